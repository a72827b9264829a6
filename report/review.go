package report

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/official"
)

// Review is what one reviewer decided about one freeze.
type Review struct {
	ID       string
	Report   ID
	Round    int
	Stage    Stage
	Reviewer string // officer
	Name     string // as printed
	Passed   bool
	Reason   string // why it was returned
	Secrecy  bool
	Privacy  bool
	Hash     string // of what was reviewed
	At       time.Time
}

// Reviews are every review of a report, the oldest first.
func Reviews(tx *db.Tx, id ID) ([]Review, error) {
	return db.All(tx, readReviews, func(r db.Row) (Review, error) {
		var v Review
		var at int64
		err := r.Scan(&v.ID, &v.Report, &v.Round, &v.Stage, &v.Reviewer, &v.Name, &v.Passed, &v.Reason, &v.Secrecy, &v.Privacy, &v.Hash, &at)
		v.At = db.Moment(at)
		return v, err
	}, tx.Street, string(id))
}

// Judgement is what a reviewer sends: what was read, and the checks made.
type Judgement struct {
	Hash    string // of the freeze that was read
	Secrecy bool   // 保密审查 (保守国家秘密法 art. 35) made with the final review
	Privacy bool   // 个人信息审查 made with the final review
}

// Pass is 初审, 复审 or 终审, whichever the report waits for.
func Pass(tx *db.Tx, by actor.Actor, id ID, j Judgement) error {
	r, err := Load(tx, id)
	if err != nil {
		return err
	}
	stage := r.State.stage()
	s, err := step(r, passes[stage], by)
	if err != nil {
		return err
	}
	f, err := FreezeOf(tx, r.ID, r.Round)
	if err != nil {
		return err
	}
	reviews, err := Reviews(tx, r.ID)
	if err != nil {
		return err
	}
	authors, err := authorsOf(tx, r)
	if err != nil {
		return err
	}
	if err := j.check(stage, by, authors, passed(reviews, r.Round)); err != nil {
		return err
	}
	if err := sameHash(tx, f, j.Hash); err != nil {
		return err
	}
	v := Review{Report: r.ID, Round: r.Round, Stage: stage, Reviewer: by.Officer, Name: by.Name, Passed: true, Secrecy: j.Secrecy, Privacy: j.Privacy, Hash: f.Hash}
	if err := decide(tx, by, r, s, v); err != nil || stage != Final {
		return err
	}
	return j.clear(tx, by, r, f)
}

var passes = map[Stage]Command{"": DoPassFirst, First: DoPassFirst, Second: DoPassSecond, Final: DoPassFinal}

// check holds the conditions of a review: three different persons, also across
// roles; no author at the end.
func (j Judgement) check(stage Stage, by actor.Actor, authors []string, before []Review) error {
	for _, v := range before {
		if v.Reviewer == by.Officer {
			return fault.New(fault.Denied, "初审、复审、终审须由三个不同的人来做，您已经做过%s", v.Stage.Label())
		}
	}
	if stage != Final {
		return nil
	}
	if slices.Contains(authors, by.Officer) {
		return fault.New(fault.Denied, "写这份报告的人不能做终审")
	}
	return nil
}

// sameHash refuses a review of anything but what is frozen now.
func sameHash(tx *db.Tx, f Freeze, read string) error {
	if read != f.Hash {
		return fault.New(fault.Conflict, "您看到的不是现在送审的这一稿，请重新打开，看过再决定")
	}
	return Verify(tx, f)
}

// authorsOf is everybody who wrote the report: who began it and who wrote a
// section of it.
func authorsOf(tx *db.Tx, r Report) ([]string, error) {
	sections, err := Sections(tx, r.ID)
	authors := []string{r.Author}
	for _, s := range sections {
		if s.Writer != "" {
			authors = append(authors, s.Writer)
		}
	}
	return authors, err
}

// passed are the reviews that count in a round.
func passed(all []Review, round int) []Review {
	var counting []Review
	for _, v := range all {
		if v.Round == round && v.Passed {
			counting = append(counting, v)
		}
	}
	return counting
}

// decide writes the review, the new state and the event.
func decide(tx *db.Tx, by actor.Actor, r Report, s Step, v Review) error {
	_, err := tx.Exec(insertReview, tx.Street, tx.NewID(), string(v.Report), v.Round, string(v.Stage), v.Reviewer, v.Name, v.Passed, v.Reason,
		v.Secrecy, v.Privacy, v.Hash, tx.Millis())
	if err != nil {
		return err
	}
	r.State, r.Reason = s.To, v.Reason
	if err := advance(tx, &r); err != nil {
		return err
	}
	return record(tx, by, r, string(s.Do), s.Who, map[string]string{"round": strconv.Itoa(v.Round), "hash": v.Hash})
}

// mostReason is how long a reason may be.
const mostReason = 300

func reasonOf(words string) (string, error) {
	words = strings.TrimSpace(words)
	var wrong fault.Fields
	switch n := len([]rune(words)); {
	case n == 0:
		wrong.Add("reason", "请写明理由")
	case n > mostReason:
		wrong.Add("reason", "理由最多%d字，现在多了%d字", mostReason, n-mostReason)
	}
	return words, wrong.Err()
}

// Return returns the report to the draft with a reason. Any reviewer may, at
// any of the reviews; what was frozen stays, and the next round begins anew.
func Return(tx *db.Tx, by actor.Actor, id ID, reason string) error {
	r, err := Load(tx, id)
	if err != nil {
		return err
	}
	s, err := step(r, DoReturn, by)
	if err != nil {
		return err
	}
	if reason, err = reasonOf(reason); err != nil {
		return err
	}
	f, err := FreezeOf(tx, r.ID, r.Round)
	if err != nil {
		return err
	}
	return decide(tx, by, r, s, Review{
		Report: r.ID, Round: r.Round, Stage: s.Stage, Reviewer: by.Officer, Name: by.Name, Reason: reason, Hash: f.Hash,
	})
}

// reviewLine is 初审, 复审 and 终审 with the names of those who passed the
// present round, and room to sign for the others.
func reviewLine(r Report, reviews []Review) []official.Signature {
	line := make([]official.Signature, len(Stages))
	for i, stage := range Stages {
		line[i].Role = stage.Label()
		if r.State == Draft {
			continue // what is being written was reviewed by nobody
		}
		for _, v := range passed(reviews, r.Round) {
			if v.Stage == stage {
				line[i].Name = v.Name
			}
		}
	}
	return line
}
