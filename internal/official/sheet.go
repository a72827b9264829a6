package official

import (
	"strconv"
	"strings"

	"fengsheng/internal/calendar"
)

// The measures of the page, in twips (1/20 point). Sizes and margins are
// 5.2.1-5.2.3 of the standard, drawn from A4 with 22 lines of 28 characters.
const (
	pageWidth    = 11906
	pageHeight   = 16838
	marginTop    = 2098
	marginLeft   = 1588
	marginRight  = 1474
	marginBottom = 1984
	textWidth    = pageWidth - marginLeft - marginRight
	linePitch    = 579
	lineChars    = 28
	charPitch    = 315 // 三号 16 pt less a quarter point: 28 of them fill the line
	indentTwo    = 640 // two characters of 三号
	footerEdge   = 1446
	headerEdge   = 1304
)

// face is a typeface by the name an office machine knows it by. None is shipped.
type face string

const (
	fangSong  face = "仿宋_GB2312"
	kaiTi     face = "楷体_GB2312"
	heiTi     face = "黑体"
	songTi    face = "宋体"
	xiaoBiao  face = "方正小标宋简体"
	latinFace face = "Times New Roman"
)

// roomToSign is left where a reviewer's name is written by hand.
const roomToSign = "　　　　"

// levelFaces are the faces of the heading levels 1 to 4 (7.3.3).
var levelFaces = [...]face{1: heiTi, 2: kaiTi, 3: fangSong, 4: fangSong}

// The named styles: each is a w:styleId in the file.
const (
	styleNormal     = "Normal"
	styleTitle      = "Title"
	styleAddressee  = "Addressee"
	styleBody       = "Body"
	styleHeading    = "Heading" // with the level behind it
	styleList       = "AttachmentList"
	styleOrgan      = "Organ"
	styleDate       = "Date"
	styleNote       = "Note"
	styleReview     = "Review"
	styleAttachment = "Attachment"
	styleCaption    = "TableCaption"
	styleHeadCell   = "TableHead"
	styleCell       = "TableCell"
	styleHeader     = "Header"
	styleFooter     = "Footer"
)

// piece is a stretch of one line in one face and weight.
type piece struct {
	text string
	face face
	bold bool
}

// line is one paragraph, or one table, of the finished document.
type line struct {
	style  string
	pieces []piece
	keep   bool // stays on the page of the next line
	page   bool // begins a page
	right  int  // twips from the right edge, for lines set to the right
	left   int  // twips from the left edge, for the list of attachments
	hang   int  // twips the first line stands out of left
	table  *Table
}

// sheet is the document as lines, the one source of both forms.
type sheet struct{ lines []line }

func (s *sheet) add(l line) { s.lines = append(s.lines, l) }

func (s *sheet) blank() { s.add(line{style: styleNormal}) }

func plain(style string, f face, text string) line {
	return line{style: style, pieces: []piece{{text: text, face: f}}}
}

// lines sets the document. Blank lines are those the standard asks for.
func (d Document) lines() []line {
	s := &sheet{}
	s.title(d.Title)
	if a := clean(d.Addressee); a != "" {
		s.add(plain(styleAddressee, fangSong, strings.TrimRight(a, "：:")+"："))
	}
	for _, b := range d.Blocks {
		b.set(s)
	}
	body := len(s.lines)
	s.list(d.Attachments)
	s.signature(clean(d.Organ), d.Date)
	if n := bracketed(d.Note); n != "" {
		s.add(plain(styleNote, fangSong, n))
	}
	s.review(d.Review)
	s.hold(body)
	for i, a := range d.Attachments {
		s.attachment(a, number(i, len(d.Attachments)))
	}
	s.afterTable()
	return s.lines
}

// mostHeld is the longest last paragraph, in lines, that is held together with
// the signature: LibreOffice moves a held paragraph as a whole, and half a page
// left empty is worse than the signature on the next page.
const mostHeld = 11

// hold keeps what follows the body together, and with the body's last line: no
// page may carry only the signature and the date (7.3.5.5).
func (s *sheet) hold(body int) {
	if body == len(s.lines) {
		return
	}
	if last := &s.lines[body-1]; last.table == nil {
		n := 0
		for _, p := range last.pieces {
			n += width(p.text)
		}
		last.keep = last.keep || n <= mostHeld*lineChars*2
	}
	for i := body; i < len(s.lines)-1; i++ {
		s.lines[i].keep = true
	}
}

func (s *sheet) title(title string) {
	l := line{style: styleTitle, keep: true}
	for _, t := range titleLines(title) {
		l.pieces = append(l.pieces, piece{text: t, face: xiaoBiao})
	}
	s.add(l)
	s.blank()
}

func (h Heading) set(s *sheet) {
	if t := clean(h.Text); t != "" {
		l := plain(styleHeading+strconv.Itoa(h.Level), levelFaces[h.Level], t)
		l.keep = true
		s.add(l)
	}
}

func (p Paragraph) set(s *sheet) {
	l := line{style: styleBody}
	if t := clean(p.Lead); t != "" {
		l.pieces = append(l.pieces, piece{text: t, face: levelFaces[p.Level]})
	}
	for _, r := range p.Runs {
		for i, part := range splitBreaks(r.Text) {
			if i > 0 {
				s.paragraph(l)
				l = line{style: styleBody}
			}
			l.pieces = append(l.pieces, piece{text: part, face: fangSong, bold: r.Bold})
		}
	}
	s.paragraph(l)
}

// paragraph adds l with its ends trimmed, unless nothing is left of it.
func (s *sheet) paragraph(l line) {
	l.pieces = trimPieces(l.pieces)
	if len(l.pieces) > 0 {
		s.add(l)
	}
}

func (t Table) set(s *sheet) {
	if t.columns() == 0 {
		return
	}
	if c := clean(t.Caption); c != "" {
		l := plain(styleCaption, heiTi, c)
		l.keep = true
		s.add(l)
	} else {
		s.afterTable()
	}
	s.add(line{table: &t})
}

// afterTable parts a table from what follows: two tables in a row would be
// joined, and a document may not end with one.
func (s *sheet) afterTable() {
	if n := len(s.lines); n > 0 && s.lines[n-1].table != nil {
		s.blank()
	}
}

// number is what stands behind 附件: nothing when there is only one.
func number(i, of int) string {
	if of == 1 {
		return ""
	}
	return strconv.Itoa(i + 1)
}

// list is the 附件说明 (7.3.4): names stand under one another, wrapped names
// under their own first character.
func (s *sheet) list(as []Attachment) {
	if len(as) == 0 {
		return
	}
	s.blank()
	for i, a := range as {
		label, at := "", 5*charPitch
		if i == 0 {
			label, at = "附件：", 2*charPitch
		}
		hang := width(label)
		if n := number(i, len(as)); n != "" {
			label += n + ". "
			hang += width(n) + 1 // the stop and the space are a quarter of a character each
		}
		// The name carries no punctuation at its end.
		l := plain(styleList, fangSong, label+strings.TrimRight(clean(a.Title), "。；，"))
		l.hang = hang * charPitch / 2
		l.left = at + l.hang
		s.add(l)
	}
}

// signature is the unsealed one (7.3.5.2): the organ two characters from the
// right, the date beginning two characters right of it; a date longer than the
// organ's name stands two from the right itself and the organ moves left. An organ
// whose name fills more than a line begins nowhere: the date stands two from the right.
func (s *sheet) signature(organ string, on calendar.Date) {
	if organ == "" && on.Zero() {
		return
	}
	date := on.Plain()
	s.blank()
	o, d := plain(styleOrgan, fangSong, organ), plain(styleDate, fangSong, date)
	o.right, d.right = 2*charPitch, 2*charPitch
	wo, wd := width(organ)*charPitch/2, width(date)*charPitch/2
	switch {
	case organ == "" || date == "":
	case wd > wo:
		o.right = 4*charPitch + wd - wo
	case wo <= textWidth-2*charPitch:
		d.right = wo - wd
	}
	if organ != "" {
		s.add(o)
	}
	if date != "" {
		s.add(d)
	}
}

func (s *sheet) review(steps []Signature) {
	if len(steps) == 0 {
		return
	}
	words := make([]string, len(steps))
	for i, r := range steps {
		name := clean(r.Name)
		if name == "" && i < len(steps)-1 {
			name = roomToSign
		}
		words[i] = clean(r.Role) + "：" + name
	}
	s.blank()
	s.add(plain(styleReview, fangSong, strings.Join(words, "　　")))
}

func (s *sheet) attachment(a Attachment, number string) {
	l := plain(styleAttachment, heiTi, "附件"+number)
	l.page, l.keep = true, true
	s.add(l)
	s.blank()
	s.title(a.Title)
	for _, b := range a.Blocks {
		b.set(s)
	}
}
