package ui

import "strings"

// Fact is a line of a summary list.
type Fact struct {
	Label   string
	Value   string
	Change  string // address where it is changed; empty when it is not
	Href    string // what the value opens
	Missing bool   // needed and not there: the link says 补填
}

// rowsOf names the rows behind a number: 待分流的明细, 两边对不上的明细.
func rowsOf(label string) string { return strings.TrimSuffix(label, "的") + "的明细" }

// Tone colours a status or a deadline. The word beside it carries the meaning;
// the colour only supports it.
type Tone string

// The tones.
const (
	Plain Tone = "plain" // nothing special
	Going Tone = "going" // work is under way
	Soon  Tone = "soon"  // due soon, or needs a look
	Late  Tone = "late"  // overdue, refused
	Done  Tone = "done"  // finished
)

// DateView is a deadline that explains itself (ux.md R5).
type DateView struct {
	ISO     string // 2024-05-08, for the machine
	Date    string // 2024年5月8日
	Weekday string // 星期三
	Left    string // 还剩3天, 今天到期, 超期3天
	Tone    Tone
	Steps   []Fact // how the date was counted: start, rule and article, days skipped
}

// FigureView is a number with its way back to the rows (ux.md R2).
type FigureView struct {
	Label       string
	Value       string // 799, or 99.87%
	Unit        string // 件
	Href        string // the rows behind the number
	Numerator   string // of a rate
	Denominator string
	Definition  string // address of the 口径
	Note        string // change against the same period last year
	ByHand      string // 手填: who and when
	Missing     bool   // not collected: shows 未填, never 0
}

// value is the number as it is shown: a share without both of its numbers is not.
func (f FigureView) value() string {
	if strings.ContainsAny(f.Value, "%％") && (f.Numerator == "" || f.Denominator == "") {
		return "—"
	}
	return f.Value
}

// Column is a head of a table.
type Column struct {
	Label   string
	Sort    string // address that sorts by it; empty when it does not sort
	Order   string // ascending or descending when the list is sorted by it
	Figures bool   // numbers: right aligned
	Hidden  bool   // the head is read out but not drawn
}

func (c Column) class() string {
	if c.Figures {
		return "figures"
	}
	return ""
}

// Condition is a chosen filter and the address without it.
type Condition struct {
	Label  string // 社区：东盛社区
	Remove string
}

// PageView is where a list stands: a keyset has neighbours and a count, no
// numbered pages.
type PageView struct {
	Total int    // all rows of the filter
	More  bool   // there are more than Total
	First int    // the first row on this page, from 1
	Last  int    // the last row on this page
	Newer string // address of the page before; empty on the first
	Older string // address of the page after; empty on the last
}

func (p PageView) over() string {
	if p.More {
		return "以上"
	}
	return ""
}

// Entry is one point of a timeline.
type Entry struct {
	ID       string
	Kind     string // 登记, 流转, 联系, 调解, 材料, 期限, 系统
	Title    string
	ISO      string // for the machine
	When     string // a date known without time shows none
	Who      string
	Text     string
	Href     string
	Corrects string // address of the entry this one corrects
}

// Task is a line of a task list.
type Task struct {
	Label string
	Href  string
	Hint  string
	State TaskState
}

// TaskState says whether a task is done.
type TaskState string

// The states of a task.
const (
	Have      TaskState = "已有"
	Lacking   TaskState = "缺"
	NotNeeded TaskState = "不需要"
)

func (s TaskState) tone() Tone {
	switch s {
	case Have:
		return Done
	case Lacking:
		return Soon
	}
	return Plain
}

// Emptiness says which of the four kinds of nothing a page shows (ux.md 11.1).
type Emptiness string

// The four kinds.
const (
	NothingYet     Emptiness = "yet"
	NothingMatches Emptiness = "matches"
	NotAllowed     Emptiness = "allowed"
	NotTime        Emptiness = "time"
)

// EmptyView explains why nothing is here and what can be done.
type EmptyView struct {
	Kind       Emptiness
	Text       string
	Action     string // the words of the button
	Href       string
	Conditions []Condition // for NothingMatches: each can be removed
}

// MaskedView is a personal value. It is masked before it comes here; showing
// it needs a reason and leaves an event (PRIV-03).
type MaskedView struct {
	Label   string // 张某某的手机号, for the hidden text of the link
	Shown   string // 138****5678
	Action  string // where the reason is posted; empty when the reader may not see it
	Field   string
	Reasons []Option
	Plain   bool // Shown is the plain value, for a minute
}

// Tab is one of several addresses that show parts of the same thing.
type Tab struct {
	Label   string
	Href    string
	Current bool
	Count   int
}

// SavedView is the named filters of a list.
type SavedView struct {
	Usual  []Tab  // those of the reader's post
	Own    []Tab  // the reader's own
	Save   string // names the present conditions; empty when they have a name
	Manage string
}

// Crumb is a step of the way down to this page.
type Crumb struct {
	Label string
	Href  string
}

// ConfirmView asks before something that cannot be undone or reaches people
// outside.
type ConfirmView struct {
	Facts   []Fact
	Warning string // what cannot be undone
	Form    FormView
	Act     string // names the act: 公开发布这12条
	Danger  bool
	Back    string
}

// PrintView is what a printed sheet says about itself.
type PrintView struct {
	Unit    string
	Title   string
	Filter  string
	Moment  string
	Variant string // 内部卷宗, 当事人副本, 公开摘要
	Address string // where the page is found
}
