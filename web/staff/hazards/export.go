package hazards

import (
	"net/http"
	"net/url"

	"fengsheng/actor"
	"fengsheng/hazard"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// boardMeaning says what the numbers of the board are.
const boardMeaning = "发现按登记日期，消除按验收合格的日期；没有消除是到这一周星期日已经核实、还没有验收合格的。消除率是本周消除的，占本周消除的和没有消除的之和。"

// Export is POST /hazards/export: the week of the board as a file.
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeBoard, Action: "board.export", Subject: "board"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, _ actor.Actor, f *web.Form) (frame.Listing, error) {
		week, err := calendar.Parse(f.Raw("week"))
		if err != nil {
			return frame.Listing{}, err
		}
		b, err := hazard.BoardOf(tx, hazard.MondayOf(week))
		if err != nil {
			return frame.Listing{}, err
		}
		var v boardView
		v.fill(b, tx.Today(), false)
		return frame.Listing{
			Name: "每周除险晾晒", Condition: b.Week.Plain() + "至" + b.Sunday().Plain() + "；" + v.State, Meaning: boardMeaning, Query: url.Values{"week": {b.Week.String()}},
			Columns: []string{"社区", "本周发现（处）", "本周消除（处）", "没有消除（处）", "超期（处）", "消除率", "最长天数"},
			Rows: func(add func(...any) error) error {
				for i, l := range append(b.Lines, b.Total()) {
					if err := add(l.Name, l.Found, l.Cleared, l.Open, l.Overdue, v.Lines[i].Cells[4].Value, l.Longest); err != nil {
						return err
					}
				}
				return nil
			},
		}, nil
	})
}
