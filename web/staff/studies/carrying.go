package studies

import (
	"net/http"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// carryingView is each leader's plan, planned and done by law.
type carryingView struct {
	head
	Leaders []carryingList
}

type carryingList struct {
	Name string
	Rows []progressRow
}

type progressRow struct {
	Law, Sort, Due, Done string
	Tone                 ui.Tone
}

// Carrying is GET /study/carrying, for the leader in charge of study.
func (p Pages) Carrying(w http.ResponseWriter, r *http.Request) error {
	year := yearOf(r.URL.Query().Get("year"), calendar.Of(p.DB.Now()))
	v := carryingView{head: headOf(r, "领导学法计划　"+number(year)+"年", "/study/carrying", year, false)}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		for _, o := range leaders(names) {
			all, err := study.Carrying(tx, web.Actor(r), o.Value, year)
			if err != nil {
				return err
			}
			list := carryingList{Name: o.Label}
			for _, x := range all {
				if x.Scope == study.Leader {
					list.Rows = append(list.Rows, progressOf(x))
				}
			}
			if len(list.Rows) > 0 {
				v.Leaders = append(v.Leaders, list)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, carryingPage(v))
}

func progressOf(x study.Progress) progressRow {
	row := progressRow{Law: x.Words(), Sort: x.Sort.Label(), Due: x.Due.Plain(), Done: "还没有学", Tone: ui.Plain}
	switch {
	case !x.Done.Zero():
		row.Done, row.Tone = x.Done.Plain()+"学过", ui.Done
	case x.Begun:
		row.Done, row.Tone = "只学了一部分", ui.Going
	}
	return row
}
