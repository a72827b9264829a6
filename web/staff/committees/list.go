package committees

import (
	"net/http"
	"net/url"

	"fengsheng/committee"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// listView is the list of committees.
type listView struct {
	View     ui.View
	Title    string
	Beside   string
	Work     []ui.Tab
	Parts    []ui.Tab
	Keep     bool
	Entries  ui.Entries
	Places   []ui.Option
	Chosen   []ui.Condition
	Rows     []committeeRow
	Empty    *ui.EmptyView
	Ending   []endingRow
	Unlisted []unlistedRow
	Export   url.Values
	Print    ui.PrintView
	Street   org.Street
	Notice   []noticeRow
}

// committeeRow is a committee as a line.
type committeeRow struct {
	Href, Name, Kind, Director, Members, Until, Phone, Place string
	Mediators                                                string
	MediatorsHref                                            string
	Flaws                                                    []string
	Hints                                                    []string
	Gone                                                     string
}

// endingRow is a term that ends soon or is over, in words.
type endingRow struct {
	Href, Name string
	Due        ui.DateView
	What       string
}

type unlistedRow struct{ Name, Title string }

// List is GET /committees: the committees of a filter, also the rows of their figures.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	by := web.Actor(r)
	f, wrong := committee.ParseFilter(q)
	v := listView{Title: "人民调解委员会", Keep: identity.KeepCommittees.Allows(by), Entries: ui.Entries{Values: q}, Export: q}
	status := http.StatusOK
	if wrong != nil {
		v.Entries.Wrong, status = fault.Of(wrong).Fields, http.StatusUnprocessableEntity
	}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil || wrong != nil {
			return err
		}
		v.Places = names.Communities()
		v.Chosen = chosenCommittees(f, names)
		day := dayOf(f.On, tx.Today())
		if f.On.Zero() {
			f.On = day
		}
		if v.Rows, err = committeeRows(tx, f, day); err != nil {
			return err
		}
		if !v.Keep || len(v.Chosen) > 0 {
			return nil
		}
		if v.Ending, err = endings(tx, day); err != nil {
			return err
		}
		missing, err := committee.Unlisted(tx, day)
		for _, o := range missing {
			v.Unlisted = append(v.Unlisted, unlistedRow{o.Name, o.Title})
		}
		return err
	})
	if err != nil {
		return err
	}
	v.Beside = "共" + number(len(v.Rows)) + "个"
	if len(v.Rows) == 0 && wrong == nil {
		v.Empty = conditions{all: v.Chosen}.empty("还没有调委会。")
	}
	v.frame(r, "/committees")
	v.View.Wrong = wrong != nil
	return web.Render(w, r, status, listPage(v))
}

func (v *listView) frame(r *http.Request, path string) {
	v.View, v.Work, v.Parts = frame.Wide(r, v.Title), frame.WorkTabs(r, "/committees"), parts(r, path)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Filter: frame.Words(v.Chosen), Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
}

func chosenCommittees(f committee.Filter, n frame.Names) []ui.Condition {
	c := conditions{path: "/committees", q: f.Query()}
	for _, k := range f.Kinds {
		c.add("种类："+committee.Kind(k).Label(), "kind", k)
	}
	c.where(f.Community, f.On, n)
	return c.all
}

func (c *conditions) where(community string, on calendar.Date, n frame.Names) {
	if community != "" {
		c.add("社区："+n.Unit(community), "community", community)
	}
	if !on.Zero() {
		c.add(on.Plain()+"的名册", "on", on.String())
	}
}

func committeeRows(tx *db.Tx, f committee.Filter, day calendar.Date) ([]committeeRow, error) {
	all, err := committee.List(tx, f)
	if err != nil {
		return nil, err
	}
	var rows []committeeRow
	for _, c := range all {
		row := committeeRow{Href: committeeAddress(c.ID), Name: c.Name, Kind: c.Kind.Label(), Phone: c.Phone, Place: c.Place}
		term, err := committee.Present(tx, c.ID, day)
		if err != nil {
			return nil, err
		}
		if term != nil {
			row.Until = term.Until.Plain()
			sitting := term.Sitting(day)
			row.Members = number(len(sitting)) + "人"
			for _, s := range sitting {
				if s.Office == committee.Director {
					row.Director = s.Name
				}
			}
		}
		of := committee.MediatorFilter{Committee: c.ID, On: day}
		n, err := committee.CountMediators(tx, of)
		if err != nil {
			return nil, err
		}
		row.Mediators, row.MediatorsHref = number(n), withQuery("/mediators", of.Query())
		for _, w := range c.Flaws(term, day) {
			if w.Hint {
				row.Hints = append(row.Hints, w.Sentence())
			} else {
				row.Flaws = append(row.Flaws, w.Sentence())
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// endings are the terms of committees and of engaged mediators that end soon or are over.
func endings(tx *db.Tx, day calendar.Date) ([]endingRow, error) {
	all, err := committee.List(tx, committee.Filter{On: day})
	if err != nil {
		return nil, err
	}
	var rows []endingRow
	for _, c := range all {
		term, err := committee.Present(tx, c.ID, day)
		if err != nil {
			return nil, err
		}
		if term != nil && (term.Ending(day) != "" || day > term.Until) {
			rows = append(rows, endingRow{Href: committeeAddress(c.ID), Name: c.Name, What: "这一届届满，要改选", Due: frame.Due(term.Until, day)})
		}
	}
	people, err := committee.Mediators(tx, committee.MediatorFilter{On: day})
	for _, m := range people {
		if m.Way == committee.Engaged && m.Term.DaysSince(day) <= soon {
			rows = append(rows, endingRow{Href: mediatorAddress(m.ID), Name: m.Name, What: "聘期届满，续聘或者登记不再担任", Due: frame.Due(m.Term, day)})
		}
	}
	return rows, err
}

// soon is how many days ahead the end of an engagement is shown.
const soon = 60
