package sample_test

import (
	"context"
	"testing"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/publicity"
)

var toldIn = db.SQL("test.told", `SELECT count(*) FROM publicity_campaign WHERE street_id = $1 AND state = $2`)

// publicityIsTheReports fails the test unless the campaigns of the year handed out what
// the report says, the store says the same as the activities, and every state is there.
func publicityIsTheReports(t *testing.T, d *db.DB, street string) {
	t.Helper()
	err := d.View(context.Background(), street, func(tx *db.Tx) error {
		o, err := publicity.Year(tx, 2024, nil)
		if err != nil {
			return err
		}
		if o.Leaflets.Number != 500 || o.Giveaways.Number != 1000 || o.Campaigns.Number != 24 {
			t.Errorf("%d leaflets, %d giveaways in %d activities", o.Leaflets.Number, o.Giveaways.Number, o.Campaigns.Number)
		}
		all, err := publicity.Materials(tx)
		if err != nil {
			return err
		}
		lines, err := publicity.HandedOut(tx, calendar.On(2024, 1, 1), calendar.On(2024, 12, 31))
		if err != nil {
			return err
		}
		if leaflets, giveaways := publicity.Add(all, lines); leaflets != 500 || giveaways != 1000 {
			t.Errorf("the store gave out %d leaflets and %d giveaways", leaflets, giveaways)
		}
		for _, m := range all {
			if m.Left() < 0 {
				t.Errorf("%s: %d are owed to the store", m.Name, -m.Left())
			}
		}
		for _, c := range publicity.States {
			n, err := db.Value[int](tx, toldIn, street, c.Code)
			if err != nil {
				return err
			}
			if n == 0 {
				t.Errorf("no campaign is %s", c.Label)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
