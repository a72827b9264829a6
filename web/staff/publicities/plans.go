package publicities

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// plansView are the five-year plans.
type plansView struct {
	top
	Plans []planRow
	Keep  bool
}

type planRow struct{ Name, Href, Years, Words string }

// Plans is GET /publicity/plans.
func (p Pages) Plans(w http.ResponseWriter, r *http.Request) error {
	return p.plans(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) plans(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := plansView{top: newTop(r, "普法规划", "/publicity/plans", e), Keep: identity.PlanPublicity.Allows(web.Actor(r))}
	err := p.view(r, func(tx *db.Tx) error {
		all, err := publicity.Plans(tx)
		for _, plan := range all {
			v.Plans = append(v.Plans, planRow{Name: plan.Name, Href: "/publicity/plans/" + plan.ID, Years: number(plan.From) + "–" + number(plan.To) + "年", Words: plan.Words})
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, plansPage(v))
}

// AddPlan is POST /publicity/plans.
func (p Pages) AddPlan(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	plan := publicity.Plan{
		Name: f.Text("name", "名称", 60, true), From: f.Int("from", "第一年", 2000, 2100, true), To: f.Int("to", "最后一年", 2000, 2109, true),
		Words: f.Long("words", "总的要求", 500, false),
	}
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		made, err := publicity.AddPlan(tx, by, plan)
		return "/publicity/plans/" + made.ID, err
	}
	return p.press(w, r, f, "", "规划已登记，请写任务", do, func(status int, e ui.Entries) error { return p.plans(w, r, status, e) })
}

// planView is a year of a plan: what is to be done, and what was.
type planView struct {
	top
	Plan   publicity.Plan
	Year   int
	Years  []ui.Tab
	Rows   []measureRow
	Keep   bool
	Choice measureChoices
	Export url.Values
	Sum    string
}

// measureRow is a measure with how far it has come.
type measureRow struct {
	ID, Title, Href, Unit, Whom, Sort, By, Want, State, DoneHref string
	Tone                                                         ui.Tone
	Done                                                         int
}

// measureChoices are what the form of a measure offers.
type measureChoices struct {
	Years, Sorts, Months []ui.Option
}

// measureKinds are the kinds of activity that publicity plans have measures of.
var measureKinds = []activity.Kind{activity.Publicity, activity.Lecture, activity.Study, activity.Meeting, activity.Filing}

func choicesOf(plan publicity.Plan) measureChoices {
	c := measureChoices{Years: []ui.Option{{Value: "0", Label: "规划的每一年"}}, Sorts: sortOptions(true, measureKinds...)}
	for y := plan.From; y <= plan.To; y++ {
		c.Years = append(c.Years, ui.Option{Value: number(y), Label: "只在" + number(y) + "年"})
	}
	for m := 1; m <= 12; m++ {
		c.Months = append(c.Months, ui.Option{Value: number(m), Label: number(m) + "月底"})
	}
	return c
}

// Plan is GET /publicity/plans/{id}.
func (p Pages) Plan(w http.ResponseWriter, r *http.Request) error {
	return p.plan(w, r, http.StatusOK, ui.EntriesOf("year", "0", "month", "12"))
}

func (p Pages) plan(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := planView{Keep: identity.PlanPublicity.Allows(web.Actor(r))}
	err := p.view(r, func(tx *db.Tx) error { return v.fill(tx, r.PathValue("id"), r.URL.Query().Get("year")) })
	if err != nil {
		return err
	}
	v.top = newTop(r, v.Plan.Name+"　"+number(v.Year)+"年", "/publicity/plans", e)
	return web.Render(w, r, status, planPage(v))
}

var standings = map[publicity.Standing]struct {
	words string
	tone  ui.Tone
}{
	publicity.Done:    {"做到了", ui.Done},
	publicity.Ongoing: {"正在做", ui.Going},
	publicity.Waiting: {"还没到时候", ui.Plain},
	publicity.Late:    {"过了时间还没做够", ui.Late},
}

func (v *planView) fill(tx *db.Tx, id, year string) error {
	var err error
	if v.Plan, err = publicity.PlanByID(tx, id); err != nil {
		return err
	}
	v.Year = min(max(yearOf(year, tx.Today()), v.Plan.From), v.Plan.To)
	v.Choice, v.Export = choicesOf(v.Plan), url.Values{"year": {number(v.Year)}}
	for y := v.Plan.From; y <= v.Plan.To; y++ {
		v.Years = append(v.Years, ui.Tab{Label: number(y) + "年", Href: "/publicity/plans/" + id + "?year=" + number(y), Current: y == v.Year})
	}
	all, err := publicity.Measures(tx, id, v.Year)
	if err != nil {
		return err
	}
	kept := 0
	for _, m := range all {
		f := m.Filter(v.Year)
		done, err := activity.Count(tx, f)
		if err != nil {
			return err
		}
		stands := m.Stands(done, v.Year, tx.Today())
		if stands == publicity.Done {
			kept++
		}
		row := measureRow{
			ID: m.ID, Title: m.Title, Href: "/publicity/measures/" + m.ID, Unit: m.Unit, Whom: m.Whom, Sort: measureSort(m), By: number(m.Month) + "月底", Done: done,
			DoneHref: activitiesOf(f), State: standings[stands].words, Tone: standings[stands].tone, Want: "不定次数",
		}
		if m.Times > 0 {
			row.Want = strconv.Itoa(m.Times) + "次"
		}
		v.Rows = append(v.Rows, row)
	}
	v.Sum = number(v.Year) + "年" + number(len(all)) + "项任务，" + number(kept) + "项做到了。"
	return nil
}

// measureSort is which activities are the measure: 普法活动，集中宣传，有“律师”参加.
func measureSort(m publicity.Measure) string {
	words := m.Kind.Label()
	if m.Variety != "" {
		words += "：" + m.Variety.Label(m.Kind)
	}
	if m.Partner != "" {
		words += "，有“" + m.Partner + "”参加"
	}
	return words
}

func readMeasure(f *web.Form) publicity.Measure {
	m := publicity.Measure{
		Year: f.Int("year", "年份", 0, 2109, false), Title: f.Text("title", "做什么", 100, true), Unit: f.Text("unit", "由谁做", 100, true), Whom: f.Text("whom", "对谁", 100, false),
		Partner: f.Text("partner", "参加单位", 30, false), Times: f.Int("times", "一年几次", 0, 366, false), Month: f.Int("month", "几月底以前", 1, 12, true),
		Ended: f.Bool("ended"), Version: int(f.Version()),
	}
	m.Kind, m.Variety = readSort(f.Raw("sort"))
	return m
}

// AddMeasure is POST /publicity/plans/{id}/measures.
func (p Pages) AddMeasure(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	m := readMeasure(f)
	m.Plan = r.PathValue("id")
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		return "/publicity/plans/" + m.Plan, only(publicity.AddMeasure(tx, by, m))
	}
	return p.press(w, r, f, "", "任务已写进规划", do, func(status int, e ui.Entries) error { return p.plan(w, r, status, e) })
}

// measureView is the form of one measure.
type measureView struct {
	View    ui.View
	Entries ui.Entries
	Choice  measureChoices
	Form    ui.FormView
	Plan    planRow
}

// Measure is GET /publicity/measures/{id}.
func (p Pages) Measure(w http.ResponseWriter, r *http.Request) error {
	return p.measure(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) measure(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := measureView{Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		m, err := publicity.MeasureByID(tx, r.PathValue("id"))
		if err != nil {
			return err
		}
		plan, err := publicity.PlanByID(tx, m.Plan)
		if e.Values == nil {
			v.Entries = ui.EntriesOf("year", number(m.Year), "title", m.Title, "unit", m.Unit, "whom", m.Whom, "sort", sortValue(m.Kind, m.Variety), "partner", m.Partner,
				"times", number(m.Times), "month", number(m.Month))
		}
		v.Choice, v.Form = choicesOf(plan), ui.FormView{Action: "/publicity/measures/" + m.ID, Version: number(m.Version)}
		v.Plan = planRow{Name: plan.Name, Href: "/publicity/plans/" + plan.ID}
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "改规划任务", e.Any())
	return web.Render(w, r, status, measurePage(v))
}

// ChangeMeasure is POST /publicity/measures/{id}.
func (p Pages) ChangeMeasure(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	m := readMeasure(f)
	m.ID = r.PathValue("id")
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		old, err := publicity.MeasureByID(tx, m.ID)
		if err != nil {
			return "", err
		}
		return "/publicity/plans/" + old.Plan, publicity.ChangeMeasure(tx, by, m)
	}
	return p.press(w, r, f, "", "规划任务已修改", do, func(status int, e ui.Entries) error { return p.measure(w, r, status, e) })
}

// ExportPlan is POST /publicity/plans/{id}/export: a year of the plan.
func (p Pages) ExportPlan(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeePublicity, Action: "publicity.export", Subject: "plan"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, _ actor.Actor, f *web.Form) (frame.Listing, error) {
		var v planView
		err := v.fill(tx, r.PathValue("id"), f.Raw("year"))
		return frame.Listing{
			Name: "普法规划任务", Condition: v.Plan.Name + number(v.Year) + "年", Meaning: "一行是一项任务；做了的次数按登记的活动计。", Query: v.Export,
			Columns: []string{"任务", "由谁做", "对谁", "哪种活动", "几月底以前", "要做", "做了（次）", "进展"},
			Rows: func(add func(...any) error) error {
				for _, m := range v.Rows {
					if err := add(m.Title, m.Unit, m.Whom, m.Sort, m.By, m.Want, m.Done, m.State); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}
