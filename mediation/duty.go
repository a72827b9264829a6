package mediation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/money"
	"fengsheng/matter"
)

// DutyState is how a duty is kept.
type DutyState string

// The states of a duty.
const (
	DutyOpen     DutyState = "open"
	DutyDone     DutyState = "done"
	DutyPartly   DutyState = "partly"
	DutyBreached DutyState = "breached"
)

// DutyStates with their names.
var DutyStates = matter.Enumeration{{Code: "open", Label: "待履行"}, {Code: "done", Label: "已履行"}, {Code: "partly", Label: "部分履行"}, {Code: "breached", Label: "到期未履行"}}

// Label is the Chinese name.
func (s DutyState) Label() string { return DutyStates.Label(string(s)) }

// Duty is one thing that somebody promised in an agreement: who does what until
// when (人民调解法 art. 29).
type Duty struct {
	ID        string
	Matter    matter.ID
	Agreement string
	Party     string // who performs it
	Words     string
	Amount    int64 // 分; 0 = something else than money
	DueOn     calendar.Date
	State     DutyState
	DoneOn    calendar.Date
	Paid      int64 // 分
	Note      string
}

// Over reports whether a duty should have been performed before a day and was not.
func (d Duty) Over(today calendar.Date) bool { return d.State != DutyDone && d.DueOn < today }

// Promise is a duty as it is written down, in one or in several instalments.
type Promise struct {
	Party  string
	Words  string
	Amount int64 // 分, of all instalments together
	DueOn  calendar.Date
	Times  int // instalments; 0 and 1 = at once
	Months int // between two of them
}

// mostTimes is how many instalments one promise may have.
const mostTimes = 120

func (p Promise) check(parties []matter.Party) error {
	var bad fault.Fields
	bad.Must("party", slices.ContainsFunc(parties, func(x matter.Party) bool { return x.ID == p.Party }), "请选择由谁履行")
	bad.Need("words", p.Words, "请写明做什么，例如：赔偿损失、修好管道")
	bad.Must("amount", p.Amount >= 0, "金额不能是负数")
	bad.Must("dueOn", !p.DueOn.Zero(), "请填写最晚哪一天履行")
	bad.Must("times", p.Times >= 0 && p.Times <= mostTimes, fmt.Sprintf("分期最多%d期", mostTimes))
	if p.Times > 1 {
		bad.Must("amount", p.Amount >= int64(p.Times), "分期要写总金额")
		bad.Must("months", p.Months >= 1 && p.Months <= 12, "两期之间隔1到12个月")
	}
	return bad.Err()
}

// duties are the promise as single duties: equal instalments, of which the last
// takes the remainder.
func (p Promise) duties() []Duty {
	if p.Times < 2 {
		return []Duty{{Party: p.Party, Words: strings.TrimSpace(p.Words), Amount: p.Amount, DueOn: p.DueOn, State: DutyOpen}}
	}
	all := make([]Duty, p.Times)
	each := p.Amount / int64(p.Times) / 100 * 100 // whole yuan
	if each == 0 {
		each = p.Amount / int64(p.Times)
	}
	for i := range all {
		all[i] = Duty{Party: p.Party, Words: strings.TrimSpace(p.Words) + "（第" + strconv.Itoa(i+1) + "期）", Amount: each, DueOn: p.DueOn.AddMonths(i * p.Months), State: DutyOpen}
	}
	all[p.Times-1].Amount = p.Amount - each*int64(p.Times-1)
	return all
}

// Undertake adds a promise to the draft of an agreement.
func Undertake(tx *db.Tx, by actor.Actor, id matter.ID, p Promise) (matter.Matter, error) {
	m, a, err := drafting(tx, by, id)
	if err != nil {
		return m, err
	}
	if err := undertake(tx, a, p); err != nil {
		return m, err
	}
	return m, tellDuty(tx, by, m, "agreement.undertake", a)
}

func undertake(tx *db.Tx, a Agreement, p Promise) error {
	parties, err := matter.Parties(tx, a.Matter)
	if err != nil {
		return err
	}
	if err := p.check(parties); err != nil {
		return err
	}
	have, err := Duties(tx, a.ID)
	if err != nil {
		return err
	}
	all := p.duties()
	if len(have)+len(all) > mostTimes {
		return fault.Wrong("times", fmt.Sprintf("一份协议最多写%d项", mostTimes))
	}
	for _, d := range all {
		if _, err := tx.Exec(insertDuty, tx.Street, tx.NewID(), string(a.Matter), a.ID, d.Party, d.Words, d.Amount, d.DueOn); err != nil {
			return err
		}
	}
	return nil
}

// Strike takes a duty out of the draft.
func Strike(tx *db.Tx, by actor.Actor, id matter.ID, duty string) (matter.Matter, error) {
	m, a, err := drafting(tx, by, id)
	if err != nil {
		return m, err
	}
	if err := tx.ExecOne(deleteDuty, tx.Street, a.ID, duty); err != nil {
		return m, err
	}
	return m, tellDuty(tx, by, m, "agreement.strike", a)
}

// drafting is a matter whose draft the actor may write.
func drafting(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, Agreement, error) {
	m, _, err := workflow.Take(tx, by, id, "draft", 0)
	if err != nil {
		return m, Agreement{}, err
	}
	if err := unsettled(tx, m.ID); err != nil {
		return m, Agreement{}, err
	}
	a, err := openDraft(tx, m.ID)
	return m, a, err
}

func tellDuty(tx *db.Tx, by actor.Actor, m matter.Matter, action string, a Agreement) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: action, Kind: event.Matter, Subject: string(m.ID), Role: by.First(identity.ReadMatter.Roles...), Details: map[string]string{"agreement": a.ID},
	})
	return err
}

// Flaw is what is wrong with an agreement, or what somebody should look at.
type Flaw struct {
	Field    string // the entry it is about; "" = the duties
	Sentence string
	Hint     bool // a person decides; it does not stop the signing
}

// Flaws are what is wrong with a draft that is signed on a day: each duty needs a
// person and a day, the days are in order, the sums agree. Hints are words of which
// a court may say that the agreement cannot be confirmed (民诉法解释 art. 358).
func Flaws(a Agreement, duties []Duty, on calendar.Date) []Flaw {
	var all []Flaw
	wrong := func(field, format string, args ...any) {
		all = append(all, Flaw{Field: field, Sentence: fmt.Sprintf(format, args...)})
	}
	if len(duties) == 0 {
		wrong("", "还没有逐项写明由谁履行、做什么、最晚哪一天")
	}
	sum, last := int64(0), calendar.Date(0)
	for i, d := range duties {
		sum += d.Amount
		last = max(last, d.DueOn)
		if d.Party == "" {
			wrong("", "第%d项没有写由谁履行", i+1)
		}
		if d.DueOn.Zero() {
			wrong("", "第%d项没有写最晚哪一天", i+1)
		} else if d.DueOn < on {
			wrong("", "第%d项的期限%s早于签协议的日期%s", i+1, d.DueOn.Plain(), on.Plain())
		}
	}
	if sum > 0 && sum != a.Amount {
		wrong("amount", "各项金额加起来是%s，协议金额是%s", money.Words(sum), money.Words(a.Amount))
	}
	if sum == 0 && a.Amount > 0 && len(duties) > 0 {
		wrong("amount", "协议金额是%s，没有一项写明由谁付、什么时候付", money.Words(a.Amount))
	}
	if len(duties) > 0 && last != a.PerformOn && !a.PerformOn.Zero() {
		if last > a.PerformOn {
			wrong("performOn", "最后一项到%s，晚于协议的履行期限%s", last.Plain(), a.PerformOn.Plain())
		} else {
			all = append(all, Flaw{Field: "performOn", Hint: true, Sentence: fmt.Sprintf("最后一项到%s，协议的履行期限写的是%s", last.Plain(), a.PerformOn.Plain())})
		}
	}
	texts := []string{a.Facts, a.Terms, a.How}
	for _, d := range duties {
		texts = append(texts, d.Words)
	}
	return append(all, doubts(strings.Join(texts, "\n"))...)
}

// doubtful are words behind which often stands what a court does not confirm, by
// the question of Checklist they belong to.
var doubtful = []struct {
	check string
	words []string
	why   string
}{
	{"mandatory", []string{"不得起诉", "不再起诉", "放弃起诉", "放弃诉讼", "不得报警", "不得举报", "不得信访", "不得上访", "不得投诉", "放弃仲裁"}, "起诉、报警、举报、信访是法律给的权利，约定放弃的内容法院可能不确认"},
	{"mandatory", []string{"扣押身份证", "扣身份证", "限制人身", "不许离开", "不得离开"}, "不能用协议限制人身自由或者扣押证件"},
	{"mandatory", []string{"利滚利", "复利", "高利"}, "利息过高的部分法律不保护"},
	{"public", []string{"公共绿地", "公共收益", "公共通道", "消防通道", "承重墙", "集体土地"}, "涉及大家共有的地方或者安全，请核对有没有损害他人"},
	{"public", []string{"第三人", "其他业主", "邻居承担"}, "请核对有没有替不在场的人作决定"},
	{"morals", []string{"断绝关系", "不得结婚", "不得再婚", "不得生育", "青春损失"}, "可能违背公序良俗"},
	{"voluntary", []string{"必须接受", "无条件服从", "不签不行"}, "请再问一遍是不是自愿"},
	{"clear", []string{"尽快", "适当", "酌情", "力所能及", "有钱", "大概", "左右", "择期", "另行商议", "再商量", "合理补偿"}, "没有确定的数额或者日期，到期没法履行也没法执行"},
}

// doubts looks for the words in a text; one hint for each, at its first place.
func doubts(text string) []Flaw {
	var all []Flaw
	for _, d := range doubtful {
		for _, w := range d.words {
			if strings.Contains(text, w) {
				all = append(all, Flaw{Field: "checked", Hint: true, Sentence: "“" + w + "”：" + d.why + "（核对“" + Checklist.Label(d.check) + "”）"})
			}
		}
	}
	return all
}

// sign refuses to let a draft with a flaw be signed.
func (a Agreement) sign(tx *db.Tx, on calendar.Date) ([]Duty, error) {
	duties, err := Duties(tx, a.ID)
	if err != nil {
		return nil, err
	}
	var wrong []string
	for _, f := range Flaws(a, duties, on) {
		if !f.Hint {
			wrong = append(wrong, f.Sentence)
		}
	}
	if len(wrong) > 0 {
		return nil, fault.New(fault.Invalid, "协议还不能签：%s。请在协议页改好", strings.Join(wrong, "；"))
	}
	return duties, nil
}

// kept is what a performance made of an agreement.
type kept struct {
	state AgreementState // performed when all is, breached when one duty is
	next  calendar.Date  // the next duty is due; zero where none is
	lines []string       // of each duty: how it is kept, and what was said of it before
}

// concerns reports whether a performance that was seen on a day speaks of the duty.
func (p Performance) concerns(d Duty, on calendar.Date) bool {
	switch {
	case d.State == DutyDone || p.Duty != "" && p.Duty != d.ID:
		return false
	case p.How == AgreementBreached:
		return d.Over(on)
	}
	return p.Duty != "" || p.How == AgreementPerformed || d.DueOn <= on
}

// keep says of a duty, or of all that are not done, how it is kept. Nothing is breached
// before its day has gone by.
func (a Agreement) keep(tx *db.Tx, p Performance, on calendar.Date) (k kept, err error) {
	all, err := Duties(tx, a.ID)
	if err != nil {
		return k, err
	}
	if len(all) == 0 {
		if p.How == AgreementBreached && on <= a.PerformOn {
			return k, tooSoon(a.PerformOn)
		}
		return kept{state: p.How, lines: []string{"协议" + Performances.Label(string(p.How))}}, nil
	}
	last := all[len(all)-1].DueOn
	if p.Duty != "" {
		i := slices.IndexFunc(all, func(d Duty) bool { return d.ID == p.Duty })
		switch {
		case i < 0:
			return k, fault.Wrong("duty", "请选择是哪一项")
		case all[i].State == DutyDone:
			return k, fault.Wrong("duty", "这一项"+all[i].DoneOn.Plain()+"已经履行，不用再登记")
		}
		last = all[i].DueOn
	}
	done, begun, breached := 0, 0, 0
	for i, d := range all {
		if p.concerns(d, on) {
			before := d
			d.DoneOn, d.Note = on, p.Words
			switch p.How {
			case AgreementPerformed:
				d.State, d.Paid = DutyDone, d.Amount
			case AgreementPartly:
				d.State, d.Paid = DutyPartly, p.Paid
			default:
				d.State = DutyBreached
			}
			if d.State == DutyPartly && d.Amount > 0 && (d.Paid < 1 || d.Paid >= d.Amount) && p.Duty != "" {
				return k, fault.Wrong("paid", "部分履行的请写已经付了多少，应当少于"+money.Words(d.Amount))
			}
			if err := tx.ExecOne(updateDuty, tx.Street, d.ID, string(d.State), d.DoneOn, d.Paid, d.Note); err != nil {
				return k, err
			}
			k.lines = append(k.lines, d.told(i+1, before))
		}
		switch d.State {
		case DutyDone:
			done++
		case DutyPartly:
			begun++
		case DutyBreached:
			breached++
		}
		if d.State != DutyDone && d.DueOn > on && (k.next.Zero() || d.DueOn < k.next) {
			k.next = d.DueOn
		}
	}
	switch {
	case p.How == AgreementBreached && len(k.lines) == 0:
		return k, tooSoon(last)
	case done == len(all):
		k.state = AgreementPerformed
	case breached > 0:
		k.state = AgreementBreached
	case done+begun > 0:
		k.state = AgreementPartly
	default:
		k.state = p.How
	}
	return k, nil
}

func tooSoon(due calendar.Date) error {
	return fault.Wrong("how", "最晚到"+due.Plain()+"履行，这一天还没有过，不能登记为到期未履行")
}

// told is what the history says of the nth duty: what it is, how it is kept now, and what
// was said of it before.
func (d Duty) told(nth int, before Duty) string {
	words := fmt.Sprintf("第%d项“%s”", nth, d.Words)
	if d.Amount > 0 {
		words += "，" + money.Digits(d.Amount) + "元"
	}
	words += "：" + d.kept()
	if before.State != DutyOpen {
		words += "（" + before.DoneOn.Plain() + "登记的是" + before.kept() + "）"
	}
	return words
}

func (d Duty) kept() string {
	if d.State == DutyPartly && d.Amount > 0 {
		return d.State.Label() + "，已付" + money.Digits(d.Paid) + "元"
	}
	return d.State.Label()
}

// Duties lists the duties of an agreement, the nearest first.
func Duties(tx *db.Tx, agreement string) ([]Duty, error) {
	return db.All(tx, readDuties, scanDuty, tx.Street, agreement)
}

// Listed is a duty in the performance ledger of the street, with its matter.
type Listed struct {
	Duty
	Number string
	Title  string
	Nth    int // of its agreement, from 1
	Of     int
	Side   matter.Side // who performs it
	Who    string      // their name; "" for a reader who may not read the matter, as are the duty's words and note
}

// LedgerView is which duties the performance ledger shows.
type LedgerView string

// The views of the ledger.
const (
	LedgerSoon     LedgerView = "soon"
	LedgerOver     LedgerView = "over"
	LedgerOpen     LedgerView = "open"
	LedgerDone     LedgerView = "done"
	LedgerBreached LedgerView = "breached"
)

// LedgerViews with their names. Soon is within 30 days.
var LedgerViews = matter.Enumeration{
	{Code: "soon", Label: "30天内到期"}, {Code: "over", Label: "过期没有履行"}, {Code: "open", Label: "全部未履行"}, {Code: "breached", Label: "登记为未履行"}, {Code: "done", Label: "已履行"},
}

// mostListed is how many lines the ledger shows at once.
const mostListed = 500

// Ledger lists the duties of the agreements that count, of the matters the actor may
// see: matters and days, nothing added up by person. What was promised and by whom is
// content, and stands there only for those who may read the matter (PR22).
func Ledger(tx *db.Tx, by actor.Actor, v LedgerView) ([]Listed, error) {
	var w db.Where
	today := tx.Today()
	identity.SeeMatters.Reach(by, today).Within(&w, tx.Street)
	w.Add("duty.street_id = ?", tx.Street)
	w.In("agreement.state", []string{string(AgreementEffective), string(AgreementPerformed), string(AgreementPartly), string(AgreementBreached)})
	order := "duty.due_on, duty.id"
	switch v {
	case LedgerOver:
		w.In("duty.state", []string{"open", "partly", "breached"})
		w.Add("duty.due_on < ?", today)
	case LedgerOpen:
		w.In("duty.state", []string{"open", "partly", "breached"})
	case LedgerBreached:
		w.Add("duty.state = ?", "breached")
	case LedgerDone:
		w.Add("duty.state = ?", "done")
		order = "duty.done_on DESC, duty.id DESC"
	default:
		w.In("duty.state", []string{"open", "partly"})
		w.Add("duty.due_on BETWEEN ? AND ?", today, today.AddDays(30))
	}
	s, args := w.Build("duty.ledger", `SELECT `+dutyColumns+`, matter.number, matter.title, coalesce(party.side, ''), coalesce(party.name, ''),
(SELECT count(*) FROM duty AS d WHERE d.street_id = duty.street_id AND d.agreement_id = duty.agreement_id AND (d.due_on < duty.due_on OR d.due_on = duty.due_on AND d.id <= duty.id)),
(SELECT count(*) FROM duty AS d WHERE d.street_id = duty.street_id AND d.agreement_id = duty.agreement_id)
FROM duty JOIN agreement ON agreement.street_id = duty.street_id AND agreement.id = duty.agreement_id
JOIN matter ON matter.street_id = duty.street_id AND matter.id = duty.matter_id
LEFT JOIN party ON party.street_id = duty.street_id AND party.id = duty.party_id`, `ORDER BY `+order+` LIMIT ?`, mostListed)
	all, err := db.All(tx, s, func(r db.Row) (Listed, error) {
		var l Listed
		return l, r.Scan(append(l.fields(), &l.Number, &l.Title, &l.Side, &l.Who, &l.Nth, &l.Of)...)
	}, args...)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, l := range all {
		ids = append(ids, string(l.Matter))
	}
	may, err := matter.ReadableOf(tx, by, ids)
	for i := range all {
		if l := &all[i]; !may[l.Matter] {
			l.Words, l.Note, l.Side, l.Who = "", "", "", ""
		}
	}
	return all, err
}

// Falling is a duty whose day has come in a matter that is closed, so that no clock
// of the matter tells of it.
type Falling struct {
	Duty    string
	Matter  matter.ID
	Officer string // the mediator of the matter
	DueOn   calendar.Date
}

// FallingDue lists what falls due between two days in closed matters and is not
// performed, the nearest first and after the last one seen.
func FallingDue(tx *db.Tx, from, to calendar.Date, after Falling, limit int) ([]Falling, error) {
	return db.All(tx, readFalling, func(r db.Row) (Falling, error) {
		var f Falling
		return f, r.Scan(&f.Duty, &f.Matter, &f.Officer, &f.DueOn)
	}, tx.Street, from, to, after.DueOn, after.Duty, limit)
}

var readFalling = db.SQL("duty.falling", `SELECT duty.id, duty.matter_id, matter.mediator_id, duty.due_on
FROM duty JOIN agreement ON agreement.street_id = duty.street_id AND agreement.id = duty.agreement_id
JOIN matter ON matter.street_id = duty.street_id AND matter.id = duty.matter_id
WHERE duty.street_id = $1 AND duty.state IN ('open', 'partly') AND duty.due_on >= $2 AND duty.due_on <= $3 AND (duty.due_on, duty.id) > ($4, $5)
AND agreement.state IN ('effective', 'partlyPerformed', 'breached') AND matter.state IN ('closed', 'archived') AND matter.mediator_id <> ''
ORDER BY duty.due_on, duty.id LIMIT $6`)

const dutyColumns = `duty.id, duty.matter_id, duty.agreement_id, duty.party_id, duty.words, duty.amount, duty.due_on, duty.state, duty.done_on, duty.paid, duty.note`

func (d *Duty) fields() []any {
	return []any{&d.ID, &d.Matter, &d.Agreement, &d.Party, &d.Words, &d.Amount, &d.DueOn, &d.State, &d.DoneOn, &d.Paid, &d.Note}
}

func scanDuty(r db.Row) (Duty, error) {
	var d Duty
	return d, r.Scan(d.fields()...)
}

var (
	insertDuty = db.SQL("duty.insert", `INSERT INTO duty (street_id, id, matter_id, agreement_id, party_id, words, amount, due_on, state, done_on, paid, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', 0, 0, '')`)
	deleteDuty   = db.SQL("duty.delete", `DELETE FROM duty WHERE street_id = $1 AND agreement_id = $2 AND id = $3`)
	updateDuty   = db.SQL("duty.update", `UPDATE duty SET state = $3, done_on = $4, paid = $5, note = $6 WHERE street_id = $1 AND id = $2`)
	readDuties   = db.SQL("duty.ofAgreement", `SELECT `+dutyColumns+` FROM duty WHERE street_id = $1 AND agreement_id = $2 ORDER BY due_on, id`)
	moveDuties   = db.SQL("duty.move", `UPDATE duty SET agreement_id = $3 WHERE street_id = $1 AND agreement_id = $2`)
	forgetDuties = db.SQL("duty.forget", `UPDATE duty SET words = '', note = '' WHERE street_id = $1 AND matter_id = $2`)
)
