// Package vault keeps accusations (检举控告) as the Regulation on Petitions has it
// (信访工作条例 art. 30, 46(5); workflow.md section 4.2): only their custodian
// reads them, whoever is accused and whoever works in or under an accused unit
// neither finds nor counts nor opens them, and every try is told to the ledger.
//
// An accusation stands in a tenant of its own (docs/adr/0011): nothing that asks
// for the street can reach it, so nothing has to remember to leave it out.
package vault

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

// Accusation is the kind of what stands in the vault; no list of the street has it.
const Accusation matter.Kind = "accusation"

// The states (workflow.md section 4.2).
const (
	Sealed           matter.State = "sealed"
	ReferredSealed   matter.State = "referredSealed"
	FeedbackRecorded matter.State = "feedbackRecorded"
	Closed                        = matter.ClosedState
)

// States with their names.
var States = matter.Enumeration{
	{Code: "sealed", Label: "已密封"},
	{Code: "referredSealed", Label: "已密件移送"},
	{Code: "feedbackRecorded", Label: "已登记反馈"},
	{Code: "closed", Label: "结案"},
}

var custodian = []actor.Role{actor.SealedCustodian}

var workflow = matter.Workflow{
	Kind: Accusation, States: States, Ended: []matter.State{Closed},
	Steps: []matter.Step{
		{From: Sealed, Do: "refer", Label: "密件移送", To: ReferredSealed, Who: custodian},
		{From: ReferredSealed, Do: "refer", Label: "密件移送", To: ReferredSealed, Who: custodian},
		{From: ReferredSealed, Do: "feedback", Label: "登记反馈", To: FeedbackRecorded, Who: custodian},
		{From: FeedbackRecorded, Do: "close", Label: "结案", To: Closed, Who: custodian},
	},
}

// Table is the table of the vault, for pages, diagrams and tests.
func Table() matter.Workflow { return workflow }

// sealable are the states from which a matter can become an accusation: before
// anybody has begun to handle it.
var sealable = []matter.State{matter.Received, matter.Registered, matter.Triaged, "screened"}

// Sealable reports whether the actor may hand the matter to its custodian.
func Sealable(by actor.Actor, m matter.Matter) bool {
	return identity.Seal.Reaches(by, m.At()) && slices.Contains(sealable, m.State)
}

// Sealing hands a matter to the custodian.
type Sealing struct {
	Version  int
	Officers []string // who is accused, of those in service
	Units    []string // the units accused; all under them are meant
	Words    string   // whoever else is accused, and anything the custodian should know
	Anyway   bool     // also when every custodian is accused and nobody can open it for now
}

// Receipt is all that whoever sealed a matter is told.
type Receipt struct {
	Number  string // of the vault, for the paper
	Readers int    // custodians who may open it; 0 = all of them are accused
}

// Seal takes a matter out of the street and puts it into the vault. Whoever does
// so sees it no more either.
func Seal(tx *db.Tx, by actor.Actor, id matter.ID, s Sealing) (Receipt, error) {
	m, err := matter.Take(tx, by, id, s.Version)
	if err != nil {
		return Receipt{}, err
	}
	if !identity.Seal.Reaches(by, m.At()) {
		return Receipt{}, fault.New(fault.Denied, "检举控告由%s移交密件保管人", identity.Names(identity.Seal.Roles))
	}
	if !Sealable(by, m) {
		return Receipt{}, fault.New(fault.Conflict, "%s已经在办，不能再移交密件保管人；请联系密件保管人另行登记", m.Number)
	}
	var bad fault.Fields
	bad.Must("officers", len(s.Officers)+len(s.Units) > 0 || strings.TrimSpace(s.Words) != "", "请选择被检举的人员或者单位；不在名单里的，写在下面")
	if err := bad.Err(); err != nil {
		return Receipt{}, err
	}
	if err := s.known(tx); err != nil {
		return Receipt{}, err
	}
	in, m, was, err := matter.Hide(tx, m, Accusation, Sealed)
	if err != nil {
		return Receipt{}, err
	}
	if err := matter.Accuse(in, by, m.ID, s.Officers, s.Units); err != nil {
		return Receipt{}, err
	}
	seq, err := event.Append(in, by, event.Entry{Action: "vault.seal", Kind: event.Matter, Subject: string(m.ID), Role: by.First(identity.Seal.Roles...)})
	if err != nil {
		return Receipt{}, err
	}
	if err := m.Note(in, by, seq, "seal", "原登记："+was+"\n"+s.Words); err != nil {
		return Receipt{}, err
	}
	n, err := readers(tx, m.ID)
	if err == nil && n == 0 && !s.Anyway {
		err = fault.Wrong("anyway", "被检举的包括全部密件保管人，现在没有人能打开。可以先请系统管理员另设一位；也可以勾选，先密封起来")
	}
	return Receipt{Number: m.Number, Readers: n}, err
}

func (s Sealing) known(tx *db.Tx) error {
	for _, o := range s.Officers {
		if _, err := org.FindOfficer(tx, o); err != nil {
			return err
		}
	}
	for _, u := range s.Units {
		if _, err := org.UnitByID(tx, u); err != nil {
			return err
		}
	}
	return nil
}

// readers counts the custodians who may open an accusation.
func readers(tx *db.Tx, id matter.ID) (int, error) {
	holders, err := org.Holders(tx, actor.SealedCustodian, tx.Today())
	if err != nil {
		return 0, err
	}
	n := 0
	for _, o := range holders {
		posts, err := org.PostsOf(tx, o.ID, tx.Today())
		if err != nil {
			return 0, err
		}
		units, err := org.UnitsOf(tx, o, posts)
		if err != nil {
			return 0, err
		}
		_, err = matter.Hidden(within(tx), actor.Actor{Street: tx.Street, Officer: o.ID, Posts: posts, Units: units}, id)
		if err == nil {
			n++
		} else if !fault.Is(err, fault.NotFound) {
			return 0, err
		}
	}
	return n, nil
}

func within(tx *db.Tx) *db.Tx { return tx.In(matter.Vault(tx.Street)) }

// List is the accusations the custodian may open: numbers, states and days.
func List(tx *db.Tx, by actor.Actor) ([]matter.Matter, error) {
	if err := identity.KeepVault.Check(by); err != nil {
		return nil, err
	}
	return matter.HiddenList(within(tx), by, matter.Filter{}, matter.Page{Order: matter.Newest, Size: 500})
}

// Find is one accusation without its content: number, state, days.
func Find(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
	if err := identity.KeepVault.Check(by); err != nil {
		return matter.Matter{}, err
	}
	return matter.Hidden(within(tx), by, id)
}

// Content is all that was told and written of an accusation.
type Content struct {
	Matter  matter.Matter
	Story   matter.Story
	Parties []matter.Party
	Accused []matter.Tie
	Notes   []matter.Note
	Files   []matter.Attachment
}

// Read opens the content for its custodian; why is told to the ledger before
// anything is shown (AUD-01).
func Read(tx *db.Tx, by actor.Actor, id matter.ID, reason string) (Content, error) {
	var c Content
	var err error
	if c.Matter, err = Find(tx, by, id); err != nil {
		return c, err
	}
	var bad fault.Fields
	bad.Need("reason", reason, "请写明为什么要看，例如：办理密件移送")
	if err := bad.Err(); err != nil {
		return c, err
	}
	in := within(tx)
	if _, err = event.Append(in, by, event.Entry{Action: "vault.read", Kind: event.Matter, Subject: string(id), Role: actor.SealedCustodian, Reason: reason}); err != nil {
		return c, err
	}
	if c.Story, err = matter.LoadStory(in, id); err != nil {
		return c, err
	}
	if c.Parties, err = matter.Parties(in, id); err != nil {
		return c, err
	}
	if c.Accused, err = matter.Ties(in, id); err != nil {
		return c, err
	}
	if c.Notes, err = matter.Notes(in, id); err != nil {
		return c, err
	}
	c.Files, err = matter.Attachments(in, id)
	return c, err
}

// LookAt opens a file of an accusation for its custodian, who says why; the
// ledger of the vault is told first.
func LookAt(tx *db.Tx, by actor.Actor, id matter.ID, attachment, reason string) (matter.Opened, error) {
	if _, err := Find(tx, by, id); err != nil {
		return matter.Opened{}, err
	}
	return matter.HiddenAttachment(within(tx), by, id, attachment, reason)
}

// History is who did what with an accusation, and who tried to open it.
func History(tx *db.Tx, by actor.Actor, id matter.ID, most int) ([]event.Event, error) {
	if _, err := Find(tx, by, id); err != nil {
		return nil, err
	}
	return event.Of(within(tx), event.Matter, string(id), most)
}

// Organs are whom an accusation goes to, by the authority over cadres (art. 30).
var Organs = matter.Enumeration{
	{Code: "discipline", Label: "纪检监察机关"},
	{Code: "organisation", Label: "组织（人事）部门"},
	{Code: "police", Label: "公安机关"},
	{Code: "other", Label: "其他有权处理的机关"},
}

// Step is what a step of the vault brings.
type Step struct {
	Version int
	On      calendar.Date
	Organ   string // of a referral
	Name    string // the organ's full name
	Words   string
}

// Take takes an accusation through one step.
func Take(tx *db.Tx, by actor.Actor, id matter.ID, do matter.Command, s Step) (matter.Matter, error) {
	m, err := Find(tx, by, id)
	if err != nil {
		return m, err
	}
	if s.Version != 0 && s.Version != m.Version {
		return m, matter.ConflictOnVersion(m.Number)
	}
	step, err := workflow.Step(m, do, by)
	if err != nil {
		return m, err
	}
	var bad fault.Fields
	switch do {
	case "refer":
		bad.Must("organ", Organs.Has(s.Organ), "请选择移送给哪一类机关（信访工作条例第三十条）")
		bad.Need("name", s.Name, "请写明机关全称")
		s.Words = s.Name + "\n" + s.Words
	case "feedback":
		bad.Need("words", s.Words, "请写明对方反馈了什么")
	case "close":
		bad.Need("words", s.Words, "请写明怎样结的，以及有没有依规定答复署名的检举人")
	}
	if err := bad.Err(); err != nil {
		return m, err
	}
	if s.On, err = matter.Day(tx, s.On, m.ReceivedOn, step.Label); err != nil {
		return m, err
	}
	return m, matter.Advance(within(tx), by, workflow, &m, step, matter.Change{On: s.On, Note: strings.TrimSpace(s.Words), Reason: s.Organ})
}

// Kept reports whether a matter is kept from the actor: it is in the vault, or
// they are tied to it.
func Kept(tx *db.Tx, by actor.Actor, id matter.ID) (bool, error) {
	tied, err := identity.Tied(tx, by, string(id))
	if err != nil || tied {
		return tied, err
	}
	return hidden(tx, id)
}

func hidden(tx *db.Tx, id matter.ID) (bool, error) {
	_, err := matter.StateOf(within(tx), id)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// Tried tells the ledger that somebody asked for a matter that is kept from them.
// They learn nothing; of what is in the vault its custodian does.
func Tried(tx *db.Tx, by actor.Actor, id matter.ID) error {
	at := tx
	in, err := hidden(tx, id)
	if err != nil {
		return err
	}
	if in {
		at = within(tx)
	}
	_, err = event.Append(at, by, event.Entry{
		Action: "matter.barred", Kind: event.Matter, Subject: string(id), Role: by.First(actor.Roles...), Outcome: event.Refused,
	})
	return err
}
