package publicities

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// eventsMost is how many events of a campaign its page tells.
const eventsMost = 60

// campaignView is one campaign: what was arranged, how it went, what was handed out.
type campaignView struct {
	View     ui.View
	Href     string
	Version  string
	Title    string
	Number   string
	State    string
	Tone     ui.Tone
	Facts    []ui.Fact
	Wait     string
	Counted  []ui.FigureView
	Activity string
	Gone     bool // the activity was taken back
	Differs  string
	Lines    []lineRow
	Words    string
	Photos   []photoRow
	Album    albumView
	Timeline []ui.Entry
	Print    ui.PrintView
	Entries  ui.Entries

	// What the reader may do now.
	Change, Cancel, Hold, Recount, Close, AddPhoto bool

	Already  []ui.Option
	Confirm  bool // more than the store has
	Stuff    []stuffField
	MostLeft int
}

type lineRow struct{ Name, Sort, Number, Href string }

type photoRow struct{ ID, Alt string }

// stuffField is a material with the entry of how many were handed out.
type stuffField struct{ Name, Label, Hint string }

// trouble is what stands in the way of a holding: somebody has to choose or confirm.
type trouble struct {
	already *activity.ByHand
	short   *publicity.Short
}

// Campaign is GET /publicity/campaigns/{id}.
func (p Pages) Campaign(w http.ResponseWriter, r *http.Request) error {
	return p.showCampaign(w, r, http.StatusOK, ui.Entries{}, trouble{})
}

func (p Pages) showCampaign(w http.ResponseWriter, r *http.Request, status int, e ui.Entries, t trouble) error {
	v := campaignView{Entries: e, Href: campaignAddress(idOf(r))}
	err := p.view(r, func(tx *db.Tx) error { return v.read(tx, web.Actor(r), idOf(r), t) })
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title, e.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: v.Href}
	return web.Render(w, r, status, campaignPage(v))
}

func (v *campaignView) read(tx *db.Tx, by actor.Actor, id publicity.ID, t trouble) error {
	c, err := publicity.Load(tx, by, id)
	if err != nil {
		return err
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	rows, err := campaignRows(tx, names, []publicity.Campaign{c})
	if err != nil {
		return err
	}
	v.outline(c, rows[0], names)
	materials, err := publicity.Materials(tx)
	if err != nil {
		return err
	}
	lines, err := publicity.Handouts(tx, id)
	if err != nil {
		return err
	}
	if err := v.counted(tx, c, materials, lines); err != nil {
		return err
	}
	if err := v.photos(tx, by, c); err != nil {
		return err
	}
	if identity.KeepPublicity.Reaches(by, c.At()) {
		v.may(tx.Today(), c, materials, lines, t)
	}
	return v.history(tx, c)
}

func (v *campaignView) outline(c publicity.Campaign, row campaignRow, n frame.Names) {
	v.Version, v.Title, v.Number, v.State, v.Tone, v.Words = number(c.Version), c.Title, row.Sort, row.State, row.Tone, c.Words
	expected := ""
	if c.Expected > 0 {
		expected = number(c.Expected) + "人"
	}
	theme := ui.Fact{Label: "节点", Value: row.Theme}
	if row.Theme != "" {
		theme.Href = "/publicity/day?code=" + url.QueryEscape(c.Theme) + "&year=" + number(c.On.Year())
	}
	brand := ui.Fact{Label: "品牌", Value: row.Brand}
	if row.Brand != "" {
		brand.Href = "/publicity/brands/" + c.Brand
	}
	venue := ui.Fact{Label: "场所", Value: n.Venue(c.Venue)}
	if c.Venue != "" {
		venue.Href = campaignsOf("venue", c.Venue)
	}
	for _, f := range []ui.Fact{
		{Label: "日期", Value: strings.TrimSpace(c.On.Chinese() + " " + c.Start)},
		{Label: "社区", Value: communityWords(c.Community, n)},
		{Label: "地点", Value: c.Place},
		venue,
		{Label: "讲什么法", Value: c.Topics},
		{Label: "一起办的", Value: c.Partners},
		theme, brand,
		{Label: "预计", Value: expected},
		{Label: "取消的原因", Value: c.Ending},
	} {
		if f.Value != "" {
			v.Facts = append(v.Facts, f)
		}
	}
}

// counted is what the figures count, and what was handed out by kind.
func (v *campaignView) counted(tx *db.Tx, c publicity.Campaign, materials []publicity.Material, lines []publicity.Line) error {
	for _, l := range lines {
		for _, m := range materials {
			if m.ID == l.Material {
				v.Lines = append(v.Lines, lineRow{Name: m.Name, Sort: sortWords(m.Sort), Number: number(l.Number) + publicity.Unit, Href: "/publicity/materials/" + m.ID})
			}
		}
	}
	if c.Activity == "" {
		return nil
	}
	a, err := activity.Latest(tx, c.Activity)
	if err != nil {
		return err
	}
	v.Activity, v.Gone = "/activities/"+string(a.ID), !a.Valid
	if v.Gone {
		return nil
	}
	for _, q := range a.Quantities() {
		if !q.Blank() {
			v.Counted = append(v.Counted, ui.FigureView{Label: q.Label, Value: number(q.Number), Unit: q.Unit, Href: v.Activity})
		}
	}
	leaflets, giveaways := publicity.Add(materials, lines)
	if leaflets != a.Leaflets || giveaways != a.Giveaways {
		v.Differs = "活动登记发放宣传资料" + number(a.Leaflets) + "份、宣传品" + number(a.Giveaways) + "份，按品种加起来是" + number(leaflets) + "份、" + number(giveaways) + "份。指标按活动计，记错的请更正数量。"
	}
	return nil
}

func (v *campaignView) photos(tx *db.Tx, by actor.Actor, c publicity.Campaign) error {
	all, err := publicity.Photos(tx, c.ID)
	if err != nil {
		return err
	}
	for _, p := range all {
		v.Photos = append(v.Photos, photoRow{ID: p.ID, Alt: p.Alt})
	}
	v.Album, err = albumOf(tx, by, about("campaign", string(c.ID)), besideForm)
	return err
}

// may says what the reader may do with the campaign now, and what its forms begin with.
func (v *campaignView) may(today calendar.Date, c publicity.Campaign, materials []publicity.Material, lines []publicity.Line, t trouble) {
	switch c.State {
	case publicity.Planned:
		v.Change, v.Cancel = true, true
		if v.Hold = today >= c.On; !v.Hold {
			v.Wait = "已经安排。" + c.On.Plain() + "办完以后，在这里记数量和照片。"
		}
	case publicity.Held:
		v.Close, v.Recount, v.AddPhoto = true, !v.Gone, true
	case publicity.Recorded:
		v.Recount, v.AddPhoto = !v.Gone, true
	}
	v.AddPhoto = v.AddPhoto && len(v.Photos) < publicity.MostPhotos
	v.MostLeft = publicity.MostPhotos - len(v.Photos)
	v.begin(materials, lines)
	if t.already != nil {
		v.Already = frame.ByHand(t.already.Activities, "次", quantities)
	}
	v.Confirm = t.short != nil || v.Entries.Value("anyway") != ""
}

// begin fills the counts with those that were written down, when the form is new.
func (v *campaignView) begin(materials []publicity.Material, lines []publicity.Line) {
	values := url.Values{}
	for _, f := range v.Counted {
		switch f.Label {
		case "群众人次":
			values.Set("audience", f.Value)
		case "参加人次":
			values.Set("attendance", f.Value)
		}
	}
	for _, m := range materials {
		name := "number." + m.ID
		for _, l := range lines {
			if l.Material == m.ID {
				values.Set(name, number(l.Number))
			}
		}
		hint := sortWords(m.Sort) + "，库里" + number(max(m.Left(), 0)) + publicity.Unit
		v.Stuff = append(v.Stuff, stuffField{Name: name, Label: m.Name, Hint: hint})
	}
	if v.Entries.Values == nil {
		v.Entries.Values = values
	}
}

func quantities(a activity.Activity) string {
	var words []string
	for _, q := range a.Quantities() {
		if q.Number > 0 {
			words = append(words, q.Label+strconv.Itoa(q.Number)+q.Unit)
		}
	}
	return strings.Join(words, "，")
}

func (v *campaignView) history(tx *db.Tx, c publicity.Campaign) error {
	events, err := event.Of(tx, event.Publicity, string(c.ID), eventsMost)
	v.Timeline = frame.Timeline(events, "普法")
	return err
}
