package returns

import (
	"fengsheng/internal/docx"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// layout is a return as a sheet to be signed and sent up.
var layout = docx.Layout{
	Title: "{{报表}}",
	Blocks: []docx.Block{
		docx.Para{Text: "填报单位：{{单位}}（盖章）\t{{期间}}"},
		docx.When{Name: "调委会", Blocks: []docx.Block{docx.Para{Text: "统计范围：{{调委会}}"}}},
		docx.Grid{Widths: []int{26, 34, 18, 10, 12}, Rows: []docx.GridRow{
			{Head: true, Cells: []docx.Cell{{Text: "分类", Label: true}, {Text: "项目", Label: true}, {Text: "数", Label: true}, {Text: "单位", Label: true}, {Text: "备注", Label: true}}},
			{Each: "格", Cells: []docx.Cell{{Text: "{{分类}}"}, {Text: "{{项目}}"}, {Text: "{{数}}", Label: true}, {Text: "{{计量}}", Label: true}, {Text: "{{备注}}", Label: true}}},
		}},
		docx.Para{Text: "{{状态}}"},
		docx.Para{Text: "单位负责人：\t统计负责人：　　　　　　　　", Keep: true},
		docx.Para{Text: "填表人：{{填表人}}\t报出日期：{{日期}}"},
	},
}

// DOCX is the return as .docx. Who filled it in and on which day is said by the
// caller; both may be empty.
func (t Table) DOCX(street org.Street, committee, maker, day string) ([]byte, error) {
	if len(t.Values) == 0 {
		return nil, fault.New(fault.Invalid, "这张表没有内容")
	}
	state := "尚未上报"
	if len(t.Filings) > 0 {
		state = "已于" + calendarDay(t.Filings[0].At) + "上报"
		if len(t.Changed()) > 0 {
			state += "；本表是现在的数，与上报时不完全相同"
		}
	}
	d := docx.Data{Text: map[string]string{
		"报表": t.Kind.Label(), "单位": street.Office, "期间": t.Period.Label(), "调委会": committee, "状态": state, "填表人": maker, "日期": day,
	}, Lists: map[string][]docx.Data{}}
	for _, v := range t.Values {
		note := ""
		if v.Typed {
			note = "人工填写"
		}
		d.Lists["格"] = append(d.Lists["格"], docx.Data{Text: map[string]string{"分类": v.Group, "项目": v.Label, "数": v.Text(), "计量": v.Unit, "备注": note}})
	}
	template, err := layout.Template()
	if err != nil {
		return nil, err
	}
	made, err := docx.Open(template)
	if err != nil {
		return nil, err
	}
	return made.Fill(d)
}
