package tasks

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/task"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// listView is what the list shows.
type listView struct {
	View    ui.View
	Tabs    []ui.Tab
	Whose   []ui.Tab
	Title   string
	Beside  string
	Entries ui.Entries
	Carried url.Values // conditions the panel has no field for
	Chosen  []ui.Condition
	Sources []ui.Option
	States  []ui.Option
	Whens   []ui.Option
	Rows    []frame.TaskRow
	Empty   ui.EmptyView
	Give    bool
	More    bool
	Export  url.Values
	Print   ui.PrintView
}

// List is GET /tasks: the open tasks first, by the day they are due.
func (p Pages) List(w http.ResponseWriter, r *http.Request) error {
	by, f := web.Actor(r), task.FilterOf(r.URL.Query())
	v := listView{
		Title: title(f), Entries: ui.Entries{Values: f.Query()}, Carried: carried(f), Chosen: chosen(f), Whose: whose(by, f), Give: identity.KeepTasks.Allows(by),
		Sources: frame.Options(task.Sources), States: frame.Options(task.States), Whens: frame.Options(task.Whens), Export: f.Query(),
		Empty: ui.EmptyView{Kind: ui.NothingYet, Text: "没有任务。会议议定的、报告不足和督察问题整改的、直接交办的任务都在这里。"},
	}
	if len(v.Chosen) > 0 {
		v.Empty = ui.EmptyView{Kind: ui.NothingMatches, Text: "没有符合条件的任务。", Conditions: v.Chosen}
	}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		n, err := task.Count(tx, by, f)
		if err != nil {
			return err
		}
		all, err := task.List(tx, by, f, task.Most)
		if err != nil {
			return err
		}
		v.Beside, v.More = "共"+strconv.Itoa(n)+"项", n > len(all)
		v.Rows, err = frame.TaskRows(tx, by, names, all)
		return err
	})
	if err != nil {
		return err
	}
	v.View, v.Tabs = frame.Wide(r, v.Title), frame.WorkTabs(r, "/tasks")
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Filter: frame.Words(v.Chosen), Moment: "截至" + v.View.Moment, Address: r.URL.RequestURI()}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

func title(f task.Filter) string {
	switch f.Whose {
	case task.Mine:
		return "我的任务"
	case task.Ours:
		return "我们单位的任务"
	}
	return "任务"
}

// carried is what the panel has no field for.
func carried(f task.Filter) url.Values {
	return task.Filter{Whose: f.Whose, Subject: f.Subject}.Query()
}

// whose leads between one's own tasks, those of one's units, and all in sight.
func whose(by actor.Actor, f task.Filter) []ui.Tab {
	var all []ui.Tab
	for _, w := range []struct {
		whose task.Whose
		label string
		open  bool
	}{{task.Mine, "我的", true}, {task.Ours, "我们单位的", identity.SeeTasks.Allows(by)}, {task.All, "看得到的全部", true}} {
		if w.open {
			to := f
			to.Whose = w.whose
			all = append(all, ui.Tab{Label: w.label, Href: listAddress(to), Current: f.Whose == w.whose})
		}
	}
	return all
}

func listAddress(f task.Filter) string {
	if q := f.Query().Encode(); q != "" {
		return "/tasks?" + q
	}
	return "/tasks"
}

// chosen are the conditions as words, each with the address without it.
func chosen(f task.Filter) []ui.Condition {
	var all []ui.Condition
	add := func(words string, on bool, off func(*task.Filter)) {
		if on {
			without := f
			off(&without)
			all = append(all, ui.Condition{Label: words, Remove: listAddress(without)})
		}
	}
	add("来源："+f.Source.Label(), f.Source != "", func(f *task.Filter) { f.Source = "" })
	add("情况："+f.State.Label(), f.State != "", func(f *task.Filter) { f.State = "" })
	add("期限："+task.Whens.Label(string(f.When)), f.When != "", func(f *task.Filter) { f.When = "" })
	add("出自同一次会议或同一条清单", f.Subject != "", func(f *task.Filter) { f.Subject = "" })
	return all
}

// exportMost is how many tasks a file holds.
const exportMost = frame.SheetMost

// Export is POST /tasks/export: the list as a file.
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.Everybody, Action: "task.export", Subject: "tasks"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, form *web.Form) (frame.Listing, error) {
		f := task.FilterOf(form.Values())
		names, err := frame.LoadNames(tx)
		if err != nil {
			return frame.Listing{}, err
		}
		all, err := task.List(tx, by, f, exportMost)
		if err != nil {
			return frame.Listing{}, err
		}
		rows, err := frame.TaskRows(tx, by, names, all)
		return frame.Listing{
			Name: title(f), Condition: frame.Words(chosen(f)), Meaning: "一行是一项任务，没完成的在前，按期限排；不按人计数。", Query: f.Query(),
			Columns: []string{"任务", "由谁做", "期限", "情况", "做了什么，或者为什么撤销", "来源", "交办日期"},
			Rows: func(add func(...any) error) error {
				for _, t := range rows {
					state := t.State
					if t.Due.Left != "" {
						state += "，" + t.Due.Left
					}
					if err := add(t.Words, t.Who, t.Task.Due, state, t.Outcome, t.Source, t.Task.GivenOn); err != nil {
						return err
					}
				}
				return nil
			},
		}, err
	})
}
