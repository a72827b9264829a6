package drill

import (
	"slices"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Bounds of what is written, in characters, and of one session.
const (
	lineMax    = 100
	wordsMax   = 1000
	answerMax  = 2000
	teamsMost  = 12
	personsMax = 1000
)

// Plan is a session to come.
type Plan struct {
	Subject  Subject
	Variety  activity.Variety
	Scenario string
	Aim      string
	On       calendar.Date
	Start    string
	Place    string
	Teams    []string // names of units
}

func (p Plan) check(today calendar.Date) (Session, error) {
	s := Session{
		State: Planned, Subject: p.Subject, Variety: p.Variety, Scenario: p.Scenario, Aim: strings.TrimSpace(p.Aim), On: p.On, Start: calendar.Hour(p.Start),
		Place: strings.TrimSpace(p.Place), Version: 1,
	}
	var bad fault.Fields
	bad.Must("subject", Subjects.Has(string(s.Subject)), "请选择练什么")
	bad.Must("variety", Varieties.Has(string(s.Variety)), "请选择是哪一种练兵")
	if _, known := Find(s.Scenario); s.Scenario != "" && !known {
		bad.Add("scenario", "请从情景库里选择")
	}
	switch {
	case s.On.Zero():
		bad.Add("on", "请填写练兵的日期，例如2024-05-08")
	case s.On < today:
		bad.Add("on", "日期已经过了；没有事先安排的练兵，在“活动”里登记")
	}
	bad.Must("start", calendar.IsHour(s.Start), "请填写几点开始，写成09:00这样")
	bad.Need("place", s.Place, "请填写在哪里")
	bad.Short("place", "地点", s.Place, lineMax)
	bad.Short("aim", "目的", s.Aim, wordsMax)
	for _, name := range p.Teams {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		if slices.ContainsFunc(s.Teams, func(t Team) bool { return t.Name == name }) {
			bad.Add("teams", "“%s”写了两次，一个单位一队", name)
		}
		bad.Short("teams", "队名", name, lineMax)
		s.Teams = append(s.Teams, Team{Name: name, State: Waiting})
	}
	bad.Must("teams", len(s.Teams) <= teamsMost, "一次最多12队")
	bad.Must("teams", s.Scenario == "" || len(s.Teams) > 0, "用情景练的，请写明哪些单位组队，一行一个单位")
	return s, bad.Err()
}

// Arrange puts a session into the year's plan.
func Arrange(tx *db.Tx, by actor.Actor, p Plan) (Session, error) {
	if err := identity.KeepDrills.Check(by); err != nil {
		return Session{}, err
	}
	s, err := p.check(tx.Today())
	if err != nil {
		return s, err
	}
	s.ID = ID(tx.NewID())
	if _, err := tx.Exec(insertRow, tx.Street, string(s.ID), string(s.Subject), string(s.Variety), s.Scenario, s.Aim, s.On, s.Start, s.Place); err != nil {
		return s, err
	}
	for i := range s.Teams {
		s.Teams[i].ID = TeamID(tx.NewID())
		if _, err := tx.Exec(insertTeam, tx.Street, string(s.Teams[i].ID), string(s.ID), i+1, s.Teams[i].Name); err != nil {
			return s, err
		}
	}
	return s, s.told(tx, by, "plan", map[string]any{"on": s.On.String(), "subject": s.Subject, "teams": len(s.Teams)})
}

func (s Session) told(tx *db.Tx, by actor.Actor, do string, details map[string]any) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: "drill." + do, Kind: event.Drill, Subject: string(s.ID), Role: by.First(identity.WorkDrills.Roles...), Details: details,
	})
	return err
}

// take loads a session for a step of whoever keeps drills.
func take(tx *db.Tx, by actor.Actor, id ID, version int, states ...State) (Session, error) {
	s, err := Load(tx, by, id)
	if err != nil {
		return s, err
	}
	if err := identity.KeepDrills.Check(by); err != nil {
		return s, err
	}
	switch {
	case !slices.Contains(states, s.State):
		return s, fault.New(fault.Conflict, "这次练兵现在是“%s”，不能做这一步", s.State.Label())
	case version != 0 && version != s.Version:
		return s, changed()
	}
	return s, nil
}

func changed() error {
	return fault.New(fault.Conflict, "这次练兵刚刚被别人改过，请看过最新情况再提交，您填的内容还在")
}

func (s *Session) save(tx *db.Tx) error {
	n, err := tx.Exec(saveRow, tx.Street, string(s.ID), s.Version, string(s.State), s.Attendance, string(s.Activity), s.Summary, s.Ending)
	if err != nil {
		return err
	}
	if n == 0 {
		return changed()
	}
	s.Version++
	return nil
}

// reached holds that the day has come.
func (s Session) reached(today calendar.Date) error {
	if today < s.On {
		return fault.New(fault.Conflict, "这次练兵定在%s，还没有到", s.On.Plain())
	}
	return nil
}

// Cancel calls a session off that has not been held.
func Cancel(tx *db.Tx, by actor.Actor, id ID, version int, why string) (Session, error) {
	s, err := take(tx, by, id, version, Planned)
	if err != nil {
		return s, err
	}
	var bad fault.Fields
	s.Ending = strings.TrimSpace(why)
	bad.Need("reason", s.Ending, "请写明为什么取消")
	bad.Short("reason", "原因", s.Ending, wordsMax)
	if err := bad.Err(); err != nil {
		return s, err
	}
	s.State = Cancelled
	if err := s.save(tx); err != nil {
		return s, err
	}
	return s, s.told(tx, by, "cancel", nil)
}
