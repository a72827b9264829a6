package indicator_test

import (
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/study"
)

func firstPetition(tx *db.Tx) (matter.ID, error) {
	ids, err := matter.IDs(tx, identity.Whole, matter.Filter{Kinds: []string{"petition"}})
	if err != nil {
		return "", err
	}
	return matter.ID(ids[0]), nil
}

// asks are the scopes every indicator is tried in.
func (s *stage) asks() map[string]indicator.Ask {
	return map[string]indicator.Ask{
		"the year":            year,
		"half a year":         {Year: 2024, Cutoff: calendar.On(2024, 6, 30)},
		"one community":       {Year: 2024, Community: s.cloud},
		"the year before":     {Year: 2023},
		"a year with nothing": {Year: 2020},
	}
}

func TestTheYear(t *testing.T) {
	want := map[string]string{
		"examCandidates": "5", "examSatRate": "60.00%", "examPassedRate": "66.67%", "examExcellentRate": "33.33%",
		"accepted": "6", "concluded": "5", "resolved": "4", "concludedRate": "66.67%", "resolvedRate": "80.00%", "openStock": "2", "carriedOver": "1",
		"overdue": "2", "redirected": "1", "otherProcedures": "0", "writtenAgreements": "1", "oralAgreements": "3", "agreedAmount": "123.46",
		"parties": "12", "difficult": "2", "prevented": "1", "preventedParties": "2", "workDossiers": "1", "mediationDossiers": "1",
		"acceptedType02": "3", "acceptedType17": "2", "acceptedType08": "1", "acceptedType01": "0", "acceptedClassCivil": "3",
		"acceptedClassPetition": "1", "acceptedSourceApplied": "6", "acceptedChannelPolice": "2", "acceptedScale01": "6",
		"concludedOutcomeFailed": "1", "concludedOutcomeReconciled": "1", "concludedOutcomeAgreementOral": "2",
		"foundBySweep": "1", "hazardsFound": "1", "policeHandovers": "2",
		"petitionsAccepted": "1", "petitionsConcluded": "1", "petitionsConcludedRate": "100.00%", "petitionRisks": "1", "petitionRiskParties": "2",
		"petitionsSettled": "1", "petitionsSettledParties": "2", "petitionLetters": "1", "petitionsOnline": "1",
		"petitionMeetings": "1", "rolMeetings": "1", "partyMeetings": "2", "studyCentreGroup": "1", "partyRuleReports": "1",
		"receptions": "7", "receptionsAboutCases": "1", "sweeps": "3", "sweepsWithPolice": "1", "dockings": "3", "dockingsMajor": "1",
		"campaigns": "7", "lectures": "3", "leaderLectures": "1", "drills": "3", "policeMeetings": "1",
		"centres": "1", "stations": "2", "rooms": "0", "talkingPoints": "0",
		"committees": "2", "committeesStreet": "1", "committeesResidents": "1", "committeesSpecialist": "0", "studios": "0",
		"mediators": "3", "mediatorsFullTime": "1", "mediatorsPartTime": "2", "mediatorsInvited": "0",
	}
	each(t, func(s *stage) {
		s.view(func(tx *db.Tx) error {
			values, err := indicator.ComputeAll(tx, year)
			if err != nil {
				return err
			}
			seen := 0
			for _, v := range values {
				if text, ok := want[v.Code]; ok {
					seen++
					if v.Text != text {
						t.Errorf("%s %s is %s, want %s", v.Code, v.Name, v.Text, text)
					}
				}
			}
			if seen != len(want) {
				t.Errorf("%d of %d figures are there", seen, len(want))
			}
			for _, c := range indicator.Check(values) {
				t.Errorf("contradiction in real records: %s (%v)", c.Message, c.Places)
			}
			return nil
		})
	})
}

// A figure computed with all others is the figure computed alone.
func TestAllIsOneByOne(t *testing.T) {
	each(t, func(s *stage) {
		s.view(func(tx *db.Tx) error {
			for name, a := range s.asks() {
				values, err := indicator.ComputeAll(tx, a)
				if err != nil {
					return err
				}
				if len(values) != len(indicator.All()) {
					t.Errorf("%s: %d values of %d indicators", name, len(values), len(indicator.All()))
				}
				for _, v := range values {
					alone, err := indicator.Compute(tx, v.Code, a)
					if err != nil {
						return err
					}
					if got, want := plain(v), plain(alone); got != want {
						t.Errorf("%s: %s with all is %+v, alone %+v", name, v.Code, got, want)
					}
				}
				for _, c := range indicator.Check(values) {
					if !c.Hint {
						t.Errorf("%s: %s (%v)", name, c.Message, c.Places)
					}
				}
			}
			return nil
		})
	})
}

type counted struct {
	code, text, evidence, numeratorEvidence, denominatorEvidence string
	number, numerator, denominator                               int64
	isRate                                                       bool
}

func plain(v indicator.Value) counted {
	return counted{
		v.Code, v.Text, v.Evidence, v.NumeratorEvidence, v.DenominatorEvidence, v.Number, v.Numerator, v.Denominator, v.IsRate,
	}
}

// Every figure is what its evidence page lists: the address is read back as a
// list page reads it, and its rows are counted and added up one by one.
func TestEveryFigureIsItsRows(t *testing.T) {
	each(t, func(s *stage) {
		s.view(func(tx *db.Tx) error {
			for name, a := range s.asks() {
				values, err := indicator.ComputeAll(tx, a)
				if err != nil {
					return err
				}
				for _, v := range values {
					rows, err := indicator.Rows(tx, v.Code, a)
					if err != nil {
						return err
					}
					top, whole := apart(rows)
					if strings.HasPrefix(v.Evidence, "/study/exams") {
						exams(t, tx, s.writer, v, whole)
						continue
					}
					shown, total, err := open(tx, v.NumeratorEvidence, v)
					if err != nil {
						return err
					}
					if !v.IsRate {
						top = whole
					}
					if !reflect.DeepEqual(shown, top) || total != v.Numerator {
						t.Errorf("%s: %s is %d; its page %s shows %v that make %d, its rows are %v", name, v.Code, v.Numerator, v.Evidence, shown, total, top)
					}
					if !v.IsRate {
						continue
					}
					shown, total, err = open(tx, v.DenominatorEvidence, v)
					if err != nil {
						return err
					}
					if !reflect.DeepEqual(shown, whole) || total != v.Denominator {
						t.Errorf("%s: %s is of %d; its page shows %v that make %d, its rows are %v", name, v.Code, v.Denominator, shown, total, whole)
					}
				}
			}
			return nil
		})
	})
}

// apart takes the rows of a rate's numerator, marked with a +, from the others.
func apart(rows []string) (numerator, rest []string) {
	for _, r := range rows {
		if id, in := strings.CutPrefix(r, "+"); in {
			numerator = append(numerator, id)
		} else {
			rest = append(rest, r)
		}
	}
	return numerator, rest
}

// exams adds up what the examinations of an address say themselves.
func exams(t *testing.T, tx *db.Tx, by actor.Actor, v indicator.Value, rows []string) {
	t.Helper()
	u, err := url.Parse(v.Evidence)
	if err != nil {
		t.Error(err)
		return
	}
	f, err := study.ParseExamFilter(u.Query())
	all, err2 := study.Exams(tx, by, f)
	if err != nil || err2 != nil || len(all) != len(rows) {
		t.Errorf("%s: %s opens %d examinations, %v, %v; want %d", v.Code, v.Evidence, len(all), err, err2, len(rows))
	}
	var number, of int64
	for _, e := range all {
		switch v.Code {
		case "examCandidates":
			number += int64(e.Candidates)
		case "examSatRate":
			number, of = number+int64(e.Sat), of+int64(e.Candidates)
		case "examPassedRate":
			number, of = number+int64(e.Passed), of+int64(e.Sat)
		case "examExcellentRate":
			number, of = number+int64(e.Best), of+int64(e.Sat)
		}
	}
	if number != v.Numerator || of != v.Denominator {
		t.Errorf("%s is %d of %d; its examinations make %d of %d", v.Code, v.Numerator, v.Denominator, number, of)
	}
}

// open reads an evidence address as its page does, and adds up what the rows
// say themselves.
func open(tx *db.Tx, address string, v indicator.Value) ([]string, int64, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, 0, err
	}
	var ids []string
	var total int64
	switch u.Path {
	case "/matters":
		f, err := matter.ParseFilter(u.Query())
		if err != nil {
			return nil, 0, err
		}
		rows, err := matter.List(tx, identity.Whole, f, matter.Page{Size: 1000})
		classes := map[matter.Class]bool{}
		for _, m := range rows {
			ids = append([]string{string(m.ID)}, ids...) // newest first, so the ids rise
			switch v.Unit {
			case "大类":
				classes[m.Class] = true
				total = int64(len(classes))
			case "人":
				total += int64(m.Parties)
			case "万元":
				total += m.Amount
			default:
				total++
			}
		}
		return ids, total, err
	case "/activities":
		f, err := activity.ParseFilter(u.Query())
		if err != nil {
			return nil, 0, err
		}
		if ids, err = activity.IDs(tx, f); err != nil {
			return nil, 0, err
		}
		for _, id := range ids {
			a, err := activity.Load(tx, activity.ID(id))
			if err != nil {
				return nil, 0, err
			}
			total += says(a, v)
		}
		return ids, total, nil
	case "/committees", "/mediators", "/studios":
		ids, err := listed(tx, u)
		return ids, int64(len(ids)), err
	}
	on, err := calendar.Parse(u.Query().Get("on"))
	if err != nil {
		return nil, 0, err
	}
	rows, err := org.Venues(tx, org.VenueFilter{Kinds: []org.VenueKind{org.VenueKind(u.Query().Get("kind"))}, Community: u.Query().Get("community"), On: on})
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	return ids, int64(len(rows)), err
}

// says is what one activity adds to a figure.
func says(a activity.Activity, v indicator.Value) int64 {
	switch v.Code {
	case "leaflets":
		return int64(a.Leaflets)
	case "giveaways":
		return int64(a.Giveaways)
	case "receptionBatches":
		return int64(a.Batches)
	case "audience", "receptionAudience":
		return int64(a.Audience)
	}
	if v.Unit == "人次" {
		return int64(a.Attendance)
	}
	return 1
}

func TestWhatCannotBeAsked(t *testing.T) {
	each(t, func(s *stage) {
		s.view(func(tx *db.Tx) error {
			for name, a := range map[string]indicator.Ask{
				"no year": {}, "a year too far": {Year: 2101}, "a cut-off in another year": {Year: 2024, Cutoff: calendar.On(2025, 1, 1)},
			} {
				if _, err := indicator.Compute(tx, "accepted", a); !fault.Is(err, fault.Invalid) {
					t.Errorf("%s, one: got %v, want a fault", name, err)
				}
				if _, err := indicator.ComputeAll(tx, a); !fault.Is(err, fault.Invalid) {
					t.Errorf("%s, all: got %v, want a fault", name, err)
				}
				if _, err := indicator.Rows(tx, "accepted", a); !fault.Is(err, fault.Invalid) {
					t.Errorf("%s, rows: got %v, want a fault", name, err)
				}
			}
			if _, err := indicator.Compute(tx, "none", year); !fault.Is(err, fault.NotFound) {
				t.Errorf("a code that is none: got %v, want not found", err)
			}
			return nil
		})
	})
}
