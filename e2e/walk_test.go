package e2e

import (
	"strconv"
	"strings"
	"testing"
)

// people are the tabs of those who take part, opened when they are first needed.
type people struct {
	b    *browser
	d    demo
	tabs map[string]*tab
}

func (p *people) as(login string) *tab {
	p.b.t.Helper()
	if p.tabs[login] == nil {
		p.tabs[login] = p.b.signedIn(p.d, login)
	}
	return p.tabs[login]
}

func meet(t *testing.T, d demo) *people {
	t.Helper()
	return &people{b: openBrowser(t), d: d, tabs: map[string]*tab{}}
}

// takeIn writes a dispute down as the clerk and gives the page of the matter.
func (p *people) takeIn(title, estate string) string {
	p.b.t.Helper()
	clerk := p.as("clerk").open("/")
	clerk.press("登记一件事").
		write("title", title).write("request", "楼上漏水，泡坏了天花板，要求赔偿三千元").pick("unit", estate).write("place", "12号楼3单元").
		write("party1.name", "佟某").write("party1.phone", "138 0000 5678").write("party2.name", "边某").
		pick("class", "民事").pick("disputeType", "邻里").press("登记")
	clerk.want("main", "东盛矛登〔2024〕")
	matter, found := strings.CutSuffix(clerk.path(), "/receipt")
	if !found {
		p.b.t.Fatalf("taking in led to %s, want the receipt", clerk.path())
	}
	return matter
}

// sort triages a matter to people's mediation.
func (p *people) sort(matter string) {
	p.b.t.Helper()
	triage := p.as("triage").open(matter + "/triage")
	for _, question := range []string{"child", "incapable", "violence", "major"} {
		triage.tick(question, "no")
	}
	triage.tick("kind", "mediation").pick("committee", "东盛街道人民调解委员会").pick("mediator", "苏和平").press("分流")
	triage.want(".identity", "已分流待承办")
}

// apply writes down that a party asked for mediation.
func (p *people) apply(matter string) {
	p.b.t.Helper()
	mediator := p.as("mediator").open(matter).press("当事人申请调解")
	mediator.tick("way", "oral").write("facts", "楼上水管老化，漏水泡坏楼下天花板").tick("noTie", "1").press("当事人申请调解")
	mediator.want(".identity", "已申请")
}

// settle carries a matter that was taken in to its close and into the archive.
func (p *people) settle(matter string) {
	p.b.t.Helper()
	p.sort(matter)
	p.apply(matter)
	mediator := p.as("mediator")
	mediator.press("征求对方意见").tick("reached", "1").write("log", "上午电话联系，愿意谈").press("征求对方意见")
	mediator.want(".identity", "征求意见").press("受理").tick("allAgree", "1").tick("notExcluded", "1").tick("noTie", "1").press("受理")
	mediator.want(".identity", "已受理").press("开始调解").tick("rightsTold", "1").tick("identitySeen", "1").write("record", "双方到场，各说各的").press("开始调解")
	mediator.want(".identity", "调解中").press("达成口头协议").tick("noDocument", "1").write("facts", "水管老化，双方都认可").
		write("terms", "当场赔偿三千元，双方握手言和").write("amount", "3000").tick("onSpot", "1").press("达成口头协议")
	mediator.want(".identity", "达成协议").press("结案").press("结案")
	mediator.want(".identity", "结案")

	p.as("archive").open(matter+"/steps/archive").press("归档").want(".identity", "归档")
}

// figure is an indicator of 2024 as the page shows it now, and where it leads.
func figure(t *testing.T, p *tab, code string) (int, string) {
	t.Helper()
	p.open("/indicators?year=2024")
	link := `main a[data-figure="` + code + `"]`
	return number(t, p.text(link)), p.href(link)
}

// number is the number a text begins with.
func number(t *testing.T, text string) int {
	t.Helper()
	digits := text
	if end := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
		digits = text[:end]
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		t.Fatalf("%q does not begin with a number", text)
	}
	return n
}

// TestWalk is the main job of the product, from a dispute to the published
// report (issue 2, 1 to 5).
func TestWalk(t *testing.T) {
	p := meet(t, start(t))
	figures := []string{"accepted", "concluded", "resolved"}
	before := map[string]int{}
	for _, code := range figures {
		before[code], _ = figure(t, p.as("statistician"), code)
	}
	if before["accepted"] != 799 || before["concluded"] != 798 {
		t.Fatalf("the demonstration year begins with %v, want 799 accepted and 798 concluded", before)
	}

	p.settle(p.takeIn("楼上漏水引起的赔偿", "东盛花园"))

	for _, code := range figures {
		now, rows := figure(t, p.as("statistician"), code)
		if now != before[code]+1 {
			t.Errorf("%s after one more matter: got %d, want %d", code, now, before[code]+1)
		}
		p.as("statistician").open(rows).want("h1", "共"+strconv.Itoa(now)+"件")
	}
	text := p.publish()
	p.settle(p.takeIn("装修噪声引起的争吵", "万通家园"))
	if now, _ := figure(t, p.as("statistician"), "accepted"); now != 801 {
		t.Errorf("accepted after the second matter: got %d, want 801", now)
	}
	writer := p.as("writer").open(text)
	writer.want("main article", sentence)
}

// sentence is what the report says of the year's disputes.
const sentence = "受理矛盾纠纷800件，办结799件，办结率99.88%（799/800）"

// publish carries the report of 2024 through its reviews and gives the page of
// its text.
func (p *people) publish() string {
	p.b.t.Helper()
	writer := p.as("writer").open("/reports")
	writer.press("东盛街道2024年度法治政府建设报告")
	report := writer.path()
	writer.open(report+"/text").want("main article", sentence)
	// Who may see the matters is led to exactly these.
	overseer := p.as("supervisor").open(report + "/text")
	overseer.press("800").want("h1", "共800件")

	writer.open(report+"/submission").press("冻结并送审").want("main", "初审")
	for _, reviewer := range []string{"first", "second", "final"} {
		tab := p.as(reviewer).open(report + "/pass")
		if reviewer == "final" {
			tab.tick("secrecy", "1").tick("privacy", "1")
		}
		tab.press("同意并签署")
	}
	p.as("final").open(report+"/publication").press("发布这份报告").want("main article", sentence)
	p.as("final").open(report).want(".identity", "已发布")
	return report + "/text"
}
