package ledgers

import (
	"errors"
	"net/http"
	"os"
	"strconv"
	"strings"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/sheet"
	"fengsheng/ledger"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

type showView struct {
	View     ui.View
	Import   ledger.Import
	Entries  ui.Entries
	Counts   map[ledger.Verdict]int
	Figures  []ui.FigureView
	Shown    ledger.Verdict
	Rows     []resultRow
	Page     ui.PageView
	Reasons  []ledger.Reason
	Running  bool
	Progress string
	Until    string // the last moment of withdrawing; "" = it is over
	Enter    ui.FormView
}

type resultRow struct {
	Number   int
	Sentence string
	Href     string
}

// shownRows is how many rows stand on one page.
const shownRows = 50

// Show is GET /imports/{id}: where the import stands.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	im, err := p.load(r)
	if err != nil {
		return err
	}
	if im.State == ledger.Matching {
		return p.askColumns(w, r, http.StatusOK, im, entriesOf(im))
	}
	return p.draw(w, r, http.StatusOK, im, ui.Entries{})
}

// order is the order in which verdicts are told.
var order = []ledger.Verdict{ledger.New, ledger.Entered, ledger.Taken, ledger.Left, ledger.Wrong, ledger.Like, ledger.Known}

func (p Pages) draw(w http.ResponseWriter, r *http.Request, status int, im ledger.Import, e ui.Entries) error {
	v := showView{View: frame.Again(r, im.File, e.Any()), Import: im, Entries: e, Running: p.work.on(im.ID), Enter: ui.FormView{Action: address(im.ID) + "/enter"}}
	v.View.Wide = true
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Counts, err = ledger.Counts(tx, im); err != nil || im.State.Works() {
			return err
		}
		if im.Withdrawable(tx.Now) {
			v.Until = im.Until().In(calendar.Shanghai).Format("2006-01-02 15:04")
		}
		return v.fill(tx, r)
	})
	if err != nil {
		return err
	}
	v.figures()
	if im.State.Works() && v.Running {
		w.Header().Set("Refresh", "2") // without script, too
	}
	v.progress()
	return web.Render(w, r, status, showPage(v))
}

// fill reads the rows of the verdict in the address, or of the first that asks
// for something.
func (v *showView) fill(tx *db.Tx, r *http.Request) error {
	v.Shown = ledger.Verdict(r.URL.Query().Get("show"))
	if v.Counts[v.Shown] == 0 {
		v.Shown = ""
		for _, x := range []ledger.Verdict{ledger.Wrong, ledger.Like, ledger.Left, ledger.Entered, ledger.New, ledger.Known, ledger.Taken} {
			if v.Counts[x] > 0 && v.Shown == "" {
				v.Shown = x
			}
		}
	}
	if v.Shown == "" {
		return nil
	}
	after, err := strconv.Atoi(r.URL.Query().Get("after"))
	if err != nil || after < 0 {
		after = 0
	}
	rows, err := ledger.Rows(tx, v.Import, v.Shown, after, shownRows+1)
	if err != nil {
		return err
	}
	if len(rows) > shownRows {
		rows = rows[:shownRows]
		v.Page.Older = v.href(v.Shown) + "&after=" + strconv.Itoa(rows[shownRows-1].Number)
	}
	for _, row := range rows {
		x := resultRow{Number: row.Number, Sentence: row.Sentence()}
		if row.Subject != "" && v.Shown != ledger.Taken {
			x.Href = "/" + string(v.Import.Kind) + "/" + row.Subject
		}
		v.Rows = append(v.Rows, x)
	}
	if after > 0 {
		v.Page.Newer = v.href(v.Shown)
	}
	if v.Shown == ledger.Wrong || v.Shown == ledger.Like {
		if v.Reasons, err = ledger.Reasons(tx, v.Import, v.Shown); len(v.Reasons) > 10 {
			v.Reasons = v.Reasons[:10]
		}
	}
	return err
}

func (v showView) href(x ledger.Verdict) string { return address(v.Import.ID) + "?show=" + string(x) }

func (v *showView) figures() {
	for _, x := range order {
		if v.Counts[x] > 0 || x == ledger.Wrong && v.Import.State == ledger.Checked {
			f := ui.FigureView{Label: x.Label(), Value: strconv.Itoa(v.Counts[x]), Unit: "行"}
			if v.Counts[x] > 0 && !v.Import.State.Works() {
				f.Href = v.href(x)
			}
			v.Figures = append(v.Figures, f)
		}
	}
}

func (v *showView) total() int {
	n := 0
	for _, c := range v.Counts {
		n += c
	}
	return n
}

func (v *showView) progress() {
	switch v.Import.State {
	case ledger.Checking:
		v.Progress = "已经试了" + strconv.Itoa(v.total()) + "行"
	case ledger.Entering:
		left := v.Counts[ledger.New]
		if v.Import.Likes {
			left += v.Counts[ledger.Like]
		}
		v.Progress = "已经导入" + strconv.Itoa(v.Counts[ledger.Entered]) + "行，还有" + strconv.Itoa(left) + "行"
	case ledger.Withdrawing:
		v.Progress = "已经撤回" + strconv.Itoa(v.Counts[ledger.Taken]) + "行，还有" + strconv.Itoa(v.Counts[ledger.Entered]) + "行"
	}
}

// change makes a change of the import, begins its work, and shows it.
func (p Pages) change(w http.ResponseWriter, r *http.Request, sentence string, do func(tx *db.Tx, f *web.Form) error) error {
	im, err := p.load(r)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	submission := f.SubmissionID()
	if err := f.Err(); err != nil {
		return err
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) { return address(im.ID), do(tx, f) })
	if fault.Is(err, fault.Invalid) {
		return p.draw(w, r, http.StatusUnprocessableEntity, im, f.Again(err))
	}
	if err != nil {
		return err
	}
	p.start(web.Actor(r), im.ID)
	return web.Redirect(w, r, to, sentence)
}

// Enter is POST /imports/{id}/enter.
func (p Pages) Enter(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, "", func(tx *db.Tx, f *web.Form) error {
		_, err := ledger.Enter(tx, web.Actor(r), r.PathValue("id"), f.Bool("likes"))
		return err
	})
}

// Drop is POST /imports/{id}/drop: nothing is entered.
func (p Pages) Drop(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, "没有导入，文件已经删除", func(tx *db.Tx, _ *web.Form) error {
		return ledger.Drop(tx, web.Actor(r), r.PathValue("id"))
	})
}

// Go is POST /imports/{id}/go: the work goes on after something interrupted it.
func (p Pages) Go(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, "", func(*db.Tx, *web.Form) error { return nil })
}

// Problems is GET /imports/{id}/problems: the rows that were not entered, with why.
func (p Pages) Problems(w http.ResponseWriter, r *http.Request) error {
	im, err := p.load(r)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp("", "fengsheng-problems-*")
	if err != nil {
		return err
	}
	defer func() { _ = errors.Join(file.Close(), os.Remove(file.Name())) }()
	if err := p.view(r, func(tx *db.Tx) error { return ledger.WriteWrong(tx, im, file) }); err != nil {
		return err
	}
	name, _, _ := strings.Cut(im.File, ".")
	return web.DownloadFrom(w, r, name+"-有问题的行-"+calendar.Of(p.DB.Now()).String()+".xlsx", sheet.XLSX.Media(), file)
}

type withdrawView struct {
	View    ui.View
	Import  ledger.Import
	Entries ui.Entries
	Rows    int
	Form    ui.FormView
}

// AskWithdraw is GET /imports/{id}/withdraw.
func (p Pages) AskWithdraw(w http.ResponseWriter, r *http.Request) error {
	return p.askWithdraw(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) askWithdraw(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	im, err := p.load(r)
	if err != nil {
		return err
	}
	v := withdrawView{View: frame.Again(r, "撤回导入", e.Any()), Import: im, Entries: e, Form: ui.FormView{Action: address(im.ID) + "/withdraw"}}
	err = p.view(r, func(tx *db.Tx) error {
		if !im.Withdrawable(tx.Now) {
			return fault.New(fault.Conflict, "这次导入现在不能撤回了：只能在导入完的24小时以内撤回")
		}
		counts, err := ledger.Counts(tx, im)
		v.Rows = counts[ledger.Entered]
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, withdrawPage(v))
}

// Withdraw is POST /imports/{id}/withdraw.
func (p Pages) Withdraw(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	reason := f.Text("reason", "为什么撤回", 200, true)
	if err := f.Err(); err != nil {
		return p.askWithdraw(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	return p.change(w, r, "", func(tx *db.Tx, _ *web.Form) error {
		_, err := ledger.Withdraw(tx, web.Actor(r), r.PathValue("id"), reason)
		return err
	})
}
