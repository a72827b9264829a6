package supervisions

import (
	"net/http"
	"net/url"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/supervision"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// unitsMeaning says what the counts by unit are.
const unitsMeaning = "按事项发生的社区统计，看最近的一个期限。三个工作日内、七天内不含今天。"

var taking = frame.Take{Right: identity.SeeSupervision, Action: "supervision.export", Subject: "supervision"}

// ExportUnits is POST /supervision/units/export: what is late or nearly so, by unit.
func (p Pages) ExportUnits(w http.ResponseWriter, r *http.Request) error {
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, _ *web.Form) (frame.Listing, error) {
		b, err := supervision.Overview(tx, by)
		l := frame.Listing{Name: "各单位到期和超期事项", Meaning: unitsMeaning, Columns: []string{"单位"}, Query: url.Values{"list": {"units"}}}
		for _, s := range b.Spans {
			l.Columns = append(l.Columns, s.Label+"（件）")
		}
		l.Rows = func(add func(...any) error) error {
			for _, line := range append(b.Lines, b.Total) {
				row := []any{line.Name}
				for _, n := range line.Counts {
					row = append(row, countCell(n))
				}
				if err := add(row...); err != nil {
					return err
				}
			}
			return nil
		}
		return l, err
	})
}

// countCell is a number, or in words that it is more than is counted.
func countCell(n int) any {
	if n > matter.Most {
		return amount(n)
	}
	return n
}

// Export is POST /supervision/export: the matters under supervision, and those
// before their case owner.
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, _ *web.Form) (frame.Listing, error) {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return frame.Listing{}, err
		}
		running, err := supervision.Running(tx, by)
		if err != nil {
			return frame.Listing{}, err
		}
		raised, err := supervision.Escalations(tx, by)
		l := frame.Listing{
			Name: "督办和提级的事项", Query: url.Values{"list": {"matters"}},
			Meaning: "一行是一件事项的一次督办或提级，每种最多" + number(supervision.ListMost) + "件，最急的在前。督办针对事项，不针对人。",
			Columns: []string{"哪一种", "编号", "事由", "社区", "现在怎样", "期限", "要求答复", "准备办好", "提级日期"},
		}
		l.Rows = func(add func(...any) error) error {
			for _, u := range running {
				word, _ := state(u.Supervision, tx.Today())
				if err := add("督办", u.Of.Number, u.Of.Title, names.Unit(u.Of.Community), word, u.DueOn, u.AnswerBy, u.PromisedOn, nil); err != nil {
					return err
				}
			}
			for _, e := range raised {
				cause := supervision.Causes.Label(string(e.Cause))
				if err := add("提级", e.Of.Number, e.Of.Title, names.Unit(e.Of.Community), cause, e.DueOn, nil, nil, e.On); err != nil {
					return err
				}
			}
			return nil
		}
		return l, err
	})
}
