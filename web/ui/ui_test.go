package ui_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"golang.org/x/net/html"

	"fengsheng/web/ui"
	"fengsheng/web/webtest"
)

// gallery is the page that shows every component, as a browser gets it.
func gallery(t *testing.T) *webtest.Page {
	t.Helper()
	view := ui.View{
		Title: "组件", Unit: "东盛街道", Moment: "2024-05-01 10:00", Actor: "郑某", Demo: true, Keys: true, Flash: "已登记",
		Contact: ui.Contact{Name: "街道矛调中心", Phone: "0431-85550123", Address: "东盛大街100号", Hours: "工作日8:30–16:30"},
		Nav:     []ui.NavItem{{Label: "工作台", Href: "/", Current: true, Key: "w", Count: 3}, {Label: "事项", Href: "/matters", Key: "m"}},
	}
	return webtest.New(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := 0
		ctx := ui.WithRequest(r.Context(), ui.Request{
			CSRF: func() string { return "token" }, Submission: func() string { n++; return fmt.Sprint("id", n) },
		})
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := ui.Gallery(view).Render(ctx, w); err != nil {
			t.Errorf("render: %v", err)
		}
	})).Get("/gallery")
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func TestGalleryHasItsLandmarks(t *testing.T) {
	t.Parallel()
	p := gallery(t)
	for selector, want := range map[string]int{"h1": 1, "main": 1, "header.top": 1, "footer": 1, "nav.nav": 1, "a.skip": 1, "[role=search]": 2, "head title": 1} {
		if got := len(p.All(selector)); got != want {
			t.Errorf("%s: got %d, want %d", selector, got, want)
		}
	}
	if got := p.Attr("html", "lang"); got != "zh-Hans-CN" {
		t.Errorf("lang: got %q", got)
	}
	p.Want(".ribbon", "演示").Want(".foot", ui.SecretBanner).Want(".nav a[aria-current=page]", "工作台").Want("a.skip", "跳到正文")
}

func TestGalleryNamesEverything(t *testing.T) {
	t.Parallel()
	p := gallery(t)
	ids, labels := map[string]int{}, map[string]bool{}
	for _, n := range p.All("[id]") {
		id, _ := attr(n, "id")
		ids[id]++
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %q stands %d times, want once", id, n)
		}
	}
	for _, n := range p.All("label") {
		target, _ := attr(n, "for")
		labels[target] = true
	}
	for _, n := range p.All("input, select, textarea") {
		kind, _ := attr(n, "type")
		id, _ := attr(n, "id")
		if _, named := attr(n, "aria-label"); kind != "hidden" && !labels[id] && !named {
			t.Errorf("<%s id=%q type=%q> has no label", n.Data, id, kind)
		}
	}
	for _, name := range []string{"aria-describedby", "aria-labelledby", "for"} {
		for _, n := range p.All("[" + name + "]") {
			refs, _ := attr(n, name)
			for ref := range strings.FieldsSeq(refs) {
				if ids[ref] == 0 {
					t.Errorf("<%s %s=%q> names something that is not there", n.Data, name, refs)
				}
			}
		}
	}
	for _, n := range p.All(".error-summary a") {
		href, _ := attr(n, "href")
		if ids[strings.TrimPrefix(href, "#")] == 0 {
			t.Errorf("error summary leads to %q, which is not there", href)
		}
	}
	for _, text := range append(p.Texts("button"), p.Texts("a")...) {
		if text == "" {
			t.Error("a button or link without words")
		}
	}
}

// The content security policy allows no inline style and no inline handler.
func TestSEC_WEB_02_NoInlineStyleOrHandler(t *testing.T) {
	t.Parallel()
	for _, n := range gallery(t).All("*, html, body, main, div, p, a, span, form, input, button, svg, path, rect, td, th, li, ul, details") {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s=%q>: want no inline style or handler", n.Data, a.Key, a.Val)
			}
			if (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.Contains(a.Val, "//") {
				t.Errorf("<%s %s=%q>: want no other host", n.Data, a.Key, a.Val)
			}
		}
	}
}

func TestFormsCarryWhatTheyMust(t *testing.T) {
	t.Parallel()
	p := gallery(t)
	seen := map[string]bool{}
	forms := p.All("form[data-once]")
	if len(forms) < 3 {
		t.Fatalf("forms that change something: got %d, want at least 3", len(forms))
	}
	for _, n := range p.All("form[data-once] input[name=_submission]") {
		v, _ := attr(n, "value")
		if v == "" || seen[v] {
			t.Errorf("one-time id %q: want one that no other form has", v)
		}
		seen[v] = true
	}
	if len(seen) != len(forms) {
		t.Errorf("one-time ids: got %d for %d forms", len(seen), len(forms))
	}
	if got := len(p.All("form[data-once] input[name=_csrf]")); got != len(forms) {
		t.Errorf("tokens: got %d for %d forms", got, len(forms))
	}
	if got := len(p.All("form[method=get] input[name=_csrf]")); got != 0 {
		t.Errorf("a form that only asks carries %d tokens, want none", got)
	}
}

func TestAFigureOpensItsRowsOrSaysWhyNot(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	for _, f := range []ui.FigureView{
		{Label: "受理", Value: "799", Unit: "件", Href: "/matters?x", Definition: "/d"},
		{Label: "化解率", Value: "99.87%", Href: "/matters?y", Numerator: "798", Denominator: "799"},
		{Label: "咨询", Missing: true},
		{Label: "两边对不上的", Value: "3", Unit: "件", Href: "/dockings"},
	} {
		if err := ui.Figure(f).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{`href="/matters?x"`, "798/799", "口径", "未填", "，看受理的明细", "，看两边对不上的明细"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("figures lack %q: %s", want, b.String())
		}
	}
}

func serve(path, accept string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	if !ui.ServeAsset(w, r) {
		w.Code = http.StatusNotFound
	}
	return w
}

func TestAssetsAreHashedCompressedAndKept(t *testing.T) {
	t.Parallel()
	path := ui.Asset(ui.Stylesheet)
	if !regexp.MustCompile(`^/assets/fengsheng\.[0-9a-f]{12}\.css$`).MatchString(path) {
		t.Fatalf("address: got %s, want one with the hash of the content", path)
	}
	plain := serve(path, "")
	if got := plain.Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("caching: got %q", got)
	}
	for encoding, open := range map[string]func(io.Reader) (io.Reader, error){
		"br":   func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		"gzip": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	} {
		w := serve(path, encoding)
		if got := w.Header().Get("Content-Encoding"); got != encoding {
			t.Fatalf("accepting %s: got encoding %q", encoding, got)
		}
		r, err := open(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(body, plain.Body.Bytes()) {
			t.Errorf("%s: unpacked is not the plain file (%v)", encoding, err)
		}
	}
	if got := serve("/assets/fengsheng.css", "").Code; got != http.StatusNotFound {
		t.Errorf("without a hash: got %d, want 404", got)
	}
}

// The budgets of ux.md section 16: 25 KB of style, 10 KB of script.
func TestAssetBudgets(t *testing.T) {
	t.Parallel()
	const styleBudget, scriptBudget = 25 << 10, 10 << 10
	if got := serve(ui.Asset(ui.Stylesheet), "gzip").Body.Len(); got > styleBudget {
		t.Errorf("stylesheet: got %d bytes, want at most %d", got, styleBudget)
	}
	modules, err := filepath.Glob("assets/*.js")
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, m := range modules {
		total += serve(ui.Asset(filepath.Base(m)), "gzip").Body.Len()
	}
	if total > scriptBudget || total == 0 {
		t.Errorf("modules: got %d bytes, want at most %d", total, scriptBudget)
	}
}

// foreign is an address of another host, as a style or a script may name one.
var foreign = regexp.MustCompile(`(?i)https?:|wss?:|url\(|@import|["'` + "`" + `(]//`)

// No style and no script names another host (ux.md 16): neither has an address in
// it at all but paths of this site.
func TestAssetsNameNobodyElse(t *testing.T) {
	t.Parallel()
	all, err := os.ReadDir("assets")
	if err != nil || len(all) < len(ui.Modules)+1 {
		t.Fatalf("got %d assets, %v", len(all), err)
	}
	for _, e := range all {
		body, err := os.ReadFile("assets/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		said := strings.ReplaceAll(string(body), `xmlns="http://www.w3.org/2000/svg"`, "") // a name, which nobody asks for
		if found := foreign.FindString(said); found != "" {
			t.Errorf("%s names an address: %q", e.Name(), found)
		}
	}
	for _, bad := range []string{`@import "x.css"`, `src: url(//cdn.example/x)`, `fetch("//cdn.example")`, `fetch('https://cdn.example')`} {
		if !foreign.MatchString(bad) {
			t.Errorf("%s: not seen", bad)
		}
	}
}

var token = regexp.MustCompile(`--([a-z-]+):\s*(#[0-9a-f]{6})`)

// palettes reads the colours of the stylesheet: light, and light overlaid by dark.
func palettes(t *testing.T) map[string]map[string]string {
	t.Helper()
	css, err := os.ReadFile("assets/fengsheng.css")
	if err != nil {
		t.Fatal(err)
	}
	light, rest, found := strings.Cut(string(css), "@media (prefers-color-scheme: dark)")
	dark, _, end := strings.Cut(rest, "@layer base")
	if !found || !end {
		t.Fatal("stylesheet: no dark palette")
	}
	p := map[string]map[string]string{"light": {}, "dark": {}}
	for _, m := range token.FindAllStringSubmatch(light, -1) {
		p["light"][m[1]], p["dark"][m[1]] = m[2], m[2]
	}
	for _, m := range token.FindAllStringSubmatch(dark, -1) {
		p["dark"][m[1]] = m[2]
	}
	return p
}

// contrast is the ratio of WCAG 2.2.
func contrast(a, b string) float64 {
	l := func(hex string) float64 {
		var sum float64
		for i, weight := range []float64{.2126, .7152, .0722} {
			n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
			c := float64(n) / 255
			if c <= .04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		return sum
	}
	x, y := l(a), l(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func TestColoursCanBeRead(t *testing.T) {
	t.Parallel()
	text := map[string][]string{
		"ink": {"ground", "paper", "well", "grey-bg", "blue-bg"}, "soft": {"ground", "paper", "well"}, "link": {"ground", "paper", "well", "blue-bg", "green-bg", "grey-bg"},
		"link-over": {"ground", "paper"}, "blue-ink": {"blue-bg"}, "green": {"green-bg", "paper"}, "amber": {"amber-bg"}, "red": {"red-bg", "paper", "ground"},
		"grey-ink": {"grey-bg"}, "on-act": {"act", "act-over", "red-fill"}, "on-brand": {"brand"},
	}
	shapes := map[string][]string{"edge": {"paper", "ground"}, "act": {"paper", "ground"}, "focus": {"paper", "ground"}, "red-fill": {"paper"}}
	for mode, p := range palettes(t) {
		for limit, pairs := range map[float64]map[string][]string{4.5: text, 3: shapes} {
			for fore, backs := range pairs {
				for _, back := range backs {
					if got := contrast(p[fore], p[back]); got < limit {
						t.Errorf("%s: %s on %s: got contrast %.2f, want %.1f", mode, fore, back, got, limit)
					}
				}
			}
		}
	}
}
