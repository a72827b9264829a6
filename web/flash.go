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
	leave(w, r, flash{sentence, undo})
	http.Redirect(w, r, LocalPath(to), http.StatusSeeOther)
	return nil
}

// leave says f on the next page, if it says anything.
func leave(w http.ResponseWriter, r *http.Request, f flash) {
	q := requestOf(r)
	if f.Text != "" && q.site != nil {
		c := q.site.cookie(flashName, q.site.signed(f))
		c.MaxAge = flashMaxAge
		http.SetCookie(w, c)
	}
}

// ByModule reports whether a module of ours sent the form and waits for Led or
// Unled; it shows how far a long upload is.
func ByModule(r *http.Request) bool { return r.Header.Get("Accept") == "application/json" }

// Led is Redirect for a module: it goes to the address itself.
func Led(w http.ResponseWriter, r *http.Request, to, sentence string) error {
	leave(w, r, flash{Text: sentence})
	return answerModule(w, http.StatusOK, map[string]any{"to": LocalPath(to)})
}

// Unled tells a module what has to be changed in its form.
func Unled(w http.ResponseWriter, status int, e ui.Entries) error {
	var wrong []string
	if e.General != "" {
		wrong = append(wrong, e.General)
	}
	for _, f := range e.Wrong {
		wrong = append(wrong, f.Message)
	}
	return answerModule(w, status, map[string]any{"wrong": wrong})
}

func answerModule(w http.ResponseWriter, status int, answer any) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(answer)
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
