package sample

import (
	"fmt"
	"time"

	"fengsheng/actor"
	"fengsheng/administrative"
	"fengsheng/consultation"
	"fengsheng/hazard"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/litigation"
	"fengsheng/matter"
	"fengsheng/petition"
)

// line is what happens next to a matter, some days after what came before.
type line struct {
	days int
	do   func(tx *db.Tx, m matter.Matter) (matter.Matter, error)
}

// script lets a matter begin on a day and go on line by line. It takes nothing
// from the dice: the rest of the year stays as it is whatever is written here.
func (t *theatre) script(day calendar.Date, begin func(tx *db.Tx) (matter.Matter, error), lines ...line) error {
	return t.noon(day, func(tx *db.Tx) error {
		m, err := begin(tx)
		if err != nil {
			return err
		}
		return t.follow(tx, m, lines)
	})
}

func (t *theatre) follow(tx *db.Tx, m matter.Matter, lines []line) error {
	if len(lines) == 0 {
		return nil
	}
	play := func(tx *db.Tx) error {
		next, err := lines[0].do(tx, m)
		if err != nil {
			return fmt.Errorf("%s %s: %w", m.Number, m.State, err)
		}
		return t.follow(tx, next, lines[1:])
	}
	if lines[0].days == 0 {
		t.at(tx.Now.Add(10*time.Minute), play)
		return nil
	}
	return t.noon(calendar.Of(tx.Now).AddDays(lines[0].days), play)
}

// noon is a moment around noon of the first working day on or after a date.
func (t *theatre) noon(d calendar.Date, play func(*db.Tx) error) error {
	d, err := t.days.NextWorkingDay(d)
	if err != nil {
		return err
	}
	t.at(d.Time().Add(11*time.Hour+time.Duration(t.order%120)*time.Minute), play)
	return nil
}

// kinds plays matters of every kind beside mediation, one in each stage.
func (t *theatre) kinds() error {
	for _, play := range []func() error{t.petitions, t.administratives, t.litigations, t.hazards, t.consultations, t.dockings, t.kept, t.outsides, t.papers, t.ledgers, t.returns} {
		if err := play(); err != nil {
			return err
		}
	}
	return nil
}

// sorted takes a matter in and sorts it to a kind.
func (t *theatre) sorted(kind matter.Kind, class matter.Class, place int, title, told string) func(tx *db.Tx) (matter.Matter, error) {
	return func(tx *db.Tx) (matter.Matter, error) {
		c := t.Communities[place%len(t.Communities)]
		m, err := matter.TakeIn(tx, t.registrar, matter.Intake{
			Channel: "centre", Title: title, Request: told, Place: c.Estates[0].Name + "门口", Unit: c.Estates[0].ID, Class: class, Scale: "01", Known: true,
			Parties: []matter.Party{{Side: matter.Applicant, Name: "当事人1（演示）"}, {Side: matter.Respondent, Name: "当事人2（演示）"}},
		})
		if err != nil {
			return m, err
		}
		return t.sort(tx, m, kind, class)
	}
}

func (t *theatre) sort(tx *db.Tx, m matter.Matter, kind matter.Kind, class matter.Class) (matter.Matter, error) {
	field := m.DisputeType
	if kind == matter.Petition && field == "" {
		field = "17" // what these are about is the property company's
	}
	return matter.Triage(tx, t.triager, m.ID, matter.Sorting{
		Kind: kind, Class: class, DisputeType: field, Gates: matter.Gates{Child: "no", Incapable: "no", Violence: "no", Major: "no"}, Slip: "按" + kind.Label() + "办理",
	})
}

// with is an operation with its answers, as a line.
func with[A any](days int, op func(*db.Tx, actor.Actor, matter.ID, A) (matter.Matter, error), by actor.Actor, answers A) line {
	return line{days, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) { return op(tx, by, m.ID, answers) }}
}

// complained is which unit a petition of the sample complains of; a suggestion of none.
func complained(s petition.Sort, title string) string {
	switch {
	case s == petition.Suggestion:
		return ""
	case title == unlit:
		return "物业服务企业（演示）"
	}
	return "供热单位（演示）"
}

// unlit is what the petitions that ended in the year are about.
const unlit = "反映楼道照明"

// petitionLines are the ways of a petition after triage, by the stage it reaches.
func (t *theatre) petitionLines() map[string][]line {
	clerk, head, handler := t.clerk, t.head, t.handler
	classify := func(s petition.Sort, forwarded bool) line {
		sender := ""
		if forwarded {
			sender = "区信访局"
		}
		return line{1, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
			return petition.Classify(tx, clerk, m.ID, petition.Classification{
				Sort: s, Forwarded: forwarded, Sender: sender, Organ: complained(s, m.Title), DupChecked: true, FinalChecked: true, Words: "在信访系统里核对过",
			})
		}}
	}
	accept := with(2, petition.Accept, head, petition.Acceptance{Handler: handler.Officer, NoTie: true, Told: true})
	path := with(1, petition.PathOpinion, head, petition.Path{Why: "不属于前五项，按信访程序办理"})
	hear := with(5, petition.Investigate, handler, petition.Doing{Heard: true, Words: "听取信访人陈述，到现场核实"})
	issue := func(result string) line {
		return with(20, petition.Issue, head, petition.Opinion{
			Result: result, Words: "经核实，反映的情况属实，责成有关单位限期整改。", Law: "《物业管理条例》第四十六条", ReviewTold: true, UnitSeal: true,
		})
	}
	serve := with(3, petition.Serve, handler, petition.Service{Way: "当面送达，本人签收"})
	done := with(2, petition.CarryOut, handler, petition.Doing{Words: "已经整改到位，信访人到现场看过"})
	review := with(10, petition.RequestReview, clerk, petition.Request{Organ: "区人民政府", Words: "对补偿数额有不同意见"})
	reviewed := with(20, petition.Reviewed, clerk, petition.Upper{Result: "upheld", Number: "复查〔2024〕6号", Words: "维持"})
	recheck := with(8, petition.RequestRecheck, clerk, petition.Request{Organ: "市人民政府", Words: "请求复核"})
	handling := []line{classify(petition.Claim, false), accept, path, hear}
	extend := line{20, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
		return petition.Extend(tx, head, m.ID, petition.Extension{Days: 30, Reason: "需要等待供热管网检测结果", Told: tx.Today(), Proof: "延期告知书第1号"})
	}}
	advise := with(2, petition.Advise, clerk, petition.Advising{
		Sort: "policy", Organ: "区供热管理部门（演示）", Words: "几件信访都是测温以后减免办法不清楚引起的，建议公布测温、减免的办法和时限。",
	})
	answered := line{8, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
		all, err := petition.AdvicesOf(tx, m.ID)
		if err != nil || len(all) == 0 {
			return m, err
		}
		_, err = petition.Answered(tx, clerk, all[0].ID, petition.Feedback{Result: "adopted", Words: "书面反馈：已拟定测温和减免办法，供暖期内公布。"})
		return m, err
	}}
	better := with(2, petition.Advise, clerk, petition.Advising{
		Sort: "work", Organ: "街道城市管理办公室（演示）", Words: "楼道照明报修拖了很久没有人答复，建议定下接到报修后几天内答复、由谁答复。",
	})
	join := func(first []line, more ...line) []line { return append(append([]line{}, first...), more...) }
	supported := join(handling, issue("supported"), serve)
	return map[string][]line{
		"triaged":   nil,
		"screened":  {classify(petition.Claim, false)},
		"objected":  {classify(petition.Claim, true), with(2, petition.Object, head, petition.Objection{Reasons: "供热管理由区住建局负责"})},
		"assigned":  {classify(petition.Claim, false), with(1, petition.Assign, clerk, petition.Sending{Organ: "区住房和城乡建设局", Told: true, Due: calendar.On(2025, 1, 20), Words: "请反馈办理结果"})},
		"accepted":  {classify(petition.Claim, false), accept},
		"studying":  {classify(petition.Suggestion, false), accept, with(3, petition.Study, handler, petition.Doing{Words: "会同物业和社区研究"})},
		"handling":  handling,
		"hearing":   join(handling, with(8, petition.Hear, head, petition.Hearing{Place: "街道矛调中心听证室", Words: "邀请居民代表和物业到场听证"})),
		"extended":  join(handling, extend),
		"simple":    join([]line{classify(petition.Claim, false), accept, path}, with(0, petition.Simplify, head, petition.Doing{Words: "事实清楚，责任明确"})),
		"issued":    join(handling, issue("explained")),
		"served":    join(handling, issue("partly"), serve),
		"review":    join(handling, issue("notSupported"), serve, review),
		"reviewed":  join(handling, issue("notSupported"), serve, review, reviewed),
		"recheck":   join(handling, issue("notSupported"), serve, review, reviewed, recheck),
		"executed":  join(supported, done),
		"replied":   {classify(petition.Suggestion, false), accept, with(3, petition.Study, handler, petition.Doing{}), with(9, petition.ReplySuggestion, handler, petition.Reply{Result: "adopted", Words: "已经纳入小区改造计划"})},
		"final":     join(handling, issue("explained"), serve, with(5, petition.End, clerk, petition.Finish{Satisfied: true, Words: "同意处理意见"}), advise, answered),
		"closed":    join(supported, done, with(35, petition.Close, head, petition.Closing{Help: "不需要"}), better),
		"forwarded": {classify(petition.Claim, false), with(1, petition.Forward, clerk, petition.Sending{Organ: "区人力资源和社会保障局", Told: true})},
		"guided": {classify(petition.Claim, false), accept, with(1, petition.PathGuided, head, petition.Path{
			Path: "toAdminProcedure", Why: "对行政处罚不服，六十日内可以申请行政复议", Told: true,
		})},
		"declined":  {classify(petition.Claim, false), with(2, petition.Decline, head, petition.Declining{Reason: "alreadyFinal", Words: "2023年已有复核意见", Told: true})},
		"withdrawn": join(handling, with(4, petition.Withdraw, clerk, petition.Result{Words: "问题已经解决，不用再办了"})),
	}
}

// stages are where the petition matters that are open at the end of the year
// stand, in their order, and on which day each came in.
var stages = []struct {
	stage string
	from  calendar.Date
}{
	{"triaged", calendar.On(2024, 12, 23)},
	{"triaged", calendar.On(2024, 12, 24)},
	{"screened", calendar.On(2024, 12, 24)},
	{"screened", calendar.On(2024, 12, 25)},
	{"objected", calendar.On(2024, 12, 20)},
	{"assigned", calendar.On(2024, 12, 19)},
	{"accepted", calendar.On(2024, 12, 20)},
	{"accepted", calendar.On(2024, 12, 23)},
	{"studying", calendar.On(2024, 12, 16)},
	{"handling", calendar.On(2024, 12, 2)},
	{"handling", calendar.On(2024, 12, 9)},
	{"handling", calendar.On(2024, 12, 11)},
	{"handling", calendar.On(2024, 11, 25)},
	{"hearing", calendar.On(2024, 11, 28)},
	{"extended", calendar.On(2024, 10, 22)},
	{"simple", calendar.On(2024, 12, 19)},
	{"issued", calendar.On(2024, 11, 20)},
	{"served", calendar.On(2024, 11, 12)},
	{"review", calendar.On(2024, 11, 5)},
	{"reviewed", calendar.On(2024, 10, 10)},
	{"recheck", calendar.On(2024, 9, 25)},
	{"executed", calendar.On(2024, 11, 11)},
	{"replied", calendar.On(2024, 12, 4)},
	{"final", calendar.On(2024, 10, 28)},
}

// petitions are those that ended in the year, one on each way.
func (t *theatre) petitions() error {
	lines := t.petitionLines()
	for i, stage := range []string{"closed", "forwarded", "guided", "declined", "withdrawn"} {
		begin := t.sorted(matter.Petition, matter.ClassPetition, i, unlit, "楼道灯坏了很久没有人修，希望尽快解决。")
		if err := t.script(calendar.On(2024, 6, 3).AddDays(9*i), begin, lines[stage]...); err != nil {
			return err
		}
	}
	return nil
}

func (t *theatre) administratives() error {
	head, handler := t.head, t.handler
	apply := with(0, administrative.Apply, handler, administrative.Application{Organ: "市场监督管理所", Facts: "买的家电坏了，商家不退换"})
	accept := with(2, administrative.Accept, head, administrative.Acceptance{AllAgree: true, Officer: handler.Officer, NoTie: true})
	start := with(3, administrative.Start, handler, administrative.Session{Told: true, Words: "双方到场，分别陈述"})
	agree := with(4, administrative.Agree, handler, administrative.Agreement{Terms: "商家十日内换货", Signed: true, OrganSeal: true})
	closed := with(10, administrative.Close, handler, administrative.Closing{Performed: true, Words: "已经换货"})
	end := with(4, administrative.End, handler, administrative.Ending{Reason: "failed", Words: "双方对折旧费谈不拢", Told: true})
	decline := with(2, administrative.Decline, head, administrative.Declining{Reason: "对方明确不同意调解", Told: true})
	forward := with(1, administrative.Forward, handler, administrative.Declining{Organ: "区卫生健康局", Reason: "属于医疗服务", Told: true})
	for i, s := range []struct {
		from  calendar.Date
		lines []line
	}{
		{calendar.On(2024, 12, 27), nil},
		{calendar.On(2024, 12, 24), []line{apply}},
		{calendar.On(2024, 12, 20), []line{apply, accept}},
		{calendar.On(2024, 12, 17), []line{apply, accept, start}},
		{calendar.On(2024, 12, 11), []line{apply, accept, start, agree}},
		{calendar.On(2024, 9, 3), []line{apply, accept, start, agree, closed}},
		{calendar.On(2024, 10, 8), []line{apply, accept, start, end}},
		{calendar.On(2024, 8, 6), []line{apply, decline}},
		{calendar.On(2024, 7, 9), []line{apply, forward}},
	} {
		begin := t.sorted(matter.Administrative, matter.ClassAdministrative, i, "家电退换货", "新买的家电用了一周就坏，商家只肯修不肯换。")
		if err := t.script(s.from, begin, s.lines...); err != nil {
			return err
		}
	}
	return nil
}

func (t *theatre) litigations() error {
	by := t.handler
	explain := with(0, litigation.Explain, by, litigation.Explanation{Organ: "court", Words: "讲明上诉期限和途径，告知法律援助热线", NoPromise: true})
	refer := with(2, litigation.Refer, by, litigation.Referral{To: "区人民法院诉讼服务中心", Told: true})
	result := with(30, litigation.RecordResult, by, litigation.Result{Words: "法院已受理上诉"})
	closed := with(2, litigation.Close, by, litigation.Result{Words: "已告知当事人"})
	for i, s := range []struct {
		from  calendar.Date
		lines []line
	}{
		{calendar.On(2024, 12, 26), nil},
		{calendar.On(2024, 12, 23), []line{explain}},
		{calendar.On(2024, 12, 10), []line{explain, refer}},
		{calendar.On(2024, 11, 5), []line{explain, refer, result}},
		{calendar.On(2024, 8, 13), []line{explain, refer, result, closed}},
	} {
		begin := t.sorted(matter.Litigation, matter.ClassLitigation, i+2, "对判决有不同意见", "对一审判决有不同意见，不知道该找谁。")
		if err := t.script(s.from, begin, s.lines...); err != nil {
			return err
		}
	}
	return nil
}

// hazards are found every week of the autumn; most are cleared, and the board of
// every week is frozen on the Monday after it.
func (t *theatre) hazards() error {
	seen := hazard.Look{Words: "到现场看过"}
	sorts := []string{"fire", "facility", "road", "environment", "building", "quarrel"}
	places := []string{"3号楼一层楼道", "东门路口", "地下车库入口", "健身广场", "5号楼外墙", "临街商铺门口"}
	for i := range 34 {
		c := i % len(t.Communities)
		day := calendar.On(2024, 9, 2).AddDays(i * 7 / 2)
		find := func(tx *db.Tx) (matter.Matter, error) {
			return hazard.Find(tx, t.grids[c], hazard.Finding{
				Sort: sorts[i%6], Unit: t.Communities[c].Estates[i%len(t.Communities[c].Estates)].ID, Place: places[i%6], Words: "网格走访时看到，已拍照", Known: true,
			})
		}
		grade := []string{"serious", "serious", "hard", "serious", "dangerous"}[i%5]
		assign := line{1, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
			a := hazard.Assignment{Grade: grade, Unit: t.Communities[c].Unit.ID, Officer: t.leads[c].Officer, By: tx.Today().AddDays(10), Reported: true}
			if grade == "dangerous" {
				a.Leader = t.owner.Officer
			}
			return hazard.Assign(tx, t.triager, m.ID, a)
		}}
		confirm, act := with(1, hazard.Confirm, t.leads[c], seen), with(1, hazard.Act, t.leads[c], hazard.Look{Words: "联系物业清理"})
		claim, pass := with(4, hazard.ClaimDone, t.leads[c], hazard.Look{Words: "已经清理，拍了照片"}), with(2, hazard.Pass, t.triager, hazard.Look{Words: "现场验收合格"})
		closed := with(3, hazard.Close, t.triager, hazard.Look{})
		if i >= 26 {
			act, claim = t.then(act, t.photo(t.grids[c], matter.Before, i)), t.then(claim, t.photo(t.grids[c], matter.After, i))
		}
		lines := []line{confirm, assign, act, claim, pass, closed}
		switch {
		case i%11 == 5:
			lines = []line{with(1, hazard.Dismiss, t.leads[c], hazard.Look{Words: "现场没有发现"})}
		case i%9 == 4:
			lines = lines[:3] // acting, and late where it is old
		case i == 28:
			lines = lines[:4]
		case i == 32:
			lines = lines[:2]
		case i == 33:
			lines = nil
		}
		if err := t.script(day, find, lines...); err != nil {
			return err
		}
	}
	for week := calendar.On(2024, 9, 30); week < calendar.On(2024, 12, 23); week = week.AddDays(7) {
		t.at(week.AddDays(8).Time().Add(9*time.Hour), func(tx *db.Tx) error {
			_, err := hazard.Freeze(tx, t.triager, week, "")
			return err
		})
	}
	return nil
}

func (t *theatre) consultations() error {
	take := line{0, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
		return consultation.Take(tx, t.adviser, m.ID, 0)
	}}
	give := with(0, consultation.Give, t.adviser, consultation.Answer{
		Words: "相邻各方应当按照有利生产、方便生活、团结互助、公平合理的原则处理。可以先请社区调解；要赔偿的，保留照片和修理单据。", Law: "《民法典》第二百八十八条", Said: true,
	})
	again := with(1, consultation.AskAgain, t.adviser, consultation.Words{Words: "对方不认怎么办"})
	closed := with(2, consultation.Close, t.adviser, consultation.Words{})
	aid := with(1, consultation.ToLegalAid, t.adviser, consultation.Aid{Told: true, Where: "区法律援助中心"})
	for i, s := range []struct {
		from  calendar.Date
		way   string
		lines []line
	}{
		{calendar.On(2024, 12, 27), "message", nil},
		{calendar.On(2024, 12, 27), "live", []line{take}},
		{calendar.On(2024, 12, 24), "letter", []line{take, give}},
		{calendar.On(2024, 12, 23), "message", []line{take, give, again}},
		{calendar.On(2024, 10, 15), "counter", []line{take, give, closed}},
		{calendar.On(2024, 11, 5), "phone", []line{take, give, closed}},
		{calendar.On(2024, 9, 10), "counter", []line{take, aid}},
	} {
		ask := func(tx *db.Tx) (matter.Matter, error) {
			return consultation.Ask(tx, t.registrar, consultation.Question{
				Way: s.way, Title: "楼上漏水怎么赔", Words: "楼上漏水泡了地板，物业说不归他们管，能要求谁赔。", Unit: t.Communities[i%len(t.Communities)].Unit.ID,
			})
		}
		if err := t.script(s.from, ask, s.lines...); err != nil {
			return err
		}
	}
	return nil
}
