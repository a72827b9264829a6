package indicator

import (
	"fengsheng/activity"
	"fengsheng/study"
)

// The documents that ask for the figures of leadership and study.
const (
	inspectionRule = "《法治政府建设与责任落实督察工作规定》（2019年）"
	publicityLaw   = "《中华人民共和国法治宣传教育法》"
	dayHeld        = "召开或举办的日期"
)

// leadership is section A: leadership, study, the first responsible persons.
var leadership = []Definition{
	{
		Code: "rolMeetings", Name: "专题党委会", Section: "A", Row: 1, Unit: "次", Decides: dayHeld, Source: inspectionRule,
		Definition: "研究法治建设和依法治理工作的专题党委会，一次会议不论几个议题都算1次。", measure: held(activity.Meeting, activity.SpecialParty),
	},
	{
		Code: "lawReportsHeard", Name: "听取法治工作汇报", Section: "A", Row: 2, Unit: "次", Decides: dayHeld, Source: inspectionRule,
		Definition: "登记为“听取法治工作汇报”的会议，一次会议算1次。", measure: held(activity.Meeting, activity.LawReport),
	},
	{
		Code: "partyMeetings", Name: "党工委会议", Section: "A", Row: 3, Unit: "次", Decides: dayHeld, Source: inspectionRule,
		Definition: "党工委召开的会议总数，含专题党委会，不论议题。", measure: held(activity.Meeting, activity.SpecialParty, activity.PartyCommittee),
	},
	{
		Code: "directorMeetings", Name: "主任办公会", Section: "A", Row: 3, Unit: "次", Decides: dayHeld, Source: inspectionRule,
		Definition: "办事处召开的主任办公会总数，不论议题。", measure: held(activity.Meeting, activity.Directors),
	},
	{
		Code: "studyFirstTopic", Name: "“第一议题”学习", Section: "A", Row: 5, Unit: "次", Decides: dayHeld, Source: inspectionRule,
		Definition: "登记为“第一议题”的学习，一次学习算1次。", measure: held(activity.Study, activity.FirstTopic),
	},
	{
		Code: "studyCentreGroup", Name: "中心组学法", Section: "A", Row: 6, Unit: "次", Decides: dayHeld, Source: inspectionRule,
		Definition: "党工委理论学习中心组的集体学习，学习内容含法律法规或党内法规，一次学习算1次。", measure: held(activity.Study, activity.CentralGroup),
	},
	{
		Code: "studyLeadingGroup", Name: "班子学法", Section: "A", Row: 7, Unit: "次", Decides: dayHeld, Source: inspectionRule,
		Definition: "领导班子在中心组学习以外的集体学法（专题学法、会前学法），不含中心组学习。", measure: held(activity.Study, activity.LeadingGroup),
	},
	{
		Code: "studyDiscussions", Name: "法治专题研讨", Section: "A", Row: 8, Unit: "次", Decides: dayHeld, Source: inspectionRule,
		Definition: "登记为专题研讨的学习，一次研讨算1次。", measure: held(activity.Study, activity.Discussion),
	},
	{
		Code: "studyBranches", Name: "支部学法", Section: "A", Row: 9, Unit: "次", Decides: dayHeld, Source: inspectionRule,
		Definition: "基层党支部组织的学法，一个支部一次算1次。", measure: held(activity.Study, activity.Branch),
	},
	{
		Code: "trainings", Name: "干部法治培训", Section: "A", Row: 10, Unit: "场次", Decides: dayHeld, Source: inspectionRule,
		Definition: "面向工作人员的法治培训，一场算1场次；调解员培训另计。", measure: held(activity.Study, activity.Training),
	},
	{
		Code: "trainingAttendance", Name: "干部法治培训人次", Section: "A", Row: 11, Unit: "人次", Decides: dayHeld, Source: inspectionRule,
		Definition: "干部法治培训的参加人次之和，同一人参加两场算2人次。",
		measure: added(activity.TotalAttendance, func(f *activity.Filter) {
			f.Kinds, f.Varieties, f.Attended = of(activity.Study), of(activity.Training), true
		}),
	},
	{
		Code: "examCandidates", Name: "学法考试人数", Section: "A", Row: 12, Unit: "人次", Decides: "考试的最后一天", Source: publicityLaw,
		Definition: "已结束的学法考试的应考人数之和，同一人两场算2人次；只有各场的人数，不形成人员名单和成绩名单。", measure: sittings(study.TotalCandidates),
	},
	{
		Code: "examSatRate", Name: "学法考试参考率", Section: "A", Row: 13, Unit: "%", Decides: "考试的最后一天", Source: publicityLaw,
		Definition: "已结束的学法考试中，参加考试的人次占应考人次的比例。", measure: share(study.TotalSat, study.TotalCandidates),
		Unfit: "考的是人，不考核到人",
	},
	{
		Code: "examPassedRate", Name: "学法考试合格率", Section: "A", Row: 13, Unit: "%", Decides: "考试的最后一天", Source: publicityLaw,
		Definition: "已结束的学法考试中，达到及格线的人次占参加考试人次的比例。", measure: share(study.TotalPassed, study.TotalSat),
		Unfit: "考的是人，不考核到人",
	},
	{
		Code: "examExcellentRate", Name: "学法考试优秀率", Section: "A", Row: 13, Unit: "%", Decides: "考试的最后一天", Source: publicityLaw,
		Definition: "已结束的学法考试中，达到优秀线的人次占参加考试人次的比例。", measure: share(study.TotalExcellent, study.TotalSat),
		Unfit: "考的是人，不考核到人",
	},
	{
		Code: "leaderLectures", Name: "主要负责人讲法治课", Section: "A", Row: 14, Unit: "次", Decides: dayHeld, Source: inspectionRule,
		Definition: "由党政主要负责人主讲的法治课，一课算1次。", measure: held(activity.Lecture, activity.LeaderLecture),
	},
	{
		Code: "partyRuleReports", Name: "党内法规制度建设汇报", Section: "A", Row: 16, Unit: "次", Decides: "报送日期", Source: inspectionRule,
		Definition: "向上级报送的党内法规制度建设情况汇报，一份算1次；只算实际报送的，制度上要求的次数不算。",
		measure:    held(activity.Filing, activity.PartyRules),
	},
	{
		Code: "courtHearings", Name: "旁听庭审", Section: "A", Row: 19, Unit: "场", Decides: dayHeld, Source: publicityLaw,
		Definition: "组织工作人员旁听的庭审，一场庭审算1场。", measure: held(activity.Study, activity.CourtHearing),
	},
}
