package committees

import (
	"net/http"

	"fengsheng/committee"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// committeeView is one committee.
type committeeView struct {
	View     ui.View
	Title    string
	Kind     string
	Href     string
	Keep     bool
	Filled   bool // its details were written down
	Flaws    []string
	Hints    []string
	Ending   string
	Facts    []ui.Fact
	Term     []ui.Fact
	Seats    []seatRow
	Engaged  []mediatorRow
	Studios  []studioRow
	Earlier  []termRow
	Timeline []ui.Entry
	Print    ui.PrintView
}

type seatRow struct{ Href, Name, Office, Sex, Since string }

type termRow struct{ Elected, Until, Elector, Members string }

// eventsMost is how far back the history goes.
const eventsMost = 50

// Committee is GET /committees/{id}.
func (p Pages) Committee(w http.ResponseWriter, r *http.Request) error {
	v := committeeView{}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		c, err := committee.Load(tx, by, r.PathValue("id"))
		if err != nil {
			return err
		}
		v.Title, v.Kind, v.Href = c.Name, c.Kind.Label(), committeeAddress(c.ID)
		v.Keep, v.Filled = identity.KeepCommittees.Reaches(by, c.At()), c.Version > 0
		v.Facts = facts(c)
		terms, err := committee.Terms(tx, c.ID, tx.Today())
		if err != nil {
			return err
		}
		if err := v.terms(c, terms, tx.Today()); err != nil {
			return err
		}
		if err := v.people(tx, r, c); err != nil {
			return err
		}
		if !v.Keep {
			return nil
		}
		events, err := event.Of(tx, event.Committee, c.ID, eventsMost)
		v.Timeline = timeline(events)
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Wide(r, v.Title)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, http.StatusOK, committeePage(v))
}

func facts(c committee.Committee) []ui.Fact {
	all := []ui.Fact{{Label: "种类", Value: c.Kind.Label()}}
	if c.Trade != "" {
		all = append(all, ui.Fact{Label: "行业", Value: c.Trade})
	}
	all = append(all, ui.Fact{Label: "设立", Value: c.Since.Plain()}, ui.Fact{Label: "编号简称", Value: c.ShortName})
	for _, f := range []struct{ label, value string }{{"印文", c.Seal}, {"办公地点", c.Place}, {"电话", c.Phone}, {"报区司法行政部门", c.Reported.Plain()}} {
		all = append(all, ui.Fact{Label: f.label, Value: orNone(f.value)})
	}
	if !c.Until.Zero() {
		all = append(all, ui.Fact{Label: "撤销", Value: c.Until.Plain()})
	}
	return all
}

func (v *committeeView) terms(c committee.Committee, terms []committee.Term, today calendar.Date) error {
	var term *committee.Term
	if len(terms) > 0 {
		term = &terms[0]
		v.Term = []ui.Fact{
			{Label: "推选", Value: term.Elected.Plain() + "，" + committee.Electors.Label(string(term.Elector))},
			{Label: "任期", Value: "三年，到" + term.Until.Plain()},
			{Label: "会议记录", Value: term.Meeting},
		}
		v.Ending = term.Ending(today)
		for _, s := range term.Sitting(today) {
			row := seatRow{Href: mediatorAddress(s.Mediator), Name: s.Name, Office: s.Office.Label(), Sex: "男", Since: s.Since.Plain()}
			if s.Woman {
				row.Sex = "女"
			}
			v.Seats = append(v.Seats, row)
		}
		for _, t := range terms[1:] {
			v.Earlier = append(v.Earlier, termRow{t.Elected.Plain(), t.Until.Plain(), committee.Electors.Label(string(t.Elector)), number(len(t.Sitting(t.Elected))) + "人"})
		}
	}
	for _, f := range c.Flaws(term, today) {
		if f.Hint {
			v.Hints = append(v.Hints, f.Sentence())
		} else {
			v.Flaws = append(v.Flaws, f.Sentence())
		}
	}
	return nil
}

func (v *committeeView) people(tx *db.Tx, r *http.Request, c committee.Committee) error {
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	all, err := committee.Mediators(tx, committee.MediatorFilter{Committee: c.ID, On: tx.Today()})
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.Way == committee.Engaged {
			v.Engaged = append(v.Engaged, mediatorRow{
				Href: mediatorAddress(m.ID), Name: m.Name, Employment: m.Employment.Label(), Background: committee.Backgrounds.Label(m.Background), Certificate: m.Certificate, Term: m.Term.Plain(),
			})
		}
	}
	v.Studios, err = studioRows(tx, r, committee.StudioFilter{Committee: c.ID, On: tx.Today()}, names)
	return err
}

func timeline(events []event.Event) []ui.Entry { return frame.Timeline(events, "名册") }

// mediatorView is one entry of the register.
type mediatorView struct {
	View     ui.View
	Title    string
	State    string
	Tone     ui.Tone
	Href     string
	Keep     bool // may change it
	Renew    bool
	Stands   bool
	Inside   bool // sees what is not public
	Expired  bool
	Facts    []ui.Fact
	More     []ui.Fact
	Years    []yearRow
	Timeline []ui.Entry
	Print    ui.PrintView
}

// yearRow is the training of one year, on the mediator's own entry.
type yearRow struct {
	Year, Hours string
	All         []trainedRow
}

type trainedRow struct{ Href, Topic, Day, Hours string }

// Mediator is GET /mediators/{id}.
func (p Pages) Mediator(w http.ResponseWriter, r *http.Request) error {
	v := mediatorView{}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		m, err := committee.LoadMediator(tx, by, committee.MediatorID(r.PathValue("id")))
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.fill(m, names, tx.Today())
		v.Inside = m.Inside(by)
		v.Keep = v.Stands && identity.KeepCommittees.Reaches(by, identity.Location{Community: m.Community})
		if !v.Inside {
			return nil
		}
		v.more(m)
		all, err := committee.TrainingsOf(tx, by, m)
		if err != nil {
			return err
		}
		v.Years = years(all)
		events, err := event.Of(tx, event.Committee, string(m.ID), eventsMost)
		v.Timeline = timeline(events)
		return err
	})
	if err != nil {
		return err
	}
	v.View = web.View(r, v.Title)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, http.StatusOK, mediatorPage(v))
}

func (v *mediatorView) fill(m committee.Mediator, n frame.Names, today calendar.Date) {
	v.Title, v.Href, v.State, v.Tone = m.Name, mediatorAddress(m.ID), "在册", ui.Done
	v.Stands, v.Renew, v.Expired = m.Ended.Zero(), m.Way == committee.Engaged, m.Expired(today)
	switch {
	case !m.In(today):
		v.State, v.Tone = "已不在册", ui.Plain
	case v.Expired:
		v.State, v.Tone = "任期已满", ui.Soon
	}
	v.Facts = []ui.Fact{
		{Label: "调委会", Value: n.Committee(m.Committee), Href: committeeAddress(m.Committee)},
		{Label: "专职、兼职、特邀", Value: m.Employment.Label()},
		{Label: "怎样担任的", Value: m.Way.Label()},
		{Label: "身份", Value: orNone(committee.Backgrounds.Label(m.Background))},
		{Label: "调解员证号", Value: orNone(m.Certificate)},
		{Label: "任期", Value: m.Since.Plain() + "至" + m.Term.Plain()},
	}
	if !m.Ended.Zero() {
		v.Facts = append(v.Facts, ui.Fact{Label: "最后一天", Value: m.Ended.Plain()})
	}
}

// more is what is not public.
func (v *mediatorView) more(m committee.Mediator) {
	yes := func(b bool) string {
		if b {
			return "是"
		}
		return "否"
	}
	v.More = []ui.Fact{
		{Label: "学历", Value: orNone(committee.Educations.Label(m.Education))},
		{Label: "受过法律专业教育或者培训", Value: yes(m.LawTrained)},
		{Label: "中共党员", Value: yes(m.Party)},
		{Label: "属于当地人数较少的民族", Value: yes(m.Minority)},
	}
	for _, f := range []struct{ label, value string }{
		{"为什么不再担任", committee.Endings.Label(m.Ending)}, {"法定情形", committee.Grounds.Label(m.Ground)}, {"说明", m.Note},
	} {
		if f.value != "" {
			v.More = append(v.More, ui.Fact{Label: f.label, Value: f.value})
		}
	}
}

// years adds up the hours of each year, the newest first.
func years(all []committee.Training) []yearRow {
	var rows []yearRow
	minutes := 0
	for _, t := range all {
		year := number(t.On.Year())
		if len(rows) == 0 || rows[len(rows)-1].Year != year {
			rows, minutes = append(rows, yearRow{Year: year}), 0
		}
		row := &rows[len(rows)-1]
		minutes += t.Minutes
		row.Hours = committee.Hours(minutes)
		row.All = append(row.All, trainedRow{trainingAddress(t.ID), t.Topic, t.On.Plain(), t.Hours()})
	}
	return rows
}
