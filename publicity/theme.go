package publicity

import (
	"slices"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// RuleKind is how the days of a theme are found in a year.
type RuleKind string

// The kinds of rule.
const (
	OnDay   RuleKind = "day"   // 4月15日
	OnSpan  RuleKind = "span"  // 12月1日至7日
	InMonth RuleKind = "month" // 5月
	OnNth   RuleKind = "nth"   // 5月的第三个星期日
	WeekOf  RuleKind = "week"  // 5月15日所在的一周
	OnMoon  RuleKind = "moon"  // 农历九月初九
)

// RuleKinds are those a street can give days of its own.
var RuleKinds = matter.Enumeration{
	{Code: string(OnDay), Label: "固定一天"},
	{Code: string(OnSpan), Label: "固定几天"},
	{Code: string(InMonth), Label: "整个月"},
}

// Rule finds the days of a theme.
type Rule struct {
	Kind           RuleKind
	Month, Day     int
	ToMonth, ToDay int          // of a span
	Nth            int          // of the weekday in the month
	Weekday        time.Weekday // of Nth
}

// doubleNinth are the days of 农历九月初九: the lunar calendar is looked up, not reckoned.
var doubleNinth = map[int]calendar.Date{
	2021: 20211014, 2022: 20221004, 2023: 20231023, 2024: 20241011, 2025: 20251029, 2026: 20261018, 2027: 20271008, 2028: 20281026, 2029: 20291016,
	2030: 20301005, 2031: 20311024, 2032: 20321012, 2033: 20331001, 2034: 20341020, 2035: 20351009,
}

// Span is the first and the last day in a year; the zero dates when the year is not
// known to the rule.
func (r Rule) Span(year int) (from, to calendar.Date) {
	on := calendar.On(year, r.Month, max(r.Day, 1))
	switch r.Kind {
	case OnSpan:
		return on, calendar.On(year, r.ToMonth, r.ToDay)
	case InMonth:
		return on, on.AddMonths(1).AddDays(-1)
	case OnNth:
		first := on.AddDays((int(r.Weekday-on.Weekday()) + 7) % 7)
		return first.AddDays(7 * (r.Nth - 1)), first.AddDays(7 * (r.Nth - 1))
	case WeekOf:
		monday := on.AddDays(-((int(on.Weekday()) + 6) % 7))
		return monday, monday.AddDays(6)
	case OnMoon:
		return doubleNinth[year], doubleNinth[year]
	}
	return on, on
}

// Ground is on what a theme stands.
type Ground string

// The grounds.
const (
	ByLaw    Ground = "law"
	Official Ground = "official"
	Custom   Ground = "custom"
)

// Grounds with their names.
var Grounds = matter.Enumeration{
	{Code: string(ByLaw), Label: "法律法规规定"},
	{Code: string(Official), Label: "有关机关、组织确定"},
	{Code: string(Custom), Label: "习惯"},
}

// Theme is a themed day, week or month of the year.
type Theme struct {
	Code   string
	Name   string
	Ground Ground
	Basis  string // article or decision; "" = custom
	Rule   Rule
	Own    bool // the street's own
	Off    bool // the street does not keep it
}

// Occurrence is a theme in one year.
type Occurrence struct {
	Theme
	From, To calendar.Date
}

const themeColumns = `id, name, basis, rule, month, day, to_month, to_day, off`

var (
	putTheme = db.SQL("publicity.theme", `INSERT INTO publicity_theme (street_id, id, name, basis, rule, month, day, to_month, to_day, off)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (street_id, id) DO UPDATE SET off = excluded.off`)
	readThemes = db.SQL("publicity.themes", `SELECT `+themeColumns+` FROM publicity_theme WHERE street_id = $1 ORDER BY month, day, id`)
)

// Themes lists the program's themes and the street's own, those it does not keep too.
func Themes(tx *db.Tx) ([]Theme, error) {
	all := slices.Clone(builtin)
	rows, err := db.All(tx, readThemes, func(r db.Row) (Theme, error) {
		t := Theme{Own: true, Ground: Custom}
		err := r.Scan(&t.Code, &t.Name, &t.Basis, &t.Rule.Kind, &t.Rule.Month, &t.Rule.Day, &t.Rule.ToMonth, &t.Rule.ToDay, &t.Off)
		if t.Basis != "" {
			t.Ground = Official
		}
		return t, err
	}, tx.Street)
	for _, row := range rows {
		if i := slices.IndexFunc(all, func(t Theme) bool { return t.Code == row.Code }); i >= 0 {
			all[i].Off = row.Off
		} else if row.Name != "" {
			all = append(all, row)
		}
	}
	return all, err
}

// Occurrences are the themes the street keeps in a year, by day.
func Occurrences(tx *db.Tx, year int) ([]Occurrence, error) {
	all, err := Themes(tx)
	var days []Occurrence
	for _, t := range all {
		if from, to := t.Rule.Span(year); !t.Off && !from.Zero() {
			days = append(days, Occurrence{Theme: t, From: from, To: to})
		}
	}
	slices.SortStableFunc(days, func(a, b Occurrence) int {
		if a.From != b.From {
			return int(a.From - b.From)
		}
		return int(b.To - a.To) // the month before the day in it
	})
	return days, err
}

// AddTheme adds a themed day of the street's own.
func AddTheme(tx *db.Tx, by actor.Actor, t Theme) (string, error) {
	if err := keeps(by); err != nil {
		return "", err
	}
	t.Name, t.Basis = strings.TrimSpace(t.Name), strings.TrimSpace(t.Basis)
	all, err := Themes(tx)
	if err != nil {
		return "", err
	}
	var bad fault.Fields
	bad.Need("name", t.Name, "请填写节点的名称，例如：邻里节")
	bad.Short("name", "名称", t.Name, 30)
	bad.Short("basis", "依据", t.Basis, lineMax)
	bad.Must("name", !slices.ContainsFunc(all, func(o Theme) bool { return o.Name == t.Name }), "已经有这个节点了；停用的可以重新启用")
	t.Rule.check(&bad)
	if err := bad.Err(); err != nil {
		return "", err
	}
	id := tx.NewID()
	r := t.Rule
	if _, err := tx.Exec(putTheme, tx.Street, id, t.Name, t.Basis, string(r.Kind), r.Month, r.Day, r.ToMonth, r.ToDay, false); err != nil {
		return "", err
	}
	return id, told(tx, by, "addTheme", id, map[string]any{"rule": r.Kind, "month": r.Month, "day": r.Day})
}

func (r Rule) check(bad *fault.Fields) {
	bad.Must("rule", RuleKinds.Has(string(r.Kind)), "请选择是一天、几天还是整个月")
	real := func(month, day int) bool {
		d := calendar.On(2023, month, day) // a year without 29 February: the day is there every year
		return month >= 1 && day >= 1 && d.Month() == month && d.Day() == day
	}
	switch {
	case r.Kind == InMonth:
		bad.Must("from", r.Month >= 1 && r.Month <= 12, "请填写是几月")
	case !real(r.Month, r.Day):
		bad.Add("from", "请填写几月几日，例如：3-5")
	case r.Kind == OnSpan && !real(r.ToMonth, r.ToDay):
		bad.Add("to", "请填写到几月几日，例如：3-12")
	case r.Kind == OnSpan && (r.ToMonth < r.Month || r.ToMonth == r.Month && r.ToDay <= r.Day):
		bad.Add("to", "最后一天要晚于第一天，跨年的请分成两个")
	}
}

// SwitchTheme says whether the street keeps a theme.
func SwitchTheme(tx *db.Tx, by actor.Actor, code string, off bool) error {
	if err := keeps(by); err != nil {
		return err
	}
	all, err := Themes(tx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(t Theme) bool { return t.Code == code })
	if i < 0 {
		return fault.New(fault.NotFound, "找不到这个节点")
	}
	t := Theme{}
	if all[i].Own {
		t = all[i]
	}
	r := t.Rule
	if _, err := tx.Exec(putTheme, tx.Street, code, t.Name, t.Basis, string(r.Kind), r.Month, r.Day, r.ToMonth, r.ToDay, off); err != nil {
		return err
	}
	return told(tx, by, "switchTheme", code, map[string]any{"off": off})
}
