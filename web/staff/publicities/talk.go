package publicities

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// talkView is the short entry of a talk on the round.
type talkView struct {
	View    ui.View
	Entries ui.Entries
	Places  []ui.Option
}

// Talk is GET /publicity/talk: what law, where, about how many.
func (p Pages) Talk(w http.ResponseWriter, r *http.Request) error {
	return p.drawTalk(w, r, http.StatusOK, ui.EntriesOf("on", calendar.Of(p.DB.Now()).String()))
}

func (p Pages) drawTalk(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := talkView{Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		names, err := frame.LoadNames(tx)
		v.Places = placeOptions(names, identity.RecordActivity, web.Actor(r))
		return err
	})
	if err != nil {
		return err
	}
	if len(v.Places) == 1 && v.Entries.Value("community") == "" {
		v.Entries.Values.Set("community", v.Places[0].Value)
	}
	v.View = frame.Again(r, "记一次网格普法", e.Any())
	return web.Render(w, r, status, talkPage(v))
}

// Tell is POST /publicity/talk.
func (p Pages) Tell(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	t := publicity.Talk{
		Laws: f.Text("laws", "讲了什么法", 100, true), Place: f.Text("place", "在哪里", 100, true), Audience: f.Int("audience", "大约多少人", 1, 5000, true),
		On: f.Date("on", "日期", true), Community: f.Raw("community"),
	}
	switch t.Community {
	case "":
		f.Wrong("community", "请选择是哪个社区的")
	case wholeStreet:
		t.Community = ""
	}
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		a, err := publicity.Tell(tx, by, t)
		return "/activities/" + string(a.ID), err
	}
	return p.press(w, r, f, "", "网格普法已登记", do, func(status int, e ui.Entries) error { return p.drawTalk(w, r, status, e) })
}
