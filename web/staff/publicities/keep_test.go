package publicities_test

import (
	"net/http"
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/supervision"
	"fengsheng/web/staff/frame/frametest"
)

func TestTheCalendar(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		c := s.As("clerk")
		c.Get("/publicity/calendar").Want("h1", "2024年5月").Want(".today", "6").Want("#whole", "民法典宣传月（5月）").Want(".month", "全国防灾减灾日")
		c.Get("/publicity/calendar?month=2024-12").Want("#whole", "宪法宣传周（12月1日至7日）").Want(".month", "国家宪法日")
		c.Get("/publicity/calendar?month=bad").Want("h1", "2024年5月")
		add := c.Get("/publicity/days?year=2024").Form(`#add form`)
		add.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写名称")
		add.Set("name", "邻里节").Set("rule", "day").Set("from", "5月18日").Submit().WantStatus(http.StatusOK).Want("tbody", "邻里节")
		c.Get("/publicity/calendar").Want(".month", "邻里节").Follow("邻里节").Want(".summary", "5月18日").Want(".summary", "习惯").Form("#switch form").Submit().
			WantStatus(http.StatusOK).Want("#off", "邻里节").Form("#off form").Submit().WantStatus(http.StatusOK)
		c.Get("/publicity/day?code=none").WantStatus(http.StatusNotFound)
		c.Get("/publicity/day?code=elderly&year=2050").Want(".summary", "还查不到")
		c.Get("/publicity/days").Form("#ahead form").Set("ahead", "99").Submit().WantStatus(http.StatusUnprocessableEntity)
		c.Get("/publicity/days").Form("#ahead form").Set("ahead", "7").Submit().WantStatus(http.StatusOK).Want(".banner", "提前7天提醒")
		if s.As("leader").Get("/publicity/days").Has("#add", "") {
			t.Error("a reader is offered to add a day")
		}
	})
}

func TestThePlanOfAYear(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		c := s.As("clerk")
		add := c.Get("/publicity/plans").Form("#add form")
		add.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写名称")
		page := add.Set("name", "“八五”普法规划").Set("from", "2021").Set("to", "2025").Submit().WantStatus(http.StatusOK).Want("h1", "2024年")
		form := page.Form("#add form")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "做什么").Want(".error-summary", "由谁做")
		page = form.Set("title", "进社区").Set("unit", "各社区").Set("whom", "居民").Set("sort", "publicity.community").Set("times", "2").Submit().WantStatus(http.StatusOK).
			Want("tbody", "还没到时候").Want("main", "1项任务，0项做到了")
		path := page.Path
		s.Update(func(tx *db.Tx) error {
			for i := range 2 {
				_, err := activity.Record(tx, s.Actor("clerk"), activity.Draft{Kind: activity.Publicity, Variety: activity.InCommunity, On: calendar.On(2024, 3, 5+i), Place: "广场"})
				if err != nil {
					return err
				}
			}
			return nil
		})
		page = c.Get(path+"?year=2024").Want("tbody", "2次").Want("tbody", "做到了")
		if got := page.Attr("tbody td a", "href"); got != "/activities?kind=publicity&onFrom=2024-01-01&onTo=2024-12-31&variety=community" {
			t.Errorf("what was done opens %q", got)
		}
		c.Get(path+"?year=2021").Want("tbody", "过了时间")
		file := part(page, "/export").Set("as", "csv").Submit()
		if !strings.Contains(string(file.Body), "进社区,各社区,居民,普法活动：法治进社区,12月底,2次,2,做到了") {
			t.Errorf("the file holds %s", file.Body)
		}
		page.Follow("进社区").Want("h1", "改规划任务").Form("main form").Set("ended", "1").Submit().WantStatus(http.StatusOK).Want(".empty-yet", "还没有任务")
	})
}

func TestBrandsVenuesAndDuties(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		c := s.As("clerk")
		s.Update(func(tx *db.Tx) error {
			_, err := org.OpenVenue(tx, actor.Actor{Street: frametest.Street, Name: "演示程序"}, org.Venue{Kind: org.Square, Name: "东盛法治小广场", Unit: s.Units["东盛社区"].ID})
			return err
		})
		page := c.Get("/publicity/brands").Want("#venues", "东盛法治小广场").Want("#venues", "法治宣传小广场").Form("#add form").
			Set("name", "一分钟唠透一个理儿").Set("words", "一次讲透一个道理").Submit().WantStatus(http.StatusOK).Want("#brands", "一次讲透一个道理")
		page.Follow("一分钟唠透一个理儿").Want("h1", "一分钟唠透一个理儿").Form("#change form").Set("ended", "1").Submit().WantStatus(http.StatusOK)
		c.Get("/publicity/brands").Want("#brands", "不再用")
		if c.Get("/publicity/campaigns/new").Has("select option", "一分钟唠透一个理儿") {
			t.Error("a brand that is no longer used is offered")
		}
		add := c.Get("/publicity/duties").Form("#add form")
		add.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "讲哪些法")
		add.Set("unit", "综合行政执法队").Set("laws", "行政处罚法").Set("whom", "商户").Set("often", "随案讲").Submit().WantStatus(http.StatusOK).Want("tbody", "行政处罚法").
			Follow("综合行政执法队").Want("h1", "改普法责任").Form("main form").Set("ended", "1").Submit().WantStatus(http.StatusOK).Want(".empty-yet", "还没有登记过普法责任")
	})
}

// The short entry: four questions for whoever has one community.
func TestATalkOnTheRound(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		far := s.As("farlead")
		form := far.Get("/publicity/talk").Form("main form")
		if form.Value("community") != s.Units["远达社区"].ID || form.Value("on") != "2024-05-06" {
			t.Errorf("begins with %q on %q", form.Value("community"), form.Value("on"))
		}
		if all := questions(far.Get("/publicity/talk"), "main form"); len(all) != 4 {
			t.Errorf("asked %v, want four questions", all)
		}
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "讲了什么法").Want(".error-summary", "在哪里").Want(".error-summary", "多少人")
		form.Set("laws", "反电信网络诈骗法").Set("place", "3栋楼下").Set("audience", "8").Submit()
		s.Update(func(tx *db.Tx) error {
			all, err := activity.List(tx, activity.Filter{}, activity.Page{Size: 9})
			if len(all) != 1 || all[0].Variety != activity.InCommunity || all[0].Audience != 8 || all[0].Community != s.Units["远达社区"].ID {
				t.Errorf("recorded %+v", all)
			}
			return err
		})
		s.As("leader").Get("/publicity/talk").WantStatus(http.StatusOK)
		s.As("mediator").Get("/publicity/talk").WantStatus(http.StatusForbidden)
	})
}

// What is told of a themed day leads to it, and is gone when something is arranged
// before the day is told of.
func TestAThemedDayIsToldOf(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		s.Update(func(tx *db.Tx) error {
			_, err := identity.CreateAccount(tx, actor.Actor{Street: frametest.Street, Name: "演示程序"}, identity.NewAccount{
				Officer: s.Officers["clerk"].ID, Login: "clerk", Stored: "argon2id$m=8,t=1,p=1$AAAA$AAAA",
			})
			return err
		})
		if _, err := supervision.Run(t.Context(), s.DB, frametest.Street, s.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		c := s.As("clerk")
		c.Get("/notices").Want("tbody", "普法节点快到了").Want("tbody", "还没有安排活动").Follow("全国防灾减灾日").Want(".summary", "国务院批准")
		if s.As("mediator").Get("/notices").Has("tbody", "普法节点") {
			t.Error("a mediator is told of themed days")
		}
		c.Get("/publicity/day?code=disasters").Form("#switch form").Submit().WantStatus(http.StatusOK)
		c.Get("/notices").Want("tbody", "这个节点已经停用")
	})
}
