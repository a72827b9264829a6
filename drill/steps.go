package drill

import (
	"regexp"
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

var clockTime = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

func hour(typed string) string {
	t := strings.ReplaceAll(strings.TrimSpace(typed), "：", ":")
	if len(t) == len("9:30") {
		t = "0" + t
	}
	return t
}

func short(bad *fault.Fields, name, label, text string, most int) {
	if n := len([]rune(text)); n > most {
		bad.Add(name, "%s最多%d字，现在多了%d字", label, most, n-most)
	}
}

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
		State: Planned, Subject: p.Subject, Variety: p.Variety, Scenario: p.Scenario, Aim: strings.TrimSpace(p.Aim), On: p.On, Start: hour(p.Start),
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
	bad.Must("start", clockTime.MatchString(s.Start), "请填写几点开始，写成09:00这样")
	bad.Need("place", s.Place, "请填写在哪里")
	short(&bad, "place", "地点", s.Place, lineMax)
	short(&bad, "aim", "目的", s.Aim, wordsMax)
	for _, name := range p.Teams {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		if slices.ContainsFunc(s.Teams, func(t Team) bool { return t.Name == name }) {
			bad.Add("teams", "“%s”写了两次，一个单位一队", name)
		}
		short(&bad, "teams", "队名", name, lineMax)
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
	short(&bad, "reason", "原因", s.Ending, wordsMax)
	if err := bad.Err(); err != nil {
		return s, err
	}
	s.State = Cancelled
	if err := s.save(tx); err != nil {
		return s, err
	}
	return s, s.told(tx, by, "cancel", nil)
}

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
		short(&bad, q.Code, "回答", words, answerMax)
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

// New is the choice that none of the activities recorded by hand is the session.
const New = "new"

// Holding says how a session went.
type Holding struct {
	Version    int
	Attendance int
	Choice     string // an activity recorded by hand that this is, or New
}

// Handmade says which drills of the day somebody recorded by hand: nothing has been
// written, and somebody has to choose.
type Handmade struct{ Activities []activity.Activity }

func (*Handmade) Error() string {
	return "这一天已经登记过练兵，请看看是不是同一次：是同一次的关联起来，不重复计数"
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
	free, err := handMade(tx, s)
	if err != nil {
		return s, err
	}
	switch {
	case slices.ContainsFunc(free, func(a activity.Activity) bool { return string(a.ID) == h.Choice }):
		s.Activity = activity.ID(h.Choice)
	case len(free) > 0 && h.Choice != New:
		return s, &Handmade{Activities: free}
	default:
		a, err := activity.Record(tx, by, activity.Draft{
			Kind: activity.Drill, Variety: s.Variety, On: s.On, Start: s.Start, Place: s.Place, Topics: s.topic(), Attendance: h.Attendance,
		})
		if err != nil {
			return s, err
		}
		s.Activity = a.ID
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
	short(&bad, "summary", "小结", s.Summary, answerMax)
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
