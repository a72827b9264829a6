package reconcile

import (
	"fmt"
	"strings"
)

// farParts holds a list that begins its own sentence, 宣讲分别为22场、9场和7场 or
// 按内容分类：建设27件、农村9件, against what was told before it.
func (b *body) farParts(first int) {
	f := b.figures[first]
	if first > 0 && b.figures[first-1].sentence == f.sentence || f.Kind != Count {
		return
	}
	head := b.slice(max(f.sentence, f.Start-40), f.Start)
	at, sorted := strings.LastIndex(head, "分别"), false
	if at < 0 || count(head[at:]) > 4 {
		if sorted = sortedBy(head); !sorted {
			return
		}
	}
	var all tally
	for j := first; j < len(b.figures) && j < first+30 && b.figures[j].sentence == f.sentence; j++ {
		if b.figures[j].class == f.class && b.figures[j].Kind == Count {
			all.add(b.figures[j])
		}
	}
	total := -1
	for j := first - 1; j >= 0 && j >= first-30 && f.sentence-b.figures[j].to < 200; j-- {
		e := b.figures[j]
		if e.class != f.class || e.Kind != Count || e.lo < f.lo || !sorted && count(inCommon(head[:at], b.words(e, '|'))) < 2 {
			continue
		}
		if all.is(e) {
			return
		}
		if total < 0 || e.Value > b.figures[total].Value {
			total = j
		}
	}
	if total < 0 || len(all.said) < 2 || sorted && len(all.said) < 3 {
		return
	}
	whole := b.figures[total]
	if all.value > whole.Value*1.2 || all.value < whole.Value*mostOf {
		return // of something else
	}
	level, lead := Hint, "分项之和小于总数："
	switch {
	case all.lo > whole.hi:
		level, lead = Error, "分项之和大于总数："
	case hasAny(b.slice(f.sentence, min(all.spans[len(all.spans)-1][0], f.sentence+400)), rest):
		level = Error
	}
	b.find(level, "sum", fmt.Sprintf("%s%s，文中总数写%s。", lead, all.sum(whole.Unit), whole.say()), append([]Span{whole.span()}, all.spans...)...)
}

// among holds 行政村中已有15个 against how many there are: 14个行政村.
func (b *body) among(i int, known map[string]int) {
	f := b.figures[i]
	if f.Kind != Count {
		return
	}
	front := trimWords(b.slice(b.clause[f.Start], f.Start))
	if name, _, found := strings.Cut(front, "中"); found && count(name) >= 2 && count(name) <= 8 && count(front) <= count(name)+5 && !strings.HasSuffix(name, "其") && !strings.HasSuffix(name, "集") {
		if at, told := known[fmt.Sprint(f.class, name)]; told && f.lo > b.figures[at].hi {
			e := b.figures[at]
			b.find(Error, "subset", fmt.Sprintf("部分大于整体：%s%s里有%s。", e.say(), name, f.say()), e.span(), f.span())
		}
	}
	head := strings.TrimLeft(b.slice(f.sentence, min(f.sentence+16, f.Start)), " \n")
	if above, _, found := strings.Cut(head, "中,"); found && strings.HasPrefix(above, "上述") && b.contains(b.clause[f.Start], f.Start, "有") {
		name := strings.TrimPrefix(above, "上述")
		for j := i - 1; j >= 0 && j >= i-12; j-- {
			if e := b.figures[j]; e.class == f.class && count(name) >= 3 && strings.Contains(b.words(e, '|'), name) {
				if f.lo > e.hi {
					b.find(Error, "subset", fmt.Sprintf("部分大于整体：%s%s里有%s。", e.say(), name, f.say()), e.span(), f.span())
				}
				break
			}
		}
	}
	if noun := b.noun(f); count(noun) >= 2 {
		if _, told := known[fmt.Sprint(f.class, noun)]; !told {
			known[fmt.Sprint(f.class, noun)] = i
		}
	}
}

// lines holds a list of lines, 共排查隐患534处，具体为： and a line for each sort, against
// the number above it.
func (b *body) lines(i int) {
	total := b.figures[i]
	end := b.lineEnd(total.to)
	if end-total.to > 30 || b.at(end-1) != ':' || total.Kind != Count || i+1 < len(b.figures) && b.figures[i+1].Start < end {
		return
	}
	var all tally
	open := false
	for j := i + 1; j < len(b.figures) && j < i+30; j++ {
		f := b.figures[j]
		if f.class != total.class || f.Kind != Count || b.lineEnd(end+1) < f.Start || f.Start-end > 30 || j+1 < len(b.figures) && b.figures[j+1].Start < b.lineEnd(f.to) {
			break
		}
		all.add(f)
		open, end = open || b.has(f.to, "等"), b.lineEnd(f.to)
	}
	if len(all.said) < 3 || all.is(total) {
		return
	}
	level := Hint
	if all.lo > total.hi || hasAny(b.slice(total.to, end), rest) {
		level = Error
	}
	if !open || level == Error {
		b.find(level, "sum", fmt.Sprintf("各行之和和总数对不上：%s，文中总数写%s。", all.sum(total.Unit), total.say()), append([]Span{total.span()}, all.spans...)...)
	}
}

// lineEnd is where a line ends, within reason.
func (b *body) lineEnd(i int) int {
	for j := i; j < len(b.text) && j < i+80; j++ {
		if b.text[j] == '\n' {
			return j
		}
	}
	return min(len(b.text), i+80)
}
