package dossier

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
)

// orders are the pieces of a bound dossier from front to back: for mediation the
// official list (forms.md section 2), for petitions P19, for administrative
// mediation the order in which its papers are made.
var orders = map[matter.Kind][]document.Form{
	matter.Mediation: {
		document.Application, document.AcceptanceForm, document.Referral, document.RightsNotice, document.Identity, document.Authority, document.Inquiry,
		document.Evidence, document.Record, document.ContinueConsent, document.Written, document.Oral, document.Termination, document.Proof,
		document.FollowUpRecord, document.Confirmation, document.ClosingReport, document.DossierNote,
	},
	matter.Petition: document.PetitionOrder(),
	matter.Administrative: {
		document.OrganApplication, document.OrganForwarding, document.OrganAcceptance, document.OrganRefusal, document.OrganRecord, document.OrganAgreement, document.OrganTermination,
	},
}

// Order is the place of the forms of a kind in its dossier, from front to back.
func Order(kind matter.Kind) []document.Form {
	if order, ok := orders[kind]; ok {
		return order
	}
	return []document.Form{document.Guidance}
}

// Line is one line of a dossier's list: a piece that is there, or one that must
// be and is not.
type Line struct {
	Form   document.Form
	Piece  document.Piece // zero when it is missing
	Have   bool
	Need   bool
	Lacks  []string // what its paper still asks
	From   int      // its first page in the bound dossier, once bound
	Pages  int
	Remark string
}

// Title names the line: its form, or what belongs to none.
func (l Line) Title() string {
	if l.Form == "" {
		return "其他材料"
	}
	return l.Form.Title()
}

// List is what the dossier of a matter has and lacks, in the official order.
func List(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, []Line, error) {
	m, err := read(tx, by, id)
	if err != nil {
		return m, nil, err
	}
	lines, err := list(tx, m)
	return m, lines, err
}

func list(tx *db.Tx, m matter.Matter) ([]Line, error) {
	all, err := pieces(tx, m)
	if err != nil {
		return nil, err
	}
	needed, missing, err := mandatory(tx, m)
	if err != nil {
		return nil, err
	}
	var lines []Line
	order := Order(m.Kind)
	for _, f := range order {
		for _, p := range all {
			if p.Form == f && p.State != document.Void {
				lines = append(lines, Line{Form: f, Piece: p, Have: true, Need: slices.Contains(needed, f)})
			}
		}
		if slices.Contains(missing, f) {
			lines = append(lines, Line{Form: f, Need: true})
		}
	}
	for _, p := range all { // what the order does not know comes last
		if p.State != document.Void && !slices.Contains(order, p.Form) && p.Form != document.Cover {
			lines = append(lines, Line{Form: p.Form, Piece: p, Have: true})
		}
	}
	for i, l := range lines {
		if !l.Have || l.Piece.State == document.Issued {
			continue
		}
		if s, made := document.SheetOf(l.Form); made {
			p, err := document.Find(tx, matter.Keys(tx, m.ID), string(m.ID), l.Piece.ID)
			if err != nil {
				return nil, err
			}
			for _, a := range s.Lacks(p.Facts) {
				lines[i].Lacks = append(lines[i].Lacks, a.Label)
			}
		}
	}
	return lines, nil
}

// mandatory are the forms a matter may not close without, and those of them that
// are missing.
func mandatory(tx *db.Tx, m matter.Matter) (needed, missing []document.Form, err error) {
	if m.Kind != matter.Mediation || m.AcceptedOn.Zero() {
		return nil, nil, nil
	}
	tasks, err := mediation.Tasks(tx, m)
	for _, t := range tasks {
		needed = append(needed, t.Form)
		if !t.Have {
			missing = append(missing, t.Form)
		}
	}
	return needed, missing, err
}

// Variant is for whom a dossier or a page of a matter is printed. It stands on
// every page.
type Variant string

// The variants.
const (
	Internal Variant = "internal" // everything
	Party    Variant = "party"    // what a party may have; the telephone, identity number and address of the others are masked
	Public   Variant = "public"   // no persons and no stories
)

// Variants with their names.
var Variants = matter.Enumeration{{Code: "internal", Label: "内部卷宗"}, {Code: "party", Label: "当事人副本"}, {Code: "public", Label: "公开摘要"}}

// Label is the Chinese name.
func (v Variant) Label() string { return Variants.Label(string(v)) }

// forParties are the papers a party may have: what was given to or made with
// the parties. What only the office wrote for itself is not among them.
var forParties = []document.Form{
	document.Application, document.AcceptanceForm, document.RightsNotice, document.Authority, document.ContinueConsent, document.Written, document.Oral,
	document.Termination, document.Confirmation,
	document.PetitionAcceptance, document.WhereSent, document.Guidance, document.Refusal, document.HearingNotice, document.ExtensionNotice, document.Opinion, document.ServiceReceipt,
	document.ReviewOpinion, document.RecheckOpinion,
	document.OrganApplication, document.OrganAcceptance, document.OrganRefusal, document.OrganAgreement, document.OrganTermination,
}

// may reports whether a piece belongs into the variant.
func (v Variant) may(l Line) bool {
	switch v {
	case Internal:
		return l.Have
	case Party:
		return l.Have && slices.Contains(forParties, l.Form)
	}
	return false
}

// Freeze issues every complete paper of a matter that is being archived: from
// now on the dossier says what it says today. A mandatory paper that still asks
// something is in the way.
func Freeze(tx *db.Tx, by actor.Actor, id matter.ID) error {
	m, err := matter.Visible(tx, by, id)
	if err != nil {
		return err
	}
	if err := identity.BindDossier.Check(by); err != nil {
		return err
	}
	lines, err := list(tx, m)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if !l.Have || l.Piece.State != document.Open {
			continue
		}
		p, err := open(tx, m, l.Piece.ID)
		if err != nil {
			return err
		}
		if p.Template.Form == "" || len(p.Lacks) > 0 && !l.Need {
			continue
		}
		if err := issue(tx, by, m, p); err != nil {
			return err
		}
	}
	return nil
}

// day is the day of the last piece, for the cover.
func lastDay(lines []Line) calendar.Date {
	var last calendar.Date
	for _, l := range lines {
		last = max(last, l.Piece.On)
	}
	return last
}
