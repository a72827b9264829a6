package matters

import (
	"errors"
	"net/http"
	"strconv"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/reception"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// mostParties is how many parties the form takes down; a matter with more is
// taken in with these and the others are written into the request.
const mostParties = 4

// intakeView is what the form of intake shows.
type intakeView struct {
	View    ui.View
	Entries ui.Entries
	Units   []ui.Option
	Venues  []ui.Option
	Parties []int
	More    bool // another party can be added
	Form    ui.FormView
}

// intakePath is the page of the form, under which its drafts are kept.
const intakePath = "/matters/new"

// New is GET /matters/new.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	today, by := calendar.Of(p.DB.Now()), web.Actor(r)
	e := ui.EntriesOf("receivedOn", today.String(), "scale", "01", "channel", string(matter.UsualChannel(by)), "party1.side", "applicant", "party2.side", "respondent")
	saved := ""
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		e, saved, err = frame.Recall(tx, by, intakePath, e)
		return err
	})
	if err != nil {
		return err
	}
	fromSession(r, e)
	return p.showIntake(w, r, http.StatusOK, e, partiesIn(e.Value("parties")), saved)
}

// fromSession fills in what the address says of a matter that a leader is told in a
// reception: the channel, and the session it is taken in for. A draft does not bring a
// session back.
func fromSession(r *http.Request, e ui.Entries) {
	e.Values.Del("session")
	for _, name := range []string{"channel", "session"} {
		if v := r.URL.Query().Get(name); v != "" {
			e.Values.Set(name, v)
		}
	}
}

// TakeIn is POST /matters: it receives, and registers when the reader may.
func (p Pages) TakeIn(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if f.Raw("more") != "" {
		return p.showIntake(w, r, http.StatusOK, f.Again(nil), min(written(f)+1, mostParties), "")
	}
	if f.Raw("back") != "" {
		return p.showIntake(w, r, http.StatusOK, f.Again(nil), written(f), "")
	}
	in, submission := readIntake(f), f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.showIntake(w, r, http.StatusUnprocessableEntity, f.Again(err), written(f), "")
	}
	if other := f.Raw("compare"); other != "" {
		return p.compare(w, r, f, matter.ID(other))
	}
	done := "已收到"
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, intakePath, func(tx *db.Tx) (string, error) {
		m, err := matter.TakeIn(tx, web.Actor(r), in)
		done = frame.State(m)
		if session := f.Raw("session"); err == nil && session != "" {
			_, err = reception.Receive(tx, web.Actor(r), reception.ID(session), m.ID, applicants(in))
		}
		return address(m.ID) + "/receipt", err
	})
	var known *matter.Known
	switch {
	case errors.As(err, &known):
		return p.showKnown(w, r, f, known.Matters)
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.showIntake(w, r, web.StatusOf(err), f.Again(err), written(f), "")
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, done)
}

// applicants is how many people came about a matter, one at least.
func applicants(in matter.Intake) int {
	n := 0
	for _, p := range in.Parties {
		if p.Side == matter.Applicant {
			n++
		}
	}
	return max(n, 1)
}

func partyField(i int, name string) string { return "party" + strconv.Itoa(i) + "." + name }

// written is how many parties the form shows.
func written(f *web.Form) int { return partiesIn(f.Raw("parties")) }

func partiesIn(count string) int {
	n, err := strconv.Atoi(count)
	if err != nil {
		return 2
	}
	return min(max(n, 1), mostParties)
}

// readIntake turns the form into an intake, in the order of the page, so that
// the summary of what is wrong has it too. Parties left empty at the end are
// not there; the first always is, and "不清楚" is a name.
func readIntake(f *web.Form) matter.Intake {
	in := matter.Intake{
		Title:   f.Text("title", "事由", 60, true),
		Request: f.Long("request", "当事人的说法和诉求", 4000, true),
		Unit:    f.Raw("unit"),
		Known:   f.Bool("known"),
	}
	if in.Unit == "" {
		f.Wrong("unit", "请选择事情发生在哪个社区或小区")
	}
	in.Place = f.Text("place", "具体地点", 100, false)
	last := 1
	for i := 1; i <= written(f); i++ {
		for _, name := range []string{"name", "phone", "idNumber", "address"} {
			if f.Values().Get(partyField(i, name)) != "" {
				last = i
			}
		}
	}
	for i := 1; i <= last; i++ {
		in.Parties = append(in.Parties, readParty(f, i))
	}
	in.Channel = matter.Channel(f.Choice("channel", "来源", frame.Codes(matter.Channels), true))
	in.ReceivedOn = f.Date("receivedOn", "收到日期", false)
	in.Venue = f.Raw("venue")
	in.Class = matter.Class(f.Choice("class", "事项大类", frame.Codes(matter.Classes), false))
	in.DisputeType = matter.DisputeType(f.Choice("disputeType", "纠纷类型", frame.Codes(matter.DisputeTypes), false))
	in.Scale = matter.Scale(f.Choice("scale", "规模", frame.Codes(matter.Scales), false))
	return in
}

func readParty(f *web.Form, i int) matter.Party {
	of := func(name string) string { return partyField(i, name) }
	return matter.Party{
		Side:     matter.Side(f.Choice(of("side"), "当事人是哪一方", frame.Codes(matter.Sides), true)),
		Name:     f.Text(of("name"), "姓名或名称（不知道时写“不清楚”）", 60, true),
		Phone:    f.Text(of("phone"), "电话", 30, false),
		IDNumber: f.Text(of("idNumber"), "身份证号", 30, false),
		Address:  f.Text(of("address"), "住址", 100, false),
		Body:     f.Bool(of("body")),
		Minor:    f.Bool(of("minor")),
		Guardian: f.Text(of("guardian"), "监护人", 60, false),
	}
}

// showIntake shows the form with what is known of it.
func (p Pages) showIntake(w http.ResponseWriter, r *http.Request, status int, e ui.Entries, parties int, saved string) error {
	v := intakeView{Entries: e, More: parties < mostParties, Form: ui.FormView{Action: "/matters", Draft: frame.DraftAddress(intakePath)}}
	v.Form.Saved = saved
	for i := 1; i <= parties; i++ {
		v.Parties = append(v.Parties, i)
	}
	err := p.view(r, func(tx *db.Tx) error {
		n, err := frame.LoadNames(tx)
		v.Units, v.Venues = n.PlacesFor(identity.TakeIn, web.Actor(r)), venueOptions(n)
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "登记一件事", e.Any())
	return web.Render(w, r, status, intakePage(v))
}

func venueOptions(n frame.Names) []ui.Option {
	var all []ui.Option
	for _, v := range n.Venues {
		if v.Until.Zero() {
			all = append(all, ui.Option{Value: v.ID, Label: v.Name})
		}
	}
	return all
}
