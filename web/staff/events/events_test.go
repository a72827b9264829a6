package events_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/org"
	"fengsheng/web/staff/events"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/webtest"
)

// open is the ledger of the stage in the auditor's browser.
func open(t *testing.T, d *db.DB, clock *dbtest.Clock) (*frametest.Stage, *webtest.Client) {
	t.Helper()
	s := frametest.New(t, d, clock)
	s.Update(func(tx *db.Tx) error {
		by := actor.Actor{Name: "演示程序"}
		o, err := org.Hire(tx, by, org.Officer{Code: "auditor", Name: "演示审计", Unit: s.Units["东盛街道"].ID})
		if err != nil {
			return err
		}
		s.Officers["auditor"] = o
		return org.Assign(tx, by, o.ID, actor.Auditor, o.Unit, 0)
	})
	s.Serve(events.Pages{DB: d}.Routes())
	return s, s.As("auditor")
}

func (c *counted) write(s *frametest.Stage, n int, e event.Entry) {
	s.Update(func(tx *db.Tx) error {
		for range n {
			c.n++
			e.Subject = fmt.Sprint("subject", c.n)
			if _, err := event.Append(tx, s.Actor("admin"), e); err != nil {
				return err
			}
		}
		return nil
	})
}

type counted struct{ n int }

func each(t *testing.T, run func(t *testing.T, s *frametest.Stage, c *webtest.Client)) {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s, c := open(t, d, clock)
		run(t, s, c)
	})
}

func TestTheLedgerIsReadPageByPage(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage, c *webtest.Client) {
		first := c.Get("/events").WantStatus(http.StatusOK)
		total := 0
		for p := first; ; p = p.Follow("更早的") {
			total += len(p.All("tbody tr"))
			if !p.Has(".pages", "更早的") {
				break
			}
		}
		var head event.Checkpoint
		s.Update(func(tx *db.Tx) error {
			var err error
			head, err = event.Head(tx)
			return err
		})
		if int64(total) != head.Seq {
			t.Errorf("the pages hold %d events, the ledger %d", total, head.Seq)
		}
	})
}

func TestTheLedgerIsFiltered(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage, c *webtest.Client) {
		new(counted).write(s, 2, event.Entry{Action: "account.signIn", Kind: event.Account, Reason: "wrong", Outcome: event.Failed})
		failed := c.Get("/events?outcome=failed&noun=account")
		if got := len(failed.All("tbody tr")); got != 2 {
			t.Errorf("got %d failed sign-ins, want 2", got)
		}
		failed.Want("tbody", "登录").Want("tbody", "失败").Want(".chosen", "结果：失败")
		mine := c.Get("/events?officer=" + s.Officers["admin"].ID)
		if got := len(mine.All("tbody tr")); got != 2 {
			t.Errorf("got %d events of one officer, want 2", got)
		}
		one := c.Get(failed.Attr("tbody a", "href")).WantStatus(http.StatusOK).Want("main", "wrong").Want("main", "account.signIn")
		if got := len(one.Follow("同一个对象的日志").All("tbody tr")); got != 1 {
			t.Errorf("got %d events of one subject, want 1", got)
		}
		c.Get("/events?noun=report").Want(".empty", "没有符合")
		c.Get("/events/999999").WantStatus(http.StatusNotFound)
		c.Get("/events/x").WantStatus(http.StatusNotFound)
	})
}

func TestSEC_AUTHZ_10_OnlyTheAuditorReadsTheLedger(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	s, c := open(t, dbtest.SQLite(t, clock), clock)
	c.Get("/events").WantStatus(http.StatusOK)
	for _, login := range []string{"admin", "clerk", "leader"} {
		s.As(login).Get("/events").WantStatus(http.StatusForbidden)
		s.As(login).Get("/events/1").WantStatus(http.StatusNotFound)
	}
}

func TestSEC_AUD_05_TheAuditorVerifies(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage, c *webtest.Client) {
		page := c.Get("/events/verification")
		seq, sum := page.Texts("dd")[0], page.Texts("dd")[1]
		page.Form("main form").Submit().WantStatus(http.StatusOK).Want(".banner", "没有发现改动")
		page.Form("main form").Set("seq", seq).Set("hash", sum).Submit().Want(".banner", "没有发现改动")
		c.Get("/events?noun=ledger").Want("tbody", "校验日志")
		page.Form("main form").Set("seq", "99999").Set("hash", sum).Submit().Want(".banner", "日志到这里就断了")
		page.Form("main form").Set("seq", seq).Set("hash", strings.Repeat("0", 64)).Submit().Want(".banner", "和记下的校验值不同")
		page.Form("main form").Set("seq", seq).Set("hash", "abc").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "64位")
		c.Get("/events?outcome=failed&noun=ledger").Want("tbody", "校验日志")
	})
}

var (
	dropUpdate = db.SQL("test.events.dropUpdate", `DROP TRIGGER event_no_update`)
	tamper     = db.SQL("test.events.tamper", `UPDATE event SET officer_name = '别人' WHERE seq = 5`)
)

func TestSEC_AUD_05_ATamperedLedgerIsSaid(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	s, c := open(t, dbtest.SQLite(t, clock), clock)
	s.Update(func(tx *db.Tx) error {
		if _, err := tx.Exec(dropUpdate); err != nil {
			return err
		}
		return tx.ExecOne(tamper)
	})
	c.Get("/events/verification").Form("main form").Submit().Want(".banner", "第5条对不上：内容和校验值不符")
	c.Get("/events?outcome=failed").Want("tbody", "校验日志")
}

// The ledger tells of persons: who takes it says what for, the file and the
// ledger keep it, and nobody without the right takes anything.
func TestSEC_AUD_07_TheLedgerIsTakenForAReason(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage, c *webtest.Client) {
		form := c.Get("/events?noun=org").Form("form[action=/events/export]")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写用途").Want(".chosen", "内容：组织")
		file := form.Set("reason", "年度审计，电话13800005678").Set("as", "csv").Submit().WantStatus(http.StatusOK)
		for _, want := range []string{"用途,年度审计", "条件,内容：组织", "标记,东盛街道 · 演示审计 · "} {
			if !strings.Contains(string(file.Body), want) {
				t.Errorf("the file does not say %q: %.600s", want, file.Body)
			}
		}
		s.As("clerk").Post("/events/export", nil).WantStatus(http.StatusForbidden)
		s.Update(func(tx *db.Tx) error {
			told, err := event.List(tx, event.Filter{Action: "ledger.export", Limit: 5})
			if err == nil && (len(told) != 1 || told[0].Reason != "年度审计，电话…") {
				t.Errorf("the ledger says %+v, want one export with its reason and no number", told)
			}
			return err
		})
	})
}
