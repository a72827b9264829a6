package report

import (
	"time"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Same is a sentence that stood in last year's report with other figures at
// most. It is a hint and no error: a person looks at it, and may say why it
// still holds.
type Same struct {
	Phrase
	Words string // why it still holds; "" while nobody has said so
	Name  string // who said so
	At    time.Time
}

// Said reports whether somebody has said that the sentence still holds.
func (s Same) Said() bool { return s.Words != "" }

var (
	readStill  = db.SQL("report.still", `SELECT sentence, words, name, at FROM report_still WHERE street_id = $1 AND report_id = $2`)
	writeStill = db.SQL("report.writeStill", `INSERT INTO report_still (street_id, report_id, sentence, words, officer_id, name, at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (street_id, report_id, sentence) DO UPDATE SET words = excluded.words, officer_id = excluded.officer_id, name = excluded.name, at = excluded.at`)
)

// Unchanged are the sentences of the report that last year's said as well, in
// the order of the text. Without a report of last year there are none.
func Unchanged(tx *db.Tx, r Report) ([]Same, error) {
	sections, err := Sections(tx, r.ID)
	if err != nil {
		return nil, err
	}
	return unchanged(tx, r, sections)
}

func unchanged(tx *db.Tx, r Report, sections []Section) ([]Same, error) {
	last, err := LastYear(tx, r.Year)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	before, err := Sections(tx, last.ID)
	if err != nil {
		return nil, err
	}
	every := func(Section) bool { return true }
	known := map[string]bool{}
	for _, p := range phrases(before, every) {
		known[p.Key] = true
	}
	said, err := stillSaid(tx, r.ID)
	if err != nil {
		return nil, err
	}
	var all []Same
	for _, p := range phrases(sections, every) {
		if known[p.Key] {
			s := said[p.Key]
			s.Phrase = p
			all = append(all, s)
		}
	}
	return all, nil
}

// stillSaid is what was said of sentences, by their keys.
func stillSaid(tx *db.Tx, id ID) (map[string]Same, error) {
	rows, err := db.All(tx, readStill, func(r db.Row) (Same, error) {
		var s Same
		var at int64
		err := r.Scan(&s.Key, &s.Words, &s.Name, &at)
		s.At = db.Moment(at)
		return s, err
	}, tx.Street, string(id))
	all := map[string]Same{}
	for _, s := range rows {
		all[s.Key] = s
	}
	return all, err
}

// Still says of one unchanged sentence why it holds this year too.
func Still(tx *db.Tx, by actor.Actor, id ID, sentence, words string) error {
	r, err := open(tx, by, id)
	if err != nil {
		return err
	}
	if words, err = reasonOf(words); err != nil {
		return err
	}
	all, err := Unchanged(tx, r)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.Key != sentence {
			continue
		}
		if _, err := tx.Exec(writeStill, tx.Street, string(id), sentence, words, by.Officer, by.Name, tx.Millis()); err != nil {
			return err
		}
		return record(tx, by, r, "still", writers, map[string]string{"section": string(s.Section), "sentence": sentence})
	}
	return fault.New(fault.NotFound, "这句话已经改过，和去年的不一样了")
}

// carriedOver is the finding of sentences that nobody has looked at.
func carriedOver(all []Same) []Finding {
	f := Finding{Level: Warning, Rule: "unchanged", Message: "和去年的话一样，请核对今年是不是仍然这样；仍然适用的可以写明理由"}
	for _, s := range all {
		if !s.Said() {
			f.Places = append(f.Places, Place{Section: s.Section, Where: s.Where, Sentence: s.Text})
		}
	}
	if len(f.Places) == 0 {
		return nil
	}
	return []Finding{f}
}
