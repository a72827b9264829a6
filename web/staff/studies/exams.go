package studies

import (
	"net/http"
	"net/url"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// examsView is examinations with their counts; nobody's paper is here.
type examsView struct {
	head
	Keep   bool
	Chosen []ui.Condition
	Rows   []examRow
	Export url.Values
}

type examRow struct {
	Href, Title, From, Until, Candidates, Sat, Passed, Best, State string
	Tone                                                           ui.Tone
	Invited                                                        bool
}

// Exams is GET /study/exams: all, or those of a figure.
func (p Pages) Exams(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	f, err := study.ParseExamFilter(q)
	if err != nil {
		return err
	}
	year := yearOf(q.Get("year"), calendar.Of(p.DB.Now()))
	if !f.On.From.Zero() {
		year = f.On.From.Year()
	}
	v := examsView{head: headOf(r, "学法考试", "/study/exams", year, false), Keep: identity.KeepStudyPlans.Allows(web.Actor(r))}
	if f == (study.ExamFilter{}) && q.Get("year") != "" {
		f.On = whole(year)
	}
	v.Export = f.Query()
	if f.Closed {
		v.Chosen = append(v.Chosen, ui.Condition{Label: "已结束", Remove: inYear("/study/exams", year)})
	}
	if f.Community != "" {
		v.Chosen = append(v.Chosen, ui.Condition{Label: "只看一个社区的", Remove: inYear("/study/exams", year)})
	}
	err = p.view(r, func(tx *db.Tx) error {
		all, err := study.Exams(tx, web.Actor(r), f)
		if err != nil {
			return err
		}
		invited, err := study.Invited(tx, web.Actor(r))
		for _, e := range all {
			row := examOfRow(e)
			row.Invited = invited[e.ID]
			v.Rows = append(v.Rows, row)
		}
		return err
	})
	if err != nil {
		return err
	}
	v.Print.Filter = frame.Words(v.Chosen)
	return web.Render(w, r, http.StatusOK, examsPage(v))
}

// counted is a count that is there when the examination has ended.
func counted(e study.Exam, n int) string {
	if e.State != study.Closed {
		return "结束后才有"
	}
	return number(n)
}

func examOfRow(e study.Exam) examRow {
	row := examRow{
		Href: examAddress(e.ID), Title: e.Title, From: e.From.Plain(), Until: e.Until.Plain(), State: e.State.Label(), Tone: examTone(e.State),
		Candidates: "", Sat: counted(e, e.Sat), Passed: counted(e, e.Passed), Best: counted(e, e.Best),
	}
	if e.State != study.Draft {
		row.Candidates = number(e.Candidates)
	}
	return row
}

func examTone(s study.ExamState) ui.Tone {
	switch s {
	case study.Draft:
		return ui.Soon
	case study.Open:
		return ui.Going
	case study.Closed:
		return ui.Done
	}
	return ui.Plain
}

// ExportExams is POST /study/exams/export: examinations with their counts.
func (p Pages) ExportExams(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeStudy, Action: "study.export", Subject: "exams"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		asked, err := study.ParseExamFilter(url.Values{"closed": {f.Raw("closed")}, "onFrom": {f.Raw("onFrom")}, "onTo": {f.Raw("onTo")}})
		if err != nil {
			return frame.Listing{}, err
		}
		all, err := study.Exams(tx, by, asked)
		return frame.Listing{
			Name: "学法考试", Meaning: "一行是一场考试和它的人数；没有个人的成绩。", Query: asked.Query(),
			Columns: []string{"名称", "开始", "结束", "应考", "参加", "合格", "优秀", "状态"},
			Rows: func(add func(...any) error) error {
				for _, e := range all {
					x := examOfRow(e)
					if err := add(e.Title, e.From, e.Until, x.Candidates, x.Sat, x.Passed, x.Best, x.State); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// newExamView is the form of an examination to come.
type newExamView struct {
	View    ui.View
	Entries ui.Entries
	Roles   []ui.Option
	Topics  []ui.Field
	Form    ui.FormView
}

const newExamPath = "/study/exams/new"

// NewExam is GET /study/exams/new.
func (p Pages) NewExam(w http.ResponseWriter, r *http.Request) error {
	var v newExamView
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Entries, v.Form.Saved, err = frame.Recall(tx, web.Actor(r), newExamPath, ui.EntriesOf("minutes", "30", "pass", "60", "excellent", "90"))
		return err
	})
	if err != nil {
		return err
	}
	return p.drawExam(w, r, http.StatusOK, v)
}

// topicName is the entry that says how many questions of a topic are drawn.
func topicName(i int) string { return "topic" + number(i+1) }

func (p Pages) drawExam(w http.ResponseWriter, r *http.Request, status int, v newExamView) error {
	err := p.view(r, func(tx *db.Tx) error {
		bank, err := study.Bank(tx, web.Actor(r))
		topics, n := study.Topics(bank)
		for i, t := range topics {
			v.Topics = append(v.Topics, v.Entries.Field(topicName(i), t).Hinted("题库里有"+number(n[t])+"道").MayBeEmpty().Of("text", "off").Sized("short"))
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, role := range identity.SeeStudy.Roles {
		v.Roles = append(v.Roles, ui.Option{Value: string(role), Label: role.Label()})
	}
	v.Form.Action, v.Form.Draft = "/study/exams", frame.DraftAddress(newExamPath)
	v.View = frame.Again(r, "组一场考试", v.Entries.Any())
	return web.Render(w, r, status, newExamPage(v))
}

// SetExam is POST /study/exams.
func (p Pages) SetExam(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	e := study.Exam{
		Title: f.Text("title", "名称", 60, true), From: f.Date("from", "开始的日期", true), Until: f.Date("until", "结束的日期", true),
		Minutes: f.Int("minutes", "答题时间", 5, 300, true), Pass: f.Int("pass", "及格线", 1, 100, true), Excellent: f.Int("excellent", "优秀线", 1, 100, true),
	}
	for _, role := range f.List("roles") {
		e.Roles = append(e.Roles, actor.Role(role))
	}
	numbers := make([]int, topicsMost)
	for i := range numbers {
		numbers[i] = f.Int(topicName(i), "题数", 0, 100, false)
	}
	again := func(status int, entries ui.Entries) error {
		return p.drawExam(w, r, status, newExamView{Entries: entries})
	}
	return p.press(w, r, f, newExamPath, "已组卷，请看过题目再开始", func(tx *db.Tx, by actor.Actor) (string, error) {
		bank, err := study.Bank(tx, by)
		if err != nil {
			return "", err
		}
		topics, _ := study.Topics(bank)
		var draws []study.Draw
		for i, t := range topics {
			if i < topicsMost && numbers[i] > 0 {
				draws = append(draws, study.Draw{Topic: t, Number: numbers[i]})
			}
		}
		e, err := study.SetExam(tx, by, e, draws)
		return examAddress(e.ID), err
	}, again)
}

// topicsMost is how many topics one form draws from.
const topicsMost = 60
