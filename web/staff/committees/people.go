package committees

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/committee"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// personQuestions are what the register says of somebody.
func personQuestions(tx *db.Tx) ([]question, error) {
	names, err := frame.LoadNames(tx)
	var officers []ui.Option
	for _, o := range names.Officers {
		officers = append(officers, ui.Option{Value: o.ID, Label: o.Name + "，" + o.Title})
	}
	return []question{
		pair(question{field: ui.Field{Name: "name", Label: "姓名"}}, question{kind: pick, field: ui.Field{Name: "sex", Label: "性别", Options: frame.Options(sexes)}}),
		{kind: pick, field: ui.Field{Name: "officer", Label: "也是工作人员", Hint: "选了，本人登录后看得到自己这一条", Options: officers, Optional: true, Blank: "不是", Width: "medium"}},
		pair(
			question{kind: pick, field: ui.Field{Name: "employment", Label: "专职、兼职还是特邀", Options: frame.Options(committee.Employments)}},
			question{kind: pick, field: ui.Field{Name: "background", Label: "身份", Options: frame.Options(committee.Backgrounds), Optional: true}},
		),
		pair(
			question{kind: pick, field: ui.Field{Name: "education", Label: "学历", Options: frame.Options(committee.Educations), Optional: true}},
			question{field: ui.Field{Name: "certificate", Label: "调解员证号", Optional: true}},
		),
		{kind: box, field: ui.Field{Name: "law", Label: "受过法律专业教育或者法律业务培训"}},
		{kind: box, field: ui.Field{Name: "party", Label: "中共党员", Hint: "只用于上报的统计表，名册公示时不写"}},
		{kind: box, field: ui.Field{Name: "minority", Label: "属于当地人数较少的民族", Hint: "只用于核对调委会的组成，名册公示时不写"}},
	}, err
}

func readPerson(f *web.Form) committee.Person {
	return committee.Person{
		Name: f.Text("name", "姓名", 100, true), Woman: f.Choice("sex", "性别", frame.Codes(sexes), true) == "woman", Employment: committee.Employment(f.Choice("employment", "专职、兼职还是特邀", frame.Codes(committee.Employments), true)),
		Background: f.Choice("background", "身份", frame.Codes(committee.Backgrounds), false), Education: f.Choice("education", "学历", frame.Codes(committee.Educations), false),
		Certificate: f.Text("certificate", "证号", 100, false), LawTrained: f.Bool("law"), Party: f.Bool("party"), Minority: f.Bool("minority"),
	}
}

var engage = task{
	done: "已聘任，上了名册",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		_, err := v.of(tx, r, "聘任调解员", "登记聘任")
		if err != nil {
			return err
		}
		v.Version = 0
		v.Words = "调解员由委员和调委会聘任的人担任，要公道正派、热心调解、有一定文化和法律知识，是成年公民（《人民调解法》第十三条、第十四条）。"
		person, err := personQuestions(tx)
		v.Questions = append(person,
			pair(question{kind: day, field: ui.Field{Name: "since", Label: "从哪天起聘"}}, question{kind: day, field: ui.Field{Name: "until", Label: "聘到哪一天"}}),
			question{kind: box, field: ui.Field{Name: "adult", Label: "核对过，是成年公民"}},
		)
		return err
	},
	read: func(_ *db.Tx, r *http.Request, f *web.Form) change {
		id := r.PathValue("id")
		e := committee.Engagement{
			Officer: f.Raw("officer"), Person: readPerson(f), Adult: f.Bool("adult"), Since: f.Date("since", "从哪天起聘", true), Until: f.Date("until", "聘到哪一天", true),
		}
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			m, err := committee.Engage(tx, by, id, e)
			return mediatorAddress(m.ID), err
		}
	},
}

// who begins the page of a change of one entry.
func (v *taskView) who(tx *db.Tx, r *http.Request, title, act string) (committee.Mediator, error) {
	m, err := committee.LoadMediator(tx, web.Actor(r), committee.MediatorID(r.PathValue("id")))
	v.Title, v.Act, v.Back, v.Version = title, act, mediatorAddress(m.ID), m.Version
	v.Crumbs = []ui.Crumb{{Label: "调解员", Href: "/mediators"}, {Label: m.Name, Href: v.Back}}
	if err == nil {
		err = elsewhere(r, m.Community)
	}
	return m, err
}

var amend = task{
	done: "已更正登记",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		m, err := v.who(tx, r, "更正登记", "保存")
		if err != nil {
			return err
		}
		sex := "man"
		if m.Woman {
			sex = "woman"
		}
		v.Entries = ui.EntriesOf("name", m.Name, "sex", sex, "officer", m.Officer, "employment", string(m.Employment), "background", m.Background, "education", m.Education,
			"certificate", m.Certificate, "law", bit(m.LawTrained), "party", bit(m.Party), "minority", bit(m.Minority))
		v.Questions, err = personQuestions(tx)
		return err
	},
	read: func(_ *db.Tx, r *http.Request, f *web.Form) change {
		id, version, officer, person := committee.MediatorID(r.PathValue("id")), int(f.Version()), f.Raw("officer"), readPerson(f)
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := committee.Amend(tx, by, id, version, officer, person)
			return mediatorAddress(id), err
		}
	},
}

var renew = task{
	done: "已登记续聘",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		m, err := v.who(tx, r, "登记续聘", "登记续聘")
		v.Facts = []ui.Fact{{Label: "现在的聘期", Value: m.Since.Plain() + "至" + m.Term.Plain()}}
		v.Questions = []question{{kind: day, field: ui.Field{Name: "until", Label: "续聘到哪一天"}}}
		return err
	},
	read: func(_ *db.Tx, r *http.Request, f *web.Form) change {
		id, version, until := committee.MediatorID(r.PathValue("id")), int(f.Version()), f.Date("until", "续聘到哪一天", true)
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := committee.Renew(tx, by, id, version, until)
			return mediatorAddress(id), err
		}
	},
}

var leave = task{
	done: "已登记，不再在名册上",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		m, err := v.who(tx, r, "不再担任调解员", "登记")
		v.Danger = true
		v.Words = "有偏袒一方、侮辱当事人、索取收受财物、泄露隐私和商业秘密之一的，先批评教育、责令改正；情节严重的，推选的由推选单位罢免，聘任的由聘任单位解聘（《人民调解法》第十五条）。"
		v.Facts = []ui.Fact{{Label: "怎样担任的", Value: m.Way.Label()}, {Label: "任期", Value: m.Since.Plain() + "至" + m.Term.Plain()}}
		v.Warning = "登记以后不能改回来；要再担任，重新推选或者聘任。办过的事项不变。"
		v.Entries = ui.EntriesOf("on", tx.Today().String())
		v.Questions = []question{
			{kind: day, field: ui.Field{Name: "on", Label: "最后一天"}},
			{kind: pick, field: ui.Field{Name: "ending", Label: "为什么", Options: frame.Options(committee.Endings), Width: "medium"}},
			{kind: pick, field: ui.Field{Name: "ground", Label: "罢免、解聘的法定情形", Options: frame.Options(committee.Grounds), Optional: true}},
			{kind: long, field: ui.Field{Name: "note", Label: "说明", Hint: "罢免、解聘要写明哪个单位在什么会议上决定的；只有管名册的人和本人看得到", Optional: true, Max: 500, Rows: 2}},
		}
		return err
	},
	read: func(_ *db.Tx, r *http.Request, f *web.Form) change {
		id := committee.MediatorID(r.PathValue("id"))
		l := committee.Leaving{
			Version: int(f.Version()), On: f.Date("on", "最后一天", true), Ending: f.Choice("ending", "为什么", frame.Codes(committee.Endings), true),
			Ground: f.Choice("ground", "法定情形", frame.Codes(committee.Grounds), false), Note: f.Long("note", "说明", 500, false),
		}
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := committee.Leave(tx, by, id, l)
			return mediatorAddress(id), err
		}
	},
}

var openStudio = task{
	done: "已登记工作室",
	open: func(tx *db.Tx, r *http.Request, v *taskView) error {
		c, err := v.of(tx, r, "登记个人调解工作室", "登记")
		if err != nil {
			return err
		}
		v.Version = 0
		v.Words = "工作室在调委会下面，没有自己的印章，协议盖调委会的章（《人民调解法》第二十九条）。"
		all, err := committee.Mediators(tx, committee.MediatorFilter{Committee: c.ID, On: tx.Today()})
		var options []ui.Option
		for _, m := range all {
			options = append(options, ui.Option{Value: string(m.ID), Label: m.Name})
		}
		v.Questions = []question{
			{kind: pick, field: ui.Field{Name: "mediator", Label: "是哪位调解员的", Options: options, Width: "medium"}},
			{field: ui.Field{Name: "name", Label: "名称", Hint: "例如：和大姐调解工作室"}},
			{field: ui.Field{Name: "place", Label: "在哪里"}},
			{kind: day, field: ui.Field{Name: "since", Label: "设立日期"}},
		}
		return err
	},
	read: func(_ *db.Tx, r *http.Request, f *web.Form) change {
		id := r.PathValue("id")
		s := committee.Studio{Mediator: committee.MediatorID(f.Raw("mediator")), Name: f.Text("name", "名称", 100, true), Place: f.Text("place", "在哪里", 100, true), Since: f.Date("since", "设立日期", true)}
		return func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := committee.OpenStudio(tx, by, id, s)
			return committeeAddress(id), err
		}
	},
}

// CloseStudio is POST /committees/{id}/studios/{studio}/close.
func (p Pages) CloseStudio(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, id := web.Actor(r), r.PathValue("id")
	to, err := frame.Once(r, p.DB, by, f.SubmissionID(), "", func(tx *db.Tx) (string, error) {
		return committeeAddress(id), committee.CloseStudio(tx, by, id, r.PathValue("studio"))
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已撤销工作室")
}
