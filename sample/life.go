package sample

import (
	"fmt"
	"strings"

	"fengsheng/actor"
	"fengsheng/dossier"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
)

// ending is how far a matter of the sample goes, and how it ends.
type ending int

const (
	endsRegistered ending = iota
	endsTriaged
	endsApplied
	endsAsked
	endsInProgress
	endsOral
	endsWritten
	endsFailed
	endsParty
	endsRefused
	endsDeclined
	endsRedirected
	endsPetition // triaged to the petition machine and open there
)

// life is one matter on its way.
type life struct {
	*theatre
	topic    topic
	end      ending
	parties  int // of a petition matter
	settled  bool
	prevent  bool
	parts    bool // what is agreed is paid in monthly instalments, the last of them after the matter is archived
	known    int  // of how many later instalments it is known
	breaks   bool // the second one is not paid
	quick    bool // everything on few days: the load test's matter
	place    int  // community
	mediator actor.Actor
	m        matter.Matter
	lines    []line          // of a petition: what happens after triage
	told     func(matter.ID) // hears the id once it is registered
}

type act func(tx *db.Tx) (matter.Matter, error)

// step waits some days after the last step and plays the next.
func (l *life) step(tx *db.Tx, days int, do act, next func(tx *db.Tx) error) error {
	if l.quick {
		days = min(days, 1)
	}
	return l.later(tx.Now, days, func(tx *db.Tx) error {
		m, err := do(tx)
		if err != nil {
			return fmt.Errorf("%s %s: %w", l.m.Number, l.m.State, err)
		}
		l.m = m
		if next == nil {
			return nil
		}
		return next(tx)
	})
}

// begin takes the matter in.
func (l *life) begin(tx *db.Tx) error {
	c := l.Communities[l.place]
	estate := c.Estates[l.rng.IntN(len(c.Estates))]
	building, unit, floor := 1+l.rng.IntN(20), 1+l.rng.IntN(4), 1+l.rng.IntN(6)
	in := matter.Intake{
		Channel: l.channel(), Title: l.topic.title, Request: l.topic.told, Place: fmt.Sprintf("%s%d栋%d单元%d楼", estate.Name, building, unit, floor),
		Unit: estate.ID, Venue: c.Station.ID, Class: l.topic.class, DisputeType: l.topic.kind, Scale: "01", Known: true,
		Parties: []matter.Party{l.person(matter.Applicant), l.other(l.topic)},
	}
	by := l.registrar
	if l.end == endsPetition {
		in.Channel, in.Parties = "petitionOffice", nil
		for range l.parties {
			in.Parties = append(in.Parties, l.person(matter.Applicant))
		}
		if l.parties >= 5 {
			in.Scale = "02"
		}
	}
	m, err := matter.TakeIn(tx, by, in)
	if err != nil {
		return err
	}
	l.m = m
	if l.told != nil {
		l.told(m.ID)
	}
	switch l.end {
	case endsRegistered:
		return nil
	case endsRedirected:
		return l.step(tx, 1, func(tx *db.Tx) (matter.Matter, error) {
			return matter.Redirect(tx, l.triager, l.m.ID, matter.Redirection{Body: "区不动产登记中心", Reason: "办证的事由登记机构负责", Told: true})
		}, nil)
	}
	return l.step(tx, l.rng.IntN(2), l.triage, l.afterTriage)
}

func (l *life) triage(tx *db.Tx) (matter.Matter, error) {
	s := matter.Sorting{
		Kind: matter.Mediation, Class: l.topic.class, DisputeType: l.topic.kind, Committee: l.Committee.ID,
		Gates: matter.Gates{Child: "no", Incapable: "no", Violence: "no", Major: "no"}, Slip: "双方都在本街道，适合人民调解",
	}
	if l.end == endsPetition {
		s.Kind, s.Class, s.Committee, s.Slip = matter.Petition, matter.ClassPetition, "", "属于信访事项，由信访专干办理"
	}
	if l.prevent {
		s.Gates.Violence, s.Gates.ReportedTo, s.Gates.ReportedWhen = "yes", "东盛路派出所", tx.Today().Plain()
		s.Difficult = true
	}
	return matter.Triage(tx, l.triager, l.m.ID, s)
}

func (l *life) afterTriage(tx *db.Tx) error {
	if l.end == endsPetition {
		return l.follow(tx, l.m, l.lines)
	}
	if l.end == endsTriaged {
		return nil
	}
	if l.rng.IntN(5) == 0 && l.topic.class == matter.ClassCivil && l.end != endsDeclined && l.end != endsApplied {
		return l.step(tx, 0, func(tx *db.Tx) (matter.Matter, error) {
			return mediation.OfferHelp(tx, l.mediator, l.m.ID, mediation.Offer{Facts: l.topic.told, Mediator: l.mediator.Officer, NoTie: true})
		}, l.afterApply)
	}
	return l.step(tx, 0, func(tx *db.Tx) (matter.Matter, error) {
		return mediation.Apply(tx, l.mediator, l.m.ID, mediation.Application{
			Oral: l.end != endsWritten, Referred: l.referred(), Referrer: l.referrer(), Facts: l.topic.told, Mediator: l.mediator.Officer, NoTie: true,
		})
	}, l.afterApply)
}

func (l *life) referred() bool {
	return l.topic.class == matter.ClassPetition || l.m.Channel == "court" || l.m.Channel == "police"
}

// referrer is who sent a matter that was sent.
func (l *life) referrer() string {
	switch l.m.Channel {
	case "court":
		return "区人民法院"
	case "police":
		return "东盛路派出所"
	}
	return "区信访局"
}

func (l *life) afterApply(tx *db.Tx) error {
	if l.end == endsApplied {
		return nil
	}
	if l.end == endsDeclined {
		return l.step(tx, 1, func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Decline(tx, l.chair, l.m.ID, mediation.Declining{Reason: "courtOrArbitrationSeized", Words: "当事人已向法院起诉，法院已经立案", Told: true})
		}, l.archive(matter.ShortForm))
	}
	return l.step(tx, l.rng.IntN(3), func(tx *db.Tx) (matter.Matter, error) {
		return mediation.AskOther(tx, l.mediator, l.m.ID, mediation.Asking{Reached: true, Log: "电话联系上对方，说明了来意和权利，对方表示愿意谈一谈"})
	}, l.afterAsked)
}

func (l *life) afterAsked(tx *db.Tx) error {
	switch l.end {
	case endsAsked:
		return nil
	case endsRefused:
		return l.step(tx, 1, func(tx *db.Tx) (matter.Matter, error) {
			parties, err := matter.Parties(tx, l.m.ID)
			if err != nil {
				return l.m, err
			}
			return mediation.Refuse(tx, l.mediator, l.m.ID, mediation.Refusal{Party: parties[1].ID, Words: "对方明确表示不愿意调解", Told: true})
		}, l.archive(matter.ShortForm))
	}
	return l.step(tx, l.rng.IntN(2), func(tx *db.Tx) (matter.Matter, error) {
		return mediation.Accept(tx, l.mediator, l.m.ID, mediation.Acceptance{AllAgree: true, NotExcluded: true, NoTie: true})
	}, l.afterAccept)
}

func (l *life) afterAccept(tx *db.Tx) error {
	if l.end == endsParty {
		return l.step(tx, 2, func(tx *db.Tx) (matter.Matter, error) {
			return mediation.PartyEnds(tx, l.mediator, l.m.ID, mediation.Ending{Words: "申请人不想再谈，要求终止"})
		}, l.archive(matter.WorkDossier))
	}
	return l.step(tx, 1+l.rng.IntN(3), func(tx *db.Tx) (matter.Matter, error) {
		return mediation.Start(tx, l.mediator, l.m.ID, mediation.Beginning{
			RightsTold: true, IdentitySeen: true, Record: "在矛调室听取双方陈述，讲明法律规定，双方各让一步",
		})
	}, l.afterStart)
}

func (l *life) afterStart(tx *db.Tx) error {
	switch l.end {
	case endsInProgress:
		return l.step(tx, 4, l.instalments, nil)
	case endsFailed:
		return l.step(tx, 3, func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Fail(tx, l.mediator, l.m.ID, mediation.Ending{Words: "双方差距太大，没有谈成", Told: true})
		}, l.archive(matter.WorkDossier))
	case endsWritten:
		return l.step(tx, 2, l.draft, l.afterDraft)
	}
	return l.step(tx, l.rng.IntN(3), func(tx *db.Tx) (matter.Matter, error) {
		return mediation.AgreeOral(tx, l.mediator, l.m.ID, mediation.OralAgreement{
			NoDocument: true, Facts: l.topic.told, Terms: l.topic.terms, OnSpot: true, Amount: int64(l.rng.IntN(20)) * 100_00,
		})
	}, l.close(matter.ShortForm))
}

// instalments are a draft that the parties still think about.
func (l *life) instalments(tx *db.Tx) (matter.Matter, error) {
	parties, err := matter.Parties(tx, l.m.ID)
	if err != nil {
		return l.m, err
	}
	first := tx.Today().AddMonths(1)
	checked := make([]string, len(mediation.Checklist))
	for i, c := range mediation.Checklist {
		checked[i] = c.Code
	}
	return mediation.WriteDraft(tx, l.mediator, l.m.ID, mediation.Draft{
		Facts: l.topic.told, Terms: strings.TrimSuffix(l.topic.terms, "。") + "；款项分四期付清。", Amount: 5000_00, How: "银行转账，凭证交调委会备查",
		PerformOn: first.AddMonths(3), Checked: checked, Duties: []mediation.Promise{
			{Party: parties[len(parties)-1].ID, Words: "付清约定的款项", Amount: 5000_00, DueOn: first, Times: 4, Months: 1},
			{Party: parties[len(parties)-1].ID, Words: "不再发生同样的事", DueOn: first},
		},
	})
}

func (l *life) draft(tx *db.Tx) (matter.Matter, error) {
	checked := make([]string, len(mediation.Checklist))
	for i, c := range mediation.Checklist {
		checked[i] = c.Code
	}
	parties, err := matter.Parties(tx, l.m.ID)
	if err != nil {
		return l.m, err
	}
	until, err := inAWeek(l.days, tx.Today())
	if err != nil {
		return l.m, err
	}
	amount := int64(5+l.rng.IntN(300)) * 100_00
	d := mediation.Draft{
		Facts: l.topic.told, Terms: l.topic.terms, Amount: amount, How: "银行转账，凭证交调委会备查",
		PerformOn: until, Checked: checked, Duties: []mediation.Promise{{Party: parties[len(parties)-1].ID, Words: "支付约定的款项", Amount: amount, DueOn: until}},
	}
	if l.parts {
		d.Terms = strings.TrimSuffix(d.Terms, "。") + "；款项分三期付清。"
		d.Duties[0].Times, d.Duties[0].Months, d.PerformOn = 3, 1, until.AddMonths(2)
	}
	return mediation.WriteDraft(tx, l.mediator, l.m.ID, d)
}

// inAWeek is when what is drafted today is to be done: not in the holidays, for
// the parties sign on the next working day, and that may be a week away.
func inAWeek(days *calendar.Calendar, today calendar.Date) (calendar.Date, error) {
	return days.NextWorkingDay(today.AddDays(7))
}

func (l *life) afterDraft(tx *db.Tx) error {
	return l.step(tx, 1, func(tx *db.Tx) (matter.Matter, error) {
		on := tx.Today()
		return mediation.AgreeWritten(tx, l.mediator, l.m.ID, mediation.Signing{PartiesOn: on, AllParties: true, MediatorOn: on, SealOn: on, Seal: "committee"})
	}, func(tx *db.Tx) error {
		return l.step(tx, 5, l.paid, func(tx *db.Tx) error {
			return l.step(tx, 2, func(tx *db.Tx) (matter.Matter, error) {
				return mediation.FollowUpVisit(tx, l.mediator, l.m.ID, mediation.FollowUp{Satisfied: l.satisfied(), Words: "电话回访，协议已经履行，双方没有新的问题"})
			}, l.close(matter.MediationDossier))
		})
	})
}

// paid is the money on its day: all of it, or the first instalment, and then the
// others on theirs as long as the year lasts.
func (l *life) paid(tx *db.Tx) (matter.Matter, error) {
	all := mediation.Performance{How: mediation.AgreementPerformed, Proof: true, Words: "款项已到账，凭证已交"}
	if !l.parts {
		return mediation.Perform(tx, l.mediator, l.m.ID, all)
	}
	a, err := mediation.Effective(tx, l.m.ID)
	if err != nil {
		return l.m, err
	}
	duties, err := mediation.Duties(tx, a.ID)
	if err != nil {
		return l.m, err
	}
	for i, d := range duties[1:] {
		one := mediation.Performance{How: mediation.AgreementPerformed, Duty: d.ID, Proof: true, Words: "按期到账，凭证已交"}
		if l.breaks && i == 0 {
			one = mediation.Performance{How: mediation.AgreementBreached, Duty: d.ID, Words: "到期没有付，已电话提醒，告知可以依据协议起诉"}
		}
		if i == l.known {
			break // nobody knows yet
		}
		seen := d.DueOn
		if one.How == mediation.AgreementBreached {
			seen = seen.AddDays(1) // the day itself belongs to whoever pays
		}
		if err := l.on(seen, func(tx *db.Tx) error {
			_, err := mediation.Perform(tx, l.chair, l.m.ID, one)
			return err
		}); err != nil {
			return l.m, err
		}
	}
	all.Duty = duties[0].ID
	return mediation.Perform(tx, l.mediator, l.m.ID, all)
}

func (l *life) satisfied() string {
	if l.rng.IntN(12) == 0 {
		return "no"
	}
	return "yes"
}

func (l *life) close(d matter.Dossier) func(tx *db.Tx) error {
	return func(tx *db.Tx) error {
		return l.step(tx, l.rng.IntN(2), func(tx *db.Tx) (matter.Matter, error) {
			c := mediation.Closing{Prevented: l.prevent, Settled: l.settled, Words: "协议已履行，结案"}
			if l.parts {
				c.Watch, c.Words = l.mediator.Officer, "第一期已付，其余各期由调解员继续督促，结案"
			}
			return mediation.Close(tx, l.mediator, l.m.ID, c)
		}, l.archive(d))
	}
}

func (l *life) archive(d matter.Dossier) func(tx *db.Tx) error {
	return func(tx *db.Tx) error {
		return l.step(tx, 1, func(tx *db.Tx) (matter.Matter, error) {
			if d == matter.MediationDossier && !l.quick {
				if err := dossier.Freeze(tx, l.archivist, l.m.ID); err != nil {
					return l.m, err
				}
			}
			return mediation.Archive(tx, l.archivist, l.m.ID, mediation.Archiving{Dossier: d})
		}, nil)
	}
}
