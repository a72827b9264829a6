package docking_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/docking"
	"fengsheng/event"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/sample/stage"
)

var (
	may    = calendar.On(2024, 5, 1)
	fifth  = calendar.On(2024, 5, 5)
	sixth  = calendar.On(2024, 5, 6)
	eighth = calendar.On(2024, 5, 8) // today
)

func try(s *stage.Stage, fn func(tx *db.Tx) error) error {
	return s.DB.Update(context.Background(), stage.Home, fn)
}

// refused wants a fault of the kind whose sentence has the words.
func refused(s *stage.Stage, what string, kind fault.Kind, words string, err error) {
	s.T.Helper()
	if !fault.Is(err, kind) || !strings.Contains(err.Error(), words) {
		s.T.Errorf("%s: got %v, want a refusal that says %q", what, err, words)
	}
}

// out is the draft of a matter that is handed over, in the other direction when in.
func out(m matter.Matter, edit ...func(*docking.Draft)) docking.Draft {
	d := docking.Draft{
		Direction: docking.Out, Kind: docking.DockHazard, Number: m.Number, PoliceNo: "J1001", On: fifth, Fields: docking.Usual(), Ground: "report", Receiver: "东盛路派出所",
	}
	for _, e := range edit {
		e(&d)
	}
	return d
}

func in(d *docking.Draft) {
	d.Direction, d.Number, d.PoliceNo, d.Ground, d.Receiver = docking.In, "", "J2001", "guide", "东盛街道"
}

func record(s *stage.Stage, login string, d docking.Draft) (docking.Handover, error) {
	var h docking.Handover
	err := try(s, func(tx *db.Tx) error {
		var err error
		h, err = docking.Record(tx, s.As(login), d)
		return err
	})
	return h, err
}

func listed(s *stage.Stage, lines ...string) error {
	return try(s, func(tx *db.Tx) error {
		l, err := docking.ReadText([]byte("警情编号,方向,日期,种类,街道编号\n"+strings.Join(lines, "\n")), tx.Today())
		if err == nil {
			_, err = docking.Save(tx, s.As("police"), l)
		}
		return err
	})
}

func compared(s *stage.Stage, from, to calendar.Date) docking.Comparison {
	s.T.Helper()
	var c docking.Comparison
	s.Must(func(tx *db.Tx) error {
		var err error
		c, err = docking.Compare(tx, s.As("police"), from, to)
		return err
	})
	return c
}

func whats(c docking.Comparison) string {
	var all []string
	for _, p := range c.Pairs {
		all = append(all, p.What())
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func TestWhatIsRecordedIsWhole(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		for _, c := range []struct {
			name, words string
			edit        func(*docking.Draft)
		}{
			{"no direction", "谁移交给谁", func(d *docking.Draft) { d.Direction = "" }},
			{"no kind", "三种对接", func(d *docking.Draft) { d.Kind = "theft" }},
			{"no matter", "登记过的事项才能移交", func(d *docking.Draft) { d.Number = "" }},
			{"an unknown matter", "找不到编号为", func(d *docking.Draft) { d.Number = "东盛矛登〔2024〕99号" }},
			{"received without their number", "警情编号", func(d *docking.Draft) { in(d); d.PoliceNo = "" }},
			{"a telephone for a number", "像是电话", func(d *docking.Draft) { d.PoliceNo = "13800005678" }},
			{"no day", "哪一天移交", func(d *docking.Draft) { d.On = 0 }},
			{"a day to come", "还没有到", func(d *docking.Draft) { d.On = eighth.AddDays(1) }},
			{"received before it was handed over", "不会早于", func(d *docking.Draft) { d.ToldOn = fifth.AddDays(-1) }},
			{"no fields", "移交了哪些内容", func(d *docking.Draft) { d.Fields = nil }},
			{"a field that was not agreed", "清单以外", func(d *docking.Draft) { d.Fields = append(d.Fields, "story") }},
			{"a contact nobody agreed to", "第二十三条", func(d *docking.Draft) { d.Fields = append(d.Fields, "contact") }},
			{"consent nobody gave", "单独同意", func(d *docking.Draft) { d.Ground = "consent" }},
			{"no ground", "法律依据", func(d *docking.Draft) { d.Ground = "" }},
			{"urgent that is not", "只用于紧急情况", func(d *docking.Draft) { d.Ground = "urgent" }},
			{"no receiver", "接收的单位", func(d *docking.Draft) { d.Receiver = " " }},
			{"a telephone for a receiver", "不写电话", func(d *docking.Draft) { d.Receiver = "派出所13800005678" }},
			{"an emergency nobody telephoned about", "先打110", func(d *docking.Draft) { d.Emergency = true }},
		} {
			_, err := record(s, "clerk", out(m, c.edit))
			refused(s, c.name, fault.Invalid, c.words, err)
		}
		_, err := record(s, "mediator", out(m))
		refused(s, "a mediator", fault.Denied, "派出所联络员", err)

		h, err := record(s, "clerk", out(m, func(d *docking.Draft) { d.Fields, d.Agreed = append(d.Fields, "contact"), true }))
		if err != nil || h.FieldWords() != "事项编号、纠纷种类、所在社区、收到日期、办理状态、联系方式（本人同意）" {
			t.Errorf("got %+v, %v", h, err)
		}
		_, err = record(s, "clerk", out(m))
		refused(s, "the same number again", fault.Conflict, "J1001", err)
		_, err = record(s, "clerk", out(m, func(d *docking.Draft) { d.PoliceNo = "" }))
		refused(s, "the same matter again", fault.Conflict, "已经登记过", err)
		// An emergency does not wait for a matter or a number.
		if _, err := record(s, "clerk", out(m, func(d *docking.Draft) {
			d.Number, d.PoliceNo, d.Emergency, d.CalledAt, d.Ground = "", "", true, "9：30", "urgent"
		})); err != nil {
			t.Error(err)
		}
		s.Must(func(tx *db.Tx) error {
			all, err := event.List(tx, event.Filter{Action: "docking", Limit: 10})
			if len(all) != 2 || strings.Contains(all[0].Details+all[1].Details, "甲某") {
				t.Errorf("got %d events %+v, want one for each hand-over", len(all), all)
			}
			return err
		})
	})
}

// Who may not see a matter cannot hand it over; the liaison sees none.
func TestSEC_AUTHZ_08_OnlyWhatOneSeesIsHandedOver(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		_, err := record(s, "police", out(m))
		refused(s, "the liaison", fault.Invalid, "不在您的职责范围内", err)
		h, err := record(s, "police", out(m, in))
		if err != nil {
			t.Fatal(err)
		}
		fill := func(login string, l docking.Later) error {
			return try(s, func(tx *db.Tx) error {
				_, err := docking.Fill(tx, s.As(login), h.ID, l)
				return err
			})
		}
		refused(s, "the liaison links", fault.Invalid, "不在您的职责范围内", fill("police", docking.Later{Number: m.Number}))
		refused(s, "nothing", fault.Invalid, "要补充的内容", fill("clerk", docking.Later{}))
		if err := fill("clerk", docking.Later{Number: m.Number, ToldOn: fifth.AddDays(-1)}); err != nil {
			t.Error(err)
		}
		refused(s, "another matter", fault.Invalid, "不能再改", fill("clerk", docking.Later{Number: s.Sorted(matter.Mediation).Number}))
		refused(s, "another number", fault.Invalid, "不能再改", fill("clerk", docking.Later{PoliceNo: "J9"}))

		s.Must(func(tx *db.Tx) error {
			h, err := docking.Load(tx, s.As("police"), h.ID)
			if told := h.Told(); told.Number != m.Number || told.Community != m.Community || told.State != matter.Triaged || h.ReceivedOn() != fifth || h.HandedOn() != fifth.AddDays(-1) {
				t.Errorf("got %+v, %+v", h, told)
			}
			return err
		})
		refused(s, "withdrawn without a reason", fault.Invalid, "为什么撤回", try(s, func(tx *db.Tx) error { return docking.Withdraw(tx, s.As("clerk"), h.ID, " ") }))
		s.Must(func(tx *db.Tx) error { return docking.Withdraw(tx, s.As("clerk"), h.ID, "登记错了") })
		refused(s, "withdrawn twice", fault.Conflict, "已经撤回", try(s, func(tx *db.Tx) error { return docking.Withdraw(tx, s.As("clerk"), h.ID, "登记错了") }))
		if c := compared(s, may, eighth); len(c.Pairs) != 0 {
			t.Errorf("what was withdrawn is compared: %+v", c.Pairs)
		}
	})
}

// A field that did not travel is not shown, whatever the matter has.
func TestSEC_AUTHZ_08_OnlyWhatTravelledIsTold(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		for i, f := range docking.Fields {
			h, err := record(s, "clerk", out(m, func(d *docking.Draft) {
				d.Fields, d.Agreed, d.PoliceNo, d.On = []string{f.Code}, true, fmt.Sprintf("J300%d", i), may.AddDays(i)
			}))
			if err != nil {
				t.Fatal(err)
			}
			s.Must(func(tx *db.Tx) error {
				h, err := docking.Load(tx, s.As("police"), h.ID)
				told := h.Told()
				there := map[string]bool{"number": told.Number != "", "type": told.Type != "", "community": told.Community != "", "day": !told.On.Zero(), "state": told.State != ""}
				for code, shown := range there {
					if shown != (code == f.Code) {
						t.Errorf("%s travelled: %s is shown: %v", f.Code, code, shown)
					}
				}
				return err
			})
		}
	})
}

func TestTheTwoListsAreCompared(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		drafts := []docking.Draft{
			out(m), out(m, func(d *docking.Draft) { d.PoliceNo, d.On = "J1002", sixth }), out(m, in),
			out(m, func(d *docking.Draft) { d.Emergency, d.CalledAt, d.PoliceNo, d.On = true, "14:30", "J1003", eighth }),
		}
		for _, d := range drafts {
			if _, err := record(s, "clerk", d); err != nil {
				t.Fatal(err)
			}
		}
		if got := whats(compared(s, may, eighth)); got != "onlyOurs onlyOurs onlyOurs" {
			t.Errorf("before their list came: got %s", got)
		}
		refused(s, "a bad line", fault.Conflict, "整份清单都不保存", listed(s, "J1001,接收,2024-05-05,隐患信息,", "J1002,接收,,隐患信息,"))
		lines := []string{"J1001,接收,2024-05-05,隐患信息,", "J1003,接收,2024-05-08,隐患信息,", "J2001,移交,2024-05-04,隐患信息,", "J4001,移交,2024-05-07,重大纠纷调解,"}
		for range 2 { // the same list again changes nothing
			if err := listed(s, lines...); err != nil {
				t.Fatal(err)
			}
			c := compared(s, may, eighth)
			if got := whats(c); got != "both day onlyOurs onlyTheirs" || len(c.Emergencies) != 1 || len(c.Differences()) != 3 {
				t.Errorf("got %s and %d emergencies", got, len(c.Emergencies))
			}
		}
		if got := whats(compared(s, fifth, fifth)); got != "both day" {
			t.Errorf("of one day, with what the other side has a day earlier: got %s", got)
		}
		// A later list says otherwise; what it said before stays in the table.
		if err := listed(s, "J2001,移交,2024-05-05,隐患信息,"); err != nil {
			t.Fatal(err)
		}
		if got := whats(compared(s, may, eighth)); got != "both both onlyOurs onlyTheirs" {
			t.Errorf("after the list was put right: got %s", got)
		}
		rows := db.SQL("test.entries", `SELECT count(*) FROM station_entry WHERE street_id = $1`)
		s.Must(func(tx *db.Tx) error {
			n, err := db.Value[int](tx, rows, stage.Home)
			if n != 5 {
				t.Errorf("got %d lines of the station, want 5: none is lost", n)
			}
			return err
		})
		s.Must(func(tx *db.Tx) error {
			_, err := docking.Compare(tx, s.As("clerk"), may, may.AddDays(400))
			refused(s, "too long", fault.Invalid, "一次最多看一年", err)
			_, err = docking.Compare(tx, s.As("mediator"), may, eighth)
			refused(s, "a mediator", fault.Denied, "", err)
			return nil
		})
	})
}

// figure is what the indicators count as docking in the year.
func figure(s *stage.Stage, code string) string {
	s.T.Helper()
	var value string
	s.Must(func(tx *db.Tx) error {
		v, err := indicator.Compute(tx, code, indicator.Ask{Year: 2024, Cutoff: tx.Today()})
		value = v.Text
		return err
	})
	return value
}

func TestARoundIsDraftedAgreedAndFollowedUp(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		if _, err := record(s, "clerk", out(m)); err != nil {
			t.Fatal(err)
		}
		if err := listed(s, "J4001,移交,2024-05-07,重大纠纷调解,", "J4002,移交,2024-05-07,隐患信息,"); err != nil {
			t.Fatal(err)
		}
		round := func(kind docking.Kind, on calendar.Date) (docking.Round, error) {
			var r docking.Round
			err := try(s, func(tx *db.Tx) error {
				var err error
				r, err = docking.DraftRound(tx, s.As("police"), kind, on, may, eighth)
				return err
			})
			return r, err
		}
		r, err := round(docking.DockHazard, sixth)
		if err != nil {
			t.Fatal(err)
		}
		_, err = round(docking.DockHazard, sixth)
		refused(s, "drafted twice", fault.Conflict, "已经拟过", err)
		empty, err := round(docking.DockHazard, eighth) // all differences are on the first agenda
		if err != nil {
			t.Fatal(err)
		}
		lines := func(id docking.ID) (all []docking.Line) {
			s.Must(func(tx *db.Tx) error {
				var err error
				_, all, err = docking.LoadRound(tx, s.As("police"), id)
				return err
			})
			return all
		}
		if a, b := lines(r.ID), lines(empty.ID); len(a) != 2 || len(b) != 0 {
			t.Fatalf("got %d and %d lines, want the two differences of the kind on one agenda", len(a), len(b))
		}

		agree := func(id docking.ID, on calendar.Date, ours, theirs string) error {
			return try(s, func(tx *db.Tx) error {
				_, err := docking.Agree(tx, s.As("clerk"), id, docking.Agreement{On: on, OurWord: ours, TheirWord: theirs})
				return err
			})
		}
		follow := func(login string, id docking.ID, c docking.Closing) error {
			return try(s, func(tx *db.Tx) error {
				_, err := docking.FollowUp(tx, s.As(login), id, c)
				return err
			})
		}
		answer := func(id docking.ID, order int, words string, done bool) error {
			return try(s, func(tx *db.Tx) error {
				return docking.Answer(tx, s.As("clerk"), id, order, docking.Answering{Officer: s.As("police").Officer, Answer: words, Done: done})
			})
		}
		held := docking.Closing{Place: "东盛路派出所", Partners: "东盛路派出所", People: 5}

		refused(s, "followed up before it is agreed", fault.Conflict, "还没有商定", follow("clerk", r.ID, held))
		refused(s, "one side's word", fault.Invalid, "派出所的意见", agree(r.ID, sixth, "同意", " "))
		refused(s, "agreed before it was held", fault.Invalid, "不会早于", agree(r.ID, fifth, "同意", "同意"))
		refused(s, "agreed on a day to come", fault.Invalid, "还没有到", agree(r.ID, eighth.AddDays(1), "同意", "同意"))
		refused(s, "a name", fault.Invalid, "不写当事人的姓名", agree(r.ID, sixth, "甲某的事由社区去查", "同意"))
		refused(s, "a telephone", fault.Invalid, "不写电话", agree(r.ID, sixth, "同意", "联系138 0000 5678"))
		if err := agree(r.ID, sixth, "补查", "补登"); err != nil {
			t.Fatal(err)
		}
		refused(s, "agreed twice", fault.Conflict, "已经商定", agree(r.ID, sixth, "补查", "补登"))
		refused(s, "without answers", fault.Conflict, "第1、2行还没有查完", follow("clerk", r.ID, held))
		refused(s, "done without words", fault.Invalid, "怎么回事", answer(r.ID, 1, "", true))
		refused(s, "no such line", fault.NotFound, "", answer(r.ID, 9, "查过", true))
		for i, words := range []string{"派出所漏登，已补登", "街道漏登，已补登"} {
			if err := answer(r.ID, i+1, words, i == 0); err != nil {
				t.Fatal(err)
			}
		}
		refused(s, "one without an end", fault.Conflict, "第2行还没有查完", follow("clerk", r.ID, held))
		if err := answer(r.ID, 2, "街道漏登，已补登", true); err != nil {
			t.Fatal(err)
		}
		refused(s, "followed up by who records no activities", fault.Denied, "", follow("triage", r.ID, held))
		if before := figure(s, "dockings"); before != "0" {
			t.Fatalf("got %s dockings before any was held", before)
		}
		if err := follow("clerk", r.ID, held); err != nil {
			t.Fatal(err)
		}
		if all, hazard, major := figure(s, "dockings"), figure(s, "dockingsHazard"), figure(s, "dockingsMajor"); all != "1" || hazard != "1" || major != "0" {
			t.Errorf("one round is closed: got %s dockings, %s about hazards, %s major", all, hazard, major)
		}
		refused(s, "followed up twice", fault.Conflict, "已经落实", follow("clerk", r.ID, held))
		refused(s, "answered when closed", fault.Conflict, "不能再改", answer(r.ID, 1, "又查", true))

		// The other was recorded as an activity by hand: the round links it and adds none.
		if err := agree(empty.ID, eighth, "没有差异", "没有差异"); err != nil {
			t.Fatalf("agreed with nothing on the agenda: %v", err)
		}
		var by activity.Activity
		s.Must(func(tx *db.Tx) error {
			var err error
			by, err = activity.Record(tx, s.As("police"), activity.Draft{
				Kind: activity.Docking, Variety: activity.HazardInformation, On: eighth, Place: "东盛路派出所", Partners: "东盛路派出所",
			})
			return err
		})
		refused(s, "recorded a second time", fault.Invalid, "免得统计成两次", follow("clerk", empty.ID, held))
		refused(s, "another activity", fault.Invalid, "只对应一次", follow("clerk", empty.ID, docking.Closing{Activity: "none"}))
		if err := follow("triage", empty.ID, docking.Closing{Activity: by.ID}); err != nil {
			t.Fatal(err)
		}
		if all := figure(s, "dockings"); all != "2" {
			t.Errorf("two rounds are closed: got %s dockings", all)
		}
	})
}
