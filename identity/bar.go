package identity

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/db"
)

// bars are what no post gets past: a matter that the actor, or a unit the actor
// works in, is tied to (AUTHZ-05), and a matter kept from all but its readers
// (AUTHZ-04). They are asked once a statement, so a list costs the same.
func (p Permission) bars(a actor.Actor) []db.Cond {
	if a.Officer == "" {
		return nil // the program itself
	}
	confined := "SELECT confined.id FROM confined WHERE confined.street_id = ? AND (confined.level <> 'restricted' OR NOT EXISTS " +
		"(SELECT 1 FROM reader WHERE reader.street_id = confined.street_id AND reader.matter_id = confined.id AND reader.officer_id = ?))"
	if a.Has(p.locked...) {
		confined += " AND confined.level = 'restricted'"
	}
	return []db.Cond{
		{Text: "matter.id NOT IN (" + tied(len(a.Units)) + ")", Values: tiedTo(a)},
		{Text: "matter.id NOT IN (" + confined + ")", Values: []any{a.Street, a.Officer}},
	}
}

// tied reads the matters somebody is tied to, alone or through one of n units.
func tied(n int) string {
	text := "SELECT tie.matter_id FROM tie WHERE tie.street_id = ? AND tie.ended_on = 0 AND tie.officer_id <> '' AND tie.officer_id = ?"
	if n > 0 {
		text += " UNION ALL SELECT tie.matter_id FROM tie WHERE tie.street_id = ? AND tie.ended_on = 0 AND tie.unit_id <> '' AND tie.unit_id IN (?" +
			strings.Repeat(", ?", n-1) + ")"
	}
	return text
}

func tiedTo(a actor.Actor) []any {
	values := []any{a.Street, a.Officer}
	if len(a.Units) > 0 {
		values = append(values, a.Street)
	}
	for _, u := range a.Units {
		values = append(values, u)
	}
	return values
}

// Tied reports whether the actor is tied to a matter: such a try to open it is
// told to the ledger (workflow.md section 4.2).
func Tied(tx *db.Tx, a actor.Actor, matter string) (bool, error) {
	if a.Officer == "" {
		return false, nil
	}
	var w db.Where
	a.Street = tx.Street // a sealed matter stands in another tenant
	w.Add("? IN ("+tied(len(a.Units))+")", append([]any{matter}, tiedTo(a)...)...)
	s, args := w.Build("tie.tied", "SELECT count(*) FROM (SELECT 1) AS one", "")
	n, err := db.Value[int](tx, s, args...)
	return n > 0, err
}
