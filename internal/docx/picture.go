package docx

import (
	"bytes"
	"fmt"
	"image/png"
	"strings"

	"github.com/beevik/etree"
)

// Picture is a picture set under the words of a paper, and the line that says what
// it is.
type Picture struct {
	PNG  []byte
	Line string
}

// pictureWidth is how wide a picture is set, in EMU (914,400 to the inch): 5 cm.
const pictureWidth = 1_800_000

// Append sets pictures under the last words of a paper, each with its line.
func Append(file []byte, pictures []Picture) ([]byte, error) {
	t, err := Open(file)
	if err != nil || len(pictures) == 0 {
		return file, err
	}
	root := t.docs[documentPart].Root()
	body := root.SelectElement("body")
	if body == nil {
		return nil, broken()
	}
	at := len(body.Child)
	if section := body.SelectElement("sectPr"); section != nil {
		at = section.Index()
	}
	if root.SelectAttr("xmlns:r") == nil {
		root.CreateAttr("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
	}
	for i, p := range pictures {
		looks, err := png.DecodeConfig(bytes.NewReader(p.PNG))
		if err != nil {
			return nil, fmt.Errorf("docx: picture %d: %w", i+1, err)
		}
		id, name := fmt.Sprintf("rIdFengshengPicture%d", i+1), fmt.Sprintf("fengsheng%d.png", i+1)
		t.parts = append(t.parts, part{"word/media/" + name, p.PNG})
		if err := t.enter("word/_rels/document.xml.rels", `<Relationship Id="`+id+`" Type="`+office+`image" Target="media/`+name+`"/>`); err != nil {
			return nil, err
		}
		if err := t.enter("[Content_Types].xml", `<Override PartName="/word/media/`+name+`" ContentType="image/png"/>`); err != nil {
			return nil, err
		}
		body.InsertChildAt(at, pictureLine(i+1, id, pictureWidth*looks.Height/looks.Width, p.Line))
		at++
	}
	return t.bytes()
}

// pictureLine is a picture with its line under it, kept on one page.
func pictureLine(n int, relation string, height int, line string) *etree.Element {
	d := etree.NewDocument()
	_ = d.ReadFromString(strings.NewReplacer("{n}", fmt.Sprint(n), "{rel}", relation, "{cx}", fmt.Sprint(pictureWidth), "{cy}", fmt.Sprint(height), "{line}", escape(line), "{face}", footFace.xml()).Replace(
		`<w:p ` + namespaces + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
			` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">` +
			`<w:pPr><w:keepLines/><w:spacing w:before="120" w:after="0"/></w:pPr>` +
			`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{n}" name="签名{n}" descr="{line}"/>` +
			`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{n}" name="签名{n}"/><pic:cNvPicPr/></pic:nvPicPr>` +
			`<pic:blipFill><a:blip r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
			`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>` +
			`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>` +
			`<w:r>{face}<w:br/><w:t xml:space="preserve">{line}</w:t></w:r></w:p>`)) // the text is ours
	return d.Root().Copy()
}
