package org

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

// What an import file may be at most; more is no list of a street.
const (
	mostBytes    = 20 << 20  // as uploaded
	mostUnpacked = 200 << 20 // all parts together (UP-04)
	mostInMemory = 16 << 20  // of one part; larger ones are read from a temporary file
	mostParts    = 2000
	mostRatio    = 100 // unpacked to packed, from ratioFrom bytes on
	ratioFrom    = 4 << 20
	mostDepth    = 256       // of elements inside one another
	mostLines    = 20_000    // rows with entries, all sheets together
	mostRows     = 1_048_576 // of a sheet, also empty ones: what a spreadsheet can hold
)

// Book is an import file as it was read: text in known columns. Nothing has
// been looked up or decided yet, so reading one needs no transaction.
type Book struct {
	lines map[string][]line // by sheet
}

// line is one row with entries: its number in the sheet, and the text under
// each column of the sheet's definition.
type line struct {
	row   int
	cells []string
}

// ReadBook reads an .xlsx that follows the template. Rows that are blank or only
// formatted are no rows; the line that explains the columns is none either. A
// file that cannot be read, or should not be, is a fault with the reason.
func ReadBook(r io.Reader) (Book, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	if err != nil {
		return Book{}, fmt.Errorf("org: read the import: %w", err)
	}
	if len(data) > mostBytes {
		return Book{}, fault.New(fault.TooLarge, "文件超过%dMB，请分成几个文件导入", mostBytes>>20)
	}
	if err := inspect(data); err != nil {
		return Book{}, err
	}
	return open(data)
}

// inspect looks at every part before anything is made of the file.
func inspect(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fault.New(fault.Invalid, "这不是.xlsx文件。旧的.xls或加了密码的文件，请在表格软件里另存为不加密码的.xlsx再选")
	}
	if len(z.File) > mostParts {
		return fault.New(fault.TooLarge, "文件里的部件太多，不像一份普通表格，请用模板重新填写")
	}
	total := int64(0)
	for _, part := range z.File {
		name := strings.ToLower(part.Name)
		if strings.Contains(name, "vbaproject") {
			return fault.New(fault.Invalid, "文件里有宏，请另存为不带宏的.xlsx再选")
		}
		n, err := inspectPart(part, mostUnpacked-total)
		if err != nil {
			return err
		}
		if total += n; total > ratioFrom && total > mostRatio*int64(len(data)) {
			return fault.New(fault.TooLarge, "文件解开后过大，不像一份普通表格，请用模板重新填写")
		}
	}
	return nil
}

// inspectPart measures a part while unpacking it, because the directory may
// lie, and checks that its XML is whole: a damaged list must not be half read.
func inspectPart(part *zip.File, left int64) (int64, error) {
	damaged := fault.New(fault.Invalid, "文件已损坏，读不出内容，请重新保存后再选")
	r, err := part.Open()
	if err != nil {
		return 0, damaged
	}
	counted := &io.LimitedReader{R: r, N: left + 1}
	name := strings.ToLower(part.Name)
	if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
		err = inspectXML(counted)
	}
	_, rest := io.Copy(io.Discard, counted)
	if counted.N == 0 {
		return 0, errors.Join(fault.New(fault.TooLarge, "文件解开后超过%dMB，请用模板重新填写", mostUnpacked>>20), r.Close())
	}
	if errors.Join(err, rest, r.Close()) != nil {
		return 0, damaged
	}
	return left + 1 - counted.N, nil
}

func inspectXML(r io.Reader) error {
	d := xml.NewDecoder(r)
	depth := 0
	for {
		token, err := d.RawToken()
		if err == io.EOF && depth == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		if depth > mostDepth || depth < 0 {
			return errors.New("org: elements do not nest")
		}
	}
}

// open reads the sheets. The library that understands spreadsheets is not ours:
// whatever it stumbles over in a strange file must not be more than a refusal.
func open(data []byte) (Book, error) {
	var book Book
	err := guarded(func() (err error) {
		book, err = openBook(data)
		return err
	})
	if err != nil {
		return Book{}, err
	}
	return book, nil
}

func openBook(data []byte) (Book, error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostInMemory, RawCellValue: true})
	if err != nil {
		return Book{}, fault.New(fault.Invalid, "这不是.xlsx文件，或者文件已损坏，请重新保存后再选")
	}
	book, err := readSheets(f)
	return book, errors.Join(err, f.Close())
}

func readSheets(f *excelize.File) (Book, error) {
	book := Book{lines: map[string][]line{}}
	props, err := f.GetWorkbookProps()
	from1904 := err == nil && props.Date1904 != nil && *props.Date1904
	there := f.GetSheetList()
	found, total := false, 0
	for _, s := range sheets {
		i := slices.IndexFunc(there, func(name string) bool { return tidy(name) == s.name })
		if i < 0 {
			continue
		}
		found = true
		lines, err := readSheet(f, there[i], s, from1904, mostLines-total)
		if err != nil {
			return Book{}, err
		}
		book.lines[s.name] = lines
		total += len(lines)
	}
	if !found {
		return Book{}, fault.New(fault.Invalid, "文件里没有“单位”“场所”“人员”“岗位”这四个工作表中的任何一个，请用模板填写")
	}
	if total == 0 {
		return Book{}, fault.New(fault.Invalid, "文件里没有要导入的内容，请从模板的第三行开始填写")
	}
	return book, nil
}

// readSheet reads one sheet as a stream.
func readSheet(f *excelize.File, name string, s sheet, from1904 bool, most int) ([]line, error) {
	rows, err := f.Rows(name)
	if err != nil {
		return nil, fault.New(fault.Invalid, "工作表“%s”读不出来，请重新保存后再选", s.name)
	}
	lines, err := readRows(rows, s, from1904, most)
	return lines, errors.Join(err, rows.Close())
}

// readRows reads the headings, then every row with entries.
func readRows(rows *excelize.Rows, s sheet, from1904 bool, most int) ([]line, error) {
	var at []int // where each column of the definition stands in the sheet
	var lines []line
	for n := 1; rows.Next(); n++ {
		if n > mostRows {
			return nil, fault.New(fault.TooLarge, "工作表“%s”的行号超出表格的范围，请用模板重新填写", s.name)
		}
		cells, err := rows.Columns()
		if err != nil {
			return nil, fault.New(fault.Invalid, "工作表“%s”第%d行读不出来，请重新保存后再选", s.name, n)
		}
		cells = tidied(cells)
		switch {
		case blank(cells) || explains(cells):
			continue
		case at == nil:
			if at, err = s.locate(cells); err != nil {
				return nil, err
			}
			continue
		}
		l := s.pick(n, at, cells, from1904)
		if blank(l.cells) {
			continue
		}
		if len(lines) == most {
			return nil, fault.New(fault.TooLarge, "文件里超过%d行，请分成几个文件导入", mostLines)
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// locate finds the columns by their headings, in whatever order they stand.
func (s sheet) locate(headings []string) ([]int, error) {
	for i := range headings {
		headings[i] = strings.Trim(headings[i], "*＊ ")
	}
	at := make([]int, len(s.columns))
	for i, c := range s.columns {
		at[i] = slices.Index(headings, c.name)
		if at[i] < 0 && c.required {
			return nil, fault.New(fault.Invalid, "工作表“%s”的第一行没有“%s”这一列，请用模板填写", s.name, c.name)
		}
	}
	return at, nil
}

func (s sheet) pick(row int, at []int, cells []string, from1904 bool) line {
	l := line{row: row, cells: make([]string, len(at))}
	for i, from := range at {
		if from < 0 || from >= len(cells) {
			continue
		}
		l.cells[i] = cells[from]
		if s.columns[i].date {
			l.cells[i] = unserial(cells[from], from1904)
		}
	}
	return l
}

// mostSerial is the day after 31 December 9999 as spreadsheets count days.
// Anything longer is a date written in digits.
const mostSerial = 2_958_466

// unserial writes a date as people do: a spreadsheet keeps one as a number of days.
func unserial(v string, from1904 bool) string {
	days, err := strconv.ParseFloat(v, 64)
	if err != nil || !(days >= 1 && days < mostSerial) {
		return v
	}
	t, err := excelize.ExcelDateToTime(math.Floor(days), from1904)
	if err != nil {
		return v
	}
	return calendar.On(t.Year(), int(t.Month()), t.Day()).String()
}

func tidied(cells []string) []string {
	for i := range cells {
		cells[i] = tidy(cells[i])
	}
	return cells
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return c != "" })
}

// explained begins the line of the template that explains the columns.
const explained = "说明："

func explains(cells []string) bool {
	i := slices.IndexFunc(cells, func(c string) bool { return c != "" })
	return i >= 0 && strings.HasPrefix(cells[i], explained)
}

// tidy puts a cell into the form it is compared and kept in: NFC, one line,
// digits and spaces in their common form, nothing invisible (IN-04).
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}

// narrow also turns letters and signs into their common form: for codes,
// numbers and telephones, not for names.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}
