package deadline

const annualReportRules = "法治政府建设与责任落实督察工作规定"

// keeping is group G: archives, personal information, incidents and reports.
// Terms of keeping (G2 to G5, G7, G8) name the first day the keeping may end and
// do not roll.
var keeping = []Rule{
	{
		ID: "G1", Title: "归档期限", Trigger: "事项办结", Who: "承办单位", Duty: OrganDuty, Roll: RollPolicy,
		Terms: []Term{
			{Unit: CalendarDays, Number: 30},
			{Key: "yearSet", Title: "年度归档期限", Trigger: "年度终了", Unit: YearDate, Number: 630},
		},
		Law: "档案法", Article: "第十四条", Source: "2020年6月20日修订", Verified: true, Configurable: true,
		Note: "法律只规定定期归档；办结后30日、次年6月30日是本系统的默认值",
	},
	{
		ID: "G2", Title: "向档案馆移交档案", Trigger: "档案形成", Who: "移交单位", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{
			{Unit: Years, Number: 10},
			{Key: "city", Title: "向市级以上档案馆移交档案", Unit: Years, Number: 20},
		},
		Law: "档案法实施条例", Article: "第二十条第二款", Source: "2024年1月12日公布", Verified: true,
	},
	{
		ID: "G3", Title: "档案保管期限", Trigger: "档案形成", Who: "归档单位", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{
			{Title: "档案永久保管", Unit: NoNumber},
			{Key: "thirtyYears", Title: "档案定期保管30年", Unit: Years, Number: 30},
			{Key: "tenYears", Title: "档案定期保管10年", Unit: Years, Number: 10},
		},
		Law: "机关文件材料归档范围和文书档案保管期限规定", Source: "国家档案局令第8号，转引",
		Note: "分永久和定期30年、10年",
	},
	{
		ID: "G4", Title: "保管期满鉴定销毁", Trigger: "保管期限届满", Who: "归档单位", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: NoNumber}},
		Law:   "档案法实施条例", Article: "第二十四条", Source: "2024年1月12日公布", Verified: true,
		Note: "定期鉴定，形成鉴定工作报告后才能销毁",
	},
	{
		ID: "G5", Title: "档案向社会开放", Trigger: "档案形成", Who: "档案馆", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: Years, Number: 25}},
		Law:   "档案法", Article: "第二十七条", Source: "2020年6月20日修订", Verified: true,
	},
	{
		ID: "G6", Title: "个人信息请求答复", Trigger: "收到查阅、复制、更正、删除或者解释个人信息的请求", Who: "个人信息处理者", Duty: OrganDuty, Roll: RollPolicy,
		Terms: []Term{{Unit: CalendarDays, Number: 30}},
		Law:   "个人信息保护法", Article: "第四十五条至第五十条", Source: "30日见GB/T 35273-2020，未核对", Configurable: true,
		Note: "法律要求“及时”；拒绝的应当说明理由",
	},
	{
		ID: "G7", Title: "个人信息影响评估和处理记录保存", Trigger: "形成评估报告或者处理记录", Who: "个人信息处理者", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{
			{Unit: Years, Number: 3, Article: "第五十六条第二款"},
			{Key: "sharing", Title: "提供、委托处理记录保存", Unit: Years, Number: 3, Article: "《网络数据安全管理条例》第十二条第一款"},
		},
		Law: "个人信息保护法", Article: "第五十六条", Source: "2021年8月20日公布", Verified: true, Note: "至少保存三年",
	},
	{
		ID: "G8", Title: "网络日志留存", Trigger: "日志形成", Who: "网络运营者", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: Months, Number: 6}},
		Law:   "网络安全法", Article: "第二十三条第三项", Source: "2025年10月28日修正", Verified: true, Note: "不少于六个月",
	},
	{
		ID: "G9", Title: "个人信息泄露补救和通知", Trigger: "发生或者可能发生个人信息泄露、篡改、丢失", Who: "个人信息处理者", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: NoNumber}},
		Law:   "个人信息保护法", Article: "第五十七条", Source: "2021年8月20日公布", Verified: true,
		Note: "立即补救，并通知主管部门和个人",
	},
	{
		ID: "G10", Title: "网络安全事件报告", Trigger: "发现较大以上网络安全事件", Who: "网络运营者", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{
			{Unit: Hours, Number: 4},
			{Key: "critical", Title: "网络安全事件报告（关键信息基础设施）", Unit: Hours, Number: 1},
			{Key: "central", Title: "网络安全事件报告（中央和国家机关各部门）", Unit: Hours, Number: 2},
		},
		Law: "国家网络安全事件报告管理办法", Article: "第四条", Source: "2025年11月1日施行", Verified: true,
		Note: "一般运营者向省级网信部门报告",
	},
	{
		ID: "G11", Title: "安全缺陷报告", Trigger: "发现涉及危害国家安全、公共利益的缺陷、漏洞等风险", Who: "网络数据处理者", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: Hours, Number: 24}},
		Law:   "网络数据安全管理条例", Article: "第十条", Source: "2024年9月24日公布", Verified: true,
	},
	{
		ID: "G12", Title: "报送法治政府建设年度报告", Trigger: "年度终了", Who: "党委和政府", Duty: OrganDuty, Roll: RollPolicy,
		Terms: []Term{
			{Unit: YearDate, Number: 300},
			{Key: "demonstration", Title: "报送法治政府建设年度报告（示范地区）", Unit: YearDate, Number: 131},
		},
		Law: annualReportRules, Source: "2019年，转引自zgtc.gov.cn t20230914_3274212",
		Note: "每年3月1日前报送上一级，抄送其法治建设议事协调机构办公室",
	},
	{
		ID: "G13", Title: "公开法治政府建设年度报告", Trigger: "年度终了", Who: "地方各级政府和县级以上政府部门", Duty: OrganDuty, Roll: RollPolicy,
		Terms: []Term{{Unit: YearDate, Number: 400}},
		Law:   annualReportRules, Article: "第二十四条", Source: "2019年，转引自hnhs.gov.cn content_2139138",
		Note: "每年4月1日前公开，国家秘密除外；条文没有点到街道，街道随区安排",
	},
	{
		ID: "G14", Title: "政府信息公开年度报告", Trigger: "年度终了", Who: "县级以上人民政府部门", Duty: OrganDuty, Roll: RollPolicy,
		Terms: []Term{
			{Unit: YearDate, Number: 131, Article: "第四十九条第一款"},
			{
				Key: "county", Title: "政府信息公开年度报告（本级政府）", Unit: YearDate, Number: 331, Article: "第四十九条第二款",
				Who: "政府信息公开工作主管部门",
			},
		},
		Law: "政府信息公开条例", Article: "第四十九条", Source: "2019年4月3日修订", Verified: true,
	},
	{
		ID: "G15", Title: "主动公开政府信息", Trigger: "政府信息形成或者变更", Who: "行政机关", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: WorkingDays, Number: 20}},
		Law:   "政府信息公开条例", Article: "第二十六条", Source: "2019年4月3日修订", Verified: true,
	},
}
