package study

import (
	"errors"
	"fmt"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Sitting is an officer's own paper of an examination, which nobody else reads.
type Sitting struct {
	Exam      Exam
	Questions []Question
	Answers   []string  // of each question; "" = not answered
	Started   time.Time // zero = not begun
	Until     time.Time
	Finished  time.Time
	Score     int // of a hundred, once finished
}

// Begun reports whether the minutes run.
func (s Sitting) Begun() bool { return !s.Started.IsZero() }

// Done reports whether the paper was handed in.
func (s Sitting) Done() bool { return !s.Finished.IsZero() }

// Left are the questions without an answer, from 1.
func (s Sitting) Left() []int {
	var left []int
	for i, a := range s.Answers {
		if a == "" {
			left = append(left, i+1)
		}
	}
	return left
}

// Over reports whether no question can be answered any more.
func (s Sitting) Over(now time.Time) bool { return now.After(s.Until.Add(grace)) }

var (
	insertSitting = db.SQL("study.sitting", `INSERT INTO study_sitting (street_id, exam_id, officer_id, started_at, until_at, finished_at, score)
VALUES ($1, $2, $3, 0, 0, 0, 0)`)
	readSitting  = db.SQL("study.readSitting", `SELECT started_at, until_at, finished_at, score FROM study_sitting WHERE street_id = $1 AND exam_id = $2 AND officer_id = $3`)
	startSitting = db.SQL("study.start", `UPDATE study_sitting SET started_at = $4, until_at = $5 WHERE street_id = $1 AND exam_id = $2 AND officer_id = $3 AND started_at = 0`)
	endSitting   = db.SQL("study.finish", `UPDATE study_sitting SET finished_at = $4, score = $5 WHERE street_id = $1 AND exam_id = $2 AND officer_id = $3 AND finished_at = 0`)
	begunOf      = db.SQL("study.begun", `SELECT officer_id FROM study_sitting WHERE street_id = $1 AND exam_id = $2 AND started_at > 0 AND finished_at = 0`)
	saveAnswer   = db.SQL("study.answer", `INSERT INTO study_answer (street_id, exam_id, officer_id, ord, answer) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (street_id, exam_id, officer_id, ord) DO UPDATE SET answer = excluded.answer`)
	readAnswers = db.SQL("study.answers", `SELECT ord, answer FROM study_answer WHERE street_id = $1 AND exam_id = $2 AND officer_id = $3 ORDER BY ord`)
	countSat    = db.SQL("study.countSat", `SELECT count(*), CAST(coalesce(sum(CASE WHEN started_at > 0 THEN 1 ELSE 0 END), 0) AS BIGINT),
CAST(coalesce(sum(CASE WHEN started_at > 0 AND score >= $3 THEN 1 ELSE 0 END), 0) AS BIGINT),
CAST(coalesce(sum(CASE WHEN started_at > 0 AND score >= $4 THEN 1 ELSE 0 END), 0) AS BIGINT)
FROM study_sitting WHERE street_id = $1 AND exam_id = $2`)
	mineOf = db.SQL("study.invited", `SELECT exam_id FROM study_sitting WHERE street_id = $1 AND officer_id = $2`)
)

// MyPaper is the actor's own paper of an examination they are invited to.
func MyPaper(tx *db.Tx, by actor.Actor, id ExamID) (Sitting, error) {
	e, err := FindExam(tx, by, id)
	if err != nil {
		return Sitting{}, err
	}
	s, err := sitting(tx, by.Officer, e)
	if errors.Is(err, db.ErrNone) {
		return s, fault.New(fault.Denied, "这场考试没有请您的岗位参加")
	}
	return s, err
}

// sitting reads the paper of an officer; db.ErrNone when they are not invited.
func sitting(tx *db.Tx, officer string, e Exam) (Sitting, error) {
	var started, until, finished int64
	s, err := db.One(tx, readSitting, func(r db.Row) (Sitting, error) {
		s := Sitting{Exam: e}
		return s, r.Scan(&started, &until, &finished, &s.Score)
	}, tx.Street, string(e.ID), officer)
	if err != nil || started == 0 {
		return s, err
	}
	s.Started, s.Until = db.Moment(started), db.Moment(until)
	if finished > 0 {
		s.Finished = db.Moment(finished)
	}
	if s.Questions, err = items(tx, e.ID); err != nil {
		return s, err
	}
	s.Answers = make([]string, len(s.Questions))
	return s, tx.Each(readAnswers, func(r db.Row) error {
		var ord int
		var answer string
		if err := r.Scan(&ord, &answer); err != nil || ord < 1 || ord > len(s.Answers) {
			return err
		}
		s.Answers[ord-1] = answer
		return nil
	}, tx.Street, string(e.ID), officer)
}

// Invited are the examinations that the actor is a candidate of.
func Invited(tx *db.Tx, by actor.Actor) (map[ExamID]bool, error) {
	ids, err := db.Values[ExamID](tx, mineOf, tx.Street, by.Officer)
	all := map[ExamID]bool{}
	for _, id := range ids {
		all[id] = true
	}
	return all, err
}

// Start begins the actor's paper: from then the minutes run, to the end of the last
// day at the most.
func Start(tx *db.Tx, by actor.Actor, id ExamID) (Sitting, error) {
	s, err := MyPaper(tx, by, id)
	if err != nil {
		return s, err
	}
	today := tx.Today()
	switch {
	case s.Exam.State != Open || today > s.Exam.Until:
		return s, fault.New(fault.Conflict, "这场考试已经结束")
	case today < s.Exam.From:
		return s, fault.New(fault.Conflict, "考试从%s开始，还没有到", s.Exam.From.Plain())
	case s.Begun():
		return s, nil
	}
	until := min(tx.Now.Add(time.Duration(s.Exam.Minutes)*time.Minute).UnixMilli(), s.Exam.Until.AddDays(1).Time().UnixMilli())
	if _, err := tx.Exec(startSitting, tx.Street, string(id), by.Officer, tx.Millis(), until); err != nil {
		return s, err
	}
	return sitting(tx, by.Officer, s.Exam)
}

// grace is what a slow line is given after the end.
const grace = 30 * time.Second

// Answer keeps the answer to one question, from 1; none takes it back.
func Answer(tx *db.Tx, by actor.Actor, id ExamID, ord int, letters []string) (Sitting, error) {
	s, err := MyPaper(tx, by, id)
	if err != nil {
		return s, err
	}
	switch {
	case !s.Begun():
		return s, fault.New(fault.Conflict, "还没有开始答题")
	case s.Done() || s.Exam.State != Open:
		return s, fault.New(fault.Conflict, "已经交卷，不能再改")
	case s.Over(tx.Now):
		return s, fault.New(fault.Conflict, "答题时间到了，请交卷；已经答的都在")
	case ord < 1 || ord > len(s.Questions):
		return s, notFound()
	}
	answer := s.Questions[ord-1].Answered(letters)
	if answer == "" && len(letters) > 0 {
		return s, fault.Wrong("answer", "请从列出的选项中选择")
	}
	_, err = tx.Exec(saveAnswer, tx.Street, string(id), by.Officer, ord, answer)
	s.Answers[ord-1] = answer
	return s, err
}

// Finish hands the actor's paper in; it is marked at once, and only for them. What
// could still be answered is left out only when they say so.
func Finish(tx *db.Tx, by actor.Actor, id ExamID, anyway bool) (Sitting, error) {
	if err := identity.SeeStudy.Check(by); err != nil {
		return Sitting{}, err
	}
	s, err := MyPaper(tx, by, id)
	switch {
	case err != nil:
		return s, err
	case !s.Begun():
		return s, fault.New(fault.Conflict, "还没有开始答题")
	case s.Done():
		return s, nil
	case !anyway && len(s.Left()) > 0 && !s.Over(tx.Now):
		return s, fault.Wrong("anyway", fmt.Sprintf("还有%d题没有答，交卷以后不能再改；不答了就勾选，再交卷", len(s.Left())))
	}
	return s, s.finish(tx, by.Officer)
}

func (s *Sitting) finish(tx *db.Tx, officer string) error {
	s.Score, s.Finished = s.mark(), tx.Now
	_, err := tx.Exec(endSitting, tx.Street, string(s.Exam.ID), officer, tx.Millis(), s.Score)
	return err
}

// mark is the share of questions whose answer is wholly right, of a hundred, rounded
// down: nobody passes by rounding.
func (s Sitting) mark() int {
	right := 0
	for i, q := range s.Questions {
		if s.Answers[i] == q.Answer {
			right++
		}
	}
	return right * 100 / max(len(s.Questions), 1)
}

// count marks what was begun and not handed in, and counts.
func (e *Exam) count(tx *db.Tx) error {
	begun, err := db.Values[string](tx, begunOf, tx.Street, string(e.ID))
	if err != nil {
		return err
	}
	for _, officer := range begun {
		s, err := sitting(tx, officer, *e)
		if err != nil {
			return err
		}
		if err := s.finish(tx, officer); err != nil {
			return err
		}
	}
	_, err = db.One(tx, countSat, func(r db.Row) (int, error) {
		return 0, r.Scan(&e.Candidates, &e.Sat, &e.Passed, &e.Best)
	}, tx.Street, string(e.ID), e.Pass, e.Excellent)
	return err
}
