package frame

import (
	"testing"
	"time"
)

func TestSheet(t *testing.T) {
	t.Parallel()
	s := NewSheet(SheetHead{
		Title: "活动清单", Count: "共1次", Moment: time.Date(2024, 5, 6, 1, 0, 0, 0, time.UTC), Person: "演示登记", Columns: []string{"名称", "份"},
	})
	s.Add([]string{"=1+1，\"甲\"", "-5"})
	got, err := s.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	want := "\ufeff活动清单,共1次\r\n条件,无\r\n时间,2024-05-06 09:00\r\n导出人,演示登记\r\n名称,份\r\n\"'=1+1，\"\"甲\"\"\",'-5\r\n"
	if string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if s.Rows != 1 {
		t.Errorf("rows: got %d, want 1", s.Rows)
	}
}
