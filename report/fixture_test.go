package report

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
)

// january is when the report of 2031 is written.
var january = time.Date(2032, 1, 20, 2, 0, 0, 0, time.UTC)

const street = "s"

var (
	insertStreet = db.SQL("test.report.street", `INSERT INTO street (street_id, name, short_name, office, district, phone, address, hours, demo, created_at)
VALUES ($1, '枫林街道', '枫林', '枫林街道办事处', '松江新区', '', '', '', FALSE, 0)`)
	insertMatter = db.SQL("test.report.matter", `INSERT INTO matter (street_id, id, number, kind, state, open, class, dispute_type, channel, source, scale, title,
community_id, grid_id, estate_id, venue_id, committee_id, registrar_id, mediator_id, received_at, received_on, registered_on, accepted_on, resolved_on,
concluded_on, closed_on, archived_on, due_on, due_rule, outcome, parties, amount, agreement, difficult, prevented, settled, dossier, dossier_no, parent_id,
into_id, demo, version)
VALUES ($1, $2, $2, 'mediation', 'closed', FALSE, 'civil', '01', 'centre', 'applied', '01', '', '', '', '', '', '', '', '', 0, $3, $3, $3, $4, $5, $5, 0, 0, '', $6, 2, 0,
'', FALSE, FALSE, FALSE, '', '', '', '', FALSE, 1)`)
	touchMatter = db.SQL("test.report.touch", `UPDATE matter SET accepted_on = $3 WHERE street_id = $1 AND id = $2`)
)

// world is a street with records and the people of a report.
type world struct {
	t *testing.T
	d *db.DB
}

func person(officer, name string, roles ...actor.Role) actor.Actor {
	a := actor.Actor{Street: street, Account: "a-" + officer, Officer: officer, Name: name}
	for _, r := range roles {
		a.Posts = append(a.Posts, actor.Post{Role: r, Place: actor.Place{Level: actor.Street, ID: street}})
	}
	return a
}

var (
	writer = person("o1", "演示甲", actor.ReportWriter)
	first  = person("o2", "演示乙", actor.FirstReviewer)
	second = person("o3", "演示丙", actor.SecondReviewer)
	final  = person("o4", "演示丁", actor.FinalReviewer)
)

// newWorld records, in 2031, accepted matters of which the first concluded are
// concluded and the first resolved are resolved.
func newWorld(t *testing.T, d *db.DB, accepted, concluded, resolved int) world {
	t.Helper()
	w := world{t, d}
	w.update(func(tx *db.Tx) error {
		if _, err := tx.Exec(insertStreet, tx.Street); err != nil {
			return err
		}
		for i := range accepted {
			var done, settled calendar.Date
			outcome := ""
			if i < concluded {
				done, outcome = calendar.On(2031, 5, 2), "failed"
			}
			if i < resolved {
				settled, outcome = calendar.On(2031, 5, 2), "agreementOral"
			}
			if _, err := tx.Exec(insertMatter, tx.Street, fmt.Sprintf("m%04d", i), calendar.On(2031, 4, 1), settled, done, outcome); err != nil {
				return err
			}
		}
		return nil
	})
	return w
}

func (w world) update(fn func(*db.Tx) error) {
	w.t.Helper()
	if err := w.try(fn); err != nil {
		w.t.Fatalf("got %v, want no error", err)
	}
}

func (w world) try(fn func(*db.Tx) error) error {
	return w.d.Update(context.Background(), street, fn)
}

func (w world) view(fn func(*db.Tx) error) {
	w.t.Helper()
	if err := w.d.View(context.Background(), street, fn); err != nil {
		w.t.Fatalf("got %v, want no error", err)
	}
}

// begin starts the report of 2031 and fills every section with prose.
func (w world) begin() ID {
	w.t.Helper()
	var id ID
	w.update(func(tx *db.Tx) error {
		var err error
		if id, err = Begin(tx, writer, 2031); err != nil {
			return err
		}
		sections, err := Sections(tx, id)
		for _, s := range sections {
			if s.Part == PartOther || s.Level == levelChapter && s.Part != PartShortfalls {
				continue
			}
			body := "一是抓落实。二是建机制。"
			if s.Part == PartResults && s.Order == 3 {
				body = "全年受理纠纷{{" + accepted + "}}，办结{{" + concluded + "}}，办结率{{" + rate + "|式}}，化解{{" + resolved + "|数}}件。\n另见统计表。"
			}
			if err == nil {
				err = Write(tx, writer, id, s.ID, Prose{Heading: s.Heading, Body: body})
			}
		}
		return err
	})
	return id
}

// write puts prose into the first section of part one.
func (w world) write(id ID, body string) {
	w.t.Helper()
	w.update(func(tx *db.Tx) error {
		sections, err := Sections(tx, id)
		for _, s := range sections {
			if err == nil && s.Part == PartResults && s.Order == 1 {
				err = Write(tx, writer, id, s.ID, Prose{Heading: s.Heading, Body: body})
			}
		}
		return err
	})
}

func (w world) load(id ID) Report {
	w.t.Helper()
	var r Report
	w.view(func(tx *db.Tx) error {
		var err error
		r, err = Load(tx, id)
		return err
	})
	return r
}

func (w world) freeze(id ID) Freeze {
	w.t.Helper()
	var f Freeze
	w.view(func(tx *db.Tx) error {
		r, err := Load(tx, id)
		if err == nil {
			f, err = FreezeOf(tx, id, r.Round)
		}
		return err
	})
	return f
}

func (w world) compile(id ID) Compiled {
	w.t.Helper()
	var c Compiled
	w.view(func(tx *db.Tx) error {
		r, err := Load(tx, id)
		if err == nil {
			c, err = Compile(tx, r)
		}
		return err
	})
	return c
}

// do is one command of the workflow with everything it needs.
func (w world) do(id ID, do Command, by actor.Actor) error {
	hash := ""
	if r := w.load(id); r.Round > 0 {
		hash = w.freeze(id).Hash
	}
	return w.try(func(tx *db.Tx) error {
		switch do {
		case DoSend:
			_, err := Send(tx, by, id, 0)
			return err
		case DoPassFirst, DoPassSecond, DoPassFinal:
			return Pass(tx, by, id, Judgement{Hash: hash, Secrecy: true, Privacy: true})
		case DoReturn:
			return Return(tx, by, id, "第三部分太简略")
		case DoPublish:
			return Publish(tx, by, id, hash)
		case DoWithdraw:
			return Withdraw(tx, by, id, "发现错字")
		}
		return errors.New("no such command")
	})
}

// must takes the steps, each by the person whose step it is.
func (w world) must(id ID, commands ...Command) {
	w.t.Helper()
	who := map[Command]actor.Actor{
		DoSend: writer, DoPassFirst: first, DoPassSecond: second, DoPassFinal: final, DoReturn: second, DoPublish: writer, DoWithdraw: final,
	}
	for _, c := range commands {
		if err := w.do(id, c, who[c]); err != nil {
			w.t.Fatalf("%s: got %v, want no error", c, err)
		}
	}
}

func (w world) events(id ID) []string {
	w.t.Helper()
	var actions []string
	w.view(func(tx *db.Tx) error {
		all, err := event.Of(tx, event.Report, string(id), 200)
		for _, e := range all {
			actions = append(actions, e.Action)
		}
		return err
	})
	return actions
}

func refused(t *testing.T, err error, kind fault.Kind, words string) {
	t.Helper()
	if !fault.Is(err, kind) || !strings.Contains(err.Error(), words) {
		t.Errorf("got %v, want a fault of kind %d with %q", err, kind, words)
	}
}

func each(t *testing.T, run func(t *testing.T, d *db.DB)) {
	t.Helper()
	dbtest.Each(t, dbtest.At(january), run)
}
