package returns_test

import (
	"net/url"
	"strings"
	"testing"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/petition"
	"fengsheng/returns"
	"fengsheng/sample/stage"
	"fengsheng/supervision"
)

// year is the return of the year of the stage.
func year(s *stage.Stage) returns.Table {
	var table returns.Table
	s.Must(func(tx *db.Tx) error {
		var err error
		table, err = returns.Compute(tx, returns.Ask{Kind: returns.Petitions, Period: returns.Period{Year: s.Today().Year()}})
		return err
	})
	return table
}

// classified is a petition that complains of an organ.
func classified(s *stage.Stage, organ string, persons int, narrow ...func(*matter.Intake)) matter.Matter {
	m := s.Sorted(matter.Petition, narrow...)
	return s.Step(func(tx *db.Tx) (matter.Matter, error) {
		return petition.Classify(tx, s.As("petition"), m.ID, petition.Classification{Sort: petition.Claim, Organ: organ, Persons: persons, DupChecked: true, FinalChecked: true})
	})
}

// The return of art. 41 is counted from the records, and each cell opens exactly the
// matters it counts.
func TestPetitionsAreCountedWithTheirFieldsAndOrgans(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		clerk := s.As("petition")
		forwarded := classified(s, "供热公司", 12)
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Forward(tx, clerk, forwarded.ID, petition.Sending{Organ: "区住房和城乡建设局", Told: true})
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Archive(tx, s.As("archive"), forwarded.ID, matter.Archiving{}) // forwarded it was all the same
		})
		assigned := classified(s, "供热公司", 0, func(in *matter.Intake) { in.Channel = "letter" })
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Assign(tx, clerk, assigned.ID, petition.Sending{Organ: "区信访局", Told: true, Due: tx.Today().AddDays(20)})
		})
		classified(s, " 园林处 ", 0)
		main := s.Sorted(matter.Petition)
		typed := s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.TakeIn(tx, s.As("clerk"), matter.Intake{
				Channel: "phone", Title: "物业费", Request: "请减免", Unit: s.Estate.ID, Known: true, Parties: []matter.Party{{Side: matter.Applicant, Name: "丙某"}},
			})
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.Triage(tx, s.As("triage"), typed.ID, matter.Sorting{
				Kind: matter.Petition, DisputeType: "17", Gates: matter.Gates{Child: "no", Incapable: "no", Violence: "no", Major: "no"},
			})
		})
		again := s.Step(func(tx *db.Tx) (matter.Matter, error) { // the same people come once more
			return matter.TakeIn(tx, s.As("clerk"), matter.Intake{
				Channel: "station", Title: "又来反映", Request: "还没有解决", Unit: s.Estate.ID, Known: true, Parties: []matter.Party{{Side: matter.Applicant, Name: "甲某"}},
			})
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.Merge(tx, s.As("triage"), again.ID, matter.Merging{Into: main.ID, SameFacts: true})
		})
		s.Later(12)
		s.Must(func(tx *db.Tx) error {
			_, err := supervision.Ask(tx, s.As("supervisor"), main.ID, supervision.Asking{Asks: "请说明进展", By: tx.Today().AddDays(3)})
			return err
		})
		for i, sort := range []string{"policy", "work", "policy"} {
			s.Must(func(tx *db.Tx) error {
				if _, err := petition.Advise(tx, clerk, main.ID, petition.Advising{Sort: sort, Organ: "区住房和城乡建设局", Words: "公布减免的办法"}); err != nil || i > 0 {
					return err
				}
				made, err := petition.AdvicesOf(tx, main.ID)
				if err != nil {
					return err
				}
				_, err = petition.Answered(tx, clerk, made[0].ID, petition.Feedback{Result: "partlyAdopted", Words: "先公布办法"})
				return err
			})
		}
		table := year(s)
		opens(t, s, table)
		s.Must(func(tx *db.Tx) error { // the clerk sees them all, but not what was merged before it was sorted
			own, err := returns.Within(tx, table.Ask, identity.SeeMatters.Reach(clerk, tx.Today()))
			for _, v := range table.Values {
				if (own[v.Code] == v.Number) == (v.Code == "batches") {
					t.Errorf("%s is %d, and %d for the clerk", v.Code, v.Number, own[v.Code])
				}
			}
			return err
		})
		want := map[string]string{
			"batches": "4", "persons": "16", "matters": "5", "channel.centre": "3", "channel.letter": "1", "channel.phone": "1", "field.17": "1", "field.none": "4", "organ.供热公司": "2",
			"organ.园林处": "1", "organ.none": "2", "forwarded": "1", "assigned": "1", "chased": "1",
			"suggestions": "3", "suggestions.policy": "2", "suggestions.work": "1", "suggestions.accountability": "0", "adopted": "1",
		}
		for _, v := range table.Values {
			if w, there := want[v.Code]; there && v.Text() != w {
				t.Errorf("%s: got %s, want %s", v.Code, v.Text(), w)
			}
			delete(want, v.Code)
		}
		if len(want) > 0 || len(table.Wrong) > 0 {
			t.Errorf("cells missing %v, wrong %q", want, table.Wrong)
		}
	})
}

// opens asks the list behind each cell how many rows it has.
func opens(t *testing.T, s *stage.Stage, table returns.Table) {
	t.Helper()
	for _, v := range table.Values {
		if v.Typed {
			continue
		}
		path, query, _ := strings.Cut(v.Rows, "?")
		q, err := url.ParseQuery(query)
		if path == "/advice" && err == nil {
			s.Must(func(tx *db.Tx) error {
				f, err := petition.ParseAdviceFilter(q)
				if err != nil {
					return err
				}
				list, err := petition.Advices(tx, s.As("petition"), f, 100)
				if err == nil && int64(len(list)) != v.Number {
					t.Errorf("%s is %d and opens %d rows", v.Code, v.Number, len(list))
				}
				return err
			})
			continue
		}
		if path != "/matters" || err != nil {
			t.Errorf("%s opens %s: %v", v.Code, v.Rows, err)
			continue
		}
		s.Must(func(tx *db.Tx) error {
			f, err := matter.ParseFilter(q)
			if err != nil {
				return err
			}
			list, err := matter.List(tx, identity.Whole, f, matter.Page{Size: 100})
			if err == nil && int64(len(list)) != v.Number && v.Code != "persons" {
				t.Errorf("%s is %d and opens %d rows", v.Code, v.Number, len(list))
			}
			return err
		})
	}
}

// A return that was filed with
// another table does not look changed by the new cells, but by an organ named since.
func TestAFiledReturnKnowsWhatItHad(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		classified(s, "供热公司", 0)
		chair := s.As("chair")
		ask := returns.Ask{Kind: returns.Petitions, Period: returns.Period{Year: s.Today().Year()}}
		s.Later(300)
		s.Must(func(tx *db.Tx) error {
			table, err := returns.Compute(tx, ask)
			if err != nil {
				return err
			}
			if len(table.Blank) > 0 {
				t.Errorf("somebody has to write %q", table.Blank)
			}
			return returns.File(tx, chair, ask, "")
		})
		s.Must(func(tx *db.Tx) error {
			_, err := tx.Exec(olderTable, tx.Street, `{"matters":1,"fields":1}`)
			return err
		})
		var changed []string
		s.Must(func(tx *db.Tx) error {
			table, err := returns.Compute(tx, ask)
			for _, v := range table.Changed() {
				changed = append(changed, v.Code)
			}
			return err
		})
		if strings.Join(changed, " ") != "organ.供热公司" {
			t.Errorf("changed since it was filed: %v", changed)
		}
	})
}

var olderTable = db.SQL("test.olderTable", `UPDATE return_filing SET cells = $2 WHERE street_id = $1`)
