package frame

import (
	"slices"
	"strconv"

	"fengsheng/document"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/file"
	"fengsheng/matter"
	"fengsheng/web/ui"

	"fengsheng/actor"
)

// MostFiles is how many files one form takes.
const MostFiles = 10

// signable are the papers that people sign, and that may be signed on a screen.
var signable = []document.Form{
	document.Application, document.RightsNotice, document.Inquiry, document.Record, document.Written, document.Oral, document.FollowUpRecord,
	document.ContinueConsent, document.OrganApplication, document.OrganRecord, document.OrganAgreement,
}

// Files are the attachments and signatures of a matter for whoever reads it, with
// the form that adds to them while its dossier is open.
func Files(tx *db.Tx, by actor.Actor, m matter.Matter, names Names) (ui.FilesView, error) {
	var v ui.FilesView
	level, err := matter.ConfinedBy(tx, m.ID)
	if err != nil {
		return v, err
	}
	all, err := matter.Attachments(tx, m.ID)
	if err != nil {
		return v, err
	}
	for _, a := range all {
		if err := names.KnowOfficers(tx, a.Officer); err != nil {
			return v, err
		}
		line := FileLine(m.ID, a, level, names)
		v.Lines = append(v.Lines, line)
		if (a.StandsFor == matter.Before || a.StandsFor == matter.After) && a.Kind.Picture() && !line.Recorded { // the newest: a page has few requests
			v.Shots = []ui.Shot{{Href: line.Href, Picture: line.Href + "/content", What: line.What, When: line.When}}
		}
	}
	if err := signatures(tx, m, level, names, &v); err != nil {
		return v, err
	}
	if m.State == matter.ArchivedState || !identity.ReadMatter.Allows(by) {
		v.Sign = nil
		return v, nil
	}
	v.Add = AddFiles(m, ui.Entries{})
	return v, nil
}

// FileLine is an attachment as a line of a list.
func FileLine(id matter.ID, a matter.Attachment, level matter.Confined, names Names) ui.FileLine {
	return ui.FileLine{
		Href: FileAddress(id, a.ID), Name: a.Name, What: matter.StandsForLabel(a.StandsFor), Kind: a.Kind.Label(), Size: a.Size, Pages: a.Pages,
		Who: names.Officer(a.Officer), When: a.At.In(calendar.Shanghai).Format("2006-01-02 15:04"), Recorded: matter.Recorded(level, a),
	}
}

// FileAddress is the page of an attachment.
func FileAddress(id matter.ID, attachment string) string {
	return "/matters/" + string(id) + "/files/" + attachment
}

// AddFiles is the form that adds files to a matter.
func AddFiles(m matter.Matter, e ui.Entries) *ui.AddFilesView {
	v := &ui.AddFilesView{
		Form: ui.FormView{Action: "/matters/" + string(m.ID) + "/files", Upload: true, Class: "files"}, Entries: e,
		Accept: file.Accept, Allowed: file.Allowed, Most: MostFiles,
	}
	for _, c := range matter.StandsFor(m.Kind) {
		if c.Code != "" {
			v.Whats = append(v.Whats, ui.Option{Value: c.Code, Label: c.Label})
		}
	}
	return v
}

// signatures adds what was signed on the screen, and what may be.
func signatures(tx *db.Tx, m matter.Matter, level matter.Confined, names Names, v *ui.FilesView) error {
	pieces, err := document.Of(tx, string(m.ID))
	if err != nil {
		return err
	}
	titles := map[string]string{}
	for _, p := range pieces {
		titles[p.ID] = p.Form.Title() + "（" + p.On.Plain() + "）"
		if to := SignAddress(m, p); to != "" {
			v.Sign = append(v.Sign, ui.Crumb{Label: titles[p.ID], Href: to})
		}
	}
	v.Signed, err = signedAs(tx, m, level, names, titles)
	return err
}

// SignAddress is where a paper is signed on the screen; "" where it may not be.
func SignAddress(m matter.Matter, p document.Piece) string {
	if !slices.Contains(signable, p.Form) || p.State == document.Void || !matter.ScreenSigning(m) || !m.Open {
		return ""
	}
	return "/matters/" + string(m.ID) + "/signing/" + p.ID
}

// SignedOn is what was signed on the screen of one piece of the matter.
func SignedOn(tx *db.Tx, m matter.Matter, names Names, p document.Piece) ([]ui.SignedView, error) {
	level, err := matter.ConfinedBy(tx, m.ID)
	if err != nil {
		return nil, err
	}
	return signedAs(tx, m, level, names, map[string]string{p.ID: p.Form.Title()})
}

// signedAs are the signatures of the pieces that have a title, each with who signed
// and what the signature is of.
func signedAs(tx *db.Tx, m matter.Matter, level matter.Confined, names Names, titles map[string]string) ([]ui.SignedView, error) {
	signed, err := matter.Signatures(tx, m.ID)
	if err != nil || len(signed) == 0 {
		return nil, err
	}
	parties, err := matter.Parties(tx, m.ID)
	if err != nil {
		return nil, err
	}
	var all []ui.SignedView
	for _, s := range signed {
		title, wanted := titles[s.Piece]
		if !wanted {
			continue
		}
		if err := names.KnowOfficers(tx, s.Officer, s.Witness); err != nil {
			return nil, err
		}
		line := ui.SignedView{
			Title: title, Who: names.Officer(s.Officer), When: s.At.In(calendar.Shanghai).Format("2006-01-02 15:04"), Witness: names.Officer(s.Witness),
			Content: s.Content[:min(16, len(s.Content))],
		}
		for _, p := range parties {
			if p.ID == s.Party {
				line.Who = p.Side.Label() + "（当事人" + strconv.Itoa(p.Order) + "）"
			}
		}
		if level.Level == matter.Internal {
			line.Picture = "/matters/" + string(m.ID) + "/signatures/" + s.ID
		}
		all = append(all, line)
	}
	return all, nil
}
