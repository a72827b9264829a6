package sample

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/file"
	"fengsheng/study"
)

// studies plays the year's law study: the lists, the sessions, what some studied
// alone, an examination, the report on party rules, and the plan of the next year. It
// takes nothing from the dice; the sessions are those study activities that the year
// has anyway.
func (t *theatre) studies() error {
	t.day(calendar.On(2024, 1, 8), 9, t.list)
	if err := t.sessions(); err != nil {
		return err
	}
	t.alone()
	t.examination()
	t.examinations()
	t.day(calendar.On(2024, 3, 4), 9, func(tx *db.Tx) error {
		s, err := study.Arrange(tx, t.writer, study.Plan{
			Variety: activity.Discussion, On: calendar.On(2024, 6, 20), Start: "14:30", Place: hall, Topic: "研讨物业纠纷的源头治理", Laws: []study.Reference{{Title: lawCivil, Articles: "物权编第六章"}},
		})
		t.day(calendar.On(2024, 6, 18), 9, func(tx *db.Tx) error {
			_, err := study.Cancel(tx, t.writer, s.ID, 0, "当天防汛值守，并入九月的中心组学习")
			return err
		})
		return err
	})
	t.day(calendar.On(2024, 12, 6), 19, t.report)
	t.day(calendar.On(2024, 12, 25), 10, func(tx *db.Tx) error {
		_, err := study.Carry(tx, t.writer, 2024)
		return err
	})
	return nil
}

// common is what every leader has to know, with the month until whose end.
var common = []struct {
	sort            study.Sort
	title, articles string
	month           int
}{
	{study.State, lawConstitution, "", 3},
	{study.State, lawCivil, "", 6},
	{study.Party, lawPetitions, "", 7},
	{study.State, lawMediation, "", 10},
	{study.State, lawReview, "", 11},
	{study.Party, "中国共产党章程", "", 6},
	{study.Party, "中国共产党纪律处分条例", "", 9},
	{study.State, "公职人员政务处分法", "第七条至第十条", 9},
	{study.State, lawDecisions, "第二十五条至第三十条", 12},
	{study.State, "保守国家秘密法", "", 12},
}

// byPost is what the posts have besides.
var byPost = []struct {
	post string
	laws []study.Reference
}{
	{"党政主要负责人", []study.Reference{{Title: lawPenalty, Articles: "第二十四条"}, {Title: "地方各级人民代表大会和地方各级人民政府组织法", Articles: "第八十五条至第八十八条"}, {Title: "行政诉讼法", Articles: "第三条"}}},
	{"分管城市管理和安全生产", []study.Reference{{Title: lawSafety}, {Title: "突发事件应对法"}, {Title: "物业管理条例"}}},
	{"分管民生和信访", []study.Reference{{Title: lawPetitions}, {Title: lawViolence}, {Title: "老年人权益保障法"}, {Title: "未成年人保护法"}}},
}

// list makes the lists of the year, and gives each leader the list of their post.
func (t *theatre) list(tx *db.Tx) error {
	for _, l := range common {
		due := calendar.On(2024, l.month, 1).AddMonths(1).AddDays(-1)
		if _, err := study.List(tx, t.writer, study.Law{Year: 2024, Scope: study.Common, Sort: l.sort, Reference: study.Reference{Title: l.title, Articles: l.articles}, Due: due}); err != nil {
			return fmt.Errorf("list %s: %w", l.title, err)
		}
	}
	for _, p := range byPost {
		for _, r := range p.laws {
			sort := study.State
			if r.Title == lawPetitions {
				sort = study.Party
			}
			if _, err := study.List(tx, t.writer, study.Law{Year: 2024, Scope: study.Post, Owner: p.post, Sort: sort, Reference: r}); err != nil {
				return fmt.Errorf("list %s: %w", r.Title, err)
			}
		}
	}
	for i, l := range t.Leaders {
		post := byPost[1+i%2].post
		if l.ID == t.owner.Officer || l.ID == t.reviewers[2].Officer {
			post = byPost[0].post
		}
		if _, err := study.Derive(tx, t.writer, 2024, post, l.ID); err != nil {
			return err
		}
	}
	return nil
}

// subjects are the laws of the central-group sessions, in their order.
var subjects = [][]study.Reference{
	{{Title: lawConstitution}},
	{{Title: lawCivil, Articles: "物权编"}},
	{{Title: lawPetitions}, {Title: "中国共产党章程"}},
	{{Title: lawMediation}, {Title: "公职人员政务处分法", Articles: "第七条至第十条"}},
	{{Title: lawReview}, {Title: lawPenalty, Articles: "第二十四条"}},
}

// sessions plans the study activities of the year in January and holds each in the
// evening of its day, when it has been written down as an activity.
func (t *theatre) sessions() error {
	for _, d := range doings2024 {
		if d.kind != activity.Study || d.variety == activity.MediatorTraining { // those are trainings of the register
			continue
		}
		for i := range d.count {
			on, err := t.days.NextWorkingDay(d.from.AddDays(d.to.DaysSince(d.from) * i / max(d.count-1, 1)))
			if err != nil {
				return err
			}
			draft := d.draft(t, i)
			p := study.Plan{Variety: d.variety, On: on, Start: fmt.Sprintf("%02d:%02d", 9+i%7, 30*(i%2)), Place: draft.Place, Topic: draft.Topics}
			if d.variety == activity.CentralGroup {
				p.Laws, p.Speaker, p.Documents = subjects[i], "党工委书记", "条文和释义；结合街道工作的发言提纲"
			}
			if d.variety == activity.Training {
				p.Laws, p.Speaker = []study.Reference{{Title: lawPenalty, Articles: "第四十四条、第六十三条"}}, "法律顾问"
			}
			t.day(calendar.On(2024, 1, 8), 10, func(tx *db.Tx) error {
				s, err := study.Arrange(tx, t.writer, p)
				if err == nil {
					t.meet(s, d, draft.Attendance)
				}
				return err
			})
		}
	}
	return nil
}

// meet lets some sign in by the code, and the session be held and recorded.
func (t *theatre) meet(s study.Session, d doing, attendance int) {
	signs := []actor.Actor{t.owner, t.reviewers[2]}
	if d.variety != activity.CentralGroup {
		signs = []actor.Actor{t.clerk, t.triager}
	}
	t.at(s.On.Time().Add(9*time.Hour), func(tx *db.Tx) error {
		_, code, err := study.ShowCode(tx, t.writer, s.ID)
		for _, by := range signs {
			if err == nil {
				_, err = study.SignIn(tx, by, s.ID, code.Token)
			}
		}
		return err
	})
	t.day(s.On, 18, func(tx *db.Tx) error { return t.heldStudy(tx, s, d, attendance) })
	t.day(s.On.AddDays(1), 9, func(tx *db.Tx) error {
		if err := t.sheet(tx, s.ID); err != nil {
			return err
		}
		_, err := study.Record(tx, t.writer, s.ID, 0, "集体学习条文，结合街道工作作了发言；会后逐项落实到承办的科室。")
		return err
	})
}

// heldStudy ticks the rest off the sheet and links the activity that was written down.
func (t *theatre) heldStudy(tx *db.Tx, s study.Session, d doing, attendance int) error {
	h := study.Holding{}
	for _, l := range t.Leaders {
		if d.variety == activity.CentralGroup && l.ID != t.owner.Officer && l.ID != t.reviewers[2].Officer {
			h.Present = append(h.Present, l.ID)
		}
	}
	if d.variety != activity.CentralGroup {
		for _, by := range append(append([]actor.Actor{}, t.mediators...), t.grids...) {
			h.Present = append(h.Present, by.Officer)
		}
	}
	h.Others = attendance - len(h.Present) - 2 // two signed in by the code
	_, err := study.Hold(tx, t.writer, s.ID, h)
	var known *activity.ByHand
	if !errors.As(err, &known) {
		return fmt.Errorf("study of %s: the year has no activity for it: %w", s.On, err)
	}
	h.Choice = string(known.Activities[0].ID)
	_, err = study.Hold(tx, t.writer, s.ID, h)
	return err
}

// sheet keeps an invented photo of the sign-in sheet.
func (t *theatre) sheet(tx *db.Tx, id study.ID) error {
	files, err := tx.Files()
	if err != nil {
		return err
	}
	body, err := picture(3, true)
	if err != nil {
		return err
	}
	got, err := files.Receive(context.Background(), file.Incoming{Name: "签到表（演示）.jpg", Size: int64(len(body)), Content: bytes.NewReader(body)})
	if err != nil {
		return err
	}
	_, err = study.Attach(tx, t.writer, id, []file.Received{got})
	return err
}

// alone is what some studied by themselves.
func (t *theatre) alone() {
	for i, o := range []struct {
		by      actor.Actor
		on      calendar.Date
		law     study.Reference
		written string
	}{
		{t.owner, calendar.On(2024, 5, 11), study.Reference{Title: "行政诉讼法", Articles: "第三条"}, "负责人要出庭应诉"},
		{t.owner, calendar.On(2024, 9, 14), study.Reference{Title: "中国共产党纪律处分条例"}, ""},
		{t.reviewers[2], calendar.On(2024, 4, 20), study.Reference{Title: "中国共产党章程"}, ""},
		{t.deputies[0], calendar.On(2024, 6, 15), study.Reference{Title: lawSafety}, "三个必须"},
		{t.deputies[1], calendar.On(2024, 7, 20), study.Reference{Title: lawViolence}, ""},
		{t.clerk, calendar.On(2024, 8, 3), study.Reference{Title: lawPetitions, Articles: "第二十二条至第三十六条"}, "期限要记牢"},
	} {
		t.day(o.on, 10+i, func(tx *db.Tx) error {
			_, err := study.Note(tx, o.by, study.Own{On: o.on, Reference: o.law, Note: o.written})
			return err
		})
	}
}
