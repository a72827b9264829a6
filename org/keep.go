package org

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Found makes the street and the root of its tree. There is one per installation's tenant.
func Found(tx *db.Tx, by actor.Actor, s Street) (Unit, error) {
	var wrong fault.Fields
	if strings.TrimSpace(s.Name) == "" {
		wrong.Add("name", "请填写街道名称，例如东盛街道")
	}
	if strings.TrimSpace(s.ShortName) == "" {
		wrong.Add("shortName", "请填写文书编号用的简称，例如东盛")
	}
	if err := wrong.Err(); err != nil {
		return Unit{}, err
	}
	if s.Office == "" {
		s.Office = s.Name + "办事处"
	}
	_, err := tx.Exec(insertStreet, tx.Street, s.Name, s.ShortName, s.Office, s.District, s.Phone, s.Address, s.Hours, s.Demo, tx.Millis())
	if db.Violated(err) != "" {
		return Unit{}, fault.New(fault.Conflict, "街道已经建立过了")
	}
	if err != nil {
		return Unit{}, err
	}
	root := Unit{ID: tx.NewID(), Level: actor.Street, Name: s.Name, Since: tx.Today(), Demo: s.Demo}
	return root, addUnit(tx, by, &root)
}

// below is the level under each level of the tree; a grid may be left out.
var below = map[actor.Level][]actor.Level{
	actor.Street: {actor.Community}, actor.Community: {actor.Grid, actor.Estate}, actor.Grid: {actor.Estate},
}

// AddUnit adds a community, grid or estate under its parent.
func AddUnit(tx *db.Tx, by actor.Actor, u Unit) (Unit, error) {
	parent, err := UnitByID(tx, u.Parent)
	if err != nil {
		return u, err
	}
	fits := false
	for _, l := range below[parent.Level] {
		fits = fits || l == u.Level
	}
	if !fits {
		return u, fault.New(fault.Invalid, "“%s”下面不能建这一级单位", parent.Name)
	}
	switch u.Name = strings.TrimSpace(u.Name); {
	case u.Name == "":
		return u, taken("name", "请填写名称")
	case strings.ContainsAny(u.Name, apart):
		return u, taken("name", "名称里不能有“/”，它用来分开上下级")
	}
	u.ID, u.Community, u.Grid, u.Demo = tx.NewID(), parent.Community, parent.Grid, parent.Demo
	switch u.Level {
	case actor.Community:
		u.Community = u.ID
	case actor.Grid:
		u.Grid = u.ID
	}
	if u.Since.Zero() {
		u.Since = tx.Today()
	}
	return u, addUnit(tx, by, &u)
}

// apart parts the names of a path, so no name holds it.
const apart = "/／"

func addUnit(tx *db.Tx, by actor.Actor, u *Unit) error {
	u.Version = 1
	_, err := tx.Exec(insertUnit, tx.Street, u.ID, string(u.Level), u.Parent, u.Community, u.Grid, u.Name, u.Households, u.Since, u.Demo)
	if db.Violated(err) == "unit_street_id_parent_id_name_key" {
		return fault.New(fault.Conflict, "这里已经有“%s”了", u.Name)
	}
	if err != nil {
		return err
	}
	return told(tx, by, "org.addUnit", u.ID, map[string]string{"level": string(u.Level), "parent": u.Parent})
}

// OpenVenue opens a centre, station, room, talking point or mobile point.
func OpenVenue(tx *db.Tx, by actor.Actor, v Venue) (Venue, error) {
	u, err := UnitByID(tx, v.Unit)
	if err != nil {
		return v, err
	}
	if v.Kind.Label() == "" || strings.TrimSpace(v.Name) == "" {
		return v, fault.New(fault.Invalid, "请填写场所的名称和种类")
	}
	v.ID, v.Community, v.Demo, v.Version = tx.NewID(), u.Community, u.Demo, 1
	if v.Since.Zero() {
		v.Since = tx.Today()
	}
	_, err = tx.Exec(insertVenue, tx.Street, v.ID, string(v.Kind), v.Name, v.Unit, v.Community, v.Address, v.Since, v.Demo)
	if db.Violated(err) == "venue_street_id_name_key" {
		return v, fault.New(fault.Conflict, "已经有叫“%s”的场所了", v.Name)
	}
	if err != nil {
		return v, err
	}
	return v, told(tx, by, "org.openVenue", v.ID, map[string]string{"kind": string(v.Kind)})
}

// Hire adds an officer.
func Hire(tx *db.Tx, by actor.Actor, o Officer) (Officer, error) {
	if err := o.check(); err != nil {
		return o, err
	}
	u, err := UnitByID(tx, o.Unit)
	if err != nil {
		return o, err
	}
	o.ID, o.Demo, o.Version = tx.NewID(), u.Demo, 1
	if o.Since.Zero() {
		o.Since = tx.Today()
	}
	_, err = tx.Exec(insertOfficer, tx.Street, o.ID, o.Code, o.Name, o.Phone, o.Title, o.Rank, o.Unit, o.Since, o.Demo)
	if db.Violated(err) == "officer_street_id_code_key" {
		return o, fault.New(fault.Conflict, "工号%s已经有人用了", o.Code)
	}
	if err != nil {
		return o, err
	}
	return o, told(tx, by, "org.hire", o.ID, nil)
}

// Assign gives an officer a post: a role at a place. Roles that exclude each
// other are refused (workflow.md section 0).
func Assign(tx *db.Tx, by actor.Actor, officer string, role actor.Role, unit string, since calendar.Date) error {
	if !role.Known() {
		return fault.New(fault.Invalid, "没有这个岗位")
	}
	if _, err := UnitByID(tx, unit); err != nil {
		return err
	}
	if _, err := FindOfficer(tx, officer); err != nil {
		return err
	}
	if since.Zero() {
		since = tx.Today()
	}
	// Also the posts that begin later: they would be held together then.
	posts, err := db.All(tx, readPostsFrom, scanPost, tx.Street, officer, min(since, tx.Today()))
	if err != nil {
		return err
	}
	for _, p := range posts {
		if p.Role == role && p.Unit == unit {
			return fault.New(fault.Conflict, "已经在这个岗位上了")
		}
		if why := excluded(p.Role, role); why != "" {
			return fault.New(fault.Denied, "%s", why)
		}
	}
	id := tx.NewID()
	if _, err := tx.Exec(insertPost, tx.Street, id, officer, string(role), unit, since); err != nil {
		return err
	}
	return told(tx, by, "org.assign", officer, map[string]string{"role": string(role), "unit": unit})
}

// FoundCommittee registers a people's mediation committee.
func FoundCommittee(tx *db.Tx, by actor.Actor, c Committee) (Committee, error) {
	u, err := UnitByID(tx, c.Unit)
	if err != nil {
		return c, err
	}
	var wrong fault.Fields
	if c.Name = strings.TrimSpace(c.Name); c.Name == "" {
		wrong.Add("name", "请填写调委会名称")
	}
	if c.ShortName = strings.TrimSpace(c.ShortName); c.ShortName == "" {
		wrong.Add("shortName", "请填写编号里用的简称")
	}
	if err := wrong.Err(); err != nil {
		return c, err
	}
	c.ID = tx.NewID()
	if c.Since.Zero() {
		c.Since = tx.Today()
	}
	_, err = tx.Exec(insertCommittee, tx.Street, c.ID, c.Name, c.ShortName, c.Unit, c.Since, u.Demo)
	if db.Violated(err) == "committee_street_id_short_name_key" {
		return c, fault.New(fault.Conflict, "编号简称“%s”已经被另一个调委会用了", c.ShortName)
	}
	if err != nil {
		return c, err
	}
	return c, told(tx, by, "org.foundCommittee", c.ID, nil)
}

// TakeResponsibility makes an officer answer for an area (包保).
func TakeResponsibility(tx *db.Tx, by actor.Actor, officer, unit string, since calendar.Date) error {
	u, err := UnitByID(tx, unit)
	if err != nil {
		return err
	}
	if _, err := FindOfficer(tx, officer); err != nil {
		return err
	}
	if since.Zero() {
		since = tx.Today()
	}
	id := tx.NewID()
	if _, err := tx.Exec(insertResponsibility, tx.Street, id, officer, unit, since, u.Demo); err != nil {
		return err
	}
	return told(tx, by, "org.takeResponsibility", officer, map[string]string{"unit": unit})
}

func told(tx *db.Tx, by actor.Actor, action, subject string, details map[string]string) error {
	_, err := event.Append(tx, by, event.Entry{Action: action, Kind: event.Org, Subject: subject, Role: by.First(actor.SysAdmin), Details: details})
	return err
}

var (
	insertStreet = db.SQL("org.insertStreet", `INSERT INTO street (street_id, name, short_name, office, district, phone, address, hours, demo, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
	insertUnit = db.SQL("org.insertUnit", `INSERT INTO unit (street_id, id, level, parent_id, community_id, grid_id, name, households, since_on, until_on, version, demo)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 1, $10)`)
	insertVenue = db.SQL("org.insertVenue", `INSERT INTO venue (street_id, id, kind, name, unit_id, community_id, address, since_on, until_on, version, demo)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1, $9)`)
	insertOfficer = db.SQL("org.insertOfficer", `INSERT INTO officer (street_id, id, code, name, phone, title, rank, unit_id, since_on, until_on, version, demo)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 1, $10)`)
	readPostsFrom = db.SQL("org.postsFrom", `SELECT id, officer_id, role, unit_id, since_on, until_on FROM post
WHERE street_id = $1 AND officer_id = $2 AND (until_on = 0 OR until_on >= $3) ORDER BY id`)
	insertPost      = db.SQL("org.insertPost", `INSERT INTO post (street_id, id, officer_id, role, unit_id, since_on, until_on) VALUES ($1, $2, $3, $4, $5, $6, 0)`)
	insertCommittee = db.SQL("org.insertCommittee", `INSERT INTO committee (street_id, id, name, short_name, unit_id, since_on, until_on, demo)
VALUES ($1, $2, $3, $4, $5, $6, 0, $7)`)
	insertResponsibility = db.SQL("org.insertResponsibility", `INSERT INTO responsibility (street_id, id, officer_id, unit_id, since_on, until_on, demo)
VALUES ($1, $2, $3, $4, $5, 0, $6)`)
)
