package orgs

import (
	"net/http"
	"strconv"

	"fengsheng/internal/calendar"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// calendarView shows the years the deadlines are counted on.
type calendarView struct {
	View    ui.View
	Version string
	Warning string // a year that will be needed is not loaded
	Years   []yearView
}

type yearView struct {
	Year     string
	Notice   string
	Holidays []ui.Fact
}

// Calendar is GET /org/calendar. A year that is missing is an error for every
// deadline that reaches into it (TIME-02), so the page says so early.
func (p Pages) Calendar(w http.ResponseWriter, r *http.Request) error {
	c := calendar.Builtin()
	v := calendarView{View: web.View(r, "工作日历"), Version: c.Version()}
	if next := calendar.Of(p.DB.Now()).Year() + 1; !c.Has(next) {
		v.Warning = strconv.Itoa(next) + "年的放假安排还没有装入。国务院公布后请更新程序，否则算到那一年的期限会出错。"
	}
	years := c.Years()
	for i := len(years) - 1; i >= 0; i-- {
		v.Years = append(v.Years, newYear(years[i]))
	}
	return web.Render(w, r, http.StatusOK, calendarPage(v))
}

func newYear(y calendar.Year) yearView {
	v := yearView{Year: strconv.Itoa(y.Year) + "年", Notice: y.Notice}
	for _, h := range y.Holidays {
		days := h.From.Chinese()
		if h.To != h.From {
			days += "至" + h.To.Chinese() + "，共" + strconv.Itoa(h.To.DaysSince(h.From)+1) + "天"
		}
		v.Holidays = append(v.Holidays, ui.Fact{Label: h.Name, Value: days})
	}
	made := ""
	for i, d := range y.MakeUp {
		if i > 0 {
			made += "、"
		}
		made += d.Chinese()
	}
	if made != "" {
		v.Holidays = append(v.Holidays, ui.Fact{Label: "调休上班", Value: made})
	}
	return v
}
