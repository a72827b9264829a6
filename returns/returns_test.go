package returns_test

import (
	"strings"
	"testing"

	"fengsheng/committee"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/org"
	"fengsheng/returns"
	"fengsheng/sample/stage"
)

func TestPeriods(t *testing.T) {
	for text, want := range map[string]string{
		"2024": "2024-01-01 2024-12-31 2025-01-15", "2024Q1": "2024-01-01 2024-03-31 2024-04-10", "2024Q4": "2024-10-01 2024-12-31 2025-01-10", "2024-02": "2024-02-01 2024-02-29 2024-03-10",
	} {
		p, err := returns.ParsePeriod(text)
		got := p.Span().From.String() + " " + p.Span().To.String() + " " + p.Due().String()
		if err != nil || got != want || p.String() != text {
			t.Errorf("%s: got %s as %s, %v; want %s", text, got, p, err, want)
		}
	}
	for _, text := range []string{"", "2024Q5", "2024-13", "2024-1", "24", "2024Q", "2024Q1-01", "1999"} {
		if _, err := returns.ParsePeriod(text); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: got %v, want a refusal", text, err)
		}
	}
	if got := len(returns.Of(2024)); got != 17 {
		t.Errorf("a year has %d periods, want 17", got)
	}
}

// oral concludes a mediation with an oral agreement on the spot.
func oral(s *stage.Stage, kind matter.DisputeType, amount int64) matter.Matter {
	m := s.Sorted(matter.Mediation, func(in *matter.Intake) { in.DisputeType = kind })
	by := s.As("mediator")
	for _, do := range []func(tx *db.Tx) (matter.Matter, error){
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Apply(tx, by, m.ID, mediation.Application{Facts: "漏水", Mediator: by.Officer, NoTie: true})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.AskOther(tx, by, m.ID, mediation.Asking{Reached: true, Log: "愿意"})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Accept(tx, by, m.ID, mediation.Acceptance{AllAgree: true, NotExcluded: true, NoTie: true})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Start(tx, by, m.ID, mediation.Beginning{RightsTold: true, IdentitySeen: true, Record: "到场"})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.AgreeOral(tx, by, m.ID, mediation.OralAgreement{NoDocument: true, Terms: "赔", OnSpot: true, Amount: amount})
		},
		func(tx *db.Tx) (matter.Matter, error) {
			return mediation.Close(tx, by, m.ID, mediation.Closing{Words: "结案"})
		},
	} {
		m = s.Step(do)
	}
	return m
}

// Two agreements and what is written beside them make the table that stands here.
func TestATableOfTwoMatters(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		oral(s, "02", 1200_00)
		oral(s, "02", 800_50)
		month := returns.Period{Year: s.Today().Year(), Month: s.Today().Month()}
		ask := returns.Ask{Kind: returns.Cases, Period: month}
		table := func() (t returns.Table) {
			s.Must(func(tx *db.Tx) error {
				var err error
				t, err = returns.Compute(tx, ask)
				return err
			})
			return t
		}
		want := map[string]string{
			"total": "2", "parties": "4", "succeeded": "2", "difficult": "0", "amount": "0.20", "applied": "2", "proactive": "0", "referred": "0", "oral": "2", "written": "0",
			"type.02": "2", "type.01": "0", "performed": "2", "confirmedApplied": "0", "confirmedValid": "0", "body.street": "2", "body.residents": "0",
			"changedByCourt": "", "paymentOrder": "",
		}
		now := table()
		for _, v := range now.Values {
			if w, there := want[v.Code]; there && v.Text() != w {
				t.Errorf("%s: got %q, want %q", v.Code, v.Text(), w)
			}
			if v.Typed == (v.Rows != "") {
				t.Errorf("%s: typed %v, rows %q", v.Code, v.Typed, v.Rows)
			}
		}
		if len(now.Wrong) != 0 || len(now.Blank) != 2 {
			t.Errorf("got %q wrong and %q blank, want nothing wrong and two blank", now.Wrong, now.Blank)
		}
		by := s.As("chair")
		refused := func(words string, do func(tx *db.Tx) error) {
			t.Helper()
			s.Refused(fault.Invalid, words, func(tx *db.Tx) (matter.Matter, error) { return matter.Matter{}, do(tx) })
		}
		refused("不能填写", func(tx *db.Tx) error { return returns.Write(tx, by, ask, map[string]int64{"total": 3}) })
		refused("不小于0", func(tx *db.Tx) error { return returns.Write(tx, by, ask, map[string]int64{"paymentOrder": -1}) })
		file := func(why string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return returns.File(tx, by, ask, why) }
		}
		s.Refused(fault.Conflict, "还没有过完", func(tx *db.Tx) (matter.Matter, error) { return matter.Matter{}, file("")(tx) })
		s.Later(40)
		refused("申请支付令", file(""))
		s.Must(func(tx *db.Tx) error {
			return returns.Write(tx, by, ask, map[string]int64{"paymentOrder": 0, "changedByCourt": 0})
		})
		s.Refused(fault.Denied, "", func(tx *db.Tx) (matter.Matter, error) {
			return matter.Matter{}, returns.File(tx, s.As("mediator"), ask, "")
		})
		s.Must(file(""))
		refused("再报请写明为什么", file(" "))
		s.Must(func(tx *db.Tx) error { return returns.Write(tx, by, ask, map[string]int64{"paymentOrder": 1}) })
		now = table()
		if got := now.Changed(); len(now.Filings) != 1 || len(got) != 1 || got[0].Code != "paymentOrder" || got[0].FiledText() != "0" || got[0].Text() != "1" {
			t.Errorf("after a correction: %d filings, changed %+v", len(now.Filings), got)
		}
		s.Must(file("更正支付令"))
		if now = table(); len(now.Filings) != 2 || now.Filings[0].Version != 2 || len(now.Changed()) != 0 || now.Filings[1].Cells["paymentOrder"] != 0 {
			t.Errorf("after filing again: %+v", now.Filings)
		}
		s.Must(func(tx *db.Tx) error {
			all, err := returns.Year(tx, returns.Cases, month.Year, "")
			filed := 0
			for _, x := range all {
				if x.Version == 2 && x.Period == month {
					filed++
				}
			}
			if filed != 1 {
				t.Errorf("the year shows %d filed returns, want 1", filed)
			}
			street, err2 := org.Load(tx)
			if err != nil || err2 != nil {
				t.Error(err, err2)
			}
			file, err := now.DOCX(street, "", "某人", tx.Today().Plain())
			if err != nil {
				return err
			}
			paper, err := docx.Read(file)
			for _, words := range []string{"人民调解案件情况统计表", month.Label(), "邻里纠纷", "人工填写", "上报", "\n填表人：某人"} {
				if !strings.Contains(paper.Text(), words) {
					t.Errorf("the paper lacks %q", words)
				}
			}
			return err
		})
	})
}

// A matter without a committee stands under no body, and the check says so.
func TestACheckThatFails(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := oral(s, "02", 0)
		s.Must(func(tx *db.Tx) error {
			_, err := tx.Exec(loseCommittee, tx.Street, string(m.ID))
			return err
		})
		s.Later(40)
		then := calendar.Of(s.Clock.Now().AddDate(0, 0, -40))
		ask := returns.Ask{Kind: returns.Cases, Period: returns.Period{Year: then.Year(), Month: then.Month()}}
		s.Must(func(tx *db.Tx) error {
			if err := returns.Write(tx, s.As("chair"), ask, map[string]int64{"paymentOrder": 0, "changedByCourt": 0}); err != nil {
				return err
			}
			table, err := returns.Compute(tx, ask)
			if len(table.Wrong) != 1 || !strings.Contains(table.Wrong[0], "左边是1，右边是0") {
				t.Errorf("got %q, want one sentence with both figures", table.Wrong)
			}
			return err
		})
		s.Refused(fault.Invalid, "校验不通过", func(tx *db.Tx) (matter.Matter, error) {
			return matter.Matter{}, returns.File(tx, s.As("chair"), ask, "")
		})
		s.Must(func(tx *db.Tx) error { return returns.File(tx, s.As("chair"), ask, "老案件没有写调委会") })
	})
}

var loseCommittee = db.SQL("test.loseCommittee", `UPDATE matter SET committee_id = '' WHERE street_id = $1 AND id = $2`)

// The return on bodies and people is counted from the register of mediators.
func TestBodiesAreCountedFromTheRegister(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		by := s.As("chair")
		s.Must(func(tx *db.Tx) error {
			_, err := committee.Describe(tx, by, s.Committee.ID, committee.Detail{Kind: committee.Street, Seal: "印", Place: "街道"})
			if err != nil {
				return err
			}
			made, err := committee.Found(tx, by, committee.Founding{
				Name: "物业纠纷调委会", ShortName: "物业", Unit: s.Community.ID, Since: calendar.On(2024, 1, 2), Detail: committee.Detail{Kind: committee.Specialist, Trade: "物业"},
			})
			if err != nil {
				return err
			}
			for i, p := range []committee.Person{
				{Name: "甲", Woman: true, Employment: committee.FullTime, Education: "master", Party: true}, {Name: "乙", Employment: committee.Invited, Education: "school"},
			} {
				id := []string{s.Committee.ID, made.ID}[i]
				m, err := committee.Engage(tx, by, id, committee.Engagement{Person: p, Adult: true, Since: calendar.On(2024, 1, 2), Until: calendar.On(2025, 1, 2)})
				if err != nil {
					return err
				}
				if i == 0 {
					if _, err = committee.OpenStudio(tx, by, id, committee.Studio{Mediator: m.ID, Name: "甲工作室", Place: "街道", Since: calendar.On(2024, 1, 2)}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		for id, want := range map[string]map[string]string{
			"": {
				"committees": "2", "committees.street": "1", "committees.residents": "0", "committees.social": "1", "mediators": "2", "fullTime": "1", "women": "1",
				"education": "1", "party": "1", "studios": "1",
			},
			s.Committee.ID: {"committees": "1", "committees.social": "0", "mediators": "1", "women": "1", "studios": "1"},
		} {
			s.Must(func(tx *db.Tx) error {
				table, err := returns.Compute(tx, returns.Ask{Kind: returns.Bodies, Period: returns.Period{Year: 2024, Quarter: 1}, Committee: id})
				for _, v := range table.Values {
					if w, there := want[v.Code]; there && (v.Text() != w || v.Typed || v.Rows == "") {
						t.Errorf("%s of %q is %q behind %q, want %q", v.Code, id, v.Text(), v.Rows, w)
					}
				}
				if len(table.Wrong) > 0 || len(table.Blank) != 2 {
					t.Errorf("wrong %q, blank %q", table.Wrong, table.Blank)
				}
				return err
			})
		}
	})
}
