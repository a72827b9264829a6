package matter

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/search"
)

// Past is a matter that came, was handled and ended before this program kept it,
// as an old ledger tells of it. Its days are those of that ledger, so that every
// figure counts it once, in the year it belongs to; the day it is written down
// here is that of its event. No clock runs for it and no paper is made.
type Past struct {
	Intake
	Source       Source
	RegisteredOn calendar.Date // zero = the day it came
	AcceptedOn   calendar.Date
	ResolvedOn   calendar.Date // zero = the day it was concluded, where there is an agreement
	ConcludedOn  calendar.Date
	ArchivedOn   calendar.Date // zero = today: with this it is put away here
	Outcome      Outcome
	Amount       int64 // 分, in the agreement
	Committee    string
	Dossier      Dossier // "" = nobody says there is one; then none is counted
	DossierNo    string
}

// pastSeries is the word in the numbers of what was written down afterwards: the
// running numbers of the year stay those of what came in it.
const pastSeries = "矛补"

// check holds what the old ledger says against what can be true.
func (p *Past) check(today calendar.Date) error {
	var wrong fault.Fields
	if p.ReceivedOn.Zero() {
		wrong.Add("receivedOn", "已经办结的事项要写收到日期")
	}
	if p.RegisteredOn.Zero() {
		p.RegisteredOn = p.ReceivedOn
	}
	wrong.Must("acceptedOn", !p.AcceptedOn.Zero(), "已经办结的事项要写受理日期")
	agreed := slices.Contains(ResolvedOutcomes, string(p.Outcome))
	if p.ResolvedOn.Zero() && agreed {
		p.ResolvedOn = p.ConcludedOn
	}
	if p.ArchivedOn.Zero() {
		p.ArchivedOn = today
	}
	wrong.Must("class", p.Class != "", "请写明事项大类")
	wrong.Must("disputeType", p.DisputeType != "", "请写明纠纷类型")
	wrong.Must("source", Sources.Has(string(p.Source)), "请写明怎么开始调解的：主动调解、依申请调解或者接受委托移送")
	wrong.Must("outcome", Outcomes.Has(string(p.Outcome)) && p.Outcome != NotAccepted, "请写明办结的结果；不予受理的没有受理，不用补录")
	wrong.Must("resolvedOn", p.ResolvedOn.Zero() || agreed, "没有达成协议或者和解的，不写协议日期")
	wrong.Must("amount", p.Amount == 0 || p.Outcome == AgreementWritten || p.Outcome == AgreementOral, "没有达成协议的，不写协议金额")
	wrong.Must("dossier", p.Dossier == "" || Dossiers.Has(string(p.Dossier)), "请写明是调解卷宗、工作卷宗还是一案一表")
	last := struct {
		on    calendar.Date
		label string
	}{p.ReceivedOn, "收到日期"}
	for _, d := range []struct {
		name, label string
		on          calendar.Date
	}{{"registeredOn", "登记日期", p.RegisteredOn}, {"acceptedOn", "受理日期", p.AcceptedOn}, {"resolvedOn", "协议日期", p.ResolvedOn}, {"concludedOn", "办结日期", p.ConcludedOn}, {"archivedOn", "归档日期", p.ArchivedOn}} {
		switch {
		case d.on.Zero():
			continue
		case d.on > today:
			wrong.Add(d.name, "%s%s还没有到", d.label, d.on)
		case d.on < last.on:
			wrong.Add(d.name, "%s%s早于%s%s", d.label, d.on, last.label, last.on)
		default:
			last.on, last.label = d.on, d.label
		}
	}
	return wrong.Err()
}

// CheckPast says whether Enter would write this down, and writes nothing.
func CheckPast(tx *db.Tx, by actor.Actor, w Workflow, p Past) error {
	if _, _, err := ready(tx, w, &p.Intake, by); err != nil {
		return err
	}
	if err := p.check(tx.Today()); err != nil || p.Known {
		return err
	}
	if err := fresh(tx, by, p.Intake); err != nil {
		return err
	}
	return p.first(tx, by)
}

// first refuses with a *Known what is here already, however long ago it ended: of
// the same day, in the same community, with one of the parties; where nobody is
// named, of the same title. Two ledgers of one year tell of the same matters.
func (p Past) first(tx *db.Tx, by actor.Actor) error {
	at, err := LocationOf(tx, p.Unit)
	if err != nil {
		return err
	}
	ring, err := tx.Keys()
	if err != nil {
		return err
	}
	var w db.Where
	join := ""
	if same := alike(ring, tx.Street, at.Community, p.Parties); len(same) > 0 {
		join = " JOIN party ON party.street_id = matter.street_id AND party.matter_id = matter.id"
		w.Any(same)
		w.Add("matter.received_on = ?", p.ReceivedOn)
	} else {
		w.Add("matter.street_id = ? AND matter.registered_on = ?", tx.Street, p.RegisteredOn)
		w.Add("matter.community_id = ? AND matter.title = ?", at.Community, p.Title)
	}
	identity.SeeMatters.Reach(by, tx.Today()).Restrict(&w)
	s, args := w.Build("matter.first", selectMatter+join, "ORDER BY matter.id DESC LIMIT 1")
	found, err := db.All(tx, s, scanMatter, args...)
	if err == nil && len(found) > 0 {
		err = &Known{Matters: found}
	}
	return err
}

// Enter writes a past matter down with the first step of its machine.
func Enter(tx *db.Tx, by actor.Actor, w Workflow, p Past) (Matter, error) {
	if err := CheckPast(tx, by, w, p); err != nil {
		return Matter{}, err
	}
	step, at, err := ready(tx, w, &p.Intake, by)
	if err != nil {
		return Matter{}, err
	}
	if err := p.check(tx.Today()); err != nil { // it also fills in the days that are not told
		return Matter{}, err
	}
	m, err := create(tx, by, at, p.Intake, pastSeries)
	if err != nil {
		return m, err
	}
	m.Kind, m.Source, m.Outcome, m.Amount = w.Kind, p.Source, p.Outcome, p.Amount
	m.RegisteredOn, m.AcceptedOn, m.ResolvedOn, m.ConcludedOn = p.RegisteredOn, p.AcceptedOn, p.ResolvedOn, p.ConcludedOn
	m.ClosedOn, m.ArchivedOn, m.Dossier, m.DossierNo = p.ConcludedOn, p.ArchivedOn, p.Dossier, p.DossierNo
	switch p.Outcome {
	case AgreementWritten:
		m.Agreement = "written"
	case AgreementOral:
		m.Agreement = "oral"
	}
	err = Advance(tx, by, w, &m, step, Change{Details: map[string]string{
		"channel": string(p.Channel), "received": p.ReceivedOn.String(), "accepted": p.AcceptedOn.String(), "concluded": p.ConcludedOn.String(),
	}})
	if err != nil || p.Committee == "" {
		return m, err
	}
	m.Committee = p.Committee // behind the step: nothing was handed on today
	return m, update(tx, &m)
}

// TakeBack takes a matter out that was written down by mistake and that nobody
// has worked on since, with everything that was told: an import of the wrong
// file leaves no persons behind (个人信息保护法 art. 47). What is left is the
// ledger with the number. Only whoever wrote it down may; that it is untouched
// and when it was written down are the caller's to know.
func TakeBack(tx *db.Tx, by actor.Actor, id ID, reason string, also ...db.Stmt) error {
	m, err := Take(tx, by, id, 0)
	if err != nil {
		return err
	}
	if m.Registrar != by.Officer {
		return fault.New(fault.Denied, "%s由别人登记，只有登记的人能撤回", m.Number)
	}
	for _, s := range append(also, dropStory, dropParties, eraseNotes, dropClocks, dropHoldings, deleteReaders, deleteConfined, eraseDrafts, eraseKey, dropMatter) {
		if _, err := tx.Exec(s, tx.Street, string(id)); err != nil {
			return err
		}
	}
	if err := search.Drop(tx, "matter", string(id)); err != nil {
		return err
	}
	_, err = event.Append(tx, by, event.Entry{
		Action: "matter.takeBack", Kind: event.Matter, Subject: string(id), Role: by.First(identity.ImportLedgers.Roles...), Reason: reason,
		Details: map[string]string{"number": m.Number},
	})
	return err
}

var (
	dropStory    = db.SQL("story.drop", `DELETE FROM story WHERE street_id = $1 AND id = $2`)
	dropParties  = db.SQL("party.drop", `DELETE FROM party WHERE street_id = $1 AND matter_id = $2`)
	dropClocks   = db.SQL("clock.drop", `DELETE FROM clock WHERE street_id = $1 AND matter_id = $2`)
	dropHoldings = db.SQL("holding.drop", `DELETE FROM holding WHERE street_id = $1 AND matter_id = $2`)
	dropMatter   = db.SQL("matter.drop", `DELETE FROM matter WHERE street_id = $1 AND id = $2`)
)
