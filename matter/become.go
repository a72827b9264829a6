package matter

import (
	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Become hands a matter that has just left one machine to another, where it
// waits to be taken on. The step that did so is in the ledger already.
func Become(tx *db.Tx, m Matter, kind Kind) (Matter, error) {
	m.Kind = kind
	if err := update(tx, &m); err != nil {
		return m, err
	}
	return m, index(tx, m)
}

// Archiving puts a matter that has ended into its work dossier.
type Archiving struct {
	Version int
}

// File gives the matter its place in the archive: a work dossier with a number
// of the street's series (forms.md section 2).
func (a Archiving) File(tx *db.Tx, by actor.Actor, m *Matter) (Change, error) {
	m.Dossier, m.ArchivedOn = WorkDossier, tx.Today()
	if m.DossierNo == "" {
		number, err := WorkNumber(tx, by, *m)
		if err != nil {
			return Change{}, err
		}
		m.DossierNo = number
	}
	return Change{Details: map[string]string{"dossier": string(m.Dossier), "number": m.DossierNo}}, nil
}

// WorkNumber is the next number of a work dossier: （2024）东盛矛调字第7号.
func WorkNumber(tx *db.Tx, by actor.Actor, m Matter) (string, error) {
	street, err := org.Load(tx)
	if err != nil {
		return "", err
	}
	return document.WorkDossiers(street.ShortName).Take(tx, by, m.ReceivedOn.Year(), string(m.ID), "")
}

// StateOf is where a matter stands, whoever asks: for rules that look at another
// matter. What of it is shown to people goes through Visible.
func StateOf(tx *db.Tx, id ID) (Matter, error) { return within(tx, identity.Whole, id) }

// Remark adds something somebody saw or heard to a matter, without a step.
func Remark(tx *db.Tx, by actor.Actor, m Matter, kind, words string) error {
	var bad fault.Fields
	bad.Need("words", words, "请写下看到或者听到的情况")
	if err := bad.Err(); err != nil {
		return err
	}
	seq, err := event.Append(tx, by, event.Entry{Action: "matter.remark", Kind: event.Matter, Subject: string(m.ID), Role: by.First(actor.Roles...)})
	if err != nil {
		return err
	}
	return addNote(tx, by, m.ID, seq, tx.Today(), kind, words)
}

// Keep writes what changed on a matter beside a step, such as a clock that
// started with its first one.
func Keep(tx *db.Tx, m *Matter) error { return update(tx, m) }
