package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fengsheng/internal/fault"
)

// wantHeaders are on every answer, whatever it is (WEB-02, WEB-03).
var wantHeaders = map[string]string{
	"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-store",
}

func TestSEC_ERR_01_EveryErrorHasItsAnswer(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err    error
		status int
		h1     string
		says   string
	}{
		{fault.New(fault.Invalid, "各方当事人均同意后方可受理"), 422, "有内容需要修改", "各方当事人均同意后方可受理"},
		{fault.Fields{{Name: "a", Message: "请填写事由"}}.Err(), 422, "有内容需要修改", "请填写事由"},
		{fault.New(fault.NotFound, "找不到这件事"), 404, "找不到这一页", "找不到这件事"},
		{fault.New(fault.Denied, "只有调解员可以受理"), 403, "您没有这个权限", "只有调解员可以受理"},
		{fault.New(fault.Conflict, "已经受理过了"), 409, "内容已经变了，这次没有保存", "已经受理过了"},
		{fault.New(fault.TooMany, "一分钟最多十次"), 429, "操作太快，请1分钟后再试", "一分钟最多十次"},
		{fault.New(fault.TooLarge, "这张照片14MB"), 413, "文件太大", "这张照片14MB"},
		{fault.New(fault.Unavailable, "正在切换，请稍候"), 503, "系统正忙，请稍后再试", "正在切换，请稍候"},
		{fmt.Errorf("page: %w", context.DeadlineExceeded), 503, "系统正忙，请稍后再试", "请报这个编号"},
		{errors.New("matter.load: SQL logic error"), 500, "系统出了问题", "请报这个编号"},
	} {
		s, log := newSite(t, nil)
		c := as(t, open(t, s, line("GET /broken/{id}", SignedIn(), failing(test.err))), "mediator")
		p := c.Get("/broken/secret-address").WantStatus(test.status).Want("h1", test.h1).Want("main", test.says).Want(".foot", "0431-85550123")
		for name, want := range wantHeaders {
			if got := p.Header.Get(name); got != want {
				t.Errorf("%d: header %s: got %q, want %q", test.status, name, got, want)
			}
		}
		if csp := p.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "'nonce-"+p.Attr("script", "nonce")+"'") {
			t.Errorf("%d: policy does not fit the page: %s", test.status, csp)
		}
		if strings.Contains(string(p.Body), "SQL logic error") { // "SQL" alone may stand in a nonce
			t.Errorf("%d: the page shows the failure itself", test.status)
		}
		if strings.Contains(log.String(), "secret-address") {
			t.Errorf("%d: the log holds the address: %s", test.status, log)
		}
		if after := p.Header.Get("Retry-After"); (after != "") != (test.status == 429 || test.status == 503) {
			t.Errorf("%d: Retry-After: got %q", test.status, after)
		}
	}
}

func TestSEC_ERR_02_APanicIsAPageAndALogLine(t *testing.T) {
	t.Parallel()
	s, log := newSite(t, nil)
	c := as(t, open(t, s, line("GET /boom", SignedIn(), func(http.ResponseWriter, *http.Request) error { panic("boom") }), line("GET /fine", SignedIn(), words("好"))), "mediator")
	p := c.Get("/boom").WantStatus(500).Want("h1", "系统出了问题")
	number := p.Text("main .number")
	var found map[string]any
	for entry := range strings.SplitSeq(strings.TrimSpace(log.String()), "\n") {
		var e map[string]any
		if err := json.Unmarshal([]byte(entry), &e); err != nil {
			t.Fatalf("log line %q: %v", entry, err)
		}
		if e["msg"] == "failure" {
			found = e
		}
	}
	if found["request"] != number || number == "" {
		t.Errorf("number on the page %q, in the log %v: want the same", number, found["request"])
	}
	if stack, _ := found["stack"].(string); !strings.Contains(stack, "errors_test.go") {
		t.Errorf("stack: got %q, want the line that panicked", stack)
	}
	if got := strings.Count(log.String(), `"msg":"failure"`); got != 1 {
		t.Errorf("failure logged %d times, want once", got)
	}
	c.Get("/fine").WantStatus(200)
}

func TestSEC_ERR_04_WrongMethodAndNowhere(t *testing.T) {
	t.Parallel()
	s, _ := newSite(t, nil)
	c := as(t, open(t, s, line("GET /matters", SignedIn(), words("事项"))), "mediator")
	p := c.Post("/matters", url.Values{}).WantStatus(405).Want("h1", "这个地址不能这样打开")
	if got := p.Header.Get("Allow"); !strings.Contains(got, "GET") {
		t.Errorf("Allow: got %q, want GET", got)
	}
	c.Another().Get("/nowhere").WantStatus(404).Want("h1", "找不到这一页")
}

func TestSEC_LOG_01_OneLineForEachRequest(t *testing.T) {
	t.Parallel()
	s, log := newSite(t, nil)
	c := as(t, open(t, s, line("GET /matters/{id}", SignedIn(), words("一件事"))), "mediator")
	c.Get("/matters/canary-id?q=canary-query")
	got := log.String()
	if strings.Count(got, "\n") != 1 {
		t.Fatalf("log: got %q, want one line", got)
	}
	for _, want := range []string{`"route":"GET /matters/{id}"`, `"status":200`, `"node":"n1"`, `"ms":`, `"request":"`} {
		if !strings.Contains(got, want) {
			t.Errorf("log line %s lacks %s", got, want)
		}
	}
	for _, never := range []string{"canary", "郑某", "mediator", "secret", "127.0.0.1"} {
		if strings.Contains(got, never) {
			t.Errorf("log line %s holds %q", got, never)
		}
	}
}

func TestSEC_LOG_02_LinesCarryAChecksum(t *testing.T) {
	t.Parallel()
	var out journal
	w := Checksummed(&out)
	if n, err := w.Write([]byte("{\"a\":1}\n")); n != 8 || err != nil {
		t.Fatalf("write: got %d, %v, want 8 bytes", n, err)
	}
	want := fmt.Sprintf("{\"a\":1,\"sum\":\"%08x\"}\n", crc32.ChecksumIEEE([]byte("{\"a\":1")))
	if got := out.String(); got != want {
		t.Errorf("line: got %q, want %q", got, want)
	}
	var e map[string]any
	if err := json.Unmarshal([]byte(out.String()), &e); err != nil {
		t.Errorf("line with checksum is no JSON: %v", err)
	}
}
