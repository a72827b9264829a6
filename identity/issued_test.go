package identity_test

import (
	"fmt"
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

// tang gives a second officer an account with an issued password.
func (w *town) tang(t *testing.T) identity.Account {
	t.Helper()
	var a identity.Account
	w.update(t, func(tx *db.Tx) error {
		root, err := org.Root(tx)
		if err != nil {
			return err
		}
		o, err := org.Hire(tx, w.by, org.Officer{Code: "0002", Name: "唐以宁", Unit: root.ID})
		if err != nil {
			return err
		}
		a, err = identity.CreateAccount(tx, w.by, identity.NewAccount{Officer: o.ID, Login: "tang", Stored: stored(), Issued: true})
		return err
	})
	return a
}

// What an administrator handed over must be changed by its owner; what the owner
// has chosen need not.
func TestSEC_AUTHN_01_AnIssuedPasswordMustBeChanged(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		tang := w.tang(t)
		must := func(what, login string, want bool) {
			t.Helper()
			token, err := w.try(t, login, right)
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			s, err := w.door.Find(t.Context(), token)
			if err != nil || s.Must != want {
				t.Errorf("%s: got must change %v, %v; want %v", what, s.Must, err, want)
			}
		}
		must("who founded the street chose the password", "jin", false)
		must("a new account", "tang", true)
		must("signing in again changes nothing", "tang", true)
		own := actor.Actor{Street: w.street, Account: tang.ID, Officer: tang.Officer}
		w.update(t, func(tx *db.Tx) error { return identity.SetPassword(tx, own, tang.ID, stored(), "") })
		must("changed by its owner", "tang", false)
		w.update(t, func(tx *db.Tx) error { return identity.SetPassword(tx, w.by, tang.ID, stored(), "") })
		must("reset by the administrator", "tang", true)
		w.update(t, func(tx *db.Tx) error {
			const weak = "argon2id$m=8192,t=1,p=1$c2l4dGVlbiBieXRlcyBvaw$rU23Zq2VAZ+VddluiBiEoyU2MNs2nuXgG9QAO7PR8qE"
			return identity.SetPassword(tx, w.by, tang.ID, weak, "")
		})
		must("hashed again at the door", "tang", true)
		must("and after that", "tang", true)
	})
}

// Every event of the first set-up says where it was done from.
func TestSEC_AUD_02_TheFirstSetUpSaysFromWhere(t *testing.T) {
	t.Parallel()
	clock := dbtest.At(monday)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		err := d.Update(t.Context(), id.New(monday), func(tx *db.Tx) error {
			code, _, err := identity.PrepareSetup(tx)
			if err != nil {
				return err
			}
			f := founding(code)
			f.From = actor.Actor{Address: "192.0.2.7", Route: "POST /setup", Request: "abcde-fghjk"}
			if _, err := identity.CompleteSetup(tx, f); err != nil {
				return err
			}
			all, err := event.List(tx, event.Filter{Limit: 50})
			if len(all) < 4 {
				t.Errorf("got %d events, want the street, the officer, the post and the account", len(all))
			}
			for _, e := range all {
				if e.Address != "192.0.2.7" || e.Route != "POST /setup" || e.Request != "abcde-fghjk" {
					t.Errorf("%s: got %q by %q in %q, want where the set-up came from", e.Action, e.Address, e.Route, e.Request)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// Whoever proves again who they are gets a new token; the one before, which
// somebody may have seen, opens nothing (SESS-01).
func TestSEC_SESS_01_ANewTokenAtEachStepUp(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		old, other := w.signIn(t), w.signIn(t)
		before, err := w.door.Find(t.Context(), old)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.door.Confirm(t.Context(), w.by, before.ID, "wrong wrong wrong"); !fault.Is(err, fault.Invalid) {
			t.Errorf("a wrong password: got %v, want refused", err)
		}
		fresh, err := w.door.Confirm(t.Context(), w.by, before.ID, right)
		if err != nil || fresh == old || fresh == "" {
			t.Fatalf("got the token %q, %v; want a new one", fresh, err)
		}
		if _, err := w.door.Find(t.Context(), old); fault.Of(err) == nil {
			t.Errorf("the token before: got %v, want nothing found", err)
		}
		after, err := w.door.Find(t.Context(), fresh)
		if err != nil || after.ID != before.ID || after.CSRF != before.CSRF {
			t.Errorf("the new token: got %+v, %v; want the same session", after, err)
		}
		if _, err := w.door.Find(t.Context(), other); err != nil {
			t.Errorf("another session: got %v, want it untouched", err)
		}
	})
}

// At a machine that several people use a session rests ten minutes, not thirty.
func TestSEC_SESS_03_ASharedMachineRestsForLess(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		token, err := w.door.SignIn(t.Context(), identity.Attempt{Login: "jin", Password: right, Address: "192.0.2.7", Shared: true})
		if err != nil {
			t.Fatal(err)
		}
		w.clock.Add(10 * time.Minute)
		s, err := w.door.Find(t.Context(), token)
		if want := w.clock.Now().Add(10 * time.Minute); err != nil || !s.Until.Equal(want) {
			t.Errorf("after ten minutes of rest: got until %v, %v; want %v", s.Until, err, want)
		}
		w.clock.Add(10*time.Minute + time.Second)
		if _, err := w.door.Find(t.Context(), token); fault.Of(err) == nil {
			t.Errorf("after more than ten minutes: got %v, want the session over", err)
		}
		w.update(t, func(tx *db.Tx) error {
			live, err := identity.LiveSessions(tx, w.by.Account)
			if len(live) != 0 {
				t.Errorf("got %d live sessions, want none", len(live))
			}
			return err
		})
	})
}

// What one program ends is over for every program on the same database.
func TestSEC_SESS_03_OnEveryNodeAtOnce(t *testing.T) {
	t.Parallel()
	clock := dbtest.At(monday)
	address := dbtest.Postgres(t)
	w := found(t, dbtest.Open(t, db.Config{URL: address, Clock: clock.Now}), clock)
	second, err := identity.NewDoor(t.Context(), dbtest.Open(t, db.Config{URL: address, Clock: clock.Now}), hasher)
	if err != nil {
		t.Fatal(err)
	}
	for name, end := range map[string]func(tx *db.Tx, s identity.Session) error{
		"signed out": func(tx *db.Tx, s identity.Session) error { return identity.SignOut(tx, w.by, s.ID) },
		"put out":    func(tx *db.Tx, _ identity.Session) error { return identity.PutOut(tx, w.by, w.by.Account) },
	} {
		token := w.signIn(t)
		s, err := second.Find(t.Context(), token)
		if err != nil {
			t.Fatalf("the second node: got %v, want the session of the first", err)
		}
		w.update(t, func(tx *db.Tx) error { return end(tx, s) })
		if _, err := second.Find(t.Context(), token); fault.Of(err) == nil {
			t.Errorf("%s on the first node, on the second: got %v, want it over", name, err)
		}
	}
}

// A password that changes while the old one is being checked lets nobody in, and
// is not overwritten by the old one hashed again.
func TestSEC_AUTHN_03_APasswordThatChangesMeanwhile(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		const weak = "argon2id$m=8192,t=1,p=1$c2l4dGVlbiBieXRlcyBvaw$rU23Zq2VAZ+VddluiBiEoyU2MNs2nuXgG9QAO7PR8qE"
		fresh, err := hasher.Hash(t.Context(), "夜来风雨声花落知多少456")
		if err != nil {
			t.Fatal(err)
		}
		for range 4 {
			w.update(t, func(tx *db.Tx) error { return identity.SetPassword(tx, w.by, w.account.ID, weak, "") })
			done := make(chan error)
			go func() {
				_, err := w.try(t, "jin", right)
				done <- err
			}()
			time.Sleep(12 * time.Millisecond) // the check is under way
			w.update(t, func(tx *db.Tx) error { return identity.SetPassword(tx, w.by, w.account.ID, fresh, "") })
			if err := <-done; err != nil && !fault.Is(err, fault.Invalid) {
				t.Errorf("signing in with the old password: got %v, want it wrong", err)
			}
			w.update(t, func(tx *db.Tx) error {
				a, err := identity.AccountByID(tx, w.account.ID)
				if err != nil {
					return err
				}
				live, err := identity.LiveSessions(tx, a.ID)
				if a.Stored() != fresh || len(live) != 0 {
					t.Errorf("stored the new password: %v, sessions of the old one: %d; want it kept and none", a.Stored() == fresh, len(live))
				}
				return err
			})
		}
	})
}

// Tries that arrive together are counted as if they had come one by one.
func TestSEC_AUTHN_06_ManyTriesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		const tries = 70
		answers := make(chan error, tries)
		for n := range tries {
			go func() {
				_, err := w.try(t, fmt.Sprint("guess", n), "x")
				answers <- err
			}()
		}
		wrong, refused := 0, 0
		for range tries {
			switch err := <-answers; {
			case fault.Is(err, fault.Invalid):
				wrong++
			case fault.Is(err, fault.TooMany):
				refused++
			default:
				t.Errorf("got %v, want a wrong sign-in or a refusal", err)
			}
		}
		if wrong != 50 || refused != tries-50 {
			t.Errorf("got %d answers and %d refusals, want 50 and %d", wrong, refused, tries-50)
		}
	})
}

// One subscriber of IPv6 has as many addresses as they like.
func TestSEC_AUTHN_06_OneNetworkOfIPv6(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		from := func(address string) error {
			_, err := w.door.SignIn(t.Context(), identity.Attempt{Login: "nobody" + address, Password: "x", Address: address})
			return err
		}
		for n := range 50 {
			if err := from(fmt.Sprintf("2001:db8:0:1::%x", n+1)); !fault.Is(err, fault.Invalid) {
				t.Fatalf("try %d: got %v, want a wrong sign-in", n, err)
			}
		}
		if err := from("2001:db8:0:1:ffff::1"); !fault.Is(err, fault.TooMany) {
			t.Errorf("the same network: got %v, want refused", err)
		}
		if err := from("2001:db8:0:2::1"); !fault.Is(err, fault.Invalid) {
			t.Errorf("another network: got %v, want a wrong sign-in", err)
		}
	})
}

// Whoever was shut out after the request began changes nothing any more.
func TestSEC_AUTHZ_13_AnAccountShutMeanwhile(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		tang := w.tang(t)
		before := actor.Actor{Street: w.street, Account: tang.ID, Officer: tang.Officer, Name: "唐以宁"}
		w.update(t, func(tx *db.Tx) error { return identity.Disable(tx, w.by, tang.ID, true) })
		ran := false
		err := w.db.Update(t.Context(), w.street, func(tx *db.Tx) error {
			_, err := identity.Once(tx, before, tx.NewID(), func() (string, error) {
				ran = true
				return "/", nil
			})
			return err
		})
		if !fault.Is(err, fault.Denied) || ran {
			t.Errorf("got %v, ran %v; want it denied", err, ran)
		}
	})
}

// What a browser calls itself is anybody's bytes.
func TestSEC_IN_04_ADeviceIsAnyBytes(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		_, err := w.door.SignIn(t.Context(), identity.Attempt{Login: "jin", Password: right, Address: "192.0.2.7", Device: "a\xff\xfe\x00\u202eb\n枫"})
		if err != nil {
			t.Fatalf("got %v, want signed in", err)
		}
		w.update(t, func(tx *db.Tx) error {
			live, err := identity.LiveSessions(tx, w.by.Account)
			if len(live) != 1 || live[0].Device != "ab枫" {
				t.Errorf("got %+v, want the device ab枫", live)
			}
			return err
		})
	})
}
