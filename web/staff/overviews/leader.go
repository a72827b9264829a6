package overviews

import (
	"net/http"
	"slices"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/ownership"
	"fengsheng/reception"
	"fengsheng/supervision"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// leaderView is the one page of whoever leads.
type leaderView struct {
	View    ui.View
	Tabs    []ui.Tab
	Asked   frame.Asked
	Waiting []waitingView
	Late    []ui.FigureView // of the whole, one for each span
	Spans   []ui.Column
	Units   []unitView
	Own     bool // the reader answers for matters
	Owned   []ownedView
	More    int // owned matters behind those shown
	Figures []measureView
	Odd     []oddView
	Print   ui.PrintView
	courses map[string][]indicator.Month // each is counted once
}

// waitingView waits for the reader to decide or sign.
type waitingView struct {
	Word, Title, Number, Href, Since string
	since                            calendar.Date
}

// unitView is what is late or nearly so in one unit.
type unitView struct {
	Name  string
	Cells []cellView
}

type cellView struct {
	Label, Value, Href string
	Rows               string // how many rows the link opens; "" where it opens a breakdown
	Late               bool
}

// ownedView is a matter the reader answers for.
type ownedView struct {
	Href, Title, Number, Last, Next string
	Due                             ui.DateView // of what was promised, else of the matter
}

// measureView is a figure with its months.
type measureView struct {
	Figure ui.FigureView
	Chart  ui.Chart
}

// oddView is something worth a look, with the ways to its rows.
type oddView struct {
	Text  string
	Hint  bool
	Links []ui.Crumb
	Fold  bool // more links than a line holds
}

// figures are the leader's seven.
var figures = []string{"accepted", "concludedRate", "resolvedRate", "openStock", "petitionRisks", "sweeps", "receptions"}

const (
	ownedMost   = 8  // matters shown before the list leads on
	courseMonth = 12 // months of the small charts
	lateSpans   = 3  // late, today, within three working days
)

// Leader is GET /overview/leader: first what waits for a decision, then what is late
// by unit, then one's own matters, the figures, and what does not fit together.
func (p Pages) Leader(w http.ResponseWriter, r *http.Request) error {
	v := leaderView{View: frame.Wide(r, "领导页"), Tabs: frame.FigureTabs(r, "/overview/leader")}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Asked, err = frame.ReadAsked(tx, by, nil); err != nil {
			return err
		}
		for _, fill := range []func(*db.Tx) error{v.waiting, v.late, v.owned, v.figures, v.odd} {
			if err := fill(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: "领导页", Filter: v.Asked.Words(), Moment: "截至" + v.View.Moment, Address: r.URL.Path}
	return web.Render(w, r, http.StatusOK, leaderPage(v))
}

// late counts what is late or nearly so, by unit in the fixed order of the tree.
func (v *leaderView) late(tx *db.Tx) error {
	by := v.Asked.By
	if !identity.SeeSupervision.Allows(by) {
		return nil
	}
	b, err := supervision.Overview(tx, by)
	if err != nil {
		return err
	}
	sees := identity.SeeMatters.Allows(by)
	v.Spans = []ui.Column{{Label: "单位"}}
	for i, s := range b.Spans[:lateSpans] {
		v.Spans = append(v.Spans, ui.Column{Label: s.Label, Figures: true})
		v.Late = append(v.Late, ui.FigureView{Label: s.Label, Value: atMost(b.Total.Counts[i]), Unit: "件", Href: list(b, b.Total, i, sees)})
	}
	for _, l := range b.Lines {
		u := unitView{Name: l.Name}
		for i, s := range b.Spans[:lateSpans] {
			u.Cells = append(u.Cells, cellView{Label: s.Label, Value: atMost(l.Counts[i]) + "件", Rows: atMost(l.Counts[i]), Href: list(b, l, i, sees), Late: s.Late && l.Counts[i] > 0})
		}
		v.Units = append(v.Units, u)
	}
	return nil
}

func atMost(n int) string {
	if n > matter.Most {
		return strconv.Itoa(matter.Most) + "以上"
	}
	return strconv.Itoa(n)
}

// list is where a count leads: the most urgent first.
func list(b supervision.Board, l supervision.Line, span int, sees bool) string {
	if !sees {
		return ""
	}
	q := b.Filter(l, span).Query()
	q.Set("order", string(matter.Urgent))
	return "/matters?" + q.Encode()
}

// owned are the matters the reader answers for: what was done last, what was
// promised next, and its day.
func (v *leaderView) owned(tx *db.Tx) error {
	by := v.Asked.By
	if v.Own = identity.OwnCases.Allows(by); !v.Own {
		return nil
	}
	all, err := ownership.List(tx, by, by.Officer)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(o ownership.Ownership) bool { return !o.State.Running() })
	if len(all) > ownedMost {
		v.More = len(all) - ownedMost
		all = all[:ownedMost]
	}
	for _, o := range all {
		one, err := newOwned(tx, by, o)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		v.Owned = append(v.Owned, one)
	}
	return nil
}

func newOwned(tx *db.Tx, by actor.Actor, o ownership.Ownership) (ownedView, error) {
	m, err := matter.Visible(tx, by, o.Matter)
	if err != nil {
		return ownedView{}, err
	}
	v := ownedView{Href: "/matters/" + string(m.ID) + "/ownership", Title: m.Title, Number: m.Number, Last: "还没有落实", Next: "没有等答复的承诺", Due: frame.Row(m.DueOn, tx.Today())}
	done, err := ownership.DutiesOf(tx, o.ID)
	if err != nil {
		return v, err
	}
	last := calendar.Date(0)
	if n := len(done); n > 0 {
		last = done[n-1].On
		v.Last = ownership.Duties.Label(string(done[n-1].Duty)) + "，" + last.String()
	}
	met, err := ownership.LastMet(tx, o)
	if err != nil {
		return v, err
	}
	if met > last {
		v.Last = "接访、下访，" + met.String()
	}
	owed, err := reception.Owed(tx, o.Matter, by.Officer)
	if err == nil && len(owed) > 0 {
		v.Next, v.Due = owed[0].Words, frame.Row(owed[0].Due, tx.Today())
	}
	return v, err
}

// figures are seven figures beside the year before, each with twelve months.
func (v *leaderView) figures(tx *db.Tx) error {
	a := v.Asked
	for _, code := range figures {
		c, err := indicator.Compare(tx, code, a.Ask)
		if err != nil {
			return err
		}
		months, err := v.course(tx, code)
		if err != nil {
			return err
		}
		f := ui.FigureView{Label: c.Now.Name, Value: c.Now.Text, Unit: c.Now.Unit, Href: a.Rows(c.Now, c.Now.Evidence), Definition: a.About(code), Note: c.Words()}
		if c.Now.IsRate {
			f.Unit, f.Numerator, f.Denominator = "", count(c.Now.Numerator), count(c.Now.Denominator)
		}
		v.Figures = append(v.Figures, measureView{f, course(a, "course-"+code, months)})
	}
	return nil
}

// course is the twelve months of an indicator.
func (v *leaderView) course(tx *db.Tx, code string) ([]indicator.Month, error) {
	if months, known := v.courses[code]; known {
		return months, nil
	}
	months, err := indicator.Course(tx, code, v.Asked.Ask, courseMonth)
	if v.courses == nil {
		v.courses = map[string][]indicator.Month{}
	}
	v.courses[code] = months
	return months, err
}
