package hazards

import (
	"errors"
	"net/http"

	"fengsheng/hazard"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /hazards.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	report, see, freeze := frame.For(identity.ReportHazard), frame.For(identity.SeeBoard), frame.For(identity.FreezeBoard)
	return []web.Route{
		{Pattern: "GET /hazards", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "board.read", Page: p.Board},
		{Pattern: "GET /hazards/wall", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "board.wall", Page: p.Wall},
		{Pattern: "POST /hazards/export", Permission: see, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "board.export", Page: p.Export},
		{Pattern: "POST /hazards/board", Permission: freeze, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "board.freeze", Page: p.Freeze},
		{Pattern: "GET /hazards/new", Permission: report, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "hazard.find.open", Page: p.New},
		{Pattern: "POST /hazards", Permission: report, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "hazard.find", Page: p.Find},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// newView is the form of a hazard that was seen.
type newView struct {
	View    ui.View
	Entries ui.Entries
	Sorts   []ui.Option // the six big ones
	More    []ui.Option
	Places  []ui.Option
	Form    ui.FormView
	Known   []knownRow // open ones of the same place and sort
}

type knownRow struct {
	ID, Href, Number, Title, State string
	Tone                           ui.Tone
}

const newPath = "/hazards/new"

// New is GET /hazards/new.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	v := newView{}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Entries, v.Form.Saved, err = frame.Recall(tx, by, newPath, ui.EntriesOf("channel", "grid"))
		return err
	})
	if err != nil {
		return err
	}
	return p.draw(w, r, http.StatusOK, v)
}

// Find is POST /hazards: it reports, or shows what is known of the place.
func (p Pages) Find(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, submission := web.Actor(r), f.SubmissionID()
	in := hazard.Finding{
		Words: f.Long("words", "看到了什么", 1000, true), Unit: f.Raw("unit"), Place: f.Text("place", "具体位置", 60, false),
		Sort: f.Choice("sort", "是哪一种", frame.Codes(hazard.Sorts), true), Channel: matter.Channel(f.Raw("channel")), Known: f.Bool("known"),
	}
	if in.Unit == "" {
		f.Wrong("unit", "请选择在哪个小区或社区")
	}
	if err := f.Err(); err != nil {
		return p.draw(w, r, http.StatusUnprocessableEntity, newView{Entries: f.Again(err)})
	}
	done := "已上报，不用再做别的"
	to, err := frame.Once(r, p.DB, by, submission, newPath, func(tx *db.Tx) (string, error) {
		if other := f.Raw("join"); other != "" {
			m, err := hazard.Join(tx, by, matter.ID(other), in.Words)
			return "/matters/" + string(m.ID), err
		}
		m, err := hazard.Find(tx, by, in)
		return "/matters/" + string(m.ID), err
	})
	var known *matter.Known
	switch {
	case errors.As(err, &known):
		v := newView{Entries: f.Again(nil)}
		for _, m := range known.Matters {
			v.Known = append(v.Known, knownRow{
				ID: string(m.ID), Href: "/matters/" + string(m.ID), Number: m.Number, Title: m.Title, State: frame.State(m), Tone: frame.Tone(m),
			})
		}
		return p.draw(w, r, http.StatusConflict, v)
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict), fault.Is(err, fault.Denied):
		return p.draw(w, r, web.StatusOf(err), newView{Entries: f.Again(err)})
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, done)
}

func (p Pages) draw(w http.ResponseWriter, r *http.Request, status int, v newView) error {
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Places = names.PlacesFor(identity.ReportHazard, web.Actor(r))
		return nil
	})
	if err != nil {
		return err
	}
	all := frame.Options(hazard.Sorts)
	v.Sorts, v.More = all[:6], all[6:]
	v.Form.Action, v.Form.Draft = "/hazards", frame.DraftAddress(newPath)
	v.View = frame.Again(r, "报一件隐患", v.Entries.Any())
	return web.Render(w, r, status, newPage(v))
}
