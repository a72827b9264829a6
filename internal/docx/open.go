package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/beevik/etree"

	"fengsheng/internal/fault"
)

// What a file may be: more is nobody's template, and whoever sent it wants
// something else.
const (
	mostFile    = 20 << 20 // bytes
	mostPart    = 20 << 20 // bytes of one part, unpacked
	mostWhole   = 60 << 20 // bytes of all parts, unpacked
	mostEntries = 2000
	mostDepth   = 200 // elements within elements
	mostElement = 400_000
	mostCells   = 200 // columns of a table
)

// Template is a .docx that may hold names, ready to be looked through and filled.
type Template struct {
	parts []part
	docs  map[string]*etree.Document // the parts that hold paragraphs, by name
}

type part struct {
	name string
	body []byte
}

const documentPart = "word/document.xml"

// Open reads a .docx that came from anywhere. It is refused, with a sentence for
// whoever brought it, when it is none, when it is larger unpacked than a
// document can be, and when it carries what no form needs: macros, embedded
// objects, links to other files, declarations of entities.
func Open(file []byte) (*Template, error) {
	parts, err := unpack(file)
	if err != nil {
		return nil, err
	}
	t := &Template{parts: parts, docs: map[string]*etree.Document{}}
	for _, p := range parts {
		if !holdsWords(p.name) {
			continue
		}
		d := etree.NewDocument()
		d.ReadSettings.PreserveCData = true
		if err := d.ReadFromBytes(p.body); err != nil || d.Root() == nil {
			return nil, broken()
		}
		t.docs[p.name] = d
	}
	if root := t.docs[documentPart]; root == nil || root.FindElement("./document/body") == nil {
		return nil, fault.New(fault.Invalid, "这不是.docx文件，里面没有正文")
	}
	return t, nil
}

func broken() error {
	return fault.New(fault.Invalid, "文件已损坏，请在WPS或Word里打开并另存一份")
}

// holdsWords reports whether a part is a body, a header or a footer.
func holdsWords(name string) bool {
	base := path.Base(name)
	return name == documentPart ||
		path.Dir(name) == "word" && (strings.HasPrefix(base, "header") || strings.HasPrefix(base, "footer")) && strings.HasSuffix(base, ".xml")
}

func unpack(file []byte) ([]part, error) {
	if len(file) > mostFile {
		return nil, fault.New(fault.TooLarge, "文件太大，最多%dMB", mostFile>>20)
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, fault.New(fault.Invalid, "这不是.docx文件，请重新选择")
	}
	if len(z.File) > mostEntries {
		return nil, fault.New(fault.TooLarge, "文件里有%d个部件，最多%d个", len(z.File), mostEntries)
	}
	var parts []part
	seen := map[string]bool{}
	left := int64(mostWhole)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if err := fitName(f, seen); err != nil {
			return nil, err
		}
		body, err := readPart(f, min(left, mostPart))
		if err != nil {
			return nil, err
		}
		left -= int64(len(body))
		if err := fitPart(f.Name, body); err != nil {
			return nil, err
		}
		parts = append(parts, part{f.Name, body})
	}
	for _, name := range []string{"[Content_Types].xml", documentPart} {
		if !seen[strings.ToLower(name)] {
			return nil, fault.New(fault.Invalid, "这不是.docx文件，里面没有正文")
		}
	}
	return parts, nil
}

// fitName refuses names that lead elsewhere, and parts that no form needs.
func fitName(f *zip.File, seen map[string]bool) error {
	name := strings.ToLower(f.Name)
	switch {
	case f.Flags&1 != 0:
		return fault.New(fault.Invalid, "文件加了密码，请去掉密码再传")
	case strings.ContainsAny(f.Name, "\\\x00:") || path.IsAbs(f.Name) || path.Clean(f.Name) != f.Name || strings.HasPrefix(f.Name, ".."):
		return fault.New(fault.Invalid, "文件的结构不正常，请在WPS或Word里打开并另存一份")
	case seen[name]:
		return fault.New(fault.Invalid, "文件的结构不正常：有两个“%s”", f.Name)
	case strings.Contains(name, "vbaproject") || strings.Contains(name, "vbadata"):
		return fault.New(fault.Invalid, "文件带有宏，请另存为不带宏的.docx再传")
	case strings.Contains(name, "/embeddings/") || strings.Contains(name, "/activex/") || strings.Contains(name, "/attachedtoolbars"):
		return fault.New(fault.Invalid, "文件里嵌入了其他文件或控件，请删除以后再传")
	}
	seen[name] = true
	return nil
}

// readPart unpacks a part. The size is measured while unpacking: the directory
// may lie.
func readPart(f *zip.File, most int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, broken()
	}
	body, err := io.ReadAll(io.LimitReader(r, most+1))
	if err := errors.Join(err, r.Close()); err != nil {
		return nil, broken()
	}
	if int64(len(body)) > most {
		return nil, fault.New(fault.TooLarge, "文件解开以后太大，最多%dMB", mostWhole>>20)
	}
	return body, nil
}

// fitPart looks into a part of XML without building it: depth, number of
// elements, entities, links to elsewhere.
func fitPart(name string, body []byte) error {
	if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(body))
	depth, count, cells := 0, 0, 0
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return broken()
		}
		switch t := token.(type) {
		case xml.Directive:
			return fault.New(fault.Invalid, "文件里有文档类型声明，不能使用，请在WPS或Word里打开并另存一份")
		case xml.StartElement:
			depth++
			count++
			if depth > mostDepth || count > mostElement {
				return fault.New(fault.TooLarge, "文件的结构太复杂，不像一份文书")
			}
			switch t.Name.Local {
			case "tr", "tblGrid":
				cells = 0
			case "tc", "gridCol":
				if cells++; cells > mostCells {
					return fault.New(fault.TooLarge, "文件里的表格超过%d列", mostCells)
				}
			}
			if err := fitElement(name, t); err != nil {
				return err
			}
		case xml.EndElement:
			depth--
		}
	}
}

func fitElement(name string, t xml.StartElement) error {
	attr := func(local string) string {
		for _, a := range t.Attr {
			if a.Name.Local == local {
				return a.Value
			}
		}
		return ""
	}
	switch {
	case t.Name.Local == "Relationship" && strings.EqualFold(attr("TargetMode"), "External"):
		return fault.New(fault.Invalid, "文件里有指向别处的链接（%s），请取消链接再传", cut(attr("Target"), 40))
	case t.Name.Local == "Relationship" && strings.HasSuffix(attr("Type"), "/aFChunk"), t.Name.Local == "altChunk":
		return fault.New(fault.Invalid, "文件里嵌入了其他文件，请删除以后再传")
	case (t.Name.Local == "Override" || t.Name.Local == "Default") && strings.Contains(strings.ToLower(attr("ContentType")), "macroenabled"):
		return fault.New(fault.Invalid, "文件带有宏，请另存为不带宏的.docx再传")
	case t.Name.Local == "object" && strings.HasPrefix(name, "word/"):
		return fault.New(fault.Invalid, "文件里嵌入了其他文件或控件，请删除以后再传")
	}
	return nil
}

// bytes packs the template again. The same template gives the same bytes.
func (t *Template) bytes() ([]byte, error) {
	parts := slices.Clone(t.parts)
	for i, p := range parts {
		if d := t.docs[p.name]; d != nil {
			d.WriteSettings = etree.WriteSettings{CanonicalText: false}
			body, err := d.WriteToBytes()
			if err != nil {
				return nil, fmt.Errorf("docx: %w", err)
			}
			parts[i].body = body
		}
	}
	return pack(parts)
}

// zipTime is the time of every entry: the same paper gives the same bytes.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func pack(parts []part) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: zipTime})
		if err == nil {
			_, err = w.Write(p.body)
		}
		if err != nil {
			return nil, fmt.Errorf("docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("docx: %w", err)
	}
	return out.Bytes(), nil
}

// copy is the template with documents of its own, for filling.
func (t *Template) copy() *Template {
	c := &Template{parts: t.parts, docs: map[string]*etree.Document{}}
	for name, d := range t.docs {
		c.docs[name] = d.Copy()
	}
	return c
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
