package matter

import (
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/search"
)

// Found is one page of a search.
type Found struct {
	Matters []Matter
	Before  int64 // where the next page goes on; 0 = there is none
}

// Find searches number, texts, place and parties of the matters the actor may
// see, newest first. A number typed whole finds its matter alone.
func Find(tx *db.Tx, by actor.Actor, text string, before int64, size int) (Found, error) {
	scope := identity.SeeMatters.Reach(by, tx.Today())
	if scope.Empty() {
		return Found{}, nil
	}
	var found Found
	for len(found.Matters) < size {
		hits, err := search.Find(tx, search.Query{Kind: "matter", Text: text, Any: scope.Words(), Before: before, Limit: size + 1})
		if err != nil {
			return Found{}, err
		}
		more := len(hits) > size
		hits = hits[:min(len(hits), size)]
		visible, err := visible(tx, scope, hits)
		if err != nil {
			return Found{}, err
		}
		for _, h := range hits {
			if m, ok := visible[h.ID]; ok && len(found.Matters) < size {
				found.Matters = append(found.Matters, m)
			}
			before = h.Row
			if len(found.Matters) == size {
				break
			}
		}
		if !more {
			return found, nil
		}
	}
	found.Before = before
	return found, nil
}

func visible(tx *db.Tx, scope identity.Scope, hits []search.Hit) (map[string]Matter, error) {
	if len(hits) == 0 {
		return nil, nil
	}
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	var w db.Where
	w.Add("matter.street_id = ?", tx.Street)
	w.In("matter.id", ids)
	scope.Restrict(&w)
	s, args := w.Build("matter.found", selectMatter, "ORDER BY matter.id")
	matters, err := db.All(tx, s, scanMatter, args...)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]Matter, len(matters))
	for _, m := range matters {
		byID[string(m.ID)] = m
	}
	return byID, nil
}

// ByNumber finds a matter by its whole number, among those the actor may see.
func ByNumber(tx *db.Tx, by actor.Actor, number string) (ID, error) {
	var w db.Where
	w.Add("matter.street_id = ?", tx.Street)
	w.Add("matter.number = ?", number)
	identity.SeeMatters.Reach(by, tx.Today()).Restrict(&w)
	s, args := w.Build("matter.byNumber", selectMatter, "")
	m, err := db.One(tx, s, scanMatter, args...)
	return m.ID, err
}
