package activity

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Correct puts a new version in the place of a wrong one. The old one stays to
// be read; it counts no more.
func Correct(tx *db.Tx, by actor.Actor, id ID, version int, d Draft, reason string) (Activity, error) {
	old, reason, err := take(tx, by, id, version, reason)
	if err != nil {
		return old, err
	}
	a, err := prepare(tx, by, d)
	if err != nil {
		return a, err
	}
	before, err := namedBy(tx, old.ID)
	if err != nil {
		return a, err
	}
	named, err := visibleMatters(tx, by, d.Matters, before)
	if err != nil {
		return a, err
	}
	if err := twice(tx, a, old.ID); err != nil {
		return a, err
	}
	if err := end(tx, old, reason); err != nil {
		return a, err
	}
	a.Replaces, a.Version = old.ID, old.Version
	return a, write(tx, by, &a, named, "activity.correct", reason)
}

// Withdraw takes back what did not happen. The row stays to be read and counts
// no more.
func Withdraw(tx *db.Tx, by actor.Actor, id ID, version int, reason string) error {
	old, reason, err := take(tx, by, id, version, reason)
	if err != nil {
		return err
	}
	if err := end(tx, old, reason); err != nil {
		return err
	}
	_, err = event.Append(tx, by, event.Entry{
		Action: "activity.withdraw", Kind: event.Activity, Subject: string(old.ID), Role: by.First(identity.RecordActivity.Roles...), Reason: reason,
		Details: map[string]string{"kind": string(old.Kind), "variety": string(old.Variety), "on": old.On.String()},
	})
	return err
}

// take loads the version the actor saw, when it still counts and is theirs to change.
func take(tx *db.Tx, by actor.Actor, id ID, version int, reason string) (Activity, string, error) {
	a, err := Visible(tx, by, id)
	if err != nil {
		return a, "", err
	}
	if err := identity.RecordActivity.Check(by); err != nil {
		return a, "", err
	}
	if !identity.RecordActivity.Reaches(by, a.At()) {
		return a, "", fault.New(fault.Denied, "这次活动不在您的社区，请登记它的社区或街道来更正")
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return a, "", wrong("reason", "请写明为什么要改，原来的记录会留着")
	}
	if n := len([]rune(reason)); n > reasonMax {
		return a, "", wrong("reason", "原因请写在200字以内")
	}
	if !a.Valid || version != 0 && version != a.Version {
		return a, "", changed()
	}
	return a, reason, nil
}

// changed is the sentence for an activity that somebody else changed meanwhile (IN-09).
func changed() error {
	return fault.New(fault.Conflict, "这次活动刚刚被更正或撤回过，请看过最新的记录再改，您填的内容还在")
}

// end makes a version count no more, where nobody was faster.
func end(tx *db.Tx, a Activity, reason string) error {
	n, err := tx.Exec(endVersion, tx.Street, string(a.ID), a.Version, reason)
	if err != nil {
		return err
	}
	if n == 0 {
		return changed()
	}
	return forget(tx, a.ID)
}

func wrong(field, sentence string) error {
	var f fault.Fields
	f.Add(field, "%s", sentence)
	return f.Err()
}
