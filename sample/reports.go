package sample

import (
	"context"
	"strings"
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/report"
)

// lastYearsReport plays the report of the year before the records begin: written
// from paper ledgers in January, so that its figures are typed by hand with
// their sources; reviewed by three, sent up in February, published in March.
func (t *theatre) lastYearsReport() error {
	var id report.ID
	year := Morning.Year() - 1
	hash := func(tx *db.Tx) (string, error) {
		f, err := report.FreezeOf(tx, id, 1)
		return f.Hash, err
	}
	for _, s := range []struct {
		on calendar.Date
		do func(tx *db.Tx, hash string) error
	}{
		{calendar.On(2024, 1, 15), func(tx *db.Tx, _ string) (err error) {
			if id, err = report.Begin(tx, t.writer, year); err != nil {
				return err
			}
			return report.Fill(tx, t.writer, id, report.DemoSections(year))
		}},
		{calendar.On(2024, 1, 29), func(tx *db.Tx, _ string) error { _, err := report.Send(tx, t.writer, id, 0); return err }},
		{calendar.On(2024, 1, 31), func(tx *db.Tx, hash string) error {
			return report.Pass(tx, t.reviewers[0], id, report.Judgement{Hash: hash})
		}},
		{calendar.On(2024, 2, 4), func(tx *db.Tx, hash string) error {
			return report.Pass(tx, t.reviewers[1], id, report.Judgement{Hash: hash})
		}},
		{calendar.On(2024, 2, 6), func(tx *db.Tx, hash string) error {
			return report.Pass(tx, t.reviewers[2], id, report.Judgement{Hash: hash})
		}},
		{calendar.On(2024, 2, 19), func(tx *db.Tx, hash string) error {
			return report.Clear(tx, t.reviewers[1], id, report.Secrecy, hash, "逐段看过，不含国家秘密和工作秘密，可以公开")
		}},
		{calendar.On(2024, 2, 20), func(tx *db.Tx, hash string) error {
			return report.Clear(tx, t.reviewers[0], id, report.Privacy, hash, "没有姓名、电话、住址，数字认不出具体的人")
		}},
		{calendar.On(2024, 2, 22), func(tx *db.Tx, _ string) error {
			return report.File(tx, t.writer, id, report.SendingUp{On: tx.Today(), To: "区委全面依法治区委员会办公室", How: "机要交换，东盛办发〔2024〕4号"})
		}},
		{calendar.On(2024, 3, 20), func(tx *db.Tx, hash string) error { return report.Publish(tx, t.writer, id, hash) }},
	} {
		t.at(s.on.Time().Add(16*time.Hour), func(tx *db.Tx) error {
			frozen := ""
			if s.on > calendar.On(2024, 1, 29) {
				var err error
				if frozen, err = hash(tx); err != nil {
					return err
				}
			}
			return s.do(tx, frozen)
		})
	}
	return nil
}

// writeReport lets the writer begin the year's report over last year's, ready to
// be reviewed, and look at a part of what was carried over.
func (t *theatre) writeReport(ctx context.Context, d *db.DB, street string) error {
	return d.Update(ctx, street, func(tx *db.Tx) error {
		tx = tx.At(Morning)
		id, err := report.Begin(tx, t.writer, Morning.Year())
		if err != nil {
			return err
		}
		if err := report.Fill(tx, t.writer, id, report.DemoSections(Morning.Year())); err != nil {
			return err
		}
		r, err := report.Load(tx, id)
		if err != nil {
			return err
		}
		if err := t.lookAtCarried(tx, r); err != nil {
			return err
		}
		return t.answerPlans(tx, r)
	})
}

// lookAtCarried says of one sentence of last year's why it still holds; the rest
// stays for whoever reads the demonstration.
func (t *theatre) lookAtCarried(tx *db.Tx, r report.Report) error {
	same, err := report.Unchanged(tx, r)
	for _, s := range same {
		if err == nil && strings.Contains(s.Text, "专业力量还不够强") {
			err = report.Still(tx, t.writer, r.ID, s.Key, "编制没有增加，法治工作人员仍是兼职")
		}
	}
	return err
}

// answerPlans answers last year's plans that this year's text plainly says, and
// says of one why it is not there.
func (t *theatre) answerPlans(tx *db.Tx, r report.Report) error {
	plans, _, err := report.Plans(tx, r)
	for _, p := range plans {
		if err != nil {
			return err
		}
		switch {
		case strings.Contains(p.Text, "矛调站全覆盖"), strings.Contains(p.Text, "小区矛调室"), strings.Contains(p.Text, "百姓说事点"):
			err = report.Answer(tx, t.writer, r.ID, report.Answering{Plan: p.Key, Sentence: p.Likely})
		case strings.Contains(p.Text, "法律顾问"):
			err = report.Answer(tx, t.writer, r.ID, report.Answering{Plan: p.Key, Words: "今年没有需要审查的重大合同"})
		}
	}
	return err
}
