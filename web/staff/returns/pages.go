// Package returns holds the pages of the statistical returns: how far each is, its
// cells with their rows, what a person writes, sending up, and the files.
package returns

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/returns"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /returns.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	line := func(pattern string, may identity.Permission, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: frame.For(may), Scope: web.ScopeCounts, Class: web.ClassInternal, Audit: audit, Page: page}
	}
	return []web.Route{
		line("GET /returns", identity.SeeIndicators, "return.list", p.List),
		line("GET /returns/{kind}/{period}", identity.SeeIndicators, "return.read", p.Show),
		line("POST /returns/{kind}/{period}/cells", identity.FileReturns, "return.write", p.Write),
		line("POST /returns/{kind}/{period}/filing", identity.FileReturns, "return.file", p.File),
		line("POST /returns/{kind}/{period}/export", identity.SeeIndicators, "return.export", p.Export),
		line("POST /returns/{kind}/{period}/paper", identity.SeeIndicators, "return.paper", p.Paper),
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// whole refuses whoever sees the figures of one community only: a return is of the
// street or of a committee.
func whole(by actor.Actor) error {
	if !identity.SeeIndicators.Reaches(by, identity.Location{}) {
		return fault.New(fault.Denied, "统计报表是全街道的，您的岗位看一个社区的数：请看指标")
	}
	return nil
}

type statusRow struct {
	Label, Href, State string
	Tone               ui.Tone
	Due                ui.DateView
}

type listView struct {
	View  ui.View
	Kinds []ui.Tab
	Years []ui.Tab
	Title string
	Rows  []statusRow
	// Advice tells that the reader may open the list of what was advised because of
	// petitions, which their return counts.
	Advice bool
}

// List is GET /returns.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	by, q := web.Actor(r), r.URL.Query()
	today := calendar.Of(p.DB.Now())
	year, err := strconv.Atoi(q.Get("year"))
	if err != nil || year < 2020 || year > today.Year() {
		year = today.Year()
	}
	kind := returns.Kind(q.Get("kind"))
	if kind.Label() == "" {
		kind = returns.Cases
	}
	v := listView{Title: kind.Label(), Advice: kind == returns.Petitions && identity.SeeMatters.Allows(by)}
	here := func(k string, year int) string {
		return "/returns?" + url.Values{"kind": {k}, "year": {strconv.Itoa(year)}}.Encode()
	}
	for _, k := range returns.Kinds {
		v.Kinds = append(v.Kinds, ui.Tab{Label: k.Label, Href: here(k.Code, year), Current: k.Code == string(kind)})
	}
	for y := today.Year(); y > today.Year()-3; y-- {
		v.Years = append(v.Years, ui.Tab{Label: strconv.Itoa(y) + "年", Href: here(string(kind), y), Current: y == year})
	}
	if err := whole(by); err != nil {
		return err
	}
	err = p.view(r, func(tx *db.Tx) error {
		all, err := returns.Year(tx, kind, year, "")
		for _, s := range all {
			v.Rows = append(v.Rows, newStatus(kind, s, today))
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View = web.View(r, "统计报表")
	return web.Render(w, r, http.StatusOK, listPage(v))
}

func newStatus(kind returns.Kind, s returns.Status, today calendar.Date) statusRow {
	row := statusRow{Label: s.Period.Label(), Href: "/returns/" + string(kind) + "/" + s.Period.String(), State: "没有上报", Tone: ui.Plain, Due: frame.Row(s.Due, today)}
	switch {
	case s.Version > 0:
		row.State, row.Tone = "已上报，"+calendar.Of(s.At).Plain(), ui.Done
		row.Due.Left, row.Due.Tone = "", ui.Plain
	case s.Period.Span().To >= today:
		row.State = "还没有过完"
		row.Due.Left, row.Due.Tone = "", ui.Plain
	case s.Due < today && !s.Usual:
		row.Due.Left, row.Due.Tone = "", ui.Plain
	case s.Due < today:
		row.Tone = ui.Late
	default:
		row.Tone = ui.Soon
	}
	return row
}

type cellView struct {
	returns.Value
	Href  string
	Field ui.Field // of a cell somebody writes
	Mark  string
	Other string // what was filed, where it is another number
}

type groupView struct {
	Label string
	Cells []cellView
}

type showView struct {
	View       ui.View
	Title      string
	Period     string
	Groups     []groupView
	Typed      []cellView
	Wrong      []string
	Blank      []string
	Filings    []filingView
	Changed    int
	May        bool
	Entries    ui.Entries
	Write      ui.FormView
	File       ui.FormView
	Ready      bool // the period is over
	Again      bool // filing takes a reason
	Query      url.Values
	Committees []ui.Tab
	Here       string
	own        map[string]int64 // the cells within what the reader sees, who does not see all
}

type filingView struct{ Label, Who, Why string }

// asked reads the address.
func asked(r *http.Request, committee string) (returns.Ask, error) {
	a := returns.Ask{Kind: returns.Kind(r.PathValue("kind")), Committee: committee}
	var err error
	a.Period, err = returns.ParsePeriod(r.PathValue("period"))
	if err == nil && a.Kind.Label() == "" {
		err = fault.New(fault.NotFound, "没有这种报表")
	}
	return a, err
}

// Show is GET /returns/{kind}/{period}.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, r.URL.Query().Get("committee"), ui.Entries{})
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, committee string, e ui.Entries) error {
	by := web.Actor(r)
	if err := whole(by); err != nil {
		return err
	}
	a, err := asked(r, committee)
	if err != nil {
		return err
	}
	v := showView{Title: a.Kind.Label(), Period: a.Period.Label(), Entries: e, May: identity.FileReturns.Allows(by), Here: r.URL.Path, Query: url.Values{}}
	if committee != "" {
		v.Query.Set("committee", committee)
	}
	v.Write, v.File = ui.FormView{Action: v.Here + "/cells"}, ui.FormView{Action: v.Here + "/filing"}
	err = p.view(r, func(tx *db.Tx) error {
		t, err := returns.Compute(tx, a)
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Wrong, v.Blank, v.Changed = t.Wrong, t.Blank, len(t.Changed())
		v.Ready, v.Again = a.Period.Span().To < tx.Today(), len(t.Wrong) > 0 || len(t.Filings) > 0
		if scope := identity.SeeMatters.Reach(by, tx.Today()); identity.SeeMatters.Allows(by) && !scope.Covers("") {
			if v.own, err = returns.Within(tx, a, scope); err != nil {
				return err
			}
		}
		if err := v.fill(tx, by, t, names); err != nil {
			return err
		}
		return v.committees(tx, a)
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title+"："+v.Period, e.Any())
	return web.Render(w, r, status, showPage(v))
}

func (v *showView) fill(tx *db.Tx, by actor.Actor, t returns.Table, names frame.Names) error {
	filed := len(t.Filings) > 0
	for _, x := range t.Values {
		c := cellView{Value: x}
		if err := names.KnowOfficers(tx, x.By); x.By != "" && err != nil {
			return err
		}
		switch {
		case x.Typed && x.Known:
			c.Mark = "人工填写，" + names.Officer(x.By) + "，" + calendar.Of(x.At).Plain()
		case x.Typed:
			c.Mark = "要人工填写"
		default:
			c.Href = frame.Evidence(by, tx.Today(), x.Rows, v.ownRows(x), "")
		}
		if filed && x.Number != x.Filed {
			c.Other = x.FiledText()
		}
		if x.Typed {
			c.Field = v.Entries.Field(x.Code, title(x.Cell)+"（"+x.Unit+"）").Hinted(x.Note).MayBeEmpty().Sized("short")
			if !v.Entries.Any() && x.Known {
				c.Field.Value = x.Text()
			}
			v.Typed = append(v.Typed, c)
		}
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Label != x.Group {
			v.Groups = append(v.Groups, groupView{Label: x.Group})
		}
		v.Groups[len(v.Groups)-1].Cells = append(v.Groups[len(v.Groups)-1].Cells, c)
	}
	for _, f := range t.Filings {
		if err := names.KnowOfficers(tx, f.Officer); err != nil {
			return err
		}
		v.Filings = append(v.Filings, filingView{Label: "第" + strconv.Itoa(f.Version) + "次，" + calendar.Of(f.At).Plain(), Who: names.Officer(f.Officer), Why: f.Why})
	}
	return nil
}

// ownRows are the rows of a cell for whoever sees some matters only, such as the petitions:
// where theirs add up to the figure, they are all of them.
func (v *showView) ownRows(x returns.Value) string {
	n, counted := v.own[x.Code]
	of, _, _ := strings.Cut(x.Rows, "?")
	if counted && n == x.Number && (of == "/matters" || of == "/advice") {
		return x.Rows
	}
	return ""
}

func title(c returns.Cell) string {
	if c.Group == "" {
		return c.Label
	}
	return c.Group + "：" + c.Label
}

// committees are the tabs of whose return it is, where it can be of one committee.
func (v *showView) committees(tx *db.Tx, a returns.Ask) error {
	if a.Kind == returns.Petitions || a.Kind == returns.Bodies {
		return nil
	}
	all, err := org.Committees(tx, min(a.Period.Span().To, tx.Today()))
	if err != nil {
		return err
	}
	v.Committees = []ui.Tab{{Label: "全街道", Href: v.Here, Current: a.Committee == ""}}
	for _, c := range all {
		v.Committees = append(v.Committees, ui.Tab{Label: c.Name, Href: v.Here + "?" + url.Values{"committee": {c.ID}}.Encode(), Current: a.Committee == c.ID})
	}
	return nil
}

// Write is POST /returns/{kind}/{period}/cells.
func (p Pages) Write(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, "已保存", func(tx *db.Tx, by actor.Actor, a returns.Ask, f *web.Form) error {
		t, err := returns.Compute(tx, a)
		if err != nil {
			return err
		}
		cells := map[string]int64{}
		for _, v := range t.Values {
			if !v.Typed || f.Raw(v.Code) == "" {
				continue
			}
			if v.Fen {
				cells[v.Code] = f.Money(v.Code, v.Label, false) * 10_000
			} else {
				cells[v.Code] = int64(f.Int(v.Code, v.Label, 0, 1_000_000, false))
			}
		}
		if err := f.Err(); err != nil {
			return err
		}
		if len(cells) == 0 {
			return fault.New(fault.Invalid, "还没有填写，没有发生的填0")
		}
		return returns.Write(tx, by, a, cells)
	})
}

// File is POST /returns/{kind}/{period}/filing.
func (p Pages) File(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, "已上报，这一期的数定下来了", func(tx *db.Tx, by actor.Actor, a returns.Ask, f *web.Form) error {
		return returns.File(tx, by, a, f.Raw("why"))
	})
}

func (p Pages) change(w http.ResponseWriter, r *http.Request, done string, do func(*db.Tx, actor.Actor, returns.Ask, *web.Form) error) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, committee := web.Actor(r), f.Raw("committee")
	if err := whole(by); err != nil {
		return err
	}
	a, err := asked(r, committee)
	if err != nil {
		return err
	}
	back := "/returns/" + string(a.Kind) + "/" + a.Period.String()
	if committee != "" {
		back += "?" + url.Values{"committee": {committee}}.Encode()
	}
	submission := f.SubmissionID()
	to, err := "", f.Err()
	if err == nil {
		to, err = frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) { return back, do(tx, by, a, f) })
	}
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.show(w, r, web.StatusOf(err), committee, f.Again(err))
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, done)
}

// Export is POST /returns/{kind}/{period}/export: the table as .xlsx or .csv.
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeIndicators, Action: "return.export", Subject: "returns"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		if err := whole(by); err != nil {
			return frame.Listing{}, err
		}
		a, err := asked(r, f.Raw("committee"))
		if err != nil {
			return frame.Listing{}, err
		}
		t, err := returns.Compute(tx, a)
		return frame.Listing{
			Name: a.Kind.Label(), Condition: a.Period.Label(), Meaning: "一行是一项。只有数，没有明细。", Query: url.Values{"kind": {string(a.Kind)}, "period": {a.Period.String()}},
			Columns: []string{"分类", "项目", "数", "单位", "来源", "口径", "上报时"},
			Rows: func(add func(...any) error) error {
				for _, v := range t.Values {
					from, filed := "记录", any(nil)
					if v.Typed {
						from = "人工填写"
					}
					if len(t.Filings) > 0 {
						filed = number(v.FiledText())
					}
					if err := add(v.Group, v.Label, number(v.Text()), v.Unit, from, v.Note, filed); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// number is a printed number as a number of a sheet.
func number(text string) any {
	if n, err := strconv.ParseFloat(text, 64); err == nil {
		return n
	}
	return nil
}

// Paper is POST /returns/{kind}/{period}/paper: the table as .docx. That it was
// taken is an event (AUD-07).
func (p Pages) Paper(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by := web.Actor(r)
	if err := whole(by); err != nil {
		return err
	}
	a, err := asked(r, f.Raw("committee"))
	if err != nil {
		return err
	}
	var file []byte
	err = p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		if err := identity.Still(tx, by); err != nil {
			return err
		}
		t, err := returns.Compute(tx, a)
		if err != nil {
			return err
		}
		street, err := org.Load(tx)
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		if file, err = t.DOCX(street, names.Committee(a.Committee), by.Name, tx.Today().Plain()); err != nil {
			return err
		}
		_, err = event.Append(tx, by, event.Entry{Action: "return.paper", Kind: event.Report, Subject: string(a.Kind) + " " + a.Period.String(), Role: by.First(identity.SeeIndicators.Roles...)})
		return err
	})
	if err != nil {
		return err
	}
	return web.Download(w, r, a.Kind.Label()+a.Period.String()+".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", file)
}
