package overviews

import (
	"slices"
	"strconv"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/ownership"
	"fengsheng/report"
	"fengsheng/supervision"
)

// waiting gathers what the reader has to decide, the oldest first.
func (v *leaderView) waiting(tx *db.Tx) error {
	for _, find := range []func(*db.Tx) error{v.proposals, v.reviews, v.escalations} {
		if err := find(tx); err != nil {
			return err
		}
	}
	slices.SortStableFunc(v.Waiting, func(x, y waitingView) int { return int(x.since) - int(y.since) })
	for i := range v.Waiting {
		v.Waiting[i].Since = waited(v.Waiting[i].since, v.Asked.Today)
	}
	return nil
}

// waited says since when something waits.
func waited(since, today calendar.Date) string {
	switch n := today.DaysSince(since); {
	case since.Zero():
		return ""
	case n <= 0:
		return "今天"
	default:
		return since.Plain() + "起，等了" + strconv.Itoa(n) + "天"
	}
}

// proposals are the matters the reader is asked to answer for.
func (v *leaderView) proposals(tx *db.Tx) error {
	by := v.Asked.By
	if !identity.OwnCases.Allows(by) {
		return nil
	}
	all, err := ownership.List(tx, by, by.Officer)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.State != ownership.Proposed {
			continue
		}
		m, err := matter.Visible(tx, by, o.Matter)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		v.Waiting = append(v.Waiting, waitingView{Word: "请确认包案", Title: m.Title, Number: m.Number, Href: "/matters/" + string(m.ID) + "/ownership", since: o.ProposedOn})
	}
	return nil
}

// reviews are the reports whose next review is the reader's.
func (v *leaderView) reviews(tx *db.Tx) error {
	by := v.Asked.By
	if !identity.ReviewReport.Allows(by) {
		return nil
	}
	all, err := report.List(tx)
	if err != nil {
		return err
	}
	for _, r := range all {
		for _, s := range r.Next(by) {
			if s.Do == report.DoReturn || s.Stage == "" && s.Do != report.DoPublish {
				continue
			}
			word := "请" + s.Stage.Label()
			if s.Do == report.DoPublish {
				word = "请发布"
			}
			on, err := sent(tx, r)
			if err != nil {
				return err
			}
			v.Waiting = append(v.Waiting, waitingView{Word: word, Title: r.Title, Href: "/reports/" + string(r.ID), since: on})
		}
	}
	return nil
}

// sent is the day a report came to where it stands.
func sent(tx *db.Tx, r report.Report) (calendar.Date, error) {
	last, err := event.Of(tx, event.Report, string(r.ID), 1)
	if err != nil || len(last) == 0 {
		return 0, err
	}
	return calendar.Of(last[0].At), nil
}

// escalations are late matters that were brought before their case owner.
func (v *leaderView) escalations(tx *db.Tx) error {
	by := v.Asked.By
	if !identity.OwnCases.Allows(by) || !identity.SeeSupervision.Allows(by) {
		return nil
	}
	all, err := supervision.Escalations(tx, by)
	if err != nil {
		return err
	}
	for _, e := range all {
		v.Waiting = append(v.Waiting, waitingView{
			Word: "已提级，请过问", Title: e.Of.Title, Number: e.Of.Number, Href: "/matters/" + string(e.Of.ID), since: e.On,
		})
	}
	return nil
}
