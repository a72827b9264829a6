package publicities

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// brandsView are the brands and the venues where the law is told.
type brandsView struct {
	top
	Brands []brandRow
	Venues []venueRow
	Keep   bool
	Open   bool // the reader may open venues
}

type brandRow struct {
	Name, Href, Words, DoneHref string
	Done                        int
	Ended                       bool
}

type venueRow struct {
	Name, Href, Kind, Place, DoneHref string
	Done                              int
}

// Brands is GET /publicity/brands.
func (p Pages) Brands(w http.ResponseWriter, r *http.Request) error {
	return p.brands(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) brands(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by := web.Actor(r)
	v := brandsView{top: newTop(r, "品牌和阵地", "/publicity/brands", e), Keep: identity.PlanPublicity.Allows(by), Open: identity.KeepOrg.Allows(by)}
	err := p.view(r, func(tx *db.Tx) error { return v.fill(tx) })
	if err != nil {
		return err
	}
	return web.Render(w, r, status, brandsPage(v))
}

func (v *brandsView) fill(tx *db.Tx) error {
	all, err := publicity.Brands(tx)
	if err != nil {
		return err
	}
	for _, b := range all {
		n, err := publicity.Count(tx, publicity.Filter{Brand: b.ID, Done: true})
		if err != nil {
			return err
		}
		v.Brands = append(v.Brands, brandRow{
			Name: b.Name, Href: "/publicity/brands/" + b.ID, Words: b.Words, Ended: b.Ended, Done: n, DoneHref: campaignsOf("brand", b.ID, "state", doneState),
		})
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	for _, kind := range org.PublicityVenues {
		for _, at := range names.Venues {
			if at.Kind != kind || !at.Until.Zero() {
				continue
			}
			n, err := publicity.Count(tx, publicity.Filter{Venue: at.ID, Done: true})
			if err != nil {
				return err
			}
			v.Venues = append(v.Venues, venueRow{
				Name: at.Name, Href: campaignsOf("venue", at.ID), Kind: kind.Label(), Place: names.Unit(at.Unit) + "，" + at.Address, Done: n,
				DoneHref: campaignsOf("venue", at.ID, "state", doneState),
			})
		}
	}
	return nil
}

// AddBrand is POST /publicity/brands.
func (p Pages) AddBrand(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	b := publicity.Brand{Name: f.Text("name", "名称", 30, true), Words: f.Long("words", "说明", 500, true)}
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		return "/publicity/brands", only(publicity.KeepBrand(tx, by, b))
	}
	return p.press(w, r, f, "", "品牌已登记", do, func(status int, e ui.Entries) error { return p.brands(w, r, status, e) })
}

// brandView is one brand with its campaigns.
type brandView struct {
	top
	Brand     publicity.Brand
	Campaigns []campaignRow
	Album     albumView
	Keep      bool
	Form      ui.FormView
}

// Brand is GET /publicity/brands/{id}.
func (p Pages) Brand(w http.ResponseWriter, r *http.Request) error {
	return p.brand(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) brand(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := brandView{Keep: identity.PlanPublicity.Allows(web.Actor(r))}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Brand, err = publicity.BrandByID(tx, r.PathValue("id")); err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		all, err := publicity.List(tx, web.Actor(r), publicity.Filter{Brand: v.Brand.ID})
		if err != nil {
			return err
		}
		if v.Campaigns, err = campaignRows(tx, names, all); err != nil {
			return err
		}
		v.Album, err = albumOf(tx, web.Actor(r), about("brand", v.Brand.ID), besideForm)
		return err
	})
	if err != nil {
		return err
	}
	if e.Any() { // a form shown again loads no pictures
		v.Album = albumView{}
	}
	v.top = newTop(r, v.Brand.Name, "/publicity/brands", e)
	if e.Values == nil {
		v.Entries = ui.EntriesOf("name", v.Brand.Name, "words", v.Brand.Words)
		if v.Brand.Ended {
			v.Entries.Values.Set("ended", "1")
		}
	}
	v.Form = ui.FormView{Action: "/publicity/brands/" + v.Brand.ID, Version: number(v.Brand.Version)}
	return web.Render(w, r, status, brandPage(v))
}

// ChangeBrand is POST /publicity/brands/{id}.
func (p Pages) ChangeBrand(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	b := publicity.Brand{
		ID: r.PathValue("id"), Name: f.Text("name", "名称", 30, true), Words: f.Long("words", "说明", 500, true), Ended: f.Bool("ended"), Version: int(f.Version()),
	}
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		return "/publicity/brands/" + b.ID, only(publicity.KeepBrand(tx, by, b))
	}
	return p.press(w, r, f, "", "品牌已修改", do, func(status int, e ui.Entries) error { return p.brand(w, r, status, e) })
}
