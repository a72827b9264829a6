package drill

import (
	"slices"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// team is a team of a session whose scenario is being worked on.
func (s Session) team(today calendar.Date, id TeamID, want TeamState) (Team, Scenario, error) {
	of, known := Find(s.Scenario)
	i := slices.IndexFunc(s.Teams, func(t Team) bool { return t.ID == id })
	switch {
	case !known || i < 0:
		return Team{}, of, fault.New(fault.NotFound, "找不到这个队，可能地址有误")
	case s.State != Planned && s.State != Held:
		return Team{}, of, fault.New(fault.Conflict, "这次练兵现在是“%s”，不能做这一步", s.State.Label())
	case s.Teams[i].State != want:
		return Team{}, of, fault.New(fault.Conflict, "这个队现在是“%s”，不能做这一步", s.Teams[i].State.Label())
	}
	return s.Teams[i], of, s.reached(today)
}

// step moves a team on, and refuses when somebody else was faster.
func (t *Team) step(tx *db.Tx, to TeamState) error {
	n, err := tx.Exec(saveTeam, tx.Street, string(t.ID), string(t.State), string(to))
	if err != nil {
		return err
	}
	if n == 0 {
		return changed()
	}
	t.State = to
	return nil
}

// Answer hands in what a team answers, once; a question may be left open. Only the team
// is kept, not who typed for it.
func Answer(tx *db.Tx, by actor.Actor, id ID, team TeamID, answers map[string]string) (Team, error) {
	s, err := Load(tx, by, id)
	if err != nil {
		return Team{}, err
	}
	if err := identity.WorkDrills.Check(by); err != nil {
		return Team{}, err
	}
	t, of, err := s.team(tx.Today(), team, Waiting)
	if err != nil {
		return t, err
	}
	var bad fault.Fields
	given := 0
	for _, q := range of.Questions {
		words := strings.TrimSpace(answers[q.Code])
		bad.Must(q.Code, words == "" || len(q.Options) == 0 || q.Options.Has(words), "请从列出的办法中选择")
		bad.Short(q.Code, "回答", words, answerMax)
		if words != "" {
			given++
		}
	}
	if len(of.Questions) > 0 {
		bad.Must(of.Questions[0].Code, given > 0, "至少回答一个问题再交")
	}
	if err := bad.Err(); err != nil {
		return t, err
	}
	for _, q := range of.Questions {
		words := strings.TrimSpace(answers[q.Code])
		if words == "" {
			continue
		}
		if _, err := tx.Exec(insertAnswer, tx.Street, string(t.ID), q.Code, words); err != nil {
			return t, err
		}
		t.Answers[q.Code] = words
	}
	if err := t.step(tx, Answered); err != nil {
		return t, err
	}
	return t, s.told(tx, by, "answer", map[string]any{"team": t.ID})
}

// Check goes through the checklist of a team together with it: a point of a question
// with choices is hit by the choice, the others are those that were ticked.
func Check(tx *db.Tx, by actor.Actor, id ID, team TeamID, ticked []string) (Team, error) {
	s, err := take(tx, by, id, 0, Planned, Held)
	if err != nil {
		return Team{}, err
	}
	t, of, err := s.team(tx.Today(), team, Answered)
	if err != nil {
		return t, err
	}
	open := map[string]bool{}
	t.Hit = nil
	for _, q := range of.Questions {
		t.Hit = append(t.Hit, q.hits(t.Answers[q.Code])...)
		for _, p := range q.Points {
			open[p.Code] = len(q.Options) == 0
		}
	}
	for _, code := range ticked {
		if !open[code] || slices.Contains(t.Hit, code) {
			return t, fault.Wrong("points", "请从列出的要点中勾选")
		}
		t.Hit = append(t.Hit, code)
	}
	for _, code := range t.Hit {
		if _, err := tx.Exec(insertPoint, tx.Street, string(t.ID), code); err != nil {
			return t, err
		}
	}
	if err := t.step(tx, Checked); err != nil {
		return t, err
	}
	return t, s.told(tx, by, "check", map[string]any{"team": t.ID, "hit": len(t.Hit), "points": len(of.Points())})
}

// Holding says how a session went.
type Holding struct {
	Version    int
	Attendance int
	Choice     string // an activity recorded by hand that this is, or activity.New
}

// Hold writes down that a session took place. It is one activity, and that is what every
// figure counts: one recorded by hand is linked, else it is recorded here.
func Hold(tx *db.Tx, by actor.Actor, id ID, h Holding) (Session, error) {
	s, err := take(tx, by, id, h.Version, Planned)
	if err != nil {
		return s, err
	}
	if err := s.reached(tx.Today()); err != nil {
		return s, err
	}
	if h.Attendance < 1 || h.Attendance > personsMax {
		return s, fault.Wrong("attendance", "请填写多少人次参加，1到1000")
	}
	known, err := activity.Pick(tx, activity.Filter{Kinds: []string{string(activity.Drill)}, On: matter.Period{From: s.On, To: s.On}},
		h.Choice, "这一天已经登记过练兵，请看看是不是同一次：是同一次的关联起来，不重复计数")
	if err != nil {
		return s, err
	}
	s.Activity, err = activity.RecordUnless(tx, by, known, activity.Draft{
		Kind: activity.Drill, Variety: s.Variety, On: s.On, Start: s.Start, Place: s.Place, Topics: s.topic(), Attendance: h.Attendance,
	})
	if err != nil {
		return s, err
	}
	s.State, s.Attendance = Held, h.Attendance
	if err := s.save(tx); err != nil {
		return s, err
	}
	return s, s.told(tx, by, "hold", map[string]any{"attendance": h.Attendance})
}

// topic is what the activity says of the session: what is trained, and on what.
func (s Session) topic() string {
	if of, known := Find(s.Scenario); known {
		return s.Subject.Label() + "；情景：" + of.Title
	}
	return s.Subject.Label()
}

// Write records what came of a session: every team that was there has been checked.
func Write(tx *db.Tx, by actor.Actor, id ID, version int, summary string) (Session, error) {
	s, err := take(tx, by, id, version, Held)
	if err != nil {
		return s, err
	}
	var bad fault.Fields
	s.Summary = strings.TrimSpace(summary)
	bad.Need("summary", s.Summary, "请写下练得怎么样、下一步练什么；说到队，不说到人")
	bad.Short("summary", "小结", s.Summary, answerMax)
	if err := bad.Err(); err != nil {
		return s, err
	}
	for _, t := range s.Teams {
		if t.State == Answered {
			return s, fault.New(fault.Conflict, "“%s”作答以后还没有核对要点，核对以后再记结果", t.Name)
		}
	}
	s.State = Recorded
	if err := s.save(tx); err != nil {
		return s, err
	}
	return s, s.told(tx, by, "record", nil)
}
