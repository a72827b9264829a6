// Package webtest is a reader for tests of pages: it keeps cookies, signs in
// through the form, follows redirects, and looks at parsed HTML instead of
// strings. It sends what a browser sends, so that the checks of package web
// are part of every test.
package webtest

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Client is one browser.
type Client struct {
	URL  string // of the site, without a slash at the end
	HTTP *http.Client
	t    testing.TB
}

// New starts a server for h that ends with the test, and a browser on it.
func New(t testing.TB, h http.Handler) *Client {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return At(t, s.URL)
}

// At is a new browser, without any cookie, on a server that is running.
func At(t testing.TB, address string) *Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatalf("cookie jar: %v", err)
	}
	return &Client{URL: address, HTTP: &http.Client{Jar: jar}, t: t}
}

// Another is a second browser on the same site.
func (c *Client) Another() *Client { return At(c.t, c.URL) }

// SignIn signs in through the form at /sign-in with the fields login and
// password, and fails the test when the form is shown again.
func (c *Client) SignIn(login, password string) *Page {
	c.t.Helper()
	p := c.Get("/sign-in").Form("main form").Set("login", login).Set("password", password).Submit()
	if p.Status != http.StatusOK || p.Path == "/sign-in" {
		c.t.Fatalf("sign in as %s: got status %d at %s, want a page behind the sign-in\n%s", login, p.Status, p.Path, p.Text("main"))
	}
	return p
}

// Get opens a path of the site.
func (c *Client) Get(path string) *Page {
	c.t.Helper()
	return c.do(c.request(http.MethodGet, path, nil))
}

// Post sends values as a form of this site would, without having opened it.
func (c *Client) Post(path string, values url.Values) *Page {
	c.t.Helper()
	r := c.request(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(r)
}

func (c *Client) request(method, path string, body io.Reader) *http.Request {
	c.t.Helper()
	address := path
	if strings.HasPrefix(path, "/") {
		address = c.URL + path
	}
	r, err := http.NewRequestWithContext(c.t.Context(), method, address, body)
	if err != nil {
		c.t.Fatalf("request %s %s: %v", method, path, err)
	}
	if method == http.MethodPost {
		r.Header.Set("Origin", c.URL)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	return r
}

func (c *Client) do(r *http.Request) *Page {
	c.t.Helper()
	answer, err := c.HTTP.Do(r)
	if err != nil {
		c.t.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	p := &Page{Status: answer.StatusCode, Path: answer.Request.URL.RequestURI(), Header: answer.Header, Body: body, client: c, t: c.t}
	if strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		if p.root, err = html.Parse(bytes.NewReader(body)); err != nil {
			c.t.Fatalf("%s %s: parse: %v", r.Method, r.URL, err)
		}
	}
	return p
}

// Filling is a form of a page on its way to being sent, with the values the
// page gave it.
type Filling struct {
	page   *Page
	action string
	method string
	upload bool
	values url.Values
	files  map[string]file
	accept string
}

type file struct {
	name string
	body []byte
}

// Form is the first form that matches the selector.
func (p *Page) Form(selector string) *Filling {
	p.t.Helper()
	n := p.Find(selector)
	if n == nil || n.Data != "form" {
		p.t.Fatalf("%s: no form %q (status %d)\n%s", p.Path, selector, p.Status, p.Text("main"))
	}
	f := &Filling{page: p, action: attr(n, "action"), method: strings.ToUpper(attr(n, "method")), values: url.Values{}, files: map[string]file{}}
	f.upload = attr(n, "enctype") == "multipart/form-data"
	for _, in := range find(n, "input, select, textarea") {
		f.collect(in)
	}
	return f
}

// collect takes the value a browser would send for an untouched field.
func (f *Filling) collect(n *html.Node) {
	name := attr(n, "name")
	if name == "" || has(n, "disabled") {
		return
	}
	switch n.Data {
	case "textarea":
		f.values.Add(name, text(n))
	case "select":
		for i, o := range find(n, "option") {
			if has(o, "selected") || i == 0 && len(find(n, "option[selected]")) == 0 {
				f.values.Add(name, attr(o, "value"))
			}
		}
	default:
		switch attr(n, "type") {
		case "file", "submit", "button":
		case "checkbox", "radio":
			if has(n, "checked") {
				f.values.Add(name, attr(n, "value"))
			}
		default:
			f.values.Add(name, attr(n, "value"))
		}
	}
}

// Set fills the field called name; several values tick several boxes.
func (f *Filling) Set(name string, values ...string) *Filling {
	f.values[name] = values
	return f
}

// Drop leaves the field out.
func (f *Filling) Drop(name string) *Filling {
	f.values.Del(name)
	return f
}

// Attach puts a file into the field called name.
func (f *Filling) Attach(name, filename string, body []byte) *Filling {
	f.files[name] = file{filename, body}
	return f
}

// ByModule sends the form as a module does that waits for JSON.
func (f *Filling) ByModule() *Filling {
	f.accept = "application/json"
	return f
}

// Value is what the field called name holds now.
func (f *Filling) Value(name string) string { return f.values.Get(name) }

// Submit sends the form and returns the page it led to.
func (f *Filling) Submit() *Page {
	f.page.t.Helper()
	c, to := f.page.client, f.address()
	switch {
	case f.method != http.MethodPost:
		return c.Get(to + "?" + f.values.Encode())
	case !f.upload:
		return c.Post(to, f.values)
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, vs := range f.values {
		for _, v := range vs {
			_ = w.WriteField(name, v) // a bytes.Buffer does not fail
		}
	}
	for name, up := range f.files {
		part, err := w.CreateFormFile(name, up.name)
		if err != nil {
			f.page.t.Fatalf("attach %s: %v", up.name, err)
		}
		_, _ = part.Write(up.body)
	}
	_ = w.Close()
	r := c.request(http.MethodPost, to, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	if f.accept != "" {
		r.Header.Set("Accept", f.accept)
	}
	return c.do(r)
}

func (f *Filling) address() string {
	if f.action == "" {
		path, _, _ := strings.Cut(f.page.Path, "?")
		return path
	}
	return f.action
}
