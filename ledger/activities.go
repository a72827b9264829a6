package ledger

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/sheet"
	"fengsheng/matter"
)

// activityBook is the ledger of activities.
var activityBook = book{
	label: "活动台账", right: identity.RecordActivity, events: event.Activity,
	about: []string{
		"一行一次活动。接访、下访一位领导、一场、一天写一行。",
		"同一天、同一种、同一地点、同一时间已经登记过的，认作已经有了，不会重复登记。",
	},
	fields: []field{
		{name: own, label: "原编号", hint: "原来台账里的编号，同一来源不能重复；可以空着", words: []string{"编号", "活动编号"}},
		{name: "kind", label: "活动种类", hint: "从列表中选择；具体类型说得清的可以空着", list: choices(activity.Kinds), words: []string{"种类", "活动类别", "类别"}},
		{name: "variety", label: "具体类型", hint: "从列表中选择", required: true, list: func(*names) []string { return varietyLabels() }, words: []string{"活动类型", "类型", "会议类型", "活动形式"}},
		{name: "title", label: "名称", hint: "空着的用具体类型的名称", words: []string{"活动名称", "会议名称", "主题", "活动主题"}},
		{name: "on", label: "日期", hint: "例如2024-05-01", required: true, day: true, words: []string{"活动日期", "时间", "活动时间", "会议时间", "开展时间", "开展日期"}},
		{name: "start", label: "开始时间", hint: "例如14:30，可以空着"},
		{name: "place", label: "地点", hint: "向上报告的可以空着", words: []string{"活动地点", "会议地点", "地址"}},
		{name: "community", label: "社区", hint: "空着的算全街道", list: func(n *names) []string { return n.towns }, words: []string{"所属社区", "承办社区"}},
		{name: "venue", label: "场所", hint: "组织里的场所名称，可以空着"},
		{name: "leader", label: "领导", hint: "姓名，同名的写工号；接访、下访、讲课必填", words: []string{"接访领导", "主讲人", "主持人", "带队领导"}},
		{name: "partners", label: "参加单位", hint: "和谁一起，例如派出所的名称", words: []string{"参与单位", "联合单位", "协办单位"}},
		{name: "topics", label: "内容", hint: "可以空着", words: []string{"主要内容", "活动内容", "会议内容", "议题", "简要情况"}},
		{name: "attendance", label: "参加人次", hint: "本单位的人，整数", words: []string{"参加人数", "参会人数", "参会人次"}},
		{name: "audience", label: "群众人次", hint: "整数", words: []string{"群众人数", "受众人数", "受教育人数", "接待人次", "接待人数", "覆盖人数"}},
		{name: "batches", label: "接待批次", hint: "接访、下访用", words: []string{"批次"}},
		{name: "leaflets", label: "发放宣传资料", hint: "份", words: []string{"宣传资料", "发放资料", "资料份数"}},
		{name: "giveaways", label: "发放宣传品", hint: "份", words: []string{"宣传品"}},
		{name: "aboutCase", label: "包案化解", hint: "是或否；是的要写关联事项", list: yesOrNo, words: []string{"是否包案"}},
		{name: "matters", label: "关联事项", hint: "事项的登记号，几件用顿号隔开", words: []string{"事项登记号"}},
	},
	read: func(r *reading) entry { return readActivity(r) },
	back: func(tx *db.Tx, by actor.Actor, id, reason string) error {
		return activity.Withdraw(tx, by, activity.ID(id), 0, reason)
	},
}

func varietyLabels() []string {
	var all []string
	for _, s := range activity.Shapes() {
		for _, v := range s.Sorts {
			all = append(all, v.Label)
		}
	}
	return all
}

// activityEntry is a row of the ledger of activities; its matters are found when
// it is checked and entered.
type activityEntry struct {
	draft   activity.Draft
	numbers []string
	refuse  func(name, sentence string)
}

func readActivity(r *reading) *activityEntry {
	d := activity.Draft{
		Title: r.text("title"), On: r.day("on"), Start: r.start(), Place: r.text("place"), Community: r.community("community"), Venue: r.venue("venue"),
		Leader: r.officer("leader"), Partners: r.text("partners"), Topics: r.raw("topics"), AboutCase: r.yes("aboutCase"),
	}
	d.Kind, d.Variety = r.sort()
	const most = 1_000_000 // what is too many for one activity is the operation's to say
	for name, to := range map[string]*int{
		"attendance": &d.Attendance, "audience": &d.Audience, "batches": &d.Batches, "leaflets": &d.Leaflets, "giveaways": &d.Giveaways,
	} {
		*to = r.whole(name, most)
	}
	return &activityEntry{draft: d, numbers: several(r.text("matters")), refuse: r.wrong}
}

// sort is the kind and the variety of an activity.
func (r *reading) sort() (activity.Kind, activity.Variety) {
	kind := activity.Kind(r.choice("kind", activity.Kinds))
	text := r.text("variety")
	if text == "" || r.text("kind") != "" && kind == "" {
		return kind, ""
	}
	var found []activity.Shape
	var variety activity.Variety
	for _, s := range activity.Shapes() {
		if code := choose(text, s.Kind.Varieties()); code != "" && (kind == "" || kind == s.Kind) {
			found, variety = append(found, s), activity.Variety(code)
		}
	}
	switch {
	case len(found) == 1:
		return found[0].Kind, variety
	case len(found) > 1:
		r.wrong("kind", "几种活动都有“"+text+"”，请写活动种类")
	case kind != "":
		r.wrong("variety", kind.Label()+"没有这一类，可以填："+fmt.Sprint(joined(labelsOf(kind.Varieties()))))
	default:
		r.wrong("variety", "没有这一类活动，请从模板的列表中选择")
	}
	return kind, variety
}

func joined(all []string) string {
	text := ""
	for i, s := range all {
		if i > 0 {
			text += "、"
		}
		text += s
	}
	return text
}

// start is the time an activity began: spreadsheets keep it as a part of a day.
func (r *reading) start() string {
	text := sheet.Code(r.raw("start"))
	part, err := strconv.ParseFloat(text, 64)
	if err != nil || part < 0 || part >= 1 || text == "" {
		return text
	}
	minutes := int(math.Round(part * 24 * 60))
	return fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60)
}

func (e *activityEntry) find(tx *db.Tx, by actor.Actor) error {
	e.draft.Matters = nil
	for _, number := range e.numbers {
		id, err := matter.ByNumber(tx, by, number)
		if errors.Is(err, db.ErrNone) {
			e.refuse("matters", "找不到登记号是“"+number+"”的事项")
			return nil
		}
		if err != nil {
			return err
		}
		e.draft.Matters = append(e.draft.Matters, id)
	}
	return nil
}

func (e *activityEntry) check(tx *db.Tx, by actor.Actor, _ bool) error {
	if err := e.find(tx, by); err != nil {
		return err
	}
	return activity.Check(tx, by, e.draft)
}

func (e *activityEntry) enter(tx *db.Tx, by actor.Actor) (string, error) {
	a, err := activity.Record(tx, by, e.draft)
	return string(a.ID), err
}
