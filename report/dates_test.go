package report

import (
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
)

// Sending up is recorded once, as one activity; what was corrected there is read
// as corrected.
func TestFile(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		id := w.begin()
		file := func(by actor.Actor, s SendingUp) error {
			return w.try(func(tx *db.Tx) error { return File(tx, by, id, s) })
		}
		good := SendingUp{On: calendar.On(2032, 1, 19), To: "松江新区区委依法治区办", How: "机要交换，枫林办发〔2032〕3号"}
		refused(t, file(writer, good), fault.Conflict, "终审通过以后才能上报")
		w.must(id, path[:4]...)
		refused(t, file(first, good), fault.Denied, "报告撰写人")
		for _, s := range []SendingUp{{To: "区", How: "邮"}, {On: calendar.On(2032, 2, 1), To: "区", How: "邮"}, {On: calendar.On(2031, 12, 1), To: "区", How: "邮"}, {On: good.On, How: "邮"}, {On: good.On, To: "区"}} {
			refused(t, file(writer, s), fault.Invalid, "")
		}
		refused(t, file(writer, SendingUp{Activity: "x"}), fault.NotFound, "找不到这次")
		if err := file(writer, good); err != nil {
			t.Fatal(err)
		}
		refused(t, file(writer, good), fault.Conflict, "已经登记过上报")
		var f Filing
		load := func() bool {
			sent := false
			w.view(func(tx *db.Tx) error {
				var err error
				f, sent, err = FilingOf(tx, id)
				return err
			})
			return sent
		}
		if !load() || f.To != good.To || f.On != good.On || f.How != good.How {
			t.Fatalf("got %+v, want what was recorded", f)
		}
		w.update(func(tx *db.Tx) error {
			_, err := activity.Correct(tx, writer, f.Activity, 1, activity.Draft{
				Kind: activity.Filing, Variety: activity.Other, On: calendar.On(2032, 1, 20), Partners: good.To, Topics: good.How,
			}, "日期登记错")
			return err
		})
		if !load() || f.On != calendar.On(2032, 1, 20) {
			t.Errorf("got %s, want the corrected day", f.On)
		}
		w.view(func(tx *db.Tx) error {
			n, err := activity.Count(tx, activity.Filter{Kinds: []string{"filing"}})
			if n != 1 {
				t.Errorf("got %d activities, want 1", n)
			}
			return err
		})
		w.update(func(tx *db.Tx) error { return activity.Withdraw(tx, writer, f.Activity, 2, "没有报出去") })
		if load() {
			t.Error("got sent, want that the withdrawn activity is no filing")
		}
		if err := file(writer, good); err != nil {
			t.Error(err)
		}
	})
}

// What somebody recorded by hand is linked and not counted twice.
func TestFileLinksWhatWasRecorded(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
	id := w.begin()
	w.must(id, path...)
	var made activity.Activity
	w.update(func(tx *db.Tx) error {
		var err error
		made, err = activity.Record(tx, writer, activity.Draft{Kind: activity.Filing, Variety: activity.Other, On: calendar.On(2032, 1, 18), Partners: "区里", Topics: "纸质"})
		return err
	})
	w.update(func(tx *db.Tx) error { return File(tx, writer, id, SendingUp{Activity: made.ID}) })
	w.view(func(tx *db.Tx) error {
		f, sent, err := FilingOf(tx, id)
		if !sent || f.On != made.On {
			t.Errorf("got %+v, %v", f, sent)
		}
		return err
	})
}

// The last days come from the rule, or from the district's own order.
func TestDates(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 1, 1, 1)
		dues := func(year int) []Due {
			var all []Due
			w.view(func(tx *db.Tx) error {
				var err error
				all, err = DuesOf(tx, year)
				return err
			})
			return all
		}
		by := dues(2024)
		if by[0].Legal != calendar.On(2025, 2, 28) || by[1].Legal != calendar.On(2025, 3, 31) || len(by[0].Steps) < 3 {
			t.Errorf("got %+v, want 28 February and 31 March 2025 with how they were counted", by)
		}
		if far := dues(2031); far[0].Legal != calendar.On(2032, 2, 29) || !strings.Contains(far[0].Steps[1], "工作日历还没有装入") {
			t.Errorf("beyond the calendar: got %+v", far[0])
		}
		set := func(by actor.Actor, own Dates) error {
			return w.try(func(tx *db.Tx) error { return SetDates(tx, by, own) })
		}
		refused(t, set(first, Dates{FileBy: 215, Source: "通知"}), fault.Denied, "报告撰写人")
		refused(t, set(writer, Dates{FileBy: 230, Source: "通知"}), fault.Invalid, "请填写月和日")
		refused(t, set(writer, Dates{FileBy: 215}), fault.Invalid, "哪一份通知")
		if err := set(writer, Dates{FileBy: 215, Source: "区依法治区办2024年通知"}); err != nil {
			t.Fatal(err)
		}
		if by := dues(2024); by[0].Legal != calendar.On(2025, 2, 15) || !strings.Contains(by[0].Steps[0], "2024年通知") || by[1].Legal != calendar.On(2025, 3, 31) {
			t.Errorf("got %+v, want the district's 15 February", by)
		}
		if err := set(writer, Dates{}); err != nil || dues(2024)[0].Legal != calendar.On(2025, 2, 28) {
			t.Errorf("got %v and %+v, want the rule again", err, dues(2024)[0])
		}
	})
}

func TestDueWords(t *testing.T) {
	t.Parallel()
	last := Due{Title: "上报", Legal: calendar.On(2025, 2, 28)}
	for _, row := range []struct {
		done  calendar.Date
		today calendar.Date
		want  string
	}{
		{0, calendar.On(2025, 2, 28), "还没有上报"},
		{0, calendar.On(2025, 3, 3), "超期3天，还没有上报"},
		{calendar.On(2025, 2, 20), calendar.On(2025, 6, 1), "2025年2月20日按时上报"},
		{calendar.On(2025, 3, 2), calendar.On(2025, 6, 1), "2025年3月2日上报，晚了2天"},
	} {
		last.Done = row.done
		if got := last.Words(row.today); got != row.want {
			t.Errorf("got %q, want %q", got, row.want)
		}
	}
}

// The desk is told what has a last day, and nothing of what is done or only
// corrects what stands.
func TestPending(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		pending := func() []Work {
			var all []Work
			w.view(func(tx *db.Tx) error {
				var err error
				all, err = Pending(tx)
				return err
			})
			return all
		}
		if all := pending(); len(all) != 1 || all[0].Year != 2031 || all[0].Report.ID != "" || len(all[0].Dues) != 2 {
			t.Errorf("nobody has begun: got %+v, want last year's two days", all)
		}
		id := w.begin()
		if all := pending(); len(all) != 1 || all[0].Report.ID != id {
			t.Errorf("begun: got %+v", all)
		}
		w.must(id, path...)
		if all := pending(); len(all) != 1 || len(all[0].Dues) != 1 || all[0].Dues[0].Title != "上报" {
			t.Errorf("published: got %+v, want only that it is to be sent up", all)
		}
		w.begin()
		w.update(func(tx *db.Tx) error {
			return File(tx, writer, id, SendingUp{On: calendar.On(2032, 1, 19), To: "区里", How: "机要交换"})
		})
		if all := pending(); len(all) != 0 {
			t.Errorf("done, with a correction begun: got %+v", all)
		}
	})
}
