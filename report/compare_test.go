package report

import (
	"strings"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// drawn is a comparison as text: [-removed-] and {+added+}.
func drawn(all []Stretch) string {
	var b strings.Builder
	for _, s := range all {
		switch s.Mark {
		case Added:
			b.WriteString("{+" + s.Text + "+}")
		case Removed:
			b.WriteString("[-" + s.Text + "-]")
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func TestDiff(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ a, b, want string }{
		{"全年召开会议12次。", "全年召开会议13次。", "全年召开会议[-12-]{+13+}次。"},
		{"办结率99.02%", "办结率99.87%", "办结率[-99.02%-]{+99.87%+}"},
		{"甲乙丙", "甲乙丙", "甲乙丙"},
		{"", "新的一句话。", "{+新的一句话。+}"},
		{"旧的一句话。", "", "[-旧的一句话。-]"},
		{"落实领导接访制度，按时办结。", "落实领导包案制度，按时办结。", "落实领导[-接访-]{+包案+}制度，按时办结。"},
		{"加强警地的联系", "密切双方的往来", "[-加强警地的联系-]{+密切双方的往来+}"},
	} {
		if got := drawn(Diff(c.a, c.b)); got != c.want {
			t.Errorf("%q to %q: got %s, want %s", c.a, c.b, got, c.want)
		}
	}
	long := strings.Repeat("社区调解就近办理群众诉求。", 400)
	if got := Diff(long, "另起一句。"+long); len(got) != 2 || got[0].Mark != Added {
		t.Errorf("a long text: got %d stretches", len(got))
	}
	if got := Diff(strings.Repeat("甲", 3000)+"。", strings.Repeat("乙", 3000)+"。"); Differs(got) == false {
		t.Error("two long texts: got the same")
	}
}

// Whatever is compared, each side can be read whole again.
func FuzzDiff(f *testing.F) {
	f.Add("全年12次", "全年13次，甲")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 2000 || len(b) > 2000 {
			return
		}
		text := func(all []Stretch) string {
			var s strings.Builder
			for _, x := range all {
				s.WriteString(x.Text)
			}
			return s.String()
		}
		d := Diff(a, b)
		if text(Old(d)) != a || text(New(d)) != b {
			t.Errorf("%q and %q: got %q", a, b, drawn(d))
		}
	})
}

func TestFiguresAreComparedWithTheirUnits(t *testing.T) {
	t.Parallel()
	n := func(value, unit string) Figure { return Figure{Code: accepted, Value: value, Unit: unit} }
	for _, c := range []struct {
		a, b Figure
		want string
	}{
		{n("712", "件"), n("799", "件"), "多87件"},
		{n("10", "次"), n("3", "次"), "少7次"},
		{n("7", "个"), n("7", "个"), "一样"},
		{n("99.02%", ""), n("99.87%", ""), "升0.85个百分点"},
		{n("99.87%", ""), n("90.00%", ""), "降9.87个百分点"},
		{n("59", "人"), n("24", "件"), "单位不同，不比"},
		{n("460", "余份"), n("500", "份"), "约多40份"},
		{n("1,000", "份"), n("1100", "份"), "多100份"},
		{n("—", ""), n("99.87%", ""), ""},
	} {
		if got := changed(c.a, c.b); got != c.want {
			t.Errorf("%s to %s: got %q, want %q", c.a.Printed(), c.b.Printed(), got, c.want)
		}
	}
}

func TestWithLastYear(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		before := w.paper()
		w.view(func(tx *db.Tx) error {
			r, err := Load(tx, before)
			if err != nil {
				return err
			}
			_, err = WithLastYear(tx, r)
			refused(t, err, fault.NotFound, "还没有2029年度的报告")
			return nil
		})
		id := w.start(2031)
		w.write(id, "全年受理矛盾纠纷{{accepted}}，办结率{{concludedRate}}。")
		w.view(func(tx *db.Tx) error {
			r, err := Load(tx, id)
			if err != nil {
				return err
			}
			c, err := WithLastYear(tx, r)
			if err != nil {
				return err
			}
			byName := map[string]Change{}
			for _, f := range c.Figures {
				byName[f.Code] = f
			}
			if f := byName[accepted]; f.Before != "712件" || f.After != "10件" || f.Words != "少702件" || !f.ByHand {
				t.Errorf("got %+v, want 712 and 10", f)
			}
			if f := byName[rate]; f.Before != "" || f.After != "80.00%" || f.Words != "" {
				t.Errorf("got %+v, want it for the first time", f)
			}
			var text strings.Builder
			for _, p := range c.Pieces {
				text.WriteString(drawn(p.Heading) + drawn(p.Lines) + "\n")
			}
			for _, want := range []string{"[-2030-]{+2031+}年，街道认真落实各项部署", "全年受理矛盾纠纷[-712件，"} {
				if !strings.Contains(text.String(), want) {
					t.Errorf("got\n%s\nwant %s", text.String(), want)
				}
			}
			return nil
		})
	})
}

// A reviewer of the second round sees what became of the first.
func TestSinceLastRound(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		id := w.begin()
		w.must(id, DoSend)
		since := func() (Comparison, bool) {
			var c Comparison
			var any bool
			w.view(func(tx *db.Tx) error {
				r, err := Load(tx, id)
				if err == nil {
					c, any, err = SinceLastRound(tx, r)
				}
				return err
			})
			return c, any
		}
		if _, any := since(); any {
			t.Error("first round: got something to compare with")
		}
		w.must(id, DoReturn)
		w.write(id, "一是抓落实。二是建机制。三是改作风。")
		if c, any := since(); !any || !c.Changed() {
			t.Error("the draft after a return: got no change, want what was written since")
		}
		w.must(id, DoSend)
		c, any := since()
		changed := 0
		for _, p := range c.Pieces {
			if !p.Same() {
				changed++
				if got := drawn(p.Lines); got != "一是抓落实。二是建机制。{+三是改作风。+}" {
					t.Errorf("got %s", got)
				}
			}
		}
		if !any || changed != 1 {
			t.Errorf("got %d changed pieces, want 1", changed)
		}
	})
}

func TestRoundedAndHan(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{0: "0", 7: "7", 500: "500", 562: "500余", 1085: "1000余", 1000: "1000", 99: "90余"} {
		if got := rounded(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
