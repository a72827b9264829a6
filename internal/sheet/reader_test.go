package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"fengsheng/internal/fault"
	"fengsheng/internal/sheet"
)

// read gives the rows of the first sheet as lines: 3:甲|乙.
func read(data []byte) (lines []string, err error) {
	f, err := sheet.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	for _, name := range f.Sheets()[:min(1, len(f.Sheets()))] {
		err = f.Each(name, sheet.MostRows, func(r sheet.Row) error {
			lines = append(lines, fmt.Sprintf("%d:%s", r.Number, strings.Join(r.Cells, "|")))
			return nil
		})
	}
	return lines, err
}

func book(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(f *excelize.File, values map[string]any) {
	for at, v := range values {
		if err := f.SetCellValue("Sheet1", at, v); err != nil {
			panic(err)
		}
	}
}

func plainBook(t testing.TB) []byte {
	return book(t, func(f *excelize.File) {
		set(f, map[string]any{"A1": "社区纠纷台账", "A2": "日期", "B2": "事由", "C2": "人数", "A3": time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), "B3": "漏水", "C3": 13800000000, "D4": "  ", "B6": "'=1", "A6": "2024.5.2"})
		_ = f.MergeCell("Sheet1", "A1", "C1")
	})
}

// altered is the book with one part changed, or one more.
func altered(t testing.TB, data []byte, name string, change func(string) string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	found := false
	for _, p := range z.File {
		r, err := p.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(p.Name, name) {
			content, found = []byte(change(string(content))), true
		}
		put(t, out, p.Name, string(content))
	}
	if !found {
		put(t, out, name, change(""))
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func put(t testing.TB, z *zip.Writer, name, content string) {
	t.Helper()
	w, err := z.Create(name)
	if err == nil {
		_, err = io.WriteString(w, content)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestReadingABook(t *testing.T) {
	t.Parallel()
	got, err := read(plainBook(t))
	want := "1:社区纠纷台账 / 2:日期|事由|人数 / 3:45413|漏水|13800000000 / 6:2024.5.2|=1"
	if text := strings.Join(got, " / "); err != nil || text != want {
		t.Errorf("got %s (%v), want %s", text, err, want)
	}
}

// What is written is read again as it was.
func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	t.Parallel()
	for _, as := range []sheet.As{sheet.XLSX, sheet.CSV} {
		got, err := read(write(t, as, matters, sampleRows...))
		text := strings.Join(got, " / ")
		if err != nil || !strings.Contains(text, "20240501-001|013800000000|") || !strings.Contains(text, "|=HYPERLINK(\"x\")，\"甲\"") ||
			!strings.Contains(text, "110101199001011234|+8613800000000|||-5|第一行\n第二行") {
			t.Errorf("%s: got %s (%v)", as, text, err)
		}
	}
}

func TestReadingText(t *testing.T) {
	t.Parallel()
	const lines = "编号,事由,日期\r\n\r\n1,\"漏水，\n要求\"\"赔偿\"\"\",2024-5-1\r\n2,噪音,2024年5月2日\r\n"
	want := "1:编号|事由|日期 / 3:1|漏水，\n要求\"赔偿\"|2024-5-1 / 4:2|噪音|2024年5月2日"
	encoded := func(b []byte, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for name, data := range map[string][]byte{
		"UTF-8":               []byte(lines),
		"UTF-8 with its mark": []byte("\ufeff" + lines),
		"GBK":                 encoded(simplifiedchinese.GBK.NewEncoder().Bytes([]byte(lines))),
		"GB18030":             encoded(simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(lines))),
		"UTF-16, low first":   encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(lines))),
		"UTF-16, high first":  encoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(lines))),
		"UTF-16 without mark": encoded(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(lines))),
		"tabs":                []byte(strings.ReplaceAll(strings.ReplaceAll(lines, ",", "\t"), "漏水，", "漏水，")),
		"semicolons":          []byte(strings.ReplaceAll(lines, ",", ";")),
	} {
		got, err := read(data)
		if text := strings.Join(got, " / "); err != nil || text != want {
			t.Errorf("%s: got %q (%v), want %q", name, text, err, want)
		}
	}
	for name, data := range map[string][]byte{
		"a picture": append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01"), bytes.Repeat([]byte{0, 7, 200, 0, 0}, 99)...), "noise": bytes.Repeat([]byte{0x81, 0x7f, 0xff, 0x05}, 500), "nothing": nil,
	} {
		if got, err := read(data); fault.Of(err) == nil {
			t.Errorf("%s was read as %.80q (%v)", name, got, err)
		}
	}
}

func TestHead(t *testing.T) {
	t.Parallel()
	known := func(h string) bool { return h == "日期" || h == "事由" || h == "条件" }
	rows := func(lines ...string) []sheet.Row {
		var all []sheet.Row
		for i, l := range lines {
			all = append(all, sheet.Row{Number: i + 1, Cells: strings.Split(l, "|")})
		}
		return all
	}
	for _, c := range []struct {
		want  int
		lines []string
	}{
		{0, []string{"日期|事由", "1|2"}},
		{1, []string{"二〇二四年台账", "*日期（必填）|*事由：|电话", "1|2"}},
		{3, []string{"条件|在办", "时间|2024", "单位", "日期|事由", "x|y"}},
		{1, []string{"台账", "甲|乙", "1|2"}},
		{-1, []string{"台账", "甲"}},
		{-1, nil},
	} {
		if got := sheet.Head(rows(c.lines...), known); got != c.want {
			t.Errorf("the head of %q is %d, want %d", c.lines, got, c.want)
		}
	}
}

func sheetOf(rows string) func(string) string {
	return func(s string) string {
		start, end := strings.Index(s, "<sheetData>"), strings.Index(s, "</sheetData>")
		return s[:start] + "<sheetData>" + rows + s[end:]
	}
}

func rels(target string) func(string) string {
	return func(s string) string {
		return strings.Replace(s, "</Relationships>", target+"</Relationships>", 1)
	}
}

func TestSEC_UP_04_HostileSheetsAreRefused(t *testing.T) {
	whole := plainBook(t)
	const first = "xl/worksheets/sheet1.xml"
	many := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<row r="%d"><c r="A%d"><v>%d</v></c></row>`, i+1, i+1, i)
		}
		return b.String()
	}
	columns := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<c><v>%d</v></c>", i*7919)
		}
		return b.String()
	}
	for _, c := range []struct {
		name, want string
		file       []byte
	}{
		{"macros", "宏", altered(t, whole, "xl/vbaProject.bin", func(string) string { return "x" })},
		{"macros by another name", "宏", altered(t, whole, "[Content_Types].xml", func(s string) string {
			return strings.Replace(s, "spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml", 1)
		})},
		{"an old macro sheet", "宏", altered(t, whole, "xl/macrosheets/sheet1.xml", func(string) string { return "<a/>" })},
		{"another workbook", "别的文件", altered(t, whole, "xl/externalLinks/externalLink1.xml", func(string) string { return "<a/>" })},
		{"a link to elsewhere", "别的文件", altered(t, whole, "xl/_rels/workbook.xml.rels", rels(`<Relationship Id="x" Type="http://x/oleObject" Target="http://evil/x" TargetMode="External"/>`))},
		{"a connection", "取数", altered(t, whole, "xl/connections.xml", func(string) string { return "<a/>" })},
		{"an archive inside", "嵌着", altered(t, whole, "xl/embeddings/a.xlsx", func(string) string { return "x" })},
		{"a way out", "已损坏", altered(t, whole, "../../etc/x.xml", func(string) string { return "<a/>" })},
		{"a bomb of spaces", "过大", altered(t, whole, first, sheetOf(strings.Repeat(" \n<!-- -->", 3<<20)))},
		{"one long text", "已损坏", altered(t, whole, first, sheetOf(`<row><c t="inlineStr"><is><t>`+strings.Repeat("x", 1<<20)+`</t></is></c></row>`))},
		{"one long tag", "已损坏", altered(t, whole, first, sheetOf(`<row `+strings.Repeat(`a="1" `, 1<<18)+`/>`))},
		{"a long remark", "已损坏", altered(t, whole, first, sheetOf("<!--"+strings.Repeat("<x", 1<<19)+"-->"))},
		{"text without markup", "已损坏", altered(t, whole, first, sheetOf("<![CDATA["+strings.Repeat("<x", 9)+"]]>"))},
		{"laughs", "已损坏", altered(t, whole, first, func(s string) string {
			return `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>` + strings.Replace(s, "<v>0</v>", "<v>&b;</v>", 1)
		})},
		{"deep elements", "已损坏", altered(t, whole, first, sheetOf(strings.Repeat("<a>", 300)+strings.Repeat("</a>", 300)))},
		{"a million columns", "200列以外", altered(t, whole, first, sheetOf(`<row r="1">`+columns(1_000_000)+`</row>`))},
		{"a million empty columns", "列太多", altered(t, whole, first, sheetOf(`<row r="1">`+strings.NewReplacer("<v>", "<v a=\"", "</v>", "\"/>").Replace(columns(200_000))+`</row>`))},
		{"column 201", "200列以外", altered(t, whole, first, sheetOf(`<row r="1"><c r="GS1"><v>1</v></c></row>`))},
		{"a column no spreadsheet has", "列太多", altered(t, whole, first, sheetOf(`<row r="1"><c r="ZZZZZZZZ1"><v>1</v></c></row>`))},
		{"a row no spreadsheet has", "行号", altered(t, whole, first, sheetOf(`<row r="99999999999"><c><v>1</v></c></row>`))},
		{"a formula without a value", "第2行第3列是公式", altered(t, whole, first, sheetOf(`<row r="2"><c r="C2"><f>SUM(A1:A2)</f></c></row>`))},
		{"too many rows", "超过50000行", altered(t, whole, first, sheetOf(many(50_001)))},
		{"a text cut off by a quote", "引号", []byte("编号,事由\n1,\"" + strings.Repeat("没有结束的引号\n", 20_000))},
		{"too wide a text", "200列以外", []byte("a,b\n" + strings.Repeat("1,", 300) + "1\n")},
		{"too long a text", "超过50000行", []byte("编号,事由\n" + strings.Repeat("1,2\n", 60_000))},
		{"a program", "不是", append([]byte("MZ\x90\x00\x03\x00\x00\x00"), bytes.Repeat([]byte{0, 0, 1, 0xff, 3}, 1000)...)},
		{"an old or locked file", "不是.xlsx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more")},
		{"too many bytes", "超过20MB", make([]byte, sheet.MostBytes+1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := heap()
			var most uint64
			done := make(chan struct{})
			go func() {
				for {
					select {
					case <-done:
						return
					case <-time.After(5 * time.Millisecond):
						var m runtime.MemStats
						runtime.ReadMemStats(&m)
						most = max(most, m.HeapInuse)
					}
				}
			}()
			start := time.Now()
			_, err := read(c.file)
			close(done)
			if fault.Of(err) == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want a sentence with %q", err, c.want)
			}
			if most > before+128<<20 {
				t.Errorf("took %d MB", (most-before)>>20)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}

// A value that a formula was computed to is a value; an address somebody typed
// is text; both are ordinary in a list.
func TestWhatIsOrdinaryIsRead(t *testing.T) {
	t.Parallel()
	whole := plainBook(t)
	computed := altered(t, whole, "xl/worksheets/sheet1.xml", sheetOf(`<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>"甲"</f><v>甲</v></c></row>`))
	linked := book(t, func(f *excelize.File) {
		set(f, map[string]any{"A1": "a@example.com", "B1": "x"})
		_ = f.SetCellHyperLink("Sheet1", "A1", "mailto:a@example.com", "External")
	})
	for want, data := range map[string][]byte{"2:2|甲": computed, "1:a@example.com|x": linked} {
		if got, err := read(data); err != nil || strings.Join(got, "/") != want {
			t.Errorf("got %q (%v), want %s", got, err, want)
		}
	}
}

// Fifty thousand rows of fifteen columns are read in bounded memory.
func TestReadingIsBounded(t *testing.T) {
	table := sheet.Table{Name: "大清单", Columns: strings.Split("一二三四五六七八九十甲乙丙丁戊", "")}
	shared := book(t, func(f *excelize.File) { // with a table of its texts, as spreadsheets save
		for n := range 20_000 {
			row := []any{}
			for i := range 15 {
				row = append(row, fmt.Sprintf("第%d行第%d列的居民因楼上漏水与邻居发生纠纷", n, i))
			}
			if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", n+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	})
	files := map[string][]byte{"shared texts, 20000 rows": shared}
	for _, as := range []sheet.As{sheet.XLSX, sheet.CSV} {
		var b bytes.Buffer
		w, err := sheet.NewWriter(&b, as, table)
		if err != nil {
			t.Fatal(err)
		}
		for n := range 49_999 {
			row := make([]any, 15)
			for i := range row {
				row[i] = fmt.Sprintf("%d行%d漏水", n, i)
			}
			if err := w.Add(row...); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		files[string(as)] = b.Bytes()
	}
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	for name, data := range files {
		before, most, n := heap(), uint64(0), 0
		start := time.Now()
		f, err := sheet.Open(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(name, err)
		}
		err = f.Each(f.Sheets()[0], sheet.MostRows, func(sheet.Row) error {
			if n++; n%2000 == 1 {
				most = max(most, heap())
			}
			return nil
		})
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(name, err)
		}
		t.Logf("%s: %d bytes, %d rows in %s, %d MB more", name, len(data), n, time.Since(start), (most-before)>>20)
		if most > before+96<<20 {
			t.Errorf("%s took %d MB", name, (most-before)>>20)
		}
	}
}

// Whatever the bytes, the answer is rows or a sentence.
func FuzzOpen(f *testing.F) {
	f.Add(plainBook(f))
	f.Add([]byte("编号,事由\n1,\"漏水\n\"\n"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00\n\x00"))
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte("编号;事由\n1;漏水\n"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(gbk)
	f.Fuzz(func(t *testing.T, data []byte) {
		lines, err := read(data)
		if err != nil && fault.Of(err) == nil {
			t.Fatalf("got the failure %v, want a fault", err)
		}
		if err == nil && len(lines) > sheet.MostRows {
			t.Fatalf("%d rows", len(lines))
		}
	})
}

// Whatever the sheet's XML, the answer is rows or a sentence.
func FuzzWorksheet(f *testing.F) {
	for _, rows := range []string{
		`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><r><t>甲</t></r></is></c></row>`, `<row><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c></row>`,
		`<row r="2"><c r="B2"><f t="shared" si="0">A1</f><v>1e5</v></c></row>`,
	} {
		f.Add(rows)
	}
	whole := plainBook(f)
	f.Fuzz(func(t *testing.T, rows string) {
		_, err := read(altered(t, whole, "xl/worksheets/sheet1.xml", sheetOf(rows)))
		if err != nil && fault.Of(err) == nil {
			t.Fatalf("got the failure %v, want a fault", err)
		}
	})
}
