package frame

import (
	"fengsheng/supervision"
	"fengsheng/web/ui"
)

// Delay is why a matter takes longer, as the applicant reads it; nothing before
// it was answered.
func Delay(s supervision.Supervision) []ui.Fact {
	if s.AnsweredOn.Zero() {
		return nil
	}
	return []ui.Fact{
		{Label: "延期的原因", Value: supervision.Reasons.Label(s.Reason)},
		{Label: "说明", Value: s.Words},
		{Label: "准备办好", Value: s.PromisedOn.Chinese()},
		{Label: "说明日期", Value: s.AnsweredOn.Chinese()},
	}
}
