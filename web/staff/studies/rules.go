package studies

import (
	"errors"
	"net/http"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// rulesView is the year as the report on party rules tells it, and the report.
type rulesView struct {
	head
	Figures  []ui.FigureView
	Laws     []coveredRow // the party rules of the common list
	Sessions []sessionRow // that covered some of them
	Filed    []ui.Fact    // the report as it was sent; none before
	Entries  ui.Entries
	Send     bool
	Known    []ui.Option
}

// Rules is GET /study/rules.
func (p Pages) Rules(w http.ResponseWriter, r *http.Request) error {
	return p.rules(w, r, http.StatusOK, yearOf(r.URL.Query().Get("year"), calendar.Of(p.DB.Now())), ui.Entries{}, nil)
}

func (p Pages) rules(w http.ResponseWriter, r *http.Request, status, year int, e ui.Entries, known *activity.ByHand) error {
	v := rulesView{head: headOf(r, "党内法规制度建设汇报　"+number(year)+"年", "/study/rules", year, e.Any()), Entries: e}
	if err := p.view(r, func(tx *db.Tx) error { return v.fill(tx, web.Actor(r)) }); err != nil {
		return err
	}
	if known != nil {
		for _, a := range known.Activities {
			v.Known = append(v.Known, ui.Option{Value: string(a.ID), Label: "就是这一份：" + a.Title, Hint: a.Topics})
		}
	}
	return web.Render(w, r, status, rulesPage(v))
}

func (v *rulesView) fill(tx *db.Tx, by actor.Actor) error {
	laws, err := study.Laws(tx, by, v.Year)
	if err != nil {
		return err
	}
	all, err := study.Sessions(tx, by, study.Filter{On: whole(v.Year)})
	if err != nil {
		return err
	}
	var party []study.Law
	var refs []study.Reference
	for _, l := range study.Of(laws, study.Common, "") {
		if l.Sort == study.Party {
			party, refs = append(party, l), append(refs, l.Reference)
		}
	}
	v.Laws = covered(party, all, tx.Today())
	met := 0
	for _, l := range v.Laws {
		if l.Met {
			met++
		}
	}
	centre, held := 0, 0
	for _, s := range all {
		if s.Variety == activity.CentralGroup && s.State != study.Cancelled {
			centre++
			if s.Done() {
				held++
			}
		}
		for _, r := range s.Laws {
			if s.Done() && r.Touches(refs) {
				v.Sessions = append(v.Sessions, rowOf(s, tx.Today()))
				break
			}
		}
	}
	v.Figures = []ui.FigureView{
		{Label: "清单里的党内法规", Value: number(len(party)), Unit: "部", Href: "#rules"},
		{Label: "其中集体学过", Value: number(met), Unit: "部", Href: "#rules"},
		{Label: "中心组学习安排", Value: number(centre), Unit: "场", Href: sessionsHref(v.Year, "centralGroup", study.Planned, study.Held, study.Recorded)},
		{Label: "中心组学习已开展", Value: number(held), Unit: "场", Href: sessionsHref(v.Year, "centralGroup", study.Held, study.Recorded)},
	}
	return v.filed(tx, by)
}

func (v *rulesView) filed(tx *db.Tx, by actor.Actor) error {
	f, err := study.Filed(tx, by, v.Year)
	if errors.Is(err, db.ErrNone) {
		v.Send = identity.KeepStudyPlans.Allows(by)
		return nil
	}
	if err != nil {
		return err
	}
	a, err := activity.Latest(tx, f.Activity)
	if err != nil {
		return err
	}
	counts := ui.Fact{Label: "计入的活动", Value: a.On.Plain() + a.Title + "，计1次"}
	if identity.SeeActivities.Allows(by) {
		counts.Href = "/activities/" + string(a.ID)
	}
	if !a.Valid {
		counts.Value = "活动已撤回，不再计入"
	}
	v.Filed = []ui.Fact{{Label: "报送日期", Value: f.On.Chinese()}, {Label: "报给", Value: f.Receiver}, {Label: "报告的情况", Value: f.Words}, counts}
	return nil
}

// SendUp is POST /study/rules.
func (p Pages) SendUp(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	year := yearOf(f.Raw("year"), calendar.Of(p.DB.Now()))
	filing := study.Filing{Year: year, On: f.Date("on", "报送的日期", true), Receiver: f.Text("receiver", "报给谁", 100, true), Words: f.Long("words", "报告的情况", 500, true)}
	choice := f.Raw("choice")
	var known *activity.ByHand
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		_, err := study.File(tx, by, filing, choice)
		if errors.As(err, &known) {
			err = fault.New(fault.Conflict, "这一天已经登记过这样的报告，请选择是不是同一份")
		}
		return inYear("/study/rules", year), err
	}
	return p.press(w, r, f, "", "已记下报送", do, func(status int, e ui.Entries) error { return p.rules(w, r, status, year, e, known) })
}
