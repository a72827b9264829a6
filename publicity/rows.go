package publicity

import (
	"errors"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

const columns = `id, state, kind, variety, title, on_date, start_time, place, community_id, venue_id, partners, topics, theme, brand_id, expected, words, ending,
activity_id, version`

const selectCampaign = "SELECT " + columns + " FROM publicity_campaign"

var (
	insertRow = db.SQL("publicity.insert", `INSERT INTO publicity_campaign (street_id, id, state, kind, variety, title, on_date, start_time, place, community_id, venue_id,
partners, topics, theme, brand_id, expected, words, ending, activity_id, version)
VALUES ($1, $2, 'planned', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', '', '', 1)`)
	changeRow = db.SQL("publicity.change", `UPDATE publicity_campaign SET kind = $4, variety = $5, title = $6, on_date = $7, start_time = $8, place = $9,
community_id = $10, venue_id = $11, partners = $12, topics = $13, theme = $14, brand_id = $15, expected = $16, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	saveRow = db.SQL("publicity.save", `UPDATE publicity_campaign SET state = $4, words = $5, ending = $6, activity_id = $7, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	readRow    = db.SQL("publicity.read", selectCampaign+` WHERE street_id = $1 AND id = $2`)
	ofActivity = activity.Owns(db.SQL("publicity.ofActivity", `SELECT id FROM publicity_campaign WHERE street_id = $1 AND activity_id = $2 AND activity_id <> ''`))

	insertHandout = db.SQL("publicity.handout", `INSERT INTO publicity_handout (street_id, campaign_id, material_id, number) VALUES ($1, $2, $3, $4)`)
	dropHandouts  = db.SQL("publicity.dropHandouts", `DELETE FROM publicity_handout WHERE street_id = $1 AND campaign_id = $2`)
	readHandouts  = db.SQL("publicity.handouts", `SELECT material_id, number FROM publicity_handout WHERE street_id = $1 AND campaign_id = $2 ORDER BY material_id`)
)

func scan(r db.Row) (Campaign, error) {
	var c Campaign
	return c, r.Scan(&c.ID, &c.State, &c.Kind, &c.Variety, &c.Title, &c.On, &c.Start, &c.Place, &c.Community, &c.Venue, &c.Partners, &c.Topics, &c.Theme, &c.Brand,
		&c.Expected, &c.Words, &c.Ending, &c.Activity, &c.Version)
}

// Load reads a campaign for somebody who may see publicity.
func Load(tx *db.Tx, by actor.Actor, id ID) (Campaign, error) {
	c, err := db.One(tx, readRow, scan, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) || !identity.SeePublicity.Allows(by) {
		return Campaign{}, fault.New(fault.NotFound, "找不到这次普法活动，可能地址有误，或不在您的职责范围内")
	}
	return c, err
}

// Filter says which campaigns a list shows; what is empty does not narrow it.
type Filter struct {
	From, To                         calendar.Date
	State, Theme, Brand, Venue, Area string // Area is a community
	Material                         string // that was handed out
	Campaign                         ID     // this one alone
	Photographed                     bool
	Done                             bool // took place
}

// most is how many campaigns one list has.
const most = 500

func (f Filter) where(street string) *db.Where {
	var w db.Where
	w.Add("publicity_campaign.street_id = ?", street)
	if f.From > 0 {
		w.Add("on_date >= ?", f.From)
	}
	if f.To > 0 {
		w.Add("on_date <= ?", f.To)
	}
	for _, c := range []struct{ cond, value string }{
		{"state = ?", f.State},
		{"theme = ?", f.Theme},
		{"brand_id = ?", f.Brand},
		{"venue_id = ?", f.Venue},
		{"community_id = ?", f.Area},
		{"publicity_campaign.id = ?", string(f.Campaign)},
		{"EXISTS (SELECT 1 FROM publicity_handout WHERE publicity_handout.street_id = publicity_campaign.street_id AND publicity_handout.campaign_id = publicity_campaign.id AND publicity_handout.material_id = ?)", f.Material},
	} {
		if c.value != "" {
			w.Add(c.cond, c.value)
		}
	}
	if f.Done {
		w.Add("activity_id <> ''")
	}
	if f.Photographed {
		w.Add("EXISTS (SELECT 1 FROM publicity_photo WHERE publicity_photo.street_id = publicity_campaign.street_id AND publicity_photo.campaign_id = publicity_campaign.id)")
	}
	return &w
}

// List is the campaigns the filter finds, the latest day first.
func List(tx *db.Tx, by actor.Actor, f Filter) ([]Campaign, error) {
	if !identity.SeePublicity.Allows(by) {
		return nil, nil
	}
	s, args := f.where(tx.Street).Build("publicity.list", selectCampaign, "ORDER BY on_date DESC, id DESC LIMIT ?", most)
	return db.All(tx, s, scan, args...)
}

// Count is how many campaigns the filter finds.
func Count(tx *db.Tx, f Filter) (int, error) {
	s, args := f.where(tx.Street).Build("publicity.count", "SELECT count(*) FROM publicity_campaign", "")
	return db.Value[int](tx, s, args...)
}

// Handouts lists what was handed out in a campaign.
func Handouts(tx *db.Tx, id ID) ([]Line, error) {
	return db.All(tx, readHandouts, func(r db.Row) (Line, error) {
		var l Line
		return l, r.Scan(&l.Material, &l.Number)
	}, tx.Street, string(id))
}

// OfActivity is the campaign that an activity is counted for; NotFound when it is none's.
func OfActivity(tx *db.Tx, by actor.Actor, a activity.Activity) (Campaign, error) {
	id, err := activity.Owner(tx, a, ofActivity)
	if errors.Is(err, db.ErrNone) {
		return Campaign{}, fault.New(fault.NotFound, "这次活动没有单独安排过")
	}
	if err != nil {
		return Campaign{}, err
	}
	return Load(tx, by, ID(id))
}
