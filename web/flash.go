package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"

	"fengsheng/web/ui"
)

// flash is what the next page says once: a sentence about what has just
// happened, and the act that undoes it.
type flash struct {
	Text string
	Undo ui.Undo `json:",omitzero"`
}

// Redirect answers a POST: see the result at to. The sentence is shown once on
// the next page; it holds no personal data, because it travels in a cookie. An
// empty sentence shows nothing.
func Redirect(w http.ResponseWriter, r *http.Request, to, sentence string) error {
	return RedirectUndo(w, r, to, sentence, ui.Undo{})
}

// RedirectUndo is Redirect after an act that can be undone: beside the sentence
// stands 撤销 (ux.md R9), which sends the form that undoes it.
func RedirectUndo(w http.ResponseWriter, r *http.Request, to, sentence string, undo ui.Undo) error {
	q := requestOf(r)
	if sentence != "" && q.site != nil {
		c := q.site.cookie(flashName, q.site.signed(flash{sentence, undo}))
		c.MaxAge = flashMaxAge
		http.SetCookie(w, c)
	}
	http.Redirect(w, r, LocalPath(to), http.StatusSeeOther)
	return nil
}

// signed is a flash and the proof that this process wrote it.
func (s *Site) signed(f flash) string {
	text, err := json.Marshal(f)
	if err != nil {
		return "" // strings only: it does not fail
	}
	return base64.RawURLEncoding.EncodeToString(text) + "." + base64.RawURLEncoding.EncodeToString(s.mac(text))
}

func (s *Site) mac(text []byte) []byte {
	m := hmac.New(sha256.New, s.key)
	m.Write(text)
	return m.Sum(nil)
}

// readFlash is what the redirect left, or nothing when there is nothing or
// somebody else wrote it.
func (s *Site) readFlash(r *http.Request) flash {
	text, sum, found := strings.Cut(s.cookieValue(r, flashName), ".")
	if !found {
		return flash{}
	}
	said, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return flash{}
	}
	proof, err := base64.RawURLEncoding.DecodeString(sum)
	if err != nil || !hmac.Equal(proof, s.mac(said)) {
		return flash{}
	}
	var f flash
	if json.Unmarshal(said, &f) != nil {
		return flash{}
	}
	return f
}
