package activity

import (
	"errors"
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// Draft is what is typed about an activity.
type Draft struct {
	Kind       Kind
	Variety    Variety
	Title      string // "" = the name of the variety
	On         calendar.Date
	Start      string
	Place      string
	Community  string
	Venue      string
	Leader     string
	Partners   string
	Topics     string
	Attendance int
	Audience   int
	Batches    int
	Leaflets   int
	Giveaways  int
	AboutCase  bool
	Matters    []matter.ID
}

// Bounds of what is typed, in characters, and of the matters one activity names.
const (
	titleMax   = 60
	placeMax   = 100
	partnerMax = 200
	topicsMax  = 2000
	reasonMax  = 200
	mattersMax = 200
)

// activity is the draft as a row that has not been written yet.
func (d Draft) activity() Activity {
	title := strings.TrimSpace(d.Title)
	if title == "" {
		title = d.Variety.Label(d.Kind)
	}
	return Activity{
		Kind: d.Kind, Variety: d.Variety, Title: title, On: d.On, Start: calendar.Hour(d.Start),
		Place: strings.TrimSpace(d.Place), Community: d.Community, Venue: d.Venue, Leader: d.Leader, Partners: strings.TrimSpace(d.Partners),
		Topics: strings.TrimSpace(d.Topics), Attendance: d.Attendance, Audience: d.Audience, Batches: d.Batches, Leaflets: d.Leaflets,
		Giveaways: d.Giveaways, AboutCase: d.AboutCase, Valid: true,
	}
}

// check holds what can be said of the entries alone.
func (a *Activity) check(named int, today calendar.Date) error {
	var wrong fault.Fields
	a.checkSort(&wrong)
	switch {
	case a.On.Zero():
		wrong.Add("on", "请填写活动日期，例如2024-05-01")
	case a.On > today:
		wrong.Add("on", "日期%s还没有到，办过以后再登记", a.On)
	}
	if a.Start != "" && !calendar.IsHour(a.Start) {
		wrong.Add("start", "开始时间请写成14:30这样")
	}
	if a.Place == "" && a.Kind != Filing {
		wrong.Add("place", "请填写在哪里")
	}
	for _, t := range []struct {
		name, label, text string
		most              int
	}{{"title", "名称", a.Title, titleMax}, {"place", "地点", a.Place, placeMax}, {"partners", "参加单位", a.Partners, partnerMax}, {"topics", "内容", a.Topics, topicsMax}} {
		if n := len([]rune(t.text)); n > t.most {
			wrong.Add(t.name, "%s最多%d字，现在多了%d字", t.label, t.most, n-t.most)
		}
	}
	a.checkCounts(&wrong)
	if a.AboutCase && !a.Kind.meets() {
		wrong.Add("aboutCase", "只有接访、下访才登记是否包案化解")
	} else if a.AboutCase && named == 0 {
		wrong.Add("matters", "包案化解的接访、下访，请选择是哪一件事项")
	}
	if named > mattersMax {
		wrong.Add("matters", "一次活动最多关联%d件事项", mattersMax)
	}
	return wrong.Err()
}

func (a *Activity) checkSort(wrong *fault.Fields) {
	shape := a.Kind.shape()
	if shape.Kind == "" {
		wrong.Add("kind", "请选择是哪一种活动")
		return
	}
	i := slices.IndexFunc(shape.Sorts, func(s Sort) bool { return s.Variety == a.Variety })
	if i < 0 {
		wrong.Add("variety", "请选择是哪一种%s", shape.Label)
		return
	}
	if s := shape.Sorts[i]; s.Leader && a.Leader == "" {
		wrong.Add("leader", "请选择是哪位领导：一位领导、一场、一天算一次")
	} else if s.Partners && a.Partners == "" {
		wrong.Add("partners", "请填写还有哪些单位参加，例如派出所的名称")
	}
}

// checkCounts: a kind carries its own counts and no others, so that no figure
// has a number nobody was asked for.
func (a *Activity) checkCounts(wrong *fault.Fields) {
	has := a.Kind.Quantities()
	for _, c := range counts {
		n := *c.of(a)
		carried := slices.ContainsFunc(has, func(h Quantity) bool { return h.Name == c.Name })
		switch {
		case n < 0:
			wrong.Add(c.Name, "%s不能是负数", c.Label)
		case n > 0 && !carried && a.Kind.Label() != "":
			wrong.Add(c.Name, "%s不登记%s", a.Kind.Label(), c.Label)
		case n > c.Most:
			wrong.Add(c.Name, "%s填了%d%s，超过一次活动可能的数量%d%s，请核对", c.Label, n, c.Unit, c.Most, c.Unit)
		}
	}
	if a.Kind.meets() && a.Audience < a.Batches {
		wrong.Add("audience", "接待了%d批，人次不会比批次少", a.Batches)
	}
}

// Record writes down an activity. It is a fact from then on.
func Record(tx *db.Tx, by actor.Actor, d Draft) (Activity, error) {
	a, err := prepare(tx, by, d)
	if err != nil {
		return a, err
	}
	named, err := visibleMatters(tx, by, d.Matters, nil)
	if err != nil {
		return a, err
	}
	if err := twice(tx, a, ""); err != nil {
		return a, err
	}
	return a, write(tx, by, &a, named, "activity.record", "")
}

// Check says whether Record would write the draft down, and writes nothing.
func Check(tx *db.Tx, by actor.Actor, d Draft) error {
	a, err := prepare(tx, by, d)
	if err != nil {
		return err
	}
	if _, err := visibleMatters(tx, by, d.Matters, nil); err != nil {
		return err
	}
	return twice(tx, a, "")
}

// prepare turns a draft into a checked row: entries, then what they point at,
// then whether the actor may record there.
func prepare(tx *db.Tx, by actor.Actor, d Draft) (Activity, error) {
	a := d.activity()
	right := a.right(by)
	if err := right.Check(by); err != nil {
		return a, err
	}
	if err := a.check(len(d.Matters), tx.Today()); err != nil {
		return a, err
	}
	if err := a.point(tx); err != nil {
		return a, err
	}
	if !right.Reaches(by, a.At()) {
		return a, fault.New(fault.Denied, "您的岗位只能登记本社区的活动，请选择您的社区，或请街道来登记")
	}
	street, err := org.Load(tx)
	if err != nil {
		return a, err
	}
	a.RecordedBy, a.RecordedAt, a.Demo = by.Officer, db.Moment(tx.Millis()), street.Demo
	return a, nil
}

// right is what recording the activity takes: of a training of mediators it is also
// that of whoever trains the own committee.
func (a Activity) right(by actor.Actor) identity.Permission {
	if a.Variety == MediatorTraining && !identity.RecordActivity.Allows(by) && identity.TrainOwn.Allows(by) {
		return identity.TrainOwn
	}
	return identity.RecordActivity
}

// point looks before it points: the community, the venue and the leader are there.
func (a *Activity) point(tx *db.Tx) error {
	var wrong fault.Fields
	if a.Venue != "" {
		community, err := db.Value[string](tx, venueCommunity, tx.Street, a.Venue)
		switch {
		case errors.Is(err, db.ErrNone):
			wrong.Add("venue", "找不到这个场所，请重新选择")
		case err != nil:
			return err
		case a.Community == "":
			a.Community = community // a venue knows where it stands
		}
	}
	if err := org.CheckCommunity(tx, &wrong, a.Community); err != nil {
		return err
	}
	if a.Leader != "" {
		_, err := org.OfficerByID(tx, a.Leader)
		switch {
		case errors.Is(err, db.ErrNone) || fault.Is(err, fault.NotFound):
			wrong.Add("leader", "找不到这位领导，请重新选择")
		case err != nil:
			return err
		}
	}
	return wrong.Err()
}

// visibleMatters refuses to name a matter the actor may not see. What the
// version before named stays named, also by somebody who cannot see it.
func visibleMatters(tx *db.Tx, by actor.Actor, asked, before []matter.ID) ([]matter.ID, error) {
	var named []matter.ID
	for _, id := range asked {
		if slices.Contains(named, id) {
			continue
		}
		if !slices.Contains(before, id) {
			if _, err := matter.Visible(tx, by, id); err != nil {
				return nil, unnamed(err)
			}
		}
		named = append(named, id)
	}
	for _, id := range before {
		if slices.Contains(named, id) {
			continue
		}
		switch _, err := matter.Visible(tx, by, id); {
		case fault.Is(err, fault.NotFound):
			named = append(named, id)
		case err != nil:
			return nil, err
		}
	}
	slices.Sort(named)
	return named, nil
}

// unnamed tells of a matter that cannot be named at its entry in the form.
func unnamed(err error) error {
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	var wrong fault.Fields
	wrong.Add("matters", "%s", err.Error())
	return wrong.Err()
}

// twice refuses what has been recorded already: one session counts once.
func twice(tx *db.Tx, a Activity, except ID) error {
	n, err := db.Value[int](tx, sameSession, tx.Street, string(a.Kind), a.On, string(a.Variety), a.Start, a.Place, a.Leader, string(except), a.Community)
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.New(fault.Conflict, "%s的%s已经登记过了；如果确实是另一场，请写明开始时间或地点", a.On.Plain(), a.Label())
	}
	return nil
}

// write puts the version down with its matters, its words and its event.
func write(tx *db.Tx, by actor.Actor, a *Activity, named []matter.ID, action, reason string) error {
	a.ID = ID(tx.NewID())
	a.Version++
	if err := insert(tx, *a); err != nil {
		return err
	}
	for _, id := range named {
		if _, err := tx.Exec(nameMatter, tx.Street, string(a.ID), string(id)); err != nil {
			return err
		}
	}
	if err := index(tx, *a); err != nil {
		return err
	}
	_, err := event.Append(tx, by, event.Entry{
		Action: action, Kind: event.Activity, Subject: string(a.ID), Role: by.First(a.right(by).Roles...), Reason: reason,
		Details: told(*a, named),
	})
	return err
}

// told is what the ledger keeps of a version: codes, dates, counts and ids.
func told(a Activity, named []matter.ID) map[string]any {
	details := map[string]any{"kind": a.Kind, "variety": a.Variety, "on": a.On.String()}
	for _, c := range a.Quantities() {
		if c.Number > 0 {
			details[c.Name] = c.Number
		}
	}
	for name, id := range map[string]string{"community": a.Community, "leader": a.Leader, "replaces": string(a.Replaces)} {
		if id != "" {
			details[name] = id
		}
	}
	if len(named) > 0 {
		details["matters"] = named
	}
	return details
}
