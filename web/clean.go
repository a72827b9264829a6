package web

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// clean makes text fit to be stored (IN-04): NFC, lines ended by \n, no
// control characters but tab and newline, nothing invisible that turns the
// direction of writing or hides inside a word. It reports false when the bytes
// are not UTF-8.
func clean(s string) (string, bool) {
	if !utf8.ValidString(s) {
		return "", false
	}
	if plain(s) {
		return s, true
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == '\u2028', r == '\u2029', r == '\v', r == '\f':
			return '\n'
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r), hidden(r):
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s), true
}

// cleanAddress makes an address fit to be looked up (IN-04): a path that is no
// text leads nowhere, and the values of a query are cleaned as those of a form.
func cleanAddress(u *url.URL) error {
	if path, ok := clean(u.Path); !ok || path != u.Path || strings.ContainsAny(path, "\n\t") {
		return &refusal{status: http.StatusNotFound}
	}
	asked := u.Query() // what cannot be read at all is left out of it
	dirty := false
	for name, values := range asked {
		for i, v := range values {
			cleaned, ok := clean(v)
			if !ok || !utf8.ValidString(name) {
				return &refusal{status: http.StatusBadRequest}
			}
			dirty = dirty || cleaned != v
			values[i] = cleaned
		}
		if cleaned, _ := clean(name); cleaned != name {
			delete(asked, name)
			dirty = true
		}
	}
	if dirty {
		u.RawQuery = asked.Encode()
	}
	return nil
}

// plain reports whether s is ASCII without control characters: nothing to do.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// hidden are the characters that show nothing and mislead the reader or the
// search: direction marks and overrides, zero-width space, byte order mark.
func hidden(r rune) bool {
	switch r {
	case '\u061c', '\u200b', '\u200e', '\u200f', '\u2060', '\ufeff', '\u00ad':
		return true
	}
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// narrow turns full-width letters, digits and signs into their common form:
// １２３ is 123.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u3000', r == '\u00a0':
			return ' '
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, s)
}
