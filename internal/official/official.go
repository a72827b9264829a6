// Package official sets official documents in the layout of GB/T 9704-2012
// (党政机关公文格式) as .docx, and the same words as plain text.
//
// Both forms are made from one list of lines, so they cannot differ. It knows
// the public text form: title, addressee, body with the levels 一、（一）1.（1）,
// list of attachments, unsealed signature, note, review line and attachments.
// It has no red head, seal, copy number, classification or record block, and
// it counts and decides nothing: what stands in the document is the caller's.
package official

import (
	"fmt"
	"strings"
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

// Document is one official document, in the order of its elements on paper.
// Only Title is required.
type Document struct {
	Title       string        // a line break in it is a chosen break; without one the lines are balanced (7.3.1)
	Addressee   string        // 主送机关, with or without its colon (7.3.2)
	Blocks      []Block       // 正文 (7.3.3)
	Attachments []Attachment  // listed below the body (7.3.4) and set after it (7.3.7)
	Organ       string        // 发文机关署名, without a seal (7.3.5.2)
	Date        calendar.Date // 成文日期, printed as 2025年2月8日 (7.3.5.4)
	Note        string        // 附注, with or without its brackets: 此件公开发布 (7.3.6)
	Review      []Signature   // 初审, 复审, 终审; a custom of published texts, not of the standard
	Mark        string        // a short mark in every page's header, such as 演示
	Creator     string        // kept in the file's properties only
	Created     time.Time     // kept in the file's properties only; zero leaves it out
}

// Signature is one step of the review line. An empty Name leaves room to sign by hand.
type Signature struct {
	Role string
	Name string
}

// Attachment is set on a page of its own after the document.
type Attachment struct {
	Title  string
	Blocks []Block
}

// Block is a piece of the body: Heading, Paragraph or Table.
type Block interface {
	set(s *sheet)
	check() error
}

// Heading stands alone on its line. Text carries its own number.
type Heading struct {
	Level int // 1 to 4: 一、（一）1.（1）
	Text  string
}

// Paragraph is body text. Lead, when there is one, is the heading of Level that
// the text runs on from, in that level's face: （一）做什么。一是……
// A line break in a run begins a new paragraph.
type Paragraph struct {
	Lead  string
	Level int // of Lead; of no meaning without one
	Runs  []Run
}

// Run is a stretch of text in one weight.
type Run struct {
	Text string
	Bold bool
}

// Table is as wide as the text area; its head is repeated on every page.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]string // a short row is filled up with empty cells
}

// Prose is a paragraph of plain body text.
func Prose(text string) Paragraph { return Paragraph{Runs: []Run{{Text: text}}} }

// mostColumns is what a table of a .docx can hold.
const mostColumns = 63

// Check says what keeps the document from being set: a fault for what a person
// left out, a failure for what the program did wrong.
func (d Document) Check() error {
	if clean(d.Title) == "" {
		return fault.New(fault.Invalid, "公文没有标题，请先填写标题")
	}
	for _, b := range d.Blocks {
		if err := b.check(); err != nil {
			return err
		}
	}
	for i, a := range d.Attachments {
		if clean(a.Title) == "" {
			return fault.New(fault.Invalid, "附件%d没有名称，请先填写名称", i+1)
		}
		for _, b := range a.Blocks {
			if err := b.check(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (h Heading) check() error { return checkLevel(h.Level) }

func (p Paragraph) check() error {
	if p.Lead == "" {
		return nil
	}
	return checkLevel(p.Level)
}

func (t Table) check() error {
	if n := t.columns(); n > mostColumns {
		return fault.New(fault.Invalid, "表格“%s”有%d列，最多%d列，请拆成几个表", clean(t.Caption), n, mostColumns)
	}
	return nil
}

func checkLevel(level int) error {
	if level < 1 || level > 4 {
		return fmt.Errorf("official: heading level %d is not 1 to 4", level)
	}
	return nil
}

func (t Table) columns() int {
	n := len(t.Head)
	for _, r := range t.Rows {
		n = max(n, len(r))
	}
	return n
}

// bracketed is the note in full-width brackets, whether or not it came with them.
func bracketed(note string) string {
	note = clean(note)
	if note == "" || strings.HasPrefix(note, "（") && strings.HasSuffix(note, "）") {
		return note
	}
	return "（" + note + "）"
}
