package deadline

import (
	"slices"
	"strconv"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

// Grant is one extension as it was approved or agreed: by whom, when, why, how
// far, and the proof that the person was told (信访工作条例 art. 34).
type Grant struct {
	Approver string
	On       calendar.Date // approved or agreed
	Reason   string
	Told     calendar.Date // the person was told
	Proof    string        // the document that proves it
	Number   int           // by how many units of the rule's extension
	Until    calendar.Date // instead of Number, where the law sets no number
}

// Extend gives the due date that follows from a granted extension. Approval and
// telling must both come before the date passes, and the length stays within the
// law; the faults say what is wrong. Of the options only Excluding applies, for
// time not counted that begins in the extension. first stays as it is.
func Extend(cal *calendar.Calendar, rule Rule, first Computed, g Grant, opts ...Option) (Computed, error) {
	if rule.ID != first.Rule {
		return Computed{}, fault.New(fault.Invalid, "延期依据的规则与原期限不一致，请核对")
	}
	term, err := rule.Term(first.Term)
	if err != nil {
		return Computed{}, err
	}
	if err := g.check(rule, term, first); err != nil {
		return Computed{}, err
	}
	var pick choice
	for _, opt := range opts {
		opt(&pick)
	}
	spans, err := rule.spans(term, first.Start, append(slices.Clone(first.Excluded), pick.spans...))
	if err != nil {
		return Computed{}, err
	}
	// A date people agreed on is a set date, whatever the length was counted in.
	run := counted{end: g.Until}
	term.Unit = SetDate
	if g.Until.Zero() {
		term.Unit = term.Extension.Unit
		err = run.walk(cal, term, first.Unrolled, g.Number, spans)
	}
	if err != nil {
		return Computed{}, err
	}
	next := first
	next.Unrolled = run.end
	next.Excluded = spans
	next.Grants = append(slices.Clone(first.Grants), g)
	next.Steps = slices.DeleteFunc(slices.Clone(first.Steps), func(s string) bool { return s == versionStep(first.Calendar) })
	next.Steps = append(next.Steps, g.step(term, first, run.end))
	next.Steps = append(next.Steps, run.skipped()...)
	return next.settle(cal, rule, term)
}

// check holds the conditions of an extension.
func (g Grant) check(rule Rule, term Term, first Computed) error {
	capped := term.Extension.Number > 0
	switch {
	case term.Extension.By == "":
		return fault.New(fault.Invalid, "%s没有规定可以延期，%s不能延长", rule.Basis(term), term.Title)
	case capped && len(first.Grants) > 0:
		return fault.New(fault.Conflict, "%s已经延期过一次，不能再次延期", term.Title)
	}
	if err := g.complete(term); err != nil {
		return err
	}
	limit, unit := term.Extension.Number, term.Extension.Unit.after()
	switch {
	case g.On < first.Start:
		return fault.New(fault.Invalid, "批准日期%s早于起算的%s，请核对", g.On.Plain(), first.Start.Plain())
	case g.On > first.Legal:
		return fault.New(fault.Conflict, "%s已于%s届满，届满之后不能延期", term.Title, first.Legal.Plain())
	case g.Told < g.On:
		return fault.New(fault.Invalid, "告知日期%s早于批准日期%s，请核对", g.Told.Plain(), g.On.Plain())
	case g.Told > first.Legal:
		return fault.New(fault.Conflict, "延期应当在期限届满的%s之前告知，%s告知已经晚了", first.Legal.Plain(), g.Told.Plain())
	case capped && g.Number > limit:
		return fault.New(fault.Invalid, "延长期限不得超过%d%s，不能延长%d%s", limit, unit, g.Number, unit)
	case !capped && g.Until <= first.Legal:
		return fault.New(fault.Invalid, "延长后的最后一天应当晚于原来的%s", first.Legal.Plain())
	}
	return nil
}

// complete asks for everything an extension must carry, all at once.
func (g Grant) complete(term Term) error {
	var wrong fault.Fields
	if g.Approver == "" {
		wrong.Add("approver", "请填写批准或者同意延期的人，应当是%s", term.Extension.By)
	}
	if g.On.Zero() {
		wrong.Add("on", "请填写批准或者同意延期的日期")
	}
	if g.Reason == "" {
		wrong.Add("reason", "请填写延期理由")
	}
	if g.Told.Zero() {
		wrong.Add("told", "请填写告知延期的日期")
	}
	if g.Proof == "" {
		wrong.Add("proof", "请填写告知延期的凭证")
	}
	switch {
	case term.Extension.Number > 0 && !g.Until.Zero():
		wrong.Add("until", "请填写延长的天数，不要填写日期")
	case term.Extension.Number > 0 && g.Number < 1:
		wrong.Add("number", "请填写延长的天数")
	case term.Extension.Number == 0 && g.Number != 0:
		wrong.Add("number", "请填写延长到哪一天，不要填写天数")
	case term.Extension.Number == 0 && g.Until.Zero():
		wrong.Add("until", "请填写延长到哪一天")
	}
	return wrong.Err()
}

// step explains the extension.
func (g Grant) step(term Term, first Computed, end calendar.Date) string {
	how := "延长到" + end.Chinese()
	if g.Until.Zero() {
		how = "从" + first.Unrolled.Plain() + "再数" + strconv.Itoa(g.Number) + term.Extension.Unit.after() + "，到" + end.Chinese()
	}
	return "延期：" + g.On.Plain() + "经" + g.Approver + "批准或者同意，理由是" + g.Reason + "，" + g.Told.Plain() + "告知（" + g.Proof + "）；" + how + "。"
}
