package report

import (
	"slices"
	"strings"
	"testing"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
)

func TestTheFreezeStaysWhenRecordsChange(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		id := w.begin()
		w.must(id, DoSend)
		f := w.freeze(id)
		w.view(func(tx *db.Tx) error {
			for i, g := range f.Figures {
				rows, err := FrozenRows(tx, f, i)
				if want := map[string]int{accepted: 10, concluded: 8, resolved: 6}[g.Code]; err == nil && want != 0 && len(rows) != want {
					t.Errorf("%s: got %d rows frozen, want %d", g.Code, len(rows), want)
				}
			}
			all, err := Differences(tx, w.load(id), f)
			if len(all) != 0 {
				t.Errorf("nothing changed: got %v, want no difference", all)
			}
			return err
		})
		w.update(func(tx *db.Tx) error {
			_, err := tx.Exec(insertMatter, tx.Street, "later", calendar.On(2031, 12, 30), 0, 0, "")
			return err
		})
		w.view(func(tx *db.Tx) error {
			r := w.load(id)
			c, err := Read(tx, r)
			if err != nil || !strings.Contains(c.Text, "受理纠纷10件") || c.Live {
				t.Errorf("got %v and\n%s\nwant the frozen 10件", err, c.Text)
			}
			all, err := Differences(tx, r, f)
			for _, x := range all {
				if x.Figure.Code == rate && x.Words() != "现在是72.73%，冻结时80.00%；明细多出1条，少了0条" {
					t.Errorf("got %s", x.Words())
				}
				if x.Figure.Code == accepted && x.Words() != "现在是11件，冻结时10件；明细多出1条，少了0条" {
					t.Errorf("got %s", x.Words())
				}
			}
			if len(all) == 0 {
				t.Error("got no difference, want one for the matter that came later")
			}
			return err
		})
		w.must(id, path[1:]...) // what was frozen is published, whatever came later
	})
}

func TestARowExchangedForAnotherIsADifference(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
	id := w.begin()
	w.must(id, DoSend)
	w.update(func(tx *db.Tx) error {
		if _, err := tx.Exec(insertMatter, tx.Street, "later", calendar.On(2031, 12, 30), 0, 0, ""); err != nil {
			return err
		}
		_, err := tx.Exec(touchMatter, tx.Street, "m0009", 0)
		return err
	})
	w.view(func(tx *db.Tx) error {
		all, err := Differences(tx, w.load(id), w.freeze(id))
		found := ""
		for _, x := range all {
			if x.Figure.Code == accepted {
				found = x.Words()
			}
		}
		if want := "数没有变（10件），但明细变了；明细多出1条，少了1条"; found != want {
			t.Errorf("got %q, want %q", found, want)
		}
		return err
	})
}

// A rate keeps both: which records, and which of them its numerator counts.
func TestRecordsOfARate(t *testing.T) {
	t.Parallel()
	got := Records([]string{"+a", "+c", "a", "b", "c"})
	want := []Record{{"a", true}, {"b", false}, {"c", true}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

var tampering = map[string][]db.Stmt{
	"text": {
		db.SQL("test.report.noFreezeTrigger", `DROP TRIGGER report_freeze_no_update`),
		db.SQL("test.report.changeText", `UPDATE report_freeze SET document = replace(document, '10件', '12件')`),
	},
	"figure": {
		db.SQL("test.report.noFigureTrigger", `DROP TRIGGER report_figure_no_update`),
		db.SQL("test.report.changeFigure", `UPDATE report_figure SET value = '12' WHERE value = '10'`),
	},
	"rows": {
		db.SQL("test.report.noFigureTrigger2", `DROP TRIGGER report_figure_no_update`),
		db.SQL("test.report.changeRows", `UPDATE report_figure SET evidence = replace(evidence, 'm0003', 'm9999')`),
	},
}

func TestAFreezeCannotBeChanged(t *testing.T) {
	for name, statements := range tampering {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
			id := w.begin()
			w.must(id, DoSend)
			w.view(func(tx *db.Tx) error { return Verify(tx, w.freeze(id)) })
			if err := w.try(func(tx *db.Tx) error { _, err := tx.Exec(statements[1]); return err }); err == nil {
				t.Error("with the trigger: got no error, want the change refused")
			}
			w.update(func(tx *db.Tx) error {
				for _, s := range statements {
					if _, err := tx.Exec(s); err != nil {
						return err
					}
				}
				return nil
			})
			refused(t, w.d.View(t.Context(), street, func(tx *db.Tx) error { return Verify(tx, w.freeze(id)) }), fault.Conflict, "和冻结时不一样")
			refused(t, w.do(id, DoPassFirst, first), fault.Conflict, "和冻结时不一样")
		})
	}
}
