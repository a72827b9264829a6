package web

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"time"
)

// The limits of what a browser may send (IN-01).
const (
	maxForm    = 1 << 20
	maxUpload  = 20<<20 + maxForm  // a file and the fields around it
	maxUploads = 100<<20 + maxForm // several files
	maxFields  = 1000
	maxMemory  = 1 << 20 // of an upload; the rest waits on the disk
)

// The slowest body that is still read: minRate bytes a second after grace (IN-02).
const (
	minRate = 1 << 10
	grace   = 5 * time.Second
)

// readBody reads the form of a request within the limits and cleans it. It
// stays with the request: ReadForm hands it to the page.
func readBody(w http.ResponseWriter, r *http.Request, q *request, most int64) error {
	limit := int64(maxForm)
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil && r.ContentLength != 0 {
		return &refusal{status: http.StatusBadRequest}
	}
	if kind == "multipart/form-data" {
		limit = most
	}
	if r.ContentLength > limit {
		return &refusal{status: http.StatusRequestEntityTooLarge, hangUp: true}
	}
	pace := &paced{body: http.MaxBytesReader(w, r.Body, limit), control: http.NewResponseController(w), start: time.Now()}
	r.Body = pace
	defer pace.release()
	switch kind {
	case "multipart/form-data":
		return readMultipart(r, q)
	case "application/x-www-form-urlencoded", "":
		return readURLEncoded(r, q)
	}
	return &refusal{status: http.StatusUnsupportedMediaType}
}

func readURLEncoded(r *http.Request, q *request) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return bodyRefusal(err)
	}
	if bytes.Count(body, []byte("&")) >= maxFields {
		return &refusal{status: http.StatusBadRequest, hangUp: true}
	}
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return &refusal{status: http.StatusBadRequest}
	}
	q.form, err = newForm(values, nil)
	return err
}

func readMultipart(r *http.Request, q *request) error {
	if err := r.ParseMultipartForm(maxMemory); err != nil {
		return bodyRefusal(err)
	}
	q.files = r.MultipartForm
	count := 0
	for _, vs := range r.MultipartForm.Value {
		count += len(vs)
	}
	if count > maxFields {
		return &refusal{status: http.StatusBadRequest, hangUp: true}
	}
	var err error
	q.form, err = newForm(r.MultipartForm.Value, r.MultipartForm.File)
	return err
}

// bodyRefusal tells too much from too slow and from nonsense.
func bodyRefusal(err error) error {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge), errors.Is(err, multipart.ErrMessageTooLarge):
		return &refusal{status: http.StatusRequestEntityTooLarge, hangUp: true}
	case isTimeout(err):
		return &refusal{status: http.StatusRequestTimeout, hangUp: true}
	}
	return &refusal{status: http.StatusBadRequest, hangUp: true}
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

// hurry gives a body that nobody may want to read the same beginning as one that
// is read: the server waits for the rest of it before the next request, and
// would wait for ever (IN-02).
func hurry(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength != 0 {
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(grace)) // only a test's writer has no deadlines
	}
}

// paced moves the read deadline along with what has arrived, so that a sender
// slower than minRate is cut off and a slow but honest one is not.
type paced struct {
	body    io.ReadCloser
	control *http.ResponseController
	read    int64
	start   time.Time
}

func (p *paced) Read(b []byte) (int, error) {
	allowed := grace + time.Duration(p.read/minRate)*time.Second
	_ = p.control.SetReadDeadline(p.start.Add(allowed)) // only a test's writer has no deadlines
	n, err := p.body.Read(b)
	p.read += int64(n)
	return n, err
}

func (p *paced) Close() error { return p.body.Close() }

// release lifts the deadline of the body and starts that of the answer, which
// a slow upload would have used up. Only a test's writer has no deadlines.
func (p *paced) release() {
	_ = p.control.SetReadDeadline(time.Time{})
	_ = p.control.SetWriteDeadline(time.Now().Add(writeTimeout))
}
