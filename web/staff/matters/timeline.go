package matters

import (
	"encoding/json"
	"strings"

	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/supervision"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// entryKinds sort the commands into the kinds of the timeline (ux.md 9.3).
var entryKinds = map[string]string{
	"receive": "登记", "register": "登记",
	"triage": "流转", "merge": "流转", "redirect": "流转", "apply": "流转", "offer": "流转", "decline": "流转", "accept": "流转",
	"replaceMediator": "流转", "close": "流转", "archive": "流转", "reopen": "流转",
	"askOther": "联系", "followUp": "联系",
	"refuse": "调解", "start": "调解", "record": "调解", "investigate": "调解", "invite": "调解", "draft": "调解", "agreeWritten": "调解",
	"agreeOral": "调解", "partyEnds": "调解", "fail": "调解", "otherProcedure": "调解", "stopUnlawful": "调解", "withdraw": "调解",
	"addParty": "登记", "correctParty": "登记", "correct": "登记",
	"perform": "材料", "confirm": "材料", "attach": "材料", "look": "材料", "remove": "材料", "sign": "材料",
	"continue": "期限", "suspend": "期限", "resume": "期限", "lapse": "期限",
}

// newEntry is an event of the ledger as a point of the timeline.
func newEntry(e event.Event, note string) ui.Entry {
	noun, command, _ := strings.Cut(e.Action, ".")
	entry := frame.Point(e, entryKinds[command])
	entry.Text = note
	switch {
	case supervision.Label(e.Action) != "":
		entry.Kind = "期限"
	case noun == "ownership":
		entry.Kind = "流转"
	case entry.Kind == "":
		entry.Kind = "系统"
	}
	if e.Action == revealAction {
		entry.Title, entry.Text = "查看"+fieldLabel(e.Fields), reasonLabel(e.Reason)
		return entry
	}
	var details struct {
		On string `json:"on"`
	}
	if json.Unmarshal([]byte(e.Details), &details) == nil && details.On != "" && details.On != calendar.Of(e.At).String() {
		entry.Title += "（" + details.On + "）"
	}
	return entry
}
