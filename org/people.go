package org

import (
	"errors"
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// VenueKind is one of the kinds of places where people come to us.
type VenueKind string

// The kinds of venue.
const (
	Centre       VenueKind = "centre"
	Station      VenueKind = "station"
	Room         VenueKind = "room"
	TalkingPoint VenueKind = "talkingPoint"
	MobilePoint  VenueKind = "mobilePoint"

	// Where the law is told (法治宣传教育法 art. 52).
	Square           VenueKind = "square"
	Pavilion         VenueKind = "pavilion"
	LectureHall      VenueKind = "lectureHall"
	ConstitutionSite VenueKind = "constitutionSite"
	PracticeStation  VenueKind = "practiceStation"
)

var venueLabels = map[VenueKind]string{
	Centre: "矛调中心", Station: "社区矛调站", Room: "小区矛调室", TalkingPoint: "百姓说事点", MobilePoint: "移动解忧点",
	Square: "法治宣传小广场", Pavilion: "宣讲亭", LectureHall: "法治讲堂", ConstitutionSite: "宪法宣传阵地", PracticeStation: "新时代文明实践站",
}

// VenueKinds in the order of the three tiers, then where the law is told.
var VenueKinds = []VenueKind{Centre, Station, Room, TalkingPoint, MobilePoint, Square, Pavilion, LectureHall, ConstitutionSite, PracticeStation}

// PublicityVenues are the kinds where the law is told.
var PublicityVenues = []VenueKind{Square, Pavilion, LectureHall, ConstitutionSite, PracticeStation}

// Label is the Chinese name.
func (k VenueKind) Label() string { return venueLabels[k] }

// Venue is a place where people come to us.
type Venue struct {
	ID        string
	Kind      VenueKind
	Name      string
	Unit      string
	Community string
	Address   string
	Since     calendar.Date
	Until     calendar.Date
	Version   int
	Demo      bool
}

// Officer is somebody who works for the street.
type Officer struct {
	ID      string
	Code    string // 工号
	Name    string
	Phone   string
	Title   string // 职务
	Rank    string // division, section, staff or ""
	Unit    string
	Since   calendar.Date
	Until   calendar.Date
	Version int
	Demo    bool
}

// exclusive are roles no one may hold together (workflow.md section 0).
var exclusive = []struct {
	one, other []actor.Role
	why        string
}{
	{[]actor.Role{actor.SysAdmin}, matterRoles, "系统管理员不能同时办理事项，请把这个岗位给另一位"},
	{[]actor.Role{actor.Auditor}, []actor.Role{actor.SysAdmin}, "审计员和系统管理员不能是同一个人"},
	{[]actor.Role{actor.FirstReviewer}, []actor.Role{actor.SecondReviewer, actor.FinalReviewer}, "初审、复审、终审要由三个不同的人担任"},
	{[]actor.Role{actor.SecondReviewer}, []actor.Role{actor.FinalReviewer}, "初审、复审、终审要由三个不同的人担任"},
	{[]actor.Role{actor.ReportWriter}, []actor.Role{actor.FinalReviewer}, "报告撰写人不能担任终审人"},
}

var matterRoles = slices.DeleteFunc(slices.Clone(actor.Roles), func(r actor.Role) bool { return r == actor.SysAdmin || r == actor.Auditor })

// excluded says why two roles may not be held together, or "".
func excluded(a, b actor.Role) string {
	for _, e := range exclusive {
		if slices.Contains(e.one, a) && slices.Contains(e.other, b) || slices.Contains(e.one, b) && slices.Contains(e.other, a) {
			return e.why
		}
	}
	return ""
}

// Tree lists the units in service on a day, parents before children.
func Tree(tx *db.Tx, on calendar.Date) ([]Unit, error) {
	return db.All(tx, readTree, scanUnit, tx.Street, on)
}

// Root is the street's own unit.
func Root(tx *db.Tx) (Unit, error) { return db.One(tx, readRoot, scanUnit, tx.Street) }

// VenueFilter says which venues. The count of a stock and its evidence both
// read it.
type VenueFilter struct {
	Kinds     []VenueKind
	Community string
	On        calendar.Date // in service on that day
}

func (f VenueFilter) where(street string) *db.Where {
	var w db.Where
	w.Add("street_id = ?", street)
	if len(f.Kinds) > 0 {
		kinds := make([]string, len(f.Kinds))
		for i, k := range f.Kinds {
			kinds[i] = string(k)
		}
		w.In("kind", kinds)
	}
	if f.Community != "" {
		w.Add("community_id = ?", f.Community)
	}
	if !f.On.Zero() {
		w.Add("since_on <= ? AND (until_on = 0 OR until_on >= ?)", f.On, f.On)
	}
	return &w
}

// Venues lists the venues a filter finds.
func Venues(tx *db.Tx, f VenueFilter) ([]Venue, error) {
	s, args := f.where(tx.Street).Build("org.venues", "SELECT "+venueColumns+" FROM venue", "ORDER BY kind, name, id")
	return db.All(tx, s, scanVenue, args...)
}

func scanVenue(r db.Row) (Venue, error) {
	var v Venue
	err := r.Scan(&v.ID, &v.Kind, &v.Name, &v.Unit, &v.Community, &v.Address, &v.Since, &v.Until, &v.Version, &v.Demo)
	return v, err
}

const venueColumns = `id, kind, name, unit_id, community_id, address, since_on, until_on, version, demo`

// CountVenues counts the venues a filter finds.
func CountVenues(tx *db.Tx, f VenueFilter) (int, error) {
	s, args := f.where(tx.Street).Build("org.countVenues", "SELECT count(*) FROM venue", "")
	return db.Value[int](tx, s, args...)
}

// Officers lists the officers in service on a day.
func Officers(tx *db.Tx, on calendar.Date) ([]Officer, error) {
	return db.All(tx, readOfficers, scanOfficer, tx.Street, on)
}

// OfficerByID reads one officer, in service or not.
func OfficerByID(tx *db.Tx, id string) (Officer, error) {
	return db.One(tx, readOfficer, scanOfficer, tx.Street, id)
}

// FindOfficer is OfficerByID for what a person asks: nobody there is a fault.
func FindOfficer(tx *db.Tx, id string) (Officer, error) {
	o, err := OfficerByID(tx, id)
	if errors.Is(err, db.ErrNone) {
		return o, fault.New(fault.NotFound, "找不到这位工作人员，请重新选择")
	}
	return o, err
}

// Ranks are what an officer's rank may be, with their Chinese names. The rank
// tells who receives petitions as a leader.
var Ranks = []struct{ Code, Label string }{{"division", "处级"}, {"section", "科级"}, {"staff", "一般人员"}}

// RankLabel is the Chinese name of a rank; "" for none.
func RankLabel(code string) string {
	for _, r := range Ranks {
		if r.Code == code {
			return r.Label
		}
	}
	return ""
}

// check holds the entries of an officer.
func (o *Officer) check() error {
	o.Name, o.Code = strings.TrimSpace(o.Name), strings.TrimSpace(o.Code)
	var wrong fault.Fields
	if o.Name == "" {
		wrong.Add("name", "请填写姓名")
	}
	if o.Code == "" {
		wrong.Add("code", "请填写工号")
	}
	if o.Rank != "" && RankLabel(o.Rank) == "" {
		wrong.Add("rank", "请从列出的职级中选择")
	}
	return wrong.Err()
}

// Holders lists the officers who hold a role on a day, at any place.
func Holders(tx *db.Tx, role actor.Role, on calendar.Date) ([]Officer, error) {
	return db.All(tx, readHolders, scanOfficer, tx.Street, string(role), on)
}

func scanOfficer(r db.Row) (Officer, error) {
	var o Officer
	err := r.Scan(&o.ID, &o.Code, &o.Name, &o.Phone, &o.Title, &o.Rank, &o.Unit, &o.Since, &o.Until, &o.Version, &o.Demo)
	return o, err
}

// PostsOf lists the posts an officer holds on a day.
func PostsOf(tx *db.Tx, officer string, on calendar.Date) ([]actor.Post, error) {
	return db.All(tx, readPosts, func(r db.Row) (actor.Post, error) {
		var p actor.Post
		err := r.Scan(&p.Role, &p.Place.Level, &p.Place.ID, &p.Place.Name)
		return p, err
	}, tx.Street, officer, on)
}

// Committees lists the mediation committees in service on a day.
func Committees(tx *db.Tx, on calendar.Date) ([]Committee, error) {
	return db.All(tx, readCommittees, func(r db.Row) (Committee, error) {
		var c Committee
		err := r.Scan(&c.ID, &c.Name, &c.ShortName, &c.Unit, &c.Since, &c.Until)
		return c, err
	}, tx.Street, on)
}

// Responsibility is an officer's answer for an area between two dates (包保).
type Responsibility struct {
	ID      string
	Officer string
	Unit    string
	Since   calendar.Date
	Until   calendar.Date
}

// Responsibilities lists who answers for which area on a day.
func Responsibilities(tx *db.Tx, on calendar.Date) ([]Responsibility, error) {
	return db.All(tx, readResponsibilities, scanResponsibility, tx.Street, on)
}

func scanResponsibility(r db.Row) (Responsibility, error) {
	var p Responsibility
	err := r.Scan(&p.ID, &p.Officer, &p.Unit, &p.Since, &p.Until)
	return p, err
}

const officerColumns = `officer.id, officer.code, officer.name, officer.phone, officer.title, officer.rank, officer.unit_id, officer.since_on, officer.until_on,
officer.version, officer.demo`

var (
	readTree = db.SQL("org.tree", `SELECT id, level, parent_id, community_id, grid_id, name, households, since_on, until_on, version, demo FROM unit
WHERE street_id = $1 AND since_on <= $2 AND (until_on = 0 OR until_on >= $2)
ORDER BY CASE level WHEN 'street' THEN 0 WHEN 'community' THEN 1 WHEN 'grid' THEN 2 ELSE 3 END, id`)
	readRoot = db.SQL("org.root", `SELECT id, level, parent_id, community_id, grid_id, name, households, since_on, until_on, version, demo FROM unit
WHERE street_id = $1 AND level = 'street'`)
	readOfficers = db.SQL("org.officers", `SELECT `+officerColumns+` FROM officer
WHERE street_id = $1 AND since_on <= $2 AND (until_on = 0 OR until_on >= $2) ORDER BY code, id`)
	readOfficer = db.SQL("org.officer", `SELECT `+officerColumns+` FROM officer WHERE street_id = $1 AND id = $2`)
	readHolders = db.SQL("org.holders", `SELECT DISTINCT `+officerColumns+` FROM officer
JOIN post ON post.street_id = officer.street_id AND post.officer_id = officer.id
WHERE officer.street_id = $1 AND post.role = $2 AND post.since_on <= $3 AND (post.until_on = 0 OR post.until_on >= $3)
AND (officer.until_on = 0 OR officer.until_on >= $3) ORDER BY officer.code, officer.id`)
	readPosts = db.SQL("org.posts", `SELECT post.role, unit.level, unit.id, unit.name FROM post
JOIN unit ON unit.street_id = post.street_id AND unit.id = post.unit_id
WHERE post.street_id = $1 AND post.officer_id = $2 AND post.since_on <= $3 AND (post.until_on = 0 OR post.until_on >= $3) ORDER BY post.id`)
	readCommittees = db.SQL("org.committees", `SELECT id, name, short_name, unit_id, since_on, until_on FROM committee
WHERE street_id = $1 AND since_on <= $2 AND (until_on = 0 OR until_on >= $2) ORDER BY id`)
	readResponsibilities = db.SQL("org.responsibilities", `SELECT id, officer_id, unit_id, since_on, until_on FROM responsibility
WHERE street_id = $1 AND since_on <= $2 AND (until_on = 0 OR until_on >= $2) ORDER BY id`)
)

// UnitsOf are the ids of the units an officer works in - the own one and those
// of the posts - and of all above them, in order: what is said about a unit is
// said about everybody in it and under it.
func UnitsOf(tx *db.Tx, o Officer, posts []actor.Post) ([]string, error) {
	places := []string{o.Unit}
	for _, p := range posts {
		places = append(places, p.Place.ID)
	}
	var all []string
	var w db.Where
	w.Add("unit.street_id = ?", tx.Street)
	w.In("unit.id", places)
	s, args := w.Build("unit.above", "SELECT unit.id, unit.grid_id, unit.community_id FROM unit", "")
	err := tx.Each(s, func(r db.Row) error {
		var id, grid, community string
		err := r.Scan(&id, &grid, &community)
		all = append(all, id, grid, community)
		return err
	}, args...)
	if err != nil {
		return nil, err
	}
	root, err := Root(tx)
	slices.Sort(all)
	all = slices.DeleteFunc(slices.Compact(all), func(id string) bool { return id == "" || id == root.ID })
	return append(all, root.ID), err
}
