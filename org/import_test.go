package org_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// entries are the rows of an import file by sheet, below the explanations.
type entries map[string][][]any

// workbook fills in the template.
func workbook(t testing.TB, rows entries) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := org.Template(&out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for sheet, lines := range rows {
		for i, cells := range lines {
			if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+3), &cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func (w *town) plan(t *testing.T, rows entries) org.Plan {
	t.Helper()
	book, err := org.ReadBook(bytes.NewReader(workbook(t, rows)))
	if err != nil {
		t.Fatal(err)
	}
	return w.prepare(t, book)
}

func (w *town) prepare(t *testing.T, book org.Book) org.Plan {
	t.Helper()
	var plan org.Plan
	err := w.db.View(t.Context(), w.street, func(tx *db.Tx) error {
		var err error
		plan, err = org.Prepare(tx, book)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func counts(p org.Plan) string { return fmt.Sprintf("%d %d %d", p.New(), p.Known(), p.Bad()) }

// good is a file without a mistake: parents below their children, full-width
// digits and spaces, dates in three forms, names of the file and of the database.
var good = entries{
	"单位": {
		{"吉祥社区/第3网格", "小区", "松韵家园", "１，２００户", "2024.5.1"},
		{"吉祥社区", "网格", "第３网格", 800},
		{"", "社区", "　吉祥社区 ", "", time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)},
		{"云杉街道", "社区", "松涛社区"}, // there already
	},
	"场所": {
		{"矛调中心", "云杉街道矛调中心", "", "一楼大厅", "20240501"},
		{"小区矛调室", "松韵家园矛调室", "吉祥社区／第3网格/松韵家园"},
		{"社区矛调站", "松涛社区矛调站", "松涛社区"},
		{"社区矛调站", "松涛社区矛调站", "松涛社区"}, // twice in the file
	},
	"人员": {
		{"０１００", "钟晴川", 13800000000, "调解员", "一般人员", "吉祥社区"},
		{"0101", "于长林", "", "站长", "科级"},
	},
	"岗位": {
		{"0100", "调解员", "吉祥社区"},
		{"0100", "网格员", "吉祥社区/第3网格"},
		{"0101", "社区矛调站站长", "松涛社区"},
		{"0002", "登记人"},
	},
}

func TestImportBringsInEverything(t *testing.T) {
	each(t, func(t *testing.T, w *town, clock *dbtest.Clock) {
		plan := w.plan(t, good)
		if got := counts(plan); got != "12 2 0" {
			t.Fatalf("new, known, wrong: got %s, want 12 2 0; %v", got, plan.Wrong)
		}
		w.update(t, func(tx *db.Tx) error { return org.Apply(tx, program, plan) })
		w.update(t, func(tx *db.Tx) error {
			checkImported(t, tx)
			return event.Verify(tx, event.Checkpoint{})
		})
		again := w.plan(t, good)
		if got := counts(again); got != "0 14 0" {
			t.Errorf("the same file again: got %s, want 0 14 0", got)
		}
		w.refused(t, "the same file again", fault.Invalid, func(tx *db.Tx) error { return org.Apply(tx, program, again) })
	})
}

func checkImported(t *testing.T, tx *db.Tx) {
	t.Helper()
	tree, err := org.Tree(tx, today)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]org.Unit{}
	for _, u := range tree {
		byName[u.Name] = u
	}
	estate := byName["松韵家园"]
	if estate.Households != 1200 || estate.Since != calendar.On(2024, 5, 1) || estate.Parent != byName["第3网格"].ID || estate.Community != byName["吉祥社区"].ID {
		t.Errorf("the estate is %+v", estate)
	}
	if got := byName["吉祥社区"].Since; got != calendar.On(2024, 5, 1) {
		t.Errorf("a date of the spreadsheet: got %v, want 2024-05-01", got)
	}
	n, err := org.CountVenues(tx, org.VenueFilter{On: today, Community: byName["吉祥社区"].ID})
	if err != nil || n != 1 {
		t.Errorf("venues of the new community: %d, %v; want 1", n, err)
	}
	mediators, err := org.Holders(tx, actor.Mediator, today)
	if err != nil || len(mediators) != 1 || mediators[0].Phone != "13800000000" || mediators[0].Code != "0100" {
		t.Errorf("mediators: %+v, %v", mediators, err)
	}
	told, err := event.List(tx, event.Filter{Action: "org.import", Limit: 5})
	if err != nil || len(told) != 1 {
		t.Errorf("the import was told %d times, %v; want once", len(told), err)
	}
}

func TestImportNamesEveryMistake(t *testing.T) {
	w := found(t, dbtest.SQLite(t, dbtest.At(monday)))
	for _, c := range []struct {
		name          string
		rows          entries
		column, value string
		reason        string
		row           int
	}{
		{"no name", entries{"单位": {{"", "社区", ""}}}, "名称", "", "请填写名称", 3},
		{"blank rows do not count, row numbers do", entries{"单位": {{}, {" "}, {"", "社区", "东", "x"}}}, "户数", "x", "应为0到", 5},
		{"unknown level", entries{"单位": {{"", "片区", "东区"}}}, "级别", "片区", "没有“片区”", 3},
		{"wrong level", entries{"单位": {{"", "小区", "东区"}}}, "级别", "小区", "街道下面不能建小区", 3},
		{"other level", entries{"单位": {{"松涛社区", "网格", "东"}, {"松涛社区", "小区", "东"}}}, "级别", "小区", "它是网格", 4},
		{"no parent", entries{"单位": {{"没有社区", "网格", "第1网格"}}}, "上级单位", "没有社区", "找不到这个单位", 3},
		{"a name with a slash", entries{"单位": {{"", "社区", "东/西"}}}, "名称", "东/西", "不能有“/”", 3},
		{"no such day", entries{"单位": {{"", "社区", "东", "", "2023-02-29"}}}, "启用日期", "2023-02-29", "没有2023年2月29日这一天", 3},
		{"a year too far", entries{"单位": {{"", "社区", "东", "", "2204-05-01"}}}, "启用日期", "2204-05-01", "请核对", 3},
		{"too long", entries{"单位": {{"", "社区", strings.Repeat("长", 61)}}}, "名称", strings.Repeat("长", 61), "最多60个字", 3},
		{"venue elsewhere", entries{"场所": {{"小区矛调室", "甲", "松涛社区"}, {"小区矛调室", "甲", ""}}}, "所在单位", "", "在别的单位", 4},
		{"venue of another kind", entries{"场所": {{"小区矛调室", "甲"}, {"矛调中心", "甲"}}}, "种类", "矛调中心", "它是小区矛调室", 4},
		{"code taken", entries{"人员": {{"0002", "林别人"}}}, "工号", "0002", "已经有人用了", 3},
		{"no such officer", entries{"岗位": {{"9999", "调解员"}}}, "工号", "9999", "找不到这个工号", 3},
		{"no such role", entries{"岗位": {{"0002", "院长"}}}, "岗位", "院长", "没有“院长”", 3},
		{"exclusive in the file", entries{"岗位": {{"0002", "初审人"}, {"0002", "复审人"}}}, "岗位", "复审人", "三个不同的人", 4},
		{"exclusive with what is held", entries{"岗位": {{"0001", "调解员"}}}, "岗位", "调解员", "系统管理员不能同时办理事项", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := w.plan(t, c.rows)
			if plan.Bad() != 1 || len(plan.Wrong) != 1 {
				t.Fatalf("got %d wrong rows with %v, want one", plan.Bad(), plan.Wrong)
			}
			got := plan.Wrong[0]
			if got.Column != c.column || got.Value != c.value || got.Row != c.row || !strings.Contains(got.Reason, c.reason) {
				t.Errorf("got %+v, want row %d, %s, %q, %q", got, c.row, c.column, c.value, c.reason)
			}
		})
	}
}

func TestImportIsAllOrNothing(t *testing.T) {
	each(t, func(t *testing.T, w *town, clock *dbtest.Clock) {
		before := w.everything(t)
		half := w.plan(t, entries{"单位": {{"", "社区", "好社区"}, {"没有", "网格", "坏网格"}}})
		w.refused(t, "one row wrong", fault.Invalid, func(tx *db.Tx) error { return org.Apply(tx, program, half) })
		late := w.plan(t, entries{"单位": {{"", "社区", "好社区"}, {"", "社区", "晚社区"}}})
		w.update(t, func(tx *db.Tx) error {
			_, err := org.AddUnit(tx, program, org.Unit{Level: actor.Community, Parent: w.root.ID, Name: "晚社区"})
			return err
		})
		w.refused(t, "somebody was faster", fault.Conflict, func(tx *db.Tx) error { return org.Apply(tx, program, late) })
		if got := w.everything(t); got != before+1 {
			t.Errorf("%d units after two refused imports, want %d", got, before+1)
		}
	})
}

func (w *town) everything(t *testing.T) int {
	t.Helper()
	n := 0
	w.update(t, func(tx *db.Tx) error {
		units, err := org.Tree(tx, today)
		n = len(units)
		return err
	})
	return n
}

func TestWrongRowsComeBackWithTheReason(t *testing.T) {
	w := found(t, dbtest.SQLite(t, dbtest.At(monday)))
	plan := w.plan(t, entries{"人员": {{"0100", "=1+1", "", "", "", "没有", time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)}, {"0101", "于长林"}}})
	var out bytes.Buffer
	if err := plan.WriteWrong(&out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows("人员")
	if err != nil || len(rows) != 2 || rows[0][7] != "原因" || !strings.Contains(rows[1][7], "找不到这个单位") || rows[1][6] != "2024-05-01" {
		t.Errorf("got %q, %v; want one row with its reason", rows, err)
	}
	if formula, err := f.GetCellFormula("人员", "B2"); err != nil || formula != "" {
		t.Errorf("what was typed became the formula %q, %v", formula, err)
	}
	book, err := org.ReadBook(&out)
	if err != nil {
		t.Fatal(err)
	}
	if again := w.prepare(t, book); again.Bad() != 1 {
		t.Errorf("sent again unchanged: %d wrong rows, want 1", again.Bad())
	}
}

func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		p, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(p, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// altered is the good file with one part changed.
func altered(t testing.TB, suffix string, change func(string) string) []byte {
	t.Helper()
	data := workbook(t, good)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, p := range z.File {
		r, err := p.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[p.Name] = string(content)
		if strings.HasSuffix(p.Name, suffix) {
			parts[p.Name] = change(parts[p.Name])
		}
	}
	return zipped(t, parts)
}

func many(n int) [][]any {
	rows := make([][]any, n)
	for i := range rows {
		rows[i] = []any{"", "社区", fmt.Sprintf("第%d社区", i)}
	}
	return rows
}

func TestSEC_UP_04_HostileFilesAreRefused(t *testing.T) {
	parts := map[string]string{}
	for i := range 2100 {
		parts[fmt.Sprintf("xl/a%d.xml", i)] = "<a/>"
	}
	other := excelize.NewFile()
	defer func() { _ = other.Close() }()
	var noSheets bytes.Buffer
	if err := other.Write(&noSheets); err != nil {
		t.Fatal(err)
	}
	whole := workbook(t, good)
	for _, c := range []struct {
		name, want string
		file       []byte
	}{
		{"nothing", "不是.xlsx", nil},
		{"no zip", "不是.xlsx", []byte("工号,姓名\n1,2\n")},
		{"an old or locked file", "不是.xlsx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more")},
		{"a zip of something else", "不是.xlsx", zipped(t, map[string]string{"readme.txt": "hello"})},
		{"cut off", "不是.xlsx", whole[:len(whole)/2]},
		{"none of our sheets", "没有“单位”", noSheets.Bytes()},
		{"only the template", "没有要导入的内容", workbook(t, entries{})},
		{"macros", "宏", zipped(t, map[string]string{"xl/vbaProject.bin": "x"})},
		{"too many parts", "部件太多", zipped(t, parts)},
		{"a bomb", "过大", zipped(t, map[string]string{"xl/worksheets/sheet1.xml": "<a>" + strings.Repeat(" ", 8<<20) + "</a>"})},
		{"deep elements", "已损坏", zipped(t, map[string]string{"xl/workbook.xml": strings.Repeat("<a>", 300) + strings.Repeat("</a>", 300)})},
		{"a sheet cut off inside a whole zip", "已损坏", altered(t, "sheet1.xml", func(s string) string { return s[:len(s)-40] })},
		{"a row no spreadsheet has", "行号", altered(t, "sheet1.xml", func(s string) string { return strings.Replace(s, `<row r="3"`, `<row r="99999999999"`, 1) })},
		{"a heading is gone", "“名称”这一列", altered(t, "sharedStrings.xml", func(s string) string { return strings.Replace(s, "<t>名称</t>", "<t>名</t>", 1) })},
		{"too many rows", "超过20000行", workbook(t, entries{"单位": many(20_001)})},
		{"too many bytes", "超过20MB", make([]byte, 20<<20+1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := org.ReadBook(bytes.NewReader(c.file))
			if fault.Of(err) == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want a sentence with %q", err, c.want)
			}
		})
	}
}

// Rows that somebody only formatted are no rows, wherever they are.
func TestFormattedRowsAreNoRows(t *testing.T) {
	w := found(t, dbtest.SQLite(t, dbtest.At(monday)))
	file := altered(t, "sheet1.xml", func(s string) string {
		var rows strings.Builder
		for i := 100; i < 60_000; i++ {
			fmt.Fprintf(&rows, `<row r="%d" ht="20"><c r="A%d" s="1"/><c r="C%d" s="1" t="inlineStr"><is><t xml:space="preserve">  </t></is></c></row>`, i, i, i)
		}
		return strings.Replace(s, "</sheetData>", rows.String()+"</sheetData>", 1)
	})
	book, err := org.ReadBook(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if got := counts(w.prepare(t, book)); got != "12 2 0" {
		t.Errorf("new, known, wrong: got %s, want 12 2 0", got)
	}
}

// Whatever the bytes, the answer is a plan or a sentence.
func FuzzImport(f *testing.F) {
	f.Add(workbook(f, good))
	f.Add(zipped(f, map[string]string{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}))
	f.Add([]byte("PK\x03\x04"))
	d := dbtest.SQLite(f, dbtest.At(monday))
	street := "s"
	err := d.Update(f.Context(), street, func(tx *db.Tx) error {
		_, err := org.Found(tx, program, org.Street{Name: "云杉街道", ShortName: "云杉"})
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		book, err := org.ReadBook(bytes.NewReader(data))
		if err != nil {
			if fault.Of(err) == nil {
				t.Fatalf("got the failure %v, want a fault", err)
			}
			return
		}
		err = d.View(t.Context(), street, func(tx *db.Tx) error {
			plan, err := org.Prepare(tx, book)
			if err == nil && plan.New()+plan.Known()+plan.Bad() == 0 {
				t.Error("a file with rows makes an empty plan")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
