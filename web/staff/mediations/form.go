package mediations

import (
	"slices"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// take is an operation with what was typed for it.
type take func(*db.Tx, actor.Actor, matter.ID) (matter.Matter, error)

// form is one command as a page.
type form struct {
	do      matter.Command
	label   string                 // what has been done, for the banner afterwards
	law     []string               // what the law says, in plain sentences with the article
	warning string                 // what cannot be taken back
	head    func(scene) []ui.Fact  // what to look at before answering; may be nil
	fields  func(scene) []entry    // what is asked
	read    func(f *web.Form) take // what was answered
}

// forms are all of them, in the order of the table.
func forms() []form {
	return slices.Concat(opening(), sessions(), agreeing(), ending(), afterwards())
}

// kind is how a question is asked.
type kind int

const (
	line   kind = iota // one line
	long               // several lines
	date               // a day
	money              // a sum in yuan
	tick               // one box
	ticks              // several boxes
	choose             // one of a few
	pick               // one of many
)

// entry is one question of a form.
type entry struct {
	kind     kind
	name     string
	label    string
	hint     string
	max      int
	optional bool
	options  []ui.Option
	begin    []string // what the untouched form holds
}

func (e entry) field(all ui.Entries) ui.Field {
	f := all.Field(e.name, e.label).Hinted(e.hint).From(e.options...)
	f.Max, f.Optional = e.max, e.optional
	return f
}

// The questions that many forms ask in the same words.

func dayOf(label string, c scene) entry {
	return entry{kind: date, name: "on", label: label, hint: "例如2024-05-01", begin: []string{c.today.String()}}
}

func wordsOf(name, label, hint string) entry {
	return entry{kind: long, name: name, label: label, hint: hint, max: 2000}
}

func yes(name, label, hint string) entry {
	return entry{kind: tick, name: name, label: label, hint: hint}
}

func mediatorOf(c scene) entry {
	e := entry{kind: pick, name: "mediator", label: "调解员", hint: "当事人可以选择，也可以由调委会指定（《人民调解法》第十九条）", options: c.mediators}
	switch {
	case c.matter.Mediator != "":
		e.begin = []string{c.matter.Mediator}
	case slices.ContainsFunc(c.mediators, func(o ui.Option) bool { return o.Value == c.by.Officer }):
		e.begin = []string{c.by.Officer}
	}
	return e
}

func noTie() entry {
	return yes("noTie", "问过了：调解员与各方没有利害关系、近亲属关系或其他可能影响公正的关系", "有的要回避，请换一位")
}

// text and words read the fields above.
func words(f *web.Form, name, label string) string { return f.Long(name, label, 2000, false) }

func version(f *web.Form) int { return int(f.Version()) }

func choices(e matter.Enumeration) []ui.Option { return frame.Options(e) }
