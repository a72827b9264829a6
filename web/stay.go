package web

import (
	"math"
	"net/http"
	"strconv"
	"time"
)

// leftHeader tells the script of a page how many seconds the session lasts
// unless it is used again; every answer to somebody signed in carries it.
const leftHeader = "Session-Left"

// left is how long the session of the request lasts unless it is used again;
// 0 when nobody is signed in or it has no end.
func (s *Site) left(q *request) time.Duration {
	if !q.signedIn() || q.session.Until.IsZero() {
		return 0
	}
	return q.session.Until.Sub(s.Clock())
}

func (s *Site) tellLeft(h http.Header, q *request) {
	if left := s.left(q); left > 0 {
		h.Set(leftHeader, strconv.Itoa(int(math.Ceil(left.Seconds()))))
	}
}

// StayRoutes are asked by a page whose reader wants to stay signed in: like every
// request it counts as use, and its answer says how long the session lasts now
// (ux.md R16).
func StayRoutes() []Route {
	return []Route{{Pattern: "GET /account/session", Permission: SignedIn(), Scope: ScopeOwnSelf, Class: ClassPublic, Audit: "session.stay", Page: stay}}
}

func stay(w http.ResponseWriter, _ *http.Request) error {
	w.WriteHeader(http.StatusNoContent)
	return nil
}
