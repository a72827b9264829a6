package meetings

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/meeting"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// listView is what the list shows.
type listView struct {
	View    ui.View
	Tabs    []ui.Tab
	Title   string
	Beside  string
	Entries ui.Entries
	Chosen  []ui.Condition
	Kinds   []ui.Option
	States  []ui.Option
	Rows    []row
	Feeds   []feed // the figures of the chosen kind
	Empty   ui.EmptyView
	Keep    bool
	Before  ui.Tab
	After   ui.Tab
	Export  url.Values
	Print   ui.PrintView
}

// row is a meeting as a line.
type row struct {
	Href, Title, Kind, Day, Start, Place, Chair, Attendance, State string
	Tone                                                           ui.Tone
	Meeting                                                        meeting.Meeting
}

// feed is a figure that a meeting feeds.
type feed struct{ Name, Href string }

// asked is what the address asks for.
type asked struct {
	year    int
	variety activity.Variety
	state   meeting.State
}

func readAsked(q url.Values, today calendar.Date) asked {
	a := asked{year: today.Year()}
	if y, err := strconv.Atoi(q.Get("year")); err == nil && y >= 2000 && y <= 2100 {
		a.year = y
	}
	if v := q.Get("kind"); meeting.Varieties().Has(v) {
		a.variety = activity.Variety(v)
	}
	if v := q.Get("state"); meeting.States.Has(v) {
		a.state = meeting.State(v)
	}
	return a
}

func (a asked) query() url.Values {
	q := url.Values{"year": {number(a.year)}}
	if a.variety != "" {
		q.Set("kind", string(a.variety))
	}
	if a.state != "" {
		q.Set("state", string(a.state))
	}
	return q
}

func (a asked) href() string { return "/meetings?" + a.query().Encode() }

func (a asked) filter() meeting.Filter {
	return meeting.Filter{From: calendar.On(a.year, 1, 1), To: calendar.On(a.year, 12, 31), Variety: a.variety, State: a.state}
}

func (a asked) chosen() []ui.Condition {
	var all []ui.Condition
	if a.variety != "" {
		without := a
		without.variety = ""
		all = append(all, ui.Condition{Label: "种类：" + a.variety.Label(activity.Meeting), Remove: without.href()})
	}
	if a.state != "" {
		without := a
		without.state = ""
		all = append(all, ui.Condition{Label: "情况：" + a.state.Label(), Remove: without.href()})
	}
	return all
}

// List is GET /meetings: the meetings of a year, the latest first.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	by, a := web.Actor(r), readAsked(r.URL.Query(), calendar.Of(p.DB.Now()))
	before, after := a, a
	before.year--
	after.year++
	v := listView{
		Title: number(a.year) + "年的会议", Entries: ui.Entries{Values: a.query()}, Chosen: a.chosen(), Export: a.query(), Kinds: frame.Options(meeting.Varieties()),
		States: frame.Options(meeting.States), Keep: identity.KeepMeetings.Allows(by) || identity.KeepPoliceMeetings.Allows(by),
		Before: ui.Tab{Label: number(a.year-1) + "年", Href: before.href()}, After: ui.Tab{Label: number(a.year+1) + "年", Href: after.href()},
		Empty: ui.EmptyView{Kind: ui.NothingYet, Text: number(a.year) + "年还没有安排或者记过会议。"},
	}
	if len(v.Chosen) > 0 {
		v.Empty = ui.EmptyView{Kind: ui.NothingMatches, Text: "没有符合条件的会议。", Conditions: v.Chosen}
	}
	if a.variety != "" {
		v.Feeds = feeds(by, activity.Meeting, a.variety, a.year)
	}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Rows, err = listRows(tx, by, a.filter())
		return err
	})
	if err != nil {
		return err
	}
	v.Beside = "共" + number(len(v.Rows)) + "次"
	v.View, v.Tabs = frame.Wide(r, v.Title), frame.WorkTabs(r, "/meetings")
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Filter: frame.Words(v.Chosen), Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

// feeds are the figures that count an activity of the kind and variety, linked to their
// pages for whoever may open them.
func feeds(by actor.Actor, kind activity.Kind, v activity.Variety, year int) []feed {
	var all []feed
	for _, code := range meeting.Figures(kind, v) {
		d, err := indicator.Find(code)
		if err != nil {
			continue // told by a test: every code is an indicator
		}
		f := feed{Name: d.Name}
		if identity.SeeIndicators.Allows(by) {
			f.Href = "/indicators/" + code + "?year=" + number(year)
		}
		all = append(all, f)
	}
	return all
}

func listRows(tx *db.Tx, by actor.Actor, f meeting.Filter) ([]row, error) {
	all, err := meeting.List(tx, by, f)
	if err != nil {
		return nil, err
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, m := range all {
		if err := names.KnowOfficers(tx, m.Chair); err != nil {
			return nil, err
		}
		rows = append(rows, newRow(names, m, tx.Today()))
	}
	return rows, nil
}

func newRow(n frame.Names, m meeting.Meeting, today calendar.Date) row {
	r := row{
		Href: address(m.ID), Title: m.Title, Kind: m.Variety.Label(activity.Meeting), Day: m.On.String(), Start: m.Start, Place: m.Place, Chair: n.Officer(m.Chair),
		State: m.State.Label(), Tone: tone(m, today), Meeting: m,
	}
	if r.Kind == r.Title {
		r.Kind = ""
	}
	if m.Attendance > 0 {
		r.Attendance = number(m.Attendance) + "人次"
	}
	if m.State == meeting.Planned && m.On < today {
		r.State = "日期已过，还没有记召开"
	}
	return r
}

func tone(m meeting.Meeting, today calendar.Date) ui.Tone {
	switch m.State {
	case meeting.Planned:
		if m.On < today {
			return ui.Late
		}
		return ui.Soon
	case meeting.Held, meeting.Minuted:
		return ui.Going
	case meeting.TasksClosed:
		return ui.Done
	}
	return ui.Plain
}

// Export is POST /meetings/export: the list as a file. What was decided is not in it.
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeMeetings, Action: "meeting.export", Subject: "meetings"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		a := readAsked(f.Values(), tx.Today())
		rows, err := listRows(tx, by, a.filter())
		return frame.Listing{
			Name: "会议清单", Condition: frame.Words(append([]ui.Condition{{Label: number(a.year) + "年"}}, a.chosen()...)),
			Meaning: "一行是一次会议，按召开的日期；议题和议定事项在各次会议里。", Query: a.query(), Columns: []string{"会议", "种类", "日期", "开始", "地点", "主持", "参加人次", "情况"},
			Rows: func(add func(...any) error) error {
				for _, m := range rows {
					if err := add(m.Title, m.Meeting.Variety.Label(activity.Meeting), m.Meeting.On, m.Start, m.Place, m.Chair, m.Meeting.Attendance, m.State); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}
