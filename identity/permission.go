// Package identity knows who is signed in and what a post may open. It is the
// only package that turns roles into decisions (AUTHZ-02): routes and operations
// name a Permission, lists take a Scope that becomes part of their SQL
// (AUTHZ-03), and no handler compares roles.
package identity

import (
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/fault"
)

// Permission is a right that a route or an operation names.
type Permission struct {
	Name   string // for the table of routes
	Roles  []actor.Role
	grant  func(actor.Post, Asking) []grant // rows of matters it opens; nil when it opens none
	locked []actor.Role                     // who sees of a locked matter that it is there
}

// Allows reports whether the actor holds a post with the permission, at any place.
func (p Permission) Allows(a actor.Actor) bool { return a.Has(p.Roles...) }

// Check refuses an actor without the permission and says who may.
func (p Permission) Check(a actor.Actor) error {
	if p.Allows(a) {
		return nil
	}
	return fault.New(fault.Denied, "这一步只能由%s来做", Names(p.Roles))
}

// Reaches reports whether the actor holds the permission at the place or above it.
func (p Permission) Reaches(a actor.Actor, place Location) bool {
	return slices.ContainsFunc(a.Posts, func(post actor.Post) bool {
		return slices.Contains(p.Roles, post.Role) && place.Within(post.Place)
	})
}

// At reports whether the actor holds the permission at the very unit, not above it.
func (p Permission) At(a actor.Actor, unit string) bool {
	return slices.ContainsFunc(a.Posts, func(post actor.Post) bool { return slices.Contains(p.Roles, post.Role) && post.Place.ID == unit })
}

// Names lists roles in Chinese.
func Names(roles []actor.Role) string {
	labels := make([]string, len(roles))
	for i, r := range roles {
		labels[i] = r.Label()
	}
	return strings.Join(labels, "、")
}

// Location is where something stands in the tree: one id per level, "" below.
type Location struct {
	Community string
	Grid      string
	Estate    string
}

// Within reports whether the location is the place or below it.
func (l Location) Within(p actor.Place) bool {
	switch p.Level {
	case actor.Street:
		return true
	case actor.Community:
		return l.Community == p.ID
	case actor.Grid:
		return l.Grid == p.ID
	case actor.Estate:
		return l.Estate == p.ID
	}
	return false
}

func roles(r ...actor.Role) []actor.Role { return r }

func without(all []actor.Role, some ...actor.Role) []actor.Role {
	return slices.DeleteFunc(slices.Clone(all), func(r actor.Role) bool { return slices.Contains(some, r) })
}

// Everybody is every role: what any signed-in person may open.
var Everybody = Permission{Name: "signed in", Roles: actor.Roles}

// keepers see of a locked matter that it is there.
var keepers = roles(actor.Archivist, actor.Chair, actor.PetitionClerk)

// The permissions of matters. Who may take which step is in the workflow
// tables; these say who may see.
var (
	// TakeIn is registering what arrives (W1).
	TakeIn = Permission{Name: "take in", Roles: roles(actor.Registrar, actor.GridWorker, actor.StationLead, actor.PetitionClerk, actor.Mediator)}
	// ImportLedgers is entering whole ledgers from files; each row takes the right of
	// its own entry as well.
	ImportLedgers = Permission{Name: "import ledgers", Roles: roles(actor.Registrar, actor.StationLead)}
	// SeeMatters opens lists and the outline of a matter: number, state, place, clocks.
	SeeMatters = Permission{Name: "see matters", Roles: roles(actor.Registrar, actor.Triager, actor.Mediator, actor.Chair, actor.PetitionClerk,
		actor.CaseOwner, actor.Supervisor, actor.StationLead, actor.GridWorker, actor.Archivist, actor.Statistician, actor.Handler, actor.UnitHead,
		actor.LegalAdviser), grant: seeing, locked: keepers}
	// ReadMatter opens the content: story, parties, notes, agreement (PR22, W12).
	ReadMatter = Permission{Name: "read a matter", Roles: roles(actor.Registrar, actor.Triager, actor.Mediator, actor.Chair, actor.PetitionClerk,
		actor.StationLead, actor.Archivist, actor.Handler, actor.UnitHead, actor.LegalAdviser, actor.GridWorker, actor.CaseOwner), grant: reading}
	// KeepMatters is locking what was asked to be deleted, and erasing it when its
	// term has ended (个人信息保护法 art. 47).
	KeepMatters = Permission{Name: "lock and erase matters", Roles: keepers}
	// ReportHazard is reporting a hazard, from anywhere in the street.
	ReportHazard = Permission{Name: "report a hazard", Roles: roles(actor.GridWorker, actor.StationLead, actor.Registrar, actor.Triager, actor.PetitionClerk,
		actor.Mediator, actor.Handler)}
	// Advise is what the petition office advises an organ because of a petition, and writing
	// down what the organ answers (信访工作条例 art. 40).
	Advise = Permission{Name: "advise on petitions", Roles: roles(actor.PetitionClerk)}
	// AmendPetition is putting right what the classification of a petition found.
	AmendPetition = Permission{Name: "amend petitions", Roles: roles(actor.PetitionClerk)}
	// Seal is handing an accusation to its custodian.
	Seal = Permission{Name: "seal an accusation", Roles: roles(actor.Registrar, actor.Triager, actor.PetitionClerk, actor.SealedCustodian)}
	// KeepVault is reading what is sealed.
	KeepVault = Permission{Name: "keep the vault", Roles: roles(actor.SealedCustodian), grant: func(p actor.Post, a Asking) []grant {
		if p.Role != actor.SealedCustodian {
			return nil
		}
		return below(p, a, "")
	}}
	// AskAdvice is writing a question down.
	AskAdvice = Permission{Name: "ask for advice", Roles: roles(actor.Registrar, actor.StationLead, actor.LegalAdviser, actor.Mediator, actor.GridWorker)}
	// SeeBoard is the weekly board of hazards: counts per unit.
	SeeBoard = Everybody
	// FreezeBoard is freezing a week of it.
	FreezeBoard = Permission{Name: "freeze the weekly board", Roles: roles(actor.Triager)}
	// Triage is sorting.
	Triage = Permission{Name: "triage", Roles: roles(actor.Triager)}
	// TakeSteps is any step of a matter; the workflow tables say which.
	TakeSteps = Permission{Name: "take steps", Roles: roles(actor.Registrar, actor.Triager, actor.Mediator, actor.Chair, actor.Handler, actor.UnitHead,
		actor.PetitionClerk, actor.StationLead, actor.GridWorker, actor.LegalAdviser, actor.Archivist)}
	// Mediate is carrying matters of one's own.
	Mediate = Permission{Name: "mediate", Roles: roles(actor.Mediator)}
	// WatchPerformance is being told what falls due of an agreement whose matter is closed.
	WatchPerformance = Permission{Name: "watch performance", Roles: roles(actor.Chair)}
	// SeeSupervision is the overview of what is late, by unit.
	SeeSupervision = Permission{Name: "see supervision", Roles: roles(actor.Supervisor, actor.CaseOwner, actor.Chair, actor.StationLead, actor.Triager)}
	// Supervise is asking why a matter is late.
	Supervise = Permission{Name: "supervise", Roles: roles(actor.Supervisor)}
	// AnswerSupervision is giving the reason, by those who work on the matter.
	AnswerSupervision = Permission{Name: "answer a supervision", Roles: roles(actor.Mediator, actor.Chair, actor.Handler, actor.UnitHead, actor.PetitionClerk,
		actor.StationLead, actor.LegalAdviser, actor.GridWorker, actor.Triager, actor.Registrar)}
	// MakePapers is completing, issuing and voiding the papers of a matter that one may read.
	MakePapers = Permission{Name: "make papers", Roles: roles(actor.Registrar, actor.Mediator, actor.Chair, actor.PetitionClerk, actor.Handler, actor.UnitHead,
		actor.StationLead, actor.Archivist, actor.LegalAdviser)}
	// KeepTemplates is replacing the program's templates by the street's own.
	KeepTemplates = Permission{Name: "keep templates", Roles: roles(actor.Chair, actor.PetitionClerk, actor.Archivist)}
	// SeeNumbers is the register of the numbers that papers bear.
	SeeNumbers = Permission{Name: "see numbers", Roles: MakePapers.Roles}
	// BindDossier is archiving.
	BindDossier = Permission{Name: "bind dossiers", Roles: roles(actor.Archivist)}
)

// The permissions of activities, figures and reports.
var (
	RecordActivity = Permission{Name: "record activities", Roles: roles(actor.Registrar, actor.StationLead, actor.PetitionClerk, actor.CaseOwner, actor.Supervisor,
		actor.ReportWriter, actor.PoliceLiaison, actor.GridWorker)}
	SeeActivities = Permission{Name: "see activities", Roles: roles(actor.Registrar, actor.Triager, actor.Mediator, actor.Chair, actor.PetitionClerk, actor.CaseOwner,
		actor.Supervisor, actor.StationLead, actor.GridWorker, actor.PoliceLiaison, actor.ReportWriter, actor.FirstReviewer, actor.SecondReviewer,
		actor.FinalReviewer, actor.Statistician)}
	// SeeDocking opens the hand-overs to and from the police station: the agreed
	// fields and nothing else (AUTHZ-08). KeepDocking is keeping them.
	SeeDocking = Permission{Name: "see docking", Roles: roles(actor.PoliceLiaison, actor.Registrar, actor.Triager, actor.Chair, actor.CaseOwner,
		actor.Supervisor)}
	KeepDocking   = Permission{Name: "keep docking", Roles: roles(actor.PoliceLiaison, actor.Registrar, actor.Triager)}
	SeeIndicators = Permission{Name: "see indicators", Roles: roles(actor.Chair, actor.CaseOwner, actor.Supervisor, actor.StationLead, actor.ReportWriter,
		actor.FirstReviewer, actor.SecondReviewer, actor.FinalReviewer, actor.Statistician, actor.PetitionClerk, actor.Triager)}
	// FileReturns is writing what no record holds into a statistical return, and sending it up.
	FileReturns  = Permission{Name: "file returns", Roles: roles(actor.Chair, actor.Statistician)}
	WriteReport  = Permission{Name: "write the report", Roles: roles(actor.ReportWriter)}
	SeeReport    = Permission{Name: "see the report", Roles: roles(actor.ReportWriter, actor.FirstReviewer, actor.SecondReviewer, actor.FinalReviewer, actor.CaseOwner, actor.Supervisor)}
	ReviewReport = Permission{Name: "review the report", Roles: roles(actor.FirstReviewer, actor.SecondReviewer, actor.FinalReviewer)}
)

// The permissions of the forms that other bodies ask for (一表通).
var (
	// FillOutside is filling them with what one sees; what shows content takes ReadMatter as well.
	FillOutside = Permission{Name: "fill outside forms", Roles: roles(actor.Registrar, actor.Triager, actor.Chair, actor.PetitionClerk, actor.StationLead,
		actor.Statistician, actor.Archivist, actor.UnitHead), grant: seeing}
	// DefineOutside is saying what such a form holds.
	DefineOutside = Permission{Name: "define outside forms", Roles: roles(actor.Registrar, actor.Triager, actor.Chair, actor.PetitionClerk)}
	// SendPersonal is giving columns about persons to another body (个人信息保护法 art. 23).
	SendPersonal = Permission{Name: "send personal columns", Roles: roles(actor.Registrar, actor.Chair, actor.PetitionClerk, actor.StationLead, actor.UnitHead)}
)

// The permissions of what leaders do themselves (信访工作条例 art. 18).
var (
	// ProposeOwner is asking a leader to own a matter, and writing for them what they did.
	ProposeOwner = Permission{Name: "propose an owner", Roles: roles(actor.Triager, actor.Chair, actor.PetitionClerk, actor.Supervisor, actor.UnitHead)}
	// OwnCases is answering for matters as a leader.
	OwnCases = Permission{Name: "own cases", Roles: roles(actor.CaseOwner)}
	// SeeReceptions is the schedule of receptions and visits: who, when and where.
	SeeReceptions = Permission{Name: "see receptions", Roles: roles(actor.Registrar, actor.Triager, actor.Mediator, actor.Chair, actor.Handler, actor.UnitHead,
		actor.PetitionClerk, actor.CaseOwner, actor.Supervisor, actor.StationLead, actor.GridWorker, actor.PoliceLiaison, actor.ReportWriter, actor.Statistician)}
	// FindReceptions is the word of the schedule in the navigation. Leaders and supervisors
	// have nine others already and come to it from their desk.
	FindReceptions = Permission{Name: "find receptions", Roles: without(SeeReceptions.Roles, actor.CaseOwner, actor.Supervisor)}
	// KeepReceptions is planning and announcing them, and writing down how they went.
	KeepReceptions = Permission{Name: "keep receptions", Roles: roles(actor.Registrar, actor.PetitionClerk, actor.CaseOwner, actor.Supervisor, actor.StationLead)}
)

// The permissions of the assessment of units (指标考核).
var (
	// SeeAssessments opens the schemes: whoever keeps them sees every unit, others the
	// unit their post is at.
	SeeAssessments = Permission{Name: "see assessments", Roles: roles(actor.Supervisor, actor.StationLead, actor.UnitHead, actor.Chair)}
	// KeepAssessments is drafting, publishing, computing, deciding and freezing.
	KeepAssessments = Permission{Name: "keep assessments", Roles: roles(actor.Supervisor)}
	// ObjectAssessments is saying for one's unit that a line is wrong.
	ObjectAssessments = Permission{Name: "object to an assessment", Roles: roles(actor.StationLead, actor.UnitHead, actor.Chair)}
)

// The permissions of publicity (法治宣传教育法). It holds no personal data and is seen
// across the street.
var (
	SeePublicity = Permission{Name: "see publicity", Roles: SeeActivities.Roles}
	// KeepPublicity is planning campaigns and writing down how they went, each at its place.
	KeepPublicity = Permission{Name: "keep publicity", Roles: roles(actor.ReportWriter, actor.Registrar, actor.StationLead)}
	// TellLaw is telling people the law on one's round, and writing it down in four answers.
	TellLaw = Permission{Name: "tell the law", Roles: roles(actor.GridWorker, actor.StationLead)}
	// PlanPublicity is keeping what holds for the whole street: plan, themed days, store, brands, duties.
	PlanPublicity = Permission{Name: "plan publicity", Roles: roles(actor.ReportWriter, actor.Registrar)}
)

// The permissions of overviews.
var (
	// SeeLeaderPage is the one page of whoever leads: what waits for a decision, what is
	// late by unit, a few figures.
	SeeLeaderPage = Permission{Name: "see the leader's page", Roles: roles(actor.CaseOwner, actor.Supervisor, actor.FirstReviewer, actor.SecondReviewer,
		actor.FinalReviewer)}
	// KeepScreens is opening and closing the addresses of walls that show counts.
	KeepScreens = Permission{Name: "keep screens", Roles: roles(actor.SysAdmin)}
)

// The permissions of drills, and of the register of mediators (人民调解法 art. 8-15).
var (
	// SeeDrills is the plan of drills, their scenarios and what the teams missed.
	SeeDrills = Permission{Name: "see drills", Roles: SeeActivities.Roles}
	// KeepDrills is planning and holding drills and the training of mediators; holding
	// records an activity.
	KeepDrills = Permission{Name: "keep drills", Roles: roles(actor.Registrar, actor.Supervisor, actor.StationLead, actor.ReportWriter)}
	// TrainOwn is planning and holding what a committee trains its own mediators in; the
	// county's justice office trains them all (人民调解法 art. 14).
	TrainOwn = Permission{Name: "train the mediators of the own committee", Roles: roles(actor.Chair)}
	// WorkDrills is writing down what a team answers.
	WorkDrills = Permission{Name: "work in drills", Roles: roles(actor.Registrar, actor.Triager, actor.Mediator, actor.Chair, actor.PetitionClerk, actor.Supervisor,
		actor.StationLead, actor.GridWorker, actor.ReportWriter)}
	// SeeCommittees is the register of committees and mediators, which is public.
	SeeCommittees = Everybody
	// KeepCommittees is keeping it.
	KeepCommittees = Permission{Name: "keep the register of mediators", Roles: roles(actor.Registrar, actor.Chair, actor.StationLead)}
)

// The permissions of study (法治宣传教育法 art. 36, 37). What an officer studied alone
// and how an examination went for them is their own and takes no permission: no
// operation gives it to anybody else.
var (
	// SeeStudy is the year's plan, the sessions and the counts; studying and sitting an
	// examination oneself.
	SeeStudy = Permission{Name: "see study", Roles: without(actor.Roles, actor.SysAdmin, actor.Auditor)}
	// KeepStudy is planning sessions and writing down how they went.
	KeepStudy = Permission{Name: "keep study", Roles: roles(actor.ReportWriter, actor.Registrar, actor.StationLead)}
	// KeepStudyPlans is the lists of laws, the question bank, the examinations and the
	// yearly report on party rules.
	KeepStudyPlans = Permission{Name: "keep study plans", Roles: roles(actor.ReportWriter)}
	// LeadStudy is seeing of each leader's plan which of its laws were studied: the law
	// asks whoever is in charge to have the plan carried out.
	LeadStudy = Permission{Name: "lead study", Roles: roles(actor.SecondReviewer, actor.FinalReviewer)}
)

// The permissions of meetings and of the tasks they give.
var (
	// SeeMeetings is which meetings there were and are to be; what was decided is for
	// who keeps the meeting and who was there.
	SeeMeetings = Permission{Name: "see meetings", Roles: SeeActivities.Roles}
	// KeepMeetings is planning them and writing down how they went.
	KeepMeetings = Permission{Name: "keep meetings", Roles: roles(actor.Registrar, actor.PetitionClerk, actor.CaseOwner, actor.Supervisor, actor.ReportWriter,
		actor.StationLead)}
	// KeepPoliceMeetings is the same for the work meetings with the police station, and
	// for those alone (AUTHZ-08).
	KeepPoliceMeetings = Permission{Name: "keep police meetings", Roles: roles(actor.PoliceLiaison)}
	// SeeTasks opens the tasks of one's unit; one's own task anybody sees. Who belongs to
	// another body has no unit here.
	SeeTasks = Permission{Name: "see tasks", Roles: without(actor.Roles, actor.SysAdmin, actor.Auditor, actor.SealedCustodian, actor.PoliceLiaison,
		actor.LegalAdviser)}
	// KeepTasks is seeing all tasks of a place, writing how they ended and taking them back.
	KeepTasks = Permission{Name: "keep tasks", Roles: KeepMeetings.Roles}
	// SeeResponsibility opens the lists of duties, problems and projects.
	SeeResponsibility = Permission{Name: "see responsibility", Roles: roles(actor.Registrar, actor.Triager, actor.Chair, actor.Handler, actor.UnitHead,
		actor.PetitionClerk, actor.CaseOwner, actor.Supervisor, actor.StationLead, actor.ReportWriter, actor.FirstReviewer, actor.SecondReviewer,
		actor.FinalReviewer, actor.Statistician)}
	// KeepResponsibility is writing them.
	KeepResponsibility = Permission{Name: "keep responsibility", Roles: roles(actor.ReportWriter, actor.Supervisor, actor.PetitionClerk, actor.CaseOwner)}
	// GiveTasks is giving them.
	GiveTasks = Permission{Name: "give tasks", Roles: slices.Concat(KeepMeetings.Roles, KeepPoliceMeetings.Roles)}
)

// The permissions around them.
var (
	SeeOrg         = Everybody
	KeepOrg        = Permission{Name: "keep the org tree", Roles: roles(actor.SysAdmin)}
	ManageAccounts = Permission{Name: "manage accounts", Roles: roles(actor.SysAdmin)}
	// Administer is keeping the program and reading its ledger: sessions that see no
	// matter and can do the most harm (SESS-02).
	Administer = Permission{Name: "administer", Roles: roles(actor.SysAdmin, actor.Auditor)}
	// KeepChannels is saying where reminders are sent, and after how long a matter is escalated.
	KeepChannels = Permission{Name: "keep channels", Roles: roles(actor.SysAdmin)}
	ReadLedger   = Permission{Name: "read the ledger", Roles: roles(actor.Auditor)}
)
