// Package mediations describes the steps of people's mediation as pages. The
// rules stand in package mediation.
package mediations

import (
	"slices"

	"fengsheng/document"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/web/staff/steps"
)

// Kind is people's mediation as pages know it.
func Kind() steps.Kind { return steps.Kind{Kind: matter.Mediation, Forms: forms(), Own: look} }

// forms are all of them, in the order of the table.
func forms() []steps.Form {
	return slices.Concat(opening(), sessions(), agreeing(), ending(), afterwards())
}

// looked is what the forms look at beside the scene.
type looked struct {
	agreements []mediation.Agreement // newest first; none for whoever may not read them
	duties     []mediation.Duty      // of the newest agreement
	row        mediation.Row
	missing    string // mandatory papers that are not there
}

func own(c steps.Scene) looked {
	l, _ := c.Own.(looked)
	return l
}

func look(tx *db.Tx, c *steps.Scene) error {
	var l looked
	var err error
	if l.row, err = mediation.Load(tx, c.Matter.ID); err != nil {
		return err
	}
	missing, err := mediation.Missing(tx, c.Matter)
	if err != nil {
		return err
	}
	l.missing = document.Titles(missing)
	if c.Readable {
		if l.agreements, err = mediation.Agreements(tx, c.Matter.ID); err != nil {
			return err
		}
		if len(l.agreements) > 0 {
			if l.duties, err = mediation.Duties(tx, l.agreements[0].ID); err != nil {
				return err
			}
		}
	}
	c.Own = l
	return nil
}

func noTie() steps.Entry {
	return steps.Yes("noTie", "问过了：调解员与各方没有利害关系、近亲属关系或其他可能影响公正的关系", "有的要回避，请换一位")
}
