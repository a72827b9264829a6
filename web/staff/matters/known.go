package matters

import (
	"maps"
	"net/http"
	"net/url"
	"slices"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// knownView is a matter about to be taken in beside those it looks like.
type knownView struct {
	View ui.View
	Kept url.Values // everything typed, to go on with
	Rows []row
	New  []ui.Fact
	Old  []ui.Fact
	Row  row // the one compared
}

// kept is everything typed, without what belongs to the press itself.
func kept(f *web.Form) url.Values {
	q := maps.Clone(f.Values())
	for _, name := range []string{"_csrf", "_submission", "known", "compare", "more", "back"} {
		q.Del(name)
	}
	return q
}

// showKnown shows the matters that what was typed looks like. Nothing has been
// written, nothing typed is lost (ux.md section 6: list first, then compare).
func (p Pages) showKnown(w http.ResponseWriter, r *http.Request, f *web.Form, found []matter.Matter) error {
	v := knownView{Kept: kept(f)}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		for _, m := range found {
			v.Rows = append(v.Rows, newRow(m, names, tx.Today()))
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View = web.View(r, "这件事可能已经登记过")
	return web.Render(w, r, http.StatusConflict, knownPage(v))
}

// compare shows what was typed beside one known matter. Names are masked on
// both sides: the clerk knows what was typed, and whoever looks over the
// shoulder does not.
func (p Pages) compare(w http.ResponseWriter, r *http.Request, f *web.Form, id matter.ID) error {
	v := knownView{Kept: kept(f)}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		m, err := matter.Visible(tx, by, id)
		if err != nil {
			return err
		}
		who, err := whoWords(tx, by, m)
		if err != nil {
			return err
		}
		v.Row = newRow(m, names, tx.Today())
		v.Old = []ui.Fact{
			{Label: "事由", Value: m.Title},
			{Label: "地点", Value: names.Place(m)},
			{Label: "当事人", Value: who},
			{Label: "来源", Value: m.Channel.Label()},
			{Label: "收到日期", Value: m.ReceivedOn.Plain()},
			{Label: "状态", Value: frame.State(m)},
		}
		in := readIntake(f)
		v.New = []ui.Fact{
			{Label: "事由", Value: in.Title},
			{Label: "地点", Value: names.Unit(in.Unit)},
			{Label: "当事人", Value: partyWords(in.Parties)},
			{Label: "来源", Value: in.Channel.Label()},
			{Label: "收到日期", Value: in.ReceivedOn.Plain()},
			{Label: "状态", Value: "还没有登记"},
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.View = web.View(r, "对比两件事")
	return web.Render(w, r, http.StatusOK, comparePage(v))
}

// whoWords are the parties of a known matter, for whoever may read it.
func whoWords(tx *db.Tx, by actor.Actor, m matter.Matter) (string, error) {
	readable, err := matter.Readable(tx, by, m.ID)
	if err != nil || !readable {
		return "至少有一位同名或同电话，您的岗位看不到其他内容", err
	}
	parties, err := matter.Parties(tx, m.ID)
	return partyWords(parties), err
}

// partyWords are the parties in one line, masked.
func partyWords(all []matter.Party) string {
	line := ""
	for i, p := range all {
		if i > 0 {
			line += "；"
		}
		line += p.Side.Label() + matter.Mask("name", p.Name)
		if p.Phone != "" {
			line += "，" + matter.Mask("phone", p.Phone)
		}
	}
	return line
}

// names of the kept fields in a fixed order.
func (v knownView) names() []string { return slices.Sorted(maps.Keys(v.Kept)) }
