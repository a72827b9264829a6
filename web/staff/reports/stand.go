package reports

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/report"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// standing is how a report stands: its last days, the checks before
// publication, what is still missing, and what can be recorded.
type standing struct {
	Dues   []dueView
	Checks []ui.Task
	Tasks  []ui.Task
	Filing string // how it was sent up, in words; "" = it was not
	FiledA string // the activity that says so
	May    bool   // the reader may record that it was sent up
	Set    bool   // the reader may set the district's days
	Public string // the public address, when anybody finds it
}

// dueView is a last day with what became of it.
type dueView struct {
	Title string
	Date  ui.DateView
	Words string
}

func newDue(d report.Due, today calendar.Date) dueView {
	v := dueView{Title: d.Title, Date: frame.Due(d.Show, today, d.Steps...), Words: d.Words(today)}
	if !d.Done.Zero() {
		v.Date.Left, v.Date.Tone = "已"+d.Title, ui.Done
	}
	return v
}

// stands gathers it for a reader, from what is printed of it; edit says whether the draft is theirs to write.
func stands(tx *db.Tx, by actor.Actor, p report.Report, c report.Compiled, edit bool) (standing, error) {
	v := standing{Set: identity.WriteReport.Allows(by)}
	all, err := report.Dues(tx, p)
	if err != nil {
		return v, err
	}
	for _, d := range all {
		v.Dues = append(v.Dues, newDue(d, tx.Today()))
	}
	final := p.State == report.FinalReviewed || p.State == report.Published
	f, sent, err := report.FilingOf(tx, p.ID)
	if err != nil {
		return v, err
	}
	if sent {
		v.Filing, v.FiledA = f.On.Plain()+"报送"+f.To+"："+f.How, "/activities/"+string(f.Activity)
	}
	v.May = !sent && final && identity.WriteReport.Allows(by)
	if p.State == report.Published || p.State == report.Withdrawn {
		v.Public = "/public/reports/" + words(p.Year)
	}
	if final {
		if v.Checks, err = checkTasks(tx, by, p, c.Hash); err != nil {
			return v, err
		}
	}
	if edit {
		v.Tasks = partTasks(c)
	}
	return v, nil
}

// checkTasks are the two checks with who made them, or where they are made.
func checkTasks(tx *db.Tx, by actor.Actor, p report.Report, hash string) ([]ui.Task, error) {
	made, err := report.Clearances(tx, p)
	if err != nil {
		return nil, err
	}
	lacking := report.Lacking(made, hash)
	var all []ui.Task
	for _, c := range report.Checks {
		t := ui.Task{Label: c.Label(), State: ui.Have}
		if slices.Contains(lacking, c) {
			t.State, t.Hint = ui.Lacking, "由初审人、复审人或终审人来做"
			if identity.ReviewReport.Allows(by) && p.State == report.FinalReviewed {
				t.Href, t.Hint = address(p.ID, "/clearance/"+string(c)), "看过现在这一稿，记下看了什么"
			}
		}
		for _, m := range made {
			if m.Check == c && m.Hash == hash {
				t.Hint = m.Name + "，" + m.At.In(calendar.Shanghai).Format("2006-01-02 15:04") + "：" + m.Words
			}
		}
		all = append(all, t)
	}
	return all, nil
}

var partNames = []string{"导语", "一、主要举措和成效", "二、不足和原因", "三、第一责任人履职情况", "四、下一年主要安排", "五、其他需要报告的情况"}

// partTasks are the required parts with what is still missing in each.
func partTasks(c report.Compiled) []ui.Task {
	partOf := map[report.SectionID]int{}
	var tasks []ui.Task
	for part, name := range partNames {
		t := ui.Task{Label: name, State: ui.Have}
		empty, written := 0, 0
		for _, s := range c.Sections {
			if s.Part != part {
				continue
			}
			partOf[s.ID] = part
			switch {
			case s.Body != "":
				written++
			case lacking(s, c.Sections):
				empty++
				if t.Href == "" {
					t.Href = address(c.Report.ID, "/sections/"+string(s.ID))
				}
			}
		}
		wrong, look := found(c.Findings, partOf, part)
		t.Hint = partHint(empty, wrong, look)
		switch {
		case empty > 0 || wrong > 0:
			t.State = ui.Lacking
		case part == report.PartOther && written == 0:
			t.State, t.Hint = ui.NotNeeded, "没有就不印"
		}
		if t.Href == "" && wrong+look > 0 {
			t.Href = address(c.Report.ID, "/findings")
		}
		tasks = append(tasks, t)
	}
	return tasks
}

// found counts what the check finds in a part, besides what is not written.
func found(all []report.Finding, partOf map[report.SectionID]int, part int) (wrong, look int) {
	for _, f := range all {
		here := slices.ContainsFunc(f.Places, func(at report.Place) bool {
			in, known := partOf[at.Section]
			return known && in == part
		})
		switch {
		case !here || f.Rule == "empty" || f.Rule == "required":
		case f.Level == report.Error:
			wrong++
		default:
			look++
		}
	}
	return wrong, look
}

func partHint(empty, wrong, look int) string {
	hint := ""
	for _, p := range []struct {
		n     int
		words string
	}{{empty, "节还没有写"}, {wrong, "项必须改"}, {look, "项请核对"}} {
		if p.n == 0 {
			continue
		}
		if hint != "" {
			hint += "，"
		}
		hint += words(p.n) + p.words
	}
	return hint
}
