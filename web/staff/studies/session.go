package studies

import (
	"net/http"
	"slices"
	"strconv"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/file"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// eventsMost is how many events of a session its page tells.
const eventsMost = 200

// sessionView is one session.
type sessionView struct {
	View     ui.View
	Href     string
	Version  string
	Number   string
	Title    string
	State    string
	Tone     ui.Tone
	Facts    []ui.Fact
	Laws     []string
	Summary  string
	Count    string     // how many were there
	Present  []ui.Crumb // who was there, for those who keep sessions: name and how
	Here     bool       // the reader was there
	MakeUp   string     // where the reader studies it alone; "" = nothing to make up for
	Counted  *ui.Fact
	Differs  string
	Files    []fileRow
	Add      *ui.AddFilesView
	Timeline []ui.Entry
	Print    ui.PrintView
	Entries  ui.Entries

	// What the reader may do now.
	Keep, Move, Hold, Record, Cancel, Code bool

	Plan   planView
	First  []ui.Option // who is expected, to be ticked off
	Others []ui.Option
	Known  []ui.Option
}

type fileRow struct{ Line, Href, Remove, When, Who string }

// Session is GET /study/sessions/{id}.
func (p Pages) Session(w http.ResponseWriter, r *http.Request) error {
	return p.showSession(w, r, http.StatusOK, ui.Entries{}, nil)
}

func (p Pages) showSession(w http.ResponseWriter, r *http.Request, status int, e ui.Entries, known *activity.ByHand) error {
	v := sessionView{Entries: e, Href: sessionAddress(sessionOf(r))}
	if err := p.view(r, func(tx *db.Tx) error { return v.read(tx, web.Actor(r), sessionOf(r), known) }); err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title, e.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Variant: "内部", Moment: "截至" + v.View.Moment, Address: v.Href}
	return web.Render(w, r, status, sessionPage(v))
}

func (v *sessionView) read(tx *db.Tx, by actor.Actor, id study.ID, known *activity.ByHand) error {
	s, err := study.Load(tx, by, id)
	if err != nil {
		return err
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	v.outline(s, names, tx.Today())
	n, err := study.Attendance(tx, s)
	if err != nil {
		return err
	}
	v.Count = number(n) + "人次"
	mine, err := study.Attended(tx, by, s.On.Year())
	if err != nil {
		return err
	}
	v.Here = slices.ContainsFunc(mine, func(o study.Session) bool { return o.ID == s.ID })
	if s.Done() && !v.Here && len(s.Laws) > 0 {
		v.MakeUp = "/study/mine?session=" + string(s.ID)
	}
	if err := v.counted(tx, by, s, n); err != nil {
		return err
	}
	if v.Keep = identity.KeepStudy.Reaches(by, s.At()); v.Keep {
		if err := v.kept(tx, by, names, s, known); err != nil {
			return err
		}
	}
	return v.history(tx, s)
}

func (v *sessionView) outline(s study.Session, n frame.Names, today calendar.Date) {
	row := rowOf(s, today)
	v.Version, v.Number, v.Title, v.State, v.Tone = strconv.Itoa(s.Version), s.Label(), s.Topic, row.State, row.Tone
	for _, l := range s.Laws {
		v.Laws = append(v.Laws, l.Words())
	}
	community := "全街道"
	if s.Community != "" {
		community = n.Unit(s.Community)
	}
	for _, f := range []ui.Fact{
		{Label: "日期", Value: row.Day},
		{Label: "时间", Value: s.Start + "开始"},
		{Label: "地点", Value: s.Place},
		{Label: "社区", Value: community},
		{Label: "领学或者主讲", Value: s.Speaker},
		{Label: "学习材料", Value: s.Documents},
		{Label: "取消的原因", Value: s.Ending},
	} {
		if f.Value != "" {
			v.Facts = append(v.Facts, f)
		}
	}
	v.Summary = s.Summary
}

// counted is the activity that the figures count.
func (v *sessionView) counted(tx *db.Tx, by actor.Actor, s study.Session, here int) error {
	if s.Activity == "" {
		return nil
	}
	a, err := activity.Latest(tx, s.Activity)
	if err != nil {
		return err
	}
	v.Counted = &ui.Fact{Label: "计入的活动", Value: a.On.Plain() + a.Title + "，计1次，" + number(a.Attendance) + "人次"}
	if identity.SeeActivities.Allows(by) {
		v.Counted.Href = "/activities/" + string(a.ID)
	}
	switch {
	case !a.Valid:
		v.Counted.Value = "活动已撤回，不再计入"
	case a.Attendance != here:
		v.Differs = "活动里登记的是" + number(a.Attendance) + "人次，和这里的" + number(here) + "人次不一样。指标按活动计，请更正其中记错的。"
	}
	return nil
}

// kept is what only those who keep sessions see and do.
func (v *sessionView) kept(tx *db.Tx, by actor.Actor, n frame.Names, s study.Session, known *activity.ByHand) error {
	all, err := study.Present(tx, by, s)
	if err != nil {
		return err
	}
	here := map[string]bool{}
	for _, x := range all {
		if err := n.KnowOfficers(tx, x.Officer); err != nil {
			return err
		}
		how := "签到表上签名"
		if x.Signed {
			how = "扫码签到，" + db.Moment(x.At).In(calendar.Shanghai).Format("15:04")
		}
		here[x.Officer] = true
		v.Present = append(v.Present, ui.Crumb{Label: n.Officer(x.Officer), Href: how})
	}
	if err := v.files(tx, by, n, s); err != nil {
		return err
	}
	v.Move, v.Cancel = s.State == study.Planned, s.State == study.Planned
	v.Hold = s.State == study.Planned && tx.Today() >= s.On
	v.Code = s.State == study.Planned && tx.Today() == s.On
	v.Record = s.State == study.Held
	if v.Hold {
		v.First, v.Others = expected(s, n, here)
	}
	if known != nil {
		v.Known = frame.ByHand(known.Activities, "场", frame.Attended)
	}
	if v.Move {
		v.Plan.Entries = v.Entries
		if !v.Entries.Values.Has("topic") {
			v.Plan.Entries = ui.EntriesOf("variety", string(s.Variety), "on", s.On.String(), "start", s.Start, "place", s.Place, "topic", s.Topic,
				"laws", study.WriteLaws(s.Laws), "speaker", s.Speaker, "documents", s.Documents, "community", community(s))
		}
		return v.Plan.choices(tx, by)
	}
	return nil
}

func community(s study.Session) string {
	if s.Community == "" {
		return wholeStreet
	}
	return s.Community
}

// expected are the officers of the street as a list to tick off: those whose session it
// is first. Who has signed in is there already.
func expected(s study.Session, n frame.Names, here map[string]bool) (first, others []ui.Option) {
	for _, o := range n.Officers {
		if here[o.ID] {
			continue
		}
		option := ui.Option{Value: o.ID, Label: o.Name + "，" + o.Title}
		if expects(s, o.Rank) {
			first = append(first, option)
		} else {
			others = append(others, option)
		}
	}
	return first, others
}

// expects reports whether officers of a rank are whom a session is for.
func expects(s study.Session, rank string) bool {
	switch s.Variety {
	case activity.CentralGroup, activity.LeadingGroup, activity.Discussion, activity.FirstTopic:
		return rank == "division" || rank == "section"
	}
	return false
}

func (v *sessionView) files(tx *db.Tx, by actor.Actor, n frame.Names, s study.Session) error {
	all, err := study.Files(tx, by, s.ID)
	if err != nil {
		return err
	}
	for _, f := range all {
		if err := n.KnowOfficers(tx, f.Officer); err != nil {
			return err
		}
		row := fileRow{
			Line: f.Name + "（" + f.Kind.Label() + "，" + ui.SizeWords(f.Size) + "）", Href: v.Href + "/files/" + f.ID,
			When: f.At.In(calendar.Shanghai).Format("2006-01-02 15:04"), Who: n.Officer(f.Officer),
		}
		if s.State != study.Recorded {
			row.Remove = row.Href + "/removal"
		}
		v.Files = append(v.Files, row)
	}
	if s.State != study.Cancelled {
		v.Add = &ui.AddFilesView{
			Form: ui.FormView{Action: v.Href + "/files", Upload: true, Class: "files"}, Entries: v.Entries, Accept: file.Accept, Allowed: file.Allowed, Most: frame.MostFiles,
		}
	}
	return nil
}

// history is what was done, without who signed in.
func (v *sessionView) history(tx *db.Tx, s study.Session) error {
	events, err := event.Of(tx, event.Study, string(s.ID), eventsMost)
	v.Timeline = frame.Timeline(events, "学法", "study.signIn")
	return err
}
