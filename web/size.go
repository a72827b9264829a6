package web

import (
	"net/http"
	"strconv"

	"fengsheng/web/ui"
)

// sizeParam in an address switches the size of the text, so that a link can
// bring somebody to the large version (ux.md 5).
const sizeParam = "large"

// sizeOf is how large the reader wants the text. The choice is a cookie without
// any secret, and holds before the sign-in as well.
func (s *Site) sizeOf(r *http.Request) ui.TextSize { return sizeNamed(s.cookieValue(r, sizeName)) }

func sizeNamed(value string) ui.TextSize {
	n, err := strconv.Atoi(value)
	if size := ui.TextSize(n); err == nil && size >= ui.Normal && size <= ui.Larger {
		return size
	}
	return ui.Normal
}

// resize remembers the size an address asks for and leads to the address
// without it; false when the address asks for none.
func (s *Site) resize(w http.ResponseWriter, r *http.Request) bool {
	q := r.URL.Query()
	if r.Method != http.MethodGet || !q.Has(sizeParam) {
		return false
	}
	c := s.cookie(sizeName, strconv.Itoa(int(sizeNamed(q.Get(sizeParam)))))
	c.MaxAge = 365 * 24 * 60 * 60
	http.SetCookie(w, c)
	q.Del(sizeParam)
	u := *r.URL
	u.RawQuery = q.Encode()
	http.Redirect(w, r, LocalPath(u.RequestURI()), http.StatusSeeOther)
	return true
}

// inSize is the address of the page in a size of the text.
func inSize(r *http.Request, size ui.TextSize) string {
	u := *r.URL
	q := u.Query()
	q.Set(sizeParam, strconv.Itoa(int(size)))
	u.RawQuery = q.Encode()
	return u.RequestURI()
}
