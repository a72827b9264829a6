package committee

import (
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Candidate is who was elected: somebody of the committee's register, or new on it.
type Candidate struct {
	Mediator MediatorID // "" = new on the register
	Officer  string     // who works here besides
	Person
	Office Office
}

// Election is an election of the whole committee.
type Election struct {
	Version int
	On      calendar.Date
	Elector Elector
	Meeting string
	Members []Candidate
}

func (e Election) check(c Committee, before *Term, today calendar.Date) (Election, error) {
	var bad fault.Fields
	switch {
	case e.On.Zero():
		bad.Add("on", "请填写推选的日期，例如2024-05-08")
	case e.On > today:
		bad.Add("on", "日期还没有到，推选以后再登记")
	case e.On < c.Since:
		bad.Add("on", "推选不能早于设立的日期%s", c.Since.Plain())
	case before != nil && e.On <= before.Elected:
		bad.Add("on", "已经登记了%s的推选，改选要晚于它", before.Elected.Plain())
	}
	if !slices.Contains(electors[c.Kind], e.Elector) {
		bad.Add("elector", "%s的委员由%s（《%s》%s）", c.Kind.Label(), electorWords(c.Kind), law, article(c.Kind))
	}
	e.Meeting = strings.TrimSpace(e.Meeting)
	bad.Need("meeting", e.Meeting, "请写明会议记录在哪里、到会多少人")
	bad.Short("meeting", "会议记录", e.Meeting, wordsMax)
	return e, bad.Err()
}

// article is where the law says who elects a committee of the kind.
func article(k Kind) string {
	switch k {
	case Residents, Village, Enterprise:
		return "第九条"
	}
	return "第三十四条"
}

func electorWords(k Kind) string {
	var words []string
	for _, e := range k.Electors() {
		words = append(words, e.Label)
	}
	return strings.Join(words, "、")
}

// Elect writes down an election: the term of three years begins, whoever sat before and
// was not elected again is on the register no longer.
func Elect(tx *db.Tx, by actor.Actor, id string, e Election) (Committee, error) {
	c, err := described(tx, by, id, e.Version)
	if err != nil {
		return c, err
	}
	before, err := Present(tx, id, tx.Today())
	if err != nil {
		return c, err
	}
	if e, err = e.check(c, before, tx.Today()); err != nil {
		return c, err
	}
	seats, err := candidates(tx, by, c, e.Members)
	if err != nil {
		return c, err
	}
	if err := lawful("members", seats); err != nil {
		return c, err
	}
	if before != nil {
		if err := leave(tx, c, *before, e); err != nil {
			return c, err
		}
	}
	term := Term{ID: tx.NewID(), Elected: e.On, Until: TermUntil(e.On)}
	if _, err := tx.Exec(insertTerm, tx.Street, term.ID, c.ID, term.Elected, term.Until, string(e.Elector), e.Meeting); err != nil {
		return c, err
	}
	for _, m := range e.Members {
		if err := sit(tx, by, c, term, m, e.On); err != nil {
			return c, err
		}
	}
	c.Changed = e.On
	if err := c.save(tx); err != nil {
		return c, err
	}
	return c, told(tx, by, "committee.elect", c.ID, map[string]any{"on": e.On.String(), "until": term.Until.String(), "members": len(e.Members)})
}

// candidates are the seats that an election would give, for the rules.
func candidates(tx *db.Tx, by actor.Actor, c Committee, all []Candidate) ([]Seat, error) {
	var seats []Seat
	var bad fault.Fields
	known := map[string]bool{}
	for i, m := range all {
		name := Slot(i)
		s := Seat{Mediator: m.Mediator, Name: strings.TrimSpace(m.Name), Woman: m.Woman, Office: m.Office}
		bad.Must(name+".office", Offices.Has(string(m.Office)), "请选择是主任、副主任还是委员")
		key := "new " + s.Name
		if m.Mediator != "" {
			entry, err := LoadMediator(tx, by, m.Mediator)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return nil, err
			}
			if err != nil || entry.Committee != c.ID || !entry.In(tx.Today()) {
				bad.Add(name+".who", "请选择名册上这个调委会的人")
				continue
			}
			s.Name, s.Woman, key = entry.Name, entry.Woman, string(m.Mediator)
		}
		bad.Need(name+".name", s.Name, "请填写姓名，或者从名册上选")
		bad.Short(name+".name", "姓名", s.Name, lineMax)
		if known[key] {
			bad.Add(name+".who", "%s写了两次，一个人是一名委员", s.Name)
		}
		known[key] = true
		seats = append(seats, s)
	}
	return seats, bad.Err()
}

// Slot is the name of the i-th member's entries in a form, from 0.
func Slot(i int) string { return "member" + string(rune('1'+i)) }

// leave ends the seats before an election, and the entries of those not elected again.
func leave(tx *db.Tx, c Committee, before Term, e Election) error {
	last := e.On.AddDays(-1)
	for _, s := range before.Sitting(last) {
		if slices.ContainsFunc(e.Members, func(m Candidate) bool { return m.Mediator == s.Mediator }) {
			continue
		}
		m, err := db.One(tx, readMediator, scanMediator, tx.Street, string(s.Mediator))
		if err != nil {
			return err
		}
		if m.Ended.Zero() {
			m.Ended, m.Ending = last, "expired"
			if err := m.save(tx); err != nil {
				return err
			}
			if _, err := tx.Exec(endStudios, tx.Street, string(m.ID), last); err != nil {
				return err
			}
		}
	}
	_, err := tx.Exec(endSeats, tx.Street, before.ID, last)
	return err
}

// sit gives a seat: an entry of the register becomes a member, or one is made.
func sit(tx *db.Tx, by actor.Actor, c Committee, t Term, m Candidate, on calendar.Date) error {
	if m.Mediator == "" {
		made, err := enter(tx, by, Mediator{Committee: c.ID, Officer: m.Officer, Person: m.Person, Way: Elected, Since: on, Term: t.Until})
		if err != nil {
			return err
		}
		m.Mediator = made.ID
	} else {
		entry, err := db.One(tx, readMediator, scanMediator, tx.Street, string(m.Mediator))
		if err != nil {
			return err
		}
		entry.Way, entry.Term = Elected, t.Until
		if err := entry.save(tx); err != nil {
			return err
		}
	}
	_, err := tx.Exec(insertSeat, tx.Street, tx.NewID(), t.ID, string(m.Mediator), string(m.Office), on)
	return err
}

// Filling is a seat that is filled between two elections, or an office that changes.
type Filling struct {
	Version int
	On      calendar.Date
	Member  Candidate
}

// Fill writes down that a member was elected into a seat that had become free, or that
// a member took another office. The term stays as it is.
func Fill(tx *db.Tx, by actor.Actor, id string, f Filling) (Committee, error) {
	c, err := described(tx, by, id, f.Version)
	if err != nil {
		return c, err
	}
	term, err := Present(tx, id, tx.Today())
	if err != nil {
		return c, err
	}
	if term == nil {
		return c, fault.New(fault.Conflict, "还没有登记推选，先登记整届的推选")
	}
	switch {
	case f.On.Zero() || f.On > tx.Today():
		return c, fault.Wrong("on", "请填写补选的日期，不能晚于今天")
	case f.On < term.Elected || f.On > term.Until:
		return c, fault.Wrong("on", "日期要在这一届任期之内："+term.Elected.Plain()+"至"+term.Until.Plain()+"，届满以后要改选")
	}
	if _, err := candidates(tx, by, c, []Candidate{f.Member}); err != nil {
		return c, err
	}
	sitting := slices.DeleteFunc(term.Sitting(f.On), func(s Seat) bool { return s.Mediator == f.Member.Mediator && s.Mediator != "" })
	if len(sitting) >= membersMost {
		return c, fault.New(fault.Conflict, "委员最多九人（《%s》第八条），没有空出的位置", law)
	}
	if f.Member.Office == Director && slices.ContainsFunc(sitting, func(s Seat) bool { return s.Office == Director }) {
		return c, fault.Wrong(Slot(0)+".office", "已经有主任了，主任是一人（《"+law+"》第八条）")
	}
	if f.Member.Mediator != "" {
		if _, err := tx.Exec(endSeat, tx.Street, string(f.Member.Mediator), f.On.AddDays(-1)); err != nil {
			return c, err
		}
	}
	if err := sit(tx, by, c, *term, f.Member, f.On); err != nil {
		return c, err
	}
	c.Changed = max(c.Changed, f.On)
	if err := c.save(tx); err != nil {
		return c, err
	}
	return c, told(tx, by, "committee.fill", c.ID, map[string]any{"on": f.On.String(), "office": f.Member.Office})
}
