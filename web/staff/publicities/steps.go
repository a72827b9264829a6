package publicities

import (
	"errors"
	"net/http"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// Step is POST /publicity/campaigns/{id}/{command}.
func (p Pages) Step(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	command, id := r.PathValue("command"), idOf(r)
	var materials []publicity.Material
	err = p.view(r, func(tx *db.Tx) error {
		if _, err := publicity.Load(tx, web.Actor(r), id); err != nil {
			return err
		}
		materials, err = publicity.Materials(tx)
		return err
	})
	if err != nil {
		return err
	}
	take := readStep(f, id, command, materials)
	if take == nil {
		return frame.NoStep()
	}
	var t trouble
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		t = trouble{}
		err := take(tx, by)
		if errors.As(err, &t.already) || errors.As(err, &t.short) {
			err = fault.New(fault.Conflict, "%s", err.Error())
		}
		return campaignAddress(id), err
	}
	again := func(status int, e ui.Entries) error { return p.showCampaign(w, r, status, e, t) }
	if command == "change" {
		again = func(status int, e ui.Entries) error {
			return p.drawForm(w, r, status, formView{Entries: e, Form: ui.FormView{Version: f.Raw("_version")}}, id)
		}
	}
	return p.press(w, r, f, "", publicity.Commands.Label(command), do, again)
}

// readStep reads the answers of a step; nil when there is no such step.
func readStep(f *web.Form, id publicity.ID, command string, materials []publicity.Material) func(*db.Tx, actor.Actor) error {
	version := int(f.Version())
	switch command {
	case "change":
		d := readDraft(f)
		return func(tx *db.Tx, by actor.Actor) error { return only(publicity.Change(tx, by, id, version, d)) }
	case "cancel":
		why := f.Long("reason", "为什么取消", 500, true)
		return func(tx *db.Tx, by actor.Actor) error { return only(publicity.Cancel(tx, by, id, version, why)) }
	case "hold":
		h := readHolding(f, version, materials)
		return func(tx *db.Tx, by actor.Actor) error { return only(publicity.Hold(tx, by, id, h)) }
	case "recount":
		h, why := readHolding(f, version, materials), f.Text("reason", "为什么更正", 200, true)
		return func(tx *db.Tx, by actor.Actor) error { return only(publicity.Recount(tx, by, id, h, why)) }
	case "close":
		words := f.Long("words", "活动情况", 500, true)
		return func(tx *db.Tx, by actor.Actor) error { return only(publicity.Close(tx, by, id, version, words)) }
	}
	return nil
}

func readHolding(f *web.Form, version int, materials []publicity.Material) publicity.Holding {
	h := publicity.Holding{
		Version: version, Audience: f.Int("audience", "群众人次", 0, 200000, true), Attendance: f.Int("attendance", "工作人员人次", 0, 5000, false),
		Choice: f.Raw("choice"), Anyway: f.Bool("anyway"),
	}
	for _, m := range materials {
		if n := f.Int("number."+m.ID, "“"+m.Name+"”的数量", 0, 200000, false); n > 0 {
			h.Lines = append(h.Lines, publicity.Line{Material: m.ID, Number: n})
		}
	}
	return h
}
