package studies

import (
	"net/http"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

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
		text, part, whole := indicator.RateOf(int64(n), int64(of)).Apart()
		return ui.FigureView{Label: label, Value: text, Numerator: part, Denominator: whole}
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
		return frame.NoStep()
	}
	return p.press(w, r, f, "", "已保存："+study.Commands.Label(r.PathValue("command")), func(tx *db.Tx, by actor.Actor) (string, error) {
		_, err := do(tx, by)
		return examAddress(id), err
	}, func(status int, e ui.Entries) error { return p.exam(w, r, status, e) })
}
