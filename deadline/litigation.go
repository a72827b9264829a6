package deadline

const (
	reconsideration       = "行政复议法"
	reconsiderationSource = "2023年9月1日修订"
)

// litigation is group F, reconsideration and courts. In 行政复议法 three, five,
// seven and ten days are working days (art. 88); other lengths are calendar.
var litigation = []Rule{
	{
		ID: "F1", Title: "申请行政复议期限", Trigger: "知道或者应当知道行政行为", Who: "申请人", Duty: PersonRight, Roll: RollForward,
		Terms: []Term{
			{Unit: CalendarDays, Number: 60, Article: "第二十条第一款"},
			{Key: "untold", Title: "申请行政复议最长期限（未告知复议权利）", Trigger: "知道或者应当知道行政行为内容", Unit: Years, Number: 1, Article: "第二十条第三款"},
			{Key: "outer", Title: "申请行政复议最长期限", Trigger: "作出行政行为", Unit: Years, Number: 5, Article: "第二十一条"},
			{Key: "outerRealEstate", Title: "申请行政复议最长期限（不动产）", Trigger: "作出行政行为", Unit: Years, Number: 20, Article: "第二十一条"},
		},
		OnLapse: "不予受理",
		Law:     reconsideration, Article: "第二十条", Source: reconsiderationSource, Verified: true,
		Note: "未告知复议权利的，60日从知道权利之日起算；不可抗力等正当理由耽误的，障碍消除后继续计算",
	},
	{
		ID: "F2", Title: "复议申请审查期限", Trigger: "收到行政复议申请", Who: "行政复议机关", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{
			{Unit: WorkingDays, Number: 5, Article: "第三十条"},
			{Key: "correction", Title: "通知补正复议申请", Unit: WorkingDays, Number: 5, Article: "第三十一条第一款"},
			{
				Key: "supplement", Title: "补正复议申请", Trigger: "收到补正通知", Unit: WorkingDays, Number: 10, Article: "第三十一条第二款",
				Who: "申请人", Duty: PersonRight, Extension: Extension{By: "行政复议机关"},
			},
		},
		OnLapse: "审查期限届满未作不予受理决定的，视为受理；无正当理由逾期不补正的，视为放弃申请",
		Law:     reconsideration, Article: "第三十条", Also: "《行政复议法》第八十八条", Source: reconsiderationSource, Verified: true,
	},
	{
		ID: "F3", Title: "发送复议申请书副本", Trigger: "受理行政复议申请", Who: "行政复议机构", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{
			{Unit: WorkingDays, Number: 7, Article: "第四十八条"},
			{Key: "answer", Title: "提出复议书面答复", Trigger: "收到复议申请书副本", Unit: WorkingDays, Number: 10, Article: "第四十八条", Who: "被申请人"},
			{Key: "simplified", Title: "发送复议申请书副本（简易程序）", Unit: WorkingDays, Number: 3, Article: "第五十四条第一款"},
			{
				Key: "simplifiedAnswer", Title: "提出复议书面答复（简易程序）", Trigger: "收到复议申请书副本", Unit: WorkingDays, Number: 5, Article: "第五十四条第一款",
				Who: "被申请人",
			},
		},
		OnLapse: "不答复、不提交证据的，视为行政行为没有证据、依据（第七十条）",
		Law:     reconsideration, Article: "第四十八条", Also: "《行政复议法》第八十八条", Source: reconsiderationSource, Verified: true,
	},
	{
		ID: "F4", Title: "行政复议决定期限", Trigger: "受理行政复议申请", Who: "行政复议机关", Duty: OrganDuty, Roll: RollForward,
		Terms: []Term{
			{Unit: CalendarDays, Number: 60, Extension: Extension{By: "行政复议机构负责人", Number: 30, Unit: CalendarDays}, Article: "第六十二条第一款"},
			{Key: "simplified", Title: "行政复议决定期限（简易程序）", Unit: CalendarDays, Number: 30, Article: "第六十二条第二款"},
		},
		OnLapse: "可以在期满之日起十五日内起诉",
		Law:     reconsideration, Article: "第六十二条", Also: "《行政复议法》第三十四条，《行政诉讼法》第四十五条", Source: reconsiderationSource, Verified: true,
	},
	{
		ID: "F5", Title: "复议听证通知", Trigger: "举行听证", Who: "行政复议机构", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{{Unit: WorkingDays, Number: 5, Before: true}},
		Law:   reconsideration, Article: "第五十一条第一款", Also: "《行政复议法》第八十八条", Source: reconsiderationSource, Verified: true,
	},
	{
		ID: "F6", Title: "报送复议意见整改情况", Trigger: "收到行政复议意见书", Who: "有关机关", Duty: OrganDuty, Roll: RollForward,
		Terms:   []Term{{Unit: CalendarDays, Number: 60}},
		OnLapse: "拒不履行的依法给予处分（第八十三条）",
		Law:     reconsideration, Article: "第七十六条", Source: reconsiderationSource, Verified: true,
	},
	{
		ID: "F7", Title: "直接提起行政诉讼期限", Trigger: "知道或者应当知道作出行政行为", Who: "公民、法人或者其他组织", Duty: PersonRight, Roll: RollForward,
		Terms: []Term{
			{Unit: Months, Number: 6, Article: "第四十六条第一款"},
			{Key: "afterReconsideration", Title: "复议后提起行政诉讼期限", Trigger: "收到复议决定书，或者复议期满", Unit: CalendarDays, Number: 15, Article: "第四十五条"},
			{Key: "inaction", Title: "行政机关履行法定职责期限", Trigger: "行政机关接到申请", Unit: Months, Number: 2, Article: "第四十七条第一款", Who: "行政机关", Duty: OrganDuty},
			{Key: "outer", Title: "提起行政诉讼最长期限", Trigger: "作出行政行为", Unit: Years, Number: 5, Article: "第四十六条第二款"},
			{Key: "outerRealEstate", Title: "提起行政诉讼最长期限（不动产）", Trigger: "作出行政行为", Unit: Years, Number: 20, Article: "第四十六条第二款"},
		},
		OnLapse: "不予受理；行政机关两个月不履行职责的，可以起诉",
		Law:     "行政诉讼法", Article: "第四十六条", Source: "2017年6月27日修正", Verified: true,
	},
	{
		ID: "F8", Title: "行政诉讼答辩举证期限", Trigger: "收到起诉状副本", Who: "被告", Duty: OrganDuty, Roll: RollForward,
		Terms: []Term{{Unit: CalendarDays, Number: 15}},
		Law:   "行政诉讼法", Article: "第六十七条第一款", Source: "2017年6月27日修正", Verified: true,
	},
	{
		ID: "F9", Title: "申请劳动仲裁期限", Trigger: "知道或者应当知道权利被侵害", Who: "当事人", Duty: PersonRight, Roll: RollForward,
		Terms: []Term{
			{Unit: Years, Number: 1, Article: "第二十七条第一款"},
			{Key: "wages", Title: "申请劳动仲裁期限（拖欠劳动报酬）", Trigger: "劳动关系终止", Unit: Years, Number: 1, Article: "第二十七条第四款", Who: "劳动者"},
			{Key: "accept", Title: "劳动仲裁受理期限", Trigger: "收到仲裁申请", Unit: CalendarDays, Number: 5, Article: "第二十九条", Who: "劳动争议仲裁委员会", Duty: OrganDuty},
			{
				Key: "decide", Title: "劳动仲裁裁决期限", Trigger: "受理仲裁申请", Unit: CalendarDays, Number: 45, Article: "第四十三条第一款",
				Who: "仲裁庭", Duty: OrganDuty, Extension: Extension{By: "劳动争议仲裁委员会主任", Number: 15, Unit: CalendarDays},
			},
			{Key: "sue", Title: "不服劳动仲裁裁决起诉", Trigger: "收到仲裁裁决书", Unit: CalendarDays, Number: 15, Article: "第五十条"},
			{Key: "setAside", Title: "申请撤销终局裁决", Trigger: "收到仲裁裁决书", Unit: CalendarDays, Number: 30, Article: "第四十九条第一款", Who: "用人单位"},
		},
		OnLapse: "超过仲裁时效的，对方可以抗辩；期满不起诉的，裁决书生效",
		Law:     "劳动争议调解仲裁法", Article: "第二十七条", Also: "《劳动争议调解仲裁法》第四十八条", Source: "2007年12月29日公布", Verified: true,
		Note: "劳动关系存续期间拖欠劳动报酬的，不受一年限制",
	},
	{
		ID: "F10", Title: "政府信息公开申请答复", Trigger: "收到政府信息公开申请", Who: "行政机关", Duty: OrganDuty, Roll: RollNone,
		Terms: []Term{
			{
				Unit: WorkingDays, Number: 20, Article: "第三十三条第二款", Excludes: "征求第三方和其他机关意见的时间",
				Extension: Extension{By: "政府信息公开工作机构负责人", Number: 20, Unit: WorkingDays},
			},
			{Key: "correction", Title: "告知补正信息公开申请", Unit: WorkingDays, Number: 7, Article: "第三十条"},
			{Key: "thirdParty", Title: "第三方提出意见", Trigger: "收到征求意见书", Unit: WorkingDays, Number: 15, Article: "第三十二条", Who: "第三方", Duty: PersonRight},
		},
		Law: "政府信息公开条例", Article: "第三十三条", Source: "2019年4月3日修订", Verified: true,
		Note: "能当场答复的当场答复；要求补正的，从收到补正的申请之日起算。借信息公开申请进行信访、投诉、举报的，告知相应渠道（第三十九条）",
	},
}
