// Package reports holds the pages of the annual report: writing it section by
// section, reading it with every figure leading to its rows, the check, the
// three reviews of what was frozen, and the published text.
package reports

import (
	"bytes"
	"net/http"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/report"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /reports.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see, write, review := frame.For(identity.SeeReport), frame.For(identity.WriteReport), frame.For(identity.ReviewReport)
	publish := frame.Either("publish the report", identity.WriteReport, identity.ReviewReport)
	line := func(pattern string, who web.Permission, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: who, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "report." + audit, Page: page}
	}
	return []web.Route{
		line("GET /reports", see, "list", p.List),
		line("POST /reports", write, "begin", p.Begin),
		line("GET /reports/{id}", see, "read", p.Show),
		line("GET /reports/{id}/cover", write, "cover.open", p.CoverForm),
		line("POST /reports/{id}/cover", write, "cover", p.Cover),
		line("POST /reports/{id}/sections", write, "add", p.Add),
		line("GET /reports/{id}/sections/{section}", write, "write.open", p.SectionForm),
		line("POST /reports/{id}/sections/{section}", write, "write", p.Section),
		line("POST /reports/{id}/sections/{section}/place", write, "move", p.Move),
		line("GET /reports/{id}/sections/{section}/removal", write, "remove.open", p.RemovalForm),
		line("POST /reports/{id}/sections/{section}/removal", write, "remove", p.Remove),
		line("GET /reports/{id}/text", see, "text", p.Text),
		line("GET /reports/{id}/figures", see, "figures", p.Figures),
		line("GET /reports/{id}/figures/{number}", see, "evidence", p.Evidence),
		line("GET /reports/{id}/findings", see, "findings", p.Findings),
		line("POST /reports/{id}/explanations", write, "explain", p.Explain),
		line("GET /reports/{id}/submission", write, "send.open", p.SendForm),
		line("POST /reports/{id}/submission", write, "send", p.Send),
		line("GET /reports/{id}/pass", review, "pass.open", p.PassForm),
		line("POST /reports/{id}/pass", review, "pass", p.Pass),
		line("GET /reports/{id}/return", review, "return.open", p.ReturnForm),
		line("POST /reports/{id}/return", review, "return", p.Return),
		line("GET /reports/{id}/publication", publish, "publish.open", p.PublishForm),
		line("POST /reports/{id}/publication", publish, "publish", p.Publish),
		line("GET /reports/{id}/withdrawal", review, "withdraw.open", p.WithdrawForm),
		line("POST /reports/{id}/withdrawal", review, "withdraw", p.Withdraw),
		line("GET /reports/{id}/document/{format}", see, "download", p.Download),
		line("GET /reports/{id}/comparison", see, "compare", p.Comparison),
		line("GET /reports/{id}/changes", see, "changes", p.Changes),
		line("GET /reports/{id}/carried", see, "carried", p.Carried),
		line("POST /reports/{id}/sentences", write, "still", p.Still),
		line("POST /reports/{id}/plans", write, "answer", p.Answer),
		line("GET /reports/{id}/clearance/{check}", review, "clear.open", p.ClearForm),
		line("POST /reports/{id}/clearance/{check}", review, "clear", p.Clear),
		line("GET /reports/{id}/filing", write, "file.open", p.FilingForm),
		line("POST /reports/{id}/filing", write, "file", p.File),
		line("GET /reports/dates", write, "dates.open", p.DatesForm),
		line("POST /reports/dates", write, "dates", p.Dates),
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

func idOf(r *http.Request) report.ID { return report.ID(r.PathValue("id")) }

func sectionOf(r *http.Request) report.SectionID { return report.SectionID(r.PathValue("section")) }

func address(id report.ID, more string) string { return "/reports/" + string(id) + more }

func words(n int) string { return strconv.Itoa(n) }

// day is a date as a page shows it.
func day(d calendar.Date) string { return d.Plain() }

// head is what every page of a report begins with.
type head struct {
	View   ui.View
	Report report.Report
	Title  string // of the page
	Tabs   []ui.Tab
	Mark   string
}

func newHead(r *http.Request, p report.Report, title, tab string) head {
	h := head{View: web.View(r, title), Report: p, Title: title, Mark: p.Mark()}
	for _, t := range []struct{ label, more string }{{"概览", ""}, {"全文", "/text"}, {"数字", "/figures"}, {"核对", "/findings"}, {"对照去年", "/comparison"}, {"沿用和安排", "/carried"}} {
		h.Tabs = append(h.Tabs, ui.Tab{Label: t.label, Href: address(p.ID, t.more), Current: t.label == tab})
	}
	return h
}

// tone supports the word of a state with a colour.
func tone(s report.State) ui.Tone {
	switch s {
	case report.Published:
		return ui.Done
	case report.Withdrawn, report.Superseded:
		return ui.Plain
	case report.Draft:
		return ui.Soon
	}
	return ui.Going
}

// evidence is where a figure of the report leads this reader.
func evidence(by actor.Actor, today calendar.Date, p report.Report, f report.Figure) string {
	if f.Manual() {
		return ""
	}
	about := "/indicators/" + f.Code + "?year=" + words(p.Year) + "&cutoff=" + p.Cutoff.String()
	return frame.Evidence(by, today, f.Address, about, "")
}

// Download is GET /reports/{id}/document/{format}: the freeze once there is
// one, else the draft with its mark.
func (p Pages) Download(w http.ResponseWriter, r *http.Request) error {
	kinds := map[string]string{
		"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"text": "text/plain; charset=utf-8", "json": "application/json; charset=utf-8",
	}
	format := r.PathValue("format")
	kind := kinds[format]
	if kind == "" {
		return fault.New(fault.NotFound, "没有这种格式，可以下载docx、text或json")
	}
	var file bytes.Buffer
	var c report.Compiled
	err := p.view(r, func(tx *db.Tx) error {
		found, err := report.Load(tx, idOf(r))
		if err != nil {
			return err
		}
		c, err = report.Read(tx, found)
		return err
	})
	if err != nil {
		return err
	}
	if err := c.WriteIn(&file, report.Format(format)); err != nil {
		return err
	}
	name := c.Content.Title
	if m := c.Report.Mark(); m != "" {
		name += "（" + m + "）"
	}
	if format == "text" {
		format = "txt"
	}
	return web.Download(w, r, name+"."+format, kind, file.Bytes())
}
