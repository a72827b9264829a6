package assessment

import (
	"errors"
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

const columns = `id, state, name, year, cutoff_on, days, copied_from, published_on, late_reason, round, computed_at, object_by, final_on, frozen_at, hash, made_by, version`

var (
	insertRow = db.SQL("assessment.insert", `INSERT INTO assessment (street_id, id, state, name, year, cutoff_on, days, copied_from, published_on, late_reason, round,
computed_at, object_by, final_on, frozen_at, hash, made_by, version) VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, 0, '', 0, 0, 0, 0, 0, '', $8, 1)`)
	saveRow = db.SQL("assessment.save", `UPDATE assessment SET state = $4, name = $5, year = $6, cutoff_on = $7, days = $8, published_on = $9, late_reason = $10, round = $11,
computed_at = $12, object_by = $13, final_on = $14, frozen_at = $15, hash = $16, version = version + 1 WHERE street_id = $1 AND id = $2 AND version = $3`)
	dropRow  = db.SQL("assessment.drop", `DELETE FROM assessment WHERE street_id = $1 AND id = $2 AND state = 'draft'`)
	readRow  = db.SQL("assessment.read", `SELECT `+columns+` FROM assessment WHERE street_id = $1 AND id = $2`)
	readRows = db.SQL("assessment.list", `SELECT `+columns+` FROM assessment WHERE street_id = $1 ORDER BY year DESC, id DESC LIMIT 100`)

	insertItem = db.SQL("assessment.item", `INSERT INTO assessment_item (street_id, assessment_id, id, ord, indicator, name, aspect, at_most, target, weight, definition)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
	dropItems = db.SQL("assessment.dropItems", `DELETE FROM assessment_item WHERE street_id = $1 AND assessment_id = $2`)
	readItems = db.SQL("assessment.items", `SELECT id, indicator, name, aspect, at_most, target, weight, definition FROM assessment_item
WHERE street_id = $1 AND assessment_id = $2 ORDER BY ord`)

	insertSubject = db.SQL("assessment.subject", `INSERT INTO assessment_subject (street_id, assessment_id, id, ord, kind, ref_id, unit_id, community_id, post, name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
	dropSubjects = db.SQL("assessment.dropSubjects", `DELETE FROM assessment_subject WHERE street_id = $1 AND assessment_id = $2`)
	readSubjects = db.SQL("assessment.subjects", `SELECT id, kind, ref_id, unit_id, community_id, post, name FROM assessment_subject
WHERE street_id = $1 AND assessment_id = $2 ORDER BY ord`)

	insertLine = db.SQL("assessment.line", `INSERT INTO assessment_line (street_id, assessment_id, round, subject_id, item_id, numerator, denominator, row_ids, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	readLines = db.SQL("assessment.lines", `SELECT item_id, numerator, denominator, row_ids, hash FROM assessment_line
WHERE street_id = $1 AND assessment_id = $2 AND round = $3 AND subject_id = $4 ORDER BY item_id`)

	dropJudgement = db.SQL("assessment.unjudge", `DELETE FROM assessment_judgement WHERE street_id = $1 AND assessment_id = $2 AND subject_id = $3 AND item_id = $4`)
	insertJudged  = db.SQL("assessment.judge", `INSERT INTO assessment_judgement (street_id, assessment_id, subject_id, item_id, numerator, denominator, evidence, reason,
judged_by, judged_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
	readJudged = db.SQL("assessment.judgements", `SELECT subject_id, item_id, numerator, denominator, evidence, reason, judged_by, judged_on FROM assessment_judgement
WHERE street_id = $1 AND assessment_id = $2 ORDER BY subject_id, item_id`)

	insertObjection = db.SQL("assessment.object", `INSERT INTO assessment_objection (street_id, id, assessment_id, subject_id, item_id, reason, made_by, made_on, decision,
answer, answered_by, answered_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', '', 0)`)
	answerObjection = db.SQL("assessment.answer", `UPDATE assessment_objection SET decision = $4, answer = $5, answered_by = $6, answered_on = $7
WHERE street_id = $1 AND assessment_id = $2 AND id = $3 AND decision = ''`)
	readObjections = db.SQL("assessment.objections", `SELECT id, subject_id, item_id, reason, made_by, made_on, decision, answer, answered_by, answered_on
FROM assessment_objection WHERE street_id = $1 AND assessment_id = $2 ORDER BY id`)
)

func scan(r db.Row) (Scheme, error) {
	var s Scheme
	var computed, frozen int64
	err := r.Scan(&s.ID, &s.State, &s.Name, &s.Year, &s.Cutoff, &s.Days, &s.CopiedFrom, &s.PublishedOn, &s.LateReason, &s.Round, &computed, &s.ObjectBy, &s.FinalOn,
		&frozen, &s.Hash, &s.MadeBy, &s.Version)
	if computed != 0 {
		s.ComputedAt = db.Moment(computed)
	}
	if frozen != 0 {
		s.FrozenAt = db.Moment(frozen)
	}
	return s, err
}

// Keeps reports whether the actor keeps assessments and sees the counts of every unit.
func Keeps(by actor.Actor) bool { return identity.KeepAssessments.Allows(by) }

// Mine reports whether the actor belongs to the unit: its post is at the very unit, not
// above it.
func (u Subject) Mine(by actor.Actor) bool { return identity.SeeAssessments.At(by, u.Unit) }

// seen are the units whose lines the actor sees.
func (s Scheme) seen(by actor.Actor) []Subject {
	if Keeps(by) {
		return s.Subjects
	}
	if s.State == Draft {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.Subjects), func(u Subject) bool { return !u.Mine(by) })
}

func missing() error {
	return fault.New(fault.NotFound, "找不到这份考核，可能地址有误，或不在您的职责范围内")
}

// Load reads a scheme for somebody who keeps assessments or belongs to one of its units.
// Who belongs to a unit gets that unit only.
func Load(tx *db.Tx, by actor.Actor, id ID) (Scheme, error) {
	s, err := db.One(tx, readRow, scan, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) {
		return s, missing()
	}
	if err != nil {
		return s, err
	}
	if err := s.fill(tx); err != nil {
		return s, err
	}
	if s.Subjects = s.seen(by); len(s.Subjects) == 0 {
		return Scheme{}, missing()
	}
	return s, nil
}

func (s *Scheme) fill(tx *db.Tx) error {
	var err error
	s.Items, err = db.All(tx, readItems, func(r db.Row) (Item, error) {
		var i Item
		return i, r.Scan(&i.ID, &i.Indicator, &i.Name, &i.Aspect, &i.AtMost, &i.Target, &i.Weight, &i.Definition)
	}, tx.Street, string(s.ID))
	if err != nil {
		return err
	}
	s.Subjects, err = db.All(tx, readSubjects, func(r db.Row) (Subject, error) {
		var u Subject
		return u, r.Scan(&u.ID, &u.Kind, &u.Ref, &u.Unit, &u.Community, &u.Post, &u.Name)
	}, tx.Street, string(s.ID))
	return err
}

// List is every scheme the actor may see, the newest year first.
func List(tx *db.Tx, by actor.Actor) ([]Scheme, error) {
	all, err := db.All(tx, readRows, scan, tx.Street)
	if err != nil {
		return nil, err
	}
	var seen []Scheme
	for _, s := range all {
		if err := s.fill(tx); err != nil {
			return nil, err
		}
		if s.Subjects = s.seen(by); len(s.Subjects) > 0 {
			seen = append(seen, s)
		}
	}
	return seen, nil
}

// Objections lists the objections of the units that the scheme was loaded with.
func Objections(tx *db.Tx, s Scheme) ([]Objection, error) {
	all, err := db.All(tx, readObjections, func(r db.Row) (Objection, error) {
		var o Objection
		return o, r.Scan(&o.ID, &o.Subject, &o.Item, &o.Reason, &o.By, &o.On, &o.Decision, &o.Answer, &o.AnsweredBy, &o.AnsweredOn)
	}, tx.Street, string(s.ID))
	return slices.DeleteFunc(all, func(o Objection) bool { _, there := s.Subject(o.Subject); return !there }), err
}

// Judgements lists what was judged by hand of the units the scheme was loaded with.
func Judgements(tx *db.Tx, s Scheme) ([]Judgement, error) {
	all, err := db.All(tx, readJudged, func(r db.Row) (Judgement, error) {
		var j Judgement
		return j, r.Scan(&j.Subject, &j.Item, &j.Numerator, &j.Denominator, &j.Evidence, &j.Reason, &j.By, &j.On)
	}, tx.Street, string(s.ID))
	return slices.DeleteFunc(all, func(j Judgement) bool { _, there := s.Subject(j.Subject); return !there }), err
}

// counted is a line as it was counted in a round.
type counted struct {
	item                   string
	numerator, denominator int64
	rows, hash             string
}

func linesOf(tx *db.Tx, s Scheme, subject string) (map[string]counted, error) {
	all, err := db.All(tx, readLines, func(r db.Row) (counted, error) {
		var c counted
		return c, r.Scan(&c.item, &c.numerator, &c.denominator, &c.rows, &c.hash)
	}, tx.Street, string(s.ID), s.Round, subject)
	lines := map[string]counted{}
	for _, c := range all {
		lines[c.item] = c
	}
	return lines, err
}

// Row is one record behind a line.
type Row struct {
	ID          string
	InNumerator bool
}

// records turns the kept rows into records, each once.
func records(text string) []Row {
	if text == "" {
		return nil
	}
	in := map[string]bool{}
	var ids []string
	for _, row := range strings.Split(text, "\n") {
		if id, plus := strings.CutPrefix(row, "+"); plus {
			in[id] = true
		} else {
			ids = append(ids, row)
		}
	}
	all := make([]Row, len(ids))
	for i, id := range ids {
		all[i] = Row{ID: id, InNumerator: in[id]}
	}
	return all
}
