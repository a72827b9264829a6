package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"fengsheng/reconcile"
)

const checked = "东盛街道2024年度法治政府建设报告\n召开信访工作会议10次。受理矛盾纠纷799件，其中邻里500件、家庭400件。\n召开信访工作会议12次。\n"

// written is a file in a directory of the test.
func written(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestCheckReport(t *testing.T) {
	t.Parallel()
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(checked)
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{
		"UTF-8": written(t, "a.txt", checked), "GBK": written(t, "b.txt", gbk), "HTML": written(t, "c", "<html><body><p>"+strings.ReplaceAll(checked, "\n", "</p><p>")+"</p></body></html>"),
	} {
		var r reconcile.Result
		read(t, done(t, "check-report", file, "--format", "json"), &r, "figures", "findings")
		if len(r.Figures) != 5 || r.Errors() != 2 {
			t.Errorf("%s: %d figures, %d errors, want 5 and 2: %+v", name, len(r.Figures), r.Errors(), r)
		}
	}
	out := done(t, "check-report", written(t, "a.txt", checked), "--place", "东盛街道", "--last", written(t, "last.txt", checked))
	for _, want := range []string{"读到5个数字，2处错误", "错误：", "提示：", "信访工作会议10次", "一字不差"} {
		if !strings.Contains(out, want) {
			t.Errorf("the answer lacks %q:\n%s", want, out)
		}
	}
}

func TestCheckReportFromTheStandardInput(t *testing.T) {
	t.Parallel()
	c := command(t, "check-report", "-", "--format", "json")
	c.Stdin = strings.NewReader(checked)
	out, err := c.Output()
	if err != nil {
		t.Fatal(err, string(err.(*exec.ExitError).Stderr))
	}
	var r reconcile.Result
	if err := json.Unmarshal(out, &r); err != nil || r.Errors() != 2 {
		t.Errorf("%v: %+v", err, r)
	}
}

func TestCheckReportRefuses(t *testing.T) {
	t.Parallel()
	file := written(t, "a.txt", checked)
	for _, c := range []struct {
		args []string
		code int
		say  string
	}{
		{[]string{"check-report", "nowhere.txt"}, exitRefused, "打不开"},
		{[]string{"check-report", filepath.Dir(file)}, exitRefused, "目录"},
		{[]string{"check-report", written(t, "a.pdf", "%PDF-1.7\x00")}, exitRefused, ".docx"},
		{[]string{"check-report", file, "--data", t.TempDir()}, exitRefused, "--year"},
		{[]string{"check-report", file, "--data", t.TempDir(), "--year", "2024"}, exitRefused, "没有枫盛的数据"},
		{[]string{"check-report", file, "--format", "xml"}, exitMisused, "--format"},
		{[]string{"check-report"}, exitMisused, "命令没有看懂"},
	} {
		if a := ask(t, c.args...); a.code != c.code || !strings.Contains(a.err, c.say) {
			t.Errorf("%v: ended with %d: %s", c.args, a.code, a.err)
		}
	}
}

// againstRecords is part of the test of a year: the records know better.
func againstRecords(t *testing.T, at []string) {
	var r reconcile.Result
	read(t, done(t, with(at, "check-report", written(t, "a.txt", checked), "--year", "2024", "--format", "json")...), &r, "figures", "findings")
	var said []string
	for _, f := range r.Findings {
		if f.Kind == "records" {
			said = append(said, f.Message)
		}
	}
	if len(said) != 1 || !strings.Contains(said[0], "10次") || !strings.Contains(said[0], "12") {
		t.Errorf("got %v, want that the records have 12 meetings and not 10", said)
	}
}
