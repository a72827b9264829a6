package frametest_test

import (
	"net/http"
	"strings"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/web/staff/activities"
	"fengsheng/web/staff/filters"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/matters"
)

func TestAListIsNamedAndComesBack(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := frametest.New(t, d, clock).Serve(matters.Pages{DB: d}.Routes(), activities.Pages{DB: d}.Routes(), filters.Pages{DB: d}.Routes())
		c := s.As("clerk")
		ask := c.Get("/matters?open=1&class=civil&order=urgent&after=x").Follow("保存筛选").Want("h1", "保存筛选").Form("main form")
		ask.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "起个名字")
		ask.Set("name", strings.Repeat("长", 21)).Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "现在多了1字")
		p := ask.Set("name", "民事在办").Submit().WantStatus(http.StatusOK).Want(".banner", "已保存筛选").Want(".saved [aria-current]", "民事在办").Want(".chosen", "大类")
		if p.Has(".saved a", "保存筛选") {
			t.Error("a list that has a name is offered another one")
		}
		if s.As("sorter").Get("/matters").Has(".saved a", "民事在办") {
			t.Error("somebody else sees the name")
		}
		manage := p.Follow("管理我的筛选").Want(".tasks", "民事在办")
		id := strings.TrimSuffix(strings.TrimPrefix(manage.Attr(".tasks form", "action"), "/filters/"), "/removal")
		s.As("sorter").Get("/filters?page=/matters").Want(".empty", "还没有保存的筛选")
		gone := manage.Form(".tasks form").Submit().WantStatus(http.StatusOK).Want(".banner", "已删除").Want(".empty", "还没有保存的筛选")
		gone.Form(".undo").Submit().WantStatus(http.StatusOK).Want(".saved [aria-current]", "民事在办")

		again := c.Get("/filters?page=/matters").Form(".tasks form")
		if got := strings.TrimSuffix(strings.TrimPrefix(c.Get("/filters?page=/matters").Attr(".tasks form", "action"), "/filters/"), "/removal"); got == id {
			t.Errorf("the filter %s came back under its old address", got)
		}
		if p := s.As("sorter").Post(c.Get("/filters?page=/matters").Attr(".tasks form", "action"), nil); p.Status == http.StatusOK {
			t.Error("somebody else forgets it")
		}
		again.Submit().WantStatus(http.StatusOK)
		c.Get("/filters?page=/elsewhere").WantStatus(http.StatusNotFound)
		c.Get("/activities?kind=sweep").Follow("保存筛选").Form("main form").Set("name", "排查").Submit().WantStatus(http.StatusOK).Want(".saved [aria-current]", "排查")
	})
}

func TestAPostOpensItsOwnList(t *testing.T) {
	t.Parallel()
	s := stage(t)
	for who, want := range map[string]string{"clerk": "在办事项", "sorter": "待分流", "mediator": "我承办的", "archivist": "待归档"} {
		s.As(who).Get("/matters").Want("h1", want).Want(".saved [aria-current]", want).Want(".saved", "全部事项")
	}
}
