package drills

import (
	"net/http"
	"net/url"

	"fengsheng/actor"
	"fengsheng/drill"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// yearView is the plan of a year.
type yearView struct {
	View     ui.View
	Title    string
	Beside   string
	Work     []ui.Tab
	Keep     bool
	Before   ui.Tab
	After    ui.Tab
	Rows     []sessionRow
	Subjects []subjectRow
	Next     []gapRow
	NextOf   ui.Tab // the session it comes from
	Empty    *ui.EmptyView
	Export   url.Values
	Print    ui.PrintView
}

type sessionRow struct {
	Href, Subject, Kind, Scenario, Day, Place, Teams, State string
	Tone                                                    ui.Tone
}

// subjectRow is how far the plan is with a subject.
type subjectRow struct {
	Subject       string
	Planned, Held []ui.Tab // each leads to its session
}

// gapRow is a subject that is to be trained next, with the points.
type gapRow struct {
	Subject string
	Points  []pointRow
}

type pointRow struct {
	Code, Words, Law string
	Trap             bool
}

// Year is GET /drills.
func (p Pages) Year(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	today := calendar.Of(p.DB.Now())
	year := yearOf(r.URL.Query().Get("year"), today)
	v := yearView{
		Title: number(year) + "年岗位练兵计划", Keep: identity.KeepDrills.Allows(by), Before: yearTab(year - 1), After: yearTab(year + 1),
		Work: frame.WorkTabs(r, "/drills"), Export: url.Values{"year": {number(year)}},
	}
	err := p.view(r, func(tx *db.Tx) error {
		all, err := drill.Year(tx, by, year)
		v.Rows, v.Subjects = sessionRows(all, today), subjectRows(all)
		v.next(all)
		return err
	})
	if err != nil {
		return err
	}
	if len(v.Rows) == 0 {
		v.Empty = &ui.EmptyView{Kind: ui.NothingYet, Text: number(year) + "年还没有安排练兵。"}
	}
	v.Beside = "共" + number(len(v.Rows)) + "次"
	v.View = frame.Wide(r, v.Title)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, http.StatusOK, yearPage(v))
}

func yearTab(year int) ui.Tab {
	return ui.Tab{Label: number(year) + "年", Href: "/drills?year=" + number(year)}
}

func sessionRows(all []drill.Session, today calendar.Date) []sessionRow {
	var rows []sessionRow
	for _, s := range all {
		row := sessionRow{
			Href: address(s.ID), Subject: s.Subject.Label(), Kind: drill.Varieties.Label(string(s.Variety)), Scenario: scenarioTitle(s.Scenario), Day: s.On.Chinese(), Place: s.Place,
			State: s.State.Label(), Tone: tone(s, today),
		}
		if s.State == drill.Planned && s.On < today {
			row.State = "已安排，还没有记办完"
		}
		if len(s.Teams) > 0 {
			row.Teams = number(len(s.Teams)) + "队"
		}
		rows = append(rows, row)
	}
	return rows
}

// subjectRows are the subjects in their order with what is planned and what was held.
func subjectRows(all []drill.Session) []subjectRow {
	var rows []subjectRow
	for _, sub := range drill.Subjects {
		row := subjectRow{Subject: sub.Label}
		for _, s := range all {
			if string(s.Subject) != sub.Code {
				continue
			}
			t := ui.Tab{Label: number(s.On.Month()) + "月" + number(s.On.Day()) + "日", Href: address(s.ID)}
			switch s.State {
			case drill.Planned:
				row.Planned = append(row.Planned, t)
			case drill.Held, drill.Recorded:
				row.Held = append(row.Held, t)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// next is what the last session with results has left to train.
func (v *yearView) next(all []drill.Session) {
	for _, s := range all {
		if s.State != drill.Recorded && s.State != drill.Held {
			continue
		}
		if gaps := gapRows(s.Next()); len(gaps) > 0 {
			v.Next, v.NextOf = gaps, ui.Tab{Label: s.On.Plain() + "的练兵", Href: address(s.ID)}
		}
	}
}

func gapRows(all []drill.Gap) []gapRow {
	var rows []gapRow
	for _, g := range all {
		row := gapRow{Subject: g.Subject.Label()}
		for _, p := range g.Points {
			row.Points = append(row.Points, pointRow{p.Code, p.Words, p.Law, p.Trap})
		}
		rows = append(rows, row)
	}
	return rows
}

// Export is POST /drills/export: the plan of a year as a file, without results.
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeDrills, Action: "drill.export", Kind: event.Drill, Subject: "drills"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		year := yearOf(f.Raw("year"), tx.Today())
		all, err := drill.Year(tx, by, year)
		rows := sessionRows(all, tx.Today())
		return frame.Listing{
			Name: "岗位练兵计划", Condition: number(year) + "年", Meaning: "一行是一次练兵，按安排的日期。", Query: url.Values{"year": {number(year)}},
			Columns: []string{"日期", "练什么", "种类", "情景", "队", "地点", "状态"},
			Rows: func(add func(...any) error) error {
				for i, s := range rows {
					if err := add(all[i].On, s.Subject, s.Kind, s.Scenario, s.Teams, s.Place, s.State); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// libraryView is the library of scenarios.
type libraryView struct {
	View ui.View
	Keep bool
	Rows []scenarioRow
}

type scenarioRow struct{ Href, Title, Story, Points string }

// Scenarios is GET /drills/scenarios. The points stand on the page of each, which only
// those open who prepare a drill.
func (p Pages) Scenarios(w http.ResponseWriter, r *http.Request) error {
	v := libraryView{View: web.View(r, "情景库"), Keep: identity.KeepDrills.Allows(web.Actor(r))}
	for _, s := range drill.Scenarios() {
		v.Rows = append(v.Rows, scenarioRow{"/drills/scenarios/" + s.Code, s.Title, s.Story[0], number(len(s.Questions)) + "问，" + number(len(s.Points())) + "个要点"})
	}
	return web.Render(w, r, http.StatusOK, libraryPage(v))
}

// scenarioView is one scenario with its points.
type scenarioView struct {
	View      ui.View
	Scenario  drill.Scenario
	Questions []questionRow
	Print     ui.PrintView
}

type questionRow struct {
	Code, Ask string
	Points    []pointRow
}

// Scenario is GET /drills/scenarios/{code}.
func (p Pages) Scenario(w http.ResponseWriter, r *http.Request) error {
	s, known := drill.Find(r.PathValue("code"))
	if !known {
		return notFound()
	}
	v := scenarioView{View: web.View(r, s.Title), Scenario: s}
	for _, q := range s.Questions {
		row := questionRow{Code: q.Code, Ask: q.Ask}
		for _, p := range q.Points {
			row.Points = append(row.Points, pointRow{p.Code, p.Words, p.Law, p.Trap})
		}
		v.Questions = append(v.Questions, row)
	}
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: s.Title, Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, http.StatusOK, scenarioPage(v))
}
