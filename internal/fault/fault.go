// Package fault holds the errors a person is meant to read.
//
// A fault has a kind, which decides how the program answers, and one plain
// Chinese sentence that says what to do. Every other error is a failure: it is
// logged and shown as 系统出了问题. The sentence stands beside its rule; there is
// no catalogue of messages.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says how the program answers a fault.
type Kind int

// The kinds of fault.
const (
	Invalid     Kind = iota + 1 // the entry is wrong: the form is shown again (422)
	NotFound                    // not there, or not visible to this person (404)
	Denied                      // the post does not allow it (403)
	Conflict                    // the state or version does not allow it (409)
	TooMany                     // too fast, too often (429)
	TooLarge                    // more bytes than allowed (413)
	Unavailable                 // not now; try again (503)
)

// Field is one wrong entry of a form: its name and what is wrong with it.
type Field struct {
	Name    string
	Message string
}

// Fault is an error whose Message may be shown.
type Fault struct {
	Kind    Kind
	Message string
	Fields  []Field
}

func (f *Fault) Error() string { return f.Message }

// New makes a fault of a kind with a sentence.
func New(kind Kind, format string, args ...any) error {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return &Fault{Kind: kind, Message: format}
}

// Of returns the fault in err, or nil when err is a failure or nil.
func Of(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return nil
}

// Is reports whether err is a fault of the kind.
func Is(err error, kind Kind) bool {
	f := Of(err)
	return f != nil && f.Kind == kind
}

// Fields collects the wrong entries of one form, in the order they were found.
type Fields []Field

// Add notes that the entry called name is wrong.
func (fs *Fields) Add(name, format string, args ...any) {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	*fs = append(*fs, Field{Name: name, Message: format})
}

// Err is nil when nothing is wrong, else one Invalid fault with every field.
func (fs Fields) Err() error {
	if len(fs) == 0 {
		return nil
	}
	sentences := make([]string, len(fs))
	for i, f := range fs {
		sentences[i] = f.Message
	}
	return &Fault{Kind: Invalid, Message: strings.Join(sentences, "；"), Fields: fs}
}

// Wrong is one field that has to be changed.
func Wrong(field, sentence string) error { return Fields{{Name: field, Message: sentence}}.Err() }

// Need notes the entry called name when nothing was written in it.
func (fs *Fields) Need(name, value, sentence string) {
	if strings.TrimSpace(value) == "" {
		fs.Add(name, "%s", sentence)
	}
}

// Short notes the entry called name when its text has more than most characters.
func (fs *Fields) Short(name, label, text string, most int) {
	if n := len([]rune(text)); n > most {
		fs.Add(name, "%s最多%d字，现在多了%d字", label, most, n-most)
	}
}

// Must notes the entry called name when it does not hold.
func (fs *Fields) Must(name string, holds bool, sentence string) {
	if !holds {
		fs.Add(name, "%s", sentence)
	}
}
