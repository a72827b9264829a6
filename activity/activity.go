// Package activity is what we did, on a date, at a place, with people: meetings,
// study sessions, receptions and visits, sweeps, dockings, publicity. An
// activity is a fact once recorded; a correction is a new version beside the
// old one, and nothing is ever taken out of the ledger. An activity may name
// matters; it never lists residents.
package activity

import (
	"time"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
)

// ID identifies one version of an activity.
type ID string

// Kind is what sort of activity it was.
type Kind string

// The kinds.
const (
	Meeting   Kind = "meeting"
	Study     Kind = "study"
	Reception Kind = "reception" // residents come to a leader
	Visit     Kind = "visit"     // a leader goes to residents
	Sweep     Kind = "sweep"
	Docking   Kind = "docking" // 三对接 with the police station
	Publicity Kind = "publicity"
	Lecture   Kind = "lecture"
	Drill     Kind = "drill"
	Filing    Kind = "filing" // a report sent upward
)

// Variety is which meeting, which study session: it decides the figure an
// activity feeds. The code belongs to its kind; two kinds may share one.
type Variety string

// The varieties that figures name.
const (
	SpecialParty      Variety = "specialParty"
	PartyCommittee    Variety = "partyCommittee"
	Directors         Variety = "directors"
	LawReport         Variety = "lawReport"
	PetitionMeeting   Variety = "petition"
	PoliceWork        Variety = "policeWork"
	JointConference   Variety = "jointConference"
	CentralGroup      Variety = "centralGroup"
	LeadingGroup      Variety = "leadingGroup"
	Branch            Variety = "branch"
	FirstTopic        Variety = "firstTopic"
	Discussion        Variety = "discussion"
	Training          Variety = "training"
	MediatorTraining  Variety = "mediatorTraining"
	CourtHearing      Variety = "courtHearing"
	WithCase          Variety = "withCase"
	WithPolice        Variety = "withPolice"
	HazardInformation Variety = "hazardInformation"
	AnalysisWarning   Variety = "analysisWarning"
	MajorDispute      Variety = "majorDispute"
	School            Variety = "school"
	Online            Variety = "online"
	LeaderLecture     Variety = "leader"
	PartyRules        Variety = "partyRules"
	Other             Variety = "other"
	InCommunity       Variety = "community"
	Supervision       Variety = "supervision"
)

// Activity is one version of one activity. Only the valid version counts.
type Activity struct {
	ID         ID
	Kind       Kind
	Variety    Variety
	Title      string
	On         calendar.Date
	Start      string // 14:30, or ""
	Place      string
	Community  string // "" = of the whole street
	Venue      string
	Leader     string // the officer who received, spoke or chaired
	Partners   string // other bodies that took part
	Topics     string // agenda, law studied, or result
	Attendance int    // 人次 of our own people
	Audience   int    // 人次 of residents reached or received
	Batches    int    // 批 received
	Leaflets   int    // 份 宣传资料
	Giveaways  int    // 份 宣传品
	AboutCase  bool   // a reception or visit about an owned case (包案化解)
	RecordedBy string
	RecordedAt time.Time
	Valid      bool // false once corrected or withdrawn
	Replaces   ID   // the version before
	Reason     string
	Demo       bool
	Version    int
}

// At is where the activity stands in the tree of the street.
func (a Activity) At() identity.Location { return identity.Location{Community: a.Community} }

// Quantities gives the counts the kind has, in the order of the form.
func (a Activity) Quantities() []Counted {
	var all []Counted
	for _, c := range a.Kind.shape().Quantities {
		all = append(all, Counted{Quantity: c, Number: *c.of(&a)})
	}
	return all
}

// Counted is one count of an activity.
type Counted struct {
	Quantity
	Number int
}

// Blank reports whether nobody counted: our own people may be left out of an entry, and
// nothing takes place without any.
func (c Counted) Blank() bool { return c.Name == attendance.Name && c.Number == 0 }
