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
	bad.Short("reason", "原因", m.Ending, wordsMax)
	if err := bad.Err(); err != nil {
		return m, err
	}
	return step(tx, by, m, Cancelled, "cancel", nil)
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
	bad.Short("minutes", "纪要", m.Minutes, minutesMax)
	written := m.Minutes != ""
	for i := range m.Items {
		item := &m.Items[i]
		item.Result = strings.TrimSpace(w.Results[item.ID])
		bad.Short("result."+item.ID, "结果", item.Result, wordsMax)
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
