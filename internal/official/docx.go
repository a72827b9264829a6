package official

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// zipTime is the time of every entry: the same document gives the same bytes.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// WriteDOCX writes the document as .docx. The same document gives the same
// bytes. What Check finds is returned before anything is written.
func (d Document) WriteDOCX(w io.Writer) error {
	if err := d.Check(); err != nil {
		return err
	}
	parts := d.parts()
	z := zip.NewWriter(w)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipTime})
		if err != nil {
			return fmt.Errorf("official.WriteDOCX: %w", err)
		}
		if _, err := io.WriteString(f, parts[name]); err != nil {
			return fmt.Errorf("official.WriteDOCX: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("official.WriteDOCX: %w", err)
	}
	return nil
}

// parts are the files of the package by name. Sorted, [Content_Types].xml is
// the first, as readers of streams want it.
func (d Document) parts() map[string]string {
	mark := clean(d.Mark)
	parts := map[string]string{
		"[Content_Types].xml":          contentTypes(mark != ""),
		"_rels/.rels":                  packageRelations,
		"docProps/app.xml":             appProperties,
		"docProps/core.xml":            d.coreProperties(),
		"word/_rels/document.xml.rels": documentRelations(mark != ""),
		"word/document.xml":            d.documentPart(mark != ""),
		"word/fontTable.xml":           fontTable(),
		"word/footer1.xml":             footerPart(false),
		"word/footer2.xml":             footerPart(true),
		"word/settings.xml":            settingsPart,
		"word/styles.xml":              stylesPart(),
	}
	if mark != "" {
		// Odd and even pages carry the same mark, but each its own part: Word shares none.
		parts["word/header1.xml"] = headerPart(mark)
		parts["word/header2.xml"] = headerPart(mark)
	}
	return parts
}

// documentPart is word/document.xml.
func (d Document) documentPart(marked bool) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:document ` + namespaces + "><w:body>\n")
	for _, l := range d.lines() {
		l.xml(&b)
	}
	b.WriteString(`<w:sectPr>`)
	if marked {
		b.WriteString(`<w:headerReference w:type="default" r:id="rId6"/><w:headerReference w:type="even" r:id="rId7"/>`)
	}
	fmt.Fprintf(&b, `<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>`+
		`<w:pgSz w:w="%d" w:h="%d"/>`+
		`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`+
		`<w:pgNumType w:start="1"/><w:docGrid w:type="lines" w:linePitch="%d"/></w:sectPr>`,
		pageWidth, pageHeight, marginTop, marginRight, marginBottom, marginLeft, headerEdge, footerEdge, linePitch)
	b.WriteString("\n</w:body></w:document>\n")
	return b.String()
}

// xml writes the line as a w:p or w:tbl. The order of elements is the schema's.
func (l line) xml(b *strings.Builder) {
	if l.table != nil {
		l.table.xml(b)
		return
	}
	fmt.Fprintf(b, `<w:p><w:pPr><w:pStyle w:val="%s"/>`, l.style)
	if l.keep {
		b.WriteString(`<w:keepNext/>`)
	}
	if l.page {
		b.WriteString(`<w:pageBreakBefore/>`)
	}
	switch l.style {
	case styleOrgan, styleDate:
		fmt.Fprintf(b, `<w:ind w:right="%d"/>`, l.right)
	case styleList:
		fmt.Fprintf(b, `<w:ind w:left="%d" w:hanging="%d"/>`, l.left, l.hang)
	}
	b.WriteString(`</w:pPr>`)
	for i, p := range l.pieces {
		if l.style == styleTitle && i > 0 {
			b.WriteString(`<w:r>` + p.properties() + `<w:br/></w:r>`)
		}
		p.xml(b)
	}
	b.WriteString("</w:p>\n")
}

func (p piece) xml(b *strings.Builder) {
	b.WriteString(`<w:r>` + p.properties() + `<w:t xml:space="preserve">` + escape(p.text) + `</w:t></w:r>`)
}

// properties name the faces of a run. The hint makes quotation marks and dashes,
// which Latin and Chinese share, full-width.
func (p piece) properties() string {
	s := `<w:rPr>` + fonts(p.face)
	if p.bold {
		s += `<w:b/><w:bCs/>`
	}
	return s + `</w:rPr>`
}

func fonts(f face) string {
	latin := latinFace
	if f == songTi { // the page number: 4号半角宋体阿拉伯数字 (7.5)
		latin = songTi
	}
	return fmt.Sprintf(`<w:rFonts w:hint="eastAsia" w:ascii="%s" w:eastAsia="%s" w:hAnsi="%s" w:cs="%s"/>`, latin, f, latin, latin)
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")

// escape makes clean text fit for an element or an attribute.
func escape(s string) string { return escapes.Replace(s) }
