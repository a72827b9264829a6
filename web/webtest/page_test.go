package webtest

import (
	"net/http"
	"net/url"
	"testing"
)

const sample = `<!doctype html><title>样例</title><main id="main"><h1 class="big title">事项 <small>共2件</small></h1>
<table><tr><td data-label="期限">4月4日</td></tr></table><a href="/two">第二页</a>
<form method="post" action="/two"><input type="hidden" name="_csrf" value="t"><input name="place" value="景阳花园">
<select name="kind"><option value="a">甲</option><option value="b" selected>乙</option></select>
<input type="checkbox" name="need" value="1" checked><input type="checkbox" name="need" value="2">
<textarea name="story">旧</textarea><input name="off" value="x" disabled></form></main>`

func serve(t *testing.T) *Client {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(sample))
	})
	mux.HandleFunc("POST /two", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Origin") == "" {
			t.Error("a form was sent without Origin")
		}
		if err := r.ParseForm(); err != nil {
			t.Errorf("parse: %v", err)
		}
		http.Redirect(w, r, "/done?"+r.PostForm.Encode(), http.StatusSeeOther)
	})
	return New(t, mux)
}

func TestSelectors(t *testing.T) {
	t.Parallel()
	p := serve(t).Get("/")
	for selector, want := range map[string]string{
		"h1": "事项 共2件", "h1.title": "事项 共2件", ".big.title": "事项 共2件", "#main h1 small": "共2件",
		"td[data-label=期限]": "4月4日", "h2, td": "4月4日", "h1.small": "", "table small": "", "title": "样例",
	} {
		if got := p.Text(selector); got != want {
			t.Errorf("text of %q: got %q, want %q", selector, got, want)
		}
	}
	if p.Has("h1", "四月") {
		t.Error("h1 contains 四月: got true, want false")
	}
}

func TestFormSendsWhatABrowserSends(t *testing.T) {
	t.Parallel()
	p := serve(t).Get("/").Form("main form").Set("story", "新").Submit()
	u, err := url.Parse(p.Path)
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{"_csrf": {"t"}, "place": {"景阳花园"}, "kind": {"b"}, "need": {"1"}, "story": {"新"}}
	if got := u.Query().Encode(); got != want.Encode() {
		t.Errorf("sent: got %s, want %s", got, want.Encode())
	}
	if got := serve(t).Get("/").Follow("第二").Path; got != "/two" {
		t.Errorf("follow: got %s, want /two", got)
	}
}
