package indicators

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// Export is POST /indicators/export: the figures on the page as CSV. That it was
// taken is an event (AUD-07), so it is no GET (WEB-01).
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by := web.Actor(r)
	var file bytes.Buffer
	var a asked
	err = p.view(r, func(tx *db.Tx) error {
		if a, err = read(tx, by, f.Values()); err != nil {
			return err
		}
		if a.Wrong != nil {
			return a.Wrong
		}
		values, err := indicator.ComputeAll(tx, a.Ask)
		if err != nil {
			return err
		}
		return write(&file, a, by.Name, tx.Now.In(calendar.Shanghai).Format("2006-01-02 15:04"), values)
	})
	if err != nil {
		return err
	}
	err = p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		if err := identity.Still(tx, by); err != nil {
			return err
		}
		_, err := event.Append(tx, by, event.Entry{
			Action: "indicator.export", Kind: event.Ledger, Subject: "indicators", Role: by.First(identity.SeeIndicators.Roles...),
			Details: map[string]string{"year": strconv.Itoa(a.Year), "cutoff": a.Cutoff.String(), "community": a.Community},
		})
		return err
	})
	if err != nil {
		return err
	}
	return web.Download(w, r, a.place()+"-指标-"+a.Cutoff.String()+".csv", "text/csv; charset=utf-8", file.Bytes())
}

// write writes the conditions, the moment and the person, then one line a figure.
func write(file *bytes.Buffer, a asked, person, moment string, values []indicator.Value) error {
	file.WriteString("\ufeff") // spreadsheets take a file without it for GBK
	out := csv.NewWriter(file)
	out.UseCRLF = true
	lines := [][]string{
		{"范围", a.place()},
		{"统计期", a.period()},
		{"时间", moment},
		{"导出人", person},
		{"部分", "代码", "指标", "数", "单位", "分子", "分母", "按什么日期", "口径"},
	}
	for _, v := range values {
		numerator, denominator := "", ""
		if v.IsRate {
			numerator, denominator = count(v.Numerator), count(v.Denominator)
		}
		lines = append(lines, []string{v.Section, v.Code, v.Name, v.Text, v.Unit, numerator, denominator, v.Decides, v.Definition.Definition})
	}
	for i, line := range lines {
		lines[i] = frame.Neutral(line)
	}
	if err := out.WriteAll(lines); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}
