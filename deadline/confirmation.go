package deadline

const confirmationRules = "最高人民法院关于人民调解协议司法确认程序的若干规定"

// confirmation is group B, 司法确认.
var confirmation = []Rule{
	{
		ID: "B1", Title: "申请司法确认期限", Trigger: "调解协议生效", Who: "双方当事人共同", Duty: PersonRight, Roll: RollForward,
		Terms:   []Term{{Unit: CalendarDays, Number: 30}},
		OnLapse: "不能再申请司法确认；协议仍然有法律约束力",
		Law:     "民事诉讼法", Article: "第二百零五条", Also: "《人民调解法》第三十三条第一款", Source: "2023年9月1日修正", Verified: true,
	},
	{
		ID: "B2", Title: "法院决定是否受理司法确认", Trigger: "法院收到申请", Who: "人民法院", Duty: OrganDuty, Roll: RollForward,
		Terms: []Term{{Unit: CalendarDays, Number: 3}},
		Law:   confirmationRules, Article: "第四条", Source: "法释〔2011〕5号", Verified: true,
	},
	{
		ID: "B3", Title: "法院审查司法确认期限", Trigger: "法院受理申请", Who: "人民法院", Duty: OrganDuty, Roll: RollForward,
		Terms: []Term{
			{Unit: CalendarDays, Number: 15, Extension: Extension{By: "本院院长", Number: 10, Unit: CalendarDays}},
			{
				Key: "outer", Title: "特别程序审结期限", Trigger: "法院立案", Unit: CalendarDays, Number: 30, Article: "《民事诉讼法》第一百八十七条",
				Extension: Extension{By: "本院院长"},
			},
		},
		Law: confirmationRules, Article: "第五条", Also: "《民事诉讼法》第一百八十七条", Source: "法释〔2011〕5号", Verified: true,
		Note: "按现行民事诉讼法，结果是裁定，不再是决定",
	},
	{
		ID: "B4", Title: "对司法确认裁定提出异议", Trigger: "当事人收到裁定", Who: "当事人", Duty: PersonRight, Roll: RollForward,
		Terms: []Term{
			{Unit: CalendarDays, Number: 15},
			{Key: "thirdParty", Title: "利害关系人提出异议", Trigger: "知道或者应当知道权益受到侵害", Unit: Months, Number: 6, Who: "利害关系人"},
		},
		Law: "最高人民法院关于适用《民事诉讼法》的解释", Article: "第三百七十二条第二款", Source: "2022年4月1日修正", Verified: true,
	},
	{
		ID: "B5", Title: "申请强制执行期限", Trigger: "协议确定的履行期间最后一日", Who: "权利人", Duty: PersonRight, Roll: RollForward,
		Terms:   []Term{{Unit: Years, Number: 2}},
		OnLapse: "对方提出异议的，不再强制执行",
		Law:     "民事诉讼法", Article: "第二百五十条", Source: "2023年9月1日修正", Verified: true,
		Note: "中止、中断适用诉讼时效的规定；分期履行的，从最后一期届满起算",
	},
}
