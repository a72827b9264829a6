// Package supervision is 督办: which matters are late or nearly so, by unit; what
// a supervisor asks about one of them, and the reason for the delay that the
// applicant will read.
//
// It counts matters of a community or of the street, never of a person. The
// clock of the law runs on whatever is answered here.
package supervision

import (
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// State is where a supervision stands.
type State string

// The states: asked, then answered, then closed; a matter that stays late is
// asked about again, in a row of its own.
const (
	Asked    State = "asked"
	Answered State = "answered"
	Closed   State = "closed"
)

// States with their names.
var States = matter.Enumeration{{Code: "asked", Label: "待说明原因"}, {Code: "answered", Label: "已说明原因"}, {Code: "closed", Label: "督办结束"}}

// Reasons are why a matter takes longer, in words for whoever waits for it.
var Reasons = matter.Enumeration{
	{Code: "party", Label: "约不齐各方当事人"},
	{Code: "expert", Label: "等鉴定或检测结果"},
	{Code: "unit", Label: "等有关单位答复"},
	{Code: "facts", Label: "情况复杂，还在核实"},
	{Code: "works", Label: "正在施工或整改"},
	{Code: "procedure", Label: "等另一项法定程序的结果"},
	{Code: "weather", Label: "天气或季节原因"},
	{Code: "own", Label: "我们安排不周"},
	{Code: "other", Label: "其他"},
}

// WordsMost is how many characters a question and an answer may have.
const WordsMost = 200

// Supervision is what was asked about one matter.
type Supervision struct {
	ID         string
	Matter     matter.ID
	State      State
	Rule       string // the clock it is about
	DueOn      calendar.Date
	AskedBy    string // officer
	AskedOn    calendar.Date
	Asks       string // between officers
	AnswerBy   calendar.Date
	AnsweredBy string // officer
	AnsweredOn calendar.Date
	Reason     string
	Words      string // the applicant reads it
	PromisedOn calendar.Date
	ClosedBy   string // officer
	ClosedOn   calendar.Date
}

// Late reports whether the day of the answer has passed without one.
func (s Supervision) Late(today calendar.Date) bool { return s.State == Asked && s.AnswerBy < today }

// Label is what an action of this package is called in the ledger; "" for others.
func Label(action string) string { return labels[action] }

var labels = map[string]string{
	"supervision.ask": "督办", "supervision.answer": "说明延期原因", "supervision.close": "督办结束", "supervision.escalate": "提级给包案领导",
}

// Asking is what a supervisor wants to know, and by when.
type Asking struct {
	Asks string
	By   calendar.Date
}

// askWithin is how many days an answer may be given at most.
const askWithin = 30

// Ask opens a supervision of a matter that is overdue or due within three working
// days. An answer that was not enough is asked about again: its row is closed.
func Ask(tx *db.Tx, by actor.Actor, id matter.ID, a Asking) (Supervision, error) {
	m, err := mayAsk(tx, by, id)
	if err != nil {
		return Supervision{}, err
	}
	a.Asks = strings.TrimSpace(a.Asks)
	today := tx.Today()
	var bad fault.Fields
	bad.Need("asks", a.Asks, "请写明要说明什么、要做什么")
	plainWords(&bad, "asks", a.Asks)
	switch {
	case a.By.Zero():
		bad.Add("by", "请填写要求哪天以前答复")
	case a.By < today, a.By > today.AddDays(askWithin):
		bad.Add("by", "答复的日期应在今天到%s之间", today.AddDays(askWithin).Plain())
	}
	if err := bad.Err(); err != nil {
		return Supervision{}, err
	}
	last, err := Latest(tx, id)
	if err != nil {
		return last, err
	}
	switch last.State {
	case Asked:
		return last, fault.New(fault.Conflict, "这件事正在督办，还没有答复")
	case Answered:
		if err := tx.ExecOne(closeRow, tx.Street, last.ID, by.Officer, today); err != nil {
			return last, err
		}
	}
	s := Supervision{
		ID: tx.NewID(), Matter: id, State: Asked, Rule: m.DueRule, DueOn: m.DueOn, AskedBy: by.Officer, AskedOn: today, Asks: a.Asks, AnswerBy: a.By,
	}
	if _, err := tx.Exec(insertRow, tx.Street, s.ID, string(id), s.Rule, s.DueOn, s.AskedBy, s.AskedOn, s.Asks, s.AnswerBy); err != nil {
		return s, err
	}
	if err := tellHandlers(tx, m, NoticeAsked, s.ID); err != nil {
		return s, err
	}
	return s, told(tx, by, "supervision.ask", identity.Supervise, id, "", map[string]string{"rule": s.Rule, "due": s.DueOn.String(), "by": s.AnswerBy.String()})
}

// MayAsk reports whether the actor may ask about the matter now.
func MayAsk(tx *db.Tx, by actor.Actor, id matter.ID) bool {
	_, err := mayAsk(tx, by, id)
	return err == nil
}

func mayAsk(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
	if err := identity.Supervise.Check(by); err != nil {
		return matter.Matter{}, err
	}
	m, err := matter.Visible(tx, by, id)
	if err != nil {
		return m, err
	}
	if !identity.Supervise.Reaches(by, m.At()) {
		return m, fault.New(fault.Denied, "%s不在您督办的范围内", m.Number)
	}
	switch {
	case !m.Open:
		return m, fault.New(fault.Conflict, "%s已经办完，不用督办", m.Number)
	case m.DueOn.Zero():
		return m, fault.New(fault.Conflict, "%s现在没有期限在走，不用督办", m.Number)
	case m.DueOn > Soon(tx.Today()):
		return m, fault.New(fault.Conflict, "%s到%s才到期：到期前三个工作日起才能督办", m.Number, m.DueOn.Plain())
	}
	return m, nil
}

// Answering is the reason for the delay and what is promised. The words are read
// by the applicant.
type Answering struct {
	Reason   string
	Words    string
	Promised calendar.Date
}

// promiseWithin is how many days ahead a promise may be.
const promiseWithin = 365

// Answer gives the reason for the delay, by those who work on the matter. The
// promise is no clock: what the law gave stays as it is.
func Answer(tx *db.Tx, by actor.Actor, id matter.ID, a Answering) (Supervision, error) {
	m, err := matter.Visible(tx, by, id)
	if err != nil {
		return Supervision{}, err
	}
	may, err := MayAnswer(tx, by, id)
	if err != nil {
		return Supervision{}, err
	}
	if !may {
		return Supervision{}, fault.New(fault.Denied, "延期原因由办理这件事的人说明")
	}
	s, err := Latest(tx, id)
	if err != nil {
		return s, err
	}
	if s.State != Asked {
		return s, fault.New(fault.Conflict, "%s现在没有等着说明原因的督办", m.Number)
	}
	if err := a.check(tx, id); err != nil {
		return s, err
	}
	s.State, s.AnsweredBy, s.AnsweredOn = Answered, by.Officer, tx.Today()
	s.Reason, s.Words, s.PromisedOn = a.Reason, strings.TrimSpace(a.Words), a.Promised
	if err := tx.ExecOne(answerRow, tx.Street, s.ID, s.AnsweredBy, s.AnsweredOn, s.Reason, s.Words, s.PromisedOn); err != nil {
		return s, err
	}
	if err := tellOfficer(tx, s.AskedBy, NoticeAnswered, id, s.ID); err != nil {
		return s, err
	}
	return s, told(tx, by, "supervision.answer", identity.AnswerSupervision, id, s.Reason, map[string]string{"promised": s.PromisedOn.String()})
}

func (a Answering) check(tx *db.Tx, id matter.ID) error {
	var bad fault.Fields
	bad.Must("reason", Reasons.Has(a.Reason), "请选择延期的原因")
	bad.Need("words", a.Words, "请用申请人看得懂的话写明原因")
	plainWords(&bad, "words", a.Words)
	parties, err := matter.Parties(tx, id)
	if err != nil {
		return err
	}
	for _, p := range parties {
		if utf8.RuneCountInString(p.Name) > 1 && strings.Contains(a.Words, p.Name) {
			bad.Add("words", "不要写当事人的姓名，写“对方”“双方”就行")
			break
		}
	}
	switch today := tx.Today(); {
	case a.Promised.Zero():
		bad.Add("promised", "请填写准备哪天以前办好")
	case a.Promised <= today, a.Promised > today.AddDays(promiseWithin):
		bad.Add("promised", "准备办好的日期应在明天到%s之间", today.AddDays(promiseWithin).Plain())
	}
	return bad.Err()
}

// MayAnswer reports whether the actor works on the matter: its handler, or who
// heads the unit that handles it.
func MayAnswer(tx *db.Tx, by actor.Actor, id matter.ID) (bool, error) {
	if !identity.AnswerSupervision.Allows(by) {
		return false, nil
	}
	return matter.Readable(tx, by, id)
}

// Close ends a supervision that was answered, or one of a matter that was done
// meanwhile.
func Close(tx *db.Tx, by actor.Actor, id matter.ID) (Supervision, error) {
	if err := identity.Supervise.Check(by); err != nil {
		return Supervision{}, err
	}
	m, err := matter.Visible(tx, by, id)
	if err != nil {
		return Supervision{}, err
	}
	s, err := Latest(tx, id)
	if err != nil {
		return s, err
	}
	if !s.Closable(m) {
		return s, fault.New(fault.Conflict, "%s的督办还没有答复，或者已经结束", m.Number)
	}
	s.State, s.ClosedBy, s.ClosedOn = Closed, by.Officer, tx.Today()
	if err := tx.ExecOne(closeRow, tx.Street, s.ID, s.ClosedBy, s.ClosedOn); err != nil {
		return s, err
	}
	return s, told(tx, by, "supervision.close", identity.Supervise, id, "", nil)
}

// Closable reports whether a supervision of the matter can be closed.
func (s Supervision) Closable(m matter.Matter) bool {
	return s.State == Answered || s.State == Asked && !m.Open
}

// told writes the event on the matter: codes and dates, never the words.
func told(tx *db.Tx, by actor.Actor, action string, p identity.Permission, id matter.ID, reason string, details map[string]string) error {
	e := event.Entry{Action: action, Kind: event.Matter, Subject: string(id), Role: by.First(p.Roles...), Reason: reason}
	if details != nil {
		e.Details = details
	}
	_, err := event.Append(tx, by, e)
	return err
}

// plainWords refuses what is too long, and numbers that may be a telephone, an
// identity card or an account.
func plainWords(bad *fault.Fields, field, words string) {
	if n := utf8.RuneCountInString(strings.TrimSpace(words)); n > WordsMost {
		bad.Add(field, "最多%d字，现在多了%d字", WordsMost, n-WordsMost)
	}
	if longNumber.MatchString(words) {
		bad.Add(field, "不要写电话、身份证号等号码")
	}
}

var longNumber = regexp.MustCompile(`[0-9０-９](?:[ \-－—]?[0-9０-９]){6,}`)

// Latest is the newest supervision of a matter; the zero one when there is none.
func Latest(tx *db.Tx, id matter.ID) (Supervision, error) {
	s, err := db.One(tx, latestRow, scanRow, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) {
		return Supervision{}, nil
	}
	return s, err
}

// Of lists the supervisions of a matter, newest first.
func Of(tx *db.Tx, id matter.ID) ([]Supervision, error) {
	return db.All(tx, rowsOf, scanRow, tx.Street, string(id))
}

const rowColumns = `supervision.id, supervision.matter_id, supervision.state, supervision.rule, supervision.due_on, supervision.asked_by, supervision.asked_on,
supervision.asks, supervision.answer_by, supervision.answered_by, supervision.answered_on, supervision.reason, supervision.words, supervision.promised_on,
supervision.closed_by, supervision.closed_on`

var (
	insertRow = db.SQL("supervision.insert", `INSERT INTO supervision (street_id, id, matter_id, state, rule, due_on, asked_by, asked_on, asks, answer_by,
answered_by, answered_on, reason, words, promised_on, closed_by, closed_on) VALUES ($1, $2, $3, 'asked', $4, $5, $6, $7, $8, $9, '', 0, '', '', 0, '', 0)`)
	answerRow = db.SQL("supervision.answer", `UPDATE supervision SET state = 'answered', answered_by = $3, answered_on = $4, reason = $5, words = $6, promised_on = $7
WHERE street_id = $1 AND id = $2 AND state = 'asked'`)
	closeRow = db.SQL("supervision.close", `UPDATE supervision SET state = 'closed', closed_by = $3, closed_on = $4
WHERE street_id = $1 AND id = $2 AND state <> 'closed'`)
	latestRow = db.SQL("supervision.latest", `SELECT `+rowColumns+` FROM supervision WHERE street_id = $1 AND matter_id = $2 ORDER BY id DESC LIMIT 1`)
	rowsOf    = db.SQL("supervision.ofMatter", `SELECT `+rowColumns+` FROM supervision WHERE street_id = $1 AND matter_id = $2 ORDER BY id DESC`)
)

func scanRow(r db.Row) (Supervision, error) {
	var s Supervision
	return s, r.Scan(s.targets()...)
}

func (s *Supervision) targets() []any {
	return []any{
		&s.ID, &s.Matter, &s.State, &s.Rule, &s.DueOn, &s.AskedBy, &s.AskedOn, &s.Asks, &s.AnswerBy, &s.AnsweredBy, &s.AnsweredOn, &s.Reason, &s.Words,
		&s.PromisedOn, &s.ClosedBy, &s.ClosedOn,
	}
}
