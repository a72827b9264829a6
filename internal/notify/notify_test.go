package notify_test

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"fengsheng/internal/notify"
)

var now = time.Date(2024, 5, 8, 0, 30, 0, 0, time.UTC)

func TestARobotSaysWhatItTook(t *testing.T) {
	for name, c := range map[string]struct {
		answer func(w http.ResponseWriter)
		want   string
	}{
		"taken": {func(w http.ResponseWriter) { _, _ = io.WriteString(w, `{"errcode":0,"errmsg":"ok"}`) }, ""},
		"errcode": {func(w http.ResponseWriter) {
			_, _ = io.WriteString(w, `{"errcode":93000,"errmsg":"invalid webhook url"}`)
		}, "errcode 93000"},
		"failed": {func(w http.ResponseWriter) { w.WriteHeader(http.StatusBadGateway) }, "status 502"},
		"elsewhere": {func(w http.ResponseWriter) {
			w.Header().Set("Location", "https://evil.test/")
			w.WriteHeader(http.StatusFound)
		}, "status 302"},
		"no answer":  {func(w http.ResponseWriter) { _, _ = io.WriteString(w, `<html>`) }, "answer"},
		"empty JSON": {func(w http.ResponseWriter) { _, _ = io.WriteString(w, `{}`) }, "answer"},
	} {
		var got string
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			b, _ := io.ReadAll(r.Body)
			got = string(b)
			c.answer(w)
		}))
		err := notify.Robot{Kind: notify.WeCom, URL: s.URL + "/send?key=geheim"}.Send(t.Context(), now, "您有3件事项今天到期。")
		s.Close()
		if c.want == "" && err != nil || c.want != "" && (err == nil || notify.Code(err) != c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: the error tells the key: %v", name, err)
		}
		if got != `{"msgtype":"text","text":{"content":"您有3件事项今天到期。"}}` {
			t.Errorf("%s: sent %s", name, got)
		}
	}
}

func TestARobotThatHangsOrIsDown(t *testing.T) {
	hang := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hang }))
	defer s.Close()
	defer close(hang)
	short, enough := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer enough()
	if err := (notify.Robot{Kind: notify.WeCom, URL: s.URL}).Send(short, now, "x"); notify.Code(err) != "timeout" {
		t.Errorf("hangs: got %v", err)
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	if err := (notify.Robot{Kind: notify.WeCom, URL: gone.URL + "?key=geheim"}).Send(t.Context(), now, "x"); notify.Code(err) != "unreachable" || strings.Contains(err.Error(), "geheim") {
		t.Errorf("down: got %v", err)
	}
}

// 钉钉 with 加签 wants the milliseconds and their signature in the address.
func TestDingTalkIsSigned(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		mac := hmac.New(sha256.New, []byte("SECgeheim"))
		mac.Write([]byte(strconv.FormatInt(now.UnixMilli(), 10) + "\nSECgeheim"))
		if q.Get("access_token") != "token" || q.Get("timestamp") != "1715128200000" || q.Get("sign") != base64.StdEncoding.EncodeToString(mac.Sum(nil)) {
			t.Errorf("got %v", q)
		}
		_, _ = io.WriteString(w, `{"errcode":0}`)
	}))
	defer s.Close()
	if err := (notify.Robot{Kind: notify.DingTalk, URL: s.URL + "/robot/send?access_token=token", Secret: "SECgeheim"}).Send(t.Context(), now, "x"); err != nil {
		t.Error(err)
	}
}

func TestSEC_PRIV_13_OnlyEncryptedOrAtHome(t *testing.T) {
	for address, good := range map[string]bool{
		"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1": true, "http://127.0.0.1:8080/x": true, "http://localhost/x": true, "http://[::1]:1/x": true,
		"http://qyapi.weixin.qq.com/x": false, "http://127.0.0.1.evil.test/": false, "ftp://127.0.0.1/": false, "https://": false, "": false,
		"https://a:b@qyapi.weixin.qq.com/": false, "//qyapi.weixin.qq.com": false, "file:///etc/passwd": false,
	} {
		if err := notify.CheckURL(address); (err == nil) != good {
			t.Errorf("%s: got %v, want allowed %v", address, err, good)
		}
		if !good {
			if err := (notify.Robot{Kind: notify.WeCom, URL: address}).Send(t.Context(), now, "x"); notify.Code(err) != "refused" {
				t.Errorf("%s: got %v, want nothing sent", address, err)
			}
		}
	}
}

// server is a mail server that answers line by line and keeps what it heard.
func server(t *testing.T, answer func(line string) string) (string, func() string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	heard := make(chan string, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer func() { _ = c.Close() }()
		var all strings.Builder
		defer func() { heard <- all.String() }()
		say := func(s string) { _, _ = io.WriteString(c, s+"\r\n") }
		say("220 here")
		data := false
		for r := bufio.NewScanner(c); r.Scan(); {
			line := r.Text()
			all.WriteString(line + "\n")
			if data && line != "." {
				continue
			}
			data = false
			said := answer(line)
			if said == "" {
				time.Sleep(time.Second)
				return
			}
			data = strings.HasPrefix(said, "354")
			say(said)
		}
	}()
	return l.Addr().String(), func() string { return <-heard }
}

func polite(line string) string {
	switch {
	case line == "DATA":
		return "354 go on"
	case line == "QUIT":
		return "221 bye"
	}
	return "250 ok"
}

func TestMail(t *testing.T) {
	at, heard := server(t, polite)
	m := notify.Mail{Server: at, From: "fengsheng@example.test"}
	if err := m.Send(t.Context(), now, "name@example.test", "今天的提醒", "您有3件事项今天到期。"); err != nil {
		t.Fatal(err)
	}
	letter := heard()
	for _, want := range []string{"RCPT TO:<name@example.test>", "From: fengsheng@example.test", base64.StdEncoding.EncodeToString([]byte("您有3件事项今天到期。")), "Date: Wed, 08 May 2024"} {
		if !strings.Contains(letter, want) {
			t.Errorf("the letter lacks %q:\n%s", want, letter)
		}
	}
}

func TestMailThatFails(t *testing.T) {
	at, _ := server(t, func(line string) string {
		if strings.HasPrefix(line, "RCPT") {
			return "550 no such mailbox"
		}
		return polite(line)
	})
	m := notify.Mail{Server: at, From: "fengsheng@example.test"}
	if err := m.Send(t.Context(), now, "name@example.test", "x", "x"); notify.Code(err) != "smtp 550" {
		t.Errorf("refused: got %v", err)
	}
	silent, _ := server(t, func(string) string { return "" })
	short, enough := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer enough()
	if err := (notify.Mail{Server: silent, From: m.From}).Send(short, now, "name@example.test", "x", "x"); notify.Code(err) != "timeout" {
		t.Errorf("says nothing: got %v", err)
	}
	for _, to := range []string{"", "a b@example.test", "a@example.test\r\nBcc: b@example.test", "a@example.test, b@example.test"} {
		if err := m.Send(t.Context(), now, to, "x", "x"); notify.Code(err) != "refused" {
			t.Errorf("to %q: got %v", to, err)
		}
	}
}
