package ledger

import (
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/sheet"
	"fengsheng/org"
)

// names are the units, venues, officers and committees as rows refer to them.
type names struct {
	units      map[string][]org.Unit // by path and by name
	paths      []string              // of the units matters happen in, for the template
	towns      []string              // the communities
	venues     map[string][]org.Venue
	officers   map[string][]org.Officer // by code and by name
	committees []org.Committee
}

func learn(tx *db.Tx) (*names, error) {
	n := &names{units: map[string][]org.Unit{}, venues: map[string][]org.Venue{}, officers: map[string][]org.Officer{}}
	units, err := org.Tree(tx, tx.Today())
	if err != nil {
		return nil, err
	}
	n.learnUnits(units)
	venues, err := org.Venues(tx, org.VenueFilter{On: tx.Today()})
	if err != nil {
		return nil, err
	}
	for _, v := range venues {
		n.venues[sheet.Tidy(v.Name)] = append(n.venues[sheet.Tidy(v.Name)], v)
	}
	officers, err := org.ListOfficers(tx, org.OfficerFilter{}) // an old ledger names who has left
	if err != nil {
		return nil, err
	}
	for _, o := range officers {
		for _, word := range slices.Compact([]string{sheet.Tidy(o.Code), sheet.Tidy(o.Name)}) {
			n.officers[word] = append(n.officers[word], o)
		}
	}
	n.committees, err = org.Committees(tx, tx.Today())
	return n, err
}

func (n *names) learnUnits(units []org.Unit) {
	byID := map[string]org.Unit{}
	for _, u := range units {
		byID[u.ID] = u
	}
	for _, u := range units {
		if u.Level == actor.Street {
			continue
		}
		street, path := "", []string{}
		for at := u; at.ID != ""; at = byID[at.Parent] {
			if at.Level == actor.Street {
				street = at.Name
				break
			}
			path = append(path, at.Name)
		}
		slices.Reverse(path)
		whole := strings.Join(path, "/")
		n.paths = append(n.paths, whole)
		if u.Level == actor.Community {
			n.towns = append(n.towns, u.Name)
		}
		words := []string{whole, street + "/" + whole, strings.Join(path, ""), u.Name}
		slices.Sort(words)
		for _, word := range slices.Compact(words) {
			n.units[word] = append(n.units[word], u)
		}
	}
}

// unit finds a unit by its path or its name.
func (r *reading) unit(name string) string {
	text := strings.NewReplacer("／", "/", "\\", "/", " ", "", ">", "/").Replace(r.text(name))
	if text == "" {
		return ""
	}
	found := r.names.units[text]
	switch len(found) {
	case 0:
		r.wrong(name, "找不到这个社区、网格或小区，请照组织里的名称写，例如“吉祥社区/幸福小区”")
	case 1:
		return found[0].ID
	default:
		r.wrong(name, "有几个地方都叫这个名称，请写完整路径，例如“吉祥社区/幸福小区”")
	}
	return ""
}

func (r *reading) community(name string) string {
	id := r.unit(name)
	for _, u := range r.names.units[r.text(name)] {
		if u.ID == id && u.Level != actor.Community {
			return u.Community
		}
	}
	return id
}

func (r *reading) venue(name string) string {
	text := r.text(name)
	if text == "" {
		return ""
	}
	if found := r.names.venues[text]; len(found) == 1 {
		return found[0].ID
	}
	r.wrong(name, "找不到这个场所，请照组织里的名称写")
	return ""
}

func (r *reading) officer(name string) string {
	text := r.text(name)
	if text == "" {
		return ""
	}
	found := r.names.officers[text]
	switch len(found) {
	case 0:
		r.wrong(name, "找不到这位工作人员，请写组织里的姓名或者工号")
	case 1:
		return found[0].ID
	default:
		r.wrong(name, "有几位工作人员同名，请写工号")
	}
	return ""
}

func (r *reading) committee(name string) string {
	text := r.text(name)
	if text == "" {
		return ""
	}
	for _, c := range r.names.committees {
		if text == c.Name || text == c.ShortName {
			return c.ID
		}
	}
	r.wrong(name, "找不到这个人民调解委员会，请照组织里的名称写")
	return ""
}
