package indicator

import (
	"fengsheng/committee"
	"fengsheng/internal/db"
)

// stock is what stands on the register of mediators on the cut-off day.
type stock interface {
	count(tx *db.Tx) (int64, error)
	ids(tx *db.Tx) ([]string, error)
	address() string
}

type committees struct{ committee.Filter }

func (f committees) count(tx *db.Tx) (int64, error)  { return committee.Count(tx, f.Filter) }
func (f committees) ids(tx *db.Tx) ([]string, error) { return committee.IDs(tx, f.Filter) }
func (f committees) address() string                 { return address("/committees", f.Query()) }

type mediators struct{ committee.MediatorFilter }

func (f mediators) count(tx *db.Tx) (int64, error) {
	return committee.CountMediators(tx, f.MediatorFilter)
}

func (f mediators) ids(tx *db.Tx) ([]string, error) {
	return committee.MediatorIDs(tx, f.MediatorFilter)
}
func (f mediators) address() string { return address("/mediators", f.Query()) }

type studios struct{ committee.StudioFilter }

func (f studios) count(tx *db.Tx) (int64, error)  { return committee.CountStudios(tx, f.StudioFilter) }
func (f studios) ids(tx *db.Tx) ([]string, error) { return committee.StudioIDs(tx, f.StudioFilter) }
func (f studios) address() string                 { return address("/studios", f.Query()) }

const mediatorRegister = mediationLaw + "第八条、第十三条；人民调解组织队伍经费保障情况统计表"

// onRegister are rows 81 and 82: committees by kind, and mediators by how they serve.
func onRegister() []Definition {
	bodies := func(kinds ...string) measure {
		return measure{stock: func(a Ask) stock {
			return committees{committee.Filter{Kinds: kinds, Community: a.Community, On: a.Cutoff}}
		}}
	}
	people := func(employments ...string) measure {
		return measure{stock: func(a Ask) stock {
			return mediators{committee.MediatorFilter{Employments: employments, Community: a.Community, On: a.Cutoff}}
		}}
	}
	all := []Definition{{
		Code: "committees", Name: "人民调解委员会", Section: "F", Row: 81, Unit: "个", Decides: cutoffDay, Stock: true, Source: mediatorRegister,
		Definition: "统计截止日当天设着的人民调解委员会，按名册数，一个算1个；个人调解工作室另计。", measure: bodies(),
	}}
	for _, k := range committee.Kinds {
		all = append(all, Definition{
			Code: part("committees", k.Code), Name: k.Label, Section: "F", Row: 81, Unit: "个", Decides: cutoffDay, Stock: true, Source: mediatorRegister,
			Definition: "统计截止日当天设着的" + k.Label + "；各类之和等于人民调解委员会数。", measure: bodies(k.Code),
		})
	}
	all = append(all, Definition{
		Code: "studios", Name: "个人调解工作室", Section: "F", Row: 81, Unit: "个", Decides: cutoffDay, Stock: true, Source: mediatorRegister,
		Definition: "统计截止日当天调委会下设的个人调解工作室，不算调委会。",
		measure:    measure{stock: func(a Ask) stock { return studios{committee.StudioFilter{Community: a.Community, On: a.Cutoff}} }},
	}, Definition{
		Code: "mediators", Name: "人民调解员", Section: "F", Row: 82, Unit: "名", Decides: cutoffDay, Stock: true, Source: mediatorRegister,
		Definition: "统计截止日当天在册的调解员：调委会委员和调委会聘任的人员。名册依法公布，不登记办了多少件。", measure: people(),
	})
	for _, e := range committee.Employments {
		all = append(all, Definition{
			Code: part("mediators", e.Code), Name: e.Label + "调解员", Section: "F", Row: 82, Unit: "名", Decides: cutoffDay, Stock: true, Source: mediatorRegister,
			Definition: "统计截止日当天在册的" + e.Label + "调解员；三种之和等于人民调解员数。", measure: people(e.Code),
		})
	}
	return all
}

// registerParts hold that the parts of the register add up.
func registerParts() []Invariant {
	var kinds, employments []string
	for _, k := range committee.Kinds {
		kinds = append(kinds, part("committees", k.Code))
	}
	for _, e := range committee.Employments {
		employments = append(employments, part("mediators", e.Code))
	}
	return []Invariant{
		{Left: kinds, Right: []string{"committees"}, Equal: true, Why: "各类调委会之和应等于调委会总数"},
		{Left: employments, Right: []string{"mediators"}, Equal: true, Why: "专职、兼职、特邀调解员之和应等于调解员总数"},
	}
}
