package deadline

import (
	"slices"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

// RollDecision is what was decided about the last day, as stored with it.
type RollDecision string

// The roll decisions.
const (
	RollNotNeeded     RollDecision = "not-needed"     // the last day is a working day
	RollByCounting    RollDecision = "working-days"   // counted in working days, so it ends on one
	RolledForward     RollDecision = "forward"        // a rest day, rolled by law
	RollKept          RollDecision = "kept"           // a rest day, no rule: kept, shown on the working day before
	RolledByPolicy    RollDecision = "policy-forward" // a rest day, no rule: rolled, as it is a person's right
	RollDoesNotAffect RollDecision = "no-roll"        // the term does not roll at all
)

// Computed is one due date with everything it was counted from. It is a value:
// a new event gives a new Computed, nothing changes one in place.
type Computed struct {
	Rule     string        // ID
	Term     string        // key of the length, "" for the rule's own
	Event    string        // the trigger event, as the caller names it
	Start    calendar.Date // the day of the event; not itself counted
	Unrolled calendar.Date // where the length alone leads
	Legal    calendar.Date // the last day the law allows
	Show     calendar.Date // the day people are shown and held to; never after Legal
	Calendar string        // version of the working calendar; empty when it was not needed
	Roll     RollDecision
	Excluded []Span
	Grants   []Grant  // extensions, oldest first
	Steps    []string // 怎么算的, one sentence each
}

// Overdue reports whether the last day the law allows has passed.
func (c Computed) Overdue(today calendar.Date) bool { return today > c.Legal }

// choice is what the options of a computation chose.
type choice struct {
	variant string
	number  int
	until   calendar.Date
	spans   []Span
}

// Option chooses between the lengths of a rule, or adds what the rule leaves open.
type Option func(*choice)

// Variant chooses the length by its key: "simplified" of A7.
func Variant(key string) Option { return func(c *choice) { c.variant = key } }

// Length replaces the number of a configurable rule.
func Length(number int) Option { return func(c *choice) { c.number = number } }

// Until gives the last day of a limit that a person sets (A11, C6).
func Until(d calendar.Date) Option { return func(c *choice) { c.until = d } }

// Excluding gives the time not counted, for the rules whose law excludes some.
func Excluding(spans ...Span) Option {
	return func(c *choice) { c.spans = append(c.spans, spans...) }
}

// Compute counts the due date of a rule from the day of its event. Its errors
// are faults: a limit without a number, a span the law does not exclude, a year
// the calendar does not have.
func Compute(cal *calendar.Calendar, rule Rule, event string, start calendar.Date, opts ...Option) (Computed, error) {
	pick, term, err := rule.choose(start, opts)
	if err != nil {
		return Computed{}, err
	}
	run, err := count(cal, term, start, pick)
	if err != nil {
		return Computed{}, err
	}
	c := Computed{
		Rule: rule.ID, Term: term.Key, Event: event, Start: start, Unrolled: run.end, Excluded: pick.spans,
		Steps: run.steps(rule, term, start, pick),
	}
	return c.settle(cal, rule, term)
}

// Nominal is where the length alone leads, before rest days are looked at. It
// needs no calendar, so it serves to plan a reminder years ahead; it is not a
// due date and is not shown as one.
func Nominal(rule Rule, start calendar.Date, opts ...Option) (calendar.Date, error) {
	pick, term, err := rule.choose(start, opts)
	if err != nil {
		return 0, err
	}
	run, err := count(nil, term, start, pick)
	return run.end, err
}

// choose applies the options to the rule and refuses what the rule cannot give.
func (r Rule) choose(start calendar.Date, opts []Option) (choice, Term, error) {
	var pick choice
	for _, opt := range opts {
		opt(&pick)
	}
	term, err := r.Term(pick.variant)
	if err != nil {
		return choice{}, Term{}, err
	}
	if err := r.number(&term, pick.number); err != nil {
		return choice{}, Term{}, err
	}
	switch {
	case term.Unit == NoNumber:
		return choice{}, Term{}, fault.New(fault.Invalid, "%s没有规定天数，不计算到期日。%s", term.Title, r.Note)
	case term.Unit == Hours:
		return choice{}, Term{}, fault.New(fault.Invalid, "%s按小时计算，请填写起算的时刻", term.Title)
	case start.Zero():
		return choice{}, Term{}, fault.New(fault.Invalid, "请填写“%s”的日期，%s从这一天起算", term.Trigger, term.Title)
	case term.Unit == SetDate && pick.until.Zero():
		return choice{}, Term{}, fault.New(fault.Invalid, "请填写%s的最后一天", term.Title)
	case term.Unit == SetDate && pick.until < start:
		return choice{}, Term{}, fault.New(fault.Invalid, "%s的最后一天不能早于起算的%s", term.Title, start.Plain())
	case term.Unit != SetDate && !pick.until.Zero():
		return choice{}, Term{}, fault.New(fault.Invalid, "%s由%s规定，不能自行指定日期", term.Title, r.Basis(term))
	}
	pick.spans, err = r.spans(term, start, pick.spans)
	return pick, term, err
}

// number puts a street's own number in place of a default.
func (r Rule) number(term *Term, number int) error {
	switch {
	case number == 0:
		return nil
	case !r.Configurable:
		return fault.New(fault.Invalid, "%s由%s规定，不能改动", term.Title, r.Basis(*term))
	case term.Unit == YearDate || term.Unit == SetDate || term.Unit == NoNumber:
		return fault.New(fault.Invalid, "%s不是按天数计算的，不能改动天数", term.Title)
	case number < 1 || number > 3650:
		return fault.New(fault.Invalid, "%s应当在1到3650之间，请核对", term.Title)
	}
	term.Number = number
	return nil
}

// spans checks and orders the time not counted.
func (r Rule) spans(term Term, start calendar.Date, spans []Span) ([]Span, error) {
	if len(spans) == 0 {
		return nil, nil
	}
	if term.Excludes == "" {
		return nil, fault.New(fault.Invalid, "%s没有规定扣除时间，%s不能扣除", r.Basis(term), term.Title)
	}
	for _, s := range spans {
		switch {
		case s.Document == "":
			return nil, fault.New(fault.Invalid, "扣除%s要有凭证，请填写文书名称", term.Excludes)
		case s.From.Zero():
			return nil, fault.New(fault.Invalid, "请填写%s的开始日期", term.Excludes)
		case s.To.Zero():
			return nil, fault.New(fault.Invalid, "%s还没有结束，暂时不能计算到期日，请在结束后填写结束日期", term.Excludes)
		case s.To < s.From:
			return nil, fault.New(fault.Invalid, "%s的结束日期早于开始日期，请核对", term.Excludes)
		case s.From < start:
			return nil, fault.New(fault.Invalid, "%s从%s开始，早于起算的%s，请核对", term.Excludes, s.From.Plain(), start.Plain())
		}
	}
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b Span) int { return int(a.From) - int(b.From) })
	return spans, nil
}

// settle decides about the last day: whether it rolls and which day is shown.
func (c Computed) settle(cal *calendar.Calendar, rule Rule, term Term) (Computed, error) {
	c.Legal, c.Show = c.Unrolled, c.Unrolled
	switch {
	case term.Unit == WorkingDays:
		c.Roll, c.Calendar = RollByCounting, cal.Version()
	case rule.Roll == RollNone:
		c.Roll = RollDoesNotAffect
	default:
		if err := c.roll(cal, rule, term); err != nil {
			return Computed{}, err
		}
		c.Calendar = cal.Version()
	}
	if c.Calendar != "" {
		c.Steps = append(c.Steps, versionStep(c.Calendar))
	}
	return c, nil
}

func versionStep(version string) string { return "工作日历版本：" + version + "。" }

// roll applies counting rules 4 and 6. A limit counted back never rolls: a
// later day would no longer be in time.
func (c *Computed) roll(cal *calendar.Calendar, rule Rule, term Term) error {
	day, err := cal.Day(c.Unrolled)
	if err != nil {
		return err
	}
	if day.Working {
		c.Roll = RollNotNeeded
		c.Steps = append(c.Steps, "最后一天是"+working(day)+"，不需要顺延。")
		return nil
	}
	forward := rule.Roll == RollForward || term.Duty == PersonRight
	if term.Before || !forward {
		return c.keep(cal, term, day)
	}
	c.Legal, err = cal.NextWorkingDay(c.Unrolled)
	if err != nil {
		return err
	}
	c.Show = c.Legal
	c.Roll = RolledForward
	why := "按" + rule.rollBasis() + "顺延"
	if rule.Roll == RollPolicy {
		c.Roll = RolledByPolicy
		why = "法律没有规定顺延，对群众的权利从宽，顺延"
	}
	c.Steps = append(c.Steps, "最后一天是"+day.Reason+"，"+why+"到"+c.Legal.Chinese()+"。")
	return nil
}

// keep leaves the legal date on a rest day and shows the working day before it.
// When no working day lies between the event and the last day, as inside a long
// holiday, the legal date itself is shown: nobody can be held to a day before
// the event.
func (c *Computed) keep(cal *calendar.Calendar, term Term, day calendar.Day) error {
	before, err := cal.LastWorkingDay(c.Unrolled)
	if err != nil {
		return err
	}
	c.Roll = RollKept
	if before <= c.Start && !term.Before {
		c.Steps = append(c.Steps, "最后一天是"+day.Reason+"，期限之内没有工作日。法律没有规定顺延，法定期限仍是"+c.Legal.Plain()+"，请按期办理。")
		return nil
	}
	c.Show = before
	why := "法律没有规定顺延，对办理单位从严"
	if term.Before {
		why = "期限是往前数的，不顺延"
	}
	c.Steps = append(c.Steps, "最后一天是"+day.Reason+"。"+why+"：法定期限仍是"+c.Legal.Plain()+
		"，按之前最后一个工作日"+before.Chinese()+"提醒和考核。")
	return nil
}

// rollBasis is the article that rolls a last day for this kind of period.
func (r Rule) rollBasis() string {
	switch {
	case r.ID[0] == 'A', r.ID[0] == 'D':
		return "《民法典》第二百零三条"
	case r.Law == reconsideration:
		return "《行政复议法》第八十八条和《民事诉讼法》第八十五条"
	}
	return "《民事诉讼法》第八十五条"
}

// working is a working day in words: 工作日（星期三） or 调休上班的星期六.
func working(day calendar.Day) string {
	if day.Listed {
		return "调休上班的" + weekday(day.Date)
	}
	return "工作日（" + weekday(day.Date) + "）"
}

// Met reports whether something done, or an application received, on a day was
// in time. Where the law leaves travel time out (民事诉讼法 art. 85, and through
// 行政复议法 art. 88) and, kindly, for a petitioner's own right, what was posted
// in time counts even when it arrives late; posted is zero when nothing was
// posted.
func (c Computed) Met(rule Rule, received, posted calendar.Date) bool {
	if received.Zero() {
		return false
	}
	term, err := rule.Term(c.Term)
	byPost := err == nil && (rule.Roll == RollForward || rule.Roll == RollPolicy && term.Duty == PersonRight)
	if byPost && !posted.Zero() && posted <= c.Legal {
		return true
	}
	return received <= c.Legal
}
