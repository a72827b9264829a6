package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web"
)

type serveCmd struct {
	storage      `embed:""`
	Addr         string         `help:"监听地址。" default:"127.0.0.1:8080"`
	InsecureHTTP bool           `name:"insecure-http" help:"允许在本机以外的地址上使用没有加密的HTTP。"`
	Secure       bool           `help:"前面有TLS：Cookie只走加密连接。"`
	Proxy        []netip.Prefix `help:"前面的代理的地址，如127.0.0.1/32：只相信它写的X-Forwarded-For。" placeholder:"CIDR"`
}

// Run serves until Ctrl-C.
func (c *serveCmd) Run(ctx context.Context, s streams) error {
	if err := web.ListenAddrAllowed(c.Addr, c.InsecureHTTP || c.Secure); err != nil {
		return err
	}
	d, err := c.open(ctx, time.Now)
	if err != nil {
		return err
	}
	return errors.Join(c.serve(ctx, d, s), d.Close())
}

func (c *serveCmd) serve(ctx context.Context, d *db.DB, s streams) error {
	p, err := newProgram(ctx, d, web.Config{Clock: time.Now, Log: logger(s.err), Secure: c.Secure, Proxies: c.Proxy})
	if err != nil {
		return err
	}
	code, needed := "", false
	err = d.Update(ctx, "", func(tx *db.Tx) error {
		code, needed, err = identity.PrepareSetup(tx)
		return err
	})
	if err != nil {
		return err
	}
	reminding, enough := context.WithCancel(ctx)
	var job sync.WaitGroup
	job.Go(func() { p.remind(reminding) })
	defer job.Wait()
	defer enough()
	return p.listen(ctx, c.Addr, func(url string) {
		fmt.Fprintf(s.out, "枫盛已启动：%s\n按Ctrl-C停止。\n", url)
		if needed {
			fmt.Fprintf(s.out, "\n首次设置：打开 %s/setup ，填写设置码\n\n    %s\n\n设置码30分钟内有效，只能用一次。\n", url, code)
		}
	})
}
