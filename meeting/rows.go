package meeting

import (
	"errors"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/task"
)

const columns = `id, state, variety, title, on_date, start_time, place, community_id, chair_id, partners, attendance, activity_id, minutes, ending, version`

const selectMeeting = "SELECT " + columns + " FROM meeting"

var (
	insertRow = db.SQL("meeting.insert", `INSERT INTO meeting (street_id, id, state, variety, title, on_date, start_time, place, community_id, chair_id, partners,
attendance, activity_id, minutes, ending, version) VALUES ($1, $2, 'planned', $3, $4, $5, $6, $7, $8, $9, $10, 0, '', '', '', 1)`)
	amendRow = db.SQL("meeting.amend", `UPDATE meeting SET title = $4, on_date = $5, start_time = $6, place = $7, chair_id = $8, partners = $9
WHERE street_id = $1 AND id = $2 AND version = $3`)
	saveRow = db.SQL("meeting.save", `UPDATE meeting SET state = $4, attendance = $5, activity_id = $6, minutes = $7, ending = $8, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	readRow  = db.SQL("meeting.read", selectMeeting+` WHERE street_id = $1 AND id = $2`)
	_        = activity.Owns(db.SQL("meeting.ofActivity", `SELECT id FROM meeting WHERE street_id = $1 AND activity_id = $2 AND activity_id <> ''`))
	readBack = db.SQL("meeting.last", selectMeeting+` WHERE street_id = $1 AND variety = $2 AND community_id = $3 AND state <> 'cancelled' AND on_date <= $4 AND id <> $5
ORDER BY on_date DESC, id DESC LIMIT $6`)
	sameDay = db.SQL("meeting.same", `SELECT count(*) FROM meeting WHERE street_id = $1 AND variety = $2 AND community_id = $3 AND on_date = $4 AND start_time = $5 AND id <> $6
AND state <> 'cancelled'`)

	insertItem = db.SQL("meeting.item", `INSERT INTO meeting_item (street_id, meeting_id, id, ord, kind, title, reporter, result, activity_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, '', '')`)
	dropMatters = db.SQL("meeting.dropMatters", `DELETE FROM meeting_item_matter WHERE street_id = $1 AND item_id IN
(SELECT id FROM meeting_item WHERE meeting_item.street_id = $1 AND meeting_item.meeting_id = $2)`)
	dropItems  = db.SQL("meeting.dropItems", `DELETE FROM meeting_item WHERE street_id = $1 AND meeting_id = $2`)
	readItems  = db.SQL("meeting.items", `SELECT id, kind, title, reporter, result, activity_id FROM meeting_item WHERE street_id = $1 AND meeting_id = $2 ORDER BY ord`)
	setResult  = db.SQL("meeting.result", `UPDATE meeting_item SET result = $4 WHERE street_id = $1 AND meeting_id = $2 AND id = $3`)
	setCounted = db.SQL("meeting.counted", `UPDATE meeting_item SET activity_id = $4 WHERE street_id = $1 AND meeting_id = $2 AND id = $3`)
	_          = activity.Owns(db.SQL("meeting.itemOf", `SELECT meeting_id FROM meeting_item WHERE street_id = $1 AND activity_id = $2 AND activity_id <> ''`))

	nameMatter   = db.SQL("meeting.name", `INSERT INTO meeting_item_matter (street_id, item_id, matter_id) VALUES ($1, $2, $3)`)
	readMatters  = db.SQL("meeting.matters", `SELECT matter_id FROM meeting_item_matter WHERE street_id = $1 AND item_id = $2 ORDER BY matter_id`)
	readOfMatter = db.SQL("meeting.ofMatter", `SELECT `+columns+` FROM meeting WHERE street_id = $1 AND id IN (SELECT meeting_item.meeting_id FROM meeting_item
JOIN meeting_item_matter ON meeting_item_matter.street_id = meeting_item.street_id AND meeting_item_matter.item_id = meeting_item.id
WHERE meeting_item.street_id = $1 AND meeting_item_matter.matter_id = $2) ORDER BY on_date DESC, id DESC`)

	insertPresent = db.SQL("meeting.sign", `INSERT INTO meeting_present (street_id, meeting_id, officer_id, ord) VALUES ($1, $2, $3, $4)`)
	readPresent   = db.SQL("meeting.present", `SELECT officer_id FROM meeting_present WHERE street_id = $1 AND meeting_id = $2 ORDER BY ord`)

	insertCarried = db.SQL("meeting.carry", `INSERT INTO meeting_carried (street_id, meeting_id, task_id) VALUES ($1, $2, $3)`)
	dropCarried   = db.SQL("meeting.dropCarried", `DELETE FROM meeting_carried WHERE street_id = $1 AND meeting_id = $2`)
	readCarried   = db.SQL("meeting.carried", `SELECT task_id FROM meeting_carried WHERE street_id = $1 AND meeting_id = $2 ORDER BY task_id`)

	forgetItems = db.SQL("meeting.forget", `UPDATE meeting_item SET title = '', result = '' WHERE street_id = $1 AND id IN
(SELECT item_id FROM meeting_item_matter WHERE meeting_item_matter.street_id = $1 AND meeting_item_matter.matter_id = $2)`)
	forgetTasks = db.SQL("meeting.forgetTasks", `UPDATE task SET words = '', outcome = '' WHERE street_id = $1 AND item_id IN
(SELECT item_id FROM meeting_item_matter WHERE meeting_item_matter.street_id = $1 AND meeting_item_matter.matter_id = $2)`)
)

// Forget empties what meetings wrote about a matter, when it is erased.
var Forget = []db.Stmt{forgetItems, forgetTasks}

func scan(r db.Row) (Meeting, error) {
	var m Meeting
	return m, r.Scan(&m.ID, &m.State, &m.Variety, &m.Title, &m.On, &m.Start, &m.Place, &m.Community, &m.Chair, &m.Partners, &m.Attendance, &m.Activity,
		&m.Minutes, &m.Ending, &m.Version)
}

// Load reads a meeting with its agenda, for somebody who may see that it is there;
// what is on it is for those whom Reads allows.
func Load(tx *db.Tx, by actor.Actor, id ID) (Meeting, error) {
	m, err := db.One(tx, readRow, scan, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) || !identity.SeeMeetings.Allows(by) {
		return Meeting{}, fault.New(fault.NotFound, "找不到这次会议，可能地址有误，或不在您的职责范围内")
	}
	if err != nil {
		return m, err
	}
	return m, m.rest(tx)
}

// rest reads what belongs to a meeting in other tables.
func (m *Meeting) rest(tx *db.Tx) error {
	var err error
	m.Items, err = db.All(tx, readItems, func(r db.Row) (Item, error) {
		var i Item
		return i, r.Scan(&i.ID, &i.Kind, &i.Title, &i.Reporter, &i.Result, &i.Activity)
	}, tx.Street, string(m.ID))
	for i := range m.Items {
		if err == nil {
			m.Items[i].Matters, err = db.Values[matter.ID](tx, readMatters, tx.Street, m.Items[i].ID)
		}
	}
	if err == nil {
		m.Present, err = db.Values[string](tx, readPresent, tx.Street, string(m.ID))
	}
	if err == nil {
		m.Carried, err = db.Values[string](tx, readCarried, tx.Street, string(m.ID))
	}
	return err
}

// Filter says which meetings: of a year or of some days, of one variety, in one state.
type Filter struct {
	From, To calendar.Date
	Variety  activity.Variety
	State    State
}

// Most is how many meetings one list has: a street meets a few times a week.
const Most = 1000

// List finds meetings, the latest day first, each with who was there.
func List(tx *db.Tx, by actor.Actor, f Filter) ([]Meeting, error) {
	if !identity.SeeMeetings.Allows(by) {
		return nil, nil
	}
	var w db.Where
	w.Add("street_id = ?", tx.Street)
	w.Add("on_date >= ? AND on_date <= ?", f.From, f.To)
	if f.Variety != "" {
		w.Add("variety = ?", string(f.Variety))
	}
	if f.State != "" {
		w.Add("state = ?", string(f.State))
	}
	s, args := w.Build("meeting.list", selectMeeting, "ORDER BY on_date DESC, start_time DESC, id DESC LIMIT ?", Most)
	return db.All(tx, s, scan, args...)
}

// OfMatter lists the meetings that have a matter on the agenda, the latest first, for
// somebody who may read that agenda: to others it says nothing. One that was cancelled
// did not speak of it.
func OfMatter(tx *db.Tx, by actor.Actor, id matter.ID) ([]Meeting, error) {
	if !identity.SeeMeetings.Allows(by) {
		return nil, nil
	}
	all, err := db.All(tx, readOfMatter, scan, tx.Street, string(id))
	if err != nil {
		return nil, err
	}
	var read []Meeting
	for _, m := range all {
		if err := m.rest(tx); err != nil {
			return nil, err
		}
		if m.State != Cancelled && m.Reads(by) {
			read = append(read, m)
		}
	}
	return read, nil
}

// back is how many meetings of the same kind are looked through for open tasks.
const back = 24

// Left are the open tasks of earlier meetings of the same kind, which come back to the
// agenda of the next: those of the last meeting first.
func Left(tx *db.Tx, by actor.Actor, v activity.Variety, community string, on calendar.Date, except ID) ([]task.Task, error) {
	if !Keeps(by, v, identity.Location{Community: community}) {
		return nil, nil
	}
	earlier, err := db.All(tx, readBack, scan, tx.Street, string(v), community, on, string(except), back)
	var left []task.Task
	for _, m := range earlier {
		if err != nil {
			return nil, err
		}
		var all []task.Task
		all, err = task.Of(tx, string(m.ID))
		for _, t := range all {
			if t.State == task.Open {
				left = append(left, t)
			}
		}
	}
	return left, err
}

// Previous is the meeting of the same kind before one, for "上次会议"; NotFound when
// there was none.
func Previous(tx *db.Tx, m Meeting) (Meeting, error) {
	all, err := db.All(tx, readBack, scan, tx.Street, string(m.Variety), m.Community, m.On, string(m.ID), 1)
	if err == nil && len(all) == 0 {
		err = fault.New(fault.NotFound, "这是第一次")
	}
	if err != nil {
		return Meeting{}, err
	}
	return all[0], nil
}

// Brought are the carried tasks of a meeting, as they stand now.
func Brought(tx *db.Tx, m Meeting) ([]task.Task, error) {
	var all []task.Task
	for _, id := range m.Carried {
		t, err := task.Read(tx, task.ID(id))
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}
