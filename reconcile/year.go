package reconcile

import (
	"fmt"
	"strings"
)

// milestones are the years of which a plan or congress may be called the first
// or the last.
var milestones = []struct {
	name, of   string
	first, end int
}{
	{"二十大", "党的二十大精神", 2023, 0},
	{"十九大", "党的十九大精神", 2018, 0},
	{"十三五", "“十三五”规划", 2016, 2020},
	{"十四五", "“十四五”规划", 2021, 2025},
	{"十五五", "“十五五”规划", 2026, 2030},
	{"七五”普法", "“七五”普法", 2016, 2020},
	{"八五”普法", "“八五”普法", 2021, 2025},
	{"九五”普法", "“九五”普法", 2026, 2030},
}

// plans are the words of a chapter about the year to come.
var plans = words(`安排 打算 计划 思路 下一步 工作要点 展望 下步 谋划 规划 设想`)

// years compares the years of headings and of the text with that of the title.
func years(b *body) {
	year := b.options.Year
	if year == 0 {
		return
	}
	for i := 0; i < len(b.text); i++ {
		y := 0
		if b.digit(i) {
			y = b.yearAt(i)
		}
		if y == 0 {
			continue
		}
		b.milestone(i, y)
		b.yearOf(i, y, year)
	}
	b.milestoneWithoutYear(year)
}

func (b *body) yearOf(i, y, year int) {
	end := i + 5
	line := b.line(i)
	span := Span{i, end}
	heading := b.heading(line[0]) && line[1]-line[0] <= 60
	text := b.slice(line[0], line[1])
	switch {
	case y == year:
		if heading && hasAny(text, words(`工作安排 主要安排 下一步 工作打算 工作计划`)) && !strings.Contains(text, "成效") {
			b.find(Hint, "year", fmt.Sprintf("标题写%d年的安排，报告年度就是%d年，可能应为%d年。", y, year, year+1), span)
		}
	case heading && hasAny(text, plans):
		if y != year+1 {
			b.find(Hint, "year", fmt.Sprintf("标题写%d年的安排，报告年度是%d年。", y, year), span)
		}
	case heading && !strings.Contains(text, "规划") && !strings.Contains(text, "-"):
		level := Hint
		if hasAny(text, words(`举措 成效 不足 原因 第一责任人 情况 推进法治`)) {
			level = Error
		}
		b.find(level, "year", fmt.Sprintf("标题写%d年，报告年度是%d年。", y, year), span)
	case b.announced(i, end):
		b.find(Error, "year", fmt.Sprintf("这里说报告%d年的情况，报告年度是%d年。", y, year), span)
	case y == year-1 && b.endsAny(i, "截至", "截止", "截止到", "截至到") && b.contains(end, end+8, "月", "底", "末"):
		b.find(Hint, "year", fmt.Sprintf("截止日期写%d年，报告年度是%d年，请核对是不是沿用了上年的文字。", y, year), span)
	case y == year-1 && line[0] > 0 && (b.has(end, "以来") || b.has(end, ",") || b.has(end, "度,") || b.has(end, "全年")) && !hasAny(b.slice(end, end+20), words(`同比 相比 比 上年`)):
		b.find(Hint, "year", fmt.Sprintf("这里写%d年，报告年度是%d年，请核对是不是沿用了上年的文字。", y, year), span)
	}
}

// announced reports whether a year stands in the sentence that announces the report:
// 现将2020年法治政府建设情况报告如下.
func (b *body) announced(i, end int) bool {
	return b.contains(max(b.clause[i], i-20), i, "现将", "现就") && b.contains(end, b.clauseEnd(end, 50)+1, "如下") && !b.contains(end, end+2, "至", "-", "以来")
}

// line is where the line of a position begins and ends, within reason.
func (b *body) line(i int) [2]int {
	from := i
	for from > 0 && from > i-80 && b.text[from-1] != '\n' {
		from--
	}
	to := i
	for to < len(b.text) && to < i+80 && b.text[to] != '\n' && b.text[to] != '。' {
		to++
	}
	return [2]int{from, to}
}

// heading reports whether a line begins as a chapter does: 一、 or (一).
func (b *body) heading(i int) bool {
	for b.at(i) == ' ' {
		i++
	}
	return chinese(b.at(i)) && (b.at(i+1) == '、' || chinese(b.at(i+1)) && b.at(i+2) == '、') || b.at(i) == '(' && chinese(b.at(i+1))
}

func (b *body) milestone(i, y int) {
	end := b.clauseEnd(i, 60)
	b.milestoneIn(i, end, y)
}

func (b *body) milestoneIn(i, end, y int) {
	s := b.slice(i, end)
	first := strings.Contains(s, "开局")
	last := strings.Contains(s, "收官")
	if !first && !last {
		return
	}
	for _, m := range milestones {
		if !strings.Contains(s, m.name) {
			continue
		}
		if first && m.first != y {
			b.find(Hint, "year", fmt.Sprintf("%s的开局之年是%d年，这里写%d年，请核对是不是沿用了别的年度的文字。", m.of, m.first, y), Span{i, end})
		}
		if last && !first && m.end != 0 && m.end != y {
			b.find(Hint, "year", fmt.Sprintf("%s的收官之年是%d年，这里写%d年。", m.of, m.end, y), Span{i, end})
		}
		return
	}
}

func (b *body) milestoneWithoutYear(year int) {
	for i := range b.text {
		if b.has(i, "今年是") || b.has(i, "本年度是") {
			b.milestoneIn(i, b.clauseEnd(i, 60), year)
		}
	}
}

// leftovers finds words of a shorter period in a yearly report.
func leftovers(b *body) {
	title := b.slice(0, min(len(b.text), 120))
	if i := strings.Index(title, "。"); i >= 0 {
		title = title[:i]
	}
	yearly := (strings.Contains(title, "年度") || strings.Contains(title, "年")) && strings.Contains(title, "报告") || strings.Contains(title, "全年")
	half := strings.Contains(title, "半年")
	if !yearly && !half || strings.Contains(title, "季度") || strings.Contains(title, "月份") {
		return
	}
	for i, r := range b.text {
		if r != '本' && r != '全' || b.masked[i] {
			continue
		}
		for _, w := range []string{"本月", "本季度", "本周"} {
			if b.has(i, w) && b.at(i-1) != '基' {
				b.find(Hint, "year", fmt.Sprintf("报告写的是%s，这里写“%s”，像是沿用了别的材料的文字。", period(half), w), Span{i, i + count(w)})
			}
		}
		if half && b.has(i, "全年") && !hasAny(b.slice(i, i+16), plans) {
			b.find(Hint, "year", "半年的报告里写了“全年”，请核对。", Span{i, i + 2})
		}
	}
}

func period(half bool) string {
	if half {
		return "半年"
	}
	return "全年"
}
