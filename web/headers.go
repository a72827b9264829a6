package web

import "net/http"

// reportPath takes what browsers report about the content security policy.
const reportPath = "/csp-reports"

// setHeaders puts the security headers on an answer, whatever it will be
// (WEB-02, WEB-03). An asset replaces Cache-Control; nothing else does.
func (s *Site) setHeaders(h http.Header, q *request) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'nonce-"+q.nonce+"' 'strict-dynamic'; style-src 'self'; "+
		"img-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "+
		"object-src 'none'; require-trusted-types-for 'script'; trusted-types fs; report-uri "+reportPath)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()")
	h.Set("Cache-Control", "no-store") // after signing out, Back shows nothing (SESS-06)
	if s.Secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}
