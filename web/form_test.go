package web

import (
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
	"fengsheng/internal/id"
)

func form(t *testing.T, pairs ...string) *Form {
	t.Helper()
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	f, err := newForm(values, nil)
	if err != nil {
		t.Fatalf("form: %v", err)
	}
	return f
}

func TestSEC_IN_04_CleanText(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"阿依古丽·买买提": "阿依古丽·买买提", "𠮷野家𬱖": "𠮷野家𬱖", "a\r\nb\rc": "a\nb\nc", "x\x00y\x1bz\x7f": "xyz", "e\u0301": "é",
		"付款\u202e001\u202c元": "付款001元", "漏\u200b水": "漏水", "\ufeff开头": "开头", "制表\t符": "制表\t符", "👨\u200d👩": "👨\u200d👩",
	} {
		got, ok := clean(in)
		if !ok || got != want {
			t.Errorf("clean(%q): got %q, %v, want %q", in, got, ok, want)
		}
	}
	if _, ok := clean("\xb6\xab\xca\xa2"); ok {
		t.Error("clean of GBK bytes: got ok, want refused")
	}
	_, err := newForm(url.Values{"a": {"\xb6\xab"}}, nil)
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("form of GBK bytes: got %v, want an Invalid fault", err)
	}
}

// Whatever comes in, what is stored is clean, and cleaning it again changes nothing.
func TestSEC_IN_04_CleanIsCleanProperty(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	pool := []rune("甲乙丙𠮷·ae\u0301\u0308\u202e\u2066\u200b\ufeff\x00\x07\r\n\t \u2028１２．가\u1100\u1161\u115f葛\ufe00")
	for range 20000 {
		var b strings.Builder
		for range r.IntN(12) {
			if r.IntN(8) == 0 {
				b.WriteRune(rune(r.IntN(unicode.MaxRune)))
			} else {
				b.WriteRune(pool[r.IntN(len(pool))])
			}
		}
		in := b.String()
		got, ok := clean(in)
		if !ok {
			t.Fatalf("clean(%q): refused, want cleaned", in)
		}
		again, _ := clean(got)
		if again != got {
			t.Fatalf("clean(%q): got %q, then %q: want the same twice", in, got, again)
		}
		if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
			t.Fatalf("clean(%q): got %q, want valid NFC", in, got)
		}
		for _, c := range got {
			if unicode.IsControl(c) && c != '\n' && c != '\t' || hidden(c) {
				t.Fatalf("clean(%q): got %q with %U", in, got, c)
			}
		}
	}
}

func TestFormGetters(t *testing.T) {
	t.Parallel()
	f := form(
		t, "place", "  景阳花园\n 12号楼 ", "story", "第一行\n第二行\n", "count", "１，２００", "amount", "￥1,200.5元", "on", "２０２４年5月1日",
		"kind", "b", "agreed", "1", "refused", "0", "need", "a", "need", " ", "need", "b", "_version", "7",
	)
	if got := f.Text("place", "地点", 50, true); got != "景阳花园 12号楼" {
		t.Errorf("Text: got %q", got)
	}
	if got := f.Long("story", "事由", 50, true); got != "第一行\n第二行" {
		t.Errorf("Long: got %q", got)
	}
	if got := f.Int("count", "份数", 1, 5000, true); got != 1200 {
		t.Errorf("Int: got %d, want 1200", got)
	}
	if got := f.Money("amount", "金额", true); got != 120050 {
		t.Errorf("Money: got %d, want 120050", got)
	}
	said := form(t, "on", "昨天")
	said.today = calendar.On(2024, 5, 2)
	if got := said.Date("on", "日期", true); got != calendar.On(2024, 5, 1) {
		t.Errorf("昨天 on 2024-05-02: got %s", got)
	}
	if got := f.Date("on", "日期", true); got != calendar.On(2024, 5, 1) {
		t.Errorf("Date: got %v, want 2024-05-01", got)
	}
	if got := f.Choice("kind", "类别", []string{"a", "b"}, true); got != "b" {
		t.Errorf("Choice: got %q, want b", got)
	}
	if !f.Bool("agreed") || f.Bool("refused") || f.Bool("absent") {
		t.Error("Bool: got the opposite of what was ticked")
	}
	if got := strings.Join(f.List("need"), ","); got != "a,b" {
		t.Errorf("List: got %q, want a,b", got)
	}
	if got := f.Version(); got != 7 {
		t.Errorf("Version: got %d, want 7", got)
	}
	if err := f.Err(); err != nil {
		t.Errorf("Err: got %v, want none", err)
	}
}

func TestFormSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		read func(*Form)
		in   string
		want string
	}{
		"empty":            {func(f *Form) { f.Text("x", "事情发生的地点", 9, true) }, " ", "请填写事情发生的地点"},
		"too long":         {func(f *Form) { f.Long("x", "事由", 500, true) }, strings.Repeat("字", 512), "事由最多500字，现在多了12字"},
		"no number":        {func(f *Form) { f.Int("x", "份数", 1, 9, true) }, "三", "份数应为整数，例如1"},
		"out of range":     {func(f *Form) { f.Int("x", "份数", 1, 9, true) }, "10", "份数应在1到9之间"},
		"no money":         {func(f *Form) { f.Money("x", "金额", true) }, "1.234", "金额应为金额，最多两位小数，例如1200.50"},
		"negative money":   {func(f *Form) { f.Money("x", "赔偿", true) }, "-5", "赔偿应为金额，最多两位小数，例如1200.50"},
		"too much":         {func(f *Form) { f.Money("x", "赔偿", true) }, strings.Repeat("9", 30), "赔偿太大，请核对"},
		"not a choice":     {func(f *Form) { f.Choice("x", "类别", []string{"a"}, true) }, "z", "请从列出的选项中选择类别"},
		"nothing chosen":   {func(f *Form) { f.Choice("x", "类别", []string{"a"}, true) }, "", "请选择类别"},
		"no such day":      {func(f *Form) { f.Date("x", "日期", true) }, "2024-02-30", "没有2024年2月30日这一天"},
		"no submission id": {func(f *Form) { f.SubmissionID() }, "", "这个表单已过期，请重新打开页面再提交"},
	} {
		f := form(t, "x", test.in)
		test.read(f)
		found := fault.Of(f.Err())
		if found == nil || len(found.Fields) != 1 || !strings.Contains(found.Fields[0].Message, test.want) {
			t.Errorf("%s: got %v, want %q", name, f.Err(), test.want)
		}
	}
	f := form(t, "_submission", id.New(noon))
	if f.SubmissionID() == "" || f.Err() != nil {
		t.Errorf("a good submission id: got %v, want it", f.Err())
	}
}

func TestFormIsShownAgain(t *testing.T) {
	t.Parallel()
	f := form(t, "place", "景阳花园", "story", "")
	f.Text("story", "事由", 10, true)
	e := f.Again(fault.Fields{{Name: "place", Message: "没有这个小区"}, {Name: "story", Message: "请填写事由"}}.Err())
	if e.Value("place") != "景阳花园" || e.Error("place") != "没有这个小区" || e.Error("story") != "请填写事由" || len(e.Wrong) != 2 {
		t.Errorf("again: got %+v, want both fields once with what was typed", e)
	}
	if got := f.Again(fault.New(fault.Invalid, "请先指定调解员")).General; got != "请先指定调解员" {
		t.Errorf("a fault about the whole: got %q", got)
	}
}
