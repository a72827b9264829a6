package publicity

import (
	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// Figure is a number of the year with the filter that is its rows.
type Figure struct {
	Filter activity.Filter
	Total  activity.Total
	Number int64
}

// Everything is the publicity of some days: campaigns and lectures.
func Everything(from, to calendar.Date) activity.Filter {
	return activity.Filter{Kinds: []string{string(activity.Publicity), string(activity.Lecture)}, On: matter.Period{From: from, To: to}}
}

// OfYear is the publicity of a year.
func OfYear(year int) activity.Filter {
	return Everything(calendar.On(year, 1, 1), calendar.On(year, 12, 31))
}

// Overview is what was done in a year. Every number is a filter over activities.
type Overview struct {
	Campaigns, Audience, Leaflets, Giveaways Figure
	Months                                   [12]Figure
	Sorts                                    []SortFigure
	Communities                              []Figure // in the order asked; then the street as a whole
}

// SortFigure is a variety of publicity with its number.
type SortFigure struct {
	Label string
	Figure
}

// Year reads the overview of a year over the communities.
func Year(tx *db.Tx, year int, communities []string) (Overview, error) {
	base := OfYear(year)
	var o Overview
	var all []*Figure
	add := func(f *Figure, filter activity.Filter, total activity.Total) {
		*f = Figure{Filter: filter, Total: total}
		all = append(all, f)
	}
	add(&o.Campaigns, base, activity.TotalActivities)
	reached, leafleted, gifted := base, base, base
	reached.Reached, leafleted.Leafleted, gifted.Gifted = true, true, true
	add(&o.Audience, reached, activity.TotalAudience)
	add(&o.Leaflets, leafleted, activity.TotalLeaflets)
	add(&o.Giveaways, gifted, activity.TotalGiveaways)
	for i := range o.Months {
		first := calendar.On(year, i+1, 1)
		add(&o.Months[i], Everything(first, first.AddMonths(1).AddDays(-1)), activity.TotalActivities)
	}
	for _, k := range []activity.Kind{activity.Publicity, activity.Lecture} {
		for _, v := range k.Varieties() {
			f := base
			f.Kinds, f.Varieties = []string{string(k)}, []string{v.Code}
			o.Sorts = append(o.Sorts, SortFigure{Label: v.Label, Figure: Figure{Filter: f, Total: activity.TotalActivities}})
		}
	}
	for i := range o.Sorts {
		all = append(all, &o.Sorts[i].Figure)
	}
	o.Communities = make([]Figure, len(communities)+1)
	for i, c := range communities {
		f := base
		f.Community = c
		add(&o.Communities[i], f, activity.TotalActivities)
	}
	street := base
	street.StreetLevel = true
	add(&o.Communities[len(communities)], street, activity.TotalActivities)
	parts := make([]activity.Part, len(all))
	for i, f := range all {
		parts[i] = activity.Part{Filter: f.Filter, Total: f.Total}
	}
	numbers, err := activity.Tally(tx, base, parts)
	for i, n := range numbers {
		all[i].Number = n
	}
	return o, err
}
