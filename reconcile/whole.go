package reconcile

import (
	"fmt"
	"math"
	"strings"
)

// growths holds 200件，同比增长44.4% against whole numbers: there must be one
// that grew so.
func growths(b *body) {
	for i := 1; i < len(b.figures); i++ {
		b.moved(i)
		r, n := b.figures[i], b.figures[i-1]
		if r.Change == "" || r.Unit != "%" || n.sentence != r.sentence || r.Start-n.to > 20 {
			continue
		}
		if n.Unit == "%" {
			if n.Change != "" || b.contains(n.to, r.Start, "分别") || count(trimAll(b.slice(n.to, r.Start), changeWords)) > 2 {
				continue
			}
			b.find(Hint, "unit", fmt.Sprintf("比率%s的升降写作%s，是百分之几还是几个百分点，请写明。", n.say(), r.say()), n.span(), r.span())
			continue
		}
		if n.Kind != Count {
			continue
		}
		if b.fromTo(i) || b.difference(i) || b.differenceBehind(i) {
			continue
		}
		if !b.contains(n.to, r.Start, "同比", "环比", "上年", "去年", "同期", "增长", "下降", "上升", "减少", "增加") || !n.sure || n.High != 0 || b.countChange(n) != "" || r.Qualifier != "" && r.Qualifier != "达" {
			continue
		}
		if b.contains(n.to, r.Start, "分别") {
			b.respectively(i)
			continue
		}
		b.wholeBase(n, r)
	}
	b.growthFirst()
}

// respectively pairs 受理200件、办结190件，同比分别增长11.1%、5.6% in their order.
func (b *body) respectively(i int) {
	m := 1
	for i+m < len(b.figures) && m < 8 && b.figures[i+m].Unit == "%" && b.figures[i+m].Start-b.figures[i+m-1].to < 6 {
		m++
	}
	for k := range m {
		if i-m+k < 0 {
			return
		}
		n, r := b.figures[i-m+k], b.figures[i+k]
		r.Change = b.figures[i].Change
		if n.Kind == Count && n.sure && n.High == 0 && n.sentence == r.sentence && r.Qualifier == "" {
			b.wholeBase(n, r)
		}
	}
}

// growthFirst reads 同比增长44.4%，达200件: the growth before what it led to.
func (b *body) growthFirst() {
	for i := 0; i+1 < len(b.figures); i++ {
		r, n := b.figures[i], b.figures[i+1]
		if r.Change == "" || r.Unit != "%" || r.Qualifier != "" && r.Qualifier != "达" || n.Kind != Count || !n.sure || n.High != 0 || n.sentence != r.sentence || n.Start-r.to > 6 {
			continue
		}
		if b.contains(r.to, n.Start, "达", "至", "到") && !(i > 0 && b.figures[i-1].sentence == r.sentence && b.figures[i-1].Kind == Count) {
			b.wholeBase(n, r)
		}
	}
}

// moved holds 由91%提升到96%，提升5个百分点 and 96%，较上年的91%提高5个百分点 against
// the two rates.
func (b *body) moved(i int) {
	r := b.figures[i]
	if r.class != points || i < 2 {
		return
	}
	x, y := b.figures[i-2], b.figures[i-1]
	if x.class != percent || y.class != percent || x.Change != "" || y.Change != "" || x.sentence != r.sentence || y.Start-x.to > 16 || r.Start-y.to > 12 || b.contains(y.to, r.Start, "分别") || r.Qualifier != "" && r.Qualifier != "达" {
		return
	}
	fromTo := b.contains(x.to, y.Start, "到", "至", "为") && b.contains(x.from, x.Start, "由", "从")
	past := b.contains(x.to, y.Start, pastWords...)
	if !fromTo && !past {
		return
	}
	by := math.Abs(x.Value - y.Value)
	if math.Abs(by-r.Value) <= (x.step+y.step+r.step)/2+1e-7 {
		return
	}
	b.find(Error, "whole", fmt.Sprintf("%s和%s相差%s个百分点，文中写%s。", x.say(), y.say(), decimal(by), r.say()), x.span(), y.span(), r.span())
}

// changeWords stand between a value and how it changed.
var changeWords = words(`同比 环比 比上年 较上年 比去年 较去年 上年同期 同期 上季度 上半年 上月 提高 提升 上升 增长 增加 下降 降低 减少 回落 以上 左右 了 分别 , ( 比 较`)

func trimAll(s string, all []string) string {
	for _, w := range all {
		s = strings.ReplaceAll(s, w, "")
	}
	return s
}

func (b *body) countChange(f figure) string { return b.change(&f) }

// base reports whether a whole number grew or fell to n by p per cent, as
// printed; cut when only without rounding up.
func base(n float64, r figure) (whole, cut bool) {
	sign := 1.0
	if r.Change == "down" {
		sign = -1
	}
	with := func(lo, hi float64) bool {
		x, y := n/(1+sign*lo/100), n/(1+sign*hi/100)
		if x > y {
			x, y = y, x
		}
		return math.Floor(y+1e-9) >= math.Ceil(x-1e-9)
	}
	if r.Change == "down" && r.hi >= 100 {
		return true, false
	}
	return with(r.lo, r.hi), with(r.Value, r.Value+r.step*0.999999)
}

func (b *body) wholeBase(n, r figure) {
	whole, cut := base(n.Value, r)
	if whole || r.Value == 0 {
		return
	}
	if cut {
		b.find(Hint, "whole", fmt.Sprintf("增减幅度%s像是舍去尾数得来：四舍五入时，没有一个整数增减%s以后正好是%s。", r.say(), r.say(), n.say()), n.span(), r.span())
		return
	}
	b.find(Error, "whole", fmt.Sprintf("没有一个整数%s%s以后正好是%s，两个数至少错了一个。", word(r.Change), r.say(), n.say()), n.span(), r.span())
}

func word(change string) string {
	if change == "down" {
		return "下降"
	}
	return "增长"
}

// fromTo checks 由120件下降到90件，下降25%.
func (b *body) fromTo(i int) bool {
	if i < 2 {
		return false
	}
	r, to, from := b.figures[i], b.figures[i-1], b.figures[i-2]
	if from.sentence != r.sentence || from.class != to.class || !b.contains(from.to, to.Start, "到", "至", "为") || !b.contains(max(from.from, from.Start-12), from.Start, "由", "从", "上年", "去年") {
		return false
	}
	b.compare(from, to, r, from.lo, from.hi)
	return true
}

// pastWords stand before a value of the period that is compared with.
var pastWords = words(`比上年 较上年 比去年 较去年 上年同期 去年同期 上年的 去年的 较20 比20 较上周 比上周 较上月 比上月 较上季 比上季`)

// difference checks 120件，比上年增加20件，增长20%.
func (b *body) difference(i int) bool {
	if i < 2 {
		return false
	}
	r, d, n := b.figures[i], b.figures[i-1], b.figures[i-2]
	if n.sentence != r.sentence || n.class != d.class || d.Start-n.to > 16 || b.countChange(d) == "" || b.countChange(d) != r.Change {
		return false
	}
	switch {
	case b.contains(n.from, n.Start, pastWords...): // 比去年同期的100件增加20件
		b.compare(n, d, r, n.lo, n.hi)
	case r.Change == "up":
		b.compare(n, d, r, n.lo-d.hi, n.hi-d.lo)
	default:
		b.compare(n, d, r, n.lo+d.lo, n.hi+d.hi)
	}
	return true
}

// differenceBehind checks 120件，同比增长20%，增加20件.
func (b *body) differenceBehind(i int) bool {
	if i+1 >= len(b.figures) {
		return false
	}
	n, r, d := b.figures[i-1], b.figures[i], b.figures[i+1]
	if d.sentence != r.sentence || d.class != n.class || d.Start-r.to > 8 || b.countChange(d) != r.Change || b.countChange(n) != "" || b.at(r.to) == '(' {
		return false
	}
	if r.Change == "up" {
		b.compare(n, d, r, n.lo-d.hi, n.hi-d.lo)
	} else {
		b.compare(n, d, r, n.lo+d.lo, n.hi+d.hi)
	}
	return true
}

// compare holds a percentage of change against its base, which lies between two
// values.
func (b *body) compare(first, second, r figure, lo, hi float64) {
	if lo <= 0 || first.Kind != Count {
		return
	}
	change := func(at float64) float64 {
		if b.countChange(second) != "" && !b.contains(second.Start-4, second.Start, "到", "至") {
			return second.Value / at * 100
		}
		return math.Abs(second.Value-at) / at * 100
	}
	x, y := change(lo), change(hi)
	if x > y {
		x, y = y, x
	}
	if y >= r.lo-1e-7 && x <= r.hi+1e-7 {
		return
	}
	level := Error
	if !first.sure || !second.sure || x >= r.Value && x < r.Value+r.step {
		level = Hint
	}
	b.find(level, "whole", fmt.Sprintf("按%s和%s计算，变化幅度是%s%%，文中写%s。", first.say(), second.say(), decimal(change((lo+hi)/2)), r.say()), first.span(), second.span(), r.span())
}

// onlyDone holds a rate behind what was done alone against whole numbers: of no total are
// 15 matters 99 %.
func (b *body) onlyDone(i int) {
	r, n := b.figures[i], b.figures[i-1]
	fam := b.familyOf(&r)
	if fam == nil || b.due(r) != "" || n.sentence != r.sentence || !n.sure || n.Kind != Count || n.Value < 1 || n.Value > 1000 || r.Start-n.to > 10 || !b.named(n, fam.above) || r.Qualifier != "" && r.Qualifier != "达" || r.lo <= 0 || r.Value > 100 {
		return
	}
	for j := i - 2; j >= 0 && j >= i-reach && b.figures[j].sentence == r.sentence; j-- {
		if b.figures[j].class == n.class {
			return // its whole is told
		}
	}
	if math.Floor(n.Value/r.lo*100+1e-9) >= math.Ceil(n.Value/math.Min(r.hi, 100)*100-1e-9) {
		return
	}
	k := math.Max(n.Value, math.Round(n.Value/r.Value*100))
	b.find(Hint, "whole", fmt.Sprintf("没有一个整数的%s是%s：%s里的%s是%s%%。请核对比率和它的分母。", r.say(), n.say(), decimal(k)+n.Unit, n.say(), decimal(n.Value/k*100)), n.span(), r.span())
}

// sample is a share of those who were asked.
var sample = family{below: words(`问卷 受访 回访 测评 抽查`)}

// asked reports whether a share is one of those who were asked: 回收问卷40份，满意的占97.5%.
func (b *body) asked(d, r figure) bool {
	return r.Unit == "%" && r.Change == "" && b.contains(r.from, r.Start, "占") && b.named(d, sample.below)
}

// wholes holds a rate without numerator against whole numbers: of 88 persons
// 98.9 % means 87, but 98.5 % means nobody.
func wholes(b *body) {
	for i := 1; i < len(b.figures); i++ {
		b.onlyDone(i)
		r, d := b.figures[i], b.figures[i-1]
		fam := b.familyOf(&r)
		if fam == nil && b.asked(d, r) {
			fam = &sample
		}
		if fam == nil || b.due(r) != "" || !d.sure || d.High != 0 || d.Kind != Count || d.sentence != r.sentence || r.Start-d.to > 44 || b.named(d, fam.above) && !b.named(d, []string{"参加", "参考"}) || r.Qualifier != "" && r.Qualifier != "达" || d.Value < 1 || d.Value > 1e6 {
			continue
		}
		if !b.named(d, fam.below) && !b.contains(d.to, r.Start, "考试", "测试", "参考") || b.aside(d, r) {
			continue
		}
		with := func(lo, hi float64) bool {
			return math.Floor(hi*d.Value/100+1e-9) >= math.Ceil(lo*d.Value/100-1e-9)
		}
		if with(r.lo, r.hi) {
			continue
		}
		level, tail := Hint, "请核对比率和它的分母。"
		if d.class == persons && b.contains(max(d.sentence, d.from-20), r.Start, "考试", "测试", "参考") && !with(r.Value, r.Value+r.step*0.999999) {
			level, tail = Error, "两个数至少错了一个。"
		}
		k := math.Round(r.Value * d.Value / 100)
		b.find(level, "whole", fmt.Sprintf("%s的%s不是整数：最接近的%s%s是%s%%。%s", d.say(), r.say(), decimal(k), d.Unit, decimal(k/d.Value*100), tail), d.span(), r.span())
	}
}
