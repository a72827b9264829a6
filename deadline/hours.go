package deadline

import (
	"fmt"
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

// ComputedHours is a limit counted in hours, on instants.
type ComputedHours struct {
	Rule  string
	Term  string
	Event string
	Start time.Time // when it happened
	Due   time.Time // the last instant in time, UTC
	Steps []string
}

// ComputeHours counts a limit of hours from an instant: from that instant
// (民法典 art. 201), or for a court from the next full hour (民诉法解释 art. 125).
// Nights and holidays count. Only Variant and Length apply.
func ComputeHours(rule Rule, event string, at time.Time, opts ...Option) (ComputedHours, error) {
	var pick choice
	for _, opt := range opts {
		opt(&pick)
	}
	term, err := rule.Term(pick.variant)
	if err != nil {
		return ComputedHours{}, err
	}
	if err := rule.number(&term, pick.number); err != nil {
		return ComputedHours{}, err
	}
	switch {
	case term.Unit != Hours:
		return ComputedHours{}, fault.New(fault.Invalid, "%s不是按小时计算的", term.Title)
	case at.IsZero():
		return ComputedHours{}, fault.New(fault.Invalid, "请填写“%s”的时刻，%s从这一刻起算", term.Trigger, term.Title)
	}
	from, how := at, "从这一刻数起"
	if term.NextHour {
		// Shanghai is a whole number of hours from UTC, so its hours begin where UTC's do.
		from = at.Truncate(time.Hour).Add(time.Hour)
		how = "当时不算，从" + moment(from) + "数起（《最高人民法院关于适用〈民事诉讼法〉的解释》第一百二十五条）"
	}
	due := from.Add(time.Duration(term.Number) * time.Hour).UTC()
	return ComputedHours{
		Rule: rule.ID, Term: term.Key, Event: event, Start: at, Due: due,
		Steps: []string{
			"依据：" + rule.Basis(term) + "，" + term.length() + rule.caveat(pick) + "。",
			"起算：" + term.Trigger + "，" + moment(at) + "；" + how + "。",
			fmt.Sprintf("数满%d小时，到%s；夜间和节假日都算在内。", term.Number, moment(due)),
		},
	}, nil
}

// moment is an instant in Beijing time: 2024年5月1日14时30分.
func moment(t time.Time) string {
	return calendar.Of(t).Plain() + t.In(calendar.Shanghai).Format("15时04分")
}

// Overdue reports whether the last instant has passed.
func (c ComputedHours) Overdue(now time.Time) bool { return now.After(c.Due) }
