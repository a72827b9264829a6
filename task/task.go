// Package task is who does what by when: one table for what meetings decide, what
// follows from a shortcoming of the report, from an inspection, from a list of duties.
// A task is open until somebody writes what was done, or withdraws it with a reason.
// It holds no words about residents, and there is no count of tasks by person.
package task

import (
	"fengsheng/internal/calendar"
	"fengsheng/matter"
)

// ID identifies a task.
type ID string

// State is where a task stands.
type State string

// The states.
const (
	Open      State = "open"
	Done      State = "done"
	Withdrawn State = "withdrawn"
)

// States with their names.
var States = matter.Enumeration{
	{Code: "open", Label: "未完成"},
	{Code: "done", Label: "已完成"},
	{Code: "withdrawn", Label: "已撤销"},
}

// Label is the Chinese name.
func (s State) Label() string { return States.Label(string(s)) }

// Source is what a task follows from.
type Source string

// The sources: what a meeting decided, a shortcoming named in the annual report, an
// inspection or an assessment, a list of duties, or somebody's word.
const (
	Meeting     Source = "meeting"
	Shortcoming Source = "shortcoming"
	Inspection  Source = "inspection"
	Duty        Source = "duty"
	Direct      Source = "direct"
)

// Sources with their names.
var Sources = matter.Enumeration{
	{Code: "meeting", Label: "会议议定"},
	{Code: "shortcoming", Label: "报告中的不足"},
	{Code: "inspection", Label: "督察和考核"},
	{Code: "duty", Label: "责任清单"},
	{Code: "direct", Label: "直接交办"},
}

// Label is the Chinese name.
func (s Source) Label() string { return Sources.Label(string(s)) }

// Commands are what is done to a task, as the ledger has it.
var Commands = matter.Enumeration{
	{Code: "give", Label: "交办任务"},
	{Code: "finish", Label: "记任务完成"},
	{Code: "withdraw", Label: "撤销任务"},
	{Code: "export", Label: "导出任务清单"},
}

// Draft is a task as it is given. Who is an officer or a unit, not both.
type Draft struct {
	Source    Source
	Subject   string // the meeting, the entry or the matter it follows from
	Item      string // the point of the agenda
	Community string // "" = of the whole street
	Words     string
	Officer   string
	Unit      string
	Due       calendar.Date
}

// Task is one thing to be done.
type Task struct {
	Draft
	ID      ID
	State   State
	Outcome string // what was done, or why it was withdrawn
	EndedOn calendar.Date
	EndedBy string
	GivenOn calendar.Date
	GivenBy string
	Version int
}

// Overdue reports whether the day has gone by and the task is open.
func (t Task) Overdue(today calendar.Date) bool { return t.State == Open && t.Due < today }
