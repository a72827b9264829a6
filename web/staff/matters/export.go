package matters

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

const (
	exportMost  = 50_000 // rows of one file
	exportBatch = 1_000  // rows read at a time
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
	var file bytes.Buffer
	file.WriteString("\ufeff") // spreadsheets take a file without it for GBK
	out := csv.NewWriter(&file)
	out.UseCRLF = true
	count := 0
	err = p.view(r, func(tx *db.Tx) error {
		var err error
		count, err = writeExport(tx, out, q, by.Name, identity.SeeMatters.Reach(by, tx.Today()))
		return err
	})
	if err != nil {
		return err
	}
	err = p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		_, err := event.Append(tx, by, event.Entry{
			Action: "matter.export", Kind: event.Ledger, Subject: "matters", Role: by.First(identity.SeeMatters.Roles...),
			Details: map[string]string{"filter": q.base.Encode(), "rows": strconv.Itoa(count)},
		})
		return err
	})
	if err != nil {
		return err
	}
	return web.Download(w, r, "事项清单-"+calendar.Of(p.DB.Now()).String()+".csv", "text/csv; charset=utf-8", file.Bytes())
}

// writeExport writes the conditions, the moment and the person, then the rows.
func writeExport(tx *db.Tx, out *csv.Writer, q asked, person string, scope identity.Scope) (int, error) {
	total, err := matter.Count(tx, scope, q.filter)
	if err != nil {
		return 0, err
	}
	if total > exportMost {
		return 0, fault.New(fault.Invalid, "这个清单有%d件，一次最多导出%d件，请加上条件再导出", total, exportMost)
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return 0, err
	}
	condition := words(q.conditions(names))
	if condition == "" {
		condition = "无"
	}
	head := [][]string{
		{"事项清单", fmt.Sprintf("共%d件", total)},
		{"条件", condition},
		{"时间", tx.Now.In(calendar.Shanghai).Format("2006-01-02 15:04")},
		{"导出人", person},
		exportHead,
	}
	for _, line := range head {
		if err := out.Write(neutral(line)); err != nil {
			return 0, fmt.Errorf("export: %w", err)
		}
	}
	count := 0
	page := matter.Page{Order: q.page.Order, Size: exportBatch}
	for {
		found, err := matter.List(tx, scope, q.filter, page)
		if err != nil {
			return 0, err
		}
		if err := names.Know(tx, found...); err != nil {
			return 0, err
		}
		for _, m := range found {
			if err := out.Write(neutral(exportLine(m, names))); err != nil {
				return 0, fmt.Errorf("export: %w", err)
			}
			count++
		}
		if len(found) < page.Size {
			break
		}
		page.After = page.Next(found[len(found)-1])
	}
	out.Flush()
	return count, out.Error()
}

func exportLine(m matter.Matter, n frame.Names) []string {
	return []string{
		m.Number, m.Title, m.Kind.Label(), m.Class.Label(), m.DisputeType.Label(), m.Channel.Label(), n.Place(m), n.Officer(m.Mediator),
		m.RegisteredOn.String(), m.AcceptedOn.String(), m.ResolvedOn.String(), m.ConcludedOn.String(), m.DueOn.String(), frame.State(m), m.Outcome.Label(),
	}
}

// neutral keeps a spreadsheet from running what somebody typed (IN-06).
func neutral(line []string) []string {
	safe := make([]string, len(line))
	for i, cell := range line {
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			cell = "'" + cell
		}
		safe[i] = cell
	}
	return safe
}

func sortedNames(q url.Values) []string { return slices.Sorted(maps.Keys(q)) }

func number(n int) string { return strconv.Itoa(n) }
