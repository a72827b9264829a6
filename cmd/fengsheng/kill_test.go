package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/id"
	"fengsheng/org"
	"fengsheng/sample"
	"fengsheng/web/webtest"
)

const (
	clerks     = 6
	clerksWord = "only for killing 2024"
)

// clerk is somebody signed in who sends one intake after the other. What was
// sent and not answered is sent again, with the same submission id (CRASH-03).
type clerk struct {
	number  int
	http    *http.Client
	token   string
	sent    int
	pending url.Values
}

// workload is a small street under load: what was answered as saved, and what of
// the ledger is verified already.
type workload struct {
	t        *testing.T
	config   db.Config
	serve    []string
	clerks   []*clerk
	estates  []string
	venue    string
	rng      *rand.Rand
	mu       sync.Mutex
	saved    map[string]string // matter → submission, as answered
	verified event.Checkpoint
}

// openOffice founds the street and signs the clerks in.
func openOffice(t *testing.T, config db.Config, at []string) *workload {
	t.Helper()
	o := &workload{t: t, config: config, serve: with(at, "serve"), rng: rand.New(rand.NewPCG(1, 2)), saved: map[string]string{}}
	o.found()
	r := start(t, o.serve...)
	for i := range clerks {
		browser := webtest.At(t, r.url)
		page := browser.SignIn("clerk", clerksWord)
		jar := browser.HTTP.Jar.(*cookiejar.Jar)
		o.clerks = append(o.clerks, &clerk{
			number: i, token: page.Attr("input[name=_csrf]", "value"),
			http: &http.Client{
				Jar: jar, Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 1},
				CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			},
		})
	}
	if code := r.interrupt(); code != exitDone {
		t.Fatalf("Ctrl-C: ended with %d, want %d", code, exitDone)
	}
	return o
}

func (o *workload) found() {
	o.t.Helper()
	ctx := context.Background()
	stored, err := identity.NewHasher().Hash(ctx, clerksWord)
	if err != nil {
		o.t.Fatal(err)
	}
	c := o.config
	c.Clock = time.Now
	d, err := db.Open(ctx, c)
	if err != nil {
		o.t.Fatal(err)
	}
	err = d.Update(ctx, id.New(time.Now()), func(tx *db.Tx) error {
		if _, err := sample.Found(tx, stored); err != nil {
			return err
		}
		units, err := org.Tree(tx, tx.Today())
		if err != nil {
			return err
		}
		for _, u := range units {
			if u.Level == actor.Estate {
				o.estates = append(o.estates, u.ID)
			}
		}
		venues, err := org.Venues(tx, org.VenueFilter{Kinds: []org.VenueKind{org.Centre}})
		if err == nil {
			o.venue = venues[0].ID
		}
		return err
	})
	if err = errors.Join(err, d.Close()); err != nil {
		o.t.Fatal(err)
	}
}

// form is a dispute between people nobody has heard of.
func (o *workload) form(c *clerk) url.Values {
	c.sent++
	now, who := time.Now(), fmt.Sprintf("%d号%d", c.number, c.sent)
	return url.Values{
		"_csrf": {c.token}, "_submission": {id.New(now)}, "channel": {"centre"}, "title": {"楼上漏水泡坏天花板"}, "request": {"希望商定维修和赔偿。"},
		"place": {"3栋2单元"}, "unit": {o.estates[c.sent%len(o.estates)]}, "venue": {o.venue}, "class": {"civil"}, "scale": {"01"},
		"receivedOn": {calendar.Of(now).String()}, "parties": {"2"},
		"party1.side": {"applicant"}, "party1.name": {"甲" + who}, "party2.side": {"respondent"}, "party2.name": {"乙" + who},
	}
}

// work sends forms until the context ends or the program does not answer. An
// answer that is not "saved" leaves the form to be sent again.
func (o *workload) work(ctx context.Context, c *clerk, site string) {
	for ctx.Err() == nil {
		if c.pending == nil {
			c.pending = o.form(c)
		}
		to, status, err := c.post(site+"/matters", c.pending)
		switch {
		case err != nil:
			return
		case status == http.StatusSeeOther:
			o.mu.Lock()
			o.saved[strings.TrimSuffix(strings.TrimPrefix(to, "/matters/"), "/receipt")] = c.pending.Get("_submission")
			o.mu.Unlock()
			c.pending = nil
		case status >= http.StatusInternalServerError:
			time.Sleep(20 * time.Millisecond) // the database is away
		default:
			o.t.Errorf("an intake was answered with %d, want %d", status, http.StatusSeeOther)
			return
		}
	}
}

func (c *clerk) post(address string, values url.Values) (string, int, error) {
	r, err := http.NewRequest(http.MethodPost, address, strings.NewReader(values.Encode()))
	if err != nil {
		return "", 0, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	a, err := c.http.Do(r)
	if err != nil {
		return "", 0, err
	}
	_, err = io.Copy(io.Discard, a.Body)
	return a.Header.Get("Location"), a.StatusCode, errors.Join(err, a.Body.Close())
}

// press lets all clerks work until the program is gone.
func (o *workload) press(ctx context.Context, site string) *sync.WaitGroup {
	var all sync.WaitGroup
	for _, c := range o.clerks {
		all.Go(func() { o.work(ctx, c, site) })
	}
	return &all
}

var (
	readNumbers = db.SQL("test.numbers", `SELECT id, number FROM matter ORDER BY number, id`)

	// A matter without its story, both its parties or its events is half an operation.
	countHalves = db.SQL("test.halves", `
SELECT count(*) FROM matter m
WHERE (SELECT count(*) FROM party p WHERE p.street_id = m.street_id AND p.matter_id = m.id) <> 2
   OR (SELECT count(*) FROM story s WHERE s.street_id = m.street_id AND s.id = m.id) <> 1
   OR (SELECT count(*) FROM event e WHERE e.street_id = m.street_id AND e.subject_kind = 'matter' AND e.subject_id = m.id) <> 2`)
)

// check reads what the restarted program works on: everything answered is
// there, once, whole, numbered without a gap, and the chain holds.
func (o *workload) check(whole bool) {
	o.t.Helper()
	look(o.t, o.config, func(tx *db.Tx) error {
		there, numbered := map[string]string{}, map[string]int{} // a year's numbers, until the highest
		err := tx.Each(readNumbers, func(r db.Row) error {
			var matter, number string
			if err := r.Scan(&matter, &number); err != nil {
				return err
			}
			there[matter] = number
			year, rest, _ := strings.Cut(number, "〕")
			n, err := strconv.Atoi(strings.TrimSuffix(rest, "号"))
			if err != nil {
				return err
			}
			numbered[year] = max(numbered[year], n)
			return nil
		})
		highest := 0
		for _, n := range numbered {
			highest += n
		}
		if highest != len(there) || len(distinct(there)) != len(there) {
			o.t.Errorf("%d matters have %d numbers, the highest %v; want each its own and no gap", len(there), len(distinct(there)), numbered)
		}
		for matter := range o.saved {
			if there[matter] == "" {
				o.t.Errorf("matter %s was answered as saved and is not there", matter)
			}
		}
		unanswered := 0
		for _, c := range o.clerks {
			if c.pending != nil {
				unanswered++
			}
		}
		if more := len(there) - len(o.saved); more > unanswered {
			o.t.Errorf("%d matters more than were answered, want at most the %d under way", more, unanswered)
		}
		if err != nil {
			return err
		}
		return o.verify(tx, whole)
	})
}

func (o *workload) verify(tx *db.Tx, whole bool) error {
	seq, _, err := event.VerifyPart(tx, o.verified.Seq, 1<<40, o.verified)
	if err != nil {
		return err
	}
	if o.verified, err = event.Head(tx); err != nil || o.verified.Seq != seq {
		o.t.Errorf("the ledger ends at %d, verified until %d (%v)", o.verified.Seq, seq, err)
	}
	if !whole {
		return nil
	}
	if err := event.Verify(tx, o.verified); err != nil {
		return err
	}
	halves, err := db.Value[int](tx, countHalves)
	if halves != 0 {
		o.t.Errorf("%d matters are half there, want none", halves)
	}
	return err
}

func distinct(of map[string]string) map[string]bool {
	all := map[string]bool{}
	for _, v := range of {
		all[v] = true
	}
	return all
}

// settle sends what nobody knows the fate of once more: then there is exactly
// one matter for each form.
func (o *workload) settle(site string) {
	o.t.Helper()
	for _, c := range o.clerks {
		if c.pending == nil {
			continue
		}
		submission := c.pending.Get("_submission")
		to, status, err := c.post(site+"/matters", c.pending)
		if err != nil || status != http.StatusSeeOther {
			o.t.Errorf("sent again: got %d (%v), want %d", status, err, http.StatusSeeOther)
			continue
		}
		o.saved[strings.TrimSuffix(strings.TrimPrefix(to, "/matters/"), "/receipt")], c.pending = submission, nil
	}
	o.check(true)
	sent := 0
	for _, c := range o.clerks {
		sent += c.sent
	}
	forms := distinct(o.saved)
	if len(forms) != sent || len(o.saved) != sent {
		o.t.Errorf("%d forms were sent and %d of them answered with %d matters, want one for each", sent, len(forms), len(o.saved))
	}
}

// Killed under load a hundred times on the same data, the program has lost
// nothing that it answered as saved.
func TestSEC_CRASH_04_KilledUnderLoad(t *testing.T) {
	for _, engine := range []struct {
		name  string
		times int
		open  func(t *testing.T) *workload
	}{
		{"sqlite", 100, func(t *testing.T) *workload {
			dir := t.TempDir()
			return openOffice(t, db.Config{Dir: dir}, []string{"--data", dir})
		}},
		{"postgres", 20, func(t *testing.T) *workload {
			address := dbtest.Postgres(t)
			dir := t.TempDir()
			return openOffice(t, db.Config{Dir: dir, URL: address}, []string{"--data", dir, "--database", address})
		}},
	} {
		t.Run(engine.name, func(t *testing.T) {
			times := engine.times
			if testing.Short() {
				times = 5
			}
			o := engine.open(t)
			var slowest time.Duration
			for i := range times {
				r := start(t, o.serve...)
				slowest = max(slowest, r.took)
				o.check(i%20 == 0)
				working := o.press(context.Background(), r.url)
				time.Sleep(time.Duration(20+o.rng.IntN(130)) * time.Millisecond)
				r.kill()
				working.Wait()
			}
			r := start(t, o.serve...)
			o.settle(r.url)
			if code := r.interrupt(); code != exitDone {
				t.Errorf("Ctrl-C at the end: ended with %d, want %d", code, exitDone)
			}
			if len(o.saved) < times {
				t.Errorf("%d matters were saved in %d rounds: that is no load", len(o.saved), times)
			}
			t.Logf("killed %d times; %d matters answered as saved, none lost; slowest start %v", times, len(o.saved), slowest)
		})
	}
}

// PostgreSQL itself crashes under load; the program stays, and goes on when it is back.
func TestSEC_CRASH_04_PostgreSQLCrashesUnderLoad(t *testing.T) {
	server := dbtest.Own(t)
	dir := t.TempDir()
	o := openOffice(t, db.Config{Dir: dir, URL: server.URL}, []string{"--data", dir, "--database", server.URL})
	r := start(t, o.serve...)
	times := 4
	if testing.Short() {
		times = 1
	}
	for range times {
		before := len(o.saved)
		ctx, enough := context.WithCancel(context.Background())
		working := o.press(ctx, r.url)
		time.Sleep(time.Duration(100+o.rng.IntN(200)) * time.Millisecond)
		server.Crash()
		time.Sleep(100 * time.Millisecond) // somebody meets the crashed server
		server.Start()
		o.wait(func() bool { return len(o.saved) > before })
		crashed := len(o.saved)
		o.wait(func() bool { return len(o.saved) > crashed+clerks })
		enough()
		working.Wait()
		o.check(true)
	}
	o.settle(r.url)
	webtest.At(t, r.url).SignIn("clerk", clerksWord).WantStatus(http.StatusOK)
	if code := r.interrupt(); code != exitDone {
		t.Errorf("Ctrl-C at the end: ended with %d, want %d\n%s", code, exitDone, r.logged())
	}
	t.Logf("crashed %d times; %d matters answered as saved, none lost", times, len(o.saved))
}

// wait waits until something is so; the clerks are at work meanwhile.
func (o *workload) wait(so func() bool) {
	o.t.Helper()
	for range 1000 {
		o.mu.Lock()
		yes := so()
		o.mu.Unlock()
		if yes {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	o.t.Fatal("the program does not go on after PostgreSQL is back")
}
