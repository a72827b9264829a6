package official

import (
	"strings"
	"unicode"
)

// clean makes text fit for one line: what XML cannot hold, what is not seen and
// what turns the direction of reading is dropped (a reader must see what was
// reviewed), breaks and tabs become spaces, and the ends are trimmed, because
// indents are the layout's business.
func clean(s string) string {
	return strings.TrimFunc(strings.Map(printable, s), unicode.IsSpace)
}

// cleanLines is clean for each line of s, without the empty ones.
func cleanLines(s string) []string {
	var lines []string
	for line := range strings.FieldsFuncSeq(s, isBreak) {
		if line = clean(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func isBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

func printable(r rune) rune {
	switch {
	case r == '\t' || isBreak(r):
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cs, r), r&0xFFFE == 0xFFFE:
		return -1
	case r >= 0xFDD0 && r <= 0xFDEF: // noncharacters
		return -1
	case r == '\uFEFF', r == '\u200B', r == '\u061C',
		r >= '\u200E' && r <= '\u200F', r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
		return -1
	}
	return r
}

// width is how wide s is set, in half characters: a Han character is two,
// a Latin letter or digit one.
func width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case r < 0x0250 && r != '·':
		return 1
	}
	return 2
}
