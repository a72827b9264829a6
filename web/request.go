package web

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"fengsheng/actor"
)

// request is what the program knows about one request while it answers it.
type request struct {
	site    *Site
	number  string // what a person quotes and the log line holds
	pattern string // the route, never the address itself
	address netip.Addr
	nonce   string
	start   time.Time
	token   string // the session cookie
	session Session
	form    *Form
	files   interface{ RemoveAll() error }
	flash   string
	failed  bool // a number was shown to a person
}

type requestKey struct{}

// requestOf is the request's own record. Outside a site's Handler it is empty,
// which means: nobody is signed in.
func requestOf(r *http.Request) *request { return requestIn(r.Context()) }

func requestIn(ctx context.Context) *request {
	if q, ok := ctx.Value(requestKey{}).(*request); ok {
		return q
	}
	return &request{}
}

func (s *Site) begin(r *http.Request) *request {
	return &request{site: s, number: newNumber(), nonce: rand.Text(), start: time.Now(), address: s.addressOf(r)}
}

func (q *request) signedIn() bool { return q.session.ID != "" }

// forget drops what the body left behind on the disk.
func (q *request) forget() {
	if q.files != nil {
		_ = q.files.RemoveAll() // the temporary directory is emptied at start as well
	}
}

// Actor is the officer who is signed in, with the facts of the request for the
// event; the zero Actor when nobody is.
func Actor(r *http.Request) actor.Actor {
	q := requestOf(r)
	if !q.signedIn() {
		return actor.Actor{}
	}
	a := q.session.Actor
	a.Address, a.Route, a.Request = q.address.String(), q.pattern, q.number
	return a
}

// Visitor is whoever sent the request, signed in or not, with its facts: for the
// events of the door.
func Visitor(r *http.Request) actor.Actor {
	q, a := requestOf(r), Actor(r)
	a.Address, a.Route, a.Request = q.address.String(), q.pattern, q.number
	return a
}

// SessionOf is the session of the request; its ID is empty when nobody is
// signed in.
func SessionOf(r *http.Request) Session { return requestOf(r).session }

// Token is the session token the browser sent, to end the session with.
func Token(r *http.Request) string { return requestOf(r).token }

// Number is the request number: in the log line, and quoted by people.
func Number(r *http.Request) string { return requestOf(r).number }

// Address is where the request came from, seen past the trusted fronts.
func Address(r *http.Request) netip.Addr { return requestOf(r).address }

// Origin is the beginning of the site's addresses as the browser reached it, for an
// address that leaves the page: https://ds.example.cn.
func Origin(r *http.Request) string {
	if q := requestOf(r); q.site != nil && q.site.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// numberAlphabet has no letters that are mistaken for one another on the telephone.
const numberAlphabet = "23456789abcdefghjkmnpqrstuvwxyz"

// newNumber makes a request number of ten signs, written in two groups.
func newNumber() string {
	var b [10]byte
	_, _ = rand.Read(b[:]) // crypto/rand does not fail; it ends the program instead
	var n strings.Builder
	for i, c := range b {
		if i == 5 {
			n.WriteByte('-')
		}
		n.WriteByte(numberAlphabet[int(c)%len(numberAlphabet)])
	}
	return n.String()
}

// addressOf believes X-Forwarded-For only as far as trusted fronts wrote it:
// from the right, the first address that is not a front.
func (s *Site) addressOf(r *http.Request) netip.Addr {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Addr{}
	}
	addr = addr.Unmap()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && s.trusted(addr); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		addr = next.Unmap()
	}
	return addr
}

func (s *Site) trusted(addr netip.Addr) bool {
	for _, p := range s.Proxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}
