package matter

import (
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/search"
)

// Locking keeps a matter that somebody asked to delete while its legal term
// runs: it is kept and protected, and used for nothing else (个人信息保护法 art. 47).
type Locking struct {
	Version int
	Until   calendar.Date // the legal term ends
	Reason  string
}

// Lock locks a matter that has ended. Nobody reads its content any more; the
// counts it stands in stay what they are.
func Lock(tx *db.Tx, by actor.Actor, id ID, l Locking) (Matter, error) {
	m, err := kept(tx, by, id, l.Version)
	if err != nil {
		return m, err
	}
	c, err := ConfinedBy(tx, id)
	if err != nil {
		return m, err
	}
	var bad fault.Fields
	switch {
	case m.Open:
		return m, fault.New(fault.Conflict, "还在办的事项不能封存，请先办结")
	case c.Level == Locked || c.Level == Erased:
		return m, fault.New(fault.Conflict, "这件事已经%s", c.Level.Label())
	case l.Until <= tx.Today():
		bad.Add("until", "请填写法定保管期届满的日期，应在今天以后；已经届满的也要先封存一天，由两个人办理删除")
	}
	bad.Need("reason", l.Reason, "请写明谁在什么时候要求删除，以及依据的保管期限")
	if err := bad.Err(); err != nil {
		return m, err
	}
	if _, err := tx.Exec(insertConfined, tx.Street, string(id), string(Locked), tx.Today(), l.Until, by.Officer); err != nil {
		return m, err
	}
	if _, err := tx.Exec(deleteReaders, tx.Street, string(id)); err != nil {
		return m, err
	}
	if err := Amended(tx, by, &m, event.Entry{Action: "matter.lock", Fields: []string{"level"}, Details: map[string]string{"until": l.Until.String()}}, "封存："+l.Reason); err != nil {
		return m, err
	}
	return m, search.Drop(tx, "matter", string(id))
}

// Unlock opens a locked matter again, such as for a court that asks for it: one
// person asks, another does it.
func Unlock(tx *db.Tx, by actor.Actor, id ID, version int) (Matter, error) {
	m, second, err := twoPersons(tx, by, id, version, "matter.askUnlock", "要求解除封存")
	if err != nil || !second {
		return m, err
	}
	if _, err := tx.Exec(deleteConfined, tx.Street, string(id)); err != nil {
		return m, err
	}
	return m, Amended(tx, by, &m, event.Entry{Action: "matter.unlock", Fields: []string{"level"}}, "解除封存")
}

// Erase takes the content of a locked matter away for good when its term has
// ended: one person asks, another does it. What is left are codes and dates, so
// that every figure stays what it was, and the ledger.
func Erase(tx *db.Tx, by actor.Actor, w Workflow, id ID, version int) (Matter, error) {
	c, err := ConfinedBy(tx, id)
	if err != nil {
		return Matter{}, err
	}
	if c.Level == Locked && tx.Today() < c.Until {
		return Matter{}, fault.New(fault.Conflict, "法定保管期到%s届满，在那以前只能封存，不能删除（个人信息保护法第四十七条）", c.Until.Plain())
	}
	m, second, err := twoPersons(tx, by, id, version, "matter.askErase", "要求删除内容")
	if err != nil || !second {
		return m, err
	}
	for _, s := range append([]db.Stmt{eraseStory, eraseParties, eraseNotes, erasePapers, eraseAttachments, eraseSignatures, eraseFacts, eraseDrafts, eraseKey}, w.Forget...) {
		if _, err := tx.Exec(s, tx.Street, string(id)); err != nil {
			return m, err
		}
	}
	if _, err := tx.Exec(insertConfined, tx.Street, string(id), string(Erased), tx.Today(), calendar.Date(0), by.Officer); err != nil {
		return m, err
	}
	m.Title = erasedTitle
	if err := update(tx, &m); err != nil {
		return m, err
	}
	_, err = event.Append(tx, by, event.Entry{
		Action: "matter.erase", Kind: event.Matter, Subject: string(id), Role: by.First(identity.KeepMatters.Roles...), Details: map[string]string{"asked": c.Asked},
	})
	if err != nil {
		return m, err
	}
	return m, search.Drop(tx, "matter", string(id))
}

const erasedTitle = "（内容已依法删除）"

// twoPersons lets the first keeper ask and the second one do; it answers whether
// this is the second.
func twoPersons(tx *db.Tx, by actor.Actor, id ID, version int, ask, words string) (Matter, bool, error) {
	m, err := kept(tx, by, id, version)
	if err != nil {
		return m, false, err
	}
	c, err := ConfinedBy(tx, id)
	switch {
	case err != nil:
		return m, false, err
	case c.Level != Locked:
		return m, false, fault.New(fault.Conflict, "这件事没有封存")
	case c.Asked == by.Officer:
		return m, false, fault.New(fault.Denied, "您已经提出，要由另一位%s确认", identity.Names(identity.KeepMatters.Roles))
	case c.Asked != "":
		return m, true, nil
	}
	if err := tx.ExecOne(askConfined, tx.Street, string(id), by.Officer); err != nil {
		return m, false, err
	}
	_, err = event.Append(tx, by, event.Entry{Action: ask, Kind: event.Matter, Subject: string(id), Role: by.First(identity.KeepMatters.Roles...)})
	if err != nil {
		return m, false, err
	}
	return m, false, update(tx, &m)
}

// kept loads a matter for its keepers, who see of a locked one that it is there.
func kept(tx *db.Tx, by actor.Actor, id ID, version int) (Matter, error) {
	m, err := Take(tx, by, id, version)
	if err == nil && !identity.KeepMatters.Reaches(by, m.At()) {
		err = fault.New(fault.Denied, "封存和删除只能由%s来做", identity.Names(identity.KeepMatters.Roles))
	}
	return m, err
}

var (
	eraseStory   = db.SQL("story.erase", `UPDATE story SET place = '', request = '', slip = '' WHERE street_id = $1 AND id = $2`)
	eraseParties = db.SQL("party.erase", `UPDATE party SET name = '', key = '', phone = '', phone_key = '', id_number = '', address = '', guardian = '', agent = '',
sex = '', ethnicity = '', born = '', occupation = '', representative = '', post = '' WHERE street_id = $1 AND matter_id = $2`)
	eraseNotes  = db.SQL("note.erase", `DELETE FROM note WHERE street_id = $1 AND matter_id = $2`)
	erasePapers = db.SQL("document.erase", `UPDATE document SET facts = '{}', body = '', reason = '' WHERE street_id = $1 AND matter_id = $2`)
	eraseFacts  = db.SQL("outsideFact.erase", `DELETE FROM outside_fact WHERE street_id = $1 AND matter_id = $2`)
	eraseDrafts = db.SQL("draft.erase", `DELETE FROM draft WHERE street_id = $1 AND form LIKE '/matters/' || $2 || '/%'`)
	eraseKey    = db.SQL("matterKey.erase", `DELETE FROM matter_key WHERE street_id = $1 AND id = $2`)
)
