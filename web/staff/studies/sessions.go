package studies

import (
	"net/http"
	"net/url"
	"slices"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// sessionsView is the sessions of a year, all or some.
type sessionsView struct {
	head
	Keep    bool
	Chosen  []ui.Condition
	Count   int
	Entries ui.Entries
	Rows    []sessionRow
	Export  url.Values
}

// sessionRow is a session as a line of a list.
type sessionRow struct {
	Href, Day, Start, Label, Topic, Laws, Place, State string
	Tone                                               ui.Tone
}

// filterOf reads the year, the variety and the states of an address.
func filterOf(q url.Values, today calendar.Date) (study.Filter, int) {
	year := yearOf(q.Get("year"), today)
	f := study.Filter{On: whole(year)}
	if study.Varieties().Has(q.Get("variety")) {
		f.Variety = q.Get("variety")
	}
	for _, s := range q["state"] {
		if study.Stages.Has(s) && !slices.Contains(f.States, s) {
			f.States = append(f.States, s)
		}
	}
	return f, year
}

func valuesOf(f study.Filter, year int) url.Values {
	q := yearValues(year)
	if f.Variety != "" {
		q.Set("variety", f.Variety)
	}
	for _, s := range f.States {
		q.Add("state", s)
	}
	return q
}

// conditions are what narrows the list, each with the address without it.
func conditions(f study.Filter, year int) []ui.Condition {
	var all []ui.Condition
	if f.Variety != "" {
		without := f
		without.Variety = ""
		all = append(all, ui.Condition{Label: "种类：" + study.Varieties().Label(f.Variety), Remove: "/study/sessions?" + valuesOf(without, year).Encode()})
	}
	for _, s := range f.States {
		without := f
		without.States = slices.DeleteFunc(slices.Clone(f.States), func(o string) bool { return o == s })
		all = append(all, ui.Condition{Label: study.Stages.Label(s), Remove: "/study/sessions?" + valuesOf(without, year).Encode()})
	}
	return all
}

// Sessions is GET /study/sessions.
func (p Pages) Sessions(w http.ResponseWriter, r *http.Request) error {
	f, year := filterOf(r.URL.Query(), calendar.Of(p.DB.Now()))
	v := sessionsView{
		head: headOf(r, "学法场次　"+number(year)+"年", "/study/sessions", year, false), Keep: identity.KeepStudy.Allows(web.Actor(r)),
		Chosen: conditions(f, year), Entries: ui.Entries{Values: valuesOf(f, year)}, Export: valuesOf(f, year),
	}
	err := p.view(r, func(tx *db.Tx) error {
		all, err := study.Sessions(tx, web.Actor(r), f)
		for _, s := range all {
			v.Rows = append(v.Rows, rowOf(s, tx.Today()))
		}
		return err
	})
	if err != nil {
		return err
	}
	v.Print.Filter = frame.Words(v.Chosen)
	return web.Render(w, r, http.StatusOK, sessionsPage(v))
}

func rowOf(s study.Session, today calendar.Date) sessionRow {
	row := sessionRow{
		Href: sessionAddress(s.ID), Day: s.On.Plain(), Start: s.Start, Label: s.Label(), Topic: s.Topic, Laws: study.WordsOf(s.Laws), Place: s.Place,
		State: s.State.Label(),
	}
	switch {
	case s.State == study.Planned && s.On < today:
		row.State, row.Tone = "已安排，还没有记录开展", ui.Late
	case s.State == study.Planned:
		row.Tone = ui.Soon
	case s.State == study.Held:
		row.Tone = ui.Going
	case s.State == study.Recorded:
		row.Tone = ui.Done
	default:
		row.Tone = ui.Plain
	}
	return row
}

// ExportSessions is POST /study/sessions/export.
func (p Pages) ExportSessions(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeStudy, Action: "study.export", Subject: "sessions"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		asked, year := filterOf(url.Values{"year": {f.Raw("year")}, "variety": {f.Raw("variety")}, "state": f.List("state")}, tx.Today())
		all, err := study.Sessions(tx, by, asked)
		return frame.Listing{
			Name: "学法场次", Condition: frame.Words(append([]ui.Condition{{Label: number(year) + "年"}}, conditions(asked, year)...)),
			Meaning: "一行是一场学习，按安排的日期；到场的只有人次，开展以后才有，没有名单。", Query: valuesOf(asked, year),
			Columns: []string{"日期", "时间", "种类", "主题", "学习内容", "地点", "主讲", "到场人次", "状态"},
			Rows: func(add func(...any) error) error {
				for _, s := range all {
					n, err := attended(tx, s)
					if err != nil {
						return err
					}
					if err := add(s.On, s.Start, s.Label(), s.Topic, study.WordsOf(s.Laws), s.Place, s.Speaker, n, s.State.Label()); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// attended is how many were at a session, for a file; nothing before it was held.
func attended(tx *db.Tx, s study.Session) (any, error) {
	if s.State != study.Held && s.State != study.Recorded {
		return "", nil
	}
	return study.Attendance(tx, s)
}

const newPath = "/study/sessions/new"

// wholeStreet stands in the form for a session of no community.
const wholeStreet = "street"

// planView is the form of a session to come.
type planView struct {
	View    ui.View
	Entries ui.Entries
	Kinds   []ui.Option
	Places  []ui.Option
	Form    ui.FormView
}

// New is GET /study/sessions/new.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	var v planView
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Entries, v.Form.Saved, err = frame.Recall(tx, web.Actor(r), newPath, ui.EntriesOf("variety", "centralGroup", "start", "09:00", "community", wholeStreet))
		return err
	})
	if err != nil {
		return err
	}
	return p.drawNew(w, r, http.StatusOK, v)
}

// planOf reads a session to come from a form.
func planOf(f *web.Form) study.Plan {
	plan := study.Plan{
		Variety: activity.Variety(f.Choice("variety", "哪一种学习", frame.Codes(study.Varieties()), true)), On: f.Date("on", "日期", true),
		Start: f.Text("start", "开始时间", 10, true), Community: f.Raw("community"), Place: f.Text("place", "地点", 100, true),
		Topic: f.Text("topic", "主题", 100, true), Laws: study.ParseLaws(f.Long("laws", "学哪些法", 1000, false)),
		Speaker: f.Text("speaker", "领学或者主讲", 100, false), Documents: f.Long("documents", "学习材料", 500, false),
	}
	switch plan.Community {
	case "":
		f.Wrong("community", "请选择是哪个社区的，或全街道")
	case wholeStreet:
		plan.Community = ""
	}
	return plan
}

// Arrange is POST /study/sessions.
func (p Pages) Arrange(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	plan := planOf(f)
	again := func(status int, e ui.Entries) error { return p.drawNew(w, r, status, planView{Entries: e}) }
	return p.press(w, r, f, newPath, "已安排", func(tx *db.Tx, by actor.Actor) (string, error) {
		s, err := study.Arrange(tx, by, plan)
		return sessionAddress(s.ID), err
	}, again)
}

func (p Pages) drawNew(w http.ResponseWriter, r *http.Request, status int, v planView) error {
	if err := p.view(r, func(tx *db.Tx) error { return v.choices(tx, web.Actor(r)) }); err != nil {
		return err
	}
	v.Form.Action, v.Form.Draft = "/study/sessions", frame.DraftAddress(newPath)
	v.View = frame.Again(r, "安排一场学习", v.Entries.Any())
	return web.Render(w, r, status, newPage(v))
}

func (v *planView) choices(tx *db.Tx, by actor.Actor) error {
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	v.Kinds = frame.Options(study.Varieties())
	if identity.KeepStudy.Reaches(by, identity.Location{}) {
		v.Places = append(v.Places, ui.Option{Value: wholeStreet, Label: "全街道"})
	}
	for _, c := range names.Communities() {
		if identity.KeepStudy.Reaches(by, identity.Location{Community: c.Value}) {
			v.Places = append(v.Places, c)
		}
	}
	return nil
}
