package study

import (
	"net/url"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// ExamFilter says which examinations: the list, its address, and every figure read
// it, so that a figure and its rows cannot disagree. A row is an examination with its
// counts, never a person.
type ExamFilter struct {
	On        matter.Period // the last day
	Closed    bool          // whose counts are there
	Community string        // an examination is of the whole street: of a community there is none
}

// ExamTotal is what is added up over examinations: a closed set of columns.
type ExamTotal string

// The totals.
const (
	TotalExams      ExamTotal = "1"
	TotalCandidates ExamTotal = "study_exam.candidates"
	TotalSat        ExamTotal = "study_exam.sat"
	TotalPassed     ExamTotal = "study_exam.passed"
	TotalExcellent  ExamTotal = "study_exam.best"
)

func (f ExamFilter) where(street string) *db.Where {
	var w db.Where
	w.Add("study_exam.street_id = ?", street)
	if f.Closed {
		w.Add("study_exam.state = 'closed'")
	}
	if !f.On.From.Zero() {
		w.Add("study_exam.until_on >= ?", f.On.From)
	}
	if !f.On.To.Zero() {
		w.Add("study_exam.until_on <= ?", f.On.To)
	}
	if f.Community != "" {
		w.Add("1 = 0")
	}
	return &w
}

// Query is the filter as an address; ParseExamFilter reads it back.
func (f ExamFilter) Query() url.Values {
	q := url.Values{}
	if f.Closed {
		q.Set("closed", "1")
	}
	if !f.On.From.Zero() {
		q.Set("onFrom", f.On.From.String())
	}
	if !f.On.To.Zero() {
		q.Set("onTo", f.On.To.String())
	}
	if f.Community != "" {
		q.Set("community", f.Community)
	}
	return q
}

// ParseExamFilter reads an address; a date that is none is a fault.
func ParseExamFilter(q url.Values) (ExamFilter, error) {
	f := ExamFilter{Closed: q.Get("closed") == "1", Community: q.Get("community")}
	var bad fault.Fields
	for name, d := range map[string]*calendar.Date{"onFrom": &f.On.From, "onTo": &f.On.To} {
		if q.Get(name) == "" {
			continue
		}
		var err error
		if *d, err = calendar.Parse(q.Get(name)); err != nil {
			bad.Add(name, "%s", err.Error())
		}
	}
	return f, bad.Err()
}

// SumExams adds up a count over the examinations that a filter finds.
func SumExams(tx *db.Tx, f ExamFilter, t ExamTotal) (int64, error) {
	s, args := f.where(tx.Street).Build("study.sumExams", "SELECT CAST(coalesce(sum("+string(t)+"), 0) AS BIGINT) FROM study_exam", "")
	return db.Value[int64](tx, s, args...)
}

// ExamIDs lists the examinations that a filter finds, sorted.
func ExamIDs(tx *db.Tx, f ExamFilter) ([]string, error) {
	s, args := f.where(tx.Street).Build("study.examIDs", "SELECT id FROM study_exam", "ORDER BY id")
	return db.Values[string](tx, s, args...)
}

// Exams lists the examinations that a filter finds, the latest first; drafts for those
// who keep them.
func Exams(tx *db.Tx, by actor.Actor, f ExamFilter) ([]Exam, error) {
	if !identity.SeeStudy.Allows(by) {
		return nil, nil
	}
	w := f.where(tx.Street)
	if !identity.KeepStudyPlans.Allows(by) {
		w.Add("study_exam.state <> 'draft'")
	}
	s, args := w.Build("study.exams", "SELECT "+examColumns+" FROM study_exam", "ORDER BY until_on DESC, id DESC LIMIT 200")
	return db.All(tx, s, scanExam, args...)
}
