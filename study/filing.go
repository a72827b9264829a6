package study

import (
	"errors"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Filing is the yearly report on party rules (党内法规制度建设汇报) as it was sent up.
type Filing struct {
	Year     int
	On       calendar.Date
	Receiver string
	Words    string
	Activity activity.ID // what the figure counts
	By       string
}

var (
	insertFiling = db.SQL("study.filing", `INSERT INTO study_filing (street_id, year, sent_on, receiver, words, activity_id, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (street_id, year) DO NOTHING`)
	readFiling = db.SQL("study.readFiling", `SELECT year, sent_on, receiver, words, activity_id, recorded_by FROM study_filing WHERE street_id = $1 AND year = $2`)
)

// Filed is the report of a year; db.ErrNone before it is sent.
func Filed(tx *db.Tx, by actor.Actor, year int) (Filing, error) {
	if !identity.SeeStudy.Allows(by) {
		return Filing{}, db.ErrNone
	}
	return db.One(tx, readFiling, func(r db.Row) (Filing, error) {
		var f Filing
		return f, r.Scan(&f.Year, &f.On, &f.Receiver, &f.Words, &f.Activity, &f.By)
	}, tx.Street, year)
}

// File writes down that the report of a year was sent up, once. It is one activity:
// the one that somebody recorded by hand on that day, when there is one and it is
// chosen, else it is recorded here.
func File(tx *db.Tx, by actor.Actor, f Filing, choice string) (Filing, error) {
	if err := identity.KeepStudyPlans.Check(by); err != nil {
		return f, err
	}
	f.Receiver, f.Words, f.By = strings.TrimSpace(f.Receiver), strings.TrimSpace(f.Words), by.Officer
	if err := f.check(tx.Today()); err != nil {
		return f, err
	}
	if _, err := Filed(tx, by, f.Year); !errors.Is(err, db.ErrNone) {
		if err == nil {
			err = fault.New(fault.Conflict, "%d年的汇报已经记过了，一年一份", f.Year)
		}
		return f, err
	}
	same := activity.Filter{Kinds: []string{string(activity.Filing)}, Varieties: []string{string(activity.PartyRules)}, On: matter.Period{From: f.On, To: f.On}}
	known, err := activity.Pick(tx, same, choice, byHand)
	if err != nil {
		return f, err
	}
	f.Activity, err = activity.RecordUnless(tx, by, known, activity.Draft{
		Kind: activity.Filing, Variety: activity.PartyRules, On: f.On, Topics: "向" + f.Receiver + "报告年度党内法规制度建设情况。" + f.Words,
	})
	if err != nil {
		return f, err
	}
	n, err := tx.Exec(insertFiling, tx.Street, f.Year, f.On, f.Receiver, f.Words, string(f.Activity), f.By)
	if err == nil && n == 0 {
		err = changed()
	}
	if err != nil {
		return f, err
	}
	return f, told(tx, by, "file", tx.Street, map[string]any{"year": f.Year, "activity": f.Activity})
}

func (f Filing) check(today calendar.Date) error {
	if err := checkYear(f.Year); err != nil {
		return err
	}
	var bad fault.Fields
	switch {
	case f.On.Zero() || f.On.Year() != f.Year:
		bad.Add("on", "请填写报送的日期，在%d年之内", f.Year)
	case f.On > today:
		bad.Add("on", "这一天还没有到，报送以后再记")
	}
	bad.Need("receiver", f.Receiver, "请填写报给谁，例如：区委")
	bad.Short("receiver", "报给谁", f.Receiver, lineMax)
	bad.Need("words", f.Words, "请写明报告了哪些情况")
	bad.Short("words", "情况", f.Words, wordsMax)
	return bad.Err()
}
