package activities

import (
	"net/url"
	"slices"
	"strings"

	"fengsheng/activity"
	"fengsheng/web/ui"
)

// difference is an entry that the latest version and the form hold differently.
type difference struct{ Label, Latest, Typed string }

// question is an entry of the form by its name and its words.
type question struct {
	name, label string
	options     []ui.Option
}

func (v entryView) questions() []question {
	all := []question{
		{"variety", "名目", v.Varieties},
		{"title", "名称", nil},
		{"on", "活动日期", nil},
		{"start", "开始时间", nil},
		{"community", "社区", v.Places},
		{"venue", "场所", v.Venues},
		{"place", "地点", nil},
		{"leader", v.Words.leader, v.Leaders},
		{"partners", "参加单位", nil},
		{"topics", v.Words.topics, nil},
		{"matters", "事项编号", nil},
	}
	if meets(v.Kind) {
		all = append(all, question{"aboutCase", "包案化解", []ui.Option{{Value: "1", Label: "是"}}})
	}
	for _, q := range v.Kind.Quantities() {
		all = append(all, question{q.Name, quantityLabel(q), nil})
	}
	return all
}

// say is an entry in words.
func (q question) say(value string) string {
	value = strings.TrimSpace(strings.ReplaceAll(value, "\r", ""))
	i := slices.IndexFunc(q.options, func(o ui.Option) bool { return o.Value == value })
	switch {
	case value == "":
		return "未填"
	case i >= 0:
		return q.options[i].Label
	}
	return value
}

// differences sets the latest version beside what was typed.
func differences(v entryView, latest ui.Entries, typed url.Values) []difference {
	var all []difference
	for _, q := range v.questions() {
		d := difference{Label: q.label, Latest: q.say(latest.Value(q.name)), Typed: q.say(typed.Get(q.name))}
		if d.Latest != d.Typed {
			all = append(all, d)
		}
	}
	return all
}

// quantityLabel is a count with its unit: 发放宣传资料（份）.
func quantityLabel(q activity.Quantity) string {
	if strings.HasSuffix(q.Label, q.Unit) {
		return q.Label
	}
	return q.Label + "（" + q.Unit + "）"
}

// partnerHint says what to write about the others who took part.
func (v entryView) partnerHint() string {
	for _, s := range activity.Shapes() {
		if s.Kind == v.Kind && slices.ContainsFunc(s.Sorts, func(s activity.Sort) bool { return s.Partners }) {
			return "例如：东盛派出所。和派出所一起办的要填"
		}
	}
	return "例如：辖区派出所、物业公司"
}

// numberWords is the line above the name: 会议，2024-05-06.
func (v showView) numberWords() string {
	if v.Demo {
		return v.Number + "（演示）"
	}
	return v.Number
}

// hiddenWords counts the matters that are not shown.
func hiddenWords(v showView) string {
	words := "关联的"
	if len(v.Matters) > 0 {
		words = "另外关联的"
	}
	return words + number(v.Hidden) + "件事项不在您的职责范围内，这里不显示。需要时请联系事项的承办人。"
}
