package sample

import (
	"errors"
	"fmt"
	"slices"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/meeting"
	"fengsheng/task"
)

// gathering is a kind of meeting of the year: its agenda, who keeps it, and what it
// gives people to do. It adds no activity: the meetings are those the year has anyway.
type gathering struct {
	variety  activity.Variety
	by       func(*World) actor.Actor
	chair    func(*theatre, int) string
	partners string
	agenda   func(t *theatre, i int, known *cases) []meeting.Item
	tasks    func(t *theatre, i int) []assignment
}

// assignment is a task with who does it and what they write when it is done.
type assignment struct {
	words  string
	who    actor.Actor
	unit   string // "" = the officer
	days   int    // until it is due
	took   int    // days until it is done; 0 = it is still open
	answer string
}

// gatherings are the meetings of doings2024.
var gatherings = []gathering{
	{
		variety: activity.SpecialParty, by: writer, chair: func(t *theatre, i int) string { return t.secretary() },
		agenda: func(t *theatre, i int, _ *cases) []meeting.Item {
			return [][]meeting.Item{
				{
					{Kind: meeting.FirstTopic, Title: "学习法治建设的重要论述"},
					{Kind: meeting.RuleOfLaw, Title: "研究年度法治建设工作要点", Reporter: "政法委员"},
					{Kind: meeting.RuleOfLaw, Title: "研究上年度报告所列不足的整改分工", Reporter: "法治建设专干"},
				},
				{
					{Kind: meeting.LawReport, Title: "听取上半年法治建设和普法工作汇报", Reporter: "司法所"},
					{Kind: meeting.RuleOfLaw, Title: "研究矛调中心和社区站点的人员力量", Reporter: "矛调中心"},
				},
				{
					{Kind: meeting.RuleOfLaw, Title: "研究年度法治建设任务收尾和报告起草", Reporter: "法治建设专干"},
					{Kind: meeting.RuleOfLaw, Title: "研究下一年法治讲堂和岗位练兵的安排", Reporter: "政法委员"},
				},
			}[i]
		},
		tasks: func(t *theatre, i int) []assignment {
			return [][]assignment{
				{
					{words: "把上年度报告所列的不足分解到岗位，列出措施和期限", who: t.writer, days: 20, took: 15, answer: "已列入问题清单，逐条明确了责任人"},
					{words: "各社区排出全年法治讲堂的时间和题目", who: t.head, days: 30, took: 27, answer: "七个社区都已报来，汇总后印发"},
				},
				{{words: "给社区站点各配一名固定的联络调解员", who: t.triager, days: 45, took: 40, answer: "七个站点都有了固定联络人，名单贴在站内"}},
				{
					{words: "起草年度法治政府建设报告初稿", who: t.writer, days: 45},
					{words: "排出下一年岗位练兵和案例研讨的计划", who: t.head, days: 40, took: 30, answer: "计划已经拟好，每季度一次练兵、一次研讨"},
				},
			}[i]
		},
	},
	{
		variety: activity.PetitionMeeting, by: clerk, chair: func(t *theatre, i int) string { return t.owner.Officer },
		agenda: func(t *theatre, i int, known *cases) []meeting.Item {
			items := []meeting.Item{
				{Kind: meeting.Petition, Title: "通报本月信访事项办理进度", Reporter: "信访专干"},
				{Kind: meeting.Petition, Title: "研究需要领导协调的事项", Reporter: "矛调中心分流员", Matters: known.newest(i)},
			}
			if i%3 == 2 {
				items = append(items, meeting.Item{Kind: meeting.OtherItem, Title: "布置下季度排查重点", Reporter: "综合办"})
			}
			return items
		},
		tasks: func(t *theatre, i int) []assignment {
			c := i % len(t.Communities)
			all := []assignment{
				{words: "会同主管部门到现场核实，给当事人书面说明进度", who: t.handler, days: 15, took: 11, answer: "已到现场，书面说明了办理进度和下一步"},
				{words: "排查本社区供热、物业、拆迁方面的苗头，报矛调中心", who: t.leads[c], unit: t.Communities[c].Unit.ID, days: 20, took: 18, answer: "已逐楼走访，新登记的都录入了系统"},
			}
			switch i {
			case 10: // the second is late at the end of the year
				all[1].took = 0
			case 11: // just given
				all[0].took, all[1].took = 0, 0
			}
			return all
		},
	},
	{
		variety: activity.PoliceWork, by: liaison, chair: func(t *theatre, i int) string { return "" }, partners: "东盛路派出所",
		agenda: func(t *theatre, i int, _ *cases) []meeting.Item {
			return []meeting.Item{
				{Kind: meeting.OtherItem, Title: "核对双方移交的矛盾纠纷和隐患", Reporter: "派出所联络员"},
				{Kind: meeting.OtherItem, Title: "商定下一步联合摸排的地点和时间", Reporter: "矛调中心"},
			}
		},
		tasks: func(t *theatre, i int) []assignment {
			a := assignment{words: "按商定的路线联合摸排一轮，结果双方核对", who: t.registrar, days: 20, took: 14, answer: "已会同派出所摸排，结果当天核对一致"}
			if i == 12 {
				a.took = 0
			}
			return []assignment{a}
		},
	},
}

// secretary is the secretary of the party working committee, who reviews the report last.
func (t *theatre) secretary() string {
	for _, o := range t.Leaders {
		if o.Title == "党工委书记" {
			return o.ID
		}
	}
	return t.owner.Officer
}

// meetings puts the year's meetings into their list: planned some days before, held on
// the day they were recorded, minuted the day after, their tasks done or still open.
func (t *theatre) meetings(known *cases) error {
	for _, g := range gatherings {
		for _, d := range doings2024 {
			if d.kind != activity.Meeting || d.variety != g.variety {
				continue
			}
			for i := range d.count {
				on, err := t.days.NextWorkingDay(d.from.AddDays(d.to.DaysSince(d.from) * i / max(d.count-1, 1)))
				if err != nil {
					return err
				}
				t.gather(g, d, i, on, known)
			}
		}
	}
	return t.comingMeetings(known)
}

// gather plays one meeting.
func (t *theatre) gather(g gathering, d doing, i int, on calendar.Date, known *cases) {
	draft := d.draft(t, i)
	t.day(t.office(on.AddDays(-5)), 8, func(tx *db.Tx) error {
		p := meeting.Plan{
			Variety: g.variety, On: on, Start: fmt.Sprintf("%02d:%02d", 9+i%7, 30*(i%2)), Place: draft.Place, Chair: g.chair(t, i), Partners: g.partners,
			Items: g.agenda(t, i, known),
		}
		m, err := t.plan(tx, g.by(&t.World), p)
		if err != nil {
			return fmt.Errorf("%s of %s: %w", g.variety, on, err)
		}
		t.day(on, 19, func(tx *db.Tx) error { return t.met(tx, g, m, i, draft.Attendance) })
		return nil
	})
}

// office is the first working day on or after one; a day of a year that is not loaded
// stays.
func (t *theatre) office(d calendar.Date) calendar.Date {
	if next, err := t.days.NextWorkingDay(d); err == nil {
		return next
	}
	return d
}

// plan arranges a meeting with the open tasks of those before it.
func (t *theatre) plan(tx *db.Tx, by actor.Actor, p meeting.Plan) (meeting.Meeting, error) {
	left, err := meeting.Left(tx, by, p.Variety, "", p.On, "")
	if err != nil {
		return meeting.Meeting{}, err
	}
	for _, l := range left {
		p.Carried = append(p.Carried, string(l.ID))
	}
	return meeting.Arrange(tx, by, p)
}

// met links what was recorded of the meeting, and writes the minutes the next day. The
// last meeting with the police has none yet.
func (t *theatre) met(tx *db.Tx, g gathering, m meeting.Meeting, i, attendance int) error {
	by := g.by(&t.World)
	h := meeting.Holding{Attendance: attendance, Present: t.present(g.variety), Choices: map[string]string{}}
	_, err := meeting.Hold(tx, by, m.ID, h)
	var recorded *meeting.Recorded
	if !errors.As(err, &recorded) {
		return fmt.Errorf("%s of %s: the year has no activity for it: %w", m.Title, m.On, err)
	}
	h.Choices[meeting.WholeMeeting] = string(recorded.Activities[meeting.WholeMeeting][0].ID)
	held, err := meeting.Hold(tx, by, m.ID, h)
	if err != nil || g.variety == activity.PoliceWork && i == 12 {
		return err
	}
	t.day(t.office(m.On.AddDays(1)), 9, func(tx *db.Tx) error { return t.minuted(tx, g, held, i) })
	return nil
}

// present are those who signed in.
func (t *theatre) present(v activity.Variety) []string {
	switch v {
	case activity.SpecialParty:
		all := []string{t.writer.Officer}
		for _, o := range t.Leaders {
			all = append(all, o.ID)
		}
		return all
	case activity.PoliceWork:
		return []string{t.liaison.Officer, t.registrar.Officer, t.triager.Officer}
	}
	return []string{t.clerk.Officer, t.triager.Officer, t.handler.Officer, t.head.Officer, t.owner.Officer, t.leads[0].Officer}
}

// results are what is decided under the points, by their order.
var results = []string{"情况属实，按进度推进", "同意，由牵头的岗位落实，下次会议报告结果", "列入下阶段安排"}

func (t *theatre) minuted(tx *db.Tx, g gathering, m meeting.Meeting, i int) error {
	w := meeting.Minutes{Results: map[string]string{}}
	for k, item := range m.Items {
		w.Results[item.ID] = results[min(k, len(results)-1)]
	}
	given := g.tasks(t, i)
	for _, a := range given {
		d := task.Draft{Item: m.Items[len(m.Items)-1].ID, Words: a.words, Due: m.On.AddDays(a.days), Unit: a.unit}
		if a.unit == "" {
			d.Officer = a.who.Officer
		}
		w.Tasks = append(w.Tasks, d)
	}
	if _, err := meeting.Minute(tx, g.by(&t.World), m.ID, w); err != nil {
		return fmt.Errorf("minutes of %s: %w", m.On, err)
	}
	all, err := task.Of(tx, string(m.ID))
	if err != nil {
		return err
	}
	last := 0
	for _, made := range all {
		k := slices.IndexFunc(given, func(a assignment) bool { return a.words == made.Words })
		a := given[k]
		last = max(last, a.took)
		if a.took > 0 {
			t.day(t.office(m.On.AddDays(a.took)), 15, func(tx *db.Tx) error {
				_, err := task.Finish(tx, a.who, made.ID, 0, a.answer)
				return err
			})
		}
	}
	if !slices.ContainsFunc(given, func(a assignment) bool { return a.took == 0 }) {
		t.day(t.office(m.On.AddDays(last)), 17, func(tx *db.Tx) error {
			_, err := meeting.CloseTasks(tx, g.by(&t.World), m.ID, 0)
			return err
		})
	}
	return nil
}

// comingMeetings are the first meetings of the next year, one that was called off, and
// a task given without a meeting.
func (t *theatre) comingMeetings(known *cases) error {
	t.day(calendar.On(2024, 12, 26), 15, func(tx *db.Tx) error {
		_, err := t.plan(tx, t.clerk, meeting.Plan{
			Variety: activity.PetitionMeeting, On: calendar.On(2025, 1, 9), Start: "09:00", Place: hall, Chair: t.owner.Officer,
			Items: []meeting.Item{{Kind: meeting.Petition, Title: "通报上年信访事项办理情况", Reporter: "信访专干", Matters: firstOf(known.newest(0))}},
		})
		return err
	})
	t.day(calendar.On(2024, 12, 18), 10, func(tx *db.Tx) error {
		m, err := meeting.Arrange(tx, t.writer, meeting.Plan{
			Variety: activity.JointConference, On: calendar.On(2024, 12, 24), Start: "14:00", Place: hall, Partners: "区住房和城乡建设局、供热企业",
			Items: []meeting.Item{{Kind: meeting.OtherItem, Title: "会商供热纠纷的分工", Reporter: "综合办"}},
		})
		if err == nil {
			_, err = meeting.Cancel(tx, t.writer, m.ID, 0, "供热企业已到矛调中心当面答复，不用再会商")
		}
		return err
	})
	t.day(calendar.On(2024, 12, 16), 9, func(tx *db.Tx) error {
		given, err := task.Give(tx, t.overseer, task.Draft{Source: task.Direct, Words: "核对全年督办事项的答复是否齐全", Officer: t.head.Officer, Due: calendar.On(2024, 12, 31)})
		if err != nil {
			return err
		}
		twice, err := task.Give(tx, t.overseer, task.Draft{Source: task.Direct, Words: "报送督办台账", Officer: t.head.Officer, Due: calendar.On(2024, 12, 25)})
		if err == nil {
			_, err = task.Withdraw(tx, t.overseer, twice.ID, 0, "和另一项任务“"+given.Words+"”重复")
		}
		return err
	})
	return nil
}

func firstOf(all []matter.ID) []matter.ID { return all[:min(len(all), 1)] }
