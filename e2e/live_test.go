package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheCheckFollowsTheWriter types a sentence that cannot be true into a section of the
// report, and the check beside it says so without anything being pressed.
func TestTheCheckFollowsTheWriter(t *testing.T) {
	d := start(t)
	writer := openBrowser(t).signedIn(d, "writer")
	writer.open("/reports")
	writer.open(writer.href("main tbody th a"))
	writer.open(writer.href(`main a[href*="/sections/"]`))
	for _, said := range []string{"499件÷500件＝99.8%", "399件÷400件＝99.75%"} {
		if writer.text("[data-live]") == "" || run(writer, "look", chromedp.Evaluate[bool](`document.querySelector("[data-live]").textContent.includes("`+said+`")`)) {
			t.Fatalf("before anything is typed the check says %q", writer.text("[data-live]"))
		}
		sentence := map[string]string{
			"499件÷500件＝99.8%":  "全年受理纠纷500件，化解499件，化解率95%。",
			"399件÷400件＝99.75%": "全年受理纠纷400件，化解399件，化解率95%。",
		}[said]
		ask[bool](writer, `(area => { area.focus(); area.value = "`+sentence+`"; return area.dispatchEvent(new Event("input", {bubbles: true})); })(document.querySelector("form[data-draft] textarea"))`)
		if !run(writer, "wait for the check", chromedp.Poll[bool](`document.querySelector("[data-live]").textContent.includes("`+said+`")`)) {
			t.Errorf("the check says %q, want %s", writer.text("[data-live]"), said)
		}
	}
}
