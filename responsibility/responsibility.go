// Package responsibility is who answers for what in a year, and what was done: the
// duties of posts with evidence that opens, the list of problems with their measures,
// and the year's projects with their milestones. Part three of the annual report is
// written from it. It keeps no score of a post or a person: progress is milestones done
// of all, and a duty has entries or has none.
package responsibility

import (
	"fengsheng/internal/calendar"
	"fengsheng/matter"
)

// Kind is whose duty it is.
type Kind string

// The first responsible persons, and the dual duty of every other post.
const (
	Secretary Kind = "secretary"
	Director  Kind = "director"
	Dual      Kind = "dual"
)

// Kinds with their names.
var Kinds = matter.Enumeration{
	{Code: "secretary", Label: "党工委书记（第一责任人）"},
	{Code: "director", Label: "办事处主任（第一责任人）"},
	{Code: "dual", Label: "其他岗位（一岗双责）"},
}

// Label is the Chinese name.
func (k Kind) Label() string { return Kinds.Label(string(k)) }

// Duty is what a post answers for in a year.
type Duty struct {
	ID      string
	Year    int
	Kind    Kind
	Post    string
	Officer string // who holds the post, or ""
	Words   string
	Source  string // the rule and its article
}

// Proof is the kind of record an entry leads to.
type Proof string

// The kinds of proof; of a milestone it may be none.
const (
	ByActivity Proof = "activity"
	ByMeeting  Proof = "meeting"
	ByMatter   Proof = "matter" // one that a leader owns
	ByTask     Proof = "task"
)

// Proofs with their names.
var Proofs = matter.Enumeration{
	{Code: "activity", Label: "活动"},
	{Code: "meeting", Label: "会议"},
	{Code: "matter", Label: "包案事项"},
	{Code: "task", Label: "任务"},
}

// Label is the Chinese name.
func (p Proof) Label() string { return Proofs.Label(string(p)) }

// Evidence is a record that shows it.
type Evidence struct {
	Proof Proof
	ID    string
}

// Entry is something done for a duty.
type Entry struct {
	Evidence
	EntryID    string
	Duty       string
	On         calendar.Date
	Words      string
	RecordedBy string
}

// Source is where a problem was named.
type Source string

// The sources.
const (
	Report     Source = "report"
	Inspection Source = "inspection"
	Assessment Source = "assessment"
	Other      Source = "other"
)

// Sources with their names.
var Sources = matter.Enumeration{
	{Code: "report", Label: "年度报告列出的不足"},
	{Code: "inspection", Label: "法治督察"},
	{Code: "assessment", Label: "考核"},
	{Code: "other", Label: "其他"},
}

// Label is the Chinese name.
func (s Source) Label() string { return Sources.Label(string(s)) }

// State is where a problem stands.
type State string

// The states: measures are running, it is solved, its aim for the year is reached and
// the measures go on, or it should not be on the list.
const (
	Open      State = "open"
	Solved    State = "solved"
	Standing  State = "standing"
	Withdrawn State = "withdrawn"
)

// States with their names.
var States = matter.Enumeration{
	{Code: "open", Label: "整改中"},
	{Code: "solved", Label: "已整改"},
	{Code: "standing", Label: "达到阶段目标，长期坚持"},
	{Code: "withdrawn", Label: "已移出"},
}

// Label is the Chinese name.
func (s State) Label() string { return States.Label(string(s)) }

// Problem is an entry of the list of problems. Its measures, with who and by when, are
// tasks of it.
type Problem struct {
	ID      string
	Source  Source
	Year    int // of the report, the inspection, the assessment
	Words   string
	Cause   string
	State   State
	Outcome string // what became of it
	TakenOn calendar.Date
	EndedOn calendar.Date
	Version int
}

// Project is something the street does over a year, in steps.
type Project struct {
	ID      string
	Year    int
	Name    string
	Goal    string
	Officer string
	Unit    string
}

// Milestone is a step of a project.
type Milestone struct {
	Evidence
	MilestoneID string
	Project     string
	Words       string
	Planned     calendar.Date
	Done        calendar.Date // zero: not yet
	Note        string        // what shows it
}

// Progress is how far a project is: milestones done of all, and the next one.
type Progress struct {
	Done, All int
	Next      Milestone // the first that is not done; zero when all are
}

// ProgressOf counts milestones; there is no other measure of a project.
func ProgressOf(all []Milestone) Progress {
	p := Progress{All: len(all)}
	for _, m := range all {
		switch {
		case !m.Done.Zero():
			p.Done++
		case p.Next.MilestoneID == "" || m.Planned < p.Next.Planned:
			p.Next = m
		}
	}
	return p
}

// Commands are what is done to the lists, as the ledger has it.
var Commands = matter.Enumeration{
	{Code: "list", Label: "列入职责清单"},
	{Code: "enter", Label: "记履职情况"},
	{Code: "drop", Label: "去掉误记的履职情况"},
	{Code: "take", Label: "列入问题清单"},
	{Code: "explain", Label: "写明问题的原因"},
	{Code: "measure", Label: "定整改措施"},
	{Code: "solve", Label: "记问题已整改"},
	{Code: "stand", Label: "记问题长期坚持"},
	{Code: "withdraw", Label: "移出问题清单"},
	{Code: "begin", Label: "立年度项目"},
	{Code: "plan", Label: "加项目节点"},
	{Code: "reach", Label: "记节点完成"},
	{Code: "export", Label: "导出责任清单"},
}

// principalRule is where the duties of the first responsible persons stand. Its article
// 2 binds the county and above; a subdistrict follows it.
const principalRule = "参照《党政主要负责人履行推进法治建设第一责任人职责规定》（2016年）"

// Usual are the duties that the rule of 2016 gives to the two first responsible persons,
// in our own words and as far as a subdistrict has to do with them.
var Usual = []Duty{
	{Kind: Secretary, Post: "党工委书记", Words: "定期听汇报、研究法治建设的重要问题，把它列进年度工作计划，和其他工作一起部署、一起检查", Source: principalRule + "第五条第一项"},
	{Kind: Secretary, Post: "党工委书记", Words: "抓党内法规的学习和执行，向上级报告执行情况", Source: principalRule + "第五条第二项"},
	{Kind: Secretary, Post: "党工委书记", Words: "重要决定先请法律顾问看过，按规定的程序定", Source: principalRule + "第五条第三项"},
	{Kind: Secretary, Post: "党工委书记", Words: "督促班子成员依法办事，不插手具体案件", Source: principalRule + "第五条第四项"},
	{Kind: Secretary, Post: "党工委书记", Words: "看重干部的法治素养，建好法治工作队伍", Source: principalRule + "第五条第五项"},
	{Kind: Secretary, Post: "党工委书记", Words: "推动法治宣传教育，带头学法", Source: principalRule + "第五条第六项"},
	{Kind: Director, Post: "办事处主任", Words: "组织法治政府建设，订年度计划，及时解决遇到的重要问题，保障人员和条件", Source: principalRule + "第六条第一项"},
	{Kind: Director, Post: "办事处主任", Words: "重大事项按法定程序决定，做好政务公开", Source: principalRule + "第六条第二项"},
	{Kind: Director, Post: "办事处主任", Words: "依法全面履职，规范执法", Source: principalRule + "第六条第三项"},
	{Kind: Director, Post: "办事处主任", Words: "督促班子成员和各科室依法行政，纠正不作为、乱作为", Source: principalRule + "第六条第四项"},
	{Kind: Director, Post: "办事处主任", Words: "尊重司法，按规定出庭应诉，履行生效裁判", Source: principalRule + "第六条第五项"},
	{Kind: Director, Post: "办事处主任", Words: "落实工作人员学法和“谁执法谁普法”", Source: principalRule + "第六条第六项"},
}
