package reception

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
	"fengsheng/matter"
	"fengsheng/org"
)

// Bounds of what is written, in characters, and of one group and one session.
const (
	lineMax    = 100
	wordsMax   = 500
	minutesMax = 2000
	personsMax = 500
	leadersMax = 6
)

// Plan is a session to come.
type Plan struct {
	Form      Form
	On        calendar.Date
	Start     string
	End       string
	Place     string
	Community string
	Partners  string
	Leaders   []Leader // a post left empty is the officer's own
}

// session is the plan as a row that has not been written yet. It must be possible to announce it before
// its day: who comes without an announcement is received all the same, and that is
// recorded as an activity.
func (p Plan) session() Session {
	return Session{
		State: Planned, Form: p.Form, On: p.On, Start: calendar.Hour(p.Start), End: calendar.Hour(p.End), Place: strings.TrimSpace(p.Place), Community: p.Community,
		Partners: strings.TrimSpace(p.Partners), Leaders: slices.Clone(p.Leaders), Version: 1,
	}
}

func (s *Session) check(today calendar.Date) error {
	var bad fault.Fields
	bad.Must("form", Forms.Has(string(s.Form)), "请选择是哪一种接访")
	switch {
	case s.On.Zero():
		bad.Add("on", "请填写接访的日期，例如2024-05-08")
	case s.On <= today:
		bad.Add("on", "接访要在前一天或更早公布，请选明天以后的日期；临时接待的，接待以后在“活动”里登记")
	}
	if !calendar.IsHour(s.Start) {
		bad.Add("start", "请填写几点开始，写成09:00这样")
	}
	if s.End != "" && (!calendar.IsHour(s.End) || s.End <= s.Start) {
		bad.Add("end", "结束时间写成11:00这样，要晚于开始时间")
	}
	bad.Need("place", s.Place, "请填写在哪里，来的人要找得到")
	bad.Short("place", "地点", s.Place, lineMax)
	bad.Short("partners", "参加单位", s.Partners, lineMax)
	switch {
	case len(s.Leaders) == 0:
		bad.Add("leader1", "请选择由哪位领导接访")
	case len(s.Leaders) > leadersMax:
		bad.Add("leader1", "一场最多%d位领导", leadersMax)
	case len(s.Leaders) > 1 && (s.Form == Fixed || s.Form == Invited):
		bad.Add("form", "两位以上领导一起接访，请选择“联合接访”")
	case len(s.Leaders) == 1 && s.Partners == "" && s.Form == Joint:
		bad.Add("form", "联合接访要有两位以上领导，或者写明还有哪些单位参加")
	}
	return bad.Err()
}

// Arrange puts a session into the schedule: who receives, when, where and how.
func Arrange(tx *db.Tx, by actor.Actor, p Plan) (Session, error) {
	s := p.session()
	if err := identity.KeepReceptions.Check(by); err != nil {
		return s, err
	}
	if err := s.check(tx.Today()); err != nil {
		return s, err
	}
	if err := s.point(tx); err != nil {
		return s, err
	}
	if err := mine(by, s); err != nil {
		return s, err
	}
	s.ID = ID(tx.NewID())
	if _, err := tx.Exec(insertRow, tx.Street, string(s.ID), string(s.Form), s.On, s.Start, s.End, s.Place, s.Community, s.Partners); err != nil {
		return s, err
	}
	for i, l := range s.Leaders {
		if _, err := tx.Exec(insertLeader, tx.Street, string(s.ID), l.Officer, i+1, l.Post, l.Field); err != nil {
			return s, err
		}
	}
	return s, told(tx, by, s, "plan", map[string]any{"on": s.On.String(), "form": s.Form})
}

// point looks before it points: the community and the leaders are there, and none of
// them is in two places at one hour.
func (s *Session) point(tx *db.Tx) error {
	var bad fault.Fields
	if err := org.CheckCommunity(tx, &bad, s.Community); err != nil {
		return err
	}
	for i := range s.Leaders {
		l, name := &s.Leaders[i], "leader"+string(rune('1'+i))
		o, err := org.FindOfficer(tx, l.Officer)
		switch {
		case fault.Is(err, fault.NotFound) || err == nil && (o.Rank == "" || o.Rank == "staff"):
			bad.Add(name, "请选择一位领导干部，职级要是处级或科级")
			continue
		case err != nil:
			return err
		case slices.ContainsFunc(s.Leaders[:i], func(other Leader) bool { return other.Officer == l.Officer }):
			bad.Add(name, "%s选了两次，一位领导一场算一次", o.Name)
			continue
		}
		n, err := db.Value[int](tx, sameHour, tx.Street, s.On, s.Start, l.Officer)
		if err != nil {
			return err
		}
		if n > 0 {
			bad.Add(name, "%s在%s%s已经安排了一场", o.Name, s.On.Plain(), s.Start)
		}
		if l.Post = strings.TrimSpace(l.Post); l.Post == "" {
			l.Post = o.Title
		}
		l.Field = strings.TrimSpace(l.Field)
		bad.Short(name+".post", "职务", l.Post, lineMax)
		bad.Short(name+".field", "负责的工作", l.Field, lineMax)
		bad.Need(name+".post", l.Post, "请填写职务，公布时要写明")
		bad.Need(name+".field", l.Field, "请填写负责什么工作，来的人好知道该找谁")
	}
	return bad.Err()
}

// mine holds that the session is at a place the actor keeps sessions for.
func mine(by actor.Actor, s Session) error {
	if identity.KeepReceptions.Reaches(by, s.At()) {
		return nil
	}
	return fault.New(fault.Denied, "这场接访不在您的岗位管辖的地方，请街道来办")
}

// take loads a session for a step, at the version the actor saw.
func take(tx *db.Tx, by actor.Actor, id ID, version int, states ...State) (Session, error) {
	s, err := Load(tx, by, id)
	if err != nil {
		return s, err
	}
	if err := identity.KeepReceptions.Check(by); err != nil {
		return s, err
	}
	if err := mine(by, s); err != nil {
		return s, err
	}
	switch {
	case s.State == Planned && !slices.Contains(states, Planned):
		return s, fault.New(fault.Conflict, "这场接访还没有公布，要先公布时间、地点和领导，再接访（信访工作条例第十八条）")
	case !slices.Contains(states, s.State):
		return s, fault.New(fault.Conflict, "这场接访现在是“%s”，不能做这一步", s.State.Label())
	case version != 0 && version != s.Version:
		return s, changed()
	}
	return s, nil
}

func changed() error {
	return fault.New(fault.Conflict, "这场接访刚刚被别人改过，请看过最新情况再提交，您填的内容还在")
}

// step saves a session in its new state and tells the ledger.
func step(tx *db.Tx, by actor.Actor, s Session, to State, do string, details map[string]any) (Session, error) {
	s.State = to
	n, err := tx.Exec(saveRow, tx.Street, string(s.ID), s.Version, string(s.State), s.Announced, s.Where, s.Minutes, s.Ending)
	if err != nil {
		return s, err
	}
	if n == 0 {
		return s, changed()
	}
	s.Version++
	return s, told(tx, by, s, do, details)
}

func told(tx *db.Tx, by actor.Actor, s Session, do string, details map[string]any) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: "reception." + do, Kind: event.Reception, Subject: string(s.ID), Role: by.First(identity.KeepReceptions.Roles...), Details: details,
	})
	return err
}

// Announce makes a session public, before its day.
func Announce(tx *db.Tx, by actor.Actor, id ID, version int, where string) (Session, error) {
	s, err := take(tx, by, id, version, Planned)
	if err != nil {
		return s, err
	}
	if tx.Today() >= s.On {
		return s, fault.New(fault.Conflict, "%s的接访要在这一天以前公布时间和地点（信访工作条例第十八条），现在晚了，请另外安排一场", s.On.Plain())
	}
	var bad fault.Fields
	s.Where = strings.TrimSpace(where)
	bad.Need("where", s.Where, "请写明公布在哪里，例如：矛调中心公示栏、街道公众号")
	bad.Short("where", "公布的地方", s.Where, lineMax)
	if err := bad.Err(); err != nil {
		return s, err
	}
	s.Announced = tx.Today()
	return step(tx, by, s, Announced, "announce", map[string]any{"on": s.On.String()})
}

// Cancel calls a session off that has not been held.
func Cancel(tx *db.Tx, by actor.Actor, id ID, version int, why string) (Session, error) {
	s, err := take(tx, by, id, version, Planned, Announced)
	if err != nil {
		return s, err
	}
	batches, err := Batches(tx, id)
	if err != nil {
		return s, err
	}
	if len(batches) > 0 {
		return s, fault.New(fault.Conflict, "已经登记了来访，不能取消；请记为已接访")
	}
	var bad fault.Fields
	s.Ending = strings.TrimSpace(why)
	bad.Need("reason", s.Ending, "请写明为什么取消，公布过的要另行告知")
	bad.Short("reason", "原因", s.Ending, wordsMax)
	if err := bad.Err(); err != nil {
		return s, err
	}
	return step(tx, by, s, Cancelled, "cancel", nil)
}

// Receive writes down one group, about a matter the actor may see. It is written on
// the day or after it, before the session is held as a whole.
func Receive(tx *db.Tx, by actor.Actor, id ID, about matter.ID, persons int) (Session, error) {
	s, err := take(tx, by, id, 0, Announced)
	if err != nil {
		return s, err
	}
	if err := s.reached(tx.Today()); err != nil {
		return s, err
	}
	if _, err := matter.Visible(tx, by, about); err != nil {
		if fault.Is(err, fault.NotFound) {
			return s, fault.Wrong("number", err.Error())
		}
		return s, err
	}
	if persons < 1 || persons > personsMax {
		return s, fault.Wrong("persons", "请填写这一批来了几个人，1到500")
	}
	if _, err := tx.Exec(insertBatch, tx.Street, tx.NewID(), string(id), string(about), persons); err != nil {
		return s, err
	}
	return s, told(tx, by, s, "receive", map[string]any{"matter": about, "persons": persons})
}

// Drop takes a group back that was written down by mistake.
func Drop(tx *db.Tx, by actor.Actor, id ID, batch string) (Session, error) {
	s, err := take(tx, by, id, 0, Announced)
	if err != nil {
		return s, err
	}
	n, err := tx.Exec(dropBatch, tx.Street, string(id), batch)
	if err != nil || n == 0 {
		return s, err
	}
	return s, told(tx, by, s, "drop", map[string]any{"batch": batch})
}

// reached holds that the day has come.
func (s Session) reached(today calendar.Date) error {
	if today < s.On {
		return fault.New(fault.Conflict, "这场接访定在%s，还没有到", s.On.Plain())
	}
	return nil
}

// Holding says how a session went.
type Holding struct {
	Version   int
	AboutCase []string          // leaders who met people about a case of theirs
	Choices   map[string]string // leader -> an activity recorded by hand that this is, or activity.New
}

// Recorded says which activities of its leaders on its day somebody recorded by hand:
// nothing has been written, and somebody has to choose.
type Recorded struct {
	Leaders map[string][]activity.Activity
}

func (*Recorded) Error() string {
	return "这位领导这一天已经登记过接访、下访，请看看是不是同一场：是同一场的关联起来，不重复计数"
}

// same are the activities of a leader on the day that the session may be.
func (s Session) same(l Leader) activity.Filter {
	return activity.Filter{Kinds: []string{string(activity.Reception), string(activity.Visit)}, Leader: l.Officer, On: matter.Period{From: s.On, To: s.On}}
}

// Hold writes down that a session took place. One leader, one session is one activity,
// and that is what every figure counts: one that was recorded by hand is linked, else
// it is recorded here. The groups count once, with the first leader.
func Hold(tx *db.Tx, by actor.Actor, id ID, h Holding) (Session, error) {
	s, err := take(tx, by, id, h.Version, Announced)
	if err != nil {
		return s, err
	}
	if err := s.reached(tx.Today()); err != nil {
		return s, err
	}
	batches, err := Batches(tx, id)
	if err != nil {
		return s, err
	}
	known := map[string][]activity.Activity{}
	for i, l := range s.Leaders {
		free, err := activity.Free(tx, s.same(l))
		if err != nil {
			return s, err
		}
		id, settled := activity.Chosen(free, h.Choices[l.Officer])
		if s.Leaders[i].Activity = id; !settled {
			known[l.Officer] = free
		}
	}
	if len(known) > 0 {
		return s, &Recorded{Leaders: known}
	}
	for i := range s.Leaders {
		if err := s.count(tx, by, i, batches, h); err != nil {
			return s, err
		}
	}
	return step(tx, by, s, Held, "hold", map[string]any{"batches": len(batches), "audience": Persons(batches)})
}

// count gives a leader the activity that is counted.
func (s *Session) count(tx *db.Tx, by actor.Actor, i int, batches []Batch, h Holding) error {
	l := &s.Leaders[i]
	if l.Activity == "" {
		d := activity.Draft{
			On: s.On, Start: s.Start, Place: s.Place, Community: s.Community, Leader: l.Officer, Partners: s.Partners,
			AboutCase: slices.Contains(h.AboutCase, l.Officer),
		}
		d.Kind, d.Variety = s.Form.activity()
		if i == 0 {
			d.Batches, d.Audience = len(batches), Persons(batches)
		}
		for _, b := range batches {
			d.Matters = append(d.Matters, b.Matter)
		}
		a, err := activity.Record(tx, by, d)
		if err != nil {
			return err
		}
		l.Activity = a.ID
	}
	return tx.ExecOne(setActivity, tx.Street, string(s.ID), l.Officer, string(l.Activity))
}

// Minutes are what was said and what was promised.
type Minutes struct {
	Version  int
	Words    string
	Promises []Promise // matter, officer, words and day of each
}

// Minute writes the minutes: each promise with its matter, who made it, and until when.
func Minute(tx *db.Tx, by actor.Actor, id ID, m Minutes) (Session, error) {
	s, err := take(tx, by, id, m.Version, Held)
	if err != nil {
		return s, err
	}
	batches, err := Batches(tx, id)
	if err != nil {
		return s, err
	}
	var bad fault.Fields
	s.Minutes = strings.TrimSpace(m.Words)
	bad.Need("minutes", s.Minutes, "请写下纪要：说了什么事，怎么答复的；不写群众的姓名和电话")
	bad.Short("minutes", "纪要", s.Minutes, minutesMax)
	for i, p := range m.Promises {
		if p == (Promise{}) {
			continue // left empty between others
		}
		name := "promise" + string(rune('1'+i))
		bad.Must(name+".matter", slices.ContainsFunc(batches, func(b Batch) bool { return b.Matter == p.Matter }), "请选择承诺的是哪一件事项，要是这一场登记过的")
		bad.Must(name+".officer", p.Officer != "", "请选择由谁落实")
		bad.Need(name+".words", p.Words, "请写明承诺了什么")
		bad.Short(name+".words", "承诺", p.Words, wordsMax)
		if p.Due < s.On {
			bad.Add(name+".due", "请填写什么时候以前答复，不能早于接访那天")
		}
	}
	if err := bad.Err(); err != nil {
		return s, err
	}
	made := slices.DeleteFunc(slices.Clone(m.Promises), func(p Promise) bool { return p == (Promise{}) })
	for _, p := range made {
		if _, err := org.FindOfficer(tx, p.Officer); err != nil {
			return s, err
		}
		if _, err := tx.Exec(insertPromise, tx.Street, tx.NewID(), string(id), string(p.Matter), p.Officer, strings.TrimSpace(p.Words), p.Due); err != nil {
			return s, err
		}
	}
	return step(tx, by, s, Minuted, "minute", map[string]any{"promises": len(made)})
}

// Answer writes down what became of a promise.
func Answer(tx *db.Tx, by actor.Actor, id ID, promise string, words string) (Session, error) {
	s, err := take(tx, by, id, 0, Minuted)
	if err != nil {
		return s, err
	}
	var bad fault.Fields
	words = strings.TrimSpace(words)
	bad.Need("answer", words, "请写明落实得怎么样，怎么答复群众的")
	bad.Short("answer", "答复", words, wordsMax)
	if err := bad.Err(); err != nil {
		return s, err
	}
	n, err := tx.Exec(setAnswer, tx.Street, string(id), promise, words, tx.Today(), by.Officer)
	if err != nil {
		return s, err
	}
	if n == 0 {
		return s, fault.New(fault.Conflict, "这条承诺已经答复过了")
	}
	return s, told(tx, by, s, "answer", map[string]any{"promise": promise})
}

// FollowUp ends a session when every promise has its answer.
func FollowUp(tx *db.Tx, by actor.Actor, id ID, version int) (Session, error) {
	s, err := take(tx, by, id, version, Minuted)
	if err != nil {
		return s, err
	}
	all, err := Promises(tx, id)
	if err != nil {
		return s, err
	}
	open := 0
	for _, p := range all {
		if p.AnsweredOn.Zero() {
			open++
		}
	}
	if open > 0 {
		return s, fault.New(fault.Conflict, "还有%d条承诺没有答复，都答复以后才算落实", open)
	}
	return step(tx, by, s, FollowedUp, "followUp", nil)
}
