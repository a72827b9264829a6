// Command bench measures the program on a street with many matters, in one run
// with the bare engine doing the same rows, so that the ratios hold on any
// machine. Its figures stand in docs/performance.md.
//
// What it writes into the data directory goes around the rules of the program,
// so it takes demonstration data only.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// options are the command line.
type options struct {
	Matters  int           `help:"How many matters to make in a fresh directory." default:"100000"`
	Data     string        `help:"Use this data directory again; it must hold demonstration data and is written to." type:"path"`
	Database string        `help:"Measure PostgreSQL instead: postgres://user@host/name. An empty database is filled first."`
	JSON     string        `name:"json" help:"Write the results to this file as well." type:"path"`
	Clients  []int         `help:"How many clients take matters in at the same time." default:"1,8,64"`
	Requests int           `help:"How often each page is asked for." default:"300"`
	Seconds  int           `help:"How long each measurement of intake lasts." default:"5"`
	Only     []string      `help:"Measure only these: start, pages, figures, dossiers, intake." enum:"start,pages,figures,dossiers,intake" default:"start,pages,figures,dossiers,intake"`
	Idle     time.Duration `help:"How long the server stands idle before its memory is read." default:"150s"`
}

func main() {
	var o options
	kong.Parse(&o, kong.Name("bench"), kong.Description("Measures the program beside the bare engine."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures everything from an empty temporary folder that is removed again.
func run(ctx context.Context, o options) (err error) {
	work, err := os.MkdirTemp("", "fengsheng-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	if o.Data == "" {
		o.Data = filepath.Join(work, "data")
	}
	s, err := prepare(ctx, o)
	if err != nil {
		return err
	}
	r, err := newResults(s)
	if err != nil {
		return err
	}
	if err := measure(ctx, o, work, s, r); err != nil {
		return err
	}
	r.print(os.Stdout)
	if o.JSON == "" {
		return nil
	}
	return r.write(o.JSON)
}

// measure goes from the coldest to the one that writes around the rules: start
// and idle memory, pages, figures, intake through HTTP, and the bare engine's.
func measure(ctx context.Context, o options, work string, s street, r *results) error {
	say("building the program")
	program, err := build(ctx, work)
	if err != nil {
		return err
	}
	if o.wants("start") {
		say("start and idle memory")
		if err := starts(ctx, program, o, s, r); err != nil {
			return err
		}
	}
	server, err := startServer(ctx, program, o)
	if err != nil {
		return err
	}
	err = whileServed(ctx, o, server, s, r)
	if err = errors.Join(err, server.stop()); err != nil {
		return err
	}
	if !o.wants("intake") {
		return nil
	}
	say("intake of the bare engine")
	return bareIntake(ctx, o, s, r)
}

func whileServed(ctx context.Context, o options, server *server, s street, r *results) error {
	bare, err := openBare(ctx, o, s.id)
	if err != nil {
		return err
	}
	if o.wants("pages") {
		say("pages")
		err = pages(ctx, o, server, bare, s, r)
	}
	if err == nil && o.wants("figures") {
		say("figures and report")
		err = figures(ctx, o, s, r)
	}
	if err == nil && o.wants("dossiers") {
		say("dossiers")
		err = dossiers(ctx, o, s, r)
	}
	if err = errors.Join(err, bare.close()); err != nil || !o.wants("intake") {
		return err
	}
	say("intake through HTTP")
	return intake(ctx, o, server, s, r)
}

func (o options) wants(what string) bool { return slices.Contains(o.Only, what) }

func say(what string) { fmt.Fprintln(os.Stderr, time.Now().Format(time.TimeOnly), what) }
