package indicator_test

import (
	"net/url"
	"slices"

	"fengsheng/committee"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
)

// listed reads an address of the register of mediators as its page does.
func listed(tx *db.Tx, u *url.URL) (ids []string, err error) {
	switch u.Path {
	case "/committees":
		f, err := committee.ParseFilter(u.Query())
		if err != nil {
			return nil, err
		}
		all, err := committee.List(tx, f)
		for _, c := range all {
			ids = append(ids, c.ID)
		}
		slices.Sort(ids)
		return ids, err
	case "/mediators":
		f, err := committee.ParseMediatorFilter(u.Query())
		if err != nil {
			return nil, err
		}
		all, err := committee.Mediators(tx, f)
		for _, m := range all {
			ids = append(ids, string(m.ID))
		}
		slices.Sort(ids)
		return ids, err
	}
	f, err := committee.ParseStudioFilter(u.Query())
	if err != nil {
		return nil, err
	}
	all, err := committee.Studios(tx, f)
	for _, st := range all {
		ids = append(ids, st.ID)
	}
	slices.Sort(ids)
	return ids, err
}

// register keeps the register of mediators: a committee with three members, another in
// a community, somebody engaged who leaves in March, and a studio.
func (s *stage) register(tx *db.Tx) error {
	on := tx.Today()
	if _, err := committee.Describe(tx, s.desk, s.committee, committee.Detail{Kind: committee.Street, Seal: "印", Place: "街道"}); err != nil {
		return err
	}
	person := func(name string, woman bool, e committee.Employment) committee.Person {
		return committee.Person{Name: name, Woman: woman, Employment: e, Education: "college"}
	}
	_, err := committee.Elect(tx, s.desk, s.committee, committee.Election{On: on, Elector: committee.ByFounder, Meeting: "记录", Members: []committee.Candidate{
		{Person: person("委员一", false, committee.FullTime), Office: committee.Director},
		{Person: person("委员二", true, committee.PartTime), Office: committee.Member},
		{Person: person("委员三", false, committee.PartTime), Office: committee.Member},
	}})
	if err != nil {
		return err
	}
	c, err := committee.Found(tx, s.desk, committee.Founding{Name: "祥云社区人民调解委员会", ShortName: "祥云", Unit: s.cloud, Since: on, Detail: committee.Detail{Kind: committee.Residents}})
	if err != nil {
		return err
	}
	m, err := committee.Engage(tx, s.desk, c.ID, committee.Engagement{Person: person("聘任一", true, committee.Invited), Adult: true, Since: on, Until: calendar.On(2026, 10, 31)})
	if err != nil {
		return err
	}
	if _, err := committee.OpenStudio(tx, s.desk, c.ID, committee.Studio{Mediator: m.ID, Name: "工作室", Place: "社区", Since: on}); err != nil {
		return err
	}
	_, err = committee.Leave(tx.At(calendar.On(2024, 3, 1).Time()), s.desk, m.ID, committee.Leaving{On: calendar.On(2024, 3, 1), Ending: "moved"})
	return err
}
