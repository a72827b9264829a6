package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/id"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/sample"
)

// password is what the accounts of the street are given to sign in with.
const password = "only for measuring 2024"

// year is the year whose figures and report are measured.
const year = 2024

// street is the data that is measured.
type street struct {
	id      string
	matters int
	estates []string // where the matters of the intake happen
	venue   string
}

// prepare fills the data directory when it is empty, and lets the accounts in.
func prepare(ctx context.Context, o options) (s street, err error) {
	var moment atomic.Pointer[time.Time]
	moment.Store(&sample.Beginning)
	fatal := make(chan error, 1)
	d, err := db.Open(ctx, db.Config{Dir: o.Data, URL: o.Database, Clock: func() time.Time { return *moment.Load() }, Fatal: func(err error) { fatal <- err }})
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	stored, err := identity.NewHasher().Hash(ctx, password)
	if err != nil {
		return s, err
	}
	var streets []string
	err = d.View(ctx, "", func(tx *db.Tx) error {
		streets, err = org.Streets(tx)
		return err
	})
	switch {
	case err != nil:
		return s, err
	case len(streets) == 0:
		if s.id, err = fill(ctx, d, o.Matters, stored); err != nil {
			return s, err
		}
	case len(streets) == 1:
		s.id = streets[0]
	default:
		return s, errors.New("more than one street in the data")
	}
	now := time.Now()
	moment.Store(&now)
	if err := s.letIn(ctx, d, stored); err != nil {
		return s, err
	}
	if err := spread(ctx, d, s.id); err != nil {
		return s, err
	}
	err = d.View(ctx, s.id, s.look)
	select {
	case broken := <-fatal:
		err = errors.Join(err, broken)
	default:
	}
	return s, err
}

// fill makes the street and its matters through the real operations.
func fill(ctx context.Context, d *db.DB, matters int, stored string) (string, error) {
	began, last := time.Now(), time.Now()
	street := id.New(sample.Beginning)
	err := d.Update(ctx, street, func(tx *db.Tx) error {
		_, err := sample.Found(tx, stored)
		return err
	})
	if err != nil {
		return "", err
	}
	say(fmt.Sprintf("making %d matters", matters))
	err = sample.Matters(ctx, d, street, matters, 1, func(done int) {
		if time.Since(last) > 10*time.Second {
			last = time.Now()
			say(fmt.Sprintf("%d steps in %v", done, time.Since(began).Round(time.Second)))
		}
	})
	say(fmt.Sprintf("made in %v", time.Since(began).Round(time.Second)))
	return street, err
}

// letIn gives every account the password of the measurement.
func (s street) letIn(ctx context.Context, d *db.DB, stored string) error {
	return d.Update(ctx, s.id, func(tx *db.Tx) error {
		of, err := org.Load(tx)
		if err != nil {
			return err
		}
		if !of.Demo {
			return fmt.Errorf("%s is not a demonstration street; bench writes around the rules and takes only demonstration data", of.Name)
		}
		all, err := identity.Accounts(tx)
		if err != nil {
			return err
		}
		for _, a := range all {
			if err := identity.SetPassword(tx, actor.Actor{Account: a.ID}, a.ID, stored, ""); err != nil {
				return err
			}
			if err := identity.Unlock(tx, actor.Actor{}, a.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// look counts the matters and finds a place for new ones.
func (s *street) look(tx *db.Tx) error {
	n, err := matter.Count(tx, identity.Whole, matter.Filter{})
	if err != nil {
		return err
	}
	s.matters = n
	units, err := org.Tree(tx, tx.Today())
	if err != nil {
		return err
	}
	for _, u := range units {
		if u.Level == actor.Estate {
			s.estates = append(s.estates, u.ID)
		}
	}
	venues, err := org.Venues(tx, org.VenueFilter{Kinds: []org.VenueKind{org.Centre}})
	if err != nil {
		return err
	}
	if len(venues) == 0 || len(s.estates) == 0 {
		return errors.New("the street has no centre or no estates")
	}
	s.venue = venues[0].ID
	return nil
}
