package frame

import (
	"net/url"
	"strings"

	"fengsheng/actor"
	"fengsheng/committee"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
)

// Evidence is where a figure leads its reader: to exactly its rows when the
// reader may see all of them, else to the page that says how it is counted,
// with a breakdown that adds up to it (ux.md R2).
func Evidence(by actor.Actor, today calendar.Date, rows, breakdown, community string) string {
	path, _, _ := strings.Cut(rows, "?")
	sees := rows != ""
	switch path {
	case "/matters", "/advice":
		sees = identity.SeeMatters.Reach(by, today).Covers(community)
	case "/activities":
		sees = identity.SeeActivities.Allows(by)
	case "/mediators":
		sees = mediators(by, rows)
	case "/study/exams":
		sees = identity.SeeStudy.Allows(by)
	}
	if sees {
		return rows
	}
	return breakdown
}

// mediators reports whether the actor may list the register by what the address asks.
func mediators(by actor.Actor, rows string) bool {
	to, err := url.Parse(rows)
	if err != nil {
		return false
	}
	f, err := committee.ParseMediatorFilter(to.Query())
	return err == nil && f.Check(by) == nil
}
