package studies

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/sheet"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// bankView is the question bank, all of it or one topic.
type bankView struct {
	head
	Topics  []ui.Tab
	Rows    []questionRow
	Total   int
	Entries ui.Entries
}

type questionRow struct{ Href, Text, Form, Topic, Answer, Source string }

// Bank is GET /study/questions.
func (p Pages) Bank(w http.ResponseWriter, r *http.Request) error {
	return p.bank(w, r, http.StatusOK, r.URL.Query().Get("topic"), ui.Entries{})
}

func (p Pages) bank(w http.ResponseWriter, r *http.Request, status int, topic string, e ui.Entries) error {
	v := bankView{head: headOf(r, "题库", "/study/questions", calendar.Of(p.DB.Now()).Year(), e.Any()), Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		all, err := study.Bank(tx, web.Actor(r))
		v.Total = len(all)
		topics, n := study.Topics(all)
		v.Topics = []ui.Tab{{Label: "全部", Href: "/study/questions", Current: topic == "", Count: len(all)}}
		for _, t := range topics {
			v.Topics = append(v.Topics, ui.Tab{Label: t, Href: "/study/questions?" + url.Values{"topic": {t}}.Encode(), Current: t == topic, Count: n[t]})
		}
		for _, q := range all {
			if topic == "" || q.Topic == topic {
				v.Rows = append(v.Rows, questionRow{Href: "/study/questions/" + q.ID, Text: q.Text, Form: q.Form.Label(), Topic: q.Topic, Answer: answerWords(q, q.Answer), Source: q.Source()})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, bankPage(v))
}

// ExportBank is POST /study/questions/export: the bank as a sheet that can be filled in
// and brought back.
func (p Pages) ExportBank(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.KeepStudyPlans, Action: "study.export", Subject: "questions"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, _ *web.Form) (frame.Listing, error) {
		all, err := study.Bank(tx, by)
		return frame.Listing{
			Name: "学法题库", Meaning: "一行是一道题；照这个样子填写以后可以导入。", Columns: study.QuestionColumns(),
			Rows: func(add func(...any) error) error {
				for _, q := range all {
					if err := add(q.Cells()...); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// Import is POST /study/questions/import: the whole sheet comes, or nothing.
func (p Pages) Import(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	again := func(status int, e ui.Entries) error { return p.bank(w, r, status, "", e) }
	upload := f.File("file")
	if upload == nil {
		f.Wrong("file", "请选择.xlsx文件")
		return again(http.StatusUnprocessableEntity, f.Again(f.Err()))
	}
	in, err := upload.Open()
	if err != nil {
		return err
	}
	all, err := readQuestions(in, upload.Size)
	err = errors.Join(err, in.Close())
	if found := fault.Of(err); found != nil {
		if len(found.Fields) == 0 {
			f.Wrong("file", "%s", found.Message)
		}
		return again(http.StatusUnprocessableEntity, f.Again(found))
	}
	if err != nil {
		return err
	}
	came, there := 0, 0
	by, submission := web.Actor(r), f.SubmissionID()
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		var err error
		came, there, err = study.Import(tx, by, all)
		return "/study/questions", err
	})
	if fault.Is(err, fault.Invalid) {
		return again(http.StatusUnprocessableEntity, f.Again(err))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "导入"+number(came)+"道，题库里已有"+number(there)+"道没有再导")
}

func readQuestions(in io.ReaderAt, size int64) ([]study.Question, error) {
	s, err := sheet.OpenXLSX(in, size)
	if err != nil {
		return nil, err
	}
	all, err := study.ReadQuestions(s)
	return all, errors.Join(err, s.Close())
}

// questionView is the form of a question.
type questionView struct {
	View    ui.View
	Title   string
	Entries ui.Entries
	Form    ui.FormView
	Retire  *ui.FormView
}

const newQuestionPath = "/study/questions/new"

// NewQuestion is GET /study/questions/new.
func (p Pages) NewQuestion(w http.ResponseWriter, r *http.Request) error {
	v := questionView{Title: "编一道题"}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Entries, v.Form.Saved, err = frame.Recall(tx, web.Actor(r), newQuestionPath, ui.EntriesOf("form", "single"))
		return err
	})
	if err != nil {
		return err
	}
	return p.drawNewQuestion(w, r, http.StatusOK, v)
}

func (p Pages) drawNewQuestion(w http.ResponseWriter, r *http.Request, status int, v questionView) error {
	v.Form.Action, v.Form.Draft = "/study/questions", frame.DraftAddress(newQuestionPath)
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	return web.Render(w, r, status, questionPage(v))
}

func questionOf(f *web.Form) study.Question {
	q := study.Question{
		Form: study.Form(f.Choice("form", "题型", frame.Codes(study.Forms), true)), Topic: f.Text("topic", "主题", 20, true), Text: f.Long("text", "题目", 300, true),
		Options: strings.Split(f.Long("options", "选项", 1200, false), "\n"), Answer: f.Text("answer", "答案", 20, true), Explanation: f.Long("explanation", "解析", 500, true),
		Law: f.Text("law", "法律", 60, true),
	}
	q.Article = f.Text("article", "条款", 100, true)
	return q
}

// Compose is POST /study/questions.
func (p Pages) Compose(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	q := questionOf(f)
	return p.press(w, r, f, newQuestionPath, "已编入题库", func(tx *db.Tx, by actor.Actor) (string, error) {
		_, err := study.Compose(tx, by, q)
		return "/study/questions", err
	}, func(status int, e ui.Entries) error {
		return p.drawNewQuestion(w, r, status, questionView{Title: "编一道题", Entries: e})
	})
}

// Question is GET /study/questions/{id}.
func (p Pages) Question(w http.ResponseWriter, r *http.Request) error {
	return p.question(w, r, http.StatusOK, nil)
}

func (p Pages) question(w http.ResponseWriter, r *http.Request, status int, e *ui.Entries) error {
	var q study.Question
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		q, err = study.FindQuestion(tx, web.Actor(r), r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	at, version := "/study/questions/"+q.ID, strconv.Itoa(q.Version)
	v := questionView{Title: "改一道题", Form: ui.FormView{Action: at + "/change", Version: version}}
	v.Entries = ui.EntriesOf("form", string(q.Form), "topic", q.Topic, "text", q.Text, "options", strings.Join(q.Options, "\n"), "answer", answerWords(q, q.Answer),
		"explanation", q.Explanation, "law", q.Law, "article", q.Article)
	if e != nil {
		v.Entries = *e
	}
	if !q.Retired {
		v.Retire = &ui.FormView{Action: at + "/retire", Version: version}
	}
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	return web.Render(w, r, status, questionPage(v))
}

// QuestionStep is POST /study/questions/{id}/{command}.
func (p Pages) QuestionStep(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, version := r.PathValue("id"), int(f.Version())
	again := func(status int, e ui.Entries) error { return p.question(w, r, status, &e) }
	switch r.PathValue("command") {
	case "change":
		q := questionOf(f)
		return p.press(w, r, f, "", "已改；已经组的卷不变", func(tx *db.Tx, by actor.Actor) (string, error) {
			_, err := study.Rewrite(tx, by, id, version, q)
			return "/study/questions", err
		}, again)
	case "retire":
		return p.press(w, r, f, "", "已停用；已经组的卷不变", func(tx *db.Tx, by actor.Actor) (string, error) {
			return "/study/questions", study.Retire(tx, by, id, version)
		}, func(int, ui.Entries) error {
			return fault.New(fault.Conflict, "这道题刚刚被别人改过，请重新打开题库")
		})
	}
	return frame.NoStep()
}
