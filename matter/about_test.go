package matter_test

import (
	"testing"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/sample/stage"
)

func TestSexAndAgeAreWhatTheIdentityNumberSays(t *testing.T) {
	for _, c := range []struct {
		p    matter.Party
		sex  string
		born calendar.Date
	}{
		{matter.Party{IDNumber: "11010519491231002X"}, "女", calendar.On(1949, 12, 31)},
		{matter.Party{IDNumber: "11010519491231002X", About: matter.About{Sex: "male", Born: "1950-01-01"}}, "女", calendar.On(1949, 12, 31)},
		{matter.Party{About: matter.About{Sex: "male", Born: "1981-03-05"}}, "男", calendar.On(1981, 3, 5)},
		{matter.Party{Body: true, IDNumber: "91330000123456789X"}, "", 0},
		{matter.Party{}, "", 0},
	} {
		if c.p.SexLabel() != c.sex || c.p.BornOn() != c.born {
			t.Errorf("%+v: got %s, %s; want %s, %s", c.p, c.p.SexLabel(), c.p.BornOn(), c.sex, c.born)
		}
	}
	for _, c := range []struct {
		born, on calendar.Date
		want     int
	}{
		{calendar.On(1949, 12, 31), calendar.On(2024, 12, 30), 74},
		{calendar.On(1949, 12, 31), calendar.On(2024, 12, 31), 75},
		{calendar.On(2004, 2, 29), calendar.On(2023, 2, 28), 18},
		{calendar.On(2004, 2, 29), calendar.On(2023, 3, 1), 19},
		{calendar.On(2024, 5, 8), calendar.On(2024, 5, 8), 0},
		{calendar.On(2024, 5, 9), calendar.On(2024, 5, 8), -1},
		{0, calendar.On(2024, 5, 8), -1},
	} {
		if got := matter.Age(c.born, c.on); got != c.want {
			t.Errorf("born %s, on %s: %d, want %d", c.born, c.on, got, c.want)
		}
	}
}

// What papers say of a party is optional, may be put right like the rest, is
// sealed in the database, and is in the lists that papers are filled from.
func TestPapersKnowMoreOfAPartyThanItsName(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		var parties []matter.Party
		read := func(tx *db.Tx) (err error) {
			parties, err = matter.Parties(tx, m.ID)
			return err
		}
		s.Must(read)
		c := matter.Correction{Party: parties[0].ID, Reason: "对照了户口簿", About: matter.About{Sex: "女", Born: "2030-01-01"}}
		s.Refused(fault.Invalid, "请选择性别", func(tx *db.Tx) (matter.Matter, error) { return matter.CorrectParty(tx, s.As("chair"), m.ID, c) })
		c.About = matter.About{Sex: "female", Born: "2030-01-01"}
		s.Refused(fault.Invalid, "出生日期", func(tx *db.Tx) (matter.Matter, error) { return matter.CorrectParty(tx, s.As("chair"), m.ID, c) })
		c.About = matter.About{Sex: "female", Ethnicity: "汉族", Born: "1981-05-09", Occupation: "教师"}
		s.Step(func(tx *db.Tx) (matter.Matter, error) { return matter.CorrectParty(tx, s.As("chair"), m.ID, c) })
		s.Must(read)
		if parties[0].About != c.About {
			t.Errorf("got %+v, want %+v", parties[0].About, c.About)
		}
		s.Must(func(tx *db.Tx) error {
			d, err := matter.PaperFacts(tx, m)
			if err != nil {
				return err
			}
			said := d.Lists["申请人"][0].Text
			for name, want := range map[string]string{"性别": "女", "民族": "汉族", "年龄": "42", "职业": "教师", "法定代表人": ""} {
				if said[name] != want {
					t.Errorf("%s is %q, want %q", name, said[name], want)
				}
			}
			stored, err := db.Value[string](tx, storedAbout, tx.Street, parties[0].ID)
			if err == nil && (stored == "" || stored == "femaleteacher" || len(stored) < 40) {
				t.Errorf("%q stands in the database, want it sealed", stored)
			}
			return err
		})
	})
}

var storedAbout = db.SQL("test.about", `SELECT sex || ethnicity || born || occupation FROM party WHERE street_id = $1 AND id = $2`)
