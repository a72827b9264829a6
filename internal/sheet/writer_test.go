package sheet_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"fengsheng/internal/calendar"
	"fengsheng/internal/sheet"
)

var matters = sheet.Table{
	Name:    "事项清单",
	Columns: []string{"编号", "电话", "登记日期", "登记时间", "件数", "事由"},
	About:   []sheet.Fact{{"条件", "社区：吉祥社区"}, {"口径", "=按登记日期"}, {"时间", "2024-05-06 09:00"}, {"导出人", "演示登记"}},
	Mark:    "演示街道 · 演示登记 · 2024-05-06 09:00导出",
}

var moment = time.Date(2024, 5, 6, 1, 30, 0, 0, time.UTC)

func write(t *testing.T, as sheet.As, table sheet.Table, rows ...[]any) []byte {
	t.Helper()
	var file bytes.Buffer
	w, err := sheet.NewWriter(&file, as, table)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := w.Add(row...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if w.Rows != len(rows) {
		t.Errorf("%d rows written, want %d", w.Rows, len(rows))
	}
	return file.Bytes()
}

var sampleRows = [][]any{
	{"20240501-001", "013800000000", calendar.On(2024, 5, 1), moment, 12, "=HYPERLINK(\"x\")，\"甲\""},
	{"110101199001011234", "+8613800000000", calendar.Date(0), time.Time{}, -5, "第一行\n第二行"},
	{nil, "", nil, nil, 1.25, " @SUM(1)\x00\x0b"},
}

func TestSEC_IN_06_CSV(t *testing.T) {
	t.Parallel()
	got := string(write(t, sheet.CSV, matters, sampleRows...))
	want := "\ufeff内容,事项清单\r\n条件,社区：吉祥社区\r\n口径,'=按登记日期\r\n时间,2024-05-06 09:00\r\n导出人,演示登记\r\n标记,演示街道 · 演示登记 · 2024-05-06 09:00导出\r\n" +
		"编号,电话,登记日期,登记时间,件数,事由\r\n" +
		"20240501-001,013800000000,2024-05-01,2024-05-06 09:30,12,\"'=HYPERLINK(\"\"x\"\")，\"\"甲\"\"\"\r\n" +
		"110101199001011234,'+8613800000000,,,-5,\"第一行\r\n第二行\"\r\n" +
		",,,,1.25,' @SUM(1)\r\n"
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestSEC_IN_06_XLSX(t *testing.T) {
	t.Parallel()
	f, err := excelize.OpenReader(bytes.NewReader(write(t, sheet.XLSX, matters, sampleRows...)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := fmt.Sprint(f.GetSheetList()); got != "[事项清单 说明]" {
		t.Errorf("sheets %s", got)
	}
	for cell, want := range map[string]string{
		"A2": "20240501-001", "B2": "013800000000", "C2": "2024-05-01", "D2": "2024-05-06 09:30", "E2": "12", "F2": "'=HYPERLINK(\"x\")，\"甲\"",
		"A3": "110101199001011234", "B3": "'+8613800000000", "C3": "", "E3": "-5", "F3": "第一行\n第二行", "E4": "1.25", "F4": "' @SUM(1)", "A5": "",
	} {
		if got, err := f.GetCellValue("事项清单", cell); err != nil || got != want {
			t.Errorf("%s: got %q (%v), want %q", cell, got, err, want)
		}
	}
	for cell, want := range map[string]excelize.CellType{"A3": excelize.CellTypeInlineString, "C2": excelize.CellTypeUnset, "E2": excelize.CellTypeUnset} {
		if got, err := f.GetCellType("事项清单", cell); err != nil || got != want {
			t.Errorf("%s is a cell of type %v (%v), want %v", cell, got, err, want)
		}
	}
	for i, fact := range append([]sheet.Fact{{"内容", "事项清单"}}, matters.About...) {
		got, err := f.GetCellValue("说明", fmt.Sprintf("B%d", i+1))
		if err != nil || got != sheet.Neutral(fact.Text) {
			t.Errorf("about %s: got %q (%v)", fact.Name, got, err)
		}
	}
	panes, err := f.GetPanes("事项清单")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the head is not frozen: %+v (%v)", panes, err)
	}
	if width, err := f.GetColWidth("事项清单", "A"); err != nil || width < 20 {
		t.Errorf("column A is %v wide (%v)", width, err)
	}
	head, err := f.GetHeaderFooter("事项清单")
	if err != nil || head == nil || head.OddHeader != "&L"+matters.Mark {
		t.Errorf("the mark on paper: %+v (%v)", head, err)
	}
	layout, err := f.GetPageLayout("事项清单")
	if err != nil || *layout.Orientation != "landscape" || *layout.Size != 9 {
		t.Errorf("the page: %+v (%v)", layout, err)
	}
}

func TestNeutral(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "甲": "甲", "1-2": "1-2", "=1": "'=1", "+86": "'+86", "-": "'-", "@a": "'@a", "\tx": "'\tx", "\rx": "'\rx", " =1": "' =1", "＝1": "'＝1", "'=1": "'=1", "\u0000=1": "'\u0000=1",
	} {
		if got := sheet.Neutral(text); got != want {
			t.Errorf("Neutral(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestAWriterRefusesWhatFitsNoColumn(t *testing.T) {
	t.Parallel()
	for _, as := range []sheet.As{sheet.CSV, sheet.XLSX} {
		w, err := sheet.NewWriter(io.Discard, as, sheet.Table{Name: "甲/乙", Columns: []string{"一"}})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Add("1", "2"); err == nil {
			t.Error("two cells for one column")
		}
		if err := w.Add(struct{}{}); err == nil {
			t.Error("a struct in a cell")
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := sheet.NewWriter(io.Discard, "xls", sheet.Table{}); err == nil {
		t.Error("an .xls was begun")
	}
}

// Fifty thousand rows of fifteen columns stay within a bound.
func TestWritingIsBounded(t *testing.T) {
	table := sheet.Table{Name: "大清单", Columns: strings.Split("一二三四五六七八九十甲乙丙丁戊", "")}
	for _, as := range []sheet.As{sheet.CSV, sheet.XLSX} {
		w, err := sheet.NewWriter(io.Discard, as, table)
		if err != nil {
			t.Fatal(err)
		}
		row := make([]any, 15)
		for i := range row {
			row[i] = "某社区居民因楼上漏水与邻居发生纠纷，要求维修并赔偿"
		}
		most := uint64(0)
		for n := range 50_000 {
			if err := w.Add(row...); err != nil {
				t.Fatal(err)
			}
			if n%5000 == 0 {
				most = max(most, heap())
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if most > 80<<20 {
			t.Errorf("%s took %d MB", as, most>>20)
		}
		t.Logf("%s: at most %d MB", as, most>>20)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
