package web

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestAPageKnowsHowLongTheSignInLasts(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, func(c *Config) {
		c.Sessions = SessionsFunc(func(ctx context.Context, token string) (Session, error) {
			found, err := testSessions(ctx, token)
			found.Until = noon.Add(90 * time.Second)
			return found, err
		})
	})
	c := as(t, open(t, s, append(StayRoutes(), line("GET /page", SignedIn(), words("事项")))...), "mediator")
	p := c.Get("/page").WantStatus(http.StatusOK)
	if got := p.Attr("body", "data-left"); got != "90" {
		t.Errorf("got %q seconds, want 90", got)
	}
	if got := p.Text(".until"); !strings.HasPrefix(got, "12:01前") {
		t.Errorf("without script the page says %q, want the moment 12:01", got)
	}
	if got := c.Get("/account/session").WantStatus(http.StatusNoContent).Header.Get(leftHeader); got != "90" {
		t.Errorf("staying: got %q seconds, want 90", got)
	}
}
