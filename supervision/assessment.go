package supervision

import (
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
)

// TellUnits tells whoever heads one of the units that an assessment went a step on, once
// for each mark. It says that it did and nothing of how anybody stands.
func TellUnits(tx *db.Tx, kind NoticeKind, assessment, mark string, units []string) error {
	staff, err := inService(tx)
	if err != nil {
		return err
	}
	for _, a := range staff {
		for _, unit := range units {
			if !identity.ObjectAssessments.At(a, unit) {
				continue
			}
			_, err := tx.Exec(insertNotice, tx.Street, tx.NewID(), a.Officer, tx.Millis(), string(kind), event.Assessment, assessment, mark)
			if err != nil {
				return err
			}
			break
		}
	}
	return nil
}
