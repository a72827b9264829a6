package assessments

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/assessment"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// confirmView asks before a step.
type confirmView struct {
	View    ui.View
	Scheme  string
	Back    string
	Title   string
	Words   string
	Panel   ui.ConfirmView
	Entries ui.Entries
	Reason  string // the label of the reason that is asked; "" = none
	Hint    string
}

// asking is what a step's page says.
type asking struct{ title, words, warning, act, done string }

var askings = map[string]asking{
	"drop":    {"删去草稿", "草稿还没有公布，删去以后不留。", "", "删去这份草稿", "草稿已删去"},
	"publish": {"公布考核方案", "公布以后，被考核的单位看得到按什么考核；指标、目标、权重不能再改。", "公布以后不能改方案。", "公布给这些单位", "方案已公布"},
	"compute": {"计算考核", "按方案里的口径从记录里数出来。各单位看得到自己的每一步，可以提异议。", "", "计算", "已计算"},
	"finish":  {"定稿公布", "异议都答复了。定稿以后，各单位看到最后的得分和每一步。", "", "定稿公布", "已定稿公布"},
	"reopen":  {"退回重算", "退回以后重新开始异议期，可以再算一次。", "", "退回", "已退回"},
	"freeze":  {"冻结考核", "口径、数、明细、评定和异议的处理一起定下来，加上校验码。", "冻结以后分数不再改变，也不能退回；以后的更正只在旁边标“现在是”。", "冻结", "已冻结"},
}

// Confirm is GET /assessments/{id}/steps/{command}.
func (p Pages) Confirm(w http.ResponseWriter, r *http.Request) error {
	return p.drawConfirm(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) drawConfirm(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	command := r.PathValue("command")
	a, known := askings[command]
	if !known {
		return frame.NoStep()
	}
	v := confirmView{Title: a.title, Words: a.words, Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		s, err := assessment.Load(tx, web.Actor(r), idOf(r))
		if err != nil {
			return err
		}
		if command == "publish" {
			if err := s.Timely(tx.Today()); err != nil {
				return err
			}
		}
		v.Scheme, v.Back = s.Name, address(s.ID)
		v.Panel = ui.ConfirmView{
			Facts:   []ui.Fact{{Label: "方案", Value: s.Name}, {Label: "考核期", Value: s.PeriodWords()}, {Label: "给谁看", Value: receivers(s)}},
			Warning: a.warning, Act: a.act, Danger: command == "freeze" || command == "drop", Back: v.Back,
			Form: ui.FormView{Action: v.Back + "/steps/" + command, Version: number(s.Version)},
		}
		switch {
		case command == "publish" && s.Late(tx.Today()):
			v.Reason, v.Hint = "为什么现在才公布", "考核期从"+s.Period().From.Plain()+"开始，公布得晚了要写明原因，各单位会看到"
		case command == "reopen":
			v.Reason, v.Hint = "为什么退回", "各单位会看到"
		}
		if command == "compute" && s.ObjectBy.Zero() {
			v.Panel.Facts = append(v.Panel.Facts, ui.Fact{Label: "异议期", Value: "到" + calendar.Of(tx.Now).AddDays(s.Days).Plain()})
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title, e.Any())
	return web.Render(w, r, status, confirmPage(v))
}

// receivers are the units that will see it.
func receivers(s assessment.Scheme) string {
	words := ""
	for n, u := range s.Subjects {
		if n > 0 {
			words += "、"
		}
		words += u.Name
	}
	return words + "，各看各的"
}

// Step is POST /assessments/{id}/steps/{command}.
func (p Pages) Step(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, command, version := idOf(r), r.PathValue("command"), int(f.Version())
	a, known := askings[command]
	if !known {
		return frame.NoStep()
	}
	reason := f.Long("reason", "原因", 500, false)
	take := map[string]func(*db.Tx, actor.Actor) error{
		"drop": func(tx *db.Tx, by actor.Actor) error { return assessment.Drop(tx, by, id, version) },
		"publish": func(tx *db.Tx, by actor.Actor) error {
			return only(assessment.Publish(tx, by, id, version, reason))
		},
		"compute": func(tx *db.Tx, by actor.Actor) error { return only(assessment.Compute(tx, by, id, version)) },
		"finish":  func(tx *db.Tx, by actor.Actor) error { return only(assessment.Finish(tx, by, id, version)) },
		"reopen":  func(tx *db.Tx, by actor.Actor) error { return only(assessment.Reopen(tx, by, id, version, reason)) },
		"freeze":  func(tx *db.Tx, by actor.Actor) error { return only(assessment.Freeze(tx, by, id, version)) },
	}[command]
	to := address(id)
	if command == "drop" {
		to = "/assessments"
	}
	return p.press(w, r, f, "", a.done, func(tx *db.Tx, by actor.Actor) (string, error) { return to, take(tx, by) },
		func(status int, e ui.Entries) error { return p.drawConfirm(w, r, status, e) })
}
