package deadline

// agreed is an extension to any date all parties agree on.
var agreed = Extension{By: "各方当事人"}

// mediation is group A, 人民调解.
var mediation = []Rule{
	{
		ID: "A1", Title: "及时就地调解", Trigger: "当事人申请，或者调委会主动调解", Who: "人民调解委员会", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: NoNumber}},
		Law:   "人民调解法", Article: "第二十一条", Source: "2010年8月28日公布", Verified: true,
		Note: "法律只要求“及时、就地”进行",
	},
	{
		ID: "A2", Title: "人民调解期限", Trigger: "受理纠纷", Who: "人民调解员", Duty: OrganDuty, Roll: RollPolicy,
		Terms:   []Term{{Unit: Months, Number: 1, Extension: agreed}},
		OnLapse: "不自动结束：征求各方意见，同意的继续调解，不同意的终止调解",
		Law:     "人民调解工作若干规定", Article: "第三十三条", Source: "司法部令第75号（2002年），lawfaq.cn/law/24-140-3.html", Verified: true,
		Note: "原文为“一般在一个月内调结”；经同意继续调解是地方规定，如《宁波市人民调解条例》第二十七条",
	},
	{
		ID: "A3", Title: "调解期限（地方规定参考）", Trigger: "受理纠纷", Who: "人民调解员", Duty: OrganDuty, Roll: RollPolicy,
		Terms:   []Term{{Unit: CalendarDays, Number: 30, Extension: agreed}},
		OnLapse: "终止调解",
		Law:     "深圳经济特区矛盾纠纷多元化解条例", Article: "第二十五条", Source: "2022年3月28日文本，2024年4月30日修正文本未核对", Configurable: true,
		Note: "当事人可以自行约定期限，没有约定的为三十日；《吉林省多元化解纠纷促进条例》未核对",
	},
	{
		ID: "A4", Title: "医疗纠纷调解期限", Trigger: "受理医疗纠纷", Who: "医疗纠纷人民调解委员会", Duty: OrganDuty, Roll: RollNone,
		Terms:   []Term{{Unit: WorkingDays, Number: 30, Excludes: "鉴定时间", Extension: Extension{By: "调委会和医患双方"}}},
		OnLapse: "视为调解不成",
		Law:     "医疗纠纷预防和处理条例", Article: "第三十八条", Source: "2018年7月31日公布", Verified: true,
	},
	{
		ID: "A5", Title: "劳动争议调解期限", Trigger: "收到调解申请", Who: "劳动争议调解组织", Duty: OrganDuty, Roll: RollPolicy,
		Terms:   []Term{{Unit: CalendarDays, Number: 15}},
		OnLapse: "当事人可以依法申请仲裁",
		Law:     "劳动争议调解仲裁法", Article: "第十四条第三款", Source: "2007年12月29日公布", Verified: true,
	},
	{
		ID: "A6", Title: "诉前委派调解期限", Trigger: "调解组织在平台上确认接受", Who: "调解员", Duty: OrganDuty, Roll: RollForward,
		Terms:   []Term{{Unit: CalendarDays, Number: 30, Extension: agreed}},
		OnLapse: "结束调解，材料退回人民法院",
		Law:     "人民法院在线调解规则", Article: "第二十四条", Also: "《最高人民法院关于人民法院特邀调解的规定》第二十七条",
		Source: "2021年12月30日公布", Verified: true,
		Note: "不在平台上移交的，从签字接收法院移交材料之日起算",
	},
	{
		ID: "A7", Title: "诉中委托调解期限", Trigger: "调解组织在平台上确认接受", Who: "调解员", Duty: OrganDuty, Roll: RollForward,
		Terms: []Term{
			{Title: "诉中委托调解期限（普通程序）", Unit: CalendarDays, Number: 15, Extension: agreed},
			{Key: "simplified", Title: "诉中委托调解期限（简易程序）", Unit: CalendarDays, Number: 7, Extension: agreed},
		},
		OnLapse: "结束调解，案件转回审理",
		Law:     "人民法院在线调解规则", Article: "第二十四条", Also: "《最高人民法院关于人民法院特邀调解的规定》第二十七条",
		Source: "2021年12月30日公布", Verified: true,
		Note: "延长的期限不计入审理期限；不在平台上移交的，从签字接收法院移交材料之日起算",
	},
	{
		ID: "A8", Title: "在线调解确认接受", Trigger: "收到委派委托信息或者在线调解申请", Who: "调解组织或者调解员", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{
			{Unit: WorkingDays, Number: 3},
			{Key: "askOther", Title: "在线调解征询对方意愿", Trigger: "接受委派调解", Unit: WorkingDays, Number: 3, Article: "第十五条第一款"},
		},
		OnLapse: "人民法院、当事人可以重新指定或者选定",
		Law:     "人民法院在线调解规则", Article: "第十二条", Source: "2021年12月30日公布", Verified: true,
		Note: "第十五条写的是调解员“可以”协助通知并询问",
	},
	{
		ID: "A9", Title: "书面调解协议生效", Trigger: "各方当事人、调解员签名并加盖调委会印章，以最后一项为准", Who: "当事人", Duty: PersonRight, Roll: RollNone,
		Terms: []Term{{Unit: NoNumber}},
		Law:   "人民调解法", Article: "第二十九条第二款", Source: "2010年8月28日公布", Verified: true,
		Note: "当日生效",
	},
	{
		ID: "A10", Title: "口头调解协议生效", Trigger: "达成口头协议", Who: "当事人", Duty: PersonRight, Roll: RollNone,
		Terms: []Term{{Unit: NoNumber}},
		Law:   "人民调解法", Article: "第三十条", Source: "2010年8月28日公布", Verified: true,
		Note: "当日生效",
	},
	{
		ID: "A11", Title: "调解协议履行期限", Trigger: "调解协议生效", Who: "当事人，调委会监督", Duty: PersonRight, Roll: RollForward,
		Terms:   []Term{{Unit: SetDate, Extension: agreed}},
		OnLapse: "督促履行；仍不履行的，可以起诉、申请支付令，经司法确认的可以申请强制执行",
		Law:     "人民调解法", Article: "第三十一条", Also: "《人民调解法》第三十二条、第三十三条", Source: "2010年8月28日公布", Verified: true,
	},
	{
		ID: "A12", Title: "调解回访期限", Trigger: "协议约定的履行期限届满", Who: "人民调解委员会", Duty: OrganDuty, Roll: RollPolicy,
		Terms: []Term{{Unit: CalendarDays, Number: 15}},
		Law:   "人民调解法", Article: "第三十一条第二款", Source: "2010年8月28日公布", Verified: true, Configurable: true,
		Note: "法律只规定监督履行，没有天数；15日是本系统的默认值，可按本地规定修改",
	},
	{
		ID: "A13", Title: "诉讼时效中断", Trigger: "向调委会提出保护民事权利的请求", Who: "权利人", Duty: PersonRight, Roll: RollNone,
		Terms:   []Term{{Unit: Years, Number: 3, Article: "《民法典》第一百八十八条"}},
		OnLapse: "对方可以提出诉讼时效抗辩",
		Law:     "最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定", Article: "第十二条", Also: "《民法典》第一百八十八条、第一百九十五条",
		Source: "2020年12月29日修正", Verified: true,
		Note: "提出请求之日中断，一般时效三年重新计算；法律另有规定的除外",
	},
	{
		ID: "A14", Title: "凭调解协议申请支付令", Trigger: "劳动报酬、工伤医疗费、经济补偿或者赔偿金协议到期未履行", Who: "劳动者", Duty: PersonRight, Roll: RollNone,
		Terms: []Term{{Unit: NoNumber}},
		Law:   "劳动争议调解仲裁法", Article: "第十六条", Source: "2007年12月29日公布", Verified: true,
		Note: "约定期限一过即可申请",
	},
}
