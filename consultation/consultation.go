// Package consultation is legal advice (法律咨询): asked, taken, answered by
// somebody who may give it, with the law it rests on (workflow.md section 7;
// deadlines E4-E6).
package consultation

import (
	"slices"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// The states.
const (
	Asked    matter.State = "asked"
	Taken    matter.State = "taken"
	Answered matter.State = "answered"
	FollowUp matter.State = "followUp"
	ToAid    matter.State = "toAid"
	Closed                = matter.ClosedState
	Archived              = matter.ArchivedState
)

// States with their names.
var States = matter.Enumeration{
	{Code: "asked", Label: "待解答"},
	{Code: "taken", Label: "已接单"},
	{Code: "answered", Label: "已解答"},
	{Code: "followUp", Label: "追问"},
	{Code: "toAid", Label: "已引导法律援助"},
	{Code: "closed", Label: "结案"},
	{Code: "archived", Label: "归档"},
}

var (
	askers  = []actor.Role{actor.Registrar, actor.StationLead, actor.LegalAdviser, actor.Mediator, actor.GridWorker}
	adviser = []actor.Role{actor.LegalAdviser}
)

// clocks are those of the ways of asking; exactly one runs.
var clocks = []string{"E4", "E5", "E6"}

// workflow is the line of workflow.md section 7 with its branches. Grid workers
// and helpers may write a question down; only an adviser answers.
var workflow = matter.Workflow{
	Forget: []db.Stmt{forget},
	Kind:   matter.Consultation,
	States: States,
	Ended:  []matter.State{ToAid, Closed, Archived},
	Steps: slices.Concat(
		[]matter.Step{
			{From: "", Do: "ask", Label: "登记咨询", To: Asked, Who: askers},
			{From: matter.Triaged, Do: "receiveQuestion", Label: "作为咨询受理", To: Asked, Who: adviser},
			{From: Asked, Do: "take", Label: "接单", To: Taken, Who: adviser},
			{From: Taken, Do: "answer", Label: "解答", To: Answered, Who: adviser, Ends: clocks},
			{From: FollowUp, Do: "answer", Label: "解答", To: Answered, Who: adviser, Ends: clocks},
			{From: Answered, Do: "askAgain", Label: "当事人追问", To: FollowUp, Who: adviser, Party: true},
			{From: Answered, Do: "close", Label: "结案", To: Closed, Who: adviser},
		},
		matter.InEach(matter.Step{Do: "toAid", Label: "引导申请法律援助", To: ToAid, Who: adviser}, Taken, Answered),
		matter.InEach(matter.Step{Do: "toMediation", Label: "转人民调解", To: matter.Triaged, Who: adviser, Ends: clocks}, Taken, Answered),
		matter.InEach(matter.Step{Do: "toPetition", Label: "转信访", To: matter.Triaged, Who: adviser, Ends: clocks}, Taken, Answered),
		matter.InEach(matter.Step{Do: "archive", Label: "归档", To: Archived, Who: []actor.Role{actor.Archivist}}, Closed, ToAid),
	),
}

// Table is the workflow, for pages, diagrams and tests.
func Table() matter.Workflow { return workflow }

// Ways of asking; each has its clock (deadlines E4-E6).
var Ways = matter.Enumeration{
	{Code: "message", Label: "网上留言"}, {Code: "live", Label: "在线咨询"}, {Code: "letter", Label: "来信"}, {Code: "counter", Label: "当面"}, {Code: "phone", Label: "电话"},
}

var channels = map[string]matter.Channel{"message": "web", "live": "web", "letter": "letter", "counter": "centre", "phone": "phone"}

// Row is what a consultation has beyond its matter.
type Row struct {
	Way        string
	AskedAt    time.Time
	DueAt      time.Time // where the clock counts hours; zero where it counts days or there is none
	Answer     string
	Law        string
	AnsweredAt time.Time
	Rounds     int
}

var (
	insertRow = db.SQL("consultation.insert", `INSERT INTO consultation (street_id, id, way, asked_at, due_at, answer, law, answered_at, rounds)
VALUES ($1, $2, $3, $4, $5, '', '', 0, 0)`)
	saveRow = db.SQL("consultation.save", `UPDATE consultation SET answer = $3, law = $4, answered_at = $5, rounds = $6 WHERE street_id = $1 AND id = $2`)
	readRow = db.SQL("consultation.read", `SELECT way, asked_at, due_at, answer, law, answered_at, rounds FROM consultation WHERE street_id = $1 AND id = $2`)
)

// Load reads what a consultation has beyond its matter; db.ErrNone before it is one.
func Load(tx *db.Tx, id matter.ID) (Row, error) {
	return db.One(tx, readRow, func(r db.Row) (Row, error) {
		var c Row
		var asked, due, answered int64
		err := r.Scan(&c.Way, &asked, &due, &c.Answer, &c.Law, &answered, &c.Rounds)
		c.AskedAt, c.DueAt, c.AnsweredAt = db.Moment(asked), db.Moment(due), db.Moment(answered)
		return c, err
	}, tx.Street, string(id))
}

// Question is what is asked, in the words of who asks.
type Question struct {
	Way   string
	Title string
	Words string
	Unit  string // community of who asks
	Name  string // may stay empty
	Phone string
}

// Ask writes a question down and starts its clock.
func Ask(tx *db.Tx, by actor.Actor, q Question) (matter.Matter, error) {
	if !Ways.Has(q.Way) {
		return matter.Matter{}, fault.Wrong("way", "请选择怎么来问的")
	}
	in := matter.Intake{Channel: channels[q.Way], Title: q.Title, Request: q.Words, Unit: q.Unit, Scale: "01"}
	if strings.TrimSpace(q.Name) != "" || strings.TrimSpace(q.Phone) != "" {
		in.Parties = []matter.Party{{Side: matter.Applicant, Name: q.Name, Phone: q.Phone}}
		if strings.TrimSpace(q.Name) == "" {
			in.Parties[0].Name = "不清楚"
		}
	}
	m, err := matter.Begin(tx, by, workflow, in)
	if err != nil {
		return m, err
	}
	if err := begin(tx, &m, q.Way, tx.Now); err != nil {
		return m, err
	}
	return m, matter.Keep(tx, &m)
}

// begin writes the row and starts the clock of the way of asking.
func begin(tx *db.Tx, m *matter.Matter, way string, at time.Time) error {
	var due time.Time
	var err error
	switch way {
	case "message":
		due, err = matter.StartHours(tx, m, "E4", "ask", at)
	case "live":
		due, err = matter.StartHours(tx, m, "E5", "ask", at)
	case "letter":
		err = matter.StartClock(tx, m, "E6", "ask", calendar.Of(at))
	}
	if err != nil {
		return err
	}
	millis := int64(0)
	if !due.IsZero() {
		millis = due.UnixMilli()
	}
	_, err = tx.Exec(insertRow, tx.Street, string(m.ID), way, at.UnixMilli(), millis)
	return err
}

// ReceiveQuestion makes a matter that was sorted here a consultation; its clock
// runs from the day it came in.
func ReceiveQuestion(tx *db.Tx, by actor.Actor, id matter.ID, version int, way string) (matter.Matter, error) {
	return workflow.Act(tx, by, id, "receiveQuestion", version, func(m *matter.Matter) (matter.Change, error) {
		if !Ways.Has(way) {
			return matter.Change{}, fault.Wrong("way", "请选择怎么来问的")
		}
		return matter.Change{Reason: way}, begin(tx, m, way, m.ReceivedAt)
	})
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
		answered := int64(0)
		if !row.AnsweredAt.IsZero() {
			answered = row.AnsweredAt.UnixMilli()
		}
		return change, tx.ExecOne(saveRow, tx.Street, string(m.ID), row.Answer, row.Law, answered, row.Rounds)
	})
}

// Take: an adviser takes the question on.
func Take(tx *db.Tx, by actor.Actor, id matter.ID, version int) (matter.Matter, error) {
	return act(tx, by, id, "take", version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		m.Mediator = by.Officer
		return matter.Change{Fields: []string{"adviser"}}, nil
	})
}

// Answer is advice on the facts that were told.
type Answer struct {
	Version int
	Words   string
	Law     string // law and article, with the date of the text
	Said    bool   // it says that it is advice on the facts told, and binds nobody
}

// Give answers the question.
func Give(tx *db.Tx, by actor.Actor, id matter.ID, a Answer) (matter.Matter, error) {
	return act(tx, by, id, "answer", a.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("words", a.Words, "请写下解答")
		switch {
		case strings.TrimSpace(a.Law) == "":
			bad.Add("law", "请写明依据的法律和条款，例如：《民法典》第二百八十八条")
		case !strings.Contains(a.Law, "第") || !strings.Contains(a.Law, "条"):
			bad.Add("law", "请写到条，例如：《民法典》第二百八十八条")
		}
		bad.Must("said", a.Said, "解答要说明：这是按所说的情况给的参考意见，对谁都没有约束力")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		row.Answer, row.Law, row.AnsweredAt, row.Rounds = a.Words, a.Law, tx.Now, row.Rounds+1
		if m.AcceptedOn.Zero() {
			m.AcceptedOn = tx.Today()
		}
		return matter.Change{Note: a.Words + "　依据：" + a.Law}, nil
	})
}

// Words is a step with what was written down.
type Words struct {
	Version int
	On      calendar.Date
	Words   string
}

// AskAgain writes a further question down.
func AskAgain(tx *db.Tx, by actor.Actor, id matter.ID, w Words) (matter.Matter, error) {
	return act(tx, by, id, "askAgain", w.Version, func(_ *matter.Matter, _ *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("words", w.Words, "请写下追问的内容")
		return matter.Change{Note: w.Words, Kind: "contact"}, bad.Err()
	})
}

// Aid says that the conditions of legal aid were told (法律援助法 art. 23, 31-32, 42).
type Aid struct {
	Version int
	Told    bool
	Where   string
	Words   string
}

// ToLegalAid guides the person to legal aid.
func ToLegalAid(tx *db.Tx, by actor.Actor, id matter.ID, a Aid) (matter.Matter, error) {
	return act(tx, by, id, "toAid", a.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Must("told", a.Told, "要告知法律援助的条件和怎么申请（法律援助法第三十五条），请告知后勾选")
		bad.Need("where", a.Where, "请写明到哪里申请")
		m.Outcome, m.ConcludedOn = matter.Transferred, tx.Today()
		return matter.Change{Note: strings.TrimSpace(a.Where + "　" + a.Words)}, bad.Err()
	})
}

// Turning hands the matter to another kind.
type Turning struct {
	Version   int
	Committee string // of a mediation
	Class     matter.Class
	Type      matter.DisputeType
	Words     string
}

// ToMediation: the question is a dispute both sides may have mediated.
func ToMediation(tx *db.Tx, by actor.Actor, id matter.ID, t Turning) (matter.Matter, error) {
	return t.turn(tx, by, id, "toMediation", matter.Mediation, func(m *matter.Matter) error {
		var bad fault.Fields
		bad.Need("committee", t.Committee, "请选择由哪个调委会调解")
		bad.Must("type", matter.DisputeTypes.Has(string(t.Type)), "请选择纠纷类型")
		if err := bad.Err(); err != nil {
			return err
		}
		m.Committee, m.Class, m.DisputeType = t.Committee, matter.ClassCivil, t.Type
		_, err := org.CommitteeByID(tx, t.Committee)
		return err
	})
}

// ToPetition: the question is a claim against an organ.
func ToPetition(tx *db.Tx, by actor.Actor, id matter.ID, t Turning) (matter.Matter, error) {
	return t.turn(tx, by, id, "toPetition", matter.Petition, func(m *matter.Matter) error {
		m.Class = matter.ClassPetition
		return matter.StartClock(tx, m, "C2", "toPetition", tx.Today())
	})
}

func (t Turning) turn(tx *db.Tx, by actor.Actor, id matter.ID, do matter.Command, kind matter.Kind, ready func(*matter.Matter) error) (matter.Matter, error) {
	m, err := act(tx, by, id, do, t.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("words", t.Words, "请写明为什么转，当事人怎么说")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		m.Mediator, m.AcceptedOn = "", 0
		return matter.Change{Note: t.Words}, ready(m)
	})
	if err != nil {
		return m, err
	}
	return matter.Become(tx, m, kind)
}

// Close closes a consultation.
func Close(tx *db.Tx, by actor.Actor, id matter.ID, w Words) (matter.Matter, error) {
	return act(tx, by, id, "close", w.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		m.ConcludedOn = tx.Today()
		return matter.Change{Note: w.Words}, nil
	})
}

// Archive puts the file together.
func Archive(tx *db.Tx, by actor.Actor, id matter.ID, a matter.Archiving) (matter.Matter, error) {
	return workflow.Act(tx, by, id, "archive", a.Version, func(m *matter.Matter) (matter.Change, error) { return a.File(tx, by, m) })
}

var forget = db.SQL("consultation.forget", `UPDATE consultation SET answer = '' WHERE street_id = $1 AND id = $2`)
