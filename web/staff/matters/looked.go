package matters

import (
	"encoding/json"
	"net/http"
	"strings"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// lookedView is the paper a party takes home: who looked at which of their
// values, when and why (个人信息保护法 art. 44, 45). It names posts, not people:
// who it was is in the ledger.
type lookedView struct {
	View   ui.View
	Number string
	Party  string
	Facts  []ui.Fact
	Looks  []lookView
	Print  ui.PrintView
}

type lookView struct{ When, Role, Field, Reason string }

// Looked is GET /matters/{id}/parties/{party}/looks.
func (p Pages) Looked(w http.ResponseWriter, r *http.Request) error {
	var v lookedView
	by, id := web.Actor(r), idOf(r)
	err := p.view(r, func(tx *db.Tx) error {
		m, err := matter.Visible(tx, by, id)
		if err != nil {
			return err
		}
		readable, err := matter.Readable(tx, by, id)
		if err != nil {
			return err
		}
		if !readable {
			return fault.New(fault.Denied, "只有正在办理这件事的人能出具，需要时请联系承办人")
		}
		parties, err := matter.Parties(tx, id)
		if err != nil {
			return err
		}
		for _, party := range parties {
			if party.ID == r.PathValue("party") {
				v = newLooked(m, party)
				v.Looks, err = looks(tx, id, party.ID)
				return err
			}
		}
		return fault.New(fault.NotFound, "没有这位当事人")
	})
	if err != nil {
		return err
	}
	v.View = web.View(r, "个人信息查阅情况："+v.Number)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: "个人信息查阅情况", Variant: "当事人副本", Moment: "截至" + v.View.Moment, Address: r.URL.Path}
	return web.Render(w, r, http.StatusOK, lookedPage(v))
}

func newLooked(m matter.Matter, p matter.Party) lookedView {
	v := lookedView{Number: m.Number, Party: p.Side.Label() + "　" + matter.Mask("name", p.Name)}
	var kept []string
	for _, f := range maskedFields {
		if f.of(p) != "" {
			kept = append(kept, f.label)
		}
	}
	v.Facts = []ui.Fact{{Label: "编号", Value: m.Number}, {Label: "当事人", Value: v.Party}, {Label: "登记了您的", Value: strings.Join(kept, "、")}}
	return v
}

// looks are the times somebody looked at a value of the party, newest first.
func looks(tx *db.Tx, id matter.ID, party string) ([]lookView, error) {
	all, err := event.Of(tx, event.Matter, string(id), timelineMost)
	if err != nil {
		return nil, err
	}
	var found []lookView
	for _, e := range all {
		var details struct {
			Party string `json:"party"`
		}
		if e.Action != revealAction || json.Unmarshal([]byte(e.Details), &details) != nil || details.Party != party {
			continue
		}
		found = append(found, lookView{
			When: e.At.In(calendar.Shanghai).Format("2006-01-02 15:04"), Role: e.Role.Label(), Field: strings.TrimPrefix(fieldLabel(e.Fields), "当事人的"), Reason: reasonLabel(e.Reason),
		})
	}
	return found, nil
}

// lookedRoute is the page of what was looked at.
func (p Pages) lookedRoute() web.Route {
	return web.Route{
		Pattern: "GET /matters/{id}/parties/{party}/looks", Permission: frame.For(identity.ReadMatter), Scope: web.ScopeOwnMatter, Class: web.ClassPersonal,
		Audit: "matter.party.looks", Page: p.Looked,
	}
}
