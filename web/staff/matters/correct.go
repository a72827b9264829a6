package matters

import (
	"net/http"
	"slices"
	"strconv"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// correctView is the form for what the intake wrote down about the matter.
type correctView struct {
	View    ui.View
	Row     row
	Sorted  bool // the class was chosen by sorting and stays
	Entries ui.Entries
	Units   []ui.Option
	Venues  []ui.Option
	Form    ui.FormView
	Changed []ui.Fact         // what became of the matter while the form was open
	Beside  map[string]string // what is written down now, where the form says something else
}

// CorrectForm is GET /matters/{id}/correction.
func (p Pages) CorrectForm(w http.ResponseWriter, r *http.Request) error {
	return p.showCorrect(w, r, http.StatusOK, nil, nil)
}

// Correct is POST /matters/{id}/correction.
func (p Pages) Correct(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	c, submission := readCorrection(f), f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.showCorrect(w, r, http.StatusUnprocessableEntity, f, err)
	}
	by := web.Actor(r)
	to, err := frame.Once(r, p.DB, by, submission, r.URL.Path, func(tx *db.Tx) (string, error) {
		_, err := matter.Correct(tx, by, idOf(r), c)
		return address(idOf(r)), err
	})
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict), fault.Is(err, fault.Denied):
		return p.showCorrect(w, r, web.StatusOf(err), f, err)
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已更正")
}

func readCorrection(f *web.Form) matter.Correcting {
	return matter.Correcting{
		Version: int(f.Version()),
		Facts: matter.Facts{
			Title: f.Text("title", "事由", 60, true), Unit: f.Raw("unit"), Place: f.Text("place", "具体地点", 100, false), Venue: f.Raw("venue"),
			Channel:     matter.Channel(f.Choice("channel", "来源", frame.Codes(matter.Channels), true)),
			Class:       matter.Class(f.Choice("class", "事项大类", frame.Codes(matter.Classes), false)),
			DisputeType: matter.DisputeType(f.Choice("disputeType", "纠纷类型", frame.Codes(matter.DisputeTypes), false)),
			Scale:       matter.Scale(f.Choice("scale", "规模", frame.Codes(matter.Scales), false)),
		},
		Reason: f.Long("reason", "根据", 200, true),
	}
}

// showCorrect draws the form. After somebody was faster it shows beside each
// field what stands there now (ux.md R8).
func (p Pages) showCorrect(w http.ResponseWriter, r *http.Request, status int, f *web.Form, refused error) error {
	var v correctView
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		m, err := matter.Visible(tx, by, idOf(r))
		if err != nil {
			return err
		}
		if may, err := matter.Amendable(tx, by, m); err != nil || !may {
			return errOr(err, fault.New(fault.Denied, "%s现在不能改：要由承办的人，在达成协议和办结以前改", m.Number))
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		facts, err := matter.FactsOf(tx, m)
		if err != nil {
			return err
		}
		v.Row, v.Sorted = newRow(m, names, tx.Today()), m.Kind != ""
		v.Units, v.Venues = names.PlacesFor(identity.TakeIn, by), venueOptions(names)
		v.Units = offered(v.Units, facts.Unit, names.Unit(facts.Unit))
		v.Venues = offered(v.Venues, facts.Venue, names.Venue(facts.Venue))
		v.Form = ui.FormView{Action: r.URL.Path, Version: strconv.Itoa(m.Version), Draft: frame.DraftAddress(r.URL.Path)}
		if f == nil {
			v.Entries, v.Form.Saved, err = frame.Recall(tx, by, r.URL.Path, factEntries(facts))
			return err
		}
		v.Entries = f.Again(refused)
		if f.Version() == int64(m.Version) {
			return nil
		}
		v.Beside = map[string]string{}
		for name, now := range factEntries(facts).Values {
			if v.Entries.Value(name) != now[0] {
				v.Beside[name] = "现在登记的是：" + shownFact(name, now[0], names)
			}
		}
		v.Changed, err = frame.Changes(tx, m, int(f.Version()))
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "更正登记："+v.Row.Number, f != nil)
	return web.Render(w, r, status, correctPage(v))
}

func factEntries(f matter.Facts) ui.Entries {
	return ui.EntriesOf("title", f.Title, "unit", f.Unit, "place", f.Place, "venue", f.Venue, "channel", string(f.Channel),
		"class", string(f.Class), "disputeType", string(f.DisputeType), "scale", string(f.Scale))
}

// shownFact is a value of the form in words.
func shownFact(name, value string, n frame.Names) string {
	word := value
	switch name {
	case "unit":
		word = n.Unit(value)
	case "venue":
		word = n.Venue(value)
	case "channel":
		word = matter.Channels.Label(value)
	case "class":
		word = matter.Classes.Label(value)
	case "disputeType":
		word = matter.DisputeTypes.Label(value)
	case "scale":
		word = matter.Scales.Label(value)
	}
	if word == "" {
		return "（空）"
	}
	return word
}

// offered are the options with the present one, also when it is no longer used
// or not the reader's.
func offered(all []ui.Option, value, label string) []ui.Option {
	if value == "" || slices.ContainsFunc(all, func(o ui.Option) bool { return o.Value == value }) {
		return all
	}
	return append([]ui.Option{{Value: value, Label: label}}, all...)
}
