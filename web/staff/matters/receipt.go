package matters

import (
	"net/http"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// receiptView is what a person takes home: the number, the day, who handles
// it, the telephone, and what comes next (W2, ux.md R10).
type receiptView struct {
	View    ui.View
	Heading string
	Number  string
	Title   string
	Facts   []ui.Fact
	Next    []string
	Delays  [][]ui.Fact // why it takes longer, each as it was told
	Href    string
	Print   ui.PrintView
	TakeIn  bool // the reader may take in another one
}

// Receipt is GET /matters/{id}/receipt. It can be opened again at any time.
func (p Pages) Receipt(w http.ResponseWriter, r *http.Request) error {
	var v receiptView
	err := p.view(r, func(tx *db.Tx) error {
		m, err := matter.Visible(tx, web.Actor(r), idOf(r))
		if err != nil {
			return err
		}
		street, err := org.Load(tx)
		if err != nil {
			return err
		}
		at, err := registeredAt(tx, m)
		if err != nil {
			return err
		}
		v = newReceipt(m, street, at)
		v.Delays, err = delays(tx, m.ID)
		return err
	})
	if err != nil {
		return err
	}
	v.TakeIn = identity.TakeIn.Allows(web.Actor(r))
	v.View = web.View(r, v.Heading+"："+v.Number)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Heading, Variant: "当事人副本", Moment: "截至" + v.View.Moment, Address: r.URL.Path}
	return web.Render(w, r, http.StatusOK, receiptPage(v))
}

// registeredAt is when a matter was registered, in words; the minute where it was
// registered here, the day of one that was entered from an old ledger.
func registeredAt(tx *db.Tx, m matter.Matter) (string, error) {
	events, err := event.Of(tx, event.Matter, string(m.ID), 1000)
	for _, e := range events {
		if e.Action == "matter.register" {
			return e.At.In(calendar.Shanghai).Format("2006-01-02 15:04"), err
		}
	}
	return m.RegisteredOn.Chinese(), err
}

func newReceipt(m matter.Matter, street org.Street, registeredAt string) receiptView {
	v := receiptView{Heading: "登记回执", Number: m.Number, Title: m.Title, Href: address(m.ID)}
	v.Facts = []ui.Fact{
		{Label: "编号", Value: m.Number},
		{Label: "事由", Value: m.Title},
		{Label: "收到日期", Value: m.ReceivedOn.Chinese()},
		{Label: "登记时间", Value: registeredAt},
		{Label: "办理单位", Value: street.Office},
		{Label: "电话", Value: street.Phone},
		{Label: "地址", Value: street.Address},
		{Label: "办公时间", Value: street.Hours},
	}
	v.Next = []string{
		"我们会先看这件事归谁办，再告诉您由谁办理。",
		"调解自愿，不收任何费用。您随时可以选择仲裁、行政途径或者去法院。",
		"想知道办到哪一步，请打上面的电话，报编号。",
	}
	if m.RegisteredOn.Zero() {
		v.Heading, v.Facts[3].Value = "收件回执", "还没有登记"
		v.Next = append([]string{"网格员或社区已经收到，街道登记人会尽快登记。"}, v.Next...)
	}
	return v
}
