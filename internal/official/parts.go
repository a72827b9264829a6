package official

import (
	"fmt"
	"strings"
	"time"
)

const (
	xmlHead    = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
	wordSpace  = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	namespaces = `xmlns:w="` + wordSpace + `" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relation   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordType   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

const packageRelations = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="` + relation + `officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>
<Relationship Id="rId3" Type="` + relation + `extended-properties" Target="docProps/app.xml"/>
</Relationships>
`

const appProperties = xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Fengsheng</Application></Properties>
`

func contentTypes(marked bool) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
`)
	parts := []string{"document:document.main", "fontTable:fontTable", "footer1:footer", "footer2:footer", "settings:settings", "styles:styles"}
	if marked {
		parts = append(parts, "header1:header", "header2:header")
	}
	for _, p := range parts {
		name, kind, _ := strings.Cut(p, ":")
		fmt.Fprintf(&b, `<Override PartName="/word/%s.xml" ContentType="%s%s+xml"/>`+"\n", name, wordType, kind)
	}
	b.WriteString("</Types>\n")
	return b.String()
}

func documentRelations(marked bool) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + "\n")
	targets := []string{"styles:styles", "settings:settings", "fontTable:fontTable", "footer:footer1", "footer:footer2"}
	if marked {
		targets = append(targets, "header:header1", "header:header2")
	}
	for i, t := range targets {
		kind, name, _ := strings.Cut(t, ":")
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s%s" Target="%s.xml"/>`+"\n", i+1, relation, kind, name)
	}
	b.WriteString("</Relationships>\n")
	return b.String()
}

func (d Document) coreProperties() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ` +
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` + "\n")
	fmt.Fprintf(&b, "<dc:title>%s</dc:title>\n", escape(strings.Join(titleLines(d.Title), "")))
	if c := clean(d.Creator); c != "" {
		fmt.Fprintf(&b, "<dc:creator>%s</dc:creator>\n", escape(c))
	}
	if !d.Created.IsZero() {
		at := d.Created.UTC().Format(time.RFC3339)
		for _, name := range []string{"created", "modified"} {
			fmt.Fprintf(&b, `<dcterms:%s xsi:type="dcterms:W3CDTF">%s</dcterms:%s>`+"\n", name, at[:19]+"Z", name)
		}
	}
	b.WriteString("</cp:coreProperties>\n")
	return b.String()
}

// settingsPart is word/settings.xml. Odd and even pages have their own footers,
// punctuation is not squeezed (28 characters a line), and without the mode 15
// Word opens the file as one of 2007 and says so in its title bar.
const settingsPart = xmlHead + `<w:settings ` + namespaces + `>
<w:zoom w:percent="100"/>
<w:bordersDoNotSurroundHeader/>
<w:bordersDoNotSurroundFooter/>
<w:defaultTabStop w:val="640"/>
<w:evenAndOddHeaders/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:useFELayout/>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
</w:settings>
`

// fontTable names what to use where a face is missing: the faces every Windows
// and WPS machine has. Nothing is embedded.
func fontTable() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:fonts ` + namespaces + ">\n")
	for _, f := range []struct {
		name      face
		other     string
		family    string
		pitch     string
		character string
	}{
		{latinFace, "", "roman", "variable", "00"},
		{fangSong, "仿宋", "modern", "fixed", "86"},
		{songTi, "SimSun", "auto", "variable", "86"},
		{xiaoBiao, "宋体", "auto", "variable", "86"},
		{kaiTi, "楷体", "modern", "fixed", "86"},
		{heiTi, "SimHei", "modern", "fixed", "86"},
	} {
		fmt.Fprintf(&b, `<w:font w:name="%s">`, f.name)
		if f.other != "" {
			fmt.Fprintf(&b, `<w:altName w:val="%s"/>`, f.other)
		}
		fmt.Fprintf(&b, `<w:charset w:val="%s"/><w:family w:val="%s"/><w:pitch w:val="%s"/></w:font>`+"\n", f.character, f.family, f.pitch)
	}
	b.WriteString("</w:fonts>\n")
	return b.String()
}

// footerPart is the page number — 1 — of odd or of even pages (7.5).
func footerPart(even bool) string {
	side := `<w:ind w:right="280"/><w:jc w:val="right"/>`
	if even {
		side = `<w:ind w:left="280"/><w:jc w:val="left"/>`
	}
	run := func(inner string) string { return `<w:r><w:rPr>` + fonts(songTi) + `</w:rPr>` + inner + `</w:r>` }
	return xmlHead + `<w:ftr ` + namespaces + `>
<w:p><w:pPr><w:pStyle w:val="Footer"/>` + side + `</w:pPr>` +
		run(`<w:t xml:space="preserve">— </w:t>`) +
		run(`<w:fldChar w:fldCharType="begin"/>`) +
		run(`<w:instrText xml:space="preserve"> PAGE </w:instrText>`) +
		run(`<w:fldChar w:fldCharType="separate"/>`) +
		run(`<w:t>1</w:t>`) +
		run(`<w:fldChar w:fldCharType="end"/>`) +
		run(`<w:t xml:space="preserve"> —</w:t>`) + `</w:p>
</w:ftr>
`
}

func headerPart(mark string) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:hdr ` + namespaces + ">\n")
	plain(styleHeader, heiTi, mark).xml(&b)
	b.WriteString("</w:hdr>\n")
	return b.String()
}
