package committee

import (
	"net/url"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Filter says which committees. A figure and its rows are made of the same one.
type Filter struct {
	Kinds     []string
	Community string
	On        calendar.Date // in service on that day; zero = ever
}

// kindOf is the kind of a committee: as it was filled in, else by its unit.
const kindOf = `coalesce(committee_detail.kind, CASE unit.level WHEN 'community' THEN 'residents' ELSE 'street' END)`

const fromCommittee = ` FROM committee JOIN unit ON unit.street_id = committee.street_id AND unit.id = committee.unit_id
LEFT JOIN committee_detail ON committee_detail.street_id = committee.street_id AND committee_detail.committee_id = committee.id`

func (f Filter) where(street string) *db.Where {
	var w db.Where
	w.Add("committee.street_id = ?", street)
	if len(f.Kinds) > 0 {
		w.In(kindOf, f.Kinds)
	}
	if f.Community != "" {
		w.Add("unit.community_id = ?", f.Community)
	}
	if !f.On.Zero() {
		w.Add("committee.since_on <= ? AND (committee.until_on = 0 OR committee.until_on >= ?)", f.On, f.On)
	}
	return &w
}

// Query is the filter as an address.
func (f Filter) Query() url.Values {
	q := url.Values{}
	for _, k := range f.Kinds {
		q.Add("kind", k)
	}
	return rest(q, "", f.Community, f.On)
}

func rest(q url.Values, committee, community string, on calendar.Date) url.Values {
	if committee != "" {
		q.Set("committee", committee)
	}
	if community != "" {
		q.Set("community", community)
	}
	if !on.Zero() {
		q.Set("on", on.String())
	}
	return q
}

func readOn(q url.Values, bad *fault.Fields) calendar.Date {
	if q.Get("on") == "" {
		return 0
	}
	on, err := calendar.Parse(q.Get("on"))
	if err != nil {
		bad.Add("on", "日期：%s", err)
	}
	return on
}

// ParseFilter reads an address.
func ParseFilter(q url.Values) (Filter, error) {
	var bad fault.Fields
	f := Filter{Community: q.Get("community"), On: readOn(q, &bad)}
	for _, k := range q["kind"] {
		if k == "" {
			continue
		}
		bad.Must("kind", Kinds.Has(k), "请从列出的种类中选择")
		f.Kinds = append(f.Kinds, k)
	}
	return f, bad.Err()
}

// Count is how many committees the filter finds.
func Count(tx *db.Tx, f Filter) (int64, error) {
	s, args := f.where(tx.Street).Build("committee.count", "SELECT count(*)"+fromCommittee, "")
	return db.Value[int64](tx, s, args...)
}

// IDs lists the committees of a filter, for the evidence that a review freezes.
func IDs(tx *db.Tx, f Filter) ([]string, error) {
	s, args := f.where(tx.Street).Build("committee.ids", "SELECT committee.id"+fromCommittee, "ORDER BY committee.id")
	return db.Values[string](tx, s, args...)
}

// List lists the committees of a filter: the street's first, then by unit.
func List(tx *db.Tx, f Filter) ([]Committee, error) {
	s, args := f.where(tx.Street).Build("committee.list", "SELECT "+columns+fromCommittee, "ORDER BY unit.community_id, committee.id")
	return db.All(tx, s, scan, args...)
}

// MediatorFilter says which entries of the register.
type MediatorFilter struct {
	Employments []string
	Committee   string
	Community   string
	On          calendar.Date // on the register on that day; zero = ever
	Women       bool
	Educated    bool // 大专以上
	Party       bool
}

// flags of a filter by their names in the address.
func (f *MediatorFilter) flags() []flag {
	return []flag{{"women", "女", &f.Women}, {"educated", "大专以上", &f.Educated}, {"party", "党员", &f.Party}}
}

type flag struct {
	Name, Label string
	Set         *bool
}

const fromMediator = ` FROM mediator JOIN committee ON committee.street_id = mediator.street_id AND committee.id = mediator.committee_id
JOIN unit ON unit.street_id = committee.street_id AND unit.id = committee.unit_id`

func (f MediatorFilter) where(street string) *db.Where {
	var w db.Where
	w.Add("mediator.street_id = ?", street)
	if len(f.Employments) > 0 {
		w.In("mediator.employment", f.Employments)
	}
	if f.Committee != "" {
		w.Add("mediator.committee_id = ?", f.Committee)
	}
	if f.Community != "" {
		w.Add("unit.community_id = ?", f.Community)
	}
	if !f.On.Zero() {
		w.Add("mediator.since_on <= ? AND (mediator.ended_on = 0 OR mediator.ended_on >= ?)", f.On, f.On)
	}
	if f.Women {
		w.Add("mediator.woman")
	}
	if f.Educated {
		w.In("mediator.education", educated)
	}
	if f.Party {
		w.Add("mediator.party")
	}
	return &w
}

// Check refuses a filter that would tell what is not public of somebody: only who keeps
// the register of the whole street, or files its returns, lists by education or party.
func (f MediatorFilter) Check(by actor.Actor) error {
	if !f.Educated && !f.Party || identity.FileReturns.Allows(by) || identity.KeepCommittees.Reaches(by, identity.Location{}) {
		return nil
	}
	return fault.New(fault.Denied, "学历和党员不公开，按这两项列名册只能由%s来做", identity.Names(identity.FileReturns.Roles))
}

// Query is the filter as an address.
func (f MediatorFilter) Query() url.Values {
	q := url.Values{}
	for _, e := range f.Employments {
		q.Add("employment", e)
	}
	for _, g := range f.flags() {
		if *g.Set {
			q.Set(g.Name, "1")
		}
	}
	return rest(q, f.Committee, f.Community, f.On)
}

// ParseMediatorFilter reads an address.
func ParseMediatorFilter(q url.Values) (MediatorFilter, error) {
	var bad fault.Fields
	f := MediatorFilter{Committee: q.Get("committee"), Community: q.Get("community"), On: readOn(q, &bad)}
	for _, e := range q["employment"] {
		if e == "" {
			continue
		}
		bad.Must("employment", Employments.Has(e), "请从列出的种类中选择")
		f.Employments = append(f.Employments, e)
	}
	for _, g := range f.flags() {
		*g.Set = q.Get(g.Name) != ""
	}
	return f, bad.Err()
}

// CountMediators is how many entries the filter finds.
func CountMediators(tx *db.Tx, f MediatorFilter) (int64, error) {
	s, args := f.where(tx.Street).Build("mediator.count", "SELECT count(*)"+fromMediator, "")
	return db.Value[int64](tx, s, args...)
}

// MediatorIDs lists the entries of a filter, for the evidence that a review freezes.
func MediatorIDs(tx *db.Tx, f MediatorFilter) ([]string, error) {
	s, args := f.where(tx.Street).Build("mediator.ids", "SELECT mediator.id"+fromMediator, "ORDER BY mediator.id")
	return db.Values[string](tx, s, args...)
}

// Mediators lists the entries of a filter by committee, in the order they came on the
// register: no other order compares nobody.
func Mediators(tx *db.Tx, f MediatorFilter) ([]Mediator, error) {
	s, args := f.where(tx.Street).Build("mediator.list", "SELECT "+mediatorColumns+fromMediator,
		"ORDER BY unit.community_id, mediator.committee_id, mediator.since_on, mediator.id")
	return db.All(tx, s, scanMediator, args...)
}

// StudioFilter says which studios.
type StudioFilter struct {
	Committee string
	Community string
	On        calendar.Date // in service on that day; zero = ever
}

const fromStudio = ` FROM studio JOIN committee ON committee.street_id = studio.street_id AND committee.id = studio.committee_id
JOIN unit ON unit.street_id = committee.street_id AND unit.id = committee.unit_id`

func (f StudioFilter) where(street string) *db.Where {
	var w db.Where
	w.Add("studio.street_id = ?", street)
	if f.Committee != "" {
		w.Add("studio.committee_id = ?", f.Committee)
	}
	if f.Community != "" {
		w.Add("unit.community_id = ?", f.Community)
	}
	if !f.On.Zero() {
		w.Add("studio.since_on <= ? AND (studio.until_on = 0 OR studio.until_on >= ?)", f.On, f.On)
	}
	return &w
}

// Query is the filter as an address.
func (f StudioFilter) Query() url.Values { return rest(url.Values{}, f.Committee, f.Community, f.On) }

// ParseStudioFilter reads an address.
func ParseStudioFilter(q url.Values) (StudioFilter, error) {
	var bad fault.Fields
	f := StudioFilter{Committee: q.Get("committee"), Community: q.Get("community"), On: readOn(q, &bad)}
	return f, bad.Err()
}

// CountStudios is how many studios the filter finds.
func CountStudios(tx *db.Tx, f StudioFilter) (int64, error) {
	s, args := f.where(tx.Street).Build("studio.count", "SELECT count(*)"+fromStudio, "")
	return db.Value[int64](tx, s, args...)
}

// StudioIDs lists the studios of a filter, for the evidence that a review freezes.
func StudioIDs(tx *db.Tx, f StudioFilter) ([]string, error) {
	s, args := f.where(tx.Street).Build("studio.ids", "SELECT studio.id"+fromStudio, "ORDER BY studio.id")
	return db.Values[string](tx, s, args...)
}

// Studios lists the studios of a filter.
func Studios(tx *db.Tx, f StudioFilter) ([]Studio, error) {
	s, args := f.where(tx.Street).Build("studio.list", "SELECT studio.id, studio.committee_id, studio.mediator_id, studio.name, studio.place, studio.since_on, studio.until_on"+fromStudio,
		"ORDER BY unit.community_id, studio.committee_id, studio.since_on, studio.id")
	return db.All(tx, s, func(r db.Row) (Studio, error) {
		var st Studio
		return st, r.Scan(&st.ID, &st.Committee, &st.Mediator, &st.Name, &st.Place, &st.Since, &st.Until)
	}, args...)
}
