package publicities

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// mostShots is how many photos one page shows: a page asks for little. The others are
// on the pages of all photos, a few at a time.
const mostShots = 2

// besideForm is how many stand beside a form: when it was sent, the page is one request
// more.
const besideForm = 1

// albumView is the first photos of a campaign, a themed day or a brand.
type albumView struct {
	Shots []ui.Shot
	All   string // where all of them are; "" when these are all
	Count int
}

// about is the query of the page of all photos of a campaign, a themed day or a brand.
func about(pairs ...string) url.Values {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return q
}

func albumAddress(q url.Values) string { return "/publicity/photos?" + q.Encode() }

func albumOf(tx *db.Tx, by actor.Actor, q url.Values, most int) (albumView, error) {
	var v albumView
	some, n, err := publicity.Album(tx, by, askedPhotos(q), 0, most)
	v.Count, v.Shots = n, shotsOf(some, q)
	if n > most {
		v.All = albumAddress(q)
	}
	return v, err
}

// askedPhotos reads whose photos a query names.
func askedPhotos(q url.Values) publicity.Filter {
	f := asked(about("theme", q.Get("theme"), "brand", q.Get("brand"), "year", q.Get("year")))
	f.Campaign = publicity.ID(q.Get("campaign"))
	return f
}

// shotsOf are photos as they are shown: one campaign's lead to the picture, those of
// several to the campaign.
func shotsOf(all []publicity.Pictured, q url.Values) []ui.Shot {
	var shots []ui.Shot
	for _, p := range all {
		s := shotOf(p.Photo, p.Alt)
		s.When = cmp.Or(p.Caption, p.On.String())
		if q.Get("campaign") == "" {
			s.Href, s.When = campaignAddress(p.Campaign), p.Title+"，"+p.On.String()
		}
		shots = append(shots, s)
	}
	return shots
}

// photosView is all photos of a campaign, a themed day, a brand or a year.
type photosView struct {
	top
	Shots []ui.Shot
	Page  ui.PageView
	Back  ui.Crumb
	Path  string // of the tab it belongs to
}

// Photos is GET /publicity/photos.
func (p Pages) Photos(w http.ResponseWriter, r *http.Request) error {
	q := about("campaign", r.URL.Query().Get("campaign"), "theme", r.URL.Query().Get("theme"), "brand", r.URL.Query().Get("brand"), "year", r.URL.Query().Get("year"))
	for name := range q {
		if q.Get(name) == "" {
			q.Del(name)
		}
	}
	from, err := strconv.Atoi(r.URL.Query().Get("from"))
	if err != nil || from < 1 || from > 100_000 {
		from = 1
	}
	var v photosView
	err = p.view(r, func(tx *db.Tx) error {
		if err := v.whose(tx, web.Actor(r), q, yearOf(q.Get("year"), calendar.Of(p.DB.Now()))); err != nil {
			return err
		}
		some, n, err := publicity.Album(tx, web.Actor(r), askedPhotos(q), from-1, mostShots)
		v.Shots = shotsOf(some, q)
		v.turn(q, from, n)
		return err
	})
	if err != nil {
		return err
	}
	title := v.Back.Label + "的照片"
	if v.Page.First > 1 {
		title += "，第" + number(v.Page.First) + "张起"
	}
	v.top = newTop(r, title, v.Path, ui.Entries{})
	return web.Render(w, r, http.StatusOK, photosPage(v))
}

// whose says what the photos are of and where that is; without a name they are those of
// the year.
func (v *photosView) whose(tx *db.Tx, by actor.Actor, q url.Values, year int) error {
	switch {
	case q.Get("campaign") != "":
		c, err := publicity.Load(tx, by, publicity.ID(q.Get("campaign")))
		v.Back, v.Path = ui.Crumb{Label: c.Title, Href: campaignAddress(c.ID)}, "/publicity/campaigns"
		return err
	case q.Get("brand") != "":
		b, err := publicity.BrandByID(tx, q.Get("brand"))
		v.Back, v.Path = ui.Crumb{Label: b.Name, Href: "/publicity/brands/" + b.ID}, "/publicity/brands"
		return err
	}
	q.Set("year", number(year))
	v.Path = "/publicity/calendar"
	if q.Get("theme") == "" {
		v.Back = ui.Crumb{Label: number(year) + "年普法活动", Href: "/publicity/days?year=" + number(year)}
		return nil
	}
	name, err := themeName(tx, q.Get("theme"))
	if err == nil && name == "" {
		err = fault.New(fault.NotFound, "找不到这个节点，可能地址有误")
	}
	v.Back = ui.Crumb{Label: number(year) + "年" + name, Href: "/publicity/day?code=" + url.QueryEscape(q.Get("theme")) + "&year=" + number(year)}
	return err
}

// turn leads to the photos before and after.
func (v *photosView) turn(q url.Values, from, n int) {
	v.Page = ui.PageView{Total: n, First: min(from, n), Last: min(from-1+len(v.Shots), n)}
	at := func(from int) string {
		to := url.Values{"from": {number(from)}}
		for name := range q {
			to.Set(name, q.Get(name))
		}
		return albumAddress(to)
	}
	if from > 1 {
		v.Page.Newer = at(max(1, min(from, n+1)-mostShots))
	}
	if from-1+mostShots < n {
		v.Page.Older = at(from + mostShots)
	}
}
