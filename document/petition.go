package document

import (
	"slices"

	"fengsheng/internal/docx"
)

// petitionSheets are the papers of a petition (forms.md section 3). The words in
// their numbers, as in 东盛信受〔2024〕3号:
//
//	P2  受理告知书       信受      P8a 调查报告       信查
//	P3  去向告知书       信告      P9a 听证通知书     信听
//	P4  引导告知书       矛引      P9b 听证意见       信听意
//	P4a 不予受理告知书   矛不受    P10 延期办理告知书 信延
//	P5  转送函           信转      P11 处理意见书     信意
//	P6  交办函           信交      P18 办结报告       信结
//	P7  异议函           信异
//
// The others bear the number of their matter (登记号), and the opinions on
// review and re-check the number of the organ that gave them. What is written to the
// petitioner names the petitioner; what a third person gets to read or sign (P8, P9,
// P9a) does not, and what another body gets (P5, P6) does unless that body
// is the one complained of.
var petitionSheets = slices.Concat(guidanceSheets, entrySheets, handlingSheets, reviewSheets)

// PetitionOrder is the order of a petition's file (forms.md section 3, P19):
// cover, contents, the papers as they arise, evidence, opinion, receipts, closing. Cover
// and contents are made when it is bound.
func PetitionOrder() []Form {
	return []Form{
		PetitionRegister, PetitionAcceptance, WhereSent, Guidance, Refusal, Forwarding, Assignment, Objection, ObjectionReply, PetitionInquiry,
		HearingNotice, Hearing, HearingFindings, InquiryReport, ExtensionNotice, Evidence, Opinion, ReviewRequest, ReviewOpinion, RecheckRequest, RecheckOpinion,
		ServiceReceipt, CarryingOut, PetitionClosing,
	}
}

var seal = []string{"单位印章"}

// guidanceSheets are for matters of every kind: where else to go, and why not here
// (信访工作条例 art. 19, 23, 31, 36).
var guidanceSheets = []Sheet{
	{
		Form: Guidance, Series: "矛引", Signs: seal, Served: true,
		Layout: letter("引导告知书",
			part(
				to("{{申请人姓名}}"),
				text("{{收到日期}}，我单位收到你（单位）提出的“{{事由}}”事项（登记号：{{登记号}}）。经审查，该事项不由我单位处理决定。现将有关情况告知如下："),
				head("一、理由和依据"),
				text("{{引导理由}}"),
				text("依据：{{引导依据}}。"),
				head("二、应当向哪里提出"),
				text("请向{{有权机关}}提出。"),
				when("有权机关联系方式", text("地址、电话：{{有权机关联系方式}}。")),
				when("提出期限", text("提出的期限：{{提出期限}}。请留意期限，逾期可能影响你（单位）的权利。")),
				head("三、联系方式"),
				text("对本告知有疑问的，可以与我单位联系。联系人：{{经办人}}，电话：{{单位电话}}，地址：{{单位地址}}。"),
				text("特此告知。"),
			), ours()),
		Asks: []Ask{
			long("引导理由", "为什么不由我们处理", "照实写，说清是谁的职责").needed(),
			line("引导依据", "依据", "法律、法规的名称和条款").needed(),
			line("有权机关", "应当向哪个机关、单位提出", "写全称").needed(),
			line("有权机关联系方式", "那里的地址、电话", "没有查到可以不填"),
			line("提出期限", "提出的期限", "有法定期限的写明，例如自知道行政行为之日起60日内"),
		},
	},
	{
		Form: Refusal, Series: "矛不受", Signs: seal, Served: true,
		Layout: letter("不予受理告知书",
			part(
				to("{{申请人姓名}}"),
				text("{{收到日期}}，我单位收到你（单位）提出的“{{事由}}”事项（登记号：{{登记号}}）。经审查，决定不予受理。现将理由和依据告知如下："),
				head("一、理由"),
				text("{{不予受理理由}}"),
				when("不予受理说明", text("{{不予受理说明}}")),
				head("二、依据"),
				text("{{不予受理依据}}。"),
				head("三、其他途径"),
				text("{{其他途径}}"),
				head("四、联系方式"),
				text("对本告知有疑问的，可以与我单位联系。联系人：{{经办人}}，电话：{{单位电话}}，地址：{{单位地址}}。"),
				text("特此告知。"),
			), ours()),
		Asks: []Ask{
			long("不予受理理由", "不予受理的理由", "").needed(),
			long("不予受理说明", "具体情况", "哪个机关受理的，意见书编号是什么"),
			line("不予受理依据", "依据", "法律、法规的名称和条款").needed(),
			long("其他途径", "告诉本人还能怎么办", "到哪里查询、哪里可以提供帮助").needed(),
		},
	},
}

// entrySheets are from registration to acceptance, or to another body (信访工作条例
// art. 19-23).
var entrySheets = []Sheet{
	{
		// P1 (art. 19, 20, 23, 36): as it was told, with both checks.
		Form: PetitionRegister, Signs: []string{"登记人", "单位印章"},
		Layout: sheet("信访登记表",
			docx.Grid{Widths: []int{4, 8, 4, 8}, Rows: []docx.GridRow{
				pair("收到日期", "{{收到日期}}", "登记日期", "{{登记日期}}"),
				pair("渠道", "{{渠道}}", "转送、交办机关", "{{来文机关}}"),
				{Head: true, Cells: []docx.Cell{{Text: "信访人", Label: true}, {Text: "住址", Label: true, Span: 2}, {Text: "联系电话", Label: true}}},
				{Each: "申请人", Cells: []docx.Cell{{Text: "{{姓名}}"}, {Text: "{{住址}}", Span: 2}, {Text: "{{联系电话}}"}}},
				pair("信访类别", "{{信访类别}}", "初次或重复", "{{初次或重复}}"),
				pair("批次和人次", "{{接待批次}}", "人数和代表", "{{来访人数}}"),
				pair("事由", "{{事由}}", "发生地点", "{{地点}}"),
				pair("被反映的一方", "{{被申请人姓名}}", "被投诉的机关、单位", "{{被反映单位}}"),
				wide("请求、事实和理由", "{{事实和请求}}", 5),
				wide("重复受理核对", "{{重复核对}}", 0),
				wide("终结核对", "{{终结核对}}", 0),
				wide("核对说明", "{{核对说明}}", 2),
			}},
			signed("登记人"),
			docx.Para{Text: "登记单位：{{单位}}（印章）", Keep: true},
			docx.Para{Text: "内部资料，信访人的情况不得透露给被反映的一方。"},
		),
	},
	{
		// P2 (art. 23, 28, 31, 34): received, the path, the procedure, and how to follow it.
		Form: PetitionAcceptance, Series: "信受", Signs: seal, Served: true,
		Layout: letter("信访事项受理告知书",
			part(
				to("{{信访人}}"),
				text("{{收到日期}}，我单位收到{{转来说明}}你（单位）提出的“{{事由}}”信访事项（登记号：{{登记号}}）。经审查，该事项属于我单位职权范围，根据《信访工作条例》第二十三条的规定，我单位已于{{受理日期}}受理。现将有关情况告知如下："),
				head("一、受理的事项"),
				text("{{事实和请求}}"),
				head("二、处理途径和程序"),
				text("{{处理途径}}"),
				when("办理期限", text("{{办理期限}}")),
				head("三、承办人和联系方式"),
				text("承办人：{{承办人}}。联系电话：{{承办人电话}}。地址：{{单位地址}}。"),
				head("四、查询、评价和回避"),
				text("你（单位）可以凭登记号，通过上述电话或者到我单位信访接待场所，查询办理进展和结果；办结后可以对办理情况作出评价。承办人与信访事项或者信访人有直接利害关系的，应当回避，你（单位）可以向我单位提出。"),
				text("特此告知。"),
			), ours()),
	},
	{
		// P3 (art. 23): where it went.
		Form: WhereSent, Series: "信告", Signs: seal, Served: true,
		Layout: letter("信访事项去向告知书",
			part(
				to("{{信访人}}"),
				text("{{收到日期}}，我单位收到{{转来说明}}你（单位）提出的“{{事由}}”信访事项（登记号：{{登记号}}）。经审查，该事项属于{{有权机关}}职权范围。根据《信访工作条例》第二十三条的规定，我单位已于{{日期}}以{{办理方式}}方式交{{有权机关}}办理。"),
				text("属于该机关、单位职权范围的，该机关、单位将自收到之日起15日内，书面告知你（单位）接收情况以及处理途径和程序。"),
				when("交办期限", text("我单位已要求该机关、单位在{{交办期限}}以前反馈办理结果。")),
				text("你（单位）可以凭登记号向我单位查询去向。联系人：{{经办人}}，电话：{{单位电话}}，地址：{{单位地址}}。"),
				text("特此告知。"),
			), ours()),
	},
	{
		// P5 (art. 22, 23, 30): without anything that was said against a person in confidence.
		Form: Forwarding, Series: "信转", Signs: seal,
		Layout: letter("信访事项转送函",
			part(
				to("{{有权机关}}"),
				text("{{收到日期}}，我单位收到“{{事由}}”信访事项（登记号：{{登记号}}）。经审查，该事项属于你单位职权范围。根据《信访工作条例》第二十三条的规定，现转送你单位，请依法依规处理。"),
			), aboutPetitioner,
			part(
				text("请自收到之日起15日内，书面告知信访人接收情况以及处理途径和程序。认为不属于你单位职权范围的，请自收到之日起5个工作日内提出异议，详细说明理由，经我单位核实同意后交还相关材料。"),
			), keepSecret, enclosed, ours()),
		Asks: enclosing,
	},
	{
		// P6 (art. 22, 23): the same, with a day by which the result is told.
		Form: Assignment, Series: "信交", Signs: seal,
		Layout: letter("信访事项交办函",
			part(
				to("{{有权机关}}"),
				text("{{收到日期}}，我单位收到“{{事由}}”信访事项（登记号：{{登记号}}）。经审查，该事项属于你单位职权范围。根据《信访工作条例》第二十二条、第二十三条的规定，现交由你单位办理。"),
			), aboutPetitioner,
			part(
				text("请在{{交办期限}}以前办结并反馈结果，提交办结报告。报告应当写明信访人的请求、调查核实的情况、处理意见及其依据、答复信访人的情况，并附处理意见书、送达回证等材料的复印件。"),
				text("认为不属于你单位职权范围的，请自收到之日起5个工作日内提出异议，详细说明理由，经我单位核实同意后交还相关材料。"),
			), keepSecret, enclosed, ours()),
		Asks: enclosing,
	},
	{
		// P7 (art. 23): why a forwarded petition is not ours, to whoever forwarded it.
		Form: Objection, Series: "信异", Signs: seal,
		Layout: letter("信访事项异议函",
			part(
				to("{{来文机关}}"),
				text("你单位转送、交办的“{{事由}}”信访事项（登记号：{{登记号}}，信访人：{{信访人}}），我单位于{{收到日期}}收到。"),
				when("来文文号", text("你单位来文的文号：{{来文文号}}。")),
				text("经审查，该事项不属于我单位职权范围。根据《信访工作条例》第二十三条的规定，现提出异议，理由如下："),
				text("{{异议理由}}"),
				when("建议办理机关", text("建议由{{建议办理机关}}办理。")),
				text("请予核实并函复。你单位同意后，我单位交还相关材料。"),
				text("联系人：{{经办人}}，电话：{{单位电话}}。"),
				when("交还材料", text("拟交还的材料：\n{{交还材料}}")),
			), ours()),
		Asks: []Ask{
			line("建议办理机关", "建议由哪个机关办理", "知道的写全称"),
			long("交还材料", "对方同意后交还哪些材料", "一行一件，写明份数、页数"),
		},
	},
	{
		// P7a (art. 23): what whoever forwarded it answered, and that the material went back.
		Form: ObjectionReply, Signs: []string{"交还人", "接收人"},
		Layout: sheet("异议答复和材料交还单",
			grid(
				wide("事由", "{{事由}}", 0),
				pair("信访人", "{{信访人}}", "转送、交办机关", "{{来文机关}}"),
				pair("异议函文号", "{{异议函文号}}", "答复日期", "{{答复日期}}"),
				wide("答复结果", "{{异议结果}}", 0),
				wide("答复的内容", "{{异议答复}}", 3),
				wide("交还材料清单", "{{交还材料}}", 6),
			),
			signed("交还人"),
			signed("接收人"),
			docx.Para{Text: "交还单位：{{单位}}（印章）　　　　　　接收单位：（印章）", Keep: true},
			docx.Para{Text: "一式两份，交还单位和接收单位各存一份。"},
		),
		Asks: []Ask{
			day("答复日期", "对方哪天答复的").needed(),
			choice("异议结果", "对方同意吗", "", "同意收回", "不同意，由我单位受理").needed(),
			long("异议答复", "对方答复的内容", ""),
			long("交还材料", "交还了哪些材料", "一行一件，写明份数、页数；没有交还的写“无”").needed(),
		},
	},
}

// aboutPetitioner names the petitioner to the body that handles the petition,
// unless it is the one complained of.
var aboutPetitioner = part(
	without("信访人保密", text("信访人：{{信访人}}。")),
	when("信访人保密", text("为保护信访人，本函和所附材料不写明信访人的姓名（名称）、住址和联系方式。需要向信访人了解情况或者书面告知的，由我单位转达。")),
)

var keepSecret = part(text("请做好保密工作，不得将信访人的情况透露给被反映的人员或者单位。经核对，{{检举揭发材料核对}}。"))

var enclosed = part(text("联系人：{{经办人}}，电话：{{单位电话}}。"), docx.Para{}, text("附件：\n{{材料清单}}"))

// enclosing is what goes along, and that no accusation is among it (art. 30).
var enclosing = []Ask{
	long("材料清单", "随函附哪些材料", "一行一件，写明份数、页数").needed(),
	choice("检举揭发材料核对", "核对过检举、揭发材料吗", "不得转给被检举、揭发的人员或者单位（信访工作条例第三十条）",
		"所附材料中没有检举、揭发的内容", "检举、揭发的内容已经抽出，另按规定移送").needed(),
}
