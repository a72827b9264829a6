// Package notices are the pages of what a person is told, and of the ways the
// street is reminded. The rules stand in package supervision.
package notices

import (
	"net/http"
	"strconv"

	"fengsheng/actor"
	"fengsheng/assessment"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/supervision"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Pages are the pages under /notices.
type Pages struct{ DB *db.DB }

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	own, keep := frame.Noticed, frame.For(identity.KeepChannels)
	return []web.Route{
		{Pattern: "GET /notices", Permission: own, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "notice.list", Page: p.List},
		{Pattern: "POST /notices/read", Permission: own, Scope: web.ScopeOwnPlace, Class: web.ClassInternal, Audit: "notice.read", Page: p.Read},
		{Pattern: "POST /notices/address", Permission: own, Scope: web.ScopeNone, Class: web.ClassPersonal, Audit: "notice.address", Page: p.Address},
		{Pattern: "GET /notices/channels", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "notice.channels", Page: p.Channels},
		{Pattern: "POST /notices/channels", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "notice.addChannel", Page: p.Add},
		{Pattern: "POST /notices/channels/{id}/closing", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "notice.closeChannel", Page: p.Close},
		{Pattern: "POST /notices/settings", Permission: keep, Scope: web.ScopeStreet, Class: web.ClassInternal, Audit: "notice.settings", Page: p.Set},
	}
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

// size is how many notices one page shows.
const size = 50

// listView is what a person is told, newest first.
type listView struct {
	View   ui.View
	Rows   []rowView
	Newest string // everything up to this one can be marked as read
	Unread bool
	Older  string
	Form   ui.FormView
	Mail   ui.Entries
}

type rowView struct {
	ID, Kind, Title, Number, Href, When string
	Tone                                ui.Tone
	Gone, Read, Theme, Scheme           bool
}

// tones support the words of a kind with a colour.
var tones = map[supervision.NoticeKind]ui.Tone{
	supervision.NoticeToday: ui.Soon, supervision.NoticeOverdue: ui.Late, supervision.NoticeAsked: ui.Soon, supervision.NoticeAnswered: ui.Going,
	supervision.NoticeEscalated: ui.Late, supervision.NoticeTheme: ui.Soon,
	supervision.NoticeScheme: ui.Going, supervision.NoticeScores: ui.Soon, supervision.NoticeFinal: ui.Done,
}

// List is GET /notices.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	return p.list(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) list(w http.ResponseWriter, r *http.Request, status int, mail ui.Entries) error {
	v := listView{Mail: mail, Form: ui.FormView{Action: "/notices/read"}}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		all, err := supervision.Notices(tx, by, r.URL.Query().Get("before"), size)
		if err != nil {
			return err
		}
		for _, n := range all {
			row := newRow(n)
			if row.Scheme = n.Scheme != ""; row.Scheme {
				if err := row.assessed(tx, by, n); err != nil {
					return err
				}
			}
			v.Unread = v.Unread || !row.Read
			v.Rows = append(v.Rows, row)
		}
		if len(all) > 0 {
			v.Newest = all[0].ID
		}
		if len(all) == size {
			v.Older = "/notices?before=" + all[size-1].ID
		}
		if v.Mail.Values == nil {
			address, err := supervision.Address(tx, by.Officer)
			v.Mail = ui.EntriesOf("address", address)
			return err
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.View = frame.Wide(r, "通知")
	v.View.Wrong = mail.Any()
	return web.Render(w, r, status, listPage(v))
}

func newRow(n supervision.Notice) rowView {
	v := rowView{
		ID: n.ID, Kind: supervision.NoticeKinds.Label(string(n.Kind)), Tone: tones[n.Kind], When: n.At.In(calendar.Shanghai).Format("2006-01-02 15:04"),
		Gone: n.Gone, Read: n.Read, Theme: n.Kind == supervision.NoticeTheme,
	}
	if n.Scheme != "" {
		return v
	}
	if n.Gone {
		v.Tone = ui.Plain
		return v
	}
	if n.Kind == supervision.NoticeTheme {
		v.Title, v.Number, v.Href = n.Theme.Name, n.Theme.From.Plain()+"，还没有安排活动", "/publicity/day?code="+n.Theme.Code+"&year="+n.Theme.From.String()[:4]
		return v
	}
	v.Title, v.Number, v.Href = n.Of.Title, n.Of.Number, "/matters/"+string(n.Matter)
	if n.Kind == supervision.NoticeAsked || n.Kind == supervision.NoticeAnswered {
		v.Href += "/supervision"
	}
	return v
}

// assessed says which assessment it is and how many lines it has: how anybody stands is
// on its own page, for whoever may open it.
func (v *rowView) assessed(tx *db.Tx, by actor.Actor, n supervision.Notice) error {
	s, err := assessment.Load(tx, by, assessment.ID(n.Scheme))
	if fault.Is(err, fault.NotFound) {
		v.Gone, v.Tone = true, ui.Plain
		return nil
	}
	v.Title, v.Href, v.Number = s.Name, "/assessments/"+n.Scheme, strconv.Itoa(len(s.Items))+"项指标"
	switch {
	case n.Kind == supervision.NoticeScheme:
		v.Number += "，考核期到" + s.Cutoff.Plain()
	case n.Kind == supervision.NoticeScores && s.State == assessment.Computed:
		v.Number += "，异议最晚在" + s.ObjectBy.Plain() + "提出"
	}
	return err
}

// Read is POST /notices/read: one notice, or all up to one.
func (p Pages) Read(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, one, upTo := web.Actor(r), f.Raw("one"), f.Raw("upTo")
	to, err := frame.Once(r, p.DB, by, f.SubmissionID(), "", func(tx *db.Tx) (string, error) {
		if one != "" {
			return "/notices", supervision.Read(tx, by, one)
		}
		return "/notices", supervision.ReadUpTo(tx, by, upTo)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已标为已读")
}
