package docking

import (
	"errors"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// Of a matter only the agreed fields are read: nothing else can reach a page.
const selectHandover = `SELECT handover.id, handover.direction, handover.kind, handover.matter_id, handover.police_no, handover.on_date, handover.told_on,
handover.fields, handover.ground, handover.receiver, handover.emergency, handover.called_at, handover.recorded_by, handover.recorded_at, handover.valid,
coalesce(matter.number, ''), coalesce(matter.kind, ''), coalesce(matter.dispute_type, ''), coalesce(matter.community_id, ''),
coalesce(matter.received_on, 0), coalesce(matter.state, '')
FROM handover LEFT JOIN matter ON matter.street_id = handover.street_id AND matter.id = handover.matter_id `

const selectEntry = `SELECT id, direction, kind, police_no, our_no, on_date, valid FROM station_entry `

const selectRound = `SELECT id, kind, state, on_date, from_on, to_on, agreed_on, our_word, their_word, followed_on, activity_id FROM docking_round `

var (
	insertHandover = db.SQL("handover.insert", `INSERT INTO handover (street_id, id, direction, kind, matter_id, police_no, on_date, told_on, fields, ground,
receiver, emergency, called_at, recorded_by, recorded_at, valid) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, TRUE)`)
	readHandover  = db.SQL("handover.read", selectHandover+`WHERE handover.street_id = $1 AND handover.id = $2`)
	readHandovers = db.SQL("handover.list", selectHandover+`WHERE handover.street_id = $1 AND handover.on_date >= $2 AND handover.on_date <= $3 AND handover.valid
ORDER BY handover.on_date, handover.id`)
	samePoliceNo = db.SQL("handover.same", `SELECT count(*) FROM handover WHERE street_id = $1 AND direction = $2 AND police_no = $3 AND id <> $4 AND valid`)
	sameMatter   = db.SQL("handover.sameMatter", `SELECT count(*) FROM handover WHERE street_id = $1 AND direction = $2 AND matter_id = $3 AND kind = $4 AND on_date = $5
AND id <> $6 AND valid`)
	fillHandover = db.SQL("handover.fill", `UPDATE handover SET matter_id = $3, police_no = $4, told_on = $5 WHERE street_id = $1 AND id = $2 AND valid`)
	endHandover  = db.SQL("handover.end", `UPDATE handover SET valid = FALSE WHERE street_id = $1 AND id = $2 AND valid`)

	insertEntry = db.SQL("stationEntry.insert", `INSERT INTO station_entry (street_id, id, direction, kind, police_no, our_no, on_date, recorded_by, recorded_at, valid)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, TRUE)`)
	readEntry   = db.SQL("stationEntry.read", selectEntry+`WHERE street_id = $1 AND id = $2`)
	readEntries = db.SQL("stationEntry.list", selectEntry+`WHERE street_id = $1 AND on_date >= $2 AND on_date <= $3 AND valid ORDER BY on_date, id`)
	knownEntry  = db.SQL("stationEntry.known", selectEntry+`WHERE street_id = $1 AND direction = $2 AND police_no = $3 AND our_no = $4 AND valid`)
	knownPolice = db.SQL("stationEntry.knownPolice", selectEntry+`WHERE street_id = $1 AND direction = $2 AND police_no = $3 AND valid`)
	endEntry    = db.SQL("stationEntry.end", `UPDATE station_entry SET valid = FALSE WHERE street_id = $1 AND id = $2`)

	insertRound = db.SQL("dockingRound.insert", `INSERT INTO docking_round (street_id, id, kind, state, on_date, from_on, to_on, agreed_on, our_word, their_word,
followed_on, activity_id) VALUES ($1, $2, $3, 'drafted', $4, $5, $6, 0, '', '', 0, '')`)
	readRound   = db.SQL("dockingRound.read", selectRound+`WHERE street_id = $1 AND id = $2`)
	readRounds  = db.SQL("dockingRound.list", selectRound+`WHERE street_id = $1 ORDER BY on_date DESC, id DESC LIMIT $2`)
	sameRound   = db.SQL("dockingRound.same", `SELECT count(*) FROM docking_round WHERE street_id = $1 AND kind = $2 AND on_date = $3`)
	agreeRound  = db.SQL("dockingRound.agree", `UPDATE docking_round SET state = 'agreed', agreed_on = $3, our_word = $4, their_word = $5 WHERE street_id = $1 AND id = $2 AND state = 'drafted'`)
	followRound = db.SQL("dockingRound.follow", `UPDATE docking_round SET state = 'followedUp', followed_on = $3, activity_id = $4 WHERE street_id = $1 AND id = $2 AND state = 'agreed'`)
	activityHas = db.SQL("dockingRound.activity", `SELECT count(*) FROM docking_round WHERE street_id = $1 AND activity_id = $2`)

	insertLine  = db.SQL("dockingLine.insert", `INSERT INTO docking_line (street_id, round_id, ord, what, handover_id, entry_id, officer_id, answer, done_on) VALUES ($1, $2, $3, $4, $5, $6, '', '', 0)`)
	readLines   = db.SQL("dockingLine.list", `SELECT ord, what, handover_id, entry_id, officer_id, answer, done_on FROM docking_line WHERE street_id = $1 AND round_id = $2 ORDER BY ord`)
	answerLine  = db.SQL("dockingLine.answer", `UPDATE docking_line SET officer_id = $4, answer = $5, done_on = $6 WHERE street_id = $1 AND round_id = $2 AND ord = $3`)
	roundOfPair = db.SQL("dockingLine.round", `SELECT round_id FROM docking_line WHERE street_id = $1 AND handover_id = $2 AND entry_id = $3 ORDER BY round_id DESC`)
)

func scanHandover(r db.Row) (Handover, error) {
	var h Handover
	var fields string
	var recorded int64
	var kind matter.Kind
	var sort matter.DisputeType
	err := r.Scan(&h.ID, &h.Direction, &h.Kind, &h.Matter, &h.PoliceNo, &h.On, &h.ToldOn, &fields, &h.Ground, &h.Receiver, &h.Emergency, &h.CalledAt,
		&h.RecordedBy, &recorded, &h.Valid, &h.facts.Number, &kind, &sort, &h.facts.Community, &h.facts.On, &h.facts.State)
	h.RecordedAt = db.Moment(recorded)
	if fields != "" {
		h.Fields = strings.Split(fields, ",")
	}
	if h.facts.Type = sort.Label(); h.facts.Type == "" {
		h.facts.Type = kind.Label()
	}
	return h, err
}

func scanEntry(r db.Row) (Entry, error) {
	var e Entry
	err := r.Scan(&e.ID, &e.Direction, &e.Kind, &e.PoliceNo, &e.OurNo, &e.On, &e.Valid)
	return e, err
}

func scanRound(r db.Row) (Round, error) {
	var m Round
	err := r.Scan(&m.ID, &m.Kind, &m.State, &m.On, &m.From, &m.To, &m.AgreedOn, &m.OurWord, &m.TheirWord, &m.FollowedOn, &m.Activity)
	return m, err
}

// Load reads one hand-over for whoever may see docking.
func Load(tx *db.Tx, by actor.Actor, id ID) (Handover, error) {
	if err := identity.SeeDocking.Check(by); err != nil {
		return Handover{}, err
	}
	h, err := db.One(tx, readHandover, scanHandover, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) {
		return h, missing("这次移交")
	}
	return h, err
}
