package leaders

import (
	"net/http"
	"net/url"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/reception"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// ExportSchedule is POST /receptions/export: a month of the schedule as a file.
func (p Pages) ExportSchedule(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeReceptions, Action: "reception.export", Subject: "receptions"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		first := monthOf(f.Raw("month"), calendar.Of(p.DB.Now()))
		names, err := frame.LoadNames(tx)
		if err != nil {
			return frame.Listing{}, err
		}
		all, err := reception.Schedule(tx, by, first, first.AddMonths(1).AddDays(-1))
		if err != nil {
			return frame.Listing{}, err
		}
		rows, err := sessionRows(tx, names, all)
		return frame.Listing{
			Name: "接访安排", Condition: first.Plain() + "起的一个月", Meaning: "一行是一场接访或下访，按安排的日期。", Query: url.Values{"month": {first.String()[:7]}},
			Columns: []string{"日期", "时间", "领导", "形式", "地点", "状态"},
			Rows: func(add func(...any) error) error {
				for i, s := range rows {
					if err := add(all[i].On, s.Hours, leaderWords(s.Leaders), s.Form, s.Place, s.State); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// leaderWords are the leaders of a session with what they answer for, a line each.
func leaderWords(all []leaderRow) string {
	var lines []string
	for _, l := range all {
		line := l.Name
		for _, more := range []string{l.Post, l.Field} {
			if more != "" {
				line += "，" + more
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// ExportOwned is POST /leaders/export: the matters that leaders own, a row each.
func (p Pages) ExportOwned(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeReceptions, Action: "ownership.export", Subject: "ownership"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, _ *web.Form) (frame.Listing, error) {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return frame.Listing{}, err
		}
		rows, err := ownedRows(tx, by, names)
		return frame.Listing{
			Name: "领导包案", Meaning: "一行是一件包案的事项，期限近的在前；不按领导计数。",
			Columns: []string{"编号", "事由", "包案领导", "包案", "四包落实", "上次接访、下访", "最近的期限"},
			Rows: func(add func(...any) error) error {
				for _, o := range rows {
					if err := add(o.Number, o.Title, o.Leader, o.State, o.Duties, o.Met, frame.DayCell(o.Due.ISO)); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}
