package report

// demoPaperYear is the year before the records of the demonstration street
// begin. Its report was written from paper ledgers, so its figures are typed by
// hand, each with its source; only the places, which the street has entered
// since then, are counted.
const demoPaperYear = 2023

func demoPaper() []Section {
	this, next := yearWord(demoPaperYear), yearWord(demoPaperYear+1)
	return []Section{
		{Part: PartOpening, Body: demoOpening(this)},
		chapter(PartResults, this+"法治政府建设的主要举措和成效", ""),
		section(PartResults, 1, "压实责任、以学促用，依法履职能力有所提升", paperStudy),
		section(PartResults, 2, "多方联动、主动排查，信访秩序平稳", paperPetitions),
		section(PartResults, 3, "搭建阵地、及时调处，矛盾纠纷化解在基层", paperDisputes),
		chapter(PartShortfalls, this+"法治政府建设的不足和原因", paperShortfalls),
		chapter(PartPrincipals, this+"党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况", ""),
		section(PartPrincipals, 1, "带头部署，把法治建设摆上重要位置", paperLeads),
		section(PartPrincipals, 2, "带头学法，推动普法融入日常服务", paperLearns),
		section(PartPrincipals, 3, "带头督办，让群众的诉求有回音", demoWatches),
		chapter(PartPlans, next+"推进法治政府建设的主要安排", ""),
		section(PartPlans, 1, "在提升能力上下功夫", paperNextStudy),
		section(PartPlans, 2, "在延伸阵地上下功夫", paperNextPlaces),
		section(PartPlans, 3, "在源头预防上下功夫", paperNextRisks),
		chapter(PartOther, "其他需要报告的情况", ""),
	}
}

const (
	paperStudy = `一是明确责任。党工委把法治建设列入年度工作要点，主要负责人抓总、分管负责人落实，全年召开专题党委会{{手填:2次|党工委2023年会议记录}}。` +
		`二是抓好学习。理论学习中心组把宪法和民法典列入学习内容，全年中心组学法{{手填:4次|中心组2023年学习台账}}，向上级作党内法规制度建设汇报{{手填:1次|报送件存根，2023年12月}}。` +
		`三是做实普法。利用国家安全教育日、民法典宣传月等节点进小区开展宣传，发放法律宣传资料{{手填:430份|司法所2023年宣传登记簿}}，发放宣传品{{手填:900份|司法所2023年宣传登记簿}}。`

	paperPetitions = `一是加强警地联系。与辖区派出所互通情况，召开警地工作例会{{手填:10次|派出所联络员2023年会议记录}}。` +
		`二是排查风险隐患。会同社区开展矛盾纠纷摸排{{手填:33次|综合办2023年摸排台账}}，对发现的问题逐件登记、逐件明确办理单位。` +
		`三是落实接访制度。召开信访工作会议{{手填:11次|信访专干2023年会议记录}}，领导干部接访下访{{手填:58次|信访专干2023年接访登记簿}}，信访事项息访{{手填:1件|信访专干2023年台账}}。`

	paperDisputes = `一是统一受理。街道矛调中心受理矛盾纠纷{{手填:712件|矛调中心2023年登记簿}}，办结矛盾纠纷{{手填:705件|矛调中心2023年登记簿}}，办结率{{手填:99.02%|矛调中心2023年登记簿，705除以712}}；形成工作卷宗{{手填:15件|档案室2023年目录}}、调解卷宗{{手填:24件|档案室2023年目录}}。` +
		`二是建好站点。年内在社区建成矛调站{{stations}}，与街道矛调中心上下衔接，就近受理、就近调解。`

	paperShortfalls = `街道法治工作与群众的期待相比还有不足。一是部分干部学法不系统，遇到复杂问题运用法律的能力不强。二是社区矛调站刚刚建成，运行机制还在磨合，居民小区里的调解力量不足。` + demoThin +
		`主要原因：一是日常学习重形式、轻运用。二是阵地建设时间短，制度和人员没有同步跟上。三是部门之间信息共享不够及时，隐患发现得不够早。`

	paperLeads = `街道党政主要负责人认真履行第一责任人职责，法治建设的重要工作亲自部署、重大问题亲自过问、重点环节亲自协调。把依法履职情况作为干部年度述职的内容，督促班子成员落实“一岗双责”。`

	paperLearns = `主要负责人带头参加中心组集体学法，督促各部门把学法列入日常。落实“谁执法谁普法”普法责任制，社区依托新时代文明实践站开办法治讲堂。`

	paperNextStudy = `把宪法、民法典和信访工作条例列入理论学习中心组学习计划，完善领导干部学法制度。扩大法律顾问参与重大决策的范围，对重大合同逐件进行合法性审查。`

	paperNextPlaces = `推动社区矛调站全覆盖，形成中心带站、站站联动的格局。在居民小区试点建设小区矛调室，把调解服务送到家门口。`

	paperNextRisks = `健全派出所所长会议联席制度，推动隐患信息、研判预警、重大纠纷调处对接常态化。在社区警务室和商圈警务室设立百姓说事点，方便群众就近反映诉求。落实领导包案制度，推动化解信访积案。`
)
