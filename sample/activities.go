package sample

import (
	"fmt"
	"time"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
)

// doing is a number of activities of one kind, spread evenly over the year.
type doing struct {
	kind     activity.Kind
	variety  activity.Variety
	count    int
	from, to calendar.Date
	by       func(*World) actor.Actor
	draft    func(t *theatre, i int) activity.Draft
	about    bool // about a case a leader owns
}

func writer(w *World) actor.Actor  { return w.writer }
func clerk(w *World) actor.Actor   { return w.clerk }
func liaison(w *World) actor.Actor { return w.liaison }

var (
	january  = calendar.On(2024, 1, 10)
	february = calendar.On(2024, 2, 20)
	december = calendar.On(2024, 12, 20)
)

const hall, yard = "街道三楼会议室", "矛调中心接待室"

// swept is where a sweep of a community goes.
var swept = []string{"居民小区各楼栋", "沿街商铺", "学校和养老机构周边", "在建工地"}

// doings2024 is what the street of the report did in its year; what it told people of
// the law stands in tellings2024.
var doings2024 = []doing{
	{kind: activity.Meeting, variety: activity.SpecialParty, count: 3, from: calendar.On(2024, 3, 12), to: calendar.On(2024, 11, 12), by: writer, draft: func(t *theatre, i int) activity.Draft {
		return activity.Draft{Place: hall, Topics: "研究法治建设和依法治理工作", Attendance: 11}
	}},
	{kind: activity.Meeting, variety: activity.PetitionMeeting, count: 12, from: january, to: december, by: clerk, draft: func(t *theatre, i int) activity.Draft {
		return activity.Draft{Place: hall, Topics: "通报本月信访事项办理进度，研究疑难事项", Attendance: 14 + i%4}
	}},
	{kind: activity.Meeting, variety: activity.PoliceWork, count: 13, from: january, to: december, by: liaison, draft: func(t *theatre, i int) activity.Draft {
		return activity.Draft{Place: "东盛路派出所会议室", Partners: "东盛路派出所", Topics: "隐患排查、应急处置工作安排", Attendance: 9 + i%3}
	}},
	{kind: activity.Study, variety: activity.CentralGroup, count: 5, from: calendar.On(2024, 2, 26), to: calendar.On(2024, 11, 25), by: writer, draft: func(t *theatre, i int) activity.Draft {
		laws := []string{"宪法", "民法典", "信访工作条例", "人民调解法", "行政复议法"}
		return activity.Draft{Place: hall, Topics: "学习" + laws[i], Attendance: 12}
	}},
	{kind: activity.Study, variety: activity.Training, count: 4, from: calendar.On(2024, 3, 20), to: calendar.On(2024, 10, 23), by: writer, draft: func(t *theatre, i int) activity.Draft {
		return activity.Draft{Place: hall, Topics: "行政执法程序与法律文书", Attendance: 26 + i}
	}},
	{kind: activity.Study, variety: activity.MediatorTraining, count: 2, from: calendar.On(2024, 4, 17), to: calendar.On(2024, 9, 18), by: writer, draft: func(t *theatre, i int) activity.Draft {
		return activity.Draft{Place: yard, Topics: "调解技巧与协议书制作", Attendance: 18}
	}},
	{kind: activity.Filing, variety: activity.PartyRules, count: 1, from: calendar.On(2024, 12, 6), to: calendar.On(2024, 12, 6), by: writer, draft: func(t *theatre, i int) activity.Draft {
		return activity.Draft{Topics: "向区委报告年度党内法规制度建设情况"}
	}},
	{kind: activity.Visit, variety: activity.WithCase, count: 43, from: february, to: december, by: clerk, about: true, draft: func(t *theatre, i int) activity.Draft {
		return activity.Draft{Place: "当事人所在社区", Leader: t.Leaders[i%len(t.Leaders)].ID, Batches: 1, Audience: 1 + i%3, Topics: "听取诉求，说明办理进度"}
	}},
	{kind: activity.Reception, variety: "fixed", count: 26, from: january, to: december, by: clerk, draft: func(t *theatre, i int) activity.Draft {
		return activity.Draft{Place: yard, Leader: t.Leaders[i%len(t.Leaders)].ID, Batches: 1 + i%3, Audience: 3 + i%4, Topics: "定期接待来访群众"}
	}},
	{kind: activity.Sweep, variety: activity.WithPolice, count: 40, from: january, to: december, by: liaison, draft: func(t *theatre, i int) activity.Draft {
		stations := []string{"东盛路派出所", "和顺派出所"}
		return activity.Draft{Place: swept[i%len(swept)], Community: t.Communities[i%len(t.Communities)].Unit.ID, Partners: stations[i%2], Topics: "入户摸排矛盾纠纷和安全隐患", Attendance: 6 + i%5}
	}},
	{kind: activity.Docking, variety: activity.HazardInformation, count: 12, from: january, to: december, by: liaison, draft: comparing},
	{kind: activity.Docking, variety: activity.AnalysisWarning, count: 4, from: calendar.On(2024, 3, 28), to: december, by: liaison, draft: comparing},
	{kind: activity.Docking, variety: activity.MajorDispute, count: 2, from: calendar.On(2024, 5, 22), to: calendar.On(2024, 10, 16), by: liaison, draft: comparing},
	{kind: activity.Lecture, variety: activity.LeaderLecture, count: 2, from: calendar.On(2024, 5, 15), to: calendar.On(2024, 11, 6), by: writer, draft: func(t *theatre, i int) activity.Draft {
		return activity.Draft{Place: hall, Leader: t.Leaders[i].ID, Topics: "依法行政专题", Attendance: 40}
	}},
	{kind: activity.Drill, variety: "team", count: 2, from: calendar.On(2024, 6, 12), to: calendar.On(2024, 10, 30), by: writer, draft: practice},
	{kind: activity.Drill, variety: "mediation", count: 1, from: calendar.On(2024, 8, 21), to: calendar.On(2024, 8, 21), by: writer, draft: practice},
}

func comparing(t *theatre, i int) activity.Draft {
	return activity.Draft{Place: "东盛路派出所", Partners: "东盛路派出所", Topics: "核对双方移交清单，商定下一步", Attendance: 5}
}

func practice(t *theatre, i int) activity.Draft {
	return activity.Draft{Place: "街道训练场地", Topics: "矛盾现场处置推演", Attendance: 24}
}

// activities schedules what the street did. About a case, it names one that is
// known on the day.
func (t *theatre) activities(known *cases) error {
	for _, d := range doings2024 {
		span := d.to.DaysSince(d.from)
		for i := range d.count {
			day, err := t.days.NextWorkingDay(d.from.AddDays(span * i / max(d.count-1, 1)))
			if err != nil {
				return err
			}
			// Written down in the evening of the day it happened.
			t.at(day.Time().Add(17*time.Hour), func(tx *db.Tx) error { return t.do(tx, d, i, day, known) })
		}
	}
	return nil
}

func (t *theatre) do(tx *db.Tx, d doing, i int, day calendar.Date, known *cases) error {
	draft := d.draft(t, i)
	draft.Kind, draft.Variety, draft.On = d.kind, d.variety, day
	draft.Start = fmt.Sprintf("%02d:%02d", 9+i%7, 30*(i%2))
	if d.about {
		if draft.Matters = known.newest(i); draft.Matters != nil {
			draft.AboutCase = true
		}
	}
	_, err := activity.Record(tx, d.by(&t.World), draft)
	if err != nil {
		return fmt.Errorf("%s %s %s: %w", d.kind, d.variety, day, err)
	}
	return nil
}
