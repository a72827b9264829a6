package study

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Scope is whose list a law stands on.
type Scope string

// The scopes: everybody's, the template of a post, one leader's.
const (
	Common Scope = "common"
	Post   Scope = "post"
	Leader Scope = "leader"
)

// Law is one line of the list of what has to be known in a year (应知应会清单).
type Law struct {
	ID    string
	Year  int
	Scope Scope
	Owner string // "" of the common list; the post; the officer
	Sort  Sort
	Reference
	Due     calendar.Date
	Version int
}

const lawColumns = `id, year, scope, owner, sort, title, articles, due_on, version`

var (
	insertLaw = db.SQL("study.law", `INSERT INTO study_law (street_id, id, year, scope, owner, sort, title, articles, due_on, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1) ON CONFLICT (street_id, year, scope, owner, title, articles) DO NOTHING`)
	saveLaw = db.SQL("study.saveLaw", `UPDATE study_law SET sort = $4, title = $5, articles = $6, due_on = $7, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	dropLaw  = db.SQL("study.dropLaw", `DELETE FROM study_law WHERE street_id = $1 AND id = $2 AND version = $3`)
	readLaw  = db.SQL("study.readLaw", `SELECT `+lawColumns+` FROM study_law WHERE street_id = $1 AND id = $2`)
	readLaws = db.SQL("study.laws", `SELECT `+lawColumns+` FROM study_law WHERE street_id = $1 AND year = $2 ORDER BY due_on, id`)
	sameLaw  = db.SQL("study.sameLaw", `SELECT count(*) FROM study_law WHERE street_id = $1 AND year = $2 AND scope = $3 AND owner = $4 AND title = $5
AND articles = $6 AND id <> $7`)
)

func scanLaw(r db.Row) (Law, error) {
	var l Law
	return l, r.Scan(&l.ID, &l.Year, &l.Scope, &l.Owner, &l.Sort, &l.Title, &l.Articles, &l.Due, &l.Version)
}

// Laws are every list of a year, in the order in which they are due.
func Laws(tx *db.Tx, by actor.Actor, year int) ([]Law, error) {
	if !identity.SeeStudy.Allows(by) {
		return nil, nil
	}
	return db.All(tx, readLaws, scanLaw, tx.Street, year)
}

// Of are the laws of one list.
func Of(all []Law, scope Scope, owner string) []Law {
	return slices.DeleteFunc(slices.Clone(all), func(l Law) bool { return l.Scope != scope || l.Owner != owner })
}

// Owners are whose lists of a scope there are, in their first order.
func Owners(all []Law, scope Scope) []string {
	var owners []string
	for _, l := range all {
		if l.Scope == scope && !slices.Contains(owners, l.Owner) {
			owners = append(owners, l.Owner)
		}
	}
	slices.Sort(owners)
	return owners
}

func (l *Law) check(tx *db.Tx) error {
	l.tidy()
	l.Owner = strings.TrimSpace(l.Owner)
	if err := checkYear(l.Year); err != nil {
		return err
	}
	if l.Due.Zero() {
		l.Due = calendar.On(l.Year, 12, 31)
	}
	var bad fault.Fields
	bad.Must("sort", Sorts.Has(string(l.Sort)), "请选择是国家法律还是党内法规")
	bad.Need("title", l.Title, "请填写法律或者党内法规的名称")
	l.Reference.check(&bad, "title")
	bad.Must("due", l.Due.Year() == l.Year, "学完的日期要在清单的这一年之内")
	switch l.Scope {
	case Common:
		l.Owner = ""
	case Post:
		bad.Need("owner", l.Owner, "请填写是哪个岗位的清单，例如：分管城市管理")
		bad.Short("owner", "岗位", l.Owner, titleMax)
	case Leader:
		if _, err := org.FindOfficer(tx, l.Owner); err != nil {
			bad.Add("owner", "请选择是哪位领导的清单")
		}
	default:
		bad.Add("scope", "请选择列入哪一份清单")
	}
	return bad.Err()
}

// List puts a law on a list of a year.
func List(tx *db.Tx, by actor.Actor, l Law) (Law, error) {
	if err := identity.KeepStudyPlans.Check(by); err != nil {
		return l, err
	}
	if err := l.check(tx); err != nil {
		return l, err
	}
	l.ID, l.Version = tx.NewID(), 1
	n, err := tx.Exec(insertLaw, tx.Street, l.ID, l.Year, string(l.Scope), l.Owner, string(l.Sort), l.Title, l.Articles, l.Due)
	if err != nil {
		return l, err
	}
	if n == 0 {
		return l, twice(l)
	}
	return l, told(tx, by, "list", l.ID, map[string]any{"year": l.Year, "scope": l.Scope})
}

func twice(l Law) error {
	return fault.Wrong("title", l.Words()+"已经在这份清单里了")
}

// FindLaw is a line of the lists.
func FindLaw(tx *db.Tx, by actor.Actor, id string) (Law, error) {
	l, err := db.One(tx, readLaw, scanLaw, tx.Street, id)
	if errors.Is(err, db.ErrNone) || !identity.SeeStudy.Allows(by) {
		return Law{}, notFound()
	}
	return l, err
}

func takeLaw(tx *db.Tx, by actor.Actor, id string, version int) (Law, error) {
	l, err := FindLaw(tx, by, id)
	if err == nil {
		err = identity.KeepStudyPlans.Check(by)
	}
	if err == nil && version != 0 && version != l.Version {
		err = changed()
	}
	return l, err
}

func changed() error {
	return fault.New(fault.Conflict, "刚刚被别人改过，请看过最新情况再提交，您填的内容还在")
}

// Change puts other words in a line of a list: what, which articles, until when.
func Change(tx *db.Tx, by actor.Actor, id string, version int, to Law) (Law, error) {
	l, err := takeLaw(tx, by, id, version)
	if err != nil {
		return l, err
	}
	l.Sort, l.Reference, l.Due = to.Sort, to.Reference, to.Due
	if err := l.check(tx); err != nil {
		return l, err
	}
	same, err := db.Value[int](tx, sameLaw, tx.Street, l.Year, string(l.Scope), l.Owner, l.Title, l.Articles, l.ID)
	if err != nil {
		return l, err
	}
	if same > 0 {
		return l, twice(l)
	}
	n, err := tx.Exec(saveLaw, tx.Street, id, l.Version, string(l.Sort), l.Title, l.Articles, l.Due)
	if err == nil && n == 0 {
		err = changed()
	}
	if err != nil {
		return l, err
	}
	return l, told(tx, by, "change", l.ID, map[string]any{"year": l.Year, "scope": l.Scope})
}

// Unlist takes a line off its list.
func Unlist(tx *db.Tx, by actor.Actor, id string, version int) error {
	l, err := takeLaw(tx, by, id, version)
	if err != nil {
		return err
	}
	n, err := tx.Exec(dropLaw, tx.Street, id, l.Version)
	if err == nil && n == 0 {
		err = changed()
	}
	if err != nil {
		return err
	}
	return told(tx, by, "unlist", l.ID, map[string]any{"year": l.Year, "scope": l.Scope, "title": l.Title})
}

// Derive gives a leader what the template of a post has, beside what their list has
// already; from then on it is changed by hand. It answers how many laws came.
func Derive(tx *db.Tx, by actor.Actor, year int, post, officer string) (int, error) {
	if err := identity.KeepStudyPlans.Check(by); err != nil {
		return 0, err
	}
	all, err := Laws(tx, by, year)
	if err != nil {
		return 0, err
	}
	var bad fault.Fields
	template := Of(all, Post, post)
	bad.Must("post", len(template) > 0, "请选择按哪个岗位的清单拟订")
	if _, err := org.FindOfficer(tx, officer); err != nil {
		bad.Add("leader", "请选择为哪位领导拟订")
	}
	if err := bad.Err(); err != nil {
		return 0, err
	}
	came := 0
	for _, l := range template {
		n, err := tx.Exec(insertLaw, tx.Street, tx.NewID(), year, string(Leader), officer, string(l.Sort), l.Title, l.Articles, l.Due)
		if err != nil {
			return came, err
		}
		came += int(n)
	}
	if came == 0 {
		return 0, fault.New(fault.Conflict, "“%s”的清单，这位领导都已经有了", post)
	}
	return came, told(tx, by, "derive", officer, map[string]any{"year": year, "laws": came})
}

// Carried is what Carry brought into the next year.
type Carried struct{ Laws, Sessions int }

// Carry brings the lists of a year and its central-group sessions into the next: due
// a year later, on the first working day from then. What is there already stays.
func Carry(tx *db.Tx, by actor.Actor, from int) (Carried, error) {
	var c Carried
	if err := cmp.Or(identity.KeepStudyPlans.Check(by), checkYear(from), checkYear(from+1)); err != nil {
		return c, err
	}
	all, err := Laws(tx, by, from)
	if err != nil {
		return c, err
	}
	for _, l := range all {
		n, err := tx.Exec(insertLaw, tx.Street, tx.NewID(), from+1, string(l.Scope), l.Owner, string(l.Sort), l.Title, l.Articles, l.Due.AddYears(1))
		if err != nil {
			return c, err
		}
		c.Laws += int(n)
	}
	if c.Sessions, err = carrySessions(tx, by, from); err != nil {
		return c, err
	}
	if c.Laws+c.Sessions == 0 {
		return c, fault.New(fault.Conflict, "%d年的计划已经都在%d年里了，没有可以转入的", from, from+1)
	}
	return c, told(tx, by, "carry", tx.Street, map[string]any{"from": from, "laws": c.Laws, "sessions": c.Sessions})
}

// told writes an event of study.
func told(tx *db.Tx, by actor.Actor, do, subject string, details map[string]any) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: "study." + do, Kind: event.Study, Subject: subject, Role: by.First(identity.SeeStudy.Roles...), Details: details,
	})
	return err
}
