package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/internal/id"
	"fengsheng/internal/seal"
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
	if !c.prepared() {
		if err := c.prepare(ctx, s); err != nil {
			return err
		}
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
		return fault.New(fault.Conflict, "目录%s里有一个还没有建街道的数据库，请换一个空目录", c.Data)
	}
	if opened, err := clock.resume(ctx, d, street); err != nil {
		return err
	} else if !opened.Demo { // PRIV-14
		return fault.New(fault.Denied, "这个目录里是%s的真实数据，不能用demo打开，请用serve", opened.Name)
	}
	password, err := os.ReadFile(filepath.Join(c.Data, passwordFile))
	if err != nil {
		return fault.New(fault.NotFound, "目录%s里没有演示账号的密码（%s），不是demo生成的，请换一个空目录", c.Data, passwordFile)
	}
	log, err := os.OpenFile(filepath.Join(c.Data, "fengsheng.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("demo: log: %w", err)
	}
	p, err := newProgram(ctx, d, web.Config{Clock: clock.Now, Log: logger(log)})
	if err != nil {
		return errors.Join(err, log.Close())
	}
	err = p.listen(ctx, c.Addr, func(url string) { announce(s, url, clock.Now(), string(password)) })
	return errors.Join(err, log.Close())
}

// passwordFile holds the one invented password of the accounts, kept beside the
// data so that it can be printed again.
const passwordFile = "demo-password.txt"

func (c *demoCmd) prepared() bool {
	_, err := os.Stat(filepath.Join(c.Data, databaseFile))
	return err == nil
}

// prepare makes the street in a folder of its own and puts it in its place when
// it is whole: a start that is broken off leaves nothing half made behind.
func (c *demoCmd) prepare(ctx context.Context, s streams) error {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return fault.New(fault.Invalid, "数据目录%s建不了：%v", c.Data, err)
	}
	part, err := os.MkdirTemp(c.Data, "part-*")
	if err != nil {
		return fault.New(fault.Invalid, "数据目录%s写不了：%v", c.Data, err)
	}
	fmt.Fprintln(s.out, "第一次启动，正在生成演示街道2024年的记录……")
	keys, err := seal.Load(filepath.Join(c.Data, db.KeyFile)) // the records are sealed under the key of the place they come to
	if err == nil {
		err = c.live(ctx, part, keys)
	}
	if err == nil {
		err = putInPlace(part, c.Data)
	}
	return errors.Join(err, os.RemoveAll(part))
}

// live founds the street and lives through its year.
func (c *demoCmd) live(ctx context.Context, dir string, keys *seal.Ring) error {
	password := rand.Text()[:16]
	if err := os.WriteFile(filepath.Join(dir, passwordFile), []byte(password), 0o600); err != nil {
		return fmt.Errorf("demo: password: %w", err)
	}
	stored, err := identity.NewHasher().Hash(ctx, password)
	if err != nil {
		return err
	}
	part := storage{Data: dir}.config(func() time.Time { return sample.Beginning })
	part.Keys = keys
	d, err := db.Open(ctx, part)
	if err != nil {
		return err
	}
	street := id.New(sample.Beginning)
	err = d.Update(ctx, street, func(tx *db.Tx) error {
		_, err := sample.Found(tx, stored)
		return err
	})
	if err == nil {
		err = sample.Year(ctx, d, street, c.Seed, nil)
	}
	return errors.Join(err, d.Close())
}

// putInPlace moves the files of the matters, and then a database that is closed,
// and so is one file. A database that came there meanwhile is not overwritten;
// files nobody refers to are swept like any others.
func putInPlace(from, to string) error {
	if _, err := os.Stat(filepath.Join(from, databaseFile+"-wal")); err == nil {
		return errors.New("demo: the database was not closed whole")
	}
	if err := moveFiles(filepath.Join(from, file.Folder), filepath.Join(to, file.Folder)); err != nil {
		return fmt.Errorf("demo: files: %w", err)
	}
	if err := os.Link(filepath.Join(from, databaseFile), filepath.Join(to, databaseFile)); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return os.Rename(filepath.Join(from, passwordFile), filepath.Join(to, passwordFile))
}

// moveFiles moves every file to the same place below another folder.
func moveFiles(from, to string) error {
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == from {
			return nil
		}
		if err != nil {
			return err
		}
		below, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if e.IsDir() {
			return os.MkdirAll(filepath.Join(to, below), 0o700)
		}
		return os.Rename(path, filepath.Join(to, below))
	})
}

// resume sets the clock to where the ledger of a demonstration street ends, and
// leaves it as it is for any other street.
func (c *demoClock) resume(ctx context.Context, d *db.DB, street string) (org.Street, error) {
	var s org.Street
	err := d.View(ctx, street, func(tx *db.Tx) error {
		var err error
		if s, err = org.Load(tx); err != nil || !s.Demo {
			return err
		}
		last, err := event.List(tx, event.Filter{Limit: 1})
		if err != nil {
			return err
		}
		moment := sample.Morning
		if len(last) == 1 && last[0].At.After(moment) {
			moment = last[0].At
		}
		c.set(moment)
		return nil
	})
	return s, err
}

func announce(s streams, url string, now time.Time, password string) {
	fmt.Fprintf(s.out, "\n枫盛演示已启动：%s\n演示时钟：%s起走，所有记录都是编造的。按Ctrl-C停止。\n\n", url, now.In(sample.Morning.Location()).Format("2006年1月2日 15:04"))
	fmt.Fprintf(s.out, "演示账号（密码都是 %s ）：\n", strings.TrimSpace(password))
	for _, a := range sample.Accounts() {
		fmt.Fprintf(s.out, "  %-12s %s  %s\n", a.Login, a.Name, a.Role)
	}
}
