package reconcile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// restated finds a total that is told again in other words with another value: 召开法治建设
// 专题会议5次, and further down 全年7次法治建设专题会议均由主要负责人主持.
func restated(b *body) {
	first := map[int][]int{} // by the row; by minus the first letter of the noun where there is none
	slips := map[string][]int{}
	for i := range b.figures {
		f := &b.figures[i]
		if f.Kind != Count || f.Change != "" || b.part(i) {
			continue
		}
		if d := f.digits(); d != "" {
			for _, j := range slips[d] {
				if b.figures[j].row != f.row && b.again(j, i) {
					break
				}
			}
			if len(slips[d]) < 12 {
				slips[d] = append(slips[d], i)
			}
		}
		key := f.row
		noun := b.noun(*f)
		if key < 0 {
			if count(noun) < 3 && !(f.class == places_ && count(noun) == 2) {
				continue
			}
			key = -1 - int([]rune(noun)[0])
		}
		for _, j := range first[key] {
			if b.again(j, i) {
				break
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

// allOf are words behind a total of which something is told.
var allOf = words(`均 全部 都 中, 当中`)

// whole reports whether a figure is told as a total that the reader knows already: all of
// them, or those of the year.
func (b *body) whole(f figure, noun string) bool {
	behind := b.slice(f.to, min(f.to+count(noun)+14, b.clauseEnd(f.to, 30)+1))
	return noun != "" && (hasAny(behind, allOf) || b.endsAny(f.Start, "承接的", "受理的", "上述", "以上")) || b.yearly(f) && (b.endsAny(f.Start, "共计", "总计") || strings.Contains(behind, "中,"))
}

// again compares a total that is told again with where it was told first.
func (b *body) again(j, i int) bool {
	e, f := b.figures[j], b.figures[i]
	if e.class != f.class || e.sentence == f.sentence || e.hi >= f.lo && f.hi >= e.lo {
		return false
	}
	noun := b.noun(f)
	year := f.row >= 0 && ongoing[catalogue[f.row].name] && b.yearly(e) && b.yearly(f)
	whole, slip := b.whole(f, noun), e.digits() != "" && e.digits() == f.digits()
	place := f.class == places_ && b.slice(e.Start-6, e.Start) == b.slice(f.Start-6, f.Start)
	if !year && !whole && !slip && !place {
		return false
	}
	common := inCommon(b.words(e, '|'), b.words(f, '/'))
	n, scope := count(common), b.scopeOf(&f)
	same := scope == b.scopeOf(&e)
	var told, sure bool
	switch {
	case year && n >= 6:
		told, sure = same || n >= 8, same
	case whole && f.class == places_ && noun == b.noun(e) && b.endsAny(f.Start, "全街道", "全街", "全镇", "全乡", "全区") && b.endsAny(e.Start, "辖", "下辖", "现有", "共有"):
		told = true
	case whole:
		told = n >= 6 || n >= 4 && strings.TrimSuffix(noun, "中") == common || n >= 4 && b.endsAny(f.Start, "共计", "总计") || f.row < 0 && n >= 3 && strings.HasPrefix(noun, common) && (same || scope == "")
		sure = n >= 6 && same && f.row >= 0 && ongoing[catalogue[f.row].name]
	case slip:
		told = n >= 6
	case place:
		told = n >= 4 && (strings.HasPrefix(noun, common) || strings.HasPrefix(common, noun))
	}
	if !told {
		return false
	}
	level := Hint
	if sure && e.sure && f.sure {
		level = Error
	}
	for _, x := range b.findings { // duplicates said so already
		if x.Kind == "duplicate" && x.Spans[0] == e.span() && x.Spans[1] == f.span() {
			return true
		}
	}
	b.find(level, "duplicate", fmt.Sprintf("“%s”前后有两个数：%s和%s。", common, e.say(), f.say()), e.span(), f.span())
	return true
}

// words are those of a figure, in front of it and behind.
func (b *body) words(f figure, between rune) string {
	return b.slice(f.from, f.Start) + string(between) + b.slice(f.to, f.after)
}

// yearly reports whether a figure is said to be that of the whole year.
func (b *body) yearly(f figure) bool {
	from := max(b.clause[f.Start], f.Start-40)
	return b.contains(from, f.Start, "全年", "一年来", "年内", "本年度", "今年共", strconv.Itoa(b.options.Year)+"年")
}

// digits are those of a number of three or more, in their order; "" of any other. Slips of
// the fingers swap them: 165 and 156.
func (f figure) digits() string {
	if !f.sure || len(f.Raw) < 3 {
		return ""
	}
	all := []byte(f.Raw)
	slices.Sort(all)
	return string(all)
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
