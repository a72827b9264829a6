package outsides

import (
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/outside"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Where a column comes from, as the select of its source says it: a field, a
// question of its own, or the question of another form.
const (
	fromField = "field."
	fromAsk   = "ask"
	fromKnown = "known."
)

type defineView struct {
	View     ui.View
	Entries  ui.Entries
	Title    string
	Form     ui.FormView
	New      bool
	Upload   ui.Entries // what is wrong with the file of headings
	Retire   string
	Columns  []columnView
	Rows     []exampleRow // what the columns show of real matters
	Tried    bool         // somebody asked to see them
	Versions []string
}

type columnView struct {
	N       int
	Heading string
	Fields  columnFields
	More    bool // something stands under 更多
}

// columnFields are the questions about a column; those that do not concern it are nil.
type columnFields struct {
	Heading, Source, Text          ui.Field
	Format, Unit, Map              *ui.Field
	Question, Kind, Options, About *ui.Field
	Default, Required, Place, Drop ui.Field
}

// New is GET /outside/new.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	f := outside.Form{Definition: outside.Definition{Row: outside.Matters, By: "registered"}}
	return p.draw(w, r, http.StatusOK, f, entriesOf(f), defineView{New: true}, 5)
}

// Head is POST /outside/head: the headings of the body's own empty table begin a
// form. Nothing is kept.
func (p Pages) Head(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	form := outside.Form{Definition: outside.Definition{Row: outside.RowKind(f.Choice("headRow", "一行是什么", frame.Codes(outside.RowKinds), true)), By: "registered"}}
	head := f.File("file")
	if head == nil {
		f.Wrong("file", "请选择.xlsx或者.csv文件")
	}
	if err := f.Err(); err != nil {
		return p.draw(w, r, http.StatusUnprocessableEntity, form, entriesOf(form), defineView{New: true, Upload: f.Again(err)}, 5)
	}
	form.Columns, err = readHead(head, form.Row)
	if wrong := fault.Of(err); wrong != nil {
		return p.draw(w, r, web.StatusOf(err), form, entriesOf(form), defineView{New: true, Upload: f.Again(fault.Wrong("file", wrong.Message))}, 5)
	}
	if err != nil {
		return err
	}
	form.Name = strings.TrimSuffix(strings.TrimSuffix(head.Filename, ".xlsx"), ".csv")
	return p.draw(w, r, http.StatusOK, form, entriesOf(form), defineView{New: true}, 0)
}

func readHead(head *multipart.FileHeader, row outside.RowKind) ([]outside.Column, error) {
	file, err := head.Open()
	if err != nil {
		return nil, err
	}
	columns, err := outside.ReadHead(file, head.Size, row)
	return columns, errors.Join(err, file.Close())
}

// Define is POST /outside/new: keep the form, or only look at it.
func (p Pages) Define(w http.ResponseWriter, r *http.Request) error {
	return p.save(w, r, defineView{New: true}, "", func(tx *db.Tx, by actor.Actor, f outside.Form, _ int) (outside.ID, error) {
		return outside.Define(tx, by, f)
	})
}

// Edit is GET /outside/forms/{form}/edit.
func (p Pages) Edit(w http.ResponseWriter, r *http.Request) error {
	f, v, err := p.used(r)
	if err != nil {
		return err
	}
	return p.draw(w, r, http.StatusOK, f, entriesOf(f), v, 0)
}

// Revise is POST /outside/forms/{form}/edit.
func (p Pages) Revise(w http.ResponseWriter, r *http.Request) error {
	f, v, err := p.used(r)
	if err != nil {
		return err
	}
	return p.save(w, r, v, f.ID, func(tx *db.Tx, by actor.Actor, f outside.Form, version int) (outside.ID, error) {
		return f.ID, outside.Revise(tx, by, version, f)
	})
}

// Retire is POST /outside/forms/{form}/retire.
func (p Pages) Retire(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	submission := f.SubmissionID()
	if err := f.Err(); err != nil {
		return err
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) {
		return "/outside", outside.Retire(tx, web.Actor(r), outside.ID(r.PathValue("form")), int(f.Version()))
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已停用。补充过的信息还在，别的表照样用")
}

// used is the form of the address and the frame of its page.
func (p Pages) used(r *http.Request) (outside.Form, defineView, error) {
	var f outside.Form
	var v defineView
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if f, err = outside.Load(tx, outside.ID(r.PathValue("form")), 0); err != nil {
			return err
		}
		all, err := outside.Versions(tx, f.ID)
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		for _, one := range all {
			if err := names.KnowOfficers(tx, one.Officer); err != nil {
				return err
			}
			v.Versions = append(v.Versions, fmt.Sprintf("第%d版，%s，%s，%d列", one.Version, moment(one.At), names.Officer(one.Officer), len(one.Columns)))
		}
		return nil
	})
	v.Title, v.Retire = f.Name, address(f.ID)+"/retire"
	return f, v, err
}

// save keeps what was entered, or shows it again with what it makes of real matters.
func (p Pages) save(w http.ResponseWriter, r *http.Request, v defineView, id outside.ID, keep func(*db.Tx, actor.Actor, outside.Form, int) (outside.ID, error)) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, submission, act := web.Actor(r), f.SubmissionID(), f.Raw("act")
	form, err := p.read(r, f)
	if err != nil {
		return err
	}
	form.ID, form.Version = id, int(f.Version())
	if err := f.Err(); err != nil {
		return p.shown(w, r, form, v, err)
	}
	shown := entriesOf(form)
	switch act {
	case "more":
		return p.draw(w, r, http.StatusOK, form, shown, v, 5)
	case "try":
		v.Tried = true
		err := form.Check()
		if err == nil {
			err = p.view(r, func(tx *db.Tx) error {
				lines, err := outside.Example(tx, by, form, exampleRows)
				v.Rows = example(form.Definition, lines)
				return err
			})
		}
		return p.shown(w, r, form, v, err)
	}
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		id, err := keep(tx, by, form, form.Version)
		return address(id), err
	})
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return p.shown(w, r, form, v, err)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已保存，可以填了")
}

func (p Pages) shown(w http.ResponseWriter, r *http.Request, form outside.Form, v defineView, err error) error {
	e := entriesOf(form)
	status := http.StatusOK
	if found := fault.Of(err); found != nil {
		status, e.Wrong = web.StatusOf(err), found.Fields
		if len(found.Fields) == 0 {
			e.General = found.Message
		}
	} else if err != nil {
		return err
	}
	return p.draw(w, r, status, form, e, v, 0)
}

// read is the form as it was entered: lines without a heading and a source are
// none, and the columns stand in the order of their places.
func (p Pages) read(r *http.Request, f *web.Form) (outside.Form, error) {
	form := outside.Form{Name: f.Raw("name"), Body: f.Raw("body"), Definition: outside.Definition{
		Row: outside.RowKind(f.Raw("row")), By: f.Raw("by"), Ground: f.Raw("ground"), Demand: strings.TrimSpace(f.Raw("demand")),
	}}
	form.Filter = url.Values{"kind": f.List("kind")}.Encode()
	var known map[outside.Asking]outside.Question
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		known, err = outside.Questions(tx, "")
		return err
	})
	if err != nil {
		return form, err
	}
	type placed struct {
		outside.Column
		place int
		moved bool
	}
	var all []placed
	for i := range f.Int("columns", "列数", 0, 200, false) {
		at := func(name string) string { return "c" + number(i) + "." + name }
		c := outside.Column{
			Heading: f.Raw(at("heading")), Text: strings.TrimSpace(f.Raw(at("text"))), Format: f.Raw(at("format")), Unit: f.Raw(at("unit")), Default: strings.TrimSpace(f.Raw(at("default"))),
			Required: f.Bool(at("required")),
		}
		source := f.Raw(at("source"))
		switch {
		case strings.HasPrefix(source, fromField):
			c.Field = strings.TrimPrefix(source, fromField)
		case strings.HasPrefix(source, fromKnown):
			if q, ok := known[outside.Asking{About: form.Row, Name: strings.TrimPrefix(source, fromKnown)}]; ok {
				c.Ask = &q
			}
		case source == fromAsk:
			c.Ask = askOf(f, at, c.Heading)
		}
		c.Map = readMap(f, at("map"), c.Field)
		settle(&c)
		if f.Bool(at("drop")) || strings.TrimSpace(c.Heading) == "" && source == "" && c.Text == "" {
			continue
		}
		place := i + 1
		if n := f.Int(at("place"), "第几列", 1, 200, false); n > 0 {
			place = n
		}
		all = append(all, placed{c, place, place != i+1})
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		switch {
		case a.place != b.place:
			return a.place - b.place
		case a.moved == b.moved:
			return 0
		case a.moved:
			return -1
		}
		return 1
	})
	for _, c := range all {
		form.Columns = append(form.Columns, c.Column)
	}
	return form, nil
}

func askOf(f *web.Form, at func(string) string, heading string) *outside.Question {
	q := outside.Question{Name: strings.TrimSpace(f.Raw(at("question"))), Kind: outside.Kind(f.Raw(at("kind"))), Options: lines(f.Raw(at("options")))}
	if q.Name == "" {
		q.Name = strings.TrimSpace(heading)
	}
	if q.Kind == "" {
		q.Kind = outside.Text
	}
	switch f.Raw(at("about")) {
	case "person":
		q.Personal = true
	case "matter":
		q.Matter = true
	}
	return &q
}

// crosswalk begins the choice of a ready map among the formats.
const crosswalk = "crosswalk."

// settle turns the choice of a ready crosswalk into its map, and leaves out a
// format that belongs to another source chosen before.
func settle(c *outside.Column) {
	for _, x := range outside.Crosswalks {
		if c.Format == crosswalk+x.Code {
			c.Format, c.Map = "choiceMap", x.Map
		}
	}
	kind, _ := columnKind(*c)
	if f, ok := outside.FormatOf(c.Format); !ok || f.Kind != kind {
		c.Format = ""
	}
	if c.Format != "choiceMap" {
		c.Map = nil
	}
}

// columnKind is what stands in a column that shows something of a record.
func columnKind(c outside.Column) (outside.Kind, bool) {
	if c.Ask != nil {
		return c.Ask.Kind, true
	}
	f, ok := outside.FieldOf(c.Field)
	return f.Kind, ok && c.Field != outside.Blank
}

// readMap reads a crosswalk: a line for each of our words, theirs behind =.
func readMap(f *web.Form, name, field string) map[string]string {
	choices := matter.Enumeration{}
	if x, ok := outside.FieldOf(field); ok {
		choices = x.Choices
	}
	all := map[string]string{}
	for _, l := range lines(f.Raw(name)) {
		ours, theirs, found := strings.Cut(strings.NewReplacer("＝", "=", "\t", "=").Replace(l), "=")
		ours, theirs = strings.TrimSpace(ours), strings.TrimSpace(theirs)
		i := slices.IndexFunc(choices, func(c matter.Choice) bool { return c.Label == ours })
		if i < 0 || !found {
			f.Wrong(name, "对照表里“%s”看不明白：左边请写我们的词，中间用等号", l)
			continue
		}
		if theirs != "" {
			all[choices[i].Code] = theirs
		}
	}
	return all
}

func lines(text string) []string {
	var all []string
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}

// entriesOf is a form as the fields of the page.
func entriesOf(form outside.Form) ui.Entries {
	e := ui.EntriesOf("name", form.Name, "body", form.Body, "row", string(form.Row), "by", form.By, "ground", form.Ground, "demand", form.Demand)
	if q, err := url.ParseQuery(form.Filter); err == nil {
		e.Values["kind"] = q["kind"]
	}
	for i, c := range form.Columns {
		set := func(name, value string) { e.Values.Set("c"+number(i)+"."+name, value) }
		set("heading", c.Heading)
		set("text", c.Text)
		set("format", c.Format)
		set("unit", c.Unit)
		set("default", c.Default)
		if c.Required {
			set("required", "1")
		}
		if c.Field != "" {
			set("source", fromField+c.Field)
		}
		if c.Ask != nil {
			set("source", fromAsk)
			set("question", c.Ask.Name)
			set("kind", string(c.Ask.Kind))
			set("options", strings.Join(c.Ask.Options, "\n"))
			switch {
			case c.Ask.Matter:
				set("about", "matter")
			case c.Ask.Personal:
				set("about", "person")
			}
		}
		if f, ok := outside.FieldOf(c.Field); ok && c.Format == "choiceMap" {
			var all []string
			for _, choice := range f.Choices {
				all = append(all, choice.Label+"="+c.Map[choice.Code])
			}
			set("map", strings.Join(all, "\n"))
		}
	}
	return e
}

func kinds() []ui.Option { return frame.Options(outside.Kinds) }

// abouts are what an answer may be about beside its row.
func abouts(row outside.RowKind) []ui.Option {
	all := []ui.Option{{Value: "person", Label: "某个人（页面上遮住，按个人信息管）"}}
	if row == outside.Parties {
		all = append(all, ui.Option{Value: "matter", Label: "整件事（几位当事人只问一次）"})
	}
	return all
}

// draw shows the form with its columns and some empty ones more.
func (p Pages) draw(w http.ResponseWriter, r *http.Request, status int, form outside.Form, e ui.Entries, v defineView, more int) error {
	var known map[outside.Asking]outside.Question
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		known, err = outside.Questions(tx, form.ID)
		return err
	})
	if err != nil {
		return err
	}
	v.Entries = e
	v.Form = ui.FormView{Action: "/outside/new", Class: "parts"}
	if v.New {
		v.Title = "新的表"
	} else {
		v.Form = ui.FormView{Action: address(form.ID) + "/edit", Version: number(form.Version), Class: "parts"}
	}
	sources := sourceOptions(form.Row, known)
	for i := range len(form.Columns) + more {
		c := outside.Column{}
		if i < len(form.Columns) {
			c = form.Columns[i]
		}
		v.Columns = append(v.Columns, columnOf(e, form.Row, i, c, sources))
	}
	v.View = frame.Again(r, v.Title, e.Any() || v.Upload.Any())
	v.View.Wide = true
	return web.Render(w, r, status, definePage(v))
}

// sourceOptions are all that a column may show, under their headings.
func sourceOptions(row outside.RowKind, known map[outside.Asking]outside.Question) []ui.Option {
	var all []ui.Option
	for _, f := range outside.Fields(row) {
		all = append(all, ui.Option{Value: fromField + f.Code, Label: f.Label, Group: f.Group})
	}
	all = append(all, ui.Option{Value: fromAsk, Label: "另外问（记录里没有的）", Group: "记录里没有的"})
	var asked []string
	for k := range known {
		if k.About == row {
			asked = append(asked, k.Name)
		}
	}
	slices.Sort(asked)
	for _, name := range asked {
		all = append(all, ui.Option{Value: fromKnown + name, Label: name + "（别的表问过）", Group: "记录里没有的"})
	}
	return all
}

func columnOf(e ui.Entries, row outside.RowKind, i int, c outside.Column, sources []ui.Option) columnView {
	field := func(name, label string) ui.Field { return e.Field("c"+number(i)+"."+name, label) }
	some := func(f ui.Field) *ui.Field { return &f }
	v := columnView{N: i + 1, Heading: c.Heading, More: c.Default != "" || c.Required}
	v.Fields = columnFields{
		Heading: field("heading", "表头"), Source: field("source", "填什么").From(sources...).Unchosen("请选择"),
		Text:    field("text", "或者每行都写").MayBeEmpty(),
		Default: field("default", "没有内容时写").MayBeEmpty(), Required: field("required", "必填：记录里没有就问"),
		Place: field("place", "排在第几列").Sized("short"), Drop: field("drop", "去掉这一列"),
	}
	if c.Ask != nil {
		v.Fields.Question = some(field("question", "问什么").Hinted("别的表用同样的话问，就用同一个答案"))
		v.Fields.Kind = some(field("kind", "答案是").From(kinds()...))
		v.Fields.About = some(field("about", "答案说的是").From(abouts(row)...).Unchosen("事情或者这一行"))
		if c.Ask.Kind == outside.Choice {
			v.Fields.Options = some(field("options", "可以选的答案").Hinted("一行一个").Lines(4))
		}
	}
	kind, ok := columnKind(c)
	if !ok {
		return v
	}
	options := []ui.Option{}
	for _, f := range outside.Formats(kind) {
		label := f.Label
		if f.Example != f.Label && kind != outside.Text {
			label += "　例：" + strings.ReplaceAll(f.Example, "\n", " ")
		}
		options = append(options, ui.Option{Value: f.Code, Label: label})
	}
	for _, x := range outside.Crosswalks {
		if x.Field == c.Field {
			options = append(options, ui.Option{Value: crosswalk + x.Code, Label: "换成" + x.Label})
		}
	}
	if len(options) > 1 {
		v.Fields.Format = some(field("format", "怎么写").From(options...))
	}
	switch c.Format {
	case "numberUnit":
		v.Fields.Unit = some(field("unit", "单位").Sized("short"))
	case "choiceMap":
		v.Fields.Map = some(field("map", "对照表").Hinted("一行一个：左边是我们的词，右边是他们的词或者代码").Lines(8))
	}
	return v
}
