package responsibility

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/task"
)

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
	bad.Short("words", "问题", p.Words, wordsMax)
	bad.Short("cause", "原因", p.Cause, wordsMax)
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
	bad.Short("cause", "原因", p.Cause, wordsMax)
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
	bad.Short("outcome", "结果", p.Outcome, wordsMax)
	if err := bad.Err(); err != nil {
		return p, err
	}
	p.State, p.EndedOn = to, tx.Today()
	return p.save(tx, by, do)
}
