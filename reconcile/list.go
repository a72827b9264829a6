package reconcile

import (
	"fmt"
	"strings"
)

// kinds_ are what a list is counted in: 民事、行政等4大类.
var kindWords = words(`大类 类 个方面 方面 个大类 大项 种 个类别 大领域 个领域 大板块 项内容 个部门 家单位 个社区 个村 个站点 个小区 个单位 家企业 所学校`)

// lists counts the things that are named beside their number.
func lists(b *body) {
	for i := 0; i < len(b.text); i++ {
		if !b.digit(i) && !chinese(b.at(i)) || b.digit(i-1) || chinese(b.at(i-1)) || b.at(i-1) == '第' || b.at(i-1) == '.' {
			continue
		}
		n, ok := b.numberAt(i)
		if !ok || n.value < 2 || n.value > 20 || n.high != 0 || n.decimal {
			continue
		}
		if end := b.kindAt(n.end, kindWords); end > n.end {
			b.listBefore(n, end, false)
		} else if end := b.kindAt(n.end, sorts); end > n.end && !b.wordEnds(end) {
			b.listBefore(n, end, true)
		}
		i = n.end - 1
	}
	for i := range b.figures {
		b.listBehind(i)
	}
	b.enumerated()
}

// enumerable is what 一是, 二是 count.
var enumerable = words(`个方面 方面 个问题 个不足 点不足 点问题 项措施 个短板 项不足 个重点`)

// enumerated counts 一是…二是…三是… behind 存在三个方面的问题.
func (b *body) enumerated() {
	for i := 0; i < len(b.text); i++ {
		if !b.digit(i) && !chinese(b.at(i)) {
			continue
		}
		n, ok := b.numberAt(i)
		i = max(i, n.end-1) // what was read is not read again
		if !ok || n.value < 2 || n.value > 9 || n.decimal {
			continue
		}
		end := b.kindAt(n.end, enumerable)
		if end == n.end {
			continue
		}
		colon := end
		for colon < end+12 && b.at(colon) != ':' && b.at(colon) != '。' && b.at(colon) != 0 {
			colon++
		}
		if b.at(colon) != ':' && b.at(colon) != '。' {
			continue
		}
		named, at := 0, colon+1
		for named < 9 {
			found := b.next(at, string([]rune("一二三四五六七八九")[named])+"是", 300)
			if found < 0 || named == 0 && found > colon+4 {
				break
			}
			named, at = named+1, found+2
		}
		if named > 1 && named != int(n.value) {
			b.find(Hint, "list", fmt.Sprintf("文中写%s，后面列到第%d项。", b.slice(n.start, end), named), Span{n.start, end}, Span{at - 2, at})
		}
	}
}

// next is where a word stands next, within so many characters; -1 if nowhere.
func (b *body) next(from int, word string, far int) int {
	for i := from; i < len(b.text) && i < from+far; i++ {
		if b.has(i, word) && strings.ContainsRune(",。;:\n ", b.at(i-1)) {
			return i
		}
	}
	return -1
}

// sorts may count a list as well as anything else: 甲、乙和丙这3种模式, but 商场、网吧35家.
var sorts = words(`大 种 个 项 家 所 支 张`)

func (b *body) kindAt(i int, all []string) int {
	for _, w := range all {
		if b.has(i, w) {
			return i + count(w)
		}
	}
	return i
}

// listBefore counts the list in front of a number: A、B、C等4大类. What may as well be
// the number of something else is a list of so many only when 这 says so, or when it is
// one more or one less.
func (b *body) listBefore(n number, end int, loose bool) {
	at := n.start
	for b.at(at-1) == ' ' {
		at--
	}
	etc, this := b.at(at-1) == '等', b.at(at-1) == '这'
	if etc || this {
		at--
	}
	from := max(b.clause[at], at-100)
	items := b.slice(from, at)
	if i := strings.LastIndexAny(items, ":("); i >= 0 {
		items = items[i+1:]
	}
	items = strings.ReplaceAll(strings.ReplaceAll(items, "”“", "”、“"), "》《", "》、《")
	if i := strings.Index(items, "《"); i > 0 && strings.Contains(items, "》、《") {
		items = items[i:]
	}
	if i := strings.Index(items, "“"); i > 0 && strings.Contains(items, "”、“") {
		items = items[i:]
	}
	named := strings.Count(items, "、") + 1
	if strings.Count(items, "“") != strings.Count(items, "”") {
		return // the number stands in the quotation itself
	}
	if named < 2 || strings.ContainsAny(items, "0123456789") || !etc && !b.tight(items) || loose && etc {
		return
	}
	both := false
	for _, w := range []string{"和", "及", "以及", "与"} {
		last := items[strings.LastIndex(items, "、"):]
		if k := strings.Index(last, w); k > 0 && !strings.HasPrefix(last, "、"+w) && k < len(last)-len(w) {
			named++
			both = true
			break
		}
	}
	whole := int(n.value)
	kinds := b.has(n.end, "大类") || b.has(n.end, "类") || b.has(n.end, "个大类")
	if named == whole || etc && named < whole && !(kinds && named >= 3) || named > whole && named-1 == whole && both && (!loose || !this && !b.contains(at-14, at, "和", "及")) {
		return
	}
	if loose && !this && (named < 3 || named-whole > 1 || whole-named > 1) {
		return
	}
	b.find(Hint, "list", fmt.Sprintf("列举了%d项，文中写%s。", named, b.slice(n.start, end)), Span{from, at}, Span{n.start, end})
}

// tight reports whether a list without 等 is nothing but names.
func (b *body) tight(items string) bool {
	for _, one := range strings.FieldsFunc(items, func(r rune) bool { return strings.ContainsRune("、和及与", r) }) {
		if count(one) > 12 && !strings.HasPrefix(one, "《") {
			return false
		}
	}
	return true
}

// notOnlyNames are words of brackets that hold more than a list of names.
var notOnlyNames = words(`等 和 及 与 其中 包括 含 均 已 全部`)

// listInBrackets counts the names in the brackets behind a number and its noun:
// 3个观察点(东山、西山、北山).
func (b *body) listInBrackets(f figure) {
	open := f.to
	for open < f.to+14 && b.at(open) != '(' && !strings.ContainsRune(",。;\n", b.at(open)) {
		open++
	}
	end := open + 1
	for end < open+100 && b.at(end) != 0 && !strings.ContainsRune(")。;\n(", b.at(end)) {
		end++
	}
	if b.at(open) != '(' || b.at(end) != ')' || f.class != places_ && f.class != items {
		return
	}
	items := b.slice(open+1, end)
	named := strings.Count(items, "、") + 1
	if named < 2 || strings.ContainsAny(items, "0123456789,:") || hasAny(items, notOnlyNames) || !b.tight(items) || named == int(f.Value) {
		return
	}
	b.find(Hint, "list", fmt.Sprintf("列举了%d项，文中写%s。", named, f.say()), f.span(), Span{open + 1, end})
}

// listBehind counts the list behind a number: 3个,分别是A、B、C.
func (b *body) listBehind(i int) {
	f := b.figures[i]
	if f.Value < 2 || f.Value > 15 || f.Kind != Count || !f.sure || f.High != 0 {
		return
	}
	at := b.clauseEnd(f.to, 10)
	if b.at(at) == ',' {
		at++
	} else {
		at = f.to
	}
	opener := ""
	for _, w := range []string{"分别是", "分别为", "分别设在", "分别位于", "分别在", "分别来自", "即"} {
		if b.has(at, w) {
			opener = w
		}
	}
	if opener == "" {
		b.listInBrackets(f)
		return
	}
	from := at + count(opener)
	end := from
	for end < len(b.text) && end < from+120 && !strings.ContainsRune("。;\n,!", b.at(end)) {
		end++
	}
	items := b.slice(from, end)
	if strings.ContainsAny(items, "0123456789") || strings.Contains(items, "等") {
		return
	}
	named := strings.Count(items, "、") + 1
	more := 0
	if strings.Contains(items, "和") || strings.Contains(items, "及") {
		more = 1
	}
	if named < 2 || named <= int(f.Value) && int(f.Value) <= named+more {
		return
	}
	b.find(Hint, "list", fmt.Sprintf("列举了%d项，文中写%s。", named, f.say()), f.span(), Span{from, end})
}
