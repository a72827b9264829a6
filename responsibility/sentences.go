package responsibility

import (
	"regexp"
	"strings"
)

var (
	citation = regexp.MustCompile(`\{\{[^}]*\}\}`)
	counter  = regexp.MustCompile(`^(第?[一二三四五六七八九十]+(是|、|，)|（[一二三四五六七八九十]+）|\d+[.．、])`)
	opening  = regexp.MustCompile(`^主要原因(是|：)?|^原因(是|：)`)
)

// Sentences cuts a passage of a report into the sentences that may be taken over to the
// list of problems: at full stops and semicolons, without the counting words in front. A
// sentence that only leads to the others (……还有差距) is left in: a person chooses.
func Sentences(text string) []string {
	var all []string
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("。；;！？\n\r", r) }) {
		s = strings.TrimSpace(citation.ReplaceAllString(s, ""))
		s = strings.Trim(opening.ReplaceAllString(s, ""), "：:，, 　")
		s = strings.TrimSpace(counter.ReplaceAllString(s, ""))
		if len([]rune(s)) > 3 {
			all = append(all, s)
		}
	}
	return all
}
