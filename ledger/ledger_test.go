package ledger_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"fengsheng/activity"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/sheet"
	"fengsheng/ledger"
	"fengsheng/matter"
	"fengsheng/sample/stage"
)

// table is a .csv of the rows.
func table(t testing.TB, rows ...[]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bring uploads a file and matches its columns as proposed.
func bring(s *stage.Stage, login string, u ledger.Upload) ledger.Import {
	s.T.Helper()
	var im ledger.Import
	s.Must(func(tx *db.Tx) error {
		var err error
		if im, err = ledger.Bring(tx, s.As(login), u); err != nil {
			return err
		}
		im, err = ledger.Match(tx, s.As(login), im.ID, im.Fields)
		return err
	})
	return work(s, login, im)
}

func work(s *stage.Stage, login string, im ledger.Import) ledger.Import {
	s.T.Helper()
	if err := ledger.Work(context.Background(), s.DB, s.As(login), im.ID); err != nil {
		s.T.Fatal(err)
	}
	return again(s, login, im)
}

func again(s *stage.Stage, login string, im ledger.Import) ledger.Import {
	s.T.Helper()
	s.Must(func(tx *db.Tx) error {
		var err error
		im, err = ledger.Load(tx, s.As(login), im.ID)
		return err
	})
	return im
}

func enter(s *stage.Stage, login string, im ledger.Import, likes bool) ledger.Import {
	s.T.Helper()
	s.Must(func(tx *db.Tx) error {
		_, err := ledger.Enter(tx, s.As(login), im.ID, likes)
		return err
	})
	return work(s, login, im)
}

func counts(s *stage.Stage, im ledger.Import) map[ledger.Verdict]int {
	s.T.Helper()
	var found map[ledger.Verdict]int
	s.Must(func(tx *db.Tx) error {
		var err error
		found, err = ledger.Counts(tx, im)
		return err
	})
	return found
}

func want(s *stage.Stage, im ledger.Import, v ledger.Verdict, n int) {
	s.T.Helper()
	if got := counts(s, im); got[v] != n {
		s.T.Errorf("%s: %d rows, want %d (all: %v)", v, got[v], n, got)
	}
}

func rows(s *stage.Stage, im ledger.Import, v ledger.Verdict) []ledger.Row {
	s.T.Helper()
	var found []ledger.Row
	s.Must(func(tx *db.Tx) error {
		var err error
		found, err = ledger.Rows(tx, im, v, 0, 100)
		return err
	})
	return found
}

// old is the ledger of a street before: one matter concluded, one still open,
// one wrong.
func old(s *stage.Stage) [][]string {
	return [][]string{
		{"东盛街道2023年矛盾纠纷台账"},
		{"序号", "案件编号", "案由", "简要情况", "来源", "所属社区", "来访时间", "受理时间", "纠纷类型", "大类", "申请人", "联系电话", "被申请人", "启动方式", "办结时间", "调解结果", "协议金额（元）"},
		{"1", "2023-1", "楼上漏水", "漏到天花板", "来电", s.Community.Name, "2023.3.1", "45000", "邻里", "民事纠纷", "甲某", "1.3800005678E10", "乙某", "依申请调解", "2023年3月20日（星期一）", "达成书面协议", "1.2万"},
		{"2", "2023-2", "噪声扰民", "夜里跳舞", "12345热线", s.Community.Name, "2023-11-05", "", "", "", "丙某、丁某", "13900001111、13900002222", "", "", "", "", ""},
		{"3", "2023-3", "拖欠工钱", "", "电话", "不在册的社区", "5月1日", "", "", "", "", "", "", "", "", "", ""},
	}
}

func gbk(t testing.TB, text []byte) []byte {
	t.Helper()
	out, err := simplifiedchinese.GBK.NewEncoder().Bytes(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func figure(s *stage.Stage, code string, year int) int64 {
	s.T.Helper()
	var n int64
	s.Must(func(tx *db.Tx) error {
		v, err := indicator.Compute(tx, code, indicator.Ask{Year: year})
		n = v.Number
		return err
	})
	return n
}

func TestAnOldLedgerIsEnteredOnce(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		before := figure(s, "accepted", 2023)
		u := ledger.Upload{Kind: ledger.Matters, Source: "旧台账", Name: "2023.csv", Body: gbk(t, table(t, old(s)...))}
		im := bring(s, "clerk", u)
		if im.State != ledger.Checked || im.Head != 2 {
			t.Fatalf("got %s with the head in row %d, want checked, 2", im.State, im.Head)
		}
		want(s, im, ledger.New, 2)
		want(s, im, ledger.Wrong, 1)
		said := rows(s, im, ledger.Wrong)[0].Sentence()
		for _, words := range []string{"来源：没有这一项，可以填：矛调中心", "社区或小区：找不到", "收到日期：没有写是哪一年"} {
			if !strings.Contains(said, words) {
				t.Errorf("the wrong row says %q, want %q", said, words)
			}
		}
		if n := figure(s, "accepted", 2023); n != before {
			t.Errorf("the dry run entered something: %d accepted", n)
		}

		im = enter(s, "clerk", im, false)
		want(s, im, ledger.Entered, 2)
		if n := figure(s, "accepted", 2023); n != before+1 {
			t.Errorf("accepted in 2023: %d, want %d", n, before+1)
		}
		if n := figure(s, "accepted", 2024); n != 0 {
			t.Errorf("accepted in 2024: %d, want none: the old matter belongs to its year", n)
		}
		done := rows(s, im, ledger.Entered)
		s.Must(func(tx *db.Tx) error {
			m, err := matter.Visible(tx, s.As("clerk"), matter.ID(done[0].Subject))
			if err != nil {
				return err
			}
			if m.State != matter.ArchivedState || m.Kind != matter.Mediation || m.Open || m.ReceivedOn != calendar.On(2023, 3, 1) || m.AcceptedOn != calendar.On(2023, 3, 15) ||
				m.ConcludedOn != calendar.On(2023, 3, 20) || m.ResolvedOn != m.ConcludedOn || m.Amount != 1200000 || m.Agreement != "written" || m.ArchivedOn != tx.Today() {
				t.Errorf("the old matter is %+v", m)
			}
			if !strings.Contains(m.Number, "矛补〔2024〕1号") {
				t.Errorf("its number is %s", m.Number)
			}
			parties, err := matter.Parties(tx, m.ID)
			if err != nil || len(parties) != 2 || parties[0].Phone != "13800005678" {
				t.Errorf("its parties are %+v, %v", parties, err)
			}
			events, err := event.Of(tx, event.Matter, done[0].Subject, 10)
			if err != nil || len(events) != 1 || events[0].Action != "mediation.enter" || calendar.Of(events[0].At) != tx.Today() {
				t.Errorf("its events are %+v, %v", events, err)
			}
			m, err = matter.Visible(tx, s.As("clerk"), matter.ID(done[1].Subject))
			if err == nil && (m.State != matter.Registered || m.RegisteredOn != tx.Today() || m.ReceivedOn != calendar.On(2023, 11, 5) || m.Parties != 2) {
				t.Errorf("the open matter is %+v", m)
			}
			return err
		})
		if done[0].Cells != nil {
			t.Error("what was typed is kept although it is entered")
		}

		// The same rows again, also when something else changed: recognised by their number.
		more := old(s)
		more[2][2] = "楼上漏水了"
		im = bring(s, "clerk", ledger.Upload{Kind: ledger.Matters, Source: "旧台账", Name: "2023.csv", Body: table(t, more...)})
		want(s, im, ledger.Known, 2)
		want(s, im, ledger.New, 0)
		s.Must(func(tx *db.Tx) error {
			if _, err := ledger.Enter(tx, s.As("clerk"), im.ID, false); !fault.Is(err, fault.Invalid) {
				t.Errorf("nothing to enter: got %v", err)
			}
			return nil
		})

		// The wrong rows come back with their reasons, and are brought again.
		var file bytes.Buffer
		s.Must(func(tx *db.Tx) error { return ledger.WriteWrong(tx, im, &file) })
		f, err := sheet.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
		if err != nil {
			t.Fatal(err)
		}
		var back [][]string
		if err := errors.Join(f.Each(f.Sheets()[0], 10, func(r sheet.Row) error { back = append(back, r.Cells); return nil }), f.Close()); err != nil {
			t.Fatal(err)
		}
		if len(back) != 2 || back[0][len(back[0])-1] != "原因" || !strings.Contains(back[1][len(back[1])-1], "没有写是哪一年") {
			t.Fatalf("the wrong rows are %q", back)
		}
		im = bring(s, "clerk", ledger.Upload{Kind: ledger.Matters, Source: "旧台账", Name: "改.xlsx", Body: file.Bytes()})
		want(s, im, ledger.Wrong, 1)
		back[1][4], back[1][5], back[1][6] = "来电", s.Community.Name, "2023-05-01"
		im = enter(s, "clerk", bring(s, "clerk", ledger.Upload{Kind: ledger.Matters, Source: "旧台账", Name: "改.csv", Body: table(t, back...)}), false)
		want(s, im, ledger.Entered, 1)
	})
}

func TestWhatLooksKnownWaitsForADecision(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		s.Sorted(matter.Mediation)
		body := table(t, []string{"事由", "来源", "社区", "收到日期", "申请人", "电话"},
			[]string{"又漏水", "来电", s.Community.Name, "2024-05-07", "甲某", "13800005678"},
			[]string{"又漏水", "来电", s.Community.Name, "2024-05-07", "甲某", "13800005678"})
		im := bring(s, "clerk", ledger.Upload{Kind: ledger.Matters, Source: "电话本", Name: "a.csv", Body: body})
		want(s, im, ledger.Like, 1)
		want(s, im, ledger.Known, 1) // twice in the file
		if said := rows(s, im, ledger.Like)[0].Sentence(); !strings.Contains(said, "可能已经登记过") {
			t.Errorf("it says %q", said)
		}
		im = enter(s, "clerk", im, true)
		want(s, im, ledger.Entered, 1)
	})
}

// Two ledgers of one year tell of the same matters: the second is not entered
// behind anybody's back, however long ago the matter ended.
func TestTheSameMatterFromAnotherLedgerIsAskedAbout(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		head := []string{"事由", "来源", "社区", "收到日期", "受理日期", "办结日期", "大类", "纠纷类型", "启动方式", "结果", "申请人"}
		line := func(title, who string) []string {
			return []string{title, "来电", s.Community.Name, "2021-03-01", "2021-03-02", "2021-03-20", "民事纠纷", "邻里", "依申请调解", "自行和解", who}
		}
		body := table(t, head, line("楼上漏水", "甲某"), line("噪声扰民", ""))
		enter(s, "clerk", bring(s, "clerk", ledger.Upload{Kind: ledger.Matters, Source: "甲", Name: "a.csv", Body: body}), false)
		im := bring(s, "clerk", ledger.Upload{Kind: ledger.Matters, Source: "乙", Name: "a.csv", Body: table(t, head, line("漏水", "甲某"), line("噪声扰民", ""), line("停车", ""))})
		want(s, im, ledger.Like, 2)
		want(s, im, ledger.New, 1)
	})
}

func TestActivitiesAreEnteredAndWithdrawn(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		body := table(t, []string{"活动种类", "具体类型", "活动日期", "开始时间", "地点", "群众人数", "宣传资料", "社区"},
			[]string{"普法活动", "反诈宣传", "2024/4/3", "0.604166666", "小区广场", "120", "300份", s.Community.Name},
			[]string{"", "集中宣传", "2024年4月4日", "9：30", "广场", "80", "", ""},
			[]string{"会议", "反诈宣传", "2024-04-05", "", "会议室", "", "", ""},
			[]string{"", "集中宣传", "2024年4月9日", "", "", "一些", "", ""})
		im := bring(s, "clerk", ledger.Upload{Kind: ledger.Activities, Source: "宣传组", Name: "a.csv", Body: body})
		want(s, im, ledger.New, 2)
		want(s, im, ledger.Wrong, 2)
		im = enter(s, "clerk", im, false)
		done := rows(s, im, ledger.Entered)
		s.Must(func(tx *db.Tx) error {
			a, err := activity.Visible(tx, s.As("clerk"), activity.ID(done[0].Subject))
			if err != nil || a.Start != "14:30" || a.Audience != 120 || a.Leaflets != 300 || a.On != calendar.On(2024, 4, 3) {
				t.Errorf("got %+v, %v", a, err)
			}
			// Somebody puts one right: it stays.
			b, err := activity.Visible(tx, s.As("clerk"), activity.ID(done[1].Subject))
			if err == nil {
				_, err = activity.Correct(tx, s.As("clerk"), b.ID, b.Version, activity.Draft{Kind: b.Kind, Variety: b.Variety, On: b.On, Place: "礼堂", Audience: 81}, "数错了")
			}
			return err
		})
		im = withdraw(s, "clerk", im, "导错了文件")
		want(s, im, ledger.Taken, 1)
		want(s, im, ledger.Left, 1)
		s.Must(func(tx *db.Tx) error {
			a, err := activity.Visible(tx, s.As("clerk"), activity.ID(done[0].Subject))
			if err == nil && (a.Valid || a.Reason != "导错了文件") {
				t.Errorf("the activity is %+v", a)
			}
			return err
		})
		// Withdrawn rows may come again; the one that stays may not.
		im = bring(s, "clerk", ledger.Upload{Kind: ledger.Activities, Source: "宣传组", Name: "a.csv", Body: body})
		want(s, im, ledger.New, 1)
		want(s, im, ledger.Known, 1)
	})
}

func withdraw(s *stage.Stage, login string, im ledger.Import, reason string) ledger.Import {
	s.T.Helper()
	s.Must(func(tx *db.Tx) error {
		_, err := ledger.Withdraw(tx, s.As(login), im.ID, reason)
		return err
	})
	return work(s, login, im)
}

func TestMattersAreWithdrawnWhereNobodyWorkedOnThem(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		im := enter(s, "clerk", bring(s, "clerk", ledger.Upload{Kind: ledger.Matters, Source: "旧台账", Name: "a.csv", Body: table(t, old(s)...)}), false)
		done := rows(s, im, ledger.Entered)
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.Triage(tx, s.As("triage"), matter.ID(done[1].Subject), matter.Sorting{
				Kind: matter.Consultation, Class: matter.ClassCivil, Gates: matter.Gates{Child: "no", Incapable: "no", Violence: "no", Major: "no"},
			})
		})
		for _, wrong := range []struct{ login, reason string }{{"clerk", " "}, {"chair", "不是我导的"}} {
			s.Must(func(tx *db.Tx) error {
				if _, err := ledger.Withdraw(tx, s.As(wrong.login), im.ID, wrong.reason); fault.Of(err) == nil {
					t.Errorf("%s withdrew it for %q", wrong.login, wrong.reason)
				}
				return nil
			})
		}
		im = withdraw(s, "clerk", im, "年份不对")
		want(s, im, ledger.Taken, 1)
		want(s, im, ledger.Left, 1)
		s.Must(func(tx *db.Tx) error {
			if _, err := matter.Visible(tx, s.As("clerk"), matter.ID(done[0].Subject)); !fault.Is(err, fault.NotFound) {
				t.Errorf("the withdrawn matter: %v", err)
			}
			parties, err := matter.Parties(tx, matter.ID(done[0].Subject))
			if err != nil || len(parties) > 0 {
				t.Errorf("its parties are still there: %v, %v", parties, err)
			}
			events, err := event.Of(tx, event.Matter, done[0].Subject, 10)
			if err != nil || events[0].Action != "matter.takeBack" || events[0].Reason != "年份不对" || !strings.Contains(events[0].Details, "矛补") {
				t.Errorf("the ledger says %+v, %v", events, err)
			}
			_, err = matter.Visible(tx, s.As("clerk"), matter.ID(done[1].Subject))
			return err
		})
		if n := figure(s, "accepted", 2023); n != 0 {
			t.Errorf("accepted in 2023: %d, want none", n)
		}

		im = enter(s, "clerk", bring(s, "clerk", ledger.Upload{Kind: ledger.Matters, Source: "旧台账", Name: "a.csv", Body: table(t, old(s)...)}), false)
		want(s, im, ledger.Entered, 1)
		s.Later(2)
		s.Must(func(tx *db.Tx) error {
			if _, err := ledger.Withdraw(tx, s.As("clerk"), im.ID, "晚了"); !fault.Is(err, fault.Conflict) {
				t.Errorf("after two days: got %v", err)
			}
			return nil
		})
	})
}

// A crash in the middle: what was done is done, the rest goes on, nothing twice.
func TestTheWorkGoesOnAfterACrash(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		lines := [][]string{{"原编号", "事由", "来源", "社区", "收到日期"}}
		for i := range 600 {
			lines = append(lines, []string{fmt.Sprint(i), fmt.Sprintf("第%d件", i), "来信", s.Community.Name, "2024-04-01"})
		}
		u := ledger.Upload{Kind: ledger.Matters, Source: "信件", Name: "a.csv", Body: table(t, lines...)}
		var im ledger.Import
		s.Must(func(tx *db.Tx) error {
			var err error
			if im, err = ledger.Bring(tx, s.As("clerk"), u); err == nil {
				im, err = ledger.Match(tx, s.As("clerk"), im.ID, im.Fields)
			}
			return err
		})
		broken(s, im, func(now ledger.Import) bool { return now.At > 0 })
		if im = again(s, "clerk", im); im.State != ledger.Checking {
			t.Fatalf("after the crash it is %s", im.State)
		}
		im = work(s, "clerk", im)
		want(s, im, ledger.New, 600)
		s.Must(func(tx *db.Tx) error { _, err := ledger.Enter(tx, s.As("clerk"), im.ID, false); return err })
		broken(s, im, func(now ledger.Import) bool { return now.At > 0 })
		half := counts(s, im)[ledger.Entered]
		if half == 0 || half == 600 {
			t.Fatalf("%d rows are entered after the crash", half)
		}
		if in := registered(s); in != half {
			t.Errorf("%d matters for %d entered rows", in, half)
		}
		im = work(s, "clerk", im)
		want(s, im, ledger.Entered, 600)
		if in := registered(s); in != 600 {
			t.Errorf("%d matters, want 600", in)
		}
	})
}

func registered(s *stage.Stage) int {
	s.T.Helper()
	n := 0
	s.Must(func(tx *db.Tx) error {
		var err error
		n, err = matter.Count(tx, identity.SeeMatters.Reach(s.As("clerk"), tx.Today()), matter.Filter{Channels: []string{"letter"}})
		return err
	})
	return n
}

// broken ends the work at once when the import is so far.
func broken(s *stage.Stage, im ledger.Import, far func(ledger.Import) bool) {
	s.T.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- ledger.Work(ctx, s.DB, s.As("clerk"), im.ID) }()
	for !far(again(s, "clerk", im)) {
	}
	cancel()
	<-ended
}

func TestColumnsAreRememberedForTheSource(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		body := table(t, []string{"事", "打哪来", "在哪", "哪天"}, []string{"漏水", "来电", s.Community.Name, "2024-04-01"})
		u := ledger.Upload{Kind: ledger.Matters, Source: "土台账", Name: "a.csv", Body: body}
		s.Must(func(tx *db.Tx) error {
			im, err := ledger.Bring(tx, s.As("clerk"), u)
			if err != nil {
				return err
			}
			if len(im.Fields) != 0 {
				t.Errorf("proposed %v for headings nobody knows", im.Fields)
			}
			if _, err := ledger.Match(tx, s.As("clerk"), im.ID, map[string]int{"title": 0}); !fault.Is(err, fault.Invalid) {
				t.Errorf("without the required columns: %v", err)
			}
			if _, err := ledger.Match(tx, s.As("clerk"), im.ID, map[string]int{"title": 0, "channel": 1, "unit": 2, "receivedOn": 3}); err != nil {
				return err
			}
			im, err = ledger.Bring(tx, s.As("clerk"), u)
			if err == nil && len(im.Fields) != 4 {
				t.Errorf("remembered %v", im.Fields)
			}
			return err
		})
	})
}

func TestWhoMayImport(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		u := ledger.Upload{Kind: ledger.Matters, Source: "旧台账", Name: "a.csv", Body: table(t, old(s)...)}
		s.Must(func(tx *db.Tx) error {
			for _, login := range []string{"mediator", "leader", "statistician", "admin", "grid1"} {
				if _, err := ledger.Bring(tx, s.As(login), u); !fault.Is(err, fault.Denied) {
					t.Errorf("%s: %v", login, err)
				}
			}
			im, err := ledger.Bring(tx, s.As("clerk"), u)
			if err != nil {
				return err
			}
			if _, err := ledger.Load(tx, s.As("station1"), im.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("another's import: %v", err)
			}
			return nil
		})
		// A station enters what is its own and open, no more.
		far := old(s)
		im := bring(s, "station1", ledger.Upload{Kind: ledger.Matters, Source: "站里", Name: "a.csv", Body: table(t, far...)})
		want(s, im, ledger.New, 1)
		if said := rows(s, im, ledger.Wrong)[0].Sentence(); !strings.Contains(said, "只能由") {
			t.Errorf("it says %q", said)
		}
	})
}

func TestTemplatesAreReadBack(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		for _, k := range ledger.Kinds {
			var file bytes.Buffer
			s.Must(func(tx *db.Tx) error { return ledger.Template(tx, s.As("clerk"), k, &file) })
			f, err := sheet.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
			if err != nil {
				t.Fatalf("%s: %v", k, err)
			}
			var lines [][]string
			err = f.Each(f.Sheets()[0], 2, func(r sheet.Row) error {
				lines = append(lines, slices.Clone(r.Cells))
				return nil
			})
			if err := errors.Join(err, f.Close()); err != nil {
				t.Fatal(err)
			}
			if len(lines) != 2 || len(lines[0]) != len(ledger.FieldsOf(k)) || !strings.HasPrefix(lines[1][0], sheet.Explained) {
				t.Errorf("%s: got %q, want %d headings and what they mean", k, lines, len(ledger.FieldsOf(k)))
			}
			s.Must(func(tx *db.Tx) error {
				_, err := ledger.Bring(tx, s.As("clerk"), ledger.Upload{Kind: k, Source: "模板", Name: "a.xlsx", Body: file.Bytes()})
				if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "没有内容") {
					t.Errorf("an empty template: %v", err)
				}
				return nil
			})
		}
	})
}
