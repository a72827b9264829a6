// Package published holds what anybody may read of the annual reports without
// signing in: the text exactly as it was reviewed, with what each figure counts;
// that a report was withdrawn or corrected, and why; and the document. What was
// never published is not found, and no row behind a figure is shown.
package published

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/report"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// Pages are the pages under /public/reports.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	line := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: web.Public(), Scope: web.ScopeNone, Class: web.ClassPublic, Audit: "report.public." + audit, Page: page}
	}
	return []web.Route{
		line("GET /public/reports", "list", p.List),
		line("GET /public/reports/{year}", "read", p.Read),
		line("GET /public/reports/{year}/document", "download", p.Document),
	}
}

// view reads the one street of this installation; nobody is signed in to say
// which. Without a street, or with several, there is nothing to be found.
func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	var streets []string
	err := p.DB.View(r.Context(), "", func(tx *db.Tx) error {
		var err error
		streets, err = org.Streets(tx)
		return err
	})
	if err != nil {
		return err
	}
	if len(streets) != 1 {
		return fault.New(fault.NotFound, "这里没有公开的报告")
	}
	return p.DB.View(r.Context(), streets[0], fn)
}

func number(n int) string { return strconv.Itoa(n) }

func address(year int, more string) string { return "/public/reports/" + number(year) + more }

type listView struct {
	View    ui.View
	Reports []report.Report
}

// List is GET /public/reports: one report of a year, those that were withdrawn
// with the word for it.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	var v listView
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Reports, err = report.PublicYears(tx)
		return err
	})
	if err != nil {
		return err
	}
	v.View = web.View(r, "法治政府建设年度报告")
	return web.Render(w, r, http.StatusOK, listPage(v))
}

type readView struct {
	View    ui.View
	Public  report.Public
	Figures []figureRow
}

// figureRow is what a figure of the text counts.
type figureRow struct {
	Name, Printed, Parts    string
	Definition, Decides, On string
}

// Read is GET /public/reports/{year}. Where the report was withdrawn the address
// says so, with 410.
func (p Pages) Read(w http.ResponseWriter, r *http.Request) error {
	var v readView
	if err := p.find(r, &v.Public); err != nil {
		return err
	}
	v.View = web.View(r, v.Public.Report.Title)
	if !v.Public.Stands() {
		return web.Render(w, r, http.StatusGone, gonePage(v))
	}
	v.Figures = figures(v.Public.Compiled)
	return web.Render(w, r, http.StatusOK, readPage(v))
}

func (p Pages) find(r *http.Request, to *report.Public) error {
	year, err := strconv.Atoi(r.PathValue("year"))
	if err != nil {
		return fault.New(fault.NotFound, "没有这一年的报告")
	}
	return p.view(r, func(tx *db.Tx) error {
		var err error
		*to, err = report.PublicOf(tx, year)
		return err
	})
}

// figures says of each counted figure what it counts and up to when: never its
// rows, and no part that leaves so few that they could point at somebody.
func figures(c report.Compiled) []figureRow {
	var all []figureRow
	for _, f := range c.Figures {
		d, err := indicator.Find(f.Code)
		if err != nil || f.Manual() {
			continue // its source stands in the attachment
		}
		row := figureRow{Name: d.Name, Printed: f.Printed(), Definition: d.Definition, Decides: d.Decides, On: "统计到" + c.Content.Cutoff.Plain()}
		if d.Stock {
			row.On = c.Content.Cutoff.Plain() + "当天"
		}
		if f.Small() {
			row.Printed = "见正文"
		}
		if f.Denominator > 0 && !f.SmallParts() {
			row.Parts = strconv.FormatInt(f.Numerator, 10) + "/" + strconv.FormatInt(f.Denominator, 10)
		}
		all = append(all, row)
	}
	return all
}

// checks says which checks were made, and when.
func checks(all []report.Clearance) string {
	line := ""
	for _, c := range all {
		line += c.Check.Label() + "：" + calendar.Of(c.At).Plain() + "。"
	}
	return line
}

// reviewed is who passed the three reviews, as it stands at the foot.
func reviewed(c report.Compiled) string {
	var all []string
	for _, s := range c.Document.Review {
		all = append(all, s.Role+"："+s.Name)
	}
	return strings.Join(all, "　　")
}

// endedWords says what became of a report that no longer stands.
func endedWords(e report.Ended) string {
	if e.Replaced {
		return e.Published.Plain() + "发布的一稿，" + e.On.Plain() + "更正。理由：" + e.Reason
	}
	return e.Published.Plain() + "发布的一稿，" + e.On.Plain() + "撤回。理由：" + e.Reason
}

// Document is GET /public/reports/{year}/document: the same words as a document.
func (p Pages) Document(w http.ResponseWriter, r *http.Request) error {
	var found report.Public
	if err := p.find(r, &found); err != nil {
		return err
	}
	if !found.Stands() {
		return fault.New(fault.NotFound, "这份报告已经撤回")
	}
	var file bytes.Buffer
	if err := found.Compiled.WriteIn(&file, report.FormatDOCX); err != nil {
		return err
	}
	return web.Download(w, r, found.Report.Title+".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", file.Bytes())
}
