package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestVersion(t *testing.T) {
	t.Parallel()
	if got, want := done(t, "version"), "fengsheng "+version+"\n"; got != want {
		t.Errorf("version: got %q, want %q", got, want)
	}
}

func TestEveryCommandHasHelp(t *testing.T) {
	t.Parallel()
	all := done(t, "--help")
	if bare := done(t); bare != all {
		t.Errorf("no command at all: got %q, want the help", bare)
	}
	english := regexp.MustCompile(`Usage|Flags|Commands|Show|Run "`)
	for name, options := range map[string][]string{
		"demo": {"--addr", "--data", "--seed"}, "serve": {"--data", "--addr", "--database", "--secure", "--proxy"},
		"report": {"--data", "--database", "--year", "--format", "--out"}, "indicators": {"--data", "--database", "--year", "--format"},
		"sample": {"--data", "--database", "--matters", "--seed"}, "version": {"--help"},
	} {
		if !strings.Contains(all, "\n  "+name+" ") {
			t.Errorf("help: %s is not in it\n%s", name, all)
		}
		help := done(t, name, "--help")
		for _, o := range options {
			if !strings.Contains(help, o) {
				t.Errorf("%s --help: %s is not in it\n%s", name, o, help)
			}
		}
		if found := english.FindString(help); found != "" {
			t.Errorf("%s --help: got the English %q, want Chinese", name, found)
		}
	}
}

// What cannot be done ends with its exit code, one sentence, and nothing on the screen's other side.
func TestRefusals(t *testing.T) {
	t.Parallel()
	empty := t.TempDir()
	notDirectory := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(notDirectory, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"frobnicate", exitMisused, "命令没有看懂：“frobnicate”在这里用不上。"},
		{"indicator", exitMisused, "没有“indicator”这个命令，是不是要写indicators。"},
		{"--frob", exitMisused, "没有--frob这个选项。"},
		{"report --yaer 2024", exitMisused, "没有--yaer这个选项，是不是要写--year。"},
		{"report", exitMisused, "还要写明--year"},
		{"report --year", exitMisused, "--year后面还要写一个值。"},
		{"report --year abc", exitMisused, "--year要填整数，现在是“abc”。"},
		{"report --year 2024 --format pdf", exitMisused, "--format只能是text、json、docx之一，现在是“pdf”。"},
		{"indicators --year 2024 --format docx", exitMisused, "--format只能是text、json之一，现在是“docx”。"},
		{"sample --matters -2", exitMisused, "--matters要填整数，现在是“-2”。"},
		{"sample --matters=-2", exitRefused, "--matters不能是负数"},
		{"sample --seed -1", exitMisused, "--seed要填0或正整数，现在是“-1”。"},
		{"serve --secure=maybe", exitMisused, "--secure只能是true或false，现在是“maybe”。"},
		{"serve --proxy here", exitMisused, "--proxy要写成地址段，例如127.0.0.1/32。"},
		{"serve --addr --data x", exitMisused, "--addr后面还要写一个值，现在是“--data”。"},
		{"version now", exitMisused, "“now”在这里用不上。"},
		{"report --year 2024 --format docx", exitRefused, "docx要写到文件里，请加--out"},
		{"report --year 2024 --data " + empty, exitRefused, "里没有枫盛的数据，请用--data指明数据目录"},
		{"indicators --year 2024 --data " + empty + "/none", exitRefused, "里没有枫盛的数据，请用--data指明数据目录"},
		{"report --year 2024 --database postgres://nobody@/none?host=" + empty, exitRefused, "连不上PostgreSQL，请检查地址、账号和服务是否在运行"},
		{"serve --database mysql://here", exitRefused, "数据库地址写得不对，应为postgres://用户@主机/库名"},
		{"serve --data " + notDirectory, exitRefused, "建不了"},
		{"demo --data " + notDirectory, exitRefused, "建不了"},
		{"serve --addr somewhere", exitRefused, "监听地址应写成 主机:端口"},
		{"serve --addr 0.0.0.0:0", exitRefused, "没有加密的HTTP只能在本机"},
		{"demo --addr 0.0.0.0:0", exitRefused, "没有加密的HTTP只能在本机"},
	} {
		got := ask(t, strings.Fields(c.args)...)
		if got.code != c.code || !strings.Contains(got.err, c.want) || got.out != "" {
			t.Errorf("fengsheng %s: got %d, %q, want %d, %q", c.args, got.code, got.err+got.out, c.code, c.want)
		}
		if c.code == exitMisused && !strings.Contains(got.err, "用 fengsheng --help 查看用法") {
			t.Errorf("fengsheng %s: got %q, want a way on", c.args, got.err)
		}
	}
	if left, err := os.ReadDir(empty); err != nil || len(left) > 0 {
		t.Errorf("reading made %v in the data directory (%v), want nothing", left, err)
	}
}
