package activity

import (
	"errors"
	"slices"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// What was planned, a meeting or a drill, is one activity once it is held, and that is
// what every figure counts. Somebody may have recorded it by hand before: then that one
// is chosen, and nothing counts twice.

// New is the choice that none of the activities recorded by hand is what is held.
const New = "new"

// ByHand says which activities recorded by hand may be what is held: nothing has been
// written, and somebody has to choose.
type ByHand struct {
	Words      string // the question
	Activities []Activity
}

func (b *ByHand) Error() string { return b.Words }

// Pick is the activity recorded by hand that somebody chose for what is held, or "" when
// there is none; a ByHand with the question while nobody has chosen.
func Pick(tx *db.Tx, f Filter, choice, question string) (ID, error) {
	free, err := Free(tx, f)
	if err != nil {
		return "", err
	}
	id, settled := Chosen(free, choice)
	if !settled {
		return "", &ByHand{Words: question, Activities: free}
	}
	return id, nil
}

// Chosen is the one of the free activities that was chosen, or "" when it is none of
// them; it is not settled while there are some and nobody chose.
func Chosen(free []Activity, choice string) (id ID, settled bool) {
	if slices.ContainsFunc(free, func(a Activity) bool { return string(a.ID) == choice }) {
		return ID(choice), true
	}
	return "", len(free) == 0 || choice == New
}

// freeMost is how many activities are looked at: a day has a handful.
const freeMost = 1000

// owners are the statements that say what was recorded as an activity, of all nouns.
var owners []db.Stmt

// Owns makes it known that a statement answers what of a noun an activity is, from the
// activity's id: what one noun holds, no other can choose. It is called where the
// statement is declared.
func Owns(s db.Stmt) db.Stmt {
	owners = append(owners, s)
	return s
}

// Free are the activities a filter finds that nothing was recorded as.
func Free(tx *db.Tx, f Filter) ([]Activity, error) {
	all, err := List(tx, f, Page{Size: freeMost})
	if err != nil {
		return nil, err
	}
	var free []Activity
	for _, a := range all {
		_, err := Owner(tx, a, owners...)
		if errors.Is(err, db.ErrNone) {
			free = append(free, a)
		} else if err != nil {
			return nil, err
		}
	}
	return free, nil
}

// Owner is what an activity, or a version before it, was recorded as: what the first
// statement that knows it answers; db.ErrNone when none does.
func Owner(tx *db.Tx, a Activity, of ...db.Stmt) (string, error) {
	for {
		for _, s := range of {
			id, err := db.Value[string](tx, s, tx.Street, string(a.ID))
			if !errors.Is(err, db.ErrNone) {
				return id, err
			}
		}
		if a.Replaces == "" {
			return "", db.ErrNone
		}
		var err error
		if a, err = Load(tx, a.Replaces); err != nil {
			return "", err
		}
	}
}

// RecordUnless is the activity that was picked, else the draft recorded now.
func RecordUnless(tx *db.Tx, by actor.Actor, picked ID, d Draft) (ID, error) {
	if picked != "" {
		return picked, nil
	}
	a, err := Record(tx, by, d)
	return a.ID, err
}

// Latest is the version of an activity that counts now, however often it was corrected;
// not valid when it was taken back.
func Latest(tx *db.Tx, id ID) (Activity, error) {
	a, err := Load(tx, id)
	for err == nil && !a.Valid {
		next, gone := After(tx, a.ID)
		if fault.Is(gone, fault.NotFound) {
			return a, nil
		}
		a, err = next, gone
	}
	return a, err
}
