package committee

import (
	"errors"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

const columns = `committee.id, committee.name, committee.short_name, committee.unit_id, committee.since_on, committee.until_on, unit.community_id, ` + kindOf + `,
coalesce(committee_detail.trade, ''), coalesce(committee_detail.seal, ''), coalesce(committee_detail.place, ''), coalesce(committee_detail.phone, ''),
coalesce(committee_detail.mixed, FALSE), coalesce(committee_detail.reported_on, 0), coalesce(committee_detail.changed_on, 0), coalesce(committee_detail.version, 0)`

const mediatorColumns = `mediator.id, mediator.committee_id, unit.community_id, mediator.officer_id, mediator.name, mediator.woman, mediator.minority,
mediator.employment, mediator.way, mediator.background, mediator.education, mediator.lawyer, mediator.party, mediator.certificate, mediator.since_on,
mediator.term_on, mediator.ended_on, mediator.ending, mediator.ground, mediator.note, mediator.version`

var (
	readOne = db.SQL("committee.read", `SELECT `+columns+fromCommittee+` WHERE committee.street_id = $1 AND committee.id = $2`)

	insertDetail = db.SQL("committee.insertDetail", `INSERT INTO committee_detail (street_id, committee_id, kind, trade, seal, place, phone, mixed,
reported_on, changed_on, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 1)`)
	saveDetail = db.SQL("committee.saveDetail", `UPDATE committee_detail SET kind = $4, trade = $5, seal = $6, place = $7, phone = $8, mixed = $9,
reported_on = $10, changed_on = $11, version = version + 1 WHERE street_id = $1 AND committee_id = $2 AND version = $3`)

	insertTerm = db.SQL("committee.insertTerm", `INSERT INTO committee_term (street_id, id, committee_id, elected_on, until_on, elector, meeting)
VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	readTerms = db.SQL("committee.terms", `SELECT id, elected_on, until_on, elector, meeting FROM committee_term
WHERE street_id = $1 AND committee_id = $2 AND elected_on <= $3 ORDER BY elected_on DESC, id DESC`)

	insertSeat = db.SQL("committee.insertSeat", `INSERT INTO committee_seat (street_id, id, term_id, mediator_id, office, since_on, until_on)
VALUES ($1, $2, $3, $4, $5, $6, 0)`)
	endSeats = db.SQL("committee.endSeats", `UPDATE committee_seat SET until_on = $3 WHERE street_id = $1 AND term_id = $2 AND until_on = 0`)
	endSeat  = db.SQL("committee.endSeat", `UPDATE committee_seat SET until_on = $3 WHERE street_id = $1 AND mediator_id = $2 AND until_on = 0`)

	readSeats = db.SQL("committee.seats", `SELECT committee_seat.id, committee_seat.mediator_id, mediator.name, mediator.woman, mediator.minority,
committee_seat.office, committee_seat.since_on, committee_seat.until_on FROM committee_seat
JOIN mediator ON mediator.street_id = committee_seat.street_id AND mediator.id = committee_seat.mediator_id
WHERE committee_seat.street_id = $1 AND committee_seat.term_id = $2
ORDER BY CASE committee_seat.office WHEN 'director' THEN 0 WHEN 'deputy' THEN 1 ELSE 2 END, committee_seat.since_on, committee_seat.id`)

	readMediator   = db.SQL("mediator.read", `SELECT `+mediatorColumns+fromMediator+` WHERE mediator.street_id = $1 AND mediator.id = $2`)
	insertMediator = db.SQL("mediator.insert", `INSERT INTO mediator (street_id, id, committee_id, officer_id, name, woman, minority, employment, way, background,
education, lawyer, party, certificate, since_on, term_on, ended_on, ending, ground, note, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, '', '', '', 1)`)
	saveMediator = db.SQL("mediator.save", `UPDATE mediator SET officer_id = $4, name = $5, woman = $6, minority = $7, employment = $8, way = $9, background = $10,
education = $11, lawyer = $12, party = $13, certificate = $14, term_on = $15, ended_on = $16, ending = $17, ground = $18, note = $19, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	onRegister = db.SQL("mediator.ofOfficer", `SELECT count(*) FROM mediator WHERE street_id = $1 AND committee_id = $2 AND officer_id = $3 AND officer_id <> '' AND id <> $4
AND (ended_on = 0 OR ended_on >= $5)`)

	insertStudio = db.SQL("studio.insert", `INSERT INTO studio (street_id, id, committee_id, mediator_id, name, place, since_on, until_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`)
	endStudio  = db.SQL("studio.end", `UPDATE studio SET until_on = $4 WHERE street_id = $1 AND committee_id = $2 AND id = $3 AND until_on = 0`)
	endStudios = db.SQL("studio.endOf", `UPDATE studio SET until_on = $3 WHERE street_id = $1 AND mediator_id = $2 AND until_on = 0`)
)

func scan(r db.Row) (Committee, error) {
	var c Committee
	return c, r.Scan(&c.ID, &c.Name, &c.ShortName, &c.Unit, &c.Since, &c.Until, &c.Community, &c.Kind, &c.Trade, &c.Seal, &c.Place, &c.Phone, &c.Mixed,
		&c.Reported, &c.Changed, &c.Version)
}

func scanMediator(r db.Row) (Mediator, error) {
	var m Mediator
	return m, r.Scan(&m.ID, &m.Committee, &m.Community, &m.Officer, &m.Name, &m.Woman, &m.Minority, &m.Employment, &m.Way, &m.Background, &m.Education,
		&m.LawTrained, &m.Party, &m.Certificate, &m.Since, &m.Term, &m.Ended, &m.Ending, &m.Ground, &m.Note, &m.Version)
}

// Load reads a committee. The register is public by law: everybody who is signed in may.
func Load(tx *db.Tx, by actor.Actor, id string) (Committee, error) {
	c, err := db.One(tx, readOne, scan, tx.Street, id)
	if errors.Is(err, db.ErrNone) || !identity.SeeCommittees.Allows(by) {
		return Committee{}, fault.New(fault.NotFound, "找不到这个调委会，可能地址有误")
	}
	return c, err
}

// Terms lists the terms of a committee up to a day, the newest first, with their seats.
func Terms(tx *db.Tx, id string, on calendar.Date) ([]Term, error) {
	all, err := db.All(tx, readTerms, func(r db.Row) (Term, error) {
		var t Term
		return t, r.Scan(&t.ID, &t.Elected, &t.Until, &t.Elector, &t.Meeting)
	}, tx.Street, id, on)
	for i := range all {
		if err != nil {
			break
		}
		all[i].Seats, err = db.All(tx, readSeats, func(r db.Row) (Seat, error) {
			var s Seat
			return s, r.Scan(&s.ID, &s.Mediator, &s.Name, &s.Woman, &s.Minority, &s.Office, &s.Since, &s.Until)
		}, tx.Street, all[i].ID)
	}
	return all, err
}

// Present is the term of a committee on a day; nil when none was recorded.
func Present(tx *db.Tx, id string, on calendar.Date) (*Term, error) {
	all, err := Terms(tx, id, on)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// LoadMediator reads an entry. What is not public of it is left out unless the reader
// keeps the register or it is the reader's own.
func LoadMediator(tx *db.Tx, by actor.Actor, id MediatorID) (Mediator, error) {
	m, err := db.One(tx, readMediator, scanMediator, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) || !identity.SeeCommittees.Allows(by) {
		return Mediator{}, fault.New(fault.NotFound, "名册上找不到这位调解员，可能地址有误")
	}
	if err == nil && !m.Inside(by) {
		m = m.public()
	}
	return m, err
}

// Inside reports whether somebody sees what an entry says beyond what is public: who
// keeps the register there, and the mediator.
func (m Mediator) Inside(by actor.Actor) bool {
	return m.Officer != "" && m.Officer == by.Officer || identity.KeepCommittees.Reaches(by, identity.Location{Community: m.Community})
}

// public is the entry as everybody may read it.
func (m Mediator) public() Mediator {
	m.Minority, m.Party, m.Education, m.Ending, m.Ground, m.Note = false, false, "", "", "", ""
	return m
}

// Unlisted are the officers who hold the post of a mediator on a day and are on no
// register: for whoever keeps it, to put right (在册).
func Unlisted(tx *db.Tx, on calendar.Date) ([]org.Officer, error) {
	holders, err := org.Holders(tx, actor.Mediator, on)
	if err != nil {
		return nil, err
	}
	all, err := Mediators(tx, MediatorFilter{On: on})
	listed := map[string]bool{}
	for _, m := range all {
		listed[m.Officer] = true
	}
	var missing []org.Officer
	for _, o := range holders {
		if !listed[o.ID] {
			missing = append(missing, o)
		}
	}
	return missing, err
}
