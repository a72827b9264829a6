package frametest_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
)

// rewritten is a .docx in whose text old stands as new; Word has split what it
// stands in where new has a |.
func rewritten(t *testing.T, file []byte, old, new string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatalf("no .docx: %v", err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			if !bytes.Contains(body, []byte(old)) {
				t.Fatalf("the template does not say %q", old)
			}
			split := strings.ReplaceAll(new, "|", `</w:t></w:r><w:r><w:t xml:space="preserve">`)
			body = bytes.Replace(body, []byte(old), []byte(split), 1)
		}
		part, err := w.Create(f.Name)
		if err == nil {
			_, err = part.Write(body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A street replaces a form by its own .docx: a broken one says which name, in which
// paragraph and near what; a good one is looked at with a real matter before it is
// used, and every paper remembers what it was made from.
func TestAStreetsOwnTemplate(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := begun(t, s, "inProgress")
	number := s.As("chair").Get("/matters/" + id).Text(".identity")
	number = number[strings.Index(number, "东盛矛登"):]
	number = number[:strings.Index(number, "号")+len("号")]
	s.As("clerk").Get("/templates").WantStatus(http.StatusForbidden)

	chair := s.As("chair")
	page := chair.Get("/templates/M10").Want("main", "系统自带的格式")
	own := chair.Get("/templates/M10/file").Body
	for _, bad := range []struct{ old, new, want string }{
		{"{{登记号}}", "{{登|计号}}", "{{登计号}}"},
		{"{{登记号}}", "{{登|计号}}", "登记号"}, // the nearest that is known
		{"{{登记号}}", "{{登记号", "附近"},
	} {
		page.Form(`form[action="/templates/M10"]`).Attach("file", "终止.docx", rewritten(t, own, bad.old, bad.new)).Submit().
			WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", bad.want).Want(".error-summary", "段")
	}
	page.Form(`form[action="/templates/M10"]`).Attach("file", "终止.docx", []byte("PK but no zip")).Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", ".docx")
	page.Form(`form[action="/templates/M10"]`).Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请选择.docx文件")

	preview := page.Form(`form[action="/templates/M10"]`).Attach("file", "终止.docx", rewritten(t, own, "{{登记号}}", "第{{登|记|号}}件，本街道印")).Set("note", "加了一行").Submit().
		WantStatus(http.StatusOK).Want(".banner", "还没有启用")
	preview.Form(`main form[method="get"]`).Set("matter", "没有这件").Submit().Want(".error-summary", "找不到")
	preview = preview.Form(`main form[method="get"]`).Set("matter", number).Submit().Want(".paper-sheet", "第"+number+"件，本街道印")
	preview.Form(`form[action="/templates/M10/use"]`).Submit().WantStatus(http.StatusOK).Want(".banner", "已启用").Want("td", "在用").Want("td", "加了一行")

	paper := s.As("mediator").Get("/matters/"+id+"/papers").Form("section form").Set("form", "M10").Submit().WantStatus(http.StatusOK).Want(".paper-sheet", "本街道印").Want("dd", "本街道的模板：终止.docx")
	chair.Get("/templates/M10").Form(`form[action="/templates/M10/use"]`).Submit().Want(".banner", "已恢复")
	s.As("mediator").Get(paper.Path).Want("dd", "系统自带的格式") // it is still open
}
