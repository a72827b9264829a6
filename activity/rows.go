package activity

import (
	"errors"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/search"
	"fengsheng/matter"
)

const columns = `activity.id, activity.kind, activity.variety, activity.title, activity.on_date, activity.start_time, activity.place,
activity.community_id, activity.venue_id, activity.leader_id, activity.partners, activity.topics, activity.attendance, activity.audience,
activity.batches, activity.leaflets, activity.giveaways, activity.about_case, activity.recorded_by, activity.recorded_at, activity.valid,
activity.replaces_id, activity.reason, activity.demo, activity.version`

const selectActivity = "SELECT " + columns + " FROM activity"

var (
	insertActivity = db.SQL("activity.insert", `INSERT INTO activity (street_id, id, kind, variety, title, on_date, start_time, place, community_id,
venue_id, leader_id, partners, topics, attendance, audience, batches, leaflets, giveaways, about_case, recorded_by, recorded_at, valid, replaces_id,
reason, demo, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, TRUE, $22, '', $23, $24)`)
	endVersion = db.SQL("activity.end", `UPDATE activity SET valid = FALSE, reason = $4, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3 AND valid`)
	readActivity = db.SQL("activity.read", selectActivity+` WHERE activity.street_id = $1 AND activity.id = $2`)
	readAfter    = db.SQL("activity.after", selectActivity+` WHERE activity.street_id = $1 AND activity.replaces_id = $2`)
	sameSession  = db.SQL("activity.same", `SELECT count(*) FROM activity WHERE street_id = $1 AND kind = $2 AND on_date = $3 AND variety = $4
AND start_time = $5 AND place = $6 AND leader_id = $7 AND id <> $8 AND community_id = $9 AND valid`)

	nameMatter  = db.SQL("activity.name", `INSERT INTO activity_matter (street_id, activity_id, matter_id) VALUES ($1, $2, $3)`)
	readMatters = db.SQL("activity.matters", `SELECT matter_id FROM activity_matter WHERE street_id = $1 AND activity_id = $2 ORDER BY matter_id`)
	ofMatter    = db.SQL("activity.ofMatter", selectActivity+` JOIN activity_matter
ON activity_matter.street_id = activity.street_id AND activity_matter.activity_id = activity.id
WHERE activity_matter.street_id = $1 AND activity_matter.matter_id = $2 AND activity.valid ORDER BY activity.on_date DESC, activity.id DESC`)

	venueCommunity = db.SQL("activity.venue", `SELECT community_id FROM venue WHERE street_id = $1 AND id = $2`)
)

func scan(r db.Row) (Activity, error) {
	var a Activity
	var recorded int64
	err := r.Scan(&a.ID, &a.Kind, &a.Variety, &a.Title, &a.On, &a.Start, &a.Place, &a.Community, &a.Venue, &a.Leader, &a.Partners, &a.Topics,
		&a.Attendance, &a.Audience, &a.Batches, &a.Leaflets, &a.Giveaways, &a.AboutCase, &a.RecordedBy, &recorded, &a.Valid, &a.Replaces,
		&a.Reason, &a.Demo, &a.Version)
	a.RecordedAt = db.Moment(recorded)
	return a, err
}

func insert(tx *db.Tx, a Activity) error {
	_, err := tx.Exec(insertActivity, tx.Street, string(a.ID), string(a.Kind), string(a.Variety), a.Title, a.On, a.Start, a.Place, a.Community,
		a.Venue, a.Leader, a.Partners, a.Topics, a.Attendance, a.Audience, a.Batches, a.Leaflets, a.Giveaways, a.AboutCase, a.RecordedBy,
		a.RecordedAt.UnixMilli(), string(a.Replaces), a.Demo, a.Version)
	return err
}

// Load reads one version, valid or not; another street's is not found.
func Load(tx *db.Tx, id ID) (Activity, error) {
	a, err := db.One(tx, readActivity, scan, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) {
		return a, fault.New(fault.NotFound, "找不到这次活动，可能地址有误")
	}
	return a, err
}

// Visible loads a version for somebody who may see activities; for anybody else
// there is none. Activities hold no personal data and are seen across the street.
func Visible(tx *db.Tx, by actor.Actor, id ID) (Activity, error) {
	if !identity.SeeActivities.Allows(by) {
		return Activity{}, fault.New(fault.NotFound, "找不到这次活动，可能地址有误，或不在您的职责范围内")
	}
	return Load(tx, id)
}

// After is the version that replaced one; NotFound when none did.
func After(tx *db.Tx, id ID) (Activity, error) {
	a, err := db.One(tx, readAfter, scan, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) {
		return a, fault.New(fault.NotFound, "这次活动没有更正过")
	}
	return a, err
}

func namedBy(tx *db.Tx, id ID) ([]matter.ID, error) {
	return db.Values[matter.ID](tx, readMatters, tx.Street, string(id))
}

// MattersOf lists the matters an activity names that the actor may see, and
// says how many more there are.
func MattersOf(tx *db.Tx, by actor.Actor, id ID) ([]matter.Matter, int, error) {
	ids, err := namedBy(tx, id)
	if err != nil {
		return nil, 0, err
	}
	var seen []matter.Matter
	others := 0
	for _, id := range ids {
		m, err := matter.Visible(tx, by, id)
		switch {
		case fault.Is(err, fault.NotFound):
			others++
		case err != nil:
			return nil, 0, err
		default:
			seen = append(seen, m)
		}
	}
	return seen, others, nil
}

// OfMatter lists the activities that name a matter, newest first, for somebody
// who may see activities. That the matter may be seen is the caller's to ask.
func OfMatter(tx *db.Tx, by actor.Actor, id matter.ID) ([]Activity, error) {
	if !identity.SeeActivities.Allows(by) {
		return nil, nil
	}
	return db.All(tx, ofMatter, scan, tx.Street, string(id))
}

// index makes the activity findable by its name, place, partners and content.
func index(tx *db.Tx, a Activity) error {
	body := strings.Join([]string{a.Label(), a.Title, a.Place, a.Partners, a.Topics}, "\n")
	return search.Put(tx, search.Doc{Kind: searchKind, ID: string(a.ID), Body: body})
}

// forget leaves a version without words, so that no search finds it.
func forget(tx *db.Tx, id ID) error {
	return search.Put(tx, search.Doc{Kind: searchKind, ID: string(id)})
}
