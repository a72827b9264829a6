package publicities

import (
	"net/http"
	"slices"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// storeView is what is in the store.
type storeView struct {
	top
	Rows  []storeRow
	Keep  bool
	Sorts []ui.Option
}

type storeRow struct {
	Name, Href, Sort, Unit, OutHref string
	In, Out, Left                   int
}

// Store is GET /publicity/materials.
func (p Pages) Store(w http.ResponseWriter, r *http.Request) error {
	return p.store(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) store(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := storeView{top: newTop(r, "宣传品", "/publicity/materials", e), Keep: identity.PlanPublicity.Allows(web.Actor(r))}
	for _, s := range publicity.Sorts {
		o := ui.Option{Value: s.Code, Label: s.Label, Group: "宣传资料（份）"}
		if s.Giveaway {
			o.Group = "宣传品（份）"
		}
		v.Sorts = append(v.Sorts, o)
	}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		v.Rows, err = storeRows(tx)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, storePage(v))
}

func storeRows(tx *db.Tx) ([]storeRow, error) {
	all, err := publicity.Materials(tx)
	var rows []storeRow
	for _, m := range all {
		rows = append(rows, storeRow{
			Name: m.Name, Href: "/publicity/materials/" + m.ID, Sort: sortWords(m.Sort), Unit: publicity.Unit, In: m.In, Out: m.Out, Left: m.Left(),
			OutHref: campaignsOf("material", m.ID),
		})
	}
	return rows, err
}

// AddMaterial is POST /publicity/materials.
func (p Pages) AddMaterial(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	name, sort := f.Text("name", "名称", 60, true), f.Raw("sort")
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		id, err := publicity.AddMaterial(tx, by, name, sort)
		return "/publicity/materials/" + id, err
	}
	return p.press(w, r, f, "", "宣传品种已登记，请登记入库", do, func(status int, e ui.Entries) error { return p.store(w, r, status, e) })
}

// ExportStore is POST /publicity/materials/export.
func (p Pages) ExportStore(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeePublicity, Action: "publicity.export", Subject: "materials"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, _ actor.Actor, _ *web.Form) (frame.Listing, error) {
		rows, err := storeRows(tx)
		return frame.Listing{
			Name: "宣传品库存", Meaning: "入库是登记的，发出是普法活动登记的，库存是两者相减。", Columns: []string{"品种", "种类", "入库", "发出", "库存", "单位"},
			Rows: func(add func(...any) error) error {
				for _, s := range rows {
					if err := add(s.Name, s.Sort, s.In, s.Out, s.Left, s.Unit); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// materialView is what came in and went out of one material.
type materialView struct {
	top
	Href      string
	Facts     []ui.Fact
	Supplies  []supplyRow
	Campaigns []outRow
	Keep      bool
	Unit      string
	Withdraw  withdrawal
}

// withdrawal is the form of one supply that is shown again.
type withdrawal struct {
	Supply  string
	Entries ui.Entries
}

type supplyRow struct {
	ID, ISO, Number, Source, Who, Withdrawn string
}

type outRow struct{ Href, Title, ISO, Number string }

// Material is GET /publicity/materials/{id}.
func (p Pages) Material(w http.ResponseWriter, r *http.Request) error {
	return p.material(w, r, http.StatusOK, p.today(), withdrawal{})
}

// today is the form of a supply as it begins.
func (p Pages) today() ui.Entries { return ui.EntriesOf("on", calendar.Of(p.DB.Now()).String()) }

func (p Pages) material(w http.ResponseWriter, r *http.Request, status int, e ui.Entries, wrong withdrawal) error {
	id := r.PathValue("id")
	v := materialView{Href: "/publicity/materials/" + id, Keep: identity.PlanPublicity.Allows(web.Actor(r)), Withdraw: wrong}
	var m publicity.Material
	err := p.view(r, func(tx *db.Tx) error {
		all, err := publicity.Materials(tx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(m publicity.Material) bool { return m.ID == id })
		if at < 0 {
			return fault.New(fault.NotFound, "找不到这种宣传品，可能地址有误")
		}
		m = all[at]
		return v.fill(tx, web.Actor(r), m)
	})
	if err != nil {
		return err
	}
	if wrong.Entries.Any() { // the summary leads to the form of its own supply
		e.General = wrong.Entries.General
		for _, w := range wrong.Entries.Wrong {
			w.Name = wrong.Supply + "-" + w.Name
			e.Wrong = append(e.Wrong, w)
		}
	}
	v.top = newTop(r, m.Name, "/publicity/materials", e)
	return web.Render(w, r, status, materialPage(v))
}

func (v *materialView) fill(tx *db.Tx, by actor.Actor, m publicity.Material) error {
	v.Unit = publicity.Unit
	left := number(max(m.Left(), 0)) + v.Unit
	if m.Left() < 0 {
		left = "0" + v.Unit + "，少登记入库" + number(-m.Left()) + v.Unit
	}
	v.Facts = []ui.Fact{
		{Label: "种类", Value: sortWords(m.Sort)},
		{Label: "入库", Value: number(m.In) + v.Unit, Href: "#supplies"},
		{Label: "发出", Value: number(m.Out) + v.Unit, Href: "#out"},
		{Label: "库里应有", Value: left},
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	supplies, err := publicity.Supplies(tx, m.ID)
	if err != nil {
		return err
	}
	for _, s := range supplies {
		if err := names.KnowOfficers(tx, s.Officer); err != nil {
			return err
		}
		v.Supplies = append(v.Supplies, supplyRow{ID: s.ID, ISO: s.On.String(), Number: number(s.Number) + v.Unit, Source: s.Source, Who: names.Officer(s.Officer), Withdrawn: s.Withdrawn})
	}
	all, err := publicity.List(tx, by, publicity.Filter{Material: m.ID})
	for _, c := range all {
		lines, err := publicity.Handouts(tx, c.ID)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if l.Material == m.ID {
				v.Campaigns = append(v.Campaigns, outRow{Href: campaignAddress(c.ID), Title: c.Title, ISO: c.On.String(), Number: number(l.Number) + v.Unit})
			}
		}
	}
	return err
}

// Supply is POST /publicity/materials/{id}/supplies.
func (p Pages) Supply(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	s := publicity.Supply{
		Material: r.PathValue("id"), Number: f.Int("number", "数量", 1, 200000, true), On: f.Date("on", "日期", true), Source: f.Text("source", "来源", 100, true),
	}
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		return "/publicity/materials/" + s.Material, publicity.Receive(tx, by, s)
	}
	return p.press(w, r, f, "", "已入库", do, func(status int, e ui.Entries) error { return p.material(w, r, status, e, withdrawal{}) })
}

// WithdrawSupply is POST /publicity/materials/{id}/supplies/{supply}/withdrawal.
func (p Pages) WithdrawSupply(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	why := f.Text("reason", "为什么撤回", 100, true)
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		return "/publicity/materials/" + r.PathValue("id"), publicity.WithdrawSupply(tx, by, r.PathValue("supply"), why)
	}
	return p.press(w, r, f, "", "入库已撤回", do, func(status int, e ui.Entries) error {
		return p.material(w, r, status, p.today(), withdrawal{Supply: r.PathValue("supply"), Entries: e})
	})
}
