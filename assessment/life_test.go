package assessment_test

import (
	"slices"
	"testing"

	"fengsheng/assessment"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/supervision"
)

var (
	tamper = db.SQL("test.assessment.tamper", `UPDATE assessment_line SET numerator = denominator WHERE street_id = $1 AND assessment_id = $2`)
	move   = db.SQL("test.assessment.move", `UPDATE matter SET community_id = '' WHERE street_id = $1 AND id = $2`)
)

func (p *play) judge(unit int, good, of int64) func(tx *db.Tx) error {
	return func(tx *db.Tx) error {
		return assessment.Judge(tx, p.As("supervisor"), p.s.ID, assessment.Judgement{
			Subject: p.s.Subjects[unit].ID, Item: p.s.Items[2].ID, Numerator: good, Denominator: of, Evidence: "评查记录", Reason: "都齐全",
		})
	}
}

func (p *play) object(login string, unit, item int, reason string) func(tx *db.Tx) error {
	return func(tx *db.Tx) error {
		_, err := assessment.Object(tx, p.As(login), p.s.ID, assessment.Objection{Subject: p.s.Subjects[unit].ID, Item: p.s.Items[item].ID, Reason: reason})
		return err
	}
}

func (p *play) answer(login string, which int, d assessment.Decision, words string) func(tx *db.Tx) error {
	return func(tx *db.Tx) error {
		all, err := assessment.Objections(tx, p.s)
		if err != nil {
			return err
		}
		_, err = assessment.Answer(tx, p.As(login), p.s.ID, all[which].ID, d, words)
		return err
	}
}

func (p *play) step(do func(*db.Tx, assessment.ID) (assessment.Scheme, error)) func(tx *db.Tx) error {
	return func(tx *db.Tx) error {
		_, err := do(tx, p.s.ID)
		return err
	}
}

func (p *play) compute() func(tx *db.Tx) error {
	return p.step(func(tx *db.Tx, id assessment.ID) (assessment.Scheme, error) {
		return assessment.Compute(tx, p.As("supervisor"), id, 0)
	})
}

func (p *play) finish() func(tx *db.Tx) error {
	return p.step(func(tx *db.Tx, id assessment.ID) (assessment.Scheme, error) {
		return assessment.Finish(tx, p.As("supervisor"), id, 0)
	})
}

func (p *play) reopen(why string) func(tx *db.Tx) error {
	return p.step(func(tx *db.Tx, id assessment.ID) (assessment.Scheme, error) {
		return assessment.Reopen(tx, p.As("supervisor"), id, 0, why)
	})
}

func (p *play) freeze() func(tx *db.Tx) error {
	return p.step(func(tx *db.Tx, id assessment.ID) (assessment.Scheme, error) {
		return assessment.Freeze(tx, p.As("supervisor"), id, 0)
	})
}

// The heads of the units are told of each step, once, and nobody else; a notice says
// that there is an assessment and nothing of how a unit stands.
func TestTheUnitsAreTold(t *testing.T) {
	on(t, func(p *play) {
		var kinds []supervision.NoticeKind
		told := func(login string) []supervision.Notice {
			var all []supervision.Notice
			p.Must(func(tx *db.Tx) error {
				var err error
				all, err = supervision.Notices(tx, p.As(login), "", 50)
				return err
			})
			kinds = nil
			for _, n := range all {
				if n.Scheme == string(p.s.ID) {
					kinds = append(kinds, n.Kind)
				}
			}
			return all
		}
		p.do(func(tx *db.Tx) (assessment.Scheme, error) {
			return assessment.Save(tx, p.As("supervisor"), "", 0, p.outline())
		})
		if told("station1"); len(kinds) != 0 {
			t.Errorf("of a draft the unit is told %v", kinds)
		}
		p.do(func(tx *db.Tx) (assessment.Scheme, error) {
			return assessment.Publish(tx, p.As("supervisor"), p.s.ID, p.s.Version, "五月才议定")
		})
		p.Later(24) // 1 June
		p.Must(p.compute())
		p.Must(p.compute())
		p.Must(p.judge(0, 9, 10))
		p.Must(p.judge(1, 9, 10))
		p.Later(8)
		p.Must(p.finish())
		p.Must(p.reopen("有一卷抽错了"))
		want := []supervision.NoticeKind{supervision.NoticeScores, supervision.NoticeFinal, supervision.NoticeScores, supervision.NoticeScores, supervision.NoticeScheme}
		for _, login := range []string{"station1", "station2"} {
			if told(login); !slices.Equal(kinds, want) {
				t.Errorf("%s is told %v, want %v", login, kinds, want)
			}
		}
		for _, login := range []string{"supervisor", "unithead", "chair", "leader", "mediator", "grid1"} {
			if all := told(login); len(kinds) != 0 {
				t.Errorf("%s of no unit in it is told %+v", login, all)
			}
		}
	})
}

// Six petitions fell due in the first community, four were answered in time; the second
// had none.
func TestAnAssessmentGoesItsWay(t *testing.T) {
	on(t, func(p *play) {
		p.published()
		ms := p.petitions(6, 4)
		p.refuse(fault.Conflict, "考核期到2024年5月31日才结束", p.compute())
		p.refuse(fault.Conflict, "不能做这一步", p.object("station1", 0, 0, "早了"))
		if got := p.sheet(0); got.Lines[0].Denominator != 0 {
			t.Errorf("the clocks are not due on 8 May, got %d", got.Lines[0].Denominator)
		}
		p.refuse(fault.Conflict, "不能手填", func(tx *db.Tx) error {
			return assessment.Judge(tx, p.As("supervisor"), p.s.ID, assessment.Judgement{Subject: p.s.Subjects[0].ID, Item: p.s.Items[0].ID, Numerator: 1, Denominator: 1})
		})
		p.refuse(fault.Invalid, "请写明依据", func(tx *db.Tx) error {
			return assessment.Judge(tx, p.As("supervisor"), p.s.ID, assessment.Judgement{Subject: p.s.Subjects[0].ID, Item: p.s.Items[2].ID, Numerator: 2, Denominator: 1})
		})
		p.Must(p.judge(0, 9, 10))
		p.Later(24) // 1 June
		p.Must(p.compute())
		// 4÷6 of at least 90% is 74.07…%; 60+10 count: 85.714…×0.7407…=63.49…, and 14.2857…
		first := p.sheet(0)
		if l := first.Lines[0]; l.Numerator != 4 || l.Denominator != 6 || l.Points() != "63.49" || first.Points() != "77.78" || first.Lines[1].Standing != assessment.None {
			t.Errorf("got %d/%d, %s of %s, %s", l.Numerator, l.Denominator, l.Points(), first.Points(), first.Lines[1].Standing)
		}
		if second := p.sheet(1); second.Points() != "" || second.Lines[2].Standing != assessment.Waiting {
			t.Errorf("a unit without anything to count got %q", second.Points())
		}
		p.Must(func(tx *db.Tx) error {
			s, err := assessment.Load(tx, p.As("station1"), p.s.ID)
			if err != nil {
				return err
			}
			rows, err := assessment.RowsOf(tx, s, s.Subjects[0].ID, s.Items[0].ID)
			in := 0
			for _, r := range rows {
				if r.InNumerator {
					in++
				}
			}
			if len(rows) != 6 || in != 4 {
				t.Errorf("got %d rows with %d in the numerator, want 6 and 4", len(rows), in)
			}
			return err
		})
		p.objections()
		p.toTheEnd(ms[0].ID)
	})
}

func (p *play) objections() {
	t := p.T
	t.Helper()
	p.refuse(fault.NotFound, "找不到", p.object("station2", 0, 0, "不是我们的"))
	p.refuse(fault.Denied, "由被考核的单位提出", p.object("supervisor", 0, 0, "代提"))
	p.refuse(fault.Invalid, "请写明", p.object("station1", 0, 0, " "))
	p.Must(p.object("station1", 0, 0, "停电一天，登记不了"))
	p.refuse(fault.Conflict, "已经提过异议", p.object("station1", 0, 0, "再说一遍"))
	p.refuse(fault.Conflict, "异议期到", p.finish())
	p.refuse(fault.Denied, "督办人", p.answer("station1", 0, assessment.Excepted, "同意"))
	p.refuse(fault.Invalid, "请写明理由", p.answer("supervisor", 0, assessment.Excepted, ""))
	p.refuse(fault.Invalid, "请选择怎么处理", p.answer("supervisor", 0, "better", "改成90"))
	p.Must(p.answer("supervisor", 0, assessment.Corrected, "补登了，重新计算"))
	p.refuse(fault.Conflict, "已经答复过了", p.answer("supervisor", 0, assessment.Upheld, "维持"))
	p.Must(func(tx *db.Tx) error {
		s, err := assessment.Load(tx, p.As("supervisor"), p.s.ID)
		if s.Round != 2 {
			t.Errorf("a correction is computed again: got round %d, want 2", s.Round)
		}
		return err
	})
	p.Must(p.object("station1", 0, 2, "抽到的不是我们的卷"))
	p.Must(p.answer("supervisor", 1, assessment.Excepted, "抽样有误"))
	if s := p.sheet(0); s.Lines[2].Standing != assessment.Exempt || s.Points() != "74.07" { // only 4÷6÷90% counts
		t.Errorf("got %s and %s", s.Lines[2].Standing, s.Points())
	}
	p.Later(8)
	p.refuse(fault.Conflict, "已经过了", p.object("station1", 0, 1, "晚了"))
	p.refuse(fault.Conflict, "还有1个单位没有评定", p.finish())
	p.Must(p.judge(1, 8, 10))
}

func (p *play) toTheEnd(one matter.ID) {
	t := p.T
	t.Helper()
	p.refuse(fault.Conflict, "不能做这一步", p.freeze())
	p.Must(p.finish())
	p.refuse(fault.Conflict, "不能做这一步", p.compute())
	p.refuse(fault.Invalid, "为什么退回", p.reopen(""))
	p.Must(p.reopen("有一个单位漏了一件"))
	p.Later(8)
	p.Must(p.finish())
	p.Must(p.freeze())
	before := p.sheet(0).Points()
	for _, do := range []func(tx *db.Tx) error{p.compute(), p.finish(), p.freeze(), p.reopen("后悔"), p.judge(0, 1, 10), p.object("station1", 0, 0, "又想起来"), p.answer("supervisor", 0, assessment.Excepted, "免")} {
		p.refuse(fault.Conflict, "已经冻结", do)
	}
	p.Must(func(tx *db.Tx) error { return tx.ExecOne(move, tx.Street, string(one)) })
	if after := p.sheet(0).Points(); after != before {
		t.Errorf("a frozen score moved from %s to %s", before, after)
	}
	p.Must(func(tx *db.Tx) error {
		s, err := assessment.Load(tx, p.As("station1"), p.s.ID) // who sees one unit checks all of them
		if err != nil {
			return err
		}
		rates, err := assessment.Rates(tx, s, s.Subjects[0])
		if got := rates[s.Items[0].ID]; got.Denominator != 5 {
			t.Errorf("the records say %d now, want 5", got.Denominator)
		}
		if err != nil {
			return err
		}
		return assessment.Verify(tx, s)
	})
	p.refuse(fault.Conflict, "和冻结时不一样", func(tx *db.Tx) error {
		if _, err := tx.Exec(tamper, tx.Street, string(p.s.ID)); err != nil {
			return err
		}
		s, err := assessment.Load(tx, p.As("supervisor"), p.s.ID)
		if err != nil {
			return err
		}
		return assessment.Verify(tx, s)
	})
}
