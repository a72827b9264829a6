package ledger

import (
	"io"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/sheet"
)

// Template writes the empty file of a ledger, with the names of the street to choose from.
func Template(tx *db.Tx, by actor.Actor, k Kind, out io.Writer) error {
	if err := allowed(by, k); err != nil {
		return err
	}
	n, err := learn(tx)
	if err != nil {
		return err
	}
	b := books[k]
	slots := make([]sheet.Slot, len(b.fields))
	for i, f := range b.fields {
		slots[i] = sheet.Slot{Name: f.label, Hint: f.hint, Required: f.required, Day: f.day}
		if f.list != nil {
			slots[i].List = f.list(n)
		}
	}
	return sheet.WriteTemplate(out, b.label, b.about, slots)
}
