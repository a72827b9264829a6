// Package templates are the pages where a street replaces the program's forms by
// its own .docx.
package templates

import (
	"errors"
	"io"
	"net/http"
	"net/url"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/dossier"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /templates.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	keep := frame.For(identity.KeepTemplates)
	return []web.Route{
		{Pattern: "GET /templates", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "template.list", Page: p.List},
		{Pattern: "GET /templates/{form}", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "template.read", Page: p.Show},
		{Pattern: "POST /templates/{form}", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "template.offer", Upload: true, Page: p.Offer},
		{Pattern: "GET /templates/{form}/file", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "template.file", Page: p.File},
		{Pattern: "GET /templates/{form}/preview", Permission: keep, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "template.preview", Page: p.Preview},
		{Pattern: "POST /templates/{form}/use", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "template.use", Page: p.Use},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

func address(f document.Form) string { return "/templates/" + string(f) }

func formOf(r *http.Request) (document.Form, error) {
	f := document.Form(r.PathValue("form"))
	if _, ok := document.SheetOf(f); !ok {
		return f, fault.New(fault.NotFound, "没有这种文书")
	}
	return f, nil
}

type set struct {
	Title string
	Rows  []listRow
}

type listRow struct {
	Title, Href, Code string
	Own               bool
}

type listView struct {
	View ui.View
	Sets []set
}

// List is GET /templates.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	v := listView{View: frame.Wide(r, "文书模板")}
	err := p.view(r, func(tx *db.Tx) error {
		owned, err := document.Owned(tx)
		if err != nil {
			return err
		}
		sets := map[byte]*set{'M': {Title: "人民调解"}, 'P': {Title: "信访"}, 'V': {Title: "行政调解"}}
		for _, f := range document.Forms() {
			if _, made := document.SheetOf(f); made {
				s := sets[f[0]]
				s.Rows = append(s.Rows, listRow{Title: f.Title(), Href: address(f), Code: string(f), Own: owned[f]})
			}
		}
		for _, head := range "MPV" {
			v.Sets = append(v.Sets, *sets[byte(head)])
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

type version struct {
	ID, Name, Day, Maker, Note string
	Used                       bool
	File, Preview              string
}

type showView struct {
	View     ui.View
	Form     document.Form
	Own      bool
	Made     string
	Versions []version
	Names    []document.Vocabulary
	Upload   ui.FormView
	Use      string
	Entries  ui.Entries
}

// Show is GET /templates/{form}.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	f, err := formOf(r)
	if err != nil {
		return err
	}
	v := showView{Form: f, Entries: e, Upload: ui.FormView{Action: address(f), Upload: true}, Use: address(f) + "/use"}
	err = p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		all, err := document.Templates(tx, f)
		if err != nil {
			return err
		}
		for _, t := range all {
			if err := names.KnowOfficers(tx, t.Officer); err != nil {
				return err
			}
			v.Own = v.Own || t.Ended.IsZero()
			q := "?version=" + url.QueryEscape(t.ID)
			v.Versions = append(v.Versions, version{
				ID: t.ID, Name: t.Name, Day: t.At.In(calendar.Shanghai).Format("2006-01-02 15:04"), Maker: names.Officer(t.Officer), Note: t.Note, Used: t.Ended.IsZero(),
				File: address(f) + "/file" + q, Preview: address(f) + "/preview" + q,
			})
		}
		s, _ := document.SheetOf(f)
		v.Names = document.VocabularyOf(s)
		return nil
	})
	if err != nil {
		return err
	}
	v.Made = "系统自带的格式"
	if v.Own {
		v.Made = "本街道的模板"
	}
	v.View = frame.Again(r, "模板："+f.Title(), e.Any())
	return web.Render(w, r, status, showPage(v))
}

// Offer is POST /templates/{form}: a file is looked through and kept; it is not
// used before somebody has seen a preview and says so.
func (p Pages) Offer(w http.ResponseWriter, r *http.Request) error {
	form, err := formOf(r)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	o := dossier.Offered{Form: form, Note: f.Text("note", "改了什么", 100, false)}
	submission := f.SubmissionID()
	if head := f.File("file"); head == nil {
		f.Wrong("file", "请选择.docx文件")
	} else {
		o.Name = head.Filename
		file, err := head.Open()
		if err != nil {
			return err
		}
		o.Body, err = io.ReadAll(file)
		if closed := file.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return err
		}
	}
	if err := f.Err(); err != nil {
		return p.show(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) {
		id, err := dossier.Offer(tx, web.Actor(r), o)
		return address(form) + "/preview?version=" + url.QueryEscape(id), err
	})
	if fault.Is(err, fault.Invalid) {
		return p.show(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已保存，还没有启用。请先用一件真实的事项看看效果")
}

// asked is the version of the address; the program's own when none is named.
func asked(tx *db.Tx, r *http.Request, f document.Form) (document.Template, error) {
	id := r.FormValue("version")
	if id == "" {
		return document.BuiltIn(f)
	}
	t, err := document.TemplateByID(tx, id)
	if err == nil && t.Form != f {
		err = fault.New(fault.NotFound, "没有这个模板")
	}
	return t, err
}

// File is GET /templates/{form}/file.
func (p Pages) File(w http.ResponseWriter, r *http.Request) error {
	f, err := formOf(r)
	if err != nil {
		return err
	}
	var t document.Template
	err = p.view(r, func(tx *db.Tx) error {
		t, err = asked(tx, r, f)
		return err
	})
	if err != nil {
		return err
	}
	return web.Download(w, r, t.Name, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", t.Body)
}

type previewView struct {
	View    ui.View
	Form    document.Form
	Version string
	Entries ui.Entries
	Paper   *docx.Paper
	Number  string
	Used    bool
	Own     bool
	Use     ui.FormView
	File    string
}

// Preview is GET /templates/{form}/preview: the version filled with a real
// matter that the reader may read.
func (p Pages) Preview(w http.ResponseWriter, r *http.Request) error {
	f, err := formOf(r)
	if err != nil {
		return err
	}
	by, number := web.Actor(r), r.URL.Query().Get("matter")
	v := previewView{Form: f, Version: r.URL.Query().Get("version"), Entries: ui.EntriesOf("matter", number), Use: ui.FormView{Action: address(f) + "/use"}}
	v.File = address(f) + "/file?version=" + url.QueryEscape(v.Version)
	status := http.StatusOK
	err = p.view(r, func(tx *db.Tx) error {
		t, err := asked(tx, r, f)
		if err != nil {
			return err
		}
		v.Own, v.Used = t.Own, t.Own && t.Ended.IsZero()
		if number == "" {
			return nil
		}
		file, err := preview(tx, by, t, number)
		if found := fault.Of(err); found != nil {
			v.Entries.Wrong = fault.Fields{{Name: "matter", Message: found.Message}}
			status = web.StatusOf(err)
			return nil
		}
		if err != nil {
			return err
		}
		paper, err := docx.Read(file)
		v.Paper, v.Number = &paper, number
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "预览："+f.Title(), v.Entries.Any())
	return web.Render(w, r, status, previewPage(v))
}

func preview(tx *db.Tx, by actor.Actor, t document.Template, number string) ([]byte, error) {
	id, err := matter.ByNumber(tx, by, number)
	if errors.Is(err, db.ErrNone) {
		return nil, fault.New(fault.NotFound, "找不到编号为“%s”的事项，可能编号有误，或不在您的职责范围内", number)
	}
	if err != nil {
		return nil, err
	}
	return dossier.Preview(tx, by, t, id)
}

// Use is POST /templates/{form}/use: a version of the street's own, or without
// one the program's.
func (p Pages) Use(w http.ResponseWriter, r *http.Request) error {
	form, err := formOf(r)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, submission, id := web.Actor(r), f.SubmissionID(), f.Raw("version")
	if err := f.Err(); err != nil {
		return err
	}
	done := "已启用，以后新做的《" + form.Title() + "》用这个模板"
	if id == "" {
		done = "已恢复系统自带的格式"
	}
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		if id == "" {
			return address(form), dossier.Restore(tx, by, form)
		}
		return address(form), dossier.Use(tx, by, form, id)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, done)
}
