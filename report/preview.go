package report

import (
	"slices"

	"fengsheng/indicator"
	"fengsheng/internal/db"
)

// SectionPreview is one section as it would be printed now, with what the check
// finds in it.
type SectionPreview struct {
	Piece    Piece
	Figures  []Figure
	Findings []Finding
	Values   []indicator.Value // every figure that can be cited, counted now
}

// PreviewSection prints one section with the prose that is being written; nothing
// is stored.
func PreviewSection(tx *db.Tx, r Report, id SectionID, p Prose) (SectionPreview, error) {
	var v SectionPreview
	sections, err := Sections(tx, r.ID)
	if err != nil {
		return v, err
	}
	if v.Values, err = indicator.ComputeAll(tx, r.ask()); err != nil {
		return v, err
	}
	all := compiler{year: r.Year, values: byCode(v.Values)}
	for i := range sections {
		s := &sections[i]
		if s.ID == id {
			s.Heading, s.Body = p.Heading, p.Body
			mine := compiler{year: r.Year, values: all.values}
			v.Piece, _ = mine.section(*s, sections)
			v.Figures = mine.figures
		}
		all.section(*s, sections)
	}
	here := func(at Place) bool { return at.Section == id }
	for _, f := range check(sections, all, v.Values) {
		if slices.ContainsFunc(f.Places, here) {
			v.Findings = append(v.Findings, f)
		}
	}
	return v, nil
}

// Printer gives sentences of the report as they are printed, with every citation
// counted now.
func Printer(tx *db.Tx, r Report) (func(string) string, error) {
	values, err := indicator.ComputeAll(tx, r.ask())
	c := compiler{year: r.Year, values: byCode(values)}
	return func(text string) string { return c.line(text).Text() }, err
}
