package hazard

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// Board is one week of the weekly board 每周除险晾晒: counts per community. A frozen
// one is never changed; what it said wrongly is printed on the next.
type Board struct {
	Week     calendar.Date // the Monday
	FrozenAt time.Time     // zero while it is a preview
	Hash     string
	Corrects string // what the board before said wrongly
	Lines    []Line

	asOf calendar.Date // of a preview: the last day that is over
}

// Line is what one community shows: numbers, no name and no house.
type Line struct {
	Unit    string
	Name    string
	Found   int // reported in the week and not found untrue
	Cleared int // verified as cleared in the week
	Open    int // confirmed and not cleared when the week ended
	Overdue int // of these, past the day they were to be cleared by
	Longest int // days the oldest of these has been open
}

// Rate is how much of what was there in the week was cleared: the numerator and
// the denominator of the clearance rate.
func (l Line) Rate() (cleared, there int) { return l.Cleared, l.Cleared + l.Open }

// Total adds up the lines.
func (b Board) Total() Line {
	t := Line{Name: "全街道"}
	for _, l := range b.Lines {
		t.Found += l.Found
		t.Cleared += l.Cleared
		t.Open += l.Open
		t.Overdue += l.Overdue
		t.Longest = max(t.Longest, l.Longest)
	}
	return t
}

// Sunday is the last day of the week.
func (b Board) Sunday() calendar.Date { return b.Week.AddDays(6) }

// MondayOf is the first day of the week a day is in.
func MondayOf(d calendar.Date) calendar.Date {
	return d.AddDays(-(int(d.Weekday()) + 6) % 7)
}

// The filters of a line: what the number counts is what the list shows.
var untrue = []string{string(Dismissed)}

func base() matter.Filter { return matter.Filter{Kinds: []string{string(matter.Hazard)}} }

// FoundIn are the hazards of a line's first number.
func (b Board) FoundIn(unit string) matter.Filter {
	f := base()
	f.Community, f.Registered = unit, matter.Period{From: b.Week, To: b.Sunday()}
	f.States = trueStates()
	return f
}

// ClearedIn are those of the second.
func (b Board) ClearedIn(unit string) matter.Filter {
	f := base()
	f.Community, f.Concluded = unit, matter.Period{From: b.Week, To: b.Sunday()}
	return f
}

// OpenAt are those of the third.
func (b Board) OpenAt(unit string) matter.Filter {
	f := base()
	f.Community, f.NotDone = unit, b.Sunday()
	return f
}

// OverdueAt are those of the fourth.
func (b Board) OverdueAt(unit string) matter.Filter {
	f := b.OpenAt(unit)
	f.DueBy = b.Sunday()
	if !b.asOf.Zero() {
		f.DueBy = min(b.asOf, f.DueBy) // what is due today is not late yet
	}
	return f
}

// trueStates are the states of a hazard that is one.
func trueStates() []string {
	var all []string
	for _, s := range States {
		if s.Code != untrue[0] {
			all = append(all, s.Code)
		}
	}
	return all
}

var (
	insertBoard = db.SQL("board.insert", `INSERT INTO board (street_id, id, week_on, frozen_at, body, hash, corrects) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	readBoard   = db.SQL("board.read", `SELECT week_on, frozen_at, body, hash, corrects FROM board WHERE street_id = $1 AND week_on = $2`)
	readBoards  = db.SQL("board.list", `SELECT week_on, frozen_at, body, hash, corrects FROM board WHERE street_id = $1 AND week_on <= $2 ORDER BY week_on DESC LIMIT $3`)
	countWeek   = db.SQL("board.week", `SELECT max(community_id), count(*) FILTER (WHERE registered_on >= $2 AND registered_on <= $3 AND state <> $5),
count(*) FILTER (WHERE concluded_on >= $2 AND concluded_on <= $3),
count(*) FILTER (WHERE accepted_on > 0 AND accepted_on <= $3 AND (concluded_on = 0 OR concluded_on > $3)),
count(*) FILTER (WHERE accepted_on > 0 AND accepted_on <= $3 AND (concluded_on = 0 OR concluded_on > $3) AND open = TRUE AND closed_on = 0 AND due_on > 0 AND due_on <= $4),
coalesce(min(CASE WHEN accepted_on > 0 AND accepted_on <= $3 AND (concluded_on = 0 OR concluded_on > $3) THEN registered_on END), 0)
FROM matter WHERE street_id = $1 AND kind <> '' AND kind <> 'mediation' AND kind = 'hazard' GROUP BY community_id || ''`)
)

func scanBoard(r db.Row) (Board, error) {
	var b Board
	var frozen int64
	var body string
	if err := r.Scan(&b.Week, &frozen, &body, &b.Hash, &b.Corrects); err != nil {
		return b, err
	}
	b.FrozenAt = db.Moment(frozen)
	return b, json.Unmarshal([]byte(body), &b.Lines)
}

// BoardOf is the board of a week: the frozen one, else what it shows so far.
func BoardOf(tx *db.Tx, week calendar.Date) (Board, error) {
	b, err := db.One(tx, readBoard, scanBoard, tx.Street, week)
	if !errors.Is(err, db.ErrNone) {
		return b, err
	}
	return preview(tx, week)
}

// Boards are the frozen boards up to a week, newest first.
func Boards(tx *db.Tx, week calendar.Date, most int) ([]Board, error) {
	return db.All(tx, readBoards, scanBoard, tx.Street, week, most)
}

func preview(tx *db.Tx, week calendar.Date) (Board, error) {
	b := Board{Week: week, asOf: tx.Today().AddDays(-1)}
	units, err := org.Tree(tx, tx.Today())
	if err != nil {
		return b, err
	}
	for _, u := range units {
		if u.Level == actor.Community {
			b.Lines = append(b.Lines, Line{Unit: u.ID, Name: u.Name})
		}
	}
	return b, b.count(tx)
}

// count fills the lines in one reading of the hazards; what it is grouped by is
// worked out, so that no index of the communities is preferred to that of the kinds. Each number is that of the
// filter its link opens: the test of the board holds them together.
func (b Board) count(tx *db.Tx) error {
	late := b.Sunday()
	if !b.asOf.Zero() {
		late = min(b.asOf, late)
	}
	at := map[string]int{}
	for i, l := range b.Lines {
		at[l.Unit] = i
	}
	return tx.Each(countWeek, func(r db.Row) error {
		var n Line
		var oldest calendar.Date
		if err := r.Scan(&n.Unit, &n.Found, &n.Cleared, &n.Open, &n.Overdue, &oldest); err != nil {
			return err
		}
		i, ok := at[n.Unit]
		if !ok {
			return nil // of no community, or of one that is closed
		}
		l := &b.Lines[i]
		l.Found, l.Cleared, l.Open, l.Overdue = n.Found, n.Cleared, n.Open, n.Overdue
		if l.Open > 0 && !oldest.Zero() {
			l.Longest = int(min(b.Sunday(), tx.Today()).DaysSince(oldest)) + 1
		}
		return nil
	}, tx.Street, b.Week, b.Sunday(), late, string(Dismissed))
}

// Freeze keeps a week for good, once it has ended. What the board before said
// wrongly is written on it; no board is ever changed.
func Freeze(tx *db.Tx, by actor.Actor, week calendar.Date, corrects string) (Board, error) {
	if err := identity.FreezeBoard.Check(by); err != nil {
		return Board{}, err
	}
	b := Board{Week: week}
	switch {
	case week != MondayOf(week):
		return b, fault.New(fault.Invalid, "请从星期一开始的一周里选")
	case b.Sunday() >= tx.Today():
		return b, fault.New(fault.Conflict, "这一周到%s才结束，结束以后才能定稿", b.Sunday().Plain())
	}
	_, err := db.One(tx, readBoard, scanBoard, tx.Street, week)
	if err == nil {
		return b, fault.New(fault.Conflict, "这一周已经定稿，不能再改；说错的写在下一期的更正里")
	}
	if !errors.Is(err, db.ErrNone) {
		return b, err
	}
	if b, err = preview(tx, week); err != nil {
		return b, err
	}
	body, err := json.Marshal(b.Lines)
	if err != nil {
		return b, fmt.Errorf("hazard: board: %w", err)
	}
	sum := sha256.Sum256(body)
	b.Hash, b.Corrects, b.FrozenAt = hex.EncodeToString(sum[:]), strings.TrimSpace(corrects), tx.Now
	if _, err := tx.Exec(insertBoard, tx.Street, tx.NewID(), b.Week, tx.Now.UnixMilli(), string(body), b.Hash, b.Corrects); err != nil {
		return b, err
	}
	_, err = event.Append(tx, by, event.Entry{
		Action: "board.freeze", Kind: event.Board, Subject: b.Week.String(), Role: by.First(identity.FreezeBoard.Roles...),
		Details: map[string]string{"week": b.Week.String(), "hash": b.Hash},
	})
	return b, err
}
