package publicities

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// dutiesView is who has to tell which law to whom.
type dutiesView struct {
	top
	Rows   []dutyRow
	Keep   bool
	Record bool
}

type dutyRow struct{ Href, Unit, Laws, Whom, Often string }

// Duties is GET /publicity/duties.
func (p Pages) Duties(w http.ResponseWriter, r *http.Request) error {
	return p.duties(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) duties(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	by := web.Actor(r)
	v := dutiesView{top: newTop(r, "“谁执法谁普法”责任清单", "/publicity/duties", e), Keep: identity.PlanPublicity.Allows(by), Record: identity.RecordActivity.Allows(by)}
	err := p.view(r, func(tx *db.Tx) error {
		all, err := publicity.Duties(tx)
		for _, d := range all {
			v.Rows = append(v.Rows, dutyRow{Href: "/publicity/duties/" + d.ID, Unit: d.Unit, Laws: d.Laws, Whom: d.Whom, Often: d.Often})
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, dutiesPage(v))
}

func readDuty(f *web.Form) publicity.Duty {
	return publicity.Duty{
		Unit: f.Text("unit", "单位", 100, true), Laws: f.Long("laws", "讲哪些法", 300, true), Whom: f.Text("whom", "对谁讲", 100, true), Often: f.Text("often", "怎么讲", 100, true),
		Ended: f.Bool("ended"), Version: int(f.Version()),
	}
}

// AddDuty is POST /publicity/duties.
func (p Pages) AddDuty(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	d := readDuty(f)
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		return "/publicity/duties", only(publicity.KeepDuty(tx, by, d))
	}
	return p.press(w, r, f, "", "普法责任已登记", do, func(status int, e ui.Entries) error { return p.duties(w, r, status, e) })
}

// dutyView is the form of one duty.
type dutyView struct {
	View    ui.View
	Entries ui.Entries
	Form    ui.FormView
}

// Duty is GET /publicity/duties/{id}.
func (p Pages) Duty(w http.ResponseWriter, r *http.Request) error {
	return p.duty(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) duty(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := dutyView{Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		d, err := publicity.DutyByID(tx, r.PathValue("id"))
		if e.Values == nil {
			v.Entries = ui.EntriesOf("unit", d.Unit, "laws", d.Laws, "whom", d.Whom, "often", d.Often)
		}
		v.Form = ui.FormView{Action: "/publicity/duties/" + d.ID, Version: number(d.Version)}
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "改普法责任", e.Any())
	return web.Render(w, r, status, dutyPage(v))
}

// ChangeDuty is POST /publicity/duties/{id}.
func (p Pages) ChangeDuty(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	d := readDuty(f)
	d.ID = r.PathValue("id")
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		return "/publicity/duties", only(publicity.KeepDuty(tx, by, d))
	}
	return p.press(w, r, f, "", "普法责任已修改", do, func(status int, e ui.Entries) error { return p.duty(w, r, status, e) })
}

// ExportDuties is POST /publicity/duties/export.
func (p Pages) ExportDuties(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeePublicity, Action: "publicity.export", Subject: "duties"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, _ actor.Actor, _ *web.Form) (frame.Listing, error) {
		all, err := publicity.Duties(tx)
		return frame.Listing{
			Name: "普法责任清单", Meaning: "一行是一个单位要对谁讲的法（法治宣传教育法第九条）。", Columns: []string{"单位", "讲哪些法", "对谁讲", "什么时候讲、怎么讲"},
			Rows: func(add func(...any) error) error {
				for _, d := range all {
					if err := add(d.Unit, d.Laws, d.Whom, d.Often); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}
