// Package committee is the register of people's mediation committees and their
// mediators (人民调解法 ch. 2 and 3): who elected a committee and until when, who sits in
// it, who mediates besides, and the training they had. What the law asks of a committee
// is checked and said in sentences with the article. It refuses to compare mediators:
// hours of training stand on a mediator's own entry and nowhere else, and nothing here
// counts matters by person.
package committee

import (
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/matter"
	"fengsheng/org"
)

// Kind is the body a committee is set up by.
type Kind string

// The kinds (人民调解法 art. 8, 34).
const (
	Street     Kind = "street"
	Residents  Kind = "residents"
	Village    Kind = "village"
	Town       Kind = "town"
	Enterprise Kind = "enterprise"
	Specialist Kind = "specialist"
	Social     Kind = "social"
)

// Kinds with their names.
var Kinds = matter.Enumeration{
	{Code: "street", Label: "街道调委会"},
	{Code: "residents", Label: "社区（居委会）调委会"},
	{Code: "village", Label: "村调委会"},
	{Code: "town", Label: "乡镇调委会"},
	{Code: "enterprise", Label: "企事业单位调委会"},
	{Code: "specialist", Label: "行业性专业性调委会"},
	{Code: "social", Label: "社会团体和其他组织调委会"},
}

// Label is the Chinese name.
func (k Kind) Label() string { return Kinds.Label(string(k)) }

// Elector is who elects the members.
type Elector string

// The electors (art. 9); a committee under art. 34 is made up by the body that sets it up.
const (
	ByResidents        Elector = "residents"
	ByVillagers        Elector = "villagers"
	ByVillageDelegates Elector = "villageDelegates"
	ByStaff            Elector = "staff"
	ByStaffDelegates   Elector = "staffDelegates"
	ByUnion            Elector = "union"
	ByFounder          Elector = "founder"
)

// Electors with their names.
var Electors = matter.Enumeration{
	{Code: "residents", Label: "居民会议推选"},
	{Code: "villagers", Label: "村民会议推选"},
	{Code: "villageDelegates", Label: "村民代表会议推选"},
	{Code: "staff", Label: "职工大会推选"},
	{Code: "staffDelegates", Label: "职工代表大会推选"},
	{Code: "union", Label: "工会组织推选"},
	{Code: "founder", Label: "设立单位推选"},
}

// electors are who may elect a committee of each kind.
var electors = map[Kind][]Elector{
	Residents:  {ByResidents},
	Village:    {ByVillagers, ByVillageDelegates},
	Enterprise: {ByStaff, ByStaffDelegates, ByUnion},
	Street:     {ByFounder},
	Town:       {ByFounder},
	Specialist: {ByFounder},
	Social:     {ByFounder},
}

// Electors are who may elect a committee of the kind, with their names.
func (k Kind) Electors() matter.Enumeration {
	var all matter.Enumeration
	for _, e := range electors[k] {
		all = append(all, matter.Choice{Code: string(e), Label: Electors.Label(string(e))})
	}
	return all
}

// Office is what a member does in a committee.
type Office string

// The offices (art. 8).
const (
	Director Office = "director"
	Deputy   Office = "deputy"
	Member   Office = "member"
)

// Offices with their names.
var Offices = matter.Enumeration{
	{Code: "director", Label: "主任"},
	{Code: "deputy", Label: "副主任"},
	{Code: "member", Label: "委员"},
}

// Label is the Chinese name.
func (o Office) Label() string { return Offices.Label(string(o)) }

// How many members a committee has, and how many years it serves (art. 8, 9).
const (
	membersLeast = 3
	membersMost  = 9
	termYears    = 3
)

// ahead is how many days before its end a term is announced as ending.
const ahead = 60

// TermUntil is the last day of a term that begins on a day.
func TermUntil(elected calendar.Date) calendar.Date { return elected.AddYears(termYears).AddDays(-1) }

// Committee is a committee with what the register holds of it.
type Committee struct {
	org.Committee
	Community string // "" = of the whole street
	Kind      Kind   // by the unit it stands in while nobody has filled it in
	Trade     string
	Seal      string
	Place     string
	Phone     string
	Mixed     bool // several nationalities live there
	Reported  calendar.Date
	Changed   calendar.Date
	Version   int // 0 = nobody has filled it in
}

// At is where the committee stands in the tree of the street.
func (c Committee) At() identity.Location { return identity.Location{Community: c.Community} }

// Term is a committee as it was elected.
type Term struct {
	ID      string
	Elected calendar.Date
	Until   calendar.Date
	Elector Elector
	Meeting string
	Seats   []Seat
}

// Seat is a member's place.
type Seat struct {
	ID       string
	Mediator MediatorID
	Name     string
	Woman    bool
	Minority bool
	Office   Office
	Since    calendar.Date
	Until    calendar.Date // 0 = sits
}

// Sitting are the seats taken on a day.
func (t Term) Sitting(on calendar.Date) []Seat {
	var all []Seat
	for _, s := range t.Seats {
		if s.Since <= on && (s.Until.Zero() || s.Until >= on) {
			all = append(all, s)
		}
	}
	return all
}

// Commands are the changes with their names, as the ledger has them.
var Commands = matter.Enumeration{
	{Code: "found", Label: "登记新设的调委会"},
	{Code: "describe", Label: "填写调委会情况"},
	{Code: "report", Label: "报司法行政部门"},
	{Code: "elect", Label: "登记推选或者改选"},
	{Code: "fill", Label: "登记补选"},
	{Code: "export", Label: "导出调委会清单"},
}
