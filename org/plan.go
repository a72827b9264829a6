package org

import (
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
)

// Plan is a dry run: what an import would do, and what is wrong with it.
type Plan struct {
	Sheets []SheetCount
	Wrong  []Wrong

	book     Book
	units    []plannedUnit // parents before children
	venues   []plannedVenue
	officers []plannedOfficer
	posts    []plannedPost
	bad      map[string]map[int]bool // rows with anything wrong, by sheet
}

// SheetCount is what becomes of the rows of one sheet.
type SheetCount struct {
	Sheet string
	New   int // would be added
	Known int // there already, or twice in the file: left alone
	Wrong int
}

// Wrong is one entry that has to be changed before anything is imported.
type Wrong struct {
	Sheet  string
	Row    int // as the spreadsheet numbers it
	Column string
	Value  string
	Reason string
}

// New is how many rows would be added.
func (p Plan) New() int { return p.sum(func(c SheetCount) int { return c.New }) }

// Known is how many rows are there already.
func (p Plan) Known() int { return p.sum(func(c SheetCount) int { return c.Known }) }

// Bad is how many rows have something wrong.
func (p Plan) Bad() int { return p.sum(func(c SheetCount) int { return c.Wrong }) }

func (p Plan) sum(of func(SheetCount) int) int {
	n := 0
	for _, c := range p.Sheets {
		n += of(c)
	}
	return n
}

type plannedUnit struct {
	parent string // path
	unit   Unit
}

type plannedVenue struct {
	at    string
	venue Venue
}

type plannedOfficer struct {
	at      string
	officer Officer
}

type plannedPost struct {
	code, at string
	role     actor.Role
	since    calendar.Date
}

// planner holds what is there and what the file adds to it, both by the names
// people use.
type planner struct {
	plan     *Plan
	today    calendar.Date
	street   string // the street's name, allowed at the head of a path
	units    map[string]Unit
	venues   map[string]Venue // by name
	officers map[string]Officer
	held     map[string][]heldPost // by the officer's code
}

type heldPost struct {
	role         actor.Role
	at           string // path of the unit
	since, until calendar.Date
}

// Prepare is the dry run of an import: it looks up every name, holds every row
// against the rules, and changes nothing.
func Prepare(tx *db.Tx, book Book) (Plan, error) {
	plan := Plan{book: book, bad: map[string]map[int]bool{}}
	p, err := learn(tx, &plan)
	if err != nil {
		return Plan{}, err
	}
	for _, s := range []struct {
		name string
		work func([]line) (added, known int)
	}{
		{unitSheet, p.planUnits}, {venueSheet, p.planVenues}, {officerSheet, p.planOfficers}, {postSheet, p.planPosts},
	} {
		added, known := s.work(book.lines[s.name])
		plan.Sheets = append(plan.Sheets, SheetCount{Sheet: s.name, New: added, Known: known, Wrong: len(plan.bad[s.name])})
	}
	slices.SortStableFunc(plan.Wrong, func(a, b Wrong) int {
		if a.Sheet != b.Sheet {
			return order(a.Sheet) - order(b.Sheet)
		}
		return a.Row - b.Row
	})
	return plan, nil
}

func order(name string) int {
	return slices.IndexFunc(sheets, func(s sheet) bool { return s.name == name })
}

// learn reads everything rows may refer to or collide with, also what has
// closed: its name is still taken.
func learn(tx *db.Tx, plan *Plan) (*planner, error) {
	p := &planner{
		plan: plan, today: tx.Today(), units: map[string]Unit{}, venues: map[string]Venue{}, officers: map[string]Officer{}, held: map[string][]heldPost{},
	}
	units, err := db.All(tx, readAllUnits, scanUnit, tx.Street)
	if err != nil {
		return nil, err
	}
	paths := pathsOf(units)
	for _, u := range units {
		p.units[paths[u.ID]] = u
		if u.Level == actor.Street {
			p.street = u.Name
		}
	}
	venues, err := Venues(tx, VenueFilter{})
	if err != nil {
		return nil, err
	}
	for _, v := range venues {
		p.venues[v.Name] = v
	}
	officers, err := ListOfficers(tx, OfficerFilter{})
	if err != nil {
		return nil, err
	}
	codes := map[string]string{}
	for _, o := range officers {
		p.officers[o.Code] = o
		codes[o.ID] = o.Code
	}
	posts, err := db.All(tx, readAllPosts, scanPost, tx.Street)
	for _, post := range posts {
		code := codes[post.Officer]
		p.held[code] = append(p.held[code], heldPost{post.Role, paths[post.Unit], post.Since, post.Until})
	}
	return p, err
}

// pathsOf names every unit by its place in the tree; the street itself is "".
func pathsOf(units []Unit) map[string]string {
	byID := make(map[string]Unit, len(units))
	for _, u := range units {
		byID[u.ID] = u
	}
	paths := make(map[string]string, len(units))
	for _, u := range units {
		var names []string
		for at := u; at.Level != actor.Street && at.ID != ""; at = byID[at.Parent] {
			names = append(names, at.Name)
		}
		slices.Reverse(names)
		paths[u.ID] = strings.Join(names, "/")
	}
	return paths
}

// wrong notes what has to be changed in a row.
func (p *planner) wrong(s string, l line, column, value, reason string) {
	p.plan.Wrong = append(p.plan.Wrong, Wrong{Sheet: s, Row: l.row, Column: column, Value: value, Reason: reason})
	if p.plan.bad[s] == nil {
		p.plan.bad[s] = map[int]bool{}
	}
	p.plan.bad[s][l.row] = true
}

var (
	readAllUnits = db.SQL("org.allUnits", `SELECT id, level, parent_id, community_id, grid_id, name, households, since_on, until_on, version, demo FROM unit
WHERE street_id = $1 ORDER BY id`)
	readAllPosts = db.SQL("org.allPosts", `SELECT id, officer_id, role, unit_id, since_on, until_on FROM post WHERE street_id = $1 ORDER BY id`)
)
