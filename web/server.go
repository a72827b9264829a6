package web

import (
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"fengsheng/internal/fault"
)

// NewServer is the HTTP server with its time-outs (IN-02). The body has no
// fixed one: readBody cuts off a sender that is too slow. The server's own
// complaints are about half-open connections and name addresses, so they are
// not kept; failures of pages are logged by the site.
func NewServer(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr: addr, Handler: h,
		ReadHeaderTimeout: 5 * time.Second,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    maxHeader - 4<<10, // net/http adds 4 KiB of its own
		ErrorLog:          log.New(io.Discard, "", 0),
	}
}

// maxHeader is what the line and the headers of a request may take, in bytes (IN-01).
const maxHeader = 16 << 10

// writeTimeout is how long an answer may take once the request has been read.
const writeTimeout = 60 * time.Second

// The number of connections that are held at once.
const (
	maxConnections = 1000
	maxPerAddress  = 50
)

// Listen opens addr for at most 1000 connections, 50 of them from one address.
// Loopback and the fronts named in proxies stand for many people and have no
// limit of their own.
func Listen(addr string, proxies ...netip.Prefix) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	return newLimited(l, maxConnections, maxPerAddress, func(a netip.Addr) bool {
		for _, p := range proxies {
			if p.Contains(a) {
				return true
			}
		}
		return a.IsLoopback()
	}), nil
}

// limited closes connections above the limits as soon as they are accepted:
// the ones that wait are somebody's turn, not this one's.
type limited struct {
	net.Listener
	total, each int
	exempt      func(netip.Addr) bool

	mu   sync.Mutex
	open int
	from map[netip.Addr]int
}

func newLimited(l net.Listener, total, each int, exempt func(netip.Addr) bool) *limited {
	return &limited{Listener: l, total: total, each: each, exempt: exempt, from: map[netip.Addr]int{}}
}

func (l *limited) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		addr := remote(c)
		if l.admit(addr) {
			return &counted{Conn: c, leave: sync.OnceFunc(func() { l.release(addr) })}, nil
		}
		_ = c.Close() // refused; nobody waits for the result
	}
}

func remote(c net.Conn) netip.Addr {
	if t, ok := c.RemoteAddr().(*net.TCPAddr); ok {
		return t.AddrPort().Addr().Unmap()
	}
	return netip.Addr{}
}

func (l *limited) admit(addr netip.Addr) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open >= l.total || l.from[addr] >= l.each && !l.exempt(addr) {
		return false
	}
	l.open++
	l.from[addr]++
	return true
}

func (l *limited) release(addr netip.Addr) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
	if l.from[addr]--; l.from[addr] == 0 {
		delete(l.from, addr)
	}
}

// counted gives its place back when it is closed.
type counted struct {
	net.Conn
	leave func()
}

func (c *counted) Close() error {
	c.leave()
	return c.Conn.Close()
}

// ListenAddrAllowed refuses plain HTTP on an address that other machines can
// reach, unless the operator insists (WEB-07).
func ListenAddrAllowed(addr string, insecure bool) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fault.New(fault.Invalid, "监听地址应写成 主机:端口，例如127.0.0.1:8080，现在是%q", addr)
	}
	if insecure || host == "localhost" {
		return nil
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.Unmap().IsLoopback() {
		return nil
	}
	return fault.New(fault.Invalid,
		"没有加密的HTTP只能在本机（127.0.0.1）使用：请在前面加TLS，或者明确用--insecure-http允许，现在的地址是%s", addr)
}
