package sheet

import (
	"errors"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"fengsheng/internal/calendar"
)

// How wide a column is, in characters of a figure; a Chinese sign takes two.
const (
	narrowest = 8
	widest    = 60
	looked    = 100 // rows looked at before the widths are set
)

// The spreadsheet's number of the format "text".
const textFormat = 49

// xlsxLines is an .xlsx: the rows are streamed to a temporary file once they
// are too many for memory, and the whole goes out when it is closed.
type xlsxLines struct {
	out    io.Writer
	file   *excelize.File
	rows   *excelize.StreamWriter
	table  Table
	first  [][]any // rows held back until the widths are known
	begun  bool
	row    int
	failed error

	bold, text, number, day, moment, wrapped int // styles
}

func newXLSX(out io.Writer, t Table) (*xlsxLines, error) {
	x := &xlsxLines{out: out, file: excelize.NewFile(), table: t}
	if err := x.prepare(); err != nil {
		return nil, errors.Join(err, x.file.Close())
	}
	return x, nil
}

func (x *xlsxLines) prepare() error {
	err := x.file.SetSheetName("Sheet1", sheetName(x.table.Name))
	for _, s := range []struct {
		to    *int
		style excelize.Style
	}{
		{&x.bold, excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: textFormat, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&x.text, excelize.Style{NumFmt: textFormat, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&x.wrapped, excelize.Style{NumFmt: textFormat, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&x.number, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&x.day, excelize.Style{CustomNumFmt: new("yyyy-mm-dd"), Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top"}}},
		{&x.moment, excelize.Style{CustomNumFmt: new("yyyy-mm-dd hh:mm"), Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top"}}},
	} {
		var wrong error
		*s.to, wrong = x.file.NewStyle(&s.style)
		err = errors.Join(err, wrong)
	}
	if err != nil {
		return err
	}
	name := sheetName(x.table.Name)
	if err := x.page(name); err != nil { // the stream begins with the properties of the sheet
		return err
	}
	x.rows, err = x.file.NewStreamWriter(name)
	return err
}

func (x *xlsxLines) add(row []any) error {
	if x.begun {
		return x.write(row)
	}
	for _, value := range row { // refused here, not when the row is written
		if _, err := written(value); err != nil {
			return err
		}
	}
	x.first = append(x.first, row)
	if len(x.first) < looked {
		return nil
	}
	return x.begin()
}

// begin writes the head and the rows held back.
func (x *xlsxLines) begin() error {
	x.begun = true
	for i, name := range x.table.Columns {
		width := wide(name) + 4 // the filter's arrow stands beside the name
		for _, row := range x.first {
			text, _ := written(row[i]) // looked at in add
			width = max(width, wide(text)+2)
		}
		if err := x.rows.SetColWidth(i+1, i+1, float64(min(max(width, narrowest), widest))); err != nil {
			return err
		}
	}
	if err := x.rows.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	x.row = 1
	head := make([]any, len(x.table.Columns))
	for i, name := range x.table.Columns {
		head[i] = excelize.Cell{StyleID: x.bold, Value: Neutral(cleaned(name))}
	}
	if err := x.rows.SetRow("A1", head); err != nil {
		return err
	}
	held := x.first
	x.first = nil
	for _, row := range held {
		if err := x.write(row); err != nil {
			return err
		}
	}
	return nil
}

func (x *xlsxLines) write(row []any) error {
	x.row++
	cells := make([]any, len(row))
	for i, value := range row {
		cell, err := x.cell(value)
		if err != nil {
			return err
		}
		cells[i] = cell
	}
	at, err := excelize.CoordinatesToCellName(1, x.row)
	if err != nil {
		return err
	}
	x.failed = x.rows.SetRow(at, cells)
	return x.failed
}

// cell is a value with the format it is shown in; nil is an empty cell.
func (x *xlsxLines) cell(value any) (any, error) {
	switch v := value.(type) {
	case calendar.Date:
		if v.Zero() {
			return nil, nil
		}
		return excelize.Cell{StyleID: x.day, Value: float64(v.DaysSince(firstDay))}, nil
	case time.Time:
		if v.IsZero() {
			return nil, nil
		}
		v = v.In(calendar.Shanghai)
		minutes := float64(v.Hour()*60 + v.Minute())
		return excelize.Cell{StyleID: x.moment, Value: float64(calendar.Of(v).DaysSince(firstDay)) + minutes/(24*60)}, nil
	case int, int64, float64:
		return excelize.Cell{StyleID: x.number, Value: v}, nil
	}
	text, err := written(value)
	if text == "" || err != nil {
		return nil, err
	}
	if strings.Contains(text, "\n") {
		return excelize.Cell{StyleID: x.wrapped, Value: text}, nil
	}
	return excelize.Cell{StyleID: x.text, Value: text}, nil
}

func (x *xlsxLines) close() error {
	err := x.failed
	if err == nil {
		err = x.end()
	}
	return errors.Join(err, x.file.Close())
}

func (x *xlsxLines) end() error {
	if !x.begun {
		if err := x.begin(); err != nil {
			return err
		}
	}
	name := sheetName(x.table.Name)
	last, err := excelize.CoordinatesToCellName(max(len(x.table.Columns), 1), max(x.row, 2))
	if err != nil {
		return err
	}
	if len(x.table.Columns) > 0 {
		if err := x.file.AutoFilter(name, "A1:"+last, nil); err != nil {
			return err
		}
	}
	if err := x.rows.Flush(); err != nil {
		return err
	}
	if err := x.about(); err != nil {
		return err
	}
	if err := x.file.SetDocProps(&excelize.DocProperties{Creator: "枫盛", Title: x.table.Name, Description: x.table.Mark}); err != nil {
		return err
	}
	return x.file.Write(x.out)
}

// page makes the sheet print as it reads: across A4, its head on every page,
// whose list it is on each.
func (x *xlsxLines) page(name string) error {
	mark := strings.ReplaceAll(cleaned(x.table.Mark), "&", "&&")
	if signs := []rune(mark); len(signs) > 180 { // the field holds 255 with its codes
		mark = string(signs[:180])
	}
	return errors.Join(
		x.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: new(true)}),
		x.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: new(9), Orientation: new("landscape"), FitToWidth: new(1), FitToHeight: new(0)}),
		x.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: "&L" + mark, OddFooter: "&C第 &P 页 共 &N 页"}),
		x.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + name + "'!$1:$1", Scope: name}),
	)
}

// about is the second sheet.
func (x *xlsxLines) about() error {
	facts := x.table.facts()
	if len(facts) == 0 {
		return nil
	}
	const name = "说明"
	if _, err := x.file.NewSheet(name); err != nil {
		return err
	}
	rows, err := x.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := errors.Join(rows.SetColWidth(1, 1, 14), rows.SetColWidth(2, 2, 90)); err != nil {
		return err
	}
	for i, fact := range facts {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		cells := []any{excelize.Cell{StyleID: x.bold, Value: Neutral(cleaned(fact.Name))}, excelize.Cell{StyleID: x.wrapped, Value: Neutral(cleaned(fact.Text))}}
		if err := rows.SetRow(at, cells); err != nil {
			return err
		}
	}
	return rows.Flush()
}

// firstDay is day 0 of a spreadsheet.
var firstDay = calendar.On(1899, 12, 30)

// wide is how much room the widest line of a text takes: what is not ASCII
// counts double.
func wide(text string) int {
	most, line := 0, 0
	for _, sign := range text {
		switch {
		case sign == '\n':
			line = 0
		case sign < utf8.RuneSelf:
			line++
		default:
			line += 2
		}
		most = max(most, line)
	}
	return most
}

// sheetName is a name without what no sheet may be called by.
func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return '-'
		}
		return r
	}, cleaned(name))
	if name == "" || name == "说明" {
		return "清单"
	}
	if signs := []rune(name); len(signs) > 31 {
		return string(signs[:31])
	}
	return name
}
