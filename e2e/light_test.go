package e2e

import (
	"bytes"
	"compress/gzip"
	"net/url"
	"regexp"
	"slices"
	"testing"

	"golang.org/x/net/html"

	"fengsheng/web/webtest"
)

// light holds a page to its budget and to this site, without a browser: the
// bytes of the page as they are sent, how much it asks for besides, and that
// every address on it stays here (ux.md 16; WEB-04). What the stylesheet and the
// modules weigh and name is tested beside them.
func (a *atlas) light(login, path string, page *webtest.Page) {
	a.t.Helper()
	if size := compressed(a.t, page.Body); size > mostHTML {
		a.t.Errorf("%s opens %s: %d bytes, want at most %d", login, path, size, mostHTML)
	}
	asked := map[string]bool{path: true}
	for _, n := range page.All("link[href], script[src], img[src]") {
		asked[attribute(n, "href")+attribute(n, "src")] = true
	}
	if len(asked) > mostRequests {
		a.t.Errorf("%s opens %s: %d requests, want at most %d", login, path, len(asked), mostRequests)
	}
	for _, form := range page.All("form[data-once]") {
		for n := range form.Descendants() {
			if n.Data == "button" && givesFile.MatchString(words(n)) {
				a.t.Errorf("%s opens %s: %q gives a file and can be pressed once only", login, path, words(n))
			}
		}
	}
	for n := range page.Find("html").Descendants() {
		if to, leaves := elsewhere(n); leaves {
			a.t.Errorf("%s opens %s: %s names %q, want an address of this site", login, path, n.Data, to)
		}
	}
}

// givesFile is what buttons say that are answered with a file, beside which the page stays.
var givesFile = regexp.MustCompile("下载|导出|装订|做电子卷宗包")

// leading are the attributes a browser takes an address from.
var leading = []string{"href", "src", "srcset", "action", "formaction", "poster", "data", "ping", "background", "cite", "xlink:href", "data-draft"}

// elsewhere finds an address of another host among the attributes of an element;
// a telephone number is none.
func elsewhere(n *html.Node) (string, bool) {
	for _, at := range n.Attr {
		if !slices.Contains(leading, at.Key) {
			continue
		}
		if u, err := url.Parse(at.Val); err != nil || u.Host != "" || u.Scheme != "" && u.Scheme != "tel" {
			return at.Val, true
		}
	}
	return "", false
}

func compressed(t *testing.T, body []byte) int {
	t.Helper()
	var small bytes.Buffer
	w := gzip.NewWriter(&small)
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return small.Len()
}

func TestAnAddressElsewhereIsSeen(t *testing.T) {
	t.Parallel()
	for val, want := range map[string]bool{
		"/matters?a=//b": false, "?view=board": false, "#main": false, "": false, "tel:0431-80000000": false,
		"//cdn.example/x.js": true, "https://cdn.example/x.css": true, "javascript:x()": true,
	} {
		if _, got := elsewhere(&html.Node{Data: "a", Attr: []html.Attribute{{Key: "href", Val: val}}}); got != want {
			t.Errorf("%q: got elsewhere %v, want %v", val, got, want)
		}
	}
}
