package matter_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/sample"
)

const home = "home"

// town is the demonstration street without its year, and its people.
type town struct {
	t      *testing.T
	d      *db.DB
	clock  *dbtest.Clock
	home   org.Unit // an estate of the first community
	away   org.Unit // one of the second
	panel  org.Committee
	people map[string]actor.Actor
}

func inTown(t *testing.T, run func(w *town)) {
	morning := time.Date(2024, 5, 8, 9, 0, 0, 0, calendar.Shanghai)
	clock := dbtest.At(morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(morning)
		w := &town{t: t, d: d, clock: clock, people: map[string]actor.Actor{}}
		w.must(func(tx *db.Tx) error {
			if _, err := sample.Found(tx, "argon2id$m=8,t=1,p=1$AAAA$AAAA"); err != nil {
				return err
			}
			accounts, err := identity.Accounts(tx)
			if err != nil {
				return err
			}
			for _, a := range accounts {
				if w.people[a.Login], err = identity.ActorOf(tx, a); err != nil {
					return err
				}
			}
			world, err := sample.Load(tx)
			w.home, w.away, w.panel = world.Communities[0].Estates[0], world.Communities[1].Estates[0], world.Committee
			return err
		})
		run(w)
	})
}

func (w *town) must(fn func(tx *db.Tx) error) {
	w.t.Helper()
	if err := w.d.Update(context.Background(), home, fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *town) do(fn func(tx *db.Tx) (matter.Matter, error)) (m matter.Matter, err error) {
	err = w.d.Update(context.Background(), home, func(tx *db.Tx) error {
		m, err = fn(tx)
		return err
	})
	return m, err
}

func (w *town) step(fn func(tx *db.Tx) (matter.Matter, error)) matter.Matter {
	w.t.Helper()
	m, err := w.do(fn)
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

// refused asks for a fault of the kind whose sentence, or that of one of its
// fields, has the words.
func (w *town) refused(kind fault.Kind, words string, fn func(tx *db.Tx) (matter.Matter, error)) {
	w.t.Helper()
	_, err := w.do(fn)
	said := fmt.Sprint(err)
	if f := fault.Of(err); f != nil {
		for _, field := range f.Fields {
			said += "\n" + field.Message
		}
	}
	if !fault.Is(err, kind) || !strings.Contains(said, words) {
		w.t.Errorf("got %v, want a refusal that says %q", said, words)
	}
}

func (w *town) take(by string, change func(*matter.Intake)) matter.Matter {
	w.t.Helper()
	in := matter.Intake{
		Channel: "centre", Title: "楼上漏水", Request: "请修好并赔偿", Place: "3栋", Unit: w.home.ID, Known: true,
		Parties: []matter.Party{{Side: matter.Applicant, Name: "甲某"}, {Side: matter.Respondent, Name: "乙某"}},
	}
	if change != nil {
		change(&in)
	}
	return w.step(func(tx *db.Tx) (matter.Matter, error) { return matter.TakeIn(tx, w.people[by], in) })
}

func (w *town) sorting(kind matter.Kind) matter.Sorting {
	return matter.Sorting{
		Kind: kind, Class: matter.ClassCivil, DisputeType: "02", Committee: w.panel.ID,
		Gates: matter.Gates{Child: "no", Incapable: "no", Violence: "no", Major: "no"},
	}
}

func (w *town) sort(m matter.Matter, s matter.Sorting) func(*db.Tx) (matter.Matter, error) {
	return func(tx *db.Tx) (matter.Matter, error) { return matter.Triage(tx, w.people["triage"], m.ID, s) }
}

// Whatever the channel, it is taken in, has a number, and an event tells it (section 1).
func TestEveryChannelIsTakenIn(t *testing.T) {
	inTown(t, func(w *town) {
		numbers := map[string]bool{}
		for _, c := range matter.Channels {
			m := w.take("clerk", func(in *matter.Intake) { in.Channel = matter.Channel(c.Code) })
			if m.State != matter.Registered || m.RegisteredOn != 20240508 || numbers[m.Number] || !m.Open {
				t.Errorf("%s: got %s on %s as %s", c.Label, m.State, m.RegisteredOn, m.Number)
			}
			numbers[m.Number] = true
			w.must(func(tx *db.Tx) error {
				told, err := event.Of(tx, event.Matter, string(m.ID), 10)
				if len(told) != 2 || !strings.Contains(string(told[1].Details), c.Code) {
					t.Errorf("%s: the ledger has %d events, want receiving by this channel and registering", c.Label, len(told))
				}
				return err
			})
		}
	})
}

// Who may receive and who may register as well (section 1, W12).
func TestWhoTakesIn(t *testing.T) {
	inTown(t, func(w *town) {
		for login, want := range map[string]matter.State{
			"clerk": matter.Registered, "petition": matter.Registered, "grid1": matter.Received, "station1": matter.Received, "mediator": matter.Received,
			"archive": "", "leader": "", "writer": "", "admin": "", "audit": "", "police": "", "statistician": "",
		} {
			m, err := w.do(func(tx *db.Tx) (matter.Matter, error) {
				at := w.home.ID
				for _, p := range w.people[login].Posts {
					if p.Place.Level == actor.Grid {
						at = p.Place.ID
					}
				}
				return matter.TakeIn(tx, w.people[login], matter.Intake{Channel: "grid", Title: "路灯坏了", Request: "请修", Unit: at, Known: true})
			})
			switch {
			case want == "" && !fault.Is(err, fault.Denied):
				t.Errorf("%s: got %v, want a refusal", login, err)
			case want != "" && (err != nil || m.State != want):
				t.Errorf("%s: got %s, %v; want %s", login, m.State, err, want)
			}
		}
	})
}

func TestIntakeIsRefusedWithASentence(t *testing.T) {
	inTown(t, func(w *town) {
		for words, spoil := range map[string]func(*matter.Intake){
			"请选择这件事从哪里来": func(in *matter.Intake) { in.Channel = "pigeon" },
			"请用一句话写明事由":  func(in *matter.Intake) { in.Title = " " },
			"手机号应为11位，现在是10位": func(in *matter.Intake) {
				in.Parties = []matter.Party{{Side: matter.Applicant, Name: "甲某", Phone: "1390000111"}}
			},
			"现在多了1字":         func(in *matter.Intake) { in.Title = strings.Repeat("长", 61) },
			"照当事人的原话":        func(in *matter.Intake) { in.Request = "" },
			"请选择事情发生在":       func(in *matter.Intake) { in.Unit = "" },
			"2024-05-09还没有到": func(in *matter.Intake) { in.ReceivedOn = 20240509 },
			"请选择规模":          func(in *matter.Intake) { in.Scale = "9" },
		} {
			in := matter.Intake{Channel: "centre", Title: "楼上漏水", Request: "请修好", Unit: w.home.ID, Known: true}
			spoil(&in)
			w.refused(fault.Invalid, words, func(tx *db.Tx) (matter.Matter, error) { return matter.TakeIn(tx, w.people["clerk"], in) })
		}
		w.refused(fault.Denied, "只能登记本辖区", func(tx *db.Tx) (matter.Matter, error) {
			return matter.TakeIn(tx, w.people["station1"], matter.Intake{Channel: "station", Title: "别处的事", Request: "请管", Unit: w.away.ID, Known: true})
		})
	})
}

// From a state the table does not name, no command is taken; and nobody but
// those it names takes one (W14).
func TestWhatTheTableOfIntakeDoesNotSayIsRefused(t *testing.T) {
	inTown(t, func(w *town) {
		table := matter.Table()
		states := []matter.State{"", matter.Received, matter.Registered, matter.Triaged, matter.Merged, matter.Redirected}
		for _, from := range states {
			for _, s := range table.Steps {
				m := matter.Matter{State: from, Community: w.home.Community}
				allowed := slices.ContainsFunc(table.Steps, func(o matter.Step) bool { return o.Do == s.Do && o.From == from })
				for login, by := range w.people {
					_, err := table.Step(m, s.Do, by)
					holds := slices.ContainsFunc(by.Posts, func(p actor.Post) bool {
						return slices.Contains(s.Who, p.Role) && m.At().Within(p.Place)
					})
					if want := allowed && holds; (err == nil) != want {
						t.Errorf("%s %s by %s: got %v, want allowed=%v", from, s.Do, login, err, want)
					}
					if err != nil && fault.Of(err) == nil {
						t.Errorf("%s %s by %s: %v is no sentence for people", from, s.Do, login, err)
					}
				}
			}
		}
	})
}

func TestSortingGoesToEveryKind(t *testing.T) {
	inTown(t, func(w *town) {
		for _, k := range matter.Kinds {
			m := w.take("clerk", nil)
			m = w.step(w.sort(m, w.sorting(matter.Kind(k.Code))))
			if m.State != matter.Triaged || m.Kind != matter.Kind(k.Code) {
				t.Errorf("%s: got %s %s", k.Label, m.State, m.Kind)
			}
			if petition := m.Kind == matter.Petition; petition != (m.DueOn == 20240523) {
				t.Errorf("%s: got the clock on %s; a petition is answered for within 15 days, others have none yet", k.Label, m.DueOn)
			}
			w.refused(fault.Conflict, "不能再做“分流”", w.sort(m, w.sorting(matter.Mediation)))
		}
	})
}

func TestSortingIsRefusedWithASentence(t *testing.T) {
	inTown(t, func(w *town) {
		m := w.take("clerk", nil)
		for words, spoil := range map[string]func(*matter.Sorting){
			"按哪一种办":   func(s *matter.Sorting) { s.Kind = "" },
			"请选择事项大类": func(s *matter.Sorting) { s.Class = "" },
			"请选择纠纷类型": func(s *matter.Sorting) { s.DisputeType = "" },
			"哪个调委会":   func(s *matter.Sorting) { s.Committee = "" },
		} {
			s := w.sorting(matter.Mediation)
			spoil(&s)
			w.refused(fault.Invalid, words, w.sort(m, s))
		}
		s := w.sorting(matter.Mediation)
		w.refused(fault.Denied, "只能由分流人来做", func(tx *db.Tx) (matter.Matter, error) { return matter.Triage(tx, w.people["clerk"], m.ID, s) })
		if now := w.step(func(tx *db.Tx) (matter.Matter, error) { return matter.Visible(tx, w.people["clerk"], m.ID) }); now.State != matter.Registered || now.Version != m.Version {
			t.Errorf("after the refusals: got %s version %d, want it untouched", now.State, now.Version)
		}
	})
}

// A complaint against the street is not sorted by who took it in.
func TestAComplaintAgainstTheStreet(t *testing.T) {
	inTown(t, func(w *town) {
		both := w.people["clerk"]
		both.Posts = append(slices.Clone(both.Posts), w.people["triage"].Posts...)
		m := w.take("clerk", nil)
		s := w.sorting(matter.Petition)
		s.AgainstStreet = true
		w.refused(fault.Denied, "登记的人不能自己分流", func(tx *db.Tx) (matter.Matter, error) { return matter.Triage(tx, both, m.ID, s) })
		w.step(w.sort(m, s))
	})
}

func TestMergingEndsTheRepeatedMatter(t *testing.T) {
	inTown(t, func(w *town) {
		first, again, third := w.take("clerk", nil), w.take("clerk", nil), w.take("clerk", nil)
		merge := func(id, into matter.ID, same bool) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				return matter.Merge(tx, w.people["triage"], id, matter.Merging{Into: into, SameFacts: same})
			}
		}
		w.refused(fault.Invalid, "同一件事、同一个人", merge(again.ID, first.ID, false))
		w.refused(fault.Invalid, "另一件", merge(again.ID, again.ID, true))
		w.refused(fault.NotFound, "", merge(again.ID, "nothing", true))
		m := w.step(merge(again.ID, first.ID, true))
		if m.State != matter.Merged || m.Into != first.ID || m.Open || m.ClosedOn != 20240508 {
			t.Errorf("got %s into %s, open %v, closed on %s", m.State, m.Into, m.Open, m.ClosedOn)
		}
		w.refused(fault.Invalid, "另一件", merge(third.ID, again.ID, true))
		w.refused(fault.Conflict, "已合并", merge(again.ID, third.ID, true))
	})
}

func TestWhatIsNotOursIsToldWhereToGo(t *testing.T) {
	inTown(t, func(w *town) {
		m := w.take("clerk", nil)
		redirect := func(to matter.Redirection) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) { return matter.Redirect(tx, w.people["triage"], m.ID, to) }
		}
		w.refused(fault.Invalid, "哪个单位", redirect(matter.Redirection{Reason: "劳动争议", Told: true}))
		w.refused(fault.Invalid, "为什么不归我们办", redirect(matter.Redirection{Body: "劳动仲裁委", Told: true}))
		w.refused(fault.Invalid, "书面告知", redirect(matter.Redirection{Body: "劳动仲裁委", Reason: "劳动争议"}))
		if m := w.step(redirect(matter.Redirection{Body: "劳动仲裁委", Reason: "劳动争议", Told: true})); m.State != matter.Redirected || m.Open {
			t.Errorf("got %s, open %v", m.State, m.Open)
		}
	})
}

// One filter, one answer: the count, the sum, the tally, the ids and the pages
// of the list agree, for every scope; and an address says the filter whole.
func TestOneFilterOneAnswer(t *testing.T) {
	inTown(t, func(w *town) {
		for i := range 60 {
			m := w.take("clerk", func(in *matter.Intake) {
				in.Channel = matter.Channel(matter.Channels[i%len(matter.Channels)].Code)
				if i%3 == 0 {
					in.Unit = w.away.ID
				}
			})
			if i%2 == 0 {
				w.step(w.sort(m, w.sorting(matter.Kind(matter.Kinds[i%len(matter.Kinds)].Code))))
			}
		}
		filters := []matter.Filter{
			{},
			{Open: true},
			{Clocked: true},
			{Kinds: []string{"petition", "hazard"}},
			{Community: w.away.Community},
			{Estate: w.home.ID, Channels: []string{"centre", "web"}},
			{Registered: matter.Period{From: 20240501, To: 20240531}},
			{Registered: matter.Period{From: 20240509}},
			{OpenOn: 20240508},
			{DueBy: 20240601},
			{States: []string{"registered"}},
			{Unbound: true},
			{Due: matter.Period{From: 20240520, To: 20240530}, Open: true},
		}
		w.must(func(tx *db.Tx) error {
			for _, f := range filters {
				back, err := matter.ParseFilter(f.Query())
				if got := back.Query().Encode(); err != nil || got != f.Query().Encode() {
					t.Errorf("%s comes back as %s, %v", f.Query().Encode(), got, err)
				}
				for _, login := range []string{"clerk", "station1", "station2", "mediator", "admin"} {
					agree(t, tx, identity.SeeMatters.Reach(w.people[login], tx.Today()), f, login)
				}
			}
			return nil
		})
		if _, err := matter.ParseFilter(url.Values{"dueFrom": {"下周"}}); !fault.Is(err, fault.Invalid) {
			t.Errorf("a date that is none: got %v", err)
		}
	})
}

func agree(t *testing.T, tx *db.Tx, scope identity.Scope, f matter.Filter, who string) {
	t.Helper()
	n, err := matter.Count(tx, scope, f)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := matter.Sum(tx, scope, f, matter.TotalMatters)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := matter.IDs(tx, scope, f)
	if err != nil {
		t.Fatal(err)
	}
	tally, err := matter.Tally(tx, scope, matter.Filter{}, []matter.Part{{Filter: f, Total: matter.TotalMatters}})
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	page := matter.Page{Order: matter.Newest, Size: 7}
	for {
		found, err := matter.List(tx, scope, f, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range found {
			listed = append(listed, string(m.ID))
		}
		if len(found) < page.Size {
			break
		}
		page.After = f.Cursor(page.Order, found[len(found)-1])
	}
	slices.Sort(listed)
	if int(sum) != n || len(ids) != n || int(tally[0]) != n || !slices.Equal(listed, ids) {
		t.Errorf("%s, %q: count %d, sum %d, tally %d, %d ids, %d listed", who, f.Query().Encode(), n, sum, tally[0], len(ids), len(listed))
	}
}
