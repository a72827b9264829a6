package docx

import (
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// mark is something in double braces.
type mark struct {
	kind byte // 0 a value, '#' begins, '^' begins if empty, '/' ends
	name string
}

// parseMark reads what stands between the braces; ok is false for what is no name.
func parseMark(inner string) (m mark, ok bool) {
	s := strings.TrimSpace(inner)
	if s != "" && strings.ContainsRune("#^/", rune(s[0])) {
		m.kind, s = s[0], strings.TrimSpace(s[1:])
	}
	m.name = s
	return m, s != "" && len([]rune(s)) <= 40 && !strings.ContainsAny(s, "{}#^/\n")
}

// Tokens of a paragraph's words: text, or a mark.
type token struct {
	text string // as it stands, also of a mark
	mark *mark
	from int // in runes of the paragraph
}

// tokens splits words at their marks. What stands in braces and is no name stays text.
func tokens(words string) []token {
	var all []token
	r := []rune(words)
	text := 0
	for i := 0; i+1 < len(r); {
		if r[i] != '{' || r[i+1] != '{' {
			i++
			continue
		}
		end := closing(r, i+2)
		if end < 0 {
			i += 2
			continue
		}
		m, ok := parseMark(string(r[i+2 : end]))
		if !ok {
			i += 2
			continue
		}
		if i > text {
			all = append(all, token{text: string(r[text:i]), from: text})
		}
		all = append(all, token{text: string(r[i : end+2]), mark: &m, from: i})
		i = end + 2
		text = i
	}
	if text < len(r) {
		all = append(all, token{text: string(r[text:]), from: text})
	}
	return all
}

func closing(r []rune, from int) int {
	for i := from; i+1 < len(r) && i < from+60; i++ {
		if r[i] == '}' && r[i+1] == '}' {
			return i
		}
		if r[i] == '{' {
			return -1
		}
	}
	return -1
}

// local is an element's name in the main namespace of WordprocessingML; prefixes
// are whatever the file chose, nearly always w.
func local(e *etree.Element) string { return e.Tag }

// wrappers hold runs within a paragraph without being runs.
var wrappers = []string{"hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "customXml", "dir", "bdo"}

// atom is the smallest piece of a paragraph: a character of a run, another thing
// in a run (a tab, a picture), or something between runs.
type atom struct {
	run  *etree.Element // nil between runs
	char rune           // 0 for an element
	elem *etree.Element
	ends bool // a line break of a value: the paragraph ends here and another begins
}

// atoms takes a paragraph apart.
func atoms(p *etree.Element) []atom {
	var all []atom
	for _, c := range p.ChildElements() {
		switch {
		case local(c) == "pPr":
		case local(c) == "r":
			all = append(all, runAtoms(c)...)
		case slices.Contains(wrappers, local(c)):
			all = append(all, atoms(c)...)
		case slices.Contains([]string{"proofErr", "del", "moveFrom", "sdtPr", "sdtEndPr"}, local(c)):
		default:
			all = append(all, atom{elem: c})
		}
	}
	return all
}

func runAtoms(run *etree.Element) []atom {
	var all []atom
	for _, c := range run.ChildElements() {
		switch local(c) {
		case "rPr":
		case "t":
			for _, ch := range c.Text() {
				all = append(all, atom{run: run, char: ch})
			}
		default:
			all = append(all, atom{run: run, elem: c})
		}
	}
	return all
}

// words are the characters of a paragraph; other things do not count.
func words(p *etree.Element) string {
	var b strings.Builder
	for _, a := range atoms(p) {
		if a.char != 0 {
			b.WriteRune(a.char)
		}
	}
	return b.String()
}

// alone is the mark that is all a paragraph, a cell or a row says.
func alone(text string) *mark {
	all := tokens(strings.TrimSpace(text))
	if len(all) == 1 && all[0].mark != nil {
		return all[0].mark
	}
	return nil
}

// whole are the words of every paragraph within an element.
func whole(e *etree.Element) string {
	if local(e) == "p" {
		return words(e)
	}
	var b strings.Builder
	for _, c := range e.ChildElements() {
		b.WriteString(whole(c))
	}
	return b.String()
}

// begins and ends report what a mark does.
func (m *mark) begins() bool { return m != nil && (m.kind == '#' || m.kind == '^') }

func (m *mark) ends(name string) bool {
	return m != nil && m.kind == '/' && m.name == name
}

// partner is the place of the end of the block that begins at from, among
// siblings of which each says at most one mark; -1 when there is none.
func partner(marks []*mark, from int) int {
	depth := 0
	for i := from; i < len(marks); i++ {
		switch m := marks[i]; {
		case m.begins() && m.name == marks[from].name:
			depth++
		case m.ends(marks[from].name):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// rowMarks finds the block a row is repeated by: its beginning in one cell and
// its end in a later one. The cells in between are of each member.
func rowMark(row *etree.Element) *mark {
	var open []mark
	for _, cell := range row.SelectElements("tc") {
		inside := 0
		for _, t := range tokens(whole(cell)) {
			switch {
			case t.mark.begins():
				open = append(open, *t.mark)
				inside++
			case t.mark != nil && t.mark.kind == '/':
				if len(open) == 0 {
					return nil
				}
				last := open[len(open)-1]
				open = open[:len(open)-1]
				if inside == 0 && last.name == t.mark.name {
					return &last
				}
				inside--
			}
		}
	}
	return nil
}
