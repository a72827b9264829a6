// Package steps draws the steps of every kind of matter: one page per command,
// described as data by the kind's own folder, with a reader that turns what was
// typed into the operation. The rules stand in the kind's package.
package steps

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/dossier"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Take is an operation with what was typed for it.
type Take func(*db.Tx, actor.Actor, matter.ID) (matter.Matter, error)

// Form is one command as a page.
type Form struct {
	Do      matter.Command
	Label   string                 // what has been done, for the banner afterwards
	Law     []string               // what the law says, in plain sentences with the article
	Warning string                 // what cannot be taken back
	Head    func(Scene) []ui.Fact  // what to look at before answering; may be nil
	Fields  func(Scene) []Entry    // what is asked
	Read    func(f *web.Form) Take // what was answered, read in the order it is asked

	// Of an act that every kind has, beside the steps of its table.
	Name  string           // what the link says
	Group string           // under which heading it stands
	May   func(Scene) bool // whether it is offered now; the operation decides for itself
}

// Section is a part of a matter's page that only its kind has.
type Section struct {
	Title string
	Facts []ui.Fact
}

// Kind is a kind of matter as pages know it.
type Kind struct {
	Kind  matter.Kind
	Forms []Form
	Own   func(*db.Tx, *Scene) error                                        // what the kind's forms look at beside the scene; may be nil
	Parts func(*db.Tx, actor.Actor, matter.Matter, bool) ([]Section, error) // parts of the page; the content too when readable; may be nil
}

// Scene is the matter as a form finds it.
type Scene struct {
	Matter    matter.Matter
	Step      matter.Step
	Today     calendar.Date
	By        actor.Actor
	Names     frame.Names
	Mediators []ui.Option
	Handlers  []ui.Option
	Leaders   []ui.Option
	Parties   []ui.Option // none for whoever may not read them
	Readable  bool
	Carriers  map[actor.Role][]ui.Option
	Linked    int // how many matters are linked with it
	Confined  matter.Confined
	Ties      []matter.Tie
	Readers   []string
	Own       any
}

// EntryKind is how a question is asked.
type EntryKind int

// The ways to ask.
const (
	Line   EntryKind = iota // one line
	Long                    // several lines
	Date                    // a day
	Money                   // a sum in yuan
	Tick                    // one box
	Ticks                   // several boxes
	Choose                  // one of a few
	Pick                    // one of many
)

// Entry is one question of a form.
type Entry struct {
	Kind     EntryKind
	Name     string
	Scope    string // tells it from one of the same name in another form of the page
	Label    string
	Hint     string
	Max      int
	Optional bool
	Options  []ui.Option
	Begin    []string // what the untouched form holds
}

func (e Entry) field(all ui.Entries) ui.Field {
	f := all.Field(e.Name, e.Label).Hinted(e.Hint).From(e.Options...)
	f.Max, f.Optional, f.Scope = e.Max, e.Optional, e.Scope
	return f
}

// The questions that many forms ask in the same words.

// DayOf asks for the day of the step.
func DayOf(label string, c Scene) Entry {
	return Entry{Kind: Date, Name: "on", Label: label, Hint: "例如2024-05-01", Begin: []string{c.Today.String()}}
}

// WordsMost is how many characters a long answer may have.
const WordsMost = 2000

// WordsOf asks for several lines.
func WordsOf(name, label, hint string) Entry {
	return Entry{Kind: Long, Name: name, Label: label, Hint: hint, Max: WordsMost}
}

// Maybe asks for several lines that may stay empty.
func Maybe(name, label, hint string) Entry {
	e := WordsOf(name, label, hint)
	e.Optional = true
	return e
}

// LineOf asks for one line.
func LineOf(name, label, hint string, most int) Entry {
	return Entry{Kind: Line, Name: name, Label: label, Hint: hint, Max: most}
}

// Yes asks for one box to be ticked.
func Yes(name, label, hint string) Entry {
	return Entry{Kind: Tick, Name: name, Label: label, Hint: hint}
}

// OneOf asks for one of a few.
func OneOf(name, label string, options matter.Enumeration) Entry {
	return Entry{Kind: Choose, Name: name, Label: label, Options: frame.Options(options)}
}

// OfficerOf asks for one of the people in service.
func OfficerOf(name, label, hint string, c Scene) Entry {
	e := Entry{Kind: Pick, Name: name, Label: label, Hint: hint}
	for _, o := range c.Names.Officers {
		e.Options = append(e.Options, ui.Option{Value: o.ID, Label: o.Name})
	}
	return e
}

// MediatorOf asks who mediates.
func MediatorOf(c Scene) Entry {
	e := Entry{Kind: Pick, Name: "mediator", Label: "调解员", Hint: "当事人可以选择，也可以由调委会指定（《人民调解法》第十九条）", Options: c.Mediators}
	switch {
	case c.Matter.Mediator != "":
		e.Begin = []string{c.Matter.Mediator}
	case slices.ContainsFunc(c.Mediators, func(o ui.Option) bool { return o.Value == c.By.Officer }):
		e.Begin = []string{c.By.Officer}
	}
	return e
}

// Words reads several lines.
func Words(f *web.Form, name, label string) string { return f.Long(name, label, WordsMost, false) }

// On reads the day of the step.
func On(f *web.Form, label string) calendar.Date { return f.Date("on", label, false) }

// Version is the version of the matter the form was opened at.
func Version(f *web.Form) int { return int(f.Version()) }

// Choice reads one of a few; whether it had to be answered is the operation's rule.
func Choice(f *web.Form, name, label string, options matter.Enumeration) string {
	return f.Choice(name, label, frame.Codes(options), false)
}

// Do is an operation with its answers.
func Do[A any](op func(*db.Tx, actor.Actor, matter.ID, A) (matter.Matter, error), answers A) Take {
	return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) { return op(tx, by, id, answers) }
}

// Archiving is the step that puts a matter of any kind but mediation into its
// work dossier.
func Archiving(law string, op func(*db.Tx, actor.Actor, matter.ID, matter.Archiving) (matter.Matter, error)) Form {
	return Form{
		Do: "archive", Label: "已归档", Warning: "归档后不能再改，只能查阅。", Law: []string{law},
		Fields: func(Scene) []Entry { return nil }, // pages are counted when the dossier is bound
		Read:   func(f *web.Form) Take { return Bound(Do(op, matter.Archiving{Version: Version(f)})) },
	}
}

// Bound is the step that archives, after the papers of the matter were issued:
// from then on they say what they say now.
func Bound(archive Take) Take {
	return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) {
		if err := dossier.Freeze(tx, by, id); err != nil {
			return matter.Matter{}, err
		}
		return archive(tx, by, id)
	}
}

// HandlerOf asks who handles the matter, among those who handle matters.
func HandlerOf(name, label string, c Scene) Entry {
	e := Entry{Kind: Pick, Name: name, Label: label, Hint: "只列在任的承办人", Options: c.Handlers}
	if slices.ContainsFunc(c.Handlers, func(o ui.Option) bool { return o.Value == c.Matter.Mediator }) {
		e.Begin = []string{c.Matter.Mediator}
	}
	return e
}

// NoTie asks for the declaration of no tie (W5).
func NoTie(who string) Entry {
	return Yes("noTie", "问过了："+who+"与各方没有利害关系、近亲属关系或其他可能影响公正的关系", "有的要回避，请换一位")
}

// Committees asks which committee mediates.
func Committees(c Scene) Entry {
	return Entry{Kind: Pick, Name: "committee", Label: "由哪个调委会调解", Options: c.Names.CommitteeOptions()}
}
