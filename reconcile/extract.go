package reconcile

import (
	"math"
	"strings"
)

// figure is a Figure with what the rules need to know of it.
type figure struct {
	Figure
	class    class
	lo, hi   float64 // between these the true value lies
	step     float64 // the worth of the last digit
	sure     bool    // a plain whole number
	from     int     // where its own words begin: behind the figure before it, or with its clause
	to       int     // behind its unit
	after    int     // where its own words behind the unit end
	sentence int
	row      int // of the catalogue; -1 = none
	scope    string
	key      string // the words of its indicator, to tell the same from another
	behind   bool   // what it counts is named behind it: 4个平台
	head     int    // where the name of what is counted ends, behind it; 0 = no name was known
	bare     bool   // its own words name no thing: 化解132起
}

// span of what is shown for it: the number and its unit.
func (f figure) span() Span { return Span{f.Start, f.to} }

// extract finds the figures.
func (b *body) extract() []figure {
	out := make([]figure, 0, 16+len(b.text)/40)
	for i := 0; i < len(b.text); {
		r := b.text[i]
		if !b.digit(i) && !chinese(r) {
			i++
			continue
		}
		if b.masked[i] || letter(b.at(i-1)) {
			i = b.past(i)
			continue
		}
		f, next := b.figureAt(i)
		if f != nil {
			out = append(out, *f)
		}
		i = max(next, i+1)
	}
	for i := range out {
		b.surround(out, i)
	}
	return out
}

// past skips a masked run of numerals or a number glued to letters.
func (b *body) past(i int) int {
	masked := b.masked[i]
	for i < len(b.text) && (b.digit(i) || chinese(b.text[i]) || b.at(i) == '.' && b.digit(i+1)) && b.masked[i] == masked {
		i++
	}
	return i
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '#' || r == '_' }

// figureAt reads the figure that begins at a position, if one does, and says
// where to go on.
func (b *body) figureAt(i int) (*figure, int) {
	n, ok := b.numberAt(i)
	if !ok {
		return nil, max(n.end, i+1)
	}
	for k := n.start; k < n.end; k++ {
		if b.masked[k] {
			return nil, n.end
		}
	}
	b.ranged(&n)
	f := figure{row: -1}
	j := n.end
	if n.qualifier == "" {
		j = b.more(&n)
	}
	if n.unit == "" && j == n.end && b.at(j) == '成' && !n.decimal && n.value >= 1 && n.value <= 9 && b.at(n.start-1) != '第' && !strings.ContainsRune("立员功果为长本都人年熟效绩品分型套形语就名活败交", b.at(j+1)) {
		n.value, n.step, n.unit, n.end, j = n.value*10, 10, "%", j+1, j+1 // 9成以上
	}
	unit, end := n.unit, j
	if unit == "" {
		for j < n.end+3 && b.at(j) == ' ' {
			j++
		}
		if q := b.at(j); n.qualifier == "" && (q == '余' || q == '多') {
			n.qualifier = string(q)
			j++
		} else if q == '来' && n.qualifier == "" && !n.decimal && math.Mod(n.value, 10) == 0 && unitOf(b, j+1) != "" { // 6000来人
			n.qualifier = "余"
			j++
		}
		unit, end = b.unitAt(j)
		if unit == "" {
			unit, end = b.tenThousand(&n, j)
		}
	}
	if unit == "" || b.isDate(n, end) || !b.counts(n, unit, end) {
		return nil, max(n.end, i+1)
	}
	f.Start, f.End, f.to = n.start, n.end, end
	f.Value, f.High, f.Unit, f.step = n.value, n.high, unit, n.step
	f.class = unitClass[unit]
	if strings.Contains(unit, "(") {
		f.Unit = string(b.raw[end-count(unit) : end])
	}
	f.Qualifier = n.qualifier
	b.qualify(&f, n)
	f.Kind = kindOf(f.class)
	if b.norm(n, &f) {
		return nil, end
	}
	f.between(n)
	f.Raw = string(b.raw[f.Start:f.End])
	return &f, end
}

// wordEnds reports whether nothing goes on at a position but the sentence: what
// stands there is a mark, or 的.
func (b *body) wordEnds(i int) bool {
	return i >= len(b.text) || strings.ContainsRune(",。;、:()!\n的以左", b.at(i)) && !b.has(i, "以为")
}

func kindOf(c class) Kind {
	switch c {
	case percent, points:
		return Rate
	case money:
		return Amount
	}
	return Count
}

// more takes 余 or 多 that belongs to a Chinese numeral or follows 万: 十余, 3万余.
func (b *body) more(n *number) int {
	q := b.at(n.end)
	if q != '余' && q != '多' && q != '来' || q == '来' && !n.chinese {
		return n.end
	}
	if q == '多' && (b.at(n.end+1) == '元' && !n.scaled || b.has(n.end+1, "样")) {
		return n.end
	}
	if last := b.at(n.end - 1); last >= '0' && last <= '9' {
		return n.end
	}
	n.qualifier = string(q)
	if q == '来' {
		n.qualifier = "余"
	}
	if n.chinese && n.end-n.start > 1 && (b.at(n.end-1) == '十' || chineseDigits[b.at(n.end-1)] > 0) && b.at(n.end+1) != '万' && b.at(n.end+1) != '亿' {
		return n.end + 1 // 二十余: as behind digits
	}
	n.end++
	if p := b.at(n.end); (p == '万' || p == '亿') && n.value < 1e4 {
		n.value, n.step, n.scaled = n.value*powers[p], n.step*powers[p], true
		n.end++
	}
	return n.end
}

func unitOf(b *body, i int) string {
	unit, _ := b.unitAt(i)
	return unit
}

// tenThousand reads a unit behind 万 that a space or 余 parted from its digits.
func (b *body) tenThousand(n *number, j int) (string, int) {
	p := b.at(j)
	if p != '万' && p != '亿' || n.scaled {
		return "", j
	}
	unit, end := b.unitAt(j + 1)
	if unit == "" {
		return "", j
	}
	n.value, n.step, n.scaled, n.end = n.value*powers[p], n.step*powers[p], true, j+1
	return unit, end
}

// ranged takes the second number of 20-30件.
func (b *body) ranged(n *number) {
	j := n.end
	switch b.at(j) {
	case '-', '~', '至', '到':
	default:
		return
	}
	j++
	if b.at(j-1) == '-' && b.at(j) == '-' {
		j++
	}
	if !b.digit(j) && !(n.chinese && chinese(b.at(j))) {
		return
	}
	m, ok := b.numberAt(j)
	if !ok || m.value <= n.value || m.unit != n.unit || b.masked[j] {
		return
	}
	if m.scaled && !n.scaled && !n.chinese {
		n.value *= m.step / max(n.step, 1e-9) // 2-3万
	}
	n.high, n.end, n.decimal = m.value, m.end, n.decimal || m.decimal
	n.scaled = n.scaled || m.scaled
}

// isDate tells months and days from counts: 3.15, 12.4 before a unit of events.
func (b *body) isDate(n number, end int) bool {
	prev := b.at(n.start - 1)
	if prev == '.' && !b.masked[n.start-1] || prev == '/' || prev == ':' && b.digit(n.start-2) || (prev == '-' || prev == '~' || prev == '·' || prev == '×' || prev == '+') && (b.digit(n.start-2) || letter(b.at(n.start-2))) {
		return true
	}
	return false
}

// nextThing begins what those who were counted did: 18个调委会共调解纠纷200件.
var nextThing = words(`共调解 共化解 共调处 共排查 共受理 共登记 共召开 共开展 共举办 共办理 共发放 共接待 累计 均已 均为 全部`)

// surround finds the words that belong to a figure: those in front of it, back
// to the figure before or the beginning of the clause, and those behind it.
func (b *body) surround(all []figure, i int) {
	f := &all[i]
	f.sentence = b.sentence[f.Start]
	f.from = max(b.clause[f.Start], f.Start-60)
	if i > 0 && all[i-1].to > f.from && all[i-1].to <= f.Start {
		f.from = all[i-1].to
		for j := f.from; j < f.Start; j++ { // what stands before 、 belongs to the number before
			if b.text[j] == '、' {
				f.from = j + 1
				break
			}
		}
	}
	end := b.clauseEnd(f.to, 18)
	if i+1 < len(all) && all[i+1].Start < end {
		end = all[i+1].Start
	}
	f.after = f.to
	list := i+1 < len(all) && all[i+1].Start <= b.clauseEnd(f.to, 40) // what follows 、 belongs to the next number
	for f.after < end && b.at(f.after) != '(' && b.at(f.after) != ':' && (!list || b.at(f.after) != '、') && !b.before(f.after, nextThing) {
		f.after++
	}
	from, to := b.clause[f.Start], b.clauseEnd(f.to, 60)
	f.Text = strings.TrimSpace(string(b.raw[max(from, f.Start-80):to]))
}
