package committees_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/committee"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/org"
	"fengsheng/web/staff/committees"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/webtest"
)

func each(t *testing.T, run func(t *testing.T, s *frametest.Stage)) {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		clock.Set(frametest.Morning)
		s := frametest.New(t, d, clock)
		s.Update(func(tx *db.Tx) error {
			by := actor.Actor{Street: frametest.Street, Name: "演示程序"}
			root := s.Units["东盛街道"]
			o, err := org.Hire(tx, by, org.Officer{Code: "overseer", Name: "演示督查", Unit: root.ID})
			s.Officers["overseer"] = o
			if err != nil {
				return err
			}
			return org.Assign(tx, by, o.ID, actor.Supervisor, root.ID, 0)
		})
		run(t, s.Serve(committees.Pages{DB: d}.Routes()))
	})
}

// inOrder holds that the summary of a form sent empty has one error for each field, in
// the order of the page.
func inOrder(t *testing.T, p *webtest.Page, want ...string) {
	t.Helper()
	p.WantStatus(http.StatusUnprocessableEntity)
	got := p.Texts(".error-summary li")
	same := len(got) == len(want)
	for i := 0; same && i < len(want); i++ {
		same = strings.HasPrefix(got[i], "请") && strings.HasSuffix(got[i], want[i])
	}
	if !same {
		t.Errorf("%s: the summary says %q, want the fields %q", p.Path, got, want)
	}
}

func TestACommitteeIsElected(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		c := s.As("chair")
		page := "/committees/" + s.Committee.ID
		c.Get("/committees").Want("h1", "人民调解委员会").Want("#unlisted", "演示调解甲").Want("tbody", "谁推选的")
		if s.As("counter").Get("/committees").Has("#unlisted", "") {
			t.Error("who does not keep the register is asked to put it right")
		}
		detail := c.Get(page).Want("#flaws", "第九条").Follow("填写印章、地点、电话").Form("main form")
		detail.Set("kind", "street").Set("seal", "东盛街道人民调解委员会").Set("place", "街道一楼").Set("phone", "0431-80000001").Submit().WantStatus(http.StatusOK).
			Want(".banner", "已保存").Want("#facts", "0431-80000001")
		form := c.Get(page).Follow("登记推选").Want("main", "三至九人").Form("main form")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "推选日期")
		form.Set("on", "2024-05-06").Set("elector", "founder").Set("meeting", "记录第3号，到会9人").
			Set("member1.who", "o:"+s.Officers["chair"].ID).Set("member1.sex", "man").Set("member1.office", "director").
			Set("member2.name", "演示委员乙").Set("member2.sex", "man").Set("member2.office", "member")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "三人以上，现在2人（《人民调解法》第八条）").Want(".error-summary", "妇女成员")
		more := form.Set("more", "1").Submit().WantStatus(http.StatusOK).Want("main", "第4名委员")
		more.Form("main form").Set("member3.name", "演示委员丙").Set("member3.sex", "woman").Set("member3.office", "deputy").Submit().WantStatus(http.StatusOK).
			Want(".banner", "任期三年").Want("#term", "到2027年5月5日").Want("#term", "演示委员丙").Want("#flaws", "第十条")
		c.Get(page+"/report").Form("main form").Submit().WantStatus(http.StatusOK).Want(".identity", "齐备")
		c.Get(page+"/fill").Form("main form").Set("on", "2024-05-06").Set("member1.name", "演示委员丁").Set("member1.sex", "woman").Set("member1.office", "director").Submit().
			WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "已经有主任")
		c.Get(page+"/fill").Form("main form").Set("on", "2024-05-06").Set("member1.name", "演示委员丁").Set("member1.sex", "woman").Set("member1.office", "member").Submit().
			WantStatus(http.StatusOK).Want("#term", "演示委员丁")
		c.Get("/committees/notice").Want("tbody", "演示委员丙").Want("tbody", "0431-80000001").Want("main", "第二十三条")
		s.Clock.Set(s.Clock.Now().AddDate(3, 0, -30))
		c.Get("/committees").Want("#ending", "要改选").Want("#ending", "还有29天")
		c.Get(page).Want("main", "要准备改选")
		if s.As("farlead").Get(page).Has("a", "登记改选") {
			t.Error("the lead of a community is offered the street's committee")
		}
		s.As("farlead").Get(page + "/report").WantStatus(http.StatusForbidden)
		found := c.Get("/committees").Follow("登记新设的调委会").Form("main form")
		inOrder(t, found.Submit(), "名称", "编号简称", "设立日期", "设在哪里", "哪一种")
		found.Set("name", "远达社区人民调解委员会").Set("shortName", "远达").Set("since", "2024-05-01").Set("unit", s.Units["远达社区"].ID).Set("kind", "residents").Submit().
			WantStatus(http.StatusOK).Want("h1", "远达社区人民调解委员会").Want("#flaws", "第二十九条")
		c.Get("/committees?kind=residents").Want(".chosen", "社区（居委会）调委会").Want("tbody", "远达社区人民调解委员会")
		c.Get("/committees?kind=none").WantStatus(http.StatusUnprocessableEntity)
		c.Get("/committees?kind=village").Want("main", "没有符合这1个条件")
	})
}

// register engages the mediator with the login for two years.
func register(s *frametest.Stage, login string) committee.Mediator {
	var m committee.Mediator
	s.Update(func(tx *db.Tx) error {
		by := s.Actor("chair")
		if _, err := committee.Describe(tx, by, s.Committee.ID, committee.Detail{Kind: committee.Street, Seal: "印", Place: "街道"}); err != nil {
			return err
		}
		var err error
		m, err = committee.Engage(tx, by, s.Committee.ID, committee.Engagement{
			Officer: s.Officers[login].ID, Adult: true, Since: tx.Today(), Until: calendar.On(2026, 5, 5),
			Person: committee.Person{Name: s.Officers[login].Name, Employment: committee.FullTime, Education: "bachelor", Party: true},
		})
		return err
	})
	return m
}

func TestAnEntryOfTheRegister(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		m := register(s, "mediator")
		c := s.As("chair")
		page := "/mediators/" + string(m.ID)
		for login, inside := range map[string]bool{"chair": true, "mediator": true, "other": false, "counter": false} {
			got := s.As(login).Get(page).Want("h1", "演示调解甲").Want("#public", "专职")
			if got.Has("#inside", "") != inside || got.Has("#trainings", "") != inside {
				t.Errorf("%s sees what is not public: %v", login, !inside)
			}
		}
		if s.As("mediator").Get(page).Has("#changes", "") {
			t.Error("a mediator changes the own entry")
		}
		engage := c.Get("/committees/" + s.Committee.ID).Follow("聘任调解员").Form("main form")
		inOrder(t, engage.Submit(), "姓名", "性别", "专职、兼职还是特邀", "从哪天起聘", "聘到哪一天")
		engage.Set("name", "演示特邀").Set("sex", "woman").Set("employment", "invited").Set("background", "elder").Set("since", "2024-05-01").Set("until", "2026-04-30").Submit().
			WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "不能早于调委会设立")
		engage.Set("since", "2024-05-06").Set("adult", "1").Submit().WantStatus(http.StatusOK).Want("#public", "五老人员")
		c.Get("/mediators").Want("h1", "2名").Want("tbody", "演示特邀").Want("tbody", "五老人员")
		c.Get("/mediators?employment=invited&women=1").Want("h1", "1名")
		s.As("other").Get("/mediators?party=1").WantStatus(http.StatusForbidden)
		s.As("counter").Get("/mediators?party=1&educated=1").Want("h1", "1名").Want("tbody", "演示调解甲")
		amend := c.Get(page).Follow("更正登记").Form("main form")
		inOrder(t, c.Get(page+"/amend").Form("main form").Set("name", "").Set("sex", "").Set("employment", "").Submit(), "姓名", "性别", "专职、兼职还是特邀")
		amend.Set("certificate", "演示调1号").Submit().WantStatus(http.StatusOK).Want("#public", "演示调1号")
		renew := c.Get(page).Follow("登记续聘").Form("main form")
		renew.Set("until", "2025-01-01").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "晚于现在的聘期")
		renew.Set("until", "2028-05-05").Submit().WantStatus(http.StatusOK).Want("#public", "2028年5月5日")
		c.Get("/studios").Follow(s.Committee.Name).Want("h1", "工作室")
		studio := c.Get("/committees/" + s.Committee.ID).Follow("登记工作室").Form("main form")
		opened := studio.Set("mediator", string(m.ID)).Set("name", "甲工作室").Set("place", "二楼").Set("since", "2024-05-06").Submit().WantStatus(http.StatusOK).Want("#studios", "甲工作室")
		s.As("counter").Get("/studios").Want("tbody", "甲工作室").Want("h1", "1个")
		opened.Form("#studios form").Submit().WantStatus(http.StatusOK).Want(".banner", "已撤销工作室")
		leave := c.Get(page).Follow("不再担任").Want("main", "第十五条").Form("main form")
		leave.Set("ending", "recalled").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "不是罢免")
		leave.Set("ending", "resigned").Submit().WantStatus(http.StatusOK).Want("#inside", "本人辞任")
		if strings.Contains(string(s.As("counter").Get(page).Body), "辞任") {
			t.Error("others read why an entry ended")
		}
		c.Get(page + "/amend").Form("main form").Submit().WantStatus(http.StatusConflict)
	})
}

// No list shows hours: they stand on the entry.
func TestTrainings(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		m := register(s, "mediator")
		c := s.As("overseer")
		plan := c.Get("/trainings").Want("main", "还没有安排").Follow("安排一场培训").Form("main form")
		empty := c.Get("/trainings/new").Form("main form").Set("on", "").Set("start", "").Set("hours", "").Submit()
		inOrder(t, empty, "培训什么", "谁来讲", "日期", "几点开始", "几个小时", "在哪里")
		plan.Set("hours", "三").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "写成3或者3.5")
		made := plan.Set("hours", "3.5").Set("topic", "调解笔录").Set("trainer", "区司法局").Set("on", "2024-05-06").Set("place", "街道三楼").Submit().WantStatus(http.StatusOK).Want("#facts", "3.5小时")
		href := strings.TrimSuffix(made.Attr("#hold form", "action"), "/hold")
		s.Update(func(tx *db.Tx) error {
			_, err := activity.Record(tx, s.Actor("clerk"), activity.Draft{Kind: activity.Study, Variety: activity.MediatorTraining, On: tx.Today(), Start: "09:00", Place: "街道三楼", Attendance: 18})
			return err
		})
		made.Form("#hold form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "来了哪些")
		asked := made.Form("#hold form").Set("attendees", string(m.ID)).Submit().WantStatus(http.StatusConflict).Want("#hold", "已经登记过")
		hold := asked.Form("#hold form")
		hold.Set("choice", asked.Attr("#hold input[name=choice]", "value")).Submit().WantStatus(http.StatusOK).Want("#came", "演示调解甲").Want("#counted", "18人次")
		s.As("mediator").Get("/mediators/"+string(m.ID)).Want("#trainings", "2024年，共3.5小时").Want("#trainings", "调解笔录")
		if strings.Contains(string(s.As("other").Get(href).Want("#facts", "1名").Body), "演示调解甲") {
			t.Error("a mediator reads who else came")
		}
		for _, list := range []string{"/mediators", "/committees/" + s.Committee.ID, "/committees/notice", "/committees"} {
			if strings.Contains(string(s.As("chair").Get(list).Body), "小时") {
				t.Errorf("%s shows hours of training", list)
			}
		}
		s.Update(func(tx *db.Tx) error {
			n, err := activity.Count(tx, activity.Filter{Kinds: []string{"study"}})
			if n != 1 {
				t.Errorf("counted %d trainings, want 1", n)
			}
			return err
		})
		c.Get(href + "/none").WantStatus(http.StatusMethodNotAllowed)
		c.Get("/trainings/new").Form("main form").Set("topic", "协议书").Set("trainer", "区法院").Set("place", "三楼").Set("hours", "2").Set("on", "2024-06-01").Submit().WantStatus(http.StatusOK)
		next := c.Get("/trainings?year=2024").Follow("协议书").Want("main", "培训那天以后")
		next.Form("#cancel form").Set("reason", "讲课人有事").Submit().WantStatus(http.StatusOK).Want(".identity", "已取消")
		s.As("mediator").Get("/trainings/new").WantStatus(http.StatusForbidden)
	})
}

// The chair holds what the own committee trains in; of others' there is the page alone.
func TestAChairTrains(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		m := register(s, "mediator")
		c := s.As("chair")
		form := c.Get("/trainings").Follow("安排一场培训").Form("main form")
		if got := form.Value("committee"); got != s.Committee.ID {
			t.Errorf("the form begins with %q, want the own committee", got)
		}
		if c.Get("/trainings/new").Has("option", "街道统一组织") {
			t.Error("a chair is offered the trainings of the street")
		}
		fill := func(f *webtest.Filling) *webtest.Page {
			return f.Set("topic", "调解笔录").Set("trainer", "主任").Set("place", "街道一楼").Set("on", "2024-05-06").Submit()
		}
		made := fill(form).WantStatus(http.StatusOK).Want("#facts", "东盛街道人民调解委员会")
		made.Form("#hold form").Set("attendees", string(m.ID)).Submit().WantStatus(http.StatusOK).Want("#came", "演示调解甲").Want("#counted", "1人次")
		c.Get("/trainings").Want("tbody", "东盛街道人民调解委员会")
		fill(c.Get("/trainings/new").Form("main form").Set("committee", "street")).WantStatus(http.StatusForbidden).Want(".error-summary", "您可以登记本调委会自己办的")
		street := fill(s.As("overseer").Get("/trainings/new").Form("main form").Set("committee", "street")).WantStatus(http.StatusOK).Want("#facts", "街道统一组织")
		p := c.Get(street.Path).Want("#facts", "街道统一组织")
		if p.Has("#hold", "") || p.Has("#cancel", "") {
			t.Error("a chair is offered the steps of a training of the street")
		}
		s.As("mediator").Get("/trainings/new").WantStatus(http.StatusForbidden)
	})
}

func TestTheRegisterIsTakenAlong(t *testing.T) {
	each(t, func(t *testing.T, s *frametest.Stage) {
		register(s, "mediator")
		c := s.As("chair")
		for path, words := range map[string]string{"/committees": "东盛街道人民调解委员会", "/mediators": "演示调解甲"} {
			got := c.Get(path).Form("form[action="+path+"/export]").Set("as", "csv").Submit().WantStatus(http.StatusOK)
			if text := string(got.Body); !strings.Contains(text, words) || strings.Contains(text, "党员") {
				t.Errorf("%s: the file holds %s", path, url.PathEscape(text[:min(len(text), 300)]))
			}
		}
	})
}
