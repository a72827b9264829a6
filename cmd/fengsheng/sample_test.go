package main

import (
	"crypto/sha256"
	"fmt"
	"testing"

	"fengsheng/internal/db"
)

var (
	countMatters = db.SQL("test.matters", `SELECT count(*) FROM matter`)

	// What the records say, without the identifiers, which are random.
	sampledMatters = db.SQL("test.sampledMatters", `
SELECT m.number || '|' || m.kind || '|' || m.state || '|' || m.class || '|' || m.dispute_type || '|' || m.channel || '|' || m.title || '|' || s.request || '|' || s.place || '|' ||
  m.received_at || '|' || m.registered_on || '|' || m.accepted_on || '|' || m.concluded_on || '|' || m.archived_on || '|' || m.due_on || '|' || m.outcome || '|' || m.amount || '|' || m.dossier_no
FROM matter m JOIN story s ON s.street_id = m.street_id AND s.id = m.id
ORDER BY m.number, m.id`)
	sampledParties = db.SQL("test.sampledParties", `
SELECT m.number || '|' || p.ord || '|' || p.side || '|' || p.name || '|' || CASE WHEN p.phone = '' THEN '' ELSE 'sealed' END
FROM matter m JOIN party p ON p.street_id = m.street_id AND p.matter_id = m.id
ORDER BY m.number, p.ord, p.id`)
	sampledEvents = db.SQL("test.sampledEvents", `SELECT seq || '|' || at || '|' || officer_name || '|' || role || '|' || action || '|' || subject_kind FROM event ORDER BY seq`)
)

// digests sums up what the records of a sample say.
func digests(t *testing.T, c db.Config) map[string]string {
	t.Helper()
	sums := map[string]string{}
	look(t, c, func(tx *db.Tx) error {
		for _, s := range []db.Stmt{sampledMatters, sampledParties, sampledEvents} {
			lines, err := db.Values[string](tx, s)
			if err != nil {
				return err
			}
			sums[s.Name()] = fmt.Sprintf("%d rows, %x", len(lines), sha256.Sum256(fmt.Append(nil, lines)))
		}
		return nil
	})
	return sums
}

// The same seed makes the same records, on both engines; another seed others.
func TestTheSameSeedMakesTheSameRecords(t *testing.T) {
	t.Parallel()
	made := map[string]map[string]string{}
	for name, seed := range map[string]string{"first": "1", "second": "1", "other": "2"} {
		dir := t.TempDir()
		done(t, "sample", "--matters", "50", "--seed", seed, "--data", dir)
		made[name] = digests(t, db.Config{Dir: dir})
		made[name]["figures"] = done(t, "indicators", "--year", "2024", "--format", "json", "--data", dir)
	}
	onEach(t, func(t *testing.T, at []string) {
		if len(at) < 4 {
			return // the embedded engine is above
		}
		done(t, with(at, "sample", "--matters", "50", "--seed", "1")...)
		made["third"] = digests(t, db.Config{Dir: at[1], URL: at[3]})
		made["third"]["figures"] = done(t, with(at, "indicators", "--year", "2024", "--format", "json")...)
	})
	for what, want := range made["first"] {
		for _, again := range []string{"second", "third"} {
			if got, there := made[again][what]; there && got != want {
				t.Errorf("%s, %s time: got %s, want %s", what, again, got, want)
			}
		}
		if what != "test.sampledEvents" && made["other"][what] == want {
			t.Errorf("%s: another seed made the same", what)
		}
	}
}
