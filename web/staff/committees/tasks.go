package committees

import (
	"net/http"
	"strings"

	"fengsheng/actor"
	"fengsheng/committee"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

var listCrumb = ui.Crumb{Label: "调委会", Href: "/committees"}

// of begins the page of a change of one committee.
func (v *taskView) of(tx *db.Tx, r *http.Request, title, act string) (committee.Committee, error) {
	c, err := committee.Load(tx, web.Actor(r), r.PathValue("id"))
	v.Title, v.Act, v.Back, v.Version = title, act, committeeAddress(c.ID), c.Version
	v.Crumbs = []ui.Crumb{listCrumb, {Label: c.Name, Href: v.Back}}
	if err == nil {
		err = elsewhere(r, c.Community)
	}
	return c, err
}

// elsewhere refuses the page of a change to who keeps the register of another place.
func elsewhere(r *http.Request, community string) error {
	if identity.KeepCommittees.Reaches(web.Actor(r), identity.Location{Community: community}) {
		return nil
	}
	return fault.New(fault.Denied, "这个调委会不在您的岗位管辖的地方，请街道来登记")
}

func bit(yes bool) string {
	if yes {
		return "1"
	}
	return ""
}

func detailQuestions() []question {
	return []question{
		{kind: pick, field: ui.Field{Name: "kind", Label: "是哪一种", Options: frame.Options(committee.Kinds), Width: "medium"}},
		{field: ui.Field{Name: "trade", Label: "行业或者专业", Hint: "行业性专业性调委会才填，例如：物业、医疗、道路交通", Optional: true, Width: "medium"}},
		{field: ui.Field{Name: "seal", Label: "印文", Hint: "印章上的字；还没有刻章的先空着。书面协议要加盖它才生效", Optional: true}},
		{field: ui.Field{Name: "place", Label: "办公地点", Optional: true}},
		{field: ui.Field{Name: "phone", Label: "电话", Hint: "公示时写这个电话，不写调解员个人的", Optional: true, Width: "short"}},
		{kind: box, field: ui.Field{Name: "mixed", Label: "在多民族居住的地区", Hint: "多民族居住的地区，要有人数较少民族的成员（《人民调解法》第八条）"}},
	}
}

func readDetail(f *web.Form) committee.Detail {
	return committee.Detail{
		Version: int(f.Version()), Kind: committee.Kind(f.Choice("kind", "是哪一种", frame.Codes(committee.Kinds), true)), Trade: f.Text("trade", "行业", 100, false),
		Seal: f.Text("seal", "印文", 100, false), Place: f.Text("place", "地点", 100, false), Phone: f.Text("phone", "电话", 100, false), Mixed: f.Bool("mixed"),
	}
}

var found = task{
	done: "已登记调委会",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		by := web.Actor(r)
		names, err := frame.LoadNames(tx)
		v.Title, v.Act, v.Back, v.Crumbs = "登记新设的调委会", "登记", "/committees", []ui.Crumb{listCrumb}
		v.Words = "居民委员会设立调委会，企事业单位根据需要设立，街道、社会团体和其他组织可以参照设立（《人民调解法》第八条、第三十四条）。"
		var places []ui.Option
		for _, u := range names.Units {
			if u.Level == actor.Street && identity.KeepCommittees.Reaches(by, identity.Location{}) {
				places = append(places, ui.Option{Value: u.ID, Label: u.Name})
			}
			if u.Level == actor.Community && identity.KeepCommittees.Reaches(by, identity.Location{Community: u.ID}) {
				places = append(places, ui.Option{Value: u.ID, Label: u.Name})
			}
		}
		v.Questions = append([]question{
			{field: ui.Field{Name: "name", Label: "名称", Hint: "例如：吉祥社区人民调解委员会"}},
			pair(question{field: ui.Field{Name: "shortName", Label: "编号简称", Hint: "编号里“人调字”前面的字"}}, question{kind: day, field: ui.Field{Name: "since", Label: "设立日期"}}),
			{kind: pick, field: ui.Field{Name: "unit", Label: "设在哪里", Options: places, Width: "medium"}},
		}, detailQuestions()...)
		return err
	},
	read: func(_ *db.Tx, _ *http.Request, f *web.Form) change {
		n := committee.Founding{
			Name: f.Text("name", "名称", 60, true), ShortName: f.Text("shortName", "编号简称", 10, true), Since: f.Date("since", "设立日期", true), Unit: f.Raw("unit"),
		}
		if n.Unit == "" {
			f.Wrong("unit", "请选择设在哪里")
		}
		n.Detail = readDetail(f)
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			c, err := committee.Found(tx, by, n)
			return committeeAddress(c.ID), err
		}
	},
}

var describe = task{
	done: "已保存调委会的情况",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		c, err := v.of(tx, r, "填写调委会的情况", "保存")
		v.Entries = ui.EntriesOf("kind", string(c.Kind), "trade", c.Trade, "seal", c.Seal, "place", c.Place, "phone", c.Phone, "mixed", bit(c.Mixed))
		v.Questions = detailQuestions()
		return err
	},
	read: func(_ *db.Tx, r *http.Request, f *web.Form) change {
		d, id := readDetail(f), r.PathValue("id")
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := committee.Describe(tx, by, id, d)
			return committeeAddress(id), err
		}
	},
}

var report = task{
	done: "已登记报送",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		_, err := v.of(tx, r, "登记报司法行政部门", "登记报送")
		v.Words = "设立情况、人员组成和调整，由区司法行政部门统计并通报基层人民法院（《人民调解法》第十条）。"
		v.Entries = ui.EntriesOf("on", tx.Today().String())
		v.Questions = []question{{kind: day, field: ui.Field{Name: "on", Label: "哪天报的"}}}
		return err
	},
	read: func(_ *db.Tx, r *http.Request, f *web.Form) change {
		on, id, version := f.Date("on", "哪天报的", true), r.PathValue("id"), int(f.Version())
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := committee.Report(tx, by, id, version, on)
			return committeeAddress(id), err
		}
	},
}

// The words before the id of who is chosen for a seat.
const ofRegister, ofOffice = "m:", "o:"

// people are who can be chosen for a seat: the register of the committee, then officers.
func people(tx *db.Tx, id string) ([]ui.Option, error) {
	all, err := committee.Mediators(tx, committee.MediatorFilter{Committee: id, On: tx.Today()})
	if err != nil {
		return nil, err
	}
	var options []ui.Option
	for _, m := range all {
		options = append(options, ui.Option{Value: ofRegister + string(m.ID), Label: m.Name + "，" + m.Way.Label(), Group: "名册上的"})
	}
	names, err := frame.LoadNames(tx)
	for _, o := range names.Officers {
		options = append(options, ui.Option{Value: ofOffice + o.ID, Label: o.Name + "，" + o.Title, Group: "工作人员"})
	}
	return options, err
}

var sexes = matter.Enumeration{{Code: "woman", Label: "女"}, {Code: "man", Label: "男"}}

// seatQuestions ask for one member.
func seatQuestions(i int, who []ui.Option) []question {
	slot := committee.Slot(i)
	return []question{
		pair(
			question{kind: pick, field: ui.Field{Name: slot + ".who", Label: "从名册或工作人员里选", Options: who, Optional: true, Blank: "另写姓名"}},
			question{field: ui.Field{Name: slot + ".name", Label: "另写姓名", Optional: true}},
		),
		pair(
			question{kind: pick, field: ui.Field{Name: slot + ".sex", Label: "性别", Options: frame.Options(sexes), Blank: "请选择", Hint: "名册上的不用填", Optional: true}},
			question{kind: pick, field: ui.Field{Name: slot + ".office", Label: "职务", Options: frame.Options(committee.Offices)}},
		),
	}
}

// readSeat reads one member; false for a slot that was left empty.
func readSeat(tx *db.Tx, f *web.Form, i int) (committee.Candidate, bool) {
	slot := committee.Slot(i)
	who, name := f.Raw(slot+".who"), f.Text(slot+".name", "姓名", 100, false)
	c := committee.Candidate{Office: committee.Office(f.Raw(slot + ".office"))}
	c.Name, c.Woman = name, f.Raw(slot+".sex") == "woman"
	if who == "" && name == "" {
		return c, false
	}
	if id, on := strings.CutPrefix(who, ofRegister); on {
		c.Mediator, c.Person = committee.MediatorID(id), committee.Person{}
		return c, true
	}
	if !sexes.Has(f.Raw(slot + ".sex")) {
		f.Wrong(slot+".sex", "请选择性别，要看有没有妇女成员")
	}
	if id, works := strings.CutPrefix(who, ofOffice); works {
		c.Officer = id
		if names, err := frame.LoadNames(tx); err == nil && c.Name == "" {
			c.Name = names.Officer(id)
		}
	}
	return c, true
}

var elect = task{
	done: "已登记推选，任期三年",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		c, err := v.of(tx, r, "登记推选、改选", "登记这一届")
		if err != nil {
			return err
		}
		who, err := people(tx, c.ID)
		v.More = true
		v.Slots = max(v.Slots, slotsLeast)
		v.Words = "委员三至九人，设主任一人，要有妇女成员；每届任期三年，可以连选连任（《人民调解法》第八条、第九条）。没有连任的，从改选那天起不在名册上。"
		v.Questions = []question{
			pair(question{kind: day, field: ui.Field{Name: "on", Label: "推选日期"}}, question{kind: pick, field: ui.Field{Name: "elector", Label: "由谁推选", Options: frame.Options(c.Kind.Electors())}}),
			{kind: long, field: ui.Field{Name: "meeting", Label: "会议记录", Hint: "记录在哪里、到会多少人", Max: 500, Rows: 2}},
		}
		for i := range v.Slots {
			v.Questions = append(append(v.Questions, question{kind: heading, field: ui.Field{Label: "第" + number(i+1) + "名委员"}}), seatQuestions(i, who)...)
		}
		return err
	},
	read: func(tx *db.Tx, r *http.Request, f *web.Form) change {
		id := r.PathValue("id")
		e := committee.Election{
			Version: int(f.Version()), On: f.Date("on", "推选日期", true), Elector: committee.Elector(f.Choice("elector", "由谁推选", frame.Codes(committee.Electors), true)),
			Meeting: f.Long("meeting", "会议记录", 500, true),
		}
		for i := range slots(f.Values()) {
			if c, there := readSeat(tx, f, i); there {
				e.Members = append(e.Members, c)
			}
		}
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := committee.Elect(tx, by, id, e)
			return committeeAddress(id), err
		}
	},
}

var fill = task{
	done: "已登记补选",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		c, err := v.of(tx, r, "登记补选、调整职务", "登记")
		if err != nil {
			return err
		}
		who, err := people(tx, c.ID)
		v.Words = "任期中间空出的位置由原推选单位补选，任期到这一届届满为止；委员改任主任、副主任也在这里登记。"
		v.Questions = append([]question{{kind: day, field: ui.Field{Name: "on", Label: "补选日期"}}}, seatQuestions(0, who)...)
		return err
	},
	read: func(tx *db.Tx, r *http.Request, f *web.Form) change {
		id := r.PathValue("id")
		n := committee.Filling{Version: int(f.Version()), On: f.Date("on", "补选日期", true)}
		var there bool
		if n.Member, there = readSeat(tx, f, 0); !there {
			f.Wrong(committee.Slot(0)+".who", "请选择补选了谁，或者写下姓名")
		}
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := committee.Fill(tx, by, id, n)
			return committeeAddress(id), err
		}
	},
}
