package studies

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// listsView is the lists of a year: everybody's, the templates of posts, the leaders'.
type listsView struct {
	head
	Keep    bool
	Common  listView
	Posts   []listView
	Leaders []listView
	Entries ui.Entries
	Derive  ui.Entries
	Scopes  []ui.Option
	People  []ui.Option
	Named   []ui.Option // posts that have a template
	Export  url.Values
	Next    string
}

// listView is one list.
type listView struct {
	Title string
	Rows  []lawRow
}

type lawRow struct {
	Href, Law, Sort, Due string
	of                   study.Law
}

var scopes = []ui.Option{
	{Value: "common", Label: "共同清单", Hint: "领导干部都要学"},
	{Value: "post", Label: "岗位清单", Hint: "按分工学，拟订领导个人清单时用"},
	{Value: "leader", Label: "某位领导的清单"},
}

// Lists is GET /study/plan.
func (p Pages) Lists(w http.ResponseWriter, r *http.Request) error {
	return p.lists(w, r, http.StatusOK, yearOf(r.URL.Query().Get("year"), calendar.Of(p.DB.Now())), ui.EntriesOf("scope", "common", "sort", "law"), ui.Entries{})
}

func (p Pages) lists(w http.ResponseWriter, r *http.Request, status, year int, e, derive ui.Entries) error {
	v := listsView{
		head: headOf(r, "应知应会清单　"+number(year)+"年", "/study/plan", year, e.Any() || derive.Any()), Keep: identity.KeepStudyPlans.Allows(web.Actor(r)),
		Entries: e, Derive: derive, Scopes: scopes, Next: number(year + 1), Export: yearValues(year),
	}
	if err := p.view(r, func(tx *db.Tx) error { return v.fill(tx, web.Actor(r)) }); err != nil {
		return err
	}
	return web.Render(w, r, status, listsPage(v))
}

func (v *listsView) fill(tx *db.Tx, by actor.Actor) error {
	all, err := study.Laws(tx, by, v.Year)
	if err != nil {
		return err
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	v.Common = v.list("共同清单", study.Of(all, study.Common, ""))
	for _, post := range study.Owners(all, study.Post) {
		v.Posts = append(v.Posts, v.list(post, study.Of(all, study.Post, post)))
		v.Named = append(v.Named, ui.Option{Value: post, Label: post})
	}
	v.People = leaders(names)
	for _, o := range v.People {
		if list := study.Of(all, study.Leader, o.Value); len(list) > 0 {
			v.Leaders = append(v.Leaders, v.list(o.Label, list))
		}
	}
	for _, id := range study.Owners(all, study.Leader) { // who is no leader by now
		if slices.ContainsFunc(v.People, func(o ui.Option) bool { return o.Value == id }) {
			continue
		}
		if err := names.KnowOfficers(tx, id); err != nil {
			return err
		}
		v.Leaders = append(v.Leaders, v.list(names.Officer(id), study.Of(all, study.Leader, id)))
	}
	return nil
}

func (v *listsView) list(title string, all []study.Law) listView {
	l := listView{Title: title}
	for _, x := range all {
		row := lawRow{Law: x.Words(), Sort: x.Sort.Label(), Due: x.Due.Plain(), of: x}
		if x.Articles == "" {
			row.Law += "全文"
		}
		if v.Keep {
			row.Href = "/study/plan/" + x.ID
		}
		l.Rows = append(l.Rows, row)
	}
	return l
}

// ExportLists is POST /study/plan/export: every list of the year, the laws and when they
// are to be known. What was studied by whom is not in it.
func (p Pages) ExportLists(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeStudy, Action: "study.export", Subject: "plan"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		v := listsView{head: head{Year: yearOf(f.Raw("year"), tx.Today())}}
		err := v.fill(tx, by)
		return frame.Listing{
			Name: "应知应会清单", Condition: number(v.Year) + "年", Meaning: "一行是一份清单里的一部法律或者党内法规，共同的在前，再是各位领导的、各岗位的；学完是计划的日期，学没学、学得怎么样不在里面。",
			Query: yearValues(v.Year), Columns: []string{"清单", "谁的", "法律或党内法规", "条款", "类别", "计划学完"},
			Rows: func(add func(...any) error) error {
				one := func(list, whose string, l listView) error {
					for _, x := range l.Rows {
						if err := add(list, whose, "《"+x.of.Title+"》", cmp.Or(x.of.Articles, "全文"), x.Sort, x.of.Due); err != nil {
							return err
						}
					}
					return nil
				}
				err := one("共同清单", "领导干部", v.Common)
				for _, l := range v.Leaders {
					err = errors.Join(err, one("领导个人清单", l.Title, l))
				}
				for _, l := range v.Posts {
					err = errors.Join(err, one("岗位清单", l.Title, l))
				}
				return err
			},
		}, err
	})
}

// leaders are the officers whose rank makes them leaders, as choices.
func leaders(names frame.Names) []ui.Option {
	var all []ui.Option
	for _, rank := range org.Ranks {
		for _, o := range names.Officers {
			if o.Rank == rank.Code && rank.Code == "division" {
				all = append(all, ui.Option{Value: o.ID, Label: o.Name + "，" + o.Title})
			}
		}
	}
	return all
}

// lawOf reads a line of a list from a form.
func lawOf(f *web.Form, year int) study.Law {
	return study.Law{
		Year: year, Sort: study.Sort(f.Choice("sort", "类别", frame.Codes(study.Sorts), true)),
		Reference: study.Reference{Title: f.Text("title", "法律或者党内法规", 60, true), Articles: f.Text("articles", "条款", 100, false)},
		Due:       f.Date("due", "什么时候以前学完", false),
	}
}

// List is POST /study/plan.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	year := yearOf(f.Raw("year"), calendar.Of(p.DB.Now()))
	scope := study.Scope(f.Choice("scope", "列入哪一份清单", []string{"common", "post", "leader"}, true))
	owner := ""
	switch scope {
	case study.Post:
		owner = f.Text("post", "岗位", 60, true)
	case study.Leader:
		owner = f.Raw("leader")
		if owner == "" {
			f.Wrong("leader", "请选择是哪位领导的清单")
		}
	}
	l := lawOf(f, year)
	l.Scope, l.Owner = scope, owner
	again := func(status int, e ui.Entries) error { return p.lists(w, r, status, year, e, ui.Entries{}) }
	return p.press(w, r, f, "", "已列入清单", func(tx *db.Tx, by actor.Actor) (string, error) {
		_, err := study.List(tx, by, l)
		return inYear("/study/plan", year), err
	}, again)
}

// Derive is POST /study/plan/derive.
func (p Pages) Derive(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	year, post, officer := yearOf(f.Raw("year"), calendar.Of(p.DB.Now())), f.Raw("post"), f.Raw("leader")
	again := func(status int, e ui.Entries) error {
		return p.lists(w, r, status, year, ui.EntriesOf("scope", "common", "sort", "law"), e)
	}
	return p.press(w, r, f, "", "已拟订，请再按分工增减", func(tx *db.Tx, by actor.Actor) (string, error) {
		_, err := study.Derive(tx, by, year, post, officer)
		return inYear("/study/plan", year) + "#leaders", err
	}, again)
}

// Carry is POST /study/plan/carry.
func (p Pages) Carry(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	year := yearOf(f.Raw("year"), calendar.Of(p.DB.Now()))
	again := func(status int, e ui.Entries) error { return p.lists(w, r, status, year, e, ui.Entries{}) }
	return p.press(w, r, f, "", "已转入"+number(year+1)+"年，请核对日期", func(tx *db.Tx, by actor.Actor) (string, error) {
		_, err := study.Carry(tx, by, year)
		return inYear("/study/plan", year+1), err
	}, again)
}

// lawView is one line of a list, to be changed.
type lawView struct {
	View    ui.View
	Law     study.Law
	Title   string
	Entries ui.Entries
	Form    ui.FormView
	Unlist  ui.FormView
	Back    string
}

// Law is GET /study/plan/{id}.
func (p Pages) Law(w http.ResponseWriter, r *http.Request) error {
	return p.law(w, r, http.StatusOK, nil)
}

func (p Pages) law(w http.ResponseWriter, r *http.Request, status int, e *ui.Entries) error {
	var v lawView
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Law, err = study.FindLaw(tx, web.Actor(r), r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	v.Title, v.Back = v.Law.Words(), inYear("/study/plan", v.Law.Year)
	v.Entries = ui.EntriesOf("sort", string(v.Law.Sort), "title", v.Law.Title, "articles", v.Law.Articles, "due", v.Law.Due.String())
	if e != nil {
		v.Entries = *e
	}
	at := "/study/plan/" + v.Law.ID
	v.Form = ui.FormView{Action: at + "/change", Version: strconv.Itoa(v.Law.Version)}
	v.Unlist = ui.FormView{Action: at + "/unlist", Version: strconv.Itoa(v.Law.Version)}
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	return web.Render(w, r, status, lawPage(v))
}

// LawStep is POST /study/plan/{id}/{command}.
func (p Pages) LawStep(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, version := r.PathValue("id"), int(f.Version())
	again := func(status int, e ui.Entries) error { return p.law(w, r, status, &e) }
	switch r.PathValue("command") {
	case "change":
		to := lawOf(f, 0)
		return p.press(w, r, f, "", "已改", func(tx *db.Tx, by actor.Actor) (string, error) {
			l, err := study.Change(tx, by, id, version, to)
			return inYear("/study/plan", l.Year), err
		}, again)
	case "unlist":
		return p.press(w, r, f, "", "已从清单去掉", func(tx *db.Tx, by actor.Actor) (string, error) {
			l, err := study.FindLaw(tx, by, id)
			if err != nil {
				return "", err
			}
			return inYear("/study/plan", l.Year), study.Unlist(tx, by, id, version)
		}, func(status int, _ ui.Entries) error {
			return fault.New(fault.Conflict, "这一行刚刚被别人改过，请重新打开清单")
		})
	}
	return frame.NoStep()
}
