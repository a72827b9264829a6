package responsibility

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/task"
)

// Bounds of what is written, in characters, and of the years.
const (
	lineMax   = 100
	wordsMax  = 500
	firstYear = 2015
)

func short(bad *fault.Fields, name, label, text string, most int) {
	if n := len([]rune(text)); n > most {
		bad.Add(name, "%s最多%d字，现在多了%d字", label, most, n-most)
	}
}

// yearOf holds that a year is one that a list can be of: not before the duty began, and
// the next year at the latest.
func yearOf(bad *fault.Fields, year int, today calendar.Date) {
	if year < firstYear || year > today.Year()+1 {
		bad.Add("year", "请填写年份，%d到%d", firstYear, today.Year()+1)
	}
}

// officerThere looks before it points.
func officerThere(tx *db.Tx, bad *fault.Fields, name, id string) error {
	if id == "" {
		return nil
	}
	_, err := org.FindOfficer(tx, id)
	if fault.Is(err, fault.NotFound) {
		bad.Add(name, "%s", err.Error())
		return nil
	}
	return err
}

// List puts a duty of a post on the list of its year.
func List(tx *db.Tx, by actor.Actor, d Duty) (Duty, error) {
	if err := identity.KeepResponsibility.Check(by); err != nil {
		return d, err
	}
	var bad fault.Fields
	d.Post, d.Words, d.Source = strings.TrimSpace(d.Post), strings.TrimSpace(d.Words), strings.TrimSpace(d.Source)
	yearOf(&bad, d.Year, tx.Today())
	bad.Must("kind", Kinds.Has(string(d.Kind)), "请选择是谁的职责")
	bad.Need("post", d.Post, "请写明是哪个岗位，例如：综合办负责人")
	bad.Need("words", d.Words, "请写明负责什么，写到能看出做没做")
	short(&bad, "post", "岗位", d.Post, lineMax)
	short(&bad, "words", "职责", d.Words, wordsMax)
	short(&bad, "source", "依据", d.Source, lineMax)
	if err := officerThere(tx, &bad, "officer", d.Officer); err != nil {
		return d, err
	}
	if err := bad.Err(); err != nil {
		return d, err
	}
	n, err := db.Value[int](tx, sameDuty, tx.Street, d.Year, d.Post, d.Words)
	if err != nil {
		return d, err
	}
	if n > 0 {
		return d, fault.New(fault.Conflict, "%d年%s的清单里已经有这一项", d.Year, d.Post)
	}
	if n, err = db.Value[int](tx, countDuty, tx.Street, d.Year); err != nil {
		return d, err
	}
	d.ID = tx.NewID()
	if _, err := tx.Exec(insertDuty, tx.Street, d.ID, d.Year, string(d.Kind), n+1, d.Post, d.Officer, d.Words, d.Source); err != nil {
		return d, err
	}
	return d, told(tx, by, "list", d.ID, map[string]any{"year": d.Year, "kind": d.Kind})
}

// ListUsual puts the duties of the two first responsible persons on the list of a year,
// those that are not on it yet.
func ListUsual(tx *db.Tx, by actor.Actor, year int, secretary, director string) (int, error) {
	added := 0
	for _, d := range Usual {
		d.Year, d.Officer = year, secretary
		if d.Kind == Director {
			d.Officer = director
		}
		_, err := List(tx, by, d)
		switch {
		case fault.Is(err, fault.Conflict):
			continue
		case err != nil:
			return added, err
		}
		added++
	}
	return added, nil
}

// Enter writes down what was done for a duty, with a record that shows it. Who keeps the
// lists writes it, and the officer whose duty it is.
func Enter(tx *db.Tx, by actor.Actor, e Entry) (Entry, error) {
	d, err := LoadDuty(tx, by, e.Duty)
	if err != nil {
		return e, err
	}
	if !d.MayEnter(by) {
		return e, identity.KeepResponsibility.Check(by)
	}
	var bad fault.Fields
	e.Words, e.RecordedBy = strings.TrimSpace(e.Words), by.Officer
	bad.Need("words", e.Words, "请写明做了什么；不写群众的姓名和电话")
	short(&bad, "words", "内容", e.Words, wordsMax)
	switch {
	case e.On.Zero() || e.On > tx.Today():
		bad.Add("on", "请填写哪一天做的，不能晚于今天")
	case e.On.Year() != d.Year:
		bad.Add("on", "这是%d年的职责，请填写这一年的日期", d.Year)
	}
	if err := proven(tx, by, &bad, e.Evidence); err != nil {
		return e, err
	}
	if err := bad.Err(); err != nil {
		return e, err
	}
	n, err := db.Value[int](tx, sameEntry, tx.Street, d.ID, string(e.Proof), e.ID)
	if err != nil {
		return e, err
	}
	if n > 0 {
		return e, fault.Wrong("evidence", "这一条依据已经记在这项职责下面了")
	}
	e.EntryID = tx.NewID()
	if _, err := tx.Exec(insertEntry, tx.Street, e.EntryID, d.ID, e.On, e.Words, string(e.Proof), e.ID, e.RecordedBy); err != nil {
		return e, err
	}
	return e, told(tx, by, "enter", d.ID, map[string]any{"evidence": e.Proof, "of": e.ID})
}

// MayEnter reports whether the actor writes what was done for the duty.
func (d Duty) MayEnter(by actor.Actor) bool {
	return identity.KeepResponsibility.Allows(by) || d.Officer != "" && d.Officer == by.Officer
}

// proven tells of evidence that does not hold at its entry.
func proven(tx *db.Tx, by actor.Actor, bad *fault.Fields, e Evidence) error {
	err := e.look(tx, by)
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Invalid) {
		bad.Add("evidence", "%s", err.Error())
		return nil
	}
	return err
}

// Drop takes an entry back that was written down by mistake.
func Drop(tx *db.Tx, by actor.Actor, duty, entry string) error {
	d, err := LoadDuty(tx, by, duty)
	if err != nil {
		return err
	}
	if !d.MayEnter(by) {
		return identity.KeepResponsibility.Check(by)
	}
	n, err := tx.Exec(dropEntry, tx.Street, duty, entry)
	if err != nil || n == 0 {
		return err
	}
	return told(tx, by, "drop", duty, map[string]any{"entry": entry})
}

// Take puts a problem on the list. Its words may be a sentence of a report.
func Take(tx *db.Tx, by actor.Actor, p Problem) (Problem, error) {
	if err := identity.KeepResponsibility.Check(by); err != nil {
		return p, err
	}
	var bad fault.Fields
	p.Words, p.Cause, p.State, p.TakenOn, p.Version = strings.TrimSpace(p.Words), strings.TrimSpace(p.Cause), Open, tx.Today(), 1
	bad.Must("source", Sources.Has(string(p.Source)), "请选择问题是从哪里来的")
	yearOf(&bad, p.Year, tx.Today())
	bad.Need("words", p.Words, "请写明是什么问题")
	short(&bad, "words", "问题", p.Words, wordsMax)
	short(&bad, "cause", "原因", p.Cause, wordsMax)
	if err := bad.Err(); err != nil {
		return p, err
	}
	n, err := db.Value[int](tx, sameProblem, tx.Street, string(p.Source), p.Year, p.Words)
	if err != nil {
		return p, err
	}
	if n > 0 {
		return p, fault.New(fault.Conflict, "清单里已经有这一条：%s", p.Words)
	}
	p.ID = tx.NewID()
	if _, err := tx.Exec(insertProblem, tx.Street, p.ID, string(p.Source), p.Year, p.Words, p.Cause, p.TakenOn); err != nil {
		return p, err
	}
	return p, told(tx, by, "take", p.ID, map[string]any{"source": p.Source, "year": p.Year})
}

// TakeOver puts the sentences of a report's shortcomings on the list; those that are on
// it already are left. It answers how many were added.
func TakeOver(tx *db.Tx, by actor.Actor, year int, sentences []string) (int, error) {
	if err := identity.KeepResponsibility.Check(by); err != nil {
		return 0, err
	}
	if len(sentences) == 0 {
		return 0, fault.Wrong("sentence", "请勾选要列入清单的句子")
	}
	added := 0
	for _, s := range sentences {
		_, err := Take(tx, by, Problem{Source: Report, Year: year, Words: s})
		switch {
		case fault.Is(err, fault.Conflict):
			continue
		case err != nil:
			return added, err
		}
		added++
	}
	return added, nil
}

// change loads an open problem for a step, at the version the actor saw.
func change(tx *db.Tx, by actor.Actor, id string, version int) (Problem, error) {
	p, err := LoadProblem(tx, by, id)
	if err != nil {
		return p, err
	}
	if err := identity.KeepResponsibility.Check(by); err != nil {
		return p, err
	}
	switch {
	case p.State == Solved || p.State == Withdrawn:
		return p, fault.New(fault.Conflict, "这条问题%s，不能再改", p.State.Label())
	case version != 0 && version != p.Version:
		return p, changed()
	}
	return p, nil
}

func changed() error {
	return fault.New(fault.Conflict, "这条问题刚刚被别人改过，请看过最新情况再提交，您填的内容还在")
}

func (p Problem) save(tx *db.Tx, by actor.Actor, do string) (Problem, error) {
	n, err := tx.Exec(saveProblem, tx.Street, p.ID, p.Version, p.Cause, string(p.State), p.Outcome, p.EndedOn)
	if err != nil {
		return p, err
	}
	if n == 0 {
		return p, changed()
	}
	p.Version++
	return p, told(tx, by, do, p.ID, map[string]any{"state": p.State})
}

// Explain writes the cause of a problem.
func Explain(tx *db.Tx, by actor.Actor, id string, version int, cause string) (Problem, error) {
	p, err := change(tx, by, id, version)
	if err != nil {
		return p, err
	}
	var bad fault.Fields
	p.Cause = strings.TrimSpace(cause)
	bad.Need("cause", p.Cause, "请写明原因：制度、流程、力量上缺什么，不写哪个人不好")
	short(&bad, "cause", "原因", p.Cause, wordsMax)
	if err := bad.Err(); err != nil {
		return p, err
	}
	return p.save(tx, by, "explain")
}

// Measure gives a measure against a problem: it is a task, with who does it by when.
func Measure(tx *db.Tx, by actor.Actor, id string, d task.Draft) (task.Task, error) {
	p, err := change(tx, by, id, 0)
	if err != nil {
		return task.Task{}, err
	}
	var bad fault.Fields
	d.Check(&bad, "", p.TakenOn)
	if err := bad.Err(); err != nil {
		return task.Task{}, err
	}
	d.Source, d.Subject = task.Inspection, p.ID
	if p.Source == Report {
		d.Source = task.Shortcoming
	}
	t, err := task.Give(tx, by, d)
	if err != nil {
		return t, err
	}
	return t, told(tx, by, "measure", p.ID, map[string]any{"task": t.ID})
}

// End says what became of a problem: solved when no measure is open any more, standing
// when its aim for the year is reached and the measures go on, withdrawn when it should
// not be on the list.
func End(tx *db.Tx, by actor.Actor, id string, version int, to State, outcome string) (Problem, error) {
	p, err := change(tx, by, id, version)
	if err != nil {
		return p, err
	}
	do, ok := map[State]string{Solved: "solve", Standing: "stand", Withdrawn: "withdraw"}[to]
	if !ok {
		return p, fault.Wrong("state", "请选择现在的情况")
	}
	measures, err := task.Of(tx, p.ID)
	if err != nil {
		return p, err
	}
	open, done := 0, 0
	for _, t := range measures {
		switch t.State {
		case task.Open:
			open++
		case task.Done:
			done++
		}
	}
	switch {
	case open > 0 && to != Standing:
		return p, fault.New(fault.Conflict, "还有%d项措施没有完成，完成或者撤销以后再记", open)
	case done == 0 && to == Solved:
		return p, fault.New(fault.Conflict, "还没有一项措施完成过，先定措施、落实了再记已整改")
	}
	var bad fault.Fields
	p.Outcome = strings.TrimSpace(outcome)
	bad.Need("outcome", p.Outcome, "请写明现在怎么样了，写看得到的变化")
	short(&bad, "outcome", "结果", p.Outcome, wordsMax)
	if err := bad.Err(); err != nil {
		return p, err
	}
	p.State, p.EndedOn = to, tx.Today()
	return p.save(tx, by, do)
}

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
	short(&bad, "name", "名称", p.Name, lineMax)
	short(&bad, "goal", "目标", p.Goal, wordsMax)
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
	short(&bad, "words", "节点", m.Words, wordsMax)
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
	short(&bad, "note", "依据", m.Note, wordsMax)
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
