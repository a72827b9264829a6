package activity

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Filter says which activities. The list page, its address, the export, an
// indicator and the evidence of that indicator all read this one type, so a
// figure and its rows cannot disagree. Only valid versions are found, unless
// Replaced asks for the others.
type Filter struct {
	Kinds, Varieties []string

	Community, Venue, Leader, Recorder string
	Partner                            string // part of the name of a body that took part

	On matter.Period // the day it was held

	AboutCase                                      bool // true narrows, false does not
	Attended, Reached, Received, Leafleted, Gifted bool // the count is more than nothing
	StreetLevel                                    bool // of the whole street, of no community
	Replaced                                       bool // versions corrected or withdrawn, instead of the valid ones
}

type listed struct {
	name, column string
	of           func(*Filter) *[]string
}

type single struct {
	name, cond string
	of         func(*Filter) *string
}

type dated struct {
	name, column string
	of           func(*Filter) *matter.Period
}

type flag struct {
	name, cond string
	of         func(*Filter) *bool
}

// The parts of the filter: the name in an address, what it asks of a row.
// Filters come from this fixed map, never from the address (IN-03).
var (
	lists = []listed{
		{"kind", "activity.kind", func(f *Filter) *[]string { return &f.Kinds }},
		{"variety", "activity.variety", func(f *Filter) *[]string { return &f.Varieties }},
	}
	singles = []single{
		{"community", "activity.community_id = ?", func(f *Filter) *string { return &f.Community }},
		{"venue", "activity.venue_id = ?", func(f *Filter) *string { return &f.Venue }},
		{"leader", "activity.leader_id = ?", func(f *Filter) *string { return &f.Leader }},
		{"recorder", "activity.recorded_by = ?", func(f *Filter) *string { return &f.Recorder }},
	}
	periods = []dated{
		{"on", "activity.on_date", func(f *Filter) *matter.Period { return &f.On }},
	}
	flags = []flag{
		{"aboutCase", "activity.about_case", func(f *Filter) *bool { return &f.AboutCase }},
		{"attended", "activity.attendance > 0", func(f *Filter) *bool { return &f.Attended }},
		{"reached", "activity.audience > 0", func(f *Filter) *bool { return &f.Reached }},
		{"received", "activity.batches > 0", func(f *Filter) *bool { return &f.Received }},
		{"leafleted", "activity.leaflets > 0", func(f *Filter) *bool { return &f.Leafleted }},
		{"gifted", "activity.giveaways > 0", func(f *Filter) *bool { return &f.Gifted }},
		{"streetLevel", "activity.community_id = ''", func(f *Filter) *bool { return &f.StreetLevel }},
	}
)

// narrow adds the filter's conditions, all but the street and whether a version counts.
func (f Filter) narrow(w *db.Where) {
	for _, l := range lists {
		if v := *l.of(&f); len(v) > 0 {
			w.In(l.column, v)
		}
	}
	for _, s := range singles {
		if v := *s.of(&f); v != "" {
			w.Add(s.cond, v)
		}
	}
	if f.Partner != "" {
		w.Add(`lower(activity.partners) LIKE ? ESCAPE '\'`, "%"+escapeLike.Replace(strings.ToLower(f.Partner))+"%")
	}
	for _, p := range periods {
		v := *p.of(&f)
		if v.Zero() {
			continue
		}
		w.Add(p.column+" >= ?", max(v.From, 1))
		if !v.To.Zero() {
			w.Add(p.column+" <= ?", v.To)
		}
	}
	for _, g := range flags {
		if *g.of(&f) {
			w.Add(g.cond)
		}
	}
}

var escapeLike = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func (f Filter) where(street string) *db.Where {
	var w db.Where
	w.Add("activity.street_id = ?", street)
	if f.Replaced {
		w.Add("NOT activity.valid")
	} else {
		w.Add("activity.valid")
	}
	f.narrow(&w)
	return &w
}

// Query is the filter as an address; ParseFilter reads it back.
func (f Filter) Query() url.Values {
	q := url.Values{}
	for _, l := range lists {
		for _, v := range *l.of(&f) {
			q.Add(l.name, v)
		}
	}
	for _, s := range singles {
		if v := *s.of(&f); v != "" {
			q.Set(s.name, v)
		}
	}
	if f.Partner != "" {
		q.Set("partner", f.Partner)
	}
	for _, p := range periods {
		v := *p.of(&f)
		if !v.From.Zero() {
			q.Set(p.name+"From", v.From.String())
		}
		if !v.To.Zero() {
			q.Set(p.name+"To", v.To.String())
		}
	}
	for _, g := range flags {
		if *g.of(&f) {
			q.Set(g.name, "1")
		}
	}
	if f.Replaced {
		q.Set("replaced", "1")
	}
	return q
}

// ParseFilter reads an address. What is not a filter's is ignored; a date that
// is none is a fault.
func ParseFilter(q url.Values) (Filter, error) {
	var f Filter
	var wrong fault.Fields
	date := func(name string) calendar.Date {
		if q.Get(name) == "" {
			return 0
		}
		d, err := calendar.Parse(q.Get(name))
		if err != nil {
			wrong.Add(name, "%s", err.Error())
		}
		return d
	}
	for _, l := range lists {
		for _, v := range q[l.name] {
			if v != "" {
				*l.of(&f) = append(*l.of(&f), v)
			}
		}
	}
	for _, s := range singles {
		*s.of(&f) = q.Get(s.name)
	}
	f.Partner = strings.TrimSpace(q.Get("partner"))
	for _, p := range periods {
		*p.of(&f) = matter.Period{From: date(p.name + "From"), To: date(p.name + "To")}
	}
	for _, g := range flags {
		*g.of(&f) = q.Get(g.name) != ""
	}
	f.Replaced = q.Get("replaced") != ""
	return f, wrong.Err()
}

// Count is how many activities the filter finds.
func Count(tx *db.Tx, f Filter) (int, error) {
	s, args := f.where(tx.Street).Build("activity.count", "SELECT count(*) FROM activity", "")
	return db.Value[int](tx, s, args...)
}

// Total is what a measure adds up over the activities of a filter.
type Total string

// The totals.
const (
	TotalActivities Total = "1"
	TotalAttendance Total = "activity.attendance"
	TotalAudience   Total = "activity.audience"
	TotalBatches    Total = "activity.batches"
	TotalLeaflets   Total = "activity.leaflets"
	TotalGiveaways  Total = "activity.giveaways"
)

// Sum adds up over the activities the filter finds.
func Sum(tx *db.Tx, f Filter, t Total) (int64, error) {
	s, args := f.where(tx.Street).Build("activity.sum", "SELECT CAST(coalesce(sum("+string(t)+"), 0) AS BIGINT) FROM activity", "")
	return db.Value[int64](tx, s, args...)
}

// IDs lists the activities the filter finds, for the evidence that a review freezes.
func IDs(tx *db.Tx, f Filter) ([]string, error) {
	s, args := f.where(tx.Street).Build("activity.ids", "SELECT activity.id FROM activity", "ORDER BY activity.id")
	return db.Values[string](tx, s, args...)
}

// Page asks for one page of a list, by the last row of the page before it or
// the first row of the page after it.
type Page struct {
	After  string // cursor of the last row of the page before; "" = the first page
	Before string // cursor of the first row of the page after; read backwards
	Size   int
}

// Next is the cursor of a row.
func (p Page) Next(a Activity) string { return strconv.Itoa(int(a.On)) + "." + string(a.ID) }

// List is one page of the activities the filter finds, the latest day first.
func List(tx *db.Tx, f Filter, p Page) ([]Activity, error) {
	w := f.where(tx.Street)
	back := p.Before != ""
	tail := "ORDER BY activity.on_date DESC, activity.id DESC LIMIT ?"
	switch {
	case back:
		on, id := cursor(p.Before)
		w.Add("(activity.on_date, activity.id) > (?, ?)", on, id)
		tail = "ORDER BY activity.on_date, activity.id LIMIT ?"
	case p.After != "":
		on, id := cursor(p.After)
		w.Add("(activity.on_date, activity.id) < (?, ?)", on, id)
	}
	s, args := w.Build("activity.list", selectActivity, tail, p.Size)
	found, err := db.All(tx, s, scan, args...)
	if back {
		slices.Reverse(found)
	}
	return found, err
}

// cursor reads what Next wrote; what is none stands behind every row.
func cursor(text string) (calendar.Date, string) {
	on, id, _ := strings.Cut(text, ".")
	n, err := strconv.Atoi(on)
	if err != nil || id == "" {
		return 0, ""
	}
	return calendar.Date(n), id
}
