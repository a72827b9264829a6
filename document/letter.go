package document

import "fengsheng/internal/docx"

// The parts that papers of an organ are made of.

// letter is a paper of an organ, with its number.
func letter(title string, parts ...[]docx.Block) docx.Layout {
	l := docx.Layout{Title: title, Number: "{{文号}}", Letter: true}
	for _, p := range parts {
		l.Blocks = append(l.Blocks, p...)
	}
	return l
}

// sheet is a form that is filled in and signed: it bears the number of its matter.
func sheet(title string, blocks ...docx.Block) docx.Layout {
	return docx.Layout{Title: title, Number: "登记号：{{登记号}}", Blocks: blocks}
}

func part(blocks ...docx.Block) []docx.Block { return blocks }

// to is whom a letter is for.
func to(who string) docx.Para { return docx.Para{Text: who + "：", Keep: true} }

func text(s string) docx.Para { return docx.Para{Text: s, Indent: true} }

func head(s string) docx.Para { return docx.Para{Text: s, Indent: true, Head: true} }

func when(name string, blocks ...docx.Block) docx.When {
	return docx.When{Name: name, Blocks: blocks}
}

func without(name string, blocks ...docx.Block) docx.When {
	return docx.When{Name: name, Not: true, Blocks: blocks}
}

// sealed is the end of a letter: the organ, the day, and room for the seal over both.
func sealed(organ, day string) []docx.Block {
	return part(docx.Para{Keep: true}, docx.Para{Text: organ, Align: docx.Right, Keep: true}, docx.Para{Text: day, Align: docx.Right})
}

// ours is the end of a letter of the street's own.
func ours() []docx.Block { return sealed("{{单位}}", "{{日期}}") }

// signed is a line for a signature by hand.
func signed(who string) docx.Para {
	return docx.Para{Text: who + "（签名）：\t年　　月　　日", Keep: true}
}

// grid is a table of two columns of names and two of values.
func grid(rows ...docx.GridRow) docx.Grid { return docx.Grid{Widths: []int{4, 8, 4, 8}, Rows: rows} }

func pair(name, value, other, otherValue string) docx.GridRow {
	return docx.GridRow{Cells: []docx.Cell{{Text: name, Label: true}, {Text: value}, {Text: other, Label: true}, {Text: otherValue}}}
}

func wide(name, value string, lines int) docx.GridRow {
	return docx.GridRow{Cells: []docx.Cell{{Text: name, Label: true}, {Text: value, Span: 3, Lines: lines}}}
}

// The questions that several sheets ask in the same words.

func line(name, label, hint string) Ask { return Ask{Name: name, Label: label, Hint: hint, Kind: Line} }

func long(name, label, hint string) Ask { return Ask{Name: name, Label: label, Hint: hint, Kind: Text} }

func day(name, label string) Ask { return Ask{Name: name, Label: label, Kind: Date} }

func choice(name, label, hint string, options ...string) Ask {
	return Ask{Name: name, Label: label, Hint: hint, Kind: Choice, Options: options}
}

// needed is an ask without which the paper is not complete.
func (a Ask) needed() Ask {
	a.Need = true
	return a
}
