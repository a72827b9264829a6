package committees

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/committee"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// ExportList is POST /committees/export.
func (p Pages) ExportList(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeCommittees, Action: "committee.export", Kind: event.Committee, Subject: "committees"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, _ actor.Actor, form *web.Form) (frame.Listing, error) {
		f, err := committee.ParseFilter(form.Values())
		if err != nil {
			return frame.Listing{}, err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return frame.Listing{}, err
		}
		query, words := f.Query(), frame.Words(chosenCommittees(f, names))
		f.On = dayOf(f.On, tx.Today())
		rows, err := committeeRows(tx, f, f.On)
		return frame.Listing{
			Name: "人民调解委员会", Condition: words, Meaning: "一行是一个调委会，" + f.On.Plain() + "设着的。", Query: query,
			Columns: []string{"名称", "种类", "主任", "委员", "在册调解员", "任期到", "地点", "电话"},
			Rows: func(add func(...any) error) error {
				for _, c := range rows {
					if err := add(c.Name, c.Kind, c.Director, c.Members, c.Mediators, c.Until, c.Place, c.Phone); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// ExportMediators is POST /mediators/export: what is public of each entry.
func (p Pages) ExportMediators(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeCommittees, Action: "mediator.export", Kind: event.Committee, Subject: "mediators"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, form *web.Form) (frame.Listing, error) {
		f, err := committee.ParseMediatorFilter(form.Values())
		if err == nil {
			err = f.Check(by)
		}
		if err != nil {
			return frame.Listing{}, err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return frame.Listing{}, err
		}
		query, words := f.Query(), frame.Words(chosenMediators(f, names))
		f.On = dayOf(f.On, tx.Today())
		rows, err := mediatorRows(tx, f, names)
		return frame.Listing{
			Name: "人民调解员名册", Condition: words, Meaning: "一行是一名在册的调解员，" + f.On.Plain() + "在册的，按调委会和上册的先后。", Query: query,
			Columns: []string{"姓名", "调委会", "专职、兼职、特邀", "怎样担任的", "身份", "证号", "任期到"},
			Rows: func(add func(...any) error) error {
				for _, m := range rows {
					if err := add(m.Name, m.Committee, m.Employment, m.Way, m.Background, m.Certificate, m.Term); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}
