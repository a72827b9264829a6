package committees

import (
	"net/http"

	"fengsheng/committee"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// mediatorsView is the list of the entries of the register.
type mediatorsView struct {
	listView
	Committees []ui.Option
	Rows       []mediatorRow
}

// mediatorRow is an entry as a line: nothing that would compare people.
type mediatorRow struct{ Href, Name, Committee, Employment, Way, Background, Certificate, Term string }

// Mediators is GET /mediators.
func (p Pages) Mediators(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	f, wrong := committee.ParseMediatorFilter(q)
	if err := f.Check(web.Actor(r)); err != nil {
		return err
	}
	v := mediatorsView{}
	v.Entries = ui.Entries{Values: q}
	v.Title, v.Export = "人民调解员名册", q
	status := http.StatusOK
	if wrong != nil {
		v.Entries.Wrong, status = fault.Of(wrong).Fields, http.StatusUnprocessableEntity
	}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil || wrong != nil {
			return err
		}
		v.Places, v.Committees = names.Communities(), names.CommitteeOptions()
		v.Chosen = chosenMediators(f, names)
		if f.On.Zero() {
			f.On = tx.Today()
		}
		v.Rows, err = mediatorRows(tx, f, names)
		return err
	})
	if err != nil {
		return err
	}
	v.Beside = "共" + number(len(v.Rows)) + "名"
	if len(v.Rows) == 0 && wrong == nil {
		v.Empty = conditions{all: v.Chosen}.empty("名册上还没有调解员。先在调委会里登记推选，或者聘任。")
	}
	v.frame(r, "/mediators")
	v.View.Wrong = wrong != nil
	return web.Render(w, r, status, mediatorsPage(v))
}

func mediatorRows(tx *db.Tx, f committee.MediatorFilter, n frame.Names) ([]mediatorRow, error) {
	all, err := committee.Mediators(tx, f)
	var rows []mediatorRow
	for _, m := range all {
		rows = append(rows, mediatorRow{
			Href: mediatorAddress(m.ID), Name: m.Name, Committee: n.Committee(m.Committee), Employment: m.Employment.Label(), Way: m.Way.Label(),
			Background: committee.Backgrounds.Label(m.Background), Certificate: m.Certificate, Term: m.Term.Plain(),
		})
	}
	return rows, err
}

func chosenMediators(f committee.MediatorFilter, n frame.Names) []ui.Condition {
	c := conditions{path: "/mediators", q: f.Query()}
	for _, e := range f.Employments {
		c.add(committee.Employment(e).Label(), "employment", e)
	}
	if f.Committee != "" {
		c.add("调委会："+n.Committee(f.Committee), "committee", f.Committee)
	}
	for _, g := range []struct {
		name, label string
		set         bool
	}{{"women", "女", f.Women}, {"educated", "大专以上", f.Educated}, {"party", "党员", f.Party}} {
		if g.set {
			c.add(g.label, g.name, "1")
		}
	}
	c.where(f.Community, f.On, n)
	return c.all
}

// studiosView is the list of studios.
type studiosView struct {
	listView
	Rows     []studioRow
	Register []ui.Crumb // where the reader can register one: each committee of theirs
}

type studioRow struct{ Name, Place, Since, Committee, Href, Mediator, Person, ID string }

// Studios is GET /studios.
func (p Pages) Studios(w http.ResponseWriter, r *http.Request) error {
	f, wrong := committee.ParseStudioFilter(r.URL.Query())
	if wrong != nil {
		f = committee.StudioFilter{}
	}
	v := studiosView{}
	v.Title = "个人调解工作室"
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		c := conditions{path: "/studios", q: f.Query()}
		c.where(f.Community, f.On, names)
		v.Chosen = c.all
		if f.On.Zero() {
			f.On = tx.Today()
		}
		if v.Rows, err = studioRows(tx, r, f, names); err != nil {
			return err
		}
		all, err := committee.List(tx, committee.Filter{On: tx.Today()})
		for _, c := range all {
			if identity.KeepCommittees.Reaches(web.Actor(r), c.At()) && c.Version > 0 {
				v.Register = append(v.Register, ui.Crumb{Label: c.Name, Href: "/committees/" + string(c.ID) + "/studio"})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	v.Beside = "共" + number(len(v.Rows)) + "个"
	if len(v.Rows) == 0 {
		v.Empty = conditions{all: v.Chosen}.empty("还没有个人调解工作室。在调委会的页面上登记。")
	}
	v.frame(r, "/studios")
	return web.Render(w, r, http.StatusOK, studiosPage(v))
}

func studioRows(tx *db.Tx, r *http.Request, f committee.StudioFilter, n frame.Names) ([]studioRow, error) {
	all, err := committee.Studios(tx, f)
	var rows []studioRow
	for _, s := range all {
		if err != nil {
			break
		}
		var m committee.Mediator
		m, err = committee.LoadMediator(tx, web.Actor(r), s.Mediator)
		rows = append(rows, studioRow{
			Name: s.Name, Place: s.Place, Since: s.Since.Plain(), Committee: n.Committee(s.Committee), Href: committeeAddress(s.Committee),
			Mediator: m.Name, Person: mediatorAddress(s.Mediator), ID: s.ID,
		})
	}
	return rows, err
}

// noticeRow is a committee with its mediators, to be put up.
type noticeRow struct {
	Name, Place, Phone string
	People             []noticePerson
}

type noticePerson struct{ Name, What string }

// Notice is GET /committees/notice: the register as it is put up, so that people can
// choose their mediator (art. 19, 23).
func (p Pages) Notice(w http.ResponseWriter, r *http.Request) error {
	v := listView{Title: "人民调解委员会和人民调解员名册"}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Street, err = org.Load(tx); err != nil {
			return err
		}
		v.Notice, err = noticeRows(tx)
		return err
	})
	if err != nil {
		return err
	}
	v.frame(r, "")
	return web.Render(w, r, http.StatusOK, noticePage(v))
}

func noticeRows(tx *db.Tx) ([]noticeRow, error) {
	today := tx.Today()
	all, err := committee.List(tx, committee.Filter{On: today})
	if err != nil {
		return nil, err
	}
	var rows []noticeRow
	for _, c := range all {
		row := noticeRow{Name: c.Name, Place: c.Place, Phone: c.Phone}
		term, err := committee.Present(tx, c.ID, today)
		if err != nil {
			return nil, err
		}
		office := map[committee.MediatorID]string{}
		if term != nil {
			for _, s := range term.Sitting(today) {
				office[s.Mediator] = s.Office.Label()
				row.People = append(row.People, noticePerson{s.Name, s.Office.Label()})
			}
		}
		people, err := committee.Mediators(tx, committee.MediatorFilter{Committee: c.ID, On: today})
		if err != nil {
			return nil, err
		}
		for _, m := range people {
			if office[m.ID] == "" {
				row.People = append(row.People, noticePerson{m.Name, m.Employment.Label() + "调解员"})
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}
