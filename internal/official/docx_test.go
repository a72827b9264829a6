package official

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fengsheng/internal/fault"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			t.Fatalf("%s, line %d: got %q, want %q", path, i+1, g[min(i, len(g)-1)], w[min(i, len(w)-1)])
		}
	}
}

func TestGolden(t *testing.T) {
	d := invented()
	golden(t, "document.txt", d.Text())
	names, parts := unpacked(t, docx(t, d))
	var b strings.Builder
	for _, n := range names {
		b.WriteString("===== " + n + " =====\n" + parts[n])
	}
	golden(t, "parts.txt", b.String())
}

func TestSameDocumentSameBytes(t *testing.T) {
	if a, b := docx(t, invented()), docx(t, invented()); !bytes.Equal(a, b) {
		t.Error("two files of one document: got different bytes, want the same")
	}
	names, _ := unpacked(t, docx(t, invented()))
	if !slices.IsSorted(names) || names[0] != "[Content_Types].xml" {
		t.Errorf("parts: got %q, want them sorted with [Content_Types].xml first", names)
	}
}

func TestEveryPartIsDeclaredAndWellFormed(t *testing.T) {
	bare := Document{Title: "通知"}
	for _, d := range []Document{invented(), bare, hostile()} {
		names, parts := unpacked(t, docx(t, d))
		for _, n := range names {
			wellFormed(t, n, parts[n])
			known := strings.HasSuffix(n, ".rels") || strings.HasPrefix(n, "[") || strings.Contains(parts["[Content_Types].xml"], `PartName="/`+n+`"`)
			if !known {
				t.Errorf("%s: got no content type, want one", n)
			}
		}
		for _, m := range regexp.MustCompile(`Target="([^"]+)"`).FindAllStringSubmatch(parts["word/_rels/document.xml.rels"], -1) {
			if parts["word/"+m[1]] == "" {
				t.Errorf("relationship to %s: got no such part, want one", m[1])
			}
		}
	}
}

func wellFormed(t *testing.T, name, part string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(part)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s: got %v, want well-formed XML", name, err)
		}
	}
}

func TestEveryStyleUsedIsDefined(t *testing.T) {
	_, parts := unpacked(t, docx(t, invented()))
	for name, part := range parts {
		for _, m := range regexp.MustCompile(`w:(?:pStyle|basedOn) w:val="([^"]+)"`).FindAllStringSubmatch(part, -1) {
			if !strings.Contains(parts["word/styles.xml"], `w:styleId="`+m[1]+`"`) {
				t.Errorf("%s: style %s: got no definition, want one", name, m[1])
			}
		}
	}
}

func TestEveryRunNamesItsChineseFace(t *testing.T) {
	_, parts := unpacked(t, docx(t, invented()))
	for name, part := range parts {
		runs, faces := strings.Count(part, "<w:r>"), strings.Count(part, `<w:r><w:rPr><w:rFonts w:hint="eastAsia"`)
		if runs != faces {
			t.Errorf("%s: got %d of %d runs with a face, want all", name, faces, runs)
		}
	}
}

func TestPageIsTheStandards(t *testing.T) {
	_, parts := unpacked(t, docx(t, invented()))
	for part, wants := range map[string][]string{
		"word/document.xml": {
			`<w:pgSz w:w="11906" w:h="16838"/>`,
			`<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="1304" w:footer="1446" w:gutter="0"/>`,
			`<w:docGrid w:type="lines" w:linePitch="579"/>`,
			`<w:cantSplit/><w:tblHeader/>`,
		},
		"word/styles.xml": {
			`<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>`,
			`<w:spacing w:val="-5"/><w:sz w:val="32"/>`,
			`<w:ind w:firstLineChars="200" w:firstLine="640"/>`,
		},
		"word/settings.xml": {`<w:evenAndOddHeaders/>`},
		"word/footer1.xml":  {`<w:ind w:right="280"/><w:jc w:val="right"/>`, ` PAGE `},
		"word/footer2.xml":  {`<w:ind w:left="280"/><w:jc w:val="left"/>`, ` PAGE `},
	} {
		for _, want := range wants {
			if !strings.Contains(parts[part], want) {
				t.Errorf("%s: got no %s, want it", part, want)
			}
		}
	}
	for _, name := range []string{"word/fontTable.xml", "word/document.xml"} {
		if strings.Contains(parts[name], "embed") {
			t.Errorf("%s: got an embedded thing, want none", name)
		}
	}
}

func TestFacesOfTheLevels(t *testing.T) {
	_, parts := unpacked(t, docx(t, invented()))
	for text, want := range map[string]string{
		"一、主要举措和成效": "黑体", "（一）抓学习，依法办事能力不断提高。": "楷体_GB2312", "（二）抓化解": "楷体_GB2312", "1.调解": "仿宋_GB2312",
		"（1）回访": "仿宋_GB2312", "一是带头学法。全年集中学习": "仿宋_GB2312", "附件1": "黑体", "社区": "黑体",
	} {
		run := regexp.MustCompile(`w:eastAsia="([^"]+)"[^>]*/></w:rPr><w:t xml:space="preserve">` + regexp.QuoteMeta(text) + `<`)
		if m := run.FindStringSubmatch(parts["word/document.xml"]); m == nil || m[1] != want {
			t.Errorf("%s: got face %q, want %s", text, m, want)
		}
	}
}

func TestDocumentWithoutMarkHasNoHeader(t *testing.T) {
	d := invented()
	d.Mark = " \u0007 "
	names, parts := unpacked(t, docx(t, d))
	if slices.Contains(names, "word/header1.xml") || strings.Contains(parts["word/document.xml"], "headerReference") {
		t.Errorf("without a mark: got a header in %q, want none", names)
	}
}

func TestCheckRefuses(t *testing.T) {
	wide := Table{Caption: "宽表", Head: make([]string, 64)}
	for name, row := range map[string]struct {
		d    Document
		want string
	}{
		"no title":                 {Document{Title: " \t"}, "公文没有标题，请先填写标题"},
		"attachment without title": {Document{Title: "通知", Attachments: []Attachment{{}}}, "附件1没有名称，请先填写名称"},
		"too many columns":         {Document{Title: "通知", Blocks: []Block{wide}}, "表格“宽表”有64列，最多63列，请拆成几个表"},
		"in an attachment":         {Document{Title: "通知", Attachments: []Attachment{{Title: "表", Blocks: []Block{wide}}}}, "表格“宽表”有64列，最多63列，请拆成几个表"},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			err := row.d.WriteDOCX(&b)
			if !fault.Is(err, fault.Invalid) || err.Error() != row.want || b.Len() > 0 {
				t.Errorf("got %v and %d bytes, want %s and none", err, b.Len(), row.want)
			}
		})
	}
	for _, b := range []Block{Heading{Level: 0, Text: "一"}, Heading{Level: 5, Text: "一"}, Paragraph{Lead: "一", Level: 9}} {
		if err := (Document{Title: "通知", Blocks: []Block{b}}).Check(); err == nil || fault.Of(err) != nil {
			t.Errorf("%#v: got %v, want a failure", b, err)
		}
	}
}

type brokenWriter struct{ left int }

func (w *brokenWriter) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

func TestWriteErrorIsReported(t *testing.T) {
	for left := 0; left < 4000; left += 500 {
		if err := invented().WriteDOCX(&brokenWriter{left}); err == nil {
			t.Errorf("writer that takes %d bytes: got no error, want one", left)
		}
	}
}
