package reconcile

import (
	"math"
	"strings"
)

var leads = []string{"将近", "接近", "超过", "突破", "大约", "达到", "高达", "多达", "近", "约", "超", "逾", "达"}

// leading is the qualifier in front of a number.
func (b *body) leading(i int) string {
	for b.at(i-1) == ' ' {
		i--
	}
	for _, w := range leads {
		if !b.ends(i, w) {
			continue
		}
		switch w {
		case "将近", "接近", "近":
			if b.ends(i, "附近") || b.ends(i, "最近") || b.ends(i, "临近") {
				return ""
			}
			return "近"
		case "超过", "突破", "超", "逾":
			if b.ends(i, "不超过") || b.ends(i, "不得超过") {
				return ""
			}
			return "超"
		case "大约", "约":
			if b.ends(i, "签约") || b.ends(i, "节约") || b.ends(i, "预约") || b.ends(i, "公约") || b.ends(i, "履约") {
				return ""
			}
			return "约"
		}
		return "达"
	}
	if b.at(i-1) == '上' && powers[b.at(i)] != 0 && (b.at(i-2) == ',' || b.at(i-2) == 0 || !strings.ContainsRune("以之网线路街", b.at(i-2))) {
		return "上"
	}
	return ""
}

// trailing is the qualifier behind a unit.
func (b *body) trailing(i int) string {
	for _, w := range []string{"以上", "左右", "以内", "以下", "上下"} {
		if b.has(i, w) {
			return w
		}
	}
	return ""
}

// qualify collects the words that make a number rough.
func (b *body) qualify(f *figure, n number) {
	before, behind := b.leading(n.start), b.trailing(f.to)
	switch {
	case f.Qualifier == "" && (before == "" || before == "达") && behind != "":
		f.Qualifier = behind
	case f.Qualifier == "":
		f.Qualifier = before
	}
}

// between is the interval in which the true value lies.
func (f *figure) between(n number) {
	f.lo, f.hi = f.Value, f.Value
	if n.high > 0 {
		f.hi = n.high
	}
	whole := math.Max(f.step, 1)
	if f.class == percent || f.class == points || f.class == money {
		whole = f.step
	}
	if n.scaled || f.class == percent || f.class == points || f.class == money && n.decimal {
		f.lo, f.hi = f.lo-f.step/2, f.hi+f.step/2
	}
	switch f.Qualifier {
	case "余", "多", "超", "以上", "上":
		f.lo = f.Value
		f.hi = math.Max(f.hi, f.Value+nextRound(f.Value, whole))
		if f.Qualifier == "以上" || f.Qualifier == "超" && f.class == percent {
			f.hi = math.Inf(1)
		}
	case "近", "以下", "以内":
		f.hi = f.Value
		f.lo = f.Value - nextRound(f.Value, whole)
		if f.Qualifier != "近" {
			f.lo = 0
		}
	case "约", "左右", "上下":
		d := nextRound(f.Value, whole)
		f.lo, f.hi = f.Value-d, f.Value+d
	}
	f.sure = f.lo == f.hi && f.Value == math.Trunc(f.Value)
}

// nextRound is how far 余 can reach: 500余 is less than 600, 1000余 less than
// 2000, 1250余 less than 1260.
func nextRound(v, step float64) float64 {
	for step*10 <= v && math.Mod(v, step*10) == 0 {
		step *= 10
	}
	return math.Max(step, 1)
}
