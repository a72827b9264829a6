package reconcile

import (
	"slices"
	"strings"
)

// body is a text under work. raw is what was read; text is the same number of
// code points with one shape for every digit, bracket and mark.
type body struct {
	raw, text []rune
	masked    []bool // stands in a name, a title, a number of a document
	titled    []bool // stands between 《 and 》
	clause    []int  // where the clause of each position begins
	sentence  []int  // where the sentence of each position begins
	figures   []figure
	findings  []finding
	options   Options
}

func read(text string) *body {
	raw := []rune(strings.TrimPrefix(text, "\ufeff"))
	if strings.HasPrefix(text, "\ufeff") {
		raw = []rune(text)
		raw[0] = ' '
	}
	b := &body{raw: raw, text: make([]rune, len(raw)), masked: make([]bool, len(raw)), titled: make([]bool, len(raw))}
	for i, r := range raw {
		b.text[i] = shape(r)
	}
	b.divide()
	b.mask()
	return b
}

var shapes = map[rune]rune{
	'，': ',', '（': '(', '）': ')', '：': ':', '；': ';', '％': '%', '﹪': '%', '．': '.', '！': '!', '？': '?', '\u00a0': ' ', '\u3000': ' ', '\t': ' ', '\r': '\n',
	'餘': '余', '個': '个', '場': '场', '萬': '万', '億': '亿', '項': '项', '條': '条', '戶': '户', '戸': '户', '張': '张', '調': '调', '糾': '纠', '紛': '纷', '結': '结', '會': '会', '黨': '党',
	'訪': '访', '決': '决', '幹': '干', '發': '发', '傳': '传', '資': '资', '組': '组', '書': '书', '達': '达', '約': '约', '過': '过', '處': '处', '領': '领', '導': '导', '學': '学', '習': '习',
	'＋': '+', '～': '~', '〜': '~', '–': '-', '—': '-', '－': '-', '―': '-', '‐': '-', '‑': '-', '〇': '零', '○': '零', '﹒': '.', '［': '[', '］': ']', '﹝': '〔', '﹞': '〕', '【': '[', '】': ']',
}

func shape(r rune) rune {
	if r < 0x80 {
		if r == '\t' {
			return ' '
		}
		if r == '\r' {
			return '\n'
		}
		return r
	}
	if r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' {
		return r - 0xfee0
	}
	if s, ok := shapes[r]; ok {
		return s
	}
	return r
}

// at is the code point at a position, and 0 outside of the text.
func (b *body) at(i int) rune {
	if i < 0 || i >= len(b.text) {
		return 0
	}
	return b.text[i]
}

func (b *body) digit(i int) bool { r := b.at(i); return r >= '0' && r <= '9' }

// has reports whether a word stands at a position.
func (b *body) has(i int, word string) bool {
	for _, r := range word {
		if b.at(i) != r || r == 0 {
			return false
		}
		i++
	}
	return true
}

// ends reports whether a word ends just before a position.
func (b *body) ends(i int, word string) bool { return b.has(i-count(word), word) }

// endsAny reports whether one of the words stands right before a position.
func (b *body) endsAny(i int, all ...string) bool {
	return slices.ContainsFunc(all, func(w string) bool { return b.ends(i, w) })
}

func (b *body) slice(from, to int) string {
	from, to = max(from, 0), min(to, len(b.text))
	if from >= to {
		return ""
	}
	return string(b.text[from:to])
}

// contains reports whether one of the words stands between two positions, which
// are never far apart.
func (b *body) contains(from, to int, words ...string) bool {
	s := b.slice(from, to)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

func count(s string) int { return len([]rune(s)) }

// No clause and no sentence of a report is longer than these, in characters.
const (
	longClause   = 300
	longSentence = 3000
)

// divide finds where clauses and sentences begin. A comma between thousands and
// a full stop that stands for a decimal point divide nothing. What goes on for longer
// than anybody reads in one breath is cut, so that no text takes longer than its length.
func (b *body) divide() {
	b.clause, b.sentence = make([]int, len(b.text)+1), make([]int, len(b.text)+1)
	clause, sentence := 0, 0
	for i, r := range b.text {
		b.clause[i], b.sentence[i] = clause, sentence
		switch r {
		case '。', '!', '?', '\n':
			if r == '。' && b.point(i) {
				continue
			}
			clause, sentence = i+1, i+1
		case ',', ';':
			if r == ',' && b.thousands(i) {
				continue
			}
			clause = i + 1
		case '、':
			if i-clause > longClause {
				clause = i + 1
			}
			if i-sentence > longSentence {
				sentence = i + 1
			}
		default:
			if i-clause > 2*longClause && !b.digit(i) {
				clause = i + 1
			}
			if i-sentence > 2*longSentence && !b.digit(i) {
				clause, sentence = i+1, i+1
			}
		}
	}
	b.clause[len(b.text)], b.sentence[len(b.text)] = clause, sentence
}

// point reports whether a full stop was typed for a decimal point: 98。2%.
func (b *body) point(i int) bool {
	if !b.digit(i-1) || !b.digit(i+1) {
		return false
	}
	for j := i + 1; j < i+4; j++ {
		if b.at(j) == '%' {
			return true
		}
		if !b.digit(j) {
			return false
		}
	}
	return false
}

// thousands reports whether a comma or space divides thousands: 12,345.
func (b *body) thousands(i int) bool {
	if !b.digit(i+1) || !b.digit(i+2) || !b.digit(i+3) || b.digit(i+4) {
		return false
	}
	n := 0
	for j := i - 1; n < 4 && b.digit(j); j-- {
		n++
	}
	return n >= 1 && n <= 3
}

// clauseEnd is where the clause of a position ends, at most far away.
func (b *body) clauseEnd(i, far int) int {
	c := b.clause[min(i, len(b.text))]
	for j := i; j < len(b.text) && j < i+far; j++ {
		if b.clause[j+1] != c {
			return j
		}
	}
	return min(len(b.text), i+far)
}

// titleYear is the year of the title: of the first line that has one, near the
// top.
func (b *body) titleYear() int {
	for i := 0; i < len(b.text) && i < 200; i++ {
		if y := b.yearAt(i); y > 0 && !b.titled[i] {
			return y
		}
		if b.at(i) == '。' {
			return 0
		}
	}
	return 0
}

// yearAt is the year that is written at a position, as 2024年 or 2024 年度; 0 if
// none is.
func (b *body) yearAt(i int) int {
	if b.digit(i-1) || b.digit(i+4) {
		return 0
	}
	y := 0
	for j := i; j < i+4; j++ {
		if !b.digit(j) {
			return 0
		}
		y = y*10 + int(b.at(j)-'0')
	}
	j := i + 4
	for b.at(j) == ' ' && j < i+6 {
		j++
	}
	if b.at(j) != '年' || y < 1949 || y > 2100 {
		return 0
	}
	return y
}
