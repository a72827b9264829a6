package docx

import (
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// Names are what a template may name: values, and lists with the names of their members.
type Names struct {
	Text  []string
	Lists map[string]Names
}

// Problem is something wrong with a template.
type Problem struct {
	Name      string
	Paragraph int    // counted as a person counts: those with words, from 1
	Near      string // the words around it
	Why       string
}

// Use is a name where it stands.
type Use struct {
	Name      string
	Kind      UseKind
	Inside    []string // the lists it stands in, the outermost first
	Paragraph int
	Near      string
}

// UseKind is what a name does.
type UseKind string

// The kinds of use.
const (
	Value  UseKind = "value"
	Begin  UseKind = "begin"  // {{#x}}: for each, or if there is one
	Unless UseKind = "unless" // {{^x}}
	End    UseKind = "end"
)

var useKinds = map[byte]UseKind{0: Value, '#': Begin, '^': Unless, '/': End}

// place is a mark in reading order.
type place struct {
	mark      mark
	paragraph int
	near      string
	alone     bool           // all its paragraph says
	holder    *etree.Element // what the paragraph stands in: a body, a cell
	row       *etree.Element // the row around it, if any
	p         *etree.Element
}

// places lists the marks of the template in reading order, and the paragraphs
// with braces that are none.
func (t *Template) places() (all []place, stray []Problem) {
	n := 0
	var walk func(e, row *etree.Element)
	walk = func(e, row *etree.Element) {
		for _, c := range e.ChildElements() {
			switch local(c) {
			case "p":
				text := words(c)
				if strings.TrimSpace(text) != "" {
					n++
				}
				for _, k := range tokens(text) {
					if k.mark != nil {
						all = append(all, place{mark: *k.mark, paragraph: n, near: near(text, k.from), alone: alone(text) != nil, holder: e, row: row, p: c})
						continue
					}
					for _, braces := range []string{"{{", "}}"} {
						if i := strings.Index(k.text, braces); i >= 0 {
							at := k.from + len([]rune(k.text[:i]))
							stray = append(stray, Problem{Name: cut(strings.Trim(k.text[i:], "{} "), 12), Paragraph: n, Near: near(text, at), Why: "双花括号不成对，或者里面不是名称"})
							break
						}
					}
				}
				walk(c, row) // text boxes
			case "tr":
				walk(c, c)
			default:
				walk(c, row)
			}
		}
	}
	for _, p := range t.parts {
		if d := t.docs[p.name]; d != nil {
			walk(d.Root(), nil)
		}
	}
	return all, stray
}

// near are the words around a place of a paragraph.
func near(text string, at int) string {
	r := []rune(text)
	from, to := max(at-8, 0), min(at+16, len(r))
	return strings.TrimSpace(string(r[from:to]))
}

// Uses lists every name of the template where it stands.
func (t *Template) Uses() []Use {
	all, _ := t.places()
	var uses []Use
	var inside []string
	for _, p := range all {
		if p.mark.kind == '/' && len(inside) > 0 {
			inside = inside[:len(inside)-1]
		}
		uses = append(uses, Use{Name: p.mark.name, Kind: useKinds[p.mark.kind], Inside: slices.Clone(inside), Paragraph: p.paragraph, Near: p.near})
		if p.mark.begins() {
			inside = append(inside, p.mark.name)
		}
	}
	return uses
}

// Check says what is wrong with the template: names that are not known, blocks
// that do not end or cross, braces that hold no name. None means that Fill
// leaves nothing standing.
func (t *Template) Check(n Names) []Problem {
	all, found := t.places()
	var open []place
	reach := []Names{n}
	bad := func(p place, why string) {
		found = append(found, Problem{Name: p.mark.name, Paragraph: p.paragraph, Near: p.near, Why: why})
	}
	for _, p := range all {
		name := p.mark.name
		switch p.mark.kind {
		case '/':
			if len(open) == 0 {
				bad(p, "是结束，前面没有{{#"+name+"}}")
				continue
			}
			begin := open[len(open)-1]
			if begin.mark.name != name {
				bad(p, "是结束，可是还没有结束{{#"+begin.mark.name+"}}，两个交叉了")
				continue
			}
			open, reach = open[:len(open)-1], reach[:len(reach)-1]
			if why := apart(begin, p); why != "" {
				bad(begin, why)
			}
			continue
		case 0:
			if known, list := knows(reach, name); !known {
				bad(p, "不是可以用的名称"+closest(reach, name))
			} else if list {
				bad(p, "是列表，要写成{{#"+name+"}}…{{/"+name+"}}")
			}
			continue
		}
		known, _ := knows(reach, name)
		if !known {
			bad(p, "不是可以用的名称"+closest(reach, name))
		}
		open = append(open, p)
		inner := Names{}
		for i := len(reach) - 1; i >= 0; i-- {
			if l, ok := reach[i].Lists[name]; ok && p.mark.kind == '#' {
				inner = l
				break
			}
		}
		reach = append(reach, inner)
	}
	for _, p := range open {
		bad(p, "没有结束，后面要有{{/"+p.mark.name+"}}")
	}
	slices.SortStableFunc(found, func(a, b Problem) int { return a.Paragraph - b.Paragraph })
	return found
}

// apart says why a beginning and an end that match do not belong together: Fill
// repeats within a paragraph, whole paragraphs side by side, a row or whole rows.
func apart(begin, end place) string {
	switch {
	case begin.p == end.p:
	case begin.alone && end.alone && begin.holder == end.holder:
	case begin.row != nil && begin.row == end.row && begin.holder != end.holder:
	case begin.row != nil && end.row != nil && begin.row != end.row && begin.row.Parent() == end.row.Parent() && rowAlone(begin.row) && rowAlone(end.row):
	default:
		return "和它的结束不在一处：要么写在同一段里，要么各占一段，要么在表格的同一行里，要么各占一行"
	}
	return ""
}

func rowAlone(row *etree.Element) bool { return alone(whole(row)) != nil }

func knows(reach []Names, name string) (known, list bool) {
	for i := len(reach) - 1; i >= 0; i-- {
		if slices.Contains(reach[i].Text, name) {
			return true, false
		}
		if _, ok := reach[i].Lists[name]; ok {
			return true, true
		}
	}
	return false, false
}

// closest suggests the known name that is most like an unknown one.
func closest(reach []Names, name string) string {
	best, least := "", len([]rune(name))/2+1
	for _, n := range reach {
		candidates := slices.Clone(n.Text)
		for l := range n.Lists {
			candidates = append(candidates, l)
		}
		slices.Sort(candidates)
		for _, c := range candidates {
			if d := distance([]rune(name), []rune(c)); d < least {
				best, least = c, d
			}
		}
	}
	if best == "" {
		return ""
	}
	return "，是不是“" + best + "”？"
}

// distance is how many characters must change to make b of a.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		left := row[0]
		row[0] = i + 1
		for j, y := range b {
			change := left
			if x != y {
				change++
			}
			left = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
