package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/prose"
	"fengsheng/reconcile"
)

type checkReportCmd struct {
	File     string `arg:"" help:"要核对的报告：.txt、.docx或.html文件；写-从标准输入读。" placeholder:"FILE"`
	Format   string `help:"格式：text或json。" enum:"text,json" default:"text"`
	Last     string `help:"上年报告的文件；一字不差的句子会指出来。" type:"path" placeholder:"FILE"`
	Place    string `help:"本单位名称，如东盛街道；别处的名称会指出来。" placeholder:"NAME"`
	Data     string `help:"数据目录；同--year一起用，和记录核对。" type:"path" placeholder:"DIR"`
	Database string `help:"改用PostgreSQL：postgres://用户@主机/库名；同--year一起用。" placeholder:"URL"`
	Year     int    `help:"报告年度；不填从标题里认。" placeholder:"YYYY"`
}

// Run reads one text and says which of its figures cannot all be true.
func (c *checkReportCmd) Run(ctx context.Context, s streams) error {
	stored := c.Data != "" || c.Database != ""
	if stored && c.Year == 0 {
		return fault.New(fault.Invalid, "和记录核对要写明年度，请加--year")
	}
	text, err := c.text(s.in, c.File)
	if err != nil {
		return err
	}
	o := reconcile.Options{Year: c.Year, Place: c.Place}
	if c.Last != "" {
		if o.Last, err = c.text(nil, c.Last); err != nil {
			return err
		}
	}
	if stored {
		if err := c.known(ctx, &o); err != nil {
			return err
		}
	}
	result := reconcile.Check(text, o)
	if c.Format == "json" {
		e := json.NewEncoder(s.out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(result)
	}
	return checkText(s.out, []rune(text), result)
}

// text is the text of a file, or of the standard input.
func (c *checkReportCmd) text(in io.Reader, name string) (text string, err error) {
	if name == "-" && in != nil {
		return prose.Read(in)
	}
	f, err := os.Open(name)
	if err != nil {
		return "", fault.New(fault.NotFound, "文件%s打不开，请核对文件名", name)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if about, err := f.Stat(); err != nil || about.IsDir() {
		return "", fault.New(fault.Invalid, "%s是目录，不是文件", name)
	}
	return prose.Read(f)
}

// known reads what the records say of the year.
func (c *checkReportCmd) known(ctx context.Context, o *reconcile.Options) error {
	return storage{Data: c.Data, Database: c.Database}.read(ctx, func(ctx context.Context, d *db.DB, street string) error {
		return d.View(ctx, street, func(tx *db.Tx) error {
			if err := begun(tx, c.Year); err != nil {
				return err
			}
			values, err := indicator.ComputeAll(tx, indicator.Ask{Year: c.Year, Cutoff: min(calendar.On(c.Year, 12, 31), tx.Today())})
			o.Records, o.Names = indicator.Known(values)
			return err
		})
	})
}

// levelWords are what the two levels are called.
var levelWords = map[reconcile.Level]string{reconcile.Error: "错误", reconcile.Hint: "提示"}

func checkText(w io.Writer, text []rune, r reconcile.Result) error {
	var b strings.Builder
	fmt.Fprintf(&b, "读到%d个数字，%d处错误，%d处提示。\n", len(r.Figures), r.Errors(), len(r.Findings)-r.Errors())
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "\n%s：%s\n", levelWords[f.Level], f.Message)
		for _, s := range f.Spans {
			from, to := max(0, s[0]-16), min(len(text), s[1]+8)
			around := strings.Join(strings.Fields(string(text[from:to])), " ")
			fmt.Fprintf(&b, "  第%d字：%s\n", s[0]+1, around)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
