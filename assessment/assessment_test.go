package assessment_test

import (
	"context"
	"strings"
	"testing"

	"fengsheng/actor"
	"fengsheng/assessment"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/petition"
	"fengsheng/sample/stage"
)

// play is a street with a scheme on its way.
type play struct {
	*stage.Stage
	s     assessment.Scheme
	units []org.Venue // the stations, in the order of the street
}

func on(t *testing.T, run func(p *play)) {
	stage.On(t, func(s *stage.Stage) {
		p := &play{Stage: s}
		s.Must(func(tx *db.Tx) error {
			all, err := assessment.Candidates(tx)
			for _, u := range all {
				if u.Kind == assessment.Station {
					p.units = append(p.units, org.Venue{ID: u.Ref, Name: u.Name, Community: u.Community})
				}
			}
			return err
		})
		run(p)
	})
}

// outline is a scheme of two stations to the end of May: petitions in time 60, the
// parties informed 30, files reviewed 10.
func (p *play) outline() assessment.Outline {
	return assessment.Outline{
		Name: "2024年5月考核", Year: 2024, Cutoff: calendar.On(2024, 5, 31), Days: 7,
		Items: []assessment.Item{
			{Indicator: "petitionTermsKeptRate", Target: 9000, Weight: 60},
			{Indicator: "partiesInformedRate", Target: 10000, Weight: 30},
			{Name: "卷宗评查合格", Aspect: indicator.Completeness, Target: 9000, Weight: 10, Definition: "抽10卷，材料齐全的算合格"},
		},
		Subjects: []assessment.Subject{{Kind: assessment.Station, Ref: p.units[1].ID}, {Kind: assessment.Station, Ref: p.units[0].ID, Post: actor.StationLead}},
	}
}

func (p *play) try(do func(tx *db.Tx) error) error {
	return p.DB.Update(context.Background(), stage.Home, do)
}

func (p *play) refuse(kind fault.Kind, words string, do func(tx *db.Tx) error) {
	p.T.Helper()
	if err := p.try(do); !fault.Is(err, kind) || !strings.Contains(err.Error(), words) {
		p.T.Errorf("got %v, want a refusal that says %q", err, words)
	}
}

func (p *play) do(do func(tx *db.Tx) (assessment.Scheme, error)) {
	p.T.Helper()
	p.Must(func(tx *db.Tx) error {
		s, err := do(tx)
		p.s = s
		return err
	})
}

func (p *play) published() {
	p.T.Helper()
	p.do(func(tx *db.Tx) (assessment.Scheme, error) {
		return assessment.Save(tx, p.As("supervisor"), "", 0, p.outline())
	})
	p.do(func(tx *db.Tx) (assessment.Scheme, error) {
		return assessment.Publish(tx, p.As("supervisor"), p.s.ID, p.s.Version, "五月才议定")
	})
}

// petitions are so many in the first community, of which some are answered in time.
func (p *play) petitions(all, answered int) []matter.Matter {
	p.T.Helper()
	var ms []matter.Matter
	for n := range all {
		m := p.Sorted(matter.Petition)
		ms = append(ms, m)
		if n >= answered {
			continue
		}
		p.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Classify(tx, p.As("petition"), m.ID, petition.Classification{Sort: petition.Claim, DupChecked: true, FinalChecked: true})
		})
		p.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Accept(tx, p.As("unithead"), m.ID, petition.Acceptance{Handler: p.As("handler").Officer, NoTie: true, Told: true})
		})
	}
	return ms
}

func (p *play) sheet(unit int) assessment.Sheet {
	p.T.Helper()
	var sheet assessment.Sheet
	p.Must(func(tx *db.Tx) error {
		s, err := assessment.Load(tx, p.As("supervisor"), p.s.ID)
		if err != nil {
			return err
		}
		sheet, err = assessment.SheetOf(tx, s, s.Subjects[unit])
		return err
	})
	return sheet
}

func TestWhatASchemeRefuses(t *testing.T) {
	on(t, func(p *play) {
		for _, c := range []struct {
			words string
			spoil func(o *assessment.Outline)
		}{
			{"不定任务、不排名", func(o *assessment.Outline) { o.Items[0].Indicator = "hazardsFound" }},
			{"不定任务、不排名", func(o *assessment.Outline) { o.Items[0].Indicator = "sweeps" }},
			{"不定任务、不排名", func(o *assessment.Outline) { o.Items[0].Indicator = "audience" }},
			{"难调的不登记就能提高它", func(o *assessment.Outline) { o.Items[0].Indicator = "resolvedRate" }},
			{"少登记、晚受理", func(o *assessment.Outline) { o.Items[0].Indicator = "concludedRate" }},
			{"没有代码为", func(o *assessment.Outline) { o.Items[0].Indicator = "nothing" }},
			{"选了两次", func(o *assessment.Outline) { o.Items[1].Indicator = "petitionTermsKeptRate" }},
			{"合计是90，应当正好是100", func(o *assessment.Outline) { o.Items[0].Weight = 50 }},
			{"1到100的整数", func(o *assessment.Outline) { o.Items[0].Weight = 0 }},
			{"目标应大于0%", func(o *assessment.Outline) { o.Items[0].Target = 0 }},
			{"最高100%", func(o *assessment.Outline) { o.Items[0].Target = 10001 }},
			{"是在数“件数”", func(o *assessment.Outline) { o.Items[2].Name = "走访件数" }},
			{"是在数“排名”", func(o *assessment.Outline) { o.Items[2].Name = "全区排名" }},
			{"怎么抽、怎样算好", func(o *assessment.Outline) { o.Items[2].Definition = " " }},
			{"哪一方面", func(o *assessment.Outline) { o.Items[2].Aspect = "effort" }},
			{"不考核到人", func(o *assessment.Outline) {
				o.Subjects[0] = assessment.Subject{Kind: "officer", Ref: p.As("mediator").Officer}
			}},
			{"不代表一个单位", func(o *assessment.Outline) { o.Subjects[0].Post = actor.Mediator }},
			{"不代表一个单位", func(o *assessment.Outline) { o.Subjects[0].Post = actor.GridWorker }},
			{"请选择考核哪些单位", func(o *assessment.Outline) { o.Subjects = nil }},
			{"请选择考核哪些单位", func(o *assessment.Outline) {
				o.Subjects = []assessment.Subject{{Kind: assessment.Station, Ref: "nowhere"}}
			}},
			{"异议期应在3到30天", func(o *assessment.Outline) { o.Days = 2 }},
			{"要在2024年内", func(o *assessment.Outline) { o.Cutoff = calendar.On(2025, 1, 1) }},
			{"请填写名称", func(o *assessment.Outline) { o.Name = "" }},
			{"至少选一个指标", func(o *assessment.Outline) { o.Items = nil }},
		} {
			o := p.outline()
			c.spoil(&o)
			p.refuse(fault.Invalid, c.words, func(tx *db.Tx) error {
				_, err := assessment.Save(tx, p.As("supervisor"), "", 0, o)
				return err
			})
		}
		for _, login := range []string{"clerk", "station1", "leader", "statistician"} {
			p.refuse(fault.Denied, "督办人", func(tx *db.Tx) error {
				_, err := assessment.Save(tx, p.As(login), "", 0, p.outline())
				return err
			})
		}
	})
}

// Nobody but the keeper sees a draft; of what is published a unit sees its own lines.
func TestSEC_AUTHZ_03_AUnitSeesItsOwn(t *testing.T) {
	on(t, func(p *play) {
		keeper := p.As("supervisor")
		p.do(func(tx *db.Tx) (assessment.Scheme, error) { return assessment.Save(tx, keeper, "", 0, p.outline()) })
		sees := func(login string, units ...string) {
			p.T.Helper()
			err := p.try(func(tx *db.Tx) error {
				s, err := assessment.Load(tx, p.As(login), p.s.ID)
				var got []string
				for _, u := range s.Subjects {
					got = append(got, u.Name)
				}
				if strings.Join(got, " ") != strings.Join(units, " ") {
					p.T.Errorf("%s: got %v, want %v", login, got, units)
				}
				all, listErr := assessment.List(tx, p.As(login))
				if listErr != nil || (len(all) == 1) != (len(units) > 0) {
					p.T.Errorf("%s: got %d in the list, %v", login, len(all), listErr)
				}
				return err
			})
			if (err == nil) != (len(units) > 0) || err != nil && !fault.Is(err, fault.NotFound) {
				p.T.Errorf("%s: got %v", login, err)
			}
		}
		first, second := "社区矛调站站长（"+p.units[0].Name+"）", p.units[1].Name
		sees("supervisor", first, second) // in the order of the street, not as they were sent
		sees("station1")
		p.refuse(fault.Invalid, "公布得晚了，请写明原因", func(tx *db.Tx) error {
			_, err := assessment.Publish(tx, keeper, p.s.ID, 0, " ")
			return err
		})
		p.refuse(fault.Conflict, "刚刚被别人改过", func(tx *db.Tx) error {
			_, err := assessment.Publish(tx, keeper, p.s.ID, p.s.Version+1, "五月才议定")
			return err
		})
		p.do(func(tx *db.Tx) (assessment.Scheme, error) {
			return assessment.Publish(tx, keeper, p.s.ID, p.s.Version, "五月才议定")
		})
		sees("station1", first)
		sees("station2", second)
		for _, login := range []string{"station3", "clerk", "leader", "mediator", "unithead", "chair", "statistician", "admin"} {
			sees(login)
		}
		p.refuse(fault.Conflict, "不能做这一步", func(tx *db.Tx) error {
			_, err := assessment.Save(tx, keeper, p.s.ID, 0, p.outline())
			return err
		})
		p.refuse(fault.Conflict, "不能做这一步", func(tx *db.Tx) error { return assessment.Drop(tx, keeper, p.s.ID, 0) })
	})
}

func TestADraftIsChangedAndDropped(t *testing.T) {
	on(t, func(p *play) {
		keeper := p.As("supervisor")
		p.do(func(tx *db.Tx) (assessment.Scheme, error) { return assessment.Save(tx, keeper, "", 0, p.outline()) })
		o := p.outline()
		o.Items[0].Weight, o.Items[1].Weight = 50, 40
		p.do(func(tx *db.Tx) (assessment.Scheme, error) { return assessment.Save(tx, keeper, p.s.ID, p.s.Version, o) })
		p.Must(func(tx *db.Tx) error {
			s, err := assessment.Load(tx, keeper, p.s.ID)
			if len(s.Items) != 3 || s.Items[0].Weight != 50 || s.Version != 2 || s.Items[0].Definition == "" {
				t.Errorf("got %+v", s)
			}
			return err
		})
		p.refuse(fault.Conflict, "刚刚被别人改过", func(tx *db.Tx) error { return assessment.Drop(tx, keeper, p.s.ID, 1) })
		p.Must(func(tx *db.Tx) error { return assessment.Drop(tx, keeper, p.s.ID, 2) })
		p.refuse(fault.NotFound, "找不到这份考核", func(tx *db.Tx) error {
			_, err := assessment.Load(tx, keeper, p.s.ID)
			return err
		})
		// What nobody can act on any more is not published.
		p.do(func(tx *db.Tx) (assessment.Scheme, error) { return assessment.Save(tx, keeper, "", 0, p.outline()) })
		p.Later(30)
		p.refuse(fault.Conflict, "已经过完", func(tx *db.Tx) error {
			_, err := assessment.Publish(tx, keeper, p.s.ID, 0, "忘了")
			return err
		})
	})
}
