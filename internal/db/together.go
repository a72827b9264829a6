package db

import (
	"errors"
	"runtime"
	"runtime/debug"
	"sync"
)

var sqlMoment = SQL("db.moment", `SELECT coalesce(max(seq), 0) FROM event`)

// Together runs long readings side by side, as many as there are processors.
// All of them see what tx sees: another connection takes part only when the last
// event it sees is the last one tx sees, and every change of a record writes an
// event in its own transaction (AUD-01). With no such connection, or on the
// writer, the readings run one after another on tx.
//
// Each reading is given a transaction of its own and must use no other. After an
// error or a panic no further reading begins, and Together ends with it.
func (tx *Tx) Together(readings ...func(*Tx) error) error {
	moment, err := Value[int64](tx, sqlMoment)
	if err != nil {
		return err
	}
	l := &line{waiting: readings}
	var others sync.WaitGroup
	for range min(len(readings), runtime.NumCPU()) - 1 {
		c := tx.spare()
		if c == nil {
			break
		}
		others.Go(func() {
			defer func() { tx.db.readers <- c }()
			own := *tx
			own.conn = c
			l.end(tx.db.read(tx.ctx, c, &own, func(own *Tx) error {
				seen, err := Value[int64](own, sqlMoment)
				if err == nil && seen == moment {
					l.run(own)
				}
				return err
			}))
		})
	}
	l.run(tx)
	others.Wait()
	if p, ok := errors.AsType[*Panicked](l.err); ok {
		panic(p)
	}
	return l.err
}

// spare is a reader nobody uses, or nil; the last free one is left to the pages.
func (tx *Tx) spare() *conn {
	if tx.conn == tx.db.writer || len(tx.db.readers) < 2 {
		return nil
	}
	select {
	case c := <-tx.db.readers:
		return c
	default:
		return nil
	}
}

// line is the readings that wait, and the first error of those that ran.
type line struct {
	mu      sync.Mutex
	waiting []func(*Tx) error
	err     error
}

// run takes readings off the line until none is left.
func (l *line) run(tx *Tx) {
	for reading := l.next(); reading != nil; reading = l.next() {
		l.end(caught(tx, reading))
	}
}

func (l *line) next() func(*Tx) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting) == 0 || l.err != nil {
		return nil
	}
	first := l.waiting[0]
	l.waiting = l.waiting[1:]
	return first
}

func (l *line) end(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.err = err
	}
}

// caught runs a reading and carries its panic to the caller of Together.
func caught(tx *Tx, reading func(*Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &Panicked{Value: p, Stack: debug.Stack()}
		}
	}()
	return reading(tx)
}
