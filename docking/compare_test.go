package docking

import (
	"slices"
	"strings"
	"testing"

	"fengsheng/internal/calendar"
)

var (
	fifth = calendar.On(2024, 5, 5)
	sixth = calendar.On(2024, 5, 6)
)

func TestMatch(t *testing.T) {
	const ours, other = "东盛矛登〔2024〕1号", "东盛矛登〔2024〕2号"
	h := func(edit func(*Handover)) []Handover {
		h := Handover{ID: "h", Direction: Out, Kind: DockHazard, PoliceNo: "J1001", On: fifth, facts: Facts{Number: ours}}
		if edit != nil {
			edit(&h)
		}
		return []Handover{h}
	}
	e := func(edit func(*Entry)) []Entry {
		e := Entry{ID: "e", Direction: Out, Kind: DockHazard, PoliceNo: "J1001", OurNo: ours, On: fifth}
		if edit != nil {
			edit(&e)
		}
		return []Entry{e}
	}
	for _, c := range []struct {
		name   string
		ours   []Handover
		theirs []Entry
		want   string // what of each pair, in any order
	}{
		{"nothing", nil, nil, ""},
		{"both", h(nil), e(nil), "both"},
		{"only ours", h(nil), nil, "onlyOurs"},
		{"only theirs", nil, e(nil), "onlyTheirs"},
		{"another day", h(nil), e(func(e *Entry) { e.On = sixth }), "day"},
		{"another kind", h(nil), e(func(e *Entry) { e.Kind = DockAnalysis }), "kind"},
		{"another day and kind", h(nil), e(func(e *Entry) { e.On, e.Kind = sixth, DockAnalysis }), "day,kind"},
		{"they told us their day", h(func(h *Handover) { h.ToldOn = sixth }), e(func(e *Entry) { e.On = sixth }), "both"},
		{"they told us another day", h(func(h *Handover) { h.ToldOn = sixth }), e(nil), "day"},
		{"by our number, they have none of theirs", h(nil), e(func(e *Entry) { e.PoliceNo = "" }), "both"},
		{"by our number, we have none of theirs", h(func(h *Handover) { h.PoliceNo = "" }), e(nil), "both"},
		{"by their number, another of ours", h(nil), e(func(e *Entry) { e.OurNo = other }), "both"},
		{"by their number, no number of ours", h(nil), e(func(e *Entry) { e.OurNo = "" }), "both"},
		{"one matter, two numbers of theirs", h(nil), e(func(e *Entry) { e.PoliceNo = "J1002" }), "onlyOurs onlyTheirs"},
		{"no number in common", h(func(h *Handover) { h.PoliceNo = "" }), e(func(e *Entry) { e.OurNo = "" }), "onlyOurs onlyTheirs"},
		{"no numbers at all", h(func(h *Handover) { h.PoliceNo, h.facts.Number = "", "" }), e(func(e *Entry) { e.PoliceNo, e.OurNo = "", "" }), "onlyOurs onlyTheirs"},
		{"the other direction", h(nil), e(func(e *Entry) { e.Direction = In }), "onlyOurs onlyTheirs"},
		{"an emergency", h(func(h *Handover) { h.Emergency = true }), nil, ""},
		{"an emergency that is on their list", h(func(h *Handover) { h.Emergency = true }), e(nil), ""},
		{"an emergency and another of theirs", h(func(h *Handover) { h.Emergency = true }), e(func(e *Entry) { e.PoliceNo, e.OurNo = "J1009", "" }), "onlyTheirs"},
		{"the station's number goes before ours", append(h(func(h *Handover) { h.PoliceNo = "" }), h(nil)...), e(nil), "both onlyOurs"},
		{"each once", h(nil), append(e(nil), e(nil)...), "both onlyTheirs"},
	} {
		var got []string
		for _, p := range Match(c.ours, c.theirs) {
			got = append(got, p.What())
		}
		slices.Sort(got)
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// Every combination of what can be the same or not gives one verdict, and no
// hand-over is lost or doubled.
func TestMatchLosesNothing(t *testing.T) {
	for bits := range 1 << 8 {
		on := func(bit int) bool { return bits>>bit&1 == 1 }
		h := Handover{ID: "h", Direction: Out, Kind: DockHazard, PoliceNo: "J1001", On: fifth, facts: Facts{Number: "a"}}
		e := Entry{ID: "e", Direction: Out, Kind: DockHazard, PoliceNo: "J1001", OurNo: "a", On: fifth}
		if on(0) {
			e.Direction = In
		}
		if on(1) {
			e.Kind = DockAnalysis
		}
		if on(2) {
			e.On = sixth
		}
		if on(3) {
			e.PoliceNo = "J1002"
		}
		if on(4) {
			h.PoliceNo = ""
		}
		if on(5) {
			e.OurNo = ""
		}
		if on(6) {
			h.ToldOn = sixth
		}
		if on(7) {
			h.Emergency = true
		}
		same := !on(0) && (!on(3) && !on(4) || on(4) && !on(5))
		pairs := Match([]Handover{h}, []Entry{e})
		want := 2
		switch {
		case same && h.Emergency:
			want = 0
		case same || h.Emergency:
			want = 1
		}
		if len(pairs) != want {
			t.Errorf("%08b: got %d pairs, want %d", bits, len(pairs), want)
			continue
		}
		if same && !h.Emergency {
			verdict := Both
			if on(1) || on(2) != on(6) {
				verdict = Differs
			}
			if pairs[0].Verdict() != verdict {
				t.Errorf("%08b: got %s, want %s", bits, pairs[0].Verdict(), verdict)
			}
		}
	}
}

func TestReadText(t *testing.T) {
	today := calendar.On(2024, 5, 8)
	read := func(text string) (List, error) { return ReadText([]byte(text), today) }
	l, err := read("警情编号,报警人,方向,日期,种类,街道编号\nj1001,甲某某,接收,2024-05-05,隐患信息,东盛矛登[2024]1号\n\nＪ1002,乙某某,移交,2024/5/6,重大纠纷调解,\n")
	if err != nil || len(l.Bad) > 0 {
		t.Fatalf("got %+v, %v", l.Bad, err)
	}
	want := []Entry{
		{Direction: Out, Kind: DockHazard, PoliceNo: "J1001", OurNo: "东盛矛登〔2024〕1号", On: fifth, Valid: true},
		{Direction: In, Kind: DockMajorDispute, PoliceNo: "J1002", On: sixth, Valid: true},
	}
	if !slices.Equal(l.Entries, want) || !slices.Equal(l.Rows, []int{2, 4}) || l.Left != 1 {
		t.Errorf("got %+v in rows %v, %d columns left; want %+v", l.Entries, l.Rows, l.Left, want)
	}
	if strings.Contains(l.Text, "某某") {
		t.Error("a column that was not agreed was kept")
	}
	again, err := read(l.Text)
	if err != nil || !slices.Equal(again.Entries, want) || !slices.Equal(again.Rows, l.Rows) {
		t.Errorf("read again: got %+v in rows %v, %v", again.Entries, again.Rows, err)
	}
	tabs, err := read(strings.ReplaceAll("警情编号,方向,日期,种类\nJ1001,接收,2024-05-05,隐患信息", ",", "\t"))
	if err != nil || len(tabs.Entries) != 1 {
		t.Errorf("with tabs: got %+v, %v", tabs, err)
	}
	gbk, err := read("\xbe\xaf\xc7\xe9\xb1\xe0\xba\xc5,\xb7\xbd\xcf\xf2,\xc8\xd5\xc6\xda,\xd6\xd6\xc0\xe0\nJ1001,\xbd\xd3\xca\xd5,2024-05-05,\xd2\xfe\xbb\xbc\xd0\xc5\xcf\xa2\n")
	if err != nil || len(gbk.Entries) != 1 || gbk.Entries[0].Kind != DockHazard {
		t.Errorf("in GB 18030: got %+v, %v", gbk, err)
	}
}

func TestReadTextSaysWhatIsWrong(t *testing.T) {
	today := calendar.On(2024, 5, 8)
	const head = "警情编号,方向,日期,种类,街道编号\n"
	for _, c := range []struct {
		name, line, column, want string
		row                      int
	}{
		{"no numbers", ",接收,2024-05-05,隐患信息,", columnPolice, "没法核对", 2},
		{"a telephone", "13800005678,接收,2024-05-05,隐患信息,", columnPolice, "电话", 2},
		{"a name", "甲某某,接收,2024-05-05,隐患信息,", columnPolice, "字母、数字", 2},
		{"no such number of ours", "J1001,接收,2024-05-05,隐患信息,甲某某", columnOurs, "东盛矛登", 2},
		{"no direction", "J1001,转,2024-05-05,隐患信息,", columnDirection, "移交", 2},
		{"no day", "J1001,接收,,隐患信息,", columnDay, "请填写日期", 2},
		{"a strange day", "J1001,接收,五月,隐患信息,", columnDay, "2024-05-01", 2},
		{"a day to come", "J1001,接收,2024-05-09,隐患信息,", columnDay, "还没有到", 2},
		{"no kind", "J1001,接收,2024-05-05,盗窃,", columnKind, "隐患信息、分析研判预警、重大纠纷调解", 2},
		{"twice", "J1001,接收,2024-05-05,隐患信息,\nJ1001,接收,2024-05-06,隐患信息,", columnPolice, "和第2行是同一个编号", 3},
	} {
		l, err := ReadText([]byte(head+c.line), today)
		if err != nil || len(l.Bad) != 1 || l.Bad[0].Row != c.row || l.Bad[0].Column != c.column || !strings.Contains(l.Bad[0].Reason, c.want) {
			t.Errorf("%s: got %+v, %v", c.name, l.Bad, err)
		}
	}
	for _, text := range []string{"", "\n\n", "编号,日期\n1,2", head} {
		if _, err := ReadText([]byte(text), today); err == nil {
			t.Errorf("%q: got a list, want a refusal", text)
		}
	}
}
