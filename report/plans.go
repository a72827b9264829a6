package report

import (
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Plan is one sentence of last year's plans, with what this year's first part
// says to it: 去年的安排今年说了没有.
type Plan struct {
	Phrase
	State  PlanState
	Answer Phrase // the sentence that answers it, when one does
	Words  string // why nothing is said
	Name   string // who gave the answer
	Likely string // key of the sentence that says most alike; "" when none comes near
}

// PlanState says how far a plan is answered.
type PlanState string

// The states of a plan.
const (
	PlanOpen    PlanState = "open"    // nobody has looked
	PlanSaid    PlanState = "said"    // a sentence answers it
	PlanNot     PlanState = "not"     // nothing is said, with a reason
	PlanChanged PlanState = "changed" // the sentence that answered it is no longer there
)

// Label is the state's Chinese name.
func (s PlanState) Label() string {
	return map[PlanState]string{PlanOpen: "还没有对", PlanSaid: "今年说了", PlanNot: "今年没有说", PlanChanged: "对上的话改了"}[s]
}

var (
	readAnswers = db.SQL("report.answers", `SELECT plan, said, words, name FROM report_answer WHERE street_id = $1 AND report_id = $2`)
	writeAnswer = db.SQL("report.writeAnswer", `INSERT INTO report_answer (street_id, report_id, plan, said, words, officer_id, name, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (street_id, report_id, plan) DO UPDATE SET said = excluded.said, words = excluded.words, officer_id = excluded.officer_id, name = excluded.name, at = excluded.at`)
)

func inPart(part int) func(Section) bool { return func(s Section) bool { return s.Part == part } }

// Plans are the plans of last year's report with their answers, and the
// sentences of this year's first part that can answer them.
func Plans(tx *db.Tx, r Report) ([]Plan, []Phrase, error) {
	last, err := LastYear(tx, r.Year)
	if fault.Is(err, fault.NotFound) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	before, err := Sections(tx, last.ID)
	if err != nil {
		return nil, nil, err
	}
	sections, err := Sections(tx, r.ID)
	if err != nil {
		return nil, nil, err
	}
	given, err := answers(tx, r.ID)
	results := phrases(sections, inPart(PartResults))
	var all []Plan
	for _, p := range phrases(before, inPart(PartPlans)) {
		plan, known := given[p.Key]
		plan.Phrase = p
		plan.Likely = likely(p.Text, results)
		plan.settle(known, results)
		all = append(all, plan)
	}
	return all, results, err
}

// settle finds the sentence that was named, and says how far the plan is answered.
func (p *Plan) settle(known bool, results []Phrase) {
	i := slices.IndexFunc(results, func(s Phrase) bool { return s.Key == p.Answer.Key })
	switch {
	case !known:
		p.State = PlanOpen
	case p.Answer.Key == "":
		p.State = PlanNot
	case i < 0:
		p.State = PlanChanged
	default:
		p.State, p.Answer = PlanSaid, results[i]
	}
}

func answers(tx *db.Tx, id ID) (map[string]Plan, error) {
	rows, err := db.All(tx, readAnswers, func(r db.Row) (Plan, error) {
		var p Plan
		err := r.Scan(&p.Key, &p.Answer.Key, &p.Words, &p.Name)
		return p, err
	}, tx.Street, string(id))
	all := map[string]Plan{}
	for _, p := range rows {
		all[p.Key] = p
	}
	return all, err
}

// leastAlike is the share of a plan's pairs of characters that a sentence must
// have in common with it to be proposed.
const leastAlike = 0.15

// likely is the sentence that says most of what the plan said.
func likely(plan string, results []Phrase) string {
	best, key := leastAlike, ""
	want := pairs(plan)
	for _, s := range results {
		have, common := pairs(s.Text), 0
		for p := range want {
			if have[p] {
				common++
			}
		}
		if share := float64(common) / float64(max(len(want), 1)); share > best {
			best, key = share, s.Key
		}
	}
	return key
}

// pairs are the neighbouring characters of a sentence's essence.
func pairs(text string) map[string]bool {
	runes := []rune(essence(text))
	all := map[string]bool{}
	for i := 1; i < len(runes); i++ {
		all[string(runes[i-1:i+1])] = true
	}
	return all
}

// Answering is what a person says to a plan of last year: the sentence that
// answers it, or why none does.
type Answering struct {
	Plan     string // key of the plan
	Sentence string // key of the sentence; "" = nothing is said
	Words    string // why nothing is said
}

// Answer says which sentence of this year's first part answers a plan of last
// year's, or why none does.
func Answer(tx *db.Tx, by actor.Actor, id ID, a Answering) error {
	r, err := open(tx, by, id)
	if err != nil {
		return err
	}
	plans, results, err := Plans(tx, r)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(plans, func(p Plan) bool { return p.Key == a.Plan }) {
		return fault.New(fault.NotFound, "去年的报告里没有这一条安排")
	}
	a.Words = strings.TrimSpace(a.Words)
	switch {
	case a.Sentence == "":
		if a.Words, err = reasonOf(a.Words); err != nil {
			return err
		}
	case !slices.ContainsFunc(results, func(s Phrase) bool { return s.Key == a.Sentence }):
		return fault.New(fault.Conflict, "第一部分里没有这句话了，可能刚刚改过，请重新选")
	default:
		a.Words = ""
	}
	if _, err := tx.Exec(writeAnswer, tx.Street, string(id), a.Plan, a.Sentence, a.Words, by.Officer, by.Name, tx.Millis()); err != nil {
		return err
	}
	return record(tx, by, r, "answer", writers, map[string]string{"plan": a.Plan, "sentence": a.Sentence})
}

// unanswered is the finding of plans that nobody has answered.
func unanswered(plans []Plan) []Finding {
	f := Finding{Level: Warning, Rule: "plans", Message: "去年的安排，今年第一部分还没有对上"}
	for _, p := range plans {
		if p.State == PlanOpen || p.State == PlanChanged {
			f.Places = append(f.Places, Place{Where: "去年" + p.Where, Sentence: p.Text})
		}
	}
	if len(f.Places) == 0 {
		return nil
	}
	return []Finding{f}
}
