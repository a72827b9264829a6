package reconcile

import (
	"fmt"
	"strings"
)

// ongoing are the rows that a report gives once for the whole year; the others,
// as leaflets or audiences, are told anew for every campaign.
var ongoing = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range words(`法治建设专题会议 党工委会议 行政办公会 第一议题学习 中心组学法 党内法规制度建设汇报 重大行政决策 法律意见书 司法所列席会议 政务服务办件 热线工单受理 热线工单办结 热线按时办结率 履职事项总数 行政处罚 行政复议案件 行政诉讼案件 矛盾纠纷受理 矛盾纠纷化解 矛盾纠纷办结 矛盾纠纷化解率 调解成功率 矛盾纠纷办结率 在办纠纷 协议履行率 工作卷宗 调解卷宗 人民调解委员会 人民调解员 信访工作会议 领导干部接访下访 信访受理 信访办结 信访按期办结率 信访积案化解 信访隐患 警地联席工作例会 网格 群众安全感 依申请公开 矛盾纠纷排查次数`) {
		m[w] = true
	}
	return m
}()

// scopes are the words that make a figure one of a part of the street, of the
// year or of the work.
var scopes = words(`镇级 村级 社区级 街道级 区级 市级 县级 省级 全市 全区 全县 全省 上半年 下半年 季度 专项 攻坚 期间 活动中 行动中 去年 上年 同期 其中 以前 历年 主动公开 主动调解 今年以来 截至 新 春节 国庆 两节 宣传月 宣传周 宣传日 节点 首次 单次 当天 当日 现场`)

// yearEnd takes away what only says that the year is over.
var yearEnd = strings.NewReplacer("截至12月底", "", "截止12月底", "", "截止到12月底", "", "截至12月31日", "", "截止12月31日", "", "截至年底", "", "截止年底", "")

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// scopeOf is what limits a figure, read from its sentence.
func (b *body) scopeOf(f *figure) string {
	from := max(f.sentence, f.Start-70)
	s := yearEnd.Replace(b.slice(from, f.Start))
	var out []string
	for _, w := range scopes {
		if strings.Contains(s, w) {
			out = append(out, w)
		}
	}
	year, text := "", []rune(s) // the last one that is named
	for i, r := range text {
		switch {
		case (r == '月' || r == '日') && i > 1 && isDigit(text[i-1]):
			out = append(out, string(text[i-2:i+1]))
		case r == '年' && i > 3 && isDigit(text[i-1]) && isDigit(text[i-4]):
			year = string(text[i-4 : i])
		}
	}
	if year != "" && year != fmt.Sprint(b.options.Year) {
		out = append(out, year)
	}
	for _, w := range []string{"社区", "派出所", "司法所", "村", "镇", "街道", "乡", "中心", "支部", "工作室", "调委会", "学校", "公司", "组"} {
		i := strings.LastIndex(s, w)
		if i <= 0 || strings.HasPrefix(s[i:], "组织") || strings.HasPrefix(s[i:], "组建") || strings.HasPrefix(s[i:], "组成") || strings.HasPrefix(s[i:], "中心组") {
			continue
		}
		r := []rune(s[:i])
		if b.options.Place != "" && strings.HasSuffix(b.options.Place, string(r[max(0, len(r)-2):])+w) {
			continue // our own name limits nothing
		}
		if name := string(r[max(0, len(r)-3):]); !strings.ContainsAny(name[max(0, len(name)-3):], "全各我本该、，, ") {
			out = append(out, name+w)
		}
	}
	return strings.Join(out, " ")
}

// changed words begin what tells of a difference or a share, which many figures have.
var changed = words(`同比 环比 较 比 占 增加 减少 上升 下降 增长`)

// duplicates compares each figure with the first of the same words. The same
// value twice is right; another scope is another figure.
func duplicates(b *body) {
	firsts, rates := map[string]int{}, map[string]int{}
	for i := range b.figures {
		f := &b.figures[i]
		if f.Change == "" && f.class == percent && f.bare && f.row >= 0 && ongoing[catalogue[f.row].name] {
			b.rateAgain(i, rates)
			continue
		}
		if f.Change != "" || f.bare || count(f.key) < 3 || f.class == points || f.row == comparison || begins(f.key, changed) {
			continue
		}
		f.scope = b.scopeOf(f)
		key := fmt.Sprint(f.class, f.scope, "|", b.meeting(f))
		at, seen := firsts[key]
		if !seen {
			firsts[key] = i
			continue
		}
		e := b.figures[at]
		if e.hi >= f.lo && f.hi >= e.lo || b.part(at) || b.part(i) || f.from < e.after && e.sentence == f.sentence {
			continue
		}
		level := Hint
		if f.row >= 0 && f.row == e.row && ongoing[catalogue[f.row].name] && f.sure && e.sure {
			level = Error
		}
		b.find(level, "duplicate", fmt.Sprintf("“%s”有两个数：%s和%s，两处没有写明范围或者时段不同。", f.key, e.say(), f.say()), e.span(), f.span())
	}
}

// meetings are the rows of which a year has one figure, however it is called.
var meetings = words(`法治建设专题会议 中心组学法 第一议题学习 信访工作会议 党内法规制度建设汇报`)

// calling are words around the name of a meeting that do not make it another one.
var calling = words(`党政主要负责人 主要负责人 主动 主持 先后 召开 组织 开展 全年 会议 专题 会 议 共 次`)

// meeting is the key of a figure: the row itself where its words say nothing else.
func (b *body) meeting(f *figure) string {
	if f.row < 0 || !has(meetings, catalogue[f.row].name) {
		return f.key
	}
	if trimAll(trimAll(f.key, rowWords[f.row]), calling) == "" {
		return catalogue[f.row].name
	}
	return f.key
}

// rateAgain compares a rate that has no words but its own, 办结率95%, with another of the
// same things: those that are counted first in its sentence.
func (b *body) rateAgain(i int, firsts map[string]int) {
	f, of := b.figures[i], -1
	for j := i - 1; j >= 0 && j >= i-reach && b.figures[j].sentence == f.sentence; j-- {
		if b.figures[j].row >= 0 && b.figures[j].Kind == Count {
			of = b.figures[j].row
		}
	}
	if of < 0 || catalogue[of].group == "" || b.part(i) {
		return
	}
	key := fmt.Sprint(f.row, " ", of, " ", b.scopeOf(&f))
	at, seen := firsts[key]
	if !seen {
		firsts[key] = i
		return
	}
	if e := b.figures[at]; e.sentence != f.sentence && !(e.hi >= f.lo && f.hi >= e.lo) {
		b.find(Hint, "duplicate", fmt.Sprintf("“%s”有两个数：%s和%s，两处没有写明范围或者时段不同。", catalogue[f.row].name, e.say(), f.say()), e.span(), f.span())
	}
}

// part reports whether a figure is one of a list of parts.
func (b *body) part(i int) bool {
	f := b.figures[i]
	return b.contains(b.clause[f.Start], f.Start, "其中", "包括", "分别")
}

// say is a figure as it is written, with its unit.
func (f figure) say() string {
	s := f.Raw
	if f.Qualifier != "" && f.Qualifier != "达" {
		switch f.Qualifier {
		case "近", "超", "约", "上":
			return f.Qualifier + s + f.Unit
		case "以上", "左右", "以内", "以下", "上下":
			return s + f.Unit + f.Qualifier
		}
		if !strings.HasSuffix(s, f.Qualifier) && !strings.Contains(s, f.Qualifier) {
			s += f.Qualifier
		}
	}
	if strings.HasPrefix(s, "百分之") || strings.HasSuffix(s, "成") || strings.Contains(s, "分之") {
		return s
	}
	return s + f.Unit
}
