package reports_test

import (
	"net/http"
	"testing"
)

// A text that contradicts itself is stopped while it is written, and goes to
// review when somebody has written why it is right.
func TestATextAgainstItselfIsSeenWhileWriting(t *testing.T) {
	t.Parallel()
	s := quick(t)
	at := begin(t, s)
	writer := s.As("writer")
	form := writer.Get(at).Follow("带头部署").Want("#reading", "全文数字核对").Form("main form")
	form.Set("body", "聘请网格律师{{手填:12名|名册}}，其中女律师{{手填:15名|名册}}。")
	form.Set("then", "preview").Submit().WantStatus(http.StatusOK).Want("#preview #reading", "部分大于整体") // nothing is saved yet
	if p := writer.Get(at).Follow("带头部署"); p.Has("#reading", "部分大于整体") {
		t.Error("the preview was kept")
	}
	form.Set("then", "").Submit().
		Want("#reading", "部分大于整体").Want("#reading .tag", "必须改").Want("#reading .hint", "其中女律师15名")
	writer.Get(at+"/submission").Form("main form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "部分大于整体")
	page := writer.Get(at+"/findings").Want("h2", "部分大于整体")
	reason := page.Form(".finding form")
	reason.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请写明理由")
	reason.Set("reason", "名册含外聘").Submit().WantStatus(http.StatusOK).Want(".finding", "已写明理由：名册含外聘").Want("p", "没有必须改的")
	if p := s.As("first").Get(at + "/findings"); p.Has(".finding form", "") {
		t.Error("a reviewer can write the reason")
	}
	writer.Get(at+"/submission").Form("main form").Submit().WantStatus(http.StatusOK).Want(".tag", "待初审")
}
