package web

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"net/url"
)

// tokenField is the hidden field of every form that proves the session.
const tokenField = "_csrf"

// checkOrigin is the first line against forged requests (WEB-01): a browser
// says where a POST comes from, and only this site may. A request that says
// nothing is refused as well.
func checkOrigin(r *http.Request) error {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none": // none: typed or reloaded by the person
		return nil
	case "":
	default:
		return &refusal{status: http.StatusForbidden, foreign: true}
	}
	origin, err := url.Parse(r.Header.Get("Origin"))
	if err != nil || origin.Host == "" || origin.Host != r.Host {
		return &refusal{status: http.StatusForbidden, foreign: true}
	}
	return nil
}

// checkToken is the second line: the form was made for this session, or, on a
// page before the sign-in, for this browser.
func (s *Site) checkToken(r *http.Request, q *request, public bool) error {
	sent := ""
	if q.form != nil {
		sent = q.form.values.Get(tokenField)
	}
	if q.signedIn() && sameSecret(sent, q.session.CSRF) {
		return nil
	}
	if public && sameSecret(sent, s.cookieValue(r, formName)) {
		return nil
	}
	return &refusal{status: http.StatusForbidden, stale: true}
}

// formToken is what a form carries. It is different in each answer, so that a
// compressed page tells nothing about the secret by its length. On a page
// before the sign-in the secret is a cookie of its own, set when first needed.
func (s *Site) formToken(w http.ResponseWriter, r *http.Request, q *request) string {
	if q.signedIn() {
		return masked(q.session.CSRF)
	}
	secret := s.cookieValue(r, formName)
	if secret == "" {
		secret = rand.Text()
		http.SetCookie(w, s.cookie(formName, secret))
	}
	return masked(secret)
}

// masked hides the digest of secret under a random pad.
func masked(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	var b [2 * sha256.Size]byte
	_, _ = rand.Read(b[:sha256.Size]) // crypto/rand does not fail; it ends the program instead
	subtle.XORBytes(b[sha256.Size:], b[:sha256.Size], sum[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// sameSecret reports whether sent was masked from secret, in constant time.
func sameSecret(sent, secret string) bool {
	b, err := base64.RawURLEncoding.DecodeString(sent)
	if err != nil || len(b) != 2*sha256.Size || secret == "" {
		return false
	}
	subtle.XORBytes(b[:sha256.Size], b[:sha256.Size], b[sha256.Size:])
	sum := sha256.Sum256([]byte(secret))
	return subtle.ConstantTimeCompare(b[:sha256.Size], sum[:]) == 1
}
