package petition

import (
	"errors"
	"fmt"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Amendment is what the classification should have found, and how that is known. The sort
// is none of it: it decided how the petition is handled.
type Amendment struct {
	Version  int
	Repeated bool
	Organ    string // which organ or unit is complained of, its full name; "" = none
	Persons  int    // how many came or signed; 0 = not counted
	Reason   string
}

// MayAmend reports whether the actor puts right what was found of a petition. Until it
// is classified nothing was.
func MayAmend(by actor.Actor, m matter.Matter) bool {
	return m.Kind == matter.Petition && m.State != matter.Triaged && identity.AmendPetition.Reaches(by, m.At())
}

// Amend puts right what the classification found wrongly. The yearly statistics count by
// it (信访工作条例 art. 41), so it may be put right after the petition has ended as well.
// What stood there before is kept with the reason; papers that were issued stay.
func Amend(tx *db.Tx, by actor.Actor, id matter.ID, a Amendment) (matter.Matter, error) {
	m, err := own(tx, by, id, a.Version, MayAmend, identity.AmendPetition, "更正")
	if err != nil {
		return m, err
	}
	row, err := Load(tx, id)
	if errors.Is(err, db.ErrNone) {
		err = fault.New(fault.Conflict, "%s还没有甄别", m.Number)
	}
	if err != nil {
		return m, err
	}
	a.Organ, a.Reason = strings.TrimSpace(a.Organ), strings.TrimSpace(a.Reason)
	var fields, before []string
	note := func(field, label, was string) {
		fields, before = append(fields, field), append(before, label+"“"+was+"”")
	}
	if a.Repeated != row.Repeated {
		note("repeated", "", row.Times())
	}
	if a.Organ != row.Organ {
		note("organ", "被投诉的机关、单位", orNone(row.Organ))
	}
	if a.Persons != row.Persons {
		note("persons", "来访或者联名人数", orNone(counted(row.Persons, 0)))
	}
	var bad fault.Fields
	bad.Need("reason", a.Reason, "请写明根据什么更正，例如：对照了来信")
	if len(fields) == 0 {
		bad.Add("organ", "没有要更正的内容，请改写错的那一项")
	}
	if err := bad.Err(); err != nil {
		return m, err
	}
	if err := tx.ExecOne(amendRow, tx.Street, string(id), a.Repeated, a.Organ, a.Persons); err != nil {
		return m, err
	}
	words := fmt.Sprintf("更正甄别：原为%s。根据：%s", strings.Join(before, "，"), a.Reason)
	return m, matter.Amended(tx, by, &m, event.Entry{Action: "matter.reclassify", Fields: fields}, words)
}

func orNone(s string) string {
	if s == "" {
		return "（空）"
	}
	return s
}
