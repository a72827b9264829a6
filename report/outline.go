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

// DemoSections is the report of the demonstration street: the outline with
// prose of our own in which every figure is a citation.
func DemoSections(year int) []Section {
	this, next := yearWord(year), yearWord(year+1)
	return []Section{
		{Part: PartOpening, Body: demoOpening(this)},
		chapter(PartResults, this+"法治政府建设的主要举措和成效", ""),
		section(PartResults, 1, "抓责任、抓学习，依法履职的基础更加牢固", demoStudy),
		section(PartResults, 2, "警地协同、源头治理，信访问题依法有序解决", demoPetitions),
		section(PartResults, 3, "建强阵地、就地化解，矛盾纠纷多元调处成效明显", demoDisputes),
		chapter(PartShortfalls, this+"法治政府建设的不足和原因", demoShortfalls),
		chapter(PartPrincipals, this+"党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况", ""),
		section(PartPrincipals, 1, "带头部署，把法治建设摆上重要位置", demoLeads),
		section(PartPrincipals, 2, "带头学法，推动普法融入日常服务", demoLearns),
		section(PartPrincipals, 3, "带头督办，让群众的诉求有回音", demoWatches),
		chapter(PartPlans, next+"推进法治政府建设的主要安排", ""),
		section(PartPlans, 1, "在压实责任上再加力", demoNextDuty),
		section(PartPlans, 2, "在建强队伍和阵地上再加力", demoNextPeople),
		section(PartPlans, 3, "在防范化解风险上再加力", demoNextRisks),
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

func demoOpening(year string) string {
	return year + "，街道坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，认真落实上级党委、政府关于全面依法治国的部署，" +
		"把依法行政贯穿街道工作全过程，努力用法治方式解决群众身边的难事。按照有关规定，现将" + year + "度法治政府建设情况报告如下："
}

// The figures of these texts are those of the demonstration year; each is read
// from the records when the report is compiled.
const (
	demoStudy = `一是责任落到人头。党工委把法治建设列入年度工作要点，与中心工作一同部署、一同检查，主要负责人抓总，分管负责人逐月调度，包保社区和小区的干部把法治要求带到网格。全年召开专题党委会{{rolMeetings}}，专门研究法治建设和依法治理工作。` +
		`二是学习形成制度。把宪法、民法典和信访工作条例等列入党工委理论学习中心组学习计划，全年集中学法{{studyCentreGroup}}；按规定向上级汇报党内法规制度建设工作{{partyRuleReports}}。` +
		`三是普法走到身边。抓住国家安全教育日、民法典宣传月、安全生产月等节点，会同社区、派出所和法律服务人员进小区、进商圈、进学校开展宣传，发放普法资料{{leaflets}}、宣传品{{giveaways}}，资料与宣传品分开登记、分开统计。`

	demoPetitions = `一是警地联动常态运行。街道与辖区派出所对接隐患信息、对接研判预警、对接重大纠纷调处，全年召开警地工作例会{{policeMeetings}}，在社区警务室和商圈警务室设立百姓说事点{{talkingPoints}}，群众有话可以就近说。` +
		`二是风险隐患主动摸排。街道会同派出所和社区开展摸排{{sweeps}}；截至统计截止日，登记在册、尚未办结的信访隐患{{petitionRisks}}，涉及当事人{{petitionRiskParties}}，隐患按件统计，不建立人员名单。` +
		`三是领导干部带头化解。召开信访工作会议{{petitionMeetings}}，领导干部接访下访{{receptions}}，其中落实领导包案制度、为化解包案事项接访下访{{receptionsAboutCases}}，实现息访{{petitionsSettled}}。`

	demoDisputes = `一是街道中心集中办。矛盾纠纷调处化解中心统一受理民事、行政、涉法涉诉和信访等各类矛盾纠纷，登记、分流、调处、回访环环相扣。全年受理矛盾纠纷{{accepted}}，办结{{concluded}}，办结率{{concludedRate|式}}，其中成功化解{{resolved}}；整理工作卷宗{{workDossiers}}、调解卷宗{{mediationDossiers}}，达成口头协议的按规定填写登记表。` +
		`二是社区站点就近办。街道设矛调中心{{centres}}，社区设矛调站{{stations}}，实现中心带站、站站联动，心理咨询师、退休干部和社区志愿者一起参与调处，多数纠纷在社区就能说开。` +
		`三是居民小区上门办。在居民小区设立调解室，网格员发现在先、调解员上门在前，把法理、事理、情理讲到群众心里。`

	demoShortfalls = `对照法治政府建设的要求和群众的期待，街道工作还有差距。一是依法办事的意识还不够牢，个别工作人员遇到新情况先找惯例、后找依据。二是学法用法还不够深，对新修订的法律法规掌握不系统，解释政策不够准确。三是专业力量还不够强，法治工作人员多为兼职，处理复杂纠纷的经验不足。` +
		`主要原因：一是学用结合不紧，集中学习多、案例研讨少。二是培养机制不全，跟班学习、岗位练兵没有形成常态。三是普法的针对性不强，对不同人群的实际需求了解不细。`

	demoLeads = `街道党政主要负责人认真履行第一责任人职责，法治建设的重要工作亲自部署、重大问题亲自过问、重点环节亲自协调，主持研究法治议题{{rolMeetings|数}}次。把依法履职情况纳入干部年度考核，与评先评优挂钩。`

	demoLearns = `主要负责人带头参加中心组集体学法，带头讲法治课，督促各部门把学法列入日常。落实“谁执法谁普法”普法责任制，网格员在走访服务的同时宣传法律，社区依托新时代文明实践站开办法律讲座，让群众在家门口学到用得上的法律知识。`

	demoWatches = `坚持领导干部接访下访制度，主要负责人定期听取信访和矛盾纠纷化解情况汇报，对久拖未决的事项逐件明确责任人和办结时限。加强对受理、办理、答复各环节的检查，群众反映的合理诉求解决到位，一时解决不了的讲清法律依据和办理途径。`

	demoNextDuty = `持续学习宣传贯彻习近平法治思想，严格落实党政主要负责人推进法治建设第一责任人职责，健全年初有计划、年中有检查、年底有考核的工作机制，推动领导干部带头依法决策、依法办事。`

	demoNextPeople = `充实调解员、网格员和法律服务队伍，常态化开展岗位练兵和案例研讨；发挥矛调中心枢纽作用，培育“枫盛”矛调品牌，设立移动说事点，探索“互联网+调解”，让群众少跑腿、好办事。`

	demoNextRisks = `深入开展矛盾隐患大排查，健全每周除险工作通报机制，做到早发现、早报告、早处置；深化警地对接，完善风险识别、分级处置、跟踪回访的闭环管理，把矛盾纠纷化解在基层、化解在萌芽状态。`
)
