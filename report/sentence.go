package report

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Phrase is one sentence of a section, known by what it says without its
// figures and years: the same words in two years are one phrase.
type Phrase struct {
	Section SectionID
	Where   string // 一、（二）…
	Text    string // as written, with its citations
	Key     string
}

// shortest is how many characters a sentence must have to be compared; what is
// shorter says nothing of its own.
const shortest = 8

// Phrases are the sentences of the sections that satisfy a condition.
func phrases(sections []Section, which func(Section) bool) []Phrase {
	var all []Phrase
	for _, s := range sections {
		if !which(s) {
			continue
		}
		for _, text := range sentences(s.Body) {
			if bare := essence(text); len([]rune(bare)) >= shortest {
				all = append(all, Phrase{Section: s.ID, Where: s.Where(), Text: text, Key: keyOf(bare)})
			}
		}
	}
	return all
}

func keyOf(bare string) string {
	sum := sha256.Sum256([]byte(bare))
	return hex.EncodeToString(sum[:12])
}

// sentences cuts a body at the ends of its sentences, never inside a citation.
func sentences(body string) []string {
	var all []string
	from, inside := 0, false
	cut := func(to int) {
		if text := strings.TrimSpace(body[from:to]); text != "" {
			all = append(all, text)
		}
		from = to
	}
	for i, r := range body {
		switch {
		case strings.HasPrefix(body[i:], opening):
			inside = true
		case strings.HasPrefix(body[i:], closing):
			inside = false
		case !inside && r == '\n':
			cut(i)
		case !inside && strings.ContainsRune("。！？；", r):
			cut(i + len(string(r)))
		}
	}
	cut(len(body))
	return all
}

var (
	ordinalLead = regexp.MustCompile(`^(?:主要原因：)?[一二三四五六七八九十]{1,3}是`)
	anyYear     = regexp.MustCompile(`[0-9]{4}年度?`)
)

// figureMark stands for any figure, cited or typed.
const figureMark = "□"

// essence is a sentence without what changes from year to year: figures, years,
// the number before it, punctuation and spaces.
func essence(text string) string {
	text = strings.TrimSpace(text)
	for _, c := range slices.Backward(Citations(text)) {
		text = text[:c.At] + figureMark + text[c.At+len(c.Raw):]
	}
	for _, t := range slices.Backward(TypedFigures(text)) {
		text = text[:t.At] + figureMark + text[t.At+len(t.Text):]
	}
	text = anyYear.ReplaceAllString(ordinalLead.ReplaceAllString(text, ""), "")
	return strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSpace(r) || r == '□' {
			return -1
		}
		return r
	}, text)
}
