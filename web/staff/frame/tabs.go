package frame

import (
	"net/http"
	"slices"

	"fengsheng/identity"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// place is a page that stands beside others under one word of the navigation.
type place struct {
	label, path string
	permission  web.Permission
}

// The navigation has nine words at most; what stands under 活动 and under 指标 is
// reached by tabs on their pages.
var (
	work = []place{
		{"活动", "/activities", For(identity.SeeActivities)},
		{"会议", "/meetings", For(identity.SeeMeetings)},
		{"任务", "/tasks", web.SignedIn()},
		{"学法", "/study", For(identity.SeeStudy)},
		{"普法", "/publicity", For(identity.SeePublicity)},
		{"岗位练兵", "/drills", For(identity.SeeDrills)},
		{"调解员名册", "/committees", For(identity.SeeCommittees)},
		{"责任", "/responsibilities", For(identity.SeeResponsibility)},
	}
	figures = []place{
		{"领导页", "/overview/leader", For(identity.SeeLeaderPage)},
		{"总览", "/overview", For(identity.SeeIndicators)},
		{"指标", "/indicators", For(identity.SeeIndicators)},
		{"考核", "/assessments", For(identity.SeeAssessments)},
		{"漏斗", "/funnel", For(identity.SeeIndicators)},
		{"数字核对", "/check", Either("check a text", identity.SeeReport, identity.SeeIndicators)},
	}
)

// paths are where the places are, and more.
func paths(all []place, more ...string) []string {
	for _, p := range all {
		more = append(more, p.path)
	}
	return more
}

// WorkTabs lead between the pages of what we do: activities and what is planned
// and kept around them. current is the path of the page.
func WorkTabs(r *http.Request, current string) []ui.Tab { return tabs(r, work, current) }

// FigureTabs lead between the pages of what follows from the records.
func FigureTabs(r *http.Request, current string) []ui.Tab { return tabs(r, figures, current) }

// Beside are the places under words of the navigation that the reader does not have:
// the desk leads to them.
func Beside(r *http.Request) []ui.Tab {
	var open []ui.Tab
	for _, under := range [][]place{work, figures} {
		if word := under[slices.IndexFunc(under, isWord)]; !word.permission.Allows(web.Actor(r)) {
			open = append(open, opened(r, under, "")...)
		}
	}
	return open
}

// isWord reports whether the place is itself a word of the navigation.
func isWord(p place) bool {
	return slices.ContainsFunc(Nav(), func(n web.NavEntry) bool { return n.Path == p.path })
}

// tabs are the places that the reader may open; one alone is no choice.
func tabs(r *http.Request, all []place, current string) []ui.Tab {
	open := opened(r, all, current)
	if len(open) == 1 {
		return nil
	}
	return open
}

// opened are the places that the reader may open.
func opened(r *http.Request, all []place, current string) []ui.Tab {
	var open []ui.Tab
	for _, p := range all {
		if p.permission.Allows(web.Actor(r)) {
			open = append(open, ui.Tab{Label: p.label, Href: p.path, Current: p.path == current})
		}
	}
	return open
}
