package matters

import (
	"net/http"
	"strings"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// revealAction is what the ledger calls showing a masked value.
const revealAction = "matter.reveal"

// revealReasons are why somebody needs to see a value (PRIV-03).
var revealReasons = matter.Enumeration{
	{Code: "contact", Label: "联系当事人"},
	{Code: "verify", Label: "核对身份或材料"},
	{Code: "document", Label: "制作文书"},
	{Code: "followUp", Label: "回访"},
	{Code: "other", Label: "其他（请写明）"},
}

func reasonLabel(stored string) string {
	code, text, _ := strings.Cut(stored, "：")
	label := revealReasons.Label(code)
	if text == "" {
		return label
	}
	return label + "：" + text
}

// maskedFields are the values of a party that are masked, each with its way of masking.
var maskedFields = []struct {
	name, label, mask string
	of                func(matter.Party) string
}{
	{"name", "姓名", "name", func(p matter.Party) string { return p.Name }},
	{"phone", "电话", "phone", func(p matter.Party) string { return p.Phone }},
	{"idNumber", "身份证号", "idNumber", func(p matter.Party) string { return p.IDNumber }},
	{"address", "住址", "", func(p matter.Party) string { return p.Address }},
	{"guardian", "监护人", "name", func(p matter.Party) string { return p.Guardian }},
	{"agent", "代理人", "name", func(p matter.Party) string { return p.Agent }},
	{"sex", "性别", "", func(p matter.Party) string { return matter.Sexes.Label(p.Sex) }},
	{"ethnicity", "民族", "", func(p matter.Party) string { return p.Ethnicity }},
	{"born", "出生日期", "", func(p matter.Party) string { return p.Born }},
	{"occupation", "职业", "", func(p matter.Party) string { return p.Occupation }},
	{"representative", "法定代表人或负责人", "name", func(p matter.Party) string { return p.Representative }},
	{"post", "法定代表人的职务", "", func(p matter.Party) string { return p.Post }},
}

func fieldLabel(name string) string {
	for _, f := range maskedFields {
		if f.name == name {
			return "当事人的" + f.label
		}
	}
	return "个人信息"
}

// partyView is a party, every personal value masked on the server (PRIV-02).
type partyView struct {
	ID     string
	Title  string
	Side   string
	Notes  []string
	Values []valueView
}

// valueView is one value, masked, or plain for this one answer.
type valueView struct {
	ID, Field, Label, Shown string
	Plain                   bool
}

// revealed is the one value an answer shows in plain words.
type revealed struct {
	party, field string
	wrong        string
}

func newPartyView(p matter.Party, plain revealed) partyView {
	v := partyView{ID: p.ID, Title: "当事人" + number(p.Order), Side: p.Side.Label()}
	if p.Body {
		v.Notes = append(v.Notes, "单位")
	}
	if p.Minor {
		v.Notes = append(v.Notes, "未成年人")
	}
	switch p.Consent {
	case "yes":
		v.Notes = append(v.Notes, "同意调解（"+p.ConsentOn.String()+"）")
	case "no":
		v.Notes = append(v.Notes, "不同意调解（"+p.ConsentOn.String()+"）")
	}
	if !p.ToldOn.Zero() {
		v.Notes = append(v.Notes, "已告知权利义务（"+p.ToldOn.String()+"）")
	}
	for _, f := range maskedFields {
		value := f.of(p)
		if value == "" {
			continue
		}
		shown := valueView{ID: p.ID, Field: f.name, Label: f.label, Shown: matter.Mask(f.mask, value)}
		if plain.party == p.ID && plain.field == f.name {
			shown.Shown, shown.Plain = value, true
		}
		v.Values = append(v.Values, shown)
	}
	return v
}

// Reveal is POST /matters/{id}/reveal: one value of one party for one answer.
// That it was shown, to whom and why is in the ledger before it is shown
// (AUD-01); the value itself is not.
func (p Pages) Reveal(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	party, field := f.Raw("party"), f.Raw("field")
	reason := f.Choice("reason", "查看的原因", frame.Codes(revealReasons), true)
	text := f.Text("text", "说明", 60, reason == "other")
	if err := f.Err(); err != nil {
		return p.show(w, r, http.StatusUnprocessableEntity, revealed{wrong: fault.Of(err).Message})
	}
	if text != "" {
		reason += "：" + text
	}
	by := web.Actor(r)
	err = p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		if err := mayReveal(tx, r, party, field); err != nil {
			return err
		}
		_, err := event.Append(tx, by, event.Entry{
			Action: revealAction, Kind: event.Matter, Subject: string(idOf(r)), Role: by.First(identity.ReadMatter.Roles...),
			Fields: []string{field}, Reason: reason, Details: map[string]string{"party": party},
		})
		return err
	})
	if err != nil {
		return err
	}
	w.Header().Set("Refresh", plainSeconds+"; url="+address(idOf(r)))
	return p.show(w, r, http.StatusOK, revealed{party: party, field: field})
}

// plainSeconds is how long a value stays in plain words before the page, left
// alone, opens again with its masks (PRIV-03), also without script.
const plainSeconds = "60"

// mayReveal: the reader may read the matter, and the value is one of its own.
func mayReveal(tx *db.Tx, r *http.Request, party, field string) error {
	by := web.Actor(r)
	if err := identity.Still(tx, by); err != nil {
		return err
	}
	if _, err := matter.Visible(tx, by, idOf(r)); err != nil {
		return err
	}
	readable, err := matter.Readable(tx, by, idOf(r))
	if err != nil {
		return err
	}
	if !readable {
		return fault.New(fault.Denied, "只有正在办理这件事的人能查看当事人信息，需要时请联系承办人")
	}
	parties, err := matter.Parties(tx, idOf(r))
	if err != nil {
		return err
	}
	for _, p := range parties {
		for _, f := range maskedFields {
			if p.ID == party && f.name == field && f.of(p) != "" {
				return nil
			}
		}
	}
	return fault.New(fault.NotFound, "这位当事人没有这一项信息")
}

func reasonField(v valueView) ui.Field {
	return ui.Field{Name: "reason", Label: "为什么要看", Options: frame.Options(revealReasons), Scope: v.ID + "-" + v.Field, Hint: "查看会留下记录。"}
}

func reasonText(v valueView) ui.Field {
	return ui.Field{Name: "text", Label: "说明", Scope: v.ID + "-" + v.Field, Optional: true, Hint: "不写姓名和电话。"}
}
