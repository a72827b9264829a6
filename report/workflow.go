package report

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Command is the name of a step in the life of a report.
type Command string

// The commands.
const (
	DoSend       Command = "send"
	DoPassFirst  Command = "passFirst"
	DoPassSecond Command = "passSecond"
	DoPassFinal  Command = "passFinal"
	DoReturn     Command = "return"
	DoPublish    Command = "publish"
	DoWithdraw   Command = "withdraw"
	DoSupersede  Command = "supersede"
)

// Step is one line of the table: who may do what, from which state, to which.
type Step struct {
	From  State
	Do    Command
	Label string
	To    State
	Who   []actor.Role
	Stage Stage // the review it is, when it is one
}

// Stage is one of the three reviews.
type Stage string

// The three reviews, in their order.
const (
	First  Stage = "first"
	Second Stage = "second"
	Final  Stage = "final"
)

// Stages lists the three reviews in their order.
var Stages = []Stage{First, Second, Final}

var stageLabels = map[Stage]string{First: "初审", Second: "复审", Final: "终审"}

// Label is 初审, 复审 or 终审.
func (s Stage) Label() string { return stageLabels[s] }

var (
	writers   = roles(actor.ReportWriter)
	reviewers = roles(actor.FirstReviewer, actor.SecondReviewer, actor.FinalReviewer)
)

// workflow is the whole life of a report (workflow.md section 8).
var workflow = []Step{
	{From: Draft, Do: DoSend, Label: "送审", To: InReview, Who: writers},
	{From: InReview, Do: DoPassFirst, Label: "初审通过", To: FirstReviewed, Who: roles(actor.FirstReviewer), Stage: First},
	{From: FirstReviewed, Do: DoPassSecond, Label: "复审通过", To: SecondReviewed, Who: roles(actor.SecondReviewer), Stage: Second},
	{From: SecondReviewed, Do: DoPassFinal, Label: "终审通过", To: FinalReviewed, Who: roles(actor.FinalReviewer), Stage: Final},
	{From: InReview, Do: DoReturn, Label: "退回修改", To: Draft, Who: reviewers, Stage: First},
	{From: FirstReviewed, Do: DoReturn, Label: "退回修改", To: Draft, Who: reviewers, Stage: Second},
	{From: SecondReviewed, Do: DoReturn, Label: "退回修改", To: Draft, Who: reviewers, Stage: Final},
	{From: FinalReviewed, Do: DoReturn, Label: "退回修改", To: Draft, Who: reviewers, Stage: Final},
	{From: FinalReviewed, Do: DoPublish, Label: "发布", To: Published, Who: roles(actor.ReportWriter, actor.FinalReviewer)},
	{From: Published, Do: DoWithdraw, Label: "撤回", To: Withdrawn, Who: roles(actor.FinalReviewer)},
	{From: Published, Do: DoSupersede, Label: "被更正后的报告取代", To: Superseded, Who: roles(actor.ReportWriter, actor.FinalReviewer)},
}

// Table is the table, for pages, diagrams and tests.
func Table() []Step { return workflow }

// step finds the line for a command and refuses what the table does not allow.
func step(r Report, do Command, by actor.Actor) (Step, error) {
	label := ""
	for _, s := range workflow {
		if s.Do != do {
			continue
		}
		label = s.Label
		if s.From == r.State {
			return s, s.allows(by)
		}
	}
	if label == "" {
		return Step{}, fault.New(fault.Invalid, "没有这个步骤")
	}
	return Step{}, fault.New(fault.Conflict, "报告现在是“%s”，不能再做“%s”", r.State.Label(), label)
}

func (s Step) allows(by actor.Actor) error {
	if by.Has(s.Who...) {
		return nil
	}
	return fault.New(fault.Denied, "“%s”只能由%s来做", s.Label, identity.Names(s.Who))
}

// Find is the step of a command from the report's state; "" asks for the review
// the report waits for. It refuses what the table does not allow.
func (r Report) Find(do Command, by actor.Actor) (Step, error) {
	if do == "" {
		do = passes[r.State.stage()]
	}
	return step(r, do, by)
}

// Next lists the steps the table allows the actor from the report's state.
func (r Report) Next(by actor.Actor) []Step {
	return slices.DeleteFunc(r.steps(), func(s Step) bool { return s.allows(by) != nil })
}

// Ask is a report that waits for a review or for publishing, since a day.
type Ask struct {
	Report Report
	Step   Step
	Since  calendar.Date // it came to where it stands
}

// Words say what is asked for: 请初审.
func (a Ask) Words() string {
	if a.Step.Do == DoPublish {
		return "请发布"
	}
	return "请" + a.Step.Stage.Label()
}

// Asks are the reports that wait for the actor to review or publish them.
func Asks(tx *db.Tx, by actor.Actor) ([]Ask, error) {
	reports, err := List(tx)
	if err != nil {
		return nil, err
	}
	var all []Ask
	for _, r := range reports {
		for _, s := range r.Next(by) {
			if s.Do == DoReturn || s.Stage == "" && s.Do != DoPublish {
				continue
			}
			last, err := event.Of(tx, event.Report, string(r.ID), 1)
			if err != nil {
				return nil, err
			}
			a := Ask{Report: r, Step: s}
			if len(last) > 0 {
				a.Since = calendar.Of(last[0].At)
			}
			all = append(all, a)
		}
	}
	return all, nil
}

// Waiting lists the steps from the report's state that somebody else must take.
func (r Report) Waiting(by actor.Actor) []Step {
	return slices.DeleteFunc(r.steps(), func(s Step) bool { return s.allows(by) == nil || s.Do == DoSupersede })
}

func (r Report) steps() []Step {
	var from []Step
	for _, s := range workflow {
		if s.From == r.State {
			from = append(from, s)
		}
	}
	return from
}

// stage is the review a state waits for; "" when it waits for none.
func (s State) stage() Stage {
	for _, line := range workflow {
		if line.From == s && line.Do != DoReturn && line.Stage != "" {
			return line.Stage
		}
	}
	return ""
}
