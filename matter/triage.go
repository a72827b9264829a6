package matter

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Sorting is the triager's slip: which kind, and the answers that may not be skipped.
type Sorting struct {
	Version       int
	Kind          Kind
	Class         Class
	DisputeType   DisputeType
	Committee     string // which committee, when the kind is mediation
	Mediator      string // officer, when already clear
	AgainstStreet bool   // a complaint against the street itself
	Difficult     bool
	Gates         Gates
	Slip          string
}

func (s Sorting) check() error {
	var wrong fault.Fields
	if !Kinds.Has(string(s.Kind)) {
		wrong.Add("kind", "请选择这件事按哪一种办")
	}
	if !Classes.Has(string(s.Class)) {
		wrong.Add("class", "请选择事项大类")
	}
	if s.Kind == Mediation && !DisputeTypes.Has(string(s.DisputeType)) {
		wrong.Add("disputeType", "请选择纠纷类型")
	}
	if s.Kind == Mediation && s.Committee == "" {
		wrong.Add("committee", "请选择由哪个调委会办")
	}
	if err := s.Gates.check(); err != nil {
		wrong = append(wrong, fault.Of(err).Fields...)
	}
	return wrong.Err()
}

// Triage chooses one kind and answers the safety gates.
func Triage(tx *db.Tx, by actor.Actor, id ID, s Sorting) (Matter, error) {
	m, err := Take(tx, by, id, s.Version)
	if err != nil {
		return m, err
	}
	step, err := intake.Step(m, "triage", by)
	if err != nil {
		return m, err
	}
	if s.Kind == Petition {
		s.Class = ClassPetition
	}
	if err := s.check(); err != nil {
		return m, err
	}
	if s.AgainstStreet && m.Registrar == by.Officer {
		return m, fault.New(fault.Denied, "这是对街道的投诉，登记的人不能自己分流，请另一位分流人来做")
	}
	if s.Committee != "" {
		if _, err := org.CommitteeByID(tx, s.Committee); err != nil {
			return m, err
		}
	}
	m.Class, m.DisputeType, m.Difficult = s.Class, s.DisputeType, s.Difficult
	m.Committee, m.Mediator = s.Committee, s.Mediator
	// The machine is chosen; the unit that handles it has yet to take it on (W13).
	change := Change{
		Note: s.Slip, Fields: []string{"kind", "class", "disputeType", "committee", "mediator"},
		Details: map[string]string{"kind": string(s.Kind), "class": string(s.Class), "gates": raised(s.Gates)},
	}
	if s.Kind == Petition {
		change.Starts = []string{"C2"} // written notice within 15 days (信访工作条例 art. 23)
	}
	if err := saveSorting(tx, m.ID, s); err != nil {
		return m, err
	}
	if err := Advance(tx, by, intake, &m, step, change); err != nil {
		return m, err
	}
	m.Kind = s.Kind
	return m, update(tx, &m)
}

func raised(g Gates) string {
	var names []string
	for _, q := range Questions {
		if g.Answer(q.Name) == "yes" {
			names = append(names, q.Name)
		}
	}
	return strings.Join(names, ",")
}

// Merging says into which matter a repeated one goes.
type Merging struct {
	Version   int
	Into      ID
	SameFacts bool // the triager confirms: same facts, same person
	Note      string
}

// Merge ends a matter that repeats another one; the link is kept.
func Merge(tx *db.Tx, by actor.Actor, id ID, g Merging) (Matter, error) {
	m, err := Take(tx, by, id, g.Version)
	if err != nil {
		return m, err
	}
	step, err := intake.Step(m, "merge", by)
	if err != nil {
		return m, err
	}
	if !g.SameFacts {
		return m, fault.New(fault.Invalid, "同一件事、同一个人才能合并，请核对后勾选")
	}
	into, err := Visible(tx, by, g.Into)
	if err != nil {
		return m, err
	}
	if into.ID == m.ID || into.State == Merged {
		return m, fault.New(fault.Invalid, "请选择另一件还在办的事项来并入")
	}
	m.Into = into.ID
	return m, Advance(tx, by, intake, &m, step, Change{Note: g.Note, Details: map[string]string{"into": string(into.ID)}})
}

// Redirection says who the right body is, when a matter is not ours.
type Redirection struct {
	Version int
	Body    string // the body that can help
	Reason  string
	Told    bool // the written notice P4 was given
}

// Redirect ends a matter that is not ours; the person is told in writing where to go.
func Redirect(tx *db.Tx, by actor.Actor, id ID, r Redirection) (Matter, error) {
	m, err := Take(tx, by, id, r.Version)
	if err != nil {
		return m, err
	}
	step, err := intake.Step(m, "redirect", by)
	if err != nil {
		return m, err
	}
	var wrong fault.Fields
	if strings.TrimSpace(r.Body) == "" {
		wrong.Add("body", "请写明应该找哪个单位")
	}
	if strings.TrimSpace(r.Reason) == "" {
		wrong.Add("reason", "请写明为什么不归我们办")
	}
	if !r.Told {
		wrong.Add("told", "要书面告知本人去哪里办，请先出具引导告知书")
	}
	if err := wrong.Err(); err != nil {
		return m, err
	}
	return m, Advance(tx, by, intake, &m, step, Change{
		Note: r.Reason + "，请到" + r.Body, Facts: map[string]string{"有权机关": r.Body, "引导理由": r.Reason},
	})
}
