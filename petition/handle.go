package petition

import (
	"fmt"
	"strings"

	"fengsheng/actor"
	"fengsheng/deadline"
	"fengsheng/document"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// Path is the one way a claim goes, with the reason (信访工作条例 art. 31).
type Path struct {
	Version int
	Path    string // of those on which another procedure is told of
	Why     string
	Told    bool
}

func (p Path) check(row Row, told bool) error {
	var bad fault.Fields
	if row.Sort != Claim {
		return fault.New(fault.Conflict, "这是%s，不选途径；只有申诉求决类要选一种途径（信访工作条例第三十一条）", Sorts.Label(string(row.Sort)))
	}
	bad.Need("why", p.Why, "请写明为什么按这一种途径办")
	if told {
		bad.Must("told", p.Told, "要告知信访人按什么程序、到哪里提出，请先出具告知书")
	}
	return bad.Err()
}

// PathOpinion handles a claim in the petition's own procedure (art. 31(6)).
func PathOpinion(tx *db.Tx, by actor.Actor, id matter.ID, p Path) (matter.Matter, error) {
	return act(tx, by, id, "pathOpinion", p.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		row.Path = "toOpinion"
		if err := p.check(*row, false); err != nil {
			return matter.Change{}, err
		}
		return matter.Change{Note: p.Why, Reason: row.Path}, nil
	})
}

// PathDuty handles a claim to investigate an offence or protect a right (art. 31(5)).
func PathDuty(tx *db.Tx, by actor.Actor, id matter.ID, p Path) (matter.Matter, error) {
	return act(tx, by, id, "pathDuty", p.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		row.Path = "toDuty"
		if err := p.check(*row, false); err != nil {
			return matter.Change{}, err
		}
		return matter.Change{Note: p.Why, Reason: row.Path}, matter.WaiveClock(tx, m, "C5")
	})
}

// PathGuided tells the petitioner of arbitration, a party appeal or an
// administrative procedure (art. 31(2)-(4)).
func PathGuided(tx *db.Tx, by actor.Actor, id matter.ID, p Path) (matter.Matter, error) {
	return act(tx, by, id, "pathGuided", p.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		row.Path = p.Path
		if err := p.check(*row, true); err != nil {
			return matter.Change{}, err
		}
		if !GuidedPaths.Has(p.Path) {
			return matter.Change{}, fault.Wrong("path", "请选择告知的是哪一种程序")
		}
		m.Outcome = matter.Transferred
		facts := map[string]string{"引导理由": p.Why, "引导依据": guidedBy[p.Path]}
		m.ConcludedOn = tx.Today()
		return matter.Change{Note: p.Why, Reason: row.Path, Facts: facts}, matter.WaiveClock(tx, m, "C5")
	})
}

// guidedBy is the item of the regulation that another procedure rests on.
var guidedBy = map[string]string{
	"toArbitration":    "《信访工作条例》第三十一条第二项",
	"toPartyAppeal":    "《信访工作条例》第三十一条第三项",
	"toAdminProcedure": "《信访工作条例》第三十一条第四项",
}

// PathJustice hands a claim that is in the hands of court, procuratorate or
// police to the machine of litigation-related matters (art. 31(1)).
func PathJustice(tx *db.Tx, by actor.Actor, id matter.ID, p Path) (matter.Matter, error) {
	return p.leave(tx, by, id, "pathJustice", func(row Row) error { return p.check(row, false) })
}

// leave hands the matter to the machine of litigation-related matters.
func (p Path) leave(tx *db.Tx, by actor.Actor, id matter.ID, do matter.Command, guard func(Row) error) (matter.Matter, error) {
	m, err := act(tx, by, id, do, p.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		row.Path = "toJustice"
		m.AcceptedOn, m.Mediator = 0, ""
		if err := guard(*row); err != nil {
			return matter.Change{}, err
		}
		return matter.Change{Note: p.Why, Reason: row.Path}, matter.WaiveClock(tx, m, "C5")
	})
	if err != nil {
		return m, err
	}
	return matter.Become(tx, m, matter.Litigation)
}

// Doing is work on a petition with what was written down.
type Doing struct {
	Version int
	On      calendar.Date
	Words   string
	Heard   bool // the petitioner was heard (art. 32)
	Agreed  bool // both sides agree to be mediated (art. 33)
}

func (d Doing) change(tx *db.Tx, m *matter.Matter, what string) (matter.Change, error) {
	var bad fault.Fields
	bad.Need("words", d.Words, "请写下"+what+"的情况")
	if err := bad.Err(); err != nil {
		return matter.Change{}, err
	}
	on, err := matter.Day(tx, d.On, m.AcceptedOn, what)
	return matter.Change{On: on, Note: d.Words, Kind: "record"}, err
}

// Investigate writes down an inquiry; the petitioner is heard (art. 32).
func Investigate(tx *db.Tx, by actor.Actor, id matter.ID, d Doing) (matter.Matter, error) {
	return act(tx, by, id, "investigate", d.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		if !d.Heard {
			return matter.Change{}, fault.Wrong("heard", "要听取信访人陈述事实和理由，请听取后勾选（信访工作条例第三十二条）")
		}
		change, err := d.change(tx, m, "调查")
		change.Facts = map[string]string{"询问内容": d.Words}
		return change, err
	})
}

// Mediate writes down a mediation within the handling (art. 33).
func Mediate(tx *db.Tx, by actor.Actor, id matter.ID, d Doing) (matter.Matter, error) {
	return act(tx, by, id, "mediate", d.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		if !d.Agreed {
			return matter.Change{}, fault.Wrong("agreed", "调解要双方自愿，请征得同意后勾选（信访工作条例第三十三条）")
		}
		return d.change(tx, m, "调解")
	})
}

// Hearing is a hearing as it was held.
type Hearing struct {
	Version  int
	On       calendar.Date
	Place    string
	Host     string
	Members  string
	Recorder string
	Words    string
}

// Hear writes down a hearing on an important, complex or difficult petition. The
// days of handling go on meanwhile: only the re-check has its hearing excluded.
func Hear(tx *db.Tx, by actor.Actor, id matter.ID, h Hearing) (matter.Matter, error) {
	return act(tx, by, id, "hearing", h.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		change, err := Doing{On: h.On, Words: h.Words}.change(tx, m, "听证")
		change.Facts = map[string]string{
			"听证时间": change.On.Plain(), "听证地点": h.Place, "听证主持人": h.Host, "听证员": h.Members, "听证记录人": h.Recorder, "听证陈述": h.Words,
		}
		return change, err
	})
}

// Simplify handles a simple first petition in ten working days (信访事项简易办理办法).
func Simplify(tx *db.Tx, by actor.Actor, id matter.ID, d Doing) (matter.Matter, error) {
	return act(tx, by, id, "simplify", d.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		switch {
		case row.Repeated:
			return matter.Change{}, fault.New(fault.Conflict, "简易办理只用于初次信访，这件是重复信访")
		case row.Simplified:
			return matter.Change{}, fault.New(fault.Conflict, "已经在简易办理")
		}
		row.Simplified = true
		return matter.Change{Note: d.Words}, nil
	})
}

// Extension lengthens the 60 days by at most 30 (art. 34).
type Extension struct {
	Version int
	Days    int
	Reason  string
	Told    calendar.Date // the petitioner was told
	Proof   string        // of telling; "" = the notice P10 that this step makes
}

// Extend grants an extension: before the date passes, by the head, with the
// reason told to the petitioner (art. 34).
func Extend(tx *db.Tx, by actor.Actor, id matter.ID, e Extension) (matter.Matter, error) {
	return act(tx, by, id, "extend", e.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if row.Path != "toOpinion" {
			return matter.Change{}, fault.New(fault.Conflict, "只有按信访程序办理的事项有六十日的期限可以延长（信访工作条例第三十四条）")
		}
		var bad fault.Fields
		bad.Need("reason", e.Reason, "请写明为什么不能按期办结")
		if e.Days < 1 || e.Days > 30 {
			bad.Add("days", "延长不能超过30日（信访工作条例第三十四条）")
		}
		if e.Told.Zero() || e.Told > tx.Today() {
			bad.Add("told", "请填写告知信访人延期理由的日期（信访工作条例第三十四条）")
		}
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		if e.Proof == "" {
			e.Proof = document.ExtensionNotice.Title()
		}
		return matter.Change{Note: e.Reason}, matter.ExtendClock(tx, m, "C5", deadline.Grant{
			Approver: by.Name, On: tx.Today(), Reason: e.Reason, Told: e.Told, Proof: e.Proof, Number: e.Days,
		})
	})
}

// Reply is an answer without the chain of review: to a suggestion, or after a
// duty was performed.
type Reply struct {
	Version int
	On      calendar.Date
	Result  string // of a suggestion: adopted, partlyAdopted, notAdopted
	Words   string
}

// Study begins to look into a suggestion (art. 29).
func Study(tx *db.Tx, by actor.Actor, id matter.ID, d Doing) (matter.Matter, error) {
	return act(tx, by, id, "study", d.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if row.Sort != Suggestion {
			return matter.Change{}, fault.New(fault.Conflict, "这是%s，请选一种途径办理", Sorts.Label(string(row.Sort)))
		}
		return matter.Change{Note: d.Words}, nil
	})
}

// ReplySuggestion answers a suggestion with reasons (art. 29).
func ReplySuggestion(tx *db.Tx, by actor.Actor, id matter.ID, r Reply) (matter.Matter, error) {
	return act(tx, by, id, "reply", r.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Must("result", Adoptions.Has(r.Result), "请选择有没有采纳")
		bad.Need("words", r.Words, "请写明答复的内容和理由")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		row.Opinion = r.Result
		return r.conclude(tx, m)
	})
}

// AnswerDuty answers a claim after the duty was performed (art. 31(5)).
func AnswerDuty(tx *db.Tx, by actor.Actor, id matter.ID, r Reply) (matter.Matter, error) {
	return act(tx, by, id, "answer", r.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if row.Path != "toDuty" {
			return matter.Change{}, fault.New(fault.Conflict, "按信访程序办理的事项要出具处理意见书（信访工作条例第三十二条）")
		}
		var bad fault.Fields
		bad.Need("words", r.Words, "请写明怎么履行的职责，怎么答复的")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		return r.conclude(tx, m)
	})
}

func (r Reply) conclude(tx *db.Tx, m *matter.Matter) (matter.Change, error) {
	on, err := matter.Day(tx, r.On, m.AcceptedOn, "答复")
	if err != nil {
		return matter.Change{}, err
	}
	return matter.Change{On: on, Note: r.Words}, matter.Conclude(tx, m, on, terms...)
}

// terms are the terms a petition has to be concluded in.
var terms = []string{"C5", "C13"}

// Opinion is the written handling opinion (art. 32): each claim is answered,
// with the law, and the right of review is told.
type Opinion struct {
	Version     int
	On          calendar.Date
	Result      string // of all claims; that of Items where there are any
	Words       string // the answer where there is one claim
	Items       []Item // the answers where there are several
	Found       string // the facts that were found; "" = they stand in the answers
	Law         string
	ReviewOrgan string // the organ one level up; "" = the government of the district
	ReviewTold  bool   // thirty days, and to which organ (art. 35)
	UnitSeal    bool   // the unit's seal, not an inner office's
}

// Item is the answer to one claim (art. 32).
type Item struct {
	Claim  string
	Result string // supported, explained or notSupported
	Why    string
}

// ItemResults are what is said of one claim.
var ItemResults = matter.Enumeration{Opinions[0], Opinions[2], Opinions[3]}

// verdicts are the words of the answer to one claim.
var verdicts = map[string]string{"supported": "予以支持", "partly": "部分予以支持", "explained": "作出解释说明", "notSupported": "不予支持"}

var numerals = []rune("一二三四五六七八九十")

// gather draws the result of all claims, and the words of the answer, from the items.
func (o *Opinion) gather(bad *fault.Fields) {
	if len(o.Items) == 0 {
		return
	}
	var answers []string
	found := map[string]bool{}
	for i, item := range o.Items {
		field := fmt.Sprintf("item%d.", i+1)
		bad.Need(field+"claim", item.Claim, "请写明是哪一项请求")
		bad.Must(field+"result", ItemResults.Has(item.Result), "请选择对这一项请求的意见")
		bad.Need(field+"why", item.Why, "请写明对这一项请求的意见和理由")
		found[item.Result] = true
		answers = append(answers, fmt.Sprintf("（%c）关于“%s”的请求，%s。%s", numerals[i%len(numerals)], item.Claim, verdicts[item.Result], item.Why))
	}
	o.Words = strings.Join(answers, "\n")
	switch {
	case found["supported"] && len(found) > 1:
		o.Result = "partly"
	case found["supported"]:
		o.Result = "supported"
	case found["explained"]:
		o.Result = "explained"
	default:
		o.Result = "notSupported"
	}
}

// Issue gives the handling opinion; with it the petition is 办结.
func Issue(tx *db.Tx, by actor.Actor, id matter.ID, o Opinion) (matter.Matter, error) {
	return act(tx, by, id, "issue", o.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if row.Path != "toOpinion" {
			return matter.Change{}, fault.New(fault.Conflict, "履行职责的事项直接答复，不出具信访处理意见书（信访工作条例第三十一条第五项）")
		}
		var bad fault.Fields
		o.gather(&bad)
		bad.Must("result", Opinions.Has(o.Result), "请选择对诉求的处理意见")
		bad.Need("words", o.Words, "请逐项写明对每个诉求的意见和事实依据")
		bad.Need("law", o.Law, "请写明依据的法律、法规和条款")
		bad.Must("reviewTold", o.ReviewTold, "要写明可以在三十日内请求上一级机关、单位复查（信访工作条例第三十五条）")
		bad.Must("unitSeal", o.UnitSeal, "处理意见书要盖单位的印章，不能盖内设机构的章")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, o.On, m.AcceptedOn, "出具意见")
		if err != nil {
			return matter.Change{}, err
		}
		row.Opinion, row.OpinionOn = o.Result, on
		facts, err := o.facts(tx)
		if err != nil {
			return matter.Change{}, err
		}
		return matter.Change{On: on, Note: o.Words + "　依据：" + o.Law, Reason: o.Result, Facts: facts}, matter.Conclude(tx, m, on, terms...)
	})
}

func (o Opinion) facts(tx *db.Tx) (map[string]string, error) {
	street, err := org.Load(tx)
	if o.ReviewOrgan == "" {
		o.ReviewOrgan = street.District + "人民政府"
	}
	answer := o.Words
	if len(o.Items) == 0 {
		answer = "对你（单位）的请求，" + verdicts[o.Result] + "。" + o.Words
	}
	return map[string]string{"查明事实": o.Found, "处理依据": o.Law, "逐项意见": answer, "复查机关": o.ReviewOrgan}, err
}

// Service is the day the petitioner received the opinion, and how.
type Service struct {
	Version  int
	On       calendar.Date
	Way      string
	Receiver string // who took it for the petitioner; "" = the petitioner
	Refused  string // why it was not taken, and when
	Witness  string // who saw that
}

// Serve records the service; from that day the petitioner has 30 days to ask
// for a review (art. 35).
func Serve(tx *db.Tx, by actor.Actor, id matter.ID, s Service) (matter.Matter, error) {
	return act(tx, by, id, "serve", s.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("way", s.Way, "请写明怎么送达的，谁签收的")
		if s.Refused != "" {
			bad.Need("witness", s.Witness, "拒收的要有见证人，请写明见证人的姓名和单位")
		}
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, s.On, row.OpinionOn, "送达")
		if err != nil {
			return matter.Change{}, err
		}
		row.ServedOn = on
		facts, err := s.facts(tx, m.ID, on)
		return matter.Change{On: on, Note: s.Way, Kind: "contact", Facts: facts}, err
	})
}

func (s Service) facts(tx *db.Tx, id matter.ID, on calendar.Date) (map[string]string, error) {
	_, numbers, err := document.Recorded(tx, matter.Keys(tx, id), string(id))
	if err != nil {
		return nil, err
	}
	petitioner, err := petitionerOf(tx, id)
	return map[string]string{
		"送达文书": document.Opinion.Title() + numberWords(numbers, document.Opinion), "受送达人": petitioner, "送达方式": s.Way, "收到文书日期": on.String(),
		"代收人": s.Receiver, "拒收情况": s.Refused, "见证人": s.Witness,
	}, err
}
