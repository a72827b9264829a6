package official

import (
	"fmt"
	"strings"
)

const (
	cellChar    = 240 // 小四 12 pt, the size of text in tables
	cellPadding = 80
	leastColumn = 3*cellChar + 2*cellPadding
)

// xml writes the table: its head again on every page, no row over two pages.
func (t *Table) xml(b *strings.Builder) {
	rows := t.grid()
	widths := columnWidths(rows)
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>`, textWidth)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	fmt.Fprintf(b, `</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="%d" w:type="dxa"/>`+
		`<w:right w:w="%d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, cellPadding, cellPadding)
	for _, w := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString("</w:tblGrid>\n")
	for i, row := range rows {
		head := i == 0 && len(t.Head) > 0
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
		if head {
			b.WriteString(`<w:tblHeader/>`)
		}
		b.WriteString(`</w:trPr>`)
		for j, text := range row {
			cell(b, text, widths[j], head)
		}
		b.WriteString("</w:tr>\n")
	}
	b.WriteString("</w:tbl>\n")
}

func cell(b *strings.Builder, text string, width int, head bool) {
	l := plain(styleCell, fangSong, text)
	if head {
		l = plain(styleHeadCell, heiTi, text)
		l.keep = true
	}
	fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>`, width)
	fmt.Fprintf(b, `<w:p><w:pPr><w:pStyle w:val="%s"/>`, l.style)
	if l.keep {
		b.WriteString(`<w:keepNext/>`)
	}
	if !head && figure(text) {
		b.WriteString(`<w:jc w:val="center"/>`)
	}
	b.WriteString(`</w:pPr>`)
	if text != "" {
		l.pieces[0].xml(b)
	}
	b.WriteString(`</w:p></w:tc>`)
}

// figure reports whether a cell holds a number, with or without a unit, or a
// dash for none: such cells are centred.
func figure(s string) bool {
	return width(s) <= 12 && (strings.ContainsAny(s, "0123456789") && strings.IndexAny(s, "0123456789-") == 0 || s == "—" || s == "－")
}

// columnWidths shares the text width by the longest cell of each column, in
// twips. A long column is cut to a third of a page's line before sharing, so
// that it does not starve the others.
func columnWidths(rows [][]string) []int {
	n := len(rows[0])
	wants := make([]int, n)
	sum := 0
	for j := range wants {
		for _, row := range rows {
			wants[j] = max(wants[j], width(row[j]))
		}
		wants[j] = min(max(wants[j]*cellChar/2+2*cellPadding, leastColumn), textWidth/2)
		sum += wants[j]
	}
	widths := make([]int, n)
	left := textWidth
	for j := range widths {
		widths[j] = textWidth * wants[j] / sum
		left -= widths[j]
	}
	widths[n-1] += left // what rounding left over
	return widths
}
