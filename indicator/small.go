package indicator

import "strconv"

// smallest is the least count that is shown of a small group. Below it a number
// could point at somebody whom the reader knows.
const smallest = 5

// Shown is a count as a public page or a wall may show it.
type Shown struct {
	Text   string // 12, 0, 少于5 or 不单列
	Hidden bool
}

// The words of a count that is not shown.
const (
	underSmallest = "少于5"
	notListed     = "不单列" // five or more, and hidden so that the others cannot be worked out
)

// Suppress gives the parts of a group and its total as they may be shown where
// anybody can read them. A part of one to four is 少于5; nothing is shown as 0.
// Where the total and the other parts would tell which of the four it is, the
// smallest of the other parts are not listed either, and at last the total.
func Suppress(parts []int64) (shown []Shown, total Shown) {
	hidden := make([]bool, len(parts))
	var sum int64
	for i, n := range parts {
		sum += n
		hidden[i] = n > 0 && n < smallest
	}
	total = Shown{Text: strconv.FormatInt(sum, 10)}
	for !closed(parts, hidden) {
		next := -1
		for i, n := range parts {
			if !hidden[i] && n > 0 && (next < 0 || n < parts[next]) {
				next = i
			}
		}
		if next < 0 {
			total = Shown{Text: notListed, Hidden: true}
			break
		}
		hidden[next] = true
	}
	if sum > 0 && sum < smallest {
		total = Shown{Text: underSmallest, Hidden: true}
	}
	shown = make([]Shown, len(parts))
	for i, n := range parts {
		shown[i] = mask(n, hidden[i])
	}
	return shown, total
}

func mask(n int64, hidden bool) Shown {
	switch {
	case !hidden:
		return Shown{Text: strconv.FormatInt(n, 10)}
	case n < smallest:
		return Shown{Text: underSmallest, Hidden: true}
	}
	return Shown{Text: notListed, Hidden: true}
}

// closed reports whether the sum of the hidden parts, which anybody can work out
// from the total, leaves every small one of them anything between one and four.
func closed(parts []int64, hidden []bool) bool {
	var rest, least, most int64 // of the hidden parts: their sum, and what it is known to be at least and at most
	small, open := 0, false
	for i, n := range parts {
		switch {
		case !hidden[i]:
		case n < smallest:
			small++
			rest, least, most = rest+n, least+1, most+smallest-1
		default:
			open = true // five or more, without an end
			rest, least = rest+n, least+smallest
		}
	}
	if small == 0 {
		return true
	}
	const low, high = 1, smallest - 1
	reachesHigh := rest-(least-low) >= high
	reachesLow := open || rest-(most-high) <= low
	return reachesHigh && reachesLow
}
