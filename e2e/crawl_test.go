package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"fengsheng/mediation"
	"fengsheng/web"
	"fengsheng/web/staff"
	"fengsheng/web/webtest"
)

// place is a page of the site as one person finds it.
type place struct {
	login string
	path  string
	key   string // the route's pattern, with the command where one route has many forms
	shape map[string]bool
}

// atlas knows every GET route of the site and what was found of it.
type atlas struct {
	t       *testing.T
	d       demo
	routes  *http.ServeMux
	may     map[string]web.Permission // by pattern
	readers map[string]*webtest.Client
	visited map[string]bool // patterns and keys
	shapes  map[string]bool // seen on some page already
	read    map[string]int  // by login and key
	posts   *http.ServeMux
	forms   map[string]place // by the POST route they go to, with its command
	filled  []string         // these routes, in the order they were found
}

// mostRead is how many pages of one kind a person opens; mostShown is how many
// of these are looked at in the browser.
const (
	mostRead  = 40
	mostShown = 2
)

func newAtlas(t *testing.T, d demo) *atlas {
	t.Helper()
	a := &atlas{
		t: t, d: d, routes: http.NewServeMux(), may: map[string]web.Permission{}, readers: map[string]*webtest.Client{},
		visited: map[string]bool{}, shapes: map[string]bool{}, read: map[string]int{}, posts: posted(), forms: map[string]place{},
	}
	for _, r := range staff.Routes(staff.Parts{}) {
		if !strings.HasPrefix(r.Pattern, "GET ") {
			continue
		}
		a.may[r.Pattern] = r.Permission
		a.routes.HandleFunc(r.Pattern, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, strings.TrimSpace(r.Pattern+" "+r.PathValue("command"))) // a recorder takes everything
		})
	}
	return a
}

// key is the route of a path, "" when there is none.
func (a *atlas) key(path string) string {
	w := httptest.NewRecorder()
	a.routes.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		return ""
	}
	return w.Body.String()
}

func (a *atlas) reader(login string) *webtest.Client {
	a.t.Helper()
	if a.readers[login] == nil {
		a.readers[login] = a.d.reader(a.t, login)
	}
	return a.readers[login]
}

// explore follows every link a person is offered, beginning at the paths, and
// gives the pages that show something no page before has shown.
func (a *atlas) explore(login string, from ...string) []place {
	a.t.Helper()
	reader, asked, shown := a.reader(login), map[string]bool{}, map[string]int{}
	var found []place
	for queue := from; len(queue) > 0; queue = queue[1:] {
		path := queue[0]
		if asked[path] {
			continue
		}
		asked[path] = true
		key := a.key(path)
		if key == "" {
			a.t.Errorf("%s is led to %s, which is no page of the site", login, path)
			continue
		}
		if a.read[login+key]++; a.read[login+key] > mostRead {
			continue
		}
		page := reader.Get(path)
		if page.Status != http.StatusOK {
			if !slices.Contains(from, path) { // where one begins may be out of sight
				a.t.Errorf("%s is led to %s: got %d, want 200", login, path, page.Status)
			}
			continue
		}
		a.visited[pattern(key)], a.visited[key] = true, true
		if page.Find("html") == nil {
			continue // a download
		}
		a.notice(login, path, page)
		p := place{login: login, path: path, key: key, shape: shapeOf(page)}
		if a.shows(p) && shown[key] < mostShown {
			shown[key]++
			found = append(found, p)
		}
		for _, link := range page.All("a[href]") {
			if attribute(link, "rel") == "nofollow" {
				continue // the same page in another size
			}
			if to := a.beside(path, attribute(link, "href")); to != "" {
				queue = append(queue, to)
			}
		}
	}
	return found
}

// beside is where a link on the page at path leads within the site, or "".
func (a *atlas) beside(path, href string) string {
	a.t.Helper()
	at, err := url.Parse(path)
	if err != nil {
		a.t.Fatal(err)
	}
	to, err := at.Parse(href)
	if err != nil {
		a.t.Errorf("%s has a link to %q: %v", path, href, err)
		return ""
	}
	if to.Scheme != "" || to.Host != "" {
		return ""
	}
	return to.RequestURI()
}

// pattern is a key without its command.
func pattern(key string) string {
	words := strings.Fields(key)
	return strings.Join(words[:2], " ")
}

// shows reports whether the page is the first of its key or is built from
// something new, and remembers it.
func (a *atlas) shows(p place) bool {
	fresh := !a.shapes[p.key]
	a.shapes[p.key] = true
	for piece := range p.shape {
		fresh = fresh || !a.shapes[piece]
		a.shapes[piece] = true
	}
	return fresh
}

// shapeOf is the set of elements a page is made of, each with its parent: what
// decides how it looks and what a screen reader says of it.
func shapeOf(page *webtest.Page) map[string]bool {
	all := map[string]bool{}
	root, err := html.Parse(bytes.NewReader(page.Body))
	if err != nil {
		return all
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Parent.Type == html.ElementNode {
			all[piece(n.Parent)+">"+piece(n)] = true
		}
	}
	return all
}

func piece(n *html.Node) string {
	return n.Data + "." + attribute(n, "class") + "[" + attribute(n, "type") + attribute(n, "role") + "]"
}

func attribute(n *html.Node, name string) string {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	if i < 0 {
		return ""
	}
	return n.Attr[i].Val
}

// complete fails the test for every route somebody may open and every form of
// mediation nobody was led to, but for those with a reason.
func (a *atlas) complete(unless map[string]string) {
	a.t.Helper()
	for p := range a.may {
		switch {
		case a.visited[p] && unless[p] != "":
			a.t.Errorf("%s was visited, so it needs no reason (%s)", p, unless[p])
		case !a.visited[p] && unless[p] == "":
			a.t.Errorf("nobody was led to %s", p)
		}
	}
	for _, s := range mediation.Table().Steps {
		if form := "GET /matters/{id}/steps/{command} " + string(s.Do); !a.visited[form] {
			a.t.Errorf("nobody was led to %s (%s)", form, s.Label)
		}
	}
	for p := range unless {
		if _, is := a.may[p]; !is {
			a.t.Errorf("%s is no route", p)
		}
	}
}

// stage prepares a matter in every state a mediation can wait in, so that every
// form is offered to somebody, and a half-read import. It gives their pages.
func (a *atlas) stage() (staged []string) {
	a.t.Helper()
	begin := func(n int) string {
		p := a.reader("clerk").Get("/matters/new").Form("main form").
			Set("title", fmt.Sprintf("第%d户漏水引起的赔偿", n)).Set("request", "楼上漏水，要求赔偿").Set("unit", a.option("clerk", "/matters/new", "unit", "东盛花园")).
			Set("place", fmt.Sprintf("%d号楼3单元", n)).Set("class", "civil").Set("disputeType", "02").Set("known", "1").
			Set("party1.name", "佟某").Set("party1.phone", "13800005678").Set("party2.name", "边某").Submit()
		return strings.TrimSuffix(p.WantStatus(http.StatusOK).Path, "/receipt")
	}
	staged = append(staged, begin(1))
	for n := range steps {
		matter := begin(n + 2)
		staged = append(staged, matter)
		a.reader("triage").Get(matter+"/triage").Form("main form").Set("kind", "mediation").Set("class", "civil").Set("disputeType", "02").
			Set("committee", a.option("triage", matter+"/triage", "committee", "东盛")).Set("mediator", a.option("triage", matter+"/triage", "mediator", "苏和平")).
			Set("child", "no").Set("incapable", "no").Set("violence", "no").Set("major", "no").Submit().WantStatus(http.StatusOK)
		for _, s := range steps[:n] {
			a.take(matter, s)
		}
	}
	a.reader("clerk").Get("/filters/new?page=/matters&query=class%3Dcivil").Form("main form").Set("name", "民事").Submit().WantStatus(http.StatusOK)
	a.begun("clerk", "/matters/new", "title", "写了一半的登记")
	return append(staged, a.upload())
}

// upload sends a workbook with a wrong row and gives the page of what is wrong.
func (a *atlas) upload() string {
	a.t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(a.reader("admin").Get("/org/import/template").Body))
	if err != nil {
		a.t.Fatalf("template: %v", err)
	}
	defer func() { _ = book.Close() }()
	var filled bytes.Buffer
	if err := errors.Join(book.SetSheetRow(book.GetSheetName(0), "A3", &[]string{"写错的一行", "不存在的上级", "无"}), book.Write(&filled)); err != nil {
		a.t.Fatalf("fill the template: %v", err)
	}
	p := a.reader("admin").Get("/org/import").Form("main form").Attach("file", "街道.xlsx", filled.Bytes()).Submit()
	if a.key(p.Path) != "GET /org/import/{id}" {
		a.t.Fatalf("uploading led to %s (%d)\n%s", p.Path, p.Status, p.Text("main"))
	}
	return p.Path
}

// steps are how a mediation goes on, each with what its form is filled with; =words
// is the option that says them.
var steps = [][]string{
	{"apply", "facts", "水管老化", "noTie", "1"},
	{"askOther", "reached", "1", "log", "愿意谈"},
	{"accept", "allAgree", "1", "notExcluded", "1", "noTie", "1"},
	{"start", "rightsTold", "1", "identitySeen", "1", "record", "双方到场"},
	{"draft", "facts", "水管老化", "terms", "赔三千元", "amount", "3000", "how", "转账", "performOn", "2025-01-15", "party", "=申请人", "checked", "mandatory,public,morals,voluntary,clear"},
	{"suspend", "reason", "appraisal"},
	{"resume"},
	{"agreeWritten", "allParties", "1", "seal", "committee"},
	{"perform", "how", "performed", "proof", "1"},
	{"followUp", "words", "都满意", "satisfied", "yes"},
	{"close"},
	{},
}

func (a *atlas) take(matter string, step []string) {
	a.t.Helper()
	page := a.reader("mediator").Get(matter + "/steps/" + step[0])
	f := page.Form("main form")
	for i := 1; i+1 < len(step); i += 2 {
		if words, chosen := strings.CutPrefix(step[i+1], "="); chosen {
			f.Set(step[i], page.Option(step[i], words))
			continue
		}
		f.Set(step[i], strings.Split(step[i+1], ",")...)
	}
	if p := f.Submit(); p.Path != matter {
		a.t.Fatalf("%s: got %d at %s\n%s", step[0], p.Status, p.Path, p.Text("main"))
	}
}

// option is the value of the option that says label.
func (a *atlas) option(login, path, name, label string) string {
	a.t.Helper()
	for _, o := range a.reader(login).Get(path).All("select[name=" + name + "] option") {
		if o.FirstChild != nil && strings.HasPrefix(strings.TrimSpace(o.FirstChild.Data), label) {
			return attribute(o, "value")
		}
	}
	a.t.Fatalf("%s: no option %s in %s", path, label, name)
	return ""
}

// begun leaves a form half written.
func (a *atlas) begun(login, path, name, words string) {
	a.t.Helper()
	page := a.reader(login).Get(path)
	a.reader(login).Post(page.Attr("main form", "data-draft"), url.Values{name: {words}, "_csrf": {page.Form("main form").Value("_csrf")}})
}

// cookies are what keeps a reader signed in.
func (a *atlas) cookies(login string) map[string]string {
	a.t.Helper()
	site, err := url.Parse(a.d.url)
	if err != nil {
		a.t.Fatal(err)
	}
	all := map[string]string{}
	for _, c := range a.reader(login).HTTP.Jar.Cookies(site) {
		all[c.Name] = c.Value
	}
	return all
}
