package reconcile

import (
	"fmt"
	"strings"
)

// averages holds 讲座24场，参加1680人次，平均每场90人次 against the total and the number it
// is the average of.
func averages(b *body) {
	for i := range b.figures {
		r := b.figures[i]
		per, known := b.per(r)
		if !known {
			continue
		}
		total, of := -1, -1
		fits := false
		for j := i - 1; j >= 0 && j >= i-6 && b.near(b.figures[j], r); j-- {
			whole := b.figures[j]
			if whole.class != r.class || whole.Kind == Rate || whole.Value <= r.Value || b.change(&whole) != "" {
				continue
			}
			for k := i - 1; k >= 0 && k >= i-8 && b.near(b.figures[k], r); k-- {
				number := b.figures[k]
				if number.class != per || k == j || number.lo <= 0 {
					continue
				}
				lo, hi := whole.lo/number.hi, whole.hi/number.lo
				if r.Qualifier == "" || r.Qualifier == "达" {
					lo, hi = lo-r.step, hi+r.step // rounded or cut
				}
				fits = fits || lo <= r.hi && hi >= r.lo
				if total < 0 {
					total, of = j, k
				} else {
					of = -1 // of which, nobody can be sure
				}
			}
		}
		if fits || total < 0 || of < 0 {
			continue
		}
		whole, number := b.figures[total], b.figures[of]
		b.find(Error, "rate", fmt.Sprintf("平均数和总数对不上：%s÷%s＝%s%s，文中写%s。", whole.say(), number.say(), decimal(whole.Value/number.Value), r.Unit, r.say()), whole.span(), number.span(), r.span())
	}
}

// means are the words of averages, with what they are told of.
var means = []struct {
	word string
	of   class
}{{"人均", persons}, {"平均每人", persons}, {"场均", events}, {"平均每场", events}, {"平均每次", events}, {"户均", households}, {"平均每件", matters}, {"件均", matters}}

// per is what an average is told of.
func (b *body) per(r figure) (class, bool) {
	front := b.slice(max(r.from, r.Start-8), r.Start)
	for _, m := range means {
		if strings.Contains(front, m.word) {
			return m.of, r.Kind != Rate
		}
	}
	return other, false
}
