package committee

import (
	"errors"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// check holds what an entry says of somebody.
func (p *Person) check(bad *fault.Fields) {
	p.Name, p.Certificate = strings.TrimSpace(p.Name), strings.TrimSpace(p.Certificate)
	bad.Need("name", p.Name, "请填写姓名")
	bad.Short("name", "姓名", p.Name, lineMax)
	bad.Must("employment", Employments.Has(string(p.Employment)), "请选择是专职、兼职还是特邀")
	bad.Must("background", p.Background == "" || Backgrounds.Has(p.Background), "请从列出的身份中选择")
	bad.Must("education", p.Education == "" || Educations.Has(p.Education), "请从列出的学历中选择")
	bad.Short("certificate", "证号", p.Certificate, lineMax)
}

// enter puts somebody on the register.
func enter(tx *db.Tx, by actor.Actor, m Mediator) (Mediator, error) {
	if m.Employment == "" {
		m.Employment = PartTime
	}
	var bad fault.Fields
	m.check(&bad)
	if err := bad.Err(); err != nil {
		return m, err
	}
	if err := m.free(tx); err != nil {
		return m, err
	}
	m.ID, m.Version = MediatorID(tx.NewID()), 1
	_, err := tx.Exec(insertMediator, tx.Street, string(m.ID), m.Committee, m.Officer, m.Name, m.Woman, m.Minority, string(m.Employment), string(m.Way),
		m.Background, m.Education, m.LawTrained, m.Party, m.Certificate, m.Since, m.Term)
	if err != nil {
		return m, err
	}
	action := "mediator.engage"
	if m.Way == Elected {
		action = "mediator.elected"
	}
	return m, told(tx, by, action, string(m.ID), map[string]any{"committee": m.Committee, "since": m.Since.String(), "until": m.Term.String()})
}

// free holds that the officer exists and has no other entry with the committee.
func (m Mediator) free(tx *db.Tx) error {
	if m.Officer == "" {
		return nil
	}
	if _, err := org.FindOfficer(tx, m.Officer); err != nil {
		if fault.Is(err, fault.NotFound) {
			return fault.Wrong("officer", err.Error())
		}
		return err
	}
	n, err := db.Value[int](tx, onRegister, tx.Street, m.Committee, m.Officer, string(m.ID), tx.Today())
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.Wrong("officer", "这位工作人员已经在这个调委会的名册上了")
	}
	return nil
}

func (m *Mediator) save(tx *db.Tx) error {
	n, err := tx.Exec(saveMediator, tx.Street, string(m.ID), m.Version, m.Officer, m.Name, m.Woman, m.Minority, string(m.Employment), string(m.Way), m.Background,
		m.Education, m.LawTrained, m.Party, m.Certificate, m.Term, m.Ended, m.Ending, m.Ground, m.Note)
	if err != nil {
		return err
	}
	if n == 0 {
		return changed()
	}
	m.Version++
	return nil
}

// Engagement is somebody whom a committee engages (art. 13, 14).
type Engagement struct {
	Officer string
	Person
	Adult bool // an adult citizen, as the law asks; seen, not kept
	Since calendar.Date
	Until calendar.Date
}

// Engage puts a mediator on the register whom the committee engaged.
func Engage(tx *db.Tx, by actor.Actor, id string, e Engagement) (Mediator, error) {
	c, err := described(tx, by, id, 0)
	if err != nil {
		return Mediator{}, err
	}
	var bad fault.Fields
	e.check(&bad)
	switch {
	case e.Since.Zero() || e.Since > tx.Today():
		bad.Add("since", "请填写聘任的日期，不能晚于今天")
	case e.Since < c.Since:
		bad.Add("since", "聘任不能早于调委会设立的日期%s", c.Since.Plain())
	}
	bad.Must("until", e.Until > e.Since, "请填写聘期到哪一天，要晚于聘任的日期")
	bad.Must("adult", e.Adult, "调解员要是成年公民（《"+law+"》第十四条），请核对后勾选")
	if err := bad.Err(); err != nil {
		return Mediator{}, err
	}
	m, err := enter(tx, by, Mediator{Committee: c.ID, Community: c.Community, Officer: e.Officer, Person: e.Person, Way: Engaged, Since: e.Since, Term: e.Until})
	if err != nil {
		return m, err
	}
	c.Changed = max(c.Changed, e.Since)
	return m, c.save(tx)
}

// entry loads an entry that stands, to be changed.
func entry(tx *db.Tx, by actor.Actor, id MediatorID, version int) (Mediator, Committee, error) {
	m, err := db.One(tx, readMediator, scanMediator, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) {
		return m, Committee{}, fault.New(fault.NotFound, "名册上找不到这位调解员，可能地址有误")
	}
	if err != nil {
		return m, Committee{}, err
	}
	c, err := described(tx, by, m.Committee, 0)
	if err != nil {
		return m, c, err
	}
	switch {
	case !m.Ended.Zero():
		return m, c, fault.New(fault.Conflict, "%s起已经不在名册上，不能再改", m.Ended.AddDays(1).Plain())
	case version != 0 && version != m.Version:
		return m, c, changed()
	}
	return m, c, nil
}

// Amend corrects what an entry says of somebody.
func Amend(tx *db.Tx, by actor.Actor, id MediatorID, version int, officer string, p Person) (Mediator, error) {
	m, _, err := entry(tx, by, id, version)
	if err != nil {
		return m, err
	}
	var bad fault.Fields
	p.check(&bad)
	if err := bad.Err(); err != nil {
		return m, err
	}
	m.Person, m.Officer = p, officer
	if err := m.free(tx); err != nil {
		return m, err
	}
	if err := m.save(tx); err != nil {
		return m, err
	}
	return m, told(tx, by, "mediator.amend", string(m.ID), nil)
}

// Renew engages a mediator for another term. Members are elected, not renewed.
func Renew(tx *db.Tx, by actor.Actor, id MediatorID, version int, until calendar.Date) (Mediator, error) {
	m, c, err := entry(tx, by, id, version)
	if err != nil {
		return m, err
	}
	switch {
	case m.Way != Engaged:
		return m, fault.New(fault.Conflict, "委员由推选产生，连任要登记改选（《%s》第九条）", law)
	case until <= m.Term:
		return m, fault.Wrong("until", "新的聘期要晚于现在的聘期"+m.Term.Plain())
	}
	m.Term = until
	if err := m.save(tx); err != nil {
		return m, err
	}
	c.Changed = tx.Today()
	if err := c.save(tx); err != nil {
		return m, err
	}
	return m, told(tx, by, "mediator.renew", string(m.ID), map[string]any{"until": until.String()})
}

// Leaving is why and when an entry ends.
type Leaving struct {
	Version int
	On      calendar.Date // the last day
	Ending  string
	Ground  string // of a dismissal or recall
	Note    string
}

func (l Leaving) check(m Mediator, today calendar.Date) (Leaving, error) {
	var bad fault.Fields
	l.Note = strings.TrimSpace(l.Note)
	bad.Must("on", !l.On.Zero() && l.On <= today && l.On >= m.Since, "请填写最后一天，不早于上册的日期，不晚于今天")
	bad.Must("ending", Endings.Has(l.Ending), "请选择为什么不再担任")
	forced := l.Ending == "recalled" || l.Ending == "dismissed"
	switch {
	case l.Ending == "recalled" && m.Way != Elected:
		bad.Add("ending", "聘任的调解员由聘任单位解聘，不是罢免（《%s》第十五条）", law)
	case l.Ending == "dismissed" && m.Way != Engaged:
		bad.Add("ending", "推选的委员由推选单位罢免，不是解聘（《%s》第十五条）", law)
	case forced && !Grounds.Has(l.Ground):
		bad.Add("ground", "罢免、解聘要有法定的情形，请选择是哪一项（《%s》第十五条）", law)
	case !forced && l.Ground != "":
		bad.Add("ground", "只有罢免、解聘才选法定的情形")
	}
	if forced {
		bad.Need("note", l.Note, "请写明哪个单位在什么会议上决定的")
	}
	bad.Short("note", "说明", l.Note, wordsMax)
	return l, bad.Err()
}

// Leave ends an entry, with its seat and its studio.
func Leave(tx *db.Tx, by actor.Actor, id MediatorID, l Leaving) (Mediator, error) {
	m, c, err := entry(tx, by, id, l.Version)
	if err != nil {
		return m, err
	}
	if l, err = l.check(m, tx.Today()); err != nil {
		return m, err
	}
	m.Ended, m.Ending, m.Ground, m.Note = l.On, l.Ending, l.Ground, l.Note
	if err := m.save(tx); err != nil {
		return m, err
	}
	for _, s := range []db.Stmt{endSeat, endStudios} {
		if _, err := tx.Exec(s, tx.Street, string(m.ID), l.On); err != nil {
			return m, err
		}
	}
	c.Changed = max(c.Changed, l.On)
	if err := c.save(tx); err != nil {
		return m, err
	}
	return m, told(tx, by, "mediator.end", string(m.ID), map[string]any{"on": l.On.String(), "ending": l.Ending})
}

// OpenStudio writes down a mediator's studio under the committee.
func OpenStudio(tx *db.Tx, by actor.Actor, id string, s Studio) (Studio, error) {
	c, err := described(tx, by, id, 0)
	if err != nil {
		return s, err
	}
	m, err := LoadMediator(tx, by, s.Mediator)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return s, err
	}
	var bad fault.Fields
	bad.Must("mediator", err == nil && m.Committee == c.ID && m.In(tx.Today()), "请选择是名册上哪一位调解员的工作室")
	s.Name, s.Place = strings.TrimSpace(s.Name), strings.TrimSpace(s.Place)
	bad.Need("name", s.Name, "请填写工作室的名称")
	bad.Need("place", s.Place, "请填写工作室在哪里")
	bad.Short("name", "名称", s.Name, lineMax)
	bad.Short("place", "地点", s.Place, lineMax)
	bad.Must("since", !s.Since.Zero() && s.Since <= tx.Today(), "请填写设立的日期，不能晚于今天")
	if err := bad.Err(); err != nil {
		return s, err
	}
	s.ID, s.Committee = tx.NewID(), c.ID
	if _, err := tx.Exec(insertStudio, tx.Street, s.ID, s.Committee, string(s.Mediator), s.Name, s.Place, s.Since); err != nil {
		return s, err
	}
	return s, told(tx, by, "studio.open", s.ID, map[string]any{"committee": c.ID})
}

// CloseStudio ends a studio today.
func CloseStudio(tx *db.Tx, by actor.Actor, id, studio string) error {
	c, err := described(tx, by, id, 0)
	if err != nil {
		return err
	}
	n, err := tx.Exec(endStudio, tx.Street, c.ID, studio, tx.Today())
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "这个工作室已经撤销，或者不是这个调委会的")
	}
	return told(tx, by, "studio.close", studio, map[string]any{"committee": c.ID})
}
