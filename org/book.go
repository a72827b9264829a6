package org

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"fengsheng/internal/fault"
	sheetfile "fengsheng/internal/sheet"
)

// mostLines is how many rows with entries a file may have, all sheets together.
const mostLines = 20_000

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
	book := Book{lines: map[string][]line{}}
	if err := opened(r, book.readSheets); err != nil {
		return Book{}, err
	}
	return book, nil
}

// opened reads an .xlsx whose whole is in memory: bounded by what is taken at all.
func opened(r io.Reader, read func(*sheetfile.File) error) error {
	data, err := io.ReadAll(io.LimitReader(r, sheetfile.MostBytes+1))
	if err != nil {
		return fmt.Errorf("org: read the file: %w", err)
	}
	f, err := sheetfile.OpenXLSX(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	return errors.Join(read(f), f.Close())
}

func (b Book) readSheets(f *sheetfile.File) error {
	there := f.Sheets()
	found, total := false, 0
	for _, s := range sheets {
		i := slices.IndexFunc(there, func(name string) bool { return sheetfile.Tidy(name) == s.name })
		if i < 0 {
			continue
		}
		found = true
		lines, err := readSheet(f, there[i], s, mostLines-total)
		if err != nil {
			return err
		}
		b.lines[s.name] = lines
		total += len(lines)
	}
	if !found {
		return fault.New(fault.Invalid, "文件里没有“单位”“场所”“人员”“岗位”这四个工作表中的任何一个，请用模板填写")
	}
	if total == 0 {
		return fault.New(fault.Invalid, "文件里没有要导入的内容，请从模板的第三行开始填写")
	}
	return nil
}

// readSheet reads the headings, then every row with entries.
func readSheet(f *sheetfile.File, name string, s sheet, most int) ([]line, error) {
	var at []int // where each column of the definition stands in the sheet
	var lines []line
	err := f.Each(name, sheetfile.MostRows, func(row sheetfile.Row) error {
		cells := tidied(row.Cells)
		switch {
		case explains(cells):
			return nil
		case at == nil:
			var err error
			at, err = s.locate(cells)
			return err
		}
		l := s.pick(row.Number, at, cells, f.From1904)
		if blank(l.cells) {
			return nil
		}
		if len(lines) == most {
			return fault.New(fault.TooLarge, "文件里超过%d行，请分成几个文件导入", mostLines)
		}
		lines = append(lines, l)
		return nil
	})
	return lines, err
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
			l.cells[i] = written(cells[from], from1904)
		}
	}
	return l
}

// written writes a date as people do: a spreadsheet keeps one as a number of
// days. What is no date, or not clearly one, stays as it is and is told of later.
func written(v string, from1904 bool) string {
	if d, err := sheetfile.Day(v, from1904); err == nil && !d.Zero() {
		return d.String()
	}
	return v
}

func tidied(cells []string) []string {
	for i := range cells {
		cells[i] = sheetfile.Tidy(cells[i])
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
