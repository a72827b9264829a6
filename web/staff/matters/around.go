package matters

import (
	"strconv"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web/staff/frame"
	"fengsheng/web/staff/steps"
	"fengsheng/web/ui"
)

// around is what stands around a matter: who held it for how long, which other
// matters it has to do with, and who may know of it.
type around struct {
	Waits    string // it was handed on and waits to be received
	Holdings []holdingView
	Related  []relatedView
	Knowing  []ui.Fact
}

type holdingView struct{ Unit, How, Since, Until, Days string }

type relatedView struct{ As, Href, Number, Title, State string }

// actsView are the acts under one heading.
type actsView struct {
	Title string
	Links []ui.Crumb
}

func (v *showView) around(tx *db.Tx, c steps.Scene) error {
	m := c.Matter
	switch c.Confined.Level {
	case matter.Locked:
		v.Closed = "这件事已经封存：法定保管期内只保存，不再查阅和使用。"
	case matter.Erased:
		v.Closed = "这件事的内容已经依法删除，只留编号、日期和代码。"
	default:
		v.Closed = "您的岗位能看到这件事的进展，看不到当事人、经过和协议的内容。需要时请联系承办人：" + v.Row.Owner + "。"
	}
	if m.HandedFrom != "" {
		v.Around.Waits = "正在由" + c.Names.Officer(m.HandedFrom) + "移交给" + c.Names.Officer(m.Mediator) + "，等接收以后才能继续。"
	}
	if err := v.related(tx, c); err != nil {
		return err
	}
	all, err := matter.Holdings(tx, m)
	if err != nil {
		return err
	}
	if len(all) > 1 {
		for _, h := range all {
			v.Around.Holdings = append(v.Around.Holdings, newHolding(h, c))
		}
	}
	if c.Confined.Level != matter.Internal {
		words := c.Confined.Level.Label() + "，" + c.Confined.Since.Plain() + "起"
		if !c.Confined.Until.Zero() {
			words += "，保管到" + c.Confined.Until.Plain()
		}
		if c.Confined.Asked != "" {
			words += "；" + c.Names.Officer(c.Confined.Asked) + "已经提出，等另一位确认"
		}
		v.Around.Knowing = append(v.Around.Knowing, ui.Fact{Label: "密级", Value: words})
	}
	if !c.Readable {
		return nil
	}
	for _, r := range c.Readers {
		v.Around.Knowing = append(v.Around.Knowing, ui.Fact{Label: "知情人", Value: c.Names.Officer(r)})
	}
	for _, t := range c.Ties {
		words := c.Names.Officer(t.Officer) + c.Names.Unit(t.Unit) + "，" + matter.Relations.Label(t.Relation)
		if !t.Ended.Zero() {
			words += "（" + t.Ended.Plain() + "取消）"
		}
		v.Around.Knowing = append(v.Around.Knowing, ui.Fact{Label: "回避", Value: words})
	}
	return nil
}

func newHolding(h matter.Holding, c steps.Scene) holdingView {
	v := holdingView{Unit: c.Names.Unit(h.Unit), How: matter.Hows.Label(string(h.How)), Since: h.Since.Plain(), Until: untilWords(h.Until), Days: strconv.Itoa(h.Days(c.Today))}
	if officer := c.Names.Officer(h.Officer); officer != "" {
		v.Unit += "　" + officer
	}
	return v
}

func untilWords(d calendar.Date) string {
	if d.Zero() {
		return "现在"
	}
	return d.Plain()
}

// related are the matters above, under, beside and behind this one, of those the
// reader may see.
func (v *showView) related(tx *db.Tx, c steps.Scene) error {
	add := func(as string, all ...matter.Matter) {
		for _, m := range all {
			v.Around.Related = append(v.Around.Related, relatedView{As: as, Href: address(m.ID), Number: m.Number, Title: m.Title, State: frame.State(m)})
		}
	}
	for _, r := range []struct {
		as string
		id matter.ID
	}{{"上级事项", c.Matter.Parent}, {"并入", c.Matter.Into}} {
		if r.id == "" {
			continue
		}
		other, err := matter.Visible(tx, c.By, r.id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		add(r.as, other)
	}
	parts, err := matter.PartsOf(tx, c.By, c.Matter.ID)
	if err != nil {
		return err
	}
	add("下级事项", parts...)
	linked, err := matter.Linked(tx, c.By, c.Matter.ID)
	add("关联", linked...)
	return err
}

// acts are what can be done now, by their headings.
func (v *showView) acts(c steps.Scene, all []steps.Form) {
	for _, f := range c.Offered(all) {
		if len(v.Acts) == 0 || v.Acts[len(v.Acts)-1].Title != f.Group {
			v.Acts = append(v.Acts, actsView{Title: f.Group})
		}
		last := &v.Acts[len(v.Acts)-1]
		last.Links = append(last.Links, ui.Crumb{Label: f.Name, Href: address(c.Matter.ID) + "/steps/" + string(f.Do)})
	}
}
