package studies

import (
	"net/http"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// paperView is the reader's own paper: to begin, one question, or how it went.
type paperView struct {
	View    ui.View
	Title   string
	Href    string
	Exam    string
	Entries ui.Entries

	Begin    bool // not begun, and it may be now
	Wait     string
	Facts    []ui.Fact
	Question *study.Question
	Ord      int
	Field    ui.Field
	All      []ui.Tab // the questions, each with its address
	Given    string
	Left     string // the questions that have no answer and still could have one
	Until    string
	Last     bool

	Score   string
	Passed  bool
	Results []resultRow
}

type resultRow struct {
	Ord         int
	Question    study.Question
	Mine, Right string
	Good        bool
}

// Paper is GET /study/exams/{id}/paper.
func (p Pages) Paper(w http.ResponseWriter, r *http.Request) error {
	ord, err := strconv.Atoi(r.URL.Query().Get("q"))
	if err != nil {
		ord = 0
	}
	return p.paper(w, r, http.StatusOK, ord, ui.Entries{})
}

func (p Pages) paper(w http.ResponseWriter, r *http.Request, status, ord int, e ui.Entries) error {
	v := paperView{Exam: examAddress(examOf(r)), Entries: e}
	v.Href = v.Exam + "/paper"
	err := p.view(r, func(tx *db.Tx) error {
		s, err := study.MyPaper(tx, web.Actor(r), examOf(r))
		if err != nil {
			return err
		}
		v.fill(s, tx, ord)
		return nil
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title, e.Any())
	return web.Render(w, r, status, paperPage(v))
}

func (v *paperView) fill(s study.Sitting, tx *db.Tx, ord int) {
	today := tx.Today()
	v.Title = s.Exam.Title
	v.Facts = []ui.Fact{
		{Label: "日期", Value: s.Exam.From.Plain() + "至" + s.Exam.Until.Plain()},
		{Label: "答题时间", Value: number(s.Exam.Minutes) + "分钟，按“开始答题”后算"},
		{Label: "及格线", Value: number(s.Exam.Pass) + "分，满分100"},
	}
	switch {
	case s.Done():
		v.result(s)
	case s.Begun():
		v.question(s, ord)
		if left := s.Left(); len(left) > 0 && !s.Over(tx.Now) {
			v.Left = "第" + strings.Join(numbers(left), "、") + "题"
		}
	case s.Exam.State != study.Open || today > s.Exam.Until:
		v.Wait = "这场考试已经结束。"
	case today < s.Exam.From:
		v.Wait = "考试从" + s.Exam.From.Plain() + "开始，还没有到。"
	default:
		v.Begin = true
	}
}

// question shows the one asked for, or the first without an answer.
func (v *paperView) question(s study.Sitting, ord int) {
	if ord < 1 || ord > len(s.Questions) {
		ord = 1
		for i, a := range s.Answers {
			if a == "" {
				ord = i + 1
				break
			}
		}
	}
	q := s.Questions[ord-1]
	v.Ord, v.Question, v.Last = ord, &q, ord == len(s.Questions)
	v.Until = s.Until.In(calendar.Shanghai).Format("15:04")
	v.Given = "已答" + number(len(s.Questions)-len(s.Left())) + "题，共" + number(len(s.Questions)) + "题"
	for i, a := range s.Answers {
		label := "第" + number(i+1) + "题"
		if a != "" {
			label += "，已答"
		}
		v.All = append(v.All, ui.Tab{Label: label, Href: v.Href + "?q=" + number(i+1), Current: i+1 == ord})
	}
	v.Field = ui.Field{Name: "answer", Label: q.Text, Error: v.Entries.Error("answer"), Hint: map[study.Form]string{study.Multiple: "有两个以上对的，都选上才算对"}[q.Form]}
	for i, o := range q.Options {
		label := study.Letter(i) + ". " + o
		if q.Form == study.Judge {
			label = o
		}
		v.Field.Options = append(v.Field.Options, ui.Option{Value: study.Letter(i), Label: label})
	}
	for _, letter := range s.Answers[ord-1] {
		v.Field.Values = append(v.Field.Values, string(letter))
	}
}

func numbers(all []int) []string {
	words := make([]string, len(all))
	for i, n := range all {
		words[i] = number(n)
	}
	return words
}

func (v *paperView) result(s study.Sitting) {
	v.Score, v.Passed = number(s.Score)+"分", s.Score >= s.Exam.Pass
	for i, q := range s.Questions {
		v.Results = append(v.Results, resultRow{Ord: i + 1, Question: q, Mine: answerWords(q, s.Answers[i]), Right: answerWords(q, q.Answer), Good: s.Answers[i] == q.Answer})
	}
}

// PaperStep is POST /study/exams/{id}/paper/{command}: begin, answer one question, hand in.
func (p Pages) PaperStep(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, ord, here := examOf(r), 0, examAddress(examOf(r))+"/paper"
	var do frame.Work
	done := ""
	switch r.PathValue("command") {
	case "start":
		do = func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := study.Start(tx, by, id)
			return here, err
		}
	case "answer":
		ord = f.Int("ord", "题号", 1, 200, true)
		letters, then := f.List("answer"), f.Raw("then")
		do = func(tx *db.Tx, by actor.Actor) (string, error) {
			s, err := study.Answer(tx, by, id, ord, letters)
			next := min(ord+1, max(len(s.Questions), 1))
			if then == "back" {
				next = max(ord-1, 1)
			}
			return here + "?q=" + number(next), err
		}
	case "finish":
		done = "已交卷"
		anyway := f.Bool("anyway")
		do = func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := study.Finish(tx, by, id, anyway)
			return here, err
		}
	default:
		return frame.NoStep()
	}
	return p.press(w, r, f, "", done, do, func(status int, e ui.Entries) error { return p.paper(w, r, status, ord, e) })
}
