package supervision

import (
	"errors"
	"net"
	"strings"
	"unicode/utf8"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/notify"
	"fengsheng/internal/seal"
	"fengsheng/matter"
	"fengsheng/org"
)

// ChannelKind is how a digest is sent.
type ChannelKind string

// ByMail sends to people; the robots of notify write into groups.
const ByMail ChannelKind = "mail"

// ChannelKinds with their names.
var ChannelKinds = matter.Enumeration{{Code: "wecom", Label: "企业微信群机器人"}, {Code: "dingtalk", Label: "钉钉群机器人"}, {Code: "mail", Label: "邮件服务器"}}

// Channel is where digests are sent. Address and Secret are written once and never
// shown again.
type Channel struct {
	ID      string
	Kind    ChannelKind
	Name    string
	Unit    string // whose counts a robot tells; "" = of the whole street
	Address string // of a robot; host:port of a mail server
	Login   string
	Sender  string
	Secret  string
}

// Host is where the channel leads, without what is secret in its address.
func (c Channel) Host() string {
	if c.Kind == ByMail {
		host, _, err := net.SplitHostPort(c.Address)
		if err != nil {
			return ""
		}
		return host
	}
	return notify.Host(c.Address)
}

// Where the sealed values of a channel stand.
const (
	addressPlace = "notice_channel.address"
	secretPlace  = "notice_channel.secret"
)

// mostChannels is how many channels a street has at most.
const mostChannels = 50

var (
	insertChannel = db.SQL("noticeChannel.insert", `INSERT INTO notice_channel (street_id, id, kind, name, unit_id, key, address, login, sender, secret, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
	listChannels = db.SQL("noticeChannel.list", `SELECT id, kind, name, unit_id, key, address, login, sender, secret FROM notice_channel WHERE street_id = $1 ORDER BY id`)
	dropChannel  = db.SQL("noticeChannel.drop", `DELETE FROM notice_channel WHERE street_id = $1 AND id = $2`)
	dropWaiting  = db.SQL("outbox.dropChannel", `DELETE FROM outbox WHERE street_id = $1 AND channel_id = $2 AND state = 'queued'`)
	saveAddress  = db.SQL("noticeAddress.save", `INSERT INTO notice_address (street_id, id, address) VALUES ($1, $2, $3)
ON CONFLICT (street_id, id) DO UPDATE SET address = excluded.address`)
	dropAddress = db.SQL("noticeAddress.drop", `DELETE FROM notice_address WHERE street_id = $1 AND id = $2`)
	readAddress = db.SQL("noticeAddress.read", `SELECT address FROM notice_address WHERE street_id = $1 AND id = $2`)
)

// Channels lists the channels of the street, with what is secret in them: a page
// shows Host.
func Channels(tx *db.Tx) ([]Channel, error) {
	return db.All(tx, listChannels, func(r db.Row) (Channel, error) {
		var c Channel
		var wrapped string
		if err := r.Scan(&c.ID, &c.Kind, &c.Name, &c.Unit, &wrapped, &c.Address, &c.Login, &c.Sender, &c.Secret); err != nil {
			return c, err
		}
		ring, err := tx.Keys()
		if err != nil {
			return c, err
		}
		key, err := ring.Key(seal.Channels, c.ID, wrapped)
		if err != nil {
			return c, err
		}
		if c.Address, err = key.Open(addressPlace, c.Address); err != nil {
			return c, err
		}
		c.Secret, err = key.Open(secretPlace, c.Secret)
		return c, err
	}, tx.Street)
}

// AddChannel lets digests be sent somewhere. The ledger keeps its kind and host.
func AddChannel(tx *db.Tx, by actor.Actor, c Channel) (Channel, error) {
	if err := identity.KeepChannels.Check(by); err != nil {
		return c, err
	}
	c.Name, c.Address = strings.TrimSpace(c.Name), strings.TrimSpace(c.Address)
	var bad fault.Fields
	bad.Must("kind", ChannelKinds.Has(string(c.Kind)), "请选择发送方式")
	bad.Need("name", c.Name, "请给这个渠道起个名字")
	bad.Must("name", utf8.RuneCountInString(c.Name) <= 30, "名字最多30字")
	if c.Kind == ByMail {
		c.Unit = ""
		c.say(&bad, "address", notify.CheckServer(c.Address))
		c.say(&bad, "sender", notify.CheckAddress(c.Sender))
	} else {
		c.Login, c.Sender = "", ""
		c.say(&bad, "address", notify.CheckURL(c.Address))
	}
	if c.Unit != "" {
		u, err := org.UnitByID(tx, c.Unit)
		if fault.Of(err) == nil && err != nil {
			return c, err
		}
		bad.Must("unit", err == nil && u.Level == actor.Community, "请选择社区，或者全街道")
	}
	if err := bad.Err(); err != nil {
		return c, err
	}
	all, err := Channels(tx)
	if err != nil {
		return c, err
	}
	for _, other := range all {
		if c.Kind == ByMail && other.Kind == ByMail {
			return c, fault.New(fault.Conflict, "已经有一个邮件服务器，请先停用它")
		}
	}
	if len(all) >= mostChannels {
		return c, fault.New(fault.Conflict, "最多设%d个渠道，请先停用不用的", mostChannels)
	}
	c.ID = tx.NewID()
	ring, err := tx.Keys()
	if err != nil {
		return c, err
	}
	key, wrapped, err := ring.NewKey(seal.Channels, c.ID)
	if err != nil {
		return c, err
	}
	address, err := key.Seal(addressPlace, c.Address)
	if err != nil {
		return c, err
	}
	secret, err := key.Seal(secretPlace, c.Secret)
	if err != nil {
		return c, err
	}
	if _, err := tx.Exec(insertChannel, tx.Street, c.ID, string(c.Kind), c.Name, c.Unit, wrapped, address, c.Login, c.Sender, secret, tx.Millis()); err != nil {
		return c, err
	}
	return c, configured(tx, by, "notice.addChannel", c.ID, map[string]string{"kind": string(c.Kind), "host": c.Host()})
}

func (Channel) say(bad *fault.Fields, field string, err error) {
	if err != nil {
		bad.Add(field, "%s", err.Error())
	}
}

// CloseChannel forgets a channel with its secrets; what waits for it is not sent.
func CloseChannel(tx *db.Tx, by actor.Actor, id string) error {
	if err := identity.KeepChannels.Check(by); err != nil {
		return err
	}
	n, err := tx.Exec(dropChannel, tx.Street, id)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.NotFound, "找不到这个渠道，可能已经停用")
	}
	if _, err := tx.Exec(dropWaiting, tx.Street, id); err != nil {
		return err
	}
	return configured(tx, by, "notice.closeChannel", id, nil)
}

// SaveSettings changes how the street is reminded.
func SaveSettings(tx *db.Tx, by actor.Actor, s Settings) error {
	if err := identity.KeepChannels.Check(by); err != nil {
		return err
	}
	s.Site = strings.TrimRight(strings.TrimSpace(s.Site), "/")
	var bad fault.Fields
	bad.Must("escalateAfter", s.EscalateAfter >= 1 && s.EscalateAfter <= 60, "提级前的工作日数应在1到60之间")
	if s.Site != "" {
		Channel{}.say(&bad, "site", notify.CheckURL(s.Site))
		bad.Must("site", !strings.ContainsAny(s.Site, "?# "), "只写到主机名和端口，例如https://fengsheng.example.cn")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	if err := s.save(tx); err != nil {
		return err
	}
	return configured(tx, by, "notice.settings", "settings", map[string]int{"escalateAfter": s.EscalateAfter})
}

// configured tells the ledger of a change of the installation (AUD-07).
func configured(tx *db.Tx, by actor.Actor, action, subject string, details any) error {
	_, err := event.Append(tx, by, event.Entry{Action: action, Kind: event.Ledger, Subject: subject, Role: by.First(identity.KeepChannels.Roles...), Details: details})
	return err
}

// SaveAddress is where the actor wants the digest by mail; "" ends it. Only the
// officer sets it. The ledger does not know the address.
func SaveAddress(tx *db.Tx, by actor.Actor, address string) error {
	if err := identity.SeeMatters.Check(by); err != nil {
		return err
	}
	address = strings.TrimSpace(address)
	if address == "" {
		if _, err := tx.Exec(dropAddress, tx.Street, by.Officer); err != nil {
			return err
		}
	} else {
		if err := notify.CheckAddress(address); err != nil {
			return fault.Wrong("address", err.Error())
		}
		if _, err := tx.Exec(saveAddress, tx.Street, by.Officer, address); err != nil {
			return err
		}
	}
	_, err := event.Append(tx, by, event.Entry{Action: "notice.address", Kind: event.Account, Subject: by.Account, Role: by.First(identity.SeeMatters.Roles...)})
	return err
}

// Address is where an officer wants the digest by mail; "" for nowhere.
func Address(tx *db.Tx, officer string) (string, error) {
	a, err := db.Value[string](tx, readAddress, tx.Street, officer)
	if errors.Is(err, db.ErrNone) {
		return "", nil
	}
	return a, err
}
