package meetings

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/meeting"
	"fengsheng/task"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// eventsMost is how many events of a meeting its page tells.
const eventsMost = 60

// showView is one meeting: its agenda, how it went, what was decided, its tasks.
type showView struct {
	View     ui.View
	Href     string
	Version  string
	Row      row
	Kind     string
	Facts    []ui.Fact
	Reads    bool
	Feeds    []feedRow
	Items    []itemRow
	Last     string // the meeting of the kind before this one
	LastHref string
	Brought  []frame.TaskRow
	Tasks    []frame.TaskRow
	Minutes  string
	Timeline []ui.Entry
	Print    ui.PrintView
	Entries  ui.Entries
	Known    []knownChoice

	// What the reader may do now.
	Amend, Hold, Minute, Close, Cancel, Paper bool

	Wait      string // what has to come first, in words
	People    []ui.Option
	Doers     []ui.Option
	ItemsOpen []ui.Option
	Slots     []string
	More      bool
}

// feedRow is what a meeting, or a kind of its points, counts as.
type feedRow struct {
	What, Words, Href string // the activity
	Figures           []feed
}

// itemRow is a point of the agenda.
type itemRow struct {
	ID, Number, Kind, Title, Reporter, Result string
	Matters                                   []ui.Crumb
	Hidden                                    int // matters out of the reader's sight
}

// knownChoice is what somebody recorded by hand on the day.
type knownChoice struct {
	Name, What string
	Options    []ui.Option
}

// Show is GET /meetings/{id}.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, ui.Entries{}, nil)
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, e ui.Entries, known *meeting.Recorded) error {
	v := showView{Entries: e, Href: address(idOf(r))}
	err := p.view(r, func(tx *db.Tx) error { return v.read(tx, web.Actor(r), idOf(r), known) })
	if err != nil {
		return err
	}
	title := v.Row.Title + "，" + v.Row.Day
	v.View = frame.Again(r, title, e.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: title, Variant: "内部", Moment: "截至" + v.View.Moment, Address: v.Href}
	return web.Render(w, r, status, showPage(v))
}

func (v *showView) read(tx *db.Tx, by actor.Actor, id meeting.ID, known *meeting.Recorded) error {
	m, err := meeting.Load(tx, by, id)
	if err != nil {
		return err
	}
	n, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	if err := n.KnowOfficers(tx, append(slices.Clone(m.Present), m.Chair)...); err != nil {
		return err
	}
	v.outline(m, n, tx.Today())
	v.Reads = m.Reads(by)
	for _, part := range []func() error{
		func() error { return v.counted(tx, by, m) },
		func() error { return v.agenda(tx, by, m, n) },
		func() error { return v.may(tx, by, m, n, known) },
		func() error { return v.history(tx, m) },
	} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (v *showView) outline(m meeting.Meeting, n frame.Names, today calendar.Date) {
	v.Row, v.Version, v.Kind = newRow(n, m, today), strconv.Itoa(m.Version), m.Variety.Label(activity.Meeting)
	where, when := "全街道", m.On.Chinese()
	if m.Community != "" {
		where = n.Unit(m.Community)
	}
	if m.Start != "" {
		when += m.Start
	}
	var present []string
	for _, o := range m.Present {
		present = append(present, n.Officer(o))
	}
	for _, f := range []ui.Fact{
		{Label: "种类", Value: v.Kind},
		{Label: "时间", Value: when},
		{Label: "地点", Value: m.Place},
		{Label: "社区", Value: where},
		{Label: "主持", Value: n.Officer(m.Chair)},
		{Label: "参加单位", Value: m.Partners},
		{Label: "参加", Value: v.Row.Attendance},
		{Label: "签到", Value: strings.Join(present, "、")},
		{Label: "取消的原因", Value: m.Ending},
	} {
		if f.Value != "" {
			v.Facts = append(v.Facts, f)
		}
	}
}

// counted are the figures: before the meeting what it will feed, then the activities.
func (v *showView) counted(tx *db.Tx, by actor.Actor, m meeting.Meeting) error {
	add := func(what string, kind activity.Kind, variety activity.Variety, id activity.ID) error {
		f := feedRow{What: what, Figures: feeds(by, kind, variety, m.On.Year())}
		if id != "" {
			a, err := activity.Latest(tx, id)
			if err != nil {
				return err
			}
			f.Words, f.Href = "计1次，参加"+number(a.Attendance)+"人次", "/activities/"+string(a.ID)
			if !a.Valid {
				f.Words = "活动已撤回，不再计入"
			} else if kind == activity.Meeting && a.Variety == m.Variety && a.Attendance != m.Attendance {
				f.Words += "；这里签到的是" + number(m.Attendance) + "人次，指标按活动计，请更正记错的"
			}
		}
		v.Feeds = append(v.Feeds, f)
		return nil
	}
	if m.State == meeting.Cancelled {
		return nil
	}
	if err := add(v.Kind, activity.Meeting, m.Variety, m.Activity); err != nil {
		return err
	}
	var said []meeting.ItemKind
	for _, item := range m.Items {
		kind, variety := item.Kind.Activity()
		if kind == "" || slices.Contains(said, item.Kind) || kind == activity.Meeting && variety == m.Variety {
			continue
		}
		said = append(said, item.Kind)
		if err := add("议题：“"+strings.Trim(item.Kind.Label(), "“”")+"”", kind, variety, item.Activity); err != nil {
			return err
		}
	}
	return nil
}

// agenda is the agenda with what was decided, and the tasks, for whoever may read them.
func (v *showView) agenda(tx *db.Tx, by actor.Actor, m meeting.Meeting, n frame.Names) error {
	if !v.Reads {
		return nil
	}
	v.Minutes = m.Minutes
	var err error
	if v.Items, err = itemRows(tx, by, m); err != nil {
		return err
	}
	brought, err := meeting.Brought(tx, m)
	if err != nil {
		return err
	}
	if v.Brought, err = frame.TaskRows(tx, by, n, brought); err != nil {
		return err
	}
	tasks, err := task.Of(tx, string(m.ID))
	if err != nil {
		return err
	}
	if v.Tasks, err = frame.TaskRows(tx, by, n, tasks); err != nil {
		return err
	}
	last, err := meeting.Previous(tx, m)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	v.Last, v.LastHref = last.On.Plain()+last.Title, address(last.ID)
	return err
}

func itemRows(tx *db.Tx, by actor.Actor, m meeting.Meeting) ([]itemRow, error) {
	var rows []itemRow
	for i, item := range m.Items {
		row := itemRow{
			ID: item.ID, Number: number(i + 1), Kind: item.Kind.Label(), Title: cmp.Or(item.Title, "内容已随事项删除"), Reporter: item.Reporter, Result: item.Result,
		}
		for _, id := range item.Matters {
			about, err := matter.Visible(tx, by, id)
			switch {
			case fault.Is(err, fault.NotFound):
				row.Hidden++
			case err != nil:
				return nil, err
			default:
				row.Matters = append(row.Matters, ui.Crumb{Label: about.Number, Href: "/matters/" + string(id)})
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// may says what the reader may do with the meeting now, and what a form begins with.
func (v *showView) may(tx *db.Tx, by actor.Actor, m meeting.Meeting, n frame.Names, known *meeting.Recorded) error {
	v.Paper = v.Reads && (m.State == meeting.Minuted || m.State == meeting.TasksClosed)
	if !m.Kept(by) {
		return nil
	}
	switch m.State {
	case meeting.Planned:
		v.Amend, v.Cancel, v.People = true, true, n.People()
		if v.Hold = tx.Today() >= m.On; !v.Hold {
			v.Wait = m.On.Plain() + "开过以后，在这里记多少人参加、谁签到。"
		}
		v.known(m, known)
	case meeting.Held:
		v.Minute, v.Doers = true, n.Doers()
		for _, item := range v.Items {
			v.ItemsOpen = append(v.ItemsOpen, ui.Option{Value: item.ID, Label: item.Number + "．" + item.Title})
		}
		for i := range taskSlots(v.Entries.Value("slots")) {
			v.Slots = append(v.Slots, "task"+number(i+1))
		}
		v.More = len(v.Slots) < mostTasks
	case meeting.Minuted:
		open, err := task.OpenOf(tx, string(m.ID))
		if err != nil {
			return err
		}
		if v.Close = open == 0; !v.Close {
			v.Wait = "还有" + number(open) + "项任务没有完成；都完成或者撤销以后，这次会议了结。没完成的会带到下一次同种会议。"
		}
	}
	return nil
}

// mostTasks is how many tasks the form of the minutes takes down; firstTasks how many it shows.
const (
	mostTasks  = 30
	firstTasks = 2
)

func taskSlots(typed string) int {
	n, err := strconv.Atoi(typed)
	if err != nil {
		return firstTasks
	}
	return min(max(n, 1), mostTasks)
}

func (v *showView) history(tx *db.Tx, m meeting.Meeting) error {
	events, err := event.Of(tx, event.Meeting, string(m.ID), eventsMost)
	v.Timeline = frame.Timeline(events, "会议")
	return err
}
