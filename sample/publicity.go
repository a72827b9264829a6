package sample

import (
	"context"
	"fmt"
	"time"

	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/publicity"
)

// teachers are the venues where the law is told: the square, the pavilion of the estate
// with a mediation room, the lecture hall and the site of the constitution.
func teachers(all []org.Unit, root org.Unit, open func(kind org.VenueKind, name, unit, address string) error) error {
	for _, v := range []struct {
		kind          org.VenueKind
		name, address string
		unit          string
	}{
		{org.Square, "万通社区法治宣传小广场", "万通文化广场东侧", all[1].ID},
		{org.Pavilion, "“讲党性”红心宣讲亭", "亚泰桃花苑中心花园", all[2].ID},
		{org.LectureHall, "吉祥社区法治讲堂", "吉祥社区党群服务中心二楼", all[0].ID},
		{org.PracticeStation, "东岭社区新时代文明实践站", "东岭社区一楼", all[4].ID},
		{org.ConstitutionSite, "东盛街道宪法宣传阵地", "街道一楼走廊", root.ID},
	} {
		if err := open(v.kind, v.name, v.unit, v.address); err != nil {
			return err
		}
	}
	return nil
}

// telling is a campaign of the year: the one place where the leaflets and giveaways of
// the report come from.
type telling struct {
	on        calendar.Date
	kind      activity.Kind
	variety   activity.Variety
	title     string
	theme     string
	brand     string // by name
	community int    // -1 = the whole street
	venue     string // by name
	place     string
	partners  string
	topics    string
	audience  int
	staff     int
	hands     bool // leaflets and giveaways are handed out
	photos    int
}

// tellings2024 are the campaigns of the report's year. Ten of them hand something out:
// 500 leaflets and 1000 giveaways.
var tellings2024 = []telling{
	{on: 20240305, variety: "campaign", title: "学雷锋日法治宣传", theme: "leifeng", community: -1, place: "万通文化广场", topics: "民法典、志愿服务条例", partners: "社区、志愿者", audience: 120, staff: 10, hands: true, photos: 1},
	{on: 20240308, variety: activity.InCommunity, title: "三官一律进社区：妇女权益", theme: "women", community: 0, place: "社区广场", topics: "妇女权益保障法、反家庭暴力法", partners: "法官、检察官、警官、律师", audience: 60, staff: 6, hands: true, photos: 1},
	{on: 20240415, variety: "campaign", title: "全民国家安全教育日宣传", theme: "security", community: 1, venue: "万通社区法治宣传小广场", topics: "国家安全法、反间谍法", partners: "东盛路派出所、社区", audience: 130, staff: 10, hands: true, photos: 1},
	{on: 20240424, variety: "campaign", title: "优化法治化营商环境宣传", theme: "business", community: -1, place: "亚泰新动力商圈", topics: "优化营商环境条例、民法典合同编", partners: "司法所、律师", audience: 140, staff: 10, hands: true},
	{on: 20240515, variety: "campaign", title: "民法典宣传月集中宣传", theme: "civilCode", community: 1, venue: "万通社区法治宣传小广场", topics: "民法典婚姻家庭编、物权编", partners: "法官、律师", brand: "一分钟唠透一个理儿", audience: 150, staff: 10, hands: true, photos: 5},
	{on: 20240522, variety: activity.InCommunity, title: "三官一律进社区：婚姻和继承", theme: "civilCode", community: 1, place: "社区广场", topics: "民法典婚姻家庭编、继承编", partners: "法官、检察官、警官、律师", audience: 60, staff: 6, hands: true},
	{on: 20240614, variety: "campaign", title: "安全生产月宣传", theme: "safety", community: -1, place: "万通文化广场", topics: "安全生产法、消防法", partners: "交警、消防、社区", audience: 160, staff: 10, hands: true, photos: 1},
	{on: 20240718, variety: activity.InCommunity, title: "三官一律进小区：邻里和物业", community: 2, venue: "“讲党性”红心宣讲亭", topics: "民法典物权编、物业管理条例", partners: "法官、检察官、警官、律师", brand: "一分钟唠透一个理儿", audience: 60, staff: 6, hands: true, photos: 1},
	{on: 20240920, variety: activity.InCommunity, title: "三官一律进社区：国防教育", theme: "defence", community: 3, place: "社区广场", topics: "国防教育法、退役军人保障法", partners: "法官、检察官、警官、律师", audience: 60, staff: 6, hands: true},
	{on: 20241204, variety: "campaign", title: "国家宪法日宣传", theme: "constitution", community: -1, venue: "东盛街道宪法宣传阵地", topics: "宪法", partners: "司法所、法官、律师", audience: 170, staff: 10, hands: true, photos: 1},
}

// The talks of 反诈联盟 and the lectures, one for each day.
var (
	fraudDays   = []calendar.Date{20240410, 20240605, 20240731, 20240925, 20241120}
	lectureDays = []calendar.Date{20240314, 20240424, 20240605, 20240715, 20240826, 20241008, 20241114}
)

// brands2024 are the brands of the report.
var brands2024 = []publicity.Brand{
	{Name: "一分钟唠透一个理儿", Words: "用一分钟大白话讲透一个道理：一个案例、一条规定、一句提醒。在小广场、宣讲亭和网格里讲"},
	{Name: "反诈联盟", Words: "社区、派出所、银行网点和物业一起讲反诈：进楼栋、进商圈、进老年活动室"},
	{Name: "法治讲堂", Words: "在社区新时代文明实践站和党群服务中心办讲座，请律师和司法所讲身边的法"},
}

// stuff2024 is what the street had printed and bought, and how much of each is handed
// out in the ten campaigns together: 500 leaflets and 1000 giveaways.
var stuff2024 = []struct {
	name, sort, source string
	number             int
	each               int
}{
	{"民法典折页", "fold", "街道印制", 300, 20},
	{"反诈手册", "handbook", "区公安分局发", 200, 15},
	{"法律知识手册", "handbook", "区司法局发", 200, 15},
	{"普法环保袋", "bag", "街道采购", 700, 60},
	{"普法扇子", "fan", "街道采购", 500, 40},
}

// publicity plays the year of telling people the law. It takes nothing from the dice.
func (t *theatre) publicity(ctx context.Context, d *db.DB) error {
	t.setUp()
	for _, c := range tellings2024 {
		c.kind = activity.Publicity
		t.tell(ctx, d, c)
	}
	for i, on := range fraudDays {
		c := telling{
			on: on, kind: activity.Publicity, variety: "antiFraud", title: "反诈联盟宣讲", brand: "反诈联盟", community: (i + 2) % len(t.Communities), place: "社区活动室",
			topics: "反电信网络诈骗法", partners: "东盛路派出所、银行网点", audience: 45 + i, staff: 5,
		}
		if i == 2 {
			c.photos = 1
		}
		t.tell(ctx, d, c)
	}
	for i, on := range lectureDays {
		c := telling{
			on: on, kind: activity.Lecture, variety: activity.InCommunity, title: "法治讲堂：邻里相处的法律", brand: "法治讲堂", community: i % len(t.Communities),
			place: t.Communities[i%len(t.Communities)].Unit.Name + "新时代文明实践站", topics: "民法典物权编、噪声污染防治法", partners: "律师", audience: 38 + i, staff: 3,
		}
		if i == 0 {
			c.venue = "吉祥社区法治讲堂"
		}
		t.tell(ctx, d, c)
	}
	t.ahead()
	return nil
}

// setUp is the plan, the store, the brands and the duties, in the first days of January.
func (t *theatre) setUp() {
	t.day(calendar.On(2024, 1, 3), 10, func(tx *db.Tx) error {
		for _, b := range brands2024 {
			if _, err := publicity.KeepBrand(tx, t.writer, b); err != nil {
				return err
			}
		}
		for _, s := range stuff2024 {
			id, err := publicity.AddMaterial(tx, t.writer, s.name, s.sort)
			if err != nil {
				return err
			}
			if err := publicity.Receive(tx, t.writer, publicity.Supply{Material: id, On: calendar.Of(tx.Now), Number: s.number, Source: s.source}); err != nil {
				return err
			}
		}
		return nil
	})
	t.day(calendar.On(2024, 1, 4), 10, t.planIt)
	t.day(calendar.On(2024, 1, 5), 10, func(tx *db.Tx) error {
		for _, d := range []publicity.Duty{
			{Unit: "综合行政执法队", Laws: "《行政处罚法》《城市市容和环境卫生管理条例》", Whom: "沿街商户", Often: "执法时随案讲，每季度进商圈一次"},
			{Unit: "网格员队伍", Laws: "《反电信网络诈骗法》《民法典》中邻里、物业的规定", Whom: "居民，特别是老年人", Often: "入户、巡查时顺带讲"},
			{Unit: "人民调解委员会", Laws: "《人民调解法》《民法典》", Whom: "当事人和旁听的居民", Often: "调解时边调边讲，典型案例公开讲"},
			{Unit: "应急管理办公室", Laws: "《安全生产法》《消防法》", Whom: "企业、商户、出租房屋的居民", Often: "检查时讲，安全生产月集中讲"},
			{Unit: "派出所联络组", Laws: "《治安管理处罚法》《反电信网络诈骗法》", Whom: "居民、商圈从业人员", Often: "每月和社区一起讲一次"},
		} {
			if _, err := publicity.KeepDuty(tx, t.writer, d); err != nil {
				return err
			}
		}
		_, err := publicity.AddTheme(tx, t.writer, publicity.Theme{Name: "供热开栓前政策宣传", Rule: publicity.Rule{Kind: publicity.OnSpan, Month: 10, Day: 8, ToMonth: 10, ToDay: 20}})
		return err
	})
}

func (t *theatre) planIt(tx *db.Tx) error {
	p, err := publicity.AddPlan(tx, t.writer, publicity.Plan{Name: "“八五”普法规划", From: 2021, To: 2025, Words: "突出宪法和民法典，抓住领导干部和青少年，把普法做进网格、小区和矛盾纠纷调解"})
	if err != nil {
		return err
	}
	for _, m := range []publicity.Measure{
		{Title: "领导班子集中学法", Unit: "党工委", Whom: "领导干部", Kind: activity.Study, Variety: activity.CentralGroup, Times: 4, Month: 12},
		{Title: "主要负责人讲法治课", Unit: "党政主要负责人", Whom: "机关和社区干部", Kind: activity.Lecture, Variety: activity.LeaderLecture, Times: 1, Month: 12},
		{Title: "重要节点集中宣传", Unit: "司法所、各社区", Whom: "居民和商户", Kind: activity.Publicity, Variety: "campaign", Times: 6, Month: 12},
		{Title: "三官一律进社区、进小区", Unit: "司法所、法院、检察院、派出所", Whom: "居民", Kind: activity.Publicity, Variety: activity.InCommunity, Partner: "律师", Times: 4, Month: 10},
		{Title: "反诈宣传", Unit: "派出所、各社区", Whom: "老年人、商圈从业人员", Kind: activity.Publicity, Variety: "antiFraud", Times: 4, Month: 12},
		{Title: "社区法治讲堂", Unit: "各社区", Whom: "居民", Kind: activity.Lecture, Variety: activity.InCommunity, Times: 7, Month: 12},
		{Title: "法治进校园", Unit: "司法所、辖区学校", Whom: "青少年", Kind: activity.Publicity, Variety: activity.School, Times: 1, Month: 9},
		{Title: "向区委汇报党内法规制度建设", Unit: "党工委", Kind: activity.Filing, Variety: activity.PartyRules, Times: 1, Month: 12, Year: 2024},
	} {
		m.Plan = p.ID
		if _, err := publicity.AddMeasure(tx, t.writer, m); err != nil {
			return err
		}
	}
	return nil
}

// tell arranges a campaign two weeks ahead, holds it in the evening of its day, adds its
// photo and writes down how it went.
func (t *theatre) tell(ctx context.Context, d *db.DB, c telling) {
	t.day(c.on.AddDays(-14), 11, func(tx *db.Tx) error {
		draft, err := t.drafted(tx, c)
		if err != nil {
			return err
		}
		made, err := publicity.Arrange(tx, t.writer, draft)
		if err != nil {
			return fmt.Errorf("tell %s: %w", c.title, err)
		}
		t.at(c.on.Time().Add(17*time.Hour), func(tx *db.Tx) error {
			h := publicity.Holding{Audience: c.audience, Attendance: c.staff}
			if c.hands {
				if h.Lines, err = lines(tx); err != nil {
					return err
				}
			}
			if _, err := publicity.Hold(tx, t.writer, made.ID, h); err != nil {
				return fmt.Errorf("tell %s: %w", c.title, err)
			}
			for n := range c.photos {
				if err := snap(ctx, d, tx, t.writer, made.ID, len(c.title)+n, shown[n]); err != nil {
					return err
				}
			}
			if c.on > calendar.On(2024, 12, 1) { // the last waits to be written up
				return nil
			}
			_, err := publicity.Close(tx, t.writer, made.ID, 0, "讲了"+c.topics+"，现场答复了大家的提问，发放的资料和宣传品按品种登记")
			return err
		})
		return nil
	})
}

func (t *theatre) drafted(tx *db.Tx, c telling) (publicity.Draft, error) {
	draft := publicity.Draft{
		Kind: c.kind, Variety: c.variety, Title: c.title, On: c.on, Start: "09:30", Place: c.place, Partners: c.partners, Topics: c.topics, Theme: c.theme,
		Expected: c.audience / 10 * 10,
	}
	if c.community >= 0 {
		draft.Community = t.Communities[c.community].Unit.ID
	}
	brands, err := publicity.Brands(tx)
	if err != nil {
		return draft, err
	}
	for _, b := range brands {
		if b.Name == c.brand {
			draft.Brand = b.ID
		}
	}
	venues, err := org.Venues(tx, org.VenueFilter{})
	for _, v := range venues {
		if v.Name == c.venue {
			draft.Venue = v.ID
		}
	}
	return draft, err
}

// lines is what one of the ten campaigns hands out: 50 leaflets and 100 giveaways.
func lines(tx *db.Tx) ([]publicity.Line, error) {
	all, err := publicity.Materials(tx)
	var out []publicity.Line
	for _, m := range all {
		for _, s := range stuff2024 {
			if s.name == m.Name {
				out = append(out, publicity.Line{Material: m.ID, Number: s.each})
			}
		}
	}
	return out, err
}

// ahead is what is arranged for the next weeks, and one that was called off.
func (t *theatre) ahead() {
	t.day(calendar.On(2024, 12, 26), 10, func(tx *db.Tx) error {
		for _, x := range []struct {
			on    calendar.Date
			title string
		}{{calendar.On(2025, 1, 10), "反诈联盟宣讲：年前防骗"}, {calendar.On(2025, 1, 17), "春节前燃放和消防宣传"}} {
			made, err := publicity.Arrange(tx, t.writer, publicity.Draft{
				Kind: activity.Publicity, Variety: "antiFraud", Title: x.title, On: x.on, Start: "09:30", Place: "万通文化广场", Topics: "反电信网络诈骗法、消防法", Partners: "派出所、社区",
			})
			if err != nil {
				return err
			}
			if x.on == calendar.On(2025, 1, 17) {
				if _, err := publicity.Cancel(tx, t.writer, made.ID, 0, "和区里的集中宣传重了，并到一起办"); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
