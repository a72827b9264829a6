package activities

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Bounds of one page: how many versions back and on it follows, and how many
// events of each it tells.
const (
	versionsMost = 50
	eventsMost   = 20
)

// showView is what the page of one version shows.
type showView struct {
	View     ui.View
	ID       activity.ID
	Title    string
	Number   string // 会议，2024-05-06
	State    string
	Tone     ui.Tone
	Demo     bool
	Valid    bool
	Reason   string // why it counts no more
	Newest   string // address of the version that counts now, when it is another
	Change   bool   // the reader may correct and withdraw it
	MayNot   string // why a reader who records activities may not change this one
	Facts    []ui.Fact
	Counts   []ui.Fact
	Matters  []matterRow
	Hidden   int
	Versions []versionRow
	Timeline []ui.Entry
	Print    ui.PrintView
}

type matterRow struct {
	Href, Number, Title, State string
	Tone                       ui.Tone
}

type versionRow struct {
	Href, Name, When, Who, State, Reason string
	Current                              bool
}

// Show is GET /activities/{id}.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	v := showView{ID: idOf(r)}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		a, err := activity.Visible(tx, by, v.ID)
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		if err := know(tx, names, a); err != nil {
			return err
		}
		v.outline(a, names, by)
		if err := v.campaign(tx, by, a); err != nil {
			return err
		}
		if err := v.named(tx, by); err != nil {
			return err
		}
		return v.history(tx, a, names)
	})
	if err != nil {
		return err
	}
	v.View = web.View(r, v.Title+"，"+v.Number)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: address(v.ID)}
	return web.Render(w, r, http.StatusOK, showPage(v))
}

// outline is the activity itself: its facts and its counts.
func (v *showView) outline(a activity.Activity, n frame.Names, by actor.Actor) {
	v.Title, v.Number, v.Demo, v.Valid, v.Reason = a.Title, a.Kind.Label()+"，"+a.On.String(), a.Demo, a.Valid, a.Reason
	v.State, v.Tone = "有效", ui.Done
	if !a.Valid {
		v.State, v.Tone = "已撤回", ui.Late // history knows when it was corrected instead
	}
	switch records := identity.RecordActivity.Allows(by); {
	case !a.Valid || !records:
	case identity.RecordActivity.Reaches(by, a.At()):
		v.Change = true
	default:
		v.MayNot = elsewhere
	}
	v.Facts = facts(a, n)
	v.Counts = countFacts(a)
}

// facts are what an activity is, without its counts.
func facts(a activity.Activity, n frame.Names) []ui.Fact {
	words := wordings[a.Kind]
	when := a.On.Chinese()
	if a.Start != "" {
		when += a.Start
	}
	all := []ui.Fact{
		{Label: "名目", Value: a.Kind.Label() + "，" + a.Label()},
		{Label: "日期", Value: when},
		{Label: "社区", Value: communityWords(a, n)},
	}
	aboutCase := ""
	if a.AboutCase {
		aboutCase = "是，单独计数"
	}
	for _, f := range []ui.Fact{
		{Label: "地点", Value: a.Place},
		{Label: "场所", Value: n.Venue(a.Venue)},
		{Label: words.leader, Value: n.Officer(a.Leader)},
		{Label: "参加单位", Value: a.Partners},
		{Label: "包案化解", Value: aboutCase},
		{Label: words.topics, Value: a.Topics},
	} {
		if f.Value != "" {
			all = append(all, f)
		}
	}
	return append(all, ui.Fact{Label: "登记", Value: moment(a) + "，" + n.Officer(a.RecordedBy)})
}

// countFacts are the counts with their units; leaflets and giveaways apart.
func countFacts(a activity.Activity) []ui.Fact {
	var all []ui.Fact
	for _, c := range a.Quantities() {
		if c.Blank() {
			continue
		}
		all = append(all, ui.Fact{Label: c.Label, Value: strconv.Itoa(c.Number) + c.Unit})
	}
	return all
}

func moment(a activity.Activity) string {
	return a.RecordedAt.In(calendar.Shanghai).Format("2006-01-02 15:04")
}

// named are the matters the activity names that the reader may see, and how
// many there are besides.
func (v *showView) named(tx *db.Tx, by actor.Actor) error {
	seen, others, err := activity.MattersOf(tx, by, v.ID)
	for _, m := range seen {
		v.Matters = append(v.Matters, matterRow{
			Href: "/matters/" + string(m.ID), Number: m.Number, Title: m.Title, State: frame.State(m), Tone: frame.Tone(m),
		})
	}
	v.Hidden = others
	return err
}

// history is every version of the activity, the newest first, with what the
// ledger says of each.
func (v *showView) history(tx *db.Tx, a activity.Activity, n frame.Names) error {
	all, err := versions(tx, a)
	if err != nil {
		return err
	}
	var told []event.Event
	for i, one := range all {
		if err := know(tx, n, one); err != nil {
			return err
		}
		v.version(one, i, len(all), n)
		events, err := event.Of(tx, event.Activity, string(one.ID), eventsMost)
		if err != nil {
			return err
		}
		told = append(told, events...)
	}
	slices.SortFunc(told, func(x, y event.Event) int { return cmp.Compare(y.Seq, x.Seq) })
	for _, e := range told {
		v.Timeline = append(v.Timeline, point(e))
	}
	return nil
}

// version is a line of the table of versions. All but the newest were corrected.
func (v *showView) version(one activity.Activity, i, count int, n frame.Names) {
	row := versionRow{
		Href: address(one.ID), Name: "第" + strconv.Itoa(count-i) + "稿", When: moment(one), Who: n.Officer(one.RecordedBy),
		State: "已撤回", Reason: one.Reason, Current: one.ID == v.ID,
	}
	switch {
	case one.Valid:
		row.State = "有效"
	case i > 0:
		row.State = "已更正"
	}
	if row.Current && !one.Valid {
		v.State = row.State
	}
	if i == 0 && !row.Current {
		v.Newest = row.Href
	}
	v.Versions = append(v.Versions, row)
}

// versions are the activity with what it replaced and what replaced it, the
// newest first.
func versions(tx *db.Tx, a activity.Activity) ([]activity.Activity, error) {
	all := []activity.Activity{a}
	for range versionsMost {
		next, err := activity.After(tx, all[0].ID)
		if fault.Is(err, fault.NotFound) {
			break
		}
		if err != nil {
			return nil, err
		}
		all = slices.Insert(all, 0, next)
	}
	for range versionsMost {
		last := all[len(all)-1]
		if last.Replaces == "" {
			break
		}
		before, err := activity.Load(tx, last.Replaces)
		if err != nil {
			return nil, err
		}
		all = append(all, before)
	}
	return all, nil
}

// commandWords are what the ledger calls the commands of an activity.
var commandWords = map[string]string{"activity.record": "登记这次活动", "activity.correct": "更正为新的一稿", "activity.withdraw": "撤回这次活动"}

// point is an event as a point of the timeline.
func point(e event.Event) ui.Entry {
	p := frame.Point(e, "登记")
	p.Title, p.Text = cmp.Or(commandWords[e.Action], "系统记录"), e.Reason
	return p
}
