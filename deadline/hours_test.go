package deadline

import (
	"testing"
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

func TestComputeHours(t *testing.T) {
	t.Parallel()
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04:05", s, calendar.Shanghai)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct {
		name, id, start string
		opts            []Option
		want            string
	}{
		{"反家庭暴力法 art. 28, 民诉法解释 art. 125: from the next hour", "D6", "2024-09-30 09:20:00", nil, "2024-10-03 10:00:00"},
		{"反家庭暴力法 art. 28: urgent, over the year's end", "D6", "2024-12-31 23:59:59", []Option{Variant("urgent")}, "2025-01-02 00:00:00"},
		{"反家庭暴力法 art. 28: on the full hour the next one still counts first", "D6", "2024-03-01 09:00:00", []Option{Variant("urgent")}, "2024-03-02 10:00:00"},
		{"事件报告办法 art. 4: from the moment", "G10", "2026-02-28 22:30:15", nil, "2026-03-01 02:30:15"},
		{"事件报告办法 art. 4: critical infrastructure", "G10", "2026-02-28 22:30:15", []Option{Variant("critical")}, "2026-02-28 23:30:15"},
		{"网络数据安全管理条例 art. 10, over 29 February", "G11", "2024-02-28 12:00:00", nil, "2024-02-29 12:00:00"},
		{"online message, default", "E4", "2025-03-03 18:00:00", nil, "2025-03-04 18:00:00"},
		{"online message, the street's own number", "E4", "2025-03-03 18:00:00", []Option{Length(5)}, "2025-03-03 23:00:00"},
		{"live question", "E5", "2025-03-03 18:00:00", nil, "2025-03-03 23:00:00"},
	} {
		got, err := ComputeHours(find(t, c.id), "event", at(c.start), c.opts...)
		if err != nil {
			t.Errorf("%s: got %v", c.name, err)
			continue
		}
		if !got.Due.Equal(at(c.want)) || got.Due.Location() != time.UTC || len(got.Steps) != 3 {
			t.Errorf("%s: got %s, want %s", c.name, got.Due.In(calendar.Shanghai), c.want)
		}
		if got.Overdue(got.Due) || !got.Overdue(got.Due.Add(time.Millisecond)) {
			t.Errorf("%s: the last instant is in time and the next is not", c.name)
		}
	}
	if _, err := ComputeHours(find(t, "C5"), "event", at("2025-03-03 18:00:00")); !fault.Is(err, fault.Invalid) {
		t.Errorf("hours of a limit in days: got %v, want a fault", err)
	}
	if _, err := ComputeHours(find(t, "D6"), "event", time.Time{}); !fault.Is(err, fault.Invalid) {
		t.Errorf("hours from no instant: got %v, want a fault", err)
	}
	if _, err := ComputeHours(find(t, "D6"), "event", at("2025-03-03 18:00:00"), Length(5)); !fault.Is(err, fault.Invalid) {
		t.Errorf("another number for a court: got %v, want a fault", err)
	}
}

func TestHoursExplained(t *testing.T) {
	t.Parallel()
	got, err := ComputeHours(find(t, "D6"), "event", time.Date(2024, 9, 30, 1, 20, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"依据：《反家庭暴力法》第二十八条，72小时。",
		"起算：法院受理申请，2024年9月30日09时20分；当时不算，从2024年9月30日10时00分数起（《最高人民法院关于适用〈民事诉讼法〉的解释》第一百二十五条）。",
		"数满72小时，到2024年10月3日10时00分；夜间和节假日都算在内。",
	}
	for i := range want {
		if got.Steps[i] != want[i] {
			t.Errorf("step %d: got %s, want %s", i+1, got.Steps[i], want[i])
		}
	}
}

func TestLeft(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		show, today calendar.Date
		want        string
	}{
		{20240930, 20240927, "还有3天"},
		{20240930, 20240930, "今天到期"},
		{20240930, 20241003, "超期3天"},
		{20240301, 20240228, "还有2天"},
		{20250101, 20241231, "还有1天"},
		{0, 20241231, ""},
		{20241231, 0, ""},
	} {
		if got := Left(c.show, c.today); got != c.want {
			t.Errorf("left to %s on %s: got %s, want %s", c.show, c.today, got, c.want)
		}
	}
}

func TestLeftHours(t *testing.T) {
	t.Parallel()
	due := time.Date(2025, 3, 3, 12, 0, 0, 0, time.UTC)
	for before, want := range map[time.Duration]string{
		200 * time.Minute: "还有3小时20分", 3 * time.Hour: "还有3小时", 59 * time.Minute: "还有59分钟", 30 * time.Second: "马上到期",
		-30 * time.Second: "刚刚超期", -65 * time.Minute: "超期1小时5分",
	} {
		if got := LeftHours(due, due.Add(-before)); got != want {
			t.Errorf("%s before the hour: got %s, want %s", before, got, want)
		}
	}
	if got := LeftHours(time.Time{}, due); got != "" {
		t.Errorf("no due time: got %s, want nothing", got)
	}
}
