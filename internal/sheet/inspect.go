package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"fengsheng/internal/fault"
)

// What a file may be at most (UP-04); more is no list of a street.
const (
	MostBytes    = 20 << 20  // as uploaded
	mostUnpacked = 200 << 20 // all parts together
	mostInMemory = 4 << 20   // of one part; larger ones are read from a temporary file
	mostParts    = 2000
	mostRatio    = 100 // unpacked to packed, from ratioFrom bytes on
	ratioFrom    = 4 << 20
	mostDepth    = 256       // of elements inside one another
	mostToken    = 256 << 10 // of one piece of XML, so that none fills the memory
	MostColumns  = 200
	mostRows     = 1_048_576 // of a sheet, also empty ones: what a spreadsheet can hold
	mostCells    = 16_384    // of a row, also empty ones
)

func damaged() error {
	return fault.New(fault.Invalid, "文件已损坏，读不出内容，请重新保存后再选")
}

func notXLSX() error {
	return fault.New(fault.Invalid, "这不是.xlsx文件。旧的.xls或加了密码的文件，请在表格软件里另存为不加密码的.xlsx再选")
}

// strangers are parts that no list has: what they bring with them runs, is
// fetched from elsewhere, or hides another file.
var strangers = []struct{ part, sentence string }{
	{"vbaproject", "文件里有宏，请另存为不带宏的.xlsx再选"},
	{"macrosheets/", "文件里有宏，请另存为不带宏的.xlsx再选"},
	{"externallinks/", "文件里引用了别的文件，请把这些格复制、只粘贴数值，再另存后选择"},
	{"connections.xml", "文件里有到别处取数的连接，请把内容复制到新的表格、只粘贴数值再选"},
	{"embeddings/", "文件里嵌着别的文件，请删掉以后再选"},
	{"activex/", "文件里有控件，请把内容复制到新的表格再选"},
	{"ctrlprops/", "文件里有控件，请把内容复制到新的表格再选"},
}

// inspect looks at every part before anything is made of the file.
func inspect(file io.ReaderAt, size int64) error {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return notXLSX()
	}
	if len(z.File) > mostParts {
		return fault.New(fault.TooLarge, "文件里的部件太多，不像一份普通表格，请用模板重新填写")
	}
	for _, part := range z.File {
		name := strings.ToLower(strings.ReplaceAll(part.Name, "\\", "/"))
		for _, s := range strangers {
			if strings.Contains(name, s.part) {
				return fault.New(fault.Invalid, "%s", s.sentence)
			}
		}
		if strings.Contains(name, "..") || part.Mode()&^0o777 != 0 && !part.FileInfo().IsDir() {
			return damaged()
		}
	}
	total := int64(0)
	for _, part := range z.File {
		most := min(mostUnpacked, max(ratioFrom, mostRatio*size)) - total
		n, err := inspectPart(part, most)
		if err != nil {
			return err
		}
		total += n
	}
	return nil
}

// inspectPart measures a part while unpacking it, because the directory may
// lie, and checks that its XML is whole: a damaged list must not be half read.
func inspectPart(part *zip.File, left int64) (int64, error) {
	r, err := part.Open()
	if err != nil {
		return 0, damaged()
	}
	counted := &io.LimitedReader{R: r, N: left + 1}
	name := strings.ToLower(part.Name)
	if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
		look := look{links: strings.HasSuffix(name, ".rels"), types: name == "[content_types].xml"}
		if strings.Contains(name, "worksheets/") && !look.links {
			look.cells = &cells{}
		}
		err = look.through(counted)
	}
	_, rest := io.Copy(io.Discard, counted) // measured to its end
	if counted.N == 0 {
		return 0, errors.Join(fault.New(fault.TooLarge, "文件解开后过大，超出%dMB或者压缩前后相差太多，不像一份普通表格，请用模板重新填写", mostUnpacked>>20), r.Close())
	}
	if found := fault.Of(err); found != nil {
		return 0, errors.Join(found, r.Close())
	}
	if errors.Join(err, rest, r.Close()) != nil {
		return 0, damaged()
	}
	return left + 1 - counted.N, nil
}

// look goes through the XML of a part.
type look struct {
	links bool   // of the part to others
	types bool   // what kinds of parts there are
	cells *cells // of a worksheet
	depth int
}

func (l *look) through(r io.Reader) error {
	d := xml.NewDecoder(&pieces{r: r})
	for {
		token, err := d.RawToken()
		if err == io.EOF && l.depth == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		if err := l.at(token); err != nil {
			return err
		}
	}
}

func (l *look) at(token xml.Token) error {
	switch t := token.(type) {
	case xml.Directive: // a document type, which is where entities are declared
		return damaged()
	case xml.StartElement:
		l.depth++
		if err := l.begins(t); err != nil {
			return err
		}
	case xml.EndElement:
		l.depth--
		if l.cells != nil {
			if err := l.cells.ends(t.Name.Local); err != nil {
				return err
			}
		}
	case xml.CharData:
		if l.cells != nil {
			l.cells.text(t)
		}
	}
	if l.depth > mostDepth || l.depth < 0 {
		return errors.New("sheet: elements do not nest")
	}
	return nil
}

func (l *look) begins(t xml.StartElement) error {
	switch {
	case l.links && t.Name.Local == "Relationship":
		kind, outside := attribute(t, "Type"), strings.EqualFold(attribute(t, "TargetMode"), "External")
		if outside && !strings.HasSuffix(kind, "/hyperlink") { // an address somebody typed leads nowhere by itself
			return fault.New(fault.Invalid, "文件里引用了别的文件，请把这些格复制、只粘贴数值，再另存后选择")
		}
	case l.types && strings.Contains(strings.ToLower(attribute(t, "ContentType")), "macroenabled"):
		return fault.New(fault.Invalid, "文件里有宏，请另存为不带宏的.xlsx再选")
	case l.cells != nil:
		return l.cells.begins(t)
	}
	return nil
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// cells watches the cells of a worksheet: what the library that reads them would
// spend its memory on, and formulas whose result nobody has computed.
type cells struct {
	row, column int
	inside      bool // a cell
	formula     bool
	value       int // characters of the cell's value
	within      string
}

func (c *cells) begins(t xml.StartElement) error {
	c.within = t.Name.Local
	switch t.Name.Local {
	case "row":
		n, err := strconv.Atoi(attribute(t, "r"))
		if c.row++; err == nil {
			c.row = n
		} else if attribute(t, "r") != "" {
			c.row = mostRows + 1
		}
		if c.row > mostRows || c.row < 1 {
			return fault.New(fault.TooLarge, "有一行的行号超出表格的范围，请用模板重新填写")
		}
		c.column = 0
	case "c":
		c.column++
		if at := columnOf(attribute(t, "r")); at > 0 {
			c.column = at
		}
		if c.column > mostCells {
			return fault.New(fault.TooLarge, "第%d行的列太多，不像一份普通表格，请用模板重新填写", c.row)
		}
		c.inside, c.formula, c.value = true, false, 0
	case "f":
		c.formula = c.inside
	}
	return nil
}

func (c *cells) text(t []byte) {
	if c.inside && c.within != "f" {
		c.value += len(t)
	}
}

func (c *cells) ends(name string) error {
	if c.within = ""; name != "c" {
		return nil
	}
	c.inside = false
	switch {
	case c.value > 0 && c.column > MostColumns:
		return fault.New(fault.TooLarge, "第%d行有%d列以外的内容，一张表最多%d列", c.row, MostColumns, MostColumns)
	case c.value > 4*mostText:
		return fault.New(fault.TooLarge, "第%d行第%d列的内容太长，一格最多%d字", c.row, c.column, mostText)
	case c.formula && c.value == 0:
		return fault.New(fault.Invalid, "第%d行第%d列是公式，还没有算出的值。请在表格软件里打开、算好并保存，或者只粘贴数值，再选", c.row, c.column)
	}
	return nil
}

// columnOf is the number of the column in a reference such as C12; 0 for none.
func columnOf(reference string) int {
	n := 0
	for _, r := range reference {
		if r < 'A' || r > 'Z' || n > mostCells {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	return n
}

// pieces hands XML on and stops where one piece of it - a tag, a text, a remark -
// is longer than any that a spreadsheet writes. What the parser keeps at a time
// is thereby bounded. Sections without markup and document types are refused:
// no spreadsheet writes them, and their length cannot be seen so simply.
type pieces struct {
	r      io.Reader
	length int
	last   [3]byte
	remark bool
}

func (p *pieces) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	for _, c := range b[:n] {
		p.length++
		switch {
		case p.remark:
			if c == '>' && p.last[1] == '-' && p.last[2] == '-' {
				p.remark, p.length = false, 0
			}
		case c == '<':
			p.length = 0
		case p.last[1] == '<' && p.last[2] == '!':
			if c != '-' {
				return 0, damaged()
			}
			p.remark = true
		}
		if p.length > mostToken {
			return 0, damaged()
		}
		p.last = [3]byte{p.last[1], p.last[2], c}
	}
	return n, err
}
