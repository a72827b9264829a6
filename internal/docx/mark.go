package docx

import (
	"fmt"
	"strings"

	"github.com/beevik/etree"
)

// Mark writes a line, such as 内部卷宗, at the top of every page of a paper, above
// whatever header it has.
func Mark(file []byte, line string) ([]byte, error) {
	t, err := Open(file)
	if err != nil {
		return nil, err
	}
	headers := 0
	for name, d := range t.docs {
		if strings.HasPrefix(name, "word/header") {
			d.Root().InsertChildAt(0, markLine(line))
			headers++
		}
	}
	if err := t.refer(headers, line); err != nil {
		return nil, err
	}
	return t.bytes()
}

// Blank is a page with nothing on it but a line at its top.
func Blank(line string) ([]byte, error) {
	file, err := Layout{}.Template()
	if err != nil {
		return nil, err
	}
	t, err := Open(file)
	if err != nil {
		return nil, err
	}
	for _, foot := range t.docs[documentPart].FindElements("//footerReference") {
		foot.Parent().RemoveChild(foot)
	}
	if file, err = t.bytes(); err != nil {
		return nil, err
	}
	return Mark(file, line)
}

// Unpaged takes the page numbers of its own from a paper that is bound into a dossier,
// whose pages have one run of numbers.
func Unpaged(file []byte) ([]byte, error) {
	t, err := Open(file)
	if err != nil {
		return nil, err
	}
	for name, d := range t.docs {
		if !strings.HasPrefix(name, "word/footer") && !strings.HasPrefix(name, "word/header") {
			continue
		}
		for _, p := range d.FindElements("//p") {
			if pageNumber(p) {
				for _, c := range p.ChildElements() {
					if local(c) != "pPr" {
						p.RemoveChild(c)
					}
				}
			}
		}
	}
	return t.bytes()
}

// pageNumber reports whether a paragraph counts the pages.
func pageNumber(p *etree.Element) bool {
	for _, code := range p.FindElements(".//instrText") {
		if strings.Contains(strings.ToUpper(code.Text()), "PAGE") {
			return true
		}
	}
	for _, f := range p.FindElements(".//fldSimple") {
		if strings.Contains(strings.ToUpper(f.SelectAttrValue("instr", "")), "PAGE") {
			return true
		}
	}
	return false
}

func markLine(line string) *etree.Element {
	d := etree.NewDocument()
	_ = d.ReadFromString(`<w:p ` + namespaces + `><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="right"/></w:pPr><w:r>` + footFace.xml() +
		`<w:t xml:space="preserve">` + escape(line) + `</w:t></w:r></w:p>`) // the text is ours
	return d.Root().Copy()
}

// refer gives every section that lacks a header of some kind the marked one.
func (t *Template) refer(headers int, line string) error {
	root := t.docs[documentPart].Root()
	var lacking bool
	for _, section := range root.FindElements(".//sectPr") {
		for _, kind := range t.kinds(section) {
			if !refers(section, kind) {
				lacking = true
				ref := etree.NewElement("w:headerReference")
				ref.CreateAttr("w:type", kind)
				ref.CreateAttr("r:id", markRelation)
				section.InsertChildAt(0, ref)
			}
		}
	}
	if !lacking {
		return nil
	}
	if root.SelectAttr("xmlns:r") == nil {
		root.CreateAttr("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
	}
	name := fmt.Sprintf("header%d.xml", 900+headers)
	header := etree.NewDocument()
	header.CreateProcInst("xml", `version="1.0" encoding="UTF-8" standalone="yes"`)
	h := header.CreateElement("w:hdr")
	h.CreateAttr("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main")
	h.AddChild(markLine(line))
	body, err := header.WriteToBytes()
	if err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	t.parts = append(t.parts, part{"word/" + name, body})
	if err := t.enter("word/_rels/document.xml.rels", `<Relationship Id="`+markRelation+`" Type="`+office+`header" Target="`+name+`"/>`); err != nil {
		return err
	}
	return t.enter("[Content_Types].xml", `<Override PartName="/word/`+name+`" ContentType="`+mainType+`header+xml"/>`)
}

const markRelation = "rIdFengshengMark"

// kinds are the headers a section shows: its first page and its even pages may
// have their own.
func (t *Template) kinds(section *etree.Element) []string {
	kinds := []string{"default"}
	if section.SelectElement("titlePg") != nil {
		kinds = append(kinds, "first")
	}
	for _, p := range t.parts {
		if p.name == "word/settings.xml" && strings.Contains(string(p.body), "evenAndOddHeaders") {
			kinds = append(kinds, "even")
		}
	}
	return kinds
}

func refers(section *etree.Element, kind string) bool {
	for _, r := range section.SelectElements("headerReference") {
		if r.SelectAttrValue("type", "") == kind {
			return true
		}
	}
	return false
}

// enter puts an element at the end of the root of a part; a package without
// relationships gets the part.
func (t *Template) enter(name, element string) error {
	for i, p := range t.parts {
		if p.name != name {
			continue
		}
		at := strings.LastIndex(string(p.body), "</")
		if at < 0 {
			return broken()
		}
		t.parts[i].body = []byte(string(p.body[:at]) + element + string(p.body[at:]))
		return nil
	}
	t.parts = append(t.parts, part{name, []byte(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + element + `</Relationships>`)})
	return nil
}
