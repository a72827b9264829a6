package assessment

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/supervision"
)

// SheetOf is the sheet of a unit as it was computed last; before that, what is counted
// up to now, without a score.
func SheetOf(tx *db.Tx, s Scheme, u Subject) (Sheet, error) {
	objections, err := Objections(tx, s)
	if err != nil {
		return Sheet{}, err
	}
	judged, err := Judgements(tx, s)
	if err != nil {
		return Sheet{}, err
	}
	lines, err := linesOf(tx, s, u.ID)
	if err != nil {
		return Sheet{}, err
	}
	counts := make([]Count, len(s.Items))
	for n, i := range s.Items {
		c := &counts[n]
		c.Exempt = exempt(objections, u.ID, i.ID)
		switch {
		case i.Judged():
			c.Missing = true
			for _, j := range judged {
				if j.Subject == u.ID && j.Item == i.ID {
					c.Numerator, c.Denominator, c.Missing = j.Numerator, j.Denominator, false
				}
			}
		case s.Round > 0:
			c.Numerator, c.Denominator = lines[i.ID].numerator, lines[i.ID].denominator
		default:
			v, err := indicator.Compute(tx, i.Indicator, s.now(tx, u))
			if err != nil {
				return Sheet{}, err
			}
			c.Numerator, c.Denominator = v.Numerator, v.Denominator
		}
	}
	return Calculate(s.Items, counts), nil
}

// now is the question up to today, while the period runs.
func (s Scheme) now(tx *db.Tx, u Subject) indicator.Ask {
	a := s.Ask(u)
	if a.Cutoff = min(a.Cutoff, tx.Today()); a.Cutoff.Year() != s.Year {
		a.Cutoff = s.Period().From // it has not begun
	}
	return a
}

// Rates are the figures of a unit as they stand in the records now: what a link of
// the sheet leads to.
func Rates(tx *db.Tx, s Scheme, u Subject) (map[string]indicator.Value, error) {
	all := map[string]indicator.Value{}
	for _, i := range s.Items {
		if i.Judged() {
			continue
		}
		v, err := indicator.Compute(tx, i.Indicator, s.now(tx, u))
		if err != nil {
			return nil, err
		}
		all[i.ID] = v
	}
	return all, nil
}

// RowsOf are the records that were counted for a line.
func RowsOf(tx *db.Tx, s Scheme, subject, item string) ([]Row, error) {
	lines, err := linesOf(tx, s, subject)
	return records(lines[item].rows), err
}

// Finish publishes the result within the unit: the days for objections are over, each
// objection is answered and everything to be judged is judged.
func Finish(tx *db.Tx, by actor.Actor, id ID, version int) (Scheme, error) {
	s, err := take(tx, by, id, version, Computed)
	if err != nil {
		return s, err
	}
	if tx.Today() <= s.ObjectBy {
		return s, fault.New(fault.Conflict, "异议期到%s，过了才能定稿", s.ObjectBy.Plain())
	}
	open, err := s.Unready(tx)
	if err != nil {
		return s, err
	}
	if len(open) > 0 {
		return s, fault.New(fault.Conflict, "%s，办完才能定稿", strings.Join(open, "；"))
	}
	s.State, s.FinalOn = Final, tx.Today()
	if err := save(tx, &s); err != nil {
		return s, err
	}
	if err := s.tell(tx, supervision.NoticeFinal); err != nil {
		return s, err
	}
	return s, told(tx, by, id, "finish", "", map[string]any{"round": s.Round})
}

// Unready says what has to be done before the result can be final.
func (s Scheme) Unready(tx *db.Tx) ([]string, error) {
	var open []string
	objections, err := Objections(tx, s)
	if err != nil {
		return nil, err
	}
	waiting := 0
	for _, o := range objections {
		if o.Decision == Open {
			waiting++
		}
	}
	if waiting > 0 {
		open = append(open, fmt.Sprintf("还有%d条异议没有答复", waiting))
	}
	judged, err := Judgements(tx, s)
	if err != nil {
		return nil, err
	}
	for _, i := range s.Items {
		if !i.Judged() {
			continue
		}
		done := 0
		for _, j := range judged {
			if j.Item == i.ID {
				done++
			}
		}
		if done < len(s.Subjects) {
			open = append(open, fmt.Sprintf("“%s”还有%d个单位没有评定", i.Name, len(s.Subjects)-done))
		}
	}
	return open, nil
}

// Reopen takes a final result back to be corrected, with a reason.
func Reopen(tx *db.Tx, by actor.Actor, id ID, version int, reason string) (Scheme, error) {
	s, err := take(tx, by, id, version, Final)
	if err != nil {
		return s, err
	}
	reason = strings.TrimSpace(reason)
	if err := words("reason", reason, "请写明为什么退回，各单位会看到"); err != nil {
		return s, err
	}
	s.State, s.FinalOn, s.ObjectBy = Computed, 0, tx.Today().AddDays(s.Days)
	if err := save(tx, &s); err != nil {
		return s, err
	}
	if err := s.tell(tx, supervision.NoticeScores); err != nil { // objections are open again
		return s, err
	}
	return s, told(tx, by, id, "reopen", reason, nil)
}

// Freeze ends it: definitions, counts, rows, judgements and decisions under one hash.
// Nothing moves afterwards.
func Freeze(tx *db.Tx, by actor.Actor, id ID, version int) (Scheme, error) {
	s, err := take(tx, by, id, version, Final)
	if err != nil {
		return s, err
	}
	if s.Hash, err = s.sum(tx); err != nil {
		return s, err
	}
	s.State, s.FrozenAt = Frozen, db.Moment(tx.Millis())
	if err := save(tx, &s); err != nil {
		return s, err
	}
	return s, told(tx, by, id, "freeze", "", map[string]any{"round": s.Round, "hash": s.Hash})
}

// Verify computes the hash of a frozen assessment again and refuses one that no longer
// holds. It reads every unit, whoever asks.
func Verify(tx *db.Tx, s Scheme) error {
	if s.State != Frozen {
		return nil
	}
	sum, err := s.sum(tx)
	if err != nil {
		return err
	}
	if sum != s.Hash {
		return fault.New(fault.Conflict, "这份考核和冻结时不一样，不能再用，请联系审计员")
	}
	return nil
}

// sum is SHA-256 over everything that decides the scores, each field with its length
// before it.
func (s Scheme) sum(tx *db.Tx) (string, error) {
	if err := s.fill(tx); err != nil { // all units, not those of a reader
		return "", err
	}
	h := sha256.New()
	put(h, "fengsheng assessment 1", string(s.ID), s.Name, strconv.Itoa(s.Year), s.Cutoff.String(), strconv.Itoa(s.Round))
	for _, i := range s.Items {
		put(h, i.ID, i.Indicator, i.Name, string(i.Aspect), strconv.FormatBool(i.AtMost), strconv.Itoa(i.Target), strconv.Itoa(i.Weight), i.Definition)
	}
	for _, u := range s.Subjects {
		put(h, u.ID, string(u.Kind), u.Ref, u.Community, string(u.Post), u.Name)
		lines, err := linesOf(tx, s, u.ID)
		if err != nil {
			return "", err
		}
		for _, i := range s.Items {
			c := lines[i.ID]
			put(h, i.ID, strconv.FormatInt(c.numerator, 10), strconv.FormatInt(c.denominator, 10), hashOf(c.rows))
		}
	}
	judged, err := Judgements(tx, s)
	if err != nil {
		return "", err
	}
	for _, j := range judged {
		put(h, j.Subject, j.Item, strconv.FormatInt(j.Numerator, 10), strconv.FormatInt(j.Denominator, 10), j.Evidence, j.Reason, j.By)
	}
	objections, err := Objections(tx, s)
	for _, o := range objections {
		put(h, o.ID, o.Subject, o.Item, string(o.Decision), o.Answer)
	}
	return hex.EncodeToString(h.Sum(nil)), err
}

func put(h hash.Hash, words ...string) {
	for _, w := range words {
		fmt.Fprintf(h, "%d:%s", len(w), w)
	}
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
