package org

import (
	"net/url"
	"slices"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Query is the filter as an address says it; ParseVenueFilter reads it back.
func (f VenueFilter) Query() url.Values {
	q := url.Values{}
	for _, k := range f.Kinds {
		q.Add("kind", string(k))
	}
	if f.Community != "" {
		q.Set("community", f.Community)
	}
	if !f.On.Zero() {
		q.Set("on", f.On.String())
	}
	return q
}

// ParseVenueFilter reads an address. What is not a filter's is ignored; a date
// that is none and an unknown kind are faults.
func ParseVenueFilter(q url.Values) (VenueFilter, error) {
	f := VenueFilter{Community: q.Get("community")}
	var wrong fault.Fields
	for _, k := range q["kind"] {
		switch {
		case k == "":
		case !slices.Contains(VenueKinds, VenueKind(k)):
			wrong.Add("kind", "请从列出的种类中选择")
		default:
			f.Kinds = append(f.Kinds, VenueKind(k))
		}
	}
	if on := q.Get("on"); on != "" {
		d, err := calendar.Parse(on)
		if err != nil {
			wrong.Add("on", "日期：%s", err)
		}
		f.On = d
	}
	return f, wrong.Err()
}

// OfficerFilter says which officers a list shows.
type OfficerFilter struct {
	Unit string // works there
	Role actor.Role
	On   calendar.Date // in service, and holding the role, on that day; zero = ever
}

// ListOfficers lists the officers a filter finds.
func ListOfficers(tx *db.Tx, f OfficerFilter) ([]Officer, error) {
	var w db.Where
	w.Add("officer.street_id = ?", tx.Street)
	if f.Unit != "" {
		w.Add("officer.unit_id = ?", f.Unit)
	}
	if !f.On.Zero() {
		w.Add("officer.since_on <= ? AND (officer.until_on = 0 OR officer.until_on >= ?)", f.On, f.On)
	}
	switch {
	case f.Role != "" && !f.On.Zero():
		w.Add(`EXISTS (SELECT 1 FROM post WHERE post.street_id = officer.street_id AND post.officer_id = officer.id AND post.role = ?
AND post.since_on <= ? AND (post.until_on = 0 OR post.until_on >= ?))`, string(f.Role), f.On, f.On)
	case f.Role != "":
		w.Add("EXISTS (SELECT 1 FROM post WHERE post.street_id = officer.street_id AND post.officer_id = officer.id AND post.role = ?)", string(f.Role))
	}
	s, args := w.Build("org.listOfficers", "SELECT "+officerColumns+" FROM officer", "ORDER BY officer.code, officer.id")
	return db.All(tx, s, scanOfficer, args...)
}

// PostsOn lists every post held on a day.
func PostsOn(tx *db.Tx, on calendar.Date) ([]Post, error) {
	return db.All(tx, readPostsOn, scanPost, tx.Street, on)
}

var readPostsOn = db.SQL("org.postsOn", `SELECT id, officer_id, role, unit_id, since_on, until_on FROM post
WHERE street_id = $1 AND since_on <= $2 AND (until_on = 0 OR until_on >= $2) ORDER BY officer_id, id`)
