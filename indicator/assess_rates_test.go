package indicator_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	played "fengsheng/sample/stage"
)

var (
	insertOld = db.SQL("test.rates.matter", `INSERT INTO matter (street_id, id, number, kind, state, open, class, dispute_type, channel, source, scale, title,
community_id, grid_id, estate_id, venue_id, committee_id, registrar_id, mediator_id, received_at, received_on, registered_on, accepted_on, resolved_on,
concluded_on, closed_on, archived_on, due_on, due_rule, outcome, parties, amount, agreement, difficult, prevented, settled, dossier, dossier_no, parent_id,
into_id, demo, version)
VALUES ($1, $2, $2, 'mediation', 'closed', FALSE, 'civil', '02', 'centre', 'applied', '01', '漏水', '', '', '', '', '', '', '', 0, 20240205, 20240205, 20240205, 20240301,
20240301, 20240301, $3, 0, '', 'agreementWritten', 2, 0, 'written', FALSE, FALSE, FALSE, '', '', '', '', FALSE, 1)`)
	insertParty = db.SQL("test.rates.party", `INSERT INTO party (street_id, id, matter_id, ord, side, body, name, community_id, key, phone, id_number, address, minor, guardian, agent,
consent, consent_on, told_on, identity_on) VALUES ($1, $2, $3, 1, 'applicant', FALSE, '甲', '', '甲', '', '', '', FALSE, '', '', 'no', 20240205, $4, 20240205)`)
	insertTerm = db.SQL("test.rates.clock", `INSERT INTO clock (street_id, id, matter_id, rule, started_by, start_on, legal_on, show_on, computed, ended_on, ended_by)
VALUES ($1, $2, $3, $4, 'x', 20240205, $5, $5, '{}', $6, $7)`)
	insertDuty = db.SQL("test.rates.duty", `INSERT INTO duty (street_id, id, matter_id, agreement_id, party_id, words, amount, due_on, state, done_on, paid, note)
VALUES ($1, $2, $3, 'a', 'p', '赔偿', 0, 20240310, $4, $5, 0, '')`)
	insertAsked = db.SQL("test.rates.supervision", `INSERT INTO supervision (street_id, id, matter_id, state, rule, due_on, asked_by, asked_on, asks, answer_by, answered_by, answered_on,
reason, words, promised_on, closed_by, closed_on) VALUES ($1, $2, $3, 'closed', 'A2', 20240301, 'o', 20240302, '问', 20240310, 'o', $4, '', '', 0, '', 0)`)
	insertSaid = db.SQL("test.rates.promise", `INSERT INTO reception_promise (street_id, id, reception_id, matter_id, officer_id, words, due_on, answer, answered_on, answered_by)
VALUES ($1, $2, 'r', $3, 'o', '答复', 20240310, '', $4, '')`)
)

// Of three matters something fell due on 10 March: one did it on the day, one the day
// after, one not at all. Only the first is kept, and the last cannot be left out.
func TestTheRatesThatMayBeAssessed(t *testing.T) {
	played.On(t, func(s *played.Stage) {
		s.Must(func(tx *db.Tx) error {
			for n, done := range []int{20240310, 20240311, 0} {
				if err := owed(tx, "old"+strconv.Itoa(n), done); err != nil {
					return err
				}
			}
			return nil
		})
		ask := indicator.Ask{Year: 2024, Cutoff: calendar.On(2024, 4, 30)}
		s.Must(func(tx *db.Tx) error {
			all, err := indicator.ComputeAll(tx, ask)
			for _, v := range all {
				want, known := map[string]int64{
					"termsKeptRate": 1, "termsMissedRate": 2, "mediationInTimeRate": 1, "consultationsInTimeRate": 1, "supervisionsAnsweredRate": 1, "partiesInformedRate": 2,
					"archivedRate": 2, "followUpsInTimeRate": 1, "dutiesPerformedRate": 1, "petitionTermsKeptRate": 1, "promisesAnsweredRate": 1, "hazardsInTimeRate": 1,
				}[v.Code]
				if known != (v.Assessable() == nil) {
					t.Errorf("%s may be assessed and has no number here, or the other way round", v.Code)
				}
				if !known || err != nil {
					continue
				}
				if v.Numerator != want || v.Denominator != 3 {
					t.Errorf("%s: got %d of %d, want %d of 3", v.Code, v.Numerator, v.Denominator, want)
				}
				if err = sameRows(t, tx, v, ask); err != nil {
					return err
				}
			}
			return err
		})
		// Before the day nothing is due.
		s.Must(func(tx *db.Tx) error {
			v, err := indicator.Compute(tx, "termsKeptRate", indicator.Ask{Year: 2024, Cutoff: calendar.On(2024, 3, 9)})
			if v.Denominator != 0 || v.Text != "—" {
				t.Errorf("a day before it is due got %d of %d", v.Numerator, v.Denominator)
			}
			return err
		})
	})
}

// owed makes a matter of which everything fell due on 10 March.
func owed(tx *db.Tx, id string, done int) error {
	archived, told := done, 20240205
	if done == 20240311 {
		told = 0
	}
	if _, err := tx.Exec(insertOld, tx.Street, id, archived); err != nil {
		return err
	}
	if _, err := tx.Exec(insertParty, tx.Street, id, id, told); err != nil {
		return err
	}
	for _, rule := range []string{"A2", "A12", "C2", "E6", "H1"} {
		if _, err := tx.Exec(insertTerm, tx.Street, id+rule, id, rule, 20240310, done, "done"); err != nil {
			return err
		}
		// An extension took the place of an earlier day, which counts no more.
		if _, err := tx.Exec(insertTerm, tx.Street, id+rule+"b", id, rule, 20240301, 20240305, "recomputed"); err != nil {
			return err
		}
	}
	state := "done"
	if done == 0 {
		state = "open"
	}
	if _, err := tx.Exec(insertDuty, tx.Street, id, id, state, done); err != nil {
		return err
	}
	if _, err := tx.Exec(insertAsked, tx.Street, id, id, done); err != nil {
		return err
	}
	_, err := tx.Exec(insertSaid, tx.Street, id, id, done)
	return err
}

// sameRows holds that the lists behind a rate, read from their addresses, are as long
// as its parts, and so are the rows that are kept.
func sameRows(t *testing.T, tx *db.Tx, v indicator.Value, ask indicator.Ask) error {
	t.Helper()
	for href, want := range map[string]int64{v.NumeratorEvidence: v.Numerator, v.DenominatorEvidence: v.Denominator} {
		_, query, _ := strings.Cut(href, "?")
		q, err := url.ParseQuery(query)
		if err != nil {
			return err
		}
		f, err := matter.ParseFilter(q)
		if err != nil {
			return err
		}
		n, err := matter.Count(tx, identity.Whole, f)
		if err != nil {
			return err
		}
		list, err := matter.List(tx, identity.Whole, f, matter.Page{Size: 50})
		if int64(n) != want || int64(len(list)) != want {
			t.Errorf("%s: %s finds %d and lists %d, want %d", v.Code, href, n, len(list), want)
		}
		if err != nil {
			return err
		}
	}
	alone, err := indicator.Compute(tx, v.Code, ask)
	if alone.Numerator != v.Numerator || alone.Denominator != v.Denominator {
		t.Errorf("%s: alone it is %d of %d", v.Code, alone.Numerator, alone.Denominator)
	}
	if err != nil {
		return err
	}
	rows, err := indicator.Rows(tx, v.Code, ask)
	if int64(len(rows)) != v.Numerator+v.Denominator {
		t.Errorf("%s: %d rows are kept, want %d", v.Code, len(rows), v.Numerator+v.Denominator)
	}
	return err
}
