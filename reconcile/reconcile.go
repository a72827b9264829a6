// Package reconcile reads the text of a report, finds every figure in it and
// says where figures cannot all be true: one indicator with two values, a rate
// that is not its parts, parts that are more than their whole, a percentage
// behind which no whole number stands, a year left over from another report.
//
// It knows the language of such reports, not any one report, and nothing else:
// no rows, no pages, no clock, and it keeps nothing. It refuses to judge
// persons: of what it reads it tells numbers apart, never people.
//
// Positions are Unicode code points from the beginning of the text.
package reconcile

// Level says whether a finding is sure.
type Level string

// An Error cannot be explained by rounding or scope; a Hint is for a person to
// look at.
const (
	Error Level = "error"
	Hint  Level = "hint"
)

// Kind is what sort of number a figure is.
type Kind string

// The kinds of figures.
const (
	Count  Kind = "count"
	Rate   Kind = "rate"
	Amount Kind = "amount" // in 元
)

// Span is a stretch of the text: from, and the position behind its end.
type Span [2]int

// Figure is one number that states a result.
type Figure struct {
	Text      string  `json:"text"`             // the clause it stands in
	Raw       string  `json:"raw"`              // the number as it is written, without unit: 1.5万
	Start     int     `json:"start"`            // of Raw
	End       int     `json:"end"`              // behind Raw
	Indicator string  `json:"indicator"`        // what is counted: 矛盾纠纷受理, or the words of the text
	Value     float64 `json:"value"`            // 万 and 亿 multiplied out; a rate in per cent; the lower end of a range
	High      float64 `json:"high,omitempty"`   // the upper end of a range
	Unit      string  `json:"unit"`             // 件, 人次, %, 个百分点, 元
	Qualifier string  `json:"qualifier"`        // 余, 多, 近, 超, 约, 以上, 达; empty for a plain number
	Kind      Kind    `json:"kind"`             //
	Change    string  `json:"change,omitempty"` // up or down, of what compares two periods
	Group     string  `json:"group,omitempty"`  // the row of the catalogue of indicators
	Code      string  `json:"code,omitempty"`   // the indicator of the records with the same meaning
}

// Finding is what does not fit, with every place it was read from.
type Finding struct {
	Level   Level  `json:"level"`
	Kind    string `json:"kind"` // duplicate, rate, sum, subset, order, whole, list, year, unit, coverage, stale, place, records
	Message string `json:"message"`
	Spans   []Span `json:"spans"`
}

// Result is what a text holds, in the order of the text; errors stand before
// hints.
type Result struct {
	Figures  []Figure  `json:"figures"`
	Findings []Finding `json:"findings"`
}

// Errors counts the findings that are sure.
func (r Result) Errors() int {
	n := 0
	for _, f := range r.Findings {
		if f.Level == Error {
			n++
		}
	}
	return n
}

// Options is what a text may be held against beside itself.
type Options struct {
	Year    int                // the year reported; 0 = as the title says
	Last    string             // last year's text
	Place   string             // the unit's own name: 东盛街道
	Records map[string]float64 // what the records say, by the code of the indicator; amounts in 元
	Names   map[string]string  // how the records call them
}

// most bounds what a hostile text can make: more findings than anybody reads.
const most = 1000

// Check reads a text. It takes any text, in time proportional to its length.
func Check(text string, o Options) Result {
	b := read(text)
	b.options = o
	if b.options.Year == 0 {
		b.options.Year = b.titleYear()
	}
	b.figures = b.extract()
	b.identify()
	for _, look := range []func(*body){
		duplicates, restated, rates, shares, sums, orders, growths, based, wholes, averages, incompletes, batched, lists, years, leftovers, units, coverage, stale, places, records,
	} {
		look(b)
	}
	return b.result()
}
