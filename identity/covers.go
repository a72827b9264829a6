package identity

import "slices"

// Covers reports whether the scope shows every matter of a community; "" asks
// for the whole street. A figure leads to its rows only for a reader whose scope
// covers what was counted, so that the list is as long as the figure says.
func (s Scope) Covers(community string) bool {
	if s.all {
		return true
	}
	return community != "" && slices.ContainsFunc(s.grants, func(g grant) bool {
		return g.full && g.word == "zc"+community
	})
}
