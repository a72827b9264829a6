package study

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
	"fengsheng/org"
)

// ID identifies a session.
type ID string

// Stage is where a session stands.
type Stage string

// The states (workflow.md section 9).
const (
	Planned   Stage = "planned"
	Held      Stage = "held"
	Recorded  Stage = "recorded"
	Cancelled Stage = "cancelled"
)

// Stages with their names.
var Stages = matter.Enumeration{
	{Code: "planned", Label: "已安排"}, {Code: "held", Label: "已开展"}, {Code: "recorded", Label: "已记录"}, {Code: "cancelled", Label: "已取消"},
}

// Label is the Chinese name.
func (s Stage) Label() string { return Stages.Label(string(s)) }

// Session is one session of study.
type Session struct {
	ID        ID
	State     Stage
	Variety   activity.Variety
	On        calendar.Date
	Start     string // 09:00
	Place     string
	Community string // "" = of the whole street
	Topic     string
	Speaker   string // who leads it, in words
	Documents string // what is read beside the laws
	Summary   string
	Ending    string // why it was cancelled
	Others    int    // who took part and is no officer of the street
	Activity  activity.ID
	Version   int
	Laws      []Reference
}

// At is where the session stands in the tree of the street.
func (s Session) At() identity.Location { return identity.Location{Community: s.Community} }

// Done reports whether it took place.
func (s Session) Done() bool { return s.State == Held || s.State == Recorded }

// Label is the name of its variety.
func (s Session) Label() string { return s.Variety.Label(activity.Study) }

// Plan is a session to come.
type Plan struct {
	Variety   activity.Variety
	On        calendar.Date
	Start     string
	Place     string
	Community string
	Topic     string
	Speaker   string
	Documents string
	Laws      []Reference
}

// fill puts the plan into the session.
func (s *Session) fill(p Plan) {
	s.Variety, s.On, s.Start, s.Community, s.Laws = p.Variety, p.On, calendar.Hour(p.Start), p.Community, slices.Clone(p.Laws)
	s.Place, s.Topic = strings.TrimSpace(p.Place), strings.TrimSpace(p.Topic)
	s.Speaker, s.Documents = strings.TrimSpace(p.Speaker), strings.TrimSpace(p.Documents)
}

func (s *Session) check(tx *db.Tx) error {
	var bad fault.Fields
	bad.Must("variety", Varieties().Has(string(s.Variety)), "请选择是哪一种学习")
	switch {
	case s.On.Zero():
		bad.Add("on", "请填写哪一天，例如2024-05-08")
	case s.On < tx.Today():
		bad.Add("on", "这一天已经过去；办过的学习，请在“活动”里登记")
	}
	if !calendar.IsHour(s.Start) {
		bad.Add("start", "请填写几点开始，写成09:00这样")
	}
	bad.Need("place", s.Place, "请填写在哪里")
	bad.Need("topic", s.Topic, "请填写学什么，例如：学习人民调解法")
	for _, t := range []struct {
		name, label, text string
		most              int
	}{{"place", "地点", s.Place, lineMax}, {"topic", "主题", s.Topic, lineMax}, {"speaker", "领学或者主讲", s.Speaker, lineMax}, {"documents", "学习材料", s.Documents, wordsMax}} {
		bad.Short(t.name, t.label, t.text, t.most)
	}
	if needsLaw(s.Variety) {
		bad.Must("laws", len(s.Laws) > 0, "学法要有法律或者党内法规，一行写一部")
	}
	bad.Must("laws", len(s.Laws) <= lawsMost, "一场最多写20部，请分几场")
	for _, r := range s.Laws {
		r.check(&bad, "laws")
	}
	if err := org.CheckCommunity(tx, &bad, s.Community); err != nil {
		return err
	}
	return bad.Err()
}

// needsLaw reports whether a variety counts as law study only with a text: a training
// or a hearing has its subject in words.
func needsLaw(v activity.Variety) bool {
	return v != activity.CourtHearing && v != activity.Training
}

// mine holds that the session is at a place the actor keeps sessions for.
func mine(by actor.Actor, s Session) error {
	if identity.KeepStudy.Reaches(by, s.At()) {
		return nil
	}
	return fault.New(fault.Denied, "这场学习不在您的岗位管辖的地方，请街道来办")
}

// Arrange plans a session.
func Arrange(tx *db.Tx, by actor.Actor, p Plan) (Session, error) {
	s := Session{State: Planned, Version: 1}
	s.fill(p)
	if err := identity.KeepStudy.Check(by); err != nil {
		return s, err
	}
	if err := s.check(tx); err != nil {
		return s, err
	}
	if err := mine(by, s); err != nil {
		return s, err
	}
	if err := s.insert(tx); err != nil {
		return s, err
	}
	return s, told(tx, by, "plan", string(s.ID), map[string]any{"on": s.On.String(), "variety": s.Variety})
}

// take loads a session for a step, at the version the actor saw.
func take(tx *db.Tx, by actor.Actor, id ID, version int, states ...Stage) (Session, error) {
	s, err := Load(tx, by, id)
	if err != nil {
		return s, err
	}
	if err := identity.KeepStudy.Check(by); err != nil {
		return s, err
	}
	if err := mine(by, s); err != nil {
		return s, err
	}
	switch {
	case !slices.Contains(states, s.State):
		return s, fault.New(fault.Conflict, "这场学习现在是“%s”，不能做这一步", s.State.Label())
	case version != 0 && version != s.Version:
		return s, changed()
	}
	return s, nil
}

// Move changes what is planned.
func Move(tx *db.Tx, by actor.Actor, id ID, version int, p Plan) (Session, error) {
	s, err := take(tx, by, id, version, Planned)
	if err != nil {
		return s, err
	}
	s.fill(p)
	if err := s.check(tx); err != nil {
		return s, err
	}
	if err := mine(by, s); err != nil {
		return s, err
	}
	if err := s.writeLaws(tx); err != nil {
		return s, err
	}
	return s, s.step(tx, by, Planned, "move", map[string]any{"on": s.On.String(), "variety": s.Variety})
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
	return s, s.step(tx, by, Cancelled, "cancel", nil)
}
