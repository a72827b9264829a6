package ui

import (
	"net/url"

	"fengsheng/internal/fault"
)

// Entries are the contents of a form and what is wrong with them. The zero
// value is an empty form.
type Entries struct {
	Values  url.Values
	Wrong   []fault.Field
	General string // what is wrong with the whole, not with one field
}

// EntriesOf shows a form filled with what is known: pairs of name and value.
func EntriesOf(pairs ...string) Entries {
	e := Entries{Values: url.Values{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		e.Values.Add(pairs[i], pairs[i+1])
	}
	return e
}

// Any reports whether something has to be changed.
func (e Entries) Any() bool { return len(e.Wrong) > 0 || e.General != "" }

// Value is what the field called name holds.
func (e Entries) Value(name string) string { return e.Values.Get(name) }

// Error is the first thing wrong with the field called name.
func (e Entries) Error(name string) string {
	for _, w := range e.Wrong {
		if w.Name == name {
			return w.Message
		}
	}
	return ""
}

// Field is the field called name with its label, its entry and its error.
func (e Entries) Field(name, label string) Field {
	return Field{Name: name, Label: label, Value: e.Value(name), Values: e.Values[name], Error: e.Error(name)}
}

// Field is one question of a form. The same struct serves every kind of input.
type Field struct {
	Name     string
	Label    string
	Hint     string
	Value    string
	Values   []string // the chosen ones, for checkboxes
	Error    string
	Optional bool   // shows （选填）
	Blank    string // the word of a select for no choice; 请选择, or 不填 when optional
	Max      int    // characters allowed; a counter is shown
	Rows     int    // height of a text area
	Width    string // short, medium or empty for the whole line
	Type     string // of the input; text when empty
	Complete string // autocomplete
	Options  []Option
	Accept   string // kinds of file
	Several  bool   // more than one file
	Scope    string // keeps addresses apart where several forms ask the same question
}

// Option is one choice of a select, of radios or of checkboxes.
type Option struct {
	Value    string
	Label    string
	Hint     string
	Disabled string // why it cannot be chosen; empty when it can
	Group    string // the heading it stands under in a select
}

// optionGroup is a run of options under one heading.
type optionGroup struct {
	label   string
	options []Option
}

// groups are the options in their order, each run of a group together.
func (f Field) groups() []optionGroup {
	var all []optionGroup
	for _, o := range f.Options {
		if n := len(all); n == 0 || all[n-1].label != o.Group {
			all = append(all, optionGroup{label: o.Group})
		}
		last := &all[len(all)-1]
		last.options = append(last.options, o)
	}
	return all
}

// Hinted adds a sentence under the label.
func (f Field) Hinted(hint string) Field { f.Hint = hint; return f }

// MayBeEmpty marks the field （选填）.
func (f Field) MayBeEmpty() Field { f.Optional = true; return f }

// Unchosen sets the word of a select for no choice.
func (f Field) Unchosen(word string) Field { f.Blank = word; return f }

// blank is the word of a select for no choice.
func (f Field) blank() string {
	switch {
	case f.Blank != "":
		return f.Blank
	case f.Optional:
		return "不填"
	}
	return "请选择"
}

// Limit shows how many of max characters are left.
func (f Field) Limit(max int) Field { f.Max = max; return f }

// Lines sets the height of a text area.
func (f Field) Lines(rows int) Field { f.Rows = rows; return f }

// Sized sets the width: short or medium.
func (f Field) Sized(width string) Field { f.Width = width; return f }

// Of sets the type of the input and its autocomplete word.
func (f Field) Of(kind, complete string) Field { f.Type, f.Complete = kind, complete; return f }

// From sets the choices.
func (f Field) From(options ...Option) Field { f.Options = options; return f }

// manyOptions is how many choices a list has before a box to find one is put
// above it.
const manyOptions = 20

// ID is the address of the field on its page; the error summary links to it.
func (f Field) ID() string {
	if f.Scope != "" {
		return fieldID(f.Scope + "-" + f.Name)
	}
	return fieldID(f.Name)
}

func fieldID(name string) string { return "f-" + name }

func (f Field) describedBy() string {
	switch {
	case f.Hint != "" && f.Error != "":
		return f.ID() + "-hint " + f.ID() + "-error"
	case f.Hint != "":
		return f.ID() + "-hint"
	case f.Error != "":
		return f.ID() + "-error"
	}
	return ""
}

func (f Field) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) rows() string {
	if f.Rows == 0 {
		return "5"
	}
	return number(f.Rows)
}

func (f Field) chosen(value string) bool {
	for _, v := range f.Values {
		if v == value {
			return true
		}
	}
	return len(f.Values) == 0 && f.Value == value && value != ""
}
