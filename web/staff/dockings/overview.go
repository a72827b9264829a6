package dockings

import (
	"net/http"
	"strconv"

	"fengsheng/actor"
	"fengsheng/docking"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// mostRounds is how many rounds the first page shows, and mostRows how many
// hand-overs a list does.
const (
	mostRounds = 24
	mostRows   = 500
)

// overviewView is the three lists side by side as counts, and the rounds.
type overviewView struct {
	View    ui.View
	Span    string
	Entries ui.Entries
	Keep    bool
	Empty   bool
	Figures []ui.FigureView
	Kinds   []kindLine
	Urgent  ui.FigureView
	Rounds  []roundRow
}

type kindLine struct {
	Name  string
	Cells []cell
}

type cell struct{ Label, Value, Href string }

type roundRow struct {
	Href, Title, On, Span, State string
	Tone                         ui.Tone
}

var roundTones = map[docking.State]ui.Tone{docking.Drafted: ui.Soon, docking.Agreed: ui.Going, docking.FollowedUp: ui.Done}

// Overview is GET /docking.
func (p Pages) Overview(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	v := overviewView{Keep: identity.KeepDocking.Allows(by), Entries: ui.Entries{Values: r.URL.Query()}}
	status := http.StatusOK
	span, wrong := spanOf(r.URL.Query(), calendar.Of(p.DB.Now()))
	err := p.view(r, func(tx *db.Tx) error {
		var c docking.Comparison
		if wrong == nil {
			c, wrong = docking.Compare(tx, by, span.From, span.To)
		}
		if f := fault.Of(wrong); f != nil && f.Kind == fault.Invalid {
			v.Entries.Wrong, status = f.Fields, http.StatusUnprocessableEntity
		} else if wrong != nil {
			return wrong
		}
		v.fill(c, asked{span: span})
		rounds, err := docking.Rounds(tx, by, mostRounds)
		for _, m := range rounds {
			v.Rounds = append(v.Rounds, roundRow{
				Href: "/docking/rounds/" + string(m.ID), Title: m.Kind.Label(), On: m.On.String(), Span: m.From.String() + "至" + m.To.String(),
				State: m.State.Label(), Tone: roundTones[m.State],
			})
		}
		return err
	})
	if err != nil {
		return err
	}
	if v.Entries.Value("from") == "" && v.Entries.Value("to") == "" {
		v.Entries = ui.EntriesOf("from", span.From.String(), "to", span.To.String())
	}
	v.Span = words(span)
	v.View = frame.Wide(r, "警地对接")
	v.View.Wrong = v.Entries.Any()
	return web.Render(w, r, status, overviewPage(v))
}

// of counts the pairs a list shows.
func of(c docking.Comparison, a asked) []docking.Pair {
	var all []docking.Pair
	if a.show == showEmergency {
		for i := range c.Emergencies {
			all = append(all, docking.Pair{Ours: &c.Emergencies[i]})
		}
	} else {
		all = c.Pairs
	}
	var found []docking.Pair
	for _, p := range all {
		fits := a.show == showEmergency || a.show == showDiffers && p.Verdict() != docking.Both ||
			p.Ours != nil && a.show == string(p.Direction())
		if fits && (a.kind == "" || p.Is(a.kind)) {
			found = append(found, p)
		}
	}
	return found
}

func (v *overviewView) fill(c docking.Comparison, base asked) {
	count := func(show string, kind docking.Kind) (string, string) {
		a := asked{show, kind, base.span}
		return strconv.Itoa(len(of(c, a))), a.href()
	}
	for _, s := range shows {
		n, href := count(s.Code, "")
		f := ui.FigureView{Label: s.Label, Value: n, Unit: "件", Href: href}
		if s.Code == showEmergency {
			f.Note = "已打110，不进清单核对"
			v.Urgent = f
			continue
		}
		v.Figures = append(v.Figures, f)
	}
	for _, k := range docking.Kinds {
		l := kindLine{Name: k.Label}
		for _, s := range shows[:3] {
			n, href := count(s.Code, docking.Kind(k.Code))
			l.Cells = append(l.Cells, cell{s.Label, n + "件", href})
		}
		v.Kinds = append(v.Kinds, l)
	}
	v.Empty = len(c.Pairs) == 0 && len(c.Emergencies) == 0
}

// listView is the rows behind a count.
type listView struct {
	View   ui.View
	Title  string
	Beside string
	Span   string
	Tabs   []ui.Tab
	Kinds  []ui.Tab
	Urgent bool
	Rows   []row
	Left   int // rows that are not shown
	Empty  ui.EmptyView
	Asked  asked
	Print  ui.PrintView
}

// read is the list an address asks for.
func (p Pages) read(r *http.Request, q interface{ Get(string) string }) (asked, error) {
	a := asked{show: q.Get("show"), kind: docking.Kind(q.Get("kind"))}
	if !shows.Has(a.show) {
		a.show = showOut
	}
	if !docking.Kinds.Has(string(a.kind)) {
		a.kind = ""
	}
	var err error
	a.span, err = spanOf(map[string][]string{"from": {q.Get("from")}, "to": {q.Get("to")}}, calendar.Of(p.DB.Now()))
	return a, err
}

// List is GET /docking/list.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	a, err := p.read(r, r.URL.Query())
	if err != nil {
		return err
	}
	v := listView{Title: shows.Label(a.show), Asked: a, Urgent: a.show == showEmergency, Span: words(a.span)}
	err = p.view(r, func(tx *db.Tx) error {
		c, err := docking.Compare(tx, by, a.span.From, a.span.To)
		if err != nil {
			return err
		}
		for _, s := range shows {
			to := asked{s.Code, a.kind, a.span}
			v.Tabs = append(v.Tabs, ui.Tab{Label: s.Label, Href: to.href(), Current: s.Code == a.show, Count: len(of(c, to))})
		}
		v.Kinds = append(v.Kinds, ui.Tab{Label: "三种", Href: asked{a.show, "", a.span}.href(), Current: a.kind == "", Count: len(of(c, asked{a.show, "", a.span}))})
		for _, k := range docking.Kinds {
			to := asked{a.show, docking.Kind(k.Code), a.span}
			v.Kinds = append(v.Kinds, ui.Tab{Label: k.Label, Href: to.href(), Current: to.kind == a.kind, Count: len(of(c, to))})
		}
		pairs := of(c, a)
		v.Beside = "共" + strconv.Itoa(len(pairs)) + "件"
		if v.Left = len(pairs) - mostRows; v.Left > 0 {
			pairs = pairs[:mostRows]
		}
		v.Rows, err = tell(tx, by, pairs)
		return err
	})
	if err != nil {
		return err
	}
	v.Empty = ui.EmptyView{Kind: ui.NothingYet, Text: v.Span + "没有" + map[string]string{
		showOut: "移交给派出所的事项。", showIn: "从派出所收到的事项。", showDiffers: "对不上的，两边的清单一致。", showEmergency: "紧急情况。",
	}[a.show]}
	if a.kind != "" {
		v.Title += "：" + a.kind.Label()
	}
	v.View = frame.Wide(r, v.Title)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: "警地对接：" + v.Title, Filter: v.Span, Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

// Export is POST /docking/export: the list of the address as a file, with the
// agreed fields and no others. That it was taken is an event (AUD-07).
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeDocking, Action: "docking.export", Subject: "docking"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		a, err := p.read(r, f.Values())
		if err != nil {
			return frame.Listing{}, err
		}
		c, err := docking.Compare(tx, by, a.span.From, a.span.To)
		if err != nil {
			return frame.Listing{}, err
		}
		found, err := tell(tx, by, of(c, a))
		condition := words(a.span)
		if a.kind != "" {
			condition += "；种类：" + a.kind.Label()
		}
		return frame.Listing{
			Name: "警地对接" + shows.Label(a.show), Condition: condition, Query: a.values(),
			Meaning: "一行是一件移交，街道记的和派出所记的并排核对；只有约定的内容。",
			Columns: []string{"编号", "事项编号", "方向", "种类", "约定的内容", "街道记的日期", "派出所记的日期", "核对", "打110的时间"},
			Rows: func(add func(...any) error) error {
				for _, l := range found {
					if err := add(l.Title, l.Number, l.Direction, l.Kind, l.Facts, frame.DayCell(l.Ours), frame.DayCell(l.Theirs), l.Verdict, l.CalledAt); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}
