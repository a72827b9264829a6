package ownership

import (
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// wordsMax bounds what is written, in characters.
const wordsMax = 500

func need(bad *fault.Fields, name, value, sentence string) {
	bad.Need(name, value, sentence)
	if n := len([]rune(value)); n > wordsMax {
		bad.Add(name, "最多%d字，现在多了%d字", wordsMax, n-wordsMax)
	}
}

// Proposal asks a leader to answer for a matter.
type Proposal struct {
	Leader string
	Why    string
}

// Propose asks a leader to own an open matter that nobody owns.
func Propose(tx *db.Tx, by actor.Actor, id matter.ID, p Proposal) (Ownership, error) {
	m, err := proposable(tx, by, id)
	if err != nil {
		return Ownership{}, err
	}
	running, _, err := Standing(tx, id)
	if err != nil {
		return Ownership{}, err
	}
	if running.ID != "" {
		return running, fault.New(fault.Conflict, "这件事已经有领导包案，一件事同时只由一位领导包；要换人请用“移交”")
	}
	return propose(tx, by, m, p, "propose", "")
}

// HandOver asks another leader to take over from the one who owns the matter. The
// first goes on until the other confirms.
func HandOver(tx *db.Tx, by actor.Actor, of matter.ID, id ID, version int, p Proposal) (Ownership, error) {
	m, o, err := carried(tx, by, of, id, version)
	if err != nil {
		return o, err
	}
	if p.Leader == o.Officer {
		return o, fault.Wrong("leader", "已经是这位领导在包，请选另一位")
	}
	return propose(tx, by, m, p, "handOver", o.ID)
}

// proposable is a matter for which the actor may look for an owner.
func proposable(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
	m, err := matter.Visible(tx, by, id)
	if err != nil {
		return m, err
	}
	if err := identity.ProposeOwner.Check(by); err != nil {
		return m, err
	}
	if !identity.ProposeOwner.Reaches(by, m.At()) {
		return m, fault.New(fault.Denied, "这件事不在您的岗位管辖的地方，请街道提请包案")
	}
	return m, nil
}

func propose(tx *db.Tx, by actor.Actor, m matter.Matter, p Proposal, do string, from ID) (Ownership, error) {
	o := Ownership{Matter: m.ID, Officer: p.Leader, State: Proposed, Why: strings.TrimSpace(p.Why), From: from, ProposedBy: by.Officer, ProposedOn: tx.Today(), Version: 1}
	var bad fault.Fields
	bad.Need("leader", p.Leader, "请选择由哪位领导包案")
	need(&bad, "why", o.Why, "请写明为什么要领导包案，例如：涉及几个单位，需要统筹")
	if err := bad.Err(); err != nil {
		return o, err
	}
	if !m.Open {
		return o, fault.New(fault.Conflict, "%s已经办完，不用再包案", m.Number)
	}
	if err := mayOwn(tx, p.Leader, m); err != nil {
		return o, err
	}
	_, waiting, err := Standing(tx, m.ID)
	if err != nil {
		return o, err
	}
	if waiting.ID != "" {
		return o, fault.New(fault.Conflict, "已经提请了一位领导，正等确认；要另选一位，请先收回那次提请")
	}
	o.ID = ID(tx.NewID())
	if _, err := tx.Exec(insertRow, tx.Street, string(o.ID), string(m.ID), o.Officer, o.Why, string(from), by.Officer, o.ProposedOn); err != nil {
		return o, err
	}
	return o, told(tx, by, o, do, nil)
}

// mayOwn holds that the officer is a leader whose post reaches the matter.
func mayOwn(tx *db.Tx, officer string, m matter.Matter) error {
	posts, err := org.PostsOf(tx, officer, tx.Today())
	if err != nil {
		return err
	}
	leader := actor.Actor{Street: tx.Street, Officer: officer, Posts: posts}
	tied, err := matter.Tied(tx, m.ID, officer)
	if err != nil {
		return err
	}
	switch {
	case tied:
		return fault.Wrong("leader", "这位领导要回避这件事，请另选一位")
	case !identity.OwnCases.Allows(leader):
		return fault.Wrong("leader", "这位不是在任的包案领导，请另选一位")
	case !identity.OwnCases.Reaches(leader, m.At()):
		return fault.Wrong("leader", "这位领导管不到这件事发生的地方，请另选一位")
	case m.Mediator == officer:
		return fault.Wrong("leader", "这件事就是这位承办的，包案要由另一位领导督促")
	}
	return nil
}

// Confirm: the leader who was asked takes the matter on. Where another leader had it,
// theirs is handed over in the same moment.
func Confirm(tx *db.Tx, by actor.Actor, of matter.ID, id ID, version int) (Ownership, error) {
	m, o, err := asked(tx, by, of, id, version)
	if err != nil {
		return o, err
	}
	if !m.Open {
		return o, fault.New(fault.Conflict, "%s已经办完，不用再包案", m.Number)
	}
	if err := mayOwn(tx, by.Officer, m); err != nil {
		return o, err
	}
	do := "confirm"
	var details map[string]string
	running, _, err := Standing(tx, of)
	if err != nil {
		return o, err
	}
	if running.ID != "" {
		if running.ID != o.From {
			return o, fault.New(fault.Conflict, "这件事已经有别的领导在包，请收回这次提请")
		}
		do, details = "take", map[string]string{"before": running.Officer}
		running.State, running.Until = HandedOver, tx.Today()
		if err := save(tx, running); err != nil {
			return o, err
		}
	}
	o.State, o.Since = Assigned, tx.Today()
	if err := save(tx, o); err != nil {
		return o, err
	}
	return o, told(tx, by, o, do, details)
}

// Refuse: the leader who was asked says why somebody else should own the matter.
func Refuse(tx *db.Tx, by actor.Actor, of matter.ID, id ID, version int, why string) (Ownership, error) {
	_, o, err := asked(tx, by, of, id, version)
	if err != nil {
		return o, err
	}
	return end(tx, by, o, Refused, "refuse", "refusal", why, "请写明为什么不接，例如：与本人有利害关系，或由分管领导包更合适")
}

// Withdraw takes a proposal back that nobody has answered.
func Withdraw(tx *db.Tx, by actor.Actor, of matter.ID, id ID, version int, why string) (Ownership, error) {
	if _, err := proposable(tx, by, of); err != nil {
		return Ownership{}, err
	}
	o, err := at(tx, of, id, version, Proposed)
	if err != nil {
		return o, err
	}
	return end(tx, by, o, Withdrawn, "withdraw", "withdrawal", why, "请写明为什么收回")
}

// Release ends an ownership. Only the end of the matter does that, or another leader
// who takes it.
func Release(tx *db.Tx, by actor.Actor, of matter.ID, id ID, version int, why string) (Ownership, error) {
	m, o, err := carried(tx, by, of, id, version)
	if err != nil {
		return o, err
	}
	if m.Open {
		return o, fault.New(fault.Conflict, "%s还没有办完，包案不能结束；要换人请用“移交”，由另一位领导确认接手", m.Number)
	}
	return end(tx, by, o, Released, "release", "result", why, "请写明包案的结果")
}

func end(tx *db.Tx, by actor.Actor, o Ownership, to State, do, field, why, sentence string) (Ownership, error) {
	var bad fault.Fields
	o.Ending = strings.TrimSpace(why)
	need(&bad, field, o.Ending, sentence)
	if err := bad.Err(); err != nil {
		return o, err
	}
	o.State, o.Until = to, tx.Today()
	if err := save(tx, o); err != nil {
		return o, err
	}
	return o, told(tx, by, o, do, nil)
}

// Tick is one duty carried out.
type Tick struct {
	Duty Duty
	On   calendar.Date // zero = today
	Note string
}

// CarryOut ticks a duty, by the leader or by staff in their name; the row says who. The
// first duty makes the ownership active.
func CarryOut(tx *db.Tx, by actor.Actor, of matter.ID, id ID, version int, t Tick) (Ownership, error) {
	_, o, err := carried(tx, by, of, id, version)
	if err != nil {
		return o, err
	}
	done, err := DutiesOf(tx, id)
	if err != nil {
		return o, err
	}
	var bad fault.Fields
	bad.Must("duty", Duties.Has(string(t.Duty)), "请选择落实的是哪一项")
	if slices.ContainsFunc(done, func(d Done) bool { return d.Duty == t.Duty }) {
		bad.Add("duty", "%s已经记过了", Duties.Label(string(t.Duty)))
	}
	if t.On.Zero() {
		t.On = tx.Today()
	}
	switch {
	case t.On > tx.Today():
		bad.Add("on", "日期%s还没有到", t.On)
	case t.On < o.Since:
		bad.Add("on", "日期不能早于领导确认包案的日期（%s）", o.Since)
	}
	need(&bad, "note", strings.TrimSpace(t.Note), "请写一句做了什么")
	if err := bad.Err(); err != nil {
		return o, err
	}
	if _, err := tx.Exec(insertDuty, tx.Street, string(id), string(t.Duty), t.On, strings.TrimSpace(t.Note), by.Officer); err != nil {
		return o, err
	}
	o.State = Active
	if err := save(tx, o); err != nil {
		return o, err
	}
	return o, told(tx, by, o, "tick", map[string]string{"duty": string(t.Duty), "on": t.On.String()})
}

// asked is a proposal that the actor, as the leader it names, may answer.
func asked(tx *db.Tx, by actor.Actor, of matter.ID, id ID, version int) (matter.Matter, Ownership, error) {
	m, err := matter.Visible(tx, by, of)
	if err != nil {
		return m, Ownership{}, err
	}
	if err := identity.OwnCases.Check(by); err != nil {
		return m, Ownership{}, err
	}
	o, err := at(tx, of, id, version, Proposed)
	if err == nil && o.Officer != by.Officer {
		err = fault.New(fault.Denied, "接不接包案，只能由被提请的那位领导本人确认")
	}
	return m, o, err
}

// carried is a running ownership of which the actor may write: the leader, or staff
// who may propose one.
func carried(tx *db.Tx, by actor.Actor, of matter.ID, id ID, version int) (matter.Matter, Ownership, error) {
	m, err := matter.Visible(tx, by, of)
	if err != nil {
		return m, Ownership{}, err
	}
	o, err := at(tx, of, id, version, Assigned, Active)
	if err == nil && !MayCarry(by, m, o) {
		err = fault.New(fault.Denied, "这一步只能由包案领导本人，或%s来做", identity.Names(identity.ProposeOwner.Roles))
	}
	return m, o, err
}

// MayCarry reports whether the actor writes of an ownership: the leader themselves, or
// staff in their name.
func MayCarry(by actor.Actor, m matter.Matter, o Ownership) bool {
	return o.Officer == by.Officer && identity.OwnCases.Allows(by) || identity.ProposeOwner.Reaches(by, m.At())
}

// at loads an ownership at the version the actor saw, in one of the states.
func at(tx *db.Tx, of matter.ID, id ID, version int, states ...State) (Ownership, error) {
	o, err := load(tx, id, of)
	switch {
	case err != nil:
		return o, err
	case !slices.Contains(states, o.State):
		return o, fault.New(fault.Conflict, "这次包案现在是“%s”，不能做这一步", o.State.Label())
	case version != 0 && version != o.Version:
		return o, changed()
	}
	return o, nil
}

func changed() error {
	return fault.New(fault.Conflict, "这次包案刚刚被别人改过，请看过最新情况再提交，您填的内容还在")
}

func save(tx *db.Tx, o Ownership) error {
	n, err := tx.Exec(saveRow, tx.Street, string(o.ID), o.Version, string(o.State), o.Ending, o.Since, o.Until)
	if err == nil && n == 0 {
		err = changed()
	}
	return err
}

// told writes the event: on the matter, so that its course shows it.
func told(tx *db.Tx, by actor.Actor, o Ownership, do string, details map[string]string) error {
	all := map[string]string{"ownership": string(o.ID), "leader": o.Officer, "to": string(o.State)}
	for k, v := range details {
		all[k] = v
	}
	_, err := event.Append(tx, by, event.Entry{
		Action: "ownership." + do, Kind: event.Matter, Subject: string(o.Matter),
		Role: by.First(slices.Concat(identity.OwnCases.Roles, identity.ProposeOwner.Roles)...), Details: all,
	})
	return err
}
