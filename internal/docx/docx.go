// Package docx makes papers: it sets a form as a .docx template, fills a
// template's names with values - one of the program's own or one a street made
// in WPS or Word - and reads a paper back for showing it as a page.
//
// A name stands in double braces: {{调解员}}. {{#当事人}} … {{/当事人}} repeats what is
// between for each member of a list - rows of a table when the two stand in
// one row or in rows of their own, paragraphs otherwise - and is left out when the list is
// empty or the value is ""; {{^金额}} … {{/金额}} stands only then. A name may be split over
// runs, as Word does it.
package docx

// Data is what a template is filled with: values by name, and lists of further
// Data by name. A name in a list's member hides the same name outside.
type Data struct {
	Text  map[string]string `json:"text,omitempty"`
	Lists map[string][]Data `json:"lists,omitempty"`
}
