package frame

import (
	"slices"
	"strconv"

	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/web/ui"
)

// Point is an event of the ledger as a point of a timeline, of a kind of entry: what was
// done, when in Shanghai, and by whom.
func Point(e event.Event, kind string) ui.Entry {
	at := e.At.In(calendar.Shanghai)
	return ui.Entry{
		ID: "e" + strconv.FormatInt(e.Seq, 10), Kind: kind, Title: CommandLabel(e.Action), ISO: at.Format("2006-01-02T15:04:05+08:00"),
		When: at.Format("2006-01-02 15:04"), Who: e.OfficerName,
	}
}

// Timeline is a history as points, without the actions that are left out.
func Timeline(events []event.Event, kind string, without ...string) []ui.Entry {
	var all []ui.Entry
	for _, e := range events {
		if !slices.Contains(without, e.Action) {
			all = append(all, Point(e, kind))
		}
	}
	return all
}
