package reports

import (
	"net/http"
	"slices"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/report"
	"fengsheng/web"
	"fengsheng/web/ui"
)

type showView struct {
	head
	Facts    []ui.Fact
	Steps    []stepLink
	Waiting  []report.Step
	Sections []report.Section
	Begins   map[report.SectionID]string // how the prose of a section begins, as it is printed
	Edit     bool
	Parts    []ui.Option
	Entries  ui.Entries
	History  []ui.Entry
	standing
}

// stepLink is a step the reader may take, and where.
type stepLink struct {
	report.Step
	Href string
}

// pagesOf are the pages on which the steps are taken.
var pagesOf = map[report.Command]string{
	report.DoSend: "/submission", report.DoPassFirst: "/pass", report.DoPassSecond: "/pass", report.DoPassFinal: "/pass",
	report.DoReturn: "/return", report.DoPublish: "/publication", report.DoWithdraw: "/withdrawal",
}

// Show is GET /reports/{id}.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by := web.Actor(r)
	v := showView{Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		found, err := report.Load(tx, idOf(r))
		if err != nil {
			return err
		}
		v.head = newHead(r, found, found.Title, "概览")
		v.Edit = found.State == report.Draft && identity.WriteReport.Allows(by)
		if v.Sections, err = report.Sections(tx, found.ID); err != nil {
			return err
		}
		if v.Facts, err = facts(tx, found); err != nil {
			return err
		}
		if v.History, err = history(tx, found); err != nil {
			return err
		}
		c, err := report.Read(tx, found)
		if err != nil {
			return err
		}
		v.Begins = begins(v.Sections, c.Content.Pieces)
		v.standing, err = stands(tx, by, found, c, v.Edit)
		return err
	})
	if err != nil {
		return err
	}
	v.View.Wrong = e.Any()
	for _, s := range v.Report.Next(by) {
		if more := pagesOf[s.Do]; more != "" {
			v.Steps = append(v.Steps, stepLink{s, address(v.Report.ID, more)})
		}
	}
	slices.SortStableFunc(v.Steps, func(a, b stepLink) int { return rank(a) - rank(b) })
	v.Waiting = v.Report.Waiting(by)
	for _, s := range v.Sections {
		if s.Part > 0 && s.Fixed() {
			v.Parts = append(v.Parts, ui.Option{Value: words(s.Part), Label: s.Name()})
		}
	}
	return web.Render(w, r, status, showPage(v))
}

// begins finds how each section begins in what is printed of them, in the same order.
func begins(sections []report.Section, printed []report.Piece) map[report.SectionID]string {
	all := map[report.SectionID]string{}
	for _, s := range sections {
		if len(printed) == 0 {
			break
		}
		p := printed[0]
		if p.Level != s.Level || p.Number != s.Number || p.Heading != s.Heading {
			continue // a section without prose may be left out
		}
		if len(p.Paragraphs) > 0 {
			all[s.ID] = p.Paragraphs[0].Text()
		}
		printed = printed[1:]
	}
	return all
}

// rank puts the way on before the way back.
func rank(s stepLink) int {
	if s.Do == report.DoReturn {
		return 1
	}
	return 0
}

func facts(tx *db.Tx, p report.Report) ([]ui.Fact, error) {
	change := ""
	if p.State == report.Draft {
		change = address(p.ID, "/cover")
	}
	all := []ui.Fact{
		{Label: "标题", Value: p.Title, Change: change},
		{Label: "统计截止", Value: p.Cutoff.Plain(), Change: change},
		{Label: "成文日期", Value: dated(p), Change: change},
	}
	if p.Reason != "" {
		all = append(all, ui.Fact{Label: reasonLabel(p.State), Value: p.Reason})
	}
	if !p.State.Frozen() {
		return all, nil
	}
	f, err := report.FreezeOf(tx, p.ID, p.Round)
	if err != nil {
		return nil, err
	}
	return append(
		all,
		ui.Fact{Label: "冻结", Value: "第" + words(p.Round) + "次送审，" + f.At.In(calendar.Shanghai).Format("2006-01-02 15:04") + "，" + words(len(f.Figures)) + "个数字"},
		ui.Fact{Label: "校验码", Value: f.Hash},
	), nil
}

func reasonLabel(s report.State) string {
	switch s {
	case report.Withdrawn:
		return "撤回理由"
	case report.Superseded:
		return "更正理由"
	}
	return "退回理由"
}

func dated(p report.Report) string {
	if p.Dated.Zero() {
		return "送审当天"
	}
	return p.Dated.Plain()
}

// historyMost is how many of the newest events the page shows.
const historyMost = 30

var actionLabels = map[string]string{
	"report.begin": "新建", "report.cover": "改标题和日期", "report.write": "写正文", "report.add": "添加一节", "report.move": "调整次序",
	"report.remove": "删除一节", "report.supersede": "被更正后的报告取代",
	"report.still": "说明沿用的话仍然适用", "report.answer": "对照去年的安排", "report.file": "登记上报",
	"report.clear.secrecy": "保密审查", "report.clear.privacy": "个人信息审查",
	"report.explain": "写明数字没有错的理由",
}

// history is what was done, the newest first. Edits one after another by one
// person are one entry.
func history(tx *db.Tx, p report.Report) ([]ui.Entry, error) {
	events, err := event.Of(tx, event.Report, string(p.ID), 200)
	if err != nil {
		return nil, err
	}
	var all []ui.Entry
	last := event.Event{}
	for _, e := range events {
		if e.Action == last.Action && e.Officer == last.Officer || len(all) == historyMost {
			continue
		}
		last = e
		at := e.At.In(calendar.Shanghai)
		all = append(all, ui.Entry{
			Kind: "报告", Title: actionLabel(e.Action), Who: e.OfficerName, ISO: at.Format("2006-01-02T15:04"), When: at.Format("2006-01-02 15:04"),
		})
	}
	return all, nil
}

func actionLabel(action string) string {
	if l := actionLabels[action]; l != "" {
		return l
	}
	for _, s := range report.Table() {
		if "report."+string(s.Do) == action {
			return s.Label
		}
	}
	return "系统记录"
}

// again reports whether a form is to be shown again with what is wrong.
func again(err error) bool { return fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) }
