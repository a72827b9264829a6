package files

import (
	"bytes"
	"net/http"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/dossier"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// paper is what a signer is shown: the sheet as it will be printed, personal
// values masked.
type paper struct {
	Piece  document.Piece
	Form   document.Form
	Title  string
	Sheet  docx.Paper
	Digest string // SHA-256 of every word of the whole of it, in hexadecimal digits
}

// shown is a paper of the dossier as it stands. Whoever signs signs its digest and
// nothing else.
func shown(tx *db.Tx, by actor.Actor, id matter.ID, piece string) (matter.Matter, paper, error) {
	m, found, err := dossier.Open(tx, by, id, piece)
	if err != nil {
		return m, paper{}, err
	}
	p := paper{Piece: found.Piece, Form: found.Piece.Form, Title: found.Piece.Form.Title()}
	switch {
	case found.Piece.State == document.Void:
		return m, p, fault.New(fault.Conflict, "这份文书已经作废，不能再签")
	case found.Template.Form == "":
		return m, p, fault.New(fault.Conflict, "这份材料是外来的复印件，不在屏幕上签")
	}
	if p.Digest, err = found.Digest(); err != nil {
		return m, p, err
	}
	masked, err := found.Masked()
	if err != nil {
		return m, p, err
	}
	p.Sheet, err = docx.Read(masked)
	return m, p, err
}

type signView struct {
	View    ui.View
	Number  string
	Matter  string
	Paper   paper
	Form    ui.FormView
	Signers []ui.Option
	Pad     ui.PadView
	Entries ui.Entries
	Why     string // why it cannot be signed on the screen
	Settle  string // where the paper is given out first
}

// myself is the choice of the officer who is signed in.
const myself = "officer"

// SignForm is GET /matters/{id}/signing/{piece}.
func (p Pages) SignForm(w http.ResponseWriter, r *http.Request) error {
	return p.signForm(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) signForm(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := signView{Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		m, found, err := shown(tx, web.Actor(r), matter.ID(r.PathValue("id")), r.PathValue("piece"))
		if err != nil {
			return err
		}
		v.Paper, v.Number, v.Matter = found, m.Number, back(m.ID)
		v.Form = ui.FormView{Action: address(m.ID) + "/signing/" + r.PathValue("piece")}
		v.Pad = ui.PadView{Name: "strokes", Error: e.Error("strokes"), Instead: address(m.ID) + "/files?as=" + string(found.Form)}
		if !matter.ScreenSigning(m) {
			v.Why = "涉及婚姻、收养、继承等人身关系的文书不能在屏幕上签，请打印出来在纸上签（《电子签名法》第三条）。"
		}
		if matter.Unsettled(found.Piece) {
			v.Why = "请先定稿：定稿以后有了编号、内容不再变，再请各方签名。"
			v.Settle = address(m.ID) + "/papers/" + found.Piece.ID
		}
		parties, err := matter.Parties(tx, m.ID)
		for _, p := range parties {
			v.Signers = append(v.Signers, ui.Option{Value: p.ID, Label: p.Side.Label() + "　" + matter.Mask("name", p.Name)})
		}
		v.Signers = append(v.Signers, ui.Option{Value: myself, Label: "我本人（工作人员）"})
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "签名："+v.Paper.Title, e.Any())
	return web.Render(w, r, status, signPage(v))
}

// Sign is POST /matters/{id}/signing/{piece}.
func (p Pages) Sign(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	g := matter.Signing{Piece: r.PathValue("piece"), Party: f.Raw("party"), Content: f.Raw("content")}
	if g.Party == "" {
		f.Wrong("party", "请选择谁来签")
	}
	if g.Party == myself {
		g.Party = ""
	}
	if g.Strokes, err = file.ReadStrokes(f.Raw("strokes")); err != nil {
		f.Wrong("strokes", "还没有签名，请在框里签上姓名")
	}
	submission, by := f.SubmissionID(), web.Actor(r)
	err = f.Err()
	to := ""
	if err == nil {
		to, err = frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
			m, now, err := shown(tx, by, matter.ID(r.PathValue("id")), g.Piece)
			if err != nil {
				return "", err
			}
			_, err = matter.Sign(tx, by, m.ID, g, now.Digest)
			return back(m.ID), err
		})
	}
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.signForm(w, r, web.StatusOf(err), f.Again(err))
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "签名已保存")
}

// Signature is GET /matters/{id}/signatures/{signature}: its picture.
func (p Pages) Signature(w http.ResponseWriter, r *http.Request) error {
	var png []byte
	err := p.view(r, func(tx *db.Tx) error {
		m, err := readable(tx, r)
		if err != nil {
			return err
		}
		level, err := matter.ConfinedBy(tx, m.ID)
		if err != nil {
			return err
		}
		all, err := matter.Signatures(tx, m.ID)
		for _, s := range all {
			if s.ID == r.PathValue("signature") && level.Level == matter.Internal {
				png = s.PNG
			}
		}
		if err == nil && png == nil {
			err = fault.New(fault.NotFound, "没有这个签名")
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Inline(w, r, "签名.png", file.PNG.MIME(), bytes.NewReader(png))
}
