package docx

// Layout is a form as the program itself sets it: a page of A4 with a title, a
// number and blocks. Every text in it may hold names in double braces, such as
// {{调解员}}: written to a .docx it is a template like one made in WPS or Word.
type Layout struct {
	Title  string // 2号小标宋, centred
	Number string // under the title, to the right: {{文号}}
	Blocks []Block
	Letter bool // a paper of the organ (GB/T 9704): body in 3号仿宋, 28 characters by 22 lines; else a form in 小四
}

// Block is a piece of a Layout: Para, Grid, Repeat, When or Break.
type Block interface{ block() }

// Align is where a line stands.
type Align int

// The alignments.
const (
	Justified Align = iota
	Centred
	Right
)

// Para is a paragraph. A value with line breaks becomes several lines of it.
type Para struct {
	Text   string // what follows a tab ends at the right margin; a line break begins another paragraph
	Align  Align
	Indent bool // two characters in, as body text is
	Head   bool // a heading: 黑体, kept with what follows
	Keep   bool // kept on the page of the next block: signatures, dates
	Lines  int  // at least so many lines high, for writing by hand
}

// Grid is a table with borders, as wide as the text.
type Grid struct {
	Widths []int // of the columns, in parts of their sum
	Rows   []GridRow
	keep   bool // its last row stays with what follows
}

// GridRow is a row of a Grid.
type GridRow struct {
	Each  string // the list whose every member makes a row; "" = one row
	Head  bool   // repeated on every page
	Cells []Cell
}

// Cell is a cell of a Grid.
type Cell struct {
	Text  string
	Label bool // names what stands beside it: centred
	Span  int  // columns; 0 = 1
	Lines int  // at least so many lines high
}

// Repeat sets its blocks once for each member of a list; within, the names of the
// member come before those outside.
type Repeat struct {
	Each   string
	Blocks []Block
}

// When sets its blocks only if the name has a value, a list a member; Not turns it round.
type When struct {
	Name   string
	Not    bool
	Blocks []Block
}

// Break begins a new page.
type Break struct{}

func (Para) block()   {}
func (Grid) block()   {}
func (Repeat) block() {}
func (When) block()   {}
func (Break) block()  {}
