package matter

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/search"
)

const columns = `matter.id, matter.number, matter.kind, matter.state, matter.open, matter.class, matter.dispute_type, matter.channel, matter.source,
matter.scale, matter.title, matter.community_id, matter.grid_id, matter.estate_id, matter.venue_id, matter.committee_id, matter.registrar_id,
matter.mediator_id, matter.received_at, matter.received_on, matter.registered_on, matter.accepted_on, matter.resolved_on, matter.concluded_on,
matter.closed_on, matter.archived_on, matter.due_on, matter.due_rule, matter.outcome, matter.parties, matter.amount, matter.agreement,
matter.difficult, matter.prevented, matter.settled, matter.dossier, matter.dossier_no, matter.parent_id, matter.into_id, matter.demo, matter.version,
matter.handed_from, matter.hand_offs, matter.late`

const selectMatter = "SELECT " + columns + " FROM matter"

var (
	insertMatter = db.SQL("matter.insert", `INSERT INTO matter (street_id, id, number, kind, state, open, class, dispute_type, channel, source,
scale, title, community_id, grid_id, estate_id, venue_id, committee_id, registrar_id, mediator_id, received_at, received_on, registered_on, accepted_on,
resolved_on, concluded_on, closed_on, archived_on, due_on, due_rule, outcome, parties, amount, agreement, difficult, prevented, settled, dossier,
dossier_no, parent_id, into_id, demo, version)
VALUES ($1, $2, $3, '', '', TRUE, $4, $5, $6, '', $7, $8, $9, $10, $11, $12, '', $13, '', $14, $15, 0, 0, 0, 0, 0, 0, 0, '', '', $16, 0, '', FALSE, FALSE,
FALSE, '', '', '', '', $17, 0)`)
	insertStory = db.SQL("matter.insertStory", `INSERT INTO story (street_id, id, place, request, gates, slip) VALUES ($1, $2, $3, $4, '', '')`)
	setSorting  = db.SQL("matter.setSorting", `UPDATE story SET gates = $3, slip = $4 WHERE street_id = $1 AND id = $2`)
	setPlace    = db.SQL("matter.setPlace", `UPDATE story SET place = $3 WHERE street_id = $1 AND id = $2`)
	readStory   = db.SQL("matter.story", `SELECT place, request, gates, slip FROM story WHERE street_id = $1 AND id = $2`)

	insertParty = db.SQL("party.insert", `INSERT INTO party (street_id, id, matter_id, ord, side, body, name, community_id, key, phone, id_number, address,
minor, guardian, agent, consent, consent_on, told_on, identity_on, phone_key, sex, ethnicity, born, occupation, representative, post)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', 0, 0, 0, $16, $17, $18, $19, $20, $21, $22)`)
	readParties = db.SQL("party.ofMatter", `SELECT id, matter_id, ord, side, body, name, phone, id_number, address, minor, guardian, agent, consent,
consent_on, told_on, identity_on, sex, ethnicity, born, occupation, representative, post FROM party WHERE street_id = $1 AND matter_id = $2 ORDER BY ord, id`)
	correctParty = db.SQL("party.correct", `UPDATE party SET side = $4, name = $5, key = $6, phone = $7, id_number = $8, address = $9, guardian = $10, phone_key = $11,
sex = $12, ethnicity = $13, born = $14, occupation = $15, representative = $16, post = $17 WHERE street_id = $1 AND matter_id = $2 AND id = $3`)
	moveParties = db.SQL("party.move", `UPDATE party SET community_id = $3 WHERE street_id = $1 AND matter_id = $2`)
	setConsent  = db.SQL("party.consent", `UPDATE party SET consent = $4, consent_on = $5 WHERE street_id = $1 AND matter_id = $2 AND id = $3`)
	setTold     = db.SQL("party.told", `UPDATE party SET told_on = $3 WHERE street_id = $1 AND matter_id = $2`)
	setIdentity = db.SQL("party.identity", `UPDATE party SET identity_on = $3 WHERE street_id = $1 AND matter_id = $2`)

	insertClock = db.SQL("clock.insert", `INSERT INTO clock (street_id, id, matter_id, rule, started_by, start_on, legal_on, show_on, computed,
ended_on, ended_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '')`)
	endClock = db.SQL("clock.end", `UPDATE clock SET ended_on = $4, ended_by = $5
WHERE street_id = $1 AND matter_id = $2 AND rule = $3 AND ended_on = 0`)
	endAllClocks = db.SQL("clock.endAll", `UPDATE clock SET ended_on = $3, ended_by = $4 WHERE street_id = $1 AND matter_id = $2 AND ended_on = 0`)
	readClocks   = db.SQL("clock.ofMatter", `SELECT id, computed, ended_on, ended_by FROM clock WHERE street_id = $1 AND matter_id = $2 ORDER BY id`)

	insertNote = db.SQL("note.insert", `INSERT INTO note (street_id, id, matter_id, seq, on_date, kind, text, officer_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)
	readNotes  = db.SQL("note.ofMatter", `SELECT seq, on_date, kind, text, officer_id FROM note WHERE street_id = $1 AND matter_id = $2 ORDER BY seq DESC, id DESC`)
)

func scanMatter(r db.Row) (Matter, error) {
	var m Matter
	var received int64
	err := r.Scan(&m.ID, &m.Number, &m.Kind, &m.State, &m.Open, &m.Class, &m.DisputeType, &m.Channel, &m.Source, &m.Scale, &m.Title,
		&m.Community, &m.Grid, &m.Estate, &m.Venue, &m.Committee, &m.Registrar, &m.Mediator, &received, &m.ReceivedOn, &m.RegisteredOn,
		&m.AcceptedOn, &m.ResolvedOn, &m.ConcludedOn, &m.ClosedOn, &m.ArchivedOn, &m.DueOn, &m.DueRule, &m.Outcome, &m.Parties, &m.Amount,
		&m.Agreement, &m.Difficult, &m.Prevented, &m.Settled, &m.Dossier, &m.DossierNo, &m.Parent, &m.Into, &m.Demo, &m.Version,
		&m.HandedFrom, &m.HandOffs, &m.Late)
	m.ReceivedAt = db.Moment(received)
	m.remember()
	return m, err
}

func insert(tx *db.Tx, m Matter, in Intake) error {
	_, err := tx.Exec(insertMatter, tx.Street, string(m.ID), m.Number, string(m.Class), string(m.DisputeType), string(m.Channel), string(m.Scale),
		m.Title, m.Community, m.Grid, m.Estate, m.Venue, m.Registrar, m.ReceivedAt.UnixMilli(), m.ReceivedOn, m.Parties, m.Demo)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(insertStory, tx.Street, string(m.ID), in.Place, in.Request); err != nil {
		return err
	}
	c := &cover{tx: tx, id: m.ID}
	for i, p := range in.Parties {
		if _, err := putParty(tx, c, m, i+1, p); err != nil {
			return err
		}
	}
	return index(tx, m)
}

// putParty writes a party down and gives it its id.
func putParty(tx *db.Tx, c *cover, m Matter, order int, p Party) (string, error) {
	id, word := tx.NewID(), key(p.Name)
	p, phone, err := p.covered(c)
	if err != nil {
		return "", err
	}
	_, err = tx.Exec(insertParty, tx.Street, id, string(m.ID), order, string(p.Side), p.Body, p.Name, m.Community, word, p.Phone,
		p.IDNumber, p.Address, p.Minor, p.Guardian, p.Agent, phone, p.Sex, p.Ethnicity, p.Born, p.Occupation, p.Representative, p.Post)
	return id, err
}

// changeable are the columns a step may change. Only those that did change are
// written: an index is touched only by a change of what it holds.
var changeable = []struct {
	set string
	of  func(*Matter) any
}{
	{"kind = ?", func(m *Matter) any { return string(m.Kind) }},
	{"state = ?", func(m *Matter) any { return string(m.State) }},
	{"open = ?", func(m *Matter) any { return m.Open }},
	{"class = ?", func(m *Matter) any { return string(m.Class) }},
	{"dispute_type = ?", func(m *Matter) any { return string(m.DisputeType) }},
	{"channel = ?", func(m *Matter) any { return string(m.Channel) }},
	{"scale = ?", func(m *Matter) any { return string(m.Scale) }},
	{"title = ?", func(m *Matter) any { return m.Title }},
	{"community_id = ?", func(m *Matter) any { return m.Community }},
	{"grid_id = ?", func(m *Matter) any { return m.Grid }},
	{"estate_id = ?", func(m *Matter) any { return m.Estate }},
	{"venue_id = ?", func(m *Matter) any { return m.Venue }},
	{"source = ?", func(m *Matter) any { return string(m.Source) }},
	{"committee_id = ?", func(m *Matter) any { return m.Committee }},
	{"mediator_id = ?", func(m *Matter) any { return m.Mediator }},
	{"registered_on = ?", func(m *Matter) any { return m.RegisteredOn }},
	{"accepted_on = ?", func(m *Matter) any { return m.AcceptedOn }},
	{"resolved_on = ?", func(m *Matter) any { return m.ResolvedOn }},
	{"concluded_on = ?", func(m *Matter) any { return m.ConcludedOn }},
	{"closed_on = ?", func(m *Matter) any { return m.ClosedOn }},
	{"archived_on = ?", func(m *Matter) any { return m.ArchivedOn }},
	{"due_on = ?", func(m *Matter) any { return m.DueOn }},
	{"due_rule = ?", func(m *Matter) any { return m.DueRule }},
	{"outcome = ?", func(m *Matter) any { return string(m.Outcome) }},
	{"parties = ?", func(m *Matter) any { return m.Parties }},
	{"amount = ?", func(m *Matter) any { return m.Amount }},
	{"agreement = ?", func(m *Matter) any { return m.Agreement }},
	{"difficult = ?", func(m *Matter) any { return m.Difficult }},
	{"prevented = ?", func(m *Matter) any { return m.Prevented }},
	{"settled = ?", func(m *Matter) any { return m.Settled }},
	{"dossier = ?", func(m *Matter) any { return string(m.Dossier) }},
	{"dossier_no = ?", func(m *Matter) any { return m.DossierNo }},
	{"parent_id = ?", func(m *Matter) any { return string(m.Parent) }},
	{"handed_from = ?", func(m *Matter) any { return m.HandedFrom }},
	{"late = ?", func(m *Matter) any { return m.Late }},
	{"hand_offs = ?", func(m *Matter) any { return m.HandOffs }},
	{"into_id = ?", func(m *Matter) any { return string(m.Into) }},
}

// update writes what changed since the row was read, where nobody was faster,
// and raises the version.
func update(tx *db.Tx, m *Matter) error {
	var set db.Set
	for _, c := range changeable {
		now := c.of(m)
		if m.read == nil || now != c.of(m.read) {
			set.Add(c.set, now)
		}
	}
	var w db.Where
	w.Add("street_id = ?", tx.Street)
	w.Add("id = ?", string(m.ID))
	w.Add("version = ?", m.Version)
	s, args := set.Build("matter.update", "matter", "version = version + 1", &w)
	n, err := tx.Exec(s, args...)
	if err != nil {
		return err
	}
	if n == 0 {
		return ConflictOnVersion(m.Number)
	}
	m.Version++
	m.remember()
	return nil
}

// remember keeps the row as it is in the database, to know what a step changes.
func (m *Matter) remember() {
	row := *m
	row.read = nil
	m.read = &row
}

// words are the words under which the scopes find the matter.
func (m Matter) words() []string {
	kind := ""
	if m.Kind != Mediation {
		kind = string(m.Kind)
	}
	return identity.IndexWords(m.At(), m.Mediator, m.Registrar, m.Kind == Mediation && m.Mediator == "" && m.Open, kind)
}

// index makes the matter findable by its number, texts, place and parties.
func index(tx *db.Tx, m Matter) error {
	if inVault(tx) {
		return nil // nobody searches there
	}
	story, err := LoadStory(tx, m.ID)
	if err != nil {
		return err
	}
	parties, err := Parties(tx, m.ID)
	if err != nil {
		return err
	}
	body := []string{m.Number, m.Title, story.Place, story.Request}
	for _, p := range parties {
		body = append(body, p.Name)
	}
	return search.Put(tx, search.Doc{
		Kind: "matter", ID: string(m.ID), Body: strings.Join(body, "\n"), Words: m.words(),
	})
}

// Visible loads a matter the actor may see; any other is not found (AUTHZ-11).
func Visible(tx *db.Tx, by actor.Actor, id ID) (Matter, error) {
	return within(tx, identity.SeeMatters.Reach(by, tx.Today()), id)
}

// Readable reports whether the actor may read the content of the matter, not
// only its outline (PR22).
func Readable(tx *db.Tx, by actor.Actor, id ID) (bool, error) {
	_, err := within(tx, identity.ReadMatter.Reach(by, tx.Today()), id)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// ReadableOf are those of the matters whose content the actor may read.
func ReadableOf(tx *db.Tx, by actor.Actor, ids []string) (map[ID]bool, error) {
	var w db.Where
	w.Add("matter.street_id = ?", tx.Street)
	w.In("matter.id", ids)
	identity.ReadMatter.Reach(by, tx.Today()).Restrict(&w)
	s, args := w.Build("matter.readable", "SELECT matter.id FROM matter", "ORDER BY matter.id")
	found, err := db.Values[string](tx, s, args...)
	may := map[ID]bool{}
	for _, id := range found {
		may[ID(id)] = true
	}
	return may, err
}

func within(tx *db.Tx, scope identity.Scope, id ID) (Matter, error) {
	var w db.Where
	w.Add("matter.street_id = ?", tx.Street)
	w.Add("matter.id = ?", string(id))
	scope.Restrict(&w)
	s, args := w.Build("matter.visible", selectMatter, "")
	m, err := db.One(tx, s, scanMatter, args...)
	if errors.Is(err, db.ErrNone) {
		return m, fault.New(fault.NotFound, "找不到这件事项，可能编号有误，或不在您的职责范围内")
	}
	return m, err
}

// LoadStory reads the long texts of a matter.
func LoadStory(tx *db.Tx, id ID) (Story, error) {
	s, err := db.One(tx, readStory, func(r db.Row) (Story, error) {
		var s Story
		var gates string
		if err := r.Scan(&s.Place, &s.Request, &gates, &s.Slip); err != nil || gates == "" {
			return s, err
		}
		return s, json.Unmarshal([]byte(gates), &s.Gates)
	}, tx.Street, string(id))
	if err != nil {
		return s, err
	}
	c := &cover{tx: tx, id: id}
	for place, value := range s.texts() {
		if *value, err = c.open(place, *value); err != nil {
			return s, err
		}
	}
	return s, nil
}

func saveSorting(tx *db.Tx, id ID, s Sorting) error {
	gates, err := json.Marshal(s.Gates)
	if err != nil {
		return fmt.Errorf("matter: gates: %w", err)
	}
	return tx.ExecOne(setSorting, tx.Street, string(id), string(gates), s.Slip)
}

func scanParty(r db.Row) (Party, error) {
	var p Party
	err := r.Scan(&p.ID, &p.Matter, &p.Order, &p.Side, &p.Body, &p.Name, &p.Phone, &p.IDNumber, &p.Address, &p.Minor, &p.Guardian, &p.Agent,
		&p.Consent, &p.ConsentOn, &p.ToldOn, &p.IdentityOn, &p.Sex, &p.Ethnicity, &p.Born, &p.Occupation, &p.Representative, &p.Post)
	return p, err
}

// Clocks lists the deadlines of a matter in the order they started.
func Clocks(tx *db.Tx, id ID) ([]Clock, error) {
	return db.All(tx, readClocks, func(r db.Row) (Clock, error) {
		var c Clock
		var computed string
		if err := r.Scan(&c.ID, &computed, &c.EndedOn, &c.EndedBy); err != nil {
			return c, err
		}
		return c, json.Unmarshal([]byte(computed), &c.Computed)
	}, tx.Street, string(id))
}

// Note is something a person wrote down on the way.
type Note struct {
	Seq     int64 // of the event it belongs to
	On      calendar.Date
	Kind    string
	Text    string
	Officer string
}

func addNote(tx *db.Tx, by actor.Actor, id ID, seq int64, on calendar.Date, kind, text string) error {
	c := &cover{tx: tx, id: id}
	text, err := c.whole("note", text)
	if err != nil {
		return err
	}
	_, err = tx.Exec(insertNote, tx.Street, tx.NewID(), string(id), seq, on, kind, text, by.Officer)
	return err
}

// Notes lists what was written down, newest first.
func Notes(tx *db.Tx, id ID) ([]Note, error) {
	all, err := db.All(tx, readNotes, func(r db.Row) (Note, error) {
		var n Note
		return n, r.Scan(&n.Seq, &n.On, &n.Kind, &n.Text, &n.Officer)
	}, tx.Street, string(id))
	if err != nil {
		return nil, err
	}
	c := &cover{tx: tx, id: id}
	for i := range all {
		if all[i].Text, err = c.open("note", all[i].Text); err != nil {
			return nil, err
		}
	}
	return all, nil
}
