package web

import (
	"cmp"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
	"fengsheng/internal/id"
	"fengsheng/web/ui"
)

// Form is what a person sent, cleaned. Its getters turn text into values and
// collect what is wrong, so that a page reads every field first and asks Err
// once. A page reads them in the order it shows them: what is wrong is told in
// that order.
type Form struct {
	values url.Values
	read   []string // the fields that were asked for, in this order
	files  map[string][]*multipart.FileHeader
	wrong  fault.Fields
	today  calendar.Date // what 昨天 and 5月1日 are said from
}

// ReadForm is the form of a POST. It has been read within the limits and
// cleaned before the page was called.
func ReadForm(r *http.Request) (*Form, error) {
	if q := requestOf(r); q.form != nil {
		return q.form, nil
	}
	return newForm(url.Values{}, nil)
}

// ReadQuery is the query of an address as a form: filters, search, pages.
func ReadQuery(r *http.Request) (*Form, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, &refusal{status: http.StatusBadRequest}
	}
	return newForm(values, nil)
}

func newForm(values url.Values, files map[string][]*multipart.FileHeader) (*Form, error) {
	f := &Form{values: make(url.Values, len(values)), files: files}
	for name, vs := range values {
		name, ok := clean(name)
		if !ok {
			return nil, notText()
		}
		for _, v := range vs {
			v, ok := clean(v)
			if !ok {
				return nil, notText()
			}
			f.values[name] = append(f.values[name], v)
		}
	}
	for _, heads := range files {
		for _, h := range heads {
			name, ok := clean(h.Filename)
			if !ok {
				return nil, notText()
			}
			h.Filename = strings.Join(strings.Fields(name), " ")
		}
	}
	return f, nil
}

func notText() error {
	return fault.New(fault.Invalid, "文字编码不对：请用UTF-8编码重新填写，从旧文档（GBK）复制的文字请先粘贴到记事本再复制")
}

// Raw is the value as it was sent, cleaned but not trimmed.
func (f *Form) Raw(name string) string {
	f.read = append(f.read, name)
	return f.values.Get(name)
}

// Has reports whether the field was part of the form.
func (f *Form) Has(name string) bool { return f.values.Has(name) }

// List is every value of the field that is not empty, trimmed.
func (f *Form) List(name string) []string {
	f.read = append(f.read, name)
	var out []string
	for _, v := range f.values[name] {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// Text is one line of at most max characters. Line breaks become spaces.
func (f *Form) Text(name, label string, max int, required bool) string {
	return f.text(name, label, strings.Join(strings.Fields(f.Raw(name)), " "), max, required)
}

// Long is text of several lines of at most max characters.
func (f *Form) Long(name, label string, max int, required bool) string {
	return f.text(name, label, strings.TrimSpace(f.Raw(name)), max, required)
}

func (f *Form) text(name, label, v string, max int, required bool) string {
	if v == "" && required {
		f.Wrong(name, "请填写%s", label)
	}
	if n := utf8.RuneCountInString(v); n > max {
		f.Wrong(name, "%s最多%d字，现在多了%d字", label, max, n-max)
	}
	return v
}

// Int is a whole number from least to most; 0 when nothing was entered.
func (f *Form) Int(name, label string, least, most int, required bool) int {
	v := f.digits(name)
	if v == "" {
		if required {
			f.Wrong(name, "请填写%s", label)
		}
		return 0
	}
	n, err := strconv.Atoi(v)
	switch {
	case err != nil:
		f.Wrong(name, "%s应为整数，例如%d", label, max(least, 1))
		return 0
	case n < least || n > most:
		f.Wrong(name, "%s应在%d到%d之间", label, least, most)
		return 0
	}
	return n
}

// Date is a day, written or said in any common form (昨天, 5月1日); zero when nothing was entered.
func (f *Form) Date(name, label string, required bool) calendar.Date {
	v := strings.TrimSpace(f.Raw(name))
	if v == "" {
		if required {
			f.Wrong(name, "请填写%s", label)
		}
		return 0
	}
	d, err := calendar.ParseNear(v, f.today)
	if err != nil {
		f.Wrong(name, "%s：%s", label, err) // ParseNear answers with faults only
	}
	return d
}

// maxMoney is what a sum may be, in 分: a hundred billion yuan.
const maxMoney = 1e13

// Money is a sum in 分. It accepts 1200, 1,200.50, ￥1200 and 1200元.
func (f *Form) Money(name, label string, required bool) int64 {
	v := strings.TrimSuffix(strings.TrimLeft(f.digits(name), "¥￥"), "元")
	if v == "" {
		if required {
			f.Wrong(name, "请填写%s", label)
		}
		return 0
	}
	whole, part, _ := strings.Cut(v, ".")
	if len(part) > 2 || strings.Trim(whole+part, "0123456789") != "" || whole == "" {
		f.Wrong(name, "%s应为金额，最多两位小数，例如1200.50", label)
		return 0
	}
	cents, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	if err != nil || cents > maxMoney {
		f.Wrong(name, "%s太大，请核对", label)
		return 0
	}
	return cents
}

// digits is the value in narrow signs, without spaces and thousands separators.
func (f *Form) digits(name string) string {
	return strings.NewReplacer(" ", "", ",", "", "\n", "", "\t", "").Replace(narrow(f.Raw(name)))
}

// Choice is one of the allowed values.
func (f *Form) Choice(name, label string, allowed []string, required bool) string {
	v := f.Raw(name)
	switch {
	case v == "" && required:
		f.Wrong(name, "请选择%s", label)
	case v != "" && !slices.Contains(allowed, v):
		f.Wrong(name, "请从列出的选项中选择%s", label)
		return ""
	}
	return v
}

// Bool reports whether a box was ticked or 是 was chosen.
func (f *Form) Bool(name string) bool {
	switch f.Raw(name) {
	case "", "0", "false", "no", "否":
		return false
	}
	return true
}

// File is the first uploaded file of the field, or nil. A page checks kind and
// size by its own rule.
func (f *Form) File(name string) *multipart.FileHeader {
	if fs := f.files[name]; len(fs) > 0 && fs[0].Filename != "" {
		return fs[0]
	}
	return nil
}

// Files are all the uploaded files of the field.
func (f *Form) Files(name string) []*multipart.FileHeader {
	f.read = append(f.read, name)
	return slices.DeleteFunc(slices.Clone(f.files[name]), func(h *multipart.FileHeader) bool { return h.Filename == "" })
}

// Version is the version of the record the person was looking at (IN-09); 0
// when the form carries none.
func (f *Form) Version() int64 {
	n, err := strconv.ParseInt(f.values.Get("_version"), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// SubmissionID is the form's one-time id (IN-08). A form without one was not
// made by a page of ours and is refused.
func (f *Form) SubmissionID() string {
	v := f.values.Get("_submission")
	if !id.Valid(v) {
		f.Wrong("_submission", "这个表单已过期，请重新打开页面再提交")
		return ""
	}
	return v
}

// Wrong notes that the field called name has to be changed.
func (f *Form) Wrong(name, format string, args ...any) { f.wrong.Add(name, format, args...) }

// Err is nil, or one fault with every field that has to be changed.
func (f *Form) Err() error { return f.wrong.Err() }

// Values is what was entered, to show the form again.
func (f *Form) Values() url.Values { return f.values }

// Again is the form as entered with what is wrong in it: what its getters
// found, and what an operation answered.
func (f *Form) Again(err error) ui.Entries {
	e := ui.Entries{Values: f.values, Wrong: slices.Clone(f.wrong)}
	found := fault.Of(err)
	switch {
	case found == nil:
	case len(found.Fields) == 0:
		e.General = found.Message
	default:
		for _, w := range found.Fields {
			if !slices.Contains(e.Wrong, w) {
				e.Wrong = append(e.Wrong, w)
			}
		}
	}
	slices.SortStableFunc(e.Wrong, func(a, b fault.Field) int { return cmp.Compare(f.place(a.Name), f.place(b.Name)) })
	return e
}

// place is where on the page a field stands.
func (f *Form) place(name string) int {
	if i := slices.Index(f.read, name); i >= 0 {
		return i
	}
	return len(f.read)
}
