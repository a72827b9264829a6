package reconcile

import "fmt"

// periods compares the figure of a year with those of its quarters or halves, however far
// apart they are told: 上半年调处189件；下半年调处203件, and 全年共调处402件 before or behind.
func (b *body) periods(first int) {
	for _, set := range [][]string{words(`一季度 二季度 三季度 四季度`), words(`上半年 下半年`)} {
		var all tally
		at := first
		for k, of := range set {
			for k > 0 && at < len(b.figures) && (b.figures[at].class != b.figures[first].class || !b.periodOf(at, of)) && b.figures[at].Start-b.figures[first].to < 400 {
				at++
			}
			if at >= len(b.figures) || b.figures[at].class != b.figures[first].class || b.figures[at].Kind != Count || !b.periodOf(at, of) {
				break
			}
			all.add(b.figures[at])
			at++
		}
		if len(all.said) == len(set) {
			b.ofYear(first, at, all)
		}
	}
}

// periodOf reports whether a figure is the first of its sort behind the name of a period.
func (b *body) periodOf(i int, of string) bool {
	f := b.figures[i]
	from := max(f.sentence, f.Start-40)
	for j := i - 1; j >= 0 && b.figures[j].to > from; j-- {
		if b.figures[j].class == f.class {
			from = b.figures[j].to
			break
		}
	}
	return b.contains(from, f.Start, of)
}

// ofYear holds the sum of periods against the figure of the year of the same thing.
func (b *body) ofYear(first, end int, all tally) {
	part, total := b.figures[first], -1
	for j := max(0, first-8); j < len(b.figures) && j < end+6; j++ {
		f := b.figures[j]
		if j >= first && j < end || f.class != part.class || f.Kind != Count || b.change(&f) != "" || b.contains(max(b.clause[f.Start], f.Start-24), f.Start, "季度", "半年", "去年", "上年") {
			continue
		}
		if near := part.Start-f.to < 200 && f.Start-b.figures[end-1].to < 160; !near || f.row != part.row && count(inCommon(b.words(f, '|'), b.words(part, '/'))) < 2 {
			continue
		}
		if all.is(f) {
			return
		}
		if ratio := all.value / f.Value; ratio > mostOf && ratio < 1/mostOf && total < 0 {
			total = j
		}
	}
	if total >= 0 {
		whole := b.figures[total]
		b.find(Error, "sum", fmt.Sprintf("全年和各期之和对不上：%s，文中全年写%s。", all.sum(whole.Unit), whole.say()), append(all.spans, whole.span())...)
	}
}
