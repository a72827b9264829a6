package official

import (
	"fmt"
	"strconv"
	"strings"
)

// style is one named style. Size is in half points; zero takes the base's.
type style struct {
	id, name, base string
	face           face
	size           int
	paragraph      string // elements of w:pPr in the schema's order
	letters        string // w:spacing of characters, in the schema's place
}

const (
	exactLine = `<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>`
	twoIn     = `<w:ind w:firstLineChars="200" w:firstLine="640"/>`
	centred   = `<w:jc w:val="center"/>`
)

// styles are all named styles. Names in English are the ones Word knows itself.
func styles() []style {
	list := []style{
		{id: styleTitle, name: "Title", base: styleNormal, face: xiaoBiao, size: 44, paragraph: `<w:keepNext/><w:snapToGrid w:val="0"/>` + centred, letters: `<w:spacing w:val="0"/>`},
		{id: styleAddressee, name: "主送机关", base: styleNormal},
		{id: styleBody, name: "公文正文", base: styleNormal, paragraph: twoIn},
	}
	for level := 1; level < len(levelFaces); level++ {
		n := strconv.Itoa(level)
		list = append(list, style{
			id: styleHeading + n, name: "heading " + n, base: styleBody, face: levelFaces[level],
			paragraph: `<w:keepNext/><w:outlineLvl w:val="` + strconv.Itoa(level-1) + `"/>`,
		})
	}
	return append(list,
		style{id: styleList, name: "附件说明", base: styleNormal, paragraph: `<w:jc w:val="left"/>`},
		style{id: styleOrgan, name: "发文机关署名", base: styleNormal, paragraph: `<w:jc w:val="right"/>`},
		style{id: styleDate, name: "成文日期", base: styleNormal, paragraph: `<w:jc w:val="right"/>`},
		style{id: styleNote, name: "附注", base: styleBody},
		style{id: styleReview, name: "审核", base: styleNormal, paragraph: `<w:jc w:val="left"/>`},
		style{id: styleAttachment, name: "附件", base: styleNormal, face: heiTi, paragraph: `<w:keepNext/>`},
		style{id: styleCaption, name: "caption", base: styleNormal, face: heiTi, size: 28, paragraph: `<w:keepNext/>` + centred},
		style{
			id: styleCell, name: "表格文字", base: styleNormal, size: 24, letters: `<w:spacing w:val="0"/>`,
			paragraph: `<w:snapToGrid w:val="0"/><w:spacing w:before="40" w:after="40" w:line="340" w:lineRule="exact"/><w:jc w:val="left"/>`,
		},
		style{id: styleHeadCell, name: "表格标题行", base: styleCell, face: heiTi, paragraph: `<w:keepNext/>` + centred},
		style{
			id: styleHeader, name: "header", base: styleNormal, face: heiTi, size: 28, letters: `<w:spacing w:val="0"/>`,
			paragraph: `<w:snapToGrid w:val="0"/><w:spacing w:line="400" w:lineRule="exact"/><w:jc w:val="right"/>`,
		},
		style{
			id: styleFooter, name: "footer", base: styleNormal, face: songTi, size: 28, letters: `<w:spacing w:val="0"/>`,
			paragraph: `<w:snapToGrid w:val="0"/><w:spacing w:line="280" w:lineRule="exact"/>`,
		},
	)
}

// stylesPart is word/styles.xml. Widow control is off, so that a page holds 22
// lines; spaces between Chinese and Latin are off, so that a line holds 28 characters.
func stylesPart() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:styles ` + namespaces + ">\n<w:docDefaults><w:rPrDefault><w:rPr>" + fonts(fangSong) +
		`<w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/>` +
		`<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` + "\n")
	b.WriteString(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>` +
		`<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>` +
		exactLine + `<w:jc w:val="both"/></w:pPr><w:rPr>` + fonts(fangSong) +
		`<w:spacing w:val="-5"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>` + "\n")
	b.WriteString(`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>` + "\n")
	b.WriteString(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>` + "\n")
	for _, s := range styles() {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="%s"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>`,
			s.id, s.name, s.base, s.paragraph)
		if s.face != "" {
			b.WriteString(fonts(s.face))
		}
		b.WriteString(s.letters)
		if s.size > 0 {
			fmt.Fprintf(&b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, s.size, s.size)
		}
		b.WriteString("</w:rPr></w:style>\n")
	}
	b.WriteString("</w:styles>\n")
	return b.String()
}
