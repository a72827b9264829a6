package study

import (
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/sheet"
)

// optionColumns is how many columns of options a sheet of questions has.
const optionColumns = 6

// QuestionColumns are the headings of a sheet of questions, as it is taken out and
// brought in.
func QuestionColumns() []string {
	all := []string{"题型", "主题", "题目"}
	for i := range optionColumns {
		all = append(all, "选项"+Letter(i))
	}
	return append(all, "答案", "解析", "法律", "条款")
}

// Cells are a question as a row of a sheet.
func (q Question) Cells() []any {
	row := []any{q.Form.Label(), q.Topic, q.Text}
	for i := range optionColumns {
		option := ""
		if i < len(q.Options) && q.Form != Judge {
			option = q.Options[i]
		}
		row = append(row, option)
	}
	answer := q.Answer
	if q.Form == Judge {
		answer = strings.Join(q.Right(), "")
	}
	return append(row, answer, q.Explanation, q.Law, q.Article)
}

// importMost is how many questions one file brings.
const importMost = 1000

// ReadQuestions reads a sheet of questions. What is wrong with a row is told with its
// number; then nothing is brought in.
func ReadQuestions(f *sheet.File) ([]Question, error) {
	var rows []sheet.Row
	err := f.Each(f.Sheets()[0], importMost+sheet.HeadMost, func(r sheet.Row) error {
		rows = append(rows, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	head := sheet.Head(rows, func(h string) bool { return strings.Contains(strings.Join(QuestionColumns(), "|")+"|", h+"|") })
	if head >= 0 {
		for i, c := range rows[head].Cells {
			at[sheet.Heading(c)] = i + 1
		}
	}
	for _, need := range []string{"题型", "题目", "答案", "解析", "法律", "条款"} {
		if at[need] == 0 {
			return nil, fault.Wrong("file", "表里没有“"+need+"”这一列，请先导出题库，照那个样子填写")
		}
	}
	var all []Question
	for _, r := range rows[head+1:] {
		q := question(r, at)
		if err := q.tidy(); err != nil {
			return nil, fault.Wrong("file", "第"+strconv.Itoa(r.Number)+"行："+firstOf(err))
		}
		all = append(all, q)
	}
	if len(all) == 0 {
		return nil, fault.Wrong("file", "表里没有试题")
	}
	return all, nil
}

func firstOf(err error) string {
	if f := fault.Of(err); f != nil && len(f.Fields) > 0 {
		return f.Fields[0].Message
	}
	return err.Error()
}

func question(r sheet.Row, at map[string]int) Question {
	cell := func(name string) string {
		if i := at[name]; i > 0 && i <= len(r.Cells) {
			return r.Cells[i-1]
		}
		return ""
	}
	q := Question{Topic: cell("主题"), Text: cell("题目"), Answer: cell("答案"), Explanation: cell("解析"), Law: cell("法律"), Article: cell("条款")}
	for _, f := range Forms {
		if strings.Contains(cell("题型"), f.Label) {
			q.Form = Form(f.Code)
		}
	}
	for i := range optionColumns {
		q.Options = append(q.Options, cell("选项"+Letter(i)))
	}
	return q
}

// Import puts questions into the bank, and passes by those that are there already.
func Import(tx *db.Tx, by actor.Actor, all []Question) (came, there int, err error) {
	if err := identity.KeepStudyPlans.Check(by); err != nil {
		return 0, 0, err
	}
	for _, q := range all {
		if err := q.tidy(); err != nil {
			return 0, 0, err
		}
		same, err := db.Value[int](tx, sameQuestion, tx.Street, q.Text, "")
		if err != nil {
			return 0, 0, err
		}
		if same > 0 {
			there++
			continue
		}
		_, err = tx.Exec(insertQuestion, tx.Street, tx.NewID(), string(q.Form), q.Topic, q.Text, strings.Join(q.Options, "\n"), q.Answer, q.Explanation, q.Law, q.Article)
		if err != nil {
			return 0, 0, err
		}
		came++
	}
	return came, there, told(tx, by, "import", tx.Street, map[string]any{"questions": came, "there": there})
}
