package reconcile

import (
	"fmt"
	"slices"
	"strings"
)

// chain is two things of which the later cannot be more than the earlier.
type chain struct {
	less, more string   // rows
	words      []string // of the greater one: it must be called so
	say        string
	sure       bool
}

// chains are things of which the later cannot be more than the earlier: settled
// not more than closed, closed not more than accepted.
var chains = []chain{
	{"矛盾纠纷化解", "矛盾纠纷办结", words(`办结 结案`), "化解是办结的一部分，化解数不会大于办结数", false},
	{"矛盾纠纷办结", "矛盾纠纷受理", words(`受理 登记 接收`), "办结数大于受理数", true},
	{"矛盾纠纷化解", "矛盾纠纷受理", words(`受理 登记 接收`), "化解数大于受理数", true},
	{"矛盾纠纷化解", "矛盾纠纷排查", words(`排查 发现 摸排`), "化解数大于排查出的件数", false},
	{"信访办结", "信访受理", words(`受理 登记 接收`), "办结数大于受理数", true},
	{"热线工单办结", "热线工单受理", words(`受理 接收 承办`), "办结数大于受理数", true},
	{"隐患整改", "隐患排查", words(`排查 发现 查出`), "整改数大于排查出的数", false},
}

// carried words tell that what was open before was closed too.
var carried = words(`结转 上年 去年 往年 历史 积案 历年 存量 遗留`)

// carriedOver reports whether words tell of what was open before; 无上年结转 does not.
func carriedOver(s string) bool { return hasAny(nothingCarried.Replace(s), carried) }

// nothingCarried takes away what says that nothing was open before.
var nothingCarried = strings.NewReplacer("无上年结转", "", "没有上年结转", "", "无结转", "", "无往年", "")

// orders compares what follows from one another within a sentence.
func orders(b *body) {
	for from := 0; from < len(b.figures); {
		to := from + 1
		for to < len(b.figures) && b.figures[to].sentence == b.figures[from].sentence {
			to++
		}
		b.order(from, min(to, from+24))
		from = to
	}
}

// taken and done are what is done with matters one after the other, whatever they are.
var (
	taken = words(`收集 征集 受理 接收 接到 收到 登记 梳理 申请 立案 收案 新收 共`)
	done  = words(`解决 化解 办结 整改 处理 回复 答复 采纳 作出 已完成 结案 审结 给予 批准 准予`)
)

// beyond compares 收集诉求10件，解决16件: two figures side by side, of which the second
// names nothing of its own.
func (b *body) beyond(i int) {
	more, less := b.figures[i-1], b.figures[i]
	if more.class != less.class && !(countable(more.class) && countable(less.class)) || more.Kind != Count || count(trimWords(b.slice(less.from, less.Start))) > 8 || !more.sure || !less.sure || less.Value <= more.Value || less.Start-more.to > 20 || less.Start-more.to > 8 && !b.contains(more.to, less.Start, "无", "没有") ||
		!b.contains(more.from, more.Start, taken...) || b.contains(more.from, more.Start, done...) || !b.contains(less.from, less.Start, done...) || carriedOver(b.slice(max(less.sentence, more.from-40), less.Start)) {
		return
	}
	if more.row >= 0 && less.row >= 0 && slices.ContainsFunc(chains, func(c chain) bool { return c.less == catalogue[less.row].name && c.more == catalogue[more.row].name }) {
		return // told already
	}
	level := Error
	if !less.bare {
		level = Hint
	}
	b.find(level, "order", fmt.Sprintf("后办的多于先收的：%s，%s。", b.short(more), b.short(less)), more.span(), less.span())
}

// countable reports whether units of a class are used one for the other: 9项, of which
// 11个 were done.
func countable(c class) bool { return c == matters || c == items || c == places_ }

func (b *body) order(from, to int) {
	for i := from + 1; i < to; i++ {
		b.beyond(i)
	}
	for _, c := range chains {
		for i := from; i < to; i++ {
			less := b.figures[i]
			if less.row < 0 || catalogue[less.row].name != c.less {
				continue
			}
			for j := max(from, i-3); j < to && j <= i+2; j++ {
				more := b.figures[j]
				if j == i || more.row < 0 || catalogue[more.row].name != c.more || more.class != less.class || less.lo <= more.hi || !b.named(more, c.words) {
					continue
				}
				level := Hint
				text := b.slice(max(less.sentence, less.Start-90), max(b.clauseEnd(less.to, 20)+1, more.Start)) // 办结318件（含上年结转11件）
				if c.sure && j < i && i-j <= 2 && less.bare && !carriedOver(text) && less.sure && more.sure {
					level = Error
				}
				b.find(level, "order", fmt.Sprintf("%s：%s，%s。", c.say, b.short(more), b.short(less)), more.span(), less.span())
			}
		}
	}
}

// short is a figure with a few of its own words.
func (b *body) short(f figure) string {
	own := []rune(strings.TrimSpace(b.own(&f)))
	if len(own) > 14 {
		own = append([]rune("…"), own[len(own)-13:]...)
	}
	return "“" + string(own) + f.say() + "”"
}
