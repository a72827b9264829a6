package deadline

const (
	petitionRules  = "信访工作条例"
	petitionSource = "2022年2月25日发布"
)

// petition is group C, 信访. In 信访工作条例 only the five days of art. 23 are
// working days; 15, 30 and 60 are calendar days.
var petition = []Rule{
	{
		ID: "C1", Title: "信访部门登记转送", Trigger: "信访部门收到信访事项", Who: "信访部门", Duty: OrganDuty, Roll: RollPolicy,
		Terms:   []Term{{Unit: CalendarDays, Number: 15}},
		OnLapse: "由上级机关责令改正，严重的追究责任（第四十三条）",
		Law:     petitionRules, Article: "第二十二条第一款", Source: petitionSource, Verified: true,
	},
	{
		ID: "C2", Title: "直接收到信访事项的告知", Trigger: "收到信访人直接提出的信访事项", Who: "收到的机关、单位", Duty: OrganDuty, Roll: RollPolicy,
		Terms:   []Term{{Unit: CalendarDays, Number: 15}},
		OnLapse: "由上级机关、单位责令改正，严重的追究责任（第四十四条）",
		Law:     petitionRules, Article: "第二十三条第二款", Source: petitionSource, Verified: true,
		Note: "能当场告知的当场书面告知；姓名（名称）、住址不清的不需要告知",
	},
	{
		ID: "C3", Title: "转送交办信访事项的告知", Trigger: "收到转送、交办的信访事项", Who: "有权处理的机关、单位", Duty: OrganDuty, Roll: RollPolicy,
		Terms:   []Term{{Unit: CalendarDays, Number: 15}},
		OnLapse: "由上级机关、单位责令改正，严重的追究责任（第四十四条）",
		Law:     petitionRules, Article: "第二十三条第三款", Source: petitionSource, Verified: true,
		Note: "书面告知接收情况以及处理途径和程序",
	},
	{
		ID: "C4", Title: "对转送交办提出异议", Trigger: "收到转送、交办的信访事项", Who: "收到的机关、单位", Duty: OrganDuty, Roll: RollNone,
		Terms:   []Term{{Unit: WorkingDays, Number: 5}},
		OnLapse: "按属于本单位职权的事项办理（本系统规则）",
		Law:     petitionRules, Article: "第二十三条第三款", Source: petitionSource, Verified: true,
		Note: "应当详细说明理由，经核实同意后交还材料",
	},
	{
		ID: "C5", Title: "信访事项办理期限", Trigger: "受理信访事项", Who: "有权处理的机关、单位", Duty: OrganDuty, Roll: RollPolicy,
		Terms:   []Term{{Unit: CalendarDays, Number: 60, Extension: Extension{By: "本机关、单位负责人", Number: 30, Unit: CalendarDays}}},
		OnLapse: "由上级机关、单位责令改正，严重的追究责任（第四十五条）",
		Law:     petitionRules, Article: "第三十四条", Source: petitionSource, Verified: true,
		Note: "适用于第三十一条第六项的申诉求决事项；听证时间不扣除",
	},
	{
		ID: "C6", Title: "交办事项反馈期限", Trigger: "收到交办", Who: "承办单位", Duty: OrganDuty, Roll: RollPolicy,
		Terms:   []Term{{Unit: SetDate, Extension: Extension{By: "交办的信访部门"}}},
		OnLapse: "督办",
		Law:     petitionRules, Article: "第二十二条第一款第三项", Source: petitionSource, Verified: true,
		Note: "期限由交办单位指定，到期提交办结报告",
	},
	{
		ID: "C7", Title: "请求复查期限", Trigger: "收到书面答复", Who: "信访人", Duty: PersonRight, Roll: RollPolicy,
		Terms:   []Term{{Unit: CalendarDays, Number: 30}},
		OnLapse: "不再复查",
		Law:     petitionRules, Article: "第三十五条", Source: petitionSource, Verified: true,
		Note: "向原办理机关、单位的上一级提出",
	},
	{
		ID: "C8", Title: "复查办理期限", Trigger: "收到复查请求", Who: "复查机关、单位", Duty: OrganDuty, Roll: RollPolicy,
		Terms: []Term{{Unit: CalendarDays, Number: 30}},
		Law:   petitionRules, Article: "第三十五条", Source: petitionSource, Verified: true,
		Note: "听证时间不扣除",
	},
	{
		ID: "C9", Title: "请求复核期限", Trigger: "收到复查意见", Who: "信访人", Duty: PersonRight, Roll: RollPolicy,
		Terms: []Term{{Unit: CalendarDays, Number: 30}},
		Law:   petitionRules, Article: "第三十六条第一款", Source: petitionSource, Verified: true,
	},
	{
		ID: "C10", Title: "复核办理期限", Trigger: "收到复核请求", Who: "复核机关、单位", Duty: OrganDuty, Roll: RollPolicy,
		Terms: []Term{{Unit: CalendarDays, Number: 30, Excludes: "听证时间"}},
		Law:   petitionRules, Article: "第三十六条第一款", Also: "《信访工作条例》第三十六条第二款", Source: petitionSource, Verified: true,
	},
	{
		ID: "C11", Title: "复核终结后不再受理", Trigger: "复核意见送达", Who: "各机关、单位", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: NoNumber}},
		Law:   petitionRules, Article: "第三十六条第三款", Source: petitionSource, Verified: true,
		Note: "以同一事实和理由再提出的，不再受理",
	},
	{
		ID: "C12", Title: "逾期未请求复查复核", Trigger: "复查、复核请求期限届满", Who: "各机关、单位", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: NoNumber}},
		Also:  "工作惯例", Source: "未核对",
		Note: "实践中视为终结，条例没有写",
	},
	{
		ID: "C13", Title: "简易办理期限", Trigger: "决定简易办理", Who: "有权处理的机关、单位", Duty: OrganDuty, Roll: RollNone,
		Terms:   []Term{{Unit: WorkingDays, Number: 10}},
		OnLapse: "转为普通程序",
		Law:     "信访事项简易办理办法（试行）", Source: "国家信访局，转引自xmdkfw.com/news/20230414/81028.html",
		Note: "能当场出具的当场出具；只用于初次信访。3个工作日内受理的说法未核对",
	},
	{
		ID: "C14", Title: "重大紧急事项报告", Trigger: "发现重大、紧急信访事项和信访信息", Who: "收到的机关、单位", Duty: OrganDuty, Roll: RollNone,
		Terms:   []Term{{Unit: NoNumber}},
		OnLapse: "由上级机关、单位责令改正，严重的追究责任（第四十六条第四项）",
		Law:     petitionRules, Article: "第二十五条", Source: petitionSource, Verified: true,
		Note: "及时报告本级党委和政府，通报主管部门和联席会议办公室",
	},
	{
		ID: "C15", Title: "建议、检举控告、涉法涉诉事项", Trigger: "收到信访事项", Who: "收到的机关、单位", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: NoNumber}},
		Law:   petitionRules, Article: "第二十三条第四款", Also: "《信访工作条例》第二十九条至第三十一条", Source: petitionSource, Verified: true,
		Note: "没有60日期限；建议仍要按C2、C3告知，检举控告和涉法涉诉按各自规定",
	},
	{
		ID: "C16", Title: "信访情况年度报告", Trigger: "年度终了", Who: "信访部门", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: NoNumber}},
		Law:   petitionRules, Article: "第四十一条", Source: petitionSource, Verified: true,
		Note: "每年一次，没有规定日期",
	},
	{
		ID: "C17", Title: "领导干部接访", Trigger: "公布的接访安排", Who: "领导干部", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: NoNumber}},
		Law:   "关于领导干部定期接待群众来访的意见", Also: "《信访工作条例》第十八条", Source: "2009年，转引自global.chinadaily.com.cn/zgzx/2009-04/15/content_7678970.htm",
		Note: "街道领导随时接访，县级每月一天，市级每季度一天，安排要公布",
	},
}
