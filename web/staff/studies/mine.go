package studies

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// mineView is the reader's own year: the plan, what they studied, the sessions they
// were at. Nobody else opens it.
type mineView struct {
	head
	Rows     []progressRow
	Own      []ownRow
	Attended []sessionRow
	Entries  ui.Entries
	Session  string // the session that is made up for
	Topic    string
}

type ownRow struct{ ID, Law, On, Note, MakesUp string }

// Mine is GET /study/mine.
func (p Pages) Mine(w http.ResponseWriter, r *http.Request) error {
	year := yearOf(r.URL.Query().Get("year"), calendar.Of(p.DB.Now()))
	return p.mine(w, r, http.StatusOK, year, r.URL.Query().Get("session"), nil)
}

func (p Pages) mine(w http.ResponseWriter, r *http.Request, status, year int, session string, e *ui.Entries) error {
	v := mineView{head: headOf(r, "我的学法　"+number(year)+"年", "/study/mine", year, e != nil && e.Any()), Session: session}
	if e != nil {
		v.Entries = *e
	}
	if err := p.view(r, func(tx *db.Tx) error { return v.fill(tx, web.Actor(r), e == nil) }); err != nil {
		return err
	}
	return web.Render(w, r, status, minePage(v))
}

func (v *mineView) fill(tx *db.Tx, by actor.Actor, begin bool) error {
	if v.Session != "" {
		s, err := study.Load(tx, by, study.ID(v.Session))
		if err != nil {
			return err
		}
		v.Topic = s.On.Plain() + s.Label() + "：" + s.Topic
		if begin && len(s.Laws) > 0 {
			v.Entries = ui.EntriesOf("on", tx.Today().String(), "title", s.Laws[0].Title, "articles", s.Laws[0].Articles)
		}
	}
	rows, err := study.Mine(tx, by, v.Year)
	if err != nil {
		return err
	}
	for _, x := range rows {
		row := progressOf(x)
		if x.Scope == study.Common {
			row.Sort += "，共同清单"
		}
		v.Rows = append(v.Rows, row)
	}
	own, err := study.Noted(tx, by, v.Year)
	if err != nil {
		return err
	}
	for _, o := range own {
		row := ownRow{ID: o.ID, Law: o.Words(), On: o.On.Plain(), Note: o.Note}
		if o.Session != "" {
			row.MakesUp = sessionAddress(o.Session)
		}
		v.Own = append(v.Own, row)
	}
	at, err := study.Attended(tx, by, v.Year)
	for _, s := range at {
		v.Attended = append(v.Attended, rowOf(s, tx.Today()))
	}
	return err
}

// Note is POST /study/mine.
func (p Pages) Note(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	year, session := yearOf(f.Raw("year"), calendar.Of(p.DB.Now())), f.Raw("session")
	o := study.Own{
		On: f.Date("on", "日期", true), Session: study.ID(session),
		Reference: study.Reference{Title: f.Text("title", "学的是哪一部", 60, true), Articles: f.Text("articles", "条款", 100, false)},
	}
	o.Note = f.Long("note", "笔记", 500, false)
	return p.press(w, r, f, "", "已记下", func(tx *db.Tx, by actor.Actor) (string, error) {
		o, err := study.Note(tx, by, o)
		return inYear("/study/mine", o.On.Year()), err
	}, func(status int, e ui.Entries) error { return p.mine(w, r, status, year, session, &e) })
}

// Strike is POST /study/mine/{id}/removal.
func (p Pages) Strike(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, year := r.PathValue("id"), yearOf(f.Raw("year"), calendar.Of(p.DB.Now()))
	return p.press(w, r, f, "", "已去掉", func(tx *db.Tx, by actor.Actor) (string, error) {
		return inYear("/study/mine", year), study.Strike(tx, by, id)
	}, func(status int, e ui.Entries) error { return p.mine(w, r, status, year, "", &e) })
}
