package report

import (
	"strconv"

	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/official"
	"fengsheng/org"
)

// ManualCode stands for the code of a figure that was typed by hand.
const ManualCode = "manual"

// Figure is one figure of the report.
type Figure struct {
	Code        string // of the indicator, or ManualCode
	Name        string
	Value       string // as printed without its unit: 799, 99.87%
	Unit        string
	Numerator   int64 // of a rate, else the value itself
	Denominator int64 // of a rate, else 0
	Source      string
	Address     string  // the page with exactly the rows counted
	Hash        string  // SHA-256 of the rows; empty until frozen
	Places      []Place // where it stands; empty once frozen
}

// Printed is the figure with its unit, 799件.
func (f Figure) Printed() string { return f.Value + f.Unit }

// Manual reports whether the figure was typed by hand.
func (f Figure) Manual() bool { return f.Code == ManualCode }

// Compiled is the report at this moment: every cited figure computed at the
// cut-off day, and what is wrong.
type Compiled struct {
	Report   Report
	Content  Content
	Document official.Document
	Text     string
	Figures  []Figure
	Findings []Finding
	Sections []Section
	Live     bool // counted now; false when it was read from a freeze
	Hash     string
}

// ask is what the report's figures are counted over.
func (r Report) ask() indicator.Ask { return indicator.Ask{Year: r.Year, Cutoff: r.Cutoff} }

// Compile prints the draft: prose with every citation counted now.
func Compile(tx *db.Tx, r Report) (Compiled, error) {
	sections, err := Sections(tx, r.ID)
	if err != nil {
		return Compiled{}, err
	}
	reviews, err := Reviews(tx, r.ID)
	if err != nil {
		return Compiled{}, err
	}
	street, err := org.Load(tx)
	if err != nil {
		return Compiled{}, err
	}
	c, err := compile(tx, r, street, sections, reviewLine(r, reviews))
	if err != nil {
		return c, err
	}
	same, err := unchanged(tx, r, sections)
	if err != nil {
		if err != nil {
			return c, err
		}
	}
	plans, _, err := Plans(tx, r)
	c.Findings = append(append(c.Findings, carriedOver(same)...), unanswered(plans)...)
	if err != nil {
		return c, err
	}
	return c, answered(tx, &c)
}

// Preview is the report of a year nobody has begun, with its usual figures: for
// the command line. Nothing is stored.
func Preview(tx *db.Tx, year int) (Compiled, error) {
	street, err := org.Load(tx)
	if err != nil {
		return Compiled{}, err
	}
	r := Report{Year: year, State: Draft, Title: title(street, year), Cutoff: min(calendar.On(year, 12, 31), tx.Today()), Demo: street.Demo}
	sections := usual(year)
	if street.Demo {
		sections = DemoSections(year)
	}
	number(sections)
	return compile(tx, r, street, sections, reviewLine(r, nil))
}

func compile(tx *db.Tx, r Report, street org.Street, sections []Section, line []official.Signature) (Compiled, error) {
	values, err := indicator.ComputeAll(tx, r.ask())
	if err != nil {
		return Compiled{}, err
	}
	c := compiler{year: r.Year, values: byCode(values)}
	out := Compiled{Report: r, Live: true, Sections: sections, Content: Content{
		Year: r.Year, Unit: street.Name, Title: r.Title, Organ: street.Office, Date: r.dated(tx.Today()), Cutoff: r.Cutoff,
	}}
	for _, s := range sections {
		if p, printed := c.section(s, sections); printed {
			out.Content.Pieces = append(out.Content.Pieces, p)
		}
	}
	out.Content.Manual = c.manual
	out.Figures = c.figures
	out.Findings = check(sections, c, values)
	out.Document = out.Content.Document(line, r.Mark())
	out.Text = out.Document.Text()
	return out, nil
}

// dated is the date the document carries.
func (r Report) dated(today calendar.Date) calendar.Date {
	if r.Dated.Zero() {
		return today
	}
	return r.Dated
}

func byCode(values []indicator.Value) map[string]indicator.Value {
	all := make(map[string]indicator.Value, len(values))
	for _, v := range values {
		all[v.Code] = v
	}
	return all
}

// compiler gathers the figures while the prose is printed.
type compiler struct {
	year    int
	values  map[string]indicator.Value
	figures []Figure
	cited   []cited
	manual  []Manual
}

// cited is one citation with its place.
type cited struct {
	Citation
	place  Place
	before string // the prose before it, to the beginning of its clause
}

// section prints one section; an empty part that may be empty is left out.
func (c *compiler) section(s Section, all []Section) (Piece, bool) {
	if s.Part == PartOther && !filled(all, PartOther) {
		return Piece{}, false
	}
	p := Piece{Level: s.Level, Number: s.Number, Heading: s.Heading}
	for _, q := range Citations(s.Body) {
		at := cited{Citation: q, place: placeIn(s, q.At), before: clauseBefore(s.Body, q.At)}
		c.cited = append(c.cited, at)
		c.note(at)
	}
	for _, line := range paragraphs(s.Body) {
		p.Paragraphs = append(p.Paragraphs, c.line(line))
	}
	return p, s.Level > 0 || len(p.Paragraphs) > 0
}

// note keeps the figure a citation stands for, each indicator once.
func (c *compiler) note(q cited) {
	at := q.place
	if q.Wrong != "" {
		return
	}
	if q.Manual {
		number, unit := SplitUnit(q.Value)
		c.figures = append(c.figures, Figure{
			Code: ManualCode, Name: q.before, Value: number, Unit: unit, Source: q.Source, Places: []Place{at},
		})
		c.manual = append(c.manual, Manual{Value: q.Value, Source: q.Source, Where: at.Where})
		return
	}
	for i := range c.figures {
		if c.figures[i].Code == q.Code {
			c.figures[i].Places = append(c.figures[i].Places, at)
			return
		}
	}
	if v, known := c.values[q.Code]; known {
		f := figureOf(v)
		f.Places = []Place{at}
		c.figures = append(c.figures, f)
	}
}

// figureOf is an indicator's value as the report keeps it.
func figureOf(v indicator.Value) Figure {
	return Figure{
		Code: v.Code, Name: v.Name, Value: v.Text, Unit: printedUnit(v), Numerator: v.Numerator, Denominator: v.Denominator, Address: v.Evidence,
	}
}

// printedUnit is the unit behind a number; a rate carries its own sign.
func printedUnit(v indicator.Value) string {
	if v.IsRate {
		return ""
	}
	return v.Unit
}

// line cuts a paragraph at its citations and prints them. A citation that cannot
// be printed stays as it was written, so that nobody overlooks it.
func (c *compiler) line(text string) Line {
	var l Line
	from := 0
	plain := func(to int) {
		if to > from {
			l = append(l, Span{Text: text[from:to]})
		}
	}
	for _, q := range Citations(text) {
		plain(q.At)
		from = q.At + len(q.Raw)
		l = append(l, c.print(q))
	}
	plain(len(text))
	return l
}

// print is what stands in the text in place of a citation.
func (c *compiler) print(q Citation) Span {
	v, known := c.values[q.Code]
	switch {
	case q.Wrong != "" || !q.Manual && !known:
		return Span{Text: q.Raw, Wrong: true}
	case q.Manual:
		return Span{Text: q.Value, Code: ManualCode, Source: q.Source}
	case q.Form == Bare:
		return Span{Text: v.Text, Code: q.Code}
	case q.Form == Rounded && whole(v):
		return Span{Text: rounded(v.Number) + v.Unit, Code: q.Code}
	case q.Form == InHan && whole(v) && v.Number < 100:
		return Span{Text: chinese(int(v.Number)), Code: q.Code}
	case q.Form == WithParts && v.IsRate:
		return Span{Text: v.Text + "（" + strconv.FormatInt(v.Numerator, 10) + "/" + strconv.FormatInt(v.Denominator, 10) + "）", Code: q.Code}
	}
	return Span{Text: v.Text + printedUnit(v), Code: q.Code}
}

// whole reports whether a value is a plain count: neither a rate nor an amount.
func whole(v indicator.Value) bool { return !v.IsRate && v.Text == strconv.FormatInt(v.Number, 10) }

// rounded is a count down to its first digit, as reports write it: 500余 of 562
// and 1000余 of 1085; 500 of 500. It never says more than there is.
func rounded(n int64) string {
	step := int64(1)
	for n/step >= 10 {
		step *= 10
	}
	if n%step == 0 {
		return strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n/step*step, 10) + "余"
}
