package matter

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Facts are what the intake wrote down about the matter itself and what may turn
// out to be wrong. What was told stays in the words it was told in, and the day
// of receipt stays because limitation and clocks run from it (A13).
type Facts struct {
	Title       string
	Unit        string // the community, grid or estate where it happened
	Place       string
	Venue       string
	Channel     Channel
	Class       Class
	DisputeType DisputeType
	Scale       Scale
}

// FactsOf is what is written down of a matter now.
func FactsOf(tx *db.Tx, m Matter) (Facts, error) {
	story, err := LoadStory(tx, m.ID)
	unit := m.Community
	if m.Grid != "" {
		unit = m.Grid
	}
	if m.Estate != "" {
		unit = m.Estate
	}
	return Facts{
		Title: m.Title, Unit: unit, Place: story.Place, Venue: m.Venue, Channel: m.Channel, Class: m.Class, DisputeType: m.DisputeType, Scale: m.Scale,
	}, err
}

// Correcting is the facts as they should be, and how it is known.
type Correcting struct {
	Version int
	Facts   Facts
	Reason  string
}

// Correct puts right what the intake wrote down wrongly, until there is an
// agreement or an end. What stood there before is kept with the reason.
func Correct(tx *db.Tx, by actor.Actor, id ID, c Correcting) (Matter, error) {
	m, err := amendable(tx, by, id, c.Version)
	if err != nil {
		return m, err
	}
	was, err := FactsOf(tx, m)
	if err != nil {
		return m, err
	}
	now := c.Facts
	changed, err := now.against(tx, was)
	if err != nil {
		return m, err
	}
	if err := c.check(tx, m, was, len(changed)); err != nil {
		return m, err
	}
	if now.Unit != was.Unit {
		if err := m.move(tx, by, now.Unit); err != nil {
			return m, err
		}
	}
	m.Title, m.Venue, m.Channel, m.Class, m.DisputeType, m.Scale = now.Title, now.Venue, now.Channel, now.Class, now.DisputeType, now.Scale
	if now.Place != was.Place {
		if _, err := tx.Exec(setPlace, tx.Street, string(m.ID), now.Place); err != nil {
			return m, err
		}
	}
	var fields, before []string
	for _, f := range changed {
		fields, before = append(fields, f.name), append(before, f.label+"“"+f.word+"”")
	}
	return m, Amended(tx, by, &m, event.Entry{Action: "matter.correct", Fields: fields}, "更正登记：原为"+strings.Join(before, "，")+"。根据："+strings.TrimSpace(c.Reason))
}

// fact is one thing that differs, with the word that stood there before.
type fact struct{ name, label, word string }

// against tidies the facts and tells what differs from what is written down.
func (f *Facts) against(tx *db.Tx, was Facts) ([]fact, error) {
	f.Title, f.Place = strings.TrimSpace(f.Title), strings.TrimSpace(f.Place)
	place, err := unitName(tx, was.Unit)
	if err != nil {
		return nil, err
	}
	venue, err := venueName(tx, was.Venue)
	if err != nil {
		return nil, err
	}
	var all []fact
	for _, x := range []struct {
		name, label, now, was, word string
	}{
		{"title", "事由", f.Title, was.Title, was.Title},
		{"unit", "发生地", f.Unit, was.Unit, place},
		{"place", "具体地点", f.Place, was.Place, was.Place},
		{"venue", "登记地点", f.Venue, was.Venue, venue},
		{"channel", "来源", string(f.Channel), string(was.Channel), was.Channel.Label()},
		{"class", "事项大类", string(f.Class), string(was.Class), was.Class.Label()},
		{"disputeType", "纠纷类型", string(f.DisputeType), string(was.DisputeType), was.DisputeType.Label()},
		{"scale", "规模", string(f.Scale), string(was.Scale), was.Scale.Label()},
	} {
		if x.now == x.was {
			continue
		}
		if x.word == "" {
			x.word = "（空）"
		}
		all = append(all, fact{x.name, x.label, x.word})
	}
	return all, nil
}

func (c Correcting) check(tx *db.Tx, m Matter, was Facts, changed int) error {
	in := Intake{
		Channel: c.Facts.Channel, Title: c.Facts.Title, Request: "原话不改", Place: c.Facts.Place, Unit: c.Facts.Unit, Class: c.Facts.Class,
		DisputeType: c.Facts.DisputeType, Scale: c.Facts.Scale,
	}
	var wrong fault.Fields
	if err := in.check(tx.Today()); err != nil {
		wrong = append(wrong, fault.Of(err).Fields...)
	}
	if sorted := m.Kind != ""; sorted && c.Facts.Class != was.Class {
		wrong.Add("class", "事项大类是分流时定的，决定按哪一种办，不能改；定错了请终止后重新登记")
	}
	if m.Kind == Mediation && c.Facts.DisputeType == "" {
		wrong.Add("disputeType", "请选择纠纷类型")
	}
	if strings.TrimSpace(c.Reason) == "" {
		wrong.Add("reason", "请写明根据什么更正，例如：到现场看过")
	}
	if changed == 0 {
		wrong.Add("title", "没有要更正的内容，请改写错的那一项")
	}
	return wrong.Err()
}

// move puts the matter into another place that the actor works for as well: a
// matter never leaves the sight of the one who moves it.
func (m *Matter) move(tx *db.Tx, by actor.Actor, unit string) error {
	at, err := LocationOf(tx, unit)
	if err != nil {
		return err
	}
	if !identity.TakeIn.Reaches(by, at) && !identity.Triage.Reaches(by, at) {
		return fault.New(fault.Denied, "您的岗位不管那个社区，不能把事项改到那里，请交给街道的登记人或分流人来改")
	}
	m.Community, m.Grid, m.Estate = at.Community, at.Grid, at.Estate
	_, err = tx.Exec(moveParties, tx.Street, string(m.ID), at.Community)
	return err
}

func unitName(tx *db.Tx, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	u, err := org.UnitByID(tx, id)
	return u.Name, err
}

func venueName(tx *db.Tx, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	v, err := org.VenueByID(tx, id)
	return v.Name, err
}
