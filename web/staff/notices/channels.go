package notices

import (
	"net/http"
	"strconv"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/supervision"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// channelsView is where digests are sent, for the administrator. What is secret in
// a channel is typed once and never shown again.
type channelsView struct {
	View     ui.View
	Rows     []channelView
	Units    []ui.Option
	Entries  ui.Entries // of the channel that is added
	Settings ui.Entries
	Form     ui.FormView
	SetForm  ui.FormView
}

type channelView struct {
	Name, Kind, Unit, Host, Last, Close string
	State                               string
	Tone                                ui.Tone
}

// Channels is GET /notices/channels.
func (p Pages) Channels(w http.ResponseWriter, r *http.Request) error {
	return p.showChannels(w, r, http.StatusOK, channelsView{})
}

func (p Pages) showChannels(w http.ResponseWriter, r *http.Request, status int, v channelsView) error {
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Units = names.Communities()
		all, err := supervision.Channels(tx)
		if err != nil {
			return err
		}
		going, err := supervision.Standings(tx)
		if err != nil {
			return err
		}
		for _, c := range all {
			if err := names.KnowUnits(tx, c.Unit); err != nil {
				return err
			}
			v.Rows = append(v.Rows, newChannel(c, going[c.ID], names))
		}
		if v.Settings.Values == nil {
			s, err := supervision.LoadSettings(tx)
			if err != nil {
				return err
			}
			v.Settings.Values = ui.EntriesOf("site", s.Site, "escalateAfter", strconv.Itoa(s.EscalateAfter)).Values
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.Form.Action, v.SetForm.Action = "/notices/channels", "/notices/settings"
	v.View = frame.Wide(r, "提醒")
	v.View.Wrong = v.Entries.Any() || v.Settings.Any()
	return web.Render(w, r, status, channelsPage(v))
}

func newChannel(c supervision.Channel, s supervision.Standing, n frame.Names) channelView {
	v := channelView{
		Name: c.Name, Kind: supervision.ChannelKinds.Label(string(c.Kind)), Unit: n.Unit(c.Unit), Host: c.Host(), Close: "/notices/channels/" + c.ID + "/closing",
		State: "还没有发过", Tone: ui.Plain,
	}
	switch {
	case c.Kind == supervision.ByMail:
		v.Unit = "填了邮箱的人，各自的事项"
	case c.Unit == "":
		v.Unit = "全街道"
	}
	if !s.LastSent.IsZero() {
		v.Last = s.LastSent.In(calendar.Shanghai).Format("2006-01-02 15:04")
		v.State, v.Tone = "正常", ui.Done
	}
	switch {
	case s.Queued > 0 && s.Error != "":
		v.State, v.Tone = "会再试："+supervision.FailureWords(s.Error), ui.Soon
	case s.Queued > 0:
		v.State, v.Tone = "正在发送", ui.Going
	case s.Failed > 0:
		v.State, v.Tone = "近七天有"+strconv.Itoa(s.Failed)+"份没有发出："+supervision.FailureWords(s.Error), ui.Late
	}
	return v
}

// Add is POST /notices/channels.
func (p Pages) Add(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, submission := web.Actor(r), f.SubmissionID()
	c := supervision.Channel{
		Kind: supervision.ChannelKind(f.Choice("kind", "发送方式", frame.Codes(supervision.ChannelKinds), true)), Name: f.Text("name", "名称", 30, true),
		Unit: f.Raw("unit"), Address: f.Text("address", "地址", 500, true), Secret: f.Raw("secret"),
		Login: f.Text("login", "登录名", 100, false), Sender: f.Text("sender", "发件地址", 100, false),
	}
	again := func(err error) error {
		v := channelsView{Entries: f.Again(err)}
		v.Entries.Values.Del("secret") // never sent back
		return p.showChannels(w, r, web.StatusOf(err), v)
	}
	if err := f.Err(); err != nil {
		return again(err)
	}
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		_, err := supervision.AddChannel(tx, by, c)
		return "/notices/channels", err
	})
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict):
		return again(err)
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已保存：下一个工作日早上8:30起发送")
}

// Close is POST /notices/channels/{id}/closing.
func (p Pages) Close(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by := web.Actor(r)
	to, err := frame.Once(r, p.DB, by, f.SubmissionID(), "", func(tx *db.Tx) (string, error) {
		return "/notices/channels", supervision.CloseChannel(tx, by, r.PathValue("id"))
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已停用，密钥已经删除")
}

// Set is POST /notices/settings.
func (p Pages) Set(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, submission := web.Actor(r), f.SubmissionID()
	s := supervision.Settings{EscalateAfter: f.Int("escalateAfter", "工作日数", 1, 60, true), Site: f.Text("site", "系统的网址", 200, false)}
	if err := f.Err(); err != nil {
		return p.showChannels(w, r, web.StatusOf(err), channelsView{Settings: f.Again(err)})
	}
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		return "/notices/channels", supervision.SaveSettings(tx, by, s)
	})
	switch {
	case fault.Is(err, fault.Invalid):
		return p.showChannels(w, r, web.StatusOf(err), channelsView{Settings: f.Again(err)})
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已保存")
}

// Address is POST /notices/address: the reader's own mail address.
func (p Pages) Address(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, submission := web.Actor(r), f.SubmissionID()
	address := f.Text("address", "邮箱", 100, false)
	if err := f.Err(); err != nil {
		return p.list(w, r, web.StatusOf(err), f.Again(err))
	}
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		return "/notices", supervision.SaveAddress(tx, by, address)
	})
	switch {
	case fault.Is(err, fault.Invalid):
		return p.list(w, r, web.StatusOf(err), f.Again(err))
	case err != nil:
		return err
	}
	done := "已保存：工作日早上8:30有到期或超期的事项时发邮件"
	if address == "" {
		done = "已取消邮件"
	}
	return web.Redirect(w, r, to, done)
}
