package study

import (
	"crypto/hmac"
	"strconv"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// slot is how long one code is shown; it is taken through the next one as well, so
// that nobody is turned away while scanning.
const slot = 15 * time.Minute

// Code is what the room shows, and the moment until which it is taken.
type Code struct {
	Token string
	Until time.Time
}

// ShowCode gives the code of a session, on its day and before it is held.
func ShowCode(tx *db.Tx, by actor.Actor, id ID) (Session, Code, error) {
	s, err := take(tx, by, id, 0, Planned)
	if err != nil {
		return s, Code{}, err
	}
	if s.On != tx.Today() {
		return s, Code{}, fault.New(fault.Conflict, "签到码在%s当天才有", s.On.Plain())
	}
	n := tx.Now.UnixMilli() / slot.Milliseconds()
	token, err := tokenOf(tx, id, n)
	return s, Code{Token: token, Until: time.UnixMilli((n + 2) * slot.Milliseconds())}, err
}

// tokenOf signs the session and the time, so that no code is made elsewhere and an
// old one is told by itself.
func tokenOf(tx *db.Tx, id ID, n int64) (string, error) {
	keys, err := tx.Keys()
	if err != nil {
		return "", err
	}
	at := strconv.FormatInt(n, 36)
	return at + "-" + keys.Equal("study.sign", tx.Street+"\x00"+string(id)+"\x00"+at), nil
}

// Knock says which session a code opens, before anybody signs in.
func Knock(tx *db.Tx, by actor.Actor, id ID, token string) (Session, error) {
	s, err := Load(tx, by, id)
	if err != nil {
		return s, err
	}
	at, _, _ := strings.Cut(token, "-")
	n, err := strconv.ParseInt(at, 36, 64)
	if err != nil {
		return s, badCode()
	}
	want, err := tokenOf(tx, id, n)
	if err != nil {
		return s, err
	}
	now := tx.Now.UnixMilli() / slot.Milliseconds()
	switch {
	case !hmac.Equal([]byte(want), []byte(token)):
		return s, badCode()
	case n != now && n != now-1:
		return s, fault.New(fault.Conflict, "这个签到码过期了，请扫现在屏幕上的码")
	case s.State != Planned || s.On != tx.Today():
		return s, fault.New(fault.Conflict, "这场学习已经不能扫码签到了，请在签到表上签名")
	}
	return s, nil
}

func badCode() error {
	return fault.New(fault.Conflict, "签到码不对，请重新扫屏幕上的码")
}

// SignIn writes down that the actor is at the session. Twice is once.
func SignIn(tx *db.Tx, by actor.Actor, id ID, token string) (Session, error) {
	s, err := Knock(tx, by, id, token)
	if err != nil {
		return s, err
	}
	if by.Officer == "" {
		return s, identity.SeeStudy.Check(actor.Actor{})
	}
	n, err := tx.Exec(insertPresence, tx.Street, string(id), by.Officer, "signed", tx.Millis())
	if err != nil || n == 0 {
		return s, err
	}
	return s, told(tx, by, "signIn", string(id), nil)
}
