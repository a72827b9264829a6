package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestALongListIsNarrowed finds a place by a few characters; the list stays an
// ordinary one (ux.md 10).
func TestALongListIsNarrowed(t *testing.T) {
	d := start(t)
	clerk := openBrowser(t).signedIn(d, "clerk")
	clerk.open("/matters/new")
	all := ask[int](clerk, `document.querySelector("[name=unit]").options.length`)
	clerk.do("type", chromedp.SendKeys(chromedp.CSS(".narrow-choices"), "岭南"))
	if left := ask[int](clerk, `document.querySelector("[name=unit]").options.length`); left >= all || left < 2 {
		t.Errorf("got %d of %d choices after two characters", left, all)
	}
	if said := ask[string](clerk, `document.querySelector(".narrow-choices + [role=status]").textContent`); said != "有1个选项" {
		t.Errorf("the page says %q, want how many are left", said)
	}
	clerk.do("take", chromedp.SendKeys(chromedp.CSS(".narrow-choices"), kb.Enter))
	if got := ask[string](clerk, `document.querySelector("[name=unit]").selectedOptions[0].textContent.trim()`); got != "东岭南苑" {
		t.Errorf("got %q chosen, want 东岭南苑", got)
	}
	if left := ask[int](clerk, `document.querySelector("[name=unit]").options.length`); left != all {
		t.Errorf("after the choice the list has %d choices, want all %d", left, all)
	}
	if sent := ask[string](clerk, `new FormData(document.querySelector("main form")).get("unit")`); sent == "" {
		t.Error("the form would send no place")
	}
}
