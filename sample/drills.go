package sample

import (
	"errors"
	"fmt"
	"strings"

	"fengsheng/activity"
	"fengsheng/committee"
	"fengsheng/drill"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
)

// dayOf is the day and the hour of the i-th activity of a kind and variety of the year.
func (t *theatre) dayOf(kind activity.Kind, variety activity.Variety, i int) (calendar.Date, string, activity.Draft, error) {
	for _, d := range doings2024 {
		if d.kind == kind && d.variety == variety {
			on, err := t.days.NextWorkingDay(d.from.AddDays(d.to.DaysSince(d.from) * i / max(d.count-1, 1)))
			return on, fmt.Sprintf("%02d:%02d", 9+i%7, 30*(i%2)), d.draft(t, i), err
		}
	}
	return 0, "", activity.Draft{}, fmt.Errorf("sample: the year has no %s %s", kind, variety)
}

// drills are the drills that the year has anyway, each planned ahead and linked to what
// was recorded of it in the evening; one is called off, one is to come.
func (t *theatre) drills() error {
	for _, d := range []struct {
		variety  activity.Variety
		i        int
		subject  drill.Subject
		scenario string
		summary  string
	}{
		{"team", 0, drill.Emergency, "crowd", "现场处置练得顺，及时报告和代表人数两条有队漏了。下一次练法律适用。"},
		{"mediation", 0, drill.Law, "leak", "公共立管和户内管的区分、调委会盖章，要再练。下一次练告知权利和期限。"},
		{"team", 1, drill.Telling, "violence", ""},
	} {
		on, start, draft, err := t.dayOf(activity.Drill, d.variety, d.i)
		if err != nil {
			return err
		}
		p := drill.Plan{Subject: d.subject, Variety: d.variety, Scenario: d.scenario, Aim: "按年度计划，用情景练一遍", On: on, Start: start, Place: draft.Place, Teams: t.teams()}
		t.day(on.AddDays(-20), 10, func(tx *db.Tx) error {
			made, err := drill.Arrange(tx, t.writer, p)
			if err != nil {
				return err
			}
			t.exercise(made, draft, d.summary)
			return nil
		})
	}
	t.day(calendar.On(2024, 6, 24), 10, func(tx *db.Tx) error {
		made, err := drill.Arrange(tx, t.writer, drill.Plan{Subject: drill.System, Variety: "mediation", On: calendar.On(2024, 7, 24), Start: "14:00", Place: hall})
		if err != nil {
			return err
		}
		t.day(calendar.On(2024, 7, 23), 16, func(tx *db.Tx) error {
			_, err := drill.Cancel(tx, t.writer, made.ID, 0, "防汛值守，改到下一季度")
			return err
		})
		return nil
	})
	t.day(calendar.On(2024, 12, 26), 10, func(tx *db.Tx) error {
		_, err := drill.Arrange(tx, t.writer, drill.Plan{
			Subject: drill.Agreement, Variety: "mediation", Scenario: "wages", Aim: "年前欠薪多，练协议书怎么写", On: calendar.On(2025, 1, 15), Start: "14:00", Place: hall, Teams: t.teams(),
		})
		return err
	})
	return nil
}

// teams are units: the communities and the counter.
func (t *theatre) teams() []string {
	var all []string
	for _, c := range t.Communities[:4] {
		all = append(all, c.Unit.Name)
	}
	return append(all, "综合窗口")
}

// exercise lets the teams answer, goes through the points with them, links the activity
// in the evening and writes the result the next day; without a summary it is still open.
func (t *theatre) exercise(s drill.Session, draft activity.Draft, summary string) {
	of, _ := drill.Find(s.Scenario)
	for k, team := range s.Teams {
		by := t.registrar
		if k < len(t.Communities[:4]) {
			by = t.leads[k]
		}
		answers, ticked := answered(of, k)
		t.day(s.On, 11, func(tx *db.Tx) error {
			_, err := drill.Answer(tx, by, s.ID, team.ID, answers)
			return err
		})
		t.day(s.On, 12, func(tx *db.Tx) error {
			_, err := drill.Check(tx, t.writer, s.ID, team.ID, ticked)
			return err
		})
	}
	t.day(s.On, 18, func(tx *db.Tx) error {
		h := drill.Holding{Attendance: draft.Attendance}
		_, err := drill.Hold(tx, t.writer, s.ID, h)
		var known *activity.ByHand
		if !errors.As(err, &known) {
			return fmt.Errorf("drill of %s: the year has no activity for it: %w", s.On, err)
		}
		h.Choice = string(known.Activities[0].ID)
		_, err = drill.Hold(tx, t.writer, s.ID, h)
		return err
	})
	if summary != "" {
		t.day(s.On.AddDays(1), 15, func(tx *db.Tx) error {
			_, err := drill.Write(tx, t.writer, s.ID, 0, summary)
			return err
		})
	}
}

// answered is what the k-th team says: it thinks of most points, and of others than the
// team beside it.
func answered(of drill.Scenario, k int) (answers map[string]string, ticked []string) {
	answers = map[string]string{}
	n := 0
	for _, q := range of.Questions {
		if len(q.Options) > 0 {
			answers[q.Code] = q.Right[0]
			continue
		}
		var words []string
		for _, p := range q.Points {
			if n++; n%6 != 2+k%2 {
				words, ticked = append(words, p.Words), append(ticked, p.Code)
			}
		}
		answers[q.Code] = strings.Join(words, "；")
	}
	return answers, ticked
}

// trainings are the two trainings of mediators that the year has anyway, linked in the
// evening, and one to come.
func (t *theatre) trainings() {
	topics := []string{"调解笔录怎么写", "协议书制作和司法确认"}
	for i, topic := range topics {
		on, start, draft, err := t.dayOf(activity.Study, activity.MediatorTraining, i)
		if err != nil {
			t.day(calendar.On(2024, 1, 2), 7, func(*db.Tx) error { return err })
			return
		}
		p := committee.TrainingPlan{Topic: topic, Trainer: "区司法局、区法院", On: on, Start: start, Place: draft.Place, Minutes: 180 + 30*i}
		t.day(on.AddDays(-10), 10, func(tx *db.Tx) error {
			made, err := committee.PlanTraining(tx, t.writer, p)
			if err == nil {
				t.day(on, 18, func(tx *db.Tx) error { return t.trained(tx, made, draft.Attendance) })
			}
			return err
		})
	}
	t.day(calendar.On(2024, 12, 20), 10, func(tx *db.Tx) error {
		_, err := committee.PlanTraining(tx, t.writer, committee.TrainingPlan{Topic: "欠薪纠纷的法律适用", Trainer: "区人民法院", On: calendar.On(2025, 1, 10), Start: "09:00", Place: hall, Minutes: 180})
		return err
	})
}

// trained writes down who came: of the register as many as the activity says, less two.
func (t *theatre) trained(tx *db.Tx, made committee.Training, attendance int) error {
	all, err := committee.Mediators(tx, committee.MediatorFilter{On: made.On})
	if err != nil {
		return err
	}
	h := committee.TrainingHolding{Others: 2}
	for i, m := range all {
		if len(h.Attendees)+h.Others < attendance && i%5 != made.On.Month()%5 {
			h.Attendees = append(h.Attendees, m.ID)
		}
	}
	_, err = committee.HoldTraining(tx, t.writer, made.ID, h)
	var known *activity.ByHand
	if !errors.As(err, &known) {
		return fmt.Errorf("training of %s: the year has no activity for it: %w", made.On, err)
	}
	h.Choice = string(known.Activities[0].ID)
	_, err = committee.HoldTraining(tx, t.writer, made.ID, h)
	return err
}
