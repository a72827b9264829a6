package publicity

import (
	"slices"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Bounds of what is written, in characters, and of the numbers of one campaign.
const (
	titleMax   = 60
	lineMax    = 100
	partnerMax = 200
	wordsMax   = 500
	peopleMax  = 200_000
	numberMax  = 200_000
)

// Draft is what is typed about a campaign to come.
type Draft struct {
	Kind      activity.Kind
	Variety   activity.Variety
	Title     string // "" = the name of the variety
	On        calendar.Date
	Start     string
	Place     string // "" = the venue's name
	Community string
	Venue     string
	Partners  string
	Topics    string
	Theme     string
	Brand     string
	Expected  int
}

// campaign is the draft as a row that has not been written yet.
func (d Draft) campaign() Campaign {
	c := Campaign{
		State: Planned, Kind: d.Kind, Variety: d.Variety, Title: strings.TrimSpace(d.Title), On: d.On, Start: calendar.Hour(d.Start), Place: strings.TrimSpace(d.Place),
		Community: d.Community, Venue: d.Venue, Partners: strings.TrimSpace(d.Partners), Topics: strings.TrimSpace(d.Topics), Theme: d.Theme, Brand: d.Brand,
		Expected: d.Expected, Version: 1,
	}
	if c.Title == "" {
		c.Title = d.Variety.Label(d.Kind)
	}
	return c
}

// furthest is how many days ahead a campaign is planned at most: a slip of the year.
const furthest = 800

func (c *Campaign) check(today calendar.Date) error {
	var bad fault.Fields
	if !Kinds.Has(string(c.Kind)) {
		bad.Add("variety", "请选择是哪一种普法活动")
	} else if !c.Kind.Varieties().Has(string(c.Variety)) || c.Variety == activity.LeaderLecture {
		bad.Add("variety", "请选择是哪一种%s；主要负责人讲法治课在“活动”里登记", c.Kind.Label())
	}
	switch {
	case c.On.Zero():
		bad.Add("on", "请填写哪一天，例如2024-05-08")
	case c.On > today.AddDays(furthest) || c.On < today.AddDays(-furthest):
		bad.Add("on", "%s离今天太远，请核对年份", c.On.Plain())
	}
	if c.Start != "" && !calendar.IsHour(c.Start) {
		bad.Add("start", "开始时间请写成14:30这样")
	}
	if c.Place == "" && c.Venue == "" {
		bad.Add("place", "请填写在哪里，或者选择一个场所")
	}
	bad.Need("topics", c.Topics, "请写明讲什么法，例如：民法典婚姻家庭编")
	bad.Short("title", "名称", c.Title, titleMax)
	bad.Short("place", "地点", c.Place, lineMax)
	bad.Short("partners", "参加单位", c.Partners, partnerMax)
	bad.Short("topics", "讲什么法", c.Topics, wordsMax)
	bad.Must("expected", c.Expected >= 0 && c.Expected <= peopleMax, "预计人数请填0到200000")
	return bad.Err()
}

// point looks before it points: community, venue, themed day and brand are there.
func (c *Campaign) point(tx *db.Tx) error {
	var bad fault.Fields
	if err := org.CheckCommunity(tx, &bad, c.Community); err != nil {
		return err
	}
	if c.Venue != "" {
		v, err := org.VenueByID(tx, c.Venue)
		switch {
		case fault.Is(err, fault.NotFound):
			bad.Add("venue", "找不到这个场所，请重新选择")
		case err != nil:
			return err
		default:
			if c.Place == "" {
				c.Place = v.Name
			}
			if c.Community == "" {
				c.Community = v.Community // a venue knows where it stands
			}
		}
	}
	if c.Theme != "" {
		themes, err := Themes(tx)
		if err != nil {
			return err
		}
		bad.Must("theme", slices.ContainsFunc(themes, func(t Theme) bool { return t.Code == c.Theme }), "找不到这个节点，请重新选择")
	}
	if c.Brand != "" {
		if _, err := BrandByID(tx, c.Brand); fault.Is(err, fault.NotFound) {
			bad.Add("brand", "找不到这个品牌，请重新选择")
		} else if err != nil {
			return err
		}
	}
	return bad.Err()
}

// mine holds that the campaign is at a place the actor keeps publicity for.
func mine(by actor.Actor, c Campaign) error {
	if identity.KeepPublicity.Reaches(by, c.At()) {
		return nil
	}
	return fault.New(fault.Denied, "这次普法活动不在您的岗位管辖的地方，请街道来办")
}

// prepare turns a draft into a checked row that the actor may keep.
func prepare(tx *db.Tx, by actor.Actor, d Draft) (Campaign, error) {
	c := d.campaign()
	if err := identity.KeepPublicity.Check(by); err != nil {
		return c, err
	}
	if err := c.check(tx.Today()); err != nil {
		return c, err
	}
	if err := c.point(tx); err != nil {
		return c, err
	}
	return c, mine(by, c)
}

// Arrange puts a campaign on the calendar.
func Arrange(tx *db.Tx, by actor.Actor, d Draft) (Campaign, error) {
	c, err := prepare(tx, by, d)
	if err != nil {
		return c, err
	}
	c.ID = ID(tx.NewID())
	_, err = tx.Exec(insertRow, tx.Street, string(c.ID), string(c.Kind), string(c.Variety), c.Title, c.On, c.Start, c.Place, c.Community, c.Venue, c.Partners, c.Topics,
		c.Theme, c.Brand, c.Expected)
	if err != nil {
		return c, err
	}
	return c, told(tx, by, "plan", string(c.ID), map[string]any{"on": c.On.String(), "variety": c.Variety, "theme": c.Theme})
}

// Change puts the plan of a campaign right that has not been held.
func Change(tx *db.Tx, by actor.Actor, id ID, version int, d Draft) (Campaign, error) {
	old, err := take(tx, by, id, version, Planned)
	if err != nil {
		return old, err
	}
	c, err := prepare(tx, by, d)
	if err != nil {
		return c, err
	}
	n, err := tx.Exec(changeRow, tx.Street, string(id), old.Version, string(c.Kind), string(c.Variety), c.Title, c.On, c.Start, c.Place, c.Community, c.Venue, c.Partners,
		c.Topics, c.Theme, c.Brand, c.Expected)
	if err != nil {
		return c, err
	}
	if n == 0 {
		return c, changed()
	}
	c.ID, c.Version = id, old.Version+1
	return c, told(tx, by, "change", string(id), map[string]any{"on": c.On.String(), "before": old.On.String()})
}

// take loads a campaign for a step, at the version the actor saw.
func take(tx *db.Tx, by actor.Actor, id ID, version int, states ...State) (Campaign, error) {
	c, err := Load(tx, by, id)
	if err != nil {
		return c, err
	}
	if err := identity.KeepPublicity.Check(by); err != nil {
		return c, err
	}
	if err := mine(by, c); err != nil {
		return c, err
	}
	switch {
	case !slices.Contains(states, c.State):
		return c, fault.New(fault.Conflict, "这次普法活动现在是“%s”，不能做这一步", c.State.Label())
	case version != 0 && version != c.Version:
		return c, changed()
	}
	return c, nil
}

func changed() error {
	return fault.New(fault.Conflict, "别人刚刚改过，请看过最新的内容再做，您填的内容还在")
}

// step writes the campaign in its new state, and tells.
func step(tx *db.Tx, by actor.Actor, c Campaign, to State, do string, details map[string]any) (Campaign, error) {
	c.State = to
	n, err := tx.Exec(saveRow, tx.Street, string(c.ID), c.Version, string(c.State), c.Words, c.Ending, string(c.Activity))
	if err != nil {
		return c, err
	}
	if n == 0 {
		return c, changed()
	}
	c.Version++
	return c, told(tx, by, do, string(c.ID), details)
}

// told writes the event of an act of publicity.
func told(tx *db.Tx, by actor.Actor, do, subject string, details map[string]any) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: "publicity." + do, Kind: event.Publicity, Subject: subject, Role: by.First(identity.KeepPublicity.Roles...), Details: details,
	})
	return err
}

// Cancel calls a campaign off that has not been held.
func Cancel(tx *db.Tx, by actor.Actor, id ID, version int, why string) (Campaign, error) {
	c, err := take(tx, by, id, version, Planned)
	if err != nil {
		return c, err
	}
	var bad fault.Fields
	c.Ending = strings.TrimSpace(why)
	bad.Need("reason", c.Ending, "请写明为什么取消")
	bad.Short("reason", "原因", c.Ending, wordsMax)
	if err := bad.Err(); err != nil {
		return c, err
	}
	return step(tx, by, c, Cancelled, "cancel", nil)
}

// Close ends a campaign when it is written down how it went.
func Close(tx *db.Tx, by actor.Actor, id ID, version int, words string) (Campaign, error) {
	c, err := take(tx, by, id, version, Held)
	if err != nil {
		return c, err
	}
	var bad fault.Fields
	c.Words = strings.TrimSpace(words)
	bad.Need("words", c.Words, "请写下讲了什么、大家问了什么；不写群众的姓名和电话")
	bad.Short("words", "活动情况", c.Words, wordsMax)
	if err := bad.Err(); err != nil {
		return c, err
	}
	return step(tx, by, c, Recorded, "close", nil)
}
