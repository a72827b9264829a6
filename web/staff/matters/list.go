package matters

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/catalogue"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// sizes are how many rows a page may have; the first is usual.
var sizes = []int{25, 50, 100}

// listView is what the list shows.
type listView struct {
	View    ui.View
	Title   string
	Beside  string // 共128件，第1–25件
	Entries ui.Entries
	Carried url.Values // conditions the panel has no field for
	Names   frame.Names
	Overdue string // the day before today: the value of 超期
	Chosen  []ui.Condition
	Orders  []ui.Tab
	Views   []ui.Tab
	Saved   ui.SavedView
	Columns []ui.Column
	Keep    url.Values // the filter without its columns
	Board   []boardColumn
	Month   *monthView
	Rows    []row
	Page    ui.PageView
	Empty   *ui.EmptyView
	Export  url.Values
	Picks   string // where the ticked rows are sent
	Waiting bool   // some of them wait for the reader to register them
	TakeIn  bool
	Ledgers bool // the reader may bring ledgers in
	Outside bool // the reader may fill forms of other bodies
	Print   ui.PrintView
}

// row is one line of the list.
type row struct {
	Href, Number, Title, Kind, Place, Owner, State string
	Cells                                          []cell // what the chosen columns say
	Tone                                           ui.Tone
	Due                                            ui.DateView
	Demo                                           bool
}

// List is GET /matters: the matters of a filter. The address without any
// condition leads to the usual one, which is named.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	usual := usualLists(by, calendar.Of(p.DB.Now()))
	if r.URL.RawQuery == "" {
		return web.Redirect(w, r, usual[0].Href, "")
	}
	return p.showList(w, r, http.StatusOK, "")
}

// showList draws the list, with what is wrong when something was asked of it
// that cannot be done.
func (p Pages) showList(w http.ResponseWriter, r *http.Request, status int, wrong string) error {
	by := web.Actor(r)
	usual := usualLists(by, calendar.Of(p.DB.Now()))
	q := readAsked(r.URL.Query())
	v := listView{Title: q.title(usual), TakeIn: identity.TakeIn.Allows(by), Ledgers: identity.ImportLedgers.Allows(by), Outside: identity.FillOutside.Allows(by), Export: q.base}
	v.Picks = "/matters/chosen?" + q.base.Encode()
	v.Entries = ui.Entries{Values: q.base}
	if wrong != "" {
		v.Entries.Wrong = fault.Fields{{Name: "id", Message: wrong}}
	}
	if q.wrong != nil {
		v.Entries = ui.Entries{Values: r.URL.Query(), Wrong: q.wrong.Fields}
	}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Names, err = frame.LoadNames(tx); err != nil || q.wrong != nil {
			return err
		}
		if v.Saved, err = frame.Saved(tx, by, "/matters", q.base, usual...); err != nil {
			return err
		}
		v.Overdue = tx.Today().AddDays(-1).String()
		v.Carried, v.Keep = q.carried(v.Overdue), q.beside("col")
		scope := identity.SeeMatters.Reach(by, tx.Today())
		switch q.view {
		case asBoard:
			return v.fillBoard(tx, q, scope)
		case asMonth:
			return v.fillMonth(tx, q, scope)
		}
		return v.fill(tx, by, q, scope)
	})
	if err != nil {
		return err
	}
	v.Chosen, v.Orders, v.Views, v.Columns = q.conditions(v.Names), q.orders(), q.views(), q.heads()
	v.Empty = v.emptiness(q)
	v.View = frame.Wide(r, v.Title+v.pageWord())
	v.View.Wrong = q.wrong != nil || wrong != ""
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Filter: frame.Words(v.Chosen), Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	if q.wrong != nil {
		status = http.StatusUnprocessableEntity
	}
	return web.Render(w, r, status, listPage(v))
}

// fill reads the count and one page of rows.
func (v *listView) fill(tx *db.Tx, by actor.Actor, q asked, scope identity.Scope) error {
	total, err := matter.CountTo(tx, scope, q.filter, matter.Most)
	if err != nil {
		return err
	}
	page := q.page
	page.Many = total > matter.Most
	page.Size++ // one more tells whether the list goes on
	found, err := matter.List(tx, scope, q.filter, page)
	if err != nil {
		return err
	}
	more := len(found) > q.page.Size
	back := q.page.Before != ""
	if more && back {
		found = found[1:]
	} else if more {
		found = found[:q.page.Size]
	}
	if err := v.Names.Know(tx, found...); err != nil {
		return err
	}
	for _, m := range found {
		v.Rows = append(v.Rows, rowOf(m, v.Names, tx.Today(), q.columns))
		if m.State == matter.Received {
			_, err := catalogue.Workflow(m.Kind).Step(m, "register", by)
			v.Waiting = v.Waiting || err == nil
		}
	}
	v.Page = ui.PageView{Total: min(total, matter.Most), More: page.Many, First: min(q.first, total), Last: q.first + len(found) - 1}
	if len(found) == 0 {
		return nil
	}
	if more || back {
		v.Page.Older = q.onward("after", q.filter.Cursor(q.page.Order, found[len(found)-1]), q.first+len(found))
	}
	if q.first > 1 {
		v.Page.Newer = q.onward("before", q.filter.Cursor(q.page.Order, found[0]), max(1, q.first-q.page.Size))
	}
	v.Beside = "共" + totalWords(v.Page.Total, v.Page.More) + "，第" + strconv.Itoa(v.Page.First) + "–" + strconv.Itoa(v.Page.Last) + "件"
	return nil
}

// totalWords is how many matters a list has, as far as they are counted.
func totalWords(counted int, more bool) string {
	if more {
		return strconv.Itoa(counted) + "件以上"
	}
	return strconv.Itoa(counted) + "件"
}

func newRow(m matter.Matter, n frame.Names, today calendar.Date) row {
	return rowOf(m, n, today, usualColumns())
}

func rowOf(m matter.Matter, n frame.Names, today calendar.Date, columns []column) row {
	r := row{
		Href: address(m.ID), Number: m.Number, Title: m.Title, Kind: kindWords(m), Place: n.Place(m), Owner: officerWords(m, n),
		State: frame.State(m), Tone: frame.Tone(m), Due: frame.Row(m.DueOn, today), Demo: m.Demo,
	}
	for _, c := range columns {
		r.Cells = append(r.Cells, cell{Words: c.words(m, n), Day: c.day})
	}
	return r
}

// kindWords is the kind with the type of dispute: 人民调解，邻里纠纷.
func kindWords(m matter.Matter) string {
	if l := m.DisputeType.Label(); l != "" {
		return m.Kind.Label() + "，" + l
	}
	return m.Kind.Label()
}

// pageWord tells the pages of a list apart in the browser's title.
func (v listView) pageWord() string {
	if v.Page.First <= 1 {
		return ""
	}
	return "（第" + strconv.Itoa(v.Page.First) + "件起）"
}

// emptiness says which kind of nothing an empty list is (ux.md 11.1).
func (v listView) emptiness(q asked) *ui.EmptyView {
	switch {
	case len(v.Rows) > 0 || len(v.Board) > 0 || v.Month != nil || q.wrong != nil:
		return nil
	case len(v.Chosen) > 0:
		return &ui.EmptyView{
			Kind: ui.NothingMatches, Text: "没有符合这" + strconv.Itoa(len(v.Chosen)) + "个条件的事项。去掉一个条件再看看：", Conditions: v.Chosen,
		}
	case v.TakeIn:
		return &ui.EmptyView{Kind: ui.NothingYet, Text: "您的范围内还没有事项。登记第一件后，这里会显示进展和期限。", Action: "登记一件事", Href: "/matters/new"}
	}
	return &ui.EmptyView{Kind: ui.NothingYet, Text: "您的范围内还没有事项。有人登记后，这里会显示进展和期限。"}
}
