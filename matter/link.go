package matter

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Splitting takes one of several things out of a matter, to go its own way.
type Splitting struct {
	Version int
	Title   string
	Request string
	Parties []string // ids of those of the matter that it concerns
}

// Split makes a further matter of a part of one. It begins registered, stands
// under the first, and is sorted like any other.
func Split(tx *db.Tx, by actor.Actor, id ID, s Splitting) (Matter, error) {
	m, err := readable(tx, by, id, s.Version)
	if err != nil {
		return m, err
	}
	if !m.Open {
		return m, fault.New(fault.Conflict, "%s已经办结，不能再拆分；新的事情请另行登记", m.Number)
	}
	var bad fault.Fields
	bad.Need("title", strings.TrimSpace(s.Title), "请写明拆出来的是什么事，不写姓名")
	bad.Need("request", s.Request, "请写明这一部分的经过和诉求")
	bad.Must("parties", len(s.Parties) > 0, "请选择这一部分涉及哪些当事人")
	if err := bad.Err(); err != nil {
		return m, err
	}
	all, err := Parties(tx, id)
	if err != nil {
		return m, err
	}
	story, err := LoadStory(tx, id)
	if err != nil {
		return m, err
	}
	in := Intake{Channel: m.Channel, Title: s.Title, Request: s.Request, Place: story.Place, Venue: m.Venue, ReceivedOn: m.ReceivedOn, Known: true}
	for _, p := range all {
		for _, chosen := range s.Parties {
			if p.ID == chosen {
				in.Parties = append(in.Parties, p)
			}
		}
	}
	if in.Unit, err = unitOf(tx, m); err != nil {
		return m, err
	}
	part, err := begin(tx, by, intake, in, whole(by))
	if err != nil {
		return m, err
	}
	part.Parent, part.RegisteredOn = m.ID, tx.Today()
	step, err := intake.Step(part, "register", whole(by))
	if err != nil {
		return m, err
	}
	if err := Advance(tx, by, intake, &part, step, Change{Details: map[string]string{"parent": string(m.ID)}}); err != nil {
		return m, err
	}
	return part, Amended(tx, by, &m, event.Entry{Action: "matter.split", Details: map[string]string{"part": string(part.ID)}}, "拆分出"+part.Number)
}

// whole is the actor with the right to take in where the matter stands: who may
// split a matter may register its part.
func whole(by actor.Actor) actor.Actor {
	by.Posts = append([]actor.Post{{Role: actor.Registrar, Place: actor.Place{Level: actor.Street}}}, by.Posts...)
	return by
}

// unitOf is the lowest unit a matter stands in.
func unitOf(tx *db.Tx, m Matter) (string, error) {
	for _, unit := range []string{m.Estate, m.Grid, m.Community} {
		if unit != "" {
			return unit, nil
		}
	}
	root, err := org.Root(tx)
	return root.ID, err
}

// Linking names another matter by its number.
type Linking struct {
	Version int
	Number  string
}

// Link notes that two matters have to do with each other; both stay what they are.
func Link(tx *db.Tx, by actor.Actor, id ID, l Linking) (Matter, error) {
	m, other, err := two(tx, by, id, l)
	if err != nil {
		return m, err
	}
	a, b := ordered(m.ID, other.ID)
	n, err := tx.Exec(insertLink, tx.Street, a, b, tx.Today(), by.Officer)
	if err != nil {
		return m, err
	}
	if n == 0 {
		return m, fault.Wrong("number", "这两件事已经关联了")
	}
	return m, Amended(tx, by, &m, event.Entry{Action: "matter.link", Details: map[string]string{"other": string(other.ID)}}, "关联"+other.Number)
}

// Unlink takes a link back.
func Unlink(tx *db.Tx, by actor.Actor, id ID, l Linking) (Matter, error) {
	m, other, err := two(tx, by, id, l)
	if err != nil {
		return m, err
	}
	a, b := ordered(m.ID, other.ID)
	n, err := tx.Exec(deleteLink, tx.Street, a, b)
	if err != nil {
		return m, err
	}
	if n == 0 {
		return m, fault.Wrong("number", "这两件事没有关联")
	}
	return m, Amended(tx, by, &m, event.Entry{Action: "matter.unlink", Details: map[string]string{"other": string(other.ID)}}, "取消关联"+other.Number)
}

// Under puts a matter under another one, such as many households' quarrels under
// one about their building; "" takes it out again. There is one level.
func Under(tx *db.Tx, by actor.Actor, id ID, l Linking) (Matter, error) {
	if strings.TrimSpace(l.Number) == "" {
		m, err := readable(tx, by, id, l.Version)
		if err != nil {
			return m, err
		}
		if m.Parent == "" {
			return m, fault.New(fault.Conflict, "%s没有上级事项", m.Number)
		}
		was := m.Parent
		m.Parent = ""
		return m, Amended(tx, by, &m, event.Entry{Action: "matter.apart", Details: map[string]string{"parent": string(was)}}, "不再归在上级事项下")
	}
	m, other, err := two(tx, by, id, l)
	if err != nil {
		return m, err
	}
	parts, err := PartsOf(tx, by, m.ID)
	if err != nil {
		return m, err
	}
	switch {
	case m.Parent == other.ID:
		return m, fault.Wrong("number", "已经归在这件事下面了")
	case other.Parent != "":
		return m, fault.Wrong("number", "这件事自己还有上级事项，请归到最上面的那一件")
	case len(parts) > 0:
		return m, fault.Wrong("number", "这件事下面还有别的事项，不能再归到另一件下面")
	}
	m.Parent = other.ID
	return m, Amended(tx, by, &m, event.Entry{Action: "matter.under", Details: map[string]string{"parent": string(other.ID)}}, "归到"+other.Number+"下")
}

func two(tx *db.Tx, by actor.Actor, id ID, l Linking) (Matter, Matter, error) {
	m, err := readable(tx, by, id, l.Version)
	if err != nil {
		return m, Matter{}, err
	}
	var bad fault.Fields
	bad.Need("number", strings.TrimSpace(l.Number), "请填写另一件事的编号")
	if err := bad.Err(); err != nil {
		return m, Matter{}, err
	}
	at, err := ByNumber(tx, by, strings.TrimSpace(l.Number))
	if err != nil || at == m.ID {
		return m, Matter{}, fault.Wrong("number", "找不到这个编号的另一件事，请核对编号，例如：东盛矛登〔2024〕12号")
	}
	other, err := Visible(tx, by, at)
	return m, other, err
}

func ordered(a, b ID) (string, string) {
	if a < b {
		return string(a), string(b)
	}
	return string(b), string(a)
}

// Linked lists the matters linked with one, of those the actor may see.
func Linked(tx *db.Tx, by actor.Actor, id ID) ([]Matter, error) {
	ids, err := db.Values[string](tx, readLinks, tx.Street, string(id))
	if err != nil {
		return nil, err
	}
	return these(tx, by, "matter.id", ids)
}

// PartsOf lists the matters under one, of those the actor may see.
func PartsOf(tx *db.Tx, by actor.Actor, id ID) ([]Matter, error) {
	return these(tx, by, "matter.parent_id", []string{string(id)})
}

// these reads matters by a column, as far as the actor may see them.
func these(tx *db.Tx, by actor.Actor, column string, values []string) ([]Matter, error) {
	if len(values) == 0 {
		return nil, nil
	}
	var w db.Where
	w.Add("matter.street_id = ?", tx.Street)
	w.In(column, values)
	if column == "matter.parent_id" {
		w.Add("matter.parent_id <> ''")
	}
	identity.SeeMatters.Reach(by, tx.Today()).Restrict(&w)
	s, args := w.Build("matter.these", selectMatter, "ORDER BY matter.id LIMIT 200")
	return db.All(tx, s, scanMatter, args...)
}

// Unmerge takes a merging back: the matter is registered again and is sorted anew.
func Unmerge(tx *db.Tx, by actor.Actor, id ID, version int, reason string) (Matter, error) {
	return intake.Act(tx, by, id, "unmerge", version, func(m *Matter) (Change, error) {
		var bad fault.Fields
		bad.Need("reason", reason, "请写明为什么不该合并")
		if err := bad.Err(); err != nil {
			return Change{}, err
		}
		was := m.Into
		m.Into = ""
		return Change{Note: reason, Details: map[string]string{"into": string(was)}}, nil
	})
}

var (
	insertLink = db.SQL("link.insert", `INSERT INTO link (street_id, a_id, b_id, since_on, officer_id) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`)
	deleteLink = db.SQL("link.delete", `DELETE FROM link WHERE street_id = $1 AND a_id = $2 AND b_id = $3`)
	readLinks  = db.SQL("link.ofMatter", `SELECT b_id FROM link WHERE street_id = $1 AND a_id = $2 UNION ALL SELECT a_id FROM link WHERE street_id = $1 AND b_id = $2`)
)
