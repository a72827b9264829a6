package orgs

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// ExportVenues is POST /org/venues/export: the venues of the filter as a file.
func (p Pages) ExportVenues(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeOrg, Action: "org.exportVenues", Subject: "venues"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, _ actor.Actor, form *web.Form) (frame.Listing, error) {
		f, err := org.ParseVenueFilter(form.Values())
		if err != nil {
			return frame.Listing{}, err
		}
		tree, err := org.Tree(tx, tx.Today())
		if err != nil {
			return frame.Listing{}, err
		}
		all := newPlaces(tree)
		venues, err := org.Venues(tx, f)
		return frame.Listing{
			Name: "场所清单", Condition: frame.Words(venueConditions(f, all)), Meaning: "一行是一个场所。", Query: f.Query(),
			Columns: []string{"名称", "种类", "设在", "地址", "启用日期", "最后一天"},
			Rows: func(add func(...any) error) error {
				for _, v := range venues {
					if err := add(v.Name, v.Kind.Label(), all.path(v.Unit), v.Address, v.Since, v.Until); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// ExportOfficers is POST /org/officers/export: the officers of the filter, as the
// page lists them; no telephone is in it.
func (p Pages) ExportOfficers(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeOrg, Action: "org.exportOfficers", Subject: "officers"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, _ actor.Actor, form *web.Form) (frame.Listing, error) {
		q := readOfficers(form.Values())
		if q.wrong != "" {
			return frame.Listing{}, fault.New(fault.Invalid, "%s", q.wrong)
		}
		tree, err := org.Tree(tx, tx.Today())
		if err != nil {
			return frame.Listing{}, err
		}
		all := newPlaces(tree)
		rows, err := officerRows(tx, q.filter, all)
		return frame.Listing{
			Name: "工作人员清单", Condition: frame.Words(q.conditions(all)), Meaning: "一行是一位工作人员，岗位按那一天。", Query: q.query,
			Columns: []string{"工号", "姓名", "单位", "职务", "岗位", "离岗日期"},
			Rows: func(add func(...any) error) error {
				for _, o := range rows {
					if err := add(o.Code, o.Name, o.Unit, o.Title, o.Posts, o.Until); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}
