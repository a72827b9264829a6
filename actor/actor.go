// Package actor says who acts: one person, in the posts held at this moment.
// It has types only; what a post may do is decided in identity and in the
// workflow tables.
package actor

import "slices"

// Role is a function in the work of the street (workflow.md section 0).
type Role string

// The roles. Each constant is the glossary's identifier.
const (
	Registrar       Role = "registrar"       // takes in
	Triager         Role = "triager"         // sorts
	Mediator        Role = "mediator"        // mediates
	Chair           Role = "chair"           // 调委会主任
	Handler         Role = "handler"         // handles an organ's matter
	UnitHead        Role = "unitHead"        // heads the handling unit
	PetitionClerk   Role = "petitionClerk"   // registers petitions
	SealedCustodian Role = "sealedCustodian" // accusations only
	CaseOwner       Role = "caseOwner"       // leader, 包案
	Supervisor      Role = "supervisor"      // chases; sees state and clocks
	StationLead     Role = "stationLead"     // leads a community station
	GridWorker      Role = "gridWorker"      // finds and reports
	PoliceLiaison   Role = "policeLiaison"   // docking only
	LegalAdviser    Role = "legalAdviser"    // answers consultations
	ReportWriter    Role = "reportWriter"    // compiles the annual report
	FirstReviewer   Role = "firstReviewer"   // 初审
	SecondReviewer  Role = "secondReviewer"  // 复审
	FinalReviewer   Role = "finalReviewer"   // 终审
	Archivist       Role = "archivist"       // binds dossiers
	Statistician    Role = "statistician"    // counts
	Auditor         Role = "auditor"         // logs only
	SysAdmin        Role = "sysAdmin"        // accounts and settings, no matters
)

// Roles lists every role in the order a page shows them.
var Roles = []Role{
	Registrar, Triager, Mediator, Chair, Handler, UnitHead, PetitionClerk, SealedCustodian, CaseOwner, Supervisor,
	StationLead, GridWorker, PoliceLiaison, LegalAdviser, ReportWriter, FirstReviewer, SecondReviewer, FinalReviewer,
	Archivist, Statistician, Auditor, SysAdmin,
}

var labels = map[Role]string{
	Registrar: "登记人", Triager: "分流人", Mediator: "调解员", Chair: "调委会主任", Handler: "承办人", UnitHead: "承办单位负责人",
	PetitionClerk: "信访专干", SealedCustodian: "密件保管人", CaseOwner: "包案领导", Supervisor: "督办人", StationLead: "社区矛调站站长",
	GridWorker: "网格员", PoliceLiaison: "派出所联络员", LegalAdviser: "法律顾问", ReportWriter: "报告撰写人", FirstReviewer: "初审人",
	SecondReviewer: "复审人", FinalReviewer: "终审人", Archivist: "档案员", Statistician: "统计员", Auditor: "审计员", SysAdmin: "系统管理员",
}

// Label is the role's Chinese name.
func (r Role) Label() string { return labels[r] }

// Known reports whether r is one of Roles.
func (r Role) Known() bool { return labels[r] != "" }

// Level is how far down the tree of the street a unit stands.
type Level string

// The levels of the org tree. A station, room or talking point is a venue, not a level.
const (
	Street    Level = "street"
	Community Level = "community"
	Grid      Level = "grid"
	Estate    Level = "estate"
)

// Place is a unit of the org tree: the street itself or something below it.
type Place struct {
	Level Level
	ID    string
	Name  string
}

// Post is one role held at one place: it reaches that place and all below it.
type Post struct {
	Role  Role
	Place Place
}

// Actor is a signed-in officer, or the program itself when Officer is empty.
type Actor struct {
	Street  string // the installation's tenant: another street's rows do not exist
	Account string // identity's account id
	Officer string // org's officer id; empty for the program itself
	Name    string // shown beside what the actor did
	Posts   []Post
	Units   []string // ids of the units the officer works in, and of all above them

	// Facts of the request, for the event (AUD-02).
	Address string
	Route   string
	Request string
}

// Has reports whether the actor holds any of the roles somewhere.
func (a Actor) Has(roles ...Role) bool {
	return slices.ContainsFunc(a.Posts, func(p Post) bool { return slices.Contains(roles, p.Role) })
}

// First is the first of the roles the actor holds: the role an event is signed with.
func (a Actor) First(roles ...Role) Role {
	for _, p := range a.Posts {
		if slices.Contains(roles, p.Role) {
			return p.Role
		}
	}
	return ""
}
