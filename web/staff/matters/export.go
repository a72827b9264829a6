package matters

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// exportHead are the columns of the file. None holds personal data: the title
// is written without names, and the place ends at the estate.
var exportHead = []string{"编号", "事由", "办理方式", "大类", "纠纷类型", "来源", "地点", "承办人", "登记日期", "受理日期", "化解日期", "办结日期", "期限", "状态", "结果"}

// Export is POST /matters/export: exactly the list of the filter, at this
// moment. That it was taken is an event (AUD-07), so it is no GET (WEB-01).
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	q := readAsked(f.Values())
	if q.wrong != nil {
		return q.wrong
	}
	by := web.Actor(r)
	var sheet *frame.Sheet
	err = p.view(r, func(tx *db.Tx) error {
		var err error
		sheet, err = writeExport(tx, q, by.Name, identity.SeeMatters.Reach(by, tx.Today()))
		return err
	})
	if err != nil {
		return err
	}
	return p.sendExport(w, r, sheet, q.base)
}

// sendExport tells the ledger that a list is taken, then sends it (AUD-07).
func (p Pages) sendExport(w http.ResponseWriter, r *http.Request, sheet *frame.Sheet, conditions url.Values) error {
	file, err := sheet.Bytes()
	if err != nil {
		return err
	}
	by := web.Actor(r)
	err = p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		if err := identity.Still(tx, by); err != nil {
			return err
		}
		_, err := event.Append(tx, by, event.Entry{
			Action: "matter.export", Kind: event.Ledger, Subject: "matters", Role: by.First(identity.SeeMatters.Roles...),
			Details: map[string]string{"filter": conditions.Encode(), "rows": strconv.Itoa(sheet.Rows)},
		})
		return err
	})
	if err != nil {
		return err
	}
	return web.Download(w, r, "事项清单-"+calendar.Of(p.DB.Now()).String()+".csv", "text/csv; charset=utf-8", file)
}

// writeExport writes the conditions, the moment and the person, then the rows.
func writeExport(tx *db.Tx, q asked, person string, scope identity.Scope) (*frame.Sheet, error) {
	total, err := matter.Count(tx, scope, q.filter)
	if err != nil {
		return nil, err
	}
	if total > frame.SheetMost {
		return nil, fault.New(fault.Invalid, "这个清单有%d件，一次最多导出%d件，请加上条件再导出", total, frame.SheetMost)
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return nil, err
	}
	sheet := frame.NewSheet(frame.SheetHead{
		Title: "事项清单", Count: fmt.Sprintf("共%d件", total), Condition: words(q.conditions(names)), Moment: tx.Now, Person: person, Columns: exportHead,
	})
	page := matter.Page{Order: q.page.Order, Size: frame.SheetBatch, Many: total > matter.Most}
	for {
		found, err := matter.List(tx, scope, q.filter, page)
		if err != nil {
			return nil, err
		}
		if err := names.Know(tx, found...); err != nil {
			return nil, err
		}
		for _, m := range found {
			sheet.Add(exportLine(m, names))
		}
		if len(found) < page.Size {
			return sheet, nil
		}
		page.After = q.filter.Cursor(page.Order, found[len(found)-1])
	}
}

func exportLine(m matter.Matter, n frame.Names) []string {
	return []string{
		m.Number, m.Title, m.Kind.Label(), m.Class.Label(), m.DisputeType.Label(), m.Channel.Label(), n.Place(m), n.Officer(m.Mediator),
		m.RegisteredOn.String(), m.AcceptedOn.String(), m.ResolvedOn.String(), m.ConcludedOn.String(), m.DueOn.String(), frame.State(m), m.Outcome.Label(),
	}
}

func sortedNames(q url.Values) []string { return slices.Sorted(maps.Keys(q)) }

func number(n int) string { return strconv.Itoa(n) }
