package dockings

import (
	"net/http"
	"strings"

	"fengsheng/docking"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

const newPath = "/docking/new"

// labels are the names of an enumeration in one sentence.
func labels(e matter.Enumeration) string {
	var all []string
	for _, c := range e {
		all = append(all, c.Label)
	}
	return strings.Join(all, "、")
}

// newView is the form of a hand-over.
type newView struct {
	View       ui.View
	Entries    ui.Entries
	Directions []ui.Option
	Form       ui.FormView
}

// New is GET /docking/new; a matter's number may stand in the address.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	v := newView{}
	err := p.view(r, func(tx *db.Tx) error {
		begin := ui.EntriesOf("on", tx.Today().String(), "number", r.URL.Query().Get("number"), "direction", string(directionsFor(r)[0].Value))
		for _, code := range docking.Usual() {
			begin.Values.Add("fields", code)
		}
		var err error
		v.Entries, v.Form.Saved, err = frame.Recall(tx, by, newPath, begin)
		return err
	})
	if err != nil {
		return err
	}
	return p.drawNew(w, r, http.StatusOK, v)
}

// directionsFor are the directions a person can record: only a matter one may
// see can be handed over.
func directionsFor(r *http.Request) []ui.Option {
	all := frame.Options(docking.Directions)
	if !identity.SeeMatters.Allows(web.Actor(r)) {
		return all[1:]
	}
	return all
}

// Record is POST /docking.
func (p Pages) Record(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, submission := web.Actor(r), f.SubmissionID()
	d := docking.Draft{
		Direction: docking.Direction(f.Raw("direction")), Kind: docking.Kind(f.Raw("kind")), Number: f.Text("number", "事项编号", 40, false),
		PoliceNo: f.Text("policeNo", "警情编号", 40, false), On: f.Date("on", "日期", false), ToldOn: f.Date("toldOn", "对方的日期", false),
		Fields: f.List("fields"), Agreed: f.Bool("agreed"), Ground: f.Raw("ground"), Receiver: f.Text("receiver", "接收的单位", 40, false),
		Emergency: f.Bool("emergency"), CalledAt: f.Text("calledAt", "几点打的110", 10, false),
	}
	if err := f.Err(); err != nil {
		return p.drawNew(w, r, http.StatusUnprocessableEntity, newView{Entries: f.Again(err)})
	}
	to, err := frame.Once(r, p.DB, by, submission, newPath, func(tx *db.Tx) (string, error) {
		h, err := docking.Record(tx, by, d)
		return "/docking/handovers/" + string(h.ID), err
	})
	switch {
	case shown(err):
		return p.drawNew(w, r, web.StatusOf(err), newView{Entries: f.Again(err)})
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已登记：移交")
}

func (p Pages) drawNew(w http.ResponseWriter, r *http.Request, status int, v newView) error {
	v.Directions = directionsFor(r)
	v.Form.Action, v.Form.Draft = "/docking", frame.DraftAddress(newPath)
	v.View = frame.Again(r, "登记移交", v.Entries.Any())
	return web.Render(w, r, status, newPage(v))
}

// handoverView is one hand-over.
type handoverView struct {
	View    ui.View
	Title   string
	Beside  string
	Gone    bool
	Urgent  bool
	Facts   []ui.Fact
	Matter  []ui.Fact
	Fill    ui.FormView // adds what became known, for whoever may
	Number  bool        // the matter is not known yet
	Police  bool        // nor the station's number
	Told    bool        // nor the station's day
	Other   string      // what the station's day is called
	Back    ui.FormView
	Entries ui.Entries
}

// Handover is GET /docking/handovers/{id}.
func (p Pages) Handover(w http.ResponseWriter, r *http.Request) error {
	return p.showHandover(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) showHandover(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by := web.Actor(r)
	v := handoverView{Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		h, err := docking.Load(tx, by, docking.ID(r.PathValue("id")))
		if err != nil {
			return err
		}
		t, err := newTeller(tx, by)
		if err != nil {
			return err
		}
		return v.fill(t, h)
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title, e.Any())
	return web.Render(w, r, status, handoverPage(v))
}

func (v *handoverView) fill(t teller, h docking.Handover) error {
	if err := t.names.KnowOfficers(t.tx, h.RecordedBy); err != nil {
		return err
	}
	at, err := t.matterAt(h.Matter)
	if err != nil {
		return err
	}
	told := h.Told()
	if err := t.names.KnowUnits(t.tx, told.Community); err != nil {
		return err
	}
	v.Title, v.Beside, v.Gone, v.Urgent = title(h), h.Direction.Label(), !h.Valid, h.Emergency
	v.Facts = known([]ui.Fact{
		{Label: "种类", Value: h.Kind.Label()},
		{Label: "警情编号", Value: h.PoliceNo},
		{Label: "移交日期", Value: day(h.HandedOn())},
		{Label: "收到日期", Value: day(h.ReceivedOn())},
		{Label: "打110的时间", Value: h.CalledAt},
		{Label: "移交了哪些内容", Value: h.FieldWords()},
		{Label: "法律依据", Value: docking.Grounds.Label(h.Ground)},
		{Label: "接收的单位", Value: h.Receiver},
		{Label: "登记", Value: t.names.Officer(h.RecordedBy) + "，" + h.RecordedAt.In(calendar.Shanghai).Format("2006-01-02 15:04")},
	})
	if h.Matter != "" {
		v.Matter = known([]ui.Fact{
			{Label: "事项编号", Value: told.Number, Href: at},
			{Label: "纠纷种类", Value: told.Type},
			{Label: "所在社区", Value: t.names.Unit(told.Community)},
			{Label: "收到日期", Value: day(told.On)},
			{Label: "办理状态", Value: frame.StateLabel(string(told.State))},
		})
	}
	if v.Gone || !identity.KeepDocking.Allows(t.by) {
		return nil
	}
	base := "/docking/handovers/" + string(h.ID)
	v.Number, v.Police, v.Told = h.Matter == "" && identity.SeeMatters.Allows(t.by), h.PoliceNo == "", h.ToldOn.Zero()
	v.Other = map[docking.Direction]string{docking.Out: "派出所告知的收到日期", docking.In: "派出所告知的移交日期"}[h.Direction]
	if v.Number || v.Police || v.Told {
		v.Fill.Action = base + "/fill"
	}
	v.Back.Action = base + "/withdraw"
	return nil
}

func day(d calendar.Date) string {
	if d.Zero() {
		return ""
	}
	return d.String()
}

// known leaves out what there is not.
func known(facts []ui.Fact) []ui.Fact {
	var all []ui.Fact
	for _, f := range facts {
		if f.Value != "" {
			all = append(all, f)
		}
	}
	return all
}

// Fill is POST /docking/handovers/{id}/fill.
func (p Pages) Fill(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	l := docking.Later{Number: f.Text("number", "事项编号", 40, false), PoliceNo: f.Text("policeNo", "警情编号", 40, false), ToldOn: f.Date("toldOn", "日期", false)}
	return p.change(w, r, f, p.showHandover, "已补充", func(tx *db.Tx, id docking.ID) (string, error) {
		_, err := docking.Fill(tx, web.Actor(r), id, l)
		return "/docking/handovers/" + string(id), err
	})
}

// Withdraw is POST /docking/handovers/{id}/withdraw.
func (p Pages) Withdraw(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	reason := f.Text("reason", "为什么撤回", 100, false)
	return p.change(w, r, f, p.showHandover, "已撤回", func(tx *db.Tx, id docking.ID) (string, error) {
		return "/docking/handovers/" + string(id), docking.Withdraw(tx, web.Actor(r), id, reason)
	})
}

// change takes a step with what the address names, and shows the page again with
// what is wrong.
func (p Pages) change(w http.ResponseWriter, r *http.Request, f *web.Form, again func(http.ResponseWriter, *http.Request, int, ui.Entries) error, done string,
	do func(*db.Tx, docking.ID) (string, error),
) error {
	submission := f.SubmissionID()
	if err := f.Err(); err != nil {
		return again(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) { return do(tx, docking.ID(r.PathValue("id"))) })
	switch {
	case shown(err):
		return again(w, r, web.StatusOf(err), f.Again(err))
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, done)
}
