package indicators

import (
	"net/http"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// Export is POST /indicators/export: the figures on the page as a file. That it
// was taken is an event (AUD-07), so it is no GET (WEB-01).
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeIndicators, Action: "indicator.export", Subject: "indicators"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		a, err := read(tx, by, f.Values())
		if err != nil {
			return frame.Listing{}, err
		}
		if a.Wrong != nil {
			return frame.Listing{}, a.Wrong
		}
		values, err := indicator.ComputeAll(tx, a.Ask)
		return frame.Listing{
			Name: "指标", Condition: a.Place() + "；统计期：" + a.Words(), Query: a.Values, Meaning: "一行是一个指标，每个指标的口径在最后一列。只有数，没有明细。",
			Columns: []string{"部分", "代码", "指标", "数", "单位", "分子", "分母", "按什么日期", "口径"},
			Rows: func(add func(...any) error) error {
				for _, v := range values {
					if err := add(cells(v)...); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// cells are an indicator as a row: a number stays a number, a rate stands as the page says it.
func cells(v indicator.Value) []any {
	var value, numerator, denominator any = v.Text, nil, nil
	if n, err := strconv.Atoi(v.Text); err == nil {
		value = n
	}
	if v.IsRate {
		numerator, denominator = v.Numerator, v.Denominator
	}
	return []any{v.Section, v.Code, v.Name, value, v.Unit, numerator, denominator, v.Decides, v.Definition.Definition}
}
