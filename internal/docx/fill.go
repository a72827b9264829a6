package docx

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/beevik/etree"

	"fengsheng/internal/fault"
)

// mostFilled bounds what a filled paper may become, in atoms: a list of many
// thousand members is no paper any more.
const mostFilled = 2_000_000

// filler fills one document.
type filler struct {
	left   int
	err    error
	tables int      // that enclose what is filled now
	blanks []string // names of the outermost data that came to nothing outside of tables
}

// scope is the data in reach, the innermost last.
type scope []Data

func (s scope) text(name string) string {
	for i := len(s) - 1; i >= 0; i-- {
		if v, ok := s[i].Text[name]; ok {
			return v
		}
	}
	return ""
}

func (s scope) list(name string) ([]Data, bool) {
	for i := len(s) - 1; i >= 0; i-- {
		if v, ok := s[i].Lists[name]; ok {
			return v, true
		}
		if _, ok := s[i].Text[name]; ok {
			return nil, false
		}
	}
	return nil, false
}

// each calls do once for every time the block stands.
func (s scope) each(m *mark, do func(scope)) {
	list, ok := s.list(m.name)
	filled := ok && len(list) > 0 || !ok && strings.TrimSpace(s.text(m.name)) != ""
	switch {
	case m.kind == '^' && !filled, m.kind == '#' && filled && !ok:
		do(s)
	case m.kind == '#' && filled:
		for _, d := range list {
			do(append(s[:len(s):len(s)], d))
		}
	}
}

// Fill puts the values in the place of the names. A value may have several
// lines. The same data gives the same bytes.
func (t *Template) Fill(d Data) ([]byte, error) {
	c, _, err := t.fill(d)
	if err != nil {
		return nil, err
	}
	return c.bytes()
}

// Blanks are the names that Fill would put nothing in the place of, in a sentence:
// what stands in the cells of a table may be filled by hand, and a list says of its
// members what it knows of each.
func (t *Template) Blanks(d Data) ([]string, error) {
	_, blanks, err := t.fill(d)
	return blanks, err
}

func (t *Template) fill(d Data) (*Template, []string, error) {
	c := t.copy()
	f := &filler{left: mostFilled}
	for _, p := range c.parts {
		if doc := c.docs[p.name]; doc != nil {
			f.container(doc.Root(), scope{d})
		}
	}
	return c, f.blanks, f.err
}

// text is the value of a name; one that is empty in a sentence is noted.
func (f *filler) text(s scope, name string) string {
	v := s.text(name)
	if len(s) == 1 && f.tables == 0 && strings.TrimSpace(v) == "" && !slices.Contains(f.blanks, name) {
		f.blanks = append(f.blanks, name)
	}
	return v
}

func (f *filler) spend(n int) bool {
	if f.left -= n; f.left < 0 && f.err == nil {
		f.err = fault.New(fault.TooLarge, "内容太多，做不成一份文书，请缩小范围")
	}
	return f.err == nil
}

// container fills what holds paragraphs and tables: a body, a cell, a header.
func (f *filler) container(e *etree.Element, s scope) {
	children := e.ChildElements()
	marks := make([]*mark, len(children))
	for i, c := range children {
		if local(c) == "p" {
			marks[i] = alone(words(c))
		}
	}
	for i := 0; i < len(children) && f.err == nil; i++ {
		c := children[i]
		if end := -1; marks[i].begins() {
			if end = partner(marks, i); end > i {
				f.block(e, children[i:end+1], marks[i], s)
				i = end
				continue
			}
		}
		switch local(c) {
		case "p":
			f.paragraph(c, s)
		case "tbl":
			f.table(c, s)
		default:
			f.container(c, s)
		}
	}
	if local(e) == "tc" && len(e.SelectElements("p")) == 0 { // a cell without a paragraph is none
		e.CreateElement("w:p")
	}
}

// block repeats the siblings between its first and its last, the marks.
func (f *filler) block(e *etree.Element, siblings []*etree.Element, m *mark, s scope) {
	at := siblings[0].Index()
	inner := siblings[1 : len(siblings)-1]
	holder := etree.NewElement("holder")
	s.each(m, func(s scope) {
		one := etree.NewElement("one")
		for _, c := range inner {
			if !f.spend(size(c)) {
				return
			}
			one.AddChild(c.Copy())
		}
		f.rowsOr(one, s)
		for _, c := range one.ChildElements() {
			holder.AddChild(c)
		}
	})
	for _, c := range siblings {
		e.RemoveChild(c)
	}
	for i, c := range holder.ChildElements() {
		e.InsertChildAt(at+i, c)
	}
}

// rowsOr fills copies of rows as rows, of paragraphs as paragraphs.
func (f *filler) rowsOr(e *etree.Element, s scope) {
	if len(e.SelectElements("tr")) > 0 {
		f.table(e, s)
		return
	}
	f.container(e, s)
}

// table fills the rows of a table: a row may repeat by itself, or all rows
// between two that say a mark and nothing else.
func (f *filler) table(e *etree.Element, s scope) {
	f.tables++
	defer func() { f.tables-- }()
	children := e.ChildElements()
	marks := make([]*mark, len(children))
	for i, c := range children {
		if local(c) == "tr" {
			marks[i] = alone(whole(c))
		}
	}
	for i := 0; i < len(children) && f.err == nil; i++ {
		c := children[i]
		if local(c) != "tr" {
			if local(c) != "tblPr" && local(c) != "tblGrid" {
				f.table(c, s) // rows in a content control
			}
			continue
		}
		if marks[i].begins() {
			if end := partner(marks, i); end > i {
				f.block(e, children[i:end+1], marks[i], s)
				i = end
				continue
			}
		}
		if m := rowMark(c); m != nil {
			f.row(e, c, m, s)
			continue
		}
		for _, cell := range c.ChildElements() {
			f.container(cell, s)
		}
	}
}

// row repeats one row.
func (f *filler) row(e, row *etree.Element, m *mark, s scope) {
	at := row.Index()
	model := row.Copy()
	drop(model, m)
	var made []*etree.Element
	s.each(m, func(s scope) {
		if !f.spend(size(model)) {
			return
		}
		one := model.Copy()
		for _, cell := range one.ChildElements() {
			f.container(cell, s)
		}
		made = append(made, one)
	})
	e.RemoveChild(row)
	for i, c := range made {
		e.InsertChildAt(at+i, c)
	}
}

// drop takes the first beginning and the last end of a block out of a row.
func drop(row *etree.Element, m *mark) {
	paragraphs := row.FindElements(".//p")
	for _, p := range paragraphs {
		if cutMark(p, func(x *mark) bool { return x.kind == m.kind && x.name == m.name }) {
			break
		}
	}
	for i := len(paragraphs) - 1; i >= 0; i-- {
		if cutMark(paragraphs[i], func(x *mark) bool { return x.ends(m.name) }) {
			break
		}
	}
}

// cutMark takes the first such mark out of a paragraph.
func cutMark(p *etree.Element, is func(*mark) bool) bool {
	for _, t := range tokens(words(p)) {
		if t.mark == nil || !is(t.mark) {
			continue
		}
		all := atoms(p)
		var left []atom
		n := 0
		for _, a := range all {
			inside := a.char != 0 && n >= t.from && n < t.from+len([]rune(t.text))
			if a.char != 0 {
				n++
			}
			if !inside {
				left = append(left, a)
			}
		}
		rebuild(p, left)
		return true
	}
	return false
}

// paragraph fills the names of a paragraph. A value of several lines makes a
// paragraph of each: a break within one would be stretched to the margins.
func (f *filler) paragraph(p *etree.Element, s scope) {
	text := words(p)
	for _, box := range p.FindElements(".//txbxContent") {
		f.container(box, s)
	}
	if !strings.Contains(text, "{{") || !f.spend(utf8.RuneCountInString(text)) {
		return
	}
	out := f.atoms(atoms(p), s)
	if f.err != nil {
		return
	}
	for {
		at := slices.IndexFunc(out, func(a atom) bool { return a.ends })
		if at < 0 || !f.spend(size(p)) {
			break
		}
		before := p.Copy()
		rebuild(before, out[:at])
		p.Parent().InsertChildAt(p.Index(), before)
		out = out[at+1:]
	}
	rebuild(p, out)
}

// atoms puts values in the place of marks; a value is set in the run its name
// began in.
func (f *filler) atoms(all []atom, s scope) []atom {
	var text strings.Builder
	var at []int // the atom of each character
	for i, a := range all {
		if a.char != 0 {
			text.WriteRune(a.char)
			at = append(at, i)
		}
	}
	found := tokens(text.String())
	var out []atom
	next := 0
	for k := 0; k < len(found) && f.err == nil; k++ {
		t := found[k]
		if t.mark == nil {
			continue
		}
		first, end := at[t.from], at[t.from+len([]rune(t.text))-1]+1
		out = append(out, all[next:first]...)
		next = end
		switch {
		case t.mark.kind == 0:
			out = append(out, f.value(all[first].run, f.text(s, t.mark.name))...)
		case t.mark.begins():
			close := matching(found, k)
			if close < 0 {
				continue // the check of templates names it; nothing is better than a mark on paper
			}
			inner := all[end:at[found[close].from]]
			s.each(t.mark, func(s scope) {
				if f.spend(len(inner)) {
					out = append(out, f.atoms(inner, s)...)
				}
			})
			next = at[found[close].from+len([]rune(found[close].text))-1] + 1
			k = close
		}
	}
	return append(out, all[next:]...)
}

// matching is the end of the block that begins at from.
func matching(all []token, from int) int {
	marks := make([]*mark, len(all))
	for i, t := range all {
		marks[i] = t.mark
	}
	return partner(marks, from)
}

func (f *filler) value(run *etree.Element, v string) []atom {
	v = clean(v)
	if !f.spend(utf8.RuneCountInString(v)) {
		return nil
	}
	out := make([]atom, 0, len(v))
	for _, r := range v {
		if r == '\n' {
			out = append(out, atom{run: run, elem: etree.NewElement("w:br"), ends: true})
			continue
		}
		out = append(out, atom{run: run, char: r})
	}
	return out
}

// clean is a value without what XML or a line of print cannot hold.
func clean(v string) string {
	v = strings.ReplaceAll(strings.ReplaceAll(v, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case r == utf8.RuneError, unicode.IsControl(r), r == '\u2028', r == '\u2029', r >= 0xFFFE && r <= 0xFFFF, unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, v)
}

// rebuild writes the atoms back as runs, each with the looks it came from.
func rebuild(p *etree.Element, all []atom) {
	for _, c := range p.ChildElements() {
		if local(c) != "pPr" {
			p.RemoveChild(c)
		}
	}
	var run *etree.Element // the open one
	var from *etree.Element
	var text []rune
	flush := func() {
		if len(text) == 0 {
			return
		}
		t := run.CreateElement("w:t")
		t.CreateAttr("xml:space", "preserve")
		t.SetText(string(text))
		text = nil
	}
	for _, a := range all {
		if a.run == nil {
			if run != nil {
				flush()
			}
			run, from = nil, nil
			p.AddChild(a.elem.Copy())
			continue
		}
		if run == nil || a.run != from {
			if run != nil {
				flush()
			}
			run, from = p.CreateElement("w:r"), a.run
			if looks := a.run.SelectElement("rPr"); looks != nil {
				run.AddChild(looks.Copy())
			}
		}
		if a.char != 0 {
			text = append(text, a.char)
			continue
		}
		flush()
		run.AddChild(a.elem.Copy())
	}
	if run != nil {
		flush()
	}
}

// size is how many elements there are in e, for the bound.
func size(e *etree.Element) int {
	n := 1
	for _, c := range e.ChildElements() {
		n += size(c)
	}
	return n
}
