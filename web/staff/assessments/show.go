package assessments

import (
	"net/http"
	"slices"

	"fengsheng/actor"
	"fengsheng/assessment"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

const eventsMost = 60

// showView is one scheme.
type showView struct {
	View       ui.View
	Print      ui.PrintView
	Href       string
	Title      string
	Period     string
	State      string
	Tone       ui.Tone
	Facts      []ui.Fact
	Items      []itemRow
	Units      []unitRow
	Scored     bool
	Objections []objectionRow
	Entries    ui.Entries
	Decisions  []ui.Option
	Keep       bool
	Steps      []step
	Waits      []string
	Timeline   []ui.Entry
	Broken     string
}

type itemRow struct {
	Name, Aspect, Target, Weight, Words string
	Judged                              bool
}

type unitRow struct{ Href, Name, Points, Without, Objections string }

type objectionRow struct {
	ID, Href, Unit, Item, Reason, Made, Decision, Answer string
	Open                                                 bool
}

// facts are the objection and what became of it.
func (o objectionRow) facts() []ui.Fact {
	all := []ui.Fact{{Label: "异议", Value: o.Reason + "（" + o.Made + "）"}, {Label: "处理", Value: o.Decision}}
	if !o.Open {
		all = append(all, ui.Fact{Label: "理由", Value: o.Answer})
	}
	return all
}

// step is a confirm page that the reader may go to.
type step struct{ Href, Label string }

// Show is GET /assessments/{id}.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := showView{Entries: e}
	if err := p.view(r, func(tx *db.Tx) error { return v.read(tx, web.Actor(r), idOf(r)) }); err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title, e.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Filter: v.Period, Variant: "内部", Moment: "截至" + v.View.Moment, Address: v.Href}
	return web.Render(w, r, status, showPage(v))
}

func (v *showView) read(tx *db.Tx, by actor.Actor, id assessment.ID) error {
	s, err := assessment.Load(tx, by, id)
	if err != nil {
		return err
	}
	v.Href, v.Title, v.Period, v.State, v.Tone = address(s.ID), s.Name, s.PeriodWords(), s.State.Label(), tone(s.State)
	v.Keep, v.Scored, v.Decisions = assessment.Keeps(by), s.Round > 0, frame.Options(assessment.Decisions)
	v.outline(s)
	if wrong := assessment.Verify(tx, s); wrong != nil {
		v.Broken = wrong.Error()
	}
	all, err := assessment.Objections(tx, s)
	if err != nil {
		return err
	}
	for _, u := range s.Subjects {
		row := unitRow{Href: sheetAddress(s.ID, u.ID), Name: u.Name, Objections: objectionWords(all, u.ID)}
		if v.Scored {
			sheet, err := assessment.SheetOf(tx, s, u)
			if err != nil {
				return err
			}
			if row.Points = sheet.Points(); row.Points == "" {
				row.Points = "未计"
			}
			row.Without = withoutWords(sheet)
		}
		v.Units = append(v.Units, row)
	}
	v.objections(s, all)
	if v.Keep {
		if err := v.steps(tx, s); err != nil {
			return err
		}
	}
	return v.history(tx, s)
}

func objectionWords(all []assessment.Objection, unit string) string {
	made, open := 0, 0
	for _, o := range all {
		if o.Subject == unit {
			made++
			if o.Decision == assessment.Open {
				open++
			}
		}
	}
	switch {
	case made == 0:
		return "没有"
	case open > 0:
		return number(made) + "条，" + number(open) + "条待答复"
	}
	return number(made) + "条，已答复"
}

// withoutWords names the lines that are not scored.
func withoutWords(s assessment.Sheet) string {
	words := ""
	for _, l := range s.Lines {
		if l.Standing != assessment.Scored {
			if words != "" {
				words += "、"
			}
			words += l.Name
		}
	}
	if words == "" {
		return "没有"
	}
	return words
}

func (v *showView) outline(s assessment.Scheme) {
	for _, f := range []ui.Fact{
		{Label: "考核期", Value: s.PeriodWords()},
		{Label: "公布", Value: publishedWords(s)},
		{Label: "晚公布的原因", Value: s.LateReason},
		{Label: "计算", Value: computedWords(s)},
		{Label: "异议", Value: objectWords(s)},
		{Label: "定稿", Value: dayWords(s.FinalOn)},
		{Label: "冻结", Value: frozenWords(s)},
	} {
		if f.Value != "" {
			v.Facts = append(v.Facts, f)
		}
	}
	for _, i := range s.Items {
		v.Items = append(v.Items, itemRow{Name: i.Name, Aspect: i.Aspect.Label(), Target: i.TargetWords(), Weight: number(i.Weight), Words: i.Definition, Judged: i.Judged()})
	}
}

func dayWords(d calendar.Date) string {
	if d.Zero() {
		return ""
	}
	return d.Plain()
}

func publishedWords(s assessment.Scheme) string {
	if s.PublishedOn.Zero() {
		return "还没有公布，只有考核人看得到"
	}
	return s.PublishedOn.Plain()
}

func computedWords(s assessment.Scheme) string {
	if s.Round == 0 {
		return ""
	}
	words := s.ComputedAt.In(calendar.Shanghai).Format("2006-01-02 15:04")
	if s.Round > 1 {
		words += "，第" + number(s.Round) + "次"
	}
	return words
}

func objectWords(s assessment.Scheme) string {
	if s.ObjectBy.Zero() {
		return "计算以后" + number(s.Days) + "天内提出"
	}
	return "最晚" + s.ObjectBy.Plain() + "提出"
}

func frozenWords(s assessment.Scheme) string {
	if s.FrozenAt.IsZero() {
		return ""
	}
	return s.FrozenAt.In(calendar.Shanghai).Format("2006-01-02 15:04") + "，校验码" + s.Hash[:16]
}

func (v *showView) objections(s assessment.Scheme, all []assessment.Objection) {
	for _, o := range all {
		u, _ := s.Subject(o.Subject)
		i, _ := s.Item(o.Item)
		row := objectionRow{
			ID: o.ID, Href: sheetAddress(s.ID, o.Subject), Unit: u.Name, Item: i.Name, Reason: o.Reason, Made: o.On.Plain(),
			Decision: o.Decision.Label(), Answer: o.Answer, Open: o.Decision == assessment.Open,
		}
		if !row.Open {
			row.Answer += "（" + o.AnsweredOn.Plain() + "）"
		}
		v.Objections = append(v.Objections, row)
	}
}

// steps are what may be done now, each on a page that asks before it.
func (v *showView) steps(tx *db.Tx, s assessment.Scheme) error {
	add := func(command, label string) {
		v.Steps = append(v.Steps, step{Href: v.Href + "/steps/" + command, Label: label})
	}
	today := tx.Today()
	switch s.State {
	case assessment.Draft:
		v.Steps = append(v.Steps, step{Href: v.Href + "/edit", Label: "改方案"})
		if err := s.Timely(today); err != nil {
			v.Waits = append(v.Waits, fault.Of(err).Message)
		} else {
			add("publish", "公布")
		}
	case assessment.Published:
		if today > s.Cutoff {
			add("compute", "计算")
		} else {
			v.Waits = append(v.Waits, "考核期到"+s.Cutoff.Plain()+"结束，以后才能计算；点单位看目前的数")
		}
	case assessment.Computed:
		add("compute", "再算一次")
		open, err := s.Unready(tx)
		if err != nil {
			return err
		}
		if today <= s.ObjectBy {
			open = slices.Insert(open, 0, "异议期到"+s.ObjectBy.Plain()+"，过了才能定稿")
		}
		if v.Waits = open; len(open) == 0 {
			add("finish", "定稿公布")
		}
	case assessment.Final:
		add("freeze", "冻结")
		add("reopen", "退回重算")
	}
	v.Steps = append(v.Steps, step{Href: "/assessments/new?copy=" + string(s.ID), Label: "照这份拟下一年的"})
	return nil
}

func (v *showView) history(tx *db.Tx, s assessment.Scheme) error {
	if !v.Keep {
		return nil
	}
	events, err := event.Of(tx, event.Assessment, string(s.ID), eventsMost)
	for _, e := range events {
		p := frame.Point(e, "考核")
		p.Title = assessment.Commands.Label(commandOf(e.Action))
		v.Timeline = append(v.Timeline, p)
	}
	return err
}

func commandOf(action string) string { return action[len("assessment."):] }

// Answer is POST /assessments/{id}/objections/{objection}.
func (p Pages) Answer(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, objection := idOf(r), r.PathValue("objection")
	d, answer := assessment.Decision(f.Choice("decision", "怎么处理", frame.Codes(assessment.Decisions), true)), f.Long("answer", "理由", 500, true)
	return p.press(w, r, f, "", "异议答复", func(tx *db.Tx, by actor.Actor) (string, error) {
		return address(id), only(assessment.Answer(tx, by, id, objection, d, answer))
	}, func(status int, e ui.Entries) error { return p.show(w, r, status, e) })
}
