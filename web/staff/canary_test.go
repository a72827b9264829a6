package staff_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/sample"
	"fengsheng/vault"
)

// The planted values: each is nowhere else in the year.
var canaries = []string{"金丝雀甲某人", "金丝雀乙某人", "金丝雀监护", "金丝雀代理", "金丝雀路九十九号", "13988887777", "110101199003078056", "密件里的金丝雀"}

// plant gives parties of every kind of matter, and of an accusation, values that
// nobody may be shown but in the answer to a look.
func (w *town) plant() []string {
	w.t.Helper()
	var addresses []string
	w.update(home, func(tx *db.Tx) error {
		people, err := w.people(tx)
		if err != nil {
			return err
		}
		planted := 0
		for _, k := range matter.Kinds {
			all, err := matter.List(tx, identity.Whole, matter.Filter{Kinds: []string{k.Code}, Open: true}, matter.Page{Order: matter.Newest, Size: 40})
			if err != nil {
				return err
			}
			done := 0
			for _, m := range all {
				for _, login := range []string{"chair", "triage", "petition", "handler", "unithead", "lawyer", "station1", "mediator"} {
					may, err := matter.Amendable(tx, people[login], m)
					if err != nil {
						return err
					}
					if !may || done == 3 {
						continue
					}
					_, err = matter.AddParty(tx, people[login], m.ID, 0, matter.Party{
						Side: matter.ThirdParty, Name: canaries[0], Phone: canaries[5], IDNumber: canaries[6], Address: canaries[4], Minor: true,
						Guardian: canaries[2], Agent: canaries[3],
					})
					if err != nil {
						return err
					}
					done++
					addresses = append(addresses, "/matters/"+string(m.ID))
					break
				}
			}
			planted += done
		}
		if planted < 10 {
			w.t.Fatalf("planted in %d matters, want every kind", planted)
		}
		m, err := matter.TakeIn(tx, people["clerk"], matter.Intake{
			Channel: "letter", Title: canaries[7], Request: canaries[7], Unit: firstEstate(tx), Known: true,
			Parties: []matter.Party{{Side: matter.Applicant, Name: canaries[1]}},
		})
		if err != nil {
			return err
		}
		_, err = vault.Seal(tx, people["clerk"], m.ID, vault.Sealing{Words: canaries[7]})
		return err
	})
	return addresses
}

// Nobody looks at a value, so none is anywhere: not on a page, in its title or an
// address, not in an export, the ledger or the log (PRIV-02, PRIV-05, LOG-01,
// AUD-02).
func TestSEC_PRIV_02_TheCanarySweep(t *testing.T) {
	if testing.Short() {
		t.Skip("a year is lived through and looked at by everybody")
	}
	t.Parallel()
	w := newTown(t)
	planted := w.plant()
	var log bytes.Buffer
	w.log = slog.NewJSONHandler(&log, nil)
	w.serve()
	w.banned = canaries
	first := append(planted, w.whole()...)
	for _, a := range sample.Accounts() {
		w.crawl(a.Login, first...)
		for _, q := range []string{"金丝雀甲某人", "金丝雀", "13988887777"} {
			p := w.as(a.Login).Get("/search?q=" + q)
			if text := strings.ReplaceAll(string(p.Body), q, ""); p.Status == http.StatusOK && strings.Contains(text, "金丝雀路") {
				t.Errorf("%s searches for %s and is shown an address", a.Login, q)
			}
		}
	}
	for _, take := range w.exports {
		take()
	}
	if p := w.as("chair").Get(planted[0]); !strings.Contains(string(p.Body), matter.Mask("name", canaries[0])) {
		t.Errorf("%s does not show the masked name: the sweep saw nothing", planted[0])
	}
	for _, c := range canaries {
		if strings.Contains(log.String(), c) {
			t.Errorf("the log holds %q", c)
		}
	}
	w.update(home, func(tx *db.Tx) error {
		lines, err := db.Values[string](tx, everyEvent)
		if all := strings.Join(lines, "\n"); err == nil {
			for _, c := range canaries {
				if strings.Contains(all, c) {
					t.Errorf("the ledger holds %q", c)
				}
			}
		}
		return err
	})
	if log.Len() == 0 || w.files == 0 {
		t.Error("there was no log or no file to look at")
	}
}

var everyEvent = db.SQL("test.everyEvent", `SELECT action || fields || reason || details || address || route FROM event ORDER BY seq`)

// unplanted fails the test when an answer holds a planted value.
func (w *town) unplanted(login, path string, body []byte) {
	w.t.Helper()
	for _, c := range w.banned {
		if bytes.Contains(body, []byte(c)) || strings.Contains(path, c) {
			w.t.Errorf("%s is shown %q at %s", login, c, path)
		}
	}
}

// firstEstate is where the accusation is about.
func firstEstate(tx *db.Tx) string {
	tree, err := org.Tree(tx, tx.Today())
	if err != nil {
		return ""
	}
	for _, u := range tree {
		if u.Level == actor.Estate {
			return u.ID
		}
	}
	return ""
}
