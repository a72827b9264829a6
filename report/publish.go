package report

import (
	"fmt"
	"slices"
	"strconv"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Publishing is what a publication is asked with.
type Publishing struct {
	Hash   string // of what was read
	Reason string // why the report that was published before is corrected; public
}

// Publish publishes exactly what was frozen and reviewed, for the first time in
// its year.
func Publish(tx *db.Tx, by actor.Actor, id ID, hash string) error {
	return PublishWith(tx, by, id, Publishing{Hash: hash})
}

// PublishWith publishes exactly what was frozen and reviewed, after both checks.
// A report of the same year that was published before is superseded in the same
// act, with a reason that its readers are told.
func PublishWith(tx *db.Tx, by actor.Actor, id ID, p Publishing) error {
	r, err := Load(tx, id)
	if err != nil {
		return err
	}
	s, err := step(r, DoPublish, by)
	if err != nil {
		return err
	}
	f, err := FreezeOf(tx, r.ID, r.Round)
	if err != nil {
		return err
	}
	if err := sameHash(tx, f, p.Hash); err != nil {
		return err
	}
	reviews, err := Reviews(tx, r.ID)
	if err != nil {
		return err
	}
	if err := reviewed(passed(reviews, r.Round), f.Hash); err != nil {
		return err
	}
	if err := cleared(tx, r, f.Hash); err != nil {
		return err
	}
	if err := supersede(tx, by, r.Year, p.Reason); err != nil {
		return err
	}
	r.State, r.Published = s.To, tx.Today()
	if err := advance(tx, &r); err != nil {
		return err
	}
	return record(tx, by, r, string(s.Do), s.Who, map[string]string{"round": strconv.Itoa(r.Round), "hash": f.Hash})
}

// reviewed refuses a publication unless three different people passed exactly
// this text.
func reviewed(reviews []Review, hash string) error {
	people := map[string]bool{}
	stages := map[Stage]bool{}
	for _, v := range reviews {
		if v.Hash == hash {
			people[v.Reviewer], stages[v.Stage] = true, true
		}
	}
	if len(people) != len(Stages) || len(stages) != len(Stages) {
		return fault.New(fault.Conflict, "这一稿还没有经三个不同的人初审、复审、终审，不能发布")
	}
	return nil
}

// Standing is the published report of the year, if there is one: what a
// publication replaces.
func Standing(tx *db.Tx, year int) (Report, bool, error) {
	all, err := db.All(tx, readYear, scanReport, tx.Street, year)
	i := slices.IndexFunc(all, func(r Report) bool { return r.State == Published })
	if err != nil || i < 0 {
		return Report{}, false, err
	}
	return all[i], true, nil
}

// supersede ends the published report of the year, if there is one.
func supersede(tx *db.Tx, by actor.Actor, year int, reason string) error {
	old, stands, err := Standing(tx, year)
	if err != nil || !stands {
		return err
	}
	s, err := step(old, DoSupersede, by)
	if err != nil {
		return err
	}
	if old.Reason, err = reasonOf(reason); err != nil {
		return err
	}
	old.State, old.Ended = s.To, tx.Today()
	if err := advance(tx, &old); err != nil {
		return err
	}
	return record(tx, by, old, string(s.Do), s.Who, map[string]string{})
}

// Withdraw withdraws a published report with a reason that its readers are told.
func Withdraw(tx *db.Tx, by actor.Actor, id ID, reason string) error {
	r, err := Load(tx, id)
	if err != nil {
		return err
	}
	s, err := step(r, DoWithdraw, by)
	if err != nil {
		return err
	}
	if r.Reason, err = reasonOf(reason); err != nil {
		return err
	}
	r.State, r.Ended = s.To, tx.Today()
	if err := advance(tx, &r); err != nil {
		return err
	}
	return record(tx, by, r, string(s.Do), s.Who, map[string]string{"round": strconv.Itoa(r.Round)})
}

// Public is what anybody may read of the report of a year: the published text
// exactly as it was reviewed, or that it was withdrawn, and what was published
// before and why it no longer stands.
type Public struct {
	Report   Report
	Compiled Compiled // empty when the report was withdrawn
	Ended    []Ended  // what no longer stands, the newest first
	Reviews  []Review // those that passed what is published
	Checks   []Clearance
}

// Ended is a published report that no longer stands.
type Ended struct {
	Published, On calendar.Date
	Replaced      bool // by a correction; else withdrawn
	Reason        string
}

// Stands reports whether there is a text to read.
func (p Public) Stands() bool { return p.Report.State == Published }

var readPublic = db.SQL("report.public", `SELECT `+reportColumns+` FROM report WHERE street_id = $1
AND (state = 'published' OR state = 'withdrawn' OR state = 'superseded') AND published_on > 0 ORDER BY year DESC, published_on DESC, id DESC`)

var countPublic = db.SQL("report.countPublic", `SELECT count(*) FROM report WHERE street_id = $1 AND state = 'published'`)

// AnyPublished reports whether there is a published report for anybody to read.
func AnyPublished(tx *db.Tx) (bool, error) {
	n, err := db.Value[int](tx, countPublic, tx.Street)
	return n > 0, err
}

// PublicYears are the reports that stand or were withdrawn, one of a year, the
// newest year first.
func PublicYears(tx *db.Tx) ([]Report, error) {
	all, err := db.All(tx, readPublic, scanReport, tx.Street)
	var years []Report
	for _, r := range all {
		i := slices.IndexFunc(years, func(o Report) bool { return o.Year == r.Year })
		switch {
		case i < 0:
			years = append(years, r)
		case r.State == Published:
			years[i] = r
		}
	}
	return years, err
}

// PublicOf is what anybody may read of a year's report. What was never
// published is not found, whatever stands in the office. A freeze that no
// longer holds is a failure: nothing else than what was reviewed is shown.
func PublicOf(tx *db.Tx, year int) (Public, error) {
	all, err := db.All(tx, readPublic, scanReport, tx.Street)
	if err != nil {
		return Public{}, err
	}
	var p Public
	for _, r := range all {
		if r.Year != year {
			continue
		}
		if r.State == Published || p.Report.ID == "" {
			p.Report = r
		}
		if r.State != Published {
			p.Ended = append(p.Ended, Ended{Published: r.Published, On: r.Ended, Replaced: r.State == Superseded, Reason: r.Reason})
		}
	}
	if p.Report.ID == "" {
		return p, fault.New(fault.NotFound, "没有公开%d年度的报告", year)
	}
	if !p.Stands() {
		return p, nil
	}
	return p, p.read(tx)
}

// read loads the text that stands, and holds it against its hash.
func (p *Public) read(tx *db.Tx) error {
	f, err := FreezeOf(tx, p.Report.ID, p.Report.Round)
	if err != nil {
		return err
	}
	reviews, err := Reviews(tx, p.Report.ID)
	if err != nil {
		return err
	}
	p.Reviews = passed(reviews, p.Report.Round)
	if err := unbroken(tx, f, p.Reviews); err != nil {
		return err
	}
	if p.Checks, err = Clearances(tx, p.Report); err != nil {
		return err
	}
	p.Compiled, err = Read(tx, p.Report)
	return err
}

// unbroken fails when what would be shown is not what was reviewed.
func unbroken(tx *db.Tx, f Freeze, reviews []Review) error {
	if err := Verify(tx, f); err != nil {
		return fmt.Errorf("report.public %s: %s", f.Report, err.Error())
	}
	if err := reviewed(reviews, f.Hash); err != nil {
		return fmt.Errorf("report.public %s: %s", f.Report, err.Error())
	}
	return nil
}
