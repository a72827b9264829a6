package drill

// library is the made-up quarrels. Places and people are invented; the facts of the law
// are those of the article beside each point.
var library = []Scenario{leak, violence, bullying, wages, parents, demolition, accusation, crowd, brawl, fees}

const (
	mediationLaw = "《人民调解法》"
	civilCode    = "《民法典》"
	petitionRule = "《信访工作条例》"
	violenceLaw  = "《反家庭暴力法》"
	minorsLaw    = "《未成年人保护法》"
	civilProcess = "《民事诉讼法》"
)

var leak = Scenario{
	Code: "leak", Title: "楼上漏水泡坏吊顶",
	Story: []string{
		"甲住五楼，乙住六楼。上月下旬乙家卫生间漏水，甲家吊顶和衣柜被泡坏。甲拿着装修公司的报价单要一万二千元，乙说是楼里的老管子坏了，只肯出三千元。",
		"两家在楼道吵过两次。甲来矛调中心，说今天就要一个说法；乙电话里说可以谈，但不来写什么申请。谈拢以后，两家想约定半年内分三次付清，都担心以后对方不认账。",
	},
	Roles: []Role{
		{"甲（楼下住户）", "只想早点修好，报价单里有两项和漏水无关"}, {"乙（楼上住户）", "怀疑是公共立管，没有请人查过"}, {"丙（物业项目经理）", "有立管维修的记录，没有人问过"},
	},
	Questions: []Question{
		class("civil", "两户平等主体之间的相邻损害", Intake),
		kind("mediation", "平等主体的民间纠纷，双方愿意谈", mediationLaw+"第二条、第十七条"),
		ask(
			"first", questionFirst,
			point(Intake, "问清漏水的时间、部位和损失，看现场、拍照", mediationLaw+"第二十一条"),
			trap(Law, "先弄清漏的是户内管还是公共立管，公共部分由物业维修", civilCode+"第九百四十二条"),
			point(Intake, "征得乙的同意，乙不同意不能调解", mediationLaw+"第十七条"),
		),
		ask(
			"tell", questionTell,
			point(Telling, "不收费、自愿，随时可以不调，可以去起诉", mediationLaw+"第三条、第四条、第二十三条"),
			point(Law, "用水排水要避免损害相邻人，有过错的要赔；财产损失按市场价格算", civilCode+"第二百九十六条、第一千一百六十五条、第一千一百八十四条"),
			trap(Telling, "怕不认账的，可以双方一起申请司法确认，只有三十日", mediationLaw+"第三十三条"),
		),
		ask(
			"paper", questionPaper,
			point(Record, "调解笔录写明双方各自的说法、物业提供的维修记录，当事人看过签名", mediationLaw+"第二十七条"),
			point(Agreement, "分期付款要写书面协议：每一期的日期、数额、方式；双方签名、调解员签名、盖调委会印章", mediationLaw+"第二十九条"),
			trap(Agreement, "盖的是调委会的章，矛调中心的章不行", mediationLaw+"第二十九条"),
		),
		ask(
			"clock", questionClock,
			trap(Telling, "司法确认：协议生效之日起三十日内，双方共同提出", civilProcess+"第二百零五条"),
			point(System, "每一期付款的日子录入履行台账，到期督促", mediationLaw+"第三十一条"),
		),
	},
}

var violence = Scenario{
	Code: "violence", Title: "闹离婚的夫妻，手臂有伤",
	Story: []string{
		"甲（女）和乙（男）结婚九年，有一个七岁的女儿。甲来社区，说乙不往家里拿钱，要社区劝劝乙，“别让他再喝酒就行”。说话时一直拉袖子，工作人员看见她手臂有淤青。",
		"追问之下，甲说“喝多了推过几下”，又求着不要声张。孩子在旁边说：“爸爸也打我。”乙随后打来电话，要求社区当天就把两个人叫到一起谈。",
	},
	Roles: []Role{
		{"甲（妻子）", "怕丢人，怕乙知道她来过"}, {"乙（丈夫）", "电话里客气，催着见面"}, {"女儿（七岁）", "说了一句话，再问就不说了"},
	},
	Questions: []Question{
		kind("police", "疑似家庭暴力，又有孩子受害，先报警，不当作一般家庭纠纷调解", violenceLaw+"第十四条、第十五条"),
		ask(
			"first", questionFirst,
			trap(Emergency, "单独和甲谈，不叫双方当面对质", violenceLaw+"第十三条"),
			point(Emergency, "问清最近一次、有没有伤、有没有去处，劝她先就医、留下伤情证据", violenceLaw+"第十五条、第二十条"),
			trap(Emergency, "孩子疑似受到家庭暴力，社区必须报警，甲不同意也要报", violenceLaw+"第十四条"),
			point(Emergency, "孩子受侵害的情形要立即报告公安、民政、教育部门", minorsLaw+"第十一条"),
		),
		ask(
			"tell", questionTell,
			point(Telling, "可以报案，情节较轻的由公安机关出具告诫书", violenceLaw+"第十六条"),
			point(Telling, "可以申请人身安全保护令，居委会、妇联可以代为申请", violenceLaw+"第二十三条"),
			trap(Law, "不能用“各退一步”、写保证书代替处理", violenceLaw+"第十三条"),
		),
		ask(
			"paper", questionPaper,
			point(Intake, "登记为限知，只让经办的人看到，不写进公开的清单", violenceLaw+"第五条"),
			point(Record, "照原话记下甲和孩子的陈述、看见的伤情、报警的时间和接警单位", violenceLaw+"第二十条"),
		),
		ask(
			"clock", questionClock,
			trap(Telling, "保护令：法院七十二小时内裁定，情况紧急的二十四小时内", violenceLaw+"第二十八条"),
			point(System, "约定下一次联系甲的日子，用她说的安全方式", violenceLaw+"第十三条"),
		),
	},
}

var bullying = Scenario{
	Code: "bullying", Title: "放学路上打架，伤了眼眶",
	Story: []string{
		"甲十一岁，乙十二岁，同校不同班。放学后在小区门口，乙带着另外两个同学围住甲，甲眼眶受伤，花了三千多元。甲的父亲到社区要求“把那几个孩子叫来道歉，拍视频发到群里”。",
		"乙的奶奶来了，说孩子父母都在外地，她能做主，愿意当场赔两千元，按个手印就算完。",
	},
	Roles: []Role{
		{"甲的父亲", "要面子，情绪激动"}, {"乙的奶奶", "照看乙，没有办过监护的手续"}, {"学校德育主任", "还不知道这件事"},
	},
	Questions: []Question{
		class("civil", "人身损害赔偿，赔偿主体是监护人", Intake),
		kind("mediation", "赔偿部分可以由监护人同意后调解", civilCode+"第一千一百八十八条"),
		ask(
			"first", questionFirst,
			trap(Law, "乙的奶奶不是法定代理人，要有父母到场或者父母的书面委托", civilCode+"第二十三条、第二十七条"),
			trap(Emergency, "几个人围打一个人，疑似欺凌，要立即报告公安、教育部门", minorsLaw+"第十一条"),
			point(Intake, "问清是第几次、有没有人拍了视频、还有谁在场", minorsLaw+"第三十九条"),
		),
		ask(
			"tell", questionTell,
			point(Law, "未成年人造成损害的，由监护人赔", civilCode+"第一千一百八十八条"),
			trap(Telling, "不能拍孩子的道歉视频发到群里，不得披露能认出孩子的信息", minorsLaw+"第四条、第一百零三条"),
			point(Telling, "学校要通知双方家长参加欺凌的认定和处理，给孩子心理辅导", minorsLaw+"第三十九条"),
		),
		ask(
			"paper", questionPaper,
			point(Agreement, "协议由双方监护人签名，写明医疗费和后续治疗怎么算", civilCode+"第一千一百七十九条"),
			point(Record, "听孩子说话要有监护人在场，方式要适合年龄", minorsLaw+"第四条"),
			point(System, "登记时勾选涉及未成年人，查看范围随之收紧", minorsLaw+"第一百零三条"),
		),
		ask(
			"clock", questionClock,
			trap(Emergency, "报告是“立即”，不等调解有了结果再报", minorsLaw+"第十一条"),
			point(Telling, "达成书面协议后三十日内可以共同申请司法确认", mediationLaw+"第三十三条"),
		),
	},
}

var wages = Scenario{
	Code: "wages", Title: "饭店停业，六个人的工资没有结",
	Story: []string{
		"六名服务员和后厨到窗口，说饭店上月底突然停业，欠每人两个月工资，共七万多元。他们没有签劳动合同，有考勤群截图和转账记录。老板乙电话能打通，说等转让了店面就给。",
		"其中一人说去年九月在这家店还有一笔加班费没给，“反正一起要”。有人提议明天去区里门口坐着。",
	},
	Roles: []Role{
		{"六名员工", "要钱，怕老板跑"}, {"乙（饭店经营者）", "店面正在转让，愿意写欠条"}, {"丙（接手的人）", "还没有付清转让费"},
	},
	Questions: []Question{
		class("civil", "劳动报酬争议，平等协商和仲裁、诉讼解决", Intake),
		kind("mediation", "基层人民调解组织可以调解劳动争议", "《劳动争议调解仲裁法》第十条"),
		ask(
			"first", questionFirst,
			point(Intake, "逐人核对欠多少、哪几个月、有什么证据；用人单位掌握的材料由它提供", "《劳动争议调解仲裁法》第六条"),
			trap(Emergency, "经营者可能转移财产、失联，同时通报劳动保障监察", "《保障农民工工资支付条例》第三条、第三十九条"),
			point(Intake, "六个人各有各的请求，一件一件登记，不写成“某某等人”", petitionRule+"第二十二条"),
		),
		ask(
			"tell", questionTell,
			point(Telling, "不愿调或者调不成，可以申请仲裁；没有书面合同也可以证明劳动关系", "《劳动争议调解仲裁法》第二条、第五条"),
			trap(Telling, "多人去反映，推选代表不超过五人，先到有权处理的地方", petitionRule+"第二十条"),
			trap(Law, "去年的加班费要看仲裁时效一年是不是快到了", "《劳动争议调解仲裁法》第二十七条"),
		),
		ask(
			"paper", questionPaper,
			point(Agreement, "协议写明每人数额、付款日期，双方签名，调解员签名，盖调解组织印章", "《劳动争议调解仲裁法》第十四条"),
			trap(Agreement, "不用“欠条”代替协议：到期不付，凭调解协议可以申请支付令", "《劳动争议调解仲裁法》第十六条"),
		),
		ask(
			"clock", questionClock,
			trap(Telling, "收到调解申请起十五日内没有达成协议的，可以去仲裁", "《劳动争议调解仲裁法》第十四条"),
			point(Telling, "仲裁时效一年，从知道权利被侵害之日起算", "《劳动争议调解仲裁法》第二十七条"),
		),
	},
}
