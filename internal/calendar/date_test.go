package calendar

import (
	"math/rand/v2"
	"testing"
	"time"

	"fengsheng/internal/fault"
)

func TestOnNormalisesLikeTimeDate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		y, m, d int
		want    Date
	}{
		{2024, 5, 1, 20240501},
		{2024, 13, 1, 20250101},
		{2024, 3, 0, 20240229},
		{2023, 2, 29, 20230301},
		{2024, 1, -1, 20231230},
		{0, 1, 1, 0},
		{10000, 1, 1, 0},
		{-5, 1, 1, 0},
	} {
		if got := On(c.y, c.m, c.d); got != c.want {
			t.Errorf("On(%d, %d, %d): got %d, want %d", c.y, c.m, c.d, got, c.want)
		}
	}
}

func TestSEC_TIME_05_LastSecondOfADayBelongsToThatDayInShanghai(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		at   string
		want Date
	}{
		{"2024-05-01T23:59:59+08:00", 20240501},
		{"2024-05-02T00:00:00+08:00", 20240502},
		{"2024-05-01T15:59:59Z", 20240501},
		{"2024-05-01T15:59:59.999999999Z", 20240501},
		{"2024-05-01T16:00:00Z", 20240502},
		{"2023-12-31T15:59:59Z", 20231231},
		{"2023-12-31T16:00:00Z", 20240101},
		{"2024-02-28T16:00:00Z", 20240229},
		{"2024-02-29T16:00:00Z", 20240301},
	} {
		at, err := time.Parse(time.RFC3339Nano, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := Of(at); got != c.want {
			t.Errorf("date at %s: got %s, want %s", c.at, got, c.want)
		}
	}
	if got := Of(time.Time{}); !got.Zero() {
		t.Errorf("date of no instant: got %s, want none", got)
	}
}

func TestParseReadsWhatPeopleWrite(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"2024-05-01", "2024-5-1", "2024/5/1", "2024/05/01", "2024.5.1", "20240501", "2024年5月1日", "2024年05月01日", "2024年5月1号",
		" 2024-05-01 ", "2024 年 5 月 1 日", "２０２４－０５－０１", "２０２４年５月１日", "２０２４．５．１", "２０２４／５／１", "　20240501　",
	} {
		got, err := Parse(s)
		if err != nil || got != 20240501 {
			t.Errorf("Parse(%q): got %s, %v; want 2024-05-01", s, got, err)
		}
	}
}

func TestParseRefusesWithASentence(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"":             "请填写日期，例如2024-05-01",
		"　":            "请填写日期，例如2024-05-01",
		"2023-02-29":   "没有2023年2月29日这一天，请核对日期",
		"2024年13月1日":   "没有2024年13月1日这一天，请核对日期",
		"0000-01-01":   "没有0年1月1日这一天，请核对日期",
		"2024-5":       "日期看不明白，请写成2024-05-01这样的格式",
		"24-05-01":     "日期看不明白，请写成2024-05-01这样的格式",
		"2024-05/01":   "日期看不明白，请写成2024-05-01这样的格式",
		"202405010":    "日期看不明白，请写成2024-05-01这样的格式",
		"明天":           "日期看不明白，请写成2024-05-01这样的格式",
		"2024-05-01 x": "日期看不明白，请写成2024-05-01这样的格式",
	} {
		got, err := Parse(s)
		if !got.Zero() || !fault.Is(err, fault.Invalid) || err.Error() != want {
			t.Errorf("Parse(%q): got %d, %v; want the fault %s", s, got, err, want)
		}
	}
}

func TestParseNearReadsWhatPeopleSay(t *testing.T) {
	t.Parallel()
	today := On(2024, 12, 20)
	for s, want := range map[string]Date{
		"今天": 20241220, "昨天": 20241219, "前天": 20241218, "明天": 20241221, " 昨 天 ": 20241219,
		"12月1日": 20241201, "12-1": 20241201, "12/01": 20241201, "１２月１号": 20241201, "12月1": 20241201,
		"1月5日": 20250105, "3月20日": 20250320, "3月21日": 20240321, "5月1日": 20240501, "7月1日": 20240701, "2月29日": 20240229,
		"2023-05-01": 20230501, "20240501": 20240501,
	} {
		if got, err := ParseNear(s, today); err != nil || got != want {
			t.Errorf("ParseNear(%q): got %s, %v; want %s", s, got, err, want)
		}
	}
	for s, want := range map[string]string{
		"13月1日": "没有2024年13月1日这一天，请核对日期",
		"2-30":  "没有2024年2月30日这一天，请核对日期",
		"上周":    "日期看不明白，请写成2024-05-01这样的格式",
	} {
		if got, err := ParseNear(s, today); !got.Zero() || !fault.Is(err, fault.Invalid) || err.Error() != want {
			t.Errorf("ParseNear(%q): got %s, %v; want the fault %s", s, got, err, want)
		}
	}
	if _, err := ParseNear("昨天", 0); !fault.Is(err, fault.Invalid) {
		t.Errorf("without today: got %v, want a fault", err)
	}
}

func TestDateParts(t *testing.T) {
	t.Parallel()
	d := On(2024, 5, 1)
	if d.Year() != 2024 || d.Month() != 5 || d.Day() != 1 || d.YM() != 202405 || d.Weekday() != time.Wednesday {
		t.Errorf("parts of %d: got %d %d %d %d %s", d, d.Year(), d.Month(), d.Day(), d.YM(), d.Weekday())
	}
	for got, want := range map[string]string{
		d.String():                          "2024-05-01",
		d.Chinese():                         "2024年5月1日（星期三）",
		d.Plain():                           "2024年5月1日",
		d.Time().UTC().Format(time.RFC3339): "2024-04-30T16:00:00Z",
	} {
		if got != want {
			t.Errorf("writing %d: got %s, want %s", d, got, want)
		}
	}
}

func TestNoDateStaysNoDate(t *testing.T) {
	t.Parallel()
	var none Date
	if !none.Zero() || !none.AddDays(1).Zero() || !none.AddMonths(1).Zero() || !none.AddYears(1).Zero() {
		t.Error("counting from no date: got a date, want none")
	}
	if none.String()+none.Chinese()+none.Plain() != "" {
		t.Errorf("writing no date: got %q, want nothing", none.String()+none.Chinese()+none.Plain())
	}
	if !none.Time().IsZero() || none.DaysSince(20240501) != 0 || On(2024, 5, 1).DaysSince(none) != 0 {
		t.Error("no date has no instant and no distance")
	}
	if got := On(9999, 12, 31).AddDays(1); !got.Zero() {
		t.Errorf("the day after 9999-12-31: got %d, want none", got)
	}
}

func TestSEC_TIME_05_LeapYears(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, got, want string }{
		{"民法典 art. 202: one month from 31 January 2024", On(2024, 1, 31).AddMonths(1).String(), "2024-02-29"},
		{"民法典 art. 202: one month from 31 January 2023", On(2023, 1, 31).AddMonths(1).String(), "2023-02-28"},
		{"民法典 art. 202: one year from 29 February", On(2024, 2, 29).AddYears(1).String(), "2025-02-28"},
		{"民法典 art. 202: four years from 29 February", On(2024, 2, 29).AddYears(4).String(), "2028-02-29"},
		{"one month back from 31 March", On(2024, 3, 31).AddMonths(-1).String(), "2024-02-29"},
		{"fourteen months from 31 December", On(2023, 12, 31).AddMonths(14).String(), "2025-02-28"},
		{"the century that is no leap year", On(2100, 2, 28).AddDays(1).String(), "2100-03-01"},
		{"the century that is a leap year", On(2000, 2, 28).AddDays(1).String(), "2000-02-29"},
		{"over the year's end", On(2023, 12, 31).AddDays(1).String(), "2024-01-01"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, c.got, c.want)
		}
	}
}

func TestDatesBehaveAsTimesDo(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	random := func() Date { return On(1900+r.IntN(300), 1+r.IntN(12), 1+r.IntN(31)) }
	for range 20000 {
		a, b, n := random(), random(), r.IntN(20000)-10000
		if got := a.AddDays(n).AddDays(-n); got != a {
			t.Fatalf("%s, %d days on and back: got %s", a, n, got)
		}
		if got := a.AddDays(n).DaysSince(a); got != n {
			t.Fatalf("days from %s to %d days later: got %d", a, n, got)
		}
		if (a < b) != a.Time().Before(b.Time()) {
			t.Fatalf("order of %s and %s: got %v, want the order of their instants", a, b, a < b)
		}
		if got := b.AddDays(a.DaysSince(b)); got != a {
			t.Fatalf("%s plus its distance to %s: got %s", b, a, got)
		}
		if got := Of(a.Time()); got != a {
			t.Fatalf("date of the midnight of %s: got %s", a, got)
		}
		for _, s := range []string{a.String(), a.Plain()} {
			if got, err := Parse(s); err != nil || got != a {
				t.Fatalf("Parse(%q): got %s, %v", s, got, err)
			}
		}
		months := n / 100
		later := a.AddMonths(months)
		if index := later.Year()*12 + later.Month(); index != a.Year()*12+a.Month()+months || later.Day() > a.Day() {
			t.Fatalf("%s plus %d months: got %s", a, months, later)
		}
		if later.Day() != a.Day() && later.AddDays(1).Day() != 1 {
			t.Fatalf("%s plus %d months: got %s, want the corresponding date or the month's last day", a, months, later)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2024-05-01", "２０２４年５月１日", "20230229", "0000/0/0", "明天"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			if fault.Of(err) == nil || d != 0 {
				t.Errorf("Parse(%q): got %d, %v; want no date and a fault", s, d, err)
			}
			return
		}
		if back, err := Parse(d.String()); err != nil || back != d {
			t.Errorf("Parse(%q) read %s, read again it is %s, %v", s, d, back, err)
		}
	})
}
