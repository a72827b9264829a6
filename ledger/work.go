package ledger

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/seal"
	"fengsheng/internal/sheet"
	"fengsheng/matter"
)

// How many rows are done in one transaction: few enough that nobody who waits
// for the one writer notices.
const (
	checkBatch = 250
	enterBatch = 25
)

// Work does what an import waits for, batch by batch, each in a transaction of
// its own that also notes how far it is. When it ends in between, whatever the
// reason, nothing is half done, and Work goes on where it was.
func Work(ctx context.Context, d *db.DB, by actor.Actor, id string) error {
	w := &worker{by: by}
	w.view = func(do func(*db.Tx) error) error { return d.View(ctx, by.Street, do) }
	w.change = func(do func(*db.Tx) error) error { return d.Update(ctx, by.Street, do) }
	return w.noted(id)
}

// WorkIn does all of it in a transaction that is open: whole or not at all.
func WorkIn(tx *db.Tx, by actor.Actor, id string) error {
	here := func(do func(*db.Tx) error) error { return do(tx) }
	w := &worker{by: by, view: here, change: here}
	return w.noted(id)
}

// noted works, and keeps the sentence with which it stopped.
func (w *worker) noted(id string) error {
	err := w.work(id)
	if f := fault.Of(err); f != nil && !fault.Is(err, fault.NotFound) {
		noted := w.change(func(tx *db.Tx) error {
			_, err := tx.Exec(failImport, tx.Street, id, f.Message)
			return err
		})
		return errors.Join(err, noted)
	}
	return err
}

func (w *worker) work(id string) error {
	for {
		err := w.view(func(tx *db.Tx) error {
			var err error
			if w.im, err = Load(tx, w.by, id); err != nil {
				return err
			}
			if w.names == nil {
				w.names, err = learn(tx)
			}
			return err
		})
		if err != nil {
			return err
		}
		switch w.im.State {
		case Checking:
			err = w.check()
		case Entering:
			err = w.update(w.enter)
		case Withdrawing:
			err = w.update(w.withdraw)
		default:
			return nil
		}
		if err != nil {
			return err
		}
	}
}

type worker struct {
	by     actor.Actor
	im     Import
	names  *names
	batch  []Row
	seen   map[string]int                       // the rows of the batch by their key
	view   func(do func(tx *db.Tx) error) error // runs a transaction that reads
	change func(do func(tx *db.Tx) error) error // runs one that writes
}

func (w *worker) update(do func(tx *db.Tx) error) error {
	return w.change(func(tx *db.Tx) error {
		if err := identity.Still(tx, w.by); err != nil {
			return err
		}
		if err := allowed(w.by, w.im.Kind); err != nil {
			return err
		}
		return do(tx)
	})
}

// check reads the file from its beginning and tries every row that was not tried
// before. One batch of rows is in memory.
func (w *worker) check() (err error) {
	var f *sheet.File
	err = w.view(func(tx *db.Tx) error {
		body, size, err := w.im.file(tx)
		if err != nil {
			return err
		}
		f, err = sheet.Open(body, size)
		return err
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	err = f.Each(w.im.Sheet, sheet.MostRows+sheet.HeadMost, func(r sheet.Row) error {
		if r.Number <= max(w.im.Head, w.im.At) || explains(r.Cells) {
			return nil
		}
		w.batch = append(w.batch, Row{Number: r.Number, Cells: slices.Clone(r.Cells)})
		if len(w.batch) < checkBatch {
			return nil
		}
		return w.flush()
	})
	if err != nil {
		return err
	}
	if err := w.flush(); err != nil {
		return err
	}
	return w.update(func(tx *db.Tx) error { return w.im.goes(tx, Checked) })
}

// flush tries the rows of the batch and keeps them with what was found.
func (w *worker) flush() error {
	if len(w.batch) == 0 {
		return nil
	}
	w.seen = map[string]int{}
	err := w.view(func(tx *db.Tx) error {
		for i := range w.batch {
			if err := w.try(tx, &w.batch[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	im := w.im
	err = w.update(func(tx *db.Tx) error {
		ring, err := tx.Keys()
		if err != nil {
			return err
		}
		key := ring.Of(seal.Files)
		for _, row := range w.batch {
			if err := row.insert(tx, key, im.ID); err != nil {
				return err
			}
		}
		return im.proceed(tx, w.batch[len(w.batch)-1].Number)
	})
	if err == nil {
		w.im, w.batch = im, w.batch[:0]
	}
	return err
}

// try says what would become of a row.
func (w *worker) try(tx *db.Tx, row *Row) error {
	r := w.reading(row)
	e := books[w.im.Kind].read(r)
	if err := w.recognise(tx, row, r); err != nil || row.Verdict != "" {
		return err
	}
	return judge(row, r, e.check(tx, w.by, false))
}

func (w *worker) reading(row *Row) *reading {
	return &reading{im: &w.im, names: w.names, cells: row.Cells, fields: books[w.im.Kind].fields}
}

// recognise finds out whether the row was entered before, or stands twice in the file.
func (w *worker) recognise(tx *db.Tx, row *Row, r *reading) error {
	ring, err := tx.Keys()
	if err != nil {
		return err
	}
	row.key = ring.Equal("ledger", r.identity())
	row.Subject, err = db.Value[string](tx, readKey, tx.Street, string(w.im.Kind), w.im.Source, row.key)
	switch {
	case err == nil:
		row.Verdict, row.Problems = Known, []Problem{{Sentence: "以前从“" + w.im.Source + "”导入过，不会重复登记"}}
		return nil
	case !errors.Is(err, db.ErrNone):
		return err
	}
	first, found := w.seen[row.key]
	if !found {
		first, err = db.Value[int](tx, sameRow, tx.Street, w.im.ID, row.key)
		if err != nil && !errors.Is(err, db.ErrNone) {
			return err
		}
		found = err == nil
	}
	if !found {
		w.seen[row.key] = row.Number
		return nil
	}
	if r.raw(own) == "" {
		row.Verdict, row.Problems = Known, []Problem{{Sentence: "和" + rowName(first) + "完全一样，只登记一次"}}
		return nil
	}
	row.Verdict = Wrong
	r.wrong(own, "和"+rowName(first)+"的原编号一样，请改成不同的编号，或者删去一行")
	row.Problems = r.problems
	return nil
}

// judge turns what the operation says into a verdict. What is no fault stops the work.
func judge(row *Row, r *reading, err error) error {
	var known *matter.Known
	switch {
	case err == nil:
	case errors.As(err, &known):
		if len(r.problems) == 0 {
			row.Verdict = Like
			r.problems = []Problem{{Sentence: known.Error() + "（" + known.Matters[0].Number + "）"}}
		}
	case fault.Is(err, fault.Conflict):
		if len(r.problems) == 0 {
			row.Verdict, r.problems = Known, []Problem{{Sentence: err.Error()}}
		}
	case fault.Of(err) == nil:
		return err
	default:
		r.faults(err)
	}
	row.Problems = r.problems
	if row.Verdict == "" {
		row.Verdict = New
		if len(r.problems) > 0 {
			row.Verdict = Wrong
		}
	}
	return nil
}

// enter enters the next rows. What has become wrong since the dry run is kept
// with its reason; whatever else goes wrong undoes the batch.
func (w *worker) enter(tx *db.Tx) error {
	or := New
	if w.im.Likes {
		or = Like
	}
	rows, err := rowsOf(tx, w.im, New, or, w.im.At, enterBatch)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return w.done(tx)
	}
	entered := 0
	for i := range rows {
		row := &rows[i]
		if err := w.enterRow(tx, row); err != nil {
			return err
		}
		if row.Verdict == Entered {
			entered++
		}
	}
	head, err := event.Head(tx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		row.seq = head.Seq
		if err := row.update(tx, w.im.ID); err != nil {
			return err
		}
	}
	last := rows[len(rows)-1].Number
	err = w.im.told(tx, w.by, "import.enter", "", map[string]string{
		"from": strconv.Itoa(rows[0].Number), "to": strconv.Itoa(last), "entered": strconv.Itoa(entered),
	})
	if err != nil {
		return err
	}
	return w.im.proceed(tx, last)
}

func (w *worker) enterRow(tx *db.Tx, row *Row) error {
	sure := row.Verdict == Like || row.Verdict == New
	row.Verdict, row.Problems = "", nil
	r := w.reading(row)
	e := books[w.im.Kind].read(r)
	subject, err := db.Value[string](tx, readKey, tx.Street, string(w.im.Kind), w.im.Source, row.key)
	switch {
	case err == nil:
		row.Verdict, row.Subject = Known, subject
		return nil
	case !errors.Is(err, db.ErrNone):
		return err
	}
	if err := judge(row, r, e.check(tx, w.by, sure)); err != nil || row.Verdict != New {
		return err
	}
	if row.Subject, err = e.enter(tx, w.by); err != nil {
		return err
	}
	row.Verdict = Entered
	_, err = tx.Exec(insertKey, tx.Street, string(w.im.Kind), w.im.Source, row.key, row.Subject, w.im.ID)
	return err
}

// done ends the entering; the file has served.
func (w *worker) done(tx *db.Tx) error {
	if _, err := tx.Exec(dropParts, tx.Street, w.im.ID); err != nil {
		return err
	}
	w.im.Sample = nil
	if err := w.im.goes(tx, Done); err != nil {
		return err
	}
	return w.counted(tx, "import.done", "", Entered, Known, Like, Wrong)
}

func (w *worker) counted(tx *db.Tx, action, reason string, of ...Verdict) error {
	counts, err := Counts(tx, w.im)
	if err != nil {
		return err
	}
	details := map[string]string{"kind": string(w.im.Kind)}
	for _, v := range of {
		details[string(v)] = strconv.Itoa(counts[v])
	}
	return w.im.told(tx, w.by, action, reason, details)
}

// withdraw takes the next rows back.
func (w *worker) withdraw(tx *db.Tx) error {
	rows, err := rowsOf(tx, w.im, Entered, Entered, w.im.At, enterBatch)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		if err := w.im.goes(tx, Withdrawn); err != nil {
			return err
		}
		return w.counted(tx, "import.withdraw", w.im.Reason, Taken, Left)
	}
	b := books[w.im.Kind]
	for _, row := range rows {
		worked, err := touched(tx, b.events, row)
		if err != nil {
			return err
		}
		if row.Verdict = Left; !worked {
			err = b.back(tx, w.by, row.Subject, w.im.Reason)
			switch f := fault.Of(err); {
			case err == nil:
				row.Verdict = Taken
				_, err = tx.Exec(dropKey, tx.Street, string(w.im.Kind), w.im.Source, row.key)
			case f != nil: // refused before anything was written
				row.Problems, err = []Problem{{Sentence: f.Message}}, nil
			}
			if err != nil {
				return err
			}
		}
		if err := row.update(tx, w.im.ID); err != nil {
			return err
		}
	}
	return w.im.proceed(tx, rows[len(rows)-1].Number)
}

// looking are the events that change nothing.
var looking = []string{"matter.reveal", "matter.barred"}

// touched reports whether anybody worked on what a row became: the ledger of
// events has something behind it, or another record names it.
func touched(tx *db.Tx, kind string, row Row) (bool, error) {
	events, err := event.Of(tx, kind, row.Subject, 20)
	if err != nil {
		return false, err
	}
	for _, e := range events {
		if e.Seq > row.seq && !slices.Contains(looking, e.Action) {
			return true, nil
		}
	}
	n, err := db.Value[int](tx, named, tx.Street, row.Subject)
	return n > 0, err
}

var named = db.SQL("ledger.named", `SELECT (SELECT count(*) FROM activity_matter WHERE street_id = $1 AND matter_id = $2)
+ (SELECT count(*) FROM link WHERE street_id = $1 AND (a_id = $2 OR b_id = $2))
+ (SELECT count(*) FROM document WHERE street_id = $1 AND matter_id = $2)`)
