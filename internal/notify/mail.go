package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/mail"
	"net/smtp"
	"net/textproto"
	"strconv"
	"time"

	"fengsheng/internal/fault"
)

// Mail is a mail server and the account that writes.
type Mail struct {
	Server   string // host:port
	Login    string // "" = the server asks for none
	Password string
	From     string
}

// CheckServer refuses what is no host:port.
func CheckServer(server string) error {
	host, port, err := net.SplitHostPort(server)
	n, wrong := strconv.Atoi(port)
	if err != nil || host == "" || wrong != nil || n < 1 || n > 65535 {
		return fault.New(fault.Invalid, "邮件服务器写成 主机:端口，例如smtp.example.com:465")
	}
	return nil
}

// CheckAddress refuses what is no single mail address.
func CheckAddress(address string) error {
	a, err := mail.ParseAddress(address)
	if err != nil || a.Address != address {
		return fault.New(fault.Invalid, "邮箱地址不对，例如name@example.com")
	}
	return nil
}

// implicit is the port on which TLS begins at once; on any other it is asked for.
const implicit = "465"

// Send hands one mail to the server at a moment; the error is a Failure. Without
// encryption nothing is sent, except to this machine.
func (m Mail) Send(ctx context.Context, now time.Time, to, subject, text string) error {
	host, port, err := net.SplitHostPort(m.Server)
	if err != nil || CheckAddress(to) != nil || CheckAddress(m.From) != nil {
		return Refused
	}
	ctx, enough := context.WithTimeout(ctx, timeout)
	defer enough()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", m.Server)
	if err != nil {
		return whyNot(err)
	}
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })() // a server that says nothing is left
	err = m.talk(conn, host, port, to, m.letter(now, to, subject, text))
	if ctx.Err() != nil {
		return TimedOut
	}
	return err
}

func (m Mail) talk(conn net.Conn, host, port, to string, letter []byte) error {
	settings := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if port == implicit {
		conn = tls.Client(conn, settings)
	}
	c, err := smtp.NewClient(conn, host)
	if err != nil {
		return smtpFailure(err)
	}
	defer func() { _ = c.Close() }()
	if port != implicit {
		offered, _ := c.Extension("STARTTLS")
		switch {
		case offered:
			if err := c.StartTLS(settings); err != nil {
				return Unsafe
			}
		case !loopback(host):
			return Unsafe
		}
	}
	if m.Login != "" {
		if err := c.Auth(smtp.PlainAuth("", m.Login, m.Password, host)); err != nil {
			return SignIn
		}
	}
	if err := c.Mail(m.From); err != nil {
		return smtpFailure(err)
	}
	if err := c.Rcpt(to); err != nil {
		return smtpFailure(err)
	}
	w, err := c.Data()
	if err != nil {
		return smtpFailure(err)
	}
	if _, err := w.Write(letter); err != nil {
		return smtpFailure(err)
	}
	if err := w.Close(); err != nil {
		return smtpFailure(err)
	}
	_ = c.Quit() // the server has taken the letter; how it says goodbye is no matter
	return nil
}

// letter is the mail as it is sent: plain text.
func (m Mail) letter(now time.Time, to, subject, text string) []byte {
	var b bytes.Buffer
	for _, h := range [][2]string{
		{"From", m.From},
		{"To", to},
		{"Subject", mime.BEncoding.Encode("utf-8", subject)},
		{"Date", now.Format(time.RFC1123Z)},
		{"Auto-Submitted", "auto-generated"},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "base64"},
	} {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	b.WriteString("\r\n")
	for coded := base64.StdEncoding.EncodeToString([]byte(text)); coded != ""; {
		n := min(len(coded), 76)
		b.WriteString(coded[:n] + "\r\n")
		coded = coded[n:]
	}
	return b.Bytes()
}

func smtpFailure(err error) error {
	var said *textproto.Error
	if errors.As(err, &said) {
		return Failure("smtp " + strconv.Itoa(said.Code))
	}
	return whyNot(err)
}
