// Package sheet writes and reads tables as .xlsx and .csv files.
//
// A Writer streams rows of text, numbers and days; what somebody typed is never
// run as a formula (IN-06). A Reader streams the rows of a file that a stranger
// made: it is measured before it is opened, whatever is too large or carries
// more than a table is refused with a Chinese sentence, and memory stays bounded.
package sheet

import (
	"strings"
	"unicode"
)

// As is how a table is written.
type As string

// The two ways.
const (
	XLSX As = "xlsx"
	CSV  As = "csv"
)

// Known reports whether a is one of the two ways.
func (a As) Known() bool { return a == XLSX || a == CSV }

// Media is the content type of such a file.
func (a As) Media() string {
	if a == CSV {
		return "text/csv; charset=utf-8"
	}
	return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

// Fact is a line about the table: 条件 and what they were.
type Fact struct{ Name, Text string }

// Table is what a file holds beside its rows.
type Table struct {
	Name    string   // of the first sheet and above the rows of a .csv: 事项清单
	Columns []string // their headings
	About   []Fact   // the second sheet: 条件、口径、时间、人
	Mark    string   // stands on every printed page: whose list this is, who took it and when
}

// formulas are the signs a spreadsheet may take for the beginning of a formula;
// some read the full-width ones alike.
const formulas = "=+-@＝＋－＠"

// Neutral keeps a spreadsheet from running what somebody typed (IN-06): text
// that begins like a formula gets an apostrophe before it.
func Neutral(text string) string {
	if runs(text) || strings.HasPrefix(text, "\t") || strings.HasPrefix(text, "\r") {
		return "'" + text
	}
	return text
}

// plain takes off the apostrophe that Neutral put on.
func plain(text string) string {
	if rest, ok := strings.CutPrefix(text, "'"); ok && runs(rest) {
		return rest
	}
	return text
}

func runs(text string) bool {
	start := strings.TrimLeftFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
	return start != "" && strings.ContainsRune(formulas, []rune(start[:min(len(start), 4)])[0])
}

// mostText is what a cell of a spreadsheet can hold, in characters.
const mostText = 32_767

// cleaned is text as a cell can keep it: without signs that no XML may hold,
// and no longer than a cell is.
func cleaned(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == '\u007f' || r == '\ufffe' || r == '\uffff' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
	if len(text) <= mostText {
		return text
	}
	const cut = "……（后略）"
	if signs := []rune(text); len(signs) > mostText {
		return string(signs[:mostText-len([]rune(cut))]) + cut
	}
	return text
}
