package sheet

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// Slot is a column of a template.
type Slot struct {
	Name     string
	Hint     string   // under the heading, and on the sheet of explanations
	Required bool     // marked with * in the heading
	List     []string // what may be chosen; nil = anything
	Day      bool     // a real date of the spreadsheet; every other column is text
}

// Explained begins the line of a template that explains the columns; whoever reads the
// sheet passes it over.
const Explained = "说明："

// What a template is made of beside the sheet that is filled in.
const (
	explanations = "说明"
	lists        = "选项"
)

// WriteTemplate writes the empty .xlsx that people fill in: the frozen headings with
// what each means in the line under them (ux.md 12) and lists to choose from down to the last row that is read, a sheet that
// explains the columns, and the lists themselves.
func WriteTemplate(out io.Writer, name string, about []string, slots []Slot) error {
	f := excelize.NewFile()
	err := fillTemplate(f, name, about, slots)
	if err == nil {
		err = f.Write(out)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("sheet: template %s: %w", name, err)
	}
	return nil
}

func fillTemplate(f *excelize.File, name string, about []string, slots []Slot) error {
	style := func(s excelize.Style) int {
		id, err := f.NewStyle(&s)
		if err != nil {
			return 0 // the plain one
		}
		return id
	}
	bold := style(excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: textFormat, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	text := style(excelize.Style{NumFmt: textFormat})
	day := style(excelize.Style{CustomNumFmt: new("yyyy-mm-dd")})
	wrapped := style(excelize.Style{NumFmt: textFormat, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	for _, other := range []string{explanations, lists} {
		if _, err := f.NewSheet(other); err != nil {
			return err
		}
	}
	for i, s := range slots {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		look, head := text, s.Name
		if s.Day {
			look = day
		}
		hint := s.Hint
		if s.Required {
			head, hint = "*"+head, "必填。"+hint
		}
		if i == 0 {
			hint = Explained + "这一行不导入。" + hint
		}
		err = errors.Join(
			f.SetCellStr(name, column+"2", Neutral(hint)), f.SetCellStyle(name, column+"2", column+"2", wrapped),

			f.SetColStyle(name, column, look), f.SetColWidth(name, column, column, float64(max(wide(head)+4, 14))),
			f.SetCellStr(name, column+"1", head), f.SetCellStyle(name, column+"1", column+"1", bold), offer(f, name, column, s),
		)
		if err != nil {
			return err
		}
	}
	return errors.Join(
		f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}),
		explain(f, about, slots, bold, wrapped),
		f.SetSheetVisible(lists, false),
	)
}

// offer lets the spreadsheet offer what may be chosen. The list stands on a sheet
// of its own: beside the cells it may be only 255 signs long.
func offer(f *excelize.File, name, column string, s Slot) error {
	if len(s.List) == 0 {
		return nil
	}
	for i, text := range s.List {
		if err := f.SetCellStr(lists, fmt.Sprintf("%s%d", column, i+1), Neutral(cleaned(text))); err != nil {
			return err
		}
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(fmt.Sprintf("%s3:%s%d", column, column, MostRows+2))
	v.SetSqrefDropList(fmt.Sprintf("%s!$%s$1:$%s$%d", lists, column, column, len(s.List)))
	v.SetError(excelize.DataValidationErrorStyleWarning, s.Name, "列表里没有这一项，导入时会提示")
	return f.AddDataValidation(name, v)
}

func explain(f *excelize.File, about []string, slots []Slot, bold, wrapped int) error {
	at := 0
	line := func(style int, cells ...string) error {
		at++
		for i, c := range cells {
			cell, err := excelize.CoordinatesToCellName(i+1, at)
			if err != nil {
				return err
			}
			if err := errors.Join(f.SetCellStr(explanations, cell, Neutral(c)), f.SetCellStyle(explanations, cell, cell, style)); err != nil {
				return err
			}
		}
		return nil
	}
	err := errors.Join(f.SetColWidth(explanations, "A", "A", 22), f.SetColWidth(explanations, "B", "B", 8), f.SetColWidth(explanations, "C", "C", 80))
	for _, sentence := range about {
		err = errors.Join(err, line(wrapped, "", "", sentence))
	}
	err = errors.Join(err, line(bold, "列", "必填", "说明"))
	for _, s := range slots {
		must := ""
		if s.Required {
			must = "必填"
		}
		err = errors.Join(err, line(wrapped, s.Name, must, s.Hint))
	}
	return err
}
