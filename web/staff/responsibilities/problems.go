package responsibilities

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/responsibility"
	"fengsheng/task"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

const problemsPath = home + "/problems"

// problemsView is the list of problems.
type problemsView struct {
	View    ui.View
	Tabs    []ui.Tab
	Parts   []ui.Tab
	Entries ui.Entries
	Chosen  []ui.Condition
	Sources []ui.Option
	States  []ui.Option
	Rows    []problemRow
	Empty   ui.EmptyView
	Keep    bool
	Year    string
	Export  url.Values
	Print   ui.PrintView
}

// problemRow is a problem as a line: what, why, the measures, and what became of it.
type problemRow struct {
	Href, Words, Origin, Cause, State, Outcome string
	Tone                                       ui.Tone
	Measures                                   []frame.TaskRow
	Problem                                    responsibility.Problem
}

func readFilter(q url.Values) responsibility.ProblemFilter {
	f := responsibility.ProblemFilter{}
	if v := q.Get("source"); responsibility.Sources.Has(v) {
		f.Source = responsibility.Source(v)
	}
	if v := q.Get("state"); responsibility.States.Has(v) {
		f.State = responsibility.State(v)
	}
	if q.Get("year") != "" {
		f.Year = yearAsked(q.Get("year"), 0)
	}
	return f
}

func filterQuery(f responsibility.ProblemFilter) url.Values {
	q := url.Values{}
	if f.Source != "" {
		q.Set("source", string(f.Source))
	}
	if f.State != "" {
		q.Set("state", string(f.State))
	}
	if f.Year > 0 {
		q.Set("year", number(f.Year))
	}
	return q
}

func filterWords(f responsibility.ProblemFilter) []ui.Condition {
	var all []ui.Condition
	add := func(words string, on bool, off func(*responsibility.ProblemFilter)) {
		if on {
			without := f
			off(&without)
			all = append(all, ui.Condition{Label: words, Remove: problemsPath + "?" + filterQuery(without).Encode()})
		}
	}
	add("来源："+f.Source.Label(), f.Source != "", func(f *responsibility.ProblemFilter) { f.Source = "" })
	add(number(f.Year)+"年的", f.Year > 0, func(f *responsibility.ProblemFilter) { f.Year = 0 })
	add("情况："+f.State.Label(), f.State != "", func(f *responsibility.ProblemFilter) { f.State = "" })
	return all
}

// Problems is GET /responsibilities/problems.
func (p Pages) Problems(w http.ResponseWriter, r *http.Request) error {
	return p.drawProblems(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) drawProblems(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by, f := web.Actor(r), readFilter(r.URL.Query())
	v := problemsView{
		Parts: parts(problemsPath, 0), Entries: e, Chosen: filterWords(f), Sources: frame.Options(responsibility.Sources), States: frame.Options(responsibility.States),
		Keep: identity.KeepResponsibility.Allows(by), Year: number(calendar.Of(p.DB.Now()).Year()), Export: filterQuery(f),
		Empty: ui.EmptyView{Kind: ui.NothingYet, Text: "问题清单是空的。年度报告列出的不足、督察和考核指出的问题列在这里。"},
	}
	if !e.Any() {
		v.Entries = ui.Entries{Values: filterQuery(f)}
	}
	if len(v.Chosen) > 0 {
		v.Empty = ui.EmptyView{Kind: ui.NothingMatches, Text: "没有符合条件的问题。", Conditions: v.Chosen}
	}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Rows, err = problemRows(tx, by, names, f)
		return err
	})
	if err != nil {
		return err
	}
	v.View, v.Tabs = frame.Wide(r, "问题清单"), frame.WorkTabs(r, home)
	v.View.Wrong = e.Any()
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: "问题清单", Filter: frame.Words(v.Chosen), Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, status, problemsPage(v))
}

func problemRows(tx *db.Tx, by actor.Actor, n frame.Names, f responsibility.ProblemFilter) ([]problemRow, error) {
	all, err := responsibility.Problems(tx, by, f)
	var rows []problemRow
	for _, p := range all {
		if err != nil {
			return nil, err
		}
		var row problemRow
		row, err = newProblem(tx, by, n, p)
		rows = append(rows, row)
	}
	return rows, err
}

func newProblem(tx *db.Tx, by actor.Actor, n frame.Names, p responsibility.Problem) (problemRow, error) {
	row := problemRow{
		Href: problemsPath + "/" + p.ID, Words: p.Words, Origin: number(p.Year) + "年，" + p.Source.Label(), Cause: p.Cause, State: p.State.Label(), Outcome: p.Outcome,
		Tone: ui.Going, Problem: p,
	}
	tasks, err := task.Of(tx, p.ID)
	if err != nil {
		return row, err
	}
	row.Measures, err = frame.TaskRows(tx, by, n, tasks)
	switch late := slices.ContainsFunc(tasks, func(t task.Task) bool { return t.Overdue(tx.Today()) }); {
	case p.State == responsibility.Solved || p.State == responsibility.Standing:
		row.Tone = ui.Done
	case p.State == responsibility.Withdrawn:
		row.Tone = ui.Plain
	case late:
		row.Tone, row.State = ui.Late, "整改中，有措施超期"
	case len(tasks) == 0:
		row.Tone, row.State = ui.Soon, "还没有定措施"
	}
	return row, err
}

// ExportProblems is POST /responsibilities/problems/export: the list as a file.
func (p Pages) ExportProblems(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeResponsibility, Action: "duty.export", Subject: "problems"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, form *web.Form) (frame.Listing, error) {
		f := readFilter(form.Values())
		names, err := frame.LoadNames(tx)
		if err != nil {
			return frame.Listing{}, err
		}
		rows, err := problemRows(tx, by, names, f)
		return frame.Listing{
			Name: "问题清单", Condition: frame.Words(filterWords(f)), Meaning: "一行是一条问题，措施一项一句。", Query: filterQuery(f),
			Columns: []string{"问题", "来源", "原因", "措施、责任和期限", "情况", "结果"},
			Rows: func(add func(...any) error) error {
				for _, row := range rows {
					var measures []string
					for _, m := range row.Measures {
						measures = append(measures, m.Words+"（"+m.Who+"，"+m.Due.ISO+"，"+m.State+"）")
					}
					if err := add(row.Words, row.Origin, row.Cause, strings.Join(measures, "\n"), row.State, row.Outcome); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// AddProblem is POST /responsibilities/problems.
func (p Pages) AddProblem(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	taken := responsibility.Problem{
		Source: responsibility.Source(f.Choice("source", "来源", frame.Codes(responsibility.Sources), true)), Year: f.Int("year", "年份", 2015, 2100, true),
		Words: f.Long("words", "问题", 500, true), Cause: f.Long("cause", "原因", 500, false),
	}
	return p.press(w, r, f, "已列入问题清单", func(tx *db.Tx, by actor.Actor) (string, error) {
		made, err := responsibility.Take(tx, by, taken)
		return problemsPath + "/" + made.ID, err
	}, func(status int, e ui.Entries) error { return p.drawProblems(w, r, status, e) })
}

// problemView is one problem.
type problemView struct {
	View    ui.View
	Row     problemRow
	Version string
	Facts   []ui.Fact
	Change  bool
	Entries ui.Entries
	Doers   []ui.Option
	Ends    []ui.Option
	Print   ui.PrintView
}

// Problem is GET /responsibilities/problems/{id}.
func (p Pages) Problem(w http.ResponseWriter, r *http.Request) error {
	return p.drawProblem(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) drawProblem(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by := web.Actor(r)
	v := problemView{Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		found, err := responsibility.LoadProblem(tx, by, r.PathValue("id"))
		if err != nil {
			return err
		}
		n, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Row, err = newProblem(tx, by, n, found)
		v.Doers, v.Version = n.Doers(), number(found.Version)
		v.Change = identity.KeepResponsibility.Allows(by) && (found.State == responsibility.Open || found.State == responsibility.Standing)
		v.Facts = []ui.Fact{{Label: "来源", Value: v.Row.Origin}, {Label: "列入", Value: found.TakenOn.Chinese()}, {Label: "原因", Value: found.Cause}}
		if found.Outcome != "" {
			v.Facts = append(v.Facts, ui.Fact{Label: "结果", Value: found.Outcome + "（" + found.EndedOn.String() + "）"})
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range responsibility.States {
		if c.Code != string(responsibility.Open) {
			v.Ends = append(v.Ends, ui.Option{Value: c.Code, Label: c.Label})
		}
	}
	v.View = frame.Again(r, v.Row.Words, e.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: "问题：" + v.Row.Words, Moment: "截至" + v.View.Moment, Address: v.Row.Href}
	return web.Render(w, r, status, problemPage(v))
}

// ProblemStep is POST /responsibilities/problems/{id}/{command}.
func (p Pages) ProblemStep(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, version, done := r.PathValue("id"), int(f.Version()), ""
	var take func(tx *db.Tx, by actor.Actor) error
	switch r.PathValue("command") {
	case "explain":
		cause := f.Long("cause", "原因", 500, true)
		done, take = "原因已写明", func(tx *db.Tx, by actor.Actor) error { return only(responsibility.Explain(tx, by, id, version, cause)) }
	case "measure":
		d := task.Draft{Words: f.Long("words", "措施", 500, true), Due: f.Date("due", "期限", true)}
		d.Officer, d.Unit = frame.Doing(f.Raw("who"))
		done, take = "措施已交办", func(tx *db.Tx, by actor.Actor) error { return only(responsibility.Measure(tx, by, id, d)) }
	case "end":
		to, outcome := responsibility.State(f.Raw("state")), f.Long("outcome", "结果", 500, true)
		done, take = "结果已记下", func(tx *db.Tx, by actor.Actor) error {
			return only(responsibility.End(tx, by, id, version, to, outcome))
		}
	default:
		return frame.NoStep()
	}
	do := func(tx *db.Tx, by actor.Actor) (string, error) { return problemsPath + "/" + id, take(tx, by) }
	return p.press(w, r, f, done, do, func(status int, e ui.Entries) error { return p.drawProblem(w, r, status, e) })
}
