package deadline

import (
	"slices"
	"strings"
	"testing"

	"fengsheng/internal/calendar"
)

func find(t *testing.T, id string) Rule {
	t.Helper()
	r, err := Find(id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestGoldenCases are the cases of the deadlines document, section 4.
func TestGoldenCases(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, id, start, legal, show string
		roll                         RollDecision
	}{
		{"信访工作条例 art. 23(3): five working days over Labour Day", "C4", "2024-04-26", "2024-05-07", "2024-05-07", RollByCounting},
		{"信访工作条例 art. 23(2): fifteen days end in National Day", "C2", "2024-09-20", "2024-10-05", "2024-09-30", RollKept},
		{"信访工作条例 art. 23(2): fifteen days end in Spring Festival", "C2", "2026-02-06", "2026-02-21", "2026-02-14", RollKept},
		{"信访工作条例 art. 34: sixty days end on a Sunday", "C5", "2024-07-03", "2024-09-01", "2024-08-30", RollKept},
		{"信访工作条例 art. 35: a petitioner's thirty days roll", "C7", "2026-01-18", "2026-02-24", "2026-02-24", RolledByPolicy},
		{"民事诉讼法 art. 205: 除夕 2024 was no day off", "B1", "2024-01-10", "2024-02-09", "2024-02-09", RollNotNeeded},
		{"民事诉讼法 art. 205 and 85: thirty days roll over National Day", "B1", "2025-09-08", "2025-10-09", "2025-10-09", RolledForward},
		{"行政复议法 art. 30 and 88: five working days with a working Sunday", "F2", "2025-09-26", "2025-10-10", "2025-10-10", RollByCounting},
		{"医疗纠纷预防和处理条例 art. 38: thirty working days", "A4", "2025-01-10", "2025-02-27", "2025-02-27", RollByCounting},
		{"简易办理办法: ten working days with two working Saturdays", "C13", "2026-02-10", "2026-03-02", "2026-03-02", RollByCounting},
		{"人民调解工作若干规定 art. 33, 民法典 art. 202: no corresponding date", "A2", "2024-01-31", "2024-02-29", "2024-02-29", RollNotNeeded},
		{"劳动争议调解仲裁法 art. 14: fifteen days end on a Saturday", "A5", "2025-04-18", "2025-05-03", "2025-04-30", RollKept},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := Compute(calendar.Builtin(), find(t, c.id), "accepted", day(t, c.start))
			if err != nil {
				t.Fatal(err)
			}
			if got.Legal.String() != c.legal || got.Show.String() != c.show || got.Roll != c.roll {
				t.Errorf("%s from %s: got legal %s, shown %s, roll %s; want %s, %s, %s", c.id, c.start, got.Legal, got.Show, got.Roll, c.legal, c.show, c.roll)
			}
			if got.Rule != c.id || got.Event != "accepted" || got.Start.String() != c.start || got.Calendar != "cn-2026.1" {
				t.Errorf("what is stored with it: got %s, %s, %s, %s", got.Rule, got.Event, got.Start, got.Calendar)
			}
		})
	}
}

func TestGoldenExtensionOfAPetition(t *testing.T) {
	t.Parallel()
	rule := find(t, "C5")
	first, err := Compute(calendar.Builtin(), rule, "accepted", 20240703)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Extend(calendar.Builtin(), rule, first, grant())
	if err != nil {
		t.Fatal(err)
	}
	if got.Legal != 20241001 || got.Show != 20240930 || got.Roll != RollKept {
		t.Errorf("信访工作条例 art. 34, extended by 30: got legal %s, shown %s, %s; want 2024-10-01, 2024-09-30, kept", got.Legal, got.Show, got.Roll)
	}
	if first.Legal != 20240901 || len(first.Grants) != 0 {
		t.Errorf("the first due date after extending: got %s with %d grants, want it unchanged", first.Legal, len(first.Grants))
	}
}

// 劳动争议调解仲裁法 art. 14: when the fifteen days have passed the party may go
// to arbitration, and not before.
func TestGoldenArbitrationIsOpenTheDayAfter(t *testing.T) {
	t.Parallel()
	got, err := Compute(calendar.Builtin(), find(t, "A5"), "received", 20250418)
	if err != nil {
		t.Fatal(err)
	}
	for d, want := range map[calendar.Date]bool{20250502: false, 20250503: false, 20250504: true} {
		if got.Overdue(d) != want {
			t.Errorf("fifteen days over on %s: got %v, want %v", d, got.Overdue(d), want)
		}
	}
}

func TestGoldenExplanation(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		id    string
		start calendar.Date
		want  []string
	}{
		{"C4", 20240426, []string{
			"依据：《信访工作条例》第二十三条第三款，5个工作日。",
			"起算：收到转送、交办的信访事项，2024年4月26日（星期五）；当天不算，从2024年4月27日（星期六）数起。",
			"数满5个工作日，到2024年5月7日（星期二）。",
			"中间不算工作日的：周末1天、劳动节假期2024年5月1日至2024年5月5日。",
			"中间调休上班、算工作日的：2024年4月28日（星期日）。",
			"工作日历版本：cn-2026.1。",
		}},
		{"C2", 20240920, []string{
			"依据：《信访工作条例》第二十三条第二款，15日。",
			"起算：收到信访人直接提出的信访事项，2024年9月20日（星期五）；当天不算，从2024年9月21日（星期六）数起。",
			"按日历天数数满15日，到2024年10月5日（星期六）；中间的周末和节假日都算在内。",
			"最后一天是国庆节假期。法律没有规定顺延，对办理单位从严：法定期限仍是2024年10月5日，按之前最后一个工作日2024年9月30日（星期一）提醒和考核。",
			"工作日历版本：cn-2026.1。",
		}},
		{"B1", 20250908, []string{
			"依据：《民事诉讼法》第二百零五条，30日。",
			"起算：调解协议生效，2025年9月8日（星期一）；当天不算，从2025年9月9日（星期二）数起。",
			"按日历天数数满30日，到2025年10月8日（星期三）；中间的周末和节假日都算在内。",
			"最后一天是国庆节、中秋节假期，按《民事诉讼法》第八十五条顺延到2025年10月9日（星期四）。",
			"工作日历版本：cn-2026.1。",
		}},
		{"A2", 20240131, []string{
			"依据：《人民调解工作若干规定》第三十三条，1个月。",
			"起算：受理纠纷，2024年1月31日（星期三）；当天不算，从2024年2月1日（星期四）数起。",
			"到期月没有对应的日子，以月末2024年2月29日（星期四）为最后一天。",
			"最后一天是工作日（星期四），不需要顺延。",
			"工作日历版本：cn-2026.1。",
		}},
	} {
		got, err := Compute(calendar.Builtin(), find(t, c.id), "event", c.start)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got.Steps, c.want) {
			t.Errorf("how %s is counted: got\n%s\nwant\n%s", c.id, strings.Join(got.Steps, "\n"), strings.Join(c.want, "\n"))
		}
	}
}
