package official

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
)

// pdf has LibreOffice set the document. Where it is missing the test is
// skipped, except in CI.
func pdf(t *testing.T, d Document) string {
	t.Helper()
	if testing.Short() {
		t.Skip("rendering is left out of -short")
	}
	for _, tool := range []string{"soffice", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil && os.Getenv("CI") == "true" {
			t.Fatalf("%s is not installed, and CI needs it", tool)
		} else if err != nil {
			t.Skipf("%s is not installed: the page was not checked", tool)
		}
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "a.docx")
	if err := os.WriteFile(file, docx(t, d), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir, file)
	return filepath.Join(dir, "a.pdf")
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: got %v: %s", name, err, out)
	}
	return string(out)
}

// page is the text of one page; option is -layout or -bbox.
func page(t *testing.T, file string, n int, option string) string {
	return run(t, "pdftotext", "-f", strconv.Itoa(n), "-l", strconv.Itoa(n), option, file, "-")
}

// hanLines are the numbers of Han characters in the lines that have any.
func hanLines(text string) []int {
	var counts []int
	for l := range strings.Lines(text) {
		n := 0
		for _, r := range l {
			if unicode.Is(unicode.Han, r) {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, n)
		}
	}
	return counts
}

func TestRenderedPageHas22LinesOf28Characters(t *testing.T) {
	long := strings.Repeat("街道依法化解矛盾纠纷并记录在案再由专人回访核实", 80)
	file := pdf(t, Document{Title: "枫林街道2031年度法治政府建设报告", Blocks: []Block{Prose(long)}, Mark: "EXAMPLE"})
	for n, rows := range map[int]int{1: 21, 2: 22} { // the title's page has a blank line
		lines := hanLines(page(t, file, n, "-layout"))
		if len(lines) != rows {
			t.Errorf("page %d: got %d lines, want %d", n, len(lines), rows)
		}
		for i, count := range lines {
			want := 28
			switch {
			case n == 1 && i == 0:
				want = 14 // the title
			case n == 1 && i == 1:
				want = 26 // two characters in
			}
			if count != want {
				t.Errorf("page %d, line %d: got %d characters, want %d", n, i+1, count, want)
			}
		}
	}
	for n := 1; n <= 3; n++ {
		if text := words(page(t, file, n, "-layout")); !strings.Contains(text, "EXAMPLE") {
			t.Errorf("page %d: got no mark, want it", n)
		}
		pageNumber(t, file, n)
	}
}

var box = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<`)

// pageNumber checks 7.5: — n —, odd right, even left, one character in, its
// dashes 7 mm below the text area.
func pageNumber(t *testing.T, file string, n int) {
	t.Helper()
	const point = 20.0 // twips
	var text string
	var left, right, above, below float64
	for _, m := range box.FindAllStringSubmatch(page(t, file, n, "-bbox"), -1) {
		var at [4]float64
		for i := range at {
			at[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		if at[1] < (pageHeight-marginBottom)/point {
			continue
		}
		if text == "" {
			left, above, below = at[0], at[1], at[3]
		}
		text, right = text+m[5], at[2]
	}
	if want := "—" + strconv.Itoa(n) + "—"; text != want {
		t.Errorf("page %d: got number %q, want %q", n, text, want)
	}
	side, want := right, (pageWidth-marginRight-280)/point
	if n%2 == 0 {
		side, want = left, (marginLeft+280)/point
	}
	if side < want-2 || side > want+2 {
		t.Errorf("page %d: got its number at %.1f pt, want %.1f", n, side, want)
	}
	const dash = (pageHeight-marginBottom)/point + 7*72/25.4
	if above > dash || below < dash {
		t.Errorf("page %d: got its number between %.1f and %.1f pt, want it around %.1f", n, above, below, dash)
	}
}

func TestRenderedDocumentKeepsItsElements(t *testing.T) {
	d := invented()
	file := pdf(t, d)
	if got := hanLines(page(t, file, 1, "-layout")); len(got) < 3 || got[1] != 12 || got[2] != 18 {
		t.Errorf("mark and title: got lines of %v characters, want 2, 12, 18", got)
	}
	whole := words(run(t, "pdftotext", "-layout", file, "-"))
	for _, want := range []string{"松江新区司法局：", "附件：1.2031年度工作台账", "2.2032年计划", "2032年2月8日", "（此件公开发布）", "初审：赵甲", "附件2"} {
		if !strings.Contains(whole, want) {
			t.Errorf("rendered text: got no %s, want it", want)
		}
	}
}

func TestRenderedHeadingIsNotLeftBehind(t *testing.T) {
	for rows := 18; rows <= 21; rows++ {
		t.Run(strconv.Itoa(rows), func(t *testing.T) {
			t.Parallel()
			file := pdf(t, Document{Title: "通知", Blocks: []Block{
				Prose(strings.Repeat("文", 28*(rows-2)-2)), Heading{Level: 1, Text: "一、标题"}, Prose("正文在标题之后。"),
			}})
			for n := 1; n <= 2; n++ {
				text := words(page(t, file, n, "-layout"))
				if strings.Contains(text, "一、标题") != strings.Contains(text, "正文在标题之后。") {
					t.Errorf("%d lines before it: got the heading parted from its text on page %d", rows, n)
				}
				if strings.Contains(text, "一、标题") {
					return
				}
			}
			t.Error("got no heading on two pages, want it")
		})
	}
}
