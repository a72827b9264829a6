// Package studies holds the pages of law study (学法): the year's plan against what was
// done, lists of laws, sessions with their sign-in, one's own study, examinations, the
// question bank and the yearly report on party rules.
package studies

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /study.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, keep, plans, lead := frame.For(identity.SeeStudy), frame.For(identity.KeepStudy), frame.For(identity.KeepStudyPlans), frame.For(identity.LeadStudy)
	line := func(pattern string, who web.Permission, scope web.Relation, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: who, Scope: scope, Class: web.ClassInternal, Audit: audit, Page: page}
	}
	upload := func(r web.Route, several bool) web.Route {
		r.Upload, r.Several = true, several
		return r
	}
	own := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: see, Scope: web.ScopeOwnSelf, Class: web.ClassPersonal, Audit: audit, Page: page}
	}
	sheet := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: keep, Scope: web.ScopeOwnPlace, Class: web.ClassPersonal, Audit: audit, Page: page}
	}
	return []web.Route{
		line("GET /study", see, web.ScopeStreet, "study.year", p.Year),
		line("POST /study/export", see, web.ScopeStreet, "study.export", p.ExportYear),
		line("GET /study/plan", see, web.ScopeStreet, "study.plan.read", p.Lists),
		line("POST /study/plan", plans, web.ScopeStreet, "study.list", p.List),
		line("POST /study/plan/export", see, web.ScopeStreet, "study.plan.export", p.ExportLists),
		line("POST /study/plan/derive", plans, web.ScopeStreet, "study.derive", p.Derive),
		line("POST /study/plan/carry", plans, web.ScopeStreet, "study.carry", p.Carry),
		line("GET /study/plan/{id}", plans, web.ScopeStreet, "study.law.read", p.Law),
		line("POST /study/plan/{id}/{command}", plans, web.ScopeStreet, "study.change", p.LawStep),
		line("GET /study/carrying", lead, web.ScopeStreet, "study.carrying", p.Carrying),
		line("GET /study/sessions", see, web.ScopeStreet, "study.sessions", p.Sessions),
		line("POST /study/sessions/export", see, web.ScopeStreet, "study.sessions.export", p.ExportSessions),
		line("GET /study/sessions/new", keep, web.ScopeOwnPlace, "study.plan.open", p.New),
		line("POST /study/sessions", keep, web.ScopeOwnPlace, "study.plan", p.Arrange),
		line("GET /study/sessions/{id}", see, web.ScopeStreet, "study.session", p.Session),
		line("POST /study/sessions/{id}/{command}", keep, web.ScopeOwnPlace, "study.step", p.SessionStep),
		line("GET /study/sessions/{id}/code", keep, web.ScopeOwnPlace, "study.code", p.Code),
		sheet("GET /study/sessions/{id}/sheet", "study.sheet", p.Sheet),
		own("GET /study/sessions/{id}/sign/{token}", "study.sign.open", p.Knock),
		own("POST /study/sessions/{id}/sign", "study.signIn", p.SignIn),
		upload(sheet("POST /study/sessions/{id}/files", "study.attach", p.AddFiles), true),
		sheet("GET /study/sessions/{id}/files/{file}", "study.file.open", p.File),
		sheet("POST /study/sessions/{id}/files/{file}/removal", "study.remove", p.RemoveFile),
		own("GET /study/mine", "study.mine", p.Mine),
		own("POST /study/mine", "study.note", p.Note),
		own("POST /study/mine/{id}/removal", "study.strike", p.Strike),
		line("GET /study/exams", see, web.ScopeCounts, "study.exams", p.Exams),
		line("POST /study/exams/export", see, web.ScopeCounts, "study.exams.export", p.ExportExams),
		line("GET /study/exams/new", plans, web.ScopeStreet, "study.exam.open", p.NewExam),
		line("POST /study/exams", plans, web.ScopeStreet, "study.exam", p.SetExam),
		line("GET /study/exams/{id}", see, web.ScopeCounts, "study.exam.read", p.Exam),
		line("POST /study/exams/{id}/{command}", plans, web.ScopeStreet, "study.exam.step", p.ExamStep),
		own("GET /study/exams/{id}/paper", "study.paper", p.Paper),
		own("POST /study/exams/{id}/paper/{command}", "study.answer", p.PaperStep),
		line("GET /study/questions", plans, web.ScopeStreet, "study.bank", p.Bank),
		line("POST /study/questions", plans, web.ScopeStreet, "study.question", p.Compose),
		upload(line("POST /study/questions/import", plans, web.ScopeStreet, "study.import", p.Import), false),
		line("POST /study/questions/export", plans, web.ScopeStreet, "study.bank.export", p.ExportBank),
		line("GET /study/questions/new", plans, web.ScopeStreet, "study.question.open", p.NewQuestion),
		line("GET /study/questions/{id}", plans, web.ScopeStreet, "study.question.read", p.Question),
		line("POST /study/questions/{id}/{command}", plans, web.ScopeStreet, "study.question.step", p.QuestionStep),
		line("GET /study/rules", see, web.ScopeStreet, "study.rules", p.Rules),
		line("POST /study/rules", plans, web.ScopeStreet, "study.file", p.SendUp),
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// press takes a step, or shows its page again with everything typed.
func (p Pages) press(w http.ResponseWriter, r *http.Request, f *web.Form, draft, done string, do frame.Work, again func(int, ui.Entries) error) error {
	return frame.Press(w, r, p.DB, f, draft, done, do, again)
}

func sessionOf(r *http.Request) study.ID { return study.ID(r.PathValue("id")) }

func sessionAddress(id study.ID) string { return "/study/sessions/" + string(id) }

func examOf(r *http.Request) study.ExamID { return study.ExamID(r.PathValue("id")) }

func examAddress(id study.ExamID) string { return "/study/exams/" + string(id) }

func number(n int) string { return strconv.Itoa(n) }

// yearOf is the year of the address or form, or today's.
func yearOf(written string, today calendar.Date) int {
	if y, err := strconv.Atoi(written); err == nil && y >= 2000 && y <= 2100 {
		return y
	}
	return today.Year()
}

// whole is a year as a period.
func whole(year int) matter.Period {
	return matter.Period{From: calendar.On(year, 1, 1), To: calendar.On(year, 12, 31)}
}

func inYear(path string, year int) string { return path + "?year=" + number(year) }

// tabs lead between the pages of study.
func tabs(r *http.Request, current string, year int) []ui.Tab {
	var all []ui.Tab
	for _, t := range []struct {
		label, path string
		who         identity.Permission
	}{
		{"计划和完成", "/study", identity.SeeStudy},
		{"应知应会清单", "/study/plan", identity.SeeStudy},
		{"场次", "/study/sessions", identity.SeeStudy},
		{"我的学法", "/study/mine", identity.SeeStudy},
		{"领导学法计划", "/study/carrying", identity.LeadStudy},
		{"考试", "/study/exams", identity.SeeStudy},
		{"题库", "/study/questions", identity.KeepStudyPlans},
		{"党内法规汇报", "/study/rules", identity.SeeStudy},
	} {
		if t.who.Allows(web.Actor(r)) {
			all = append(all, ui.Tab{Label: t.label, Href: inYear(t.path, year), Current: t.path == current})
		}
	}
	return all
}

// head is what every list of study begins with.
type head struct {
	View          ui.View
	Title         string
	Work, Study   []ui.Tab
	Before, After ui.Tab // the years beside
	Print         ui.PrintView
	Year          int
}

func headOf(r *http.Request, title, path string, year int, wrong bool) head {
	h := head{Title: title, Year: year, Work: frame.WorkTabs(r, "/study"), Study: tabs(r, path, year)}
	h.View = frame.Again(r, title, wrong)
	h.View.Wide = true
	h.Before = ui.Tab{Label: number(year-1) + "年", Href: inYear(path, year-1)}
	h.After = ui.Tab{Label: number(year+1) + "年", Href: inYear(path, year+1)}
	h.Print = ui.PrintView{Unit: h.View.Unit, Title: title, Moment: "截至" + h.View.Moment, Address: r.URL.RequestURI()}
	return h
}

func yearValues(year int) url.Values { return url.Values{"year": {number(year)}} }
