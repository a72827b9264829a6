package dossier_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fengsheng/document"
	"fengsheng/dossier"
	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/internal/office"
	"fengsheng/internal/pdf"
	"fengsheng/matter"
	"fengsheng/petition"
	"fengsheng/sample/stage"
)

// What only one side has told, and what nobody outside may read.
const (
	phoneA, homeA = "13988887777", "金丝雀路九十九号"
	nameB, phoneB = "乙二某", "13977776666"
	inner         = "内部的金丝雀"
)

type desk struct{ *stage.Stage }

func on(t *testing.T, run func(d desk)) { stage.On(t, func(s *stage.Stage) { run(desk{s}) }) }

// served is a petition from its registration to the service of the opinion.
func (d desk) served() matter.Matter {
	d.T.Helper()
	m := d.Sorted(matter.Petition, func(in *matter.Intake) {
		in.Parties = []matter.Party{
			{Side: matter.Applicant, Name: "甲一某", Phone: phoneA, Address: homeA},
			{Side: matter.Applicant, Name: nameB, Phone: phoneB},
		}
	})
	chief, handler := d.As("unithead"), d.As("handler")
	for _, do := range []func(tx *db.Tx) (matter.Matter, error){
		func(tx *db.Tx) (matter.Matter, error) {
			return petition.Classify(tx, d.As("petition"), m.ID, petition.Classification{Sort: petition.Claim, DupChecked: true, FinalChecked: true})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return petition.Accept(tx, chief, m.ID, petition.Acceptance{Handler: handler.Officer, NoTie: true, Told: true})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return petition.PathOpinion(tx, chief, m.ID, petition.Path{Why: "不属于前五项"})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return petition.Investigate(tx, handler, m.ID, petition.Doing{Words: inner, Heard: true})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return petition.Issue(tx, chief, m.ID, petition.Opinion{Result: "notSupported", Words: "没有依据", Law: "《物业管理条例》第四十六条", ReviewTold: true, UnitSeal: true})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return petition.Serve(tx, handler, m.ID, petition.Service{Way: "当面送达，本人签收"})
		},
	} {
		m = d.Step(do)
	}
	return m
}

func (d desk) try(fn func(tx *db.Tx) error) error {
	_, err := d.Do(func(tx *db.Tx) (matter.Matter, error) { return matter.Matter{}, fn(tx) })
	return err
}

func (d desk) refused(words string, fn func(tx *db.Tx) error) {
	d.T.Helper()
	if err := d.try(fn); err == nil || !strings.Contains(err.Error(), words) {
		d.T.Errorf("got %v, want a refusal that says %q", err, words)
	}
}

func (d desk) piece(id matter.ID, f document.Form) dossier.Paper {
	d.T.Helper()
	var found dossier.Paper
	d.Must(func(tx *db.Tx) error {
		_, all, err := dossier.Papers(tx, d.As("handler"), id)
		if err != nil {
			return err
		}
		for _, p := range all {
			if p.Form == f && p.State != document.Void {
				_, found, err = dossier.Open(tx, d.As("handler"), id, p.ID)
				return err
			}
		}
		return fmt.Errorf("no paper %s", f)
	})
	return found
}

func text(t *testing.T, file []byte) string {
	t.Helper()
	p, err := docx.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return p.Text()
}

func whole(t *testing.T, p dossier.Paper) string {
	t.Helper()
	file, err := p.File()
	if err != nil {
		t.Fatal(err)
	}
	return text(t, file)
}

// A paper says what the records say until it is issued; what was issued is made
// again to the byte, whatever the records say by then.
func TestAPaperFollowsTheRecordsUntilItIsIssued(t *testing.T) {
	on(t, func(d desk) {
		m := d.served()
		by := d.As("handler")
		var id string
		d.Must(func(tx *db.Tx) error {
			var err error
			id, err = dossier.Add(tx, by, m.ID, document.PetitionClosing)
			return err
		})
		open := func() dossier.Paper {
			var p dossier.Paper
			d.Must(func(tx *db.Tx) error {
				var err error
				_, p, err = dossier.Open(tx, by, m.ID, id)
				return err
			})
			return p
		}
		answers := map[string]string{}
		for _, a := range open().Lacks {
			switch {
			case a.Kind == document.Date:
				answers[a.Name] = "2024-07-01"
			case len(a.Options) > 0:
				answers[a.Name] = a.Options[0]
			default:
				answers[a.Name] = "已答" + a.Label
			}
		}
		if len(answers) > 0 {
			d.refused("还没有填", func(tx *db.Tx) error { return dossier.Issue(tx, by, m.ID, id, 0) })
		}
		d.Must(func(tx *db.Tx) error {
			return dossier.Answer(tx, by, m.ID, id, dossier.Answering{On: tx.Today(), Answers: answers})
		})
		if said := whole(t, open()); !strings.Contains(said, m.Title) {
			t.Errorf("the closing report does not say what it is about: %s", said)
		}
		d.Must(func(tx *db.Tx) error { return dossier.Issue(tx, by, m.ID, id, 0) })
		issued := open()
		before, err := issued.File()
		if err != nil || document.Hash(before) != issued.Piece.Hash {
			t.Fatalf("the issued paper is another file: %v", err)
		}
		d.refused("已", func(tx *db.Tx) error {
			return dossier.Answer(tx, by, m.ID, id, dossier.Answering{Answers: map[string]string{"x": "y"}})
		})
		d.Must(func(tx *db.Tx) error { return dossier.Cancel(tx, by, m.ID, id, 0, "写错了") })
		if p := open(); p.Piece.State != document.Void || p.Piece.Reason != "写错了" {
			t.Errorf("got %s with reason %q, want a void paper with its reason", p.Piece.State, p.Piece.Reason)
		}
	})
}

// A page shows nobody's data; the file has all of it (PRIV-02).
func TestSEC_PRIV_02_APageOfAPaperIsMasked(t *testing.T) {
	on(t, func(d desk) {
		m := d.served()
		p := d.piece(m.ID, document.PetitionRegister)
		masked, err := p.Masked()
		if err != nil {
			t.Fatal(err)
		}
		if said := text(t, masked); strings.Contains(said, "甲一某") || strings.Contains(said, phoneA) || strings.Contains(said, homeA) {
			t.Errorf("the page shows a person: %s", said)
		}
		if said := whole(t, p); !strings.Contains(said, "甲一某") || !strings.Contains(said, phoneA) {
			t.Errorf("the file does not name the petitioner: %s", said)
		}
	})
}

// No inner word is in the variants for others, and each page says which it is.
func TestVariantsHoldNothingOfEachOther(t *testing.T) {
	soffice, there := office.Find()
	if !there {
		t.Log("no LibreOffice: the PDFs are not looked at")
	}
	on(t, func(d desk) {
		m := d.served()
		var parties []matter.Party
		d.Must(func(tx *db.Tx) error {
			var err error
			parties, err = matter.Parties(tx, m.ID)
			return err
		})
		said := map[dossier.Variant]string{}
		for _, v := range []dossier.Variant{dossier.Internal, dossier.Party, dossier.Public} {
			var volume dossier.Volume
			d.Must(func(tx *db.Tx) error {
				var err error
				volume, err = dossier.Gather(tx, d.As("handler"), m.ID, dossier.Asking{Variant: v, Party: parties[0].ID})
				return err
			})
			files := [][]byte{}
			for _, p := range volume.Parts {
				if p.File != nil {
					files = append(files, p.File)
				}
			}
			if v == dossier.Public {
				file, err := volume.Summary()
				if err != nil {
					t.Fatal(err)
				}
				files = append(files, file)
			}
			for _, f := range files {
				said[v] += text(t, f)
				if !strings.Contains(header(t, f), v.Label()) {
					t.Errorf("a page of %s does not say so", v.Label())
				}
			}
			if !there {
				continue
			}
			b, err := volume.Bind(func(files ...[]byte) ([][]byte, error) { return soffice.PDF(t.Context(), files...) })
			if err != nil || !bytes.HasPrefix(b.PDF, []byte("%PDF")) {
				t.Errorf("%s does not bind: %v", v.Label(), err)
			}
		}
		for _, want := range []string{"甲一某", phoneA, nameB, phoneB} {
			if !strings.Contains(said[dossier.Internal], want) {
				t.Errorf("the internal dossier lacks %q", want)
			}
		}
		for _, never := range []string{inner, phoneB} {
			if strings.Contains(said[dossier.Party], never) {
				t.Errorf("the copy of the first party holds %q", never)
			}
		}
		for _, never := range []string{inner, "甲一某", nameB, phoneA, phoneB, homeA, "请修好"} {
			if strings.Contains(said[dossier.Public], never) {
				t.Errorf("the public summary holds %q", never)
			}
		}
		d.refused("哪一位", func(tx *db.Tx) error {
			_, err := dossier.Gather(tx, d.As("handler"), m.ID, dossier.Asking{Variant: dossier.Party, Party: "nobody"})
			return err
		})
	})
}

// What was attached and signed is bound behind its paper, marked on every page, and
// is in the bundle as it came; a copy for a party has none of it.
func TestADossierHoldsWhatWasAttachedAndSigned(t *testing.T) {
	soffice, there := office.Find()
	if !there {
		t.Log("no LibreOffice: the PDF is not looked at")
	}
	photo := blank(t)
	scan, err := pdf.Picture(photo)
	if err != nil {
		t.Fatal(err)
	}
	on(t, func(d desk) {
		m := d.served()
		by, unsigned := d.As("handler"), d.piece(m.ID, document.PetitionRegister)
		digest, err := unsigned.Digest()
		if err != nil {
			t.Fatal(err)
		}
		d.Must(func(tx *db.Tx) error {
			files, err := tx.Files()
			if err != nil {
				return err
			}
			for _, in := range []struct {
				name, as string
				body     []byte
			}{{"现场.png", string(document.PetitionRegister), photo}, {"收据.pdf", "", scan}, {"说明.docx", "", unsigned.Template.Body}} {
				got, err := files.Receive(t.Context(), file.Incoming{Name: in.name, Size: int64(len(in.body)), Content: bytes.NewReader(in.body)})
				if err != nil {
					return err
				}
				if _, err := matter.Attach(tx, by, m.ID, matter.Attaching{StandsFor: in.as, Files: []file.Received{got}}); err != nil {
					return err
				}
			}
			strokes := file.Strokes{{{10, 10}, {300, 80}, {500, 20}}}
			_, err = matter.Sign(tx, by, m.ID, matter.Signing{Piece: unsigned.Piece.ID, Content: digest, Strokes: strokes}, digest)
			return err
		})
		gather := func(v dossier.Variant) (volume dossier.Volume) {
			d.Must(func(tx *db.Tx) error {
				parties, err := matter.Parties(tx, m.ID)
				if err != nil {
					return err
				}
				volume, err = dossier.Gather(tx, by, m.ID, dossier.Asking{Variant: v, Party: parties[0].ID})
				return err
			})
			files, err := d.DB.Files()
			if err == nil {
				err = volume.Fetch(files)
			}
			if err != nil {
				t.Fatal(err)
			}
			return volume
		}
		if gather(dossier.Party).Encloses() {
			t.Error("the copy of a party encloses what others brought")
		}
		volume := gather(dossier.Internal)
		last := volume.Parts[len(volume.Parts)-1]
		if last.Title() != "其他材料" || len(last.Attached) != 2 {
			t.Fatalf("got %q with %d files at the end, want what stands for no form", last.Title(), len(last.Attached))
		}
		var bound dossier.Bound
		if there {
			if bound, err = volume.Bind(func(files ...[]byte) ([][]byte, error) { return soffice.PDF(t.Context(), files...) }); err != nil {
				t.Fatal(err)
			}
			tail := bound.Lines[len(bound.Lines)-1]
			if tail.Pages != 1 || !strings.Contains(tail.Remark, "说明.docx") {
				t.Errorf("got %d pages and %q, want the scan as a page and the document told of", tail.Pages, tail.Remark)
			}
			if n := len(pagesOf(t, bound.PDF)); n != bound.Pages+3 {
				t.Errorf("got %d pages around %d, want a cover, a contents and a back cover of one page each", n, bound.Pages)
			}
			for i, page := range pagesOf(t, bound.PDF) {
				if !strings.Contains(page, "内部卷宗") {
					t.Errorf("page %d does not say which variant it is: %q", i+1, page)
				}
				if strings.Contains(page, "— ") {
					t.Errorf("page %d has a number of its own beside that of the dossier: %q", i+1, page)
				}
			}
			if all := strings.Join(pagesOf(t, bound.PDF), ""); !strings.Contains(all, digest[:16]) {
				t.Error("the paper does not show what was signed under it")
			}
		}
		d.Must(func(tx *db.Tx) error {
			body, err := dossier.Pack(tx, by, volume, bound)
			if err != nil {
				return err
			}
			b, err := dossier.ReadBundle(body)
			held := 0
			for name, f := range b.Files {
				if strings.HasSuffix(name, ".png") || strings.HasSuffix(name, "-1.pdf") && bytes.Equal(f, scan) || strings.HasSuffix(name, "-2.docx") {
					held++
				}
			}
			if held != 3 {
				t.Errorf("the bundle holds %d of the 3 files as they came", held)
			}
			return err
		})
	})
}

func blank(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 400, 300))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// pagesOf are the words of each page of a PDF.
func pagesOf(t *testing.T, body []byte) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

// header is the text of the headers of a .docx, where the variant stands.
func header(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "word/header") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// A bundle is read back whole, and a changed one by no means.
func TestABundleComesBack(t *testing.T) {
	on(t, func(d desk) {
		m := d.served()
		var body []byte
		d.Must(func(tx *db.Tx) error {
			v, err := dossier.Gather(tx, d.As("handler"), m.ID, dossier.Asking{Variant: dossier.Internal})
			if err != nil {
				return err
			}
			body, err = dossier.Pack(tx, d.As("handler"), v, dossier.Bound{})
			return err
		})
		b, err := dossier.ReadBundle(body)
		if err != nil {
			t.Fatal(err)
		}
		if b.Manifest.Matter.Number != m.Number || len(b.Record.Parties) != 2 || b.Record.Parties[0].Phone != phoneA || len(b.Manifest.Events) < 5 {
			t.Errorf("got %+v and %+v, want the matter with its parties and what happened", b.Manifest.Matter, b.Record)
		}
		var taken matter.Matter
		d.Must(func(tx *db.Tx) error {
			ours, err := b.Ours(tx)
			if !ours {
				t.Error("the bundle was not signed here")
			}
			if err != nil {
				return err
			}
			files, err := tx.Files()
			if err != nil {
				return err
			}
			papers, left, err := b.Store(t.Context(), files)
			if err != nil || len(papers) < 3 || len(left) > 0 {
				t.Errorf("%d papers stored, %q left out, %v", len(papers), left, err)
			}
			if taken, err = dossier.TakeIn(tx, d.As("clerk"), b, d.Estate.ID, papers); err != nil {
				return err
			}
			all, err := matter.Attachments(tx, taken.ID)
			if len(all) != len(papers) {
				t.Errorf("%d papers came along, want %d", len(all), len(papers))
			}
			return err
		})
		if taken.Title != m.Title || taken.Number == m.Number {
			t.Errorf("got %q as %s, want the same words under a number of its own", taken.Title, taken.Number)
		}
		for name, c := range map[string]struct {
			change func(files map[string][]byte)
			words  string
		}{
			"a changed paper":   {func(f map[string][]byte) { f["record.json"] = append(f["record.json"], ' ') }, "被改过"},
			"a missing paper":   {func(f map[string][]byte) { delete(f, "record.json") }, "少了"},
			"a paper too many":  {func(f map[string][]byte) { f["papers/99.docx"] = []byte("x") }, "多了"},
			"a changed list":    {func(f map[string][]byte) { f["manifest.json"] = append(f["manifest.json"], '\n') }, "签名不对"},
			"no signature":      {func(f map[string][]byte) { delete(f, "signature.json") }, "没有签名"},
			"a foreign archive": {func(f map[string][]byte) { clear(f); f["a.txt"] = []byte("x") }, "清单"},
		} {
			files := unzip(t, body)
			c.change(files)
			if _, err := dossier.ReadBundle(zipped(t, files)); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), c.words) {
				t.Errorf("%s: got %v, want a refusal that says %q", name, err, c.words)
			}
		}
	})
}

func unzip(t *testing.T, body []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func zipped(t *testing.T, files map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, body := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Archiving issues every complete paper: the dossier says for ever what it says now.
func TestFreezing(t *testing.T) {
	on(t, func(d desk) {
		m := d.served()
		d.refused("", func(tx *db.Tx) error { return dossier.Freeze(tx, d.As("handler"), m.ID) })
		d.Must(func(tx *db.Tx) error { return dossier.Freeze(tx, d.As("archive"), m.ID) })
		p := d.piece(m.ID, document.PetitionRegister)
		if len(p.Lacks) == 0 && p.Piece.State != document.Issued {
			t.Errorf("the register is complete and %s, want issued", p.Piece.State)
		}
	})
}

// A template of the street's own is looked at before it is used, and a paper
// remembers which it was made from.
func TestOwnTemplates(t *testing.T) {
	on(t, func(d desk) {
		m := d.served()
		by := d.As("petition")
		template := func(words string) []byte {
			file, err := docx.Layout{Blocks: []docx.Block{docx.Para{Text: "本街道自己的格式"}, docx.Para{Text: words}}}.Template()
			if err != nil {
				t.Fatal(err)
			}
			return file
		}
		offer := func(words string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := dossier.Offer(tx, by, dossier.Offered{Form: document.PetitionRegister, Name: "登记表.docx", Body: template(words)})
				return err
			}
		}
		d.refused("第2段", offer("{{没有这个名称}}登记"))
		d.refused("没有这个名称", offer("{{没有这个名称}}登记"))
		d.refused("WPS", func(tx *db.Tx) error {
			_, err := dossier.Offer(tx, by, dossier.Offered{Form: document.PetitionRegister, Name: "登记表.doc", Body: template("x")})
			return err
		})
		d.refused("", func(tx *db.Tx) error {
			_, err := dossier.Offer(tx, d.As("mediator"), dossier.Offered{Form: document.PetitionRegister, Name: "登记表.docx", Body: template("x")})
			return err
		})
		var id string
		d.Must(func(tx *db.Tx) error {
			var err error
			id, err = dossier.Offer(tx, by, dossier.Offered{Form: document.PetitionRegister, Name: "登记表.docx", Body: template("事由是{{事由}}")})
			return err
		})
		if said := whole(t, d.piece(m.ID, document.PetitionRegister)); strings.Contains(said, "本街道自己的格式") {
			t.Error("the template is used before anybody put it in use")
		}
		d.Must(func(tx *db.Tx) error { return dossier.Use(tx, by, document.PetitionRegister, id) })
		if said := whole(t, d.piece(m.ID, document.PetitionRegister)); !strings.Contains(said, "事由是"+m.Title) {
			t.Errorf("got %q, want the street's own paper", said)
		}
		piece := d.piece(m.ID, document.PetitionRegister).Piece
		d.Must(func(tx *db.Tx) error { return dossier.Issue(tx, d.As("handler"), m.ID, piece.ID, 0) })
		d.Must(func(tx *db.Tx) error { return dossier.Restore(tx, by, document.PetitionRegister) })
		if p := d.piece(m.ID, document.PetitionRegister); !p.Template.Own || !strings.Contains(whole(t, p), "本街道自己的格式") {
			t.Error("the issued paper does not remember its template")
		}
		d.Must(func(tx *db.Tx) error {
			told, err := event.List(tx, event.Filter{Subject: "templates", Limit: 10})
			if len(told) != 3 {
				t.Errorf("got %d events, want offered, used and restored", len(told))
			}
			return err
		})
	})
}

// FuzzReadBundle holds that whatever is brought as a bundle is taken whole or
// refused with a sentence.
func FuzzReadBundle(f *testing.F) {
	var one bytes.Buffer
	z := zip.NewWriter(&one)
	for name, text := range map[string]string{
		"manifest.json": `{"format":"fengsheng-dossier/1","files":[{"name":"record.json","sha256":"00"}]}`, "signature.json": `{"key":"00","signature":"00"}`, "record.json": "{}",
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			f.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(one.Bytes())
	f.Add([]byte("PK"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if _, err := dossier.ReadBundle(body); err != nil && fault.Of(err) == nil {
			t.Errorf("refused without a sentence: %v", err)
		}
	})
}

// A letter that would have a gap asks for it, and is not issued with one; what is
// supplied is a fact of the matter from then on.
func TestALetterHasNoGaps(t *testing.T) {
	on(t, func(d desk) {
		m := d.served()
		by := d.As("handler")
		var id string
		d.Must(func(tx *db.Tx) error {
			var err error
			id, err = dossier.Add(tx, by, m.ID, document.WhereSent)
			return err
		})
		lacks := func() (names []string) {
			d.Must(func(tx *db.Tx) error {
				_, p, err := dossier.Open(tx, by, m.ID, id)
				for _, a := range p.Lacks {
					names = append(names, a.Name)
				}
				return err
			})
			return names
		}
		if got := lacks(); !slices.Equal(got, []string{"有权机关", "办理方式"}) {
			t.Fatalf("the letter lacks %v", got)
		}
		d.refused("办理方式", func(tx *db.Tx) error { return dossier.Issue(tx, by, m.ID, id, 0) })
		answer := func(way string) {
			d.Must(func(tx *db.Tx) error {
				return dossier.Answer(tx, by, m.ID, id, dossier.Answering{Answers: map[string]string{"有权机关": "区住建局", "办理方式": way, "登记号": "另一个"}})
			})
		}
		answer("交办")
		if got := lacks(); len(got) > 0 {
			t.Errorf("answered, it still lacks %v", got)
		}
		answer("")
		if got := lacks(); !slices.Equal(got, []string{"办理方式"}) {
			t.Errorf("taken back, it lacks %v", got)
		}
		answer("转送")
		var p dossier.Paper
		d.Must(func(tx *db.Tx) error {
			if err := dossier.Issue(tx, by, m.ID, id, 0); err != nil {
				return err
			}
			var err error
			_, p, err = dossier.Open(tx, by, m.ID, id)
			return err
		})
		if said := whole(t, p); !strings.Contains(said, "以转送方式交区住建局办理") || !strings.Contains(said, m.Number) {
			t.Errorf("the letter says %s", said)
		}
	})
}

// A paper says where it has an empty box, what was seen of identities, and where it
// happened even when only the estate was written down.
func TestAPaperSaysWhatIsNotOnRecord(t *testing.T) {
	on(t, func(d desk) {
		m := d.Sorted(matter.Mediation, func(in *matter.Intake) { in.Place = "" })
		by := d.As("mediator")
		var identity, form dossier.Paper
		open := func() {
			d.Must(func(tx *db.Tx) error {
				for _, f := range []document.Form{document.Identity, document.AcceptanceForm} {
					id, err := document.Add(tx, by, matter.Keys(tx, m.ID), document.Piece{Matter: string(m.ID), Form: f})
					if err != nil {
						return err
					}
					_, p, err := dossier.Open(tx, d.As("chair"), m.ID, id)
					if err != nil {
						return err
					}
					if f == document.Identity {
						identity = p
					} else {
						form = p
					}
				}
				return nil
			})
		}
		open()
		untold, err := form.Untold()
		if err != nil || !slices.Contains(untold, "民族") || slices.Contains(untold, "身份证号") {
			t.Errorf("the form says %v is not on record, %v", untold, err)
		}
		if said := whole(t, identity); strings.Contains(said, "| 已核对") {
			t.Errorf("nobody was seen: %s", said)
		}
		d.Must(func(tx *db.Tx) error { return matter.IdentitySeen(tx, m.ID, tx.Today()) })
		open()
		if said := whole(t, identity); !strings.Contains(said, "已核对，号码没有登记") {
			t.Errorf("seen, without numbers: %s", said)
		}
		if got := form.Data.Text["地点"]; got != d.Estate.Name {
			t.Errorf("it happened at %q, want the estate", got)
		}
	})
}
