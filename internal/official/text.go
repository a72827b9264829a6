package official

import (
	"strings"
	"unicode"
)

// Text is the document as plain text, one line a paragraph, in the words and
// the order of the .docx. Body text is indented by two full-width spaces; the
// cells of a table row stand between tabs; a line break in the title, which is
// layout, is not kept. The Mark, if any, is the first line.
func (d Document) Text() string {
	var b strings.Builder
	if m := clean(d.Mark); m != "" {
		b.WriteString(m + "\n")
	}
	for _, l := range d.lines() {
		l.text(&b)
	}
	return b.String()
}

func (l line) text(b *strings.Builder) {
	if l.table != nil {
		for _, row := range l.table.grid() {
			b.WriteString(strings.Join(row, "\t") + "\n")
		}
		return
	}
	if l.page {
		b.WriteByte('\n')
	}
	var words strings.Builder
	for _, p := range l.pieces {
		words.WriteString(p.text)
	}
	b.WriteString(strings.Repeat("　", l.margin(words.String())))
	b.WriteString(words.String())
	b.WriteByte('\n')
}

// margin is how many full-width spaces stand before a line of plain text.
func (l line) margin(words string) int {
	switch {
	case words == "":
		return 0
	case l.style == styleList:
		return (l.left - l.hang) / charPitch
	case l.style == styleOrgan, l.style == styleDate:
		return max(0, lineChars-(l.right*2/charPitch+width(words)+1)/2)
	case l.style == styleBody, l.style == styleNote, strings.HasPrefix(l.style, styleHeading):
		return 2
	}
	return 0
}

// grid is the table's head and rows, clean and of one length.
func (t *Table) grid() [][]string {
	n := t.columns()
	var rows [][]string
	add := func(cells []string) {
		row := make([]string, n)
		for i, c := range cells {
			row[i] = clean(c)
		}
		rows = append(rows, row)
	}
	if len(t.Head) > 0 {
		add(t.Head)
	}
	for _, r := range t.Rows {
		add(r)
	}
	return rows
}

// splitBreaks cuts s at its line breaks and drops what cannot be printed, but
// keeps spaces at the ends: inside a paragraph they are between words.
func splitBreaks(s string) []string {
	var parts []string
	for {
		i := strings.IndexFunc(s, isBreak)
		if i < 0 {
			return append(parts, strings.Map(printable, s))
		}
		parts = append(parts, strings.Map(printable, s[:i]))
		s = strings.TrimLeftFunc(s[i:], isBreak)
	}
}

// trimPieces takes the space off both ends of a line and drops empty pieces.
func trimPieces(ps []piece) []piece {
	var out []piece
	for _, p := range ps {
		if len(out) == 0 {
			p.text = strings.TrimLeftFunc(p.text, unicode.IsSpace)
		}
		if p.text != "" {
			out = append(out, p)
		}
	}
	for len(out) > 0 {
		last := &out[len(out)-1]
		if last.text = strings.TrimRightFunc(last.text, unicode.IsSpace); last.text != "" {
			break
		}
		out = out[:len(out)-1]
	}
	return out
}
