package responsibilities

import (
	"cmp"
	"net/http"
	"slices"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/responsibility"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// dutiesView is the list of duties of a year.
type dutiesView struct {
	View    ui.View
	Tabs    []ui.Tab
	Parts   []ui.Tab
	Years   []ui.Tab
	Year    string
	Title   string
	Posts   []postRow
	Keep    bool
	Usual   bool // none of the first responsible persons has a duty yet
	Entries ui.Entries
	Kinds   []ui.Option
	People  []ui.Option
	Print   ui.PrintView
}

// postRow is a post with its duties.
type postRow struct {
	Post, Kind, Who string
	Duties          []dutyRow
}

type dutyRow struct {
	Href, Words, Source, State string
	Tone                       ui.Tone
	Done                       []entryRow
}

// entryRow is something done, with the record that shows it.
type entryRow struct {
	ID, Day, Words, Proof, Href, Who string
}

// Duties is GET /responsibilities: the duties of a year by post, with what was done.
func (p Pages) Duties(w http.ResponseWriter, r *http.Request) error {
	return p.drawDuties(w, r, http.StatusOK, yearAsked(r.URL.Query().Get("year"), calendar.Of(p.DB.Now())), ui.Entries{})
}

func (p Pages) drawDuties(w http.ResponseWriter, r *http.Request, status, year int, e ui.Entries) error {
	by := web.Actor(r)
	v := dutiesView{
		Title: number(year) + "年职责清单", Year: number(year), Parts: parts(home, year), Years: years(home, year), Entries: e,
		Keep: identity.KeepResponsibility.Allows(by), Kinds: frame.Options(responsibility.Kinds), Usual: true,
	}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.People = names.People()
		return v.read(tx, by, names, year)
	})
	if err != nil {
		return err
	}
	v.View, v.Tabs = frame.Wide(r, v.Title), frame.WorkTabs(r, home)
	v.View.Wrong = e.Any()
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, status, dutiesPage(v))
}

func (v *dutiesView) read(tx *db.Tx, by actor.Actor, n frame.Names, year int) error {
	all, err := responsibility.Duties(tx, by, year)
	if err != nil {
		return err
	}
	entries, err := responsibility.EntriesOfYear(tx, year)
	if err != nil {
		return err
	}
	for _, d := range all {
		if err := n.KnowOfficers(tx, d.Officer); err != nil {
			return err
		}
		v.Usual = v.Usual && d.Kind == responsibility.Dual
		row := dutyRow{Href: home + "/duties/" + d.ID, Words: d.Words, Source: d.Source, State: "还没有记", Tone: ui.Soon}
		for _, e := range entries {
			if e.Duty != d.ID {
				continue
			}
			done, err := newEntry(tx, by, n, e)
			if err != nil {
				return err
			}
			row.Done = append(row.Done, done)
		}
		if len(row.Done) > 0 {
			row.State, row.Tone = "有记录", ui.Done
		}
		i := slices.IndexFunc(v.Posts, func(p postRow) bool { return p.Post == d.Post && p.Kind == d.Kind.Label() })
		if i < 0 {
			v.Posts = append(v.Posts, postRow{Post: d.Post, Kind: d.Kind.Label(), Who: n.Officer(d.Officer)})
			i = len(v.Posts) - 1
		}
		v.Posts[i].Duties = append(v.Posts[i].Duties, row)
	}
	return nil
}

func newEntry(tx *db.Tx, by actor.Actor, n frame.Names, e responsibility.Entry) (entryRow, error) {
	if err := n.KnowOfficers(tx, e.RecordedBy); err != nil {
		return entryRow{}, err
	}
	row := entryRow{ID: e.EntryID, Day: e.On.String(), Words: cmp.Or(e.Words, "内容已随事项删除"), Proof: "看" + e.Proof.Label(), Who: n.Officer(e.RecordedBy)}
	var err error
	row.Href, err = proofAddress(tx, by, e.Evidence)
	return row, err
}

// AddDuty is POST /responsibilities/duties: one duty, or those that the rule gives.
func (p Pages) AddDuty(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	year := yearAsked(f.Raw("year"), calendar.Of(p.DB.Now()))
	again := func(status int, e ui.Entries) error { return p.drawDuties(w, r, status, year, e) }
	to := home + "?year=" + number(year)
	if f.Raw("usual") != "" {
		secretary, director := f.Raw("secretary"), f.Raw("director")
		return p.press(w, r, f, "两位第一责任人的职责已列入", func(tx *db.Tx, by actor.Actor) (string, error) {
			return to, only(responsibility.ListUsual(tx, by, year, secretary, director))
		}, again)
	}
	d := responsibility.Duty{
		Year: year, Kind: responsibility.Kind(f.Raw("kind")), Post: f.Text("post", "岗位", 100, true), Officer: f.Raw("officer"), Words: f.Long("words", "负责什么", 500, true),
		Source: f.Text("source", "依据", 100, false),
	}
	return p.press(w, r, f, "职责已列入", func(tx *db.Tx, by actor.Actor) (string, error) { return to, only(responsibility.List(tx, by, d)) }, again)
}

// dutyView is one duty with what was done for it.
type dutyView struct {
	View    ui.View
	Href    string
	Duty    responsibility.Duty
	Back    string
	Facts   []ui.Fact
	Done    []entryRow
	Enter   bool
	Entries ui.Entries
	Proofs  []ui.Option
	Print   ui.PrintView
}

// Duty is GET /responsibilities/duties/{id}.
func (p Pages) Duty(w http.ResponseWriter, r *http.Request) error {
	return p.drawDuty(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) drawDuty(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by, id := web.Actor(r), r.PathValue("id")
	v := dutyView{Entries: e, Href: home + "/duties/" + id}
	err := p.view(r, func(tx *db.Tx) error {
		d, err := responsibility.LoadDuty(tx, by, id)
		if err != nil {
			return err
		}
		n, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		if err := n.KnowOfficers(tx, d.Officer); err != nil {
			return err
		}
		v.Duty, v.Back, v.Enter = d, home+"?year="+number(d.Year), d.MayEnter(by)
		v.Facts = []ui.Fact{{Label: "岗位", Value: d.Post + "，" + d.Kind.Label()}, {Label: "现任", Value: n.Officer(d.Officer)}, {Label: "年份", Value: number(d.Year) + "年"}, {Label: "依据", Value: d.Source}}
		all, err := responsibility.Entries(tx, d.ID)
		if err != nil {
			return err
		}
		for _, e := range all {
			row, err := newEntry(tx, by, n, e)
			if err != nil {
				return err
			}
			v.Done = append(v.Done, row)
		}
		if v.Enter {
			v.Proofs, err = proofOptions(tx, by, d.Year)
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Duty.Words, e.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Duty.Words, Moment: "截至" + v.View.Moment, Address: v.Href}
	return web.Render(w, r, status, dutyPage(v))
}

// DutyStep is POST /responsibilities/duties/{id}/{command}.
func (p Pages) DutyStep(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, command := r.PathValue("id"), r.PathValue("command")
	var take func(tx *db.Tx, by actor.Actor) error
	switch command {
	case "enter":
		e := responsibility.Entry{Duty: id, On: f.Date("on", "哪一天", true), Words: f.Long("words", "做了什么", 500, true), Evidence: evidence(f.Raw("evidence"))}
		take = func(tx *db.Tx, by actor.Actor) error { return only(responsibility.Enter(tx, by, e)) }
	case "drop":
		entry := f.Raw("entry")
		take = func(tx *db.Tx, by actor.Actor) error { return responsibility.Drop(tx, by, id, entry) }
	default:
		return frame.NoStep()
	}
	do := func(tx *db.Tx, by actor.Actor) (string, error) { return home + "/duties/" + id, take(tx, by) }
	return p.press(w, r, f, responsibility.Commands.Label(command), do, func(status int, e ui.Entries) error { return p.drawDuty(w, r, status, e) })
}
