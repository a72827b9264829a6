package sample

import (
	"fmt"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/meeting"
	"fengsheng/responsibility"
	"fengsheng/task"
)

// shortcoming is what the report of 2023 named, with its measure and what became of it.
type shortcoming struct {
	words, cause string
	measure      assignment
	become       responsibility.State
	outcome      string
}

func (t *theatre) shortcomings() []shortcoming {
	return []shortcoming{
		{
			words: "集中学法多，结合案例研讨少", cause: "学习计划只排了题目，没有排案例和研讨的时间",
			measure: assignment{words: "中心组每次学法都配一件本地的事来研讨", who: t.writer, days: 240, took: 210, answer: "五次学法都有案例研讨，记录在会议里"},
			become:  responsibility.Solved, outcome: "全年五次中心组学法都结合案例研讨，学习计划已写明案例",
		},
		{
			words: "社区站点调解力量不足，复杂纠纷多靠街道", cause: "站点人员多为兼职，没有固定的联络调解员",
			measure: assignment{words: "给社区站点各配一名固定联络调解员，办两期调解员培训", who: t.triager, days: 200, took: 190, answer: "七个站点都有固定联络人，培训办了两期"},
			become:  responsibility.Standing, outcome: "固定联络人都到位，复杂纠纷仍需街道支援，下一年继续",
		},
		{
			words: "隐患排查靠集中行动，平时报得少", cause: "报告要到社区填表，手续多",
			measure: assignment{words: "推开手机报隐患，网格员走到哪报到哪", who: t.grids[0], days: 150, took: 120, answer: "网格员都能用手机报，平时报的多了"},
			become:  responsibility.Solved, outcome: "隐患可以在手机上随时报，每周晾晒",
		},
		{
			words: "普法的针对性不强，企业和青年听得少", cause: "普法多在社区广场，没有按人群排题目",
			measure: assignment{words: "按企业、学校、老年人分别排普法题目和时间", who: t.head, days: 290},
		},
	}
}

// responsibilities plays the lists of the year: duties with what was done, the problems
// of the report before, and the projects. What shows it are records the year has anyway.
func (t *theatre) responsibilities() {
	t.day(calendar.On(2024, 1, 15), 10, t.listDuties)
	for i, s := range t.shortcomings() {
		t.day(calendar.On(2024, 3, 14), 10+i%3, func(tx *db.Tx) error { return t.takeOver(tx, s) })
	}
	t.day(calendar.On(2024, 9, 12), 10, func(tx *db.Tx) error {
		p, err := responsibility.Take(tx, t.overseer, responsibility.Problem{
			Source: responsibility.Inspection, Year: 2024, Words: "个别卷宗送达回证没有及时归入", Cause: "送达以后没有人催收回证",
		})
		if err != nil {
			return err
		}
		_, err = responsibility.Measure(tx, t.overseer, p.ID, task.Draft{Words: "逐卷核对送达回证，缺的补齐", Officer: t.archivist.Officer, Due: calendar.On(2024, 12, 15)})
		return err
	})
	t.projects()
	t.day(calendar.On(2024, 12, 27), 15, t.account)
}

// dual are duties of other posts beside their main work.
var dual = []struct{ post, words string }{
	{"综合办负责人", "安排科室工作时，一并安排本领域的普法和信访，每月过一遍"},
	{"政法委员", "统筹矛盾纠纷排查化解和警地对接，督促期限临近的事项"},
	{"社区矛调站站长", "本社区的排查、调解和法治讲堂，每月向街道报一次情况"},
}

func (t *theatre) listDuties(tx *db.Tx) error {
	if _, err := responsibility.ListUsual(tx, t.writer, 2024, t.secretary(), t.owner.Officer); err != nil {
		return err
	}
	for i, d := range dual {
		officer := ""
		if i == 0 {
			officer = t.head.Officer
		}
		_, err := responsibility.List(tx, t.writer, responsibility.Duty{Year: 2024, Kind: responsibility.Dual, Post: d.post, Officer: officer, Words: d.words, Source: "一岗双责"})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *theatre) takeOver(tx *db.Tx, s shortcoming) error {
	p, err := responsibility.Take(tx, t.writer, responsibility.Problem{Source: responsibility.Report, Year: 2023, Words: s.words, Cause: s.cause})
	if err != nil {
		return err
	}
	on := tx.Today()
	m := s.measure
	made, err := responsibility.Measure(tx, t.writer, p.ID, task.Draft{Words: m.words, Officer: m.who.Officer, Due: on.AddDays(m.days)})
	if err != nil || m.took == 0 {
		return err
	}
	t.day(on.AddDays(m.took), 16, func(tx *db.Tx) error {
		_, err := task.Finish(tx, m.who, made.ID, 0, m.answer)
		return err
	})
	t.day(on.AddDays(m.took+5), 10, func(tx *db.Tx) error {
		_, err := responsibility.End(tx, t.writer, p.ID, 0, s.become, s.outcome)
		return err
	})
	return nil
}

// milestone is a step of a project: when it is planned, when it is reached, and what shows it.
type milestone struct {
	words         string
	planned, done calendar.Date
	note          string
}

// undertaking is a project of the year with its milestones.
type undertaking struct {
	name, goal string
	lead       actor.Actor
	steps      []milestone
}

func (t *theatre) undertakings() []undertaking {
	return []undertaking{
		{"“枫盛模式”", "矛调中心和七个站点按一个流程办，写成一本手册", t.triager, []milestone{
			{"流程在三个社区试行", calendar.On(2024, 3, 31), calendar.On(2024, 3, 28), "三个社区的站点已按新流程登记"},
			{"七个社区全部按新流程办", calendar.On(2024, 6, 30), calendar.On(2024, 6, 27), "七个站点的登记都在系统里"},
			{"手册写成并在调解员培训上讲", calendar.On(2024, 9, 30), calendar.On(2024, 9, 26), "培训签到和手册第一版"},
			{"手册修订定稿", calendar.On(2024, 12, 20), 0, ""},
		}},
		{"移动解忧点", "每个社区至少去两次，居民在楼下就能说事", t.handler, []milestone{
			{"定下路线和值守的人", calendar.On(2024, 4, 15), calendar.On(2024, 4, 12), "路线表贴在各社区"},
			{"七个社区走完第一轮", calendar.On(2024, 7, 31), calendar.On(2024, 8, 6), "各点的登记本"},
			{"七个社区走完第二轮", calendar.On(2025, 1, 15).AddDays(-20), calendar.On(2024, 12, 24), "各点的登记本"},
		}},
		{"“互联网+调解”", "外地当事人可以在线参加调解", t.head, []milestone{
			{"设备到位，办一次演练", calendar.On(2024, 10, 31), calendar.On(2024, 10, 29), "演练记录"},
			{"办成第一件在线调解", calendar.On(2024, 12, 31), 0, ""},
		}},
	}
}

func (t *theatre) projects() {
	for _, p := range t.undertakings() {
		t.day(calendar.On(2024, 2, 26), 11, func(tx *db.Tx) error {
			made, err := responsibility.Begin(tx, t.writer, responsibility.Project{Year: 2024, Name: p.name, Goal: p.goal, Officer: p.lead.Officer})
			if err != nil {
				return err
			}
			for _, s := range p.steps {
				step, err := responsibility.Step(tx, t.writer, made.ID, s.words, s.planned)
				if err != nil {
					return err
				}
				if s.done.Zero() {
					continue
				}
				t.day(s.done, 16, func(tx *db.Tx) error {
					step.Done, step.Note = tx.Today(), s.note
					return responsibility.Reach(tx, p.lead, step)
				})
			}
			return nil
		})
	}
}

// proof is a duty with the kinds of records that show what was done for it.
type proof struct {
	kind    responsibility.Kind
	order   int // among the duties of the kind, from 0
	meeting activity.Variety
	acts    activity.Kind
	variety activity.Variety
	words   string
}

var proofs2024 = []proof{
	{responsibility.Secretary, 0, activity.SpecialParty, "", "", "主持专题党委会，研究法治建设的重要问题"},
	{responsibility.Secretary, 1, "", activity.Filing, activity.PartyRules, "向区委报告党内法规制度建设情况"},
	{responsibility.Secretary, 4, "", activity.Study, activity.Training, "安排干部法治培训"},
	{responsibility.Secretary, 5, "", activity.Study, activity.CentralGroup, "带头参加中心组学法"},
	{responsibility.Secretary, 5, "", activity.Lecture, activity.LeaderLecture, "主讲法治课"},
	{responsibility.Director, 0, activity.PetitionMeeting, "", "", "主持信访工作会议，协调疑难事项"},
	{responsibility.Director, 3, "", activity.Visit, activity.WithCase, "带案下访，督促承办单位"},
	{responsibility.Director, 5, "", activity.Lecture, activity.LeaderLecture, "主讲法治课"},
	{responsibility.Dual, 0, activity.PoliceWork, "", "", "参加警地工作例会，商定联合摸排"},
	{responsibility.Dual, 1, "", activity.Lecture, activity.InCommunity, "办社区法治讲堂"},
	{responsibility.Dual, 2, "", activity.Publicity, "", "安排普法活动"},
}

// account writes at the end of the year what was done for the duties: for each the last
// three records that show it.
func (t *theatre) account(tx *db.Tx) error {
	all, err := responsibility.Duties(tx, t.writer, 2024)
	if err != nil {
		return err
	}
	year := matter.Year(2024, tx.Today())
	for _, p := range proofs2024 {
		duty := nth(all, p.kind, p.order)
		if duty.ID == "" {
			return fmt.Errorf("no duty %d of %s", p.order, p.kind)
		}
		enter := func(e responsibility.Evidence, on calendar.Date) error {
			_, err := responsibility.Enter(tx, t.clerk, responsibility.Entry{Duty: duty.ID, On: on, Words: p.words, Evidence: e})
			return err
		}
		if p.meeting != "" {
			met, err := meeting.List(tx, t.writer, meeting.Filter{From: year.From, To: tx.Today(), Variety: p.meeting})
			if err != nil {
				return err
			}
			for _, m := range met[:min(len(met), 3)] {
				if err := enter(responsibility.Evidence{Proof: responsibility.ByMeeting, ID: string(m.ID)}, m.On); err != nil {
					return err
				}
			}
			continue
		}
		f := activity.Filter{Kinds: []string{string(p.acts)}, On: year}
		if p.variety != "" {
			f.Varieties = []string{string(p.variety)}
		}
		switch {
		case p.acts != activity.Visit && p.variety != activity.LeaderLecture:
		case p.kind == responsibility.Director:
			f.Leader = t.owner.Officer
		default:
			f.Leader = t.secretary()
		}
		done, err := activity.List(tx, f, activity.Page{Size: 3})
		if err != nil {
			return err
		}
		for _, a := range done {
			if err := enter(responsibility.Evidence{Proof: responsibility.ByActivity, ID: string(a.ID)}, a.On); err != nil {
				return err
			}
		}
	}
	return t.alsoOwned(tx, nth(all, responsibility.Director, 0))
}

// alsoOwned shows a matter that a leader owns, and a task that is done, as evidence.
func (t *theatre) alsoOwned(tx *db.Tx, duty responsibility.Duty) error {
	_, err := responsibility.Enter(tx, t.clerk, responsibility.Entry{
		Duty: duty.ID, On: calendar.On(2024, 11, 13), Words: "包案的事项召集有关单位商定办法，按程序答复",
		Evidence: responsibility.Evidence{Proof: responsibility.ByMatter, ID: string(t.open["review"])},
	})
	if err != nil {
		return err
	}
	tasks, err := task.List(tx, t.clerk, task.Filter{Source: task.Meeting, State: task.Done}, 1)
	if err != nil || len(tasks) == 0 {
		return err
	}
	_, err = responsibility.Enter(tx, t.clerk, responsibility.Entry{
		Duty: duty.ID, On: tasks[0].EndedOn, Words: "会议议定的任务逐项落实", Evidence: responsibility.Evidence{Proof: responsibility.ByTask, ID: string(tasks[0].ID)},
	})
	return err
}

// nth is a duty of a kind by its order among those of the kind.
func nth(all []responsibility.Duty, kind responsibility.Kind, order int) responsibility.Duty {
	for _, d := range all {
		if d.Kind != kind {
			continue
		}
		if order == 0 {
			return d
		}
		order--
	}
	return responsibility.Duty{}
}
