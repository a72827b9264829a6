package orgs

import (
	"net/http"
	"strconv"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/ui"
)

var orgCrumb = ui.Crumb{Label: "组织", Href: "/org"}

// levelsBelow are what may stand under each level, as choices.
var levelOptions = []ui.Option{
	{Value: string(actor.Community), Label: "社区", Hint: "在街道下面"},
	{Value: string(actor.Grid), Label: "网格", Hint: "在社区下面"},
	{Value: string(actor.Estate), Label: "小区", Hint: "在社区或网格下面"},
}

func codes(options []ui.Option) []string {
	all := make([]string, len(options))
	for i, o := range options {
		all[i] = o.Value
	}
	return all
}

var addUnit = task{
	done: "已新建",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		tree, err := org.Tree(tx, tx.Today())
		if err != nil {
			return err
		}
		parent, level := r.URL.Query().Get("parent"), ""
		for _, u := range tree {
			if u.ID == parent && u.Level == actor.Grid {
				level = string(actor.Estate)
			}
			if u.Level == actor.Street && parent == "" {
				parent, level = u.ID, string(actor.Community)
			}
		}
		v.Title, v.Crumbs, v.Act, v.Back = "新建社区、网格或小区", []ui.Crumb{orgCrumb}, "新建", "/org"
		v.Entries = ui.EntriesOf("parent", parent, "level", level, "since", tx.Today().String())
		v.Questions = []question{
			{pick, ui.Field{Name: "parent", Label: "建在哪里下面", Options: newPlaces(tree).options(actor.Street, actor.Community, actor.Grid), Width: "medium"}},
			{pick, ui.Field{Name: "level", Label: "级别", Options: levelOptions, Width: "medium", Hint: "社区在街道下面，网格在社区下面，小区在社区或网格下面"}},
			{line, ui.Field{Name: "name", Label: "名称", Width: "medium"}},
			{line, ui.Field{Name: "households", Label: "户数", Optional: true, Width: "short"}},
			{day, ui.Field{Name: "since", Label: "启用日期"}},
		}
		return nil
	},
	read: func(_ *http.Request, f *web.Form) change {
		u := org.Unit{
			Parent: f.Text("parent", "建在哪里下面", 40, true), Level: actor.Level(f.Choice("level", "级别", codes(levelOptions), true)),
			Name: f.Text("name", "名称", 40, true), Households: f.Int("households", "户数", 0, 1_000_000, false), Since: f.Date("since", "启用日期", false),
		}
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			made, err := org.AddUnit(tx, by, u)
			return unitAddress(made.ID), err
		}
	},
}

// openUnit begins the page of a task on the unit of the address.
func openUnit(tx *db.Tx, r *http.Request, v *taskView) (org.Unit, error) {
	u, err := org.UnitByID(tx, r.PathValue("id"))
	v.Crumbs = []ui.Crumb{orgCrumb, {Label: u.Name, Href: unitAddress(u.ID)}}
	v.Version, v.Back = u.Version, unitAddress(u.ID)
	v.Facts = []ui.Fact{{Label: "现在的名称", Value: u.Name}, {Label: "现在的户数", Value: householdWords(u.Households)}}
	return u, err
}

var renameUnit = task{
	done: "已修改",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		u, err := openUnit(tx, r, v)
		v.Title, v.Act = "改名称和户数", "保存"
		v.Entries = ui.EntriesOf("name", u.Name, "households", "")
		if u.Households > 0 {
			v.Entries.Values.Set("households", strconv.Itoa(u.Households))
		}
		v.Questions = []question{
			{line, ui.Field{Name: "name", Label: "名称", Width: "medium", Hint: "以前的记录也会显示新名称"}},
			{line, ui.Field{Name: "households", Label: "户数", Optional: true, Width: "short"}},
		}
		return err
	},
	read: func(r *http.Request, f *web.Form) change {
		name, households := f.Text("name", "名称", 40, true), f.Int("households", "户数", 0, 1_000_000, false)
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			id := r.PathValue("id")
			return unitAddress(id), org.RenameUnit(tx, by, id, int(f.Version()), name, households)
		}
	},
}

var closeUnit = task{
	done: "已撤销",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		u, err := openUnit(tx, r, v)
		v.Title, v.Act, v.Danger = "撤销"+u.Name, "撤销"+u.Name, true
		v.Warning = "撤销以后不能再在这里登记，以前的记录不变。里面的场所、人员要先移走。"
		v.Entries = ui.EntriesOf("last", tx.Today().String())
		v.Questions = []question{{day, ui.Field{Name: "last", Label: "最后一天"}}}
		return err
	},
	read: func(r *http.Request, f *web.Form) change {
		last := f.Date("last", "最后一天", true)
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			return "/org", org.CloseUnit(tx, by, r.PathValue("id"), int(f.Version()), last)
		}
	},
}
