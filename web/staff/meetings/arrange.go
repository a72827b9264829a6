package meetings

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/meeting"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// Arrange is POST /meetings.
func (p Pages) Arrange(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	again := func(status int, e ui.Entries) error { return p.drawPlan(w, r, status, planView{Entries: e}, "") }
	if f.Raw("more") != "" {
		f.Values().Set("slots", number(slots(f.Raw("slots"))+1))
		return again(http.StatusOK, f.Again(nil))
	}
	read := readPlan(f)
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		plan, err := read(tx, by)
		if err != nil {
			return "", err
		}
		m, err := meeting.Arrange(tx, by, plan)
		return address(m.ID), err
	}
	return p.press(w, r, f, newPath, "会议已安排", do, again)
}

// amend is the step that changes a plan.
func (p Pages) amend(w http.ResponseWriter, r *http.Request, f *web.Form) error {
	id := idOf(r)
	again := func(status int, e ui.Entries) error { return p.drawPlan(w, r, status, planView{Entries: e}, id) }
	if f.Raw("more") != "" {
		f.Values().Set("slots", number(slots(f.Raw("slots"))+1))
		return again(http.StatusOK, f.Again(nil))
	}
	read, version := readPlan(f), int(f.Version())
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		plan, err := read(tx, by)
		if err != nil {
			return "", err
		}
		return address(id), only(meeting.Amend(tx, by, id, version, plan))
	}
	return p.press(w, r, f, "", "会议安排已修改", do, again)
}

// readPlan reads the form; the numbers of matters are looked up when it is carried out.
func readPlan(f *web.Form) func(*db.Tx, actor.Actor) (meeting.Plan, error) {
	plan := meeting.Plan{
		Variety: activity.Variety(f.Raw("variety")), Community: community(f.Raw("community")), Title: f.Text("title", "名称", 60, false), On: f.Date("on", "日期", true),
		Start: f.Text("start", "开始时间", 10, false), Place: f.Text("place", "地点", 100, true), Chair: f.Raw("chair"), Partners: f.Text("partners", "参加单位", 100, false),
		Carried: slices.DeleteFunc(f.List("carried"), func(id string) bool { return id == "" }),
	}
	var names []string
	for i := range slots(f.Raw("slots")) {
		name := "item" + number(i+1)
		item := meeting.Item{
			ID: f.Raw(name + ".id"), Kind: meeting.ItemKind(f.Raw(name + ".kind")), Title: f.Text(name+".title", "议题", 100, false),
			Reporter: f.Text(name+".reporter", "汇报人", 60, false),
		}
		if item.Title == "" && item.Reporter == "" && f.Raw(name+".matters") == "" {
			continue // left empty
		}
		if item.Title == "" {
			f.Wrong(name+".title", "请写明议什么")
		}
		plan.Items, names = append(plan.Items, item), append(names, name+".matters")
	}
	return func(tx *db.Tx, by actor.Actor) (meeting.Plan, error) {
		var bad fault.Fields
		for i, name := range names {
			for _, typed := range strings.FieldsFunc(f.Raw(name), func(r rune) bool { return strings.ContainsRune("、，,；; \n", r) }) {
				id, err := matter.ByNumber(tx, by, typed)
				switch {
				case errors.Is(err, db.ErrNone) || fault.Is(err, fault.NotFound):
					bad.Add(name, "找不到编号是“%s”的事项，可能编号有误，或不在您的职责范围内", typed)
				case err != nil:
					return plan, err
				default:
					plan.Items[i].Matters = append(plan.Items[i].Matters, id)
				}
			}
		}
		return plan, bad.Err()
	}
}
