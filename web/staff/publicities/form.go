package publicities

import (
	"net/http"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// formView is the form of a campaign to come.
type formView struct {
	View    ui.View
	Title   string
	Entries ui.Entries
	Sorts   []ui.Option
	Places  []ui.Option
	Venues  []ui.Option
	Themes  []ui.Option
	Brands  []ui.Option
	Form    ui.FormView
	Back    string
}

const newPath = "/publicity/campaigns/new"

// wholeStreet stands in the form for a campaign of no community.
const wholeStreet = "street"

// New is GET /publicity/campaigns/new; the address may name a themed day and a date.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	q, v := r.URL.Query(), formView{}
	err := p.view(r, func(tx *db.Tx) error {
		begin := ui.EntriesOf("theme", q.Get("theme"), "on", q.Get("on"), "sort", sortValue(activity.Publicity, "campaign"))
		if q.Get("theme") != "" { // asked for by name: no draft stands in its way
			v.Entries = begin
			return nil
		}
		var err error
		v.Entries, v.Form.Saved, err = frame.Recall(tx, web.Actor(r), newPath, begin)
		return err
	})
	if err != nil {
		return err
	}
	return p.drawForm(w, r, http.StatusOK, v, "")
}

// Arrange is POST /publicity/campaigns.
func (p Pages) Arrange(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	d := readDraft(f)
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		c, err := publicity.Arrange(tx, by, d)
		return campaignAddress(c.ID), err
	}
	return p.press(w, r, f, newPath, "普法活动已安排", do, func(status int, e ui.Entries) error {
		return p.drawForm(w, r, status, formView{Entries: e}, "")
	})
}

func readDraft(f *web.Form) publicity.Draft {
	kind, variety := readSort(f.Raw("sort"))
	d := publicity.Draft{
		Topics: f.Long("topics", "讲什么法", 500, true), Title: f.Text("title", "名称", 60, false), Theme: f.Raw("theme"), Brand: f.Raw("brand"),
		On: f.Date("on", "日期", true), Start: f.Text("start", "开始时间", 10, false), Community: f.Raw("community"), Venue: f.Raw("venue"), Place: f.Text("place", "地点", 100, false),
		Partners: f.Text("partners", "参加单位", 200, false), Expected: f.Int("expected", "预计人数", 0, 200000, false),
	}
	d.Kind, d.Variety = kind, variety
	switch d.Community {
	case "":
		f.Wrong("community", "请选择是哪个社区的，或全街道")
	case wholeStreet:
		d.Community = ""
	}
	return d
}

// Edit is GET /publicity/campaigns/{id}/edit.
func (p Pages) Edit(w http.ResponseWriter, r *http.Request) error {
	var c publicity.Campaign
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		c, err = publicity.Load(tx, web.Actor(r), idOf(r))
		return err
	})
	if err != nil {
		return err
	}
	community := c.Community
	if community == "" {
		community = wholeStreet
	}
	e := ui.EntriesOf("sort", sortValue(c.Kind, c.Variety), "title", c.Title, "on", c.On.String(), "start", c.Start, "place", c.Place, "community", community,
		"venue", c.Venue, "partners", c.Partners, "topics", c.Topics, "theme", c.Theme, "brand", c.Brand)
	if c.Expected > 0 {
		e.Values.Set("expected", number(c.Expected))
	}
	return p.drawForm(w, r, http.StatusOK, formView{Entries: e, Form: ui.FormView{Version: number(c.Version)}}, c.ID)
}

// drawForm draws the form of a new campaign, or of the one with the id.
func (p Pages) drawForm(w http.ResponseWriter, r *http.Request, status int, v formView, id publicity.ID) error {
	by := web.Actor(r)
	v.Title, v.Back = "安排普法活动", "/publicity/campaigns"
	v.Form.Action, v.Form.Draft = "/publicity/campaigns", frame.DraftAddress(newPath)
	if id != "" {
		v.Title, v.Back = "改普法活动的安排", campaignAddress(id)
		v.Form.Action, v.Form.Draft = v.Back+"/change", ""
	}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Sorts = sortOptions(false, activity.Publicity, activity.Lecture)
		v.Places, v.Venues = placeOptions(names, identity.KeepPublicity, by), venueOptions(names, v.Entries.Value("venue"))
		if v.Themes, err = themeOptions(tx, tx.Today().Year(), v.Entries.Value("theme")); err != nil {
			return err
		}
		v.Brands, err = brandOptions(tx, v.Entries.Value("brand"))
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	return web.Render(w, r, status, formPage(v))
}

// placeOptions are the communities where the actor has the right, and the whole street.
func placeOptions(n frame.Names, right identity.Permission, by actor.Actor) []ui.Option {
	var all []ui.Option
	if right.Reaches(by, identity.Location{}) {
		all = append(all, ui.Option{Value: wholeStreet, Label: "全街道"})
	}
	for _, c := range n.Communities() {
		if right.Reaches(by, identity.Location{Community: c.Value}) {
			all = append(all, c)
		}
	}
	return all
}

func idOf(r *http.Request) publicity.ID { return publicity.ID(r.PathValue("id")) }
