package activities

import (
	"fmt"
	"net/http"
	"strconv"

	"fengsheng/activity"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// exportHead are the columns of the file. Leaflets and giveaways stand apart.
var exportHead = []string{
	"日期", "开始时间", "种类", "名目", "名称", "社区", "场所", "地点", "领导", "参加单位", "内容",
	"参加人次", "群众人次", "接待批次", "发放宣传资料（份）", "发放宣传品（件）", "包案化解", "登记人", "登记时间",
}

// Export is POST /activities/export: exactly the list of the filter, at this
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
		sheet, err = writeExport(tx, q, by.Name)
		return err
	})
	if err != nil {
		return err
	}
	file, err := sheet.Bytes()
	if err != nil {
		return err
	}
	err = p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		if err := identity.Still(tx, by); err != nil {
			return err
		}
		_, err := event.Append(tx, by, event.Entry{
			Action: "activity.export", Kind: event.Ledger, Subject: "activities", Role: by.First(identity.SeeActivities.Roles...),
			Details: map[string]string{"filter": q.base.Encode(), "rows": strconv.Itoa(sheet.Rows)},
		})
		return err
	})
	if err != nil {
		return err
	}
	return web.Download(w, r, "活动清单-"+calendar.Of(p.DB.Now()).String()+".csv", "text/csv; charset=utf-8", file)
}

// writeExport writes the conditions, the moment and the person, then the rows.
func writeExport(tx *db.Tx, q asked, person string) (*frame.Sheet, error) {
	total, err := activity.Count(tx, q.filter)
	if err != nil {
		return nil, err
	}
	if total > frame.SheetMost {
		return nil, fault.New(fault.Invalid, "这个清单有%d次活动，一次最多导出%d次，请加上条件再导出", total, frame.SheetMost)
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return nil, err
	}
	if err := knowAsked(tx, names, q.filter); err != nil {
		return nil, err
	}
	sheet := frame.NewSheet(frame.SheetHead{
		Title: "活动清单", Count: fmt.Sprintf("共%d次", total), Condition: words(q.conditions(names)), Moment: tx.Now, Person: person, Columns: exportHead,
	})
	page := activity.Page{Size: frame.SheetBatch}
	for {
		found, err := activity.List(tx, q.filter, page)
		if err != nil {
			return nil, err
		}
		for _, a := range found {
			if err := know(tx, names, a); err != nil {
				return nil, err
			}
			sheet.Add(exportLine(a, names))
		}
		if len(found) < page.Size {
			return sheet, nil
		}
		page.After = page.Next(found[len(found)-1])
	}
}

func exportLine(a activity.Activity, n frame.Names) []string {
	aboutCase := ""
	if a.AboutCase {
		aboutCase = "是"
	}
	line := []string{
		a.On.String(), a.Start, a.Kind.Label(), a.Label(), a.Title, communityWords(a, n), n.Venue(a.Venue), a.Place, n.Officer(a.Leader), a.Partners, a.Topics,
	}
	for _, s := range summings {
		line = append(line, countOf(a, s.name))
	}
	return append(line, aboutCase, n.Officer(a.RecordedBy), a.RecordedAt.In(calendar.Shanghai).Format("2006-01-02 15:04"))
}
