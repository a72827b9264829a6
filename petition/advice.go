package petition

import (
	"errors"
	"net/url"
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

// AdviceSorts are what a petition office may advise an organ (信访工作条例 art. 40).
var AdviceSorts = matter.Enumeration{{Code: "work", Label: "改进工作"}, {Code: "policy", Label: "完善政策"}, {Code: "accountability", Label: "追究责任"}}

// Advice is what the petition office advised because of a petition. The organ answers in
// writing whether it takes it up (art. 40), and the year's return counts both (art. 41).
type Advice struct {
	ID         string
	Matter     matter.ID
	Number     string // of the matter
	Sort       string
	Organ      string
	Words      string
	MadeOn     calendar.Date
	MadeBy     string // officer
	Result     string // of Adoptions; "" until the organ has answered
	Answer     string
	AnsweredOn calendar.Date
	AnsweredBy string // officer
}

// AdviceMost is how many characters an advice and its answer may have.
const AdviceMost = 1000

// Advising is an advice as it is made.
type Advising struct {
	Version int
	Sort    string
	Organ   string
	On      calendar.Date
	Words   string
}

// MayAdvise reports whether the actor makes advices on the matter.
func MayAdvise(by actor.Actor, m matter.Matter) bool {
	return m.Kind == matter.Petition && identity.Advise.Reaches(by, m.At())
}

// Advise writes down an advice. It is no step: it may be made while the petition is
// handled and after it has ended.
func Advise(tx *db.Tx, by actor.Actor, id matter.ID, a Advising) (matter.Matter, error) {
	m, err := advisable(tx, by, id, a.Version)
	if err != nil {
		return m, err
	}
	a.Organ, a.Words = strings.TrimSpace(a.Organ), strings.TrimSpace(a.Words)
	var bad fault.Fields
	bad.Must("sort", AdviceSorts.Has(a.Sort), "请选择是哪一种建议（信访工作条例第四十条）")
	bad.Need("organ", a.Organ, "请写明向哪个机关、单位提出，写全称")
	bad.Need("words", a.Words, "请写明建议什么，不写信访人和其他人的姓名")
	bad.Must("words", utf8.RuneCountInString(a.Words) <= AdviceMost, "最多1000字，请写短一些")
	if err := bad.Err(); err != nil {
		return m, err
	}
	if err := nameless(tx, id, "words", a.Words); err != nil {
		return m, err
	}
	on, err := matter.Day(tx, a.On, m.ReceivedOn, "提出")
	if err != nil {
		return m, err
	}
	advice := tx.NewID()
	if _, err := tx.Exec(insertAdvice, tx.Street, advice, string(id), a.Sort, a.Organ, a.Words, on, by.Officer); err != nil {
		return m, err
	}
	return m, tellAdvice(tx, by, id, "matter.advise", map[string]string{"advice": advice, "sort": a.Sort, "on": on.String()})
}

// Feedback is what the organ wrote back (art. 40).
type Feedback struct {
	Result string
	On     calendar.Date
	Words  string
}

// Answered writes down what the organ answered, once.
func Answered(tx *db.Tx, by actor.Actor, id string, f Feedback) (Advice, error) {
	a, err := AdviceByID(tx, by, id)
	if err != nil {
		return a, err
	}
	if _, err := advisable(tx, by, a.Matter, 0); err != nil {
		return a, err
	}
	if a.Result != "" {
		return a, fault.New(fault.Conflict, "这条建议的采纳情况已经登记")
	}
	f.Words = strings.TrimSpace(f.Words)
	var bad fault.Fields
	bad.Must("result", Adoptions.Has(f.Result), "请选择有没有采纳")
	bad.Need("words", f.Words, "请写明书面反馈的内容，没有采纳的写明理由（信访工作条例第四十条）")
	bad.Must("words", utf8.RuneCountInString(f.Words) <= AdviceMost, "最多1000字，请写短一些")
	if err := bad.Err(); err != nil {
		return a, err
	}
	if err := nameless(tx, a.Matter, "words", f.Words); err != nil {
		return a, err
	}
	on, err := matter.Day(tx, f.On, a.MadeOn, "反馈")
	if err != nil {
		return a, err
	}
	a.Result, a.Answer, a.AnsweredOn, a.AnsweredBy = f.Result, f.Words, on, by.Officer
	if err := tx.ExecOne(answerAdvice, tx.Street, id, a.Result, a.Answer, a.AnsweredOn, a.AnsweredBy); err != nil {
		return a, err
	}
	return a, tellAdvice(tx, by, a.Matter, "matter.feedback", map[string]string{"advice": id, "result": a.Result, "on": on.String()})
}

// advisable loads a petition for whoever makes advices on it.
func advisable(tx *db.Tx, by actor.Actor, id matter.ID, version int) (matter.Matter, error) {
	return own(tx, by, id, version, MayAdvise, identity.Advise, "提建议")
}

// own loads a petition for an act of the petition office that is no step; what says which.
func own(tx *db.Tx, by actor.Actor, id matter.ID, version int, may func(actor.Actor, matter.Matter) bool, right identity.Permission, what string) (matter.Matter, error) {
	m, err := matter.Take(tx, by, id, version)
	switch {
	case err != nil:
		return m, err
	case m.Kind != matter.Petition:
		return m, fault.New(fault.Conflict, "%s不是信访事项，不在这里%s", m.Number, what)
	case !may(by, m):
		return m, fault.New(fault.Denied, "只有%s能%s", identity.Names(right.Roles), what)
	}
	readable, err := matter.Readable(tx, by, id)
	if err == nil && !readable {
		err = fault.New(fault.Denied, "%s的内容您不能看，不能%s", m.Number, what)
	}
	return m, err
}

// nameless refuses words that name a party: the organ that reads them may be the one
// complained of, and must not learn who complained (art. 30).
func nameless(tx *db.Tx, id matter.ID, field, words string) error {
	parties, err := matter.Parties(tx, id)
	for _, p := range parties {
		if !p.Body && utf8.RuneCountInString(p.Name) > 1 && strings.Contains(words, p.Name) {
			return fault.Wrong(field, "不要写信访人和其他人的姓名：不得把信访人的情况透露给被反映的一方（信访工作条例第三十条）")
		}
	}
	return err
}

func tellAdvice(tx *db.Tx, by actor.Actor, id matter.ID, action string, details map[string]string) error {
	_, err := event.Append(tx, by, event.Entry{Action: action, Kind: event.Matter, Subject: string(id), Role: by.First(identity.Advise.Roles...), Details: details})
	return err
}

// AdviceFilter says which advices. The list and the cells of the return read it.
type AdviceFilter struct {
	Made  matter.Period
	Sort  string
	State string // one of AdviceStates
}

// AdviceStates are where an advice may stand. What was taken up in part was taken up.
var AdviceStates = matter.Enumeration{{Code: "waiting", Label: "还没有反馈"}, {Code: "taken", Label: "采纳、部分采纳"}, {Code: "refused", Label: "未采纳"}}

var adviceConds = map[string]string{
	"waiting": "petition_advice.result = ''", "taken": "petition_advice.result IN ('adopted', 'partlyAdopted')", "refused": "petition_advice.result = 'notAdopted'",
}

// Query is the filter as an address; ParseAdviceFilter reads it back.
func (f AdviceFilter) Query() url.Values {
	q := url.Values{}
	for name, v := range map[string]string{"sort": f.Sort, "state": f.State} {
		if v != "" {
			q.Set(name, v)
		}
	}
	for name, d := range map[string]calendar.Date{"madeFrom": f.Made.From, "madeTo": f.Made.To} {
		if !d.Zero() {
			q.Set(name, d.String())
		}
	}
	return q
}

// ParseAdviceFilter reads an address; what is no advice's is ignored.
func ParseAdviceFilter(q url.Values) (AdviceFilter, error) {
	f := AdviceFilter{Sort: q.Get("sort"), State: q.Get("state")}
	var bad fault.Fields
	for name, d := range map[string]*calendar.Date{"madeFrom": &f.Made.From, "madeTo": &f.Made.To} {
		if q.Get(name) == "" {
			continue
		}
		var err error
		if *d, err = calendar.Parse(q.Get(name)); err != nil {
			bad.Add(name, "%s", err.Error())
		}
	}
	return f, bad.Err()
}

func (f AdviceFilter) where(street string, scope identity.Scope) *db.Where {
	var w db.Where
	w.Add("petition_advice.street_id = ?", street)
	w.Add("petition_advice.made_on >= ?", max(f.Made.From, 1))
	if !f.Made.To.Zero() {
		w.Add("petition_advice.made_on <= ?", f.Made.To)
	}
	if f.Sort != "" {
		w.Add("petition_advice.sort = ?", f.Sort)
	}
	if f.State != "" {
		cond, known := adviceConds[f.State]
		if !known {
			cond = "1 = 0"
		}
		w.Add(cond)
	}
	scope.Restrict(&w)
	return &w
}

const fromAdvice = ` FROM petition_advice JOIN matter ON matter.street_id = petition_advice.street_id AND matter.id = petition_advice.matter_id`

const adviceColumns = `SELECT petition_advice.id, petition_advice.matter_id, matter.number, petition_advice.sort, petition_advice.organ, petition_advice.words,
petition_advice.made_on, petition_advice.made_by, petition_advice.result, petition_advice.answer, petition_advice.answered_on, petition_advice.answered_by` + fromAdvice

// CountAdvices is how many advices of a filter stand on matters of the scope.
func CountAdvices(tx *db.Tx, scope identity.Scope, f AdviceFilter) (int64, error) {
	s, args := f.where(tx.Street, scope).Build("petitionAdvice.count", "SELECT count(*)"+fromAdvice, "")
	return db.Value[int64](tx, s, args...)
}

// Advices lists the advices of a filter on the matters the actor may see, newest first.
func Advices(tx *db.Tx, by actor.Actor, f AdviceFilter, most int) ([]Advice, error) {
	s, args := f.where(tx.Street, identity.SeeMatters.Reach(by, tx.Today())).Build("petitionAdvice.list", adviceColumns,
		"ORDER BY petition_advice.made_on DESC, petition_advice.id DESC LIMIT ?", most)
	return db.All(tx, s, scanAdvice, args...)
}

// AdviceByID is one advice on a matter the actor may see.
func AdviceByID(tx *db.Tx, by actor.Actor, id string) (Advice, error) {
	w := AdviceFilter{}.where(tx.Street, identity.SeeMatters.Reach(by, tx.Today()))
	w.Add("petition_advice.id = ?", id)
	s, args := w.Build("petitionAdvice.read", adviceColumns, "")
	a, err := db.One(tx, s, scanAdvice, args...)
	if errors.Is(err, db.ErrNone) {
		err = fault.New(fault.NotFound, "找不到这条建议，或者不在您的职责范围内")
	}
	return a, err
}

// AdvicesOf lists the advices on a matter, as they were made.
func AdvicesOf(tx *db.Tx, id matter.ID) ([]Advice, error) {
	return db.All(tx, advicesOf, scanAdvice, tx.Street, string(id))
}

func scanAdvice(r db.Row) (Advice, error) {
	var a Advice
	return a, r.Scan(&a.ID, &a.Matter, &a.Number, &a.Sort, &a.Organ, &a.Words, &a.MadeOn, &a.MadeBy, &a.Result, &a.Answer, &a.AnsweredOn, &a.AnsweredBy)
}

var (
	insertAdvice = db.SQL("petitionAdvice.insert", `INSERT INTO petition_advice (street_id, id, matter_id, sort, organ, words, made_on, made_by, result, answer,
answered_on, answered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', 0, '')`)
	answerAdvice = db.SQL("petitionAdvice.answer", `UPDATE petition_advice SET result = $3, answer = $4, answered_on = $5, answered_by = $6
WHERE street_id = $1 AND id = $2 AND result = ''`)
	advicesOf = db.SQL("petitionAdvice.ofMatter", adviceColumns+` WHERE petition_advice.street_id = $1 AND petition_advice.matter_id = $2 ORDER BY petition_advice.id`)
	// forget takes what was advised out of a petition that is erased; that it was stays.
	forget = db.SQL("petitionAdvice.erase", `UPDATE petition_advice SET words = '', answer = '' WHERE street_id = $1 AND matter_id = $2`)
)
