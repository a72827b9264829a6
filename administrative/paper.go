package administrative

import (
	"errors"
	"fmt"
	"strings"

	"fengsheng/document"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/matter"
)

// PaperFacts adds what the papers of an administrative mediation say from its
// records, under the names that stand in templates (document: organWords).
func PaperFacts(tx *db.Tx, m matter.Matter, d docx.Data) error {
	said, _, err := document.Recorded(tx, matter.Keys(tx, m.ID), string(m.ID))
	if err != nil {
		return err
	}
	for name, value := range said {
		d.Text[name] = value
	}
	row, err := Load(tx, m.ID)
	if errors.Is(err, db.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	parties := d.Lists["当事人"]
	names := make([]string, len(parties))
	for i, p := range parties {
		names[i] = p.Text["姓名"]
	}
	d.Text["各方姓名"], d.Text["协议份数"] = strings.Join(names, "、"), fmt.Sprint(len(parties)+1)
	d.Text["职责机关"], d.Text["专门规定"] = row.Organ, Specials.Label(string(row.Rule))
	if row.Terms != "" {
		d.Text["协议内容"] = row.Terms
	}
	if row.Reviewable {
		d.Text["可以复议"] = "是"
	}
	return lastDay(tx, m, d)
}

// lastDay is when the mediation must be finished, where a special rule says so
// (deadlines D2, D3, D5).
func lastDay(tx *db.Tx, m matter.Matter, d docx.Data) error {
	all, err := matter.Clocks(tx, m.ID)
	for _, c := range all {
		if c.Rule != "D1" && c.Term != "" {
			d.Text["调解期限"] = c.Legal.Plain()
		}
	}
	return err
}
