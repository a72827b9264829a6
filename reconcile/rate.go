package reconcile

import (
	"fmt"
	"math"
	"strings"
)

// family is a sort of rate: what stands above its line and what below.
type family struct {
	names, above, below []string
}

// tested are who sat an examination and what was looked through.
var tested = words(`参加 考试 参考 评查 审查 审核 应 共 报名 测试 组织`)

var families = []family{
	{words(`调解成功率 调处成功率 化解率 成功率 调解率 调处率 调成率 解决率`), words(`化解 成功 调成 调处 和解 解决 达成`), words(`受理 排查 调解 调处 接收 发现 登记 办结 收集 纠纷 总 共`)},
	{words(`办结率 结案率 处结率 办复率 回复率`), words(`办结 结案 处结 办复 回复 办理完毕`), words(`受理 接收 登记 交办 排查 办理 转办 承办 收到 化解 接 总 共`)},
	{words(`整改率 消除率 销号率`), words(`整改 消除 销号`), words(`排查 发现 查出 检查 隐患 问题 共`)},
	{words(`优秀率 优良率`), words(`优秀 优良`), tested},
	{words(`合格率 通过率 及格率`), words(`合格 通过 及格`), tested},
	{words(`参考率 参训率 参学率 参会率 到课率`), words(`参加 参考 参训 参会 实到 实际`), words(`应 共 报名 在编`)},
	{words(`履行率 履约率`), words(`履行 履约`), words(`协议 达成 到期 调解`)},
	{words(`满意率 好评率`), words(`满意 好评`), words(`回访 评价 测评 参评 收到 评`)},
	{words(`出庭率 出庭应诉率`), words(`出庭`), words(`应诉 诉讼 案件 开庭`)},
	{words(`纠错率 败诉率 撤销率 变更率`), words(`纠错 败诉 撤销 变更`), words(`案件 审结 办结 受理 应诉 诉讼 复议 共`)},
	{words(`持证率`), words(`持证 取得`), words(`执法人员 应 在编 共`)},
}

// certified is the rate of those who hold a certificate: persons, who are counted once.
var certified = &families[len(families)-1]

// familyOf is the sort of a rate; nil when nothing is known of its parts or its
// denominator is what was due, which no text gives.
func (b *body) familyOf(f *figure) *family {
	if f.Unit != "%" || f.Change != "" {
		return nil
	}
	own := b.slice(f.from, f.Start)
	if strings.Contains(own, "按") && !strings.Contains(own, "按期") && !strings.Contains(own, "按时") || strings.Contains(own, "及时") || strings.Contains(own, "分别") || strings.Contains(own, "占") {
		return nil
	}
	for i := range families {
		for _, n := range families[i].names {
			if strings.Contains(own, n) {
				return &families[i]
			}
		}
	}
	return nil
}

func (b *body) named(f figure, all []string) bool {
	s := b.slice(f.from, f.Start)
	for _, w := range all {
		if strings.Contains(s, w) {
			return true
		}
	}
	behind := b.slice(f.to, f.after)
	for _, w := range all {
		if strings.Contains(behind, w) {
			return true
		}
	}
	return false
}

// farOff is by how many points a rate may miss its parts and still be taken for
// theirs: who slips in a digit or counts one more is nearer.
const farOff = 15

// reach is how many figures before a rate its parts are looked for.
const reach = 6

// fits compares a part and a whole with a percentage: they agree, they agree if
// the percentage was cut instead of rounded, or they do not.
func fits(n, d, p figure) (agree, cut bool) {
	if d.hi <= 0 {
		return true, false
	}
	low, high := n.lo/d.hi*100, n.hi/math.Max(d.lo, 1e-9)*100
	const dust = 1e-7
	agree = high >= p.lo-dust && low <= p.hi+dust
	cut = !agree && low >= p.Value-dust && low < p.Value+p.step-dust
	return agree, cut
}

// rates holds a rate against the numbers before it: 受理799件，办结798件，99.87%.
func rates(b *body) {
	for i := range b.figures {
		r := &b.figures[i]
		fam := b.familyOf(r)
		if fam == nil {
			continue
		}
		b.rate(i, fam)
	}
}

func (b *body) rate(i int, fam *family) {
	r := b.figures[i]
	due := b.due(r)
	n, d, tried, cut := -1, -1, 0, false
	for j := i - 1; j >= 0 && j >= i-reach && b.near(b.figures[j], r); j-- {
		top := b.figures[j]
		if top.Kind != Count || !b.named(top, fam.above) || due != "" && !b.contains(top.from, top.Start, due) {
			continue
		}
		for k := i - 1; k >= 0 && k >= i-reach-2 && b.near(b.figures[k], r); k-- {
			whole := b.figures[k]
			if k == j || whole.class != top.class || whole.Kind != Count || b.aside(whole, r) || !b.named(whole, fam.below) && k != j-1 {
				continue
			}
			agree, c := fits(top, whole, r)
			if agree {
				return
			}
			cut = cut || c
			tried++
			if n < 0 && k < j || n >= 0 && n == j && d > n && k < j {
				n, d = j, k
			} else if n < 0 {
				n, d = j, k
			}
		}
	}
	if n < 0 && due == "" {
		b.rateBefore(i, fam)
	}
	if n < 0 || r.Value > 100 && b.figures[n].Value <= b.figures[d].Value && tried > 2 {
		return
	}
	if b.otherwise(i) {
		return
	}
	top, whole := b.figures[n], b.figures[d]
	say := fmt.Sprintf("%s÷%s＝%s%%，文中写%s。", top.say(), whole.say(), decimal(top.Value/whole.Value*100), r.say())
	far := math.Abs(top.Value/whole.Value*100-r.Value) > farOff && r.Value <= 100
	if far && top.row >= 0 && whole.row >= 0 && catalogue[top.row].group != catalogue[whole.row].group {
		return // the denominator is not in the text
	}
	switch {
	case cut:
		b.find(Hint, "rate", "比率像是舍去尾数得来，没有四舍五入："+say, whole.span(), top.span(), r.span())
	case far || due != "" || tried > 3 || b.contains(whole.to, r.Start, ";") || r.sentence != whole.sentence || r.sentence != top.sentence:
		b.find(Hint, "rate", "比率和前面的数对不上："+say, whole.span(), top.span(), r.span())
	default:
		b.find(Error, "rate", "比率和分子、分母对不上："+say, whole.span(), top.span(), r.span())
	}
}

// due is the word of a rate of what was done in time: what is not due yet may stand below
// its line, which no text tells.
func (b *body) due(r figure) string {
	for _, w := range []string{"按期", "按时"} {
		if b.contains(r.from, r.Start, w) {
			return w
		}
	}
	return ""
}

// rateBefore holds a rate against the numbers that follow it: 整改率95.3%：台账1035处，完成
// 整改968处.
func (b *body) rateBefore(i int, fam *family) {
	r := b.figures[i]
	if i+2 >= len(b.figures) || i > 0 && b.figures[i-1].sentence == r.sentence && b.figures[i-1].Kind == Count && r.Start-b.figures[i-1].to < 20 {
		return
	}
	whole, top := b.figures[i+1], b.figures[i+2]
	if b.named(whole, fam.above) && !b.named(top, fam.above) {
		whole, top = top, whole
	}
	if whole.sentence != r.sentence || top.sentence != r.sentence || whole.class != top.class || whole.Kind != Count || top.Kind != Count || b.figures[i+2].Start-r.to > 60 ||
		!b.named(top, fam.above) || !b.named(whole, fam.below) || top.Value > whole.Value {
		return
	}
	if agree, cut := fits(top, whole, r); agree || cut || math.Abs(top.Value/whole.Value*100-r.Value) > farOff {
		return
	}
	b.find(Error, "rate", fmt.Sprintf("比率和分子、分母对不上：%s÷%s＝%s%%，文中写%s。", top.say(), whole.say(), decimal(top.Value/whole.Value*100), r.say()), r.span(), whole.span(), top.span())
}

// otherwise reports whether some other numbers before a rate give it: one of them, or
// two together, in proportion to a third. Then its parts were named in other words
// than the rules know, and nothing is wrong.
func (b *body) otherwise(i int) bool {
	r := b.figures[i]
	var all []figure
	for j := i - 1; j >= 0 && j >= i-reach-2 && b.near(b.figures[j], r); j-- {
		if b.figures[j].Kind == Count {
			all = append(all, b.figures[j])
		}
	}
	for k, whole := range all {
		for j, top := range all {
			if j == k || top.class != whole.class || r.Value <= 100 && top.lo > whole.hi {
				continue
			}
			if agree, _ := fits(top, whole, r); agree {
				return true
			}
			for l, more := range all[:j] {
				if l == k || more.class != whole.class {
					continue
				}
				both := top
				both.lo, both.hi = top.lo+more.lo, top.hi+more.hi
				if r.Value <= 100 && both.lo > whole.hi {
					continue
				}
				if agree, _ := fits(both, whole, r); agree {
					return true
				}
			}
		}
	}
	return false
}

// aside reports whether a figure stands in brackets that end before another: its parts
// and notes are no denominator of what follows the brackets.
func (b *body) aside(f, of figure) bool {
	if f.sentence != of.sentence {
		return false
	}
	depth := 0
	for i := f.to; i < of.Start; i++ {
		switch b.text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return true
			}
		}
	}
	return false
}

// near reports whether a figure stands in the sentence of another or in the one
// just before.
func (b *body) near(f, of figure) bool {
	return f.sentence == of.sentence || of.sentence > 0 && f.sentence == b.sentence[of.sentence-1] && of.Start-f.to < 60
}

func decimal(v float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
}

// shareWords stand between a part and its share; other words begin another part.
var shareWords = words(`占比 占 总数 总量 总 全部 纠纷 案件 受理 办件 的 比例 比重 约 近 为 达 , 、 ( ,`)

// hundred adds up the shares of a list that ends with all the others: 家庭占31%，邻里占28%，
// 其他占41%.
func (b *body) hundred(first int) {
	share := func(j int) bool {
		f := b.figures[j]
		return f.Unit == "%" && f.Change == "" && f.Qualifier == "" && f.sentence == b.figures[first].sentence && b.contains(f.from, f.Start, "占")
	}
	if !share(first) || first > 0 && share(first-1) {
		return
	}
	var all tally
	off, end := 0.01, first
	for ; end < len(b.figures) && end < first+20 && share(end); end++ {
		all.add(b.figures[end])
		off += b.figures[end].step / 2
	}
	if last := b.figures[end-1]; len(all.said) < 3 || !hasAny(b.slice(last.from, last.Start), rest) || all.value > 120 || all.value < 80 {
		return
	}
	if all.value > 100+off || all.value < 100-off {
		b.find(Error, "sum", fmt.Sprintf("各项占比加起来不是100%%：%s。", all.sum("%")), all.spans...)
	}
}

// leadsOn reports whether a sentence goes on about what the one before it counted:
// 其中, 按类型分, 从性质看.
func (b *body) leadsOn(i int) bool {
	for b.at(i) == ' ' || b.at(i) == '\n' {
		i++
	}
	return b.has(i, "其中") || sortedBy(b.slice(i, i+14))
}

// sortedBy reports whether words say by what things are sorted: 按类型分, 从性质看.
func sortedBy(s string) bool {
	for _, w := range []string{"按", "从", "分"} {
		at := strings.Index(s, w)
		if at < 0 {
			continue
		}
		for _, tail := range []string{"分类", "划分", "来看", "来分", "分", "看"} {
			if k := strings.Index(s[at+len(w):], tail); k > 0 && count(s[at+len(w):at+len(w)+k]) <= 8 {
				if end := at + len(w) + k + len(tail); end < len(s) && strings.ContainsRune(":, ", rune(s[end])) {
					return true
				}
			}
		}
	}
	return false
}

// others are wholes that no report of a street gives.
var others = words(`全市 全区 全县 全省 全国 全州 同期 上年 去年 辖区`)

// ofAll and totals are words for the whole of which a share is told.
var (
	ofAll  = words(`总量的 总数的`)
	totals = words(`全部 总数 总量`)
)

// shareOf reports whether a share is one of the figure before it.
func (b *body) shareOf(part, r figure) bool {
	between := b.slice(part.to, r.Start)
	of, share := strings.CutPrefix(strings.TrimLeft(between, ",( "), "占")
	switch {
	case hasAny(between, ofAll) && count(between) <= 16 && !hasAny(between, others): // 超过办件总量的三分之二
		return true
	case strings.Contains(between, ",占比") && count(between) <= 30: // 已有19个建成工作室，占比73%
		return true
	case share && count(of) <= 10 && hasAny(of, totals):
		return !hasAny(of, others)
	}
	return count(between) <= 14 && count(trimAll(between, shareWords)) <= 1
}

// shares holds 占30% against the part before it and the totals before that.
func shares(b *body) {
	for i := range b.figures {
		b.hundred(i)
		r := b.figures[i]
		if r.Unit != "%" || r.Change != "" || i == 0 || !b.contains(max(r.from, r.Start-10), r.Start, "占", "总量的", "总数的") {
			continue
		}
		part := b.figures[i-1]
		if r.Qualifier == "" && b.contains(part.to, r.Start, "超过", "多于") { // 超过总量的三分之二
			r.lo, r.hi = r.Value, math.Inf(1)
		}
		if part.Kind == Rate || part.sentence != r.sentence || !b.shareOf(part, r) {
			continue
		}
		total, agreed, cut := -1, false, false
		for k := i - 2; k >= 0 && k >= i-20 && (b.figures[k].sentence == r.sentence || r.Start-b.figures[k].to < 200); k-- {
			whole := b.figures[k]
			if whole.class != part.class || whole.Kind != part.Kind || whole.hi < part.lo || !whole.sure && whole.sentence != r.sentence {
				continue
			}
			ok, c := fits(part, whole, r)
			agreed, cut = agreed || ok, cut || c
			next := k + 1
			for next < i-1 && b.figures[next].Kind == Rate { // 60万元，较上年增长20%，其中
				next++
			}
			switch {
			case whole.sentence == r.sentence && b.contains(whole.to, min(b.figures[next].Start, whole.to+40), "其中", "包括", ":", "分别", "中,", "中已", "中有"):
				total = k
			case total < 0 && whole.sentence != r.sentence && b.sentence[max(r.sentence-1, 0)] == whole.sentence && b.leadsOn(r.sentence):
				total = k
			}
		}
		if agreed || total < 0 {
			continue
		}
		whole := b.figures[total]
		level, lead := Error, "占比和部分、总数对不上："
		if math.Abs(part.Value/whole.Value*100-r.Value) > farOff && whole.sentence != r.sentence {
			level = Hint
		}
		if cut {
			level, lead = Hint, "占比像是舍去尾数得来："
		}
		b.find(level, "rate", fmt.Sprintf("%s%s÷%s＝%s%%，文中写%s。", lead, part.say(), whole.say(), decimal(part.Value/whole.Value*100), r.say()), whole.span(), part.span(), r.span())
	}
}
