package assessment

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Object lets a unit say what is wrong with one of its lines, within the days for it.
func Object(tx *db.Tx, by actor.Actor, id ID, o Objection) (Objection, error) {
	s, err := Load(tx, by, id)
	if err != nil {
		return o, err
	}
	u, there := s.Subject(o.Subject)
	item, known := s.Item(o.Item)
	if !there || !known {
		return o, missing()
	}
	if !identity.ObjectAssessments.At(by, u.Unit) {
		return o, fault.New(fault.Denied, "异议由被考核的单位提出：%s", u.Name)
	}
	if err := s.stands(0, Computed); err != nil {
		return o, err
	}
	if tx.Today() > s.ObjectBy {
		return o, fault.New(fault.Conflict, "异议最晚在%s提出，已经过了；记录有错的，请更正记录并告诉考核人", s.ObjectBy.Plain())
	}
	o.Reason = strings.TrimSpace(o.Reason)
	if err := words("objection", o.Reason, "请写明“"+item.Name+"”哪里不对，是哪一件"); err != nil {
		return o, err
	}
	all, err := Objections(tx, s)
	if err != nil {
		return o, err
	}
	for _, before := range all {
		if before.Subject == o.Subject && before.Item == o.Item && before.Decision == Open {
			return o, fault.New(fault.Conflict, "“%s”已经提过异议，还没有答复", item.Name)
		}
	}
	o.ID, o.By, o.On, o.Decision = tx.NewID(), by.Officer, tx.Today(), Open
	if _, err := tx.Exec(insertObjection, tx.Street, o.ID, string(id), o.Subject, o.Item, o.Reason, o.By, o.On); err != nil {
		return o, err
	}
	return o, told(tx, by, id, "object", "", map[string]any{"unit": o.Subject, "item": o.Item})
}

// Answer decides an objection with a reason. Whatever is wrong in the records is put
// right there, and then everything is computed again; nobody writes a number.
func Answer(tx *db.Tx, by actor.Actor, id ID, objection string, d Decision, answer string) (Scheme, error) {
	s, err := take(tx, by, id, 0, Computed)
	if err != nil {
		return s, err
	}
	all, err := Objections(tx, s)
	if err != nil {
		return s, err
	}
	var o Objection
	for _, a := range all {
		if a.ID == objection {
			o = a
		}
	}
	answer = strings.TrimSpace(answer)
	var bad fault.Fields
	bad.Must("decision", Decisions.Has(string(d)), "请选择怎么处理")
	bad.Need("answer", answer, "请写明理由，提异议的单位会看到")
	if extra := len([]rune(answer)) - wordsMax; extra > 0 {
		bad.Add("answer", "最多%d字，现在多了%d字", wordsMax, extra)
	}
	switch {
	case o.ID == "":
		return s, missing()
	case o.Decision != Open:
		return s, fault.New(fault.Conflict, "这条异议已经答复过了")
	case o.By == by.Officer:
		return s, fault.New(fault.Denied, "自己提的异议要由别人答复")
	case bad.Err() != nil:
		return s, bad.Err()
	}
	n, err := tx.Exec(answerObjection, tx.Street, string(id), o.ID, string(d), answer, by.Officer, tx.Today())
	if err != nil {
		return s, err
	}
	if n == 0 {
		return s, fault.New(fault.Conflict, "这条异议已经答复过了")
	}
	if err := told(tx, by, id, "answer", string(d), map[string]any{"unit": o.Subject, "item": o.Item}); err != nil {
		return s, err
	}
	if d == Corrected {
		return compute(tx, by, s)
	}
	return s, nil
}

// exempt says why a line does not count for a unit; "" when it does.
func exempt(all []Objection, subject, item string) string {
	for _, o := range all {
		if o.Subject == subject && o.Item == item && o.Decision == Excepted {
			return o.Answer
		}
	}
	return ""
}
