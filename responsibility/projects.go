package responsibility

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Begin puts a project on the list of a year.
func Begin(tx *db.Tx, by actor.Actor, p Project) (Project, error) {
	if err := identity.KeepResponsibility.Check(by); err != nil {
		return p, err
	}
	var bad fault.Fields
	p.Name, p.Goal = strings.TrimSpace(p.Name), strings.TrimSpace(p.Goal)
	yearOf(&bad, p.Year, tx.Today())
	bad.Need("name", p.Name, "请写项目的名称")
	bad.Need("goal", p.Goal, "请写明年底要做到什么")
	bad.Short("name", "名称", p.Name, lineMax)
	bad.Short("goal", "目标", p.Goal, wordsMax)
	bad.Must("who", p.Officer != "" || p.Unit != "", "请选择由谁、或哪个单位牵头")
	if err := officerThere(tx, &bad, "who", p.Officer); err != nil {
		return p, err
	}
	if p.Unit != "" {
		if _, err := org.UnitByID(tx, p.Unit); fault.Is(err, fault.NotFound) {
			bad.Add("who", "找不到这个单位，请重新选择")
		} else if err != nil {
			return p, err
		}
	}
	if err := bad.Err(); err != nil {
		return p, err
	}
	n, err := db.Value[int](tx, sameProject, tx.Street, p.Year, p.Name)
	if err == nil && n > 0 {
		err = fault.New(fault.Conflict, "%d年已经有“%s”这个项目", p.Year, p.Name)
	}
	if err != nil {
		return p, err
	}
	p.ID = tx.NewID()
	if _, err := tx.Exec(insertProject, tx.Street, p.ID, p.Year, p.Name, p.Goal, p.Officer, p.Unit); err != nil {
		return p, err
	}
	return p, told(tx, by, "begin", p.ID, map[string]any{"year": p.Year})
}

// Step adds a milestone to a project.
func Step(tx *db.Tx, by actor.Actor, project, words string, planned calendar.Date) (Milestone, error) {
	m := Milestone{Project: project, Words: strings.TrimSpace(words), Planned: planned}
	p, err := LoadProject(tx, by, project)
	if err != nil {
		return m, err
	}
	if err := identity.KeepResponsibility.Check(by); err != nil {
		return m, err
	}
	var bad fault.Fields
	bad.Need("words", m.Words, "请写明这一步做到什么算完成")
	bad.Short("words", "节点", m.Words, wordsMax)
	if planned.Year() != p.Year {
		bad.Add("planned", "请填写计划哪一天完成，要在%d年", p.Year)
	}
	if err := bad.Err(); err != nil {
		return m, err
	}
	m.MilestoneID = tx.NewID()
	if _, err := tx.Exec(insertMilestone, tx.Street, m.MilestoneID, project, m.Words, planned); err != nil {
		return m, err
	}
	return m, told(tx, by, "plan", project, map[string]any{"planned": planned.String()})
}

// Reach writes down that a milestone was reached: on which day and what shows it; a
// record that opens may stand with it.
func Reach(tx *db.Tx, by actor.Actor, m Milestone) error {
	p, err := LoadProject(tx, by, m.Project)
	if err != nil {
		return err
	}
	if !p.MayReach(by) {
		return identity.KeepResponsibility.Check(by)
	}
	var bad fault.Fields
	m.Note = strings.TrimSpace(m.Note)
	bad.Need("note", m.Note, "请写明凭什么看出做到了")
	bad.Short("note", "依据", m.Note, wordsMax)
	if m.Done.Zero() || m.Done > tx.Today() {
		bad.Add("done", "请填写哪一天做到的，不能晚于今天")
	}
	if m.Proof != "" {
		if err := proven(tx, by, &bad, m.Evidence); err != nil {
			return err
		}
	}
	if err := bad.Err(); err != nil {
		return err
	}
	n, err := tx.Exec(reachMilestone, tx.Street, m.Project, m.MilestoneID, m.Done, m.Note, string(m.Proof), m.ID)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "这个节点已经记过完成，或者不在这个项目里")
	}
	return told(tx, by, "reach", m.Project, map[string]any{"milestone": m.MilestoneID})
}

// MayReach reports whether the actor writes which milestones were reached.
func (p Project) MayReach(by actor.Actor) bool {
	return identity.KeepResponsibility.Allows(by) || p.Officer != "" && p.Officer == by.Officer
}
