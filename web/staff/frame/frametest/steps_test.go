package frametest_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"fengsheng/web/staff/frame/frametest"
)

// begun is a matter brought to a state of people's mediation.
func begun(t *testing.T, s *frametest.Stage, state string) string {
	t.Helper()
	id := idIn(take(t, s, "clerk", "楼上漏水", "甲某"))
	sort(t, s, id)
	for _, st := range []struct {
		state, do string
		pairs     []string
	}{
		{"applied", "apply", []string{"facts", "漏水", "noTie", "1"}},
		{"consentPending", "askOther", []string{"reached", "1", "log", "愿意谈"}},
		{"accepted", "accept", []string{"allAgree", "1", "notExcluded", "1", "noTie", "1"}},
		{"inProgress", "start", []string{"rightsTold", "1", "identitySeen", "1", "record", "到场"}},
		{"drafted", "draft", []string{"facts", "水管", "terms", "赔三千", "amount", "3000", "how", "转账", "performOn", "2024-05-31", "party", "=申请人", "checked", "mandatory,public,morals,voluntary,clear"}},
		{"agreed", "agreeWritten", []string{"allParties", "1", "seal", "committee"}},
		{"performed", "perform", []string{"how", "performed", "proof", "1"}},
		{"closed", "close", nil},
	} {
		if state == "triaged" {
			break
		}
		step(t, s, "mediator", id, st.do, st.pairs...)
		if st.state == state {
			break
		}
	}
	return id
}

// Each step that the walk to the archive does not take, from a state that
// allows it, as the person it is for.
func TestEveryOtherStepCanBeTaken(t *testing.T) {
	t.Parallel()
	s := stage(t)
	for _, c := range []struct {
		from, as, do string
		pairs        []string
		want         string // the state afterwards
	}{
		{"triaged", "mediator", "offer", []string{"facts", "网格发现", "noTie", "1"}, "拟主动调解"},
		{"consentPending", "chair", "decline", []string{"reason", "notCivil", "told", "1"}, "不予受理"},
		{"accepted", "chair", "partyEnds", []string{"words", "不谈了"}, "终止"},
		{"inProgress", "mediator", "record", []string{"text", "第二次调解"}, "调解中"},
		{"inProgress", "mediator", "investigate", []string{"second", "演示调解乙", "asked", "楼下邻居", "text", "看了现场", "evidence", "1"}, "调解中"},
		{"inProgress", "mediator", "invite", []string{"text", "物业经理，了解水管情况", "allAgree", "1"}, "调解中"},
		{"inProgress", "chair", "replaceMediator", []string{"mediator", "OTHER", "noTie", "1", "byParty", "1", "why", "当事人要求"}, "调解中"},
		{"inProgress", "mediator", "continue", []string{"until", "2024-06-30", "allAgree", "1", "why", "等待鉴定结果"}, "调解中"},
		{"inProgress", "mediator", "suspend", []string{"reason", "appraisal", "words", "水管鉴定"}, "中止"},
		{"inProgress", "mediator", "agreeOral", []string{"noDocument", "1", "terms", "当场赔三百", "amount", "300", "onSpot", "1"}, "达成协议"},
		{"inProgress", "mediator", "fail", []string{"words", "谈不拢", "told", "1"}, "终止"},
		{"inProgress", "mediator", "otherProcedure", []string{"words", "已起诉", "proof", "法院受理通知书"}, "终止"},
		{"inProgress", "mediator", "stopUnlawful", []string{"words", "虚构债务", "reportedTo", "派出所"}, "终止"},
		{"inProgress", "mediator", "withdraw", []string{"words", "自己说好了", "settled", "1"}, "撤回"},
		{"agreed", "mediator", "confirm", []string{"to", "applied", "jointly", "1"}, "达成协议"},
		{"closed", "mediator", "reopen", []string{"bothAgree", "1", "why", "法院不予确认"}, "调解中"},
	} {
		id := begun(t, s, c.from)
		for i, v := range c.pairs {
			if v == "OTHER" {
				c.pairs[i] = s.Officers["other"].ID
			}
		}
		step(t, s, c.as, id, c.do, c.pairs...).Want(".identity", c.want)
	}
}

func TestRefusalEndsItAndResumingGoesOn(t *testing.T) {
	t.Parallel()
	s := stage(t)
	id := begun(t, s, "consentPending")
	f := s.As("mediator").Get("/matters/"+id+"/steps/refuse").Form("main form").Set("words", "不愿意谈")
	f.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error", "请选择是哪一方拒绝")
	party := s.As("mediator").Get("/matters/"+id+"/steps/refuse").Attr("main input[name=party]", "value")
	f.Set("party", party).Set("told", "1").Submit().WantStatus(http.StatusOK).Want(".identity", "终止")
	s.As("mediator").Get("/matters/"+id+"/steps/accept").WantStatus(http.StatusConflict).Want("main", "这件事现在是“终止”，不能再做“受理”")

	paused := begun(t, s, "inProgress")
	step(t, s, "mediator", paused, "suspend", "reason", "absence")
	s.Clock.Set(frametest.Morning.Add(48 * time.Hour))
	step(t, s, "mediator", paused, "resume", "words", "人回来了").Want(".identity", "调解中")
}

// The usual next step stands first, and the others are lawful ones only.
func TestTheNextStepBox(t *testing.T) {
	t.Parallel()
	s := stage(t)
	for state, want := range map[string]string{
		"triaged": "当事人申请调解", "applied": "征求对方意见", "inProgress": "记一次调解", "drafted": "达成书面协议", "agreed": "登记履行情况", "performed": "结案",
	} {
		p := s.As("mediator").Get("/matters/" + begun(t, s, state))
		if got := p.Text(".next .primary"); got != want {
			t.Errorf("%s: the usual next step is %q, want %q", state, got, want)
		}
	}
}

// What a station takes in waits for the registrar, who registers it with one press.
func TestTheRegistrarRegistersWhatAStationTookIn(t *testing.T) {
	t.Parallel()
	s := stage(t)
	p := s.As("farlead").Get("/matters/new")
	if p.Has("option", "景阳花园小区") || !p.Has("option", "远达小区") {
		t.Errorf("places offered to a station: got %v, want its own community only", p.Texts("optgroup option"))
	}
	receipt := p.Form("main form").Set("title", "车位被占").Set("request", "要求挪车").Set("unit", s.Units["远达小区"].ID).
		Set("party1.name", "不清楚").Set("parties", "1").Submit().WantStatus(http.StatusOK).Want("li", "街道登记人会尽快登记").
		Want("h1", "收件回执").Want(".banner", "已收到").Want("dd", "还没有登记")
	id := idIn(receipt)
	s.As("clerk").Get("/").Want(".figure", "待登记 1件")
	done := s.As("clerk").Get("/matters/"+id).Want(".identity", "已收到").Form(".next form").Submit()
	done.WantStatus(http.StatusOK).Want(".banner", "已登记").Want(".identity", "已登记").Want("main", "社区矛调站")
	s.As("sorter").Get("/matters/"+id).Want(".next summary", "其他结束方式（2）")
	s.As("clerk").Get("/matters/new").Form("main form").Set("title", "车位又被占").Set("request", "要求挪车").Set("unit", s.Units["远达小区"].ID).
		Set("party1.name", "不清楚").Set("channel", "").Set("party1.side", "").Set("parties", "1").Submit().
		WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请选择来源").Want(".error-summary", "请选择当事人是哪一方")
	if want := fmt.Sprintf("/matters/%s", id); done.Path != want {
		t.Errorf("registering led to %s, want %s", done.Path, want)
	}
}

// What came yesterday and is registered today has both days on its receipt, each by its name.
func TestTheReceiptTellsTheDayAndTheTime(t *testing.T) {
	t.Parallel()
	s := stage(t)
	s.As("clerk").Get("/matters/new").Form("main form").Set("title", "昨天来的").Set("request", "要求答复").Set("unit", s.Units["远达小区"].ID).
		Set("receivedOn", "昨天").Set("party1.name", "不清楚").Set("parties", "1").Submit().WantStatus(http.StatusOK).
		Want("h1", "登记回执").Want(".banner", "已登记").Want("dd", "2024年5月5日（星期日）").Want("dd", "2024-05-06 09:00")
}
