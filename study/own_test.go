package study_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"testing"

	"fengsheng/activity"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/matter"
	"fengsheng/sample/stage"
	"fengsheng/study"
)

func TestWhatOneStudiesAloneIsOnesOwn(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		leader := s.As("leader")
		listed(s, law(study.Common, "", "宪法", 0))
		article := law(study.Leader, leader.Officer, "行政诉讼法", 0)
		article.Articles = "第三条"
		listed(s, article)
		listed(s, law(study.Leader, leader.Officer, "突发事件应对法", 0))
		made := arranged(s, plan(s, activity.CentralGroup, "宪法", "突发事件应对法"))
		note := func(login string, o study.Own) func(*db.Tx) error {
			return func(tx *db.Tx) error { return only(study.Note(tx, s.As(login), o)) }
		}
		o := study.Own{On: s.Today().AddDays(-1), Reference: study.Reference{Title: "《中华人民共和国行政诉讼法》", Articles: "第三条"}, Note: "出庭"}
		fails(s, fault.Denied, "", note("admin", o))
		fails(s, fault.Invalid, "还没有到", note("leader", study.Own{On: s.Today().AddDays(1), Reference: o.Reference}))
		fails(s, fault.Invalid, "哪一天", note("leader", study.Own{Reference: o.Reference}))
		fails(s, fault.Invalid, "哪一部", note("leader", study.Own{On: o.On}))
		fails(s, fault.Invalid, "不用补学", note("leader", study.Own{On: o.On, Reference: o.Reference, Session: made.ID}))
		fails(s, fault.NotFound, "找不到", note("leader", study.Own{On: o.On, Reference: o.Reference, Session: "none"}))
		s.Must(note("leader", o))
		held(s, made.ID, study.Holding{Present: []string{leader.Officer}})
		s.Must(note("clerk", study.Own{On: s.Today(), Reference: study.Reference{Title: "宪法"}, Session: made.ID}))
		s.Must(func(tx *db.Tx) error {
			mine, err := study.Noted(tx, leader, 2024)
			others, err2 := study.Noted(tx, s.As("final"), 2024)
			if len(mine) != 1 || mine[0].Title != "中华人民共和国行政诉讼法" || len(others) != 0 {
				t.Errorf("the leader has %+v, somebody else %+v", mine, others)
			}
			want := map[string]calendar.Date{"宪法": s.Today(), "行政诉讼法": o.On, "突发事件应对法": s.Today()}
			rows, err3 := study.Mine(tx, leader, 2024)
			led, err4 := study.Carrying(tx, s.As("final"), leader.Officer, 2024)
			if len(rows) != 3 || len(led) != 3 {
				t.Errorf("the plan has %d laws, the one in charge sees %d", len(rows), len(led))
			}
			for i, r := range rows {
				if r.Done != want[r.Title] || led[i].Done != r.Done {
					t.Errorf("%s was done %s, want %s", r.Title, r.Done, want[r.Title])
				}
			}
			if none, err := study.Mine(tx, s.As("clerk"), 2024); len(none) != 0 || err != nil {
				t.Errorf("somebody who is no leader has a list of %d, %v", len(none), err)
			}
			planned, done, err5 := study.PlansDone(tx, s.As("writer"), 2024)
			if planned != 2 || done != 2 {
				t.Errorf("%d planned, %d done, want 2 and 2", planned, done)
			}
			events, err6 := event.List(tx, event.Filter{Officer: leader.Officer, Limit: 10})
			if len(events) != 0 {
				t.Errorf("the ledger tells of what a leader studied: %+v", events)
			}
			return errors.Join(err, err2, err3, err4, err5, err6)
		})
		fails(s, fault.Denied, "只能由", func(tx *db.Tx) error { return only(study.Carrying(tx, s.As("writer"), leader.Officer, 2024)) })
		var id string
		s.Must(func(tx *db.Tx) error {
			mine, err := study.Noted(tx, leader, 2024)
			id = mine[0].ID
			return err
		})
		fails(s, fault.NotFound, "找不到", func(tx *db.Tx) error { return study.Strike(tx, s.As("clerk"), id) })
		s.Must(func(tx *db.Tx) error { return study.Strike(tx, leader, id) })
	})
}

func received(s *stage.Stage) file.Received {
	s.T.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 40, 30))); err != nil {
		s.T.Fatal(err)
	}
	store, err := s.DB.Files()
	if err != nil {
		s.T.Fatal(err)
	}
	got, err := store.Receive(context.Background(), file.Incoming{Name: "签到表.png", Size: int64(b.Len()), Content: bytes.NewReader(b.Bytes())})
	if err != nil {
		s.T.Fatal(err)
	}
	return got
}

func TestASignInSheetIsKept(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		by := s.As("writer")
		made := arranged(s, plan(s, activity.Branch, "宪法"))
		attach := func(login string, files ...file.Received) func(*db.Tx) error {
			return func(tx *db.Tx) error { return only(study.Attach(tx, s.As(login), made.ID, files)) }
		}
		sheet := received(s)
		fails(s, fault.Denied, "只能由", attach("leader", sheet))
		fails(s, fault.Invalid, "请选择", attach("writer"))
		fails(s, fault.Conflict, "没有存好", attach("writer", file.Received{}))
		s.Must(attach("writer", sheet))
		held(s, made.ID, study.Holding{Others: 6})
		s.Must(func(tx *db.Tx) error {
			all, err := study.Files(tx, by, made.ID)
			none, err2 := study.Files(tx, s.As("leader"), made.ID)
			if len(all) != 1 || len(none) != 0 {
				t.Errorf("%d papers, and a leader sees %d", len(all), len(none))
			}
			_, ref, err3 := study.OpenFile(tx, by, made.ID, all[0].ID)
			if ref != sheet.Ref {
				t.Error("the paper opens another file")
			}
			sweep, err4 := matter.Sweeping(tx.At(tx.Now.AddDate(0, 0, 3)))
			if err4 == nil {
				if _, err5 := sweep(); err5 != nil {
					return err5
				}
			}
			store, err6 := tx.Files()
			if !store.Has(sheet.Ref.ID) {
				t.Error("the sweep takes the sheet away")
			}
			return errors.Join(err, err2, err3, err4, err6)
		})
		fails(s, fault.NotFound, "没有这份", func(tx *db.Tx) error { _, _, err := study.OpenFile(tx, s.As("leader"), made.ID, "x"); return err })
		fails(s, fault.Invalid, "学了什么", func(tx *db.Tx) error { return only(study.Record(tx, by, made.ID, 0, "")) })
		s.Must(func(tx *db.Tx) error { return only(study.Record(tx, by, made.ID, 0, "学了宪法")) })
		fails(s, fault.Conflict, "已记录", func(tx *db.Tx) error { return only(study.RemoveFile(tx, by, made.ID, "x")) })
	})
}

func TestTheReportOnPartyRulesIsSentOnce(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		f := study.Filing{Year: 2024, On: s.Today(), Receiver: "区委", Words: "制度建设情况"}
		send := func(login string, f study.Filing, choice string) func(*db.Tx) error {
			return func(tx *db.Tx) error { return only(study.File(tx, s.As(login), f, choice)) }
		}
		for _, c := range []struct {
			words  string
			change func(*study.Filing)
		}{
			{"还没有到", func(f *study.Filing) { f.On = s.Today().AddDays(1) }},
			{"2024年之内", func(f *study.Filing) { f.On = calendar.On(2023, 12, 31) }},
			{"报给谁", func(f *study.Filing) { f.Receiver = "" }},
			{"哪些情况", func(f *study.Filing) { f.Words = "" }},
			{"年份", func(f *study.Filing) { f.Year = 1 }},
		} {
			bad := f
			c.change(&bad)
			fails(s, fault.Invalid, c.words, send("writer", bad, ""))
		}
		fails(s, fault.Denied, "只能由", send("leader", f, ""))
		var a activity.Activity
		s.Must(func(tx *db.Tx) error {
			var err error
			a, err = activity.Record(tx, s.As("writer"), activity.Draft{Kind: activity.Filing, Variety: activity.PartyRules, On: s.Today(), Topics: "汇报"})
			return err
		})
		var known *activity.ByHand
		if _, err := s.Do(func(tx *db.Tx) (matter.Matter, error) { return matter.Matter{}, send("writer", f, "")(tx) }); !errors.As(err, &known) {
			t.Errorf("got %v, want to be asked about what was recorded by hand", err)
		}
		s.Must(send("writer", f, string(a.ID)))
		fails(s, fault.Conflict, "一年一份", send("writer", f, ""))
		if n := figure(s, "partyRuleReports"); n != 1 {
			t.Errorf("reports are %d, want 1", n)
		}
		s.Must(func(tx *db.Tx) error {
			got, err := study.Filed(tx, s.As("leader"), 2024)
			if got.Activity != a.ID || got.Receiver != "区委" {
				t.Errorf("filed as %+v", got)
			}
			_, none := study.Filed(tx, s.As("audit"), 2024)
			if !errors.Is(none, db.ErrNone) {
				t.Errorf("an auditor reads it: %v", none)
			}
			return err
		})
	})
}
