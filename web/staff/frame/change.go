package frame

import (
	"strings"

	"fengsheng/catalogue"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/supervision"
	"fengsheng/web/ui"
)

// changesMost is how many of the newest events a conflict page tells.
const changesMost = 5

// Changes tells what became of a matter since somebody opened a form at the
// version: where it stands now and who did what (ux.md R8).
func Changes(tx *db.Tx, m matter.Matter, version int) ([]ui.Fact, error) {
	facts := []ui.Fact{{Label: "现在的状态", Value: State(m)}}
	events, err := event.Of(tx, event.Matter, string(m.ID), min(max(m.Version-version, 1), changesMost))
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		facts = append(facts, ui.Fact{
			Label: e.At.In(calendar.Shanghai).Format("2006-01-02 15:04"), Value: e.OfficerName + "：" + CommandLabel(e.Action),
		})
	}
	return facts, nil
}

// CommandLabel is what an action of the ledger on a matter is called.
func CommandLabel(action string) string {
	if l := catalogue.CommandLabel(action); l != "" {
		return l
	}
	if l := supervision.Label(action); l != "" {
		return l
	}
	if strings.HasSuffix(action, ".supervision") {
		return "督办" // the page of its steps
	}
	return "系统记录"
}
