// Package checks is the page 数字核对: the figures of any report's text, and what
// cannot be true of them together. Nothing that is pasted or uploaded is kept.
package checks

import (
	"errors"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/prose"
	"fengsheng/org"
	"fengsheng/reconcile"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /check.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	see := frame.Either("check a text", identity.SeeReport, identity.SeeIndicators)
	return []web.Route{
		{Pattern: "GET /check", Permission: see, Scope: web.ScopeNone, Class: web.ClassInternal, Audit: "check.open", Page: p.Open},
		{Pattern: "POST /check", Permission: see, Scope: web.ScopeCounts, Class: web.ClassInternal, Audit: "check.read", Upload: true, Page: p.Check},
	}
}

// pasted is the longest text that may be pasted; a file may be longer.
const pasted = 100_000

type openView struct {
	View    ui.View
	Tabs    []ui.Tab
	Form    ui.FormView
	Entries ui.Entries
	Records bool // the reader may compare with the records
}

// Open is GET /check: a text or a file is asked for.
func (p Pages) Open(w http.ResponseWriter, r *http.Request) error {
	return p.ask(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) ask(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := openView{
		View: frame.Again(r, "数字核对", e.Any()), Tabs: frame.FigureTabs(r, "/check"),
		Form: ui.FormView{Action: "/check", Upload: true, Stays: true}, Entries: e, Records: compares(r),
	}
	return web.Render(w, r, status, openPage(v))
}

// compares reports whether the reader sees the figures of the whole street.
func compares(r *http.Request) bool {
	return identity.SeeIndicators.Reaches(web.Actor(r), identity.Location{})
}

// Check is POST /check: the text is read and shown with what was found. It
// changes nothing, so it answers with the page itself.
func (p Pages) Check(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f.SubmissionID()
	text, year := f.Long("text", "报告正文", pasted, false), f.Int("year", "年度", 2000, 2100, false)
	if file := upload(f, "file"); file != "" {
		text = file
	}
	last := upload(f, "last")
	if text == "" && f.Err() == nil {
		f.Wrong("text", "请粘贴报告正文，或者选择文件")
	}
	if err := f.Err(); err != nil {
		return p.ask(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	o := reconcile.Options{Year: year, Last: last}
	err = p.DB.View(r.Context(), web.Actor(r).Street, func(tx *db.Tx) error {
		street, err := org.Load(tx)
		if err != nil {
			return err
		}
		o.Place = street.Name
		if year == 0 || !compares(r) {
			return nil
		}
		if year > tx.Today().Year() {
			f.Wrong("year", "%d年还没有到", year)
			return f.Err()
		}
		values, err := indicator.ComputeAll(tx, indicator.Ask{Year: year, Cutoff: min(calendar.On(year, 12, 31), tx.Today())})
		o.Records, o.Names = indicator.Known(values)
		return err
	})
	if fault.Is(err, fault.Invalid) {
		return p.ask(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, resultPage(show(r, text, o)))
}

// upload is the text of an uploaded file; what is wrong with it is said at its
// field.
func upload(f *web.Form, name string) string {
	head := f.File(name)
	if head == nil {
		return ""
	}
	text, err := content(head)
	if said := fault.Of(err); said != nil {
		f.Wrong(name, "%s", said.Message)
	} else if err != nil {
		f.Wrong(name, "文件没有传完整，请再选一次")
	} else if strings.TrimSpace(text) == "" {
		f.Wrong(name, "文件里没有文字")
	}
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}

func content(head *multipart.FileHeader) (text string, err error) {
	file, err := head.Open()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return prose.Read(file)
}

func words(n int) string { return strconv.Itoa(n) }
