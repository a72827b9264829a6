package org

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"fengsheng/actor"
)

// column is one column of an import sheet: the template writes it, the reader
// finds it by its name, the planner names it in what is wrong.
type column struct {
	name     string
	hint     string // stands in the second row
	required bool
	most     int // characters
	date     bool
	list     []string // what may be chosen
}

// sheet is one sheet of the import.
type sheet struct {
	name    string
	columns []column
}

// The sheets, in the order they depend on one another.
const (
	unitSheet    = "单位"
	venueSheet   = "场所"
	officerSheet = "人员"
	postSheet    = "岗位"
)

var sheets = []sheet{
	{unitSheet, []column{
		{name: "上级单位", hint: "写路径，例如吉祥社区/第3网格；空着表示直属街道", most: 200},
		{name: "级别", hint: "社区、网格或小区", required: true, list: levelNames()},
		{name: "名称", hint: "同一上级下面不能重名", required: true, most: 60},
		{name: "户数", hint: "整数，可以空着", most: 12},
		{name: "启用日期", hint: "例如2024-05-01，空着表示今天", most: 30, date: true},
	}},
	{venueSheet, []column{
		{name: "种类", hint: "从列表中选择", required: true, list: venueNames()},
		{name: "名称", hint: "全街道不能重名", required: true, most: 60},
		{name: "所在单位", hint: "写路径，空着表示街道", most: 200},
		{name: "地址", hint: "可以空着", most: 200},
		{name: "启用日期", hint: "例如2024-05-01，空着表示今天", most: 30, date: true},
	}},
	{officerSheet, []column{
		{name: "工号", hint: "全街道不能重复", required: true, most: 20},
		{name: "姓名", hint: "", required: true, most: 40},
		{name: "电话", hint: "可以空着", most: 30},
		{name: "职务", hint: "可以空着", most: 40},
		{name: "职级", hint: "从列表中选择，可以空着", list: rankNames()},
		{name: "所属单位", hint: "写路径，空着表示街道", most: 200},
		{name: "到岗日期", hint: "例如2024-05-01，空着表示今天", most: 30, date: true},
	}},
	{postSheet, []column{
		{name: "工号", hint: "人员表里的，或已有人员的工号", required: true, most: 20},
		{name: "岗位", hint: "从列表中选择", required: true, list: roleNames()},
		{name: "所在单位", hint: "管到这个单位和它下面；空着表示街道", most: 200},
		{name: "起始日期", hint: "例如2024-05-01，空着表示今天", most: 30, date: true},
	}},
}

func levelNames() []string {
	return []string{levelLabel(actor.Community), levelLabel(actor.Grid), levelLabel(actor.Estate)}
}

func levelLabel(l actor.Level) string {
	switch l {
	case actor.Street:
		return "街道"
	case actor.Community:
		return "社区"
	case actor.Grid:
		return "网格"
	}
	return "小区"
}

func venueNames() []string {
	names := make([]string, len(VenueKinds))
	for i, k := range VenueKinds {
		names[i] = k.Label()
	}
	return names
}

func rankNames() []string {
	names := make([]string, len(Ranks))
	for i, r := range Ranks {
		names[i] = r.Label
	}
	return names
}

func roleNames() []string {
	names := make([]string, len(actor.Roles))
	for i, r := range actor.Roles {
		names[i] = r.Label()
	}
	return names
}

// Template writes the empty file people fill in: a sheet for each noun, the
// second row explains each column, and what is one of a list is a list.
func Template(w io.Writer) error {
	rows := map[string][][]string{}
	for _, s := range sheets {
		hints := make([]string, len(s.columns))
		for i, c := range s.columns {
			hints[i] = c.hint
		}
		hints[0] = explained + hints[0]
		rows[s.name] = [][]string{hints}
	}
	return writeBook(w, rows, "")
}

// lastListRow is how far down the lists reach in the template.
const lastListRow = mostLines + 2

// writeBook writes the sheets with their headings, formats and lists, and the
// rows of each. Every cell is text: nothing typed is ever run as a formula
// (IN-06), and a telephone number keeps its zeros. extra is one more column.
func writeBook(w io.Writer, rows map[string][][]string, extra string) error {
	f := excelize.NewFile()
	err := fillBook(f, rows, extra)
	if err == nil {
		err = f.Write(w)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("org: write the import file: %w", err)
	}
	return nil
}

func fillBook(f *excelize.File, rows map[string][][]string, extra string) error {
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: textFormat})
	if err != nil {
		return err
	}
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.name)
		} else {
			_, err = f.NewSheet(s.name)
		}
		if err != nil {
			return err
		}
		if err := fillSheet(f, s, rows[s.name], extra, bold, text); err != nil {
			return err
		}
	}
	return nil
}

// textFormat is the spreadsheet's number of the format "text".
const textFormat = 49

func fillSheet(f *excelize.File, s sheet, rows [][]string, extra string, bold, text int) error {
	headings := make([]string, 0, len(s.columns)+1)
	for _, c := range s.columns {
		headings = append(headings, c.name)
	}
	if extra != "" {
		headings = append(headings, extra)
	}
	last, err := excelize.ColumnNumberToName(len(headings))
	if err != nil {
		return err
	}
	if err := errors.Join(f.SetColStyle(s.name, "A:"+last, text), f.SetColWidth(s.name, "A", last, 22)); err != nil {
		return err
	}
	for r, row := range append([][]string{headings}, rows...) {
		for c, value := range row {
			cell, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				return err
			}
			if err := f.SetCellStr(s.name, cell, value); err != nil {
				return err
			}
		}
	}
	if err := offerLists(f, s); err != nil {
		return err
	}
	return errors.Join(
		f.SetCellStyle(s.name, "A1", last+"1", bold),
		f.SetPanes(s.name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
	)
}

// offerLists lets the spreadsheet offer what may be chosen.
func offerLists(f *excelize.File, s sheet) error {
	for i, c := range s.columns {
		if len(c.list) == 0 {
			continue
		}
		at, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		v := excelize.NewDataValidation(!c.required)
		v.SetSqref(fmt.Sprintf("%s3:%s%d", at, at, lastListRow))
		if err := v.SetDropList(c.list); err != nil {
			return err
		}
		v.SetError(excelize.DataValidationErrorStyleStop, c.name, "请从列表中选择"+c.name)
		if err := f.AddDataValidation(s.name, v); err != nil {
			return err
		}
	}
	return nil
}
