package matter

import (
	"net/url"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
)

// Owed narrows to matters of which something had to be done by a day of the
// period: a clock of a law ran out, a promise fell due. Whoever leaves it undone
// is in it all the same, so it cannot be made smaller by waiting.
type Owed struct {
	What   string // a code of Debts; "" narrows nothing
	Period Period // of the last day it could be done in time
	Kept   bool   // all of it was done in time
	Missed bool   // some of it was not
}

// Debts are what may be owed in a matter.
var Debts = Enumeration{
	{"terms", "各类法定和规定期限"},
	{"mediation", "调解期限"},
	{"petition", "信访告知和办理期限"},
	{"consultation", "咨询解答期限"},
	{"clearing", "隐患整改期限"},
	{"followUp", "调解回访期限"},
	{"duties", "协议约定的履行期限"},
	{"supervision", "督办答复期限"},
	{"promises", "接访承诺的答复期限"},
}

// debt is how one of them is asked of the rows. $1 is the street, which is the
// first value of every filter.
type debt struct{ from, day, late string }

// Clocks that were recomputed made place for another of the same rule; by those that were
// waived nothing was owed.
const clocksOf = `SELECT clock.matter_id FROM clock WHERE clock.street_id = $1 AND clock.ended_by NOT IN ('recomputed', 'waived') AND clock.rule IN `

var debts = map[string]debt{
	"terms":        clocked(`('A2', 'A4', 'A5', 'C2', 'C3', 'C5', 'C13', 'D1', 'D2', 'D3', 'D4', 'D5', 'E4', 'E5', 'E6', 'H1')`),
	"mediation":    clocked(`('A2', 'A4', 'A5')`),
	"petition":     clocked(`('C2', 'C3', 'C5', 'C13')`),
	"consultation": clocked(`('E4', 'E5', 'E6')`),
	"clearing":     clocked(`('H1')`),
	"followUp":     clocked(`('A12')`),
	"duties": {
		from: `SELECT duty.matter_id FROM duty WHERE duty.street_id = $1`, day: "duty.due_on",
		late: "(duty.state <> 'done' OR duty.done_on > duty.due_on)",
	},
	"supervision": {
		from: `SELECT supervision.matter_id FROM supervision WHERE supervision.street_id = $1`, day: "supervision.answer_by",
		late: "(supervision.answered_on = 0 OR supervision.answered_on > supervision.answer_by)",
	},
	"promises": {
		from: `SELECT reception_promise.matter_id FROM reception_promise WHERE reception_promise.street_id = $1`, day: "reception_promise.due_on",
		late: "(reception_promise.answered_on = 0 OR reception_promise.answered_on > reception_promise.due_on)",
	},
}

func clocked(rules string) debt {
	return debt{from: clocksOf + rules, day: "clock.legal_on", late: "(clock.ended_on = 0 OR clock.ended_on > clock.legal_on)"}
}

// uninformed is the condition that no party of the matter was left uninformed.
const uninformed = `(NOT EXISTS (SELECT 1 FROM party WHERE party.street_id = matter.street_id AND party.matter_id = matter.id
AND (party.identity_on = 0 OR party.told_on = 0 OR party.consent = '')))`

// narrow adds the conditions. What nobody knows finds nothing.
func (o Owed) narrow(w *db.Where) {
	if o.What == "" {
		return
	}
	d, known := debts[o.What]
	if !known {
		w.Add("1 = 0")
		return
	}
	to := o.Period.To
	if to.Zero() {
		to = calendar.On(9999, 12, 31)
	}
	within := d.from + " AND " + d.day + " >= ? AND " + d.day + " <= ?"
	w.Add("matter.id IN ("+within+")", max(o.Period.From, 1), to)
	if o.Kept {
		w.Add("matter.id NOT IN ("+within+" AND "+d.late+")", max(o.Period.From, 1), to)
	}
	if o.Missed {
		w.Add("matter.id IN ("+within+" AND "+d.late+")", max(o.Period.From, 1), to)
	}
}

// query writes the conditions into an address: owed, owedFrom, owedTo, kept, missed.
func (o Owed) query(q url.Values) {
	if o.What == "" {
		return
	}
	q.Set("owed", o.What)
	for name, d := range map[string]calendar.Date{"owedFrom": o.Period.From, "owedTo": o.Period.To} {
		if !d.Zero() {
			q.Set(name, d.String())
		}
	}
	for name, is := range map[string]bool{"kept": o.Kept, "missed": o.Missed} {
		if is {
			q.Set(name, "1")
		}
	}
}

func parseOwed(q url.Values, date func(string) calendar.Date) Owed {
	if q.Get("owed") == "" {
		return Owed{}
	}
	return Owed{What: q.Get("owed"), Period: Period{From: date("owedFrom"), To: date("owedTo")}, Kept: q.Get("kept") != "", Missed: q.Get("missed") != ""}
}
