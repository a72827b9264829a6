package orgs

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

const workbookKind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// mostShown bounds the wrong entries on the page; the file handed back has all.
const mostShown = 200

var importCrumb = ui.Crumb{Label: "从表格导入", Href: "/org/import"}

// importFormView is the first step: choose a file.
type importFormView struct {
	View    ui.View
	Entries ui.Entries
}

// ImportForm is GET /org/import.
func (p Pages) ImportForm(w http.ResponseWriter, r *http.Request) error {
	return p.askFile(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) askFile(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := importFormView{View: frame.Again(r, "从表格导入", e.Any()), Entries: e}
	return web.Render(w, r, status, importFormPage(v))
}

// Template is GET /org/import/template: the empty workbook.
func (p Pages) Template(w http.ResponseWriter, r *http.Request) error {
	var file bytes.Buffer
	if err := org.Template(&file); err != nil {
		return err
	}
	return web.Download(w, r, "组织导入模板.xlsx", workbookKind, file.Bytes())
}

// Upload is POST /org/import: the file is read, and kept for the second step.
// Nothing is changed.
func (p Pages) Upload(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	head := f.File("file")
	if head == nil {
		f.Wrong("file", "请选择填好的.xlsx文件")
		return p.askFile(w, r, http.StatusUnprocessableEntity, f.Again(f.Err()))
	}
	file, err := head.Open()
	if err != nil {
		return err
	}
	book, err := org.ReadBook(file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if found := fault.Of(err); found != nil {
		f.Wrong("file", "%s", found.Message)
		return p.askFile(w, r, web.StatusOf(err), f.Again(f.Err()))
	}
	if err != nil {
		return err
	}
	id := p.uploads.keep(web.Actor(r).Account, head.Filename, book)
	return web.Redirect(w, r, importAddress(id), "")
}

func importAddress(id string) string { return "/org/import/" + id }

// importView is the second step: what would happen.
type importView struct {
	View    ui.View
	ID      string
	Name    string
	Beside  string
	Entries ui.Entries
	Figures []ui.FigureView
	Sheets  []org.SheetCount
	Reasons []ui.Tab // the wrong entries by reason
	Wrong   []org.Wrong
	Hidden  int // wrong entries that are only in the file
	New     int
	Bad     int
}

// Import is GET /org/import/{id}: the dry run, made anew each time it is looked at.
func (p Pages) Import(w http.ResponseWriter, r *http.Request) error {
	return p.showImport(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) showImport(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	f, plan, err := p.prepare(r)
	if err != nil {
		return err
	}
	v := importView{ID: f.id, Name: f.name, Entries: e, Sheets: plan.Sheets, New: plan.New(), Bad: plan.Bad()}
	v.Beside = "试运行，还没有导入"
	v.Figures = []ui.FigureView{
		{Label: "可以导入", Value: strconv.Itoa(plan.New()), Unit: "行"},
		{Label: "已经有了，不重复导入", Value: strconv.Itoa(plan.Known()), Unit: "行"},
		{Label: "有问题", Value: strconv.Itoa(plan.Bad()), Unit: "行"},
	}
	if plan.Bad() > 0 {
		v.Figures[2].Href = importAddress(f.id) + "/errors"
	}
	v.reasons(plan.Wrong, r.URL.Query().Get("reason"))
	v.View = frame.Again(r, "试运行", e.Any())
	v.View.Wide = true
	return web.Render(w, r, status, importPage(v))
}

// reasons shows the wrong entries, of one reason or of all.
func (v *importView) reasons(all []org.Wrong, chosen string) {
	count, order := map[string]int{}, []string{}
	for _, x := range all {
		if count[x.Reason]++; count[x.Reason] == 1 {
			order = append(order, x.Reason)
		}
		if chosen == "" || x.Reason == chosen {
			v.Wrong = append(v.Wrong, x)
		}
	}
	if over := len(v.Wrong) - mostShown; over > 0 {
		v.Hidden, v.Wrong = over, v.Wrong[:mostShown]
	}
	if len(order) < 2 {
		return
	}
	slices.SortStableFunc(order, func(a, b string) int { return count[b] - count[a] })
	v.Reasons = append(v.Reasons, ui.Tab{Label: "全部", Href: importAddress(v.ID), Current: chosen == "", Count: len(all)})
	for _, reason := range order[:min(len(order), 6)] {
		v.Reasons = append(v.Reasons, ui.Tab{
			Label: reason, Href: importAddress(v.ID) + "?reason=" + url.QueryEscape(reason), Current: chosen == reason, Count: count[reason],
		})
	}
}

// prepare finds the file of the address and makes its dry run.
func (p Pages) prepare(r *http.Request) (upload, org.Plan, error) {
	f, err := p.uploads.find(web.Actor(r).Account, r.PathValue("id"))
	if err != nil {
		return f, org.Plan{}, err
	}
	var plan org.Plan
	err = p.view(r, func(tx *db.Tx) error {
		plan, err = org.Prepare(tx, f.book)
		return err
	})
	return f, plan, err
}

// ImportErrors is GET /org/import/{id}/errors: the wrong rows with their
// reasons, in the form they came in.
func (p Pages) ImportErrors(w http.ResponseWriter, r *http.Request) error {
	f, plan, err := p.prepare(r)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := plan.WriteWrong(&file); err != nil {
		return err
	}
	name := strings.TrimSuffix(f.name, ".xlsx") + "-有问题的行-" + calendar.Of(p.DB.Now()).String() + ".xlsx"
	return web.Download(w, r, name, workbookKind, file.Bytes())
}

// ApplyImport is POST /org/import/{id}: everything or nothing.
func (p Pages) ApplyImport(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	submission := form.SubmissionID()
	if err := form.Err(); err != nil {
		return err
	}
	by := web.Actor(r)
	to, err := p.answered(r, submission)
	if err != nil || to != "" {
		return again(w, r, to, err)
	}
	f, plan, err := p.prepare(r)
	if err != nil {
		return err
	}
	to, err = frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) { return "/org", apply(tx, by, plan) })
	if fault.Of(err) != nil {
		return p.showImport(w, r, web.StatusOf(err), form.Again(err))
	}
	if err != nil {
		return err
	}
	p.uploads.drop(f.id)
	return web.Redirect(w, r, to, "已导入"+strconv.Itoa(plan.New())+"行")
}

// apply imports the plan and ends the sessions of whoever got a post by it, as
// giving one by hand does (SESS-03).
func apply(tx *db.Tx, by actor.Actor, plan org.Plan) error {
	before, err := postsHeld(tx)
	if err != nil {
		return err
	}
	if err := org.Apply(tx, by, plan); err != nil {
		return err
	}
	after, err := postsHeld(tx)
	if err != nil {
		return err
	}
	for officer, n := range after {
		if n == before[officer] {
			continue
		}
		if err := identity.PostsChanged(tx, by, officer); err != nil {
			return err
		}
	}
	return nil
}

// postsHeld counts the posts each officer holds today: an import only adds.
func postsHeld(tx *db.Tx) (map[string]int, error) {
	posts, err := org.PostsOn(tx, tx.Today())
	held := map[string]int{}
	for _, p := range posts {
		held[p.Officer]++
	}
	return held, err
}

// answered is where this form led before: the file is gone by the second press.
func (p Pages) answered(r *http.Request, submission string) (to string, err error) {
	err = p.view(r, func(tx *db.Tx) error {
		to, err = identity.Answered(tx, web.Actor(r), submission)
		return err
	})
	return to, err
}

func again(w http.ResponseWriter, r *http.Request, to string, err error) error {
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已导入")
}
