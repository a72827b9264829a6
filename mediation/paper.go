package mediation

import (
	"fmt"
	"strings"

	"fengsheng/document"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/internal/fault"
	"fengsheng/internal/money"
	"fengsheng/matter"
)

// The names under which a step's words are kept with its paper (document: mediationWords).
const (
	factsWord   = "申请事实"
	sessionWord = "调解内容"
	inquiryWord = "调查内容"
	endWord     = "终止情况"
	visitWord   = "回访情况"
	gladWord    = "满意情况"
	whyWord     = "回访事由"
	declineWord = "不予受理原因"

	referrerWord = "委托单位"
	placeWord    = "调解地点"
)

// satisfactions are the answers of a visit.
var satisfactions = map[string]string{"yes": "满意", "no": "不满意", "": "没有问"}

// PaperFacts adds what the papers of a mediation say from its records, under the
// names that stand in templates (document: mediationWords).
func PaperFacts(tx *db.Tx, m matter.Matter, d docx.Data) error {
	parties := d.Lists["当事人"]
	names := make([]string, len(parties))
	for i, p := range parties {
		names[i] = p.Text["姓名"]
	}
	d.Text["各方姓名"], d.Text["协议份数"] = strings.Join(names, "、"), fmt.Sprint(len(parties)+1)
	d.Text["启动方式"], d.Text["核对人"] = m.Source.Label(), d.Text["承办人"]
	if d.Text[factsWord] = d.Text["事实和请求"]; m.Outcome == matter.NotAccepted {
		d.Text[declineWord] = m.Outcome.Label()
	}
	row, err := Load(tx, m.ID)
	if err != nil {
		return err
	}
	d.Text["核对日期"], d.Text["是否公开"] = plain(row.StartedOn), "不公开进行"
	if row.OpenSession {
		d.Text["是否公开"] = "经各方同意，公开进行"
	}
	said, err := saidOf(tx, m.ID)
	if err != nil {
		return err
	}
	for name, value := range said {
		d.Text[name] = value
	}
	return ofAgreement(tx, m, d)
}

// saidOf is what was said when the mediation began, for the papers after that.
func saidOf(tx *db.Tx, id matter.ID) (map[string]string, error) {
	pieces, err := document.Of(tx, string(id))
	if err != nil {
		return nil, err
	}
	for _, p := range pieces {
		if p.Form == document.Application || p.Form == document.AcceptanceForm {
			p, err = document.Find(tx, matter.Keys(tx, id), string(id), p.ID)
			if facts := p.Facts[factsWord]; err != nil || facts != "" {
				return map[string]string{factsWord: facts}, err
			}
		}
	}
	return nil, nil
}

// ofAgreement is what the agreement that counts says; the draft, before it is signed.
func ofAgreement(tx *db.Tx, m matter.Matter, d docx.Data) error {
	a, err := Effective(tx, m.ID)
	if fault.Is(err, fault.Conflict) {
		a, err = openDraft(tx, m.ID)
		a.Number = m.DossierNo // what it will have
	}
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	if err != nil {
		return err
	}
	duties, err := Duties(tx, a.ID)
	if err != nil {
		return err
	}
	for i, x := range duties {
		one := docx.Data{Text: map[string]string{"序号": fmt.Sprint(i + 1), "履行内容": x.Words, "金额": "", "期限": plain(x.DueOn)}}
		if x.Amount > 0 {
			one.Text["金额"] = money.Digits(x.Amount)
		}
		for _, p := range d.Lists["当事人"] {
			if p.Text[matter.PartyKey] == x.Party {
				one.Text["履行人"] = p.Text["姓名"]
			}
		}
		d.Lists["履行项"] = append(d.Lists["履行项"], one)
		d.Text["履行项数"] = fmt.Sprint(i + 1)
	}
	for name, value := range map[string]string{
		"协议编号": a.Number, "协议事实": a.Facts, "协议内容": a.Terms, "协议金额": money.Words(a.Amount), "履行方式": a.How, "履行期限": plain(a.PerformOn),
		"生效日期": plain(a.EffectiveOn), "确认期限": plain(a.ConfirmBy), "履行情况": a.performance(),
	} {
		d.Text[name] = value
	}
	return nil
}

// performance is how far an agreement is kept, in words.
func (a Agreement) performance() string {
	switch {
	case a.OnSpot:
		return "已当场履行"
	case a.State == AgreementPerformed:
		return "已于" + a.PerformedOn.Plain() + "履行"
	case a.State == AgreementEffective:
		return "正在履行"
	}
	return a.State.Label()
}

func plain(on calendar.Date) string {
	if on.Zero() {
		return ""
	}
	return on.Plain()
}
