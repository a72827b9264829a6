package report

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Comparison is two versions of a report beside one another: last year's and
// this year's, or what was frozen in two rounds.
type Comparison struct {
	Before, After Compiled
	Pieces        []Pair
	Figures       []Change
}

// Pair is one piece in both versions; either may be missing.
type Pair struct {
	Name    string // of the piece after, or before
	Level   int
	Heading []Stretch
	Lines   []Stretch // the paragraphs, each on a line
	Gone    bool      // it stands before only
	Fresh   bool      // it stands after only
}

// Same reports whether nothing of the piece changed.
func (p Pair) Same() bool { return !Differs(p.Heading) && !Differs(p.Lines) }

// Change is one figure in both versions.
type Change struct {
	Code   string
	Name   string
	Before string // printed; "" = it was not stated
	After  string
	ByHand bool   // one of them was typed by hand
	Words  string // 多12件, 升0.05个百分点, 一样
}

// WithLastYear compares the report with last year's.
func WithLastYear(tx *db.Tx, r Report) (Comparison, error) {
	last, err := LastYear(tx, r.Year)
	if err != nil {
		return Comparison{}, err
	}
	before, err := Read(tx, last)
	if err != nil {
		return Comparison{}, err
	}
	after, err := Read(tx, r)
	return compare(before, after), err
}

// SinceLastRound compares what is under review with what was frozen in the
// round before; false when there was none.
func SinceLastRound(tx *db.Tx, r Report) (Comparison, bool, error) {
	round := r.Round - 1
	if r.State == Draft {
		round = r.Round
	}
	if round < 1 {
		return Comparison{}, false, nil
	}
	f, err := FreezeOf(tx, r.ID, round)
	if err != nil {
		return Comparison{}, false, err
	}
	after, err := Read(tx, r)
	return compare(Compiled{Report: r, Content: f.Content, Figures: f.Figures}, after), err == nil, err
}

func compare(before, after Compiled) Comparison {
	return Comparison{Before: before, After: after, Pieces: pair(before.Content.Pieces, after.Content.Pieces), Figures: changes(before.Figures, after.Figures)}
}

// Changed reports whether text or figures are not the same.
func (c Comparison) Changed() bool {
	return slices.ContainsFunc(c.Pieces, func(p Pair) bool { return !p.Same() }) ||
		slices.ContainsFunc(c.Figures, func(f Change) bool { return f.Before != f.After })
}

// placed is a piece with its place: the chapter, and the section within it.
type placed struct {
	Piece
	chapter, section int
}

func places(pieces []Piece) []placed {
	all := make([]placed, len(pieces))
	chapter, section := 0, 0
	for i, p := range pieces {
		switch p.Level {
		case levelChapter:
			chapter, section = chapter+1, 0
		case levelSection:
			section++
		}
		all[i] = placed{p, chapter, section}
	}
	return all
}

// pair puts the pieces that stand at one place side by side, in the order of
// the later version; what it no longer has follows its chapter.
func pair(before, after []Piece) []Pair {
	old, now := places(before), places(after)
	slices.SortStableFunc(now, func(a, b placed) int { return a.chapter - b.chapter })
	var all []Pair
	gone := func(chapter int) {
		for _, o := range old {
			if o.chapter == chapter && !slices.ContainsFunc(now, o.at) {
				all = append(all, Pair{Name: o.Number + o.Heading, Level: o.Level, Gone: true, Heading: Diff(o.Heading, ""), Lines: Diff(o.text(), "")})
			}
		}
	}
	chapter := 0
	for _, n := range now {
		if n.chapter != chapter {
			gone(chapter)
			chapter = n.chapter
		}
		var o placed
		i := slices.IndexFunc(old, n.at)
		if i >= 0 {
			o = old[i]
		}
		all = append(all, Pair{
			Name: n.name(), Level: n.Level, Fresh: i < 0, Heading: Diff(o.Heading, n.Heading), Lines: Diff(o.text(), n.text()),
		})
	}
	gone(chapter)
	return all
}

func (p placed) at(o placed) bool { return p.chapter == o.chapter && p.section == o.section }

func (p placed) name() string {
	if p.Level == 0 {
		return "导语"
	}
	return p.Number + p.Heading
}

func (p Piece) text() string {
	var lines []string
	for _, l := range p.Paragraphs {
		lines = append(lines, l.Text())
	}
	return strings.Join(lines, "\n")
}

// changes are the figures of both versions, those of the later one first. A
// figure typed by hand is the same as the indicator whose name stands before it.
func changes(before, after []Figure) []Change {
	var all []Change
	known := map[string]bool{}
	for _, f := range after {
		known[f.identity()] = true
		c := Change{Code: f.Code, Name: f.title(), After: f.Printed(), ByHand: f.Manual()}
		if i := slices.IndexFunc(before, func(o Figure) bool { return o.identity() == f.identity() }); i >= 0 {
			o := before[i]
			c.Before, c.ByHand = o.Printed(), c.ByHand || o.Manual()
			c.Words = changed(o, f)
		}
		all = append(all, c)
	}
	for _, o := range before {
		if !known[o.identity()] {
			all = append(all, Change{Code: o.Code, Name: o.title(), Before: o.Printed(), ByHand: o.Manual()})
		}
	}
	return all
}

// identity is what two years know a figure by.
func (f Figure) identity() string {
	if !f.Manual() {
		return f.Code
	}
	if code := codeNamed(f.Name, f.Printed()); code != "" {
		return code
	}
	return f.Name + "|" + strings.TrimLeft(f.Unit, "余多")
}

func (f Figure) title() string {
	if f.Name == "" {
		return "（没有名称）"
	}
	return f.Name
}

// changed is how much a figure moved: a count in its unit, a rate in points.
func changed(before, after Figure) string {
	a, aRate := amountOf(before)
	b, bRate := amountOf(after)
	if a == nil || b == nil {
		return ""
	}
	if aRate != bRate || strings.TrimLeft(before.Unit, "余多") != strings.TrimLeft(after.Unit, "余多") {
		return "单位不同，不比"
	}
	d := new(big.Rat).Sub(b, a)
	amount := strings.TrimSuffix(strings.TrimRight(new(big.Rat).Abs(d).FloatString(2), "0"), ".")
	about := ""
	if strings.Contains(before.Unit+after.Unit, "余") {
		about = "约"
	}
	switch {
	case d.Sign() == 0:
		return "一样"
	case bRate && d.Sign() > 0:
		return "升" + amount + "个百分点"
	case bRate:
		return "降" + amount + "个百分点"
	case d.Sign() > 0:
		return about + "多" + amount + strings.TrimLeft(after.Unit, "余多")
	}
	return about + "少" + amount + strings.TrimLeft(after.Unit, "余多")
}

// amountOf is the number of a figure as it is printed, and whether it is a rate.
func amountOf(f Figure) (*big.Rat, bool) {
	number, percent := strings.CutSuffix(strings.ReplaceAll(f.Value, "％", "%"), "%")
	r, ok := new(big.Rat).SetString(strings.ReplaceAll(number, ",", ""))
	if _, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", ""), 64); !ok || err != nil {
		return nil, percent
	}
	return r, percent
}

// StatedLastYear are the codes of the figures that last year's report stated.
func StatedLastYear(tx *db.Tx, r Report) (map[string]bool, error) {
	last, err := LastYear(tx, r.Year)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	sections, err := Sections(tx, last.ID)
	all := map[string]bool{}
	for _, s := range sections {
		for _, c := range Citations(s.Body) {
			code := c.Code
			if c.Manual {
				code = codeNamed(clauseBefore(s.Body, c.At), c.Value)
			}
			all[code] = true
		}
	}
	return all, err
}
