package assessments

import (
	"net/http"

	"fengsheng/assessment"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

type listView struct {
	View ui.View
	Tabs []ui.Tab
	Rows []schemeRow
	Keep bool
}

type schemeRow struct {
	Href, Name, Period, State, Units, Next string
	Tone                                   ui.Tone
}

// List is GET /assessments.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	v := listView{View: frame.Wide(r, "考核"), Tabs: frame.FigureTabs(r, "/assessments"), Keep: assessment.Keeps(by)}
	err := p.view(r, func(tx *db.Tx) error {
		all, err := assessment.List(tx, by)
		for _, s := range all {
			v.Rows = append(v.Rows, schemeRow{
				Href: address(s.ID), Name: s.Name, Period: s.PeriodWords(), State: s.State.Label(), Tone: tone(s.State), Units: unitWords(s), Next: next(s),
			})
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

// unitWords is the only unit of whoever sees one, or how many there are.
func unitWords(s assessment.Scheme) string {
	if len(s.Subjects) == 1 {
		return s.Subjects[0].Name
	}
	return number(len(s.Subjects)) + "个单位"
}

// next is what comes next in words.
func next(s assessment.Scheme) string {
	switch s.State {
	case assessment.Draft:
		return "公布以后各单位才看得到"
	case assessment.Published:
		return "考核期过完以后计算"
	case assessment.Computed:
		return "异议最晚" + s.ObjectBy.Plain() + "提出"
	case assessment.Final:
		return "定稿于" + s.FinalOn.Plain()
	}
	return "不再改变"
}
