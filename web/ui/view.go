// Package ui holds the components every page is built from: templ functions,
// one stylesheet and a few small modules. A component takes a struct made for
// it, branches and loops; it queries nothing, decides nothing, and works
// without script. The names follow the public design systems.
package ui

import (
	"context"
	"strconv"

	"github.com/a-h/templ"
)

// View is the frame around one page: what the header, the navigation and the
// footer show. web.View fills it; a page adds to it what only the page knows.
type View struct {
	Title     string // what the page is; the first words of the browser's title
	Wrong     bool   // a form is shown again: the browser's title begins with 错误：
	Unit      string // whose data is on screen, 东盛街道
	Moment    string // the moment of the data, 2024-05-01 10:00
	Actor     string // name of the person signed in
	Role      string // the posts held, as words
	Nav       []NavItem
	Inbox     string // the list of what the reader is told; empty: there is none
	Unread    int    // how much of it is unread
	Search    string // what the search box holds
	Flash     string // one sentence about what just happened
	Undo      Undo   // what undoes it; none when it cannot be undone
	Demo      bool   // an installation with invented data
	Contact   Contact
	Published Crumb  // what anybody may read; none without an address
	Keys      bool   // keyboard shortcuts are on
	Left      int    // seconds until the sign-in ends unless it is used; 0 = no end
	Until     string // the same as a moment of the day, 10:30
	Size      TextSize
	Sizes     []SizeLink // this page in other sizes of the text
	Wide      bool       // the content uses the whole width (lists, boards)
}

// NavItem is one word of the service navigation.
type NavItem struct {
	Label   string
	Href    string
	Current bool
	Key     string // the letter after g that leads here
	Count   int    // how much waits there; 0 shows nothing
}

// TextSize is how large the text is: the large version is for everybody who
// wants it, in two steps (ux.md 5).
type TextSize int

// The sizes: the text of a page is 16, 24 and 30 pixels high.
const (
	Normal TextSize = iota
	Large
	Larger
)

// SizeLink leads to the page in another size.
type SizeLink struct{ Label, Href string }

// Others are the sizes offered beside this one.
func (s TextSize) Others() []TextSize {
	switch s {
	case Large:
		return []TextSize{Larger, Normal}
	case Larger:
		return []TextSize{Large, Normal}
	}
	return []TextSize{Large}
}

// Toward is the word of the link to another size.
func (s TextSize) Toward(other TextSize) string {
	switch {
	case other == Normal:
		return "标准字号"
	case s == Normal:
		return "大字版"
	case other > s:
		return "再大一些"
	}
	return "小一些"
}

// session is what session.js knows the end of the sign-in by.
func (v View) session() templ.Attributes {
	if v.Left <= 0 {
		return nil
	}
	return templ.Attributes{"data-left": strconv.Itoa(v.Left)}
}

// attr is what the stylesheet knows the size by; none for the normal one.
func (s TextSize) attr() templ.Attributes {
	if s == Normal {
		return nil
	}
	return templ.Attributes{"data-large": strconv.Itoa(int(s))}
}

// Undo is the form that undoes what has just happened: where it goes and its
// hidden fields. Without an address there is none.
type Undo struct {
	Action string
	Fields []UndoField
}

// UndoField is one hidden field of an undoing form.
type UndoField struct{ Name, Value string }

// Contact is where a person finds help, the same on every page (WCAG 3.2.6).
type Contact struct {
	Name    string
	Phone   string
	Address string
	Hours   string
}

// SecretBanner stands on every page: the program is not approved for state secrets.
const SecretBanner = "本系统不处理国家秘密"

// DocumentTitle is the text of the browser's title.
func (v View) DocumentTitle() string {
	title := v.Title
	if v.Unit != "" {
		title += " · " + v.Unit
	}
	if v.Wrong {
		title = "错误：" + title
	}
	if v.Demo {
		title += "（演示）"
	}
	return title
}

// Request is what components need to know of the request they are drawn for.
type Request struct {
	CSRF       func() string // the token that a form of this session carries
	Submission func() string // a new one-time form id (IN-08)
}

type requestKey struct{}

// WithRequest puts q where the components find it.
func WithRequest(ctx context.Context, q Request) context.Context {
	return context.WithValue(ctx, requestKey{}, q)
}

func csrf(ctx context.Context) string {
	if q, ok := ctx.Value(requestKey{}).(Request); ok && q.CSRF != nil {
		return q.CSRF()
	}
	return ""
}

func submission(ctx context.Context) string {
	if q, ok := ctx.Value(requestKey{}).(Request); ok && q.Submission != nil {
		return q.Submission()
	}
	return ""
}

func number(n int) string { return strconv.Itoa(n) }

// filterLabel is 筛选（2）: the button of a filter panel on a phone.
func filterLabel(chosen int) string {
	if chosen == 0 {
		return "筛选"
	}
	return "筛选（" + number(chosen) + "）"
}
