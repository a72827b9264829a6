package dockings

import (
	"net/http"
	"strconv"

	"fengsheng/activity"
	"fengsheng/docking"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// newRoundView is the form of an agenda.
type newRoundView struct {
	View    ui.View
	Entries ui.Entries
}

// NewRound is GET /docking/rounds/new.
func (p Pages) NewRound(w http.ResponseWriter, r *http.Request) error {
	today := calendar.Of(p.DB.Now())
	e := ui.EntriesOf("on", today.String(), "from", calendar.On(today.Year(), today.Month(), 1).String(), "to", today.String())
	return p.drawRound(w, r, http.StatusOK, e)
}

// DraftRound is POST /docking/rounds.
func (p Pages) DraftRound(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by := web.Actor(r)
	kind := docking.Kind(f.Choice("kind", "哪一种对接", frame.Codes(docking.Kinds), true))
	on, from, to := f.Date("on", "开会日期", true), f.Date("from", "从哪一天", true), f.Date("to", "到哪一天", true)
	return p.change(w, r, f, p.drawRound, "已拟议程", func(tx *db.Tx, _ docking.ID) (string, error) {
		m, err := docking.DraftRound(tx, by, kind, on, from, to)
		return roundAt(m.ID), err
	})
}

func (p Pages) drawRound(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	return web.Render(w, r, status, newRoundPage(newRoundView{View: frame.Again(r, "拟一次对接", e.Any()), Entries: e}))
}

func roundAt(id docking.ID) string { return "/docking/rounds/" + string(id) }

// roundView is a round with its agenda and its next step.
type roundView struct {
	View    ui.View
	Title   string
	State   string
	Tone    ui.Tone
	Facts   []ui.Fact
	Lines   []lineView
	Agree   ui.FormView
	Early   string // why it cannot be agreed yet
	Follow  ui.FormView
	Open    int // lines without an end
	Held    []ui.Option
	Records bool // the reader may record an activity
	Entries ui.Entries
	Print   ui.PrintView
}

// lineView is one difference of the agenda.
type lineView struct {
	Order   string
	Href    string // where it is answered
	What    string
	Title   string
	At      string // of the hand-over
	Facts   string
	Sides   string // what each side has
	Officer string
	Answer  string
	Done    string
}

// Round is GET /docking/rounds/{id}.
func (p Pages) Round(w http.ResponseWriter, r *http.Request) error {
	return p.showRound(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) showRound(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by := web.Actor(r)
	v := roundView{Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		m, lines, err := docking.LoadRound(tx, by, docking.ID(r.PathValue("id")))
		if err != nil {
			return err
		}
		t, err := newTeller(tx, by)
		if err != nil {
			return err
		}
		return v.fill(t, m, lines)
	})
	if err != nil {
		return err
	}
	v.View = frame.Wide(r, v.Title)
	v.View.Wrong = e.Any()
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Filter: v.State, Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, status, roundPage(v))
}

func (v *roundView) fill(t teller, m docking.Round, lines []docking.Line) error {
	v.Title = m.Kind.Label() + "对接　" + m.On.Plain()
	v.State, v.Tone = m.State.Label(), roundTones[m.State]
	v.Facts = known([]ui.Fact{
		{Label: "核对的时间", Value: m.From.String() + "至" + m.To.String()},
		{Label: "商定日期", Value: day(m.AgreedOn)},
		{Label: "街道的意见", Value: m.OurWord},
		{Label: "派出所的意见", Value: m.TheirWord},
		{Label: "落实日期", Value: day(m.FollowedOn)},
	})
	if m.Activity != "" {
		a := ui.Fact{Label: "计入统计的活动", Value: "警地对接，" + m.On.String()}
		if identity.SeeActivities.Allows(t.by) {
			a.Href = "/activities/" + string(m.Activity)
		}
		v.Facts = append(v.Facts, a)
	}
	keep := identity.KeepDocking.Allows(t.by)
	for _, l := range lines {
		line, err := t.line(m, l)
		if err != nil {
			return err
		}
		if keep && m.State != docking.FollowedUp {
			line.Href = roundAt(m.ID) + "/lines/" + line.Order
		}
		if l.DoneOn.Zero() {
			v.Open++
		}
		v.Lines = append(v.Lines, line)
	}
	switch {
	case !keep:
	case m.State == docking.Drafted && t.tx.Today() < m.On:
		v.Early = "会议在" + m.On.Plain() + "，开过以后登记双方的意见。"
	case m.State == docking.Drafted:
		v.Agree.Action = roundAt(m.ID) + "/agree"
		if v.Entries.Values == nil {
			v.Entries = ui.EntriesOf("on", t.tx.Today().String())
		}
	case m.State == docking.Agreed:
		v.Follow.Action = roundAt(m.ID) + "/follow"
		v.Records = identity.RecordActivity.Allows(t.by)
		return v.heldFor(t.tx, m)
	}
	return nil
}

// heldFor are the activities of the day that may stand for the round.
func (v *roundView) heldFor(tx *db.Tx, m docking.Round) error {
	held, err := docking.Held(tx, m)
	for _, a := range held {
		v.Held = append(v.Held, ui.Option{Value: string(a.ID), Label: a.On.String() + " " + a.Start + " " + a.Title, Hint: a.Place})
	}
	return err
}

// line is a line of the agenda as words.
func (t teller) line(m docking.Round, l docking.Line) (lineView, error) {
	if err := t.names.KnowOfficers(t.tx, l.Officer); err != nil {
		return lineView{}, err
	}
	v := lineView{Order: strconv.Itoa(l.Order), What: l.WhatWords(), Officer: t.names.Officer(l.Officer), Answer: l.Answer, Done: day(l.DoneOn)}
	side := func(who string, on calendar.Date, k docking.Kind) string {
		if k == m.Kind && l.What != "kind" && l.What != "day,kind" {
			return who + on.String()
		}
		return who + on.String() + "，" + k.Label()
	}
	ours, theirs := "街道没有", "派出所没有"
	if e := l.Theirs; e != nil {
		v.Title, theirs = e.PoliceNo, side("派出所记", e.On, e.Kind)
		if v.Title == "" {
			v.Title = e.OurNo
		}
	}
	if h := l.Ours; h != nil {
		var err error
		if v.Facts, err = t.facts(*h); err != nil {
			return v, err
		}
		v.Title, v.At, ours = title(*h), "/docking/handovers/"+string(h.ID), side("街道记", h.On, h.Kind)
	}
	v.Sides = ours + "；" + theirs
	return v, nil
}

// Agree is POST /docking/rounds/{id}/agree.
func (p Pages) Agree(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	a := docking.Agreement{On: f.Date("on", "商定日期", true), OurWord: f.Long("ourWord", "街道的意见", 500, true), TheirWord: f.Long("theirWord", "派出所的意见", 500, true)}
	return p.change(w, r, f, p.showRound, "已登记：双方商定", func(tx *db.Tx, id docking.ID) (string, error) {
		_, err := docking.Agree(tx, web.Actor(r), id, a)
		return roundAt(id), err
	})
}

// FollowUp is POST /docking/rounds/{id}/follow.
func (p Pages) FollowUp(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	c := docking.Closing{
		Activity: activity.ID(f.Raw("activity")), Start: f.Text("start", "开始时间", 10, false), Place: f.Text("place", "地点", 100, false),
		Partners: f.Text("partners", "参加单位", 200, false), People: f.Int("attendance", "参加人次", 0, 5000, false),
	}
	return p.change(w, r, f, p.showRound, "已落实，统计一次对接", func(tx *db.Tx, id docking.ID) (string, error) {
		_, err := docking.FollowUp(tx, web.Actor(r), id, c)
		return roundAt(id), err
	})
}

// answerView is the form of one line.
type answerView struct {
	View     ui.View
	Round    ui.Crumb
	Line     lineView
	Entries  ui.Entries
	Officers []ui.Option
	Action   string
}

// LineForm is GET /docking/rounds/{id}/lines/{line}.
func (p Pages) LineForm(w http.ResponseWriter, r *http.Request) error {
	return p.drawLine(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) drawLine(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := answerView{Entries: e, Action: r.URL.Path}
	err := p.view(r, func(tx *db.Tx) error {
		m, lines, err := docking.LoadRound(tx, web.Actor(r), docking.ID(r.PathValue("id")))
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(r.PathValue("line"))
		if err != nil || n < 1 || n > len(lines) {
			return fault.New(fault.NotFound, "找不到议程的这一行")
		}
		t, err := newTeller(tx, web.Actor(r))
		if err != nil {
			return err
		}
		if v.Entries.Values == nil {
			v.Entries = ui.EntriesOf("officer", lines[n-1].Officer, "answer", lines[n-1].Answer)
			if !lines[n-1].DoneOn.Zero() {
				v.Entries.Values.Set("done", "1")
			}
		}
		for _, o := range t.names.Officers {
			v.Officers = append(v.Officers, ui.Option{Value: o.ID, Label: o.Name + "　" + o.Title})
		}
		v.Round = ui.Crumb{Label: m.Kind.Label() + "对接", Href: roundAt(m.ID)}
		v.Line, err = t.line(m, lines[n-1])
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "议程第"+v.Line.Order+"行", e.Any())
	return web.Render(w, r, status, linePage(v))
}

// AnswerLine is POST /docking/rounds/{id}/lines/{line}.
func (p Pages) AnswerLine(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	order, err := strconv.Atoi(r.PathValue("line"))
	if err != nil {
		return fault.New(fault.NotFound, "找不到议程的这一行")
	}
	a := docking.Answering{Officer: f.Raw("officer"), Answer: f.Long("answer", "答复", 300, false), Done: f.Bool("done")}
	return p.change(w, r, f, p.drawLine, "已保存：议程第"+strconv.Itoa(order)+"行", func(tx *db.Tx, id docking.ID) (string, error) {
		return roundAt(id), docking.Answer(tx, web.Actor(r), id, order, a)
	})
}
