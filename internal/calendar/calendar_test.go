package calendar

import (
	"strings"
	"testing"

	"fengsheng/internal/fault"
)

func TestSEC_TIME_02_BuiltinYearsAreSoundAndComplete(t *testing.T) {
	t.Parallel()
	c, err := New("cn-2026.1", builtinYears())
	if err != nil {
		t.Fatalf("the years the program comes with: got %v, want them to pass the check for typed years", err)
	}
	if c.Version() != Builtin().Version() {
		t.Errorf("version: got %s, want %s", Builtin().Version(), c.Version())
	}
	// Working days of a year, counted by hand from the notices: 366 or 365 days
	// less the weekend days, less holidays on weekdays, plus make-up days.
	for year, want := range map[int]int{2024: 251, 2025: 248, 2026: 248} {
		got := 0
		for d := On(year, 1, 1); d.Year() == year; d = d.AddDays(1) {
			working, err := Builtin().IsWorkingDay(d)
			if err != nil {
				t.Fatal(err)
			}
			if working {
				got++
			}
		}
		if got != want {
			t.Errorf("working days of %d: got %d, want %d", year, got, want)
		}
	}
}

func TestSEC_TIME_02_DaysAndTheirReasons(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		date    Date
		working bool
		reason  string
	}{
		{20240209, true, "工作日"}, // 除夕 2024 was not a day off
		{20250128, false, "春节假期"},
		{20240210, false, "春节假期"},
		{20240204, true, "调休上班"},
		{20240218, true, "调休上班"},
		{20240428, true, "调休上班"},
		{20240511, true, "调休上班"},
		{20240505, false, "劳动节假期"},
		{20240506, true, "工作日"},
		{20240630, false, "星期日"},
		{20240706, false, "星期六"},
		{20251008, false, "国庆节、中秋节假期"},
		{20260214, true, "调休上班"},
		{20260228, true, "调休上班"},
		{20240229, true, "工作日"},
	} {
		day, err := Builtin().Day(c.date)
		if err != nil {
			t.Fatal(err)
		}
		if day.Working != c.working || day.Reason != c.reason {
			t.Errorf("%s: got worked %v, %s; want %v, %s", c.date, day.Working, day.Reason, c.working, c.reason)
		}
		rest, err := Builtin().IsStatutoryRestDay(c.date)
		if err != nil || rest == c.working {
			t.Errorf("%s a rest day: got %v, %v; want %v", c.date, rest, err, !c.working)
		}
	}
}

func TestSEC_TIME_02_AddWorkingDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		from Date
		n    int
		want Date
	}{
		{"信访工作条例 art. 23: five working days over Labour Day", 20240426, 5, 20240507},
		{"行政复议法 art. 30: five working days over National Day", 20250926, 5, 20251010},
		{"over Spring Festival and two working Saturdays", 20260210, 10, 20260302},
		{"none", 20240504, 0, 20240504},
		{"backwards over Labour Day", 20240507, -5, 20240426},
		{"backwards to a working Sunday", 20240429, -1, 20240428},
		{"over the year's end", 20241231, 1, 20250102},
	} {
		got, err := Builtin().AddWorkingDays(c.from, c.n)
		if err != nil || got != c.want {
			t.Errorf("%s: %d working days from %s: got %s, %v; want %s", c.name, c.n, c.from, got, err, c.want)
		}
	}
}

func TestSEC_TIME_05_NearestWorkingDayOverHolidayChains(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ date, next, last Date }{
		{20240501, 20240506, 20240430},
		{20241003, 20241008, 20240930},
		{20251008, 20251009, 20250930},
		{20260217, 20260224, 20260214},
		{20240101, 20240102, 0}, // 2023 is not loaded
		{20240428, 20240428, 20240428},
		{20261231, 20261231, 20261231},
	} {
		next, err := Builtin().NextWorkingDay(c.date)
		if err != nil || next != c.next {
			t.Errorf("first working day from %s: got %s, %v; want %s", c.date, next, err, c.next)
		}
		last, err := Builtin().LastWorkingDay(c.date)
		if last != c.last || (err != nil) != c.last.Zero() {
			t.Errorf("last working day to %s: got %s, %v; want %s", c.date, last, err, c.last)
		}
	}
}

func TestSEC_TIME_02_AMissingYearIsAFaultNotAGuess(t *testing.T) {
	t.Parallel()
	const want = "工作日历还没有2027年，请先录入国务院的放假安排"
	c := Builtin()
	_, day := c.Day(20270104)
	_, working := c.IsWorkingDay(20270104)
	_, rest := c.IsStatutoryRestDay(20270104)
	_, next := c.NextWorkingDay(20270101)
	_, count := c.AddWorkingDays(20261230, 2)
	var none *Calendar
	_, empty := none.Day(20270104)
	for name, err := range map[string]error{
		"Day": day, "IsWorkingDay": working, "IsStatutoryRestDay": rest, "NextWorkingDay": next, "AddWorkingDays": count, "no calendar": empty,
	} {
		if !fault.Is(err, fault.Conflict) || err.Error() != want {
			t.Errorf("%s beyond the last year: got %v, want the fault %s", name, err, want)
		}
	}
	if got, err := c.AddWorkingDays(20261230, 1); err != nil || got != 20261231 {
		t.Errorf("the last day loaded: got %s, %v; want 2026-12-31", got, err)
	}
	if _, err := c.Day(0); !fault.Is(err, fault.Invalid) {
		t.Errorf("no date: got %v, want a fault", err)
	}
	if none.Version() != "" || none.Has(2026) || none.Years() != nil {
		t.Error("no calendar: got data, want none")
	}
}

func TestWorkingDayCountsComeBack(t *testing.T) {
	t.Parallel()
	c := Builtin()
	for d := On(2024, 3, 1); d < On(2026, 6, 1); d = d.AddDays(1) {
		working, err := c.IsWorkingDay(d)
		if err != nil {
			t.Fatal(err)
		}
		if !working {
			continue
		}
		for _, n := range []int{1, 5, 20} {
			on, err := c.AddWorkingDays(d, n)
			if err != nil {
				t.Fatal(err)
			}
			if back, err := c.AddWorkingDays(on, -n); err != nil || back != d {
				t.Fatalf("%d working days from %s and back: got %s, %v", n, d, back, err)
			}
		}
	}
}

func TestNewRefusesWhatCannotBeANotice(t *testing.T) {
	t.Parallel()
	newYear := Holiday{"元旦", 20270101, 20270103}
	for want, years := range map[string][]Year{
		"录入了两次，请只保留一份":   {{Year: 2027, Holidays: []Holiday{newYear}}, {Year: 2027, Holidays: []Holiday{newYear}}},
		"年份27不对":         {{Year: 27, Holidays: []Holiday{newYear}}},
		"还没有录入放假日期":      {{Year: 2027}},
		"没有写名称":          {{Year: 2027, Holidays: []Holiday{{"", 20270101, 20270101}}}},
		"缺少日期":           {{Year: 2027, Holidays: []Holiday{{"元旦", 20270101, 0}}}},
		"结束日期早于开始日期":     {{Year: 2027, Holidays: []Holiday{{"元旦", 20270103, 20270101}}}},
		"不在2027年的放假安排":   {{Year: 2027, Holidays: []Holiday{{"元旦", 20280101, 20280101}}}},
		"两个假期里都有":        {{Year: 2027, Holidays: []Holiday{newYear, {"春节", 20270103, 20270105}}}},
		"既放假又调休上班":       {{Year: 2027, Holidays: []Holiday{newYear}, MakeUp: []Date{20270102}}},
		"不是周末":           {{Year: 2027, Holidays: []Holiday{newYear}, MakeUp: []Date{20270104}}},
		"2027年1月9日录入了两次": {{Year: 2027, Holidays: []Holiday{newYear}, MakeUp: []Date{20270109, 20270109}}},
	} {
		if _, err := New("cn-2027.1", years); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("a wrong notice: got %v, want a fault with %s", err, want)
		}
	}
	if _, err := New("", nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("no version: got %v, want a fault", err)
	}
}

func TestNewLoadsAYearThatReachesBackIntoDecember(t *testing.T) {
	t.Parallel()
	years := append(builtinYears(), Year{
		Year: 2027, Holidays: []Holiday{{"元旦", 20261231, 20270102}}, MakeUp: []Date{20261226},
	})
	c, err := New("test.1", years)
	if err != nil {
		t.Fatal(err)
	}
	for d, want := range map[Date]bool{20261226: true, 20261231: false, 20270101: false, 20270104: true} {
		if got, err := c.IsWorkingDay(d); err != nil || got != want {
			t.Errorf("%s worked: got %v, %v; want %v", d, got, err, want)
		}
	}
	list := c.Years()
	if len(list) != 4 || list[0].Year != 2024 || list[3].Year != 2027 {
		t.Errorf("years loaded: got %v, want 2024 to 2027 in order", list)
	}
	list[3].Holidays[0].Name = "changed"
	if got := c.Years()[3].Holidays[0].Name; got != "元旦" {
		t.Errorf("the holiday after the caller changed its copy: got %s, want 元旦", got)
	}
}
