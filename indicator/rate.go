package indicator

import (
	"fmt"
	"strconv"
)

// Rate is a share of a whole. It has no way to be printed without the two numbers
// it is made of: a rate of success alone says nothing.
type Rate struct{ part, whole int64 }

// RateOf is the share that part is of whole.
func RateOf(part, whole int64) Rate { return Rate{part, whole} }

// Known reports whether there is a whole to have a share of.
func (r Rate) Known() bool { return r.whole > 0 }

// String is 99.87%（798/799）; of nothing there is no rate.
func (r Rate) String() string {
	if !r.Known() {
		return fmt.Sprintf("—（%d/%d）", r.part, r.whole)
	}
	_, text := Percent(r.part, r.whole)
	return fmt.Sprintf("%s（%d/%d）", text, r.part, r.whole)
}

// Apart are the three texts of a figure card, which prints them all: 99.87%, 798, 799.
func (r Rate) Apart() (share, part, whole string) {
	_, share = Percent(r.part, r.whole)
	return share, strconv.FormatInt(r.part, 10), strconv.FormatInt(r.whole, 10)
}

// Says is the rate as a sentence: 受理的799件中，办结798件，占99.87%.
func (r Rate) Says(whole, part string) string {
	if !r.Known() {
		return fmt.Sprintf("%s的是0件，没有比例可算", whole)
	}
	_, text := Percent(r.part, r.whole)
	return fmt.Sprintf("%s的%d件中，%s%d件，占%s", whole, r.whole, part, r.part, text)
}

// PerThousand is a count in proportion to a thousand households, in tenths
// rounded half up, printed with both of its numbers as a Rate is.
type PerThousand struct{ count, households int64 }

// PerThousandOf is the count in proportion to the households.
func PerThousandOf(count int64, households int) PerThousand {
	return PerThousand{count, int64(households)}
}

// Tenths is the proportion in tenths, for drawing.
func (p PerThousand) Tenths() int64 {
	if p.households <= 0 {
		return 0
	}
	return (p.count*20000 + p.households) / (2 * p.households)
}

// String is 33.8（108件/3200户）.
func (p PerThousand) String() string {
	if p.households <= 0 {
		return fmt.Sprintf("—（%d件/户数没有登记）", p.count)
	}
	n := p.Tenths()
	return fmt.Sprintf("%d.%d（%d件/%d户）", n/10, n%10, p.count, p.households)
}
