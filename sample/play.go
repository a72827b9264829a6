package sample

import (
	"container/heap"
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// scene is something that happens at a moment.
type scene struct {
	at    time.Time
	order int // of two scenes at one moment the one thought of first comes first
	play  func(*db.Tx) error
}

type scenes []scene

func (s scenes) Len() int { return len(s) }
func (s scenes) Less(i, j int) bool {
	return s[i].at.Before(s[j].at) || s[i].at.Equal(s[j].at) && s[i].order < s[j].order
}
func (s scenes) Swap(i, j int) { s[i], s[j] = s[j], s[i] }
func (s *scenes) Push(x any)   { *s = append(*s, x.(scene)) }
func (s *scenes) Pop() any {
	old := *s
	last := old[len(old)-1]
	*s = old[:len(old)-1]
	return last
}

// theatre plays scenes in the order of their moments, so that the ledger reads
// like a street's year and not like an import.
type theatre struct {
	World
	rng     *rand.Rand
	days    *calendar.Calendar
	waiting scenes
	order   int
	done    int
	open    map[string]matter.ID // of the petitions open at the end of the year, the last in each stage
	next    func() bool          // brings the next arrivals on; nil when all are there
}

func newTheatre(w World, seed uint64) *theatre {
	return &theatre{World: w, open: map[string]matter.ID{}, rng: rand.New(rand.NewPCG(seed, 20240101)), days: calendar.Builtin()}
}

// on lets something happen on the first working day on or after a date, at
// some time of the office day.
func (t *theatre) on(d calendar.Date, play func(*db.Tx) error) error {
	d, err := t.days.NextWorkingDay(d)
	if err != nil {
		return err
	}
	t.at(d.Time().Add(time.Duration(9*60+t.rng.IntN(7*60))*time.Minute), play)
	return nil
}

// later lets something happen days after a moment, or a quarter of an hour
// after it when days is 0.
func (t *theatre) later(after time.Time, days int, play func(*db.Tx) error) error {
	if days == 0 {
		t.at(after.Add(15*time.Minute), play)
		return nil
	}
	d, err := t.days.NextWorkingDay(calendar.Of(after).AddDays(days))
	if err != nil {
		return err
	}
	t.at(d.Time().Add(time.Duration(9*60+t.rng.IntN(6*60))*time.Minute), play)
	return nil
}

func (t *theatre) at(moment time.Time, play func(*db.Tx) error) {
	t.order++
	heap.Push(&t.waiting, scene{moment, t.order, play})
}

// together is how many scenes share one transaction.
const together = 500

// run plays everything until the last moment.
func (t *theatre) run(ctx context.Context, d *db.DB, street string, until time.Time, progress func(done int)) error {
	for {
		more := false
		err := d.Update(ctx, street, func(tx *db.Tx) error {
			for range together {
				for t.next != nil && t.next() {
				}
				if len(t.waiting) == 0 || t.waiting[0].at.After(until) {
					return nil
				}
				s := heap.Pop(&t.waiting).(scene)
				if err := s.play(tx.At(s.at)); err != nil {
					return fmt.Errorf("sample: at %s: %w", s.at.In(calendar.Shanghai).Format(time.DateTime), err)
				}
				t.done++
			}
			more = true
			return nil
		})
		if err != nil || !more {
			return err
		}
		if progress != nil {
			progress(t.done)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}
