package main

import (
	"archive/zip"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// seed is what the real report of 2024 says, and what the records must yield.
// Where it counts persons (59, 2), matters and their parties are counted.
var seed = map[string]string{
	"accepted": "799", "concluded": "798", "concludedRate": "99.87", "resolved": "786",
	"workDossiers": "12", "mediationDossiers": "30",
	"rolMeetings": "3", "studyCentreGroup": "5", "partyRuleReports": "1", "policeMeetings": "13", "petitionMeetings": "12", "sweeps": "40",
	"receptionsAboutCases": "43", "receptions": "69",
	"leaflets": "500", "giveaways": "1000",
	"stations": "7", "centres": "1", "talkingPoints": "2",
	"petitionRisks": "24", "petitionRiskParties": "59", "petitionsSettled": "2",
}

// figure is one figure as the contract of the command line has it.
type figure struct {
	Code, Name, Unit, Evidence    string
	Value, Numerator, Denominator *json.Number
}

// read reads one JSON object that has exactly the keys, in this order.
func read(t *testing.T, text string, into any, keys ...string) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	if _, err := d.Token(); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, text)
	}
	var got []string
	for d.More() {
		key, err := d.Token()
		if err != nil {
			t.Fatalf("not JSON: %v\n%s", err, text)
		}
		got = append(got, key.(string))
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			t.Fatalf("not JSON: %v\n%s", err, text)
		}
	}
	if !slices.Equal(got, keys) {
		t.Errorf("keys: got %v, want %v", got, keys)
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

// figures reads figures that have exactly the keys.
func figures(t *testing.T, texts []json.RawMessage, keys ...string) map[string]figure {
	t.Helper()
	all := map[string]figure{}
	for _, text := range texts {
		var f figure
		read(t, string(text), &f, keys...)
		if _, twice := all[f.Code]; twice || f.Code == "" || f.Name == "" || f.Unit == "" || !strings.HasPrefix(f.Evidence, "/") {
			t.Errorf("a figure that is not whole, or there twice: %s", text)
		}
		if strings.HasSuffix(f.Code, "Rate") != (f.Numerator != nil && f.Denominator != nil) {
			t.Errorf("%s: a rate has its parts, a count has none: %s", f.Code, text)
		}
		all[f.Code] = f
	}
	return all
}

func wantSeed(t *testing.T, got map[string]figure) {
	t.Helper()
	for _, code := range slices.Sorted(maps.Keys(seed)) {
		if f := got[code]; f.Value == nil || f.Value.String() != seed[code] {
			t.Errorf("%s: got %v, want %s", code, f.Value, seed[code])
		}
	}
	if f := got["concludedRate"]; f.Numerator == nil || f.Numerator.String() != "798" || f.Denominator.String() != "799" {
		t.Errorf("concludedRate: got %v of %v, want 798 of 799", f.Numerator, f.Denominator)
	}
}

// The demonstration street's year, asked for on the command line in every form.
func TestTheYearOnTheCommandLine(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, at []string) {
		done(t, with(at, "sample")...)
		t.Run("report as json", func(t *testing.T) { reportJSON(t, at) })
		t.Run("report as text", func(t *testing.T) { reportText(t, at) })
		t.Run("report as docx", func(t *testing.T) { reportDOCX(t, at) })
		t.Run("indicators", func(t *testing.T) { indicators(t, at) })
		t.Run("check-report", func(t *testing.T) { againstRecords(t, at) })
		t.Run("other years", func(t *testing.T) { otherYears(t, at) })
	})
}

func reportJSON(t *testing.T, at []string) {
	var r struct {
		Year    int
		Unit    string
		Figures []json.RawMessage
		Text    string
	}
	out := done(t, with(at, "report", "--year", "2024", "--format", "json")...)
	read(t, out, &r, "year", "unit", "figures", "text")
	if r.Year != 2024 || r.Unit != "东盛街道" {
		t.Errorf("got the report of %s %d, want 东盛街道 2024", r.Unit, r.Year)
	}
	wantSeed(t, figures(t, r.Figures, "code", "name", "value", "unit", "numerator", "denominator", "evidence"))
	if text := done(t, with(at, "report", "--year", "2024")...); r.Text != text {
		t.Errorf("the text in the JSON has %d bytes, --format text %d; want the same", len(r.Text), len(text))
	}
	if again := done(t, with(at, "report", "--year", "2024", "--format", "json")...); again != out {
		t.Error("asked twice: got another answer, want the same")
	}
}

// sentences are what the report says with the seed's figures, in the printed text.
var sentences = []string{
	"东盛街道2024年度法治政府建设报告", "专题党委会3次", "集中学法5次", "党内法规制度建设工作1次", "法律宣传资料500份，发放宣传品1000份", "警地工作例会13次",
	"百姓说事点2个", "摸排40次", "信访隐患24件，涉及当事人59人", "信访工作会议12次", "接访下访69次", "接访下访43次", "息访2件",
	"受理矛盾纠纷799件，办结798件，办结率99.87%（798/799）", "工作卷宗12件、调解卷宗30件", "4大类", "“一中心七分站”",
	"一、2024年法治政府建设的主要举措和成效", "二、", "三、", "四、2025年推进法治政府建设的主要安排", "东盛街道办事处", "演示（草稿）",
	"2024年12月30日", // the demonstration's day, not the machine's
}

func reportText(t *testing.T, at []string) {
	text := done(t, with(at, "report", "--year", "2024", "--format", "text")...)
	for _, want := range sentences {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q", want)
		}
	}
	file := filepath.Join(t.TempDir(), "report.txt")
	if out := done(t, with(at, "report", "--year", "2024", "--out", file)...); out != "" {
		t.Errorf("--out: got %d bytes on the screen, want none", len(out))
	}
	wantFile(t, file, text)
	done(t, with(at, "report", "--year", "2024", "--out", file)...) // over the one that is there
	wantFile(t, file, text)
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) != 1 {
		t.Errorf("beside the report: got %v %v, want nothing", left, err)
	}
	nowhere := ask(t, with(at, "report", "--year", "2024", "--out", filepath.Join(file, "report.txt"))...)
	if nowhere.code != exitRefused || !strings.Contains(nowhere.err, "写不了") {
		t.Errorf("--out where no file can be: got %d %q, want %d and a sentence", nowhere.code, nowhere.err, exitRefused)
	}
}

func wantFile(t *testing.T, file, want string) {
	t.Helper()
	got, err := os.ReadFile(file)
	if err != nil || string(got) != want {
		t.Errorf("%s: got %d bytes (%v), want the %d of the text", file, len(got), err, len(want))
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

func reportDOCX(t *testing.T, at []string) {
	file := filepath.Join(t.TempDir(), "report.docx")
	done(t, with(at, "report", "--year", "2024", "--format", "docx", "--out", file)...)
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	text := ""
	for _, f := range z.File {
		if ok, err := path.Match("word/*.xml", f.Name); err != nil || !ok { // the body, and the header with the mark
			continue
		}
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		xml, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		text += tag.ReplaceAllString(string(xml), "")
	}
	for _, want := range sentences {
		if !strings.Contains(text, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
}

func indicators(t *testing.T, at []string) {
	var r struct {
		Year    int
		Cutoff  string
		Figures []json.RawMessage
	}
	read(t, done(t, with(at, "indicators", "--year", "2024", "--format", "json")...), &r, "year", "cutoff", "figures")
	if r.Year != 2024 || r.Cutoff != "2024-12-30" {
		t.Errorf("got %d until %s, want 2024 until the demonstration's day 2024-12-30", r.Year, r.Cutoff)
	}
	all := figures(t, r.Figures, "code", "name", "section", "value", "unit", "numerator", "denominator", "definition", "decides", "evidence")
	wantSeed(t, all)
	text := done(t, with(at, "indicators", "--year", "2024")...)
	for _, want := range []string{
		"2024年指标，统计到2024年12月30日", "799件", "99.87%（798/799）", "受理矛盾纠纷",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q", want)
		}
	}
	if lines := strings.Count(text, "\n") - 2; lines != len(all) {
		t.Errorf("the text has %d figures, the JSON %d; want the same", lines, len(all))
	}
}

// Where there is nothing to count, a rate is null and not a hundred per cent.
func otherYears(t *testing.T, at []string) {
	var r struct{ Figures []json.RawMessage }
	read(t, done(t, with(at, "indicators", "--year", "2023", "--format", "json")...), &r, "year", "cutoff", "figures")
	for code, f := range figures(t, r.Figures, "code", "name", "section", "value", "unit", "numerator", "denominator", "definition", "decides", "evidence") {
		switch rate := strings.HasSuffix(code, "Rate"); {
		case rate && (f.Value != nil || f.Numerator.String() != "0" || f.Denominator.String() != "0"):
			t.Errorf("2023, %s: got %v (%v of %v), want null (0 of 0)", code, f.Value, f.Numerator, f.Denominator)
		case !rate && f.Value == nil:
			t.Errorf("2023, %s: got null, want a number", code)
		}
	}
	if text := done(t, with(at, "report", "--year", "2022")...); !strings.Contains(text, "东盛街道2022年度法治政府建设报告") || !strings.Contains(text, "办结率—") {
		t.Errorf("the report of a year nobody has begun: got %s", text)
	}
	// The year before the records began has its published report, of figures that were typed with their sources.
	if text := done(t, with(at, "report", "--year", "2023")...); !strings.Contains(text, "办结率99.02%") || !strings.Contains(text, "手工填写的数字及其来源") {
		t.Errorf("the report of 2023: got %s", text)
	}
	for _, command := range []string{"report", "indicators"} {
		for year, want := range map[string]string{"2025": "2025年还没有到，这里的今天是2024年12月30日", "1": "年份请填写2000到2100之间"} {
			got := ask(t, with(at, command, "--year", year)...)
			if got.code != exitRefused || !strings.Contains(got.err, want) || got.out != "" {
				t.Errorf("%s --year %s: got %d %q, want %d %q", command, year, got.code, got.err, exitRefused, want)
			}
		}
	}
	again := ask(t, with(at, "sample")...)
	if again.code != exitRefused || !strings.Contains(again.err, "这里已经有一个街道了") {
		t.Errorf("sample over what is there: got %d %q, want %d and a sentence", again.code, again.err, exitRefused)
	}
}
