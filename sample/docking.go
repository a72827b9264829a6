package sample

import (
	"fmt"
	"time"

	"fengsheng/activity"
	"fengsheng/docking"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// dockings are the hand-overs of December and a round in each state. The round
// that is done stands for a docking the year has already, so no figure moves.
func (t *theatre) dockings() error {
	last, err := t.days.NextWorkingDay(december)
	if err != nil {
		return err
	}
	begin := calendar.On(2024, 12, 1)
	for _, scene := range []struct {
		day  calendar.Date
		hour int
		play func(tx *db.Tx) error
	}{
		{calendar.On(2024, 12, 4), 10, t.hand(docking.DockHazard, "J20241204001", 0)},
		{calendar.On(2024, 12, 10), 10, t.hand(docking.DockHazard, "J20241210002", 1)},
		{calendar.On(2024, 12, 11), 15, t.receive(docking.DockMajorDispute, "J20241211003", "")},
		{calendar.On(2024, 12, 17), 9, t.hand(docking.DockAnalysis, "J20241217004", 2)},
		{calendar.On(2024, 12, 18), 16, t.receive(docking.DockHazard, "J20241218005", "14:20")},
		{calendar.On(2024, 12, 19), 9, func(tx *db.Tx) error {
			l, err := docking.ReadText([]byte(stationList), tx.Today())
			if err == nil {
				_, err = docking.Save(tx, t.liaison, l)
			}
			return err
		}},
		{calendar.On(2024, 12, 19), 10, func(tx *db.Tx) error {
			if _, err := docking.DraftRound(tx, t.liaison, docking.DockAnalysis, last, begin, tx.Today()); err != nil {
				return err
			}
			_, err := docking.DraftRound(tx, t.liaison, docking.DockHazard, last, begin, tx.Today())
			return err
		}},
		{last, 18, t.settle(last)},
		{calendar.On(2024, 12, 26), 10, func(tx *db.Tx) error {
			_, err := docking.DraftRound(tx, t.registrar, docking.DockMajorDispute, calendar.On(2025, 1, 8), begin, tx.Today())
			return err
		}},
		{calendar.On(2024, 12, 27), 9, t.hand(docking.DockHazard, "", 3)},
	} {
		t.at(scene.day.Time().Add(time.Duration(scene.hour)*time.Hour), scene.play)
	}
	return nil
}

// stationList is what the station sent on 19 December: one of ours is missing,
// and one day is another.
const stationList = `警情编号,方向,日期,种类
J20241204001,接收,2024-12-05,隐患信息
J20241211003,移交,2024-12-11,重大纠纷调解
J20241217004,接收,2024-12-17,分析研判预警
J20241212006,移交,2024-12-12,重大纠纷调解
`

// hand gives the station one of the newest hazards, or one of the newest disputes.
func (t *theatre) hand(kind docking.Kind, number string, place int) func(tx *db.Tx) error {
	return func(tx *db.Tx) error {
		kinds := []string{string(matter.Hazard)}
		if kind != docking.DockHazard {
			kinds = []string{string(matter.Mediation)}
		}
		found, err := matter.List(tx, identity.Whole, matter.Filter{Kinds: kinds}, matter.Page{Order: matter.Newest, Size: place + 1})
		if err != nil || len(found) <= place {
			return err
		}
		_, err = docking.Record(tx, t.registrar, docking.Draft{
			Direction: docking.Out, Kind: kind, Number: found[place].Number, PoliceNo: number, On: tx.Today(), Fields: docking.Usual(), Ground: "report", Receiver: "东盛路派出所",
		})
		return err
	}
}

// receive takes something from the station; with an hour it was an emergency.
func (t *theatre) receive(kind docking.Kind, number, called string) func(tx *db.Tx) error {
	return func(tx *db.Tx) error {
		d := docking.Draft{
			Direction: docking.In, Kind: kind, PoliceNo: number, On: tx.Today(), Fields: docking.Usual(), Ground: "guide", Receiver: "东盛街道矛调中心",
			Emergency: called != "", CalledAt: called,
		}
		if d.Emergency {
			d.Ground = "urgent"
		}
		_, err := docking.Record(tx, t.liaison, d)
		return err
	}
}

// settle is the meeting of a day: both sides agree, and what was about hazards
// is looked into at once and done.
func (t *theatre) settle(day calendar.Date) func(tx *db.Tx) error {
	return func(tx *db.Tx) error {
		rounds, err := docking.Rounds(tx, t.liaison, 10)
		if err != nil {
			return err
		}
		for _, m := range rounds {
			if m.On != day {
				continue
			}
			if _, err := docking.Agree(tx, t.liaison, m.ID, docking.Agreement{
				On: day, OurWord: "差异由矛调中心三天内查清，查清一件补登一件。", TheirWord: "派出所核对接收登记，漏登的当天补上。",
			}); err != nil {
				return err
			}
			if m.Kind != docking.DockHazard {
				continue
			}
			if err := t.close(tx, m); err != nil {
				return err
			}
		}
		return nil
	}
}

func (t *theatre) close(tx *db.Tx, m docking.Round) error {
	_, lines, err := docking.LoadRound(tx, t.liaison, m.ID)
	if err != nil {
		return err
	}
	for _, l := range lines {
		answer := "派出所收到后第二天才登记，按派出所的日期算收到"
		if l.Theirs == nil {
			answer = "派出所收到了，漏登，已经补登"
		}
		if err := docking.Answer(tx, t.liaison, m.ID, l.Order, docking.Answering{Officer: t.liaison.Officer, Answer: answer, Done: true}); err != nil {
			return err
		}
	}
	held, err := docking.Held(tx, m)
	if err != nil {
		return err
	}
	if len(held) == 0 {
		return fmt.Errorf("no docking of %s was recorded on %s", activity.Variety(m.Kind), m.On)
	}
	_, err = docking.FollowUp(tx, t.liaison, m.ID, docking.Closing{Activity: held[0].ID})
	return err
}
