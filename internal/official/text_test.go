package official

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fengsheng/internal/calendar"
)

// hostile is text nobody should type and somebody will.
func hostile() Document {
	bad := "<w:p>&amp;]]>\x00\x01\x1b\x7f\u0085\ufffe\uffff\ufeff\u202e倒\u2066<!--\"'\xff\xc0尾\t表\v格"
	return Document{
		Title: "标题" + bad, Addressee: bad, Organ: bad, Note: bad, Mark: bad, Creator: bad, Date: calendar.On(2031, 1, 1),
		Blocks: []Block{
			Prose(bad),
			Heading{Level: 1, Text: bad},
			Paragraph{Lead: bad, Level: 2, Runs: []Run{{Text: " " + bad}, {Text: "\n \n"}, {Text: bad + "\n", Bold: true}}},
			Prose(strings.Repeat("很长", 200_000)), Prose(strings.Repeat("a", 100_000)), Prose("\u2028\u3000"),
			Heading{Level: 1, Text: "\x00"},
			Table{},
			Table{Caption: bad, Head: []string{bad, bad}, Rows: [][]string{{bad, strings.Repeat("格", 9000)}, {}}},
			Table{Rows: [][]string{{"1"}}},
		},
		Attachments: []Attachment{{Title: bad, Blocks: []Block{Table{Rows: [][]string{{bad}}}}}},
		Review:      []Signature{{bad, bad}, {"", ""}},
	}
}

func TestTextIsWhatTheDocumentSays(t *testing.T) {
	bare := Document{Title: "通知", Blocks: []Block{Table{Rows: [][]string{{"甲", "乙"}}}}}
	for name, d := range map[string]Document{"invented": invented(), "bare": bare, "hostile": hostile()} {
		t.Run(name, func(t *testing.T) {
			if got, want := readBack(t, docx(t, d)), d.Text(); got != want {
				t.Errorf("words of the .docx: got %.300q, want %.300q", got, want)
			}
		})
	}
}

func TestHostileTextKeepsItsVisibleWords(t *testing.T) {
	text := hostile().Text()
	if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\x01\x1b\x7f\u0085\ufffe\uffff\ufeff\u202e\u2066\v") {
		t.Error("text: got characters nobody can see, want none")
	}
	for _, want := range []string{"<w:p>&amp;]]>", "倒<!--\"'", "尾 表"} {
		if !strings.Contains(text, want) {
			t.Errorf("text: got no %q, want it kept", want)
		}
	}
}

func TestBreakBeginsAParagraph(t *testing.T) {
	d := Document{Title: "通知", Blocks: []Block{Paragraph{Runs: []Run{{Text: "　甲 "}, {Text: "乙\r\n\n丙"}, {Text: " 丁　", Bold: true}}}}}
	if got, want := d.Text(), "通知\n\n　　甲 乙\n　　丙 丁\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSignatureWithoutSeal(t *testing.T) {
	for _, row := range []struct {
		name, organ string
		on          calendar.Date
		organRight  int
		dateRight   int
	}{
		{"7.3.5.2: date two characters right of the organ's first", "松江新区枫林街道办事处", calendar.On(2031, 2, 8), 630, 5 * 315},
		{"as long as the date", "枫林街办事处", calendar.On(2031, 2, 8), 630, 0},
		{"date longer: it stands two from the right, the organ moves left", "枫林街道", calendar.On(2031, 12, 18), 630 + 630 + 7*315 - 4*315, 630},
		{"organ alone", "枫林街道", 0, 630, -1},
		{"date alone", "", calendar.On(2031, 2, 8), -1, 630},
	} {
		t.Run(row.name, func(t *testing.T) {
			organ, date := -1, -1
			for _, l := range (Document{Title: "通知", Organ: row.organ, Date: row.on}).lines() {
				switch l.style {
				case styleOrgan:
					organ = l.right
				case styleDate:
					date = l.right
				}
			}
			if organ != row.organRight || date != row.dateRight {
				t.Errorf("twips from the right: got organ %d, date %d, want %d, %d", organ, date, row.organRight, row.dateRight)
			}
		})
	}
}

func TestNothingStandsAloneBelowTheBody(t *testing.T) {
	for name, row := range map[string]struct {
		words int
		held  bool
	}{"short last paragraph": {100, true}, "half a page": {11 * 28, true}, "longer": {11*28 + 1, false}} {
		t.Run(name, func(t *testing.T) {
			d := invented()
			d.Attachments, d.Blocks = nil, []Block{Prose(strings.Repeat("字", row.words))}
			lines := d.lines()
			for i, l := range lines {
				want := i < len(lines)-1 && (l.style != styleBody || row.held)
				if i == 1 || l.style == styleAddressee {
					continue // above the body
				}
				if l.keep != want {
					t.Errorf("line %d in style %s: got held %v, want %v", i, l.style, l.keep, want)
				}
			}
		})
	}
}

func TestTitleBreaksAtSense(t *testing.T) {
	for _, row := range []struct{ title, want string }{
		{"枫林街道2031年度法治政府建设报告", "枫林街道2031年度法治政府建设报告"},
		{"枫林街道\n2031年度报告", "枫林街道|2031年度报告"},
		{"枫林街道办事处关于印发2031年度普法工作要点的通知", "枫林街道办事处关于印发|2031年度普法工作要点的通知"},
		{"枫林街道关于贯彻落实《关于加强新时代人民调解工作的意见》的实施方案", "枫林街道关于贯彻落实《关于加强|新时代人民调解工作的意见》的实施方案"},
	} {
		got := titleLines(row.title)
		if strings.Join(got, "|") != row.want {
			t.Errorf("got %q, want %q", strings.Join(got, "|"), row.want)
		}
	}
}

func TestTitleLinesFitAndKeepEveryWord(t *testing.T) {
	for _, title := range []string{
		invented().Title, strings.Repeat("街道", 60), strings.Repeat("9", 30) + strings.Repeat("字", 30), strings.Repeat("a", 95), strings.Repeat("》", 50),
	} {
		lines := titleLines(title)
		if got := strings.Join(lines, ""); got != title {
			t.Errorf("lines joined: got %q, want %q", got, title)
		}
		for _, l := range lines {
			if width(l) > titleWidth && len(lines) > 1 {
				t.Errorf("line %q: got %d half characters, want at most %d", l, width(l), titleWidth)
			}
		}
	}
}

func TestNoteAndAddresseeTakeTheirSignsOnce(t *testing.T) {
	a := Document{Title: "通知", Addressee: "司法局", Note: "此件公开发布"}
	b := Document{Title: "通知", Addressee: "司法局：", Note: "（此件公开发布）"}
	if a.Text() != b.Text() || !strings.Contains(a.Text(), "司法局：\n　　（此件公开发布）") {
		t.Errorf("got %q and %q, want the same", a.Text(), b.Text())
	}
}

// A name longer than a line leaves the date on the page.
func TestTheDateOfALongName(t *testing.T) {
	for _, n := range []int{3, 20, 26, 27, 28, 40, 400} {
		d := Document{Title: "通知", Organ: strings.Repeat("办", n), Date: calendar.On(2031, 2, 8)}
		if got, want := readBack(t, docx(t, d)), d.Text(); got != want {
			t.Errorf("%d characters: got %q, want %q", n, got, want)
		}
		for _, l := range d.lines() {
			if l.style == styleDate && (l.right < 0 || l.right > textWidth-width("2031年2月8日")*charPitch/2) {
				t.Errorf("%d characters: the date stands %d twips from the right edge", n, l.right)
			}
		}
	}
}

func FuzzTextIsWhatTheDocumentSays(f *testing.F) {
	f.Add("标题", "一、甲\n乙", "机关")
	f.Add("\x00<", "&\t\r\n　", "\xff")
	f.Fuzz(func(t *testing.T, title, body, organ string) {
		d := Document{
			Title: title, Organ: organ, Mark: organ, Date: calendar.On(2031, 2, 8), Blocks: Body(body),
			Attachments: []Attachment{{Title: "表" + organ, Blocks: []Block{Table{Caption: title, Head: []string{body}, Rows: [][]string{{organ, title}}}}}},
		}
		if d.Check() != nil {
			return
		}
		if got, want := readBack(t, docx(t, d)), d.Text(); got != want {
			t.Errorf("words of the .docx: got %q, want %q", got, want)
		}
	})
}
