package supervisions

import (
	"net/http"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/supervision"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// matterView is the supervision of one matter: what was asked and answered, and
// the one form the reader may send now.
type matterView struct {
	View    ui.View
	Number  string
	Title   string
	Href    string
	State   string
	Tone    ui.Tone
	Due     ui.DateView
	Rows    []rowView
	Ask     bool
	Again   bool // asking again closes the one that was answered
	Answer  bool
	Close   bool
	Entries ui.Entries
	Form    ui.FormView
	Action  string
}

// rowView is one supervision.
type rowView struct {
	Title, State string
	Tone         ui.Tone
	Facts        []ui.Fact
	Delay        []ui.Fact // what the applicant reads
}

func idOf(r *http.Request) matter.ID { return matter.ID(r.PathValue("id")) }

// Show is GET /matters/{id}/supervision.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, nil, nil)
}

// Ask is POST /matters/{id}/supervision/ask.
func (p Pages) Ask(w http.ResponseWriter, r *http.Request) error {
	return p.step(w, r, "已督办，办理的人会收到通知", func(f *web.Form) func(*db.Tx) (supervision.Supervision, error) {
		a := supervision.Asking{Asks: f.Long("asks", "督办内容", supervision.WordsMost, true), By: f.Date("by", "答复日期", true)}
		return func(tx *db.Tx) (supervision.Supervision, error) {
			return supervision.Ask(tx, web.Actor(r), idOf(r), a)
		}
	})
}

// Answer is POST /matters/{id}/supervision/answer.
func (p Pages) Answer(w http.ResponseWriter, r *http.Request) error {
	return p.step(w, r, "已说明延期原因，申请人会看到", func(f *web.Form) func(*db.Tx) (supervision.Supervision, error) {
		a := supervision.Answering{
			Reason: f.Choice("reason", "延期的原因", frame.Codes(supervision.Reasons), true),
			Words:  f.Long("words", "写给申请人的说明", supervision.WordsMost, true), Promised: f.Date("promised", "准备办好的日期", true),
		}
		return func(tx *db.Tx) (supervision.Supervision, error) {
			return supervision.Answer(tx, web.Actor(r), idOf(r), a)
		}
	})
}

// Close is POST /matters/{id}/supervision/close.
func (p Pages) Close(w http.ResponseWriter, r *http.Request) error {
	return p.step(w, r, "督办已结束", func(*web.Form) func(*db.Tx) (supervision.Supervision, error) {
		return func(tx *db.Tx) (supervision.Supervision, error) {
			return supervision.Close(tx, web.Actor(r), idOf(r))
		}
	})
}

// step reads the form, takes the step once, and shows what was typed again when
// it is refused.
func (p Pages) step(w http.ResponseWriter, r *http.Request, done string, read func(*web.Form) func(*db.Tx) (supervision.Supervision, error)) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	take, submission := read(f), f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.show(w, r, http.StatusUnprocessableEntity, f, err)
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, address(idOf(r)), func(tx *db.Tx) (string, error) {
		_, err := take(tx)
		return address(idOf(r)), err
	})
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.show(w, r, web.StatusOf(err), f, err)
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, done)
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, f *web.Form, refused error) error {
	var v matterView
	by, here := web.Actor(r), address(idOf(r))
	err := p.view(r, func(tx *db.Tx) error {
		m, err := matter.Visible(tx, by, idOf(r))
		if err != nil {
			return err
		}
		all, err := supervision.Of(tx, m.ID)
		if err != nil {
			return err
		}
		mayAnswer, err := supervision.MayAnswer(tx, by, m.ID)
		if err != nil {
			return err
		}
		if !mayAnswer && !identity.SeeSupervision.Allows(by) {
			return fault.New(fault.NotFound, "找不到这件事项的督办，或不在您的职责范围内")
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Number, v.Title, v.Href, v.State, v.Tone, v.Due = m.Number, m.Title, "/matters/"+string(m.ID), frame.State(m), frame.Tone(m), frame.Due(m.DueOn, tx.Today())
		var last supervision.Supervision
		for i, s := range all {
			if i == 0 {
				last = s
			}
			if err := names.KnowOfficers(tx, s.AskedBy, s.AnsweredBy, s.ClosedBy); err != nil {
				return err
			}
			v.Rows = append(v.Rows, newRow(s, names, tx))
		}
		v.Answer = mayAnswer && last.State == supervision.Asked
		v.Ask = last.State != supervision.Asked && supervision.MayAsk(tx, by, m.ID)
		v.Again = last.State == supervision.Answered
		v.Close = identity.Supervise.Reaches(by, m.At()) && last.Closable(m)
		v.Form.Draft = frame.DraftAddress(here)
		begin := ui.Entries{}
		if v.Ask {
			begin = ui.EntriesOf("by", supervision.Soon(tx.Today()).String())
		}
		if f != nil {
			v.Entries = f.Again(refused)
			return nil
		}
		v.Entries, v.Form.Saved, err = frame.Recall(tx, by, here, begin)
		return err
	})
	if err != nil {
		return err
	}
	v.Action = here
	v.View = frame.Again(r, "督办："+v.Number, v.Entries.Any())
	return web.Render(w, r, status, matterPage(v))
}

func newRow(s supervision.Supervision, n frame.Names, tx *db.Tx) rowView {
	v := rowView{Title: s.AskedOn.Plain() + "的督办", Facts: []ui.Fact{
		{Label: "督办人", Value: n.Officer(s.AskedBy)},
		{Label: "督办内容", Value: s.Asks},
		{Label: "当时的期限", Value: s.DueOn.Chinese()},
		{Label: "要求答复", Value: s.AnswerBy.Chinese()},
	}}
	v.State, v.Tone = state(s, tx.Today())
	if s.AnsweredBy != "" {
		v.Facts = append(v.Facts, ui.Fact{Label: "答复", Value: s.AnsweredOn.Chinese() + "，" + n.Officer(s.AnsweredBy)})
		v.Delay = frame.Delay(s)
	}
	if s.ClosedBy != "" {
		v.Facts = append(v.Facts, ui.Fact{Label: "结束", Value: s.ClosedOn.Chinese() + "，" + n.Officer(s.ClosedBy)})
	}
	return v
}

// form is one of the page's forms, at its own address.
func (v matterView) form(step string) ui.FormView {
	f := v.Form
	f.Action = v.Action + "/" + step
	if step == "close" {
		f.Draft, f.Saved = "", ""
	}
	return f
}

// reasons are the reasons of a delay as choices.
func reasons() []ui.Option { return frame.Options(supervision.Reasons) }
