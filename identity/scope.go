package identity

import (
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
)

// Asking is who asks, and on which day.
type Asking struct {
	Street  string
	Officer string
	Today   calendar.Date
}

// keepDays is how long a mediator still reads a matter after it closed (AUTHZ-06).
const keepDays = 30

// grant is one alternative of a scope: a condition on the columns of matter,
// and the words that stand for it in the full text.
type grant struct {
	cond db.Cond
	word string // "" when no single word stands for it
	full bool   // every matter with the word, under no further condition
	kind string // every matter of the kind in the street; "" otherwise
}

// Scope is what an actor may see of the matters of the street. It becomes part
// of the SQL; nothing is filtered afterwards.
type Scope struct {
	all    bool
	grants []grant
	bars   []db.Cond // what nobody of these posts gets past
}

// Whole is the scope of the program itself: figures are counted over the whole street.
var Whole = Scope{all: true}

// Reach is the scope the permission gives the actor today.
func (p Permission) Reach(a actor.Actor, today calendar.Date) Scope {
	s := Scope{bars: p.bars(a)}
	asking := Asking{Street: a.Street, Officer: a.Officer, Today: today}
	for _, post := range a.Posts {
		if p.grant == nil {
			break
		}
		for _, g := range p.grant(post, asking) {
			if g.cond.Text == "" {
				return Scope{all: true, bars: s.bars}
			}
			s.grants = append(s.grants, g)
		}
	}
	return s
}

// Restrict adds the scope to a filter over the columns of matter.
func (s Scope) Restrict(w *db.Where) {
	for _, b := range s.bars {
		w.Add(b.Text, b.Values...)
	}
	if s.all {
		return
	}
	conds := make([]db.Cond, len(s.grants))
	for i, g := range s.grants {
		conds[i] = g.cond
	}
	w.Any(conds)
}

// Within begins a filter over matter: its street, and the scope in it. Where
// the scope has alternatives, each of them brings its street and its own index;
// the street outside them is then written so that no index of it is preferred.
func (s Scope) Within(w *db.Where, street string) {
	if len(s.grants) > 1 {
		w.Add("matter.street_id || '' = ?", street)
	} else {
		w.Add("matter.street_id = ?", street)
	}
	s.Restrict(w)
}

// Words are index words of which every visible matter has at least one; nil
// when the words do not narrow the search.
func (s Scope) Words() []string {
	var words []string
	for _, g := range s.grants {
		if g.word == "" {
			return nil
		}
		words = append(words, g.word)
	}
	return words
}

// Kinds are the kinds of matter that the scope is made of: all of each of them in
// the street, and nothing else; nil when it is not so made.
func (s Scope) Kinds() []string {
	var kinds []string
	for _, g := range s.grants {
		if g.kind == "" {
			return nil
		}
		kinds = append(kinds, g.kind)
	}
	return kinds
}

// Empty reports that nothing can be seen.
func (s Scope) Empty() bool { return !s.all && len(s.grants) == 0 }

// unclaimedWord is the word of a mediation that waits for a mediator; kindWord,
// with the kind, that of every matter of another kind.
const (
	unclaimedWord = "zu"
	kindWord      = "zk"
)

// IndexWords are the words under which a matter is found by scope. kind is its
// kind when it has one beside mediation.
func IndexWords(at Location, mediator, registrar string, unclaimed bool, kind string) []string {
	var words []string
	if unclaimed {
		words = append(words, unclaimedWord)
	}
	if kind != "" {
		words = append(words, kindWord+kind)
	}
	for _, w := range []struct{ prefix, id string }{
		{"zc", at.Community}, {"zg", at.Grid}, {"ze", at.Estate}, {"zm", mediator}, {"zr", registrar},
	} {
		if w.id != "" {
			words = append(words, w.prefix+w.id)
		}
	}
	return words
}

// below grants the rows at the post's place and below that also meet a
// condition; "" means no further condition.
func below(p actor.Post, a Asking, cond string, values ...any) []grant {
	column, prefix := "", ""
	switch p.Place.Level {
	case actor.Street:
		if cond == "" {
			return []grant{{}}
		}
		return []grant{{cond: a.on(cond, values...)}}
	case actor.Community:
		column, prefix = "matter.community_id = ?", "zc"
	case actor.Grid:
		column, prefix = "matter.grid_id = ?", "zg"
	case actor.Estate:
		column, prefix = "matter.estate_id = ?", "ze"
	default:
		return nil
	}
	all := column
	if cond != "" {
		all += " AND " + cond
	}
	return []grant{{cond: a.on(all, append([]any{p.Place.ID}, values...)...), word: prefix + p.Place.ID, full: cond == ""}}
}

// on is a condition with the street before it: an alternative brings all that
// its index begins with, or no index of it is used.
func (a Asking) on(cond string, values ...any) db.Cond {
	return db.Cond{Text: "(matter.street_id = ? AND " + cond + ")", Values: append([]any{a.Street}, values...)}
}

func mine(a Asking) []grant {
	return []grant{{
		cond: a.on("matter.mediator_id = ? AND matter.closed_on = 0", a.Officer),
		word: "zm" + a.Officer,
	}, {
		cond: a.on("matter.mediator_id = ? AND matter.closed_on >= ?", a.Officer, a.Today.AddDays(-keepDays)),
		word: "zm" + a.Officer,
	}}
}

// unclaimed are matters sorted to mediation that no mediator has yet: one of
// the place takes them on (W13).
func unclaimed(p actor.Post, a Asking) []grant {
	grants := below(p, a, "matter.mediator_id = '' AND matter.closed_on = 0 AND matter.kind = 'mediation'")
	for i := range grants {
		grants[i].word = unclaimedWord
	}
	return grants
}

// ofKinds are the matters of kinds beside mediation at the place, under a further
// condition. The condition on the kind is written as its index has it.
func ofKinds(p actor.Post, a Asking, cond string, kinds ...string) []grant {
	var all []grant
	for _, k := range kinds {
		text := "matter.kind <> '' AND matter.kind <> 'mediation' AND matter.kind = ?"
		if cond != "" {
			text += " AND " + cond
		}
		for _, g := range below(p, a, text, k) {
			g.word = kindWord + k
			if cond == "" && p.Place.Level == actor.Street {
				g.kind = k
			}
			all = append(all, g)
		}
	}
	return all
}

// waiting are the matters of a kind that nobody has taken on.
const waiting = "matter.mediator_id = '' AND matter.closed_on = 0"

func registered(a Asking) []grant {
	return []grant{{cond: a.on("matter.registrar_id = ?", a.Officer), word: "zr" + a.Officer}}
}

// seeing is who sees the outline of which matters.
func seeing(p actor.Post, a Asking) []grant {
	switch p.Role {
	case actor.Registrar, actor.Triager, actor.Chair, actor.CaseOwner, actor.Supervisor, actor.StationLead, actor.Archivist, actor.Statistician:
		return below(p, a, "")
	case actor.PetitionClerk:
		return append(below(p, a, "matter.class = 'petition'"), registered(a)...)
	case actor.Mediator:
		return append(append(mine(a), unclaimed(p, a)...), registered(a)...)
	case actor.Handler:
		return append(mine(a), ofKinds(p, a, waiting, "administrative", "litigation")...)
	case actor.UnitHead:
		return ofKinds(p, a, "", "administrative", "petition", "litigation", "hazard")
	case actor.LegalAdviser:
		return append(mine(a), ofKinds(p, a, waiting, "consultation")...)
	case actor.GridWorker:
		return append(append(mine(a), ofKinds(p, a, "matter.closed_on = 0", "hazard")...), registered(a)...)
	}
	return nil
}

// reading is who reads the content of which matters: those who work on it, not
// those above it (PR22).
func reading(p actor.Post, a Asking) []grant {
	switch p.Role {
	case actor.Registrar, actor.Triager:
		return below(p, a, "matter.accepted_on = 0 AND matter.open = TRUE")
	case actor.Chair, actor.StationLead:
		return below(p, a, "")
	case actor.Archivist:
		return below(p, a, "matter.closed_on > 0")
	case actor.PetitionClerk:
		return below(p, a, "matter.class = 'petition'")
	case actor.Mediator:
		return append(mine(a), unclaimed(p, a)...)
	case actor.Handler:
		return append(mine(a), ofKinds(p, a, waiting, "administrative", "litigation")...)
	case actor.UnitHead:
		return ofKinds(p, a, "", "administrative", "petition", "litigation", "hazard")
	case actor.LegalAdviser:
		return append(mine(a), ofKinds(p, a, waiting, "consultation")...)
	case actor.GridWorker:
		return append(mine(a), ofKinds(p, a, "matter.closed_on = 0", "hazard")...)
	case actor.CaseOwner:
		return owned(a)
	}
	return nil
}

// owned are the matters a leader has taken on as their own (包案).
func owned(a Asking) []grant {
	return []grant{{cond: a.on("matter.id IN (SELECT ownership.matter_id FROM ownership WHERE ownership.street_id = ? AND ownership.officer_id = ? "+
		"AND ownership.state IN ('assigned', 'active'))", a.Street, a.Officer)}}
}
