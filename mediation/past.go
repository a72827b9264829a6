package mediation

import (
	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/org"
)

// entered is the whole life here of a mediation from an old ledger: it is put away
// with its first step. The table of workflow.md has no such line, for nothing is done.
var entered = matter.Workflow{
	Kind: matter.Mediation, States: States, Ended: []matter.State{Archived},
	Steps: []matter.Step{{From: "", Do: "enter", Label: "补录已办结的调解", To: Archived, Who: who(actor.Registrar)}},
}

// CheckPast says whether Enter would write this down, and writes nothing.
func CheckPast(tx *db.Tx, by actor.Actor, p matter.Past) error {
	if err := committeeOf(tx, p); err != nil {
		return err
	}
	return matter.CheckPast(tx, by, entered, p)
}

// Enter writes down a mediation that ended before this program kept it.
func Enter(tx *db.Tx, by actor.Actor, p matter.Past) (matter.Matter, error) {
	if err := committeeOf(tx, p); err != nil {
		return matter.Matter{}, err
	}
	m, err := matter.Enter(tx, by, entered, p)
	if err != nil {
		return m, err
	}
	return m, insertRow(tx, m.ID)
}

func committeeOf(tx *db.Tx, p matter.Past) error {
	if p.Committee == "" {
		return nil
	}
	_, err := org.CommitteeByID(tx, p.Committee)
	return err
}

// TakeBack takes out what was entered by mistake and nobody has worked on since.
func TakeBack(tx *db.Tx, by actor.Actor, id matter.ID, reason string) error {
	return matter.TakeBack(tx, by, id, reason, dropRow)
}

var dropRow = db.SQL("mediation.drop", `DELETE FROM mediation WHERE street_id = $1 AND id = $2`)
