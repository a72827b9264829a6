// Package dossiers are the pages of a matter's dossier: what it has and lacks,
// its print variants, the bundle for elsewhere; and the check of a bundle that
// somebody brings.
package dossiers

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"

	"fengsheng/document"
	"fengsheng/dossier"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /matters/{id}/dossier and /bundles.
type Pages struct {
	DB  *db.DB
	PDF func(ctx context.Context, files ...[]byte) ([][]byte, error) // nil where no LibreOffice is installed
}

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	read, take := frame.For(identity.ReadMatter), frame.For(identity.TakeIn)
	return []web.Route{
		{Pattern: "GET /matters/{id}/dossier", Permission: read, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "dossier.read", Page: p.Show},
		{Pattern: "POST /matters/{id}/dossier", Permission: read, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "dossier.take", Page: p.Take},
		{Pattern: "POST /matters/{id}/dossier/bundle", Permission: read, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "dossier.take", Page: p.Pack},
		{Pattern: "GET /bundles", Permission: take, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "bundle.open", Page: p.Ask},
		{Pattern: "POST /bundles", Permission: take, Scope: web.ScopeOwnPlace, Class: web.ClassSensitive, Audit: "bundle.read", Upload: true, Page: p.Read},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

func matterAddress(id matter.ID) string { return "/matters/" + string(id) }

type lineView struct {
	Title, Href, Number, Day, State, Remark string
	Tone                                    ui.Tone
}

type showView struct {
	View    ui.View
	Number  string
	Back    string
	Papers  string
	Line    string
	Kept    string
	Lines   []lineView
	Parties []ui.Option
	Entries ui.Entries
	Form    ui.FormView
	Bundle  ui.FormView
	PDF     bool
	Bundles bool // the reader may have a bundle of others checked
}

// Show is GET /matters/{id}/dossier.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, ui.EntriesOf("variant", string(dossier.Internal)))
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by, id := web.Actor(r), matter.ID(r.PathValue("id"))
	v := showView{Back: matterAddress(id), Papers: matterAddress(id) + "/papers", Entries: e, PDF: p.PDF != nil, Bundles: identity.TakeIn.Allows(by)}
	v.Form, v.Bundle = ui.FormView{Action: v.Back + "/dossier", Stays: true}, ui.FormView{Action: v.Back + "/dossier/bundle", Stays: true}
	err := p.view(r, func(tx *db.Tx) error {
		m, lines, err := dossier.List(tx, by, id)
		if err != nil {
			return err
		}
		v.Number, v.Kept = m.Number, dossier.Retention(m)
		v.Line = counted(lines) + "保管期限：" + v.Kept + "。"
		for _, l := range lines {
			v.Lines = append(v.Lines, newLine(v.Papers, l))
		}
		parties, err := matter.Parties(tx, id)
		for _, x := range parties {
			v.Parties = append(v.Parties, ui.Option{Value: x.ID, Label: "当事人" + strconv.Itoa(x.Order) + "，" + x.Side.Label() + "：" + matter.Mask("name", x.Name)})
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "卷宗："+v.Number, e.Any())
	return web.Render(w, r, status, showPage(v))
}

// counted is how many pieces are there, unfinished and missing.
func counted(lines []dossier.Line) string {
	have, open, missing := 0, 0, 0
	for _, l := range lines {
		switch {
		case !l.Have:
			missing++
		case len(l.Lacks) > 0:
			open++
		default:
			have++
		}
	}
	words := "已有" + strconv.Itoa(have) + "件，"
	if open > 0 {
		words += "待补" + strconv.Itoa(open) + "件，"
	}
	return words + "缺" + strconv.Itoa(missing) + "件。"
}

func newLine(papers string, l dossier.Line) lineView {
	line := lineView{Title: l.Form.Title(), State: "缺", Tone: ui.Late}
	if !l.Have {
		line.Remark = "必须有，没有不能结案"
		return line
	}
	line.Href, line.Number, line.Day = papers+"/"+l.Piece.ID, l.Piece.Number, l.Piece.On.Plain()
	line.State, line.Tone = "有", ui.Done
	if len(l.Lacks) > 0 {
		line.State, line.Tone, line.Remark = "待补", ui.Soon, "还要填："+strings.Join(l.Lacks, "、")
	} else if l.Piece.State == document.Issued {
		line.State = "有，已定稿"
	}
	return line
}

// Take is POST /matters/{id}/dossier: the variant as one PDF. That it was taken
// is an event (AUD-07).
func (p Pages) Take(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	a := dossier.Asking{Variant: dossier.Variant(f.Raw("variant")), Party: f.Raw("party")}
	v, err := p.gather(r, a)
	if err == nil && p.PDF == nil {
		err = fault.New(fault.Invalid, "这台服务器没有安装LibreOffice，不能装订成PDF；可以在文书页逐份下载.docx")
	}
	var bound dossier.Bound
	if err == nil {
		bound, err = p.bind(r, v)
	}
	if fault.Is(err, fault.Invalid) {
		return p.show(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	if err != nil {
		return err
	}
	if err := p.taken(r, a, "pdf"); err != nil {
		return err
	}
	return web.Download(w, r, v.FileName()+".pdf", "application/pdf", bound.PDF)
}

// Pack is POST /matters/{id}/dossier/bundle: the whole of it, signed.
func (p Pages) Pack(w http.ResponseWriter, r *http.Request) error {
	a := dossier.Asking{Variant: dossier.Internal}
	v, err := p.gather(r, a)
	if err != nil {
		return err
	}
	var bound dossier.Bound
	if p.PDF != nil {
		if bound, err = p.bind(r, v); err != nil {
			return err
		}
	}
	var file []byte
	err = p.view(r, func(tx *db.Tx) error {
		file, err = dossier.Pack(tx, web.Actor(r), v, bound)
		return err
	})
	if err != nil {
		return err
	}
	if err := p.taken(r, a, "bundle"); err != nil {
		return err
	}
	return web.Download(w, r, v.FileName()+"-电子卷宗包.zip", "application/zip", file)
}

func (p Pages) gather(r *http.Request, a dossier.Asking) (v dossier.Volume, err error) {
	err = p.view(r, func(tx *db.Tx) error {
		v, err = dossier.Gather(tx, web.Actor(r), matter.ID(r.PathValue("id")), a)
		return err
	})
	if err != nil || !v.Encloses() {
		return v, err
	}
	files, err := p.DB.Files()
	if err != nil {
		return v, err
	}
	return v, v.Fetch(files)
}

func (p Pages) bind(r *http.Request, v dossier.Volume) (dossier.Bound, error) {
	return v.Bind(func(files ...[]byte) ([][]byte, error) { return p.PDF(r.Context(), files...) })
}

func (p Pages) taken(r *http.Request, a dossier.Asking, way string) error {
	by := web.Actor(r)
	return p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		if err := identity.Still(tx, by); err != nil {
			return err
		}
		return dossier.Taken(tx, by, matter.ID(r.PathValue("id")), a, way)
	})
}

type bundleView struct {
	View    ui.View
	Entries ui.Entries
	Places  []ui.Option
	Good    bool
	Line    string
	Facts   []ui.Fact
	Files   []fileRow
}

type fileRow struct{ Title, Name, Number, Day, Digest string }

// Ask is GET /bundles.
func (p Pages) Ask(w http.ResponseWriter, r *http.Request) error {
	v := bundleView{View: web.View(r, "核验电子卷宗包")}
	if err := p.places(r, &v); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, bundlePage(v))
}

// Read is POST /bundles: the bundle is verified and shown, and registered here when
// that is asked. Else nothing is kept of it.
func (p Pages) Read(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	var v bundleView
	if err := p.places(r, &v); err != nil {
		return err
	}
	head := f.File("file")
	if head == nil {
		f.Wrong("file", "请选择电子卷宗包（.zip）")
		v.Entries, v.View = f.Again(f.Err()), frame.Again(r, "核验电子卷宗包", true)
		return web.Render(w, r, http.StatusUnprocessableEntity, bundlePage(v))
	}
	sent, err := head.Open()
	if err != nil {
		return err
	}
	body, err := io.ReadAll(sent)
	if closed := sent.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	b, err := dossier.ReadBundle(body)
	if found := fault.Of(err); found != nil {
		f.Wrong("file", "%s", found.Message)
		v.Entries, v.View = f.Again(f.Err()), frame.Again(r, "核验电子卷宗包", true)
		return web.Render(w, r, web.StatusOf(err), bundlePage(v))
	}
	if err != nil {
		return err
	}
	ours := false
	err = p.view(r, func(tx *db.Tx) error {
		ours, err = b.Ours(tx)
		return err
	})
	if err != nil {
		return err
	}
	if f.Bool("takeIn") {
		return p.takeIn(w, r, f, v, b)
	}
	v.fill(b, ours)
	v.View = web.View(r, "核验电子卷宗包")
	return web.Render(w, r, http.StatusOK, bundlePage(v))
}

// takeIn registers what the bundle is about as a matter of this street, its papers
// with it.
func (p Pages) takeIn(w http.ResponseWriter, r *http.Request, f *web.Form, v bundleView, b dossier.Bundle) error {
	by, unit := web.Actor(r), f.Raw("unit")
	if unit == "" {
		f.Wrong("unit", "请选择事情发生在哪里")
	}
	submission := f.SubmissionID()
	to, err := "", f.Err()
	var papers []file.Received
	if err == nil {
		var files *file.Store
		if files, err = p.DB.Files(); err == nil {
			papers, _, err = b.Store(r.Context(), files)
		}
	}
	if err == nil {
		to, err = frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
			m, err := dossier.TakeIn(tx, by, b, unit, papers)
			return matterAddress(m.ID), err
		})
	}
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		v.Entries, v.View = f.Again(err), frame.Again(r, "核验电子卷宗包", true)
		return web.Render(w, r, web.StatusOf(err), bundlePage(v))
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已按电子卷宗包登记，文书在“材料”里")
}

// places are where the matter of a bundle may have happened.
func (p Pages) places(r *http.Request, v *bundleView) error {
	return p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		v.Places = names.PlacesFor(identity.TakeIn, web.Actor(r))
		return err
	})
}

func (v *bundleView) fill(b dossier.Bundle, ours bool) {
	v.Good = true
	v.Line = "签名和每个文件的摘要都对得上，签名以后没有改过。"
	if ours {
		v.Line += "这个包是本系统签的。"
	} else {
		v.Line += "签名的不是本系统，请与发来的单位核对下面的签名钥匙。"
	}
	o := b.Manifest.Matter
	v.Facts = []ui.Fact{
		{Label: "办理单位", Value: b.Manifest.Unit},
		{Label: "原编号", Value: o.Number},
		{Label: "卷宗号", Value: o.DossierNo},
		{Label: "事由", Value: o.Title},
		{Label: "办理方式", Value: matter.Kind(o.Kind).Label()},
		{Label: "收到", Value: o.Received.Plain()},
		{Label: "办结", Value: o.Concluded.Plain()},
		{Label: "做包的时间", Value: b.Manifest.Made.In(calendar.Shanghai).Format("2006-01-02 15:04")},
		{Label: "做包的人", Value: b.Manifest.Maker},
		{Label: "经过", Value: "随包有" + strconv.Itoa(len(b.Manifest.Events)) + "条经过记录"},
		{Label: "签名钥匙", Value: b.Key},
	}
	for _, f := range b.Manifest.Files {
		v.Files = append(v.Files, fileRow{Title: f.Title, Name: f.Name, Number: f.Number, Day: f.On.Plain(), Digest: f.SHA256[:16] + "…"})
	}
}
