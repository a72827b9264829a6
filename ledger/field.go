package ledger

import (
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/sheet"
	"fengsheng/matter"
)

// field is one entry of a row: the template writes its column, matching finds it
// by its words, the dry run names it in what is wrong.
type field struct {
	name     string // as the entry's operation calls it in a fault
	label    string
	hint     string
	required bool // of the file; what a row needs is said by the operation
	day      bool
	words    []string // what others call it
	list     func(*names) []string
}

// book is one ledger.
type book struct {
	label  string
	right  identity.Permission // of entering one row
	about  []string            // said in the template
	fields []field
	read   func(*reading) entry
	back   func(tx *db.Tx, by actor.Actor, subject, reason string) error
	events string // the kind of its subjects in the ledger of events
}

// entry is a row as its operation takes it.
type entry interface {
	check(tx *db.Tx, by actor.Actor, sure bool) error // writes nothing; sure: somebody looked at what it is like
	enter(tx *db.Tx, by actor.Actor) (string, error)
}

// own is the number a row has in its source: with it, it is the same row whatever
// else has changed.
const own = "own"

var books = map[Kind]book{Matters: matterBook, Activities: activityBook}

// Fields are the entries of a ledger, for the page that matches columns.
type Field struct {
	Name, Label, Hint string
	Required          bool
}

// FieldsOf lists the entries of a ledger in the order of its template.
func FieldsOf(k Kind) []Field {
	all := make([]Field, len(books[k].fields))
	for i, f := range books[k].fields {
		all[i] = Field{f.name, f.label, f.hint, f.required}
	}
	return all
}

// inBrackets is what stands behind a heading and does not belong to it: 日期（必填）.
var inBrackets = regexp.MustCompile(`[（(][^（）()]*[)）]`)

// plainHeading is a heading as it is compared.
func plainHeading(cell string) string {
	return strings.ReplaceAll(inBrackets.ReplaceAllString(sheet.Heading(cell), ""), " ", "")
}

// headings are the fields by everything they are called.
func headings(fields []field) map[string]string {
	all := map[string]string{}
	for _, f := range fields {
		for _, w := range append([]string{f.label}, f.words...) {
			if _, taken := all[plainHeading(w)]; !taken {
				all[plainHeading(w)] = f.name
			}
		}
	}
	return all
}

// propose matches columns to fields: as the last time, else by the exact name,
// else by what others call it. A column serves one field.
func propose(fields []field, columns []string, last map[string]string) map[string]int {
	found, used := map[string]int{}, map[int]bool{}
	try := func(name string, is func(column string) bool) {
		if _, done := found[name]; done {
			return
		}
		for i, c := range columns {
			if c != "" && !used[i] && is(c) {
				found[name], used[i] = i, true
				return
			}
		}
	}
	for _, f := range fields {
		if h := last[f.name]; h != "" {
			try(f.name, func(c string) bool { return c == h })
		}
	}
	for _, f := range fields {
		try(f.name, func(c string) bool { return plainHeading(c) == plainHeading(f.label) })
	}
	for _, f := range fields {
		for _, w := range f.words {
			try(f.name, func(c string) bool { return plainHeading(c) == plainHeading(w) })
		}
	}
	return found
}

// reading is one row while it is read: its entries by field, and what is wrong.
type reading struct {
	im       *Import
	names    *names
	cells    []string
	fields   []field
	problems []Problem
	elsewhat map[string]string // the field at which a fault of the operation is told
}

func (r *reading) field(name string) field {
	for _, f := range r.fields {
		if f.name == name {
			return f
		}
	}
	return field{name: name}
}

// raw is the cell of a field as it was typed; "" when the file has no such column.
func (r *reading) raw(name string) string {
	at, found := r.im.Fields[name]
	if !found || at >= len(r.cells) {
		return ""
	}
	return strings.TrimSpace(r.cells[at])
}

func (r *reading) text(name string) string { return sheet.Tidy(r.raw(name)) }

func (r *reading) wrong(name, sentence string) {
	p := Problem{Column: r.field(name).label, Sentence: sentence}
	if !slices.Contains(r.problems, p) {
		r.problems = append(r.problems, p)
	}
}

func (r *reading) must(name string, err error) {
	if err != nil {
		r.wrong(name, err.Error())
	}
}

func (r *reading) day(name string) calendar.Date {
	d, err := sheet.Day(r.raw(name), r.im.From1904)
	r.must(name, err)
	return d
}

func (r *reading) whole(name string, most int) int {
	if r.text(name) == "" {
		return 0
	}
	n, err := sheet.Whole(r.raw(name), most)
	r.must(name, err)
	return n
}

func (r *reading) money(name string) int64 {
	if r.text(name) == "" {
		return 0
	}
	n, err := sheet.Fen(r.raw(name))
	r.must(name, err)
	return n
}

func (r *reading) yes(name string) bool {
	b, err := sheet.Yes(r.raw(name))
	r.must(name, err)
	return b
}

// long is a number that a spreadsheet may have cut: telephones, identity numbers.
func (r *reading) long(name string) string {
	text := r.raw(name)
	if sheet.Lost(text) {
		r.wrong(name, "表格把这个长号码存成了数，后面几位已经丢了，请把这一列设成文本再重新填")
		return ""
	}
	return sheet.Code(text)
}

// choice is the code of one of a list.
func (r *reading) choice(name string, all matter.Enumeration) string {
	text := r.text(name)
	if text == "" {
		return ""
	}
	code := choose(text, all)
	if code == "" {
		r.wrong(name, "没有这一项，可以填："+strings.Join(labelsOf(all), "、"))
	}
	return code
}

func choose(text string, all matter.Enumeration) string {
	for _, c := range all {
		if text == c.Label || strings.EqualFold(text, c.Code) {
			return c.Code
		}
	}
	for _, c := range all {
		if strings.TrimSuffix(text, "纠纷") == strings.TrimSuffix(c.Label, "纠纷") {
			return c.Code
		}
	}
	return ""
}

func labelsOf(all matter.Enumeration) []string {
	labels := make([]string, len(all))
	for i, c := range all {
		labels[i] = c.Label
	}
	return labels
}

// choices offers a fixed list in the template.
func choices(all matter.Enumeration) func(*names) []string {
	return func(*names) []string { return labelsOf(all) }
}

func yesOrNo(*names) []string { return []string{"是", "否"} }

// faults tells what an operation refuses at the columns it is about.
func (r *reading) faults(err error) {
	f := fault.Of(err)
	if len(f.Fields) == 0 {
		r.problems = append(r.problems, Problem{Sentence: f.Message})
		return
	}
	for _, one := range f.Fields {
		name := one.Name
		if other, found := r.elsewhat[name]; found {
			name = other
		}
		if !slices.ContainsFunc(r.problems, func(p Problem) bool { return p.Column == r.field(name).label && p.Column != "" }) {
			r.wrong(name, one.Message) // what cannot be read is told once
		}
	}
}

// identity is what tells the row apart within its source: its own number, else
// everything that is entered of it.
func (r *reading) identity() string {
	if n := sheet.Code(r.raw(own)); n != "" {
		return "own\x00" + n
	}
	parts := []string{"row"}
	for _, f := range r.fields {
		text := r.text(f.name)
		if text == "" {
			continue
		}
		if d, err := sheet.Day(text, r.im.From1904); f.day && err == nil {
			text = d.String()
		}
		parts = append(parts, f.name+"="+text)
	}
	return strings.Join(parts, "\x00")
}

func sortReasons(all []Reason) {
	sort.SliceStable(all, func(i, j int) bool { return all[i].Rows > all[j].Rows })
}

func rowName(n int) string { return "第" + strconv.Itoa(n) + "行" }
