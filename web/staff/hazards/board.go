package hazards

import (
	"net/http"
	"strconv"

	"fengsheng/hazard"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// weeks is how many frozen weeks the trend shows.
const weeks = 12

// boardView is one week of the weekly board.
type boardView struct {
	View     ui.View
	Title    string
	State    string // 定稿 and when, or that it is a preview
	Frozen   bool
	Hash     string
	Corrects string
	Lines    []lineView
	Weeks    []ui.Tab
	Charts   []ui.Chart
	Report   bool
	Form     ui.FormView // freezes it, for whoever may and when it can be
	Week     string
	Entries  ui.Entries
	Print    ui.PrintView
}

// lineView is a line with the rows behind each number.
type lineView struct {
	Name  string
	Cells []cellView
	Total bool
}

type cellView struct{ Label, Value, Href string }

// Board is GET /hazards: the week the address names, the last that ended without one.
func (p Pages) Board(w http.ResponseWriter, r *http.Request) error {
	return p.showBoard(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) showBoard(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by := web.Actor(r)
	today := calendar.Of(p.DB.Now())
	week := hazard.MondayOf(today)
	if d, err := calendar.Parse(r.URL.Query().Get("week")); err == nil {
		week = hazard.MondayOf(d)
	}
	v := boardView{Entries: e, Report: identity.ReportHazard.Allows(by), Week: week.String()}
	rows := identity.SeeMatters.Allows(by)
	err := p.view(r, func(tx *db.Tx) error {
		b, err := hazard.BoardOf(tx, week)
		if err != nil {
			return err
		}
		v.fill(b, today, rows)
		if !v.Frozen && b.Sunday() < today && identity.FreezeBoard.Allows(by) {
			v.Form.Action = "/hazards/board?week=" + week.String()
		}
		before, err := hazard.Boards(tx, week, weeks)
		if err != nil {
			return err
		}
		v.Charts = charts(before)
		for _, old := range before {
			v.Weeks = append(v.Weeks, ui.Tab{Label: old.Week.String(), Href: "/hazards?week=" + old.Week.String(), Current: old.Week == week})
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.View = frame.Wide(r, v.Title)
	v.View.Wrong = e.Any()
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Filter: v.State, Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, status, boardPage(v))
}

// fill turns a board into what the page shows. The rows of a number are for
// whoever may see rows; upper levels see counts.
func (v *boardView) fill(b hazard.Board, today calendar.Date, rows bool) {
	v.Title = "每周除险晾晒　" + b.Week.Plain() + "至" + b.Sunday().Plain()
	v.Frozen, v.Hash, v.Corrects = !b.FrozenAt.IsZero(), b.Hash, b.Corrects
	switch {
	case v.Frozen:
		v.State = b.FrozenAt.In(calendar.Shanghai).Format("2006年1月2日15:04") + "定稿，不再改"
	case b.Sunday() >= today:
		v.State = "这一周还没有结束，数字每天在变"
	default:
		v.State = "已经结束，还没有定稿"
	}
	for _, l := range b.Lines {
		v.Lines = append(v.Lines, newLine(b, l, rows))
	}
	t := newLine(b, b.Total(), rows)
	t.Total = true
	v.Lines = append(v.Lines, t)
}

func newLine(b hazard.Board, l hazard.Line, rows bool) lineView {
	cell := func(label string, n int, f matter.Filter) cellView {
		c := cellView{Label: label, Value: strconv.Itoa(n) + "处"}
		if rows {
			c.Href = "/matters?" + f.Query().Encode()
		}
		return c
	}
	cleared, there := l.Rate()
	rate := cellView{Label: "消除率", Value: "没有隐患"}
	if there > 0 {
		rate.Value = indicator.RateOf(int64(cleared), int64(there)).String()
	}
	longest := cellView{Label: "最长天数", Value: "0天"}
	if l.Open > 0 {
		longest.Value = strconv.Itoa(l.Longest) + "天"
	}
	return lineView{Name: l.Name, Cells: []cellView{
		cell("本周发现", l.Found, b.FoundIn(l.Unit)), cell("本周消除", l.Cleared, b.ClearedIn(l.Unit)), cell("没有消除", l.Open, b.OpenAt(l.Unit)),
		cell("超期", l.Overdue, b.OverdueAt(l.Unit)), rate, longest,
	}}
}

// charts are the trend over the frozen weeks, oldest first.
func charts(newest []hazard.Board) []ui.Chart {
	if len(newest) < 4 { // fewer values are written, not drawn (ux.md 14.1)
		return nil
	}
	open := ui.Chart{ID: "open", Title: "没有消除的隐患", Unit: "处", Period: "最近" + strconv.Itoa(len(newest)) + "个定稿的周"}
	for i := len(newest) - 1; i >= 0; i-- {
		b := newest[i]
		t := b.Total()
		open.Points = append(open.Points, ui.Point{
			Label: b.Week.Plain() + "起的一周", Short: b.Week.String()[5:], Value: float64(t.Open), Text: strconv.Itoa(t.Open) + "处", Href: "/hazards?week=" + b.Week.String(),
		})
	}
	first, last := newest[len(newest)-1].Total().Open, newest[0].Total().Open
	open.Point = "从" + strconv.Itoa(first) + "处到" + strconv.Itoa(last) + "处。"
	return []ui.Chart{open}
}

// Freeze is POST /hazards/board.
func (p Pages) Freeze(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, submission, corrects := web.Actor(r), f.SubmissionID(), f.Long("corrects", "更正", 500, false)
	if err := f.Err(); err != nil {
		return p.showBoard(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	week, err := calendar.Parse(r.URL.Query().Get("week"))
	if err != nil {
		return fault.New(fault.NotFound, "找不到这一周")
	}
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		_, err := hazard.Freeze(tx, by, week, corrects)
		return "/hazards?week=" + week.String(), err
	})
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.showBoard(w, r, web.StatusOf(err), f.Again(err))
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已定稿，这一周不再改")
}

// wallView is the board on a wall: the newest frozen week, large.
type wallView struct {
	View  ui.View
	Title string
	State string
	Empty bool
	Lines []lineView
}

// Wall is GET /hazards/wall: read only, drawn anew every minute.
func (p Pages) Wall(w http.ResponseWriter, r *http.Request) error {
	var v wallView
	today := calendar.Of(p.DB.Now())
	err := p.view(r, func(tx *db.Tx) error {
		newest, err := hazard.Boards(tx, today, 1)
		if err != nil || len(newest) == 0 {
			v.Empty, v.Title = true, "每周除险晾晒"
			return err
		}
		var b boardView
		b.fill(newest[0], today, false)
		v.Title, v.State, v.Lines = b.Title, b.State, b.Lines
		return nil
	})
	if err != nil {
		return err
	}
	v.View = frame.Wide(r, v.Title)
	w.Header().Set("Refresh", "60")
	return web.Render(w, r, http.StatusOK, wallPage(v))
}
