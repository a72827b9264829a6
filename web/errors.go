package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"fengsheng/internal/fault"
	"fengsheng/web/ui"
)

// refusal is an answer the program gives before a page has decided anything:
// a limit, a missing sign-in, an address that leads nowhere.
type refusal struct {
	status  int
	foreign bool // sent from another site
	stale   bool // the form belongs to another session
	early   bool // something has to be done first
	hangUp  bool // the rest of the body is not wanted
}

func (e *refusal) Error() string { return http.StatusText(e.status) }

// panicked is a page that broke down, with where it did.
type panicked struct {
	value any
	stack []byte
}

func (e *panicked) Error() string { return fmt.Sprint(e.value) }

// statusOf is the answer a kind of fault is given with.
func statusOf(kind fault.Kind) int {
	switch kind {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Denied:
		return http.StatusForbidden
	case fault.Conflict:
		return http.StatusConflict
	case fault.TooMany:
		return http.StatusTooManyRequests
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// StatusOf is the status err is answered with.
func StatusOf(err error) int {
	var no *refusal
	switch {
	case errors.As(err, &no):
		return no.status
	case fault.Of(err) != nil:
		return statusOf(fault.Of(err).Kind)
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// fail is the one place where an error becomes an answer. A failure is logged
// here and nowhere else, under the number the person is shown (ERR-01).
func (s *Site) fail(w http.ResponseWriter, r *http.Request, err error) {
	q := requestOf(r)
	status := StatusOf(err)
	if status == http.StatusInternalServerError || status == http.StatusServiceUnavailable && fault.Of(err) == nil {
		q.failed = true
		s.logFailure(r.Context(), q, err)
	}
	if rec, ok := w.(*recorder); ok && rec.status != 0 {
		return // the answer is on its way; the log line is all that can be said
	}
	var no *refusal
	if errors.As(err, &no) && no.hangUp {
		w.Header().Set("Connection", "close")
	}
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "60")
	}
	view := s.view(r, q)
	e := s.errorView(r, q, status, err)
	view.Title = e.Heading
	page := errorPage(view, e)
	if err := Render(w, r, status, page); err != nil {
		s.logFailure(r.Context(), q, fmt.Errorf("error page: %w", err))
		http.Error(w, e.Heading, status)
	}
}

func (s *Site) logFailure(ctx context.Context, q *request, err error) {
	attrs := []any{"request", q.number, "route", q.pattern, "error", unquoted(err.Error())}
	var p *panicked
	if errors.As(err, &p) {
		attrs = append(attrs, "stack", string(p.stack))
	}
	s.Log.ErrorContext(ctx, "failure", attrs...)
}

// errorView is what the person is told: what happened, what is kept, what to
// do. The words are those of ux.md 11.2; no codes, no English, no excuses.
func (s *Site) errorView(r *http.Request, q *request, status int, err error) ui.ErrorView {
	e := ui.ErrorView{Heading: headings[status], Text: slices.Clone(advice[status]), Phone: s.Contact.Phone}
	if e.Heading == "" {
		e.Heading, e.Text = headings[http.StatusInternalServerError], slices.Clone(advice[http.StatusInternalServerError])
	}
	if f := fault.Of(err); f != nil {
		if len(f.Fields) > 0 {
			for _, w := range f.Fields {
				e.Fields = append(e.Fields, w.Message)
			}
		} else {
			e.Text = append([]string{f.Message + fullStop(f.Message)}, e.Text...)
		}
	}
	var no *refusal
	if errors.As(err, &no) && no.foreign {
		e.Text = []string{"这次提交不是从本系统的页面发出的，没有执行。", "请从本系统的页面重新操作。"}
	}
	if errors.As(err, &no) && no.stale {
		e.Heading, e.Text = "页面已过期", []string{"这次提交没有执行。请返回上一页，刷新后重新提交。"}
	}
	if errors.As(err, &no) && no.early {
		e.Text = []string{"这次提交没有执行。请先把管理员给的密码改成自己的密码，再做别的事。"}
	}
	if q.failed {
		e.Number = q.number
		if changesState(r.Method) { // the commit may have been reached (CRASH-03)
			e.Text = append([]string{"这次操作没有正常完成。请先看看记录有没有变，再决定要不要重做。"}, e.Text...)
		}
	}
	if status == http.StatusUnauthorized {
		e.SignIn = s.SignIn
	}
	if no == nil || !no.foreign { // what another site sent is not repeated
		e.Kept = kept(q)
	}
	return e
}

func fullStop(sentence string) string {
	if strings.HasSuffix(sentence, "。") || strings.HasSuffix(sentence, "？") {
		return ""
	}
	return "。"
}

var headings = map[int]string{
	http.StatusBadRequest:            "没有读懂这次提交",
	http.StatusUnauthorized:          "登录已过期",
	http.StatusForbidden:             "您没有这个权限",
	http.StatusNotFound:              "找不到这一页",
	http.StatusMethodNotAllowed:      "这个地址不能这样打开",
	http.StatusRequestTimeout:        "网络太慢，没有收全",
	http.StatusConflict:              "内容已经变了，这次没有保存",
	http.StatusRequestEntityTooLarge: "文件太大",
	http.StatusUnsupportedMediaType:  "没有读懂这次提交",
	http.StatusUnprocessableEntity:   "有内容需要修改",
	http.StatusTooManyRequests:       "操作太快，请1分钟后再试",
	http.StatusInternalServerError:   "系统出了问题",
	http.StatusServiceUnavailable:    "系统正忙，请稍后再试",
}

var advice = map[int][]string{
	http.StatusBadRequest:            {"这次提交没有执行。请返回上一页，检查后重新提交；一张表最多1000项。"},
	http.StatusUnauthorized:          {"这次提交没有执行。请重新登录后再提交。"},
	http.StatusForbidden:             {"您的岗位不能做这件事。需要时请联系系统管理员。"},
	http.StatusNotFound:              {"地址可能写错了，或者内容不在您的岗位范围内。", "可以搜索编号、地点，或者回到首页。"},
	http.StatusMethodNotAllowed:      {"请从页面上的链接或按钮操作。"},
	http.StatusRequestTimeout:        {"这次提交没有执行。请检查网络后重新提交。"},
	http.StatusConflict:              {"请返回上一页，刷新后看看最新内容再决定。"},
	http.StatusRequestEntityTooLarge: {"这次提交没有执行。一个文件不能超过20MB，一张表的文字不能超过1MB。"},
	http.StatusUnsupportedMediaType:  {"这次提交没有执行。请从本系统的页面重新提交。"},
	http.StatusUnprocessableEntity:   {"请返回上一页修改后重新提交。"},
	http.StatusTooManyRequests:       {"已经填好的内容没有丢，稍等再提交即可。"},
	http.StatusInternalServerError:   {"可以稍后再试；一直不行，请打电话并报下面的编号。"},
	http.StatusServiceUnavailable:    {"请1分钟后再试。"},
}

// kept is what the person typed, for copying: nothing typed is lost because
// the program refused it (ux.md R6). Passwords and codes are left out.
func kept(q *request) string {
	if q.form == nil {
		return ""
	}
	var lines []string
	names := make([]string, 0, len(q.form.values))
	for name := range q.form.values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if strings.HasPrefix(name, "_") || strings.Contains(name, "password") || strings.Contains(name, "code") {
			continue
		}
		lines = append(lines, q.form.List(name)...)
	}
	return strings.Join(lines, "\n")
}

// end closes a request: a panic becomes the same page as any other failure
// (ERR-02), and the request gets its line in the log.
func (s *Site) end(w *recorder, r *http.Request, q *request) {
	if v := recover(); v != nil {
		if v == http.ErrAbortHandler {
			panic(v) // the server's own way to drop a connection
		}
		s.fail(w, r, &panicked{value: v, stack: debug.Stack()})
	}
	s.logRequest(r.Context(), w, r, q)
}
