package matter

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Filter says which matters. The list page, its address, the export, an
// indicator and the evidence of that indicator all read this one type, so a
// figure and its rows cannot disagree.
type Filter struct {
	Kinds, States, Classes, Types, Channels, Sources []string
	Outcomes, Agreements, Dossiers, Scales           []string
	Performances                                     []string // where what was agreed last stands
	Sent                                             []string // of a petition: how it was given to another organ

	Community, Grid, Estate, Venue, Mediator, Committee string

	Organ string // of a petition: the organ or unit that is complained of

	// Periods, each by the date that decides it; first and last day are in.
	Registered, Accepted, Resolved, Concluded, Closed, Archived Period
	Due                                                         Period // what the nearest clock shows; only open matters have one

	OpenOn  calendar.Date // stock: registered by that day and not closed on it
	NotDone calendar.Date // stock: accepted by that day and not concluded on it
	DueBy   calendar.Date // an open matter whose nearest clock shows this day or an earlier one
	Done    calendar.Date // concluded by that day

	Owed Owed // something of its own had to be done on a day of the period

	Supervised Period // a supervisor asked about it on a day of the period

	Open, Settled, Difficult, Prevented bool // true narrows, false does not
	Clocked                             bool // open with a clock that runs
	Unbound                             bool // ended, and not archived yet
	Bound                               bool // bound as a dossier; the short form is none
	Handed                              bool // was handed on and waits to be received
	HandedOff                           bool // went from one unit to another
	InTime                              bool // concluded within its legal term, as far as it has one
	Performed                           bool // of a mediation: what was agreed is performed
	ConfirmApplied                      bool // a court was asked to confirm the agreement
	ConfirmValid                        bool // a court has confirmed it
	Informed                            bool // every party was identified, told of its rights and asked for consent
	Taken, Untaken                      bool // accepted at some time; never accepted
	Reopened                            bool // of a mediation: taken up again after it was closed
	Finished                            bool // concluded, on whatever day
	EverDone                            bool // concluded now, or before it was reopened
	StreetLevel                         bool // of no community
	Untyped                             bool // nobody said what it is about
	Unnamed                             bool // no organ or unit is named that a petition complains of
	Petitioned                          bool // a petition, or what was merged into one
}

// Period is a span of days, both ends in it; zero ends are open.
type Period struct{ From, To calendar.Date }

// Zero reports that the period does not narrow anything.
func (p Period) Zero() bool { return p == Period{} }

// Year is the period from 1 January to the cut-off day of the same year.
func Year(year int, cutoff calendar.Date) Period {
	return Period{From: calendar.On(year, 1, 1), To: cutoff}
}

type listed struct {
	name, column string
	of           func(*Filter) *[]string
}

type single struct {
	name, column string
	of           func(*Filter) *string
}

type dated struct {
	name, column string
	of           func(*Filter) *Period
	on           func(*Matter) calendar.Date
}

type day struct {
	name, cond string
	of         func(*Filter) *calendar.Date
}

type flag struct {
	name, cond string
	of         func(*Filter) *bool
}

// The parts of the filter: the name in an address, what it asks of a row.
// Sorts and filters come from this fixed map, never from the address (IN-03).
var (
	lists = []listed{
		{"kind", "matter.kind", func(f *Filter) *[]string { return &f.Kinds }},
		{"state", "matter.state", func(f *Filter) *[]string { return &f.States }},
		{"class", "matter.class", func(f *Filter) *[]string { return &f.Classes }},
		{"type", "matter.dispute_type", func(f *Filter) *[]string { return &f.Types }},
		{"channel", "matter.channel", func(f *Filter) *[]string { return &f.Channels }},
		{"source", "matter.source", func(f *Filter) *[]string { return &f.Sources }},
		{"outcome", "matter.outcome", func(f *Filter) *[]string { return &f.Outcomes }},
		{"agreement", "matter.agreement", func(f *Filter) *[]string { return &f.Agreements }},
		{"dossier", "matter.dossier", func(f *Filter) *[]string { return &f.Dossiers }},
		{"scale", "matter.scale", func(f *Filter) *[]string { return &f.Scales }},
		{"performance", performance, func(f *Filter) *[]string { return &f.Performances }},
		{"sent", "(SELECT petition.sent" + ofPetition, func(f *Filter) *[]string { return &f.Sent }},
	}
	singles = []single{
		{"community", "matter.community_id", func(f *Filter) *string { return &f.Community }},
		{"grid", "matter.grid_id", func(f *Filter) *string { return &f.Grid }},
		{"estate", "matter.estate_id", func(f *Filter) *string { return &f.Estate }},
		{"venue", "matter.venue_id", func(f *Filter) *string { return &f.Venue }},
		{"mediator", "matter.mediator_id", func(f *Filter) *string { return &f.Mediator }},
		{"committee", "matter.committee_id", func(f *Filter) *string { return &f.Committee }},
		{"organ", organ, func(f *Filter) *string { return &f.Organ }},
	}
	periods = []dated{
		{"registered", "matter.registered_on", func(f *Filter) *Period { return &f.Registered }, func(m *Matter) calendar.Date { return m.RegisteredOn }},
		{"accepted", "matter.accepted_on", func(f *Filter) *Period { return &f.Accepted }, func(m *Matter) calendar.Date { return m.AcceptedOn }},
		{"resolved", "matter.resolved_on", func(f *Filter) *Period { return &f.Resolved }, func(m *Matter) calendar.Date { return m.ResolvedOn }},
		{"concluded", "matter.concluded_on", func(f *Filter) *Period { return &f.Concluded }, func(m *Matter) calendar.Date { return m.ConcludedOn }},
		{"closed", "matter.closed_on", func(f *Filter) *Period { return &f.Closed }, func(m *Matter) calendar.Date { return m.ClosedOn }},
		{"archived", "matter.archived_on", func(f *Filter) *Period { return &f.Archived }, func(m *Matter) calendar.Date { return m.ArchivedOn }},
		{"due", "matter.due_on", func(f *Filter) *Period { return &f.Due }, func(m *Matter) calendar.Date { return m.DueOn }},
	}
	days = []day{
		{"openOn", "(matter.registered_on > 0 AND matter.registered_on <= ? AND (matter.closed_on = 0 OR matter.closed_on > ?))", func(f *Filter) *calendar.Date { return &f.OpenOn }},
		{"notDone", "(matter.accepted_on > 0 AND matter.accepted_on <= ? AND (matter.concluded_on = 0 OR matter.concluded_on > ?))", func(f *Filter) *calendar.Date { return &f.NotDone }},
		{"dueBy", "(matter.open = TRUE AND matter.closed_on = 0 AND matter.due_on > 0 AND matter.due_on <= ?)", func(f *Filter) *calendar.Date { return &f.DueBy }},
		{"done", "(matter.concluded_on > 0 AND matter.concluded_on <= ?)", func(f *Filter) *calendar.Date { return &f.Done }},
	}
	flags = []flag{
		{"open", "(matter.open = TRUE AND matter.closed_on = 0)", func(f *Filter) *bool { return &f.Open }},
		{"settled", "matter.settled", func(f *Filter) *bool { return &f.Settled }},
		{"difficult", "matter.difficult", func(f *Filter) *bool { return &f.Difficult }},
		{"prevented", "matter.prevented", func(f *Filter) *bool { return &f.Prevented }},
		{"clocked", "(matter.open = TRUE AND matter.closed_on = 0 AND matter.due_on > 0)", func(f *Filter) *bool { return &f.Clocked }},
		{"bound", "(matter.dossier <> '' AND matter.dossier <> 'short')", func(f *Filter) *bool { return &f.Bound }},
		{"unbound", "(NOT matter.open AND matter.archived_on = 0 AND matter.kind <> '')", func(f *Filter) *bool { return &f.Unbound }},
		{"handed", "matter.handed_from <> ''", func(f *Filter) *bool { return &f.Handed }},
		{"handedOff", "matter.hand_offs > 0", func(f *Filter) *bool { return &f.HandedOff }},
		{"inTime", "NOT matter.late", func(f *Filter) *bool { return &f.InTime }},
		{"performed", agreementWhere + "agreement.state = 'performed')", func(f *Filter) *bool { return &f.Performed }},
		{"confirmApplied", agreementWhere + "agreement.confirmation IN ('applied', 'accepted', 'confirmed', 'rejected', 'withdrawn'))", func(f *Filter) *bool { return &f.ConfirmApplied }},
		{"informed", uninformed, func(f *Filter) *bool { return &f.Informed }},
		{"confirmValid", agreementWhere + "agreement.confirmation = 'confirmed')", func(f *Filter) *bool { return &f.ConfirmValid }},
		{"taken", "matter.accepted_on > 0", func(f *Filter) *bool { return &f.Taken }},
		{"untaken", "matter.accepted_on = 0", func(f *Filter) *bool { return &f.Untaken }},
		{"reopened", reopened, func(f *Filter) *bool { return &f.Reopened }},
		{"finished", "matter.concluded_on > 0", func(f *Filter) *bool { return &f.Finished }},
		{"everDone", "(matter.concluded_on > 0 OR " + reopened + ")", func(f *Filter) *bool { return &f.EverDone }},
		{"streetLevel", "matter.community_id = ''", func(f *Filter) *bool { return &f.StreetLevel }},
		{"untyped", "matter.dispute_type = ''", func(f *Filter) *bool { return &f.Untyped }},
		{"unnamed", "coalesce(" + organ + ", '') = ''", func(f *Filter) *bool { return &f.Unnamed }},
		{"petitioned", petitioned, func(f *Filter) *bool { return &f.Petitioned }},
	}
)

// agreementWhere begins a condition on what was agreed last.
const agreementWhere = `EXISTS (SELECT 1 FROM agreement WHERE agreement.street_id = matter.street_id AND agreement.matter_id = matter.id AND agreement.state <> 'superseded' AND `

// performance is the state of what was agreed last; ” where nothing was.
const performance = `coalesce((SELECT agreement.state FROM agreement WHERE agreement.street_id = matter.street_id AND agreement.matter_id = matter.id
AND agreement.state <> 'superseded' ORDER BY agreement.id DESC LIMIT 1), '')`

// reopened is a mediation in a later round than its first.
const reopened = `EXISTS (SELECT 1 FROM mediation WHERE mediation.street_id = matter.street_id AND mediation.id = matter.id AND mediation.rounds > 1)`

// ofPetition ends a column of what a petition has beyond its matter.
const ofPetition = ` FROM petition WHERE petition.street_id = matter.street_id AND petition.id = matter.id)`

// organ is what a petition complains of; nothing for other matters.
const organ = "(SELECT petition.organ" + ofPetition

// petitioned is each registration of a petition: its own, and those merged into it.
const petitioned = `(matter.kind = 'petition' OR matter.into_id <> '' AND EXISTS (SELECT 1 FROM matter AS main
WHERE main.street_id = matter.street_id AND main.id = matter.into_id AND main.kind = 'petition'))`

// where is the filter as conditions, within a scope.
func (f Filter) where(street string, scope identity.Scope) *db.Where {
	var w db.Where
	if f = f.within(scope); f.others() {
		return f.beside(street, scope)
	}
	scope.Within(&w, street)
	f.narrow(&w)
	return &w
}

// within is the filter with the kinds that a scope made of kinds leaves.
func (f Filter) within(scope identity.Scope) Filter {
	if len(f.Kinds) == 0 {
		f.Kinds = scope.Kinds()
	}
	return f
}

// others reports whether the filter asks only for kinds beside mediation.
func (f Filter) others() bool {
	return len(f.Kinds) > 0 && !slices.Contains(f.Kinds, "") && !slices.Contains(f.Kinds, string(Mediation))
}

// beside is the filter over kinds beside mediation. Their index holds all that is
// asked, so the other conditions are hidden from the planners, which would
// prefer an index of theirs.
func (f Filter) beside(street string, scope identity.Scope) *db.Where {
	var w db.Where
	w.Add("matter.street_id = ?", street)
	w.Add("matter.kind <> '' AND matter.kind <> 'mediation'")
	w.In("matter.kind", f.Kinds)
	f.Kinds = nil
	f.hide(&w, scope)
	return &w
}

// hide adds the conditions of the filter and the scope behind a CASE.
func (f Filter) hide(w *db.Where, scope identity.Scope) {
	hidden := w.Together(func(w *db.Where) {
		f.narrow(w)
		scope.Restrict(w)
	})
	if hidden != "" {
		w.Add("CASE WHEN " + hidden + " THEN 1 ELSE 0 END = 1")
	}
}

// along is the filter so written that only the key of its order has an index:
// the rows are read along it until there are enough. The CASE hides the other
// conditions from the planners of both engines.
func (f Filter) along(street string, scope identity.Scope) *db.Where {
	var w db.Where
	w.Add("matter.street_id = ?", street)
	if by := f.dated(); by != nil {
		by.within(&w, *by.of(&f))
		*by.of(&f) = Period{}
	}
	f.hide(&w, scope)
	return &w
}

// dated is the first date the filter asks for: its list is in the order of that
// date. nil means in the order of taking in.
func (f Filter) dated() *dated {
	for i := range periods {
		if !periods[i].of(&f).Zero() {
			return &periods[i]
		}
	}
	return nil
}

func (d dated) within(w *db.Where, p Period) {
	w.Add(d.column+" >= ?", max(p.From, 1))
	if !p.To.Zero() {
		w.Add(d.column+" <= ?", p.To)
	}
}

// narrow adds the filter's own conditions.
func (f Filter) narrow(w *db.Where) {
	for _, l := range lists {
		if v := *l.of(&f); len(v) > 0 {
			w.In(l.column, v)
		}
	}
	for _, s := range singles {
		if v := *s.of(&f); v != "" {
			w.Add(s.column+" = ?", v)
		}
	}
	for _, p := range periods {
		v := *p.of(&f)
		if v.Zero() {
			continue
		}
		p.within(w, v)
	}
	for _, d := range days {
		if v := *d.of(&f); !v.Zero() {
			w.Add(d.cond, v, v)
		}
	}
	for _, g := range flags {
		if *g.of(&f) {
			w.Add(g.cond)
		}
	}
	f.Owed.narrow(w)
	supervised(w, f.Supervised)
}

// Query is the filter as an address; Parse reads it back.
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
	for _, p := range periods {
		v := *p.of(&f)
		if !v.From.Zero() {
			q.Set(p.name+"From", v.From.String())
		}
		if !v.To.Zero() {
			q.Set(p.name+"To", v.To.String())
		}
	}
	for _, d := range days {
		if v := *d.of(&f); !v.Zero() {
			q.Set(d.name, v.String())
		}
	}
	for _, g := range flags {
		if *g.of(&f) {
			q.Set(g.name, "1")
		}
	}
	f.Owed.query(q)
	for name, d := range map[string]calendar.Date{"supervisedFrom": f.Supervised.From, "supervisedTo": f.Supervised.To} {
		if !d.Zero() {
			q.Set(name, d.String())
		}
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
	for _, p := range periods {
		*p.of(&f) = Period{From: date(p.name + "From"), To: date(p.name + "To")}
	}
	for _, d := range days {
		*d.of(&f) = date(d.name)
	}
	for _, g := range flags {
		*g.of(&f) = q.Get(g.name) != ""
	}
	f.Owed = parseOwed(q, date)
	f.Supervised = Period{From: date("supervisedFrom"), To: date("supervisedTo")}
	return f, wrong.Err()
}

// Count is how many matters the filter finds in the scope.
func Count(tx *db.Tx, scope identity.Scope, f Filter) (int, error) {
	s, args := f.where(tx.Street, scope).Build("matter.count", "SELECT count(*) FROM matter", "")
	return db.Value[int](tx, s, args...)
}

// Most is how far the rows of a list are counted. Behind it a list says only
// that there are more, so that a page costs the same in every year.
const Most = 10000

// CountTo is Count that stops behind most rows: most+1 means more than most.
func CountTo(tx *db.Tx, scope identity.Scope, f Filter, most int) (int, error) {
	s, args := f.where(tx.Street, scope).Build("matter.countTo", "SELECT count(*) FROM (SELECT 1 FROM matter", "LIMIT ?) AS counted", most+1)
	return db.Value[int](tx, s, args...)
}

// Total is what a measure adds up over the matters of a filter.
type Total string

// The totals.
const (
	TotalMatters  Total = "count(*)"
	TotalParties  Total = "CAST(coalesce(sum(matter.parties), 0) AS BIGINT)"
	TotalHandOffs Total = "CAST(coalesce(sum(matter.hand_offs), 0) AS BIGINT)" // from one unit to another
	TotalAmount   Total = "CAST(coalesce(sum(matter.amount), 0) AS BIGINT)"    // 分
	TotalClasses  Total = "count(DISTINCT matter.class)"                       // how many of the centre's classes

	// TotalPetitioners is how many people came or signed, as far as they were counted,
	// else how many are written down. Whoever is complained of is none of them.
	TotalPetitioners Total = "CAST(coalesce(sum(" + petitioners + "), 0) AS BIGINT)"
)

const petitioners = `coalesce((SELECT petition.persons FROM petition WHERE petition.street_id = matter.street_id AND petition.id = matter.id AND petition.persons > 0),
(SELECT count(*) FROM party WHERE party.street_id = matter.street_id AND party.matter_id = matter.id AND party.side = 'applicant'))`

// Sum adds up over the matters the filter finds in the scope.
func Sum(tx *db.Tx, scope identity.Scope, f Filter, t Total) (int64, error) {
	s, args := f.where(tx.Street, scope).Build("matter.sum", "SELECT "+string(t)+" FROM matter", "")
	return db.Value[int64](tx, s, args...)
}

// IDs lists the matters the filter finds, for the evidence that a review freezes.
func IDs(tx *db.Tx, scope identity.Scope, f Filter) ([]string, error) {
	s, args := f.where(tx.Street, scope).Build("matter.ids", "SELECT matter.id FROM matter", "ORDER BY matter.id")
	return db.Values[string](tx, s, args...)
}

// Order is how a list is sorted.
type Order string

// The orders of a list.
const (
	Newest Order = "newest" // last first: by the date the filter asks for, else by when they were taken in
	Urgent Order = "urgent" // the nearest clock first; only open matters have one
)

// Page asks for one page of a list, by the last row of the page before it or
// the first row of the page after it.
type Page struct {
	Order  Order
	After  string // cursor of the last row of the page before; "" = the first page
	Before string // cursor of the first row of the page after; read backwards
	Size   int
	Many   bool // more than Most rows: read along the order, until the page is full
}

// Cursor is where a matter stands in the list of the filter.
func (f Filter) Cursor(o Order, m Matter) string {
	by := f.dated()
	switch {
	case o == Urgent:
		return strconv.Itoa(int(m.DueOn)) + "." + string(m.ID)
	case by != nil:
		return strconv.Itoa(int(by.on(&m))) + "." + string(m.ID)
	}
	return string(m.ID)
}

// List is one page of the matters the filter finds in the scope. Which rows it
// holds is asked of the indexes; only they are read whole. Few rows are gathered
// by the index of their filter and sorted; among many, the next are near.
func List(tx *db.Tx, scope identity.Scope, f Filter, p Page) ([]Matter, error) {
	f = f.within(scope)
	if f.others() {
		if len(f.Kinds) > 1 && p.Order != Urgent {
			return listKinds(tx, scope, f, p)
		}
		p.Many = true // the index of one kind is in the order of the list
	}
	w := f.where(tx.Street, scope)
	if p.Many && p.Order != Urgent && !f.others() {
		w = f.along(tx.Street, scope)
	}
	first, sign, dir := "", "<", " DESC"
	if by := f.dated(); by != nil {
		first = by.column
	}
	if p.Order == Urgent {
		first, sign, dir = "matter.due_on", ">", ""
		w.Add("matter.open = TRUE")
	}
	start := p.After
	if p.Before != "" {
		start, sign, dir = p.Before, turned[sign], turned[dir]
		if p.Order == Urgent {
			w.Add("matter.due_on > 0")
		}
	}
	switch on, at := cursor(start); {
	case first != "" && (start != "" || p.Order == Urgent):
		w.Add("("+first+", matter.id) "+sign+" (?, ?)", on, at)
	case start != "":
		w.Add("matter.id "+sign+" ?", start)
	}
	inner, outer := "matter.id"+dir, "matter.id || ''"+dir // what is worked out has no index
	if first != "" {
		inner, outer = first+dir+", "+inner, first+" + 0"+dir+", "+outer
	}
	if !p.Many && p.Order != Urgent {
		inner = outer
	}
	// The street is the first value of every filter, so it is $1 in the head as well.
	head := selectMatter + " WHERE matter.street_id = $1 AND matter.id IN (SELECT matter.id FROM matter"
	s, args := w.Build("matter.list", head, "ORDER BY "+inner+" LIMIT ?) ORDER BY "+outer, p.Size)
	found, err := db.All(tx, s, scanMatter, args...)
	if p.Before != "" {
		slices.Reverse(found)
	}
	return found, err
}

// listKinds is a page of several kinds beside mediation: the page of each, and of
// these rows the first.
func listKinds(tx *db.Tx, scope identity.Scope, f Filter, p Page) ([]Matter, error) {
	var all []Matter
	for _, kind := range f.Kinds {
		one := f
		one.Kinds = []string{kind}
		found, err := List(tx, scope, one, p)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	by := f.dated()
	slices.SortFunc(all, func(a, b Matter) int { // newest first
		if by != nil && by.on(&a) != by.on(&b) {
			return int(by.on(&b)) - int(by.on(&a))
		}
		return strings.Compare(string(b.ID), string(a.ID))
	})
	if len(all) > p.Size {
		if p.Before != "" {
			return all[len(all)-p.Size:], nil // the nearest to the row it stands before
		}
		return all[:p.Size], nil
	}
	return all, nil
}

// turned is the other direction.
var turned = map[string]string{"<": ">", ">": "<", "": " DESC", " DESC": ""}

// cursor reads what Cursor wrote; a matter without a clock has no place in the
// urgent order, so the order begins behind day 0.
func cursor(after string) (calendar.Date, string) {
	for i := range len(after) {
		if after[i] == '.' {
			due, err := strconv.Atoi(after[:i])
			if err == nil {
				return calendar.Date(due), after[i+1:]
			}
		}
	}
	return 0, "~"
}
