// Package notify is the edge to the outside world: it hands one text to a group
// robot or a mail server. It knows no matter and no person; what fails is told as
// a code, because an address and an answer may hold a secret.
package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	"fengsheng/internal/fault"
)

// timeout is how long one message may take.
const timeout = 10 * time.Second

// Failure is why a message was not taken: a code, without address and words.
type Failure string

// The failures that have no number.
const (
	Unreachable Failure = "unreachable" // no connection, or it broke
	TimedOut    Failure = "timeout"
	Unclear     Failure = "answer" // the answer was none
	Unsafe      Failure = "unsafe" // the mail server offers no encryption
	SignIn      Failure = "signIn" // the mail server refuses login or password
	Refused     Failure = "refused"
)

func (f Failure) Error() string { return "notify: " + string(f) }

// Code is the failure in an error.
func Code(err error) string {
	var f Failure
	if errors.As(err, &f) {
		return string(f)
	}
	return string(Unreachable)
}

// RobotKind is whose robot it is.
type RobotKind string

// The robots.
const (
	WeCom    RobotKind = "wecom"    // 企业微信
	DingTalk RobotKind = "dingtalk" // 钉钉
)

// Robot is a group robot: whoever has its address can write into the group.
type Robot struct {
	Kind   RobotKind
	URL    string
	Secret string // of 钉钉 with 加签; "" without
}

// CheckURL refuses an address a message may not be sent to: only https, or http on
// this machine.
func CheckURL(raw string) error {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return fault.New(fault.Invalid, "请填写完整的网址，以https://开头")
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return fault.New(fault.Invalid, "只能用https://的网址；http://只能用于本机（127.0.0.1）")
	}
	return nil
}

// Host is the host of an address, which may be shown and kept in the ledger.
func Host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Host
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// client follows no redirect and no proxy of the environment: a message goes where
// the administrator said, or nowhere.
var client = &http.Client{
	Timeout:       timeout,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Transport:     &http.Transport{Proxy: nil, TLSHandshakeTimeout: timeout, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true},
}

// Send hands a text to the robot at a moment; the error is a Failure.
func (r Robot) Send(ctx context.Context, now time.Time, text string) error {
	if CheckURL(r.URL) != nil {
		return Refused
	}
	body, err := json.Marshal(map[string]any{"msgtype": "text", "text": map[string]string{"content": text}})
	if err != nil {
		return Refused
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, r.address(now), bytes.NewReader(body))
	if err != nil {
		return Refused
	}
	q.Header.Set("Content-Type", "application/json")
	answer, err := client.Do(q)
	if err != nil {
		return whyNot(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return Failure("status " + strconv.Itoa(answer.StatusCode))
	}
	read, err := io.ReadAll(io.LimitReader(answer.Body, 64<<10))
	if err != nil {
		return whyNot(err)
	}
	var said struct {
		Code *int `json:"errcode"`
	}
	if json.Unmarshal(read, &said) != nil || said.Code == nil {
		return Unclear
	}
	if *said.Code != 0 {
		return Failure("errcode " + strconv.Itoa(*said.Code))
	}
	return nil
}

// address is where the message goes, signed for 钉钉: HMAC-SHA256 over the
// milliseconds, a line break and the secret, with the secret as the key.
func (r Robot) address(now time.Time) string {
	if r.Kind != DingTalk || r.Secret == "" {
		return r.URL
	}
	u, err := url.Parse(r.URL)
	if err != nil {
		return r.URL
	}
	at := strconv.FormatInt(now.UnixMilli(), 10)
	mac := hmac.New(sha256.New, []byte(r.Secret))
	mac.Write([]byte(at + "\n" + r.Secret))
	q := u.Query()
	q.Set("timestamp", at)
	q.Set("sign", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	u.RawQuery = q.Encode()
	return u.String()
}

// whyNot is the failure behind an error of the network, without its words.
func whyNot(err error) error {
	var n net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &n) && n.Timeout() {
		return TimedOut
	}
	return Unreachable
}
