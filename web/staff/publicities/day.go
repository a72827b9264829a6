package publicities

import (
	"net/http"
	"net/url"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// dayView is one themed day in a year.
type dayView struct {
	top
	Code      string
	Facts     []ui.Fact
	Campaigns []campaignRow
	Album     albumView
	Plan      string // where a campaign is arranged for it; "" = the reader does not
	Switch    bool
	Off       bool
	Years     []ui.Tab
	Words     string
}

// Day is GET /publicity/day: the code of the themed day stands in the query, because the
// program's own are no records of a street.
func (p Pages) Day(w http.ResponseWriter, r *http.Request) error {
	by, year, code := web.Actor(r), yearOf(r.URL.Query().Get("year"), calendar.Of(p.DB.Now())), r.URL.Query().Get("code")
	v := dayView{Code: code, Switch: identity.PlanPublicity.Allows(by), Years: years("/publicity/day?code="+url.QueryEscape(code)+"&", year)}
	err := p.view(r, func(tx *db.Tx) error { return v.fill(tx, by, year) })
	if err != nil {
		return err
	}
	v.top = newTop(r, v.Words, "/publicity/calendar", ui.Entries{})
	return web.Render(w, r, http.StatusOK, dayPage(v))
}

func (v *dayView) fill(tx *db.Tx, by actor.Actor, year int) error {
	themes, err := publicity.Themes(tx)
	if err != nil {
		return err
	}
	var t publicity.Theme
	for _, o := range themes {
		if o.Code == v.Code {
			t = o
		}
	}
	if t.Code == "" {
		return fault.New(fault.NotFound, "找不到这个节点，可能地址有误")
	}
	from, to := t.Rule.Span(year)
	v.Words, v.Off = t.Name, t.Off
	when := "这一年的日期还查不到，请看当年的通知"
	if !from.Zero() {
		when = number(year) + "年" + spanWords(t.Rule.Kind, from, to)
		if identity.KeepPublicity.Allows(by) && !t.Off {
			v.Plan = "/publicity/campaigns/new?" + url.Values{"theme": {t.Code}, "on": {from.String()}}.Encode()
		}
	}
	v.Facts = []ui.Fact{{Label: "日期", Value: when}, {Label: "性质", Value: publicity.Grounds.Label(string(t.Ground))}}
	if t.Basis != "" {
		v.Facts = append(v.Facts, ui.Fact{Label: "依据", Value: t.Basis})
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	all, err := publicity.List(tx, by, publicity.Filter{Theme: t.Code, From: calendar.On(year, 1, 1), To: calendar.On(year, 12, 31)})
	if err != nil {
		return err
	}
	if v.Campaigns, err = campaignRows(tx, names, all); err != nil {
		return err
	}
	v.Album, err = albumOf(tx, by, about("theme", t.Code, "year", number(year)), mostShots)
	return err
}
