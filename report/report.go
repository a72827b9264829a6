// Package report compiles the annual rule-of-law report (法治政府建设年度报告):
// the official sections, prose typed by the writer, figures only as citations of
// indicators. Three different people review what was frozen - text, figures, and
// the list of rows behind each figure - and exactly that is published.
//
// It never types a figure itself, never changes what was frozen, and refuses to
// send a report to review while two figures in it contradict each other.
package report

import (
	"strconv"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

// ID addresses a report.
type ID string

// SectionID addresses a section of a report.
type SectionID string

// State is where a report stands (workflow.md section 8).
type State string

// The states of a report.
const (
	Draft          State = "draft"
	InReview       State = "inReview"
	FirstReviewed  State = "firstReviewed"
	SecondReviewed State = "secondReviewed"
	FinalReviewed  State = "finalReviewed"
	Published      State = "published"
	Withdrawn      State = "withdrawn"
	Superseded     State = "superseded"
)

var stateLabels = map[State]string{
	Draft: "起草中", InReview: "待初审", FirstReviewed: "待复审", SecondReviewed: "待终审", FinalReviewed: "待发布",
	Published: "已发布", Withdrawn: "已撤回", Superseded: "已被更正",
}

// Label is the state's Chinese name.
func (s State) Label() string { return stateLabels[s] }

// Frozen reports whether what is read is a freeze and not the draft.
func (s State) Frozen() bool { return s != Draft }

// Report is the annual report of one year.
type Report struct {
	ID        ID
	Year      int
	Title     string
	State     State
	Cutoff    calendar.Date // last day counted
	Dated     calendar.Date // 成文日期; zero = the day it is sent to review
	Author    string        // officer who began it
	Round     int           // which freeze is under review; 0 = never sent
	Published calendar.Date
	Ended     calendar.Date // when the published report was withdrawn or replaced
	Reason    string        // why it was returned, withdrawn or replaced, the last time
	Version   int
	Demo      bool
}

// Section is one piece of the report: the opening, a chapter or a part of it.
type Section struct {
	ID      SectionID
	Report  ID
	Order   int
	Part    int    // 1-5 of the content the 2019 rule asks for; 0 = opening
	Level   int    // 0 opening, 1 chapter, 2 section
	Number  string // 一、 or （一）, counted from its place
	Chapter string // 一、, the number of the chapter a section stands in
	Heading string // without its number
	Body    string // prose with citations, one paragraph a line
	Writer  string // officer who wrote it last
	Version int
}

// The parts of the report (法治政府建设与责任落实督察工作规定, 2019).
const (
	PartOpening     = 0
	PartResults     = 1 // main measures and results
	PartShortfalls  = 2 // shortcomings and their causes
	PartPrincipals  = 3 // how the first responsible persons did their duty
	PartPlans       = 4 // arrangements for the coming year
	PartOther       = 5 // other matters; may be empty
	lastRequired    = PartPlans
	levelChapter    = 1
	levelSection    = 2
	mostSections    = 60
	mostHeading     = 80
	mostBody        = 8000
	mostTitle       = 60
	firstReportYear = 2015
)

var numerals = [...]string{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// chinese is a number up to 99 in Chinese numerals.
func chinese(n int) string {
	switch {
	case n <= 10:
		return numerals[n]
	case n < 20:
		return "十" + numerals[n-10]
	case n%10 == 0:
		return numerals[n/10] + "十"
	case n < 100:
		return numerals[n/10] + "十" + numerals[n%10]
	}
	return strconv.Itoa(n)
}

// number gives every section its number: chapters by those that are printed,
// sections within their chapter.
func number(sections []Section) {
	chapter, section, inside := 0, 0, ""
	for i := range sections {
		s := &sections[i]
		switch s.Level {
		case levelChapter:
			section, inside = 0, ""
			if s.Part == PartOther && !filled(sections, PartOther) {
				continue // an empty fifth part is not printed and takes no number
			}
			chapter++
			inside = chinese(chapter) + "、"
			s.Number = inside
		case levelSection:
			section++
			s.Number, s.Chapter = "（"+chinese(section)+"）", inside
		}
	}
}

// filled reports whether any section of the part has prose.
func filled(sections []Section, part int) bool {
	for _, s := range sections {
		if s.Part == part && s.Body != "" {
			return true
		}
	}
	return false
}

// Name is how a section is called in a list: its number and heading.
func (s Section) Name() string {
	if s.Level == 0 {
		return "导语"
	}
	return s.Number + s.Heading
}

// Where is Name with the chapter before it: 一、（二）….
func (s Section) Where() string { return s.Chapter + s.Name() }

// Fixed reports whether the section belongs to the outline and cannot be removed.
func (s Section) Fixed() bool { return s.Level < levelSection }

// Editable refuses a change of anything that was sent to review.
func (r Report) Editable() error {
	if r.State != Draft {
		return fault.New(fault.Conflict, "报告现在是“%s”，内容已经冻结；要改先由审核人退回", r.State.Label())
	}
	return nil
}

// Mark is what every page of a document of the report carries: that it is not
// final, and that it is made of invented records.
func (r Report) Mark() string {
	final := r.State == Published
	switch {
	case r.Demo && !final:
		return "演示（草稿）"
	case r.Demo:
		return "演示"
	case !final:
		return "草稿"
	}
	return ""
}

// conflictOnVersion is the sentence for something that changed meanwhile (IN-09).
func conflictOnVersion(what string) error {
	return fault.New(fault.Conflict, "%s刚刚被别人改过，请看过最新内容再提交，您填的内容还在", what)
}

func roles(r ...actor.Role) []actor.Role { return r }
