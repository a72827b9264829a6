package web

import (
	"net/http"
	"strings"
	"testing"

	"fengsheng/web/ui"
)

func TestLargeTextIsAnAddressAndIsRemembered(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	c := open(t, s, line("GET /page", Public(), func(w http.ResponseWriter, r *http.Request) error {
		return Render(w, r, http.StatusOK, ui.Layout(View(r, "事项")))
	}))
	size := func(path string) string { return c.Get(path).WantStatus(http.StatusOK).Attr("html", "data-large") }
	for _, step := range []struct{ path, want string }{
		{"/page", ""},
		{"/page?q=%E6%BC%8F%E6%B0%B4&large=1", "1"},
		{"/page", "1"},
		{"/page?large=2", "2"},
		{"/page?large=9", ""},
		{"/page?large=2", "2"},
		{"/page?large=0", ""},
	} {
		if got := size(step.path); got != step.want {
			t.Errorf("%s: got size %q, want %q", step.path, got, step.want)
		}
	}
	p := c.Get("/page?large=1")
	if got := p.Text(".sizes"); !strings.Contains(got, "标准字号") || !strings.Contains(got, "再大一些") {
		t.Errorf("the large page offers %q", got)
	}
}

func TestLargeTextNeverLeavesTheSite(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	c := open(t, s)
	c.HTTP.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if to := c.Get("//elsewhere.example/page?large=1").Header.Get("Location"); strings.Contains(to, "elsewhere") {
		t.Errorf("got sent to %s", to)
	}
}
