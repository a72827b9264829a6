package org

import (
	"errors"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// stale is the answer to a change of something that others changed meanwhile (IN-09).
func stale() error {
	return fault.New(fault.Conflict, "这条内容刚才被别人改过，请重新打开页面，看看最新内容再改")
}

// RenameUnit gives a community, grid or estate its new name and number of
// households. Old records keep pointing at it.
func RenameUnit(tx *db.Tx, by actor.Actor, id string, version int, name string, households int) error {
	u, err := UnitByID(tx, id)
	if err != nil {
		return err
	}
	var wrong fault.Fields
	switch name = strings.TrimSpace(name); {
	case name == "":
		wrong.Add("name", "请填写名称")
	case strings.ContainsAny(name, apart):
		wrong.Add("name", "名称里不能有“/”，它用来分开上下级")
	}
	if households < 0 {
		wrong.Add("households", "户数不能小于0")
	}
	if u.Level == actor.Street && name != u.Name {
		wrong.Add("name", "街道的名称在首次设置时定下，这里不能改")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	n, err := tx.Exec(renameUnit, tx.Street, id, version, name, households)
	if db.Violated(err) == "unit_street_id_parent_id_name_key" {
		return taken("name", "这里已经有“%s”了", name)
	}
	if err != nil {
		return err
	}
	if n == 0 {
		return stale()
	}
	return told(tx, by, "org.renameUnit", id, nil)
}

func taken(field, format string, args ...any) error {
	var wrong fault.Fields
	wrong.Add(field, format, args...)
	return wrong.Err()
}

// CloseUnit takes a unit out of service after its last day. Nothing that is in
// service may be left in it.
func CloseUnit(tx *db.Tx, by actor.Actor, id string, version int, last calendar.Date) error {
	u, err := UnitByID(tx, id)
	if err != nil {
		return err
	}
	if u.Level == actor.Street {
		return fault.New(fault.Denied, "街道不能撤销")
	}
	if err := lastDay(tx, u.Since, &last); err != nil {
		return err
	}
	for _, inside := range []struct {
		stmt db.Stmt
		what string
	}{
		{countUnitsIn, "网格或小区"}, {countVenuesIn, "场所"}, {countOfficersIn, "工作人员"}, {countPostsIn, "岗位"}, {countResponsibilitiesIn, "包保"},
	} {
		n, err := db.Value[int](tx, inside.stmt, tx.Street, id, last)
		if err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Invalid, "“%s”里还有%d个%s在用，请先移走或撤销", u.Name, n, inside.what)
		}
	}
	return ended(tx, by, closeUnit, "org.closeUnit", id, version, last)
}

// lastDay puts today in the place of no date. A thing cannot end before the day
// before it began: that is to take it back.
func lastDay(tx *db.Tx, since calendar.Date, last *calendar.Date) error {
	if last.Zero() {
		*last = tx.Today()
	}
	if *last < since.AddDays(-1) {
		return taken("last", "最后一天不能早于开始的那天（%s）", since)
	}
	return nil
}

func ended(tx *db.Tx, by actor.Actor, s db.Stmt, action, id string, version int, last calendar.Date) error {
	n, err := tx.Exec(s, tx.Street, id, version, last)
	if err != nil {
		return err
	}
	if n == 0 {
		return stale()
	}
	return told(tx, by, action, id, map[string]string{"last": last.String()})
}

// VenueByID reads one venue; another street's is not found.
func VenueByID(tx *db.Tx, id string) (Venue, error) {
	v, err := db.One(tx, readVenue, scanVenue, tx.Street, id)
	if errors.Is(err, db.ErrNone) {
		return v, fault.New(fault.NotFound, "找不到这个场所，请重新选择")
	}
	return v, err
}

// CloseVenue closes a venue after its last day.
func CloseVenue(tx *db.Tx, by actor.Actor, id string, version int, last calendar.Date) error {
	v, err := VenueByID(tx, id)
	if err != nil {
		return err
	}
	if err := lastDay(tx, v.Since, &last); err != nil {
		return err
	}
	return ended(tx, by, closeVenue, "org.closeVenue", id, version, last)
}

// UpdateOfficer changes what is known of an officer: all but the dates of
// service. o.Version is the version the change was made on.
func UpdateOfficer(tx *db.Tx, by actor.Actor, o Officer) error {
	old, err := FindOfficer(tx, o.ID)
	if err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	if _, err := UnitByID(tx, o.Unit); err != nil {
		return err
	}
	n, err := tx.Exec(updateOfficer, tx.Street, o.ID, o.Version, o.Code, o.Name, o.Phone, o.Title, o.Rank, o.Unit)
	if db.Violated(err) == "officer_street_id_code_key" {
		return taken("code", "工号%s已经有人用了", o.Code)
	}
	if err != nil {
		return err
	}
	if n == 0 {
		return stale()
	}
	var fields []string
	for _, f := range []struct {
		name     string
		old, now string
	}{
		{"code", old.Code, o.Code}, {"name", old.Name, o.Name}, {"phone", old.Phone, o.Phone}, {"title", old.Title, o.Title}, {"rank", old.Rank, o.Rank}, {"unit", old.Unit, o.Unit},
	} {
		if f.old != f.now {
			fields = append(fields, f.name)
		}
	}
	return told(tx, by, "org.updateOfficer", o.ID, map[string]string{"fields": strings.Join(fields, ",")})
}

// Leave ends an officer's service after the last day, with every post and
// responsibility. From the day after, no session of theirs is found.
func Leave(tx *db.Tx, by actor.Actor, id string, version int, last calendar.Date) error {
	o, err := FindOfficer(tx, id)
	if err != nil {
		return err
	}
	if id == by.Officer {
		return fault.New(fault.Denied, "不能给自己办离岗，请另一位系统管理员来做")
	}
	if err := lastDay(tx, o.Since, &last); err != nil {
		return err
	}
	for _, s := range []db.Stmt{endPostsOf, endResponsibilitiesOf} {
		if _, err := tx.Exec(s, tx.Street, id, last); err != nil {
			return err
		}
	}
	if err := ended(tx, by, leaveOfficer, "org.leave", id, version, last); err != nil {
		return err
	}
	return administered(tx, last.AddDays(1))
}

// administered refuses to leave the street without anybody who can give posts.
func administered(tx *db.Tx, on calendar.Date) error {
	left, err := Holders(tx, actor.SysAdmin, max(on, tx.Today()))
	if err == nil && len(left) == 0 {
		return fault.New(fault.Denied, "至少要留一位系统管理员，请先把这个岗位给另一位")
	}
	return err
}

// Post is a role held at a place between two dates.
type Post struct {
	ID      string
	Officer string
	Role    actor.Role
	Unit    string
	Since   calendar.Date
	Until   calendar.Date // last day; 0 = still held
}

// PostHistory lists every post an officer has held, the present ones first.
func PostHistory(tx *db.Tx, officer string) ([]Post, error) {
	return db.All(tx, readHistory, scanPost, tx.Street, officer)
}

func scanPost(r db.Row) (Post, error) {
	var p Post
	err := r.Scan(&p.ID, &p.Officer, &p.Role, &p.Unit, &p.Since, &p.Until)
	return p, err
}

// EndPost ends a post after its last day; a post that has ended stays as it is.
func EndPost(tx *db.Tx, by actor.Actor, id string, last calendar.Date) error {
	p, err := db.One(tx, readPost, scanPost, tx.Street, id)
	if errors.Is(err, db.ErrNone) {
		return fault.New(fault.NotFound, "找不到这个岗位，请重新打开页面")
	}
	if err != nil {
		return err
	}
	if p.Officer == by.Officer && p.Role == actor.SysAdmin {
		return fault.New(fault.Denied, "不能收回自己的系统管理员岗位，请另一位系统管理员来做")
	}
	if err := lastDay(tx, p.Since, &last); err != nil {
		return err
	}
	n, err := tx.Exec(endPost, tx.Street, id, last)
	if err != nil {
		return err
	}
	if n == 0 {
		return stale()
	}
	if p.Role == actor.SysAdmin {
		if err := administered(tx, last.AddDays(1)); err != nil {
			return err
		}
	}
	return told(tx, by, "org.endPost", p.Officer, map[string]string{"role": string(p.Role), "unit": p.Unit, "last": last.String()})
}

// EndResponsibility ends an officer's answer for an area after its last day.
func EndResponsibility(tx *db.Tx, by actor.Actor, id string, last calendar.Date) error {
	p, err := db.One(tx, readResponsibility, scanResponsibility, tx.Street, id)
	if errors.Is(err, db.ErrNone) {
		return fault.New(fault.NotFound, "找不到这项包保，请重新打开页面")
	}
	if err != nil {
		return err
	}
	if err := lastDay(tx, p.Since, &last); err != nil {
		return err
	}
	n, err := tx.Exec(endResponsibility, tx.Street, id, last)
	if err != nil {
		return err
	}
	if n == 0 {
		return stale()
	}
	return told(tx, by, "org.endResponsibility", p.Officer, map[string]string{"unit": p.Unit, "last": last.String()})
}

var (
	renameUnit = db.SQL("org.renameUnit", `UPDATE unit SET name = $4, households = $5, version = version + 1 WHERE street_id = $1 AND id = $2 AND version = $3`)
	closeUnit  = db.SQL("org.closeUnit", `UPDATE unit SET until_on = $4, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3 AND until_on = 0`)
	countUnitsIn = db.SQL("org.unitsIn", `SELECT count(*) FROM unit WHERE street_id = $1 AND parent_id = $2 AND (until_on = 0 OR until_on > $3)`)
	// Venues, officers, posts and responsibilities stand on one unit each.
	countVenuesIn           = db.SQL("org.venuesIn", `SELECT count(*) FROM venue WHERE street_id = $1 AND unit_id = $2 AND (until_on = 0 OR until_on > $3)`)
	countOfficersIn         = db.SQL("org.officersIn", `SELECT count(*) FROM officer WHERE street_id = $1 AND unit_id = $2 AND (until_on = 0 OR until_on > $3)`)
	countPostsIn            = db.SQL("org.postsIn", `SELECT count(*) FROM post WHERE street_id = $1 AND unit_id = $2 AND (until_on = 0 OR until_on > $3)`)
	countResponsibilitiesIn = db.SQL("org.responsibilitiesIn", `SELECT count(*) FROM responsibility
WHERE street_id = $1 AND unit_id = $2 AND (until_on = 0 OR until_on > $3)`)
	readVenue  = db.SQL("org.venue", `SELECT `+venueColumns+` FROM venue WHERE street_id = $1 AND id = $2`)
	closeVenue = db.SQL("org.closeVenue", `UPDATE venue SET until_on = $4, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3 AND until_on = 0`)
	updateOfficer = db.SQL("org.updateOfficer", `UPDATE officer SET code = $4, name = $5, phone = $6, title = $7, rank = $8, unit_id = $9, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	leaveOfficer = db.SQL("org.leave", `UPDATE officer SET until_on = $4, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3 AND until_on = 0`)
	endPostsOf            = db.SQL("org.endPostsOf", `UPDATE post SET until_on = $3 WHERE street_id = $1 AND officer_id = $2 AND (until_on = 0 OR until_on > $3)`)
	endResponsibilitiesOf = db.SQL("org.endResponsibilitiesOf", `UPDATE responsibility SET until_on = $3
WHERE street_id = $1 AND officer_id = $2 AND (until_on = 0 OR until_on > $3)`)
	readHistory = db.SQL("org.history", `SELECT id, officer_id, role, unit_id, since_on, until_on FROM post
WHERE street_id = $1 AND officer_id = $2 ORDER BY CASE until_on WHEN 0 THEN 0 ELSE 1 END, until_on DESC, id`)
	readPost           = db.SQL("org.post", `SELECT id, officer_id, role, unit_id, since_on, until_on FROM post WHERE street_id = $1 AND id = $2`)
	endPost            = db.SQL("org.endPost", `UPDATE post SET until_on = $3 WHERE street_id = $1 AND id = $2 AND until_on = 0`)
	readResponsibility = db.SQL("org.responsibility", `SELECT id, officer_id, unit_id, since_on, until_on FROM responsibility WHERE street_id = $1 AND id = $2`)
	endResponsibility  = db.SQL("org.endResponsibility", `UPDATE responsibility SET until_on = $3 WHERE street_id = $1 AND id = $2 AND until_on = 0`)
)
