// Package papers are the pages of the papers of a matter: the sheet as it will be
// printed, what is still asked for it, its files; and the register of numbers.
package papers

import (
	"context"
	"net/http"
	"strconv"
	"strings"

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

// PDF makes a PDF of every .docx; nil where no LibreOffice is installed.
type PDF func(ctx context.Context, files ...[]byte) ([][]byte, error)

// Pages are the pages under /matters/{id}/papers and /numbers.
type Pages struct {
	DB  *db.DB
	PDF PDF
}

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	read, write, numbers := frame.For(identity.ReadMatter), frame.For(identity.MakePapers), frame.For(identity.SeeNumbers)
	return []web.Route{
		{Pattern: "GET /matters/{id}/papers", Permission: read, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "paper.list", Page: p.List},
		{Pattern: "POST /matters/{id}/papers", Permission: write, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "paper.add", Page: p.Add},
		{Pattern: "GET /matters/{id}/papers/{paper}", Permission: read, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "paper.read", Page: p.Show},
		{Pattern: "POST /matters/{id}/papers/{paper}", Permission: write, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "paper.answer", Page: p.Answer},
		{Pattern: "POST /matters/{id}/papers/{paper}/issue", Permission: write, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "paper.issue", Page: p.Issue},
		{Pattern: "POST /matters/{id}/papers/{paper}/void", Permission: write, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "paper.void", Page: p.Void},
		{Pattern: "POST /matters/{id}/papers/{paper}/file", Permission: read, Scope: web.ScopeOwnMatter, Class: web.ClassSensitive, Audit: "paper.take", Page: p.File},
		{Pattern: "GET /numbers", Permission: numbers, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "number.list", Page: p.Numbers},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

func idOf(r *http.Request) matter.ID { return matter.ID(r.PathValue("id")) }

func matterAddress(id matter.ID) string { return "/matters/" + string(id) }

// Address is the page of the papers of a matter.
func Address(id matter.ID) string { return matterAddress(id) + "/papers" }

func paperAddress(id matter.ID, paper string) string { return Address(id) + "/" + paper }

// row is one paper of a list.
type row struct {
	Title, Href, Number, Day, State, Maker string
	Tone                                   ui.Tone
	Reason                                 string
}

func newRow(id matter.ID, p document.Piece, n frame.Names) row {
	return row{
		Title: p.Form.Title(), Href: paperAddress(id, p.ID), Number: p.Number, Day: p.On.Plain(), State: p.State.Label(), Tone: tone(p.State),
		Maker: n.Officer(p.Officer), Reason: p.Reason,
	}
}

func tone(s document.State) ui.Tone {
	switch s {
	case document.Issued:
		return ui.Done
	case document.Void:
		return ui.Plain
	}
	return ui.Going
}

type listView struct {
	View    ui.View
	Number  string
	Title   string
	Back    string
	Rows    []row
	May     bool
	Form    ui.FormView
	Entries ui.Entries
	Forms   []ui.Option
	// Templates reports whether the reader keeps the street's own templates.
	Templates bool
}

// List is GET /matters/{id}/papers.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	return p.list(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) list(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by, id := web.Actor(r), idOf(r)
	v := listView{Back: matterAddress(id), Entries: e, Form: ui.FormView{Action: Address(id)}}
	err := p.view(r, func(tx *db.Tx) error {
		m, all, err := dossier.Papers(tx, by, id)
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Number, v.Title, v.May = m.Number, m.Title, identity.MakePapers.Reaches(by, m.At())
		v.Templates = identity.KeepTemplates.Allows(by)
		for _, piece := range all {
			if err := names.KnowOfficers(tx, piece.Officer); err != nil {
				return err
			}
			v.Rows = append(v.Rows, newRow(id, piece, names))
		}
		for _, f := range dossier.Set(m.Kind) {
			v.Forms = append(v.Forms, ui.Option{Value: string(f), Label: f.Title()})
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "文书："+v.Number, e.Any())
	return web.Render(w, r, status, listPage(v))
}

// Add is POST /matters/{id}/papers: a paper that no step makes.
func (p Pages) Add(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, id, submission, form := web.Actor(r), idOf(r), f.SubmissionID(), document.Form(f.Raw("form"))
	if err := f.Err(); err != nil {
		return p.list(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		piece, err := dossier.Add(tx, by, id, form)
		return paperAddress(id, piece), err
	})
	if fault.Is(err, fault.Invalid) {
		return p.list(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已开始一份《"+form.Title()+"》")
}

type showView struct {
	View     ui.View
	Number   string // of the matter
	Back     string
	Title    string
	State    string
	Tone     ui.Tone
	Facts    []ui.Fact
	Paper    docx.Paper
	Made     bool // there is a sheet, not only an original that is kept
	Changed  bool // the file made again is not the one that was issued
	Asks     []document.Ask
	Lacks    []string
	Untold   string // of the parties: boxes that are empty
	May      bool
	Open     bool
	Numbered bool // it takes a number when it is issued
	Live     bool // not void
	PDF      bool
	Answers  ui.FormView
	Entries  ui.Entries
	Issue    ui.FormView
	Void     ui.FormView
	File     ui.FormView
	VoidOpen bool
	Sign     string          // where it is signed on the screen; "" = nowhere
	Signed   []ui.SignedView // on the screen
}

// Show is GET /matters/{id}/papers/{paper}: the paper as it will be printed, the
// telephone and identity numbers masked.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, nil, nil)
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, f *web.Form, refused error) error {
	by, id, paper := web.Actor(r), idOf(r), r.PathValue("paper")
	v := showView{Back: Address(id), PDF: p.PDF != nil}
	err := p.view(r, func(tx *db.Tx) error {
		m, found, err := dossier.Open(tx, by, id, paper)
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		if err := names.KnowOfficers(tx, found.Piece.Officer, found.Piece.Issuer); err != nil {
			return err
		}
		v.fill(m, found, names)
		if v.Signed, err = frame.SignedOn(tx, m, names, found.Piece); err != nil {
			return err
		}
		v.May = identity.MakePapers.Reaches(by, m.At())
		if !matter.Unsettled(found.Piece) {
			v.Sign = frame.SignAddress(m, found.Piece)
		}
		address := paperAddress(id, paper)
		version := strconv.Itoa(found.Piece.Version)
		v.Answers = ui.FormView{Action: address, Version: version, Draft: frame.DraftAddress(address)}
		v.Issue = ui.FormView{Action: address + "/issue", Version: version}
		v.Void = ui.FormView{Action: address + "/void", Version: version}
		v.File = ui.FormView{Action: address + "/file", Stays: true}
		if err := v.draw(found); err != nil {
			return err
		}
		untold, err := found.Untold()
		if err != nil {
			return err
		}
		v.Untold = strings.Join(untold, "、")
		if f != nil {
			v.Entries = f.Again(refused)
			return nil
		}
		begin := ui.Entries{Values: map[string][]string{"on": {found.Piece.On.String()}}}
		for name, value := range found.Piece.Facts {
			begin.Values[name] = []string{value}
		}
		v.Entries, v.Answers.Saved, err = frame.Recall(tx, by, address, begin)
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title+"："+v.Number, v.Entries.Any())
	v.View.Wide = true
	return web.Render(w, r, status, showPage(v))
}

func (v *showView) fill(m matter.Matter, found dossier.Paper, n frame.Names) {
	piece := found.Piece
	v.Number, v.Title = m.Number, piece.Form.Title()
	v.State, v.Tone = piece.State.Label(), tone(piece.State)
	v.Open, v.Live, v.Made = piece.State == document.Open, piece.State != document.Void, found.Template.Form != ""
	v.Numbered = found.Sheet.Series != "" || piece.Form == document.Written
	v.Asks = found.Sheet.Asks
	for _, a := range found.Lacks {
		v.Lacks = append(v.Lacks, a.Label)
	}
	v.Facts = []ui.Fact{{Label: "日期", Value: piece.On.Plain()}, {Label: "谁做的", Value: n.Officer(piece.Officer)}}
	if piece.Number != "" {
		v.Facts = append(v.Facts, ui.Fact{Label: "文号", Value: piece.Number})
	}
	if !piece.IssuedAt.IsZero() {
		v.Facts = append(v.Facts, ui.Fact{Label: "定稿", Value: piece.IssuedAt.In(calendar.Shanghai).Format("2006-01-02 15:04") + "，" + n.Officer(piece.Issuer)})
	}
	if v.Made {
		made := "系统自带的格式"
		if found.Template.Own {
			made = "本街道的模板：" + found.Template.Name
		}
		v.Facts = append(v.Facts, ui.Fact{Label: "格式", Value: made})
	}
	if piece.Reason != "" {
		v.Facts = append(v.Facts, ui.Fact{Label: "作废原因", Value: piece.Reason})
	}
	if piece.Hash != "" {
		v.Facts = append(v.Facts, ui.Fact{Label: "文件摘要", Value: piece.Hash[:16] + "…"})
	}
}

// draw sets the sheet, masked, and holds the whole of it against what was issued.
func (v *showView) draw(found dossier.Paper) error {
	if !v.Made {
		return nil
	}
	if found.Piece.Hash != "" {
		whole, err := found.File()
		if err != nil {
			return err
		}
		v.Changed = document.Hash(whole) != found.Piece.Hash
	}
	file, err := found.Masked()
	if err != nil {
		return err
	}
	v.Paper, err = docx.Read(file)
	return err
}

// Answer is POST /matters/{id}/papers/{paper}.
func (p Pages) Answer(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	a := dossier.Answering{Version: int(f.Version()), On: f.Date("on", "文书日期", false), Answers: map[string]string{}}
	for name := range f.Values() {
		a.Answers[name] = f.Raw(name)
	}
	return p.act(w, r, f, "已保存", func(tx *db.Tx) error { return dossier.Answer(tx, web.Actor(r), idOf(r), r.PathValue("paper"), a) })
}

// Issue is POST /matters/{id}/papers/{paper}/issue.
func (p Pages) Issue(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	version := int(f.Version())
	return p.act(w, r, f, "已定稿", func(tx *db.Tx) error { return dossier.Issue(tx, web.Actor(r), idOf(r), r.PathValue("paper"), version) })
}

// Void is POST /matters/{id}/papers/{paper}/void.
func (p Pages) Void(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	version, reason := int(f.Version()), f.Long("reason", "作废原因", 200, true)
	return p.act(w, r, f, "已作废，文号和原因留在登记里", func(tx *db.Tx) error {
		return dossier.Cancel(tx, web.Actor(r), idOf(r), r.PathValue("paper"), version, reason)
	})
}

// act takes one operation on a paper, once, and shows the page again with what
// was refused.
func (p Pages) act(w http.ResponseWriter, r *http.Request, f *web.Form, done string, do func(*db.Tx) error) error {
	by, submission := web.Actor(r), f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.show(w, r, http.StatusUnprocessableEntity, f, err)
	}
	address := paperAddress(idOf(r), r.PathValue("paper"))
	to, err := frame.Once(r, p.DB, by, submission, address, func(tx *db.Tx) (string, error) { return address, do(tx) })
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.show(w, r, web.StatusOf(err), f, err)
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, done)
}

const docxKind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// File is POST /matters/{id}/papers/{paper}/file: the whole paper, as .docx or
// PDF. That it was taken is an event (AUD-07), so it is no GET.
func (p Pages) File(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, id, paper, way := web.Actor(r), idOf(r), r.PathValue("paper"), f.Raw("way")
	var found dossier.Paper
	var m matter.Matter
	err = p.view(r, func(tx *db.Tx) error {
		m, found, err = dossier.Open(tx, by, id, paper)
		return err
	})
	if err != nil {
		return err
	}
	if way != "docx" && (way != "pdf" || p.PDF == nil) {
		return fault.New(fault.Invalid, "这台服务器没有安装LibreOffice，不能做PDF，请下载.docx")
	}
	if found.Template.Form == "" {
		return fault.New(fault.Invalid, "%s只收存原件，没有可以下载的文书", found.Piece.Form.Title())
	}
	file, err := found.Signed()
	if err != nil {
		return err
	}
	name, kind := m.Number+"-"+found.Piece.Form.Title(), docxKind
	if way == "pdf" {
		made, err := p.PDF(r.Context(), file)
		if err != nil {
			return err
		}
		file, kind = made[0], "application/pdf"
	}
	err = p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		if err := identity.Still(tx, by); err != nil {
			return err
		}
		return dossier.Took(tx, by, id, paper, way)
	})
	if err != nil {
		return err
	}
	return web.Download(w, r, name+"."+way, kind, file)
}
