package dossier

import (
	"fmt"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/matter"
	"fengsheng/org"
)

// drawn is a signature on the screen and the digest of what was signed.
type drawn struct {
	docx.Signature
	content string
}

// signatures are what was signed on the screen, by paper.
func signatures(tx *db.Tx, m matter.Matter) (map[string][]drawn, error) {
	all, err := matter.Signatures(tx, m.ID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	parties, err := matter.Parties(tx, m.ID)
	if err != nil {
		return nil, err
	}
	under := map[string][]drawn{}
	for _, s := range all {
		at := s.At.In(calendar.Shanghai)
		d := drawn{Signature: docx.Signature{PNG: s.PNG, On: calendar.Of(at).Plain(), Lines: officerLines}, content: s.Content}
		who := "工作人员"
		for _, p := range parties {
			if p.ID == s.Party {
				who, d.Lines = p.Side.Label()+p.Name, partyLines(p)
			}
		}
		if s.Officer != "" {
			o, err := org.FindOfficer(tx, s.Officer)
			if err != nil {
				return nil, err
			}
			who = o.Name
			if s.Officer != m.Mediator {
				d.Lines = officerLines[mediatorLines:]
			}
		}
		d.Words = fmt.Sprintf("%s在屏幕上签，%s，所签内容的摘要%s", who, at.Format("2006年1月2日15:04"), s.Content[:min(16, len(s.Content))])
		under[s.Piece] = append(under[s.Piece], d)
	}
	return under, nil
}

// officerLines are the lines that officers sign; the first are those of whoever carries
// the matter.
var officerLines = []string{
	"人民调解员", "调解人员", "承办人",
	"调查人", "询问人", "登记人", "回访人", "核对人", "接收人", "整理人", "经办人", "送达人", "主持人", "听证员", "单位负责人", "记录人",
}

const mediatorLines = 3

// partyLines are the lines that a party signs: the own one, also where the name is
// masked, that of the side, and those of whoever was asked or brought something.
func partyLines(p matter.Party) []string {
	var all []string
	for _, side := range []string{p.Side.Label(), matter.Applicant.Label()} { // both sides apply to the court (M14)
		all = append(all, side+p.Name, side+matter.Mask("name", p.Name))
	}
	return append(all, p.Side.Label(), "当事人", "被调查人", "被询问人", "信访人", "信访人一方", "提供人", "收款人", "委托人")
}

// bear puts signatures on the paper. One of what the paper no longer says stands under
// it, and says so.
func (p *Paper) bear(all []drawn) error {
	if len(all) == 0 || p.Template.Form == "" {
		return nil
	}
	now, err := p.Digest()
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.content != now {
			d.Lines = nil
			d.Words += "，签名以后文书改过"
		}
		p.signatures = append(p.signatures, d.Signature)
	}
	return nil
}

// Signed is the paper as .docx with what was signed on the screen: what is printed,
// saved and bound.
func (p Paper) Signed() ([]byte, error) {
	file, err := p.File()
	if err != nil {
		return nil, err
	}
	return docx.Sign(file, p.signatures)
}
