package studies

import (
	"net/http"
	"net/url"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// yearView is a year's plan against what was done.
type yearView struct {
	head
	Figures   []ui.FigureView
	Varieties []varietyRow
	Chart     ui.Chart
	Laws      []coveredRow
	Open      []sessionRow // planned days that have passed
	Keep      bool
	Export    url.Values
}

// varietyRow is how many sessions of a kind were planned and held.
type varietyRow struct{ Label, Planned, PlannedHref, Held, HeldHref, Cancelled, CancelledHref string }

// coveredRow is a law of the common list and the sessions that covered it.
type coveredRow struct {
	Law, Sort, Due string
	Tone           ui.Tone
	State          string
	Met            bool // as far as it is listed
	Sessions       []ui.Crumb
}

// Year is GET /study.
func (p Pages) Year(w http.ResponseWriter, r *http.Request) error {
	year := yearOf(r.URL.Query().Get("year"), calendar.Of(p.DB.Now()))
	v := yearView{head: headOf(r, "学法　"+number(year)+"年计划和完成", "/study", year, false), Keep: identity.KeepStudy.Allows(web.Actor(r)), Export: yearValues(year)}
	if err := p.view(r, func(tx *db.Tx) error { return v.fill(tx, web.Actor(r)) }); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, yearPage(v))
}

func (v *yearView) fill(tx *db.Tx, by actor.Actor) error {
	all, err := study.Sessions(tx, by, study.Filter{On: whole(v.Year)})
	if err != nil {
		return err
	}
	laws, err := study.Laws(tx, by, v.Year)
	if err != nil {
		return err
	}
	common := study.Of(laws, study.Common, "")
	v.Laws = covered(common, all, tx.Today())
	v.varieties(all)
	for _, s := range all {
		if s.State == study.Planned && s.On < tx.Today() {
			v.Open = append(v.Open, rowOf(s, tx.Today()))
		}
	}
	planned, done, err := study.PlansDone(tx, by, v.Year)
	if err != nil {
		return err
	}
	met := 0
	for _, l := range v.Laws {
		if l.Met {
			met++
		}
	}
	total, held := 0, 0
	for _, s := range all {
		if s.State != study.Cancelled {
			total++
		}
		if s.Done() {
			held++
		}
	}
	v.Figures = []ui.FigureView{
		{Label: "安排的学习", Value: number(total), Unit: "场", Href: sessionsHref(v.Year, "", study.Planned, study.Held, study.Recorded)},
		{Label: "已开展的学习", Value: number(held), Unit: "场", Href: sessionsHref(v.Year, "", study.Held, study.Recorded)},
		{Label: "共同清单", Value: number(len(common)), Unit: "部", Href: inYear("/study/plan", v.Year) + "#common"},
		{Label: "其中集体学过", Value: number(met), Unit: "部", Href: "#covered", Note: "看下面的表"},
		{Label: "领导个人清单", Value: number(planned), Unit: "项", Href: inYear("/study/plan", v.Year) + "#leaders"},
	}
	finished := ui.FigureView{Label: "其中已学", Value: number(done), Unit: "项", Note: "只看计划落实，不按人计数"}
	if identity.LeadStudy.Allows(by) {
		finished.Href = inYear("/study/carrying", v.Year)
	}
	v.Figures = append(v.Figures, finished)
	return v.exams(tx)
}

// exams adds how many examinations of the year have their counts.
func (v *yearView) exams(tx *db.Tx) error {
	f := study.ExamFilter{On: whole(v.Year), Closed: true}
	n, err := study.SumExams(tx, f, study.TotalExams)
	if err != nil {
		return err
	}
	sat, err := study.SumExams(tx, f, study.TotalSat)
	v.Figures = append(v.Figures, ui.FigureView{
		Label: "学法考试", Value: number(int(n)), Unit: "场", Href: "/study/exams?" + f.Query().Encode(), Note: "参加" + number(int(sat)) + "人次",
	})
	return err
}

func sessionsHref(year int, variety string, states ...study.Stage) string {
	q := yearValues(year)
	if variety != "" {
		q.Set("variety", variety)
	}
	for _, s := range states {
		q.Add("state", string(s))
	}
	return "/study/sessions?" + q.Encode()
}

func (v *yearView) varieties(all []study.Session) {
	v.Chart = ui.Chart{ID: "held", Title: "已开展的学习，按种类", Period: number(v.Year) + "年", Unit: "场"}
	for _, c := range study.Varieties() {
		n := map[study.Stage]int{}
		for _, s := range all {
			if string(s.Variety) == c.Code {
				n[s.State]++
			}
		}
		held := n[study.Held] + n[study.Recorded]
		if held+n[study.Planned]+n[study.Cancelled] == 0 {
			continue
		}
		v.Varieties = append(v.Varieties, varietyRow{
			Label:   c.Label,
			Planned: number(held + n[study.Planned]), PlannedHref: sessionsHref(v.Year, c.Code, study.Planned, study.Held, study.Recorded),
			Held: number(held), HeldHref: sessionsHref(v.Year, c.Code, study.Held, study.Recorded),
			Cancelled: number(n[study.Cancelled]), CancelledHref: sessionsHref(v.Year, c.Code, study.Cancelled),
		})
		v.Chart.Points = append(v.Chart.Points, ui.Point{Label: c.Label, Value: float64(held), Text: number(held), Href: sessionsHref(v.Year, c.Code, study.Held, study.Recorded)})
	}
	v.Chart.Point = "安排和取消的在表里。"
}

// covered puts beside each law the sessions held that had it, or some of it.
func covered(laws []study.Law, all []study.Session, today calendar.Date) []coveredRow {
	var lessons []study.Lesson
	for _, s := range all {
		if s.Done() {
			lessons = append(lessons, study.Lesson{On: s.On, Laws: s.Laws})
		}
	}
	var rows []coveredRow
	for _, l := range laws {
		row := coveredRow{Law: l.Words(), Sort: l.Sort.Label(), Due: l.Due.Plain(), State: "还没有集体学", Tone: ui.Plain}
		for _, s := range all {
			if s.Done() && l.Touches(s.Laws) {
				row.Sessions = append(row.Sessions, ui.Crumb{Label: s.On.Plain() + s.Label(), Href: sessionAddress(s.ID)})
			}
		}
		done, begun := l.Learned(lessons)
		row.Met = !done.Zero()
		switch {
		case done > l.Due:
			row.State, row.Tone = "学过，晚于计划的日期", ui.Done
		case row.Met:
			row.State, row.Tone = "学过", ui.Done
		case begun && l.Due < today:
			row.State, row.Tone = "过了计划的日期，只学了一部分", ui.Soon
		case begun:
			row.State, row.Tone = "只学了一部分", ui.Going
		case l.Due < today:
			row.State, row.Tone = "过了计划的日期", ui.Soon
		}
		rows = append(rows, row)
	}
	return rows
}

// ExportYear is POST /study/export: the common list against the sessions.
func (p Pages) ExportYear(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeStudy, Action: "study.export", Subject: "study"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		year := yearOf(f.Raw("year"), tx.Today())
		laws, err := study.Laws(tx, by, year)
		if err != nil {
			return frame.Listing{}, err
		}
		all, err := study.Sessions(tx, by, study.Filter{On: whole(year)})
		rows := covered(study.Of(laws, study.Common, ""), all, tx.Today())
		return frame.Listing{
			Name: "学法计划和完成", Condition: number(year) + "年", Meaning: "一行是共同清单里的一部法律或者党内法规，以及学过它的场次。", Query: yearValues(year),
			Columns: []string{"法律或党内法规", "类别", "计划学完", "情况", "学过的场次"},
			Rows: func(add func(...any) error) error {
				for _, l := range rows {
					var held []string
					for _, s := range l.Sessions {
						held = append(held, s.Label)
					}
					if err := add(l.Law, l.Sort, frame.DayCell(l.Due), l.State, strings.Join(held, "\n")); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}
