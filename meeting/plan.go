package meeting

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/task"
)

// Bounds of what is written, in characters, and of one meeting.
const (
	titleMax      = 60
	lineMax       = 100
	wordsMax      = 500
	minutesMax    = 4000
	itemsMax      = 20
	attendanceMax = 5000
	tasksMax      = 30
)

// Plan is a meeting to come, or one that was held and is written down afterwards.
type Plan struct {
	Variety   activity.Variety
	Title     string // "" = the name of the variety
	On        calendar.Date
	Start     string
	Place     string
	Community string
	Chair     string
	Partners  string
	Items     []Item   // kind, title, who reports, matters
	Carried   []string // open tasks of earlier meetings that come back
}

// meeting is the plan as a row that has not been written yet.
func (p Plan) meeting() Meeting {
	m := Meeting{
		State: Planned, Variety: p.Variety, Title: strings.TrimSpace(p.Title), On: p.On, Start: calendar.Hour(p.Start), Place: strings.TrimSpace(p.Place),
		Community: p.Community, Chair: p.Chair, Partners: strings.TrimSpace(p.Partners), Items: slices.Clone(p.Items), Carried: slices.Clone(p.Carried), Version: 1,
	}
	if m.Title == "" {
		m.Title = p.Variety.Label(activity.Meeting)
	}
	for i := range m.Items {
		m.Items[i].Title, m.Items[i].Reporter = strings.TrimSpace(m.Items[i].Title), strings.TrimSpace(m.Items[i].Reporter)
	}
	return m
}

// check holds what can be said of the entries alone.
func (m *Meeting) check() error {
	var bad fault.Fields
	bad.Must("variety", Varieties().Has(string(m.Variety)), "请选择是哪一种会议：它决定计入哪个指标")
	bad.Must("on", !m.On.Zero(), "请填写会议的日期，例如2024-05-08")
	if m.Start != "" && !calendar.IsHour(m.Start) {
		bad.Add("start", "开始时间请写成09:00这样")
	}
	bad.Need("place", m.Place, "请填写在哪里开")
	for _, t := range []struct {
		name, label, text string
		most              int
	}{{"title", "名称", m.Title, titleMax}, {"place", "地点", m.Place, lineMax}, {"partners", "参加单位", m.Partners, lineMax}} {
		bad.Short(t.name, t.label, t.text, t.most)
	}
	for _, shape := range activity.Shapes() {
		for _, s := range shape.Sorts {
			if shape.Kind == activity.Meeting && s.Variety == m.Variety && s.Partners {
				bad.Need("partners", m.Partners, "请填写还有哪些单位参加，例如派出所的名称")
			}
		}
	}
	switch {
	case len(m.Items) == 0 && len(m.Carried) == 0:
		bad.Add("item1.title", "请至少写一个议题")
	case len(m.Items) > itemsMax:
		bad.Add("item1.title", "一次会议最多%d个议题", itemsMax)
	}
	for i, item := range m.Items {
		name := itemName(i)
		bad.Must(name+".kind", ItemKinds.Has(string(item.Kind)), "请选择是哪一类议题")
		bad.Need(name+".title", item.Title, "请写明议什么")
		bad.Short(name+".title", "议题", item.Title, lineMax)
		bad.Short(name+".reporter", "汇报人", item.Reporter, titleMax)
	}
	return bad.Err()
}

// itemName is the entry of a point in a form.
func itemName(i int) string { return "item" + number(i+1) }

func number(n int) string { return strconv.Itoa(n) }

// Arrange plans a meeting with its agenda.
func Arrange(tx *db.Tx, by actor.Actor, p Plan) (Meeting, error) {
	m := p.meeting()
	if err := m.prepare(tx, by, ""); err != nil {
		return m, err
	}
	m.ID = ID(tx.NewID())
	if _, err := tx.Exec(insertRow, tx.Street, string(m.ID), string(m.Variety), m.Title, m.On, m.Start, m.Place, m.Community, m.Chair, m.Partners); err != nil {
		return m, err
	}
	if err := m.agenda(tx); err != nil {
		return m, err
	}
	return m, told(tx, by, m, "plan", map[string]any{"on": m.On.String(), "variety": m.Variety, "items": len(m.Items)})
}

// Amend changes a meeting that has not been held. Its kind and its place in the tree
// stay: another kind is another meeting.
func Amend(tx *db.Tx, by actor.Actor, id ID, version int, p Plan) (Meeting, error) {
	was, err := take(tx, by, id, version, Planned)
	if err != nil {
		return was, err
	}
	p.Variety, p.Community = was.Variety, was.Community
	m := p.meeting()
	m.ID, m.Version = was.ID, was.Version
	for i := range m.Items {
		// A matter out of the actor's sight stays where it was named.
		for _, old := range was.Items {
			if old.ID == m.Items[i].ID && old.ID != "" {
				m.Items[i].Matters, err = keep(tx, by, m.Items[i].Matters, old.Matters)
				if err != nil {
					return m, err
				}
			}
		}
	}
	if err := m.prepare(tx, by, id, was.Items...); err != nil {
		return m, err
	}
	if _, err := tx.Exec(amendRow, tx.Street, string(id), m.Version, m.Title, m.On, m.Start, m.Place, m.Chair, m.Partners); err != nil {
		return m, err
	}
	for _, s := range []db.Stmt{dropMatters, dropItems, dropCarried} {
		if _, err := tx.Exec(s, tx.Street, string(id)); err != nil {
			return m, err
		}
	}
	if err := m.agenda(tx); err != nil {
		return m, err
	}
	return step(tx, by, m, Planned, "amend", map[string]any{"on": m.On.String(), "items": len(m.Items)})
}

// keep adds to the named matters those of the version before that the actor cannot see.
func keep(tx *db.Tx, by actor.Actor, named, before []matter.ID) ([]matter.ID, error) {
	for _, id := range before {
		_, err := matter.Visible(tx, by, id)
		if fault.Is(err, fault.NotFound) {
			named = append(named, id)
		} else if err != nil {
			return nil, err
		}
	}
	return named, nil
}

// prepare checks the entries, what they point at, and whether the actor keeps meetings
// of the kind there.
func (m *Meeting) prepare(tx *db.Tx, by actor.Actor, except ID, before ...Item) error {
	if err := mayKeep(by); err != nil {
		return err
	}
	if err := m.check(); err != nil {
		return err
	}
	if err := m.point(tx, by, before); err != nil {
		return err
	}
	if err := mine(by, *m); err != nil {
		return err
	}
	n, err := db.Value[int](tx, sameDay, tx.Street, string(m.Variety), m.Community, m.On, m.Start, string(except))
	if err == nil && n > 0 {
		err = fault.New(fault.Conflict, "%s已经安排了%s；如果确实是另一场，请写明开始时间", m.On.Plain(), m.Variety.Label(activity.Meeting))
	}
	return err
}

// point looks before it points: the community, the chair, the matters and the tasks.
func (m *Meeting) point(tx *db.Tx, by actor.Actor, before []Item) error {
	var bad fault.Fields
	if err := org.CheckCommunity(tx, &bad, m.Community); err != nil {
		return err
	}
	if m.Chair != "" {
		if _, err := org.FindOfficer(tx, m.Chair); fault.Is(err, fault.NotFound) {
			bad.Add("chair", "找不到这位工作人员，请重新选择")
		} else if err != nil {
			return err
		}
	}
	var was []matter.ID
	for _, i := range before {
		was = append(was, i.Matters...)
	}
	for i, item := range m.Items {
		slices.Sort(item.Matters)
		m.Items[i].Matters = slices.Compact(item.Matters)
		for _, id := range m.Items[i].Matters {
			if slices.Contains(was, id) {
				continue
			}
			if _, err := matter.Visible(tx, by, id); fault.Is(err, fault.NotFound) {
				bad.Add(itemName(i)+".matters", "%s", err.Error())
			} else if err != nil {
				return err
			}
		}
	}
	if err := m.carry(tx, &bad); err != nil {
		return err
	}
	return bad.Err()
}

// carry holds that what comes back are tasks of meetings of the same kind.
func (m *Meeting) carry(tx *db.Tx, bad *fault.Fields) error {
	slices.Sort(m.Carried)
	m.Carried = slices.Compact(m.Carried)
	for _, id := range m.Carried {
		t, err := task.Read(tx, task.ID(id))
		if errors.Is(err, db.ErrNone) {
			bad.Add("carried", "找不到其中一项任务，请重新选择")
			continue
		}
		if err != nil {
			return err
		}
		from, err := db.One(tx, readRow, scan, tx.Street, t.Subject)
		if err != nil && !errors.Is(err, db.ErrNone) {
			return err
		}
		if err != nil || from.Variety != m.Variety || from.Community != m.Community || from.ID == m.ID {
			bad.Add("carried", "“%s”不是这一种会议以前的任务", t.Words)
		}
	}
	return nil
}

// agenda writes the points and the tasks that come back.
func (m *Meeting) agenda(tx *db.Tx) error {
	for i := range m.Items {
		item := &m.Items[i]
		item.ID = tx.NewID()
		if _, err := tx.Exec(insertItem, tx.Street, string(m.ID), item.ID, i+1, string(item.Kind), item.Title, item.Reporter); err != nil {
			return err
		}
		for _, id := range item.Matters {
			if _, err := tx.Exec(nameMatter, tx.Street, item.ID, string(id)); err != nil {
				return err
			}
		}
	}
	for _, id := range m.Carried {
		if _, err := tx.Exec(insertCarried, tx.Street, string(m.ID), id); err != nil {
			return err
		}
	}
	return nil
}
