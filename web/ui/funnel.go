package ui

// BarGroup is one group of GroupedBars: the same series in the same order in each.
type BarGroup struct {
	Label  string // 2024年第1季度
	Points []Point
}

// groupLength is how much of a bar's hundred units p takes, on the scale of all groups.
func groupLength(groups []BarGroup, p Point) string {
	var all Chart
	for _, g := range groups {
		all.Points = append(all.Points, g.Points...)
	}
	return all.length(p)
}

// seriesClass is the drawing of a series: a shade of its own beside its word.
func seriesClass(i int) string {
	if i == 0 {
		return "bar-fill"
	}
	return "bar-fill series-" + number(min(i, 3))
}

// FunnelView is a group on its way.
type FunnelView struct {
	ID      string
	Title   string
	Point   string // the sentence that says what to see
	Caption string // period, unit, definition
	Rows    []FunnelRow
}

// The kinds of a row of a funnel.
const (
	FunnelStep    = "step"    // came this far
	FunnelExit    = "exit"    // left by a named way
	FunnelWaiting = "waiting" // still under way
)

// FunnelRow is one number of it.
type FunnelRow struct {
	Point
	Kind string
	Tag  string // the kind as a word
	Says string // what is counted; of a step its share with both numbers
}

func (r FunnelRow) tone() Tone {
	if r.Kind == FunnelWaiting {
		return Going
	}
	return Plain
}

// length is how much of a bar's hundred units a row takes; the first row is all.
func (f FunnelView) length(r FunnelRow) string {
	c := Chart{}
	for _, row := range f.Rows {
		c.Points = append(c.Points, row.Point)
	}
	return c.length(r.Point)
}
