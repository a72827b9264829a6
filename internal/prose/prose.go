// Package prose takes the plain text out of a file that somebody wrote: .txt in
// UTF-8 or GBK, .docx, .html. What a file is, its content says, not its name. It
// keeps nothing and runs nothing that stands in a file.
package prose

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"fengsheng/internal/docx"
	"fengsheng/internal/fault"
)

// MostBytes is the largest file, MostSigns the longest text.
const (
	MostBytes = 10 << 20
	MostSigns = 1 << 20
)

func unreadable() error {
	return fault.New(fault.Invalid, "这个文件读不出文字，请用.txt、.docx或者.html文件")
}

// Read is the text of a file from a reader that may be longer than allowed.
func Read(r io.Reader) (string, error) {
	file, err := io.ReadAll(io.LimitReader(r, MostBytes+1))
	if err != nil {
		return "", err
	}
	return Text(file)
}

// Text is the text of a file. What it refuses it says in a sentence.
func Text(file []byte) (string, error) {
	if len(file) > MostBytes {
		return "", fault.New(fault.Invalid, "文件超过%d兆，请只留下正文再试", MostBytes>>20)
	}
	text, err := read(file)
	if err != nil {
		return "", err
	}
	if utf8.RuneCountInString(text) > MostSigns {
		return "", fault.New(fault.Invalid, "正文超过%d万字，请分开核对", MostSigns/10000)
	}
	return text, nil
}

func read(file []byte) (string, error) {
	if bytes.HasPrefix(file, []byte("PK\x03\x04")) {
		paper, err := docx.Read(file)
		if err != nil {
			if fault.Of(err) != nil {
				return "", err
			}
			return "", unreadable()
		}
		paper.Head = ""
		return paper.Text(), nil
	}
	text, err := decode(file)
	if err != nil {
		return "", err
	}
	if page(text) {
		return visible(text), nil
	}
	return text, nil
}

// decode makes UTF-8 of a file: it is UTF-8, marked UTF-16, or GB18030.
func decode(file []byte) (string, error) {
	switch {
	case bytes.HasPrefix(file, []byte("\xff\xfe")), bytes.HasPrefix(file, []byte("\xfe\xff")):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(file)
		if err != nil {
			return "", unreadable()
		}
		return string(out), nil
	case bytes.IndexByte(file, 0) >= 0:
		return "", unreadable()
	case utf8.Valid(file):
		return strings.TrimPrefix(string(file), "\ufeff"), nil
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(file)
	if err != nil || bytes.Count(out, []byte("\ufffd"))*50 > len(out) {
		return "", unreadable()
	}
	return string(out), nil
}

// page reports whether a text is a page of the web.
func page(text string) bool {
	start := strings.ToLower(text[:min(len(text), 2048)])
	if !strings.HasPrefix(strings.TrimLeft(start, " \t\r\n"), "<") {
		return false
	}
	for _, tag := range []string{"<!doctype html", "<html", "<body", "<div", "<p>", "<p ", "<table"} {
		if strings.Contains(start, tag) {
			return true
		}
	}
	return false
}

// hidden elements hold no words for readers.
var hidden = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Head: true, atom.Noscript: true, atom.Template: true, atom.Textarea: true, atom.Select: true, atom.Iframe: true}

// inline elements do not end a line.
var inline = map[atom.Atom]bool{
	atom.Span: true, atom.A: true, atom.B: true, atom.Strong: true, atom.I: true, atom.Em: true, atom.Font: true, atom.U: true, atom.Sub: true, atom.Sup: true, atom.Small: true, atom.Mark: true, atom.Ins: true, atom.Label: true,
	atom.Td: true, atom.Th: true, atom.Img: true, atom.Input: true, atom.Time: true, atom.Code: true, atom.Bdo: true, atom.Abbr: true,
}

// visible are the words of a page, a line for every block.
func visible(text string) string {
	var out strings.Builder
	inside := atom.Atom(0)
	line, gap := false, false
	for z := html.NewTokenizer(strings.NewReader(text)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.String()
		}
		if kind == html.TextToken {
			if inside != 0 {
				continue
			}
			for _, r := range html.UnescapeString(string(z.Raw())) {
				if r == ' ' || r == '\n' || r == '\t' || r == '\r' {
					gap = line
					continue
				}
				if gap {
					out.WriteByte(' ')
				}
				out.WriteRune(r)
				line, gap = true, false
			}
			continue
		}
		name, _ := z.TagName()
		tag := atom.Lookup(name)
		switch {
		case kind == html.StartTagToken && inside == 0 && hidden[tag]:
			inside = tag
		case inside != 0 && kind == html.EndTagToken && tag == inside, inside == atom.Head && tag == atom.Body:
			inside = 0
		case (tag == atom.Td || tag == atom.Th) && inside == 0:
			gap = line
		case inside == 0 && !inline[tag] && (kind == html.StartTagToken || kind == html.EndTagToken || kind == html.SelfClosingTagToken) && line:
			out.WriteByte('\n')
			line, gap = false, false
		}
	}
}
