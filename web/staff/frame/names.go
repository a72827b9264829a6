package frame

import (
	"errors"
	"slices"

	"fengsheng/catalogue"
	"fengsheng/identity"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web/ui"
)

// Names are the units, venues, committees and officers of the street, for
// pages that show words where a record holds ids.
type Names struct {
	Units      []org.Unit
	Venues     []org.Venue
	Committees []org.Committee
	Officers   []org.Officer
	units      map[string]org.Unit
	officers   map[string]string
	venues     map[string]string
	committees map[string]string
}

// LoadNames reads the names in use today. There are a few hundred.
func LoadNames(tx *db.Tx) (Names, error) {
	n := Names{units: map[string]org.Unit{}, officers: map[string]string{}, venues: map[string]string{}, committees: map[string]string{}}
	var err error
	if n.Units, err = org.Tree(tx, tx.Today()); err != nil {
		return n, err
	}
	if n.Venues, err = org.Venues(tx, org.VenueFilter{}); err != nil {
		return n, err
	}
	if n.Committees, err = org.Committees(tx, tx.Today()); err != nil {
		return n, err
	}
	if n.Officers, err = org.Officers(tx, tx.Today()); err != nil {
		return n, err
	}
	for _, u := range n.Units {
		n.units[u.ID] = u
	}
	for _, v := range n.Venues {
		n.venues[v.ID] = v.Name
	}
	for _, c := range n.Committees {
		n.committees[c.ID] = c.Name
	}
	for _, o := range n.Officers {
		n.officers[o.ID] = o.Name
	}
	return n, nil
}

// Know looks up what the matters name and is no longer in use: an old matter
// keeps the words of its time.
func (n Names) Know(tx *db.Tx, all ...matter.Matter) error {
	for _, m := range all {
		if err := n.KnowUnits(tx, m.Community, m.Grid, m.Estate); err != nil {
			return err
		}
		if err := n.KnowOfficers(tx, m.Mediator, m.Registrar); err != nil {
			return err
		}
	}
	return nil
}

// KnowUnits looks up units that are closed by now; what never was has no name.
func (n Names) KnowUnits(tx *db.Tx, ids ...string) error {
	for _, id := range ids {
		if _, ok := n.units[id]; ok || id == "" {
			continue
		}
		u, err := org.UnitByID(tx, id)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		n.units[id] = u
	}
	return nil
}

// KnowOfficers looks up officers who have left by now; whoever never was has no name.
func (n Names) KnowOfficers(tx *db.Tx, ids ...string) error {
	for _, id := range ids {
		if _, ok := n.officers[id]; ok || id == "" {
			continue
		}
		o, err := org.OfficerByID(tx, id)
		if err != nil && !errors.Is(err, db.ErrNone) && !fault.Is(err, fault.NotFound) {
			return err
		}
		n.officers[id] = o.Name
	}
	return nil
}

// Unit is the name of a unit; "" for an unknown one.
func (n Names) Unit(id string) string { return n.units[id].Name }

// Venue is the name of a venue.
func (n Names) Venue(id string) string { return n.venues[id] }

// Committee is the name of a mediation committee.
func (n Names) Committee(id string) string { return n.committees[id] }

// Officer is the name of an officer.
func (n Names) Officer(id string) string { return n.officers[id] }

// Place is where a matter stands, to the estate: 东盛社区，景阳花园小区.
func (n Names) Place(m matter.Matter) string {
	community, nearer := n.Unit(m.Community), n.Unit(m.Estate)
	if nearer == "" {
		nearer = n.Unit(m.Grid)
	}
	switch {
	case nearer == "":
		return community
	case community == "":
		return nearer
	}
	return community + "，" + nearer
}

// Communities are the communities as choices.
func (n Names) Communities() []ui.Option {
	var all []ui.Option
	for _, u := range n.Units {
		if u.Level == actor.Community {
			all = append(all, ui.Option{Value: u.ID, Label: u.Name})
		}
	}
	return all
}

// PlacesFor are the places for which the actor holds a permission: each community
// with its grids and estates under it. The smaller the place, the sooner a
// repeated matter is found.
func (n Names) PlacesFor(p identity.Permission, by actor.Actor) []ui.Option {
	var all []ui.Option
	for _, c := range n.Units {
		if c.Level != actor.Community || !c.Until.Zero() {
			continue
		}
		group := []ui.Option{}
		add := func(u org.Unit, label string) {
			at := identity.Location{Community: u.Community, Grid: u.Grid}
			if u.Level == actor.Estate {
				at.Estate = u.ID
			}
			if u.Until.Zero() && p.Reaches(by, at) {
				group = append(group, ui.Option{Value: u.ID, Label: label, Group: c.Name})
			}
		}
		add(c, c.Name+"（小区不清楚）")
		for _, u := range n.Units {
			if u.Community == c.ID && u.Level == actor.Estate {
				add(u, u.Name)
			}
		}
		for _, u := range n.Units {
			if u.Community == c.ID && u.Level == actor.Grid {
				add(u, u.Name+"（网格）")
			}
		}
		all = slices.Concat(all, group)
	}
	return all
}

// Options turns an enumeration into choices.
func Options(e matter.Enumeration) []ui.Option {
	all := make([]ui.Option, len(e))
	for i, c := range e {
		all[i] = ui.Option{Value: c.Code, Label: c.Label}
	}
	return all
}

// Codes are the values of an enumeration, for a form's choice.
func Codes(e matter.Enumeration) []string {
	all := make([]string, len(e))
	for i, c := range e {
		all[i] = c.Code
	}
	return all
}

// State is the word for where a matter stands (ux.md R4).
func State(m matter.Matter) string { return StateLabel(string(m.State)) }

// states are the states of every kind; a state has one name wherever it occurs.
var states = catalogue.States()

// StateLabel is the word for a state of any kind.
func StateLabel(code string) string {
	return states.Label(code)
}

// Tone supports the word of a state with a colour: waiting for somebody to take
// it on, under way, done, or ended on another way.
func Tone(m matter.Matter) ui.Tone {
	switch {
	case m.State == matter.ClosedState || m.State == matter.ArchivedState:
		return ui.Done
	case !m.Open:
		return ui.Plain
	case slices.Contains(waiting, m.State):
		return ui.Soon
	}
	return ui.Going
}

// waiting are the states in which somebody has yet to take the matter on.
var waiting = []matter.State{
	matter.Received, matter.Registered, matter.Triaged, "applied", "offered", "suspended", "screened", "objected", "found", "verifying", "asked", "followUp",
}

// CommitteeOptions are the mediation committees as choices.
func (n Names) CommitteeOptions() []ui.Option {
	all := make([]ui.Option, len(n.Committees))
	for i, c := range n.Committees {
		all[i] = ui.Option{Value: c.ID, Label: c.Name}
	}
	return all
}
