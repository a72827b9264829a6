package identity_test

import (
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// The address of a wall shows what it shows until it is closed, in its own street;
// what is kept of it is a hash.
func TestSEC_SESS_01_TheAddressOfAWall(t *testing.T) {
	dbtest.Each(t, dbtest.At(time.Date(2024, 5, 6, 4, 0, 0, 0, time.UTC)), func(t *testing.T, d *db.DB) {
		update := func(street string, fn func(tx *db.Tx) error) error { return d.Update(t.Context(), street, fn) }
		for _, street := range []string{"a", "b"} {
			err := update(street, func(tx *db.Tx) error {
				_, err := org.Found(tx, actor.Actor{Name: "演示程序"}, org.Street{Name: street + "街道", ShortName: street})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		admin := actor.Actor{Street: "b", Officer: "admin", Name: "管理", Posts: []actor.Post{{Role: actor.SysAdmin, Place: actor.Place{Level: actor.Street}}}}
		clerk := actor.Actor{Street: "b", Officer: "clerk", Posts: []actor.Post{{Role: actor.Registrar, Place: actor.Place{Level: actor.Street}}}}
		var token, other, id string
		err := update("b", func(tx *db.Tx) error {
			if _, err := identity.OpenScreen(tx, clerk, "一楼大厅"); !fault.Is(err, fault.Denied) {
				t.Errorf("a clerk: got %v, want a refusal", err)
			}
			if _, err := identity.OpenScreen(tx, admin, "  "); !fault.Is(err, fault.Invalid) {
				t.Errorf("no name: got %v, want a refusal", err)
			}
			var err error
			if token, err = identity.OpenScreen(tx, admin, "一楼大厅"); err != nil {
				return err
			}
			if other, err = identity.OpenScreen(tx, admin, "接访室"); err != nil {
				return err
			}
			all, err := identity.Screens(tx)
			if err == nil && len(all) != 2 {
				t.Errorf("got %v, want two walls", all)
			}
			for _, s := range all {
				if s.Name == "一楼大厅" {
					id = s.ID
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		street, s, err := identity.ScreenOf(t.Context(), d, token)
		if err != nil || street != "b" || s.Name != "一楼大厅" {
			t.Errorf("got %v of %s (%v), want the wall of street b", s, street, err)
		}
		for _, wrong := range []string{"", token[1:], id} {
			if _, _, err := identity.ScreenOf(t.Context(), d, wrong); !fault.Is(err, fault.NotFound) {
				t.Errorf("%q: got %v, want not found", wrong, err)
			}
		}
		err = update("b", func(tx *db.Tx) error {
			if err := identity.CloseScreen(tx, clerk, id); !fault.Is(err, fault.Denied) {
				t.Errorf("a clerk: got %v, want a refusal", err)
			}
			return identity.CloseScreen(tx, admin, id)
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := identity.ScreenOf(t.Context(), d, token); !fault.Is(err, fault.NotFound) {
			t.Errorf("a closed wall: got %v, want not found", err)
		}
		if _, _, err := identity.ScreenOf(t.Context(), d, other); err != nil {
			t.Errorf("the other wall: got %v, want it to show", err)
		}
		err = update("b", func(tx *db.Tx) error { return identity.CloseScreen(tx, admin, id) })
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("closing twice: got %v, want not found", err)
		}
	})
}
