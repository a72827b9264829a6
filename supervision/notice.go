package supervision

import (
	"errors"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/publicity"
)

// NoticeKind is what somebody is told.
type NoticeKind string

// The kinds of notice.
const (
	NoticeToday     NoticeKind = "dueToday"
	NoticeOverdue   NoticeKind = "overdue"
	NoticeAsked     NoticeKind = "asked"
	NoticeAnswered  NoticeKind = "answered"
	NoticeEscalated NoticeKind = "escalated"
	NoticeDuty      NoticeKind = "duty"
	NoticeTheme     NoticeKind = "theme"

	// Of an assessment: published, computed and open to objections, final.
	NoticeScheme NoticeKind = "scheme"
	NoticeScores NoticeKind = "scores"
	NoticeFinal  NoticeKind = "final"
)

// ofAssessment reports whether it is of an assessment, whose words its own package knows.
func (k NoticeKind) ofAssessment() bool {
	return k == NoticeScheme || k == NoticeScores || k == NoticeFinal
}

// NoticeKinds with their words.
var NoticeKinds = matter.Enumeration{
	{Code: "dueToday", Label: "今天到期"},
	{Code: "overdue", Label: "已经超期"},
	{Code: "asked", Label: "督办，请说明延期原因"},
	{Code: "answered", Label: "督办有了答复"},
	{Code: "escalated", Label: "提级给您"},
	{Code: "duty", Label: "协议有一项到期"},
	{Code: "theme", Label: "普法节点快到了"},
	{Code: "scheme", Label: "考核方案公布了"},
	{Code: "scores", Label: "考核算出来了，可以提异议"},
	{Code: "final", Label: "考核定稿了"},
}

// Notice is something an officer is told in the page. Its words are made when it
// is read, from what the reader may see then.
type Notice struct {
	ID     string
	At     time.Time
	Kind   NoticeKind
	Matter matter.ID
	Read   bool
	Gone   bool                 // the matter is no longer the reader's
	Of     matter.Matter        // the zero one when it is gone, or when it is of no matter
	Theme  publicity.Occurrence // of NoticeTheme
	Scheme string               // the assessment it is of; whether the reader may see it is for whoever shows it
	mark   string
}

// noticeDays is how long a notice is kept.
const noticeDays = 180

// mostUnread is how far unread notices are counted.
const mostUnread = 99

var (
	insertNotice = db.SQL("notice.insert", `INSERT INTO notice (street_id, id, officer_id, at, kind, subject_kind, subject_id, mark, read_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) ON CONFLICT (street_id, officer_id, kind, subject_id, mark) DO NOTHING`)
	listNotices = db.SQL("notice.list", `SELECT id, at, kind, subject_id, read_at, mark FROM notice WHERE street_id = $1 AND officer_id = $2 AND id < $3
ORDER BY id DESC LIMIT $4`)
	countUnread = db.SQL("notice.unread", `SELECT count(*) FROM (SELECT 1 FROM notice WHERE street_id = $1 AND officer_id = $2 AND read_at = 0 LIMIT $3) AS unread`)
	readNotice  = db.SQL("notice.read", `UPDATE notice SET read_at = $4 WHERE street_id = $1 AND officer_id = $2 AND id = $3 AND read_at = 0`)
	readAll     = db.SQL("notice.readAll", `UPDATE notice SET read_at = $4 WHERE street_id = $1 AND officer_id = $2 AND id <= $3 AND read_at = 0`)
	dropNotices = db.SQL("notice.drop", `DELETE FROM notice WHERE street_id = $1 AND at < $2`)
)

// tell gives an officer a notice of a matter, once for each mark, when the officer
// may see the matter (AUTHZ-14); it says how many were new.
func tell(tx *db.Tx, to actor.Actor, kind NoticeKind, id matter.ID, mark string) (int, error) {
	if _, err := matter.Visible(tx, to, id); err != nil {
		if fault.Is(err, fault.NotFound) {
			return 0, nil
		}
		return 0, err
	}
	n, err := tx.Exec(insertNotice, tx.Street, tx.NewID(), to.Officer, tx.Millis(), string(kind), event.Matter, string(id), mark)
	return int(n), err
}

// tellHandlers tells whoever works on a matter: its handler, or the heads of the
// place when nobody has taken it on.
func tellHandlers(tx *db.Tx, m matter.Matter, kind NoticeKind, mark string) error {
	if m.Mediator != "" {
		return tellOfficer(tx, m.Mediator, kind, m.ID, mark)
	}
	staff, err := inService(tx)
	if err != nil {
		return err
	}
	heads := identity.Permission{Roles: []actor.Role{actor.Chair, actor.StationLead, actor.UnitHead, actor.Triager}}
	for _, a := range staff {
		if !heads.Reaches(a, m.At()) {
			continue
		}
		may, err := MayAnswer(tx, a, m.ID)
		if err != nil {
			return err
		}
		if !may {
			continue
		}
		if _, err := tell(tx, a, kind, m.ID, mark); err != nil {
			return err
		}
	}
	return nil
}

// tellOfficer tells one officer; nobody when the officer has no way in.
func tellOfficer(tx *db.Tx, officer string, kind NoticeKind, id matter.ID, mark string) error {
	account, err := identity.AccountOf(tx, officer)
	if errors.Is(err, db.ErrNone) || err == nil && account.Disabled {
		return nil
	}
	if err != nil {
		return err
	}
	to, err := identity.ActorOf(tx, account)
	if fault.Of(err) != nil {
		return nil // has left
	}
	if err != nil {
		return err
	}
	_, err = tell(tx, to, kind, id, mark)
	return err
}

// inService are the people with an account that lets in, in the posts of today.
func inService(tx *db.Tx) ([]actor.Actor, error) {
	accounts, err := identity.Accounts(tx)
	if err != nil {
		return nil, err
	}
	var all []actor.Actor
	for _, account := range accounts {
		if account.Disabled {
			continue
		}
		a, err := identity.ActorOf(tx, account)
		if fault.Of(err) != nil {
			continue // has left
		}
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

// Notices is one page of the actor's notices, newest first; before is the last one
// of the page before, "" for the first page.
func Notices(tx *db.Tx, by actor.Actor, before string, size int) ([]Notice, error) {
	if before == "" {
		before = "~"
	}
	all, err := db.All(tx, listNotices, func(r db.Row) (Notice, error) {
		var n Notice
		var at, read int64
		err := r.Scan(&n.ID, &at, &n.Kind, &n.Matter, &read, &n.mark)
		n.At, n.Read = db.Moment(at), read != 0
		return n, err
	}, tx.Street, by.Officer, before, size)
	if err != nil {
		return nil, err
	}
	for i := range all {
		n := &all[i]
		if n.Kind.ofAssessment() {
			n.Scheme, n.Matter = string(n.Matter), ""
			continue
		}
		if n.Kind == NoticeTheme {
			if err := n.theme(tx); err != nil {
				return nil, err
			}
			continue
		}
		n.Of, err = matter.Visible(tx, by, n.Matter)
		if fault.Is(err, fault.NotFound) {
			n.Gone, n.Of = true, matter.Matter{}
			continue
		}
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Unread is how many notices the actor has not read, at most 99.
func Unread(tx *db.Tx, by actor.Actor) (int, error) {
	return db.Value[int](tx, countUnread, tx.Street, by.Officer, mostUnread)
}

// Read marks one of the actor's notices as read. It is no change of a record and
// has no event, like a draft.
func Read(tx *db.Tx, by actor.Actor, id string) error {
	_, err := tx.Exec(readNotice, tx.Street, by.Officer, id, tx.Millis())
	return err
}

// ReadUpTo marks the actor's notices as read, from the oldest to the given one:
// what came while the page was open stays unread.
func ReadUpTo(tx *db.Tx, by actor.Actor, id string) error {
	_, err := tx.Exec(readAll, tx.Street, by.Officer, id, tx.Millis())
	return err
}
