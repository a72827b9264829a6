package publicities_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/staff/notices"
	"fengsheng/web/staff/publicities"
	"fengsheng/web/webtest"
)

func each(t *testing.T, run func(t *testing.T, s *frametest.Stage)) {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(frametest.Morning)
		run(t, frametest.New(t, d, clock).Serve(publicities.Pages{DB: d}.Routes(), notices.Pages{DB: d}.Routes()))
	})
}

// part is a form of a page by the end of its address.
func part(p *webtest.Page, end string) *webtest.Filling {
	for _, n := range p.All("form") {
		for _, a := range n.Attr {
			if a.Key == "action" && strings.HasSuffix(a.Val, end) {
				return p.Form(`form[action="` + a.Val + `"]`)
			}
		}
	}
	return p.Form("form[action=" + end + "]") // says what is missing
}

// href is the first address of a page that has the words.
func href(p *webtest.Page, words string) string {
	for _, n := range p.All("a") {
		for _, a := range n.Attr {
			if a.Key == "href" && strings.Contains(a.Val, words) {
				return a.Val
			}
		}
	}
	return ""
}

// questions are the entries of a form that somebody fills.
func questions(p *webtest.Page, form string) (names []string) {
	for _, tag := range []string{"input", "select", "textarea"} {
		for _, n := range p.All(form + " " + tag) {
			name, hidden := "", false
			for _, a := range n.Attr {
				switch a.Key {
				case "name":
					name = a.Val
				case "type":
					hidden = a.Val == "hidden"
				}
			}
			if !hidden {
				names = append(names, name)
			}
		}
	}
	return names
}

// photo is a JPEG as a telephone makes it, with the place in its EXIF.
func photo(t *testing.T) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 40, 30))
	draw.Draw(m, m.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	secret := "Exif\x00\x00GPS-125.3246"
	head := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(secret) + 2)}, secret...)
	return append(head, b.Bytes()[2:]...)
}

// A campaign from the themed day to the photo, with what is handed out.
func TestACampaignGoesItsWay(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		c := s.As("clerk")
		form := part(c.Get("/publicity/materials").Want(".empty-yet", "还没有登记过宣传品种"), "/publicity/materials")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写名称")
		page := form.Set("name", "反诈手册").Set("sort", "handbook").Submit().WantStatus(http.StatusOK).Want("h1", "反诈手册")
		supply := part(page, "/supplies")
		supply.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写数量")
		supply.Set("number", "80").Set("source", "街道印制").Submit().WantStatus(http.StatusOK).Want("#supplies", "80份").Want(".summary", "80份")
		empty := part(c.Get(page.Path), "/withdrawal").Submit().WantStatus(http.StatusUnprocessableEntity)
		if to := empty.Attr(".error-summary a", "href"); !empty.Has(to, "") || !empty.Has("#supplies "+to, "") {
			t.Errorf("the summary of a withdrawal leads to %q, want its own field", to)
		}

		plan := c.Get("/publicity/day?code=security&year=2024").Want(".summary", "《国家安全法》第十四条").Follow("为它安排一次活动").Form("main form")
		if plan.Value("on") != "2024-04-15" {
			t.Errorf("the day is %q", plan.Value("on"))
		}
		plan.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "讲什么法").Want(".error-summary", "哪个社区")
		made := plan.Set("topics", "国家安全法").Set("community", "street").Set("place", "文化广场").Set("partners", "警官、律师").Set("on", "2024-05-06").Submit().
			WantStatus(http.StatusOK).Want(".identity", "已安排").Want(".summary", "警官、律师")
		href := strings.TrimSuffix(made.Attr("#hold form", "action"), "/hold")
		part(made.Follow("改安排").Want("h1", "改普法活动的安排"), "/change").Set("title", "国家安全日宣传").Submit().WantStatus(http.StatusOK).Want("h1", "国家安全日宣传")
		stale := made.Form("#hold form").Set("audience", "20")
		stale.Submit().WantStatus(http.StatusConflict).Want(".error-summary", "别人刚刚改过")

		s.Update(func(tx *db.Tx) error {
			_, err := activity.Record(tx, s.Actor("clerk"), activity.Draft{Kind: activity.Publicity, Variety: "campaign", On: calendar.On(2024, 5, 6), Place: "广场", Audience: 7})
			return err
		})
		hold := c.Get(href).Form("#hold form").Set("audience", "120")
		number := ""
		for _, name := range questions(c.Get(href), "#hold form") {
			if strings.HasPrefix(name, "number.") {
				number = name
			}
		}
		asked := hold.Set(number, "100").Submit().WantStatus(http.StatusConflict).Want("#hold", "已经登记过普法活动").Want("#hold", "群众人次7人次")
		short := asked.Form("#hold form").Set("choice", activity.New).Submit().WantStatus(http.StatusConflict).Want(".error-summary", "库里只有80份")
		held := short.Form("#hold form").Set("anyway", "1").Submit().WantStatus(http.StatusOK).Want(".identity", "已举办").Want("#counted", "120").Want("#counted", "反诈手册")
		if held.Has("#counted", "参加人次") {
			t.Error("what nobody counted is shown as none")
		}
		c.Get("/publicity/materials").Want("tbody", "少登记入库20份")
		recount := held.Form("#recount form").Set(number, "60").Set("audience", "110")
		recount.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "为什么更正")
		recount.Set("reason", "数错了").Submit().WantStatus(http.StatusOK).Want("#counted", "60")
		c.Get("/publicity/materials").Want("tbody", "20份")

		add := part(c.Get(href), "/photos")
		add.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请选择一张照片").Want(".error-summary", "照片上是什么")
		part(c.Get(href), "/photos").Attach("photo", "现场.pdf", []byte("%PDF-1.4")).Set("alt", "宣传台").Submit().WantStatus(http.StatusUnprocessableEntity)
		shown := part(c.Get(href), "/photos").Attach("photo", "现场.jpg", photo(t)).Set("alt", "宣传台前摆着手册").Submit().WantStatus(http.StatusOK)
		src := shown.Attr("#photos img", "src")
		if shown.Attr("#photos img", "alt") != "宣传台前摆着手册" {
			t.Error("the photo says nothing of what is on it")
		}
		picture := s.As("leader").Get(src).WantStatus(http.StatusOK)
		if bytes.Contains([]byte(picture.Body), []byte("GPS")) || !strings.HasPrefix(string(picture.Body), "\xff\xd8") {
			t.Error("the photo still says where it was taken, or is none")
		}
		s.As("admin").Get(src).WantStatus(http.StatusNotFound)
		done := part(c.Get(href), "/close").Set("words", "大家问了举报电话").Submit().WantStatus(http.StatusOK).Want(".identity", "已归集").Want("#words", "举报电话").Want("#timeline", "归集普法活动")
		c.Get("/publicity/days?year=2024").Want("#photos", "全民国家安全教育日").Want("tbody", "1次")
		c.Get("/publicity/campaigns?theme=security&year=2024&state=done").Want(".chosen", "办过的").Want("tbody", "国家安全日宣传").Want("tbody", "110")
		part(done, "/removal").Submit().WantStatus(http.StatusOK)
		if c.Get(href).Has("#photos img", "") {
			t.Error("the removed photo is still shown")
		}
		s.As("leader").Get(href).WantStatus(http.StatusOK)
		if s.As("leader").Get(href).Has("#recount", "") {
			t.Error("a reader is offered a step")
		}
		file := part(c.Get("/publicity/campaigns?year=2024"), "/export").Set("as", "csv").Submit().WantStatus(http.StatusOK)
		if !strings.Contains(string(file.Body), "国家安全日宣传,集中宣传,全街道，文化广场,警官、律师,全民国家安全教育日,,已归集,110,60,0") {
			t.Errorf("the file holds %q", file.Body)
		}
	})
}

// However many photos there are, a page asks for at most ten things; the others are on
// pages of their own, each with its words.
func TestAPageShowsFewPhotos(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		c := s.As("clerk")
		c.Get("/publicity/brands").Form("#add form").Set("name", "法治讲堂").Set("words", "一次讲透一个道理").Submit().WantStatus(http.StatusOK)
		brand := href(c.Get("/publicity/brands"), "/publicity/brands/")
		plan := c.Get("/publicity/campaigns/new?theme=security&on=2024-05-06").Form("main form").Set("topics", "国家安全法").Set("community", "street").Set("place", "文化广场")
		made := plan.Set("brand", strings.TrimPrefix(brand, "/publicity/brands/")).Submit().WantStatus(http.StatusOK)
		campaign := strings.TrimSuffix(made.Attr("#hold form", "action"), "/hold")
		id := strings.TrimPrefix(campaign, "/publicity/campaigns/")
		made.Form("#hold form").Set("audience", "120").Submit().WantStatus(http.StatusOK)
		day := "/publicity/day?code=security&year=2024"
		for n, on := range []string{"横幅", "展板", "手册", "宣传台", "环保袋"} {
			part(c.Get(campaign), "/photos").Attach("photo", on+".jpg", photo(t)).Set("alt", on).Submit().WantStatus(http.StatusOK)
			for path, shown := range map[string]int{campaign: 1, day: 2, brand: 1} { // beside a form one: its answer is a request more
				if more := c.Get(path).Has("#photos a", "查看全部"); more != (n >= shown) {
					t.Errorf("%s with %d photos leads to all of them: %t", path, n+1, more)
				}
			}
		}
		for _, path := range []string{campaign, day, brand, "/publicity/days?year=2024"} {
			page := light(t, c.Get(path))
			if path != "/publicity/days?year=2024" {
				page = page.Want("#photos a", "查看全部5张照片")
			}
			all := light(t, c.Get(href(page, "/publicity/photos?"))).Want(".pages", "第1–2条")
			seen := words(all)
			for all.Has(".pages a", "下一页") {
				all = light(t, all.Follow("下一页"))
				seen = append(seen, words(all)...)
			}
			if got := strings.Join(seen, " "); got != "横幅 展板 手册 宣传台 环保袋" {
				t.Errorf("all photos of %s are %q", path, got)
			}
			all.Follow("上一页").Want(".pages", "第3–4条").Want("h1", "的照片")
		}
		c.Get("/publicity/photos?campaign="+id+"&from=99").Want(".empty-yet", "还没有照片")
		c.Get("/publicity/photos?year=2023").Want(".empty-yet", "还没有照片")
		for _, none := range []string{"campaign=none", "brand=none", "theme=none&year=2024"} {
			c.Get("/publicity/photos?" + none).WantStatus(http.StatusNotFound)
		}
		s.As("leader").Get("/publicity/photos?campaign="+id).Want("#main", "横幅")
		s.As("admin").Get("/publicity/photos?campaign=" + id).WantStatus(http.StatusForbidden)
	})
}

// light holds a page to the ten requests of the budget (ux.md 16).
func light(t *testing.T, p *webtest.Page) *webtest.Page {
	t.Helper()
	asked := map[string]bool{p.Path: true}
	for _, n := range p.WantStatus(http.StatusOK).All("link[href], script[src], img[src]") {
		for _, a := range n.Attr {
			if a.Key == "href" || a.Key == "src" {
				asked[a.Val] = true
			}
		}
	}
	if len(asked) > 10 {
		t.Errorf("%s asks for %d things, want at most 10", p.Path, len(asked))
	}
	return p
}

// words are what the pictures of a page say to who cannot see them.
func words(p *webtest.Page) (all []string) {
	for _, n := range p.All("main img") {
		for _, a := range n.Attr {
			if a.Key == "alt" {
				all = append(all, a.Val)
			}
		}
	}
	return all
}

func TestTheYearOpensItsRows(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		c := s.As("clerk")
		c.Get("/publicity?year=2024").Want(".empty-yet", "还没有登记过普法活动").Want("#coming", "全国防灾减灾日")
		s.Update(func(tx *db.Tx) error {
			for i, place := range []string{"东盛社区", "东盛社区", ""} {
				d := activity.Draft{Kind: activity.Publicity, Variety: activity.InCommunity, On: calendar.On(2024, 3, 5+i), Place: "广场", Audience: 10, Leaflets: 5, Giveaways: 9}
				if place != "" {
					d.Community = s.Units[place].ID
				}
				if _, err := activity.Record(tx, s.Actor("clerk"), d); err != nil {
					return err
				}
			}
			return nil
		})
		page := c.Get("/publicity?year=2024").Want(".figures-row", "30").Want(".figures-row", "15").Want(".figures-row", "27").Want("main", "2个社区，1个办过")
		for login, sees := range map[string]bool{"clerk": false, "mediator": false, "chair": true} {
			p := s.As(login).Get("/publicity?year=2024").Want(".figures-row", "30")
			for _, code := range []string{"audience", "leaflets", "giveaways"} {
				if led := href(p, "/indicators/"+code) != ""; led != sees {
					t.Errorf("%s is led to the definition of %s: %t, want %t", login, code, led, sees)
				}
			}
		}
		march := href(page, "onFrom=2024-03-01")
		if !strings.Contains(march, "onTo=2024-03-31") || !strings.Contains(march, "kind=publicity") || !strings.Contains(march, "kind=lecture") {
			t.Errorf("march opens %q", march)
		}
		if far := href(page, "community="+s.Units["远达社区"].ID); far != "" {
			t.Errorf("a community without any opens %q", far)
		}
		file := part(page, "/publicity/export").Set("as", "csv").Submit()
		for _, line := range []string{"合计,受众,30,人次", "按月,3月,3,场", "按种类,法治进社区,3,场", "按社区,东盛社区,2,场", "按社区,全街道的,1,场"} {
			if !strings.Contains(string(file.Body), line) {
				t.Errorf("the file has no line %q: %s", line, file.Body)
			}
		}
		s.As("admin").Get("/publicity").WantStatus(http.StatusForbidden)
	})
}
