package identity

import (
	"context"
	"crypto/sha256"
	"errors"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Screen is a wall that shows the counts of the street without anybody signed in.
// Whoever has its address sees what stands on the wall and nothing else.
type Screen struct {
	ID     string
	Name   string // where it hangs
	Opened calendar.Date
}

var (
	openScreen  = db.SQL("screen.open", `INSERT INTO screen (street_id, id, name, token, opened_by, opened_on, closed_on) VALUES ($1, $2, $3, $4, $5, $6, 0)`)
	closeScreen = db.SQL("screen.close", `UPDATE screen SET closed_on = $3 WHERE street_id = $1 AND id = $2 AND closed_on = 0`)
	listScreens = db.SQL("screen.list", `SELECT id, name, opened_on FROM screen WHERE street_id = $1 AND closed_on = 0 ORDER BY name, id`)
	findScreen  = db.SQL("screen.find", `SELECT id, name, opened_on FROM screen WHERE street_id = $1 AND token = $2 AND closed_on = 0`)
)

const (
	screensMost    = 20 // of one street
	screenNameMost = 40
)

func scanScreen(r db.Row) (Screen, error) {
	var s Screen
	return s, r.Scan(&s.ID, &s.Name, &s.Opened)
}

// Screens lists the walls that show.
func Screens(tx *db.Tx) ([]Screen, error) { return db.All(tx, listScreens, scanScreen, tx.Street) }

// OpenScreen lets a wall show and gives the secret of its address, once: only its
// hash is kept, as of a session (SESS-01).
func OpenScreen(tx *db.Tx, by actor.Actor, name string) (string, error) {
	if err := KeepScreens.Check(by); err != nil {
		return "", err
	}
	var bad fault.Fields
	bad.Need("name", name, "请写大屏放在哪里")
	if n := len([]rune(name)); n > screenNameMost {
		bad.Add("name", "最多%d字，现在多了%d字", screenNameMost, n-screenNameMost)
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	all, err := Screens(tx)
	if err != nil {
		return "", err
	}
	if len(all) >= screensMost {
		return "", fault.New(fault.Conflict, "一个街道最多开通%d块大屏，请先停用不用的", screensMost)
	}
	id, token := tx.NewID(), random()
	sum := sha256.Sum256([]byte(token))
	if _, err := tx.Exec(openScreen, tx.Street, id, name, sum[:], by.Officer, tx.Today()); err != nil {
		return "", err
	}
	_, err = event.Append(tx, by, event.Entry{Action: "screen.open", Kind: event.Ledger, Subject: id, Role: by.First(KeepScreens.Roles...)})
	return token, err
}

// CloseScreen ends the address of a wall for good.
func CloseScreen(tx *db.Tx, by actor.Actor, id string) error {
	if err := KeepScreens.Check(by); err != nil {
		return err
	}
	err := tx.ExecOne(closeScreen, tx.Street, id, tx.Today())
	if errors.Is(err, db.ErrNone) {
		return fault.New(fault.NotFound, "找不到这块大屏，可能已经停用")
	}
	if err != nil {
		return err
	}
	_, err = event.Append(tx, by, event.Entry{Action: "screen.close", Kind: event.Ledger, Subject: id, Role: by.First(KeepScreens.Roles...)})
	return err
}

// ScreenOf finds the street and the wall of a secret. A closed one and one that
// never was answer alike.
func ScreenOf(ctx context.Context, d *db.DB, token string) (street string, s Screen, err error) {
	sum := sha256.Sum256([]byte(token))
	err = d.View(ctx, "", func(tx *db.Tx) error {
		streets, err := org.Streets(tx)
		if err != nil {
			return err
		}
		for _, street = range streets {
			s, err = db.One(tx.In(street), findScreen, scanScreen, street, sum[:])
			if !errors.Is(err, db.ErrNone) {
				return err
			}
		}
		return fault.New(fault.NotFound, "这块大屏的地址已经停用，请联系系统管理员")
	})
	return street, s, err
}
