package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
)

// databaseFile is the embedded database in its data directory.
const databaseFile = "fengsheng.db"

// storage says where the records are.
type storage struct {
	Data     string `help:"数据目录。" default:"data" type:"path"`
	Database string `help:"改用PostgreSQL：postgres://用户@主机/库名；不填用数据目录里的内置数据库。" placeholder:"URL" env:"FENGSHENG_DATABASE"`
}

func (s storage) config(clock func() time.Time) db.Config {
	return db.Config{Dir: s.Data, URL: s.Database, Clock: clock, Fatal: stop}
}

// stop ends the program when the disk or the file is broken; it never goes on
// writing (CRASH-05).
func stop(err error) {
	fmt.Fprintf(os.Stderr, "数据库文件或磁盘出了问题，程序已停止，请检查磁盘后重新启动：%v\n", err)
	os.Exit(exitFailed)
}

// open opens the database for a program that writes.
func (s storage) open(ctx context.Context, clock func() time.Time) (*db.DB, error) {
	return db.Open(ctx, s.config(clock))
}

// read opens the database for reading, also beside a running program. A
// demonstration street is read at its own moment, any other at the machine's.
func (s storage) read(ctx context.Context, fn func(ctx context.Context, d *db.DB, street string) error) error {
	if s.Database == "" {
		if _, err := os.Stat(filepath.Join(s.Data, databaseFile)); errors.Is(err, os.ErrNotExist) {
			return fault.New(fault.NotFound, "目录%s里没有枫盛的数据，请用--data指明数据目录", s.Data)
		}
	}
	clock := &demoClock{}
	c := s.config(clock.Now)
	c.ReadOnly = true
	d, err := db.Open(ctx, c)
	if err != nil {
		return err
	}
	street, err := foundedStreet(ctx, d)
	if err == nil {
		_, err = clock.resume(ctx, d, street)
	}
	if err == nil {
		err = fn(ctx, d, street)
	}
	return errors.Join(err, d.Close())
}

// logger writes the operator's log, one JSON line each with its checksum.
func logger(w io.Writer) *slog.Logger { return slog.New(slog.NewJSONHandler(web.Checksummed(w), nil)) }
