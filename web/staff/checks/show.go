package checks

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"fengsheng/reconcile"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

type resultView struct {
	View     ui.View
	Tabs     []ui.Tab
	About    string // what was compared
	Errors   int
	Hints    int
	Figures  []figureLine
	Findings []findingLine
	Text     []piece
}

// figureLine is a figure in the table of all figures.
type figureLine struct {
	Place, Number, Name, Rows string // Rows: the page of the indicator; empty where it has none
}

// findingLine is a finding with the places it was read from.
type findingLine struct {
	ID, Number, Message, Word string
	Tone                      ui.Tone
	Places                    []place
	Rows                      string // the page of the indicator that knows better
}

type place struct{ Href, Words string }

// piece is a stretch of the text in one look.
type piece struct {
	ID    string // the place that begins here
	Text  string
	Class string // "", figure, hint or error
	Href  string // of the indicator
	Notes []place
}

// attributes are the place that begins with the piece, and its look.
func (p piece) attributes() templ.Attributes {
	all := templ.Attributes{}
	if p.ID != "" {
		all["id"], all["tabindex"] = p.ID, "-1"
	}
	if p.Class != "" {
		all["class"] = p.Class
	}
	return all
}

// shown bounds the page: more figures than these are counted, not listed.
const shown = 1000

func show(r *http.Request, text string, o reconcile.Options) resultView {
	result := reconcile.Check(text, o)
	runes := []rune(text)
	v := resultView{
		View: frame.Wide(r, "数字核对"), Tabs: frame.FigureTabs(r, "/check"),
		Errors: result.Errors(), Hints: len(result.Findings) - result.Errors(), About: about(o),
	}
	rows := func(f reconcile.Figure) string {
		if f.Code == "" || len(o.Records) == 0 {
			return ""
		}
		if _, known := o.Records[f.Code]; !known {
			return ""
		}
		return "/indicators/" + url.PathEscape(f.Code) + "?year=" + words(o.Year)
	}
	for _, f := range result.Figures[:min(len(result.Figures), shown)] {
		v.Figures = append(v.Figures, figureLine{Place: at(f.Start), Number: f.Raw + unit(f), Name: f.Indicator, Rows: rows(f)})
	}
	for i, f := range result.Findings {
		line := findingLine{ID: "finding-" + words(i+1), Number: words(i + 1), Message: f.Message, Word: "提示", Tone: ui.Soon}
		if f.Level == reconcile.Error {
			line.Word, line.Tone = "错误", ui.Late
		}
		for _, s := range f.Spans {
			line.Places = append(line.Places, place{Href: "#" + at(s[0]), Words: around(runes, s)})
		}
		if f.Kind == "records" && len(f.Spans) > 0 {
			if k, found := slices.BinarySearchFunc(result.Figures, f.Spans[0][0], func(g reconcile.Figure, at int) int { return g.Start - at }); found {
				line.Rows = rows(result.Figures[k])
			}
		}
		v.Findings = append(v.Findings, line)
	}
	v.Text = pieces(runes, result, rows)
	return v
}

func at(position int) string { return "at-" + words(position) }

func unit(f reconcile.Figure) string {
	if strings.Contains(f.Raw, "百分之") || strings.Contains(f.Raw, "分之") || strings.HasSuffix(f.Raw, "成") {
		return ""
	}
	return f.Unit
}

// around is a place in a few of its words.
func around(runes []rune, s reconcile.Span) string {
	from, to := max(0, s[0]-10), min(len(runes), max(s[1], min(s[1]+4, len(runes))))
	if to-from > 40 {
		to = from + 40
	}
	said := strings.Join(strings.Fields(string(runes[from:to])), " ")
	return "第" + words(s[0]+1) + "字：…" + said + "…"
}

func about(o reconcile.Options) string {
	said := "文字只在这一次核对里用，没有保存。"
	switch {
	case len(o.Records) > 0:
		return "已经和" + words(o.Year) + "年的记录核对。" + said
	case o.Last != "":
		return "已经和上年的报告比较。" + said
	}
	return said
}

// pieces cuts the text where a figure or a finding begins or ends.
func pieces(runes []rune, result reconcile.Result, rows func(reconcile.Figure) string) []piece {
	cuts := []int{0, len(runes)}
	looks := make([]byte, len(runes)) // 1 figure, 2 hint, 3 error
	paint := func(from, to int, look byte) {
		cuts = append(cuts, from, to)
		for i := from; i < to; i++ {
			looks[i] = max(looks[i], look)
		}
	}
	hrefs, anchors, notes := map[int]string{}, map[int]bool{}, map[int][]place{}
	for _, f := range result.Figures {
		paint(f.Start, f.End, 1)
		hrefs[f.Start], anchors[f.Start] = rows(f), true
	}
	for i, f := range result.Findings {
		look := byte(2)
		if f.Level == reconcile.Error {
			look = 3
		}
		for _, s := range f.Spans {
			if s[1]-s[0] < 60 {
				paint(s[0], s[1], look)
			} else {
				cuts = append(cuts, s[0], s[1])
			}
			anchors[s[0]] = true
			notes[s[1]] = append(notes[s[1]], place{Href: "#finding-" + words(i+1), Words: words(i + 1)})
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	classes := [4]string{"", "read", "hint-mark", "error-mark"}
	var all []piece
	for k := 0; k+1 < len(cuts); k++ {
		from, to := cuts[k], cuts[k+1]
		p := piece{Text: string(runes[from:to]), Class: classes[looks[from]], Href: hrefs[from], Notes: notes[to]}
		if anchors[from] {
			p.ID = at(from)
		}
		if n := len(all) - 1; n >= 0 && p.ID == "" && all[n].Class == p.Class && all[n].Href == "" && len(all[n].Notes) == 0 {
			all[n].Text += p.Text
			continue
		}
		all = append(all, p)
	}
	return all
}
