package web

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
)

// Download answers with a file to be kept, under a name that may be Chinese.
// The browser saves it and never shows it as a page of this site (UP-06).
func Download(w http.ResponseWriter, r *http.Request, name, kind string, body []byte) error {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileName(name)}))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	http.ServeContent(w, r, "", requestOf(r).start, bytes.NewReader(body))
	return nil
}

// fileName is a name without anything that hides in it or leads elsewhere: parts
// of it were typed, or came with a file somebody sent.
func fileName(name string) string {
	name, _ = clean(strings.ToValidUTF8(name, "")) // it is valid now
	return strings.NewReplacer("/", "-", "\\", "-", "\n", " ", "\t", " ").Replace(name)
}
