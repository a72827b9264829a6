package supervision

import (
	"fmt"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/org"
)

// Digest is the one message of a day to a person or a group: counts and a link,
// without a title, a name, a number or a place below the community (PRIV-05).
type Digest struct {
	Channel Channel
	Officer string // of a mail; "" for a robot
	Text    string
}

var countAsked = db.SQL("supervision.askedOf", `SELECT count(*) FROM supervision JOIN matter ON matter.street_id = supervision.street_id
AND matter.id = supervision.matter_id WHERE supervision.street_id = $1 AND supervision.state <> 'closed' AND supervision.state = 'asked'
AND matter.open = TRUE AND matter.mediator_id = $2`)

// Digests are what there is to be sent today. A robot tells of its unit as a
// whole; a mail tells a person of that person's own matters, as far as the person
// may see them (AUTHZ-14). Where nothing waits nothing is sent.
func Digests(tx *db.Tx) ([]Digest, error) {
	channels, err := Channels(tx)
	if err != nil || len(channels) == 0 {
		return nil, err
	}
	settings, err := LoadSettings(tx)
	if err != nil {
		return nil, err
	}
	staff, err := inService(tx)
	if err != nil {
		return nil, err
	}
	var all []Digest
	for _, c := range channels {
		if c.Kind != ByMail {
			text, err := unitWords(tx, c.Unit, settings)
			if err != nil {
				return nil, err
			}
			if text != "" {
				all = append(all, Digest{Channel: c, Text: text})
			}
			continue
		}
		for _, a := range staff {
			address, err := Address(tx, a.Officer)
			if err != nil {
				return nil, err
			}
			if address == "" {
				continue
			}
			text, err := ownWords(tx, a, settings)
			if err != nil {
				return nil, err
			}
			if text != "" {
				all = append(all, Digest{Channel: c, Officer: a.Officer, Text: text})
			}
		}
	}
	return all, nil
}

// unitWords are the counts of a community, or of the street.
func unitWords(tx *db.Tx, unit string, s Settings) (string, error) {
	u, err := org.Root(tx)
	if err == nil && unit != "" {
		u, err = org.UnitByID(tx, unit)
	}
	if err != nil {
		return "", err
	}
	b := Board{Spans: Spans(tx.Today())}
	n, err := b.count(tx, identity.Whole, unit)
	if err != nil {
		return "", err
	}
	words := counts([]counted{{n[0], "件事项已经超期"}, {n[1], "件今天到期"}, {n[3], "件七天内到期"}})
	if words == "" {
		return "", nil
	}
	return fmt.Sprintf("%s：%s。\n%s", u.Name, words, s.link("/supervision")), nil
}

// ownWords are the counts of a person's own matters.
func ownWords(tx *db.Tx, by actor.Actor, s Settings) (string, error) {
	scope := identity.SeeMatters.Reach(by, tx.Today())
	if scope.Empty() {
		return "", nil
	}
	var own []counted
	for i, unit := range []string{"件事项已经超期", "件事项今天到期"} {
		f := Spans(tx.Today())[i].Filter
		f.Mediator = by.Officer
		n, err := matter.Count(tx, scope, f)
		if err != nil {
			return "", err
		}
		own = append(own, counted{n, unit})
	}
	asked, err := db.Value[int](tx, countAsked, tx.Street, by.Officer)
	if err != nil {
		return "", err
	}
	own = append(own, counted{asked, "件督办等您说明原因"})
	if caseOwner.Allows(by) {
		n, err := CountEscalations(tx, by)
		if err != nil {
			return "", err
		}
		own = append(own, counted{n, "件事项提级给您"})
	}
	words := counts(own)
	if words == "" {
		return "", nil
	}
	return fmt.Sprintf("您有%s。\n%s\n\n您收到这封信，是因为您在“通知”页填了邮箱；不想再收，在那里清空就行。", words, s.link("/notices")), nil
}

type counted struct {
	n    int
	unit string
}

// counts are the numbers that are not 0, in words.
func counts(all []counted) string {
	var words []string
	for _, c := range all {
		if c.n > 0 {
			words = append(words, fmt.Sprintf("%d%s", c.n, c.unit))
		}
	}
	return strings.Join(words, "，")
}

// link is where the counts are found; without an address of the program it says so
// in words.
func (s Settings) link(path string) string {
	if s.Site == "" {
		return "请登录系统查看。"
	}
	return "查看：" + s.Site + path
}
