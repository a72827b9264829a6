package assessment

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Fewest is the smallest denominator that is scored: of fewer, one matter more or
// less would decide.
const Fewest = 5

// Standing says whether a line counts in the score.
type Standing string

// The standings.
const (
	Scored  Standing = "scored"
	TooFew  Standing = "tooFew"  // fewer than Fewest in the denominator
	None    Standing = "none"    // nothing to count: neither 0 nor 100
	Exempt  Standing = "exempt"  // an objection was granted
	Waiting Standing = "waiting" // to be judged, and not yet
)

// Count is what was counted for a unit and a line.
type Count struct {
	Numerator, Denominator int64
	Exempt                 string // why it does not count; "" = it counts
	Missing                bool   // to be judged, and not yet
}

// Line is a line of a unit's sheet with its calculation.
type Line struct {
	Item
	Count
	Standing   Standing
	attainment *big.Rat
	share      *big.Rat // of 100, after the weights of what does not count were shared
}

// Sheet is a unit's lines and their sum.
type Sheet struct {
	Lines   []Line
	Weights int // added up over what counts
	total   *big.Rat
}

// Calculate scores the lines: Σ weight × attainment, where the weights of what
// cannot be scored are shared by the others in proportion.
func Calculate(items []Item, counts []Count) Sheet {
	s := Sheet{total: new(big.Rat)}
	for i, item := range items {
		l := Line{Item: item, Count: counts[i]}
		switch {
		case l.Exempt != "":
			l.Standing = Exempt
		case l.Missing:
			l.Standing = Waiting
		case l.Denominator <= 0:
			l.Standing = None
		case l.Denominator < Fewest:
			l.Standing = TooFew
		default:
			l.Standing, l.attainment = Scored, item.attain(l.Numerator, l.Denominator)
			s.Weights += item.Weight
		}
		s.Lines = append(s.Lines, l)
	}
	for i := range s.Lines {
		l := &s.Lines[i]
		if l.Standing != Scored {
			continue
		}
		l.share = big.NewRat(int64(l.Weight)*100, int64(s.Weights))
		s.total.Add(s.total, new(big.Rat).Mul(l.share, l.attainment))
	}
	return s
}

// attain is how far the target was met, from 0 to 1. At least: value by target. At
// most: 1 up to the target, beyond it target by value.
func (i Item) attain(numerator, denominator int64) *big.Rat {
	value, target, one := big.NewRat(numerator, denominator), big.NewRat(int64(i.Target), hundred*hundred), big.NewRat(1, 1)
	if i.AtMost {
		if value.Cmp(target) <= 0 {
			return one
		}
		return target.Quo(target, value)
	}
	if value.Cmp(target) >= 0 {
		return one
	}
	return value.Quo(value, target)
}

const hundred = 100

// Points is the score of the unit with two decimals; "" when nothing counts.
func (s Sheet) Points() string {
	if s.Weights == 0 {
		return ""
	}
	return s.total.FloatString(2)
}

// Value is the rate as printed: 92.31%; 未计 when there was nothing to count.
func (l Line) Value() string {
	if l.Missing {
		return "未评定"
	}
	if l.Denominator <= 0 {
		return "未计"
	}
	r := big.NewRat(l.Numerator*hundred, l.Denominator)
	return r.FloatString(2) + "%"
}

// Attainment is how far the target was met, as a per cent; "" when it is not scored.
func (l Line) Attainment() string {
	if l.attainment == nil {
		return ""
	}
	return new(big.Rat).Mul(l.attainment, big.NewRat(hundred, 1)).FloatString(2) + "%"
}

// Share is the weight after sharing: 22.22; "" when the line is not scored.
func (l Line) Share() string {
	if l.share == nil {
		return ""
	}
	if l.share.IsInt() {
		return l.share.Num().String()
	}
	return l.share.FloatString(2)
}

// Points is what the line brings; "" when it is not scored.
func (l Line) Points() string {
	if l.attainment == nil {
		return ""
	}
	return new(big.Rat).Mul(l.share, l.attainment).FloatString(2)
}

// Steps is the calculation of a line in words, each number as it was used.
func (l Line) Steps() string {
	switch l.Standing {
	case Exempt:
		return fmt.Sprintf("免计：%s。%d分权重按比例分给其余各项。", strings.TrimRight(l.Exempt, "。"), l.Weight)
	case Waiting:
		return "由人评定，还没有评定。"
	case None:
		return fmt.Sprintf("没有要算的，未计，不当作0也不当作100%%。%d分权重按比例分给其余各项。", l.Weight)
	case TooFew:
		return fmt.Sprintf("只有%d件，不到%d件，多一件少一件差别太大，不计分。%d分权重按比例分给其余各项。", l.Denominator, Fewest, l.Weight)
	}
	parts := fmt.Sprintf("%d÷%d=%s，目标%s，", l.Numerator, l.Denominator, l.Value(), l.TargetWords())
	met := l.attainment.Cmp(big.NewRat(1, 1)) == 0
	switch {
	case met:
		parts += "达到，达成100%"
	case l.AtMost:
		parts += fmt.Sprintf("超过，达成%s÷(%d÷%d)=%s", percent(l.Target), l.Numerator, l.Denominator, l.Attainment())
	default:
		parts += fmt.Sprintf("达成(%d÷%d)÷%s=%s", l.Numerator, l.Denominator, percent(l.Target), l.Attainment())
	}
	return fmt.Sprintf("%s；权重%s×达成%s=%s分。", parts, l.Share(), l.Attainment(), l.Points())
}

// Sharing says how the weights were shared; "" when every line counts.
func (s Sheet) Sharing() string {
	all := 0
	for _, l := range s.Lines {
		all += l.Weight
	}
	switch s.Weights {
	case all:
		return ""
	case 0:
		return "没有一项可以计分，所以没有得分。"
	}
	return fmt.Sprintf("可以计分的各项权重合计%d，每一项的权重乘以100÷%d，使合计仍是100。", s.Weights, s.Weights)
}

// percent prints hundredths of a per cent: 95%, 99.5%, 99.25%.
func percent(hundredths int) string {
	text := strconv.Itoa(hundredths / hundred)
	if rest := hundredths % hundred; rest != 0 {
		digits := fmt.Sprintf("%02d", rest)
		if digits[1] == '0' {
			digits = digits[:1]
		}
		text += "." + digits
	}
	return text + "%"
}
