package ui

import (
	"fmt"
	"strings"
)

// FilesView are the files kept with a record, and the form that adds to them.
type FilesView struct {
	Shots  []Shot // pictures that are shown in the page, beside each other
	Lines  []FileLine
	Signed []SignedView
	Sign   []Crumb // papers that may be signed on the screen
	Add    *AddFilesView
}

// FileLine is one file.
type FileLine struct {
	Href, Name string
	What       string // what it stands for
	Kind       string
	Size       int64 // bytes
	Pages      int
	Who, When  string
	Recorded   bool // looking at it is recorded
}

// about is the line under its name.
func (l FileLine) about() string {
	words := []string{l.Kind, SizeWords(l.Size)}
	if l.Pages > 1 {
		words = append(words, number(l.Pages)+"页")
	}
	return strings.Join(words, "，")
}

// Shot is a picture that is shown where it is listed.
type Shot struct{ Href, Picture, What, When string }

// SignedView is a signature on the screen.
type SignedView struct {
	Title, Who, When, Witness string
	Picture                   string // the address of its picture; "" = it is not shown here
	Content                   string // the digest of what was signed
}

// AddFilesView is the form that adds files.
type AddFilesView struct {
	Form    FormView
	Entries Entries
	Whats   []Option // what they can stand for; none = it is not asked
	Accept  string
	Allowed string
	Most    int // files at once
}

// SizeWords is a number of bytes as people say it.
func SizeWords(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

// FileView is the page of one file.
type FileView struct {
	Line    FileLine
	Picture string // the address of the picture
	Open    string // the address of what the browser shows by itself
	Keep    string // where it is kept from
}

// PadView is the field a signature is drawn in.
type PadView struct {
	Name    string
	Error   string
	Instead string // where a paper signed by hand is brought
}
