package e2e

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fengsheng/web/webtest"
)

// accounts are the demonstration accounts, one for each role.
var accounts = []string{
	"admin", "audit", "clerk", "triage", "mediator", "chair", "archive", "petition", "leader", "supervisor", "statistician", "writer", "first", "second",
	"final", "police", "lawyer", "handler", "unithead", "sealed", "station1", "grid1",
}

// mostCounted is how many pages of one kind a person's numbers are followed from.
const mostCounted = 12

// counted is a link that is nothing but a number of matters or activities.
var counted = regexp.MustCompile(`^([\d,]+)(件|次|件以上)?$`)

// figures finds the numbers a list says of itself.
var figures = regexp.MustCompile(`[\d,]+`)

// TestEveryNumberOpensItsRows follows every number that every role is shown to
// the list it leads to, which must say the same number (ux.md R2).
func TestEveryNumberOpensItsRows(t *testing.T) {
	d := start(t)
	a := newAtlas(t, d)
	followed, roles := 0, 0
	for _, login := range accounts {
		n := a.follow(login)
		if followed += n; n > 0 {
			roles++
		}
	}
	if followed < 500 || roles < 10 {
		t.Errorf("%d numbers followed for %d roles: too few to prove anything", followed, roles)
	}
	t.Logf("%d numbers of %d roles", followed, roles)
}

// follow crawls what one person may open and gives how many numbers led to a list.
func (a *atlas) follow(login string) int {
	a.t.Helper()
	reader, asked, opened := a.reader(login), map[string]bool{}, map[string]int{}
	said := map[string]map[string]bool{} // what a list says, by its address
	followed := 0
	for queue := []string{"/"}; len(queue) > 0; queue = queue[1:] {
		path := queue[0]
		if key := a.key(path); asked[path] || key == "" || opened[key] >= mostCounted {
			continue
		} else {
			asked[path] = true
			opened[key]++
		}
		page := reader.Get(path)
		if page.Status != http.StatusOK || page.Find("html") == nil {
			continue
		}
		a.light(login, path, page)
		for _, link := range page.All("main a[href]") {
			to := a.beside(path, attribute(link, "href"))
			if to == "" || attribute(link, "rel") == "nofollow" {
				continue
			}
			queue = append(queue, to)
			shown := counted.FindStringSubmatch(words(link))
			at, err := url.Parse(to)
			if shown == nil || err != nil || at.Path != "/matters" && at.Path != "/activities" {
				continue
			}
			followed++
			if said[to] == nil {
				said[to] = numbersOf(reader.Get(to))
			}
			if n := plain(shown[1]); !said[to][n] {
				a.t.Errorf("%s: %s shows %s, %s says %v", login, path, shown[0], to, said[to])
			}
		}
		for _, link := range page.All("nav a[href]") {
			if to := a.beside(path, attribute(link, "href")); to != "" && attribute(link, "rel") != "nofollow" {
				queue = append(queue, to)
			}
		}
	}
	return followed
}

// numbersOf are the numbers a list says of itself: how many rows it has and what
// they add up to. An empty list says none, which is 0.
func numbersOf(p *webtest.Page) map[string]bool {
	all := map[string]bool{}
	for _, said := range append(p.Texts(".beside"), p.Texts(".figure-value")...) {
		for _, n := range figures.FindAllString(said, -1) {
			all[plain(n)] = true
		}
	}
	if p.Status == http.StatusOK && p.Find(".beside") == nil {
		all["0"] = true
	}
	return all
}

func plain(n string) string { return strings.ReplaceAll(n, ",", "") }

// words is the text of an element without spaces and without what is only read out.
func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && !strings.Contains(attribute(c.Parent, "class"), "hidden") {
			b.WriteString(strings.Join(strings.Fields(c.Data), ""))
		}
	}
	return b.String()
}
