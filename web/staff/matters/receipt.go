package matters

import (
	"net/http"

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
	View       ui.View
	Number     string
	Title      string
	Facts      []ui.Fact
	Next       []string
	Delays     [][]ui.Fact // why it takes longer, each as it was told
	Href       string
	Print      ui.PrintView
	Registered bool
	TakeIn     bool // the reader may take in another one
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
		v = newReceipt(m, street)
		v.Delays, err = delays(tx, m.ID)
		return err
	})
	if err != nil {
		return err
	}
	v.TakeIn = identity.TakeIn.Allows(web.Actor(r))
	v.View = web.View(r, "登记回执："+v.Number)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: "登记回执", Variant: "当事人副本", Moment: "截至" + v.View.Moment, Address: r.URL.Path}
	return web.Render(w, r, http.StatusOK, receiptPage(v))
}

func newReceipt(m matter.Matter, street org.Street) receiptView {
	v := receiptView{Number: m.Number, Title: m.Title, Href: address(m.ID), Registered: !m.RegisteredOn.Zero()}
	v.Facts = []ui.Fact{
		{Label: "编号", Value: m.Number},
		{Label: "事由", Value: m.Title},
		{Label: "收到日期", Value: m.ReceivedOn.Chinese()},
		{Label: "登记时间", Value: m.ReceivedAt.In(calendar.Shanghai).Format("2006-01-02 15:04")},
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
	if !v.Registered {
		v.Next = append([]string{"网格员或社区已经收到，街道登记人会尽快登记。"}, v.Next...)
	}
	return v
}
