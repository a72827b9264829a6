package sample

import (
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/vault"
)

// kept plays what stands around matters: accusations in the vault, ties, matters
// for few eyes, matters handed on, split, linked, locked and erased. Like the
// kinds it takes nothing from the dice.
func (t *theatre) kept() error {
	for _, play := range []func() error{t.accusations, t.circles, t.handovers, t.terms} {
		if err := play(); err != nil {
			return err
		}
	}
	return nil
}

// accusations are one in each state of the vault; the last is about a community.
func (t *theatre) accusations() error {
	take := func(days int, do matter.Command, s vault.Step) line {
		return line{days, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
			return vault.Take(tx, t.custodian, m.ID, do, s)
		}}
	}
	refer := take(3, "refer", vault.Step{Organ: "discipline", Name: "区纪委监委", Words: "密件专人送达"})
	feedback := take(20, "feedback", vault.Step{Words: "已经受理，按程序核查"})
	done := take(30, "close", vault.Step{Words: "核查结束，已按规定答复署名的检举人"})
	for i, lines := range [][]line{{}, {refer}, {refer, feedback}, {refer, feedback, done}} {
		begin := func(tx *db.Tx) (matter.Matter, error) {
			m, err := matter.TakeIn(tx, t.registrar, t.intake(i, "反映工作人员作风", "反映有工作人员收受礼品（演示）"))
			if err != nil {
				return m, err
			}
			g := vault.Sealing{Words: "检举人要求保密（演示）"}
			if i == 0 {
				g.Units = []string{t.Communities[1].Unit.ID}
			}
			_, err = vault.Seal(tx, t.registrar, m.ID, g)
			return m, err
		}
		if err := t.script(calendar.On(2024, 9, 2+i), begin, lines...); err != nil {
			return err
		}
	}
	return nil
}

func (t *theatre) intake(place int, title, told string) matter.Intake {
	c := t.Communities[place%len(t.Communities)]
	return matter.Intake{
		Channel: "centre", Title: title, Request: told, Place: c.Estates[0].Name + "门口", Unit: c.Estates[0].ID, Scale: "01", Known: true,
		Parties: []matter.Party{{Side: matter.Applicant, Name: "当事人1（演示）"}, {Side: matter.Respondent, Name: "当事人2（演示）"}},
	}
}

// wished is a mediation somebody has asked for, which a mediator has in hand.
func (t *theatre) wished(place int, title string) func(tx *db.Tx) (matter.Matter, error) {
	return func(tx *db.Tx) (matter.Matter, error) {
		m, err := matter.TakeIn(tx, t.registrar, t.intake(place, title, title+"，请调解（演示）"))
		if err != nil {
			return m, err
		}
		m, err = matter.Triage(tx, t.triager, m.ID, matter.Sorting{
			Kind: matter.Mediation, Class: matter.ClassCivil, DisputeType: "02", Committee: t.Committee.ID,
			Gates: matter.Gates{Child: "no", Incapable: "no", Violence: "no", Major: "no"},
		})
		if err != nil {
			return m, err
		}
		return mediation.Apply(tx, t.chair, m.ID, mediation.Application{Facts: title, Mediator: t.mediators[0].Officer, NoTie: true})
	}
}

// circles are a matter that one person keeps out of, and one for few eyes.
func (t *theatre) circles() error {
	tie := with(1, matter.AddTie, t.chair, matter.Tying{Officer: t.leads[2].Officer, Relation: "relative"})
	if err := t.script(calendar.On(2024, 11, 4), t.wished(2, "楼道堆物"), tie); err != nil {
		return err
	}
	restrict := line{1, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
		return matter.Restrict(tx, t.chair, m.ID, 0, "涉及未成年人（演示）")
	}}
	admit := line{1, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
		return matter.Admit(tx, t.chair, m.ID, 0, t.triager.Officer)
	}}
	return t.script(calendar.On(2024, 11, 5), t.wished(3, "邻里相处"), restrict, admit)
}

// handovers are one that waits to be received, one received, one sent back, one
// split and one linked.
func (t *theatre) handovers() error {
	first, next := t.mediators[0], t.mediators[1]
	hand := line{4, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
		return matter.Hand(tx, first, mediation.Table(), m.ID, matter.Handing{To: next.Officer, Reason: "当事人住在那个社区"})
	}}
	receive := line{2, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
		return matter.ReceiveHanded(tx, next, m.ID, 0)
	}}
	back := with(1, matter.ReturnHanded, next, matter.Returning{Reason: "notOurs", Words: "当事人已经搬到街道外"})
	for i, lines := range [][]line{{hand}, {hand, receive}, {hand, back}} {
		if err := t.script(calendar.On(2024, 12, 2+i), t.wished(i, "停车占道"), lines...); err != nil {
			return err
		}
	}
	var whole matter.Matter
	split := line{2, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
		whole = m
		parties, err := matter.Parties(tx, m.ID)
		if err != nil {
			return m, err
		}
		return matter.Split(tx, first, m.ID, matter.Splitting{Title: "装修噪音", Request: "早上七点就开工（演示）", Parties: []string{parties[0].ID}})
	}}
	link := line{1, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
		return matter.Link(tx, t.triager, m.ID, matter.Linking{Number: whole.Number})
	}}
	return t.script(calendar.On(2024, 12, 9), t.wished(4, "漏水和噪音"), split, link)
}

// terms are a locked matter and an erased one.
func (t *theatre) terms() error {
	decline := with(1, mediation.Decline, t.chair, mediation.Declining{Reason: "notCivil", Words: "不属于民间纠纷", Told: true})
	lock := func(until calendar.Date) line {
		return with(2, matter.Lock, t.chair, matter.Locking{Until: until, Reason: "申请人要求删除，材料保管期未满（演示）"})
	}
	if err := t.script(calendar.On(2024, 6, 3), t.wished(0, "借住纠纷"), decline, lock(calendar.On(2034, 6, 3))); err != nil {
		return err
	}
	erase := func(days int, who int) line {
		return line{days, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
			by := t.chair
			if who == 1 {
				by = t.archivist
			}
			return matter.Erase(tx, by, mediation.Table(), m.ID, 0)
		}}
	}
	return t.script(calendar.On(2024, 6, 4), t.wished(1, "口角纠纷"), decline, lock(calendar.On(2024, 7, 1)), erase(30, 0), erase(1, 1))
}
