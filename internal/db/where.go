package db

import (
	"strconv"
	"strings"
)

// Where gathers the conditions of a filter and numbers their placeholders. The
// text of every condition is constant in the source; ? stands for a value.
type Where struct {
	conds []string
	args  []any
}

// Add adds a condition; each ? in it takes the next of the values.
func (w *Where) Add(cond string, values ...any) {
	w.conds = append(w.conds, w.number(cond, values))
}

// Any adds one condition that holds when any of the given ones holds. With
// none given nothing can hold: an actor without a post sees no row.
func (w *Where) Any(alternatives []Cond) {
	if len(alternatives) == 0 {
		w.conds = append(w.conds, "1 = 0")
		return
	}
	parts := make([]string, len(alternatives))
	for i, c := range alternatives {
		parts[i] = w.number(c.Text, c.Values)
	}
	w.conds = append(w.conds, "("+strings.Join(parts, " OR ")+")")
}

// In adds a condition that a column has one of the values; none hold for an empty list.
func (w *Where) In(column string, values []string) {
	if len(values) == 0 {
		w.conds = append(w.conds, "1 = 0")
		return
	}
	marks := make([]string, len(values))
	args := make([]any, len(values))
	for i, v := range values {
		marks[i], args[i] = "?", v
	}
	w.Add(column+" IN ("+strings.Join(marks, ", ")+")", args...)
}

// Together gives the conditions that fill adds as one text, to stand elsewhere
// in the statement than behind its WHERE, such as in a FILTER. "" means none.
func (w *Where) Together(fill func(*Where)) string {
	part := Where{args: w.args}
	fill(&part)
	w.args = part.args
	return strings.Join(part.conds, " AND ")
}

// Cond is one condition with its values.
type Cond struct {
	Text   string
	Values []any
}

func (w *Where) number(cond string, values []any) string {
	var b strings.Builder
	next := 0
	for _, r := range cond {
		if r != '?' || next >= len(values) {
			b.WriteRune(r)
			continue
		}
		w.args = append(w.args, values[next])
		next++
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(len(w.args)))
	}
	return b.String()
}

// Build makes the statement head WHERE conditions tail, with its values. Each ?
// in the tail takes the next of the tail's values.
func (w *Where) Build(name, head, tail string, values ...any) (Stmt, []any) {
	text := head
	if len(w.conds) > 0 {
		text += "\nWHERE " + strings.Join(w.conds, " AND ")
	}
	saved := len(w.args)
	tail = w.number(tail, values)
	args := append([]any(nil), w.args...)
	w.args = w.args[:saved]
	return Stmt{name: name, text: text + "\n" + tail}, args
}

// Set gathers the columns an UPDATE changes. Like Where, it is made of constant
// text; each ? takes the value.
type Set struct {
	columns []string
	values  []any
}

// Add sets a column.
func (s *Set) Add(column string, value any) {
	s.columns = append(s.columns, column)
	s.values = append(s.values, value)
}

// Build makes the statement UPDATE table SET columns, always WHERE conditions.
func (s *Set) Build(name, table, always string, w *Where) (Stmt, []any) {
	text := "UPDATE " + table + " SET " + strings.Join(append(append([]string{}, s.columns...), always), ", ")
	first := Where{args: append([]any(nil), w.args...)}
	text = first.number(text, s.values)
	if len(w.conds) > 0 {
		text += "\nWHERE " + strings.Join(w.conds, " AND ")
	}
	return Stmt{name: name, text: text}, first.args
}
