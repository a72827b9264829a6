package report

import (
	"slices"
	"strings"
	"testing"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
)

// reviewedOnly is a report that has passed three reviews, without the checks.
func (w world) reviewedOnly() (ID, string) {
	w.t.Helper()
	id := w.begin()
	w.must(id, path[:3]...)
	hash := w.freeze(id).Hash
	w.update(func(tx *db.Tx) error { return Pass(tx, final, id, Judgement{Hash: hash}) })
	return id, hash
}

// Both checks are made by persons who did not write it, of exactly what was
// reviewed, before anybody can publish.
func TestSEC_PUB_ChecksBeforePublication(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		id, hash := w.reviewedOnly()
		err := w.do(id, DoPublish, writer)
		refused(t, err, fault.Invalid, "")
		if f := fault.Of(err).Fields; len(f) != 2 || !strings.Contains(f[0].Message, "保密审查还没有做") || !strings.Contains(f[1].Message, "个人信息审查还没有做") {
			t.Errorf("got %+v, want both checks named", f)
		}
		clear := func(by actor.Actor, c Check, hash, words string) error {
			return w.try(func(tx *db.Tx) error { return Clear(tx, by, id, c, hash, words) })
		}
		also := person("o1", "演示甲", actor.ReportWriter, actor.FirstReviewer)
		refused(t, clear(writer, Secrecy, hash, "逐段看过"), fault.Denied, "初审人")
		refused(t, clear(also, Secrecy, hash, "逐段看过"), fault.Denied, "写这份报告的人")
		refused(t, clear(first, Secrecy, "0", "逐段看过"), fault.Conflict, "不是现在送审的这一稿")
		refused(t, clear(first, Secrecy, hash, ""), fault.Invalid, "请写明理由")
		refused(t, clear(first, "other", hash, "逐段看过"), fault.NotFound, "没有这种审查")
		if err := clear(first, Secrecy, hash, "逐段看过，没有涉密内容"); err != nil {
			t.Fatal(err)
		}
		refused(t, clear(second, Secrecy, hash, "又看一遍"), fault.Conflict, "已经做过了")
		refused(t, w.do(id, DoPublish, writer), fault.Invalid, "")
		if err := clear(second, Privacy, hash, "没有能认出人的内容"); err != nil {
			t.Fatal(err)
		}
		w.must(id, DoPublish)
		refused(t, clear(first, Secrecy, hash, "看过"), fault.Conflict, "终审以后、发布以前")
		if got := w.events(id); !slices.Contains(got, "report.clear.secrecy") || !slices.Contains(got, "report.clear.privacy") {
			t.Errorf("events: got %q, want both checks", got)
		}
	})
}

// What was returned has to be checked anew: a clearance is of one round.
func TestAClearanceIsOfOneRound(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
	id := w.begin()
	w.must(id, path[:4]...)
	w.must(id, DoReturn)
	w.must(id, path[:3]...)
	hash := w.freeze(id).Hash
	w.update(func(tx *db.Tx) error { return Pass(tx, final, id, Judgement{Hash: hash}) })
	refused(t, w.do(id, DoPublish, writer), fault.Invalid, "")
}

// The public finds what is published and nothing else, word for word what was
// reviewed; what no longer stands is told with its reason.
func TestPublicOf(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		public := func() (Public, error) {
			var p Public
			err := d.View(t.Context(), street, func(tx *db.Tx) error {
				var err error
				p, err = PublicOf(tx, 2031)
				return err
			})
			return p, err
		}
		id := w.begin()
		for _, c := range path {
			_, err := public()
			refused(t, err, fault.NotFound, "没有公开2031年度的报告")
			w.must(id, c)
		}
		p, err := public()
		if err != nil {
			t.Fatal(err)
		}
		f := w.freeze(id)
		if p.Compiled.Hash != f.Hash || p.Reviews[0].Hash != f.Hash || len(p.Reviews) != 3 || len(p.Checks) != 2 || p.Compiled.Live {
			t.Errorf("got %s, %d reviews, %d checks; want the frozen %s", p.Compiled.Hash, len(p.Reviews), len(p.Checks), f.Hash)
		}
		w.update(func(tx *db.Tx) error { // a record that came later changes nothing
			_, err := tx.Exec(insertMatter, tx.Street, "later", calendar.On(2031, 12, 30), 0, 0, "")
			return err
		})
		if again, err := public(); err != nil || again.Compiled.Text != p.Compiled.Text || !strings.Contains(p.Compiled.Text, "受理纠纷10件") {
			t.Errorf("got %v and\n%s", err, again.Compiled.Text)
		}
		w.must(id, DoWithdraw)
		p, err = public()
		if err != nil || p.Stands() || p.Compiled.Text != "" || len(p.Ended) != 1 || p.Ended[0].Reason != "发现错字" || p.Ended[0].Replaced || p.Ended[0].On != calendar.Of(january) {
			t.Errorf("withdrawn: got %+v, %v; want the reason and no text", p, err)
		}
		next := w.begin()
		w.must(next, path...)
		if p, err = public(); err != nil || !p.Stands() || len(p.Ended) != 1 {
			t.Errorf("published anew: got %+v, %v", p, err)
		}
		w.view(func(tx *db.Tx) error {
			years, err := PublicYears(tx)
			if len(years) != 1 || years[0].ID != next {
				t.Errorf("years: got %+v, want the one that stands", years)
			}
			return err
		})
	})
}

// A text that was changed behind the program's back is not shown at all.
func TestSEC_PUB_ABrokenFreezeIsNotShown(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
	id := w.begin()
	w.must(id, path...)
	w.update(func(tx *db.Tx) error {
		for _, s := range tampering["text"] {
			if _, err := tx.Exec(s); err != nil {
				return err
			}
		}
		return nil
	})
	err := w.d.View(t.Context(), street, func(tx *db.Tx) error { _, err := PublicOf(tx, 2031); return err })
	if err == nil || fault.Of(err) != nil {
		t.Errorf("got %v, want a failure that tells the public nothing", err)
	}
}

func TestTracesAndSmallFigures(t *testing.T) {
	t.Parallel()
	c := Content{Pieces: []Piece{{Number: "一、", Heading: "甲", Paragraphs: []Line{{{Text: "请打13800001234，3号楼2单元，机密"}}}}}}
	if got := Traces(c, Privacy); len(got) != 3 || got[0].Text != "13800001234" {
		t.Errorf("got %+v, want a telephone and a house", got)
	}
	if got := Traces(c, Secrecy); len(got) != 1 || got[0].Where != "一、甲" {
		t.Errorf("got %+v, want one", got)
	}
	for _, row := range []struct {
		f            Figure
		small, parts bool
	}{
		{Figure{Code: "petitionsSettled", Unit: "件", Numerator: 2}, true, false},
		{Figure{Code: accepted, Unit: "件", Numerator: 799}, false, false},
		{Figure{Code: "rolMeetings", Unit: "次", Numerator: 3}, false, false},
		{Figure{Code: rate, Numerator: 798, Denominator: 799}, false, true},
		{Figure{Code: rate, Numerator: 700, Denominator: 799}, false, false},
		{Figure{Code: ManualCode, Unit: "人", Numerator: 2}, false, false},
	} {
		if row.f.Small() != row.small || row.f.SmallParts() != row.parts {
			t.Errorf("%+v: got %v and %v", row.f, row.f.Small(), row.f.SmallParts())
		}
	}
}
