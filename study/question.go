package study

import (
	"errors"
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Form is how a question is answered.
type Form string

// The forms.
const (
	Single   Form = "single"
	Multiple Form = "multiple"
	Judge    Form = "judge"
)

// Forms with their names.
var Forms = matter.Enumeration{{Code: "single", Label: "单选"}, {Code: "multiple", Label: "多选"}, {Code: "judge", Label: "判断"}}

// Label is the Chinese name.
func (f Form) Label() string { return Forms.Label(string(f)) }

// Question is one question of the bank. Its explanation names the law and article
// that decide it.
type Question struct {
	ID          string
	Form        Form
	Topic       string
	Text        string
	Options     []string
	Answer      string // letters in order: B, ACD; of Judge A = 对, B = 错
	Explanation string
	Law         string
	Article     string
	Retired     bool
	Version     int
}

// Bounds of a question.
const (
	textMax     = 300
	optionMax   = 120
	optionsMost = 8
	bankMost    = 5000
)

var judgement = []string{"对", "错"}

// Letter is what an option is called: A for the first.
func Letter(i int) string { return string(rune('A' + i)) }

// Right are the options that are right.
func (q Question) Right() []string {
	var all []string
	for i, o := range q.Options {
		if strings.Contains(q.Answer, Letter(i)) {
			all = append(all, o)
		}
	}
	return all
}

// Source is the law with the article: 《人民调解法》第四条.
func (q Question) Source() string { return Reference{Title: q.Law, Articles: q.Article}.Words() }

// Answered puts the letters of an answer in order, each once; "" when one of them is
// no option.
func (q Question) Answered(letters []string) string {
	var all []string
	for _, l := range letters {
		if i := strings.Index("ABCDEFGH", l); len(l) != 1 || i < 0 || i >= len(q.Options) {
			return ""
		}
		if !slices.Contains(all, l) {
			all = append(all, l)
		}
	}
	slices.Sort(all)
	if q.Form != Multiple && len(all) > 1 {
		return ""
	}
	return strings.Join(all, "")
}

var answers = strings.NewReplacer(" ", "", "、", "", ",", "", "，", "", ";", "", "；", "", "正确", "A", "错误", "B", "对", "A", "错", "B", "√", "A", "×", "B")

// tidy puts a question in the form in which it is kept, and says what is wrong with it.
func (q *Question) tidy() error {
	q.Topic, q.Text, q.Explanation = strings.TrimSpace(q.Topic), strings.TrimSpace(q.Text), strings.TrimSpace(q.Explanation)
	q.Law, q.Article = strings.Trim(strings.TrimSpace(q.Law), "《》"), strings.TrimSpace(q.Article)
	if q.Form == Judge {
		q.Options = judgement
		q.Answer = answers.Replace(q.Answer)
	}
	q.Options = slices.DeleteFunc(slices.Clone(q.Options), func(o string) bool { return strings.TrimSpace(o) == "" })
	for i := range q.Options {
		q.Options[i] = strings.Join(strings.Fields(q.Options[i]), " ")
	}
	var bad fault.Fields
	bad.Must("form", Forms.Has(string(q.Form)), "请选择是单选、多选还是判断")
	bad.Need("topic", q.Topic, "请填写主题，例如：人民调解")
	bad.Short("topic", "主题", q.Topic, 20)
	bad.Need("text", q.Text, "请填写题目")
	bad.Short("text", "题目", q.Text, textMax)
	bad.Must("options", len(q.Options) >= 2 && len(q.Options) <= optionsMost, "选项要有2到8个，一行写一个")
	for _, o := range q.Options {
		bad.Short("options", "选项", o, optionMax)
	}
	letters := strings.Split(strings.ToUpper(answers.Replace(q.Answer)), "")
	q.Answer = q.Answered(letters)
	switch {
	case q.Answer == "":
		bad.Add("answer", "答案写选项的字母，例如B或者ACD；单选、判断只有一个")
	case q.Form == Multiple && len(q.Answer) < 2:
		bad.Add("answer", "多选题的答案要有两个以上")
	}
	bad.Need("explanation", q.Explanation, "请填写解析，答完以后给本人看")
	bad.Short("explanation", "解析", q.Explanation, wordsMax)
	bad.Need("law", q.Law, "请填写依据的法律")
	bad.Need("article", q.Article, "请填写第几条")
	bad.Short("law", "法律", q.Law, titleMax)
	bad.Short("article", "条款", q.Article, lineMax)
	return bad.Err()
}

const questionColumns = `id, kind, topic, text, options, answer, explanation, law, article, retired, version`

var (
	insertQuestion = db.SQL("study.question", `INSERT INTO study_question (street_id, id, kind, topic, text, options, answer, explanation, law, article, retired,
version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, FALSE, 1)`)
	saveQuestion = db.SQL("study.saveQuestion", `UPDATE study_question SET kind = $4, topic = $5, text = $6, options = $7, answer = $8, explanation = $9, law = $10,
article = $11, retired = $12, version = version + 1 WHERE street_id = $1 AND id = $2 AND version = $3`)
	readQuestion = db.SQL("study.readQuestion", `SELECT `+questionColumns+` FROM study_question WHERE street_id = $1 AND id = $2`)
	readBank     = db.SQL("study.bank", `SELECT `+questionColumns+` FROM study_question WHERE street_id = $1 AND NOT retired ORDER BY topic, id LIMIT $2`)
	sameQuestion = db.SQL("study.sameQuestion", `SELECT count(*) FROM study_question WHERE street_id = $1 AND text = $2 AND id <> $3 AND NOT retired`)
)

func scanQuestion(r db.Row) (Question, error) {
	var q Question
	var options string
	err := r.Scan(&q.ID, &q.Form, &q.Topic, &q.Text, &options, &q.Answer, &q.Explanation, &q.Law, &q.Article, &q.Retired, &q.Version)
	q.Options = strings.Split(options, "\n")
	return q, err
}

// Bank lists the questions in use, for those who keep them: whoever sits an
// examination does not see them before.
func Bank(tx *db.Tx, by actor.Actor) ([]Question, error) {
	if !identity.KeepStudyPlans.Allows(by) {
		return nil, nil
	}
	return db.All(tx, readBank, scanQuestion, tx.Street, bankMost)
}

// FindQuestion is a question of the bank.
func FindQuestion(tx *db.Tx, by actor.Actor, id string) (Question, error) {
	q, err := db.One(tx, readQuestion, scanQuestion, tx.Street, id)
	if errors.Is(err, db.ErrNone) || !identity.KeepStudyPlans.Allows(by) {
		return Question{}, notFound()
	}
	return q, err
}

// Topics are the topics of questions, with how many each has.
func Topics(all []Question) ([]string, map[string]int) {
	var topics []string
	n := map[string]int{}
	for _, q := range all {
		if n[q.Topic] == 0 {
			topics = append(topics, q.Topic)
		}
		n[q.Topic]++
	}
	return topics, n
}

// Compose puts a question into the bank.
func Compose(tx *db.Tx, by actor.Actor, q Question) (Question, error) {
	if err := identity.KeepStudyPlans.Check(by); err != nil {
		return q, err
	}
	if err := q.tidy(); err != nil {
		return q, err
	}
	if same, err := db.Value[int](tx, sameQuestion, tx.Street, q.Text, ""); err != nil {
		return q, err
	} else if same > 0 {
		return q, fault.Wrong("text", "题库里已经有这道题")
	}
	q.ID, q.Version = tx.NewID(), 1
	_, err := tx.Exec(insertQuestion, tx.Street, q.ID, string(q.Form), q.Topic, q.Text, strings.Join(q.Options, "\n"), q.Answer, q.Explanation, q.Law, q.Article)
	if err != nil {
		return q, err
	}
	return q, told(tx, by, "question", q.ID, nil)
}

// Rewrite puts other words in a question. Examinations that have drawn it keep it as
// it was.
func Rewrite(tx *db.Tx, by actor.Actor, id string, version int, to Question) (Question, error) {
	was, err := FindQuestion(tx, by, id)
	if err != nil {
		return was, err
	}
	if err := to.tidy(); err != nil {
		return was, err
	}
	if same, err := db.Value[int](tx, sameQuestion, tx.Street, to.Text, id); err != nil {
		return was, err
	} else if same > 0 {
		return was, fault.Wrong("text", "题库里已经有这道题")
	}
	to.ID, to.Version = id, seen(version, was.Version)
	return to, to.save(tx, by, "question")
}

// Retire takes a question out of use.
func Retire(tx *db.Tx, by actor.Actor, id string, version int) error {
	q, err := FindQuestion(tx, by, id)
	if err != nil {
		return err
	}
	q.Retired, q.Version = true, seen(version, q.Version)
	return q.save(tx, by, "retire")
}

// seen is the version the actor saw, or the one that is there when it is not said.
func seen(saw, there int) int {
	if saw == 0 {
		return there
	}
	return saw
}

func (q Question) save(tx *db.Tx, by actor.Actor, do string) error {
	n, err := tx.Exec(saveQuestion, tx.Street, q.ID, q.Version, string(q.Form), q.Topic, q.Text, strings.Join(q.Options, "\n"), q.Answer, q.Explanation, q.Law, q.Article,
		q.Retired)
	if err == nil && n == 0 {
		err = changed()
	}
	if err != nil {
		return err
	}
	return told(tx, by, do, q.ID, nil)
}
