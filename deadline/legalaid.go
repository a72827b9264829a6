package deadline

const consultationGuide = "公共法律服务指南（yjq.gov.cn/openness/grassroots/6606011/39329942.html）"

// legalAid is group E, 法律援助 and legal consultation.
var legalAid = []Rule{
	{
		ID: "E1", Title: "法律援助审查期限", Trigger: "收到法律援助申请", Who: "法律援助机构", Duty: OrganDuty, Roll: RollPolicy,
		Terms: []Term{
			{Unit: CalendarDays, Number: 7},
			{Key: "assign", Title: "指派法律援助人员", Trigger: "决定给予法律援助", Unit: CalendarDays, Number: 3},
		},
		Law: "法律援助法", Article: "第四十三条", Source: "2021年8月20日公布", Verified: true,
		Note: "条文没有写明工作日，从严按日历日计算；不予援助的书面说明理由；材料不齐的一次性告知补充",
	},
	{
		ID: "E2", Title: "法律援助异议审查期限", Trigger: "收到异议", Who: "司法行政部门", Duty: OrganDuty, Roll: RollPolicy,
		Terms:   []Term{{Unit: CalendarDays, Number: 5}},
		OnLapse: "可以申请行政复议或者提起行政诉讼",
		Law:     "法律援助法", Article: "第四十九条第二款", Source: "2021年8月20日公布", Verified: true,
	},
	{
		ID: "E3", Title: "先行提供法律援助", Trigger: "距时效或者期限届满不足七日，或者需要立即保全、先予执行", Who: "法律援助机构", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: NoNumber}},
		Law:   "法律援助法", Article: "第四十四条", Source: "2021年8月20日公布", Verified: true,
		Note: "可以先行提供援助，手续和材料及时补办",
	},
	{
		ID: "E4", Title: "网上留言咨询答复", Trigger: "收到咨询留言", Who: "法律顾问", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: Hours, Number: 24}},
		Also:  "公共法律服务指南", Source: consultationGuide, Configurable: true,
		Note: "复杂的可以预约；另有资料说国家平台留言为5小时",
	},
	{
		ID: "E5", Title: "在线咨询答复", Trigger: "收到在线咨询", Who: "法律顾问", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: Hours, Number: 5}},
		Also:  "公共法律服务指南", Source: consultationGuide, Configurable: true,
		Note: "复杂的可以预约",
	},
	{
		ID: "E6", Title: "来信咨询处理", Trigger: "收到来信", Who: "法律顾问", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: WorkingDays, Number: 7}},
		Also:  "公共法律服务指南", Source: consultationGuide, Configurable: true,
		Note: "七个工作日内决定如何处理",
	},
}
