// Package pdf puts finished pages together: it joins PDFs, makes pages of
// pictures and writes the page numbers of a dossier on them (docs/adr/0016-papers.md).
package pdf

import (
	"bytes"
	"fmt"
	"io"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"fengsheng/internal/fault"
)

func init() { api.DisableConfigDir() } // it would write fonts and settings into the home of whoever runs the program

// settings are read for every call: the library writes into them.
func settings() *model.Configuration {
	c := model.NewDefaultConfiguration()
	c.ValidationMode = model.ValidationRelaxed
	c.Offline = true
	return c
}

// Pages counts the pages of a file.
func Pages(file []byte) (int, error) {
	n, err := guard(func() (int, error) { return api.PageCount(bytes.NewReader(file), settings()) })
	if err != nil {
		return 0, fault.New(fault.Invalid, "这个PDF读不出来，可能已损坏或者加了密码")
	}
	return n, nil
}

// Join makes one file of many, in their order.
func Join(files ...[]byte) ([]byte, error) {
	readers := make([]io.ReadSeeker, len(files))
	for i, f := range files {
		readers[i] = bytes.NewReader(f)
	}
	return guard(func() ([]byte, error) {
		var out bytes.Buffer
		if err := api.MergeRaw(readers, &out, false, settings()); err != nil {
			return nil, fmt.Errorf("pdf: %w", err)
		}
		return out.Bytes(), nil
	})
}

// Picture makes a page of A4 of a picture (JPEG, PNG or WebP).
func Picture(picture []byte) ([]byte, error) {
	return guard(func() ([]byte, error) {
		imp, err := pdfcpu.ParseImportDetails("formsize:A4, position:c, scalefactor:0.9", types.POINTS)
		if err != nil {
			return nil, fmt.Errorf("pdf: %w", err)
		}
		var out bytes.Buffer
		if err := api.ImportImages(nil, &out, []io.Reader{bytes.NewReader(picture)}, imp, settings()); err != nil {
			return nil, fmt.Errorf("pdf: %w", err)
		}
		return out.Bytes(), nil
	})
}

// Over lays the first page of a sheet over every page of a file: a mark that is
// to stand on each.
func Over(file, sheet []byte) ([]byte, error) {
	return guard(func() ([]byte, error) {
		mark, err := api.PDFWatermarkForReadSeeker(bytes.NewReader(sheet), 1, "scale:1 rel, pos:c, rot:0", true, false, types.POINTS)
		if err != nil {
			return nil, fmt.Errorf("pdf: %w", err)
		}
		var out bytes.Buffer
		if err := api.AddWatermarks(bytes.NewReader(file), &out, nil, mark, settings()); err != nil {
			return nil, fmt.Errorf("pdf: %w", err)
		}
		return out.Bytes(), nil
	})
}

// Number writes the numbers 1, 2, 3 … on the pages from first to last, counted
// from 1: on the front of a leaf at the top right, on its back at the top left
// (archive custom, forms.md section 2).
func Number(file []byte, first, last int) ([]byte, error) {
	return guard(func() ([]byte, error) {
		marks := map[int]*model.Watermark{}
		for page := first; page <= last; page++ {
			n := page - first + 1
			corner := "pos:tr, off:-34 -28"
			if n%2 == 0 {
				corner = "pos:tl, off:34 -28"
			}
			mark, err := api.TextWatermark(strconv.Itoa(n), "font:Helvetica, points:11, scale:1 abs, rot:0, fillc:#000000, "+corner, true, false, types.POINTS)
			if err != nil {
				return nil, fmt.Errorf("pdf: %w", err)
			}
			marks[page] = mark
		}
		if len(marks) == 0 {
			return file, nil
		}
		var out bytes.Buffer
		if err := api.AddWatermarksMap(bytes.NewReader(file), &out, marks, settings()); err != nil {
			return nil, fmt.Errorf("pdf: %w", err)
		}
		return out.Bytes(), nil
	})
}

// guard turns a panic of the library on a broken file into an error: such files
// come from outside.
func guard[T any](do func() (T, error)) (v T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("pdf: %v", p)
		}
	}()
	return do()
}
