package deadline

import (
	"strings"
	"testing"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

// grant is an extension of C5 accepted on 2024-07-03 with nothing wrong.
func grant() Grant {
	return Grant{Approver: "单位负责人", On: 20240826, Reason: "需要现场勘验", Told: 20240828, Proof: "延期告知书及送达回证", Number: 30}
}

func TestSEC_TIME_05_ExtensionRefused(t *testing.T) {
	t.Parallel()
	cal, rule := calendar.Builtin(), find(t, "C5")
	first, err := Compute(cal, rule, "accepted", 20240703)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(*Grant)
		kind   fault.Kind
		want   string
	}{
		{"信访工作条例 art. 34: 31 days", func(g *Grant) { g.Number = 31 }, fault.Invalid, "延长期限不得超过30日，不能延长31日"},
		{"approved when the date has passed", func(g *Grant) { g.On, g.Told = 20240902, 20240902 }, fault.Conflict, "信访事项办理期限已于2024年9月1日届满，届满之后不能延期"},
		{"told when the date has passed", func(g *Grant) { g.Told = 20240902 }, fault.Conflict, "延期应当在期限届满的2024年9月1日之前告知，2024年9月2日告知已经晚了"},
		{"told before it was approved", func(g *Grant) { g.Told = 20240820 }, fault.Invalid, "告知日期2024年8月20日早于批准日期2024年8月26日，请核对"},
		{"approved before it began", func(g *Grant) { g.On = 20240702 }, fault.Invalid, "批准日期2024年7月2日早于起算的2024年7月3日，请核对"},
		{"no approver", func(g *Grant) { g.Approver = "" }, fault.Invalid, "请填写批准或者同意延期的人，应当是本机关、单位负责人"},
		{"no date", func(g *Grant) { g.On = 0 }, fault.Invalid, "请填写批准或者同意延期的日期"},
		{"no reason", func(g *Grant) { g.Reason = "" }, fault.Invalid, "请填写延期理由"},
		{"no telling", func(g *Grant) { g.Told = 0 }, fault.Invalid, "请填写告知延期的日期"},
		{"no proof", func(g *Grant) { g.Proof = "" }, fault.Invalid, "请填写告知延期的凭证"},
		{"no days", func(g *Grant) { g.Number = 0 }, fault.Invalid, "请填写延长的天数"},
		{"days taken away", func(g *Grant) { g.Number = -5 }, fault.Invalid, "请填写延长的天数"},
		{"a date instead of days", func(g *Grant) { g.Until = 20241231 }, fault.Invalid, "请填写延长的天数，不要填写日期"},
	} {
		g := grant()
		c.change(&g)
		if _, err := Extend(cal, rule, first, g); !fault.Is(err, c.kind) || err.Error() != c.want {
			t.Errorf("%s: got %v, want the fault %s", c.name, err, c.want)
		}
	}
	if _, err := Extend(cal, rule, first, Grant{}); len(fault.Of(err).Fields) != 6 {
		t.Errorf("an empty extension: got %v, want all six entries named at once", err)
	}
}

func TestExtendOnTheLastDayAndOnlyOnce(t *testing.T) {
	t.Parallel()
	cal, rule := calendar.Builtin(), find(t, "C5")
	first, err := Compute(cal, rule, "accepted", 20240703)
	if err != nil {
		t.Fatal(err)
	}
	g := grant()
	g.On, g.Told, g.Number = 20240901, 20240901, 10
	got, err := Extend(cal, rule, first, g)
	if err != nil {
		t.Fatal(err)
	}
	if got.Legal != 20240911 || len(got.Grants) != 1 {
		t.Errorf("ten days granted on the last day: got %s, want 2024-09-11", got.Legal)
	}
	explained := strings.Join(got.Steps, "\n")
	for _, want := range []string{"需要现场勘验", "延期告知书及送达回证", "从2024年9月1日再数10日，到2024年9月11日（星期三）"} {
		if !strings.Contains(explained, want) {
			t.Errorf("explanation of an extension: got\n%s\nwant it to say %s", explained, want)
		}
	}
	if n := strings.Count(explained, "工作日历版本"); n != 1 {
		t.Errorf("the calendar's version: got it %d times, want once", n)
	}
	g.On, g.Told = 20240905, 20240905
	if _, err := Extend(cal, rule, got, g); !fault.Is(err, fault.Conflict) || err.Error() != "信访事项办理期限已经延期过一次，不能再次延期" {
		t.Errorf("a second extension: got %v, want a fault", err)
	}
}

func TestExtendByOtherLaws(t *testing.T) {
	t.Parallel()
	cal := calendar.Builtin()
	for _, c := range []struct {
		name, id string
		start    calendar.Date
		opts     []Option
		grant    Grant
		more     []Option
		want     calendar.Date
	}{
		{"行政复议法 art. 62: thirty days on, then rolled once", "F4", 20250701, nil, Grant{Number: 30}, nil, 20250929},
		{"政府信息公开条例 art. 33: twenty working days on", "F10", 20250901, nil, Grant{Number: 20}, nil, 20251031},
		{
			"政府信息公开条例 art. 33: a third party asked within the extension", "F10", 20250901, nil,
			Grant{Number: 20},
			[]Option{Excluding(Span{20251013, 20251014, "征求意见书"})},
			20251104,
		},
		{"法释〔2011〕5号 art. 5: ten days on", "B3", 20250701, nil, Grant{Number: 10}, nil, 20250728},
		{"劳动争议调解仲裁法 art. 43: fifteen days on", "F9", 20250701, []Option{Variant("decide")}, Grant{Number: 15}, nil, 20250901},
		{"在线调解规则 art. 24: by agreement, without a cap", "A6", 20250701, nil, Grant{Until: 20250930}, nil, 20250930},
		{"医疗纠纷条例 art. 38: agreed to a Sunday", "A4", 20250701, nil, Grant{Until: 20250831}, nil, 20250831},
		{"人民调解工作若干规定 art. 33: agreed", "A2", 20250701, nil, Grant{Until: 20250829}, nil, 20250829},
	} {
		rule := find(t, c.id)
		first, err := Compute(cal, rule, "event", c.start, c.opts...)
		if err != nil {
			t.Fatal(err)
		}
		c.grant.Approver, c.grant.Reason, c.grant.Proof = "有权的人", "案情复杂", "告知书"
		c.grant.On, c.grant.Told = c.start.AddDays(5), c.start.AddDays(6)
		got, err := Extend(cal, rule, first, c.grant, c.more...)
		if err != nil {
			t.Errorf("%s: got %v", c.name, err)
			continue
		}
		if got.Legal != c.want {
			t.Errorf("%s: got %s (from %s), want %s", c.name, got.Legal, first.Legal, c.want)
		}
	}
}

func TestExtendRefusesWhatTheLawDoesNotExtend(t *testing.T) {
	t.Parallel()
	cal := calendar.Builtin()
	g := Grant{Approver: "负责人", On: 20250305, Reason: "案情复杂", Told: 20250306, Proof: "告知书", Number: 10}
	review, err := Compute(cal, find(t, "C8"), "event", 20250303)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Extend(cal, find(t, "C8"), review, g); err == nil || err.Error() != "《信访工作条例》第三十五条没有规定可以延期，复查办理期限不能延长" {
		t.Errorf("a review: got %v, want a fault", err)
	}
	if _, err := Extend(cal, find(t, "C5"), review, g); !fault.Is(err, fault.Invalid) {
		t.Errorf("another rule's due date: got %v, want a fault", err)
	}
	mediation, err := Compute(cal, find(t, "A6"), "event", 20250303)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Extend(cal, find(t, "A6"), mediation, g); err == nil || !strings.Contains(err.Error(), "请填写延长到哪一天") {
		t.Errorf("days where a date is agreed: got %v, want a fault", err)
	}
	g.Number, g.Until = 0, mediation.Legal
	if _, err := Extend(cal, find(t, "A6"), mediation, g); err == nil || err.Error() != "延长后的最后一天应当晚于原来的2025年4月2日" {
		t.Errorf("no later than before: got %v, want a fault", err)
	}
}
