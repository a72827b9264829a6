package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// LastYear is the report of the year before, the published one or else the one
// being worked on; NotFound when there is none.
func LastYear(tx *db.Tx, year int) (Report, error) {
	r, err := OfYear(tx, year-1)
	if fault.Is(err, fault.NotFound) {
		return r, fault.New(fault.NotFound, "还没有%d年度的报告，没有可以对照的", year-1)
	}
	return r, err
}

// proposal is what a new report begins with: of a correction the text that was
// published, else last year's frame and prose with the figures counted anew,
// else the outline. From is the report it was taken from.
func proposal(tx *db.Tx, year int, sameYear []Report) (sections []Section, from Report, err error) {
	if i := slices.IndexFunc(sameYear, func(r Report) bool { return r.State == Published }); i >= 0 {
		from = sameYear[i]
	} else if from, err = LastYear(tx, year); fault.Is(err, fault.NotFound) {
		return Outline(year), Report{}, nil
	} else if err != nil {
		return nil, from, err
	}
	sections, err = Sections(tx, from.ID)
	return carried(sections, from.Year, year), from, err
}

// carried is the prose of one year as a proposal for another: years moved on,
// figures that were typed given back to their indicators. A typed figure of no
// indicator keeps its place and loses its number: last year's is not this one's.
func carried(sections []Section, from, to int) []Section {
	all := make([]Section, len(sections))
	for i, s := range sections {
		all[i] = Section{
			Order: s.Order, Part: s.Part, Level: s.Level,
			Heading: moveYears(s.Heading, from, to), Body: moveYears(s.Body, from, to),
		}
		if from != to {
			all[i].Body = recount(s.Body, from, to)
		}
	}
	return all
}

// moveYears moves the report's year and the year after it on.
func moveYears(text string, from, to int) string {
	return yearNamed.ReplaceAllStringFunc(text, func(word string) string {
		year, err := strconv.Atoi(strings.TrimSuffix(word, "年"))
		if err != nil || year != from && year != from+1 {
			return word
		}
		return yearWord(year + to - from)
	})
}

// recount is a body with its years moved on outside the citations, and every
// typed figure replaced.
func recount(body string, from, to int) string {
	var b strings.Builder
	at := 0
	for _, c := range Citations(body) {
		b.WriteString(moveYears(body[at:c.At], from, to))
		at = c.At + len(c.Raw)
		b.WriteString(recited(body, c))
	}
	b.WriteString(moveYears(body[at:], from, to))
	return b.String()
}

// recited is the citation that stands next year where c stood.
func recited(body string, c Citation) string {
	if !c.Manual || c.Wrong != "" {
		return c.Raw
	}
	code := codeNamed(clauseBefore(body, c.At), c.Value)
	switch {
	case code == "":
		return opening + manualMark + ":|去年写" + c.Value + "，来源：" + c.Source + closing
	case roughly.MatchString(c.Value):
		return opening + code + "|" + string(Rounded) + closing
	}
	return Cite(code)
}

var roughly = regexp.MustCompile(`[0-9](?:余|多)`)
