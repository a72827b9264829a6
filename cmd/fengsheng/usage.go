package main

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// usage are the words of the help, which the parser knows in English only.
var usage = strings.NewReplacer(
	"Usage: ", "用法：", " <command>", " <命令>", "[flags]", "[选项]", "Flags:", "选项：", "Commands:", "命令：",
	"Show context-sensitive help.", "显示用法。",
	`Run "fengsheng <command> --help" for more information on a command.`, "用 fengsheng <命令> --help 查看一个命令的用法。",
)

// printUsage prints the help in Chinese.
func printUsage(options kong.HelpOptions, c *kong.Context) error {
	var text bytes.Buffer
	out := c.Stdout
	c.Stdout = &text
	err := kong.DefaultHelpPrinter(options, c)
	c.Stdout = out
	if err != nil {
		return err
	}
	_, err = usage.WriteString(out, text.String())
	return err
}

// misused are the parser's complaints and what they mean to whoever typed the
// command. A complaint that is not here is shown as it is.
var misused = []struct {
	complaint *regexp.Regexp
	sentence  string
}{
	{regexp.MustCompile(`^unknown flag (\S+), did you mean "(.*)"\?$`), "没有${1}这个选项，是不是要写${2}"},
	{regexp.MustCompile(`^unknown flag (\S+)$`), "没有${1}这个选项"},
	{regexp.MustCompile(`^unexpected argument (.+), did you mean "(.*)"\?$`), "没有“${1}”这个命令，是不是要写${2}"},
	{regexp.MustCompile(`^unexpected argument (.+)$`), "“${1}”在这里用不上"},
	{regexp.MustCompile(`^missing flags: (.+)$`), "还要写明${1}"},
	{regexp.MustCompile(`^(--\S+): expected .* but got "EOL"`), "${1}后面还要写一个值"},
	{regexp.MustCompile(`^(--\S+): expected string value but got "(.*?)"`), "${1}后面还要写一个值，现在是“${2}”"},
	{regexp.MustCompile(`^(--\S+): expected .*\buint\b.* but got "(.*?)"`), "${1}要填0或正整数，现在是“${2}”"},
	{regexp.MustCompile(`^(--\S+): expected .*\bint\b.* but got "(.*?)"`), "${1}要填整数，现在是“${2}”"},
	{regexp.MustCompile(`^(--proxy): `), "${1}要写成地址段，例如127.0.0.1/32"},
	{regexp.MustCompile(`^(--\S+): bool value .* but got "(.*)"$`), "${1}只能是true或false，现在是“${2}”"},
	{regexp.MustCompile(`^(--\S+) must be one of (.+) but got "(.*)"$`), "${1}只能是${2}之一，现在是“${3}”"},
}

// plain says what was wrong with a command.
func plain(err error) string {
	text := err.Error()
	for _, m := range misused {
		if m.complaint.MatchString(text) {
			found := m.complaint.ReplaceAllString(text, m.sentence+"\x00")
			sentence, _, _ := strings.Cut(found, "\x00") // what the parser proposes besides is left out
			return strings.NewReplacer(`","`, "、", `"`, "").Replace(sentence)
		}
	}
	return text
}
