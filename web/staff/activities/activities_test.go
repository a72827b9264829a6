package activities_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web/staff/activities"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/webtest"
)

// open serves the pages on a small street.
func open(t *testing.T, d *db.DB, clock *dbtest.Clock) *frametest.Stage {
	t.Helper()
	return frametest.New(t, d, clock).Serve(activities.Pages{DB: d}.Routes())
}

func onSQLite(t *testing.T) *frametest.Stage {
	t.Helper()
	clock := dbtest.At(frametest.Morning)
	return open(t, dbtest.SQLite(t, clock), clock)
}

// matterIn takes a matter in, in a community of the stage, and gives its number.
func matterIn(t *testing.T, s *frametest.Stage, estate, title string) string {
	t.Helper()
	var m matter.Matter
	s.Update(func(tx *db.Tx) error {
		var err error
		m, err = matter.TakeIn(tx, s.Actor("clerk"), matter.Intake{
			Channel: "centre", Title: title, Request: "请帮助协调", Unit: s.Units[estate].ID,
			Parties: []matter.Party{{Side: matter.Applicant, Name: "甲某"}},
		})
		return err
	})
	return m.Number
}

// publicity is the form of a publicity event, filled by a clerk.
func publicity(s *frametest.Stage) *webtest.Filling {
	return s.As("clerk").Get("/activities/new?kind=publicity").Form("main form").
		Set("variety", "antiFraud").Set("place", "和平广场").Set("attendance", "６").Set("audience", "120").Set("leaflets", "500").Set("giveaways", "1,000")
}

// sent is a publicity event of the clerk, recorded.
func sent(t *testing.T, s *frametest.Stage) *webtest.Page {
	t.Helper()
	p := publicity(s).Submit().WantStatus(http.StatusOK)
	if !strings.HasPrefix(p.Path, "/activities/") || strings.Contains(p.Path, "/new") {
		t.Fatalf("recording led to %s, want the activity\n%s", p.Path, p.Text("main"))
	}
	return p
}

func TestFromEntryToWithdrawal(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := open(t, d, clock)
		number := matterIn(t, s, "景阳花园小区", "楼上漏水")
		s.As("clerk").Get("/activities").Want(".empty-yet", "还没有活动记录").Follow("登记活动").Want(".tasks li", "会议").
			Follow("普法活动").Want("h1", "登记普法活动").Want("label", "发放宣传资料（份）").Want("label", "发放宣传品（份）")

		p := publicity(s).Set("matters", strings.NewReplacer("〔", "[", "〕", "]").Replace(number)).Submit().WantStatus(http.StatusOK)
		p.Want("h1", "反诈宣传").Want("#counts dd", "500份").Want("#counts dd", "1000份").Want("#matters th", "楼上漏水").Want("#timeline li", "登记")
		first := p.Path
		s.As("clerk").Get("/activities?leafleted=1").Want(".figure", "500份").Want("td", "500").Want(".beside", "共1次")

		p = s.As("clerk").Get(first+"/correct").Form("main form").Set("leaflets", "450").Set("reason", "份数数错了").Submit().WantStatus(http.StatusOK)
		p.Want("#counts dd", "450份").Want("#versions td", "已更正").Want("#versions td", "份数数错了").Want("#matters th", "楼上漏水")
		second := p.Path
		if second == first {
			t.Fatal("a correction stayed on the old version")
		}
		s.As("clerk").Get(first).Want(".identity", "已更正").Want(".banner", "不计入统计").Follow("看最新的一稿").Want("#counts dd", "450份")
		s.As("clerk").Get("/activities?leafleted=1").Want(".figure", "450份").Want(".beside", "共1次")

		ask := s.As("clerk").Get(second+"/withdraw").Want(".confirm dd", "450份").Want(".warning-text", "不再计入").Form("main form")
		ask.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请填写撤回的原因")
		ask.Set("reason", "活动改期").Submit().WantStatus(http.StatusOK).Want(".identity", "已撤回").Want("#timeline li", "活动改期")
		s.As("clerk").Get("/activities?leafleted=1").Want(".empty-matches", "没有符合这1个条件的活动")
		s.As("clerk").Get("/activities?replaced=1").Want(".beside", "共2次")
		s.As("clerk").Get(second+"/correct").Want(".banner", "已经被更正或撤回")
	})
}

func TestRecordingCanBeUndone(t *testing.T) {
	s := onSQLite(t)
	p := sent(t, s).Want(".banner", "已登记")
	p.Form(".undo").Submit().WantStatus(http.StatusOK).Want(".identity", "已撤回").Want("#timeline li", "登记以后马上撤销")
	if again := s.As("clerk").Get(p.Path); again.Find(".undo") != nil {
		t.Error("撤销 stays longer than one page")
	}
}

func TestEntryKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := onSQLite(t)
	for _, c := range []struct {
		name, field, value, want string
	}{
		{"no variety", "variety", "", "请选择是哪一种普法活动"},
		{"a day to come", "on", "2024-05-07", "还没有到"},
		{"no day", "on", "五月", "活动日期"},
		{"no place", "place", "", "请填写在哪里"},
		{"too many", "leaflets", "999999999", "发放宣传资料应在0到200000之间"},
		{"no number", "giveaways", "很多", "发放宣传品应为整数"},
		{"no such matter", "matters", "东盛矛登〔2024〕99号", "找不到编号为“东盛矛登〔2024〕99号”的事项"},
		{"no community", "community", "", "请选择是哪个社区的活动"},
	} {
		p := publicity(s).Set("topics", "反诈，请勿转账").Set(c.field, c.value).Submit().WantStatus(http.StatusUnprocessableEntity)
		p.Want(".error-summary", c.want).Want("#f-topics", "反诈，请勿转账")
		if !strings.HasPrefix(p.Text("title"), "错误：") {
			t.Errorf("%s: title %q, want 错误： first", c.name, p.Text("title"))
		}
		if got := p.Attr("#f-audience", "value"); got != "120" {
			t.Errorf("%s: the audience holds %q, want 120", c.name, got)
		}
		if c.field != "variety" && p.Find("input[name=variety][value=antiFraud][checked]") == nil {
			t.Errorf("%s: the variety is not chosen any more", c.name)
		}
	}
	p := publicity(s).Set("kind", "party").Submit().WantStatus(http.StatusUnprocessableEntity)
	p.Want(".error-summary", "请选择是哪一种活动").Want(".tasks a", "会议")
	s.As("clerk").Get("/activities").Want(".empty-yet", "还没有活动记录")
}

func TestPressedTwiceAndSaidTwice(t *testing.T) {
	t.Parallel()
	s := onSQLite(t)
	f := publicity(s)
	one, two := f.Submit(), f.Submit()
	if one.Path != two.Path {
		t.Errorf("a second press led to %s, want %s", two.Path, one.Path)
	}
	publicity(s).Submit().WantStatus(http.StatusConflict).Want(".error-summary", "已经登记过了")
	s.As("clerk").Get("/activities").Want(".beside", "共1次")
}

func TestVenueNamesThePlace(t *testing.T) {
	t.Parallel()
	s := onSQLite(t)
	p := publicity(s).Set("place", "").Set("venue", s.Venue.ID).Submit().WantStatus(http.StatusOK)
	p.Want("dd", "全街道").Want("dd", "东盛街道矛调中心")
}

func TestAReceptionAsksForItsLeader(t *testing.T) {
	t.Parallel()
	s := onSQLite(t)
	f := s.As("leader").Get("/activities/new?kind=reception").Want("label", "接访的领导").Form("main form").
		Set("variety", "fixed").Set("place", "接待室").Set("batches", "2").Set("audience", "1")
	f.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请选择是哪位领导").Want(".error-summary", "人次不会比批次少")
	f.Set("leader", s.Officers["leader"].ID).Set("audience", "3").Set("aboutCase", "1").Submit().
		WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请选择是哪一件事项")
	number := matterIn(t, s, "和平小区", "拆违引起的争议")
	f.Set("matters", number).Submit().WantStatus(http.StatusOK).Want("dt", "包案化解").Want("#counts dd", "2批").Want("dd", "演示领导")
	s.As("leader").Get("/activities?aboutCase=1").Want(".chosen li", "包案化解").Want("td", "接待2批").Want(".beside", "共1次")
	s.As("leader").Get("/activities/new?kind=visit&matter="+number).Want("#f-matters", number)
}

func TestTwoCorrectAtOnce(t *testing.T) {
	t.Parallel()
	s := onSQLite(t)
	at := sent(t, s).Path
	one := s.As("clerk").Get(at + "/correct").Form("main form")
	two := s.As("leader").Get(at+"/correct").Form("main form").Set("leaflets", "480").Set("reason", "少了20份")
	one.Set("audience", "130").Set("leaflets", "470").Set("reason", "又来了10人").Submit().WantStatus(http.StatusOK)
	p := two.Submit().WantStatus(http.StatusConflict)
	p.Want(".banner", "别人已经更正过").Want(".table tr", "发放宣传资料（份） 470 480").Want(".table tr", "群众人次 130 120")
	if got := p.Attr("#f-reason", "value"); got != "少了20份" {
		t.Errorf("the reason holds %q, want what was typed", got)
	}
	p.Form("main form").Submit().WantStatus(http.StatusOK).Want("#counts dd", "480份").Want("#versions th", "第3稿")
	s.As("clerk").Get("/activities").Want(".beside", "共1次")
}

func TestWhatAnotherPostSees(t *testing.T) {
	t.Parallel()
	s := onSQLite(t)
	number := matterIn(t, s, "景阳花园小区", "楼上漏水")
	at := publicity(s).Set("matters", number).Set("community", s.Units["东盛社区"].ID).Submit().WantStatus(http.StatusOK).Path

	far := s.As("farlead")
	p := far.Get(at).WantStatus(http.StatusOK).Want("#matters .empty-allowed", "关联的1件事项不在您的职责范围内").Want(".hint", "不在您的社区")
	if strings.Contains(string(p.Body), "楼上漏水") || strings.Contains(string(p.Body), number) {
		t.Error("a matter out of reach is named on the page")
	}
	far.Get(at + "/correct").WantStatus(http.StatusForbidden)
	far.Get(at + "/withdraw").WantStatus(http.StatusForbidden)
	f := far.Get("/activities/new?kind=sweep").Form("main form")
	if got, want := f.Value("community"), s.Units["远达社区"].ID; got != want {
		t.Errorf("a station lead's form begins with the community %q, want their own %q", got, want)
	}
	f.Set("variety", "community").Set("place", "远达小区").Set("matters", number).Submit().
		WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "或不在您的职责范围内")
	f.Set("matters", "").Set("community", s.Units["东盛社区"].ID).Submit().WantStatus(http.StatusForbidden).Want(".error-summary", "只能登记本社区的活动")
	f.Set("community", s.Units["远达社区"].ID).Submit().WantStatus(http.StatusOK).Want(".identity", "社区排查")

	s.As("mediator").Get(at).WantStatus(http.StatusOK)
	s.As("mediator").Get("/activities/new").WantStatus(http.StatusForbidden)
	s.As("mediator").Get(at + "/correct").WantStatus(http.StatusNotFound)
	s.As("archivist").Get("/activities").WantStatus(http.StatusForbidden)
	s.As("archivist").Get(at).WantStatus(http.StatusNotFound)
}

func TestCorrectionKeepsWhatTheReaderCannotSee(t *testing.T) {
	t.Parallel()
	s := onSQLite(t)
	hidden, seen := matterIn(t, s, "景阳花园小区", "楼上漏水"), matterIn(t, s, "远达小区", "占道停车")
	at := publicity(s).Set("matters", hidden+"、"+seen).Set("community", s.Units["远达社区"].ID).Submit().WantStatus(http.StatusOK).Path
	p := s.As("farlead").Get(at+"/correct").Want(".hint", "另外关联的1件事项")
	if got := strings.TrimSpace(p.Text("#f-matters")); got != seen {
		t.Errorf("the form names %q, want %q", got, seen)
	}
	at = p.Form("main form").Set("matters", "").Set("reason", "和停车无关").Submit().WantStatus(http.StatusOK).Path
	after := s.As("clerk").Get(at).Want("#matters th", "楼上漏水")
	if after.Has("#matters th", "占道停车") {
		t.Error("a matter taken out is still named")
	}
}

func TestListPagesAndConditions(t *testing.T) {
	t.Parallel()
	s := onSQLite(t)
	s.Update(func(tx *db.Tx) error {
		for i := range 60 {
			d := activity.Draft{Kind: activity.Meeting, Variety: activity.PetitionMeeting, On: calendar.On(2024, 1, 1).AddDays(i), Place: "三楼会议室", Attendance: 10}
			if i%2 == 1 {
				d.Kind, d.Variety, d.Community = activity.Study, activity.CentralGroup, s.Units["远达社区"].ID
			}
			if _, err := activity.Record(tx, s.Actor("clerk"), d); err != nil {
				return err
			}
		}
		return nil
	})
	p := s.As("counter").Get("/activities").Want(".beside", "共60次，第1–25次").Want("time", "2024-02-29")
	p = p.Follow("下一页").Want(".beside", "第26–50次").Follow("下一页").Want(".beside", "第51–60次").Want("time", "2024-01-01")
	p.Follow("上一页").Want(".beside", "第26–50次").Follow("上一页").Want(".beside", "共60次，第1–25次")

	p = s.As("counter").Get("/activities").Form("form.filter").Set("kind", "meeting").Set("onTo", "2024-01-31").Submit()
	p.Want("h1", "会议").Want(".beside", "共16次").Want(".chosen li", "种类：会议").Want(".chosen li", "不晚于：2024年1月31日")
	p = p.Form("form.filter").Set("variety", "petition").Submit().Want("h1", "信访工作会议").Want(".chosen li", "名目：信访工作会议").Want(".beside", "共16次")
	p.Follow("种类：会议").Want(".beside", "共16次").Follow("不晚于").Want(".beside", "共30次")
	s.As("counter").Get("/activities?attended=1&kind=study").Want(".figure", "参加人次合计").Want(".figure", "300人次").Want(".figure", "这30次活动相加")
	s.As("counter").Get("/activities?community="+s.Units["东盛社区"].ID).Want(".empty-matches", "没有符合这1个条件").Follow("社区：东盛社区").Want(".beside", "共60次")
	s.As("counter").Get("/activities?onFrom=2024-06-01").Want(".empty-time", "2024年6月1日（星期六）还没有到")
	s.As("counter").Get("/activities?onFrom=zz").WantStatus(http.StatusUnprocessableEntity).Want(".error-summary a", "日期看不明白").Want("#f-onFrom-error", "日期看不明白")
}

func TestExport(t *testing.T) {
	t.Parallel()
	s := onSQLite(t)
	publicity(s).Set("title", "=1+1").Submit().WantStatus(http.StatusOK)
	p := s.As("clerk").Get("/activities?leafleted=1").Form("form[action=/activities/export]").Submit().WantStatus(http.StatusOK)
	body := string(p.Body)
	lines := strings.Split(strings.TrimRight(body, "\r\n"), "\r\n")
	if !strings.HasPrefix(body, "\ufeff内容,活动清单\r\n条件,发放了宣传资料\r\n") || !strings.Contains(body, "\r\n时间,2024-05-06 09:00\r\n导出人,演示登记\r\n") || len(lines) != 9 {
		t.Fatalf("got %q, want the head, the columns and one row", body)
	}
	want := "2024-05-06,,普法活动,反诈宣传,'=1+1,全街道,,和平广场,,,,6,120,,500,1000,,演示登记,2024-05-06 09:00"
	if lines[8] != want {
		t.Errorf("the row: got %s, want %s", lines[8], want)
	}
	s.Update(func(tx *db.Tx) error {
		told, err := event.List(tx, event.Filter{Action: "activity.export", Limit: 5})
		if err == nil && (len(told) != 1 || !strings.Contains(told[0].Details, "leafleted=1")) {
			t.Errorf("events of the export: got %+v, want one with the filter", told)
		}
		return err
	})
}

func TestEveryKindHasItsForm(t *testing.T) {
	t.Parallel()
	s := onSQLite(t)
	clerk := s.As("clerk")
	for i, shape := range activity.Shapes() {
		f := clerk.Get("/activities/new?kind=" + string(shape.Kind)).WantStatus(http.StatusOK)
		if got, want := len(f.All("input[name=variety]")), len(shape.Sorts); got != want {
			t.Errorf("%s: %d varieties, want %d", shape.Label, got, want)
		}
		for _, q := range []string{"attendance", "audience", "batches", "leaflets", "giveaways"} {
			has := false
			for _, c := range shape.Quantities {
				has = has || c.Name == q
			}
			if got := f.Find("#f-"+q) != nil; got != has {
				t.Errorf("%s asks for %s: got %t, want %t", shape.Label, q, got, has)
			}
		}
		form := f.Form("main form").Set("variety", string(shape.Sorts[0].Variety)).Set("place", "会议室").
			Set("start", strconv.Itoa(9+i)+":00").Set("leader", s.Officers["leader"].ID).Set("partners", "演示派出所")
		form.Submit().WantStatus(http.StatusOK).Want(".identity", shape.Sorts[0].Label)
	}
	clerk.Get("/activities").Want(".beside", "共"+strconv.Itoa(len(activity.Shapes()))+"次")
}

// The word of the day to come follows the clock of the street.
func TestNotYetFollowsTheClock(t *testing.T) {
	t.Parallel()
	s := onSQLite(t)
	s.As("clerk").Get("/activities?onFrom=2024-05-07").Want(".empty-time", "还没有到")
	s.Clock.Add(24 * time.Hour)
	s.As("clerk").Get("/activities?onFrom=2024-05-07").Want(".empty-matches", "没有符合")
}

func TestAGridHasNoActivitiesOfItsOwn(t *testing.T) {
	t.Parallel()
	s := onSQLite(t)
	s.Update(func(tx *db.Tx) error {
		by := s.Actor("admin")
		grid, err := org.AddUnit(tx, by, org.Unit{Level: actor.Grid, Parent: s.Units["东盛社区"].ID, Name: "第一网格"})
		if err != nil {
			return err
		}
		if s.Officers["walker"], err = org.Hire(tx, by, org.Officer{Code: "walker", Name: "演示网格", Unit: grid.ID}); err != nil {
			return err
		}
		return org.Assign(tx, by, s.Officers["walker"].ID, actor.GridWorker, grid.ID, 0)
	})
	for _, path := range []string{"/activities/new", "/activities/new?kind=sweep"} {
		p := s.As("walker").Get(path).WantStatus(http.StatusOK).Want(".empty-allowed", "活动按社区登记")
		if p.Find(".tasks") != nil || p.Find("main form") != nil {
			t.Errorf("%s offers a form that would be refused", path)
		}
	}
}
