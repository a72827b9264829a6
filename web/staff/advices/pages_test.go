package advices_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/petition"
	"fengsheng/sample/stage"
	"fengsheng/web"
	"fengsheng/web/staff"
	"fengsheng/web/staff/acts"
	"fengsheng/web/staff/advices"
	"fengsheng/web/staff/frame"
	"fengsheng/web/staff/matters"
	"fengsheng/web/staff/returns"
	"fengsheng/web/staff/steps"
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
		matters.Pages{DB: s.DB, Kinds: staff.Kinds(), Acts: acts.Forms()}.Routes(), steps.Pages{DB: s.DB, Kinds: staff.Kinds(), Acts: acts.Forms()}.Routes(),
		advices.Pages{DB: s.DB}.Routes(), returns.Pages{DB: s.DB}.Routes(),
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

// From the petition to the advice, what was answered, and the cell of the return that
// counts it, on both engines.
func TestFromThePetitionToTheReturn(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Petition)
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Classify(tx, s.As("petition"), m.ID, petition.Classification{Sort: petition.Claim, Organ: "供热公司", DupChecked: true, FinalChecked: true})
		})
		as := site(t, s)
		c := as("petition")
		c.Get("/advice").Want("h1", "信访工作建议").Want("main", "没有建议")
		form := c.Get("/matters/"+string(m.ID)).Want("dd", "供热公司").Follow("提出建议").Want("main", "第四十条").Form("main form")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "哪一种")
		page := form.Set("sort", "policy").Set("organ", "区住建局").Set("words", "公布减免的办法").Submit().WantStatus(http.StatusOK).Want(".banner", "已记下建议").Follow("区住建局")
		page.Want("dd", "公布减免的办法").Form("#feedback form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "有没有采纳")
		page.Form("#feedback form").Set("result", "adopted").Set("words", "已经公布").Submit().WantStatus(http.StatusOK).Want(".banner", "已登记").Want("dd", "已经公布")
		as("statistician").Get("/returns/petitions/2024").Want("th", "供热公司").Follow("看被采纳的建议的明细").Want("tbody", "区住建局").Want("tbody", "采纳").Want("main", "采纳情况：采纳、部分采纳")
		as("statistician").Get("/returns/petitions/2024").Follow("看供热公司的明细").Want("tbody", m.Number).Want("main", "被投诉的机关、单位：供热公司")
		amend := c.Get("/matters/"+string(m.ID)).Follow("更正甄别").Want("main", "第四十一条").Form("main form")
		amend.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "根据什么更正")
		amend.Set("organ", "某热力公司").Set("repeated", "1").Set("reason", "对照了来信").Submit().WantStatus(http.StatusOK).Want(".banner", "已更正").Want("dd", "某热力公司").Want("dd", "重复").Want("main", "原为“初次”，被投诉的机关、单位“供热公司”")
		as("statistician").Get("/returns/petitions/2024").Want("th", "某热力公司")
		if as("supervisor").Get(page.Path).WantStatus(http.StatusOK).Has("dd", "公布减免的办法") {
			t.Error("who may not read the petition reads what was advised because of it")
		}
		file := c.Get("/advice").Form(`form[action="/advice/export"]`).Set("as", "csv").Submit().WantStatus(http.StatusOK)
		if text := string(file.Body); !strings.Contains(text, "区住建局") || strings.Contains(text, "公布减免的办法") {
			t.Errorf("the file holds %s", text)
		}
		c.Get("/advice/nothing").WantStatus(http.StatusNotFound)
		c.Get("/advice?madeFrom=x").WantStatus(http.StatusUnprocessableEntity)
	})
}
