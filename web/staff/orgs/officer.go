package orgs

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// officersView is the list of officers.
type officersView struct {
	View    ui.View
	Beside  string
	Keeps   bool
	Entries ui.Entries
	Chosen  []ui.Condition
	Places  places
	Rows    []officerRow
	Empty   *ui.EmptyView
}

type officerRow struct {
	ID, Code, Name, Unit, Title, Posts string
	Until                              calendar.Date
	Demo                               bool
}

// officersAsked is the filter of the list, from its address.
type officersAsked struct {
	filter org.OfficerFilter
	query  url.Values // what of the address was used
	wrong  string
}

func readOfficers(q url.Values) officersAsked {
	a := officersAsked{query: url.Values{}}
	keep := func(name string) string {
		v := q.Get(name)
		if v != "" {
			a.query.Set(name, v)
		}
		return v
	}
	a.filter.Unit = keep("unit")
	if role := actor.Role(keep("role")); role.Known() {
		a.filter.Role = role
	}
	if on := keep("on"); on != "" {
		d, err := calendar.Parse(on)
		if err != nil {
			a.wrong = "哪一天在岗：" + err.Error()
		}
		a.filter.On = d
	}
	return a
}

// Officers is GET /org/officers. Without a condition it shows who is here today.
func (p Pages) Officers(w http.ResponseWriter, r *http.Request) error {
	if r.URL.RawQuery == "" {
		return web.Redirect(w, r, officersAddress("", "", calendar.Of(p.DB.Now())), "")
	}
	q := readOfficers(r.URL.Query())
	v := officersView{View: frame.Wide(r, "工作人员"), Keeps: keeps(r), Entries: ui.Entries{Values: r.URL.Query()}}
	status := http.StatusOK
	if q.wrong != "" {
		v.Entries.General, status, v.View.Wrong = q.wrong, http.StatusUnprocessableEntity, true
	}
	err := p.view(r, func(tx *db.Tx) error {
		tree, err := org.Tree(tx, tx.Today())
		if err != nil || q.wrong != "" {
			return err
		}
		v.Places = newPlaces(tree)
		v.Rows, err = officerRows(tx, q.filter, v.Places)
		return err
	})
	if err != nil {
		return err
	}
	v.Chosen = q.conditions(v.Places)
	v.Beside = "共" + strconv.Itoa(len(v.Rows)) + "人"
	if len(v.Rows) == 0 && q.wrong == "" {
		v.Empty = &ui.EmptyView{
			Kind: ui.NothingMatches, Text: "没有符合这" + strconv.Itoa(len(v.Chosen)) + "个条件的工作人员。去掉一个条件再看看：", Conditions: v.Chosen,
		}
	}
	return web.Render(w, r, status, officersPage(v))
}

func officerRows(tx *db.Tx, f org.OfficerFilter, all places) ([]officerRow, error) {
	found, err := org.ListOfficers(tx, f)
	if err != nil {
		return nil, err
	}
	on := f.On
	if on.Zero() {
		on = tx.Today()
	}
	held, err := org.PostsOn(tx, on)
	if err != nil {
		return nil, err
	}
	words := map[string][]string{}
	for _, p := range held {
		words[p.Officer] = append(words[p.Officer], p.Role.Label())
	}
	var rows []officerRow
	for _, o := range found {
		rows = append(rows, officerRow{
			ID: o.ID, Code: o.Code, Name: o.Name, Unit: all.path(o.Unit), Title: o.Title, Posts: strings.Join(distinct(words[o.ID]), "、"), Until: o.Until, Demo: o.Demo,
		})
	}
	return rows, nil
}

func distinct(words []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

func (a officersAsked) conditions(all places) []ui.Condition {
	var out []ui.Condition
	add := func(label, name string) {
		rest := url.Values{}
		for n, v := range a.query {
			if n != name {
				rest[n] = v
			}
		}
		if len(rest) == 0 {
			rest.Set("all", "1") // the bare address shows today's
		}
		out = append(out, ui.Condition{Label: label, Remove: "/org/officers" + query(rest)})
	}
	if a.filter.Unit != "" {
		add("单位："+all.path(a.filter.Unit), "unit")
	}
	if a.filter.Role != "" {
		add("岗位："+a.filter.Role.Label(), "role")
	}
	if !a.filter.On.Zero() {
		add(a.filter.On.Plain()+"在岗", "on")
	}
	return out
}

func officersAddress(unit string, role actor.Role, on calendar.Date) string {
	q := url.Values{}
	for name, v := range map[string]string{"unit": unit, "role": string(role), "on": on.String()} {
		if v != "" {
			q.Set(name, v)
		}
	}
	return "/org/officers" + query(q)
}

func officerAddress(id string) string { return "/org/officers/" + id }

func roleOptions() []ui.Option {
	var all []ui.Option
	for _, r := range actor.Roles {
		all = append(all, ui.Option{Value: string(r), Label: r.Label()})
	}
	return all
}

// officerView is one officer.
type officerView struct {
	View    ui.View
	Officer org.Officer
	Keeps   bool // and still in service
	Facts   []ui.Fact
	Posts   []postRow
	Areas   []heldArea
}

type postRow struct {
	ID, Role, Place string
	Since, Until    calendar.Date
	Held            bool
}

// heldArea is an area the officer answers for today.
type heldArea struct {
	ID, Unit, Place string
	Since           calendar.Date
}

// Officer is GET /org/officers/{id}. The telephone is shown to who keeps the org.
func (p Pages) Officer(w http.ResponseWriter, r *http.Request) error {
	v := officerView{}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Officer, err = org.FindOfficer(tx, r.PathValue("id")); err != nil {
			return err
		}
		return v.fill(tx, keeps(r))
	})
	if err != nil {
		return err
	}
	v.Keeps = keeps(r) && v.Officer.Until.Zero()
	v.View = frame.Wide(r, v.Officer.Name)
	return web.Render(w, r, http.StatusOK, officerPage(v))
}

func (v *officerView) fill(tx *db.Tx, phone bool) error {
	tree, err := org.Tree(tx, tx.Today())
	if err != nil {
		return err
	}
	all := newPlaces(tree)
	o := v.Officer
	v.Facts = []ui.Fact{
		{Label: "工号", Value: o.Code},
		{Label: "单位", Value: all.path(o.Unit)},
		{Label: "职务", Value: o.Title},
		{Label: "职级", Value: org.RankLabel(o.Rank)},
		{Label: "到岗", Value: o.Since.Chinese()},
	}
	if phone {
		v.Facts = append(v.Facts, ui.Fact{Label: "电话", Value: o.Phone})
	}
	if !o.Until.Zero() {
		v.Facts = append(v.Facts, ui.Fact{Label: "最后一天", Value: o.Until.Chinese()})
	}
	history, err := org.PostHistory(tx, o.ID)
	if err != nil {
		return err
	}
	for _, p := range history {
		row := postRow{ID: p.ID, Role: p.Role.Label(), Place: all.path(p.Unit), Since: p.Since, Until: p.Until, Held: p.Until.Zero()}
		if row.Place == "" { // the unit is no longer in the tree
			u, err := org.UnitByID(tx, p.Unit)
			if err != nil {
				return err
			}
			row.Place = u.Name
		}
		v.Posts = append(v.Posts, row)
	}
	found, err := org.Responsibilities(tx, tx.Today())
	for _, a := range found {
		if a.Officer == o.ID {
			v.Areas = append(v.Areas, heldArea{ID: a.ID, Unit: a.Unit, Place: all.path(a.Unit), Since: a.Since})
		}
	}
	return err
}
