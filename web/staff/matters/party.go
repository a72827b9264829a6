package matters

import (
	"net/http"
	"slices"
	"strconv"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// amendView is the form for one party: a new one, or what is wrong about one.
type amendView struct {
	View    ui.View
	Title   string
	Row     row
	Now     []ui.Fact // what is written down of the party, masked
	Entries ui.Entries
	Form    ui.FormView
	Changed []ui.Fact // what became of the matter while the form was open
}

// newParty in an address is the party that is not there yet.
const newParty = "new"

func partyAddress(id matter.ID, party string) string { return address(id) + "/parties/" + party }

// PartyForm is GET /matters/{id}/parties/{party}.
func (p Pages) PartyForm(w http.ResponseWriter, r *http.Request) error {
	return p.showAmend(w, r, http.StatusOK, nil, nil)
}

// Amend is POST /matters/{id}/parties/{party}: a party is added, or put right.
func (p Pages) Amend(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	change, done := readAmend(f, r.PathValue("party"))
	submission := f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.showAmend(w, r, http.StatusUnprocessableEntity, f, err)
	}
	by := web.Actor(r)
	to, err := frame.Once(r, p.DB, by, submission, r.URL.Path, func(tx *db.Tx) (string, error) {
		return address(idOf(r)) + "#parties", change(tx, by, idOf(r))
	})
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return p.showAmend(w, r, web.StatusOf(err), f, err)
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, done)
}

// readAmend turns the form into the change it asks for.
func readAmend(f *web.Form, party string) (func(*db.Tx, actor.Actor, matter.ID) error, string) {
	version, adding := int(f.Version()), party == newParty
	of := func(name string) string { return "party." + name }
	side := matter.Side(f.Choice(of("side"), "当事人是哪一方", frame.Codes(matter.Sides), true))
	name := f.Text(of("name"), "姓名或名称（不知道时写“不清楚”）", 60, adding)
	phone := f.Text(of("phone"), "电话", 30, false)
	number := f.Text(of("idNumber"), "身份证号", 30, false)
	home := f.Text(of("address"), "住址", 100, false)
	guardian := f.Text(of("guardian"), "监护人", 60, false)
	about := readAbout(f)
	if adding {
		added := matter.Party{
			Side: side, Name: name, Phone: phone, IDNumber: number, Address: home, Guardian: guardian, Body: f.Bool(of("body")), Minor: f.Bool(of("minor")),
			About: about,
		}
		return func(tx *db.Tx, by actor.Actor, id matter.ID) error {
			_, err := matter.AddParty(tx, by, id, version, added)
			return err
		}, "已补填"
	}
	c := matter.Correction{
		Version: version, Party: party, Side: side, Name: name, Phone: phone, IDNumber: number, Address: home, Guardian: guardian, About: about,
		Reason: f.Long("reason", "根据", 200, true),
	}
	return func(tx *db.Tx, by actor.Actor, id matter.ID) error {
		_, err := matter.CorrectParty(tx, by, id, c)
		return err
	}, "已更正"
}

// readAbout reads what only papers say of a party.
func readAbout(f *web.Form) matter.About {
	return matter.About{
		Sex: f.Choice("party.sex", "性别", frame.Codes(matter.Sexes), false), Ethnicity: f.Text("party.ethnicity", "民族", 20, false),
		Born: isoDay(f.Date("party.born", "出生日期", false)), Occupation: f.Text("party.occupation", "职业或职务", 60, false),
		Representative: f.Text("party.representative", "法定代表人", 60, false), Post: f.Text("party.post", "法定代表人的职务", 60, false),
	}
}

func isoDay(on calendar.Date) string {
	if on.Zero() {
		return ""
	}
	return on.String()
}

// aboutKnown keeps those questions in sight once one is answered or wrong.
func aboutKnown(e ui.Entries) bool {
	return slices.ContainsFunc([]string{"sex", "ethnicity", "born", "occupation", "representative", "post"}, func(name string) bool {
		return e.Value("party."+name) != "" || e.Error("party."+name) != ""
	})
}

// showAmend draws the form. What is known of the party stays behind its mask:
// only what is wrong is written anew.
func (p Pages) showAmend(w http.ResponseWriter, r *http.Request, status int, f *web.Form, refused error) error {
	v := amendView{Title: "补填当事人"}
	by, party := web.Actor(r), r.PathValue("party")
	err := p.view(r, func(tx *db.Tx) error {
		m, err := matter.Visible(tx, by, idOf(r))
		if err != nil {
			return err
		}
		if may, err := matter.Amendable(tx, by, m); err != nil || !may {
			return errOr(err, fault.New(fault.Denied, "%s的当事人现在不能改：要由承办的人，在达成协议和办结以前改", m.Number))
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Row = newRow(m, names, tx.Today())
		v.Form = ui.FormView{Action: partyAddress(m.ID, party), Version: strconv.Itoa(m.Version), Draft: frame.DraftAddress(r.URL.Path)}
		begin := ui.EntriesOf("party.side", string(matter.Respondent))
		if party != newParty {
			if begin, err = v.known(tx, m, party); err != nil {
				return err
			}
		}
		if f == nil {
			v.Entries, v.Form.Saved, err = frame.Recall(tx, by, r.URL.Path, begin)
			return err
		}
		v.Entries = f.Again(refused)
		if f.Version() != int64(m.Version) {
			v.Changed, err = frame.Changes(tx, m, int(f.Version()))
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title+"："+v.Row.Number, f != nil)
	return web.Render(w, r, status, amendPage(v))
}

// known tells what is written down of the party.
func (v *amendView) known(tx *db.Tx, m matter.Matter, party string) (ui.Entries, error) {
	all, err := matter.Parties(tx, m.ID)
	if err != nil {
		return ui.Entries{}, err
	}
	for _, p := range all {
		if p.ID != party {
			continue
		}
		v.Title = "更正当事人" + number(p.Order)
		shown := newPartyView(p, revealed{})
		v.Now = []ui.Fact{{Label: "哪一方", Value: shown.Side}}
		for _, value := range shown.Values {
			v.Now = append(v.Now, ui.Fact{Label: value.Label, Value: value.Shown})
		}
		return ui.EntriesOf("party.side", string(p.Side)), nil
	}
	return ui.Entries{}, fault.New(fault.NotFound, "没有这位当事人")
}

func (v amendView) adding() bool { return len(v.Now) == 0 }

func errOr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
