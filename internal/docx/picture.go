package docx

import (
	"bytes"
	"fmt"
	"image/png"
	"regexp"
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// Signature is a signature drawn on a screen.
type Signature struct {
	PNG   []byte
	Lines []string // whose line it stands on, the best first: 申请人李桂芬, 申请人
	On    string   // the day that is written on that line
	Words string   // who signed, when and what: stands under the paper, if anything does
}

// The heights of a signature in EMU (914,400 to the inch): on its line, and under the
// paper when no line is its own.
const (
	onLine     = 324_000 // 0.9 cm
	underPaper = 600_000
)

// Sign sets signatures on the lines of a paper that are theirs, and what is to be said of
// them under its last words.
func Sign(file []byte, all []Signature) ([]byte, error) {
	t, err := Open(file)
	if err != nil || len(all) == 0 {
		return file, err
	}
	root := t.docs[documentPart].Root()
	body := root.SelectElement("body")
	if body == nil {
		return nil, broken()
	}
	if root.SelectAttr("xmlns:r") == nil {
		root.CreateAttr("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
	}
	end := len(body.Child)
	if section := body.SelectElement("sectPr"); section != nil {
		end = section.Index()
	}
	lines := signatureLines(body)
	for i, s := range all {
		looks, err := png.DecodeConfig(bytes.NewReader(s.PNG))
		if err != nil {
			return nil, fmt.Errorf("docx: picture %d: %w", i+1, err)
		}
		id, name := fmt.Sprintf("rIdFengshengPicture%d", i+1), fmt.Sprintf("fengsheng%d.png", i+1)
		t.parts = append(t.parts, part{"word/media/" + name, s.PNG})
		if err := t.enter("word/_rels/document.xml.rels", `<Relationship Id="`+id+`" Type="`+office+`image" Target="media/`+name+`"/>`); err != nil {
			return nil, err
		}
		if err := t.enter("[Content_Types].xml", `<Override PartName="/word/media/`+name+`" ContentType="image/png"/>`); err != nil {
			return nil, err
		}
		draw := func(height int) string {
			return picture(i+1, id, height*looks.Width/max(looks.Height, 1), height, s.Words)
		}
		under := ""
		if l := lineOf(lines, s.Lines); l != nil {
			l.sign(draw(onLine), s.On)
		} else {
			under = draw(underPaper) + `<w:r><w:br/></w:r>`
		}
		if s.Words == "" {
			continue
		}
		body.InsertChildAt(end, element(`<w:p `+namespaces+`><w:pPr><w:keepLines/><w:spacing w:before="60" w:after="0"/></w:pPr>`+under+run(footFace.xml(), s.Words)+`</w:p>`))
		end++
	}
	return t.bytes()
}

// signatureLine is a line that waits for a signature.
type signatureLine struct {
	p     *etree.Element
	who   string
	dated bool // a day is written at its end
	last  *etree.Element
}

// waiting is what such a line says: 申请人李桂芬（签名）：　　年　　月　　日.
var waiting = regexp.MustCompile(`^([^（：]+)((?:（[^（）：]*）)+)：([\s　]*(?:年[\s　]*月[\s　]*日)?[\s　]*)$`)

func signatureLines(body *etree.Element) []*signatureLine {
	var all []*signatureLine
	for _, p := range body.FindElements(".//p") {
		if m := waiting.FindStringSubmatch(words(p)); m != nil && strings.Contains(m[2], "签名") {
			all = append(all, &signatureLine{p: p, who: strings.TrimSpace(m[1]), dated: strings.Contains(m[3], "日")})
		}
	}
	return all
}

// lineOf is the line a signature stands on: the first that is free of those it may
// stand on, else one that several share; nil when the paper has none.
func lineOf(lines []*signatureLine, who []string) *signatureLine {
	for _, free := range []bool{true, false} {
		for _, w := range who {
			at := slices.IndexFunc(lines, func(l *signatureLine) bool { return l.who == w && (l.last == nil) == free })
			if at >= 0 {
				return lines[at]
			}
		}
	}
	return nil
}

// sign puts a picture behind the colon of the line, in the place of the room for
// writing, or behind the one that is there.
func (l *signatureLine) sign(picture, on string) {
	drawn := element(picture)
	if l.last != nil {
		l.p.InsertChildAt(l.last.Index()+1, drawn)
		l.last = drawn
		return
	}
	looks := ""
	colon := false
	for _, r := range l.p.ChildElements() {
		if local(r) == "pPr" {
			if s := r.SelectElement("spacing"); s != nil {
				s.CreateAttr("w:lineRule", "atLeast") // an exact line would cut the picture
			}
			continue
		}
		text := whole(wrap(r))
		before, _, found := strings.Cut(text, "：")
		switch {
		case colon:
			l.p.RemoveChild(r)
		case found:
			colon = true
			d := etree.NewDocument()
			if p := r.SelectElement("rPr"); p != nil {
				d.SetRoot(p.Copy())
				looks, _ = d.WriteToString()
			}
			kept := element(run(looks, before+"："))
			l.p.InsertChildAt(r.Index(), kept)
			l.p.RemoveChild(r)
		}
	}
	l.p.AddChild(drawn)
	l.last = drawn
	if l.dated {
		l.p.AddChild(element(`<w:r ` + namespaces + `>` + looks + `<w:tab/></w:r>`))
		l.p.AddChild(element(run(looks, on)))
	}
}

// wrap is an element alone in a paragraph, to be read as one.
func wrap(e *etree.Element) *etree.Element {
	p := etree.NewElement("w:p")
	p.AddChild(e.Copy())
	return p
}

func run(looks, text string) string {
	return `<w:r ` + namespaces + `>` + looks + `<w:t xml:space="preserve">` + escape(text) + `</w:t></w:r>`
}

// element reads what we wrote ourselves.
func element(text string) *etree.Element {
	d := etree.NewDocument()
	_ = d.ReadFromString(text)
	return d.Root().Copy()
}

// picture is a run with a picture of so many EMU.
func picture(n int, relation string, width, height int, what string) string {
	return strings.NewReplacer("{n}", fmt.Sprint(n), "{rel}", relation, "{cx}", fmt.Sprint(width), "{cy}", fmt.Sprint(height), "{what}", escape(what)).Replace(
		`<w:r ` + namespaces + ` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
			` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">` +
			`<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{n}" name="` + signatureName + `{n}" descr="{what}"/>` +
			`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{n}" name="` + signatureName + `{n}"/><pic:cNvPicPr/></pic:nvPicPr>` +
			`<pic:blipFill><a:blip r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
			`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>` +
			`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`)
}

// signatureName begins the names of the pictures that Sign sets.
const signatureName = "签名"
