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
		end := n.end
		for _, w := range kindWords {
			if b.has(n.end, w) {
				end = n.end + count(w)
				break
			}
		}
		if end > n.end {
			b.listBefore(n, end)
		}
		i = n.end - 1
	}
	for i := range b.figures {
		b.listBehind(i)
	}
}

// listBefore counts the list in front of a number: A、B、C等4大类.
func (b *body) listBefore(n number, end int) {
	at := n.start
	etc := b.at(at-1) == '等'
	if etc {
		at--
	}
	from := max(b.clause[at], at-60)
	items := b.slice(from, at)
	if strings.ContainsAny(items, ":(\"") {
		items = items[strings.LastIndexAny(items, ":(\"")+1:]
	}
	named := strings.Count(items, "、") + 1
	if named < 2 || strings.ContainsAny(items, "0123456789") || !etc && !b.tight(items) {
		return
	}
	for _, w := range []string{"和", "及", "以及", "与"} {
		last := items[strings.LastIndex(items, "、"):]
		if k := strings.Index(last, w); k > 0 && !strings.HasPrefix(last, "、"+w) && k < len(last)-len(w) {
			named++
			break
		}
	}
	whole := int(n.value)
	kinds := b.has(n.end, "大类") || b.has(n.end, "类") || b.has(n.end, "个大类")
	if named == whole || etc && named < whole && !(kinds && named >= 3) || named > whole && named-1 == whole && !strings.HasSuffix(items, "等") && strings.Contains(items, "和") {
		return
	}
	b.find(Hint, "list", fmt.Sprintf("列举了%d项，文中写%s。", named, b.slice(n.start, end)), Span{from, at}, Span{n.start, end})
}

// tight reports whether a list without 等 is nothing but names.
func (b *body) tight(items string) bool {
	for _, one := range strings.Split(items, "、") {
		if count(one) > 12 {
			return false
		}
	}
	return true
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
	for _, w := range []string{"分别是", "分别为", "即"} {
		if b.has(at, w) {
			opener = w
		}
	}
	if opener == "" {
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
