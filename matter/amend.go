package matter

import (
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// mostParties is how many parties one matter takes; a larger quarrel is several
// matters with a representative each (人民调解法 does not know class mediation).
const mostParties = 30

// AddParty writes down somebody who came to be known after the intake: the
// other side that was not clear, or a third person. Once there is an agreement,
// who made it is a fact and stays.
func AddParty(tx *db.Tx, by actor.Actor, id ID, version int, p Party) (Matter, error) {
	m, err := amendable(tx, by, id, version)
	if err != nil {
		return m, err
	}
	var wrong fault.Fields
	p.tidy(tx.Today(), &wrong, "party")
	if err := wrong.Err(); err != nil {
		return m, err
	}
	all, err := Parties(tx, id)
	if err != nil {
		return m, err
	}
	if len(all) >= mostParties {
		return m, fault.New(fault.Invalid, "一件事最多登记%d位当事人，请推选代表，或者另登记一件", mostParties)
	}
	order := 1
	for _, other := range all {
		order = max(order, other.Order+1)
	}
	party, err := putParty(tx, &cover{tx: tx, id: m.ID}, m, order, p)
	if err != nil {
		return m, err
	}
	m.Parties = len(all) + 1
	return m, Amended(tx, by, &m, event.Entry{
		Action: "matter.addParty", Fields: []string{"parties"}, Details: map[string]string{"party": party, "side": string(p.Side)},
	}, "补填了"+p.Side.Label()+Mask("name", p.Name))
}

// Correction is what was written down wrongly about one party, and why it is
// known now. An empty value stays as it was.
type Correction struct {
	Version  int
	Party    string
	Side     Side
	Name     string
	Phone    string
	IDNumber string
	Address  string
	Guardian string
	About    About
	Reason   string
}

// CorrectParty puts right what was written down wrongly. What stood there
// before is kept, masked, with the reason.
func CorrectParty(tx *db.Tx, by actor.Actor, id ID, c Correction) (Matter, error) {
	m, err := amendable(tx, by, id, c.Version)
	if err != nil {
		return m, err
	}
	all, err := Parties(tx, id)
	if err != nil {
		return m, err
	}
	at := slices.IndexFunc(all, func(p Party) bool { return p.ID == c.Party })
	if at < 0 {
		return m, fault.New(fault.NotFound, "没有这位当事人")
	}
	p := all[at]
	fields, was := c.apply(&p)
	var wrong fault.Fields
	p.tidy(tx.Today(), &wrong, "party")
	if strings.TrimSpace(c.Reason) == "" {
		wrong.Add("reason", "请写明根据什么更正，例如：对照了身份证")
	}
	if len(fields) == 0 {
		wrong.Add("party.name", "没有要更正的内容，请填写写错的那一项")
	}
	if err := wrong.Err(); err != nil {
		return m, err
	}
	word := key(p.Name)
	p, phone, err := p.covered(&cover{tx: tx, id: id})
	if err != nil {
		return m, err
	}
	if _, err := tx.Exec(correctParty, tx.Street, string(id), p.ID, string(p.Side), p.Name, word, p.Phone, p.IDNumber, p.Address, p.Guardian, phone,
		p.Sex, p.Ethnicity, p.Born, p.Occupation, p.Representative, p.Post); err != nil {
		return m, err
	}
	return m, Amended(tx, by, &m, event.Entry{
		Action: "matter.correctParty", Fields: fields, Details: map[string]string{"party": p.ID},
	}, "更正当事人：原为"+strings.Join(was, "，")+"。根据："+strings.TrimSpace(c.Reason))
}

// apply takes over what is given and differs, and says what stood there before.
func (c Correction) apply(p *Party) (fields, was []string) {
	for _, f := range []struct {
		name, label, given string
		to                 *string
	}{
		{"name", "姓名", strings.TrimSpace(c.Name), &p.Name},
		{"phone", "电话", digits(c.Phone), &p.Phone},
		{"idNumber", "身份证号", strings.TrimSpace(c.IDNumber), &p.IDNumber},
		{"address", "住址", strings.TrimSpace(c.Address), &p.Address},
		{"guardian", "监护人", strings.TrimSpace(c.Guardian), &p.Guardian},
		{"sex", "性别", c.About.Sex, &p.Sex},
		{"ethnicity", "民族", strings.TrimSpace(c.About.Ethnicity), &p.Ethnicity},
		{"born", "出生日期", c.About.Born, &p.Born},
		{"occupation", "职业", strings.TrimSpace(c.About.Occupation), &p.Occupation},
		{"representative", "法定代表人", strings.TrimSpace(c.About.Representative), &p.Representative},
		{"post", "职务", strings.TrimSpace(c.About.Post), &p.Post},
	} {
		if f.given == "" || f.given == *f.to {
			continue
		}
		mask := f.name
		if mask == "guardian" || mask == "representative" {
			mask = "name"
		}
		before := Mask(mask, *f.to)
		if before == "" {
			before = "（空）"
		}
		fields, was = append(fields, f.name), append(was, f.label+before)
		*f.to = f.given
	}
	if c.Side != "" && c.Side != p.Side {
		fields, was = append(fields, "side"), append(was, p.Side.Label())
		p.Side = c.Side
	}
	return fields, was
}

// Amendable reports whether the actor may still change what was written down:
// the facts and who the parties are.
func Amendable(tx *db.Tx, by actor.Actor, m Matter) (bool, error) {
	readable, err := Readable(tx, by, m.ID)
	return readable && m.unsettled(), err
}

func (m Matter) unsettled() bool { return m.Open && m.ResolvedOn.Zero() && m.ConcludedOn.Zero() }

func amendable(tx *db.Tx, by actor.Actor, id ID, version int) (Matter, error) {
	m, err := Take(tx, by, id, version)
	if err != nil {
		return m, err
	}
	if _, err := within(tx, identity.ReadMatter.Reach(by, tx.Today()), id); err != nil {
		return m, fault.New(fault.Denied, "只有承办这件事的人能改登记的内容，请联系%s的承办人", m.Number)
	}
	if !m.unsettled() {
		return m, fault.New(fault.Invalid, "%s已经达成协议或者办完，登记的内容和当事人不能再改", m.Number)
	}
	return m, nil
}

// Amended keeps a change of what was written down: its event, its note, the version and
// the words of the index.
func Amended(tx *db.Tx, by actor.Actor, m *Matter, e event.Entry, note string) error {
	e.Kind, e.Subject, e.Role = event.Matter, string(m.ID), by.First(identity.ReadMatter.Roles...)
	seq, err := event.Append(tx, by, e)
	if err != nil {
		return err
	}
	if err := addNote(tx, by, m.ID, seq, tx.Today(), strings.TrimPrefix(e.Action, "matter."), note); err != nil {
		return err
	}
	if err := update(tx, m); err != nil {
		return err
	}
	return index(tx, *m)
}
