package org

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"fengsheng/internal/fault"
)

// ReadTable reads the first sheet of an .xlsx as rows of text, held to the same
// bounds as an import of the street. Under the headings named in days, numbers
// that a spreadsheet counts days with become dates.
func ReadTable(r io.Reader, most int, days ...string) ([][]string, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	if err != nil {
		return nil, fmt.Errorf("org: read a table: %w", err)
	}
	if len(data) > mostBytes {
		return nil, fault.New(fault.TooLarge, "文件超过%dMB，请分成几个文件", mostBytes>>20)
	}
	if err := inspect(data); err != nil {
		return nil, err
	}
	var rows [][]string
	err = guarded(func() (err error) {
		rows, err = firstSheet(data, most, days)
		return err
	})
	return rows, err
}

// guarded turns whatever the library stumbles over into a refusal.
func guarded(read func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = fault.New(fault.Invalid, "文件已损坏，读不出内容，请重新保存后再选")
		}
	}()
	return read()
}

func firstSheet(data []byte, most int, days []string) (all [][]string, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostInMemory, RawCellValue: true})
	if err != nil {
		return nil, fault.New(fault.Invalid, "这不是.xlsx文件，或者文件已损坏，请重新保存后再选")
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	props, propsErr := f.GetWorkbookProps()
	from1904 := propsErr == nil && props.Date1904 != nil && *props.Date1904
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return nil, fault.New(fault.Invalid, "第一个工作表读不出来，请重新保存后再选")
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var at []int // the columns of days, once the headings are known
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return nil, fault.New(fault.Invalid, "第%d行读不出来，请重新保存后再选", len(all)+1)
		}
		if len(all) == most {
			return nil, fault.New(fault.TooLarge, "文件超过%d行，请分成几个文件", most)
		}
		cells = tidied(cells)
		for _, i := range at {
			if i < len(cells) {
				cells[i] = unserial(cells[i], from1904)
			}
		}
		if at == nil && !blank(cells) {
			at = []int{}
			for i, c := range cells {
				if slices.Contains(days, strings.Trim(c, "*＊ ")) {
					at = append(at, i)
				}
			}
		}
		all = append(all, cells)
	}
	return all, nil
}
