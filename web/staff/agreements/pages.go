// Package agreements are the pages of what was promised: the duties of a draft with
// its live checks, the agreement in large type to be read out, and the performance
// ledger of the street.
package agreements

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /matters/{id}/agreement, and /performance.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	read, see := frame.For(identity.ReadMatter), frame.For(identity.SeeMatters)
	line := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: read, Scope: web.ScopeOwnMatter, Class: web.ClassPersonal, Audit: audit, Page: page}
	}
	return []web.Route{
		line("GET /matters/{id}/agreement", "agreement.open", p.Show),
		line("POST /matters/{id}/agreement/duties", "agreement.undertake", p.Add),
		line("POST /matters/{id}/agreement/duties/{duty}/strike", "agreement.strike", p.Strike),
		line("GET /matters/{id}/agreement/reading", "agreement.reading", p.Read),
		{Pattern: "GET /performance", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassPersonal, Audit: "performance.open", Page: p.Ledger},
		{Pattern: "POST /performance/export", Permission: see, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "performance.export", Page: p.Export},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

func matterAddress(id matter.ID) string { return "/matters/" + string(id) }

// dutyView is one line of what was promised.
type dutyView struct {
	Words  string
	Who    string
	Amount string
	Due    ui.DateView
	State  string
	Tone   ui.Tone
	Note   string
	Strike ui.FormView
}

// sheet is an agreement as its pages show it.
type sheet struct {
	Matter    matter.Matter
	Agreement mediation.Agreement
	Duties    []mediation.Duty
	Rows      []dutyView
	Parties   []ui.Option
	Draft     bool // the reader brings it to its signing
	Paper     document.Piece
	Open      bool              // it can still be changed by the reader
	names     map[string]string // of the parties, by id, whole: for what is read out to them
}

// load reads the newest agreement of a matter for whoever may read the matter.
func load(tx *db.Tx, by actor.Actor, id matter.ID) (sheet, error) {
	var s sheet
	var err error
	if s.Matter, err = matter.Visible(tx, by, id); err != nil {
		return s, err
	}
	readable, err := matter.Readable(tx, by, id)
	if err == nil && !readable {
		err = fault.New(fault.Denied, "协议只有承办这件事的人能看，请联系%s的承办人", s.Matter.Number)
	}
	if err != nil {
		return s, err
	}
	all, err := mediation.Agreements(tx, id)
	if err != nil {
		return s, err
	}
	if len(all) == 0 {
		return s, fault.New(fault.NotFound, "%s还没有协议，请先起草", s.Matter.Number)
	}
	s.Agreement = all[0]
	if s.Duties, err = mediation.Duties(tx, s.Agreement.ID); err != nil {
		return s, err
	}
	parties, err := matter.Parties(tx, id)
	if err != nil {
		return s, err
	}
	sides := map[string]string{}
	s.names = map[string]string{}
	for _, x := range parties {
		label := "当事人" + strconv.Itoa(x.Order) + "，" + x.Side.Label() + "：" + matter.Mask("name", x.Name)
		s.names[x.ID] = x.Side.Label() + x.Name
		sides[x.ID] = x.Side.Label() + " " + matter.Mask("name", x.Name)
		s.Parties = append(s.Parties, ui.Option{Value: x.ID, Label: label})
	}
	if s.Paper, err = mediation.Paper(tx, id); err != nil {
		return s, err
	}
	if s.Agreement.State == mediation.AgreementDraft {
		_, err := mediation.Table().Step(s.Matter, "draft", by)
		s.Draft = err == nil
		s.Open = s.Draft && s.Paper.State != document.Issued
	}
	for _, d := range s.Duties {
		row := newDuty(d, tx.Today())
		row.Who = sides[d.Party]
		if s.Open {
			row.Strike = ui.FormView{Action: matterAddress(id) + "/agreement/duties/" + d.ID + "/strike"}
		}
		s.Rows = append(s.Rows, row)
	}
	return s, nil
}

// dutyTones are the tones of the states a duty has.
var dutyTones = map[mediation.DutyState]ui.Tone{mediation.DutyDone: ui.Done, mediation.DutyPartly: ui.Soon, mediation.DutyBreached: ui.Late}

func newDuty(d mediation.Duty, today calendar.Date) dutyView {
	v := dutyView{Words: d.Words, Amount: frame.MoneyWords(d.Amount), State: d.State.Label(), Tone: dutyTones[d.State], Note: d.Note}
	v.Due = frame.Row(d.DueOn, today)
	if d.State == mediation.DutyDone {
		v.Due.Left, v.Due.Tone = "", ui.Plain
		v.State += "，" + d.DoneOn.Plain()
	}
	if d.State == mediation.DutyPartly && d.Paid > 0 {
		v.State += "，已付" + frame.Digits(d.Paid) + "元"
	}
	return v
}

type showView struct {
	View    ui.View
	Number  string
	Back    string
	State   string
	Facts   []ui.Fact
	Draft   bool
	Rows    []dutyView
	Parties []ui.Option
	Wrong   []string
	Hints   []string
	Entries ui.Entries
	Form    ui.FormView
	Edit    string      // where the draft itself is written
	Sign    string      // where it is signed; "" = something is wrong
	Paper   string      // the agreement on paper, to print and to sign; "" = none is made yet
	Begin   ui.FormView // makes it
	Reading string
	Perform string
}

// Show is GET /matters/{id}/agreement.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by, id := web.Actor(r), matter.ID(r.PathValue("id"))
	v := showView{Entries: e, Back: matterAddress(id)}
	v.Form = ui.FormView{Action: v.Back + "/agreement/duties"}
	v.Reading = v.Back + "/agreement/reading"
	v.Begin = ui.FormView{Action: v.Back + "/papers"}
	err := p.view(r, func(tx *db.Tx) error {
		s, err := load(tx, by, id)
		if err != nil {
			return err
		}
		a := s.Agreement
		v.Number, v.State, v.Rows, v.Parties, v.Draft = s.Matter.Number, a.State.Label(), s.Rows, s.Parties, s.Draft
		v.Facts = facts(a)
		if s.Paper.ID != "" {
			v.Paper = v.Back + "/papers/" + s.Paper.ID
		}
		if s.Open {
			v.Edit = v.Back + "/steps/draft"
		}
		if s.Draft {
			for _, f := range mediation.Flaws(a, s.Duties, tx.Today()) {
				if f.Hint {
					v.Hints = append(v.Hints, f.Sentence)
				} else {
					v.Wrong = append(v.Wrong, f.Sentence)
				}
			}
			if len(v.Wrong) == 0 {
				v.Sign = v.Back + "/steps/agreeWritten"
			}
		} else if _, err := mediation.Table().Step(s.Matter, "perform", by); err == nil {
			v.Perform = v.Back + "/steps/perform"
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "协议和履行："+v.Number, e.Any())
	return web.Render(w, r, status, showPage(v))
}

func facts(a mediation.Agreement) []ui.Fact {
	var all []ui.Fact
	for _, f := range []ui.Fact{
		{Label: "编号", Value: a.Number},
		{Label: "事实和责任", Value: a.Facts},
		{Label: "协议内容", Value: a.Terms},
		{Label: "金额", Value: frame.MoneyWords(a.Amount)},
		{Label: "履行方式", Value: a.How},
		{Label: "履行期限", Value: a.PerformOn.Chinese()},
		{Label: "生效", Value: a.EffectiveOn.Chinese()},
	} {
		if f.Value != "" {
			all = append(all, f)
		}
	}
	return all
}

// Add is POST /matters/{id}/agreement/duties.
func (p Pages) Add(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	promise := mediation.Promise{
		Party: f.Raw("party"), Words: f.Text("words", "做什么", 200, false), Amount: f.Money("amount", "金额", false), DueOn: f.Date("dueOn", "最晚哪一天", false),
		Times: f.Int("times", "分几期", 0, 120, false), Months: f.Int("months", "隔几个月", 0, 12, false),
	}
	return p.change(w, r, f, "已写进协议", func(tx *db.Tx, by actor.Actor, id matter.ID) error {
		_, err := mediation.Undertake(tx, by, id, promise)
		return err
	})
}

// Strike is POST /matters/{id}/agreement/duties/{duty}/strike.
func (p Pages) Strike(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	return p.change(w, r, f, "已删去", func(tx *db.Tx, by actor.Actor, id matter.ID) error {
		_, err := mediation.Strike(tx, by, id, r.PathValue("duty"))
		return err
	})
}

func (p Pages) change(w http.ResponseWriter, r *http.Request, f *web.Form, done string, do func(*db.Tx, actor.Actor, matter.ID) error) error {
	submission, by, id := f.SubmissionID(), web.Actor(r), matter.ID(r.PathValue("id"))
	to, err := "", f.Err()
	if err == nil {
		to, err = frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
			return matterAddress(id) + "/agreement#duties", do(tx, by, id)
		})
	}
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.show(w, r, web.StatusOf(err), f.Again(err))
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, done)
}

type readingView struct {
	View   ui.View
	Number string
	Back   string
	Facts  string
	Terms  string
	Amount string
	How    string
	Until  string
	Duties []string
	Rights []string
	Sign   string
}

// Read is GET /matters/{id}/agreement/reading: the agreement in large type, to be
// read out before it is signed.
func (p Pages) Read(w http.ResponseWriter, r *http.Request) error {
	by, id := web.Actor(r), matter.ID(r.PathValue("id"))
	v := readingView{Back: matterAddress(id) + "/agreement"}
	err := p.view(r, func(tx *db.Tx) error {
		s, err := load(tx, by, id)
		if err != nil {
			return err
		}
		a := s.Agreement
		v.Number, v.Facts, v.Terms, v.Amount, v.How, v.Until = s.Matter.Number, a.Facts, a.Terms, frame.MoneyWords(a.Amount), a.How, a.PerformOn.Chinese()
		for i, d := range s.Rows {
			line := s.names[s.Duties[i].Party] + "：" + d.Words
			if d.Amount != "" {
				line += "，" + d.Amount
			}
			v.Duties = append(v.Duties, line+"，最晚"+s.Duties[i].DueOn.Plain())
		}
		v.Rights = []string{
			"协议从各方签名、调解员签名、盖上人民调解委员会的章那天起生效，各方都要履行。（《人民调解法》第二十九条、第三十一条）",
			"有一方不履行，或者对内容有争议，另一方可以向人民法院起诉。（《人民调解法》第三十二条）",
		}
		if s.Matter.DisputeType != matter.MarriageFamily {
			v.Rights = append(v.Rights, "双方可以在生效之日起三十日内一起向法院申请司法确认；确认有效以后，一方不履行，另一方可以申请法院强制执行。（《人民调解法》第三十三条）")
		}
		if s.Draft {
			v.Sign = v.Back
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.View = web.View(r, "宣读协议："+v.Number)
	return web.Render(w, r, http.StatusOK, readingPage(v))
}

type ledgerRow struct {
	Title, Number, Href, Nth, Words, Who, Amount, State string
	Due                                                 ui.DateView
	Tone                                                ui.Tone
}

type ledgerView struct {
	View  ui.View
	Tabs  []ui.Tab
	Label string
	Rows  []ledgerRow
	Query string
}

// asked is the view of the ledger an address asks for.
func asked(text string) mediation.LedgerView {
	if mediation.LedgerViews.Has(text) {
		return mediation.LedgerView(text)
	}
	return mediation.LedgerSoon
}

// Ledger is GET /performance.
func (p Pages) Ledger(w http.ResponseWriter, r *http.Request) error {
	now := asked(r.URL.Query().Get("view"))
	v := ledgerView{Label: mediation.LedgerViews.Label(string(now)), Query: string(now)}
	for _, c := range mediation.LedgerViews {
		v.Tabs = append(v.Tabs, ui.Tab{Label: c.Label, Href: "/performance?" + url.Values{"view": {c.Code}}.Encode(), Current: c.Code == string(now)})
	}
	err := p.view(r, func(tx *db.Tx) error {
		all, err := mediation.Ledger(tx, web.Actor(r), now)
		for _, l := range all {
			d := newDuty(l.Duty, tx.Today())
			v.Rows = append(v.Rows, ledgerRow{
				Title: l.Title, Number: l.Number, Href: matterAddress(l.Matter) + "#agreement", Nth: nth(l), Words: l.Words, Who: l.Who, Amount: amount(l.Amount), State: d.State, Tone: d.Tone, Due: d.Due,
			})
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View = web.View(r, "履行台账")
	return web.Render(w, r, http.StatusOK, ledgerPage(v))
}

// amount is the sum of a duty; one that is no money has none.
func amount(fen int64) string {
	if fen == 0 {
		return "—"
	}
	return frame.Digits(fen)
}

func nth(l mediation.Listed) string {
	return "第" + strconv.Itoa(l.Nth) + "项，共" + strconv.Itoa(l.Of) + "项"
}

// yuan is a sum of a duty in an export; nothing where the duty is no money.
func yuan(fen, of int64) any {
	if of == 0 {
		return nil
	}
	return float64(fen) / 100
}

// Export is POST /performance/export: the ledger as it is shown.
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeMatters, Action: "performance.export", Subject: "performance"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		now := asked(f.Raw("view"))
		all, err := mediation.Ledger(tx, by, now)
		return frame.Listing{
			Name: "履行台账", Condition: mediation.LedgerViews.Label(string(now)), Meaning: "一行是协议里的一项，按期限。做什么、由哪一方做，只列您能查看内容的事项；不列姓名。不是钱的，金额空着。", Query: url.Values{"view": {string(now)}},
			Columns: []string{"登记号", "事由", "第几项", "共几项", "做什么", "由哪一方", "金额（元）", "期限", "状态", "登记日期", "已付（元）"},
			Rows: func(add func(...any) error) error {
				for _, l := range all {
					if err := add(l.Number, l.Title, l.Nth, l.Of, l.Words, l.Side.Label(), yuan(l.Amount, l.Amount), l.DueOn, l.State.Label(), l.DoneOn, yuan(l.Paid, l.Amount)); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}
