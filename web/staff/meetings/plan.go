package meetings

import (
	"net/http"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/meeting"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// mostItems is how many points the form takes down; firstItems how many it shows first.
const (
	mostItems  = 20
	firstItems = 3
)

const newPath = "/meetings/new"

// wholeStreet stands in the form for a meeting of no community.
const wholeStreet = "street"

// planView is the form of a meeting to come.
type planView struct {
	View      ui.View
	Title     string
	Back      ui.Crumb
	Entries   ui.Entries
	Kinds     []ui.Option // only while the kind is being chosen
	Places    []ui.Option
	Kind      string // the chosen kind in words
	Where     string
	Feeds     []feed
	Uncounted bool
	Partners  bool // the kind needs others
	Slots     []string
	ItemKinds []ui.Option
	People    []ui.Option
	Left      []ui.Option // open tasks of earlier meetings
	More      bool
	Form      ui.FormView
}

// New is GET /meetings/new: first the kind, then the rest.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	v, by, asked := planView{}, web.Actor(r), r.URL.Query()
	err := p.view(r, func(tx *db.Tx) error {
		begin := ui.Entries{}
		if asked.Get("variety") != "" {
			begin = ui.EntriesOf("variety", asked.Get("variety"), "community", asked.Get("community"), "start", "09:00", "item1.kind", "ruleOfLaw")
		}
		var err error
		if v.Entries, v.Form.Saved, err = frame.Recall(tx, by, newPath, begin); err != nil {
			return err
		}
		if chosen := asked.Get("variety"); chosen != "" && chosen != v.Entries.Value("variety") {
			v.Entries, v.Form.Saved = begin, "" // what was begun is of another kind
		}
		if v.Form.Saved == "" {
			err = v.bringBack(tx, by)
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.drawPlan(w, r, http.StatusOK, v, "")
}

// bringBack ticks the open tasks of earlier meetings of the kind, to begin with.
func (v *planView) bringBack(tx *db.Tx, by actor.Actor) error {
	if v.Entries.Values == nil {
		return nil
	}
	left, err := meeting.Left(tx, by, activity.Variety(v.Entries.Value("variety")), community(v.Entries.Value("community")), tx.Today(), "")
	for _, t := range left {
		v.Entries.Values.Add("carried", string(t.ID))
	}
	return err
}

// community is a choice of the form as the record has it.
func community(chosen string) string {
	if chosen == wholeStreet {
		return ""
	}
	return chosen
}

// Agenda is GET /meetings/{id}/agenda: the plan of a meeting, to be changed.
func (p Pages) Agenda(w http.ResponseWriter, r *http.Request) error {
	var v planView
	err := p.view(r, func(tx *db.Tx) error {
		by := web.Actor(r)
		m, err := meeting.Load(tx, by, idOf(r))
		if err != nil {
			return err
		}
		if !m.Kept(by) || m.State != meeting.Planned {
			return fault.New(fault.NotFound, "这次会议的安排不能再改了")
		}
		return v.from(tx, by, m)
	})
	if err != nil {
		return err
	}
	return p.drawPlan(w, r, http.StatusOK, v, idOf(r))
}

// from fills the form with a meeting as it is planned.
func (v *planView) from(tx *db.Tx, by actor.Actor, m meeting.Meeting) error {
	v.Entries = ui.EntriesOf("title", m.Title, "on", m.On.String(), "start", m.Start, "place", m.Place, "chair", m.Chair, "partners", m.Partners,
		"slots", number(min(len(m.Items)+1, mostItems)), "_version", number(m.Version))
	for i, item := range m.Items {
		name := "item" + number(i+1)
		var numbers []string
		for _, id := range item.Matters {
			about, err := matter.Visible(tx, by, id)
			if err == nil {
				numbers = append(numbers, about.Number)
			} else if !fault.Is(err, fault.NotFound) {
				return err
			}
		}
		for key, value := range map[string]string{
			".id": item.ID, ".kind": string(item.Kind), ".title": item.Title, ".reporter": item.Reporter, ".matters": strings.Join(numbers, "、"),
		} {
			v.Entries.Values.Set(name+key, value)
		}
	}
	for _, id := range m.Carried {
		v.Entries.Values.Add("carried", id)
	}
	return nil
}

// drawPlan draws the form: of a new meeting, or of one that is planned.
func (p Pages) drawPlan(w http.ResponseWriter, r *http.Request, status int, v planView, id meeting.ID) error {
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.People, v.ItemKinds = names.People(), frame.Options(meeting.ItemKinds)
		variety, at, on := activity.Variety(v.Entries.Value("variety")), community(v.Entries.Value("community")), tx.Today()
		v.Title, v.Back, v.Form.Action = "安排一次会议", ui.Crumb{Label: "会议", Href: "/meetings"}, "/meetings"
		if id != "" {
			m, err := meeting.Load(tx, by, id)
			if err != nil {
				return err
			}
			variety, at, on = m.Variety, m.Community, max(m.On, tx.Today())
			v.Title, v.Back, v.Form.Action = "修改会议安排", ui.Crumb{Label: m.Title, Href: address(id)}, address(id)+"/amend"
			v.Form.Version = v.Entries.Value("_version")
		}
		v.Where = "全街道"
		if at != "" {
			v.Where = names.Unit(at)
		}
		if !meeting.Varieties().Has(string(variety)) || v.Where == "" || id == "" && v.Entries.Value("community") == "" {
			v.choose(names, by)
			return nil
		}
		v.Kind, v.Feeds = variety.Label(activity.Meeting), feeds(by, activity.Meeting, variety, tx.Today().Year())
		v.Uncounted, v.Partners = len(v.Feeds) == 0, needsOthers(variety)
		left, err := meeting.Left(tx, by, variety, at, on, id)
		for _, t := range left {
			if err := names.KnowOfficers(tx, t.Officer); err != nil {
				return err
			}
			due := frame.Row(t.Due, tx.Today())
			v.Left = append(v.Left, ui.Option{Value: string(t.ID), Label: t.Words, Hint: names.Doer(t.Officer, t.Unit) + "，" + t.Due.Plain() + "以前，" + due.Left})
		}
		return err
	})
	if err != nil {
		return err
	}
	for i := range slots(v.Entries.Value("slots")) {
		v.Slots = append(v.Slots, "item"+number(i+1))
	}
	v.More = len(v.Slots) < mostItems
	if id == "" && v.Kind != "" {
		v.Form.Draft = frame.DraftAddress(newPath)
	}
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	return web.Render(w, r, status, planPage(v))
}

// choose offers the kinds and places the reader keeps meetings of.
func (v *planView) choose(n frame.Names, by actor.Actor) {
	places := []ui.Option{{Value: wholeStreet, Label: "全街道"}}
	for _, o := range append(places, n.Communities()...) {
		at := identity.Location{Community: community(o.Value)}
		if meeting.Keeps(by, activity.PoliceWork, at) {
			v.Places = append(v.Places, o)
		}
	}
	for _, c := range meeting.Varieties() {
		if identity.KeepMeetings.Allows(by) || c.Code == string(activity.PoliceWork) {
			v.Kinds = append(v.Kinds, ui.Option{Value: c.Code, Label: c.Label})
		}
	}
}

func needsOthers(v activity.Variety) bool {
	for _, shape := range activity.Shapes() {
		for _, s := range shape.Sorts {
			if shape.Kind == activity.Meeting && s.Variety == v {
				return s.Partners
			}
		}
	}
	return false
}

// slots is how many points the form shows.
func slots(typed string) int {
	n, err := strconv.Atoi(typed)
	if err != nil {
		return firstItems
	}
	return min(max(n, 1), mostItems)
}
