// Package matter is what every thing brought to us has in common: a number,
// parties, a channel, a place, clocks, a state. It takes matters in and sorts
// them; each kind goes on in its own folder with its own Workflow, and every
// change of state of every kind passes through Advance.
//
// A matter carries risk; a person does not. Parties appear only inside their
// matter.
package matter

import (
	"time"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
)

// ID identifies a matter. It is random; the Number is for reading.
type ID string

// Kind says in whose machine a matter goes on after triage; "" before.
type Kind string

// The kinds (workflow.md sections 2-7).
const (
	Mediation      Kind = "mediation"
	Administrative Kind = "administrative"
	Petition       Kind = "petition"
	Litigation     Kind = "litigation"
	Hazard         Kind = "hazard"
	Consultation   Kind = "consultation"
)

// State is where a matter stands in its workflow.
type State string

// The states of intake and triage (workflow.md section 1). Each kind adds its own.
const (
	Received   State = "received"
	Registered State = "registered"
	Triaged    State = "triaged" // a kind is chosen; the unit that handles it has yet to take it on
	Merged     State = "merged"
	Redirected State = "redirected"
)

// The states every kind ends in, after its own way.
const (
	ClosedState   State = "closed"
	ArchivedState State = "archived"
)

// Matter is one thing to resolve, the unit of counting (件). Its long texts are
// in Story, its parties in Party.
type Matter struct {
	ID           ID
	Number       string // 东盛矛登〔2024〕12号
	Kind         Kind
	State        State
	Open         bool // not yet in a state that ends it
	Class        Class
	DisputeType  DisputeType
	Channel      Channel
	Source       Source
	Scale        Scale
	Title        string // 事由, without names
	Community    string
	Grid         string
	Estate       string
	Venue        string
	Committee    string
	Registrar    string // officer
	Mediator     string // officer; the one owner of the matter (W13)
	ReceivedAt   time.Time
	ReceivedOn   calendar.Date
	RegisteredOn calendar.Date
	AcceptedOn   calendar.Date
	ResolvedOn   calendar.Date // agreement or settlement
	ConcludedOn  calendar.Date // 办结
	ClosedOn     calendar.Date // left the open states, whatever the way
	ArchivedOn   calendar.Date
	DueOn        calendar.Date // the nearest running clock
	DueRule      string
	Outcome      Outcome
	Parties      int
	Amount       int64 // 分, in the agreement
	Agreement    string
	Difficult    bool
	Prevented    bool // an escalation was prevented
	Settled      bool // 息访, a fact recorded at close
	Dossier      Dossier
	DossierNo    string
	Late         bool   // concluded behind its legal term
	HandedFrom   string // officer; it waits to be received by Mediator
	HandOffs     int    // how often it went from one unit to another
	Parent       ID
	Into         ID
	Demo         bool
	Version      int

	read *Matter // the row as it was read; nil for a matter that was not
}

// At is where the matter stands in the tree of the street.
func (m Matter) At() identity.Location {
	return identity.Location{Community: m.Community, Grid: m.Grid, Estate: m.Estate}
}

// Overdue reports whether the nearest clock has run out.
func (m Matter) Overdue(today calendar.Date) bool { return m.Open && m.DueOn != 0 && m.DueOn < today }

// Story is the long text of a matter: what was told, where, and how it was sorted.
type Story struct {
	Place   string
	Request string
	Gates   Gates
	Slip    string
}

// texts are what was told and written, by where it stands.
func (s *Story) texts() map[string]*string {
	return map[string]*string{"place": &s.Place, "request": &s.Request, "slip": &s.Slip}
}
