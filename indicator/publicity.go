package indicator

import "fengsheng/activity"

// publicity is section E: telling people the law.
var publicity = []Definition{
	{
		Code: "campaigns", Name: "普法活动", Section: "E", Row: 53, Unit: "场次", Decides: dayHeld, Source: publicityLaw,
		Definition: "登记的普法活动，一场算1场次；法治讲堂、讲座另计。", measure: held(activity.Publicity),
	},
	{
		Code: "leaflets", Name: "发放法律宣传资料", Section: "E", Row: 54, Unit: "份", Decides: dayHeld, Source: publicityLaw,
		Definition: "各次活动登记的宣传资料发放份数之和；与宣传品分开登记、分开统计，不相加。",
		measure:    added(activity.TotalLeaflets, func(f *activity.Filter) { f.Leafleted = true }),
	},
	{
		Code: "giveaways", Name: "发放宣传品", Section: "E", Row: 55, Unit: "份", Decides: dayHeld, Source: publicityLaw,
		Definition: "各次活动登记的宣传品发放份数之和；与宣传资料分开登记、分开统计，不相加。",
		measure:    added(activity.TotalGiveaways, func(f *activity.Filter) { f.Gifted = true }),
	},
	{
		Code: "audience", Name: "普法受众", Section: "E", Row: 56, Unit: "人次", Decides: dayHeld, Source: publicityLaw,
		Definition: "普法活动和法治讲堂登记的群众人次之和，同一人参加两场算2人次；接访、下访、排查中见到的群众不算。",
		measure: added(activity.TotalAudience, func(f *activity.Filter) {
			f.Kinds, f.Reached = of(activity.Publicity, activity.Lecture), true
		}),
	},
	{
		Code: "lectures", Name: "法治讲座", Section: "E", Row: 57, Unit: "场", Decides: dayHeld, Source: publicityLaw,
		Definition: "登记的法治讲堂和讲座，含主要负责人讲法治课，一场算1场。", measure: held(activity.Lecture),
	},
	{
		Code: "onlinePublicity", Name: "线上普法推送", Section: "E", Row: 61, Unit: "条", Decides: "发布日期", Source: publicityLaw,
		Definition: "登记为线上普法的推送，发布一条算1条；已计入普法活动。", measure: held(activity.Publicity, activity.Online),
	},
	{
		Code: "schoolVisits", Name: "法治进校园", Section: "E", Row: 62, Unit: "场次", Decides: dayHeld, Source: publicityLaw,
		Definition: "在学校举办的普法活动，一场算1场次；已计入普法活动。", measure: held(activity.Publicity, activity.School),
	},
}
