package sample

import (
	"errors"
	"fmt"
	"time"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/ownership"
	"fengsheng/reception"
)

// leadership plays what leaders do themselves: cases they own, in each state, and the
// schedule of receptions. It takes nothing from the dice and adds no activity: the
// sessions are those receptions and visits that the year has anyway.
func (t *theatre) leadership(known *cases) error {
	t.ownerships(known)
	return t.receptions(known)
}

// day lets something happen on a day at an hour.
func (t *theatre) day(d calendar.Date, hour int, play func(*db.Tx) error) {
	t.at(d.Time().Add(time.Duration(hour)*time.Hour+7*time.Minute), play)
}

// propose asks a leader to own a matter; which one is said on the day.
func (t *theatre) propose(d calendar.Date, which func() matter.ID, leader actor.Actor, then func(tx *db.Tx, o ownership.Ownership) error) {
	t.day(d, 10, func(tx *db.Tx) error {
		o, err := ownership.Propose(tx, t.triager, which(), ownership.Proposal{Leader: leader.Officer, Why: "涉及几个单位，群众反映强烈，需要领导统筹"})
		if err != nil {
			return fmt.Errorf("own %s: %w", d, err)
		}
		return then(tx, o)
	})
}

// confirm lets the leader take it on, and the duties follow, a few days each.
func (t *theatre) confirm(leader actor.Actor, days int, duties ...ownership.Duty) func(tx *db.Tx, o ownership.Ownership) error {
	notes := map[ownership.Duty]string{
		ownership.Facts: "到现场看过，听取了诉求，和承办人核对了材料", ownership.Guidance: "当面讲清了办理程序、期限和救济途径",
		ownership.Resolution: "召集有关单位商定了办法和时间", ownership.Tracking: "逐项核对落实情况，跟踪到程序终结",
	}
	return func(tx *db.Tx, o ownership.Ownership) error {
		today := calendar.Of(tx.Now)
		t.day(today.AddDays(days), 11, func(tx *db.Tx) error {
			_, err := ownership.Confirm(tx, leader, o.Matter, o.ID, 0)
			return err
		})
		for i, d := range duties {
			t.day(today.AddDays(days+2*(i+1)), 15, func(tx *db.Tx) error {
				by := leader
				if i%2 == 1 {
					by = t.triager // staff write it down for the leader
				}
				_, err := ownership.CarryOut(tx, by, o.Matter, o.ID, 0, ownership.Tick{Duty: d, Note: notes[d]})
				return err
			})
		}
		return nil
	}
}

func (t *theatre) ownerships(known *cases) {
	stage := func(name string) func() matter.ID { return func() matter.ID { return t.open[name] } }
	first, second, third := t.owner, t.deputies[0], t.deputies[1]
	t.propose(calendar.On(2024, 10, 8), stage("recheck"), first, func(tx *db.Tx, o ownership.Ownership) error {
		t.day(calendar.On(2024, 11, 5), 10, func(tx *db.Tx) error {
			next, err := ownership.HandOver(tx, t.triager, o.Matter, o.ID, 0, ownership.Proposal{Leader: second.Officer, Why: "分工调整，由分管领导接着包"})
			if err != nil {
				return err
			}
			return t.confirm(second, 1, ownership.Facts, ownership.Guidance)(tx, next)
		})
		return t.confirm(first, 1, ownership.Facts)(tx, o)
	})
	t.propose(calendar.On(2024, 11, 12), stage("review"), first, t.confirm(first, 1, ownership.Facts, ownership.Guidance, ownership.Resolution))
	t.propose(calendar.On(2024, 12, 20), stage("extended"), first, t.confirm(first, 3))
	t.propose(calendar.On(2024, 12, 26), stage("handling"), first, func(*db.Tx, ownership.Ownership) error { return nil })
	t.propose(calendar.On(2024, 12, 10), stage("hearing"), third, func(_ *db.Tx, o ownership.Ownership) error {
		t.day(calendar.On(2024, 12, 11), 9, func(tx *db.Tx) error {
			_, err := ownership.Refuse(tx, third, o.Matter, o.ID, 0, "涉及本人分管前的决定，由其他领导包更合适")
			return err
		})
		return nil
	})
	t.propose(calendar.On(2024, 12, 12), stage("served"), third, func(_ *db.Tx, o ownership.Ownership) error {
		t.day(calendar.On(2024, 12, 13), 9, func(tx *db.Tx) error {
			_, err := ownership.Withdraw(tx, t.triager, o.Matter, o.ID, 0, "处理意见已经送达，先看当事人的意见")
			return err
		})
		return nil
	})
	// One that ended with its matter: of the year's ordinary petitions.
	newest := func() matter.ID { return known.newest(0)[0] }
	t.propose(calendar.On(2024, 9, 3), newest, third, func(tx *db.Tx, o ownership.Ownership) error {
		t.day(calendar.On(2024, 12, 25), 16, func(tx *db.Tx) error {
			_, err := ownership.Release(tx, third, o.Matter, o.ID, 0, "问题已经解决，跟踪到了程序终结")
			return err
		})
		return t.confirm(third, 0)(tx, o)
	})
}

// session is a reception of the year, by its kind and its number in it, and how far
// its papers have come.
type session struct {
	kind  activity.Kind
	i     int
	until reception.State
}

// receptions puts some of the year's receptions and visits into the schedule, and the
// first weeks of the next year.
func (t *theatre) receptions(known *cases) error {
	for _, s := range []session{
		{activity.Reception, 20, reception.FollowedUp},
		{activity.Visit, 36, reception.Minuted},
		{activity.Reception, 22, reception.Minuted},
		{activity.Visit, 41, reception.FollowedUp},
		{activity.Reception, 24, reception.Held},
		{activity.Reception, 25, reception.Announced},
	} {
		if err := t.hold(s, known); err != nil {
			return err
		}
	}
	for _, s := range []struct {
		on      calendar.Date
		form    reception.Form
		leaders []int
		until   reception.State
	}{
		{calendar.On(2025, 1, 8), reception.Fixed, []int{0}, reception.Announced},
		{calendar.On(2025, 1, 10), reception.Joint, []int{2, 3}, reception.Announced},
		{calendar.On(2025, 1, 15), reception.Invited, []int{4}, reception.Planned},
		{calendar.On(2024, 12, 27), reception.Fixed, []int{5}, reception.Cancelled},
	} {
		p := reception.Plan{Form: s.form, On: s.on, Start: "09:00", End: "11:00", Place: yard}
		if s.form == reception.Joint {
			p.Partners = "区住房和城乡建设局、区人力资源和社会保障局"
		}
		for _, i := range s.leaders {
			p.Leaders = append(p.Leaders, t.receiver(i))
		}
		t.day(calendar.On(2024, 12, 23), 10, func(tx *db.Tx) error {
			made, err := t.announce(tx, p, s.until != reception.Planned)
			if err == nil && s.until == reception.Cancelled {
				_, err = reception.Cancel(tx, t.clerk, made.ID, 0, "当天要参加全区会议，另行安排")
			}
			return err
		})
	}
	return nil
}

// fields are what the leaders answer for.
var fields = []string{"行政全面工作", "党的建设全面工作", "城市管理和生态环境", "民政和社会保障", "应急和安全生产", "经济发展和营商环境", "文教卫生"}

func (t *theatre) receiver(i int) reception.Leader {
	i %= len(t.Leaders)
	return reception.Leader{Officer: t.Leaders[i].ID, Field: fields[i%len(fields)]}
}

func (t *theatre) announce(tx *db.Tx, p reception.Plan, public bool) (reception.Session, error) {
	s, err := reception.Arrange(tx, t.clerk, p)
	if err != nil || !public {
		return s, err
	}
	return reception.Announce(tx, t.clerk, s.ID, 0, "矛调中心公示栏和街道公众号")
}

// hold announces a session two weeks ahead, links what was recorded of it in the
// evening of its day, and takes it as far as asked.
func (t *theatre) hold(s session, known *cases) error {
	for _, d := range doings2024 {
		if d.kind != s.kind {
			continue
		}
		on, err := t.days.NextWorkingDay(d.from.AddDays(d.to.DaysSince(d.from) * s.i / (d.count - 1)))
		if err != nil {
			return err
		}
		p := reception.Plan{Form: reception.Fixed, On: on, Start: fmt.Sprintf("%02d:%02d", 9+s.i%7, 30*(s.i%2)), Place: d.draft(t, s.i).Place, Leaders: []reception.Leader{t.receiver(s.i)}}
		if s.kind == activity.Visit {
			p.Form = reception.Visit
		}
		t.day(on.AddDays(-14), 10, func(tx *db.Tx) error {
			made, err := t.announce(tx, p, true)
			if err == nil && s.until != reception.Announced {
				t.day(on, 18, func(tx *db.Tx) error { return t.held(tx, made, s, d.draft(t, s.i), known) })
			}
			return err
		})
	}
	return nil
}

// held writes down who was received about what, as many as the activity has.
func (t *theatre) held(tx *db.Tx, made reception.Session, s session, was activity.Draft, known *cases) error {
	for i := range was.Batches {
		persons := 1
		if i == 0 {
			persons = was.Audience - was.Batches + 1
		}
		if _, err := reception.Receive(tx, t.clerk, made.ID, known.newest(s.i + i)[0], persons); err != nil {
			return err
		}
	}
	h := reception.Holding{Choices: map[string]string{}}
	_, err := reception.Hold(tx, t.clerk, made.ID, h)
	var recorded *reception.Recorded
	if !errors.As(err, &recorded) {
		return fmt.Errorf("session of %s: the year has no activity for it: %w", made.On, err)
	}
	for leader, all := range recorded.Leaders {
		for _, a := range all {
			if a.Kind == s.kind {
				h.Choices[leader] = string(a.ID)
			}
		}
	}
	if _, err := reception.Hold(tx, t.clerk, made.ID, h); err != nil || s.until == reception.Held {
		return err
	}
	promised := reception.Promise{Matter: known.newest(s.i)[0], Officer: made.Leaders[0].Officer, Words: "十日内会同有关单位现场核实，书面答复", Due: made.On.AddDays(10)}
	t.day(made.On.AddDays(1), 9, func(tx *db.Tx) error {
		_, err := reception.Minute(tx, t.clerk, made.ID, reception.Minutes{Words: "听取诉求，说明了办理程序和期限，承诺的事项逐条记在下面。", Promises: []reception.Promise{promised}})
		return err
	})
	if s.until == reception.FollowedUp {
		t.day(made.On.AddDays(9), 16, func(tx *db.Tx) error {
			all, err := reception.Promises(tx, made.ID)
			if err != nil {
				return err
			}
			if _, err := reception.Answer(tx, t.clerk, made.ID, all[0].ID, "已到现场核实并书面答复，当事人认可下一步的安排"); err != nil {
				return err
			}
			_, err = reception.FollowUp(tx, t.clerk, made.ID, 0)
			return err
		})
	}
	return nil
}
