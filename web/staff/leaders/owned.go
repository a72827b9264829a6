package leaders

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/ownership"
	"fengsheng/reception"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// soonDays is how far ahead the page of the leaders looks for sessions.
const soonDays = 30

// ownedView is a leader's own page, and for staff the matters that leaders own: a list
// of matters, never a table of leaders.
type ownedView struct {
	View     ui.View
	Title    string
	Tabs     []ui.Tab
	Mine     bool
	Rows     []ownedRow
	Sessions []sessionRow
	Print    ui.PrintView
}

type ownedRow struct {
	Href, Number, Title, Leader, State, Duties, Met string
	Tone                                            ui.Tone
	Due                                             ui.DateView
}

// Owned is GET /leaders.
func (p Pages) Owned(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	v := ownedView{Title: "领导包案", Tabs: tabs("leaders")}
	if v.Mine = mine(by); v.Mine {
		v.Title = "我的包案"
	}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		if v.Rows, err = ownedRows(tx, by, names); err != nil {
			return err
		}
		coming, err := reception.Schedule(tx, by, tx.Today(), tx.Today().AddDays(soonDays))
		if err != nil {
			return err
		}
		coming = slices.DeleteFunc(coming, func(s reception.Session) bool { return s.State == reception.Cancelled })
		v.Sessions, err = sessionRows(tx, names, coming)
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Wide(r, v.Title)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, http.StatusOK, ownedPage(v))
}

// mine reports whether the reader is a leader with matters of their own.
func mine(by actor.Actor) bool {
	return identity.OwnCases.Allows(by) && !identity.ProposeOwner.Allows(by)
}

// ownedRows are the owned matters the reader may see; a leader's own alone.
func ownedRows(tx *db.Tx, by actor.Actor, names frame.Names) ([]ownedRow, error) {
	officer := ""
	if mine(by) {
		officer = by.Officer
	}
	all, err := ownership.List(tx, by, officer)
	if err != nil {
		return nil, err
	}
	var rows []ownedRow
	for _, o := range all {
		row, err := newOwned(tx, by, names, o)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func newOwned(tx *db.Tx, by actor.Actor, n frame.Names, o ownership.Ownership) (ownedRow, error) {
	m, err := matter.Visible(tx, by, o.Matter)
	if err != nil {
		return ownedRow{}, err
	}
	if err := n.KnowOfficers(tx, o.Officer); err != nil {
		return ownedRow{}, err
	}
	done, err := ownership.DutiesOf(tx, o.ID)
	if err != nil {
		return ownedRow{}, err
	}
	met, err := ownership.LastMet(tx, o)
	return ownedRow{
		Href: matterAddress(m.ID) + "/ownership", Number: m.Number, Title: m.Title, Leader: n.Officer(o.Officer), State: o.State.Label(), Tone: ownedTone(o.State),
		Due: frame.Row(m.DueOn, tx.Today()), Duties: dutyWords(done), Met: metWords(met, tx.Today()),
	}, err
}

func ownedTone(s ownership.State) ui.Tone {
	switch s {
	case ownership.Proposed:
		return ui.Soon
	case ownership.Assigned, ownership.Active:
		return ui.Going
	case ownership.Released:
		return ui.Done
	}
	return ui.Plain
}

// dutyWords are the duties that were carried out, in one line.
func dutyWords(done []ownership.Done) string {
	if len(done) == 0 {
		return "还没有落实"
	}
	var all []string
	for _, c := range ownership.Duties {
		for _, d := range done {
			if string(d.Duty) == c.Code {
				all = append(all, strings.TrimPrefix(c.Label, "包"))
			}
		}
	}
	return strings.Join(all, "、")
}

// metWords say when the leader last met somebody about the matter.
func metWords(on, today calendar.Date) string {
	switch days := today.DaysSince(on); {
	case on.Zero():
		return "还没有接访、下访"
	case days == 0:
		return "今天"
	default:
		return strconv.Itoa(days) + "天前（" + on.String() + "）"
	}
}
