package sample

import (
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/outside"
)

// outsides are two forms that (invented) bodies ask for, and what the first of
// them asked of November. They take nothing from the dice.
func (t *theatre) outsides() error {
	for _, scene := range []struct {
		day  calendar.Date
		play func(tx *db.Tx) error
	}{
		{calendar.On(2024, 12, 2), func(tx *db.Tx) error {
			_, err := outside.Define(tx, t.registrar, districtRegister())
			return err
		}},
		{calendar.On(2024, 12, 3), t.askedOfNovember},
		{calendar.On(2024, 12, 4), func(tx *db.Tx) error {
			_, err := outside.Define(tx, t.registrar, petitionLedger())
			return err
		}},
	} {
		t.at(scene.day.Time().Add(16*time.Hour), scene.play)
	}
	return nil
}

// askedOfNovember answers one question for all rows, and leaves the other open.
func (t *theatre) askedOfNovember(tx *db.Tx) error {
	forms, err := outside.Forms(tx)
	if err != nil || len(forms) == 0 {
		return err
	}
	form := forms[0]
	rows := outside.Wanted{Period: outside.LastMonth(tx.Today())}
	for i, c := range form.Columns {
		if c.Ask != nil && c.Ask.Kind == outside.YesNo {
			_, err = outside.Remember(tx, t.registrar, form.ID, form.Version, rows, []outside.Answer{{Column: i, Text: "否"}})
		}
	}
	return err
}

// districtRegister has a row for each matter and nothing about persons.
func districtRegister() outside.Form {
	var words map[string]string
	for _, c := range outside.Crosswalks {
		if c.Code == "events" {
			words = c.Map
		}
	}
	return outside.Form{Name: "区级矛盾纠纷登记表", Body: "区社会治理中心（演示）", Definition: outside.Definition{
		Row: outside.Matters, By: "accepted", Filter: "kind=" + string(matter.Mediation), Columns: []outside.Column{
			{Heading: "序号", Field: "index"},
			{Heading: "填报单位", Field: "street"},
			{Heading: "纠纷编号", Field: "number"},
			{Heading: "事件类别", Field: "type", Format: "choiceMap", Map: words},
			{Heading: "纠纷名称", Field: "title", Format: "textLine"},
			{Heading: "所属社区", Field: "community"},
			{Heading: "受理时间", Field: "acceptedOn", Format: "dayChinese"},
			{Heading: "是否化解", Field: "resolved", Format: "yesWord"},
			{Heading: "化解时间", Field: "resolvedOn", Format: "daySlash"},
			{Heading: "是否涉及农民工工资", Ask: &outside.Question{Name: "是否涉及农民工工资", Kind: outside.YesNo}, Format: "yesNumber"},
			{Heading: "牵头部门", Ask: &outside.Question{Name: "区里的牵头部门", Kind: outside.Choice, Options: []string{"司法", "人社", "住建", "自然资源", "其他"}}},
			{Heading: "备注", Field: outside.Blank},
		},
	}}
}

// petitionLedger has a row for each party of a petition.
func petitionLedger() outside.Form {
	return outside.Form{Name: "市级信访台账", Body: "市信访工作联席会议办公室（演示）", Definition: outside.Definition{
		Row: outside.Parties, By: "registered", Filter: "kind=" + string(matter.Petition), Ground: "petition", Demand: "演信联办〔2024〕3号", Columns: []outside.Column{
			{Heading: "信访编号", Field: "number"},
			{Heading: "信访日期", Field: "receivedOn", Format: "dayDot"},
			{Heading: "姓名", Field: "party.name"},
			{Heading: "身份证号码", Field: "party.idNumber", Format: "idEnds", Required: true},
			{Heading: "联系电话", Field: "party.phone", Format: "phoneMask"},
			{Heading: "信访事项", Field: "title"},
			{Heading: "主要诉求", Field: "request", Format: "textLine"},
			{Heading: "办理状态", Field: "state"},
			{Heading: "办结日期", Field: "concludedOn", Format: "dayDot"},
			{Heading: "是否涉及农民工工资", Ask: &outside.Question{Name: "是否涉及农民工工资", Kind: outside.YesNo, Matter: true}, Format: "yesWord"},
		},
	}}
}
