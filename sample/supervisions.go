package sample

import (
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/supervision"
)

// supervisions are asked about what is late in the last week of the year: one is
// closed, one answered, one waits, and one was not answered by its day.
func (t *theatre) supervisions() {
	var asked []matter.ID
	ask := func(day calendar.Date, by int, words ...string) {
		t.at(day.Time().Add(10*time.Hour), func(tx *db.Tx) error {
			late, err := matter.List(tx, identity.Whole, matter.Filter{DueBy: day.AddDays(-1)}, matter.Page{Order: matter.Urgent, Size: 50})
			if err != nil {
				return err
			}
			for _, m := range late {
				if len(words) == 0 {
					return nil
				}
				_, err := supervision.Ask(tx, t.overseer, m.ID, supervision.Asking{Asks: words[0], By: day.AddDays(by)})
				if fault.Is(err, fault.Conflict) {
					continue
				}
				if err != nil {
					return err
				}
				asked, words = append(asked, m.ID), words[1:]
			}
			return nil
		})
	}
	answer := func(day calendar.Date, which int, a supervision.Answering) {
		t.at(day.Time().Add(11*time.Hour), func(tx *db.Tx) error {
			if which >= len(asked) {
				return nil
			}
			a.Promised = day.AddDays(15)
			by, err := t.handlerOf(tx, asked[which])
			if err != nil {
				return err
			}
			_, err = supervision.Answer(tx, by, asked[which], a)
			return err
		})
	}
	ask(calendar.On(2024, 12, 17), 3, "请说明为什么还没有整改到位", "请说明进展和还要多久", "请说明为什么还没有验收")
	answer(calendar.On(2024, 12, 19), 0, supervision.Answering{Reason: "works", Words: "楼道已经清理了一半，剩下的等充电棚装好以后移过去。充电棚元旦前后能装好。"})
	answer(calendar.On(2024, 12, 20), 1, supervision.Answering{Reason: "weather", Words: "室外施工要等气温合适，这几天先用围挡围起来，请绕行。"})
	t.at(calendar.On(2024, 12, 23).Time().Add(11*time.Hour), func(tx *db.Tx) error {
		if len(asked) == 0 {
			return nil
		}
		_, err := supervision.Close(tx, t.overseer, asked[0])
		return err
	})
	ask(calendar.On(2024, 12, 27), 5, "请说明为什么还没有办结")
	t.at(calendar.On(2024, 12, 30).Time().Add(8*time.Hour+30*time.Minute), func(tx *db.Tx) error { // a petition that is due in three working days
		id, there := t.open["objected"]
		if !there {
			return nil
		}
		_, err := supervision.Ask(tx, t.overseer, id, supervision.Asking{Asks: "请说明异议有没有答复，哪天能书面告知信访人", By: calendar.On(2025, 1, 2)})
		return err
	})
}

// handlerOf is who works on a matter.
func (t *theatre) handlerOf(tx *db.Tx, id matter.ID) (actor.Actor, error) {
	m, err := matter.Visible(tx, t.overseer, id)
	if err != nil {
		return actor.Actor{}, err
	}
	if m.Mediator == "" {
		for i, c := range t.Communities {
			if c.Unit.ID == m.Community {
				return t.leads[i], nil
			}
		}
	}
	o, err := org.OfficerByID(tx, m.Mediator)
	if err != nil {
		return actor.Actor{}, err
	}
	posts, err := org.PostsOf(tx, o.ID, tx.Today())
	return actor.Actor{Street: tx.Street, Officer: o.ID, Name: o.Name, Posts: posts, Route: "sample"}, err
}
