package deadline

import (
	"strings"
	"testing"
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

func TestComputeVariants(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, id    string
		start       calendar.Date
		opts        []Option
		legal, show calendar.Date
	}{
		{"在线调解规则 art. 24: ordinary procedure", "A7", 20250303, nil, 20250318, 20250318},
		{"在线调解规则 art. 24: simplified procedure", "A7", 20250303, []Option{Variant("simplified")}, 20250310, 20250310},
		{"人民调解法 art. 31: follow-up, the product's default", "A12", 20250303, nil, 20250318, 20250318},
		{"人民调解法 art. 31: follow-up, the street's own number", "A12", 20250303, []Option{Length(10)}, 20250313, 20250313},
		{"人民调解法 art. 31: performance on an agreed Sunday", "A11", 20250303, []Option{Until(20250316)}, 20250317, 20250317},
		{"信访工作条例 art. 22(1)(3): a date set by the assigner, Sunday", "C6", 20250303, []Option{Until(20250316)}, 20250316, 20250314},
		{"民诉法解释 art. 372: a third party's six months", "B4", 20250831, []Option{Variant("thirdParty")}, 20260228, 20260228},
		{"行政复议法 art. 51: notice five working days before", "F5", 20251010, nil, 20250926, 20250926},
		{"道路交通事故处理程序规定 art. 88: notice three days before, over Labour Day", "D5", 20250506, []Option{Variant("notice")}, 20250503, 20250430},
		{"政府信息公开条例 art. 33: twenty working days", "F10", 20250901, nil, 20250928, 20250928},
		{"档案法实施条例 art. 20: ten years, no calendar needed", "G2", 20250303, nil, 20350303, 20350303},
		{"督察工作规定: before 1 March of a leap year", "G12", 20231231, nil, 20240229, 20240229},
		{"督察工作规定: before 1 March 2025, a Saturday", "G12", 20240601, nil, 20250228, 20250228},
		{"督察工作规定: before 1 April, 31 March 2024 was a Sunday", "G13", 20231231, nil, 20240331, 20240329},
		{"政府信息公开条例 art. 49: 31 January 2026 is a Saturday", "G14", 20251231, nil, 20260131, 20260130},
		{"档案法 art. 14: the year's set", "G1", 20241115, []Option{Variant("yearSet")}, 20250630, 20250630},
		{"法律援助法 art. 49: five days inside Spring Festival, no working day in them", "E2", 20260215, nil, 20260220, 20260220},
	} {
		got, err := Compute(calendar.Builtin(), find(t, c.id), "event", c.start, c.opts...)
		if err != nil {
			t.Errorf("%s: got %v", c.name, err)
			continue
		}
		if got.Legal != c.legal || got.Show != c.show {
			t.Errorf("%s: got legal %s, shown %s; want %s, %s", c.name, got.Legal, got.Show, c.legal, c.show)
		}
	}
}

func TestSEC_TIME_05_DueDatesAtTheEdges(t *testing.T) {
	t.Parallel()
	instant := func(s string) calendar.Date {
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return calendar.Of(at)
	}
	for _, c := range []struct {
		name, id    string
		start       calendar.Date
		legal, show calendar.Date
	}{
		{"民法典 art. 203: the day ends at 24:00, last second", "C2", instant("2025-03-03T15:59:59Z"), 20250318, 20250318},
		{"民法典 art. 203: the day ends at 24:00, one second later", "C2", instant("2025-03-03T16:00:00Z"), 20250319, 20250319},
		{"29 February is a day like another", "C3", 20240215, 20240301, 20240301},
		{"民法典 art. 202: two years from 29 February end on the 28th, a working Saturday", "B5", 20240229, 20260228, 20260228},
		{"民法典 art. 202: a month over the year's end, into Spring Festival", "A2", 20241231, 20250131, 20250127},
		{"the year changes inside fifteen days", "C2", 20241225, 20250109, 20250109},
		{"New Year's Day is the last day: an organ's duty", "C2", 20241217, 20250101, 20241231},
		{"New Year's Day is the last day: a petitioner's right", "C9", 20241202, 20250102, 20250102},
		{"holiday chain: Spring Festival into a make-up Saturday stays a working day", "B1", 20260129, 20260228, 20260228},
		{"holiday chain: National Day joined to Mid-Autumn", "F1", 20250802, 20251009, 20251009},
	} {
		got, err := Compute(calendar.Builtin(), find(t, c.id), "event", c.start)
		if err != nil {
			t.Errorf("%s: got %v", c.name, err)
			continue
		}
		if got.Legal != c.legal || got.Show != c.show {
			t.Errorf("%s: got legal %s, shown %s; want %s, %s", c.name, got.Legal, got.Show, c.legal, c.show)
		}
	}
}

// The same event gives the same date whatever the clock did meanwhile: nothing
// here reads one.
func TestSEC_TIME_03_ADueDateDependsOnItsEventOnly(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, 3, 3, 8, 30, 0, 0, calendar.Shanghai)
	rule := find(t, "C5")
	first, err := Compute(calendar.Builtin(), rule, "accepted", calendar.Of(at))
	if err != nil {
		t.Fatal(err)
	}
	for name, seen := range map[string]time.Time{"an hour back": at.Add(-time.Hour), "in UTC": at.UTC(), "in another zone": at.In(time.FixedZone("", -8*3600))} {
		again, err := Compute(calendar.Builtin(), rule, "accepted", calendar.Of(seen))
		if err != nil || again.Legal != first.Legal || again.Show != first.Show {
			t.Errorf("%s: got %s, %v; want %s", name, again.Legal, err, first.Legal)
		}
	}
	later, err := Compute(calendar.Builtin(), rule, "accepted", calendar.Of(at.AddDate(0, 0, 1)))
	if err != nil || later.Legal != first.Legal.AddDays(1) {
		t.Errorf("an event a day later: got %s, %v; want %s", later.Legal, err, first.Legal.AddDays(1))
	}
}

func TestSEC_TIME_05_SuspendedTerms(t *testing.T) {
	t.Parallel()
	appraisal := Span{20250120, 20250214, "鉴定委托书〔2025〕3号"}
	overlap := Span{20250210, 20250217, "补充鉴定函"}
	for _, c := range []struct {
		name, id string
		start    calendar.Date
		opts     []Option
		want     calendar.Date
	}{
		{"医疗纠纷条例 art. 38: an appraisal of 16 working days", "A4", 20250110, []Option{Excluding(appraisal)}, 20250321},
		{"医疗纠纷条例 art. 38: two that overlap, 17 working days", "A4", 20250110, []Option{Excluding(overlap, appraisal)}, 20250324},
		{"医疗纠纷条例 art. 40: administrative mediation", "D2", 20250110, []Option{Variant("finish"), Excluding(appraisal)}, 20250321},
		{"市场监管投诉办法 art. 20: inspection of one day", "D3", 20250901, []Option{Variant("mediate"), Excluding(Span{20250910, 20250910, "检测单"})}, 20251110},
		{"信访工作条例 art. 36: a hearing of three days, Saturday counted", "C10", 20250303, []Option{Excluding(Span{20250321, 20250323, "听证笔录"})}, 20250405},
		{"政府信息公开条例 art. 33: a third party was asked", "F10", 20250901, []Option{Excluding(Span{20250908, 20250912, "征求意见书"})}, 20251011},
	} {
		got, err := Compute(calendar.Builtin(), find(t, c.id), "event", c.start, c.opts...)
		if err != nil {
			t.Errorf("%s: got %v", c.name, err)
			continue
		}
		if got.Legal != c.want || len(got.Excluded) == 0 {
			t.Errorf("%s: got %s with %d spans, want %s", c.name, got.Legal, len(got.Excluded), c.want)
		}
		if !strings.Contains(strings.Join(got.Steps, ""), got.Excluded[0].Document) {
			t.Errorf("%s: got the explanation %v, want it to name the document", c.name, got.Steps)
		}
	}
}

func TestComputeRefuses(t *testing.T) {
	t.Parallel()
	hearing := Span{20250310, 20250312, "听证笔录"}
	for _, c := range []struct {
		name, id string
		start    calendar.Date
		opts     []Option
		want     string
	}{
		{"人民调解法 art. 21 names no number", "A1", 20250303, nil, "及时就地调解没有规定天数，不计算到期日。法律只要求“及时、就地”进行"},
		{"hours are not days", "D6", 20250303, nil, "作出人身安全保护令按小时计算，请填写起算的时刻"},
		{"no start", "C5", 0, nil, "请填写“受理信访事项”的日期，信访事项办理期限从这一天起算"},
		{"no such variant", "C5", 20250303, []Option{Variant("fast")}, "信访事项办理期限没有“fast”这一种期限"},
		{"a number the law fixes", "C5", 20250303, []Option{Length(90)}, "信访事项办理期限由《信访工作条例》第三十四条规定，不能改动"},
		{"a default out of reason", "A12", 20250303, []Option{Length(-1)}, "调解回访期限应当在1到3650之间，请核对"},
		{"a fixed day has no number", "G1", 20250303, []Option{Variant("yearSet"), Length(10)}, "年度归档期限不是按天数计算的，不能改动天数"},
		{"no agreed day", "A11", 20250303, nil, "请填写调解协议履行期限的最后一天"},
		{"an agreed day before the agreement", "A11", 20250303, []Option{Until(20250302)}, "调解协议履行期限的最后一天不能早于起算的2025年3月3日"},
		{"a day instead of the law's", "C5", 20250303, []Option{Until(20250403)}, "信访事项办理期限由《信访工作条例》第三十四条规定，不能自行指定日期"},
		{"信访工作条例 art. 34: a hearing does not pause it", "C5", 20250303, []Option{Excluding(hearing)}, "《信访工作条例》第三十四条没有规定扣除时间，信访事项办理期限不能扣除"},
		{"信访工作条例 art. 35: a hearing does not pause it", "C8", 20250303, []Option{Excluding(hearing)}, "《信访工作条例》第三十五条没有规定扣除时间，复查办理期限不能扣除"},
		{"a span without a document", "C10", 20250303, []Option{Excluding(Span{20250310, 20250312, ""})}, "扣除听证时间要有凭证，请填写文书名称"},
		{"a span without a beginning", "C10", 20250303, []Option{Excluding(Span{0, 20250312, "听证笔录"})}, "请填写听证时间的开始日期"},
		{"a span still running", "C10", 20250303, []Option{Excluding(Span{20250310, 0, "听证笔录"})}, "听证时间还没有结束，暂时不能计算到期日，请在结束后填写结束日期"},
		{"a span backwards", "C10", 20250303, []Option{Excluding(Span{20250312, 20250310, "听证笔录"})}, "听证时间的结束日期早于开始日期，请核对"},
		{"a span before the start", "C10", 20250303, []Option{Excluding(Span{20250301, 20250310, "听证笔录"})}, "听证时间从2025年3月1日开始，早于起算的2025年3月3日，请核对"},
		{"a span after the end", "C10", 20250303, []Option{Excluding(Span{20250410, 20250411, "听证笔录"})}, "2025年4月10日开始扣除时，期限已于2025年4月2日届满，不能再扣除"},
	} {
		_, err := Compute(calendar.Builtin(), find(t, c.id), "event", c.start, c.opts...)
		if !fault.Is(err, fault.Invalid) || err.Error() != c.want {
			t.Errorf("%s: got %v, want the fault %s", c.name, err, c.want)
		}
	}
}

func TestSEC_TIME_02_AMissingYearRefusesADueDate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		id    string
		start calendar.Date
		year  string
	}{{"C4", 20261228, "2027"}, {"C5", 20261201, "2027"}, {"C7", 20261220, "2027"}, {"B5", 20260303, "2028"}, {"G12", 20260303, "2027"}, {"C4", 20231201, "2023"}} {
		want := "工作日历还没有" + c.year + "年，请先录入国务院的放假安排"
		if _, err := Compute(calendar.Builtin(), find(t, c.id), "event", c.start); !fault.Is(err, fault.Conflict) || err.Error() != want {
			t.Errorf("%s from %s: got %v, want the fault %s", c.id, c.start, err, want)
		}
	}
	if _, err := Compute(nil, find(t, "C5"), "event", 20250303); fault.Of(err) == nil {
		t.Errorf("without a calendar: got %v, want a fault", err)
	}
}

func TestNominalNeedsNoCalendarAndRollsNothing(t *testing.T) {
	t.Parallel()
	if got, err := Nominal(find(t, "B5"), 20260303); err != nil || got != 20280303 {
		t.Errorf("two years of 民事诉讼法 art. 250: got %s, %v; want 2028-03-03", got, err)
	}
	if got, err := Nominal(find(t, "C2"), 20240920); err != nil || got != 20241005 {
		t.Errorf("fifteen days: got %s, %v; want 2024-10-05", got, err)
	}
	if _, err := Nominal(find(t, "C4"), 20240920); fault.Of(err) == nil {
		t.Errorf("working days without a calendar: got %v, want a fault", err)
	}
}

func TestMetCountsThePostmarkWhereTheLawDoes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, id         string
		start            calendar.Date
		received, posted calendar.Date
		want             bool
	}{
		{"received on the last day", "B1", 20250908, 20251009, 0, true},
		{"received late", "B1", 20250908, 20251010, 0, false},
		{"民事诉讼法 art. 85: posted in time", "B1", 20250908, 20251013, 20251009, true},
		{"民事诉讼法 art. 85: posted late", "B1", 20250908, 20251013, 20251010, false},
		{"行政复议法 art. 88: received on the day it rolled to", "F1", 20250303, 20250506, 0, true},
		{"行政复议法 art. 88: posted in time, received late", "F1", 20250310, 20250512, 20250509, true},
		{"a petitioner's right, kindly", "C7", 20260118, 20260226, 20260224, true},
		{"an organ's duty, strictly", "C5", 20240703, 20240902, 20240830, false},
		{"nothing came", "C7", 20260118, 0, 20260120, false},
	} {
		rule := find(t, c.id)
		due, err := Compute(calendar.Builtin(), rule, "event", c.start)
		if err != nil {
			t.Fatal(err)
		}
		if got := due.Met(rule, c.received, c.posted); got != c.want {
			t.Errorf("%s (last day %s): got %v, want %v", c.name, due.Legal, got, c.want)
		}
	}
}

// Whatever the day of the event, an organ is never shown a rest day it could
// have avoided nor a day after the law's, and a person never loses a day.
func TestPolicyHoldsForEveryDay(t *testing.T) {
	t.Parallel()
	cal := calendar.Builtin()
	duty, right := find(t, "C2"), find(t, "C7")
	for d := calendar.On(2024, 1, 2); d < 20261101; d = d.AddDays(1) {
		organ, err := Compute(cal, duty, "event", d)
		if err != nil {
			t.Fatal(err)
		}
		worked, err := cal.IsWorkingDay(organ.Show)
		if err != nil {
			t.Fatal(err)
		}
		if organ.Legal != d.AddDays(15) || organ.Show > organ.Legal || !worked {
			t.Fatalf("an organ's fifteen days from %s: got legal %s, shown %s", d, organ.Legal, organ.Show)
		}
		person, err := Compute(cal, right, "event", d)
		if err != nil {
			t.Fatal(err)
		}
		if worked, err = cal.IsWorkingDay(person.Legal); err != nil || !worked || person.Legal < d.AddDays(30) || person.Show != person.Legal {
			t.Fatalf("a petitioner's thirty days from %s: got %s, %v", d, person.Legal, err)
		}
	}
}
