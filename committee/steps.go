package committee

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Bounds of what is written, in characters.
const (
	lineMax  = 100
	wordsMax = 500
)

// Detail is what is written down of a committee.
type Detail struct {
	Version int
	Kind    Kind
	Trade   string
	Seal    string
	Place   string
	Phone   string
	Mixed   bool
}

func (d Detail) check() (Detail, error) {
	var bad fault.Fields
	for _, t := range []*string{&d.Trade, &d.Seal, &d.Place, &d.Phone} {
		*t = strings.TrimSpace(*t)
	}
	bad.Must("kind", Kinds.Has(string(d.Kind)), "请选择是哪一种调委会")
	if d.Kind == Specialist {
		bad.Need("trade", d.Trade, "请写明是哪个行业或者专业")
	}
	for _, t := range []struct{ name, label, text string }{{"trade", "行业", d.Trade}, {"seal", "印文", d.Seal}, {"place", "地点", d.Place}, {"phone", "电话", d.Phone}} {
		bad.Short(t.name, t.label, t.text, lineMax)
	}
	return d, bad.Err()
}

// Founding is a committee that was set up.
type Founding struct {
	Name      string
	ShortName string
	Unit      string
	Since     calendar.Date
	Detail
}

// Found writes down a committee that was set up.
func Found(tx *db.Tx, by actor.Actor, f Founding) (Committee, error) {
	if err := identity.KeepCommittees.Check(by); err != nil {
		return Committee{}, err
	}
	d, err := f.check()
	if err != nil {
		return Committee{}, err
	}
	if f.Since > tx.Today() {
		return Committee{}, fault.Wrong("since", "设立日期还没有到，设立以后再登记")
	}
	u, err := org.UnitByID(tx, f.Unit)
	if fault.Is(err, fault.NotFound) {
		return Committee{}, fault.Wrong("unit", err.Error())
	}
	if err != nil {
		return Committee{}, err
	}
	if err := reach(by, u.Community); err != nil {
		return Committee{}, err
	}
	made, err := org.FoundCommittee(tx, by, org.Committee{Name: f.Name, ShortName: f.ShortName, Unit: f.Unit, Since: f.Since})
	if err != nil {
		return Committee{}, err
	}
	if _, err := tx.Exec(insertDetail, tx.Street, made.ID, string(d.Kind), d.Trade, d.Seal, d.Place, d.Phone, d.Mixed); err != nil {
		return Committee{}, err
	}
	c, err := Load(tx, by, made.ID)
	if err != nil {
		return c, err
	}
	return c, told(tx, by, "committee.found", c.ID, map[string]any{"kind": d.Kind})
}

// reach holds that the actor keeps the register at a place.
func reach(by actor.Actor, community string) error {
	if identity.KeepCommittees.Reaches(by, identity.Location{Community: community}) {
		return nil
	}
	return fault.New(fault.Denied, "这个调委会不在您的岗位管辖的地方，请街道来登记")
}

// take loads a committee to be changed, at the version the actor saw; 0 = whichever.
func take(tx *db.Tx, by actor.Actor, id string, version int) (Committee, error) {
	c, err := Load(tx, by, id)
	if err != nil {
		return c, err
	}
	if err := identity.KeepCommittees.Check(by); err != nil {
		return c, err
	}
	if err := reach(by, c.Community); err != nil {
		return c, err
	}
	if version != 0 && version != c.Version {
		return c, changed()
	}
	return c, nil
}

// described is take for what needs the committee to be filled in.
func described(tx *db.Tx, by actor.Actor, id string, version int) (Committee, error) {
	c, err := take(tx, by, id, version)
	if err == nil && c.Version == 0 {
		err = fault.New(fault.Conflict, "请先填写这个调委会的情况：种类、印章、地点")
	}
	return c, err
}

func changed() error {
	return fault.New(fault.Conflict, "名册刚刚被别人改过，请看过最新情况再提交，您填的内容还在")
}

// save writes the row of a committee.
func (c *Committee) save(tx *db.Tx) error {
	n, err := tx.Exec(saveDetail, tx.Street, c.ID, c.Version, string(c.Kind), c.Trade, c.Seal, c.Place, c.Phone, c.Mixed, c.Reported, c.Changed)
	if err != nil {
		return err
	}
	if n == 0 {
		return changed()
	}
	c.Version++
	return nil
}

func told(tx *db.Tx, by actor.Actor, action, subject string, details map[string]any) error {
	_, err := event.Append(tx, by, event.Entry{Action: action, Kind: event.Committee, Subject: subject, Role: by.First(identity.KeepCommittees.Roles...), Details: details})
	return err
}

// Describe writes down what a committee is: its kind, seal, place and telephone.
func Describe(tx *db.Tx, by actor.Actor, id string, d Detail) (Committee, error) {
	c, err := take(tx, by, id, d.Version)
	if err != nil {
		return c, err
	}
	if d, err = d.check(); err != nil {
		return c, err
	}
	fresh := c.Version == 0
	c.Kind, c.Trade, c.Seal, c.Place, c.Phone, c.Mixed = d.Kind, d.Trade, d.Seal, d.Place, d.Phone, d.Mixed
	if fresh {
		c.Version = 1
		_, err = tx.Exec(insertDetail, tx.Street, c.ID, string(c.Kind), c.Trade, c.Seal, c.Place, c.Phone, c.Mixed)
	} else {
		err = c.save(tx)
	}
	if err != nil {
		return c, err
	}
	return c, told(tx, by, "committee.describe", c.ID, map[string]any{"kind": c.Kind})
}

// Report writes down that the justice bureau of the district was told who is in a
// committee (art. 10).
func Report(tx *db.Tx, by actor.Actor, id string, version int, on calendar.Date) (Committee, error) {
	c, err := described(tx, by, id, version)
	if err != nil {
		return c, err
	}
	switch {
	case on.Zero():
		return c, fault.Wrong("on", "请填写报送的日期")
	case on > tx.Today():
		return c, fault.Wrong("on", "日期还没有到，报送以后再登记")
	case on < c.Changed:
		return c, fault.Wrong("on", "人员在"+c.Changed.Plain()+"又有变动，要报变动以后的")
	}
	c.Reported = on
	if err := c.save(tx); err != nil {
		return c, err
	}
	return c, told(tx, by, "committee.report", c.ID, map[string]any{"on": on.String()})
}
