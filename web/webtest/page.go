package webtest

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Page is an answer of the site after all redirects.
type Page struct {
	Status int
	Path   string // with the query
	Header http.Header
	Body   []byte
	root   *html.Node
	client *Client
	t      testing.TB
}

// Find is the first node that matches the selector, or nil. A selector is made
// of tag, #id, .class, [attr] and [attr=value], with spaces for descendants
// and commas for alternatives.
func (p *Page) Find(selector string) *html.Node {
	if all := p.All(selector); len(all) > 0 {
		return all[0]
	}
	return nil
}

// All are the nodes that match the selector, in the order of the page.
func (p *Page) All(selector string) []*html.Node {
	if p.root == nil {
		return nil
	}
	return find(p.root, selector)
}

// Text is the text of the first node that matches, with single spaces.
func (p *Page) Text(selector string) string {
	if n := p.Find(selector); n != nil {
		return squeeze(text(n))
	}
	return ""
}

// Texts are the texts of all nodes that match.
func (p *Page) Texts(selector string) []string {
	var out []string
	for _, n := range p.All(selector) {
		out = append(out, squeeze(text(n)))
	}
	return out
}

// Attr is an attribute of the first node that matches.
func (p *Page) Attr(selector, name string) string {
	if n := p.Find(selector); n != nil {
		return attr(n, name)
	}
	return ""
}

// Option is the value of the first option of a list that says the words.
func (p *Page) Option(list, words string) string {
	p.t.Helper()
	for _, o := range p.All("select[name=" + list + "] option") {
		if strings.Contains(squeeze(text(o)), words) {
			return attr(o, "value")
		}
	}
	p.t.Fatalf("%s: no option of %s says %q", p.Path, list, words)
	return ""
}

// Has reports whether some node that matches contains the words.
func (p *Page) Has(selector, words string) bool {
	for _, t := range p.Texts(selector) {
		if strings.Contains(t, words) {
			return true
		}
	}
	return false
}

// Want fails the test unless some node that matches contains the words.
func (p *Page) Want(selector, words string) *Page {
	p.t.Helper()
	if !p.Has(selector, words) {
		p.t.Errorf("%s (status %d): in %s got %q, want %q", p.Path, p.Status, selector, p.Texts(selector), words)
	}
	return p
}

// WantStatus fails the test unless the page has the status.
func (p *Page) WantStatus(status int) *Page {
	p.t.Helper()
	if p.Status != status {
		p.t.Errorf("%s: got status %d, want %d\n%s", p.Path, p.Status, status, p.Text("main"))
	}
	return p
}

// Follow opens the link whose text contains the words.
func (p *Page) Follow(words string) *Page {
	p.t.Helper()
	for _, a := range p.All("a[href]") {
		if strings.Contains(squeeze(text(a)), words) {
			return p.client.Get(attr(a, "href"))
		}
	}
	p.t.Fatalf("%s: no link with %q", p.Path, words)
	return nil
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// text is the text below n; script and style are not text.
func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
		return ""
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(text(c))
		if block(c) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// block reports whether the words before and after n do not touch on screen.
func block(n *html.Node) bool {
	switch n.Data {
	case "a", "span", "strong", "b", "time", "kbd", "label":
		return false
	}
	return n.Type == html.ElementNode
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// find walks the tree below n in order.
func find(n *html.Node, selector string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		for alternative := range strings.SplitSeq(selector, ",") {
			if matchesPath(d, n, strings.Fields(alternative)) {
				out = append(out, d)
				break
			}
		}
	}
	return out
}

// matchesPath reports whether d matches the last step and its ancestors below
// root the steps before.
func matchesPath(d, root *html.Node, steps []string) bool {
	if len(steps) == 0 || !matches(d, steps[len(steps)-1]) {
		return false
	}
	rest := steps[:len(steps)-1]
	if len(rest) == 0 {
		return true
	}
	for up := d.Parent; up != nil && up != root; up = up.Parent {
		if matchesPath(up, root, rest) {
			return true
		}
	}
	return false
}

// matches holds one node against one step: table.wide[aria-sort=none]#list.
func matches(n *html.Node, step string) bool {
	if n.Type != html.ElementNode {
		return false
	}
	for step != "" {
		end := len(step)
		if i := strings.IndexAny(step[1:], ".#["); i >= 0 {
			end = i + 1
		}
		part := step[:end]
		step = step[end:]
		if !matchesPart(n, part) {
			return false
		}
	}
	return true
}

func matchesPart(n *html.Node, part string) bool {
	switch part[0] {
	case '#':
		return attr(n, "id") == part[1:]
	case '.':
		for _, c := range strings.Fields(attr(n, "class")) {
			if c == part[1:] {
				return true
			}
		}
		return false
	case '[':
		name, value, valued := strings.Cut(strings.Trim(part, "[]"), "=")
		return has(n, name) && (!valued || attr(n, name) == strings.Trim(value, `"'`))
	}
	return n.Data == part
}
