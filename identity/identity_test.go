package identity_test

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/internal/id"
	"fengsheng/org"
)

var monday = time.Date(2024, 5, 6, 1, 0, 0, 0, time.UTC)

const right = "小楼一夜听春雨 2024"

// hasher is shared: each hash costs what it costs.
var hasher = identity.NewHasher()

// town is a founded street with one administrator.
type town struct {
	db      *db.DB
	door    *identity.Door
	clock   *dbtest.Clock
	street  string
	account identity.Account
	by      actor.Actor
}

func (w *town) update(t *testing.T, fn func(*db.Tx) error) {
	t.Helper()
	if err := w.db.Update(t.Context(), w.street, fn); err != nil {
		t.Fatal(err)
	}
}

var stored = sync.OnceValue(func() string {
	s, err := hasher.Hash(context.Background(), right)
	if err != nil {
		return err.Error() // the first sign-in fails and shows it
	}
	return s
})

func found(t *testing.T, d *db.DB, clock *dbtest.Clock) *town {
	t.Helper()
	door, err := identity.NewDoor(t.Context(), d, hasher)
	if err != nil {
		t.Fatal(err)
	}
	w := &town{db: d, door: door, clock: clock, street: id.New(clock.Now())}
	w.update(t, func(tx *db.Tx) error {
		code, _, err := identity.PrepareSetup(tx)
		if err != nil {
			return err
		}
		w.account, err = identity.CompleteSetup(tx, founding(code))
		if err != nil {
			return err
		}
		w.by, err = identity.ActorOf(tx, w.account)
		return err
	})
	return w
}

func founding(code string) identity.Founding {
	return identity.Founding{
		Code: code, Street: org.Street{Name: "云杉街道", ShortName: "云杉"}, Officer: org.Officer{Name: "金予安"}, Login: "Jin", Stored: stored(),
	}
}

func each(t *testing.T, run func(t *testing.T, w *town)) {
	t.Helper()
	t.Parallel()
	clock := dbtest.At(monday)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(monday)
		run(t, found(t, d, clock))
	})
}

func (w *town) try(t *testing.T, login, password string) (string, error) {
	t.Helper()
	return w.door.SignIn(t.Context(), identity.Attempt{Login: login, Password: password, Address: "192.0.2.7", Device: "test"})
}

func (w *town) signIn(t *testing.T) string {
	t.Helper()
	token, err := w.try(t, "jin", right)
	if err != nil {
		t.Fatalf("sign in: %v", err)
	}
	return token
}

func TestSEC_AUTHN_01_TheCodeWorksOnceFor30Minutes(t *testing.T) {
	t.Parallel()
	clock := dbtest.At(monday)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(monday)
		street := id.New(monday)
		prepare := func() (code string, needed bool) {
			err := d.Update(t.Context(), street, func(tx *db.Tx) (err error) {
				code, needed, err = identity.PrepareSetup(tx)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return code, needed
		}
		complete := func(code string) error {
			return d.Update(t.Context(), street, func(tx *db.Tx) error {
				_, err := identity.CompleteSetup(tx, founding(code))
				return err
			})
		}
		first, _ := prepare()
		second, _ := prepare()
		if first == second {
			t.Error("two starts print the same code, want a new one")
		}
		if err := complete(first); !fault.Is(err, fault.Invalid) {
			t.Errorf("the code of an earlier start: got %v, want refused", err)
		}
		clock.Add(30*time.Minute + time.Second)
		if err := complete(second); !fault.Is(err, fault.Conflict) {
			t.Errorf("after 30 minutes: got %v, want refused", err)
		}
		third, _ := prepare()
		clock.Add(30 * time.Minute)
		if err := complete(third); err != nil {
			t.Errorf("at 30 minutes: got %v, want done", err)
		}
		if err := complete(third); !fault.Is(err, fault.Conflict) {
			t.Errorf("a second use: got %v, want refused", err)
		}
		if _, needed := prepare(); needed {
			t.Error("a founded street asks for a code again, want not")
		}
	})
}

func TestSEC_AUTHN_02_Passwords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		password string
		ok       bool
	}{
		{"short", false},
		{"elevenchars", false},
		{"twelve chars", true},
		{"春眠不觉晓处处闻啼鸟吗", false}, // 11 characters
		{"春眠不觉晓处处闻啼鸟夜来", true},
		{"十二个字 有空格也算数的", true},
		{strings.Repeat("长长的一句话记得住", 8), true},
		{strings.Repeat("a1B2c3D4e5", 26), false},
		{"aaaaaaaaaaaa", false},
		{"123456789012", false},
		{"passwordpassword", false},
		{"Password2024!!", false},
		{"为人民服务为人民服务为人民服务", false},
		{"woaini1314woaini1314", false},
		{"qwertyuiopasdf", false},
		{"my name is zhouyun", false},
		{"我在云杉街道上班的第一天", false},
		{"correct horse battery", true},
	} {
		err := identity.CheckPassword(c.password, "zhouyun", "云杉街道")
		if (err == nil) != c.ok {
			t.Errorf("%q: got %v, want accepted %t", c.password, err, c.ok)
		}
		if err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: got %v, want a fault for the form", c.password, err)
		}
	}
}

func TestSEC_AUTHN_02_APasswordIsNotCutOrFolded(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("abcdefgh春", 10)
	kept, err := hasher.Hash(t.Context(), long)
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]bool{
		long: true, long[:len(long)-1]: false, strings.ToUpper(long): false, long + " ": false, strings.Replace(long, "h", "H", 1): false,
	} {
		if got, _, err := hasher.Check(t.Context(), kept, typed); err != nil || got != want {
			t.Errorf("%q: got %t (%v), want %t", typed, got, err, want)
		}
	}
}

func TestSEC_AUTHN_03_WeakHashesAreMadeAgain(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		// right, as a weaker installation stored it: 8 MiB, one pass.
		const weak = "argon2id$m=8192,t=1,p=1$c2l4dGVlbiBieXRlcyBvaw$rU23Zq2VAZ+VddluiBiEoyU2MNs2nuXgG9QAO7PR8qE"
		w.update(t, func(tx *db.Tx) error { return identity.SetPassword(tx, w.by, w.account.ID, weak, "") })
		w.signIn(t)
		w.update(t, func(tx *db.Tx) error {
			a, err := identity.AccountByID(tx, w.account.ID)
			if !strings.HasPrefix(a.Stored(), "argon2id$m=19456,t=2,p=1$") {
				t.Errorf("stored after signing in: got %s, want today's strength", a.Stored())
			}
			return err
		})
		w.signIn(t)
	})
}

func TestSEC_AUTHN_03_AtMostTwoHashesAtOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("two hundred passwords take seconds")
	}
	stop, peak := make(chan struct{}), make(chan uint64)
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	go func() {
		var most uint64
		var m runtime.MemStats
		for {
			select {
			case <-stop:
				peak <- most
				return
			case <-time.After(2 * time.Millisecond):
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse)
			}
		}
	}()
	h := identity.NewHasher()
	var wg sync.WaitGroup
	for range 200 {
		wg.Go(func() {
			if _, err := h.Hash(t.Context(), right); err != nil && !fault.Is(err, fault.Unavailable) { // who waits too long is sent away
				t.Error(err)
			}
		})
	}
	wg.Wait()
	close(stop)
	// Two at work are 38 MiB; what the collector has not taken back yet is as
	// much again. Two hundred at once would be 3800 MiB.
	if grown := (<-peak - min(before.HeapInuse, 1<<62)) >> 20; grown > 200 {
		t.Errorf("two hundred sign-ins at once took %d MiB, want under 200", grown)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	var refused bool
	for range 4 {
		wg.Go(func() { _, _ = h.Hash(t.Context(), right) })
	}
	time.Sleep(10 * time.Millisecond)
	if _, err := h.Hash(ctx, right); fault.Is(err, fault.Unavailable) {
		refused = true
	}
	wg.Wait()
	if !refused {
		t.Error("a caller out of time was let in, want a refusal")
	}
}

func TestSEC_AUTHN_06_DelaysAndLock(t *testing.T) {
	for _, login := range []string{"jin", "nobody at all"} {
		t.Run(login, func(t *testing.T) {
			each(t, func(t *testing.T, w *town) {
				fails := func(what string, kind fault.Kind) {
					t.Helper()
					if _, err := w.try(t, login, "wrong wrong wrong"); !fault.Is(err, kind) {
						t.Fatalf("%s: got %v, want a fault of kind %d", what, err, kind)
					}
				}
				for range 5 {
					fails("the first five", fault.Invalid)
				}
				for _, seconds := range []int{1, 2, 4, 8, 16} {
					fails("too early", fault.TooMany)
					w.clock.Add(time.Duration(seconds)*time.Second - time.Millisecond)
					fails("still too early", fault.TooMany)
					w.clock.Add(2 * time.Millisecond)
					fails("after the delay", fault.Invalid)
				}
				w.clock.Add(15*time.Minute - time.Millisecond)
				fails("locked for a quarter of an hour", fault.TooMany)
				if _, err := w.try(t, login, right); !fault.Is(err, fault.TooMany) {
					t.Errorf("the right password while locked: got %v, want refused", err)
				}
				w.clock.Add(16 * time.Minute)
				fails("afterwards from the beginning", fault.Invalid)
				if login == "jin" {
					w.signIn(t)
				}
			})
		})
	}
}

func TestSEC_AUTHN_06_OneAddress(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		for n := range 50 {
			if _, err := w.try(t, "guess"+string(rune('a'+n%26))+string(rune('a'+n/26)), "x"); !fault.Is(err, fault.Invalid) {
				t.Fatalf("try %d: got %v, want a wrong sign-in", n, err)
			}
		}
		if _, err := w.try(t, "jin", right); !fault.Is(err, fault.TooMany) {
			t.Errorf("the address after 50 failures: got %v, want refused", err)
		}
		if _, err := w.door.SignIn(t.Context(), identity.Attempt{Login: "jin", Password: right, Address: "192.0.2.8"}); err != nil {
			t.Errorf("another address: got %v, want signed in", err)
		}
		w.clock.Add(15 * time.Minute)
		w.signIn(t)
	})
}

// The decision is the same work for both: one hash, one transaction.
func TestSEC_AUTHN_07_AnUnknownLoginTakesAsLong(t *testing.T) {
	if testing.Short() {
		t.Skip("120 passwords take seconds")
	}
	clock := dbtest.At(monday)
	w := found(t, dbtest.SQLite(t, clock), clock)
	const tries = 60
	times := map[string][]time.Duration{}
	for range tries {
		for _, login := range []string{"jin", "nobody"} {
			clock.Add(16 * time.Minute) // no delay and no lock is measured
			begin := time.Now()
			_, err := w.try(t, login, "wrong wrong wrong")
			times[login] = append(times[login], time.Since(begin))
			if err == nil || err.Error() != "登录名或密码不对，请再试一次" {
				t.Fatalf("%s: got %v, want the one answer", login, err)
			}
		}
	}
	median := func(d []time.Duration) time.Duration {
		slices.Sort(d)
		return d[len(d)/2]
	}
	known, unknown := median(times["jin"]), median(times["nobody"])
	if diff := (known - unknown).Abs(); diff > 10*time.Millisecond {
		t.Errorf("medians %v (known) and %v (unknown) differ by %v, want at most 10ms", known, unknown, diff)
	}
}

func TestSEC_SESS_01_OnlyTheHashIsStored(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		one, two := w.signIn(t), w.signIn(t)
		if one == two || len(one) < 22 {
			t.Errorf("tokens %q and %q: want two different ones of at least 128 bits", one, two)
		}
		s, err := w.door.Find(t.Context(), one)
		if err != nil || s.Actor.Officer != w.account.Officer || s.ID == one {
			t.Errorf("find: got officer %q, id %q, %v; want the administrator and an id that is no token", s.Actor.Officer, s.ID, err)
		}
		if _, err := w.door.Find(t.Context(), s.ID); fault.Of(err) == nil {
			t.Errorf("a session is found by its id: got %v, want a fault", err)
		}
		w.update(t, func(tx *db.Tx) error { return identity.SignOut(tx, w.by, s.ID) })
		if _, err := w.door.Find(t.Context(), one); fault.Of(err) == nil {
			t.Errorf("after signing out: got %v, want a fault", err)
		}
		if _, err := w.door.Find(t.Context(), two); err != nil {
			t.Errorf("the other session: got %v, want it open", err)
		}
	})
}

func TestSEC_SESS_03_SessionsEnd(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		open := func(token string) bool {
			_, err := w.door.Find(t.Context(), token)
			if err != nil && fault.Of(err) == nil {
				t.Fatal(err)
			}
			return err == nil
		}
		token := w.signIn(t)
		w.clock.Add(30 * time.Minute)
		if !open(token) {
			t.Error("after 30 minutes of rest: got closed, want open")
		}
		w.clock.Add(30*time.Minute + time.Second)
		if open(token) {
			t.Error("after more than 30 minutes of rest: got open, want closed")
		}
		token = w.signIn(t)
		for range 24*12 + 1 {
			if !open(token) {
				break
			}
			w.clock.Add(150 * time.Second)
		}
		if open(token) {
			t.Error("used for 12 hours without rest: got open, want closed")
		}
	})
}

func TestASessionSaysWhenItEndsUnlessItIsUsed(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		token := w.signIn(t)
		for _, c := range []struct{ after, want time.Duration }{
			{10 * time.Minute, 30 * time.Minute}, // finding it counts as use
			{30 * time.Second, 30*time.Minute - 30*time.Second},
			{29 * time.Minute, 30 * time.Minute},
		} {
			w.clock.Add(c.after)
			s, err := w.door.Find(t.Context(), token)
			if got := s.Until.Sub(w.clock.Now()); err != nil || got != c.want {
				t.Errorf("%s later: got %s left, %v; want %s", c.after, got, err, c.want)
			}
		}
	})
}

func TestSEC_SESS_03_DisablingEndsSessions(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		var other identity.Account
		w.update(t, func(tx *db.Tx) error {
			root, err := org.Root(tx)
			if err != nil {
				return err
			}
			o, err := org.Hire(tx, w.by, org.Officer{Code: "0002", Name: "唐以宁", Unit: root.ID})
			if err != nil {
				return err
			}
			other, err = identity.CreateAccount(tx, w.by, identity.NewAccount{Officer: o.ID, Login: "tang", Stored: stored()})
			return err
		})
		enter := func() string {
			token, err := w.try(t, "tang", right)
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		closed := func(what, token string) {
			t.Helper()
			if _, err := w.door.Find(t.Context(), token); fault.Of(err) == nil {
				t.Errorf("%s: got %v, want the session ended", what, err)
			}
		}
		token := enter()
		w.update(t, func(tx *db.Tx) error { return identity.Disable(tx, w.by, other.ID, true) })
		closed("disabled", token)
		if _, err := w.try(t, "tang", right); err == nil || err.Error() != "登录名或密码不对，请再试一次" {
			t.Errorf("signing in to a disabled account: got %v, want the one answer", err)
		}
		w.update(t, func(tx *db.Tx) error { return identity.Disable(tx, w.by, other.ID, false) })
		closed("enabled again", token)
		token = enter()
		w.update(t, func(tx *db.Tx) error { return identity.SetPassword(tx, w.by, other.ID, stored(), "") })
		closed("a new password", token)
		token = enter()
		w.update(t, func(tx *db.Tx) error { return org.Leave(tx, w.by, other.Officer, 1, tx.Today().AddDays(-1)) })
		closed("left yesterday", token)
		if err := w.db.Update(t.Context(), w.street, func(tx *db.Tx) error { return identity.Disable(tx, w.by, w.by.Account, true) }); !fault.Is(err, fault.Denied) {
			t.Errorf("disabling oneself: got %v, want refused", err)
		}
	})
}

func TestSEC_AUTHN_08_AWrongConfirmationCountsAtTheDoor(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		session, err := w.door.Find(t.Context(), w.signIn(t))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.door.Confirm(t.Context(), w.by, session.ID, right); err != nil {
			t.Fatalf("the right password: got %v, want confirmed", err)
		}
		for range 5 {
			if _, err := w.door.Confirm(t.Context(), w.by, session.ID, "wrong wrong wrong"); !fault.Is(err, fault.Invalid) {
				t.Fatalf("a wrong password: got %v, want refused", err)
			}
		}
		if _, err := w.door.Confirm(t.Context(), w.by, session.ID, right); !fault.Is(err, fault.TooMany) {
			t.Errorf("after five: got %v, want a delay", err)
		}
	})
}

func TestSEC_IN_08_FiftyCopiesOneEffect(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		submission := id.New(monday)
		var mu sync.Mutex
		answers := map[string]int{}
		effects := 0
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				err := w.db.Update(t.Context(), w.street, func(tx *db.Tx) error {
					answer, err := identity.Once(tx, w.by, submission, func() (string, error) {
						effects++ // the writer runs one at a time
						n, err := org.NextNumber(tx, "test")
						return "/things/" + string(rune('0'+n)), err
					})
					mu.Lock()
					defer mu.Unlock()
					answers[answer]++
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if effects != 1 || answers["/things/1"] != 50 {
			t.Errorf("got %d effects and answers %v, want one effect and /things/1 fifty times", effects, answers)
		}
		stranger := w.by
		stranger.Account = "somebody else"
		err := w.db.Update(t.Context(), w.street, func(tx *db.Tx) error {
			_, err := identity.Once(tx, stranger, submission, func() (string, error) { return "/mine", nil })
			return err
		})
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("another account with the same id: got %v, want a conflict", err)
		}
	})
}

func TestSEC_AUD_07_FailedSignInsAreEvents(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		_, _ = w.try(t, "jin", "wrong wrong wrong")
		_, _ = w.try(t, "what I typed into the wrong box", "x")
		w.signIn(t)
		w.update(t, func(tx *db.Tx) error {
			failed, err := event.List(tx.In(""), event.Filter{Action: "account.signIn", Outcome: event.Failed, Limit: 9})
			if err != nil {
				return err
			}
			mine, err := event.List(tx, event.Filter{Action: "account.signIn", Officer: w.by.Officer, Limit: 9})
			if len(failed) != 1 || len(mine) != 2 || mine[1].Outcome != event.Failed || mine[0].Outcome != "" {
				t.Errorf("events: got %d of strangers and %d of the account, want 1 and 2", len(failed), len(mine))
			}
			for _, e := range append(failed, mine...) {
				if strings.Contains(e.Details+e.Reason+e.Subject, "typed") {
					t.Errorf("event %d keeps what was typed: %+v", e.Seq, e)
				}
			}
			return err
		})
	})
}

func TestSessionsOfTheDayBeforeAreForgotten(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.signIn(t)
		w.clock.Add(13 * time.Hour)
		w.signIn(t)
		w.update(t, func(tx *db.Tx) error {
			live, err := identity.LiveSessions(tx, w.by.Account)
			if err != nil || len(live) != 1 {
				t.Errorf("got %d live sessions, %v; want 1", len(live), err)
			}
			all, err := db.Value[int](tx, countSessions, tx.Street)
			if all != 1 {
				t.Errorf("got %d stored sessions, want 1", all)
			}
			return err
		})
	})
}

var countSessions = db.SQL("test.identity.sessions", `SELECT count(*) FROM session WHERE street_id = $1`)

func TestNobodyWhoLeftGetsAnAccount(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		var gone org.Officer
		w.update(t, func(tx *db.Tx) error {
			root, err := org.Root(tx)
			if err != nil {
				return err
			}
			if gone, err = org.Hire(tx, w.by, org.Officer{Code: "0099", Name: "云离岗", Unit: root.ID}); err != nil {
				return err
			}
			return org.Leave(tx, w.by, gone.ID, gone.Version, tx.Today().AddDays(-1))
		})
		err := w.db.Update(t.Context(), w.by.Street, func(tx *db.Tx) error {
			_, err := identity.CreateAccount(tx, w.by, identity.NewAccount{Officer: gone.ID, Login: "gone", Stored: "x"})
			return err
		})
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("got %v, want a refusal", err)
		}
	})
}
