package drills

import (
	"net/http"
	"strings"

	"fengsheng/activity"
	"fengsheng/drill"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

func notFound() error { return fault.New(fault.NotFound, "找不到这一页，可能地址有误") }

// planView is the form of a session to come.
type planView struct {
	View      ui.View
	Entries   ui.Entries
	Subjects  []ui.Option
	Varieties []ui.Option
	Scenarios []ui.Option
	Form      ui.FormView
}

const newPath = "/drills/new"

// New is GET /drills/new: the teams begin as the communities and the counters.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	v := planView{}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		var teams []string
		for _, c := range names.Communities() {
			teams = append(teams, c.Label)
		}
		begin := ui.EntriesOf("start", "09:00", "variety", "mediation", "scenario", r.URL.Query().Get("scenario"), "teams", strings.Join(append(teams, "综合窗口"), "\n"))
		v.Entries, v.Form.Saved, err = frame.Recall(tx, web.Actor(r), newPath, begin)
		return err
	})
	if err != nil {
		return err
	}
	return p.drawPlan(w, r, http.StatusOK, v)
}

func (p Pages) drawPlan(w http.ResponseWriter, r *http.Request, status int, v planView) error {
	v.Subjects, v.Varieties = frame.Options(drill.Subjects), frame.Options(drill.Varieties)
	for _, s := range drill.Scenarios() {
		v.Scenarios = append(v.Scenarios, ui.Option{Value: s.Code, Label: s.Title})
	}
	v.Form.Action, v.Form.Draft = "/drills", frame.DraftAddress(newPath)
	v.View = frame.Again(r, "安排一次练兵", v.Entries.Any())
	return web.Render(w, r, status, planPage(v))
}

// Arrange is POST /drills.
func (p Pages) Arrange(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	n := drill.Plan{
		Subject: drill.Subject(f.Choice("subject", "练什么", frame.Codes(drill.Subjects), true)), Variety: activity.Variety(f.Choice("variety", "种类", frame.Codes(drill.Varieties), true)),
		Scenario: f.Raw("scenario"), Aim: f.Long("aim", "为什么练", 1000, false), On: f.Date("on", "日期", true), Start: f.Text("start", "几点开始", 10, true),
		Place: f.Text("place", "在哪里", 100, true), Teams: strings.Split(f.Long("teams", "哪些单位组队", 1000, false), "\n"),
	}
	by, submission, to := web.Actor(r), f.SubmissionID(), ""
	if err = f.Err(); err == nil {
		to, err = frame.Once(r, p.DB, by, submission, newPath, func(tx *db.Tx) (string, error) {
			s, err := drill.Arrange(tx, by, n)
			return address(s.ID), err
		})
	}
	if fault.Of(err) != nil && !fault.Is(err, fault.NotFound) {
		return p.drawPlan(w, r, web.StatusOf(err), planView{Entries: f.Again(err)})
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已安排练兵")
}
