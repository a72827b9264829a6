package overviews

import (
	"fmt"
	"slices"

	"fengsheng/indicator"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// course draws the months of an indicator: each point opens its rows.
func course(a frame.Asked, id string, months []indicator.Month) ui.Chart {
	last := months[len(months)-1]
	c := ui.Chart{
		ID: id, Title: last.Name + "，按月", Unit: last.Unit, Definition: a.About(last.Code),
		Period: days(months[0].First, a.Cutoff),
	}
	if last.Stock {
		c.Title = last.Name + "，每月末"
	}
	if last.IsRate {
		c.Unit = ""
	}
	for _, m := range months {
		c.Points = append(c.Points, point(a, m))
	}
	c.Point, c.Gap = says(months), gap(months)
	return c
}

func point(a frame.Asked, m indicator.Month) ui.Point {
	p := ui.Point{Label: month(m.First), Short: short(m.First), Value: float64(m.Number), Text: m.Text, Href: a.Rows(m.Value, m.Evidence), Missing: m.Missing, Why: "没有记录"}
	if p.Href == a.About(m.Code) {
		p.Href = "" // the rows are not the reader's; the figure leads to how it is counted
	}
	if m.IsRate {
		p.Value /= 100 // a rate is counted in hundredths of a per cent
		p.Text, p.Count = indicator.RateOf(m.Numerator, m.Denominator).String(), count(m.Numerator)
		p.Missing, p.Why = p.Missing || m.Denominator == 0, "没有可算的"
	}
	return p
}

// says is the point of a course: where it is highest and lowest. Of rates and of
// one month nothing is said.
func says(months []indicator.Month) string {
	var known []indicator.Month
	for _, m := range months {
		if !m.Missing {
			known = append(known, m)
		}
	}
	if len(known) < 2 || known[0].IsRate {
		return ""
	}
	by := func(x, y indicator.Month) int { return int(x.Number - y.Number) }
	most, least := slices.MaxFunc(known, by), slices.MinFunc(known, by)
	if most.Number == least.Number {
		return fmt.Sprintf("各月都是%s%s。", most.Text, most.Unit)
	}
	return fmt.Sprintf("最多的是%s，%s%s；最少的是%s，%s%s。", month(most.First), most.Text, most.Unit, month(least.First), least.Text, least.Unit)
}

// gap names the months the street has no records of.
func gap(months []indicator.Month) string {
	n := 0
	for n < len(months) && months[n].Missing {
		n++
	}
	switch n {
	case 0:
		return ""
	case 1:
		return month(months[0].First) + "没有记录。"
	}
	return month(months[0].First) + "至" + month(months[n-1].First) + "没有记录。"
}

// bars draws the groups of a figure in the order they have, without those that are
// nothing; what is left out is said.
func bars(a frame.Asked, c ui.Chart, groups []indicator.Group) ui.Chart {
	none := 0
	for _, g := range groups {
		if g.Number == 0 {
			none++
			continue
		}
		c.Points = append(c.Points, ui.Point{Label: g.Label, Value: float64(g.Number), Text: count(g.Number), Href: rows(a, g.Evidence)})
	}
	if none > 0 && len(c.Points) > 0 {
		c.Gap = fmt.Sprintf("另有%d项是0件，没有画出来。", none)
	}
	c.Period, c.Unit = a.Words(), "件"
	return c
}

// rows is the list of a figure, for a reader who may open all of it.
func rows(a frame.Asked, list string) string {
	return frame.Evidence(a.By, a.Today, list, "", a.Community)
}

// most says which group is the largest, and of how many.
func most(groups []indicator.Group, what string) string {
	var sum int64
	for _, g := range groups {
		sum += g.Number
	}
	if sum == 0 {
		return "这段时间没有" + what + "的事项。"
	}
	top := slices.MaxFunc(groups, func(x, y indicator.Group) int { return int(x.Number - y.Number) })
	return indicator.RateOf(top.Number, sum).Says(what, top.Label) + "；各项相加等于总数。"
}
