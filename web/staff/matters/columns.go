package matters

import (
	"slices"

	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// column is what a list can say of a matter beside its name, its deadline and its state.
type column struct {
	code, label string
	usual, day  bool
	words       func(matter.Matter, frame.Names) string
}

// choosable are these columns in the order they stand in; the link comes before
// them, the deadline and the state after them (ux.md 9.1).
var choosable = []column{
	{"kind", "类型", true, false, func(m matter.Matter, _ frame.Names) string { return kindWords(m) }},
	{"class", "大类", false, false, func(m matter.Matter, _ frame.Names) string { return m.Class.Label() }},
	{"channel", "来源", false, false, func(m matter.Matter, _ frame.Names) string { return m.Channel.Label() }},
	{"scale", "规模", false, false, func(m matter.Matter, _ frame.Names) string { return m.Scale.Label() }},
	{"place", "地点", true, false, func(m matter.Matter, n frame.Names) string { return n.Place(m) }},
	{"committee", "调委会", false, false, func(m matter.Matter, n frame.Names) string { return n.Committee(m.Committee) }},
	{"owner", "承办人", true, false, officerWords},
	{"received", "收到日期", false, true, func(m matter.Matter, _ frame.Names) string { return m.ReceivedOn.String() }},
	{"registered", "登记日期", false, true, func(m matter.Matter, _ frame.Names) string { return m.RegisteredOn.String() }},
	{"accepted", "受理日期", false, true, func(m matter.Matter, _ frame.Names) string { return m.AcceptedOn.String() }},
	{"concluded", "办结日期", false, true, func(m matter.Matter, _ frame.Names) string { return m.ConcludedOn.String() }},
}

// cell is what a column says of one matter.
type cell struct {
	Words string
	Day   bool // a date, which stays on one line
}

// columnsMost is how many of them a table shows: eight columns in all.
const columnsMost = 5

// readColumns are the chosen columns, the usual ones when none was chosen.
func (a *asked) readColumns(codes []string) {
	for _, c := range choosable {
		if slices.Contains(codes, c.code) {
			a.columns = append(a.columns, c)
		}
	}
	if len(a.columns) > columnsMost {
		a.wrong = fault.Fields{{Name: "col", Message: "除了事由、期限和状态，最多再选" + number(columnsMost) + "列"}}.Err().(*fault.Fault)
	}
	for _, c := range a.columns {
		a.base.Add("col", c.code)
	}
	if len(a.columns) == 0 {
		a.columns = usualColumns()
	}
}

func usualColumns() []column {
	return slices.DeleteFunc(slices.Clone(choosable), func(c column) bool { return !c.usual })
}

// heads are the heads of a table with these columns.
func heads(columns []column) []ui.Column {
	all := []ui.Column{{Label: "事由和编号"}}
	for _, c := range columns {
		all = append(all, ui.Column{Label: c.label})
	}
	return append(all, ui.Column{Label: "期限"}, ui.Column{Label: "状态"})
}

// columnField asks which columns are shown.
func columnField(v listView) ui.Field {
	f := v.Entries.Field("col", "除了事由、期限和状态，还显示").Hinted("最多" + number(columnsMost) + "列。保存筛选时，列也一起保存。")
	for _, c := range choosable {
		f.Options = append(f.Options, ui.Option{Value: c.code, Label: c.label})
	}
	if len(f.Values) == 0 {
		for _, c := range usualColumns() {
			f.Values = append(f.Values, c.code)
		}
	}
	return f
}

func officerWords(m matter.Matter, n frame.Names) string {
	if name := n.Officer(m.Mediator); name != "" {
		return name
	}
	return "未指定"
}
