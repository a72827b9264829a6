package db

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"testing/fstest"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"fengsheng/internal/fault"
)

//go:embed schema/*.sql
var schema embed.FS

// provider gives the migrations in the engine's words.
func provider(e engine, pool *sql.DB) (*goose.Provider, error) {
	files := fstest.MapFS{}
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := schema.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files[name[len("schema/"):]] = &fstest.MapFile{Data: []byte(e.words(string(text)))}
	}
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if e.dialect() == goose.DialectPostgres {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(e.dialect(), pool, files, options...)
}

// migrate applies what is missing, forward only, and refuses a database that a
// newer program has written.
func migrate(ctx context.Context, e engine, pool *sql.DB) error {
	p, err := provider(e, pool)
	if err != nil {
		return fmt.Errorf("db: migrations: %w", err)
	}
	if err := refuseNewer(ctx, p); err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("db: migrate: %w", err)
	}
	return nil
}

// current refuses a database whose schema is not exactly this program's.
func current(ctx context.Context, e engine, pool *sql.DB) error {
	p, err := provider(e, pool)
	if err != nil {
		return fmt.Errorf("db: migrations: %w", err)
	}
	now, target, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("db: schema version: %w", err)
	}
	if now != target {
		return fault.New(fault.Conflict, "数据库的结构版本是%d，本程序需要%d，请先用serve启动一次", now, target)
	}
	return nil
}

func refuseNewer(ctx context.Context, p *goose.Provider) error {
	now, target, err := p.GetVersions(ctx)
	if err != nil {
		if errors.Is(err, goose.ErrVersionNotFound) {
			return nil
		}
		return fmt.Errorf("db: schema version: %w", err)
	}
	if now > target {
		return fault.New(fault.Conflict, "数据库由更新的程序写过（结构版本%d，本程序只到%d），请换用新程序", now, target)
	}
	return nil
}
