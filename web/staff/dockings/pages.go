// Package dockings holds the pages of the docking with the police station: the
// two lists beside each other, a hand-over, the station's list, and the rounds.
// Of a matter they show the agreed fields and nothing else (AUTHZ-08); whoever
// may see the matter finds the way to it.
package dockings

import (
	"net/http"
	"net/url"

	"fengsheng/actor"
	"fengsheng/docking"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /docking.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, keep := frame.For(identity.SeeDocking), frame.For(identity.KeepDocking)
	read := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: audit, Page: page}
	}
	write := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: audit, Page: page}
	}
	upload := write("POST /docking/import", "docking.import.read", p.ReadImport)
	upload.Upload = true
	return []web.Route{
		read("GET /docking", "docking.read", p.Overview),
		read("GET /docking/list", "docking.list", p.List),
		read("POST /docking/export", "docking.export", p.Export),
		write("GET /docking/new", "docking.record.open", p.New),
		write("POST /docking", "docking.record", p.Record),
		read("GET /docking/handovers/{id}", "docking.handover.read", p.Handover),
		write("POST /docking/handovers/{id}/fill", "docking.fill", p.Fill),
		write("POST /docking/handovers/{id}/withdraw", "docking.withdraw", p.Withdraw),
		write("GET /docking/import", "docking.import.open", p.ImportForm),
		upload,
		write("POST /docking/import/save", "docking.import", p.SaveImport),
		write("GET /docking/rounds/new", "docking.draft.open", p.NewRound),
		write("POST /docking/rounds", "docking.draft", p.DraftRound),
		read("GET /docking/rounds/{id}", "docking.round.read", p.Round),
		write("GET /docking/rounds/{id}/lines/{line}", "docking.answer.open", p.LineForm),
		write("POST /docking/rounds/{id}/lines/{line}", "docking.answer", p.AnswerLine),
		write("POST /docking/rounds/{id}/agree", "docking.agree", p.Agree),
		write("POST /docking/rounds/{id}/follow", "docking.followUp", p.FollowUp),
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

var home = ui.Crumb{Label: "对接", Href: "/docking"}

// shown reports a fault that the form is shown again with.
func shown(err error) bool {
	return fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) || fault.Is(err, fault.Denied)
}

// spanOf is the period an address asks for: this year up to today without one.
func spanOf(q url.Values, today calendar.Date) (matter.Period, error) {
	span := matter.Period{From: calendar.On(today.Year(), 1, 1), To: today}
	var bad fault.Fields
	for name, to := range map[string]*calendar.Date{"from": &span.From, "to": &span.To} {
		if q.Get(name) == "" {
			continue
		}
		d, err := calendar.Parse(q.Get(name))
		if err != nil {
			bad.Add(name, "%s", err.Error())
			continue
		}
		*to = d
	}
	return span, bad.Err()
}

// asked is what a list shows.
type asked struct {
	show string
	kind docking.Kind
	span matter.Period
}

// The lists.
const (
	showOut       = "out"
	showIn        = "in"
	showDiffers   = "differences"
	showEmergency = "emergency"
)

var shows = matter.Enumeration{
	{Code: showOut, Label: "移交给派出所的"}, {Code: showIn, Label: "从派出所收到的"}, {Code: showDiffers, Label: "两边对不上的"}, {Code: showEmergency, Label: "紧急情况"},
}

func (a asked) values() url.Values {
	q := url.Values{"show": {a.show}, "from": {a.span.From.String()}, "to": {a.span.To.String()}}
	if a.kind != "" {
		q.Set("kind", string(a.kind))
	}
	return q
}

func (a asked) href() string { return "/docking/list?" + a.values().Encode() }

// words is the period as a page says it.
func words(p matter.Period) string { return p.From.Plain() + "至" + p.To.Plain() }

// row is one hand-over as both sides have it.
type row struct {
	Href      string // of the hand-over; "" for what only the station has
	Title     string
	Number    string // of the matter
	MatterAt  string // address of the matter, for whoever may see it
	Direction string
	Kind      string
	Facts     string // kind of dispute, community, day, state: what travelled
	Ours      string // our day
	Theirs    string // the station's day
	Verdict   string
	Tone      ui.Tone
	RoundAt   string
	CalledAt  string
}

// teller turns hand-overs into rows.
type teller struct {
	tx    *db.Tx
	by    actor.Actor
	names frame.Names
}

func newTeller(tx *db.Tx, by actor.Actor) (teller, error) {
	names, err := frame.LoadNames(tx)
	return teller{tx, by, names}, err
}

// facts are the agreed fields that travelled, as words; the number stands apart.
func (t teller) facts(h docking.Handover) (string, error) {
	told := h.Told()
	if err := t.names.KnowUnits(t.tx, told.Community); err != nil {
		return "", err
	}
	text := ""
	add := func(s string) {
		if s != "" && text != "" {
			text += "，"
		}
		text += s
	}
	add(told.Type)
	add(t.names.Unit(told.Community))
	if !told.On.Zero() {
		add(told.On.String() + "收到")
	}
	add(frame.StateLabel(string(told.State)))
	return text, nil
}

// matterAt is the address of a matter for whoever may see it.
func (t teller) matterAt(id matter.ID) (string, error) {
	if id == "" || !identity.SeeMatters.Allows(t.by) {
		return "", nil
	}
	_, err := matter.Visible(t.tx, t.by, id)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return "/matters/" + string(id), err
}

var tones = map[docking.Verdict]ui.Tone{docking.Both: ui.Done, docking.OnlyOurs: ui.Late, docking.OnlyTheirs: ui.Late, docking.Differs: ui.Soon}

func (t teller) row(p docking.Pair) (row, error) {
	v := p.Verdict()
	r := row{Direction: p.Direction().Label(), Verdict: v.Label(), Tone: tones[v]}
	if p.Round != "" {
		r.RoundAt = "/docking/rounds/" + string(p.Round)
	}
	if e := p.Theirs; e != nil {
		r.Title, r.Kind, r.Theirs = e.PoliceNo, e.Kind.Label(), e.On.String()
		if r.Title == "" {
			r.Title = e.OurNo
		}
	}
	h := p.Ours
	if h == nil {
		return r, nil
	}
	if r.Kind != "" && r.Kind != h.Kind.Label() {
		r.Kind = h.Kind.Label() + "（派出所：" + r.Kind + "）"
	} else {
		r.Kind = h.Kind.Label()
	}
	var err error
	if r.Facts, err = t.facts(*h); err != nil {
		return r, err
	}
	r.Href, r.Title, r.Number, r.Ours, r.CalledAt = "/docking/handovers/"+string(h.ID), title(*h), h.Told().Number, h.On.String(), h.CalledAt
	if h.PoliceNo == "" && r.Number != "" {
		r.Title = "等警情编号"
	}
	r.MatterAt, err = t.matterAt(h.Matter)
	return r, err
}

// title is what a hand-over is called: the station's number, else ours.
func title(h docking.Handover) string {
	switch {
	case h.PoliceNo != "":
		return h.PoliceNo
	case h.Told().Number != "":
		return h.Told().Number
	}
	return "没有编号的移交"
}

// tell turns pairs into rows. An emergency is on no list, so no list is compared.
func tell(tx *db.Tx, by actor.Actor, pairs []docking.Pair) ([]row, error) {
	t, err := newTeller(tx, by)
	if err != nil {
		return nil, err
	}
	var all []row
	for _, p := range pairs {
		r, err := t.row(p)
		if err != nil {
			return nil, err
		}
		if p.Ours != nil && p.Ours.Emergency {
			r.Verdict = "紧急，不核对"
		}
		all = append(all, r)
	}
	return all, nil
}
