package study

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// ExamID identifies an examination.
type ExamID string

// ExamState is where an examination stands.
type ExamState string

// The states.
const (
	Draft     ExamState = "draft"
	Open      ExamState = "open"
	Closed    ExamState = "closed"
	CalledOff ExamState = "cancelled"
)

// ExamStates with their names.
var ExamStates = matter.Enumeration{{Code: "draft", Label: "拟订中"}, {Code: "open", Label: "考试中"}, {Code: "closed", Label: "已结束"}, {Code: "cancelled", Label: "已取消"}}

// Label is the Chinese name.
func (s ExamState) Label() string { return ExamStates.Label(string(s)) }

// Exam is an examination. Its counts are there when it is closed; before, they would
// tell how each paper went as it is handed in.
type Exam struct {
	ID         ExamID
	State      ExamState
	Title      string
	From       calendar.Date
	Until      calendar.Date // the day by which figures count it
	Minutes    int           // for one paper
	Pass       int           // of a hundred
	Excellent  int
	Roles      []actor.Role // the posts invited
	Ending     string
	Candidates int
	Sat        int
	Passed     int
	Best       int // excellent
	Version    int
}

// Draw is how many questions of a topic an examination has.
type Draw struct {
	Topic  string
	Number int
}

// Bounds of an examination.
const (
	questionsMost = 100
	minutesMost   = 300
	fewest        = 5 // candidates: counts of fewer would say who they are about
)

const examColumns = `id, state, title, from_on, until_on, minutes, pass, excellent, roles, ending, candidates, sat, passed, best, version`

var (
	insertExam = db.SQL("study.exam", `INSERT INTO study_exam (street_id, id, state, title, from_on, until_on, minutes, pass, excellent, roles, ending, candidates,
sat, passed, best, version) VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, '', 0, 0, 0, 0, 1)`)
	saveExam = db.SQL("study.saveExam", `UPDATE study_exam SET state = $4, ending = $5, candidates = $6, sat = $7, passed = $8, best = $9, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	readExam   = db.SQL("study.readExam", `SELECT `+examColumns+` FROM study_exam WHERE street_id = $1 AND id = $2`)
	insertItem = db.SQL("study.item", `INSERT INTO study_exam_question (street_id, exam_id, ord, question_id, kind, topic, text, options, answer, explanation, law, article)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`)
	readItems = db.SQL("study.items", `SELECT question_id, kind, topic, text, options, answer, explanation, law, article, FALSE, 0 FROM study_exam_question
WHERE street_id = $1 AND exam_id = $2 ORDER BY ord`)
)

func scanExam(r db.Row) (Exam, error) {
	var e Exam
	var roles string
	err := r.Scan(&e.ID, &e.State, &e.Title, &e.From, &e.Until, &e.Minutes, &e.Pass, &e.Excellent, &roles, &e.Ending, &e.Candidates, &e.Sat, &e.Passed, &e.Best, &e.Version)
	for _, role := range strings.Fields(roles) {
		e.Roles = append(e.Roles, actor.Role(role))
	}
	return e, err
}

// FindExam is an examination; a draft is there for those who keep them.
func FindExam(tx *db.Tx, by actor.Actor, id ExamID) (Exam, error) {
	e, err := db.One(tx, readExam, scanExam, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) || !identity.SeeStudy.Allows(by) || e.State == Draft && !identity.KeepStudyPlans.Allows(by) {
		return Exam{}, fault.New(fault.NotFound, "找不到这场考试，可能地址有误，或不在您的职责范围内")
	}
	return e, err
}

func takeExam(tx *db.Tx, by actor.Actor, id ExamID, version int, states ...ExamState) (Exam, error) {
	e, err := FindExam(tx, by, id)
	if err == nil {
		err = identity.KeepStudyPlans.Check(by)
	}
	switch {
	case err != nil:
	case !slices.Contains(states, e.State):
		err = fault.New(fault.Conflict, "这场考试现在是“%s”，不能做这一步", e.State.Label())
	case version != 0 && version != e.Version:
		err = changed()
	}
	return e, err
}

func (e *Exam) check(today calendar.Date) error {
	e.Title = strings.TrimSpace(e.Title)
	var bad fault.Fields
	bad.Need("title", e.Title, "请填写考试的名称，例如：2024年度学法考试")
	bad.Short("title", "名称", e.Title, titleMax)
	bad.Must("from", e.From >= today, "开始的日期不能在今天以前")
	bad.Must("until", e.Until >= e.From && e.Until.Year() == e.From.Year(), "结束的日期要在开始以后、同一年之内")
	bad.Must("minutes", e.Minutes >= 5 && e.Minutes <= minutesMost, "答题时间请填写5到300分钟")
	bad.Must("pass", e.Pass >= 1 && e.Pass <= 100, "及格线请填写1到100")
	bad.Must("excellent", e.Excellent >= e.Pass && e.Excellent <= 100, "优秀线不能低于及格线，最高100")
	bad.Must("roles", len(e.Roles) > 0 && !slices.ContainsFunc(e.Roles, func(r actor.Role) bool { return !slices.Contains(identity.SeeStudy.Roles, r) }), "请选择哪些岗位参加")
	return bad.Err()
}

// SetExam draws the questions of an examination from the bank, by topic and number.
// Whoever sits it gets the same ones, as they stood when they were drawn.
func SetExam(tx *db.Tx, by actor.Actor, e Exam, draws []Draw) (Exam, error) {
	if err := identity.KeepStudyPlans.Check(by); err != nil {
		return e, err
	}
	if err := e.check(tx.Today()); err != nil {
		return e, err
	}
	bank, err := Bank(tx, by)
	if err != nil {
		return e, err
	}
	e.ID, e.State, e.Version = ExamID(tx.NewID()), Draft, 1
	drawn, err := draw(e.ID, bank, draws)
	if err != nil {
		return e, err
	}
	roles := make([]string, len(e.Roles))
	for i, r := range e.Roles {
		roles[i] = string(r)
	}
	_, err = tx.Exec(insertExam, tx.Street, string(e.ID), e.Title, e.From, e.Until, e.Minutes, e.Pass, e.Excellent, strings.Join(roles, " "))
	for i, q := range drawn {
		if err == nil {
			_, err = tx.Exec(insertItem, tx.Street, string(e.ID), i+1, q.ID, string(q.Form), q.Topic, q.Text, strings.Join(q.Options, "\n"), q.Answer, q.Explanation, q.Law, q.Article)
		}
	}
	if err != nil {
		return e, err
	}
	return e, told(tx, by, "exam", string(e.ID), map[string]any{"questions": len(drawn)})
}

// draw takes of each topic as many questions as asked, mixed by the examination: the
// same one draws the same.
func draw(id ExamID, bank []Question, draws []Draw) ([]Question, error) {
	mixed := func(q Question) string {
		sum := sha256.Sum256([]byte(string(id) + q.ID))
		return hex.EncodeToString(sum[:])
	}
	var all []Question
	for _, d := range draws {
		var of []Question
		for _, q := range bank {
			if q.Topic == d.Topic {
				of = append(of, q)
			}
		}
		if d.Number < 0 || d.Number > len(of) {
			return nil, fault.Wrong("draws", "“"+d.Topic+"”的题不够，请少选几道")
		}
		slices.SortFunc(of, func(a, b Question) int { return strings.Compare(mixed(a), mixed(b)) })
		all = append(all, of[:d.Number]...)
	}
	if len(all) == 0 || len(all) > questionsMost {
		return nil, fault.Wrong("draws", "请选1到100道题")
	}
	return all, nil
}

// Items are the questions of an examination with their answers, for those who keep it.
func Items(tx *db.Tx, by actor.Actor, id ExamID) ([]Question, error) {
	if !identity.KeepStudyPlans.Allows(by) {
		return nil, nil
	}
	return items(tx, id)
}

func items(tx *db.Tx, id ExamID) ([]Question, error) {
	return db.All(tx, readItems, scanQuestion, tx.Street, string(id))
}

func (e *Exam) step(tx *db.Tx, by actor.Actor, to ExamState, do string, details map[string]any) error {
	n, err := tx.Exec(saveExam, tx.Street, string(e.ID), e.Version, string(to), e.Ending, e.Candidates, e.Sat, e.Passed, e.Best)
	if err == nil && n == 0 {
		err = changed()
	}
	if err != nil {
		return err
	}
	e.State = to
	e.Version++
	return told(tx, by, do, string(e.ID), details)
}

// Invite opens an examination: everybody in one of its posts today is a candidate.
func Invite(tx *db.Tx, by actor.Actor, id ExamID, version int) (Exam, error) {
	e, err := takeExam(tx, by, id, version, Draft)
	if err != nil {
		return e, err
	}
	if e.Until < tx.Today() {
		return e, fault.New(fault.Conflict, "结束的日期已经过了，请取消后另外组卷")
	}
	officers, err := org.Officers(tx, tx.Today())
	if err != nil {
		return e, err
	}
	for _, o := range officers {
		posts, err := org.PostsOf(tx, o.ID, tx.Today())
		if err != nil {
			return e, err
		}
		if !slices.ContainsFunc(posts, func(p actor.Post) bool { return slices.Contains(e.Roles, p.Role) }) {
			continue
		}
		if _, err := tx.Exec(insertSitting, tx.Street, string(id), o.ID); err != nil {
			return e, err
		}
		e.Candidates++
	}
	if e.Candidates < fewest {
		return e, fault.New(fault.Conflict, "这些岗位只有%d人，少于%d人时人数会说出是谁的成绩，请多选几个岗位", e.Candidates, fewest)
	}
	return e, e.step(tx, by, Open, "open", map[string]any{"candidates": e.Candidates})
}

// CallOff ends an examination that nothing is counted of.
func CallOff(tx *db.Tx, by actor.Actor, id ExamID, version int, why string) (Exam, error) {
	e, err := takeExam(tx, by, id, version, Draft, Open)
	if err != nil {
		return e, err
	}
	e.Ending = strings.TrimSpace(why)
	var bad fault.Fields
	bad.Need("reason", e.Ending, "请写明为什么取消")
	bad.Short("reason", "原因", e.Ending, wordsMax)
	if err := bad.Err(); err != nil {
		return e, err
	}
	return e, e.step(tx, by, CalledOff, "callOff", nil)
}

// Close ends an examination after its last day: papers that were begun are marked as
// they are, and only the counts are kept with it.
func Close(tx *db.Tx, by actor.Actor, id ExamID, version int) (Exam, error) {
	e, err := takeExam(tx, by, id, version, Open)
	if err != nil {
		return e, err
	}
	if tx.Today() <= e.Until {
		return e, fault.New(fault.Conflict, "考试到%s为止，过了这一天再结束", e.Until.Plain())
	}
	if err := e.count(tx); err != nil {
		return e, err
	}
	return e, e.step(tx, by, Closed, "close", map[string]any{"candidates": e.Candidates, "sat": e.Sat, "passed": e.Passed, "excellent": e.Best})
}
