package report

import (
	"regexp"
	"slices"
	"strings"
)

// Typed is a figure somebody typed where a citation belongs.
type Typed struct {
	Text string // 799件
	At   int    // where it begins in the prose, in bytes
}

const (
	han     = `[零〇一二三四五六七八九十百千万亿两]`
	arabic  = `[0-9０-９]`
	measure = `(?:件次|人次|户次|家次|批次|场次|公里|平方米|万元|亿元|大类|课时|学时|余|多|件|起|宗|例|次|场|期|批|人|名|位|份|个|处|项|条|户|家|元|支|册|本|篇|站|座|块|幅|类|所|辆|台|套|栋)`
)

// notFigures are numerals that count nothing: what they match is left out
// before figures are looked for. Order matters: what stands first is taken first.
var notFigures = compileAll(
	// Names in quotation marks, unless digits with a measure word or a percentage stand in them.
	`“[^“”。；\n]{1,20}”`, `‘[^‘’。；\n]{1,20}’`, `《[^《》\n]{1,60}》`,
	// Numbers of documents, of standards, of articles, ordinals.
	`〔`+arabic+`{4}〕第?`+arabic+`+号`,
	`[A-Za-z][A-Za-z/]*[ -]?`+arabic+`[0-9.\-]*`, arabic+`+[A-Za-z+]+[A-Za-z0-9]*`,
	`第(?:`+arabic+`+|`+han+`+)`,
	arabic+`+(?:\.`+arabic+`+)?(?:号|版)`,
	// Dates, years, hours, spans of time: the law and the calendar say them, not the records.
	arabic+`{4}年?(?:[—–\-~～至]|——)`+arabic+`{4}年`, arabic+`{4}(?:年度|年|届)`, arabic+`{4}-`+arabic+`{1,2}-`+arabic+`{1,2}`,
	arabic+`{1,2}月(?:份|底|初)?`, arabic+`{1,2}[日时:：]`+arabic+`{0,2}`, arabic+`{1,2}·`+arabic+`{1,2}`,
	arabic+`+个?(?:工作日|自然日|小时|分钟|天|周|月|季度|周年|年)`,
	han+`+个?(?:工作日|自然日|小时|分钟|天|周年|周|个月|月|季度|年度|年)`,
	// Telephone numbers used as nouns.
	`\b(?:12345|12348|12388|12368|12309|12337|96110|110|119|120|122)\b`,
	// What is said, not counted.
	han+`+个?(?:方面|环节|阶段|层面|层次|维度|统一|结合|坚持|关键|重点|体系)`,
	`两个维护|两个确立|四个意识|四个自信|四个全面|三重一大|三官一律|一岗双责|三会一课|四议两公开|千家万户|最后一公里|五个一|三个一`,
)

// counted says which digits inside quotation marks are figures all the same.
var counted = regexp.MustCompile(arabic + `(?:余|多)?` + measure + `|` + arabic + `[%％]`)

// figures are the ways a figure is typed.
var figures = compileAll(
	arabic+`+(?:[,，]`+arabic+`{3})*(?:[.．]`+arabic+`+)?\s?(?:[百千万亿]+)?(?:余|多)?(?:[%％‰]|个百分点|`+measure+`)?`,
	`百分之`+han+`+(?:点`+han+`+)?`, han+`+分之`+han+`+`, `[一二三四五六七八九]成(?:以上|多)?`,
	`[二三四五六七八九十两]`+han+`*(?:余|多)?`+measure,
	`一[十百千万]`+han+`*(?:余|多)?`+measure,
	`(?:近|约|超|逾|达|上)[百千万十]+(?:余|多)?`+measure, `[百千万]+(?:余|多)`+measure,
	// One of something is mostly a manner of speaking; one matter is a count.
	`一(?:件次|人次|批次|场次|件|宗|例|份)`, `一起(?:[，。；、]|$)`,
)

// listNumbers stand before text and count nothing: 一是, 二要, 1. and （1）.
var listNumbers = compileAll(
	`(?:^|[。；：，、\n])`+han+`{1,3}(?:是|要|、)`, `(?m)^\s*`+arabic+`{1,2}[.．、]`, `[（(](?:`+arabic+`{1,2}|`+han+`{1,3})[）)]`,
)

func compileAll(patterns ...string) []*regexp.Regexp {
	all := make([]*regexp.Regexp, len(patterns))
	for i, p := range patterns {
		all[i] = regexp.MustCompile(p)
	}
	return all
}

// TypedFigures finds the figures that were typed into prose instead of cited,
// in the order of the text. Years, dates, numbers of documents and articles,
// list numbers, hot lines and names in quotation marks are no figures.
func TypedFigures(text string) []Typed {
	left := []byte(text)
	for _, c := range Citations(text) {
		if c.Wrong == "" {
			blank(left, c.At, c.At+len(c.Raw))
		}
	}
	for i, p := range append(slices.Clone(listNumbers), notFigures...) {
		quoted := i >= len(listNumbers) && i < len(listNumbers)+3
		for _, m := range p.FindAllIndex(left, -1) {
			if !quoted || !counted.Match(left[m[0]:m[1]]) {
				blank(left, m[0], m[1])
			}
		}
	}
	var found []Typed
	for _, p := range figures {
		for _, m := range p.FindAllIndex(left, -1) {
			found = append(found, Typed{Text: strings.TrimRight(text[m[0]:m[1]], "，。；、"), At: m[0]})
			blank(left, m[0], m[1])
		}
	}
	slices.SortFunc(found, func(a, b Typed) int { return a.At - b.At })
	return found
}

// blank takes a stretch out of the search without moving what stands behind it.
func blank(text []byte, from, to int) {
	for i := from; i < to; i++ {
		text[i] = ' '
	}
}

// Sentence is the sentence of the text that the position stands in.
func Sentence(text string, at int) string {
	from := 0
	for i, r := range text {
		if i >= at {
			break
		}
		if strings.ContainsRune(sentenceEnds, r) {
			from = i + len(string(r))
		}
	}
	end := len(text)
	if i := strings.IndexAny(text[at:], sentenceEnds); i >= 0 {
		end = at + i
	}
	return strings.TrimSpace(text[from:end])
}

const sentenceEnds = "。！？；\n"
