package mediation

import (
	"strings"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Ending is what is written down when a mediation ends without an agreement.
type Ending struct {
	Version    int
	On         calendar.Date
	Words      string
	Told       bool   // the other ways were told: arbitration, administrative, court
	Proof      string // what shows that another procedure has begun
	ReportedTo string // to whom an unlawful mediation was reported
	Settled    bool   // the parties settled between themselves (自行和解)
}

// PartyEnds: a party may end it at any time and needs no reason (人民调解法 art. 23).
func PartyEnds(tx *db.Tx, by actor.Actor, id matter.ID, e Ending) (matter.Matter, error) {
	return end(tx, by, id, "partyEnds", matter.Refused, e, nil)
}

// Fail: no agreement was reached. The parties are told of arbitration,
// administrative and court ways (人民调解法 art. 26).
func Fail(tx *db.Tx, by actor.Actor, id matter.ID, e Ending) (matter.Matter, error) {
	var bad fault.Fields
	if !e.Told {
		bad.Add("told", "调解不成的，应当告知当事人可以依法通过仲裁、行政、司法等途径维护权利（人民调解法第二十六条）")
	}
	return end(tx, by, id, "fail", matter.Failed, e, bad)
}

// OtherProcedureBegun: a court, arbitration body, the police or the health
// department has taken the dispute on.
func OtherProcedureBegun(tx *db.Tx, by actor.Actor, id matter.ID, e Ending) (matter.Matter, error) {
	var bad fault.Fields
	if strings.TrimSpace(e.Proof) == "" {
		bad.Add("proof", "请写明哪个机关已经受理，以及受理文书")
	}
	return end(tx, by, id, "otherProcedure", matter.OtherProcedure, e, bad)
}

// StopUnlawful: a sham dispute or harm to others is stopped and reported.
func StopUnlawful(tx *db.Tx, by actor.Actor, id matter.ID, e Ending) (matter.Matter, error) {
	var bad fault.Fields
	if strings.TrimSpace(e.ReportedTo) == "" {
		bad.Add("reportedTo", "发现虚假纠纷或损害他人的，要停止并报告，请写明向谁报告")
	}
	return end(tx, by, id, "stopUnlawful", matter.Unlawful, e, bad)
}

// Withdraw: the applicant takes the request back, or the sides settled alone.
func Withdraw(tx *db.Tx, by actor.Actor, id matter.ID, e Ending) (matter.Matter, error) {
	outcome := matter.Withdrawn
	if e.Settled {
		outcome = matter.Reconciled
	}
	return end(tx, by, id, "withdraw", outcome, e, nil)
}

func end(tx *db.Tx, by actor.Actor, id matter.ID, do matter.Command, outcome matter.Outcome, e Ending, bad fault.Fields) (matter.Matter, error) {
	m, step, err := workflow.Take(tx, by, id, do, e.Version)
	if err != nil {
		return m, err
	}
	if strings.TrimSpace(e.Words) == "" {
		bad.Add("words", "请写下当时的情况")
	}
	if err := bad.Err(); err != nil {
		return m, err
	}
	on, err := matter.Day(tx, e.On, max(m.ReceivedOn, m.AcceptedOn), "终止")
	if err != nil {
		return m, err
	}
	m.Outcome = outcome
	if !m.AcceptedOn.Zero() {
		m.ConcludedOn = on // 办结: ended after acceptance
	}
	if outcome == matter.Reconciled {
		m.ResolvedOn = on
	}
	var papers []document.Form
	if !m.AcceptedOn.Zero() && do == "withdraw" {
		papers = forms(document.Record)
	}
	return m, matter.Advance(tx, by, workflow, &m, step, matter.Change{
		On: on, Note: join(e.Words, e.Proof, e.ReportedTo), Reason: string(outcome), Papers: papers, Facts: map[string]string{endWord: join(e.Words, e.Proof)},
	})
}

func join(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, "；")
}
