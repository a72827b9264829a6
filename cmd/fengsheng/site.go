package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/office"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// program is the running program: its database, its door and its one site.
type program struct {
	db     *db.DB
	door   *identity.Door
	base   web.Config     // what does not depend on the street
	office *office.Office // nil where no LibreOffice is installed
	site   atomic.Pointer[http.Handler]
}

// newProgram wires the parts together, top to bottom.
func newProgram(ctx context.Context, d *db.DB, base web.Config) (*program, error) {
	door, err := identity.NewDoor(ctx, d, identity.NewHasher())
	if err != nil {
		return nil, err
	}
	base.Nav, base.Inbox, base.Published = frame.Nav(), frame.Inbox(d), frame.Reports(d)
	base.Sessions = frame.Sessions(door)
	p := &program{db: d, door: door, base: base}
	p.office, _ = office.Find()
	return p, p.rebuild(ctx)
}

// ServeHTTP answers with the site as it is now: founding the street gives it a name.
func (p *program) ServeHTTP(w http.ResponseWriter, r *http.Request) { (*p.site.Load()).ServeHTTP(w, r) }

// rebuild makes the site anew from the street in the database.
func (p *program) rebuild(ctx context.Context) error {
	street, err := onlyStreet(ctx, p.db)
	if err != nil {
		return err
	}
	var s org.Street
	if street != "" {
		err := p.db.View(ctx, street, func(tx *db.Tx) error {
			s, err = org.Load(tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	c := p.base
	c.Unit, c.Demo = s.Name, s.Demo
	c.Contact = ui.Contact{Name: s.Name + "矛盾纠纷调处化解中心", Phone: s.Phone, Address: s.Address, Hours: s.Hours}
	if street == "" { // nobody can be called before the street is founded
		c.Unit, c.Contact = "枫盛", ui.Contact{}
	}
	site, err := web.New(c)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	founded := func() {
		if err := p.rebuild(context.WithoutCancel(ctx)); err != nil {
			p.base.Log.Error("rebuild", "error", err.Error())
		}
	}
	parts := staff.Parts{DB: p.db, Door: p.door, Founded: founded}
	if p.office != nil {
		parts.PDF = p.office.PDF
	}
	if err := web.Register(mux, site, staff.Routes(parts)); err != nil {
		return err
	}
	h := site.Handler(mux)
	p.site.Store(&h)
	return nil
}

// onlyStreet is the tenant of this installation; "" before it is founded.
func onlyStreet(ctx context.Context, d *db.DB) (string, error) {
	var all []string
	err := d.View(ctx, "", func(tx *db.Tx) error {
		var err error
		all, err = org.Streets(tx)
		return err
	})
	switch {
	case err != nil:
		return "", err
	case len(all) > 1:
		return "", errors.New("more than one street in this database; this version serves one")
	case len(all) == 0:
		return "", nil
	}
	return all[0], nil
}

// foundedStreet is the tenant of an installation that must have been founded.
func foundedStreet(ctx context.Context, d *db.DB) (string, error) {
	street, err := onlyStreet(ctx, d)
	if err == nil && street == "" {
		err = fault.New(fault.NotFound, "这个数据目录里还没有街道，请先用serve完成首次设置，或用sample生成演示数据")
	}
	return street, err
}

// listen serves until the context ends, then lets the requests under way finish.
func (p *program) listen(ctx context.Context, addr string, ready func(url string)) error {
	l, err := web.Listen(addr, p.base.Proxies...)
	if err != nil {
		return fault.New(fault.Conflict, "地址%s用不了（%v），请换一个，例如--addr 127.0.0.1:8081", addr, err)
	}
	server := web.NewServer(addr, p)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	ready(address(l))
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	if err := server.Shutdown(last); err != nil || p.office == nil {
		return err
	}
	return p.office.Close()
}

func address(l net.Listener) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil || host == "::" || host == "0.0.0.0" {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}
