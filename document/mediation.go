package document

import "fengsheng/internal/docx"

// mediationSheets is the set of people's mediation (forms.md section 1). None but
// the agreement has a number of its own, and that is the number of its dossier, such as
// （2024）东盛人调字第12号; the others bear the number of their matter. The cover (M0)
// is made when the dossier is bound.
var mediationSheets = []Sheet{
	{
		// M1: written by the applicant, or for them; signed by them.
		Form: Application, Signs: []string{"申请人"},
		Layout: sheet("人民调解申请书",
			persons("申请人"), persons("被申请人"),
			head("纠纷简要情况"),
			docx.Para{Text: "{{申请事实}}", Indent: true, Lines: 4},
			when("调解请求", head("当事人申请事项"), docx.Para{Text: "{{调解请求}}", Indent: true, Lines: 2}),
			text("人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解。"),
			text("此致"),
			docx.Para{Text: "{{调委会}}", Keep: true},
			docx.Para{Text: "申请人（签名、盖章或者按指印）：　　　　　　　　", Align: docx.Right, Keep: true},
			docx.Para{Text: "{{日期}}", Align: docx.Right},
		),
		Asks: []Ask{long("调解请求", "当事人申请事项", "一行一项，例如：1. 修好漏水的管道；2. 赔偿损失2000元。已经写在事实里的可以不填")},
	},
	{
		// M2: filled in by the committee, for an oral application and for acting unasked.
		Form: AcceptanceForm, Signs: []string{"当事人", "登记人", "调委会印章"},
		Layout: sheet("人民调解受理登记表",
			persons("当事人"),
			grid(
				pair("登记时间", "{{登记日期}}", "受理时间", "{{受理日期}}"),
				pair("纠纷类型", "{{纠纷类型}}", "案件来源", "{{启动方式}}"),
				wide("人民调解委员会", "{{调委会}}", 0),
				wide("纠纷简要情况", "{{申请事实}}", 4),
				wide("不予受理的原因", "{{不予受理原因}}", 0),
			),
			text("当事人表示：人民调解委员会已告知自愿调解、不收费和依法可以申请仲裁、行政处理、提起诉讼等规定。"),
			docx.Para{Text: "当事人（签名、盖章或者按指印）：\t年　　月　　日", Keep: true},
			signed("登记人"),
			docx.Para{Text: "{{调委会}}（印章）", Align: docx.Right, Keep: true},
			docx.Para{Text: "{{日期}}", Align: docx.Right},
		),
	},
	{
		// M3: before the mediation starts (人民调解工作若干规定 art. 30; 人民调解法 art. 3, 4, 23, 24, 26, 31-33).
		Form: RightsNotice, Signs: []string{"当事人"}, Served: true,
		Layout: sheet("当事人权利义务告知书",
			text("就“{{事由}}”纠纷，{{调委会}}现将人民调解的性质、原则和效力，以及各方当事人在人民调解活动中的权利和义务告知如下："),
			head("一、人民调解的性质和原则"),
			text("人民调解委员会是依法设立的调解民间纠纷的群众性组织。调解不收取任何费用（《人民调解法》第四条、第七条）。调解遵循的原则：在当事人自愿、平等的基础上进行；不违背法律、法规和国家政策；尊重当事人的权利，不得因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利（第三条）。"),
			head("二、当事人的权利（第二十三条）"),
			text("选择或者接受人民调解员；接受调解、拒绝调解或者要求终止调解；要求调解公开进行或者不公开进行；自主表达意愿、自愿达成调解协议。也可以随时依法申请仲裁、行政处理或者提起诉讼。"),
			head("三、当事人的义务（第二十四条）"),
			text("如实陈述纠纷事实；遵守调解现场秩序，尊重人民调解员；尊重对方当事人行使权利。"),
			head("四、调解协议的效力"),
			text("经人民调解委员会调解达成的调解协议，具有法律约束力，当事人应当按照约定履行（第三十一条）。就协议的履行或者内容发生争议的，一方可以向人民法院提起诉讼（第三十二条）。双方认为有必要的，可以自调解协议生效之日起三十日内共同向人民法院申请司法确认；人民法院确认有效，一方拒绝履行或者未全部履行的，对方可以申请强制执行（第三十三条）。"),
			text("调解不成的，可以依法通过仲裁、行政、司法等途径维护权利（第二十六条）。请留意诉讼时效和申请仲裁的期限。"),
			text("以上内容人民调解员已经告知，我已清楚。"),
			docx.Repeat{Each: "当事人", Blocks: part(signed("{{方}}{{姓名}}"))},
			signed("人民调解员"),
		),
	},
	{
		// M4: a copy of the proof of identity of every party, seen against the original.
		Form: Identity, Signs: []string{"核对人"},
		Layout: sheet("身份证明材料",
			docx.Grid{Widths: []int{4, 6, 9, 6}, Rows: []docx.GridRow{
				labels("方", "姓名（名称）", "身份证号或者单位证照号", "原件核对"),
				{Each: "当事人", Cells: []docx.Cell{{Text: "{{方}}", Label: true}, {Text: "{{姓名}}"}, {Text: "{{身份证号}}"}, {Text: "{{身份核对}}"}}},
			}},
			grid(pair("核对人", "{{核对人}}", "核对日期", "{{核对日期}}")),
			text("复印件粘贴处（与原件核对无误后，由提供人在复印件上签名）："),
			docx.Para{Lines: 18},
		),
	},
	{
		// M4a: where an agent takes part. Special powers must be named one by one (民事诉讼法 art. 62, followed here).
		Form: Authority, Signs: []string{"委托人", "受托人"},
		Layout: sheet("授权委托书",
			grid(
				wide("委托人", "{{委托人}}", 0), wide("委托人住址", "{{委托人住址}}", 0),
				pair("受托人", "{{受托人}}", "联系电话", "{{受托人电话}}"),
				pair("身份证号", "{{受托人证件}}", "与委托人关系", "{{受托人关系}}"),
			),
			text("委托人因“{{事由}}”纠纷，自愿委托受托人参加{{调委会}}主持的人民调解。"),
			text("委托权限：{{委托权限}}"),
			when("特别授权", text("特别授权的事项：{{特别授权}}")),
			text("委托期限：自本委托书签署之日起至本次调解结束时止。"),
			docx.Para{Text: "委托人（签名、盖章或者按指印）：　　　　　　　　", Align: docx.Right, Keep: true},
			docx.Para{Text: "受托人（签名或者按指印）：　　　　　　　　", Align: docx.Right, Keep: true},
			docx.Para{Text: "{{日期}}", Align: docx.Right},
		),
		Asks: []Ask{
			line("委托人", "委托人", "哪一位当事人").needed(),
			line("委托人住址", "委托人的住址", ""),
			line("受托人", "受托人的姓名", "").needed(),
			line("受托人电话", "受托人的电话", ""),
			line("受托人证件", "受托人的身份证号", ""),
			line("受托人关系", "与委托人的关系", "例如近亲属、律师、单位工作人员"),
			choice("委托权限", "委托权限", "", "一般代理：参加调解、陈述事实、提交证据", "特别授权").needed(),
			line("特别授权", "特别授权的事项", "例如代为承认、放弃、变更请求，代为签署调解协议"),
		},
	},
	{
		// M5: two people ask; whoever is asked signs every page.
		Form: Inquiry, Signs: []string{"被调查人", "调查人", "记录人"},
		Layout: sheet("人民调解调查记录",
			grid(
				pair("时间", "{{调查时间}}{{^调查时间}}{{日期}}{{/调查时间}}", "地点", "{{调查地点}}"),
				pair("被调查人", "{{被调查人}}", "共同调查人", "{{共同调查人}}"),
				pair("调查人", "{{经办人}}", "记录人", "{{记录人}}{{^记录人}}{{经办人}}{{/记录人}}"),
				wide("其他在场人", "{{在场人}}", 0),
			),
			text("我们是{{调委会}}的人民调解员，现就“{{事由}}”纠纷向你了解情况，请如实陈述。"),
			docx.Para{Text: "{{调查内容}}", Indent: true, Lines: 14},
			text("以上记录已经我看过（已向我宣读），与我所讲的一致。"),
			signed("被调查人（逐页）"), signed("调查人"), signed("记录人"),
		),
		Asks: []Ask{
			line("调查时间", "调查的起止时间", "例如2024年5月8日9时至9时40分，不填就是文书日期"),
			line("调查地点", "调查的地点", ""),
			line("在场人", "其他在场人", "没有可以不填"),
			line("记录人", "记录人", "不填就是做这份文书的人"),
		},
	},
	{
		// M6: what each side handed in.
		Form: Evidence, Signs: []string{"提供人", "接收人"},
		Layout: sheet("证据材料清单",
			text("“{{事由}}”纠纷，当事人提供和调解员收集的证据材料如下："),
			grid(wide("编号、名称、原件或者复印件、页数、由谁提供", "{{证据清单}}", 14), pair("接收人", "{{经办人}}", "核对日期", "{{日期}}")),
			text("复印件已与原件核对无误。材料附后。"),
			signed("提供人"), signed("接收人"),
		),
		Asks: []Ask{long("证据清单", "证据清单", "一行一件：编号，名称，原件还是复印件，页数，谁提供的")},
	},
	{
		// M7: one for every session.
		Form: Record, Signs: []string{"当事人", "人民调解员", "记录人"},
		Layout: sheet("人民调解记录",
			grid(
				pair("时间", "{{调解时间}}{{^调解时间}}{{日期}}{{/调解时间}}", "地点", "{{调解地点}}"),
				pair("人民调解员", "{{承办人}}", "记录人", "{{记录人}}{{^记录人}}{{经办人}}{{/记录人}}"),
				wide("当事人", "{{各方姓名}}", 0), wide("其他参加人", "{{其他参加人}}", 0),
				wide("是否公开", "{{是否公开}}", 0),
			),
			text("人民调解委员会已将人民调解的相关规定告知各方当事人，各方当事人的身份已经核对。"),
			head("调解记录"),
			docx.Para{Text: "{{调解内容}}{{终止情况}}", Indent: true, Lines: 10},
			when("调解结果", docx.Para{Text: "调解结果：{{调解结果}}", Indent: true}),
			text("以上记录各方已看过（已宣读），与调解的情况一致。"),
			docx.Repeat{Each: "当事人", Blocks: part(signed("{{方}}{{姓名}}"))},
			signed("人民调解员"), signed("记录人"),
		),
		Asks: []Ask{
			line("调解时间", "调解的起止时间", "例如2024年5月8日9时至10时30分，不填就是文书日期"),
			line("调解地点", "调解的地点", ""),
			line("其他参加人", "其他参加人", "经各方同意邀请的人、代理人，没有可以不填"),
			line("记录人", "记录人", "不填就是做这份文书的人"),
			choice("调解结果", "这一次的结果", "", "达成书面协议", "达成口头协议", "没有达成协议，另定时间再调", "当事人不愿再调，终止调解", "调解不成"),
		},
	},
	{
		// M8: signed by the parties and the mediator, under the committee's seal (人民调解法 art. 29).
		Form: Written, Signs: []string{"当事人", "人民调解员", "记录人", "调委会印章"},
		Layout: docx.Layout{Title: "人民调解协议书", Number: "编号：{{协议编号}}", Blocks: []docx.Block{
			persons("当事人"),
			head("一、纠纷的主要事实、争议事项和各方责任"),
			docx.Para{Text: "{{协议事实}}", Indent: true},
			head("二、经调解，自愿达成如下协议"),
			docx.Para{Text: "{{协议内容}}", Indent: true},
			when("协议金额", text("本协议涉及金额：{{协议金额}}。")),
			head("三、履行的方式、地点和期限"),
			text("{{履行方式}}"),
			when("履行期限", text("履行期限：{{履行期限}}以前。")),
			when("履行项数", docx.Grid{Widths: []int{3, 5, 9, 5, 8}, Rows: []docx.GridRow{
				labels("序号", "履行人", "履行的内容", "金额（元）", "期限"),
				{Each: "履行项", Cells: []docx.Cell{{Text: "{{序号}}", Label: true}, {Text: "{{履行人}}"}, {Text: "{{履行内容}}"}, {Text: "{{金额}}"}, {Text: "{{期限}}"}}},
			}}),
			text("本协议一式{{协议份数}}份，各方当事人、人民调解委员会各执一份，自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效（《人民调解法》第二十九条）。"),
			text("双方认为有必要的，可以自本协议生效之日起三十日内共同向人民法院申请司法确认（《人民调解法》第三十三条）。"),
			docx.Repeat{Each: "当事人", Blocks: part(signed("{{方}}{{姓名}}"))},
			signed("人民调解员"), signed("记录人"),
			docx.Para{Text: "{{调委会}}（印章）", Align: docx.Right, Keep: true},
			docx.Para{Text: "{{日期}}", Align: docx.Right},
		}},
	},
	{
		// M9: filled in by the committee when the parties say no document is needed (人民调解法 art. 28, 30).
		Form: Oral, Signs: []string{"人民调解员", "调委会印章"},
		Layout: sheet("人民调解口头协议登记表",
			persons("当事人"),
			grid(
				wide("纠纷主要事实、争议事项", "{{协议事实}}{{^协议事实}}{{申请事实}}{{/协议事实}}", 4), wide("协议内容", "{{协议内容}}", 4),
				wide("协议金额", "{{协议金额}}", 0), wide("履行方式、时限", "{{履行方式}}{{#履行期限}}　{{履行期限}}{{/履行期限}}", 2),
				pair("达成协议日期", "{{生效日期}}", "履行情况", "{{履行情况}}"),
			),
			text("当事人认为无需制作调解协议书，口头协议自各方当事人达成协议之日起生效。"),
			signed("人民调解员"),
			docx.Para{Text: "{{调委会}}（印章）", Align: docx.Right, Keep: true},
			docx.Para{Text: "{{日期}}", Align: docx.Right},
		),
	},
	{
		// M10: the other ways must be told (人民调解法 art. 26).
		Form: Termination, Signs: []string{"调委会印章"}, Served: true,
		Layout: sheet("终止调解告知书",
			to("{{各方姓名}}"),
			text("你们之间的“{{事由}}”纠纷，{{调委会}}于{{受理日期}}受理。经调解未能达成协议，现终止调解。"),
			when("终止情况", text("原因：{{终止情况}}")),
			text("你们可以依法通过以下途径维护自己的权利（《人民调解法》第二十六条）："),
			text("1. 属于仲裁范围的，向有管辖权的仲裁机构申请仲裁；"),
			text("2. 属于行政机关职责的，请求有关行政机关处理；"),
			text("3. 向有管辖权的人民法院提起诉讼。"),
			text("请留意诉讼时效和申请仲裁的期限，不要因为已经调解而耽误。调解中为达成协议所作的妥协，不作为对你们不利的证据。"),
			docx.Para{Keep: true}, docx.Para{Text: "{{调委会}}（印章）", Align: docx.Right, Keep: true},
			docx.Para{Text: "{{日期}}", Align: docx.Right},
		),
	},
	{
		// M11: whether what was agreed is kept (人民调解法 art. 31).
		Form: FollowUpRecord, Signs: []string{"回访人"},
		Layout: sheet("人民调解回访记录",
			grid(
				wide("当事人", "{{各方姓名}}", 0), pair("调解协议编号", "{{协议编号}}", "回访日期", "{{日期}}"),
				wide("回访事由", "{{回访事由}}{{^回访事由}}协议履行情况{{/回访事由}}", 0), wide("回访方式、被回访人", "{{被回访人}}", 0),
				wide("回访情况", "{{回访情况}}", 9), pair("履行情况", "{{履行情况}}", "满意情况", "{{满意情况}}"),
			),
			signed("回访人"),
			docx.Para{Text: "{{日期}}", Align: docx.Right},
		),
		Asks: []Ask{line("被回访人", "怎么回访的、访问了谁", "例如上门，申请人本人"), line("回访事由", "回访的事由", "不填就是协议履行情况")},
	},
	{
		// M12: a receipt or a transfer slip is pasted here.
		Form: Proof, Signs: []string{"收款人（接收人）"},
		Layout: sheet("履行凭证",
			grid(wide("协议编号", "{{协议编号}}", 0), wide("协议内容", "{{协议内容}}", 3), pair("履行情况", "{{履行情况}}", "登记日期", "{{日期}}")),
			text("收条、转账凭证等粘贴处："),
			docx.Para{Lines: 18},
			signed("收款人（接收人）"),
		),
	},
	{
		Form: DossierNote, Signs: []string{"整理人", "检查人"},
		Layout: sheet("卷宗情况说明",
			grid(wide("事由", "{{事由}}", 0), wide("缺少、损坏的材料", "{{缺损材料}}{{^缺损材料}}无{{/缺损材料}}", 4), wide("超大、不能入卷的材料和存放处", "{{卷外材料}}{{^卷外材料}}无{{/卷外材料}}", 4),
				wide("归档后补充的材料", "{{补充材料}}{{^补充材料}}无{{/补充材料}}", 4), wide("其他说明", "{{其他说明}}", 3)),
			signed("整理人"), signed("检查人"),
		),
		Asks: []Ask{
			long("缺损材料", "缺少、损坏的材料", "没有不用填"), long("卷外材料", "超大、不能入卷的材料", "写明存放在哪里，没有不用填"),
			long("补充材料", "归档后补充的材料", "没有不用填"), long("其他说明", "其他说明", ""),
		},
	},
	{
		// M14: both sides apply together within thirty days (民事诉讼法 art. 205; 人民调解法 art. 33).
		Form: Confirmation, Signs: []string{"双方当事人"},
		Layout: sheet("司法确认申请书",
			persons("当事人"),
			head("请求事项"),
			text("请求人民法院依法确认{{调委会}}主持达成的人民调解协议（编号：{{协议编号}}）有效。"),
			head("事实和理由"),
			text("申请人之间因“{{事由}}”发生纠纷，经{{调委会}}调解，于{{生效日期}}自愿达成协议，主要内容如下："),
			docx.Para{Text: "{{协议内容}}", Indent: true},
			when("协议金额", text("协议涉及金额：{{协议金额}}。")),
			text("协议是各方真实意思表示，内容明确，不违反法律的强制性规定，不损害国家利益、社会公共利益和他人合法权益，不违背公序良俗。申请人没有恶意串通、规避法律的行为；如因协议内容给他人造成损害，愿意承担相应的民事责任和其他法律责任。"),
			text("现依照《中华人民共和国人民调解法》第三十三条、《中华人民共和国民事诉讼法》第二百零五条，自协议生效之日起三十日内（{{确认期限}}以前）共同提出申请。"),
			text("此致"),
			docx.Para{Text: "{{法院}}", Keep: true},
			docx.Repeat{Each: "当事人", Blocks: part(signed("申请人{{姓名}}"))},
			text("附：人民调解协议书、各方当事人的身份证明、与调解协议有关的证明材料，送达地址和联系方式确认书。"),
		),
		Asks: []Ask{line("法院", "向哪个人民法院申请", "当事人住所地、标的物所在地或者调解组织所在地的基层人民法院（民事诉讼法第二百零五条）").needed()},
	},
	{
		Form: ClosingReport, Signs: []string{"承办人"},
		Layout: sheet("人民调解结案报告表",
			grid(
				pair("卷宗号", "{{卷宗号}}", "制表日期", "{{日期}}"), pair("调委会", "{{调委会}}", "承办人", "{{承办人}}"),
				pair("受理日期", "{{受理日期}}", "结案日期", "{{办结日期}}"), pair("案件来源", "{{启动方式}}", "纠纷类型", "{{纠纷类型}}"),
				wide("当事人", "{{各方姓名}}", 0), wide("主要事实", "{{协议事实}}{{^协议事实}}{{申请事实}}{{/协议事实}}", 6), wide("调解结果", "{{结果}}{{#协议编号}}，协议编号{{协议编号}}{{/协议编号}}", 2),
				wide("履行情况", "{{履行情况}}", 2), wide("备注", "{{结案备注}}", 2),
			),
			signed("承办人"),
		),
		Asks: []Ask{long("结案备注", "备注", "没有不用填")},
	},
	{
		// M16: the parties may go on as long as all of them want (deadlines A2).
		Form: ContinueConsent, Signs: []string{"当事人"},
		Layout: sheet("延期调解同意书",
			text("各方当事人因“{{事由}}”纠纷，于{{受理日期}}由{{调委会}}受理调解，在约定的期限内没有达成协议。"),
			text("各方都愿意继续调解，同意将调解期限延长到{{延期至}}。"),
			when("延期原因", text("原因：{{延期原因}}")),
			text("延期期间，任何一方仍可以随时要求终止调解，依法申请仲裁、行政处理或者提起诉讼。"),
			docx.Repeat{Each: "当事人", Blocks: part(signed("{{方}}{{姓名}}"))},
			signed("人民调解员"),
		),
	},
	{
		// M17: where a court, the police or another body asks the committee to mediate.
		Form: Referral, Signs: []string{"委托单位印章"},
		Layout: sheet("委托调解函",
			to("{{调委会}}"),
			text("“{{事由}}”纠纷（当事人：{{各方姓名}}），经征得各方当事人同意，现委托（移送）你会进行人民调解。"),
			grid(pair("委托（移送）单位", "{{委托单位}}", "文号", "{{委托文号}}"), pair("联系人、电话", "{{委托联系人}}", "移送日期", "{{日期}}"), wide("移送的材料", "{{委托材料}}", 2), wide("请于何时反馈结果", "{{反馈期限}}", 0)),
			text("调解达成协议或者调解不成的，请将结果和材料函告我单位。"),
			docx.Para{Keep: true}, docx.Para{Text: "{{委托单位}}（印章）", Align: docx.Right, Keep: true},
			docx.Para{Text: "{{日期}}", Align: docx.Right},
			docx.Break{},
			docx.Para{Text: "委托调解结果反馈", Align: docx.Centred, Head: true},
			to("{{委托单位}}"),
			text("你单位委托（移送）的“{{事由}}”纠纷，调解结果：{{结果}}{{^结果}}　　　　　　　　　　　　{{/结果}}。"),
			docx.Para{Keep: true}, docx.Para{Text: "{{调委会}}（印章）", Align: docx.Right, Keep: true},
			docx.Para{Text: "　　年　　月　　日", Align: docx.Right},
		),
		Asks: []Ask{
			line("委托单位", "委托（移送）的单位", "例如法院、公安派出所、信访部门").needed(), line("委托文号", "来函的文号", ""),
			line("委托联系人", "联系人、电话", ""), line("委托材料", "移送的材料", ""), line("反馈期限", "请于何时反馈", ""),
		},
	},
}

// persons is the party block of every form of mediation, once for each member of
// the list: a person with sex, age and occupation, or a unit with who represents it.
func persons(list string) docx.Repeat {
	return docx.Repeat{Each: list, Blocks: part(
		without("是单位", docx.Grid{Widths: []int{5, 6, 3, 3, 3, 4, 3, 3}, Rows: []docx.GridRow{
			{Cells: []docx.Cell{
				{Text: "{{方}}", Label: true},
				{Text: "{{姓名}}"},
				{Text: "性别", Label: true},
				{Text: "{{性别}}"},
				{Text: "民族", Label: true},
				{Text: "{{民族}}"},
				{Text: "年龄", Label: true},
				{Text: "{{年龄}}"},
			}},
			{Cells: []docx.Cell{{Text: "职业或职务", Label: true}, {Text: "{{职业}}", Span: 2}, {Text: "联系方式", Label: true, Span: 2}, {Text: "{{联系电话}}", Span: 3}}},
			{Cells: []docx.Cell{{Text: "单位或住址", Label: true}, {Text: "{{住址}}{{#监护人}}（监护人：{{监护人}}）{{/监护人}}{{#代理人}}（代理人：{{代理人}}）{{/代理人}}", Span: 7}}},
		}}),
		when("是单位", docx.Grid{Widths: []int{5, 10, 6, 9}, Rows: []docx.GridRow{
			pair("{{方}}（单位）", "{{姓名}}", "联系方式", "{{联系电话}}"),
			pair("法定代表人", "{{法定代表人}}", "职务", "{{职务}}"),
			wide("地址", "{{住址}}{{#代理人}}（代理人：{{代理人}}）{{/代理人}}", 0),
		}}),
	)}
}

// labels is the head of a list's table.
func labels(all ...string) docx.GridRow {
	row := docx.GridRow{Head: true}
	for _, l := range all {
		row.Cells = append(row.Cells, docx.Cell{Text: l, Label: true})
	}
	return row
}

// mediationWords are the names that the records of a mediation answer.
var mediationWords = []Vocabulary{
	{Title: "人民调解的名称", Words: []Word{
		{"各方姓名", "全部当事人的姓名或者名称"},
		{"启动方式", "依当事人申请、主动调解或者接受委托移送"},
		{"申请事实", "申请调解时讲的事实和请求，没有另写的是登记时的内容"},
		{"不予受理原因", "不予受理的，原因是什么"},
		{"核对人", "核对身份的人，即承办的调解员"},
		{"核对日期", "核对身份的日期"},
		{"是否公开", "公开进行或者不公开进行"},
		{"调解内容", "这一次调解的记录"},
		{"被调查人", "调查时问的是谁"},
		{"共同调查人", "另一位调查人"},
		{"调查内容", "调查记录的内容"},
		{"终止情况", "为什么终止调解"},
		{"延期至", "延期继续调解到哪一天"},
		{"延期原因", "为什么延期"},
		{"协议编号", "调解协议的编号，例如（2024）东盛人调字第12号"},
		{"协议事实", "纠纷的主要事实、争议事项和各方责任"},
		{"协议内容", "协议的内容"},
		{"协议金额", "协议涉及的金额，数字和大写"},
		{"履行方式", "履行的方式和地点"},
		{"履行期限", "履行的最后一天"},
		{"生效日期", "协议生效的日期"},
		{"协议份数", "协议书的份数：各方各一份，调委会一份"},
		{"履行项数", "逐项写明的有几项，没有逐项写的为空"},
		{"履行情况", "协议履行到哪一步"},
		{"确认期限", "申请司法确认的最后一天"},
		{"回访情况", "回访时了解到的情况"},
		{"满意情况", "回访时问到的：满意、不满意或者没有问"},
	}},
	{Title: "每一项要履行的", List: "履行项", Words: []Word{
		{"序号", "第几项"}, {"履行人", "由谁履行"}, {"履行内容", "做什么"}, {"金额", "多少元"}, {"期限", "最后一天"},
	}},
}
