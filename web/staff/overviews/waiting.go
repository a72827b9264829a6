package overviews

import (
	"slices"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/ownership"
	"fengsheng/report"
	"fengsheng/supervision"
	"fengsheng/web/staff/frame"
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
		v.Waiting[i].Since = frame.Waited(v.Waiting[i].since, v.Asked.Today)
	}
	return nil
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

// reviews are the reports that wait for a reviewer who is the reader.
func (v *leaderView) reviews(tx *db.Tx) error {
	by := v.Asked.By
	if !identity.ReviewReport.Allows(by) {
		return nil
	}
	all, err := report.Asks(tx, by)
	for _, a := range all {
		v.Waiting = append(v.Waiting, waitingView{Word: a.Words(), Title: a.Report.Title, Href: "/reports/" + string(a.Report.ID), since: a.Since})
	}
	return err
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
