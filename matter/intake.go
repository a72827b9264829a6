package matter

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/seal"
	"fengsheng/org"
)

// Intake is what is written down when something arrives, in the words of the
// person who brought it (W1, W6).
type Intake struct {
	Channel     Channel
	Title       string
	Request     string
	Place       string
	Unit        string // where it happened: a community, grid or estate
	Venue       string // where it was taken in
	Class       Class
	DisputeType DisputeType
	Scale       Scale
	ReceivedOn  calendar.Date // zero = today
	Parties     []Party
	Known       bool // the clerk has seen what is already known and goes on
}

// UsualChannel is where the matters that an officer takes in come from, as far as the
// post says it; others choose.
func UsualChannel(by actor.Actor) Channel {
	switch {
	case by.Has(actor.Registrar):
		return "centre"
	case by.Has(actor.StationLead):
		return "station"
	case by.Has(actor.GridWorker):
		return "grid"
	}
	return ""
}

// textMax bounds a told story, in characters.
const textMax = 4000

func (in *Intake) check(today calendar.Date) error {
	var wrong fault.Fields
	if !Channels.Has(string(in.Channel)) {
		wrong.Add("channel", "请选择这件事从哪里来")
	}
	in.Title, in.Request, in.Place = strings.TrimSpace(in.Title), strings.TrimSpace(in.Request), strings.TrimSpace(in.Place)
	if in.Title == "" {
		wrong.Add("title", "请用一句话写明事由，不写姓名")
	}
	if n := len([]rune(in.Title)); n > 60 {
		wrong.Add("title", "事由最多60字，现在多了%d字", n-60)
	}
	if in.Request == "" {
		wrong.Add("request", "请照当事人的原话写下发生了什么、希望怎么解决")
	}
	if n := len([]rune(in.Request)); n > textMax {
		wrong.Add("request", "诉求最多%d字，现在多了%d字", textMax, n-textMax)
	}
	if in.Unit == "" {
		wrong.Add("unit", "请选择事情发生在哪个社区或小区")
	}
	if in.Class != "" && !Classes.Has(string(in.Class)) {
		wrong.Add("class", "请选择事项大类")
	}
	if in.DisputeType != "" && !DisputeTypes.Has(string(in.DisputeType)) {
		wrong.Add("disputeType", "请选择纠纷类型")
	}
	if in.Scale == "" {
		in.Scale = "01"
	}
	if !Scales.Has(string(in.Scale)) {
		wrong.Add("scale", "请选择规模")
	}
	if in.ReceivedOn.Zero() {
		in.ReceivedOn = today
	}
	if in.ReceivedOn > today {
		wrong.Add("receivedOn", "收到的日期%s还没有到", in.ReceivedOn)
	}
	for i := range in.Parties {
		in.Parties[i].tidy(today, &wrong, fmt.Sprintf("party%d", i+1))
	}
	return wrong.Err()
}

// Receive notes that something arrived. A grid worker in a stairwell does only
// this; a registrar then registers it.
func Receive(tx *db.Tx, by actor.Actor, in Intake) (Matter, error) { return Begin(tx, by, intake, in) }

// Begin writes a new matter down with the first step of a machine: intake, or a
// kind that people report directly, such as a hazard.
func Begin(tx *db.Tx, by actor.Actor, w Workflow, in Intake) (Matter, error) {
	return begin(tx, by, w, in, by)
}

// begin is Begin with the posts that allow it beside the actor's own.
func begin(tx *db.Tx, by actor.Actor, w Workflow, in Intake, as actor.Actor) (Matter, error) {
	step, at, err := ready(tx, w, &in, as)
	if err != nil {
		return Matter{}, err
	}
	m, err := create(tx, by, at, in, "矛登")
	if err != nil {
		return Matter{}, err
	}
	if m.Kind = w.Kind; m.Kind != "" {
		m.RegisteredOn = tx.Today() // what a kind takes in itself is registered with that
	}
	// The row is there; Advance gives it its first state and its event.
	return m, Advance(tx, by, w, &m, step, Change{Details: map[string]string{"channel": string(in.Channel)}})
}

// ready holds what is written down against the rules, and finds the step of the
// machine that begins a matter and where it happened. It writes nothing.
func ready(tx *db.Tx, w Workflow, in *Intake, as actor.Actor) (Step, identity.Location, error) {
	step, err := w.Step(Matter{}, w.first(), anywhere(as))
	if err != nil {
		return step, identity.Location{}, err
	}
	if err := in.check(tx.Today()); err != nil {
		return step, identity.Location{}, err
	}
	at, err := LocationOf(tx, in.Unit)
	if err == nil && !(identity.Permission{Roles: step.Who}).Reaches(as, at) {
		err = fault.New(fault.Denied, "您的岗位只能登记本辖区的事，请交给那个社区或街道中心登记")
	}
	return step, at, err
}

// create writes the row of a new matter with its parties, under the next number
// of its series.
func create(tx *db.Tx, by actor.Actor, at identity.Location, in Intake, series string) (Matter, error) {
	street, err := org.Load(tx)
	if err != nil {
		return Matter{}, err
	}
	counter := fmt.Sprintf("matter-%d", tx.Today().Year())
	if series != "矛登" {
		counter = fmt.Sprintf("matter-%s-%d", series, tx.Today().Year())
	}
	number, err := org.NextNumber(tx, counter)
	if err != nil {
		return Matter{}, err
	}
	received := tx.Now
	if in.ReceivedOn != tx.Today() {
		received = in.ReceivedOn.Time().Add(12 * time.Hour)
	}
	m := Matter{
		ID: ID(tx.NewID()), Number: fmt.Sprintf("%s%s〔%d〕%d号", street.ShortName, series, tx.Today().Year(), number),
		Class: in.Class, DisputeType: in.DisputeType, Channel: in.Channel, Scale: in.Scale, Title: in.Title,
		Community: at.Community, Grid: at.Grid, Estate: at.Estate, Venue: in.Venue, Registrar: by.Officer,
		ReceivedAt: received, ReceivedOn: in.ReceivedOn, Parties: len(in.Parties), Demo: street.Demo, Open: true,
	}
	if err := insert(tx, m, in); err != nil {
		return Matter{}, err
	}
	m.remember()
	return m, nil
}

// Register makes a received matter a registered one: from now on it has an
// answer owed. The request to a mediation committee interrupts limitation from
// the day it was received (A13).
func Register(tx *db.Tx, by actor.Actor, id ID, version int) (Matter, error) {
	m, err := Take(tx, by, id, version)
	if err != nil {
		return m, err
	}
	step, err := intake.Step(m, "register", by)
	if err != nil {
		return m, err
	}
	m.RegisteredOn = tx.Today()
	return m, Advance(tx, by, intake, &m, step, Change{Details: map[string]string{"limitation": m.ReceivedOn.String()}})
}

// TakeIn receives and registers in one go, as a clerk at a desk does. When the
// same place and party are already known and the clerk has not said to go on,
// nothing is written and the *Known says which matters they are.
func TakeIn(tx *db.Tx, by actor.Actor, in Intake) (Matter, error) {
	if !in.Known {
		if err := fresh(tx, by, in); err != nil {
			return Matter{}, err
		}
	}
	m, err := Receive(tx, by, in)
	if err != nil {
		return m, err
	}
	step, err := intake.Step(m, "register", by)
	if fault.Is(err, fault.Denied) {
		return m, nil // a grid worker or a station leaves registering to the registrar
	}
	if err != nil {
		return m, err
	}
	m.RegisteredOn = tx.Today()
	return m, Advance(tx, by, intake, &m, step, Change{Details: map[string]string{"limitation": m.ReceivedOn.String()}})
}

// CheckIntake says whether TakeIn would take this in, and writes nothing.
func CheckIntake(tx *db.Tx, by actor.Actor, in Intake) error {
	if _, _, err := ready(tx, intake, &in, by); err != nil || in.Known {
		return err
	}
	return fresh(tx, by, in)
}

// fresh refuses with a *Known what looks like matters that are there already.
func fresh(tx *db.Tx, by actor.Actor, in Intake) error {
	known, err := Similar(tx, by, in)
	if err == nil && len(known) > 0 {
		err = &Known{Matters: known}
	}
	return err
}

// Known says that what arrives looks like matters that are there already.
type Known struct{ Matters []Matter }

func (k *Known) Error() string {
	return fmt.Sprintf("这件事可能已经登记过：同一地点、同一当事人有%d件，请先看一看", len(k.Matters))
}

// Unwrap makes it a conflict for whoever only knows faults.
func (k *Known) Unwrap() error { return fault.New(fault.Conflict, "%s", k.Error()) }

// similarDays is how far back a finished matter still counts as known.
const similarDays = 365

// Similar finds matters of the same place with a party of the same name or
// telephone: open ones, and ones closed within a year. A unit that has many
// quarrels, such as a property company, tells two of them apart only where no
// person is named.
func Similar(tx *db.Tx, by actor.Actor, in Intake) ([]Matter, error) {
	at, err := LocationOf(tx, in.Unit)
	if err != nil {
		return nil, err
	}
	ring, err := tx.Keys()
	if err != nil {
		return nil, err
	}
	same := alike(ring, tx.Street, at.Community, in.Parties)
	if len(same) == 0 {
		return nil, nil
	}
	var w db.Where
	w.Any(same)
	w.Add("(matter.open OR matter.closed_on >= ?)", tx.Today().AddDays(-similarDays))
	if at.Estate != "" {
		w.Add("matter.estate_id IN (?, '')", at.Estate)
	}
	identity.SeeMatters.Reach(by, tx.Today()).Restrict(&w)
	s, args := w.Build("matter.similar", selectMatter+" JOIN party ON party.street_id = matter.street_id AND party.matter_id = matter.id",
		"ORDER BY matter.id DESC LIMIT 20")
	found, err := db.All(tx, s, scanMatter, args...)
	if err != nil {
		return nil, err
	}
	return slices.CompactFunc(found, func(a, b Matter) bool { return a.ID == b.ID }), nil
}

// Alike finds the other matters that this one may repeat, as Similar does for one
// that is about to be taken in.
func Alike(tx *db.Tx, by actor.Actor, m Matter) ([]Matter, error) {
	facts, err := FactsOf(tx, m)
	if err != nil {
		return nil, err
	}
	parties, err := Parties(tx, m.ID)
	if err != nil {
		return nil, err
	}
	found, err := Similar(tx, by, Intake{Unit: facts.Unit, Parties: parties})
	return slices.DeleteFunc(found, func(other Matter) bool { return other.ID == m.ID }), err
}

// alike are the conditions on a party that make a matter look known: each has
// an index of its own, so that the question costs the same in every year.
func alike(ring *seal.Ring, street, community string, parties []Party) []db.Cond {
	person := slices.ContainsFunc(parties, func(p Party) bool { return !p.Body && named(p) })
	var same []db.Cond
	for _, p := range parties {
		if person && p.Body {
			continue
		}
		if named(p) {
			same = append(same, db.Cond{Text: "(party.street_id = ? AND party.community_id = ? AND party.key = ?)", Values: []any{street, community, key(p.Name)}})
		}
		if d := digits(p.Phone); d != "" {
			same = append(same, db.Cond{Text: "(party.street_id = ? AND party.community_id = ? AND party.phone_key = ? AND party.phone_key <> '')", Values: []any{street, community, ring.Equal("phone", d)}})
		}
	}
	return same
}

func named(p Party) bool { return key(p.Name) != "" && p.Name != "不清楚" }

// anywhere lifts the posts of an actor to the street, to ask whether a role is
// held at all before the place is known.
func anywhere(by actor.Actor) actor.Actor {
	lifted := by
	lifted.Posts = nil
	for _, p := range by.Posts {
		p.Place = actor.Place{Level: actor.Street}
		lifted.Posts = append(lifted.Posts, p)
	}
	return lifted
}

// LocationOf is where a unit stands, in the columns that scopes compare.
func LocationOf(tx *db.Tx, unit string) (identity.Location, error) {
	u, err := org.UnitByID(tx, unit)
	if err != nil {
		return identity.Location{}, err
	}
	at := identity.Location{Community: u.Community, Grid: u.Grid}
	if u.Level == actor.Estate {
		at.Estate = u.ID
	}
	return at, nil
}
