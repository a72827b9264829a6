package web

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"strings"
)

// Download answers with a file to be kept, under a name that may be Chinese.
// The browser saves it and never shows it as a page of this site (UP-06).
func Download(w http.ResponseWriter, r *http.Request, name, kind string, body []byte) error {
	return DownloadFrom(w, r, name, kind, bytes.NewReader(body))
}

// DownloadFrom is Download of what is read piece by piece.
func DownloadFrom(w http.ResponseWriter, r *http.Request, name, kind string, body io.ReadSeeker) error {
	return serve(w, r, "attachment", "sandbox; default-src 'none'", name, kind, body)
}

// Inline answers with a file a browser may show by itself or in a frame of this
// site: a picture that was drawn anew, or a PDF. Nothing in it runs, and it
// reads nothing from anywhere (UP-06).
func Inline(w http.ResponseWriter, r *http.Request, name, kind string, body io.ReadSeeker) error {
	return serve(w, r, "inline", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'", name, kind, body)
}

func serve(w http.ResponseWriter, r *http.Request, how, policy, name, kind string, body io.ReadSeeker) error {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": fileName(name)}))
	h.Set("Content-Security-Policy", policy)
	http.ServeContent(w, r, "", requestOf(r).start, body)
	return nil
}

// fileName is a name without anything that hides in it or leads elsewhere: parts
// of it were typed, or came with a file somebody sent.
func fileName(name string) string {
	name, _ = clean(strings.ToValidUTF8(name, "")) // it is valid now
	return strings.NewReplacer("/", "-", "\\", "-", "\n", " ", "\t", " ").Replace(name)
}
