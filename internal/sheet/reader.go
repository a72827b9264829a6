package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"fengsheng/internal/fault"
)

// MostRows is how many rows with entries one table may have.
const MostRows = 50_000

// Row is a row with entries: its number in the sheet, from 1, and the text of
// its cells. A number is written as its digits, a day of an .xlsx as the number
// it is kept by: Day reads both.
type Row struct {
	Number int
	Cells  []string
}

// File is a table that somebody brought, measured and found to be one. It holds
// no more than a part of it in memory; Close gives back what waits on the disk.
type File struct {
	From1904 bool // days are counted from 1904, as old Macs did
	As       As

	book *excelize.File
	text *text
}

// Open looks at an .xlsx or .csv and is ready to read it. Whatever is too large,
// or brings more than a table - macros, references to other files -, is a fault
// with a sentence that helps (UP-01, UP-04).
func Open(file io.ReaderAt, size int64) (*File, error) {
	if size > MostBytes {
		return nil, fault.New(fault.TooLarge, "文件超过%dMB，请分成几个文件导入", MostBytes>>20)
	}
	start := make([]byte, 8)
	n, err := file.ReadAt(start, 0)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("sheet: read the file: %w", err)
	}
	switch start = start[:n]; {
	case n == 0:
		return nil, fault.New(fault.Invalid, "文件是空的，请看看是不是选错了")
	case bytes.HasPrefix(start, []byte("PK")):
		return OpenXLSX(file, size)
	case bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0")):
		return nil, notXLSX()
	}
	t, err := newText(file, size)
	if err != nil {
		return nil, err
	}
	return &File{As: CSV, text: t}, nil
}

// OpenXLSX is Open for a place that takes nothing but .xlsx.
func OpenXLSX(file io.ReaderAt, size int64) (*File, error) {
	if size > MostBytes {
		return nil, fault.New(fault.TooLarge, "文件超过%dMB，请分成几个文件导入", MostBytes>>20)
	}
	if err := inspect(file, size); err != nil {
		return nil, err
	}
	f := &File{As: XLSX}
	err := guarded(func() error {
		var err error
		f.book, err = excelize.OpenReader(io.NewSectionReader(file, 0, size), excelize.Options{
			UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostInMemory, RawCellValue: true,
		})
		if err != nil {
			return fault.New(fault.Invalid, "这不是.xlsx文件，或者文件已损坏，请重新保存后再选")
		}
		props, err := f.book.GetWorkbookProps()
		f.From1904 = err == nil && props.Date1904 != nil && *props.Date1904
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Close removes what was unpacked beside the file.
func (f *File) Close() error {
	if f.book == nil {
		return nil
	}
	return guarded(f.book.Close)
}

// Sheets are the names of the sheets in their order; a .csv has one without a name.
func (f *File) Sheets() []string {
	if f.book == nil {
		return []string{""}
	}
	var names []string
	_ = guarded(func() error { // no sheet is the answer for a book that cannot say
		names = f.book.GetSheetList()
		return nil
	})
	return names
}

// Each gives every row with entries of a sheet to visit, in order, up to most of
// them; rows that are blank or only formatted are none. What visit answers ends it.
func (f *File) Each(sheet string, most int, visit func(Row) error) error {
	found := 0
	counted := func(number int, cells []string) error {
		if blank(cells) {
			return nil
		}
		if found++; found > most {
			return fault.New(fault.TooLarge, "文件里超过%d行，请分成几个文件导入", most)
		}
		for len(cells) > 0 && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) > MostColumns {
			return fault.New(fault.TooLarge, "第%d行有%d列以外的内容，一张表最多%d列", number, MostColumns, MostColumns)
		}
		return visit(Row{Number: number, Cells: cells})
	}
	if f.text != nil {
		return f.text.each(counted)
	}
	var visited error // what visit said is told from what the library stumbled over
	err := guarded(func() error {
		return f.rows(sheet, func(n int, cells []string) error {
			visited = counted(n, cells)
			return visited
		})
	})
	if visited != nil {
		return visited
	}
	return err
}

func (f *File) rows(sheet string, visit func(int, []string) error) (err error) {
	rows, err := f.book.Rows(sheet)
	if err != nil {
		return fault.New(fault.Invalid, "工作表“%s”读不出来，请重新保存后再选", sheet)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for n := 1; rows.Next(); n++ {
		if n > mostRows {
			return fault.New(fault.TooLarge, "工作表“%s”的行号超出表格的范围，请用模板重新填写", sheet)
		}
		cells, err := rows.Columns()
		if err != nil {
			return fault.New(fault.Invalid, "工作表“%s”第%d行读不出来，请重新保存后再选", sheet, n)
		}
		for i := range cells {
			cells[i] = kept(cells[i])
		}
		if err := visit(n, cells); err != nil {
			return err
		}
	}
	return nil
}

// guarded turns whatever the library stumbles over into a refusal: it is not
// ours, and a strange file must not be more than that.
func guarded(read func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = damaged()
		}
	}()
	return read()
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// kept is a cell as it was typed: in one form of Unicode, without what cannot be
// seen, and without the apostrophe that keeps it from running.
func kept(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.In(r, unicode.Cc, unicode.Cf) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if signs := []rune(s); len(signs) > mostText {
		s = string(signs[:mostText])
	}
	return plain(norm.NFC.String(strings.TrimSpace(s)))
}

// Tidy puts a cell on one line, with digits and spaces in their common form, as
// it is compared and kept (IN-04).
func Tidy(s string) string {
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

// HeadMost is how many rows at the top of a table may stand above its head.
const HeadMost = 20

// Head is the place, among the first rows of a table, of the row that heads its
// columns: the one with the most headings that known tells, for lists that begin
// with a title or with words about themselves. When known tells none, it is the
// first row with more than one cell. It is -1 when there is none either.
func Head(rows []Row, known func(heading string) bool) int {
	best, most := -1, 0
	for i, row := range rows[:min(len(rows), HeadMost)] {
		n := 0
		for _, c := range row.Cells {
			if c != "" && known(Heading(c)) {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	if best >= 0 {
		return best
	}
	return slices.IndexFunc(rows[:min(len(rows), HeadMost)], func(r Row) bool {
		n := 0
		for _, c := range r.Cells {
			if c != "" {
				n++
			}
		}
		return n > 1
	})
}

// Heading is a heading without the marks around it: *事由（必填） is 事由（必填）.
func Heading(cell string) string { return strings.Trim(Tidy(cell), "*＊:： ") }
