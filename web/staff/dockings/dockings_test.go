package dockings_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web/staff/dockings"
	"fengsheng/web/staff/frame/frametest"
	"fengsheng/web/webtest"
)

// canaries are what a matter holds beyond the agreed fields.
var canaries = []string{"金丝雀某", "金丝雀乙", "13800005678", "0000567", "金丝雀事由", "金丝雀经过", "金丝雀楼"}

// open serves the pages on a small street with somebody of the police station.
func open(t *testing.T, d *db.DB, clock *dbtest.Clock) (*frametest.Stage, matter.Matter) {
	t.Helper()
	s := frametest.New(t, d, clock)
	var m matter.Matter
	s.Update(func(tx *db.Tx) error {
		by := actor.Actor{Street: frametest.Street, Name: "演示程序"}
		o, err := org.Hire(tx, by, org.Officer{Code: "police", Name: "演示联络", Unit: s.Units["东盛街道"].ID})
		if err != nil {
			return err
		}
		s.Officers["police"] = o
		if err := org.Assign(tx, by, o.ID, actor.PoliceLiaison, s.Units["东盛街道"].ID, 0); err != nil {
			return err
		}
		m, err = matter.TakeIn(tx, s.Actor("clerk"), matter.Intake{
			Channel: "centre", Title: "金丝雀事由", Request: "金丝雀经过", Place: "金丝雀楼3单元", Unit: s.Units["景阳花园小区"].ID, Class: matter.ClassCivil, DisputeType: "02",
			Parties: []matter.Party{{Side: matter.Applicant, Name: "金丝雀某", Phone: "13800005678"}, {Side: matter.Respondent, Name: "金丝雀乙"}},
		})
		return err
	})
	return s.Serve(dockings.Pages{DB: d}.Routes()), m
}

// hand is the form of a hand-over, filled by a clerk.
func hand(s *frametest.Stage, m matter.Matter) *webtest.Filling {
	return s.As("clerk").Get("/docking/new?number="+m.Number).Form("main form").
		Set("direction", "out").Set("kind", "hazardInformation").Set("policeNo", "j1001").Set("on", "2024-05-05").Set("ground", "report").Set("receiver", "东盛路派出所")
}

// received is the form of what the liaison hands over to us.
func received(s *frametest.Stage) *webtest.Filling {
	return s.As("police").Get("/docking/new").Form("main form").
		Set("kind", "majorDispute").Set("policeNo", "J2001").Set("on", "2024-05-05").Set("ground", "guide").Set("receiver", "东盛街道")
}

const list = "警情编号,报警人,方向,日期,种类\nJ1001,金丝雀某,接收,2024-05-06,隐患信息\nJ4001,金丝雀乙,移交,2024-05-06,隐患信息\n"

func TestFromHandoverToRound(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s, m := open(t, d, clock)
		s.As("police").Get("/docking").Want(".empty-yet", "还没有移交").Want("#rounds", "还没有拟过")
		h := hand(s, m).Submit().WantStatus(http.StatusOK).Want("h1", "J1001").Want("dd", m.Number).Want("dd", "邻里纠纷").Want("dd", "东盛社区").Want("dd a", m.Number)
		hand(s, m).Submit().WantStatus(http.StatusConflict).Want(".error-summary", "已经登记过").Want("main", "接收的单位")
		received(s).Submit().WantStatus(http.StatusOK).Want("main", "还没有对应的事项").Want("h1", "派出所移交街道")

		p := s.As("police").Get("/docking/import").Form("main form").Set("list", list+"J5001,某,接收,五月,隐患信息\n").Submit().WantStatus(http.StatusOK)
		p.Want("tbody th", "第4行").Want("tbody td", "日期请写成").Want(".banner", "有1列不在约定的内容里").Want("h2", "读懂的2行")
		fixed := p.Form("main form")
		if !strings.Contains(fixed.Value("list"), "J5001") || strings.Contains(fixed.Value("list"), "金丝雀") {
			t.Errorf("the list comes back as %q, want every line and the agreed columns only", fixed.Value("list"))
		}
		p = fixed.Set("list", strings.ReplaceAll(fixed.Value("list"), "五月", "2024-05-06")).Submit().WantStatus(http.StatusOK).Want("button", "保存这3行").Want("td", "新的一条")
		p.Form("main form").Submit().WantStatus(http.StatusOK).Want(".banner", "已保存").Want(".figure", "4件")
		s.As("police").Get("/docking/list?show=differences").Want(".beside", "共4件").Want("td", "记得不一样").Want("td", "只有派出所有").Want("td", "只有街道有")
		s.As("police").Get("/docking/list?show=emergency").Want(".empty-yet", "没有紧急情况")

		p = s.As("police").Get("/docking/rounds/new").Form("main form").Set("kind", "hazardInformation").Submit().WantStatus(http.StatusOK)
		round := p.Path
		p.Want("h1", "隐患信息对接").Want("#agenda tbody th", "J1001").Want("#agenda td", "日期不一样").Want("#agenda td", "街道记2024-05-05；派出所记2024-05-06")
		p.Form("#agree form").Set("ourWord", "补查").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "派出所的意见").Want("#agree textarea", "补查")
		s.As("clerk").Get(round).Form("#agree form").Set("ourWord", "金丝雀某那件补查").Set("theirWord", "同意").Submit().
			WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "不写当事人的姓名")
		p.Form("#agree form").Set("ourWord", "补查").Set("theirWord", "补登").Submit().WantStatus(http.StatusOK).Want("dd", "补登").Want("#follow", "还有3行没有查完")
		for i := range 3 {
			line := round + "/lines/" + string(rune('1'+i))
			s.As("clerk").Get(line).Form("main form").Set("done", "1").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "由谁去查")
			s.As("clerk").Get(line).Form("main form").Set("officer", s.Officers["clerk"].ID).Set("answer", "派出所漏登，已补登").Set("done", "1").
				Submit().WantStatus(http.StatusOK).Want("#agenda td", "派出所漏登")
		}
		follow := s.As("clerk").Get(round).Form("#follow form").Set("place", "派出所会议室").Set("partners", "东盛路派出所").Set("attendance", "5")
		done := follow.Submit().WantStatus(http.StatusOK).Want(".banner", "统计一次对接").Want(".tag", "已落实").Want("dd a", "警地对接")
		follow.Submit().WantStatus(http.StatusOK) // the same press again
		if done.Find("#agenda td a") != nil {
			t.Error("a closed round still offers to answer")
		}

		gone := s.As("clerk").Get(h.Path).Form("main .details form")
		gone.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "为什么撤回")
		gone.Set("reason", "编号写错了").Submit().WantStatus(http.StatusOK).Want(".banner.note", "已经撤回")
	})
}

// A name, a telephone number, a title, a story planted in a matter are on none
// of the pages and files of the docking, for nobody.
func TestSEC_AUTHZ_08_OnlyTheAgreedFields(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s, m := open(t, d, clock)
		hand(s, m).Set("fields", "number", "type", "community", "day", "state", "contact").Set("agreed", "1").Submit().WantStatus(http.StatusOK)
		in := received(s).Submit().WantStatus(http.StatusOK).Path
		s.As("clerk").Get(in).Form("#fill form").Set("number", m.Number).Submit().WantStatus(http.StatusOK).Want("dd", m.Number)
		s.As("clerk").Get("/docking/new").Form("main form").Set("direction", "out").Set("kind", "hazardInformation").Set("number", m.Number).
			Set("on", "2024-05-06").Set("ground", "urgent").Set("receiver", "东盛路派出所").Set("emergency", "1").Set("calledAt", "8:30").Submit().WantStatus(http.StatusOK)
		s.As("police").Get("/docking/import").Form("main form").Set("list", list).Submit().Form("main form").Submit().WantStatus(http.StatusOK)
		s.As("police").Get("/docking/rounds/new").Form("main form").Set("kind", "hazardInformation").Submit().WantStatus(http.StatusOK)
		s.As("police").Get("/docking/rounds/new").Form("main form").Set("kind", "majorDispute").Submit().WantStatus(http.StatusOK)

		for _, login := range []string{"police", "clerk", "sorter", "leader"} {
			c, seen, toMatter := s.As(login), map[string]bool{}, false
			pages, files := 0, 0
			queue := []string{"/docking"}
			hold := func(path string, body []byte) {
				for _, word := range canaries {
					if bytes.Contains(body, []byte(word)) {
						t.Errorf("%s reads %s at %s", login, word, path)
					}
				}
			}
			for ; len(queue) > 0; queue = queue[1:] {
				path := queue[0]
				toMatter = toMatter || strings.HasPrefix(path, "/matters/")
				if seen[path] || !strings.HasPrefix(path, "/docking") {
					continue
				}
				seen[path] = true
				pages++
				p := c.Get(path)
				hold(path, p.Body)
				for _, a := range p.All("a[href]") {
					for _, at := range a.Attr {
						if at.Key == "href" {
							queue = append(queue, at.Val)
						}
					}
				}
				if p.Find(`form[action="/docking/export"]`) != nil {
					files++
					file := p.Form(`form[action="/docking/export"]`).Submit().WantStatus(http.StatusOK)
					hold(path+" as a file", file.Body)
					if !strings.Contains(string(file.Body), "J1001") && strings.Contains(path, "show=out") && !strings.Contains(path, "kind=") {
						t.Errorf("the file of %s has no row of its list", path)
					}
				}
			}
			if pages < 12 || files < 3 {
				t.Errorf("%s opened %d pages and %d files, want them all", login, pages, files)
			}
			if sees := login != "police"; toMatter != sees {
				t.Errorf("%s finds the way to the matter: %v, want %v", login, toMatter, sees)
			}
		}
	})
}

// A matter the reader may not see has no link, and cannot be handed over.
func TestTheLiaisonSeesNoMatter(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	s, m := open(t, dbtest.SQLite(t, clock), clock)
	p := s.As("police").Get("/docking/new")
	if p.Find(`input[name="number"]`) != nil || p.Find(`input[value="out"]`) != nil {
		t.Error("the liaison is asked for a matter")
	}
	p.Form("main form").Set("direction", "out").Set("number", m.Number).Set("kind", "hazardInformation").Set("on", "2024-05-05").Set("ground", "report").
		Set("receiver", "东盛路派出所").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "不在您的职责范围内")
	s.As("mediator").Get("/docking").WantStatus(http.StatusForbidden)
	s.As("leader").Get("/docking/new").WantStatus(http.StatusForbidden)
	for _, path := range []string{"/docking/handovers/none", "/docking/rounds/none", "/docking/rounds/none/lines/1"} {
		s.As("police").Get(path).WantStatus(http.StatusNotFound)
	}
	s.As("police").Get("/docking?from=五月").WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "日期")
}

// The station sends what its spreadsheet makes: an .xlsx whose days are numbers.
func TestTheListIsReadFromASpreadsheet(t *testing.T) {
	clock := dbtest.At(frametest.Morning)
	s, _ := open(t, dbtest.SQLite(t, clock), clock)
	f := excelize.NewFile()
	for i, cells := range [][]any{{"警情编号", "方向", "日期", "种类", "报警人"}, {"J1001", "接收", 45417, "隐患信息", "金丝雀某"}, {"J1002", "转", 45417, "隐患信息", "金丝雀乙"}} {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow("Sheet1", at, &cells)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	send := func(name string, body []byte) *webtest.Page {
		return s.As("police").Get("/docking/import").Form("main form").Attach("file", name, body).Submit()
	}
	p := send("清单.xlsx", file.Bytes()).WantStatus(http.StatusOK).Want("td", "2024-05-05").Want("tbody th", "第3行").Want("td", "方向请写")
	if slices.ContainsFunc(canaries, func(word string) bool { return strings.Contains(string(p.Body), word) }) {
		t.Error("a column that was not agreed is on the page")
	}
	send("清单.csv", []byte(list)).WantStatus(http.StatusOK).Want("button", "保存这2行")
	send("清单.xlsx", []byte("PK broken")).WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "不是.xlsx文件")
	s.As("police").Get("/docking/import").Form("main form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请粘贴")
}
