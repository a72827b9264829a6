package dossier

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
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
	"fengsheng/internal/file"
	"fengsheng/internal/pdf"
	"fengsheng/matter"
	"fengsheng/org"
)

// Volume is all that a dossier is bound from, read in one moment.
type Volume struct {
	Matter  matter.Matter
	Variant Variant
	Street  org.Street
	Data    docx.Data // of the matter, for the cover
	Parts   []Part
	Missing []document.Form
	Maker   string // who has it bound
}

// Part is one piece of it with its files.
type Part struct {
	Line
	File     []byte     // .docx; nil for a piece that is only kept
	Attached []Attached // behind it: scans, photos
}

// Attached is a file that came with the matter.
type Attached struct {
	matter.Opened
	Body []byte // nil until it is fetched
}

// Encloses reports whether there are attached files to fetch.
func (v Volume) Encloses() bool {
	return slices.ContainsFunc(v.Parts, func(p Part) bool { return len(p.Attached) > 0 })
}

// Fetch reads the attached files. It is called when the transaction that gathered
// them has ended (CRASH-06).
func (v *Volume) Fetch(files *file.Store) error {
	for i := range v.Parts {
		for k := range v.Parts[i].Attached {
			a := &v.Parts[i].Attached[k]
			f, err := files.Open(a.File)
			if err != nil {
				return err
			}
			a.Body, err = io.ReadAll(f)
			if err := errors.Join(err, f.Close()); err != nil {
				return err
			}
		}
	}
	return nil
}

// Asking is which dossier is wanted.
type Asking struct {
	Variant Variant
	Party   string // of the party's copy: whose it is; its own data is not masked
}

// Gather reads what a dossier is bound from.
func Gather(tx *db.Tx, by actor.Actor, id matter.ID, a Asking) (Volume, error) {
	v := Volume{Variant: a.Variant, Maker: by.Name}
	if !Variants.Has(string(a.Variant)) {
		return v, fault.Wrong("variant", "请选择打印哪一种")
	}
	var lines []Line
	var err error
	if v.Matter, lines, err = List(tx, by, id); err != nil {
		return v, err
	}
	if v.Street, err = org.Load(tx); err != nil {
		return v, err
	}
	if v.Data, err = catalogue.Facts(tx, v.Matter); err != nil {
		return v, err
	}
	if err := whose(tx, v.Matter, a); err != nil {
		return v, err
	}
	kept, err := matter.Kept(tx, id)
	if err != nil {
		return v, err
	}
	signed, err := signatures(tx, v.Matter)
	if err != nil {
		return v, err
	}
	for _, l := range lines {
		if !l.Have {
			v.Missing = append(v.Missing, l.Form)
		}
		if !a.Variant.may(l) {
			continue
		}
		p, err := open(tx, v.Matter, l.Piece.ID)
		if err != nil {
			return v, err
		}
		part := Part{Line: l, Attached: attached(kept, a.Variant, l)}
		if p.Template.Form != "" {
			if err := p.bear(signed[l.Piece.ID]); err != nil {
				return v, err
			}
			if a.Variant == Party {
				p.Data = others(p.Data, a.Party)
			}
			if part.File, err = p.Signed(); err != nil {
				return v, err
			}
			if part.File, err = docx.Mark(part.File, a.Variant.Label()); err != nil {
				return v, err
			}
		}
		v.Parts = append(v.Parts, part)
	}
	if others := attached(kept, a.Variant, Line{}); len(others) > 0 {
		v.Parts = append(v.Parts, Part{Line: Line{Have: true, Piece: document.Piece{On: calendar.Of(others[len(others)-1].At)}}, Attached: others})
	}
	return v, nil
}

// attached are the files that stand behind a line. A copy for a party has only
// that of the agreement, which every party has signed: on any other scan stands
// what others told about themselves.
func attached(kept []matter.Opened, v Variant, l Line) []Attached {
	var all []Attached
	for _, k := range kept {
		if k.Piece == l.Piece.ID && (v == Internal || v == Party && l.Form == document.Written) {
			all = append(all, Attached{Opened: k})
		}
	}
	return all
}

// whose refuses a party's copy that is nobody's.
func whose(tx *db.Tx, m matter.Matter, a Asking) error {
	if a.Variant != Party {
		return nil
	}
	all, err := matter.Parties(tx, m.ID)
	if err == nil && !slices.ContainsFunc(all, func(p matter.Party) bool { return p.ID == a.Party }) {
		err = fault.Wrong("party", "请选择给哪一位当事人")
	}
	return err
}

// others masks what the copy of a party shows of everybody else.
func others(d docx.Data, party string) docx.Data {
	out := docx.Data{Text: d.Text, Lists: map[string][]docx.Data{}}
	for list, all := range d.Lists {
		for _, one := range all {
			if who := one.Text[matter.PartyKey]; who != "" && who != party {
				hidden := docx.Data{Text: map[string]string{}, Lists: one.Lists}
				for field, value := range one.Text {
					if slices.Contains(withheld, field) {
						value = hide(field, value)
					}
					hidden.Text[field] = value
				}
				one = hidden
			}
			out.Lists[list] = append(out.Lists[list], one)
		}
	}
	return out
}

// withheld are the fields of the other parties that a party's copy masks.
var withheld = []string{"联系电话", "身份证号", "住址", "出生日期", "年龄", "民族", "职业"}

// Bound is a dossier as one file.
type Bound struct {
	PDF   []byte
	Lines []Line // with their first pages
	Pages int    // numbered ones: without cover, contents and back cover
}

// Bind puts the volume together: cover, contents, the pieces in their order with
// page numbers, back cover. convert makes a PDF of every .docx.
func (v Volume) Bind(convert func(...[]byte) ([][]byte, error)) (Bound, error) {
	if v.Variant == Public {
		return v.summary(convert)
	}
	var files [][]byte
	for _, p := range v.Parts {
		if p.File != nil {
			file, err := docx.Unpaged(p.File) // one run of numbers (forms.md section 2)
			if err != nil {
				return Bound{}, err
			}
			files = append(files, file)
		}
	}
	if v.Encloses() {
		blank, err := docx.Blank(v.Variant.Label())
		if err != nil {
			return Bound{}, err
		}
		files = append(files, blank)
	}
	made, err := convert(files...)
	if err != nil {
		return Bound{}, err
	}
	var sheet []byte // what is laid over the pages of attached files
	if v.Encloses() {
		sheet = made[len(made)-1]
	}
	var b Bound
	var body [][]byte
	page := 1
	for _, p := range v.Parts {
		l := p.Line
		l.From = page
		var of [][]byte
		if p.File != nil {
			of, made = append(of, made[0]), made[1:]
		}
		for _, a := range p.Attached {
			pages, err := a.pages(sheet)
			if err != nil {
				l.Remark = strings.TrimPrefix(l.Remark+"；"+a.Kind.Label()+"“"+a.Name+"”不能印成页，存电子件", "；")
				continue
			}
			of = append(of, pages)
		}
		for _, pages := range of {
			n, err := pdf.Pages(pages)
			if err != nil {
				return b, err
			}
			l.Pages += n
			body = append(body, pages)
		}
		page += l.Pages
		b.Lines = append(b.Lines, l)
	}
	b.Pages = page - 1
	numbered := make(chan error, 1)
	var inner []byte
	go func() { // while the frame is made
		var err error
		if len(body) == 0 {
			numbered <- nil
			return
		}
		if inner, err = pdf.Join(body...); err == nil {
			inner, err = pdf.Number(inner, 1, b.Pages)
		}
		numbered <- err
	}()
	frame, err := v.frame(b)
	if err == nil {
		made, err = convert(frame...)
	}
	if err := errors.Join(err, <-numbered); err != nil {
		return b, err
	}
	all := [][]byte{made[0], made[1], inner, made[2]}
	b.PDF, err = pdf.Join(slices.DeleteFunc(all, func(f []byte) bool { return f == nil })...)
	return b, err
}

// pages are the pages of an attached file, with what stands on a sheet over each.
// It answers an error for what has no pages, or none that can be read.
func (a Attached) pages(sheet []byte) (made []byte, err error) {
	switch {
	case a.Kind.Picture():
		made, err = pdf.Picture(a.Body)
	case a.Kind == file.PDF:
		made = a.Body
	default:
		err = errors.New("dossier: a file without pages")
	}
	if err != nil {
		return nil, err
	}
	return pdf.Over(made, sheet)
}

// frame is the cover, the contents and the back cover.
func (v Volume) frame(b Bound) ([][]byte, error) {
	d := docx.Data{Text: map[string]string{}, Lists: map[string][]docx.Data{}}
	for name, value := range v.Data.Text {
		d.Text[name] = value
	}
	unit := v.Street.Office
	if c := d.Text["调委会"]; c != "" {
		unit = c
	}
	for name, value := range map[string]string{
		"装订单位": unit, "种类": v.Matter.Kind.Label() + "卷宗", "页数": strconv.Itoa(b.Pages), "件数": strconv.Itoa(len(b.Lines)), "整理人": v.Maker,
		"保管期限": Retention(v.Matter), "末件日期": lastDay(b.Lines).Plain(), "归档日期": v.Matter.ArchivedOn.Plain(), "缺件": document.Titles(v.Missing),
	} {
		d.Text[name] = value
	}
	for i, l := range b.Lines {
		pages := "—"
		if l.Pages > 0 {
			pages = strconv.Itoa(l.From)
			if l.Pages > 1 {
				pages += "—" + strconv.Itoa(l.From+l.Pages-1)
			}
		}
		title := l.Title()
		if l.Piece.Number != "" {
			title += "（" + l.Piece.Number + "）"
		}
		d.Lists["目录"] = append(d.Lists["目录"], docx.Data{Text: map[string]string{
			"序号": strconv.Itoa(i + 1), "文书名称": title, "页号": pages, "备注": l.Remark,
		}})
	}
	var files [][]byte
	for _, l := range []docx.Layout{coverLayout, contentsLayout, backLayout} {
		template, err := l.Template()
		if err != nil {
			return nil, err
		}
		file, err := fill(template, d)
		if err != nil {
			return nil, err
		}
		if file, err = docx.Mark(file, v.Variant.Label()); err != nil {
			return nil, err
		}
		if file, err = docx.Unpaged(file); err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// summary is the public variant: what kind of matter it was and how it ended. It
// is made of codes and dates only, so no person and no story can be in it.
func (v Volume) summary(convert func(...[]byte) ([][]byte, error)) (Bound, error) {
	file, err := v.Summary()
	if err != nil {
		return Bound{}, err
	}
	made, err := convert(file)
	if err != nil {
		return Bound{}, err
	}
	n, err := pdf.Pages(made[0])
	return Bound{PDF: made[0], Pages: n}, err
}

// Summary is the public variant as .docx.
func (v Volume) Summary() ([]byte, error) {
	m := v.Matter
	d := docx.Data{Text: map[string]string{
		"登记号": m.Number, "种类": m.Kind.Label(), "纠纷类型": m.DisputeType.Label(), "收到日期": m.ReceivedOn.Plain(), "受理日期": m.AcceptedOn.Plain(),
		"办结日期": m.ConcludedOn.Plain(), "结果": m.Outcome.Label(), "当事人数": strconv.Itoa(m.Parties), "单位": v.Street.Office,
	}}
	template, err := summaryLayout.Template()
	if err != nil {
		return nil, err
	}
	file, err := fill(template, d)
	if err != nil {
		return nil, err
	}
	return docx.Mark(file, Public.Label())
}

// Retention is how long a dossier is kept (forms.md section 4; product defaults
// where the law leaves the period blank).
func Retention(m matter.Matter) string {
	switch {
	case m.Kind == matter.Mediation && slices.Contains(lasting, m.DisputeType):
		return "永久"
	case m.Kind == matter.Mediation && m.Agreement == "written", m.Kind == matter.Petition && m.Outcome != "":
		return "30年"
	}
	return "10年"
}

// lasting are the types whose content is property in land, homes or personal status.
var lasting = []matter.DisputeType{matter.MarriageFamily, matter.HousingHomestead, matter.ForestLand, matter.Expropriation}

// Taken keeps in the ledger that a dossier was taken along.
func Taken(tx *db.Tx, by actor.Actor, id matter.ID, a Asking, way string) error {
	m, err := read(tx, by, id)
	if err != nil {
		return err
	}
	_, err = event.Append(tx, by, event.Entry{
		Action: "dossier.take", Kind: event.Matter, Subject: string(m.ID), Role: by.First(identity.ReadMatter.Roles...),
		Details: map[string]string{"variant": string(a.Variant), "party": a.Party, "way": way},
	})
	return err
}

// FileName is what the file of a dossier is called.
func (v Volume) FileName() string {
	number := v.Matter.DossierNo
	if number == "" {
		number = v.Matter.Number
	}
	return strings.TrimSpace(fmt.Sprintf("%s-%s", number, v.Variant.Label()))
}
