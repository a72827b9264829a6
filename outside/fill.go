package outside

import (
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Filling is a form filled by somebody: the rows they may see, and what is still
// asked of them.
type Filling struct {
	Form     Form
	Wanted   Wanted
	Lines    []Line
	Asked    []Asked // what no record holds and nobody has answered, by question
	Known    int     // cells that stand on earlier answers
	Unseen   int     // more matters, whose content this person may not read
	Empty    []Empty // cells that must not be empty and are
	Unmapped []Empty // choices for which the body's word is not known

	asked []asking
}

// Line is one row.
type Line struct {
	Label string // for whoever fills the form; a name is masked
	Href  string
	Cells []Cell
}

// Cell is one cell: what goes out, and what a page shows of it.
type Cell struct {
	Value any    // text, int64, float64, calendar.Date or nil
	Shown string // masked when about a person
}

// Asked is a question with the records it is asked of.
type Asked struct {
	Column   int // the first column that asks it
	Question Question
	Cells    []AskedCell
}

// AskedCell is one record a question is asked of.
type AskedCell struct {
	About       Key
	Label, Href string
}

// Empty is a heading with the number of cells and the first of their rows.
type Empty struct {
	Heading string
	Cells   int
	First   string
}

// asking is one question about one record.
type asking struct {
	column   int
	about    Key
	question Question
	row      *record
	known    string
}

// Fill computes the rows of a form, as far as the actor may see them.
func Fill(tx *db.Tx, by actor.Actor, f Form, w Wanted) (Filling, error) {
	return fill(tx, by, f, w, mostRows)
}

// Example are the first rows of a form that is being defined, from real matters
// the actor may see.
func Example(tx *db.Tx, by actor.Actor, f Form, rows int) ([]Line, error) {
	filling, err := fill(tx, by, f, Wanted{}, rows)
	return filling.Lines[:min(rows, len(filling.Lines))], err
}

func fill(tx *db.Tx, by actor.Actor, form Form, w Wanted, least int) (Filling, error) {
	f := Filling{Form: form, Wanted: w}
	if err := identity.FillOutside.Check(by); err != nil {
		return f, err
	}
	e, err := newEnv(tx, by, form.Definition, w)
	if err != nil {
		return f, err
	}
	if least == mostRows {
		if f.Unseen, err = e.bounded(); err != nil {
			return f, err
		}
	}
	once := map[Key]map[string]bool{}
	err = e.each(least, func(all []*record) error {
		if err := e.learn(all); err != nil {
			return err
		}
		for _, r := range all {
			r.index = len(f.Lines) + 1
			f.Lines = append(f.Lines, r.line(&f, once))
			if r.wrong != nil {
				return r.wrong
			}
		}
		return nil
	})
	f.group()
	return f, err
}

// bounded refuses a filling that is too long and counts what the actor may see
// the outline of only.
func (e *env) bounded() (int, error) {
	n, err := matter.CountTo(e.tx, e.scope, e.filter, mostRows)
	if err != nil {
		return 0, err
	}
	if n > mostRows {
		return 0, fault.Wrong("from", "一次最多填"+number(mostRows)+"件，请缩短时间分几次填")
	}
	if !e.form.content() {
		return 0, nil
	}
	outlines, err := matter.CountTo(e.tx, identity.FillOutside.Reach(e.by, e.tx.Today()), e.filter, mostRows)
	return max(0, outlines-n), err
}

// line writes one row and notes what it asks: each question of each record once.
func (r *record) line(f *Filling, once map[Key]map[string]bool) Line {
	l := Line{Label: r.label(r.key), Href: "/matters/" + string(r.matter.ID)}
	for i, c := range f.Form.Columns {
		values, q := r.values(c)
		if q != nil {
			q.column = i
			if once[q.about] == nil {
				once[q.about] = map[string]bool{}
			}
			if !once[q.about][q.question.Name] {
				once[q.about][q.question.Name] = true
				f.asked = append(f.asked, *q)
			}
		}
		cell := Cell{Value: c.written(values)}
		if cell.Value == nil && c.Format == mapped && len(values) > 0 && values[0].Text != "" {
			note(&f.Unmapped, c.Heading, values[0].Label)
		}
		if cell.Value == nil && c.Default != "" {
			cell.Value = c.Default
		}
		if cell.Value == nil && c.Required && (len(values) == 0 || !values[0].Told) {
			note(&f.Empty, c.Heading, l.Label)
		}
		cell.Shown = plain(cell.Value)
		if c.personal() {
			cell.Shown = masked(c.kind(), values)
		}
		l.Cells = append(l.Cells, cell)
	}
	return l
}

// values are what the record holds for a column, or an earlier answer; what is
// asked, when the record holds nothing.
func (r *record) values(c Column) ([]Value, *asking) {
	if c.Text != "" {
		return words(c.Text), nil
	}
	kind := c.kind()
	if field, ok := FieldOf(c.Field); ok {
		var values []Value
		for _, v := range field.take(r) {
			if !v.nothing(kind) || v.Told {
				values = append(values, v)
			}
		}
		if len(values) > 0 {
			return values, nil
		}
	}
	q, asks := c.asks()
	if !asks {
		return nil, nil
	}
	about := r.about(q)
	known := r.facts[about][q.Name]
	a := &asking{about: about, question: q, row: r, known: known}
	if known == "" {
		return nil, a
	}
	return []Value{q.value(known)}, a
}

func note(all *[]Empty, heading, first string) {
	for i := range *all {
		if (*all)[i].Heading == heading {
			(*all)[i].Cells++
			return
		}
	}
	*all = append(*all, Empty{heading, 1, first})
}

// masked is what a page shows of values about a person (PRIV-02).
func masked(k Kind, values []Value) string {
	shown := ""
	for _, v := range values {
		if v.nothing(k) {
			continue
		}
		if shown != "" {
			shown += "、"
		}
		if v.Text == underAge && v.Body {
			shown += underAge
			continue
		}
		shown += matter.Mask(string(k), v.plain(k))
	}
	return shown
}

// group makes the list of what is still asked, by question.
func (f *Filling) group() {
	at := map[string]int{}
	for _, a := range f.asked {
		if a.known != "" {
			f.Known++
			continue
		}
		i, found := at[a.question.Name]
		if !found {
			i = len(f.Asked)
			at[a.question.Name], f.Asked = i, append(f.Asked, Asked{Column: a.column, Question: a.question})
		}
		f.Asked[i].Cells = append(f.Asked[i].Cells, AskedCell{About: a.about, Label: a.row.label(a.about), Href: "/matters/" + string(a.row.matter.ID)})
	}
}

// Open is how many cells are still asked for.
func (f Filling) Open() int {
	n := 0
	for _, q := range f.Asked {
		n += len(q.Cells)
	}
	return n
}

// LastMonth is the month before a day: what most forms are filled for.
func LastMonth(today calendar.Date) Period {
	first := calendar.On(today.Year(), today.Month(), 1)
	return Period{From: first.AddMonths(-1), To: first.AddDays(-1)}
}
