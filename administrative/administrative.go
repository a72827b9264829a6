// Package administrative is administrative mediation (行政调解): an organ mediates
// a dispute tied to its own duties. No national statute rules it; this machine
// follows workflow.md section 3, and the organ's special rule where there is one
// (deadlines D1-D5).
package administrative

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// The states.
const (
	Applied    matter.State = "applied"
	Accepted   matter.State = "accepted"
	Declined   matter.State = "declined"
	Forwarded  matter.State = "forwarded"
	InProgress matter.State = "inProgress"
	Agreed     matter.State = "agreed"
	Terminated matter.State = "terminated"
	Closed                  = matter.ClosedState
	Archived                = matter.ArchivedState
)

// States with their names.
var States = matter.Enumeration{
	{Code: "applied", Label: "已申请"},
	{Code: "accepted", Label: "已受理"},
	{Code: "inProgress", Label: "调解中"},
	{Code: "agreed", Label: "达成协议"},
	{Code: "declined", Label: "不予受理"},
	{Code: "forwarded", Label: "已转送"},
	{Code: "terminated", Label: "终止"},
	{Code: "closed", Label: "结案"},
	{Code: "archived", Label: "归档"},
}

func forms(f ...document.Form) []document.Form { return f }

var (
	unit    = []actor.Role{actor.Handler, actor.UnitHead}
	head    = []actor.Role{actor.UnitHead}
	handler = []actor.Role{actor.Handler}
)

// workflow is the table of workflow.md section 3, and the police's recognition
// of an agreement (治安管理处罚法 art. 9) as a step beside it.
var workflow = matter.Workflow{
	Forget: []db.Stmt{forget},
	Kind:   matter.Administrative,
	States: States,
	Ended:  []matter.State{Declined, Forwarded, Terminated, Closed, Archived},
	Steps: slices.Concat(
		[]matter.Step{
			{From: matter.Triaged, Do: "apply", Label: "当事人申请或提议调解", To: Applied, Who: unit, Party: true, Papers: forms(document.OrganApplication)},
			{From: Applied, Do: "accept", Label: "受理", To: Accepted, Who: head, Papers: forms(document.OrganAcceptance)},
			{From: Applied, Do: "decline", Label: "不予受理", To: Declined, Who: head, Papers: forms(document.OrganRefusal)},
			{From: Applied, Do: "forward", Label: "移送有权的机关", To: Forwarded, Who: unit, Papers: forms(document.OrganForwarding)},
			{From: Accepted, Do: "start", Label: "开始调解", To: InProgress, Who: handler, Papers: forms(document.OrganRecord)},
			{From: InProgress, Do: "record", Label: "记一次调解", To: InProgress, Who: handler, Papers: forms(document.OrganRecord)},
			{From: InProgress, Do: "agree", Label: "达成协议", To: Agreed, Who: handler, Papers: forms(document.OrganAgreement), Ends: []string{"D2", "D3", "D4", "D5"}},
			{From: InProgress, Do: "end", Label: "终止调解", To: Terminated, Who: handler, Papers: forms(document.OrganTermination)},
			{From: Agreed, Do: "recognise", Label: "公安机关认可", To: Agreed, Who: handler},
			{From: Agreed, Do: "close", Label: "结案", To: Closed, Who: handler},
		},
		matter.InEach(matter.Step{Do: "archive", Label: "归档", To: Archived, Who: []actor.Role{actor.Archivist}}, Closed, Terminated, Declined, Forwarded),
	),
}

// Table is the workflow, for pages, diagrams and tests.
func Table() matter.Workflow { return workflow }

// Row is what an administrative mediation has beyond its matter.
type Row struct {
	Organ       string // whose duties the dispute is tied to
	Author      string // officer who took the act that is disputed
	Reviewable  bool   // the act can go to reconsideration, and that was told
	Rule        Special
	Terms       string
	AgreedOn    calendar.Date
	PerformedOn calendar.Date
	Recognition string // '', requested, recognised, refused
}

var (
	insertRow = db.SQL("administrative.insert", `INSERT INTO administrative (street_id, id, organ, actor_id, reviewable, terms, agreed_on, performed_on,
recognition, rule) VALUES ($1, $2, $3, $4, $5, '', 0, 0, '', $6)`)
	saveRow = db.SQL("administrative.save", `UPDATE administrative SET terms = $3, agreed_on = $4, performed_on = $5, recognition = $6
WHERE street_id = $1 AND id = $2`)
	readRow = db.SQL("administrative.read", `SELECT organ, actor_id, reviewable, terms, agreed_on, performed_on, recognition, rule FROM administrative
WHERE street_id = $1 AND id = $2`)
)

// Load reads what an administrative mediation has beyond its matter; db.ErrNone
// before somebody applied.
func Load(tx *db.Tx, id matter.ID) (Row, error) {
	return db.One(tx, readRow, func(r db.Row) (Row, error) {
		var a Row
		return a, r.Scan(&a.Organ, &a.Author, &a.Reviewable, &a.Terms, &a.AgreedOn, &a.PerformedOn, &a.Recognition, &a.Rule)
	}, tx.Street, string(id))
}

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
		return change, tx.ExecOne(saveRow, tx.Street, string(m.ID), row.Terms, row.AgreedOn, row.PerformedOn, row.Recognition)
	})
}

// Application is what a party asks, or an organ proposes.
type Application struct {
	Version    int
	Organ      string
	Author     string // officer who took the act that is disputed, if any
	Reviewable bool   // there is an act that can go to reconsideration
	ReviewTold bool   // and the person was told so (F1)
	Rule       Special
	Finding    calendar.Date // the traffic finding was received; only for that rule
	Facts      string
}

// Apply writes down an application. An act that can go to reconsideration is not
// mediated without telling of it (workflow.md section 3).
func Apply(tx *db.Tx, by actor.Actor, id matter.ID, a Application) (matter.Matter, error) {
	return workflow.Act(tx, by, id, "apply", a.Version, func(m *matter.Matter) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("organ", a.Organ, "请写明这件事和哪个机关的职责有关")
		bad.Need("facts", a.Facts, "请写明申请调解的事实和请求")
		bad.Must("reviewTold", !a.Reviewable || a.ReviewTold, "可以申请行政复议的，要先告知六十日内可以申请复议（行政复议法第二十条）")
		bad.Must("rule", a.Rule == "" || Specials.Has(string(a.Rule)), "请选择适用哪一种专门规定，没有就选没有")
		bad.Must("finding", a.Rule != Traffic || !a.Finding.Zero(), "请填写收到事故认定书、事故证明或者复核结论的日期")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		if err := a.clock(tx, m); err != nil {
			return matter.Change{}, err
		}
		_, err := tx.Exec(insertRow, tx.Street, string(m.ID), a.Organ, a.Author, a.Reviewable, string(a.Rule))
		return matter.Change{Note: a.Facts, Facts: map[string]string{"申请内容": a.Facts}}, err
	})
}

// Acceptance takes an administrative mediation on.
type Acceptance struct {
	Version  int
	On       calendar.Date
	AllAgree bool
	Officer  string // who mediates; never who took the disputed act
	NoTie    bool
}

// Accept takes it on when every side agrees.
func Accept(tx *db.Tx, by actor.Actor, id matter.ID, a Acceptance) (matter.Matter, error) {
	return act(tx, by, id, "accept", a.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Must("allAgree", a.AllAgree, "行政调解要各方当事人都同意，请征得同意后勾选")
		bad.Need("officer", a.Officer, "请指定调解的承办人")
		bad.Must("officer", a.Officer == "" || a.Officer != row.Author, "作出这个行政行为的人不能自己调解，请换一位承办人")
		bad.Must("noTie", a.NoTie, "指定承办人前要问清有没有需要回避的关系")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		is, err := org.Holds(tx, a.Officer, actor.Handler)
		if err != nil {
			return matter.Change{}, err
		}
		if !is {
			return matter.Change{}, fault.Wrong("officer", "这位不是在任的承办人，请另选一位")
		}
		on, err := matter.Day(tx, a.On, m.ReceivedOn, "受理")
		if err != nil {
			return matter.Change{}, err
		}
		m.Mediator, m.AcceptedOn = a.Officer, on
		return matter.Change{On: on, Fields: []string{"handler"}}, row.Rule.accepted(tx, m, on)
	})
}

// Declining says why an application is not accepted, or where it goes instead.
type Declining struct {
	Version int
	Organ   string // of a forwarding: the organ that has the duty
	Reason  string
	Told    bool
}

// Decline ends an application with written reasons.
func Decline(tx *db.Tx, by actor.Actor, id matter.ID, d Declining) (matter.Matter, error) {
	return act(tx, by, id, "decline", d.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("reason", d.Reason, "不予受理要写明理由")
		bad.Must("told", d.Told, "不予受理要书面告知理由和其他途径，请办好后勾选")
		m.Outcome = matter.NotAccepted
		return matter.Change{Note: d.Reason, Facts: map[string]string{"不予受理理由": d.Reason}}, bad.Err()
	})
}

// Forward passes an application to the organ whose duty it is; the person is told.
func Forward(tx *db.Tx, by actor.Actor, id matter.ID, d Declining) (matter.Matter, error) {
	return act(tx, by, id, "forward", d.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("organ", d.Organ, "请写明移送给哪个机关，写全称")
		bad.Must("told", d.Told, "移送要告知当事人，请办好后勾选")
		m.Outcome = matter.Transferred
		return matter.Change{Note: d.Reason, Facts: map[string]string{"移送机关": d.Organ, "移送说明": d.Reason}}, bad.Err()
	})
}

// Session is a session with what was said.
type Session struct {
	Version int
	On      calendar.Date
	Told    bool // the rights were told before it began
	Words   string
}

func (s Session) change(tx *db.Tx, m *matter.Matter) (matter.Change, error) {
	var bad fault.Fields
	bad.Need("words", s.Words, "请写下调解的情况")
	if err := bad.Err(); err != nil {
		return matter.Change{}, err
	}
	on, err := matter.Day(tx, s.On, m.AcceptedOn, "调解")
	return matter.Change{On: on, Note: s.Words, Kind: "record", Facts: map[string]string{"调解内容": s.Words}}, err
}

// Start begins to mediate; the rights are told before.
func Start(tx *db.Tx, by actor.Actor, id matter.ID, s Session) (matter.Matter, error) {
	return act(tx, by, id, "start", s.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if by.Officer == row.Author {
			return matter.Change{}, fault.New(fault.Denied, "作出这个行政行为的人不能自己调解")
		}
		if !s.Told {
			return matter.Change{}, fault.Wrong("told", "开始前要告知各方的权利：自愿、可以随时不调、可以复议或者起诉")
		}
		change, err := s.change(tx, m)
		if err != nil {
			return change, err
		}
		return change, row.Rule.started(tx, m, change.On)
	})
}

// Record writes a further session down.
func Record(tx *db.Tx, by actor.Actor, id matter.ID, s Session) (matter.Matter, error) {
	return act(tx, by, id, "record", s.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		change, err := s.change(tx, m)
		if err != nil {
			return change, err
		}
		return change, row.Rule.again(tx, m, change.On)
	})
}

// Agreement is signed by the parties and the officer, under the organ's seal.
type Agreement struct {
	Version   int
	On        calendar.Date
	Terms     string
	Signed    bool
	OrganSeal bool
}

// Agree records an agreement. It does not excuse what the law punishes.
func Agree(tx *db.Tx, by actor.Actor, id matter.ID, a Agreement) (matter.Matter, error) {
	return act(tx, by, id, "agree", a.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("terms", a.Terms, "请写明协议的内容")
		bad.Must("signed", a.Signed, "协议书要各方当事人和承办人签名")
		bad.Must("organSeal", a.OrganSeal, "协议书要盖行政机关的印章")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, a.On, m.AcceptedOn, "协议")
		row.Terms, row.AgreedOn = a.Terms, on
		m.Outcome, m.ResolvedOn, m.Agreement = matter.AgreementWritten, on, "written"
		return matter.Change{On: on, Note: a.Terms, Facts: map[string]string{"协议内容": a.Terms}}, err
	})
}

// EndReasons are why it ends without an agreement.
var EndReasons = matter.Enumeration{
	{Code: "refused", Label: "当事人不愿意再调"}, {Code: "failed", Label: "调解不成"}, {Code: "expired", Label: "期限已过"}, {Code: "unlawful", Label: "涉嫌虚假"},
}

// because is the same as the notice has it.
var because = map[string]string{"refused": "当事人不愿继续调解", "failed": "调解不成", "expired": "调解期限已过", "unlawful": "涉嫌虚假调解"}

var outcomes = map[string]matter.Outcome{"refused": matter.Refused, "failed": matter.Failed, "expired": matter.Failed, "unlawful": matter.Unlawful}

// Ending ends it without an agreement; the other ways are told.
type Ending struct {
	Version int
	On      calendar.Date
	Reason  string
	Words   string
	Told    bool
}

// End ends it without an agreement.
func End(tx *db.Tx, by actor.Actor, id matter.ID, e Ending) (matter.Matter, error) {
	return act(tx, by, id, "end", e.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Must("reason", EndReasons.Has(e.Reason), "请选择为什么终止")
		bad.Need("words", e.Words, "请写下当时的情况")
		bad.Must("told", e.Told, "终止要告知复议、仲裁、诉讼等其他途径，请办好后勾选")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, e.On, m.AcceptedOn, "终止")
		m.Outcome, m.ConcludedOn = outcomes[e.Reason], on
		return matter.Change{On: on, Note: e.Words, Reason: e.Reason, Facts: map[string]string{"终止原因": because[e.Reason], "终止说明": e.Words}}, err
	})
}

// Recognitions is what became of asking the police to recognise a performed
// agreement of a public-order case (治安管理处罚法 2025 art. 9).
var Recognitions = matter.Enumeration{{Code: "requested", Label: "已书面申请"}, {Code: "recognised", Label: "公安机关认可"}, {Code: "refused", Label: "公安机关不认可"}}

// Recognition is a step of it.
type Recognition struct {
	Version   int
	To        string
	Performed bool // only a performed agreement is recognised
	Words     string
}

// Recognise records it. The police decide, not the street.
func Recognise(tx *db.Tx, by actor.Actor, id matter.ID, r Recognition) (matter.Matter, error) {
	return act(tx, by, id, "recognise", r.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		next := map[string][]string{"": {"requested"}, "requested": {"recognised", "refused"}}
		if !Recognitions.Has(r.To) {
			return matter.Change{}, fault.Wrong("to", "请选择到了哪一步")
		}
		if !slices.Contains(next[row.Recognition], r.To) {
			return matter.Change{}, fault.New(fault.Conflict, "现在是“%s”，不能登记为“%s”", Recognitions.Label(row.Recognition), Recognitions.Label(r.To))
		}
		if r.To == "requested" && !r.Performed {
			return matter.Change{}, fault.Wrong("performed", "协议履行以后才能申请公安机关认可（治安管理处罚法第九条）")
		}
		row.Recognition = r.To
		return matter.Change{Note: r.Words, Reason: r.To}, nil
	})
}

// Closing closes an agreement that was performed, or whose parties were told
// how to have it enforced.
type Closing struct {
	Version   int
	On        calendar.Date
	Performed bool
	Told      bool
	Words     string
}

// Close closes it.
func Close(tx *db.Tx, by actor.Actor, id matter.ID, c Closing) (matter.Matter, error) {
	return act(tx, by, id, "close", c.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if !c.Performed && !c.Told {
			return matter.Change{}, fault.Wrong("performed", "协议已经履行，或者已经告知当事人怎么要求履行，才能结案")
		}
		on, err := matter.Day(tx, c.On, row.AgreedOn, "结案")
		if c.Performed {
			row.PerformedOn = on
		}
		m.ConcludedOn = on
		return matter.Change{On: on, Note: c.Words}, err
	})
}

// Archive puts the file together (forms.md section 3).
func Archive(tx *db.Tx, by actor.Actor, id matter.ID, a matter.Archiving) (matter.Matter, error) {
	return workflow.Act(tx, by, id, "archive", a.Version, func(m *matter.Matter) (matter.Change, error) { return a.File(tx, by, m) })
}

var forget = db.SQL("administrative.forget", `UPDATE administrative SET terms = '' WHERE street_id = $1 AND id = $2`)
