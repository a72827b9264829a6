// Package searches is the one search box: a number typed whole opens its matter,
// anything else lists what was found by kind, with the words marked.
package searches

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages of the search.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	return []web.Route{
		{Pattern: "GET /search", Permission: web.SignedIn(), Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "search.read", Page: p.Search},
	}
}

// pageSize is how many of a kind stand on one page.
const pageSize = 25

// queryMost is how long a query may be, in characters.
const queryMost = 60

// searchView is what the search shows.
type searchView struct {
	View   ui.View
	Query  string
	Wrong  string
	Groups []groupView
	Empty  *ui.EmptyView
}

// groupView is what was found of one kind.
type groupView struct {
	ID, Title, Unit string
	Rows            []found
	More            string // address of the older ones
	First           string // address of the newest, when this is not the first page
}

// found is one hit.
type found struct {
	Href, Under, Place, State string
	Title                     []piece
	Inside                    bool // the words stand elsewhere than in the title
	Tone                      ui.Tone
}

// asked is what the address asks for.
type asked struct {
	text   string
	kind   string // of which kind a further page is wanted; "" = all
	before int64
}

// Search is GET /search?q=….
func (p Pages) Search(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	q := asked{text: strings.Join(strings.Fields(f.Raw("q")), " "), kind: f.Raw("kind")}
	if n, err := strconv.ParseInt(f.Raw("before"), 10, 64); err == nil {
		q.before = n
	}
	by := web.Actor(r)
	v := searchView{Query: q.text}
	var whole matter.ID
	if utf8.RuneCountInString(q.text) > queryMost {
		v.Wrong = "搜索最多" + strconv.Itoa(queryMost) + "字，请只写编号、地点或者最要紧的几个字"
	} else if q.text != "" {
		err = p.DB.View(r.Context(), by.Street, func(tx *db.Tx) error {
			id, err := matter.ByNumber(tx, by, asNumber(q.text))
			if err == nil {
				whole = id
				return nil
			}
			if !errors.Is(err, db.ErrNone) {
				return err
			}
			return v.find(tx, by, q)
		})
	}
	switch {
	case fault.Is(err, fault.Invalid):
		v.Wrong = fault.Of(err).Message
	case err != nil:
		return err
	case whole != "":
		return web.Redirect(w, r, "/matters/"+string(whole), "")
	}
	v.Empty = v.emptiness(by)
	v.View = frame.Wide(r, title(v))
	v.View.Search = v.Query
	return web.Render(w, r, http.StatusOK, searchPage(v))
}

// find reads one page of every kind, or the further page of one.
func (v *searchView) find(tx *db.Tx, by actor.Actor, q asked) error {
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	for _, kind := range []struct {
		name string
		find func(*db.Tx, actor.Actor, asked, frame.Names) (groupView, int64, error)
	}{{"matters", findMatters}, {"activities", findActivities}} {
		if q.kind != "" && q.kind != kind.name {
			continue
		}
		g, next, err := kind.find(tx, by, q, names)
		if err != nil {
			return err
		}
		if len(g.Rows) == 0 {
			continue
		}
		g.ID = kind.name
		if next > 0 {
			g.More = "/search?" + url.Values{"q": {q.text}, "kind": {kind.name}, "before": {strconv.FormatInt(next, 10)}}.Encode()
		}
		if q.before > 0 {
			g.First = "/search?" + url.Values{"q": {q.text}}.Encode()
		}
		v.Groups = append(v.Groups, g)
	}
	return nil
}

func findMatters(tx *db.Tx, by actor.Actor, q asked, names frame.Names) (groupView, int64, error) {
	g := groupView{Title: "事项", Unit: "件"}
	hits, err := matter.Find(tx, by, q.text, q.before, pageSize)
	if err != nil {
		return g, 0, err
	}
	if err := names.Know(tx, hits.Matters...); err != nil {
		return g, 0, err
	}
	for _, m := range hits.Matters {
		g.Rows = append(g.Rows, found{
			Href: "/matters/" + string(m.ID), Under: m.Number, Place: names.Place(m), State: frame.State(m), Tone: frame.Tone(m),
		}.titled(m.Title, q.text))
	}
	return g, hits.Before, nil
}

func findActivities(tx *db.Tx, by actor.Actor, q asked, names frame.Names) (groupView, int64, error) {
	g := groupView{Title: "活动", Unit: "次"}
	hits, err := activity.Find(tx, by, q.text, q.before, pageSize)
	for _, a := range hits.Activities {
		g.Rows = append(g.Rows, found{
			Href: "/activities/" + string(a.ID), Under: a.On.String(), Place: strings.TrimPrefix(names.Unit(a.Community)+"，"+a.Place, "，"),
			State: a.Label(), Tone: ui.Plain,
		}.titled(a.Title, q.text))
	}
	return g, hits.Before, err
}

// titled marks the words in the title, and says when they stand elsewhere.
func (f found) titled(title, query string) found {
	f.Title, f.Inside = marked(title, strings.Fields(query)), true
	for _, p := range f.Title {
		f.Inside = f.Inside && !p.Mark
	}
	return f
}

// emptiness says what was searched when nothing was found (ux.md 7.3).
func (v searchView) emptiness(by actor.Actor) *ui.EmptyView {
	switch {
	case v.Wrong != "" || len(v.Groups) > 0:
		return nil
	case !identity.SeeMatters.Allows(by) && !identity.SeeActivities.Allows(by):
		return &ui.EmptyView{Kind: ui.NotAllowed, Text: "您的岗位不查看事项和活动，这里没有您能搜的内容。"}
	case v.Query == "":
		return &ui.EmptyView{Kind: ui.NothingMatches, Text: "请在上面的搜索框里写编号、姓名、地点，或者内容中任意两个字。"}
	}
	e := &ui.EmptyView{
		Kind: ui.NothingMatches,
		Text: "没有找到“" + v.Query + "”。找过您能看到的事项（编号、事由、地点、诉求、当事人）和活动（名称、地点、内容）。少写几个字再试试。",
	}
	if identity.SeeMatters.Allows(by) {
		e.Action, e.Href = "到事项列表里用条件找", "/matters?all=1"
	}
	return e
}

// asNumber is a number as people type it, in the form it is stored: 〔〕 around
// the year, whatever brackets the keyboard has.
func asNumber(s string) string {
	return strings.NewReplacer("[", "〔", "]", "〕", "【", "〔", "】", "〕", "(", "〔", ")", "〕", "（", "〔", "）", "〕", " ", "", "　", "").Replace(s)
}

func title(v searchView) string {
	if v.Query == "" {
		return "搜索"
	}
	return "搜索“" + v.Query + "”"
}

// count is how many stand here, and in which order.
func (g groupView) count() string {
	words := strconv.Itoa(len(g.Rows)) + g.Unit
	if g.More != "" || g.First != "" {
		words = "这一页" + words
	}
	return words + "，最新的在前"
}
