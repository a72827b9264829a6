// Package db runs one SQL text on two engines, SQLite and PostgreSQL, and is
// the only place that knows they differ.
//
// A program reads in View and writes in Update. All writes of an installation
// pass one writer: operations that wait together share one commit, each in its
// own savepoint, and each is answered only after that commit. So the chain of
// events has one order, numbers have no gaps, and no write is ever retried.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/internal/id"
	"fengsheng/internal/seal"
)

// Config says which database to open.
type Config struct {
	Dir      string           // data directory of the embedded engine, used when URL is empty
	URL      string           // postgres://…, a database with C collation
	Clock    func() time.Time // the moment of each transaction
	Keys     *seal.Ring       // the installation's key; nil = that of the data directory
	Files    *file.Store      // what was attached; nil = below the data directory
	ReadOnly bool             // only View; no migration, no lock: for commands beside a running program
	Fatal    func(error)      // called when the disk or the file is broken: the program must stop (CRASH-05)
}

// DB is an open database.
type DB struct {
	engine  engine
	clock   func() time.Time
	fatal   func(error)
	writer  *conn
	readers chan *conn
	queue   chan *operation
	pools   []*sql.DB
	release func() error
	ids     *id.Source
	keys    *seal.Ring
	files   *file.Store

	stop    context.CancelFunc
	stopped chan struct{}
	closing sync.Once
	busy    sync.RWMutex // held for reading while an operation enters the queue
	closed  bool
}

// queueLength bounds the operations that wait for the writer; more are refused.
const queueLength = 4096

// fewestReaders is how many can read at once on the smallest machine: long
// readings side by side (Together) leave one to the pages.
const fewestReaders = 4

// ErrReadOnly is returned by Update on a database opened for reading.
var ErrReadOnly = errors.New("db: opened for reading only")

// Open opens the database, brings its schema up to date, and checks the
// settings that durability rests on (CRASH-01, 02).
func Open(ctx context.Context, c Config) (*DB, error) {
	if c.Clock == nil {
		return nil, errors.New("db: a clock is needed")
	}
	if c.Fatal == nil {
		c.Fatal = func(error) {}
	}
	var e engine = &sqliteEngine{dir: c.Dir}
	if c.URL != "" {
		e = &postgresEngine{url: c.URL}
	}
	if c.Files == nil && c.Dir != "" {
		c.Files = file.At(filepath.Join(c.Dir, file.Folder), c.Clock)
	}
	d := &DB{engine: e, clock: c.Clock, fatal: c.Fatal, files: c.Files, ids: id.NewSource(), release: func() error { return nil }}
	if err := d.open(ctx, c); err != nil {
		return nil, errors.Join(unreachable(err), d.closePools())
	}
	return d, nil
}

func (d *DB) open(ctx context.Context, c Config) error {
	readOnly := c.ReadOnly
	if !readOnly {
		release, err := d.engine.own()
		if err != nil {
			return err
		}
		d.release = release
	}
	rw, ro, err := d.engine.pools()
	if err != nil {
		return err
	}
	d.pools = []*sql.DB{rw, ro}
	if readOnly {
		if err := current(ctx, d.engine, ro); err != nil {
			return err
		}
	} else if err := migrate(ctx, d.engine, rw); err != nil {
		return err
	}
	if err := d.unlock(ctx, c); err != nil {
		return err
	}
	if !readOnly {
		if d.writer, err = newConn(ctx, rw); err != nil {
			return err
		}
		if err := d.engine.check(ctx, d.writer.c); err != nil {
			return err
		}
		d.queue = make(chan *operation, queueLength)
		loop, stop := context.WithCancel(context.Background())
		d.stop, d.stopped = stop, make(chan struct{})
		go d.write(loop)
	}
	n := max(fewestReaders, runtime.NumCPU()+1)
	d.readers = make(chan *conn, n)
	for range n {
		c, err := newConn(ctx, ro)
		if err != nil {
			return err
		}
		d.readers <- c
	}
	return nil
}

// Close waits for the writes under way and closes the database.
func (d *DB) Close() error {
	var err error
	d.closing.Do(func() {
		if d.stop != nil {
			d.busy.Lock()
			d.closed = true
			d.busy.Unlock()
			d.stop()
			<-d.stopped
		}
		err = errors.Join(d.closePools(), d.release())
	})
	return err
}

// closePools gives the connections back to their pools and closes these: the
// last one to leave brings the write-ahead log of SQLite home.
func (d *DB) closePools() error {
	var errs []error
	if d.writer != nil {
		errs = append(errs, d.writer.close())
	}
	for range len(d.readers) {
		c := <-d.readers
		errs = append(errs, c.close())
		d.readers <- c
	}
	for _, p := range d.pools {
		if p != nil {
			errs = append(errs, p.Close())
		}
	}
	return errors.Join(errs...)
}

// Engine is the engine's name: sqlite or postgres.
func (d *DB) Engine() string { return d.engine.name() }

// Now is the moment the installation's clock shows.
func (d *DB) Now() time.Time { return d.clock() }

// View runs fn in a transaction that sees one moment and cannot write.
func (d *DB) View(ctx context.Context, street string, fn func(*Tx) error) error {
	var c *conn
	select {
	case c = <-d.readers:
	case <-ctx.Done():
		return fmt.Errorf("db: waiting to read: %w", context.Cause(ctx))
	}
	defer func() { d.readers <- c }()
	return d.read(ctx, c, &Tx{ctx: ctx, conn: c, db: d, Street: street, Now: d.clock()}, fn)
}

// read runs fn in a transaction of the connection that is rolled back.
func (d *DB) read(ctx context.Context, c *conn, tx *Tx, fn func(*Tx) error) error {
	if err := c.alive(ctx, d.pools[1]); err != nil {
		return err
	}
	if err := c.raw(ctx, d.engine.beginRead()); err != nil {
		c.broken = true
		return fmt.Errorf("db: begin reading: %w", err)
	}
	defer func() {
		if c.raw(context.WithoutCancel(ctx), "ROLLBACK") != nil {
			c.broken = true
		}
	}()
	err := fn(tx)
	d.notice(err)
	return err
}

// Update runs fn in a transaction that writes. When Update returns nil the
// change is on disk; when it returns an error nothing of fn has happened. fn
// must not send, print or call out: it runs on the writer, and others wait.
func (d *DB) Update(ctx context.Context, street string, fn func(*Tx) error) error {
	if d.queue == nil {
		return ErrReadOnly
	}
	op := &operation{ctx: ctx, street: street, fn: fn, done: make(chan struct{})}
	if err := d.enqueue(op); err != nil {
		return err
	}
	<-op.done
	if op.panic != nil {
		panic(op.panic)
	}
	return op.err
}

func (d *DB) enqueue(op *operation) error {
	d.busy.RLock()
	defer d.busy.RUnlock()
	if d.closed {
		return fault.New(fault.Unavailable, "系统正在停机，请稍候再提交，您填的内容还在")
	}
	select {
	case d.queue <- op:
		return nil
	default:
		return fault.New(fault.Unavailable, "现在提交的人太多，请过一会儿再提交，您填的内容还在")
	}
}

// Catalogue describes every table and column, the same way on both engines.
func (d *DB) Catalogue(ctx context.Context) (string, error) {
	return d.engine.catalogue(ctx, d.pools[1])
}
