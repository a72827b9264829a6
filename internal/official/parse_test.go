package official

import (
	"reflect"
	"testing"

	"fengsheng/internal/calendar"
)

func TestBodyFindsTheLevels(t *testing.T) {
	for _, row := range []struct {
		text string
		want Block
	}{
		{"　　一、主要举措和成效", Heading{1, "一、主要举措和成效"}},
		{"十二、附则", Heading{1, "十二、附则"}},
		{"（一）抓学习。一是带头学法。", Paragraph{Lead: "（一）抓学习。", Level: 2, Runs: []Run{{Text: "一是带头学法。"}}}},
		{"（三）抓化解", Heading{2, "（三）抓化解"}},
		{"1.调解", Heading{3, "1.调解"}},
		{"2.调解工作。全年120件。", Paragraph{Lead: "2.调解工作。", Level: 3, Runs: []Run{{Text: "全年120件。"}}}},
		{"（1）回访", Heading{4, "（1）回访"}},
		{"3.5%的纠纷来自物业", Prose("3.5%的纠纷来自物业")},
		{"一是带头学法。", Prose("一是带头学法。")},
		{"（二）只有一句话的段落。", Prose("（二）只有一句话的段落。")},
		{"2031年，街道依法履职。", Prose("2031年，街道依法履职。")},
	} {
		got := Body("\n" + row.text + "\r\n　　\n")
		if len(got) != 1 || !reflect.DeepEqual(got[0], row.want) {
			t.Errorf("%s: got %#v, want %#v", row.text, got, row.want)
		}
	}
	if got := Body("\n　\t\n"); got != nil {
		t.Errorf("empty prose: got %#v, want nothing", got)
	}
}

func TestParseReadsWhatTextWrites(t *testing.T) {
	d := invented()
	d.Mark, d.Attachments = "", nil
	d.Blocks = append(d.Blocks[:8:8], d.Blocks[9:]...) // without the table
	p := Parse(d.Text())
	if p.Title != d.Title || p.Addressee != "松江新区司法局：" || p.Organ != d.Organ || p.Date != calendar.On(2032, 2, 8) ||
		p.Note != "（此件公开发布）" || !reflect.DeepEqual(p.Review, d.Review) {
		t.Errorf("got %+v, want the elements of %+v", p, d)
	}
	if got, want := p.Text(), d.Text(); got != want {
		t.Errorf("text of what was read: got %q, want %q", got, want)
	}
}

func TestParseOfLittle(t *testing.T) {
	for text, want := range map[string]Document{
		"":            {},
		"　\n\n":       {},
		"通知":          {Title: "通知"},
		"通知\n　　正文如下：": {Title: "通知", Blocks: []Block{Prose("正文如下：")}},
		"通知\n甲，乙。\n　　2031年2月8日\n": {Title: "通知", Date: calendar.On(2031, 2, 8), Blocks: []Block{Prose("甲，乙。")}},
		"通知\n　　2031年2月30日\n":      {Title: "通知", Blocks: []Block{Prose("2031年2月30日")}},
	} {
		if got := Parse(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	}
}
