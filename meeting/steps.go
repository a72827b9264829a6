package meeting

import (
	"slices"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/task"
)

// mayKeep refuses who keeps no meetings at all.
func mayKeep(by actor.Actor) error {
	if identity.KeepPoliceMeetings.Allows(by) {
		return nil
	}
	return identity.KeepMeetings.Check(by)
}

// mine refuses a meeting of a kind or a place that the actor does not keep.
func mine(by actor.Actor, m Meeting) error {
	switch {
	case m.Kept(by):
		return nil
	case identity.KeepMeetings.Allows(by):
		return fault.New(fault.Denied, "您的岗位只能安排和记录本社区的会议，街道的请街道来办")
	}
	return fault.New(fault.Denied, "您的岗位只能安排和记录%s", activity.PoliceWork.Label(activity.Meeting))
}

// take loads a meeting for a step, at the version the actor saw.
func take(tx *db.Tx, by actor.Actor, id ID, version int, states ...State) (Meeting, error) {
	m, err := Load(tx, by, id)
	if err != nil {
		return m, err
	}
	if err := mayKeep(by); err != nil {
		return m, err
	}
	if err := mine(by, m); err != nil {
		return m, err
	}
	switch {
	case !slices.Contains(states, m.State):
		return m, fault.New(fault.Conflict, "这次会议现在是“%s”，不能做这一步", m.State.Label())
	case version != 0 && version != m.Version:
		return m, changed()
	}
	return m, nil
}

func changed() error {
	return fault.New(fault.Conflict, "这次会议刚刚被别人改过，请看过最新情况再提交，您填的内容还在")
}

// step saves a meeting in its new state and tells the ledger.
func step(tx *db.Tx, by actor.Actor, m Meeting, to State, do string, details map[string]any) (Meeting, error) {
	m.State = to
	n, err := tx.Exec(saveRow, tx.Street, string(m.ID), m.Version, string(m.State), m.Attendance, string(m.Activity), m.Minutes, m.Ending)
	if err != nil {
		return m, err
	}
	if n == 0 {
		return m, changed()
	}
	m.Version++
	return m, told(tx, by, m, do, details)
}

func told(tx *db.Tx, by actor.Actor, m Meeting, do string, details map[string]any) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: "meeting." + do, Kind: event.Meeting, Subject: string(m.ID), Role: by.First(identity.GiveTasks.Roles...), Details: details,
	})
	return err
}

// Cancel calls a meeting off that has not been held.
func Cancel(tx *db.Tx, by actor.Actor, id ID, version int, why string) (Meeting, error) {
	m, err := take(tx, by, id, version, Planned)
	if err != nil {
		return m, err
	}
	var bad fault.Fields
	m.Ending = strings.TrimSpace(why)
	bad.Need("reason", m.Ending, "请写明为什么不开了")
	short(&bad, "reason", "原因", m.Ending, wordsMax)
	if err := bad.Err(); err != nil {
		return m, err
	}
	return step(tx, by, m, Cancelled, "cancel", nil)
}

// New is the choice of an activity that none of those recorded by hand is.
const New = "new"

// WholeMeeting is the key of the meeting itself among the choices.
const WholeMeeting = "meeting"

// Holding says how a meeting went.
type Holding struct {
	Version    int
	Attendance int      // 人次
	Present    []string // officers who signed in
	Topics     string   // what the activity says it was about; "" = the kinds of its points
	// Choices are activities recorded by hand that this is, or New: of the meeting under
	// WholeMeeting, of what a kind of point counts as under the code of the kind.
	Choices map[string]string
}

// Recorded says which activities of the day somebody recorded by hand: nothing has
// been written, and somebody has to choose.
type Recorded struct {
	Activities map[string][]activity.Activity // by the keys of Holding.Choices
}

func (*Recorded) Error() string {
	return "这一天已经登记过这一种活动，请看看是不是同一场：是同一场的关联起来，不重复计数"
}

// counting is something that a meeting records: itself, or what a kind of point counts as.
type counting struct {
	key     string
	kind    activity.Kind
	variety activity.Variety
	items   []int // the points it is made of; none for the meeting itself
}

// counting lists what holding the meeting records: one activity of its own variety, and
// one for each kind of point that is a figure of its own, however many points there are.
func (m Meeting) counting() []counting {
	all := []counting{{key: WholeMeeting, kind: activity.Meeting, variety: m.Variety}}
	for _, k := range []ItemKind{LawReport, FirstTopic} {
		kind, variety := k.Activity()
		c := counting{key: string(k), kind: kind, variety: variety}
		for i, item := range m.Items {
			if item.Kind == k {
				c.items = append(c.items, i)
			}
		}
		if len(c.items) > 0 && !(kind == activity.Meeting && variety == m.Variety) {
			all = append(all, c)
		}
	}
	return all
}

// Hold writes down that a meeting took place, with how many attended and which officers
// signed in. What every figure counts is one activity, linked or recorded here.
func Hold(tx *db.Tx, by actor.Actor, id ID, h Holding) (Meeting, error) {
	m, err := take(tx, by, id, h.Version, Planned)
	if err != nil {
		return m, err
	}
	if tx.Today() < m.On {
		return m, fault.New(fault.Conflict, "这次会议定在%s，还没有到", m.On.Plain())
	}
	if err := m.attended(h); err != nil {
		return m, err
	}
	chosen, known := map[string]activity.ID{}, map[string][]activity.Activity{}
	for _, c := range m.counting() {
		free, err := candidates(tx, m, c.kind, c.variety)
		if err != nil {
			return m, err
		}
		choice := h.Choices[c.key]
		switch {
		case slices.ContainsFunc(free, func(a activity.Activity) bool { return string(a.ID) == choice }):
			chosen[c.key] = activity.ID(choice)
		case len(free) > 0 && choice != New:
			known[c.key] = free
		}
	}
	if len(known) > 0 {
		return m, &Recorded{Activities: known}
	}
	if err := m.sign(tx); err != nil {
		return m, err
	}
	for _, c := range m.counting() {
		if err := m.count(tx, by, c, chosen[c.key], h.Topics); err != nil {
			return m, err
		}
	}
	return step(tx, by, m, Held, "hold", map[string]any{"attendance": m.Attendance, "activity": m.Activity})
}

// attended takes down who was there.
func (m *Meeting) attended(h Holding) error {
	var bad fault.Fields
	m.Attendance, m.Present = h.Attendance, slices.Clone(h.Present)
	slices.Sort(m.Present)
	m.Present = slices.Compact(m.Present)
	switch {
	case m.Attendance < 1 || m.Attendance > attendanceMax:
		bad.Add("attendance", "请填写多少人参加，1到%d", attendanceMax)
	case m.Attendance < len(m.Present):
		bad.Add("attendance", "签到的工作人员有%d位，参加人数不会更少", len(m.Present))
	}
	short(&bad, "topics", "内容", h.Topics, wordsMax)
	return bad.Err()
}

// sign writes down the officers who signed in.
func (m *Meeting) sign(tx *db.Tx) error {
	for i, officer := range m.Present {
		if _, err := org.FindOfficer(tx, officer); err != nil {
			return err
		}
		if _, err := tx.Exec(insertPresent, tx.Street, string(m.ID), officer, i+1); err != nil {
			return err
		}
	}
	return nil
}

// count gives the meeting, or the first of its points of a kind, the activity that is
// counted. Matters out of the actor's sight are not named in it.
func (m *Meeting) count(tx *db.Tx, by actor.Actor, c counting, id activity.ID, topics string) error {
	if id == "" {
		d := activity.Draft{
			Kind: c.kind, Variety: c.variety, On: m.On, Start: m.Start, Place: m.Place, Community: m.Community, Leader: m.Chair, Partners: m.Partners,
			Attendance: m.Attendance, Topics: strings.TrimSpace(topics),
		}
		if len(c.items) == 0 {
			d.Title = m.Title
		}
		if d.Topics == "" {
			d.Topics = m.about()
		}
		for i, item := range m.Items {
			if len(c.items) > 0 && !slices.Contains(c.items, i) {
				continue
			}
			for _, about := range item.Matters {
				_, err := matter.Visible(tx, by, about)
				if err == nil {
					d.Matters = append(d.Matters, about)
				} else if !fault.Is(err, fault.NotFound) {
					return err
				}
			}
		}
		a, err := activity.Record(tx, by, d)
		if err != nil {
			return err
		}
		id = a.ID
	}
	if len(c.items) == 0 {
		m.Activity = id
		return nil
	}
	item := &m.Items[c.items[0]]
	item.Activity = id
	return tx.ExecOne(setCounted, tx.Street, string(m.ID), item.ID, string(id))
}

// about are the kinds of points, for an activity that everybody sees: what was on the
// agenda is for those who were there.
func (m Meeting) about() string {
	var all []string
	for _, i := range m.Items {
		if label := i.Kind.Label(); !slices.Contains(all, label) {
			all = append(all, label)
		}
	}
	return strings.Join(all, "、")
}

// Minutes are what was said and decided.
type Minutes struct {
	Version int
	Words   string
	Results map[string]string // by the id of a point
	Tasks   []task.Draft      // Item, Words, Officer or Unit, and Due of each
}

// Minute writes the minutes: what was decided under each point, and who does what by when.
func Minute(tx *db.Tx, by actor.Actor, id ID, w Minutes) (Meeting, error) {
	m, err := take(tx, by, id, w.Version, Held)
	if err != nil {
		return m, err
	}
	var bad fault.Fields
	m.Minutes = strings.TrimSpace(w.Words)
	short(&bad, "minutes", "纪要", m.Minutes, minutesMax)
	written := m.Minutes != ""
	for i := range m.Items {
		item := &m.Items[i]
		item.Result = strings.TrimSpace(w.Results[item.ID])
		short(&bad, "result."+item.ID, "结果", item.Result, wordsMax)
		written = written || item.Result != ""
	}
	bad.Must("minutes", written, "请写下议定了什么：写在每个议题下面，或者写在纪要里；不写群众的姓名和电话")
	if len(w.Tasks) > tasksMax {
		bad.Add("task1.words", "一次会议最多%d项任务", tasksMax)
	}
	var given []task.Draft
	for i, d := range w.Tasks {
		if d == (task.Draft{}) {
			continue // left empty between others
		}
		d.Check(&bad, "task"+number(i+1)+".", m.On)
		if d.Item != "" {
			bad.Must("task"+number(i+1)+".item", slices.ContainsFunc(m.Items, func(it Item) bool { return it.ID == d.Item }), "请选择是哪个议题议定的")
		}
		d.Source, d.Subject, d.Community = task.Meeting, string(m.ID), m.Community
		given = append(given, d)
	}
	if err := bad.Err(); err != nil {
		return m, err
	}
	for _, item := range m.Items {
		if err := tx.ExecOne(setResult, tx.Street, string(m.ID), item.ID, item.Result); err != nil {
			return m, err
		}
	}
	for i, d := range given {
		if _, err := task.Give(tx, by, d); err != nil {
			return m, at(err, "task"+number(i+1)+".")
		}
	}
	return step(tx, by, m, Minuted, "minute", map[string]any{"tasks": len(given)})
}

// at puts what is wrong with a task at its entries in the form.
func at(err error, prefix string) error {
	f := fault.Of(err)
	if f == nil || len(f.Fields) == 0 {
		return err
	}
	var moved fault.Fields
	for _, field := range f.Fields {
		moved.Add(prefix+field.Name, "%s", field.Message)
	}
	return moved.Err()
}

// CloseTasks ends a meeting when none of its tasks is open.
func CloseTasks(tx *db.Tx, by actor.Actor, id ID, version int) (Meeting, error) {
	m, err := take(tx, by, id, version, Minuted)
	if err != nil {
		return m, err
	}
	open, err := task.OpenOf(tx, string(m.ID))
	if err != nil {
		return m, err
	}
	if open > 0 {
		return m, fault.New(fault.Conflict, "还有%d项任务没有完成，都完成或者撤销以后才算了结", open)
	}
	return step(tx, by, m, TasksClosed, "closeTasks", nil)
}
