package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// FreezeID addresses a freeze.
type FreezeID string

// Freeze is what was sent to review in one round: text, figures, and the list
// of rows behind each figure, under one hash. It is never changed.
type Freeze struct {
	ID       FreezeID
	Report   ID
	Round    int
	At       time.Time
	Hash     string
	Content  Content
	Figures  []Figure
	document string // Content as it was stored
}

// Send freezes the draft and gives it to the first reviewer. A draft with an
// error - two figures that contradict each other, a figure that was typed, a
// part that is missing - is refused with every place.
func Send(tx *db.Tx, by actor.Actor, id ID, version int) (Freeze, error) {
	r, err := Load(tx, id)
	if err != nil {
		return Freeze{}, err
	}
	s, err := step(r, DoSend, by)
	if err != nil {
		return Freeze{}, err
	}
	if version != 0 && version != r.Version {
		return Freeze{}, conflictOnVersion("报告")
	}
	c, err := Compile(tx, r)
	if err != nil {
		return Freeze{}, err
	}
	if err := c.refusal(); err != nil {
		return Freeze{}, err
	}
	r.State, r.Round, r.Reason = s.To, r.Round+1, ""
	f, err := freeze(tx, r, c)
	if err != nil {
		return f, err
	}
	if err := advance(tx, &r); err != nil {
		return f, err
	}
	return f, record(tx, by, r, string(s.Do), s.Who, map[string]string{
		"round": strconv.Itoa(r.Round), "hash": f.Hash, "figures": strconv.Itoa(len(f.Figures)), "cutoff": r.Cutoff.String(),
	})
}

// refusal is why the draft may not go to review, with both places of each error.
func (c Compiled) refusal() error {
	wrong := c.Errors()
	if len(wrong) == 0 {
		return nil
	}
	var fields fault.Fields
	for _, f := range wrong {
		var at []string
		for _, p := range f.Places {
			at = append(at, p.words())
		}
		fields.Add(f.Rule, "%s（%s）", f.Message, strings.Join(at, "；"))
	}
	return &fault.Fault{Kind: fault.Invalid, Message: fmt.Sprintf("还有%d项必须改，不能送审", len(wrong)), Fields: fields}
}

// words is the place in one phrase: where, and what stands there.
func (p Place) words() string {
	if p.Value == "" {
		return p.Where
	}
	return p.Where + "：" + p.Value
}

// freeze writes content, figures and rows.
func freeze(tx *db.Tx, r Report, c Compiled) (Freeze, error) {
	document, err := json.Marshal(c.Content)
	if err != nil {
		return Freeze{}, fmt.Errorf("report.freeze: %w", err)
	}
	f := Freeze{
		ID: FreezeID(tx.NewID()), Report: r.ID, Round: r.Round, At: db.Moment(tx.Millis()), Content: c.Content, Figures: c.Figures, document: string(document),
	}
	rows := make([][]string, len(f.Figures))
	for i := range f.Figures {
		if rows[i], err = rowsOf(tx, r, f.Figures[i]); err != nil {
			return f, err
		}
		f.Figures[i].Hash = hashRows(rows[i])
		f.Figures[i].Places = nil
	}
	f.Hash = f.sum()
	if _, err := tx.Exec(insertFreeze, tx.Street, string(f.ID), string(f.Report), f.Round, f.At.UnixMilli(), f.document, f.Hash); err != nil {
		return f, err
	}
	for i, g := range f.Figures {
		_, err := tx.Exec(insertFigure, tx.Street, tx.NewID(), string(f.ID), i, g.Code, g.Name, g.Value, g.Unit, g.Numerator, g.Denominator,
			g.Source, g.Address, g.Hash, strings.Join(rows[i], "\n"))
		if err != nil {
			return f, err
		}
	}
	return f, nil
}

// rowsOf is the sorted list of the rows behind a figure now; a manual figure has none.
func rowsOf(tx *db.Tx, r Report, f Figure) ([]string, error) {
	if f.Manual() {
		return nil, nil
	}
	rows, err := indicator.Rows(tx, f.Code, r.ask())
	slices.Sort(rows)
	return rows, err
}

func hashRows(rows []string) string {
	sum := sha256.Sum256([]byte(strings.Join(rows, "\n")))
	return hex.EncodeToString(sum[:])
}

// sum is SHA-256 over everything that was frozen, each field with its length
// before it, so that no text can be moved from one field into the next.
func (f Freeze) sum() string {
	h := sha256.New()
	text := func(words ...string) {
		for _, w := range words {
			fmt.Fprintf(h, "%d:%s", len(w), w)
		}
	}
	text("fengsheng report 1", string(f.Report), strconv.Itoa(f.Round), f.document)
	for _, g := range f.Figures {
		text(g.Code, g.Name, g.Value, g.Unit, strconv.FormatInt(g.Numerator, 10), strconv.FormatInt(g.Denominator, 10), g.Source, g.Address, g.Hash)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// FreezeOf reads what was frozen in a round.
func FreezeOf(tx *db.Tx, id ID, round int) (Freeze, error) {
	f, err := db.One(tx, readFreeze, func(r db.Row) (Freeze, error) {
		var f Freeze
		var at int64
		err := r.Scan(&f.ID, &f.Report, &f.Round, &at, &f.document, &f.Hash)
		f.At = db.Moment(at)
		return f, err
	}, tx.Street, string(id), round)
	if errors.Is(err, db.ErrNone) {
		return f, fault.New(fault.NotFound, "这份报告还没有送审")
	}
	if err != nil {
		return f, err
	}
	if err := json.Unmarshal([]byte(f.document), &f.Content); err != nil {
		return f, fmt.Errorf("report.freeze %s: %w", f.ID, err)
	}
	f.Figures, err = db.All(tx, readFigures, func(r db.Row) (Figure, error) {
		var g Figure
		err := r.Scan(&g.Code, &g.Name, &g.Value, &g.Unit, &g.Numerator, &g.Denominator, &g.Source, &g.Address, &g.Hash)
		return g, err
	}, tx.Street, string(f.ID))
	return f, err
}

// FrozenRows is the list of rows that was frozen behind the i-th figure.
func FrozenRows(tx *db.Tx, f Freeze, i int) ([]string, error) {
	text, err := db.Value[string](tx, readEvidence, tx.Street, string(f.ID), i)
	if err != nil || text == "" {
		return nil, err
	}
	return strings.Split(text, "\n"), nil
}

// Verify computes every hash of a freeze again from what is stored and refuses
// one that no longer holds: somebody changed the file behind the program's back.
func Verify(tx *db.Tx, f Freeze) error {
	for i, g := range f.Figures {
		rows, err := FrozenRows(tx, f, i)
		if err != nil {
			return err
		}
		if hashRows(rows) != g.Hash {
			return fault.New(fault.Conflict, "“%s”的明细和冻结时不一样，报告不能再用，请联系审计员", g.Name)
		}
	}
	if f.sum() != f.Hash {
		return fault.New(fault.Conflict, "报告和冻结时不一样，不能再用，请联系审计员")
	}
	return nil
}

// Difference is a figure that is another one now than when it was frozen.
type Difference struct {
	Figure  Figure // as frozen
	Now     Figure
	Added   int // rows that were not there
	Removed int // rows that are no longer there
}

// Words is 现在是800件，冻结时799件.
func (d Difference) Words() string {
	words := fmt.Sprintf("现在是%s，冻结时%s", d.Now.Printed(), d.Figure.Printed())
	if d.Now.Value == d.Figure.Value {
		words = fmt.Sprintf("数没有变（%s），但明细变了", d.Figure.Printed())
	}
	return fmt.Sprintf("%s；明细多出%d条，少了%d条", words, d.Added, d.Removed)
}

// Differences are the figures whose records changed after the freeze. The
// frozen report stays as it is; a correction goes into the next one.
func Differences(tx *db.Tx, r Report, f Freeze) ([]Difference, error) {
	var all []Difference
	frozen := r
	frozen.Cutoff = f.Content.Cutoff
	for i, g := range f.Figures {
		if g.Manual() {
			continue
		}
		now, err := rowsOf(tx, frozen, g)
		if err != nil {
			return nil, err
		}
		v, err := indicator.Compute(tx, g.Code, frozen.ask())
		if err != nil {
			return nil, err
		}
		n := figureOf(v)
		if hashRows(now) == g.Hash && n.Value == g.Value {
			continue
		}
		before, err := FrozenRows(tx, f, i)
		if err != nil {
			return nil, err
		}
		all = append(all, Difference{Figure: g, Now: n, Added: missingFrom(before, now), Removed: missingFrom(now, before)})
	}
	return all, nil
}

// missingFrom counts the records that are not in the sorted list. A record of a
// rate stands in it twice when the numerator counts it too, and is one record.
func missingFrom(sorted, rows []string) int {
	records := map[string]bool{}
	for _, row := range rows {
		if _, found := slices.BinarySearch(sorted, row); !found {
			records[strings.TrimPrefix(row, inNumerator)] = true
		}
	}
	return len(records)
}

// inNumerator marks a row of a rate that its numerator counts (indicator.Rows).
const inNumerator = "+"

// Record is one frozen row: its id, and of a rate whether the numerator counts it.
type Record struct {
	ID          string
	InNumerator bool
}

// Records turns frozen rows into records, each once.
func Records(rows []string) []Record {
	counted := map[string]bool{}
	for _, row := range rows {
		if id, in := strings.CutPrefix(row, inNumerator); in {
			counted[id] = true
		}
	}
	var all []Record
	for _, row := range rows {
		if !strings.HasPrefix(row, inNumerator) {
			all = append(all, Record{ID: row, InNumerator: counted[row]})
		}
	}
	return all
}
