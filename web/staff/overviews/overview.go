package overviews

import (
	"fmt"
	"net/http"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// overviewView is a year at a glance.
type overviewView struct {
	View     ui.View
	Tabs     []ui.Tab
	Entries  ui.Entries
	Asked    frame.Asked
	Places   []ui.Option
	Months   []*ui.Chart // on one scale
	Quarters ui.Chart
	Groups   []ui.BarGroup
	Where    *ui.Chart
	Unfair   string // why the communities are not compared
	Parts    []ui.Chart
	Work     []ui.Chart
	Wall     bool
	Print    ui.PrintView
}

// drawn are the figures whose months stand beside each other, and those of the work.
var (
	drawn = []string{"accepted", "concluded", "resolved"}
	work  = []string{"sweeps", "receptions", "campaigns", "hazardsFound"}
)

// Overview is GET /overview: what came, from where, why, and what became of it.
func (p Pages) Overview(w http.ResponseWriter, r *http.Request) error {
	v := overviewView{View: frame.Wide(r, "总览"), Tabs: frame.FigureTabs(r, "/overview")}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Asked, err = asked(tx, web.Actor(r), r.URL.Query()); err != nil {
			return err
		}
		return v.fill(tx)
	})
	if err != nil {
		return err
	}
	v.Entries = ui.Entries{Values: v.Asked.Values}
	status := http.StatusOK
	if v.Asked.Wrong != nil {
		v.Entries = ui.Entries{Values: r.URL.Query(), Wrong: v.Asked.Wrong.Fields}
		v.View.Wrong, status = true, http.StatusUnprocessableEntity
	}
	if whole(v.Asked.By) {
		v.Places, v.Wall = v.Asked.Names.Communities(), true
	}
	v.View.Title = v.Asked.Place() + strconv.Itoa(v.Asked.Year) + "年总览"
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.View.Title, Filter: v.Asked.Words(), Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, status, overviewPage(v))
}

// whole reports whether the reader sees the figures of the whole street.
func whole(by actor.Actor) bool { return identity.SeeIndicators.Reaches(by, identity.Location{}) }

func (v *overviewView) fill(tx *db.Tx) error {
	for _, fill := range []func(*db.Tx) error{v.months, v.quarters, v.where, v.parts, v.work} {
		if err := fill(tx); err != nil {
			return err
		}
	}
	return nil
}

func (v *overviewView) months(tx *db.Tx) error {
	for _, code := range drawn {
		c, err := v.course(tx, code)
		if err != nil {
			return err
		}
		v.Months = append(v.Months, &c)
	}
	ui.SameScale(v.Months...)
	return nil
}

// course are the months of the year so far.
func (v *overviewView) course(tx *db.Tx, code string) (ui.Chart, error) {
	months, err := indicator.Course(tx, code, v.Asked.Ask, v.Asked.Cutoff.Month())
	if err != nil {
		return ui.Chart{}, err
	}
	return course(v.Asked, code, months), nil
}

func (v *overviewView) work(tx *db.Tx) error {
	for _, code := range work {
		c, err := v.course(tx, code)
		if err != nil {
			return err
		}
		v.Work = append(v.Work, c)
	}
	return nil
}

// quarters sets what was accepted, concluded and resolved side by side.
func (v *overviewView) quarters(tx *db.Tx) error {
	a := v.Asked
	v.Quarters = ui.Chart{
		ID: "quarters", Title: "各季度受理、办结和化解", Period: a.Words(), Unit: "件", Definition: a.About("resolved"),
		Point: "化解是办结的一部分；办结的也可能是上个季度受理的，所以一个季度办结的可以多于受理的。",
	}
	for quarter := 1; quarter <= (a.Cutoff.Month()+2)/3; quarter++ {
		from := calendar.On(a.Year, quarter*3-2, 1)
		ask := a.Ask
		ask.Span = matter.Period{From: from, To: min(from.AddMonths(3).AddDays(-1), a.Cutoff)}
		g := ui.BarGroup{Label: fmt.Sprintf("%d年第%d季度", a.Year, quarter)}
		for i, code := range drawn {
			value, err := indicator.Compute(tx, code, ask)
			if err != nil {
				return err
			}
			g.Points = append(g.Points, ui.Point{Label: []string{"受理", "办结", "化解"}[i], Value: float64(value.Number), Text: value.Text, Href: rows(a, value.Evidence)})
		}
		v.Groups = append(v.Groups, g)
	}
	return nil
}

// where compares the communities only on a fair base: per thousand households,
// when those of every community are known. Else the counts stand in their fixed order.
func (v *overviewView) where(tx *db.Tx) error {
	a := v.Asked
	if a.Community != "" || !whole(a.By) {
		return nil
	}
	places, households := communities(a.Names)
	groups, err := indicator.ByPlace(tx, a.Ask, places)
	if err != nil {
		return err
	}
	c := ui.Chart{ID: "places", Title: "各社区受理，每千户", Period: a.Words(), Unit: "件/千户", Definition: a.About("accepted")}
	if households == nil {
		c.Title, c.Unit = "各社区受理", "件"
		v.Unfair = "有的社区没有登记户数，大社区和小社区的件数不能直接比，所以只列出数，不画图。户数在“组织”里登记。"
	}
	for i, g := range groups {
		p := ui.Point{Label: g.Label, Value: float64(g.Number), Text: count(g.Number), Count: count(g.Number), Href: rows(a, g.Evidence)}
		switch {
		case households == nil:
		case i < len(places):
			per := indicator.PerThousandOf(g.Number, households[i])
			p.Value, p.Text = float64(per.Tenths())/10, per.String()
		default:
			continue // what belongs to no community has no households
		}
		c.Points = append(c.Points, p)
	}
	if rest := groups[len(groups)-1].Number; rest > 0 && households != nil {
		c.Gap = fmt.Sprintf("另有%d件不属于任何社区。", rest)
	}
	c.Point = "社区按固定顺序排列，不排名次。同一行里写着件数和户数。"
	v.Where = &c
	return nil
}

// communities are the communities with their households; none when one lacks them.
func communities(n frame.Names) ([]indicator.Place, []int) {
	var places []indicator.Place
	var households []int
	fair := true
	for _, u := range n.Units {
		if u.Level != actor.Community {
			continue
		}
		places = append(places, indicator.Place{Code: u.ID, Label: u.Name})
		households = append(households, u.Households)
		fair = fair && u.Households > 0
	}
	if !fair || len(places) == 0 {
		return places, nil
	}
	return places, households
}

// parts are what the year is made of: causes, channels, kinds.
func (v *overviewView) parts(tx *db.Tx) error {
	a := v.Asked
	types, err := indicator.ByCode(tx, a.Ask, matter.DisputeTypes, func(f *matter.Filter) *[]string { return &f.Types })
	if err != nil {
		return err
	}
	channels, err := indicator.ByCode(tx, a.Ask, matter.Channels, func(f *matter.Filter) *[]string { return &f.Channels })
	if err != nil {
		return err
	}
	kinds, err := indicator.ByKind(tx, a.Ask)
	if err != nil {
		return err
	}
	v.Parts = []ui.Chart{
		bars(a, ui.Chart{ID: "causes", Title: "为什么事：受理的纠纷类型", Point: most(types, "受理"), Definition: a.About("accepted")}, types),
		bars(a, ui.Chart{ID: "channels", Title: "从哪里来：受理的来源", Point: most(channels, "受理"), Definition: a.About("accepted")}, channels),
		bars(a, ui.Chart{ID: "kinds", Title: "怎么办的：登记的办理方式", Point: most(kinds, "登记"), Definition: "/funnel?year=" + strconv.Itoa(a.Year)}, kinds),
	}
	return nil
}
