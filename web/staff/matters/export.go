package matters

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// exportHead are the columns of the file. None holds personal data: the title
// is written without names, and the place ends at the estate.
var exportHead = []string{"编号", "事由", "办理方式", "大类", "纠纷类型", "来源", "地点", "承办人", "登记日期", "受理日期", "化解日期", "办结日期", "期限", "状态", "结果"}

var taking = frame.Take{Right: identity.SeeMatters, Action: "matter.export", Subject: "matters"}

const exportMeaning = "一行是一件事项，按导出时的最新记录；期限是最近的一个期限。不含当事人和诉求。"

// Export is POST /matters/export: exactly the list of the filter, at this
// moment. That it was taken is an event (AUD-07), so it is no GET (WEB-01).
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		q := readAsked(f.Values())
		if q.wrong != nil {
			return frame.Listing{}, q.wrong
		}
		return listing(tx, q, identity.SeeMatters.Reach(by, tx.Today()))
	})
}

func listing(tx *db.Tx, q asked, scope identity.Scope) (frame.Listing, error) {
	total, err := matter.Count(tx, scope, q.filter)
	if err != nil {
		return frame.Listing{}, err
	}
	if total > frame.SheetMost {
		return frame.Listing{}, fault.New(fault.Invalid, "这个清单有%d件，一次最多导出%d件，请加上条件再导出", total, frame.SheetMost)
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return frame.Listing{}, err
	}
	page := matter.Page{Order: q.page.Order, Size: frame.SheetBatch, Many: total > matter.Most}
	rows := func(add func(...any) error) error {
		for {
			found, err := matter.List(tx, scope, q.filter, page)
			if err != nil {
				return err
			}
			if err := addAll(tx, names, add, found); err != nil || len(found) < page.Size {
				return err
			}
			page.After = q.filter.Cursor(page.Order, found[len(found)-1])
		}
	}
	return frame.Listing{Name: "事项清单", Columns: exportHead, Condition: frame.Words(q.conditions(names)), Meaning: exportMeaning, Query: q.base, Rows: rows}, nil
}

func addAll(tx *db.Tx, names frame.Names, add func(...any) error, found []matter.Matter) error {
	if err := names.Know(tx, found...); err != nil {
		return err
	}
	for _, m := range found {
		if err := add(exportLine(m, names)...); err != nil {
			return err
		}
	}
	return nil
}

func exportLine(m matter.Matter, n frame.Names) []any {
	return []any{
		m.Number, m.Title, m.Kind.Label(), m.Class.Label(), m.DisputeType.Label(), m.Channel.Label(), n.Place(m), n.Officer(m.Mediator),
		m.RegisteredOn, m.AcceptedOn, m.ResolvedOn, m.ConcludedOn, m.DueOn, frame.State(m), m.Outcome.Label(),
	}
}

func sortedNames(q url.Values) []string { return slices.Sorted(maps.Keys(q)) }

func number(n int) string { return strconv.Itoa(n) }
