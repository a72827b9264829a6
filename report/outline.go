package report

import "strconv"

// yearWord is 2024年.
func yearWord(year int) string { return strconv.Itoa(year) + "年" }

func chapter(part int, heading, body string) Section {
	return Section{Part: part, Level: levelChapter, Heading: heading, Body: body}
}

func section(part, order int, heading, body string) Section {
	return Section{Part: part, Order: order, Level: levelSection, Heading: heading, Body: body}
}

// Outline is the report's structure without prose: the five parts the 2019 rule
// asks for and the sections they usually have. The writer may rename, add, move
// and remove sections; the chapters stay.
func Outline(year int) []Section {
	this, next := yearWord(year), yearWord(year+1)
	return []Section{
		{Part: PartOpening},
		chapter(PartResults, this+"法治政府建设的主要举措和成效", ""),
		section(PartResults, 1, "学习贯彻习近平法治思想，依法履职能力不断提高", ""),
		section(PartResults, 2, "坚持依法决策、依法办事，法治建设机制不断健全", ""),
		section(PartResults, 3, "预防和化解矛盾纠纷，基层依法治理不断深入", ""),
		chapter(PartShortfalls, this+"法治政府建设的不足和原因", ""),
		chapter(PartPrincipals, this+"党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况", ""),
		section(PartPrincipals, 1, "组织领导", ""),
		section(PartPrincipals, 2, "学法普法", ""),
		section(PartPrincipals, 3, "监督落实", ""),
		chapter(PartPlans, next+"推进法治政府建设的主要安排", ""),
		section(PartPlans, 1, "压实责任", ""),
		section(PartPlans, 2, "建强队伍和阵地", ""),
		section(PartPlans, 3, "防范化解风险", ""),
		chapter(PartOther, "其他需要报告的情况", ""),
	}
}

// usual is the report nobody has begun yet: the outline with the usual figures
// and nothing that a record does not say.
func usual(year int) []Section {
	lines := map[int]string{1: usualStudy, 2: usualPetitions, 3: usualDisputes}
	sections := Outline(year)
	for i, s := range sections {
		if s.Part == PartResults && s.Level == levelSection {
			sections[i].Body = lines[s.Order]
		}
	}
	return sections
}

const (
	usualStudy     = `专题党委会{{rolMeetings}}，中心组学法{{studyCentreGroup}}，党内法规制度建设汇报{{partyRuleReports}}；发放法律宣传资料{{leaflets}}、宣传品{{giveaways}}。`
	usualPetitions = `警地工作例会{{policeMeetings}}，摸排{{sweeps}}，信访工作会议{{petitionMeetings}}，领导干部接访下访{{receptions}}（其中包案化解{{receptionsAboutCases}}）；信访隐患{{petitionRisks}}，息访{{petitionsSettled}}。`
	usualDisputes  = `受理矛盾纠纷{{accepted}}，办结{{concluded}}，其中化解{{resolved}}；工作卷宗{{workDossiers}}，调解卷宗{{mediationDossiers}}；矛调中心{{centres}}，矛调站{{stations}}，说事点{{talkingPoints}}。`
)
