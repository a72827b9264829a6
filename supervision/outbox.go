package supervision

import (
	"context"
	"errors"
	"time"

	"fengsheng/internal/db"
	"fengsheng/internal/notify"
)

// waits are the times between the tries of a message; behind the last it has failed.
var waits = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour}

// lease is how long a program that took a message may take to send it. When it
// died over it, the message is sent by the next.
const lease = 2 * time.Minute

// subject of every mail: it says nothing of any matter.
const subject = "枫盛：今天的事项提醒"

var (
	enqueue = db.SQL("outbox.enqueue", `INSERT INTO outbox (street_id, id, channel_id, officer_id, day, text, state, tries, next_at, error, done_at)
VALUES ($1, $2, $3, $4, $5, $6, 'queued', 0, $7, '', 0) ON CONFLICT (street_id, channel_id, officer_id, day) DO NOTHING`)
	nextMessage = db.SQL("outbox.next", `SELECT id, channel_id, officer_id, text, tries FROM outbox
WHERE street_id = $1 AND state = 'queued' AND next_at <= $2 ORDER BY next_at, id LIMIT 1`)
	takeMessage = db.SQL("outbox.take", `UPDATE outbox SET next_at = $3, tries = tries + 1 WHERE street_id = $1 AND id = $2 AND state = 'queued' AND next_at <= $4`)
	sentMessage = db.SQL("outbox.sent", `UPDATE outbox SET state = 'sent', text = '', error = '', done_at = $3 WHERE street_id = $1 AND id = $2`)
	lateMessage = db.SQL("outbox.again", `UPDATE outbox SET next_at = $3, error = $4 WHERE street_id = $1 AND id = $2`)
	lostMessage = db.SQL("outbox.failed", `UPDATE outbox SET state = 'failed', text = '', error = $4, done_at = $3 WHERE street_id = $1 AND id = $2`)
	standings   = db.SQL("outbox.standing", `SELECT channel_id, sum(CASE WHEN state = 'queued' THEN 1 ELSE 0 END), sum(CASE WHEN state = 'failed' THEN 1 ELSE 0 END),
max(CASE WHEN state = 'sent' THEN done_at ELSE 0 END), max(error) FROM outbox WHERE street_id = $1 AND day >= $2 GROUP BY channel_id`)
	dropMessages = db.SQL("outbox.drop", `DELETE FROM outbox WHERE street_id = $1 AND day < $2`)
)

// queue puts the digests of the day into the outbox, each once.
func queue(tx *db.Tx, all []Digest) (int, error) {
	if _, err := tx.Exec(dropMessages, tx.Street, tx.Today().AddDays(-noticeDays)); err != nil {
		return 0, err
	}
	queued := 0
	for _, g := range all {
		n, err := tx.Exec(enqueue, tx.Street, tx.NewID(), g.Channel.ID, g.Officer, tx.Today(), g.Text, tx.Millis())
		if err != nil {
			return queued, err
		}
		queued += int(n)
	}
	return queued, nil
}

// message is a digest that is being sent.
type message struct {
	id, channel, officer, text string
	tries                      int
	to                         Channel
	address                    string
}

// Delivery is what one round of sending did.
type Delivery struct{ Sent, Failed int }

// Deliver sends what waits and has its time. A message that fails waits longer each
// time and is given up behind the last; nothing is sent inside a transaction.
func Deliver(ctx context.Context, d *db.DB, street string) (Delivery, error) {
	var done Delivery
	for ctx.Err() == nil {
		m, err := takeNext(ctx, d, street)
		if errors.Is(err, db.ErrNone) {
			return done, nil
		}
		if err != nil {
			return done, err
		}
		failure := m.send(ctx, d.Now())
		if failure != nil {
			done.Failed++
		} else {
			done.Sent++
		}
		err = d.Update(context.WithoutCancel(ctx), street, func(tx *db.Tx) error { return m.settle(tx, failure) })
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

// takeNext takes a message for this program alone.
func takeNext(ctx context.Context, d *db.DB, street string) (message, error) {
	var m message
	err := d.View(ctx, street, func(tx *db.Tx) error {
		var err error
		m, err = db.One(tx, nextMessage, scanMessage, tx.Street, tx.Millis())
		return err
	})
	if err != nil { // as a rule none waits, and nobody's writing is kept waiting to learn that
		return m, err
	}
	err = d.Update(ctx, street, func(tx *db.Tx) error {
		var err error
		if m, err = db.One(tx, nextMessage, scanMessage, tx.Street, tx.Millis()); err != nil {
			return err
		}
		if err := tx.ExecOne(takeMessage, tx.Street, m.id, tx.Now.Add(lease).UnixMilli(), tx.Millis()); err != nil {
			return err
		}
		m.tries++
		channels, err := Channels(tx)
		if err != nil {
			return err
		}
		for _, c := range channels {
			if c.ID == m.channel {
				m.to = c
			}
		}
		m.address, err = Address(tx, m.officer)
		return err
	})
	return m, err
}

func scanMessage(r db.Row) (message, error) {
	var m message
	return m, r.Scan(&m.id, &m.channel, &m.officer, &m.text, &m.tries)
}

// gone is the failure of a message whose channel or address was taken away.
const gone notify.Failure = "gone"

func (m message) send(ctx context.Context, now time.Time) error {
	switch {
	case m.to.ID == "", m.to.Kind == ByMail && m.address == "":
		return gone
	case m.to.Kind == ByMail:
		server := notify.Mail{Server: m.to.Address, Login: m.to.Login, Password: m.to.Secret, From: m.to.Sender}
		return server.Send(ctx, now, m.address, subject, m.text)
	}
	return notify.Robot{Kind: notify.RobotKind(m.to.Kind), URL: m.to.Address, Secret: m.to.Secret}.Send(ctx, now, m.text)
}

// settle keeps how the try ended.
func (m message) settle(tx *db.Tx, failure error) error {
	if failure == nil {
		return tx.ExecOne(sentMessage, tx.Street, m.id, tx.Millis())
	}
	code := notify.Code(failure)
	if failure == gone || m.tries > len(waits) {
		return tx.ExecOne(lostMessage, tx.Street, m.id, tx.Millis(), code)
	}
	return tx.ExecOne(lateMessage, tx.Street, m.id, tx.Now.Add(waits[m.tries-1]).UnixMilli(), code)
}

// Standing is how the sending of a channel goes, over the last week.
type Standing struct {
	Channel        string
	Queued, Failed int
	LastSent       time.Time
	Error          string // a code
}

// Standings are how the channels go; one that was never used has none.
func Standings(tx *db.Tx) (map[string]Standing, error) {
	all := map[string]Standing{}
	err := tx.Each(standings, func(r db.Row) error {
		var s Standing
		var sent int64
		err := r.Scan(&s.Channel, &s.Queued, &s.Failed, &sent, &s.Error)
		s.LastSent = db.Moment(sent)
		all[s.Channel] = s
		return err
	}, tx.Street, tx.Today().AddDays(-7))
	return all, err
}

// failures are the codes of a failure in words.
var failures = map[string]string{
	"unreachable": "连不上对方的服务器", "timeout": "对方10秒没有回应", "answer": "对方的回应看不懂，网址可能不对", "unsafe": "邮件服务器不支持加密",
	"signIn": "邮件服务器的登录名或密码不对", "refused": "地址不对", "gone": "渠道或邮箱已经取消",
}

// FailureWords say what a code means to the administrator.
func FailureWords(code string) string {
	if w := failures[code]; w != "" {
		return w
	}
	return "对方没有接收（" + code + "）"
}
