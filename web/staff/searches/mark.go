package searches

import (
	"slices"

	"fengsheng/internal/search"
)

// piece is a stretch of text, marked or not.
type piece struct {
	Text string
	Mark bool
}

// marked cuts a text at the words that were looked for, compared as the search
// compares them: width and case do not matter.
func marked(text string, words []string) []piece {
	runes := []rune(text)
	on := make([]bool, len(runes))
	same := normal(text)
	for _, word := range words {
		want := normal(word)
		for i := 0; len(want) > 0 && i+len(want) <= len(runes); i++ {
			if !slices.Equal(same[i:i+len(want)], want) {
				continue
			}
			for j := range want {
				on[i+j] = true
			}
		}
	}
	var all []piece
	for i, r := range runes {
		if i == 0 || on[i] != on[i-1] {
			all = append(all, piece{Mark: on[i]})
		}
		all[len(all)-1].Text += string(r)
	}
	return all
}

// normal is each character in the form that is compared, one by one, so that
// places in it are places in the text.
func normal(s string) []string {
	var all []string
	for _, r := range s {
		all = append(all, search.Normal(string(r)))
	}
	return all
}
