package leaders

import (
	"net/http"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/ownership"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// ownershipView is who answers for one matter, and what can be done about it.
type ownershipView struct {
	View     ui.View
	Href     string // the page of the matter
	Number   string
	Title    string
	State    string
	Tone     ui.Tone
	Due      ui.DateView
	Closed   bool
	Running  *standing
	Waiting  *standing
	Past     []pastRow
	Duties   []dutyRow
	Left     []ui.Option // duties that were not carried out yet
	Leaders  []ui.Option
	Propose  bool
	Answer   bool
	Withdraw bool
	Carry    bool
	Release  bool
	Entries  ui.Entries
	Print    ui.PrintView
}

// standing is an ownership that runs or waits.
type standing struct {
	ID      string
	Version string
	Facts   []ui.Fact
}

type pastRow struct {
	Leader, State, When, Words string
	Inside                     bool // there are words, and they are not for the reader
}

type dutyRow struct {
	Label, Means, When, Who, Note string
	Done                          bool
}

// Ownership is GET /matters/{id}/ownership.
func (p Pages) Ownership(w http.ResponseWriter, r *http.Request) error {
	return p.showOwnership(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) showOwnership(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := ownershipView{Entries: e}
	err := p.view(r, func(tx *db.Tx) error { return v.read(tx, web.Actor(r), matterOf(r)) })
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "领导包案："+v.Number, e.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: "领导包案　" + v.Number, Moment: "截至" + v.View.Moment, Address: r.URL.Path}
	return web.Render(w, r, status, ownershipPage(v))
}

func (v *ownershipView) read(tx *db.Tx, by actor.Actor, id matter.ID) error {
	m, err := matter.Visible(tx, by, id)
	if err != nil {
		return err
	}
	readable, err := matter.Readable(tx, by, id)
	if err != nil {
		return err
	}
	all, err := ownership.Of(tx, id)
	if err != nil {
		return err
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	v.Href, v.Number, v.Title, v.State, v.Tone, v.Closed = matterAddress(id), m.Number, m.Title, frame.State(m), frame.Tone(m), !m.Open
	v.Due = frame.Due(m.DueOn, tx.Today())
	for _, o := range all {
		if err := names.KnowOfficers(tx, o.Officer, o.ProposedBy); err != nil {
			return err
		}
		sees := readable || o.Officer == by.Officer || o.ProposedBy == by.Officer
		switch {
		case o.State.Running():
			v.Running, v.Carry = newStanding(o, names, sees), ownership.MayCarry(by, m, o)
			err = v.duties(tx, by, names, o, sees)
		case o.State == ownership.Proposed:
			v.Waiting = newStanding(o, names, sees)
			v.Answer = o.Officer == by.Officer && identity.OwnCases.Allows(by)
		default:
			v.Past = append(v.Past, newPast(o, names, sees))
		}
		if err != nil {
			return err
		}
	}
	staff := identity.ProposeOwner.Reaches(by, m.At())
	v.Propose = staff && m.Open && v.Running == nil && v.Waiting == nil
	v.Withdraw = staff && v.Waiting != nil
	v.Release = v.Carry && v.Closed
	holders, err := org.Holders(tx, actor.CaseOwner, tx.Today())
	for _, o := range holders {
		v.Leaders = append(v.Leaders, ui.Option{Value: o.ID, Label: o.Name + "，" + o.Title})
	}
	return err
}

func newStanding(o ownership.Ownership, n frame.Names, sees bool) *standing {
	s := &standing{ID: string(o.ID), Version: strconv.Itoa(o.Version)}
	s.Facts = []ui.Fact{{Label: "包案领导", Value: n.Officer(o.Officer)}, {Label: "状态", Value: o.State.Label()}}
	if !o.Since.Zero() {
		s.Facts = append(s.Facts, ui.Fact{Label: "领导确认", Value: o.Since.Chinese()})
	}
	s.Facts = append(s.Facts, ui.Fact{Label: "提请", Value: o.ProposedOn.Chinese() + "，" + n.Officer(o.ProposedBy)})
	if sees {
		s.Facts = append(s.Facts, ui.Fact{Label: "为什么包案", Value: o.Why})
	}
	return s
}

func newPast(o ownership.Ownership, n frame.Names, sees bool) pastRow {
	from := o.Since
	if from.Zero() {
		from = o.ProposedOn
	}
	row := pastRow{Leader: n.Officer(o.Officer), State: o.State.Label(), When: from.String() + "至" + o.Until.String()}
	if row.Inside = o.Ending != "" && !sees; sees {
		row.Words = o.Ending
	}
	return row
}

// duties are the four, with what was done for each.
func (v *ownershipView) duties(tx *db.Tx, by actor.Actor, n frame.Names, o ownership.Ownership, sees bool) error {
	done, err := ownership.DutiesOf(tx, o.ID)
	if err != nil {
		return err
	}
	met, err := ownership.LastMet(tx, o)
	if err != nil {
		return err
	}
	v.Running.Facts = append(v.Running.Facts, ui.Fact{Label: "上次接访、下访", Value: metWords(met, tx.Today())})
	for _, c := range ownership.Duties {
		row := dutyRow{Label: c.Label, Means: ownership.Duty(c.Code).Means()}
		for _, d := range done {
			if string(d.Duty) != c.Code {
				continue
			}
			if err := n.KnowOfficers(tx, d.RecordedBy); err != nil {
				return err
			}
			row.Done, row.When, row.Who = true, d.On.String(), n.Officer(d.RecordedBy)
			if sees || d.RecordedBy == by.Officer {
				row.Note = d.Note
			}
		}
		if !row.Done {
			v.Left = append(v.Left, ui.Option{Value: c.Code, Label: c.Label, Hint: row.Means})
		}
		v.Duties = append(v.Duties, row)
	}
	return nil
}

// OwnershipStep is POST /matters/{id}/ownership/{command}.
func (p Pages) OwnershipStep(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	command := r.PathValue("command")
	take := readOwnership(f, matterOf(r), command)
	if take == nil {
		return frame.NoStep()
	}
	if err := p.view(r, func(tx *db.Tx) error { _, err := matter.Visible(tx, web.Actor(r), matterOf(r)); return err }); err != nil {
		return err
	}
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		return matterAddress(matterOf(r)) + "/ownership", take(tx, by)
	}
	return p.press(w, r, f, "", ownership.Commands.Label(command), do, func(status int, e ui.Entries) error {
		return p.showOwnership(w, r, status, e)
	})
}

// readOwnership reads the answers of a step; nil when there is no such step.
func readOwnership(f *web.Form, of matter.ID, command string) func(*db.Tx, actor.Actor) error {
	id, version := ownership.ID(f.Raw("ownership")), int(f.Version())
	proposal := func() ownership.Proposal {
		p := ownership.Proposal{Leader: f.Raw("leader")}
		if p.Leader == "" {
			f.Wrong("leader", "请选择由哪位领导包案")
		}
		p.Why = f.Long("why", "为什么要领导包案", 500, true)
		return p
	}
	switch command {
	case "propose":
		in := proposal()
		return func(tx *db.Tx, by actor.Actor) error { return only(ownership.Propose(tx, by, of, in)) }
	case "handOver":
		in := proposal()
		return func(tx *db.Tx, by actor.Actor) error {
			return only(ownership.HandOver(tx, by, of, id, version, in))
		}
	case "confirm":
		return func(tx *db.Tx, by actor.Actor) error {
			return only(ownership.Confirm(tx, by, of, id, version))
		}
	case "refuse":
		why := f.Long("refusal", "为什么不接", 500, true)
		return func(tx *db.Tx, by actor.Actor) error {
			return only(ownership.Refuse(tx, by, of, id, version, why))
		}
	case "withdraw":
		why := f.Long("withdrawal", "为什么收回", 500, true)
		return func(tx *db.Tx, by actor.Actor) error {
			return only(ownership.Withdraw(tx, by, of, id, version, why))
		}
	case "tick":
		t := ownership.Tick{Duty: ownership.Duty(f.Choice("duty", "落实的是哪一项", frame.Codes(ownership.Duties), true)), On: f.Date("on", "日期", false), Note: f.Long("note", "做了什么", 500, true)}
		return func(tx *db.Tx, by actor.Actor) error {
			return only(ownership.CarryOut(tx, by, of, id, version, t))
		}
	case "release":
		why := f.Long("result", "包案的结果", 500, true)
		return func(tx *db.Tx, by actor.Actor) error {
			return only(ownership.Release(tx, by, of, id, version, why))
		}
	}
	return nil
}
