// Package org is the street itself: its tree of units, its venues, its
// officers and their posts, and who answers for which area.
package org

import (
	"errors"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Street is the subdistrict this installation serves.
type Street struct {
	Name      string // 东盛街道
	ShortName string // 东盛, used in document numbers
	Office    string // the organ's full name
	District  string
	Phone     string
	Address   string
	Hours     string
	Demo      bool
}

// Unit is one node of the tree street → community → grid → estate.
type Unit struct {
	ID         string
	Level      actor.Level
	Parent     string
	Community  string // the community it is or stands in; "" for the street
	Grid       string
	Name       string
	Households int
	Since      calendar.Date
	Until      calendar.Date // last day in service; 0 = in service
	Version    int
	Demo       bool
}

// Committee is a people's mediation committee.
type Committee struct {
	ID        string
	Name      string
	ShortName string // the word before 人调字 in numbers
	Unit      string
	Since     calendar.Date
	Until     calendar.Date
}

var (
	readStreet = db.SQL("org.street", `SELECT name, short_name, office, district, phone, address, hours, demo FROM street WHERE street_id = $1`)
	readUnit   = db.SQL("org.unit", `SELECT id, level, parent_id, community_id, grid_id, name, households, since_on, until_on, version, demo
FROM unit WHERE street_id = $1 AND id = $2`)
	readCommittee = db.SQL("org.committee", `SELECT id, name, short_name, unit_id, since_on, until_on FROM committee WHERE street_id = $1 AND id = $2`)
	holdsRole     = db.SQL("org.holds", `SELECT count(*) FROM post WHERE street_id = $1 AND officer_id = $2 AND role = $3
AND since_on <= $4 AND (until_on = 0 OR until_on >= $4)`)
	raiseCounter = db.SQL("org.raise", `INSERT INTO counter (street_id, id, value) VALUES ($1, $2, 1)
ON CONFLICT (street_id, id) DO UPDATE SET value = counter.value + 1 RETURNING value`)
)

// Load reads the street.
func Load(tx *db.Tx) (Street, error) {
	s, err := db.One(tx, readStreet, func(r db.Row) (Street, error) {
		var s Street
		err := r.Scan(&s.Name, &s.ShortName, &s.Office, &s.District, &s.Phone, &s.Address, &s.Hours, &s.Demo)
		return s, err
	}, tx.Street)
	if errors.Is(err, db.ErrNone) {
		return s, fault.New(fault.NotFound, "还没有建立街道，请先完成首次设置")
	}
	return s, err
}

func scanUnit(r db.Row) (Unit, error) {
	var u Unit
	err := r.Scan(&u.ID, &u.Level, &u.Parent, &u.Community, &u.Grid, &u.Name, &u.Households, &u.Since, &u.Until, &u.Version, &u.Demo)
	return u, err
}

// UnitByID reads one unit; another street's is not found.
func UnitByID(tx *db.Tx, id string) (Unit, error) {
	u, err := db.One(tx, readUnit, scanUnit, tx.Street, id)
	if errors.Is(err, db.ErrNone) {
		return u, fault.New(fault.NotFound, "找不到这个社区或小区，请重新选择")
	}
	return u, err
}

// CheckCommunity notes the entry called community when it names none of the street's;
// left empty, it is the whole street.
func CheckCommunity(tx *db.Tx, bad *fault.Fields, id string) error {
	if id == "" {
		return nil
	}
	u, err := UnitByID(tx, id)
	if fault.Is(err, fault.NotFound) || err == nil && u.Level != actor.Community {
		bad.Add("community", "找不到这个社区，请重新选择")
		return nil
	}
	return err
}

// CommitteeByID reads one mediation committee.
func CommitteeByID(tx *db.Tx, id string) (Committee, error) {
	c, err := db.One(tx, readCommittee, func(r db.Row) (Committee, error) {
		var c Committee
		err := r.Scan(&c.ID, &c.Name, &c.ShortName, &c.Unit, &c.Since, &c.Until)
		return c, err
	}, tx.Street, id)
	if errors.Is(err, db.ErrNone) {
		return c, fault.New(fault.NotFound, "找不到这个人民调解委员会，请重新选择")
	}
	return c, err
}

// Holds reports whether the officer holds the role today, at any place.
func Holds(tx *db.Tx, officer string, role actor.Role) (bool, error) {
	n, err := db.Value[int](tx, holdsRole, tx.Street, officer, string(role), tx.Today())
	return n > 0, err
}

// NextNumber raises a running number and gives it. It commits with the thing it
// numbers or not at all, so there are no gaps.
func NextNumber(tx *db.Tx, name string) (int, error) {
	return db.Value[int](tx, raiseCounter, tx.Street, name)
}

var readStreets = db.SQL("org.streets", `SELECT street_id FROM street ORDER BY street_id`)

// Streets lists the tenants of the database: what the program asks before it
// knows which street it serves.
func Streets(tx *db.Tx) ([]string, error) { return db.Values[string](tx, readStreets) }
