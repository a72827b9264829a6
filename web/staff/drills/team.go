package drills

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/drill"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// teamView is a team at work: the story with its questions, then the checklist, then the
// result.
type teamView struct {
	View     ui.View
	Title    string
	State    string
	Href     string
	Session  string
	Crumb    string
	Entries  ui.Entries
	Early    string // why nothing can be done yet
	Scenario drill.Scenario
	Ask      bool // the team answers now
	Check    bool // the checklist is gone through now
	Asked    []askedRow
	Points   string
	Missed   []gapRow
	Form     ui.FormView
	Print    ui.PrintView
}

// askedRow is a question with what the team answered, and its points once it has.
type askedRow struct {
	Code, Ask, Answer string
	Options           []ui.Option
	Choice            bool
	Right             bool // of a choice
	Open              []ui.Option
	Points            []hitRow
}

type hitRow struct {
	pointRow
	Hit bool
}

func teamOf(r *http.Request) drill.TeamID { return drill.TeamID(r.PathValue("team")) }

// Team is GET /drills/{id}/teams/{team}.
func (p Pages) Team(w http.ResponseWriter, r *http.Request) error {
	return p.showTeam(w, r, http.StatusOK, nil)
}

func (p Pages) showTeam(w http.ResponseWriter, r *http.Request, status int, again *ui.Entries) error {
	v := teamView{}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		s, err := drill.Load(tx, by, sessionOf(r))
		if err != nil {
			return err
		}
		of, known := drill.Find(s.Scenario)
		var team *drill.Team
		for i := range s.Teams {
			if s.Teams[i].ID == teamOf(r) {
				team = &s.Teams[i]
			}
		}
		if !known || team == nil {
			return notFound()
		}
		v.fill(s, *team, of, by, tx.Today())
		if v.Ask && again == nil {
			kept, saved, err := frame.Recall(tx, by, r.URL.Path, ui.Entries{})
			v.Entries, v.Form.Saved = kept, saved
			return err
		}
		return nil
	})
	if err != nil {
		return err
	}
	if again != nil {
		v.Entries = *again
	}
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: v.Href}
	return web.Render(w, r, status, teamPage(v))
}

func (v *teamView) fill(s drill.Session, t drill.Team, of drill.Scenario, by actor.Actor, today calendar.Date) {
	v.Title, v.State, v.Href, v.Session, v.Crumb, v.Scenario = t.Name, t.State.Label(), teamAddress(s.ID, t.ID), address(s.ID), s.Subject.Label(), of
	open := s.State == drill.Planned || s.State == drill.Held
	if s.On > today {
		v.Early = "这次练兵定在" + s.On.Plain() + "，到时候再看情景。"
		return
	}
	v.Ask = open && t.State == drill.Waiting && identity.WorkDrills.Allows(by)
	v.Check = open && t.State == drill.Answered && identity.KeepDrills.Allows(by)
	if v.Ask {
		v.Form = ui.FormView{Action: v.Href + "/answer", Draft: frame.DraftAddress(v.Href)}
	} else {
		v.Form = ui.FormView{Action: v.Href + "/check"}
	}
	hit := map[string]bool{}
	for _, code := range t.Hit {
		hit[code] = true
	}
	for _, q := range of.Questions {
		v.Asked = append(v.Asked, askedOf(q, t, hit))
	}
	if t.State == drill.Checked {
		v.Points = "想到" + number(len(t.Hit)) + "个，共" + number(len(of.Points())) + "个"
		alone := s
		alone.Teams = []drill.Team{t}
		v.Missed = gapRows(alone.Next())
	}
}

func askedOf(q drill.Question, t drill.Team, hit map[string]bool) askedRow {
	row := askedRow{Code: q.Code, Ask: q.Ask, Answer: t.Answers[q.Code], Choice: len(q.Options) > 0, Options: frame.Options(q.Options)}
	if row.Choice && row.Answer != "" {
		row.Answer = q.Options.Label(row.Answer)
	}
	if t.State == drill.Waiting {
		return row
	}
	for _, right := range q.Right {
		row.Right = row.Right || t.Answers[q.Code] == right
	}
	for _, p := range q.Points {
		row.Points = append(row.Points, hitRow{pointRow{p.Code, p.Words, p.Law, p.Trap}, hit[p.Code]})
		row.Open = append(row.Open, ui.Option{Value: p.Code, Label: p.Words, Hint: p.Law})
	}
	return row
}

// Answer is POST /drills/{id}/teams/{team}/answer.
func (p Pages) Answer(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	answers := map[string]string{}
	for _, s := range drill.Scenarios() {
		for _, q := range s.Questions {
			answers[q.Code] = f.Long(q.Code, "回答", 2000, false)
		}
	}
	id, team := sessionOf(r), teamOf(r)
	do := func(tx *db.Tx, by actor.Actor) error {
		if err := only(drill.Answer(tx, by, id, team, answers)); err != nil {
			return err
		}
		return identity.DropDraft(tx, by, teamAddress(id, team))
	}
	return p.press(w, r, f, teamAddress(id, team), "已交，请和组织的人一起核对要点", do, func(status int, e ui.Entries) error { return p.showTeam(w, r, status, &e) })
}

// Check is POST /drills/{id}/teams/{team}/check.
func (p Pages) Check(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, team, points := sessionOf(r), teamOf(r), f.List("points")
	do := func(tx *db.Tx, by actor.Actor) error { return only(drill.Check(tx, by, id, team, points)) }
	return p.press(w, r, f, teamAddress(id, team), "要点已核对", do, func(status int, e ui.Entries) error { return p.showTeam(w, r, status, &e) })
}
