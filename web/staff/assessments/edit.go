package assessments

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/assessment"
	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// byHand stands in the form for a line that a person judges; linesFirst is how many
// lines an empty form has.
const (
	byHand     = "byHand"
	linesFirst = 4
)

// editView is the form of a scheme.
type editView struct {
	View    ui.View
	Title   string
	Form    ui.FormView
	Entries ui.Entries
	Slots   []int
	More    bool
	Choices []ui.Option
	Aspects []ui.Option
	Units   []ui.Option
	Posts   []ui.Option
	Drop    string // the address that takes a draft away
	Back    string
	May     []known
	Not     []string // rates that may not be assessed, each with why
	Counts  string   // why no count may be
	Counted string   // the counts
}

// known is an indicator with what the editor says of it.
type known struct{ Name, Aspect, Direction, Words string }

// New is GET /assessments/new; ?copy= begins with another scheme, a year later.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	v := editView{Title: "拟考核方案"}
	err := p.view(r, func(tx *db.Tx) error {
		begin := ui.EntriesOf("year", strconv.Itoa(tx.Today().Year()), "days", "7", "slots", number(linesFirst))
		if from := assessment.ID(r.URL.Query().Get("copy")); from != "" {
			s, err := assessment.Load(tx, web.Actor(r), from)
			if err != nil {
				return err
			}
			s.Year, s.Cutoff, s.Name = s.Year+1, s.Cutoff.AddYears(1), strings.ReplaceAll(s.Name, strconv.Itoa(s.Year), strconv.Itoa(s.Year+1))
			v.Entries = ui.Entries{Values: entriesOf(s)}
			v.Entries.Values.Set("copied", string(from))
			return nil
		}
		var err error
		v.Entries, v.Form.Saved, err = frame.Recall(tx, web.Actor(r), "/assessments/new", begin)
		return err
	})
	if err != nil {
		return err
	}
	return p.drawEdit(w, r, http.StatusOK, v)
}

// Edit is GET /assessments/{id}/edit.
func (p Pages) Edit(w http.ResponseWriter, r *http.Request) error {
	v := editView{Title: "改考核方案"}
	err := p.view(r, func(tx *db.Tx) error {
		s, err := assessment.Load(tx, web.Actor(r), idOf(r))
		v.Entries, v.Form.Version = ui.Entries{Values: entriesOf(s)}, number(s.Version)
		return err
	})
	if err != nil {
		return err
	}
	return p.drawEdit(w, r, http.StatusOK, v)
}

// entriesOf is a scheme as the form has it.
func entriesOf(s assessment.Scheme) url.Values {
	q := url.Values{
		"name": {s.Name}, "year": {strconv.Itoa(s.Year)}, "cutoff": {s.Cutoff.String()}, "days": {number(s.Days)}, "slots": {number(max(len(s.Items), 1))},
	}
	for n, i := range s.Items {
		at := "item" + number(n+1) + "."
		q.Set(at+"indicator", i.Indicator)
		if i.Judged() {
			q.Set(at+"indicator", byHand)
			q.Set(at+"name", i.Name)
			q.Set(at+"aspect", string(i.Aspect))
			q.Set(at+"definition", i.Definition)
		}
		q.Set(at+"target", strings.TrimSuffix(strings.TrimLeft(i.TargetWords(), "不低于高"), "%"))
		q.Set(at+"weight", number(i.Weight))
	}
	for _, u := range s.Subjects {
		q.Add("subjects", string(u.Kind)+"."+u.Ref)
		if u.Post != "" {
			q.Set("post", "1")
		}
	}
	return q
}

// Create is POST /assessments.
func (p Pages) Create(w http.ResponseWriter, r *http.Request) error {
	return p.save(w, r, "", editView{Title: "拟考核方案"})
}

// Change is POST /assessments/{id}/edit.
func (p Pages) Change(w http.ResponseWriter, r *http.Request) error {
	return p.save(w, r, idOf(r), editView{Title: "改考核方案"})
}

func (p Pages) save(w http.ResponseWriter, r *http.Request, id assessment.ID, v editView) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	version := int(f.Version())
	again := func(status int, e ui.Entries) error {
		v.Entries = e
		if id != "" {
			v.Form.Version = number(version)
		}
		return p.drawEdit(w, r, status, v)
	}
	if f.Raw("more") != "" {
		f.Values().Set("slots", number(slots(f.Raw("slots"))+2))
		return again(http.StatusOK, f.Again(nil))
	}
	o := readOutline(f)
	draft := "/assessments/new"
	if id != "" {
		draft = ""
	}
	return p.press(w, r, f, draft, "方案草稿", func(tx *db.Tx, by actor.Actor) (string, error) {
		s, err := assessment.Save(tx, by, id, version, o)
		return address(s.ID), err
	}, again)
}

// readOutline reads the form. Lines that were left empty are none; whatever else was
// sent goes to the rules, which refuse it in words.
func readOutline(f *web.Form) assessment.Outline {
	o := assessment.Outline{
		Name: f.Text("name", "名称", 40, false), Year: f.Int("year", "年度", 2000, 2100, true), Cutoff: f.Date("cutoff", "考核期的最后一天", false),
		Days: f.Int("days", "异议期", 3, 30, true), CopiedFrom: assessment.ID(f.Raw("copied")),
	}
	for n := range slots(f.Raw("slots")) {
		at := "item" + number(n+1) + "."
		i := assessment.Item{Indicator: f.Raw(at + "indicator")}
		if i.Indicator == "" {
			continue
		}
		i.Target = int(f.Money(at+"target", "目标", false)) // hundredths, as 分 are
		i.Weight = f.Int(at+"weight", "权重", 1, 100, false)
		if i.Indicator == byHand {
			i.Indicator = ""
			i.Name, i.Aspect = f.Text(at+"name", "评什么", 40, false), indicator.Aspect(f.Raw(at+"aspect"))
			i.Definition = f.Long(at+"definition", "怎么评", 500, false)
		}
		o.Items = append(o.Items, i)
	}
	post := f.Raw("post") != ""
	for _, s := range f.List("subjects") {
		kind, ref, _ := strings.Cut(s, ".")
		u := assessment.Subject{Kind: assessment.Kind(kind), Ref: ref}
		if offices := assessment.Offices(u.Kind); post && len(offices) > 0 {
			u.Post = offices[0]
		}
		o.Subjects = append(o.Subjects, u)
	}
	return o
}

func slots(typed string) int {
	n, err := strconv.Atoi(typed)
	if err != nil {
		return linesFirst
	}
	return min(max(n, 1), assessment.ItemsMost)
}

func (p Pages) drawEdit(w http.ResponseWriter, r *http.Request, status int, v editView) error {
	by, id := web.Actor(r), idOf(r)
	err := p.view(r, func(tx *db.Tx) error {
		if id != "" {
			if _, err := assessment.Load(tx, by, id); err != nil {
				return err
			}
		}
		all, err := assessment.Candidates(tx)
		for _, kind := range []assessment.Kind{assessment.Station, assessment.Community, assessment.Street} {
			for _, u := range all {
				if u.Kind == kind {
					v.Units = append(v.Units, ui.Option{Value: string(u.Kind) + "." + u.Ref, Label: u.Name})
				}
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	for n := range slots(v.Entries.Value("slots")) {
		v.Slots = append(v.Slots, n+1)
	}
	v.More = len(v.Slots) < assessment.ItemsMost
	v.Aspects = frame.Options(indicator.Aspects)
	v.choices()
	v.Form.Action, v.Back = "/assessments", "/assessments"
	if id != "" {
		v.Form.Action, v.Back = address(id)+"/edit", address(id)
		v.Drop = address(id) + "/steps/drop"
	} else {
		v.Form.Draft = frame.DraftAddress("/assessments/new")
	}
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	return web.Render(w, r, status, editPage(v))
}

// choices are the indicators that may be assessed, by aspect, and the line by hand;
// and what may not be, with why.
func (v *editView) choices() {
	all := indicator.All()
	for _, a := range indicator.Aspects {
		for _, d := range all {
			if string(d.Aspect) != a.Code || d.Assessable() != nil {
				continue
			}
			direction := "不低于目标"
			if d.AtMost {
				direction = "不高于目标"
			}
			v.Choices = append(v.Choices, ui.Option{Value: d.Code, Label: d.Name + "（" + direction + "）", Group: a.Label})
			v.May = append(v.May, known{Name: d.Name, Aspect: a.Label, Direction: direction, Words: d.Definition})
		}
	}
	v.Choices = append(v.Choices, ui.Option{Value: byHand, Label: "由人评定（手填），写在下面", Group: "记录里没有的"})
	var counts []string
	for _, d := range all {
		err := d.Assessable()
		switch {
		case err == nil, strings.Contains(d.Name, "："): // the parts of a figure are refused like the figure
		case d.Unfit != "":
			v.Not = append(v.Not, err.Error())
		default:
			if v.Counts == "" {
				v.Counts = err.Error()
			}
			counts = append(counts, d.Name)
		}
	}
	v.Counted = strings.Join(counts, "、")
}
