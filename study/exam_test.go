package study_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/sheet"
	"fengsheng/sample/stage"
	"fengsheng/study"
)

func choice(text string) study.Question {
	return study.Question{
		Form: study.Single, Topic: "演示", Text: text, Options: []string{"甲", "乙", "丙"}, Answer: "B", Explanation: "乙对", Law: "《人民调解法》", Article: "第四条",
	}
}

func composed(s *stage.Stage, q study.Question) study.Question {
	s.T.Helper()
	s.Must(func(tx *db.Tx) error {
		var err error
		q, err = study.Compose(tx, s.As("writer"), q)
		return err
	})
	return q
}

func TestQuestionsAreKept(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		by := s.As("writer")
		q := composed(s, choice("哪个对"))
		if q.Law != "人民调解法" || q.Source() != "《人民调解法》第四条" {
			t.Errorf("kept as %+v", q)
		}
		judged := composed(s, study.Question{Form: study.Judge, Topic: "演示", Text: "不收费", Answer: "错误", Explanation: "是", Law: "人民调解法", Article: "第四条"})
		if judged.Answer != "B" || strings.Join(judged.Right(), "") != "错" {
			t.Errorf("judged as %q", judged.Answer)
		}
		for _, c := range []struct {
			words  string
			change func(*study.Question)
		}{
			{"题型", func(q *study.Question) {}}, // the same text
			{"单选", func(q *study.Question) { q.Form = "essay" }},
			{"主题", func(q *study.Question) { q.Topic = "" }},
			{"题目", func(q *study.Question) { q.Text = "" }},
			{"2到8个", func(q *study.Question) { q.Options = []string{"甲", " "} }},
			{"字母", func(q *study.Question) { q.Answer = "E" }},
			{"字母", func(q *study.Question) { q.Answer = "AB" }},
			{"两个以上", func(q *study.Question) { q.Form, q.Answer = study.Multiple, "A" }},
			{"解析", func(q *study.Question) { q.Explanation = "" }},
			{"依据", func(q *study.Question) { q.Law = "" }},
			{"第几条", func(q *study.Question) { q.Article = "" }},
		} {
			bad := choice("另一道")
			words := c.words
			if words == "题型" {
				bad.Text, words = "哪个对", "已经有这道题"
			}
			c.change(&bad)
			fails(s, fault.Invalid, words, func(tx *db.Tx) error { return only(study.Compose(tx, by, bad)) })
		}
		fails(s, fault.Denied, "只能由", func(tx *db.Tx) error { return only(study.Compose(tx, s.As("clerk"), choice("丁"))) })
		fails(s, fault.NotFound, "找不到", func(tx *db.Tx) error { return only(study.FindQuestion(tx, s.As("clerk"), q.ID)) })
		fails(s, fault.Conflict, "刚刚被别人改过", func(tx *db.Tx) error { return only(study.Rewrite(tx, by, q.ID, 5, choice("戊"))) })
		fails(s, fault.Invalid, "已经有这道题", func(tx *db.Tx) error { return only(study.Rewrite(tx, by, q.ID, 1, choice("不收费"))) })
		s.Must(func(tx *db.Tx) error { return only(study.Rewrite(tx, by, q.ID, 1, choice("哪一个对"))) })
		s.Must(func(tx *db.Tx) error { return study.Retire(tx, by, judged.ID, 0) })
		s.Must(func(tx *db.Tx) error {
			all, err := study.Bank(tx, by)
			none, err2 := study.Bank(tx, s.As("final"))
			if len(all) != 1 || all[0].Text != "哪一个对" || len(none) != 0 {
				t.Errorf("the bank has %+v; somebody who sits examinations reads %d", all, len(none))
			}
			return errors.Join(err, err2)
		})
	})
}

func TestQuestionsComeAsTheyGo(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		var file bytes.Buffer
		w, err := sheet.NewWriter(&file, sheet.XLSX, sheet.Table{Name: "题库", Columns: study.QuestionColumns()})
		if err != nil {
			t.Error(err)
			return
		}
		many := choice("选两个")
		many.Form, many.Answer = study.Multiple, "AC"
		judged := study.Question{Form: study.Judge, Topic: "演示", Text: "对不对", Options: []string{"对", "错"}, Answer: "A", Explanation: "对", Law: "宪法", Article: "第五条"}
		for _, q := range []study.Question{choice("选一个"), many, judged} {
			if err := w.Add(q.Cells()...); err != nil {
				t.Error(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
		read := func() ([]study.Question, error) {
			f, err := sheet.OpenXLSX(bytes.NewReader(file.Bytes()), int64(file.Len()))
			if err != nil {
				return nil, err
			}
			all, err := study.ReadQuestions(f)
			return all, errors.Join(err, f.Close())
		}
		all, err := read()
		if err != nil || len(all) != 3 || all[1].Answer != "AC" || all[2].Answer != "A" || all[0].Options[2] != "丙" {
			t.Errorf("read %+v, %v", all, err)
		}
		composed(s, choice("选一个"))
		fails(s, fault.Denied, "只能由", func(tx *db.Tx) error { _, _, err := study.Import(tx, s.As("clerk"), all); return err })
		s.Must(func(tx *db.Tx) error {
			came, there, err := study.Import(tx, s.As("writer"), all)
			if came != 2 || there != 1 {
				t.Errorf("%d came and %d were there, want 2 and 1", came, there)
			}
			return err
		})
	})
}

func TestASheetThatIsWrongSaysWhere(t *testing.T) {
	for _, c := range []struct {
		columns []string
		row     []any
		words   string
	}{
		{[]string{"题目", "答案"}, []any{"甲", "A"}, "没有“题型”这一列"},
		{study.QuestionColumns(), []any{"单选", "演示", "甲", "一", "二", "", "", "", "", "Z", "因为", "宪法", "第五条"}, "第2行：答案"},
	} {
		var file bytes.Buffer
		w, err := sheet.NewWriter(&file, sheet.XLSX, sheet.Table{Name: "题库", Columns: c.columns})
		if err == nil {
			err = errors.Join(w.Add(c.row...), w.Close())
		}
		f, err2 := sheet.OpenXLSX(bytes.NewReader(file.Bytes()), int64(file.Len()))
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if _, err := study.ReadQuestions(f); !fault.Is(err, fault.Invalid) || !strings.Contains(fmt.Sprint(err), c.words) {
			t.Errorf("got %v, want %q", err, c.words)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

func set(s *stage.Stage) study.Exam {
	return study.Exam{Title: "年度学法考试", From: s.Today(), Until: s.Today().AddDays(2), Minutes: 30, Pass: 60, Excellent: 90, Roles: []actor.Role{actor.GridWorker}}
}

func TestAnExaminationIsCountedAndNobodyIsListed(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		by := s.As("writer")
		for i := range 4 {
			composed(s, choice(fmt.Sprintf("第%d道", i)))
		}
		draws := []study.Draw{{Topic: "演示", Number: 2}}
		for _, c := range []struct {
			words  string
			change func(*study.Exam)
		}{
			{"名称", func(e *study.Exam) { e.Title = "" }},
			{"今天以前", func(e *study.Exam) { e.From = s.Today().AddDays(-1) }},
			{"同一年", func(e *study.Exam) { e.Until = e.From.AddDays(-1) }},
			{"5到300", func(e *study.Exam) { e.Minutes = 1 }},
			{"及格线", func(e *study.Exam) { e.Pass = 0 }},
			{"优秀线", func(e *study.Exam) { e.Excellent = 50 }},
			{"哪些岗位", func(e *study.Exam) { e.Roles = nil }},
			{"哪些岗位", func(e *study.Exam) { e.Roles = []actor.Role{actor.SysAdmin} }},
		} {
			bad := set(s)
			c.change(&bad)
			fails(s, fault.Invalid, c.words, func(tx *db.Tx) error { return only(study.SetExam(tx, by, bad, draws)) })
		}
		fails(s, fault.Invalid, "题不够", func(tx *db.Tx) error {
			return only(study.SetExam(tx, by, set(s), []study.Draw{{Topic: "演示", Number: 9}}))
		})
		fails(s, fault.Invalid, "1到100道", func(tx *db.Tx) error { return only(study.SetExam(tx, by, set(s), nil)) })
		fails(s, fault.Denied, "只能由", func(tx *db.Tx) error { return only(study.SetExam(tx, s.As("clerk"), set(s), draws)) })
		few := set(s)
		few.Roles = []actor.Role{actor.Chair}
		var exam, alone study.Exam
		s.Must(func(tx *db.Tx) error {
			var err, err2 error
			exam, err = study.SetExam(tx, by, set(s), draws)
			alone, err2 = study.SetExam(tx, by, few, draws)
			return errors.Join(err, err2)
		})
		fails(s, fault.Conflict, "少于5人", func(tx *db.Tx) error { return only(study.Invite(tx, by, alone.ID, 0)) })
		fails(s, fault.Invalid, "为什么取消", func(tx *db.Tx) error { return only(study.CallOff(tx, by, alone.ID, 0, "")) })
		s.Must(func(tx *db.Tx) error { return only(study.CallOff(tx, by, alone.ID, 0, "人太少")) })
		fails(s, fault.NotFound, "找不到", func(tx *db.Tx) error { return only(study.FindExam(tx, s.As("grid1"), exam.ID)) })
		fails(s, fault.NotFound, "找不到", func(tx *db.Tx) error { return only(study.Start(tx, s.As("grid1"), exam.ID)) })
		s.Must(func(tx *db.Tx) error {
			e, err := study.Invite(tx, by, exam.ID, 1)
			if e.Candidates != 7 {
				t.Errorf("%d are invited, want the 7 grid workers", e.Candidates)
			}
			return err
		})
		sits(t, s, exam.ID)
		fails(s, fault.Conflict, "过了这一天", func(tx *db.Tx) error { return only(study.Close(tx, by, exam.ID, 0)) })
		s.Later(3)
		fails(s, fault.Conflict, "已经结束", func(tx *db.Tx) error { return only(study.Start(tx, s.As("grid4"), exam.ID)) })
		s.Must(func(tx *db.Tx) error {
			e, err := study.Close(tx, by, exam.ID, 0)
			if e.Candidates != 7 || e.Sat != 3 || e.Passed != 1 || e.Best != 1 {
				t.Errorf("closed with %+v, want 7 invited, 3 sat, 1 passed and excellent", e)
			}
			return err
		})
		fails(s, fault.Conflict, "已结束", func(tx *db.Tx) error { return only(study.Close(tx, by, exam.ID, 0)) })
		if n := figure(s, "examCandidates"); n != 7 {
			t.Errorf("candidates are %d, want 7", n)
		}
		if n := figure(s, "examPassedRate"); n != 3333 {
			t.Errorf("the share that passed is %d, want 33.33%%", n)
		}
	})
}

// sits lets one answer all, one half and hand in, and one begin and stay away.
func sits(t *testing.T, s *stage.Stage, id study.ExamID) {
	t.Helper()
	answer := func(login string, ord int, letters ...string) func(*db.Tx) error {
		return func(tx *db.Tx) error { return only(study.Answer(tx, s.As(login), id, ord, letters)) }
	}
	fails(s, fault.Denied, "没有请您的岗位", func(tx *db.Tx) error { return only(study.Start(tx, s.As("clerk"), id)) })
	fails(s, fault.Conflict, "还没有开始", answer("grid1", 1, "B"))
	fails(s, fault.Conflict, "还没有开始", func(tx *db.Tx) error { return only(study.Finish(tx, s.As("grid1"), id, true)) })
	for _, login := range []string{"grid1", "grid2", "grid3"} {
		s.Must(func(tx *db.Tx) error { return only(study.Start(tx, s.As(login), id)) })
	}
	fails(s, fault.Invalid, "选项中选择", answer("grid1", 1, "Z"))
	fails(s, fault.Invalid, "选项中选择", answer("grid1", 1, "A", "B"))
	fails(s, fault.NotFound, "找不到", answer("grid1", 3, "B"))
	fails(s, fault.Invalid, "还有2题没有答", func(tx *db.Tx) error { return only(study.Finish(tx, s.As("grid1"), id, false)) })
	for _, step := range []func(*db.Tx) error{answer("grid1", 1, "A"), answer("grid1", 1, "B"), answer("grid1", 2, "B"), answer("grid2", 1, "B"), answer("grid2", 2, "C")} {
		s.Must(step)
	}
	s.Must(func(tx *db.Tx) error {
		got, err := study.Finish(tx, s.As("grid1"), id, false)
		again, err2 := study.Finish(tx, s.As("grid1"), id, false)
		if got.Score != 100 || again.Score != 100 {
			t.Errorf("marked %d and %d, want 100", got.Score, again.Score)
		}
		half, err3 := study.Finish(tx, s.As("grid2"), id, true)
		if half.Score != 50 {
			t.Errorf("half right is %d, want 50", half.Score)
		}
		return errors.Join(err, err2, err3)
	})
	fails(s, fault.Conflict, "已经交卷", answer("grid1", 1, "C"))
	s.Must(func(tx *db.Tx) error { // each has their own paper, of the same questions
		mine, err := study.MyPaper(tx, s.As("grid1"), id)
		other, err2 := study.MyPaper(tx, s.As("grid2"), id)
		if mine.Score == other.Score || mine.Questions[0].Text != other.Questions[0].Text || len(other.Left()) != 0 {
			t.Errorf("papers are %+v and %+v", mine, other)
		}
		e, err3 := study.FindExam(tx, s.As("writer"), id)
		if e.Sat+e.Passed+e.Best != 0 {
			t.Errorf("counts are told while papers come in: %+v", e)
		}
		return errors.Join(err, err2, err3)
	})
	s.Clock.Set(s.Clock.Now().Add(31 * 60e9))
	fails(s, fault.Conflict, "时间到了", answer("grid3", 1, "B"))
}
