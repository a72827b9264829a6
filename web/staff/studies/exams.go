package studies

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/indicator"
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
	Href, Title, When, Candidates, Sat, Passed, Best, State string
	Tone                                                    ui.Tone
	Invited                                                 bool
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
		Href: examAddress(e.ID), Title: e.Title, When: e.From.Plain() + "至" + e.Until.Plain(), State: e.State.Label(), Tone: examTone(e.State),
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

// examView is one examination: its counts, and what the reader may do.
type examView struct {
	View      ui.View
	Href      string
	Title     string
	State     string
	Tone      ui.Tone
	Version   string
	Facts     []ui.Fact
	Figures   []ui.FigureView
	Questions []study.Question
	Paper     string // the words of the way to the reader's own paper; "" = none
	Entries   ui.Entries
	Print     ui.PrintView
	Open      bool
	Close     bool
	CallOff   bool
	Wait      string
}

// Exam is GET /study/exams/{id}.
func (p Pages) Exam(w http.ResponseWriter, r *http.Request) error {
	return p.exam(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) exam(w http.ResponseWriter, r *http.Request, status int, entries ui.Entries) error {
	v := examView{Href: examAddress(examOf(r)), Entries: entries}
	if err := p.view(r, func(tx *db.Tx) error { return v.fill(tx, web.Actor(r), examOf(r)) }); err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title, entries.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: v.Href}
	return web.Render(w, r, status, examPage(v))
}

func (v *examView) fill(tx *db.Tx, by actor.Actor, id study.ExamID) error {
	e, err := study.FindExam(tx, by, id)
	if err != nil {
		return err
	}
	v.Title, v.State, v.Tone, v.Version = e.Title, e.State.Label(), examTone(e.State), strconv.Itoa(e.Version)
	v.Facts = []ui.Fact{
		{Label: "日期", Value: e.From.Plain() + "至" + e.Until.Plain()},
		{Label: "答题时间", Value: number(e.Minutes) + "分钟，开始答题后算"},
		{Label: "及格线、优秀线", Value: "满分100，" + number(e.Pass) + "及格，" + number(e.Excellent) + "优秀"},
		{Label: "参加的岗位", Value: identity.Names(e.Roles)},
	}
	if e.Ending != "" {
		v.Facts = append(v.Facts, ui.Fact{Label: "取消的原因", Value: e.Ending})
	}
	if e.State == study.Closed {
		v.Figures = figures(e)
	} else if e.State == study.Open {
		v.Facts = append(v.Facts, ui.Fact{Label: "应考", Value: number(e.Candidates) + "人"})
		v.Wait = "参加、合格和优秀的人数，结束以后才有：答题期间的人数会说出是谁的成绩。"
	}
	invited, err := study.Invited(tx, by)
	if err != nil {
		return err
	}
	if invited[e.ID] && (e.State == study.Open || e.State == study.Closed) {
		v.Paper = "我的答卷"
	}
	if !identity.KeepStudyPlans.Allows(by) {
		return nil
	}
	v.Open, v.CallOff = e.State == study.Draft, e.State == study.Draft || e.State == study.Open
	v.Close = e.State == study.Open && tx.Today() > e.Until
	v.Questions, err = study.Items(tx, by, id)
	if v.Paper != "" && e.State == study.Open { // who sits it does not read the answers first
		v.Questions = nil
	}
	return err
}

func figures(e study.Exam) []ui.FigureView {
	share := func(label string, n, of int) ui.FigureView {
		_, text := indicator.Percent(int64(n), int64(of))
		return ui.FigureView{Label: label, Value: text, Numerator: number(n), Denominator: number(of)}
	}
	return []ui.FigureView{
		{Label: "应考", Value: number(e.Candidates), Unit: "人"}, share("参考率", e.Sat, e.Candidates), share("合格率", e.Passed, e.Sat), share("优秀率", e.Best, e.Sat),
	}
}

// ExamStep is POST /study/exams/{id}/{command}.
func (p Pages) ExamStep(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, version := examOf(r), int(f.Version())
	var do func(*db.Tx, actor.Actor) (study.Exam, error)
	switch r.PathValue("command") {
	case "open":
		do = func(tx *db.Tx, by actor.Actor) (study.Exam, error) { return study.Invite(tx, by, id, version) }
	case "close":
		do = func(tx *db.Tx, by actor.Actor) (study.Exam, error) { return study.Close(tx, by, id, version) }
	case "callOff":
		why := f.Long("reason", "为什么取消", 500, true)
		do = func(tx *db.Tx, by actor.Actor) (study.Exam, error) { return study.CallOff(tx, by, id, version, why) }
	default:
		return noStep()
	}
	return p.press(w, r, f, "", "已保存："+study.Commands.Label(r.PathValue("command")), func(tx *db.Tx, by actor.Actor) (string, error) {
		_, err := do(tx, by)
		return examAddress(id), err
	}, func(status int, e ui.Entries) error { return p.exam(w, r, status, e) })
}
