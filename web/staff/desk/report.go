package desk

import (
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/report"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// reportView is a last day of an annual report that is still to be met.
type reportView struct {
	Title string
	State string
	Href  string
	Date  ui.DateView
	Words string
}

// reports are the last days that whoever writes the report has before them.
func (v *deskView) reports(tx *db.Tx, by actor.Actor) error {
	if !identity.WriteReport.Allows(by) {
		return nil
	}
	all, err := report.Pending(tx)
	for _, p := range all {
		for _, d := range p.Dues {
			v.Reports = append(v.Reports, newReport(p, d, tx.Today()))
		}
	}
	return err
}

// askedView is a report that waits for the reader.
type askedView struct{ Title, Href, State, Since string }

// asked are the reports that wait for the reader to review or publish them.
func (v *deskView) asked(tx *db.Tx, by actor.Actor) error {
	if !identity.SeeReport.Allows(by) {
		return nil
	}
	all, err := report.Asks(tx, by)
	v.Quiet = v.Quiet && len(all) == 0
	for _, a := range all {
		v.Asked = append(v.Asked, askedView{
			Title: a.Words() + "：" + a.Report.Title, Href: "/reports/" + string(a.Report.ID), State: a.Report.State.Label(), Since: frame.Waited(a.Since, tx.Today()),
		})
	}
	return err
}

func newReport(p report.Work, d report.Due, today calendar.Date) reportView {
	v := reportView{Title: strconv.Itoa(p.Year) + "年度报告" + d.Title, State: "还没有新建", Href: "/reports", Date: frame.Row(d.Show, today), Words: d.Words(today)}
	if p.Report.ID != "" {
		v.State, v.Href = p.Report.State.Label(), "/reports/"+string(p.Report.ID)
	}
	return v
}
