package official

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"fengsheng/internal/fault"
)

// What ReadText will open: more is no document of ours.
const (
	mostPart    = 20 << 20 // bytes of one part, unpacked
	mostEntries = 2000
)

// ReadText reads the words of a .docx that WriteDOCX wrote: what it returns is
// what Text returned for the document. It looks at the mark and the body, never
// at properties. A file that is none, or is beyond the bounds, is a fault.
func ReadText(r io.ReaderAt, size int64) (string, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return "", fault.New(fault.Invalid, "这不是.docx文件，请重新选择")
	}
	if len(z.File) > mostEntries {
		return "", fault.New(fault.TooLarge, "文件里有%d个部件，最多%d个", len(z.File), mostEntries)
	}
	var b strings.Builder
	for _, name := range []string{"word/header1.xml", "word/document.xml"} {
		i := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == name })
		switch {
		case i < 0 && name == "word/document.xml":
			return "", fault.New(fault.Invalid, "这不是.docx文件，里面没有正文")
		case i < 0:
			continue // a document without a mark
		}
		part, err := readPart(z.File[i])
		if err != nil {
			return "", err
		}
		if err := readLines(&b, part); err != nil {
			return "", fault.New(fault.Invalid, "文件已损坏，读不出正文")
		}
	}
	return b.String(), nil
}

// readPart is the part's bytes. The size is measured while unpacking: the
// directory may lie.
func readPart(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fault.New(fault.Invalid, "文件已损坏，打不开")
	}
	data, err := io.ReadAll(io.LimitReader(r, mostPart+1))
	if err := errors.Join(err, r.Close()); err != nil {
		return nil, fault.New(fault.Invalid, "文件已损坏，打不开")
	}
	if len(data) > mostPart {
		return nil, fault.New(fault.TooLarge, "文件太大，正文最多%dMB", mostPart>>20)
	}
	return data, nil
}

// reader turns the paragraphs and rows of a part back into lines of text.
type reader struct {
	out   *strings.Builder
	line  line
	words strings.Builder
	text  bool // inside w:t
	row   []string
	inRow bool
}

func readLines(out *strings.Builder, part []byte) error {
	d := xml.NewDecoder(bytes.NewReader(part))
	r := &reader{out: out}
	for {
		token, err := d.Token()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("official.ReadText: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Space == wordSpace {
				r.start(t)
			}
		case xml.EndElement:
			if t.Name.Space == wordSpace {
				r.end(t.Name.Local)
			}
		case xml.CharData:
			if r.text {
				r.words.Write(t)
			}
		}
	}
}

func (r *reader) start(t xml.StartElement) {
	switch t.Name.Local {
	case "p":
		r.line = line{}
		r.words.Reset()
	case "tr":
		r.inRow, r.row = true, nil
	case "t":
		r.text = true
	case "pStyle":
		r.line.style = attribute(t, "val")
	case "pageBreakBefore":
		r.line.page = true
	case "ind":
		r.line.left, r.line.hang, r.line.right = twips(t, "left"), twips(t, "hanging"), twips(t, "right")
	}
}

func (r *reader) end(name string) {
	switch name {
	case "t":
		r.text = false
	case "tr":
		r.inRow = false
		r.out.WriteString(strings.Join(r.row, "\t") + "\n")
	case "p":
		if r.inRow {
			r.row = append(r.row, r.words.String())
			return
		}
		r.line.pieces = []piece{{text: r.words.String()}}
		r.line.text(r.out)
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// twips is a measure of ours; anything else counts as none.
func twips(t xml.StartElement, name string) int {
	n, err := strconv.Atoi(attribute(t, name))
	if err != nil || n < 0 || n > pageWidth {
		return 0
	}
	return n
}
