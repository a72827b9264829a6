package reconcile

import "math"

// number is a numeral as it stands in the text, without its unit.
type number struct {
	start, end int
	value      float64
	high       float64 // of a range
	step       float64 // the worth of its last digit
	chinese    bool    // written in Chinese numerals
	bare       bool    // 千余: only a power of ten
	scaled     bool    // has 万 or 亿 behind digits: a rounding
	decimal    bool
	qualifier  string // 余 or 多 that stands inside or behind it
	unit       string // already known: of 百分之…, 九成, 三分之一
}

// longest numeral that is read; longer runs of digits are no figures.
const longest = 15

// numberAt reads the numeral that begins at a position.
func (b *body) numberAt(i int) (number, bool) {
	switch r := b.at(i); {
	case r >= '0' && r <= '9':
		return b.arabic(i)
	case chinese(r):
		return b.chineseAt(i)
	}
	return number{}, false
}

func (b *body) arabic(i int) (number, bool) {
	n := number{start: i, step: 1}
	j, digits := i, 0
	take := func() {
		for b.digit(j) {
			n.value = n.value*10 + float64(b.at(j)-'0')
			digits++
			j++
		}
	}
	take()
	for (b.at(j) == ',' || b.at(j) == ' ') && digits <= longest && b.thousands(j) {
		j++
		take()
	}
	if top, ok := b.share(i, j, n.value); ok {
		return top, true
	}
	if c := b.at(j); (c == '.' || c == '·' || c == '。' && b.point(j)) && b.digit(j+1) {
		if c == '·' && !b.percentAfter(j+1) {
			return skip(j + 1), false
		}
		n.decimal = true
		j++
		for b.digit(j) {
			n.value = n.value*10 + float64(b.at(j)-'0')
			n.step /= 10
			digits++
			j++
		}
		if b.at(j) == '.' && b.digit(j+1) { // 2025.12.02
			for b.digit(j) || b.at(j) == '.' {
				j++
			}
			return skip(j), false
		}
	}
	n.end = j
	if digits > longest {
		return n, false
	}
	n.value = round(n.value*n.step, 6)
	b.scale(&n)
	return n, true
}

// share reads a part of a whole that is written with a stroke: 全省的1/4左右.
func (b *body) share(from, stroke int, top float64) (number, bool) {
	if b.at(stroke) != '/' || !b.digit(stroke+1) || b.at(from-1) == '/' {
		return number{}, false
	}
	whole, end := 0.0, stroke+1
	for ; b.digit(end) && end < stroke+3; end++ {
		whole = whole*10 + float64(b.at(end)-'0')
	}
	if top < 1 || top >= whole || whole > 10 || b.at(end) == '/' || b.digit(end) || !b.wordEnds(end) || !b.endsAny(from, "的", "占", "近", "约", "超", "达", "为", "过") {
		return number{}, false
	}
	return number{start: from, end: end, value: round(top/whole*100, 2), step: 1, unit: "%"}, true
}

func skip(end int) number { return number{end: end} }

func (b *body) percentAfter(j int) bool {
	for b.digit(j) {
		j++
	}
	return b.at(j) == '%'
}

// scale reads what multiplies digits: 3千, 1.2万, 20余万, 3万余.
func (b *body) scale(n *number) {
	j := n.end
	if q := b.at(j); (q == '余' || q == '多') && (b.at(j+1) == '万' || b.at(j+1) == '亿' || b.at(j+1) == '千' || b.at(j+1) == '百') {
		n.qualifier = string(q)
		j++
	} else if b.at(j) == ' ' && (b.at(j+1) == '万' || b.at(j+1) == '亿') {
		j++
	}
	times := 1.0
	for power := b.at(j); power == '百' || power == '千' || power == '万' || power == '亿'; power = b.at(j) {
		if power == '百' && b.has(j, "百分") {
			break
		}
		times *= powers[power]
		n.scaled = n.scaled || power == '万' || power == '亿'
		j++
	}
	if times == 1 {
		n.qualifier = ""
		return
	}
	n.end = j
	n.value = round(n.value*times, 4)
	n.step = round(n.step*times, 6)
}

// round takes the dust of binary fractions away.
func round(v float64, places int) float64 {
	p := math.Pow(10, float64(places))
	if math.Abs(v) > 1e15/p {
		return v
	}
	return math.Round(v*p) / p
}

var powers = map[rune]float64{'十': 10, '百': 100, '千': 1000, '万': 1e4, '亿': 1e8}

var chineseDigits = map[rune]float64{'零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

func chinese(r rune) bool {
	if r < 0x80 {
		return false
	}
	_, digit := chineseDigits[r]
	return digit || powers[r] != 0
}

// chineseAt reads 二十三, 三万余, 百分之九十八点五, 三分之一, 九成.
func (b *body) chineseAt(i int) (number, bool) {
	if b.has(i, "百分之") {
		return b.percentWords(i)
	}
	n, ok := b.chineseNumeral(i)
	if !ok {
		return n, false
	}
	if b.has(n.end, "分之") && n.value >= 2 {
		top, ok := b.chineseNumeral(n.end + 2)
		if !ok || top.value >= n.value {
			return skip(max(top.end, n.end+2)), false
		}
		return number{start: i, end: top.end, value: round(top.value/n.value*100, 2), step: 1, chinese: true, unit: "%"}, true
	}
	if b.at(n.end) == '成' && n.end-i == 1 && n.value >= 2 && n.value <= 9 {
		tenths := number{start: i, end: n.end + 1, value: n.value * 10, step: 10, chinese: true, unit: "%"}
		if d := chineseDigits[b.at(tenths.end)]; d > 0 && b.wordEnds(tenths.end+1) { // 九成九
			tenths.value, tenths.step, tenths.end = tenths.value+d, 1, tenths.end+1
		}
		return tenths, true
	}
	return n, true
}

func (b *body) percentWords(i int) (number, bool) {
	from := i + 3
	if b.digit(from) {
		n, ok := b.arabic(from)
		n.start, n.unit = i, "%"
		return n, ok
	}
	n, ok := b.chineseNumeral(from)
	if !ok && b.at(from) != '百' {
		return skip(from), false
	}
	if b.at(from) == '百' {
		n.value, n.end, n.step = 100, from+1, 1
	}
	n.start, n.unit, n.chinese, n.bare = i, "%", true, false
	if b.at(n.end) == '点' {
		if d, ok := chineseDigits[b.at(n.end+1)]; ok {
			n.value, n.step, n.end = n.value+d/10, 0.1, n.end+2
			if d, ok := chineseDigits[b.at(n.end)]; ok {
				n.value, n.step, n.end = round(n.value+d/100, 2), 0.01, n.end+1
			}
		}
	}
	return n, true
}

// chineseNumeral reads digits and powers of ten. Two digits side by side make
// no number: 三五, 二〇二五.
func (b *body) chineseNumeral(i int) (number, bool) {
	n := number{start: i, chinese: true, step: 1, bare: true}
	var total, section, digit float64
	pending, good := false, true
	j := i
	for ; j < i+longest && chinese(b.at(j)); j++ {
		r := b.at(j)
		if d, ok := chineseDigits[r]; ok {
			good = good && (!pending || digit == 0)
			digit, pending, n.bare = d, true, false
			continue
		}
		p := powers[r]
		if !pending {
			digit = 1
			if section+total > 0 && p < 1e4 {
				digit = 0
				good = false
			}
		}
		switch {
		case p >= 1e4 && section == 0 && !pending && total > 0: // 万亿
			total *= p
		case p >= 1e4:
			if !pending {
				digit = 0
				if section == 0 {
					section = 1
				}
			}
			total += (section + digit) * p
			section = 0
			n.scaled = true
		default:
			section += digit * p
		}
		n.step = p
		digit, pending = 0, false
	}
	if chinese(b.at(j)) { // longer than any number
		for chinese(b.at(j)) {
			j++
		}
		return skip(j), false
	}
	n.end, n.value = j, total+section+digit
	if pending {
		n.step = 1
	}
	if b.at(i) == '十' {
		n.bare = false
	}
	return n, good && j > i
}
