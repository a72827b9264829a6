package frametest_test

import "testing"

// Whoever has no word 活动 in the navigation comes from the desk to what stands under
// it; whoever has it is not led there twice.
func TestTheDeskLeadsWhereTheNavigationDoesNot(t *testing.T) {
	t.Parallel()
	s := stage(t)
	s.As("archivist").Get("/").Want(".heading a, header a, main a", "学法")
	if p := s.As("clerk").Get("/"); p.Has("main a", "学法") {
		t.Error("the clerk has the word in the navigation and a link on the desk")
	}
}
