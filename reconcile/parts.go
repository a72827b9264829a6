package reconcile

import (
	"fmt"
	"slices"
	"strings"
)

// openers lead from a total to its parts; what follows a closed one is meant to
// be all of them.
var (
	openers = words(`其中 包括 包含 分别为 分别是 分为 即 其中: : (`)
	closed  = words(`包括 分别为 分别是 分为 即`)
	// progress words begin another thing about the same total, not another part.
	progress = words(`化解 办结 成功 已 累计 全部 涉及 金额 满意 率 发放 形成 出具 挽回 达成 结案 整改 回访 覆盖 受教育 惠及 均 现 共 培训 参训 处理 答复 较 同比 比 占 开展 组织 召开`)
	// compared words lead to a difference between periods, which is no part.
	compared = words(`同比 环比 较上年 比上年 较去年 比去年 增加 减少 同期 上升 下降`)
	// overlapping words tell what one person can be several of at once.
	overlapping = words(`党员 女 妇女 少数民族 退休 大专 本科 学历 法律专业 持证 青年 骨干 律师`)
	// whole are words of which together nothing is left over.
	complete = [][]string{words(`网上 窗口`), words(`按时 超时`), words(`按期 逾期`), words(`按期 超期`), words(`城市 农村`), words(`线上 线下`), words(`当场 调查 移交`), words(`基本 配合 收回`), words(`专职 兼职`), words(`男 女`), words(`书面 口头`), words(`简易 普通`), words(`简易 一般`), words(`好评 差评`), words(`依申请 主动`)}
)

// sums compares totals with what stands behind 其中 and with what stands before
// 共计.
func sums(b *body) {
	known := map[string]int{} // how many there are of what is named behind its number
	for i := range b.figures {
		b.among(i, known)
		b.farParts(i)
		openings := b.openings(i)
		if b.opensNext(i) || len(openings) > 0 && openings[0].word == "其中" && b.figures[i].class != b.figures[openings[0].first].class && !b.touch(i) && !b.touch(i-1) {
			b.someBreakdown(i)
		}
		if b.figures[i].Kind == Rate {
			continue
		}
		for _, o := range openings {
			b.breakdown(i, o.first, o.word)
		}
		b.pair(i)
		b.lines(i)
		b.addedUp(i)
		b.doneAndLeft(i)
		b.periods(i)
	}
}

// opening is the word that leads from a total to its parts, and the first of them.
type opening struct {
	word  string
	first int
}

// openings are where the parts of the figure i may begin: right behind it, or behind the
// note in brackets that follows it.
func (b *body) openings(i int) []opening {
	for k := 0; k < 2 && b.touch(i); k++ { // 12批30人次，其中
		i++
	}
	total := b.figures[i]
	var out []opening
	if w := b.opener(total, total.to, i+1); w != "" {
		out = append(out, opening{w, i + 1})
	}
	if b.at(total.to) != '(' {
		return out
	}
	end := total.to
	for end < total.to+40 && b.at(end) != ')' && b.at(end) != 0 {
		end++
	}
	next := i + 1
	for next < len(b.figures) && b.figures[next].Start < end {
		next++
	}
	if next > i+1 && b.at(end) == ')' {
		if w := b.opener(total, end+1, next); w != "" {
			out = append(out, opening{w, next})
		}
	}
	return out
}

// opener is the word between a position behind a total and the figure next that begins
// its parts.
func (b *body) opener(total figure, from, next int) string {
	if next >= len(b.figures) || b.figures[next].sentence != total.sentence || b.figures[next].Start-from > 24 || b.aside(total, b.figures[next]) {
		return ""
	}
	between := b.slice(from, b.figures[next].Start)
	for _, o := range openers {
		if at := strings.Index(between, o); at >= 0 {
			if (o == ":" || o == "(") && at > 0 || o == "(" && strings.Contains(between, ")") || o == "即" && !strings.HasPrefix(strings.TrimLeft(between, ","), "即") {
				continue
			}
			if at > 12 {
				return ""
			}
			return o
		}
	}
	for _, o := range []string{"当中", "中,", "中:"} { // 14个社区中，城市社区9个
		if at := strings.Index(between, o); at >= 0 && count(between[:at]) <= 10 {
			return "中"
		}
	}
	return ""
}

// touch reports whether the next figure stands right behind a figure: 12批30人次.
func (b *body) touch(i int) bool {
	return i >= 0 && i+1 < len(b.figures) && b.figures[i+1].Start == b.figures[i].to
}

// opensNext reports whether the next sentence begins the parts of what this one counts:
// 受理320件，办结310件。其中婚姻家庭120件.
func (b *body) opensNext(i int) bool {
	if i+1 >= len(b.figures) {
		return false
	}
	next := b.figures[i+1]
	if next.sentence == b.figures[i].sentence || b.sentence[max(next.sentence-1, 0)] != b.figures[i].sentence {
		return false
	}
	head := strings.TrimLeft(b.slice(next.sentence, next.Start), " ,:\n")
	return strings.HasPrefix(head, "其中") && count(head) <= 24
}

// someBreakdown holds the list behind the figure i against what it may be the parts of:
// the figure of its sentence that is the sum, or the largest.
func (b *body) someBreakdown(i int) {
	total := -1
	for j := i; j >= 0 && b.figures[j].sentence == b.figures[i].sentence; j-- {
		f := b.figures[j]
		if j < i && b.contains(f.to, b.figures[j+1].Start, ";") {
			break
		}
		if part := b.figures[i+1]; f.class != part.class || f.Kind != part.Kind || f.Change != "" || b.aside(f, b.figures[i]) {
			continue
		}
		var all tally
		for _, p := range b.parts(j, i+1) {
			if all.add(b.figures[p]); len(all.said) > 1 && all.is(f) {
				return
			}
		}
		if total < 0 || f.Value > b.figures[total].Value {
			total = j
		}
	}
	if total >= 0 {
		b.breakdown(total, i+1, "其中")
	}
}

// parts are the figures of the list that begins with the figure first.
func (b *body) parts(i, first int) []int {
	total, sentence := b.figures[i], b.figures[first].sentence
	var out []int
	depth, last, lead := 0, max(total.to, sentence), ""
	if first > i+1 && sentence == total.sentence {
		last = b.figures[first-1].to
		if at := strings.Index(b.slice(last, last+10), ")"); at >= 0 { // of the note
			last += count(b.slice(last, last+10)[:at+1])
		}
	}
	inside := false // the brackets behind the total
	for j := first; j < len(b.figures) && j < first+60; j++ {
		f := b.figures[j]
		if f.sentence != sentence {
			break
		}
		between := b.slice(last, f.Start)
		depth += strings.Count(between, "(") - strings.Count(between, ")")
		last = f.to
		if len(out) == 0 && strings.Contains(between, "(") {
			depth, inside = 0, inside || !strings.Contains(between, ")")
		}
		if inside && depth < 0 {
			break
		}
		if len(out) > 0 && (strings.Contains(between, "其中") && depth <= 0 || strings.Contains(between, ";")) {
			break
		}
		if len(out) > 0 && depth <= 0 {
			if at := strings.LastIndex(between, ","); at >= 0 && goesOn(between[at:], lead) {
				break
			}
		}
		if f.class != total.class || f.Kind != total.Kind || depth > 0 && len(out) > 0 || f.Change != "" || hasAny(between, compared) || b.other(total, j) {
			continue
		}
		if len(out) == 0 {
			lead = between
		}
		out = append(out, j)
	}
	return out
}

// goesOn reports whether words begin another thing about a total, which those that led to
// its first part did not.
func goesOn(words, lead string) bool {
	return !hasAny(words, []string{"移交", "引导", "当场"}) && slices.ContainsFunc(progress, func(w string) bool {
		return strings.Contains(words, w) && (!strings.Contains(lead, w) || w == "化解" || w == "办结" || w == "成功")
	})
}

// other reports whether the figure j counts those of its own batches, as 250批788人次 do,
// and the total none: 领导219人次，其中接待来访250批788人次.
func (b *body) other(total figure, j int) bool {
	return b.touch(j-1) && b.figures[j-1].class == batches && b.figures[j-1].to > total.to && !b.endsInBatch(total)
}

func (b *body) endsInBatch(f figure) bool {
	i, _ := slices.BinarySearchFunc(b.figures, f.Start, func(x figure, at int) int { return x.Start - at })
	return b.touch(i - 1)
}

func hasAny(s string, all []string) bool {
	for _, w := range all {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// pair holds two figures that together are all there is, 按时办结597件，超时办理14件,
// against the one before them in the sentence: 派单601件.
func (b *body) pair(i int) {
	if i < 1 || i+1 >= len(b.figures) {
		return
	}
	x, y := b.figures[i], b.figures[i+1]
	if x.sentence != y.sentence || x.class != y.class || x.Kind != Count || y.Kind != Count || y.Start-x.to > 12 || !exhausts(b.slice(x.from, x.Start)+b.slice(y.from, y.Start), 2) {
		return
	}
	var both tally
	both.add(x)
	both.add(y)
	whole := -1
	for j := i - 1; j >= 0 && b.figures[j].sentence == x.sentence && j >= i-reach; j-- {
		f := b.figures[j]
		if f.class != x.class || f.Kind != Count || b.aside(f, x) {
			continue
		}
		if both.is(f) {
			return
		}
		if whole < 0 && f.hi >= x.lo && f.hi >= y.lo {
			whole = j
		}
	}
	if whole < 0 || both.lo <= b.figures[whole].hi || i == whole+1 && len(b.openings(whole)) > 0 {
		return
	}
	total := b.figures[whole]
	b.find(Error, "sum", fmt.Sprintf("分项之和大于总数：%s，文中总数写%s。", both.sum(total.Unit), total.say()), total.span(), x.span(), y.span())
}

// doneAndLeft compares 共100件，其中已化解90件，正在化解10件: what is done and what is
// not yet done are the whole.
func (b *body) doneAndLeft(i int) {
	if i+2 >= len(b.figures) {
		return
	}
	total, done, left := b.figures[i], b.figures[i+1], b.figures[i+2]
	if left.sentence != total.sentence || done.class != total.class || left.class != total.class || left.Kind != Count || left.Start-total.to > 50 ||
		!b.contains(done.from, done.Start, "已") || b.aside(total, left) || !hasAny(b.slice(left.from, left.Start)+b.slice(left.to, left.after), unfinished) {
		return
	}
	lo, hi := done.lo+left.lo, done.hi+left.hi
	for j := i + 3; j < len(b.figures) && hi < total.lo && b.figures[j].sentence == total.sentence && b.figures[j].class == total.class; j++ {
		lo, hi = lo+b.figures[j].lo, hi+b.figures[j].hi // 撤回2件
	}
	if lo > total.hi && done.lo+left.lo <= total.hi {
		return
	}
	if lo > total.hi || hi < total.lo {
		level := Error
		if lo < total.lo {
			level = Hint // some were closed otherwise
		}
		b.find(level, "sum", fmt.Sprintf("已办的和未办的加起来不是总数：%s＋%s＝%s%s，文中总数写%s。", done.say(), left.say(), decimal(done.Value+left.Value), total.Unit, total.say()), total.span(), done.span(), left.span())
	}
}

// unfinished words tell of what is not done yet.
var unfinished = words(`正在 尚未 尚在 未化解 未办结 未整改 在办 剩余 仍在 还有`)

// chance is the size of a total from which some of its parts add up to it on purpose.
const chance = 20

// breakdown holds the figure i against its parts, from the figure first on.
func (b *body) breakdown(i, first int, opener string) {
	parts := b.parts(i, first)
	if len(parts) == 0 {
		return
	}
	total := b.figures[i]
	spans, said := []Span{total.span()}, []string{}
	var lo, hi, value float64
	var own strings.Builder
	for k, j := range parts {
		p, each := b.figures[j], b.each(j)
		if p.lo > total.hi {
			b.find(Error, "subset", fmt.Sprintf("部分大于整体：%s里的一部分有%s。", total.say(), p.say()), total.span(), p.span())
			return
		}
		if p.Value > total.Value && p.Value >= total.hi && p.lo <= total.hi && len(parts) == 1 {
			b.find(Hint, "subset", fmt.Sprintf("部分像是大于整体：%s里的一部分有%s。", total.say(), p.say()), total.span(), p.span())
			return
		}
		lo, hi, value = lo+p.lo*each, hi+p.hi*each, value+p.Value*each
		spans, said = append(spans, p.span()), append(said, p.say())
		if each > 1 {
			said[k] += "×" + decimal(each)
		}
		own.WriteString(b.slice(p.from, p.Start))
		// The next one is of the same list. That the first few of a list add up to a large
		// total is no chance: what follows them cuts across.
		listed := k+1 < len(parts) && b.at(p.to) == '、' && total.Value < chance
		if k > 0 && !listed && lo <= total.hi+1e-6 && hi >= total.lo-1e-6 {
			return
		}
	}
	if len(parts) < 2 {
		return
	}
	for j := first; j < parts[len(parts)-1]; j++ { // 来信47件、来访96批213人次、网上信访12件: what came by batches was one matter each
		if f := b.figures[j]; total.class == matters && f.class == batches {
			lo, hi = lo+f.lo, hi+f.hi
		}
	}
	if lo <= total.hi+1e-6 && hi >= total.lo-1e-6 {
		return
	}
	sum := fmt.Sprintf("%s＝%s%s，文中总数写%s。", strings.Join(said, "＋"), decimal(value), total.Unit, total.say())
	names := own.String()
	end := b.figures[parts[len(parts)-1]].to
	open := b.has(end, "等")
	switch {
	case lo > total.hi && (total.class == persons && hasAny(names, overlapping) && !exhausts(names, len(parts)) || b.mixed(parts)):
		b.find(Hint, "sum", "分项之和大于总数，分项有可能交叉："+sum, spans...)
	case lo > total.hi:
		b.find(Error, "sum", "分项之和大于总数："+sum, spans...)
	case open:
	case has(closed, opener) || hasAny(names, rest) || exhausts(names, len(parts)):
		b.find(Error, "sum", "分项之和小于总数："+sum, spans...)
	case value >= total.Value*mostOf: // fewer are examples
		b.find(Hint, "sum", "“其中”的各项加起来小于总数，可能没有列全："+sum, spans...)
	}
}

// rest are words for all that is left.
var rest = words(`其他 其它 其余 余下 剩余`)

// mostOf is the share of a total from which its parts seem to be meant to be all of it.
const mostOf = 0.8

// joining are words between the last two of a list.
var joining = words(`和 及 与`)

// each is how many one part stands for: 甲、乙及丙各1件 are three.
func (b *body) each(j int) float64 {
	p := b.figures[j]
	if b.at(p.Start-1) != '各' {
		return 1
	}
	from := b.clause[p.Start]
	if j > 0 {
		from = max(from, b.figures[j-1].to)
	}
	names := strings.Split(strings.Trim(b.slice(from, p.Start-1), "、, "), "、")
	n := len(names)
	if last := names[n-1]; hasAny(last, joining) && !begins(last, joining) {
		n++
	}
	return float64(n)
}

// mixed reports whether parts tell of two things, of which both may be true of one matter:
// how it ended, and whether somebody was content.
func (b *body) mixed(parts []int) bool {
	n := 0
	for _, j := range parts {
		if b.named(b.figures[j], content) {
			n++
		}
	}
	return n > 0 && n < len(parts)
}

// content are words for whether somebody was content.
var content = words(`满意 好评 回访`)

func has(all []string, w string) bool {
	for _, a := range all {
		if a == w {
			return true
		}
	}
	return false
}

// exhausts reports whether the parts are of a set that leaves nothing over.
func exhausts(names string, n int) bool {
	for _, set := range complete {
		all := n == len(set)
		for _, w := range set {
			all = all && strings.Contains(names, w)
		}
		if all {
			return true
		}
	}
	return false
}

// tally adds up figures, and keeps how they are written and where they stand.
type tally struct {
	lo, hi, value float64
	said          []string
	spans         []Span
}

func (t *tally) add(f figure) {
	t.lo, t.hi, t.value = t.lo+f.lo, t.hi+f.hi, t.value+f.Value
	t.said, t.spans = append(t.said, f.say()), append(t.spans, f.span())
}

// is reports whether what was added may be a total, as far as both are rounded.
func (t *tally) is(total figure) bool { return t.lo <= total.hi && t.hi >= total.lo }

// sum is the addition as one writes it.
func (t *tally) sum(unit string) string {
	return strings.Join(t.said, "＋") + "＝" + decimal(t.value) + unit
}

// addedUp compares 讲座3场、宣传5场，共计8场 with the list before it.
func (b *body) addedUp(i int) {
	total := b.figures[i]
	if !b.sumsUp(total) && !(total.class == persons && b.ends(total.Start, "共")) {
		return
	}
	var all tally
	next := total.Start
	for j := i - 1; j >= 0 && j > i-30; j-- {
		p := b.figures[j]
		between := b.slice(p.to, next)
		if p.sentence != total.sentence && p.class == total.class && p.Kind == total.Kind && next-p.to < 40 && strings.Count(between, "\n") == 1 { // each in a line of its own
			next = p.Start
			if all.add(p); len(all.said) > 1 && all.is(total) {
				return
			}
			continue
		}
		if p.sentence != total.sentence || p.class != total.class || p.Kind != total.Kind || next-p.to > 20 || j < i-1 && !strings.HasPrefix(between, "、") && !strings.HasPrefix(between, "和") && !strings.HasPrefix(between, ",") || strings.Contains(between, ";") {
			break
		}
		next = p.Start
		all.add(p)
		if len(all.said) > 1 && all.is(total) {
			return
		}
	}
	if len(all.said) < 2 {
		return
	}
	slices.Reverse(all.said)
	slices.Reverse(all.spans)
	level := Error
	if !b.sumsUp(total) {
		level = Hint
	}
	b.find(level, "sum", fmt.Sprintf("合计和各项之和对不上：%s，文中合计写%s。", all.sum(total.Unit), total.say()), append(all.spans, total.span())...)
}
