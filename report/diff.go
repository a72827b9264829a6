package report

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mark says what became of a stretch of text between two versions.
type Mark string

// The marks.
const (
	Kept    Mark = ""
	Added   Mark = "added"
	Removed Mark = "removed"
)

// Stretch is a run of text that stands in both versions or in one of them.
type Stretch struct {
	Text string
	Mark Mark
}

// mostCells bounds the table of one comparison; texts beyond it are compared by
// their sentences instead of their words.
const mostCells = 4 << 20

// Diff tells two versions of a text apart by words: what was removed stands
// before what was added in its place.
func Diff(before, after string) []Stretch {
	a, b := wordsOf(before), wordsOf(after)
	if len(a)*len(b) > mostCells {
		a, b = sentences(before), sentences(after)
	}
	if len(a)*len(b) > mostCells {
		return joined([]Stretch{{before, Removed}, {after, Added}})
	}
	return joined(smooth(compareWords(a, b)))
}

// Old is what of the comparison stands in the version before.
func Old(all []Stretch) []Stretch { return without(all, Added) }

// New is what of the comparison stands in the version after.
func New(all []Stretch) []Stretch { return without(all, Removed) }

func without(all []Stretch, m Mark) []Stretch {
	var left []Stretch
	for _, s := range all {
		if s.Mark != m {
			left = append(left, s)
		}
	}
	return left
}

// Differs reports whether the two versions are not the same.
func Differs(all []Stretch) bool {
	for _, s := range all {
		if s.Mark != Kept {
			return true
		}
	}
	return false
}

var numberWord = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.,]*[%％]?`)

// wordsOf cuts a text into what is compared: a number or a foreign word whole,
// else each character by itself.
func wordsOf(text string) []string {
	var all []string
	for text != "" {
		w := numberWord.FindString(text)
		if w == "" {
			_, width := utf8.DecodeRuneInString(text)
			w = text[:width]
		}
		all, text = append(all, w), text[len(w):]
	}
	return all
}

// compareWords finds the longest run of words that stands in both, in order.
func compareWords(a, b []string) []Stretch {
	var head, tail []Stretch
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		head = append(head, Stretch{Text: a[0]})
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		tail = append(tail, Stretch{Text: a[len(a)-1]})
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	slices.Reverse(tail)
	return append(append(head, middle(a, b)...), tail...)
}

// middle compares what is left when both ends are alike.
func middle(a, b []string) []Stretch {
	wide := len(b) + 1
	longest := make([]int32, (len(a)+1)*wide) // of a[i:] and b[j:]
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				longest[i*wide+j] = longest[(i+1)*wide+j+1] + 1
			} else {
				longest[i*wide+j] = max(longest[(i+1)*wide+j], longest[i*wide+j+1])
			}
		}
	}
	var all []Stretch
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			all = append(all, Stretch{Text: a[i]})
			i++
			j++
		case j == len(b) || i < len(a) && longest[(i+1)*wide+j] >= longest[i*wide+j+1]:
			all = append(all, Stretch{a[i], Removed})
			i++
		default:
			all = append(all, Stretch{b[j], Added})
			j++
		}
	}
	return all
}

// leastKept is how many characters must stay together between two changes to be
// shown as kept: a single 的 that both happen to have says nothing.
const leastKept = 3

// smooth turns what is kept by chance between two changes into a part of them.
func smooth(all []Stretch) []Stretch {
	var out []Stretch
	for i := 0; i < len(all); {
		end := i
		for end < len(all) && all[end].Mark == Kept {
			end++
		}
		run := all[i:end]
		chance := i > 0 && end < len(all) && characters(run) < leastKept
		for _, s := range run {
			if chance {
				out = append(out, Stretch{s.Text, Removed}, Stretch{s.Text, Added})
			} else {
				out = append(out, s)
			}
		}
		for end < len(all) && all[end].Mark != Kept {
			out = append(out, all[end])
			end++
		}
		i = end
	}
	return out
}

// characters counts what is no punctuation.
func characters(run []Stretch) int {
	n := 0
	for _, s := range run {
		for _, r := range s.Text {
			if !unicode.IsPunct(r) {
				n++
			}
		}
	}
	return n
}

// joined puts neighbours of one mark together; within a change what was removed
// comes first.
func joined(all []Stretch) []Stretch {
	var out []Stretch
	var removed, added strings.Builder
	flush := func() {
		if removed.Len() > 0 {
			out = append(out, Stretch{removed.String(), Removed})
		}
		if added.Len() > 0 {
			out = append(out, Stretch{added.String(), Added})
		}
		removed.Reset()
		added.Reset()
	}
	for _, s := range all {
		switch s.Mark {
		case Removed:
			removed.WriteString(s.Text)
		case Added:
			added.WriteString(s.Text)
		default:
			flush()
			if n := len(out); n > 0 && out[n-1].Mark == Kept {
				out[n-1].Text += s.Text
			} else {
				out = append(out, s)
			}
		}
	}
	flush()
	return out
}
