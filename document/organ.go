package document

import "fengsheng/internal/docx"

// organSheets are the papers of administrative mediation (forms.md section 3,
// workflow.md section 3). No national statute rules the set; the seal is that of the organ
// whose duties the dispute is tied to. The words in their numbers:
//
//	V2  移送通知书       行调移      V3a 不予受理通知书   行调不受
//	V3  受理通知书       行调受      V5  协议书           行调协
//	V6  终止通知书       行调终
//
// V1 and V4 bear the number of their matter (登记号).
var organSheets = []Sheet{
	{
		// V1: an application, or the consent to what the organ proposed.
		Form: OrganApplication, Signs: []string{"申请人"},
		Layout: sheet("行政调解申请书",
			parties,
			docx.Grid{Widths: []int{4, 8, 4, 8}, Rows: []docx.GridRow{
				wide("申请向哪个机关", "{{职责机关}}", 0),
				wide("事由", "{{事由}}", 0),
				wide("纠纷的事实和请求", "{{申请内容}}", 4),
				wide("是否已起诉、仲裁、复议或者经其他组织调解", "{{其他程序}}", 2),
				wide("提交的材料", "{{申请材料}}", 2),
			}},
			text("申请人已知道行政调解遵循自愿、合法的原则，不收费；可以随时不调；不愿调解或者调解不成的，可以依法申请仲裁、行政复议或者提起诉讼。现自愿申请行政调解。"),
			when("可以复议", text("本纠纷涉及的行政行为可以申请行政复议，申请人已被告知：可以自知道或者应当知道该行政行为之日起60日内提出行政复议申请（《行政复议法》第二十条），行政调解不停止这一期限的计算。")),
			docx.Para{Text: "申请人（签名、盖章或者按指印）：　　　　　　　　", Align: docx.Right, Keep: true},
			docx.Para{Text: "{{日期}}", Align: docx.Right},
		),
		Asks: []Ask{
			choice("其他程序", "有没有起诉、仲裁、复议或者经其他组织调解", "", "没有", "已经起诉", "已经申请仲裁", "已经申请行政复议", "经其他组织调解过").needed(),
			long("申请材料", "提交了哪些材料", "一行一件，没有可以不填"),
		},
	},
	{
		// V2: to the applicant; the body it goes to gets a copy.
		Form: OrganForwarding, Series: "行调移", Signs: []string{"单位印章"}, Served: true,
		Layout: letter("行政调解移送通知书",
			part(
				to("{{申请人姓名}}"),
				text("你（单位）就“{{事由}}”提出的行政调解申请（登记号：{{登记号}}）收悉。经审查，该纠纷不属于{{职责机关}}的职责，依照职责分工应当由{{移送机关}}处理。"),
				when("移送说明", text("{{移送说明}}")),
				text("现将你（单位）的申请和材料移送{{移送机关}}，请与该机关联系。该机关认为不属于其职责的，你（单位）仍可以依法申请仲裁、提起诉讼或者申请人民调解。"),
				when("可以复议", text("涉及的行政行为可以申请行政复议的，请自知道或者应当知道该行政行为之日起60日内提出（《行政复议法》第二十条）。移送不停止这一期限的计算。")),
				text("移送的材料：\n{{移送材料}}"),
				text("联系人：{{经办人}}，电话：{{单位电话}}。"),
				text("特此通知。"),
			), theirs()),
		Asks: []Ask{long("移送材料", "移送了哪些材料", "一行一件，写明份数、页数").needed()},
	},
	{
		// V3: to every side, with their rights.
		Form: OrganAcceptance, Series: "行调受", Signs: []string{"行政机关印章"}, Served: true,
		Layout: letter("行政调解受理通知书",
			part(
				to("{{各方姓名}}"),
				text("{{申请人姓名}}就“{{事由}}”提出的行政调解申请（登记号：{{登记号}}），经审查属于{{职责机关}}的职责，各方当事人都同意调解，于{{受理日期}}受理。现将有关事项通知如下："),
				text("一、调解由{{承办人}}主持。当事人认为其与本纠纷有利害关系、可能影响公正的，可以申请回避。"),
				text("二、当事人有权自主决定是否接受、是否终止调解，表达真实意愿，自愿达成协议；可以委托代理人参加。"),
				text("三、当事人应当如实陈述、提供材料，遵守调解秩序，自觉履行达成的协议。"),
				text("四、行政调解不收取费用。调解不成或者当事人不愿继续的，终止调解，当事人可以依法申请仲裁、行政复议或者提起诉讼。行政调解不能代替依法应当作出的行政处理。"),
				when("可以复议", text("五、涉及的行政行为可以申请行政复议的，应当自知道或者应当知道该行政行为之日起60日内提出（《行政复议法》第二十条），行政调解不停止这一期限的计算。")),
				when("调解期限", text("调解的期限：{{调解期限}}以前。")),
				when("首次调解", text("首次调解的时间和地点：{{首次调解}}。请携带身份证明和证据，按时参加。")),
				text("联系人：{{承办人}}，电话：{{承办人电话}}。"),
			), theirs()),
		Asks: []Ask{line("首次调解", "首次调解的时间和地点", "没有定的可以不填，另行通知")},
	},
	{
		// V3a: with written reasons and the other ways.
		Form: OrganRefusal, Series: "行调不受", Signs: []string{"行政机关印章"}, Served: true,
		Layout: letter("行政调解不予受理通知书",
			part(
				to("{{申请人姓名}}"),
				text("你（单位）就“{{事由}}”提出的行政调解申请（登记号：{{登记号}}），经审查决定不予受理。"),
				text("理由：{{不予受理理由}}"),
				text("你（单位）可以通过以下途径解决：{{其他途径}}"),
				when("可以复议", text("涉及的行政行为可以申请行政复议的，请自知道或者应当知道该行政行为之日起60日内提出（《行政复议法》第二十条）。")),
				text("联系人：{{经办人}}，电话：{{单位电话}}。"),
				text("特此通知。"),
			), theirs()),
		Asks: []Ask{
			long("不予受理理由", "不予受理的理由", "").needed(),
			long("其他途径", "告诉当事人还能怎么办", "例如向人民调解委员会申请调解，向人民法院起诉").needed(),
		},
	},
	{
		// V4: one for every session.
		Form: OrganRecord, Signs: []string{"当事人", "调解人员", "记录人"},
		Layout: sheet("行政调解笔录",
			grid(
				wide("事由", "{{事由}}", 0),
				pair("时间", "{{调解时间}}", "地点", "{{调解地点}}"),
				pair("调解人员", "{{承办人}}", "记录人", "{{经办人}}"),
				wide("申请人一方到场的人", "{{申请人到场}}", 0),
				wide("被申请人一方到场的人", "{{被申请人到场}}", 0),
				wide("其他参加人", "{{其他到场}}", 0),
			),
			text("调解人员告知：行政调解遵循自愿、合法的原则；当事人可以申请回避、可以委托代理人、可以随时不调；不愿调解或者调解不成的，可以依法申请仲裁、行政复议或者提起诉讼。当事人应当如实陈述，遵守秩序。各方表示知道，愿意调解。"),
			docx.Para{Text: "{{调解内容}}", Indent: true, Lines: 8},
			docx.Para{Text: "调解结果：{{调解结果}}", Indent: true},
			text("以上笔录我已看过（已向我宣读），与调解的情况一致。"),
			signed("申请人（逐页）"),
			signed("被申请人（逐页）"),
			signed("其他参加人（逐页）"),
			signed("调解人员"),
			signed("记录人"),
		),
		Asks: []Ask{
			line("调解时间", "调解的起止时间", "例如2024年5月8日9时至10时30分").needed(),
			line("调解地点", "调解的地点", "").needed(),
			line("申请人到场", "申请人一方谁到场", "本人或者代理人").needed(),
			line("被申请人到场", "被申请人一方谁到场", "本人或者代理人").needed(),
			line("其他到场", "其他到场的人", "没有可以不填"),
			long("调解内容", "各方怎么说、提了什么方案", "按发言的先后，照原话记").needed(),
			choice("调解结果", "这一次的结果", "", "达成协议", "没有达成协议，另定时间再调", "当事人不愿再调", "调解不成").needed(),
		},
	},
	{
		// V5: signed by the parties and who mediated, under the organ's seal.
		Form: OrganAgreement, Series: "行调协", Signs: []string{"当事人", "调解人员", "行政机关印章"},
		Layout: docx.Layout{Title: "行政调解协议书", Number: "{{文号}}", Blocks: []docx.Block{
			parties,
			docx.Para{Text: "一、纠纷的主要事实和争议", Head: true},
			text("{{申请内容}}"),
			when("各方责任", text("{{各方责任}}")),
			docx.Para{Text: "二、协议的内容", Head: true},
			text("经{{职责机关}}主持调解，各方当事人自愿达成协议如下："),
			text("{{协议内容}}"),
			docx.Para{Text: "三、履行的方式、地点和期限", Head: true},
			text("{{履行方式}}"),
			docx.Para{Text: "四、其他", Head: true},
			text("本协议自各方当事人签名、盖章或者按指印，调解人员签名并加盖行政机关印章之日起生效。各方应当自觉履行；一方不履行的，他方可以依法向人民法院提起诉讼。本协议不免除任何一方依法应当承担的行政责任、刑事责任。"),
			text("本协议一式{{协议份数}}份，各方当事人各执一份，{{职责机关}}存一份。"),
			signed("申请人"),
			signed("被申请人"),
			signed("第三人"),
			signed("调解人员"),
			docx.Para{Text: "{{职责机关}}（印章）", Align: docx.Right, Keep: true},
			docx.Para{Text: "{{日期}}", Align: docx.Right},
		}},
		Asks: []Ask{
			long("各方责任", "各方的责任", "没有约定的可以不填"),
			long("履行方式", "怎么履行、在哪里履行、什么时候履行完", "").needed(),
		},
	},
	{
		// V6: refusal, failure, the days over or a sham; and the other ways.
		Form: OrganTermination, Series: "行调终", Signs: []string{"行政机关印章"}, Served: true,
		Layout: letter("终止行政调解通知书",
			part(
				to("{{各方姓名}}"),
				text("“{{事由}}”一案（登记号：{{登记号}}），{{职责机关}}于{{受理日期}}受理，由{{承办人}}主持调解。因{{终止原因}}，现于{{日期}}终止调解。"),
				text("{{终止说明}}"),
				head("其他途径"),
				text("当事人可以依法向人民法院提起诉讼；依法应当先仲裁的，向仲裁机构申请仲裁；也可以自愿申请人民调解。请留意诉讼时效和申请仲裁的期限。"),
				when("可以复议", text("涉及的行政行为可以申请行政复议的，应当自知道或者应当知道该行政行为之日起60日内提出（《行政复议法》第二十条）。")),
				when("其他途径", text("{{其他途径}}")),
				text("联系人：{{承办人}}，电话：{{承办人电话}}。"),
				text("特此通知。"),
			), theirs()),
		Asks: []Ask{
			long("终止说明", "当时的情况", "").needed(),
			long("其他途径", "还要告诉当事人什么", "例如有权处理的机关、法律援助热线"),
		},
	},
}

// theirs is the end of a paper of the organ that mediates.
func theirs() []docx.Block { return sealed("{{职责机关}}", "{{日期}}") }

// parties are the sides of an administrative mediation.
var parties = docx.Grid{Widths: []int{3, 6, 9, 6}, Rows: []docx.GridRow{
	{Head: true, Cells: []docx.Cell{{Text: "方", Label: true}, {Text: "姓名（名称）", Label: true}, {Text: "住址", Label: true}, {Text: "联系电话", Label: true}}},
	{Each: "当事人", Cells: []docx.Cell{{Text: "{{方}}", Label: true}, {Text: "{{姓名}}"}, {Text: "{{住址}}"}, {Text: "{{联系电话}}"}}},
}}
