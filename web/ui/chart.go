package ui

import (
	"math"
	"strconv"
	"strings"
)

// Chart is a set of values drawn by the server. The words and the numbers are
// in the page as text; the drawing supports them.
type Chart struct {
	ID         string // unique on the page
	Title      string
	Point      string  // the sentence that says what to see
	Period     string  // 2024年1月1日至12月31日
	Unit       string  // 件
	Definition string  // address of the 口径
	Gap        string  // what is missing, as a sentence; empty when nothing is
	Top        float64 // the end of the axis, where charts stand beside each other; 0 = the chart's own
	Points     []Point
}

// few is how many values are written and not drawn: so few say more as words.
const few = 4

// few reports whether the chart has too few values to be worth a drawing.
func (c Chart) few() bool {
	n := 0
	for _, p := range c.Points {
		if !p.Missing {
			n++
		}
	}
	return n < few
}

// SameScale gives charts that stand beside each other one axis, so that a line
// that is twice as high is twice as much.
func SameScale(charts ...*Chart) {
	var top float64
	for _, c := range charts {
		top = max(top, c.top())
	}
	for _, c := range charts {
		c.Top = top
	}
}

// Point is one value of a chart.
type Point struct {
	Label   string // 2024年1月
	Short   string // 1月, on the axis
	Value   float64
	Text    string // the value as written
	Href    string // the rows behind it
	Count   string // how many rows stand behind Href, where the value is not that number
	Missing bool   // not collected: a gap with words, not zero
	Why     string // the words of the gap; 未填 when empty
}

// rows is how many rows the link opens, as the tests read it.
func (p Point) rows() string {
	if p.Count != "" {
		return p.Count
	}
	return p.Text
}

// gap is what stands where a value is missing.
func (p Point) gap() string {
	if p.Why == "" {
		return "未填"
	}
	return p.Why
}

func (p Point) short() string {
	if p.Short == "" {
		return p.Label
	}
	return p.Short
}

// The drawing surface of a line. It is stretched to the width of the page, so
// strokes and points are drawn with a size of their own.
const (
	lineWidth  = 1000
	lineHeight = 100
)

// top is the round number the axis ends with: 1, 2 or 5 times a power of ten.
func (c Chart) top() float64 {
	if c.Top > 0 {
		return c.Top
	}
	most := 0.0
	for _, p := range c.Points {
		if !p.Missing {
			most = max(most, p.Value)
		}
	}
	if most == 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(most)))
	for _, step := range []float64{1, 2, 5, 10} {
		if most <= step*power {
			return step * power
		}
	}
	return most
}

// length is how much of a bar's hundred units p takes.
func (c Chart) length(p Point) string {
	most := 0.0
	for _, o := range c.Points {
		most = max(most, o.Value)
	}
	if most == 0 || p.Missing {
		return "0"
	}
	return coordinate(p.Value / most * 100)
}

// at is where the i-th point stands: in the middle of its share of the width.
func (c Chart) at(i int) (x, y string) {
	share := float64(lineWidth) / float64(len(c.Points))
	return coordinate(share * (float64(i) + 0.5)), coordinate(lineHeight - c.Points[i].Value/c.top()*lineHeight)
}

// path is the line through the points, broken where a value is missing.
func (c Chart) path() string {
	var b strings.Builder
	pen := "M"
	for i, p := range c.Points {
		if p.Missing {
			pen = "M"
			continue
		}
		x, y := c.at(i)
		b.WriteString(pen + x + " " + y)
		pen = "L"
	}
	return b.String()
}

// dot is a point of the line: a stroke without length and with round ends.
func (c Chart) dot(i int) string {
	x, y := c.at(i)
	return "M" + x + " " + y + "h0"
}

func coordinate(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }

func axis(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func (p Point) written(unit string) string {
	if p.Missing {
		return p.gap()
	}
	return p.Text + unit
}

// unit heads the column of the values; those of a rate have none, they are shares.
func (c Chart) unit() string {
	if c.Unit == "" {
		return "百分比"
	}
	return c.Unit
}

// caption is the period and the unit, as one phrase.
func (c Chart) caption() string {
	var parts []string
	for _, part := range []string{c.Period, c.Unit} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if c.Unit != "" {
		parts[len(parts)-1] = "单位：" + c.Unit
	}
	return strings.Join(parts, "，")
}
