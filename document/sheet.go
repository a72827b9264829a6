package document

import (
	"slices"
	"strings"

	"fengsheng/internal/docx"
)

// Sheet is how a form is made: what it says, what is asked for it, what it is
// numbered by and who signs it.
type Sheet struct {
	Form   Form
	Layout docx.Layout
	Asks   []Ask
	Series string   // the word in its number, such as 信受 in 东盛信受〔2024〕3号; "" = it bears no number of its own
	Signs  []string // who signs it, in order: 当事人, 调解员, 记录人, 调委会印章
	Served bool     // it is served on somebody: a receipt belongs to it (P12)
}

// Ask is something a form says that no record holds: it is asked once, when the
// paper is completed, and stands under Name in the paper's facts.
type Ask struct {
	Name    string // as it stands in the template
	Label   string
	Hint    string
	Kind    AskKind
	Options []string // of a Choice
	Need    bool     // without it the paper is not complete
}

// AskKind is the kind of an answer.
type AskKind string

// The kinds of answers.
const (
	Line   AskKind = "line"
	Text   AskKind = "text"
	Date   AskKind = "date"   // printed as 2024年3月5日
	Choice AskKind = "choice" // one of Options
)

// sheets are the forms that the program sets itself, by code.
var sheets = func() map[Form]Sheet {
	all := map[Form]Sheet{}
	for _, s := range slices.Concat(mediationSheets, petitionSheets, organSheets) {
		all[s.Form] = s
	}
	return all
}()

// SheetOf is how the form is made; false for a piece that is only kept, such as
// a copy of a proof.
func SheetOf(f Form) (Sheet, bool) {
	s, ok := sheets[f]
	return s, ok
}

// Lacks are the asks of the sheet that must be answered and are not.
func (s Sheet) Lacks(facts map[string]string) []Ask {
	var lack []Ask
	for _, a := range s.Asks {
		if a.Need && facts[a.Name] == "" {
			lack = append(lack, a)
		}
	}
	return lack
}

// Supplied is the key under which the facts of a paper hold the names that were
// answered by hand because no record answered them, joined by 、.
const Supplied = "补填的名称"

// mayBeEmpty are names that read well when they are empty.
var mayBeEmpty = []string{"转来说明"}

// Supplement asks for what would be a gap in a letter: names that no record
// answers, and those that were answered here before.
func (s Sheet) Supplement(blanks []string, facts map[string]string) []Ask {
	var asks []Ask
	known := func(name string) bool {
		is := func(a Ask) bool { return a.Name == name }
		return slices.ContainsFunc(s.Asks, is) || slices.ContainsFunc(asks, is)
	}
	for _, name := range slices.Concat(strings.Split(facts[Supplied], "、"), blanks) {
		if name == "" || known(name) || slices.Contains(mayBeEmpty, name) {
			continue
		}
		for _, v := range VocabularyOf(s) {
			for _, w := range v.Words {
				if v.List == "" && w.Name == name && !known(name) {
					asks = append(asks, line(name, name, w.What+"。记录里没有，在这里补填").needed())
				}
			}
		}
	}
	return asks
}
