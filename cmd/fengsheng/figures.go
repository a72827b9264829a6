package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/report"
)

type reportCmd struct {
	storage `embed:""`
	Year    int    `help:"年度。" required:"" placeholder:"YYYY"`
	Format  string `help:"格式：text、json或docx。" enum:"text,json,docx" default:"text"`
	Out     string `help:"写到这个文件；不填写到屏幕。" type:"path" placeholder:"FILE"`
}

// Run writes the year's report: what is under review or published as it was
// frozen, a draft as it counts now, and where nobody has begun one the outline
// with the usual figures.
func (c *reportCmd) Run(ctx context.Context, s streams) error {
	if c.Format == "docx" && c.Out == "" {
		return fault.New(fault.Invalid, "docx要写到文件里，请加--out 文件名.docx")
	}
	return c.read(ctx, func(ctx context.Context, d *db.DB, street string) error {
		return d.View(ctx, street, func(tx *db.Tx) error {
			compiled, err := compile(tx, c.Year)
			if err != nil {
				return err
			}
			return write(s.out, c.Out, func(w io.Writer) error { return compiled.WriteIn(w, report.Format(c.Format)) })
		})
	})
}

// begun refuses a year of which nothing can be known yet.
func begun(tx *db.Tx, year int) error {
	if year > tx.Today().Year() {
		return fault.New(fault.Invalid, "%d年还没有到，这里的今天是%s", year, tx.Today().Plain())
	}
	return nil
}

func compile(tx *db.Tx, year int) (report.Compiled, error) {
	if err := begun(tx, year); err != nil {
		return report.Compiled{}, err
	}
	r, err := report.OfYear(tx, year)
	if fault.Is(err, fault.NotFound) {
		return report.Preview(tx, year)
	}
	if err != nil {
		return report.Compiled{}, err
	}
	return report.Read(tx, r)
}

// write writes to a file, whole or not at all, or to out when no file is named.
func write(out io.Writer, file string, fn func(io.Writer) error) error {
	if file == "" {
		return fn(out)
	}
	f, err := os.CreateTemp(dir(file), ".fengsheng-*")
	if err != nil {
		return fault.New(fault.Invalid, "文件%s写不了：%v", file, err)
	}
	err = errors.Join(fn(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Chmod(file, 0o644)
}

func dir(file string) string {
	for i := len(file) - 1; i >= 0; i-- {
		if file[i] == os.PathSeparator {
			return file[:i+1]
		}
	}
	return "."
}

type indicatorsCmd struct {
	storage `embed:""`
	Year    int    `help:"年度。" required:"" placeholder:"YYYY"`
	Format  string `help:"格式：text或json。" enum:"text,json" default:"text"`
}

// figureJSON is one figure of the command line's answer.
type figureJSON struct {
	Code        string       `json:"code"`
	Name        string       `json:"name"`
	Section     string       `json:"section"`
	Value       *json.Number `json:"value"` // null for a rate of nothing
	Unit        string       `json:"unit"`
	Numerator   *int64       `json:"numerator"`
	Denominator *int64       `json:"denominator"`
	Definition  string       `json:"definition"`
	Decides     string       `json:"decides"`
	Evidence    string       `json:"evidence"`
}

// Run writes all indicators of a year.
func (c *indicatorsCmd) Run(ctx context.Context, s streams) error {
	return c.read(ctx, func(ctx context.Context, d *db.DB, street string) error {
		return d.View(ctx, street, func(tx *db.Tx) error {
			if err := begun(tx, c.Year); err != nil {
				return err
			}
			cutoff := min(calendar.On(c.Year, 12, 31), tx.Today())
			values, err := indicator.ComputeAll(tx, indicator.Ask{Year: c.Year, Cutoff: cutoff})
			if err != nil {
				return err
			}
			if c.Format == "json" {
				return figuresJSON(s.out, c.Year, cutoff, values)
			}
			return figuresText(s.out, c.Year, cutoff, values)
		})
	})
}

func figuresJSON(w io.Writer, year int, cutoff calendar.Date, values []indicator.Value) error {
	out := struct {
		Year    int          `json:"year"`
		Cutoff  string       `json:"cutoff"`
		Figures []figureJSON `json:"figures"`
	}{Year: year, Cutoff: cutoff.String(), Figures: []figureJSON{}}
	for _, v := range values {
		f := figureJSON{
			Code: v.Code, Name: v.Name, Section: v.Section, Unit: v.Unit, Definition: v.Definition.Definition, Decides: v.Decides, Evidence: v.Evidence,
		}
		if v.IsRate {
			f.Numerator, f.Denominator = &v.Numerator, &v.Denominator
		}
		if !v.IsRate || v.Denominator != 0 {
			number := json.Number(strings.TrimSuffix(v.Text, "%"))
			f.Value = &number
		}
		out.Figures = append(out.Figures, f)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func figuresText(w io.Writer, year int, cutoff calendar.Date, values []indicator.Value) error {
	fmt.Fprintf(w, "%d年指标，统计到%s\n\n", year, cutoff.Plain())
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, v := range values {
		parts := ""
		if v.IsRate {
			parts = fmt.Sprintf("（%d/%d）", v.Numerator, v.Denominator)
		}
		fmt.Fprintf(t, "%s\t%s%s%s\t%s\n", v.Code, strings.TrimSuffix(v.Text, "%"), v.Unit, parts, v.Name)
	}
	return t.Flush()
}
