package indicator

import (
	"net/url"
	"slices"
	"strconv"

	"fengsheng/activity"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/study"
)

// Value is one indicator as it was counted.
type Value struct {
	Definition
	Number      int64 // the count or sum; an amount in 分; a rate in hundredths of a per cent
	IsRate      bool
	Numerator   int64  // of a rate, else the number itself
	Denominator int64  // of a rate, else 0
	Text        string // as printed without its unit: 799, 126.40; a rate with its sign: 99.87%

	// Addresses of the list pages with exactly the rows counted. A rate's
	// Evidence is that of its numerator.
	Evidence            string
	NumeratorEvidence   string
	DenominatorEvidence string
}

// Compute counts one indicator.
func Compute(tx *db.Tx, code string, a Ask) (Value, error) {
	d, err := Find(code)
	if err != nil {
		return Value{}, err
	}
	if a, err = a.settled(); err != nil {
		return Value{}, err
	}
	m := d.measure
	var number, whole int64
	switch {
	case m.exams != nil:
		number, whole, err = sumExams(tx, m, a)
	case m.rate():
		if number, err = matter.Sum(tx, a.scope(), m.numerator(a), m.above()); err == nil {
			whole, err = matter.Sum(tx, a.scope(), m.inMatters(a), m.total)
		}
	case m.matters != nil:
		number, err = matter.Sum(tx, a.scope(), m.inMatters(a), m.total)
	case m.activities != nil:
		number, err = activity.Sum(tx, m.inActivities(a), m.adds)
	case m.stock != nil:
		number, err = m.stock(a).count(tx)
	default:
		number, err = countVenues(tx, m.inVenues(a))
	}
	return d.value(a, number, whole), err
}

// sumExams adds up a measure over examinations, and its denominator when it is a rate.
func sumExams(tx *db.Tx, m measure, a Ask) (number, whole int64, err error) {
	if number, err = study.SumExams(tx, m.inExams(a), m.counts); err == nil && m.within != "" {
		whole, err = study.SumExams(tx, m.inExams(a), m.within)
	}
	return number, whole, err
}

func countVenues(tx *db.Tx, f org.VenueFilter) (int64, error) {
	n, err := org.CountVenues(tx, f)
	return int64(n), err
}

// value is a counted number with its text and the addresses of its rows.
func (d Definition) value(a Ask, number, whole int64) Value {
	v := Value{Definition: d, Number: number, Numerator: number, Text: strconv.FormatInt(number, 10)}
	m := d.measure
	switch {
	case m.exams != nil:
		v.Evidence = address("/study/exams", m.inExams(a).Query())
		v.NumeratorEvidence = v.Evidence
		if m.rate() {
			v.IsRate, v.Denominator, v.DenominatorEvidence = true, whole, v.Evidence
			v.Number, v.Text = Percent(number, whole)
		}
		return v
	case m.rate():
		v.IsRate, v.Denominator = true, whole
		v.Number, v.Text = Percent(number, whole)
		v.Evidence = address("/matters", m.numerator(a).Query())
		v.NumeratorEvidence, v.DenominatorEvidence = v.Evidence, address("/matters", m.inMatters(a).Query())
		return v
	case m.matters != nil:
		v.Evidence = address("/matters", m.inMatters(a).Query())
		if m.total == matter.TotalAmount {
			v.Text = Wan(number)
		}
	case m.activities != nil:
		v.Evidence = address("/activities", m.inActivities(a).Query())
	case m.stock != nil:
		v.Evidence = m.stock(a).address()
	default:
		v.Evidence = address("/org/venues", venueQuery(m.inVenues(a)))
	}
	v.NumeratorEvidence = v.Evidence
	return v
}

func address(page string, q url.Values) string { return page + "?" + q.Encode() }

// venueQuery is a filter of venues as an address: kind, community, on.
func venueQuery(f org.VenueFilter) url.Values {
	q := url.Values{}
	for _, k := range f.Kinds {
		q.Add("kind", string(k))
	}
	if f.Community != "" {
		q.Set("community", f.Community)
	}
	q.Set("on", f.On.String())
	return q
}

// Percent is a rate in hundredths of a per cent, rounded half up, and as
// printed: 9987 and 99.87% for 798 of 799. Of nothing there is no rate: —.
func Percent(numerator, denominator int64) (int64, string) {
	if denominator <= 0 {
		return 0, "—"
	}
	n := (numerator*20000 + denominator) / (2 * denominator)
	return n, hundredths(n) + "%"
}

// Wan prints an amount in 分 as 万元 with two decimals, rounded half up.
func Wan(fen int64) string { return hundredths((fen + 5000) / 10000) }

func hundredths(n int64) string {
	cents := strconv.FormatInt(n%100, 10)
	if len(cents) == 1 {
		cents = "0" + cents
	}
	return strconv.FormatInt(n/100, 10) + "." + cents
}

// Rows lists the ids of the records behind an indicator, sorted, for the freeze
// of a review. For a rate they are the rows of the denominator, and those that
// are in the numerator too once more with a + before them.
func Rows(tx *db.Tx, code string, a Ask) ([]string, error) {
	d, err := Find(code)
	if err != nil {
		return nil, err
	}
	if a, err = a.settled(); err != nil {
		return nil, err
	}
	m := d.measure
	switch {
	case m.activities != nil:
		return activity.IDs(tx, m.inActivities(a))
	case m.stock != nil:
		return m.stock(a).ids(tx)
	case m.exams != nil:
		ids, err := study.ExamIDs(tx, m.inExams(a))
		if err == nil && m.rate() { // each examination has a part of either
			for _, id := range slices.Clone(ids) {
				ids = append(ids, inNumerator+id)
			}
			slices.Sort(ids)
		}
		return ids, err
	case m.venues != nil:
		found, err := org.Venues(tx, m.inVenues(a))
		ids := make([]string, len(found))
		for i, v := range found {
			ids[i] = v.ID
		}
		slices.Sort(ids)
		return ids, err
	}
	rows, err := matter.IDs(tx, identity.Whole, m.inMatters(a))
	if err != nil || !m.rate() {
		return rows, err
	}
	in, err := matter.IDs(tx, identity.Whole, m.numerator(a))
	for _, id := range in {
		rows = append(rows, inNumerator+id)
	}
	slices.Sort(rows)
	return rows, err
}

// inNumerator marks a row of a rate that its numerator counts.
const inNumerator = "+"
