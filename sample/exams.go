package sample

import (
	"errors"
	"fmt"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/study"
)

// sitters are who sat the examination of the year, all but one of the invited.
func (t *theatre) sitters() []actor.Actor {
	all := []actor.Actor{t.registrar, t.triager, t.chair, t.clerk, t.handler, t.head}
	return append(append(append(all, t.mediators...), t.leads...), t.grids[1:]...)
}

// examination is the one of the year: the bank in September, a week in November.
func (t *theatre) examination() {
	t.day(calendar.On(2024, 9, 2), 9, func(tx *db.Tx) error {
		var all []study.Question
		for _, q := range bank {
			all = append(all, q.whole())
		}
		_, _, err := study.Import(tx, t.writer, all)
		return err
	})
	t.day(calendar.On(2024, 11, 15), 9, func(tx *db.Tx) error {
		all, err := study.Bank(tx, t.writer)
		if err != nil {
			return err
		}
		topics, n := study.Topics(all)
		var draws []study.Draw
		for _, topic := range topics {
			draws = append(draws, study.Draw{Topic: topic, Number: min(3, n[topic])})
		}
		e, err := study.SetExam(tx, t.writer, study.Exam{
			Title: "2024年度学法考试", From: calendar.On(2024, 11, 18), Until: calendar.On(2024, 11, 22), Minutes: 40, Pass: 60, Excellent: 90,
			Roles: []actor.Role{actor.Registrar, actor.Triager, actor.Mediator, actor.Chair, actor.Handler, actor.UnitHead, actor.PetitionClerk, actor.StationLead, actor.GridWorker},
		}, draws)
		if err != nil {
			return err
		}
		if _, err := study.Invite(tx, t.writer, e.ID, 0); err != nil {
			return err
		}
		for i, by := range t.sitters() {
			t.day(calendar.On(2024, 11, 18+i%5), 12, func(tx *db.Tx) error { return sit(tx, by, e.ID, i) })
		}
		t.day(calendar.On(2024, 11, 25), 9, func(tx *db.Tx) error {
			_, err := study.Close(tx, t.writer, e.ID, 0)
			return err
		})
		return nil
	})
}

// examinations are one that can be sat now and one that is not ready.
func (t *theatre) examinations() {
	t.day(calendar.On(2024, 12, 27), 9, func(tx *db.Tx) error {
		e := study.Exam{
			Title: "岁末学法测试", From: calendar.On(2024, 12, 27), Until: calendar.On(2024, 12, 31), Minutes: 20, Pass: 60, Excellent: 90,
			Roles: []actor.Role{actor.Registrar, actor.Mediator, actor.PetitionClerk, actor.StationLead, actor.GridWorker},
		}
		now, err := study.SetExam(tx, t.writer, e, []study.Draw{{Topic: "人民调解", Number: 5}, {Topic: "信访工作", Number: 5}})
		if err != nil {
			return err
		}
		if _, err := study.Invite(tx, t.writer, now.ID, 0); err != nil {
			return err
		}
		e.Title, e.From, e.Until = "2025年春季学法考试", calendar.On(2025, 3, 17), calendar.On(2025, 3, 21)
		_, err = study.SetExam(tx, t.writer, e, []study.Draw{{Topic: lawConstitution, Number: 5}, {Topic: lawCivil, Number: 8}})
		return err
	})
}

// sit answers the paper, some of it wrongly.
func sit(tx *db.Tx, by actor.Actor, id study.ExamID, n int) error {
	s, err := study.Start(tx, by, id)
	if err != nil {
		return err
	}
	for i, q := range s.Questions {
		var letters []string
		for _, l := range q.Answer {
			letters = append(letters, string(l))
		}
		switch {
		case n == 5 && i%3 != 0:
			letters = nil // there was no time for it
		case n%4 != 0 && (i+n)%7 == 0:
			letters = []string{"A"}
			if q.Answer == "A" {
				letters = []string{"B"}
			}
		}
		if _, err := study.Answer(tx, by, id, i+1, letters); err != nil {
			return err
		}
	}
	_, err = study.Finish(tx, by, id, true)
	return err
}

// report links the yearly report on party rules to what was written down that day.
func (t *theatre) report(tx *db.Tx) error {
	f := study.Filing{Year: 2024, On: calendar.On(2024, 12, 6), Receiver: "区委", Words: "清单里的党内法规列了计划，中心组集体学习了两部，其余由领导干部自学；修订了议事规则。"}
	_, err := study.File(tx, t.writer, f, "")
	var known *activity.ByHand
	if !errors.As(err, &known) {
		return fmt.Errorf("report on party rules: the year has no activity for it: %w", err)
	}
	_, err = study.File(tx, t.writer, f, string(known.Activities[0].ID))
	return err
}
