package reports

import (
	"net/http"

	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/report"
	"fengsheng/web"
)

// Explain is POST /reports/{id}/explanations: why an error that reading the text
// found is none.
func (p Pages) Explain(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, "已写明理由，随报告保存", address(idOf(r), "/findings"), func(tx *db.Tx, f *web.Form) error {
		return report.Explain(tx, web.Actor(r), idOf(r), f.Raw("finding"), f.Raw("reason"))
	}, func(f *web.Form, wrong error) error { return p.findings(w, r, web.StatusOf(wrong), f, wrong) })
}

// readText is what reading the whole text finds, for the editor of a section.
func readText(tx *db.Tx, found report.Report, sections []report.Section, values []indicator.Value) ([]report.Finding, error) {
	street, err := org.Load(tx)
	if err != nil {
		return nil, err
	}
	answers, err := report.Explanations(tx, found.ID)
	return report.ReadText(found, street.Name, sections, values, answers), err
}
