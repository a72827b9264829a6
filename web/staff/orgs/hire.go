package orgs

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/ui"
)

func rankOptions() []ui.Option {
	var all []ui.Option
	for _, r := range org.Ranks {
		all = append(all, ui.Option{Value: r.Code, Label: r.Label})
	}
	return all
}

// officerQuestions are what is asked of an officer.
func officerQuestions(tx *db.Tx) ([]question, error) {
	tree, err := org.Tree(tx, tx.Today())
	return []question{
		{line, ui.Field{Name: "code", Label: "工号", Width: "short"}},
		{line, ui.Field{Name: "name", Label: "姓名", Width: "short"}},
		{pick, ui.Field{Name: "unit", Label: "单位", Options: newPlaces(tree).options(actor.Street, actor.Community), Width: "medium"}},
		{line, ui.Field{Name: "title", Label: "职务", Optional: true, Width: "medium"}},
		{pick, ui.Field{Name: "rank", Label: "职级", Optional: true, Options: rankOptions(), Width: "medium", Hint: "处级、科级用来数领导接访"}},
		{line, ui.Field{Name: "phone", Label: "工作电话", Optional: true, Type: "tel", Width: "short"}},
	}, err
}

func readOfficer(f *web.Form) org.Officer {
	return org.Officer{
		Code: f.Text("code", "工号", 20, true), Name: f.Text("name", "姓名", 40, true), Unit: f.Text("unit", "单位", 40, true),
		Title: f.Text("title", "职务", 40, false), Rank: f.Choice("rank", "职级", codes(rankOptions()), false), Phone: f.Text("phone", "工作电话", 30, false),
	}
}

var officersCrumb = ui.Crumb{Label: "工作人员", Href: "/org/officers"}

var hire = task{
	done: "已登记，可以安排岗位了",
	open: func(tx *db.Tx, _ *http.Request, v *taskView) error {
		var err error
		v.Title, v.Crumbs, v.Act, v.Back = "登记工作人员", []ui.Crumb{orgCrumb, officersCrumb}, "登记", "/org/officers"
		v.Entries = ui.EntriesOf("since", tx.Today().String())
		v.Questions, err = officerQuestions(tx)
		v.Questions = append(v.Questions, question{day, ui.Field{Name: "since", Label: "到岗日期"}})
		return err
	},
	read: func(_ *http.Request, f *web.Form) change {
		o := readOfficer(f)
		o.Since = f.Date("since", "到岗日期", false)
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			made, err := org.Hire(tx, by, o)
			return officerAddress(made.ID), err
		}
	},
}

// openOfficer begins the page of a task on the officer of the address.
func openOfficer(tx *db.Tx, r *http.Request, v *taskView) (org.Officer, error) {
	o, err := org.FindOfficer(tx, r.PathValue("id"))
	if err != nil {
		return o, err
	}
	v.Crumbs = []ui.Crumb{orgCrumb, officersCrumb, {Label: o.Name, Href: officerAddress(o.ID)}}
	v.Version, v.Back = o.Version, officerAddress(o.ID)
	u, err := org.UnitByID(tx, o.Unit)
	v.Facts = []ui.Fact{{Label: "姓名", Value: o.Name}, {Label: "工号", Value: o.Code}, {Label: "单位", Value: u.Name}, {Label: "职务", Value: o.Title}}
	return o, err
}

var updateOfficer = task{
	done: "已修改",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		o, err := openOfficer(tx, r, v)
		if err != nil {
			return err
		}
		v.Title, v.Act = "修改"+o.Name+"的信息", "保存"
		v.Entries = ui.EntriesOf("code", o.Code, "name", o.Name, "unit", o.Unit, "title", o.Title, "rank", o.Rank, "phone", o.Phone)
		v.Questions, err = officerQuestions(tx)
		return err
	},
	read: func(r *http.Request, f *web.Form) change {
		o := readOfficer(f)
		o.ID, o.Version = r.PathValue("id"), int(f.Version())
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			return officerAddress(o.ID), org.UpdateOfficer(tx, by, o)
		}
	},
}

var leave = task{
	done: "已办理离岗",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		o, err := openOfficer(tx, r, v)
		v.Title, v.Act, v.Danger = o.Name+"离岗", "办理离岗", true
		v.Warning = "过了最后一天，岗位和包保全部结束，账号不能再登录。手上的事项请先交接。"
		v.Entries = ui.EntriesOf("last", tx.Today().String())
		v.Questions = []question{{day, ui.Field{Name: "last", Label: "最后一天", Hint: "当天还能登录；填昨天的日期，马上不能登录"}}}
		return err
	},
	read: func(r *http.Request, f *web.Form) change {
		last := f.Date("last", "最后一天", true)
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			id := r.PathValue("id")
			return officerAddress(id), org.Leave(tx, by, id, int(f.Version()), last)
		}
	},
}

var assign = task{
	done: "已安排岗位",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		o, err := openOfficer(tx, r, v)
		if err != nil {
			return err
		}
		tree, err := org.Tree(tx, tx.Today())
		v.Title, v.Act, v.Version = "给"+o.Name+"安排岗位", "安排", 0
		v.Entries = ui.EntriesOf("unit", o.Unit, "since", tx.Today().String())
		v.Questions = []question{
			{pick, ui.Field{Name: "role", Label: "岗位", Options: roleOptions(), Width: "medium", Hint: "系统管理员不能办理事项；初审、复审、终审要三个不同的人"}},
			{pick, ui.Field{Name: "unit", Label: "管到哪里", Options: newPlaces(tree).options(everyLevel...), Width: "medium", Hint: "看得到这里和下面的内容"}},
			{day, ui.Field{Name: "since", Label: "开始日期"}},
		}
		return err
	},
	read: func(r *http.Request, f *web.Form) change {
		role := actor.Role(f.Choice("role", "岗位", codes(roleOptions()), true))
		unit, since := f.Text("unit", "管到哪里", 40, true), f.Date("since", "开始日期", false)
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			id := r.PathValue("id")
			if err := org.Assign(tx, by, id, role, unit, since); err != nil {
				return "", err
			}
			return officerAddress(id), identity.PostsChanged(tx, by, id)
		}
	},
}

var endPost = task{
	done: "岗位已结束",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		o, err := openOfficer(tx, r, v)
		if err != nil {
			return err
		}
		v.Title, v.Act, v.Danger, v.Version = "结束"+o.Name+"的岗位", "结束岗位", true, 0
		history, err := org.PostHistory(tx, o.ID)
		for _, p := range history {
			if p.ID == r.PathValue("post") {
				v.Facts = append(v.Facts, ui.Fact{Label: "岗位", Value: p.Role.Label()}, ui.Fact{Label: "开始", Value: p.Since.Chinese()})
			}
		}
		v.Entries = ui.EntriesOf("last", tx.Today().String())
		v.Questions = []question{{day, ui.Field{Name: "last", Label: "最后一天", Hint: "当天还有权限；填昨天的日期，马上收回"}}}
		return err
	},
	read: func(r *http.Request, f *web.Form) change {
		last := f.Date("last", "最后一天", true)
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			id := r.PathValue("id")
			if err := org.EndPost(tx, by, r.PathValue("post"), last); err != nil {
				return "", err
			}
			return officerAddress(id), identity.PostsChanged(tx, by, id)
		}
	},
}

var takeArea = task{
	done: "已安排包保",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		o, err := openOfficer(tx, r, v)
		if err != nil {
			return err
		}
		tree, err := org.Tree(tx, tx.Today())
		v.Title, v.Act, v.Version = "给"+o.Name+"安排包保", "安排", 0
		v.Entries = ui.EntriesOf("since", tx.Today().String())
		v.Questions = []question{
			{pick, ui.Field{Name: "unit", Label: "包保哪里", Options: newPlaces(tree).options(actor.Community, actor.Grid, actor.Estate), Width: "medium"}},
			{day, ui.Field{Name: "since", Label: "开始日期"}},
		}
		return err
	},
	read: func(r *http.Request, f *web.Form) change {
		unit, since := f.Text("unit", "包保哪里", 40, true), f.Date("since", "开始日期", false)
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			id := r.PathValue("id")
			return officerAddress(id), org.TakeResponsibility(tx, by, id, unit, since)
		}
	},
}

var endArea = task{
	done: "包保已结束",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		o, err := openOfficer(tx, r, v)
		v.Title, v.Act, v.Version = "结束"+o.Name+"的包保", "结束包保", 0
		v.Entries = ui.EntriesOf("last", tx.Today().String())
		v.Questions = []question{{day, ui.Field{Name: "last", Label: "最后一天"}}}
		return err
	},
	read: func(r *http.Request, f *web.Form) change {
		last := f.Date("last", "最后一天", true)
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			return officerAddress(r.PathValue("id")), org.EndResponsibility(tx, by, r.PathValue("area"), last)
		}
	},
}
