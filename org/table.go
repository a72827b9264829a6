package org

import (
	"io"
	"slices"

	"fengsheng/internal/fault"
	sheetfile "fengsheng/internal/sheet"
)

// ReadTable reads the first sheet of an .xlsx as rows of text, held to the same
// bounds as an import of the street. Under the headings named in days, numbers
// that a spreadsheet counts days with become dates.
func ReadTable(r io.Reader, most int, days ...string) ([][]string, error) {
	var all [][]string
	var at []int // the columns of days, once the headings are known
	err := opened(r, func(f *sheetfile.File) error {
		names := f.Sheets()
		if len(names) == 0 {
			return fault.New(fault.Invalid, "第一个工作表读不出来，请重新保存后再选")
		}
		return f.Each(names[0], most, func(row sheetfile.Row) error {
			for len(all) < row.Number-1 && len(all) < most { // a row keeps its number
				all = append(all, nil)
			}
			cells := tidied(row.Cells)
			for _, i := range at {
				if i < len(cells) {
					cells[i] = written(cells[i], f.From1904)
				}
			}
			if at == nil {
				at = []int{}
				for i, c := range cells {
					if slices.Contains(days, sheetfile.Heading(c)) {
						at = append(at, i)
					}
				}
			}
			all = append(all, cells)
			return nil
		})
	})
	return all, err
}
