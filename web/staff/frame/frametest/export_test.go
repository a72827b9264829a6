package frametest_test

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A list is taken as a workbook: the rows of the filter, real days, and a second
// sheet that says what was asked, when and by whom; the name says it too.
func TestAListAsAWorkbook(t *testing.T) {
	t.Parallel()
	s := stage(t)
	take(t, s, "clerk", "=HYPERLINK(1)", "甲某某")
	file := s.As("clerk").Get("/matters?open=1").Form("form[action=/matters/export]").Set("as", "xlsx").Submit().WantStatus(http.StatusOK)
	_, params, err := mime.ParseMediaType(file.Header.Get("Content-Disposition"))
	if want := "东盛街道-事项清单-在办-2024-05-06.xlsx"; err != nil || params["filename"] != want {
		t.Errorf("the name is %q (%v), want %q", params["filename"], err, want)
	}
	f, err := excelize.OpenReader(bytes.NewReader(file.Body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for at, want := range map[string]string{"A1": "编号", "B2": "'=HYPERLINK(1)", "I2": "2024-05-06"} {
		if got, err := f.GetCellValue("事项清单", at); err != nil || got != want {
			t.Errorf("%s: got %q (%v), want %q", at, got, err, want)
		}
	}
	about, err := f.GetRows("说明")
	if err != nil {
		t.Fatal(err)
	}
	told := ""
	for _, row := range about {
		told += strings.Join(row, "=") + "\n"
	}
	for _, want := range []string{"条件=在办\n", "口径=", "时间=2024-05-06 09:00\n", "导出人=演示登记\n", "单位=东盛街道\n", "标记=东盛街道 · 演示登记 · 2024-05-06 09:00导出\n"} {
		if !strings.Contains(told, want) {
			t.Errorf("the second sheet says\n%swant %q", told, want)
		}
	}
}
