// Package litigation is what belongs to courts, procuratorate, police or justice
// organs (涉法涉诉). The street decides nothing of substance: it explains the law
// and the way, refers, and records the result (信访工作条例 art. 28, 31(1);
// workflow.md section 5).
package litigation

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// The states.
const (
	Explained   matter.State = "explained"
	Referred    matter.State = "referred"
	ResultKnown matter.State = "resultKnown"
	Closed                   = matter.ClosedState
	Archived                 = matter.ArchivedState
)

// States with their names.
var States = matter.Enumeration{
	{Code: "explained", Label: "已释法"},
	{Code: "referred", Label: "已移送或引导"},
	{Code: "resultKnown", Label: "已知结果"},
	{Code: "closed", Label: "结案"},
	{Code: "archived", Label: "归档"},
}

var handler = []actor.Role{actor.Handler, actor.UnitHead}

// workflow is the line of workflow.md section 5, with its side branch of help.
var workflow = matter.Workflow{
	Forget: []db.Stmt{forget},
	Kind:   matter.Litigation,
	States: States,
	Ended:  []matter.State{Closed, Archived},
	Steps: slices.Concat(
		[]matter.Step{
			{From: matter.Triaged, Do: "explain", Label: "释法说理、告知途径", To: Explained, Who: handler},
			{From: Explained, Do: "refer", Label: "移送或引导", To: Referred, Who: handler, Papers: []document.Form{document.Guidance}},
			{From: Referred, Do: "result", Label: "登记结果", To: ResultKnown, Who: handler},
			{From: ResultKnown, Do: "close", Label: "结案", To: Closed, Who: handler},
			{From: Explained, Do: "close", Label: "结案", To: Closed, Who: handler}, // only what was lawfully ended before
		},
		helped(Explained, Referred, ResultKnown),
		matter.InEach(matter.Step{Do: "mediateCivil", Label: "民事部分转人民调解", To: matter.Triaged, Who: handler}, Explained, Referred),
		matter.InEach(matter.Step{Do: "archive", Label: "归档", To: Archived, Who: []actor.Role{actor.Archivist}}, Closed),
	),
}

// helped is telling of help, which changes nothing of where the matter stands.
func helped(states ...matter.State) []matter.Step {
	var all []matter.Step
	for _, s := range states {
		all = append(all, matter.Step{From: s, Do: "aid", Label: "告知法律援助、司法救助", To: s, Who: handler})
	}
	return all
}

// Table is the workflow, for pages, diagrams and tests.
func Table() matter.Workflow { return workflow }

// Organs that decide such matters.
var Organs = matter.Enumeration{
	{Code: "court", Label: "人民法院"}, {Code: "procuratorate", Label: "人民检察院"}, {Code: "police", Label: "公安机关"}, {Code: "justice", Label: "司法行政机关"},
}

// Row is what such a matter has beyond its matter.
type Row struct {
	Organ      string
	ReferredTo string
	Result     string
	ResultOn   calendar.Date
	Aid        string
	Ended      bool // 依法终结
}

var (
	insertRow = db.SQL("litigation.insert", `INSERT INTO litigation (street_id, id, organ, referred_to, result, result_on, aid, ended)
VALUES ($1, $2, $3, '', '', 0, '', $4)`)
	saveRow = db.SQL("litigation.save", `UPDATE litigation SET referred_to = $3, result = $4, result_on = $5, aid = $6 WHERE street_id = $1 AND id = $2`)
	readRow = db.SQL("litigation.read", `SELECT organ, referred_to, result, result_on, aid, ended FROM litigation WHERE street_id = $1 AND id = $2`)
)

// Load reads what such a matter has beyond its matter; db.ErrNone before it is explained.
func Load(tx *db.Tx, id matter.ID) (Row, error) {
	return db.One(tx, readRow, func(r db.Row) (Row, error) {
		var l Row
		return l, r.Scan(&l.Organ, &l.ReferredTo, &l.Result, &l.ResultOn, &l.Aid, &l.Ended)
	}, tx.Street, string(id))
}

func act(tx *db.Tx, by actor.Actor, id matter.ID, do matter.Command, version int, guard func(*matter.Matter, *Row) (matter.Change, error)) (matter.Matter, error) {
	return workflow.Act(tx, by, id, do, version, func(m *matter.Matter) (matter.Change, error) {
		row, err := Load(tx, m.ID)
		if err != nil {
			return matter.Change{}, err
		}
		change, err := guard(m, &row)
		if err != nil {
			return change, err
		}
		return change, tx.ExecOne(saveRow, tx.Street, string(m.ID), row.ReferredTo, row.Result, row.ResultOn, row.Aid)
	})
}

// Explanation is the law and the way, as they were explained.
type Explanation struct {
	Version   int
	On        calendar.Date
	Organ     string
	Words     string
	NoPromise bool // nothing was said of how the case should end
	Ended     bool // the matter was lawfully ended before: only guidance and help remain (art. 37)
}

// Explain begins such a matter: whoever explains it carries it from then on.
func Explain(tx *db.Tx, by actor.Actor, id matter.ID, e Explanation) (matter.Matter, error) {
	return workflow.Act(tx, by, id, "explain", e.Version, func(m *matter.Matter) (matter.Change, error) {
		var bad fault.Fields
		bad.Must("organ", Organs.Has(e.Organ), "请选择由哪个机关处理")
		bad.Need("words", e.Words, "请写下怎么讲的法律、告知了什么途径")
		bad.Must("noPromise", e.NoPromise, "请核对：没有评论案件，没有承诺结果，没有留下案卷材料（诉讼与信访分离）")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, e.On, m.ReceivedOn, "释法")
		if err != nil {
			return matter.Change{}, err
		}
		if m.Mediator == "" {
			m.Mediator = by.Officer
		}
		_, err = tx.Exec(insertRow, tx.Street, string(m.ID), e.Organ, e.Ended)
		return matter.Change{On: on, Note: e.Words, Kind: "contact"}, err
	})
}

// Referral is to whom the matter was referred, by letter or by showing the way.
type Referral struct {
	Version int
	On      calendar.Date
	To      string
	Told    bool
	Words   string
}

// Refer refers the matter to the political-legal organ of the same level, or
// guides the person there (art. 22).
func Refer(tx *db.Tx, by actor.Actor, id matter.ID, r Referral) (matter.Matter, error) {
	return act(tx, by, id, "refer", r.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if row.Ended {
			return matter.Change{}, fault.New(fault.Conflict, "这件事已经依法终结，不再移送，只做引导和帮扶（信访工作条例第三十七条）")
		}
		var bad fault.Fields
		bad.Need("to", r.To, "请写明移送或引导到哪个机关，写全称")
		bad.Must("told", r.Told, "要告知本人到哪里办、怎么办，请办好后勾选")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, r.On, m.ReceivedOn, "移送")
		row.ReferredTo = r.To
		return matter.Change{On: on, Note: r.Words, Facts: map[string]string{"有权机关": r.To, "引导理由": r.Words, "引导依据": "《信访工作条例》第二十二条、第二十八条"}}, err
	})
}

// Result is what the deciding organ told, in its words.
type Result struct {
	Version int
	On      calendar.Date
	Words   string
}

// RecordResult records it.
func RecordResult(tx *db.Tx, by actor.Actor, id matter.ID, r Result) (matter.Matter, error) {
	return act(tx, by, id, "result", r.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("words", r.Words, "请照有权机关的文书写下结果")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		on, err := matter.Day(tx, r.On, m.ReceivedOn, "结果")
		row.Result, row.ResultOn = r.Words, on
		return matter.Change{On: on, Note: r.Words, Kind: "record"}, err
	})
}

// TellOfAid tells of legal aid or judicial relief (art. 37).
func TellOfAid(tx *db.Tx, by actor.Actor, id matter.ID, r Result) (matter.Matter, error) {
	return act(tx, by, id, "aid", r.Version, func(_ *matter.Matter, row *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Need("words", r.Words, "请写下告知了哪些法律援助、司法救助，怎么申请")
		row.Aid = r.Words
		return matter.Change{Note: r.Words, Kind: "contact"}, bad.Err()
	})
}

// Civil is the civil part that court or police refer, or agree to have mediated.
type Civil struct {
	Version   int
	Committee string
	Agreed    bool // court or police referred it or agree (人民调解法 art. 18)
	Words     string
}

// MediateCivil hands the matter to people's mediation.
func MediateCivil(tx *db.Tx, by actor.Actor, id matter.ID, c Civil) (matter.Matter, error) {
	m, err := act(tx, by, id, "mediateCivil", c.Version, func(m *matter.Matter, _ *Row) (matter.Change, error) {
		var bad fault.Fields
		bad.Must("agreed", c.Agreed, "要法院或公安机关委托，或者同意调解，才能转人民调解（人民调解法第十八条）")
		bad.Need("words", c.Words, "请写明调解哪一部分、谁委托或者同意的")
		bad.Need("committee", c.Committee, "请选择由哪个调委会调解")
		if err := bad.Err(); err != nil {
			return matter.Change{}, err
		}
		_, err := org.CommitteeByID(tx, c.Committee)
		m.Mediator, m.Committee = "", c.Committee
		return matter.Change{Note: c.Words}, err
	})
	if err != nil {
		return m, err
	}
	return matter.Become(tx, m, matter.Mediation)
}

// Close closes such a matter once the result is known.
func Close(tx *db.Tx, by actor.Actor, id matter.ID, r Result) (matter.Matter, error) {
	return act(tx, by, id, "close", r.Version, func(m *matter.Matter, row *Row) (matter.Change, error) {
		if m.State == Explained && !row.Ended {
			return matter.Change{}, fault.New(fault.Conflict, "还没有移送或引导到有权处理的机关，不能结案")
		}
		on, err := matter.Day(tx, r.On, max(m.ReceivedOn, row.ResultOn), "结案")
		m.Outcome, m.ConcludedOn = matter.Transferred, on
		return matter.Change{On: on, Note: r.Words}, err
	})
}

// Archive puts the file together.
func Archive(tx *db.Tx, by actor.Actor, id matter.ID, a matter.Archiving) (matter.Matter, error) {
	return workflow.Act(tx, by, id, "archive", a.Version, func(m *matter.Matter) (matter.Change, error) { return a.File(tx, by, m) })
}

var forget = db.SQL("litigation.forget", `UPDATE litigation SET result = '', aid = '' WHERE street_id = $1 AND id = $2`)
