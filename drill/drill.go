// Package drill is 岗位大练兵: the year's plan of what is trained, the sessions, and
// exercises with a made-up quarrel on which teams of units work. A result is a team's:
// the points of the checklist it hit, each with its law, and what it missed, which is
// what to train next. It refuses what would make it a contest: nothing is kept by
// person, and teams stand in the order they were entered, never by their points. A
// made-up quarrel is text of this package and never becomes a matter, a number or a
// figure; a session that was held is one activity, and that is what is counted.
package drill

import (
	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/matter"
)

// ID identifies a session.
type ID string

// TeamID identifies a team of a session.
type TeamID string

// State is where a session stands.
type State string

// The states (workflow.md section 9).
const (
	Planned   State = "planned"
	Held      State = "held"
	Recorded  State = "recorded"
	Cancelled State = "cancelled"
)

// States with their names.
var States = matter.Enumeration{
	{Code: "planned", Label: "已安排"},
	{Code: "held", Label: "已举行"},
	{Code: "recorded", Label: "已记结果"},
	{Code: "cancelled", Label: "已取消"},
}

// Label is the Chinese name.
func (s State) Label() string { return States.Label(string(s)) }

// Subject is what is trained.
type Subject string

// The subjects.
const (
	Intake    Subject = "intake"
	Record    Subject = "record"
	Agreement Subject = "agreement"
	Law       Subject = "law"
	Telling   Subject = "telling"
	Emergency Subject = "emergency"
	System    Subject = "system"
)

// Subjects with their names.
var Subjects = matter.Enumeration{
	{Code: "intake", Label: "受理登记和分流"},
	{Code: "record", Label: "调解笔录"},
	{Code: "agreement", Label: "协议书"},
	{Code: "law", Label: "法律适用"},
	{Code: "telling", Label: "告知权利和期限"},
	{Code: "emergency", Label: "应急处置"},
	{Code: "system", Label: "系统操作"},
}

// Label is the Chinese name.
func (s Subject) Label() string { return Subjects.Label(string(s)) }

// Varieties are what a session is counted as.
var Varieties = activity.Drill.Varieties()

// Commands are the steps with their names, as the ledger has them.
var Commands = matter.Enumeration{
	{Code: "plan", Label: "安排练兵"},
	{Code: "cancel", Label: "取消练兵"},
	{Code: "answer", Label: "交练兵作答"},
	{Code: "check", Label: "核对练兵要点"},
	{Code: "hold", Label: "记练兵办完"},
	{Code: "record", Label: "记练兵结果"},
	{Code: "export", Label: "导出练兵计划"},
}

// Session is one drill.
type Session struct {
	ID         ID
	State      State
	Subject    Subject
	Variety    activity.Variety
	Scenario   string // of the library; "" = without one
	Aim        string
	On         calendar.Date
	Start      string // 09:00
	Place      string
	Attendance int
	Activity   activity.ID // what is counted; "" until it is held
	Summary    string
	Ending     string // why it was cancelled
	Version    int
	Teams      []Team
}

// TeamState is how far a team is.
type TeamState string

// The states of a team.
const (
	Waiting  TeamState = "waiting"
	Answered TeamState = "answered"
	Checked  TeamState = "checked"
)

// TeamStates with their names.
var TeamStates = matter.Enumeration{
	{Code: "waiting", Label: "还没有作答"},
	{Code: "answered", Label: "已作答，等核对"},
	{Code: "checked", Label: "已核对"},
}

// Label is the Chinese name.
func (s TeamState) Label() string { return TeamStates.Label(string(s)) }

// Team is a unit that works on the scenario: a community's, a counter's; no persons.
type Team struct {
	ID      TeamID
	Name    string
	State   TeamState
	Answers map[string]string // by question
	Hit     []string          // codes of points
}

// Result is how a team did: the points it hit and those it missed.
type Result struct {
	Hit, Missed []Point
}

// Result sorts the points of a scenario by what the team hit.
func (t Team) Result(s Scenario) Result {
	hit := map[string]bool{}
	for _, code := range t.Hit {
		hit[code] = true
	}
	var r Result
	for _, p := range s.Points() {
		if hit[p.Code] {
			r.Hit = append(r.Hit, p)
		} else {
			r.Missed = append(r.Missed, p)
		}
	}
	return r
}

// Gap is a subject with the points that at least one team missed: what to train next.
type Gap struct {
	Subject Subject
	Points  []Point
}

// Next is what to train next after a session, by subject in their order: what any team
// that was checked has missed, each point once and not by how many teams.
func (s Session) Next() []Gap {
	of, known := Find(s.Scenario)
	if !known {
		return nil
	}
	missed := map[string]bool{}
	for _, t := range s.Teams {
		if t.State != Checked {
			continue
		}
		for _, p := range t.Result(of).Missed {
			missed[p.Code] = true
		}
	}
	var all []Gap
	for _, sub := range Subjects {
		g := Gap{Subject: Subject(sub.Code)}
		for _, p := range of.Points() {
			if missed[p.Code] && p.Subject == g.Subject {
				g.Points = append(g.Points, p)
			}
		}
		if len(g.Points) > 0 {
			all = append(all, g)
		}
	}
	return all
}
