package outside

import (
	"errors"
	"strings"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/hazard"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// Key says which record a row or a fact is about.
type Key struct {
	Kind RowKind
	ID   string
}

// record is one row before it is written: what the fields read.
type record struct {
	env     *env
	key     Key
	index   int
	matter  matter.Matter
	story   matter.Story
	parties []matter.Party
	party   *matter.Party
	hazard  hazard.Row
	keys    document.Keys             // of the matter it is about
	facts   map[Key]map[string]string // answers by record and question
	wrong   error                     // of a field that had to ask
}

// env is what the records of one filling share.
type env struct {
	tx         *db.Tx
	by         actor.Actor
	form       Definition
	wanted     Wanted
	filter     matter.Filter
	scope      identity.Scope
	street     org.Street
	officers   map[string]string
	units      map[string]string
	committees map[string]string
	hazards    bool // a column is about hazards
}

func newEnv(tx *db.Tx, by actor.Actor, d Definition, w Wanted) (*env, error) {
	e := &env{tx: tx, by: by, form: d, wanted: w, scope: d.scope(by, tx.Today()), officers: map[string]string{}, units: map[string]string{}, committees: map[string]string{}}
	for _, c := range d.Columns {
		e.hazards = e.hazards || strings.HasPrefix(c.Field, "hazard.")
	}
	var err error
	if e.filter, err = d.Among(w); err != nil {
		return e, err
	}
	e.street, err = org.Load(tx)
	return e, err
}

// mostRows is how many matters one filling has; batch is how many are read at once.
const (
	mostRows = 5000
	batch    = 200
)

// each gives every record of the filling to do, a batch at a time; least stops
// after that many matters.
func (e *env) each(least int, do func([]*record) error) error {
	page := matter.Page{Order: matter.Newest, Size: min(batch, least)}
	for done := 0; ; {
		found, err := matter.List(e.tx, e.scope, e.filter, page)
		if err != nil {
			return err
		}
		var all []*record
		for _, m := range found {
			rows, err := e.ofMatter(m)
			if err != nil {
				return err
			}
			all = append(all, rows...)
		}
		if err := do(all); err != nil {
			return err
		}
		if done += len(found); len(found) < page.Size || done >= least {
			return nil
		}
		page.After = e.filter.Cursor(page.Order, found[len(found)-1])
	}
}

// ofMatter are the rows of a matter: one, or one for each party. Content is read
// only for a form that shows some: then the scope is that of readers.
func (e *env) ofMatter(m matter.Matter) ([]*record, error) {
	r := &record{env: e, key: Key{Matters, string(m.ID)}, matter: m, keys: matter.Keys(e.tx, m.ID)}
	var err error
	if e.form.content() {
		if r.story, err = matter.LoadStory(e.tx, m.ID); err != nil {
			return nil, err
		}
		if r.parties, err = matter.Parties(e.tx, m.ID); err != nil {
			return nil, err
		}
	}
	if e.hazards && m.Kind == matter.Hazard {
		if r.hazard, err = hazard.Load(e.tx, m.ID); err != nil && !errors.Is(err, db.ErrNone) {
			return nil, err
		}
	}
	if e.form.Row == Matters {
		return []*record{r}, nil
	}
	all := make([]*record, len(r.parties))
	for i := range r.parties {
		one := *r
		one.party, one.key = &r.parties[i], Key{Parties, r.parties[i].ID}
		all[i] = &one
	}
	return all, nil
}

// known reads a name once; what is gone has none.
func (r *record) known(names map[string]string, id string, load func() (string, error)) []Value {
	if id == "" {
		return nil
	}
	name, found := names[id]
	if !found {
		var err error
		if name, err = load(); err != nil && !errors.Is(err, db.ErrNone) && !fault.Is(err, fault.NotFound) {
			r.wrong = errors.Join(r.wrong, err)
		}
		names[id] = name
	}
	return words(name)
}

func (r *record) unit(id string) []Value {
	return r.known(r.env.units, id, func() (string, error) {
		u, err := org.UnitByID(r.env.tx, id)
		return u.Name, err
	})
}

func (r *record) officer(id string) []Value {
	return r.known(r.env.officers, id, func() (string, error) {
		o, err := org.OfficerByID(r.env.tx, id)
		return o.Name, err
	})
}

func (r *record) committee() []Value {
	return r.known(r.env.committees, r.matter.Committee, func() (string, error) {
		c, err := org.CommitteeByID(r.env.tx, r.matter.Committee)
		return c.Name, err
	})
}

// label names a row to whoever fills the form; the name of a party is masked.
func (r *record) label(about Key) string {
	if about.Kind == Parties {
		return labelled(r.matter.Number, r.matter.Title, r.party)
	}
	return labelled(r.matter.Number, r.matter.Title, nil)
}

func labelled(no, title string, p *matter.Party) string {
	if p == nil {
		return no + " " + title
	}
	name := underAge
	if !p.Minor {
		name = matter.Mask("name", p.Name)
	}
	return no + " " + title + "，" + p.Side.Label() + name + "（第" + number(p.Order) + "位）"
}

// about is the record that a question of the row is about.
func (r *record) about(q Question) Key {
	if q.Matter {
		return Key{Matters, string(r.matter.ID)}
	}
	return r.key
}
