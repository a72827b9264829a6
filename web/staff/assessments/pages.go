// Package assessments holds the pages of the assessment of units: the schemes and their
// editor, what is computed for each unit step by step, objections and their answers,
// publishing and freezing. Units stand in the order of the street, never by score.
package assessments

import (
	"net/http"
	"strconv"

	"fengsheng/assessment"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /assessments.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	line := func(pattern string, may identity.Permission, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: frame.For(may), Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: audit, Page: page}
	}
	see, keep, object := identity.SeeAssessments, identity.KeepAssessments, identity.ObjectAssessments
	return []web.Route{
		line("GET /assessments", see, "assessment.list", p.List),
		line("GET /assessments/new", keep, "assessment.save.open", p.New),
		line("POST /assessments", keep, "assessment.save", p.Create),
		line("GET /assessments/{id}", see, "assessment.read", p.Show),
		line("GET /assessments/{id}/edit", keep, "assessment.save.open", p.Edit),
		line("POST /assessments/{id}/edit", keep, "assessment.save", p.Change),
		line("GET /assessments/{id}/steps/{command}", keep, "assessment.step.open", p.Confirm),
		line("POST /assessments/{id}/steps/{command}", keep, "assessment.step", p.Step),
		line("POST /assessments/{id}/objections/{objection}", keep, "assessment.answer", p.Answer),
		line("GET /assessments/{id}/units/{unit}", see, "assessment.sheet", p.Sheet),
		line("GET /assessments/{id}/units/{unit}/rows/{item}", see, "assessment.rows", p.Rows),
		line("POST /assessments/{id}/units/{unit}/export", see, "assessment.export", p.Export),
		line("POST /assessments/{id}/units/{unit}/judgements", keep, "assessment.judge", p.Judge),
		line("POST /assessments/{id}/units/{unit}/objections", object, "assessment.object", p.Object),
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// press takes a step, or shows its page again with everything typed.
func (p Pages) press(w http.ResponseWriter, r *http.Request, f *web.Form, draft, done string, do frame.Work, again func(int, ui.Entries) error) error {
	return frame.Press(w, r, p.DB, f, draft, "已保存："+done, do, again)
}

// only is the error of an operation whose answer the page does not need.
func only[T any](_ T, err error) error { return err }

func idOf(r *http.Request) assessment.ID { return assessment.ID(r.PathValue("id")) }

func address(id assessment.ID) string { return "/assessments/" + string(id) }

func sheetAddress(id assessment.ID, unit string) string { return address(id) + "/units/" + unit }

func number(n int) string { return strconv.Itoa(n) }

func count(n int64) string { return strconv.FormatInt(n, 10) }

// tone supports the word of a state.
func tone(s assessment.State) ui.Tone {
	switch s {
	case assessment.Draft:
		return ui.Plain
	case assessment.Published, assessment.Computed:
		return ui.Going
	}
	return ui.Done
}

// Basis stands on the pages of the schemes.
const basis = "只考核登记以后办得及不及时、齐不齐全、有没有跟踪、结果怎样；不考核发现、登记、开展了多少，不排名，不考核到人。"
