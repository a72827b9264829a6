// Package deadline holds every limit of time the street works under, each with
// its article, in one table, and counts due dates from it.
//
// It is pure: it reads no clock and no database. It refuses to guess: a limit
// the law leaves without a number has no due date, and a date beyond the loaded
// working calendar is not computed. A due date is never changed in place; a new
// event gives a new one.
package deadline

import (
	"slices"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

// Unit is what a length is counted in.
type Unit string

// The units of length.
const (
	CalendarDays Unit = "days"
	WorkingDays  Unit = "workingDays"
	Months       Unit = "months"
	Years        Unit = "years"
	Hours        Unit = "hours"    // counted on instants, by ComputeHours
	SetDate      Unit = "setDate"  // a person sets the last day: Until
	YearDate     Unit = "yearDate" // a fixed day of the year after the one the start lies in
	NoNumber     Unit = "noNumber" // 及时, 立即: the law names no number, nothing is computed
)

// Duty says whose limit it is. It decides how product policy treats a last day
// that is a rest day: the stricter reading binds us, the kinder one the citizen.
type Duty string

// The two sides of a limit.
const (
	OrganDuty   Duty = "organ"  // of an organ, a committee, a court: something must be done
	PersonRight Duty = "person" // of a party or petitioner: something may be lost
)

// Roll says what happens when the last day is a rest day.
type Roll string

// The ways of rolling.
const (
	RollForward Roll = "forward" // the next working day, by law (民法典 art. 203, 民事诉讼法 art. 85)
	RollPolicy  Roll = "policy"  // the text is silent: product policy, by Duty
	RollNone    Roll = "none"    // does not arise: working days, hours, terms of keeping
)

// Extension says whether and how far a length may be extended. The zero
// Extension is none.
type Extension struct {
	By     string // who approves or must agree; empty: the law gives no extension
	Number int    // at most so many units; 0: to any date approved or agreed
	Unit   Unit   // of Number
}

// Term is one length of a rule. What it leaves empty is the rule's own.
type Term struct {
	Key       string // "" for the length meant when nothing is said; else the name Variant takes
	Title     string
	Trigger   string
	Unit      Unit
	Number    int  // of units; for YearDate the day as mmdd, where 0300 is the day before 1 March
	Before    bool // counted back from the trigger, as a notice five days before a hearing
	NextHour  bool // hours run from the next full hour (民诉法解释 art. 125)
	Who       string
	Duty      Duty
	Article   string // with its law when that is not the rule's: 《…》第…条
	Excludes  string // the time the law does not count: 鉴定时间; empty: none
	Extension Extension
}

// Rule is one row of the table.
type Rule struct {
	ID           string // A1 to G15, as in the deadlines document
	Title        string // 信访事项办理期限
	Trigger      string // the event that starts the clock: 受理信访事项
	Terms        []Term // at least one; the first is meant when no variant is named
	Who          string // whose limit: 承办单位
	Duty         Duty
	Roll         Roll
	OnLapse      string // what follows when it passes
	Law          string // without 《》
	Article      string // 第三十四条
	Also         string // further sources, with 《》
	Source       string // version of the text, or where it was read
	Verified     bool   // the article itself was read, not a report of it
	Configurable bool   // the number is a default the street may change
	Note         string
}

// Find is the rule of an ID. An unknown ID is a fault.
func Find(id string) (Rule, error) {
	for _, r := range table {
		if r.ID == id {
			return r.clone(), nil
		}
	}
	return Rule{}, fault.New(fault.NotFound, "期限表里没有%s这一项", id)
}

// Table lists every rule in the order of the document.
func Table() []Rule {
	rules := make([]Rule, len(table))
	for i, r := range table {
		rules[i] = r.clone()
	}
	return rules
}

// table is written once, here, and read only.
var table = slices.Concat(mediation, confirmation, petition, administrative, legalAid, litigation, keeping, own)

func (r Rule) clone() Rule {
	r.Terms = slices.Clone(r.Terms)
	return r
}

// Group is the heading the rule stands under: 信访.
func (r Rule) Group() string {
	if r.ID == "" {
		return ""
	}
	return map[byte]string{
		'A': "人民调解", 'B': "司法确认", 'C': "信访", 'D': "行政调解和专门规定", 'E': "法律援助和咨询", 'F': "复议和诉讼",
		'G': "档案、个人信息、安全事件和报告",
		'H': "本系统规则",
	}[r.ID[0]]
}

// Term is the length called key, with what it leaves empty filled in from the
// rule. An unknown key is a fault.
func (r Rule) Term(key string) (Term, error) {
	for i, t := range r.Terms {
		if t.Key != key && !(key == "" && i == 0) {
			continue
		}
		t.Title = or(t.Title, r.Title)
		t.Trigger = or(t.Trigger, r.Trigger)
		t.Who = or(t.Who, r.Who)
		t.Duty = Duty(or(string(t.Duty), string(r.Duty)))
		return t, nil
	}
	return Term{}, fault.New(fault.Invalid, "%s没有“%s”这一种期限", r.Title, key)
}

// Basis is where the length stands, for people: 《信访工作条例》第三十四条.
func (r Rule) Basis(t Term) string {
	switch {
	case t.Article == "":
		if r.Law == "" {
			return r.Also
		}
		return "《" + r.Law + "》" + r.Article
	case []rune(t.Article)[0] == '《':
		return t.Article
	}
	return "《" + r.Law + "》" + t.Article
}

// Span is time the law does not count, first and last day included (an
// appraisal, a hearing), with the document that proves it.
type Span struct {
	From, To calendar.Date
	Document string
}

func or(own, otherwise string) string {
	if own != "" {
		return own
	}
	return otherwise
}
