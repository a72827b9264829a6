package events

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// pageSize is how many events stand on one page.
const pageSize = 50

// listView is a page of the ledger.
type listView struct {
	View     ui.View
	Entries  ui.Entries
	Asked    url.Values
	Officers []ui.Option
	Chosen   []ui.Condition
	Rows     []eventRow
	Newest   string // address of the newest events, when this is not that page
	Older    string
	Empty    *ui.EmptyView
}

// eventRow is one event of the list.
type eventRow struct {
	Href    string
	Seq     string
	When    string
	ISO     string
	Who     string
	What    string
	Noun    string
	Outcome string
	Tone    ui.Tone
	From    string // network address
}

// filters are what an address may ask for.
var filters = []string{"noun", "outcome", "officer", "kind", "subject"}

// List is GET /events: the newest first, a page at a time.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	asked := readAsked(f)
	before, err := strconv.ParseInt(f.Raw("before"), 10, 64)
	if err != nil {
		before = 0 // from the newest
	}
	return p.draw(w, r, http.StatusOK, asked, before, ui.Entries{Values: asked})
}

// readAsked is what a form asks for; what is no filter's is dropped.
func readAsked(f *web.Form) url.Values {
	asked := url.Values{}
	for _, name := range filters {
		if v := f.Raw(name); v != "" {
			asked.Set(name, v)
		}
	}
	return asked
}

func filterOf(asked url.Values, before int64, limit int) event.Filter {
	return event.Filter{
		Before: before, Action: asked.Get("noun"), Outcome: asked.Get("outcome"), Officer: asked.Get("officer"),
		Kind: asked.Get("kind"), Subject: asked.Get("subject"), Limit: limit,
	}
}

func (p Pages) draw(w http.ResponseWriter, r *http.Request, status int, asked url.Values, before int64, e ui.Entries) error {
	v := listView{View: frame.Wide(r, "日志"), Entries: e, Asked: asked}
	v.View.Wrong = e.Any()
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Officers, err = officerOptions(tx); err != nil {
			return err
		}
		events, err := event.List(tx, filterOf(asked, before, pageSize+1))
		v.page(events, asked)
		return err
	})
	if err != nil {
		return err
	}
	v.Chosen = v.conditions(asked)
	if before > 0 {
		v.Newest = address(asked, 0)
	}
	if len(v.Rows) == 0 {
		v.Empty = emptiness(v.Chosen)
	}
	return web.Render(w, r, status, listPage(v))
}

func officerOptions(tx *db.Tx) ([]ui.Option, error) {
	officers, err := org.ListOfficers(tx, org.OfficerFilter{})
	var all []ui.Option
	for _, o := range officers {
		all = append(all, ui.Option{Value: o.ID, Label: o.Name + "（" + o.Code + "）"})
	}
	return all, err
}

// page puts the events on the page; the one too many says that there are older ones.
func (v *listView) page(events []event.Event, asked url.Values) {
	if len(events) > pageSize {
		events = events[:pageSize]
		v.Older = address(asked, events[pageSize-1].Seq)
	}
	for _, e := range events {
		word, tone := outcome(e)
		at := e.At.In(calendar.Shanghai)
		v.Rows = append(v.Rows, eventRow{
			Href: "/events/" + number(e.Seq), Seq: number(e.Seq), When: at.Format("2006-01-02 15:04:05"), ISO: at.Format("2006-01-02T15:04:05Z07:00"),
			Who: who(e), What: label(e.Action), Noun: nounLabel(e.Action), Outcome: word, Tone: tone, From: e.Address,
		})
	}
}

// who is the officer and the role the event was signed with.
func who(e event.Event) string {
	switch {
	case e.OfficerName == "" && e.Officer == "" && e.Account == "":
		return "系统"
	case e.OfficerName == "":
		return "未登录"
	case e.Role.Label() == "":
		return e.OfficerName
	}
	return e.OfficerName + "（" + e.Role.Label() + "）"
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// address is the list with these conditions; before 0 is its newest page.
func address(asked url.Values, before int64) string {
	q := url.Values{}
	for name, values := range asked {
		q[name] = values
	}
	if before > 0 {
		q.Set("before", number(before))
	}
	if len(q) == 0 {
		return "/events"
	}
	return "/events?" + q.Encode()
}

// conditions are the chosen filters as words, each with the address without it.
func (v listView) conditions(asked url.Values) []ui.Condition {
	words := map[string]string{
		"noun": "内容：" + labelled(nouns, asked.Get("noun")), "outcome": "结果：" + labelled(outcomes, asked.Get("outcome")),
		"officer": "人员：" + labelled(v.Officers, asked.Get("officer")), "subject": "同一个对象", "kind": "对象种类：" + labelled(nouns, asked.Get("kind")),
	}
	var all []ui.Condition
	for _, name := range filters {
		if !asked.Has(name) || name == "kind" && asked.Has("subject") {
			continue
		}
		without := url.Values{}
		for other, values := range asked {
			if other != name && !(name == "subject" && other == "kind") {
				without[other] = values
			}
		}
		all = append(all, ui.Condition{Label: words[name], Remove: address(without, 0)})
	}
	return all
}

func emptiness(chosen []ui.Condition) *ui.EmptyView {
	if len(chosen) > 0 {
		return &ui.EmptyView{Kind: ui.NothingMatches, Text: "没有符合这些条件的日志，去掉一个条件试试。", Conditions: chosen}
	}
	return &ui.EmptyView{Kind: ui.NothingYet, Text: "还没有日志。办理事项、修改组织和账号都会自动记在这里。"}
}
