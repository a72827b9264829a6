package official

import (
	"regexp"
	"strings"
	"unicode"

	"fengsheng/internal/calendar"
)

var (
	levelMarks = [...]*regexp.Regexp{
		1: regexp.MustCompile(`^[一二三四五六七八九十百]+、`),
		2: regexp.MustCompile(`^[（(][一二三四五六七八九十百]+[）)]`),
		3: regexp.MustCompile(`^[0-9]{1,2}[.．][^0-9]`),
		4: regexp.MustCompile(`^[（(][0-9]{1,2}[）)]`),
	}
	dateLine   = regexp.MustCompile(`^[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日$`)
	noteLine   = regexp.MustCompile(`^（[^（）]+）$`)
	reviewLine = regexp.MustCompile(`^初审[：:].*复审[：:].*终审[：:]`)
	reviewStep = regexp.MustCompile(`(初审|复审|终审)[：:]\s*([^\s　]*)`)
)

// mostLead is the longest first sentence, in half characters, that is taken for
// a heading the text runs on from.
const mostLead = 2 * 60

// Body reads typed prose, one paragraph a line, and finds the headings by their
// numbers 一、（一）1.（1）: alone on a line, or as the first sentence of one.
// Empty lines and indents are dropped; no word is.
func Body(text string) []Block {
	var blocks []Block
	for _, t := range cleanLines(text) {
		blocks = append(blocks, block(t))
	}
	return blocks
}

func block(text string) Block {
	level := levelOf(text)
	if level == 0 {
		return Prose(text)
	}
	lead, rest, ended := strings.Cut(text, "。")
	switch {
	case !ended && width(text) <= mostLead && !strings.ContainsAny(text, "；！？"):
		return Heading{Level: level, Text: text}
	case ended && rest != "" && width(lead) <= mostLead:
		return Paragraph{Lead: lead + "。", Level: level, Runs: []Run{{Text: rest}}}
	}
	return Prose(text)
}

// levelOf is the heading level a line's number stands for, 0 when it has none.
func levelOf(text string) int {
	for level := 1; level < len(levelMarks); level++ {
		if levelMarks[level].MatchString(text) {
			return level
		}
	}
	return 0
}

// Parse reads a whole document in the public text form, as Text writes it: the
// title on the first line, an addressee flush left with its colon, the body, and
// below it organ, date, note and review line, each where there is one. Tables,
// attachments and marks are not read: their lines become body text.
func Parse(text string) Document {
	var d Document
	var lines []string
	for l := range strings.FieldsFuncSeq(text, isBreak) {
		if strings.TrimFunc(l, unicode.IsSpace) != "" {
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		return d
	}
	d.Title, lines = clean(lines[0]), lines[1:]
	if len(lines) > 0 && addressee(lines[0]) {
		d.Addressee, lines = clean(lines[0]), lines[1:]
	}
	lines = d.parseEnd(lines)
	d.Blocks = Body(strings.Join(lines, "\n"))
	return d
}

func addressee(l string) bool {
	return strings.IndexFunc(l, unicode.IsSpace) != 0 && strings.HasSuffix(clean(l), "：") && !strings.ContainsRune(l, '。')
}

// parseEnd takes what stands below the body off the end of lines.
func (d *Document) parseEnd(lines []string) []string {
	last := func() string {
		if len(lines) == 0 {
			return ""
		}
		return clean(lines[len(lines)-1])
	}
	drop := func() { lines = lines[:len(lines)-1] }
	if l := last(); reviewLine.MatchString(l) {
		for _, m := range reviewStep.FindAllStringSubmatch(l, -1) {
			d.Review = append(d.Review, Signature{Role: m[1], Name: m[2]})
		}
		drop()
	}
	if l := last(); noteLine.MatchString(l) {
		d.Note = l
		drop()
	}
	if on, err := calendar.Parse(last()); err == nil && dateLine.MatchString(last()) {
		d.Date = on
		drop()
		if o := last(); o != "" && width(o) <= 2*lineChars && !strings.ContainsAny(o, "。：；，") && levelOf(o) == 0 {
			d.Organ = o
			drop()
		}
	}
	return lines
}
