package report

import (
	"regexp"
	"slices"
	"strings"
)

// Citation is a figure in the prose: of an indicator, {{code}}, or typed by
// hand with its source, {{手填:59人|来源}}.
type Citation struct {
	Raw    string // as written, with its brackets
	At     int    // where it begins in the prose, in bytes
	Code   string // of the indicator; empty for a manual figure
	Form   Form
	Manual bool
	Value  string // of a manual figure, as printed: 59人
	Source string // of a manual figure
	Wrong  string // what is wrong with the way it is written; empty when nothing is
}

// Form is how a cited figure is printed.
type Form string

// The forms of a citation.
const (
	WithUnit  Form = ""  // {{code}}: 799件, 99.87%
	Bare      Form = "数" // {{code|数}}: 799
	WithParts Form = "式" // {{code|式}}: 99.87%（798/799）
	Rounded   Form = "余" // {{code|余}}: 500余份 of 562, 500份 of 500
	InHan     Form = "汉" // {{code|汉}}: 七, of a number below a hundred
)

var forms = []Form{WithUnit, Bare, WithParts, Rounded, InHan}

const (
	opening    = "{{"
	closing    = "}}"
	manualMark = "手填"
)

// Cite is the citation of an indicator as it is typed.
func Cite(code string) string { return opening + code + closing }

var indicatorCode = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9.]*$`)

// Citations finds the citations of a text in their order.
func Citations(text string) []Citation {
	var all []Citation
	for from := 0; ; {
		i := strings.Index(text[from:], opening)
		if i < 0 {
			return all
		}
		at := from + i
		end := strings.Index(text[at:], closing)
		line := strings.IndexByte(text[at:], '\n')
		if end < 0 || line >= 0 && line < end {
			all = append(all, Citation{Raw: cutRunes(text[at:], 12), At: at, Wrong: "引用没有写完，缺少“}}”"})
			from = at + len(opening)
			continue
		}
		raw := text[at : at+end+len(closing)]
		all = append(all, parseCitation(raw, at))
		from = at + len(raw)
	}
}

func parseCitation(raw string, at int) Citation {
	c := Citation{Raw: raw, At: at}
	inside := strings.TrimSpace(raw[len(opening) : len(raw)-len(closing)])
	what, more, _ := strings.Cut(inside, "|")
	what, more = strings.TrimSpace(what), strings.TrimSpace(more)
	if rest, manual := strings.CutPrefix(what, manualMark); manual {
		rest = strings.TrimLeft(rest, ":：")
		c.Manual, c.Value, c.Source = true, strings.TrimSpace(rest), more
		switch number, _ := SplitUnit(c.Value); {
		case number == "":
			c.Wrong = "手填的数字要写明是多少，例如{{手填:59人|市信访局通报}}"
		case c.Source == "":
			c.Wrong = "手填的数字要写明来源，例如{{手填:59人|市信访局通报}}"
		}
		return c
	}
	c.Code, c.Form = what, Form(more)
	switch {
	case !indicatorCode.MatchString(what):
		c.Wrong = "引用要写指标代码，例如{{accepted}}，代码在“可引用的指标”里"
	case !slices.Contains(forms, c.Form):
		c.Wrong = "竖线后面只能写“数”“式”“余”或“汉”"
	}
	return c
}

var leadingNumber = regexp.MustCompile(`^[0-9][0-9,]*(?:\.[0-9]+)?[%％]?`)

// SplitUnit parts a manual value into number and unit: 59人 is 59 and 人.
func SplitUnit(value string) (number, unit string) {
	number = leadingNumber.FindString(value)
	return number, value[len(number):]
}

// cutRunes is at most n characters of s.
func cutRunes(s string, n int) string {
	i := 0
	for at := range s {
		if i == n {
			return s[:at]
		}
		i++
	}
	return s
}
