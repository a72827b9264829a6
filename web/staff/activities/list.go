package activities

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// listView is what the list shows.
type listView struct {
	View      ui.View
	Tabs      []ui.Tab
	Title     string
	Beside    string // 共12次，第1–12次
	Entries   ui.Entries
	Carried   url.Values // conditions the panel has no field for
	Kinds     []ui.Option
	Varieties []ui.Option
	Places    []ui.Option
	Leaders   []ui.Option
	Chosen    []ui.Condition
	Standings []ui.Tab
	Saved     ui.SavedView
	Sums      []ui.FigureView
	Columns   []ui.Column
	Rows      []row
	Page      ui.PageView
	Empty     *ui.EmptyView
	Export    url.Values
	Record    bool
	Ledgers   bool
	Print     ui.PrintView
}

// row is one line of the list.
type row struct {
	Href, Title, Sort, ISO, Start, Place, Leader string
	Counts                                       string   // 参加12人次，发放宣传资料500份
	Countless                                    bool     // a kind without counts
	Figures                                      []figure // the counts the list adds up
	State                                        string   // of a version that counts no more
	Demo                                         bool
}

type figure struct{ Label, Value string }

// List is GET /activities: the activities of a filter, the latest day first.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	q := readAsked(r.URL.Query())
	by := web.Actor(r)
	v := listView{Title: q.title(), Record: identity.RecordActivity.Allows(by), Ledgers: identity.ImportLedgers.Allows(by), Export: q.base, Carried: q.carried(), Standings: q.standings()}
	v.Entries = ui.Entries{Values: q.base}
	if q.wrong != nil {
		v.Entries = ui.Entries{Values: r.URL.Query(), Wrong: q.wrong.Fields}
	}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		if err := knowAsked(tx, names, q.filter); err != nil {
			return err
		}
		if v.Saved, err = frame.Saved(tx, by, "/activities", q.base); err != nil {
			return err
		}
		v.choices(q, names)
		v.Chosen = q.conditions(names)
		if q.wrong != nil {
			return nil
		}
		return v.fill(tx, q, names)
	})
	if err != nil {
		return err
	}
	v.Empty = v.emptiness(q, calendar.Of(p.DB.Now()))
	v.View, v.Tabs = frame.Wide(r, v.Title+v.pageWord()), frame.WorkTabs(r, "/activities")
	v.View.Wrong = q.wrong != nil
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Filter: frame.Words(v.Chosen), Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	status := http.StatusOK
	if q.wrong != nil {
		status = http.StatusUnprocessableEntity
	}
	return web.Render(w, r, status, listPage(v))
}

// knowAsked looks up who and where a filter names, in use or not.
func knowAsked(tx *db.Tx, n frame.Names, f activity.Filter) error {
	if err := n.KnowUnits(tx, f.Community); err != nil {
		return err
	}
	return n.KnowOfficers(tx, f.Leader, f.Recorder)
}

// choices are what the filter panel offers.
func (v *listView) choices(q asked, n frame.Names) {
	v.Kinds = frame.Options(activity.Kinds)
	if k := q.kind(); k != "" {
		v.Varieties = frame.Options(k.Varieties())
	}
	v.Places = kept(n.Communities(), q.filter.Community, n.Unit(q.filter.Community))
	v.Leaders = kept(leaderOptions(n), q.filter.Leader, n.Officer(q.filter.Leader))
}

// fill reads the count, the sums and one page of rows.
func (v *listView) fill(tx *db.Tx, q asked, n frame.Names) error {
	total, err := activity.Count(tx, q.filter)
	if err != nil {
		return err
	}
	page := q.page
	page.Size++ // one more tells whether the list goes on
	found, err := activity.List(tx, q.filter, page)
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
	summed := sums(q.filter)
	v.columns(summed, q.filter.Replaced)
	for _, a := range found {
		if err := know(tx, n, a); err != nil {
			return err
		}
		v.Rows = append(v.Rows, newRow(a, n, summed))
	}
	v.Page = ui.PageView{Total: total, First: min(q.first, total), Last: q.first + len(found) - 1}
	if len(found) == 0 {
		return nil
	}
	if more || back {
		v.Page.Older = q.onward("after", q.page.Next(found[len(found)-1]), q.first+len(found))
	}
	if q.first > 1 {
		v.Page.Newer = q.onward("before", q.page.Next(found[0]), max(1, q.first-q.page.Size))
	}
	v.Beside = "共" + strconv.Itoa(total) + "次，第" + strconv.Itoa(v.Page.First) + "–" + strconv.Itoa(v.Page.Last) + "次"
	return v.addUp(tx, q.filter, summed, total)
}

// summing is a count that a figure adds up: its rows are those that have it.
type summing struct {
	asked             func(activity.Filter) bool
	total             activity.Total
	name, label, unit string
}

var summings = []summing{
	{func(f activity.Filter) bool { return f.Attended }, activity.TotalAttendance, "attendance", "参加人次", "人次"},
	{func(f activity.Filter) bool { return f.Reached }, activity.TotalAudience, "audience", "群众人次", "人次"},
	{func(f activity.Filter) bool { return f.Received }, activity.TotalBatches, "batches", "接待批次", "批"},
	{func(f activity.Filter) bool { return f.Leafleted }, activity.TotalLeaflets, "leaflets", "发放宣传资料", "份"},
	{func(f activity.Filter) bool { return f.Gifted }, activity.TotalGiveaways, "giveaways", "发放宣传品", "份"},
}

// sums are the counts the filter is the evidence of.
func sums(f activity.Filter) []summing {
	var all []summing
	for _, s := range summings {
		if s.asked(f) {
			all = append(all, s)
		}
	}
	return all
}

func (v *listView) addUp(tx *db.Tx, f activity.Filter, summed []summing, total int) error {
	for _, s := range summed {
		n, err := activity.Sum(tx, f, s.total)
		if err != nil {
			return err
		}
		v.Sums = append(v.Sums, ui.FigureView{
			Label: s.label + "合计", Value: strconv.FormatInt(n, 10), Unit: s.unit, Note: "这" + strconv.Itoa(total) + "次活动相加",
		})
	}
	return nil
}

func (v *listView) columns(summed []summing, replaced bool) {
	v.Columns = []ui.Column{{Label: "活动"}, {Label: "日期"}, {Label: "地点"}, {Label: "领导"}}
	if len(summed) == 0 {
		v.Columns = append(v.Columns, ui.Column{Label: "数量"})
	}
	for _, s := range summed {
		v.Columns = append(v.Columns, ui.Column{Label: s.label + "（" + s.unit + "）", Figures: true})
	}
	if replaced {
		v.Columns = append(v.Columns, ui.Column{Label: "为什么改"})
	}
}

func newRow(a activity.Activity, n frame.Names, summed []summing) row {
	r := row{
		Href: address(a.ID), Title: a.Title, ISO: a.On.String(), Start: a.Start, Place: placeWords(a, n), Leader: n.Officer(a.Leader),
		Counts: countWords(a), Countless: len(a.Kind.Quantities()) == 0, State: a.Reason, Demo: a.Demo,
	}
	if a.Title != a.Label() {
		r.Sort = a.Label()
	}
	for _, s := range summed {
		r.Figures = append(r.Figures, figure{s.label + "（" + s.unit + "）", countOf(a, s.name)})
	}
	return r
}

// countOf is one count of an activity; "" when its kind carries none.
func countOf(a activity.Activity, name string) string {
	for _, c := range a.Quantities() {
		if c.Name == name {
			return strconv.Itoa(c.Number)
		}
	}
	return ""
}

// countWords are the counts of an activity in one line: 参加12人次，接待2批.
func countWords(a activity.Activity) string {
	var all []string
	for _, c := range a.Quantities() {
		if c.Number > 0 {
			what := strings.TrimSuffix(strings.TrimSuffix(c.Label, "人次"), "批次")
			all = append(all, what+strconv.Itoa(c.Number)+c.Unit)
		}
	}
	return strings.Join(all, "，")
}

// pageWord tells the pages of a list apart in the browser's title.
func (v listView) pageWord() string {
	if v.Page.First <= 1 {
		return ""
	}
	return "（第" + strconv.Itoa(v.Page.First) + "次起）"
}

// emptiness says which kind of nothing an empty list is (ux.md 11.1). Whoever
// may not see activities at all is told so before this page.
func (v listView) emptiness(q asked, today calendar.Date) *ui.EmptyView {
	from := q.filter.On.From
	switch {
	case len(v.Rows) > 0 || q.wrong != nil:
		return nil
	case from > today:
		return &ui.EmptyView{Kind: ui.NotTime, Text: from.Chinese() + "还没有到。活动办过以后才登记。", Conditions: v.Chosen}
	case len(v.Chosen) > 0:
		return &ui.EmptyView{
			Kind: ui.NothingMatches, Text: "没有符合这" + strconv.Itoa(len(v.Chosen)) + "个条件的活动。去掉一个条件再看看：", Conditions: v.Chosen,
		}
	case v.Record:
		return &ui.EmptyView{Kind: ui.NothingYet, Text: "还没有活动记录。登记第一次后，这里会显示次数和数量。", Action: "登记活动", Href: "/activities/new"}
	}
	return &ui.EmptyView{Kind: ui.NothingYet, Text: "还没有活动记录。有人登记后，这里会显示次数和数量。"}
}
