package matter

import (
	"fmt"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/search"
	"fengsheng/org"
)

// SealedTitle is what an accusation is called outside its content.
const SealedTitle = "检举控告"

// Hide moves a matter with all that belongs to it from the street to its vault,
// where no list, count, search, figure or export of the street reaches it, and
// seals every word of it under a key of the vault. The number changes as well:
// who has the old one finds nothing by it. It answers the matter as it stands
// in the vault, and what it was called before.
func Hide(tx *db.Tx, m Matter, kind Kind, first State) (*db.Tx, Matter, string, error) {
	in := tx.In(Vault(tx.Street))
	story, err := LoadStory(tx, m.ID)
	if err != nil {
		return in, m, "", err
	}
	parties, err := Parties(tx, m.ID)
	if err != nil {
		return in, m, "", err
	}
	notes, err := db.All(tx, readNoteTexts, func(r db.Row) (noteText, error) {
		var n noteText
		return n, r.Scan(&n.id, &n.text)
	}, tx.Street, string(m.ID))
	if err != nil {
		return in, m, "", err
	}
	papers, err := document.Opened(tx, Keys(tx, m.ID), string(m.ID))
	if err != nil {
		return in, m, "", err
	}
	files, err := db.All(tx, readAttachments, scanAttachment, tx.Street, string(m.ID))
	if err != nil {
		return in, m, "", err
	}
	if err := openAll(tx, m.ID, files); err != nil {
		return in, m, "", err
	}
	signed, err := Signatures(tx, m.ID)
	if err != nil {
		return in, m, "", err
	}
	for _, s := range moved {
		if _, err := tx.Exec(s, tx.Street, string(m.ID), in.Street); err != nil {
			return in, m, "", err
		}
	}
	for _, s := range []db.Stmt{eraseKey, eraseDrafts} {
		if _, err := tx.Exec(s, tx.Street, string(m.ID)); err != nil {
			return in, m, "", err
		}
	}
	if err := search.Drop(tx, "matter", string(m.ID)); err != nil {
		return in, m, "", err
	}
	if err := sealAll(in, m.ID, story, parties, notes); err != nil {
		return in, m, "", err
	}
	if err := papers.Seal(in, Keys(in, m.ID)); err != nil {
		return in, m, "", err
	}
	if err := sealFiles(in, m.ID, files, signed); err != nil {
		return in, m, "", err
	}
	street, err := org.Load(tx)
	if err != nil {
		return in, m, "", err
	}
	n, err := org.NextNumber(in, fmt.Sprintf("sealed-%d", tx.Today().Year()))
	if err != nil {
		return in, m, "", err
	}
	was := m.Number + "　" + m.Title
	m.Kind, m.State, m.Title, m.Mediator, m.Committee = kind, first, SealedTitle, "", ""
	m.Number = fmt.Sprintf("%s密〔%d〕%d号", street.ShortName, tx.Today().Year(), n)
	if _, err := in.Exec(renumber, in.Street, string(m.ID), m.Number); err != nil {
		return in, m, "", err
	}
	return in, m, was, update(in, &m)
}

type noteText struct{ id, text string }

func sealAll(in *db.Tx, id ID, story Story, parties []Party, notes []noteText) error {
	c := &cover{tx: in, id: id}
	for place, value := range story.texts() {
		var err error
		if *value, err = c.seal(place, *value); err != nil {
			return err
		}
	}
	if _, err := in.Exec(sealStory, in.Street, string(id), story.Place, story.Request, story.Slip); err != nil {
		return err
	}
	for _, p := range parties {
		hidden, _, err := p.covered(c)
		if err != nil {
			return err
		}
		if hidden.Agent, err = c.seal("agent", p.Agent); err != nil {
			return err
		}
		if _, err := in.Exec(sealParty, in.Street, p.ID, hidden.Name, hidden.Phone, hidden.IDNumber, hidden.Address, hidden.Guardian, hidden.Agent,
			hidden.Sex, hidden.Ethnicity, hidden.Born, hidden.Occupation, hidden.Representative, hidden.Post); err != nil {
			return err
		}
	}
	for _, n := range notes {
		text, err := c.seal("note", n.text)
		if err != nil {
			return err
		}
		if _, err := in.Exec(sealNote, in.Street, n.id, text); err != nil {
			return err
		}
	}
	return nil
}

// Hidden loads a matter of the vault for its custodian, in the vault's
// transaction; whoever is accused finds nothing, also as custodian.
func Hidden(in *db.Tx, by actor.Actor, id ID) (Matter, error) {
	by.Street = in.Street
	return within(in, identity.KeepVault.Reach(by, in.Today()), id)
}

// HiddenList lists the matters of the vault for their custodian, newest first.
func HiddenList(in *db.Tx, by actor.Actor, f Filter, p Page) ([]Matter, error) {
	by.Street = in.Street
	return List(in, identity.KeepVault.Reach(by, in.Today()), f, p)
}

// Note writes something down in the vault's transaction, sealed like all there.
func (m Matter) Note(tx *db.Tx, by actor.Actor, seq int64, kind, words string) error {
	return addNote(tx, by, m.ID, seq, tx.Today(), kind, words)
}

// Accuse records who an accusation is about: they and, of a unit, all in it and
// under it never find it.
func Accuse(in *db.Tx, by actor.Actor, id ID, officers, units []string) error {
	for _, o := range officers {
		if _, err := in.Exec(insertTie, in.Street, in.NewID(), string(id), o, "", "accused", in.Today(), by.Officer); err != nil {
			return err
		}
	}
	for _, u := range units {
		if _, err := in.Exec(insertTie, in.Street, in.NewID(), string(id), "", u, "accused", in.Today(), by.Officer); err != nil {
			return err
		}
	}
	return nil
}

// moved are the rows of a matter, by the street they stand in.
var moved = []db.Stmt{
	db.SQL("matter.hide", `UPDATE matter SET street_id = $3 WHERE street_id = $1 AND id = $2`),
	db.SQL("story.hide", `UPDATE story SET street_id = $3 WHERE street_id = $1 AND id = $2`),
	db.SQL("party.hide", `UPDATE party SET street_id = $3, key = '', phone_key = '' WHERE street_id = $1 AND matter_id = $2`),
	db.SQL("clock.hide", `UPDATE clock SET street_id = $3 WHERE street_id = $1 AND matter_id = $2`),
	db.SQL("note.hide", `UPDATE note SET street_id = $3 WHERE street_id = $1 AND matter_id = $2`),
	db.SQL("document.hide", `UPDATE document SET street_id = $3 WHERE street_id = $1 AND matter_id = $2`),
	db.SQL("paperNumber.hide", `UPDATE paper_number SET matter_id = '', document_id = '' WHERE street_id = $1 AND matter_id = $2 AND $3 <> ''`),
	db.SQL("attachment.hide", `UPDATE attachment SET street_id = $3 WHERE street_id = $1 AND matter_id = $2`),
	db.SQL("signature.hide", `UPDATE signature SET street_id = $3 WHERE street_id = $1 AND matter_id = $2`),
	db.SQL("petition.hide", `UPDATE petition SET street_id = $3, sort = 'accusation' WHERE street_id = $1 AND id = $2`),
	db.SQL("tie.hide", `UPDATE tie SET street_id = $3 WHERE street_id = $1 AND matter_id = $2`),
	db.SQL("reader.hide", `DELETE FROM reader WHERE street_id = $1 AND matter_id = $2 AND $3 <> ''`),
	db.SQL("outsideFact.hide", `DELETE FROM outside_fact WHERE street_id = $1 AND matter_id = $2 AND $3 <> ''`),
	db.SQL("confined.hide", `DELETE FROM confined WHERE street_id = $1 AND id = $2 AND $3 <> ''`),
}

var (
	readNoteTexts = db.SQL("note.texts", `SELECT id, text FROM note WHERE street_id = $1 AND matter_id = $2 ORDER BY id`)
	sealStory     = db.SQL("story.seal", `UPDATE story SET place = $3, request = $4, slip = $5 WHERE street_id = $1 AND id = $2`)
	sealParty     = db.SQL("party.seal", `UPDATE party SET name = $3, phone = $4, id_number = $5, address = $6, guardian = $7, agent = $8,
sex = $9, ethnicity = $10, born = $11, occupation = $12, representative = $13, post = $14 WHERE street_id = $1 AND id = $2`)
	sealNote = db.SQL("note.seal", `UPDATE note SET text = $3 WHERE street_id = $1 AND id = $2`)
	renumber = db.SQL("matter.renumber", `UPDATE matter SET number = $3 WHERE street_id = $1 AND id = $2`)
)
