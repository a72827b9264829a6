package report

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			t.Fatalf("%s, line %d: got %q, want %q", file, i+1, g[min(i, len(g)-1)], w[min(i, len(w)-1)])
		}
	}
}

// unpacked is every part of a .docx under its name.
func unpacked(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString("===== " + f.Name + " =====\n" + string(part))
	}
	return b.String()
}

func written(t *testing.T, c Compiled, f Format) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := c.WriteIn(&b, f); err != nil {
		t.Fatalf("%s: got %v, want no error", f, err)
	}
	return b.Bytes()
}

// The published report as text, JSON and unpacked .docx, the same on both engines.
func TestGolden(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 799, 798, 790)
		id := w.begin()
		w.write(id, "一是学习。另据通报，参加考试{{手填:59人|区司法局2031年通报}}。\n二是宣传。")
		w.update(func(tx *db.Tx) error {
			return SetCover(tx, writer, id, Cover{Title: "枫林街道2031年度法治政府建设报告", Cutoff: calendar.On(2031, 12, 31), Dated: calendar.On(2032, 2, 8)})
		})
		draft := w.compile(id)
		golden(t, "draft.txt", draft.Text)
		w.must(id, path...)
		var c Compiled
		w.view(func(tx *db.Tx) error {
			r, err := OfYear(tx, 2031)
			if err != nil {
				return err
			}
			c, err = Read(tx, r)
			return err
		})
		golden(t, "report.txt", string(written(t, c, FormatText)))
		golden(t, "report.json", string(written(t, c, FormatJSON)))
		golden(t, "report.docx.txt", unpacked(t, written(t, c, FormatDOCX)))
		if want := strings.ReplaceAll(draft.Text, "草稿\n", ""); strings.Split(c.Text, "初审")[0] != strings.Split(want, "初审")[0] {
			t.Errorf("published: got\n%s\nwant what was drafted\n%s", c.Text, want)
		}
	})
}

// The keys are the contract of the command line.
func TestJSONHasTheKeysOfTheContract(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
	var got struct {
		Year    int
		Unit    string
		Text    string
		Figures []map[string]any
	}
	if err := json.Unmarshal(written(t, w.compile(w.begin()), FormatJSON), &got); err != nil {
		t.Fatal(err)
	}
	if got.Year != 2031 || got.Unit != "枫林街道" || !strings.HasPrefix(got.Text, "草稿\n") || len(got.Figures) != 4 {
		t.Errorf("got %d %s and %d figures, want 2031 枫林街道 and 4", got.Year, got.Unit, len(got.Figures))
	}
	for _, f := range got.Figures {
		for _, key := range []string{"code", "name", "value", "unit", "numerator", "denominator", "evidence"} {
			if _, has := f[key]; !has || len(f) != 7 {
				t.Errorf("figure %v: want exactly the seven keys, with %s", f, key)
			}
		}
		if f["code"] == rate && (f["value"] != 80.0 || f["unit"] != "%" || f["numerator"] != 8.0 || f["denominator"] != 10.0) {
			t.Errorf("got %v, want 80 %% of 8 in 10", f)
		}
	}
}

// A year nobody has begun is printed from the outline with the usual figures.
func TestPreviewOfAYearNobodyHasBegun(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
	w.view(func(tx *db.Tx) error {
		c, err := Preview(tx, 2031)
		if err != nil {
			return err
		}
		if want := "受理矛盾纠纷10件，办结8件，其中化解6件"; !strings.Contains(c.Text, want) || !strings.HasPrefix(c.Text, "草稿\n") {
			t.Errorf("got\n%s\nwant a draft with %s", c.Text, want)
		}
		if f := c.Findings; len(c.Figures) < 15 || slices.ContainsFunc(f, func(f Finding) bool { return f.Rule == "typed" || f.Rule == "citation" }) {
			t.Errorf("got %d figures and %v, want the usual ones, all known", len(c.Figures), f)
		}
		return nil
	})
}

// A rate of nothing has no number.
func TestJSONOfARateOfNothing(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 0, 0, 0)
	if got := string(written(t, w.compile(w.begin()), FormatJSON)); !strings.Contains(got, `"value": null`) {
		t.Errorf("got %s, want null for the rate", got)
	}
}

// The prose of the demonstration types no figure where a citation belongs: it
// cites known ones, and in the year that was kept on paper names its sources.
func TestTheDemonstrationTypesNoFigure(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, d := range indicator.All() {
		known[d.Code] = true
	}
	outline := Outline(2024)
	for year, least := range map[int]int{2024: 22, 2023: 16} {
		sections := DemoSections(year)
		cites := 0
		for _, s := range sections {
			for _, f := range TypedFigures(s.Heading + "\n" + s.Body) {
				t.Errorf("%d, %s: got the typed figure %q, want a citation", year, s.Heading, f.Text)
			}
			for _, c := range Citations(s.Body) {
				cites++
				if c.Wrong != "" || c.Manual && year == 2024 || !c.Manual && !known[c.Code] {
					t.Errorf("%d, %s: %s: got %q, want a known indicator", year, s.Heading, c.Raw, c.Wrong)
				}
			}
		}
		if cites < least {
			t.Errorf("%d: got %d citations, want the figures of the year", year, cites)
		}
		if len(outline) != len(sections) {
			t.Errorf("%d: got %d sections, want those of the outline, %d", year, len(sections), len(outline))
		}
	}
}
