// Package dossier makes the papers of matters from their records and binds them
// into dossiers. A paper is a .docx made from a template; the page, the print and
// the PDF are views of it. While it is open it says what the records say; once
// issued it says for ever what it said then.
package dossier

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/catalogue"
	"fengsheng/document"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/org"
)

// Paper is a piece with all that it takes to make it.
type Paper struct {
	Piece    document.Piece
	Sheet    document.Sheet
	Template document.Template
	Data     docx.Data
	Lacks    []document.Ask // what must be answered before it can be issued

	signatures []docx.Signature
}

// ofPerson and ofUnit are what forms say of a party beside the name.
var (
	ofPerson = []string{"性别", "民族", "年龄", "职业", "联系电话", "身份证号", "住址"}
	ofUnit   = []string{"法定代表人", "职务", "联系电话", "住址"}
)

// Untold are the names of what the paper says of its parties that is not on record:
// where it has an empty box.
func (p Paper) Untold() ([]string, error) {
	if p.Piece.State != document.Open || p.Template.Form == "" {
		return nil, nil
	}
	said, err := docx.Read(p.Template.Body)
	if err != nil {
		return nil, err
	}
	words := said.Text()
	var all []string
	for _, one := range p.Data.Lists["当事人"] {
		names := ofPerson
		if one.Text["是单位"] != "" {
			names = ofUnit
		}
		for _, n := range names {
			if one.Text[n] == "" && strings.Contains(words, "{{"+n+"}}") && !slices.Contains(all, n) {
				all = append(all, n)
			}
		}
	}
	return all, nil
}

// File is the paper as .docx. An issued paper made again is the same file,
// unless the program sets documents otherwise by now: Hash tells.
func (p Paper) File() ([]byte, error) { return fill(p.Template.Body, p.Data) }

// Masked is the paper as it is shown before anybody asks for the whole of it:
// every personal value masked, as on the page of the matter (PRIV-02).
func (p Paper) Masked() ([]byte, error) {
	file, err := fill(p.Template.Body, masked(p.Data))
	if err != nil {
		return nil, err
	}
	signed := slices.Clone(p.signatures)
	for i := range signed {
		signed[i].Words = "" // names the signer; the page lists them apart
	}
	return docx.Sign(file, signed)
}

// Digest is the SHA-256 of every word of the whole paper, in hexadecimal digits:
// what somebody who signs on the screen signs.
func (p Paper) Digest() (string, error) {
	file, err := p.File()
	if err != nil {
		return "", err
	}
	words, err := docx.Read(file)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(words.Text()))
	return hex.EncodeToString(sum[:]), nil
}

func fill(template []byte, d docx.Data) ([]byte, error) {
	t, err := docx.Open(template)
	if err != nil {
		return nil, err
	}
	return t.Fill(d)
}

// personal are the names whose values are personal, by how they are masked.
var personal = map[string]string{
	"姓名": "name", "监护人": "name", "代理人": "name", "联系电话": "phone", "身份证号": "idNumber", "住址": "address",
	"履行人": "name", "委托人": "name", "委托人住址": "address", "受托人": "name", "受托人电话": "phone", "受托人证件": "idNumber", "被调查人": "name",
	"信访人": "names", "被询问人": "name", "被询问人电话": "phone", "法定代表人": "name", "出生日期": "", "年龄": "", "民族": "", "职业": "",
}

func masked(d docx.Data) docx.Data {
	out := docx.Data{Text: map[string]string{}, Lists: map[string][]docx.Data{}}
	for name, value := range d.Text {
		out.Text[name] = hide(name, value)
	}
	for name, all := range d.Lists {
		for _, one := range all {
			out.Lists[name] = append(out.Lists[name], masked(one))
		}
	}
	return out
}

// hide masks the value of a personal name; 申请人姓名 and the like hold several.
func hide(name, value string) string {
	kind, ok := personal[name]
	switch {
	case strings.HasSuffix(name, "人姓名"), name == "各方姓名", kind == "names":
	case ok:
		return matter.Mask(kind, value)
	default:
		return value
	}
	all := strings.Split(value, "、")
	for i := range all {
		all[i] = matter.Mask("name", all[i])
	}
	return strings.Join(all, "、")
}

// sets are the forms that may be made for a kind of matter, by the head of their codes.
var sets = map[matter.Kind]string{matter.Mediation: "M", matter.Petition: "P", matter.Administrative: "V"}

// Set lists the forms that may be made for a kind of matter, in their order.
func Set(kind matter.Kind) []document.Form {
	head, ok := sets[kind]
	return slices.DeleteFunc(document.Forms(), func(f document.Form) bool {
		return f != document.Guidance && f != document.Refusal && (!ok || !strings.HasPrefix(string(f), head))
	})
}

// Open reads one paper of a matter for somebody who may read the matter.
func Open(tx *db.Tx, by actor.Actor, id matter.ID, piece string) (matter.Matter, Paper, error) {
	m, err := read(tx, by, id)
	if err != nil {
		return m, Paper{}, err
	}
	p, err := open(tx, m, piece)
	if err != nil {
		return m, p, err
	}
	signed, err := signatures(tx, m)
	if err != nil {
		return m, p, err
	}
	return m, p, p.bear(signed[p.Piece.ID])
}

// Papers lists the papers of a matter for somebody who may read the matter.
func Papers(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, []document.Piece, error) {
	m, err := read(tx, by, id)
	if err != nil {
		return m, nil, err
	}
	all, err := pieces(tx, m)
	return m, all, err
}

// pieces are the papers of a matter. The agreement bears the number of its dossier.
func pieces(tx *db.Tx, m matter.Matter) ([]document.Piece, error) {
	all, err := document.Of(tx, string(m.ID))
	for i := range all {
		all[i].Number = number(m, all[i])
	}
	return all, err
}

// number is what a paper bears: its own, or, of an agreement that has none yet, that of
// the dossier, which it takes.
func number(m matter.Matter, p document.Piece) string {
	if p.Number == "" && p.Form == document.Written && p.State != document.Void {
		return m.DossierNo
	}
	return p.Number
}

// read is a matter whose content the actor may read.
func read(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
	m, err := matter.Visible(tx, by, id)
	if err != nil {
		return m, err
	}
	readable, err := matter.Readable(tx, by, id)
	if err == nil && !readable {
		err = fault.New(fault.Denied, "文书只有承办这件事的人能看，请联系%s的承办人", m.Number)
	}
	return m, err
}

// open makes the paper ready: from the records, or as it was issued.
func open(tx *db.Tx, m matter.Matter, piece string) (Paper, error) {
	var p Paper
	var err error
	if p.Piece, err = document.Find(tx, matter.Keys(tx, m.ID), string(m.ID), piece); err != nil {
		return p, err
	}
	p.Piece.Number = number(m, p.Piece)
	var made bool
	if p.Sheet, made = document.SheetOf(p.Piece.Form); !made {
		return p, nil
	}
	if p.Piece.Template != "" {
		p.Template, err = document.TemplateByID(tx, p.Piece.Template)
		p.Data = p.Piece.Body
		return p, err
	}
	if p.Template, err = document.InUse(tx, p.Piece.Form); err != nil {
		return p, err
	}
	if p.Data, err = data(tx, m, p); err != nil {
		return p, err
	}
	if err := p.supplement(); err != nil {
		return p, err
	}
	p.Lacks = p.Sheet.Lacks(p.Data.Text)
	return p, nil
}

// supplement asks also for what the records do not say, where a letter would have a
// gap: by the template in use, which may be the street's own.
func (p *Paper) supplement() error {
	if !p.Sheet.Layout.Letter {
		return nil
	}
	t, err := docx.Open(p.Template.Body)
	if err != nil {
		return err
	}
	blanks, err := t.Blanks(p.Data)
	if err != nil {
		return err
	}
	p.Sheet.Asks = slices.Concat(p.Sheet.Asks, p.Sheet.Supplement(blanks, p.Piece.Facts))
	return nil
}

// unnumbered stands where the number will.
const unnumbered = "（定稿时编号）"

// data is what an open paper says: the records, then what the paper itself knows.
func data(tx *db.Tx, m matter.Matter, p Paper) (docx.Data, error) {
	d, err := catalogue.Facts(tx, m)
	if err != nil {
		return d, err
	}
	street, err := org.Load(tx)
	if err != nil {
		return d, err
	}
	maker, err := org.FindOfficer(tx, p.Piece.Officer)
	if err != nil {
		return d, err
	}
	d.Text["街道"], d.Text["单位"], d.Text["区县"] = street.Name, street.Office, street.District
	d.Text["单位电话"], d.Text["单位地址"] = street.Phone, street.Address
	if d.Text["承办人电话"] == "" {
		d.Text["承办人电话"] = street.Phone
	}
	d.Text["日期"], d.Text["经办人"], d.Text["文号"] = p.Piece.On.Plain(), maker.Name, p.Piece.Number
	if p.Sheet.Series != "" && p.Piece.Number == "" {
		d.Text["文号"] = unnumbered
	}
	for name, value := range p.Piece.Facts {
		if value != "" { // an empty answer leaves what the records say
			d.Text[name] = value
		}
	}
	for _, a := range p.Sheet.Asks {
		if a.Kind == document.Date {
			if on, err := calendar.Parse(d.Text[a.Name]); err == nil {
				d.Text[a.Name] = on.Plain()
			}
		}
	}
	return d, nil
}

// writing is a paper of a matter that the actor may work on.
func writing(tx *db.Tx, by actor.Actor, id matter.ID, piece string, version int) (matter.Matter, Paper, error) {
	m, p, err := Open(tx, by, id, piece)
	switch {
	case err != nil:
	case !identity.MakePapers.Reaches(by, m.At()):
		err = fault.New(fault.Denied, "文书由承办这件事的人来做，您可以看")
	case version != 0 && version != p.Piece.Version:
		err = fault.New(fault.Conflict, "这份文书刚刚被别人改过，请看过最新情况再操作，您填的内容还在")
	}
	return m, p, err
}

// Add begins a paper that no step of the matter makes.
func Add(tx *db.Tx, by actor.Actor, id matter.ID, f document.Form) (string, error) {
	m, err := read(tx, by, id)
	if err != nil {
		return "", err
	}
	if !identity.MakePapers.Reaches(by, m.At()) {
		return "", fault.New(fault.Denied, "文书由承办这件事的人来做")
	}
	if !slices.Contains(Set(m.Kind), f) {
		return "", fault.Wrong("form", "请选择这类事项用的文书")
	}
	piece, err := document.Add(tx, by, matter.Keys(tx, id), document.Piece{Matter: string(id), Form: f})
	if err != nil {
		return "", err
	}
	return piece, tell(tx, by, m, "paper.add", document.Piece{ID: piece, Form: f})
}

// Answering is what was asked for a paper, by the names of its asks.
type Answering struct {
	Version int
	On      calendar.Date // the paper's day; zero leaves it
	Answers map[string]string
}

// Answer keeps what no record holds, in the paper it belongs to.
func Answer(tx *db.Tx, by actor.Actor, id matter.ID, piece string, a Answering) error {
	m, p, err := writing(tx, by, id, piece, a.Version)
	if err != nil {
		return err
	}
	if p.Piece.State != document.Open {
		return fault.New(fault.Conflict, "《%s》%s，不能再改；要改请作废后另做一份", p.Piece.Form.Title(), p.Piece.State.Label())
	}
	if err := a.check(tx, p.Sheet); err != nil {
		return err
	}
	if p.Piece.Facts == nil {
		p.Piece.Facts = map[string]string{}
	}
	made, _ := document.SheetOf(p.Piece.Form)
	var supplied []string
	for i, ask := range p.Sheet.Asks {
		if answer, ok := a.Answers[ask.Name]; ok {
			p.Piece.Facts[ask.Name] = strings.TrimSpace(answer)
		}
		if i >= len(made.Asks) && p.Piece.Facts[ask.Name] != "" { // what supplement has added
			supplied = append(supplied, ask.Name)
		}
	}
	if len(supplied) > 0 || p.Piece.Facts[document.Supplied] != "" {
		p.Piece.Facts[document.Supplied] = strings.Join(supplied, "、")
	}
	if !a.On.Zero() {
		p.Piece.On = a.On
	}
	if err := document.Answer(tx, matter.Keys(tx, id), p.Piece); err != nil {
		return err
	}
	return tell(tx, by, m, "paper.answer", p.Piece)
}

func (a Answering) check(tx *db.Tx, s document.Sheet) error {
	var bad fault.Fields
	bad.Must("on", a.On <= tx.Today(), "文书日期还没有到")
	for _, ask := range s.Asks {
		answer := strings.TrimSpace(a.Answers[ask.Name])
		switch ask.Kind {
		case document.Date:
			if _, err := calendar.Parse(answer); answer != "" && err != nil {
				bad.Add(ask.Name, "%s应为日期，例如2024-05-01", ask.Label)
			}
		case document.Choice:
			bad.Must(ask.Name, answer == "" || slices.Contains(ask.Options, answer), "请选择"+ask.Label)
		}
	}
	return bad.Err()
}

// Issue gives a paper out: it takes its number and says from now on what it
// says now.
func Issue(tx *db.Tx, by actor.Actor, id matter.ID, piece string, version int) error {
	m, p, err := writing(tx, by, id, piece, version)
	if err != nil {
		return err
	}
	if p.Piece.State == document.Open && p.Piece.Form == document.Written {
		if err := mediation.Settle(tx, by, &m); err != nil {
			return err
		}
		p.Piece.Number, p.Data.Text["协议编号"] = m.DossierNo, m.DossierNo
	}
	return issue(tx, by, m, p)
}

func issue(tx *db.Tx, by actor.Actor, m matter.Matter, p Paper) error {
	switch {
	case p.Piece.State != document.Open:
		return fault.New(fault.Conflict, "《%s》%s", p.Piece.Form.Title(), p.Piece.State.Label())
	case p.Template.Form == "":
		return fault.New(fault.Invalid, "%s只收存原件，不用定稿", p.Piece.Form.Title())
	case len(p.Lacks) > 0:
		var labels []string
		for _, a := range p.Lacks {
			labels = append(labels, a.Label)
		}
		return fault.New(fault.Invalid, "《%s》还没有填：%s", p.Piece.Form.Title(), strings.Join(labels, "、"))
	}
	if p.Sheet.Series != "" {
		street, err := org.Load(tx)
		if err != nil {
			return err
		}
		series := document.ByForm(p.Piece.Form, street.ShortName, p.Sheet.Series)
		if p.Piece.Number, err = series.Take(tx, by, tx.Today().Year(), string(m.ID), p.Piece.ID); err != nil {
			return err
		}
		p.Data.Text["文号"] = p.Piece.Number
	}
	file, err := p.File()
	if err != nil {
		return err
	}
	p.Piece.Body, p.Piece.Hash = p.Data, document.Hash(file)
	if p.Piece.Template, err = p.Template.Kept(tx); err != nil {
		return err
	}
	if err := document.Issue(tx, by, matter.Keys(tx, m.ID), p.Piece); err != nil {
		return err
	}
	return tell(tx, by, m, "paper.issue", p.Piece)
}

// Cancel makes a paper void; its number stays in the register, with the reason.
func Cancel(tx *db.Tx, by actor.Actor, id matter.ID, piece string, version int, reason string) error {
	m, p, err := writing(tx, by, id, piece, version)
	if err != nil {
		return err
	}
	var bad fault.Fields
	bad.Need("reason", reason, "请写明为什么作废，编号和原因会留在文号登记里")
	if err := bad.Err(); err != nil {
		return err
	}
	if p.Piece.State == document.Void {
		return fault.New(fault.Conflict, "《%s》已经作废", p.Piece.Form.Title())
	}
	if !m.ArchivedOn.Zero() {
		return fault.New(fault.Conflict, "%s已经归档，文书不能再作废", m.Number)
	}
	if err := document.Cancel(tx, p.Piece, strings.TrimSpace(reason)); err != nil {
		return err
	}
	return tell(tx, by, m, "paper.void", p.Piece)
}

// Took keeps in the ledger that somebody took a whole paper along: printed it or
// saved it (AUD-07).
func Took(tx *db.Tx, by actor.Actor, id matter.ID, piece, way string) error {
	m, p, err := Open(tx, by, id, piece)
	if err != nil {
		return err
	}
	_, err = event.Append(tx, by, event.Entry{
		Action: "paper.take", Kind: event.Matter, Subject: string(m.ID), Role: by.First(identity.ReadMatter.Roles...),
		Details: map[string]string{"paper": p.Piece.ID, "form": string(p.Piece.Form), "way": way},
	})
	return err
}

func tell(tx *db.Tx, by actor.Actor, m matter.Matter, action string, p document.Piece) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: action, Kind: event.Matter, Subject: string(m.ID), Role: by.First(identity.MakePapers.Roles...),
		Details: map[string]string{"paper": p.ID, "form": string(p.Form), "number": p.Number},
	})
	return err
}
