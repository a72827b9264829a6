package leaders

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/reception"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// scheduleView is the schedule of a month.
type scheduleView struct {
	View   ui.View
	Title  string
	Tabs   []ui.Tab
	Before ui.Tab
	After  ui.Tab
	Keep   bool
	Export url.Values
	Month  string
	Rows   []sessionRow
	Print  ui.PrintView
	Street org.Street // of the notice
}

// sessionRow is a session as a line of the schedule.
type sessionRow struct {
	Href, Day, Hours, Form, Place, State, Where string
	Leaders                                     []leaderRow
	Tone                                        ui.Tone
	Public                                      bool // was announced
}

type leaderRow struct{ Name, Post, Field string }

// Schedule is GET /receptions: a month as a table.
func (p Pages) Schedule(w http.ResponseWriter, r *http.Request) error {
	v, err := p.month(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, schedulePage(v))
}

// Notice is GET /receptions/notice: what was announced of a month, to be put up.
func (p Pages) Notice(w http.ResponseWriter, r *http.Request) error {
	v, err := p.month(r)
	if err != nil {
		return err
	}
	v.Title = "领导干部接访下访公示　" + v.Month
	v.View.Title, v.Print.Title = v.Title, v.Title
	var public []sessionRow
	for _, row := range v.Rows {
		if row.Public {
			public = append(public, row)
		}
	}
	v.Rows = public
	return web.Render(w, r, http.StatusOK, noticePage(v))
}

func (p Pages) month(r *http.Request) (scheduleView, error) {
	by := web.Actor(r)
	first := monthOf(r.URL.Query().Get("month"), calendar.Of(p.DB.Now()))
	next := first.AddMonths(1)
	v := scheduleView{
		Month: strconv.Itoa(first.Year()) + "年" + strconv.Itoa(first.Month()) + "月", Tabs: tabs("receptions"), Keep: identity.KeepReceptions.Allows(by),
		Export: url.Values{"month": {first.String()[:7]}}, Before: monthTab(first.AddMonths(-1)), After: monthTab(next),
	}
	v.Title = "接访安排　" + v.Month
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		all, err := reception.Schedule(tx, by, first, next.AddDays(-1))
		if err != nil {
			return err
		}
		if v.Rows, err = sessionRows(tx, names, all); err != nil {
			return err
		}
		v.Street, err = org.Load(tx)
		return err
	})
	v.View = frame.Wide(r, v.Title)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return v, err
}

func monthTab(first calendar.Date) ui.Tab {
	return ui.Tab{Label: strconv.Itoa(first.Year()) + "年" + strconv.Itoa(first.Month()) + "月", Href: "/receptions?month=" + first.String()[:7]}
}

func sessionRows(tx *db.Tx, n frame.Names, all []reception.Session) ([]sessionRow, error) {
	var rows []sessionRow
	for _, s := range all {
		row := sessionRow{
			Href: sessionAddress(s.ID), Day: s.On.Chinese(), Hours: hours(s), Form: s.Form.Label(), Place: s.Place, State: s.State.Label(), Tone: sessionTone(s, tx.Today()),
			Where: s.Where, Public: !s.Announced.Zero(),
		}
		if s.State == reception.Announced && s.On < tx.Today() {
			row.State = "已公布，还没有记录办完"
		}
		for _, l := range s.Leaders {
			if err := n.KnowOfficers(tx, l.Officer); err != nil {
				return nil, err
			}
			row.Leaders = append(row.Leaders, leaderRow{Name: n.Officer(l.Officer), Post: l.Post, Field: l.Field})
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// hours is when a session begins and ends: 09:00–11:00, or 09:00开始.
func hours(s reception.Session) string {
	if s.End == "" {
		return s.Start + "开始"
	}
	return s.Start + "–" + s.End
}

func sessionTone(s reception.Session, today calendar.Date) ui.Tone {
	switch s.State {
	case reception.Planned:
		return ui.Soon
	case reception.Announced:
		if s.On < today {
			return ui.Late
		}
		return ui.Going
	case reception.Held, reception.Minuted:
		return ui.Going
	case reception.FollowedUp:
		return ui.Done
	}
	return ui.Plain
}

// mostLeaders is how many leaders the form takes down.
const mostLeaders = 4

// newView is the form of a session to come.
type newView struct {
	View    ui.View
	Entries ui.Entries
	Forms   []ui.Option
	Places  []ui.Option
	Leaders []ui.Option
	Slots   []int
	More    bool
	Form    ui.FormView
}

const newPath = "/receptions/new"

// wholeStreet stands in the form for a session of no community.
const wholeStreet = "street"

// New is GET /receptions/new.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	v := newView{}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Entries, v.Form.Saved, err = frame.Recall(tx, web.Actor(r), newPath, ui.EntriesOf("form", "fixed", "start", "09:00"))
		return err
	})
	if err != nil {
		return err
	}
	return p.drawNew(w, r, http.StatusOK, v)
}

// Arrange is POST /receptions.
func (p Pages) Arrange(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	again := func(status int, e ui.Entries) error { return p.drawNew(w, r, status, newView{Entries: e}) }
	if f.Raw("more") != "" {
		f.Values().Set("slots", strconv.Itoa(slots(f.Raw("slots"))+1))
		return again(http.StatusOK, f.Again(nil))
	}
	plan := reception.Plan{
		Form: reception.Form(f.Choice("form", "是哪一种", frame.Codes(reception.Forms), true)), On: f.Date("on", "日期", true),
		Start: f.Text("start", "开始时间", 10, true), End: f.Text("end", "结束时间", 10, false), Community: f.Raw("community"), Place: f.Text("place", "地点", 100, true),
	}
	switch plan.Community {
	case "":
		f.Wrong("community", "请选择是哪个社区的，或全街道")
	case wholeStreet:
		plan.Community = ""
	}
	for i := range slots(f.Raw("slots")) {
		name := "leader" + strconv.Itoa(i+1)
		l := reception.Leader{Officer: f.Raw(name), Post: f.Text(name+".post", "职务", 100, false), Field: f.Text(name+".field", "负责的工作", 100, false)}
		if l.Officer != "" {
			plan.Leaders = append(plan.Leaders, l)
		}
	}
	plan.Partners = f.Text("partners", "参加单位", 100, false)
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		s, err := reception.Arrange(tx, by, plan)
		return sessionAddress(s.ID), err
	}
	return p.press(w, r, f, newPath, "接访已安排，请在这一天以前公布", do, again)
}

// slots is how many leaders the form shows.
func slots(typed string) int {
	n, err := strconv.Atoi(typed)
	if err != nil {
		return 1
	}
	return min(max(n, 1), mostLeaders)
}

func (p Pages) drawNew(w http.ResponseWriter, r *http.Request, status int, v newView) error {
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		if identity.KeepReceptions.Reaches(by, identity.Location{}) {
			v.Places = append(v.Places, ui.Option{Value: wholeStreet, Label: "全街道"})
		}
		for _, c := range names.Communities() {
			if identity.KeepReceptions.Reaches(by, identity.Location{Community: c.Value}) {
				v.Places = append(v.Places, c)
			}
		}
		for _, rank := range org.Ranks {
			for _, o := range names.Officers {
				if o.Rank == rank.Code && rank.Code != "staff" {
					v.Leaders = append(v.Leaders, ui.Option{Value: o.ID, Label: o.Name + "，" + o.Title, Group: rank.Label})
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range slots(v.Entries.Value("slots")) {
		v.Slots = append(v.Slots, i+1)
	}
	v.More = len(v.Slots) < mostLeaders
	v.Forms = frame.Options(reception.Forms)
	v.Form.Action, v.Form.Draft = "/receptions", frame.DraftAddress(newPath)
	v.View = frame.Again(r, "安排一场接访", v.Entries.Any())
	return web.Render(w, r, status, newSessionPage(v))
}
