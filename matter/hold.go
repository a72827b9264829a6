package matter

import (
	"errors"
	"slices"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Holding is one stay of a matter with a unit: its days are that unit's (W13).
type Holding struct {
	ID      string
	Unit    string
	Officer string
	Since   calendar.Date
	Until   calendar.Date // 0 = still
	How     How
}

// How is how a unit came to hold a matter.
type How string

// The ways.
const (
	HeldTakenIn  How = "takenIn"  // it was brought there
	HeldAssigned How = "assigned" // a step gave it
	HeldHanded   How = "handed"   // received from whoever held it
	HeldReturned How = "returned" // sent back
)

// Hows with their names.
var Hows = Enumeration{{"takenIn", "登记接收"}, {"assigned", "指定承办"}, {"handed", "移交接收"}, {"returned", "退回"}}

// Days is how many days the unit has held the matter, the first and the last one
// counted once between two units.
func (h Holding) Days(today calendar.Date) int {
	until := h.Until
	if until.Zero() {
		until = today
	}
	return until.DaysSince(h.Since)
}

// Holdings lists where a matter has been, in order. One that was never handed
// on is with whoever took it in.
func Holdings(tx *db.Tx, m Matter) ([]Holding, error) {
	all, err := db.All(tx, readHoldings, func(r db.Row) (Holding, error) {
		var h Holding
		return h, r.Scan(&h.ID, &h.Unit, &h.Officer, &h.Since, &h.Until, &h.How)
	}, tx.Street, string(m.ID))
	if err != nil || len(all) > 0 {
		return all, err
	}
	unit, err := holder(tx, m)
	return []Holding{{Unit: unit, Officer: m.Mediator, Since: m.ReceivedOn, Until: m.ClosedOn, How: HeldTakenIn}}, err
}

// holder is the unit that holds a matter: that of whoever carries it, else that
// of its committee, else that of whoever took it in.
func holder(tx *db.Tx, m Matter) (string, error) {
	if m.Mediator == "" && m.Committee != "" {
		c, err := org.CommitteeByID(tx, m.Committee)
		return c.Unit, err
	}
	officer := m.Mediator
	if officer == "" {
		officer = m.Registrar
	}
	o, err := org.OfficerByID(tx, officer)
	if errors.Is(err, db.ErrNone) {
		return "", nil // the program took it in
	}
	return o.Unit, err
}

// book books the days from today to whoever a matter has gone to; a change of
// the unit is a hand-off. A matter that has ended stands still.
func book(tx *db.Tx, m *Matter, how How) error {
	before := m.read
	if before == nil || inVault(tx) || before.Mediator == m.Mediator && before.Committee == m.Committee {
		return nil
	}
	from, err := holder(tx, *before)
	if err != nil {
		return err
	}
	to, err := holder(tx, *m)
	if err != nil {
		return err
	}
	n, err := tx.Exec(endHolding, tx.Street, string(m.ID), tx.Today())
	if err != nil {
		return err
	}
	if n == 0 { // the first change: until now it was where it was taken in
		if err := hold(tx, *before, from, m.ReceivedOn, tx.Today(), HeldTakenIn); err != nil {
			return err
		}
	}
	if from != to {
		m.HandOffs++
	}
	return hold(tx, *m, to, tx.Today(), 0, how)
}

func hold(tx *db.Tx, m Matter, unit string, since, until calendar.Date, how How) error {
	_, err := tx.Exec(insertHolding, tx.Street, tx.NewID(), string(m.ID), unit, m.Mediator, since, until, string(how))
	return err
}

// Carriers are the roles that carry matters of the machine.
func (w Workflow) Carriers() []actor.Role {
	var all []actor.Role
	for _, s := range w.Steps {
		for _, r := range among(s.Who, owners) {
			if !slices.Contains(all, r) {
				all = append(all, r)
			}
		}
	}
	return all
}

// Handing hands a matter to somebody else who carries matters of its kind.
type Handing struct {
	Version int
	To      string // officer
	Reason  string
}

// givers hand on what they do not carry themselves.
var givers = []actor.Role{actor.Chair, actor.UnitHead, actor.Triager}

// MayHand reports whether the actor may hand the matter on: whoever carries it,
// and those above the carriers.
func MayHand(by actor.Actor, m Matter) bool {
	return m.Mediator == by.Officer || (identity.Permission{Roles: givers}).Reaches(by, m.At())
}

// Hand offers a matter to another carrier. Until they receive it nobody goes on
// with it, and its days stay with the unit that had it.
func Hand(tx *db.Tx, by actor.Actor, w Workflow, id ID, h Handing) (Matter, error) {
	m, err := readable(tx, by, id, h.Version)
	if err != nil {
		return m, err
	}
	var bad fault.Fields
	switch {
	case !MayHand(by, m):
		return m, fault.New(fault.Denied, "移交由承办的人或者%s来做", identity.Names(givers))
	case !m.Open || m.Mediator == "" && m.AcceptedOn.Zero():
		return m, fault.New(fault.Conflict, "%s没有人承办，或者已经办结，不用移交", m.Number)
	case m.HandedFrom != "" && !(identity.Permission{Roles: givers}).Reaches(by, m.At()):
		return m, fault.New(fault.Conflict, "%s正在等对方接收，要换人请找%s", m.Number, identity.Names(givers))
	case h.To == "" || h.To == m.Mediator:
		bad.Add("to", "请选择移交给谁")
	}
	bad.Need("reason", h.Reason, "请写明为什么移交")
	if err := bad.Err(); err != nil {
		return m, err
	}
	may := false
	for _, role := range w.Carriers() {
		is, err := org.Holds(tx, h.To, role)
		if err != nil {
			return m, err
		}
		may = may || is
	}
	if !may {
		return m, fault.Wrong("to", "这位不是在任的"+identity.Names(w.Carriers())+"，不能承办这一类事项")
	}
	if m.Mediator == "" { // nobody had it, such as after a tie: there is nothing to come back to
		m.Mediator = h.To
		return m, handed(tx, by, &m, "hand", h.To, h.Reason, HeldAssigned)
	}
	if m.HandedFrom == "" {
		m.HandedFrom = m.Mediator
	}
	m.Mediator = h.To
	return m, passed(tx, by, &m, "hand", h.To, h.Reason)
}

// ReceiveHanded takes over a matter that was handed on: from now on its days are
// the receiver's.
func ReceiveHanded(tx *db.Tx, by actor.Actor, id ID, version int) (Matter, error) {
	m, err := offered(tx, by, id, version)
	if err != nil {
		return m, err
	}
	from := m.HandedFrom
	m.HandedFrom = ""
	m.read.Mediator = from // as it was held until now
	return m, handed(tx, by, &m, "receiveHanded", by.Officer, "", HeldHanded)
}

// ReturnReasons are why a matter may be sent back: once, and for no other reason.
var ReturnReasons = Enumeration{
	{"tie", "有应当回避的关系（信访工作条例第二十八条、人民调解工作若干规定）"},
	{"notOurs", "不属于本单位的职责或者辖区（信访工作条例第二十三条）"},
	{"refused", "当事人不同意由我承办（人民调解法第二十三条）"},
}

// Returning sends a matter back.
type Returning struct {
	Version int
	Reason  string
	Words   string
}

// ReturnHanded sends a matter back that was handed on. A matter comes back once:
// whoever gets it the second time handles it, or the triager decides.
func ReturnHanded(tx *db.Tx, by actor.Actor, id ID, r Returning) (Matter, error) {
	m, err := offered(tx, by, id, r.Version)
	if err != nil {
		return m, err
	}
	var bad fault.Fields
	bad.Must("reason", ReturnReasons.Has(r.Reason), "请选择退回的理由，其他理由不能退回")
	bad.Need("words", r.Words, "请写明具体情况")
	if err := bad.Err(); err != nil {
		return m, err
	}
	n, err := db.Value[int](tx, countReturned, tx.Street, string(id))
	if err != nil {
		return m, err
	}
	if n > 0 {
		return m, fault.New(fault.Conflict, "%s已经退回过一次，不能再退，请接收办理；确实不该由您办的，请分流人另行指定", m.Number)
	}
	if _, err := tx.Exec(insertHolding, tx.Street, tx.NewID(), string(id), "", by.Officer, tx.Today(), tx.Today(), string(HeldReturned)); err != nil {
		return m, err
	}
	m.Mediator, m.HandedFrom = m.HandedFrom, ""
	return m, passed(tx, by, &m, "returnHanded", m.Mediator, ReturnReasons.Label(r.Reason)+"："+r.Words)
}

func offered(tx *db.Tx, by actor.Actor, id ID, version int) (Matter, error) {
	m, err := readable(tx, by, id, version)
	if err == nil && (m.HandedFrom == "" || m.Mediator != by.Officer) {
		err = fault.New(fault.Conflict, "%s没有移交给您，或者已经接收了", m.Number)
	}
	return m, err
}

// handed keeps a change of who holds a matter, with its days; passed one that
// only waits to be received.
func handed(tx *db.Tx, by actor.Actor, m *Matter, do, officer, words string, how How) error {
	if err := book(tx, m, how); err != nil {
		return err
	}
	return passed(tx, by, m, do, officer, words)
}

func passed(tx *db.Tx, by actor.Actor, m *Matter, do, officer, words string) error {
	if err := given(tx, *m, *m.read); err != nil {
		return err
	}
	return Amended(tx, by, m, event.Entry{Action: "matter." + do, Fields: []string{"mediator"}, Details: map[string]string{"officer": officer}}, words)
}

var (
	readHoldings  = db.SQL("holding.ofMatter", `SELECT id, unit_id, officer_id, since_on, until_on, how FROM holding WHERE street_id = $1 AND matter_id = $2 ORDER BY id`)
	insertHolding = db.SQL("holding.insert", `INSERT INTO holding (street_id, id, matter_id, unit_id, officer_id, since_on, until_on, how) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)
	endHolding    = db.SQL("holding.end", `UPDATE holding SET until_on = $3 WHERE street_id = $1 AND matter_id = $2 AND until_on = 0`)
	countReturned = db.SQL("holding.returned", `SELECT count(*) FROM holding WHERE street_id = $1 AND matter_id = $2 AND how = 'returned'`)
)
