package main

import (
	"context"
	"fmt"
	"strings"

	"fengsheng/internal/db"
)

// kindsShare says which matters become one of another kind: those whose random
// id ends with the letter, one in thirty-two.
var kindsShare = []struct{ letter, kind, state, class string }{
	{"0", "petition", "handling", "petition"},
	{"1", "hazard", "acting", ""},
	{"2", "administrative", "inProgress", "administrative"},
	{"3", "consultation", "taken", ""},
	{"4", "litigation", "explained", "litigation"},
}

var (
	spreadKind = db.SQL("bench.spreadKind", `UPDATE matter SET kind = $2, class = CASE WHEN $4 = '' THEN class ELSE $4 END,
state = CASE WHEN open THEN $3 ELSE 'closed' END, accepted_on = CASE WHEN accepted_on > 0 THEN accepted_on ELSE received_on END,
resolved_on = 0, agreement = '' WHERE street_id = $1 AND kind = 'mediation' AND substr(id, length(id), 1) = $5`)
	spreadPetition = db.SQL("bench.spreadPetition", `INSERT INTO petition (street_id, id, sort, repeated, forwarded, sent_to, path, simplified, opinion,
opinion_on, served_on, reviewed_on, final_on, executed_on) SELECT street_id, id, 'claim', FALSE, FALSE, '', 'toOpinion', FALSE, '', 0, 0, 0, 0, 0
FROM matter WHERE street_id = $1 AND kind = 'petition' ON CONFLICT DO NOTHING`)
	spreadHazard = db.SQL("bench.spreadHazard", `INSERT INTO hazard (street_id, id, sort, grade, cause, unit_id, leader_id, found_on, assigned_on,
promised_on, doer_id, done_on, verifier_id, cleared_on, dispute_id, before_id) SELECT street_id, id, 'fire', 'hard', '', community_id, '', received_on,
received_on, received_on, '', 0, '', concluded_on, '', '' FROM matter WHERE street_id = $1 AND kind = 'hazard' ON CONFLICT DO NOTHING`)
	spreadConsultation = db.SQL("bench.spreadConsultation", `INSERT INTO consultation (street_id, id, way, asked_at, due_at, answer, law, answered_at, rounds)
SELECT street_id, id, 'counter', received_at, 0, '', '', 0, 0 FROM matter WHERE street_id = $1 AND kind = 'consultation' ON CONFLICT DO NOTHING`)
	spreadAdministrative = db.SQL("bench.spreadAdministrative", `INSERT INTO administrative (street_id, id, organ, actor_id, reviewable, terms, agreed_on,
performed_on, recognition) SELECT street_id, id, '市场监督管理所', '', FALSE, '', 0, 0, '' FROM matter WHERE street_id = $1 AND kind = 'administrative' ON CONFLICT DO NOTHING`)
	spreadLitigation = db.SQL("bench.spreadLitigation", `INSERT INTO litigation (street_id, id, organ, referred_to, result, result_on, aid, ended)
SELECT street_id, id, '区人民法院', '', '', 0, '', FALSE FROM matter WHERE street_id = $1 AND kind = 'litigation' ON CONFLICT DO NOTHING`)
	manyOther = db.SQL("bench.other", `SELECT count(*) FROM (SELECT 1 FROM matter WHERE street_id = $1 AND kind = 'petition' LIMIT 1000) AS some`)
)

// spread makes one matter in six one of another kind, so that the lists of every
// kind are long: the sample has few of them.
func spread(ctx context.Context, d *db.DB, street string) error {
	return d.Update(ctx, street, func(tx *db.Tx) error {
		if n, err := db.Value[int](tx, manyOther, tx.Street); err != nil || n == 1000 {
			return err
		}
		for _, k := range kindsShare {
			n, err := tx.Exec(spreadKind, tx.Street, k.kind, k.state, k.class, k.letter)
			if err != nil {
				return err
			}
			say(fmt.Sprintf("%d matters are %s", n, k.kind))
		}
		for _, s := range []db.Stmt{spreadPetition, spreadHazard, spreadConsultation, spreadAdministrative, spreadLitigation} {
			if _, err := tx.Exec(s, tx.Street); err != nil {
				return err
			}
		}
		return nil
	})
}

// otherScenes are the lists of the other kinds, and the pages made of them.
func otherScenes(list func(name, login, query, where, order string, args ...any) scene) []scene {
	other := func(kind string) string {
		return "street_id = $1 AND kind <> '' AND kind <> 'mediation' AND kind = '" + kind + "'"
	}
	all := []scene{
		list("list of petitions, petition clerk", "petition", "all=1&kind=petition", other("petition")+" AND class = 'petition'", "id DESC"),
		list("list of open petitions by due day, petition clerk", "petition", "open=1&kind=petition", other("petition")+" AND open = TRUE AND closed_on = 0", "id DESC"),
		list("list of hazards, registrar", "clerk", "all=1&kind=hazard", other("hazard"), "id DESC"),
		list("list of open hazards, grid worker", "grid1", "open=1", other("hazard")+" AND open = TRUE AND closed_on = 0", "id DESC"),
		list("list of all matters, head of the unit", "unithead", "all=1", "street_id = $1 AND kind IN ('administrative', 'petition', 'litigation', 'hazard')", "id DESC"),
		list("list of questions, legal adviser", "lawyer", "all=1", other("consultation")+" AND mediator_id = '' AND closed_on = 0", "id DESC"),
	}
	return append(all, fixed([]page{
		{"weekly board of hazards", "clerk", "/hazards"},
		{"overview of what is late, by unit", "supervisor", "/supervision"},
		{"docking with the police", "police", "/docking"},
		{"cases a leader owns", "leader", "/leaders"},
		{"schedule of receptions", "petition", "/receptions"},
		{"notices", "mediator", "/notices"},
		{"vault", "sealed", "/vault"},
		{"meetings", "writer", "/meetings"},
		{"tasks", "supervisor", "/tasks"},
		{"publicity of the year", "writer", "/publicity"},
		{"drills", "writer", "/drills"},
		{"committees, checked against the law", "clerk", "/committees"},
		{"assessments", "supervisor", "/assessments"},
	}, pageGoal)...)
}

// countingGoal is the most a page that counts a whole year may take, in
// milliseconds: ux.md §16 asks it of the p95, here the p99 has to keep it.
const countingGoal = 200

// countingScenes are the pages that count whole years.
func countingScenes() []scene {
	return fixed([]page{
		{"page of all indicators of 2024", "statistician", "/indicators?year=2024"},
		{"the leader's page", "leader", "/overview/leader"},
		{"a year at a glance", "statistician", "/overview?year=2024"},
		{"funnel of 2024", "statistician", "/funnel?year=2024"},
		{"wall", "statistician", "/wall"},
		{"returns", "statistician", "/returns"},
	}, countingGoal)
}

// page is one that is asked for by the same address each time.
type page struct{ name, login, path string }

func fixed(pages []page, goal float64) []scene {
	var all []scene
	for _, p := range pages {
		path, _, _ := strings.Cut(p.path, "?")
		all = append(all, scene{name: p.name, login: p.login, route: "GET " + path, page: same(p.path), goal: goal})
	}
	return all
}
