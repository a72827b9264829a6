package ui

import "fengsheng/internal/fault"

// The gallery's sample text has the length of the real thing and names nobody
// who exists.

func galleryFacts() []Fact {
	return []Fact{
		{Label: "事由", Value: "楼上卫生间漏水，顶棚和墙面受损，双方对维修费用和误工损失的数额说不到一起", Change: "#facts"},
		{Label: "发生地点", Value: "东盛社区第三网格景阳花园小区12号楼2单元", Change: "#facts"},
		{Label: "来源", Value: "群众来访"},
		{Label: "调解员", Missing: true, Change: "#facts"},
		{Label: "涉及金额", Value: "12,600元", Change: "#facts"},
	}
}

func galleryDates() []DateView {
	steps := []Fact{
		{Label: "起算", Value: "2024年4月22日（星期一）受理，次日起算"},
		{Label: "依据", Value: "《人民调解工作规范》：自受理之日起三十日内调结"},
		{Label: "跳过", Value: "5月1日至5日劳动节放假；4月28日、5月11日调休上班"},
		{Label: "暂停", Value: "鉴定期间5月13日至5月15日，共3天"},
	}
	return []DateView{
		{ISO: "2024-05-08", Date: "2024年5月8日", Weekday: "星期三", Left: "还剩7天", Tone: Plain, Steps: steps},
		{ISO: "2024-05-02", Date: "2024年5月2日", Weekday: "星期四", Left: "明天到期", Tone: Soon},
		{ISO: "2024-04-28", Date: "2024年4月28日", Weekday: "星期日", Left: "超期3天", Tone: Late},
		{ISO: "2024-04-30", Date: "2024年4月30日", Weekday: "星期二", Left: "已按期办结", Tone: Done},
	}
}

type galleryRow struct {
	number, title, kind, unit, state string
	tone                             Tone
	due                              DateView
	money                            string
}

func galleryRows() []galleryRow {
	d := galleryDates()
	return []galleryRow{
		{"东盛调〔2024〕017号", "景阳花园12号楼2单元楼上楼下漏水赔偿", "邻里纠纷", "东盛社区", "调解中", Going, d[0], "12,600.00"},
		{"东盛调〔2024〕018号", "临街早点铺凌晨加工噪音扰民", "噪声纠纷", "远达社区", "待受理", Plain, d[1], "—"},
		{"东盛调〔2024〕011号", "物业公司擅自停用电梯三日，业主要求退还部分物业服务费并公开维修资金账目", "物业纠纷", "昌平社区", "中止", Soon, d[2], "3,280.50"},
		{"东盛调〔2024〕009号", "兄妹三人赡养费分担", "婚姻家庭纠纷", "东盛社区", "已达成协议", Done, d[3], "800.00"},
	}
}

func galleryEntries() []Entry {
	return []Entry{
		{Kind: "调解", Title: "第二次调解，未达成一致", ISO: "2024-04-30T14:30", When: "2024年4月30日（星期二）14:30", Who: "周×（调解员）", Text: "双方同意委托第三方估价。楼上一方先行停用漏水管路，约定5月8日前再谈。", Href: "#timeline"},
		{Kind: "联系", Title: "电话通知双方", ISO: "2024-04-26", When: "2024年4月26日（星期五）", Who: "吴×（社区矛调站站长）", Text: "当日未接通一方，次日补打。"},
		{Kind: "登记", Title: "登记并分流到东盛社区", ISO: "2024-04-22T09:10", When: "2024年4月22日（星期一）09:10", Who: "郑×（登记人）"},
	}
}

func galleryTasks() []Task {
	return []Task{
		{Label: "人民调解申请书", Href: "#tasks", State: Have, Hint: "2页，4月22日上传"},
		{Label: "调解笔录", Href: "#tasks", State: Lacking, Hint: "第二次调解还没有笔录"},
		{Label: "司法确认申请书", State: NotNeeded},
	}
}

func galleryFigures() []FigureView {
	return []FigureView{
		{Label: "受理矛盾纠纷", Value: "799", Unit: "件", Href: "#figures", Definition: "#figures", Note: "比上年同期多23件"},
		{Label: "化解率", Value: "99.87%", Href: "#figures", Numerator: "798", Denominator: "799", Definition: "#figures"},
		{Label: "培训人次", Value: "59", Unit: "人次", ByHand: "周×，4月30日", Definition: "#figures"},
		{Label: "网上咨询", Missing: true, Definition: "#figures"},
	}
}

func galleryBars() Chart {
	return Chart{
		ID: "bars", Title: "受理的矛盾纠纷，按类别", Point: "邻里纠纷和物业纠纷占六成。", Period: "2024年1月1日至12月31日", Unit: "件", Definition: "#charts",
		Points: []Point{
			{Label: "邻里纠纷", Value: 286, Text: "286", Href: "#charts"},
			{Label: "物业纠纷", Value: 197, Text: "197", Href: "#charts"},
			{Label: "婚姻家庭纠纷", Value: 121, Text: "121", Href: "#charts"},
			{Label: "劳动争议", Value: 88, Text: "88", Href: "#charts"},
			{Label: "噪声纠纷", Value: 64, Text: "64", Href: "#charts"},
			{Label: "其他", Value: 43, Text: "43", Href: "#charts"},
		},
	}
}

func galleryLine() Chart {
	c := Chart{ID: "line", Title: "受理的矛盾纠纷，按月", Point: "采暖季前后的10月、11月最多。", Period: "2024年1月1日至12月31日", Unit: "件", Definition: "#charts"}
	for i, v := range []float64{52, 41, 63, 58, 60, 71, 66, 0, 69, 92, 88, 75} {
		c.Points = append(c.Points, Point{
			Label: "2024年" + number(i+1) + "月", Short: number(i+1) + "月", Value: v, Text: number(int(v)), Href: "#charts", Missing: v == 0,
		})
	}
	return c
}

func galleryColumns() []Column {
	return []Column{
		{Label: "事项", Sort: "#table"},
		{Label: "类别"},
		{Label: "承办单位"},
		{Label: "金额（元）", Figures: true},
		{Label: "期限", Sort: "#table", Order: "ascending"},
		{Label: "状态"},
	}
}

func galleryKinds() []Option {
	return []Option{
		{Value: "neighbour", Label: "邻里纠纷"},
		{Value: "property", Label: "物业纠纷", Hint: "业主与物业服务企业之间，业主与业主委员会之间"},
		{Value: "family", Label: "婚姻家庭纠纷"},
		{Value: "land", Label: "土地承包纠纷", Disabled: "本街道没有农村集体土地"},
	}
}

func galleryForm() Entries {
	e := EntriesOf("place", "景阳花园小区12号楼2单元", "kind", "property", "amount", "12600.00", "phone", "13800")
	e.Values.Add("need", "interpreter")
	return e
}

// galleryErrors is the form with what a careless entry brings.
func galleryErrors(e Entries) Entries {
	var wrong fault.Fields
	wrong.Add("story", "请填写事由")
	wrong.Add("consent", "请选择双方是否同意调解")
	wrong.Add("phone", "手机号应为11位数字，例如13812345678")
	e.Wrong = wrong
	return e
}

// galleryMini is the line once more, small.
func galleryMini() Chart {
	c := galleryLine()
	c.ID = "mini"
	return c
}

// galleryFew has too few values to be drawn.
func galleryFew() Chart {
	return Chart{
		ID: "few", Title: "各季度受理和办结", Point: "第二季度受理最多，是231件。", Period: "2024年1月1日至6月30日", Unit: "件", Definition: "#figures", Gap: "2023年没有记录。",
		Points: []Point{{Label: "第1季度", Value: 190, Text: "190", Href: "#figures"}, {Label: "第2季度", Value: 231, Text: "231", Href: "#figures"}, {Label: "2023年", Missing: true, Why: "没有记录"}},
	}
}

func galleryGroups() []BarGroup {
	group := func(label string, accepted, concluded float64) BarGroup {
		return BarGroup{Label: label, Points: []Point{
			{Label: "受理", Value: accepted, Text: axis(accepted), Href: "#figures"}, {Label: "办结", Value: concluded, Text: axis(concluded), Href: "#figures"},
		}}
	}
	return []BarGroup{group("2024年第1季度", 190, 171), group("2024年第2季度", 231, 236)}
}

func galleryFunnel() FunnelView {
	row := func(kind, tag, label, says string, n float64) FunnelRow {
		return FunnelRow{Kind: kind, Tag: tag, Says: says, Point: Point{Label: label, Value: n, Text: axis(n), Href: "#figures"}}
	}
	return FunnelView{
		ID: "funnel", Title: "2024年登记的事项走到哪一步", Point: "登记的421件中，受理380件。", Caption: "登记日期：2024年1月1日至6月30日，单位：件",
		Rows: []FunnelRow{
			row(FunnelStep, "", "登记", "登记日期在这段时间的全部事项", 421),
			row(FunnelExit, "离开", "引导到别处", "不归本街道办，已经书面告知该找哪个单位", 29),
			row(FunnelWaiting, "在办", "等待受理", "正在征求对方意见", 12),
			row(FunnelStep, "", "受理", "登记的421件中，受理380件", 380),
		},
	}
}
