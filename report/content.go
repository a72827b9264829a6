package report

import (
	"strings"

	"fengsheng/internal/calendar"
	"fengsheng/internal/official"
)

// Content is the report as it is read: every citation printed. It is what a
// freeze keeps, so it has plain fields only.
type Content struct {
	Year   int           `json:"year"`
	Unit   string        `json:"unit"`
	Title  string        `json:"title"`
	Organ  string        `json:"organ"`
	Date   calendar.Date `json:"date"`
	Cutoff calendar.Date `json:"cutoff"`
	Pieces []Piece       `json:"pieces"`
	Manual []Manual      `json:"manual,omitempty"`
}

// Piece is one section with its citations printed.
type Piece struct {
	Level      int    `json:"level"`
	Number     string `json:"number"`
	Heading    string `json:"heading"`
	Paragraphs []Line `json:"paragraphs"`
}

// Line is one paragraph, cut at its figures.
type Line []Span

// Span is a stretch of a paragraph: plain words, or a figure with the indicator
// or the source it comes from.
type Span struct {
	Text   string `json:"text"`
	Code   string `json:"code,omitempty"`
	Source string `json:"source,omitempty"` // of a manual figure
	Wrong  bool   `json:"wrong,omitempty"`  // a citation that could not be printed
}

// Text is the paragraph as it is printed.
func (l Line) Text() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Manual is a figure typed by hand, as the list of sources shows it.
type Manual struct {
	Value  string `json:"value"`
	Source string `json:"source"`
	Where  string `json:"where"`
}

// note stands below the date of a public text (GB/T 9704 7.3.6).
const note = "此件公开发布"

// Document sets the content as an official document. The review line carries
// the names of those who have passed it and room to sign for the others.
func (c Content) Document(review []official.Signature, mark string) official.Document {
	d := official.Document{
		Title: c.Title, Organ: c.Organ, Date: c.Date, Note: note, Review: review, Mark: mark, Creator: c.Organ,
	}
	for _, p := range c.Pieces {
		d.Blocks = append(d.Blocks, p.blocks()...)
	}
	if len(c.Manual) > 0 {
		d.Attachments = []official.Attachment{c.sources()}
	}
	return d
}

// blocks sets one section: the text of a section runs on from its heading.
func (p Piece) blocks() []official.Block {
	var blocks []official.Block
	rest := p.Paragraphs
	switch {
	case p.Level == levelChapter:
		blocks = append(blocks, official.Heading{Level: levelChapter, Text: p.Number + p.Heading})
	case p.Level == levelSection && len(rest) == 0:
		blocks = append(blocks, official.Heading{Level: levelSection, Text: p.Number + p.Heading})
	case p.Level == levelSection:
		lead := p.Number + strings.TrimRight(p.Heading, "。") + "。"
		blocks = append(blocks, official.Paragraph{Lead: lead, Level: levelSection, Runs: []official.Run{{Text: rest[0].Text()}}})
		rest = rest[1:]
	}
	for _, text := range rest {
		blocks = append(blocks, official.Prose(text.Text()))
	}
	return blocks
}

// sources is the attachment that says where the manual figures come from, so
// that none of them passes for a counted one.
func (c Content) sources() official.Attachment {
	t := official.Table{Head: []string{"数字", "来源", "位置"}}
	for _, m := range c.Manual {
		t.Rows = append(t.Rows, []string{m.Value, m.Source, m.Where})
	}
	return official.Attachment{Title: "手工填写的数字及其来源", Blocks: []official.Block{t}}
}

// paragraphs are the lines of a body that have words.
func paragraphs(body string) []string {
	var all []string
	for line := range strings.Lines(body) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}
