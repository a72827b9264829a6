package reports

import (
	"net/http"
	"strconv"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/report"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// readView is the report as text, every figure a link.
type readView struct {
	head
	Compiled report.Compiled
	Links    map[string]string // of each cited indicator
	Print    ui.PrintView
}

// Text is GET /reports/{id}/text: the draft as it would be printed now, or what
// was frozen.
func (p Pages) Text(w http.ResponseWriter, r *http.Request) error {
	v := readView{Links: map[string]string{}}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Compiled, err = read(tx, idOf(r))
		for i, f := range v.Compiled.Figures {
			v.Links[f.Code] = figureLink(web.Actor(r), tx.Today(), v.Compiled, i)
		}
		return err
	})
	if err != nil {
		return err
	}
	v.head = newHead(r, v.Compiled.Report, v.Compiled.Content.Title, "全文")
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Compiled.Content.Title, Variant: v.Mark, Moment: "截至" + v.View.Moment, Address: r.URL.Path}
	return web.Render(w, r, http.StatusOK, readPage(v))
}

func read(tx *db.Tx, id report.ID) (report.Compiled, error) {
	found, err := report.Load(tx, id)
	if err != nil {
		return report.Compiled{}, err
	}
	return report.Read(tx, found)
}

// figureLink is where a figure in the text leads: of a draft to the rows as
// they are, of a freeze to the rows that were frozen.
func figureLink(by actor.Actor, today calendar.Date, c report.Compiled, i int) string {
	f := c.Figures[i]
	switch {
	case f.Manual():
		return ""
	case c.Live:
		return evidence(by, today, c.Report, f)
	}
	return address(c.Report.ID, "/figures/"+words(i+1))
}

// figureRow is one line of the figures page.
type figureRow struct {
	report.Figure
	Link       string // to the rows
	Definition string
	Now        string // what it is now, when it is another
}

type figuresView struct {
	head
	Compiled report.Compiled
	Rows     []figureRow
	Changed  int
}

// Figures is GET /reports/{id}/figures: every figure with its rows, and for a
// freeze what became of them since.
func (p Pages) Figures(w http.ResponseWriter, r *http.Request) error {
	var v figuresView
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Compiled, err = read(tx, idOf(r)); err != nil {
			return err
		}
		v.Rows, err = figureRows(tx, web.Actor(r), v.Compiled)
		for _, f := range v.Rows {
			if f.Now != "" {
				v.Changed++
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	v.head = newHead(r, v.Compiled.Report, "报告中的数字", "数字")
	return web.Render(w, r, http.StatusOK, figuresPage(v))
}

// figureRows are the figures of a report with their links, and for a freeze what
// each of them is now.
func figureRows(tx *db.Tx, by actor.Actor, c report.Compiled) ([]figureRow, error) {
	now, err := differences(tx, c)
	rows := make([]figureRow, len(c.Figures))
	for i, f := range c.Figures {
		rows[i] = figureRow{Figure: f, Link: figureLink(by, tx.Today(), c, i), Now: now[f.Code]}
		if !f.Manual() {
			rows[i].Definition = "/indicators/" + f.Code + "?year=" + words(c.Report.Year) + "&cutoff=" + c.Report.Cutoff.String()
		}
	}
	return rows, err
}

// differences says of each figure that is another now what it is now.
func differences(tx *db.Tx, c report.Compiled) (map[string]string, error) {
	if c.Live {
		return nil, nil
	}
	f, err := report.FreezeOf(tx, c.Report.ID, c.Report.Round)
	if err != nil {
		return nil, err
	}
	all, err := report.Differences(tx, c.Report, f)
	now := map[string]string{}
	for _, d := range all {
		now[d.Figure.Code] = d.Words()
	}
	return now, err
}

// evidenceMost is how many frozen rows one page shows.
const evidenceMost = 200

type evidenceView struct {
	head
	Figure report.Figure
	Rows   []evidenceRow
	Base   string // before the id of a row in its address; empty when the reader may not see it
	Total  int
	Older  string
	Newer  string
	First  int
	Live   string // the rows as they are now
}

// evidenceRow is a record that was frozen, as it is called now.
type evidenceRow struct {
	report.Record
	Number, Title string // empty when the reader may not see it, or it is no longer there
}

// called finds what the rows are called now. What was frozen is which records
// they are, not their words.
func (v *evidenceView) called(tx *db.Tx, by actor.Actor) error {
	for i := range v.Rows {
		r := &v.Rows[i]
		var err error
		switch v.Base {
		case "/matters/":
			var m matter.Matter
			if m, err = matter.Visible(tx, by, matter.ID(r.ID)); err == nil {
				r.Number, r.Title = m.Number, m.Title
			}
		case "/activities/":
			var a activity.Activity
			if a, err = activity.Visible(tx, by, activity.ID(r.ID)); err == nil {
				r.Number, r.Title = a.On.String(), a.Title
			}
		}
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return nil
}

// Evidence is GET /reports/{id}/figures/{number}: the list of rows that was
// frozen behind one figure.
func (p Pages) Evidence(w http.ResponseWriter, r *http.Request) error {
	var v evidenceView
	q, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	from := max(q.Int("from", "起始", 1, 1<<30, false), 1)
	err = p.view(r, func(tx *db.Tx) error {
		found, err := report.Load(tx, idOf(r))
		if err != nil {
			return err
		}
		f, err := report.FreezeOf(tx, found.ID, found.Round)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(r.PathValue("number"))
		if err != nil || n < 1 || n > len(f.Figures) || f.Figures[n-1].Manual() {
			return fault.New(fault.NotFound, "这份报告没有这个数字")
		}
		v.Figure = f.Figures[n-1]
		rows, err := report.FrozenRows(tx, f, n-1)
		if err != nil {
			return err
		}
		v.page(report.Records(rows), from, address(found.ID, "/figures/"+words(n)))
		v.Base, v.Live = rowBase(web.Actor(r), tx.Today(), v.Figure), evidence(web.Actor(r), tx.Today(), found, v.Figure)
		v.head = newHead(r, found, v.Figure.Name+"的明细", "数字")
		return v.called(tx, web.Actor(r))
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, evidencePage(v))
}

func (v *evidenceView) page(rows []report.Record, from int, base string) {
	v.Total, v.First = len(rows), min(from, max(len(rows), 1))
	rows = rows[v.First-1:]
	if v.First > 1 {
		v.Newer = base + "?from=" + words(max(v.First-evidenceMost, 1))
	}
	if len(rows) > evidenceMost {
		rows = rows[:evidenceMost]
		v.Older = base + "?from=" + words(v.First+evidenceMost)
	}
	for _, row := range rows {
		v.Rows = append(v.Rows, evidenceRow{Record: row})
	}
}

// rowBase is the folder the rows stand in, for a reader who may open them.
func rowBase(by actor.Actor, today calendar.Date, f report.Figure) string {
	for _, base := range []string{"/matters", "/activities"} {
		if len(f.Address) > len(base) && f.Address[:len(base)] == base {
			may := base == "/activities" && identity.SeeActivities.Allows(by) || base == "/matters" && identity.SeeMatters.Reach(by, today).Covers("")
			if may {
				return base + "/"
			}
		}
	}
	return ""
}

type findingsView struct {
	head
	Findings []report.Finding
	Errors   int
	Frozen   bool
	Edit     bool
	Entries  ui.Entries
	Asked    string // the finding whose reason was wrong
}

// Findings is GET /reports/{id}/findings: what the check finds, with every place.
func (p Pages) Findings(w http.ResponseWriter, r *http.Request) error {
	return p.findings(w, r, http.StatusOK, nil, nil)
}

func (p Pages) findings(w http.ResponseWriter, r *http.Request, status int, f *web.Form, wrong error) error {
	var v findingsView
	if f != nil {
		v.Entries, v.Asked = f.Again(wrong), f.Raw("finding")
	}
	err := p.view(r, func(tx *db.Tx) error {
		found, err := report.Load(tx, idOf(r))
		if err != nil {
			return err
		}
		c, err := report.Compile(tx, found)
		v.Findings, v.Errors = c.Findings, len(c.Errors())
		v.Frozen, v.Edit = found.State.Frozen(), found.State == report.Draft && identity.WriteReport.Allows(web.Actor(r))
		for i := range v.Findings {
			links(web.Actor(r), tx.Today(), found, v.Findings[i].Places)
		}
		v.head = newHead(r, found, "核对", "核对")
		return err
	})
	if err != nil {
		return err
	}
	v.View.Wrong = v.Entries.Any()
	return web.Render(w, r, status, findingsPage(v))
}

// links makes the address of each place one that this reader may open.
func links(by actor.Actor, today calendar.Date, p report.Report, places []report.Place) {
	for i := range places {
		if at := &places[i]; at.Address != "" {
			at.Address = evidence(by, today, p, report.Figure{Code: at.Code, Address: at.Address})
		}
	}
}
