package assessments

import (
	"net/http"

	"fengsheng/assessment"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// rowsMost is how many rows the page shows; the export of the list has all.
const rowsMost = 500

// rowsView are the records that were counted for a line, as they were counted.
type rowsView struct {
	View                 ui.View
	Print                ui.PrintView
	Scheme, Back, Unit   string
	Sheet, Title, Moment string
	Tabs                 []ui.Tab
	Rows                 []matterRow
	Hidden, Cut          int
	Live                 string
	Counted              string
}

type matterRow struct{ Href, Title, Number, State, In string }

// Rows is GET /assessments/{id}/units/{unit}/rows/{item}: what was counted when it was
// computed, of it what the reader may see.
func (p Pages) Rows(w http.ResponseWriter, r *http.Request) error {
	var v rowsView
	numerator := r.URL.Query().Get("part") == "numerator"
	err := p.view(r, func(tx *db.Tx) error {
		s, u, err := unitOf(tx, r)
		if err != nil {
			return err
		}
		i, known := s.Item(r.PathValue("item"))
		if !known || i.Judged() || s.Round == 0 {
			return fault.New(fault.NotFound, "这一项没有明细")
		}
		v.Scheme, v.Back, v.Unit, v.Sheet, v.Title = s.Name, address(s.ID), u.Name, sheetAddress(s.ID, u.ID), i.Name
		v.Moment = s.ComputedAt.In(calendar.Shanghai).Format("2006-01-02 15:04")
		here := v.Sheet + "/rows/" + i.ID
		v.Tabs = []ui.Tab{
			{Label: "分母：全部要算的", Href: here, Current: !numerator}, {Label: "分子：其中做到的", Href: here + "?part=numerator", Current: numerator},
		}
		if i.AtMost {
			v.Tabs[1].Label = "分子：其中没做到的"
		}
		rates, err := assessment.Rates(tx, s, u)
		if err != nil {
			return err
		}
		live := rates[i.ID].DenominatorEvidence
		if numerator {
			live = rates[i.ID].NumeratorEvidence
		}
		v.Live = frame.Evidence(web.Actor(r), tx.Today(), live, "", u.Community)
		all, err := assessment.RowsOf(tx, s, u.ID, i.ID)
		if err != nil {
			return err
		}
		return v.read(tx, r, all, numerator, i.AtMost)
	})
	if err != nil {
		return err
	}
	v.View = frame.Wide(r, v.Title)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Filter: v.Unit, Variant: "内部", Moment: "截至" + v.Moment + "计算", Address: r.URL.RequestURI()}
	return web.Render(w, r, http.StatusOK, rowsPage(v))
}

func (v *rowsView) read(tx *db.Tx, r *http.Request, all []assessment.Row, numerator, atMost bool) error {
	total := 0
	for _, row := range all {
		if numerator && !row.InNumerator {
			continue
		}
		total++
		if len(v.Rows) == rowsMost {
			v.Cut++
			continue
		}
		m, err := matter.Visible(tx, web.Actor(r), matter.ID(row.ID))
		switch {
		case fault.Is(err, fault.NotFound):
			v.Hidden++
			continue
		case err != nil:
			return err
		}
		v.Rows = append(v.Rows, matterRow{Href: "/matters/" + string(m.ID), Title: m.Title, Number: m.Number, State: frame.State(m), In: done(row.InNumerator, atMost)})
	}
	v.Counted = number(total) + "件"
	return nil
}

// done says what the numerator means of a row.
func done(in, atMost bool) string {
	if in != atMost {
		return "做到"
	}
	return "没做到"
}
