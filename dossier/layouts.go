package dossier

import "fengsheng/internal/docx"

// coverLayout is the cover of a dossier (M0; the work dossier has the same).
var coverLayout = docx.Layout{
	Blocks: []docx.Block{
		docx.Para{Text: "{{装订单位}}", Align: docx.Centred, Lines: 2},
		docx.Para{Text: "{{种类}}", Align: docx.Centred, Head: true, Lines: 2},
		docx.Grid{Widths: []int{22, 78}, Rows: []docx.GridRow{
			pair("卷名", "{{事由}}", 3), pair("卷号", "{{卷宗号}}", 2), pair("登记号", "{{登记号}}", 2), pair("承办人", "{{承办人}}", 2),
			pair("起止日期", "{{收到日期}}至{{末件日期}}", 2), pair("结果", "{{结果}}", 2), pair("整理人", "{{整理人}}", 2), pair("归档日期", "{{归档日期}}", 2),
			pair("保管期限", "{{保管期限}}", 2), pair("备注", "本卷共{{件数}}件，{{页数}}页。{{#缺件}}缺：{{缺件}}{{/缺件}}", 3),
		}},
	},
}

func pair(label, text string, lines int) docx.GridRow {
	return docx.GridRow{Cells: []docx.Cell{{Text: label, Label: true, Lines: lines}, {Text: text}}}
}

// contentsLayout is the contents page: 序号, 文书名称, 页号, 备注 (forms.md section 2).
var contentsLayout = docx.Layout{
	Title: "卷内目录",
	Blocks: []docx.Block{
		docx.Grid{Widths: []int{9, 49, 14, 28}, Rows: []docx.GridRow{
			{Head: true, Cells: []docx.Cell{{Text: "序号", Label: true}, {Text: "文书名称", Label: true}, {Text: "页号", Label: true}, {Text: "备注", Label: true}}},
			{Each: "目录", Cells: []docx.Cell{{Text: "{{序号}}", Label: true}, {Text: "{{文书名称}}"}, {Text: "{{页号}}", Label: true}, {Text: "{{备注}}"}}},
		}},
	},
}

// backLayout is the back cover: what the dossier holds, and who answers for it.
var backLayout = docx.Layout{
	Title: "卷宗封底",
	Blocks: []docx.Block{
		docx.Para{Text: "本卷共{{件数}}件，{{页数}}页。{{#缺件}}缺：{{缺件}}。{{/缺件}}", Indent: true, Lines: 3},
		docx.Grid{Widths: []int{22, 28, 22, 28}, Rows: []docx.GridRow{
			{Cells: []docx.Cell{{Text: "整理人", Label: true, Lines: 2}, {Text: "{{整理人}}"}, {Text: "检查人", Label: true}, {Text: ""}}},
			{Cells: []docx.Cell{{Text: "整理日期", Label: true, Lines: 2}, {Text: "{{归档日期}}"}, {Text: "检查日期", Label: true}, {Text: ""}}},
		}},
	},
}

// summaryLayout is the public summary of a matter.
var summaryLayout = docx.Layout{
	Title: "事项办理情况摘要",
	Blocks: []docx.Block{
		docx.Grid{Widths: []int{30, 70}, Rows: []docx.GridRow{
			pair("登记号", "{{登记号}}", 2), pair("办理方式", "{{种类}}", 2), pair("类型", "{{纠纷类型}}", 2), pair("当事人", "{{当事人数}}方", 2),
			pair("收到日期", "{{收到日期}}", 2), pair("受理日期", "{{受理日期}}", 2), pair("办结日期", "{{办结日期}}", 2), pair("结果", "{{结果}}", 2),
		}},
		docx.Para{Text: "{{单位}}", Align: docx.Right, Lines: 2},
	},
}
