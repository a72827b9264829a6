package orgs

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// venuesView is the list of venues: also the evidence of their indicators.
type venuesView struct {
	View    ui.View
	Beside  string
	Keeps   bool
	Entries ui.Entries
	Chosen  []ui.Condition
	Places  places
	Rows    []org.Venue
	Empty   *ui.EmptyView
	Print   ui.PrintView
}

// Venues is GET /org/venues: the venues of a filter.
func (p Pages) Venues(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	f, wrong := org.ParseVenueFilter(q)
	v := venuesView{Keeps: keeps(r), Entries: ui.Entries{Values: q}}
	status := http.StatusOK
	if wrong != nil {
		v.Entries.Wrong, status = fault.Of(wrong).Fields, http.StatusUnprocessableEntity
	}
	err := p.view(r, func(tx *db.Tx) error {
		tree, err := org.Tree(tx, tx.Today())
		if err != nil {
			return err
		}
		v.Places = newPlaces(tree)
		if wrong == nil {
			v.Rows, err = org.Venues(tx, f)
		}
		return err
	})
	if err != nil {
		return err
	}
	v.Chosen = venueConditions(f, v.Places)
	v.Beside = "共" + strconv.Itoa(len(v.Rows)) + "个"
	if len(v.Rows) == 0 && wrong == nil {
		v.Empty = emptyVenues(v.Chosen, v.Keeps)
	}
	v.View = frame.Wide(r, "场所")
	v.View.Wrong = wrong != nil
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: "场所", Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, status, venuesPage(v))
}

func venueConditions(f org.VenueFilter, all places) []ui.Condition {
	var out []ui.Condition
	add := func(label, name, value string) {
		q := f.Query()
		var rest []string
		for _, v := range q[name] {
			if v != value {
				rest = append(rest, v)
			}
		}
		q[name] = rest
		out = append(out, ui.Condition{Label: label, Remove: "/org/venues" + query(q)})
	}
	for _, k := range f.Kinds {
		add("种类："+k.Label(), "kind", string(k))
	}
	if f.Community != "" {
		add("社区："+all.name(f.Community), "community", f.Community)
	}
	if !f.On.Zero() {
		add(f.On.Plain()+"在用", "on", f.On.String())
	}
	return out
}

func emptyVenues(chosen []ui.Condition, keeps bool) *ui.EmptyView {
	switch {
	case len(chosen) > 0:
		return &ui.EmptyView{Kind: ui.NothingMatches, Text: "没有符合这" + strconv.Itoa(len(chosen)) + "个条件的场所。去掉一个条件再看看：", Conditions: chosen}
	case keeps:
		return &ui.EmptyView{Kind: ui.NothingYet, Text: "还没有场所。", Action: "开设场所", Href: "/org/venues/new"}
	}
	return &ui.EmptyView{Kind: ui.NothingYet, Text: "还没有场所。系统管理员建好后，这里会显示。"}
}

func query(q url.Values) string {
	if len(q.Encode()) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func venuesAddress(f org.VenueFilter) string { return "/org/venues" + query(f.Query()) }

func venueKindOptions() []ui.Option {
	var all []ui.Option
	for _, k := range org.VenueKinds {
		all = append(all, ui.Option{Value: string(k), Label: k.Label()})
	}
	return all
}

var openVenue = task{
	done: "已开设",
	open: func(tx *db.Tx, _ *http.Request, v *taskView) error {
		tree, err := org.Tree(tx, tx.Today())
		v.Title, v.Crumbs, v.Act, v.Back = "开设场所", []ui.Crumb{orgCrumb, {Label: "场所", Href: "/org/venues"}}, "开设", "/org/venues"
		v.Entries = ui.EntriesOf("since", tx.Today().String())
		v.Questions = []question{
			{pick, ui.Field{Name: "kind", Label: "种类", Options: venueKindOptions(), Width: "medium"}},
			{line, ui.Field{Name: "name", Label: "名称", Width: "medium"}},
			{pick, ui.Field{Name: "unit", Label: "设在哪里", Options: newPlaces(tree).options(everyLevel...), Width: "medium"}},
			{line, ui.Field{Name: "address", Label: "地址", Optional: true}},
			{day, ui.Field{Name: "since", Label: "启用日期"}},
		}
		return err
	},
	read: func(_ *http.Request, f *web.Form) change {
		n := org.Venue{
			Kind: org.VenueKind(f.Choice("kind", "种类", codes(venueKindOptions()), true)), Name: f.Text("name", "名称", 40, true),
			Unit: f.Text("unit", "设在哪里", 40, true), Address: f.Text("address", "地址", 100, false), Since: f.Date("since", "启用日期", false),
		}
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := org.OpenVenue(tx, by, n)
			return venuesAddress(org.VenueFilter{On: tx.Today()}), err
		}
	},
}

var closeVenue = task{
	done: "已关闭",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		n, err := org.VenueByID(tx, r.PathValue("id"))
		v.Title, v.Act, v.Danger, v.Version, v.Back = "关闭"+n.Name, "关闭"+n.Name, true, n.Version, "/org/venues"
		v.Crumbs = []ui.Crumb{orgCrumb, {Label: "场所", Href: "/org/venues"}}
		v.Facts = []ui.Fact{{Label: "种类", Value: n.Kind.Label()}, {Label: "启用", Value: n.Since.Chinese()}, {Label: "现在", Value: serviceWords(n.Until)}}
		v.Warning = "关闭以后不能再在这里登记，以前的记录不变。"
		v.Entries = ui.EntriesOf("last", tx.Today().String())
		v.Questions = []question{{day, ui.Field{Name: "last", Label: "最后一天"}}}
		return err
	},
	read: func(r *http.Request, f *web.Form) change {
		last := f.Date("last", "最后一天", true)
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			return "/org/venues", org.CloseVenue(tx, by, r.PathValue("id"), int(f.Version()), last)
		}
	},
}

// serviceWords is 在用, or until when.
func serviceWords(until calendar.Date) string {
	if until.Zero() {
		return "在用"
	}
	return "用到" + until.Plain()
}

var foundCommittee = task{
	done: "已登记调委会",
	open: func(tx *db.Tx, _ *http.Request, v *taskView) error {
		tree, err := org.Tree(tx, tx.Today())
		v.Title, v.Crumbs, v.Act, v.Back = "登记调委会", []ui.Crumb{orgCrumb}, "登记", "/org"
		v.Entries = ui.EntriesOf("since", tx.Today().String())
		v.Questions = []question{
			{line, ui.Field{Name: "name", Label: "名称", Hint: "例如：东盛街道人民调解委员会", Width: "medium"}},
			{line, ui.Field{Name: "shortName", Label: "编号简称", Hint: "编号里“人调字”前面的字，例如：东盛", Width: "short"}},
			{pick, ui.Field{Name: "unit", Label: "设在哪里", Options: newPlaces(tree).options(actor.Street, actor.Community), Width: "medium"}},
			{day, ui.Field{Name: "since", Label: "成立日期"}},
		}
		return err
	},
	read: func(_ *http.Request, f *web.Form) change {
		c := org.Committee{
			Name: f.Text("name", "名称", 60, true), ShortName: f.Text("shortName", "编号简称", 10, true),
			Unit: f.Text("unit", "设在哪里", 40, true), Since: f.Date("since", "成立日期", false),
		}
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := org.FoundCommittee(tx, by, c)
			return "/org", err
		}
	},
}
