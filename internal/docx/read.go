package docx

import (
	"strconv"
	"strings"

	"github.com/beevik/etree"
)

// Paper is a document as a page shows it.
type Paper struct {
	Head   string // what stands at the top of every page
	Blocks []Piece
}

// Piece is a paragraph or a table.
type Piece struct {
	Line  *Line
	Table *Table
}

// Line is a paragraph.
type Line struct {
	Align  string // "", centre, right
	Indent bool   // its first line is
	Title  bool   // larger than the body
	Break  bool   // begins a page
	Runs   []Run
}

// Run is a stretch of text in one look. A line break is "\n".
type Run struct {
	Text      string
	Bold      bool
	Underline bool
}

// Table is a table; Widths are percent of its width.
type Table struct {
	Widths []int
	Rows   []Row
}

// Row is a row of a Table.
type Row struct {
	Head  bool
	Cells []PaperCell
}

// PaperCell is a cell with the columns and rows it covers.
type PaperCell struct {
	Span, Down int
	Blocks     []Piece
}

// Read reads a paper for showing it as a page.
func Read(file []byte) (Paper, error) {
	t, err := Open(file)
	if err != nil {
		return Paper{}, err
	}
	var p Paper
	for _, part := range t.parts {
		if d := t.docs[part.name]; d != nil && strings.HasPrefix(part.name, "word/header") && p.Head == "" {
			p.Head = strings.TrimSpace(whole(d.Root()))
		}
	}
	p.Blocks = pieces(t.docs[documentPart].Root().SelectElement("body"))
	return p, nil
}

func pieces(e *etree.Element) []Piece {
	var all []Piece
	for _, c := range e.ChildElements() {
		switch local(c) {
		case "p":
			l := readLine(c)
			all = append(all, Piece{Line: &l})
		case "tbl":
			t := readTable(c)
			if len(t.Rows) == 1 && len(t.Rows[0].Cells) == 1 && value(c.FindElement("tblPr/tblBorders"), "top") == "none" {
				all = append(all, t.Rows[0].Cells[0].Blocks...) // room for writing, no table
				continue
			}
			all = append(all, Piece{Table: &t})
		case "sdt":
			if inner := c.SelectElement("sdtContent"); inner != nil {
				all = append(all, pieces(inner)...)
			}
		}
	}
	return all
}

// titleSize is the least size of a title, in half points: 小二 18 pt.
const titleSize = 36

func readLine(p *etree.Element) Line {
	var l Line
	if looks := p.SelectElement("pPr"); looks != nil {
		switch value(looks, "jc") {
		case "center":
			l.Align = "centre"
		case "right", "end":
			l.Align = "right"
		}
		if ind := looks.SelectElement("ind"); ind != nil {
			l.Indent = ind.SelectAttrValue("firstLineChars", ind.SelectAttrValue("firstLine", "0")) != "0"
		}
		l.Break = looks.SelectElement("pageBreakBefore") != nil
	}
	for _, a := range atoms(p) {
		if a.run == nil {
			continue
		}
		text := string(a.char)
		if a.elem != nil {
			switch local(a.elem) {
			case "br":
				if a.elem.SelectAttrValue("type", "") == "page" {
					l.Break = true
					continue
				}
				text = "\n"
			case "tab":
				text = "　"
			case "drawing":
				if d := a.elem.FindElement(".//docPr"); d == nil || !strings.HasPrefix(d.SelectAttrValue("name", ""), signatureName) {
					continue
				}
				text = "（已在屏幕上签）"
			default:
				continue
			}
		}
		looks := a.run.SelectElement("rPr")
		r := Run{Bold: on(looks, "b") || strings.Contains(east(looks), "黑体"), Underline: value(looks, "u") != "" && value(looks, "u") != "none"}
		if n, err := strconv.Atoi(value(looks, "sz")); err == nil && n >= titleSize {
			l.Title = true
		}
		if k := len(l.Runs) - 1; k >= 0 && l.Runs[k].Bold == r.Bold && l.Runs[k].Underline == r.Underline {
			l.Runs[k].Text += text
			continue
		}
		r.Text = text
		l.Runs = append(l.Runs, r)
	}
	return l
}

// value is the value of a property; "" without one.
func value(looks *etree.Element, name string) string {
	if looks == nil {
		return ""
	}
	if e := looks.SelectElement(name); e != nil {
		return e.SelectAttrValue("val", "")
	}
	return ""
}

func on(looks *etree.Element, name string) bool {
	if looks == nil {
		return false
	}
	e := looks.SelectElement(name)
	return e != nil && e.SelectAttrValue("val", "1") != "0" && e.SelectAttrValue("val", "1") != "false"
}

func east(looks *etree.Element) string {
	if looks == nil {
		return ""
	}
	if e := looks.SelectElement("rFonts"); e != nil {
		return e.SelectAttrValue("eastAsia", "")
	}
	return ""
}

func readTable(e *etree.Element) Table {
	var t Table
	sum := 0
	var widths []int
	if grid := e.SelectElement("tblGrid"); grid != nil {
		for _, c := range grid.SelectElements("gridCol") {
			n, _ := strconv.Atoi(c.SelectAttrValue("w", "0"))
			n = min(max(n, 0), 100_000)
			widths = append(widths, n)
			sum += n
		}
	}
	for _, n := range widths {
		if sum > 0 {
			t.Widths = append(t.Widths, n*100/sum)
		}
	}
	down := map[int][2]int{} // column → the row and cell whose span grows
	for _, tr := range e.SelectElements("tr") {
		row := Row{}
		if p := tr.SelectElement("trPr"); p != nil {
			row.Head = p.SelectElement("tblHeader") != nil
		}
		column := 0
		for _, tc := range tr.SelectElements("tc") {
			looks := tc.SelectElement("tcPr")
			span, err := strconv.Atoi(value(looks, "gridSpan"))
			if err != nil || span < 1 || span > mostCells {
				span = 1
			}
			if looks != nil && looks.SelectElement("vMerge") != nil {
				if value(looks, "vMerge") != "restart" {
					if at, ok := down[column]; ok {
						t.Rows[at[0]].Cells[at[1]].Down++
					}
					column += span
					continue
				}
				down[column] = [2]int{len(t.Rows), len(row.Cells)}
			}
			row.Cells = append(row.Cells, PaperCell{Span: span, Down: 1, Blocks: pieces(tc)})
			column += span
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Text are the words of the paper, a line for every paragraph and every row.
func (p Paper) Text() string {
	var b strings.Builder
	if p.Head != "" {
		b.WriteString("［" + p.Head + "］\n")
	}
	lines(&b, p.Blocks)
	return b.String()
}

func lines(b *strings.Builder, all []Piece) {
	for _, piece := range all {
		if piece.Line != nil {
			b.WriteString(piece.Line.Text() + "\n")
			continue
		}
		for _, r := range piece.Table.Rows {
			var cells []string
			for _, c := range r.Cells {
				var inner strings.Builder
				lines(&inner, c.Blocks)
				cells = append(cells, strings.TrimSpace(inner.String()))
			}
			b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
		}
	}
}

// Text are the words of the line.
func (l Line) Text() string {
	var b strings.Builder
	for _, r := range l.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
