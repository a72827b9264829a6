// Package indicator is every figure the street reports: a count, a sum or a
// rate over a filter of matters, activities, venues or examinations, in a period. The number
// and the list behind it are made of the same filter, so they cannot disagree.
// Nothing is typed, and nothing counts persons by name.
package indicator

import (
	"slices"

	"fengsheng/activity"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/study"
)

// Definition is one indicator: what is counted, and which date decides.
type Definition struct {
	Code       string // english identifier, cited in reports: accepted
	Name       string // 矛盾纠纷受理
	Section    string // A to H of domain/indicators
	Row        int    // its row there; 0 when it is a part of a row above it
	Unit       string // 件
	Definition string // 口径: what record is counted, in a whole sentence
	Decides    string // which date decides the period
	Stock      bool   // counted on the cut-off day, never added over months
	Source     string // the law or document that asks for it
	Aspect     Aspect // what of the work a unit may be assessed by it; "" = it may not be
	AtMost     bool   // of what may be assessed: less is better
	Unfit      string // why a rate may not be assessed, after its name
	measure    measure
}

// Sections are the titles of the sections that have indicators.
var Sections = matter.Enumeration{
	{Code: "A", Label: "组织领导、学法、第一责任人"},
	{Code: "E", Label: "普法"},
	{Code: "F", Label: "矛盾纠纷排查化解"},
	{Code: "G", Label: "信访"},
	{Code: "H", Label: "平安、警地融合、网格"},
}

// Ask is what is asked: a year from 1 January to the cut-off day, for the whole
// street or one community.
type Ask struct {
	Year      int
	Cutoff    calendar.Date // zero = 31 December
	Community string        // "" = the whole street

	// Scope is that of whoever opens the rows, where a page shows a number to lead to
	// them; nil counts the whole street, as reports do.
	Scope *identity.Scope

	// Span is the part of the time that is counted, such as one month of it; the
	// cut-off day stays: what was done is what was done by then.
	Span matter.Period
}

// scope is which matters are counted.
func (a Ask) scope() identity.Scope {
	if a.Scope != nil {
		return *a.Scope
	}
	return identity.Whole
}

// Period is the span of days that is counted.
func (a Ask) Period() matter.Period {
	if !a.Span.Zero() {
		return a.Span
	}
	return matter.Year(a.Year, a.Cutoff)
}

// eve is the last day before what is counted, on which what is carried over is counted.
func (a Ask) eve() calendar.Date { return a.Period().From.AddDays(-1) }

// firstYear and lastYear bound the years that can be asked for.
const firstYear, lastYear = 2000, 2100

// settled fills in the cut-off and refuses a year or day that makes no period.
func (a Ask) settled() (Ask, error) {
	if a.Year < firstYear || a.Year > lastYear {
		return a, fault.New(fault.Invalid, "年份请填写%d到%d之间", firstYear, lastYear)
	}
	if a.Cutoff.Zero() {
		a.Cutoff = calendar.On(a.Year, 12, 31)
	}
	if a.Cutoff.Year() != a.Year {
		return a, fault.New(fault.Invalid, "统计截止日要在%d年之内，现在是%s", a.Year, a.Cutoff.Plain())
	}
	return a, nil
}

// measure is how an indicator is counted: one of matters, activities, venues, a stock or examinations,
// and for a rate the one more condition that the numerator's matters meet.
type measure struct {
	matters func(Ask) matter.Filter
	total   matter.Total
	more    func(Ask, *matter.Filter)
	top     matter.Total // of a ratio: what its numerator adds up, where that is not what the denominator does

	activities func(Ask) activity.Filter
	adds       activity.Total

	venues func(Ask) org.VenueFilter

	stock func(Ask) stock // of the register of mediators

	exams  func(Ask) study.ExamFilter
	counts study.ExamTotal
	within study.ExamTotal // the denominator of a rate over examinations
}

func (m measure) rate() bool { return m.more != nil || m.within != "" }

// inMatters is the filter of a measure over matters; of a rate its denominator.
func (m measure) inMatters(a Ask) matter.Filter {
	f := m.matters(a)
	f.Community = a.Community
	return f
}

// numerator is the denominator's filter with one more condition.
func (m measure) numerator(a Ask) matter.Filter {
	f := m.inMatters(a)
	m.more(a, &f)
	return f
}

func (m measure) inActivities(a Ask) activity.Filter {
	f := m.activities(a)
	f.Community = a.Community
	return f
}

func (m measure) inExams(a Ask) study.ExamFilter {
	f := m.exams(a)
	f.Community = a.Community
	return f
}

func (m measure) inVenues(a Ask) org.VenueFilter {
	f := m.venues(a)
	f.Community = a.Community
	return f
}

// matters counts the matters of a filter.
func matters(f func(Ask) matter.Filter) measure {
	return measure{matters: f, total: matter.TotalMatters}
}

// parties adds up how many parties the matters of a filter have: a number,
// never a list of persons.
func parties(f func(Ask) matter.Filter) measure {
	return measure{matters: f, total: matter.TotalParties}
}

// classes counts the classes that the matters of a filter belong to.
func classes(f func(Ask) matter.Filter) measure {
	return measure{matters: f, total: matter.TotalClasses}
}

// amount adds up what was agreed in the matters of a filter, in 分.
func amount(f func(Ask) matter.Filter) measure {
	return measure{matters: f, total: matter.TotalAmount}
}

// rate is the share of a filter's matters that meet one more condition.
func rate(of func(Ask) matter.Filter, more func(Ask, *matter.Filter)) measure {
	return measure{matters: of, total: matter.TotalMatters, more: more}
}

// ratio is what a total adds up over the matters of a filter that meet one more
// condition, in proportion to how many the filter has.
func ratio(top matter.Total, of func(Ask) matter.Filter, more func(Ask, *matter.Filter)) measure {
	return measure{matters: of, total: matter.TotalMatters, more: more, top: top}
}

// above is the total of a rate's numerator.
func (m measure) above() matter.Total {
	if m.top != "" {
		return m.top
	}
	return m.total
}

// held counts the activities of a kind in the period; no variety means all.
func held(kind activity.Kind, varieties ...activity.Variety) measure {
	return added(activity.TotalActivities, func(f *activity.Filter) { f.Kinds, f.Varieties = of(kind), of(varieties...) })
}

// added adds up a count over the activities of the period that narrow leaves.
func added(t activity.Total, narrow func(*activity.Filter)) measure {
	return measure{adds: t, activities: func(a Ask) activity.Filter {
		f := activity.Filter{On: a.Period()}
		narrow(&f)
		return f
	}}
}

// examsOver are the examinations that ended in the period, whose rows are their counts:
// nobody's paper is among them.
func examsOver(a Ask) study.ExamFilter { return study.ExamFilter{On: a.Period(), Closed: true} }

// sittings adds up a count over examinations.
func sittings(t study.ExamTotal) measure { return measure{exams: examsOver, counts: t} }

// share is a count over examinations in proportion to another.
func share(t, of study.ExamTotal) measure { return measure{exams: examsOver, counts: t, within: of} }

// venues counts the venues of a kind in service on the cut-off day.
func venues(kind org.VenueKind) measure {
	return measure{venues: func(a Ask) org.VenueFilter { return org.VenueFilter{Kinds: []org.VenueKind{kind}, On: a.Cutoff} }}
}

// of writes codes as the filters take them.
func of[T ~string](codes ...T) []string {
	var all []string
	for _, c := range codes {
		all = append(all, string(c))
	}
	return all
}

// All lists every indicator in the order of the sections.
func All() []Definition {
	var all []Definition
	for _, section := range [][]Definition{leadership, publicity, disputes(), slices.Concat(petitions, petitionsKept), slices.Concat(safety, safetyKept)} {
		all = append(all, section...)
	}
	return all
}

// Find is the definition of a code.
func Find(code string) (Definition, error) {
	for _, d := range All() {
		if d.Code == code {
			return d, nil
		}
	}
	return Definition{}, fault.New(fault.NotFound, "没有代码为“%s”的指标", code)
}
