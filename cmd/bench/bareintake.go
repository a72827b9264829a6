package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"fengsheng/internal/id"
	"fengsheng/internal/search"
)

// kept is a row that the intake wrote, to be written again under another key.
type kept struct {
	table   string
	columns []string
	values  []any
}

// bareIntake lets the bare engine write the rows of one intake, again and
// again, on the one connection that may write: each in a commit of its own,
// which is what the intakes through HTTP are compared with, and, to show what
// shared commits could give, as many together as there were clients.
func bareIntake(ctx context.Context, o options, s street, r *results) (err error) {
	b, err := openBare(ctx, o, s.id)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	w, err := b.writer(ctx)
	if err != nil {
		return err
	}
	lasting := time.Duration(o.Seconds) * time.Second
	single, err := w.rate(ctx, 1, lasting)
	if err != nil {
		return err
	}
	for _, n := range o.Clients {
		shared := single
		if n > 1 {
			if shared, err = w.rate(ctx, n, lasting); err != nil {
				return err
			}
		}
		r.beside(intakeName(n), single, shared)
	}
	return nil
}

// beside puts the bare engine's rates beside the one through HTTP.
func (r *results) beside(name string, single, shared float64) {
	for i := range r.Lines {
		if l := &r.Lines[i]; l.Name == name {
			l.Bare, l.Ratio = single, l.Value/single
			met := l.Ratio >= 0.5
			l.Met = &met
			if shared != single {
				l.Note += fmt.Sprintf("; bare with shared commits %s/s", number(shared))
			}
		}
	}
}

// writer writes intakes without the program.
type writer struct {
	*bare
	matter, story, search kept
	parties, clocks       []kept
	event, submission     kept
	tokens                string
	places                [][]any // estates with their community, in turn, as the forms name them
	seq, row, number      int64
}

// writer reads what the last intake through HTTP has written.
func (b *bare) writer(ctx context.Context) (*writer, error) {
	w := &writer{bare: b, number: time.Now().UnixNano()}
	last, err := b.text(ctx, "SELECT id FROM matter WHERE street_id = $1 ORDER BY id DESC LIMIT 1")
	if err != nil {
		return nil, err
	}
	for _, k := range []struct {
		table, where string
		to           func(kept)
	}{
		{"matter", "id = $2", func(k kept) { w.matter = k }},
		{"story", "id = $2", func(k kept) { w.story = k }},
		{"search_subject", "id = $2", func(k kept) { w.search = k }},
		{"party", "matter_id = $2", func(k kept) { w.parties = append(w.parties, k) }},
		{"clock", "matter_id = $2", func(k kept) { w.clocks = append(w.clocks, k) }},
		{"event", "subject_id = $2", func(k kept) { w.event = k }},
		{"submission", "answer LIKE '%' || $2 || '%'", func(k kept) { w.submission = k }},
	} {
		columns, rows, err := b.query(ctx, "SELECT * FROM "+k.table+" WHERE street_id = $1 AND "+k.where, b.street, last)
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 && k.table != "clock" { // registering starts no clock in every street
			return nil, fmt.Errorf("the last intake has no row in %s", k.table)
		}
		for _, row := range rows {
			k.to(kept{k.table, columns, row})
		}
	}
	if _, w.places, err = b.query(ctx, "SELECT id, community_id FROM unit WHERE street_id = $1 AND level = 'estate' ORDER BY id", b.street); err != nil {
		return nil, err
	}
	w.tokens = strings.Join(search.Tokens(fmt.Sprint(w.search.value("body"))), " ")
	for text, to := range map[string]*int64{"SELECT max(seq) FROM event": &w.seq, "SELECT max(rowid_) FROM search_subject": &w.row} {
		_, rows, err := b.query(ctx, text)
		if err != nil {
			return nil, err
		}
		*to = rows[0][0].(int64)
	}
	return w, nil
}

func (k kept) value(column string) any {
	for i, c := range k.columns {
		if c == column {
			return k.values[i]
		}
	}
	return nil
}

// with is the row with other values in some columns.
func (k kept) with(changes map[string]any) kept {
	other := kept{k.table, k.columns, append([]any(nil), k.values...)}
	for i, c := range k.columns {
		if v, changed := changes[c]; changed {
			other.values[i] = v
		}
	}
	return other
}

func (w *writer) insert(ctx context.Context, k kept) error {
	marks := make([]string, len(k.values))
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	return w.exec(ctx, "INSERT INTO "+k.table+" ("+strings.Join(k.columns, ", ")+") VALUES ("+strings.Join(marks, ", ")+")", k.values...)
}

// rate is how many intakes are on disk each second, so many in one commit.
func (w *writer) rate(ctx context.Context, together int, lasting time.Duration) (float64, error) {
	began, done := time.Now(), 0
	for time.Since(began) < lasting {
		if err := w.raw(ctx, map[bool]string{true: "BEGIN IMMEDIATE", false: "BEGIN"}[w.lite]); err != nil {
			return 0, err
		}
		for range together {
			if err := w.one(ctx); err != nil {
				return 0, err
			}
		}
		if err := w.raw(ctx, "COMMIT"); err != nil {
			return 0, err
		}
		done += together
	}
	return float64(done) / time.Since(began).Seconds(), nil
}

func (w *writer) raw(ctx context.Context, text string) error {
	_, err := w.conn.ExecContext(ctx, text)
	return err
}

// one writes the rows of one intake, in the order of the program.
func (w *writer) one(ctx context.Context) error {
	now := time.Now()
	matter := id.New(now)
	w.number++
	w.row++
	place := w.places[int(w.number)%len(w.places)]
	estate, community := place[0], place[1]
	due, rule := w.matter.value("due_on"), w.matter.value("due_rule")
	steps := []func() error{
		func() error {
			return w.exec(ctx, `INSERT INTO counter (street_id, id, value) VALUES ($1, 'bench', 1)
ON CONFLICT (street_id, id) DO UPDATE SET value = counter.value + 1`, w.street)
		},
		func() error {
			return w.insert(ctx, w.matter.with(map[string]any{
				"id": matter, "number": fmt.Sprintf("测〔2024〕%d号", w.number), "state": "", "registered_on": 0, "due_on": 0, "due_rule": "", "version": 0,
				"estate_id": estate, "community_id": community,
			}))
		},
		func() error { return w.insert(ctx, w.story.with(map[string]any{"id": matter})) },
		func() error { return w.insertAll(ctx, w.people(community), matter, now) },
		func() error { return w.insert(ctx, w.search.with(map[string]any{"id": matter, "rowid_": w.row})) },
		func() error { return w.words(ctx) },
		func() error { return w.happened(ctx, matter) },
		func() error {
			return w.exec(ctx, "UPDATE matter SET state = 'received', version = version + 1 WHERE street_id = $1 AND id = $2 AND version = 0", w.street, matter)
		},
		func() error { return w.insertAll(ctx, w.clocks, matter, now) },
		func() error { return w.happened(ctx, matter) },
		func() error {
			return w.exec(ctx, `UPDATE matter SET state = 'registered', registered_on = $3, due_on = $4, due_rule = $5, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = 1`, w.street, matter, w.matter.value("registered_on"), due, rule)
		},
		func() error { return w.insert(ctx, w.submission.with(map[string]any{"id": id.New(now)})) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) insertAll(ctx context.Context, all []kept, matter string, now time.Time) error {
	for _, k := range all {
		if err := w.insert(ctx, k.with(map[string]any{"id": id.New(now), "matter_id": matter})); err != nil {
			return err
		}
	}
	return nil
}

// people are new people, as on each form.
func (w *writer) people(community any) []kept {
	var all []kept
	for i, p := range w.parties {
		name := fmt.Sprintf("%d乙%d", i, w.number)
		all = append(all, p.with(map[string]any{"name": name, "key": name, "phone": fmt.Sprintf("1%010d", (w.number*2+int64(i))%1e10), "community_id": community}))
	}
	return all
}

func (w *writer) words(ctx context.Context) error {
	text := "INSERT INTO search_text (rowid, tok) VALUES ($1, $2)"
	if !w.lite {
		text = "INSERT INTO search_text (rowid, tok) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))"
	}
	return w.exec(ctx, text, w.row, w.tokens)
}

// happened writes an event; its chain is not right, the street is for measuring.
func (w *writer) happened(ctx context.Context, matter string) error {
	w.seq++
	var hash [32]byte
	if _, err := rand.Read(hash[:]); err != nil {
		return err
	}
	return w.insert(ctx, w.event.with(map[string]any{"seq": w.seq, "subject_id": matter, "prev": hash[:], "hash": hash[:]}))
}
