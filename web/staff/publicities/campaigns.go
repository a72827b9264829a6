package publicities

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// listView is the campaigns of a filter.
type listView struct {
	top
	Asked  ui.Entries
	States []ui.Option
	Themes []ui.Option
	Brands []ui.Option
	Venues []ui.Option
	Places []ui.Option
	Chosen []ui.Condition
	Rows   []campaignRow
	Export url.Values
	Keep   bool
	Beside string
}

// campaignRow is a campaign as a line of a list.
type campaignRow struct {
	ID                                             publicity.ID
	Href, Title, Sort, ISO, Start, Place, Partners string
	Theme, Brand, State                            string
	Tone                                           ui.Tone
	Audience, Leaflets, Giveaways                  string // "" until it is held
}

// doneState asks for what took place, written down to the end or not.
const doneState = "done"

// asked reads the filter of a list from its address.
func asked(q url.Values) publicity.Filter {
	f := publicity.Filter{State: q.Get("state"), Theme: q.Get("theme"), Brand: q.Get("brand"), Venue: q.Get("venue"), Area: q.Get("community"), Material: q.Get("material")}
	if f.State == doneState {
		f.State, f.Done = "", true
	}
	if n, err := strconv.Atoi(q.Get("year")); err == nil && n >= 2000 && n <= 2100 {
		f.From, f.To = calendar.On(n, 1, 1), calendar.On(n, 12, 31)
	}
	return f
}

// askedNames are the entries of the filter, in the order of the panel.
var askedNames = []string{"year", "state", "theme", "brand", "venue", "community", "material"}

// List is GET /publicity/campaigns.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	q := url.Values{}
	for _, name := range askedNames {
		if value := r.URL.Query().Get(name); value != "" {
			q.Set(name, value)
		}
	}
	v := listView{top: newTop(r, "普法活动", "/publicity/campaigns", ui.Entries{}), Asked: ui.Entries{Values: q}, Export: q, Keep: identity.KeepPublicity.Allows(web.Actor(r))}
	err := p.view(r, func(tx *db.Tx) error { return v.fill(tx, web.Actor(r), q) })
	if err != nil {
		return err
	}
	v.Print.Filter = frame.Words(v.Chosen)
	v.Beside = "共" + number(len(v.Rows)) + "次"
	return web.Render(w, r, http.StatusOK, listPage(v))
}

func (v *listView) fill(tx *db.Tx, by actor.Actor, q url.Values) error {
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	all, err := publicity.List(tx, by, asked(q))
	if err != nil {
		return err
	}
	if v.Rows, err = campaignRows(tx, names, all); err != nil {
		return err
	}
	v.States = append([]ui.Option{{Value: doneState, Label: "办过的"}}, frame.Options(publicity.States)...)
	if v.Themes, err = themeOptions(tx, yearOf(q.Get("year"), tx.Today()), q.Get("theme")); err != nil {
		return err
	}
	if v.Brands, err = brandOptions(tx, q.Get("brand")); err != nil {
		return err
	}
	v.Venues, v.Places = venueOptions(names, q.Get("venue")), names.Communities()
	return v.conditions(tx, q)
}

// conditions are the chosen filters as words that can be removed.
func (v *listView) conditions(tx *db.Tx, q url.Values) error {
	materials, err := publicity.Materials(tx)
	if err != nil {
		return err
	}
	var stuff []ui.Option
	for _, m := range materials {
		stuff = append(stuff, ui.Option{Value: m.ID, Label: "发过" + m.Name})
	}
	choices := map[string][]ui.Option{
		"state": v.States, "theme": v.Themes, "brand": v.Brands, "venue": v.Venues, "community": v.Places, "material": stuff,
		"year": {{Value: q.Get("year"), Label: q.Get("year") + "年"}},
	}
	for _, name := range askedNames {
		value := q.Get(name)
		if value == "" {
			continue
		}
		label := "找不到的条件"
		if i := slices.IndexFunc(choices[name], func(o ui.Option) bool { return o.Value == value }); i >= 0 {
			label = choices[name][i].Label
		}
		rest := url.Values{}
		for k := range q {
			if k != name {
				rest.Set(k, q.Get(k))
			}
		}
		v.Chosen = append(v.Chosen, ui.Condition{Label: label, Remove: "/publicity/campaigns?" + rest.Encode()})
	}
	return nil
}

// campaignRows are campaigns as lines, with what their activities count.
func campaignRows(tx *db.Tx, n frame.Names, all []publicity.Campaign) ([]campaignRow, error) {
	themes, err := publicity.Themes(tx)
	if err != nil {
		return nil, err
	}
	brands, err := publicity.Brands(tx)
	if err != nil {
		return nil, err
	}
	var rows []campaignRow
	for _, c := range all {
		if err := n.KnowUnits(tx, c.Community); err != nil {
			return nil, err
		}
		row := campaignRow{
			ID: c.ID, Href: campaignAddress(c.ID), Title: c.Title, Sort: c.Variety.Label(c.Kind), ISO: c.On.String(), Start: c.Start,
			Place: communityWords(c.Community, n) + "，" + c.Place, Partners: c.Partners, State: c.State.Label(), Tone: tone(c, tx.Today()),
		}
		if c.State == publicity.Planned && c.On < tx.Today() {
			row.State = "已安排，还没有记录办完"
		}
		for _, t := range themes {
			if t.Code == c.Theme {
				row.Theme = t.Name
			}
		}
		for _, b := range brands {
			if b.ID == c.Brand {
				row.Brand = b.Name
			}
		}
		if c.Activity != "" {
			a, err := activity.Latest(tx, c.Activity)
			if err != nil {
				return nil, err
			}
			row.Audience, row.Leaflets, row.Giveaways = number(a.Audience), number(a.Leaflets), number(a.Giveaways)
			if !a.Valid {
				row.Audience, row.Leaflets, row.Giveaways, row.State, row.Tone = "", "", "", "活动已撤回", ui.Plain
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func tone(c publicity.Campaign, today calendar.Date) ui.Tone {
	switch {
	case c.State == publicity.Planned && c.On < today:
		return ui.Late
	case c.State == publicity.Planned:
		return ui.Soon
	case c.State == publicity.Held:
		return ui.Going
	case c.State == publicity.Recorded:
		return ui.Done
	}
	return ui.Plain
}

// brandOptions are the brands in use; one that has ended stays where it was chosen.
func brandOptions(tx *db.Tx, chosen string) ([]ui.Option, error) {
	all, err := publicity.Brands(tx)
	var options []ui.Option
	for _, b := range all {
		if !b.Ended || b.ID == chosen {
			options = append(options, ui.Option{Value: b.ID, Label: b.Name})
		}
	}
	return options, err
}

// venueOptions are the venues in use, those where the law is told first.
func venueOptions(n frame.Names, chosen string) []ui.Option {
	var first, rest []ui.Option
	for _, v := range n.Venues {
		o := ui.Option{Value: v.ID, Label: v.Name}
		switch {
		case !v.Until.Zero() && v.ID != chosen:
		case slices.Contains(org.PublicityVenues, v.Kind):
			o.Group = "法治宣传阵地"
			first = append(first, o)
		default:
			o.Group = "其他场所"
			rest = append(rest, o)
		}
	}
	return append(first, rest...)
}

// ExportList is POST /publicity/campaigns/export.
func (p Pages) ExportList(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeePublicity, Action: "publicity.export", Subject: "campaigns"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		q := url.Values{}
		for _, name := range askedNames {
			if value := f.Raw(name); value != "" {
				q.Set(name, value)
			}
		}
		var v listView
		err := v.fill(tx, by, q)
		return frame.Listing{
			Name: "普法活动清单", Condition: frame.Words(v.Chosen), Meaning: "一行是一次普法活动，按举办的日期；数量按登记的活动。", Query: q,
			Columns: []string{"日期", "名称", "种类", "地点", "参加单位", "节点", "品牌", "状态", "受众人次", "宣传资料（份）", "宣传品（份）"},
			Rows: func(add func(...any) error) error {
				for _, c := range v.Rows {
					if err := add(frame.DayCell(c.ISO), c.Title, c.Sort, c.Place, c.Partners, c.Theme, c.Brand, c.State, figure(c.Audience), figure(c.Leaflets), figure(c.Giveaways)); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// figure is a count as a value of a row: a number, or nothing before there is one.
func figure(written string) any {
	n, err := strconv.Atoi(written)
	if err != nil {
		return ""
	}
	return n
}
