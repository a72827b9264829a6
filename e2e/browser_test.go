package e2e

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// patience is how long one thing on a page may take on a busy machine.
const patience = 30 * time.Second

// browser is one running Chromium, in which every person has a tab of their own.
type browser struct {
	t   *testing.T
	ctx context.Context
}

// openBrowser starts Chromium. Without it the test is skipped, but in CI that
// is a failure.
func openBrowser(t *testing.T) *browser {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		absent(t, "Chromium (apt-get install chromium)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-sync", true),
		chromedp.WSURLReadTimeout(time.Minute),
	)
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(alloc)
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Errorf("close the browser: %v", err)
		}
		stop()
		stopAlloc()
	})
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // without a limit: it would end the browser
		t.Fatalf("start Chromium: %v", err)
	}
	return &browser{t: t, ctx: ctx}
}

// absent skips the test, or fails it in CI.
func absent(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("%s must be here in CI", what)
	}
	t.Skipf("%s is not here", what)
}

// tab is one person's window on the site, with cookies of its own.
type tab struct {
	t    *testing.T
	ctx  context.Context
	site string
}

func (b *browser) tab(site string) *tab {
	b.t.Helper()
	ctx, stop := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	b.t.Cleanup(stop)
	p := &tab{t: b.t, ctx: ctx, site: site}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		b.t.Fatalf("open a tab: %v", err)
	}
	p.desk()
	return p
}

// signedIn is a tab whose person has signed in through the form.
func (b *browser) signedIn(d demo, login string) *tab {
	b.t.Helper()
	p := b.tab(d.url)
	p.signIn(d, login)
	return p
}

func (p *tab) signIn(d demo, login string) {
	p.t.Helper()
	p.open("/sign-in").write("login", login).write("password", d.password).press("登录")
	if at := p.path(); at != "/" {
		p.t.Fatalf("sign in as %s led to %s, want /\n%s", login, at, p.text("main"))
	}
}

// within is the tab with a limit for one action.
func (p *tab) within() (context.Context, context.CancelFunc) {
	return context.WithTimeout(p.ctx, patience)
}

// do runs steps; what names them when they fail.
func (p *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := p.within()
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("%s at %s: %v\n%s", what, p.path(), err, p.text("main"))
	}
}

// load runs steps that lead to another page and waits for it.
func (p *tab) load(what string, steps ...chromedp.Action[chromedp.Void]) *network.Response {
	p.t.Helper()
	ctx, cancel := p.within()
	defer cancel()
	answer, err := chromedp.RunResponse(ctx, steps...)
	if err != nil {
		p.t.Fatalf("%s at %s: %v\n%s", what, p.path(), err, p.text("main"))
	}
	return answer
}

// open goes to a path of the site, which must be there.
func (p *tab) open(path string) *tab {
	p.t.Helper()
	answer := p.load("open "+path, chromedp.Navigate(p.site+path))
	if answer == nil || answer.Status != 200 {
		p.t.Fatalf("open %s: got %+v, want 200\n%s", path, answer, p.text("main"))
	}
	return p
}

// press clicks the first button or link of main that says label, and waits for
// the page it leads to.
func (p *tab) press(label string) *tab {
	p.t.Helper()
	p.load("press "+label, chromedp.Click(saying("//main", label)))
	return p
}

// saying finds the button or link below an element that says label.
func saying(below, label string) chromedp.Search {
	says := fmt.Sprintf("[starts-with(normalize-space(.), '%s')]", label)
	return chromedp.Search(below + "//button" + says + " | " + below + "//a" + says)
}

// write types text into the field called name, in place of what stands there.
func (p *tab) write(name, text string) *tab {
	p.t.Helper()
	field := fmt.Sprintf("main [name=%q]", name)
	p.do("find "+name, chromedp.Focus(chromedp.CSS(field)))
	ask[bool](p, fmt.Sprintf("document.querySelector(%q).select() ?? true", field))
	p.do("write "+name, insert(text))
	return p
}

// insert types text at once, as an input method does.
func insert(text string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: text})
		return err
	})
}

// tick clicks the box or the radio button called name with the value.
func (p *tab) tick(name, value string) *tab {
	p.t.Helper()
	p.do("tick "+name, chromedp.Click(chromedp.CSS(fmt.Sprintf("main input[name=%q][value=%q]", name, value))))
	return p
}

// pick chooses the option that says label in the list called name.
func (p *tab) pick(name, label string) *tab {
	p.t.Helper()
	option := fmt.Sprintf("//main//select[@name='%s']//option[starts-with(normalize-space(.), '%s')]", name, label)
	value := run(p, "find "+label+" in "+name, chromedp.AttributeValue(chromedp.Search(option), "value"))
	p.do("pick "+name, chromedp.SetValue(chromedp.CSS(fmt.Sprintf("main select[name=%q]", name)), value.Value))
	return p
}

// run reads something from the page.
func run[T any](p *tab, what string, a chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := p.within()
	defer cancel()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		p.t.Fatalf("%s at %s: %v", what, p.path(), err)
	}
	return v
}

// ask evaluates an expression in the page.
func ask[T any](p *tab, expression string) T {
	p.t.Helper()
	return run(p, "evaluate "+expression[:min(len(expression), 60)], chromedp.Evaluate[T](expression))
}

// text is what the first element that matches says, with single spaces; "" when
// there is none.
func (p *tab) text(selector string) string {
	p.t.Helper()
	ctx, cancel := p.within()
	defer cancel()
	said, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf("(document.querySelector(%q) ?? {innerText: ''}).innerText", selector)))
	if err != nil {
		return err.Error()
	}
	return strings.Join(strings.Fields(said), " ")
}

// want fails the test unless the element says the words.
func (p *tab) want(selector, words string) *tab {
	p.t.Helper()
	if got := p.text(selector); !strings.Contains(got, words) {
		p.t.Fatalf("%s: %s says %q, want %q\n%s", p.path(), selector, got, words, p.text("main"))
	}
	return p
}

// href is where the first element that matches leads.
func (p *tab) href(selector string) string {
	p.t.Helper()
	return run(p, "find "+selector, chromedp.AttributeValue(chromedp.CSS(selector), "href")).Value
}

// path is the address of the page without the host.
func (p *tab) path() string {
	ctx, cancel := p.within()
	defer cancel()
	at, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		return err.Error()
	}
	return strings.TrimPrefix(at, p.site)
}

// desk is a person at a desk, by day.
func (p *tab) desk() { p.look(1366, 768, false, "light") }

// phone is a person with a phone, at night.
func (p *tab) phone() { p.look(360, 740, true, "dark") }

// sheet is the page as a printer gets it, so many pixels wide.
func (p *tab) sheet(width int64) {
	p.look(width, 1000, false, "light")
	p.do("go to paper", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	}))
}

func (p *tab) look(width, height int64, mobile bool, colours string) {
	p.t.Helper()
	p.do("set the window", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: width, Height: height, DeviceScaleFactor: 1, Mobile: mobile,
		})
		if err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: colours}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
}
