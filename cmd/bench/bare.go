package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
)

// bare is the engine without the program: one connection, statements prepared
// once, and nothing between them and the rows.
type bare struct {
	pool     *sql.DB
	conn     *sql.Conn
	street   string
	lite     bool
	prepared map[string]*sql.Stmt
}

// openBare opens the same database with the settings of durability that the
// program has.
func openBare(ctx context.Context, o options, street string) (*bare, error) {
	driver, address := "pgx", o.Database
	if o.Database == "" {
		driver = "sqlite"
		address = "file:" + filepath.Join(o.Data, "fengsheng.db") + "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
			"&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_pragma=cache_size(-16000)&_pragma=mmap_size(1073741824)&_pragma=temp_store(MEMORY)"
	}
	pool, err := sql.Open(driver, address)
	if err != nil {
		return nil, err
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &bare{pool: pool, conn: conn, street: street, lite: o.Database == "", prepared: map[string]*sql.Stmt{}}, nil
}

func (b *bare) close() error { return b.pool.Close() }

func (b *bare) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if s := b.prepared[text]; s != nil {
		return s, nil
	}
	s, err := b.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", text, err)
	}
	b.prepared[text] = s
	return s, nil
}

func (b *bare) exec(ctx context.Context, text string, args ...any) error {
	s, err := b.prepare(ctx, text)
	if err != nil {
		return err
	}
	if _, err := s.ExecContext(ctx, args...); err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	return nil
}

// query reads all rows to the end and returns them.
func (b *bare) query(ctx context.Context, text string, args ...any) ([]string, [][]any, error) {
	s, err := b.prepare(ctx, text)
	if err != nil {
		return nil, nil, err
	}
	found, err := s.QueryContext(ctx, args...)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", text, err)
	}
	defer func() { _ = found.Close() }() // read to the end or given up
	columns, err := found.Columns()
	if err != nil {
		return nil, nil, err
	}
	var rows [][]any
	for found.Next() {
		row, to := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			to[i] = &row[i]
		}
		if err := found.Scan(to...); err != nil {
			return nil, nil, err
		}
		rows = append(rows, row)
	}
	return columns, rows, found.Err()
}

// asked is a statement with its values.
type asked struct {
	text string
	args []any
}

func ask(text string, args ...any) asked { return asked{text, args} }

// times runs what a page needs as often as the page is asked for.
func (b *bare) times(ctx context.Context, n int, page func(i int) []asked) ([]float64, error) {
	var took []float64
	for i := range n {
		needs := page(i)
		began := time.Now()
		for _, a := range needs {
			if _, _, err := b.query(ctx, a.text, a.args...); err != nil {
				return nil, err
			}
		}
		took = append(took, time.Since(began).Seconds()*1000)
	}
	return took, nil
}
