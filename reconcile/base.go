package reconcile

import (
	"fmt"
	"math"
)

// based holds a change against the period that is named with it, where the text gives
// the value of that period too: 7125万元，比2016年增长12%（2016年为6632万元）.
func based(b *body) {
	told := b.told()
	for i := range b.figures {
		r := b.figures[i]
		if r.class == percent && r.Change != "" && (r.Qualifier == "" || r.Qualifier == "达") {
			b.noted(i)
			b.elsewhere(i, told)
		}
		b.step(i)
	}
}

// last are words for the period before.
var last = words(`上年 去年 上月 上周 上季度 同期 前年`)

// tells reports whether the words of a figure name an earlier period.
func (b *body) tells(f figure) bool {
	return b.contains(f.from, f.Start, last...) || b.yearIn(f.from, f.Start) > 0
}

// yearIn is the last year that is named between two positions; 0 when none is.
func (b *body) yearIn(from, to int) int {
	for i := to - 5; i >= from; i-- {
		if y := b.yearAt(i); y > 0 {
			return y
		}
	}
	return 0
}

// noted reads the base from the brackets behind the change, or behind the value itself.
func (b *body) noted(i int) {
	r := b.figures[i]
	value, base := i-1, i+1
	if i >= 2 && b.at(b.figures[i-2].to) == '(' && b.aside(b.figures[i-1], r) { // 3326件（上年867件），增长283.6%
		value, base = i-2, i-1
	}
	if value < 0 || base >= len(b.figures) || b.figures[value].sentence != r.sentence || r.Start-b.figures[value].to > 40 {
		return
	}
	n, e := b.figures[value], b.figures[base]
	if base == i+1 && (b.at(r.to) != '(' || e.Start-r.to > 16) || e.class != n.class || n.Kind == Rate || !b.tells(e) || b.change(&e) != "" || b.change(&n) != "" {
		return
	}
	b.grew(e, n, r, Error)
}

// toldOf is what was told of a year: the row and the class of its unit.
type toldOf struct {
	year, row int
	class     class
}

// told are the first figures that name their year, by what they count.
func (b *body) told() map[toldOf]int {
	all := map[toldOf]int{}
	for i, f := range b.figures {
		from := b.clause[f.Start]
		if f.row < 0 || f.row == comparison || f.Kind == Rate || f.Start-from > 40 || b.change(&f) != "" || b.contains(from, f.Start, "月", "季度", "半年") {
			continue
		}
		if y := b.yearIn(from, f.Start); y > 0 {
			key := toldOf{y, f.row, f.class}
			if _, before := all[key]; !before {
				all[key] = i
			}
		}
	}
	return all
}

// elsewhere looks for the value of the year that is named with a change, of the same
// thing, anywhere in the text.
func (b *body) elsewhere(i int, told map[toldOf]int) {
	if i < 1 {
		return
	}
	r, n := b.figures[i], b.figures[i-1]
	year := b.yearIn(n.to, r.Start)
	if year == 0 || n.sentence != r.sentence || n.row < 0 || n.row == comparison || n.Kind == Rate || b.change(&n) != "" || b.contains(n.to, r.Start, "分别", "期", "月") {
		return
	}
	if j, ok := told[toldOf{year, n.row, n.class}]; ok && j != i && j != i-1 {
		b.grew(b.figures[j], n, r, Hint)
	}
}

// grew compares a change with what it was before and what it became.
func (b *body) grew(e, n, r figure, level Level) {
	if e.lo <= 0 {
		return
	}
	low, high, by := (n.lo/e.hi-1)*100, (n.hi/e.lo-1)*100, (n.Value/e.Value-1)*100
	if r.Change == "down" {
		low, high, by = -high, -low, -by
	}
	if high >= r.lo-1e-7 && low <= r.hi+1e-7 {
		return
	}
	if by >= r.Value && by < r.Value+r.step || !n.sure && n.Kind == Count {
		level = Hint
	}
	b.find(level, "whole", fmt.Sprintf("从%s到%s，%s%s%%，文中写%s。", e.say(), n.say(), word(r.Change), decimal(by), r.say()), e.span(), n.span(), r.span())
}

// step holds 62起，较上周的81起减少29起: what is less now must be the difference.
func (b *body) step(i int) {
	if i < 2 {
		return
	}
	d, e := b.figures[i], b.figures[i-1]
	change := b.change(&d)
	if d.Kind != Count || change == "" || e.class != d.class || e.sentence != d.sentence || d.Start-e.to > 4 || !b.contains(max(e.from, e.Start-10), e.Start, "较", "比", "与", "同") || !b.tells(e) {
		return
	}
	for j := i - 2; j >= 0 && b.figures[j].sentence == d.sentence && e.Start-b.figures[j].to < 30; j-- {
		n := b.figures[j]
		if n.class != d.class || b.aside(n, e) || b.change(&n) != "" {
			continue
		}
		lo, hi := n.lo-e.hi, n.hi-e.lo
		if change == "down" {
			lo, hi = -hi, -lo
		}
		if lo > d.hi+1e-7 || hi < d.lo-1e-7 {
			b.find(Error, "whole", fmt.Sprintf("%s和%s相差%s%s，文中写%s。", e.say(), n.say(), decimal(math.Abs(n.Value-e.Value)), n.Unit, d.say()), n.span(), e.span(), d.span())
		}
		return
	}
}
