package publicities

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// overviewView is a year of publicity at a glance.
type overviewView struct {
	top
	Year    int
	Years   []ui.Tab
	Figures []ui.FigureView
	Months  ui.Chart
	Sorts   ui.Chart
	Covered ui.Chart
	Handed  []handedRow
	Coming  []comingRow
	Export  url.Values
	Keep    bool
	Record  bool
	Nothing bool
}

// handedRow is how many of a material were handed out in the year.
type handedRow struct {
	Name, Href, Sort string
	Number           int
	Unit, Rows       string
	Left             int
}

// comingRow is a themed day for which nothing is arranged yet.
type comingRow struct{ Name, Day, Href, Plan string }

// comingWithin is how many days ahead the overview looks.
const comingWithin = 45

// Overview is GET /publicity.
func (p Pages) Overview(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	year := yearOf(r.URL.Query().Get("year"), calendar.Of(p.DB.Now()))
	v := overviewView{top: newTop(r, number(year)+"年普法", "/publicity", ui.Entries{}), Year: year, Years: years("/publicity", year), Export: url.Values{"year": {number(year)}}}
	v.Keep, v.Record = identity.KeepPublicity.Allows(by), identity.RecordActivity.Allows(by)
	err := p.view(r, func(tx *db.Tx) error { return v.fill(tx, by) })
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, overviewPage(v))
}

func (v *overviewView) fill(tx *db.Tx, by actor.Actor) error {
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	communities := names.Communities()
	ids := make([]string, len(communities))
	for i, c := range communities {
		ids[i] = c.Value
	}
	o, err := publicity.Year(tx, v.Year, ids)
	if err != nil {
		return err
	}
	v.figures(o, by)
	v.charts(o, communities)
	if v.Handed, err = handedRows(tx, v.Year); err != nil {
		return err
	}
	if v.Year != tx.Today().Year() {
		return nil
	}
	coming, err := publicity.Coming(tx, comingWithin)
	for _, o := range coming {
		year := number(o.From.Year())
		v.Coming = append(v.Coming, comingRow{
			Name: o.Name, Day: spanWords(o.Rule.Kind, o.From, o.To), Href: "/publicity/day?code=" + o.Code + "&year=" + year,
			Plan: "/publicity/campaigns/new?" + url.Values{"theme": {o.Code}, "on": {o.From.String()}}.Encode(),
		})
	}
	return err
}

func (v *overviewView) figures(o publicity.Overview, by actor.Actor) {
	for _, f := range []struct {
		label, unit, indicator string
		figure                 publicity.Figure
	}{
		{"普法活动和讲座", "场", "", o.Campaigns},
		{"受众", "人次", "audience", o.Audience},
		{"发放宣传资料", "份", "leaflets", o.Leaflets},
		{"发放宣传品", "份", "giveaways", o.Giveaways},
	} {
		fig := ui.FigureView{Label: f.label, Value: strconv.FormatInt(f.figure.Number, 10), Unit: f.unit, Href: activitiesOf(f.figure.Filter)}
		if f.indicator != "" && identity.SeeIndicators.Allows(by) {
			fig.Definition = "/indicators/" + f.indicator
		}
		v.Figures = append(v.Figures, fig)
	}
	v.Nothing = o.Campaigns.Number == 0
}

func (v *overviewView) charts(o publicity.Overview, communities []ui.Option) {
	period := number(v.Year) + "年"
	point := func(label string, f publicity.Figure) ui.Point {
		p := ui.Point{Label: label, Value: float64(f.Number), Text: strconv.FormatInt(f.Number, 10)}
		if f.Number > 0 {
			p.Href = activitiesOf(f.Filter)
		}
		return p
	}
	v.Months = ui.Chart{ID: "months", Title: "按月", Period: period, Unit: "场"}
	for i, f := range o.Months {
		v.Months.Points = append(v.Months.Points, point(number(i+1)+"月", f))
	}
	v.Sorts = ui.Chart{ID: "sorts", Title: "按种类", Period: period, Unit: "场"}
	for _, s := range o.Sorts {
		if s.Number > 0 {
			v.Sorts.Points = append(v.Sorts.Points, point(s.Label, s.Figure))
		}
	}
	covered := 0
	v.Covered = ui.Chart{ID: "covered", Title: "按社区", Period: period, Unit: "场"}
	for i, c := range communities {
		if o.Communities[i].Number > 0 {
			covered++
		}
		v.Covered.Points = append(v.Covered.Points, point(c.Label, o.Communities[i]))
	}
	v.Covered.Points = append(v.Covered.Points, point("全街道的", o.Communities[len(communities)]))
	v.Covered.Point = number(len(communities)) + "个社区，" + number(covered) + "个办过；全街道的活动不算在哪个社区里。"
}

// handedRows are the materials that were handed out in a year.
func handedRows(tx *db.Tx, year int) ([]handedRow, error) {
	all, err := publicity.Materials(tx)
	if err != nil {
		return nil, err
	}
	out, err := publicity.HandedOut(tx, calendar.On(year, 1, 1), calendar.On(year, 12, 31))
	var rows []handedRow
	for _, m := range all {
		for _, l := range out {
			if l.Material == m.ID {
				rows = append(rows, handedRow{
					Name: m.Name, Href: "/publicity/materials/" + m.ID, Sort: sortWords(m.Sort), Number: l.Number, Unit: publicity.Unit, Left: m.Left(),
					Rows: campaignsOf("material", m.ID, "year", number(year)),
				})
			}
		}
	}
	return rows, err
}

// sortWords is what a material is and what it counts as: 环保袋，宣传品.
func sortWords(s publicity.Sort) string {
	if s.Giveaway {
		return s.Label + "，宣传品"
	}
	return s.Label + "，宣传资料"
}

// Export is POST /publicity/export: the numbers of a year.
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeePublicity, Action: "publicity.export", Subject: "publicity"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		year := yearOf(f.Raw("year"), tx.Today())
		v := overviewView{Year: year}
		err := v.fill(tx, by)
		return frame.Listing{
			Name: "普法总览", Condition: number(year) + "年", Meaning: "场次、受众和发放数按活动计；各品种的发放数按普法活动登记。",
			Query: url.Values{"year": {number(year)}}, Columns: []string{"分类", "项目", "数量", "单位"},
			Rows: func(add func(...any) error) error {
				for _, fig := range v.Figures {
					if err := add("合计", fig.Label, fig.Value, fig.Unit); err != nil {
						return err
					}
				}
				for _, c := range []ui.Chart{v.Months, v.Sorts, v.Covered} {
					for _, pt := range c.Points {
						if err := add(c.Title, pt.Label, pt.Text, c.Unit); err != nil {
							return err
						}
					}
				}
				for _, h := range v.Handed {
					if err := add("发放品种", h.Name, h.Number, h.Unit); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}
