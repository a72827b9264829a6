package activities

import (
	"net/http"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// exportHead are the columns of the file. Leaflets and giveaways stand apart.
var exportHead = []string{
	"日期", "开始时间", "种类", "名目", "名称", "社区", "场所", "地点", "领导", "参加单位", "内容",
	"参加人次", "群众人次", "接待批次", "发放宣传资料（份）", "发放宣传品（份）", "包案化解", "登记人", "登记时间",
}

var taking = frame.Take{Right: identity.SeeActivities, Action: "activity.export", Subject: "activities"}

// Export is POST /activities/export: exactly the list of the filter, at this
// moment. That it was taken is an event (AUD-07), so it is no GET (WEB-01).
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, _ actor.Actor, f *web.Form) (frame.Listing, error) {
		q := readAsked(f.Values())
		if q.wrong != nil {
			return frame.Listing{}, q.wrong
		}
		return listing(tx, q)
	})
}

func listing(tx *db.Tx, q asked) (frame.Listing, error) {
	names, err := frame.LoadNames(tx)
	if err != nil {
		return frame.Listing{}, err
	}
	if err := knowAsked(tx, names, q.filter); err != nil {
		return frame.Listing{}, err
	}
	page := activity.Page{Size: frame.SheetBatch}
	rows := func(add func(...any) error) error {
		for {
			found, err := activity.List(tx, q.filter, page)
			if err != nil {
				return err
			}
			for _, a := range found {
				if err := know(tx, names, a); err != nil {
					return err
				}
				if err := add(exportLine(a, names)...); err != nil {
					return err
				}
			}
			if len(found) < page.Size {
				return nil
			}
			page.After = page.Next(found[len(found)-1])
		}
	}
	return frame.Listing{
		Name: "活动清单", Columns: exportHead, Condition: frame.Words(q.conditions(names)), Query: q.base, Rows: rows,
		Meaning: "一行是一次活动，按活动日期计；宣传资料和宣传品分开数，不相加。不含居民个人信息。",
	}, nil
}

// counted is a count of the activity as a number; nil for one its kind has not.
func counted(a activity.Activity, name string) any {
	for _, c := range a.Quantities() {
		if c.Name == name {
			return c.Number
		}
	}
	return nil
}

func exportLine(a activity.Activity, n frame.Names) []any {
	aboutCase := ""
	if a.AboutCase {
		aboutCase = "是"
	}
	line := []any{
		a.On, a.Start, a.Kind.Label(), a.Label(), a.Title, communityWords(a, n), n.Venue(a.Venue), a.Place, n.Officer(a.Leader), a.Partners, a.Topics,
	}
	for _, s := range summings {
		line = append(line, counted(a, s.name))
	}
	return append(line, aboutCase, n.Officer(a.RecordedBy), a.RecordedAt)
}
