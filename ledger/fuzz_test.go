package ledger

import (
	"strings"
	"testing"

	"fengsheng/org"
)

// Whatever stands in a file, its columns are matched and its rows read without a
// panic, no column serves two entries, and what cannot be read is told.
func FuzzRow(f *testing.F) {
	f.Add("事由|来源|社区|收到日期|申请人|电话", "漏水|来电|吉祥社区|2024-05-01|甲、乙|138、139")
	f.Add("具体类型|日期|开始时间|群众人次|包案化解", "反诈宣传|45413|0.6|约5|√")
	f.Add("办结日期|结果|金额|申请人是单位", "20240501|自行和解|1.2e300|也许")
	f.Fuzz(func(t *testing.T, head, line string) {
		headings := strings.Split(head, "|")
		n := &names{units: map[string][]org.Unit{"吉祥社区": {{ID: "u"}}}}
		for _, k := range Kinds {
			im := &Import{Kind: k, Headings: headings, Fields: propose(books[k].fields, headings, nil)}
			used := map[int]bool{}
			for name, at := range im.Fields {
				if at < 0 || at >= len(headings) || used[at] {
					t.Fatalf("%s is column %d of %q", name, at, headings)
				}
				used[at] = true
			}
			r := &reading{im: im, names: n, cells: strings.Split(line, "|"), fields: books[k].fields}
			if books[k].read(r) == nil || r.identity() == "" {
				t.Fatal("nothing was read")
			}
			for _, p := range r.problems {
				if p.Sentence == "" {
					t.Fatalf("nothing is said of %q", p.Column)
				}
			}
		}
	})
}
