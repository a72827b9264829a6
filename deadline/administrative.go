package deadline

// administrative is group D, 行政调解 and the rules of single subjects.
var administrative = []Rule{
	{
		ID: "D1", Title: "行政调解受理期限", Trigger: "收到行政调解申请", Who: "行政机关", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{
			{Unit: WorkingDays, Number: 5},
			{Key: "complex", Title: "行政调解受理期限（复杂）", Unit: WorkingDays, Number: 10},
			{Key: "passOn", Title: "移送有管辖权的行政机关", Unit: WorkingDays, Number: 3, Article: "第四十五条第一款"},
		},
		Law: "深圳经济特区矛盾纠纷多元化解条例", Article: "第四十六条", Source: "2022年3月28日文本，2024年4月30日修正文本未核对", Configurable: true,
		Note: "国家没有统一规定，仅作参考",
	},
	{
		ID: "D2", Title: "医疗纠纷行政调解受理", Trigger: "收到申请", Who: "卫生主管部门", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{
			{Unit: WorkingDays, Number: 5, Article: "第四十条第二款"},
			{Key: "finish", Title: "医疗纠纷行政调解期限", Trigger: "受理医疗纠纷", Unit: WorkingDays, Number: 30, Article: "第四十条第三款", Excludes: "鉴定时间"},
		},
		OnLapse: "视为调解不成",
		Law:     "医疗纠纷预防和处理条例", Article: "第四十条", Source: "2018年7月31日公布", Verified: true,
	},
	{
		ID: "D3", Title: "消费投诉受理期限", Trigger: "收到投诉", Who: "市场监督管理部门", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{
			{Unit: WorkingDays, Number: 7},
			{
				Key: "mediate", Title: "消费投诉调解期限", Trigger: "受理投诉", Unit: WorkingDays, Number: 45, Article: "第二十一条第一款第五项",
				Excludes: "检定、检验、检测、鉴定时间",
			},
			{Key: "tell", Title: "终止调解告知期限", Trigger: "决定终止调解", Unit: WorkingDays, Number: 7, Article: "第二十一条第二款"},
		},
		OnLapse: "终止调解",
		Law:     "市场监督管理投诉举报处理暂行办法", Article: "第十四条", Also: "《市场监督管理投诉举报处理暂行办法》第二十条", Source: "2022年3月24日修改",
		Verified: true, Note: "使用前核对有无新的规章",
	},
	{
		ID: "D4", Title: "治安案件再次调解", Trigger: "第一次调解", Who: "公安机关", Duty: OrganDuty, Roll: RollNone,
		Terms:   []Term{{Unit: WorkingDays, Number: 7}},
		OnLapse: "依法处罚，办案期限从调解未达成协议之日起计算",
		Law:     "公安机关办理行政案件程序规定", Article: "第一百八十三条", Also: "《公安机关办理行政案件程序规定》第一百八十五条",
		Source: "2019年4月27日文本", Verified: true, Note: "调解一般为一次；使用前核对有无新的规章",
	},
	{
		ID: "D5", Title: "申请交警调解期限", Trigger: "收到事故认定书、事故证明或者复核结论", Who: "各方当事人一致", Duty: PersonRight, Roll: RollForward,
		Terms: []Term{
			{Unit: CalendarDays, Number: 10, Article: "第八十六条第一款"},
			{
				Key: "document", Title: "制作损害赔偿调解书或者终结书", Trigger: "调解开始", Unit: CalendarDays, Number: 10, Article: "第九十条第三款",
				Who: "公安机关交通管理部门", Duty: OrganDuty,
			},
			{
				Key: "notice", Title: "交警调解通知", Trigger: "约定的调解时间", Unit: CalendarDays, Number: 3, Before: true, Article: "第八十八条第一款",
				Who: "公安机关交通管理部门", Duty: OrganDuty,
			},
			{Key: "afterMediation", Title: "人民调解终止后申请交警调解", Trigger: "人民调解委员会终止调解", Unit: CalendarDays, Number: 3, Article: "第八十五条第二款"},
		},
		OnLapse: "不再由公安机关交通管理部门调解，可以起诉",
		Law:     "道路交通事故处理程序规定", Article: "第八十五条至第九十条", Source: "2018年5月1日施行文本", Verified: true, Note: "使用前核对有无新的规章",
	},
	{
		ID: "D6", Title: "作出人身安全保护令", Trigger: "法院受理申请", Who: "人民法院", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{
			{Unit: Hours, Number: 72, NextHour: true},
			{Key: "urgent", Title: "作出人身安全保护令（情况紧急）", Unit: Hours, Number: 24, NextHour: true},
			{
				Key: "valid", Title: "人身安全保护令有效期", Trigger: "作出人身安全保护令", Unit: Months, Number: 6, Article: "第三十条",
				Who: "申请人", Duty: PersonRight, Extension: Extension{By: "人民法院"},
			},
		},
		OnLapse: "有效期满前可以申请延长",
		Law:     "反家庭暴力法", Article: "第二十八条", Source: "2015年12月27日公布", Verified: true,
		Note: "有效期最长六个月，以保护令写明的为准",
	},
	{
		ID: "D7", Title: "未成年人受侵害强制报告", Trigger: "工作中发现未成年人受到侵害、疑似受到侵害或者面临危险", Who: "街道、居民委员会及其工作人员",
		Duty: OrganDuty, Roll: RollNone, Terms: []Term{{Unit: NoNumber}},
		OnLapse: "造成严重后果的依法给予处分（第一百一十七条）",
		Law:     "未成年人保护法", Article: "第十一条第二款", Source: "2024年4月26日修正", Verified: true,
		Note: "立即向公安、民政、教育等部门报告",
	},
	{
		ID: "D8", Title: "家庭暴力强制报案", Trigger: "发现无民事行为能力人、限制民事行为能力人遭受或者疑似遭受家庭暴力", Who: "居民委员会等单位及其工作人员",
		Duty: OrganDuty, Roll: RollNone, Terms: []Term{{Unit: NoNumber}},
		OnLapse: "造成严重后果的依法给予处分（第三十五条）",
		Law:     "反家庭暴力法", Article: "第十四条", Source: "2015年12月27日公布", Verified: true,
		Note: "及时向公安机关报案",
	},
}
