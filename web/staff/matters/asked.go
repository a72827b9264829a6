package matters

import (
	"maps"
	"net/url"
	"slices"
	"strconv"

	"fengsheng/actor"
	"fengsheng/catalogue"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// asked is what the address of a list asks for.
type asked struct {
	filter  matter.Filter
	page    matter.Page
	first   int // the number of the first row
	columns []column
	view    string
	month   calendar.Date // the first day of the month that is shown; zero is the current month
	base    url.Values    // filter, order and size, without the place in the list
	wrong   *fault.Fault  // a date that is none
}

// readAsked reads an address. What is no filter's is dropped.
func readAsked(q url.Values) asked {
	var a asked
	filter, err := matter.ParseFilter(q)
	a.filter, a.wrong = filter, fault.Of(err)
	a.page = matter.Page{Order: matter.Newest, After: q.Get("after"), Before: q.Get("before"), Size: sizes[0]}
	if n, err := strconv.Atoi(q.Get("size")); err == nil && slices.Contains(sizes, n) {
		a.page.Size = n
	}
	if q.Get("order") == string(matter.Urgent) {
		a.page.Order = matter.Urgent
		a.filter.Clocked = true // a matter without a clock has no place in this order, and is not counted either
	}
	a.readView(q)
	a.first = 1
	if n, err := strconv.Atoi(q.Get("from")); err == nil && n > 1 && (a.page.After != "" || a.page.Before != "") {
		a.first = n
	}
	a.base = a.filter.Query()
	if a.page.Order == matter.Urgent {
		a.base.Set("order", string(matter.Urgent))
	}
	if a.view != asTable {
		a.base.Set("view", a.view)
	}
	if a.page.Size != sizes[0] {
		a.base.Set("size", strconv.Itoa(a.page.Size))
	}
	a.readColumns(q["col"])
	if len(a.base) == 0 {
		a.base.Set("all", "1") // an address without anything would lead to the usual filter
	}
	return a
}

// onward is the address of a neighbouring page.
func (a asked) onward(direction, cursor string, from int) string {
	q := maps.Clone(a.base)
	q.Set(direction, cursor)
	q.Set("from", strconv.Itoa(from))
	return "/matters?" + q.Encode()
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
	if name == "clocked" {
		q.Del("order")
	}
	if name == "clocked" && a.view == asMonth || name == "open" && a.view == asBoard {
		q.Del("view") // the condition belongs to the view
	}
	if len(q) == 0 {
		q.Set("all", "1")
	}
	return "/matters?" + q.Encode()
}

// usualLists are the lists a post comes back to, the one it opens with first.
func usualLists(by actor.Actor, today calendar.Date) []ui.Tab {
	list := func(label string, f matter.Filter) ui.Tab {
		return ui.Tab{Label: label, Href: "/matters?" + f.Query().Encode()}
	}
	var own []ui.Tab
	holds := func(p identity.Permission) bool { return p.Allows(by) }
	if holds(identity.Triage) {
		own = append(own, list("待分流", matter.Filter{Open: true, States: []string{string(matter.Registered)}}))
	}
	if holds(identity.Mediate) {
		own = append(own, list("我承办的", matter.Filter{Open: true, Mediator: by.Officer}))
	}
	if holds(identity.BindDossier) {
		own = append(own, list("待归档", matter.Filter{Unbound: true}))
	}
	return append(own,
		list("在办事项", matter.Filter{Open: true}), list("超期", matter.Filter{DueBy: today.AddDays(-1)}), ui.Tab{Label: "全部事项", Href: "/matters?all=1"})
}

// title names the list: the usual filters have names.
func (a asked) title(usual []ui.Tab) string {
	q := a.filter.Query()
	if len(q) == 0 {
		q.Set("all", "1")
	}
	for _, u := range usual {
		if u.Href == "/matters?"+q.Encode() {
			return u.Label
		}
	}
	return "事项"
}

// heads are the heads of the table. Only what an index gives in order can be
// sorted by: the taking in, and the nearest clock.
func (a asked) heads() []ui.Column {
	orders, all := a.orders(), heads(a.columns)
	due := &all[len(all)-2]
	all[0].Sort, due.Sort = orders[0].Href, orders[1].Href
	if a.page.Order == matter.Urgent {
		due.Order = "ascending"
	} else {
		all[0].Order = "descending"
	}
	return all
}

// orders are the two orders of the same filter.
func (a asked) orders() []ui.Tab {
	newest := maps.Clone(a.base)
	newest.Del("order")
	newest.Del("clocked")
	if len(newest) == 0 {
		newest.Set("all", "1")
	}
	urgent := maps.Clone(a.base)
	urgent.Set("order", string(matter.Urgent))
	urgent.Set("clocked", "1")
	urgent.Del("all")
	return []ui.Tab{
		{Label: "最新", Href: "/matters?" + newest.Encode(), Current: a.page.Order == matter.Newest},
		{Label: "最急", Href: "/matters?" + urgent.Encode(), Current: a.page.Order == matter.Urgent},
	}
}

// condition is a name of the address in words.
type condition struct {
	name, label string
	value       func(string, frame.Names) string
}

func of(e matter.Enumeration) func(string, frame.Names) string {
	return func(v string, _ frame.Names) string { return e.Label(v) }
}

func named(f func(frame.Names, string) string) func(string, frame.Names) string {
	return func(v string, n frame.Names) string { return f(n, v) }
}

func day(v string, _ frame.Names) string {
	d, err := calendar.Parse(v)
	if err != nil {
		return v // readAsked has refused it already
	}
	return d.Plain()
}

var writtenOral = matter.Enumeration{{Code: "written", Label: "书面协议"}, {Code: "oral", Label: "口头协议"}}

// conditionWords are the conditions in the order they are shown.
var conditionWords = []condition{
	{"open", "在办", nil},
	{"clocked", "有期限在走", nil},
	{"unbound", "待归档", nil},
	{"kind", "办理方式", of(matter.Kinds)},
	{"state", "状态", func(v string, _ frame.Names) string { return frame.StateLabel(v) }},
	{"class", "大类", of(matter.Classes)},
	{"type", "纠纷类型", of(matter.DisputeTypes)},
	{"channel", "来源", of(matter.Channels)},
	{"source", "调解起因", of(matter.Sources)},
	{"outcome", "结果", of(matter.Outcomes)},
	{"agreement", "协议", of(writtenOral)},
	{"dossier", "归档形式", of(matter.Dossiers)},
	{"scale", "规模", of(matter.Scales)},
	{"community", "社区", named(frame.Names.Unit)},
	{"grid", "网格", named(frame.Names.Unit)},
	{"estate", "小区", named(frame.Names.Unit)},
	{"venue", "登记地点", named(frame.Names.Venue)},
	{"mediator", "承办人", named(frame.Names.Officer)},
	{"committee", "调委会", named(frame.Names.Committee)},
	{"registeredFrom", "登记不早于", day},
	{"registeredTo", "登记不晚于", day},
	{"acceptedFrom", "受理不早于", day},
	{"acceptedTo", "受理不晚于", day},
	{"resolvedFrom", "化解不早于", day},
	{"resolvedTo", "化解不晚于", day},
	{"concludedFrom", "办结不早于", day},
	{"concludedTo", "办结不晚于", day},
	{"closedFrom", "结束不早于", day},
	{"closedTo", "结束不晚于", day},
	{"archivedFrom", "归档不早于", day},
	{"archivedTo", "归档不晚于", day},
	{"dueFrom", "到期不早于", day},
	{"dueTo", "到期不晚于", day},
	{"dueBy", "期限不晚于", day},
	{"openOn", "这一天还在办", day},
	{"notDone", "这一天还没办结", day},
	{"done", "这一天以前办结", day},
	{"handed", "移交待接收", nil},
	{"handedOff", "跨单位移交过", nil},
	{"inTime", "按期办结", nil},
	{"performed", "协议已履行", nil},
	{"confirmApplied", "申请过司法确认", nil},
	{"confirmValid", "法院确认有效", nil},
	{"owed", "应当做完", of(matter.Debts)},
	{"owedFrom", "应当做完的日期不早于", day},
	{"owedTo", "应当做完的日期不晚于", day},
	{"kept", "都按期做完", nil},
	{"missed", "有没按期做完的", nil},
	{"informed", "当事人都已核对身份、告知并征求意愿", nil},
	{"performance", "协议履行", func(v string, _ frame.Names) string { return mediation.AgreementState(v).Label() }},
	{"taken", "受理过", nil},
	{"untaken", "没有受理", nil},
	{"reopened", "重新调解过", nil},
	{"finished", "已办结", nil},
	{"everDone", "办结过", nil},
	{"streetLevel", "街道本级", nil},
	{"untyped", "没有写明纠纷类型", nil},
	{"organ", "被投诉的机关、单位", func(v string, _ frame.Names) string { return v }},
	{"unnamed", "没有写明被投诉的机关、单位", nil},
	{"sent", "转出方式", of(matter.Ways)},
	{"petitioned", "信访登记，含并入信访事项的", nil},
	{"supervisedFrom", "督办不早于", day},
	{"supervisedTo", "督办不晚于", day},
	{"settled", "已息访", nil},
	{"difficult", "疑难复杂", nil},
	{"prevented", "防止激化", nil},
}

// conditions are the chosen filters as words, each with the address without it.
func (a asked) conditions(n frame.Names) []ui.Condition {
	var all []ui.Condition
	for _, c := range conditionWords {
		for _, v := range a.base[c.name] {
			label := c.label
			if c.value != nil {
				word := c.value(v, n)
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

// panel are the names the filter panel has fields for.
var panel = []string{"open", "kind", "state", "class", "type", "channel", "community", "registeredFrom", "registeredTo", "dueBy"}

// carried are the conditions that the panel hands on as they are. Its box for
// 超期 stands for one day only.
func (a asked) carried(overdue string) url.Values {
	q := maps.Clone(a.base)
	for _, name := range panel {
		if name != "dueBy" || q.Get(name) == overdue {
			q.Del(name)
		}
	}
	q.Del("all")
	return q
}

// beside is the address of the list without one of its conditions and without
// the place in it.
func (a asked) beside(name string) url.Values {
	q := maps.Clone(a.base)
	q.Del(name)
	return q
}

// states are the states of every kind, for the filter.
func states() matter.Enumeration { return catalogue.States() }
