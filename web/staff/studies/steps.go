package studies

import (
	"errors"
	"net/http"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// SessionStep is POST /study/sessions/{id}/{command}.
func (p Pages) SessionStep(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	command, id := r.PathValue("command"), sessionOf(r)
	take := readStep(f, id, command)
	if take == nil {
		return frame.NoStep()
	}
	var known *activity.ByHand
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		_, err := take(tx, by)
		if errors.As(err, &known) {
			err = fault.New(fault.Conflict, "%s", known.Error())
		}
		return sessionAddress(id), err
	}
	return p.press(w, r, f, "", "已保存："+study.Commands.Label(command), do, func(status int, e ui.Entries) error {
		return p.showSession(w, r, status, e, known)
	})
}

// readStep reads the answers of a step; nil when there is no such step.
func readStep(f *web.Form, id study.ID, command string) func(*db.Tx, actor.Actor) (study.Session, error) {
	version := int(f.Version())
	switch command {
	case "move":
		plan := planOf(f)
		return func(tx *db.Tx, by actor.Actor) (study.Session, error) { return study.Move(tx, by, id, version, plan) }
	case "cancel":
		why := f.Long("reason", "为什么取消", 500, true)
		return func(tx *db.Tx, by actor.Actor) (study.Session, error) { return study.Cancel(tx, by, id, version, why) }
	case "hold":
		h := study.Holding{Version: version, Present: f.List("present"), Others: f.Int("others", "其他人员", 0, 2000, false), Choice: f.Raw("choice")}
		return func(tx *db.Tx, by actor.Actor) (study.Session, error) { return study.Hold(tx, by, id, h) }
	case "record":
		words := f.Long("summary", "纪要", 2000, true)
		return func(tx *db.Tx, by actor.Actor) (study.Session, error) {
			return study.Record(tx, by, id, version, words)
		}
	}
	return nil
}
