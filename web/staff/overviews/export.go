package overviews

import (
	"net/http"
	"slices"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// Export is POST /overview/export: the numbers of the page as a file.
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeIndicators, Action: "overview.export", Subject: "overview"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		a, err := asked(tx, by, f.Values())
		if err != nil {
			return frame.Listing{}, err
		}
		if a.Wrong != nil {
			return frame.Listing{}, a.Wrong
		}
		lines, err := lines(tx, a)
		return frame.Listing{
			Name: "总览", Condition: a.Place() + "；统计期：" + a.Words(), Query: a.Values, Meaning: "一行是一个数：按月、按社区、按类型、按来源、按办理方式。只有数，没有明细。",
			Columns: []string{"部分", "项目", "数", "单位", "户数"},
			Rows: func(add func(...any) error) error {
				for _, l := range lines {
					if err := add(l...); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

// lines are the numbers of the overview as rows.
func lines(tx *db.Tx, a frame.Asked) ([][]any, error) {
	var all [][]any
	for _, code := range slices.Concat(drawn, work) {
		months, err := indicator.Course(tx, code, a.Ask, a.Cutoff.Month())
		if err != nil {
			return nil, err
		}
		for _, m := range months {
			var n any = m.Number
			if m.Missing {
				n = "没有记录"
			}
			all = append(all, []any{m.Name + "，按月", month(m.First), n, m.Unit, nil})
		}
	}
	places, households := communities(a.Names)
	if a.Community == "" && whole(a.By) {
		groups, err := indicator.ByPlace(tx, a.Ask, places)
		if err != nil {
			return nil, err
		}
		for i, g := range groups {
			var base any
			if i < len(households) {
				base = households[i]
			}
			all = append(all, []any{"受理，按社区", g.Label, g.Number, "件", base})
		}
	}
	for _, part := range []struct {
		name string
		of   func() ([]indicator.Group, error)
	}{
		{"受理，按纠纷类型", func() ([]indicator.Group, error) {
			return indicator.ByCode(tx, a.Ask, matter.DisputeTypes, func(f *matter.Filter) *[]string { return &f.Types })
		}},
		{"受理，按来源", func() ([]indicator.Group, error) {
			return indicator.ByCode(tx, a.Ask, matter.Channels, func(f *matter.Filter) *[]string { return &f.Channels })
		}},
		{"登记，按办理方式", func() ([]indicator.Group, error) { return indicator.ByKind(tx, a.Ask) }},
	} {
		groups, err := part.of()
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			all = append(all, []any{part.name, g.Label, g.Number, "件", nil})
		}
	}
	return all, nil
}

// ExportFunnel is POST /funnel/export: every cohort of the year with every number.
func (p Pages) ExportFunnel(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeIndicators, Action: "funnel.export", Subject: "funnel"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, f *web.Form) (frame.Listing, error) {
		a, err := asked(tx, by, f.Values())
		if err != nil {
			return frame.Listing{}, err
		}
		if a.Wrong != nil {
			return frame.Listing{}, a.Wrong
		}
		all, err := funnels(tx, a, lengthOf(f.Values()))
		return frame.Listing{
			Name: "漏斗", Condition: a.Place() + "；登记年度：" + count(int64(a.Year)), Query: a.Values,
			Meaning: "一行是一批里的一个数；同一步的离开、在办和走到下一步的，相加等于上一步。各件现在的情况，不是当时的。",
			Columns: []string{"登记时间", "步骤", "去向", "项目", "件数", "是什么"},
			Rows: func(add func(...any) error) error {
				for _, f := range all {
					if err := addFunnel(add, f); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}

func addFunnel(add func(...any) error, f indicator.Funnel) error {
	row := func(step, kind string, b indicator.Bar) error {
		return add(f.Cohort.Name, step, kind, b.Name, b.Number, b.Says)
	}
	for _, s := range f.Steps {
		for _, b := range s.Exits {
			if err := row(s.Name, "离开", b); err != nil {
				return err
			}
		}
		for _, b := range s.Waiting {
			if err := row(s.Name, "在办", b); err != nil {
				return err
			}
		}
		if err := row(s.Name, "走到这一步", s.Bar); err != nil {
			return err
		}
	}
	for _, b := range []indicator.Bar{f.Concluded, f.Resolved, f.EverDone, f.Reopened} {
		if err := row("另计", "", b); err != nil {
			return err
		}
	}
	return nil
}
