package db

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
)

// together is how many waiting operations share one commit.
const together = 64

// operation is one Update on its way through the writer.
type operation struct {
	ctx    context.Context
	street string
	fn     func(*Tx) error
	done   chan struct{}
	err    error
	panic  any
}

// Panicked carries a panic from the writer to the caller of Update, with the
// stack of the place where it happened.
type Panicked struct {
	Value any
	Stack []byte
}

func (p *Panicked) Error() string { return fmt.Sprintf("panic: %v\n%s", p.Value, p.Stack) }

// write is the writer: it gathers what waits, commits, answers, until stop.
func (d *DB) write(stop context.Context) {
	defer close(d.stopped)
	for {
		select {
		case op := <-d.queue:
			d.commit(d.gather(op))
		case <-stop.Done():
			for len(d.queue) > 0 {
				d.commit(d.gather(<-d.queue))
			}
			return
		}
	}
}

func (d *DB) gather(first *operation) []*operation {
	ops := append(make([]*operation, 0, together), first)
	for len(ops) < together {
		select {
		case op := <-d.queue:
			ops = append(ops, op)
		default:
			return ops
		}
	}
	return ops
}

// commit runs the operations in one transaction and answers each of them.
func (d *DB) commit(ops []*operation) {
	err := d.runAll(ops)
	if err != nil {
		d.writer.broken = true
	}
	d.notice(err)
	for _, op := range ops {
		d.notice(op.err)
		if err != nil {
			op.err = errors.Join(op.err, fmt.Errorf("db: commit: %w", err))
		}
		close(op.done)
	}
}

// notice stops the program when the disk or the file is broken: it goes on
// through recovery, never by writing more (CRASH-05).
func (d *DB) notice(err error) {
	if err != nil && d.engine.ruined(err) {
		d.fatal(err)
	}
}

func (d *DB) runAll(ops []*operation) error {
	// The transaction belongs to all operations in it, so no single caller's
	// cancellation may break it.
	ctx := context.Background()
	if err := d.writer.alive(ctx, d.pools[0]); err != nil {
		return err
	}
	for _, begin := range d.engine.beginWrite() {
		if err := d.writer.raw(ctx, begin); err != nil {
			return err
		}
	}
	if len(ops) == 1 { // nobody else's work to keep apart
		if d.call(ctx, ops[0]); ops[0].failed() {
			return d.writer.raw(ctx, "ROLLBACK")
		}
		return d.keep(ctx)
	}
	for _, op := range ops {
		if err := d.runOne(ctx, op); err != nil {
			return errors.Join(err, d.writer.raw(ctx, "ROLLBACK"))
		}
	}
	return d.keep(ctx)
}

// keep commits. Only a commit without an error and without a warning is answered
// as saved; after anything else nobody knows, and the form sent again finds out
// (CRASH-03).
func (d *DB) keep(ctx context.Context) error {
	d.engine.warning() // of the statements: what they warned of is not about the commit
	if err := d.writer.raw(ctx, "COMMIT"); err != nil {
		return errors.Join(err, d.writer.raw(ctx, "ROLLBACK"))
	}
	return d.engine.warning()
}

// runOne runs one operation in its savepoint. The error it returns is the
// engine's; the operation's own stays in op.
func (d *DB) runOne(ctx context.Context, op *operation) error {
	if err := d.writer.again(ctx, savepoint); err != nil {
		return err
	}
	d.call(ctx, op)
	if op.failed() {
		if err := d.writer.raw(ctx, "ROLLBACK TO SAVEPOINT one"); err != nil {
			return err
		}
	}
	return d.writer.again(ctx, release)
}

// What stands around each of many operations is prepared like any statement.
var (
	savepoint = Stmt{name: "db.savepoint", text: "SAVEPOINT one"}
	release   = Stmt{name: "db.release", text: "RELEASE SAVEPOINT one"}
)

func (o *operation) failed() bool { return o.err != nil || o.panic != nil }

func (d *DB) call(ctx context.Context, op *operation) {
	defer func() {
		if p := recover(); p != nil {
			op.panic = &Panicked{Value: p, Stack: debug.Stack()}
		}
	}()
	if op.err = context.Cause(op.ctx); op.err != nil {
		return
	}
	op.err = op.fn(&Tx{ctx: ctx, conn: d.writer, db: d, Street: op.street, Now: d.clock()})
}
