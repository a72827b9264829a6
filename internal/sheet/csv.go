package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	enc16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"fengsheng/internal/fault"
)

// text is a .csv whose encoding and separator are known.
type text struct {
	file     io.ReaderAt
	size     int64
	encoding encoding.Encoding // nil = UTF-8
	comma    rune
}

// lookedAt is how much of a .csv is looked at to find what separates its columns.
const lookedAt = 64 << 10

// separators in the order in which one is taken when they are as likely.
var separators = []rune{',', '\t', ';', '|'}

func newText(file io.ReaderAt, size int64) (*text, error) {
	t := &text{file: file, size: size}
	if err := t.findEncoding(); err != nil {
		return nil, err
	}
	return t, t.findSeparator()
}

// findEncoding goes by the mark at the beginning, then by what the whole of the
// file can be read as: UTF-8, or else GB18030, which holds all that GBK and
// GB2312 do.
func (t *text) findEncoding() error {
	start := make([]byte, 4096)
	n, err := t.file.ReadAt(start, 0)
	if err != nil && err != io.EOF {
		return fmt.Errorf("sheet: read the file: %w", err)
	}
	switch start = start[:n]; {
	case bytes.HasPrefix(start, []byte{0xff, 0xfe}):
		t.encoding = enc16.UTF16(enc16.LittleEndian, enc16.UseBOM)
		return t.readable()
	case bytes.HasPrefix(start, []byte{0xfe, 0xff}):
		t.encoding = enc16.UTF16(enc16.BigEndian, enc16.UseBOM)
		return t.readable()
	case bytes.IndexByte(start, 0) >= 0:
		// Every other byte of the separators and line ends is nothing.
		odd, even := 0, 0
		for i, b := range start {
			if b == 0 && i%2 == 1 {
				odd++
			} else if b == 0 {
				even++
			}
		}
		switch {
		case odd > 0 && even == 0:
			t.encoding = enc16.UTF16(enc16.LittleEndian, enc16.IgnoreBOM)
		case even > 0 && odd == 0:
			t.encoding = enc16.UTF16(enc16.BigEndian, enc16.IgnoreBOM)
		default:
			return notText()
		}
		return t.readable()
	}
	whole, err := t.valid()
	if err != nil || whole {
		return err
	}
	t.encoding = simplifiedchinese.GB18030
	return t.readable()
}

func notText() error {
	return fault.New(fault.Invalid, "这不是.xlsx也不是.csv文件，请在表格软件里另存为.xlsx再选")
}

// valid reports whether the whole file is UTF-8.
func (t *text) valid() (bool, error) {
	r := bufio.NewReader(io.NewSectionReader(t.file, 0, t.size))
	for {
		sign, width, err := r.ReadRune()
		if err == io.EOF {
			return true, nil
		}
		if err != nil {
			return false, fmt.Errorf("sheet: read the file: %w", err)
		}
		if sign == utf8.RuneError && width == 1 {
			return false, nil
		}
	}
}

// readable refuses a file that is not what it was taken for: signs that stand
// for nothing, or for nobody's text.
func (t *text) readable() error {
	r := bufio.NewReader(t.decoded())
	wrong, all := 0, 0
	for {
		sign, _, err := r.ReadRune()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("sheet: read the file: %w", err)
		}
		all++
		if sign == utf8.RuneError || sign < ' ' && !strings.ContainsRune("\r\n\t", sign) || sign >= 0xe000 && sign <= 0xf8ff {
			wrong++
		}
	}
	if wrong*100 > all {
		return fault.New(fault.Invalid, "看不出文件里的文字用的是哪种编码，请在表格软件里另存为.xlsx，或者另存为UTF-8的.csv再选")
	}
	return nil
}

func (t *text) decoded() io.Reader {
	r := io.Reader(io.NewSectionReader(t.file, 0, t.size))
	if t.encoding != nil {
		return transform.NewReader(r, t.encoding.NewDecoder())
	}
	return transform.NewReader(r, enc16.UTF8BOM.NewDecoder())
}

// findSeparator takes the sign that splits the first lines into the most columns
// alike.
func (t *text) findSeparator() error {
	start := make([]byte, lookedAt)
	n, err := io.ReadFull(t.decoded(), start)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && err != io.EOF {
		return fmt.Errorf("sheet: read the file: %w", err)
	}
	if start = start[:n]; n == lookedAt {
		start = start[:max(bytes.LastIndexByte(start, '\n'), 0)]
	}
	if bytes.IndexByte(start, 0) >= 0 {
		return notText()
	}
	most := 1
	t.comma = separators[0]
	for _, s := range separators {
		var widths []int
		r := records(bytes.NewReader(start), s)
		for {
			record, err := r.Read()
			if err != nil {
				break // what is wrong with a line is told when it is read
			}
			widths = append(widths, len(record))
		}
		if len(widths) == 0 {
			continue
		}
		slices.Sort(widths)
		if middle := widths[len(widths)/2]; middle > most {
			t.comma, most = s, middle
		}
	}
	return nil
}

func records(r io.Reader, comma rune) *csv.Reader {
	c := csv.NewReader(r)
	c.Comma, c.FieldsPerRecord, c.LazyQuotes, c.ReuseRecord = comma, -1, true, true
	return c
}

// each gives the records with the number of the row that a spreadsheet shows
// them in: a line break inside a cell begins no row.
func (t *text) each(visit func(int, []string) error) error {
	r := records(t.decoded(), t.comma)
	inside := 0
	for {
		record, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			var wrong *csv.ParseError
			if errors.As(err, &wrong) {
				return fault.New(fault.Invalid, "第%d行读不出来，请看看引号是不是成对，或者另存为.xlsx再选", wrong.StartLine)
			}
			return fmt.Errorf("sheet: read the file: %w", err)
		}
		line, _ := r.FieldPos(0)
		number := line - inside
		cells := make([]string, len(record))
		for i, c := range record {
			if len(c) > 4*mostText {
				return fault.New(fault.TooLarge, "第%d行第%d列的内容太长，一格最多%d字，请看看引号是不是成对", number, i+1, mostText)
			}
			inside += strings.Count(c, "\n")
			cells[i] = kept(c)
		}
		if err := visit(number, cells); err != nil {
			return err
		}
	}
}
