package file

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"fengsheng/internal/fault"
)

// What an office file may be made of (UP-04).
const (
	maxParts = 2000
	maxRatio = 100
	maxXML   = 64 << 20 // bytes of markup that are read through
	maxDepth = 256
)

var (
	errBroken = fault.New(fault.Invalid, "打不开，可能没有传完整，请用WPS或Word另存后再上传")
	errBomb   = fault.New(fault.Invalid, "展开以后大得不正常，不能上传，请用WPS或Word另存后再上传")
	errMacro  = fault.New(fault.Invalid, "里面有宏（会自己运行的程序），不能上传，请另存为不带宏的.docx或.xlsx")
	errEmbed  = fault.New(fault.Invalid, "里面嵌着别的文件，不能上传，请把它们分开上传")
	errLinks  = fault.New(fault.Invalid, "里面的内容要从别处读取（外部链接），不能上传，请用WPS或Word断开链接后另存")
)

// checkOffice lists the parts of a .docx or .xlsx before it unpacks any, and
// then reads their markup for what comes from elsewhere or acts by itself.
func checkOffice(c *content) error {
	if err := c.onlyZip(); err != nil {
		return err
	}
	z, err := zip.NewReader(c.r, c.size)
	if err != nil {
		return errBroken
	}
	if err := c.list(z.File); err != nil {
		return err
	}
	left := int64(maxXML)
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") && !strings.HasSuffix(name, ".vml") {
			continue
		}
		if left -= int64(f.UncompressedSize64); left < 0 {
			return errBomb
		}
		r, err := f.Open()
		if err != nil {
			return errBroken
		}
		err = c.markup(name, io.LimitReader(r, int64(f.UncompressedSize64)))
		if err := errors.Join(err, r.Close()); err != nil {
			return worse(err)
		}
	}
	return nil
}

// worse is the fault in err, or that the file is broken.
func worse(err error) error {
	if f := fault.Of(err); f != nil {
		return f
	}
	return errBroken
}

// onlyZip refuses a zip with something before or behind it.
func (c *content) onlyZip() error {
	tail, err := c.bytes(max(0, c.size-22), c.size)
	if err != nil {
		return err
	}
	if len(tail) < 22 || !bytes.HasPrefix(tail, []byte("PK\x05\x06")) {
		return errTwo
	}
	length, at := int64(binary.LittleEndian.Uint32(tail[12:])), int64(binary.LittleEndian.Uint32(tail[16:]))
	if at+length != c.size-22 && at != 0xffffffff {
		return errTwo
	}
	return nil
}

// list judges the parts by what the directory says of them.
func (c *content) list(parts []*zip.File) error {
	if len(parts) > maxParts {
		return errBomb
	}
	var packed, unpacked uint64
	seen := map[string]bool{}
	for _, f := range parts {
		name := strings.ToLower(f.Name)
		packed, unpacked = packed+f.CompressedSize64, unpacked+f.UncompressedSize64
		switch {
		case seen[name] || strings.Contains(name, "..") || strings.ContainsAny(name, "\\:\x00") || strings.HasPrefix(name, "/"):
			return errBroken
		case f.Flags&1 != 0:
			return fault.New(fault.Invalid, "设了密码，请去掉密码后再上传")
		case f.Method != zip.Store && f.Method != zip.Deflate, f.Mode()&^0o777 != 0 && !f.Mode().IsDir():
			return errBroken
		case strings.Contains(name, "vbaproject") || strings.Contains(name, "macrosheets") || strings.Contains(name, "activex"):
			return errMacro
		case strings.Contains(name, "embeddings/") || slices.Contains(archives, path.Ext(name)):
			return errEmbed
		case strings.Contains(name, "externallinks/"):
			return errLinks
		case f.UncompressedSize64 > maxUnpacked:
			return errBomb
		}
		seen[name] = true
	}
	if unpacked > 200<<20 || unpacked > 1<<20 && unpacked > packed*maxRatio {
		return errBomb
	}
	main := map[Kind]string{DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}[c.kind]
	if !seen[main] || !seen["[content_types].xml"] {
		return fault.New(fault.Invalid, "不是%s，请用WPS或Word打开，另存为%s后再上传", c.kind.Label(), c.kind.Ending())
	}
	return nil
}

// archives are the endings of files within a file.
var archives = []string{".zip", ".rar", ".7z", ".gz", ".jar", ".doc", ".docx", ".docm", ".xls", ".xlsx", ".xlsm", ".ppt", ".pptx", ".exe", ".dll", ".js", ".vbs", ".html", ".htm", ".svg"}

// markup reads one part: its depth, its document type, its links, its fields.
func (c *content) markup(name string, r io.Reader) error {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	depth, inside := 0, ""
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errBroken
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errBomb
			}
			if inside = t.Name.Local; judged(name, t) != nil {
				return judged(name, t)
			}
		case xml.EndElement:
			depth, inside = depth-1, ""
		case xml.Directive:
			return errBroken // a document type: no office writes one
		case xml.CharData:
			switch {
			case inside == "instrText" && bytes.Contains(bytes.ToUpper(t), []byte("DDE")):
				return errLinks
			case inside == "Pages" && name == "docprops/app.xml":
				if n, err := strconv.Atoi(string(bytes.TrimSpace(t))); err == nil {
					c.pages = max(1, min(n, 9999))
				}
			}
		}
	}
}

// judged refuses an element that names macros or reads from elsewhere. A link
// that somebody must press is text.
func judged(part string, t xml.StartElement) error {
	attr := func(name string) string {
		for _, a := range t.Attr {
			if strings.EqualFold(a.Name.Local, name) {
				return a.Value
			}
		}
		return ""
	}
	switch t.Name.Local {
	case "Override", "Default":
		kind := strings.ToLower(attr("ContentType"))
		switch {
		case strings.Contains(kind, "macro") || strings.Contains(kind, "vba") || strings.Contains(kind, "activex"):
			return errMacro
		case strings.Contains(kind, "oleobject") || strings.Contains(kind, "package"+"+zip"):
			return errEmbed
		}
	case "Relationship":
		kind := strings.ToLower(attr("Type"))
		switch {
		case strings.Contains(kind, "vbaproject"):
			return errMacro
		case strings.EqualFold(attr("TargetMode"), "External") && !strings.HasSuffix(kind, "/hyperlink"):
			return errLinks
		case strings.EqualFold(attr("TargetMode"), "External") && !pressable(attr("Target")):
			return errLinks
		}
	case "ddeLink", "oleLink":
		return errLinks
	case "fldSimple":
		if strings.Contains(strings.ToUpper(attr("instr")), "DDE") {
			return errLinks
		}
	}
	return nil
}

// pressable reports whether a link leads where a browser or a mail program goes.
func pressable(target string) bool {
	target = strings.ToLower(strings.TrimSpace(target))
	return strings.HasPrefix(target, "http://") || strings.HasPrefix(target, "https://") || strings.HasPrefix(target, "mailto:") || strings.HasPrefix(target, "#")
}
