package report

import (
	"errors"
	"slices"
	"strings"
	"time"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// SendingUp is how a report was sent to the level above.
type SendingUp struct {
	On       calendar.Date
	To       string // 区委依法治区办
	How      string // 机要交换, with its number when it has one
	Activity activity.ID
}

// Filing is what was recorded of it; the facts stand in the activity.
type Filing struct {
	SendingUp
	At time.Time // when it was recorded
}

var (
	insertFiling = db.SQL("report.insertFiling", `INSERT INTO report_filing (street_id, report_id, activity_id, officer_id, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (street_id, report_id) DO UPDATE SET activity_id = excluded.activity_id, officer_id = excluded.officer_id, at = excluded.at`)
	readFiling = db.SQL("report.filing", `SELECT activity_id, at FROM report_filing WHERE street_id = $1 AND report_id = $2`)
	readFiled  = db.SQL("report.filed", `SELECT activity_id FROM report_filing WHERE street_id = $1`)
)

// FilingOf is how the report was sent up; false when it was not. What was
// corrected in the activity is read as corrected, and what was withdrawn there
// is no filing.
func FilingOf(tx *db.Tx, id ID) (Filing, bool, error) {
	type row struct {
		activity activity.ID
		at       int64
	}
	kept, err := db.One(tx, readFiling, func(r db.Row) (row, error) {
		var v row
		err := r.Scan(&v.activity, &v.at)
		return v, err
	}, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) {
		return Filing{}, false, nil
	}
	if err != nil {
		return Filing{}, false, err
	}
	a, err := activity.Latest(tx, kept.activity)
	f := Filing{SendingUp: SendingUp{On: a.On, To: a.Partners, How: a.Topics, Activity: a.ID}, At: db.Moment(kept.at)}
	return f, err == nil && a.Valid, err
}

// Upward are the activities of sending something up since the year ended that no
// report has been linked with yet: one of them may be this one.
func Upward(tx *db.Tx, r Report) ([]activity.Activity, error) {
	used, err := db.Values[string](tx, readFiled, tx.Street)
	if err != nil {
		return nil, err
	}
	all, err := activity.List(tx, activity.Filter{Kinds: []string{string(activity.Filing)}, Varieties: []string{string(activity.Other)}}, activity.Page{Size: 50})
	return slices.DeleteFunc(all, func(a activity.Activity) bool {
		return a.On.Year() <= r.Year || slices.Contains(used, string(a.ID))
	}), err
}

// File records that the report was sent up: once, after the final review, as an
// activity of sending a report up. One that somebody has recorded already is
// linked and not made again.
func File(tx *db.Tx, by actor.Actor, id ID, s SendingUp) error {
	if err := identity.WriteReport.Check(by); err != nil {
		return err
	}
	r, err := Load(tx, id)
	if err != nil {
		return err
	}
	if r.State != FinalReviewed && r.State != Published {
		return fault.New(fault.Conflict, "终审通过以后才能上报，报告现在是“%s”", r.State.Label())
	}
	if _, sent, err := FilingOf(tx, id); err != nil {
		return err
	} else if sent {
		return fault.New(fault.Conflict, "已经登记过上报；登记错了的，更正那次活动")
	}
	if s.Activity == "" {
		if s.Activity, err = s.record(tx, by, r); err != nil {
			return err
		}
	} else if err := mayLink(tx, r, s.Activity); err != nil {
		return err
	}
	if _, err := tx.Exec(insertFiling, tx.Street, string(id), string(s.Activity), by.Officer, tx.Millis()); err != nil {
		return err
	}
	return record(tx, by, r, "file", writers, map[string]string{"activity": string(s.Activity)})
}

func mayLink(tx *db.Tx, r Report, id activity.ID) error {
	all, err := Upward(tx, r)
	if err == nil && !slices.ContainsFunc(all, func(a activity.Activity) bool { return a.ID == id }) {
		err = fault.New(fault.NotFound, "找不到这次向上报告的活动，可能已经关联了别的报告")
	}
	return err
}

// record makes the activity.
func (s SendingUp) record(tx *db.Tx, by actor.Actor, r Report) (activity.ID, error) {
	var wrong fault.Fields
	s.To, s.How = strings.TrimSpace(s.To), strings.TrimSpace(s.How)
	if s.On.Zero() {
		wrong.Add("on", "请填写上报日期")
	} else if s.On.Year() <= r.Year {
		wrong.Add("on", "%d年度的报告在年度终了以后上报", r.Year)
	} else if s.On > tx.Today() {
		wrong.Add("on", "上报日期不能晚于今天")
	}
	if s.To == "" {
		wrong.Add("to", "请填写报给了谁")
	}
	if s.How == "" {
		wrong.Add("how", "请写明怎么报的，例如机要交换、文号")
	}
	if err := wrong.Err(); err != nil {
		return "", err
	}
	a, err := activity.Record(tx, by, activity.Draft{
		Kind: activity.Filing, Variety: activity.Other, Title: "报送" + yearWord(r.Year) + "度法治政府建设报告", On: s.On, Partners: s.To, Topics: s.How,
	})
	return a.ID, err
}
