package document

import "fengsheng/internal/docx"

// reviewSheets are from the request for review to the closing report
// (信访工作条例 art. 32, 35-37).
var reviewSheets = []Sheet{
	asking(ReviewRequest, "复查", "第三十五条", "{{单位}}", "意见书文号", "送达日期"),
	{
		// P14 (art. 35), as the organ above gives it.
		Form: ReviewOpinion, Signs: []string{"复查机关印章"}, Served: true,
		Layout: upper("信访事项复查意见书", "{{复查意见书文号}}",
			text("你（单位）不服{{单位}}作出的信访处理意见（{{意见书文号}}，{{送达日期}}收到），于{{复查请求日期}}向我机关（单位）请求复查。经复查，现提出意见如下："),
			head("一、复查请求和理由"),
			text("{{复查理由}}"),
			head("二、复查查明的事实"),
			text("{{复查查明事实}}"),
			head("三、复查意见和依据"),
			text("{{复查结果}}。{{复查意见}}"),
			head("四、复核的权利"),
			text("对本复查意见不服的，可以自收到本意见书之日起30日内，向{{复核机关}}请求复核（《信访工作条例》第三十六条）。"),
		).closed("{{复查机关}}", "{{复查意见日期}}"),
		Asks: []Ask{
			long("复查查明事实", "复查查明的事实", "照复查意见书填"),
			long("复查意见", "复查意见的理由和依据", "照复查意见书填").needed(),
			line("复核机关", "向哪个机关请求复核", "复查机关、单位的上一级").needed(),
			day("复查意见日期", "复查意见书上的日期").needed(),
		},
	},
	asking(RecheckRequest, "复核", "第三十六条", "{{复查机关}}", "复查意见书文号", "复查送达日期"),
	{
		// P16 (art. 36): it is final, and says so.
		Form: RecheckOpinion, Signs: []string{"复核机关印章"}, Served: true,
		Layout: upper("信访事项复核意见书", "{{复核意见书文号}}",
			text("你（单位）不服{{复查机关}}作出的信访事项复查意见（{{复查意见书文号}}，{{复查送达日期}}收到），于{{复核请求日期}}向我机关（单位）请求复核。经复核，现提出意见如下："),
			head("一、复核请求和理由"),
			text("{{复核理由}}"),
			head("二、复核查明的事实"),
			text("{{复核查明事实}}"),
			head("三、复核意见和依据"),
			text("{{复核结果}}。{{复核意见}}"),
			head("四、信访程序终结"),
			text("本复核意见为终结意见。对本意见不服，仍然以同一事实和理由提出投诉请求的，各级党委和政府信访部门和其他机关、单位不再受理（《信访工作条例》第三十六条）。"),
			text("生活确有困难的，可以依法申请社会救助；原办理机关、单位和基层组织会继续做好矛盾化解和帮扶工作（《信访工作条例》第三十七条）。"),
		).closed("{{复核机关}}", "{{复核意见日期}}"),
		Asks: []Ask{
			long("复核查明事实", "复核查明的事实", "照复核意见书填"),
			long("复核意见", "复核意见的理由和依据", "照复核意见书填").needed(),
			day("复核意见日期", "复核意见书上的日期").needed(),
		},
	},
	{
		// P17 (art. 32, 45): what, when, by whom.
		Form: CarryingOut, Signs: []string{"落实单位印章", "经办人"},
		Layout: sheet("信访处理意见执行（落实）情况",
			grid(
				pair("信访人", "{{信访人}}", "处理意见书文号", "{{意见书文号}}"),
				wide("事由", "{{事由}}", 0),
				wide("支持的请求和处理意见", "{{逐项意见}}", 4),
				pair("落实单位", "{{落实单位}}", "落实日期", "{{落实时间}}"),
				pair("责任人", "{{落实责任人}}", "联系电话", "{{落实电话}}"),
				wide("落实的内容", "{{落实内容}}", 6),
				wide("落实的凭证", "{{落实凭证}}", 2),
				wide("信访人的意见和签名", "{{信访人对落实的意见}}", 4),
			),
			signed("经办人"),
			docx.Para{Text: "填报单位：{{单位}}（印章）"},
		),
		Asks: []Ask{
			line("落实单位", "由哪个单位落实", "").needed(),
			line("落实责任人", "落实的责任人", ""),
			line("落实电话", "落实单位的电话", ""),
			day("落实时间", "哪天落实的").needed(),
			long("落实内容", "落实了什么", "").needed(),
			long("落实凭证", "有什么凭证", "照片、付款凭证、验收单，写明件数"),
			line("信访人对落实的意见", "信访人的意见", "没有表示的不填，由本人在纸上写"),
		},
	},
	{
		// P18 (art. 22, 37): result, the petitioner's evaluation, and the help given.
		Form: PetitionClosing, Series: "信结", Signs: seal,
		Layout: letter("信访事项办结报告",
			part(
				when("来文机关", to("{{来文机关}}")),
				head("一、基本情况"),
				text("“{{事由}}”信访事项（登记号：{{登记号}}），信访人{{信访人}}，{{信访类别}}，{{初次或重复}}。我单位于{{收到日期}}收到{{转来说明}}该事项。"),
				when("受理日期", text("{{受理日期}}受理，承办人{{承办人}}。")),
				head("二、办理结果"),
				when("意见书文号", text("{{意见日期}}出具信访处理意见书（{{意见书文号}}），结论为{{意见结论}}，{{送达日期}}送达。")),
				when("逐项意见", text("{{逐项意见}}")),
				when("承办机关结果", text("该事项于{{交办日期}}交{{有权机关}}办理，要求{{交办期限}}以前反馈。该机关、单位报告的结果：{{承办机关结果}}")),
				when("答复内容", text("{{答复内容}}")),
				when("复查结果", text("{{复查机关}}复查：{{复查结果}}（{{复查意见书文号}}）。")),
				when("复核结果", text("{{复核机关}}复核：{{复核结果}}（{{复核意见书文号}}）。")),
				when("落实情况", text("支持的请求已于{{落实日期}}落实：{{落实情况}}")),
				head("三、信访人的评价"),
				text("{{信访人评价}}"),
				head("四、教育疏导和帮扶救助"),
				text("{{帮扶情况}}"),
				when("息访", text("办结时信访人已息访。")),
			), ours()),
		Asks: []Ask{
			long("信访人评价", "信访人对办理情况的评价", "照本人的话写；没有评价的写“未作评价”").needed(),
			long("帮扶情况", "做了哪些疏导、帮扶、救助工作", "没有需要的写“不需要”").needed(),
		},
	},
}

// asking is a petitioner's request for review (P13) or re-check (P15): who asks,
// against which opinion, received when.
func asking(f Form, what, article, organ, number, received string) Sheet {
	return Sheet{
		Form: f, Signs: []string{"申请人"},
		Layout: sheet("信访事项"+what+"申请书",
			docx.Grid{Widths: []int{4, 8, 4, 8}, Rows: []docx.GridRow{
				{Head: true, Cells: []docx.Cell{{Text: "申请人", Label: true}, {Text: "住址", Label: true, Span: 2}, {Text: "联系电话", Label: true}}},
				{Each: "申请人", Cells: []docx.Cell{{Text: "{{姓名}}"}, {Text: "{{住址}}", Span: 2}, {Text: "{{联系电话}}"}}},
				wide("原意见由谁作出", organ, 0),
				pair("原意见书文号", "{{"+number+"}}", "收到原意见书的日期", "{{"+received+"}}"),
				wide("事由", "{{事由}}", 0),
				wide(what+"请求、事实和理由", "{{"+what+"理由}}", 6),
				wide("提交的材料", "{{"+what+"材料}}", 3),
			}},
			text("{{"+what+"机关}}："),
			text("申请人不服上述意见，根据《信访工作条例》"+article+"的规定，在收到书面答复之日起30日内请求"+what+"。"),
			docx.Para{Text: "申请人（签名或者盖章）：　　　　　　　　", Align: docx.Right, Keep: true},
			docx.Para{Text: "{{" + what + "请求日期}}", Align: docx.Right, Keep: true},
			docx.Para{Text: "本表由申请人填写，也可以由工作人员照申请人的口述填写，读给申请人听后由申请人签名。"},
		),
		Asks: []Ask{
			long(what+"理由", what+"的请求、事实和理由", "照信访人的话写").needed(),
			long(what+"材料", "提交了哪些材料", "一般是原意见书复印件和证据，一行一件"),
		},
	}
}

// upperLetter is an opinion of an organ above, with the number that organ gave it.
type upperLetter docx.Layout

func upper(title, number string, blocks ...docx.Block) upperLetter {
	return upperLetter{Title: title, Number: number, Letter: true, Blocks: append(part(to("{{信访人}}")), blocks...)}
}

func (l upperLetter) closed(organ, day string) docx.Layout {
	l.Blocks = append(l.Blocks, sealed(organ, day)...)
	return docx.Layout(l)
}
