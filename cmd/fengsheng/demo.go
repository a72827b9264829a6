package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/id"
	"fengsheng/org"
	"fengsheng/sample"
	"fengsheng/web"
)

type demoCmd struct {
	Addr string `help:"监听地址。" default:"127.0.0.1:8080"`
	Data string `help:"演示数据目录；第一次启动时生成。" default:"demo-data" type:"path"`
	Seed uint64 `help:"生成演示数据用的种子。" default:"1"`
}

// demoClock shows the demonstration's moment and runs from there (docs/adr/0008).
type demoClock struct{ ahead atomic.Int64 }

func (c *demoClock) Now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

func (c *demoClock) set(moment time.Time) { c.ahead.Store(int64(time.Until(moment))) }

// Run prepares the demonstration street on the first start and serves it.
func (c *demoCmd) Run(ctx context.Context, s streams) error {
	if err := web.ListenAddrAllowed(c.Addr, false); err != nil {
		return err
	}
	clock := &demoClock{}
	clock.set(sample.Morning)
	d, err := storage{Data: c.Data}.open(ctx, clock.Now)
	if err != nil {
		return err
	}
	return errors.Join(c.serve(ctx, d, clock, s), d.Close())
}

func (c *demoCmd) serve(ctx context.Context, d *db.DB, clock *demoClock, s streams) error {
	street, err := onlyStreet(ctx, d)
	if err != nil {
		return err
	}
	if street == "" {
		fmt.Fprintln(s.out, "第一次启动，正在生成演示街道2024年的记录……")
		if err := c.prepare(ctx, d); err != nil {
			return err
		}
	} else if err := resume(ctx, d, clock, street); err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(c.Data, "fengsheng.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("demo: log: %w", err)
	}
	p, err := newProgram(ctx, d, clock.Now, logger(log), false)
	if err != nil {
		return errors.Join(err, log.Close())
	}
	password, err := os.ReadFile(c.passwordFile())
	if err != nil {
		return errors.Join(fmt.Errorf("demo: %w", err), log.Close())
	}
	err = p.listen(ctx, c.Addr, func(url string) { announce(s, url, clock.Now(), string(password)) })
	return errors.Join(err, log.Close())
}

func (c *demoCmd) passwordFile() string { return filepath.Join(c.Data, "demo-password.txt") }

// prepare founds the street and lives through its year. The accounts share one
// invented password, kept beside the data so that it can be printed again.
func (c *demoCmd) prepare(ctx context.Context, d *db.DB) error {
	password := rand.Text()[:16]
	if err := os.WriteFile(c.passwordFile(), []byte(password), 0o600); err != nil {
		return fmt.Errorf("demo: password: %w", err)
	}
	stored, err := identity.NewHasher().Hash(ctx, password)
	if err != nil {
		return err
	}
	street := id.New(sample.Beginning)
	err = d.Update(ctx, street, func(tx *db.Tx) error {
		_, err := sample.Found(tx.At(sample.Beginning), stored)
		return err
	})
	if err != nil {
		return err
	}
	return sample.Year(ctx, d, street, c.Seed, nil)
}

// resume goes on where the ledger ends, and refuses a street that is not a
// demonstration (PRIV-14).
func resume(ctx context.Context, d *db.DB, clock *demoClock, street string) error {
	return d.View(ctx, street, func(tx *db.Tx) error {
		s, err := org.Load(tx)
		if err != nil {
			return err
		}
		if !s.Demo {
			return fault.New(fault.Denied, "这个目录里是%s的真实数据，不能用demo打开，请用serve", s.Name)
		}
		last, err := event.List(tx, event.Filter{Limit: 1})
		if err != nil {
			return err
		}
		if len(last) == 1 && last[0].At.After(sample.Morning) {
			clock.set(last[0].At)
		}
		return nil
	})
}

func announce(s streams, url string, now time.Time, password string) {
	fmt.Fprintf(s.out, "\n枫盛演示已启动：%s\n演示时钟：%s起走，所有记录都是编造的。按Ctrl-C停止。\n\n", url, now.In(sample.Morning.Location()).Format("2006年1月2日 15:04"))
	fmt.Fprintf(s.out, "演示账号（密码都是 %s ）：\n", strings.TrimSpace(password))
	for _, a := range sample.Accounts() {
		fmt.Fprintf(s.out, "  %-12s %s  %s\n", a.Login, a.Name, a.Role)
	}
}
