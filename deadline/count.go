package deadline

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

// counted is one run over the days, with what was met on the way, so that it can
// be explained.
type counted struct {
	first    calendar.Date // first day counted
	end      calendar.Date // last day counted
	weekends int           // weekend days skipped
	holidays []stretch     // holidays skipped
	makeUp   []calendar.Date
	excluded int // days inside spans, that would have been counted
}

// stretch is a run of days off under one name.
type stretch struct {
	name     string
	from, to calendar.Date
}

// count runs the length from the day after start (民法典 art. 201).
func count(cal *calendar.Calendar, term Term, start calendar.Date, pick choice) (counted, error) {
	run := counted{first: start.AddDays(1)}
	if term.Before {
		run.first = start.AddDays(-1)
	}
	var err error
	switch term.Unit {
	case Months:
		run.end = start.AddMonths(term.Number)
	case Years:
		run.end = start.AddYears(term.Number)
	case SetDate:
		run.end = pick.until
	case YearDate:
		run.end = calendar.On(start.Year()+1, term.Number/100, term.Number%100)
	default:
		err = run.walk(cal, term, start, term.Number, pick.spans)
	}
	if err != nil {
		return counted{}, err
	}
	if run.end.Zero() {
		return counted{}, fault.New(fault.Invalid, "日期太远，请核对起算日期")
	}
	return run, nil
}

// walk counts number days one by one from the day after from, skipping the
// spans and, for working days, every day off.
func (run *counted) walk(cal *calendar.Calendar, term Term, from calendar.Date, number int, spans []Span) error {
	step := 1
	if term.Before {
		step = -1
	}
	d := from
	for number > 0 {
		if d = d.AddDays(step); d.Zero() {
			return nil
		}
		if term.Unit == WorkingDays {
			day, err := cal.Day(d)
			if err != nil {
				return err
			}
			run.meet(day)
			if !day.Working {
				continue
			}
		}
		if within(spans, d) {
			run.excluded++
			continue
		}
		number--
	}
	run.end = d
	return run.reaches(spans)
}

// reaches refuses time not counted that begins when the limit is already over.
func (run *counted) reaches(spans []Span) error {
	for _, s := range spans {
		if s.From > run.end {
			return fault.New(fault.Invalid, "%s开始扣除时，期限已于%s届满，不能再扣除", s.From.Plain(), run.end.Plain())
		}
	}
	return nil
}

// meet notes a day that does not follow its weekday, or is off.
func (run *counted) meet(day calendar.Day) {
	switch {
	case day.Working && day.Listed:
		run.makeUp = append(run.makeUp, day.Date)
	case day.Working:
	case !day.Listed:
		run.weekends++
	default:
		last := len(run.holidays) - 1
		if last >= 0 && run.holidays[last].name == day.Reason {
			run.holidays[last].from = min(run.holidays[last].from, day.Date)
			run.holidays[last].to = max(run.holidays[last].to, day.Date)
			return
		}
		run.holidays = append(run.holidays, stretch{day.Reason, day.Date, day.Date})
	}
}

func within(spans []Span, d calendar.Date) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.From <= d && d <= s.To })
}

// steps explains the run: basis, start, days counted, days skipped, pauses.
func (run counted) steps(rule Rule, term Term, start calendar.Date, pick choice) []string {
	steps := []string{
		"依据：" + rule.Basis(term) + "，" + term.length() + rule.caveat(pick) + "。",
		run.beginning(term, start),
		run.course(term, start),
	}
	steps = append(steps, run.skipped()...)
	for _, s := range pick.spans {
		steps = append(steps, term.Excludes+"不计入："+s.From.Plain()+"至"+s.To.Plain()+"（"+s.Document+"）。")
	}
	if run.excluded > 0 {
		steps = append(steps, "以上共扣除"+strconv.Itoa(run.excluded)+term.unit()+"。")
	}
	return steps
}

// caveat says when a number is the street's own, or was not read in the law.
func (r Rule) caveat(pick choice) string {
	switch {
	case pick.number > 0:
		return "（本单位设定）"
	case r.Configurable && r.Verified:
		return "（法律没有规定天数，系统默认值）"
	case !r.Verified:
		return "（未核对条文原文）"
	}
	return ""
}

func (run counted) beginning(term Term, start calendar.Date) string {
	switch {
	case term.Unit == YearDate:
		return fmt.Sprintf("所属年度：%d年。", start.Year())
	case term.Unit == SetDate:
		return "起算：" + term.Trigger + "，" + start.Chinese() + "。"
	case term.Before:
		return "“" + term.Trigger + "”是" + start.Chinese() + "，当天不算，从" + run.first.Chinese() + "往前数。"
	}
	return "起算：" + term.Trigger + "，" + start.Chinese() + "；当天不算，从" + run.first.Chinese() + "数起。"
}

func (run counted) course(term Term, start calendar.Date) string {
	end := run.end.Chinese()
	switch term.Unit {
	case WorkingDays:
		return "数满" + strconv.Itoa(term.Number) + "个工作日，到" + end + "。"
	case Months, Years:
		if run.end.Day() < start.Day() {
			return "到期月没有对应的日子，以月末" + end + "为最后一天。"
		}
		return "到期月的对应日是" + end + "。"
	case SetDate:
		return "指定的最后一天是" + end + "。"
	case YearDate:
		return "次年的期限到" + end + "。"
	}
	return "按日历天数数满" + strconv.Itoa(term.Number) + "日，到" + end + "；中间的周末和节假日都算在内。"
}

// skipped explains the days off and the working weekends on the way.
func (run counted) skipped() []string {
	var off, steps []string
	if run.weekends > 0 {
		off = append(off, "周末"+strconv.Itoa(run.weekends)+"天")
	}
	slices.SortFunc(run.holidays, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	for _, h := range run.holidays {
		if h.from == h.to {
			off = append(off, h.name+h.from.Plain())
			continue
		}
		off = append(off, h.name+h.from.Plain()+"至"+h.to.Plain())
	}
	if len(off) > 0 {
		steps = append(steps, "中间不算工作日的："+strings.Join(off, "、")+"。")
	}
	var made []string
	for _, d := range run.makeUp {
		made = append(made, d.Chinese())
	}
	if len(made) > 0 {
		steps = append(steps, "中间调休上班、算工作日的："+strings.Join(made, "、")+"。")
	}
	return steps
}

// length is the length in words: 5个工作日, 60日, 指定日期.
func (t Term) length() string {
	switch t.Unit {
	case NoNumber:
		return "没有规定天数"
	case SetDate:
		return "由人指定最后一天"
	case YearDate:
		day := calendar.On(2023, t.Number/100, t.Number%100)
		if t.Number%100 == 0 {
			return "次年" + strconv.Itoa(t.Number/100) + "月1日前"
		}
		return "次年" + strconv.Itoa(day.Month()) + "月" + strconv.Itoa(day.Day()) + "日前"
	}
	if t.Before {
		return "提前" + strconv.Itoa(t.Number) + t.unit()
	}
	return strconv.Itoa(t.Number) + t.unit()
}

// Length is the length in words, for tables: 5个工作日, 60日, 没有规定天数.
func (t Term) Length() string { return t.length() }

// unit is the unit after a number.
func (t Term) unit() string { return t.Unit.after() }

func (u Unit) after() string {
	switch u {
	case WorkingDays:
		return "个工作日"
	case Months:
		return "个月"
	case Years:
		return "年"
	case Hours:
		return "小时"
	}
	return "日"
}

func weekday(d calendar.Date) string {
	return [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}[d.Weekday()]
}
