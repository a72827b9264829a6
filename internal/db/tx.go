package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"fengsheng/internal/calendar"
)

// Tx is one transaction: a function's first argument, never stored.
type Tx struct {
	Street string    // the tenant; the first argument of every statement
	Now    time.Time // fixed for the whole transaction

	ctx  context.Context
	conn *conn
	db   *DB
}

// Today is the date in Beijing time at the moment of the transaction.
func (tx *Tx) Today() calendar.Date { return calendar.Of(tx.Now) }

// Millis is the moment of the transaction as it is stored: milliseconds, UTC.
func (tx *Tx) Millis() int64 { return tx.Now.UnixMilli() }

// In is the same transaction for another tenant: for signing in, which learns
// the street only from the account.
func (tx *Tx) In(street string) *Tx {
	other := *tx
	other.Street = street
	return &other
}

// At is the same transaction at another moment: for the demonstration records,
// which live through a year in one go.
func (tx *Tx) At(now time.Time) *Tx {
	other := *tx
	other.Now = now
	return &other
}

// NewID makes an identifier for something created now.
func (tx *Tx) NewID() string { return tx.db.ids.New(tx.Now) }

// Engine is the engine's name, for internal/search only.
func (tx *Tx) Engine() string { return tx.db.engine.name() }

// ErrNone says that a statement that must give a row gave none.
var ErrNone = errors.New("db: no such row")

// Stmt is a statement with a name. Its text is constant in the source.
type Stmt struct {
	name   string
	text   string
	engine string // "" = both
}

// Name is what the statement is called in errors and in the test of all statements.
func (s Stmt) Name() string { return s.name }

// Text is the statement as both engines run it.
func (s Stmt) Text() string { return s.text }

var declared []Stmt

// SQL declares a statement. It is called for package variables only, so the
// list of all statements is complete before main.
func SQL(name, text string) Stmt {
	s := Stmt{name: name, text: text}
	declared = append(declared, s)
	return s
}

// SQLOn declares a statement that only one engine understands: for full text,
// the one thing the engines do in different words.
func SQLOn(engine, name, text string) Stmt {
	s := Stmt{name: name, text: text, engine: engine}
	declared = append(declared, s)
	return s
}

// RunsOn reports whether the statement is meant for the engine.
func (s Stmt) RunsOn(engine string) bool { return s.engine == "" || s.engine == engine }

// Declared lists every declared statement, for the test that prepares them all.
func Declared() []Stmt { return declared }

// Prepare asks the engine whether it understands the statement.
func (tx *Tx) Prepare(s Stmt) error {
	_, err := tx.conn.prepare(tx.ctx, s)
	return err
}

// Row is one result row.
type Row interface{ Scan(dest ...any) error }

// Exec runs a statement that changes rows and says how many.
func (tx *Tx) Exec(s Stmt, args ...any) (int64, error) {
	st, err := tx.conn.prepare(tx.ctx, s)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(tx.ctx, args...)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", s.name, err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", s.name, err)
	}
	return n, nil
}

// ExecOne runs a statement that must change exactly one row, else ErrNone.
func (tx *Tx) ExecOne(s Stmt, args ...any) error {
	n, err := tx.Exec(s, args...)
	if err != nil {
		return err
	}
	if n != 1 {
		return fmt.Errorf("%s: %d rows: %w", s.name, n, ErrNone)
	}
	return nil
}

// Each calls fn with every row of the result.
func (tx *Tx) Each(s Stmt, fn func(Row) error, args ...any) error {
	st, err := tx.conn.prepare(tx.ctx, s)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(tx.ctx, args...)
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	return nil
}

// All gathers every row of the result.
func All[T any](tx *Tx, s Stmt, scan func(Row) (T, error), args ...any) ([]T, error) {
	var all []T
	err := tx.Each(s, func(r Row) error {
		v, err := scan(r)
		all = append(all, v)
		return err
	}, args...)
	return all, err
}

// One gives the one row of the result, or ErrNone.
func One[T any](tx *Tx, s Stmt, scan func(Row) (T, error), args ...any) (T, error) {
	all, err := All(tx, s, scan, args...)
	if err == nil && len(all) != 1 {
		err = fmt.Errorf("%s: %d rows: %w", s.name, len(all), ErrNone)
	}
	if err != nil {
		var none T
		return none, err
	}
	return all[0], nil
}

// Value gives the single column of the one row of the result, or ErrNone.
func Value[T any](tx *Tx, s Stmt, args ...any) (T, error) {
	return One(tx, s, func(r Row) (T, error) {
		var v T
		err := r.Scan(&v)
		return v, err
	}, args...)
}

// Values gives the single column of every row.
func Values[T any](tx *Tx, s Stmt, args ...any) ([]T, error) {
	return All(tx, s, func(r Row) (T, error) {
		var v T
		err := r.Scan(&v)
		return v, err
	}, args...)
}

// Moment turns stored milliseconds into a time; 0 is the zero time.
func Moment(millis int64) time.Time {
	if millis == 0 {
		return time.Time{}
	}
	return time.UnixMilli(millis).UTC()
}

// preparedLimit bounds the statements a connection keeps; filters make many texts.
const preparedLimit = 600

// conn is a connection with the statements it has prepared.
type conn struct {
	c        *sql.Conn
	prepared map[string]*sql.Stmt
	broken   bool
}

func newConn(ctx context.Context, pool *sql.DB) (*conn, error) {
	c, err := pool.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("db: connect: %w", err)
	}
	return &conn{c: c, prepared: map[string]*sql.Stmt{}}, nil
}

// alive replaces the connection when the last transaction broke it.
func (c *conn) alive(ctx context.Context, pool *sql.DB) error {
	if !c.broken {
		return nil
	}
	if err := c.c.Close(); err != nil && !errors.Is(err, sql.ErrConnDone) {
		// The old connection is given up either way; what matters is the new one.
		c.prepared = nil
	}
	fresh, err := newConn(ctx, pool)
	if err != nil {
		return err
	}
	*c = *fresh
	return nil
}

// close closes the statements, which the pool does not know of, and gives the
// connection back; of one that is broken nothing is left to be closed.
func (c *conn) close() error {
	for _, st := range c.prepared {
		if err := st.Close(); err != nil && !c.broken {
			return fmt.Errorf("db: close a statement: %w", err)
		}
	}
	c.prepared = nil
	if err := c.c.Close(); err != nil && !errors.Is(err, sql.ErrConnDone) {
		return fmt.Errorf("db: give back a connection: %w", err)
	}
	return nil
}

func (c *conn) raw(ctx context.Context, text string) error {
	_, err := c.c.ExecContext(ctx, text)
	return err
}

// again runs a statement that is run often enough to be kept.
func (c *conn) again(ctx context.Context, s Stmt) error {
	st, err := c.prepare(ctx, s)
	if err != nil {
		return err
	}
	_, err = st.ExecContext(ctx)
	return err
}

func (c *conn) prepare(ctx context.Context, s Stmt) (*sql.Stmt, error) {
	if st := c.prepared[s.text]; st != nil {
		return st, nil
	}
	st, err := c.c.PrepareContext(ctx, s.text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.name, err)
	}
	if len(c.prepared) >= preparedLimit {
		for text, old := range c.prepared {
			delete(c.prepared, text)
			if err := old.Close(); err != nil {
				return nil, fmt.Errorf("%s: %w", s.name, err)
			}
			break
		}
	}
	c.prepared[s.text] = st
	return st, nil
}
