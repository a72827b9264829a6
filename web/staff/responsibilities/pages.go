// Package responsibilities holds the pages of who answers for what: the duties of posts
// with what was done, the list of problems, the year's projects, and which leader answers
// for which area. There is no score and no ranking.
package responsibilities

import (
	"net/http"
	"strconv"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages of duties, problems and projects.
type Pages struct{ DB *db.DB }

const home = "/responsibilities"

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, keep := frame.For(identity.SeeResponsibility), frame.For(identity.KeepResponsibility)
	route := func(pattern string, who web.Permission, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: who, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: audit, Page: page}
	}
	return []web.Route{
		route("GET /responsibilities", see, "duty.list", p.Duties),
		route("POST /responsibilities/duties", keep, "duty.add", p.AddDuty),
		route("GET /responsibilities/duties/{id}", see, "duty.read", p.Duty),
		route("POST /responsibilities/duties/{id}/{command}", see, "duty.step", p.DutyStep),
		route("GET /responsibilities/problems", see, "problem.list", p.Problems),
		route("POST /responsibilities/problems/export", see, "problem.export", p.ExportProblems),
		route("POST /responsibilities/problems", keep, "problem.take", p.AddProblem),
		route("GET /responsibilities/problems/report", keep, "problem.report", p.Report),
		route("POST /responsibilities/problems/report", keep, "problem.takeOver", p.TakeOver),
		route("GET /responsibilities/problems/{id}", see, "problem.read", p.Problem),
		route("POST /responsibilities/problems/{id}/{command}", keep, "problem.step", p.ProblemStep),
		route("GET /responsibilities/projects", see, "project.list", p.Projects),
		route("POST /responsibilities/projects", keep, "project.begin", p.AddProject),
		route("GET /responsibilities/projects/{id}", see, "project.read", p.Project),
		route("POST /responsibilities/projects/{id}/{command}", see, "project.step", p.ProjectStep),
		route("GET /responsibilities/areas", see, "area.list", p.Areas),
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// press takes a step, or shows its page again with everything typed.
func (p Pages) press(w http.ResponseWriter, r *http.Request, f *web.Form, done string, do frame.Work, again func(int, ui.Entries) error) error {
	return frame.Press(w, r, p.DB, f, "", "已保存："+done, do, again)
}

func only[T any](_ T, err error) error { return err }

// parts lead between the four lists.
func parts(current string, year int) []ui.Tab {
	var all []ui.Tab
	for _, t := range []struct{ label, path string }{{"职责清单", home}, {"问题清单", home + "/problems"}, {"年度项目", home + "/projects"}, {"包保", home + "/areas"}} {
		href := t.path
		if year != 0 && t.path != home+"/areas" && t.path != home+"/problems" {
			href += "?year=" + number(year)
		}
		all = append(all, ui.Tab{Label: t.label, Href: href, Current: t.path == current})
	}
	return all
}

// yearAsked is the year of the address, or today's.
func yearAsked(written string, today calendar.Date) int {
	if y, err := strconv.Atoi(written); err == nil && y >= 2015 && y <= 2100 {
		return y
	}
	return today.Year()
}

// years lead to the year before and after.
func years(path string, year int) []ui.Tab {
	var all []ui.Tab
	for _, y := range []int{year - 1, year + 1} {
		all = append(all, ui.Tab{Label: number(y) + "年", Href: path + "?year=" + number(y)})
	}
	return all
}

func number(n int) string { return strconv.Itoa(n) }
