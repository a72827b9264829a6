package meeting

import (
	"slices"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// WholeMeeting is the key of the meeting itself among the choices.
const WholeMeeting = "meeting"

// Holding says how a meeting went.
type Holding struct {
	Version    int
	Attendance int      // 人次
	Present    []string // officers who signed in
	Topics     string   // what the activity says it was about; "" = the kinds of its points
	// Choices are activities recorded by hand that this is, or activity.New: of the meeting under
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

// same are the activities recorded by hand that a part of the meeting may be.
func (m Meeting) same(c counting) activity.Filter {
	return activity.Filter{
		Kinds: []string{string(c.kind)}, Varieties: []string{string(c.variety)}, On: matter.Period{From: m.On, To: m.On},
		Community: m.Community, StreetLevel: m.Community == "",
	}
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
		free, err := activity.Free(tx, m.same(c))
		if err != nil {
			return m, err
		}
		id, settled := activity.Chosen(free, h.Choices[c.key])
		if chosen[c.key] = id; !settled {
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
	bad.Short("topics", "内容", h.Topics, wordsMax)
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
