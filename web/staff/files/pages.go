// Package files are the pages of what is attached to a matter: adding, looking,
// keeping, removing, and signing on the screen.
package files

import (
	"context"
	"errors"
	"mime/multipart"
	"net/http"
	"slices"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /matters/{id}/files, /signing and /signatures.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	read := frame.For(identity.ReadMatter)
	line := func(pattern string, class web.DataClass, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: read, Scope: web.ScopeOwnMatter, Class: class, Audit: audit, Page: page}
	}
	add := line("POST /matters/{id}/files", web.ClassSensitive, "matter.attach", p.Add)
	add.Upload, add.Several = true, true
	return []web.Route{
		line("GET /matters/{id}/files", web.ClassPersonal, "matter.files", p.List),
		add,
		line("GET /matters/{id}/files/{file}", web.ClassPersonal, "matter.file", p.Show),
		line("GET /matters/{id}/files/{file}/content", web.ClassSensitive, "matter.file.open", p.Content),
		line("GET /matters/{id}/files/{file}/download", web.ClassSensitive, "matter.file.keep", p.Download),
		line("POST /matters/{id}/files/{file}/look", web.ClassSensitive, "matter.look", p.Look),
		line("POST /matters/{id}/files/{file}/removal", web.ClassPersonal, "matter.remove", p.Remove),
		line("GET /matters/{id}/signing/{piece}", web.ClassSensitive, "matter.sign.open", p.SignForm),
		line("POST /matters/{id}/signing/{piece}", web.ClassSensitive, "matter.sign", p.Sign),
		line("GET /matters/{id}/signatures/{signature}", web.ClassSensitive, "matter.signature", p.Signature),
	}
}

func idOf(r *http.Request) matter.ID { return matter.ID(r.PathValue("id")) }

func address(id matter.ID) string { return "/matters/" + string(id) }

// back is where the files stand on the page of the matter.
func back(id matter.ID) string { return address(id) + "#files" }

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// readable loads the matter of the address for whoever may read it.
func readable(tx *db.Tx, r *http.Request) (matter.Matter, error) {
	m, err := matter.Visible(tx, web.Actor(r), idOf(r))
	if err != nil {
		return m, err
	}
	may, err := matter.Readable(tx, web.Actor(r), m.ID)
	if err == nil && !may {
		err = fault.New(fault.Denied, "只有正在办理这件事的人能查看材料，需要时请联系承办人")
	}
	return m, err
}

type listView struct {
	View   ui.View
	Number string
	Href   string
	Files  ui.FilesView
}

// List is GET /matters/{id}/files: what is there, and the form that adds to it.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	return p.list(w, r, http.StatusOK, ui.EntriesOf("standsFor", r.URL.Query().Get("as")))
}

func (p Pages) list(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	var v listView
	err := p.view(r, func(tx *db.Tx) error {
		m, err := readable(tx, r)
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Number, v.Href = m.Number, address(m.ID)
		if v.Files, err = frame.Files(tx, web.Actor(r), m, names); err == nil && v.Files.Add != nil {
			v.Files.Add.Entries = e
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "材料："+v.Number, e.Any())
	return web.Render(w, r, status, listPage(v))
}

// Add is POST /matters/{id}/files. The files are examined and stored before the
// transaction that refers to them.
func (p Pages) Add(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	standsFor, heads, submission := f.Raw("standsFor"), f.Files("file"), f.SubmissionID()
	switch {
	case len(heads) == 0:
		f.Wrong("file", "请选择要上传的文件")
	case len(heads) > frame.MostFiles:
		f.Wrong("file", "一次最多上传%d个文件，现在选了%d个", frame.MostFiles, len(heads))
	}
	err = f.Err()
	if err == nil {
		err = p.view(r, func(tx *db.Tx) error { // before any work is done for it
			_, err := matter.Fillable(tx, web.Actor(r), idOf(r))
			return err
		})
	}
	to := back(idOf(r))
	if err == nil {
		err = p.keep(r, submission, standsFor, heads)
	}
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict), fault.Is(err, fault.TooLarge):
		status := web.StatusOf(err)
		if web.ByModule(r) {
			return web.Unled(w, status, f.Again(err))
		}
		return p.list(w, r, status, f.Again(err))
	case err != nil:
		return err
	case web.ByModule(r):
		return web.Led(w, r, to, "已上传")
	}
	return web.Redirect(w, r, to, "已上传")
}

// keep lets the files in and attaches them; what is not attached is not kept.
func (p Pages) keep(r *http.Request, submission, standsFor string, heads []*multipart.FileHeader) error {
	files, err := p.DB.Files()
	if err != nil {
		return err
	}
	a := matter.Attaching{StandsFor: standsFor}
	attached := false
	defer func() {
		if attached { // also when nobody knows whether the commit came: the sweep will
			return
		}
		for _, f := range a.Files {
			files.Drop(f)
		}
	}()
	for _, h := range heads {
		got, err := receive(r.Context(), files, h, matter.Evidential(standsFor))
		if found := fault.Of(err); found != nil {
			return &fault.Fault{Kind: found.Kind, Message: found.Message, Fields: []fault.Field{{Name: "file", Message: found.Message}}}
		}
		if err != nil {
			return err
		}
		a.Files = append(a.Files, got)
	}
	by := web.Actor(r)
	_, err = frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		if err := identity.Still(tx, by); err != nil {
			return "", err
		}
		_, err := matter.Attach(tx, by, idOf(r), a)
		attached = err == nil
		return back(idOf(r)), err
	})
	return err
}

func receive(ctx context.Context, files *file.Store, h *multipart.FileHeader, original bool) (file.Received, error) {
	f, err := h.Open()
	if err != nil {
		return file.Received{}, err
	}
	got, err := files.Receive(ctx, file.Incoming{Name: h.Filename, Size: h.Size, Content: f, Original: original})
	return got, errors.Join(err, f.Close())
}

// lookReasons are why somebody looks at what is recorded (PRIV-03).
var lookReasons = matter.Enumeration{
	{Code: "verify", Label: "核对身份或材料"},
	{Code: "document", Label: "制作文书"},
	{Code: "mediate", Label: "准备调解"},
	{Code: "dossier", Label: "整理卷宗"},
	{Code: "court", Label: "提交法院或者其他机关"},
}

type fileView struct {
	View      ui.View
	Number    string
	Matter    string
	File      ui.FileView
	Facts     []ui.Fact
	Look      string // where looking at it is recorded; "" = it may be opened
	Original  bool
	Removable string
	Reasons   []ui.Option
	Entries   ui.Entries
}

// Show is GET /matters/{id}/files/{file}.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := fileView{Entries: e, Reasons: frame.Options(lookReasons)}
	err := p.view(r, func(tx *db.Tx) error {
		m, err := readable(tx, r)
		if err != nil {
			return err
		}
		all, err := matter.Attachments(tx, m.ID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(a matter.Attachment) bool { return a.ID == r.PathValue("file") })
		if at < 0 {
			return fault.New(fault.NotFound, "没有这份材料，可能已经移除")
		}
		return v.fill(tx, m, all[at])
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.File.Line.Name, e.Any())
	return web.Render(w, r, status, showPage(v))
}

func (v *fileView) fill(tx *db.Tx, m matter.Matter, a matter.Attachment) error {
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	if err := names.KnowOfficers(tx, a.Officer); err != nil {
		return err
	}
	level, err := matter.ConfinedBy(tx, m.ID)
	if err != nil {
		return err
	}
	v.Number, v.Matter, v.Original = m.Number, back(m.ID), a.Original
	v.File.Line = frame.FileLine(m.ID, a, level, names)
	here := v.File.Line.Href
	v.Facts = []ui.Fact{
		{Label: "是什么", Value: v.File.Line.What},
		{Label: "种类", Value: a.Kind.Label() + "，" + ui.SizeWords(a.Size)},
		{Label: "谁上传的", Value: v.File.Line.Who},
		{Label: "时间", Value: v.File.Line.When},
		{Label: "校验值", Value: a.SHA256},
	}
	if v.File.Line.Recorded || a.Original {
		v.Look = here + "/look"
	}
	if !v.File.Line.Recorded {
		v.File.Keep = here + "/download"
		switch {
		case a.Kind.Picture():
			v.File.Picture = here + "/content"
		case a.Kind == file.PDF:
			v.File.Open = here + "/content"
		}
	}
	if m.State != matter.ArchivedState {
		v.Removable = here + "/removal"
	}
	return nil
}

// Content is GET /matters/{id}/files/{file}/content: a picture, to be shown in the
// page, or a PDF, to be opened; anything else is to be kept.
func (p Pages) Content(w http.ResponseWriter, r *http.Request) error {
	return p.open(w, r, func(tx *db.Tx) (matter.Opened, error) {
		return matter.OpenAttachment(tx, web.Actor(r), idOf(r), r.PathValue("file"))
	}, true)
}

// Download is GET /matters/{id}/files/{file}/download.
func (p Pages) Download(w http.ResponseWriter, r *http.Request) error {
	return p.open(w, r, func(tx *db.Tx) (matter.Opened, error) {
		return matter.OpenAttachment(tx, web.Actor(r), idOf(r), r.PathValue("file"))
	}, false)
}

func (p Pages) open(w http.ResponseWriter, r *http.Request, find func(*db.Tx) (matter.Opened, error), inline bool) error {
	var o matter.Opened
	err := p.view(r, func(tx *db.Tx) error {
		if err := identity.Still(tx, web.Actor(r)); err != nil {
			return err
		}
		var err error
		o, err = find(tx)
		return err
	})
	if err != nil {
		return err
	}
	return p.send(w, r, o, o.Name, inline)
}

// send answers with the file, from the store to the browser.
func (p Pages) send(w http.ResponseWriter, r *http.Request, o matter.Opened, name string, inline bool) error {
	files, err := p.DB.Files()
	if err != nil {
		return err
	}
	f, err := files.Open(o.File)
	if err != nil {
		return err
	}
	how := web.DownloadFrom
	if inline && (o.Kind.Picture() || o.Kind == file.PDF) {
		how = web.Inline
	}
	return errors.Join(how(w, r, name, o.Kind.MIME(), f), f.Close())
}

// Look is POST /matters/{id}/files/{file}/look: the file for this one answer,
// after the ledger was told who looks and why.
func (p Pages) Look(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	l := matter.Look{Reason: f.Choice("reason", "为什么要看", frame.Codes(lookReasons), true), Original: f.Bool("original")}
	if err := f.Err(); err != nil {
		return p.show(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	var o matter.Opened
	by := web.Actor(r)
	err = p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		if err := identity.Still(tx, by); err != nil {
			return err
		}
		o, err = matter.LookAt(tx, by, idOf(r), r.PathValue("file"), l)
		return err
	})
	if err != nil {
		return err
	}
	if l.Original { // as it came: it is never shown by this site
		return p.send(w, r, o, "原件-"+o.Name, false)
	}
	return p.send(w, r, o, o.Name, true)
}

// Remove is POST /matters/{id}/files/{file}/removal.
func (p Pages) Remove(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	reason, submission, by := f.Text("removal", "为什么移除", 60, true), f.SubmissionID(), web.Actor(r)
	err = f.Err()
	to := ""
	if err == nil {
		to, err = frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
			_, err := matter.Remove(tx, by, idOf(r), r.PathValue("file"), reason)
			return back(idOf(r)), err
		})
	}
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.show(w, r, web.StatusOf(err), f.Again(err))
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已移除，留下了记录")
}
