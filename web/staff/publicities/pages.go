// Package publicities holds the pages under /publicity: the year at a glance, the
// themed days, campaigns, the five-year plan, the store of materials, brands and venues,
// who has to tell which law, and the short entry of a talk on the round.
package publicities

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /publicity.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, keep, plan, record := frame.For(identity.SeePublicity), frame.For(identity.KeepPublicity), frame.For(identity.PlanPublicity), frame.For(identity.RecordActivity)
	route := func(pattern string, may web.Permission, scope web.Relation, audit string, page func(http.ResponseWriter, *http.Request) error) web.Route {
		return web.Route{Pattern: pattern, Permission: may, Scope: scope, Class: web.ClassInternal, Audit: "publicity." + audit, Page: page}
	}
	const street, own = web.ScopeStreet, web.ScopeOwnPlace
	return []web.Route{
		route("GET /publicity", see, street, "overview", p.Overview),
		route("POST /publicity/export", see, street, "export", p.Export),
		route("GET /publicity/calendar", see, street, "calendar", p.Calendar),
		route("GET /publicity/days", see, street, "days", p.Days),
		route("POST /publicity/days", plan, street, "addTheme", p.AddDay),
		route("POST /publicity/days/ahead", plan, street, "setAhead", p.SetAhead),
		route("GET /publicity/day", see, street, "day", p.Day),
		route("POST /publicity/days/{code}/switch", plan, street, "switchTheme", p.SwitchDay),
		route("GET /publicity/campaigns", see, street, "list", p.List),
		route("POST /publicity/campaigns/export", see, street, "exportList", p.ExportList),
		route("GET /publicity/campaigns/new", keep, own, "plan.open", p.New),
		route("POST /publicity/campaigns", keep, own, "plan", p.Arrange),
		route("GET /publicity/campaigns/{id}", see, street, "read", p.Campaign),
		route("GET /publicity/campaigns/{id}/edit", keep, own, "change.open", p.Edit),
		route("POST /publicity/campaigns/{id}/{command}", keep, own, "step", p.Step),
		route("POST /publicity/campaigns/{id}/photos", keep, own, "addPhoto", p.AddPhoto),
		route("GET /publicity/campaigns/{id}/photos/{photo}", see, street, "photo", p.Photo),
		route("POST /publicity/campaigns/{id}/photos/{photo}/removal", keep, own, "removePhoto", p.RemovePhoto),
		route("GET /publicity/photos", see, street, "photos", p.Photos),
		route("GET /publicity/materials", see, street, "store", p.Store),
		route("POST /publicity/materials", plan, street, "addMaterial", p.AddMaterial),
		route("POST /publicity/materials/export", see, street, "exportStore", p.ExportStore),
		route("GET /publicity/materials/{id}", see, street, "material", p.Material),
		route("POST /publicity/materials/{id}/supplies", plan, street, "supply", p.Supply),
		route("POST /publicity/materials/{id}/supplies/{supply}/withdrawal", plan, street, "withdrawSupply", p.WithdrawSupply),
		route("GET /publicity/brands", see, street, "brands", p.Brands),
		route("POST /publicity/brands", plan, street, "addBrand", p.AddBrand),
		route("GET /publicity/brands/{id}", see, street, "brand", p.Brand),
		route("POST /publicity/brands/{id}", plan, street, "changeBrand", p.ChangeBrand),
		route("GET /publicity/duties", see, street, "duties", p.Duties),
		route("POST /publicity/duties", plan, street, "addDuty", p.AddDuty),
		route("POST /publicity/duties/export", see, street, "exportDuties", p.ExportDuties),
		route("GET /publicity/duties/{id}", plan, street, "duty", p.Duty),
		route("POST /publicity/duties/{id}", plan, street, "changeDuty", p.ChangeDuty),
		route("GET /publicity/plans", see, street, "plans", p.Plans),
		route("POST /publicity/plans", plan, street, "addPlan", p.AddPlan),
		route("GET /publicity/plans/{id}", see, street, "planYear", p.Plan),
		route("POST /publicity/plans/{id}/export", see, street, "exportPlan", p.ExportPlan),
		route("POST /publicity/plans/{id}/measures", plan, street, "addMeasure", p.AddMeasure),
		route("GET /publicity/measures/{id}", plan, street, "measure", p.Measure),
		route("POST /publicity/measures/{id}", plan, street, "changeMeasure", p.ChangeMeasure),
		route("GET /publicity/talk", record, own, "talk.open", p.Talk),
		route("POST /publicity/talk", record, own, "talk", p.Tell),
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// top is the head that the lists share.
type top struct {
	View    ui.View
	Title   string
	Work    []ui.Tab // beside the other pages of what we do
	Parts   []ui.Tab // of publicity
	Entries ui.Entries
	Print   ui.PrintView
}

// parts are the pages of publicity, in the order of their tabs.
var parts = []struct{ label, path string }{
	{"总览", "/publicity"},
	{"日历", "/publicity/calendar"},
	{"普法活动", "/publicity/campaigns"},
	{"规划", "/publicity/plans"},
	{"宣传品", "/publicity/materials"},
	{"品牌和阵地", "/publicity/brands"},
	{"责任清单", "/publicity/duties"},
}

func newTop(r *http.Request, title, path string, e ui.Entries) top {
	t := top{View: frame.Wide(r, title), Title: title, Work: frame.WorkTabs(r, "/publicity"), Entries: e}
	t.View.Wrong = e.Any()
	for _, p := range parts {
		t.Parts = append(t.Parts, ui.Tab{Label: p.label, Href: p.path, Current: p.path == path})
	}
	t.Print = ui.PrintView{Unit: t.View.Unit, Title: title, Moment: "截至" + t.View.Moment, Address: r.URL.RequestURI()}
	return t
}

// press makes a change, or shows its page again with everything typed.
func (p Pages) press(w http.ResponseWriter, r *http.Request, f *web.Form, draft, done string, do frame.Work, again func(int, ui.Entries) error) error {
	return frame.Press(w, r, p.DB, f, draft, "已保存："+done, do, again)
}

func number(n int) string { return strconv.Itoa(n) }

// yearOf is the year the address names, or today's.
func yearOf(written string, today calendar.Date) int {
	if n, err := strconv.Atoi(written); err == nil && n >= 2000 && n <= 2100 {
		return n
	}
	return today.Year()
}

// years lead to the year before and after.
func years(path string, year int) []ui.Tab {
	tab := func(y int) ui.Tab {
		return ui.Tab{Label: number(y) + "年", Href: joined(path, y), Current: y == year}
	}
	return []ui.Tab{tab(year - 1), tab(year), tab(year + 1)}
}

// joined is an address with a year.
func joined(path string, year int) string {
	if strings.HasSuffix(path, "&") {
		return path + "year=" + number(year)
	}
	return path + "?year=" + number(year)
}

// activitiesOf is the list of a filter's activities.
func activitiesOf(f activity.Filter) string { return "/activities?" + f.Query().Encode() }

// campaignsOf is the list of campaigns with some conditions.
func campaignsOf(pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return "/publicity/campaigns?" + q.Encode()
}

func campaignAddress(id publicity.ID) string { return "/publicity/campaigns/" + string(id) }

// spanWords is when a theme is: 5月12日, 5月, 12月1日至7日.
func spanWords(rule publicity.RuleKind, from, to calendar.Date) string {
	month, day := number(from.Month())+"月", number(from.Day())+"日"
	switch {
	case rule == publicity.InMonth:
		return month
	case from == to:
		return month + day
	case from.Month() == to.Month():
		return month + day + "至" + number(to.Day()) + "日"
	}
	return month + day + "至" + number(to.Month()) + "月" + number(to.Day()) + "日"
}

// communityWords is whose it is: 东盛社区, or 全街道.
func communityWords(id string, n frame.Names) string {
	if id == "" {
		return "全街道"
	}
	return n.Unit(id)
}

// only is the error of an operation whose answer the page does not need.
func only[T any](_ T, err error) error { return err }

// sortValue names a kind and a variety in one entry.
func sortValue(k activity.Kind, v activity.Variety) string { return string(k) + "." + string(v) }

func readSort(value string) (activity.Kind, activity.Variety) {
	kind, variety, _ := strings.Cut(value, ".")
	return activity.Kind(kind), activity.Variety(variety)
}

// sortOptions are the varieties of the kinds, each under its kind.
func sortOptions(any bool, kinds ...activity.Kind) []ui.Option {
	var all []ui.Option
	for _, k := range kinds {
		if any {
			all = append(all, ui.Option{Value: sortValue(k, ""), Label: k.Label() + "（不分种类）", Group: k.Label()})
		}
		for _, v := range k.Varieties() {
			if !any && activity.Variety(v.Code) == activity.LeaderLecture {
				continue // recorded under 活动, with its leader
			}
			all = append(all, ui.Option{Value: sortValue(k, activity.Variety(v.Code)), Label: v.Label, Group: k.Label()})
		}
	}
	return all
}

// themeOptions are the themed days that are kept, by day; one that is not stays when it
// was chosen before.
func themeOptions(tx *db.Tx, year int, chosen string) ([]ui.Option, error) {
	days, err := publicity.Occurrences(tx, year)
	var all []ui.Option
	for _, o := range days {
		all = append(all, ui.Option{Value: o.Code, Label: o.Name + "，" + spanWords(o.Rule.Kind, o.From, o.To)})
	}
	if chosen == "" || slices.ContainsFunc(all, func(o ui.Option) bool { return o.Value == chosen }) || err != nil {
		return all, err
	}
	name, err := themeName(tx, chosen)
	return append(all, ui.Option{Value: chosen, Label: name}), err
}

func themeName(tx *db.Tx, code string) (string, error) {
	all, err := publicity.Themes(tx)
	for _, t := range all {
		if t.Code == code {
			return t.Name, err
		}
	}
	return "", err
}
