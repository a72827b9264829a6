package ledgers_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/web/staff/activities"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/ledgers"
	"fengsheng/web/webtest"
)

func stage(t *testing.T, d *db.DB, clock *dbtest.Clock) *frametest.Stage {
	t.Helper()
	s := frametest.New(t, d, clock)
	return s.Serve(ledgers.Pages{DB: s.DB}.Routes(), activities.Pages{DB: s.DB}.Routes())
}

// settled waits until the import behind a page has no work to do.
func settled(t *testing.T, c *webtest.Client, p *webtest.Page) *webtest.Page {
	t.Helper()
	for range 400 {
		if p.Header.Get("Refresh") == "" {
			return p
		}
		time.Sleep(20 * time.Millisecond)
		p = c.Get(p.Path)
	}
	t.Fatalf("the work does not end: %s", p.Text("main"))
	return p
}

const oldLedger = `编号,案由,来源,所属社区,来访时间,受理时间,纠纷类型,大类,申请人,联系电话,启动方式,办结时间,调解结果
1,楼上漏水,来电,东盛社区,2023.3.1,2023-3-2,邻里,民事纠纷,甲某,13800005678,依申请调解,2023-03-20,自行和解
2,噪声扰民,来电,东盛社区,2024-04-05,,,,丙某,,,,
3,拖欠工钱,不知道,东盛社区,5月1日,,,,,,,,
`

func TestALedgerIsBroughtTriedEnteredAndWithdrawn(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(frametest.Morning)
		s := stage(t, d, clock)
		c := s.As("clerk")
		c.Get("/ledgers").WantStatus(http.StatusOK).Want("h1", "台账导入").Want(".empty", "还没有导入过")
		form := c.Get("/ledgers").Follow("导入事项台账").Want("h1", "导入事项台账").Form("main form")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "来源").Want(".error-summary", "请选择")
		form.Set("source", "旧台账").Attach("file", "旧.csv", []byte(oldLedger))
		p := form.Submit().WantStatus(http.StatusOK).Want("h1", "第2步").Want("option", "联系电话：138****5678")
		if strings.Contains(string(p.Body), "甲某") {
			t.Error("the sample shows a name in plain words")
		}
		p = settled(t, c, p.Form("main form").Submit().WantStatus(http.StatusOK))
		p.Want("h1", "试运行完").Want(".figure", "可以导入 2行").Want("table", "第4行").Want("li", "来源：没有这一项")
		file := p.Follow("下载有问题的行").WantStatus(http.StatusOK)
		book, err := excelize.OpenReader(bytes.NewReader(file.Body))
		if err != nil {
			t.Fatal(err)
		}
		back, err := book.GetRows(book.GetSheetList()[0])
		if err != nil || len(back) != 2 || !strings.Contains(back[1][len(back[1])-1], "没有写是哪一年") {
			t.Errorf("the wrong rows are %q, %v", back, err)
		}
		p = settled(t, c, p.Form("main form").Submit().WantStatus(http.StatusOK))
		p.Want("h1", "已导入").Want(".figure", "已导入 2行")
		clock.Set(clock.Now().Add(time.Hour))
		c.Get(p.Path+"?show=entered").Want("tbody", "打开")
		ask := p.Follow("撤回这次导入").Want("main", "2行").Form("main form")
		ask.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "为什么撤回")
		p = settled(t, c, ask.Set("reason", "年份不对").Submit().WantStatus(http.StatusOK))
		p.Want("h1", "已撤回").Want(".figure", "已撤回 2行").Want("main", "年份不对")
		s.Update(func(tx *db.Tx) error {
			n, err := matter.Count(tx, identity.SeeMatters.Reach(s.Actor("clerk"), tx.Today()), matter.Filter{})
			if n != 0 {
				t.Errorf("%d matters are left", n)
			}
			return err
		})
		c.Get("/ledgers").Want("tbody", "旧.csv").Want("tbody", "已撤回")
	})
}

func TestTheWorkIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	clock := dbtest.At(frametest.Morning)
	s := stage(t, dbtest.SQLite(t, clock), clock)
	c := s.As("clerk")
	form := c.Get("/ledgers/matters").Form("main form").Set("source", "旧台账").Attach("file", "旧.csv", []byte(oldLedger))
	p := settled(t, c, form.Submit().Form("main form").Submit())
	// The program ends behind the decision and begins anew: nobody works.
	id := strings.TrimPrefix(p.Path, "/imports/")
	s.Update(func(tx *db.Tx) error { return begun(tx, s, id) })
	p = c.Get(p.Path).Want("main", "中断了").Want("main", "还有2行")
	settled(t, c, p.Form("main form").Submit().WantStatus(http.StatusOK)).Want("h1", "已导入")
}

func TestStrangeFilesAreRefusedWithASentence(t *testing.T) {
	t.Parallel()
	clock := dbtest.At(frametest.Morning)
	s := stage(t, dbtest.SQLite(t, clock), clock)
	bomb := excelize.NewFile()
	for i := 1; i < 300; i++ {
		cell, err := excelize.CoordinatesToCellName(i, 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := bomb.SetCellStr("Sheet1", cell, "x"); err != nil {
			t.Fatal(err)
		}
	}
	var wide bytes.Buffer
	if err := bomb.Write(&wide); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, words string
		body        []byte
	}{
		{"空.csv", "文件是空的", nil},
		{"旧.xls", "xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
		{"宽.xlsx", "列", wide.Bytes()},
		{"坏.xlsx", ".xlsx", []byte("PK\x03\x04rest")},
		{"无.csv", "找不到表头", []byte("\n\n")},
		{"头.csv", "没有内容", []byte("事由,来源,社区\n")},
	} {
		s.As("clerk").Get("/ledgers/matters").Form("main form").Set("source", "旧台账").Attach("file", c.name, c.body).Submit().
			Want(".error-summary", c.words)
	}
}

func TestSEC_AUTHZ_11_AnImportIsItsMakersOwn(t *testing.T) {
	t.Parallel()
	clock := dbtest.At(frametest.Morning)
	s := stage(t, dbtest.SQLite(t, clock), clock)
	p := s.As("clerk").Get("/ledgers/matters").Form("main form").Set("source", "旧台账").Attach("file", "旧.csv", []byte(oldLedger)).Submit()
	for _, login := range []string{"farlead", "mediator", "admin"} {
		for _, path := range []string{p.Path, p.Path + "/problems", p.Path + "/columns", p.Path + "/withdraw"} {
			s.As(login).Get(path).WantStatus(http.StatusNotFound)
		}
	}
	s.As("mediator").Get("/ledgers").WantStatus(http.StatusForbidden)
	s.As("farlead").Get("/ledgers").WantStatus(http.StatusOK)
	s.As("clerk").Get("/ledgers/castles").WantStatus(http.StatusNotFound)
	s.As("clerk").Get("/ledgers/activities/template").WantStatus(http.StatusOK)
}
