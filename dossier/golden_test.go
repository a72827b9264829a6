package dossier_test

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/beevik/etree"

	"fengsheng/administrative"
	"fengsheng/document"
	"fengsheng/dossier"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/office"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/sample/stage"
)

var (
	update  = flag.Bool("update", false, "write the golden files anew")
	picture = flag.String("picture", "", "a folder for the PDFs of every form")
)

// agreed is a mediation from its application to the visit after the agreement.
func (d desk) agreed() matter.Matter {
	d.T.Helper()
	m := d.Sorted(matter.Mediation, func(in *matter.Intake) {
		in.Parties = []matter.Party{
			{
				Side: matter.Applicant, Name: "甲一某", Phone: phoneA, Address: homeA, IDNumber: "110101199003078056",
				About: matter.About{Ethnicity: "汉族", Occupation: "教师"},
			},
			{
				Side: matter.Respondent, Body: true, Name: "某物业服务有限公司", Phone: phoneB, Address: "和顺街88号",
				About: matter.About{Representative: "丙某", Post: "经理"},
			},
		}
	})
	by := d.As("mediator")
	everything := []string{}
	for _, c := range mediation.Checklist {
		everything = append(everything, c.Code)
	}
	for _, do := range []func(tx *db.Tx) (matter.Matter, error){
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Apply(tx, by, m.ID, mediation.Application{Facts: "2024年3月起楼上管道漏水，泡坏了天花板和衣柜，多次协商没有结果。请求修好管道并赔偿损失。", Mediator: by.Officer, NoTie: true, Referred: true})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.AskOther(tx, by, m.ID, mediation.Asking{Reached: true, Log: "电话联系，愿意谈"})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Accept(tx, by, m.ID, mediation.Acceptance{AllAgree: true, NotExcluded: true, NoTie: true})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Start(tx, by, m.ID, mediation.Beginning{RightsTold: true, IdentitySeen: true, Record: "双方到场。申请人说了漏水的经过，物业公司承认管道老化，愿意维修，对赔偿数额有不同意见。"})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Investigate(tx, by, m.ID, mediation.Session{Second: "丁某", Asked: "楼长戊某", Text: "看了现场，天花板有两处水渍，衣柜背板变形。", Evidence: true})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Continue(tx, by, m.ID, mediation.Continuation{Until: tx.Today().AddDays(45), AllAgree: true, Why: "等维修报价"})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			parties, err := matter.Parties(tx, m.ID)
			if err != nil {
				return m, err
			}
			return mediation.WriteDraft(tx, by, m.ID, mediation.Draft{
				Facts: "管道老化漏水，物业公司负有维修责任。", Terms: "一、物业公司于七日内修好管道；\n二、物业公司赔偿甲一某损失2300元。", Amount: 2300_00, How: "银行转账，付款到甲一某的账户。",
				PerformOn: tx.Today().AddDays(7), Checked: everything, Duties: []mediation.Promise{
					{Party: parties[1].ID, Words: "修好管道", DueOn: tx.Today().AddDays(7)},
					{Party: parties[1].ID, Words: "赔偿损失", Amount: 2300_00, DueOn: tx.Today().AddDays(7)},
				},
			})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			on := tx.Today()
			return mediation.AgreeWritten(tx, by, m.ID, mediation.Signing{PartiesOn: on, AllParties: true, MediatorOn: on, SealOn: on, Seal: "committee"})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Perform(tx, by, m.ID, mediation.Performance{How: mediation.AgreementPerformed, Proof: true, Words: "已转账，已修好"})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.FollowUpVisit(tx, by, m.ID, mediation.FollowUp{Satisfied: "yes", Words: "上门看过，管道已修好，没有再漏。"})
		},
	} {
		m = d.Step(do)
	}
	return m
}

// organ is an administrative mediation with its agreement.
func (d desk) organ() matter.Matter {
	d.T.Helper()
	m := d.Sorted(matter.Administrative)
	handler := d.As("handler")
	for _, do := range []func(tx *db.Tx) (matter.Matter, error){
		func(tx *db.Tx) (matter.Matter, error) {
			return administrative.Apply(tx, handler, m.ID, administrative.Application{Organ: "某市场监管所", Facts: "买的电器三天就坏，要求退货。"})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return administrative.Accept(tx, d.As("unithead"), m.ID, administrative.Acceptance{AllAgree: true, Officer: handler.Officer, NoTie: true})
		},
	} {
		m = d.Step(do)
	}
	return m
}

// answered is the paper of a form with every question answered, as .docx.
func (d desk) answered(m matter.Matter, f document.Form) []byte {
	d.T.Helper()
	by := d.As(map[matter.Kind]string{matter.Mediation: "mediator", matter.Petition: "handler", matter.Administrative: "handler"}[m.Kind])
	var file []byte
	d.Must(func(tx *db.Tx) error {
		id := ""
		_, all, err := dossier.Papers(tx, by, m.ID)
		for _, p := range all {
			if p.Form == f && p.State == document.Open {
				id = p.ID
			}
		}
		if err == nil && id == "" {
			id, err = dossier.Add(tx, by, m.ID, f)
		}
		if err != nil {
			return err
		}
		_, p, err := dossier.Open(tx, by, m.ID, id)
		if err != nil {
			return err
		}
		answers := map[string]string{}
		for _, a := range p.Sheet.Asks {
			if p.Piece.Facts[a.Name] == "" {
				answers[a.Name] = answerTo(a)
			}
		}
		if err := dossier.Answer(tx, by, m.ID, id, dossier.Answering{Answers: answers}); err != nil {
			return fmt.Errorf("%s: %w", f, err)
		}
		if _, p, err = dossier.Open(tx, by, m.ID, id); err != nil {
			return err
		}
		file, err = p.File()
		return err
	})
	return file
}

func answerTo(a document.Ask) string {
	_, example, found := strings.Cut(a.Hint, "例如")
	switch {
	case a.Kind == document.Date:
		return "2024-05-20"
	case len(a.Options) > 0:
		return a.Options[0]
	case found:
		return strings.TrimLeft(strings.TrimRight(strings.FieldsFunc(example, func(r rune) bool { return r == '，' || r == '。' })[0], "。"), "：")
	case a.Kind == document.Text:
		return a.Label + "的第一项内容，写得长一些，看一看换行以后是什么样子，表格会不会被撑开。\n" + a.Label + "的第二项内容。"
	}
	return a.Label + "的内容"
}

// Every form, filled from the records of a matter and answers to its questions:
// the document as XML and what its PDF says are the golden files.
func TestGoldenForms(t *testing.T) {
	clock := dbtest.At(stage.Morning)
	var forms []document.Form
	var files [][]byte
	d := desk{stage.Over(t, dbtest.SQLite(t, clock), clock)}
	of := map[byte]matter.Matter{'M': d.agreed(), 'P': d.served(), 'V': d.organ()}
	for _, f := range document.Forms() {
		if _, made := document.SheetOf(f); made {
			forms, files = append(forms, f), append(files, d.answered(of[f[0]], f))
		}
	}
	if len(forms) < 40 {
		t.Errorf("%d forms are made", len(forms))
	}
	for i, f := range forms {
		golden(t, string(f)+".xml", pretty(t, files[i]))
	}
	soffice, there := office.Find()
	if !there {
		if os.Getenv("CI") != "" {
			t.Fatal("LibreOffice is not here, so nobody knows what the PDFs say")
		}
		t.Skip("LibreOffice is not here")
	}
	pdfs, err := soffice.PDF(t.Context(), files...)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range forms {
		if *picture != "" {
			if err := os.WriteFile(filepath.Join(*picture, string(f)+".pdf"), pdfs[i], 0o600); err != nil {
				t.Fatal(err)
			}
		}
		golden(t, string(f)+".txt", said(t, pdfs[i]))
	}
}

// pretty is the body of a .docx, a line for each element.
func pretty(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(body); err != nil {
		t.Fatal(err)
	}
	doc.IndentTabs()
	text, err := doc.WriteToString()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// said is the text of a PDF, without the spaces that only place it.
func said(t *testing.T, pdf []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, line := range strings.Split(string(out), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Error(err)
		return
	}
	if got != string(want) {
		t.Errorf("%s is not as it was; look at it and run with -update\n%s", name, firstDifference(got, string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d: got %q, want %q", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(g), len(w))
}
