package returns

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/committee"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Ask is which return is asked for.
type Ask struct {
	Kind      Kind
	Period    Period
	Committee string // "" = the whole street
}

// Value is a cell with its number.
type Value struct {
	Cell
	Number int64
	Rows   string // the address of its rows; "" where a person wrote it
	Known  bool   // false: nobody has written it yet
	By     string // who wrote it
	At     time.Time
	Filed  int64 // as it was filed last
}

// Text is the number as it is printed; "" for what nobody has written.
func (v Value) Text() string { return v.print(v.Number, v.Known) }

// FiledText is what was filed, as it is printed.
func (v Value) FiledText() string { return v.print(v.Filed, true) }

func (c Cell) print(n int64, known bool) string {
	switch {
	case !known:
		return ""
	case c.Fen:
		return indicator.Wan(n)
	}
	return strconv.FormatInt(n, 10)
}

// Filing is a return as it was sent up.
type Filing struct {
	ID      string
	Version int
	Cells   map[string]int64
	Why     string
	Officer string
	At      time.Time
}

// Table is a return: its cells, what contradicts itself, and what was filed.
type Table struct {
	Ask
	Values  []Value
	Wrong   []string // failing checks, both figures in the sentence
	Blank   []string // what nobody has written
	Filings []Filing // newest first
}

// Changed lists the cells that are not any more as they were filed.
func (t Table) Changed() []Value {
	if len(t.Filings) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t.Values), func(v Value) bool { return v.Number == v.Filed })
}

// Compute counts a return over the whole street.
func Compute(tx *db.Tx, a Ask) (Table, error) { return compute(tx, a, identity.Whole) }

// Within counts what a scope shows of the cells. Where that is the figure of the return,
// whoever has the scope can be led to its rows: they are all of them.
func Within(tx *db.Tx, a Ask, scope identity.Scope) (map[string]int64, error) {
	t, err := compute(tx, a, scope)
	all := map[string]int64{}
	for _, v := range t.Values {
		all[v.Code] = v.Number
	}
	return all, err
}

func compute(tx *db.Tx, a Ask, scope identity.Scope) (Table, error) {
	t := Table{Ask: a}
	of, known := tables[a.Kind]
	if !known {
		return t, fault.New(fault.NotFound, "没有这种报表")
	}
	s, err := newScene(tx, a)
	if err != nil {
		return t, err
	}
	s.scope = scope
	answers, err := db.All(tx, readAnswers, scanAnswer, tx.Street, string(a.Kind), a.Period.String(), a.Committee)
	if err != nil {
		return t, err
	}
	if t.Filings, err = db.All(tx, readFilings, scanFiling, tx.Street, string(a.Kind), a.Period.String(), a.Committee); err != nil {
		return t, err
	}
	cells, err := of.known(tx, s)
	if err != nil {
		return t, err
	}
	for _, c := range cells {
		v := Value{Cell: c, Known: true}
		switch {
		case c.Typed:
			at := slices.IndexFunc(answers, func(x answer) bool { return x.cell == c.Code })
			if v.Known = at >= 0; v.Known {
				v.Number, v.By, v.At = answers[at].value, answers[at].officer, answers[at].at
			} else {
				t.Blank = append(t.Blank, c.name())
			}
		case c.count != nil:
			v.Number, err = c.count(tx, s)
			if v.Rows = c.page; c.rows != nil {
				if rows := c.rows(s); rows != "" {
					v.Rows = rows
				}
			}
		default:
			f := c.filter(s)
			v.Number, err = s.sum(tx, f, c.total)
			v.Rows = address(f.Query())
		}
		if err != nil {
			return t, err
		}
		if len(t.Filings) > 0 {
			v.Filed = t.Filings[0].of(v)
		}
		t.Values = append(t.Values, v)
	}
	t.Wrong = of.wrong(t.Values)
	return t, nil
}

// known are the cells of the table, with those that the records name.
func (t table) known(tx *db.Tx, s scene) ([]Cell, error) {
	var all []Cell
	for _, c := range t.cells {
		if c.each == nil {
			all = append(all, c)
			continue
		}
		named, err := c.each(tx, s)
		if err != nil {
			return nil, err
		}
		for _, c := range named {
			c.named = true
			all = append(all, c)
		}
	}
	return all, nil
}

// of is the number of a cell as it was filed. A cell that the table did not have then
// has not changed since; one that the records name was 0.
func (f Filing) of(v Value) int64 {
	n, filed := f.Cells[v.Code]
	if !filed && !v.named {
		return v.Number
	}
	return n
}

func address(q url.Values) string { return "/matters?" + q.Encode() }

// name is the cell with the heading it stands under.
func (c Cell) name() string {
	if c.Group == "" {
		return c.Label
	}
	return c.Group + "：" + c.Label
}

// sum adds up over the scope.
func (s scene) sum(tx *db.Tx, f matter.Filter, t matter.Total) (int64, error) {
	return matter.Sum(tx, s.scope, f, t)
}

func newScene(tx *db.Tx, a Ask) (scene, error) {
	s := scene{Ask: a, scope: identity.Whole, last: min(a.Period.Span().To, tx.Today())}
	var err error
	if s.committees, err = committee.List(tx, committee.Filter{On: s.last}); err != nil {
		return s, err
	}
	if a.Committee != "" && !slices.ContainsFunc(s.committees, func(c committee.Committee) bool { return c.ID == a.Committee }) {
		return s, fault.New(fault.NotFound, "这一期没有这个调委会")
	}
	return s, nil
}

// wrong are the sentences of the checks that fail. A check with a cell that nobody
// has written says nothing yet.
func (t table) wrong(values []Value) []string {
	var all []string
	for _, c := range t.checks {
		left, lacking := add(values, []string{c.Left})
		right, more := add(values, c.Right)
		if lacking || more || left.n == right.n || c.Most && left.n <= right.n {
			continue
		}
		all = append(all, fmt.Sprintf("%s：左边是%s，右边是%s", c.Words, left.text, right.text))
	}
	return all
}

type added struct {
	n    int64
	text string
}

func add(values []Value, codes []string) (sum added, lacking bool) {
	for _, code := range codes {
		begin, many := strings.CutSuffix(code, "*")
		for _, v := range values {
			if v.Code == code || many && strings.HasPrefix(v.Code, begin) {
				sum.n += v.Number
				lacking = lacking || !v.Known
			}
		}
	}
	sum.text = strconv.FormatInt(sum.n, 10)
	return sum, lacking
}

// Write keeps what a person wrote into cells that no record fills. A cell that is
// counted is never written.
func Write(tx *db.Tx, by actor.Actor, a Ask, cells map[string]int64) error {
	if err := identity.FileReturns.Check(by); err != nil {
		return err
	}
	if _, err := newScene(tx, a); err != nil {
		return err
	}
	of := tables[a.Kind]
	var wrong fault.Fields
	for code, n := range cells {
		at := slices.IndexFunc(of.cells, func(c Cell) bool { return c.Code == code && c.Typed })
		wrong.Must(code, at >= 0, "这一格由系统统计，不能填写")
		wrong.Must(code, n >= 0 && n < 1e12, "请填写不小于0的数")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	for _, c := range of.cells {
		n, given := cells[c.Code]
		if !given {
			continue
		}
		if _, err := tx.Exec(writeAnswer, tx.Street, string(a.Kind), a.Period.String(), a.Committee, c.Code, n, by.Officer, tx.Millis()); err != nil {
			return err
		}
	}
	return a.tell(tx, by, "return.write", map[string]string{"cells": strconv.Itoa(len(cells))}, "")
}

// File freezes a return as it is now. One with a failing check, or one that was
// filed before, takes a reason.
func File(tx *db.Tx, by actor.Actor, a Ask, why string) error {
	if err := identity.FileReturns.Check(by); err != nil {
		return err
	}
	t, err := Compute(tx, a)
	if err != nil {
		return err
	}
	why = strings.TrimSpace(why)
	switch {
	case a.Period.Span().To >= tx.Today():
		return fault.New(fault.Conflict, "%s还没有过完，过完才能上报", a.Period.Label())
	case len(t.Blank) > 0:
		return fault.New(fault.Invalid, "还没有填写：%s。没有发生的填0", strings.Join(t.Blank, "、"))
	case len(t.Wrong) > 0 && why == "":
		return fault.Wrong("why", "校验不通过，要上报请写明原因")
	case len(t.Filings) > 0 && why == "":
		return fault.Wrong("why", "已经上报过，再报请写明为什么")
	}
	cells := map[string]int64{}
	for _, v := range t.Values {
		cells[v.Code] = v.Number
	}
	body, err := json.Marshal(cells)
	if err != nil {
		return fmt.Errorf("returns: %w", err)
	}
	if _, err := tx.Exec(insertFiling, tx.Street, tx.NewID(), string(a.Kind), a.Period.String(), a.Committee, len(t.Filings)+1, string(body), why, by.Officer, tx.Millis()); err != nil {
		return err
	}
	return a.tell(tx, by, "return.file", map[string]string{"version": strconv.Itoa(len(t.Filings) + 1)}, why)
}

func (a Ask) tell(tx *db.Tx, by actor.Actor, action string, details map[string]string, why string) error {
	details["kind"], details["period"], details["committee"] = string(a.Kind), a.Period.String(), a.Committee
	_, err := event.Append(tx, by, event.Entry{
		Action: action, Kind: event.Report, Subject: string(a.Kind) + " " + a.Period.String(), Role: by.First(identity.FileReturns.Roles...), Reason: why, Details: details,
	})
	return err
}

// Status is how far a return is.
type Status struct {
	Period  Period
	Due     calendar.Date
	Version int // 0 = not filed
	At      time.Time
	// Usual tells that periods of this length are filed here: some other of the year
	// was, or it is the year itself. Who files quarters owes no months.
	Usual bool
}

// Year lists the returns of a kind in a year with how far they are.
func Year(tx *db.Tx, k Kind, year int, committee string) ([]Status, error) {
	if _, known := tables[k]; !known {
		return nil, fault.New(fault.NotFound, "没有这种报表")
	}
	var all []Status
	for _, p := range Of(year) {
		s := Status{Period: p, Due: p.Due()}
		filings, err := db.All(tx, readFilings, scanFiling, tx.Street, string(k), p.String(), committee)
		if err != nil {
			return nil, err
		}
		if len(filings) > 0 {
			s.Version, s.At = filings[0].Version, filings[0].At
		}
		all = append(all, s)
	}
	filed := map[int]bool{12: true} // the year is always filed
	for _, s := range all {
		filed[s.Period.length()] = filed[s.Period.length()] || s.Version > 0
	}
	for i := range all {
		all[i].Usual = filed[all[i].Period.length()]
	}
	return all, nil
}

type answer struct {
	cell, officer string
	value         int64
	at            time.Time
}

func scanAnswer(r db.Row) (answer, error) {
	var a answer
	var at int64
	err := r.Scan(&a.cell, &a.value, &a.officer, &at)
	a.at = db.Moment(at)
	return a, err
}

func scanFiling(r db.Row) (Filing, error) {
	var f Filing
	var at int64
	var cells string
	if err := r.Scan(&f.ID, &f.Version, &cells, &f.Why, &f.Officer, &at); err != nil {
		return f, err
	}
	f.At = db.Moment(at)
	if err := json.Unmarshal([]byte(cells), &f.Cells); err != nil {
		return f, fmt.Errorf("returns: %w", err)
	}
	return f, nil
}

var (
	readAnswers = db.SQL("return.answers", `SELECT cell, value, officer_id, at FROM return_answer
WHERE street_id = $1 AND kind = $2 AND period = $3 AND committee_id = $4`)
	writeAnswer = db.SQL("return.answer", `INSERT INTO return_answer (street_id, kind, period, committee_id, cell, value, officer_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (street_id, kind, period, committee_id, cell) DO UPDATE SET value = excluded.value, officer_id = excluded.officer_id, at = excluded.at`)
	readFilings = db.SQL("return.filings", `SELECT id, version, cells, why, officer_id, at FROM return_filing
WHERE street_id = $1 AND kind = $2 AND period = $3 AND committee_id = $4 ORDER BY version DESC`)
	insertFiling = db.SQL("return.file", `INSERT INTO return_filing (street_id, id, kind, period, committee_id, version, cells, why, officer_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
)
