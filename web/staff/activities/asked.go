package activities

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// sizes are how many rows a page may have; the first is usual.
var sizes = []int{25, 50, 100}

// asked is what the address of a list asks for.
type asked struct {
	filter activity.Filter
	page   activity.Page
	first  int          // the number of the first row
	base   url.Values   // filter and size, without the place in the list
	wrong  *fault.Fault // a date that is none
}

// readAsked reads an address. What is no filter's is dropped.
func readAsked(q url.Values) asked {
	var a asked
	filter, err := activity.ParseFilter(q)
	a.filter, a.wrong = filter, fault.Of(err)
	a.page = activity.Page{After: q.Get("after"), Before: q.Get("before"), Size: sizes[0]}
	if n, err := strconv.Atoi(q.Get("size")); err == nil && slices.Contains(sizes, n) {
		a.page.Size = n
	}
	a.first = 1
	if n, err := strconv.Atoi(q.Get("from")); err == nil && n > 1 && (a.page.After != "" || a.page.Before != "") {
		a.first = n
	}
	a.base = a.filter.Query()
	if a.page.Size != sizes[0] {
		a.base.Set("size", strconv.Itoa(a.page.Size))
	}
	return a
}

func listAddress(q url.Values) string {
	if len(q) == 0 {
		return "/activities"
	}
	return "/activities?" + q.Encode()
}

// onward is the address of a neighbouring page.
func (a asked) onward(direction, cursor string, from int) string {
	q := maps.Clone(a.base)
	q.Set(direction, cursor)
	q.Set("from", strconv.Itoa(from))
	return listAddress(q)
}

// without is the address with one value of one condition removed.
func (a asked) without(name, value string) string {
	q := url.Values{}
	for n, vs := range a.base {
		for _, v := range vs {
			if n != name || v != value {
				q.Add(n, v)
			}
		}
	}
	return listAddress(q)
}

// kind is the one kind of the list, or "".
func (a asked) kind() activity.Kind {
	if len(a.filter.Kinds) != 1 {
		return ""
	}
	return activity.Kind(a.filter.Kinds[0])
}

// title names the list by its kind, or by its one variety.
func (a asked) title() string {
	k := a.kind()
	if k != "" && len(a.filter.Varieties) == 1 {
		if l := activity.Variety(a.filter.Varieties[0]).Label(k); l != "" {
			return l
		}
	}
	if l := k.Label(); l != "" {
		return l
	}
	return "活动"
}

// standings are the records that count, and the versions that count no more.
func (a asked) standings() []ui.Tab {
	valid := maps.Clone(a.base)
	valid.Del("replaced")
	replaced := maps.Clone(a.base)
	replaced.Set("replaced", "1")
	return []ui.Tab{
		{Label: "有效记录", Href: listAddress(valid), Current: !a.filter.Replaced},
		{Label: "更正或撤回的旧记录", Href: listAddress(replaced), Current: a.filter.Replaced},
	}
}

// condition is a name of the address in words; without say it is its label.
type condition struct {
	name, label string
	say         func(asked, string, frame.Names) string
}

func named(f func(frame.Names, string) string) func(asked, string, frame.Names) string {
	return func(_ asked, v string, n frame.Names) string { return f(n, v) }
}

func day(_ asked, v string, _ frame.Names) string {
	d, err := calendar.Parse(v)
	if err != nil {
		return v // readAsked has refused it already
	}
	return d.Plain()
}

func kindWord(_ asked, v string, _ frame.Names) string { return activity.Kind(v).Label() }

// varietyWord is what the kinds of the list call a variety; two kinds may share a code.
func varietyWord(a asked, v string, _ frame.Names) string {
	var words []string
	for _, s := range activity.Shapes() {
		if len(a.filter.Kinds) > 0 && !slices.Contains(a.filter.Kinds, string(s.Kind)) {
			continue
		}
		if l := activity.Variety(v).Label(s.Kind); l != "" && !slices.Contains(words, l) {
			words = append(words, l)
		}
	}
	return strings.Join(words, "或")
}

// conditionWords are the conditions in the order they are shown.
var conditionWords = []condition{
	{"kind", "种类", kindWord},
	{"variety", "名目", varietyWord},
	{"community", "社区", named(frame.Names.Unit)},
	{"streetLevel", "全街道的活动", nil},
	{"venue", "场所", named(frame.Names.Venue)},
	{"leader", "领导", named(frame.Names.Officer)},
	{"recorder", "登记人", named(frame.Names.Officer)},
	{"partner", "参加单位", func(_ asked, v string, _ frame.Names) string { return v }},
	{"onFrom", "不早于", day},
	{"onTo", "不晚于", day},
	{"aboutCase", "包案化解", nil},
	{"attended", "有参加人次", nil},
	{"reached", "有群众人次", nil},
	{"received", "有接待批次", nil},
	{"leafleted", "发放了宣传资料", nil},
	{"gifted", "发放了宣传品", nil},
	{"replaced", "更正或撤回的旧记录", nil},
}

// conditions are the chosen filters as words, each with the address without it.
func (a asked) conditions(n frame.Names) []ui.Condition {
	var all []ui.Condition
	for _, c := range conditionWords {
		for _, v := range a.base[c.name] {
			label := c.label
			if c.say != nil {
				word := c.say(a, v, n)
				if word == "" {
					word = v
				}
				label += "：" + word
			}
			all = append(all, ui.Condition{Label: label, Remove: a.without(c.name, v)})
		}
	}
	return all
}

// panel are the names the filter panel has fields for; the variety has one
// once the kind is known.
var panel = []string{"kind", "community", "onFrom", "onTo", "leader", "aboutCase"}

// carried are the conditions that the panel hands on as they are.
func (a asked) carried() url.Values {
	q := maps.Clone(a.base)
	for _, name := range panel {
		q.Del(name)
	}
	if a.kind() != "" {
		q.Del("variety")
	}
	return q
}
