// Package outsides are the pages of 一表通: the forms that other bodies ask for,
// defined once and filled from the records.
package outsides

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/outside"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /outside.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	fill, define := frame.For(identity.FillOutside), frame.For(identity.DefineOutside)
	return []web.Route{
		{Pattern: "GET /outside", Permission: fill, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "outside.list", Page: p.List},
		{Pattern: "GET /outside/new", Permission: define, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "outside.newForm", Page: p.New},
		{Pattern: "POST /outside/new", Permission: define, Scope: web.ScopeOwnPlace, Class: web.ClassSensitive, Audit: "outside.define", Page: p.Define},
		{Pattern: "POST /outside/head", Permission: define, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "outside.head", Upload: true, Page: p.Head},
		{Pattern: "GET /outside/forms/{form}", Permission: fill, Scope: web.ScopeOwnPlace, Class: web.ClassSensitive, Audit: "outside.fill", Page: p.Fill},
		{Pattern: "POST /outside/forms/{form}/answers", Permission: fill, Scope: web.ScopeOwnPlace, Class: web.ClassSensitive, Audit: "outside.answer", Page: p.Answer},
		{Pattern: "POST /outside/forms/{form}/export", Permission: fill, Scope: web.ScopeOwnPlace, Class: web.ClassSensitive, Audit: "outside.take", Page: p.Take},
		{Pattern: "GET /outside/forms/{form}/edit", Permission: define, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "outside.editForm", Page: p.Edit},
		{Pattern: "POST /outside/forms/{form}/edit", Permission: define, Scope: web.ScopeOwnPlace, Class: web.ClassSensitive, Audit: "outside.revise", Page: p.Revise},
		{Pattern: "POST /outside/forms/{form}/retire", Permission: define, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "outside.retire", Page: p.Retire},
		{Pattern: "GET /outside/facts", Permission: fill, Scope: web.ScopeOwnPlace, Class: web.ClassSensitive, Audit: "outside.facts", Page: p.Facts},
		{Pattern: "GET /outside/facts/{fact}", Permission: fill, Scope: web.ScopeOwnPlace, Class: web.ClassSensitive, Audit: "outside.fact", Page: p.Fact},
		{Pattern: "POST /outside/facts/{fact}", Permission: fill, Scope: web.ScopeOwnPlace, Class: web.ClassSensitive, Audit: "outside.correct", Page: p.Change},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

func number(n int) string { return strconv.Itoa(n) }

func address(id outside.ID) string { return "/outside/forms/" + string(id) }

// with is an address with a query, if there is one.
func with(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

type listView struct {
	View    ui.View
	Rows    []listRow
	Retired []string
	From    string // the list of matters the reader comes from; "" = none
	Others  int    // forms that want none of that list
	Define  bool
}

type listRow struct {
	Href, Name, Body, Each string
	Columns                int
	Personal               bool
}

// List is GET /outside: the forms in use; with the conditions of a list of
// matters, they are filled for that list.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	v := listView{View: frame.Wide(r, "外单位的表"), Define: identity.DefineOutside.Allows(web.Actor(r))}
	rows, err := wanted(q, calendar.Of(p.DB.Now()))
	if err != nil {
		return err
	}
	if len(q) > 0 {
		v.From = with("/matters", q)
	}
	err = p.view(r, func(tx *db.Tx) error {
		forms, err := outside.Forms(tx)
		if err != nil {
			return err
		}
		for _, f := range forms {
			if _, err := f.Among(rows); v.From != "" && err != nil {
				v.Others++
				continue
			}
			v.Rows = append(v.Rows, listRow{
				Href: with(address(f.ID), q), Name: f.Name, Body: f.Body, Each: f.Row.Label(), Columns: len(f.Columns), Personal: len(f.Personal()) > 0,
			})
		}
		retired, err := outside.Retired(tx)
		for _, f := range retired {
			v.Retired = append(v.Retired, f.Name+"（"+f.Body+"），停用于"+calendar.Of(f.Ended).Plain())
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

// wanted is which rows an address or a form asks for: without any condition those
// of the month before.
func wanted(q url.Values, today calendar.Date) (outside.Wanted, error) {
	var w outside.Wanted
	if len(q) == 0 {
		w.Period = outside.LastMonth(today)
		return w, nil
	}
	var bad fault.Fields
	for _, side := range []struct {
		name string
		to   *calendar.Date
	}{{"from", &w.From}, {"to", &w.To}} {
		text := strings.TrimSpace(q.Get(side.name))
		if text == "" {
			continue
		}
		d, err := calendar.ParseNear(text, today)
		if err != nil {
			bad.Add(side.name, "%s", err.Error())
		}
		*side.to = d
	}
	rest := maps.Clone(q)
	for _, own := range []string{"from", "to", "all", "view", "size", "order", "col"} {
		rest.Del(own)
	}
	w.Filter = rest.Encode()
	return w, bad.Err()
}

// query is what is wanted as an address.
func query(w outside.Wanted) url.Values {
	q, err := url.ParseQuery(w.Filter)
	if err != nil {
		q = url.Values{}
	}
	q.Set("from", dayText(w.From))
	q.Set("to", dayText(w.To))
	return q
}

func dayText(d calendar.Date) string {
	if d.Zero() {
		return ""
	}
	return d.String()
}

type fillView struct {
	View     ui.View
	Form     outside.Form
	Dates    ui.Entries // the period
	Periods  []ui.Tab
	Carried  url.Values // conditions of a list beside the period
	Filling  outside.Filling
	Rows     string // the matters as a list
	Entries  ui.Entries
	Wanted   string // as a query, carried by the forms
	Address  string
	Asked    []question
	Example  []exampleRow
	Takings  []taking
	MayTake  bool
	Personal []string
	Define   bool
}

// question is a question with a field for each record.
type question struct {
	Name, Help string
	Fields     []ui.Field
	Links      []string // of the fields
	Rest       ui.Field // for all that have none of their own
	ForAll     bool     // one answer may be for all
	Wrong      bool     // one of the fields has to be changed
	Later      int      // cells that are asked when these are answered
}

// exampleRow is a column with what stands in the first rows.
type exampleRow struct {
	Heading, From, Format string
	Cells                 []string
}

type taking struct{ When, Who, Rows, As, Reason string }

// askedAtOnce is how many cells of a question a page asks for.
const askedAtOnce = 20

// Fill is GET /outside/forms/{form}.
func (p Pages) Fill(w http.ResponseWriter, r *http.Request) error {
	return p.fill(w, r, http.StatusOK, r.URL.Query(), ui.Entries{})
}

// again is the filling shown once more, with what is wrong.
func (p Pages) again(w http.ResponseWriter, r *http.Request, f *web.Form) func(int, ui.Entries) error {
	return func(status int, e ui.Entries) error {
		q, err := url.ParseQuery(f.Raw("wanted"))
		if err != nil {
			q = nil
		}
		return p.fill(w, r, status, q, e)
	}
}

func (p Pages) fill(w http.ResponseWriter, r *http.Request, status int, q url.Values, e ui.Entries) error {
	by, today := web.Actor(r), calendar.Of(p.DB.Now())
	v := fillView{Entries: e, Dates: ui.Entries{Values: url.Values{}}, Define: identity.DefineOutside.Allows(by)}
	asked, wrong := wanted(q, today)
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Form, err = outside.Load(tx, outside.ID(r.PathValue("form")), 0); err != nil {
			return err
		}
		if wrong == nil {
			v.Filling, wrong = outside.Fill(tx, by, v.Form, asked)
		}
		if fault.Of(wrong) == nil && wrong != nil {
			return wrong
		}
		v.Takings, err = takings(tx, v.Form.ID)
		return err
	})
	if err != nil {
		return err
	}
	if found := fault.Of(wrong); found != nil {
		if found.Kind == fault.Denied {
			return found
		}
		status = web.StatusOf(found)
		v.Dates.Wrong = found.Fields
		if len(found.Fields) == 0 {
			v.Dates.General = found.Message
		}
	}
	v.Address, v.Personal, v.MayTake = address(v.Form.ID), v.Form.Personal(), v.Form.MayTake(by) == nil
	v.Rows, v.Wanted = v.Form.Rows(asked), query(asked).Encode()
	v.Dates.Values.Set("from", cmp.Or(q.Get("from"), dayText(asked.From)))
	v.Dates.Values.Set("to", cmp.Or(q.Get("to"), dayText(asked.To)))
	v.Carried = query(asked)
	v.Carried.Del("from")
	v.Carried.Del("to")
	v.Periods = v.periods(today, asked)
	v.questions(e)
	v.Example = example(v.Form.Definition, v.Filling.Lines)
	v.View = frame.Again(r, v.Form.Name, e.Any() || v.Dates.Any())
	v.View.Wide = true
	return web.Render(w, r, status, fillPage(v))
}

// periods are the usual ones; the conditions of a list stay.
func (v fillView) periods(today calendar.Date, asked outside.Wanted) []ui.Tab {
	last, year := outside.LastMonth(today), calendar.On(today.Year(), 1, 1)
	var tabs []ui.Tab
	for _, t := range []struct {
		label string
		span  outside.Period
	}{
		{"上月", last},
		{"本月", outside.Period{From: calendar.On(today.Year(), today.Month(), 1), To: today}},
		{"今年", outside.Period{From: year, To: today}},
		{"不限", outside.Period{}},
	} {
		one := outside.Wanted{Period: t.span, Filter: asked.Filter}
		tabs = append(tabs, ui.Tab{Label: t.label, Href: with(v.Address, query(one)), Current: t.span == asked.Period})
	}
	return tabs
}

// questions are the fields of what is still asked, as many as a page holds.
func (v *fillView) questions(e ui.Entries) {
	for _, a := range v.Filling.Asked {
		shown := a.Cells[:min(askedAtOnce, len(a.Cells))]
		q := question{Name: a.Question.Name, Help: a.Question.Help, ForAll: len(a.Cells) > 1 && !a.Question.Personal, Later: len(a.Cells) - len(shown)}
		for _, c := range shown {
			q.Fields = append(q.Fields, answerField(e, a.Question, outside.Answer{Column: a.Column, About: c.About}.Entry(), c.Label))
			q.Links = append(q.Links, c.Href)
			q.Wrong = q.Wrong || q.Fields[len(q.Fields)-1].Error != ""
		}
		q.Rest = answerField(e, a.Question, outside.Answer{Column: a.Column}.Entry(), "这"+number(len(a.Cells))+"格都填一样的").MayBeEmpty().Hinted("单独填了的除外")
		v.Asked = append(v.Asked, q)
	}
}

// answerField asks for an answer in the way of its kind.
func answerField(e ui.Entries, q outside.Question, name, label string) ui.Field {
	f := e.Field(name, label).Sized("medium").Unchosen("先不填")
	switch q.Kind {
	case outside.YesNo:
		return f.From(ui.Option{Value: "是", Label: "是"}, ui.Option{Value: "否", Label: "否"})
	case outside.Choice:
		for _, o := range q.Options {
			f.Options = append(f.Options, ui.Option{Value: o, Label: o})
		}
	case outside.Day:
		return f.Hinted("例如：2024-05-01")
	case outside.Money:
		return f.Hinted("元，例如：1200.50")
	case outside.IDNumber:
		return f.Hinted("18位")
	}
	return f
}

// example are the columns with their first rows, masked.
func example(d outside.Definition, lines []outside.Line) []exampleRow {
	rows := make([]exampleRow, len(d.Columns))
	for i, c := range d.Columns {
		rows[i] = exampleRow{Heading: c.Heading, From: source(c), Format: formatLabel(c)}
		for _, l := range lines[:min(len(lines), exampleRows)] {
			rows[i].Cells = append(rows[i].Cells, l.Cells[i].Shown)
		}
	}
	return rows
}

// exampleRows is how many rows of a form are shown.
const exampleRows = 3

// source says where a column comes from.
func source(c outside.Column) string {
	if c.Ask != nil {
		return "另外问：" + c.Ask.Name
	}
	if f, ok := outside.FieldOf(c.Field); ok {
		return f.Label
	}
	return "每行都写“" + c.Text + "”"
}

func formatLabel(c outside.Column) string {
	if f, ok := outside.FormatOf(c.Format); ok {
		return f.Label
	}
	return ""
}

// takings are who took the form away, the newest first.
func takings(tx *db.Tx, id outside.ID) ([]taking, error) {
	found, err := event.List(tx, event.Filter{Kind: event.Outside, Subject: string(id), Action: "outside.take", Limit: 10})
	var all []taking
	for _, e := range found {
		var details struct{ Rows, As string }
		if err := json.Unmarshal([]byte(e.Details), &details); err != nil {
			return nil, err
		}
		all = append(all, taking{When: moment(e.At), Who: e.OfficerName, Rows: details.Rows, As: "." + details.As, Reason: e.Reason})
	}
	return all, err
}

// Answer is POST /outside/forms/{form}/answers.
func (p Pages) Answer(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, id, submission, version := web.Actor(r), outside.ID(r.PathValue("form")), f.SubmissionID(), int(f.Version())
	q, err := url.ParseQuery(f.Raw("wanted"))
	if err != nil {
		return fault.New(fault.Invalid, "这个表单已过期，请重新打开页面再提交")
	}
	rows, err := wanted(q, calendar.Of(p.DB.Now()))
	if err != nil {
		return err
	}
	if err := f.Err(); err != nil {
		return err
	}
	var answers []outside.Answer
	for name, values := range f.Values() {
		if a, ok := answer(name); ok {
			a.Text = values[0]
			answers = append(answers, a)
		}
	}
	done := outside.Answered{}
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		var err error
		done, err = outside.Remember(tx, by, id, version, rows, answers)
		return with(address(id), query(rows)), err
	})
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return p.fill(w, r, web.StatusOf(err), q, f.Again(err))
	}
	if err != nil {
		return err
	}
	said := "已记住，别的表问同样的就不再问"
	if done.Kept > 0 {
		said = "已记住" + number(done.Kept) + "格，别的表问同样的就不再问"
	}
	if done.Left > 0 {
		said += "；有" + number(done.Left) + "格别人刚刚填过，没有改动"
	}
	return web.Redirect(w, r, to, said)
}

// answer reads the name of a field that outside.Answer.Entry made.
func answer(name string) (outside.Answer, bool) {
	rest, found := strings.CutPrefix(name, "a")
	parts := strings.Split(rest, ".")
	if !found || len(parts) != 3 {
		return outside.Answer{}, false
	}
	column, err := strconv.Atoi(parts[0])
	return outside.Answer{Column: column, About: outside.Key{Kind: outside.RowKind(parts[1]), ID: parts[2]}}, err == nil
}

// Take is POST /outside/forms/{form}/export: the form as a file, its columns exactly
// in the order and the way of the other body. That it was taken, by whom and what
// for is an event (AUD-07).
func (p Pages) Take(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	var form outside.Form
	err = p.view(r, func(tx *db.Tx) error {
		form, err = outside.Load(tx, outside.ID(r.PathValue("form")), 0)
		if err != nil {
			return err
		}
		return form.MayTake(web.Actor(r))
	})
	if err != nil {
		return err
	}
	personal := len(form.Personal()) > 0
	take := frame.Take{
		Right: identity.FillOutside, Action: "outside.take", Kind: event.Outside, Subject: string(form.ID), Personal: personal, Again: p.again(w, r, f),
	}
	if personal {
		take.Right = identity.SendPersonal
	}
	return frame.Export(w, r, p.DB, take, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		q, err := url.ParseQuery(f.Raw("wanted"))
		if err != nil {
			return frame.Listing{}, fault.New(fault.Invalid, "这个表单已过期，请重新打开页面再提交")
		}
		rows, err := wanted(q, tx.Today())
		if err != nil {
			return frame.Listing{}, err
		}
		filling, err := outside.Fill(tx, by, form, rows)
		if err != nil {
			return frame.Listing{}, err
		}
		kept := query(rows)
		kept.Set("version", number(form.Version))
		return frame.Listing{Name: form.Name, Columns: form.Headings(), Condition: span(rows.Period), Query: kept, Bare: true, Rows: func(add func(...any) error) error {
			for _, l := range filling.Lines {
				values := make([]any, len(l.Cells))
				for i, c := range l.Cells {
					values[i] = c.Value
				}
				if err := add(values...); err != nil {
					return err
				}
			}
			return nil
		}}, nil
	})
}

// span is a period in words, for the name of the file.
func span(p outside.Period) string {
	switch {
	case p.From.Zero() && p.To.Zero():
		return ""
	case p.From.Zero():
		return p.To.String() + "以前"
	case p.To.Zero():
		return p.From.String() + "以后"
	}
	return p.From.String() + "至" + p.To.String()
}

func sortedNames(q url.Values) []string { return slices.Sorted(maps.Keys(q)) }

func joined(words []string) string { return strings.Join(words, "、") }

// outsideDay is the date that decides the period: 登记日期.
func outsideDay(v fillView) string { return outside.Days.Label(v.Form.By) }

func grounds(f outside.Form) string { return outside.Grounds.Label(f.Ground) }

func exampleHead(rows []exampleRow) []ui.Column {
	head := []ui.Column{{Label: "表头"}, {Label: "填的是"}, {Label: "写法"}}
	for i := range rows[0].Cells {
		head = append(head, ui.Column{Label: "第" + number(i+1) + "行"})
	}
	return head
}

func exportView(v fillView) ui.ExportView {
	e := ui.ExportView{Action: v.Address + "/export", Values: url.Values{"wanted": {v.Wanted}}, Hint: "下载会留下记录。"}
	if len(v.Personal) > 0 {
		reason := v.Entries.Field("reason", "给谁、做什么用").Hinted("例如：报市信访联席办4月台账。会写进日志").Sized("medium")
		e.Reason = &reason
	}
	return e
}

// matterKinds are the ways of handling a form may be about.
func matterKinds() []ui.Option { return frame.Options(matter.Kinds) }
