package reports

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/report"
	"fengsheng/responsibility"
	"fengsheng/task"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

type carriedView struct {
	head
	Same    []report.Same
	Said    int
	Plans   []planView
	Open    int
	Fates   []fateView // of last year's shortcomings
	Edit    bool
	Entries ui.Entries // of the form that is shown again
	Form    string     // its key: one form of many
}

// planView is a plan of last year with the sentences it can be answered by.
type planView struct {
	report.Plan
	Choices []ui.Option
}

// fateView is a shortcoming that last year's report named, and what became of it.
type fateView struct {
	Href, Words, State, Outcome, Measures string
	Tone                                  ui.Tone
}

// noAnswer stands in the list for 今年没有说.
const noAnswer = "none"

// Carried is GET /reports/{id}/carried: the sentences that stood in last year's
// report, and last year's plans beside this year's results.
func (p Pages) Carried(w http.ResponseWriter, r *http.Request) error {
	return p.showCarried(w, r, http.StatusOK, ui.Entries{}, "")
}

func (p Pages) showCarried(w http.ResponseWriter, r *http.Request, status int, e ui.Entries, form string) error {
	v := carriedView{Entries: e, Form: form}
	err := p.view(r, func(tx *db.Tx) error {
		found, err := report.Load(tx, idOf(r))
		if err != nil {
			return err
		}
		v.head = newHead(r, found, "沿用的话和去年的安排", "沿用和安排")
		v.Edit = found.State == report.Draft && identity.WriteReport.Allows(web.Actor(r))
		return v.gather(tx, found)
	})
	if err != nil {
		return err
	}
	for _, s := range v.Same {
		if s.Said() {
			v.Said++
		}
	}
	for _, plan := range v.Plans {
		if plan.State == report.PlanOpen || plan.State == report.PlanChanged {
			v.Open++
		}
	}
	v.View.Wrong = e.Any()
	return web.Render(w, r, status, carriedPage(v))
}

// gather reads both lists, every sentence as it is printed.
func (v *carriedView) gather(tx *db.Tx, p report.Report) error {
	printed, err := report.Printer(tx, p)
	if err != nil {
		return err
	}
	if v.Same, err = report.Unchanged(tx, p); err != nil {
		return err
	}
	for i := range v.Same {
		v.Same[i].Text = printed(v.Same[i].Text)
	}
	plans, results, err := report.Plans(tx, p)
	for i := range results {
		results[i].Text = printed(results[i].Text)
	}
	for _, plan := range plans {
		plan.Answer.Text = printed(plan.Answer.Text)
		v.Plans = append(v.Plans, planView{plan, choices(plan, results)})
	}
	if err != nil {
		return err
	}
	return v.became(tx, p.Year)
}

// became reads what became of the shortcomings that were taken over as problems.
func (v *carriedView) became(tx *db.Tx, year int) error {
	fates, err := responsibility.Became(tx, year)
	for _, f := range fates {
		done := 0
		for _, t := range f.Tasks {
			if t.State == task.Done {
				done++
			}
		}
		one := fateView{Href: "/responsibilities/problems/" + f.ID, Words: f.Words, State: f.State.Label(), Outcome: f.Outcome, Tone: ui.Soon}
		if len(f.Tasks) > 0 {
			one.Measures = "措施" + words(len(f.Tasks)) + "条，做完" + words(done) + "条"
		}
		if f.State == responsibility.Solved {
			one.Tone = ui.Done
		}
		v.Fates = append(v.Fates, one)
	}
	return err
}

// choices are the sentences of this year's first part, the likeliest first.
func choices(plan report.Plan, results []report.Phrase) []ui.Option {
	var first, rest []ui.Option
	for _, s := range results {
		o := ui.Option{Value: s.Key, Label: s.Where + "：" + short(s.Text)}
		if s.Key == plan.Likely {
			o.Label = "可能是：" + o.Label
			first = append(first, o)
		} else {
			rest = append(rest, o)
		}
	}
	return append(append(first, ui.Option{Value: noAnswer, Label: "今年没有说"}), rest...)
}

// Still is POST /reports/{id}/sentences: one sentence still holds.
func (p Pages) Still(w http.ResponseWriter, r *http.Request) error {
	return p.say(w, r, "已记下理由", "sentence", func(tx *db.Tx, f *web.Form) error {
		return report.Still(tx, web.Actor(r), idOf(r), f.Raw("sentence"), f.Raw("reason"))
	})
}

// Answer is POST /reports/{id}/plans: which sentence answers a plan, or why none.
func (p Pages) Answer(w http.ResponseWriter, r *http.Request) error {
	return p.say(w, r, "已对上", "plan", func(tx *db.Tx, f *web.Form) error {
		a := report.Answering{Plan: f.Raw("plan"), Sentence: f.Raw("said"), Words: f.Raw("reason")}
		if a.Sentence == noAnswer {
			a.Sentence = ""
		}
		return report.Answer(tx, web.Actor(r), idOf(r), a)
	})
}

// say keeps what one form of the page says, and comes back to it.
func (p Pages) say(w http.ResponseWriter, r *http.Request, done, key string, change func(*db.Tx, *web.Form) error) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	form, submission := f.Text(key, "哪一句", 60, true), f.SubmissionID()
	if err := f.Err(); err != nil {
		return err
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) {
		return address(idOf(r), "/carried") + "#k" + form, change(tx, f)
	})
	if again(err) {
		return p.showCarried(w, r, web.StatusOf(err), f.Again(err), form)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, done)
}

// entriesFor are the entries of one of the forms: what was typed in it, or what
// it begins with.
func (v carriedView) entriesFor(key string, begin ...string) ui.Entries {
	if v.Form == key {
		return v.Entries
	}
	return ui.EntriesOf(begin...)
}
