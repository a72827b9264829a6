package indicator_test

import (
	"strconv"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/study"
)

// examine holds an examination in November: of five invited three sit it, with all,
// one and none of two questions right, and one of a year that nobody closes.
func (s *stage) examine() {
	s.on(2024, 11, 4)
	var people []actor.Actor
	var exam study.ExamID
	s.do(func(tx *db.Tx) error {
		root, err := org.Root(tx)
		if err != nil {
			return err
		}
		post := func(role actor.Role) []actor.Post {
			return []actor.Post{{Role: role, Place: actor.Place{Level: actor.Street, ID: root.ID}}}
		}
		s.writer = actor.Actor{Street: street, Officer: "writer", Name: "演示", Posts: post(actor.ReportWriter)}
		for i := range 5 {
			o, err := org.Hire(tx, actor.Actor{}, org.Officer{Code: "9" + strconv.Itoa(i), Name: "演示网格员", Unit: root.ID})
			if err != nil {
				return err
			}
			if err := org.Assign(tx, actor.Actor{}, o.ID, actor.GridWorker, root.ID, 0); err != nil {
				return err
			}
			people = append(people, actor.Actor{Street: street, Officer: o.ID, Name: o.Name, Posts: post(actor.GridWorker)})
		}
		for _, text := range []string{"甲", "乙"} {
			_, err := study.Compose(tx, s.writer, study.Question{Form: study.Judge, Topic: "演示", Text: text, Answer: "对", Explanation: "对", Law: "宪法", Article: "第五条"})
			if err != nil {
				return err
			}
		}
		for _, title := range []string{"年度学法考试", "没有结束的考试"} {
			e, err := study.SetExam(tx, s.writer, study.Exam{
				Title: title, From: tx.Today(), Until: calendar.On(2024, 11, 8), Minutes: 30, Pass: 50, Excellent: 90, Roles: []actor.Role{actor.GridWorker},
			}, []study.Draw{{Topic: "演示", Number: 2}})
			if err != nil {
				return err
			}
			if _, err := study.Invite(tx, s.writer, e.ID, 0); err != nil {
				return err
			}
			if exam == "" {
				exam = e.ID
			}
		}
		for right, by := range people[:3] {
			if _, err := study.Start(tx, by, exam); err != nil {
				return err
			}
			for ord := range right {
				if _, err := study.Answer(tx, by, exam, ord+1, []string{"A"}); err != nil {
					return err
				}
			}
		}
		_, err = study.Finish(tx, people[2], exam, true)
		return err
	})
	s.on(2024, 11, 11)
	s.do(func(tx *db.Tx) error {
		_, err := study.Close(tx, s.writer, exam, 0)
		return err
	})
}
