package org_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/internal/id"
	"fengsheng/org"
)

var (
	monday  = time.Date(2024, 5, 6, 1, 0, 0, 0, time.UTC)
	today   = calendar.On(2024, 5, 6)
	program = actor.Actor{Name: "测试"}
)

// town is a founded street with one community and two officers.
type town struct {
	db              *db.DB
	street          string
	root, community org.Unit
	keeper, ming    org.Officer
}

func (w *town) update(t *testing.T, fn func(*db.Tx) error) {
	t.Helper()
	if err := w.db.Update(t.Context(), w.street, fn); err != nil {
		t.Fatal(err)
	}
}

func found(t *testing.T, d *db.DB) *town {
	t.Helper()
	w := &town{db: d, street: id.New(monday)}
	w.update(t, func(tx *db.Tx) error {
		var err error
		if w.root, err = org.Found(tx, program, org.Street{Name: "云杉街道", ShortName: "云杉"}); err != nil {
			return err
		}
		if w.community, err = org.AddUnit(tx, program, org.Unit{Level: actor.Community, Parent: w.root.ID, Name: "松涛社区"}); err != nil {
			return err
		}
		if w.keeper, err = org.Hire(tx, program, org.Officer{Code: "0001", Name: "金予安", Unit: w.root.ID}); err != nil {
			return err
		}
		if err := org.Assign(tx, program, w.keeper.ID, actor.SysAdmin, w.root.ID, 0); err != nil {
			return err
		}
		w.ming, err = org.Hire(tx, program, org.Officer{Code: "0002", Name: "唐以宁", Unit: w.community.ID})
		return err
	})
	return w
}

func each(t *testing.T, run func(t *testing.T, w *town, clock *dbtest.Clock)) {
	t.Helper()
	t.Parallel()
	clock := dbtest.At(monday)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(monday)
		run(t, found(t, d), clock)
	})
}

// refused runs a change that must fail with a fault of the kind.
func (w *town) refused(t *testing.T, what string, kind fault.Kind, fn func(*db.Tx) error) {
	t.Helper()
	if err := w.db.Update(t.Context(), w.street, fn); !fault.Is(err, kind) {
		t.Errorf("%s: got %v, want a fault of kind %d", what, err, kind)
	}
}

func TestExclusivePairs(t *testing.T) {
	each(t, func(t *testing.T, w *town, _ *dbtest.Clock) {
		pairs := [][2]actor.Role{
			{actor.SysAdmin, actor.Auditor},
			{actor.FirstReviewer, actor.SecondReviewer},
			{actor.FirstReviewer, actor.FinalReviewer},
			{actor.SecondReviewer, actor.FinalReviewer},
			{actor.ReportWriter, actor.FinalReviewer},
		}
		for _, r := range actor.Roles {
			if r != actor.SysAdmin && r != actor.Auditor {
				pairs = append(pairs, [2]actor.Role{actor.SysAdmin, r})
			}
		}
		for i, a := range actor.Roles {
			for _, b := range actor.Roles[i+1:] {
				want := slices.Contains(pairs, [2]actor.Role{a, b}) || slices.Contains(pairs, [2]actor.Role{b, a})
				for _, pair := range [][2]actor.Role{{a, b}, {b, a}} {
					var err error
					undo := w.db.Update(t.Context(), w.street, func(tx *db.Tx) error {
						if first := org.Assign(tx, program, w.ming.ID, pair[0], w.root.ID, 0); first != nil {
							return first
						}
						err = org.Assign(tx, program, w.ming.ID, pair[1], w.community.ID, 0)
						return fault.New(fault.Conflict, "undo")
					})
					if !fault.Is(undo, fault.Conflict) {
						t.Fatalf("%s: %v", pair[0], undo)
					}
					if got := fault.Is(err, fault.Denied); got != want || !want && err != nil {
						t.Errorf("%s with %s: got %v, want refused %t", pair[0], pair[1], err, want)
					}
				}
			}
		}
	})
}

func TestAPostThatBeginsLaterExcludes(t *testing.T) {
	each(t, func(t *testing.T, w *town, _ *dbtest.Clock) {
		w.update(t, func(tx *db.Tx) error {
			return org.Assign(tx, program, w.ming.ID, actor.Mediator, w.root.ID, today.AddDays(10))
		})
		w.refused(t, "administrator and mediator from next week", fault.Denied, func(tx *db.Tx) error {
			return org.Assign(tx, program, w.ming.ID, actor.SysAdmin, w.root.ID, 0)
		})
	})
}

func TestNumbersHaveNoGaps(t *testing.T) {
	each(t, func(t *testing.T, w *town, _ *dbtest.Clock) {
		const workers, rounds = 8, 25
		var mu sync.Mutex
		var got []int
		var wg sync.WaitGroup
		for worker := range workers {
			wg.Go(func() {
				for round := range rounds {
					n := 0
					err := w.db.Update(t.Context(), w.street, func(tx *db.Tx) error {
						var err error
						if n, err = org.NextNumber(tx, "matter 2024"); err != nil {
							return err
						}
						if (worker+round)%5 == 0 {
							return fault.New(fault.Invalid, "given back")
						}
						return nil
					})
					if fault.Is(err, fault.Invalid) {
						continue
					}
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					got = append(got, n)
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		slices.Sort(got)
		if len(got) != workers*rounds*4/5 {
			t.Fatalf("%d numbers given, want %d", len(got), workers*rounds*4/5)
		}
		for i, n := range got {
			if n != i+1 {
				t.Fatalf("number %d is %d, want %d", i, n, i+1)
			}
		}
	})
}

func TestSEC_AUTHZ_11_AnotherStreetIsNotFound(t *testing.T) {
	each(t, func(t *testing.T, w *town, _ *dbtest.Clock) {
		other := found(t, w.db)
		for what, fn := range map[string]func(*db.Tx) error{
			"read a unit":      func(tx *db.Tx) error { _, err := org.UnitByID(tx, w.community.ID); return err },
			"read an officer":  func(tx *db.Tx) error { _, err := org.FindOfficer(tx, w.ming.ID); return err },
			"rename a unit":    func(tx *db.Tx) error { return org.RenameUnit(tx, program, w.community.ID, 1, "别处", 0) },
			"close a unit":     func(tx *db.Tx) error { return org.CloseUnit(tx, program, w.community.ID, 1, 0) },
			"give a post":      func(tx *db.Tx) error { return org.Assign(tx, program, w.ming.ID, actor.Mediator, other.root.ID, 0) },
			"give a post here": func(tx *db.Tx) error { return org.Assign(tx, program, other.ming.ID, actor.Mediator, w.root.ID, 0) },
			"let go":           func(tx *db.Tx) error { return org.Leave(tx, program, w.ming.ID, 1, 0) },
		} {
			other.refused(t, what, fault.NotFound, fn)
		}
	})
}

func TestSEC_IN_09_AStaleVersionIsAConflict(t *testing.T) {
	each(t, func(t *testing.T, w *town, _ *dbtest.Clock) {
		w.update(t, func(tx *db.Tx) error { return org.RenameUnit(tx, program, w.community.ID, 1, "松涛苑社区", 800) })
		w.refused(t, "rename again from version 1", fault.Conflict, func(tx *db.Tx) error {
			return org.RenameUnit(tx, program, w.community.ID, 1, "柏林社区", 0)
		})
		changed := w.ming
		changed.Title = "调解员"
		w.update(t, func(tx *db.Tx) error { return org.UpdateOfficer(tx, program, changed) })
		w.refused(t, "change an officer from version 1", fault.Conflict, func(tx *db.Tx) error { return org.UpdateOfficer(tx, program, changed) })
		w.refused(t, "leave from version 1", fault.Conflict, func(tx *db.Tx) error { return org.Leave(tx, program, w.ming.ID, 1, 0) })
		w.update(t, func(tx *db.Tx) error {
			u, err := org.UnitByID(tx, w.community.ID)
			if u.Name != "松涛苑社区" || u.Households != 800 || u.Version != 2 {
				t.Errorf("unit: got %q %d v%d, want 松涛苑社区 800 v2", u.Name, u.Households, u.Version)
			}
			return err
		})
	})
}

func TestLeavingEndsPosts(t *testing.T) {
	each(t, func(t *testing.T, w *town, clock *dbtest.Clock) {
		w.update(t, func(tx *db.Tx) error {
			if err := org.Assign(tx, program, w.ming.ID, actor.Mediator, w.community.ID, 0); err != nil {
				return err
			}
			return org.TakeResponsibility(tx, program, w.ming.ID, w.community.ID, 0)
		})
		w.refused(t, "the only administrator leaves", fault.Denied, func(tx *db.Tx) error {
			return org.Leave(tx, program, w.keeper.ID, 1, 0)
		})
		w.refused(t, "leave before having come", fault.Invalid, func(tx *db.Tx) error {
			return org.Leave(tx, program, w.ming.ID, 1, today.AddDays(-3))
		})
		w.update(t, func(tx *db.Tx) error { return org.Leave(tx, program, w.ming.ID, 1, 0) })
		for day, want := range map[int]int{0: 1, 1: 0} {
			on := today.AddDays(day)
			w.update(t, func(tx *db.Tx) error {
				posts, err := org.PostsOf(tx, w.ming.ID, on)
				if err != nil {
					return err
				}
				areas, err := org.Responsibilities(tx, on)
				if len(posts) != want || len(areas) != want {
					t.Errorf("on day %d: got %d posts and %d areas, want %d each", day, len(posts), len(areas), want)
				}
				return err
			})
		}
		w.refused(t, "leave a second time", fault.Conflict, func(tx *db.Tx) error { return org.Leave(tx, program, w.ming.ID, 2, 0) })
	})
}

func TestTakingAPostBack(t *testing.T) {
	each(t, func(t *testing.T, w *town, _ *dbtest.Clock) {
		var post org.Post
		w.update(t, func(tx *db.Tx) error {
			if err := org.Assign(tx, program, w.ming.ID, actor.Triager, w.root.ID, 0); err != nil {
				return err
			}
			all, err := org.PostHistory(tx, w.ming.ID)
			post = all[0]
			return err
		})
		w.update(t, func(tx *db.Tx) error { return org.EndPost(tx, program, post.ID, today.AddDays(-1)) })
		w.refused(t, "end it again", fault.Conflict, func(tx *db.Tx) error { return org.EndPost(tx, program, post.ID, 0) })
		w.update(t, func(tx *db.Tx) error {
			posts, err := org.PostsOf(tx, w.ming.ID, today)
			if len(posts) != 0 {
				t.Errorf("a post taken back: got %d posts today, want 0", len(posts))
			}
			return err
		})
		w.refused(t, "the last administrator's post", fault.Denied, func(tx *db.Tx) error {
			all, err := org.PostHistory(tx, w.keeper.ID)
			if err != nil {
				return err
			}
			return org.EndPost(tx, program, all[0].ID, 0)
		})
	})
}

func TestClosingAUnit(t *testing.T) {
	each(t, func(t *testing.T, w *town, _ *dbtest.Clock) {
		w.refused(t, "the street itself", fault.Denied, func(tx *db.Tx) error { return org.CloseUnit(tx, program, w.root.ID, 1, 0) })
		w.refused(t, "with an officer inside", fault.Invalid, func(tx *db.Tx) error { return org.CloseUnit(tx, program, w.community.ID, 1, 0) })
		var empty org.Unit
		w.update(t, func(tx *db.Tx) error {
			var err error
			empty, err = org.AddUnit(tx, program, org.Unit{Level: actor.Estate, Parent: w.community.ID, Name: "松涛园小区"})
			return err
		})
		w.refused(t, "the same name again", fault.Conflict, func(tx *db.Tx) error {
			_, err := org.AddUnit(tx, program, org.Unit{Level: actor.Estate, Parent: w.community.ID, Name: "松涛园小区"})
			return err
		})
		w.update(t, func(tx *db.Tx) error { return org.CloseUnit(tx, program, empty.ID, 1, today) })
		w.update(t, func(tx *db.Tx) error {
			tree, err := org.Tree(tx, today.AddDays(1))
			if len(tree) != 2 {
				t.Errorf("units tomorrow: got %d, want 2", len(tree))
			}
			return err
		})
	})
}

func TestVenueCountsAreTheirLists(t *testing.T) {
	each(t, func(t *testing.T, w *town, _ *dbtest.Clock) {
		w.update(t, func(tx *db.Tx) error {
			for i, kind := range []org.VenueKind{org.Station, org.Station, org.Room, org.TalkingPoint, org.Centre} {
				v, err := org.OpenVenue(tx, program, org.Venue{Kind: kind, Name: string(rune('甲' + i)), Unit: w.community.ID, Since: today.AddDays(-i)})
				if err != nil {
					return err
				}
				if i == 1 {
					if err := org.CloseVenue(tx, program, v.ID, 1, today.AddDays(-1)); err != nil {
						return err
					}
				}
			}
			return nil
		})
		for _, f := range []org.VenueFilter{
			{},
			{On: today},
			{On: today.AddDays(-1)},
			{Kinds: []org.VenueKind{org.Station}},
			{Kinds: []org.VenueKind{org.Station, org.Centre}, On: today, Community: w.community.ID},
			{Community: "nowhere"},
		} {
			back, err := org.ParseVenueFilter(f.Query())
			if err != nil {
				t.Fatal(err)
			}
			w.update(t, func(tx *db.Tx) error {
				n, err := org.CountVenues(tx, f)
				if err != nil {
					return err
				}
				list, err := org.Venues(tx, back)
				if n != len(list) {
					t.Errorf("%s: the count is %d, the list has %d", f.Query().Encode(), n, len(list))
				}
				return err
			})
		}
		if _, err := org.ParseVenueFilter(map[string][]string{"kind": {"castle"}, "on": {"someday"}}); len(fault.Of(err).Fields) != 2 {
			t.Errorf("a wrong address: got %v, want two wrong fields", err)
		}
	})
}

func TestSEC_AUD_01_EveryChangeIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *town, _ *dbtest.Clock) {
		w.update(t, func(tx *db.Tx) error {
			if _, err := org.FoundCommittee(tx, program, org.Committee{Name: "云杉街道人民调解委员会", ShortName: "云杉", Unit: w.root.ID}); err != nil {
				return err
			}
			return org.RenameUnit(tx, program, w.community.ID, 1, "松涛苑社区", 0)
		})
		w.update(t, func(tx *db.Tx) error {
			events, err := event.List(tx, event.Filter{Kind: event.Org, Limit: 50})
			var got []string
			for _, e := range events {
				got = append(got, e.Action)
			}
			want := []string{"org.renameUnit", "org.foundCommittee", "org.hire", "org.assign", "org.hire", "org.addUnit", "org.addUnit"}
			if !slices.Equal(got, want) {
				t.Errorf("events: got %v, want %v", got, want)
			}
			return err
		})
	})
}
