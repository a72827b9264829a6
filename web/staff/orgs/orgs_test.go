package orgs_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/org"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/orgs"
	"fengsheng/web/webtest"
)

func stage(t *testing.T) *frametest.Stage {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	s := frametest.New(t, dbtest.SQLite(t, clock), clock)
	return s.Serve(orgs.Pages{DB: s.DB}.Routes())
}

func TestTheTreeCountsWhatItsLinksShow(t *testing.T) {
	t.Parallel()
	s := stage(t)
	c := s.As("clerk")
	p := c.Get("/org").WantStatus(http.StatusOK).Want("h1", "共2个社区").Want("tr", "东盛社区").Want("table", "东盛街道人民调解委员会")
	if p.Has("a", "新建") {
		t.Error("a clerk is offered to add units, want only who keeps the org")
	}
	p.Follow("矛调中心").WantStatus(http.StatusOK).Want("h1", "共1个").Want("tbody tr", "东盛街道矛调中心")
	c.Get("/org").Follow("百姓说事点").Want("h1", "共0个").Want(".empty", "没有符合这2个条件的场所")
	c.Get("/org").Follow("东盛社区的工作人员").Want("h1", "共2人").Want("tbody", "演示调解甲")
	c.Get("/org").Follow("东盛社区").Want("h1", "东盛社区").Want("tbody", "景阳花园小区").Want("tbody", "和平小区")
	c.Get("/org/venues?kind=castle").WantStatus(http.StatusUnprocessableEntity)
	c.Get("/org/venues?on=someday").WantStatus(http.StatusUnprocessableEntity)
	c.Get("/org/officers?on=someday").WantStatus(http.StatusUnprocessableEntity)
	c.Get("/org/officers").Want("h1", "共10人").Want("tbody tr", "登记人")
	c.Get("/org/calendar").WantStatus(http.StatusOK).Want("main", "国庆节").Want("main", "调休上班")
}

func TestSEC_AUTHZ_11_OnlyTheKeeperChangesTheOrg(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := s.Units["和平小区"].ID
	for _, path := range []string{"/org/units/" + id + "/edit", "/org/units/" + id + "/close", "/org/officers/" + s.Officers["clerk"].ID + "/leave"} {
		s.As("clerk").Get(path).WantStatus(http.StatusNotFound)
		s.As("admin").Get(path).WantStatus(http.StatusOK)
	}
	for _, path := range []string{"/org/import", "/org/units/new", "/org/officers/new", "/org/venues/new", "/org/committees/new", "/org/import/template"} {
		s.As("clerk").Get(path).WantStatus(http.StatusForbidden)
		s.As("admin").Get(path).WantStatus(http.StatusOK)
	}
	foreign := elsewhere(t, s)
	for _, path := range []string{"/org/units/" + foreign.ID, "/org/units/" + foreign.ID + "/edit", "/org/officers/nobody", "/org/import/nothing"} {
		s.As("admin").Get(path).WantStatus(http.StatusNotFound)
	}
}

// elsewhere founds a second street in the same database.
func elsewhere(t *testing.T, s *frametest.Stage) org.Unit {
	t.Helper()
	var root org.Unit
	err := s.DB.Update(t.Context(), "elsewhere", func(tx *db.Tx) error {
		var err error
		root, err = org.Found(tx, s.Actor("admin"), org.Street{Name: "别处街道", ShortName: "别处"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// send fills a form of the administrator's and presses twice (IN-08).
func send(t *testing.T, c *webtest.Client, path string, entries ...string) *webtest.Page {
	t.Helper()
	f := c.Get(path).WantStatus(http.StatusOK).Form("main form")
	for i := 0; i+1 < len(entries); i += 2 {
		f.Set(entries[i], entries[i+1])
	}
	first := f.Submit()
	if first.Status == http.StatusOK {
		if second := f.Submit(); second.Status != http.StatusOK || second.Path != first.Path {
			t.Errorf("%s pressed twice: got %d at %s, want the first answer at %s", path, second.Status, second.Path, first.Path)
		}
	}
	return first
}

func TestKeepingUnitsAndVenues(t *testing.T) {
	t.Parallel()
	s := stage(t)
	c := s.As("admin")
	community := s.Units["远达社区"].ID
	p := send(t, c, "/org/units/new?parent="+community, "level", "grid", "name", "远达第一网格", "households", "１２０")
	p.WantStatus(http.StatusOK).Want("h1", "远达第一网格").Want("main", "120户").Want(".banner", "已新建")
	unit := strings.TrimPrefix(p.Path, "/org/units/")
	send(t, c, "/org/units/new", "level", "estate", "name", "不合适").WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "下面不能建这一级")
	send(t, c, "/org/units/"+unit+"/edit", "name", "远达一网格").WantStatus(http.StatusOK).Want("h1", "远达一网格")
	stale := c.Get("/org/units/" + unit + "/edit").Form("main form")
	send(t, c, "/org/units/"+unit+"/edit", "name", "远达甲网格").WantStatus(http.StatusOK)
	stale.Set("name", "远达乙网格").Submit().WantStatus(http.StatusConflict).Want(".error-summary", "被别人改过").Want(".summary", "远达甲网格")
	send(t, c, "/org/units/"+unit+"/close").WantStatus(http.StatusOK).Want(".banner", "已撤销")
	send(t, c, "/org/units/"+community+"/close").WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请先移走")

	send(t, c, "/org/venues/new", "kind", "talkingPoint", "name", "槐树下说事点", "unit", community).WantStatus(http.StatusOK).Want("tbody", "槐树下说事点")
	list := c.Get("/org/venues?kind=talkingPoint").Want("h1", "共1个")
	closing := list.Follow("关闭").Form("main form").Set("last", "2024-05-05").Submit()
	closing.WantStatus(http.StatusOK).Want(".banner", "已关闭")
	c.Get("/org/venues?kind=talkingPoint&on=2024-05-06").Want("h1", "共0个")
	c.Get("/org/venues?kind=talkingPoint").Want("tbody", "用到2024年5月5日")
	send(t, c, "/org/committees/new", "name", "远达社区人民调解委员会", "shortName", "远达", "unit", community).WantStatus(http.StatusOK).Want("table", "远达社区人民调解委员会")
}

func TestKeepingOfficers(t *testing.T) {
	t.Parallel()
	s := stage(t)
	c := s.As("admin")
	community := s.Units["远达社区"].ID
	p := send(t, c, "/org/officers/new", "code", "0900", "name", "演示新人", "unit", community, "rank", "section", "phone", "0431-85550133")
	p.WantStatus(http.StatusOK).Want("h1", "演示新人").Want("main", "科级").Want("main", "0431-85550133")
	officer := p.Path
	if s.As("clerk").Get(officer).Has("main", "85550133") {
		t.Error("a clerk sees the telephone, want only who keeps the org")
	}
	send(t, c, "/org/officers/new", "code", "0900", "name", "重号", "unit", community).WantStatus(http.StatusConflict).Want(".error-summary", "已经有人用了")
	send(t, c, officer+"/edit", "title", "副站长").WantStatus(http.StatusOK).Want("h1", "副站长")
	send(t, c, officer+"/posts/new", "role", "stationLead", "unit", community).WantStatus(http.StatusOK).Want("tbody", "社区矛调站站长")
	send(t, c, officer+"/posts/new", "role", "sysAdmin").WantStatus(http.StatusForbidden).Want(".error-summary", "系统管理员不能同时办理事项")
	send(t, c, officer+"/areas/new", "unit", s.Units["远达小区"].ID).WantStatus(http.StatusOK).Want("tbody", "远达小区")
	c.Get("/org").Want("table", "演示新人")
	c.Get(officer).Follow("远达小区的包保").Form("main form").Submit().WantStatus(http.StatusOK).Want(".banner", "包保已结束")
	c.Get(officer).Follow("站站长的岗位").Form("main form").Set("last", "2024-05-05").Submit().WantStatus(http.StatusOK).Want("tbody", "2024-05-05")
	send(t, c, officer+"/leave", "last", "2024-05-04").WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "最后一天不能早于")
	send(t, c, officer+"/leave", "last", "2024-05-06").WantStatus(http.StatusOK).Want("main", "2024年5月6日")
	send(t, c, "/org/officers/"+s.Officers["admin"].ID+"/leave").WantStatus(http.StatusForbidden).Want(".error-summary", "不能给自己办离岗")
	s.Clock.Add(24 * time.Hour)
	if c.Get("/org/officers").Has("tbody", "演示新人") {
		t.Error("the day after leaving: the list of today shows the officer, want not")
	}
	c.Get("/org/officers?all=1").Want("tbody", "演示新人")
}

// workbook fills the template in.
func workbook(t *testing.T, c *webtest.Client, rows map[string][][]any) []byte {
	t.Helper()
	p := c.Get("/org/import/template").WantStatus(http.StatusOK)
	f, err := excelize.OpenReader(bytes.NewReader(p.Body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for sheet, lines := range rows {
		for i, cells := range lines {
			if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+3), &cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func upload(c *webtest.Client, body []byte) *webtest.Page {
	return c.Get("/org/import").Form("main form").Attach("file", "花名册.xlsx", body).Submit()
}

func TestImportByDryRun(t *testing.T) {
	t.Parallel()
	s := stage(t)
	c := s.As("admin")
	rows := map[string][][]any{
		"单位": {{"东盛社区", "小区", "新里小区", 300}, {"没有的社区", "小区", "孤零小区"}, {"", "社区", "东盛社区"}},
		"人员": {{"0801", "演示甲一", "", "", "", "东盛社区"}},
	}
	p := upload(c, workbook(t, c, rows)).WantStatus(http.StatusOK).Want("h1", "花名册.xlsx").Want("main", "有问题的行改好以前").Want("tbody tr", "单位第4行")
	if p.Find("main form") != nil {
		t.Error("an import with a wrong row can be confirmed, want not")
	}
	back := p.Follow("下载有问题的行").WantStatus(http.StatusOK)
	f, err := excelize.OpenReader(bytes.NewReader(back.Body))
	if err != nil {
		t.Fatal(err)
	}
	returned, err := f.GetRows("单位")
	if err != nil || len(returned) != 2 || !strings.Contains(strings.Join(returned[1], " "), "孤零小区") {
		t.Errorf("returned rows: got %v (%v), want the one wrong row", returned, err)
	}
	_ = f.Close()
	s.As("clerk").Get(p.Path).WantStatus(http.StatusNotFound)

	rows["单位"][1][0] = "远达社区"
	p = upload(c, workbook(t, c, rows)).Want("main", "导入这3行")
	form := p.Form("main form")
	form.Submit().WantStatus(http.StatusOK).Want(".banner", "已导入3行")
	if second := form.Submit(); second.Path != "/org" {
		t.Errorf("pressed twice: got %d at %s, want /org", second.Status, second.Path)
	}
	c.Get("/org/officers").Want("tbody", "演示甲一")
	c.Get(p.Path).WantStatus(http.StatusNotFound)
	upload(c, workbook(t, c, rows)).Want(".empty", "都已经有了")

	rows["人员"][0][0] = "0802"
	p = upload(c, workbook(t, c, rows))
	s.Clock.Add(31 * time.Minute)
	c.Get(p.Path).WantStatus(http.StatusNotFound)
}

// A post that comes with an import ends the sessions of its officer like one that
// is given by hand, and nobody else's.
func TestSEC_SESS_03_ImportedPostsEndSessions(t *testing.T) {
	t.Parallel()
	s := stage(t)
	accounts := map[string]string{}
	s.Update(func(tx *db.Tx) error {
		for _, login := range []string{"clerk", "counter"} {
			a, err := identity.CreateAccount(tx, s.Actor("admin"), identity.NewAccount{Officer: s.Officers[login].ID, Login: login, Stored: "x"})
			if err != nil {
				return err
			}
			accounts[login] = a.ID
		}
		return nil
	})
	c := s.As("admin")
	upload(c, workbook(t, c, map[string][][]any{"岗位": {{"clerk", "统计员"}}})).Form("main form").Submit().WantStatus(http.StatusOK).Want(".banner", "已导入1行")
	s.Update(func(tx *db.Tx) error {
		told, err := event.List(tx, event.Filter{Action: "account.putOut", Limit: 9})
		if err == nil && (len(told) != 1 || told[0].Subject != accounts["clerk"]) {
			t.Errorf("got %+v, want the sessions of the clerk ended and nobody else's", told)
		}
		return err
	})
}

func TestSEC_UP_04_StrangeFilesAreRefused(t *testing.T) {
	t.Parallel()
	s := stage(t)
	c := s.As("admin")
	for name, body := range map[string][]byte{
		"nothing": {}, "text": []byte("工号,姓名\n"), "cut": workbook(t, c, nil)[:900], "template": workbook(t, c, nil),
	} {
		p := upload(c, body)
		if p.Status != http.StatusUnprocessableEntity && p.Status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: got status %d, want refused", name, p.Status)
		}
		p.Want(".error-summary", "1处需要修改")
	}
	c.Get("/org/import").Form("main form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请选择")
}
