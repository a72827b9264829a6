package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheEndOfASessionIsAnnounced lets a page believe that its sign-in is about
// to end (ux.md R16).
func TestTheEndOfASessionIsAnnounced(t *testing.T) {
	d := start(t)
	clerk := openBrowser(t).signedIn(d, "clerk")
	clerk.open("/matters/new")
	left := func(seconds string) {
		ask[bool](clerk, `document.dispatchEvent(new CustomEvent("session", {detail: `+seconds+`}))`)
	}
	banner := func() string { return ask[string](clerk, `document.querySelector(".session-end")?.textContent ?? ""`) }

	if lasts := ask[string](clerk, "document.body.dataset.left"); lasts == "" || lasts == "0" {
		t.Fatalf("the page does not know how long the sign-in lasts: %q", lasts)
	}
	if got := banner(); got != "" {
		t.Errorf("half an hour before the end the page says %q", got)
	}
	left("100")
	if got := banner(); !strings.Contains(got, "2分钟内将自动退出") || !strings.Contains(got, "继续使用") {
		t.Errorf("100 seconds before the end the page says %q", got)
	}
	clerk.do("stay", chromedp.Click(saying("//*[contains(@class,'session-end')]", "继续使用")))
	if gone := run(clerk, "wait", chromedp.Poll[bool]("!document.querySelector('.session-end')")); !gone {
		t.Error("the banner stays after 继续使用")
	}
	left("0")
	if got := banner(); !strings.Contains(got, "登录已经结束") || !strings.Contains(got, "重新登录") {
		t.Errorf("after the end the page says %q", got)
	}
}
