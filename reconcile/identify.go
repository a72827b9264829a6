package reconcile

import (
	"cmp"
	"slices"
	"strings"
)

// hit is a word of the catalogue where it stands.
type hit struct{ at, end, term int }

// hits finds every word of the catalogue in the text, once.
func (b *body) hits() []hit {
	var out []hit
	for i, r := range b.text {
		for _, t := range termIndex[r] {
			if !b.titled[i] && b.spell(i, termRunes[t]) {
				out = append(out, hit{i, i + len(termRunes[t]), t})
			}
		}
	}
	return out
}

// The weights of a word by where it stands.
const (
	beside   = 8 // in front of the number, with nothing between but its clause
	behind   = 6 // behind its unit
	previous = 3 // in the clause before
	earlier  = 1 // further up in the sentence
)

// identify says of every figure what it counts.
func (b *body) identify() {
	all := b.hits()
	weight := make([]int, len(terms))
	var touched []int
	for i := range b.figures {
		f := &b.figures[i]
		b.lookBehind(f)
		first, _ := slices.BinarySearchFunc(all, f.sentenceFrom(b), func(h hit, at int) int { return h.at - at })
		for _, h := range all[first:] {
			if h.at >= f.after {
				break
			}
			w := f.zone(b, h)
			if w > weight[h.term] {
				if weight[h.term] == 0 {
					touched = append(touched, h.term)
				}
				weight[h.term] = w
			}
		}
		f.row = -1
		if !b.honoured(f) {
			f.row = b.best(f, weight, touched, -1)
			if f.row == comparison && b.became(f) {
				f.row = b.best(f, weight, touched, comparison)
			}
		}
		for _, t := range touched {
			weight[t] = 0
		}
		touched = touched[:0]
		b.call(i)
	}
}

// honoured reports whether a figure counts who was honoured: that is no work done.
func (b *body) honoured(f *figure) bool {
	return b.contains(b.clause[f.Start], f.after, "荣获", "表彰", "获评", "被评为", "评为", "授予", "称号")
}

// sentenceFrom is how far back words are read for a figure.
func (f *figure) sentenceFrom(b *body) int {
	from := f.sentence
	if f.Start-from < 12 && from > 0 {
		from = b.sentence[from-1]
	}
	return max(from, f.Start-110)
}

// zone is what a word is worth for a figure; 0 when it lies across the number.
func (f *figure) zone(b *body, h hit) int {
	clause := b.clause[f.Start]
	switch {
	case h.at >= f.End:
		if h.end > f.after {
			return 0
		}
		if f.behind && f.head > 0 && h.end != f.head {
			return previous // it says which, not what
		}
		return behind
	case h.end > f.Start:
		return 0
	case h.at >= f.from:
		return beside
	case h.at >= clause:
		return previous + 1
	case clause > 0 && h.at >= b.clause[clause-1]:
		return previous
	}
	return earlier
}

// comparison is the row of what is held against another period.
var comparison = slices.IndexFunc(catalogue, func(r row) bool { return r.name == "同比" })

// became reports whether a figure is what something reached, not by how much it changed:
// 上升了6.2个百分点，达到81.5%.
func (b *body) became(f *figure) bool {
	return b.endsAny(f.Start, "提升到", "提高到", "增加到", "上升到", "下降到", "减少到", "增至", "增加至", "减至", "减少至") || f.class == percent && b.endsAny(f.Start, "达到", "达", "升至", "降至", "提高到", "提升到", "下降到")
}

// best is the row whose words fit a figure best.
func (b *body) best(f *figure, weight []int, touched []int, except int) int {
	best, score := -1, 0
	for _, t := range touched {
		if weight[t] < behind {
			continue
		}
		for _, w := range waysOf[t] {
			if ways[w].row == except {
				continue
			}
			if s := b.score(f, ways[w], weight); s > score || s == score && best > ways[w].row {
				best, score = ways[w].row, s
			}
		}
	}
	return best
}

// score is how well a way of naming fits; 0 = not at all.
func (b *body) score(f *figure, w way, weight []int) int {
	if !rowUnits[w.row][f.class] {
		return 0
	}
	sum, own := 0, !f.behind
	for _, g := range w.groups {
		top := 0
		for _, t := range g.words {
			if weight[t] == 0 || !g.anywhere && weight[t] < behind {
				continue
			}
			top = max(top, weight[t]*boost[t]*len(termRunes[t])*len(termRunes[t]))
			own = own || weight[t] == behind && !g.never
		}
		if g.never {
			if top > 0 {
				return 0
			}
			continue
		}
		if top == 0 {
			return 0
		}
		sum += top
	}
	if !own {
		return 0
	}
	return sum
}

// makers are verbs in front of a number whose thing stands behind it: 创建9个示范村.
var makers = words(`建立 创建 成立 设立 设置 开放 配备 打造 组建 新建 建成 下设 内设 现有 共有 有 依托 组织 培育 创成 入驻 进驻 整合 的 等`)

// heads end the names of bodies, places and means that are counted with 个.
var heads = words(`中心 平台 团队 组织 部门 窗口 公园 机构 功能区 小组 站 室 基地 社区 村 小区 单位 委员会 调委会 派出所 司法所 企业 学校 领域 工作组 检查组 微信群 网格 县 镇街 乡镇 游园 示范校 阵地 队伍 专班`)

// lookBehind finds what is named behind the unit where it is what is counted: 4个实战化平台.
func (b *body) lookBehind(f *figure) {
	noun := b.noun(*f)
	if f.class != places_ || count(noun) < 2 || b.contains(f.from, f.Start, "覆盖") {
		return
	}
	start := f.to
	for b.at(start) == ' ' {
		start++
	}
	for _, h := range heads {
		if at := strings.LastIndex(noun, h); at >= 0 {
			f.head = max(f.head, start+count(noun[:at])+count(h))
		}
	}
	front := strings.TrimSpace(b.slice(f.from, f.Start))
	f.behind = f.head > 0 && count(noun) > 2 || count(trimWords(front)) <= 2 || finishes(front, makers)
}

// call names a figure: as the catalogue does, or in the text's own words.
func (b *body) call(i int) {
	f := &b.figures[i]
	own := b.own(f)
	f.bare = own == "" || bareWords[own]
	f.key = own
	if i > 0 && own == "" && b.figures[i-1].to == f.Start { // 20批45人
		p := b.figures[i-1]
		if f.row < 0 || catalogue[f.row].group != p.Group {
			f.row, f.Indicator, f.Group = -1, p.Indicator, p.Group
			return
		}
	}
	if i > 0 && (f.row == comparison || f.row < 0 && b.became(f)) && b.contains(max(b.figures[i-1].to, f.Start-8), f.Start, "到", "至") && b.figures[i-1].class == f.class && b.figures[i-1].sentence == f.sentence {
		f.row = b.figures[i-1].row // 由92%提高到96%
	}
	if f.row >= 0 {
		r := catalogue[f.row]
		f.Indicator, f.Group, f.Code = r.name, r.group, codeOf(r, f.class)
		if broad[r.name] {
			f.Indicator = cmp.Or(b.narrow(i, own), r.name)
		}
	} else {
		f.Indicator = own
		switch {
		case own == "" || own == "占" || own == "占比":
			f.Indicator = b.inherited(i)
		case f.class == percent && strings.Contains(own, "占"):
			f.Indicator = cmp.Or(b.narrow(i, own), own)
		case bareWords[own] && i > 0 && b.figures[i-1].sentence == f.sentence && b.figures[i-1].class == f.class && !strings.HasSuffix(b.figures[i-1].Indicator, own):
			f.Indicator = b.figures[i-1].Indicator + own // 收集诉求10件，解决8件
		}
		if strings.Count(f.Indicator, "”") > strings.Count(f.Indicator, "“") {
			f.Indicator = "“" + f.Indicator
		}
		if len([]rune(f.Indicator)) > 20 {
			r := []rune(f.Indicator)
			f.Indicator = string(r[len(r)-16:])
		}
	}
	if f.class == points || f.class == percent {
		f.Change = b.change(f)
	}
}

// broad are the rows of which a text tells one sort after the other; the words of the
// text say which.
var broad = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range words(`纠纷分类 纠纷分类占比 调解组织分类 按启动方式分 按处理方式分 同比 警情联动`) {
		m[w] = true
	}
	return m
}()

// compares begins how much something changed, and against what.
var compares = []string{"同比", "环比", "较", "与", "比", "上升", "下降", "提高", "提升", "增长", "增加", "减少", "降低", "增幅", "降幅", "升", "降", "增", "减"}

// narrow says of a figure of a broad row which sort it is, as the text calls it; "" when
// the text does not say.
func (b *body) narrow(i int, own string) string {
	f := b.figures[i]
	tail := ""
	switch {
	case f.row == comparison:
		at := len(own)
		for _, w := range compares {
			if k := strings.Index(own, w); k >= 0 {
				at = min(at, k)
			}
		}
		own, tail = trimWords(own[:at]), "同比"
	case f.class == percent && strings.Contains(own, "占"):
		own, tail = trimWords(own[:strings.Index(own, "占")]), "占比"
	case f.class == percent:
		tail = "占比"
	}
	if count(own) < 2 && tail != "" && i > 0 && b.figures[i-1].sentence == f.sentence {
		own = strings.TrimSuffix(strings.TrimSuffix(b.figures[i-1].Indicator, "同比"), "占比")
	}
	if count(own) < 2 || count(own) > 16 {
		return ""
	}
	return strings.TrimSuffix(own, tail) + tail
}

// movedBy marks where a rate's name ends and how it changed begins.
var movedBy = strings.NewReplacer("上升", "|", "下降", "|", "提高", "|", "提升", "|", "增长", "|", "降低", "|")

// inherited names a figure that has no words of its own: the sum as the first of its
// list, any other as the one before it in the sentence, and the first of a sentence
// by what it is a number of.
func (b *body) inherited(i int) string {
	f := b.figures[i]
	name := strings.TrimSpace(b.slice(f.from, f.Start))
	sum := b.sumsUp(f)
	for j := i - 1; j >= 0 && b.figures[j].sentence == f.sentence && (sum || j == i-1); j-- {
		if b.figures[j].class == f.class || !sum {
			name = b.figures[j].Indicator
		}
	}
	if i > 0 && b.became(&f) && b.figures[i-1].row == comparison && b.figures[i-1].sentence == f.sentence { // 成功率上升了6个百分点，达到81%
		words, _, _ := strings.Cut(movedBy.Replace(b.own(&b.figures[i-1])), "|")
		name = cmp.Or(words, name)
	}
	switch {
	case name == "":
		return f.Unit
	case f.class == percent && b.contains(f.from, f.Start, "占"):
		return name + "占比"
	}
	return name
}

// sumsUp reports whether the word before a figure says that it is a sum.
func (b *body) sumsUp(f figure) bool {
	return b.endsAny(f.Start, "共计", "合计", "总计", "总共")
}

// bareWords say what was done, not to what.
var bareWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range words(`化解 办结 成功 受理 调解 调处 解决 处理 完成 整改 通过 参加 发放 覆盖 开展 召开 排查 发现 涉及 满意率 成功率 化解率 办结率 调解成功 成功化解 成功调解 结案 审查 合格率 优秀率 培训 检查 查处 当场 移交 专职 兼职 网上 窗口 口头 书面`) {
		m[w] = true
	}
	return m
}()

// leadWords and tailWords are taken off the words beside a number: they say how
// and since when, not what.
var (
	leadWords = words(`以上的 左右的 末 截至目前 截止目前 目前 今年以来 一年来 全年 今年 本年度 本年 年内 年度 以来 累计 共计 总计 合计 共 已经 已 先后 分别 其中 现有 现 有 另有 还有 同时 并 各 均 全街道 全街 全镇 全区 全市 全县 全乡 街道 我街 我镇 辖区 本街道 组织开展 组织 开展 召开 举办 举行 完成 形成 梳理 新增 实现 对 在 为 向 从 由 把 将 了 的 和 及 与 到 至 年 月 日 上半年 下半年 度 等 . 、 : , ; ( ) - 0 1 2 3 4 5 6 7 8 9 “ ” `)
	tailWords = words(`累计 共计 总计 合计 共 达到 达 已 中有 有 为 近 约 超过 超 逾 了 均 各 分别 是 至 到 计 的 、 : , ; ( ) “ ” 逾 均为 均达 率达`)
)

// wholeWords begin or end with what would be taken off and mean something else without it.
var wholeWords = words(`现场 现金 对接 对口 对外 在册 在编 在岗 在建 在办 在调 从业 和解 和谐 与会 与案 为民 了解 的士 共产党 共青团 共享 向好 到会 到访 到场 到期 月报 年报 年检 年轻 老年 青年 青少年 成年 未成年 人均 户均 平均 24小时 12345 12348 12309 110 街道级 社区级 区级 市级 县级 乡级 镇级 有效 有奖 有关 对象`)

// own are the words that name a figure in the text: those in front of it, or
// those behind it when nothing stands in front.
func (b *body) own(f *figure) string {
	s := trimWords(b.slice(f.from, f.Start))
	end := f.after
	if f.behind && f.head > 0 {
		end = min(end, f.head)
	}
	behind := trimWords(b.slice(f.to, end))
	if f.Unit == "人" && strings.HasPrefix(behind, "口") { // 12.6万人口的地方
		behind = "人口"
	}
	if s == "" || count(s) <= 2 && count(behind) >= 2 || f.behind {
		if behind != "" {
			return behind
		}
	}
	return s
}

func trimWords(s string) string {
	s = strings.TrimSpace(s)
	for again := true; again; {
		again = false
		for _, w := range leadWords {
			if t, ok := strings.CutPrefix(s, w); ok && !begins(s, wholeWords) {
				s, again = strings.TrimSpace(t), true
			}
		}
		for _, w := range tailWords {
			if t, ok := strings.CutSuffix(s, w); ok && !finishes(s, wholeWords) {
				s, again = strings.TrimSpace(t), true
			}
		}
	}
	return s
}

func begins(s string, all []string) bool {
	return slices.ContainsFunc(all, func(w string) bool { return strings.HasPrefix(s, w) })
}

func finishes(s string, all []string) bool {
	return slices.ContainsFunc(all, func(w string) bool { return strings.HasSuffix(s, w) })
}

// change says whether a percentage compares two periods.
func (b *body) change(f *figure) string {
	if strings.ContainsRune("至到为", b.at(f.Start-1)) { // what it became, not how it changed
		return ""
	}
	s := b.slice(max(f.from, f.Start-8), f.Start)
	if before := b.at(f.Start - 1); (before == '少' || before == '多') && hasAny(s, words(`上年 去年 上月 上周 同期 较 比`)) {
		return map[rune]string{'少': "down", '多': "up"}[before] // 比上年少11起
	}
	for _, w := range []string{"下降", "减少", "降低", "降幅", "减", "降", "负增长", "回落", "压降", "缩短"} {
		if strings.Contains(s, w) {
			return "down"
		}
	}
	for _, w := range []string{"上升", "增长", "提高", "提升", "增加", "增幅", "升", "增", "上涨"} {
		if strings.Contains(s, w) {
			return "up"
		}
	}
	return ""
}
