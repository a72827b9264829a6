package matter

import (
	"cmp"
	"strconv"
	"strings"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/org"
)

// PaperFacts is what the papers of every kind say about a matter, under the names
// that stand in templates. Each kind adds its own.
func PaperFacts(tx *db.Tx, m Matter) (docx.Data, error) {
	d := docx.Data{Text: map[string]string{}, Lists: map[string][]docx.Data{}}
	story, err := LoadStory(tx, m.ID)
	if err != nil {
		return d, err
	}
	parties, err := Parties(tx, m.ID)
	if err != nil {
		return d, err
	}
	names := map[string]string{}
	for _, id := range []string{m.Registrar, m.Mediator} {
		if id == "" {
			continue
		}
		o, err := org.FindOfficer(tx, id)
		if err != nil {
			return d, err
		}
		names[id] = o.Name
		if id == m.Mediator {
			d.Text["承办人电话"] = o.Phone
		}
	}
	if unit := cmp.Or(m.Estate, m.Grid, m.Community); story.Place == "" && unit != "" {
		unit, err := org.UnitByID(tx, unit)
		if err != nil {
			return d, err
		}
		story.Place = unit.Name
	}
	committees, err := org.Committees(tx, m.ReceivedOn)
	if err != nil {
		return d, err
	}
	for _, c := range committees {
		if c.ID == m.Committee {
			d.Text["调委会"] = c.Name
		}
	}
	for name, value := range map[string]string{
		"登记号": m.Number, "卷宗号": m.DossierNo, "事由": m.Title, "纠纷类型": m.DisputeType.Label(), "渠道": m.Channel.Label(), "来源": m.Source.Label(),
		"收到日期": plain(m.ReceivedOn), "登记日期": plain(m.RegisteredOn), "受理日期": plain(m.AcceptedOn), "办结日期": plain(m.ConcludedOn),
		"结果": m.Outcome.Label(), "地点": story.Place, "事实和请求": story.Request, "登记人": names[m.Registrar], "承办人": names[m.Mediator],
		"今天": plain(tx.Today()),
	} {
		d.Text[name] = value
	}
	inSides(d, parties, tx.Today())
	return d, nil
}

func plain(on calendar.Date) string {
	if on.Zero() {
		return ""
	}
	return on.Plain()
}

// PartyKey names, in the facts of a paper, which party a row is; no template asks for it.
const PartyKey = "当事人号"

// inSides puts every party into the list 当事人 and into the list of its side, and
// the names of a side into one value.
func inSides(d docx.Data, parties []Party, today calendar.Date) {
	names := map[Side][]string{}
	for _, p := range parties {
		one := docx.Data{Text: map[string]string{
			"方": p.Side.Label(), "姓名": p.Name, "联系电话": p.Phone, "身份证号": p.IDNumber, "住址": p.Address, "监护人": p.Guardian, "代理人": p.Agent, PartyKey: p.ID,
			"性别": p.SexLabel(), "民族": p.Ethnicity, "职业": p.Occupation, "法定代表人": p.Representative, "职务": p.Post,
		}}
		if age := Age(p.BornOn(), today); age >= 0 {
			one.Text["年龄"] = strconv.Itoa(age)
		}
		if p.Body {
			one.Text["是单位"] = "是"
		}
		switch {
		case p.IdentityOn.Zero():
		case p.IDNumber == "":
			one.Text["身份核对"] = "已核对，号码没有登记"
		default:
			one.Text["身份核对"] = "已核对"
		}
		d.Lists["当事人"] = append(d.Lists["当事人"], one)
		d.Lists[p.Side.Label()] = append(d.Lists[p.Side.Label()], one)
		names[p.Side] = append(names[p.Side], p.Name)
	}
	for side, all := range names {
		d.Text[side.Label()+"姓名"] = strings.Join(all, "、")
	}
}
