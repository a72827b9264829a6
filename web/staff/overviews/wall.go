package overviews

import (
	"context"
	"net/http"
	"net/url"

	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// wallView is the wall: counts of the whole street and nothing of anybody.
type wallView struct {
	View   ui.View
	Street org.Street
	Year   int
	Month  string
	Moment string
	Values map[string]indicator.Value
	Done   string // of what was accepted, what is concluded, in words
	Places []placeView
	Total  string // of the month
	Hidden bool   // something is not shown
	Paused bool
	Toggle string // the address with or without the pause
}

type placeView struct{ Name, Text string }

// walled are the figures of the wall.
var walled = []string{"accepted", "concluded", "concludedRate", "hazardsFound", "hazardsCleared", "campaigns", "lectures", "audience"}

// reload is how long the wall shows what it shows, in seconds.
const reload = "60"

// Wall is GET /wall: the wall for somebody signed in.
func (p Pages) Wall(w http.ResponseWriter, r *http.Request) error {
	if !whole(web.Actor(r)) {
		return fault.New(fault.Denied, "大屏是全街道的数，您的岗位看本社区的总览")
	}
	return p.wall(w, r, web.Actor(r).Street)
}

// Screen is GET /screen/{token}: the wall where nobody is signed in.
func (p Pages) Screen(w http.ResponseWriter, r *http.Request) error {
	street, _, err := identity.ScreenOf(r.Context(), p.DB, r.PathValue("token"))
	if err != nil {
		return err
	}
	return p.wall(w, r, street)
}

func (p Pages) wall(w http.ResponseWriter, r *http.Request, street string) error {
	v := wallView{View: web.View(r, "大屏"), Paused: r.URL.Query().Get("pause") != "", Toggle: r.URL.Path}
	if !v.Paused {
		v.Toggle += "?" + url.Values{"pause": {"1"}}.Encode()
		w.Header().Set("Refresh", reload)
	}
	if err := v.read(r.Context(), p.DB, street); err != nil {
		return err
	}
	v.View.Title = v.Street.Name + "矛盾纠纷化解"
	return web.Render(w, r, http.StatusOK, wallPage(v))
}

func (v *wallView) read(ctx context.Context, d *db.DB, street string) error {
	return d.View(ctx, street, func(tx *db.Tx) error {
		var err error
		if v.Street, err = org.Load(tx); err != nil {
			return err
		}
		today := tx.Today()
		v.Year, v.Month, v.Moment = today.Year(), short(today), tx.Now.In(calendar.Shanghai).Format("2006-01-02 15:04")
		ask := indicator.Ask{Year: v.Year, Cutoff: today}
		v.Values = map[string]indicator.Value{}
		for _, code := range walled {
			if v.Values[code], err = indicator.Compute(tx, code, ask); err != nil {
				return err
			}
		}
		rate := v.Values["concludedRate"]
		v.Done = indicator.RateOf(rate.Numerator, rate.Denominator).Says("今年受理", "已经办结")
		ask.Span = matter.Period{From: calendar.On(today.Year(), today.Month(), 1), To: today}
		return v.places(tx, ask)
	})
}

// places are what the communities accepted this month. A community is a small
// group: its small counts are not shown, nor what would give them away.
func (v *wallView) places(tx *db.Tx, ask indicator.Ask) error {
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	places, _ := communities(names)
	groups, err := indicator.ByPlace(tx, ask, places)
	if err != nil {
		return err
	}
	numbers := make([]int64, len(groups))
	for i, g := range groups {
		numbers[i] = g.Number
	}
	shown, total := indicator.Suppress(numbers)
	v.Total = total.Text
	for i, s := range shown {
		v.Hidden = v.Hidden || s.Hidden
		if i < len(places) {
			v.Places = append(v.Places, placeView{groups[i].Label, s.Text})
		} else if groups[i].Number > 0 {
			v.Places = append(v.Places, placeView{"街道本级", s.Text})
		}
	}
	return nil
}

func (v wallView) number(code string) string { return v.Values[code].Text }

// screensView is the list of the walls, for whoever keeps them.
type screensView struct {
	View    ui.View
	Entries ui.Entries
	Screens []screenView
	Address string // of the wall that was just opened, shown once
}

type screenView struct {
	Name, Opened string
	Close        ui.FormView
}

// Screens is GET /wall/screens.
func (p Pages) Screens(w http.ResponseWriter, r *http.Request) error {
	return p.screens(w, r, http.StatusOK, ui.Entries{}, "")
}

func (p Pages) screens(w http.ResponseWriter, r *http.Request, status int, e ui.Entries, address string) error {
	v := screensView{View: frame.Again(r, "大屏", len(e.Wrong) > 0), Entries: e, Address: address}
	err := p.view(r, func(tx *db.Tx) error {
		all, err := identity.Screens(tx)
		for _, s := range all {
			v.Screens = append(v.Screens, screenView{Name: s.Name, Opened: s.Opened.Plain(), Close: ui.FormView{Action: "/wall/screens/" + s.ID + "/closing"}})
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, screensPage(v))
}

// OpenScreen is POST /wall/screens: the address of the new wall stands on the answer
// and nowhere else, so there is no page to be led to.
func (p Pages) OpenScreen(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	name := f.Text("name", "放在哪里", 40, true)
	if err := f.Err(); err != nil {
		return p.screens(w, r, http.StatusUnprocessableEntity, f.Again(err), "")
	}
	by, token := web.Actor(r), ""
	_, err = frame.Once(r, p.DB, by, f.SubmissionID(), "", func(tx *db.Tx) (string, error) {
		if err := identity.Still(tx, by); err != nil {
			return "", err
		}
		var err error
		token, err = identity.OpenScreen(tx, by, name)
		return "/wall/screens", err
	})
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.screens(w, r, web.StatusOf(err), f.Again(err), "")
	case err != nil:
		return err
	case token == "": // pressed twice: the address was shown the first time
		return web.Redirect(w, r, "/wall/screens", "已经开通。地址只显示一次，没有记下的，请停用后重新开通")
	}
	return p.screens(w, r, http.StatusOK, ui.Entries{}, at(r)+"/screen/"+token)
}

// at is where the site is reached, as the reader reached it.
func at(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// CloseScreen is POST /wall/screens/{id}/closing.
func (p Pages) CloseScreen(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by := web.Actor(r)
	to, err := frame.Once(r, p.DB, by, f.SubmissionID(), "", func(tx *db.Tx) (string, error) {
		if err := identity.Still(tx, by); err != nil {
			return "", err
		}
		return "/wall/screens", identity.CloseScreen(tx, by, r.PathValue("id"))
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已停用，那个地址再也打不开")
}
