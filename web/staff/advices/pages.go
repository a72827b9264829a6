// Package advices holds the pages of what the petition office advised organs because of
// petitions: the list, which the return opens, and one advice with what was answered.
// An advice is made on the page of its petition.
package advices

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/petition"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /advice.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see := frame.For(identity.SeeMatters)
	return []web.Route{
		{Pattern: "GET /advice", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "advice.list", Page: p.List},
		{Pattern: "POST /advice/export", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "advice.export", Page: p.Export},
		{Pattern: "GET /advice/{id}", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "advice.read", Page: p.Show},
		{Pattern: "POST /advice/{id}/feedback", Permission: frame.For(identity.Advise), Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "advice.feedback", Page: p.Feedback},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

func address(id string) string { return "/advice/" + id }

// listMost is how many advices a list shows.
const listMost = 300

type listView struct {
	View    ui.View
	Beside  string
	Entries ui.Entries
	Made    matter.Period
	Chosen  []ui.Condition
	Sorts   []ui.Option
	States  []ui.Option
	Rows    []rowView
	More    bool
	Empty   ui.EmptyView
	Print   ui.PrintView
	Export  ui.ExportView
}

type rowView struct {
	Href, Sort, Organ, On, Number, Matter, Result string
	Tone                                          ui.Tone
}

func newRow(a petition.Advice) rowView {
	v := rowView{
		Href: address(a.ID), Sort: petition.AdviceSorts.Label(a.Sort), Organ: a.Organ, On: a.MadeOn.Plain(), Number: a.Number, Matter: "/matters/" + string(a.Matter),
		Result: "还没有反馈", Tone: ui.Going,
	}
	if a.Result != "" {
		v.Result, v.Tone = petition.Adoptions.Label(a.Result), ui.Done
	}
	return v
}

// List is GET /advice.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	f, err := petition.ParseAdviceFilter(r.URL.Query())
	if err != nil {
		return err
	}
	v := listView{
		Entries: ui.Entries{Values: f.Query()}, Made: f.Made, Chosen: chosen(f), Sorts: frame.Options(petition.AdviceSorts), States: frame.Options(petition.AdviceStates),
		Empty: ui.EmptyView{Kind: ui.NothingYet, Text: "没有建议。信访专干在信访事项的页面上提出，每年的信访事项情况统计表从这里数。"},
	}
	if len(v.Chosen) > 0 {
		v.Empty = ui.EmptyView{Kind: ui.NothingMatches, Text: "没有符合条件的建议。", Conditions: v.Chosen}
	}
	err = p.view(r, func(tx *db.Tx) error {
		all, err := petition.Advices(tx, by, f, listMost+1)
		v.More = len(all) > listMost
		for _, a := range all[:min(len(all), listMost)] {
			v.Rows = append(v.Rows, newRow(a))
		}
		n, err2 := petition.CountAdvices(tx, identity.SeeMatters.Reach(by, tx.Today()), f)
		v.Beside = "共" + strconv.FormatInt(n, 10) + "条"
		if err == nil {
			err = err2
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Wide(r, "信访工作建议")
	v.Export = ui.ExportView{Action: "/advice/export", Values: f.Query(), Hint: "不写信访人，导出会留下记录。"}
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: "信访工作建议", Filter: frame.Words(v.Chosen), Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

// Export is POST /advice/export: the list as it is shown. What was advised and answered
// stays on the page of the advice, for those who may read the petition.
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeMatters, Action: "advice.export", Subject: "advice"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, form *web.Form) (frame.Listing, error) {
		asked := url.Values{}
		for _, name := range []string{"sort", "state", "madeFrom", "madeTo"} {
			if s := form.Raw(name); s != "" {
				asked.Set(name, s)
			}
		}
		f, err := petition.ParseAdviceFilter(asked)
		if err != nil {
			return frame.Listing{}, err
		}
		all, err := petition.Advices(tx, by, f, frame.SheetMost)
		return frame.Listing{
			Name: "信访工作建议", Condition: frame.Words(chosen(f)), Meaning: "一行是因为一件信访事项向一个机关、单位提出的一条建议（《信访工作条例》第四十条），新提出的在前。", Query: f.Query(),
			Columns: []string{"向谁提出", "哪一种", "提出日期", "信访事项", "采纳情况", "反馈日期"},
			Rows: func(add func(...any) error) error {
				for _, a := range all {
					row := newRow(a)
					if err := add(a.Organ, row.Sort, a.MadeOn, a.Number, row.Result, a.AnsweredOn); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// chosen are the conditions as words, each with the address without it.
func chosen(f petition.AdviceFilter) []ui.Condition {
	var all []ui.Condition
	add := func(words string, on bool, off func(*petition.AdviceFilter)) {
		if on {
			without := f
			off(&without)
			all = append(all, ui.Condition{Label: words, Remove: listAddress(without)})
		}
	}
	add("哪一种："+petition.AdviceSorts.Label(f.Sort), f.Sort != "", func(f *petition.AdviceFilter) { f.Sort = "" })
	add("采纳情况："+petition.AdviceStates.Label(f.State), f.State != "", func(f *petition.AdviceFilter) { f.State = "" })
	add("提出不早于："+f.Made.From.Plain(), !f.Made.From.Zero(), func(f *petition.AdviceFilter) { f.Made.From = 0 })
	add("提出不晚于："+f.Made.To.Plain(), !f.Made.To.Zero(), func(f *petition.AdviceFilter) { f.Made.To = 0 })
	return all
}

func listAddress(f petition.AdviceFilter) string {
	if q := f.Query().Encode(); q != "" {
		return "/advice?" + q
	}
	return "/advice"
}

type showView struct {
	View    ui.View
	Row     rowView
	Facts   []ui.Fact
	Entries ui.Entries
	May     bool
	Form    ui.FormView
	Results []ui.Option
}

// Show is GET /advice/{id}.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, ui.EntriesOf("on", calendar.Of(p.DB.Now()).String()), false)
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, e ui.Entries, again bool) error {
	by := web.Actor(r)
	v := showView{Entries: e, Results: frame.Options(petition.Adoptions), Form: ui.FormView{Action: address(r.PathValue("id")) + "/feedback"}}
	err := p.view(r, func(tx *db.Tx) error {
		a, err := petition.AdviceByID(tx, by, r.PathValue("id"))
		if err != nil {
			return err
		}
		v.Row = newRow(a)
		return v.read(tx, by, a)
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "建议："+v.Row.Organ, again)
	return web.Render(w, r, status, showPage(v))
}

func (v *showView) read(tx *db.Tx, by actor.Actor, a petition.Advice) error {
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	if err := names.KnowOfficers(tx, a.MadeBy, a.AnsweredBy); err != nil {
		return err
	}
	m, err := matter.Visible(tx, by, a.Matter)
	if err != nil {
		return err
	}
	readable, err := matter.Readable(tx, by, a.Matter)
	if err != nil {
		return err
	}
	v.May = readable && a.Result == "" && petition.MayAdvise(by, m)
	v.Facts = []ui.Fact{
		{Label: "哪一种", Value: v.Row.Sort},
		{Label: "向谁提出", Value: a.Organ},
		{Label: "因为哪件信访事项", Value: a.Number, Href: v.Row.Matter},
		{Label: "提出", Value: a.MadeOn.Chinese() + "，" + names.Officer(a.MadeBy)},
	}
	if readable { // the content of a petition is for those who handle it (PR22)
		v.Facts = append(v.Facts, ui.Fact{Label: "建议的内容", Value: a.Words})
	}
	if a.Result != "" {
		v.Facts = append(v.Facts, ui.Fact{Label: "书面反馈", Value: a.AnsweredOn.Chinese() + "，由" + names.Officer(a.AnsweredBy) + "登记"})
		if readable {
			v.Facts = append(v.Facts, ui.Fact{Label: "反馈的内容", Value: a.Answer})
		}
	}
	return nil
}

// Feedback is POST /advice/{id}/feedback.
func (p Pages) Feedback(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, id, submission := web.Actor(r), r.PathValue("id"), f.SubmissionID()
	back := petition.Feedback{
		Result: f.Choice("result", "有没有采纳", frame.Codes(petition.Adoptions), true), On: f.Date("on", "反馈日期", true),
		Words: f.Long("words", "反馈的内容", petition.AdviceMost, true),
	}
	if err := f.Err(); err != nil {
		return p.show(w, r, http.StatusUnprocessableEntity, f.Again(err), true)
	}
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		_, err := petition.Answered(tx, by, id, back)
		return address(id), err
	})
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.show(w, r, web.StatusOf(err), f.Again(err), true)
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已登记采纳情况")
}
