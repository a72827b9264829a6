package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// The most bytes of one page of the staff, compressed (ux.md 16).
const (
	mostHTML     = 60 << 10
	mostCSS      = 25 << 10
	mostJS       = 60 << 10
	mostRequests = 10
)

// traffic is what a page asked for and complained about while it loaded. What the
// page before it still asks for, such as a picture below the window, is not its own.
type traffic struct {
	mu       sync.Mutex
	site     string
	page     cdp.LoaderID
	kinds    map[network.RequestID]network.ResourceType
	bytes    map[network.ResourceType]float64
	requests int
	wrong    []string
}

func (f *traffic) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kinds, f.bytes = map[network.RequestID]network.ResourceType{}, map[network.ResourceType]float64{}
	f.page, f.requests, f.wrong = "", 0, nil
}

// hear takes the events of a tab.
func (f *traffic) hear(ev any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if ev.Type == network.ResourceTypeDocument {
			f.page = ev.LoaderID
		}
		if ev.LoaderID == f.page {
			f.kinds[ev.RequestID] = ev.Type
			if !strings.HasPrefix(ev.Request.URL, "data:") { // an icon of the browser's own is asked of nobody
				f.requests++
			}
		}
		switch url := ev.Request.URL; {
		case ev.Type == network.ResourceTypeCSPViolationReport:
			f.wrong = append(f.wrong, "a report about the content security policy was sent (WEB-02)")
		case !strings.HasPrefix(url, f.site+"/") && !strings.HasPrefix(url, "data:"): // the browser draws its own icons from data:
			f.wrong = append(f.wrong, "asks another host for "+url+" (WEB-04)")
		}
	case *network.EventLoadingFinished:
		if kind, own := f.kinds[ev.RequestID]; own {
			f.bytes[kind] += ev.EncodedDataLength
		}
	case *network.EventLoadingFailed:
		if _, own := f.kinds[ev.RequestID]; !own {
			return
		}
		f.wrong = append(f.wrong, fmt.Sprintf("a %s did not load: %s", ev.Type, ev.ErrorText))
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError && ev.Entry.Source != log.EntrySourceNetwork {
			f.wrong = append(f.wrong, "the console says: "+ev.Entry.Text)
		}
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError {
			f.wrong = append(f.wrong, "a script writes an error to the console")
		}
	case *runtime.EventExceptionThrown:
		f.wrong = append(f.wrong, "a script fails: "+ev.ExceptionDetails.Text)
	}
}

// judge gives what is wrong so far: bytes over the budget and everything heard.
func (f *traffic) judge() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	wrong := append([]string(nil), f.wrong...)
	for _, b := range []struct {
		kind network.ResourceType
		most float64
	}{{network.ResourceTypeDocument, mostHTML}, {network.ResourceTypeStylesheet, mostCSS}, {network.ResourceTypeScript, mostJS}} {
		if got := f.bytes[b.kind]; got > b.most {
			wrong = append(wrong, fmt.Sprintf("%s: got %.0f bytes, want at most %.0f", b.kind, got, b.most))
		}
	}
	if f.requests > mostRequests {
		wrong = append(wrong, fmt.Sprintf("%d requests, want at most %d", f.requests, mostRequests))
	}
	return wrong
}

func TestWhatThePageBeforeAsksIsNotCounted(t *testing.T) {
	t.Parallel()
	f := &traffic{site: "http://here"}
	f.forget()
	ask := func(id, loader, path string, kind network.ResourceType) {
		f.hear(&network.EventRequestWillBeSent{RequestID: network.RequestID(id), LoaderID: cdp.LoaderID(loader), Type: kind, Request: &network.Request{URL: f.site + path}})
		f.hear(&network.EventLoadingFinished{RequestID: network.RequestID(id), EncodedDataLength: 1})
	}
	ask("1", "before", "/late.jpg", network.ResourceTypeImage)
	ask("2", "page", "/form", network.ResourceTypeDocument)
	ask("2", "page", "/answer", network.ResourceTypeDocument)
	ask("3", "before", "/later.jpg", network.ResourceTypeImage)
	ask("4", "page", "/own.jpg", network.ResourceTypeImage)
	if f.requests != 3 || f.bytes[network.ResourceTypeImage] != 1 || f.bytes[network.ResourceTypeDocument] != 2 {
		t.Errorf("got %d requests and bytes %v, want 3, with one picture", f.requests, f.bytes)
	}
	for range mostRequests {
		ask("5", "page", "/own.jpg", network.ResourceTypeImage)
	}
	if wrong := f.judge(); len(wrong) != 1 {
		t.Errorf("13 requests: got %q, want one thing wrong", wrong)
	}
}

// auditor looks at pages in a browser, one after another.
type auditor struct {
	*tab
	heard *traffic
	axe   string
	shots string // the folder for pictures; "" takes none
	seen  int
}

func newAuditor(t *testing.T, b *browser, site string) *auditor {
	t.Helper()
	axe, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		absent(t, "axe-core (npm ci in e2e)")
	}
	u := &auditor{tab: b.tab(site), heard: &traffic{site: site}, axe: string(axe), shots: os.Getenv("FENGSHENG_SHOTS")}
	u.heard.forget()
	if err := chromedp.Listen(u.ctx, u.heard.hear); err != nil {
		t.Fatal(err)
	}
	return u
}

// become takes over the sign-in of a reader.
func (u *auditor) become(a *atlas, login string) {
	u.t.Helper()
	if _, err := chromedp.Call(u.ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		u.t.Fatal(err)
	}
	for name, value := range a.cookies(login) {
		if _, err := chromedp.Call(u.ctx, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: u.site}); err != nil {
			u.t.Fatal(err)
		}
	}
}

// visit opens a page and audits it.
func (u *auditor) visit(path, name string) {
	u.t.Helper()
	u.desk()
	u.heard.forget()
	u.open(path)
	u.audit(path, name)
}

// sendEmpty opens a form, sends it as it is, and audits what comes back.
func (u *auditor) sendEmpty(path string, status int64) {
	u.t.Helper()
	u.desk()
	u.open(path)
	u.heard.forget()
	answer := u.load("send "+path, chromedp.Click(chromedp.CSS("main form button.primary")))
	if answer == nil || answer.Status != status {
		u.t.Errorf("%s sent empty: got %+v, want status %d", path, answer, status)
	}
	u.told(path)
	u.audit(path+" sent empty", "error")
}

// told fails the test unless the page says what is wrong, in the order of its fields.
func (u *auditor) told(path string) {
	u.t.Helper()
	if u.text(".error-summary, .banner.wrong") == "" {
		u.t.Errorf("%s sent empty: no summary of what is wrong", path)
	}
	if title := ask[string](u.tab, "document.title"); !strings.HasPrefix(title, "错误：") {
		u.t.Errorf("%s sent empty: the title is %q, want it to begin with 错误：", path, title)
	}
	if !ask[bool](u.tab, `[...document.querySelectorAll(".error-summary a")].map(a => document.getElementById(a.hash.slice(1))).
		every((e, i, all) => e && (i === 0 || e === all[i - 1] || all[i - 1].compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING))`) {
		u.t.Errorf("%s sent empty: the summary does not lead to the fields in the order of the page: %q", path, u.text(".error-summary"))
	}
}

// audit holds the page in the tab to the rules, at a desk by day, on a phone at
// night, and on that phone in the two sizes of the large version (ux.md 15).
func (u *auditor) audit(path, name string) {
	u.t.Helper()
	u.seen++
	wrong := u.heard.judge()
	u.picture(path, name, "desk")
	ask[bool](u.tab, u.axe+"\n;true")
	wrong = append(wrong, mark("desk", u.violations())...)
	if over := ask[int](u.tab, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		wrong = append(wrong, fmt.Sprintf("desk: the page is %d pixels wider than the window", over))
	}
	u.phone()
	wrong = append(wrong, u.facts()...)
	wrong = append(wrong, mark("phone", u.violations())...)
	u.picture(path, name, "phone")
	for _, size := range []string{"1", "2"} {
		ask[string](u.tab, `document.documentElement.dataset.large = "`+size+`"`)
		wrong = append(wrong, mark("large "+size, u.facts())...)
		if size == "1" {
			wrong = append(wrong, mark("large", u.violations())...)
		}
	}
	wrong = append(wrong, u.paper()...)
	for _, w := range wrong {
		u.t.Errorf("%s (%s): %s", path, name, w)
	}
}

// a4 is the width of a sheet between its margins, in pixels.
const a4 = 673

// paper holds the page as it is printed to what a sheet must be (ux.md R18): the
// unit and the moment stand above it, nothing of it is cut off, and nothing is on
// it that only a screen can use. The stylesheet numbers the pages.
func (u *auditor) paper() []string {
	u.t.Helper()
	u.sheet(a4)
	return mark("on paper", ask[[]string](u.tab, `(() => {
		const seen = e => e.checkVisibility() && e.getClientRects().length > 0;
		const head = [...document.querySelectorAll(".sheet-head")].filter(seen).map(e => e.textContent);
		const useless = [...document.querySelectorAll("nav, header.top, footer.foot, .skip, .actions, .button, .pages, .table .pick")].filter(seen);
		const wrong = useless.map(e => "shows " + e.tagName + "." + e.className);
		if (document.documentElement.scrollWidth > `+strconv.Itoa(a4)+`) wrong.push("is cut off: " + document.documentElement.scrollWidth + " pixels wide");
		if (!document.body.matches(".outside") && (head.length !== 1 || !head[0].includes("截至"))) wrong.push("says above itself " + JSON.stringify(head));
		if (![...document.querySelectorAll("h1")].some(seen)) wrong.push("has no title");
		return wrong;
	})()`))
}

func mark(where string, all []string) []string {
	for i := range all {
		all[i] = where + ": " + all[i]
	}
	return all
}

// violations are what axe finds on the page as it is now.
func (u *auditor) violations() []string {
	u.t.Helper()
	const expression = `axe.run(document, {runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}, resultTypes: ["violations"]})
		.then(r => r.violations.map(v => v.id + ": " + v.help + "\n" + v.nodes.slice(0, 4).map(n => "    " + n.target.join(" ") + " " + n.html.slice(0, 160) + "\n      " + n.failureSummary).join("\n")))`
	return run(u.tab, "axe", chromedp.Evaluate[[]string](expression, chromedp.EvalAwaitPromise))
}

// facts are the rules of every page that axe does not know: one h1, a title
// that says what the page is, and no scrolling sideways, also with everything
// unfolded.
func (u *auditor) facts() []string {
	u.t.Helper()
	type fact struct {
		H1    []string
		Above string // the way to the page
		Title string
		Width int
		Wide  []string
	}
	raw := ask[string](u.tab, `(() => {
		for (const d of document.querySelectorAll("details")) d.open = true;
		const wide = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > 361 && !e.closest(".hidden, .scroll")).slice(0, 5);
		return JSON.stringify({
			H1: [...document.querySelectorAll("h1")].map(h => h.textContent.trim()), Title: document.title, Above: (document.querySelector(".crumbs") ?? {textContent: ""}).textContent,
			Width: document.documentElement.scrollWidth, Wide: wide.map(e => e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 30)),
		});
	})()`)
	var f fact
	if err := json.Unmarshal([]byte(raw), &f); err != nil {
		u.t.Fatal(err)
	}
	var wrong []string
	if len(f.H1) != 1 {
		wrong = append(wrong, fmt.Sprintf("h1: got %q, want one", f.H1))
	}
	if f.Width > 360 {
		wrong = append(wrong, fmt.Sprintf("the page is %d pixels wide on a phone of 360: %q", f.Width, f.Wide))
	}
	said, _, found := strings.Cut(f.Title, " · ")
	if !found || len(f.H1) > 0 && !alike(said, f.H1[0]+" "+f.Above) {
		wrong = append(wrong, fmt.Sprintf("the title %q does not say what the page is: %q after %q", f.Title, f.H1, f.Above))
	}
	return wrong
}

// alike reports whether two headings share two characters in a row.
func alike(a, b string) bool {
	r := []rune(a)
	for i := range len(r) - 1 {
		if strings.Contains(b, string(r[i:i+2])) {
			return true
		}
	}
	return false
}

// picture keeps what the page looks like, for those who want to look.
func (u *auditor) picture(path, name, where string) {
	if u.shots == "" {
		return
	}
	u.t.Helper()
	file := strings.NewReplacer("/", "_", "?", "_", "{", "", "}", "", " ", "_", "$", "").Replace(fmt.Sprintf("%03d_%s_%s.jpg", u.seen, name, where))
	if err := os.WriteFile(filepath.Join(u.shots, file), run(u.tab, "picture", chromedp.FullScreenshot(70)), 0o600); err != nil {
		u.t.Fatal(err)
	}
}

// sees fails the test unless axe finds what is put on the page for it to find.
func (u *auditor) sees() {
	u.t.Helper()
	ask[bool](u.tab, `document.querySelector("main").append(document.createElement("img")) ?? true`)
	if found := u.violations(); len(found) != 1 || !strings.HasPrefix(found[0], "image-alt") {
		u.t.Fatalf("a picture without words: got %q, want one violation of image-alt", found)
	}
}

// refused opens an address that is not for the reader, and audits the answer.
func (u *auditor) refused(path string, status int64) {
	u.t.Helper()
	u.desk()
	u.heard.forget()
	answer := u.load("open "+path, chromedp.Navigate(u.site+path))
	if answer == nil || answer.Status != status {
		u.t.Errorf("%s: got %+v, want status %d", path, answer, status)
	}
	u.audit(path, "refused")
}

// unlinked are the GET routes nobody is led to, and why.
var unlinked = map[string]string{
	"GET /setup": "only before the street is founded: TestAxeSetup",
	"GET /matters/{id}/signatures/{signature}": "a picture in the page of the matter: TestSigningOnTheScreen",
	"GET /reports/{id}/changes":                "only while a report is in review or passed: TestWhatChangedSinceTheLastRound",
	"GET /reports/{id}/clearance/{check}":      "only while a report is passed: TestFromOutlineToPublished, TestSEC_AUTHZ_01_WhoMayAroundTheYears",
	"GET /account/session":                     "asked by the script of a page: TestTheEndOfASessionIsAnnounced",
	"GET /screen/{token}":                      "its address is shown once, to type at a screen: TestSEC_AUTHZ_07_TheAddressOfAWall",
	"GET /study/sessions/{id}/code":            "only on the day of a session: TestASessionIsSignedAndHeld",
	"GET /study/sessions/{id}/sign/{token}":    "behind the code that a telephone reads: TestASessionIsSignedAndHeld",
}

// TestAxe shows every page to the people who may open it (ux.md 2, 15, 16;
// WEB-02, WEB-04).
func TestAxe(t *testing.T) {
	d := start(t)
	a, u := newAtlas(t, d), newAuditor(t, openBrowser(t), d.url)
	u.visit("/sign-in", "sign-in")
	u.sees()
	u.sendEmpty("/sign-in", 422)
	a.visited["GET /sign-in"] = true
	begin := append(a.stage(), "/", "/search?q=漏水", "/search?q=没有的词", "/gallery")
	show := func(login string, from ...string) {
		t.Helper()
		places := a.explore(login, from...)
		u.become(a, login)
		for _, p := range places {
			u.visit(p.path, login+" "+strings.TrimPrefix(p.key, "GET "))
		}
	}
	for _, login := range []string{"clerk", "triage", "mediator", "chair", "archive", "supervisor", "writer", "first", "admin", "audit", "station1", "sealed", "police", "leader"} {
		show(login, begin...)
	}
	begun := time.Now()
	said := u.mistaken(a)
	t.Logf("%d forms say what is wrong, in %v: %q of %q", len(said), time.Since(begun), said, a.filled)
	u.become(a, "clerk")
	u.refused("/nowhere", 404)
	u.refused("/accounts", 403)
	a.review(show)
	a.complete(unlinked)
	t.Logf("%d pages", u.seen)
}

// TestAxeSetup shows the page on which a street is founded.
func TestAxeSetup(t *testing.T) {
	u := newAuditor(t, openBrowser(t), empty(t).url)
	u.visit("/setup", "setup")
	u.sendEmpty("/setup", 422)
}

// review carries the report on and shows what each of its readers sees then.
func (a *atlas) review(show func(login string, from ...string)) {
	a.t.Helper()
	reports := a.reader("writer").Get("/reports")
	report := attribute(reports.Find("main tbody th a"), "href")
	act := func(login, more string) {
		a.t.Helper()
		f := a.reader(login).Get(report+more).Form("main form").Set("secrecy", "1").Set("privacy", "1")
		f.Submit().WantStatus(200)
	}
	act("writer", "/submission")
	for _, login := range []string{"first", "second", "final"} {
		show(login, report)
		act(login, "/pass")
	}
	show("writer", report)
	act("final", "/publication")
	show("final", report)
}
