package meetings

import (
	"testing"

	"fengsheng/internal/calendar"
	"fengsheng/task"
)

// The paper of a meeting says how the tasks of the last one stood on its day.
func TestMinutesTellWhatBecameOfATask(t *testing.T) {
	t.Parallel()
	held := calendar.On(2024, 12, 30)
	given := func(due calendar.Date, state task.State, ended calendar.Date) task.Task {
		return task.Task{Draft: task.Draft{Due: due}, State: state, EndedOn: ended, Outcome: "已逐楼走访。"}
	}
	for _, c := range []struct {
		name string
		task task.Task
		on   calendar.Date
		want string
	}{
		{"late and open", given(calendar.On(2024, 12, 8), task.Open, 0), held, "到开会时还没有完成，已超期22天。"},
		{"due on the day", given(held, task.Open, 0), held, "到开会时还没有完成。"},
		{"done before", given(calendar.On(2024, 12, 8), task.Done, calendar.On(2024, 12, 6)), held, "2024年12月6日完成：已逐楼走访。"},
		{"done since", given(calendar.On(2024, 12, 29), task.Done, calendar.On(2025, 1, 3)), held, "到开会时还没有完成，已超期1天。2025年1月3日完成：已逐楼走访。"},
		{"withdrawn", given(calendar.On(2024, 12, 8), task.Withdrawn, calendar.On(2024, 12, 6)), held, "2024年12月6日撤销：已逐楼走访。"},
		{"decided here, open", given(calendar.On(2025, 1, 8), task.Open, 0), 0, ""},
		{"decided here, done", given(calendar.On(2025, 1, 8), task.Done, calendar.On(2025, 1, 3)), 0, "2025年1月3日完成：已逐楼走访。"},
	} {
		if got := fate(c.task, c.on); got != c.want {
			t.Errorf("%s: the minutes say %q, want %q", c.name, got, c.want)
		}
	}
}
