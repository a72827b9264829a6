package ledgers

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/sheet"
	"fengsheng/ledger"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

type listView struct {
	View    ui.View
	Org     bool
	Imports []importRow
}

type importRow struct {
	Href, File, Kind, Source, Begun, State string
	Tone                                   ui.Tone
}

var tones = map[ledger.State]ui.Tone{
	ledger.Done: ui.Done, ledger.Checked: ui.Soon, ledger.Matching: ui.Soon, ledger.Dropped: ui.Plain, ledger.Withdrawn: ui.Plain,
	ledger.Checking: ui.Going, ledger.Entering: ui.Going, ledger.Withdrawing: ui.Going,
}

// List is GET /ledgers: what can be imported, and the reader's imports.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	v := listView{View: frame.Wide(r, "台账导入"), Org: identity.KeepOrg.Allows(web.Actor(r))}
	err := p.view(r, func(tx *db.Tx) error {
		all, err := ledger.List(tx, web.Actor(r))
		for _, im := range all {
			row := importRow{Href: address(im.ID), File: im.File, Kind: im.Kind.Label(), Source: im.Source, State: im.State.Label(), Tone: tones[im.State]}
			row.Begun = im.Begun.In(calendar.Shanghai).Format("2006-01-02 15:04")
			v.Imports = append(v.Imports, row)
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

type newView struct {
	View    ui.View
	Kind    ledger.Kind
	Entries ui.Entries
	Form    ui.FormView
	Sources string
}

// New is GET /ledgers/matters and its like: choose a file.
func (p Pages) New(w http.ResponseWriter, r *http.Request, k ledger.Kind) error {
	return p.ask(w, r, k, http.StatusOK, ui.Entries{})
}

func (p Pages) ask(w http.ResponseWriter, r *http.Request, k ledger.Kind, status int, e ui.Entries) error {
	v := newView{View: frame.Again(r, "导入"+k.Label(), e.Any()), Kind: k, Entries: e, Form: ui.FormView{Action: "/ledgers/" + string(k), Upload: true}}
	err := p.view(r, func(tx *db.Tx) error {
		sources, err := ledger.Sources(tx, k)
		v.Sources = strings.Join(sources, "、")
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, newPage(v))
}

// Template is GET /ledgers/matters/template and its like.
func (p Pages) Template(w http.ResponseWriter, r *http.Request, k ledger.Kind) error {
	var file bytes.Buffer
	if err := p.view(r, func(tx *db.Tx) error { return ledger.Template(tx, web.Actor(r), k, &file) }); err != nil {
		return err
	}
	return web.Download(w, r, k.Label()+"模板.xlsx", sheet.XLSX.Media(), file.Bytes())
}

// Upload is POST /ledgers/matters and its like: the file is looked at and kept.
func (p Pages) Upload(w http.ResponseWriter, r *http.Request, k ledger.Kind) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	submission, u := f.SubmissionID(), ledger.Upload{Kind: k, Source: f.Text("source", "来源", 40, true)}
	head := f.File("file")
	if head == nil {
		f.Wrong("file", "请选择.xlsx或者.csv文件")
	}
	if err := f.Err(); err != nil {
		return p.ask(w, r, k, http.StatusUnprocessableEntity, f.Again(err))
	}
	u.Name = head.Filename
	file, err := head.Open()
	if err != nil {
		return err
	}
	u.Body, err = io.ReadAll(io.LimitReader(file, sheet.MostBytes+1))
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = u.Look()
	}
	var to string
	if err == nil {
		to, err = frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) {
			im, err := ledger.Bring(tx, web.Actor(r), u)
			return address(im.ID), err
		})
	}
	if fault.Of(err) != nil {
		return p.ask(w, r, k, web.StatusOf(err), f.Again(err))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "文件已经读到，请核对每一列是什么")
}

type columnsView struct {
	View    ui.View
	Import  ledger.Import
	Entries ui.Entries
	Form    ui.FormView
	Fields  []ui.Field
	Rest    []ui.Field // entries that no column was found for and that need none
}

// Columns is GET /imports/{id}/columns: which column is what.
func (p Pages) Columns(w http.ResponseWriter, r *http.Request) error {
	im, err := p.load(r)
	if err != nil {
		return err
	}
	return p.askColumns(w, r, http.StatusOK, im, entriesOf(im))
}

// entriesOf are the proposed columns as entries of the form.
func entriesOf(im ledger.Import) ui.Entries {
	var pairs []string
	for name, at := range im.Fields {
		pairs = append(pairs, name, strconv.Itoa(at))
	}
	return ui.EntriesOf(pairs...)
}

func (p Pages) askColumns(w http.ResponseWriter, r *http.Request, status int, im ledger.Import, e ui.Entries) error {
	v := columnsView{View: frame.Again(r, "核对每一列是什么", e.Any()), Import: im, Entries: e, Form: ui.FormView{Action: address(im.ID) + "/columns"}}
	var options []ui.Option
	for i, h := range im.Headings {
		if h == "" {
			h = "第" + strconv.Itoa(i+1) + "列（没有列名）"
		}
		if like := samples(im, i); like != "" {
			h += "：" + like
		}
		options = append(options, ui.Option{Value: strconv.Itoa(i), Label: h})
	}
	for _, f := range ledger.FieldsOf(im.Kind) {
		field := e.Field(f.Name, f.Label).Hinted(f.Hint).From(options...)
		if !f.Required {
			field = field.MayBeEmpty().Unchosen("文件里没有")
		}
		if f.Required || field.Value != "" || field.Error != "" {
			v.Fields = append(v.Fields, field)
		} else {
			v.Rest = append(v.Rest, field)
		}
	}
	return web.Render(w, r, status, columnsPage(v))
}

// sampleMost is how much of a column stands beside its heading, in characters.
const sampleMost = 24

// samples are the first cells of a column, to tell what it is.
func samples(im ledger.Import, column int) string {
	var all []string
	for _, row := range im.Sample {
		if column < len(row) && row[column] != "" {
			all = append(all, masked(im.Headings[column], row[column]))
		}
	}
	text := strings.Join(all, "、")
	if signs := []rune(text); len(signs) > sampleMost {
		return string(signs[:sampleMost]) + "……"
	}
	return text
}

// masked hides in a sample what may be somebody's (PRIV-02): it is there to tell columns apart.
func masked(heading, text string) string {
	if strings.ContainsAny(heading, "人姓住") && !strings.ContainsAny(heading, "次数") {
		return matter.Mask("name", text)
	}
	digits := 0
	for _, c := range text {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	switch {
	case digits >= 15:
		return matter.Mask("idNumber", text)
	case digits >= 7 && !strings.ContainsAny(heading, "日期时间编号"):
		return matter.Mask("phone", text)
	}
	return text
}

// Match is POST /imports/{id}/columns: the dry run begins.
func (p Pages) Match(w http.ResponseWriter, r *http.Request) error {
	im, err := p.load(r)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	fields := map[string]int{}
	for _, x := range ledger.FieldsOf(im.Kind) {
		if text := f.Raw(x.Name); text != "" {
			if fields[x.Name], err = strconv.Atoi(text); err != nil {
				fields[x.Name] = -1
			}
		}
	}
	submission := f.SubmissionID()
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) {
		_, err := ledger.Match(tx, web.Actor(r), im.ID, fields)
		return address(im.ID), err
	})
	if fault.Is(err, fault.Invalid) {
		return p.askColumns(w, r, http.StatusUnprocessableEntity, im, f.Again(err))
	}
	if err != nil {
		return err
	}
	p.start(web.Actor(r), im.ID)
	return web.Redirect(w, r, to, "")
}
