package sample

import (
	"fmt"

	"fengsheng/assessment"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
)

// filesReviewed is the line that a person judges.
const filesReviewed = "卷宗评查合格"

// assessments are of the seven stations: the first half of 2024, frozen; the year to the
// end of November, computed, with an objection granted, one answered and one that waits;
// and the draft of the next year. They count what the year has anyway.
func (t *theatre) assessments() {
	t.halfYear()
	t.wholeYear()
	t.day(calendar.On(2024, 12, 26), 15, func(tx *db.Tx) error {
		_, err := assessment.Save(tx, t.overseer, "", 0, t.scheme("2025年矛调站工作考核", calendar.On(2025, 11, 30)))
		return err
	})
}

// scheme is what the stations are assessed by.
func (t *theatre) scheme(name string, cutoff calendar.Date) assessment.Outline {
	o := assessment.Outline{Name: name, Year: cutoff.Year(), Cutoff: cutoff, Days: 30}
	for _, i := range []struct {
		code           string
		target, weight int
	}{
		{"termsKeptRate", 10000, 20},
		{"mediationInTimeRate", 9500, 15},
		{"partiesInformedRate", 10000, 10},
		{"archivedRate", 9500, 15},
		{"followUpsInTimeRate", 9000, 15},
		{"dutiesPerformedRate", 9000, 10},
		{"hazardsInTimeRate", 9000, 5},
	} {
		o.Items = append(o.Items, assessment.Item{Indicator: i.code, Target: i.target, Weight: i.weight})
	}
	o.Items = append(o.Items, assessment.Item{
		Name: filesReviewed, Aspect: indicator.Completeness, Target: 9000, Weight: 10,
		Definition: "由档案员随机抽10卷，对照卷宗材料目录评查，材料齐全、签名盖章齐全的算合格。",
	})
	for _, c := range t.Communities {
		o.Subjects = append(o.Subjects, assessment.Subject{Kind: assessment.Station, Ref: c.Station.ID})
	}
	return o
}

// known lets a scheme be drafted and published in the first days of the year.
func (t *theatre) known(name string, cutoff calendar.Date, made *assessment.Scheme) {
	t.day(calendar.On(2024, 1, 3), 9, func(tx *db.Tx) error {
		s, err := assessment.Save(tx, t.overseer, "", 0, t.scheme(name, cutoff))
		if err != nil {
			return fmt.Errorf("assess %s: %w", name, err)
		}
		*made, err = assessment.Publish(tx, t.overseer, s.ID, 0, "元旦以后街道例会才议定，从1月1日起算")
		return err
	})
}

// judged lets the files of every station be reviewed.
func (t *theatre) judged(on calendar.Date, made *assessment.Scheme, paper string) {
	t.day(on, 10, func(tx *db.Tx) error {
		for n, u := range made.Subjects {
			j := assessment.Judgement{Subject: u.ID, Item: item(*made, filesReviewed), Numerator: 10, Denominator: 10, Evidence: paper, Reason: "抽查的都齐全"}
			if n%3 == 2 {
				j.Numerator, j.Reason = 8, "2卷的回访记录没有写日期"
			}
			if err := assessment.Judge(tx, t.overseer, made.ID, j); err != nil {
				return err
			}
		}
		return nil
	})
}

// item is the id of a line by its name.
func item(s assessment.Scheme, name string) string {
	for _, i := range s.Items {
		if i.Name == name {
			return i.ID
		}
	}
	return ""
}

// objected lets a station object, and the objection be answered some days later.
func (t *theatre) objected(on calendar.Date, made *assessment.Scheme, station int, line, why string, then func(tx *db.Tx, id string) error) {
	t.day(on, 14, func(tx *db.Tx) error {
		o, err := assessment.Object(tx, t.leads[station], made.ID, assessment.Objection{Subject: made.Subjects[station].ID, Item: item(*made, line), Reason: why})
		if err != nil || then == nil {
			return err
		}
		t.day(on.AddDays(4), 16, func(tx *db.Tx) error { return then(tx, o.ID) })
		return nil
	})
}

func (t *theatre) answered(made *assessment.Scheme, d assessment.Decision, words string) func(tx *db.Tx, id string) error {
	return func(tx *db.Tx, id string) error {
		_, err := assessment.Answer(tx, t.overseer, made.ID, id, d, words)
		return err
	}
}

func (t *theatre) computed(on calendar.Date, made *assessment.Scheme) {
	t.day(on, 9, func(tx *db.Tx) error {
		_, err := assessment.Compute(tx, t.overseer, made.ID, 0)
		return err
	})
}

func (t *theatre) halfYear() {
	made := new(assessment.Scheme)
	t.known("2024年上半年矛调站工作考核", calendar.On(2024, 6, 30), made)
	t.judged(calendar.On(2024, 7, 2), made, "2024年上半年卷宗评查记录")
	t.computed(calendar.On(2024, 7, 3), made)
	t.objected(calendar.On(2024, 7, 8), made, 2, filesReviewed, "两卷是口头协议的一案一表，没有回访记录这一页。",
		t.answered(made, assessment.Excepted, "查过了，抽到的两卷按规定不用回访记录，抽样不当，这一项免计。"))
	t.day(calendar.On(2024, 8, 5), 9, func(tx *db.Tx) error {
		_, err := assessment.Finish(tx, t.overseer, made.ID, 0)
		return err
	})
	t.day(calendar.On(2024, 8, 12), 9, func(tx *db.Tx) error {
		_, err := assessment.Freeze(tx, t.overseer, made.ID, 0)
		return err
	})
}

func (t *theatre) wholeYear() {
	made := new(assessment.Scheme)
	t.known("2024年矛调站工作考核", calendar.On(2024, 11, 30), made)
	t.judged(calendar.On(2024, 12, 4), made, "2024年卷宗评查记录")
	t.computed(calendar.On(2024, 12, 5), made)
	t.objected(calendar.On(2024, 12, 11), made, 0, "各类期限按期率", "一处楼道隐患超期是因为等产权单位批复，整改期限应当延长。",
		t.answered(made, assessment.Upheld, "产权单位的批复没有记在事项里，期限也没有申请延长，按记录算。以后等批复的，请在期限以内申请延长。"))
	t.objected(calendar.On(2024, 12, 12), made, 5, "办结归档率", "有一件11月归档的在系统里补登晚了，已经更正。",
		t.answered(made, assessment.Corrected, "记录已经更正，重新计算。"))
	t.objected(calendar.On(2024, 12, 27), made, 6, "协议按期履行率", "有两件协议双方改过履行期限，当时没有改履行项，正在更正。", nil)
}
