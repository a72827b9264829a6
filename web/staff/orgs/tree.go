package orgs

import (
	"net/http"
	"strconv"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// treeView is the street at a glance.
type treeView struct {
	View        ui.View
	Beside      string
	Keeps       bool
	Facts       []ui.Fact
	Venues      []ui.FigureView
	Communities []communityRow
	Committees  []org.Committee
	Areas       []areaRow
	Places      places
}

// communityRow is a community with what is in it; each number opens its rows.
type communityRow struct {
	ID, Name                         string
	Grids, Estates, Venues, Officers int
	Households                       int
	VenuesHref, OfficersHref         string
}

// areaRow is who answers for which area.
type areaRow struct {
	Officer, Name, Unit, Place string
	Since                      calendar.Date
}

// Tree is GET /org.
func (p Pages) Tree(w http.ResponseWriter, r *http.Request) error {
	v := treeView{View: frame.Wide(r, "组织"), Keeps: keeps(r)}
	err := p.view(r, func(tx *db.Tx) error { return v.fill(tx) })
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, treePage(v))
}

func (v *treeView) fill(tx *db.Tx) error {
	street, err := org.Load(tx)
	if err != nil {
		return err
	}
	v.Facts = []ui.Fact{
		{Label: "街道", Value: street.Name},
		{Label: "办事机构", Value: street.Office},
		{Label: "文书简称", Value: street.ShortName},
		{Label: "所在区县", Value: street.District},
		{Label: "电话", Value: street.Phone},
		{Label: "地址", Value: street.Address},
		{Label: "办公时间", Value: street.Hours},
	}
	today := tx.Today()
	tree, err := org.Tree(tx, today)
	if err != nil {
		return err
	}
	v.Places = newPlaces(tree)
	venues, err := org.Venues(tx, org.VenueFilter{On: today})
	if err != nil {
		return err
	}
	officers, err := org.ListOfficers(tx, org.OfficerFilter{On: today})
	if err != nil {
		return err
	}
	v.Venues = venueFigures(venues, today)
	for _, u := range tree {
		if u.Level == actor.Community {
			v.Communities = append(v.Communities, newCommunityRow(u, v.Places, venues, officers, today))
		}
	}
	v.Beside = "共" + strconv.Itoa(len(v.Communities)) + "个社区"
	if v.Committees, err = org.Committees(tx, today); err != nil {
		return err
	}
	v.Areas, err = areas(tx, v.Places, "")
	return err
}

// venueFigures are the venues in service, counted by kind.
func venueFigures(all []org.Venue, on calendar.Date) []ui.FigureView {
	count := map[org.VenueKind]int{}
	for _, v := range all {
		count[v.Kind]++
	}
	var out []ui.FigureView
	for _, k := range org.VenueKinds {
		out = append(out, ui.FigureView{
			Label: k.Label(), Value: strconv.Itoa(count[k]), Unit: "个", Href: venuesAddress(org.VenueFilter{Kinds: []org.VenueKind{k}, On: on}),
		})
	}
	return out
}

func newCommunityRow(u org.Unit, all places, venues []org.Venue, officers []org.Officer, on calendar.Date) communityRow {
	row := communityRow{
		ID: u.ID, Name: u.Name, Households: u.Households, VenuesHref: venuesAddress(org.VenueFilter{Community: u.ID, On: on}), OfficersHref: officersAddress(u.ID, "", on),
		Grids: len(all.below(u.ID, actor.Grid)), Estates: len(all.below(u.ID, actor.Estate)),
	}
	for _, v := range venues {
		if v.Community == u.ID {
			row.Venues++
		}
	}
	for _, o := range officers {
		if o.Unit == u.ID {
			row.Officers++
		}
	}
	return row
}

// areas lists who answers for which area today, of one officer or of all.
func areas(tx *db.Tx, all places, officer string) ([]areaRow, error) {
	found, err := org.Responsibilities(tx, tx.Today())
	if err != nil {
		return nil, err
	}
	officers, err := org.Officers(tx, tx.Today())
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, o := range officers {
		names[o.ID] = o.Name
	}
	var rows []areaRow
	for _, a := range found {
		if officer == "" || a.Officer == officer {
			rows = append(rows, areaRow{Officer: a.Officer, Name: names[a.Officer], Unit: a.Unit, Place: all.path(a.Unit), Since: a.Since})
		}
	}
	return rows, nil
}

// unitView is one unit with what is in it.
type unitView struct {
	View     ui.View
	Unit     org.Unit
	Level    string
	Keeps    bool
	Facts    []ui.Fact
	Children []childRow
	Areas    []areaRow
	Crumbs   []ui.Crumb
	Figures  []ui.FigureView
	CanAdd   bool
}

// childRow is a unit inside another.
type childRow struct {
	ID, Name, Level, Parent string
	Households              int
}

// Unit is GET /org/units/{id}.
func (p Pages) Unit(w http.ResponseWriter, r *http.Request) error {
	v := unitView{Keeps: keeps(r), Crumbs: []ui.Crumb{{Label: "组织", Href: "/org"}}}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Unit, err = org.UnitByID(tx, r.PathValue("id")); err != nil {
			return err
		}
		return v.fill(tx)
	})
	if err != nil {
		return err
	}
	v.View = frame.Wide(r, v.Unit.Name)
	return web.Render(w, r, http.StatusOK, unitPage(v))
}

func (v *unitView) fill(tx *db.Tx) error {
	today := tx.Today()
	tree, err := org.Tree(tx, today)
	if err != nil {
		return err
	}
	all := newPlaces(tree)
	v.Level, v.CanAdd = levelLabels[v.Unit.Level], v.Keeps && v.Unit.Level != actor.Estate && v.Unit.Until.Zero()
	v.Facts = []ui.Fact{
		{Label: "级别", Value: v.Level}, {Label: "户数", Value: householdWords(v.Unit.Households)}, {Label: "启用", Value: v.Unit.Since.Chinese()},
	}
	if !v.Unit.Until.Zero() {
		v.Facts = append(v.Facts, ui.Fact{Label: "最后一天", Value: v.Unit.Until.Chinese()})
	}
	if up, ok := all.byID[v.Unit.Parent]; ok {
		v.Facts = append(v.Facts, ui.Fact{Label: "上级", Value: all.path(up.ID)})
		if up.Level != actor.Street {
			v.Crumbs = append(v.Crumbs, ui.Crumb{Label: up.Name, Href: unitAddress(up.ID)})
		}
	}
	v.Crumbs = append(v.Crumbs, ui.Crumb{Label: v.Unit.Name})
	for _, level := range everyLevel[1:] {
		for _, u := range all.below(v.Unit.ID, level) {
			v.Children = append(v.Children, childRow{ID: u.ID, Name: u.Name, Level: levelLabels[u.Level], Parent: all.name(u.Parent), Households: u.Households})
		}
	}
	officers, err := org.ListOfficers(tx, org.OfficerFilter{Unit: v.Unit.ID, On: today})
	if err != nil {
		return err
	}
	v.Figures = append(v.Figures, ui.FigureView{
		Label: "工作人员", Value: strconv.Itoa(len(officers)), Unit: "人", Href: officersAddress(v.Unit.ID, "", today),
	})
	if v.Unit.Level == actor.Community {
		f := org.VenueFilter{Community: v.Unit.ID, On: today}
		n, err := org.CountVenues(tx, f)
		if err != nil {
			return err
		}
		v.Figures = append(v.Figures, ui.FigureView{Label: "场所", Value: strconv.Itoa(n), Unit: "个", Href: venuesAddress(f)})
	}
	found, err := areas(tx, all, "")
	for _, a := range found {
		if a.Unit == v.Unit.ID {
			v.Areas = append(v.Areas, a)
		}
	}
	return err
}

func householdWords(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n) + "户"
}

func unitAddress(id string) string { return "/org/units/" + id }
