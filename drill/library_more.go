package drill

var parents = Scenario{
	Code: "parents", Title: "老人的房子和三个子女",
	Story: []string{
		"甲八十三岁，和二女儿同住。大儿子来社区，说妹妹哄着父亲要把房子过户给她，要求社区“主持分家”，当天写协议。二女儿说父亲自愿，父亲的退休金卡也在她手里。",
		"工作人员去看望，甲认得人，但说不清今天几月，把大儿子叫成了去世的弟弟。小女儿在外地，没有人通知她。",
	},
	Roles: []Role{
		{"甲（老人）", "有时清楚，有时糊涂"}, {"大儿子、二女儿", "都说是为老人好"}, {"小女儿", "在外地，不知情"},
	},
	Questions: []Question{
		class("civil", "赡养和家庭财产纠纷", Intake),
		kind("mediation", "赡养、住房、财产纠纷可以申请人民调解", "《老年人权益保障法》第七十五条"),
		ask(
			"first", questionFirst,
			trap(Law, "老人能不能辨认自己的行为有疑问，没有弄清以前不能让他签字", civilCode+"第二十二条、第二十四条"),
			point(Intake, "单独听老人自己怎么想，通知全部子女", "《老年人权益保障法》第十四条"),
			trap(Intake, "财产是老人的，老人活着没有“分家产”，子女不得干涉", "《老年人权益保障法》第二十二条"),
		),
		ask(
			"tell", questionTell,
			point(Law, "赡养是全部子女的义务，不以分房为条件", civilCode+"第一千零六十七条"),
			trap(Telling, "要确定监护人的，先由居委会指定或者向法院申请，调解不能代替", civilCode+"第三十一条"),
			point(Telling, "侵占老人的钱和证件，老人可以要求返还，也可以起诉", "《老年人权益保障法》第二十二条、第七十五条"),
		),
		ask(
			"paper", questionPaper,
			point(Agreement, "赡养部分可以写协议：谁照料、每月多少、看病怎么分担", mediationLaw+"第二十九条"),
			trap(Agreement, "确认监护、身份关系的，法院不受理司法确认", "《最高人民法院关于人民调解协议司法确认程序的若干规定》第四条"),
			point(Record, "笔录写明老人当时的精神状况、谁在场", mediationLaw+"第二十七条"),
		),
		ask(
			"clock", questionClock,
			point(System, "约定下一次上门的日子，联系小女儿的结果记入经过", mediationLaw+"第二十一条"),
		),
	},
}

var demolition = Scenario{
	Code: "demolition", Title: "收到补偿决定，要社区评理",
	Story: []string{
		"甲的老房在征收范围内。上个月十日收到区政府的补偿决定，觉得面积少算了十二平方米。甲来社区，要求社区调解，让征收办“按实际面积给”，说谈不成就不搬。",
		"甲又说，去年邻居丙砌墙占了他半米过道，也一直没解决。",
	},
	Roles: []Role{
		{"甲（被征收人）", "有旧房照和测绘图，不知道还可以复议"}, {"区征收部门", "认为决定已经送达"}, {"丙（邻居）", "墙还在"},
	},
	Questions: []Question{
		class("administrative", "不服的是行政机关的决定", Intake),
		kind("petition", "对决定不服的部分按信访事项登记，导入法定途径，不做人民调解", petitionRule+"第三十一条"),
		ask(
			"first", questionFirst,
			trap(Intake, "人民调解只调民间纠纷，社区和调委会不能调政府的补偿决定", mediationLaw+"第二条"),
			point(Intake, "看送达回证，问清收到决定的日子", "《行政复议法》第二十条"),
			point(Intake, "占过道是另一件事，另外登记，可以调解", civilCode+"第二百八十八条"),
		),
		ask(
			"tell", questionTell,
			trap(Telling, "可以申请行政复议，或者起诉，反映和等待不停止期限", "《行政复议法》第十一条、第二十条"),
			point(Telling, "复议机关在哪里、要带什么材料；可以找法律援助", "《行政复议法》第二十条"),
		),
		ask(
			"paper", questionPaper,
			point(Record, "书面告知途径和期限，有当事人签收", petitionRule+"第二十三条"),
			point(System, "登记两件，互相关联，不合成一件", petitionRule+"第二十三条"),
		),
		ask(
			"clock", questionClock,
			trap(Telling, "复议：知道决定之日起六十日", "《行政复议法》第二十条"),
			point(Telling, "直接收到的信访事项：十五日内书面告知", petitionRule+"第二十三条"),
		),
	},
}

var accusation = Scenario{
	Code: "accusation", Title: "来访人递上一个信封",
	Story: []string{
		"甲来窗口反映楼道照明，登记到一半，从包里拿出一个信封，说里面是举报社区干部乙收了施工队好处的材料，有转账截图，要求“今天给个回执，别让乙知道”。",
		"当天值班的正好是乙的同事，坐在邻桌。系统里甲的照明问题已经登记了一半。",
	},
	Roles: []Role{
		{"甲（来访人）", "担心被报复"}, {"乙（社区干部）", "在同一层楼办公"}, {"值班人员", "想着先看看材料再说"},
	},
	Questions: []Question{
		kind("sealed", "检举控告由纪检监察机关依规办理，材料当场封存", petitionRule+"第三十条"),
		ask(
			"first", questionFirst,
			trap(Intake, "不拆看、不复印、不在大厅里谈，请专人当场接收", petitionRule+"第三十条"),
			trap(Intake, "和乙有关系的人不经手", petitionRule+"第二十八条"),
			point(Intake, "照明问题照常登记办理，和举报分开", petitionRule+"第二十二条"),
		),
		ask(
			"tell", questionTell,
			trap(Telling, "材料和有关情况不会透露、转给被检举的人和单位", petitionRule+"第三十条"),
			point(Telling, "以后到哪里问结果，由谁答复", petitionRule+"第三十条"),
		),
		ask(
			"paper", questionPaper,
			trap(System, "不写进普通事项的标题、经过和附件，用移交密件保管人的入口", petitionRule+"第三十条"),
			point(Record, "封存移交有交接记录，写件数，不写内容", petitionRule+"第三十条"),
		),
		ask(
			"clock", questionClock,
			trap(Telling, "检举控告的告知按纪检监察的规定，不套用六十日", petitionRule+"第二十三条、第三十四条"),
			point(System, "当天移交，保管人当天确认收到", petitionRule+"第三十条"),
		),
	},
}

var crowd = Scenario{
	Code: "crowd", Title: "停暖第三天，四十人堵在大厅",
	Story: []string{
		"十二月，一个小区换热站故障，停暖第三天。早上八点，四十多名居民聚到街道大厅，有人喊着要堵马路，有老人脸色发白坐在地上。人群里有人直播。",
		"供热公司说备件明天到。值班领导在区里开会，电话打得通。",
	},
	Roles: []Role{
		{"居民代表甲", "愿意谈，要一个准确的时间"}, {"居民乙", "喊话、直播"}, {"供热公司值班经理", "怕担责，话说不死"},
	},
	Questions: []Question{
		class("petition", "多人走访反映公共服务问题", Intake),
		ask(
			"first", questionFirst,
			point(Emergency, "先救人：给老人叫急救，找地方坐、送热水", "《突发事件应对法》第五条"),
			trap(Emergency, "马上报告街道主要领导和区里，不等事态清楚", petitionRule+"第二十五条"),
			point(Emergency, "请居民推选代表，最多五人，其他人到会议室等", petitionRule+"第二十条"),
			trap(Emergency, "不抢手机、不推搡；有堵路等违法行为的，由公安机关处理", petitionRule+"第二十六条"),
		),
		ask(
			"tell", questionTell,
			point(Telling, "说清故障在哪里、谁负责、几点再通报一次，不承诺做不到的事", petitionRule+"第二十八条"),
			point(Emergency, "停暖期间的临时办法：取暖器、安置点、独居老人逐户看", "《突发事件应对法》第七十六条"),
		),
		ask(
			"paper", questionPaper,
			point(Record, "记录反映的诉求、答复的话、答复的人", petitionRule+"第二十二条"),
			trap(System, "登记一件，规模写实际人数；参加的人不做名单、不做标记", "《个人信息保护法》第六条"),
		),
		ask(
			"clock", questionClock,
			point(Emergency, "重大紧急的及时报告，不设“先压一压”的时间", petitionRule+"第二十五条"),
			point(Telling, "书面告知：十五日内", petitionRule+"第二十三条"),
		),
	},
}

var brawl = Scenario{
	Code: "brawl", Title: "棋摊动手，派出所转来",
	Story: []string{
		"两名棋友甲、乙在公园争执，乙把甲推倒，甲手腕骨折。派出所出警后，民警电话问街道：“两边都认识，你们给调一调，赔点钱算了？”",
		"甲的伤情鉴定还没有出来。乙的儿子愿意出两万元，条件是甲写一份“不再追究任何责任”的保证。",
	},
	Roles: []Role{
		{"甲（伤者）", "要钱，也要乙认错"}, {"乙（推人的）", "怕留案底"}, {"丙（民警）", "等伤情鉴定"},
	},
	Questions: []Question{
		ask(
			"first", questionFirst,
			trap(Law, "伤情没有鉴定，可能是轻伤，涉嫌犯罪的不能以调解代替", "《治安管理处罚法》第九条"),
			point(Intake, "问清派出所是移送、委托还是只是打个电话，要有移送的记录", mediationLaw+"第十八条"),
			point(Intake, "征得双方同意，再调赔偿部分", mediationLaw+"第十七条"),
		),
		ask(
			"tell", questionTell,
			trap(Law, "赔偿和处罚是两回事，案件怎么处理由公安机关决定", "《治安管理处罚法》第九条"),
			trap(Telling, "“不再追究任何责任”不能写成放弃报案、不让作证", mediationLaw+"第三条"),
			point(Law, "赔偿包括医疗费、护理费、误工减少的收入等", civilCode+"第一千一百七十九条"),
		),
		ask(
			"paper", questionPaper,
			point(Agreement, "协议只写民事赔偿的项目、数额、期限", mediationLaw+"第二十九条"),
			point(Record, "附上移送记录和鉴定的情况，写明鉴定结果出来以后怎么办", mediationLaw+"第二十七条"),
		),
		ask(
			"clock", questionClock,
			trap(Emergency, "发现还可能动手的，及时报告公安机关", mediationLaw+"第二十五条"),
			point(Telling, "达成协议三十日内可以共同申请司法确认", mediationLaw+"第三十三条"),
		),
	},
}

var fees = Scenario{
	Code: "fees", Title: "物业费欠了三年，灯一直不亮",
	Story: []string{
		"物业公司乙拿着一张十二户的名单来矛调中心，请街道“一起调一调”，都欠物业费，最长的三年。业主甲说路灯坏了两年、电梯两次困人，不修就不交。",
		"乙提出把欠费的名单贴在单元门口，还打算停掉欠费户的电梯卡。电梯维保记录显示最近一次检查已经过期。",
	},
	Roles: []Role{
		{"甲（业主）", "修好就交，要看收支"}, {"乙（物业公司）", "要收费率"}, {"丙（社区网格员）", "知道电梯困过人"},
	},
	Questions: []Question{
		class("civil", "物业服务合同纠纷", Intake),
		kind("mediation", "业主和物业之间的合同纠纷，一户一件、各自愿意", mediationLaw+"第十七条"),
		ask(
			"first", questionFirst,
			trap(Emergency, "电梯检查过期、困过人，是隐患，当天单独报", "《特种设备安全法》第四十条、《安全生产法》第七十五条"),
			trap(Intake, "十二户不能当一件调，要逐户问愿不愿意", mediationLaw+"第十七条"),
			point(Intake, "问清服务标准、维修记录和欠费的起止", civilCode+"第九百四十二条、第九百四十三条"),
		),
		ask(
			"tell", questionTell,
			point(Law, "物业按约定服务了的，不能以没有享受为由不交费", civilCode+"第九百四十四条"),
			trap(Law, "不得用停水停电等方式催费；不能在门口贴欠费人的名单", civilCode+"第九百四十四条、第一千零三十四条"),
			point(Telling, "物业要公开收费和服务情况", civilCode+"第九百四十三条"),
		),
		ask(
			"paper", questionPaper,
			point(Agreement, "协议两边都写义务：哪天以前修好，哪天以前交多少", mediationLaw+"第二十九条"),
			point(System, "隐患另登记一件，和纠纷互相关联", "《安全生产法》第七十五条"),
		),
		ask(
			"clock", questionClock,
			trap(Law, "诉讼时效三年，最早的一年快要过了", civilCode+"第一百八十八条"),
			point(Telling, "司法确认三十日", mediationLaw+"第三十三条"),
		),
	},
}
