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

var path = []Command{DoSend, DoPassFirst, DoPassSecond, DoPassFinal, DoPublish}

func TestWholeLife(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		id := w.begin()
		w.must(id, path[:2]...)
		w.must(id, DoReturn)
		if r := w.load(id); r.State != Draft || r.Reason != "第三部分太简略" {
			t.Fatalf("returned: got %s because %q, want a draft with the reason", r.State, r.Reason)
		}
		w.must(id, path...)
		r := w.load(id)
		if r.State != Published || r.Round != 2 || r.Published != calendar.Of(january) {
			t.Errorf("got %+v, want it published in round 2", r)
		}
		w.view(func(tx *db.Tx) error {
			c, err := Read(tx, r)
			if want := "初审：演示乙　　复审：演示丙　　终审：演示丁"; !strings.Contains(c.Text, want) || r.Mark() != "" {
				t.Errorf("got no %s or a mark in\n%s", want, c.Text)
			}
			return err
		})
		events := w.events(id)
		for _, want := range []string{"report.send", "report.passFirst", "report.return", "report.passSecond", "report.passFinal", "report.publish"} {
			if !slices.Contains(events, want) {
				t.Errorf("events: got %q, want %s among them", events, want)
			}
		}
	})
}

// at brings a new report into a state.
func (w world) at(s State) ID {
	w.t.Helper()
	id := w.begin()
	switch s {
	case Draft:
	case Withdrawn:
		w.must(id, append(slices.Clone(path), DoWithdraw)...)
	default:
		order := []State{InReview, FirstReviewed, SecondReviewed, FinalReviewed, Published}
		w.must(id, path[:slices.Index(order, s)+1]...)
	}
	return id
}

// Every line of the table is taken, and every command that is no line from a
// state is refused.
func TestTheTableIsTheWholeTruth(t *testing.T) {
	for _, state := range []State{Draft, InReview, FirstReviewed, SecondReviewed, FinalReviewed, Published, Withdrawn} {
		for _, do := range []Command{DoSend, DoPassFirst, DoPassSecond, DoPassFinal, DoReturn, DoPublish, DoWithdraw} {
			t.Run(string(state)+" "+string(do), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
				id := w.at(state)
				i := slices.IndexFunc(workflow, func(s Step) bool { return s.From == state && s.Do == do })
				if i < 0 {
					by := person("o9", "演示戊", actor.Roles...)
					if err := w.do(id, do, by); !fault.Is(err, fault.Conflict) && !(pass(do) && state.stage() != "") {
						t.Errorf("got %v, want a conflict", err)
					}
					return
				}
				for _, r := range actor.Roles {
					if !slices.Contains(workflow[i].Who, r) {
						if err := w.do(id, do, person("o8", "演示己", r)); !fault.Is(err, fault.Denied) {
							t.Errorf("by %s: got %v, want it denied", r, err)
						}
					}
				}
				w.must(id, do)
				if got := w.load(id).State; got != workflow[i].To {
					t.Errorf("got %s, want %s", got, workflow[i].To)
				}
			})
		}
	}
}

// pass reports whether the command is one of the reviews: all three are one
// operation, which takes the review the state waits for.
func pass(do Command) bool { return do == DoPassFirst || do == DoPassSecond || do == DoPassFinal }

func TestReviewGuards(t *testing.T) {
	everyRole := []actor.Role{actor.ReportWriter, actor.FirstReviewer, actor.SecondReviewer, actor.FinalReviewer}
	for name, row := range map[string]struct {
		after []Command
		by    actor.Actor
		j     Judgement
		kind  fault.Kind
		words string
	}{
		"the first reviewer again as second": {path[:2], person("o2", "演示乙", actor.SecondReviewer), Judgement{}, fault.Denied, "您已经做过初审"},
		"the second reviewer again as final": {path[:3], person("o3", "演示丙", everyRole...), Judgement{Secrecy: true, Privacy: true}, fault.Denied, "您已经做过复审"},
		"the author as final reviewer":       {path[:3], person("o1", "演示甲", everyRole...), Judgement{Secrecy: true, Privacy: true}, fault.Denied, "写这份报告的人不能做终审"},
		"another text than the frozen one":   {path[:1], first, Judgement{Hash: "0"}, fault.Conflict, "不是现在送审的这一稿"},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, d *db.DB) {
				w := newWorld(t, d, 10, 8, 6)
				id := w.begin()
				w.must(id, row.after...)
				before := w.load(id)
				if row.j.Hash == "" {
					row.j.Hash = w.freeze(id).Hash
				}
				refused(t, w.try(func(tx *db.Tx) error { return Pass(tx, row.by, id, row.j) }), row.kind, row.words)
				if after := w.load(id); after != before {
					t.Errorf("after a refusal: got %+v, want %+v", after, before)
				}
			})
		})
	}
}

func TestSomebodyWhoWroteASectionIsAnAuthor(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
	id := w.begin()
	also := person("o4", "演示丁", actor.ReportWriter, actor.FinalReviewer)
	w.update(func(tx *db.Tx) error {
		sections, err := Sections(tx, id)
		if err != nil {
			return err
		}
		return Write(tx, also, id, sections[0].ID, Prose{Body: "现将有关情况报告如下："})
	})
	w.must(id, path[:3]...)
	refused(t, w.do(id, DoPassFinal, also), fault.Denied, "写这份报告的人不能做终审")
}

// What is sent has no contradiction: more concluded than was ever accepted stops
// the report with both places shown.
func TestAContradictionStopsTheReview(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		id := w.begin()
		w.update(func(tx *db.Tx) error {
			for _, m := range []string{"m0000", "m0001", "m0002", "m0003"} {
				if _, err := tx.Exec(touchMatter, tx.Street, m, 0); err != nil {
					return err
				}
			}
			return nil
		})
		err := w.do(id, DoSend, writer)
		refused(t, err, fault.Invalid, "不能送审")
		var wrong string
		for _, f := range fault.Of(err).Fields {
			wrong += f.Message
		}
		where := w.compile(id).Sections[4].Where()
		for _, want := range []string{where + "：6件", where + "：8件"} {
			if !strings.Contains(wrong, want) {
				t.Errorf("got %s, want the place %s", wrong, want)
			}
		}
		if r := w.load(id); r.State != Draft || r.Round != 0 {
			t.Errorf("got %s in round %d, want a draft that was never sent", r.State, r.Round)
		}
	})
}

func TestNothingSentCanBeEdited(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
	id := w.begin()
	s := w.compile(id).Sections[2]
	w.must(id, DoSend)
	for name, err := range map[string]error{
		"write":  w.try(func(tx *db.Tx) error { return Write(tx, writer, id, s.ID, Prose{Heading: "甲", Body: "乙"}) }),
		"add":    w.try(func(tx *db.Tx) error { _, err := Add(tx, writer, id, PartPlans, "甲"); return err }),
		"move":   w.try(func(tx *db.Tx) error { return Move(tx, writer, id, s.ID, false) }),
		"remove": w.try(func(tx *db.Tx) error { return Remove(tx, writer, id, s.ID, s.Version) }),
		"cover": w.try(func(tx *db.Tx) error {
			return SetCover(tx, writer, id, Cover{Title: "甲", Cutoff: calendar.On(2031, 12, 31)})
		}),
	} {
		t.Run(name, func(t *testing.T) { refused(t, err, fault.Conflict, "内容已经冻结") })
	}
}

func TestACorrectionSupersedesWhenItIsPublished(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		old := w.begin()
		w.must(old, path...)
		next := w.begin()
		if got := w.load(old).State; got != Published {
			t.Errorf("while the correction is written: got %s, want published", got)
		}
		w.must(next, path[:4]...)
		refused(t, w.do(next, DoPublish, writer), fault.Invalid, "请写明理由")
		hash := w.freeze(next).Hash
		w.update(func(tx *db.Tx) error {
			return PublishWith(tx, writer, next, Publishing{Hash: hash, Reason: "办结数写错"})
		})
		if a, b := w.load(old).State, w.load(next).State; a != Superseded || b != Published {
			t.Errorf("got %s and %s, want superseded and published", a, b)
		}
		w.view(func(tx *db.Tx) error {
			r, err := OfYear(tx, 2031)
			if r.ID != next {
				t.Errorf("of the year: got %s, want the correction", r.ID)
			}
			return err
		})
		w.must(next, DoWithdraw)
		refused(t, w.d.View(t.Context(), street, func(tx *db.Tx) error { _, err := OfYear(tx, 2031); return err }), fault.NotFound, "还没有2031年度的报告")
	})
}

func TestReasonsAreNeeded(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
	id := w.begin()
	w.must(id, DoSend)
	refused(t, w.try(func(tx *db.Tx) error { return Return(tx, first, id, " ") }), fault.Invalid, "请写明理由")
	refused(t, w.try(func(tx *db.Tx) error { return Return(tx, first, id, strings.Repeat("长", 301)) }), fault.Invalid, "现在多了1字")
	refused(t, w.try(func(tx *db.Tx) error { _, err := Send(tx, writer, id, 1); return err }), fault.Conflict, "不能再做“送审”")
}
