package web

import (
	"bytes"
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"regexp"
	"time"
)

// recorder remembers what was answered, for the log.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// logRequest writes the one line of a request (LOG-01): the route and not the
// address, a number and no names.
func (s *Site) logRequest(ctx context.Context, w *recorder, r *http.Request, q *request) {
	attrs := []any{
		"request", q.number, "method", known(r.Method), "route", q.pattern, "status", w.status, "bytes", w.bytes,
		"ms", float64(time.Since(q.start).Microseconds()) / 1000, "node", s.Node,
	}
	if q.failed {
		attrs = append(attrs, "failure", q.number)
	}
	s.Log.InfoContext(ctx, "request", attrs...)
}

// unquoted is the text of an error without what it quotes: the database and the
// standard library quote what was entered, and that may be anybody's name or
// telephone number (LOG-01). Names of our own, with an underscore, stay.
func unquoted(text string) string {
	text = quoted.ReplaceAllStringFunc(text, func(q string) string {
		if ours.MatchString(q) {
			return q
		}
		return `"…"`
	})
	return entered.ReplaceAllString(text, "…")
}

var (
	quoted  = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^'\n]*'`)
	ours    = regexp.MustCompile(`^["'][a-z0-9]+(?:_[a-z0-9]+)+["']$`)
	entered = regexp.MustCompile(`\p{Han}+|\b[0-9]{7,}[0-9Xx]?\b`)
)

// known keeps invented methods out of the log.
func known(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// Checksummed puts a short checksum at the end of every JSON line written
// through it, so that a validator finds damaged lines (LOG-02). It expects one
// line for each Write, as slog's JSON handler does.
func Checksummed(w io.Writer) io.Writer { return checksummed{w} }

type checksummed struct{ w io.Writer }

func (c checksummed) Write(line []byte) (int, error) {
	body, found := bytes.CutSuffix(line, []byte("}\n"))
	if !found {
		return c.w.Write(line)
	}
	sum := fmt.Appendf(nil, ",\"sum\":\"%08x\"}\n", crc32.ChecksumIEEE(body))
	if _, err := c.w.Write(append(bytes.Clone(body), sum...)); err != nil {
		return 0, err
	}
	return len(line), nil
}
