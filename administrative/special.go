package administrative

import (
	"fengsheng/deadline"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Special is a rule of one organ that goes before the general way: its clocks
// run instead of D1, which no national law knows (deadlines.md group D).
type Special string

// The special rules.
const (
	Medical  Special = "medical"  // 医疗纠纷预防和处理条例 art. 40
	Consumer Special = "consumer" // 市场监督管理投诉举报处理暂行办法 art. 14, 20-21
	Police   Special = "police"   // 公安机关办理行政案件程序规定 art. 183, 185
	Traffic  Special = "traffic"  // 道路交通事故处理程序规定 art. 85-90
)

// Specials with their names.
var Specials = matter.Enumeration{
	{Code: "medical", Label: "医疗纠纷（《医疗纠纷预防和处理条例》第四十条）"},
	{Code: "consumer", Label: "消费投诉（《市场监督管理投诉举报处理暂行办法》）"},
	{Code: "police", Label: "治安案件（《公安机关办理行政案件程序规定》第一百八十三条）"},
	{Code: "traffic", Label: "交通事故损害赔偿（《道路交通事故处理程序规定》）"},
}

// clock starts what runs from an application.
func (a Application) clock(tx *db.Tx, m *matter.Matter) error {
	switch a.Rule {
	case Medical:
		return matter.StartClock(tx, m, "D2", "apply", tx.Today())
	case Consumer:
		return matter.StartClock(tx, m, "D3", "apply", tx.Today())
	case Police: // it has no days before the first session
		return nil
	case Traffic:
		if tx.Today() > a.Finding.AddDays(60) {
			return fault.Wrong("finding", "日期太早了，请对照事故认定书再看一遍")
		}
		if err := matter.StartClock(tx, m, "D5", "apply", a.Finding); err != nil {
			return err
		}
		return a.late(tx, m)
	}
	return matter.StartClock(tx, m, "D1", "apply", tx.Today())
}

// late refuses a request to the traffic police that comes too late: within ten
// days of the finding (art. 86).
func (a Application) late(tx *db.Tx, m *matter.Matter) error {
	c, err := matter.RunningClock(tx, m.ID, "D5")
	if err == nil && tx.Today() > c.Show {
		return fault.Wrong("finding", "申请交警调解要在收到事故认定书之日起十日内一致提出，已经过了，可以人民调解或者起诉（道路交通事故处理程序规定第八十六条）")
	}
	return err
}

// accepted ends what ran until then and starts the days to finish in.
func (s Special) accepted(tx *db.Tx, m *matter.Matter, on calendar.Date) error {
	for _, rule := range []string{"D1", "D2", "D3", "D5"} {
		if err := matter.EndClock(tx, m, rule, "accept", on); err != nil {
			return err
		}
	}
	switch s {
	case Medical:
		return matter.StartClock(tx, m, "D2", "accept", on, deadline.Variant("finish"))
	case Consumer:
		return matter.StartClock(tx, m, "D3", "accept", on, deadline.Variant("mediate"))
	}
	return nil
}

// started starts what runs from the first session.
func (s Special) started(tx *db.Tx, m *matter.Matter, on calendar.Date) error {
	switch s {
	case Police:
		return matter.StartClock(tx, m, "D4", "start", on)
	case Traffic:
		return matter.StartClock(tx, m, "D5", "start", on, deadline.Variant("document"))
	}
	return nil
}

// again holds a further session of a public-order case to its days: one more,
// within seven working days of the first (art. 183).
func (s Special) again(tx *db.Tx, m *matter.Matter, on calendar.Date) error {
	if s != Police {
		return nil
	}
	c, err := matter.RunningClock(tx, m.ID, "D4")
	if err != nil {
		return fault.New(fault.Conflict, "治安案件一般调解一次，最多再调解一次；不成的终止调解，依法处理（公安机关办理行政案件程序规定第一百八十三条）")
	}
	if on > c.Show {
		return fault.New(fault.Conflict, "再次调解要在第一次调解后七个工作日内进行，最后一天是%s（公安机关办理行政案件程序规定第一百八十三条）", c.Show.Plain())
	}
	return matter.EndClock(tx, m, "D4", "record", on)
}
