package identity

import (
	"testing"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
)

func TestCovers(t *testing.T) {
	t.Parallel()
	street := actor.Place{Level: actor.Street, ID: "s"}
	c1 := actor.Place{Level: actor.Community, ID: "c1"}
	for name, row := range map[string]struct {
		post          actor.Post
		whole, c1, c2 bool
	}{
		"a supervisor of the street":  {actor.Post{Role: actor.Supervisor, Place: street}, true, true, true},
		"a station lead":              {actor.Post{Role: actor.StationLead, Place: c1}, false, true, false},
		"a mediator sees only theirs": {actor.Post{Role: actor.Mediator, Place: street}, false, false, false},
		"a clerk sees only petitions": {actor.Post{Role: actor.PetitionClerk, Place: c1}, false, false, false},
		"a writer sees no matter":     {actor.Post{Role: actor.ReportWriter, Place: street}, false, false, false},
	} {
		scope := SeeMatters.Reach(actor.Actor{Officer: "o", Posts: []actor.Post{row.post}}, calendar.On(2024, 5, 1))
		for community, want := range map[string]bool{"": row.whole, "c1": row.c1, "c2": row.c2} {
			if got := scope.Covers(community); got != want {
				t.Errorf("%s, community %q: got %v, want %v", name, community, got, want)
			}
		}
	}
}
