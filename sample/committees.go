package sample

import (
	"fmt"

	"fengsheng/actor"
	"fengsheng/committee"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
)

// sitting is a member of a committee: of the office, or invented.
type sitting struct {
	who    actor.Actor // the zero actor: nobody who works here
	name   string
	woman  bool
	office committee.Office
	person committee.Person
}

func (s sitting) candidate() committee.Candidate {
	p := s.person
	p.Name, p.Woman = s.name, s.woman
	if p.Name == "" {
		p.Name = s.who.Name
	}
	return committee.Candidate{Officer: s.who.Officer, Person: p, Office: s.office}
}

// colleagues are the members of a community's committee who work for nobody: invented
// names, one elder and one of the residents' committee for each community.
var colleagues = []struct {
	elder, member string
}{
	{"段立诚", "侯巧云"}, {"钱守义", "卜春兰"}, {"涂国栋", "聂玉珍"}, {"宫长河", "柴秀英"}, {"解放民", "苗桂芝"}, {"戚忠信", "鲁月娥"}, {"郎振声", "葛秋菊"},
}

// elected is when each was: the terms of the communities' committees: most were elected early in
// 2023; the fourth serves its last weeks, the sixth is elected anew in June.
func elected(community int) calendar.Date {
	switch community {
	case 3:
		return calendar.On(2022, 1, 18)
	case 5:
		return calendar.On(2021, 6, 10)
	}
	return calendar.On(2023, 3, 6+community)
}

var (
	elder     = committee.Person{Employment: committee.PartTime, Background: "elder", Education: "college", Party: true}
	resident  = committee.Person{Employment: committee.PartTime, Background: "community", Education: "school"}
	whole     = committee.Person{Employment: committee.FullTime, Background: "community", Education: "bachelor", LawTrained: true}
	partTime  = committee.Person{Employment: committee.PartTime, Background: "community", Education: "bachelor", Party: true}
	justice   = committee.Person{Employment: committee.PartTime, Background: "law", Education: "bachelor", LawTrained: true, Party: true}
	registrar = "0431-0000 "
)

// register keeps the committees and mediators: written down on the first working day of
// the year, with the days of its facts, and what changed in the year on its day.
func (t *theatre) register() {
	t.day(calendar.On(2024, 1, 2), 8, func(tx *db.Tx) error {
		if err := t.streetCommittee(tx); err != nil {
			return fmt.Errorf("the street's committee: %w", err)
		}
		for i := range t.Communities {
			if err := t.communityCommittee(tx, i); err != nil {
				return fmt.Errorf("committee of %s: %w", t.Communities[i].Unit.Name, err)
			}
		}
		return nil
	})
	t.day(calendar.On(2024, 5, 20), 14, t.specialists)
	t.trainings()
}

func (t *theatre) elect(tx *db.Tx, id string, on calendar.Date, by committee.Elector, minuted string, members ...sitting) error {
	e := committee.Election{On: on, Elector: by, Meeting: minuted}
	for _, m := range members {
		e.Members = append(e.Members, m.candidate())
	}
	_, err := committee.Elect(tx, t.chair, id, e)
	return err
}

func (t *theatre) streetCommittee(tx *db.Tx) error {
	id := t.Committee.ID
	_, err := committee.Describe(tx, t.chair, id, committee.Detail{Kind: committee.Street, Seal: t.Committee.Name, Place: "街道一楼矛调中心", Phone: registrar + "0001"})
	if err != nil {
		return err
	}
	err = t.elect(tx, id, calendar.On(2023, 1, 12), committee.ByFounder, "街道办事处会议记录〔2023〕2号，应到9人，实到9人",
		sitting{who: t.chair, office: committee.Director, person: justice},
		sitting{who: t.mediators[0], office: committee.Deputy, person: whole},
		sitting{name: "邵兰心", woman: true, office: committee.Member, person: whole},
		sitting{who: t.adviser, office: committee.Member, person: committee.Person{Employment: committee.Invited, Background: "law", Education: "master", LawTrained: true}},
		sitting{name: "项德昌", office: committee.Member, person: elder})
	if err != nil {
		return err
	}
	for i, e := range []struct {
		name       string
		woman      bool
		background string
		employment committee.Employment
		until      calendar.Date
	}{
		{"和淑贤", true, "elder", committee.Invited, calendar.On(2026, 1, 31)},
		{"尉迟安", false, "elder", committee.Invited, calendar.On(2026, 1, 31)},
		{"桑若水", true, "counsellor", committee.Invited, calendar.On(2025, 12, 31)},
		{"容静姝", true, "counsellor", committee.Invited, calendar.On(2025, 12, 31)},
		{"卫正平", false, "justice", committee.FullTime, calendar.On(2025, 2, 10)},
	} {
		m, err := committee.Engage(tx, t.chair, id, committee.Engagement{
			Person: committee.Person{Name: e.name, Woman: e.woman, Employment: e.employment, Background: e.background, Education: "college", Certificate: fmt.Sprintf("演示调〔2023〕%03d号", 21+i)},
			Adult:  true, Since: calendar.On(2023, 2, 11), Until: e.until,
		})
		if err != nil {
			return err
		}
		if i == 0 {
			_, err = committee.OpenStudio(tx, t.chair, id, committee.Studio{Mediator: m.ID, Name: "和大姐调解工作室", Place: "万通社区党群服务中心二楼", Since: calendar.On(2023, 6, 1)})
			if err != nil {
				return err
			}
		}
	}
	_, err = committee.Report(tx, t.chair, id, 0, calendar.On(2024, 1, 2))
	return err
}

func (t *theatre) communityCommittee(tx *db.Tx, i int) error {
	c := t.Communities[i]
	founded, on := calendar.On(2019, 3, 1), elected(i)
	made, err := committee.Found(tx, t.chair, committee.Founding{
		Name: c.Unit.Name + "人民调解委员会", ShortName: c.Unit.Name[:len("吉祥")], Unit: c.Unit.ID, Since: founded,
		Detail: committee.Detail{Kind: committee.Residents, Seal: c.Unit.Name + "人民调解委员会", Place: c.Unit.Name + "党群服务中心", Phone: fmt.Sprintf("%s%04d", registrar, 11+i)},
	})
	if err != nil {
		return err
	}
	minuted := fmt.Sprintf("居民会议记录，%d名居民代表到会", 46+3*i)
	members := []sitting{
		{who: t.leads[i], woman: i != 1 && i != 4 && i != 5, office: committee.Director, person: partTime},
		{who: t.mediators[1+i], office: committee.Member, person: whole},
		{name: colleagues[i].elder, office: committee.Member, person: elder},
		{name: colleagues[i].member, woman: true, office: committee.Member, person: resident},
	}
	if err := t.elect(tx, made.ID, on, committee.ByResidents, minuted, members...); err != nil {
		return err
	}
	if _, err := committee.Report(tx, t.chair, made.ID, 0, calendar.On(2024, 1, 2)); err != nil {
		return err
	}
	switch i {
	case 5:
		t.reelection(made.ID, minuted)
	case 2:
		t.vacancy(made.ID)
	}
	return nil
}

// reelection is three years later: two go on, one is new, one was not elected again.
func (t *theatre) reelection(id, minuted string) {
	t.day(calendar.On(2024, 6, 7), 16, func(tx *db.Tx) error {
		all, err := committee.Mediators(tx, committee.MediatorFilter{Committee: id, On: tx.Today()})
		if err != nil {
			return err
		}
		e := committee.Election{On: calendar.On(2024, 6, 6), Elector: committee.ByResidents, Meeting: minuted}
		offices := []committee.Office{committee.Director, committee.Deputy, committee.Member}
		for i, m := range all[:2] {
			e.Members = append(e.Members, committee.Candidate{Mediator: m.ID, Office: offices[i]})
		}
		e.Members = append(e.Members, committee.Candidate{Mediator: all[3].ID, Office: committee.Member}, sitting{name: "滕文瑞", office: committee.Member, person: elder}.candidate())
		if _, err := committee.Elect(tx, t.chair, id, e); err != nil {
			return err
		}
		_, err = committee.Report(tx, t.chair, id, 0, tx.Today())
		return err
	})
}

// vacancy is a member who resigns in December; the seat is filled and not yet reported.
func (t *theatre) vacancy(id string) {
	t.day(calendar.On(2024, 12, 18), 10, func(tx *db.Tx) error {
		all, err := committee.Mediators(tx, committee.MediatorFilter{Committee: id, On: tx.Today()})
		if err != nil {
			return err
		}
		if _, err := committee.Leave(tx, t.chair, all[2].ID, committee.Leaving{On: calendar.On(2024, 12, 17), Ending: "health"}); err != nil {
			return err
		}
		_, err = committee.Fill(tx, t.chair, id, committee.Filling{On: tx.Today(), Member: sitting{name: "齐淑敏", woman: true, office: committee.Member, person: elder}.candidate()})
		return err
	})
}

// specialists are a committee for quarrels with property managers, set up in May.
func (t *theatre) specialists(tx *db.Tx) error {
	made, err := committee.Found(tx, t.chair, committee.Founding{
		Name: "东盛街道物业纠纷人民调解委员会", ShortName: "东盛物业", Unit: t.Root.ID, Since: calendar.On(2024, 5, 20),
		Detail: committee.Detail{Kind: committee.Specialist, Trade: "物业服务", Seal: "东盛街道物业纠纷人民调解委员会", Place: "街道二楼", Phone: registrar + "0002"},
	})
	if err != nil {
		return err
	}
	trade := committee.Person{Employment: committee.PartTime, Background: "trade", Education: "college"}
	err = t.elect(tx, made.ID, calendar.On(2024, 5, 20), committee.ByFounder, "街道办事处会议记录〔2024〕9号",
		sitting{name: "樊广厦", office: committee.Director, person: trade},
		sitting{name: "安慧敏", woman: true, office: committee.Member, person: trade},
		sitting{name: "丘明远", office: committee.Member, person: justice})
	if err != nil {
		return err
	}
	_, err = committee.Report(tx, t.chair, made.ID, 0, calendar.On(2024, 5, 20))
	return err
}
