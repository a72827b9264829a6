package docx

import (
	"fmt"
	"slices"
	"strings"
)

// Measures in twips (1/20 point). A letter of an organ has the page of GB/T 9704;
// a form has even margins.
const (
	pageWidth, pageHeight = 11906, 16838

	letterTop, letterRight, letterBottom, letterLeft = 2098, 1474, 1984, 1588
	formTop, formSide, formBottom                    = 1440, 1418, 1304

	letterLine = 579 // 22 lines a page
	formLine   = 440 // 22 pt
)

type face struct {
	east  string
	size  int // half points
	bold  bool
	pitch int // of letters, so that 28 characters fill the line
}

var (
	bodyLetter = face{east: "仿宋_GB2312", size: 32, pitch: -5}
	headLetter = face{east: "黑体", size: 32, pitch: -5}
	bodyForm   = face{east: "仿宋_GB2312", size: 24}
	headForm   = face{east: "黑体", size: 24}
	titleFace  = face{east: "方正小标宋简体", size: 44}
	footFace   = face{east: "宋体", size: 21}
)

func (f face) xml() string {
	s := fmt.Sprintf(`<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="Times New Roman" w:eastAsia="%s" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>`, f.east)
	if f.bold {
		s += `<w:b/><w:bCs/>`
	}
	if f.pitch != 0 {
		s += fmt.Sprintf(`<w:spacing w:val="%d"/>`, f.pitch)
	}
	return s + fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr>`, f.size, f.size)
}

// setter writes a layout as the body of a document.
type setter struct {
	b      strings.Builder
	letter bool
	width  int
}

// Template writes the layout as a .docx with its names in double braces. The
// same layout gives the same bytes.
func (l Layout) Template() ([]byte, error) {
	s := &setter{letter: l.Letter, width: pageWidth - 2*formSide}
	if l.Letter {
		s.width = pageWidth - letterLeft - letterRight
	}
	if l.Title != "" {
		s.line(l.Title, titleFace, para{align: "center", line: 680, after: 200, keep: true})
	}
	if l.Number != "" {
		s.line(l.Number, s.body(), para{align: "right", line: s.pitch(), keep: true})
	}
	for _, b := range kept(l.Blocks) {
		s.block(b)
	}
	return pack(s.parts())
}

// kept keeps what stands before a signature or a seal on the same page with it: a
// page that has nothing but a seal proves nothing.
func kept(all []Block) []Block {
	out := make([]Block, len(all))
	for i, b := range all {
		if i+1 < len(all) && begins(all[i+1]) {
			switch x := b.(type) {
			case Para:
				x.Keep = true
				b = x
			case Grid:
				x.keep = true
				b = x
			case When:
				b = closed(x)
			}
		}
		switch x := b.(type) {
		case Repeat:
			x.Blocks = kept(x.Blocks)
			b = x
		case When:
			x.Blocks = kept(x.Blocks)
			b = x
		}
		out[i] = b
	}
	return out
}

// closed keeps the last paragraph of a block with what follows the block.
func closed(w When) When {
	if n := len(w.Blocks); n > 0 {
		if last, ok := w.Blocks[n-1].(Para); ok {
			last.Keep = true
			w.Blocks = append(slices.Clone(w.Blocks[:n-1]), last)
		}
	}
	return w
}

// begins reports whether a block begins with what is kept with the next.
func begins(b Block) bool {
	switch b := b.(type) {
	case Para:
		return b.Keep
	case Repeat:
		return len(b.Blocks) > 0 && begins(b.Blocks[0])
	}
	return false
}

func (s *setter) body() face {
	if s.letter {
		return bodyLetter
	}
	return bodyForm
}

func (s *setter) head() face {
	if s.letter {
		return headLetter
	}
	return headForm
}

func (s *setter) pitch() int {
	if s.letter {
		return letterLine
	}
	return formLine
}

type para struct {
	align  string
	line   int // height, exact in letters and at least in forms
	atmost bool
	after  int
	indent bool
	keep   bool
	page   bool
}

// line is one paragraph.
func (s *setter) line(text string, f face, p para) {
	s.b.WriteString(`<w:p><w:pPr>`)
	if p.keep {
		s.b.WriteString(`<w:keepNext/>`)
	}
	if p.page {
		s.b.WriteString(`<w:pageBreakBefore/>`)
	}
	if strings.Contains(text, "\t") { // what follows the tab ends at the margin
		fmt.Fprintf(&s.b, `<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, s.width)
	}
	rule := "atLeast"
	if s.letter && !p.atmost {
		rule = "exact"
	}
	fmt.Fprintf(&s.b, `<w:spacing w:before="0" w:after="%d" w:line="%d" w:lineRule="%s"/>`, p.after, p.line, rule)
	if p.indent {
		s.b.WriteString(`<w:ind w:firstLineChars="200" w:firstLine="` + fmt.Sprint(f.size*20) + `"/>`)
	}
	align := p.align
	if align == "" {
		align = "both"
	}
	s.b.WriteString(`<w:jc w:val="` + align + `"/></w:pPr>`)
	for i, part := range strings.Split(text, "\t") {
		if i > 0 {
			s.b.WriteString(`<w:r>` + f.xml() + `<w:tab/></w:r>`)
		}
		if part != "" {
			s.b.WriteString(`<w:r>` + f.xml() + `<w:t xml:space="preserve">` + escape(part) + `</w:t></w:r>`)
		}
	}
	s.b.WriteString("</w:p>\n")
}

var aligns = map[Align]string{Justified: "both", Centred: "center", Right: "right"}

func (s *setter) block(b Block) {
	switch b := b.(type) {
	case Para:
		f := s.body()
		if b.Head {
			f = s.head()
		}
		p := para{align: aligns[b.Align], line: s.pitch(), indent: b.Indent, keep: b.Keep || b.Head}
		if b.Lines > 1 {
			s.room(b, f, p)
			return
		}
		s.lines(b.Text, f, p)
	case Grid:
		s.grid(b)
	case Repeat:
		s.marked("#", b.Each, b.Blocks)
	case When:
		kind := "#"
		if b.Not {
			kind = "^"
		}
		s.marked(kind, b.Name, b.Blocks)
	case Break:
		s.b.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>` + "\n")
	}
}

// lines is a paragraph for every line of the text. A break within a paragraph
// would be stretched to the margins, as its text is.
func (s *setter) lines(text string, f face, p para) {
	for _, part := range strings.Split(text, "\n") {
		s.line(part, f, p)
	}
}

// room is a paragraph that is at least so many lines high: it stands in a table of
// one cell without borders, which grows with what is written.
func (s *setter) room(b Para, f face, p para) {
	fmt.Fprintf(&s.b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>`, s.width)
	for _, side := range sides {
		fmt.Fprintf(&s.b, `<w:%s w:val="none" w:sz="0" w:space="0" w:color="auto"/>`, side)
	}
	s.b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>`)
	fmt.Fprintf(&s.b, `<w:tblGrid><w:gridCol w:w="%d"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="%d" w:hRule="atLeast"/></w:trPr>`, s.width, b.Lines*s.pitch())
	fmt.Fprintf(&s.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, s.width)
	s.lines(b.Text, f, p)
	s.b.WriteString("</w:tc></w:tr></w:tbl>\n" + between(p.keep))
}

// between is what keeps two tables from becoming one.
func between(keep bool) string {
	next := ""
	if keep {
		next = `<w:keepNext/>`
	}
	return `<w:p><w:pPr>` + next + `<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>` + "\n"
}

// sides are the borders of a table.
var sides = []string{"top", "left", "bottom", "right", "insideH", "insideV"}

func (s *setter) marked(kind, name string, blocks []Block) {
	s.line("{{"+kind+name+"}}", s.body(), para{line: s.pitch()})
	for _, b := range blocks {
		s.block(b)
	}
	s.line("{{/"+name+"}}", s.body(), para{line: s.pitch()})
}

func (s *setter) grid(g Grid) {
	sum := 0
	for _, w := range g.Widths {
		sum += w
	}
	widths := make([]int, len(g.Widths))
	left := s.width
	for i, w := range g.Widths {
		widths[i] = s.width * w / sum
		left -= widths[i]
	}
	widths[len(widths)-1] += left
	fmt.Fprintf(&s.b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>`, s.width)
	for _, side := range sides {
		fmt.Fprintf(&s.b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	s.b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		fmt.Fprintf(&s.b, `<w:gridCol w:w="%d"/>`, w)
	}
	s.b.WriteString("</w:tblGrid>\n")
	for i, r := range g.Rows {
		s.row(r, widths, g.keep && i == len(g.Rows)-1)
	}
	s.b.WriteString("</w:tbl>\n" + between(g.keep))
}

func (s *setter) row(r GridRow, widths []int, keep bool) {
	lines := 1
	for _, c := range r.Cells {
		lines = max(lines, c.Lines)
	}
	s.b.WriteString(`<w:tr><w:trPr>`)
	if lines == 1 || r.Head || keep {
		s.b.WriteString(`<w:cantSplit/>`)
	}
	fmt.Fprintf(&s.b, `<w:trHeight w:val="%d" w:hRule="atLeast"/>`, lines*formLine+60)
	if r.Head {
		s.b.WriteString(`<w:tblHeader/>`)
	}
	s.b.WriteString(`</w:trPr>`)
	column := 0
	for i, c := range r.Cells {
		span := max(c.Span, 1)
		width := 0
		for _, w := range widths[min(column, len(widths)):min(column+span, len(widths))] {
			width += w
		}
		column += span
		text := c.Text
		if r.Each != "" && i == 0 {
			text = "{{#" + r.Each + "}}" + text
		}
		if r.Each != "" && i == len(r.Cells)-1 {
			text += "{{/" + r.Each + "}}"
		}
		s.cell(c, text, width, span, keep)
	}
	s.b.WriteString("</w:tr>\n")
}

func (s *setter) cell(c Cell, text string, width, span int, keep bool) {
	fmt.Fprintf(&s.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
	if span > 1 {
		fmt.Fprintf(&s.b, `<w:gridSpan w:val="%d"/>`, span)
	}
	if c.Label || c.Lines <= 2 {
		s.b.WriteString(`<w:vAlign w:val="center"/>`)
	}
	s.b.WriteString(`</w:tcPr>`)
	f, align := bodyForm, "left"
	if c.Label {
		f, align = headForm, "center"
		f.size = 24
	}
	s.lines(text, f, para{align: align, line: formLine, atmost: true, keep: keep})
	s.b.WriteString(`</w:tc>`)
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")

func escape(s string) string { return escapes.Replace(clean(s)) }

const (
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	office     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	mainType   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// parts are the files of the package.
func (s *setter) parts() []part {
	margins := fmt.Sprintf(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="720" w:footer="720" w:gutter="0"/>`, formTop, formSide, formBottom, formSide)
	if s.letter {
		margins = fmt.Sprintf(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="1304" w:footer="1446" w:gutter="0"/>`,
			letterTop, letterRight, letterBottom, letterLeft)
	}
	document := xmlHead + `<w:document ` + namespaces + "><w:body>\n" + s.b.String() +
		`<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>` + fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/>`, pageWidth, pageHeight) + margins +
		fmt.Sprintf(`<w:docGrid w:type="lines" w:linePitch="%d"/>`, s.pitch()) + "</w:sectPr></w:body></w:document>\n"
	return []part{
		{"[Content_Types].xml", []byte(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + mainType + `document.main+xml"/>` +
			`<Override PartName="/word/styles.xml" ContentType="` + mainType + `styles+xml"/>` +
			`<Override PartName="/word/settings.xml" ContentType="` + mainType + `settings+xml"/>` +
			`<Override PartName="/word/footer1.xml" ContentType="` + mainType + `footer+xml"/></Types>`)},
		{"_rels/.rels", []byte(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="` + office + `officeDocument" Target="word/document.xml"/></Relationships>`)},
		{"word/_rels/document.xml.rels", []byte(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="` + office + `styles" Target="styles.xml"/><Relationship Id="rId2" Type="` + office + `settings" Target="settings.xml"/>` +
			`<Relationship Id="rId3" Type="` + office + `footer" Target="footer1.xml"/></Relationships>`)},
		{documentPart, []byte(document)},
		{"word/footer1.xml", []byte(xmlHead + `<w:ftr ` + namespaces + `><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr>` +
			field("— ", "PAGE", " —") + `</w:p></w:ftr>` + "\n")},
		{"word/settings.xml", []byte(xmlHead + `<w:settings ` + namespaces + `><w:characterSpacingControl w:val="doNotCompress"/><w:compat>` +
			`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>` + "\n")},
		{"word/styles.xml", []byte(xmlHead + `<w:styles ` + namespaces + `><w:docDefaults><w:rPrDefault>` + s.body().xml() + `</w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
			`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>` + "\n")},
	}
}

// field is a page number between two strokes.
func field(before, code, after string) string {
	run := func(inner string) string { return `<w:r>` + footFace.xml() + inner + `</w:r>` }
	text := func(s string) string { return run(`<w:t xml:space="preserve">` + s + `</w:t>`) }
	return text(before) + run(`<w:fldChar w:fldCharType="begin"/>`) + run(`<w:instrText xml:space="preserve"> `+code+` </w:instrText>`) +
		run(`<w:fldChar w:fldCharType="separate"/>`) + text("1") + run(`<w:fldChar w:fldCharType="end"/>`) + text(after)
}
