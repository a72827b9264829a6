package report

// DemoSections is the report of the demonstration street: the outline with
// prose of our own. Of the year that is in the records every figure is a
// citation; the year before them was kept on paper, and its figures are typed by
// hand with their source.
func DemoSections(year int) []Section {
	if year == demoPaperYear {
		return demoPaper()
	}
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

func demoOpening(year string) string {
	return year + "，街道坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，认真落实上级党委、政府关于全面依法治国的部署，" +
		"把依法行政贯穿街道工作全过程，努力用法治方式解决群众身边的难事。按照有关规定，现将" + year + "度法治政府建设情况报告如下："
}

// The figures of these texts are those of the demonstration year; each is read
// from the records when the report is compiled.
const (
	demoStudy = `一是责任落到人头。党工委把法治建设列入年度工作要点，与中心工作一同部署、一同检查；主要负责人抓总，政法委员具体抓，分管负责人逐月调度，包保社区和小区的干部把法治要求带到网格。全年召开专题党委会{{rolMeetings}}，专门研究法治建设和依法治理工作。` +
		`二是学习形成制度。党工委年初排定学法计划，把宪法、民法典和信访工作条例等列入理论学习中心组学习内容，全年集中学法{{studyCentreGroup}}；按规定向上级汇报党内法规制度建设工作{{partyRuleReports}}，领导干部带头把依据讲清楚、把程序走完整。` +
		`三是普法走到身边。抓住学雷锋日、国家安全教育日、民法典宣传月、安全生产月等节点，会同社区、派出所和法律服务人员进小区、进商圈、进学校开展宣传，发放法律宣传资料{{leaflets|余}}，发放宣传品{{giveaways|余}}，资料与宣传品分开登记、分开统计。`

	demoPetitions = `一是警地联动常态运行。健全派出所所长会议联席制度，街道与辖区派出所对接隐患信息、对接研判预警、对接重大纠纷调处，全年召开警地工作例会{{policeMeetings}}，对隐患排查、信访办理和应急处置逐项作出安排；在万通社区警务室和亚泰新动力商圈警务室设立百姓说事点{{talkingPoints}}，群众有话可以就近说。` +
		`二是风险隐患主动摸排。会同东盛路派出所、和顺派出所和各社区开展摸排{{sweeps}}；截至统计截止日，登记在册、尚未办结的信访隐患{{petitionRisks}}，涉及当事人{{petitionRiskParties}}，隐患按件登记和统计，不建立人员名单。` +
		`三是领导干部带头化解。召开信访工作会议{{petitionMeetings}}，领导干部接访下访{{receptions}}；落实领导包案制度，其中为化解包案事项接访下访{{receptionsAboutCases}}，推动信访积案息访{{petitionsSettled}}，能当场答复的当场答复，需要研究的讲明期限。`

	demoDisputes = `一是街道中心集中办。矛盾纠纷调处化解中心统一受理民事、行政、涉法涉诉和信访{{acceptedClasses}}问题，登记、分流、调处、回访环环相扣。全年受理矛盾纠纷{{accepted}}，办结{{concluded}}，办结率{{concludedRate|式}}，其中成功化解{{resolved}}；整理工作卷宗{{workDossiers}}、调解卷宗{{mediationDossiers}}，达成口头协议的按规定填写登记表。` +
		`二是社区站点就近办。社区矛调站实现全覆盖，“{{centres|汉}}中心{{stations|汉}}分站”中心带站、站站联动，心理咨询师、退休干部和社区志愿者一起参与调处，多数纠纷在社区就能说开。` +
		`三是居民小区上门办。在亚泰桃花苑小区试点建设小区矛调室，把调解服务送到家门口，网格员发现在先、调解员上门在前，把法理、事理、情理讲到群众心里。`

	demoShortfalls = `对照法治政府建设的要求和群众的期待，街道工作还有差距。一是依法办事的意识还不够牢，个别工作人员遇到新情况先找惯例、后找依据。二是学法用法还不够深，对新修订的法律法规掌握不系统，解释政策不够准确。` + demoThin +
		`主要原因：一是学用结合不紧，集中学习多、案例研讨少。二是培养机制不全，跟班学习、岗位练兵没有形成常态。三是普法的针对性不强，对不同人群的实际需求了解不细。`

	// demoThin and demoWatches stand in the reports of both years: the program
	// points at them, and somebody has to say whether they still hold.
	demoThin = `三是专业力量还不够强，法治工作人员多为兼职，处理复杂纠纷的经验不足。`

	demoLeads = `街道党政主要负责人认真履行第一责任人职责，法治建设的重要工作亲自部署、重大问题亲自过问、重点环节亲自协调，主持研究法治议题{{rolMeetings|数}}次。把依法履职情况纳入干部年度考核，与评先评优挂钩，调动干部运用法治思维和法治方式解决问题。`

	demoLearns = `主要负责人带头参加中心组集体学法，带头讲法治课{{leaderLectures}}，督促各部门把学法列入日常。落实“谁执法谁普法”普法责任制，网格员在走访服务的同时宣传法律，社区依托新时代文明实践站开办法治讲堂，让群众在家门口学到用得上的法律知识。`

	demoWatches = `坚持领导干部接访下访制度，主要负责人定期听取信访和矛盾纠纷化解情况汇报，对久拖未决的事项逐件明确责任人和办结时限。加强对受理、办理、答复各环节的检查，群众反映的合理诉求解决到位，一时解决不了的讲清法律依据和办理途径。`

	demoNextDuty = `持续学习宣传贯彻习近平法治思想，严格落实党政主要负责人推进法治建设第一责任人职责，健全年初有计划、年中有检查、年底有考核的工作机制，推动领导干部带头依法决策、依法办事。`

	demoNextPeople = `充实调解员、网格员和法律服务队伍，常态化开展岗位练兵和案例研讨；发挥矛调中心枢纽作用，培育“枫盛”矛调品牌，设立移动解忧点，探索“互联网+调解”，让群众少跑腿、好办事。`

	demoNextRisks = `深入开展矛盾隐患大排查，健全每周除险工作通报机制，做到早发现、早报告、早处置；深化警地对接，完善风险识别、分级处置、跟踪回访的闭环管理，把矛盾纠纷化解在基层、化解在萌芽状态。`
)
