package activity

import (
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/search"
)

const searchKind = "activity"

// Found is one page of a search.
type Found struct {
	Activities []Activity
	Before     int64 // where the next page goes on; 0 = there is none
}

// Find searches name, place, partners and content of the valid activities,
// recorded last first.
func Find(tx *db.Tx, by actor.Actor, text string, before int64, size int) (Found, error) {
	if !identity.SeeActivities.Allows(by) {
		return Found{}, nil
	}
	hits, err := search.Find(tx, search.Query{Kind: searchKind, Text: text, Before: before, Limit: size + 1})
	if err != nil {
		return Found{}, err
	}
	var found Found
	if len(hits) > size {
		hits = hits[:size]
		found.Before = hits[size-1].Row
	}
	if len(hits) == 0 {
		return found, nil
	}
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	byID, err := counting(tx, ids)
	if err != nil {
		return Found{}, err
	}
	for _, h := range hits {
		if a, ok := byID[h.ID]; ok {
			found.Activities = append(found.Activities, a)
		}
	}
	return found, nil
}

// counting reads those of the activities whose version counts.
func counting(tx *db.Tx, ids []string) (map[string]Activity, error) {
	var w db.Where
	w.Add("activity.street_id = ?", tx.Street)
	w.Add("activity.valid")
	w.In("activity.id", ids)
	s, args := w.Build("activity.found", selectActivity, "ORDER BY activity.id")
	all, err := db.All(tx, s, scan, args...)
	byID := make(map[string]Activity, len(all))
	for _, a := range all {
		byID[string(a.ID)] = a
	}
	return byID, err
}
