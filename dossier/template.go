package dossier

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// mostTemplate bounds the file of a template, in bytes.
const mostTemplate = 5 << 20

// Offered is a template somebody brings for a form.
type Offered struct {
	Form document.Form
	Name string // of the file
	Body []byte
	Note string
}

// Offer keeps a template of the street's own after looking at every name in it.
// It is used once somebody has looked at a preview and puts it in use.
func Offer(tx *db.Tx, by actor.Actor, o Offered) (string, error) {
	if err := identity.KeepTemplates.Check(by); err != nil {
		return "", err
	}
	if err := o.check(); err != nil {
		return "", err
	}
	id, err := document.Offer(tx, by, document.Template{Form: o.Form, Name: path.Base(o.Name), Body: o.Body, Note: strings.TrimSpace(o.Note)})
	if err != nil {
		return "", err
	}
	return id, tellTemplate(tx, by, "template.offer", o.Form, id)
}

func (o Offered) check() error {
	switch {
	case len(o.Body) > mostTemplate:
		return fault.Wrong("file", fmt.Sprintf("模板最大%d MB", mostTemplate>>20))
	case !strings.EqualFold(path.Ext(o.Name), ".docx"):
		return fault.Wrong("file", "模板应是.docx文件；.doc或.wps请在WPS或Word里另存为.docx")
	}
	t, err := docx.Open(o.Body)
	if f := fault.Of(err); f != nil {
		return fault.Wrong("file", f.Message)
	}
	if err != nil {
		return err
	}
	names, err := Names(o.Form)
	if err != nil {
		return err
	}
	problems := t.Check(names)
	if len(problems) == 0 {
		return nil
	}
	var bad fault.Fields
	for _, p := range problems {
		bad.Add("file", "%s", Sentence(p))
	}
	return bad.Err()
}

// Sentence says what is wrong with a template, and where.
func Sentence(p docx.Problem) string {
	return fmt.Sprintf("第%d段“%s”附近：{{%s}}%s", p.Paragraph, p.Near, p.Name, p.Why)
}

// Names are what a template of the form may name.
func Names(f document.Form) (docx.Names, error) {
	s, ok := document.SheetOf(f)
	if !ok {
		return docx.Names{}, fault.New(fault.NotFound, "%s没有文书格式，只收存原件", f.Title())
	}
	return document.NamesOf(s), nil
}

// Use puts one of the street's own templates in use for new papers.
func Use(tx *db.Tx, by actor.Actor, f document.Form, id string) error {
	if err := identity.KeepTemplates.Check(by); err != nil {
		return err
	}
	t, err := document.TemplateByID(tx, id)
	if err != nil || t.Form != f || !t.Own {
		return fault.New(fault.NotFound, "没有这个模板")
	}
	if err := document.Use(tx, f, id); err != nil {
		return err
	}
	return tellTemplate(tx, by, "template.use", f, id)
}

// Restore goes back to the template the program sets.
func Restore(tx *db.Tx, by actor.Actor, f document.Form) error {
	if err := identity.KeepTemplates.Check(by); err != nil {
		return err
	}
	if err := document.Restore(tx, f); err != nil {
		return err
	}
	return tellTemplate(tx, by, "template.restore", f, "")
}

// Preview fills a template with a real matter: as the newest paper of the form
// says it, or, when the matter has none, as one would that was begun now.
func Preview(tx *db.Tx, by actor.Actor, t document.Template, id matter.ID) ([]byte, error) {
	m, err := read(tx, by, id)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(Set(m.Kind), t.Form) {
		return nil, fault.Wrong("matter", m.Number+"是"+m.Kind.Label()+"，不用《"+t.Form.Title()+"》，请换一件")
	}
	p := Paper{Piece: document.Piece{Form: t.Form, On: tx.Today(), Officer: by.Officer}, Template: t}
	p.Sheet, _ = document.SheetOf(t.Form)
	all, err := document.Of(tx, string(id))
	if err != nil {
		return nil, err
	}
	for _, piece := range all {
		if piece.Form == t.Form && piece.State != document.Void {
			if p.Piece, err = document.Find(tx, matter.Keys(tx, id), string(id), piece.ID); err != nil {
				return nil, err
			}
		}
	}
	if p.Data, err = data(tx, m, p); err != nil {
		return nil, err
	}
	return p.Masked()
}

func tellTemplate(tx *db.Tx, by actor.Actor, action string, f document.Form, id string) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: action, Kind: event.Ledger, Subject: "templates", Role: by.First(identity.KeepTemplates.Roles...),
		Details: map[string]string{"form": string(f), "template": id},
	})
	return err
}
