package petition

import (
	"fmt"
	"maps"
	"strings"

	"fengsheng/actor"
	"fengsheng/deadline"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// Classification is what the petition clerk finds before anything else: which
// sort it is, whether it is the first time, and whether it may be taken on at all.
type Classification struct {
	Version         int
	Sort            Sort
	Repeated        bool
	Forwarded       bool   // by a petition office or another organ, not brought by the petitioner
	Sender          string // of a forwarded one: which organ
	SenderNumber    string // of its letter
	Organ           string // which organ or unit is complained of, its full name; "" = none
	Persons         int    // how many came or signed; 0 = not counted
	DupChecked      bool   // no lower organ has it in hand (信访工作条例 art. 19)
	FinalChecked    bool   // no re-check opinion on the same facts and reasons (art. 36)
	Representatives int    // of a group; at most five (art. 20)
	Words           string
}

// mostRepresentatives may come for a group (信访工作条例 art. 20).
const mostRepresentatives = 5

// Classify begins a petition. What came by forwarding has the clocks of
// forwarded matters instead of C2: the notice C3, and the objection C4.
func Classify(tx *db.Tx, by actor.Actor, id matter.ID, c Classification) (matter.Matter, error) {
	return workflow.Act(tx, by, id, "classify", c.Version, func(m *matter.Matter) (matter.Change, error) {
		var bad fault.Fields
		switch {
		case !Sorts.Has(string(c.Sort)):
			bad.Add("sort", "请选择是哪一类信访事项")
		case c.Sort == Accusation:
			bad.Add("sort", "检举控告不在这里办：请用“移交密件保管人”，交出后这里就查不到了（信访工作条例第三十条）")
		}
		bad.Must("dupChecked", c.DupChecked, "请核对：同一事项有没有下级机关已经受理、正在办理（信访工作条例第十九条）")
		bad.Must("finalChecked", c.FinalChecked, "请核对：是不是已有复核意见、仍以同一事实和理由提出（信访工作条例第三十六条）")
		if c.Representatives > mostRepresentatives {
			bad.Add("representatives", "多人走访要推选代表，代表不超过5人（信访工作条例第二十条）")
		}
		if c.Forwarded {
			bad.Need("sender", c.Sender, "请写明是哪个机关、单位转送、交办来的，写全称")
		}
		c.Organ = strings.TrimSpace(c.Organ)
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		if c.Forwarded {
			if err := matter.EndClock(tx, m, "C2", "classify", tx.Today()); err != nil {
				return matter.Change{}, err
			}
			for _, rule := range []string{"C3", "C4"} {
				if err := matter.StartClock(tx, m, rule, "classify", m.ReceivedOn); err != nil {
					return matter.Change{}, err
				}
			}
		}
		row := Row{Sort: c.Sort, Repeated: c.Repeated, Forwarded: c.Forwarded, Organ: c.Organ, Persons: max(c.Persons, c.Representatives)}
		return matter.Change{Note: c.Words, Details: map[string]string{"sort": string(c.Sort)}, Facts: c.facts()}, row.insert(tx, m.ID)
	})
}

func (c Classification) facts() map[string]string {
	return map[string]string{
		"被反映单位": c.Organ, "来文机关": c.Sender, "来文文号": c.SenderNumber, "核对说明": c.Words, "来访人数": counted(c.Persons, c.Representatives),
		"重复核对": "已核对，没有下级机关、单位已经受理、正在办理（《信访工作条例》第十九条）",
		"终结核对": "已核对，不是已有复核意见、仍以同一事实和理由提出的（《信访工作条例》第三十六条）",
	}
}

func counted(persons, representatives int) string {
	var all []string
	if persons > 0 {
		all = append(all, fmt.Sprintf("%d人", persons))
	}
	if representatives > 0 {
		all = append(all, fmt.Sprintf("代表%d人", representatives))
	}
	return strings.Join(all, "，")
}

// act takes a step of a petition that has been classified, and keeps its row.
func act(tx *db.Tx, by actor.Actor, id matter.ID, do matter.Command, version int, guard func(*matter.Matter, *Row) (matter.Change, error)) (matter.Matter, error) {
	return workflow.Act(tx, by, id, do, version, func(m *matter.Matter) (matter.Change, error) {
		row, err := Load(tx, m.ID)
		if err != nil {
			return matter.Change{}, err
		}
		change, err := guard(m, &row)
		if err != nil {
			return change, err
		}
		return change, row.save(tx, m.ID)
	})
}

// Acceptance takes a petition on: the head names who handles it, and the
// petitioner is told of it, its path and its procedure in writing (art. 23).
type Acceptance struct {
	Version int
	On      calendar.Date
	Handler string // officer
	NoTie   bool   // the handler declared no tie (art. 28)
	Told    bool   // the written notice P2
}

// Accept takes a petition on.
func Accept(tx *db.Tx, by actor.Actor, id matter.ID, a Acceptance) (matter.Matter, error) {
	return act(tx, by, id, "accept", a.Version, func(m *matter.Matter, row *Row) (matter.Change, error) { return a.take(tx, m, row.Sort) })
}

// take takes it on. The sixty days of a claim run from here (art. 34), not from the choice
// of its path; a path that has none takes them away again.
func (a Acceptance) take(tx *db.Tx, m *matter.Matter, sort Sort) (matter.Change, error) {
	var bad fault.Fields
	bad.Need("handler", a.Handler, "请指定承办人")
	bad.Must("noTie", a.NoTie, "指定承办人前要问清：与信访事项或信访人有直接利害关系的应当回避（信访工作条例第二十八条）")
	bad.Must("told", a.Told, "要书面告知信访人已经受理，以及处理途径和程序，请先出具受理告知书（信访工作条例第二十三条）")
	if err := bad.Err(); err != nil {
		return matter.Change{}, err
	}
	is, err := org.Holds(tx, a.Handler, actor.Handler)
	if err != nil {
		return matter.Change{}, err
	}
	if !is {
		return matter.Change{}, fault.Wrong("handler", "这位不是在任的承办人，请另选一位")
	}
	on, err := matter.Day(tx, a.On, m.ReceivedOn, "受理")
	if err != nil {
		return matter.Change{}, err
	}
	m.Mediator, m.AcceptedOn = a.Handler, on
	if sort == Claim {
		err = matter.StartClock(tx, m, "C5", "accept", on)
	}
	return matter.Change{On: on, Fields: []string{"handler"}}, err
}

// Objection says why a forwarded petition is not ours: within five working days,
// with detailed reasons (art. 23).
type Objection struct {
	Version int
	On      calendar.Date
	Reasons string
}

// Object sends a forwarded petition back to whoever forwarded it, who decides.
func Object(tx *db.Tx, by actor.Actor, id matter.ID, o Objection) (matter.Matter, error) {
	return act(tx, by, id, "object", o.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if !row.Forwarded {
			return matter.Change{}, fault.New(fault.Conflict, "信访人直接提出的事项没有转送方，不能提异议；不归我们办的请引导到别处")
		}
		on, err := matter.Day(tx, o.On, m.ReceivedOn, "提出异议")
		if err != nil {
			return matter.Change{}, err
		}
		c, err := matter.RunningClock(tx, m.ID, "C4")
		if err != nil {
			return matter.Change{}, err
		}
		if on > c.Show {
			return matter.Change{}, fault.New(fault.Conflict, "异议要在收到之日起五个工作日内提出，最后一天是%s，已经过了，请按本单位的事项办理（信访工作条例第二十三条）", c.Show.Plain())
		}
		var bad fault.Fields
		bad.Need("reasons", o.Reasons, "异议要详细说明理由（信访工作条例第二十三条）")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		return matter.Change{On: on, Note: o.Reasons, Facts: map[string]string{"异议理由": o.Reasons}}, matter.EndClock(tx, m, "C4", "object", on)
	})
}

// Answer is what whoever forwarded a petition says to the objection.
type Answer struct {
	Version int
	On      calendar.Date
	Words   string
	Given   bool // the material was given back
}

// TakeBack: the sender agrees, and the material goes back.
func TakeBack(tx *db.Tx, by actor.Actor, id matter.ID, a Answer) (matter.Matter, error) {
	return act(tx, by, id, "takeBack", a.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		if !a.Given {
			return matter.Change{}, fault.Wrong("given", "对方同意后要交还相关材料，请办好后勾选（信访工作条例第二十三条）")
		}
		on, err := matter.Day(tx, a.On, m.ReceivedOn, "收回")
		m.Outcome = matter.Transferred
		return matter.Change{On: on, Note: a.Words, Facts: map[string]string{"异议结果": "同意收回", "异议答复": a.Words, "答复日期": on.String()}}, err
	})
}

// ObjectionRefused: the sender does not agree, and the petition is ours.
func ObjectionRefused(tx *db.Tx, by actor.Actor, id matter.ID, a Acceptance) (matter.Matter, error) {
	return act(tx, by, id, "objectionRefused", a.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		change, err := a.take(tx, m, row.Sort)
		change.Facts = map[string]string{"异议结果": "不同意，由我单位受理", "答复日期": change.On.String(), "交还材料": "无"}
		return change, err
	})
}

// Sending says where a petition goes that another organ handles.
type Sending struct {
	Version int
	Organ   string
	Told    bool          // the petitioner was told where it went (art. 23)
	Due     calendar.Date // of an assignment: the result report is due (art. 22)
	Words   string
}

func (s Sending) check(assigned bool, today calendar.Date) error {
	var bad fault.Fields
	bad.Need("organ", s.Organ, "请写明由哪个机关办理，写全称")
	bad.Must("told", s.Told, "要告知信访人转送、交办的去向（信访工作条例第二十三条）")
	if assigned && s.Due <= today {
		bad.Add("due", "请填写要求反馈结果的日期，应在今天以后")
	}
	return bad.Err()
}

// may refuses to send a petition to whoever is complained of: it would learn who
// complained (信访工作条例 art. 30).
func (s Sending) may(tx *db.Tx, m *matter.Matter, row *Row) error {
	accused, err := complainedOf(tx, m.ID, row.Organ, s.Organ)
	if err == nil && accused {
		err = fault.Wrong("organ", "这个机关、单位就是被反映的一方，不能把信访事项转给它，请转给它的上一级或者主管部门（信访工作条例第三十条）")
	}
	return err
}

// Forward sends a petition to the organ that may decide it.
func Forward(tx *db.Tx, by actor.Actor, id matter.ID, s Sending) (matter.Matter, error) {
	return act(tx, by, id, "forward", s.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		row.Sent, row.SentTo, m.Outcome = "forward", s.Organ, matter.Transferred
		if err := s.check(false, tx.Today()); err != nil {
			return matter.Change{}, err
		}
		return matter.Change{Note: s.Words, Facts: map[string]string{"办理方式": "转送"}}, s.may(tx, m, row)
	})
}

// Assign hands a petition to an organ with a date by which the result is told.
func Assign(tx *db.Tx, by actor.Actor, id matter.ID, s Sending) (matter.Matter, error) {
	return act(tx, by, id, "assign", s.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if err := s.check(true, tx.Today()); err != nil {
			return matter.Change{}, err
		}
		if err := s.may(tx, m, row); err != nil {
			return matter.Change{}, err
		}
		row.Sent, row.SentTo = "assign", s.Organ
		facts := map[string]string{"办理方式": "交办", "交办日期": tx.Today().Plain(), "交办期限": s.Due.Plain()}
		return matter.Change{Note: s.Words, Facts: facts}, matter.StartClock(tx, m, "C6", "assign", tx.Today(), deadline.Until(s.Due))
	})
}

// Result is what an organ reports of an assigned petition.
type Result struct {
	Version int
	On      calendar.Date
	Words   string
}

// ReportBack records the result report of an assigned petition.
func ReportBack(tx *db.Tx, by actor.Actor, id matter.ID, r Result) (matter.Matter, error) {
	return act(tx, by, id, "reportBack", r.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("words", r.Words, "请写明承办机关报告的办理结果")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, r.On, m.ReceivedOn, "反馈")
		m.Outcome, m.ConcludedOn = matter.Transferred, 0
		return matter.Change{On: on, Note: r.Words, Facts: map[string]string{"承办机关结果": r.Words}}, err
	})
}

// Redirect tells a petitioner in writing which body can help (art. 23).
func Redirect(tx *db.Tx, by actor.Actor, id matter.ID, s Sending) (matter.Matter, error) {
	return act(tx, by, id, "redirect", s.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		row.Sent, row.SentTo, m.Outcome = "redirect", s.Organ, matter.Transferred
		facts := map[string]string{"有权机关": s.Organ, "引导理由": s.Words, "引导依据": "《信访工作条例》第二十三条"}
		return matter.Change{Note: s.Words, Facts: facts}, s.check(false, tx.Today())
	})
}

// Declining says why a petition is not accepted.
type Declining struct {
	Version int
	Reason  string
	Words   string
	Told    bool
}

// Decline ends a petition that may not be taken on; the reason is given in writing.
func Decline(tx *db.Tx, by actor.Actor, id matter.ID, d Declining) (matter.Matter, error) {
	return act(tx, by, id, "decline", d.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Must("reason", DeclineReasons.Has(d.Reason), "请选择不予受理的理由；其他理由不能不予受理（信访工作条例第十九条、第三十六条）")
		bad.Must("told", d.Told, "不予受理要书面告知信访人理由，请先出具告知书")
		m.Outcome = matter.NotAccepted
		facts := maps.Clone(declined[d.Reason])
		if facts != nil {
			facts["不予受理说明"] = d.Words
		}
		return matter.Change{Note: d.Words, Reason: d.Reason, Facts: facts}, bad.Err()
	})
}

// declined is what the notice says, by the reason.
var declined = map[string]map[string]string{
	"lowerOrgan": {
		"不予受理理由": "同一信访事项已由下级机关、单位受理或者正在办理，在规定期限内又向其上级机关、单位提出。",
		"不予受理依据": "《信访工作条例》第十九条",
		"其他途径":   "请向已经受理、正在办理的机关、单位查询办理进展。对处理意见不服的，可以自收到书面答复之日起30日内，向其上一级机关、单位请求复查。",
	},
	"alreadyFinal": {
		"不予受理理由": "该信访事项已有复核意见，仍以同一事实和理由提出投诉请求。",
		"不予受理依据": "《信访工作条例》第三十六条",
		"其他途径":   "有新的事实和理由的，可以另行提出。生活确有困难的，可以依法申请社会救助，我单位可以告知或者帮助提出申请（《信访工作条例》第三十七条）。",
	},
}

// ToLitigation hands what belongs to the courts, procuratorate or police to the
// machine of litigation-related matters (art. 31(1)).
func ToLitigation(tx *db.Tx, by actor.Actor, id matter.ID, p Path) (matter.Matter, error) {
	return p.leave(tx, by, id, "toLitigation", func(row Row) error {
		if row.Sort != Litigation {
			return fault.New(fault.Conflict, "这件信访事项登记的是%s，不是涉法涉诉类", Sorts.Label(string(row.Sort)))
		}
		return nil
	})
}
