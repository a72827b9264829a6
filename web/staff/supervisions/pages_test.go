package supervisions_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"fengsheng/actor"
	"fengsheng/hazard"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/sample/stage"
	"fengsheng/supervision"
	"fengsheng/web"
	"fengsheng/web/staff"
	"fengsheng/web/staff/desk"
	"fengsheng/web/staff/frame"
	"fengsheng/web/staff/matters"
	"fengsheng/web/staff/notices"
	"fengsheng/web/staff/supervisions"
	"fengsheng/web/webtest"
)

// site serves the stage; the door has tests of its own.
func site(t *testing.T, s *stage.Stage) func(login string) *webtest.Client {
	t.Helper()
	front, err := web.New(web.Config{
		Unit: "东盛街道", Nav: frame.Nav(), Inbox: frame.Inbox(s.DB), Clock: s.Clock.Now, Log: slog.New(slog.DiscardHandler),
		Sessions: web.SessionsFunc(func(_ context.Context, token string) (web.Session, error) {
			by, known := s.People[token]
			if !known {
				return web.Session{}, fault.New(fault.NotFound, "没有登录")
			}
			return web.Session{ID: token, Actor: by, CSRF: "csrf-" + token}, nil
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for _, routes := range [][]web.Route{
		desk.Pages{DB: s.DB}.Routes(), matters.Pages{DB: s.DB, Kinds: staff.Kinds()}.Routes(), supervisions.Pages{DB: s.DB}.Routes(),
		notices.Pages{DB: s.DB}.Routes(),
	} {
		if err := web.Register(mux, front, routes); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(front.Handler(mux))
	t.Cleanup(server.Close)
	return func(login string) *webtest.Client {
		c := webtest.At(t, server.URL)
		u, err := url.Parse(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		c.HTTP.Jar.SetCookies(u, []*http.Cookie{{Name: "fs", Value: login, Path: "/"}})
		return c
	}
}

// acting is a hazard the handler works on, to be cleared in some days.
func acting(s *stage.Stage, days int) matter.Matter {
	s.T.Helper()
	m := s.Step(func(tx *db.Tx) (matter.Matter, error) {
		return hazard.Find(tx, s.As("grid1"), hazard.Finding{Sort: "fire", Unit: s.Estate.ID, Place: "3栋一层", Words: "楼道里停着电动车", Known: true})
	})
	look := func(login string, op func(*db.Tx, actor.Actor, matter.ID, hazard.Look) (matter.Matter, error)) {
		m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return op(tx, s.As(login), m.ID, hazard.Look{Words: "看过"})
		})
	}
	look("station1", hazard.Confirm)
	m = s.Step(func(tx *db.Tx) (matter.Matter, error) {
		return hazard.Assign(tx, s.As("triage"), m.ID, hazard.Assignment{
			Grade: "serious", Unit: s.Community.ID, Officer: s.As("handler").Officer, By: tx.Today().AddDays(days),
		})
	})
	look("handler", hazard.Act)
	return m
}

// From the number on the overview to the reason the applicant takes home.
func TestFromTheOverviewToTheReasonForTheApplicant(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := acting(s, 1)
		s.Later(3)
		as := site(t, s)
		board := as("supervisor").Get("/supervision").Want("h1", "督办").Want("#units td.figures a", "1件").Want("#running", "没有督办中的事项")
		href := ""
		for _, a := range board.All("#units tbody tr td a") {
			for _, at := range a.Attr {
				if at.Key == "href" && href == "" {
					href = at.Val
				}
			}
		}
		as("supervisor").Get(href).Want("tbody", m.Number)

		page := as("supervisor").Get("/matters/"+string(m.ID)).Follow("督办这件事").Want("h2", "督办这件事")
		ask := page.Form("form[action=/matters/" + string(m.ID) + "/supervision/ask]")
		ask.Set("asks", "").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "督办内容")
		ask.Set("asks", "请打13800005678说明").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "号码").Want("textarea", "13800005678")
		ask.Set("asks", "请说明为什么还没有清理").Submit().WantStatus(http.StatusOK).Want(".banner", "已督办").Want("#history", "待说明原因")
		ask.Submit().WantStatus(http.StatusOK) // the same press again
		as("supervisor").Get("/supervision").Want("#running tbody", m.Number).Want("#running", "待说明原因")

		page = as("handler").Get("/matters/"+string(m.ID)).Want("#timeline", "督办").Follow("说明延期原因")
		page.Want(".warning-text", "申请人会看到").Want("form", "法定期限不变")
		answer := page.Form("form[action=/matters/"+string(m.ID)+"/supervision/answer]").Set("reason", "works").Set("promised", "2024-05-20")
		answer.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "写给申请人的说明")
		answer.Set("words", "正在装充电棚，装好就移走。").Submit().WantStatus(http.StatusOK).Want(".inset", "正在装充电棚")
		answer.Set("_submission", "").Submit().WantStatus(http.StatusUnprocessableEntity)

		for _, login := range []string{"grid1", "station1", "supervisor"} {
			as(login).Get("/matters/"+string(m.ID)).Want("#delay", "正在装充电棚").Want("#delay", "2024年5月20日")
		}
		receipt := as("grid1").Get("/matters/"+string(m.ID)+"/receipt").Want("#delay", "正在装充电棚")
		if strings.Contains(string(receipt.Body), "为什么还没有清理") {
			t.Error("the receipt shows what officers asked one another")
		}
		as("supervisor").Get("/matters/"+string(m.ID)+"/supervision").Want("h2", "再次督办").Form("form[action=/matters/"+string(m.ID)+"/supervision/close]").Submit().WantStatus(http.StatusOK).Want("#history", "督办结束")
		as("supervisor").Get("/supervision").Want("#running", "没有督办中的事项")
	})
}

func TestSEC_AUTHZ_11_SupervisionOfWhatIsNotYours(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := acting(s, 1)
		as := site(t, s)
		path := "/matters/" + string(m.ID) + "/supervision"
		for login, want := range map[string]int{
			"station2": http.StatusNotFound, "admin": http.StatusNotFound, "lawyer": http.StatusNotFound, "clerk": http.StatusNotFound,
			"leader": http.StatusOK, "handler": http.StatusOK, "station1": http.StatusOK,
		} {
			if p := as(login).Get(path); p.Status != want {
				t.Errorf("%s: got %d, want %d", login, p.Status, want)
			}
		}
		if p := as("leader").Get(path); len(p.All("main form")) != 0 {
			t.Error("the leader is offered a step of the supervisor")
		}
		as("mediator").Get("/supervision").WantStatus(http.StatusForbidden)
	})
}

// What the job told a person is in the page, with a number beside their name.
func TestNoticesAreRead(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := acting(s, 0)
		if _, err := supervision.Run(t.Context(), s.DB, stage.Home, s.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		s.Later(7)
		if _, err := supervision.Run(t.Context(), s.DB, stage.Home, s.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		as := site(t, s)
		page := as("handler").Get("/").Want(".me-inbox .count", "2").Follow("通知").Want("tbody", m.Number).Want("tbody", "今天到期").Want("tbody", "已经超期")
		page.Form("main form").Set("one", page.Attr("button[name=one]", "value")).Submit().WantStatus(http.StatusOK).Want(".banner", "已读").Want(".me-inbox .count", "1")
		page.Form("main form").Submit().WantStatus(http.StatusOK)
		if p := as("handler").Get("/notices").Form("main form").Submit(); p.Has(".me-inbox .count", "") {
			t.Error("all are read, and there is a number beside the name")
		}
		as("leader").Get("/").Want(".figure", "已提级").Want(".me-inbox .count", "1").Follow("已提级的明细").Want("#escalated tbody", m.Number).Want("#escalated", "超期太久")
		as("leader").Get("/notices").Want("tbody", "提级给您")
		as("mediator").Get("/notices").Want(".empty", "还没有通知")
		as("admin").Get("/notices").WantStatus(http.StatusForbidden)

		handler := s.As("handler")
		handler.Posts = []actor.Post{{Role: actor.StationLead, Place: actor.Place{Level: actor.Community, ID: "elsewhere"}}}
		s.People["handler"] = handler
		gone := as("handler").Get("/notices").Want("tbody", "这件事不再由您办理")
		for _, secret := range []string{m.Number, m.Title, string(m.ID)} {
			if strings.Contains(string(gone.Body), secret) {
				t.Errorf("the notice still says %q", secret)
			}
		}
	})
}

// The administrator says where reminders go; what is secret is typed once.
func TestChannelsKeepTheirSecrets(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		as := site(t, s)
		as("supervisor").Get("/notices/channels").WantStatus(http.StatusForbidden)
		form := as("admin").Get("/notices/channels").Want("#channels", "还没有设置渠道").Form("form[action=/notices/channels]")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "发送方式")
		form.Set("kind", "dingtalk").Set("name", "吉祥社区工作群").Set("unit", s.Community.ID).Set("secret", "SECgeheim")
		wrong := form.Set("address", "http://oapi.dingtalk.com/robot/send?access_token=x").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "只能用https")
		added := form.Set("address", "https://oapi.dingtalk.com/robot/send?access_token=geheim").Submit().WantStatus(http.StatusOK).
			Want("#channels tbody", "oapi.dingtalk.com").Want("#channels tbody", s.Community.Name)
		for _, p := range []*webtest.Page{wrong, added, as("admin").Get("/notices/channels")} {
			if strings.Contains(string(p.Body), "geheim") {
				t.Error("a page shows a secret")
			}
		}
		set := as("admin").Get("/notices/channels").Form("form[action=/notices/settings]")
		set.Set("site", "http://street.example.cn").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "https")
		set.Set("site", "https://street.example.cn").Set("escalateAfter", "7").Submit().WantStatus(http.StatusOK)
		if got := as("admin").Get("/notices/channels").Form("form[action=/notices/settings]").Value("escalateAfter"); got != "7" {
			t.Errorf("the setting is %q, want 7", got)
		}
		shut := as("admin").Get("/notices/channels")
		shut.Form("#channels tbody form").Submit().WantStatus(http.StatusOK).Want("#channels", "还没有设置渠道")

		own := as("handler").Get("/notices").Form("form[action=/notices/address]")
		own.Set("address", "nobody").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "邮箱地址不对")
		own.Set("address", "name@example.test").Submit().WantStatus(http.StatusOK).Want(".banner", "8:30")
		if got := as("handler").Get("/notices").Form("form[action=/notices/address]"); got.Value("address") != "name@example.test" {
			t.Errorf("the address is %q", got.Value("address"))
		}
		if strings.Contains(string(as("mediator").Get("/notices").Body), "name@example.test") {
			t.Error("somebody else's address is shown")
		}
	})
}
