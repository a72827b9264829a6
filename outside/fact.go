package outside

import (
	"errors"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

var (
	dropFact = db.SQL("outsideFact.drop", `DELETE FROM outside_fact WHERE street_id = $1 AND kind = $2 AND record_id = $3 AND question = $4`)
	addFact  = db.SQL("outsideFact.add", `INSERT INTO outside_fact (street_id, id, kind, record_id, matter_id, question, answer_kind, personal, value, officer_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
)

// asks is the question of a column: what no record holds, and a field that has
// to be there and may be missing.
func (c Column) asks() (Question, bool) {
	if c.Ask != nil {
		return *c.Ask, true
	}
	f, ok := FieldOf(c.Field)
	if !ok || !c.Required || c.Default != "" || f.Filling || f.Kind == YesNo || f.Kind == Choice {
		return Question{}, false
	}
	return Question{Name: f.Label, Kind: f.Kind, Personal: f.Personal}, true
}

// learn reads what is known of the records from earlier answers.
func (e *env) learn(all []*record) error {
	asked := false
	for _, c := range e.form.Columns {
		_, asks := c.asks()
		asked = asked || asks
	}
	if !asked || len(all) == 0 {
		return nil
	}
	of := map[string]*record{} // one of each matter: they share its facts
	var ids []string
	for _, r := range all {
		id := string(r.matter.ID)
		if first := of[id]; first != nil {
			r.facts = first.facts
			continue
		}
		r.facts = map[Key]map[string]string{}
		of[id], ids = r, append(ids, id)
	}
	var w db.Where
	w.Add("street_id = ?", e.tx.Street)
	w.In("matter_id", ids)
	s, args := w.Build("outsideFact.known", "SELECT id, kind, record_id, matter_id, question, value FROM outside_fact", "ORDER BY id")
	type known struct {
		about                       Key
		id, matter, question, value string
	}
	facts, err := db.All(e.tx, s, func(r db.Row) (known, error) {
		var k known
		return k, r.Scan(&k.id, &k.about.Kind, &k.about.ID, &k.matter, &k.question, &k.value)
	}, args...)
	for _, k := range facts {
		r := of[k.matter]
		value, err := r.keys.Open(place(k.id), k.value)
		if err != nil {
			return err
		}
		if r.facts[k.about] == nil {
			r.facts[k.about] = map[string]string{}
		}
		r.facts[k.about][k.question] = value
	}
	return err
}

// place is where a sealed answer stands in its matter: it opens in its own row only.
func place(fact string) string { return "outside/" + fact }

// Answer is an answer to the question of a column about one record; without a
// record it is for all that are still asked and have none of their own. What is
// about a person is never the same for all.
type Answer struct {
	Column int
	About  Key
	Text   string
}

// Entry is what the answer is called in a form: what is wrong with it has the
// same name.
func (a Answer) Entry() string {
	return "a" + number(a.Column) + "." + string(a.About.Kind) + "." + a.About.ID
}

// Answered is what became of the answers: how many are kept as facts, and how
// many were not because somebody had answered before or nothing was asked.
type Answered struct{ Kept, Left int }

// Remember keeps answers as facts of their records, for this form and every other
// that asks the same. Only what the filling asks the actor may be answered.
func Remember(tx *db.Tx, by actor.Actor, id ID, version int, w Wanted, answers []Answer) (Answered, error) {
	var done Answered
	form, err := used(tx, id, version)
	if err != nil {
		return done, err
	}
	filling, err := Fill(tx, by, form, w)
	if err != nil {
		return done, err
	}
	own, rest := map[Key]map[int]Answer{}, map[int]Answer{}
	given := 0
	for _, a := range answers {
		switch {
		case strings.TrimSpace(a.Text) == "":
		case a.About.ID == "":
			rest[a.Column] = a
		default:
			if own[a.About] == nil {
				own[a.About] = map[int]Answer{}
			}
			own[a.About][a.Column] = a
			given++
		}
	}
	var bad fault.Fields
	refused := map[Answer]bool{}
	for _, cell := range filling.asked {
		if cell.known != "" {
			continue
		}
		a, found := own[cell.about][cell.column]
		if found {
			given--
		} else if a, found = rest[cell.column]; !found || cell.question.Personal {
			continue
		}
		text, err := cell.question.read(a.Text)
		if wrong := fault.Of(err); wrong != nil {
			if !refused[a] { // an answer for all is wrong once
				bad.Add(a.Entry(), "%s", wrong.Message)
			}
			refused[a] = true
			continue
		}
		if err != nil {
			return done, err
		}
		if err := cell.question.keep(tx, by, cell.about, cell.row.matter.ID, text); err != nil {
			return done, err
		}
		done.Kept++
	}
	done.Left = given
	if err := bad.Err(); err != nil || done.Kept == 0 {
		return done, err
	}
	_, err = event.Append(tx, by, event.Entry{
		Action: "outside.answer", Kind: event.Outside, Subject: string(id), Role: by.First(identity.FillOutside.Roles...),
		Details: map[string]string{"version": number(form.Version), "answers": number(done.Kept)},
	})
	return done, err
}

// keep writes an answer down in the place of the one before, sealed under the
// key of its matter: with the matter it is erased.
func (q Question) keep(tx *db.Tx, by actor.Actor, about Key, m matter.ID, text string) error {
	id := tx.NewID()
	sealed, err := matter.Keys(tx, m).Seal(place(id), text)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(dropFact, tx.Street, string(about.Kind), about.ID, q.Name); err != nil {
		return err
	}
	_, err = tx.Exec(addFact, tx.Street, id, string(about.Kind), about.ID, string(m), q.Name, string(q.Kind), q.Personal, sealed, by.Officer, tx.Millis())
	return err
}

// Fact is an answer that is remembered.
type Fact struct {
	ID       string
	About    Key
	Matter   matter.ID
	Number   string // of the matter
	Label    string // what it is about; a name is masked
	Question Question
	Shown    string // the answer; masked when about a person
	Officer  string // who answered
	At       time.Time
}

// FactsPage is how many facts a page has.
const FactsPage = 50

// Facts lists what is remembered of the matters the actor sees - what is about a
// party or in free words, of those whose content they read -, the newest first:
// all, or those of the matter with the number.
// after is the last fact of the page before.
func Facts(tx *db.Tx, by actor.Actor, matterNumber, after string) ([]Fact, error) {
	return facts(tx, by, func(w *db.Where) {
		if matterNumber != "" {
			w.Add("matter.number = ?", matterNumber)
		}
		if after != "" {
			w.Add("outside_fact.id < ?", after)
		}
	})
}

// FactByID is one fact that the actor may see.
func FactByID(tx *db.Tx, by actor.Actor, id string) (Fact, error) {
	found, err := facts(tx, by, func(w *db.Where) { w.Add("outside_fact.id = ?", id) })
	if err == nil && len(found) == 0 {
		return Fact{}, fault.New(fault.NotFound, "没有这条补充信息，可能刚刚被更正或者删掉了")
	}
	if err != nil {
		return Fact{}, err
	}
	return found[0], nil
}

func facts(tx *db.Tx, by actor.Actor, narrow func(*db.Where)) ([]Fact, error) {
	if err := identity.FillOutside.Check(by); err != nil {
		return nil, err
	}
	var w db.Where
	w.Add("outside_fact.street_id = ? AND matter.street_id = ?", tx.Street, tx.Street)
	outline := reach(&w, identity.FillOutside.Reach(by, tx.Today()))
	content := reach(&w, identity.ReadMatter.Reach(by, tx.Today()))
	w.Add("CASE WHEN outside_fact.personal OR outside_fact.kind = ? OR outside_fact.answer_kind = ? THEN "+content+" ELSE "+outline+" END", string(Parties), string(Text))
	narrow(&w)
	s, args := w.Build("outsideFact.list", `SELECT outside_fact.id, outside_fact.kind, outside_fact.record_id, outside_fact.matter_id, outside_fact.question,
outside_fact.answer_kind, outside_fact.personal, outside_fact.value, outside_fact.officer_id, outside_fact.at, matter.number, matter.title
FROM outside_fact JOIN matter ON matter.street_id = outside_fact.street_id AND matter.id = outside_fact.matter_id`,
		"ORDER BY outside_fact.id DESC LIMIT ?", FactsPage)
	var sealed []string
	found, err := db.All(tx, s, func(r db.Row) (Fact, error) {
		var f Fact
		var at int64
		var value string
		err := r.Scan(&f.ID, &f.About.Kind, &f.About.ID, &f.Matter, &f.Question.Name, &f.Question.Kind, &f.Question.Personal, &value, &f.Officer, &at, &f.Number, &f.Label)
		f.At = db.Moment(at)
		sealed = append(sealed, value)
		return f, err
	}, args...)
	if err != nil {
		return nil, err
	}
	known, err := Questions(tx, "")
	if err != nil {
		return nil, err
	}
	for i := range found {
		if err := found[i].open(tx, sealed[i], known); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// reach is a scope as one condition.
func reach(w *db.Where, scope identity.Scope) string {
	if text := w.Together(scope.Restrict); text != "" {
		return "(" + text + ")"
	}
	return "(1 = 1)"
}

// open reads the answer, and says what it is about.
func (f *Fact) open(tx *db.Tx, sealed string, known map[Asking]Question) error {
	var party *matter.Party
	if f.About.Kind == Parties {
		all, err := matter.Parties(tx, f.Matter)
		if err != nil {
			return err
		}
		for i := range all {
			if all[i].ID == f.About.ID {
				party = &all[i]
			}
		}
	}
	f.Label = labelled(f.Number, f.Label, party)
	value, err := matter.Keys(tx, f.Matter).Open(place(f.ID), sealed)
	if err != nil {
		return err
	}
	f.Question.Options = known[Asking{f.About.Kind, f.Question.Name}].Options
	v := f.Question.value(value)
	if f.Shown = v.plain(f.Question.Kind); f.Question.Personal {
		f.Shown = masked(f.Question.Kind, []Value{v})
	}
	return nil
}

// Correct puts another answer in the place of a fact.
func Correct(tx *db.Tx, by actor.Actor, id, answer string) error {
	f, err := FactByID(tx, by, id)
	if err != nil {
		return err
	}
	if strings.TrimSpace(answer) == "" {
		return fault.Wrong("answer", "请填写更正后的内容；要去掉请用“删掉”")
	}
	text, err := f.Question.read(answer)
	if wrong := fault.Of(err); wrong != nil {
		return fault.Wrong("answer", wrong.Message)
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Question.keep(tx, by, f.About, f.Matter, text), f.tell(tx, by, "outside.correct"))
}

// Forget deletes a fact: the forms ask again.
func Forget(tx *db.Tx, by actor.Actor, id string) error {
	f, err := FactByID(tx, by, id)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(dropFact, tx.Street, string(f.About.Kind), f.About.ID, f.Question.Name); err != nil {
		return err
	}
	return f.tell(tx, by, "outside.forget")
}

func (f Fact) tell(tx *db.Tx, by actor.Actor, action string) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: action, Kind: event.Outside, Subject: f.ID, Role: by.First(identity.FillOutside.Roles...), Fields: []string{f.Question.Name},
		Details: map[string]string{"matter": string(f.Matter)},
	})
	return err
}
