package indicators

import (
	"net/http"
	"strings"

	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

type listView struct {
	View     ui.View
	Tabs     []ui.Tab
	Entries  ui.Entries
	Asked    asked
	Places   []ui.Option
	Sections []section
	Findings []indicator.Contradiction
	Print    ui.PrintView
	Returns  bool   // the reader sees the whole street, of which the returns are
	Report   string // where the reports are, for who may see them
}

// section is one section of the catalogue: its figures, and those told by parts.
type section struct {
	Code, Label string
	Lines       []line
	Parts       []parts
}

// parts are the figures that add up to another one.
type parts struct {
	Label string
	Lines []line
}

// line is one figure.
type line struct {
	indicator.Value
	Href            string // its rows
	About           string // how it is counted
	NumeratorHref   string
	DenominatorHref string
}

func (a asked) line(v indicator.Value) line {
	l := line{Value: v, Href: a.Rows(v, v.Evidence), About: a.About(v.Code)}
	if v.IsRate {
		l.NumeratorHref, l.DenominatorHref = a.Rows(v, v.NumeratorEvidence), a.Rows(v, v.DenominatorEvidence)
	}
	return l
}

// written is the value with its unit; a rate carries its sign.
func (l line) written() string {
	if l.IsRate {
		return l.Text
	}
	return l.Text + l.Unit
}

// List is GET /indicators: the figures of a year, by section.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	v := listView{View: frame.Wide(r, "指标"), Tabs: frame.FigureTabs(r, "/indicators")}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Asked, err = read(tx, web.Actor(r), r.URL.Query()); err != nil {
			return err
		}
		values, err := indicator.ComputeAll(tx, v.Asked.Ask)
		v.Sections, v.Findings = v.Asked.sections(values), indicator.Check(values)
		return err
	})
	if err != nil {
		return err
	}
	v.Entries = ui.Entries{Values: v.Asked.Values}
	status := http.StatusOK
	if v.Asked.Wrong != nil {
		v.Entries = ui.Entries{Values: r.URL.Query(), Wrong: v.Asked.Wrong.Fields}
		v.View.Wrong, status = true, http.StatusUnprocessableEntity
	}
	if identity.SeeIndicators.Reaches(v.Asked.By, identity.Location{}) {
		v.Places, v.Returns = v.Asked.Names.Communities(), true
	}
	if identity.SeeReport.Allows(v.Asked.By) {
		v.Report = "/reports"
	}
	v.View.Title = v.Asked.Place() + words(v.Asked.Year) + "年指标"
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.View.Title, Filter: v.Asked.Words(), Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, status, listPage(v))
}

// sections puts the figures where they stand in the catalogue; figures called
// 受理：… are parts and stand behind a fold.
func (a asked) sections(values []indicator.Value) []section {
	var all []section
	for _, s := range indicator.Sections {
		one := section{Code: s.Code, Label: s.Label}
		for _, v := range values {
			if v.Section == s.Code {
				one.add(a.line(v))
			}
		}
		if len(one.Lines) > 0 {
			all = append(all, one)
		}
	}
	return all
}

func (s *section) add(l line) {
	whole, _, part := strings.Cut(l.Name, "：")
	if !part {
		s.Lines = append(s.Lines, l)
		return
	}
	whole += "的分项"
	if n := len(s.Parts); n > 0 && s.Parts[n-1].Label == whole {
		s.Parts[n-1].Lines = append(s.Parts[n-1].Lines, l)
		return
	}
	s.Parts = append(s.Parts, parts{Label: whole, Lines: []line{l}})
}
