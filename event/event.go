// Package event is the ledger of what was done: who, when, to which subject,
// which command, with what outcome. An event is written in the transaction of
// the change it tells of (AUD-01), is never changed, and carries the hash of
// the one before it (AUD-03). It holds ids, codes and dates, never names of
// parties, telephone numbers or anybody's words (AUD-02).
package event

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/internal/db"
)

// Subject kinds.
const (
	Matter     = "matter"
	Activity   = "activity"
	Reception  = "reception"
	Assessment = "assessment"
	Publicity  = "publicity" // campaigns, and what is planned and kept around them
	Report     = "report"
	Org        = "org"
	Account    = "account"
	Board      = "board"
	Docking    = "docking"
	Outside    = "outside" // forms of other bodies
	Import     = "import"  // a file of rows
	Ledger     = "ledger"  // the ledger and the installation itself
	Drill      = "drill"
	Committee  = "committee" // committees, mediators, studios and trainings
	Study      = "study"
	Meeting    = "meeting"
	Task       = "task"
	Duty       = "duty" // of a post, an entry of a list, a project
)

// Entry is what a command tells the ledger.
type Entry struct {
	Action  string // noun.command, such as mediation.accept
	Kind    string // of the subject
	Subject string // its id
	Role    actor.Role
	Fields  []string // names of the fields touched
	Reason  string   // a code or a sentence without personal data
	Outcome string   // "" means done
	Details any      // codes, dates and ids, kept as JSON
}

// Outcomes other than done.
const (
	Refused = "refused"
	Failed  = "failed"
)

// Event is one line of the ledger.
type Event struct {
	Seq         int64 // one order for the installation, without gaps
	Street      string
	At          time.Time
	Account     string
	Officer     string
	OfficerName string
	Role        actor.Role
	Address     string
	Route       string
	Request     string
	Action      string
	Kind        string
	Subject     string
	Fields      string
	Reason      string
	Outcome     string
	Details     string
	Prev, Hash  []byte
}

// Append writes one event. When it fails, the change it tells of must fail too (AUD-08).
func Append(tx *db.Tx, by actor.Actor, e Entry) (int64, error) {
	last, err := head(tx)
	if err != nil {
		return 0, err
	}
	if tx.Now.Before(last.At.Add(-time.Second)) {
		// The clock went back: no order changes, but it is told (TIME-03).
		last, err = write(tx, last, actor.Actor{}, Entry{
			Action: "ledger.clockBack", Kind: Ledger,
			Details: map[string]int64{"last": last.At.UnixMilli(), "now": tx.Millis()},
		})
		if err != nil {
			return 0, err
		}
	}
	written, err := write(tx, last, by, e)
	return written.Seq, err
}

func write(tx *db.Tx, last Event, by actor.Actor, e Entry) (Event, error) {
	details := ""
	if e.Details != nil {
		text, err := json.Marshal(e.Details)
		if err != nil {
			return Event{}, fmt.Errorf("event: details of %s: %w", e.Action, err)
		}
		details = string(text)
	}
	ev := Event{
		Seq: last.Seq + 1, Street: tx.Street, At: db.Moment(tx.Millis()),
		Account: by.Account, Officer: by.Officer, OfficerName: by.Name, Role: e.Role,
		Address: by.Address, Route: by.Route, Request: by.Request,
		Action: e.Action, Kind: e.Kind, Subject: e.Subject,
		Fields: strings.Join(e.Fields, ","), Reason: withoutNumbers(e.Reason), Outcome: e.Outcome, Details: details,
		Prev: last.Hash,
	}
	if ev.Prev == nil {
		ev.Prev = []byte{}
	}
	ev.Hash = ev.sum()
	_, err := tx.Exec(insert, ev.Seq, ev.Street, ev.At.UnixMilli(), ev.Account, ev.Officer, ev.OfficerName, string(ev.Role), ev.Address,
		ev.Route, ev.Request, ev.Action, ev.Kind, ev.Subject, ev.Fields, ev.Reason, ev.Outcome, ev.Details, ev.Prev, ev.Hash)
	return ev, err
}

// withoutNumbers leaves the telephone and identity numbers out of a sentence that
// somebody typed as a reason: the ledger keeps no personal data (AUD-02).
func withoutNumbers(reason string) string { return longNumber.ReplaceAllString(reason, "…") }

var longNumber = regexp.MustCompile(`[0-9０-９](?:[ -]?[0-9０-９]){6,}[Xx]?`)

// sum is SHA-256 over every field with its length before it, so that no text
// can be moved from one field into the next.
func (e Event) sum() []byte {
	h := sha256.New()
	var n [8]byte
	number := func(v int64) {
		binary.BigEndian.PutUint64(n[:], uint64(v))
		h.Write(n[:])
	}
	text := func(s string) {
		number(int64(len(s)))
		h.Write([]byte(s))
	}
	text("fengsheng event 1")
	number(e.Seq)
	number(e.At.UnixMilli())
	for _, s := range []string{
		e.Street, e.Account, e.Officer, e.OfficerName, string(e.Role), e.Address, e.Route, e.Request,
		e.Action, e.Kind, e.Subject, e.Fields, e.Reason, e.Outcome, e.Details, string(e.Prev),
	} {
		text(s)
	}
	return h.Sum(nil)
}

// Checkpoint is the size of the ledger and the hash of its last event. Kept
// outside the machine, it betrays a cut tail (AUD-04).
type Checkpoint struct {
	Seq  int64
	Hash []byte
}

// Head is the present checkpoint.
func Head(tx *db.Tx) (Checkpoint, error) {
	last, err := head(tx)
	return Checkpoint{Seq: last.Seq, Hash: last.Hash}, err
}

func head(tx *db.Tx) (Event, error) {
	last, err := db.One(tx, readHead, scan)
	if errors.Is(err, db.ErrNone) {
		return Event{}, nil
	}
	return last, err
}

// Break is the way in which an event betrays that the ledger was tampered with.
type Break string

// The ways.
const (
	Gap      Break = "does not come right after the one before"
	Unlinked Break = "does not carry the hash of the one before"
	Changed  Break = "was changed"
	Foreign  Break = "is not the one of the checkpoint"
	Cut      Break = "is the last, the checkpoint has later ones"
	Gone     Break = "is not there"
)

// Broken says where the chain does not hold, and how.
type Broken struct {
	Seq int64
	Why Break
}

func (b *Broken) Error() string { return fmt.Sprintf("event %d %s", b.Seq, b.Why) }

// Verify reads the whole ledger and returns a *Broken when any event was
// changed, removed, put in or moved, or when the ledger no longer reaches the
// checkpoint. A zero checkpoint asks for the chain alone.
func Verify(tx *db.Tx, kept Checkpoint) error {
	_, _, err := VerifyPart(tx, 0, math.MaxInt64, kept)
	return err
}

// VerifyPart verifies at most the given number of events behind one that is
// taken as right, 0 for the beginning. It answers the last event it read and
// whether the ledger ends there: a long ledger is verified in several parts.
func VerifyPart(tx *db.Tx, after, most int64, kept Checkpoint) (int64, bool, error) {
	last, err := taken(tx, after)
	if err != nil {
		return after, false, err
	}
	var found *Broken
	read := int64(0)
	err = tx.Each(readPart, func(r db.Row) error {
		e, err := scan(r)
		if err != nil || found != nil {
			return err
		}
		read++
		found = follows(last, e, kept)
		last = e
		return nil
	}, after, most)
	if err != nil {
		return after, false, err
	}
	ended := read < most
	if found == nil && ended && last.Seq < kept.Seq {
		found = &Broken{last.Seq, Cut}
	}
	if found != nil {
		return last.Seq, ended, found
	}
	return last.Seq, ended, nil
}

// taken is the event a part begins behind.
func taken(tx *db.Tx, seq int64) (Event, error) {
	if seq == 0 {
		return Event{}, nil
	}
	e, err := db.One(tx, readOne, scan, seq)
	if errors.Is(err, db.ErrNone) {
		return Event{}, &Broken{seq, Gone}
	}
	return e, err
}

// follows says what is wrong with an event behind the last one, or nil.
func follows(last, e Event, kept Checkpoint) *Broken {
	switch {
	case e.Seq != last.Seq+1:
		return &Broken{e.Seq, Gap}
	case string(e.Prev) != string(last.Hash):
		return &Broken{e.Seq, Unlinked}
	case string(e.Hash) != string(e.sum()):
		return &Broken{e.Seq, Changed}
	case e.Seq == kept.Seq && string(e.Hash) != string(kept.Hash):
		return &Broken{e.Seq, Foreign}
	}
	return nil
}
