package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fengsheng/internal/db"
	"fengsheng/supervision"
)

// remindEvery is how often the running program looks whether it is time.
const remindEvery = time.Minute

// remind runs the job of every working day until the context ends. What fails is
// logged and tried again a minute later.
func (p *program) remind(ctx context.Context) {
	t := time.NewTicker(remindEvery)
	defer t.Stop()
	for {
		if err := p.remindOnce(ctx); err != nil && ctx.Err() == nil {
			p.base.Log.Error("remind", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

func (p *program) remindOnce(ctx context.Context) error {
	street, err := onlyStreet(ctx, p.db)
	if err != nil || street == "" {
		return err
	}
	r, err := supervision.Tick(ctx, p.db, street)
	if r.Ran {
		p.base.Log.Info("remind", "escalated", r.Escalated, "told", r.Told, "queued", r.Queued)
	}
	if err != nil {
		return err
	}
	sent, err := supervision.Deliver(ctx, p.db, street)
	if sent != (supervision.Delivery{}) {
		p.base.Log.Info("deliver", "sent", sent.Sent, "failed", sent.Failed)
	}
	return err
}

type remindCmd struct {
	storage `embed:""`
	DryRun  bool `name:"dry-run" help:"只列出会发送什么，什么也不做；程序运行时也可以用。"`
}

// Run does the job of the day now, or says what it would send.
func (c *remindCmd) Run(ctx context.Context, s streams) error {
	if c.DryRun {
		return c.read(ctx, func(ctx context.Context, d *db.DB, street string) error { return foretell(ctx, d, street, s) })
	}
	clock := &demoClock{}
	d, err := c.open(ctx, clock.Now)
	if err != nil {
		return err
	}
	return errors.Join(c.run(ctx, d, clock, s), d.Close())
}

func (c *remindCmd) run(ctx context.Context, d *db.DB, clock *demoClock, s streams) error {
	street, err := foundedStreet(ctx, d)
	if err != nil {
		return err
	}
	if _, err := clock.resume(ctx, d, street); err != nil { // a demonstration is at its own moment
		return err
	}
	r, err := supervision.Run(ctx, d, street, d.Now())
	if err != nil {
		return err
	}
	if !r.Ran {
		fmt.Fprintln(s.out, "今天已经提醒过了，不再重复。")
	} else {
		fmt.Fprintf(s.out, "提级%d件，通知%d条，摘要%d份。\n", r.Escalated, r.Told, r.Queued)
	}
	sent, err := supervision.Deliver(ctx, d, street)
	if sent != (supervision.Delivery{}) {
		fmt.Fprintf(s.out, "发出%d份，没有发出%d份（会再试）。\n", sent.Sent, sent.Failed)
	}
	return err
}

func foretell(ctx context.Context, d *db.DB, street string, s streams) error {
	return d.View(ctx, street, func(tx *db.Tx) error {
		all, err := supervision.Digests(tx)
		if err == nil && len(all) == 0 {
			fmt.Fprintln(s.out, "今天没有要发送的：没有设置渠道，或者没有到期和超期的事项。")
		}
		for _, g := range all {
			to := ""
			if g.Officer != "" {
				to = "（一位工作人员）"
			}
			fmt.Fprintf(s.out, "%s%s\n%s\n\n", g.Channel.Name, to, g.Text)
		}
		return err
	})
}
