package responsibilities

import (
	"cmp"
	"net/http"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/responsibility"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

const projectsPath = home + "/projects"

// projectsView is the projects of a year.
type projectsView struct {
	View    ui.View
	Tabs    []ui.Tab
	Parts   []ui.Tab
	Years   []ui.Tab
	Year    string
	Title   string
	Rows    []projectRow
	Keep    bool
	Entries ui.Entries
	Doers   []ui.Option
	Print   ui.PrintView
}

// projectRow is a project as a line: milestones done of all, and the next.
type projectRow struct {
	Href, Name, Goal, Who, Progress, Next string
	Due                                   ui.DateView
	Tone                                  ui.Tone
}

// Projects is GET /responsibilities/projects.
func (p Pages) Projects(w http.ResponseWriter, r *http.Request) error {
	return p.drawProjects(w, r, http.StatusOK, yearAsked(r.URL.Query().Get("year"), calendar.Of(p.DB.Now())), ui.Entries{})
}

func (p Pages) drawProjects(w http.ResponseWriter, r *http.Request, status, year int, e ui.Entries) error {
	by := web.Actor(r)
	v := projectsView{
		Title: number(year) + "年项目", Year: number(year), Parts: parts(projectsPath, year), Years: years(projectsPath, year), Entries: e,
		Keep: identity.KeepResponsibility.Allows(by),
	}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Doers = names.Doers()
		all, err := responsibility.Projects(tx, by, year)
		for _, project := range all {
			if err != nil {
				return err
			}
			var steps []responsibility.Milestone
			if steps, err = responsibility.Milestones(tx, project.ID); err == nil {
				v.Rows = append(v.Rows, newProject(names, project, steps, tx.Today()))
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View, v.Tabs = frame.Wide(r, v.Title), frame.WorkTabs(r, home)
	v.View.Wrong = e.Any()
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, status, projectsPage(v))
}

func newProject(n frame.Names, p responsibility.Project, steps []responsibility.Milestone, today calendar.Date) projectRow {
	row := projectRow{Href: projectsPath + "/" + p.ID, Name: p.Name, Goal: p.Goal, Who: n.Doer(p.Officer, p.Unit), Tone: ui.Going}
	at := responsibility.ProgressOf(steps)
	row.Progress = "完成" + number(at.Done) + "个，共" + number(at.All) + "个节点"
	switch {
	case at.All == 0:
		row.Progress, row.Tone = "还没有定节点", ui.Soon
	case at.Next.MilestoneID == "":
		row.Tone = ui.Done
	default:
		row.Next, row.Due = at.Next.Words, frame.Row(at.Next.Planned, today)
	}
	return row
}

// AddProject is POST /responsibilities/projects.
func (p Pages) AddProject(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	year := yearAsked(f.Raw("year"), calendar.Of(p.DB.Now()))
	begun := responsibility.Project{Year: year, Name: f.Text("name", "名称", 100, true), Goal: f.Long("goal", "目标", 500, true)}
	begun.Officer, begun.Unit = frame.Doing(f.Raw("who"))
	return p.press(w, r, f, "项目已列入，请加节点", func(tx *db.Tx, by actor.Actor) (string, error) {
		made, err := responsibility.Begin(tx, by, begun)
		return projectsPath + "/" + made.ID, err
	}, func(status int, e ui.Entries) error { return p.drawProjects(w, r, status, year, e) })
}

// projectView is one project with its milestones.
type projectView struct {
	View    ui.View
	Row     projectRow
	Back    string
	Facts   []ui.Fact
	Steps   []milestoneRow
	Plan    bool
	Reach   bool
	Entries ui.Entries
	Open    []ui.Option
	Proofs  []ui.Option
	Print   ui.PrintView
}

type milestoneRow struct {
	Words, Done, Note, Href, Proof, State string
	Tone                                  ui.Tone
	Planned                               ui.DateView
}

// Project is GET /responsibilities/projects/{id}.
func (p Pages) Project(w http.ResponseWriter, r *http.Request) error {
	return p.drawProject(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) drawProject(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by := web.Actor(r)
	v := projectView{Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		found, err := responsibility.LoadProject(tx, by, r.PathValue("id"))
		if err != nil {
			return err
		}
		n, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		steps, err := responsibility.Milestones(tx, found.ID)
		if err != nil {
			return err
		}
		v.Row, v.Back = newProject(n, found, steps, tx.Today()), projectsPath+"?year="+number(found.Year)
		v.Facts = []ui.Fact{{Label: "年底做到", Value: found.Goal}, {Label: "牵头", Value: v.Row.Who}, {Label: "进度", Value: v.Row.Progress}}
		v.Plan, v.Reach = identity.KeepResponsibility.Allows(by), found.MayReach(by)
		for _, m := range steps {
			row := milestoneRow{Words: m.Words, Note: m.Note, Planned: frame.Row(m.Planned, tx.Today()), State: "没到", Tone: ui.Going, Proof: "看" + m.Proof.Label()}
			if row.Href, err = proofAddress(tx, by, m.Evidence); err != nil {
				return err
			}
			if m.Done.Zero() {
				v.Open = append(v.Open, ui.Option{Value: m.MilestoneID, Label: m.Words})
				if m.Planned < tx.Today() {
					row.Tone, row.State = ui.Late, "没完成"
				}
			} else {
				row.Done, row.State, row.Tone = m.Done.String(), "已完成", ui.Done
				row.Note = cmp.Or(m.Note, "内容已随事项删除")
				row.Planned.Left, row.Planned.Tone = "", ui.Plain
			}
			v.Steps = append(v.Steps, row)
		}
		if v.Reach && len(v.Open) > 0 {
			v.Proofs, err = proofOptions(tx, by, found.Year)
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Row.Name, e.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Row.Name, Moment: "截至" + v.View.Moment, Address: v.Row.Href}
	return web.Render(w, r, status, projectPage(v))
}

// ProjectStep is POST /responsibilities/projects/{id}/{command}.
func (p Pages) ProjectStep(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, command := r.PathValue("id"), r.PathValue("command")
	var take func(tx *db.Tx, by actor.Actor) error
	switch command {
	case "plan":
		words, planned := f.Long("words", "节点", 500, true), f.Date("planned", "计划日期", true)
		take = func(tx *db.Tx, by actor.Actor) error { return only(responsibility.Step(tx, by, id, words, planned)) }
	case "reach":
		m := responsibility.Milestone{Project: id, MilestoneID: f.Raw("milestone"), Done: f.Date("done", "完成日期", true), Note: f.Long("note", "凭什么看出", 500, true)}
		if m.MilestoneID == "" {
			f.Wrong("milestone", "请选择是哪个节点")
		}
		if chosen := f.Raw("evidence"); chosen != "" {
			m.Evidence = evidence(chosen)
		}
		take = func(tx *db.Tx, by actor.Actor) error { return responsibility.Reach(tx, by, m) }
	default:
		return frame.NoStep()
	}
	do := func(tx *db.Tx, by actor.Actor) (string, error) { return projectsPath + "/" + id, take(tx, by) }
	return p.press(w, r, f, responsibility.Commands.Label(command), do, func(status int, e ui.Entries) error { return p.drawProject(w, r, status, e) })
}

// areasView says which leader answers for which area.
type areasView struct {
	View  ui.View
	Tabs  []ui.Tab
	Parts []ui.Tab
	Rows  []areaRow
	Print ui.PrintView
}

type areaRow struct{ Area, Who, Since string }

// Areas is GET /responsibilities/areas: who answers for which area (包保). It is kept in
// the org tree and only shown here.
func (p Pages) Areas(w http.ResponseWriter, r *http.Request) error {
	v := areasView{Parts: parts(home+"/areas", 0)}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		all, err := org.Responsibilities(tx, tx.Today())
		if err != nil {
			return err
		}
		for _, u := range names.Units {
			if u.Level != actor.Community && u.Level != actor.Estate && u.Level != actor.Grid {
				continue
			}
			held := false
			for _, a := range all {
				if a.Unit != u.ID {
					continue
				}
				if err := names.KnowOfficers(tx, a.Officer); err != nil {
					return err
				}
				held = true
				v.Rows = append(v.Rows, areaRow{Area: u.Name, Who: names.Officer(a.Officer), Since: a.Since.String()})
			}
			if !held && u.Level == actor.Community {
				v.Rows = append(v.Rows, areaRow{Area: u.Name})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.View, v.Tabs = frame.Wide(r, "包保"), frame.WorkTabs(r, home)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: "领导包保", Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, http.StatusOK, areasPage(v))
}
