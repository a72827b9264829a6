package reports

import (
	"net/http"
	"strconv"

	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/report"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

type filingView struct {
	View    ui.View
	Report  report.Report
	Known   []ui.Option // activities somebody has recorded already
	Entries ui.Entries
	Saved   string
}

// FilingForm is GET /reports/{id}/filing: that the report was sent up.
func (p Pages) FilingForm(w http.ResponseWriter, r *http.Request) error {
	return p.showFiling(w, r, http.StatusOK, nil, nil)
}

func (p Pages) showFiling(w http.ResponseWriter, r *http.Request, status int, f *web.Form, wrong error) error {
	var v filingView
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Report, err = report.Load(tx, idOf(r)); err != nil {
			return err
		}
		if s := v.Report.State; s != report.FinalReviewed && s != report.Published {
			return fault.New(fault.Conflict, "终审通过以后才能上报，报告现在是“%s”", s.Label())
		}
		all, err := report.Upward(tx, v.Report)
		if err != nil {
			return err
		}
		for _, a := range all {
			v.Known = append(v.Known, ui.Option{Value: string(a.ID), Label: a.On.Plain() + "，" + a.Title})
		}
		v.Entries, v.Saved, err = frame.Recall(tx, web.Actor(r), r.URL.Path, ui.EntriesOf("on", tx.Today().String()))
		return err
	})
	if err != nil {
		return err
	}
	if f != nil {
		v.Entries = f.Again(wrong)
	}
	v.View = frame.Again(r, "登记上报", v.Entries.Any())
	return web.Render(w, r, status, filingPage(v))
}

// File is POST /reports/{id}/filing.
func (p Pages) File(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	s := report.SendingUp{Activity: activity.ID(f.Raw("known"))}
	if s.Activity == "" {
		s.On = f.Date("on", "上报日期", true)
		s.To, s.How = f.Text("to", "报给谁", 200, true), f.Text("how", "怎么报的", 300, true)
	}
	submission := f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.showFiling(w, r, http.StatusUnprocessableEntity, f, err)
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, r.URL.Path, func(tx *db.Tx) (string, error) {
		return address(idOf(r), "#dues"), report.File(tx, web.Actor(r), idOf(r), s)
	})
	if again(err) {
		return p.showFiling(w, r, web.StatusOf(err), f, err)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已登记上报")
}

type datesView struct {
	View    ui.View
	Entries ui.Entries
	Rule    []dueView // by the rule, of the last year
}

// DatesForm is GET /reports/dates: the district's own last days.
func (p Pages) DatesForm(w http.ResponseWriter, r *http.Request) error {
	return p.showDates(w, r, http.StatusOK, nil, nil)
}

func (p Pages) showDates(w http.ResponseWriter, r *http.Request, status int, f *web.Form, wrong error) error {
	var v datesView
	err := p.view(r, func(tx *db.Tx) error {
		own, err := report.LoadDates(tx)
		if err != nil {
			return err
		}
		v.Entries = ui.EntriesOf("fileBy", dayWords(own.FileBy), "publishBy", dayWords(own.PublishBy), "source", own.Source)
		all, err := report.DuesOf(tx, tx.Today().Year())
		for _, d := range all {
			v.Rule = append(v.Rule, newDue(d, tx.Today()))
		}
		return err
	})
	if err != nil {
		return err
	}
	if f != nil {
		v.Entries = f.Again(wrong)
	}
	v.View = frame.Again(r, "上报和公开的期限", v.Entries.Any())
	return web.Render(w, r, status, datesPage(v))
}

// Dates is POST /reports/dates.
func (p Pages) Dates(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	d := report.Dates{FileBy: monthDay(f, "fileBy"), PublishBy: monthDay(f, "publishBy"), Source: f.Text("source", "哪一份通知", 200, false)}
	submission := f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.showDates(w, r, http.StatusUnprocessableEntity, f, err)
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) {
		return "/reports", report.SetDates(tx, web.Actor(r), d)
	})
	if again(err) {
		return p.showDates(w, r, web.StatusOf(err), f, err)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "期限已改")
}

// monthDay reads 2月15日 or 02-15 as 215; nothing typed is the rule's day.
func monthDay(f *web.Form, name string) int {
	typed := f.Text(name, "日期", 20, false)
	if typed == "" {
		return 0
	}
	d, err := calendar.ParseNear(typed, calendar.On(2023, 12, 31))
	if err != nil {
		f.Wrong(name, "请填写月和日，例如2月15日")
		return 0
	}
	return d.Month()*100 + d.Day()
}

func dayWords(mmdd int) string {
	if mmdd == 0 {
		return ""
	}
	return strconv.Itoa(mmdd/100) + "月" + strconv.Itoa(mmdd%100) + "日"
}
