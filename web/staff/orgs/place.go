package orgs

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/org"
	"fengsheng/web/ui"
)

var levelLabels = map[actor.Level]string{actor.Street: "街道", actor.Community: "社区", actor.Grid: "网格", actor.Estate: "小区"}

// places are the units of a tree, found by id.
type places struct {
	tree []org.Unit
	byID map[string]org.Unit
}

func newPlaces(tree []org.Unit) places {
	p := places{tree: tree, byID: map[string]org.Unit{}}
	for _, u := range tree {
		p.byID[u.ID] = u
	}
	return p
}

func (p places) name(id string) string { return p.byID[id].Name }

// path is 松涛社区，松涛园小区: the unit with its community before it.
func (p places) path(id string) string {
	u := p.byID[id]
	if u.Community == "" || u.Community == u.ID {
		return u.Name
	}
	return p.name(u.Community) + "，" + u.Name
}

// below are the units of a level inside a unit.
func (p places) below(id string, level actor.Level) []org.Unit {
	var found []org.Unit
	for _, u := range p.tree {
		if u.Level == level && (u.Parent == id || u.Community == id || u.Grid == id) && u.ID != id {
			found = append(found, u)
		}
	}
	return found
}

// options are the units of some levels as choices, each community with what is
// in it.
func (p places) options(levels ...actor.Level) []ui.Option {
	var all []ui.Option
	add := func(u org.Unit, group string) {
		if slices.Contains(levels, u.Level) {
			all = append(all, ui.Option{Value: u.ID, Label: u.Name + "（" + levelLabels[u.Level] + "）", Group: group})
		}
	}
	for _, u := range p.tree {
		if u.Level == actor.Street {
			add(u, "")
		}
	}
	for _, c := range p.tree {
		if c.Level != actor.Community {
			continue
		}
		add(c, c.Name)
		for _, u := range p.tree {
			if u.Community == c.ID && u.ID != c.ID {
				add(u, c.Name)
			}
		}
	}
	return all
}

// everyLevel is the tree from top to bottom.
var everyLevel = []actor.Level{actor.Street, actor.Community, actor.Grid, actor.Estate}
