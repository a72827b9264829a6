package matter_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/sample/stage"
)

// sees reports whether somebody finds a matter by its id, in the list, in the
// count and in the search.
func sees(s *stage.Stage, login string, m matter.Matter) bool {
	s.T.Helper()
	by := s.As(login)
	var open, listed, counted, found bool
	s.Must(func(tx *db.Tx) error {
		_, err := matter.Visible(tx, by, m.ID)
		if open = err == nil; err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		scope := identity.SeeMatters.Reach(by, tx.Today())
		all, err := matter.List(tx, scope, matter.Filter{}, matter.Page{Order: matter.Newest, Size: 100})
		if err != nil {
			return err
		}
		for _, other := range all {
			listed = listed || other.ID == m.ID
		}
		n, err := matter.Count(tx, scope, matter.Filter{})
		if err != nil {
			return err
		}
		counted = n == len(all)
		hits, err := matter.Find(tx, by, "漏水", 0, 100)
		for _, other := range hits.Matters {
			found = found || other.ID == m.ID
		}
		return err
	})
	if open != listed || open != found || !counted {
		s.T.Errorf("%s: opens %v, lists %v, counts right %v, finds %v", login, open, listed, counted, found)
	}
	return open
}

func TestSEC_AUTHZ_05_WhoIsTiedNeitherFindsNorCountsNorOpens(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		for _, login := range []string{"clerk", "triage", "chair", "station1"} {
			if !sees(s, login, m) {
				t.Errorf("%s does not see the matter before anybody is tied", login)
			}
		}
		tie := func(by string, w matter.Tying) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) { return matter.AddTie(tx, s.As(by), m.ID, w) }
		}
		s.Refused(fault.Invalid, "二者选一", tie("chair", matter.Tying{Relation: "respondent"}))
		s.Refused(fault.Invalid, "为什么要回避", tie("chair", matter.Tying{Officer: s.As("clerk").Officer}))
		s.Refused(fault.Denied, "能看这件事内容的人", tie("supervisor", matter.Tying{Officer: s.As("clerk").Officer, Relation: "respondent"}))
		s.Step(tie("chair", matter.Tying{Officer: s.As("clerk").Officer, Relation: "respondent"}))
		if sees(s, "clerk", m) || !sees(s, "triage", m) {
			t.Error("the tied registrar sees the matter, or the triager does not")
		}
		// A unit and whoever works under it.
		s.Step(tie("chair", matter.Tying{Unit: s.Community.ID, Relation: "interest"}))
		if sees(s, "station1", m) || sees(s, "grid1", m) || !sees(s, "triage", m) {
			t.Error("somebody of the tied unit sees the matter, or the street does not")
		}
		var ties []matter.Tie
		s.Must(func(tx *db.Tx) error {
			var err error
			ties, err = matter.Ties(tx, m.ID)
			return err
		})
		s.Refused(fault.Denied, "登记回避的人不能自己取消", func(tx *db.Tx) (matter.Matter, error) {
			return matter.EndTie(tx, s.As("chair"), m.ID, 0, ties[0].ID, "弄错了")
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.EndTie(tx, s.As("triage"), m.ID, 0, ties[0].ID, "同名，不是同一人")
		})
		if !sees(s, "clerk", m) {
			t.Error("the registrar does not see the matter after the mistake was taken back")
		}
	})
}

// Whoever has to keep out is not given the matter, and leaves it when the tie
// becomes known on the way.
func TestSEC_AUTHZ_05_WhoIsTiedCarriesNothing(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		mediator := s.As("mediator")
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.AddTie(tx, s.As("chair"), m.ID, matter.Tying{Officer: mediator.Officer, Relation: "relative"})
		})
		apply := func(mediator string) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return mediation.Apply(tx, s.As("chair"), m.ID, mediation.Application{Facts: "楼上漏水", Mediator: mediator, NoTie: true})
			}
		}
		s.Refused(fault.Invalid, "要回避的关系", apply(mediator.Officer))
		s.Step(apply(""))

		m = s.Sorted(matter.Mediation)
		m = s.Step(apply(mediator.Officer))
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.AddTie(tx, mediator, m.ID, matter.Tying{Officer: mediator.Officer, Relation: "relative"})
		})
		if m.Mediator != "" || sees(s, "mediator", m) {
			t.Errorf("the mediator who declared a tie still has the matter: %q", m.Mediator)
		}
	})
}

func TestSEC_AUTHZ_04_ARestrictedMatterHasItsReaders(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.Restrict(tx, s.As("chair"), m.ID, 0, "涉及未成年人")
		})
		for _, login := range []string{"clerk", "triage", "supervisor", "leader", "statistician", "station1"} {
			if sees(s, login, m) {
				t.Errorf("%s is no reader and sees the matter", login)
			}
		}
		if !sees(s, "chair", m) {
			t.Error("whoever raised it does not see it")
		}
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.Admit(tx, s.As("chair"), m.ID, 0, s.As("triage").Officer)
		})
		if !sees(s, "triage", m) {
			t.Error("a named reader does not see it")
		}
		lower := func(login string) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) { return matter.Lower(tx, s.As(login), m.ID, 0) }
		}
		s.Step(lower("chair"))
		s.Refused(fault.Denied, "另一位知情人", lower("chair"))
		if sees(s, "clerk", m) {
			t.Error("one person alone has lowered it")
		}
		s.Step(lower("triage"))
		if !sees(s, "clerk", m) {
			t.Error("two persons have lowered it, and the registrar does not see it")
		}
	})
}

// ended is a matter that is over.
func ended(s *stage.Stage, narrow ...func(*matter.Intake)) matter.Matter {
	m := s.Sorted(matter.Mediation, narrow...)
	return s.Step(func(tx *db.Tx) (matter.Matter, error) {
		_, err := mediation.Apply(tx, s.As("chair"), m.ID, mediation.Application{Facts: "楼上漏水"})
		if err != nil {
			return m, err
		}
		return mediation.Decline(tx, s.As("chair"), m.ID, mediation.Declining{Reason: "notCivil", Words: "不属于民间纠纷", Told: true})
	})
}

func TestSEC_PRIV_07_LockedThenErasedByTwo(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := ended(s)
		lock := func(login string, until calendar.Date) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return matter.Lock(tx, s.As(login), m.ID, matter.Locking{Until: until, Reason: "申请人要求删除，保管期未满"})
			}
		}
		erase := func(login string) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return matter.Erase(tx, s.As(login), mediation.Table(), m.ID, 0)
			}
		}
		s.Refused(fault.Conflict, "没有封存", erase("archive"))
		s.Refused(fault.Denied, "只能由", lock("supervisor", calendar.On(2024, 6, 1)))
		s.Refused(fault.Invalid, "届满", lock("chair", calendar.On(2024, 5, 1)))
		s.Step(lock("chair", calendar.On(2024, 6, 1)))
		s.Must(func(tx *db.Tx) error {
			for _, login := range []string{"chair", "archive", "clerk", "triage"} {
				may, err := matter.Readable(tx, s.As(login), m.ID)
				if err != nil {
					return err
				}
				if may {
					t.Errorf("%s reads a locked matter", login)
				}
				found, err := matter.Find(tx, s.As(login), "漏水", 0, 10)
				if err != nil {
					return err
				}
				if len(found.Matters) > 0 {
					t.Errorf("%s finds a locked matter", login)
				}
			}
			return nil
		})
		s.Refused(fault.Conflict, "在那以前只能封存", erase("archive"))
		s.Clock.Set(stage.Morning.AddDate(0, 1, 0))
		before := counted(s)
		s.Step(erase("archive"))
		s.Refused(fault.Denied, "另一位", erase("archive"))
		got := s.Step(erase("chair"))
		if strings.Contains(got.Title, "漏水") {
			t.Errorf("the title is %q", got.Title)
		}
		s.Must(func(tx *db.Tx) error {
			story, err := matter.LoadStory(tx, m.ID)
			if err != nil {
				return err
			}
			parties, err := matter.Parties(tx, m.ID)
			if err != nil {
				return err
			}
			notes, err := matter.Notes(tx, m.ID)
			for _, p := range parties {
				if p.Name+p.Phone+p.Address != "" {
					t.Errorf("a party is left: %+v", p)
				}
			}
			if story.Request+story.Place != "" || len(notes) > 0 || len(parties) != 2 {
				t.Errorf("left are %+v, %d notes, %d parties", story, len(notes), len(parties))
			}
			return err
		})
		if after := counted(s); after != before {
			t.Errorf("counted %d matters before and %d after", before, after)
		}
	})
}

func counted(s *stage.Stage) int {
	n := 0
	s.Must(func(tx *db.Tx) error {
		var err error
		n, err = matter.Count(tx, identity.Whole, matter.Filter{})
		return err
	})
	return n
}

// Neither a file of the database nor of its log has a personal value in plain words.
func TestSEC_PRIV_04_TheFilesHoldNoCanary(t *testing.T) {
	s, dir := onDisk(t)
	m := s.planted()
	var seen matter.Party
	s.Must(func(tx *db.Tx) error {
		all, err := matter.Parties(tx, m.ID)
		seen = all[0]
		return err
	})
	if seen.Phone != canaries[0] || seen.IDNumber != canaries[1] || seen.Address != canaries[2] || seen.Guardian != canaries[3] {
		t.Errorf("read back: %+v", seen)
	}
	s.Must(func(tx *db.Tx) error { // the same telephone is found again
		known, err := matter.Similar(tx, s.As("clerk"), matter.Intake{Unit: s.Estate.ID, Parties: []matter.Party{{Name: "不清楚", Phone: canaries[0]}}})
		if len(known) != 1 {
			t.Errorf("the telephone finds %d matters, want 1", len(known))
		}
		return err
	})
	if found := hunt(t, dir); !slices.Equal(found, []string{told}) {
		t.Errorf("the files hold %q, want only what was told", found)
	}
}

// None of what was told is left in a file once a matter is erased.
func TestSEC_PRIV_08_ErasedFilesHoldNothing(t *testing.T) {
	s, dir := onDisk(t)
	m := s.planted()
	s.Step(func(tx *db.Tx) (matter.Matter, error) {
		return matter.Lock(tx, s.As("chair"), m.ID, matter.Locking{Until: calendar.On(2024, 5, 9), Reason: "要求删除"})
	})
	s.Later(2)
	for _, login := range []string{"chair", "archive"} {
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.Erase(tx, s.As(login), mediation.Table(), m.ID, 0)
		})
	}
	if err := s.DB.Close(); err != nil {
		t.Fatal(err)
	}
	if found := hunt(t, dir); len(found) > 0 {
		t.Errorf("after erasing the files hold %q", found)
	}
}

var canaries = []string{"13912345678", "11010119900307803X", "金丝雀路1号", "监护甲"}

const told = "楼上漏水金丝雀原话"

// disk is a stage whose files can be looked at.
type disk struct{ *stage.Stage }

func onDisk(t *testing.T) (disk, string) {
	t.Helper()
	dir := t.TempDir()
	clock := dbtest.At(stage.Morning)
	return disk{stage.Over(t, dbtest.Open(t, db.Config{Dir: dir, Clock: clock.Now}), clock)}, dir
}

// planted is a matter that is over, with the canaries.
func (s disk) planted() matter.Matter {
	return ended(s.Stage, func(in *matter.Intake) {
		in.Request = told
		in.Parties[0] = matter.Party{
			Side: matter.Applicant, Name: "甲某", Phone: canaries[0], IDNumber: canaries[1], Address: canaries[2], Minor: true, Guardian: canaries[3],
		}
	})
}

// hunt lists the canaries that stand in any file of the directory.
func hunt(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			continue // the folder of the keys
		}
		for _, c := range append(slices.Clone(canaries), told) {
			if bytes.Contains(data, []byte(c)) && !slices.Contains(found, c) {
				found = append(found, c)
			}
		}
	}
	return found
}
