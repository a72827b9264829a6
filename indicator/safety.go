package indicator

import (
	"fengsheng/activity"
	"fengsheng/matter"
)

const docking = "警地融合工作制度（派出所所长会议联席制度、三对接）"

// safety is section H: safety, docking with the police, grids.
var safety = []Definition{
	{
		Code: "policeMeetings", Name: "警地工作例会", Section: "H", Row: 98, Unit: "次", Decides: dayHeld, Source: docking,
		Definition: "街道与派出所共同召开的工作例会，一次会议算1次。", measure: held(activity.Meeting, activity.PoliceWork),
	},
	{
		Code: "dockings", Name: "警地对接", Section: "H", Unit: "次", Decides: dayHeld, Source: docking,
		Definition: "登记的警地对接，三种对接之和，一次对接算1次。", measure: held(activity.Docking),
	},
	{
		Code: "dockingsHazard", Name: "矛盾纠纷隐患信息对接", Section: "H", Unit: "次", Decides: dayHeld, Source: docking,
		Definition: "登记为矛盾纠纷隐患信息对接的对接。", measure: held(activity.Docking, activity.HazardInformation),
	},
	{
		Code: "dockingsAnalysis", Name: "分析研判预警对接", Section: "H", Unit: "次", Decides: dayHeld, Source: docking,
		Definition: "登记为分析研判预警对接的对接。", measure: held(activity.Docking, activity.AnalysisWarning),
	},
	{
		Code: "dockingsMajor", Name: "重大矛盾纠纷调解对接", Section: "H", Unit: "次", Decides: dayHeld, Source: docking,
		Definition: "登记为重大矛盾纠纷调解对接的对接。", measure: held(activity.Docking, activity.MajorDispute),
	},
	{
		Code: "sweepsWithPolice", Name: "会同派出所摸排", Section: "H", Unit: "次", Decides: dayHeld, Source: docking,
		Definition: "会同派出所进行的摸排，一轮算1次；已计入矛盾纠纷摸排。", measure: held(activity.Sweep, activity.WithPolice),
	},
	{
		Code: "hazardsFound", Name: "隐患排查", Section: "H", Row: 100, Unit: "处", Decides: dayRegistered, Source: "平安建设隐患排查台账",
		Definition: "登记日期在统计期内、分流为隐患的事项，一件算1处。",
		measure:    matters(func(a Ask) matter.Filter { return matter.Filter{Registered: a.Period(), Kinds: of(matter.Hazard)} }),
	},
	{
		Code: "hazardsCleared", Name: "隐患整改", Section: "H", Row: 101, Unit: "处", Decides: "验收合格日期", Source: "平安建设隐患排查台账",
		Definition: "由没有动手整改的人验收合格、验收日期在统计期内的隐患，一件算1处。",
		measure:    matters(func(a Ask) matter.Filter { return matter.Filter{Concluded: a.Period(), Kinds: of(matter.Hazard)} }),
	},
	{
		Code: "policeHandovers", Name: "派出所移送", Section: "H", Row: 102, Unit: "件", Decides: dayRegistered, Source: docking,
		Definition: "登记日期在统计期内、来源为派出所移送的事项（非警务警情移交）。",
		measure:    matters(func(a Ask) matter.Filter { return matter.Filter{Registered: a.Period(), Channels: []string{"police"}} }),
	},
	{
		Code: "drills", Name: "岗位练兵", Section: "H", Unit: "次", Decides: dayHeld, Source: "平安队伍岗位练兵计划",
		Definition: "登记的平安队伍练兵、应急救援演练和调解技能练兵，一次算1次。", measure: held(activity.Drill),
	},
	{
		Code: "drillAttendance", Name: "岗位练兵人次", Section: "H", Unit: "人次", Decides: dayHeld, Source: "平安队伍岗位练兵计划",
		Definition: "岗位练兵的参加人次之和，同一人参加两次算2人次。",
		measure: added(activity.TotalAttendance, func(f *activity.Filter) {
			f.Kinds, f.Attended = of(activity.Drill), true
		}),
	},
}
