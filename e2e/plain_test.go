package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestSEC_WEB_06_WithoutScript takes a dispute in and takes it one step further
// while the browser runs no script.
func TestSEC_WEB_06_WithoutScript(t *testing.T) {
	d := start(t)
	b := openBrowser(t)
	p := &people{b: b, d: d, tabs: map[string]*tab{}}
	for _, login := range []string{"clerk", "triage", "mediator"} {
		plain := b.tab(d.url)
		plain.do("switch script off", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			return err
		}))
		plain.signIn(d, login)
		p.tabs[login] = plain
	}
	matter := p.takeIn("楼上漏水引起的赔偿", "东盛花园")
	p.as("clerk").open("/matters/new")
	if ask[bool](p.as("clerk"), "!document.querySelector('[data-date]') || !!document.querySelector('.date-picker')") {
		t.Error("the date boxes were improved by script, which was switched off")
	}
	p.sort(matter)
	p.apply(matter)
	p.as("mediator").want(".banner", "已保存")
}

// TestSEC_SESS_06_BackAfterSignOut goes back to a page with personal data after
// signing out.
func TestSEC_SESS_06_BackAfterSignOut(t *testing.T) {
	d := start(t)
	clerk := openBrowser(t).signedIn(d, "clerk")
	clerk.open("/matters?all=1")
	title := clerk.text("main tbody th a")
	clerk.press(title)
	if shown := clerk.text("main"); !strings.Contains(shown, "当事人1") {
		t.Fatalf("the matter shows no parties, so this test would prove nothing\n%s", shown)
	}
	clerk.load("sign out", chromedp.Click(saying("//header", "退出")))
	clerk.want("h1", "登录")
	for range 2 {
		clerk.load("go back", chromedp.NavigateBack())
		if shown := clerk.text("body"); strings.Contains(shown, "当事人1") || strings.Contains(shown, title) {
			t.Errorf("going back after signing out leads to %s and shows\n%s", clerk.path(), shown)
		}
		clerk.want("h1", "登录")
	}
}
