package reconcile

import (
	"fmt"
	"strconv"
	"strings"
)

// restated finds a total that is told again in other words with another value: 召开法治建设
// 专题会议5次, and further down 全年7次法治建设专题会议均由主要负责人主持.
func restated(b *body) {
	first := map[int][]int{} // by the row; by minus the first letter of the noun where there is none
	for i := range b.figures {
		f := &b.figures[i]
		if f.Kind != Count || f.Change != "" || b.part(i) {
			continue
		}
		key := f.row
		noun := b.noun(*f)
		if key < 0 {
			if count(noun) < 3 {
				continue
			}
			key = -1 - int([]rune(noun)[0])
		}
		if b.whole(*f, noun) {
			for _, j := range first[key] {
				if b.again(j, i) {
					break
				}
			}
		}
		if len(first[key]) < 12 {
			first[key] = append(first[key], i)
		}
	}
}

// noun is what stands right behind a unit and is counted: 7个功能区.
func (b *body) noun(f figure) string {
	s := []rune(strings.TrimSpace(b.slice(f.to, f.after)))
	for k, r := range s {
		if strings.ContainsRune("已均全都由经的在参为,。;、", r) {
			return string(s[:k])
		}
	}
	return string(s)
}

// whole reports whether a figure is told as a total that the reader knows already: all of
// them, or those of the year.
func (b *body) whole(f figure, noun string) bool {
	behind := b.slice(f.to, min(f.to+count(noun)+14, b.clauseEnd(f.to, 30)+1))
	yearly := b.contains(b.clause[f.Start], f.Start, "全年", "本年度", "今年", strconv.Itoa(b.options.Year)+"年")
	return noun != "" && (hasAny(behind, words(`均 全部 都 中, 当中`)) || b.endsAny(f.Start, "承接的", "受理的", "上述", "以上")) || yearly && (b.endsAny(f.Start, "共计", "总计") || strings.Contains(behind, "中,"))
}

// again compares a total that is told again with where it was told first.
func (b *body) again(j, i int) bool {
	e, f := b.figures[j], b.figures[i]
	if e.class != f.class || e.sentence == f.sentence || e.hi >= f.lo && f.hi >= e.lo {
		return false
	}
	if scope := b.scopeOf(&f); scope != "" && scope != b.scopeOf(&e) && f.row < 0 {
		return false
	}
	common := inCommon(b.slice(e.from, e.Start)+b.slice(e.to, e.after), b.slice(f.from, f.Start)+b.slice(f.to, f.after))
	if count(common) < 6 && (f.row >= 0 && !(b.endsAny(f.Start, "共计", "总计") && count(common) >= 4) || !strings.HasPrefix(b.noun(f), common) || count(common) < 3) {
		return false
	}
	level := Hint
	if f.row >= 0 && ongoing[catalogue[f.row].name] && e.sure && f.sure && count(common) >= 6 && b.scopeOf(&e) == b.scopeOf(&f) {
		level = Error
	}
	b.find(level, "duplicate", fmt.Sprintf("“%s”前后有两个数：%s和%s。", common, e.say(), f.say()), e.span(), f.span())
	return true
}

// inCommon is the longest run of characters that two short texts have in common.
func inCommon(x, y string) string {
	a, c := []rune(x), []rune(y)
	best, at := 0, 0
	row := make([]int, len(c)+1)
	for i := range a {
		for j := len(c) - 1; j >= 0; j-- {
			if a[i] != c[j] {
				row[j+1] = 0
				continue
			}
			row[j+1] = row[j] + 1
			if row[j+1] > best {
				best, at = row[j+1], i+1
			}
		}
	}
	return string(a[at-best : at])
}
